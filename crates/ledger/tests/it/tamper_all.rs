//! Every byte of every row of the store, and of every file of the log: changed, dropped or added, it is found, and where the
//! row has a position, with that position. The adversary writes to the database, past the triggers.

use crate::folder::{Folder, consents, objects, on_both_stores, subject, withdraws};
use ledger::{AuditError, Ledger};

enum Adversary {
    Sqlite(rusqlite::Connection),
    Postgres(postgres::Client),
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Int,
    Blob,
    Text,
}
use Kind::{Blob, Int, Text};

type Table = (&'static str, &'static [(&'static str, Kind)], Option<usize>);

/// All tables of the log, and which column is the position.
const TABLES: [Table; 9] = [
    ("log", &[("idx", Int), ("commitment", Blob), ("hashes", Blob)], Some(0)),
    (
        "sealed",
        &[("idx", Int), ("act", Text), ("owner", Blob), ("nonce", Blob), ("box", Blob), ("topic", Blob)],
        Some(0),
    ),
    ("about", &[("person", Blob), ("idx", Int)], Some(1)),
    ("about_objection", &[("id", Blob), ("idx", Int)], Some(1)),
    ("objection", &[("id", Blob), ("owner", Blob)], None),
    ("holder", &[("person", Blob), ("id", Blob)], None),
    ("suppressed", &[("person", Blob), ("at", Text)], None),
    ("tally", &[("name", Text), ("sum", Blob)], None),
    ("identity", &[("ledger_id", Blob)], None),
];

impl Adversary {
    fn of(folder: &Folder) -> Self {
        let mut adversary = match folder.url() {
            None => Self::Sqlite(rusqlite::Connection::open(folder.path().join("ledger.sqlite")).expect("there")),
            Some(_) => Self::Postgres(folder.database().connect()),
        };
        adversary.run(match adversary {
            Self::Sqlite(_) => {
                "PRAGMA foreign_keys = OFF; DROP TRIGGER log_is_not_updated; DROP TRIGGER log_is_not_deleted;
                 DROP TRIGGER log_grows_at_its_end"
            }
            Self::Postgres(_) => "SET search_path = grondslag_log; ALTER TABLE log DISABLE TRIGGER ALL",
        });
        adversary
    }

    fn run(&mut self, statement: &str) {
        match self {
            Self::Sqlite(db) => db.execute_batch(statement).expect("theirs"),
            Self::Postgres(db) => db.batch_execute(statement).expect("theirs"),
        }
    }

    fn rows(&mut self, table: &str, columns: &[(&str, Kind)]) -> Vec<Vec<String>> {
        let hex = |name: &str| match self {
            Self::Sqlite(_) => format!("lower(hex({name}))"),
            Self::Postgres(_) => format!("encode({name}, 'hex')"),
        };
        let shown: Vec<String> = columns
            .iter()
            .map(|(name, kind)| if *kind == Blob { hex(name) } else { format!("CAST({name} AS text)") })
            .collect();
        let statement = format!("SELECT {} FROM {table} ORDER BY 1", shown.join(", "));
        let width = columns.len();
        match self {
            Self::Sqlite(db) => {
                let mut query = db.prepare(&statement).expect("theirs");
                let rows = query.query_map([], |row| (0..width).map(|at| row.get(at)).collect());
                rows.expect("theirs").map(|row| row.expect("text")).collect()
            }
            Self::Postgres(db) => {
                let rows = db.query(&statement, &[]).expect("theirs");
                rows.iter().map(|row| (0..width).map(|at| row.get(at)).collect()).collect()
            }
        }
    }

    fn literal(&self, kind: Kind, value: &str) -> String {
        match (self, kind) {
            (_, Int) => value.to_owned(),
            (_, Text) => format!("'{value}'"),
            (Self::Sqlite(_), Blob) => format!("x'{value}'"),
            (Self::Postgres(_), Blob) => format!("'\\x{value}'::bytea"),
        }
    }
}

/// Other values that one byte changed, dropped or added makes of this one.
fn changes(kind: Kind, value: &str) -> Vec<String> {
    if kind == Int {
        return vec![format!("{}", value.parse::<i64>().expect("a number") + 1000), format!("-{}", 1 + value.len())];
    }
    let step = if kind == Blob { 2 } else { 1 };
    let mut changes = Vec::new();
    for at in (0..value.len()).step_by(step) {
        let mut changed = value.to_owned();
        let digit = &value[at..=at];
        changed.replace_range(at..=at, if digit == "0" { "1" } else { "0" });
        changes.push(changed);
    }
    if !value.is_empty() {
        changes.push(value[step..].to_owned());
        changes.push(value[..value.len() - step].to_owned());
    }
    changes.push(format!("{value}{}", &"00"[..step]));
    changes
}

fn expect_found(ledger: &Ledger, position: Option<&str>, what: &str) {
    match ledger.verify() {
        Err(AuditError::Broken { faults }) => {
            let named =
                |position: &str| faults.iter().any(|fault| fault.to_string().contains(&format!("`{position}`")));
            assert!(position.is_none_or(named), "{what}: {faults:?}");
        }
        other => panic!("{what}: {other:?}"),
    }
}

#[test]
fn any_byte_of_any_row_that_is_changed_dropped_or_added_is_found() {
    on_both_stores(|new| {
        let folder = new("tamper-all");
        let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
        let said = [consents(1, 1), objects(2, "o1", &[1], &[]), objects(3, "o2", &[2, 3], &[]), withdraws(4, 2)];
        ledger.append(&world, &said).expect("durable");
        ledger.erase(&world, &subject(1)).expect("durable");
        ledger.verify().expect("sound");
        let mut adversary = Adversary::of(&folder);
        for (table, columns, position) in TABLES {
            let rows = adversary.rows(table, columns);
            assert!(!rows.is_empty(), "{table} is tested");
            let literals: Vec<Vec<String>> = rows
                .iter()
                .map(|row| row.iter().zip(columns).map(|(value, (_, kind))| adversary.literal(*kind, value)).collect())
                .collect();
            let is = |row: &[String]| {
                let pairs = row.iter().zip(columns).map(|(literal, (name, _))| format!("{name} = {literal}"));
                pairs.collect::<Vec<_>>().join(" AND ")
            };
            for (row, literal) in rows.iter().zip(&literals) {
                let at = position.map(|position| row[position].as_str());
                for (column, (name, kind)) in columns.iter().enumerate() {
                    for changed in changes(*kind, &row[column]) {
                        let mut other = literal.clone();
                        other[column] = adversary.literal(*kind, &changed);
                        adversary.run(&format!("UPDATE {table} SET {name} = {} WHERE {}", other[column], is(literal)));
                        expect_found(&ledger, at, &format!("{table}.{name} {changed}"));
                        adversary.run(&format!("UPDATE {table} SET {name} = {} WHERE {}", literal[column], is(&other)));
                    }
                }
                adversary.run(&format!("DELETE FROM {table} WHERE {}", is(literal)));
                expect_found(&ledger, at, &format!("{table}: a row dropped"));
                adversary.run(&format!("INSERT INTO {table} VALUES ({})", literal.join(", ")));
                // The same row once more, under another key.
                let mut added = literal.clone();
                let key = position.unwrap_or(0);
                added[key] = adversary.literal(columns[key].1, &changes(columns[key].1, &row[key])[0]);
                adversary.run(&format!("INSERT INTO {table} VALUES ({})", added.join(", ")));
                expect_found(&ledger, None, &format!("{table}: a row added"));
                adversary.run(&format!("DELETE FROM {table} WHERE {}", is(&added)));
            }
        }
        ledger.verify().expect("all is as it was");
    });
}

#[test]
fn any_byte_of_any_file_of_the_log_that_is_changed_dropped_or_added_is_found_with_its_file() {
    let folder = Folder::new("tamper-files");
    let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
    ledger.append(&world, &[consents(1, 1), consents(2, 2), withdraws(3, 1)]).expect("durable");
    for file in ["log/tile/0/000.p/3", "log/tile/entries/000.p/3", "log/checkpoint"] {
        let good = folder.bytes(file);
        let path = folder.path().join(file);
        let named = format!("{}", path.display());
        // A checkpoint is signed, so that there is nothing to compare it with byte by byte, and no file to name.
        let named = if file.ends_with("checkpoint") { None } else { Some(named.as_str()) };
        let mut bad: Vec<Vec<u8>> = (0..good.len())
            .flat_map(|at| {
                let flipped = [&good[..at], &[good[at] ^ 1], &good[at + 1..]].concat();
                [flipped, [&good[..at], &good[at + 1..]].concat(), [&good[..at], b"x", &good[at..]].concat()]
            })
            .collect();
        bad.push([&good[..], b"x"].concat());
        for bad in bad.into_iter().filter(|bad| *bad != good) {
            folder.put(file, &bad);
            expect_found(&ledger, named, file);
        }
        world::remove_file(&path).expect("removable");
        expect_found(&ledger, named, file);
        folder.put(file, &good);
    }
    folder.put("log/tile/0/001", b"more");
    expect_found(&ledger, Some(&format!("{}", folder.path().join("log/tile/0/001").display())), "a file added");
    world::remove_file(folder.path().join("log/tile/0/001")).expect("removable");
    ledger.verify().expect("all is as it was");
}
