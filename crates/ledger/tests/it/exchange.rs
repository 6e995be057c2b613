//! What others write and read: the same events come back, and what is not in the form is refused with its place.

use crate::folder::{Folder, consents, day, objects, subject, withdraws};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey};
use ledger::exchange::{self, ExchangeError, Found, Right, csv, drp, history, iso27560, kantara, opendsr, whole};
use ledger::{Act, Article, Said, VerifyError, parse_said, read_said};
use proptest::prelude::*;
use serde_json::{Value, json};
use terms::{SubjectId, Text};

const ACTS: &str = include_str!("../../../proof/src/acts.jsonl");

fn every_act() -> Vec<Said> {
    read_said(ACTS.as_bytes()).collect::<Result<_, _>>().expect("valid")
}

fn with_record() -> Vec<Said> {
    let has_record = |said: &Said| match &said.act {
        Act::ConsentGiven(given) => given.record.is_some(),
        Act::ConsentRefused { record, .. } | Act::ConsentWithdrawn { record, .. } => record.is_some(),
        _ => false,
    };
    every_act().into_iter().filter(has_record).collect()
}

#[test]
fn every_act_goes_through_csv_and_comes_back_the_same() {
    let said = every_act();
    let mut file = Vec::new();
    csv::write(&said, &mut file).expect("writable");
    assert!(file.starts_with(b"v,at,act,"));
    assert_eq!(csv::read(file.as_slice()).expect("ours"), said);
}

#[test]
fn csv_that_is_not_in_the_form_is_refused_with_its_line() {
    for (text, expected) in [
        ("", "the header: the first column is `v`, the version of the format"),
        ("at,act\n", "the header: the first column is `v`, the version of the format"),
        ("v,at,at\n", "the header: a column stands there twice"),
        ("v,at,act\n2,2026-01-01,order_lifted\n", "a row has a version that this program does not know; it knows `1`"),
        ("v,at,act\n1,2026-01-01\n", "the file: it is not CSV, or a row has more or fewer cells than the header"),
        ("v,at,act,id\n1,2026-01-01,order_lifted,\n", "line 2: field `id` is missing; see `docs/formats.md`"),
        (
            "v,at,act,id,mood\n1,2026-01-01,order_lifted,o,\n1,2026-01-01,order_lifted,o,bad\n",
            "line 3: field `mood` does not hold what act `…` needs; see `docs/formats.md`",
        ),
        (
            "v,at,act,subject,explicit\n1,2026-01-01,consent_given,Jan Jansen,maybe\n",
            "line 2: field `explicit` does not hold what act `…` needs; see `docs/formats.md`",
        ),
    ] {
        let error = csv::read(text.as_bytes()).expect_err("refused").to_string();
        assert_eq!(error, expected);
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,12}", "[\",\n\r*=]{0,6}", "\\PC{0,8}", Just("*".to_owned()), Just("\"x".to_owned())]
}

proptest! {
    #[test]
    fn whatever_a_person_writes_survives_csv(verbatim in any_text(), reasons in any_text(), id in "[a-z*\"]{1,6}", who in "\\PC{1,6}") {
        let said = Said::new(day(3), match objects(3, &id, &[1], &[]).act {
            Act::Objection(made) => Act::Objection(ledger::ObjectionMade {
                subject: Some(SubjectId::new(who)),
                verbatim: Some(Text::new(verbatim)),
                reasons: Some(Text::new(reasons)),
                ..made
            }),
            other => other,
        });
        let mut file = Vec::new();
        csv::write(std::slice::from_ref(&said), &mut file).expect("writable");
        prop_assert_eq!(csv::read(file.as_slice()).expect("ours"), vec![said]);
    }

    #[test]
    fn whatever_a_record_holds_survives_json_ld(text in any_text(), steps in 0_u32..9, days in 0_u32..5000, which in 0_usize..3) {
        let mut said = with_record().swap_remove(which);
        let record = match &mut said.act {
            Act::ConsentGiven(given) => given.record.as_mut(),
            Act::ConsentRefused { record, .. } | Act::ConsentWithdrawn { record, .. } => record.as_mut(),
            _ => None,
        };
        let record = record.expect("has one");
        record.withdrawal_method = format!("by post {text}");
        record.codes_of_conduct = Some(text.clone());
        record.parties[0].party_address = Text::new(format!("x{text}"));
        record.retention_period = format!("P{days}D");
        record.steps_to_give = steps + 1;
        record.steps_to_withdraw = steps;
        let document = iso27560::write(&said).expect("complete");
        prop_assert_eq!(iso27560::read(document.as_bytes()).expect("ours"), said);
    }
}

