//! The purposes that a platform really has. In: nothing. Out: for each its id, its operations, a term of the Data Privacy
//! Vocabulary where one fits, and a plain text in English and Dutch. Never: a basis; which one carries a purpose is the
//! controller's choice, made for each purpose and operation alone.

use terms::Operation;

/// One purpose, ready to be taken into a register and adapted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: &'static str,
    /// What is done for it; each is decided on its own.
    pub operations: &'static [Operation],
    /// The term of DPV 2.3 that fits, `dpv:TargetedAdvertising`; `None` where none does.
    pub dpv: Option<&'static str>,
    /// What is done, in English.
    pub en: &'static str,
    /// What is done, in Dutch.
    pub nl: &'static str,
}

impl Known {
    /// The built-in purpose with this id.
    pub fn find(id: &str) -> Option<&'static Self> {
        CATALOGUE.iter().find(|known| known.id == id)
    }
}

const MODEL: &[Operation] = &[Operation::Assemble, Operation::Train, Operation::Evaluate];
const WHOLE: &[Operation] = &Operation::ALL;
const SERVE: &[Operation] = &[Operation::Serve];

/// The built-in purposes. Periods and kinds in the texts are examples; the register names those of the controller.
pub const CATALOGUE: &[Known] = &[
    Known {
        id: "ai.train.generative",
        operations: MODEL,
        dpv: Some("ai:ModelTraining"),
        en: "We train a language model on public posts, comments and captions of adults, written since 2019, so that the \
             model can answer questions in chat.",
        nl: "We trainen een taalmodel op openbare berichten, reacties en bijschriften van volwassenen, geschreven sinds \
             2019, zodat het model in de chat vragen kan beantwoorden.",
    },
    Known {
        id: "platform.timeline.rank",
        operations: WHOLE,
        dpv: Some("dpv:ServicePersonalisation"),
        en: "We put the posts of the accounts you follow in the order in which you are likely to read them, from your \
             clicks and likes of the last 90 days.",
        nl: "We zetten de berichten van de accounts die u volgt in de volgorde waarin u ze waarschijnlijk leest, op grond \
             van uw klikken en likes van de laatste 90 dagen.",
    },
    Known {
        id: "platform.reels.recommend",
        operations: WHOLE,
        dpv: Some("dpv:ProvidePersonalisedRecommendations"),
        en: "We suggest short videos (Reels) of accounts you do not follow, chosen by how long you watched other videos in \
             the last 30 days.",
        nl: "We stellen korte video's (Reels) voor van accounts die u niet volgt, gekozen naar hoe lang u in de laatste 30 \
             dagen naar andere video's keek.",
    },
    Known {
        id: "platform.explore.recommend",
        operations: WHOLE,
        dpv: Some("dpv:ProvidePersonalisedRecommendations"),
        en: "We show public posts and photos of accounts you do not follow on the Explore page, chosen by the posts you \
             liked in the last 30 days.",
        nl: "We tonen op de pagina Ontdekken openbare berichten en foto's van accounts die u niet volgt, gekozen naar de \
             berichten die u in de laatste 30 dagen likes gaf.",
    },
    Known {
        id: "ads",
        operations: WHOLE,
        dpv: Some("dpv:TargetedAdvertising"),
        en: "We show you adverts for what the accounts you follow and the posts you liked in the last 90 days are about.",
        nl: "We tonen u advertenties over de onderwerpen van de accounts die u volgt en de berichten die u in de laatste \
             90 dagen likes gaf.",
    },
    Known {
        id: "moderation",
        operations: WHOLE,
        dpv: None,
        en: "We compare posts, comments, photos and videos with our house rules and the law, and hide or remove what \
             breaks them.",
        nl: "We vergelijken berichten, reacties, foto's en video's met onze huisregels en de wet, en verbergen of \
             verwijderen wat ermee in strijd is.",
    },
    Known {
        id: "translation",
        operations: WHOLE,
        dpv: Some("ai:MachineTranslation"),
        en: "We translate posts, comments and captions into the language you read, when you ask for it.",
        nl: "We vertalen berichten, reacties en bijschriften naar de taal die u leest, wanneer u daarom vraagt.",
    },
    Known {
        id: "image.recognition",
        operations: WHOLE,
        dpv: Some("ai:ImageRecognition"),
        en: "We recognise objects and text in photos, so that a screen reader can read aloud what a photo shows. No person \
             is recognised.",
        nl: "We herkennen voorwerpen en tekst in foto's, zodat een schermlezer kan voorlezen wat er op een foto staat. Er \
             wordt geen persoon herkend.",
    },
    Known {
        id: "ai.serve",
        operations: SERVE,
        dpv: Some("dpv:RequestedServiceProvision"),
        en: "We answer the prompt you type with a language model, and mark the answer as made by a machine.",
        nl: "We beantwoorden de vraag die u intypt met een taalmodel, en merken het antwoord als door een machine gemaakt.",
    },
    Known {
        id: "ai.improve.from_prompts",
        operations: MODEL,
        dpv: Some("ai:ModelFineTuning"),
        en: "We fine-tune the language model on prompts and answers of the last 6 months that their users rated, so that \
             it answers such prompts better.",
        nl: "We stemmen het taalmodel bij met vragen en antwoorden van de laatste 6 maanden die hun gebruikers \
             beoordeelden, zodat het zulke vragen beter beantwoordt.",
    },
    Known {
        id: "ai.bias_detection",
        operations: &[Operation::Assemble, Operation::Evaluate],
        dpv: None,
        en: "We measure with test prompts about origin, belief and gender whether the language model answers one group of \
             people worse than another, and show the result to our reviewers.",
        nl: "We meten met testvragen over afkomst, geloof en geslacht of het taalmodel de ene groep mensen slechter \
             antwoordt dan de andere, en tonen de uitkomst aan onze beoordelaars.",
    },
];
