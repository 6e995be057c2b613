//! The rows of decisions. In: records with what became of them. Out: columns, one row a record. Never: a row that says when
//! somebody asked; what it says follows from the record, the law and the days that matter to both.

use crate::PipelineError;
use crate::decide::{Judged, Plan};
use crate::gather::{Found, Row};
use crate::tables::{self, Column};
use crate::totals::Month;
use datafusion::arrow::array::{
    ArrayRef, FixedSizeBinaryBuilder, ListBuilder, RecordBatch, StringArray, StringBuilder, TimestampSecondBuilder,
};
use std::fmt::Write as _;
use std::sync::Arc;
use terms::{Country, Digest, Kind};

/// Rows while they are written.
pub(crate) struct Sheet<'p> {
    plan: &'p Plan<'p>,
    records: StringBuilder,
    decisions: StringBuilder,
    rules: ListBuilder<StringBuilder>,
    transforms: ListBuilder<StringBuilder>,
    missing: StringBuilder,
    since: TimestampSecondBuilder,
    facts: StringBuilder,
    until: TimestampSecondBuilder,
    kinds: StringBuilder,
    langs: StringBuilder,
    countries: StringBuilder,
    months: StringBuilder,
    rests_on: FixedSizeBinaryBuilder,
}

impl<'p> Sheet<'p> {
    pub(crate) fn new(plan: &'p Plan<'p>) -> Self {
        let texts = StringBuilder::new;
        let (lists, moments) = (|| ListBuilder::new(StringBuilder::new()), TimestampSecondBuilder::new);
        Self {
            plan,
            records: texts(),
            decisions: texts(),
            rules: lists(),
            transforms: lists(),
            missing: texts(),
            since: moments(),
            facts: texts(),
            until: moments(),
            kinds: texts(),
            langs: texts(),
            countries: texts(),
            months: texts(),
            rests_on: FixedSizeBinaryBuilder::new(tables::DIGEST_BYTES),
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
        self.facts.append_option(facts_digest.as_ref().map(hex).as_ref().and_then(|hex| str::from_utf8(hex).ok()));
        self.until.append_option(stands.until.map(|until| until.timestamp()));
        self.kinds.append_option(row.kind.map(Kind::as_str));
        self.langs.append_option(row.found.as_ref().and_then(Found::primary_lang));
        self.countries.append_option(row.holder.residence.map(Country::as_str));
        match row.created_on.map(Month::of) {
            Some(month) => {
                // INVARIANT: writing to a column in memory does not fail.
                write!(self.months, "{month}").expect("INVARIANT: a column in memory");
                self.months.append_value("");
            }
            None => self.months.append_null(),
        }
        match rests_on {
            Some(digest) => self.rests_on.append_value(digest.as_bytes())?,
            None => self.rests_on.append_null(),
        }
        Ok(())
    }

    /// The row of a record that is gone: in the differences it takes away the one below it.
    pub(crate) fn push_gone(&mut self, record: &str) {
        self.records.append_value(record);
        let texts = [&mut self.decisions, &mut self.missing, &mut self.facts, &mut self.kinds, &mut self.langs];
        texts.into_iter().chain([&mut self.countries, &mut self.months]).for_each(StringBuilder::append_null);
        [&mut self.rules, &mut self.transforms].into_iter().for_each(|list| list.append(true));
        [&mut self.since, &mut self.until].into_iter().for_each(|column| column.append_null());
        self.rests_on.append_null();
    }

    /// All rows, as one batch.
    pub(crate) fn finish(mut self) -> Result<RecordBatch, PipelineError> {
        let records = self.records.finish();
        let rows = datafusion::arrow::array::Array::len(&records);
        let all = |name, text: &str| -> Column { (name, Arc::new(StringArray::new_repeated(text, rows))) };
        let plan = self.plan;
        let text = |name, column: &mut StringBuilder| -> Column { (name, Arc::new(column.finish())) };
        let moments =
            |column: &mut TimestampSecondBuilder| -> ArrayRef { Arc::new(column.finish().with_timezone("UTC")) };
        tables::batch(vec![
            (RECORD, Arc::new(records)),
            all("purpose", plan.declared.purpose.as_str()),
            all("operation", plan.op.as_str()),
            text(DECISION, &mut self.decisions),
            ("rules", Arc::new(self.rules.finish())),
            ("transforms", Arc::new(self.transforms.finish())),
            text("missing", &mut self.missing),
            all("profile", plan.law.profile()),
            all("rules_digest", &plan.law.digest().to_string()),
            ("stands_since", moments(&mut self.since)),
            text("facts_digest", &mut self.facts),
            ("stands_until", moments(&mut self.until)),
            text("kind", &mut self.kinds),
            text("lang", &mut self.langs),
            text("country", &mut self.countries),
            text("month", &mut self.months),
            (RESTS_ON, Arc::new(self.rests_on.finish())),
        ])
    }
}

/// The digits of a digest.
fn hex(digest: &Digest) -> [u8; HEX_DIGITS] {
    let mut digits = [0; HEX_DIGITS];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(digest.as_bytes()) {
        for (digit, half) in pair.iter_mut().zip([byte >> 4, byte & 15]) {
            *digit = if half < 10 { b'0' + half } else { b'a' + half - 10 };
        }
    }
    digits
}

const HEX_DIGITS: usize = 64;
/// The column of the record.
pub(crate) const RECORD: &str = "record_id";
/// The column of the decision; null for a record that is gone.
pub(crate) const DECISION: &str = "decision";
/// The column of the digest of everything that the decision rests on.
pub(crate) const RESTS_ON: &str = "rests_on";
/// What was decided, of which the digest of decisions is made.
pub(crate) const TOLD: &[&str] = &[
    RECORD,
    "purpose",
    "operation",
    DECISION,
    "rules",
    "transforms",
    "missing",
    "profile",
    "rules_digest",
    "stands_since",
    "facts_digest",
];