#[test]
fn a_consent_record_goes_out_in_the_terms_of_dpv_and_comes_back_the_same() {
    let said = with_record();
    assert_eq!(said.len(), 3);
    for said in &said {
        let document = iso27560::write(said).expect("complete");
        assert_eq!(&iso27560::read(document.as_bytes()).expect("ours"), said);
    }
    let document: Value = serde_json::from_str(&iso27560::write(&said[0]).expect("complete")).expect("JSON");
    for (pointer, expected) in [
        ("/@type", json!("dpv:ConsentRecord")),
        ("/dct:conformsTo/0", json!("https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr")),
        ("/dpv:hasConsentStatus/@type", json!("dpv:ConsentGiven")),
        ("/dpv:hasConsentStatus/dpv:hasLegalBasis", json!("eu-gdpr:A6-1-a-explicit-consent")),
        ("/dpv:hasProcess/dpv:hasLegalBasis", json!("eu-gdpr:A6-1-a")),
        ("/dpv:hasProcess/dpv:hasPersonalData/1/@type/1", json!("pd:Health")),
        ("/dpv:hasEntity/0/@type/0", json!("dpv:DataController")),
    ] {
        assert_eq!(document.pointer(pointer), Some(&expected), "{pointer}");
    }
    let receipt: Value = serde_json::from_str(&iso27560::write_receipt(&said[0]).expect("issued")).expect("JSON");
    assert_eq!(receipt["dct:hasPart"], document);
    assert_eq!(receipt["@type"], json!("dpv:ConsentReceipt"));
    assert!(iso27560::write_receipt(&said[1]).is_err(), "no receipt was issued for the refusal");
    assert!(iso27560::write(&consents(1, 1)).is_err(), "it has no record");
}

#[test]
fn each_mandatory_field_of_a_consent_record_is_missed_and_each_unknown_one_refused() {
    let document: Value = serde_json::from_str(&iso27560::write(&with_record()[0]).expect("complete")).expect("JSON");
    let optional = [
        "gs:purposeType",
        "dct:identifier",
        "dpv:hasSensitivityLevel",
        "dpv:hasOrganisationalMeasure",
        "dpv:hasImpactAssessment",
        "schema:email",
        "schema:url",
        "schema:telephone",
        "receipt_id",
        "ui_build_hash",
        "period_from",
        "period_until",
        "parental",
        "dpv:hasPurpose",
        "special",
    ];
    let mut removed = 0;
    let mut objects = vec![String::new()];
    while let Some(place) = objects.pop() {
        let value = document.pointer(&place).expect("there");
        let names: Vec<String> = match value {
            Value::Object(members) => members.keys().cloned().collect(),
            Value::Array(items) => (0..items.len()).map(|item| item.to_string()).collect(),
            _ => continue,
        };
        if value.is_object() {
            let mut more = document.clone();
            more.pointer_mut(&place)
                .and_then(Value::as_object_mut)
                .expect("object")
                .insert("mood".to_owned(), json!(1));
            assert!(iso27560::read(more.to_string().as_bytes()).is_err(), "`mood` in {place}");
        }
        for name in names {
            objects.push(format!("{place}/{name}"));
            if value.is_object() && !optional.contains(&name.as_str()) {
                let mut less = document.clone();
                less.pointer_mut(&place).and_then(Value::as_object_mut).expect("object").shift_remove(&name);
                assert!(iso27560::read(less.to_string().as_bytes()).is_err(), "{place}/{name} is missing");
                removed += 1;
            }
        }
    }
    assert!(removed > 60, "{removed}");
}

