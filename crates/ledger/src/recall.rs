//! Reads events back. In: a person, a purpose, a moment. Out: standings, orders, names, histories. Never: a person left
//! out because an event of theirs could not be read; then there is no answer at all.

use crate::keys::{self, DataKey, Secrets, Tag};
use crate::spread::spread;
use crate::store::{self, Arg, Column, StoreError, tags};
use crate::{Erasure, ErasureState, Fold, Ledger, LedgerError, Order, Said, Standing, fold_orders, read};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use terms::{Instant, Purpose, SubjectId, Text, parse_instant};

/// Rows that are read at a time.
const ROWS: u64 = 1024;

/// For as many people or fewer, it is looked up who of them was erased; for more, everyone who was is read.
const FEW: usize = 4096;

/// More events than a log holds: those count too that another process appended since we looked.
pub(crate) const ALL_EVENTS: u64 = i64::MAX.cast_unsigned();

/// How often each act stands in the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// By the word in `act`.
    pub acts: BTreeMap<String, u64>,
    /// Events whose content was erased.
    pub erased: u64,
}

/// Who was erased and stays out. Knows only keyed hashes.
pub struct Suppression<'a> {
    secrets: &'a Secrets,
    erased_at: BTreeMap<Tag, Instant>,
}

impl Suppression<'_> {
    /// Whether this person was erased.
    pub fn contains(&self, subject: &SubjectId) -> bool {
        self.erased_at(subject).is_some()
    }

    /// When this person was erased.
    pub fn erased_at(&self, subject: &SubjectId) -> Option<Instant> {
        self.erased_at.get(&self.secrets.tag("suppressed", subject.as_str())).copied()
    }

    /// How many were erased.
    pub fn len(&self) -> usize {
        self.erased_at.len()
    }

    /// Whether nobody was erased.
    pub fn is_empty(&self) -> bool {
        self.erased_at.is_empty()
    }

    /// Those of `names` whose person was erased under any of them, with the first time; `same` gives the person behind a name.
    pub(crate) fn erased_with<'a>(
        &self,
        names: &BTreeSet<&'a SubjectId>,
        same: &BTreeMap<SubjectId, SubjectId>,
    ) -> Vec<(&'a SubjectId, Instant)> {
        let mut erased: BTreeMap<&SubjectId, Instant> = BTreeMap::new();
        if self.is_empty() {
            return Vec::new();
        }
        let person = |name| same.get(name).unwrap_or(name);
        for name in names {
            if let Some(at) = self.erased_at(name) {
                erased.entry(person(name)).and_modify(|first| *first = at.min(*first)).or_insert(at);
            }
        }
        names.iter().filter_map(|name| Some((*name, *erased.get(person(name))?))).collect()
    }

    pub(crate) fn mark(&self, subject: &SubjectId, standing: &mut Standing) {
        if let Some(at) = self.erased_at(subject) {
            standing.erasure = Some(Erasure { state: ErasureState::Granted, at });
        }
    }
}

/// All events in log order, without those that were erased.
pub struct Events<'a> {
    ledger: &'a Ledger,
    keys: Result<BTreeMap<Tag, DataKey>, Option<LedgerError>>,
    next: u64,
    end: u64,
    rows: VecDeque<Row>,
}

/// One event as it lies in the store.
pub(crate) struct Row {
    pub(crate) index: u64,
    pub(crate) act: String,
    pub(crate) topic: Vec<u8>,
    owner: Vec<u8>,
    // As it lies there; whether it is one is seen when the event is opened, which can name the position.
    nonce: Vec<u8>,
    sealed: Vec<u8>,
}

/// Salt and event, or why not.
type Opened = Result<([u8; 32], Said), LedgerError>;

impl Row {
    pub(crate) const COLUMNS: &'static str = "idx, act, topic, owner, nonce, box";

