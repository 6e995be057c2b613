//! Malformed facts: each is an error that names the key, says no more of the input than that, and costs bounded memory.
//! Nothing malformed is read as something else, and nothing panics.

use super::random::Draw;
use super::support::baseline;
use crate::{Facts, FactsError};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The clean facts as text, with this in the place of the value of a key.
fn text_with(key: &str, raw: &str) -> String {
    let mut value = baseline();
    assert!(value.get(key).is_some(), "`{key}` is a fact");
    value[key] = json!("PLACE");
    let text = value.to_string();
    assert_eq!(text.matches("\"PLACE\"").count(), 1);
    text.replace("\"PLACE\"", raw)
}

fn refused(text: &str) -> FactsError {
    let error = Facts::from_json(text).expect_err("these facts are malformed");
    // The line and the bytes of a file get the same answer.
    assert_eq!(Facts::from_line(text).expect_err("malformed"), error);
    assert_eq!(Facts::from_bytes(text.as_bytes()).expect_err("malformed"), error);
    let written = error.to_string();
    assert!(written.len() < 700 && !written.contains('\n'), "{written}");
    error
}

fn check(key: &str, raw: &str, path: &str, why: &str) {
    let error = refused(&text_with(key, raw));
    assert_eq!((error.path.as_str(), error.why.as_str()), (path, why), "{key}: {raw}");
}