#[test]
fn a_later_or_other_consent_record_is_refused_and_no_error_quotes_it() {
    let good = iso27560::write(&with_record()[0]).expect("complete");
    for (from, to, expected) in [
        ("\"version\":1", "\"version\":2", "`gs:additions` of the record has a version"),
        ("27560:2023", "27560:2031", "the record has a version that this program does not know"),
        ("dpv:ConsentGiven", "dpv:ConsentExpired", "`dpv:hasConsentStatus`: it is none of given"),
        ("https://w3id.org/dpv#", "https://example.org/dpv#", "`@context`: its prefixes"),
        ("P2Y", "two years", "`retention_period` and `validity_duration` are durations"),
        ("\"steps_to_withdraw\":1", "\"steps_to_withdraw\":3", "`steps_to_withdraw` exceeds"),
        ("a7551968-d5d6-44b2-9831", "a7551968-d5d6-14b2-9831", "`record_id` and `receipt_id` are UUIDs"),
        ("[\"c1\"]", "[\"c9\"]", "names a party that is not in `parties`"),
        ("\"IE\"", "\"Ierland, Jan\"", "the record: it is missing, unknown"),
    ] {
        let changed = good.replace(from, to);
        assert_ne!(changed, good, "{from}");
        let error = iso27560::read(changed.as_bytes()).expect_err(from).to_string();
        assert!(error.contains(expected), "{error}");
        assert!(!error.contains("Jan"), "{error}");
    }
    let renewed = good.replace("dpv:ConsentGiven", "dpv:RenewedConsentGiven");
    assert_eq!(iso27560::read(renewed.as_bytes()).expect("read"), with_record()[0]);
}

#[test]
fn a_kantara_receipt_has_every_field_of_its_specification() {
    let receipt: Value =
        serde_json::from_str(&kantara::write(&with_record()[0], "key").expect("complete")).expect("JSON");
    for field in [
        "version",
        "jurisdiction",
        "consentTimestamp",
        "collectionMethod",
        "consentReceiptID",
        "publicKey",
        "language",
        "piiPrincipalId",
        "piiControllers",
        "policyUrl",
        "services",
        "sensitive",
        "spiCat",
    ] {
        assert!(receipt.get(field).is_some(), "{field}");
    }
    assert_eq!(receipt["version"], "KI-CR-v1.1.0");
    assert_eq!(receipt["services"][0]["purposes"][0]["thirdPartyName"], "Host B");
    assert_eq!(receipt["spiCat"], json!(["health"]));
    assert!(kantara::write(&with_record()[1], "key").is_err());
}

fn opendsr_request(kind: &str) -> Value {
    json!({
        "regulation": "gdpr", "subject_request_id": "a7551968-d5d6-44b2-9831-815ac9017798",
        "subject_request_type": kind, "submitted_time": "2026-10-02T15:00:00Z", "api_version": "3.0",
        "subject_identities": [
            { "identity_type": "controller_customer_id", "identity_value": "s1", "identity_format": "raw" }
        ],
        "status_callback_urls": ["https://controller.example.org/callback"],
    })
}

