//! Accounts and what their holders have said, in memory: small beside the posts, and asked for each of them. In:
//! `accounts.parquet`, `standing.parquet`. Out: the holder of an account, what they said, and whom a handle means. Never: an
//! account without its holder's standing, or one of two that bear the same id.

mod few;

pub(crate) use few::{Roll, Voices};

use crate::engine::{Batch, Table, date_at, text_at, truth_at};
use crate::gather::{Holder, Names, Person};
use crate::rests::Cells;
use crate::standing::Said;
use crate::{PipelineError, Work, tables};
use ::inspect::Reference;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray};
use datafusion::arrow::compute::concat;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReader;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, OnceLock};
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
    /// Of each account, where somebody asked for it.
    digests: Vec<Digest>,
    standings: Standings,
    /// Accounts by service and handle, once somebody asks for one.
    by_handle: OnceLock<HashTable<u32>>,
    keys: RandomState,
    nothing: Said,
}

/// What people have said, by the place of their row.
#[derive(Default)]
struct Standings {
    subjects: Option<Ids>,
    said: Vec<OnceLock<Said>>,
    /// Whether each of them is to be kept out of what others wrote.
    objects: Vec<bool>,
    digests: Vec<Digest>,
    /// The rows, each batch with its first place, until all of them are read.
    unread: Vec<(usize, RecordBatch)>,
}

impl Standings {
    fn of(batches: ParquetRecordBatchReader) -> Result<Self, PipelineError> {
        let (mut subjects, mut all, mut rows) = (Vec::new(), Self::default(), 0);
        for batch in batches {
            let batch = batch?;
            let objects = Batch(&batch).truth("objects_as_third_party")?;
            all.objects.extend((0..batch.num_rows()).map(|row| truth_at(objects, row).unwrap_or(false)));
            subjects.push(ArrayRef::clone(Batch(&batch).column("subject_id")?));
            let first = rows;
            rows += batch.num_rows();
            all.unread.push((first, batch));
        }
        all.said.resize_with(rows, OnceLock::new);
        all.subjects = Some(Ids::of(texts(&subjects)?, "subject_id")?);
        Ok(all)
    }

    /// Reads all that was not read yet: for whoever asks about everybody.
    fn hear(&mut self) -> Result<(), PipelineError> {
        self.digest()?;
        for (first, batch) in std::mem::take(&mut self.unread) {
            for (slot, said) in self.said.iter_mut().skip(first).zip(Said::of_batch(&Batch(&batch))?) {
                *slot = OnceLock::from(said);
            }
        }
        Ok(())
    }

    /// Makes a digest of each, of rows that are not read yet.
    fn digest(&mut self) -> Result<(), PipelineError> {
        let Self { unread, digests: made, said, .. } = self;
        if made.is_empty() {
            for (_, batch) in unread.iter() {
                made.extend(digests(batch)?);
            }
        }
        if made.len() == said.len() { Ok(()) } else { Err(wrong("subject_id")) }
    }

    /// What stands in this row.
    fn said(&self, place: usize) -> Result<&Said, PipelineError> {
        let slot = self.said.get(place).ok_or_else(|| wrong("subject_id"))?;
        if let Some(said) = slot.get() {
            return Ok(said);
        }
        let after = self.unread.partition_point(|(first, _)| *first <= place);
        let held = after.checked_sub(1).and_then(|at| self.unread.get(at)).ok_or(wrong("subject_id"))?;
        let (first, batch) = held;
        let said = Said::of_batch(&Batch(&batch.slice(place - first, 1)))?.pop().ok_or(wrong("subject_id"))?;
        Ok(slot.get_or_init(|| said))
    }
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
    /// The accounts with what their holders have said, to be asked about everybody, with a digest of each.
    pub(crate) fn of(work: &Work) -> Result<Self, PipelineError> {
        let mut made = Vec::new();
        let accounts = Table::open(&work.accounts(), &[])?.batches(ACCOUNT_COLUMNS)?;
        let mut people = Self::read(accounts, &mut |batch| {
            made.extend(digests(batch)?);
            Ok(())
        })?;
        people.digests = made;
        people.with_standings(work)?.of_all(work)
    }

