//! What the sources gave over time, in one SQLite file. In: what one import read, and the moment that it describes. Out:
//! each record as it stands now, its earlier versions, tombstones, and what changed since. Never: a half-taken import, an
//! older export that rolls a newer one back, or a deleted record that comes back without somebody having said when.

mod accounts;
mod error;
mod order;
mod owners;
mod pushes;
mod schema;
#[cfg(test)]
mod tests;

pub use error::VersionsError;
pub use order::AsOf;
pub use pushes::{Earlier, PushKey};

use order::{Known, Verdict};
use owners::{Latest, Mark, Marks};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::time::Duration;
use terms::{Account, Digest, Instant, Post, Text, Visibility, VisibilityChange};

/// The file.
pub struct Versions {
    base: Connection,
}

/// Who brings what.
#[derive(Clone, Debug)]
pub struct Import {
    /// Name of the source.
    pub source: String,
    /// When it is read.
    pub at: Instant,
    /// The moment that it describes.
    pub as_of: AsOf,
    /// Which run of the program it belongs to: what one run reads is declared together.
    pub run: u64,
    /// What it means that a record is not there.
    pub whole: Whole,
}

/// What the silence of a source means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whole {
    /// Each export holds everything: what is absent was deleted, and an older export adds nothing.
    Complete,
    /// Exports hold what is new: silence means nothing, and an older one may add what was not known.
    Increments,
    /// Nobody says. Silence means nothing, and an older export adds nothing, because what it alone holds may have been deleted.
    #[default]
    Unsaid,
}

/// What became of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Never seen before.
    New,
    /// A new version.
    Changed,
    /// The same as before.
    Unchanged,
    /// A tombstone now.
    Deleted,
    /// Older than what is known, so it changed nothing.
    Stale,
    /// Present in this source, deleted in what is known; it stays deleted.
    HeldBack,
    /// Other than what is known; which of both is later is said when the import is at its end.
    Waiting,
}

/// How many records met which fate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fates {
    /// Never seen before.
    pub new: u64,
    /// New versions.
    pub changed: u64,
    /// The same as before.
    pub unchanged: u64,
    /// Tombstones: marked by the source, or absent from a source that is complete.
    pub deleted: u64,
    /// Older than what is known.
    pub stale: u64,
    /// Present here and deleted in what is known; they stay deleted.
    pub held_back: u64,
}

impl Fates {
    fn count(&mut self, fate: Fate) {
        match fate {
            Fate::New => self.new += 1,
            Fate::Changed => self.changed += 1,
            Fate::Unchanged => self.unchanged += 1,
            Fate::Deleted => self.deleted += 1,
            Fate::Stale => self.stale += 1,
            Fate::HeldBack => self.held_back += 1,
            Fate::Waiting => {}
        }
    }

    /// What was counted since.
    pub fn since(&self, before: &Self) -> Self {
        Self {
            new: self.new - before.new,
            changed: self.changed - before.changed,
            unchanged: self.unchanged - before.unchanged,
            deleted: self.deleted - before.deleted,
            stale: self.stale - before.stale,
            held_back: self.held_back - before.held_back,
        }
    }

    /// Adds others.
    pub fn add(&mut self, others: &Self) {
        self.new += others.new;
        self.changed += others.changed;
        self.unchanged += others.unchanged;
        self.deleted += others.deleted;
        self.stale += others.stale;
        self.held_back += others.held_back;
    }

    /// Whether anything is other than before.
    pub fn is_effective(&self) -> bool {
        self.new + self.changed + self.deleted > 0
    }
}

/// One record as it stands.
pub struct Standing {
    /// The source that gave this version.
    pub source: String,
    /// Whether it is a tombstone.
    pub is_gone: bool,
    /// The record.
    pub post: Post,
}

/// An earlier version of a record, with its provenance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OlderVersion {
    /// Counted from 1.
    pub version: u64,
    /// The source that gave it.
    pub source: String,
    /// When that source was read.
    pub imported_at: Instant,
    /// The moment that it described.
    pub as_of: Instant,
    /// Half of the SHA-256 of what the source gave, in hexadecimal.
    pub digest: String,
    /// The record; gone where it was deleted since [GDPR 17].
    pub post: Option<Post>,
}

