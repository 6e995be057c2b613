//! A real PostgreSQL: read whole, and followed.

use super::*;
use crate::{Change, ColumnMap, Declared, Follower, Format, IntakeError, Server, TimeForm};
use ::postgres::{Client, NoTls};
use std::process::Command;
use terms::Kind;

/// A database on a real server, gone afterwards.
struct Database {
    name: String,
    url: String,
}

impl Database {
    fn script(arguments: &[&str]) -> String {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../ledger/tests/postgres.sh");
        let ran = Command::new(script).args(arguments).output().expect("bash runs");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).expect("a URL").trim().to_owned()
    }

    fn new(name: &str) -> Self {
        let name = format!("intake_{name}_{}", std::process::id());
        let url = Self::script(&["create", &name]);
        Self { name, url }
    }

    fn client(&self) -> Client {
        Client::connect(&self.url, NoTls).expect("a connection")
    }

    fn source(&self, map: ColumnMap) -> Source {
        let server = Server::parse(&self.url, None).expect("an address");
        Source {
            path: server.name().into(),
            server: Some(server),
            service: Some("forum".to_owned()),
            map: Some(map),
            declare: Declared { kind: Some(Kind::GroupPost), ..Declared::default() },
            ..plain("nowhere")
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // A slot keeps its database.
        if let Ok(mut client) = Client::connect(&self.url, NoTls) {
            let _ = client.batch_execute(
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()",
            );
        }
        Self::script(&["drop", &self.name]);
    }
}

fn map() -> ColumnMap {
    ColumnMap {
        record_id: "post_id".to_owned(),
        text: "post_text".to_owned(),
        account_id: Some("poster_id".to_owned()),
        created_at: Some("posted".to_owned()),
        edited_at: Some("edited".to_owned()),
        visibility_now: Some("audience".to_owned()),
        visibility_explicit_choice: Some("chosen".to_owned()),
        policy_version: Some("notice".to_owned()),
        table: Some("forum.posts".to_owned()),
        time: TimeForm::Rfc3339,
        ..ColumnMap::default()
    }
}

const TABLE: &str = "
CREATE SCHEMA forum;
CREATE TYPE forum.audience AS ENUM ('public', 'followers');
CREATE TABLE forum.posts(post_id bigint PRIMARY KEY, poster_id uuid, posted timestamptz, edited timestamptz,
    audience forum.audience, chosen boolean, notice integer, post_text text, poster_ip inet);
INSERT INTO forum.posts VALUES
    (1, '00000000-0000-0000-0000-000000000001', '2026-01-01 12:00:00+02', NULL, 'public', true, 3, E'Who\\tcomes?\\nAnd \\\\when?', '192.0.2.1'),
    (2, NULL, NULL, '2026-01-02 10:00:00.5+00', NULL, NULL, NULL, 'Mé 🙂', NULL),
    (3, NULL, 'infinity', NULL, 'public', NULL, NULL, 'never', NULL),
    (4, NULL, NULL, NULL, 'public', NULL, NULL, NULL, NULL);
";

#[test]
fn a_table_and_a_query_of_a_real_server_are_read_through_a_map() {
    let base = Database::new("whole");
    base.client().batch_execute(TABLE).expect("SQL");
    let query =
        ColumnMap { table: None, query: Some("SELECT * FROM forum.posts ORDER BY post_id;".to_owned()), ..map() };
    for map in [map(), query] {
        let taken = take(&base.source(map)).expect("readable");
        let [first, second] = taken.posts.as_slice() else { panic!("{:?}", taken.rejected) };
        assert_eq!((first.record_id.as_str(), first.text.expose()), ("forum:1", "Who\tcomes?\nAnd \\when?"));
        assert_eq!(first.account_id.as_ref().map(|id| id.as_str()), Some("forum:00000000-0000-0000-0000-000000000001"));
        assert_eq!(first.created_at.map(terms::format_instant).as_deref(), Some("2026-01-01T10:00:00Z"));
        assert_eq!((first.visibility_now.as_str(), first.visibility_explicit_choice), ("public", Some(true)));
        assert_eq!(first.policy_version.as_deref(), Some("3"));
        assert_eq!((second.text.expose(), &second.account_id, second.created_at), ("Mé 🙂", &None, None));
        assert_eq!(second.edited_at.map(|at| at.timestamp_millis()), Some(1_767_348_000_500));
        assert_eq!(
            (taken.tally.read, taken.tally.rejected),
            (4, 2),
            "`infinity` is no moment, and a text must be there"
        );
        assert!(taken.rejected[1].to_string().contains("row 4: `text` is missing"), "{}", taken.rejected[1]);
        assert_eq!(taken.tally.unmapped.iter().map(String::as_str).collect::<Vec<_>>(), ["poster_ip"]);
    }
}

#[test]
fn a_reading_that_stops_early_ends_though_more_is_sent_than_the_queue_holds() {
    let base = Database::new("early");
    base.client()
        .batch_execute(
            "CREATE TABLE posts(post_id integer PRIMARY KEY, post_text text);
             INSERT INTO posts SELECT n, repeat('words ', 1024) FROM generate_series(1, 600) n",
        )
        .expect("SQL");
    let map = ColumnMap {
        record_id: "post_id".to_owned(),
        text: "wording".to_owned(),
        table: Some("posts".to_owned()),
        ..ColumnMap::default()
    };
    let error = take(&base.source(map)).expect_err("no such column").to_string();
    assert!(error.contains("has no column `wording`"), "{error}");
}

