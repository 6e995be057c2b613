//! What strangers try: other people's data, forged forms, guessed links, large, slow and broken requests.

use super::street::{Answer, Client, Street, raw};
use crate::routes::{Gives, Takes, Who, table};
use crate::staff::Role;
use ledger::Act;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Objects as this client and gives the position of the receipt.
fn object(client: &mut Client) -> String {
    let me = client.get("/me");
    let (stamp, once) = (client.stamp(&me), me.hidden("action=\"/me/object\"", "once"));
    let done = client.post("/me/object", &[("stamp", &stamp), ("once", &once), ("purpose", "*")]);
    done.header("location").strip_prefix("/me?done=").expect("done").to_owned()
}

#[test]
fn every_route_refuses_everybody_who_may_not_use_it() {
    let street = Street::open("matrix");
    let mut seen = 0;
    // A form without its stamp is refused, so no route of this walk signs anybody out.
    let mut roles = vec![
        ("nobody", Client::of(&street)),
        ("machine", Client::machine(&street)),
        ("agent", Client::agent(&street)),
        ("person", Client::signed_in(&street, "s1")),
    ];
    roles.extend(Role::ALL.map(|role| (role.as_str(), Client::staff(&street, &format!("{}-1", role.as_str())))));
    for (_, client) in &mut roles {
        // Problem details, whose type tells why somebody was turned away.
        client.headers.retain(|(name, _)| *name != "accept");
        client.headers.push(("accept", "application/json".to_owned()));
    }
    let before = street.ledger().tree_head().size;
    for (route, _) in table() {
        let path = route
            .path
            .replace("{*path}", "0/000")
            .replace("{index}", "0")
            .replace("{id}", "AGENT")
            .replace("{link}", "x")
            .replace("{ticket}", "x");
        for (role, client) in &mut roles {
            let kind = match route.takes {
                Takes::Nothing => None,
                Takes::Facts
                | Takes::Permit
                | Takes::Prompt
                | Takes::Messages
                | Takes::Rights
                | Takes::Bounces
                | Takes::Words => Some("application/json"),
                Takes::Signed => Some("text/plain"),
                Takes::Lines => Some("application/x-ndjson"),
                Takes::Form(_) | Takes::Upload(_) => Some("application/x-www-form-urlencoded"),
            };
            // A stream of effects would go on, so it is asked where it ends.
            let asked = if route.gives == Gives::Effects { format!("{path}?wait=false") } else { path.clone() };
            let answer = client.send(route.method, &asked, kind, b"");
            let may = match route.who {
                Who::Anyone => true,
                Who::Machine => *role == "machine",
                Who::Agent => *role == "agent",
                Who::Person => *role == "person",
                Who::Staff(roles) => Role::parse(role).is_some_and(|role| roles.contains(&role)),
            };
            let to_sign_in = ["/sign-in", "/console/sign-in"].contains(&answer.header("location"));
            let other_role = answer.status == 403 && answer.text().contains("problem:not-your-role");
            let turned_away = answer.status == 401 || (answer.status == 303 && to_sign_in) || other_role;
            assert_eq!(turned_away, !may, "{role} {} {path}: {}", route.method, answer.status);
            assert!(answer.status < 500, "{role} {} {path}: {}", route.method, answer.status);
            seen += 1;
        }
    }
    assert!(seen > 400, "{seen}");
    // Who may read the texts that wait read them, which is all that happened: once for each text and reader.
    let acts: Vec<Act> = street.ledger().events().map(|event| event.expect("readable").1.act).collect();
    let read = acts.iter().filter(|act| matches!(act, Act::TextRead { .. })).count();
    assert_eq!((before, acts.len(), read), (0, 16, 8), "nobody else left anything in the ledger");
}