#[test]
fn a_bad_date_is_an_error_that_names_its_key() {
    let bad = [
        "2026-02-30",
        "2026-13-01",
        "2025-02-29",
        "2026-00-10",
        "2026-01-00",
        "2026-11-31",
        "2026-11-23T00:00:00Z",
        "2026-11-23 10:00",
        "23-11-2026",
        "2026/11/23",
        "20261123",
        "2026-11",
        "today",
        "",
        "-026-11-23",
        "+026-11-23",
        "10000-01-01",
        "２０２６-11-23",
        "2026-11-23 ",
        " 2026-11-23",
    ];
    for date in bad {
        let raw = json!(date).to_string();
        let why = "is not a date yyyy-mm-dd";
        for key in ["now", "lia_review_due", "created_at"] {
            check(key, &raw, key, why);
        }
        let consent = format!(
            r#"{{"state":"given","explicit":true,"scope_covers":true,"conditions_ok":true,"given_at":{raw},"withdrawn_at":null,"parental":false}}"#
        );
        check("consent", &consent, "consent.given_at", why);
        check(
            "notice",
            &format!(
                r#"{{"delivered_at":{raw},"covers_purpose":true,"language_ok":true,"objection_right_separate":true}}"#
            ),
            "notice.delivered_at",
            why,
        );
        check(
            "objection",
            &format!(r#"{{"state":"received","received_at":{raw},"withdrawn_at":null}}"#),
            "objection.received_at",
            why,
        );
        check("orders", &format!(r#"[{{"effect":"forbid","from":{raw}}}]"#), "orders[0].from", why);
        check(
            "orders",
            &format!(r#"[{{"effect":"forbid","from":"2026-01-01","until":{raw}}}]"#),
            "orders[0].until",
            why,
        );
    }
    for (key, raw) in [("now", "20261123"), ("now", "null"), ("created_at", "true"), ("now", "[\"2026-11-23\"]")] {
        assert_eq!(refused(&text_with(key, raw)).path, key);
    }
}

#[test]
fn a_misspelt_word_is_an_error_that_names_the_nearest() {
    for (key, raw, path, nearest) in [
        ("op", "\"trian\"", "op", "train"),
        ("op", "\"Train\"", "op", "train"),
        ("basis", "\"A6-1-F\"", "basis", "A6-1-f"),
        ("account", "\"delted\"", "account", "deleted"),
        ("kind", "\"direct_mesage\"", "kind", "direct_message"),
        ("band", "\"uncertian\"", "band", "uncertain"),
        ("erasure", "\"recieved\"", "erasure", "received"),
        ("age_assurance", "\"verifed\"", "age_assurance", "verified"),
        (
            "objection",
            r#"{"state":"recieved","received_at":"2026-11-01","withdrawn_at":null}"#,
            "objection.state",
            "received",
        ),
        (
            "objection",
            r#"{"state":"received","received_at":"2026-11-01","withdrawn_at":null,"match":"ambigous"}"#,
            "objection.match",
            "ambiguous",
        ),
        (
            "special",
            r#"[{"whose":"authr","mode":"explicit","category":"health","exception":"none"}]"#,
            "special[0].whose",
            "author",
        ),
        ("orders", r#"[{"effect":"forbd","from":"2026-01-01"}]"#, "orders[0].effect", "forbid"),
        ("orders", r#"[{"effect":"forbid","from":"2026-01-01","ops":["serve","tarin"]}]"#, "orders[0].ops[1]", "train"),
    ] {
        let error = refused(&text_with(key, raw));
        assert_eq!(error.path, path, "{raw}");
        assert!(error.why.ends_with(&format!("; did you mean `{nearest}`?")), "{raw}: {error}");
    }
    // Where nothing is near there is no guess.
    assert!(!refused(&text_with("op", "\"something\"")).why.contains("did you mean"));
}

#[test]
fn a_misspelt_key_is_an_error_that_names_the_nearest() {
    for (key, nearest) in [("delted", "deleted"), ("age_nwo", "age_now"), ("illegal_contents", "illegal_content")] {
        let mut value = baseline();
        value[key] = json!(true);
        let error = refused(&value.to_string());
        assert_eq!(error.path, key);
        assert_eq!(error.why, format!("is not a fact; did you mean `{nearest}`?"));
    }
    let error = refused(&text_with("third_parties", r#"[{"ref":"a"},{"ref":"b","redactible":false}]"#));
    assert_eq!(error.path, "third_parties[1].redactible");
    assert_eq!(error.why, "is not a fact; did you mean `redactable`?");
}

#[test]
fn null_stands_only_where_the_format_has_it() {
    let nullable = ["lia_review_due", "age_now", "age_at_creation", "consent", "objection", "erasure", "notice"];
    for key in baseline().as_object().expect("an object").keys().filter(|key| !nullable.contains(&key.as_str())) {
        assert_eq!(&refused(&text_with(key, "null")).path, key);
    }
    for (key, whole, nullable) in [
        (
            "consent",
            json!({"state": "given", "explicit": true, "scope_covers": true, "conditions_ok": true,
                "given_at": "2026-01-01", "withdrawn_at": null, "parental": false, "all_parties": false}),
            "withdrawn_at",
        ),
        (
            "objection",
            json!({"state": "received", "received_at": "2026-01-01", "withdrawn_at": null, "scope_covers": true,
                "match": "exact"}),
            "withdrawn_at",
        ),
        ("notice", baseline()["notice"].clone(), "delivered_at"),
        ("model", baseline()["model"].clone(), ""),
    ] {
        for member in whole.as_object().expect("an object").keys().filter(|member| *member != nullable) {
            let mut changed = whole.clone();
            changed[member.as_str()] = Value::Null;
            assert_eq!(refused(&text_with(key, &changed.to_string())).path, format!("{key}.{member}"));
        }
    }
    for member in ["objected", "child", "special", "art9_exception", "masked", "redactable", "ref"] {
        let mut person = json!({"ref": "a"});
        person[member] = Value::Null;
        let text = text_with("third_parties", &json!([person]).to_string());
        assert_eq!(refused(&text).path, format!("third_parties[0].{member}"));
    }
    for member in ["effect", "territory", "from", "ops", "purposes", "active"] {
        let mut order = json!({"effect": "forbid", "from": "2026-01-01"});
        order[member] = Value::Null;
        let text = text_with("orders", &json!([order]).to_string());
        assert_eq!(refused(&text).path, format!("orders[0].{member}"));
    }
}

#[test]
fn a_number_that_is_none_or_too_large_is_an_error_that_names_its_key() {
    for raw in ["NaN", "Infinity", "-Infinity", "nan", "1e999", "0x12", "1_000", "+1", "01", ".5", "5."] {
        assert_eq!(refused(&text_with("age_now", raw)).path.split('.').next(), Some("age_now"), "{raw}");
    }
    for raw in ["2147483648", "-2147483649", "99999999999999999999999999999999", "1.0", "3e1", "-0.0", "1e400"] {
        assert_eq!(refused(&text_with("age_now", raw)).path, "age_now", "{raw}");
    }
    for raw in ["-1", "4294967296", "18446744073709551616", "30.0", "\"30\"", "true"] {
        check("window_days", raw, "window_days", "is not a whole number from 0 to 4294967295");
    }
    for raw in ["-1", "18446744073709551616", "0.0"] {
        let model =
            baseline()["model"].to_string().replace("\"unlawful_records\":0", &format!("\"unlawful_records\":{raw}"));
        check("model", &model, "model.unlawful_records", "is not a whole number from 0 to 18446744073709551615");
    }
    // The largest that fit are read as what they are.
    let largest = Facts::from_json(&text_with("age_now", "2147483647")).expect("read");
    assert_eq!(largest.age_now, Some(i32::MAX));
}

#[test]
fn a_key_given_twice_is_an_error_wherever_it_stands() {
    let text = baseline().to_string();
    let twice = text.replacen('{', "{\"now\":\"2020-01-01\",", 1);
    assert_eq!((refused(&twice).path.as_str(), refused(&twice).why.as_str()), ("now", "is given twice"));
    for (key, raw, path) in [
        ("third_parties", r#"[{"ref":"a","child":true,"child":false}]"#, "third_parties[0].child"),
        ("orders", r#"[{"effect":"forbid","from":"2026-01-01","from":"2027-01-01"}]"#, "orders[0].from"),
        ("special", r#"[{"whose":"author","whose":"other"}]"#, "special[0].whose"),
    ] {
        check(key, raw, path, "is given twice");
    }
    // A key written with an escape is the same key.
    let escaped = text.replacen('{', "{\"\\u006eow\":\"2020-01-01\",", 1);
    assert_eq!(refused(&escaped).why, "is given twice");
    let line = text.replacen('{', "{\"id\":1,\"id\":2,", 1);
    assert_eq!(Facts::from_line(&line).expect_err("twice").path, "id");
}

#[test]
fn a_line_of_ten_megabytes_is_refused_under_the_key_that_makes_it_long() {
    let long = "a".repeat(10 << 20);
    let people = format!("[{}{{\"ref\":\"a\"}}]", "{\"ref\":\"a\"},".repeat(900_000));
    let numbers = format!("[{}0]", "0,".repeat(5 << 20));
    for (key, raw) in [
        ("purpose", format!("\"{long}\"")),
        ("now", format!("\"{long}\"")),
        ("third_parties", people),
        ("special", numbers),
        ("deleted", format!("{}false", " ".repeat(10 << 20))),
        ("orders", "[".repeat(10 << 20)),
        ("residence", format!("\"{}", "\\\"".repeat(5 << 20))),
    ] {
        let text = text_with(key, &raw);
        assert!(text.len() >= 10 << 20);
        let error = refused(&text);
        assert_eq!(error.path, key);
        assert!(error.why.starts_with("is too long: the text has 1"), "{error}");
    }
    // An unknown key of ten megabytes: the error shows where it begins.
    let error = refused(&baseline().to_string().replacen('{', &format!("{{\"{long}\":1,"), 1));
    assert_eq!(error.path, format!("{}…", "a".repeat(64)));
    assert_eq!(refused(&long).path, ".");
    // What is long and still allowed is read: many third parties are no error.
    let people = format!("[{}{{\"ref\":\"a\"}}]", "{\"ref\":\"a\"},".repeat(50_000));
    let facts = Facts::from_json(&text_with("third_parties", &people)).expect("read");
    assert_eq!(facts.third_parties.len(), 50_001);
}

#[test]
fn a_key_of_the_input_stands_in_an_error_shortly_and_on_one_line() {
    let mut value = baseline();
    value["a\nb\u{1b}[31m"] = json!(1);
    assert_eq!(refused(&value.to_string()).path, "a\u{fffd}b\u{fffd}[31m");
    let mut value = baseline();
    value["model"]["x".repeat(100_000)] = json!(1);
    assert_eq!(refused(&value.to_string()).path, format!("model.{}…", "x".repeat(64)));
}

#[test]
fn deep_nesting_is_an_error_that_names_its_key() {
    for depth in [130, 10_000, 400_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            if depth * open.len() > 1_000_000 {
                continue;
            }
            let raw = format!("{}0{}", open.repeat(depth), close.repeat(depth));
            let error = refused(&text_with("consent", &raw));
            assert!(error.path.starts_with("consent"), "{error}");
            assert!(error.why.contains("nested too deeply") || error.why.contains("too long"), "{error}");
        }
    }
    // Where nesting is not too deep for the parser it is still no single value.
    check("deleted", "[[[[0]]]]", "deleted", "is not a single value");
}

#[test]
fn bytes_that_are_no_text_are_an_error_that_names_their_key() {
    let text = text_with("purpose", "\"ai.train.X\"");
    for (bad, path) in
        [(&b"\xff"[..], "purpose"), (b"\xc3", "purpose"), (b"\xed\xa0\x80", "purpose"), (b"\xf0\x9f", "purpose")]
    {
        let at = text.find('X').expect("there");
        let mut bytes = text.clone().into_bytes();
        bytes.splice(at..=at, bad.iter().copied());
        let error = Facts::from_bytes(&bytes).expect_err("no text");
        assert_eq!(
            (error.path.as_str(), error.why.as_str()),
            (path, format!("is not UTF-8, byte {}", at + 1).as_str())
        );
    }
    assert_eq!(Facts::from_bytes(b"\xfe\xff").expect_err("no text").path, ".");
    // A text in another encoding, and half a pair of surrogates as an escape.
    assert!(Facts::from_bytes(&text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()).is_err());
    assert_eq!(refused(&text_with("purpose", "\"\\ud800\"")).path, "purpose");
    assert_eq!(refused(&text_with("purpose", "\"a\nb\"")).path, "purpose");
}

#[test]
fn what_is_no_object_is_refused() {
    for text in [
        "",
        " ",
        "null",
        "true",
        "1",
        "\"a\"",
        "[]",
        "{",
        "}",
        "{}{}",
        "{\"now\"",
        "{\"now\":",
        "{,}",
        "\u{feff}{}",
        "\0",
    ] {
        refused(text);
    }
    let text = baseline().to_string();
    for cut in [1, text.len() / 3, text.len() / 2, text.len() - 1] {
        refused(&text[..cut]);
    }
    for more in ["x", "{}", ",", "]", "\0"] {
        refused(&format!("{text}{more}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn any_text_with_a_piece_changed_is_read_in_whole_or_refused_with_its_place(
        seed in any::<u64>(), at in any::<prop::sample::Index>(), length in 0..6_usize,
        piece in prop::sample::select(vec!["", "\"", "{", "}", "[", "]", ",", ":", "null", "1e9", "\\", "\u{0}", "true", "\"a\":1,", "é", "-"]),
    ) {
        let mut text = Draw::new(seed).facts(10).to_string().into_bytes();
        let from = at.index(text.len());
        text.splice(from..(from + length).min(text.len()), piece.bytes());
        match Facts::from_bytes(&text) {
            // What is read says the same when it is written and read again: nothing was filled in or dropped.
            Ok((id, facts)) => {
                prop_assert_eq!(id, None);
                let again = serde_json::to_string(&facts).expect("written");
                prop_assert_eq!(Facts::from_json(&again).expect("read again"), facts);
            }
            Err(error) => {
                prop_assert!(!error.path.is_empty() && !error.why.is_empty());
                prop_assert!(error.to_string().len() < 700);
            }
        }
    }
}
