//! Appends events. In: what was said. Out: receipts, once all of it is on disk. Never: half of a batch.

use crate::keys::{CONTROLLER, DataKey, Secrets, Tag, seal};
use crate::recall::ALL_EVENTS;
use crate::spread::{spread, threads};
use crate::store::{Clash, Column, Db, Transaction, Trouble, Turn, tags};
use crate::topic::{Kept, Topic};
use crate::tree::Edge;
use crate::{Act, Ledger, LedgerError, Point, Receipt, Said, StoreError, prove, read, receipt, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::sync_channel;
use terms::{Digest, SubjectId};
use tlog_tiles::Hash;
use world::World;

/// Events that are sealed and inserted at a time; from this many on, threads seal while another inserts.
const CHUNK: usize = 2048;

/// So often a question is asked again before it is given up.
const ASKED: usize = 16;

/// Events could not be appended. Unless it says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The connection was lost while the store committed.
    #[error(
        "nobody knows whether the events are durable: {cause}; import them again, what is there already is passed over"
    )]
    Unsure {
        /// What was lost.
        cause: StoreError,
    },
    /// The tree could not be read.
    #[error(transparent)]
    Tree(#[from] LedgerError),
    /// An event makes no sense.
    #[error("event `{position}` of the batch: {why}")]
    Malformed {
        /// Position in the batch, counted from 0.
        position: usize,
        /// What is wrong.
        why: &'static str,
    },
    /// An objection has an id that another one has.
    #[error("event `{position}` of the batch: there is an objection with id `{id}` already; give this one another id")]
    ObjectionExists {
        /// Position in the batch, counted from 0.
        position: usize,
        /// The id.
        id: String,
    },
    /// An event is about an objection that was never made, or was erased.
    #[error("event `{position}` of the batch: there is no objection with id `{id}`; append the objection first")]
    NoSuchObjection {
        /// Position in the batch, counted from 0.
        position: usize,
        /// The id.
        id: String,
    },
    /// Others appended each time between a question and its append.
    #[error("others append all the time, so that nothing could be asked and appended in one; try again")]
    Busy,
    /// The events are durable, and the files under `log/` lag.
    #[error(
        "the events are durable, but the files of the log lag behind: {cause}; they are made again at the next start"
    )]
    Unpublished {
        /// Why they lag.
        cause: Box<LedgerError>,
        /// What was acknowledged.
        receipts: Vec<Receipt>,
    },
}

/// What an import did with the events of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Receipts of the events that were new.
    pub receipts: Vec<Receipt>,
    /// How many the log had already.
    pub known: u64,
    /// How many are about people who were erased; these stay out.
    pub suppressed: u64,
}

impl Ledger {
    /// Appends all of `said`, or nothing. When it returns, they are on disk and the files under `log/` show them.
    pub fn append(&mut self, world: &World, said: &[Said]) -> Result<Vec<Receipt>, AppendError> {
        let receipts = self.append_unpublished(world, said)?;
        match self.publish() {
            Ok(()) => Ok(receipts),
            Err(cause) => Err(AppendError::Unpublished { cause: Box::new(cause), receipts }),
        }
    }

    /// Appends all of `said`, or nothing, and leaves the files under `log/` to a later [`Ledger::publish`]. When it
    /// returns, they are on disk: for a service that acknowledges each person at once and publishes every second.
    pub fn append_unpublished(&mut self, world: &World, said: &[Said]) -> Result<Vec<Receipt>, AppendError> {
        self.append_each(world, &[said])?.into_iter().next().unwrap_or_else(|| Ok(Vec::new()))
    }

    /// Appends what `said` gives, asked of the ledger as it is when it is appended: no other handle on the store appends in
    /// between. Where something was appended after the question, it is asked again, a bounded number of times. `None` from
    /// `said` appends nothing and comes back. Leaves the files to a later [`Ledger::publish`].
    pub fn append_asked<E: From<AppendError>>(
        &mut self,
        world: &World,
        mut said: impl FnMut(&Self) -> Result<Option<Vec<Said>>, E>,
    ) -> Result<Option<Vec<Receipt>>, E> {
        for _ in 0..ASKED {
            self.refresh().map_err(AppendError::Tree)?;
            let Some(asked) = said(self)? else { return Ok(None) };
            if let Some(receipts) = self.append_at(world, self.edge.size(), &asked)? {
                return Ok(Some(receipts));
            }
        }
        Err(AppendError::Busy.into())
    }

