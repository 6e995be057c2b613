//! The words. In: the tables of `lexicon/`, built into the program. Out: which terms stand in a text, and what each small
//! word does in a sentence. Never: a judgement, that is `frame`'s.

use crate::Span;
use crate::contact::{is_border, is_border_after, is_word};
use crate::fold::fold;
use crate::hash::Plainly;
use crate::scan::Run;
use crate::screen;
use crate::vocabulary::{Seen, Vocabulary};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;
use terms::Category;

/// What a term is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic {
    Special(Category),
    Criminal,
    Child,
    /// Nothing: the term is part of an idiom.
    Idiom,
}

/// How a term comes to say something about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// A person *has* it: diabetes.
    State,
    /// A person *is* it: pregnant.
    Trait,
    /// A person *does* it, the verb is in the term: pray.
    Act,
    /// Like an act, and what follows says for whom: voted for.
    Vote,
    /// A person *belongs to* it, votes for it, supports it: a party.
    Party,
    /// A person's own thing that reveals it: my insulin.
    Own,
    /// Says something only together with more: my diagnosis.
    Hint,
    /// A word for a child: my daughter.
    Child,
    /// A word for a child that is always one: my toddler.
    Young,
    /// Cancels the terms inside it: sick of.
    Idiom,
}

/// One meaning of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) topic: Topic,
    pub(crate) role: Role,
    /// The languages it is a word of.
    pub(crate) langs: Langs,
    /// It is said in jest or in another sense as often as not.
    pub(crate) is_weak: bool,
    /// It counts only in capitals.
    pub(crate) is_capital: bool,
    /// It may begin in the middle of a word: `borstkanker`.
    open_left: bool,
    /// It may end in the middle of a word.
    open_right: bool,
}

impl Entry {
    /// Whether a name goes on behind this term without leaving it: `katholiek|e`, `vakbond|s|leden`.
    fn is_head_of(&self, after: &str, len: usize) -> bool {
        const ENDINGS: [&str; 9] = ["e", "en", "er", "n", "s", "'s", "in", "innen", "isch"];
        const LONG_ENOUGH: usize = 6;
        let joint = |after: &str| MEMBERS.iter().chain(&GATHERINGS).any(|word| after.starts_with(word));
        let is_compound = !self.is_capital
            && len >= 3
            && (joint(after) || ["s", "en", "n", "e"].iter().any(|link| after.strip_prefix(link).is_some_and(joint)));
        let is_inflected =
            len >= LONG_ENOUGH && matches!(self.role, Role::Trait | Role::State) && ENDINGS.contains(&after);
        is_compound || is_inflected
    }

    /// Whether what a name puts in front leaves the term what it is: `jeugd|diabetes`.
    fn is_head_after(&self, before: &str, len: usize) -> bool {
        let compounds = LANGUAGES.iter().enumerate().any(|(at, language)| *language != "en" && self.langs.contains(at));
        compounds && self.role == Role::State && len >= 5 && before.chars().count() >= 3
    }
}

/// Those who belong to a group, as a word or the end of one; folded.
const MEMBERS: [&str; 34] = [
    "leden",
    "lid",
    "kaderleden",
    "lotgenot",
    "patient",
    "aanhang",
    "stemmers",
    "kiezers",
    "vrijwilligers",
    "jongeren",
    "vrouwen",
    "mannen",
    "ouders",
    "ouderen",
    "studenten",
    "mitglied",
    "betroffene",
    "selbsthilfe",
    "anhanger",
    "wahler",
    "jugend",
    "frauen",
    "manner",
    "eltern",
    "kranke",
    "members",
    "supporters",
    "survivors",
    "sufferers",
    "voters",
    "activists",
    "steward",
    "warriors",
    "carers",
];

/// What people make together, at the end of a word; folded.
const GATHERINGS: [&str; 33] = [
    "vereniging",
    "groep",
    "club",
    "kring",
    "netwerk",
    "gemeenschap",
    "gemeente",
    "praatgroep",
    "stichting",
    "koor",
    "contact",
    "platform",
    "forum",
    "cafe",
    "bond",
    "federatie",
    "fonds",
    "steun",
    "hulp",
    "verein",
    "gruppe",
    "kreis",
    "netzwerk",
    "treff",
    "bund",
    "verband",
    "gemeinschaft",
    "gemeinde",
    "hilfe",
    "freund",
    "liga",
    "chat",
    "stammtisch",
];