    /// The same, to be asked about a few of them; nobody makes a digest of an account.
    pub(crate) fn of_few(work: &Work) -> Result<Self, PipelineError> {
        Self::of_accounts(work)?.with_standings(work)
    }

    /// The accounts alone, as if nobody had said anything.
    pub(crate) fn of_accounts(work: &Work) -> Result<Self, PipelineError> {
        Self::read(Table::open(&work.accounts(), &[])?.batches(ACCOUNT_COLUMNS)?, &mut |_| Ok(()))
    }

    fn with_standings(self, work: &Work) -> Result<Self, PipelineError> {
        let standings = Table::open(&work.standing(), &[])?.batches(STANDING_COLUMNS)?;
        Ok(self.with(Standings::of(standings)?))
    }

    fn with(mut self, standings: Standings) -> Self {
        let find = |subject: &str| standings.subjects.as_ref().and_then(|subjects| subjects.find(subject));
        for (row, holder) in self.holders.iter_mut().enumerate() {
            holder.said = text_at(&self.subjects, row).and_then(find);
        }
        self.standings = standings;
        self
    }

    /// The same people, to be asked about all of them, with a digest of each account.
    pub(crate) fn of_all(mut self, work: &Work) -> Result<Self, PipelineError> {
        self.standings.hear()?;
        self.with_digests(work)
    }

    /// The same people, with a digest of each account and of what each has said.
    pub(crate) fn with_digests(mut self, work: &Work) -> Result<Self, PipelineError> {
        self.standings.digest()?;
        if self.digests.is_empty() {
            for batch in Table::open(&work.accounts(), &[])?.batches(ACCOUNT_COLUMNS)? {
                self.digests.extend(digests(&batch?)?);
            }
        }
        if self.digests.len() == self.holders.len() { Ok(self) } else { Err(wrong("account_id")) }
    }

