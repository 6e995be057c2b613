//! The pages, as somebody without JavaScript walks through them.

use super::street::{Client, RANK, Street, TRAIN};
use ledger::{Act, ConsentState, ObjectionScope, verify_receipt};
use terms::{Purpose, SubjectId};

/// Fills in one form of a page by its hidden fields, which is what a click does.
fn click(
    client: &mut Client,
    page: &super::street::Answer,
    action: &str,
    more: &[(&str, &str)],
) -> super::street::Answer {
    let marker = format!("action=\"{action}\"");
    let mut fields = vec![("stamp".to_owned(), page.hidden(&marker, "stamp"))];
    let form = page.text().split_once(&marker).expect("the form").1.split("</form>").next().expect("an end").to_owned();
    for hidden in form.split("type=\"hidden\" name=\"").skip(2) {
        let (name, rest) = hidden.split_once("\" value=\"").expect("a hidden field");
        fields.push((name.to_owned(), rest.split('"').next().expect("a value").to_owned()));
    }
    fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.post(action, &fields)
}

fn receipt_of(client: &mut Client, done: &super::street::Answer) -> Vec<u8> {
    let index = done.header("location").strip_prefix("/me?done=").expect("done").to_owned();
    let file = client.get(&format!("/me/receipts/{index}/file"));
    assert_eq!(file.status, 200);
    file.body
}

#[test]
fn objecting_takes_one_click_after_sign_in_and_works_in_the_ledger_at_once() {
    let street = Street::open("object");
    let mut client = Client::signed_in(&street, "s1");
    let me = client.get("/me");
    let done = click(&mut client, &me, "/me/object", &[]);
    assert_eq!(done.status, 303, "{}", done.text());
    let ledger = street.ledger();
    let now = super::street::at("2026-11-23T10:00:00Z");
    for purpose in [TRAIN, RANK] {
        let standing = ledger.standing_of(&SubjectId::new("s1"), &Purpose::new(purpose), now).expect("readable");
        assert!(standing.objections[0].state.is_open());
        assert_eq!(standing.objections[0].scope, ObjectionScope::Person);
    }
    let receipt = receipt_of(&mut client, &done);
    let verified = verify_receipt(&receipt, Some(&ledger.public_key())).expect("it holds");
    assert!(matches!(verified.said.expect("an event").act, Act::Objection(_)));
    let shown = client.get(done.header("location"));
    assert!(shown.text().contains("You object to every use of your posts"));
    assert!(shown.text().contains("23 December 2026"), "the month of Article 12(3) is shown");
}

#[test]
fn the_same_form_sent_twice_is_one_objection() {
    let street = Street::open("twice");
    let mut client = Client::signed_in(&street, "s1");
    let me = client.get("/me");
    let first = click(&mut client, &me, "/me/object", &[]);
    let second = click(&mut client, &me, "/me/object", &[]);
    assert_eq!(first.header("location"), second.header("location"));
    assert_eq!(street.history("s1").len(), 1);
}

#[test]
fn an_objection_is_taken_back_with_one_click_too() {
    let street = Street::open("withdraw");
    let mut client = Client::signed_in(&street, "s1");
    let me = client.get("/me");
    click(&mut client, &me, "/me/object", &[]);
    let me = client.get("/me");
    assert_eq!(click(&mut client, &me, "/me/objection/withdraw", &[]).status, 303);
    let acts: Vec<_> = street.history("s1").iter().map(|said| said.act.name()).collect();
    assert_eq!(acts, ["objection", "objection_withdrawn"]);
    assert!(client.get("/me").text().contains("You took it back."));
}