    pub(crate) fn read(mut row: store::Row) -> Result<Self, StoreError> {
        Ok(Self {
            index: row.int()?,
            act: row.text()?,
            topic: row.blob()?,
            owner: row.blob()?,
            nonce: row.blob()?,
            sealed: row.blob()?,
        })
    }

    /// The owner's tag; nothing if what lies there is none.
    pub(crate) fn owner(&self) -> Option<Tag> {
        self.owner.as_slice().try_into().ok()
    }

    /// Salt and event.
    pub(crate) fn open(&self, key: Option<&DataKey>, ledger_id: &[u8; 16]) -> Result<([u8; 32], Said), LedgerError> {
        self.open_with(key, ledger_id, read::from_canonical)
    }

    /// Salt and what a standing needs of the event.
    fn open_for_standing(&self, key: Option<&DataKey>, ledger_id: &[u8; 16]) -> Result<([u8; 32], Said), LedgerError> {
        self.open_with(key, ledger_id, |json| read::from_canonical_for_standing(json, &self.act))
    }

    fn open_with(
        &self,
        key: Option<&DataKey>,
        ledger_id: &[u8; 16],
        read: impl Fn(&[u8]) -> Option<Said>,
    ) -> Result<([u8; 32], Said), LedgerError> {
        let index = self.index;
        let key = key.ok_or(LedgerError::KeyMissing { index })?;
        let unreadable = || LedgerError::Unreadable { index };
        let nonce: [u8; 24] = self.nonce.as_slice().try_into().map_err(|_| unreadable())?;
        let plain = keys::open(key, &nonce, ledger_id, index, &self.sealed).ok_or_else(unreadable)?;
        let (salt, canonical) = plain.split_first_chunk::<32>().ok_or_else(unreadable)?;
        let said = read(canonical).ok_or_else(unreadable)?;
        Ok((*salt, said))
    }
}

impl Iterator for Events<'_> {
    type Item = Result<(u64, Said), LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        let keys = match &mut self.keys {
            Ok(keys) => keys,
            Err(cause) => return cause.take().map(Err),
        };
        while self.rows.is_empty() && self.next < self.end {
            let until = self.end.min(self.next + ROWS);
            match self.ledger.rows(self.next, until) {
                Ok(rows) => self.rows = rows.into(),
                Err(cause) => {
                    self.next = self.end;
                    return Some(Err(cause));
                }
            }
            self.next = until;
        }
        let row = self.rows.pop_front()?;
        let opened = row.open(row.owner().and_then(|owner| keys.get(&owner)), &self.ledger.keys.secrets.ledger_id);
        Some(opened.map(|(_, said)| (row.index, said)))
    }
}

