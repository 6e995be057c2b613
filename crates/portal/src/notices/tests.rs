//! Rounds over a real ledger, with a clock that is moved and letters that are caught.

use super::*;
use crate::config::Config;
use crate::mail::{Letter, MailError, Mailer, Trouble};
use crate::tests::street::{ORIGIN, RANK, TRAIN, at, config};
use ledger::{Act, Ledger};
use std::sync::{Arc, Mutex};
use terms::SubjectId;
use world::World;

/// What the mail system does with the next letter, and the letters that it took.
#[derive(Clone, Default)]
struct Mails {
    refuse: Arc<Mutex<Option<Trouble>>>,
    taken: Arc<Mutex<Vec<Letter>>>,
}

impl Mails {
    fn mailer(&self) -> Mailer {
        let own = self.clone();
        Mailer::new(move |letter| match *own.refuse.lock().expect("whole") {
            Some(trouble) => Err(MailError { why: "the server answered so".to_owned(), trouble }),
            None => {
                own.taken.lock().expect("whole").push(letter.clone());
                Ok(())
            }
        })
    }

    fn refuse(&self, trouble: Option<Trouble>) {
        *self.refuse.lock().expect("whole") = trouble;
    }

    fn take(&self) -> Vec<Letter> {
        std::mem::take(&mut *self.taken.lock().expect("whole"))
    }
}

/// A project with people to tell.
struct House {
    world: World,
    ledger: Ledger,
    config: Config,
    mails: Mails,
}

impl House {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("notices-{}-{name}", std::process::id()));
        world::remove_dir(&folder).expect("removable");
        let world = World::repeatable(&folder, at("2026-09-01T10:00:00Z"), 7);
        let ledger = Ledger::open(&world, &folder, ORIGIN).expect("new");
        let mails = Mails::default();
        let mut config = config(mails.mailer());
        config.notices.bounces = Some(folder.join("bounces"));
        Self { world, ledger, config, mails }
    }

    fn on(&mut self, moment: &str) -> &mut Self {
        self.world.set_now(at(moment));
        self
    }

    fn office(&self) -> PostOffice<'_> {
        PostOffice::open(&self.config, 30).expect("well configured")
    }

    fn send(&mut self) -> Sent {
        let office = PostOffice::open(&self.config, 30).expect("well configured");
        office.send(&self.world, &mut self.ledger, None, &mut |_| {}).expect("a round")
    }

    fn plan(&self) -> Planned {
        self.office().plan(&self.ledger, self.world.now()).expect("readable").remove(0)
    }

    fn bounce(&mut self, id: &str, status: &str) -> Heard {
        let report = format!(
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: \
             message/delivery-status\r\n\r\nReporting-MTA: dns; m\r\n\r\nAction: failed\r\nStatus: {status}\r\n\r\n--b\r\n\
             Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{id}@example.org>\r\n\r\n--b--\r\n"
        );
        let folder = self.config.notices.bounces.clone().expect("a folder");
        world::write_atomic(folder.join(format!("{id}.eml")), report).expect("writable");
        self.hear()
    }

    fn hear(&mut self) -> Heard {
        let office = PostOffice::open(&self.config, 30).expect("well configured");
        office.hear(&self.world, &mut self.ledger).expect("readable")
    }

    fn acts(&self) -> Vec<&'static str> {
        self.ledger.events().map(|event| event.expect("readable").1.act.name()).collect()
    }

    /// What the law says of a record of this person that nothing else bars, with the rules that fired.
    fn decided(&self, who: &str) -> (String, Vec<String>) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/05-law/baseline.json");
        let mut facts: serde_json::Value =
            serde_json::from_str(&world::read_string(path).expect("the baseline")).expect("JSON");
        let standing =
            self.ledger.standing_of(&SubjectId::new(who), &Purpose::new(TRAIN), self.world.now()).expect("readable");
        facts["now"] = self.world.now().date_naive().to_string().into();
        facts["notice"] = standing.notices.last().map_or(serde_json::Value::Null, |notice| {
            serde_json::json!({
                "delivered_at": notice.delivered_at.date_naive().to_string(), "covers_purpose": true,
                "language_ok": notice.language.as_str() == "en",
                "objection_right_separate": notice.objection_right_separate,
            })
        });
        let facts = law::Facts::from_json(&facts.to_string()).expect("facts");
        let decision = law::Law::embedded().expect("the law").decide(&facts);
        let decision = serde_json::to_value(&decision).expect("writable");
        let rules = decision["rules"].as_array().expect("rules").iter();
        let rules = rules.map(|rule| rule.as_str().expect("a rule").to_owned());
        (decision["decision"].as_str().expect("a word").to_owned(), rules.collect())
    }

    /// Whether what was said stands for a notice that was delivered.
    fn is_told(&self, who: &str, purpose: &str) -> bool {
        let standing =
            self.ledger.standing_of(&SubjectId::new(who), &Purpose::new(purpose), self.world.now()).expect("readable");
        !standing.notices.is_empty()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        world::remove_dir(self.world.root()).expect("removable");
    }
}

