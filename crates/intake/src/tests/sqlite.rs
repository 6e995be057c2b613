//! SQLite files that a test writes.

use super::*;
use crate::{ColumnMap, Declared, Format, TimeForm, recognise};
use rusqlite::Connection;
use terms::Kind;

fn map() -> ColumnMap {
    ColumnMap {
        record_id: "post_id".to_owned(),
        text: "post_text".to_owned(),
        account_id: Some("poster_id".to_owned()),
        created_at: Some("post_time".to_owned()),
        in_reply_to: Some("parent".to_owned()),
        time: TimeForm::UnixSeconds,
        ..ColumnMap::default()
    }
}

fn source(path: &Path, map: ColumnMap) -> Source {
    Source {
        service: Some("forum".to_owned()),
        map: Some(map),
        declare: Declared { kind: Some(Kind::GroupPost), ..Declared::default() },
        ..plain(path)
    }
}

/// A forum of rows, one of them without a text and one with bytes for a moment.
fn forum(scratch: &Scratch, rows: i64) -> PathBuf {
    let path = scratch.write("forum.db", "");
    let base = Connection::open(&path).expect("a file");
    base.execute_batch(
        "CREATE TABLE phpbb_posts (post_id INTEGER PRIMARY KEY, poster_id INTEGER, post_time, post_text TEXT, parent INTEGER, \
         poster_ip TEXT);
         INSERT INTO phpbb_posts VALUES (1, 7, 1767261600, 'Who comes?', NULL, '192.0.2.1');
         INSERT INTO phpbb_posts VALUES (2, NULL, NULL, 'Me', 1, '192.0.2.1');
         INSERT INTO phpbb_posts VALUES (3, 7, 1767261602, NULL, 1, '');
         INSERT INTO phpbb_posts VALUES (4, 7, x'00', 'When', 1, '');",
    )
    .expect("SQL");
    for id in 5..rows {
        base.execute("INSERT INTO phpbb_posts VALUES (?1, 7, 1767261603, ?2, 1, '')", (id, "tea ".repeat(50)))
            .expect("SQL");
    }
    path
}

#[test]
fn a_table_and_a_query_are_read_through_a_map() {
    let scratch = Scratch::new();
    let path = forum(&scratch, 0);
    assert_eq!(recognise(&path).expect("recognised"), Format::Sqlite);
    let table = ColumnMap { table: Some("phpbb_posts".to_owned()), ..map() };
    let query = ColumnMap { query: Some("SELECT * FROM phpbb_posts WHERE post_id > 0".to_owned()), ..map() };
    for map in [table, query] {
        let taken = take(&source(&path, map)).expect("readable");
        let told: Vec<_> = taken.posts.iter().map(|post| (post.record_id.as_str(), post.text.expose())).collect();
        assert_eq!(told, [("forum:1", "Who comes?"), ("forum:2", "Me")]);
        assert_eq!(taken.posts[0].created_at.map(terms::format_instant).as_deref(), Some("2026-01-01T10:00:00Z"));
        assert_eq!(taken.posts[1].account_id, None, "NULL is unknown");
        assert_eq!((taken.tally.read, taken.tally.rejected), (4, 2));
        assert!(taken.rejected[0].to_string().contains("row 3: `text` is missing"), "{}", taken.rejected[0]);
        assert_eq!(taken.tally.unmapped.iter().map(String::as_str).collect::<Vec<_>>(), ["poster_ip"]);
    }
}

#[test]
fn a_source_changes_nothing_in_its_file_and_runs_one_statement() {
    let scratch = Scratch::new();
    let path = forum(&scratch, 0);
    let before = world::read(&path).expect("readable");
    for query in [
        "DELETE FROM phpbb_posts RETURNING post_id, poster_id, post_time, post_text, parent",
        "SELECT * FROM phpbb_posts; DELETE FROM phpbb_posts",
        "PRAGMA writable_schema = 1",
        "ATTACH 'other.db' AS other",
        "SELECT * FROM nothing",
        "SELECT post_id, post_id FROM phpbb_posts",
        "",
    ] {
        let map = ColumnMap { query: Some(query.to_owned()), ..map() };
        assert!(take(&source(&path, map)).is_err(), "{query}");
    }
    assert_eq!(world::read(&path).expect("readable"), before);
    let both = ColumnMap { table: Some("a".to_owned()), query: Some("b".to_owned()), ..map() };
    for map in [map(), both] {
        assert!(take(&source(&path, map)).expect_err("undeclared").to_string().contains("map.table` "), "which rows");
    }
}

#[test]
fn a_cut_or_changed_file_is_an_error() {
    let scratch = Scratch::new();
    let path = forum(&scratch, 200);
    let map = ColumnMap { table: Some("phpbb_posts".to_owned()), ..map() };
    let whole = world::read(&path).expect("readable");
    take(&source(&path, map.clone())).expect("whole");
    for end in [0, 20, 100, 4096, whole.len() / 2, whole.len() - 4096] {
        let cut = scratch.write("cut.db", &whole[..end]);
        let source = Source { format: Some(Format::Sqlite), ..source(&cut, map.clone()) };
        assert!(take(&source).is_err(), "{end} of {} bytes were taken for a whole file", whole.len());
    }
}
