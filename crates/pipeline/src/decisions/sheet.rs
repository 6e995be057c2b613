//! The rows of decisions. In: records with what became of them. Out: columns, one row a record. Never: a row that says when
//! somebody asked; what it says follows from the record, the law and the days that matter to both.

use crate::PipelineError;
use crate::decide::Judged;
use crate::gather::{Found, Row};
use crate::people::{account_key, handle_key};
use crate::tables;
use crate::totals::{Counted, Month};
use ::inspect::Reference;
use datafusion::arrow::array::{
    Array, ArrayRef, FixedSizeBinaryBuilder, Int32Builder, Int64Array, Int64Builder, ListBuilder, RecordBatch,
    StringBuilder, TimestampSecondBuilder,
};
use datafusion::arrow::error::ArrowError;
use std::sync::Arc;
use terms::Digest;

/// Rows while they are written.
pub(crate) struct Sheet {
    records: StringBuilder,
    decisions: StringBuilder,
    rules: ListBuilder<StringBuilder>,
    transforms: ListBuilder<StringBuilder>,
    missing: StringBuilder,
    since: TimestampSecondBuilder,
    facts: FixedSizeBinaryBuilder,
    until: TimestampSecondBuilder,
    counted: Int64Builder,
    rests_on: FixedSizeBinaryBuilder,
    author: Int32Builder,
    others: ListBuilder<Int32Builder>,
}

impl Default for Sheet {
    fn default() -> Self {
        Self::of_rows(0)
    }
}

impl Sheet {
    /// With room for so many rows: what grows while it is written is copied over and over.
    pub(crate) fn of_rows(rows: usize) -> Self {
        let texts = |bytes: usize| StringBuilder::with_capacity(rows, rows * bytes);
        let lists = |items: usize| {
            let items = StringBuilder::with_capacity(rows * items, rows * items * RULE_BYTES);
            ListBuilder::with_capacity(items, rows)
        };
        let moments = || TimestampSecondBuilder::with_capacity(rows);
        let digests = || FixedSizeBinaryBuilder::with_capacity(rows, tables::DIGEST_BYTES);
        Self {
            records: texts(RECORD_BYTES),
            decisions: texts(DECISION_BYTES),
            rules: lists(RULES),
            transforms: lists(0),
            missing: texts(0),
            since: moments(),
            facts: digests(),
            until: moments(),
            counted: Int64Builder::with_capacity(rows),
            rests_on: digests(),
            author: Int32Builder::with_capacity(rows),
            others: ListBuilder::with_capacity(Int32Builder::new(), rows),
        }
    }

    /// Adds what became of a record, with the digest of everything that rests on, where somebody made one.
    pub(crate) fn push(
        &mut self,
        row: &Row<'_>,
        judged: &Judged,
        rests_on: Option<&Digest>,
    ) -> Result<(), PipelineError> {
        let Judged { answer, missing, facts_digest, stands, .. } = judged;
        self.records.append_value(row.record_id);
        self.decisions.append_value(judged.word());
        answer.rules.iter().for_each(|rule| self.rules.values().append_value(rule));
        self.rules.append(true);
        answer.transforms.iter().for_each(|one| self.transforms.values().append_value(one.as_str()));
        self.transforms.append(true);
        self.missing.append_option(*missing);
        self.since.append_value(stands.since.timestamp());
        append(&mut self.facts, facts_digest.as_ref())?;
        self.until.append_option(stands.until.map(|until| until.timestamp()));
        let (lang, country) = (row.found.as_ref().and_then(Found::primary_lang), row.holder.residence);
        let counted = Counted { kind: row.kind, lang, country, month: row.created_on.map(Month::of) };
        self.counted.append_option(counted.packed());
        append(&mut self.rests_on, rests_on)?;
        self.author.append_option(row.account_id.map(account_key));
        let slices = row.found.iter().flat_map(|found| &found.people.third_parties);
        for key in slices.filter_map(|slice| match &slice.reference {
            Reference::Account(account) => Some(account_key(account.as_str())),
            Reference::Handle(handle) => Some(handle_key(row.service, handle.expose())),
            _ => None,
        }) {
            self.others.values().append_value(key);
        }
        self.others.append(true);
        Ok(())
    }

