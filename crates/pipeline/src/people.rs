//! Accounts and what their holders have said, in memory: small beside the posts, and asked for each of them. In:
//! `accounts.parquet`, `standing.parquet`. Out: the holder of an account, what they said, and whom a handle means. Never: an
//! account without its holder's standing, or one of two that bear the same id.

use crate::engine::{Batch, Table, date_at, text_at, truth_at};
use crate::gather::{Holder, Names, Person};
use crate::rests::Cells;
use crate::standing::Said;
use crate::{PipelineError, Work, tables};
use ::inspect::Reference;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray};
use datafusion::arrow::compute::concat;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use terms::{AccountStatus, AgeAssurance, Country, Date, Digest};

/// All accounts, by their place in the table.
pub(crate) struct People {
    accounts: Ids,
    subjects: StringArray,
    services: StringArray,
    handles: StringArray,
    holders: Vec<Packed>,
    countries: Vec<Country>,
    languages: Vec<String>,
    said: Vec<Said>,
    /// Whether each of them is to be kept out of what others wrote, by the place of what they said.
    objects: Vec<bool>,
    /// Accounts by service and handle.
    by_handle: Vec<u32>,
    nothing: Said,
    /// Of each account, with what its holder said, once that is known.
    digests: Vec<Digest>,
}

/// What an account says of its holder, in few bytes.
#[derive(Clone, Copy)]
struct Packed {
    birth_date: Option<Date>,
    age_assurance: Option<AgeAssurance>,
    status: Option<AccountStatus>,
    deceased: bool,
    country: Option<u16>,
    languages: u16,
    said: Option<u32>,
}

impl People {
    /// The accounts with what their holders have said.
    pub(crate) fn of(work: &Work) -> Result<Self, PipelineError> {
        let mut made = Vec::new();
        let mut people = Self::read(work, &mut |batch| {
            made.extend(digests(batch)?);
            Ok(())
        })?;
        let (mut subjects, standing) = (Vec::new(), Table::open(&work.standing(), &[])?);
        let mut said = Vec::new();
        for batch in standing.batches(STANDING_COLUMNS)? {
            let batch = batch?;
            let columns = Batch(&batch);
            people.said.extend(Said::of_batch(&columns)?);
            said.extend(digests(&batch)?);
            let objects = columns.truth("objects_as_third_party")?;
            people.objects.extend((0..batch.num_rows()).map(|row| truth_at(objects, row).unwrap_or(false)));
            subjects.push(ArrayRef::clone(batch.column_by_name("subject_id").ok_or(wrong("subject_id"))?));
        }
        let subjects = Ids::of(texts(&subjects)?, "subject_id")?;
        for (row, holder) in people.holders.iter_mut().enumerate() {
            holder.said = text_at(&people.subjects, row).and_then(|subject| subjects.find(subject));
        }
        let whole = |(own, holder): (Digest, &Packed)| {
            let said = holder.said.and_then(|place| said.get(place as usize));
            Digest::of_parts([Some(&own), said].into_iter().flatten().map(|one| one.as_bytes().as_slice()))
        };
        people.digests = made.into_iter().zip(&people.holders).map(whole).collect();
        Ok(people)
    }

    /// The accounts alone, as if nobody had said anything.
    pub(crate) fn of_accounts(work: &Work) -> Result<Self, PipelineError> {
        Self::read(work, &mut |_| Ok(()))
    }

    fn read(
        work: &Work,
        each: &mut dyn FnMut(&RecordBatch) -> Result<(), PipelineError>,
    ) -> Result<Self, PipelineError> {
        let (mut ids, mut holders) = (<[Vec<ArrayRef>; 4]>::default(), Vec::new());
        let (mut countries, mut languages) = (Named::default(), Named::default());
        for batch in Table::open(&work.accounts(), &[])?.batches(ACCOUNT_COLUMNS)? {
            let batch = batch?;
            for (name, column) in ID_COLUMNS.iter().zip(&mut ids) {
                column.push(ArrayRef::clone(batch.column_by_name(name).ok_or(wrong(name))?));
            }
            pack(&batch, &mut countries, &mut languages, &mut holders)?;
            each(&batch)?;
        }
        let [accounts, subjects, services, handles] = ids;
        let (services, handles) = (texts(&services)?, texts(&handles)?);
        let countries = countries.names.iter().map(|code| Country::new(code).map_err(|_| wrong("residence")));
        Ok(Self {
            accounts: Ids::of(texts(&accounts)?, "account_id")?,
            subjects: texts(&subjects)?,
            by_handle: by_handle(&services, &handles),
            services,
            handles,
            holders,
            countries: countries.collect::<Result<_, _>>()?,
            languages: languages.names,
            said: Vec::new(),
            objects: Vec::new(),
            nothing: Said::default(),
            digests: Vec::new(),
        })
    }

