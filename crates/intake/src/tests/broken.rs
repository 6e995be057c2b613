//! Broken input: each kind has its own error, which names the file, the place, what is wrong and what to do.

use super::*;
use crate::{ColumnMap, Declared, Format, recognise};
use terms::Kind;

const OUTBOX: &[u8] = br#"{"type":"OrderedCollection","orderedItems":[{"type":"Announce","actor":"https://h.example/users/a","object":"https://h.example/1"}]}"#;
const TWEETS: &[u8] = br#"window.YTD.tweets.part0 = [{"tweet":{"id_str":"1","full_text":"a secret"}}]"#;

/// Reading gives an error that says these words and nothing of the content.
#[track_caller]
fn check(source: &Source, words: &[&str]) {
    check_within(source, &Limits::DEFAULT, words);
}

#[track_caller]
fn check_within(source: &Source, limits: &Limits, words: &[&str]) {
    let cause = take_within(source, limits).expect_err("broken").to_string();
    for word in words.iter().chain(&[source.path.to_str().expect("UTF-8")]) {
        assert!(cause.contains(word), "`{cause}` does not say `{word}`");
    }
    assert!(!cause.contains("secret"), "{cause}");
    assert!(!cause.ends_with('.') && !cause.starts_with(char::is_uppercase), "{cause}");
}

fn of(format: Format, path: PathBuf) -> Source {
    Source { format: Some(format), ..plain(path) }
}

fn mapped(format: Format, path: PathBuf) -> Source {
    Source {
        service: Some("s".to_owned()),
        map: Some(ColumnMap {
            record_id: "id".to_owned(),
            text: "text".to_owned(),
            created_at: Some("ts".to_owned()),
            ..ColumnMap::default()
        }),
        declare: Declared { kind: Some(Kind::Post), ..Declared::default() },
        ..of(format, path)
    }
}

#[test]
fn a_cut_archive_is_cut_wherever_it_is_cut() {
    let scratch = Scratch::new();
    let members: &[(&str, &[u8])] = &[("outbox.json", OUTBOX), ("media_attachments/a.jpg", JPEG)];
    for whole in
        [zip(members), tar(members), gzip(&tar(members)), zstd::encode_all(&tar(members)[..], 1).expect("in memory")]
    {
        let path = scratch.write("whole", &whole);
        take(&plain(&path)).expect("the whole archive is readable");
        for end in (1..whole.len()).step_by(7) {
            let path = scratch.write("cut", &whole[..end]);
            let outcome = take(&of(Format::Mastodon, path));
            assert!(outcome.is_err(), "{end} of {} bytes were taken for a whole archive", whole.len());
        }
    }
}

#[test]
fn a_changed_byte_of_a_zip_member_is_seen_by_its_checksum() {
    let scratch = Scratch::new();
    let text =
        format!(r#"window.YTD.tweets.part0 = [{{"tweet":{{"id_str":"1","full_text":"{}"}}}}]"#, "secret ".repeat(40));
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file("data/tweets.js", stored).expect("in memory");
    archive.write_all(text.as_bytes()).expect("in memory");
    let mut bytes = archive.finish().expect("in memory").into_inner();
    let at = bytes.windows(6).position(|window| window == b"secret").expect("stored as it is");
    bytes[at] = b'S';
    check(&plain(scratch.write("a.zip", bytes)), &["member `data/tweets.js`", "do not add up", "export it again"]);
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    let scratch = Scratch::new();
    let limits = Limits { free_bytes: 1 << 16, ratio_max: 20, ..Limits::DEFAULT };
    let mut bomb = TWEETS.to_vec();
    bomb.extend(std::iter::repeat_n(b' ', 4 << 20));
    let path = scratch.write("bomb.zip", zip(&[("data/tweets.js", &bomb)]));
    check_within(&plain(path), &limits, &["goes over the limit", "bytes when decompressed", "data/tweets.js"]);
    for bytes in [gzip(&bomb), zstd::encode_all(&bomb[..], 1).expect("in memory")] {
        check_within(&of(Format::Jsonl, scratch.write("bomb", bytes)), &limits, &["goes over the limit"]);
    }
    let path = scratch.write("bomb.tar.gz", gzip(&tar(&[("data/tweets.js", &bomb)])));
    check_within(&plain(path), &limits, &["goes over the limit"]);
}

#[test]
fn too_many_members_are_refused() {
    let scratch = Scratch::new();
    let limits = Limits { members_max: 2, ..Limits::DEFAULT };
    let members: &[(&str, &[u8])] = &[("outbox.json", OUTBOX), ("a", b""), ("b", b"")];
    for bytes in [zip(members), tar(members)] {
        check_within(&plain(scratch.write("many", bytes)), &limits, &["limit of 2 members"]);
    }
    for (name, bytes) in members {
        scratch.write(&format!("folder/{name}"), bytes);
    }
    check_within(&plain(scratch.path("folder")), &limits, &["limit of 2 members"]);
}

#[test]
fn a_name_that_leads_out_of_the_archive_is_refused() {
    let scratch = Scratch::new();
    for name in ["../outbox.json", "/etc/outbox.json", "a/../../b", "a\\b", "C:/a", "a//b", "a/./b"] {
        let members: &[(&str, &[u8])] = &[("outbox.json", OUTBOX), (name, b"secret")];
        for bytes in [zip(members), tar(members)] {
            check(&plain(scratch.write("archive", bytes)), &["member number 2", "leads out"]);
        }
    }
    let twice: &[(&str, &[u8])] = &[("outbox.json", OUTBOX), ("outbox.json", OUTBOX)];
    check(&plain(scratch.write("archive", tar(twice))), &["member number 2", "occurs twice"]);
}

#[test]
fn a_link_in_a_package_is_refused() {
    let scratch = Scratch::new();
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    tar.append_link(&mut header, "outbox.json", "/etc/passwd").expect("in memory");
    check(&plain(scratch.write("a.tar", tar.into_inner().expect("in memory"))), &["member number 1", "a link"]);
    scratch.write("folder/outbox.json", OUTBOX);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/", scratch.path("folder/link")).expect("a link");
        check(&plain(scratch.path("folder")), &["a link"]);
    }
}

