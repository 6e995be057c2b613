//! What decisions rest on, in digests. In: a run, and the rows that it reads. Out: one digest of what all records share, one of
//! everything that the decision about one record rests on beside people. Never: a column that a decision reads and a digest
//! leaves out; both go through the same lists of columns.
//!
//! What an inspection read of a record is in its digest there, so nobody reads a text here; that holds where the inspection is
//! of these very tables, and where it is not, nobody knows what a decision rests on.

use crate::decide::Plan;
use crate::decisions::{Draft, Part};
use crate::earlier::{self, INSPECTED_DIGEST, MET_DIGEST, Origin};
use crate::engine::{Batch, Words, text_at};
use crate::gather::Frame;
use crate::marks::Marks;
use crate::people::{People, Voices};
use crate::walk::POST_COLUMNS;
use crate::{PipelineError, Totals, Work, tables};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, FixedSizeBinaryArray, RecordBatch, StringArray};
use datafusion::arrow::buffer::{BooleanBuffer, NullBuffer};
use datafusion::arrow::datatypes::{DataType, Date32Type, Int32Type, Int64Type, TimeUnit, TimestampSecondType};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use terms::{Digest, Kind, RecordId};

/// What the decisions of a run rest on, as its manifest says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RestsOn {
    pub(crate) ground: Ground,
    /// The accounts with a digest of each.
    pub(crate) accounts: Part,
    /// Those who have said something, with a digest of that.
    pub(crate) said: Part,
    /// What was counted.
    pub(crate) totals: Totals,
}

/// What is known before anything is decided. Tables are named before they are read, and whoever writes decisions asks before
/// whether they are still the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ground {
    /// Of what all records share: where it is another, all are decided.
    pub(crate) shared: Digest,
    /// Of the tables whose rows are records, and of what is looked for in them.
    pub(crate) records: Digest,
    /// Of what people said who looked at texts.
    pub(crate) reviews: Digest,
    pub(crate) accounts: Digest,
    pub(crate) standing: Digest,
    /// Whether the inspection says that it is of these posts and accounts, by these detectors, whatever they look for.
    pub(crate) is_inspected: bool,
}

impl Ground {
    pub(crate) fn of(
        work: &Work,
        plan: &Plan<'_>,
        frame: &Frame<'_>,
        marks: &mut Marks,
    ) -> Result<Self, PipelineError> {
        let (posts, accounts) = (marks.digest(&work.posts())?, marks.digest(&work.accounts())?);
        let mut read = vec![posts, accounts];
        for table in earlier::inputs(work, plan.inspector).iter().skip(read.len()) {
            read.push(marks.digest(table)?);
        }
        let (inspected, slices) = (marks.digest(&work.inspected())?, marks.digest(&work.slices())?);
        let origin = Origin::of_tables(work);
        Ok(Self {
            shared: shared(plan, frame)?,
            records: tables::together(&[Digest::of(frame.stamp), posts, inspected, slices]),
            reviews: reviews(plan),
            accounts,
            standing: marks.digest(&work.standing())?,
            is_inspected: origin.is_some_and(|origin| origin.is_of_tables(&tables::together(&read), plan.inspector)),
        })
    }
}

/// The law, what is declared, the orders, the objected pictures, and the way in which all this becomes decisions.
fn shared(plan: &Plan<'_>, frame: &Frame<'_>) -> Result<Digest, PipelineError> {
    let declared = plan.declared;
    let objected: Vec<String> = frame.objected.iter().map(|picture| format!("{picture:?}")).collect();
    let law = (plan.law.profile(), plan.law.digest());
    let asked = (&declared.purpose, plan.op, &declared.run.country, declared.run.transfer_tool);
    let method = Digest::of_parts(METHOD.iter().chain(law::METHOD).map(|text| text.as_bytes()));
    let whole = (method, law, asked, &declared.controller, &declared.register, plan.orders, objected);
    // What a record is counted under is told by the place of its kind.
    Ok(Digest::of(serde_json::to_vec(&(whole, plan.inspector.method(), Kind::ALL))?))
}

fn reviews(plan: &Plan<'_>) -> Digest {
    let all: Vec<u8> = plan.reviews.keys().flat_map(|record| review(plan, record).unwrap_or_default()).collect();
    Digest::of(all)
}