#[test]
fn a_notice_is_sent_once_and_counts_as_delivered_when_nothing_came_back_for_the_declared_days() {
    let mut house = House::new("quiet");
    assert_eq!(house.plan(), Planned { people: 2, to_send: 2, ..planned() });
    assert_eq!(house.acts(), Vec::<&str>::new(), "a plan writes nothing");
    assert_eq!(house.send(), Sent { sent: 2, ..Sent::default() });
    assert_eq!(house.acts(), ["notice_published", "notice_sent", "notice_sent"]);
    assert_eq!(house.mails.take().len(), 2);
    assert_eq!(house.on("2026-09-06T09:59:59Z").send(), Sent::default());
    assert!(!house.is_told("s1", TRAIN), "a mail that a server took is sent, not delivered");
    assert_eq!(house.plan(), Planned { people: 2, waiting: 2, ..planned() });
    assert_eq!(house.on("2026-09-06T10:00:00Z").send(), Sent { delivered: 2, ..Sent::default() });
    assert!(house.is_told("s1", TRAIN) && house.is_told("s2", RANK));
    assert_eq!(house.on("2026-12-01T10:00:00Z").send(), Sent::default());
    assert_eq!(house.plan(), Planned { people: 2, told: 2, ..planned() });
    assert!(house.mails.take().is_empty());
    let Act::NoticePublished(published) = house.ledger.events().next().expect("one").expect("readable").1.act else {
        panic!("the first is the notice itself");
    };
    assert!(published.objection_right_separate && published.languages.len() == 2);
}

#[test]
fn a_record_is_refused_until_the_notice_counts_held_until_the_window_is_over_and_refused_again_after_a_bounce() {
    let mut house = House::new("law");
    let said = |decision: &str, rules: &[&str]| {
        (decision.to_owned(), rules.iter().map(|rule| (*rule).to_owned()).collect::<Vec<_>>())
    };
    house.on("2026-10-01T10:00:00Z");
    assert_eq!(house.decided("s1"), said("FORBID", &["F13"]));
    house.send();
    let name = house.mails.take()[0].id.clone().expect("a name");
    assert_eq!(house.on("2026-10-06T10:00:00Z").decided("s1"), said("FORBID", &["F13"]), "sent is not delivered");
    house.send();
    assert_eq!(house.decided("s1"), said("HOLD", &["H14"]));
    assert_eq!(house.on("2026-11-23T10:00:00Z").decided("s1"), said("PERMIT", &[]));
    house.bounce(&name, "5.1.1");
    assert_eq!(house.decided("s1"), said("FORBID", &["F13"]));
    assert_eq!(house.decided("s2"), said("PERMIT", &[]), "it is about one person alone");
}

fn planned() -> Planned {
    Planned { version: "n1".to_owned(), purposes: vec![TRAIN.to_owned(), RANK.to_owned()], ..Planned::default() }
}

#[test]
fn where_nobody_would_hear_of_a_bounce_no_mail_counts_as_delivered() {
    let mut house = House::new("deaf");
    house.config.notices.bounces = None;
    house.send();
    assert_eq!(house.on("2027-01-01").send(), Sent::default());
    assert!(!house.is_told("s1", TRAIN));
    house.config.notices.bounces_by_machine = true;
    assert_eq!(house.send(), Sent { delivered: 2, ..Sent::default() });
}