#[test]
fn an_opendsr_request_becomes_the_act_that_it_asks_for() {
    for (kind, act) in [
        ("access", "access_requested"),
        ("portability", "portability_requested"),
        ("erasure", "erasure_requested"),
        ("rectification", "rectification_requested"),
        ("restriction", "restriction_requested"),
        ("objection", "objection"),
    ] {
        let bytes = opendsr_request(kind).to_string();
        let request = opendsr::read(bytes.as_bytes()).expect("valid");
        let found = Found::One(SubjectId::new(request.identities[0].value.expose()));
        let said = exchange::to_said(&request.id, request.right, found, "opendsr", day(9)).expect("one person");
        assert_eq!((said.act.name(), said.act.subject()), (act, Some(&subject(1))));
        assert_eq!(parse_said(&serde_json::to_string(&said).expect("JSON")).expect("valid"), said);
        let answer: Value =
            serde_json::from_slice(&opendsr::answer(bytes.as_bytes(), &request, "c1", day(9), day(39))).expect("JSON");
        assert_eq!(answer["subject_request_id"], request.id);
        assert_eq!(
            STANDARD.decode(answer["encoded_request"].as_str().expect("text")).expect("base64"),
            bytes.as_bytes()
        );
    }
    let several = Found::Several(vec![subject(1), subject(2)]);
    let id = "a7551968-d5d6-44b2-9831-815ac9017798";
    let objection = exchange::to_said(id, Right::Objection(Article::Situation), several.clone(), "opendsr", day(9));
    assert!(matches!(objection.expect("held").act, Act::Objection(made) if made.candidates.len() == 2));
    assert!(exchange::to_said(id, Right::Erasure, several, "opendsr", day(9)).is_err(), "nobody is chosen");
}

#[test]
fn an_opendsr_request_with_a_wrong_field_is_refused_and_not_quoted() {
    let good = opendsr_request("erasure");
    for (field, value) in [
        ("regulation", json!("ccpa")),
        ("subject_request_id", json!("A7551968")),
        ("subject_request_type", json!("Jan")),
        ("submitted_time", json!("2026-10-02")),
        ("api_version", json!("4.0")),
        ("subject_identities", json!([])),
        ("subject_identities", json!([{ "identity_type": "Jan", "identity_value": "x", "identity_format": "raw" }])),
        (
            "subject_identities",
            json!([{ "identity_type": "email", "identity_value": "Jan", "identity_format": "md5" }]),
        ),
        ("subject_identities", json!([{ "identity_type": "email", "identity_value": "", "identity_format": "raw" }])),
        ("subject_identities", json!([{ "identity_type": "email", "identity_value": "x", "identity_format": "Jan" }])),
        ("status_callback_urls", json!(["ftp://Jan"])),
        ("mood", json!("Jan")),
    ] {
        let mut bad = good.clone();
        bad[field] = value;
        let error = opendsr::read(bad.to_string().as_bytes()).expect_err(field).to_string();
        assert!(!error.contains("Jan"), "{error}");
    }
    for field in ["regulation", "subject_request_id", "subject_request_type", "submitted_time", "subject_identities"] {
        let mut bad = good.clone();
        bad.as_object_mut().expect("object").shift_remove(field);
        assert!(opendsr::read(bad.to_string().as_bytes()).is_err(), "{field}");
    }
}

fn agent() -> (SigningKey, drp::Agent) {
    let key = SigningKey::from_bytes(&[5; 32]);
    let verify_key = STANDARD.encode(key.verifying_key().as_bytes());
    (key, drp::Agent { id: "AGENT".to_owned(), verify_key })
}

fn drp_body(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut request = json!({
        "agent-id": "AGENT", "business-id": "FORUM_A", "issued-at": "2026-01-10T00:00:00Z",
        "expires-at": "2026-01-10T00:10:00Z", "agent-request-id": "r1", "drp.version": "0.9.4", "exercise": "object",
        "regime": "gdpr", "relationships": ["customer"], "status_callback": "https://agent.example.org/status",
        "name": "Wim Voorbeeld", "email": "wim@example.org", "email_verified": true,
    });
    change(&mut request);
    let message = request.to_string();
    let signature = agent().0.sign(message.as_bytes()).to_bytes();
    STANDARD.encode([signature.as_slice(), message.as_bytes()].concat()).into_bytes()
}