#[test]
fn nobody_sees_or_changes_what_is_another_persons() {
    let street = Street::open("idor");
    let (mut one, mut other) = (Client::signed_in(&street, "s1"), Client::signed_in(&street, "s2"));
    let index = object(&mut one);
    let me = one.get("/me");
    let objection = me.hidden("action=\"/me/objection/withdraw\"", "objection");
    for suffix in ["", "/file"] {
        let path = format!("/me/receipts/{index}{suffix}");
        assert_eq!(one.get(&path).status, 200);
        assert_eq!(other.get(&path).status, 404);
        assert_eq!(other.get(&format!("/me/receipts/99{suffix}")).status, 404, "the same as where there is none");
    }
    let page = other.get("/me");
    let stamp = other.stamp(&page);
    let withdraw =
        |client: &mut Client, id: &str| client.post("/me/objection/withdraw", &[("stamp", &stamp), ("objection", id)]);
    let (theirs, none) = (withdraw(&mut other, &objection), withdraw(&mut other, "0"));
    assert_eq!((theirs.status, none.status), (404, 404));
    assert_eq!(theirs.text(), none.text(), "the answer does not tell whether there is one");
    let fields = [("stamp", stamp.as_str()), ("once", "1"), ("purpose", "*"), ("scope", "account"), ("account", "a1")];
    assert_eq!(other.post("/me/object", &fields).status, 404, "an account of somebody else");
    assert!(other.get(&format!("/me?done={index}")).text().contains("Nothing yet."));
    assert!(!other.get("/me/data").text().contains(&objection));
    assert_eq!(street.history("s1").len(), 1);
    assert!(street.history("s2").is_empty());
}

#[test]
fn an_objection_that_may_be_somebodys_is_not_shown_to_them() {
    let street = Street::open("ambiguous");
    let world = world::World::real(&street.folder);
    let said = r#"{"at":"2026-11-20T10:00:00Z","act":"objection","id":"q","candidates":["s1","s2"],"scope":{"person":true},"verbatim":"secret","article":"21(1)"}"#;
    street.ledger().append(&world, &[ledger::parse_said(said).expect("valid")]).expect("taken");
    let mut client = Client::signed_in(&street, "s1");
    assert!(client.get("/me").text().contains("Nothing yet."));
    assert_eq!(client.get("/me/receipts/0/file").status, 404);
    assert!(!client.get("/me/data").text().contains("secret"));
}

#[test]
fn a_form_that_did_not_come_from_our_page_is_refused() {
    let street = Street::open("csrf");
    let mut client = Client::signed_in(&street, "s1");
    let page = client.get("/me");
    let stamp = client.stamp(&page);
    let object = |client: &mut Client, stamp: &str| {
        client.post("/me/object", &[("stamp", stamp), ("once", "1"), ("purpose", "*")])
    };
    assert_eq!(object(&mut client, "").status, 403);
    assert_eq!(object(&mut client, &"0".repeat(64)).status, 403);
    let mut stranger = Client::of(&street);
    let foreign = stranger.get("/sign-in");
    assert_eq!(object(&mut client, &stranger.stamp(&foreign)).status, 403, "a stamp of another browser");
    let mut second = Client::signed_in(&street, "s1");
    let other = second.get("/me");
    assert_eq!(object(&mut client, &second.stamp(&other)).status, 403, "a stamp of another session");
    client.headers.push(("sec-fetch-site", "cross-site".to_owned()));
    assert_eq!(object(&mut client, &stamp).status, 403, "a browser says that another site sent it");
    client.headers.pop();
    assert_eq!(object(&mut client, &stamp).status, 303);
    assert_eq!(street.history("s1").len(), 1);
}

#[test]
fn signing_in_says_the_same_for_every_address_and_a_link_works_once() {
    let street = Street::open("links");
    let mut client = Client::of(&street);
    let page = client.get("/sign-in");
    let stamp = client.stamp(&page);
    let known = client.post("/sign-in", &[("stamp", &stamp), ("address", "s1%40example.org")]);
    let link = street.link();
    let unknown = client.post("/sign-in", &[("stamp", &stamp), ("address", "nobody%40example.org")]);
    let without_once = |answer: &Answer| answer.text().to_owned();
    assert_eq!((known.status, without_once(&known)), (unknown.status, without_once(&unknown)));
    assert!(street.no_letter());
    let confirm =
        |client: &mut Client, link: &str| client.post("/sign-in/confirm", &[("stamp", &stamp), ("link", link)]);
    assert_eq!(confirm(&mut client, "guess").status, 404);
    assert_eq!(client.get(&format!("/sign-in/{link}")).status, 200, "a program that opens links does not use it up");
    let mut browser = client.clone();
    assert_eq!(confirm(&mut browser, &link).status, 303);
    assert_eq!(confirm(&mut client, &link).status, 404);
    let page = browser.get("/me");
    assert_eq!(browser.post("/sign-out", &[("stamp", &browser.stamp(&page))]).status, 303);
    assert_eq!(browser.get("/me").status, 303, "after signing out the session is gone");
}

