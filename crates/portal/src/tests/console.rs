//! The console, as staff without JavaScript walk through it, and what each step leaves in the ledger.

use super::street::{Answer, Client, Street, TRAIN, at};
use ledger::{Act, Lapse, Outcome, Said, Verdict};
use std::collections::BTreeMap;
use terms::{Operation, Purpose, RecordId, SubjectId};

const NOW: &str = "2026-11-23T10:00:00Z";

/// Fills in the form whose hidden fields hold `marker`, by these fields, which is what a click does.
pub fn click(client: &mut Client, page: &Answer, action: &str, marker: &str, more: &[(&str, &str)]) -> Answer {
    let forms = page.text().split("<form ").skip(1).map(|form| form.split("</form>").next().expect("an end"));
    let mut fits = forms.filter(|form| form.contains(&format!("action=\"{action}\"")) && form.contains(marker));
    let form = fits.next().unwrap_or_else(|| panic!("no {action} with {marker} in {}", page.text()));
    let mut fields: Vec<(String, String)> = Vec::new();
    for hidden in form.split("type=\"hidden\" name=\"").skip(1) {
        let (name, rest) = hidden.split_once("\" value=\"").expect("a hidden field");
        fields.push((name.to_owned(), rest.split('"').next().expect("a value").to_owned()));
    }
    fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.post(action, &fields)
}

/// Says something beside the portal, as the command line would.
pub fn say(street: &Street, events: &[&str]) {
    let said: Vec<Said> = events.iter().map(|event| ledger::parse_said(event).expect("valid")).collect();
    street.ledger().append(&world::World::real(&street.folder), &said).expect("taken");
}

/// The last events, as words.
fn last(street: &Street, count: usize) -> Vec<Act> {
    let ledger = street.ledger();
    let all: Vec<Act> = ledger.events().map(|event| event.expect("readable").1.act).collect();
    all[all.len() - count..].to_vec()
}

fn by(staff: &str, role: &str, of: &str) -> Act {
    Act::StaffActed { staff: staff.to_owned(), role: role.to_owned(), of: of.to_owned() }
}

#[test]
fn the_overview_counts_what_waits_says_who_is_late_and_links_each_figure_to_its_events() {
    let street = Street::open("console-home");
    say(
        &street,
        &[
            r#"{"at":"2026-10-01T10:00:00Z","act":"objection","id":"late","subject":"s1","scope":{"person":true},"article":"21(1)"}"#,
            r#"{"at":"2026-11-20T10:00:00Z","act":"objection","id":"whose","candidates":["s1","s2"],"scope":{"person":true},"article":"21(1)"}"#,
            r#"{"at":"2026-11-20T10:00:00Z","act":"erasure_requested","subject":"s2"}"#,
            r#"{"at":"2026-11-20T10:00:00Z","act":"erasure_requested","subject":"s2"}"#,
            r#"{"at":"2026-11-20T10:00:00Z","act":"notice_failed","subject":"s2","version":"n1","channel":"email","reason":"bounced"}"#,
            r#"{"at":"2026-11-20T10:00:00Z","act":"notice_failed","subject":"s1","version":"n1","channel":"email"}"#,
            r#"{"at":"2026-11-21T10:00:00Z","act":"notice_delivered","subject":"s1","purposes":["*"],"version":"n1","language":"en","channel":"email","objection_right_separate":true}"#,
        ],
    );
    let mut dpo = Client::staff(&street, "dpo-1");
    let home = dpo.get("/console");
    for words in [
        "<strong>3</strong> requests have no answer yet.",
        "One request is late.",
        "The first answer is due before the end of 1 November 2026.",
        "<strong>1</strong> objection is of somebody whom we do not know for sure.",
        "<strong>4</strong> texts wait",
        "<strong>1</strong> notice did not reach its person.",
        "<strong>4</strong> documents cannot be relied on today.",
        "<strong>0</strong> orders forbid something today.",
    ] {
        assert!(home.text().contains(words), "{words} in {}", home.text());
    }
    let queries: Vec<&str> = home.text().split("href=\"/console/events?act=").skip(1).collect();
    assert_eq!(queries.len(), 7, "one for each figure");
    for query in queries {
        let path = format!("/console/events?act={}", query.split('"').next().expect("an end"));
        assert_eq!(dpo.get(&path).status, 200, "{path}");
    }
    let events = dpo.get("/console/events?act=notice_failed,notice_delivered");
    assert!(events.text().contains("3 events."), "{}", events.text());
    assert!(!events.text().contains("s2"), "about whom is not shown");
    let late = dpo.get("/console/requests?late=1");
    assert!(late.text().contains("Objection, event 0") && !late.text().contains("Erasure, event 2"));
    let notices = dpo.get("/console/notices");
    assert!(notices.text().contains("s2") && notices.text().contains("it came back"));
    let mut supervisor = Client::staff(&street, "supervisor-1");
    for path in ["/console/requests", "/console/notices"] {
        let page = supervisor.get(path);
        assert_eq!(page.status, 200);
        assert!(!page.text().contains("<dt>Person</dt>") && !page.text().contains("/console/requests/answer"));
    }
}

