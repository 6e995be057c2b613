//! What an import knows of each owner of records. In: moments of owners. Out: the latest of each, and what earlier runs saw.
//! Never: more than a bounded number of owners in memory, and never one that is forgotten for that.

use super::VersionsError;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// Owners in memory; the rest stands in a temporary table without a name on the disk.
const IN_MEMORY: usize = 1 << 16;

/// What earlier runs saw of one owner in one source.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub latest: i64,
    pub as_of: i64,
}

/// Marks of earlier runs, looked up where somebody asks.
pub(super) struct Marks {
    source: String,
    run: i64,
    // An import into an empty file asks nothing.
    any: bool,
    asked: HashMap<String, Option<Mark>>,
}

impl Marks {
    /// Those of the runs before `run`.
    pub fn open(base: &Connection, source: &str, run: u64) -> Result<Self, VersionsError> {
        let run = i64::try_from(run).unwrap_or(i64::MAX);
        let any = "SELECT EXISTS(SELECT 1 FROM marks WHERE source = ?1 AND run < ?2)";
        let any = base.query_row(any, params![source, run], |row| row.get(0))?;
        Ok(Self { source: source.to_owned(), run, any, asked: HashMap::new() })
    }

    /// That of one owner.
    pub fn of(&mut self, base: &Connection, owner: &str) -> Result<Option<Mark>, VersionsError> {
        if !self.any {
            return Ok(None);
        }
        if let Some(mark) = self.asked.get(owner) {
            return Ok(*mark);
        }
        let statement = "SELECT latest, as_of FROM marks WHERE source = ?1 AND owner = ?2 AND run < ?3";
        let mut statement = base.prepare_cached(statement)?;
        let mark = statement.query_row(params![self.source, owner, self.run], |row| {
            Ok(Mark { latest: row.get(0)?, as_of: row.get(1)? })
        });
        let mark = mark.optional()?;
        if self.asked.len() >= IN_MEMORY {
            self.asked.clear();
        }
        self.asked.insert(owner.to_owned(), mark);
        Ok(mark)
    }
}

/// The latest moment that an import gives of each owner: an export that is older than what is known shows itself by it.
pub(super) struct Latest {
    part: HashMap<String, i64>,
}

impl Latest {
    /// Nothing yet.
    pub fn open(base: &Connection) -> Result<Self, VersionsError> {
        base.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS latest(owner TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
             CREATE TEMP TABLE IF NOT EXISTS before(owner TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
             DELETE FROM temp.latest; DELETE FROM temp.before",
        )?;
        Ok(Self { part: HashMap::new() })
    }

    /// A moment of an owner.
    pub fn note(&mut self, base: &Connection, owner: &str, at: i64) -> Result<(), VersionsError> {
        if let Some(latest) = self.part.get_mut(owner) {
            *latest = (*latest).max(at);
            return Ok(());
        }
        if self.part.len() >= IN_MEMORY {
            self.spill(base)?;
        }
        self.part.insert(owner.to_owned(), at);
        Ok(())
    }

    /// The latest of an owner in the part that is read.
    pub fn of(&self, base: &Connection, owner: &str) -> Result<Option<i64>, VersionsError> {
        let mut statement = base.prepare_cached("SELECT at FROM temp.latest WHERE owner = ?1")?;
        let spilled: Option<i64> = statement.query_row([owner], |row| row.get(0)).optional()?;
        Ok(spilled.max(self.part.get(owner).copied()))
    }

    fn spill(&mut self, base: &Connection) -> Result<(), VersionsError> {
        let mut statement = base.prepare_cached(
            "INSERT INTO temp.latest(owner, at) VALUES (?1, ?2) ON CONFLICT(owner) DO UPDATE SET at = max(at, excluded.at)",
        )?;
        let mut part: Vec<_> = self.part.drain().collect();
        part.sort_unstable();
        for (owner, at) in part {
            statement.execute(params![owner, at])?;
        }
        Ok(())
    }

    /// The next part is an export of its own.
    pub fn next_part(&mut self, base: &Connection) -> Result<(), VersionsError> {
        self.spill(base)?;
        base.execute_batch(
            "INSERT INTO temp.before(owner, at) SELECT owner, at FROM temp.latest WHERE true
             ON CONFLICT(owner) DO UPDATE SET at = max(at, excluded.at);
             DELETE FROM temp.latest",
        )?;
        Ok(())
    }

    /// Writes what later runs compare with.
    pub fn keep(&mut self, base: &Connection, source: &str, as_of: i64, run: u64) -> Result<(), VersionsError> {
        self.next_part(base)?;
        let run = i64::try_from(run).unwrap_or(i64::MAX);
        base.execute(
            "INSERT INTO marks(source, owner, latest, as_of, run)
             SELECT ?1, owner, at, ?2, ?3 FROM temp.before WHERE true ORDER BY owner
             ON CONFLICT(source, owner) DO UPDATE SET latest = max(latest, excluded.latest),
             as_of = max(as_of, excluded.as_of), run = min(run, excluded.run)",
            params![source, as_of, run],
        )?;
        base.execute("DELETE FROM temp.before", [])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_owners_than_stand_in_memory_are_all_kept_with_their_latest() {
        let base = Connection::open_in_memory().expect("a base");
        super::super::schema::migrate(&base).expect("tables");
        let mut latest = Latest::open(&base).expect("open");
        let owners = i64::try_from(IN_MEMORY).expect("few") * 2 + 10;
        for round in [2, 1] {
            for owner in 0..owners {
                latest.note(&base, &format!("s:{owner}"), owner * round).expect("noted");
            }
        }
        assert!(latest.part.len() <= IN_MEMORY);
        for owner in [0, 1, owners / 2, owners - 1] {
            assert_eq!(latest.of(&base, &format!("s:{owner}")).expect("asked"), Some(owner * 2));
        }
        assert_eq!(latest.of(&base, "s:none").expect("asked"), None);
        latest.next_part(&base).expect("a part");
        assert_eq!(latest.of(&base, "s:1").expect("asked"), None, "each part is an export of its own");
        latest.note(&base, "s:1", 1).expect("noted");
        latest.keep(&base, "source", 7, 1).expect("kept");
        let mut marks = Marks::open(&base, "source", 2).expect("marks");
        for owner in 0..owners {
            let mark = marks.of(&base, &format!("s:{owner}")).expect("asked").expect("there is one");
            assert_eq!((mark.latest, mark.as_of), (owner * 2, 7));
        }
        assert!(marks.asked.len() <= IN_MEMORY);
        assert!(marks.of(&base, "s:none").expect("asked").is_none());
        assert!(
            Marks::open(&base, "source", 1).expect("marks").of(&base, "s:1").expect("asked").is_none(),
            "its own run"
        );
        assert!(Marks::open(&base, "other", 2).expect("marks").of(&base, "s:1").expect("asked").is_none());
    }
}
