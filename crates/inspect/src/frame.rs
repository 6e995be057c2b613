//! Whether a term in a sentence says something about a person, and about whom. In: the words of one sentence and a term in
//! it. Out: a [`Claim`]. Never: a claim from the term alone; without a person in the sentence it is only a topic.
//!
//! A term is read with the small words around it. To its left, over determiners and adverbs, stands a verb that fits its
//! role (*have*, *am*, *suffer from*), and left of that the subject, in the person of the verb. Dutch and German also put
//! the subject behind the verb, and the verb behind the term. Anything else in between ends the search.

use crate::Span;
use crate::contact::{end_of_letters, is_word};
use crate::fold::Folded;
use crate::lexicon::*;
use crate::list::Endings;
use std::sync::LazyLock;
use terms::Category;

/// About whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    /// The person who wrote it.
    Author,
    /// Somebody else who can be told apart.
    Other,
}

/// What a term says about a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Claim {
    pub(crate) about: About,
    pub(crate) score: f32,
}

/// A word of a sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) span: Span,
    does: [Does; LANGUAGES.len()],
    /// What stands between it and the word before.
    gap: Gap,
    /// What the term that it is part of is about, in each language that has the term.
    topics: [Option<Topic>; LANGUAGES.len()],
    /// It points at somebody: a handle, or the mask of one.
    is_mention: bool,
    /// It is written like a name.
    pub(crate) is_name: bool,
    /// It begins with a capital letter.
    is_capital: bool,
    /// It is a word for something that is done, and not for whoever does it.
    is_deed: bool,
    /// It is an English verb or noun in -ing.
    is_ing: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Comma,
    Hard,
}

/// The words of one sentence.
pub(crate) struct Words {
    pub(crate) words: Vec<Word>,
    is_question: bool,
    /// Whether the author speaks in it, in any language.
    has_author: bool,
    /// Places of quotation marks.
    quotes: Vec<usize>,
}

impl Words {
    pub(crate) fn of(folded: &Folded, sentence: Span, terms: &[Term]) -> Self {
        let text = folded.text();
        let mut words: Vec<Word> = Vec::new();
        let mut at = sentence.start;
        let mut before = sentence.start;
        while let Some(start) = text.get(at..sentence.end).and_then(|rest| rest.find(is_word)).map(|skip| at + skip) {
            let end = end_of_word(text, start, sentence.end);
            let span = Span::new(start, end);
            let between = text.get(before..start).unwrap_or_default();
            let word = text.get(start..end).unwrap_or_default();
            let does = lexicon().does(word);
            let own = folded.original_of(span);
            let is_capital = own.chars().next().is_some_and(char::is_uppercase);
            words.push(Word {
                span,
                does,
                gap: if words.is_empty() { Gap::Hard } else { gap(between) },
                topics: topics(terms, span),
                is_mention: between.ends_with('@') || word == "person" && between.ends_with('['),
                is_name: does == [0; LANGUAGES.len()] && is_capital && own.chars().skip(1).any(char::is_lowercase),
                is_capital,
                is_deed: is_deed(word),
                is_ing: word.len() > 4 && word.ends_with("ing"),
            });
            (at, before) = (end, end);
        }
        let sentence_text = text.get(sentence.start..sentence.end).unwrap_or_default();
        Self {
            has_author: words.iter().any(|word| word.does.iter().any(|does| does & (I | WE | MY) != 0)),
            is_question: sentence_text.trim_end_matches(['"', '\'', ')', ']', ' ', '\n', '!']).ends_with('?'),
            quotes: sentence_text.match_indices('"').map(|(at, _)| sentence.start + at).collect(),
            words,
        }
    }

    pub(crate) fn does(&self, at: Option<usize>, language: usize) -> Does {
        at.and_then(|at| self.words.get(at)).and_then(|word| word.does.get(language)).copied().unwrap_or_default()
    }

    /// The first and the last word of a term.
    pub(crate) fn place(&self, term: Span) -> Option<(usize, usize)> {
        let first = self.words.iter().position(|word| word.span.overlaps(term))?;
        let last = self.words.iter().rposition(|word| word.span.overlaps(term))?;
        Some((first, last))
    }

