//! What many people say: how many different people wrote each run of tokens (an n-gram). In: people's texts as tokens,
//! cohort by cohort. Out: the runs that at least `people_min` people wrote, with their number, and what they make of a
//! model's next token. Never: a run that fewer people wrote, one person counted twice, or a pseudonym.
//!
//! A table is a sum over people, so forgetting one is exact: their cohort is counted again, and the others' people stand.
//! Discounting is that of
//! Kneser and Ney (ICASSP 1995) and of Chen and Goodman (1999), with different people in the place of occurrences; what is
//! left over goes to the weights, as in Liu et al. (infini-gram, 2024), and not to a shorter run alone.

use crate::Plan;
use crate::log::{Mark, Row};
use crate::manifest::{self, ReadError};
use crate::plan::NgramPlan;
use crate::store;
use crate::tokens::{TokenizerError, Tokens};
use kernels::math::{exp, ln};
use rayon::prelude::*;
use safetensors::{Dtype, SafeTensorError, SafeTensors};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The file of the served table.
pub(crate) const NGRAMS: &str = "ngrams.safetensors";

/// The longest run that can be counted.
pub(crate) const LENGTH_MAX: usize = 6;
/// Bits of a token: six tokens fit into a key, and keys stand in the order of their runs.
const BITS: u32 = 20;

/// A run of tokens of one length.
type Key = u128;

/// All texts of one person, each between its two marks.
type Person = Vec<Vec<u32>>;

/// Runs of one length that enough people wrote, sorted, each once, and how many people wrote each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Runs {
    keys: Vec<Key>,
    people: Vec<u32>,
}

/// The runs of all lengths from one token on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ngrams {
    orders: Vec<Runs>,
}

/// How many people of one cohort wrote one run of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Share {
    run: u32,
    cohort: u32,
    people: u32,
}

/// From which cohorts the people of a table are, length by length, sorted by run and cohort; and which rows were counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shares {
    orders: Vec<Vec<Share>>,
    rows: Vec<Mark>,
}

/// A run, a cohort, and how many people of it wrote the run.
type Said = (Key, u32, u32);

/// The texts of all people of one cohort, person by person.
pub(crate) fn people<'r>(tokens: &Tokens, rows: impl Iterator<Item = &'r Row>) -> Result<Vec<Person>, TokenizerError> {
    let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows {
        texts.entry(row.subject.as_str()).or_default().push(row.text.expose());
    }
    let texts: Vec<Vec<&str>> = texts.into_values().collect();
    let person = |texts: &Vec<&str>| texts.iter().map(|text| tokens.whole(text)).collect();
    texts.par_iter().map(person).collect()
}

impl Ngrams {
    /// Counts people, cohort by cohort. Of a longer run only those are looked at whose beginning was kept, because nobody
    /// writes a run without its beginning.
    pub(crate) fn count(plan: &NgramPlan, cohorts: &[Vec<Person>]) -> (Self, Shares) {
        let (mut table, mut shares) = (Self::default(), Shares::default());
        for length in plan.lengths() {
            let shorter = table.orders.last();
            let begun = |key: &Key| shorter.is_none_or(|shorter| shorter.holds(key >> BITS));
            let all = cohorts.par_iter().enumerate().flat_map_iter(|(at, people)| said(at, people, length, begun));
            let (runs, from) = enough(plan, all.collect());
            table.orders.push(runs);
            shares.orders.push(from);
        }
        (table, shares)
    }

    /// What [`Self::count`] gives once these cohorts hold these people and the others are as they were, where nobody wrote
    /// anything that was not counted before: a run that too few people wrote then, too few write now.
    pub(crate) fn count_less(
        &self,
        plan: &NgramPlan,
        shares: &Shares,
        changed: &BTreeMap<usize, Vec<Person>>,
    ) -> (Self, Shares) {
        let (mut table, mut fewer) = (Self::default(), Shares::default());
        for ((length, runs), shares) in plan.lengths().zip(&self.orders).zip(&shares.orders) {
            let others = shares.iter().filter(|share| !changed.contains_key(&(share.cohort as usize)));
            let others =
                others.filter_map(|share| Some((*runs.keys.get(share.run as usize)?, share.cohort, share.people)));
            let counted = |key: &Key| runs.holds(*key);
            let again = changed.par_iter().flat_map_iter(|(at, people)| said(*at, people, length, counted));
            let (runs, from) = enough(plan, others.chain(again.collect::<Vec<Said>>()).collect());
            table.orders.push(runs);
            fewer.orders.push(from);
        }
        (table, fewer)
    }