#[test]
fn a_request_is_answered_with_yes_no_or_more_time_and_each_answer_stands_in_the_ledger_with_who_gave_it() {
    let street = Street::open("console-requests");
    say(
        &street,
        &[
            r#"{"at":"2026-11-20T10:00:00Z","act":"objection","id":"o1","subject":"s1","scope":{"person":true},"article":"21(1)"}"#,
            r#"{"at":"2026-11-20T10:00:00Z","act":"objection","id":"o2","subject":"s2","scope":{"person":true},"article":"discretionary"}"#,
            r#"{"at":"2026-11-20T10:00:00Z","act":"erasure_requested","subject":"s2"}"#,
            r#"{"at":"2026-11-20T10:00:00Z","act":"access_requested","subject":"s1","request":"q1"}"#,
        ],
    );
    let mut dpo = Client::staff(&street, "dpo-1");
    let answer = |dpo: &mut Client, index: &str, answer: &str, reasons: &str| {
        let page = dpo.get("/console/requests");
        let marker = format!("name=\"index\" value=\"{index}\"");
        click(dpo, &page, "/console/requests/answer", &marker, &[("answer", answer), ("reasons", reasons)]).status
    };
    assert_eq!(answer(&mut dpo, "0", "no", ""), 400, "a no needs its reasons");
    assert_eq!(answer(&mut dpo, "1", "no", "Because"), 400, "an objection that was promised is not rejected");
    assert_eq!(answer(&mut dpo, "0", "no", "A+court+asked"), 303);
    let acts = last(&street, 2);
    let Act::ObjectionRejected { id, reasons, .. } = &acts[0] else { panic!("{acts:?}") };
    assert_eq!((id.as_str(), reasons.as_ref().expect("there").expose()), ("o1", "A court asked"));
    assert_eq!(acts[1], by("dpo-1", "dpo", "objection_rejected"));
    assert_eq!(answer(&mut dpo, "1", "yes", ""), 303);
    assert_eq!(last(&street, 2)[0], Act::ObjectionAccepted { id: "o2".to_owned() });
    assert_eq!(answer(&mut dpo, "2", "later", "Many+at+once"), 303);
    let page = dpo.get("/console/requests");
    assert!(page.text().contains("20 February 2027, more time was taken"), "{}", page.text());
    assert!(
        !page.text().contains("Take two months more</button>") || page.text().matches("name=\"index\"").count() == 4
    );
    assert_eq!(answer(&mut dpo, "2", "later", "Again"), 400, "once");
    assert_eq!(answer(&mut dpo, "2", "yes", ""), 303);
    let subject = SubjectId::new("s2");
    let acts = last(&street, 4);
    assert_eq!(acts[0], Act::ErasureGranted { subject: subject.clone() });
    assert_eq!(
        acts[2],
        Act::RequestReplied { subject, request: "event-2".to_owned(), outcome: Outcome::Fulfilled, reasons: None }
    );
    assert_eq!(answer(&mut dpo, "3", "yes", ""), 303);
    assert!(dpo.get("/console/requests").text().contains("Nothing waits here."));
    // The person sees the answer, and not who gave it.
    let mut person = Client::signed_in(&street, "s2");
    assert!(person.get("/me").text().contains("Accepted. We leave these posts out."));
    assert!(!person.get("/me/data").text().contains("dpo-1"));
}

