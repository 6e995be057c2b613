//! Room 8's guard. In: what a model is about to say, a sentence at a time. Out: the sentence, or why it stays unsaid. Never: a
//! sentence that nobody looked at, or the person in the reason.

use crate::project::Project;
use crate::rooms;
use anyhow::Result;
use corpus::Corpus;
use inspect::{Inspection, Inspector, Kind, Level, Passage};
use std::fmt;
use std::sync::Arc;
use terms::{SubjectId, Text};
use train::{Model, Sampling, Stopped, TokenizerError, Verbatim};

/// What may not be said, known before anything is.
pub struct Guard {
    inspector: Inspector,
    verbatim: Arc<Verbatim>,
}

/// Why a sentence stays unsaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It holds what identifies or reaches a person.
    Identifier(Kind),
    /// It names somebody who said no, or whose records are being forgotten.
    Suppressed,
    /// It says something of a special category about another person [GDPR 9(1)].
    Special,
    /// It says that a person committed an offence [GDPR 10].
    Offence,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Identifier(kind) => write!(f, "it would hold what identifies or reaches a person ({kind}) [GDPR 25]"),
            Self::Suppressed => f.write_str("it would name somebody who objected or is being forgotten [GDPR 17, 21]"),
            Self::Special => f.write_str("it would say something of a special category about a person [GDPR 9(1)]"),
            Self::Offence => f.write_str("it would say that a person committed an offence [GDPR 10]"),
        }
    }
}

/// What was said.
#[derive(Clone, Debug)]
pub struct Said {
    /// The text, without the prompt.
    pub text: String,
    /// Tokens of the prompt.
    pub prompt_tokens: usize,
    /// Tokens of the text.
    pub tokens: usize,
    /// Why it ended; `None` where the guard ended it.
    pub stopped: Option<Stopped>,
    /// Why the guard ended it.
    pub why: Option<Why>,
}

impl Guard {
    /// The guard over these runs of the corpus, and over everybody who said no by now.
    pub async fn of(project: &Project, verbatim: Arc<Verbatim>) -> Result<Self> {
        Ok(Self { inspector: rooms::inspector_of(project, &suppressed(project).await?).await?, verbatim })
    }

    /// The runs of the corpus, for the guard of the same model after somebody said something more.
    pub fn verbatim(&self) -> Arc<Verbatim> {
        Arc::clone(&self.verbatim)
    }

    /// Lets a model write on from a prompt. Each sentence is handed to `say` once it was looked at; one that may not be said
    /// is taken back and drawn again some times, before the text ends there. `say` returns whether anybody still listens.
    pub fn speak(
        &self,
        model: &Model,
        prompt: &str,
        sampling: &Sampling,
        say: &mut dyn FnMut(&str) -> bool,
    ) -> Result<Said, TokenizerError> {
        const DRAWS: usize = 4;
        let before = self.inspect(prompt);
        let mut writing = model.write(prompt, sampling, Some(self.verbatim.as_ref()))?;
        let (mut mark, mut said, mut draws) = (writing.mark(), String::new(), 0);
        let why = loop {
            while writing.advance()?.is_some_and(|text| !text.ends_with(['.', '!', '?', '\n'])) {}
            let ended = writing.stopped();
            // Where the text is cut off within a character, the rest of it never comes.
            let text = writing.text().trim_end_matches(char::REPLACEMENT_CHARACTER).to_owned();
            let Some(why) = self.objection(&before, prompt, &text) else {
                let new = text.get(said.len()..).unwrap_or_default();
                let heard = new.is_empty() || say(new);
                said = text;
                (mark, draws) = (writing.mark(), 0);
                if ended.is_some() || !heard {
                    break None;
                }
                continue;
            };
            draws += 1;
            writing.back_to(&mark)?;
            // The likeliest text is always the same, so it is not drawn again.
            if draws == DRAWS || sampling.temperature <= 0.0 {
                break Some(why);
            }
        };
        let stopped = if why.is_some() { None } else { writing.stopped() };
        Ok(Said { text: said, prompt_tokens: writing.prompt_tokens(), tokens: writing.tokens(), stopped, why })
    }