/// The languages that have tables.
pub(crate) const LANGUAGES: [&str; 4] = ["nl", "en", "de", "fr"];

/// A set of [`LANGUAGES`], one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Langs(u8);

impl Langs {
    pub(crate) fn contains(self, language: usize) -> bool {
        self.0 >> language & 1 == 1
    }

    fn parse(words: &str) -> Self {
        let bit = |word| LANGUAGES.iter().position(|language| *language == word).map_or(0, |at| 1 << at);
        match words {
            "*" => Self(0b1111),
            words => Self(words.split(',').map(bit).sum()),
        }
    }
}

/// A term in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Term {
    pub(crate) span: Span,
    pub(crate) entry: Entry,
}

impl Term {
    /// The term without its French reading; `None` where it has no other.
    pub(crate) fn outside_french(&self) -> Option<Self> {
        let french = LANGUAGES.iter().position(|language| *language == "fr").map_or(0, |at| 1 << at);
        let langs = Langs(self.entry.langs.0 & !french);
        (langs.0 != 0).then_some(Self { entry: Entry { langs, ..self.entry }, ..*self })
    }

    /// Whether it can say something about a person; a word for a child or an idiom only changes what others say.
    pub(crate) fn says_something(&self) -> bool {
        !matches!(self.entry.topic, Topic::Child | Topic::Idiom)
    }
}

/// What a small word does, one bit each.
pub(crate) type Does = u64;

macro_rules! does {
    ($($name:ident = $word:literal),+ $(,)?) => {
        does!(@ 0; $($name = $word),+);
        const WORDS: &[(&str, Does)] = &[$(($word, $name)),+];
    };
    (@ $bit:expr; $name:ident = $word:literal $(, $rest:ident = $more:literal)*) => {
        pub(crate) const $name: Does = 1 << $bit;
        does!(@ $bit + 1; $($rest = $more),*);
    };
    (@ $bit:expr; ) => {};
}

does! {
    I = "i", WE = "we", MY = "my", HE = "he", HIS = "his", YOU = "you", KIN = "kin", SOME = "some", WHO = "who",
    BE = "be", HAVE = "have", SUFFER = "suffer", JOIN = "join", TAKE = "take", FIRST = "first", THIRD = "third",
    NEG = "neg", IF = "if", MAYBE = "maybe", BREAK = "break", AND = "and", DET = "det", VERY = "very", AS = "as",
    SINCE = "since", HEAD = "head", PATIENT = "patient", WORK = "work", IN = "in", OF = "of", WITH = "with", ASK = "ask",
    PARTY = "party", UNIT = "unit", SUPPORT = "support", PLURAL = "plural", SCHOOL = "school", YEAR = "year",
    MONTH = "month", AGING = "aging", INDEFINITE = "indefinite", ME = "me", AT = "at", NOTED = "noted", CAUSE = "cause",
    TREAT = "treat", SIT = "sit", SPENT = "spent", BALLOT = "ballot", SPELL = "spell",
}

const TABLES: [(&str, &str); 10] = [
    ("health.tsv", include_str!("../lexicon/health.tsv")),
    ("religion.tsv", include_str!("../lexicon/religion.tsv")),
    ("politics.tsv", include_str!("../lexicon/politics.tsv")),
    ("intimacy.tsv", include_str!("../lexicon/intimacy.tsv")),
    ("origin.tsv", include_str!("../lexicon/origin.tsv")),
    ("union.tsv", include_str!("../lexicon/union.tsv")),
    ("body.tsv", include_str!("../lexicon/body.tsv")),
    ("crime.tsv", include_str!("../lexicon/crime.tsv")),
    ("child.tsv", include_str!("../lexicon/child.tsv")),
    ("idioms.tsv", include_str!("../lexicon/idioms.tsv")),
];

const FRAMES: &str = include_str!("../lexicon/frames.tsv");

/// All tables, read once.
pub(crate) struct Lexicon {
    /// Its terms, and behind them the words of the screen: a text is gone through once for both.
    words: Vocabulary,
    entries: Vec<Vec<Entry>>,
    small: HashMap<String, [Does; LANGUAGES.len()], Plainly>,
}