impl Ledger {
    /// All events in log order, with their positions, without those that were erased.
    pub fn events(&self) -> Events<'_> {
        self.events_up_to(self.edge.size())
    }

    fn events_up_to(&self, end: u64) -> Events<'_> {
        let keys = self.keys.all().map_err(|cause| Some(LedgerError::Store(cause)));
        Events { ledger: self, keys, next: 0, end, rows: VecDeque::new() }
    }

    /// The events from position `from` until before `until`, without those that were erased: a range of the log, as an
    /// authority asks for it.
    pub fn events_between(&self, from: u64, until: u64) -> Result<Vec<(u64, Said)>, LedgerError> {
        self.open_all(self.rows(from, until)?)
    }

    pub(crate) fn rows(&self, from: u64, until: u64) -> Result<Vec<Row>, LedgerError> {
        let statement = format!("SELECT {} FROM sealed WHERE idx >= $1 AND idx < $2 ORDER BY idx", Row::COLUMNS);
        let rows = self.log.query(&statement, &[Arg::Int(from), Arg::Int(until)])?;
        Ok(rows.into_iter().map(Row::read).collect::<Result<_, _>>()?)
    }

    /// Salt and event at `index`; nothing if it was erased.
    pub(crate) fn open_event(&self, index: u64) -> Result<Option<([u8; 32], Said)>, LedgerError> {
        let statement = format!("SELECT {} FROM sealed WHERE idx = $1", Row::COLUMNS);
        let Some(row) = self.log.first(&statement, &[Arg::Int(index)])? else { return Ok(None) };
        let row = Row::read(row)?;
        let key = match row.owner() {
            Some(owner) => self.keys.key(&owner)?,
            None => None,
        };
        // Another process may have erased the event after we saw it, and its key before we asked for it.
        if key.is_none() && self.log.first(&statement, &[Arg::Int(index)])?.is_none() {
            return Ok(None);
        }
        row.open(key.as_ref(), &self.keys.secrets.ledger_id).map(Some)
    }

    /// What everyone has said about `purpose`, as it stood at `as_of`. People who were erased are not in it unless
    /// something still names them: ask [`Ledger::suppression`] about everyone else.
    pub fn standing(&self, purpose: &Purpose, as_of: Instant) -> Result<BTreeMap<SubjectId, Standing>, LedgerError> {
        self.standing_under(purpose, as_of, self.edge.size())
    }

    /// [`Ledger::standing`] by the first `size` events alone: what a decision under that tree head saw.
    pub fn standing_under(
        &self,
        purpose: &Purpose,
        as_of: Instant,
        size: u64,
    ) -> Result<BTreeMap<SubjectId, Standing>, LedgerError> {
        self.holds(size)?;
        let mut fold = Fold::new(purpose, as_of);
        for event in self.events_of_purpose(purpose, size) {
            fold.push(&event?.1);
        }
        let mut standings = fold.finish();
        let suppression = self.suppression_among(standings.keys())?;
        if !suppression.is_empty() {
            standings.iter_mut().for_each(|(subject, standing)| suppression.mark(subject, standing));
        }
        Ok(standings)
    }

    /// What one person has said about `purpose`, as it stood at `as_of`.
    pub fn standing_of(&self, subject: &SubjectId, purpose: &Purpose, as_of: Instant) -> Result<Standing, LedgerError> {
        let mut fold = Fold::new(purpose, as_of);
        for (_, said) in self.history(subject)? {
            fold.push(&said);
        }
        let mut standing = fold.finish().remove(subject).unwrap_or_default();
        self.mark_erased(subject, &mut standing)?;
        Ok(standing)
    }

    /// Notes in a standing that the person was erased, without looking at everyone who was.
    pub(crate) fn mark_erased(&self, subject: &SubjectId, standing: &mut Standing) -> Result<(), LedgerError> {
        let tag = self.keys.secrets.tag("suppressed", subject.as_str());
        let row = self.log.first("SELECT at FROM suppressed WHERE person = $1", &[Arg::Blob(&tag)])?;
        if let Some(mut row) = row {
            // A moment that cannot be read must not let the person back in.
            let at = parse_instant(&row.text()?).unwrap_or(Instant::MIN_UTC);
            standing.erasure = Some(Erasure { state: ErasureState::Granted, at });
        }
        Ok(())
    }

    /// Who of these was erased; everybody who was, where these are many.
    pub(crate) fn suppression_among<'a>(
        &self,
        subjects: impl ExactSizeIterator<Item = &'a SubjectId>,
    ) -> Result<Suppression<'_>, LedgerError> {
        if subjects.len() > FEW { self.suppression() } else { self.suppression_of(subjects) }
    }

    pub(crate) fn suppressed_count(&self) -> Result<u64, LedgerError> {
        Ok(self.log.number("SELECT count(*) FROM suppressed", &[])?)
    }

    /// Orders that were known at `as_of` and not lifted, by id.
    pub fn orders(&self, as_of: Instant) -> Result<Vec<Order>, LedgerError> {
        self.orders_under(as_of, ALL_EVENTS)
    }

    /// [`Ledger::orders`] by the first `size` events alone.
    pub fn orders_under(&self, as_of: Instant, size: u64) -> Result<Vec<Order>, LedgerError> {
        let said = self.events_of(&["order", "order_lifted"], size)?;
        Ok(fold_orders(said.iter().map(|(_, said)| said), as_of))
    }

    /// Names of people without an account with an open objection to `purpose`, each with the objection's id, by id.
    pub fn objected_names(&self, purpose: &Purpose, as_of: Instant) -> Result<Vec<(String, Text)>, LedgerError> {
        self.objected_names_under(purpose, as_of, ALL_EVENTS)
    }

    /// [`Ledger::objected_names`] by the first `size` events alone.
    pub fn objected_names_under(
        &self,
        purpose: &Purpose,
        as_of: Instant,
        size: u64,
    ) -> Result<Vec<(String, Text)>, LedgerError> {
        let mut fold = Fold::new(purpose, as_of);
        let acts =
            ["objection", "objection_withdrawn", "objection_resolved", "objection_rejected", "objection_accepted"];
        for (_, said) in self.events_of(&acts, size)? {
            fold.push(&said);
        }
        Ok(fold.names().map(|(id, name)| (id.to_owned(), name.clone())).collect())
    }

    /// Whether the objection with this id is one of [`Ledger::objected_names`], from what was said about it alone.
    pub fn is_objected_name(&self, id: &str, purpose: &Purpose, as_of: Instant) -> Result<bool, LedgerError> {
        let mut fold = Fold::new(purpose, as_of);
        for (_, said) in self.about_objection(id)? {
            fold.push(&said);
        }
        Ok(fold.names().next().is_some())
    }

    /// Everything that was said by or about one person, in log order, with positions.
    pub fn history(&self, subject: &SubjectId) -> Result<Vec<(u64, Said)>, LedgerError> {
        let person = self.keys.secrets.tag("subject", subject.as_str());
        self.events_at(&self.indexes_of(&person)?)
    }

    /// Everything about one objection, in log order, with positions: how it was made, and what became of it. Nothing where
    /// there is none, or it was erased.
    pub fn about_objection(&self, id: &str) -> Result<Vec<(u64, Said)>, LedgerError> {
        let id = self.keys.secrets.tag("objection", id);
        let rows = self.log.query("SELECT idx FROM about_objection WHERE id = $1", &[Arg::Blob(&id)])?;
        let indexes: Vec<u64> = rows.into_iter().map(|mut row| row.int()).collect::<Result<_, _>>()?;
        self.events_at(&indexes)
    }

    /// The events at these positions, in log order, without those that were erased.
    pub(crate) fn events_at(&self, indexes: &[u64]) -> Result<Vec<(u64, Said)>, LedgerError> {
        let these = Column::Int(indexes.iter().map(|index| index.cast_signed()).collect());
        let rows = self.log.find(Row::COLUMNS, "sealed", "idx", &these)?.into_iter();
        let mut rows = rows.map(Row::read).collect::<Result<Vec<_>, _>>()?;
        rows.sort_unstable_by_key(|row| row.index);
        self.open_all(rows)
    }

    /// Positions of the events that name a person, and of those about objections that are or may be theirs.
    pub(crate) fn indexes_of(&self, person: &Tag) -> Result<Vec<u64>, LedgerError> {
        let statement = "SELECT idx FROM about WHERE person = $1
             UNION SELECT o.idx FROM holder h JOIN about_objection o USING (id) WHERE h.person = $1 ORDER BY 1";
        let rows = self.log.query(statement, &[Arg::Blob(person)])?;
        Ok(rows.into_iter().map(|mut row| row.int()).collect::<Result<_, _>>()?)
    }

    /// Events of a few acts among the first `size`, in log order.
    pub(crate) fn events_of(&self, acts: &[&str], size: u64) -> Result<Vec<(u64, Said)>, LedgerError> {
        let places: Vec<String> = (2..acts.len() + 2).map(|number| format!("${number}")).collect();
        let (columns, places) = (Row::COLUMNS, places.join(", "));
        let statement = format!("SELECT {columns} FROM sealed WHERE idx < $1 AND act IN ({places}) ORDER BY idx");
        let acts = acts.iter().map(|act| Arg::Text(act));
        let args: Vec<Arg<'_>> = std::iter::once(Arg::Int(size)).chain(acts).collect();
        let rows = self.log.query(&statement, &args)?.into_iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
        self.open_all(rows)
    }

    fn open_all(&self, rows: Vec<Row>) -> Result<Vec<(u64, Said)>, LedgerError> {
        let keys = self.keys.known(&rows.iter().filter_map(Row::owner).collect())?;
        let ledger_id = self.keys.secrets.ledger_id;
        let open = |row: &Row| (row.index, row.open(row.owner().and_then(|owner| keys.get(&owner)), &ledger_id));
        self.opened(spread(&rows, open))
    }

    /// The events of these rows, as far as a standing needs them.
    pub(crate) fn open_for_standing(&self, rows: Vec<Row>) -> Result<Vec<(u64, Said)>, LedgerError> {
        let keys = self.keys.known(&rows.iter().filter_map(Row::owner).collect())?;
        let ledger_id = self.keys.secrets.ledger_id;
        let key = |row: &Row| row.owner().and_then(|owner| keys.get(&owner));
        self.opened(spread(&rows, |row| (row.index, row.open_for_standing(key(row), &ledger_id))))
    }

    fn opened(&self, rows: Vec<(u64, Opened)>) -> Result<Vec<(u64, Said)>, LedgerError> {
        let mut events = Vec::with_capacity(rows.len());
        for (index, opened) in rows {
            match opened {
                Ok((_, said)) => events.push((index, said)),
                // As in `open_event`: it may have been erased between the two questions.
                Err(LedgerError::KeyMissing { index }) => {
                    events.extend(self.open_event(index)?.map(|(_, said)| (index, said)));
                }
                Err(cause) => return Err(cause),
            }
        }
        Ok(events)
    }

    /// How often each act stands in the log.
    pub fn counts(&self) -> Result<Counts, LedgerError> {
        let statement = "SELECT act, count(*) FROM sealed WHERE idx < $1 GROUP BY act";
        let rows = self.log.query(statement, &[Arg::Int(self.edge.size())])?.into_iter();
        let rows = rows.map(|mut row| Ok((row.text()?, row.int()?)));
        let acts: BTreeMap<String, u64> = rows.collect::<Result<_, StoreError>>()?;
        let erased = self.edge.size().saturating_sub(acts.values().sum::<u64>());
        Ok(Counts { acts, erased })
    }

    /// Who was erased and stays out.
    pub fn suppression(&self) -> Result<Suppression<'_>, LedgerError> {
        self.suppression_in(self.log.query("SELECT person, at FROM suppressed", &[])?)
    }

    /// Who of these was erased and stays out, without a look at everyone else who was.
    pub(crate) fn suppression_of<'a>(
        &self,
        subjects: impl Iterator<Item = &'a SubjectId>,
    ) -> Result<Suppression<'_>, LedgerError> {
        let these: Vec<Tag> = subjects.map(|subject| self.keys.secrets.tag("suppressed", subject.as_str())).collect();
        self.suppression_in(self.log.find("person, at", "suppressed", "person", &tags(&these))?)
    }

    fn suppression_in(&self, rows: Vec<store::Row>) -> Result<Suppression<'_>, LedgerError> {
        let mut erased_at = BTreeMap::new();
        for mut row in rows {
            // A moment that cannot be read must not let the person back in.
            erased_at.insert(row.fixed()?, parse_instant(&row.text()?).unwrap_or(Instant::MIN_UTC));
        }
        Ok(Suppression { secrets: &self.keys.secrets, erased_at })
    }
}
