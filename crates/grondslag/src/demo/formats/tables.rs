//! Lines, columns and tables. In: posts of the platform. Out: our own shape in each of its wrappings, the same posts as a table
//! of other names, and documents as data sets for training have them. Never: a cell that its column cannot hold.

use super::{Cast, Layout, Piece, blank, moved};
use crate::demo::{DemoError, gzip, lines, with_header, write_atomic};
use intake::{ColumnMap, Declared, Format, TimeForm};
use pipeline::ArrowForm;
use rusqlite::types::Value as Cell;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use terms::{Kind, Post, Provenance, RecordId};

/// Our own lines: plain, gzip and zstd, and accounts.
pub(super) fn own(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let own = |name: &str| -> Vec<Post> { cast.own.iter().map(|post| moved(post, name)).collect() };
    let mut layouts = Vec::new();
    for (name, pack) in [("jsonl", plain as Pack), ("jsonl-gz", gzip), ("jsonl-zst", zstandard)] {
        let (path, posts) = (folder.join(name).join("posts.jsonl"), own(name));
        write_atomic(&path, pack(&with_header("posts", lines(&posts)?))?)?;
        layouts.push(first_party(Layout::new(name, path, posts)));
    }
    let path = folder.join("accounts/accounts.jsonl");
    write_atomic(&path, with_header("accounts", lines(&cast.accounts)?))?;
    let accounts = Layout { accounts: cast.accounts.clone(), ..Layout::new("accounts", path, Vec::new()) };
    layouts.push(first_party(accounts));
    Ok(layouts)
}

type Pack = fn(&[u8]) -> Result<Vec<u8>, DemoError>;

fn plain(bytes: &[u8]) -> Result<Vec<u8>, DemoError> {
    Ok(bytes.to_vec())
}

fn zstandard(bytes: &[u8]) -> Result<Vec<u8>, DemoError> {
    Ok(zstd::encode_all(bytes, 3)?)
}

/// Our own columns: Parquet, and Arrow IPC as a file and as a stream.
pub(super) fn columns(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let mut layouts = Vec::new();
    for (name, form) in [("parquet", None), ("arrow", Some(ArrowForm::File)), ("arrow-stream", Some(ArrowForm::Stream))]
    {
        let path = folder.join(name).join("posts.columns");
        let posts: Vec<Post> = cast.own.iter().map(|post| moved(post, name)).collect();
        match form {
            None => pipeline::write_posts(&path, posts.clone())?,
            Some(form) => pipeline::write_posts_arrow(&path, posts.clone(), form)?,
        }
        layouts.push(first_party(Layout::new(name, path, posts)));
    }
    Ok(layouts)
}

/// Our own shape says itself where it comes from.
fn first_party(mut layout: Layout) -> Layout {
    layout.source.provenance = None;
    layout
}

/// A table whose columns have other names: JSON lines, CSV, SQLite, and SQL for PostgreSQL.
pub(super) fn mapped(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let rows: Vec<Vec<Value>> = cast.own.iter().map(row).collect();
    let object = |row: &Vec<Value>| -> serde_json::Map<String, Value> {
        COLUMNS.iter().map(|(name, _)| (*name).to_owned()).zip(row.iter().cloned()).collect()
    };
    let (json, csv, sqlite, sql) = (
        folder.join("mapped-jsonl/posts.jsonl"),
        folder.join("csv/posts.csv"),
        folder.join("sqlite/posts.sqlite"),
        folder.join("postgres/posts.sql"),
    );
    write_atomic(&json, lines(rows.iter().map(object))?)?;
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS.iter().map(|(name, _)| *name))?;
    for row in &rows {
        table.write_record(row.iter().map(written))?;
    }
    write_atomic(&csv, table.into_inner().map_err(|cause| std::io::Error::other(cause.to_string()))?)?;
    write_sqlite(&sqlite, &rows)?;
    write_atomic(&sql, statements(&rows))?;
    let layout = |name, path, format| {
        let expected = cast.own.iter().map(|post| moved(&of_row(post), name)).collect();
        let mut layout = Layout::new(name, path, expected).of_service(name).of_format(format);
        layout.source.provenance = Some(Provenance::PlatformFirstParty);
        layout.source.map = Some(map());
        layout
    };
    let mut layouts = vec![
        layout("mapped-jsonl", json, Format::Jsonl),
        layout("csv", csv, Format::Csv),
        layout("sqlite", sqlite, Format::Sqlite),
    ];
    for map in layouts.iter_mut().filter(|layout| layout.name == "sqlite").filter_map(|it| it.source.map.as_mut()) {
        map.table = Some("posts".to_owned());
    }
    Ok(layouts)
}

/// Columns and their types.
const COLUMNS: &[(&str, &str)] = &[
    ("nr", "TEXT"),
    ("edit_of", "TEXT"),
    ("what", "TEXT"),
    ("who", "TEXT"),
    ("moment", "BIGINT"),
    ("changed", "BIGINT"),
    ("gone", "BIGINT"),
    ("audience", "TEXT"),
    ("chosen", "TEXT"),
    ("club", "TEXT"),
    ("club_name", "TEXT"),
    ("reply", "TEXT"),
    ("lang", "TEXT"),
    ("words", "TEXT"),
    ("notice", "TEXT"),
];