/// The one lexicon of the program.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);
    &LEXICON
}

impl Lexicon {
    fn new() -> Self {
        let mut by_term: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for (file, table) in TABLES {
            for row in rows(table) {
                // INVARIANT: the tables are part of the program and a test reads each row.
                let (terms, entry) = parse(&row).unwrap_or_else(|| unreachable_row(file, &row));
                for term in terms {
                    let open = (term.starts_with('*'), term.ends_with('*'));
                    let entry = Entry { open_left: open.0, open_right: open.1, ..entry };
                    for spelling in spellings(term.trim_matches('*')) {
                        let entries = by_term.entry(spelling).or_default();
                        if !entries.contains(&entry) {
                            entries.push(entry);
                        }
                    }
                }
            }
        }
        let is_open = |entries: &[Entry]| entries.iter().any(|entry| entry.open_left);
        let terms = by_term.iter().map(|(term, entries)| (term.as_str(), is_open(entries)));
        let words = Vocabulary::of(terms.chain(screen::words()));
        Self { words, entries: by_term.into_values().collect(), small: small_words() }
    }

    /// How many terms there are. The words of the screen have the numbers behind them.
    pub(crate) fn count(&self) -> usize {
        self.entries.len()
    }

    /// The terms and the words of the screen in a folded text, of which these are the runs.
    pub(crate) fn seen(&self, text: &str, runs: &[Run]) -> Vec<Seen> {
        self.words.find(text, runs)
    }