    /// The place of the account with this id.
    pub(crate) fn find(&self, account: &str) -> Option<u32> {
        self.accounts.find(account)
    }

    /// The places of these accounts. All are hashed first, so that their look-ups do not wait for each other.
    pub(crate) fn find_all(&self, accounts: &StringArray) -> Vec<Option<u32>> {
        self.accounts.find_all(accounts)
    }

    /// Who holds this account; somebody of whom nothing is known where there is none.
    pub(crate) fn holder(&self, account: Option<u32>) -> Holder<'_> {
        let Some((place, packed)) = account.zip(self.packed(account)) else { return Holder::default() };
        Holder {
            names: Names::Of(self, place),
            birth_date: packed.birth_date,
            age_assurance: packed.age_assurance,
            residence: packed.country.and_then(|country| self.countries.get(usize::from(country))),
            languages: self.languages.get(usize::from(packed.languages)).map_or("", String::as_str),
            status: packed.status,
            deceased: packed.deceased,
        }
    }

    /// Whose the account in this place is.
    pub(crate) fn subject_of(&self, place: u32) -> Option<&str> {
        text_at(&self.subjects, place as usize)
    }

    /// What the account in this place goes by.
    pub(crate) fn goes_by(&self, place: u32) -> Option<&str> {
        text_at(&self.handles, place as usize)
    }

    /// What the holder of this account has said.
    pub(crate) fn said(&self, account: Option<u32>) -> &Said {
        let said = self.packed(account).and_then(|packed| packed.said);
        said.and_then(|said| self.said.get(said as usize)).unwrap_or(&self.nothing)
    }

    /// Whether the holder of this account is to be kept out of what others wrote.
    pub(crate) fn objects(&self, account: Option<u32>) -> bool {
        self.packed(account).is_some_and(|packed| self.is_kept_out(packed))
    }

    fn is_kept_out(&self, packed: &Packed) -> bool {
        packed.said.and_then(|said| self.objects.get(said as usize)).copied().unwrap_or(false)
    }

    fn packed(&self, account: Option<u32>) -> Option<&Packed> {
        self.holders.get(account? as usize)
    }

    /// The places of those whom a slice of a record of this service means: an account by its id, or every account of the service
    /// that goes by the handle.
    pub(crate) fn places(&self, reference: &Reference, service: &str) -> Vec<u32> {
        match reference {
            Reference::Account(account) => self.find(account.as_str()).into_iter().collect(),
            Reference::Handle(handle) => {
                let key = |row: &u32| self.handle_of(*row);
                let wanted = Some((service, handle.expose()));
                let from = self.by_handle.partition_point(|row| key(row) < wanted);
                self.by_handle.iter().skip(from).take_while(|row| key(row) == wanted).copied().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Everything that is known of this account and what its holder said, in one digest.
    pub(crate) fn digest(&self, account: Option<u32>) -> Option<&Digest> {
        self.digests.get(account? as usize)
    }

    /// All accounts with the digest of each, to be compared with those of another run.
    pub(crate) fn digested(&self) -> Result<RecordBatch, PipelineError> {
        let texts = |texts: &StringArray| -> ArrayRef { Arc::new(texts.clone()) };
        tables::batch(vec![
            ("account_id", texts(&self.accounts.ids)),
            ("service", texts(&self.services)),
            ("handle", texts(&self.handles)),
            tables::digests("digest", self.digests.iter().map(Some))?,
        ])
    }

    /// The accounts that are others than in this table of an earlier run, or are new or gone, and the handles that they go or
    /// went by.
    pub(crate) fn changed_since(&self, earlier: &Table) -> Result<Changed, PipelineError> {
        let (mut changed, mut seen) = (Changed::default(), vec![false; self.digests.len()]);
        for batch in earlier.all()? {
            let batch = batch?;
            let columns = Batch(&batch);
            let (ids, digests) = (columns.text("account_id")?, columns.digests("digest")?);
            let (services, handles) = (columns.text("service")?, columns.text("handle")?);
            for row in 0..batch.num_rows() {
                let place = text_at(ids, row).and_then(|id| self.find(id));
                let known = self.digest(place).filter(|digest| digest.as_bytes().as_slice() == digests.value(row));
                if let Some(seen) = place.and_then(|place| seen.get_mut(place as usize)) {
                    *seen = known.is_some();
                }
                if known.is_none() {
                    changed.add([text_at(ids, row), text_at(services, row), text_at(handles, row)]);
                }
            }
        }
        for (row, _) in seen.iter().enumerate().filter(|(_, seen)| !**seen) {
            changed.add([&self.accounts.ids, &self.services, &self.handles].map(|column| text_at(column, row)));
        }
        Ok(changed)
    }

    fn handle_of(&self, row: u32) -> Option<(&str, &str)> {
        text_at(&self.services, row as usize).zip(text_at(&self.handles, row as usize))
    }

    /// Who holds the account in this place.
    pub(crate) fn person(&self, row: u32) -> Result<Person<'_>, PipelineError> {
        let subject_id = text_at(&self.subjects, row as usize).ok_or(wrong("subject_id"))?;
        let packed = self.holders.get(row as usize).ok_or(wrong("subject_id"))?;
        Ok(Person {
            subject_id: Cow::Borrowed(subject_id),
            objected: self.is_kept_out(packed),
            birth_date: packed.birth_date,
            age_assurance: packed.age_assurance,
        })
    }
}

/// Accounts of which something is another, by their ids and handles.
#[derive(Default)]
pub(crate) struct Changed {
    pub(crate) accounts: HashSet<String>,
    /// With the service where the handle is theirs.
    pub(crate) handles: HashSet<(String, String)>,
}

impl Changed {
    fn add(&mut self, [account, service, handle]: [Option<&str>; 3]) {
        self.accounts.extend(account.map(str::to_owned));
        self.handles.extend(service.zip(handle).map(|(service, handle)| (service.to_owned(), handle.to_owned())));
    }
}

/// Of every row of these columns, all cells.
fn digests(batch: &RecordBatch) -> Result<Vec<Digest>, PipelineError> {
    let mut digests = Vec::with_capacity(batch.num_rows());
    Cells::each_row(batch, |bytes| digests.push(Digest::of(bytes)))?;
    Ok(digests)
}

fn wrong(name: &'static str) -> PipelineError {
    PipelineError::Column { name }
}

fn texts(parts: &[ArrayRef]) -> Result<StringArray, PipelineError> {
    if parts.is_empty() {
        return Ok(StringArray::from(Vec::<&str>::new()));
    }
    let parts: Vec<&dyn Array> = parts.iter().map(AsRef::as_ref).collect();
    let whole = concat(&parts)?;
    Ok(whole.as_string_opt::<i32>().ok_or(wrong("a column of texts"))?.clone())
}

fn pack(
    batch: &RecordBatch,
    countries: &mut Named,
    languages: &mut Named,
    holders: &mut Vec<Packed>,
) -> Result<(), PipelineError> {
    let columns = Batch(batch);
    let (births, assurances) = (columns.date("birth_date")?, columns.text("age_assurance")?);
    let (residences, spoken) = (columns.text("residence")?, columns.text("languages")?);
    let (statuses, deceased) = (columns.text("status")?, columns.truth("deceased")?);
    for row in 0..batch.num_rows() {
        // What is no country is not known, as where the cell is empty.
        let country = text_at(residences, row).filter(|code| Country::new(code).is_ok());
        holders.push(Packed {
            birth_date: date_at(births, row),
            age_assurance: text_at(assurances, row).and_then(AgeAssurance::parse),
            status: text_at(statuses, row).and_then(AccountStatus::parse),
            deceased: truth_at(deceased, row).unwrap_or(false),
            country: country.map(|code| countries.number(code, "residence")).transpose()?,
            languages: languages.number(text_at(spoken, row).unwrap_or_default(), "languages")?,
            said: None,
        });
    }
    Ok(())
}

fn by_handle(services: &StringArray, handles: &StringArray) -> Vec<u32> {
    let key = |row: &u32| text_at(services, *row as usize).zip(text_at(handles, *row as usize));
    let rows = u32::try_from(handles.len()).unwrap_or(u32::MAX);
    let mut by_handle: Vec<u32> = (0..rows).filter(|row| key(row).is_some()).collect();
    by_handle.sort_by(|a, b| key(a).cmp(&key(b)));
    by_handle
}

/// Few distinct texts, numbered as they come.
#[derive(Default)]
struct Named {
    names: Vec<String>,
    numbers: HashMap<String, u16>,
}

impl Named {
    fn number(&mut self, name: &str, column: &'static str) -> Result<u16, PipelineError> {
        if let Some(number) = self.numbers.get(name) {
            return Ok(*number);
        }
        let number = u16::try_from(self.names.len()).map_err(|_| wrong(column))?;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        Ok(number)
    }
}

/// A column of ids that can be asked for a row.
struct Ids {
    ids: StringArray,
    /// Somebody chooses the name of their own account, so the hash has a key that nobody knows.
    keys: RandomState,
    /// Rows by the hash of their id, which stands in the column alone.
    rows: HashTable<u32>,
}

impl Ids {
    /// The ids by row; a null is no id. An id that stands twice would double the records of a join.
    fn of(ids: StringArray, column: &'static str) -> Result<Self, PipelineError> {
        let (keys, mut rows) = (RandomState::new(), HashTable::with_capacity(ids.len()));
        let id_of = |row: &u32| text_at(&ids, *row as usize);
        for row in 0..u32::try_from(ids.len()).map_err(|_| wrong(column))? {
            let Some(id) = id_of(&row) else { continue };
            match rows.entry(
                keys.hash_one(id),
                |known| id_of(known) == Some(id),
                |known| keys.hash_one(id_of(known).unwrap_or_default()),
            ) {
                Entry::Vacant(free) => drop(free.insert(row)),
                Entry::Occupied(_) => return Err(wrong(column)),
            }
        }
        Ok(Self { ids, keys, rows })
    }

    fn find(&self, id: &str) -> Option<u32> {
        self.row(id, self.keys.hash_one(id))
    }

    fn find_all(&self, ids: &StringArray) -> Vec<Option<u32>> {
        let hash = |row| self.keys.hash_one(text_at(ids, row).unwrap_or_default());
        let hashes: Vec<u64> = (0..ids.len()).map(hash).collect();
        let rows = hashes.into_iter().enumerate();
        rows.map(|(row, hash)| text_at(ids, row).and_then(|id| self.row(id, hash))).collect()
    }

    fn row(&self, id: &str, hash: u64) -> Option<u32> {
        self.rows.find(hash, |row| text_at(&self.ids, *row as usize) == Some(id)).copied()
    }
}

const ID_COLUMNS: [&str; 4] = ["account_id", "subject_id", "service", "handle"];
/// What the facts ask of an account; the handle is for the inspection of a changed text.
const ACCOUNT_COLUMNS: &[&str] = &[
    "account_id",
    "subject_id",
    "service",
    "handle",
    "birth_date",
    "age_assurance",
    "residence",
    "languages",
    "status",
    "deceased",
];
/// What the facts ask of a standing.
const STANDING_COLUMNS: &[&str] = &[
    "subject_id",
    "consent",
    "prior_consent_refused",
    "objections",
    "objects_as_third_party",
    "restriction",
    "accuracy_contested",
    "erasure",
    "notice_delivered_on",
    "notice_language",
    "notice_objection_right_separate",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_found_in_its_row_and_no_other() {
        let ids: Vec<Option<String>> = (0..5000).map(|n| (n % 7 != 3).then(|| format!("id-{n}"))).collect();
        let names = Ids::of(ids.iter().map(Option::as_deref).collect(), "account_id").expect("none twice");
        for (row, id) in ids.iter().enumerate() {
            assert_eq!(names.find(id.as_deref().unwrap_or("none")), id.as_ref().map(|_| row as u32));
        }
        assert_eq!(names.find("id-5000"), None);
        let asked = StringArray::from(vec![Some("id-4999"), None, Some("other"), Some("id-0")]);
        assert_eq!(names.find_all(&asked), [Some(4999), None, None, Some(0)]);
        assert!(Ids::of(StringArray::from(vec!["a", "b", "a"]), "account_id").is_err());
    }
}