/// What somebody said who looked at this record.
fn review(plan: &Plan<'_>, record: &RecordId) -> Option<Vec<u8>> {
    let review = plan.reviews.get(record)?;
    let mut said = Vec::new();
    put(&mut said, Some(record.as_str().as_bytes()));
    put(&mut said, Some(review.reviewed.as_bytes()));
    put(&mut said, Some(format!("{:?}", review.outcome).as_bytes()));
    Some(said)
}

/// The records of one piece, for digests.
pub(crate) struct Grounds<'a> {
    plan: &'a Plan<'a>,
    /// Cells that take one of few values, and those that are a record's own.
    few: Cells<'a>,
    own: Cells<'a>,
    inspected: Cells<'a>,
    /// Of what was inspected; null where nothing was.
    known: &'a FixedSizeBinaryArray,
    /// Whether that was by today's detectors.
    is_todays: Words<'a, bool>,
    records: &'a StringArray,
    is_inspected: bool,
}

/// What was hashed of the records of one piece: up to a combination of the few values that many have.
#[derive(Default)]
pub(crate) struct Hashed {
    few: HashMap<u64, Sha256>,
    bytes: Vec<u8>,
}

impl<'a> Grounds<'a> {
    /// Of posts and inspections that lie side by side. Under which detectors is asked apart: what looks for somebody else and
    /// finds the same changes no decision.
    pub(crate) fn of(
        plan: &'a Plan<'a>,
        ground: &Ground,
        [posts, inspected]: [&'a RecordBatch; 2],
        stamp: &str,
    ) -> Result<Self, PipelineError> {
        let cells = |batch: &'a RecordBatch, wanted: &dyn Fn(&str) -> bool| {
            let columns = batch.schema_ref().fields().iter().zip(batch.columns());
            let columns = columns.filter(|(field, _)| wanted(field.name()));
            columns.map(|(_, column)| Cell::of(column)).collect::<Result<Vec<_>, _>>()
        };
        let columns = Batch(inspected);
        let (few, own) = cells(posts, &|name| !INSPECTED.contains(&name))?.into_iter().partition(Cell::is_of_few);
        Ok(Self {
            plan,
            few: Cells(few),
            own: Cells(own),
            inspected: Cells(cells(inspected, &|name| [INSPECTED_DIGEST, MET_DIGEST].contains(&name))?),
            known: columns.digests(INSPECTED_DIGEST)?,
            is_todays: Words::of(columns.words("detector_version")?, false, |under| under == stamp)?,
            records: columns.text("record_id")?,
            is_inspected: ground.is_inspected,
        })
    }

    /// The digest of everything that the decision about the record in this row rests on, but for people; nothing where nobody
    /// knows that. What was hashed before is of the same piece.
    pub(crate) fn digest(&self, row: usize, is_superseded: bool, hashed: &mut Hashed) -> Option<Digest> {
        if !self.is_inspected || self.known.is_null(row) {
            return None;
        }
        let flags = u8::from(is_superseded) + 2 * u8::from(self.is_todays.at(row));
        let Hashed { few, bytes } = hashed;
        let combination = self.few.place(row).and_then(|place| place.checked_mul(4)?.checked_add(u64::from(flags)));
        let mut hasher = match combination.and_then(|combination| few.get(&combination)) {
            Some(hasher) => hasher.clone(),
            None => {
                bytes.clear();
                bytes.push(flags);
                self.few.write(row, bytes);
                // Whole blocks, so that what comes after begins one.
                bytes.resize(bytes.len().next_multiple_of(BLOCK_BYTES), 0);
                let hasher = Sha256::new_with_prefix(&*bytes);
                if let Some(combination) = combination {
                    few.insert(combination, hasher.clone());
                }
                hasher
            }
        };
        bytes.clear();
        self.inspected.write(row, bytes);
        self.own.write(row, bytes);
        let record = text_at(self.records, row).filter(|_| !self.plan.reviews.is_empty()).map(RecordId::new);
        put(bytes, record.and_then(|record| review(self.plan, &record)).as_deref());
        hasher.update(&*bytes);
        Some(Digest::from_bytes(hasher.finalize().into()))
    }
}

/// Bytes that SHA-256 takes at once.
const BLOCK_BYTES: usize = 64;

/// Columns of posts that the digest of what was inspected covers.
const INSPECTED: &[&str] =
    &["record_id", "service", "account_id", "created_at", "group_name", "group_sensitivity", "embeds", "lang", "text"];

/// The columns of posts that a decision reads and an inspection does not.
pub(crate) fn not_inspected() -> Vec<&'static str> {
    POST_COLUMNS.iter().copied().filter(|name| !INSPECTED.contains(name)).collect()
}