#[test]
fn saying_yes_no_and_taking_yes_back_are_one_click_each_and_nothing_is_chosen_before() {
    let street = Street::open("consent");
    let mut client = Client::signed_in(&street, "s1");
    let me = client.get("/me");
    let (_, form) = me.text().split_once("action=\"/me/consent\"").expect("a question");
    let form = form.split("</form>").next().expect("an end");
    assert_eq!(form.matches("<button name=\"answer\"").count(), 2);
    assert!(!form.contains("class=") && !me.text().contains("checked") && !me.text().contains("selected"));
    let clicks = |street: &Street| street.history("s1").len();
    click(&mut client, &me, "/me/consent", &[("answer", "no")]);
    assert_eq!(clicks(&street), 1);
    let me = client.get("/me");
    click(&mut client, &me, "/me/consent", &[("answer", "yes")]);
    let me = client.get("/me");
    click(&mut client, &me, "/me/consent/withdraw", &[]);
    assert_eq!(clicks(&street), 3, "each answer took one request");
    let now = super::street::at("2026-11-23T10:00:00Z");
    let standing = street.ledger().standing_of(&SubjectId::new("s1"), &Purpose::new(RANK), now).expect("readable");
    assert_eq!(standing.consent.expect("an answer").state, ConsentState::Withdrawn);
    let other = street.ledger().standing_of(&SubjectId::new("s1"), &Purpose::new(TRAIN), now).expect("readable");
    assert_eq!(other.consent, None, "an answer is about one purpose");
}

#[test]
fn who_said_no_is_not_asked_again_for_the_months_that_the_controller_chose_and_may_still_say_yes() {
    let question = "Do you allow this?";
    let street = Street::open("ask-again");
    let mut client = Client::signed_in(&street, "s1");
    let me = client.get("/me");
    assert!(me.text().contains(question));
    click(&mut client, &me, "/me/consent", &[("answer", "no")]);
    let me = client.get("/me");
    assert!(!me.text().contains(question), "a no is not asked about");
    assert!(me.text().contains("We will not ask you again before 23 November 2027."), "{}", me.text());
    assert!(me.text().contains("I changed my mind"));
    let folder = street.end();
    // Twelve months later, on the ledger of that portal.
    for (moment, asked) in [("2027-11-22T10:00:00Z", false), ("2027-11-23T10:00:00Z", true)] {
        let street = Street::at_moment("ask-again", moment, |_| {});
        let mut client = Client::signed_in(&street, "s1");
        assert_eq!(client.get("/me").text().contains(question), asked, "{moment}");
        assert_eq!(street.end(), folder);
    }
    // A controller that chose no months asks at once.
    let street = Street::at_moment("ask-again", "2026-11-24T10:00:00Z", |config| {
        config.purposes.iter_mut().for_each(|notice| notice.re_ask_months = 0);
    });
    assert!(Client::signed_in(&street, "s1").get("/me").text().contains(question));
}

#[test]
fn somebody_without_an_account_objects_gets_a_receipt_and_looks_it_up() {
    let street = Street::open("without");
    let mut client = Client::of(&street);
    let page = client.get("/without-account");
    let done = click(&mut client, &page, "/without-account", &[("name", "Quinta+Voorbeeld"), ("handle", "%40quinta")]);
    assert_eq!(done.status, 303, "{}", done.text());
    let ticket = done.header("location").to_owned();
    let shown = client.get(&ticket);
    assert_eq!(shown.status, 200);
    let reference = shown.text().split_once("Reference</dt><dd><code>").expect("a reference").1;
    let reference = reference.split('<').next().expect("an end").to_owned();
    let file = client.get(&format!("{ticket}/file"));
    let verified = verify_receipt(&file.body, Some(&street.ledger().public_key())).expect("it holds");
    let Act::Objection(made) = verified.said.expect("an event").act else { panic!("an objection") };
    let names: Vec<_> = made.names.iter().map(|name| name.expose()).collect();
    assert_eq!((names.as_slice(), made.id.as_str()), (["Quinta Voorbeeld", "quinta"].as_slice(), reference.as_str()));
    let look_up = client.get("/look-up");
    let stands = |client: &mut Client, reference: &str| {
        click(client, &look_up, "/look-up", &[("reference", reference)]).text().contains("This objection stands")
    };
    assert!(stands(&mut client, &reference));
    assert!(!stands(&mut client, "Quinta+Voorbeeld"), "nobody can look for a name");
    assert!(!stands(&mut client, &"0".repeat(32)));
    let page = client.get("/without-account");
    assert_eq!(click(&mut client, &page, "/without-account", &[("name", "ab")]).status, 400);
}

