//! The words of the linter. In: nothing. Out: for each language its vague phrases, and the words by which a purpose says
//! what it uses and what it does. Never: a list for a language that nobody checked with texts.
//!
//! A pattern is words in order. `stem*` is any word that begins so, `a*b*` any that begins with `a` and has `b` further
//! on, `a|b` either, `..` up to five words in between, and `{name}` the list of that name.

/// What the linter knows of one language.
pub(super) struct Language {
    /// Primary subtag.
    pub(super) code: &'static str,
    /// Words that nearly every sentence of the language has; by them another language is noticed.
    pub(super) small: &'static [&'static str],
    /// Lists that patterns name.
    pub(super) lists: &'static [(&'static str, &'static str)],
    /// Phrases that leave a list open; nothing else in a text makes up for them.
    pub(super) open: &'static [&'static str],
    /// Phrases that say nothing by themselves.
    pub(super) vague: &'static [&'static str],
    /// Kinds of data.
    pub(super) data: &'static [&'static str],
    /// What is done that a person would notice.
    pub(super) effect: &'static [&'static str],
    /// What else is done.
    pub(super) done: &'static [&'static str],
    /// Kinds of models.
    pub(super) model: &'static [&'static str],
    /// Periods; a year in digits is one too.
    pub(super) period: &'static [&'static str],
}

/// The languages that can be judged.
pub(super) const LANGUAGES: &[Language] = &[ENGLISH, DUTCH, GERMAN];

const ENGLISH: Language = Language {
    code: "en",
    small: &[
        "the", "to", "of", "and", "your", "you", "we", "our", "for", "that", "is", "are", "with", "use", "from", "by",
        "a", "it", "us", "may", "be",
    ],
    lists: &[
        (
            "better",
            "improv*|enhanc*|optimi*|better|refin*|upgrad*|perfect*|evolv*|advanc*|develop*|innovat*|expand*|maintain*|\
             secur*|strengthen*|modernis*|modernize*",
        ),
        (
            "thing",
            "service*|product*|platform*|experience*|offer*|app|apps|feature*|function*|technolog*|algorithm*|system*|\
             business*|quality|performance|tool|tools|website*|site|model|models|solution*|efficien*|operation*|process*|\
             ai|intelligence|user|users|customer*|community|state|thing|things|software",
        ),
        ("gain", "improvement*|enhancement*|optimi*|development*|innovation*|growth"),
    ],
    open: &[
        "other|further|additional|similar|related|various|any|all purposes|reasons|uses|ways",
        "other|similar|related .. purposes",
        "such as",
        "e g",
        "eg",
        "for example|instance",
        "including|without .. limited|limitation",
        "among|amongst other*|others",
        "inter alia",
        "etc",
        "et cetera",
        "and so on|forth",
        "and more",
        "and the like",
        "as|when|where|if needed|necessary|appropriate|required",
        "from time to time",
        "various",
        "things",
        "whatever",
        "anything",
    ],
    vague: &[
        "{better} .. {thing}",
        "{thing} .. {gain}",
        "algorithm* {gain}",
        "make|makes|making|build|builds|building .. better",
        "better|personal*|tailor*|seamless|new|relevant .. experience*",
        "research and|& development",
        "r d",
        "future|further|internal|general research",
        "ai",
        "artificial intelligence",
        "machine|deep learning",
        "business|commercial|internal|marketing|security|analytic*|statistic*|operation*|legitimate|advertising|personal*|training|technical|administrative|quality|it|research|safety|development purpose|purposes",
        "analytics",
        "analys*|analyz* .. data|information|behavio*|usage|trend*",
        "insight*",
        "innovat*",
        "personali*",
        "customi*",
        "tailor*",
        "understand* .. how|user|users|customer*|people|audience*|need*|trend*",
        "learn* .. about|from .. you|user|users|people|customer*",
        "value to|for",
        "deliver*|add*|creat* .. value",
        "business|legitimate .. interest*|need|needs|operation*",
        "grow|growing|support|supporting|run|running .. business*|operation*",
        "state of the art",
        "meet .. need*|expectation*",
        "new|next .. possibilit*|opportunit*|generation",
    ],
    data: &[
        "post|posts", "comment*", "photo*", "picture*", "image*", "video*", "caption*", "review|reviews", "message*",
        "prompt*", "click*", "like|likes|liked", "follow|follows|followed|follower*", "watch*", "account|accounts",
        "postcode", "zip", "address*", "email|mail", "phone|telephone", "number", "date of birth", "birth*", "age",
        "name|names", "password*", "login*", "ip", "location", "order|orders", "payment*", "invoice*", "item|items",
        "search", "query|queries", "question*", "answer|answers", "report*", "rating*", "hashtag*", "sound", "voice*",
        "recording*", "link|links", "face|faces", "profile", "device*", "group|groups", "view|views", "text|texts",
        "language setting*",
    ],
    effect: &[
        "show|shows|showing|shown", "order", "rank*", "sort*", "suggest*", "recommend*", "translat*", "recogni*",
        "remov*", "hide|hides|hidden|hiding", "block*", "subtitle*", "caption*", "send|sends|sent|sending", "invoice*",
        "answer*", "read .. aloud", "so that", "publish*", "warn*", "notif*", "reset*", "deliver* .. order|parcel",
        "sign* .. in", "open an account", "refund*", "repl*",
    ],
    done: &[
        "train*", "fine tun*|tune", "measur*", "stor*", "keep|keeps|kept", "count*", "compar*", "check*", "detect*",
        "delet*", "draw*", "list|lists|listing", "blur*", "record|records", "verif*", "label*", "test|tests|testing",
    ],
    model: &[
        "language|text|chat|image|picture|speech|translation|ranking|video|recommendation|classification model*",
        "filter*", "classifier*", "detector*", "model* that|which",
    ],
    period: &["day|days", "week|weeks", "month|months", "year|years", "hour|hours"],
};