#[test]
fn a_bounce_undoes_a_delivery_is_heard_once_and_the_last_one_ends_the_tries() {
    let mut house = House::new("bounce");
    house.send();
    let letters = house.mails.take();
    let names: Vec<String> = letters.iter().map(|letter| letter.id.clone().expect("a name")).collect();
    assert!(names[0] != names[1] && names.iter().all(|name| name.len() == 32 && !name.contains("s1")), "{names:?}");
    house.on("2026-09-06T10:00:00Z").send();
    assert!(house.is_told("s1", TRAIN));
    // An address that does not exist: no other try makes sense.
    assert_eq!(house.bounce(&names[0], "5.1.1"), Heard { recorded: 1, ..Heard::default() });
    assert!(!house.is_told("s1", TRAIN) && house.is_told("s2", TRAIN));
    assert_eq!(house.hear(), Heard { known: 1, ..Heard::default() }, "the folder is read again and again");
    assert_eq!(house.bounce("ffff", "5.1.1"), Heard { known: 1, unknown: 1, ..Heard::default() });
    assert_eq!(house.on("2027-01-01").send(), Sent::default());
    assert_eq!(house.plan(), Planned { people: 2, told: 1, failed: 1, ..planned() });
    let last = house.ledger.events().last().expect("one").expect("readable").1.act;
    let Act::NoticeFailed { reason, again, .. } = last else { panic!("{last:?}") };
    assert_eq!((reason, again), (Some(DeliveryFailure::Bounced), false));
    // Staff wants another try, which has another name.
    let again = Act::NoticeFailed {
        subject: SubjectId::new("s1"),
        version: "n1".to_owned(),
        channel: "email".to_owned(),
        reason,
        again: true,
    };
    house.ledger.append(&house.world, &[ledger::Said::new(house.world.now(), again)]).expect("taken");
    assert_eq!(house.send(), Sent { sent: 1, ..Sent::default() });
    assert_ne!(house.mails.take()[0].id.as_ref(), Some(&names[0]));
    assert_eq!(house.hear(), Heard { known: 1, unknown: 1, ..Heard::default() }, "an old bounce says nothing about it");
}

#[test]
fn what_is_not_taken_is_tried_again_after_pauses_that_double_until_the_last_try() {
    let mut house = House::new("pauses");
    house.config.people.truncate(1);
    house.config.notices.tries_max = 3;
    house.mails.refuse(Some(Trouble::ForNow));
    assert_eq!(house.send(), Sent { again: 1, ..Sent::default() });
    assert_eq!(house.on("2026-09-01T10:59:59Z").send(), Sent::default(), "an hour has not passed");
    assert_eq!(house.plan(), Planned { people: 1, paused: 1, ..planned() });
    assert_eq!(house.on("2026-09-01T11:00:00Z").send(), Sent { again: 1, ..Sent::default() });
    assert_eq!(house.on("2026-09-01T12:59:59Z").send(), Sent::default(), "two hours have not passed");
    assert_eq!(house.on("2026-09-01T13:00:00Z").send(), Sent { failed: 1, ..Sent::default() });
    assert_eq!(house.on("2027-09-01").send(), Sent::default());
    assert_eq!(house.acts(), ["notice_published", "notice_failed", "notice_failed", "notice_failed"]);
    let last = house.ledger.events().last().expect("one").expect("readable").1.act;
    assert!(
        matches!(last, Act::NoticeFailed { reason: Some(DeliveryFailure::NotTaken), again: false, .. }),
        "{last:?}"
    );
}

#[test]
fn a_mail_system_that_is_down_ends_the_round_and_nobody_has_failed() {
    let mut house = House::new("down");
    house.mails.refuse(Some(Trouble::System));
    let sent = house.send();
    assert_eq!((sent.sent, sent.left, sent.failed, sent.again), (0, 2, 0, 0));
    assert!(sent.stopped.is_some());
    assert_eq!(house.acts(), ["notice_published"]);
    house.mails.refuse(None);
    assert_eq!(house.send(), Sent { sent: 2, ..Sent::default() });
}

#[test]
fn a_round_that_was_killed_after_a_letter_left_sends_it_again_under_the_same_name_and_no_third_time() {
    let mut house = House::new("killed");
    house.config.people.truncate(1);
    let mut commits = 0;
    house.ledger.watch(move |point| {
        commits += u32::from(point == ledger::Point::BeforeCommit);
        assert!(commits < 2, "the notice is published; what was sent is not noted");
    });
    let office = PostOffice::open(&house.config, 30).expect("well configured");
    let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        office.send(&house.world, &mut house.ledger, None, &mut |_| {})
    }));
    assert!(killed.is_err(), "it was killed");
    drop(office);
    house.ledger = Ledger::open(&house.world, house.world.root(), ORIGIN).expect("it opens again");
    assert_eq!(house.acts(), ["notice_published"]);
    assert_eq!(house.send(), Sent { sent: 1, ..Sent::default() });
    assert_eq!(house.send(), Sent::default());
    let names: Vec<_> = house.mails.take().into_iter().map(|letter| letter.id).collect();
    assert_eq!(names.len(), 2);
    assert_eq!(names[0], names[1]);
}