    /// What stands before the word at `at`.
    fn gap(&self, at: usize) -> Gap {
        self.words.get(at).map_or(Gap::Hard, |word| word.gap)
    }

    /// Whether a mark stands before the word at `at`.
    pub(crate) fn is_apart(&self, at: usize) -> bool {
        self.gap(at) != Gap::None
    }

    fn is_quoted(&self, at: usize) -> bool {
        self.quotes.iter().filter(|quote| **quote < at).count() % 2 == 1
    }
}

fn topics(terms: &[Term], span: Span) -> [Option<Topic>; LANGUAGES.len()] {
    let mut topics = [None; LANGUAGES.len()];
    for term in terms.iter().filter(|term| term.says_something() && term.span.overlaps(span)) {
        for (_, topic) in topics.iter_mut().enumerate().filter(|(language, _)| term.entry.langs.contains(*language)) {
            topic.get_or_insert(term.entry.topic);
        }
    }
    topics
}

fn is_deed(word: &str) -> bool {
    static ENDS: LazyLock<Endings> = LazyLock::new(|| {
        Endings::new(&[
            "diebstahl",
            "betrug",
            "einbruch",
            "raub",
            "mord",
            "totschlag",
            "delikt",
            "verstoss",
            "missbrauch",
            "handel",
            "besitz",
            "gewalt",
            "tat",
            "taten",
            "ung",
            "ungen",
            "flucht",
            "stalking",
            "diefstal",
            "fraude",
            "inbraak",
            "overval",
            "moord",
            "misdrijf",
            "bezit",
            "handling",
            "theft",
            "fraud",
            "burglary",
            "robbery",
            "murder",
            "assault",
            "offence",
            "crime",
        ])
    });
    ENDS.end(word, 0)
}

/// Where a word that begins at `start` ends; an apostrophe inside belongs to it.
pub(crate) fn end_of_word(text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    loop {
        at += end_of_letters(text.get(at..end).unwrap_or_default());
        let behind = text.get(at..end).and_then(|rest| rest.strip_prefix('\''));
        if !behind.is_some_and(|behind| behind.starts_with(is_word)) {
            return at;
        }
        at += 1;
    }
}

fn gap(between: &str) -> Gap {
    if between.contains([';', ':', '(', ')', '"', '!', '?', '\n', '.', '|', '/', '=', '<', '>'])
        || between.contains(" - ")
        || between.contains("--")
    {
        Gap::Hard
    } else if between.contains(',') {
        Gap::Comma
    } else {
        Gap::None
    }
}

/// What the sentence says with this term, read in one of the languages.
pub(crate) fn claim(words: &Words, term: &Term, language: usize) -> Option<Claim> {
    let (first, last) = words.place(term.span)?;
    let frame = Frame { words, first, last, entry: term.entry, language };
    let next = frame.does(last.checked_add(1));
    let goes_on = words.gap(last + 1) == Gap::None;
    if next & HEAD != 0 && next & PATIENT == 0 && goes_on {
        return None;
    }
    // `my MS Works` and `the CVS server` are things, `I have MS` and `I have MS and` are not.
    if term.entry.is_capital
        && goes_on
        && words.words.get(last + 1).is_some_and(|word| word.does == [0; LANGUAGES.len()])
    {
        return None;
    }
    let found = match term.entry.role {
        Role::Act | Role::Vote => frame.acted().map(|found| frame.vote(found)),
        Role::Child | Role::Young | Role::Idiom => None,
        _ => frame.attributed().or_else(|| frame.noted()).or_else(|| frame.governed()).or_else(|| frame.treated()),
    }?;
    Some(frame.weigh(found))
}

struct Frame<'w> {
    words: &'w Words,
    first: usize,
    last: usize,
    entry: Entry,
    language: usize,
}

/// A subject, how strongly the construction ties the term to it, and what turns the statement round.
#[derive(Clone, Copy)]
struct Found {
    about: About,
    base: f32,
    turns: Does,
    is_asked: bool,
}

impl Found {
    fn new(about: About, base: f32) -> Self {
        Self { about, base, turns: 0, is_asked: false }
    }

