//! Documents: computed where a query answers, asked where a person must judge. In: evidence, recorded answers, the
//! descriptions in `notices/documents`. Out: typed documents, and each as JSON, HTML and PDF of the same values. Never: an
//! answer that nobody gave, or a figure without the query behind it.

mod answer;
mod card;
mod catalogue;
mod derived;
mod dpv;
mod evidence;
mod html;
mod pdf;
mod shelf;
#[cfg(test)]
mod tests;
mod view;

pub use answer::{ANSWER_VERSION, Answer, AnswerError, Answers, question};
pub use card::model_card;
pub use catalogue::{Column, OWNERS, Part, Sheet, Slot, Words, sheet, sheets};
pub use derived::{derive, is_computed};
pub use dpv::vocabulary;
pub use evidence::{Branch, EVIDENCE_VERSION, Evidence, Found, Nature};
pub use shelf::{Approval, Edition, Shelf, ShelfError, Signature, parse_reference};

use crate::ReportError;
use crate::speech::{Language, Speech};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use terms::{Date, Digest};

/// One document, filled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// `grondslag-document`.
    pub format: String,
    /// Of this format.
    pub version: u64,
    /// `D29`.
    pub id: String,
    /// Its title.
    pub title: Words,
    /// The provisions that ask for it.
    pub law: String,
    /// Whose it is.
    pub controller: String,
    /// The release it describes.
    pub release: String,
    /// The dated profile of the law.
    pub profile: String,
    /// The parts with their fields.
    pub sections: Vec<Section>,
    /// What bars its approval beside missing fields.
    pub bars: Vec<String>,
}

/// One part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its title.
    pub title: Words,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// One mandatory field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Unique in the document.
    pub id: String,
    /// Its name.
    pub label: Words,
    /// The provision that asks for it; empty where it is that of the document.
    pub law: String,
    /// The role that owes it.
    pub owner: String,
    /// Whether it is filled.
    pub status: Status,
    /// What a query gave.
    pub figure: Option<Figure>,
    /// What a person answered.
    pub answer: Option<Answer>,
    /// What it says where the query found nothing, and that is an answer.
    pub nothing: Option<Words>,
    /// What a person is asked.
    pub question: Option<Words>,
}

/// Whether a field is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is.
    Filled,
    /// Its owner has not given it yet.
    Missing,
}

/// A value with the query behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The id of the query: asked again, it gives the value again.
    pub query: String,
    /// The file or store that it was asked of.
    pub source: String,
    /// Whether it was declared or measured.
    pub nature: Nature,
    /// What it gave.
    pub value: Value,
}

/// What a document is filled from.
pub struct Stock<'a> {
    /// What the other rooms found.
    pub evidence: &'a Evidence,
    /// What people answered.
    pub answers: &'a Answers,
    /// The release that is described.
    pub release: &'a str,
}

/// Fills one document.
pub fn fill(sheet: &Sheet, stock: &Stock<'_>) -> Document {
    let field = |slot: &Slot| filled(sheet, slot, stock);
    let part = |part: &Part| Section { title: part.title.clone(), fields: part.field.iter().map(field).collect() };
    Document {
        format: FORMAT.to_owned(),
        version: DOCUMENT_VERSION,
        id: sheet.id.clone(),
        title: sheet.title.clone(),
        law: sheet.law.clone(),
        controller: stock.evidence.text("controller.name").to_owned(),
        release: stock.release.to_owned(),
        profile: stock.evidence.text("law.profile").to_owned(),
        sections: sheet.section.iter().map(part).collect(),
        bars: derived::bars(&sheet.id, stock.evidence, stock.answers),
    }
}