    /// How many runs of each length there are.
    pub(crate) fn runs(&self) -> Vec<usize> {
        self.orders.iter().map(|runs| runs.keys.len()).collect()
    }

    /// The table of the other cohorts: what counting without these would have given, because a run that enough people of the
    /// others wrote was written by enough people of all.
    pub(crate) fn without(&self, plan: &NgramPlan, shares: &Shares, out: &BTreeSet<usize>) -> Self {
        let orders = self.orders.iter().zip(&shares.orders).map(|(runs, shares)| {
            let mut people = runs.people.clone();
            for share in shares.iter().filter(|share| out.contains(&(share.cohort as usize))) {
                if let Some(people) = people.get_mut(share.run as usize) {
                    *people = people.saturating_sub(share.people);
                }
            }
            let kept = runs.keys.iter().zip(people).filter(|(_, people)| *people >= plan.people_min);
            let (keys, people) = kept.map(|(key, people)| (*key, people)).unzip();
            Runs { keys, people }
        });
        Self { orders: orders.collect() }
    }

    /// Weighs what the weights say of the next token with what people wrote after the tokens before it. From runs of two
    /// tokens to the longest: what is kept of the count, and the rest as before.
    pub(crate) fn weigh(&self, plan: &NgramPlan, before: &[u32], logits: &mut [f32]) {
        let mut scale = 1.0_f64;
        // The tokens of which people said something; all others keep their places to each other.
        let mut touched: BTreeMap<u32, f64> = BTreeMap::new();
        let most = logits.iter().copied().fold(f32::MIN, f32::max);
        let total: f64 = logits.iter().map(|logit| f64::from(exp(logit - most))).sum();
        let chance = |token: u32| logits.get(token as usize).map(|logit| f64::from(exp(logit - most)) / total);
        let lengths = self.orders.iter().zip(self.orders.iter().skip(1)).enumerate();
        for (length, (shorter, runs)) in lengths.take(before.len()).map(|(place, orders)| (place + 1, orders)) {
            let history = before.get(before.len() - length..).unwrap_or_default();
            let after: Vec<(u32, u32)> = runs.after(history).collect();
            if after.is_empty() {
                break;
            }
            let said: f64 = after.iter().map(|(_, people)| f64::from(*people)).sum();
            let whole = said.max(plan.continuations * f64::from(shorter.people(history)));
            let left = (whole - said + plan.discount * after.len() as f64) / whole;
            touched.values_mut().for_each(|chance| *chance *= left);
            scale *= left;
            for (token, people) in after {
                let Some(own) = chance(token) else { continue };
                *touched.entry(token).or_insert(scale * own) += (f64::from(people) - plan.discount) / whole;
            }
        }
        if touched.is_empty() {
            return;
        }
        let shift = (ln(scale) - ln(total)) as f32 - most;
        logits.iter_mut().for_each(|logit| *logit += shift);
        for (token, chance) in touched {
            if let Some(logit) = logits.get_mut(token as usize) {
                *logit = ln(chance) as f32;
            }
        }
    }
}

impl Runs {
    fn holds(&self, key: Key) -> bool {
        self.keys.binary_search(&key).is_ok()
    }

    /// How many people wrote this run; 0 where it was not kept.
    fn people(&self, run: &[u32]) -> u32 {
        let place = self.keys.binary_search(&key(run)).ok();
        place.and_then(|place| self.people.get(place)).copied().unwrap_or(0)
    }

    /// What was written after these tokens, and by how many people.
    fn after(&self, history: &[u32]) -> impl Iterator<Item = (u32, u32)> {
        let beginning = key(history);
        let from = self.keys.partition_point(|key| key >> BITS < beginning);
        let to = self.keys.partition_point(|key| key >> BITS <= beginning);
        let (keys, people) = (self.keys.get(from..to), self.people.get(from..to));
        keys.into_iter().flatten().zip(people.into_iter().flatten()).map(|(key, people)| (last(*key), *people))
    }
}

