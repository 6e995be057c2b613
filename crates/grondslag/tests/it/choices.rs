//! The controller's choices and exclusions on a whole platform: what each changes, and what it leaves alone.

use crate::program::{Folder, platform, run};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

type Decisions = BTreeMap<String, (String, BTreeSet<String>)>;

/// A project whose register can be changed from the one it was generated with.
struct Controller {
    folder: Folder,
    project: String,
    register: String,
    config: String,
}

impl Controller {
    fn new(name: &str) -> Self {
        let folder = platform(name, "1");
        let project = folder.text("demo");
        run(&["--project", &project, "-q", "run"]).done();
        let read = |file: &str| std::fs::read_to_string(folder.path(&format!("demo/{file}"))).expect("there");
        let (register, config) = (read("register.toml"), read("grondslag.toml"));
        Self { folder, project, register, config }
    }

    /// Decides under the generated register with these changes of its text.
    fn decide(&self, changes: &[(&str, &str)]) -> Decisions {
        let mut register = self.register.clone();
        for (from, to) in changes {
            assert!(register.contains(from), "`{from}` stands in the register");
            register = register.replacen(from, to, 1);
        }
        self.folder.write("demo/register.toml", register);
        let decided = run(&["--project", &self.project, "--format", "jsonl", "-q", "decide"]).done();
        let lines = decided.stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        lines
            .map(|line| {
                let rules = line["rules"].as_array().expect("rules").iter().map(text).collect();
                (text(&line["record_id"]), (text(&line["decision"]), rules))
            })
            .collect()
    }

    /// Chooses: the value of one choice, signed by counsel.
    fn choose(&self, choice: &str, from: &str, to: &str) -> Decisions {
        let signed = "because = \"the demo shows it\"\nsigned = { by = \"the demo\", role =";
        let block = |value: &str, role: &str| format!("[choice.{choice}]\nvalue = {value}\n{signed} \"{role}\"");
        self.decide(&[(&block(from, "controller"), &block(to, "counsel"))])
    }
}

/// Records on which this rule fires.
fn firing<'a>(decisions: &'a Decisions, rule: &str) -> BTreeSet<&'a str> {
    let fired = decisions.iter().filter(|(_, (_, rules))| rules.contains(rule));
    fired.map(|(record, _)| record.as_str()).collect()
}

/// Rules whose records differ between the two.
fn moved(one: &Decisions, other: &Decisions) -> BTreeSet<String> {
    let rules = one.values().chain(other.values()).flat_map(|(_, rules)| rules.clone()).collect::<BTreeSet<_>>();
    rules.into_iter().filter(|rule| firing(one, rule) != firing(other, rule)).collect()
}