    /// Appends all of `said` where the log still has `size` events; nothing, and `None`, where it grew.
    fn append_at(&mut self, world: &World, size: u64, said: &[Said]) -> Result<Option<Vec<Receipt>>, AppendError> {
        check(said)?;
        if said.is_empty() {
            return Ok(Some(Vec::new()));
        }
        // INVARIANT: who holds the turn is alone in appending, so what is counted here stands until the commit.
        let turn = self.log.begin(Turn::Append)?;
        if prove::size(&self.log)? != size {
            return Ok(None);
        }
        let written = self.write_in_turn(world, &[said])?;
        commit(turn)?;
        self.accept(written).into_iter().next().transpose()
    }

    /// Appends several batches in one commit, so that they share its fsync. Each is appended whole, or refused alone: a
    /// bad one changes nothing for the others. Leaves the files to a later [`Ledger::publish`].
    pub fn append_each(
        &mut self,
        world: &World,
        batches: &[impl AsRef<[Said]>],
    ) -> Result<Vec<Result<Vec<Receipt>, AppendError>>, AppendError> {
        let checked: Vec<Result<(), AppendError>> = batches.iter().map(|batch| check(batch.as_ref())).collect();
        let good: Vec<&[Said]> = batches
            .iter()
            .zip(&checked)
            .filter(|(_, checked)| checked.is_ok())
            .map(|(batch, _)| batch.as_ref())
            .collect();
        let written = if good.iter().all(|batch| batch.is_empty()) {
            good.iter().map(|_| Ok(Vec::new())).collect()
        } else {
            let turn = self.log.begin(Turn::Append)?;
            let written = self.write_in_turn(world, &good)?;
            commit(turn)?;
            self.accept(written)
        };
        let mut written = written.into_iter();
        let answer = |checked: Result<(), AppendError>| {
            checked.and_then(|()| written.next().expect("INVARIANT: each good batch has its answer"))
        };
        Ok(checked.into_iter().map(answer).collect())
    }

    /// Appends the events of a file that the log does not have yet, so that a file can be imported again after it grew.
    /// An event that stands in the file twice is appended twice. Events about people who were erased stay out.
    pub fn import(&mut self, world: &World, said: &[Said]) -> Result<Imported, AppendError> {
        let imported = self.import_unpublished(world, said)?;
        match self.publish() {
            Ok(()) => Ok(imported),
            Err(cause) => Err(AppendError::Unpublished { cause: Box::new(cause), receipts: imported.receipts }),
        }
    }

    /// The same, and leaves the files under `log/` to a later [`Ledger::publish`].
    pub fn import_unpublished(&mut self, world: &World, said: &[Said]) -> Result<Imported, AppendError> {
        let mut had = self.known_among(said)?;
        let digest = |said: &Said| Some(Digest::of(read::canonical(said)));
        let digests = if had.is_empty() { said.iter().map(|_| None).collect() } else { spread(said, digest) };
        let suppression = self.suppression()?;
        let mut ids = BTreeMap::new();
        for id in said.iter().filter_map(|said| said.act.objection()) {
            ids.insert(self.keys.secrets.tag("objection", id), id);
        }
        let owners = owners_of_objections(&self.log, &ids.keys().copied().collect())?;
        let mut gone: BTreeSet<&str> =
            ids.into_iter().filter(|(tag, _)| matches!(owners.get(tag), Some(None))).map(|(_, id)| id).collect();
        let erased = |subject: &SubjectId| !suppression.is_empty() && suppression.contains(subject);
        let (mut new, mut known, mut suppressed) = (Vec::with_capacity(said.len()), 0, 0);
        for (said, digest) in said.iter().zip(digests) {
            // How often the log has this event beyond those that were met in the file.
            let copies = digest.and_then(|digest| had.get_mut(&digest)).filter(|copies| **copies > 0);
            if let Some(copies) = copies {
                *copies -= 1;
                known += 1;
            } else if said.act.subject().is_some_and(erased) || said.act.objection().is_some_and(|id| gone.contains(id))
            {
                gone.extend(said.act.objection().filter(|_| matches!(said.act, Act::Objection(_))));
                suppressed += 1;
            } else {
                new.push(said);
            }
        }
        let receipts = if new.len() == said.len() {
            self.append_unpublished(world, said)?
        } else {
            self.append_unpublished(world, &new.into_iter().cloned().collect::<Vec<_>>())?
        };
        Ok(Imported { receipts, known, suppressed })
    }

