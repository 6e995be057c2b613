//! The console over a whole project: what staff say there changes what the other commands do.

use crate::program::{Folder, command, decisions, platform, run};
use crate::serve::{Database, Server, cookie, field, form_headers, letter, without};
use serde_json::Value;

/// Somebody of the staff at a browser.
struct Staff<'a> {
    server: &'a Server,
    jar: String,
}

impl<'a> Staff<'a> {
    fn sign_in(server: &'a Server, folder: &Folder, name: &str) -> Self {
        Self::enter(server, folder, "/console/sign-in", &format!("{name}%40demo.example"))
    }

    /// Somebody at a browser, of the staff or not, who signs in on this page.
    fn enter(server: &'a Server, folder: &Folder, at: &str, address: &str) -> Self {
        let (_, head, page) = server.ask("GET", at, &[], "");
        let jar = cookie(&head);
        let form = format!("stamp={}&address={address}", field(&page, "stamp"));
        let (status, head, body) = server.ask("POST", at, &form_headers(&jar), &form);
        assert_eq!(status, 200, "{head} {body}");
        let outbox = folder.path("demo").join("outbox");
        let letter = letter(&outbox);
        std::fs::remove_dir_all(&outbox).expect("removable");
        std::fs::create_dir(&outbox).expect("creatable");
        let link = letter.split("/sign-in/").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a link");
        let (_, _, confirm) = server.ask("GET", &format!("/sign-in/{link}"), &[("Cookie", jar.as_str())], "");
        let form = format!("stamp={}&link={link}", field(&confirm, "stamp"));
        let (status, head, body) = server.ask("POST", "/sign-in/confirm", &form_headers(&jar), &form);
        assert_eq!(status, 303, "{head} {body}");
        let jar = format!("{}; {}", cookie(&head), without(&jar, &cookie(&head)));
        Self { server, jar }
    }

    fn get(&self, path: &str) -> String {
        let (status, head, page) = self.server.ask("GET", path, &[("Cookie", self.jar.as_str())], "");
        assert_eq!(status, 200, "{head} {page}");
        page
    }

    /// Sends the form of this page that holds these words, with more fields.
    fn send(&self, page: &str, action: &str, words: &str, more: &str) {
        let forms = page.split("<form ").skip(1).map(|form| form.split("</form>").next().expect("an end"));
        let fits = |form: &&str| form.contains(&format!("action=\"{action}\"")) && form.contains(words);
        let form = forms.into_iter().find(fits).unwrap_or_else(|| panic!("no {action} with {words} in {page}"));
        let hidden = form.split("type=\"hidden\" name=\"").skip(1).map(|field| {
            let (name, rest) = field.split_once("\" value=\"").expect("a hidden field");
            format!("{name}={}", rest.split('"').next().expect("a value"))
        });
        let body = hidden.chain([more.to_owned()]).collect::<Vec<_>>().join("&");
        let (status, head, answer) = self.server.ask("POST", action, &form_headers(&self.jar), &body);
        assert_eq!(status, 303, "{head} {answer}");
    }
}

/// Who looked at the queue stands in the ledger, beside each text.
fn reads_are_recorded(project: &str) {
    let shown = run(&["--project", project, "--format", "json", "-q", "ledger", "show"]).done().last();
    let of = |act: &str| shown["acts"][act].as_u64().unwrap_or_default();
    // A verdict has one beside it, too.
    assert!(of("text_read") > 1 && of("staff_acted") == of("text_read") + of("findings_reviewed"), "{shown}");
}

/// A person whose posts a model read sees which; where it cannot be read, that is said.
fn an_unreadable_model_is_called_that(server: &Server, folder: &Folder) {
    let people = std::fs::read_to_string(folder.path("demo/people.jsonl")).expect("readable");
    let person: Value = people.lines().map(|line| serde_json::from_str(line).expect("JSON")).next().expect("somebody");
    let address = person["address"].as_str().expect("an address").replace('@', "%40");
    let visit = Staff::enter(server, folder, "/sign-in", &address);
    let model = folder.path("demo/model/model.safetensors");
    let weights = std::fs::read(&model).expect("trained");
    assert!(visit.get("/me/posts?lang=en").contains("<dt>Read by model</dt><dd><code>"), "{person}");
    std::fs::write(&model, &weights[..weights.len() / 2]).expect("writable");
    let page = visit.get("/me/posts?lang=en");
    assert!(page.contains("<dt>Read by model</dt><dd>We cannot read this</dd>"), "{page}");
    assert!(!page.contains("<dt>Read by model</dt><dd><code>"), "{page}");
    std::fs::write(&model, weights).expect("writable");
}