#[test]
fn a_notice_that_does_not_exist_in_a_persons_language_is_sent_in_english_and_does_not_count() {
    let mut house = House::new("language");
    house.config.people[0].language = Some(Lang::new("fr-BE").expect("a tag"));
    house.config.people[1].language = Some(Lang::new("nl-BE").expect("a tag"));
    assert_eq!(house.plan(), Planned { people: 2, to_send: 2, in_another_language: 1, ..planned() });
    assert_eq!(house.send(), Sent { sent: 2, failed: 1, ..Sent::default() });
    let letters = house.mails.take();
    assert!(letters[0].subject.starts_with("What Forum A") && letters[1].subject.starts_with("Wat Forum A"));
    assert_eq!(house.on("2027-01-01").send(), Sent { delivered: 1, ..Sent::default() });
    assert!(!house.is_told("s1", TRAIN) && house.is_told("s2", TRAIN));
    assert_eq!(house.plan(), Planned { people: 2, told: 1, failed: 1, ..planned() });
    // A notice whose words are missing in one of the portal's languages exists in the others alone.
    for purpose in &mut house.config.purposes {
        purpose.texts.remove("nl");
        purpose.version = "n2".to_owned();
    }
    assert_eq!(house.send(), Sent { sent: 2, failed: 2, ..Sent::default() });
    for purpose in &mut house.config.purposes {
        let english = purpose.texts["en"].clone();
        purpose.texts.insert("nl".to_owned(), english);
    }
    assert_eq!(house.send(), Sent { sent: 1, ..Sent::default() }, "now it exists in Dutch");
}

#[test]
fn other_words_need_another_version_and_everybody_is_told_again() {
    let mut house = House::new("words");
    house.send();
    house.config.purposes[0].texts.get_mut("en").expect("English").what =
        "A model learns from private posts.".to_owned();
    let office = PostOffice::open(&house.config, 30).expect("well configured");
    let refused = office.send(&house.world, &mut house.ledger, None, &mut |_| {}).expect_err("other words");
    assert!(matches!(&refused, NoticeError::OtherWords { version } if version == "n1"), "{refused}");
    drop(office);
    house.config.purposes.iter_mut().for_each(|purpose| purpose.version = "n2".to_owned());
    assert_eq!(house.send(), Sent { sent: 2, ..Sent::default() });
}

#[test]
fn who_was_erased_is_not_written_to_and_a_limit_leaves_the_rest_for_the_next_round() {
    let mut house = House::new("erased");
    house.ledger.erase(&house.world, &SubjectId::new("s1")).expect("erased");
    assert_eq!(house.plan(), Planned { people: 2, to_send: 1, erased: 1, ..planned() });
    assert_eq!(house.send(), Sent { sent: 1, ..Sent::default() });
    assert_eq!(house.mails.take()[0].to.expose(), "s2@example.org");

    let mut house = House::new("limit");
    let office = PostOffice::open(&house.config, 30).expect("well configured");
    let (mut pauses, send) = (Vec::new(), Some(1));
    let sent = office.send(&house.world, &mut house.ledger, send, &mut |pause| pauses.push(pause)).expect("a round");
    assert_eq!((sent.sent, sent.left, pauses.len()), (1, 1, 0));
    drop(office);
    house.config.people.push(house.config.people[0].clone());
    house.config.people[2].subject = SubjectId::new("s3");
    let office = PostOffice::open(&house.config, 30).expect("well configured");
    let sent = office.send(&house.world, &mut house.ledger, None, &mut |pause| pauses.push(pause)).expect("a round");
    assert_eq!((sent.sent, pauses), (2, vec![std::time::Duration::from_secs(1)]), "60 a minute");
}

#[test]
fn the_right_to_object_stands_apart_and_before_every_other_right_in_each_language() {
    let house = House::new("apart");
    let voices = crate::speech::Voices::load();
    let notice = &Notice::all(&house.config.purposes)[0];
    for language in Language::ALL.iter().copied() {
        let words =
            letter::write(&voices, &house.config, notice, language, at("2026-10-06").date_naive()).expect("texts");
        let say = |key: &str| voices.say(language, key, &[]).expect("a text");
        let (object, rights) = (say("notice-object"), say("notice-rights"));
        let place = |part: &str| words.text.find(part).unwrap_or_else(|| panic!("{part} in {}", words.text));
        assert!(place(&object) < place("Training a model") && place(&object) < place(&rights));
        let around: Vec<&str> = words.text.split(&object).collect();
        assert!(around[0].ends_with("---\n\n") && around[1].starts_with("\nhttp://127.0.0.1/sign-in\n\n---"));
        assert_eq!(words.objection, Some(format!("{object}\nhttp://127.0.0.1/sign-in")));
        for part in ["rights@example.org", "dpo@example.org", "the data protection authority", "2026"] {
            place(part);
        }
        place(&say("notice-consent"));
    }
    let consent = Notice { version: "n1".to_owned(), purposes: vec![house.config.purposes[1].clone()] };
    let words = letter::write(&voices, &house.config, &consent, Language::English, at("2026-10-06").date_naive());
    assert_eq!(words.expect("texts").objection, None, "consent is withdrawn, not objected to");
}