    /// The events that the log has of the people, objections and acts that `said` is about, by digest, and how often: an
    /// event of `said` that is in the log is among them. Only these are opened, however long the log is.
    fn known_among(&self, said: &[Said]) -> Result<BTreeMap<Digest, u64>, LedgerError> {
        let mut had = BTreeMap::new();
        if self.edge.size() == 0 {
            return Ok(had);
        }
        let mut put = |events: Vec<(u64, Said)>| {
            for digest in spread(&events, |(_, said)| Digest::of(read::canonical(said))) {
                *had.entry(digest).or_default() += 1;
            }
        };
        let secrets = &self.keys.secrets;
        let tags_of = |said: &Said| {
            let person = said.act.subject().map(|subject| secrets.tag("subject", subject.as_str()));
            (person, said.act.objection().map(|id| secrets.tag("objection", id)))
        };
        let (mut persons, mut objections, mut acts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (said, named) in said.iter().zip(spread(said, tags_of)) {
            match named {
                (Some(person), _) => drop(persons.insert(person)),
                (None, Some(objection)) => drop(objections.insert(objection)),
                (None, None) => drop(acts.insert(said.act.name())),
            }
        }
        let mut indexes = BTreeSet::new();
        for (table, key, these) in [("about", "person", &persons), ("about_objection", "id", &objections)] {
            for mut row in self.log.find("idx", table, key, &tags(these))? {
                indexes.insert(row.int()?);
            }
        }
        for indexes in indexes.into_iter().collect::<Vec<_>>().chunks(CHUNK) {
            put(self.events_at(indexes)?);
        }
        if !acts.is_empty() {
            put(self.events_of(&acts.into_iter().collect::<Vec<_>>(), ALL_EVENTS)?);
        }
        Ok(had)
    }

    /// Writes batches inside the caller's transaction, and gives what [`Ledger::accept`] takes over once it is committed.
    pub(crate) fn write_in_turn(&self, world: &World, batches: &[&[Said]]) -> Result<Written, AppendError> {
        self.watch.reach(Point::TurnTaken);
        // An erasure that another process committed and did not finish: its keys must seal nothing more.
        self.destroy_doomed()?;
        // Another process may have appended since; from here on it waits for us.
        let size = prove::size(&self.log)?;
        let mut edge = if size == self.edge.size() { self.edge.clone() } else { prove::edge(&self.log)? };
        let (mut drafts, answers) = self.draft(batches)?;
        let new = self.draw(world, &mut drafts)?;
        let writer = Writer { ledger: self, edge: &mut edge, leaves: Vec::with_capacity(drafts.len()) };
        let leaves = writer.write(&drafts, &new)?;
        self.watch.reach(Point::BeforeCommit);
        let tree_size = edge.size();
        let mut receipts =
            leaves.into_iter().map(|(index, leaf)| Receipt { index, leaf: tree::digest(leaf), tree_size });
        let answers = answers.into_iter().map(|answer| answer.map(|count| receipts.by_ref().take(count).collect()));
        Ok(Written { answers: answers.collect(), edge })
    }

    /// Takes over what was committed.
    pub(crate) fn accept(&mut self, written: Written) -> Vec<Result<Vec<Receipt>, AppendError>> {
        self.watch.reach(Point::Committed);
        self.edge = written.edge;
        written.answers
    }

    /// What is to be written for each event, without the secrets; and for each batch how many, or why none of it.
    fn draft<'a>(&self, batches: &[&'a [Said]]) -> Result<(Vec<Draft<'a>>, Vec<Counted>), StoreError> {
        let secrets = &self.keys.secrets;
        let named = batches.iter().flat_map(|batch| batch.iter()).filter_map(|said| said.act.objection());
        let named = named.map(|id| secrets.tag("objection", id)).collect();
        let mut objections = owners_of_objections(&self.log, &named)?;
        let persons: Vec<&Said> = batches.iter().flat_map(|batch| batch.iter()).collect();
        let person = |said: &&Said| said.act.subject().map(|subject| secrets.tag("subject", subject.as_str()));
        let persons = spread(&persons, person);
        let mut topics = Topics { secrets, purposes: BTreeMap::new() };
        let (mut drafts, mut answers) = (Vec::new(), Vec::new());
        let mut first = 0;
        for batch in batches {
            let before = drafts.len();
            let mut made = Vec::new();
            let mut answer = Ok(batch.len());
            let persons = persons.iter().skip(first);
            first += batch.len();
            for ((position, said), about) in batch.iter().enumerate().zip(persons) {
                match Draft::of(secrets, &objections, position, said, *about) {
                    Ok(draft) => {
                        let draft = Draft { topic: topics.kept(&said.act), ..draft };
                        if let (Act::Objection(_), Some(id)) = (&said.act, draft.objection) {
                            objections.insert(id, Some(draft.owner));
                            made.push(id);
                        }
                        drafts.push(draft);
                    }
                    Err(cause) => {
                        answer = Err(cause);
                        break;
                    }
                }
            }
            if answer.is_err() {
                drafts.truncate(before);
                objections.retain(|id, _| !made.contains(id));
            }
            answers.push(answer);
        }
        Ok((drafts, answers))
    }

    /// Gives each event its key, salt and nonce, in log order, so that a repeatable world repeats them however events are
    /// batched. Gives the keys that are new: an event whose key is lost is lost, so these must be durable first.
    fn draw(&self, world: &World, drafts: &mut [Draft<'_>]) -> Result<Vec<(Tag, DataKey)>, AppendError> {
        let owners: BTreeSet<Tag> = drafts.iter().map(|draft| draft.owner).collect();
        let mut keys = self.keys.known(&owners)?;
        let mut new = Vec::new();
        for draft in drafts {
            draft.key = *keys.entry(draft.owner).or_insert_with(|| {
                let key: DataKey = world.random();
                new.push((draft.owner, key));
                key
            });
            draft.drawn = world.random();
        }
        // In the order of their table, which is then written from one end to the other.
        new.sort_unstable();
        Ok(new)
    }
}

