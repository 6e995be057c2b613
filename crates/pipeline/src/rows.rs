//! The rows of `facts.sql`. In: one batch that the query engine joined. Out: one record a row, with everything that its
//! facts are made from. Never: a null read as a value, or a broken cell read as a missing one.

use crate::PipelineError;
use crate::engine::{Batch, date_at, day_at, items_at, text_at, truth_at};
use crate::gather::{Found, Holder, Names, Person, Row};
use crate::standing::Said;
use datafusion::arrow::array::{
    ArrayRef, AsArray, BooleanArray, Date32Array, Int64Array, ListArray, StringArray, TimestampSecondArray,
};
use datafusion::arrow::datatypes::{Date32Type, Int64Type};
use std::borrow::Cow;
use terms::{AccountStatus, AgeAssurance, Country, Kind, Provenance, Visibility};

/// Reads the rows of one batch.
pub(crate) struct Rows<'a> {
    columns: Columns<'a>,
    said: Vec<Said>,
    residences: Vec<Option<Country>>,
}

macro_rules! columns {
    ($($name:ident: $kind:ty = $get:ident),+ $(,)?) => {
        struct Columns<'a> { $($name: &'a $kind),+ }
        impl<'a> Columns<'a> {
            fn of(batch: &Batch<'a>) -> Result<Self, PipelineError> {
                Ok(Self { $($name: batch.$get(stringify!($name))?),+ })
            }
        }
    };
}

columns!(
    record_id: StringArray = text, kind: StringArray = text, service: StringArray = text, source: StringArray = text,
    account_id: StringArray = text, created_at: TimestampSecondArray = moment, deleted_at: TimestampSecondArray = moment,
    tombstone: BooleanArray = truth, visibility_now: StringArray = text, visibility_history: StringArray = text,
    visibility_explicit_choice: BooleanArray = truth, group_name: StringArray = text,
    group_sensitivity: StringArray = text, embeds: StringArray = text, lang: StringArray = text, text: StringArray = text,
    signals: StringArray = text, origin_lawful: BooleanArray = truth, retention_until: Date32Array = date,
    tdm_reserved_whole: BooleanArray = truth, illegal_content: BooleanArray = truth, superseded: BooleanArray = truth,
    subject_id: StringArray = text, handle: StringArray = text, birth_date: Date32Array = date,
    age_assurance: StringArray = text, residence: StringArray = text, languages: StringArray = text,
    status: StringArray = text, deceased: BooleanArray = truth, detector_version: StringArray = text,
    bytes_scanned: Int64Array = count, found_lang: StringArray = text, uncertain: BooleanArray = truth,
    criminal: BooleanArray = truth, people: StringArray = text, third_slice: ListArray = list,
    third_subject: ListArray = list, third_objected: ListArray = list, third_birth_date: ListArray = list,
    third_age_assurance: ListArray = list,
);

impl<'a> Rows<'a> {
    pub(crate) fn of(batch: &Batch<'a>) -> Result<Self, PipelineError> {
        let columns = Columns::of(batch)?;
        let said = Said::of_batch(batch)?;
        let country = |row| text_at(columns.residence, row).and_then(|country| Country::new(country).ok());
        let residences = (0..said.len()).map(country).collect();
        Ok(Self { columns, said, residences })
    }

