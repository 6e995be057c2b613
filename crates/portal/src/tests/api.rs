//! The API: decisions, the law, the log, the document.

use super::street::{Client, Street};
use crate::openapi;
use crate::routes::table;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn baseline() -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/05-law/baseline.json");
    serde_json::from_str(&world::read_string(path).expect("the baseline")).expect("JSON")
}

fn with(change: &[(&str, Value)]) -> Value {
    let mut facts = baseline();
    for (name, value) in change {
        facts[*name] = value.clone();
    }
    facts
}

fn decide(client: &mut Client, body: &str) -> super::street::Answer {
    client.send("POST", "/v1/decisions", Some("application/json"), body.as_bytes())
}

#[test]
fn a_decision_is_the_one_that_the_law_gives_and_a_refusal_is_an_answer() {
    let street = Street::open("decide");
    let mut client = Client::machine(&street);
    let law = law::Law::embedded().expect("the law");
    let objected = json!({ "state": "received", "received_at": "2026-11-01", "withdrawn_at": null });
    for (change, decision) in [(vec![], "PERMIT"), (vec![("objection", objected)], "FORBID")] {
        let facts = with(&change);
        let answer = decide(&mut client, &facts.to_string());
        assert_eq!(answer.status, 200, "{}", answer.text());
        let expected = law.decide(&law::Facts::from_json(&facts.to_string()).expect("valid"));
        assert_eq!(answer.json(), serde_json::to_value(&expected).expect("writable"));
        assert_eq!(answer.json()["decision"], decision);
    }
    let answer = decide(&mut client, &with(&[("id", json!({ "row": [1] }))]).to_string());
    assert_eq!(answer.json()["id"], json!({ "row": [1] }), "the id is echoed");
}

#[test]
fn a_batch_is_answered_in_its_order_and_form() {
    let street = Street::open("batch");
    let mut client = Client::machine(&street);
    let items = [with(&[("id", json!(1))]), with(&[("id", json!("two")), ("age_now", json!(null))])];
    let answer = decide(&mut client, &format!("[{},\n {}]", items[0], items[1]));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answers = answer.json();
    assert_eq!((&answers[0]["id"], &answers[0]["decision"]), (&json!(1), &json!("PERMIT")));
    assert_eq!((&answers[1]["id"], &answers[1]["decision"]), (&json!("two"), &json!("FORBID")));
    assert_eq!(decide(&mut client, "[]").json(), json!([]));
    let lines = format!("{}\n{}\n", items[0], items[1]);
    let answer = client.send("POST", "/v1/decisions", Some("application/x-ndjson"), lines.as_bytes());
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/x-ndjson"));
    let read: Vec<Value> = answer.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(Value::Array(read), answers, "both forms of a batch give the same");
}

#[test]
fn a_bad_item_refuses_the_whole_batch_and_names_item_and_key() {
    let street = Street::open("bad");
    let mut client = Client::machine(&street);
    let missing = {
        let mut facts = baseline();
        facts.as_object_mut().expect("an object").remove("restriction");
        facts.to_string()
    };
    let twice = baseline().to_string().replacen('{', "{\"deleted\":false,", 1);
    for (bad, key) in [
        (missing, "restriction"),
        (with(&[("surprise", json!(1))]).to_string(), "surprise"),
        (with(&[("now", json!("2026-1-5"))]).to_string(), "now"),
        (with(&[("deleted", json!("no"))]).to_string(), "deleted"),
        (twice, "deleted"),
        ("3".to_owned(), "."),
    ] {
        let answer = decide(&mut client, &format!("[{},{bad}]", baseline()));
        assert_eq!((answer.status, answer.header("content-type")), (400, "application/problem+json"), "{bad}");
        let problem = answer.json();
        assert_eq!((&problem["item"], &problem["key"]), (&json!(2), &json!(key)), "{problem}");
        assert_eq!(problem["status"], 400);
        assert!(problem["detail"].as_str().expect("a text").contains("[GDPR 5(2)]"));
        assert!(problem.get("decision").is_none());
    }
    for body in ["", "{", "[1,", "nonsense", "{}{}"] {
        assert_eq!(decide(&mut client, body).status, 400, "{body}");
    }
    let answer = client.send("POST", "/v1/decisions", Some("text/plain"), b"{}");
    assert_eq!(answer.status, 415);
    assert_eq!(client.send("POST", "/v1/decisions", Some("application/json"), b"\xff\xfe").status, 400);
}

