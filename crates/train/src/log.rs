//! The training log: which record is read in which step of which slice of which cohort. In: rows under pseudonyms. Out:
//! an order that each row brings with it. Never: a place that depends on which other rows exist, so leaving a person out
//! moves nobody else; a person in two places.

use crate::Plan;
use corpus::Late;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use terms::{Digest, Text};

/// One record of the corpus as the trainer sees it: under pseudonyms, which it cannot undo. Its digest is taken from the
/// pseudonyms and the text, because training depends on nothing else of a record but on where it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Pseudonym of the record.
    pub record: String,
    /// Pseudonym of the person.
    pub subject: String,
    /// The text that was found lawful.
    pub text: Text,
    /// Whether the person is likely to leave, as far as the corpus says it. A plan with late slices reads them there.
    pub late: Late,
}

impl Row {
    /// By what a row is known again without being kept.
    pub(crate) fn mark(&self) -> Mark {
        let digest = Digest::of_parts([&self.record, &self.subject, self.text.expose()].map(str::as_bytes));
        let mut numbers = digest.as_bytes().as_chunks().0.iter().map(|four| u32::from_le_bytes(*four));
        Mark(std::array::from_fn(|_| numbers.next().unwrap_or_default()))
    }
}

/// The first 128 bits of the digest of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark([u32; Self::NUMBERS]);

impl Mark {
    pub(crate) const NUMBERS: usize = 4;

    pub(crate) fn numbers(&self) -> [u32; Self::NUMBERS] {
        self.0
    }

    pub(crate) fn of_numbers(numbers: &[u32; Self::NUMBERS]) -> Self {
        Self(*numbers)
    }
}

/// The rows of a sealed corpus, and the digest it was sealed under.
#[derive(Clone, Debug)]
pub struct Input {
    /// Digest of the corpus.
    pub corpus: Digest,
    /// Its rows, in any order.
    pub rows: Vec<Row>,
}

impl Input {
    /// Takes in the rows of a sealed corpus; each shard is checked against its digest as it is read.
    pub fn of(corpus: &corpus::Corpus) -> Result<Self, corpus::ReadError> {
        let row = |row: corpus::Row| Row { record: row.record, subject: row.subject, text: row.text, late: row.late };
        let rows = corpus.rows().map(|found| found.map(row)).collect::<Result<_, _>>()?;
        Ok(Self { corpus: corpus.manifest().corpus_digest, rows })
    }
}

/// What one slice holds, without saying of whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Held {
    pub(crate) records: usize,
    pub(crate) digest: Digest,
}

/// The rows have no order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// Two rows have one name.
    #[error("the corpus holds record `{record}` twice; seal it again")]
    Twice {
        /// Pseudonym of the record.
        record: String,
    },
    /// The plan has late slices, and nothing says who belongs there.
    #[error(
        "the plan keeps its last {late_slices} slices for people who are likely to leave, and the corpus does not say who is; set \
         `corpus.late_from` and seal it again, or take `train.late_slices` out"
    )]
    LateUnsaid {
        /// How many.
        late_slices: usize,
    },
    /// One person would be in two places.
    #[error(
        "the rows of person `{subject}` do not agree on whether they come late; run `grondslag corpus verify`, which names \
         the shard, and seal it again"
    )]
    LateUnclear {
        /// Pseudonym of the person.
        subject: String,
    },
}

/// All rows at their places.
#[derive(Debug)]
pub(crate) struct Log {
    // Slice by slice of cohort by cohort, each by record pseudonym.
    places: BTreeMap<(usize, usize), Vec<Row>>,
    // Every text is hashed for these, so once, and only where somebody asks.
    marks: OnceLock<Vec<Mark>>,
}

impl Log {
    pub(crate) fn new(plan: &Plan, mut rows: Vec<Row>) -> Result<Self, LogError> {
        rows.sort_by(|a, b| a.record.cmp(&b.record));
        let mut seen = BTreeSet::new();
        if let Some(row) = rows.iter().find(|row| !seen.insert(row.record.as_str())) {
            return Err(LogError::Twice { record: row.record.clone() });
        }
        if plan.late_slices > 0 {
            agree(plan, &rows)?;
        }
        let mut places: BTreeMap<_, Vec<Row>> = BTreeMap::new();
        for row in rows {
            places.entry((cohort(plan, &row.subject), slice(plan, &row.subject, row.late))).or_default().push(row);
        }
        Ok(Self { places, marks: OnceLock::new() })
    }