#[test]
fn a_receipt_is_checked_on_the_page_and_a_changed_one_does_not_hold() {
    let street = Street::open("verify");
    let mut client = Client::signed_in(&street, "s1");
    let me = client.get("/me");
    let done = click(&mut client, &me, "/me/object", &[]);
    let receipt = receipt_of(&mut client, &done);
    let page = client.get("/verify");
    let stamp = client.stamp(&page);
    let check = |client: &mut Client, receipt: &[u8]| {
        let head = format!(
            "--b\r\ncontent-disposition: form-data; name=\"stamp\"\r\n\r\n{stamp}\r\n--b\r\ncontent-disposition: \
             form-data; name=\"file\"; filename=\"r\"\r\ncontent-type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), receipt, b"\r\n--b--\r\n"].concat();
        client.send("POST", "/verify", Some("multipart/form-data; boundary=b"), &body)
    };
    assert!(check(&mut client, &receipt).text().contains("The receipt is real"));
    let mut changed = receipt.clone();
    let place = changed.windows(7).position(|window| window == b"\nindex ").expect("an index") + 7;
    changed[place] += 1;
    let answer = check(&mut client, &changed);
    assert!(answer.text().contains("This receipt does not hold"), "{}", answer.text());
}

#[test]
fn a_person_downloads_what_was_said_and_asks_for_the_other_rights() {
    let street = Street::open("rights");
    let mut client = Client::signed_in(&street, "s2");
    for what in ["erasure", "restriction", "accuracy"] {
        let me = client.get("/me");
        assert_eq!(click(&mut client, &me, "/me/request", &[("what", what)]).status, 303);
    }
    let data = client.get("/me/data").json();
    let acts: Vec<_> = data["events"].as_array().expect("events").iter().map(|event| event["act"].clone()).collect();
    assert_eq!(acts, ["erasure_requested", "restriction_requested", "accuracy_contested"]);
    assert_eq!(data["subject"], "s2");
    assert!(client.get("/me").text().contains("You asked us to erase your data"));
}

#[test]
fn every_page_is_there_in_both_languages_and_says_so() {
    let street = Street::open("languages");
    let mut client = Client::signed_in(&street, "s1");
    let mut stranger = Client::of(&street);
    for (language, word) in [("en", "You have the right to object"), ("nl", "Je hebt het recht om bezwaar te maken")] {
        for path in ["/", "/without-account", "/look-up", "/verify", "/sign-in", "/nothing"] {
            let page = stranger.get(&format!("{path}?lang={language}"));
            assert!(page.text().contains(&format!("<html lang=\"{language}\">")), "{path}");
        }
        let home = client.get(&format!("/?lang={language}"));
        assert!(home.text().contains(word));
        assert!(client.get("/me").text().contains(word), "the choice is kept");
    }
    client.cookies.remove("lang");
    client.headers.push(("accept-language", "nl-BE, en;q=0.5".to_owned()));
    assert!(client.get("/").text().contains("lang=\"nl\""));
}

#[test]
fn no_page_loads_anything_from_elsewhere_or_runs_a_script() {
    let street = Street::open("alone");
    let mut client = Client::signed_in(&street, "s1");
    for path in ["/", "/me", "/without-account", "/look-up", "/verify", "/portal.css"] {
        let page = client.get(path);
        for word in ["<script", "javascript:", "src=", "url(", "@import", " style=", "onclick"] {
            assert!(!page.text().contains(word), "{path} has {word}");
        }
        for part in page.text().split("href=\"").skip(1) {
            assert!(part.starts_with('/') || part.starts_with('#'), "{path} links to {part:.40}");
        }
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
    }
}

#[test]
fn what_a_person_types_is_escaped() {
    let street = Street::with("escape", |config| config.controller.name = "<b>A</b>".to_owned());
    let page = Client::of(&street).get("/");
    assert!(page.text().contains("&lt;b&gt;A") && !page.text().contains("<b>A"));
}

#[test]
fn a_person_sees_what_became_of_each_post_under_which_rule_and_the_download_holds_it() {
    let street = Street::open("posts");
    let mut client = Client::signed_in(&street, "s1");
    let page = client.get("/me/posts");
    for words in [
        "We know 4 posts of yours. 2 of them are used. 2 are left out.",
        "<blockquote>Not for a machine, this one.</blockquote>",
        "The author objected.",
        "Used, without what is about others, 4 September 2026",
        "numbers and addresses of others",
    ] {
        assert!(page.text().contains(words), "{words} in {}", page.text());
    }
    assert!(client.get("/me/posts?lang=nl").text().contains("De auteur maakte bezwaar."));
    let data = client.get("/me/data").json();
    assert_eq!(data["version"], 2);
    let posts = data["posts"].as_array().expect("posts");
    let refused = posts.iter().find(|post| post["decision"] == "refused").expect("one");
    assert_eq!((&refused["because"][0]["rule"], &refused["corpus"]), (&"F09".into(), &serde_json::Value::Null));
    let used = posts.iter().find(|post| post["decision"] == "used").expect("one");
    assert_eq!(used["corpus"].as_str().map(str::len), Some(64));
    assert!(posts.iter().all(|post| post["record"].as_str().expect("an id").starts_with("forum-a:s1-")));
    let other = Client::signed_in(&street, "s2").get("/me/posts");
    assert!(!other.text().contains("forum-a:s1-"), "nobody sees another's posts");
}

#[test]
fn erasure_asks_for_a_sign_in_that_is_fresh() {
    let street = Street::with("step-up", |config| config.limits.fresh_minutes = -1);
    let mut client = Client::signed_in(&street, "s1");
    let me = client.get("/me");
    let stale = click(&mut client, &me, "/me/request", &[("what", "erasure")]);
    assert_eq!((stale.status, stale.header("location")), (303, "/sign-in?again=1"));
    let again = client.get("/sign-in?again=1");
    assert!(again.text().contains("we ask you to sign in again"), "{}", again.text());
    assert!(street.history("s1").is_empty(), "nothing was asked yet");
    assert_eq!(click(&mut client, &me, "/me/request", &[("what", "restriction")]).status, 303, "a pause does not");
}

#[test]
fn every_act_has_words_for_the_person_it_is_about() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../proof/src/acts.jsonl");
    let acts = world::read_string(path).expect("every act");
    let words: Vec<_> = crate::speech::texts().collect();
    for line in acts.lines() {
        let said = ledger::parse_said(line).expect("valid");
        for (language, text) in &words {
            let key = format!("\nact-{} = ", ledger::told(&said.act));
            assert!(text.contains(&key), "{language} has no words for `{}`", said.act.name());
        }
    }
}