#[test]
fn what_is_unknown_or_empty_is_an_error_and_never_nothing() {
    let scratch = Scratch::new();
    scratch.write("folder/readme.txt", "secret");
    check(&plain(scratch.path("folder")), &["no member that only one known export has", "declare `format`"]);
    check(&plain(scratch.write("a.bin", "secret")), &["no format that intake knows"]);
    check(&plain(scratch.write("a.json", "")), &["is empty"]);
    check(&of(Format::Jsonl, scratch.write("a.jsonl", "")), &["is empty"]);
    check(&mapped(Format::Csv, scratch.write("a.csv", "")), &["is empty"]);
    check(&plain(scratch.path("nowhere")), &["there is no file"]);
    check(&of(Format::Jsonl, scratch.path("nowhere")), &["there is no file"]);
    for format in [Format::Mastodon, Format::X, Format::Instagram, Format::Reddit] {
        check(&of(format, scratch.path("folder")), &["has no", "check `format`"]);
    }
    check(&plain(scratch.write("a.parquet", "PAR1secret")), &["is Parquet"]);
    let both = zip(&[("outbox.json", OUTBOX), ("data/tweets.js", TWEETS)]);
    check(&plain(scratch.write("both.zip", both)), &["members of `mastodon` and of `x`"]);
    let two = zip(&[("a/outbox.json", OUTBOX), ("b/outbox.json", OUTBOX)]);
    check(&plain(scratch.write("two.zip", two)), &["several packages"]);
    check(
        &of(Format::Mastodon, scratch.write("b.json", r#"{"first":"https://h.example/1"}"#)),
        &["orderedItems", "fetched whole"],
    );
    check(&of(Format::X, scratch.write("b.js", "[1]")), &["does not begin with `window.YTD."]);
}

#[test]
fn a_later_version_of_our_own_shape_is_refused() {
    let scratch = Scratch::new();
    let path = scratch.write("a.jsonl", "{\"grondslag\":\"posts\",\"version\":2}\n{\"secret\":1}\n");
    check(&plain(path), &["line 1", "version 2", "up to 1", "update"]);
    let path = scratch.write("a.jsonl", "{\"grondslag\":\"models\",\"version\":1}\n");
    check(&plain(path), &["neither `posts` nor `accounts`"]);
    // A header and nothing else says that there is nothing.
    let path = scratch.write("a.jsonl", "\u{feff}{\"grondslag\":\"accounts\",\"version\":1}\r\n");
    assert_eq!(take(&plain(path)).expect("readable").tally.read, 0);
}

#[test]
fn another_encoding_is_an_error_of_the_file_and_a_wrong_byte_of_its_line() {
    let scratch = Scratch::new();
    let path = scratch.write("a.jsonl", [0xff, 0xfe, b'{', 0, b'}', 0]);
    check(&of(Format::Jsonl, path), &["UTF-16", "convert it"]);
    let mut line = br#"{"id":"1","ts":"2026-01-01","text":"a"}"#.to_vec();
    line.extend(b"\n{\"id\":\"2\",\"ts\":null,\"text\":\"\xff\"}\n");
    let taken = take(&mapped(Format::Jsonl, scratch.write("b.jsonl", &line))).expect("readable");
    assert_eq!(taken.posts.len(), 1);
    assert!(taken.rejected[0].to_string().contains("line 2: it is not UTF-8"));
    let taken = take(&mapped(Format::Csv, scratch.write("c.csv", b"id,ts,text\n1,,a\n2,,\xff\n"))).expect("readable");
    assert!(taken.rejected[0].to_string().contains("line 3: it is not UTF-8"));
    let outbox = b"{\"orderedItems\":[\"\xff\"]}";
    check(&of(Format::Mastodon, scratch.write("d.json", outbox)), &["line 1, column", "not JSON in UTF-8"]);
}

#[test]
fn a_column_that_is_not_there_is_an_error_of_the_file() {
    let scratch = Scratch::new();
    check(&mapped(Format::Csv, scratch.write("a.csv", "id,text\n1,secret\n")), &["no column `ts`", "`map`"]);
    check(&mapped(Format::Csv, scratch.write("a.csv", "id,text,ts,ts\n1,secret,,\n")), &["two columns `ts`"]);
    check(&mapped(Format::Jsonl, scratch.write("a.jsonl", r#"{"id":1,"text":"secret"}"#)), &["no column `ts`"]);
    let request = zip(&[("comments.csv", b"id,body\n1,secret\n"), ("post_votes.csv", b"")]);
    check(&plain(scratch.write("a.zip", request)), &["member `comments.csv`", "no column `date`"]);
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_the_rest() {
    let scratch = Scratch::new();
    let path = scratch.write("a.csv", "id,ts,text\n1,,a\n2,,\"secret\n3,,b\n");
    check(&mapped(Format::Csv, path), &["a quote is opened and never closed"]);
    let path = scratch.write("a.csv", "id,ts,text\n1,,a\n2,,\"secret\n3,,\"b\"\n");
    check(&mapped(Format::Csv, path), &["one quote too many"]);
    let path = scratch.write("a.csv", "id,ts,text\n1,,5\" disk\n2,,\"a \"\"b\"\"\"\r\n");
    let taken = take(&mapped(Format::Csv, path)).expect("readable");
    assert_eq!(taken.posts.iter().map(|post| post.text.expose()).collect::<Vec<_>>(), ["5\" disk", "a \"b\""]);
}

#[test]
fn a_line_over_the_bound_is_rejected_and_the_next_one_is_read() {
    let scratch = Scratch::new();
    let limits = Limits { line_bytes_max: 64, ..Limits::DEFAULT };
    let lines = format!(
        "{{\"id\":1,\"ts\":null,\"text\":\"{}\"}}\n{{\"id\":2,\"ts\":null,\"text\":\"b\"}}\n",
        "a".repeat(500_000)
    );
    let taken = take_within(&mapped(Format::Jsonl, scratch.write("a.jsonl", lines)), &limits).expect("readable");
    assert_eq!((taken.tally.rejected, taken.posts[0].text.expose()), (1, "b"));
    assert!(taken.rejected[0].to_string().ends_with("line 1: it is longer than 64 bytes"));
}

#[test]
fn json_that_is_deeper_than_any_export_is_an_error_and_no_overflow() {
    let scratch = Scratch::new();
    let deep = format!("{{\"orderedItems\":[{}", "[".repeat(200_000));
    check(&of(Format::Mastodon, scratch.write("a.json", deep)), &["line 1, column"]);
    let line = format!("{{\"id\":{}", "[".repeat(200_000));
    let taken = take(&mapped(
        Format::Jsonl,
        scratch.write("a.jsonl", format!("{line}\n{{\"id\":1,\"ts\":null,\"text\":\"\"}}")),
    ));
    assert_eq!(taken.expect("readable").tally.rejected, 1);
}

#[test]
fn a_declaration_that_lacks_or_repeats_something_is_refused_before_reading() {
    let scratch = Scratch::new();
    let path = scratch.write("a.jsonl", r#"{"id":1,"ts":null,"text":"secret"}"#);
    let whole = mapped(Format::Jsonl, path.clone());
    check(&Source { service: None, ..whole.clone() }, &["needs `service`"]);
    check(&Source { provenance: None, ..whole.clone() }, &["needs `provenance`"]);
    check(&Source { declare: Declared::default(), ..whole.clone() }, &["needs `declare.kind`"]);
    check(&Source { format: Some(Format::Csv), map: None, ..whole.clone() }, &["needs `map`"]);
    check(&Source { format: Some(Format::X), ..whole.clone() }, &["says `map` itself"]);
    check(&Source { map: None, ..whole.clone() }, &["says `declare` itself"]);
    let mut twice = whole;
    if let Some(map) = &mut twice.map {
        map.kind = Some("kind".to_owned());
    }
    check(&twice, &["`kind` both in `map` and in `declare`"]);
    let unknown: Result<Source, _> = toml::from_str("path = 'a'\nservise = 'x'");
    assert!(unknown.is_err(), "an unknown key is no declaration");
}

#[test]
fn the_taker_can_stop_and_its_cause_comes_back() {
    let scratch = Scratch::new();
    let path = scratch.write("a.zip", zip(&[("data/tweets.js", TWEETS)]));
    let outcome = crate::read(&plain(path), &mut |_| Err("the disk is full"));
    assert!(matches!(outcome, Err(ReadError::Sink("the disk is full"))));
}

#[test]
fn nothing_that_can_be_printed_shows_what_a_person_wrote() {
    let scratch = Scratch::new();
    let path = scratch.write("a.zip", zip(&[("data/tweets.js", TWEETS)]));
    let mut shown = String::new();
    let outcome = crate::read::<std::convert::Infallible>(&plain(path), &mut |item| {
        shown.push_str(&format!("{item:?}"));
        Ok(())
    });
    assert!(shown.contains("Text(8 bytes)") && !shown.contains("secret"), "{shown}");
    assert_eq!(outcome.expect("readable").posts, 1);
    assert!(recognise(&scratch.path("a.zip")).is_ok());
}