/// The runs of one length that the people of a cohort wrote and that are looked at, and how many of them wrote each.
fn said(cohort: usize, people: &[Person], length: usize, looked_at: impl Fn(&Key) -> bool) -> Vec<Said> {
    let mut keys: Vec<Key> = Vec::new();
    for person in people {
        let mut own: Vec<Key> =
            person.iter().flat_map(|text| text.windows(length)).map(key).filter(&looked_at).collect();
        own.sort_unstable();
        own.dedup();
        keys.extend(own);
    }
    keys.sort_unstable();
    let same = keys.chunk_by(|a, b| a == b);
    same.filter_map(|same| Some((*same.first()?, number(cohort), number(same.len())))).collect()
}

/// The runs that enough people wrote, and from which cohorts these are.
fn enough(plan: &NgramPlan, mut all: Vec<Said>) -> (Runs, Vec<Share>) {
    all.par_sort_unstable();
    let (mut runs, mut from) = (Runs::default(), Vec::new());
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        let people = same.iter().map(|(_, _, people)| people).sum();
        if people < plan.people_min {
            continue;
        }
        let run = number(runs.keys.len());
        from.extend(same.iter().map(|(_, cohort, people)| Share { run, cohort: *cohort, people: *people }));
        runs.keys.extend(same.first().map(|(key, ..)| *key));
        runs.people.push(people);
    }
    (runs, from)
}

/// A count of people or runs, of which no table holds more than fit.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn key(run: &[u32]) -> Key {
    run.iter().fold(0, |key, token| key << BITS | Key::from(*token))
}

/// The last token of a run.
fn last(key: Key) -> u32 {
    // A token has fewer bits than fit.
    (key & ((1 << BITS) - 1)) as u32
}

fn run(key: Key, length: usize) -> impl Iterator<Item = u32> {
    (0..length).rev().map(move |place| last(key >> (BITS as usize * place)))
}

/// What stands in the head of either file.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    version: u64,
    ngrams: NgramPlan,
}

/// One tensor of a file: its name, its columns, and its numbers row by row.
type Columns = (String, usize, Vec<u32>);

/// The bytes of a file with these tensors.
fn laid_out(format: &'static str, plan: &NgramPlan, tensors: Vec<Columns>) -> Result<Vec<u8>, SafeTensorError> {
    let head = Head { format: format.into(), version: manifest::version(), ngrams: *plan };
    let bytes = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let laid: Vec<_> = tensors.iter().map(|(name, columns, numbers)| (name, *columns, bytes(numbers))).collect();
    let views = laid.iter().map(|(name, columns, bytes)| {
        (name.as_str(), Dtype::U32, vec![bytes.len() / 4 / columns, *columns], bytes.as_slice())
    });
    store::headed(&head, views)
}

/// A file that is read back: of this format, of this plan, and with no other tensors than were asked for.
struct Read<'b> {
    path: &'b Path,
    format: &'static str,
    tensors: SafeTensors<'b>,
}

impl<'b> Read<'b> {
    fn open(path: &'b Path, bytes: &'b [u8], format: &'static str, plan: &NgramPlan) -> Result<Self, ReadError> {
        let (head, tensors): (Head, _) = store::read_headed(path, bytes, format)?;
        if head.ngrams != *plan {
            return Err(store::malformed(path, format, "it was counted by another plan"));
        }
        Ok(Self { path, format, tensors })
    }

    fn bad(&self, cause: &str) -> ReadError {
        store::malformed(self.path, self.format, cause)
    }

    fn holds(&self, tensors: usize) -> Result<(), ReadError> {
        if self.tensors.len() == tensors { Ok(()) } else { Err(self.bad("it holds other tables than its plan")) }
    }

    /// The numbers of a tensor with so many columns.
    fn columns(&self, name: &str, columns: usize) -> Result<Vec<u32>, ReadError> {
        let tensor = self.tensors.tensor(name).map_err(|cause| self.bad(&cause.to_string()))?;
        match (tensor.dtype(), tensor.shape()) {
            (Dtype::U32, [_, found]) if *found == columns => {
                Ok(tensor.data().as_chunks().0.iter().map(|four| u32::from_le_bytes(*four)).collect())
            }
            _ => Err(self.bad("a table has another shape")),
        }
    }
}

impl Ngrams {
    const FORMAT: &'static str = "grondslag-ngrams";