    /// The rows of one slice, by record pseudonym.
    pub(crate) fn slice(&self, cohort: usize, slice: usize) -> &[Row] {
        self.places.get(&(cohort, slice)).map_or(&[], Vec::as_slice)
    }

    /// The marks of all rows, sorted.
    pub(crate) fn marks(&self) -> &[Mark] {
        self.marks.get_or_init(|| {
            let mut marks: Vec<Mark> = self.places.values().flatten().map(Row::mark).collect();
            marks.sort_unstable();
            marks
        })
    }

    /// The digest of everything in a slice that training can see.
    pub(crate) fn held(&self, cohort: usize, slice: usize) -> Held {
        let rows = self.slice(cohort, slice);
        let parts =
            rows.iter().flat_map(|row| [row.record.as_bytes(), row.subject.as_bytes(), row.text.expose().as_bytes()]);
        Held { records: rows.len(), digest: Digest::of_parts(parts) }
    }
}

/// Refuses rows that do not say of each person, in one voice, whether they come late: who lies in two slices is forgotten at
/// the price of both, and who is placed by a guess may lie where nobody expects them.
fn agree(plan: &Plan, rows: &[Row]) -> Result<(), LogError> {
    let mut said: BTreeMap<&str, Late> = BTreeMap::new();
    for row in rows {
        if row.late == Late::Unsaid {
            return Err(LogError::LateUnsaid { late_slices: plan.late_slices });
        }
        if *said.entry(&row.subject).or_insert(row.late) != row.late {
            return Err(LogError::LateUnclear { subject: row.subject.clone() });
        }
    }
    Ok(())
}

/// The cohort of a person.
pub fn cohort(plan: &Plan, subject: &str) -> usize {
    drawn(&[b"cohort", subject.as_bytes()], plan.cohorts)
}

/// The slice of a person within the cohort. Another hash than that of the cohort: the two are independent. Under a plan with
/// late slices, those who come late draw among the last slices, and everybody else among the first.
pub fn slice(plan: &Plan, subject: &str, late: Late) -> usize {
    let early = plan.slices - plan.late_slices.min(plan.slices);
    let (first, slices) = match (plan.late_slices, late) {
        (0, _) => (0, plan.slices),
        (late_slices, Late::Yes) => (early, late_slices),
        (_, Late::No | Late::Unsaid) => (0, early),
    };
    first + drawn(&[b"slice", subject.as_bytes()], slices)
}

/// Where training reads one record.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// The cohort of its person.
    pub cohort: usize,
    /// The slice of its person within the cohort.
    pub slice: usize,
    /// The steps at which it is read, counted from the first of the cohort, one a pass.
    pub steps: Vec<usize>,
}

/// Where training under this plan reads a record of a person. Nothing is looked up: the pseudonyms, the plan and what the
/// corpus says of the person decide.
pub fn place(plan: &Plan, subject: &str, record: &str, late: Late) -> Place {
    let (cohort, slice) = (cohort(plan, subject), slice(plan, subject, late));
    let first = |pass| slice * plan.steps_per_slice() + pass * plan.steps_per_pass;
    Place { cohort, slice, steps: (0..plan.passes).map(|pass| first(pass) + step(plan, pass, record)).collect() }
}

/// The step of a record within one pass over its slice. Each pass draws anew, so that a record meets other company.
pub(crate) fn step(plan: &Plan, pass: usize, record: &str) -> usize {
    drawn(&[b"step", &(pass as u64).to_be_bytes(), record.as_bytes()], plan.steps_per_pass)
}

