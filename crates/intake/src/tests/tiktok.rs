//! The text form of a TikTok download, broken in every way that a form without escapes can be.

use super::*;
use crate::Format;

const COMMENTS: &str = "TikTok/Comments/Comments.txt";
const CHATS: &str = "TikTok/Direct Messages/Direct Messages.txt";
const PROFILE: (&str, &[u8]) = ("TikTok/Profile/Profile Info.txt", b"Username: s1\n");

fn read(name: &str, bytes: impl AsRef<[u8]>, limits: &Limits) -> Result<Taken, IntakeError> {
    let scratch = Scratch::new();
    let path = scratch.write("a.zip", zip(&[(name, bytes.as_ref()), PROFILE]));
    assert_eq!(crate::recognise(&path).expect("recognised"), Format::Tiktok);
    take_within(&plain(path), limits)
}

/// Texts that were taken, and lines and reasons of what was not.
fn told(taken: &Taken) -> (Vec<&str>, Vec<String>) {
    let texts = taken.posts.iter().map(|post| post.text.expose()).collect();
    let reasons = taken.rejected.iter().map(|rejected| {
        let at = rejected.place.position.map(|at| format!("{at:?}")).unwrap_or_default();
        format!("{at} {}", rejected.why)
    });
    (texts, reasons.collect())
}

fn comment(words: &str) -> String {
    format!("Date: 2026-01-01 10:00:00 UTC\nComment: {words}\nUrl: N/A\n\n")
}

#[test]
fn a_record_that_is_not_understood_is_rejected_with_its_line_and_the_others_are_read() {
    let comments = [
        comment("one"),
        "Date: 2026-01-01 10:00:00 UTC\nComment: two\nComment: three\n\n".to_owned(),
        "Date: 2026-01-01 10:00:00 UTC\nno label\nComment: four\n\n".to_owned(),
        "Date: 2026-01-01 10:00:00 UTC\nSecret: four\n\n".to_owned(),
        comment("five"),
    ]
    .concat();
    for comments in [comments.clone(), comments.replace('\n', "\r\n"), format!("\u{feff}{comments}")] {
        let taken = read(COMMENTS, &comments, &Limits::DEFAULT).expect("readable");
        let (texts, reasons) = told(&taken);
        assert_eq!(texts, ["one", "five"]);
        assert_eq!(
            reasons,
            [
                "Line(5) `comment` occurs twice; keep one",
                "Line(9) it is not what its format says: a line stands outside of any field; export it again",
                "Line(13) it has a line whose label is not known here; export with the language set to English, or update \
                 grondslag",
            ]
        );
    }
}

#[test]
fn words_of_a_chat_are_somebodys_only_under_a_name() {
    let chats = "2026-01-01 10:00:00 s1: before any chat\n>>> Chat History with s2::\n\nwhose?\n2026-01-01 10:00:01 UTC s1: own\n\
                 \n>>> Chat History with s3:\n2026-01-01 10:00:02 s3: not own\n2026-99-01 10:00:02 s1: no moment\n";
    let taken = read(CHATS, chats, &Limits::DEFAULT).expect("readable");
    let (texts, reasons) = told(&taken);
    assert_eq!(texts, ["own"], "what follows the words of s3 is theirs");
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    assert_eq!((taken.tally.read, taken.tally.not_own_words), (4, 1));
    assert_eq!(taken.posts[0].account_id.as_ref().map(|id| id.as_str()), Some("tiktok:s1"));
    assert!(!taken.posts[0].record_id.as_str().contains("s2"), "the name of a chat is somebody's");
}

#[test]
fn what_is_too_long_or_no_utf8_is_rejected_within_bounds() {
    let limits = Limits { line_bytes_max: 60, ..Limits::DEFAULT };
    let long = [comment(&"x".repeat(100)), comment("short"), comment(&"many\nlines\n".repeat(100))].concat();
    let taken = read(COMMENTS, long, &limits).expect("readable");
    let (texts, reasons) = told(&taken);
    assert_eq!(texts, ["short"]);
    assert_eq!(reasons, ["Line(1) it is longer than 60 bytes", "Line(9) it is longer than 60 bytes"]);
    let taken = read(COMMENTS, [comment("one").as_bytes(), b"Date: \xff\nComment: two\n"].concat(), &Limits::DEFAULT);
    assert_eq!(told(&taken.expect("readable")).1, ["Line(5) it is not UTF-8; convert the file"]);
    let wide = "\u{feff}Date:".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    assert!(matches!(read(COMMENTS, wide, &Limits::DEFAULT), Err(IntakeError::Encoding { .. })));
}

#[test]
fn a_download_in_both_forms_is_read_once() {
    let scratch = Scratch::new();
    let json = br#"{"Comment":{"Comments":{"CommentsList":[{"date":"2026-01-01 10:00:00","comment":"one"}]}}}"#;
    let members: &[(&str, &[u8])] =
        &[("TikTok/user_data_tiktok.json", json), (COMMENTS, &comment("one").into_bytes()), PROFILE];
    let taken = take(&plain(scratch.write("a.zip", zip(members)))).expect("readable");
    assert_eq!((taken.posts.len(), taken.tally.members_unread), (1, 2));
}

proptest::proptest! {
    /// Nothing is escaped, so some words cannot be told from a record; these are rejected, and no word is ever changed.
    #[test]
    fn words_come_back_whole_or_not_at_all(words in "(\\PC|\n|: |Date: |Title: |>>> |[A-Z][a-z]){1,20}") {
        let words = format!("w{words}w");
        let taken = read(COMMENTS, comment(&words), &Limits::DEFAULT).expect("readable");
        let blank: Vec<&str> = words.lines().map(|line| if line.trim().is_empty() { "" } else { line }).collect();
        let is_whole = taken.posts.len() == 1 && taken.tally.rejected == 0;
        if is_whole {
            let expected = blank.join("\n");
            proptest::prop_assert_eq!(taken.posts[0].text.expose(), expected);
        } else {
            proptest::prop_assert!(taken.tally.rejected > 0);
        }
    }
}