fn filled(sheet: &Sheet, slot: &Slot, stock: &Stock<'_>) -> Field {
    let found = slot.query.as_deref().and_then(|query| Some((query, stock.evidence.ask(query)?)));
    let figure = found.map(|(query, found)| Figure {
        query: query.to_owned(),
        source: found.source.to_owned(),
        nature: found.nature,
        value: found.value.clone(),
    });
    let says = figure.as_ref().is_some_and(|figure| !evidence::is_empty(&figure.value));
    // Nothing found is an answer only where the query could be asked at all.
    let nothing = slot.empty.clone().filter(|_| figure.is_some() && !says);
    let answer = slot.ask.as_ref().and_then(|_| stock.answers.get(&sheet.id, &slot.id)).cloned();
    let is_filled = if slot.ask.is_some() { answer.is_some() } else { says || nothing.is_some() };
    Field {
        id: slot.id.clone(),
        label: slot.label.clone(),
        law: slot.law.clone(),
        owner: slot.owner.clone(),
        status: if is_filled { Status::Filled } else { Status::Missing },
        figure,
        answer,
        nothing,
        question: slot.ask.clone(),
    }
}

impl Document {
    /// Every field, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field of this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|field| field.id == id)
    }

    /// The fields that are missing.
    pub fn missing(&self) -> impl Iterator<Item = &Field> {
        self.fields().filter(|field| field.status == Status::Missing)
    }

    /// The digest of everything in it.
    pub fn hash(&self) -> Digest {
        Digest::of(terms::canonical_json(self).expect("INVARIANT: a document is strings and numbers"))
    }

    /// The digest of what was declared and answered in it. What is measured is not part of it, so that an approval holds
    /// until somebody says something else.
    pub fn substance(&self) -> Digest {
        let part = |field: &Field| {
            let declared = field.figure.as_ref().filter(|figure| figure.nature == Nature::Declared);
            serde_json::json!({ "id": field.id, "declared": declared.map(|figure| &figure.value), "answer": field.answer })
        };
        let parts: Vec<Value> = self.fields().map(part).collect();
        let whole = serde_json::json!({ "id": self.id, "profile": self.profile, "fields": parts });
        Digest::of(terms::canonical_json(&whole).expect("INVARIANT: a document is strings and numbers"))
    }

    /// The file of its values.
    pub fn to_json(&self, edition: &Edition) -> String {
        let whole = serde_json::json!({ "document": self, "hash": self.hash(), "edition": edition });
        let mut text = serde_json::to_string_pretty(&whole).expect("INVARIANT: a document is strings and numbers");
        text.push('\n');
        text
    }

    /// Reads the file of its values.
    pub fn read(text: &str) -> Option<(Self, Edition)> {
        #[derive(Deserialize)]
        struct Whole {
            document: Document,
            hash: Digest,
            edition: Edition,
        }
        let whole: Whole = serde_json::from_str(text).ok()?;
        (whole.document.hash() == whole.hash).then_some((whole.document, whole.edition))
    }
}

/// Writes documents into files, in both languages. One printer for many documents shares fonts and layouts.
pub struct Printer {
    speeches: Vec<Speech>,
    press: pdf::Press,
}

impl Default for Printer {
    fn default() -> Self {
        Self { speeches: Language::ALL.into_iter().map(Speech::of).collect(), press: pdf::Press::new() }
    }
}

impl Printer {
    /// The files of one document: name and bytes.
    pub fn print(
        &self,
        document: &Document,
        edition: &Edition,
        on: Date,
    ) -> Result<Vec<(String, Vec<u8>)>, ReportError> {
        let mut files = vec![(format!("{}.json", document.id), document.to_json(edition).into_bytes())];
        for speech in &self.speeches {
            let view = view::View::of(document, edition, on, speech)?;
            let name = format!("{}.{}", document.id, speech.language.tag());
            files.push((format!("{name}.html"), html::page(&view)?.into_bytes()));
            files.push((format!("{name}.pdf"), self.press.print(&view)?));
        }
        Ok(files)
    }
}

const FORMAT: &str = "grondslag-document";
const DOCUMENT_VERSION: u64 = 1;