/// A number below `bound` that the parts alone decide.
fn drawn(parts: &[&[u8]], bound: usize) -> usize {
    let digest = Digest::of_parts(parts.iter().copied());
    let number = digest.as_bytes().iter().take(8).fold(0u64, |number, byte| (number << 8) | u64::from(*byte));
    // The remainder is below a usize.
    (number % (bound.max(1) as u64)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        (0..300)
            .map(|at: usize| Row {
                record: format!("r{at}"),
                subject: format!("s{}", at % 40),
                text: Text::new(format!("text {at}")),
                late: if (at % 40).is_multiple_of(4) { Late::Yes } else { Late::No },
            })
            .collect()
    }

    #[test]
    fn all_records_of_a_person_lie_in_one_slice_of_one_cohort() {
        let plan = Plan::demo();
        let log = Log::new(&plan, rows()).expect("no record twice");
        for subject in (0..40).map(|at| format!("s{at}")) {
            let homes = log.places.iter().filter(|(_, rows)| rows.iter().any(|row| row.subject == subject));
            assert_eq!(
                homes.map(|(place, _)| *place).collect::<Vec<_>>(),
                [(cohort(&plan, &subject), slice(&plan, &subject, Late::Unsaid))]
            );
        }
    }

    #[test]
    fn leaving_a_person_out_changes_the_digest_of_one_slice_only() {
        let plan = Plan::demo();
        let before = Log::new(&plan, rows()).expect("no record twice");
        let after = Log::new(&plan, rows().into_iter().filter(|row| row.subject != "s7").collect()).expect("valid");
        let all = (0..plan.cohorts).flat_map(|cohort| (0..plan.slices).map(move |slice| (cohort, slice)));
        let changed: Vec<_> = all.filter(|(c, s)| before.held(*c, *s) != after.held(*c, *s)).collect();
        assert_eq!(changed, [(cohort(&plan, "s7"), slice(&plan, "s7", Late::Unsaid))]);
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter_and_a_record_may_not_come_twice() {
        let plan = Plan::demo();
        let mut reversed = rows();
        reversed.reverse();
        let (one, other) = (Log::new(&plan, rows()).expect("valid"), Log::new(&plan, reversed).expect("valid"));
        assert_eq!(one.places, other.places);
        let twice = rows().into_iter().chain(rows().into_iter().take(1)).collect();
        assert_eq!(Log::new(&plan, twice).map(|_| ()), Err(LogError::Twice { record: "r0".into() }));
    }

    #[test]
    fn the_rows_of_a_sealed_corpus_are_read_with_its_digest() {
        let folder = std::env::temp_dir().join(format!("grondslag-train-corpus-{}", std::process::id()));
        world::remove_dir(&folder).expect("removable");
        let law = law::Law::embedded().expect("the law");
        let case = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/05-law/baseline.json");
        let mut facts: serde_json::Value =
            serde_json::from_slice(&world::read(case).expect("the baseline is there")).expect("JSON");
        facts["op"] = "assemble".into();
        let facts = law::Facts::from_json(&facts.to_string()).expect("facts");
        let meta = corpus::Meta {
            name: "test".to_owned(),
            purpose: terms::Purpose::new("ai.train.generative"),
            profile: law.profile().to_owned(),
            rules_digest: law.digest(),
            tree_size: 0,
            tree_root: Digest::of("empty"),
            as_of: terms::parse_instant("2026-11-23T12:00:00Z").expect("a moment"),
            shards: 2,
            sources: Vec::new(),
            late_from: Some(terms::Date::from_ymd_opt(2026, 6, 1).expect("a day")),
        };
        let sealer = corpus::Sealer::begin(&folder, meta).expect("writable");
        let mut sealer = sealer.with_early([format!("{:032x}", 0)].into());
        let mut sealed: Vec<Row> = (0..3)
            .map(|at: usize| Row {
                record: format!("{at:032x}"),
                subject: format!("{:032x}", at % 2),
                text: Text::new("See you."),
                late: if at.is_multiple_of(2) { Late::No } else { Late::Yes },
            })
            .collect();
        for row in &sealed {
            let row = corpus::Row {
                record: row.record.clone(),
                subject: row.subject.clone(),
                kind: terms::Kind::Post,
                lang: None,
                text: row.text.clone(),
                basis: terms::LegalBasis::LegitimateInterests,
                transforms: Vec::new(),
                late: Late::Unsaid,
                pictures: Vec::new(),
            };
            let source = terms::RecordId::new(format!("forum-a:{}", row.record));
            sealer.push(&source, law.admit(&facts, row).expect("lawful")).expect("takes it");
        }
        let manifest = sealer.finish().expect("sealable");
        let mut input = Input::of(&corpus::Corpus::open(&folder).expect("whole")).expect("readable");
        input.rows.sort_by(|a, b| a.record.cmp(&b.record));
        sealed.sort_by(|a, b| a.record.cmp(&b.record));
        assert_eq!((input.corpus, input.rows), (manifest.corpus_digest, sealed));
        world::remove_dir(&folder).expect("removable");
    }

    #[test]
    fn the_place_of_a_record_is_where_the_log_holds_it() {
        for plan in [Plan::demo(), Plan { late_slices: 1, ..Plan::demo() }] {
            let log = Log::new(&plan, rows()).expect("valid");
            for row in rows() {
                let place = place(&plan, &row.subject, &row.record, row.late);
                assert!(log.slice(place.cohort, place.slice).contains(&row));
                assert_eq!(place.steps.len(), plan.passes);
                let slice = place.slice * plan.steps_per_slice()..(place.slice + 1) * plan.steps_per_slice();
                assert!(place.steps.iter().all(|step| slice.contains(step)), "{place:?}");
            }
        }
    }

    #[test]
    fn who_comes_late_lies_in_a_late_slice_of_the_same_cohort_and_everybody_else_in_an_early_one() {
        let plan = Plan { cohorts: 2, slices: 5, ..Plan::demo() };
        let (mut met, mut moved) = (BTreeSet::new(), 0);
        for late_slices in 1..5 {
            let plan = Plan { late_slices, ..plan.clone() };
            let log = Log::new(&plan, rows()).expect("valid");
            for (place, row) in log.places.iter().flat_map(|(place, rows)| rows.iter().map(move |row| (*place, row))) {
                assert_eq!(place.1 >= 5 - late_slices, row.late == Late::Yes, "{place:?} of {late_slices}");
                assert_eq!(place.0, cohort(&plan, &row.subject), "late or not, the cohort is the same");
                met.insert((late_slices, place));
                moved +=
                    usize::from(place.1 != slice(&Plan { late_slices: 0, ..plan.clone() }, &row.subject, row.late));
            }
        }
        assert!(met.len() > 36, "hardly a slice of 40 is nobody's: {}", met.len());
        assert!(moved > 100, "else the bit is read by nobody: {moved}");
    }

    #[test]
    fn a_plan_without_late_slices_places_everybody_as_if_nothing_were_said() {
        for subject in (0..40).map(|at| format!("s{at}")) {
            let at = |late| slice(&Plan::demo(), &subject, late);
            assert!(at(Late::Yes) == at(Late::Unsaid) && at(Late::No) == at(Late::Unsaid));
        }
        let unsaid = rows().into_iter().map(|row| Row { late: Late::Unsaid, ..row }).collect();
        let (said, unsaid) = (Log::new(&Plan::demo(), rows()), Log::new(&Plan::demo(), unsaid));
        let held = |log: &Log| (0..4).flat_map(|c| (0..4).map(move |s| (c, s))).map(|(c, s)| log.held(c, s)).collect();
        let (said, unsaid): (Vec<_>, Vec<_>) = (held(&said.expect("valid")), held(&unsaid.expect("valid")));
        assert_eq!(said, unsaid, "and no state of before is another one");
    }

    #[test]
    fn late_slices_want_rows_that_say_of_each_person_in_one_voice_who_comes_late() {
        let plan = Plan { late_slices: 1, ..Plan::demo() };
        let with = |at: usize, late| {
            let mut rows = rows();
            rows[at].late = late;
            Log::new(&plan, rows).map(|_| ())
        };
        assert_eq!(with(0, Late::Yes), Ok(()));
        assert_eq!(with(7, Late::Unsaid), Err(LogError::LateUnsaid { late_slices: 1 }));
        assert_eq!(with(0, Late::No), Err(LogError::LateUnclear { subject: "s0".into() }));
        assert_eq!(with(7, Late::Yes), Err(LogError::LateUnclear { subject: "s7".into() }));
        let said = LogError::LateUnsaid { late_slices: 1 }.to_string();
        assert!(said.contains("set `corpus.late_from` and seal it again"), "{said}");
    }

    #[test]
    fn a_row_does_not_show_its_text() {
        assert!(format!("{:?}", rows().first().expect("one")).contains("Text(6 bytes)"));
    }
}