    fn inspect(&self, text: &str) -> Inspection {
        self.inspector.inspect(&Passage::of(text))
    }

    /// What speaks against saying `text` after `prompt`. What a person wrote into the prompt is theirs to write; what the model
    /// adds to it is not.
    fn objection(&self, before: &Inspection, prompt: &str, text: &str) -> Option<Why> {
        let now = self.inspect(&format!("{prompt}{text}"));
        let added = |end: usize| end > prompt.len();
        for finding in now.findings.iter().filter(|finding| added(finding.end) && finding.band != Level::Clear) {
            match finding.kind {
                Kind::ObjectedName => return Some(Why::Suppressed),
                kind if identifies(kind) => return Some(Why::Identifier(kind)),
                _ => {}
            }
        }
        let special = |slice: &inspect::Slice| slice.special && slice.sentences.iter().any(|span| added(span.end));
        if now.third_parties.iter().any(special) {
            return Some(Why::Special);
        }
        (now.criminal && !before.criminal).then_some(Why::Offence)
    }
}

/// The runs of a corpus that are too long to be repeated by this model.
pub fn verbatim(project: &Project, corpus: &Corpus, model: &Model) -> Result<Verbatim> {
    let rows = corpus.rows().map(|row| Ok::<_, anyhow::Error>(row?.text.into_inner()));
    model.verbatim(project.config().serve.verbatim_tokens_max, rows)
}

/// Whether this kind identifies or reaches one person.
fn identifies(kind: Kind) -> bool {
    match kind {
        Kind::EmailAddress
        | Kind::PhoneNumber
        | Kind::IbanCode
        | Kind::CreditCard
        | Kind::National(_)
        | Kind::IpAddress
        | Kind::MacAddress
        | Kind::Passport
        | Kind::DriverLicense
        | Kind::IdentityCard
        | Kind::LicensePlate
        | Kind::StreetAddress
        | Kind::Postcode
        | Kind::Coordinates
        | Kind::Crypto
        | Kind::DateOfBirth
        | Kind::Handle => true,
        // A page is no person, a name alone is not yet somebody, and the others are judged by what is said about whom.
        Kind::Url
        | Kind::AuthorAge
        | Kind::Person
        | Kind::Quote
        | Kind::ObjectedName
        | Kind::Child
        | Kind::Criminal
        | Kind::Language
        | Kind::Special(_) => false,
    }
}

/// Names that may not be said: of non-users who objected, and the handles of everybody whose choice or erasure forbids the
/// use of their records now, each under a number.
async fn suppressed(project: &Project) -> Result<Vec<(String, Text)>> {
    let (ledger, purpose, now) = (project.ledger()?, project.purpose(), project.now());
    let mut names = ledger.objected_names(&purpose, now)?;
    // Linked accounts resolve to their person, and who was erased under one name stays out under all.
    let standings = ledger.standing_of_holders(&purpose, now, ledger.tree_head().size, &project.holders()?)?;
    // HOLE: of somebody who was erased, the ledger keeps a keyed hash of the subject alone. Their handle is known here only as
    // long as a source still gives their account; afterwards no record and no weight holds it, and no filter looks for it.
    let forbids = |subject: &SubjectId| {
        standings.get(subject).is_some_and(|standing| {
            !standing.objections.is_empty()
                || standing.restriction
                || standing.erasure.is_some()
                || standing.consent.as_ref().is_some_and(|consent| consent.state == ledger::ConsentState::Withdrawn)
        })
    };
    let handles = pipeline::handles_of_people(&project.work()?).await?;
    let theirs = handles.into_iter().filter(|(subject, _)| forbids(subject));
    names.extend(
        (1..).zip(theirs).map(|(number, (_, handle))| (format!("handle-{number}"), Text::new(handle.expose()))),
    );
    Ok(names)
}
