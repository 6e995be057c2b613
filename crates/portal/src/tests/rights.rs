//! Requests that other systems carry here, by OpenDSR and by the Data Rights Protocol.

use super::street::{Answer, Client, Street};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer, SigningKey};
use ledger::Act;
use serde_json::{Value, json};

const ID: &str = "a7551968-d5d6-44b2-9831-815ac9017798";

fn request(id: &str, right: &str, identities: &[(&str, &str, &str)]) -> Value {
    let identity = |(kind, format, value): &(&str, &str, &str)| json!({ "identity_type": kind, "identity_format": format, "identity_value": value });
    json!({
        "regulation": "gdpr", "subject_request_id": id, "subject_request_type": right,
        "submitted_time": "2026-11-22T15:00:00Z", "api_version": "3.0",
        "subject_identities": identities.iter().map(identity).collect::<Vec<_>>(),
        "status_callback_urls": ["https://controller.example.org/callbacks"],
    })
}

fn send(client: &mut Client, request: &Value) -> Answer {
    client.send("POST", "/v1/opengdpr_requests", Some("application/json"), request.to_string().as_bytes())
}

fn status(client: &mut Client, id: &str) -> String {
    let answer = client.get(&format!("/v1/opengdpr_requests/{id}"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["request_status"].as_str().expect("a word").to_owned()
}

fn id(number: u32) -> String {
    format!("a7551968-d5d6-44b2-9831-{number:012}")
}

#[test]
fn an_objection_by_opendsr_is_one_event_however_often_it_is_sent_and_may_be_taken_back() {
    let street = Street::open("opendsr");
    let mut client = Client::machine(&street);
    let asked = request(ID, "objection", &[("email", "raw", " S1@Example.org ")]);
    let first = send(&mut client, &asked);
    assert_eq!(first.status, 201, "{}", first.text());
    let answer = first.json();
    assert_eq!(answer["received_time"], "2026-11-23T10:00:00Z");
    assert_eq!(answer["expected_completion_time"], "2026-12-23T10:00:00Z");
    assert_eq!(
        STANDARD.decode(answer["encoded_request"].as_str().expect("base64")).expect("base64"),
        asked.to_string().as_bytes()
    );
    assert_eq!(answer["status_callback_urls"], json!([]), "that nobody will be called is said");
    assert_eq!(first.header("x-opendsr-processor-domain"), "127.0.0.1");
    assert_eq!(send(&mut client, &asked).json(), answer, "the same id is the same request");
    let history = street.history("s1");
    let Act::Objection(made) = &history[0].act else { panic!("{history:?}") };
    assert_eq!((history.len(), made.id.as_str(), made.channel.as_deref()), (1, ID, Some("opendsr")));
    assert_eq!(status(&mut client, ID), "pending");
    let other = send(&mut client, &request(ID, "erasure", &[("email", "raw", "s1@example.org")]));
    assert_eq!(other.status, 409, "another request under the same id");
    let path = format!("/v1/opengdpr_requests/{ID}");
    for _ in 0..2 {
        let taken_back = client.send("DELETE", &path, None, b"");
        assert_eq!((taken_back.status, &taken_back.json()["subject_request_id"]), (202, &json!(ID)));
    }
    assert_eq!(status(&mut client, ID), "cancelled");
    assert_eq!(street.ledger().tree_head().size, 2);
}

#[test]
fn every_right_becomes_its_event_once_and_its_status_is_what_the_console_answered() {
    let street = Street::open("opendsr-rights");
    let mut client = Client::machine(&street);
    let rights = ["access", "portability", "rectification", "erasure", "restriction"];
    for (right, number) in rights.iter().zip(1..) {
        for _ in 0..3 {
            let asked = request(&id(number), right, &[("controller_customer_id", "raw", "s2")]);
            assert_eq!(send(&mut client, &asked).status, 201, "{right}");
        }
        assert_eq!(status(&mut client, &id(number)), "in_progress");
        let refused = client.send("DELETE", &format!("/v1/opengdpr_requests/{}", id(number)), None, b"");
        assert_eq!(refused.status, 409, "the controller acts on it already");
    }
    let acts: Vec<&str> = street.history("s2").iter().map(|said| said.act.name()).collect();
    assert_eq!(
        acts,
        [
            "access_requested",
            "portability_requested",
            "rectification_requested",
            "erasure_requested",
            "restriction_requested"
        ]
    );
    let world = world::World::real(&street.folder);
    let answers = [
        format!(
            r#"{{"at":"2026-11-24T10:00:00Z","act":"request_replied","subject":"s2","request":"{}","outcome":"fulfilled"}}"#,
            id(1)
        ),
        format!(
            r#"{{"at":"2026-11-24T10:00:00Z","act":"request_extended","subject":"s2","request":"{}","until":"2027-01-05","reasons":"many"}}"#,
            id(2)
        ),
        r#"{"at":"2026-11-24T10:00:00Z","act":"erasure_refused","subject":"s2"}"#.to_owned(),
    ];
    let said: Vec<_> = answers.iter().map(|answer| ledger::parse_said(answer).expect("valid")).collect();
    street.ledger().append(&world, &said).expect("taken");
    assert_eq!(
        ["completed", "in_progress", "completed"].map(str::to_owned),
        [1, 2, 4].map(|number| status(&mut client, &id(number)))
    );
    let longer = client.get(&format!("/v1/opengdpr_requests/{}", id(2))).json();
    assert_eq!(longer["expected_completion_time"], "2027-01-06T00:00:00Z");
    let slips = world::list(street.folder.join("requests")).expect("there");
    assert_eq!(slips.len(), 5);
    for slip in slips {
        let text = world::read_string(&slip).expect("readable");
        assert!(!text.contains("s2") && !slip.to_string_lossy().contains("9831"), "nobody stands beside the ledger");
    }
}

#[test]
fn a_request_that_was_stopped_between_its_slip_and_its_event_is_taken_once() {
    let street = Street::open("opendsr-crash");
    let mut client = Client::machine(&street);
    let asked = request(&id(1), "erasure", &[("controller_customer_id", "raw", "s2")]);
    assert_eq!(send(&mut client, &asked).status, 201);
    let slip = world::list(street.folder.join("requests")).expect("there").remove(0);
    let whole = world::read_string(&slip).expect("readable");
    // As after a kill when the event was in the log and its position not yet on the slip.
    world::write_atomic(&slip, whole.replace(",\"index\":0", "")).expect("writable");
    assert_eq!(
        client.get(&format!("/v1/opengdpr_requests/{}", id(1))).status,
        404,
        "nobody can say yet what became of it"
    );
    assert_eq!(send(&mut client, &asked).status, 201);
    assert_eq!((street.history("s2").len(), world::read_string(&slip).expect("readable")), (1, whole));
    world::write_atomic(&slip, "{").expect("writable");
    assert_eq!(send(&mut client, &asked).status, 503, "a slip that cannot be read is no second event");
    assert_eq!(street.history("s2").len(), 1);
}

#[test]
fn a_request_of_one_among_several_counts_for_all_of_them_and_waits_in_the_console() {
    let street = Street::open("opendsr-whose");
    let mut client = Client::machine(&street);
    let both = [("email", "raw", "s1@example.org"), ("controller_customer_id", "raw", "a2")];
    assert_eq!(send(&mut client, &request(ID, "objection", &both)).status, 201);
    let mut dpo = Client::staff(&street, "dpo-1");
    let page = dpo.get("/console/identities");
    assert!(page.text().contains("It is of s1") && page.text().contains("It is of s2"), "{}", page.text());
    // What cannot be undone is done for nobody who may be another.
    let refused = send(&mut client, &request(&id(1), "erasure", &both));
    assert!(refused.status == 400 && refused.text().contains("[GDPR 12(6)]"), "{}", refused.text());
    let digest = terms::Digest::of("s2@example.org").to_string();
    assert_eq!(send(&mut client, &request(&id(2), "access", &[("email", "sha256", &digest)])).status, 201);
    assert_eq!(street.history("s2").len(), 2);
    for (identities, status) in [
        (vec![("email", "raw", "nobody@example.org")], 404),
        (vec![("email", "md5", "0cc175b9c0f1b6a831c399e269772661")], 400),
        (vec![("android_id", "raw", "x")], 400),
        (vec![], 400),
    ] {
        let answer = send(&mut client, &request(&id(3), "objection", &identities));
        assert_eq!(answer.status, status, "{identities:?}");
        assert!(!answer.text().contains("nobody@"), "{}", answer.text());
    }
    for path in [id(3), "x".to_owned(), format!("{ID}x"), "%ff".to_owned()] {
        assert!([400, 404].contains(&client.get(&format!("/v1/opengdpr_requests/{path}")).status), "{path}");
    }
    let known = client.get("/v1/discovery").json();
    assert_eq!(known["supported_identities"].as_array().expect("a list").len(), 4);
}

/// What the agent of the example sends.
fn signed(message: &Value) -> String {
    let (message, key) = (message.to_string(), SigningKey::from_bytes(&[5; 32]));
    STANDARD.encode([key.sign(message.as_bytes()).to_bytes().as_slice(), message.as_bytes()].concat())
}

fn exercise(request: &str, right: &str, claims: &Value) -> Value {
    let mut message = json!({
        "agent-id": "AGENT", "business-id": "FORUM_A", "issued-at": "2026-11-23T09:59:00Z",
        "expires-at": "2026-11-23T10:09:00Z", "agent-request-id": request, "drp.version": "0.9.4", "exercise": right,
        "regime": "gdpr", "status_callback": "https://agent.example.org/status",
    });
    message.as_object_mut().expect("an object").extend(claims.as_object().expect("an object").clone());
    message
}

fn drp(client: &mut Client, method: &str, path: &str, body: &str) -> Answer {
    client.send(method, &format!("/v1/data-rights-request{path}"), Some("text/plain"), body.as_bytes())
}

#[test]
fn a_request_by_drp_is_taken_when_its_agent_signed_it_and_shown_to_that_agent_alone() {
    let street = Street::open("drp");
    let mut agent = Client::agent(&street);
    let verified = json!({ "email": "s1@example.org", "email_verified": true, "name": "Wim Voorbeeld" });
    let body = signed(&exercise("r1", "object", &verified));
    for path in ["", "/", ""] {
        let answer = drp(&mut agent, "POST", path, &body);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let json = answer.json();
        assert_eq!((&json["request_id"], &json["status"]), (&json!("drp:AGENT:r1"), &json!("in_progress")));
        assert_eq!((&json["agent_request_id"], &json["expected_by"]), (&json!("r1"), &json!("2026-12-23T10:00:00Z")));
    }
    assert_eq!(street.history("s1").len(), 1);
    assert_eq!(agent.get("/v1/data-rights-request/drp:AGENT:r1").json()["status"], "in_progress");
    assert_eq!(agent.get("/v1/agent/AGENT").json(), json!({}));
    assert_eq!(agent.get("/v1/agent/OTHER").status, 403);
    let mut other = agent.clone();
    other.headers[0].1 = "Bearer another token".to_owned();
    assert_eq!(other.get("/v1/data-rights-request/drp:AGENT:r1").status, 403);
    assert_eq!(other.get("/v1/data-rights-request/drp:OTHER:r1").status, 404);
    assert_eq!(drp(&mut other, "POST", "", &body).status, 400, "a body that another agent signed for itself");
    let unsigned = STANDARD.encode([[0; 64].as_slice(), b"{}"].concat());
    assert_eq!(drp(&mut agent, "DELETE", "/drp:AGENT:r1", &unsigned).status, 400);
    let reason = signed(&json!({ "reason": "I changed my mind" }));
    assert_eq!(drp(&mut agent, "DELETE", "/drp:AGENT:r1", &reason).json()["status"], "revoked");
    assert!(!street.ledger().events().any(|event| format!("{:?}", event.expect("readable")).contains("changed")));
    assert_eq!(Client::machine(&street).get("/v1/agent/AGENT").status, 401, "the key of a machine is no agent's");
}

#[test]
fn who_is_not_known_for_sure_is_one_possibility_among_others_and_nobody_is_erased_on_a_guess() {
    let street = Street::open("drp-whose");
    let mut agent = Client::agent(&street);
    let mut ask = |request: &str, right: &str, claims: Value| {
        let answer = drp(&mut agent, "POST", "", &signed(&exercise(request, right, &claims)));
        assert_eq!(answer.status, 200, "{}", answer.text());
        let json = answer.json();
        (json["status"].as_str().unwrap_or_default().to_owned(), json["reason"].as_str().unwrap_or_default().to_owned())
    };
    let typed = json!({ "email": "s1@example.org" });
    let (open, denied) = ("in_progress".to_owned(), "denied".to_owned());
    assert_eq!(ask("r1", "deletion", typed.clone()), (denied.clone(), "insuf_verification".to_owned()));
    assert_eq!(ask("r2", "object", typed), (open.clone(), String::new()));
    assert_eq!(ask("r3", "object", json!({ "name": "Wim Voorbeeld" })), (open.clone(), String::new()));
    assert_eq!(ask("r4", "access", json!({ "name": "Wim Voorbeeld" })), (denied.clone(), "no_match".to_owned()));
    assert_eq!(ask("r5", "object", json!({ "phone_number": "0" })), (denied, "no_match".to_owned()));
    assert_eq!(
        ask("r6", "deletion", json!({ "email": "s2@example.org", "email_verified": true })),
        (open, String::new())
    );
    let mut dpo = Client::staff(&street, "dpo-1");
    let page = dpo.get("/console/identities");
    assert!(page.text().contains("It is of s1") && page.text().contains("Wim Voorbeeld"), "{}", page.text());
    assert_eq!(street.history("s2").len(), 1);
    assert_eq!(street.ledger().tree_head().size, 3);
}