/// What the digest of a decision says that rests on today's detectors too: a text was changed and inspected again.
pub(crate) fn looked_again(rests_on: &Digest, stamp: &str) -> Digest {
    Digest::of_parts([rests_on.as_bytes().as_slice(), stamp.as_bytes()])
}

/// Writes the accounts with a digest of each.
pub(crate) fn write_accounts(draft: &Draft<'_>, people: &People) -> Result<Part, PipelineError> {
    let mut file = draft.file("accounts")?;
    file.write(&people.digested_accounts()?)?;
    file.finish()
}

/// Writes who has said something, with a digest of that.
pub(crate) fn write_said(draft: &Draft<'_>, voices: &Voices) -> Result<Part, PipelineError> {
    let mut file = draft.file("said")?;
    file.write(&voices.digested()?)?;
    file.finish()
}

/// The columns of some rows, to be written as bytes of which no two rows have the same unless all their cells are.
pub(crate) struct Cells<'a>(Vec<Cell<'a>>);

/// One column. Millions of cells are written, so what is to be looked up lies at hand as the arrays hold it.
enum Cell<'a> {
    Text(Texts<'a>),
    /// The place of each word among the words.
    Word(&'a [i32], Texts<'a>, Nulls<'a>),
    Truth(&'a BooleanBuffer, Nulls<'a>),
    Day(&'a [i32], Nulls<'a>),
    Number(&'a [i64], Nulls<'a>),
    Digest(&'a FixedSizeBinaryArray),
    Texts(&'a [i32], Texts<'a>),
}

type Nulls<'a> = Option<&'a NullBuffer>;

struct Texts<'a> {
    /// Where each ends, after where the first begins.
    ends: &'a [i32],
    bytes: &'a [u8],
    nulls: Nulls<'a>,
}

impl<'a> Texts<'a> {
    fn of(column: &'a StringArray) -> Self {
        Self { ends: column.value_offsets(), bytes: column.value_data(), nulls: column.nulls() }
    }

    fn at(&self, row: usize) -> Option<&'a [u8]> {
        if is_null(self.nulls, row) {
            return None;
        }
        match self.ends.get(row..row + 2) {
            // INVARIANT: the ends in a column of texts are never negative, and lie within its bytes.
            Some([from, to]) => self.bytes.get(*from as usize..*to as usize),
            _ => None,
        }
    }
}

fn is_null(nulls: Nulls<'_>, row: usize) -> bool {
    nulls.is_some_and(|nulls| nulls.is_null(row))
}

impl<'a> Cells<'a> {
    pub(crate) fn of(batch: &'a RecordBatch) -> Result<Self, PipelineError> {
        batch.columns().iter().map(Cell::of).collect::<Result<_, _>>().map(Self)
    }

    /// Hands over the bytes of one row after the other.
    pub(crate) fn each_row(batch: &RecordBatch, mut each: impl FnMut(&[u8])) -> Result<(), PipelineError> {
        let (cells, mut bytes) = (Cells::of(batch)?, Vec::new());
        for row in 0..batch.num_rows() {
            bytes.clear();
            cells.write(row, &mut bytes);
            each(&bytes);
        }
        Ok(())
    }

    fn write(&self, row: usize, bytes: &mut Vec<u8>) {
        for cell in &self.0 {
            cell.write(row, bytes);
        }
    }

    /// The place of this row's cells among all combinations of their values; nothing where these are beyond counting.
    fn place(&self, row: usize) -> Option<u64> {
        self.0.iter().try_fold(0, |place: u64, cell| {
            let (value, values) = cell.value(row)?;
            place.checked_mul(values)?.checked_add(value)
        })
    }
}

impl<'a> Cell<'a> {
    fn of(column: &'a ArrayRef) -> Result<Self, PipelineError> {
        let nulls = column.nulls();
        let cell = match column.data_type() {
            DataType::Utf8 => column.as_string_opt().map(|texts| Self::Text(Texts::of(texts))),
            DataType::Boolean => column.as_boolean_opt().map(|truths| Self::Truth(truths.values(), nulls)),
            DataType::Date32 => column.as_primitive_opt::<Date32Type>().map(|days| Self::Day(days.values(), nulls)),
            DataType::Int64 => column.as_primitive_opt::<Int64Type>().map(|all| Self::Number(all.values(), nulls)),
            DataType::Timestamp(TimeUnit::Second, _) => {
                column.as_primitive_opt::<TimestampSecondType>().map(|all| Self::Number(all.values(), nulls))
            }
            DataType::FixedSizeBinary(_) => column.as_fixed_size_binary_opt().map(Self::Digest),
            DataType::Dictionary(..) => column.as_dictionary_opt::<Int32Type>().and_then(|words| {
                Some(Self::Word(words.keys().values(), Texts::of(words.values().as_string_opt()?), nulls))
            }),
            DataType::List(_) => column
                .as_list_opt::<i32>()
                .and_then(|lists| Some(Self::Texts(lists.value_offsets(), Texts::of(lists.values().as_string_opt()?)))),
            _ => None,
        };
        cell.ok_or(PipelineError::Column { name: "a column of a known kind" })
    }