/// The topics of events, each purpose hashed once.
struct Topics<'a> {
    secrets: &'a Secrets,
    purposes: BTreeMap<&'a str, Kept>,
}

impl<'a> Topics<'a> {
    fn kept(&mut self, act: &'a Act) -> Kept {
        match Topic::of(act) {
            Topic::One(purpose) => {
                *self.purposes.entry(purpose.as_str()).or_insert_with(|| Topic::One(purpose).kept(self.secrets))
            }
            topic => topic.kept(self.secrets),
        }
    }
}

/// The one commit point.
pub(crate) fn commit(turn: Transaction<'_>) -> Result<(), AppendError> {
    turn.commit().map_err(|cause| match cause.trouble {
        Trouble::Connection { .. } => AppendError::Unsure { cause },
        _ => AppendError::Store(cause),
    })
}

fn check(batch: &[Said]) -> Result<(), AppendError> {
    for (position, Said { act, .. }) in batch.iter().enumerate() {
        let reserved = if matches!(act, Act::Erased { .. }) { Err("only the ledger says `erased`") } else { Ok(()) };
        reserved.and_then(|()| act.check()).map_err(|why| AppendError::Malformed { position, why })?;
    }
    Ok(())
}

/// How many events of a batch are drafted, or why the batch is refused.
type Counted = Result<usize, AppendError>;

/// What was written, and counts once it is committed.
pub(crate) struct Written {
    answers: Vec<Result<Vec<Receipt>, AppendError>>,
    edge: Edge,
}

/// One event, before it is sealed.
struct Draft<'a> {
    said: &'a Said,
    owner: Tag,
    about: Option<Tag>,
    topic: Kept,
    objection: Option<Tag>,
    holders: Vec<Tag>,
    key: DataKey,
    drawn: [u8; 56],
}

impl<'a> Draft<'a> {
    fn of(
        secrets: &Secrets,
        objections: &BTreeMap<Tag, Option<Tag>>,
        position: usize,
        said: &'a Said,
        about: Option<Tag>,
    ) -> Result<Self, AppendError> {
        let person = |subject: &SubjectId| secrets.tag("subject", subject.as_str());
        let act = &said.act;
        let objection = act.objection().map(|id| (id, secrets.tag("objection", id)));
        let owner = owner(secrets, objections, position, act, objection, about)?;
        let holders = match (objection, act) {
            (Some(_), Act::Objection(made)) => made.candidates.iter().map(person).chain(about).collect(),
            (Some(_), _) => about.into_iter().collect(),
            (None, _) => Vec::new(),
        };
        let objection = objection.map(|(_, tag)| tag);
        let topic = Topic::Every.kept(secrets);
        Ok(Self { said, owner, about, topic, objection, holders, key: [0; 32], drawn: [0; 56] })
    }

