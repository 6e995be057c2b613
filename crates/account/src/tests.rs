//! Tests of the account, over a made-up run in which nobody is real.

use crate::inputs::Comparison;
use crate::speech::{Language, Speech};
use crate::{Inputs, ReportError, report};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A folder that is gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("account-{}-{name}", std::process::id()));
        world::remove_dir(&folder).expect("removable");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = world::remove_dir(&self.0);
    }
}

fn inputs() -> Inputs {
    serde_json::from_str(include_str!("tests/inputs.json")).expect("the made-up run is whole")
}

/// Writes the account and gives back its files.
fn written(name: &str, inputs: &Inputs) -> BTreeMap<String, String> {
    let folder = Folder::new(name);
    let paths = report(inputs, &folder.0).expect("reportable");
    // For looking at it: `KEEP=folder cargo test -p account`.
    if let Some(keep) = std::env::var_os("KEEP") {
        report(inputs, Path::new(&keep).join(name)).expect("reportable");
    }
    let file = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    paths.iter().map(|path| (file(path), world::read_string(path).expect("readable"))).collect()
}

/// The keys of a Fluent file with the values that each asks for.
fn keys(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (key, value) = line.split_once(" = ").expect("one text a line");
        let asked = value.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next()).map(ToOwned::to_owned);
        assert!(keys.insert(key.to_owned(), asked.collect()).is_none(), "`{key}` stands twice");
    }
    keys
}

fn notices(language: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../notices");
    let texts = ["", "rules"].map(|part| world::read_string(folder.join(part).join(format!("{language}.ftl"))));
    texts.map(|text| text.expect("readable")).join("\n")
}

#[test]
fn both_languages_have_the_same_keys_and_each_text_asks_for_the_same_values() {
    assert_eq!(keys(&notices("en")), keys(&notices("nl")));
}

#[test]
fn every_key_that_is_used_exists_and_every_text_is_used() {
    let keys = keys(&notices("en"));
    let sources = [include_str!("templates/page.html"), include_str!("page.rs"), include_str!("plot.rs")];
    let mut used = BTreeSet::new();
    for source in sources {
        for start in ["t(\"", "say(\"", "say_with(\""] {
            let parts: Vec<_> = source.split(start).collect();
            for pair in parts.windows(2).filter(|pair| !pair[0].ends_with(|c: char| c.is_alphanumeric())) {
                used.extend(pair[1].split('"').next().map(ToOwned::to_owned));
            }
        }
    }
    let made = ["act-", "kind-", "lang-", "country-", "basis-", "rule-", "column-"];
    used.retain(|key| !made.contains(&key.as_str()));
    for key in &used {
        assert!(keys.contains_key(key), "`{key}` is used and has no text");
    }
    // Keys that are put together when the page is filled, and words that stand beside a colour.
    let known = ["admitted", "refused", "held", "unknown"];
    for key in keys.keys() {
        let is_made = made.iter().any(|prefix| key.starts_with(prefix));
        assert!(is_made || known.contains(&key.as_str()) || used.contains(key), "`{key}` is used nowhere");
    }
}