#[test]
fn a_drp_request_is_checked_in_the_order_of_the_protocol_and_becomes_an_act() {
    let (_, agent) = agent();
    let now = terms::parse_instant("2026-01-10T00:05:00Z").expect("valid");
    let read = |body: &[u8]| drp::read(body, &agent, "FORUM_A", now);
    let request = read(&drp_body(|_| {})).expect("valid");
    assert_eq!((request.id.as_str(), request.right), ("drp:AGENT:r1", Right::Objection(Article::Situation)));
    assert_eq!(request.identity["email"].expose(), "wim@example.org");
    assert!(!format!("{request:?}").contains("Wim"));
    let names = Found::Names(vec![request.identity["name"].clone()]);
    let said = exchange::to_said(&request.id, request.right, names, "drp", now).expect("an objection needs no account");
    assert_eq!(parse_said(&serde_json::to_string(&said).expect("JSON")).expect("valid"), said);

    let set = |field: &'static str, value: Value| drp_body(move |request| request[field] = value);
    for (body, expected) in [
        (b"?".to_vec(), "the body is not base64"),
        (STANDARD.encode([0; 63]).into_bytes(), "too short for a signature"),
        (set("drp.version", json!("1.0")), "has a version that this program does not know"),
        (set("agent-id", json!("OTHER")), "`agent-id` is not the agent"),
        (set("business-id", json!("OTHER")), "is not for us"),
        (set("issued-at", json!("2026-01-10T00:06:00Z")), "`issued-at` is in the future"),
        (set("expires-at", json!("2026-01-10T00:05:00Z")), "has expired"),
        (set("expires-at", json!("soon")), "`expires-at`: it is no moment"),
        (set("exercise", json!("sale:opt_in")), "is no consent under the GDPR"),
        (set("exercise", json!("shout")), "`exercise`: it is no right"),
        (set("regime", json!("mars")), "`regime` is none of"),
        (set("status_callback", json!("http://agent.example.org")), "`status_callback`"),
        (
            drp_body(|request| drop(request.as_object_mut().expect("object").shift_remove("exercise"))),
            "the required fields",
        ),
    ] {
        let error = read(&body).expect_err(expected).to_string();
        assert!(error.contains(expected) && !error.contains("Wim"), "{error}");
    }
    let signed = STANDARD.decode(drp_body(|_| {})).expect("base64");
    for at in (0..signed.len()).step_by(7) {
        let mut changed = signed.clone();
        changed[at] ^= 1;
        let error = read(STANDARD.encode(changed).as_bytes()).expect_err("changed");
        assert!(matches!(error, ExchangeError::Signature(_)), "{at}: {error}");
    }
    let right = |exercise: &str, regime: Value| {
        read(&drp_body(|request| {
            request["exercise"] = json!(exercise);
            request["regime"] = regime;
        }))
        .map(|request| request.right)
    };
    assert_eq!(right("deletion", Value::Null), Ok(Right::Erasure));
    assert_eq!(right("access:specific", json!("ccpa")), Ok(Right::Access));
    assert_eq!(right("sale:opt_out", json!("ccpa")), Ok(Right::Objection(Article::Discretionary)));
    assert!(right("object", json!("ccpa")).is_err());
}