/// Which column is what.
pub(super) fn map() -> ColumnMap {
    let name = |name: &str| Some(name.to_owned());
    ColumnMap {
        record_id: "nr".to_owned(),
        text: "words".to_owned(),
        replaces: name("edit_of"),
        kind: name("what"),
        account_id: name("who"),
        created_at: name("moment"),
        edited_at: name("changed"),
        deleted_at: name("gone"),
        visibility_now: name("audience"),
        visibility_explicit_choice: name("chosen"),
        group_id: name("club"),
        group_name: name("club_name"),
        in_reply_to: name("reply"),
        lang: name("lang"),
        policy_version: name("notice"),
        time: TimeForm::UnixSeconds,
        ..ColumnMap::default()
    }
}

fn row(post: &Post) -> Vec<Value> {
    let native = |id: &str| id.split_once(':').map_or_else(|| id.to_owned(), |(_, native)| native.to_owned());
    let record = |id: &Option<RecordId>| id.as_ref().map(|id| native(id.as_str()));
    let seconds = |at: Option<terms::Instant>| at.map(|at| at.timestamp());
    vec![
        native(post.record_id.as_str()).into(),
        record(&post.replaces).into(),
        post.kind.as_str().into(),
        post.account_id.as_ref().map(|id| native(id.as_str())).into(),
        seconds(post.created_at).into(),
        seconds(post.edited_at).into(),
        seconds(post.deleted_at).into(),
        post.visibility_now.as_str().into(),
        post.visibility_explicit_choice.map(|chosen| chosen.to_string()).into(),
        post.group_id.clone().into(),
        post.group_name.as_ref().map(|name| name.expose()).into(),
        record(&post.in_reply_to).into(),
        post.lang.as_ref().map(|lang| lang.as_str()).into(),
        post.text.expose().into(),
        post.policy_version.clone().into(),
    ]
}

/// What such a row cannot say: earlier audiences, what a group reveals, quotes with their spans, media and signals.
fn of_row(post: &Post) -> Post {
    Post {
        visibility_history: Vec::new(),
        group_sensitivity: None,
        embeds: Vec::new(),
        media: Vec::new(),
        signals: Vec::new(),
        ..post.clone()
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn write_sqlite(path: &Path, rows: &[Vec<Value>]) -> Result<(), DemoError> {
    // An empty file is a database without tables.
    write_atomic(path, "")?;
    let base = rusqlite::Connection::open(path)?;
    let columns: Vec<String> = COLUMNS.iter().map(|(name, kind)| format!("{name} {kind}")).collect();
    base.execute_batch(&format!("BEGIN; CREATE TABLE posts ({});", columns.join(", ")))?;
    let marks = vec!["?"; COLUMNS.len()].join(", ");
    let mut insert = base.prepare(&format!("INSERT INTO posts VALUES ({marks})"))?;
    for row in rows {
        insert.execute(rusqlite::params_from_iter(row.iter().map(|value| match value {
            Value::Number(number) => number.as_i64().map_or(Cell::Null, Cell::Integer),
            Value::String(text) => Cell::Text(text.clone()),
            _ => Cell::Null,
        })))?;
    }
    drop(insert);
    base.execute_batch("COMMIT")?;
    Ok(())
}

/// The same table for `psql`.
fn statements(rows: &[Vec<Value>]) -> String {
    let columns: Vec<String> = COLUMNS.iter().map(|(name, kind)| format!("{name} {kind}")).collect();
    let mut sql = format!("CREATE TABLE posts ({}, PRIMARY KEY (nr));\n", columns.join(", "));
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|value| match value {
                Value::Null => "NULL".to_owned(),
                Value::String(text) => format!("'{}'", text.replace('\'', "''")),
                other => other.to_string(),
            })
            .collect();
        // INVARIANT: writing into a string does not fail.
        let _ = writeln!(sql, "INSERT INTO posts VALUES ({});", cells.join(", "));
    }
    sql
}

/// Documents of dolma and of datatrove.
pub(super) fn documents(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let shown = || cast.many.iter().filter(|piece| !piece.is_private());
    let dolma = |piece: &Piece| {
        json!({
            "id": format!("d{}", piece.number), "text": piece.text, "source": "forum", "added": "2026-11-15T09:00:00Z",
            "created": piece.iso(), "metadata": {"author": piece.author},
        })
    };
    let trove = |piece: &Piece| json!({"text": piece.text, "id": format!("<urn:uuid:{}>", piece.number), "metadata": {"url": "https://plein.example/"}});
    let (one, other) = (folder.join("dolma/documents.jsonl"), folder.join("datatrove/documents.jsonl"));
    write_atomic(&one, lines(shown().map(dolma))?)?;
    write_atomic(&other, lines(shown().map(trove))?)?;
    let declare = Declared { kind: Some(Kind::Post), ..Declared::default() };
    let dolma = shown().map(|piece| piece.said("forum", &format!("d{}", piece.number), Kind::Post));
    let trove = shown().map(|piece| blank("web", &format!("<urn:uuid:{}>", piece.number), Kind::Post, &piece.text));
    let mut layouts = vec![
        Layout::new("dolma", one, dolma.collect()),
        Layout::new("datatrove", other, trove.collect()).of_service("web"),
    ];
    layouts.iter_mut().for_each(|layout| layout.source.declare = declare.clone());
    Ok(layouts)
}
