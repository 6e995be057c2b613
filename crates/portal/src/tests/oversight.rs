//! What officers, supervisors and auditors need beyond the queues: what it costs to look, who looked, what begins later, what
//! was said month by month, another law, and reading from outside.

use super::console::{PAGES, click, say};
use super::street::{Client, Street, TRAIN, at};
use crate::office::{Office, Reader};
use ledger::{Act, Said};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use terms::{Operation, Purpose, RecordId};

fn acts(street: &Street, of: &str) -> Vec<Act> {
    street.ledger().said_of(&[of]).expect("readable").into_iter().map(|(_, said)| said.act).collect()
}

/// The office of the street, changed.
fn with_office(name: &str, change: impl FnOnce(&mut Office)) -> Street {
    Street::with(name, |config| change(config.office.as_mut().expect("an office")))
}

#[test]
fn the_overview_fills_no_document_and_takes_no_text_to_count_them() {
    let filled = Arc::new(AtomicUsize::new(0));
    let (sheets, held) = (Arc::clone(&filled), Arc::clone(&filled));
    let street = with_office("overview-cost", |office| {
        office.sheets = Box::new(move |()| {
            sheets.fetch_add(1, Ordering::SeqCst);
            Ok(Vec::new())
        });
        office.held = Box::new(move |_| {
            held.fetch_add(1, Ordering::SeqCst);
            Ok(crate::office::Held::default())
        });
    });
    let mut dpo = Client::staff(&street, "dpo-1");
    let page = dpo.get("/console");
    assert!(page.text().contains("<strong>4</strong> documents"), "{}", page.text());
    assert!(page.text().contains("<strong>4</strong> texts wait"), "{}", page.text());
    assert_eq!(filled.load(Ordering::SeqCst), 0);
    dpo.get("/console/papers");
    assert_eq!(filled.load(Ordering::SeqCst), 1, "the page that shows them fills them");
}

#[test]
fn who_reads_held_texts_stands_in_the_ledger_once_for_each_text_reader_and_day() {
    let read_by = |street: &Street| acts(street, "text_read").len();
    let street = Street::open("readings");
    let mut dpo = Client::staff(&street, "dpo-1");
    for _ in 0..2 {
        assert_eq!(dpo.get("/console/reviews").text().matches("<blockquote").count(), 4);
        assert_eq!(read_by(&street), 4, "reading again on the same day is not said again");
    }
    let page = Client::staff(&street, "counsel-1").get("/console/reviews");
    assert_eq!(page.status, 200);
    assert_eq!(read_by(&street), 8, "another reader");
    let who = acts(&street, "staff_acted");
    let by = |name: &str, role: &str| {
        let acted = Act::StaffActed { staff: name.to_owned(), role: role.to_owned(), of: "text_read".to_owned() };
        who.iter().filter(|act| **act == acted).count()
    };
    assert_eq!((by("dpo-1", "dpo"), by("counsel-1", "counsel"), who.len()), (4, 4, 8));
    let Some(Act::TextRead { record, subject, .. }) = acts(&street, "text_read").into_iter().next() else {
        panic!("a reading");
    };
    assert_eq!((record, subject.expect("whose").as_str().to_owned()), (RecordId::new("forum-a:h1"), "s1".to_owned()));
    let events = dpo.get("/console/events?act=text_read");
    assert!(events.text().contains("dpo-1") && events.text().contains("counsel-1"), "{}", events.text());
    assert!(!events.text().contains("forum-a:h1"), "about which text is not shown");
    let folder = street.end();
    let tomorrow = Street::at_moment("readings", "2026-11-24T10:00:00Z", |_| {});
    Client::staff(&tomorrow, "dpo-1").get("/console/reviews");
    assert_eq!(acts(&tomorrow, "text_read").len(), 12, "another day");
    drop(tomorrow);
    assert!(!world::exists(folder));
}