#[test]
fn what_is_wrong_is_said_in_ones_own_words_and_the_same_form_twice_is_one_request() {
    let street = Street::open("rectify");
    let mut client = Client::signed_in(&street, "s1");
    let me = client.get("/me");
    let send = |client: &mut Client, text: &str| {
        let fields = [
            ("stamp", me.hidden("action=\"/me/request\"", "stamp")),
            ("once", "1r".to_owned()),
            ("what", "rectification".to_owned()),
            ("text", text.to_owned()),
        ];
        client.post("/me/request", &fields.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    assert_eq!(send(&mut client, " ").status, 400, "without words nobody knows what to put right");
    assert_eq!(send(&mut client, &"x".repeat(4001)).status, 400);
    let first = send(&mut client, "I was born in May, not in March.");
    assert_eq!(first.status, 303, "{}", first.text());
    assert_eq!(send(&mut client, "I was born in May, not in March.").header("location"), first.header("location"));
    let said = street.history("s1");
    assert_eq!(said.len(), 1);
    let Act::RectificationRequested { verbatim: Some(words), .. } = &said[0].act else { panic!("{:?}", said[0].act) };
    assert_eq!(words.expose(), "I was born in May, not in March.");
    assert!(client.get("/me").text().contains("You asked us to put something right"));
    // Who answers reads it; who may only look does not.
    let words = "I was born in May, not in March.";
    assert!(Client::staff(&street, "dpo-1").get("/console/requests").text().contains(words));
    assert!(!Client::staff(&street, "supervisor-1").get("/console/requests").text().contains(words));
}

#[test]
fn every_page_of_everybody_speaks_every_language_and_says_which() {
    let street = Street::open("languages");
    let mut client = Client::of(&street);
    let chosen = client.get("/languages");
    for language in crate::speech::Language::ALL {
        let (tag, name) = (language.tag(), language.name());
        assert!(chosen.text().contains(&format!("href=\"/?lang={tag}\" lang=\"{tag}\" hreflang=\"{tag}\"")), "{name}");
        for path in ["/", "/sign-in", "/without-account", "/look-up", "/verify", "/languages"] {
            let page = client.get(&format!("{path}?lang={tag}"));
            assert_eq!(page.status, 200, "{path} in {tag}");
            assert!(page.text().contains(&format!("<html lang=\"{tag}\">")), "{path} in {tag}");
        }
        // Words of the controller that are not in this language say in which they are.
        let foreign = client.get(&format!("/?lang={tag}")).text().contains("<dd lang=\"en\">");
        assert_eq!(foreign, !matches!(tag, "en" | "nl"), "{tag}");
    }
    // The staff's pages are English or Dutch, and say so.
    assert!(client.get("/console/sign-in?lang=de").text().contains("<html lang=\"en\">"));
    assert!(client.get("/console/sign-in?lang=nl").text().contains("<html lang=\"nl\">"));
}

#[test]
fn every_page_of_a_person_speaks_every_language() {
    let street = Street::open("my-languages");
    let mut client = Client::signed_in(&street, "s1");
    let me = client.get("/me");
    let done = click(&mut client, &me, "/me/object", &[]);
    let index = done.header("location").strip_prefix("/me?done=").expect("done").to_owned();
    for language in crate::speech::Language::ALL {
        for path in ["/me", "/me/posts", &format!("/me/receipts/{index}")] {
            let page = client.get(&format!("{path}?lang={}", language.tag()));
            assert_eq!(page.status, 200, "{path} in {}", language.tag());
            assert!(page.text().contains("2026"), "{path} in {} has no date", language.tag());
        }
    }
}

#[test]
fn the_page_that_checks_alone_holds_all_it_needs_and_may_reach_nobody() {
    let street = Street::open("alone");
    let mut client = Client::of(&street);
    let page = client.get("/verify/alone?lang=nl");
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("connect-src") && !policy.contains("'self'") && !policy.contains("unsafe-inline"));
    let html = page.text();
    let escaped = policy.replace('\'', "&#x27;").replace('/', "&#x2f;");
    assert!(
        html.contains(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{escaped}\">")),
        "a saved copy keeps it"
    );
    assert!(html.contains(&street.ledger().public_key().replace('/', "&#x2f;")), "the key of this log");
    assert!(!html.contains("src=") && !html.contains("href="), "nothing is loaded from anywhere");
    // The script that runs is the one that the policy names.
    let script = html.rsplit_once("<script>").expect("a script").1.split("</script>").next().expect("its end");
    let digest =
        base64::Engine::encode(&base64::engine::general_purpose::STANDARD, terms::Digest::of(script).as_bytes());
    assert!(policy.contains(&format!("script-src 'sha256-{digest}'")), "{policy}");
    // Every other page keeps the policy without any script.
    assert!(!client.get("/verify").header("content-security-policy").contains("script-src"));
}

#[test]
fn a_receipt_names_a_day_for_an_answer_where_one_is_owed_and_nowhere_else() {
    let street = Street::open("owed");
    let mut client = Client::signed_in(&street, "s1");
    for (action, more, owed) in [("/me/consent", &[("answer", "yes")][..], false), ("/me/object", &[], true)] {
        let me = client.get("/me");
        let done = click(&mut client, &me, action, more);
        let index = done.header("location").strip_prefix("/me?done=").expect("done").to_owned();
        let receipt = client.get(&format!("/me/receipts/{index}"));
        assert_eq!(receipt.text().contains("We answer before the end of"), owed, "{action}");
    }
}
