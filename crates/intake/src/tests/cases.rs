//! Runs `cases/01-intake/*.case`: what a source says and what comes out of it. `UPDATE=1` writes the answers.

use super::*;
use std::fmt::Write as _;
use terms::format_instant;

#[test]
fn every_case_of_the_intake_room_gives_its_answer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/01-intake");
    let cases = world::list(&folder).expect("there are cases");
    assert!(!cases.is_empty(), "there are no cases in cases/01-intake");
    for path in cases {
        let case = world::read_string(&path).expect("readable");
        let (question, answer) = case.split_once("----\n").unwrap_or((&case, ""));
        let found = run(question);
        if std::env::var_os("UPDATE").is_some() {
            world::write_atomic(&path, format!("{question}----\n{found}")).expect("writable");
        } else {
            assert_eq!(found, answer, "{}; check it, then run with `UPDATE=1`", path.display());
        }
    }
}

/// Lays out the files of a case, reads its source, and tells what came out.
fn run(question: &str) -> String {
    let (scratch, mut answer) = (Scratch::new(), String::new());
    let (mut name, mut file) = (String::new(), String::new());
    for line in question.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if let Some(content) = line.strip_prefix("| ") {
            file.push_str(content);
            file.push('\n');
            scratch.write(&name, &file);
        } else if let Some(next) = line.strip_prefix("file ") {
            next.clone_into(&mut name);
            file.clear();
        } else if let Some(path) = line.strip_prefix("recognise ") {
            let _ = match crate::recognise(&scratch.path(path)) {
                Ok(format) => writeln!(answer, "RECOGNISED  {format}"),
                Err(cause) => writeln!(answer, "ERROR     {}", without(&scratch, &cause.to_string())),
            };
        } else if let Some(declared) = line.strip_prefix("read ") {
            let mut source: Source = serde_json::from_str(declared).expect("a source in JSON");
            source.path = scratch.0.join(source.path);
            read(&scratch, &source, &mut answer);
        } else {
            panic!("`{line}` is no line of a case");
        }
    }
    answer
}

fn read(scratch: &Scratch, source: &Source, answer: &mut String) {
    let outcome = crate::read::<std::fmt::Error>(source, &mut |item| match item {
        Item::Post(post) => show(&post, answer),
        Item::Account(account) => {
            writeln!(answer, "ACCOUNT   {} of {}, {}", account.account_id, account.subject_id, account.status.as_str())
        }
        Item::Picture(picture) => writeln!(answer, "PICTURE   {} {}", picture.path, picture.media_type),
        Item::Exported(Some(at)) => writeln!(answer, "EXPORTED  {}", format_instant(at)),
        Item::Exported(None) => writeln!(answer, "EXPORTED  unknown"),
        Item::Video(video) => writeln!(answer, "VIDEO     {} {}", video.path, video.media_type),
        Item::Rejected(rejected) => writeln!(answer, "REJECTED  {}", without(scratch, &rejected.to_string())),
    });
    let _ = match outcome {
        Ok(tally) => writeln!(
            answer,
            "read {} = accepted {} + rejected {} + not own words {}; members {}, not read {}; media {}, missing {}, not read {}; unmapped [{}]",
            tally.read,
            tally.accepted,
            tally.rejected,
            tally.not_own_words,
            tally.members,
            tally.members_unread,
            tally.media,
            tally.media_missing,
            tally.media_unread,
            tally.unmapped.iter().cloned().collect::<Vec<_>>().join(", ")
        ),
        Err(cause) => writeln!(answer, "ERROR     {}", without(scratch, &cause.to_string())),
    };
}

fn show(post: &Post, answer: &mut String) -> std::fmt::Result {
    let at = post.created_at.map_or_else(|| "unknown".to_owned(), format_instant);
    let account = post.account_id.as_ref().map_or("unknown", |account| account.as_str());
    writeln!(answer, "POST      {} {} by {account}", post.record_id, post.kind.as_str())?;
    writeln!(
        answer,
        "          at {at}, {}, {}",
        post.visibility_now.as_str(),
        post.lang.as_ref().map_or("?", |lang| lang.as_str())
    )?;
    writeln!(answer, "          {:?}", post.text.expose())?;
    for (name, record) in [("answers", &post.in_reply_to), ("replaces", &post.replaces)] {
        if let Some(record) = record {
            writeln!(answer, "          {name} {record}")?;
        }
    }
    if let Some(at) = post.deleted_at {
        writeln!(answer, "          deleted {}", format_instant(at))?;
    }
    for embed in &post.embeds {
        writeln!(answer, "          quotes {:?}", &post.text.expose()[embed.start..embed.end])?;
    }
    for media in &post.media {
        writeln!(answer, "          with {}", media.path)?;
    }
    if let Some(group) = &post.group_id {
        writeln!(answer, "          in {group}")?;
    }
    for signal in &post.signals {
        writeln!(answer, "          signal {} = {}", signal.name, signal.value)?;
    }
    Ok(())
}

/// A message without the folder in which the test happens to run.
fn without(scratch: &Scratch, message: &str) -> String {
    message.replace(&format!("{}/", scratch.0.display()), "")
}