#[test]
fn of_two_people_who_answer_the_same_at_once_one_is_told_that_it_is_answered() {
    let street = Street::open("console-two");
    let requests: Vec<String> = (0..8)
        .map(|number| {
            format!(r#"{{"at":"2026-11-20T10:00:00Z","act":"access_requested","subject":"s1","request":"q{number}"}}"#)
        })
        .collect();
    say(&street, &requests.iter().map(String::as_str).collect::<Vec<_>>());
    let answered = |mut client: Client, start: &std::sync::Barrier| {
        let page = client.get("/console/requests");
        let mut statuses = Vec::new();
        for index in 0..requests.len() {
            let marker = format!("name=\"index\" value=\"{index}\"");
            start.wait();
            let answer = [("answer", "yes"), ("reasons", "")];
            statuses.push(click(&mut client, &page, "/console/requests/answer", &marker, &answer).status);
        }
        statuses
    };
    let (dpo, counsel) = (Client::staff(&street, "dpo-1"), Client::staff(&street, "counsel-1"));
    let start = std::sync::Barrier::new(2);
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(|| answered(counsel, &start));
        (answered(dpo, &start), other.join().expect("it answers"))
    });
    for (one, other) in one.iter().zip(&other) {
        let taken = [one, other].into_iter().filter(|status| **status == 303).count();
        let told = [one, other].into_iter().filter(|status| [404, 409].contains(*status)).count();
        assert_eq!((taken, told), (1, 1), "{one} {other}");
    }
    let replies = street.ledger().said_of(&["request_replied"]).expect("readable");
    assert_eq!(replies.len(), requests.len());
}

#[test]
fn what_does_not_wait_cannot_be_answered_resolved_judged_signed_or_ended() {
    let street = Street::open("console-idor");
    say(
        &street,
        &[
            r#"{"at":"2026-11-20T10:00:00Z","act":"consent_refused","subject":"s1","purpose":"*"}"#,
            r#"{"at":"2026-11-20T10:00:00Z","act":"objection","id":"mine","subject":"s1","scope":{"person":true},"article":"21(1)"}"#,
            r#"{"at":"2026-11-20T10:00:00Z","act":"objection","id":"whose","candidates":["s1","s2"],"scope":{"person":true},"article":"21(1)"}"#,
        ],
    );
    let before = street.ledger().tree_head().size;
    let mut dpo = Client::staff(&street, "dpo-1");
    let page = dpo.get("/console");
    let stamp = dpo.stamp(&page);
    let ones = "1".repeat(64);
    for (path, fields, status) in [
        ("/console/requests/answer", vec![("index", "0"), ("answer", "yes")], 404),
        ("/console/requests/answer", vec![("index", "99"), ("answer", "yes")], 404),
        ("/console/requests/answer", vec![("index", "x"), ("answer", "yes")], 404),
        ("/console/identities/resolve", vec![("id", "whose"), ("subject", "s3")], 404),
        ("/console/identities/resolve", vec![("id", "mine"), ("subject", "s1")], 404),
        ("/console/identities/resolve", vec![("id", "none"), ("subject", "s1")], 404),
        ("/console/reviews/verdict", vec![("record", "forum-a:other"), ("outcome", "cleared")], 404),
        ("/console/reviews/verdict", vec![("record", "forum-a:h1"), ("reviewed", &ones), ("outcome", "cleared")], 409),
        ("/console/papers/sign", vec![("document", "D99")], 404),
        ("/console/papers/sign", vec![("document", "D02"), ("version", "1"), ("substance", &ones)], 409),
        ("/console/orders/lift", vec![("id", "none")], 404),
    ] {
        let fields: Vec<_> = [("stamp", stamp.as_str())].into_iter().chain(fields).collect();
        assert_eq!(dpo.post(path, &fields).status, status, "{path} {fields:?}");
    }
    assert_eq!(street.ledger().tree_head().size, before, "nothing of it left a trace");
}

#[test]
fn an_objection_that_may_be_of_two_people_is_found_to_be_of_one() {
    let street = Street::open("console-identities");
    say(
        &street,
        &[
            r#"{"at":"2026-11-20T10:00:00Z","act":"objection","id":"whose","candidates":["s1","s2"],"scope":{"person":true},"article":"21(1)"}"#,
        ],
    );
    let stands = |street: &Street, subject: &str| {
        let standing = street.ledger().standing_of(&SubjectId::new(subject), &Purpose::new(TRAIN), at(NOW));
        standing.expect("readable").objections.len()
    };
    assert_eq!((stands(&street, "s1"), stands(&street, "s2")), (1, 1), "it counts for both until then");
    let mut counsel = Client::staff(&street, "counsel-1");
    let page = counsel.get("/console/identities");
    let done = click(&mut counsel, &page, "/console/identities/resolve", "whose", &[("subject", "s2")]);
    assert_eq!(done.status, 303);
    assert_eq!((stands(&street, "s1"), stands(&street, "s2")), (0, 1));
    assert_eq!(last(&street, 1)[0], by("counsel-1", "counsel", "objection_resolved"));
    assert!(counsel.get("/console/identities").text().contains("Nothing waits here."));
}