#[test]
fn a_machine_needs_its_key_and_a_portal_without_keys_answers_its_own_machine_alone() {
    let street = Street::open("keys");
    let mut client = Client::machine(&street);
    client.headers = vec![("authorization", "Bearer wrong".to_owned())];
    let answer = decide(&mut client, &baseline().to_string());
    assert_eq!((answer.status, answer.header("www-authenticate")), (401, "Bearer"));
    client.headers.clear();
    assert_eq!(decide(&mut client, &baseline().to_string()).status, 401);
    let open = Street::with("no-keys", |config| config.machines.clear());
    let mut client = Client::of(&open);
    assert_eq!(decide(&mut client, &baseline().to_string()).status, 200, "it listens on 127.0.0.1");
}

#[test]
fn the_law_is_given_once_for_each_digest() {
    let street = Street::open("law");
    let mut client = Client::machine(&street);
    let answer = client.get("/v1/law");
    let law = law::Law::embedded().expect("the law");
    let rules = answer.json()["rules"].as_array().expect("rules").clone();
    assert_eq!(rules.len(), law.rules().count());
    let f09 = rules.iter().find(|rule| rule["id"] == "F09").expect("F09");
    assert_eq!(
        (&f09["effect"], f09["provision"].as_str().is_some_and(|text| text.contains("21"))),
        (&json!("forbid"), true)
    );
    let tag = answer.header("etag").to_owned();
    assert_eq!(tag, format!("\"{}\"", law.digest()));
    client.headers.push(("if-none-match", tag));
    let again = client.get("/v1/law");
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[test]
fn the_log_is_served_as_monitors_expect_it_and_nothing_beside_it() {
    let street = Street::open("log");
    let mut person = Client::signed_in(&street, "s1");
    let page = person.get("/me");
    let fields = [("stamp", person.stamp(&page)), ("once", "1".to_owned()), ("purpose", "*".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(person.post("/me/object", &fields).status, 303);
    let mut client = Client::machine(&street);
    // The files follow what is durable soon, not at once: many who say something share their making.
    let signed = loop {
        let checkpoint = client.get("/checkpoint");
        let size = checkpoint.body.split(|byte| *byte == b'\n').nth(1).map(<[u8]>::to_owned);
        if size.as_deref() == Some(b"1") {
            break checkpoint;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    };
    let ledger = street.ledger();
    let signed = ledger::verify_checkpoint(&signed.body, &ledger.public_key()).expect("signed");
    assert_eq!(signed.head, ledger.tree_head());
    assert_eq!(signed.head.size, 1);
    assert_eq!(client.get("/tile/0/000.p/1").body.len(), 32);
    assert_eq!(client.get("/tile/entries/000.p/1").body.len(), 34);
    for path in [
        "/tile/../../ledger/keys.sqlite",
        "/tile/0/../../../keys.sqlite",
        "/tile/%2e%2e/%2e%2e/keys.sqlite",
        "/tile/0/..%2f..%2f..%2fkeys.sqlite",
        "/tile/0/000.p/../../../../keys.sqlite",
        "/tile//etc/passwd",
        "/tile/0/000.p/1%00",
        "/tile/0/001",
    ] {
        let answer = client.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("SQLite"), "{path}");
    }
    assert_eq!(client.get("/healthz").text(), "ok\n");
    assert_eq!(client.get("/readyz").json()["tree_size"], 1);
}

#[test]
fn the_document_describes_every_route_and_is_the_committed_one() {
    let document = openapi::document();
    let mut described = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        described
            .extend(methods.as_object().expect("methods").keys().map(|method| (method.to_uppercase(), path.clone())));
    }
    let routed: BTreeSet<_> =
        table().iter().map(|(route, _)| (route.method.to_owned(), openapi::spelt(route.path))).collect();
    assert_eq!(described, routed);
    let ids: Vec<_> = document["paths"]
        .as_object()
        .expect("paths")
        .values()
        .flat_map(|methods| methods.as_object().expect("methods").values())
        .map(|operation| operation["operationId"].to_string())
        .collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let text = committed(&document);
    if std::env::vars_os().any(|(name, _)| name == "UPDATE") {
        world::write_atomic(&path, &text).expect("writable");
    }
    assert_eq!(world::read_string(&path).expect("committed"), text, "run the tests with UPDATE=1");
    let street = Street::open("document");
    assert_eq!(Client::machine(&street).get("/openapi.json").json(), document);
}

/// As it is committed: what fits on a line stands on one, so that it stays small and a change is seen.
fn committed(document: &Value) -> String {
    let mut text = String::new();
    lay(&mut text, document, 1);
    text + "\n"
}

fn lay(text: &mut String, value: &Value, depth: usize) {
    let flat = value.to_string();
    let (open, close, parts): (_, _, Vec<(String, &Value)>) = match value {
        _ if flat.len() <= 120 => return text.push_str(&flat),
        Value::Object(members) => {
            ('{', '}', members.iter().map(|(name, value)| (format!("{}: ", json!(name)), value)).collect())
        }
        Value::Array(items) => ('[', ']', items.iter().map(|item| (String::new(), item)).collect()),
        _ => return text.push_str(&flat),
    };
    text.push(open);
    for (number, (name, part)) in parts.into_iter().enumerate() {
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        text.push_str(&" ".repeat(depth));
        text.push_str(&name);
        lay(text, part, depth + 1);
    }
    text.push('\n');
    text.push_str(&" ".repeat(depth - 1));
    text.push(close);
}

#[test]
fn the_schema_of_facts_has_the_facts_of_the_law_and_no_other() {
    let document = openapi::document();
    let schema = &document["components"]["schemas"]["Facts"];
    let names = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
    let mut described = names(&schema["properties"]);
    described.remove("id");
    let facts = law::Facts::from_json(&baseline().to_string()).expect("valid");
    assert_eq!(described, names(&serde_json::to_value(&facts).expect("writable")));
    assert_eq!(schema["required"].as_array().expect("a list").len(), described.len());
    assert_eq!(names(&schema["properties"]["model"]["properties"]), names(&baseline()["model"]));
    assert_eq!(names(&schema["properties"]["notice"]["oneOf"][0]["properties"]), names(&baseline()["notice"]));
}

fn permit(client: &mut Client, change: &[(&str, Value)]) -> super::street::Answer {
    let mut question = json!({ "manifest": "0".repeat(64), "purpose": "ai.train.generative", "operation": "train",
        "nonce": "sixteen letters." });
    for (name, value) in change {
        question[*name] = value.clone();
    }
    client.send("POST", "/v1/permits", Some("application/json"), question.to_string().as_bytes())
}

#[test]
fn a_permit_is_answered_with_the_question_and_the_head_and_a_no_is_an_answer() {
    let street = Street::open("permit");
    let mut client = Client::machine(&street);
    let answer = permit(&mut client, &[]);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = answer.json();
    assert_eq!((&answer["permit"], &answer["stop"]), (&json!(true), &Value::Null));
    assert_eq!((&answer["nonce"], &answer["operation"]), (&json!("sixteen letters."), &json!("train")));
    assert!(answer["checkpoint"].as_str().is_some_and(|head| head.starts_with("example.org/")));
    let answer = permit(&mut client, &[("purpose", json!("ads.profile"))]);
    assert_eq!((answer.status, &answer.json()["permit"]), (200, &json!(false)));
    assert_eq!(answer.json()["stop"]["word"], "purpose");
}

#[test]
fn a_permit_is_not_answered_to_strangers_or_to_half_a_question() {
    let street = Street::open("permit-refused");
    assert_eq!(permit(&mut Client::of(&street), &[]).status, 401);
    let mut client = Client::machine(&street);
    for (name, bad) in [
        ("nonce", json!("short")),
        ("nonce", json!("n".repeat(201))),
        ("manifest", json!("F".repeat(64))),
        ("operation", json!("sell")),
        ("purpose", Value::Null),
        ("surprise", json!(1)),
    ] {
        assert_eq!(permit(&mut client, &[(name, bad)]).status, 400, "{name}");
    }
}