#[test]
fn nothing_is_changed_and_one_statement_runs() {
    let base = Database::new("safe");
    base.client().batch_execute(TABLE).expect("SQL");
    for query in [
        "DELETE FROM forum.posts RETURNING *",
        "SELECT * FROM forum.posts; DELETE FROM forum.posts",
        "SELECT 1) TO STDOUT; DELETE FROM forum.posts; COPY (SELECT 1",
        "SELECT * FROM nothing",
        "UPDATE forum.posts SET post_text = 'x'",
        "",
    ] {
        let map = ColumnMap { table: None, query: Some(query.to_owned()), ..map() };
        let error = take(&base.source(map)).expect_err(query).to_string();
        assert!(!error.contains("forum.posts") && !error.contains("Who"), "{error}");
    }
    let count: i64 = base.client().query_one("SELECT count(*) FROM forum.posts", &[]).expect("SQL").get(0);
    assert_eq!(count, 4);
}

#[test]
fn a_password_stands_in_no_error_and_a_network_is_not_used_in_clear() {
    let url = "postgres://reader:secret-word@192.0.2.7:5432/forum";
    let error = Server::parse(url, None).expect_err("in clear").to_string();
    assert!(error.contains("TLS") && !error.contains("secret-word"), "{error}");
    let server = Server::parse("postgres://reader:secret-word@127.0.0.1:1/forum", Some("other-secret")).expect("near");
    let source = Source {
        path: server.name().into(),
        server: Some(server),
        service: Some("forum".to_owned()),
        map: Some(map()),
        declare: Declared { kind: Some(Kind::Post), ..Declared::default() },
        ..plain("nowhere")
    };
    let error = take(&source).expect_err("nobody listens");
    let told = format!("{error} {error:?} {source:?}");
    assert!(matches!(error, IntakeError::Server { .. }), "{told}");
    assert!(!told.contains("secret"), "{told}");
}

/// The identifiers of what changed, and of what went.
fn look(follower: &mut Follower) -> (Vec<(String, String)>, Vec<String>, crate::Changes) {
    let changes = follower.look().expect("the slot answers");
    let (mut there, mut gone) = (Vec::new(), Vec::new());
    for change in &changes.records {
        match change {
            Change::Post(post) => there.push((post.record_id.to_string(), post.text.expose().to_owned())),
            Change::Gone(id) => gone.push(id.clone()),
            Change::Rejected(why) => panic!("{why}"),
        }
    }
    there.sort();
    (there, gone, changes)
}

#[test]
fn changes_come_until_they_are_kept_and_then_no_more() {
    let base = Database::new("follow");
    let mut client = base.client();
    client.batch_execute(TABLE).expect("SQL");
    client.batch_execute("DELETE FROM forum.posts WHERE post_id > 2").expect("SQL");
    let source = base.source(map());
    let mut follower = Follower::open(&source, "gl_follow").expect("opens");
    assert!(look(&mut follower).2.is_empty());
    client
        .batch_execute(
            "UPDATE forum.posts SET post_text = 'edited' WHERE post_id = 1; DELETE FROM forum.posts WHERE post_id = 2;
             INSERT INTO forum.posts(post_id, post_text) VALUES (7, 'new');
             UPDATE forum.posts SET post_id = 8 WHERE post_id = 7",
        )
        .expect("SQL");
    let expected = vec![("forum:1".to_owned(), "edited".to_owned()), ("forum:8".to_owned(), "new".to_owned())];
    let (there, gone, _) = look(&mut follower);
    assert_eq!((&there, &gone), (&expected, &vec!["forum:2".to_owned(), "forum:7".to_owned()]));
    // Whoever was killed before keeping them gets them again, also on another connection.
    drop(follower);
    let mut follower = Follower::open(&source, "gl_follow").expect("opens");
    let (there, gone, changes) = look(&mut follower);
    assert_eq!((&there, gone.len()), (&expected, 2));
    follower.advance(&changes).expect("moves on");
    assert!(look(&mut follower).2.is_empty());
    client.batch_execute("TRUNCATE forum.posts").expect("SQL");
    assert!(look(&mut follower).2.is_emptied);
}

#[test]
fn a_deletion_that_does_not_say_which_row_is_an_error() {
    let base = Database::new("nokey");
    let mut client = base.client();
    client.batch_execute("CREATE TABLE posts(n serial PRIMARY KEY, post_id text, post_text text)").expect("SQL");
    client.batch_execute("INSERT INTO posts(post_id, post_text) VALUES ('a', 'x')").expect("SQL");
    let map = ColumnMap {
        record_id: "post_id".to_owned(),
        text: "post_text".to_owned(),
        table: Some("posts".to_owned()),
        ..ColumnMap::default()
    };
    let mut follower = Follower::open(&base.source(map), "gl_nokey").expect("opens");
    client.batch_execute("DELETE FROM posts").expect("SQL");
    let error = follower.look().expect_err("nobody says which").to_string();
    assert!(error.contains("REPLICA IDENTITY"), "{error}");
}

#[test]
fn the_format_of_a_server_is_known_without_being_declared() {
    let server = Server::parse("postgres://reader@localhost/forum", None).expect("near");
    assert_eq!(server.name(), "postgres://localhost:5432/forum");
    assert!(Server::parse("postgres://reader@localhost", None).is_err(), "it names no database");
    assert_eq!(Format::ALL.iter().filter(|format| format.as_str() == "postgres").count(), 1);
}