#[test]
fn each_choice_acts_on_the_records_that_it_is_about_and_on_no_other() {
    let controller = Controller::new("choices-act");
    let usual = controller.decide(&[]);

    // Special categories: on request, fewer are under the ban, and those whose authors asked still are.
    let on_request = controller.choose("art9_mode", "\"strict\"", "\"on_request\"");
    let (strict, asked) = (firing(&usual, "F18"), firing(&on_request, "F18"));
    assert!(asked.is_subset(&strict) && asked.len() < strict.len() && !asked.is_empty(), "{}", asked.len());
    assert!(moved(&usual, &on_request).iter().all(|rule| ["F18", "F00"].contains(&rule.as_str())));
    let checked = run(&["--project", &controller.project, "law", "check"]).done();
    assert!(checked.stdout.contains("WARNING: `art9_mode` is `on_request`"), "{}", checked.stdout);
    let told = run(&["--project", &controller.project, "law", "choices"]).done();
    assert!(told.stdout.contains("art9_mode = on_request") && told.stdout.contains("signed by the demo (counsel)"));

    // What adults wrote as children: carried by their own later consent, or by none.
    let never = controller.choose("pre_18_content", "\"own_consent\"", "\"never\"");
    let (own, none) = (firing(&usual, "F10"), firing(&never, "F10"));
    assert!(own.is_subset(&none) && own.len() < none.len());
    for record in none.difference(&own) {
        assert_eq!(never[*record].0, "FORBID");
    }

    // People outside the EEA: the same rules, or not decided here.
    let separate = controller.choose("non_eea_subjects", "\"same_rules\"", "\"separate_profile\"");
    let (same, elsewhere) = (firing(&usual, "F00"), firing(&separate, "F00"));
    assert!(same.is_subset(&elsewhere) && same.len() < elsewhere.len());
    let record = elsewhere.difference(&same).next().expect("a record of somebody elsewhere");
    let why = run(&["--project", &controller.project, "explain", record]).done().stdout;
    assert!(why.contains("law_of_residence") && why.contains("a project with their profile"), "{why}");

    // Public once, not any more: left out of what legitimate interests carry, or deleted.
    let erase = controller.choose("visibility_change", "\"future_runs\"", "\"erase\"");
    let (kept, erased) = (firing(&usual, "F25"), firing(&erase, "F25"));
    assert!(kept.is_subset(&erased) && kept.len() < erased.len());
    assert_eq!(moved(&usual, &erase), BTreeSet::from(["F25".to_owned()]));
    for record in erased.difference(&kept) {
        assert!(erase[*record].1.contains("F15") || erase[*record].0 == "FORBID", "{record}");
    }

    // Linking across services of a gatekeeper: with the DMA consent that is declared, or never.
    let linked = controller
        .config
        .replace("dma_gatekeeper = false", "dma_gatekeeper = true")
        .replace("dma_cross_service_same_person = false", "dma_cross_service_same_person = true")
        .replace("dma_consent = false", "dma_consent = true");
    controller.folder.write("demo/grondslag.toml", linked);
    assert!(firing(&controller.decide(&[]), "F32").len() > 1000, "`forbid` knows no consent");
    assert!(firing(&controller.choose("dma_linkage", "\"forbid\"", "\"dma_consent\""), "F32").is_empty());
    controller.folder.write("demo/grondslag.toml", &controller.config);
    assert_eq!(controller.decide(&[]), usual, "and back again");
}

#[test]
fn what_one_purpose_promises_is_kept_by_the_other_and_an_excluded_operation_is_not_served() {
    let controller = Controller::new("choices-excluded");
    let usual = controller.decide(&[]);
    // The second purpose covers the same records and promises that they train nothing else.
    let assistant = "id = \"ai.improve.assistant\"";
    let (before, after) = controller.register.split_once(assistant).expect("the second purpose");
    let kept = after.replacen("excluded = []", "excluded = [\"purpose:ai.train.generative\"]", 1);
    let kept = controller.decide(&[(controller.register.as_str(), format!("{before}{assistant}{kept}").as_str())]);
    let (covered, refused) = (firing(&usual, "F02"), firing(&kept, "F02"));
    assert!(covered.is_subset(&refused) && refused.len() > usual.len() / 2, "{}", refused.len());
    assert!(kept.values().all(|(decision, rules)| !rules.contains("F02") || decision == "FORBID"));
    assert_eq!(
        moved(&usual, &kept).iter().filter(|rule| rule.starts_with('F')).count(),
        1,
        "{:?}",
        moved(&usual, &kept)
    );

    // Serving is declared; without its entry and ruled out, the model may not answer.
    let generative = controller.register.split_once("[[purpose]]").expect("a purpose").1;
    let serve = generative.split_once("[[purpose.use]]\noperation = \"serve\"").expect("serving is declared").1;
    let serve =
        format!("[[purpose.use]]\noperation = \"serve\"{}", serve.split_once("\n[[purpose]]").expect("another").0);
    let without = controller.register.replacen(&serve, "", 1);
    let prompt = || run(&["--project", &controller.project, "prompt", "Vandaag"]);
    controller
        .folder
        .write("demo/register.toml", without.replacen("excluded = []", "excluded = [\"operation:serve\"]", 1));
    let refused = prompt();
    assert!(refused.code == 3 && refused.stderr.contains("F30"), "{} {}", refused.code, refused.stderr);
    controller.folder.write("demo/register.toml", &controller.register);
    prompt().done();
}