    /// Whether it takes one of few values.
    fn is_of_few(&self) -> bool {
        matches!(self, Self::Word(..) | Self::Truth(..))
    }

    /// Which of its values this is, and how many there are.
    fn value(&self, row: usize) -> Option<(u64, u64)> {
        match self {
            Self::Word(keys, words, nulls) => {
                let key = keys.get(row).filter(|_| !is_null(*nulls, row)).and_then(|key| u64::try_from(*key).ok());
                let values = words.ends.len() as u64;
                Some((key.map_or(0, |key| key + 1), values)).filter(|(value, _)| *value < values)
            }
            Self::Truth(truths, nulls) => Some((if is_null(*nulls, row) { 2 } else { truths.value(row).into() }, 3)),
            _ => None,
        }
    }

    fn write(&self, row: usize, bytes: &mut Vec<u8>) {
        match self {
            Self::Text(texts) => put(bytes, texts.at(row)),
            Self::Word(keys, words, nulls) => {
                let key = keys.get(row).filter(|_| !is_null(*nulls, row));
                put(bytes, key.and_then(|key| words.at(*key as usize)));
            }
            Self::Truth(truths, nulls) => {
                bytes.push(if is_null(*nulls, row) { 2 } else { u8::from(truths.value(row)) });
            }
            Self::Day(days, nulls) => fixed(bytes, *nulls, row, days.get(row).map(|day| i64::from(*day))),
            Self::Number(numbers, nulls) => fixed(bytes, *nulls, row, numbers.get(row).copied()),
            Self::Digest(digests) => put(bytes, digests.is_valid(row).then(|| digests.value(row))),
            Self::Texts(ends, texts) => {
                let (from, to) = match ends.get(row..row + 2) {
                    Some([from, to]) => (*from, *to),
                    _ => (0, 0),
                };
                number(bytes, i64::from(to - from));
                (from..to).for_each(|item| put(bytes, texts.at(item as usize)));
            }
        }
    }
}

/// The number in this row, or that there is none.
fn fixed(bytes: &mut Vec<u8>, nulls: Nulls<'_>, row: usize, found: Option<i64>) {
    match found.filter(|_| !is_null(nulls, row)) {
        Some(found) => {
            bytes.push(1);
            number(bytes, found);
        }
        None => bytes.push(0),
    }
}

fn number(bytes: &mut Vec<u8>, number: i64) {
    bytes.extend_from_slice(&number.to_be_bytes());
}

/// A text with its length, or that there is none: what is absent is not what is empty. Most texts are short, and so is what
/// says how long they are.
fn put(bytes: &mut Vec<u8>, text: Option<&[u8]>) {
    match text.map(|text| (text, u8::try_from(text.len()))) {
        None => bytes.push(ABSENT),
        Some((text, Ok(length @ ..LONG))) => {
            bytes.push(length);
            bytes.extend_from_slice(text);
        }
        Some((text, _)) => {
            bytes.push(LONG);
            bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
            bytes.extend_from_slice(text);
        }
    }
}

/// In the place of a length: eight bytes of it follow.
const LONG: u8 = 254;
/// In the place of a length: there is no text.
const ABSENT: u8 = 255;

/// How facts are gathered and decisions written: the text of all that does it. Whoever changes it need not think of decisions
/// that were made before; they are made again.
const METHOD: &[&str] = &[
    include_str!("decide.rs"),
    include_str!("decisions/sheet.rs"),
    include_str!("gather.rs"),
    include_str!("judge.rs"),
    include_str!("people.rs"),
    include_str!("pictures.rs"),
    include_str!("rests.rs"),
    include_str!("review.rs"),
    include_str!("rows.rs"),
    include_str!("scribe.rs"),
    include_str!("standing.rs"),
    include_str!("stands.rs"),
    include_str!("totals.rs"),
    include_str!("walk.rs"),
];