    /// Of these, the terms that stand in the text as whole words, by place; `original_of` gives back what the author wrote.
    pub(crate) fn terms<'o>(&self, text: &str, seen: &[Seen], original_of: impl Fn(Span) -> &'o str) -> Vec<Term> {
        let mut found: Vec<Term> = Vec::new();
        for hit in seen.iter().filter(|hit| hit.number < self.count()) {
            let span = hit.span;
            let borders = (is_border(text, span.start), is_border_after(text, span.end));
            for entry in self.entries.get(hit.number).into_iter().flatten() {
                let fits = (borders.0 || entry.open_left) && (borders.1 || entry.open_right);
                if fits && (!entry.is_capital || !original_of(span).chars().any(char::is_lowercase)) {
                    found.push(Term { span: word_around(text, span), entry: *entry });
                }
            }
        }
        found
            .sort_by_key(|term| (term.span.start, std::cmp::Reverse(term.span.end), term.entry.topic, term.entry.role));
        found
    }

    /// The terms in the name of a group. There a term is also part of a compound, as Dutch and German make them:
    /// `Diabetesvereniging`, `Jugendrheuma`; and it may be inflected. What is weak or an abbreviation in capitals counts
    /// only beside a word for those who belong: `MS lotgenoten`, `Members of the Hill Party`.
    pub(crate) fn find_in_name<'t>(&self, text: &str, original_of: impl Fn(Span) -> &'t str) -> Vec<Term> {
        let has_members = text.split(|c| !is_word(c)).any(|word| MEMBERS.iter().any(|member| word.starts_with(member)));
        let mut found = Vec::new();
        for hit in self.words.find_everywhere(text) {
            let (span, length) = (hit.span, hit.span.end - hit.span.start);
            let around = word_around(text, span);
            let (before, after) = (
                text.get(around.start..span.start).unwrap_or_default(),
                text.get(span.end..around.end).unwrap_or_default(),
            );
            for entry in self.entries.get(hit.number).into_iter().flatten() {
                let opens = before.is_empty() || entry.open_left || entry.is_head_after(before, length);
                let closes = after.is_empty() || entry.open_right || entry.is_head_of(after, length);
                let is_plain = !entry.is_capital && !entry.is_weak;
                let is_abbreviation = entry.is_capital && !original_of(span).chars().any(char::is_lowercase);
                let is_party = entry.is_weak && entry.role == Role::Party;
                if opens && closes && (is_plain || has_members && (is_abbreviation || is_party)) {
                    found.push(Term { span, entry: *entry });
                }
            }
        }
        found
    }

    /// The words that do something in one of the languages, in no order.
    pub(crate) fn small_words(&self) -> impl Iterator<Item = &str> {
        self.small.iter().filter(|(_, does)| does.iter().any(|does| *does != 0)).map(|(word, _)| word.as_str())
    }

    /// What a small word does in each language.
    pub(crate) fn does(&self, word: &str) -> [Does; LANGUAGES.len()] {
        self.small.get(word).copied().unwrap_or_default()
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn parse(row: &[&'static str]) -> Option<(Vec<&'static str>, Entry)> {
    let [terms, langs, category, role, notes @ ..] = row else { return None };
    let topic = match *category {
        "criminal" => Topic::Criminal,
        "child" => Topic::Child,
        "none" => Topic::Idiom,
        category => Topic::Special(Category::parse(category)?),
    };
    let role = match *role {
        "state" => Role::State,
        "trait" => Role::Trait,
        "act" => Role::Act,
        "vote" => Role::Vote,
        "party" => Role::Party,
        "own" => Role::Own,
        "hint" => Role::Hint,
        "child" => Role::Child,
        "young" => Role::Young,
        "idiom" => Role::Idiom,
        _ => return None,
    };
    let says = |note: &str| notes.iter().any(|notes| notes.split(' ').any(|one| one == note));
    let entry = Entry {
        topic,
        role,
        langs: Langs::parse(langs),
        is_weak: says("weak"),
        is_capital: says("capital"),
        open_left: false,
        open_right: false,
    };
    (entry.langs.0 != 0 && !terms.is_empty()).then(|| (terms.split('|').collect(), entry))
}

#[expect(clippy::panic, reason = "the tables are part of the program; a row that cannot be read is a mistake in it")]
fn unreachable_row(file: &str, row: &[&str]) -> ! {
    panic!("INVARIANT: a row of `{file}` has four cells and known words: {row:?}")
}

/// `jüdin` is also typed `juedin`, and folds to `judin`.
fn spellings(term: &str) -> Vec<String> {
    let typed = term.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
    let mut spellings = vec![fold(term), fold(&typed)];
    spellings.dedup();
    spellings
}

fn word_around(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or_default().trim_end_matches(is_word).len();
    let after = text.get(span.end..).unwrap_or_default();
    let tail = after.len() - after.trim_start_matches(is_word).len();
    Span::new(before, span.end + tail)
}

fn small_words() -> HashMap<String, [Does; LANGUAGES.len()], Plainly> {
    let mut small: HashMap<String, [Does; LANGUAGES.len()], Plainly> = HashMap::default();
    for row in rows(FRAMES) {
        let [words, langs, does] = row[..] else { unreachable_row("frames.tsv", &row) };
        let langs = Langs::parse(langs);
        let mut bits = 0;
        for word in does.split(' ') {
            match WORDS.iter().find(|(name, _)| *name == word) {
                Some((_, bit)) => bits |= bit,
                None => unreachable_row("frames.tsv", &[word]),
            }
        }
        for word in words.split('|').flat_map(spellings) {
            let does = small.entry(word).or_default();
            for (_, does) in does.iter_mut().enumerate().filter(|(language, _)| langs.contains(*language)) {
                *does |= bits;
            }
        }
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Read;

    #[test]
    fn every_row_of_every_table_can_be_read() {
        for (file, table) in TABLES {
            for row in rows(table) {
                let (terms, _) = parse(&row).unwrap_or_else(|| panic!("{file}: {row:?}"));
                // Where a term may begin inside a word, the vocabulary knows it by its first four bytes.
                let mut inside = terms.iter().filter_map(|term| term.strip_prefix('*'));
                assert!(inside.all(|term| fold(term.trim_end_matches('*')).len() >= 4), "{file}: {row:?}");
            }
        }
        assert!(lexicon().entries.len() > 1000, "{}", lexicon().entries.len());
        assert_ne!(lexicon().does("ich")[2] & I, 0);
    }

    #[test]
    fn a_term_is_a_whole_word_unless_its_table_says_otherwise() {
        let words = |text: &str| -> Vec<String> {
            let read = Read::of(text, |_| "");
            let mut words: Vec<_> =
                read.terms.iter().map(|term| text[term.span.start..term.span.end].to_owned()).collect();
            words.dedup();
            words
        };
        assert_eq!(words("borstkanker"), ["borstkanker"]);
        assert_eq!(words("kankeronderzoeker"), [""; 0]);
        assert_eq!(words("judin und juedin"), ["judin", "juedin"]);
    }
}
