//! A document as a reader meets it in one language. In: a document. Out: the words, numbers and tables that every printed
//! form shows. Never: a value that is in one form and not in the others.

use crate::ReportError;
use crate::document::catalogue::{Slot, Words, sheet};
use crate::document::{Document, Edition, Field, Status, evidence};
use crate::plot::{self, Plot};
use crate::speech::{Language, Speech};
use serde::Serialize;
use serde_json::{Map, Value};
use terms::{Date, format_instant};

/// The whole document.
#[derive(Serialize)]
pub(crate) struct View {
    pub lang: &'static str,
    pub id: String,
    pub title: String,
    pub about: String,
    pub law: String,
    /// `draft` or `approved`.
    pub state: &'static str,
    pub state_says: String,
    pub head: Vec<[String; 2]>,
    pub missing_says: String,
    pub missing: Vec<MissingLine>,
    pub bars: Vec<String>,
    pub sections: Vec<SectionView>,
    pub sources: Vec<[String; 2]>,
    pub words: WordsView,
}

/// Words that the templates themselves say.
#[derive(Serialize)]
pub(crate) struct WordsView {
    pub missing: String,
    pub missing_title: String,
    pub bars_title: String,
    pub owner: String,
    pub question: String,
    pub field: String,
    pub contents: String,
    pub query: String,
    pub sources: String,
    pub sources_lead: String,
    pub source: String,
    pub page: String,
    pub of: String,
    pub footer: String,
    pub nothing: String,
}

/// One thing that is missing.
#[derive(Serialize)]
pub(crate) struct MissingLine {
    pub field: String,
    pub label: String,
    pub owner: String,
    pub question: String,
}

/// One part.
#[derive(Serialize)]
pub(crate) struct SectionView {
    pub title: String,
    pub fields: Vec<FieldView>,
}

/// One field.
#[derive(Serialize)]
pub(crate) struct FieldView {
    pub id: String,
    pub label: String,
    pub law: String,
    pub blocks: Vec<Block>,
    pub missing: Option<MissingLine>,
    pub query: Option<String>,
    pub plot: Option<Picture>,
}

/// A picture of the figure, for pages and for print.
#[derive(Serialize)]
pub(crate) struct Picture {
    pub title: String,
    pub description: String,
    pub inline: String,
    pub print: String,
}

/// What a field shows.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Block {
    /// One value.
    Value { text: String, code: bool },
    /// Several.
    List { items: Vec<String> },
    /// Rows under headings; a column of numbers stands to the right.
    Table { head: Vec<String>, right: Vec<bool>, rows: Vec<Vec<String>> },
    /// What somebody answered.
    Answer { text: String, lang: String, foreign: bool, by: String },
}

impl View {
    pub(crate) fn of(document: &Document, edition: &Edition, on: Date, speech: &Speech) -> Result<Self, ReportError> {
        let say = |key: &str| speech.say(key);
        let missing: Vec<MissingLine> =
            document.missing().map(|field| missing_line(field, speech)).collect::<Result<_, _>>()?;
        let sheet = sheet(&document.id);
        let section = |section: &super::Section| {
            let fields = section.fields.iter().map(|field| field_view(document, field, speech));
            let fields = fields.collect::<Result<_, _>>()?;
            Ok(SectionView { title: pick(&section.title, speech), fields })
        };
        let approved = edition.standing(on);
        let state_says = match approved {
            Some(approval) => speech.say_with(
                "doc-approved",
                &[
                    ("by", approval.by.clone()),
                    ("role", role(&approval.role, speech)),
                    ("on", approval.on.to_string()),
                    ("due", approval.review_due.to_string()),
                ],
            )?,
            None => say("doc-draft")?,
        };
        let missing_says = if missing.is_empty() {
            say("doc-whole")?
        } else {
            let counts = [("count", missing.len().to_string()), ("of", document.fields().count().to_string())];
            speech.say_with("doc-missing", &counts)?
        };
        let mut sources: Vec<[String; 2]> = Vec::new();
        for figure in document.fields().filter_map(|field| field.figure.as_ref()) {
            let line = [figure.query.clone(), figure.source.clone()];
            if !sources.contains(&line) {
                sources.push(line);
            }
        }
        Ok(Self {
            lang: speech.language.tag(),
            id: document.id.clone(),
            title: pick(&document.title, speech),
            about: sheet.map(|sheet| pick(&sheet.about, speech)).unwrap_or_default(),
            law: document.law.clone(),
            state: if approved.is_some() { "approved" } else { "draft" },
            state_says,
            head: head(document, edition, on, speech)?,
            missing_says,
            missing,
            bars: document.bars.clone(),
            sections: document.sections.iter().map(section).collect::<Result<_, ReportError>>()?,
            sources,
            words: words(speech)?,
        })
    }
}

