//! What the stores are made of. In: a part of the ledger and a kind of database. Out: its migrations, in order. Never: a
//! migration that was released and then changed; the next one is added at the end, and its number is the version.

use super::Part;

/// The migrations of one part in SQLite; the version of a file is how many it has seen.
pub(crate) fn sqlite(part: Part) -> &'static [&'static str] {
    match part {
        Part::Log => &[SQLITE_LOG, SQLITE_TALLY, SQLITE_TOPIC, SQLITE_NOTICES],
        Part::Keys => &[SQLITE_KEYS, WRAPPED_KEYS],
    }
}

/// The migrations of one part in PostgreSQL, with the same numbers and the same tables.
pub(crate) fn postgres(part: Part) -> &'static [&'static str] {
    match part {
        Part::Log => &[POSTGRES_LOG, POSTGRES_TALLY, POSTGRES_TOPIC, POSTGRES_NOTICES],
        Part::Keys => &[POSTGRES_KEYS, WRAPPED_KEYS],
    }
}

/// The log itself can only grow. What may be erased lies apart from it, in `sealed` and in the indexes.
const SQLITE_LOG: &str = "
    CREATE TABLE identity(ledger_id BLOB NOT NULL) STRICT;
    -- `hashes`: the leaf's hash and those of the subtrees that it completed, 32 bytes each.
    CREATE TABLE log(idx INTEGER PRIMARY KEY, commitment BLOB NOT NULL, hashes BLOB NOT NULL) STRICT;
    CREATE TRIGGER log_is_not_updated BEFORE UPDATE ON log
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER log_is_not_deleted BEFORE DELETE ON log
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER log_grows_at_its_end BEFORE INSERT ON log
        WHEN NEW.idx IS NOT (SELECT coalesce(max(idx) + 1, 0) FROM log)
        BEGIN SELECT RAISE(ABORT, 'the log grows at its end'); END;
    CREATE TABLE sealed(
        idx INTEGER PRIMARY KEY REFERENCES log(idx),
        act TEXT NOT NULL, owner BLOB NOT NULL, nonce BLOB NOT NULL, box BLOB NOT NULL
    ) STRICT;
    -- Which events name a person, by the person's tag.
    CREATE TABLE about(person BLOB NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY(person, idx)) STRICT, WITHOUT ROWID;
    -- Whose key opens an objection, which events are about it, and whose it is or may be.
    CREATE TABLE objection(id BLOB PRIMARY KEY, owner BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE about_objection(id BLOB NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY(id, idx)) STRICT, WITHOUT ROWID;
    CREATE TABLE holder(person BLOB NOT NULL, id BLOB NOT NULL, PRIMARY KEY(person, id)) STRICT, WITHOUT ROWID;
    -- Persons who were erased, by tag, so that they stay out.
    CREATE TABLE suppressed(person BLOB PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
    -- What an erasure still has to destroy outside this file.
    CREATE TABLE doomed_key(owner BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE doomed_receipt(idx INTEGER PRIMARY KEY) STRICT;
";

/// As in SQLite. The triggers fire once a statement, because a bulk insert is one statement.
const POSTGRES_LOG: &str = "
    CREATE TABLE identity(ledger_id bytea NOT NULL);
    CREATE TABLE log(idx bigint PRIMARY KEY, commitment bytea NOT NULL, hashes bytea NOT NULL);
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the log is append-only'; END $$;
    CREATE TRIGGER log_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON log
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    CREATE FUNCTION refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE low bigint; high bigint; rows bigint;
        BEGIN
            SELECT min(idx), max(idx), count(*) INTO low, high, rows FROM fresh;
            IF rows > 0 AND (low < 0 OR high - low + 1 <> rows
                OR (low > 0 AND NOT EXISTS (SELECT 1 FROM log WHERE idx = low - 1)))
            THEN RAISE EXCEPTION 'the log grows at its end'; END IF;
            RETURN NULL;
        END $$;
    CREATE TRIGGER log_grows_at_its_end AFTER INSERT ON log REFERENCING NEW TABLE AS fresh
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_gap();
    -- No foreign key to `log`: both are written in one transaction, and the audit compares them.
    CREATE TABLE sealed(
        idx bigint PRIMARY KEY,
        act text NOT NULL, owner bytea NOT NULL, nonce bytea NOT NULL, box bytea NOT NULL
    );
    CREATE TABLE about(person bytea NOT NULL, idx bigint NOT NULL, PRIMARY KEY(person, idx));
    CREATE TABLE objection(id bytea PRIMARY KEY, owner bytea NOT NULL);
    CREATE TABLE about_objection(id bytea NOT NULL, idx bigint NOT NULL, PRIMARY KEY(id, idx));
    CREATE TABLE holder(person bytea NOT NULL, id bytea NOT NULL, PRIMARY KEY(person, id));
    CREATE TABLE suppressed(person bytea PRIMARY KEY, at text NOT NULL);
    CREATE TABLE doomed_key(owner bytea PRIMARY KEY);
    CREATE TABLE doomed_receipt(idx bigint PRIMARY KEY);
";

/// Orders and names are asked for all the time and are few, so they are found by their act. `tally` is a keyed sum over
/// what no event can prove any more: who was erased, and which objections went with them.
const SQLITE_TALLY: &str = "
    CREATE INDEX sealed_by_act ON sealed(act, idx);
    CREATE TABLE tally(name TEXT PRIMARY KEY, sum BLOB NOT NULL) STRICT, WITHOUT ROWID;
    -- Empty: the next `open` computes it.
    INSERT INTO tally(name, sum) VALUES ('erased', x'');
";

const POSTGRES_TALLY: &str = "
    CREATE INDEX sealed_by_act ON sealed(act, idx);
    CREATE TABLE tally(name text PRIMARY KEY, sum bytea NOT NULL);
    INSERT INTO tally(name, sum) VALUES ('erased', '');
";

/// What holds about one purpose is asked for without reading every event. `topic` is the keyed tag of the one purpose that an
/// event is about, empty for every purpose, one zero byte for none; rows of earlier versions do not say, and are read always.
const SQLITE_TOPIC: &str = "
    ALTER TABLE sealed ADD COLUMN topic BLOB NOT NULL DEFAULT (x'756e6b6e6f776e');
    CREATE INDEX sealed_by_topic ON sealed(topic);
";

const POSTGRES_TOPIC: &str = "
    ALTER TABLE sealed ADD COLUMN topic bytea NOT NULL DEFAULT 'unknown';
    CREATE INDEX sealed_by_topic ON sealed(topic, idx);
";

/// A notice that came back undoes its delivery, so it changes what holds about every purpose. Until here it changed nothing.
const SQLITE_NOTICES: &str = "
    UPDATE sealed SET topic = x'' WHERE act = 'notice_failed' AND topic = x'00';
";

const POSTGRES_NOTICES: &str = r"
    UPDATE sealed SET topic = '' WHERE act = 'notice_failed' AND topic = '\x00';
";

const SQLITE_KEYS: &str = "
    CREATE TABLE secret(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
    CREATE TABLE data_key(owner BLOB PRIMARY KEY, key BLOB NOT NULL) STRICT, WITHOUT ROWID;
";

const POSTGRES_KEYS: &str = "
    CREATE TABLE secret(name text PRIMARY KEY, value bytea NOT NULL);
    CREATE TABLE data_key(owner bytea PRIMARY KEY, key bytea NOT NULL);
";

/// From here on the values lie wrapped under the root key. `keys` wraps those that are there when it opens the store: no
/// statement can.
const WRAPPED_KEYS: &str = "SELECT 1";