const DUTCH: Language = Language {
    code: "nl",
    small: &[
        "de", "het", "een", "van", "en", "voor", "om", "te", "wij", "we", "uw", "u", "dat", "met", "naar", "onze",
        "worden", "wordt", "bij", "zijn", "ons", "aan", "je", "jouw",
    ],
    lists: &[
        (
            "better",
            "verbeter*|beter|betere|optimalis*|optimaliz*|vernieuw*|verhog*|doorontwikkel*|ontwikkel*|uitbreid*|\
             innove*|perfection*|verfijn*|evolue*|onderhoud*|beveilig*|versterk*|moderniser*|uitbouw*",
        ),
        (
            "thing",
            "dienst*|service*|product*|platform*|ervaring*|*ervaring|aanbod*|app|apps|functie*|functionalite*|technologie*|\
             technieken|algoritm*|systeem*|systemen|bedrijf*|kwaliteit*|prestatie*|hulpmiddel*|website*|model|modellen|\
             oplossing*|ai|kunstmatige|gebruikers|klanten|proces*|software|efficien*",
        ),
        ("gain", "verbeter*|ontwikkeling*|optimalis*|vernieuwing*|innovatie*|groei"),
    ],
    open: &[
        "andere|overige|verdere|soortgelijke|aanverwante|diverse|alle doeleinde*|doelen|redenen|toepassingen",
        "zoals",
        "bijvoorbeeld",
        "bijv",
        "bv",
        "onder meer",
        "onder andere",
        "o a",
        "niet beperkt",
        "enzovoort*",
        "enz",
        "etc",
        "et cetera",
        "en dergelijke",
        "e d",
        "en meer",
        "en zo",
        "indien|waar|wanneer|zo nodig|wenselijk|gepast",
        "van tijd tot tijd",
        "diverse|allerlei|allerhande",
        "dingen",
        "van alles",
    ],
    vague: &[
        "{better} .. {thing}",
        "{thing} .. {better}",
        "*dienst*verbeter*|*dienst*optimalis*|*dienst*innovat*|service*verbeter*|product*innovat*|product*ontwikkel*|product*verbeter*|kwaliteits*verbeter*|kwaliteits*",
        "algoritm* {gain}",
        "beter|betere|persoonlijk*|relevant*|nieuwe .. ervaring*|*ervaring*",
        "gebruikerservaring*|klantervaring*|gebruiksgemak",
        "onderzoek en|& ontwikkeling*",
        "r d",
        "toekomstig|verder|intern|algemeen|nader onderzoek",
        "*onderzoeksdoel*",
        "ai",
        "kunstmatige intelligentie",
        "machinaal|machine leren|learning",
        "*doeleinde*",
        "analys*|analytics",
        "inzicht*",
        "innovat*|vernieuwing*",
        "*personalis*|*persoonlijk gemaakt*",
        "op maat",
        "begrijp*|begrip|leren .. hoe|gebruik*|mensen|klanten|behoefte*",
        "waarde .. bieden|leveren|toevoegen|voegen|creëren",
        "meer|extra|toegevoegde waarde",
        "bedrijfs*",
        "zakelijk* .. belang*|behoefte*|doel*",
        "gerechtvaardigd* .. belang*|*belang*",
        "ondersteun* .. bedrijf*|zaken|activiteit*",
        "nieuwe .. mogelijkheden|kansen",
        "voldoen aan .. wensen|behoeft*|verwachting*",
    ],
    data: &[
        "post|posts", "bericht|berichten", "reactie|reacties", "foto|fotos|foto's|*foto|*foto's|*fotos",
        "afbeelding*", "beeld|beelden", "video*", "bijschrift*", "recensie*", "prompt*", "klik*", "likes", "leuk vond*",
        "volgt|volgers|gevolgd*", "bekeek|bekeken", "account|accounts", "postcode*", "adres*", "*mailadres*", "e mail*",
        "*telefoonnummer*", "telefoon*", "geboortedat*", "leeftijd*", "naam|namen", "wachtwoord*", "inlog*", "ip",
        "locatie*", "bestelling*", "betaling*", "factuur*", "kocht|gekocht*|aankoop|aankopen", "zoek*", "vraag|vragen|*vragen",
        "antwoord|antwoorden", "melding*|meldden|gemeld*", "hashtag*", "geluid*", "stem|stemmen|stemopname*", "link|links",
        "gezicht*", "profiel*", "apparaat*", "groep*", "tekst|teksten",
    ],
    effect: &[
        "tonen|toont|laten .. zien|zien", "volgorde*|ordenen|ordent|rangschik*|sorteer*", "voorstel*|stellen .. voor|aanbevel*|aanraden",
        "vertaal*|vertalen|vertaling*", "herken*", "verwijder*|wissen|wist", "verberg*", "blokkeer*|blokkeren",
        "ondertitel*", "stuur*|sturen|verzend*|versturen", "factuur*|facturen", "antwoord*|beantwoord*", "voorlez*|voorlees*|lezen .. voor",
        "zodat", "publicer*|zetten .. op", "waarschuw*", "inlogt|inloggen", "opent|openen", "terugbetal*", "onherkenbaar",
    ],
    done: &[
        "train*", "stemmen .. bij|bijstel*|fijnstel*", "meet|meten", "bewaar*|bewaren|opslaan|slaan .. op", "tel|telt|tellen",
        "vergelijk*", "controleer*|controleren|nagaan|gaan", "wis|wissen", "maken|maakt", "leggen|vastleggen|leg|legt",
        "label*", "test|testen|toets*",
    ],
    model: &[
        "taalmodel*|tekstmodel*|chatmodel*|beeldmodel*|spraakmodel*|vertaalmodel*|rangschik*model*|videomodel*|aanbevel*model*",
        "filter*|*filter", "classific*", "model* dat|die",
    ],
    period: &["dag|dagen", "week|weken", "maand|maanden", "jaar|jaren", "uur|uren"],
};