fn head(document: &Document, edition: &Edition, on: Date, speech: &Speech) -> Result<Vec<[String; 2]>, ReportError> {
    let sheet = sheet(&document.id);
    let version = match edition.supersedes {
        Some(before) => speech
            .say_with("doc-supersedes", &[("version", edition.version.to_string()), ("before", before.to_string())])?,
        None => edition.version.to_string(),
    };
    let none = speech.say("doc-none")?;
    let approval = edition.approval.as_ref();
    let lines = [
        ("doc-controller", document.controller.clone()),
        ("doc-release", document.release.clone()),
        ("doc-version", version),
        ("doc-prepared", format!("{on} · {}", speech.say("doc-author")?)),
        ("doc-profile", document.profile.clone()),
        ("doc-approver", sheet.map(|sheet| role(&sheet.approver, speech)).unwrap_or_default()),
        ("doc-approved-on", approval.map_or_else(|| none.clone(), |approval| approval.on.to_string())),
        ("doc-review", approval.map_or(none, |approval| approval.review_due.to_string())),
        ("doc-hash", document.hash().to_string()),
    ];
    lines.into_iter().map(|(key, value)| Ok([speech.say(key)?, value])).collect()
}

fn words(speech: &Speech) -> Result<WordsView, ReportError> {
    let say = |key: &str| speech.say(key);
    Ok(WordsView {
        missing: say("doc-is-missing")?,
        missing_title: say("doc-missing-title")?,
        bars_title: say("doc-bars-title")?,
        owner: say("doc-owner")?,
        question: say("doc-question")?,
        field: say("doc-field")?,
        contents: say("doc-contents")?,
        query: say("doc-query")?,
        sources: say("doc-sources")?,
        sources_lead: say("doc-sources-lead")?,
        source: say("doc-source")?,
        page: say("doc-page")?,
        of: say("doc-of")?,
        footer: say("doc-footer")?,
        nothing: say("doc-no-figures")?,
    })
}

fn missing_line(field: &Field, speech: &Speech) -> Result<MissingLine, ReportError> {
    let question = match &field.question {
        Some(question) => pick(question, speech),
        None => speech.say("doc-not-recorded")?,
    };
    let (label, owner) = (pick(&field.label, speech), role(&field.owner, speech));
    Ok(MissingLine { field: field.id.clone(), label, owner, question })
}

fn field_view(document: &Document, field: &Field, speech: &Speech) -> Result<FieldView, ReportError> {
    let slot = sheet(&document.id).and_then(|sheet| sheet.slot(&field.id));
    let mut blocks = Vec::new();
    let figure = field.figure.as_ref().filter(|figure| !evidence::is_empty(&figure.value));
    if let Some(figure) = figure {
        blocks.push(Shower { speech, slot }.block(&figure.value)?);
    }
    if let Some(nothing) = &field.nothing {
        blocks.push(Block::Value { text: pick(nothing, speech), code: false });
    }
    if let Some(answer) = &field.answer {
        let by = [
            ("by", answer.by.clone()),
            ("role", role(&answer.role, speech)),
            ("at", format_instant(answer.at).chars().take(10).collect()),
        ];
        blocks.push(Block::Answer {
            text: answer.text.clone(),
            lang: answer.lang.clone(),
            foreign: answer.lang != speech.language.tag(),
            by: speech.say_with("doc-answered", &by)?,
        });
    }
    let picture = match (slot.and_then(|slot| slot.plot.as_deref()), figure) {
        (Some(name), Some(figure)) => plot::of_figure(name, &figure.value, speech)?.map(|plot| picture(&plot)),
        _ => None,
    };
    Ok(FieldView {
        id: field.id.clone(),
        label: pick(&field.label, speech),
        law: field.law.clone(),
        blocks,
        missing: (field.status == Status::Missing).then(|| missing_line(field, speech)).transpose()?,
        query: field.figure.as_ref().map(|figure| figure.query.clone()),
        plot: picture,
    })
}

fn picture(plot: &Plot) -> Picture {
    Picture {
        title: plot.title.clone(),
        description: plot.description.clone(),
        inline: plot.inline(),
        print: plot.print(),
    }
}

pub(crate) fn pick(words: &Words, speech: &Speech) -> String {
    match speech.language {
        Language::English => words.en.clone(),
        Language::Dutch => words.nl.clone(),
    }
}

fn role(role: &str, speech: &Speech) -> String {
    speech.say(&format!("role-{role}")).unwrap_or_else(|_| role.to_owned())
}

/// Says values in a language.
struct Shower<'a> {
    speech: &'a Speech,
    slot: Option<&'a Slot>,
}