#[test]
fn a_verdict_about_marked_words_stands_in_the_ledger_under_the_persons_own_key() {
    let street = Street::open("console-reviews");
    let mut dpo = Client::staff(&street, "dpo-1");
    let page = dpo.get("/console/reviews");
    assert!(page.text().contains("<mark>After the treatment</mark> I was back on the bike."), "{}", page.text());
    assert_eq!(page.text().matches("<blockquote").count(), 4);
    for (record, outcome) in [("forum-a:h1", "confirmed"), ("forum-a:h2", "cleared")] {
        let page = dpo.get("/console/reviews");
        let done = click(&mut dpo, &page, "/console/reviews/verdict", record, &[("outcome", outcome)]);
        assert_eq!(done.status, 303, "{}", done.text());
    }
    assert!(dpo.get("/console/reviews").text().contains("2 texts wait."));
    let reviews = street.ledger().reviews(at(NOW)).expect("readable");
    let outcome = |record: &str| reviews.get(&RecordId::new(record)).expect("there").outcome;
    assert_eq!((outcome("forum-a:h1"), outcome("forum-a:h2")), (Verdict::Confirmed, Verdict::Cleared));
    let mut person = Client::signed_in(&street, "s1");
    let me = person.get("/me");
    assert!(me.text().contains("Somebody looked at a post of yours"), "{}", me.text());
    let world = world::World::real(&street.folder);
    street.ledger().erase(&world, &SubjectId::new("s1")).expect("erased");
    assert_eq!(street.ledger().reviews(at(NOW)).expect("readable").len(), 1, "it goes with its person");
}

#[test]
fn a_document_is_approved_by_two_people_and_never_by_one() {
    let street = Street::open("console-papers");
    let (mut dpo, mut engineer) = (Client::staff(&street, "dpo-1"), Client::staff(&street, "engineering-1"));
    let sign = |client: &mut Client, document: &str| {
        let page = client.get("/console/papers");
        let marker = format!("name=\"document\" value=\"{document}\"");
        click(client, &page, "/console/papers/sign", &marker, &[]).status
    };
    let page = dpo.get("/console/papers");
    let again: Vec<(&str, String)> =
        ["stamp", "document", "version", "substance"].map(|name| (name, page.hidden("id=\"dD02\"", name))).to_vec();
    assert_eq!(sign(&mut dpo, "D02"), 303);
    let page = dpo.get("/console/papers");
    assert!(page.text().contains("waits for the signature of another person"));
    assert!(!page.text().contains("name=\"document\" value=\"D02\""), "no second button for the first person");
    assert!(!page.text().contains("name=\"document\" value=\"D08\""), "and none where a field is missing");
    // The form that was open before the first signature, sent again.
    let fields: Vec<(&str, &str)> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let twice = dpo.post("/console/papers/sign", &fields);
    assert_eq!(twice.status, 403);
    assert!(twice.text().contains("This takes a second person"));
    assert_eq!(sign(&mut engineer, "D02"), 303);
    assert!(dpo.get("/console/papers").text().contains("approved until 23 November 2027"));
    let mut supervisor = Client::staff(&street, "supervisor-1");
    let page = supervisor.get("/console/papers");
    assert!(page.text().contains("D02") && !page.text().contains("/console/papers/sign"));
}