    /// The row of a record that is gone: in the differences it takes away the one below it.
    pub(crate) fn push_gone(&mut self, record: &str) {
        self.records.append_value(record);
        [&mut self.decisions, &mut self.missing].into_iter().for_each(StringBuilder::append_null);
        [&mut self.rules, &mut self.transforms].into_iter().for_each(|list| list.append(true));
        [&mut self.since, &mut self.until].into_iter().for_each(|column| column.append_null());
        [&mut self.facts, &mut self.rests_on].into_iter().for_each(FixedSizeBinaryBuilder::append_null);
        self.counted.append_null();
        self.author.append_null();
        self.others.append(true);
    }

    /// All rows, as one batch; they lie nowhere yet.
    pub(crate) fn finish(mut self) -> Result<RecordBatch, PipelineError> {
        let records = self.records.finish();
        let lies_over = Int64Array::new_null(records.len());
        let moments =
            |column: &mut TimestampSecondBuilder| -> ArrayRef { Arc::new(column.finish().with_timezone("UTC")) };
        tables::batch(vec![
            (RECORD, Arc::new(records)),
            (DECISION, Arc::new(self.decisions.finish())),
            ("rules", Arc::new(self.rules.finish())),
            ("transforms", Arc::new(self.transforms.finish())),
            ("missing", Arc::new(self.missing.finish())),
            ("stands_since", moments(&mut self.since)),
            (FACTS, Arc::new(self.facts.finish())),
            ("stands_until", moments(&mut self.until)),
            (COUNTED_AS, Arc::new(self.counted.finish())),
            (RESTS_ON, Arc::new(self.rests_on.finish())),
            (AUTHOR, Arc::new(self.author.finish())),
            (OTHERS, Arc::new(self.others.finish())),
            (LIES_OVER, Arc::new(lies_over)),
        ])
    }
}

/// The same rows, lying in these places of a base; in none, where they are those of a base themselves.
pub(crate) fn lying_over(rows: &RecordBatch, places: Option<Vec<i64>>) -> Result<RecordBatch, PipelineError> {
    let places = places.map_or_else(|| Int64Array::new_null(rows.num_rows()), Int64Array::from);
    let (schema, mut columns) = (rows.schema(), rows.columns().to_vec());
    let last = columns.get_mut(schema.index_of(LIES_OVER)?).ok_or(PipelineError::Column { name: LIES_OVER })?;
    *last = Arc::new(places);
    Ok(RecordBatch::try_new(schema, columns)?)
}

fn append(column: &mut FixedSizeBinaryBuilder, digest: Option<&Digest>) -> Result<(), ArrowError> {
    match digest {
        Some(digest) => column.append_value(digest.as_bytes()),
        None => {
            column.append_null();
            Ok(())
        }
    }
}

/// What most rows take no more of.
const RECORD_BYTES: usize = 40;
const DECISION_BYTES: usize = 10;
const RULES: usize = 3;
const RULE_BYTES: usize = 4;

/// The column of the record.
pub(crate) const RECORD: &str = "record_id";
/// The column of the decision; null for a record that is gone.
pub(crate) const DECISION: &str = "decision";
/// The column of the digest of the facts.
pub(crate) const FACTS: &str = "facts_digest";
/// The column of what a record is counted under.
pub(crate) const COUNTED_AS: &str = "counted_as";
/// The column of the digest of everything that the decision rests on.
pub(crate) const RESTS_ON: &str = "rests_on";
/// The column of the author, as a number.
pub(crate) const AUTHOR: &str = "author";
/// The column of those whom a record names, as numbers.
pub(crate) const OTHERS: &str = "others";
/// In differences: over which row of the base each lies, counted from nought; a record that is not there stands before the row
/// whose number is the bitwise complement.
pub(crate) const LIES_OVER: &str = "lies_over";
/// The columns of which hardly two rows are alike.
pub(crate) const DISTINCT: &[&str] = &[RECORD, FACTS, COUNTED_AS, RESTS_ON, AUTHOR];
/// Of these: what nobody can press together.
pub(crate) const RANDOM: &[&str] = &[FACTS, RESTS_ON, AUTHOR];
/// What was decided, of which the digest of decisions is made.
pub(crate) const TOLD: &[&str] = &[RECORD, DECISION, "rules", "transforms", "missing", "stands_since", FACTS];