#[test]
fn a_verdict_in_the_console_changes_the_next_decision_and_a_stop_ends_a_run_under_way() {
    let folder = platform("console", "1");
    let project = folder.text("demo");
    run(&["--project", &project, "-q", "run"]).done();
    let before = decisions(&project);
    let waits = |(_, (decision, rules)): &(&String, &(String, Vec<String>))| decision == "HOLD" && *rules == ["H35"];
    let mut waiting = before.iter().filter(waits).map(|(record, _)| record.clone());
    let server = Server::start(&project);
    let dpo = Staff::sign_in(&server, &folder, "dpo-1");
    if let (Some(clear), Some(confirm)) = (waiting.next(), waiting.next()) {
        for (record, outcome) in [(&clear, "cleared"), (&confirm, "confirmed")] {
            let page = dpo.get("/console/reviews");
            assert!(page.contains("<mark>"), "the words in question are marked");
            dpo.send(&page, "/console/reviews/verdict", record, &format!("outcome={outcome}"));
        }
        let after = decisions(&project);
        let of = |record: &str| after.get(record).expect("there").clone();
        assert!(of(&clear).0.starts_with("PERMIT"), "{:?}", of(&clear));
        assert_eq!(of(&confirm).0, "FORBID", "{:?}", of(&confirm));
        assert!(!dpo.get("/console/reviews").contains(&clear), "it left the queue");
    } else {
        panic!("two records of the demo wait for a person: {:?}", before.values().filter(|(d, _)| d == "HOLD").count());
    }

    // Documents are those of `report`.
    let papers = dpo.get("/console/papers");
    let listed = run(&["--project", &project, "--format", "json", "-q", "report", "--list"]).done().last();
    let documents = listed["documents"].as_array().expect("documents");
    assert!(documents.iter().all(|one| papers.contains(one["id"].as_str().expect("an id"))));
    // The overview counts those that cannot be relied on without filling any.
    let drafts = documents.iter().filter(|one| one["state"] == "draft").count();
    assert!(dpo.get("/console").contains(&format!("<strong>{drafts}</strong> documents")), "{drafts}");
    reads_are_recorded(&project);
    an_unreadable_model_is_called_that(&server, &folder);

    // A training that takes long enough to be stopped; it asks at each slice.
    run(&["--project", &project, "-q", "corpus", "seal"]).done();
    let long = [("GRONDSLAG__TRAIN__SET__STEPS_PER_PASS", "400"), ("GRONDSLAG__TRAIN__SET__PASSES", "2")];
    let training = command(&["--project", &project, "-q", "train"])
        .envs(long)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it starts");
    let page = loop {
        let page = dpo.get("/console/orders");
        if !page.contains("No run is under way.") {
            break page;
        }
        // As often as nobody is told to wait.
        std::thread::sleep(std::time::Duration::from_millis(100));
    };
    dpo.send(&page, "/console/orders/stop", "once", "");
    let ended = training.wait_with_output().expect("it ended");
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(!ended.status.success() && told.contains("covers training"), "{told}");
    let page = dpo.get("/console/orders");
    assert!(page.contains("Stopped run train-"), "{page}");
    assert!(page.contains("No run is under way."), "{page}");
    // Nothing is trained, sealed or answered until another person ends it.
    assert_ne!(run(&["--project", &project, "-q", "prompt", "Vandaag"]).code, 0);
    run(&["--project", &project, "ledger", "verify"]).done();
}

/// Answers each request that this page shows with yes, at the same moments as the others, and gives the statuses.
fn answer_all(visit: &Staff<'_>, page: &str, start: &std::sync::Barrier) -> Vec<u16> {
    let indexes = page.split("name=\"index\" value=\"").skip(1).map(|rest| rest.split('"').next().expect("an index"));
    let indexes: std::collections::BTreeSet<&str> = indexes.collect();
    let stamp = field(page, "stamp");
    let answer = |index: &str| {
        let form = format!("stamp={stamp}&index={index}&answer=yes");
        start.wait();
        visit.server.ask("POST", "/console/requests/answer", &form_headers(&visit.jar), &form).0
    };
    indexes.into_iter().map(answer).collect()
}

/// Two processes on one ledger, and staff at both who answer the same requests at once.
fn two_processes(name: &str, store: Option<&str>) {
    let folder = platform(name, "1");
    let project = folder.text("demo");
    if let Some(url) = store {
        let path = folder.path("demo").join("grondslag.toml");
        let config = std::fs::read_to_string(&path).expect("a configuration");
        std::fs::write(&path, format!("{config}\n[ledger]\nstore = \"{url}\"\n")).expect("writable");
    }
    let requests = (0..8).map(|number| {
        format!(r#"{{"at":"2026-11-20T10:00:00Z","act":"access_requested","subject":"s0001","request":"q{number}"}}"#)
    });
    let events = folder.write("requests.jsonl", requests.collect::<Vec<_>>().join("\n"));
    run(&["--project", &project, "-q", "ledger", "append", &events]).done();
    let (here, there) = (Server::start(&project), Server::start(&project));
    let one = Staff::sign_in(&here, &folder, "dpo-1");
    let other = Staff::sign_in(&there, &folder, "dpo-1");
    let pages = [one.get("/console/requests"), other.get("/console/requests")];
    let start = std::sync::Barrier::new(2);
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(|| answer_all(&other, &pages[1], &start));
        (answer_all(&one, &pages[0], &start), other.join().expect("it answers"))
    });
    assert_eq!((one.len(), other.len()), (8, 8));
    for (one, other) in one.iter().zip(&other) {
        let taken = [one, other].into_iter().filter(|status| **status == 303).count();
        let told = [one, other].into_iter().filter(|status| [404, 409].contains(*status)).count();
        assert_eq!((taken, told), (1, 1), "{one} {other}");
    }
    drop((here, there));
    let shown = run(&["--project", &project, "--format", "json", "-q", "ledger", "show"]).done().last();
    assert_eq!(shown["acts"]["request_replied"], 8, "{shown}");
    run(&["--project", &project, "ledger", "verify"]).done();
}

#[test]
fn of_two_processes_that_answer_the_same_request_at_once_one_answers_it() {
    two_processes("console-two", None);
    let (_database, url) = Database::named("console_two");
    two_processes("console-two-pg", Some(&url));
}