#[test]
fn a_person_s_history_is_complete_and_each_event_of_it_is_proved() {
    let folder = Folder::new("history");
    let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
    let linked =
        Said::new(day(1), Act::AccountsLinked { subject: subject(1), accounts: vec![terms::AccountId::new("a1")] });
    let said = [linked, consents(2, 1), consents(2, 2), objects(3, "o1", &[1, 2], &[]), withdraws(4, 1)];
    ledger.append(&world, &said).expect("durable");
    let file = ledger.history_file(&subject(1), day(9)).expect("readable");
    let events = history::verify(&file, &ledger.public_key()).expect("true");
    assert_eq!(events, [said[0].clone(), said[1].clone(), said[3].clone(), said[4].clone()]);
    let text = String::from_utf8(file).expect("text");
    assert!(text.contains("\"a1\"") && text.contains("\"suppressed\": false"));
    let changed = text.replace("\"explicit\": false", "\"explicit\": true");
    assert_ne!(changed, text);
    assert_eq!(history::verify(changed.as_bytes(), &ledger.public_key()), Err(VerifyError::Commitment));
    let later = text.replace("\"history\": 1", "\"history\": 2");
    assert!(history::verify(later.as_bytes(), &ledger.public_key()).expect_err("later").to_string().contains("newer"));

    ledger.erase(&world, &subject(1)).expect("durable");
    let file = ledger.history_file(&subject(1), day(9)).expect("readable");
    let text = String::from_utf8(file.clone()).expect("text");
    assert!(text.contains("\"suppressed\": true") && !text.contains("a1"));
    assert_eq!(history::verify(&file, &ledger.public_key()).expect("true"), [], "nothing names them any more");
}

#[test]
fn the_whole_log_in_one_file_is_checked_without_the_ledger() {
    let folder = Folder::new("whole");
    let (world, mut ledger) = (folder.world(), folder.open().expect("new"));
    ledger.append(&world, &every_act()[..4]).expect("durable");
    ledger.append(&world, &[consents(2, 1), consents(3, 2)]).expect("durable");
    ledger.erase(&world, &subject(2)).expect("durable");
    let mut file = Vec::new();
    ledger.export(&mut file).expect("writable");
    let key = ledger.public_key();
    let read = whole::verify(file.as_slice(), &key).expect("true");
    assert_eq!(read.signed.head, ledger.tree_head());
    let kept: Vec<(u64, Said)> = ledger.events().collect::<Result<_, _>>().expect("readable");
    assert_eq!((read.events, read.erased), (kept, 2));
    // Nothing can be changed, dropped or swapped.
    let lines: Vec<&str> = std::str::from_utf8(&file).expect("text").lines().collect();
    for dropped in 0..lines.len() {
        let mut fewer = lines.clone();
        fewer.remove(dropped);
        assert!(whole::verify(fewer.join("\n").as_bytes(), &key).is_err(), "line {dropped}");
        let mut swapped = lines.clone();
        swapped.swap(dropped, (dropped + 1) % lines.len());
        assert!(whole::verify(swapped.join("\n").as_bytes(), &key).is_err(), "line {dropped}");
    }
    for at in (0..file.len()).step_by(11).filter(|at| file[*at] != b'\n') {
        let mut changed = file.clone();
        changed[at] ^= 1;
        match whole::verify(changed.as_slice(), &key) {
            Err(_) => {}
            // The key in the header is not the one that is used.
            Ok(read) => assert_eq!(read.signed.head, ledger.tree_head(), "byte {at}"),
        }
    }
}

#[test]
fn a_revocation_by_drp_counts_when_the_agent_signed_it_and_holds_a_reason_at_most() {
    let (key, agent) = agent();
    let body = |message: &str| {
        let signature = key.sign(message.as_bytes()).to_bytes();
        STANDARD.encode([signature.as_slice(), message.as_bytes()].concat())
    };
    for good in ["{}", r#"{"reason":"I changed my mind"}"#] {
        assert_eq!(drp::read_revocation(body(good).as_bytes(), &agent), Ok(()));
    }
    for bad in ["", "[]", r#"{"reason":1}"#, r#"{"reason":"secret","more":1}"#] {
        let error = drp::read_revocation(body(bad).as_bytes(), &agent).expect_err(bad).to_string();
        assert!(error.contains("the revocation") && !error.contains("secret"), "{error}");
    }
    let unsigned = STANDARD.encode([[0; 64].as_slice(), b"{}"].concat());
    let error = drp::read_revocation(unsigned.as_bytes(), &agent).expect_err("nobody signed it");
    assert!(matches!(error, ExchangeError::Signature(_)), "{error}");
}