    fn read(
        batches: ParquetRecordBatchReader,
        each: &mut dyn FnMut(&RecordBatch) -> Result<(), PipelineError>,
    ) -> Result<Self, PipelineError> {
        let (mut ids, mut holders) = (<[Vec<ArrayRef>; 4]>::default(), Vec::new());
        let (mut countries, mut languages) = (Named::default(), Named::default());
        for batch in batches {
            let batch = batch?;
            for (name, column) in ID_COLUMNS.iter().zip(&mut ids) {
                column.push(ArrayRef::clone(Batch(&batch).column(name)?));
            }
            pack(&batch, &mut countries, &mut languages, &mut holders)?;
            each(&batch)?;
        }
        let [accounts, subjects, services, handles] = ids;
        let countries = countries.names.iter().map(|code| Country::new(code).map_err(|_| wrong("residence")));
        Ok(Self {
            accounts: Ids::of(texts(&accounts)?, "account_id")?,
            subjects: texts(&subjects)?,
            services: texts(&services)?,
            handles: texts(&handles)?,
            holders,
            countries: countries.collect::<Result<_, _>>()?,
            languages: languages.names,
            digests: Vec::new(),
            standings: Standings::default(),
            by_handle: OnceLock::new(),
            keys: RandomState::new(),
            nothing: Said::default(),
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
    pub(crate) fn said(&self, account: Option<u32>) -> Result<&Said, PipelineError> {
        match self.packed(account).and_then(|packed| packed.said) {
            Some(place) => self.standings.said(place as usize),
            None => Ok(&self.nothing),
        }
    }

    /// Whether the holder of this account is to be kept out of what others wrote.
    pub(crate) fn objects(&self, account: Option<u32>) -> bool {
        self.packed(account).is_some_and(|packed| self.is_kept_out(packed))
    }

    fn is_kept_out(&self, packed: &Packed) -> bool {
        packed.said.and_then(|said| self.standings.objects.get(said as usize)).copied().unwrap_or(false)
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
                let wanted = Some((service, handle.expose()));
                let rows = self.by_handle().iter_hash(self.keys.hash_one(wanted)).copied();
                let mut rows: Vec<u32> = rows.filter(|row| self.handle_of(*row) == wanted).collect();
                rows.sort_unstable();
                rows
            }
            _ => Vec::new(),
        }
    }

    fn by_handle(&self) -> &HashTable<u32> {
        self.by_handle.get_or_init(|| {
            let rows = u32::try_from(self.handles.len()).unwrap_or(u32::MAX);
            let hash = |row: &u32| self.keys.hash_one(self.handle_of(*row));
            let mut by_handle = HashTable::with_capacity(self.handles.len());
            for row in (0..rows).filter(|row| self.handle_of(*row).is_some()) {
                by_handle.insert_unique(hash(&row), row, hash);
            }
            by_handle
        })
    }

    /// All accounts with the digest of each, to be compared with those of another run.
    pub(crate) fn digested_accounts(&self) -> Result<RecordBatch, PipelineError> {
        tables::batch(vec![
            ("account_id", column(&self.accounts.ids)),
            ("service", column(&self.services)),
            ("handle", column(&self.handles)),
            tables::digests("digest", self.digests.iter().map(Some))?,
        ])
    }

    /// All who have said something, with a digest of that.
    pub(crate) fn voices(&self) -> Result<Voices, PipelineError> {
        let subjects = self.standings.subjects.as_ref().ok_or(wrong("subject_id"))?;
        Ok(Voices { subjects: subjects.ids.clone(), digests: self.standings.digests.clone() })
    }

    /// Adds the accounts that are others than in this table of an earlier run, or are new or gone, and the handles that they
    /// go or went by.
    pub(crate) fn accounts_since(&self, earlier: &Table, changed: &mut Keys) -> Result<(), PipelineError> {
        let mut find = |id: &str| self.find(id).map(|place| place as usize);
        let others = others_since(&self.accounts.ids, &self.digests, earlier, &mut find, &mut |columns, row| {
            let [id, service, handle] = ["account_id", "service", "handle"].map(|name| columns.text(name));
            changed.add([text_at(id?, row), text_at(service?, row), text_at(handle?, row)]);
            Ok(())
        })?;
        others.into_iter().for_each(|place| changed.add(self.names_of(place)));
        Ok(())
    }

    /// What every account is found by.
    pub(crate) fn roll(&self) -> Roll {
        Roll([&self.accounts.ids, &self.subjects, &self.services, &self.handles].map(StringArray::clone))
    }

    fn names_of(&self, row: usize) -> [Option<&str>; 3] {
        [&self.accounts.ids, &self.services, &self.handles].map(|column| text_at(column, row))
    }

    fn handle_of(&self, row: u32) -> Option<(&str, &str)> {
        text_at(&self.services, row as usize).zip(text_at(&self.handles, row as usize))
    }

    /// Who holds the account in this place.
    pub(crate) fn person(&self, row: u32) -> Result<Person<'_>, PipelineError> {
        let subject_id = text_at(&self.subjects, row as usize).ok_or_else(|| wrong("subject_id"))?;
        let packed = self.holders.get(row as usize).ok_or_else(|| wrong("subject_id"))?;
        Ok(Person {
            subject_id: Cow::Borrowed(subject_id),
            objected: self.is_kept_out(packed),
            birth_date: packed.birth_date,
            age_assurance: packed.age_assurance,
        })
    }
}