    /// The row with this number. A nested field that is not what the pipeline wrote is a broken table, not a missing fact.
    pub(crate) fn row(&self, row: usize) -> Result<Row<'_>, PipelineError> {
        let c = &self.columns;
        let record_id = text_at(c.record_id, row).ok_or(PipelineError::Column { name: "record_id" })?;
        let truth = |column: &BooleanArray| truth_at(column, row).unwrap_or(false);
        let inspected_under = text_at(c.detector_version, row);
        let found = inspected_under.map(|_| {
            let lang = text_at(c.found_lang, row).map(Cow::Borrowed);
            Found::read(c.bytes_scanned.value(row), lang, [c.uncertain, c.criminal], text_at(c.people, row), row)
        });
        Ok(Row {
            record_id,
            account_id: text_at(c.account_id, row),
            kind: text_at(c.kind, row).and_then(Kind::parse),
            service: text_at(c.service, row).unwrap_or_default(),
            text: text_at(c.text, row).unwrap_or_default(),
            lang: text_at(c.lang, row),
            group_name: text_at(c.group_name, row),
            group_sensitivity: text_at(c.group_sensitivity, row),
            embeds: text_at(c.embeds, row),
            created_on: day_at(c.created_at, row),
            found: found.transpose()?,
            inspected_under,
            resolved: self.resolved(row)?,
            source: text_at(c.source, row).and_then(Provenance::parse),
            signals: text_at(c.signals, row).unwrap_or("[]"),
            is_tombstone: truth(c.tombstone),
            deleted_on: day_at(c.deleted_at, row),
            visibility_now: text_at(c.visibility_now, row).and_then(Visibility::parse).unwrap_or(Visibility::Unknown),
            visibility_history: history(text_at(c.visibility_history, row))?,
            visibility_explicit_choice: truth(c.visibility_explicit_choice),
            origin_lawful: truth_at(c.origin_lawful, row),
            retention_until: date_at(c.retention_until, row),
            tdm_reserved_whole: truth_at(c.tdm_reserved_whole, row),
            illegal_content: truth_at(c.illegal_content, row),
            superseded: truth(c.superseded),
            holder: Holder {
                names: Names::Known { subject_id: text_at(c.subject_id, row), handle: text_at(c.handle, row) },
                birth_date: date_at(c.birth_date, row),
                age_assurance: text_at(c.age_assurance, row).and_then(AgeAssurance::parse),
                residence: self.residences.get(row).and_then(Option::as_ref),
                languages: text_at(c.languages, row).unwrap_or_default(),
                status: text_at(c.status, row).and_then(AccountStatus::parse),
                deceased: truth(c.deceased),
            },
            said: self.said.get(row).ok_or(PipelineError::Column { name: "consent" })?,
        })
    }

    fn resolved(&self, row: usize) -> Result<Vec<(i64, Person<'_>)>, PipelineError> {
        let c = &self.columns;
        let mut resolved = Vec::new();
        let Some(slices) = items_at(c.third_slice, row) else { return Ok(resolved) };
        let list = |column: &ListArray, name: &'static str| items_at(column, row).ok_or(PipelineError::Column { name });
        let (subjects, objected) = (list(c.third_subject, "third_subject")?, list(c.third_objected, "third_objected")?);
        let (births, ages) =
            (list(c.third_birth_date, "third_birth_date")?, list(c.third_age_assurance, "third_age_assurance")?);
        let wrong = |name: &'static str| PipelineError::Column { name };
        let slices = slices.as_primitive_opt::<Int64Type>().ok_or_else(|| wrong("third_slice"))?;
        let objected = objected.as_boolean_opt().ok_or_else(|| wrong("third_objected"))?;
        let births = births.as_primitive_opt::<Date32Type>().ok_or_else(|| wrong("third_birth_date"))?;
        for item in 0..slices.len() {
            let subject_id = text_in(&subjects, item).ok_or_else(|| wrong("third_subject"))?.to_owned();
            let person = Person {
                subject_id: Cow::Owned(subject_id),
                objected: truth_at(objected, item).unwrap_or(false),
                birth_date: date_at(births, item),
                age_assurance: text_in(&ages, item).and_then(AgeAssurance::parse),
            };
            resolved.push((slices.value(item), person));
        }
        Ok(resolved)
    }
}

fn text_in(array: &ArrayRef, item: usize) -> Option<&str> {
    array.as_string_opt::<i32>().and_then(|array| text_at(array, item))
}

pub(crate) fn nested<T: serde::de::DeserializeOwned>(
    text: Option<&str>,
    name: &'static str,
) -> Result<Option<T>, PipelineError> {
    text.map(|text| serde_json::from_str(text).map_err(|_| PipelineError::Column { name })).transpose()
}

pub(crate) fn nested_word<T: serde::de::DeserializeOwned>(word: &str, name: &'static str) -> Result<T, PipelineError> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).map_err(|_| PipelineError::Column { name })
}

/// When who could see a record; most never changed it.
pub(crate) fn history(text: Option<&str>) -> Result<Vec<terms::VisibilityChange>, PipelineError> {
    match text {
        None | Some("[]") => Ok(Vec::new()),
        changed => Ok(nested(changed, "visibility_history")?.unwrap_or_default()),
    }
}

impl<'a> Found<'a> {
    /// What `inspected.parquet` says in one row. What is not there is what holds a record.
    pub(crate) fn read(
        bytes_scanned: i64,
        lang: Option<Cow<'a, str>>,
        [uncertain, criminal]: [&BooleanArray; 2],
        people: Option<&str>,
        row: usize,
    ) -> Result<Self, PipelineError> {
        Ok(Self {
            bytes_scanned: usize::try_from(bytes_scanned)
                .map_err(|_| PipelineError::Column { name: "bytes_scanned" })?,
            lang,
            uncertain: truth_at(uncertain, row).unwrap_or(true),
            criminal: truth_at(criminal, row).unwrap_or(true),
            people: nested(people, "people")?.unwrap_or_default(),
        })
    }
}