    fn seal(&self, ledger_id: &[u8; 16], index: u64) -> Sealed {
        let (salt, mut nonce) = split(&self.drawn);
        // In a repeatable world the same bytes are drawn after each start; the position keeps nonces apart even there.
        nonce.iter_mut().rev().zip(index.to_le_bytes()).for_each(|(byte, position)| *byte ^= position);
        // Whoever made the event by hand may have left parts of a second in it.
        let canonical = if self.said.at.timestamp_subsec_nanos() == 0 {
            read::canonical(self.said)
        } else {
            read::canonical(&Said::new(self.said.at, self.said.act.clone()))
        };
        let plain = receipt::committed(&salt, &canonical);
        let sealed = seal(&self.key, &nonce, ledger_id, index, &plain);
        let commitment = *Digest::of(&plain).as_bytes();
        Sealed { commitment, leaf: tree::leaf_hash(&commitment), nonce, sealed }
    }
}

/// Whose key seals an event: the person's; for an objection by nobody known, a key of that objection alone; for what is
/// said about an objection, the key of the objection; else the controller's.
fn owner(
    secrets: &Secrets,
    objections: &BTreeMap<Tag, Option<Tag>>,
    position: usize,
    act: &Act,
    objection: Option<(&str, Tag)>,
    about: Option<Tag>,
) -> Result<Tag, AppendError> {
    let Some((id, tag)) = objection else { return Ok(about.unwrap_or(CONTROLLER)) };
    let kept = objections.get(&tag);
    match (act, about) {
        (Act::Objection(_), _) if kept.is_some() => Err(AppendError::ObjectionExists { position, id: id.to_owned() }),
        (Act::Objection(_), None) => Ok(secrets.tag("objection key", id)),
        (Act::Objection(_), Some(person)) => Ok(person),
        _ => match kept.copied().flatten() {
            None => Err(AppendError::NoSuchObjection { position, id: id.to_owned() }),
            Some(kept) => Ok(about.unwrap_or(kept)),
        },
    }
}

/// One event, sealed for its place in the log.
struct Sealed {
    commitment: [u8; 32],
    leaf: Hash,
    nonce: [u8; 24],
    sealed: Vec<u8>,
}

/// Seals drafts and inserts them.
struct Writer<'a> {
    ledger: &'a Ledger,
    edge: &'a mut Edge,
    leaves: Vec<(u64, Hash)>,
}