impl Versions {
    /// Opens or makes the file in `folder`.
    pub fn open(folder: &Path) -> Result<Self, VersionsError> {
        world::create_dir(folder)?;
        let base = Connection::open(folder.join(FILE))?;
        // A push waits for a running import rather than fail at once, and fails rather than wait for ever.
        base.busy_timeout(Duration::from_secs(20))?;
        base.pragma_update(None, "journal_mode", "wal")?;
        base.pragma_update(None, "synchronous", "full")?;
        // What is deleted is overwritten.
        base.pragma_update(None, "secure_delete", "ON")?;
        base.pragma_update(None, "cache_size", -131_072)?;
        base.set_prepared_statement_cache_capacity(32);
        schema::migrate(&base)?;
        Ok(Self { base })
    }

    /// Whether there is such a file.
    pub fn exists(folder: &Path) -> bool {
        world::exists(folder.join(FILE))
    }

    /// Begins an import. Dropped before it is committed, it never was.
    pub fn begin(&mut self, import: Import) -> Result<Arriving<'_>, VersionsError> {
        let transaction = self.base.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let import = Import { as_of: import.as_of.clone().not_after(import.at), ..import };
        transaction.execute(
            "INSERT INTO imports(run, source, at, as_of, stated, effect, entry) VALUES (?1, ?2, ?3, ?4, ?5, 0, '[]')",
            params![
                i64::try_from(import.run).unwrap_or(i64::MAX),
                import.source,
                micros(import.at),
                micros(import.as_of.moment()),
                import.as_of.is_stated()
            ],
        )?;
        let number = transaction.last_insert_rowid();
        transaction.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS waiting(post TEXT, digest BLOB, as_of INTEGER); DELETE FROM waiting",
        )?;
        let (fates, part) = (Fates::default(), import.as_of.clone());
        let latest = Latest::open(&transaction)?;
        let marks = Marks::open(&transaction, &import.source, import.run)?;
        let (newest, open, source) = (None, None, None);
        Ok(Arriving { transaction, import, number, fates, newest, open, part, latest, marks, source, waiting: 0 })
    }

    /// Moves the write-ahead log into the file and cuts it to nothing, so that the words of what was deleted are not left in
    /// it. Whoever closes the file last does the same, so this is for one who holds it open.
    pub fn truncate_wal(&self) -> Result<(), VersionsError> {
        Ok(self.base.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))?)
    }

    /// The number of the next run.
    pub fn next_run(&self) -> Result<u64, VersionsError> {
        let last: i64 = self.base.query_row("SELECT coalesce(max(run), 0) FROM imports", [], |row| row.get(0))?;
        Ok(last.unsigned_abs() + 1)
    }

    /// The number of the last import that changed anything.
    pub fn change(&self) -> Result<u64, VersionsError> {
        let number: i64 =
            self.base
                .query_row("SELECT coalesce(max(number), 0) FROM imports WHERE effect = 1", [], |row| row.get(0))?;
        Ok(number.unsigned_abs())
    }

    /// Hands over every record of these sources, sorted by its id byte by byte.
    pub fn each<E: From<VersionsError>>(
        &self,
        is_wanted: &dyn Fn(&str) -> bool,
        take: &mut dyn FnMut(Standing) -> Result<(), E>,
    ) -> Result<(), E> {
        let failed = |cause: rusqlite::Error| E::from(VersionsError::from(cause));
        let sources = self.sources()?;
        let statement = "SELECT source, gone, post FROM records ORDER BY record_id";
        let mut statement = self.base.prepare(statement).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let number: i64 = row.get(0).map_err(failed)?;
            let Some(source) = sources.get(&number).filter(|source| is_wanted(source)) else { continue };
            let text = row.get_ref(2).and_then(|value| Ok(value.as_str()?)).map_err(failed)?;
            let post = Post::from_json(text).map_err(|_| E::from(VersionsError::Unfit))?;
            let is_gone = row.get(1).map_err(failed)?;
            take(Standing { source: source.clone(), is_gone, post })?;
        }
        Ok(())
    }

    fn sources(&self) -> Result<HashMap<i64, String>, VersionsError> {
        let mut statement = self.base.prepare("SELECT number, name FROM sources")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Records that are other than they were at `change`: edited, shown to others, deleted.
    pub fn changed_since(&self, change: u64) -> Result<Vec<String>, VersionsError> {
        let mut statement = self.base.prepare(
            "SELECT record_id FROM records WHERE (version > 1 OR gone = 1) AND change > ?1 ORDER BY record_id",
        )?;
        let rows = statement.query_map([i64::try_from(change).unwrap_or(i64::MAX)], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes up to which change a corpus was sealed from.
    pub fn note_sealed(&self, corpus: Digest, change: u64) -> Result<(), VersionsError> {
        let change = i64::try_from(change).unwrap_or(i64::MAX);
        self.base.execute(
            "INSERT INTO sealed(corpus, change) VALUES (?1, ?2) ON CONFLICT(corpus) DO UPDATE SET change = excluded.change",
            params![corpus.to_string(), change],
        )?;
        Ok(())
    }

    /// Up to which change a corpus was sealed from; 0 where nobody noted it, so that every later change counts.
    pub fn sealed_at(&self, corpus: Digest) -> Result<u64, VersionsError> {
        let change = self
            .base
            .query_row("SELECT change FROM sealed WHERE corpus = ?1", [corpus.to_string()], |row| row.get::<_, i64>(0));
        Ok(change.optional()?.unwrap_or(0).unsigned_abs())
    }

    /// The earlier versions of a record, oldest first.
    pub fn history(&self, record_id: &str) -> Result<Vec<OlderVersion>, VersionsError> {
        let mut statement = self.base.prepare(
            "SELECT v.version, i.source, i.at, v.as_of, lower(hex(v.digest)), v.post FROM versions v
             JOIN records r ON r.id = v.record JOIN imports i ON i.number = v.import
             WHERE r.record_id = ?1 ORDER BY v.version",
        )?;
        let rows = statement.query_map([record_id], |row| {
            let post: Option<String> = row.get(5)?;
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, post))
        })?;
        rows.map(|row| {
            let (version, source, imported_at, as_of, digest, post): (i64, String, i64, i64, String, _) = row?;
            Ok(OlderVersion {
                version: version.unsigned_abs(),
                source,
                imported_at: moment(imported_at)?,
                as_of: moment(as_of)?,
                digest,
                post: post.map(|text| Post::from_json(&text)).transpose().map_err(|_| VersionsError::Unfit)?,
            })
        })
        .collect()
    }

    /// What the register said of the import that gave a record as it stands; nothing where the record is not known.
    pub fn import_of(&self, record_id: &str) -> Result<Vec<serde_json::Value>, VersionsError> {
        self.entries(
            "SELECT imports.entry FROM records JOIN imports ON imports.number = records.import WHERE record_id = ?1",
            [record_id],
        )
    }

    /// What the imports of a source wrote into the register, in their order.
    pub fn entries_of(&self, source: &str) -> Result<Vec<serde_json::Value>, VersionsError> {
        self.entries("SELECT entry FROM imports WHERE source = ?1 ORDER BY number", [source])
    }

    /// What the last import of each source wrote into the register, in the order of the imports.
    pub fn register(&self) -> Result<Vec<serde_json::Value>, VersionsError> {
        self.entries(
            "SELECT entry FROM imports WHERE entry <> '[]' AND number IN
             (SELECT max(number) FROM imports WHERE entry <> '[]' GROUP BY source) ORDER BY number",
            [],
        )
    }

    fn entries(&self, query: &str, of: impl rusqlite::Params) -> Result<Vec<serde_json::Value>, VersionsError> {
        let mut statement = self.base.prepare_cached(query)?;
        let rows = statement.query_map(of, |row| row.get::<_, String>(0))?;
        let mut entries = Vec::new();
        for text in rows {
            let of_one: Vec<serde_json::Value> = serde_json::from_str(&text?).map_err(|_| VersionsError::Unfit)?;
            entries.extend(of_one);
        }
        Ok(entries)
    }
}