    /// The bytes of the served table.
    pub(crate) fn bytes(&self, plan: &NgramPlan) -> Result<Vec<u8>, SafeTensorError> {
        let tensors = (1..).zip(&self.orders).flat_map(|(length, runs)| {
            let tokens = runs.keys.iter().flat_map(|key| run(*key, length)).collect();
            [(format!("tokens-{length}"), length, tokens), (format!("people-{length}"), 1, runs.people.clone())]
        });
        laid_out(Self::FORMAT, plan, tensors.collect())
    }

    /// Reads a table back, if it is one that counting by this plan could have made.
    pub(crate) fn read(path: &Path, bytes: &[u8], plan: &NgramPlan, vocabulary: usize) -> Result<Self, ReadError> {
        let file = Read::open(path, bytes, Self::FORMAT, plan)?;
        file.holds(2 * plan.lengths().count())?;
        let mut orders: Vec<Runs> = Vec::new();
        for length in plan.lengths() {
            let tokens = file.columns(&format!("tokens-{length}"), length)?;
            let people = file.columns(&format!("people-{length}"), 1)?;
            if tokens.iter().any(|token| *token as usize >= vocabulary) {
                return Err(file.bad("it names a token that there is not"));
            }
            let keys: Vec<Key> = tokens.chunks_exact(length).map(key).collect();
            if !keys.is_sorted_by(|a, b| a < b) || keys.len() != people.len() {
                return Err(file.bad("its runs are not in order"));
            }
            if people.iter().any(|people| *people < plan.people_min) {
                return Err(file.bad("it holds a run that too few people wrote"));
            }
            orders.push(Runs { keys, people });
        }
        Ok(Self { orders })
    }
}

impl Shares {
    const FORMAT: &'static str = "grondslag-ngram-shares";
    const ROWS: &'static str = "rows";

    /// The same shares, over these rows.
    pub(crate) fn over(self, rows: Vec<Mark>) -> Self {
        Self { rows, ..self }
    }

    /// Whether nothing was counted but these rows and some that are gone: whether what is left can be counted from here.
    pub(crate) fn only_lost(&self, rows: &[Mark]) -> bool {
        rows.iter().all(|row| self.rows.binary_search(row).is_ok())
    }

    /// The bytes of the file from which cohorts are taken out.
    pub(crate) fn bytes(&self, plan: &NgramPlan) -> Result<Vec<u8>, SafeTensorError> {
        let tensors = (1..).zip(&self.orders).map(|(length, shares)| {
            let numbers = shares.iter().flat_map(|share| [share.run, share.cohort, share.people]).collect();
            (format!("shares-{length}"), 3, numbers)
        });
        let rows = (Self::ROWS.to_owned(), Mark::NUMBERS, self.rows.iter().flat_map(Mark::numbers).collect());
        laid_out(Self::FORMAT, plan, tensors.chain([rows]).collect())
    }

    /// Reads the shares of a table back, if they add up to it.
    pub(crate) fn read(
        path: &Path,
        bytes: &[u8],
        plan: &Plan,
        ngrams: &NgramPlan,
        table: &Ngrams,
    ) -> Result<Self, ReadError> {
        let file = Read::open(path, bytes, Self::FORMAT, ngrams)?;
        file.holds(ngrams.lengths().count() + 1)?;
        let rows: Vec<Mark> =
            file.columns(Self::ROWS, Mark::NUMBERS)?.as_chunks().0.iter().map(Mark::of_numbers).collect();
        if !rows.is_sorted_by(|a, b| a < b) {
            return Err(file.bad("its rows are not in order"));
        }
        let mut orders = Vec::new();
        for (length, runs) in ngrams.lengths().zip(&table.orders) {
            let numbers = file.columns(&format!("shares-{length}"), 3)?;
            let (mut shares, mut people) = (Vec::new(), vec![0_u32; runs.keys.len()]);
            for row in numbers.as_chunks().0 {
                let [run, cohort, some] = *row;
                let Some(people) = people.get_mut(run as usize) else {
                    return Err(file.bad("it names a run that the table has not"));
                };
                *people = people.saturating_add(some);
                shares.push(Share { run, cohort, people: some });
            }
            if people != runs.people || shares.iter().any(|share| share.cohort as usize >= plan.cohorts) {
                return Err(file.bad("its people are not those of the table"));
            }
            orders.push(shares);
        }
        Ok(Self { orders, rows })
    }
}

#[cfg(test)]
mod tests;