impl Writer<'_> {
    /// Seals and inserts drafts, once the keys that are new are durable.
    fn write(mut self, drafts: &[Draft<'_>], new: &[(Tag, DataKey)]) -> Result<Vec<(u64, Hash)>, AppendError> {
        let ledger_id = self.ledger.keys.secrets.ledger_id;
        let first = self.edge.size();
        let seal = move |start: u64, drafts: &[Draft<'_>]| -> Vec<Sealed> {
            (start..).zip(drafts).map(|(index, draft)| draft.seal(&ledger_id, index)).collect()
        };
        if drafts.len() <= CHUNK {
            self.keep(new)?;
            self.insert(drafts, &seal(first, drafts))?;
            return Ok(self.leaves);
        }
        std::thread::scope(|scope| {
            let crew = threads();
            let mut lines = Vec::new();
            for one in 0..crew {
                let (send, receive) = sync_channel(2);
                lines.push(receive);
                scope.spawn(move || {
                    let starts = (first..).step_by(CHUNK);
                    for (start, drafts) in starts.zip(drafts.chunks(CHUNK)).skip(one).step_by(crew) {
                        // Nobody receives any more after an insert that failed.
                        if send.send(seal(start, drafts)).is_err() {
                            break;
                        }
                    }
                });
            }
            self.keep(new)?;
            for (drafts, line) in drafts.chunks(CHUNK).zip(lines.iter().cycle()) {
                let sealed = line.recv().expect("INVARIANT: each chunk is sealed by the thread whose turn it is");
                self.insert(drafts, &sealed)?;
            }
            Ok(self.leaves)
        })
    }

    fn keep(&self, new: &[(Tag, DataKey)]) -> Result<(), AppendError> {
        // If we crash after this line, keys exist that nothing was sealed with: the next event of that person uses them.
        self.ledger.keys.keep(new)?;
        self.ledger.watch.reach(Point::KeysKept);
        Ok(())
    }

    fn insert(&mut self, drafts: &[Draft<'_>], sealed: &[Sealed]) -> Result<(), AppendError> {
        let log = &self.ledger.log;
        let first = self.edge.size();
        let indexes: Vec<i64> = (first..).take(sealed.len()).map(u64::cast_signed).collect();
        let hashes: Vec<Vec<u8>> =
            sealed.iter().map(|sealed| self.edge.push(sealed.leaf).iter().flat_map(|hash| hash.0).collect()).collect();
        self.leaves.extend((first..).zip(sealed.iter().map(|sealed| sealed.leaf)));
        let commitments = sealed.iter().map(|sealed| sealed.commitment.as_slice()).collect();
        let rows = [
            ("idx", Column::Int(indexes.clone())),
            ("commitment", Column::Blob(commitments)),
            ("hashes", Column::Blob(hashes.iter().map(Vec::as_slice).collect())),
        ];
        log.insert("log", &rows, Clash::Refuse)?;
        self.ledger.watch.reach(Point::LeavesWritten);
        let rows = [
            ("idx", Column::Int(indexes.clone())),
            ("act", Column::Text(drafts.iter().map(|draft| draft.said.act.name()).collect())),
            ("topic", Column::Blob(drafts.iter().map(|draft| draft.topic.as_slice()).collect())),
            ("owner", tags(drafts.iter().map(|draft| &draft.owner))),
            ("nonce", Column::Blob(sealed.iter().map(|sealed| sealed.nonce.as_slice()).collect())),
            ("box", Column::Blob(sealed.iter().map(|sealed| sealed.sealed.as_slice()).collect())),
        ];
        log.insert("sealed", &rows, Clash::Refuse)?;
        self.ledger.watch.reach(Point::SealedWritten);
        index(log, &indexes, drafts)?;
        Ok(())
    }
}

/// Lets events be found by the people and the objections that they are about.
fn index(log: &Db, indexes: &[i64], drafts: &[Draft<'_>]) -> Result<(), StoreError> {
    let about: BTreeSet<(&Tag, i64)> =
        indexes.iter().zip(drafts).filter_map(|(index, draft)| Some((draft.about.as_ref()?, *index))).collect();
    let cases: Vec<(&Tag, i64, &Draft<'_>)> = indexes
        .iter()
        .zip(drafts)
        .filter_map(|(index, draft)| Some((draft.objection.as_ref()?, *index, draft)))
        .collect();
    if !about.is_empty() {
        // In the order of the index, which is then written from one end to the other.
        let (persons, at): (Vec<&Tag>, Vec<i64>) = about.into_iter().unzip();
        log.insert("about", &[("person", tags(persons)), ("idx", Column::Int(at))], Clash::Refuse)?;
    }
    if cases.is_empty() {
        return Ok(());
    }
    let made = cases.iter().filter(|(_, _, draft)| matches!(draft.said.act, Act::Objection(_)));
    let (ids, owners): (Vec<&Tag>, Vec<&Tag>) = made.map(|(id, _, draft)| (*id, &draft.owner)).unzip();
    log.insert("objection", &[("id", tags(ids)), ("owner", tags(owners))], Clash::Refuse)?;
    let (ids, at): (Vec<&Tag>, Vec<i64>) = cases.iter().map(|(id, index, _)| (*id, *index)).unzip();
    log.insert("about_objection", &[("id", tags(ids)), ("idx", Column::Int(at))], Clash::Refuse)?;
    let holders = cases.iter().flat_map(|(id, _, draft)| draft.holders.iter().map(|person| (person, *id)));
    let (persons, ids): (Vec<&Tag>, Vec<&Tag>) = holders.collect::<BTreeSet<_>>().into_iter().unzip();
    log.insert("holder", &[("person", tags(persons)), ("id", tags(ids))], Clash::Keep)
}

/// Whose keys open these objections: none where there is no such objection, `None` where it was erased.
fn owners_of_objections(log: &Db, ids: &BTreeSet<Tag>) -> Result<BTreeMap<Tag, Option<Tag>>, StoreError> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = log.find("id, owner", "objection", "id", &tags(ids))?.into_iter();
    rows.map(|mut row| Ok((row.fixed()?, row.blob()?.try_into().ok()))).collect()
}

fn split(drawn: &[u8; 56]) -> ([u8; 32], [u8; 24]) {
    let (mut salt, mut nonce) = ([0; 32], [0; 24]);
    salt.iter_mut().chain(&mut nonce).zip(drawn).for_each(|(byte, drawn)| *byte = *drawn);
    (salt, nonce)
}