/// An import while it arrives.
pub struct Arriving<'a> {
    transaction: rusqlite::Transaction<'a>,
    import: Import,
    number: i64,
    fates: Fates,
    // The newest moment that was described, but for `open`.
    newest: Option<AsOf>,
    // The moment of the part that is read, unless what is in it says its own: a copy of an old export is an old export.
    open: Option<AsOf>,
    // The moment of the part that is read, whatever what is in it says of itself.
    part: AsOf,
    latest: Latest,
    marks: Marks,
    // The number of the source, once it has one.
    source: Option<i64>,
    waiting: u64,
}

impl Arriving<'_> {
    /// The next file of the same source comes. Files of one table are one state together; each package is one of its own.
    pub fn next_part(&mut self, as_of: AsOf, is_package: bool) -> Result<(), VersionsError> {
        if is_package {
            self.settle()?;
            self.latest.next_part(&self.transaction)?;
        }
        self.newest = order::later(self.newest.take(), self.open.take());
        self.part = as_of.not_after(self.import.at);
        self.describes_its_part();
        Ok(())
    }

    /// What comes now was so at this moment: a package says it of itself, and each line of a push of its own.
    pub fn describes_now(&mut self, at: Instant) {
        self.import.as_of = AsOf::Stated(at).not_after(self.import.at);
        self.newest = order::later(self.newest.take(), Some(self.import.as_of.clone()));
        self.open = None;
    }

    /// What comes now says no moment of itself, so it is of that of its part.
    pub fn describes_its_part(&mut self) {
        self.import.as_of = self.part.clone();
        self.open = Some(self.part.clone());
    }

    /// Takes a record.
    pub fn post(&mut self, post: &Post) -> Result<Fate, VersionsError> {
        let owner = owner(post, &self.import.source);
        let newest = [post.created_at, post.edited_at, post.deleted_at].into_iter().flatten().map(micros).max();
        if let Some(newest) = newest {
            self.latest.note(&self.transaction, owner, newest)?;
        }
        let text = post.to_json().map_err(|_| VersionsError::Unfit)?;
        let digest = half(&Digest::of(&text));
        let fate = match self.known(post.record_id.as_str())? {
            None => self.appear(post, &text, &digest)?,
            Some(known) => self.meet(post, &text, &digest, &known)?,
        };
        self.fates.count(fate);
        Ok(fate)
    }

    fn known(&self, record_id: &str) -> Result<Option<Known>, VersionsError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT id, digest, as_of, stated, edited_at, gone FROM records WHERE record_id = ?1")?;
        let known = statement.query_row([record_id], |row| {
            Ok(Known {
                id: row.get(0)?,
                digest: row.get(1)?,
                as_of: row.get(2)?,
                is_stated: row.get(3)?,
                edited_at: row.get(4)?,
                is_gone: row.get(5)?,
            })
        });
        Ok(known.optional()?)
    }

    /// A record that was never seen. In an export that is older than what is known, it may have been deleted since.
    fn appear(&mut self, post: &Post, text: &str, digest: &[u8]) -> Result<Fate, VersionsError> {
        if self.import.whole != Whole::Increments
            && let Some(mark) = self.mark_of(post)?
        {
            if !self.import.as_of.is_stated() {
                return self.wait(text, digest);
            }
            if micros(self.import.as_of.moment()) < mark.as_of {
                return Ok(Fate::HeldBack);
            }
        }
        self.insert(post, text, digest)
    }

    fn mark_of(&mut self, post: &Post) -> Result<Option<Mark>, VersionsError> {
        self.marks.of(&self.transaction, owner(post, &self.import.source))
    }

    fn wait(&mut self, text: &str, digest: &[u8]) -> Result<Fate, VersionsError> {
        let statement = "INSERT INTO waiting(post, digest, as_of) VALUES (?1, ?2, ?3)";
        let as_of = micros(self.import.as_of.moment());
        self.transaction.prepare_cached(statement)?.execute(params![text, digest, as_of])?;
        self.waiting += 1;
        Ok(Fate::Waiting)
    }

    fn insert(&mut self, post: &Post, text: &str, digest: &[u8]) -> Result<Fate, VersionsError> {
        let source = self.source()?;
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO records(record_id, version, source, import, change, as_of, stated, edited_at, digest, gone, post)
             VALUES (?1, 1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        let is_gone = post.deleted_at.is_some();
        statement.execute(params![
            post.record_id.as_str(),
            source,
            self.number,
            micros(self.import.as_of.moment()),
            self.import.as_of.is_stated(),
            post.edited_at.map(micros),
            digest,
            is_gone,
            text
        ])?;
        Ok(if is_gone { Fate::Deleted } else { Fate::New })
    }

    fn source(&mut self) -> Result<i64, VersionsError> {
        if let Some(number) = self.source {
            return Ok(number);
        }
        let find = "SELECT number FROM sources WHERE name = ?1";
        let found = self.transaction.query_row(find, [&self.import.source], |row| row.get(0)).optional()?;
        let number = match found {
            Some(number) => number,
            None => {
                self.transaction.execute("INSERT INTO sources(name) VALUES (?1)", [&self.import.source])?;
                self.transaction.last_insert_rowid()
            }
        };
        self.source = Some(number);
        Ok(number)
    }

    fn meet(&mut self, post: &Post, text: &str, digest: &[u8], known: &Known) -> Result<Fate, VersionsError> {
        if known.digest == digest || self.says_the_same(post, digest, known)? {
            self.seen_again(known)?;
            return Ok(Fate::Unchanged);
        }
        match order::of(post, &self.import.as_of, known) {
            Verdict::Newer => self.replace(post, digest, known),
            Verdict::Older => Ok(Fate::Stale),
            Verdict::StaysDeleted => Ok(Fate::HeldBack),
            Verdict::Unsaid => self.wait(text, digest),
        }
    }

    /// Whether what is known says the same in other bytes, as an earlier release of this program wrote it.
    fn says_the_same(&self, post: &Post, digest: &[u8], known: &Known) -> Result<bool, VersionsError> {
        if Post::from_json(&self.post_of(known.id)?).map_err(|_| VersionsError::Unfit)? != *post {
            return Ok(false);
        }
        let statement = "UPDATE records SET digest = ?2 WHERE id = ?1";
        self.transaction.prepare_cached(statement)?.execute(params![known.id, digest])?;
        Ok(true)
    }

    /// Later exports have to be later than this one, not than the first that said the same.
    fn seen_again(&self, known: &Known) -> Result<(), VersionsError> {
        let as_of = micros(self.import.as_of.moment());
        if as_of > known.as_of {
            let statement = "UPDATE records SET as_of = ?2, stated = ?3 WHERE id = ?1";
            let mut statement = self.transaction.prepare_cached(statement)?;
            statement.execute(params![known.id, as_of, self.import.as_of.is_stated()])?;
        }
        Ok(())
    }

    /// Puts a version in the place of the known one, which is kept.
    fn replace(&mut self, post: &Post, digest: &[u8], known: &Known) -> Result<Fate, VersionsError> {
        let before: String =
            self.transaction.query_row("SELECT post FROM records WHERE id = ?1", [known.id], |row| row.get(0))?;
        let before = Post::from_json(&before).map_err(|_| VersionsError::Unfit)?;
        let is_gone = post.deleted_at.is_some();
        // What a deletion leaves out is known from before; the words are not kept.
        let is_bare = is_gone && post.text.expose().is_empty();
        let mut now = if is_bare { tombstone(&before, post.deleted_at) } else { post.clone() };
        self.observe(&before, &mut now);
        self.keep(known.id)?;
        self.write(known.id, &now, digest, is_gone)?;
        if is_bare {
            self.bury(known.id, post.record_id.as_str(), post.deleted_at)?;
        }
        Ok(if is_gone { Fate::Deleted } else { Fate::Changed })
    }

    /// Where a source gives no earlier audiences, a change of audience is what we saw of it.
    fn observe(&self, before: &Post, now: &mut Post) {
        if !now.visibility_history.is_empty() {
            return;
        }
        now.visibility_history.clone_from(&before.visibility_history);
        let is_known = before.visibility_now != Visibility::Unknown;
        if before.visibility_now != now.visibility_now && is_known {
            // Never later than the clock: what was hidden is hidden now.
            let at = self.import.as_of.moment().min(self.import.at);
            if now.visibility_history.is_empty() {
                let since = before.created_at.unwrap_or(at).min(at);
                now.visibility_history.push(VisibilityChange { at: since, to: before.visibility_now });
            }
            now.visibility_history.push(VisibilityChange { at, to: now.visibility_now });
        }
    }

    fn keep(&self, id: i64) -> Result<(), VersionsError> {
        let statement = "INSERT INTO versions(record, version, import, as_of, digest, post)
                         SELECT id, version, import, as_of, digest, post FROM records WHERE id = ?1";
        self.transaction.prepare_cached(statement)?.execute([id])?;
        Ok(())
    }

    fn write(&mut self, id: i64, post: &Post, digest: &[u8], is_gone: bool) -> Result<(), VersionsError> {
        let source = self.source()?;
        let text = post.to_json().map_err(|_| VersionsError::Unfit)?;
        let mut statement = self.transaction.prepare_cached(
            "UPDATE records SET version = version + 1, source = ?2, import = ?3, change = ?3, as_of = ?4, stated = ?5,
             edited_at = ?6, digest = ?7, gone = ?8, post = ?9 WHERE id = ?1",
        )?;
        statement.execute(params![
            id,
            source,
            self.number,
            micros(self.import.as_of.moment()),
            self.import.as_of.is_stated(),
            post.edited_at.map(micros),
            digest,
            is_gone,
            text
        ])?;
        Ok(())
    }

    /// The words of a deleted record go, those of its earlier versions too, and with them what stood beside it: `ID#1` is
    /// the description of its first picture.
    fn bury(&mut self, id: i64, record_id: &str, at: Option<Instant>) -> Result<(), VersionsError> {
        self.transaction.prepare_cached("UPDATE versions SET post = NULL WHERE record = ?1")?.execute([id])?;
        if record_id.contains('#') {
            return Ok(());
        }
        let statement = "SELECT id, post FROM records WHERE record_id > ?1 AND record_id < ?2 AND gone = 0";
        let mut statement = self.transaction.prepare_cached(statement)?;
        let beside = statement
            .query_map([format!("{record_id}#"), format!("{record_id}$")], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<(i64, String)>, _>>()?;
        drop(statement);
        for (id, post) in beside {
            self.make_tombstone(id, &post, at)?;
            self.transaction.prepare_cached("UPDATE versions SET post = NULL WHERE record = ?1")?.execute([id])?;
            self.fates.count(Fate::Deleted);
        }
        Ok(())
    }

    fn make_tombstone(&mut self, id: i64, post: &str, at: Option<Instant>) -> Result<(), VersionsError> {
        let before = Post::from_json(post).map_err(|_| VersionsError::Unfit)?;
        let at = at.unwrap_or_else(|| self.import.as_of.moment().min(self.import.at));
        let gone = tombstone(&before, Some(at));
        self.keep(id)?;
        let text = gone.to_json().map_err(|_| VersionsError::Unfit)?;
        self.write(id, &gone, &half(&Digest::of(&text)), true)
    }

    /// A record that the platform says is gone, of which nothing else is said.
    pub fn gone(&mut self, record_id: &str, at: Instant) -> Result<Fate, VersionsError> {
        let Some(known) = self.known(record_id)? else { return Ok(self.counted(Fate::Stale)) };
        if known.is_gone {
            return Ok(self.counted(Fate::Unchanged));
        }
        if known.is_stated && micros(self.import.as_of.moment()) < known.as_of {
            return Ok(self.counted(Fate::Stale));
        }
        self.make_tombstone(known.id, &self.post_of(known.id)?, Some(at))?;
        self.bury(known.id, record_id, Some(at))?;
        Ok(self.counted(Fate::Deleted))
    }

    fn post_of(&self, id: i64) -> Result<String, VersionsError> {
        let post = "SELECT post FROM records WHERE id = ?1";
        Ok(self.transaction.prepare_cached(post)?.query_row([id], |row| row.get(0))?)
    }

    fn counted(&mut self, fate: Fate) -> Fate {
        self.fates.count(fate);
        fate
    }

    /// Records of this source whose identifiers begin with `prefix` and that were not seen: what is complete says by its
    /// silence that they were gone at its moment, and nothing about later ones. Their earlier versions are kept.
    pub fn absent(
        &mut self,
        prefix: &str,
        as_of: &AsOf,
        was_seen: &mut dyn FnMut(&str) -> io::Result<bool>,
    ) -> Result<(), VersionsError> {
        let source = self.source()?;
        let as_of = as_of.clone().not_after(self.import.at);
        let statement = "SELECT id, record_id FROM records WHERE source = ?1 AND gone = 0 AND as_of <= ?2
                         AND substr(record_id, 1, length(?3)) = ?3";
        let mut statement = self.transaction.prepare(statement)?;
        let mut rows = statement.query(params![source, micros(as_of.moment()), prefix])?;
        let mut gone = Vec::new();
        while let Some(row) = rows.next()? {
            let record: String = row.get(1)?;
            if !was_seen(&record).map_err(|cause| VersionsError::Seen { kind: cause.kind() })? {
                gone.push(row.get::<_, i64>(0)?);
            }
        }
        drop(rows);
        drop(statement);
        let said = std::mem::replace(&mut self.import.as_of, as_of);
        for id in gone {
            self.make_tombstone(id, &self.post_of(id)?, None)?;
            self.fates.count(Fate::Deleted);
        }
        self.import.as_of = said;
        Ok(())
    }

    /// Takes an account.
    pub fn account(&mut self, account: &Account) -> Result<Fate, VersionsError> {
        let fate = accounts::take(&self.transaction, self.number, &self.import, account)?;
        self.fates.count(fate);
        Ok(fate)
    }

    /// What was other than known and not said to be later: it is, unless this export's newest moment of the same owner lies
    /// before one that was seen already. Then the export is an old one, whatever its file says.
    fn settle(&mut self) -> Result<(), VersionsError> {
        if std::mem::take(&mut self.waiting) == 0 {
            return Ok(());
        }
        let next = "SELECT rowid, post, digest, as_of FROM waiting WHERE rowid > ?1 ORDER BY rowid LIMIT 1";
        let (said, mut after) = (self.import.as_of.clone(), 0_i64);
        loop {
            let next = self.transaction.prepare_cached(next)?.query_row([after], |row| {
                Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?, row.get(3)?))
            });
            let Some((row, text, digest, as_of)) = next.optional()? else { break };
            after = row;
            self.import.as_of = AsOf::Assumed(moment(as_of)?);
            let post = Post::from_json(&text).map_err(|_| VersionsError::Unfit)?;
            let is_old = match self.mark_of(&post)? {
                None => false,
                Some(mark) => {
                    let latest = self.latest.of(&self.transaction, owner(&post, &self.import.source))?;
                    latest.is_none_or(|latest| latest < mark.latest)
                }
            };
            let fate = match self.known(post.record_id.as_str())? {
                Some(known) if known.digest == digest => Fate::Unchanged,
                Some(known) if known.is_gone => Fate::HeldBack,
                Some(_) if is_old => Fate::Stale,
                Some(known) => self.replace(&post, &digest, &known)?,
                None if is_old => Fate::HeldBack,
                None => self.insert(&post, &text, &digest)?,
            };
            self.fates.count(fate);
        }
        self.import.as_of = said;
        self.transaction.execute("DELETE FROM waiting", [])?;
        Ok(())
    }

    /// Decides what waits, so that the counts are whole.
    pub fn finish(&mut self) -> Result<&Fates, VersionsError> {
        self.settle()?;
        Ok(&self.fates)
    }

    /// The number of this import.
    pub fn number(&self) -> u64 {
        self.number.unsigned_abs()
    }

    /// What became of the records so far.
    pub fn fates(&self) -> &Fates {
        &self.fates
    }

    /// The moment that what was read last describes.
    pub fn as_of(&self) -> &AsOf {
        &self.import.as_of
    }

    /// The newest moment that a part of this import describes.
    pub fn newest(&self) -> AsOf {
        order::later(self.newest.clone(), self.open.clone()).unwrap_or_else(|| self.import.as_of.clone())
    }

    /// Keeps the import, with what the register says about it. If we crash before the last line, nothing of it was taken.
    pub fn commit(mut self, entries: &serde_json::Value) -> Result<Fates, VersionsError> {
        self.finish()?;
        let newest = self.newest();
        self.latest.keep(&self.transaction, &self.import.source, micros(newest.moment()), self.import.run)?;
        self.transaction.execute(
            "UPDATE imports SET effect = ?2, entry = ?3, as_of = ?4, stated = ?5 WHERE number = ?1",
            params![
                self.number,
                self.fates.is_effective(),
                entries.to_string(),
                micros(newest.moment()),
                newest.is_stated()
            ],
        )?;
        self.transaction.commit()?;
        Ok(self.fates)
    }
}

/// What is left of a record whose words are gone: that there was one, whose, where and when.
fn tombstone(before: &Post, at: Option<Instant>) -> Post {
    let mut gone = before.clone();
    gone.deleted_at = before.deleted_at.or(at);
    gone.text = Text::default();
    gone.group_name = None;
    gone.embeds.clear();
    gone.media.clear();
    gone
}

fn owner<'a>(post: &'a Post, source: &'a str) -> &'a str {
    post.account_id.as_ref().map_or(source, terms::AccountId::as_str)
}

fn half(digest: &Digest) -> Vec<u8> {
    digest.as_bytes().iter().take(16).copied().collect()
}

fn micros(at: Instant) -> i64 {
    at.timestamp_micros()
}

fn moment(micros: i64) -> Result<Instant, VersionsError> {
    chrono::DateTime::from_timestamp_micros(micros).ok_or(VersionsError::Unfit)
}

/// Name of the file.
const FILE: &str = "versions.sqlite";