#[test]
fn every_rule_of_the_law_has_plain_words() {
    let keys = keys(&notices("en"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law");
    let mut rules = 0;
    for path in world::list(folder).expect("the law is there") {
        if path.extension().is_none_or(|extension| extension != "cedar") {
            continue;
        }
        let policies = world::read_string(&path).expect("readable");
        for id in policies.split("@id(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            // A permit is a ground, not a reason against.
            if id.starts_with('P') {
                continue;
            }
            rules += 1;
            for part in ["name", "meaning"] {
                assert!(keys.contains_key(&format!("rule-{id}-{part}")), "rule {id} has no {part}");
            }
        }
    }
    assert!(rules > 30, "only {rules} rules were found");
}

#[test]
fn every_kind_of_record_has_a_name() {
    for language in Language::ALL {
        let speech = Speech::of(language);
        for kind in terms::Kind::ALL {
            assert!(speech.has(&format!("kind-{}", kind.as_str())), "{} in {}", kind.as_str(), language.tag());
        }
    }
}

#[test]
fn an_account_is_two_pages_their_plots_and_the_same_values_as_json() {
    let files = written("whole", &inputs());
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    let expected = [
        "index.html",
        "index.nl.html",
        "loss.nl.svg",
        "loss.svg",
        "months.nl.svg",
        "months.svg",
        "report.json",
        "rules.nl.svg",
        "rules.svg",
        "totals.nl.svg",
        "totals.svg",
    ];
    assert_eq!(names, expected);
    assert!(files["index.html"].contains("3,047 of 4,916 records passed every rule."));
    assert!(files["index.nl.html"].contains("3.047 van 4.916 items voldeden aan elke regel."));
    assert!(files["index.nl.html"].contains("<html lang=\"nl\">"));
    let json: serde_json::Value = serde_json::from_str(&files["report.json"]).expect("JSON");
    assert_eq!(json["version"], 1);
    let values: Inputs = serde_json::from_value(json["values"].clone()).expect("the same shape");
    assert_eq!(values, inputs());
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    assert!(written("one", &inputs()) == written("other", &inputs()));
}

#[test]
fn every_number_in_a_figure_names_a_source_that_is_listed() {
    for (name, page) in written("sources", &inputs()).iter().filter(|(name, _)| name.ends_with(".html")) {
        let named: BTreeSet<_> =
            page.split("data-source=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(named.len() >= 6, "{name} names only {named:?}");
        for source in named {
            assert!(page.contains(&format!("<tr id=\"source-{source}\">")), "{name}: `{source}` is not listed");
        }
        // A cell of a number holds a figure, and nothing typed by hand.
        for cell in page.split("<td class=\"n\">").skip(1) {
            assert!(cell.starts_with("<data value="), "{name}: {}", &cell[..40]);
        }
    }
}

#[test]
fn a_page_asks_nothing_of_anyone_and_runs_nothing() {
    for (name, page) in written("quiet", &inputs()) {
        if name.ends_with(".json") {
            continue;
        }
        for banned in ["<script", " src=", "url(", "@import", "href=\"http", "<link", "<iframe", "<img", "javascript:"]
        {
            assert!(!page.contains(banned), "{name} has `{banned}`");
        }
        assert!(!page.contains(" onload=") && !page.contains(" onclick="), "{name} has a handler");
    }
}

#[test]
fn a_page_can_be_read_without_eyes() {
    for (name, page) in written("eyes", &inputs()).iter().filter(|(name, _)| name.ends_with(".html")) {
        let count = |needle: &str| page.matches(needle).count();
        assert_eq!(count("<h1>"), 1, "{name}");
        assert_eq!(count("<table"), count("<caption>"), "{name}: a table without a caption");
        assert_eq!(count("<th "), count("scope=\"col\"") + count("scope=\"row\""), "{name}: a header without a scope");
        assert_eq!(count("<th>"), 0, "{name}: a header without a scope");
        assert_eq!(count("role=\"img\""), count("<title id="), "{name}: a picture without a title");
        assert_eq!(count("role=\"img\""), count("<desc id="), "{name}: a picture without a description");
        let ids: Vec<_> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{name}: an id stands twice");
        for label in page.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(label.split(' ').all(|id| ids.contains(&id)), "{name}: nothing is called `{label}`");
        }
        for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&target), "{name}: nothing is called `{target}`");
        }
    }
}

#[test]
fn what_a_model_wrote_is_marked_and_escaped() {
    let mut inputs = inputs();
    inputs.answer.as_mut().expect("an answer").completion = "<script>alert(1)</script> & \"quotes\"".to_owned();
    let files = written("escaped", &inputs);
    let page = &files["index.html"];
    assert!(!page.contains("<script"));
    assert!(page.contains("&lt;script&gt;"));
    assert!(page.contains("data-ai-generated=\"true\""));
    assert!(page.contains("Generated by AI"));
}