#[test]
fn a_client_that_asks_too_often_is_told_when_to_come_back() {
    let street = Street::with("rate", |config| config.limits.heavy_per_minute = 3);
    let mut client = Client::of(&street);
    let page = client.get("/look-up");
    let stamp = client.stamp(&page);
    let answers: Vec<Answer> =
        (0..5).map(|_| client.post("/look-up", &[("stamp", &stamp), ("reference", "x")])).collect();
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
    assert_eq!(answers[3].header("retry-after"), "20");
    assert_eq!(client.get("/look-up").status, 200, "pages without a burden go on");
}

#[test]
fn large_bodies_long_headers_and_broken_requests_are_refused() {
    let street = Street::open("large");
    let mut client = Client::machine(&street);
    let large = vec![b' '; (1 << 20) + 1];
    assert_eq!(client.send("POST", "/v1/decisions", Some("application/json"), &large).status, 413);
    let many = format!("[{}1]", "1,".repeat(1000));
    let answer = client.send("POST", "/v1/decisions", Some("application/json"), many.as_bytes());
    assert_eq!(answer.json()["items_max"], 1000);
    let headers: String = (0..200).map(|number| format!("x-{number}: 1\r\n")).collect();
    let answer = raw(street.address, format!("GET / HTTP/1.1\r\nhost: a\r\n{headers}\r\n").as_bytes());
    assert_eq!(answer.expect("an answer").status, 431);
    let answer =
        raw(street.address, format!("GET / HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "a".repeat(1 << 17)).as_bytes());
    assert!(answer.is_none_or(|answer| answer.status == 431));
    assert_eq!(raw(street.address, b"\x16\x03\x01nonsense\r\n\r\n").map(|answer| answer.status), Some(400));
    assert_eq!(client.get("/healthz").status, 200, "and it still answers");
    let deep = "[".repeat(200_000);
    assert_eq!(client.send("POST", "/v1/decisions", Some("application/json"), deep.as_bytes()).status, 400);
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(client.send("POST", "/v1/decisions", Some("application/json"), nested.as_bytes()).status, 400);
}

#[test]
fn a_slow_sender_is_cut_off() {
    let street = Street::with("slow", |config| {
        config.limits.header_seconds_max = 1;
        config.limits.request_seconds_max = 1;
    });
    let mut headers = TcpStream::connect(street.address).expect("it listens");
    headers.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    headers.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n").expect("written");
    let mut read = Vec::new();
    headers.read_to_end(&mut read).expect("closed by the server, not by our own patience");
    let body = raw(
        street.address,
        format!("POST /v1/decisions HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{{", super::street::KEY).as_bytes(),
    );
    assert_eq!(body.expect("an answer").status, 408);
}

#[test]
fn what_is_not_there_is_said_in_the_form_that_was_asked_for() {
    let street = Street::open("absent");
    let page = Client::of(&street).get("/nothing");
    assert_eq!((page.status, page.header("content-type")), (404, "text/html; charset=utf-8"));
    let problem = Client::machine(&street).get("/nothing");
    assert_eq!((problem.status, problem.header("content-type")), (404, "application/problem+json"));
    let answer = Client::machine(&street).send("DELETE", "/v1/law", None, b"");
    assert_eq!(answer.status, 405);
    assert!(answer.header("allow").contains("GET"), "{answer:?}");
}

#[test]
fn what_was_acknowledged_is_there_after_a_restart() {
    let street = Street::open("restart");
    let mut client = Client::signed_in(&street, "s1");
    object(&mut client);
    let folder = street.end();
    let ledger = ledger::Ledger::open(&world::World::real(&folder), folder.join("ledger"), super::street::ORIGIN);
    assert_eq!(ledger.expect("it opens").tree_head().size, 1);
    world::remove_dir(folder).expect("removable");
}