#[test]
fn a_person_sees_that_a_post_was_read_and_when_and_not_by_whom() {
    let street = with_office("readings-seen", |office| {
        let uses = std::mem::replace(&mut office.uses, Box::new(|_| Ok(Vec::new())));
        office.uses = Box::new(move |subject| {
            let mut uses = uses(subject)?;
            uses.iter_mut().skip(2).take(1).for_each(|one| one.record = RecordId::new("forum-a:h1"));
            Ok(uses)
        });
    });
    let mut person = Client::signed_in(&street, "s1");
    assert!(!person.get("/me/posts").text().contains("Somebody looked at a post of yours"));
    assert_eq!(Client::staff(&street, "dpo-1").get("/console/reviews").status, 200);
    let posts = person.get("/me/posts");
    assert_eq!(posts.text().matches("Somebody looked at a post of yours").count(), 1, "{}", posts.text());
    assert!(posts.text().contains("because a program was not sure</dt><dd>23 November 2026</dd>"), "{}", posts.text());
    assert!(person.get("/me").text().contains("Somebody looked at a post of yours"));
    let data = person.get("/me/data");
    assert!(!data.text().contains("dpo-1"));
    let read =
        data.json()["posts"].as_array().expect("posts").iter().find(|one| one["record"] == "forum-a:h1").cloned();
    assert_eq!(read.expect("there")["read_by_staff_on"][0], "2026-11-23");
    let mut other = Client::signed_in(&street, "s2");
    assert!(
        !other.get("/me/posts").text().contains("Somebody looked at a post of yours"),
        "not of theirs on this page"
    );
}

#[test]
fn a_model_that_cannot_be_read_is_not_called_one_that_did_not_read_the_post() {
    let street = with_office("model-unreadable", |office| {
        let uses = std::mem::replace(&mut office.uses, Box::new(|_| Ok(Vec::new())));
        office.uses = Box::new(move |subject| {
            let mut uses = uses(subject)?;
            uses.iter_mut().for_each(|one| one.model = Reader::Unreadable);
            Ok(uses)
        });
    });
    let mut person = Client::signed_in(&street, "s1");
    let page = person.get("/me/posts");
    assert_eq!(page.text().matches("<dt>Read by model</dt><dd>We cannot read this</dd>").count(), 4, "{}", page.text());
    let data = person.get("/me/data").json();
    let posts = data["posts"].as_array().expect("posts");
    assert!(posts.iter().all(|one| one["model_unreadable"] == true && one["model"].is_null()), "{posts:?}");
}

#[test]
fn an_order_from_tomorrow_on_stops_nothing_today_is_shown_so_and_can_be_ended() {
    let street = Street::open("order-later");
    let mut counsel = Client::staff(&street, "counsel-1");
    let page = counsel.get("/console/orders");
    let document = "0a".repeat(32);
    let fields = |id: &'static str, from: &'static str| {
        let whole: Vec<(&str, &str)> = vec![
            ("kind", "order"),
            ("id", id),
            ("authority", "DPC"),
            ("provision", "GDPR+58(2)(f)"),
            ("from", from),
            ("until", "2026-12-01"),
            ("territory", ""),
            ("ops", ""),
            ("purposes", ""),
            ("appeal", "a+court"),
        ];
        whole
    };
    let mut ledger = street.ledger();
    let size = ledger.tree_head().size;
    let purpose = Purpose::new(TRAIN);
    let mut run =
        ledger.permit(&purpose, Operation::Train, at("2026-11-23T10:00:00Z"), size, BTreeMap::new()).expect("readable");
    for (id, from) in [("later", "2026-11-24"), ("never", "2026-11-25")] {
        let mut fields = fields(id, from);
        fields.push(("document", &document));
        assert_eq!(click(&mut counsel, &page, "/console/orders/enter", "kind", &fields).status, 303);
    }
    let shown = counsel.get("/console/orders");
    assert_eq!(shown.text().matches(": not yet in force</h3>").count(), 2, "{}", shown.text());
    assert!(!shown.text().contains("<strong>in force</strong>"));
    assert!(counsel.get("/console").text().contains("<strong>0</strong> orders forbid something today."));
    assert!(
        run.lapses(&mut ledger, at("2026-11-23T23:59:59Z")).expect("readable").is_empty(),
        "it stops nothing today"
    );
    assert_eq!(run.lapses(&mut ledger, at("2026-11-24T00:00:00Z")).expect("readable").len(), 1);
    // Who entered it does not end it, not even before it begins.
    let stamp = counsel.stamp(&shown);
    assert_eq!(counsel.post("/console/orders/lift", &[("stamp", &stamp), ("id", "never")]).status, 403);
    let mut dpo = Client::staff(&street, "dpo-1");
    let page = dpo.get("/console/orders");
    assert_eq!(click(&mut dpo, &page, "/console/orders/lift", "never", &[]).status, 303);
    drop(ledger);
    street.end();
    let tomorrow = Street::at_moment("order-later", "2026-11-24T10:00:00Z", |_| {});
    let mut dpo = Client::staff(&tomorrow, "dpo-1");
    assert_eq!(dpo.get("/console/orders").text().matches("<strong>in force</strong>").count(), 1);
    assert!(dpo.get("/console").text().contains("<strong>1</strong> order forbids something today."));
    tomorrow.end();
    let after = Street::at_moment("order-later", "2026-12-02T10:00:00Z", |_| {});
    assert!(Client::staff(&after, "dpo-1").get("/console").text().contains("<strong>0</strong> orders forbid"));
}