const GERMAN: Language = Language {
    code: "de",
    small: &[
        "der", "das", "und", "wir", "ihre", "ihrer", "ihrem", "ihren", "sie", "zu", "zur", "für", "um", "ein", "eine",
        "mit", "auf", "ist", "werden", "unsere", "unserer", "den", "von", "ihnen", "aus", "zum", "wird", "einen", "dem",
    ],
    lists: &[
        (
            "better",
            "*verbesser*|besser*|optimier*|weiterentwickl*|entwickl*|ausbau*|steiger*|erhöh*|verfeiner*|perfektionier*|\
             erneuer*|pflegen|sichern|modernisier*|stärk*|erweiter*",
        ),
        (
            "thing",
            "dienst*|service*|produkt*|plattform*|erlebnis*|*erlebnis|*erlebnisse|erfahrung*|angebot*|app|apps|funktion*|\
             technologie*|algorithm*|system*|geschäft*|qualität*|leistung*|werkzeug*|webseite*|website*|modell|modelle|\
             modellen|lösung*|ki|künstlich*|nutzer|kunden|prozess*|software|effizienz*",
        ),
        ("gain", "*verbesser*|*entwicklung*|*optimierung*|*innovation*|wachstum"),
    ],
    open: &[
        "sonstige*|andere*|weitere*|ähnliche*|verschiedene*|alle*|verwandte* zweck*|gründe*|*zwecke|*zwecken",
        "*zwecke|*zwecken wie",
        "wie etwa|beispielsweise",
        "zum beispiel",
        "beispielsweise",
        "z b",
        "bspw",
        "unter anderem|anderen",
        "u a",
        "insbesondere",
        "nicht ausschließlich|beschränkt|abschließend",
        "usw",
        "und so weiter",
        "etc",
        "und mehr|dergleichen|ähnliche*",
        "bei|nach bedarf",
        "falls|soweit|wenn erforderlich|nötig|angebracht",
        "von zeit zu zeit",
        "diverse*|allerlei",
        "dinge|dingen",
    ],
    vague: &[
        "{better} .. {thing}",
        "{thing} .. {better}",
        "*dienst*verbesser*|*dienst*optimier*|service*verbesser*|service*optimier*|produkt*innovation*|produkt*entwickl*|produkt*verbesser*|qualität*verbesser*|qualitätssicherung*|weiterentwickl*",
        "algorithm* {gain}",
        "besser*|persönlich*|relevant*|neu* .. erlebnis*|*erlebnis|*erlebnisse|erfahrung*",
        "nutzererlebnis*|nutzererfahrung*|kundenerlebnis*|benutzererfahrung*|benutzerfreundlich*",
        "forschung und|& entwicklung*",
        "f e",
        "künftig*|zukünftig*|weiter*|intern*|allgemein* forschung*",
        "*forschungszweck*",
        "ki",
        "künstlich* intelligenz*",
        "maschinell* lern*",
        "machine learning",
        "*zwecke|*zwecken",
        "analyse|analysen|analytik",
        "erkenntnis*|einblick*",
        "innovation*|innovativ*",
        "*personalisier*",
        "anpassen|anpassung*|maßgeschneidert*|zugeschnitten*",
        "verstehen|verständnis .. wie|nutzer*|kunden*|menschen|bedürfnis*",
        "mehr wert",
        "mehrwert*",
        "geschäft*interesse*|geschäft*abl*|geschäft*betrieb*|geschäftlich*|geschäftstätigkeit*",
        "berechtigt* .. interesse*|*interessen",
        "unterstütz* .. geschäft*|betrieb*",
        "neue .. möglichkeiten|chancen",
        "bedürfnis*|erwartung* .. erfüll*|gerecht",
    ],
    data: &[
        "beitrag|beiträge|beiträgen|beitrags", "kommentar*", "foto|fotos|*foto|*fotos", "bild|bilder|bildern|*bild",
        "video*", "rezension*", "nachricht*", "prompt*", "klick*|*klickt*", "likes", "gefallen", "folgen|folgt|gefolgt",
        "angesehen*", "konto|konten", "postleitzahl*", "adresse*|*adresse", "mail", "telefonnummer*|telefon*",
        "geburtsdat*", "alter", "name|namen", "passwort*|passwörter*", "anmelde*|anmeldung*", "ip", "standort*",
        "bestellung*", "zahlung*", "rechnung*", "artikel*", "gekauft*", "such*", "frage|fragen|*fragen",
        "antwort|antworten", "meldung*|gemeldet*", "hashtag*", "ton", "stimme*", "link|links", "gesicht*", "profil*",
        "gerät*", "gruppe*", "text|texte|texten",
    ],
    effect: &[
        "zeigen|zeigt|anzeigen", "ordnen|ordnet|reihenfolge*|sortier*", "schlagen .. vor|vorschlag*|empfehl*",
        "übersetz*", "erkenn*", "entfern*|löschen|löscht", "verberg*|verbirgt", "sperr*|blockier*", "untertitel*",
        "send*|schick*", "rechnung*", "beantwort*|antwort*", "vorles*|liest .. vor", "damit", "veröffentlich*", "warn*",
        "anmeldet|anmelden", "öffnen|eröffn*", "erstatt*", "unkenntlich",
    ],
    done: &[
        "trainier*|train*", "stimmen .. nach|nachtrainier*", "mess|messen|misst", "speicher*|bewahr*", "zähl*",
        "vergleich*", "prüf*", "lösch*", "erstell*|machen", "zeichnen|zeichnet|aufzeichn*", "test|testen",
        "kennzeichn*",
    ],
    model: &[
        "sprachmodell*|textmodell*|chatmodell*|bildmodell*|übersetzungsmodell*|rangmodell*|videomodell*|empfehlungsmodell*",
        "filter*|*filter", "klassifikator*", "modell* das|die",
    ],
    period: &["tag|tage|tagen", "woche|wochen", "monat|monate|monaten", "jahr|jahre|jahren", "stunde|stunden"],
};