impl Shower<'_> {
    fn block(&self, value: &Value) -> Result<Block, ReportError> {
        let words = self.slot.and_then(|slot| slot.words.as_deref());
        match value {
            Value::Array(rows) if self.slot.is_some_and(|slot| !slot.columns.is_empty()) => self.table(rows),
            Value::Array(items) => Ok(Block::List { items: items.iter().map(|item| self.cell(item, words)).collect() }),
            Value::Object(members) if self.in_languages(members).is_none() => self.pairs(members, words),
            value => Ok(Block::Value { text: self.cell(value, words), code: is_code(value) }),
        }
    }

    fn table(&self, rows: &[Value]) -> Result<Block, ReportError> {
        let columns = self.slot.map_or(&[][..], |slot| slot.columns.as_slice());
        let cell = |row: &Value, column: &super::Column| {
            self.cell(row.get(&column.key).unwrap_or(&Value::Null), column.words.as_deref())
        };
        let number = |column: &super::Column| {
            rows.iter().all(|row| row.get(&column.key).is_none_or(|value| value.is_number() || value.is_null()))
                && rows.iter().any(|row| row.get(&column.key).is_some_and(Value::is_number))
        };
        Ok(Block::Table {
            head: columns.iter().map(|column| pick(&column.head, self.speech)).collect(),
            right: columns.iter().map(number).collect(),
            rows: rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect(),
        })
    }

    /// Names with counts, names with admitted, refused and held, or names with what they stand for.
    fn pairs(&self, members: &Map<String, Value>, words: Option<&str>) -> Result<Block, ReportError> {
        let name = |key: &String| self.word(key, words);
        let split = |value: &Value| {
            value.as_array().filter(|parts| parts.len() == 3 && parts.iter().all(Value::is_u64)).cloned()
        };
        if members.values().all(|value| split(value).is_some()) {
            let mut rows: Vec<(&String, Vec<Value>)> =
                members.iter().filter_map(|(key, value)| Some((key, split(value)?))).collect();
            let sum = |parts: &[Value]| parts.iter().filter_map(Value::as_u64).sum::<u64>();
            // Months stand in their order; names of other things by how much there is of them.
            if words.is_some() {
                rows.sort_by(|(a, x), (b, y)| sum(y).cmp(&sum(x)).then(a.cmp(b)));
            } else {
                rows.sort_by_key(|(key, _)| *key);
            }
            let row = |(key, parts): (&String, Vec<Value>)| {
                std::iter::once(name(key)).chain(parts.iter().map(|part| self.cell(part, None))).collect()
            };
            let head = ["doc-name", "admitted", "refused", "held"];
            return Ok(Block::Table {
                head: head.iter().map(|key| self.speech.say(key)).collect::<Result<_, _>>()?,
                right: vec![false, true, true, true],
                rows: rows.into_iter().map(row).collect(),
            });
        }
        let counts = members.values().all(Value::is_u64);
        let mut rows: Vec<(&String, &Value)> = members.iter().collect();
        if counts {
            rows.sort_by(|(a, x), (b, y)| y.as_u64().cmp(&x.as_u64()).then(a.cmp(b)));
        }
        let head = ["doc-name", if counts { "doc-count" } else { "doc-value" }];
        Ok(Block::Table {
            head: head.iter().map(|key| self.speech.say(key)).collect::<Result<_, _>>()?,
            right: vec![false, counts],
            rows: rows.into_iter().map(|(key, value)| vec![name(key), self.cell(value, None)]).collect(),
        })
    }

    /// One value on one line.
    fn cell(&self, value: &Value, words: Option<&str>) -> String {
        let language = self.speech.language;
        match value {
            Value::Null => "–".to_owned(),
            Value::Bool(yes) => self.speech.say(if *yes { "doc-yes" } else { "doc-no" }).unwrap_or_default(),
            Value::Number(number) => match (number.as_u64(), number.as_f64()) {
                (Some(number), _) => language.number(number),
                (None, Some(number)) => language.fraction(number, if number.abs() < 10.0 { 3 } else { 1 }),
                (None, None) => number.to_string(),
            },
            Value::String(text) => self.word(text, words),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.cell(item, words)).collect();
                items.join(", ")
            }
            Value::Object(members) => match self.in_languages(members) {
                Some(text) => text.to_owned(),
                None => {
                    let pairs = members
                        .iter()
                        .map(|(key, value)| format!("{}: {}", self.word(key, words), self.cell(value, None)));
                    pairs.collect::<Vec<_>>().join("; ")
                }
            },
        }
    }

    /// A text that is there in several languages, in the reader's, or else in English.
    fn in_languages<'b>(&self, members: &'b Map<String, Value>) -> Option<&'b str> {
        if members.is_empty() || !members.iter().all(|(key, value)| key.len() == 2 && value.is_string()) {
            return None;
        }
        let tags = [self.speech.language.tag(), "en"];
        let picked = tags.iter().find_map(|tag| members.get(*tag)).or_else(|| members.values().next())?;
        picked.as_str()
    }

    /// A word of the program, in the reader's language where there is one.
    fn word(&self, word: &str, words: Option<&str>) -> String {
        let Some(words) = words else { return word.to_owned() };
        let key = format!("{words}-{word}");
        let key = if words == "rule" { format!("{key}-name") } else { key };
        let said = if self.speech.has(&key) { self.speech.say(&key).ok() } else { None };
        match (said, words) {
            (Some(said), "rule" | "country") => format!("{word} {said}"),
            (Some(said), _) => said,
            (None, _) if word.is_empty() => self.speech.say("unknown").unwrap_or_default(),
            (None, _) => word.to_owned(),
        }
    }
}

/// A digest or an id is set in a face that keeps its letters apart.
fn is_code(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() >= 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