/// Compares digests by id with those of an earlier run: hands over the earlier rows of whoever is another or gone, and gives
/// the places of whoever is another or new.
fn others_since(
    ids: &StringArray,
    digests: &[Digest],
    earlier: &Table,
    find: &mut dyn FnMut(&str) -> Option<usize>,
    gone: &mut dyn FnMut(&Batch<'_>, usize) -> Result<(), PipelineError>,
) -> Result<Vec<usize>, PipelineError> {
    let (mut is_same, mut next) = (vec![false; digests.len()], 0);
    for batch in earlier.all()? {
        let batch = batch?;
        let columns = Batch(&batch);
        let (names, known) = (columns.text_in(0)?, columns.digests("digest")?);
        for row in 0..batch.num_rows() {
            let name = text_at(names, row);
            // Nearly all come in the order in which they came.
            let here = Some(next).filter(|place| *place < ids.len());
            let here = here.filter(|place| name.is_some() && text_at(ids, *place) == name);
            let place = here.or_else(|| name.and_then(&mut *find));
            next = place.map_or(next, |place| place + 1);
            let now = place.and_then(|place| digests.get(place).zip(is_same.get_mut(place)));
            match now.filter(|(digest, _)| known.is_valid(row) && digest.as_bytes().as_slice() == known.value(row)) {
                Some((_, is_same)) => *is_same = true,
                None => gone(&columns, row)?,
            }
        }
    }
    Ok((0..digests.len()).filter(|place| is_same.get(*place) == Some(&false)).collect())
}

/// People under short numbers, by which records name them. Two may have the same one: then the records of both are decided
/// again where one of them is another.
#[derive(Default)]
pub(crate) struct Keys {
    keys: HashSet<i32>,
    /// Whether a key has these first bits. Nearly every record is asked about, and few are of anybody here.
    begins: Vec<bool>,
}

impl Keys {
    pub(crate) fn add(&mut self, [account, service, handle]: [Option<&str>; 3]) {
        let keys = [account.map(account_key), service.zip(handle).map(|(service, handle)| handle_key(service, handle))];
        self.begins.resize(1 << 16, false);
        for key in keys.into_iter().flatten() {
            self.keys.insert(key);
            self.begins.iter_mut().skip(begin(key)).take(1).for_each(|begins| *begins = true);
        }
    }

    /// Whether one of these is the number of such an account, or of such a handle.
    fn names(&self, [account, service, handle]: [Option<&str>; 3]) -> bool {
        account.is_some_and(|account| self.has(account_key(account)))
            || service.zip(handle).is_some_and(|(service, handle)| self.has(handle_key(service, handle)))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub(crate) fn has(&self, key: i32) -> bool {
        self.begins.get(begin(key)) == Some(&true) && self.keys.contains(&key)
    }
}

fn begin(key: i32) -> usize {
    usize::from((key.cast_unsigned() >> 16) as u16)
}

/// The number of an account.
pub(crate) fn account_key(account: &str) -> i32 {
    key(&[account])
}

/// The number of whoever goes by this handle of a service.
pub(crate) fn handle_key(service: &str, handle: &str) -> i32 {
    key(&[service, handle])
}

/// Fowler, Noll and Vo's hash: the same in every run, which one with a secret key is not.
fn key(parts: &[&str]) -> i32 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let part = |hash, part: &&str| step(part.bytes().fold(hash, step), 0xff);
    let hash = parts.iter().fold(0xcbf2_9ce4_8422_2325, part);
    ((hash >> 32) as u32).cast_signed()
}

fn column(texts: &StringArray) -> ArrayRef {
    Arc::new(texts.clone())
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

    #[test]
    fn whoever_is_another_is_found_by_their_account_and_by_their_handle_and_hardly_anybody_else() {
        let mut changed = Keys::default();
        assert!(changed.is_empty() && !changed.has(account_key("a1")));
        changed.add([Some("a1"), Some("forum-a"), Some("user1")]);
        changed.add([Some("a2"), None, Some("user2")]);
        assert!(["a1", "a2"].into_iter().all(|account| changed.has(account_key(account))));
        assert!(changed.has(handle_key("forum-a", "user1")) && !changed.has(handle_key("forum-b", "user1")));
        assert!(!changed.has(handle_key("", "user2")) && !changed.has(account_key("forum-a")));
        let mut keys: Vec<i32> = (0..100_000).map(|number| account_key(&format!("a{number:07}"))).collect();
        keys.sort_unstable();
        keys.dedup();
        assert!(keys.len() > 99_990, "{} of 100000 accounts have a number of their own", keys.len());
        assert_ne!(handle_key("ab", "c"), handle_key("a", "bc"));
    }
}