    fn turned(mut self, turns: Does) -> Self {
        self.turns |= turns & (NEG | IF | MAYBE);
        self
    }

    fn at_most(mut self, base: f32) -> Self {
        self.base = self.base.min(base);
        self
    }
}

impl Frame<'_> {
    fn does(&self, at: Option<usize>) -> Does {
        self.words.does(at, self.language)
    }

    fn before(&self, at: usize, back: usize) -> Does {
        self.does(at.checked_sub(back))
    }

    fn is_english(&self) -> bool {
        LANGUAGES.get(self.language) == Some(&"en")
    }

    fn word(&self, at: usize) -> Option<&Word> {
        self.words.words.get(at)
    }

    /// Whether the word at `at` belongs to a term about the same: `diabetes, asthma and epilepsy`.
    fn is_same_topic(&self, at: usize) -> bool {
        self.word(at).and_then(|word| *word.topics.get(self.language)?) == Some(self.entry.topic)
    }

    /// The verbs that tie a term of this role to a subject.
    fn link(&self) -> Does {
        match self.entry.role {
            Role::State if self.does(Some(self.last + 1)) & PATIENT != 0 => BE | HAVE | SUFFER,
            Role::State => HAVE | SUFFER,
            Role::Trait if self.entry.topic == Topic::Criminal => BE | SIT,
            Role::Trait => BE,
            Role::Party => JOIN | SUPPORT,
            Role::Own => TAKE | HAVE,
            _ => BE | HAVE | SUFFER,
        }
    }

    /// `my gay brother`, `meine jüdische Kollegin`; `de kanker van mijn oma`, `der Krebs meiner Mutter`.
    fn attributed(&self) -> Option<Found> {
        let after = self.last + 1;
        if self.entry.role == Role::Trait && self.does(Some(after)) & KIN != 0 && self.words.gap(after) == Gap::None {
            let owned = (1..=3).any(|back| self.before(self.first, back) & (MY | HIS) != 0);
            return owned.then(|| Found::new(About::Other, 0.8));
        }
        let is_of = self.does(Some(after)) & OF != 0;
        let owner = after + usize::from(is_of);
        let has_owner = (is_of || !self.is_english()) && self.does(Some(owner)) & (MY | HIS) != 0;
        let is_kin = (1..=2).any(|ahead| self.does(Some(owner + ahead)) & KIN != 0);
        (matches!(self.entry.role, Role::State | Role::Own) && has_owner && is_kin)
            .then(|| Found::new(About::Other, 0.8))
    }

    /// Walks left from the term to what governs it.
    fn governed(&self) -> Option<Found> {
        let mut turns = self.turned_after();
        let mut unknown = 0;
        for back in 1..=8 {
            let at = self.first.checked_sub(back);
            let gap = self.words.gap(self.first + 1 - back);
            let does = self.does(at);
            let is_listed = at.is_some_and(|at| self.is_same_topic(at)) || does & AND != 0 && back < 3;
            let Some(at) =
                at.filter(|_| gap == Gap::None || gap == Gap::Comma && (is_listed || back > 1 && does & VERY != 0))
            else {
                // The term begins its clause: `diabetes heb ik al jaren`.
                return self.followed().map(|found| found.turned(turns));
            };
            if is_listed {
                continue;
            }
            match self.step(at, does) {
                Step::On => turns |= does & (NEG | MAYBE),
                Step::Unknown if unknown < self.unknown_max() => unknown += 1,
                Step::Unknown => return None,
                Step::Done(found) => return found.map(|found| found.turned(turns)),
                Step::Settled(found) => return found,
            }
        }
        None
    }

    /// How many unknown words may stand between the verb and the term.
    fn unknown_max(&self) -> usize {
        match self.entry.role {
            // `ill` is also `I'll`, `straight` is anything: the verb must touch it.
            _ if self.entry.is_weak => usize::from(!self.is_english()),
            // `werd wegens fraude in hoger beroep veroordeeld`
            Role::Trait if self.is_passive() => 5,
            Role::Trait if self.is_english() => 1,
            _ => 2,
        }
    }

    /// Dutch and German put what somebody was convicted of before the participle.
    fn is_passive(&self) -> bool {
        !self.is_english() && self.entry.role == Role::Trait && self.entry.topic == Topic::Criminal
    }

    fn step(&self, at: usize, does: Does) -> Step {
        let link = self.link();
        let is_hint = self.entry.role == Role::Hint;
        // People vote in churches: a ballot ties nobody to one.
        let is_elsewhere = does & BALLOT != 0 && self.entry.topic == Topic::Special(Category::ReligionBelief);
        if does & link != 0 && !is_elsewhere || does & SPENT != 0 && self.is_term_of_prison(at) {
            return Step::Done(self.linked(at, does));
        }
        if does & (MY | HIS) != 0 && does & KIN == 0 {
            return Step::Settled(self.owned(does));
        }
        if does & AS != 0 && !is_hint {
            return Step::Settled(self.as_one(at));
        }
        if does & SINCE != 0 && is_hint {
            return Step::Done(self.words.has_author.then(|| Found::new(About::Author, 0.45)));
        }
        if does & KIN != 0 {
            return Step::Done(self.kin_before(at, does));
        }
        let is_named = self.word(at).is_some_and(|word| word.is_mention)
            // German writes every noun with a capital, so a name needs its verb.
            || self.may_be_name(at) && self.verb_after(THIRD);
        if does & (I | WE | HE) != 0 || is_named {
            return Step::Done(self.subject_before(at, does));
        }
        if does & (SOME | YOU) != 0 || does & WORK != 0 && is_hint {
            return Step::Done(None);
        }
        if does & (BREAK | WITH | OF | IN | SINCE) != 0 {
            return self.preposition(at, does);
        }
        let is_filler = does & (DET | VERY | NEG | PARTY | PATIENT | MAYBE | UNIT | YEAR | AGING) != 0;
        match self.word(at) {
            // `I am reading a gay novel`: an English verb in -ing takes the term away from the subject.
            Some(word) if word.is_ing && !is_filler => Step::Done(None),
            _ if is_filler => Step::On,
            // The name of a party or a church may be long: `member of the Free Green Hill Party`.
            Some(word) if self.entry.role == Role::Party && word.is_capital => Step::On,
            _ => Step::Unknown,
        }
    }

    /// `lid geworden van de vakbond`: the participle stands between the word for belonging and what one belongs to.
    fn became(&self) -> Does {
        if self.entry.role == Role::Party { BE } else { 0 }
    }

    /// `spent 4 months in prison`: without a length it may be a visit.
    fn is_term_of_prison(&self, verb: usize) -> bool {
        let is_length = |at| {
            let does = self.does(Some(at));
            does & (YEAR | MONTH) != 0 || does & UNIT != 0 && does & HEAD == 0
        };
        self.entry.topic == Topic::Criminal && self.entry.role == Role::Trait && (verb + 1..self.first).any(is_length)
    }

    /// The words of the clause around the term, nearest first on each side; the side before the term first.
    fn clause(&self) -> (Vec<usize>, Vec<usize>) {
        const REACH: usize = 8;
        let before = (0..self.first).rev().take(REACH).take_while(|at| self.words.gap(at + 1) == Gap::None);
        let after = (self.last + 1..=self.last + REACH).take_while(|at| self.words.gap(*at) == Gap::None);
        (before.collect(), after.collect())
    }

    /// Dutch and German: `bij mijn moeder is hartfalen vastgesteld`, `bei mir wurde Diabetes festgestellt`.
    fn noted(&self) -> Option<Found> {
        if self.is_english() || !matches!(self.entry.role, Role::State | Role::Trait) {
            return None;
        }
        let (before, after) = self.clause();
        after.iter().take(4).find(|at| self.does(Some(**at)) & NOTED != 0)?;
        let places = before.iter().chain(&after).copied();
        let turns = places.clone().fold(0, |turns, at| turns | self.does(Some(at)) & (NEG | MAYBE));
        let found = places.filter(|at| self.does(Some(*at)) & AT != 0).find_map(|at| {
            let whom = self.does(Some(at + 1));
            if whom & ME != 0 {
                return Some(Found::new(About::Author, 0.92));
            }
            let kin = (at + 1..=at + 3).find(|kin| self.does(Some(*kin)) & KIN != 0);
            let is_told = self.words.words.get(at + 1).is_some_and(|word| word.is_mention) || whom & (HE | HIS) != 0;
            match kin.filter(|_| whom & (MY | HIS | DET) != 0) {
                Some(kin) => Some(self.kin(kin)),
                None => is_told.then(|| Found::new(About::Other, 0.85)),
            }
        })?;
        Some(found.turned(turns))
    }

    /// `ich bin wegen Epilepsie in Behandlung`, `mijn buurman ligt in het ziekenhuis met epilepsie`.
    fn treated(&self) -> Option<Found> {
        if self.entry.role != Role::State || self.entry.topic != Topic::Special(Category::Health) {
            return None;
        }
        let (before, after) = self.clause();
        let reason =
            before.iter().position(|at| self.does(Some(*at)) & (CAUSE | WITH) != 0).filter(|back| *back <= 3)?;
        let is_treated = |at: &&usize| self.does(Some(**at)) & TREAT != 0;
        let is_near = after.iter().take(3).any(|at| is_treated(&at))
            // `works in a hospital with …` is somebody's job.
            || before.iter().skip(reason + 1).take(2).any(|at| is_treated(&at));
        let does = before.iter().fold(0, |does, at| does | self.does(Some(*at)));
        if !is_near || does & WORK != 0 {
            return None;
        }
        let places = || before.iter().skip(reason + 1).copied();
        let turns = does & (NEG | MAYBE | IF);
        let found = places().find_map(|at| match self.does(Some(at)) {
            does if does & SOME != 0 => Some(None),
            does if does & KIN != 0 => Some(Some(self.kin(at))),
            does if does & I != 0 => Some(Some(self.author(at, 0.85))),
            does if does & HE != 0 => Some(Some(Found::new(About::Other, 0.85))),
            _ => None,
        });
        found.flatten().map(|found| found.turned(turns))
    }

    fn preposition(&self, at: usize, does: Does) -> Step {
        let verb = self.before(at, 1)
            | if self.before(at, 1) & (VERY | DET | IN | self.became()) != 0 { self.before(at, 2) } else { 0 };
        if verb & (self.link() | SUFFER) != 0 || does & IN != 0 && self.entry.role == Role::Hint {
            return Step::On;
        }
        if self.is_passive() {
            return Step::Unknown;
        }
        if does & WITH == 0 {
            return Step::Done(None);
        }
        // `my uncle with dementia`, `as someone with autism`.
        for back in 1..=3 {
            let before = self.before(at, back);
            if before & KIN != 0 {
                return Step::Done(Some(self.kin(at - back)));
            }
            if before & SOME != 0 && self.before(at, back + 1) & AS != 0 {
                return Step::Done(self.words.has_author.then(|| Found::new(About::Author, 0.8)));
            }
        }
        Step::Done(None)
    }

    /// The verb is found; the subject stands left of it, or is left out.
    fn linked(&self, at: usize, does: Does) -> Option<Found> {
        let found = self.subject(at, does)?;
        Some(match self.entry.role {
            Role::Hint => found.at_most(0.5),
            Role::Party if does & JOIN == 0 => found.at_most(0.6),
            _ => found,
        })
    }

    /// The subject of the verb at `verb`, which does `does`.
    fn subject(&self, verb: usize, does: Does) -> Option<Found> {
        if does & I != 0 {
            return Some(self.author(verb, 0.92));
        }
        if does & HE != 0 {
            return Some(Found::new(About::Other, 0.85).turned(self.turned_before(verb)));
        }
        let mut turns = 0;
        // `@s1, it is broken` speaks to somebody, not of them.
        let mut is_apart = false;
        for back in 1..=8 {
            let gap = self.words.gap(verb + 1 - back);
            let Some(at) =
                verb.checked_sub(back).filter(|_| gap == Gap::None || gap == Gap::Comma && does & FIRST == 0)
            else {
                return self.left_out(verb, back, does).map(|found| found.turned(turns));
            };
            let here = self.does(Some(at));
            turns |= here & (NEG | IF | MAYBE);
            is_apart |= gap == Gap::Comma;
            if here & SOME != 0 || here & YOU != 0 && here & I == 0 {
                return None;
            }
            if here & I != 0 && does & (THIRD | PLURAL) == 0 {
                return Some(self.author(at, 0.92).turned(turns));
            }
            if here & WE != 0 && does & (THIRD | FIRST) == 0 {
                return Some(self.author(at, 0.85).turned(turns));
            }
            if does & FIRST != 0 {
                continue;
            }
            if here & HE != 0 && does & PLURAL == 0 {
                return Some(Found::new(About::Other, 0.85).turned(turns | self.turned_before(at)));
            }
            if here & KIN != 0 {
                return Some(self.kin(at).turned(turns | self.turned_before(at)));
            }
            if self.word(at).is_some_and(|word| word.is_mention) && !is_apart {
                return Some(Found::new(About::Other, 0.85).turned(turns));
            }
            if back <= 2 && !is_apart && does & PLURAL == 0 && self.may_be_name(at) {
                return Some(Found::new(About::Other, 0.65).turned(turns));
            }
        }
        None
    }

    /// A name can only be told from any other capitalised word by what is said of it: a country is religious, and only a
    /// person has cancer.
    fn may_be_name(&self, at: usize) -> bool {
        use terms::Category::{Health, SexLifeOrientation};
        // `dass Fahrraddiebstahl bestraft wird`: a deed at the place of a person.
        let is_deed = self.entry.topic == Topic::Criminal && self.word(at).is_some_and(|word| word.is_deed);
        let fits = matches!(self.entry.role, Role::State)
            || matches!(self.entry.topic, Topic::Criminal | Topic::Special(Health | SexLifeOrientation));
        fits && !is_deed && self.word(at).is_some_and(|word| word.is_name) && self.before(at, 1) & DET == 0
    }

    /// `Ben moslim`, `Heb diabetes`; `Diagnosed with diabetes last week`.
    fn left_out(&self, verb: usize, back: usize, does: Does) -> Option<Found> {
        let is_start = (1..back).all(|back| self.before(verb, back) & (VERY | AND | NEG | MAYBE | BE | HAVE) != 0);
        let follows = self.does(Some(verb + 1)) & (YOU | HE | SOME) != 0;
        // An act without a subject opens its sentence, or its subject is only further away; a weak word proves nothing.
        let is_far = does & JOIN != 0 && back <= verb;
        if !is_start || follows || is_far || self.entry.is_weak {
            return None;
        }
        // In English the bare form is also an order or a question: `have a gay day`.
        let score = if does & FIRST != 0 && !(self.is_english() && does & HAVE != 0) {
            0.8
        } else if does & (SUFFER | FIRST | JOIN) != 0 {
            0.6
        } else {
            return None;
        };
        let mut found = Found::new(About::Author, score);
        found.is_asked = self.words.is_question;
        Some(found)
    }

    fn author(&self, at: usize, score: f32) -> Found {
        let mut found = Found::new(About::Author, score).turned(self.turned_before(at));
        found.is_asked = self.words.is_question && self.before(at, 1) & (ASK | self.link()) != 0;
        found
    }

    fn kin(&self, at: usize) -> Found {
        let near = (1..=3).fold(self.does(Some(at)) & HIS, |near, back| near | self.before(at, back));
        let score = match near {
            near if near & (MY | HIS) != 0 => 0.85,
            near if near & INDEFINITE != 0 => 0.4,
            _ => 0.7,
        };
        Found::new(About::Other, score)
    }

    /// Somebody stands between the term and any verb.
    fn kin_before(&self, at: usize, does: Does) -> Option<Found> {
        let found = self.kin(at);
        let is_owner = does & HIS != 0 && matches!(self.entry.role, Role::State | Role::Own | Role::Hint);
        let is_described = self.does(Some(at + 1)) & (WITH | WHO) != 0;
        let is_inverted =
            (1..=3).any(|back| self.before(at, back) & self.link() & !HIS != 0 && self.before(at, back) & MY == 0);
        let found = if self.entry.role == Role::Hint { found.at_most(0.5) } else { found };
        (is_owner || is_described || is_inverted && !self.is_english() || self.verb_after(THIRD)).then_some(found)
    }

    /// A subject stands between the term and any verb: `heb ik diabetes`, `dat ik diabetes heb`, `we Jews`.
    fn subject_before(&self, at: usize, does: Does) -> Option<Found> {
        let is_adjacent = at + 1 == self.first;
        if does & WE != 0 && is_adjacent && self.entry.role == Role::Trait {
            return Some(self.author(at, 0.8));
        }
        let verb = self.before(at, 1);
        let person = if does & I != 0 { FIRST } else { THIRD };
        let agrees = verb & self.link() != 0 && verb & (FIRST | THIRD) & !person == 0;
        let is_inverted = agrees && (!self.is_english() || self.words.is_question);
        if !is_inverted && !self.verb_after(person) {
            return None;
        }
        let found = match does {
            _ if does & I != 0 => self.author(at, 0.92),
            _ if does & WE != 0 => self.author(at, 0.85),
            _ if does & HE != 0 => Found::new(About::Other, 0.85),
            _ if self.word(at).is_some_and(|word| word.is_mention) => Found::new(About::Other, 0.85),
            _ if self.may_be_name(at) => Found::new(About::Other, 0.65),
            _ => return None,
        };
        Some(if self.entry.role == Role::Hint { found.at_most(0.5) } else { found })
    }

    /// Dutch and German: the verb stands at the end, `dat ik diabetes heb`.
    fn verb_after(&self, person: Does) -> bool {
        !self.is_english()
            && (1..=4)
                .take_while(|ahead| self.words.gap(self.last + ahead) == Gap::None)
                .map(|ahead| self.does(Some(self.last + ahead)))
                .any(|verb| verb & (self.link() | SUFFER) != 0 && verb & (FIRST | THIRD) & !person == 0)
    }

    /// Dutch and German: the term stands first, `homo ben ik niet`.
    fn followed(&self) -> Option<Found> {
        let verb = self.does(Some(self.last + 1));
        if self.is_english() || verb & self.link() == 0 || self.words.gap(self.last + 1) != Gap::None {
            return None;
        }
        let subject = self.does(Some(self.last + 2));
        let is_kin = subject & (MY | HIS) != 0 && self.does(Some(self.last + 3)) & KIN != 0;
        match subject {
            _ if subject & (I | WE) != 0 && verb & THIRD == 0 => Some(Found::new(About::Author, 0.85)),
            _ if (subject & HE != 0 || is_kin) && verb & (FIRST | PLURAL) == 0 => Some(Found::new(About::Other, 0.8)),
            _ => None,
        }
    }

    fn owned(&self, does: Does) -> Option<Found> {
        let (mine, theirs) = match self.entry.role {
            Role::State => (0.85, 0.75),
            Role::Own => (0.8, 0.75),
            Role::Hint => (0.5, 0.5),
            _ => return None,
        };
        Some(if does & MY != 0 { Found::new(About::Author, mine) } else { Found::new(About::Other, theirs) })
    }

    /// `as a gay man`, `als moslim`, `I identify as …`.
    fn as_one(&self, at: usize) -> Option<Found> {
        if !matches!(self.entry.role, Role::Trait) && self.link() & BE == 0 || self.before(at, 2) & AS != 0 {
            return None;
        }
        if self.before(at, 1) & (BE | SUFFER) != 0 {
            return self.subject(at - 1, self.before(at, 1));
        }
        // Without an author in the sentence it must open with it, in English with an article: `as` is a word elsewhere too.
        let opens = at == 0 && (!self.is_english() || self.does(Some(1)) & INDEFINITE != 0);
        match (self.words.has_author, opens) {
            (true, _) => Some(Found::new(About::Author, 0.8)),
            (false, true) => Some(Found::new(About::Author, 0.5)),
            (false, false) => None,
        }
    }

    /// The subject of a term that holds its own verb; Dutch and German also put it behind: `zondag bid ik`.
    fn acted(&self) -> Option<Found> {
        let after = self.does(Some(self.last + 1));
        if !self.is_english() && after & (I | WE | HE) != 0 && self.words.gap(self.last + 1) == Gap::None {
            let about = if after & HE != 0 { About::Other } else { About::Author };
            let mut found = Found::new(about, 0.85).turned(self.turned_after());
            found.is_asked = self.words.is_question;
            return Some(found);
        }
        self.subject(self.first, JOIN).map(|found| found.turned(self.turned_after()))
    }

    /// For whom a vote is: a known party, a word that parties use, or at least a name.
    fn vote(&self, found: Found) -> Found {
        if self.entry.role == Role::Act {
            return found;
        }
        // `op D66 gestemd`: the bare participle stands behind the party.
        let is_bare = self.first == self.last;
        let back = if is_bare && !self.is_english() { 5 } else { 0 };
        let around = || {
            (self.first.saturating_sub(back)..=self.last + 5)
                .filter(|at| !(self.first..=self.last).contains(at))
                .map_while(|at| self.word(at).map(|word| (at, word)))
        };
        if around().any(|(at, _)| self.is_same_topic(at) || self.does(Some(at)) & PARTY != 0) {
            found
        } else if around().any(|(at, word)| at > 0 && word.is_capital) && !self.is_english() && !is_bare {
            found.at_most(0.8)
        } else {
            found.at_most(if is_bare { 0.3 } else { 0.5 })
        }
    }

    /// What before the subject turns the statement round: `I think I have`, `als ik homo was`.
    fn turned_before(&self, at: usize) -> Does {
        let mut turns = 0;
        for back in 1..=5 {
            if self.words.gap(at + 1 - back) != Gap::None || back > at {
                break;
            }
            turns |= self.before(at, back) & (NEG | IF | MAYBE);
        }
        let is_dutch = LANGUAGES.get(self.language) == Some(&"nl");
        if is_dutch && self.before(at, 1) & AS != 0 { turns | IF } else { turns }
    }

    /// Dutch and German negate behind the term: `homo ben ik niet`.
    fn turned_after(&self) -> Does {
        if self.is_english() {
            return 0;
        }
        (1..=4)
            .take_while(|ahead| self.words.gap(self.last + ahead) == Gap::None)
            .fold(0, |turns, ahead| turns | self.does(Some(self.last + ahead)) & NEG)
    }

    /// The score after everything that turns a statement round. A denial can still reveal, so it is held, not dropped; a
    /// supposition reveals nothing.
    fn weigh(&self, found: Found) -> Claim {
        let mut score = found.base;
        let mut cap = |applies: bool, most: f32| {
            if applies {
                score = score.min(most);
            }
        };
        cap(self.entry.is_weak && !self.is_proper_party(), 0.55);
        cap(found.turns & NEG != 0, if found.about == About::Author { 0.5 } else { 0.55 });
        cap(found.turns & MAYBE != 0, if self.entry.is_weak { 0.4 } else { 0.6 });
        cap(found.is_asked, 0.5);
        // Between quotation marks somebody else may be speaking.
        cap(found.about == About::Author && self.quoted(), 0.5);
        cap(found.turns & IF != 0, 0.3);
        Claim { about: found.about, score }
    }

    /// `the Free Hill Party` is a party, `the party` may have cake.
    fn is_proper_party(&self) -> bool {
        let is_capital = |at: Option<usize>| at.and_then(|at| self.word(at)).is_some_and(|word| word.is_capital);
        self.entry.role == Role::Party
            && self.is_english()
            && is_capital(Some(self.first))
            && is_capital(self.first.checked_sub(1).filter(|before| *before > 0))
    }

    fn quoted(&self) -> bool {
        self.word(self.first).is_some_and(|word| self.words.is_quoted(word.span.start))
    }
}

enum Step {
    /// A word that changes nothing.
    On,
    /// A word that is not in the tables; a few may stand between.
    Unknown,
    /// The end of the walk.
    Done(Option<Found>),
    /// The end of the walk, and no word after the term can turn it round: `mijn epilepsie laat het niet toe`.
    Settled(Option<Found>),
}