#[test]
fn numbers_that_do_not_add_up_are_not_shown() {
    let breaks: [fn(&mut Inputs); 5] = [
        |inputs| inputs.decisions.read += 1,
        |inputs| inputs.corpus.rows -= 1,
        |inputs| inputs.decisions.by_kind.values_mut().next().expect("a kind")[0] += 1,
        |inputs| inputs.decisions.by_month.values_mut().next().expect("a month")[2] += 1,
        |inputs| *inputs.decisions.rules.get_mut("F09").expect("a rule") = 1_000_000,
    ];
    for change in breaks {
        let (mut inputs, folder) = (inputs(), Folder::new("sums"));
        change(&mut inputs);
        assert!(matches!(report(&inputs, &folder.0), Err(ReportError::DoesNotAddUp { .. })));
        assert!(!folder.0.exists(), "something was written");
    }
}

#[test]
fn a_forgotten_person_is_a_pseudonym_or_nothing() {
    let (mut inputs, folder) = (inputs(), Folder::new("pseudonym"));
    inputs.forgotten[0].subject = "forum-a:s1".to_owned();
    let error = report(&inputs, &folder.0).expect_err("must be refused");
    assert!(matches!(error, ReportError::NotPseudonym));
    assert!(!error.to_string().contains("s1"));
}

#[test]
fn what_was_not_compared_is_not_claimed() {
    let mut inputs = inputs();
    let claim = "every byte is equal";
    assert!(written("claimed", &inputs)["index.html"].contains(claim));
    inputs.forgotten[0].comparison = Comparison::NotCompared;
    assert!(!written("not-claimed", &inputs)["index.html"].contains(claim));
}

#[test]
fn a_run_without_a_model_an_answer_or_a_forgotten_person_says_so() {
    let mut inputs = inputs();
    inputs.training = None;
    inputs.answer = None;
    inputs.forgotten.clear();
    let files = written("bare", &inputs);
    assert!(files["index.html"].contains("No model was trained in this run."));
    assert!(files["index.html"].contains("Nobody asked for it in this run."));
    assert!(!files.contains_key("loss.svg"));
}

#[test]
fn an_empty_run_is_an_account_too() {
    let mut inputs = inputs();
    let decisions = &mut inputs.decisions;
    (decisions.read, decisions.admitted, decisions.refused, decisions.held) = (0, 0, 0, 0);
    for split in [&mut decisions.by_kind, &mut decisions.by_lang, &mut decisions.by_country, &mut decisions.by_month] {
        split.clear();
    }
    decisions.rules.clear();
    inputs.corpus.rows = 0;
    let files = written("empty", &inputs);
    assert!(files["index.html"].contains("0 of 0 records"));
    assert!(!files.contains_key("rules.svg") && !files.contains_key("months.svg"));
}

#[test]
fn a_rule_without_plain_words_is_shown_in_its_own() {
    let mut inputs = inputs();
    let (provision, meaning) = ("GDPR 5".to_owned(), "a new rule".to_owned());
    let rule = crate::Rule { provision, meaning, cure: None, effect: crate::Effect::Forbid };
    inputs.rules.insert("F99".to_owned(), rule);
    inputs.decisions.rules.insert("F99".to_owned(), 5);
    let files = written("own-words", &inputs);
    assert!(files["index.nl.html"].contains("<td lang=\"en\">a new rule"));
    assert!(files["index.html"].contains("<td>a new rule"));
}

#[test]
fn a_clock_that_stood_in_1970_does_not_make_a_plot_of_half_a_century() {
    let mut inputs = inputs();
    let split = inputs.decisions.by_month.remove("2025-06").expect("a month");
    inputs.decisions.by_month.insert("1970-01".to_owned(), split);
    let files = written("old-clock", &inputs);
    assert!(files["months.svg"].matches("<rect").count() < 3 * 120);
}

#[test]
fn numbers_are_written_as_readers_expect_them() {
    assert_eq!(Language::English.number(1_234_567), "1,234,567");
    assert_eq!(Language::Dutch.number(1_234_567), "1.234.567");
    assert_eq!(Language::Dutch.number(999), "999");
    assert_eq!(Language::Dutch.fraction(2.317, 2), "2,32");
    assert_eq!(Language::English.share(1, 3), "33.3\u{202f}%");
    assert_eq!(Language::English.share(1, 100_000), "< 0.1\u{202f}%");
    assert_eq!(Language::English.share(0, 0), "–");
}