#[test]
fn one_click_stops_everything_a_run_under_way_hears_it_and_only_another_person_ends_it() {
    let street = Street::open("console-stop");
    say(
        &street,
        &[
            r#"{"at":"2026-11-23T09:00:00Z","act":"run_started","run":"r1","operation":"train","purpose":"ai.train.generative"}"#,
        ],
    );
    // A run that was permitted before, as `train` asks at each slice.
    let mut ledger = street.ledger();
    let size = ledger.tree_head().size;
    let permit = |ledger: &mut ledger::Ledger, op| {
        ledger.permit(&Purpose::new(TRAIN), op, at(NOW), size, BTreeMap::new()).expect("readable")
    };
    let mut training = permit(&mut ledger, Operation::Train);
    let mut serving = permit(&mut ledger, Operation::Serve);
    assert!(training.lapses(&mut ledger, at(NOW)).expect("readable").is_empty(), "it may go on");

    let mut engineer = Client::staff(&street, "engineering-1");
    let home = engineer.get("/console");
    assert_eq!(click(&mut engineer, &home, "/console/orders/stop", "once", &[]).status, 303);
    let stopped = training.lapses(&mut ledger, at(NOW)).expect("readable");
    let [Lapse::Order { id }] = stopped.as_slice() else { panic!("{stopped:?}") };
    assert_eq!(serving.lapses(&mut ledger, at(NOW)).expect("readable"), stopped, "every operation");
    assert_eq!(click(&mut engineer, &home, "/console/orders/stop", "once", &[]).status, 303);
    assert_eq!(ledger.orders(at(NOW)).expect("readable").len(), 1, "a double click is one order");

    // What the trainer says when it heard it.
    say(&street, &[&format!(r#"{{"at":"2026-11-23T10:00:07Z","act":"run_stopped","run":"r1","reason":"{id}"}}"#)]);
    let page = engineer.get("/console/orders");
    assert!(page.text().contains("Stopped run r1") && page.text().contains("7 seconds after the order"));
    assert!(!page.text().contains("/console/orders/lift"), "an engineer ends no order");

    let mut dpo = Client::staff(&street, "dpo-1");
    let page = dpo.get("/console/orders");
    assert_eq!(click(&mut dpo, &page, "/console/orders/lift", id, &[]).status, 303);
    assert!(training.lapses(&mut ledger, at(NOW)).expect("readable").is_empty(), "after its end it may go on");
    assert_eq!(last(&street, 1)[0], by("dpo-1", "dpo", "order_lifted"));

    // Who gave the order does not end it.
    let home = dpo.get("/console");
    click(&mut dpo, &home, "/console/orders/stop", "once", &[]);
    let page = dpo.get("/console/orders");
    assert!(page.text().contains("Another person has to end it"), "{}", page.text());
    let id = ledger.orders(at(NOW)).expect("readable").pop().expect("in force").id;
    let (stamp, field) = (dpo.stamp(&page), id.clone());
    assert_eq!(dpo.post("/console/orders/lift", &[("stamp", &stamp), ("id", &field)]).status, 403);
    let mut second = Client::staff(&street, "dpo-2");
    let page = second.get("/console/orders");
    assert_eq!(click(&mut second, &page, "/console/orders/lift", &id, &[]).status, 303);
}

#[test]
fn an_order_of_an_authority_needs_all_that_the_register_of_orders_asks() {
    let street = Street::open("console-order");
    let mut counsel = Client::staff(&street, "counsel-1");
    let page = counsel.get("/console/orders");
    let document = "0a".repeat(32);
    let whole: Vec<(&str, &str)> = vec![
        ("kind", "order"),
        ("id", "dpc-7"),
        ("authority", "DPC"),
        ("provision", "GDPR+58(2)(f)"),
        ("from", "2026-11-23"),
        ("until", ""),
        ("territory", "DE,+IE"),
        ("ops", "train"),
        ("purposes", ""),
        ("appeal", "a+court,+28+days"),
        ("document", &document),
    ];
    let enter = |counsel: &mut Client, fields: &[(&str, &str)]| {
        click(counsel, &page, "/console/orders/enter", "kind", fields).status
    };
    for missing in ["kind", "id", "authority", "provision", "from", "appeal", "document"] {
        let less: Vec<_> = whole.iter().copied().filter(|(name, _)| *name != missing).collect();
        assert_eq!(enter(&mut counsel, &less), 400, "{missing}");
    }
    let with = |name: &str, value: &'static str| {
        let change = |(field, old): &(&'static str, &str)| {
            (*field, if *field == name { value.to_owned() } else { (*old).to_owned() })
        };
        whole.iter().map(|(field, old)| change(&(*field, old))).collect::<Vec<(&'static str, String)>>()
    };
    for (name, value) in [("territory", "Germany"), ("ops", "everything"), ("until", "2026-01-01"), ("kind", "urgency")]
    {
        let changed = with(name, value);
        let changed: Vec<(&str, &str)> = changed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(enter(&mut counsel, &changed), 400, "{name} = {value}");
    }
    assert_eq!(enter(&mut counsel, &whole), 303);
    assert_eq!(enter(&mut counsel, &whole), 400, "the id is taken");
    let orders = street.ledger().orders(at(NOW)).expect("readable");
    let [order] = orders.as_slice() else { panic!("{orders:?}") };
    assert!(order.ops.covers(&Operation::Train) && !order.ops.covers(&Operation::Serve));
    assert!(order.purposes.covers(&Purpose::new(TRAIN)), "empty is every purpose");
    assert_eq!(order.document.expect("there").to_string(), document);
}

#[test]
fn corpora_and_models_are_shown_with_what_came_of_each() {
    let street = Street::open("console-stock");
    let (one, two, model) = ("01".repeat(32), "02".repeat(32), "03".repeat(32));
    say(
        &street,
        &[
            &format!(
                r#"{{"at":"2026-11-01T10:00:00Z","act":"corpus_sealed","corpus":"{one}","records":7,"purpose":"{TRAIN}"}}"#
            ),
            &format!(r#"{{"at":"2026-11-02T10:00:00Z","act":"run_started","run":"r1","corpus":"{one}"}}"#),
            &format!(
                r#"{{"at":"2026-11-03T10:00:00Z","act":"model_trained","model":"{model}","corpus":"{one}","run":"r1"}}"#
            ),
            &format!(
                r#"{{"at":"2026-11-04T10:00:00Z","act":"corpus_purged","corpus":"{two}","replaces":"{one}","records":6}}"#
            ),
        ],
    );
    let page = Client::staff(&street, "product-1").get("/console/stock");
    let section = |id: &str| {
        let (_, rest) = page.text().split_once(&format!("id=\"{id}\"")).expect("a section");
        rest.split("</section>").next().expect("an end").to_owned()
    };
    assert!(section(&format!("c{one}")).contains(&format!("href=\"#m{model}\"")), "from the corpus to its model");
    assert!(section(&format!("m{model}")).contains(&format!("href=\"#c{one}\"")), "and back");
    assert!(section(&format!("c{one}")).contains(&format!("href=\"#c{two}\"")), "and to what replaced it");
}

#[test]
fn staff_and_people_are_apart_and_an_address_says_nothing() {
    let street = Street::open("console-apart");
    let mut staff = Client::staff(&street, "dpo-1");
    assert_eq!((staff.get("/me").status, staff.get("/me").header("location")), (303, "/sign-in"));
    let mut person = Client::signed_in(&street, "s1");
    assert_eq!((person.get("/console").status, person.get("/console").header("location")), (303, "/console/sign-in"));
    let mut stranger = Client::of(&street);
    for (path, address) in [("/console/sign-in", "s1%40example.org"), ("/sign-in", "dpo-1%40example.org")] {
        let page = stranger.get(path);
        let stamp = stranger.stamp(&page);
        assert_eq!(stranger.post(path, &[("stamp", &stamp), ("address", address)]).status, 200);
        assert!(street.no_letter(), "{address} is not known at {path}");
    }
    let page = staff.get("/console");
    assert_eq!(click(&mut staff, &page, "/console/sign-out", "stamp", &[]).header("location"), "/console/sign-in");
    assert_eq!(staff.get("/console").header("location"), "/console/sign-in");
}

#[test]
fn an_invitation_that_has_ended_lets_nobody_in() {
    let street = Street::with("console-invited", |config| {
        let over = Some(terms::parse_date("2026-11-22").expect("a date"));
        config.staff.iter_mut().filter(|one| one.name == "supervisor-1").for_each(|one| one.until = over);
    });
    let mut client = Client::of(&street);
    let page = client.get("/console/sign-in");
    let fields = [("stamp", client.stamp(&page)), ("address", "supervisor-1%40example.org".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(client.post("/console/sign-in", &fields).status, 200, "the answer is the same");
    assert!(street.no_letter());
}

#[test]
fn every_page_of_the_console_is_there_in_both_languages() {
    let street = Street::open("console-languages");
    let mut client = Client::staff(&street, "dpo-1");
    for language in ["en", "nl"] {
        for page in PAGES {
            let answer = client.get(&format!("/console{page}?lang={language}"));
            assert_eq!(answer.status, 200, "{page}");
            assert!(answer.text().contains(&format!("<html lang=\"{language}\">")), "{page}");
            for word in ["<script", "src=", " style=", "onclick", "checked", "selected"] {
                assert!(!answer.text().contains(word), "{page} has {word}");
            }
        }
    }
}

/// Every page of the console, for somebody who may see all of them.
pub const PAGES: &[&str] = &[
    "",
    "/requests",
    "/identities",
    "/reviews",
    "/notices",
    "/papers",
    "/orders",
    "/stock",
    "/law",
    "/figures",
    "/proof",
    "/invitations",
    "/events",
];