#[test]
fn of_two_people_who_answer_the_same_through_two_portals_one_is_told_that_it_is_answered() {
    let (here, there) = (Street::open("two-portals"), Street::open("two-portals"));
    let requests: Vec<String> = (0..8)
        .map(|number| {
            format!(r#"{{"at":"2026-11-20T10:00:00Z","act":"access_requested","subject":"s1","request":"q{number}"}}"#)
        })
        .collect();
    say(&here, &requests.iter().map(String::as_str).collect::<Vec<_>>());
    let start = std::sync::Barrier::new(2);
    let answered = |mut client: Client| {
        let page = client.get("/console/requests");
        let answer = |index| {
            let marker = format!("name=\"index\" value=\"{index}\"");
            start.wait();
            click(&mut client, &page, "/console/requests/answer", &marker, &[("answer", "yes"), ("reasons", "")]).status
        };
        (0..requests.len()).map(answer).collect::<Vec<u16>>()
    };
    let (dpo, counsel) = (Client::staff(&here, "dpo-1"), Client::staff(&there, "counsel-1"));
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(|| answered(counsel));
        (answered(dpo), other.join().expect("it answers"))
    });
    for (one, other) in one.iter().zip(&other) {
        let taken = [one, other].into_iter().filter(|status| **status == 303).count();
        let told = [one, other].into_iter().filter(|status| [404, 409].contains(*status)).count();
        assert_eq!((taken, told), (1, 1), "{one} {other}");
    }
    assert_eq!(acts(&here, "request_replied").len(), requests.len());
    there.end();
}

/// The numbers of the table beneath the plot of this name, a row a month.
fn table<'a>(page: &'a str, plot: &str) -> Vec<Vec<&'a str>> {
    let (_, section) = page.split_once(&format!("id=\"f-{plot}\"")).expect("the plot");
    let section = section.split("</section>").next().expect("an end");
    let (_, body) = section.split_once("<tbody>").expect("a table");
    let cells = |row: &'a str| row.split("<td>").skip(1).map(|cell| cell.split('<').next().expect("a cell")).collect();
    body.split("<tr>").skip(1).map(cells).collect()
}

