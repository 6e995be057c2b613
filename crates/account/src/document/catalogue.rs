//! The documents as they are described in `notices/documents`: sections, fields, the query or question behind each, and who
//! owes the answer. In: TOML. Out: typed descriptions. Never: a field that neither a query nor a person fills.

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A text in the languages of the documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Words {
    /// English.
    pub en: String,
    /// Dutch.
    pub nl: String,
}

/// As a person writes it, and as a program does.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Pair([String; 2]),
    Named { en: String, nl: String },
}

impl From<Written> for Words {
    fn from(written: Written) -> Self {
        match written {
            Written::Pair([en, nl]) | Written::Named { en, nl } => Self { en, nl },
        }
    }
}

/// One document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// `D29`.
    pub id: String,
    /// Its title.
    pub title: Words,
    /// The provisions that ask for it.
    pub law: String,
    /// What it is, in a sentence or two.
    pub about: Words,
    /// The role that approves it.
    pub approver: String,
    /// After how many months it has to be looked at again.
    pub review_months: u32,
    /// Its parts.
    pub section: Vec<Part>,
}

/// One part of a document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its title.
    pub title: Words,
    /// Its fields.
    pub field: Vec<Slot>,
}

/// One mandatory field.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Unique in its document.
    pub id: String,
    /// Its name.
    pub label: Words,
    /// The provision that asks for it, where it is not that of the document.
    #[serde(default)]
    pub law: String,
    /// Who owes it.
    pub owner: String,
    /// The query that fills it.
    #[serde(default)]
    pub query: Option<String>,
    /// The columns of a table: key, English, Dutch, and the words that its values are said in.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// The words that keys or values are said in: `act`, `kind`, `lang`, `country`, `basis`, `rule`.
    #[serde(default)]
    pub words: Option<String>,
    /// What it says where the query found nothing, and that is an answer; without it, nothing found is missing.
    #[serde(default)]
    pub empty: Option<Words>,
    /// What a person is asked.
    #[serde(default)]
    pub ask: Option<Words>,
    /// A picture of it.
    #[serde(default)]
    pub plot: Option<String>,
}

/// One column of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Column {
    /// The key in each row.
    pub key: String,
    /// Its heading.
    pub head: Words,
    /// The words that its values are said in.
    pub words: Option<String>,
}

impl From<Vec<String>> for Column {
    fn from(parts: Vec<String>) -> Self {
        let mut parts = parts.into_iter();
        let mut next = || parts.next().unwrap_or_default();
        let (key, en, nl) = (next(), next(), next());
        Self { key, head: Words { en, nl }, words: parts.next() }
    }
}

impl Sheet {
    /// Every field, in order.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.section.iter().flat_map(|part| &part.field)
    }

    /// The field of this id.
    pub fn slot(&self, id: &str) -> Option<&Slot> {
        self.slots().find(|slot| slot.id == id)
    }
}

/// All documents, in the order of their ids.
pub fn sheets() -> &'static [Sheet] {
    &SHEETS
}

/// The document of this id.
pub fn sheet(id: &str) -> Option<&'static Sheet> {
    SHEETS.iter().find(|sheet| sheet.id == id)
}

static SHEETS: LazyLock<Vec<Sheet>> = LazyLock::new(|| {
    // INVARIANT: the descriptions are part of this program, and a test reads them.
    FILES.iter().map(|text| toml::from_str(text).expect("INVARIANT: a document is described in TOML")).collect()
});

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(include_str!(concat!("../../../../notices/documents/", $name, ".toml"))),+]
    };
}

const FILES: &[&str] = &files![
    "D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08", "D09", "D10", "D13", "D14", "D15", "D16", "D17", "D18",
    "D19", "D20", "D22", "D23", "D24", "D26", "D27", "D28", "D29", "D30", "D33", "D35", "D36", "D37",
];

/// Who may owe a field.
pub const OWNERS: &[&str] = &["controller", "dpo", "counsel", "engineering", "product", "security"];

/// Everything that is wrong with the descriptions.
#[cfg(test)]
pub(crate) fn faults() -> Vec<String> {
    let mut faults = Vec::new();
    for sheet in sheets() {
        let mut seen = std::collections::BTreeSet::new();
        for slot in sheet.slots() {
            let mut fault = |what: &str| faults.push(format!("{}.{}: {what}", sheet.id, slot.id));
            if !seen.insert(&slot.id) {
                fault("stands twice");
            }
            if slot.query.is_none() && slot.ask.is_none() {
                fault("neither a query nor a question fills it");
            }
            if !OWNERS.contains(&slot.owner.as_str()) {
                fault("nobody owes it");
            }
            let texts = [Some(&slot.label), slot.ask.as_ref(), slot.empty.as_ref()];
            if texts.into_iter().flatten().any(|words| words.en.trim().is_empty() || words.nl.trim().is_empty()) {
                fault("a language has no text");
            }
        }
    }
    faults
}