#[test]
fn what_was_said_is_drawn_by_month_with_the_same_numbers_in_a_table_and_the_events_behind_each() {
    let street = Street::open("figures");
    let (one, two) = ("01".repeat(32), "02".repeat(32));
    say(
        &street,
        &[
            r#"{"at":"2026-08-20T10:00:00Z","act":"objection","id":"o1","subject":"s1","scope":{"person":true},"article":"21(1)"}"#,
            &format!(r#"{{"at":"2026-08-24T10:00:00Z","act":"corpus_sealed","corpus":"{one}","tree_size":1}}"#),
            r#"{"at":"2026-10-02T10:00:00Z","act":"objection","id":"o2","subject":"s2","scope":{"person":true},"article":"21(1)"}"#,
            r#"{"at":"2026-10-03T10:00:00Z","act":"objection","id":"o3","subject":"s3","scope":{"person":true},"article":"21(1)"}"#,
            &format!(r#"{{"at":"2026-10-12T10:00:00Z","act":"corpus_sealed","corpus":"{two}","tree_size":4}}"#),
            r#"{"at":"2026-10-14T10:00:00Z","act":"objection_accepted","id":"o2"}"#,
            r#"{"at":"2026-11-14T10:00:00Z","act":"objection_rejected","id":"o3","grounds":"compelling"}"#,
            r#"{"at":"2026-11-14T10:00:00Z","act":"consent_withdrawn","subject":"s4","purpose":"*"}"#,
            r#"{"at":"2026-11-15T10:00:00Z","act":"objection","id":"o4","subject":"s4","scope":{"person":true},"article":"21(1)"}"#,
            r#"{"at":"2026-11-16T10:00:00Z","act":"notice_failed","subject":"s2","version":"n1","channel":"email"}"#,
        ],
    );
    let mut auditor = Client::staff(&street, "auditor-1");
    let page = auditor.get("/console/figures");
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    assert_eq!(table(text, "objections"), [["1", "0"], ["0", "0"], ["2", "0"], ["1", "0"]]);
    assert_eq!(table(text, "answers"), [["1", "0"], ["0", "1"]], "a month and a day is late");
    assert_eq!(table(text, "consents"), [["0", "1"]]);
    assert_eq!(table(text, "notices"), [["0", "1"]]);
    assert_eq!(table(text, "effect"), [["4", "4"], ["–", "–"], ["10", "10"], ["–", "–"]]);
    assert!(text.contains("One objection has no corpus or model after it yet."), "{text}");
    for plot in ["objections", "consents", "answers", "notices", "effect"] {
        for part in [format!("<title id=\"t-{plot}\">"), format!("<desc id=\"e-{plot}\">")] {
            assert!(text.contains(&part), "{part}");
        }
        assert!(text.contains(&format!("aria-labelledby=\"t-{plot} e-{plot}\"")));
    }
    assert!(text.contains("There is nothing to show yet."), "erasures were none");
    assert!(
        !text.contains(" style=") && !text.contains("fill=\"") && !text.contains("<style"),
        "colours come from the sheet"
    );
    let month = auditor.get("/console/events?act=objection,objection_withdrawn&month=2026-10");
    assert!(month.text().contains("Month: 2026-10. 2 events."), "{}", month.text());
    let broken = auditor.get("/console/events?act=objection&month=%3Cscript");
    assert!(broken.text().contains("4 events.") && !broken.text().contains("<script"), "what is no month is none");
}

#[test]
fn every_page_with_a_number_leads_to_the_events_behind_it() {
    let street = Street::open("figures-linked");
    say(
        &street,
        &[
            r#"{"at":"2026-11-20T10:00:00Z","act":"objection","id":"whose","candidates":["s1","s2"],"scope":{"person":true},"article":"21(1)"}"#,
            r#"{"at":"2026-11-20T10:00:00Z","act":"notice_failed","subject":"s2","version":"n1","channel":"email"}"#,
        ],
    );
    let mut dpo = Client::staff(&street, "dpo-1");
    for page in PAGES.iter().filter(|page| !["/law", "/events", "/proof"].contains(page)) {
        let answer = dpo.get(&format!("/console{page}"));
        let links: Vec<String> = answer
            .text()
            .split("href=\"/console/events?")
            .skip(1)
            .map(|rest| rest.split('"').next().expect("an end").replace("&amp;", "&"))
            .collect();
        assert!(!links.is_empty(), "{page} has no way to its events");
        for link in links {
            let events = dpo.get(&format!("/console/events?{link}"));
            assert_eq!(events.status, 200, "{page}: {link}");
        }
    }
    // On the page of events itself, erased ones are the act that erased them.
    assert!(dpo.get("/console/events").text().contains("href=\"/console/events?act=erased\""));
    assert!(dpo.get("/console/proof").text().contains("href=\"/console/events\""));
}

#[test]
fn the_law_is_shown_with_what_another_would_change() {
    let street = Street::open("law-page");
    let mut product = Client::staff(&street, "product-1");
    let page = product.get("/console/law");
    let law = law::Law::embedded().expect("the law");
    for rule in law.rules() {
        assert!(page.text().contains(&format!("id=\"rule-{}\"", rule.id)), "{}", rule.id);
    }
    assert!(page.text().contains(law.profile()) && page.text().contains(&law.digest().to_string()));
    assert!(!page.text().contains("id=\"difference\""));
    let (_, choices) = page.text().split_once("id=\"law-from\"").expect("a choice");
    let digests: Vec<String> = choices
        .split("<option value=\"")
        .skip(1)
        .map(|one| one.split('"').next().expect("a digest").to_owned())
        .collect();
    let other = digests.iter().find(|one| **one != law.digest().to_string()).expect("another law");
    let differs = product.get(&format!("/console/law?from={}&to={other}", law.digest()));
    for words in
        ["Rules that fall away", "adult_age", "<del>18</del>", "<ins>19</ins>", "7 of 1200 records of 3 people"]
    {
        assert!(differs.text().contains(words), "{words} in {}", differs.text());
    }
    let same = product.get(&format!("/console/law?from={other}&to={other}"));
    assert!(same.text().contains("Nothing differs.") && same.text().contains("Nobody computed this yet"));
    let unknown = product.get("/console/law?from=x&to=%3Cb");
    assert!(unknown.status == 200 && !unknown.text().contains("id=\"difference\""));
}

#[test]
fn where_the_project_cannot_be_asked_the_law_that_decides_is_shown_all_the_same() {
    let street = with_office("law-unreadable", |office| {
        office.laws = Box::new(|()| Err(crate::office::OfficeError::Unavailable { why: "gone".to_owned() }));
    });
    let page = Client::staff(&street, "dpo-1").get("/console/law");
    assert!(page.status == 200 && page.text().contains("could not be looked up now"), "{}", page.text());
    assert!(page.text().contains("id=\"rule-F09\""));
}

/// Invites somebody by the form of the page, and gives the answer's status.
fn invite(client: &mut Client, fields: &[(&str, &str)]) -> u16 {
    let page = client.get("/console/invitations");
    let whole = [
        ("name", "authority-1"),
        ("address", "reader%40authority.example.org"),
        ("role", "auditor"),
        ("until", "2026-12-01"),
    ];
    let with = |(name, value): (&'static str, &'static str)| {
        let given = fields.iter().find(|(field, _)| *field == name);
        (name, given.map_or(value, |(_, value)| *value).to_owned())
    };
    let fields: Vec<(&str, String)> = whole.into_iter().map(with).collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    click(client, &page, "/console/invitations", "name=\"once\"", &fields).status
}

/// Signs in with a link.
fn enter(street: &Street, link: &str) -> (Client, u16) {
    let mut client = Client::of(street);
    let page = client.get("/sign-in");
    let stamp = client.stamp(&page);
    let status = client.post("/sign-in/confirm", &[("stamp", &stamp), ("link", link)]).status;
    (client, status)
}

/// Asks for a link to the console with an address.
fn ask_for_link(street: &Street, address: &str) {
    let mut client = Client::of(street);
    let page = client.get("/console/sign-in");
    let stamp = client.stamp(&page);
    assert_eq!(client.post("/console/sign-in", &[("stamp", &stamp), ("address", address)]).status, 200);
}

#[test]
fn somebody_from_outside_is_invited_reads_what_everybody_may_and_is_sent_away_with_one_click() {
    let street = Street::open("invited");
    let mut dpo = Client::staff(&street, "dpo-1");
    assert_eq!(invite(&mut dpo, &[]), 303);
    let letter = street.letter();
    let text = letter.text.expose().to_owned();
    assert_eq!(letter.to.expose(), "reader@authority.example.org");
    assert!(text.contains("until the end of 1 December 2026") && text.contains("within 3 days"), "{text}");
    let link = text.split_whitespace().find_map(|word| word.split_once("/sign-in/")).expect("a link").1.to_owned();
    let (mut reader, status) = enter(&street, &link);
    assert_eq!(status, 303);
    assert_eq!(enter(&street, &link).1, 404, "a link works once");
    for path in [
        "/console",
        "/console/stock",
        "/console/law",
        "/console/figures",
        "/console/proof",
        "/console/orders",
        "/console/papers",
        "/console/events",
    ] {
        assert_eq!(reader.get(path).status, 200, "{path}");
    }
    for path in
        ["/console/requests", "/console/identities", "/console/reviews", "/console/notices", "/console/invitations"]
    {
        assert_eq!(reader.get(path).status, 403, "{path}");
    }
    let page = reader.get("/console/proof");
    let stamp = reader.stamp(&page);
    for path in ["/console/orders/stop", "/console/papers/sign", "/console/invitations", "/console/requests/answer"] {
        assert_eq!(reader.post(path, &[("stamp", &stamp)]).status, 403, "{path}");
    }
    // The ledger knows who it is, who invited them, and no address.
    let given = acts(&street, "invitation_given");
    let [Act::InvitationGiven { name, role, address, .. }] = given.as_slice() else { panic!("{given:?}") };
    assert_eq!((name.as_str(), role.as_str(), address.len()), ("authority-1", "auditor", 32));
    let all: Vec<Said> = street.ledger().events().map(|event| event.expect("readable").1).collect();
    assert!(!serde_json::to_string(&all).expect("writable").contains("authority.example.org"));
    let page = dpo.get("/console/invitations");
    assert!(page.text().contains("One invitation stands.") && !page.text().contains("authority.example.org"));
    assert!(page.text().contains(", dpo-1, event"), "{}", page.text());
    // Later they sign in with the same address, whatever its case.
    ask_for_link(&street, "Reader%40Authority.example.org");
    let (mut again, status) = enter(&street, &street.link());
    assert_eq!((status, again.get("/console").status), (303, 200));
    let page = dpo.get("/console/invitations");
    assert_eq!(click(&mut dpo, &page, "/console/invitations/withdraw", "name=\"id\"", &[]).status, 303);
    for client in [&mut reader, &mut again] {
        assert_eq!(client.get("/console").header("location"), "/console/sign-in", "at the next request");
    }
    ask_for_link(&street, "reader%40authority.example.org");
    assert!(street.no_letter(), "no link any more");
    let (stamp, id) = (dpo.stamp(&page), page.hidden("action=\"/console/invitations/withdraw\"", "id"));
    assert_eq!(dpo.post("/console/invitations/withdraw", &[("stamp", &stamp), ("id", &id)]).status, 404, "once");
    // They can be invited anew.
    assert_eq!(invite(&mut dpo, &[]), 303);
}

#[test]
fn an_invitation_ends_on_its_last_day_and_with_a_withdrawal_through_another_portal() {
    let street = Street::open("invited-end");
    assert_eq!(invite(&mut Client::staff(&street, "controller-1"), &[("until", "2026-11-23")]), 303);
    let (mut reader, _) = enter(&street, &street.link());
    assert_eq!(reader.get("/console").status, 200);
    let mut counsel = Client::staff(&street, "counsel-1");
    assert_eq!(
        invite(
            &mut counsel,
            &[("name", "other-1"), ("address", "other%40authority.example.org"), ("role", "supervisor")]
        ),
        303
    );
    let (mut other, _) = enter(&street, &street.link());
    assert_eq!((other.get("/console/requests").status, other.get("/console").status), (200, 200), "without names");
    let beside = Street::open("invited-end");
    let mut dpo = Client::staff(&beside, "dpo-1");
    let page = dpo.get("/console/invitations");
    let id = |name: &str| {
        let given = acts(&street, "invitation_given");
        let id = given.iter().find_map(|act| match act {
            Act::InvitationGiven { id, name: one, .. } if one == name => Some(id.clone()),
            _ => None,
        });
        id.expect("given")
    };
    assert_eq!(click(&mut dpo, &page, "/console/invitations/withdraw", &id("other-1"), &[]).status, 303);
    assert_eq!(other.get("/console").status, 303, "sent away elsewhere, and gone here");
    beside.end();
    street.end();
    let tomorrow = Street::at_moment("invited-end", "2026-11-24T00:00:01Z", |_| {});
    ask_for_link(&tomorrow, "reader%40authority.example.org");
    assert!(tomorrow.no_letter(), "the last day is over");
    assert!(Client::staff(&tomorrow, "dpo-1").get("/console/invitations").text().contains("ended on 23 November 2026"));
}

#[test]
fn nobody_is_invited_without_an_end_with_another_role_or_under_the_name_of_somebody_else() {
    let street = Street::open("invited-not");
    let mut dpo = Client::staff(&street, "dpo-1");
    for wrong in [
        ("until", ""),
        ("until", "2026-11-22"),
        ("until", "2027-11-24"),
        ("role", "dpo"),
        ("role", ""),
        ("name", ""),
        ("name", "counsel-1"),
        ("address", "counsel-1%40example.org"),
        ("address", "nobody"),
        ("address", "a%40example.org%0D%0ABcc%3A+b%40example.org"),
    ] {
        assert_eq!(invite(&mut dpo, &[wrong]), 400, "{wrong:?}");
    }
    assert!(street.no_letter() && acts(&street, "invitation_given").is_empty());
    assert_eq!(invite(&mut dpo, &[]), 303);
    street.link();
    assert_eq!(invite(&mut dpo, &[("address", "second%40authority.example.org")]), 400, "the name is taken");
    assert_eq!(invite(&mut dpo, &[("name", "second-1")]), 400, "the address is taken");
    // A double click is one invitation and one letter.
    let page = dpo.get("/console/invitations");
    let fields = [
        ("name", "third-1"),
        ("address", "third%40authority.example.org"),
        ("role", "supervisor"),
        ("until", "2026-12-01"),
    ];
    for _ in 0..2 {
        assert_eq!(click(&mut dpo, &page, "/console/invitations", "name=\"once\"", &fields).status, 303);
    }
    street.link();
    assert!(street.no_letter());
    assert_eq!(acts(&street, "invitation_given").len(), 2);
}

#[test]
fn the_evidence_pack_is_made_once_at_a_time_and_who_from_outside_took_it_stands_in_the_ledger() {
    let made = Arc::new(AtomicUsize::new(0));
    let (count, (tell, wait)) = (Arc::clone(&made), std::sync::mpsc::channel::<()>());
    let wait = std::sync::Mutex::new(wait);
    let street = with_office("pack", |office| {
        let pack = std::mem::replace(&mut office.pack, Box::new(|()| unreachable!("replaced")));
        office.pack = Box::new(move |()| {
            count.fetch_add(1, Ordering::SeqCst);
            wait.lock().expect("whole").recv().expect("the test goes on");
            pack(&())
        });
    });
    let mut supervisor = Client::staff(&street, "supervisor-1");
    assert_eq!(supervisor.get("/console/proof/pack").status, 404, "nobody made one");
    let page = supervisor.get("/console/proof");
    for _ in 0..3 {
        assert_eq!(click(&mut supervisor, &page, "/console/proof/pack", "stamp", &[]).status, 303);
    }
    assert!(supervisor.get("/console/proof").text().contains("It is being made."));
    tell.send(()).expect("it waits");
    while supervisor.get("/console/proof/pack").status == 404 {}
    assert_eq!(made.load(Ordering::SeqCst), 1);
    for _ in 0..2 {
        let file = supervisor.get("/console/proof/pack");
        assert_eq!((file.status, file.body.as_slice()), (200, b"invented evidence".as_slice()));
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"evidence-1.zip\"");
    }
    assert_eq!(Client::staff(&street, "dpo-1").get("/console/proof/pack").status, 200);
    let delivered = acts(&street, "report_delivered");
    let [Act::ReportDelivered { authority, report }] = delivered.as_slice() else { panic!("{delivered:?}") };
    assert_eq!((authority.as_str(), *report), ("supervisor-1", terms::Digest::of("invented evidence")));
    let mut engineer = Client::staff(&street, "engineering-1");
    assert!(!engineer.get("/console/proof").text().contains("/console/proof/pack"), "no button for other roles");
}

#[test]
fn the_page_of_proofs_checks_head_key_and_receipts_and_says_when_they_do_not_hold() {
    let street = Street::open("proofs");
    say(&street, &[r#"{"at":"2026-11-20T10:00:00Z","act":"erasure_requested","subject":"s2"}"#]);
    let mut auditor = Client::staff(&street, "auditor-1");
    let page = auditor.get("/console/proof");
    assert!(page.text().contains("The log holds"), "{}", page.text());
    let checkpoint = world::read_string(street.folder.join("ledger/log/checkpoint")).expect("published");
    let key = street.ledger().public_key();
    let escaped = |text: &str| text.replace('/', "&#x2f;");
    assert!(page.text().contains(&key) || page.text().contains(&escaped(&key)), "{key} in {}", page.text());
    let first = checkpoint.lines().next().expect("an origin");
    assert!(page.text().contains(first) || page.text().contains(&escaped(first)));
    let receipt = String::from_utf8(street.ledger().receipt(0).expect("there").proof).expect("text");
    let check = |client: &mut Client, text: &str| {
        let page = client.get("/console/proof");
        let encoded: String = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
        client.post("/console/proof", &[("stamp", &client.stamp(&page)), ("text", &encoded)])
    };
    assert!(check(&mut auditor, &receipt).text().contains("The receipt is real"));
    let changed = receipt.replacen('A', "B", 1).replacen('a', "b", 1);
    assert!(check(&mut auditor, &changed).text().contains("This receipt does not hold"));
    world::write_atomic(street.folder.join("ledger/log/checkpoint"), checkpoint.replace("\n1\n", "\n2\n"))
        .expect("writable");
    assert!(auditor.get("/console/proof").text().contains("The log does not hold"));
    world::write_atomic(street.folder.join("ledger/log/checkpoint"), checkpoint).expect("writable");
}
