//! What a configuration may say, and what is refused. In: texts of configurations. Out: what was read, or the error. Never: a file.

use super::*;

const MINIMAL: &str = r#"
version = 1
[project]
name = "p"
origin = "example.invalid/p"
[controller]
name = "c"
country = "IE"
eu_established = true
processor_contract = true
ropa = true
dma_gatekeeper = false
dma_cross_service_same_person = false
dma_consent = false
art14_public_notice = true
declared_by = "dpo"
declared_on = "2026-11-01"
[run]
purpose = "ai.train.generative"
country = "IE"
transfer_tool = true
[corpus]
shards = 4
"#;

fn check(text: &str, environment: &[(&str, &str)]) -> Result<Loaded, String> {
    let environment = environment.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    parse(Path::new("grondslag.toml"), text, environment).map_err(|stop| stop.message)
}

#[test]
fn the_environment_wins_over_the_file_and_its_origin_is_kept() {
    let loaded = check(MINIMAL, &[("GRONDSLAG__CORPUS__SHARDS", "42")]).expect("valid");
    assert_eq!(loaded.config.corpus.shards, 42);
    assert!(matches!(loaded.origins.get("corpus.shards"), Some(Origin::Environment(_))));
    assert!(matches!(loaded.origins.get("run.country"), Some(Origin::File(_))));
}

#[test]
fn an_unknown_key_is_an_error_that_names_the_nearest_key_and_its_line() {
    let error = check(&MINIMAL.replace("shards", "shrads"), &[]).expect_err("unknown key");
    assert!(error.contains("shards") && error.contains("did you mean"), "{error}");
    assert!(error.starts_with("grondslag.toml:23:1"), "{error}");
}

#[test]
fn a_legal_fact_that_nobody_declared_is_an_error_and_not_a_default() {
    let error = check(&MINIMAL.replace("ropa = true\n", ""), &[]).expect_err("missing fact");
    assert!(error.contains("ropa"), "{error}");
}

const BESIDE: &str = r#"
[train.adapter]
base = "base/model.gguf"
sha256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
projections = ["q_proj", "down_proj"]
"#;

#[test]
fn a_base_of_somebody_else_is_named_with_its_digest_and_what_stands_beside_it() {
    let loaded = check(&[MINIMAL, BESIDE].concat(), &[]).expect("valid");
    let adapter = loaded.config.train.adapter.expect("there");
    assert_eq!((adapter.rank, adapter.alpha), (16, 32.0));
    assert_eq!(adapter.choice().projections, [train::Projection::Query, train::Projection::Down]);
    assert!(adapter.sha256.to_string().starts_with("b179c952"));
    assert!(check(MINIMAL, &[]).expect("valid").config.train.adapter.is_none());
}

#[test]
fn what_a_base_of_somebody_else_leaves_no_room_for_is_refused() {
    let plan = |text: String| check(&text, &[]).expect("read").config.train.plan().map_err(|stop| stop.to_string());
    assert!(plan([MINIMAL, BESIDE].concat()).is_ok());
    let declared = check(&[MINIMAL, BESIDE].concat(), &[]).expect("read").config.train.declared().expect("a plan");
    assert_eq!((declared.get("width"), &declared["adapter"]["rank"]), (None, &serde_json::json!(16)));
    let error = plan([MINIMAL, "[train]\nset = { width = 64 }\n", BESIDE].concat()).expect_err("no effect");
    assert!(error.contains("`set.width`"), "{error}");
    let error = plan([MINIMAL, "[train]\nbase = [\"base/base.txt\"]\n", BESIDE].concat()).expect_err("two grounds");
    assert!(error.contains("`base`") && error.contains("`adapter`"), "{error}");
    assert!(plan([MINIMAL, "[train]\nset = { width = 64 }\n"].concat()).is_ok());
}

#[test]
fn a_base_without_its_digest_or_with_a_projection_that_nobody_knows_is_refused() {
    let without: String =
        BESIDE.lines().filter(|line| !line.starts_with("sha256")).map(|line| format!("{line}\n")).collect();
    let error = check(&[MINIMAL, &without].concat(), &[]).expect_err("no digest");
    assert!(error.contains("sha256"), "{error}");
    let error = check(&[MINIMAL, BESIDE].concat().replace("down_proj", "dwon_proj"), &[]).expect_err("unknown");
    assert!(error.contains("did you mean `down_proj`"), "{error}");
    let error = check(&[MINIMAL, BESIDE, "alhpa = 3.0\n"].concat(), &[]).expect_err("unknown");
    assert!(error.contains("did you mean `alpha`"), "{error}");
}

#[test]
fn runs_of_tokens_are_counted_as_the_plan_says_or_as_is_chosen_or_not_at_all() {
    let plan = |more: &str| check(&[MINIMAL, more].concat(), &[]).expect("valid").config.train.plan();
    let default = train::NgramPlan::default();
    assert_eq!(plan("").expect("a plan").ngrams, Some(default));
    let chosen = plan("[train.ngrams]\npeople_min = 7\n").expect("a plan").ngrams;
    assert_eq!(chosen, Some(train::NgramPlan { people_min: 7, ..default }));
    assert_eq!(plan("[train.ngrams]\norder = 0\n").expect("a plan").ngrams, None);
    let refused = plan("[train.ngrams]\npeople_min = 1\n").expect_err("one person is not many").to_string();
    assert!(refused.contains("ngrams.people_min") && refused.contains("at least 2"), "{refused}");
    assert!(plan("[train.ngrams]\norder = 9\n").is_err());
    let unknown = check(&[MINIMAL, "[train.ngrams]\npeople_mni = 3\n"].concat(), &[]).expect_err("unknown");
    assert!(unknown.contains("did you mean `people_min`"), "{unknown}");
}

#[test]
fn late_slices_are_of_the_plan_and_the_day_is_of_the_corpus() {
    let config = |more: &str| check(&[MINIMAL, more].concat(), &[]).expect("valid").config;
    let plan = |more: &str| config(more).train.plan();
    assert_eq!(plan("").expect("a plan"), train::Plan::demo());
    assert_eq!(plan("[train]\nlate_slices = 1\n").expect("a plan").late_slices, 1);
    let refused = plan("[train]\nlate_slices = 4\n").expect_err("all of them").to_string();
    assert!(refused.contains("`late_slices` must be below `slices`"), "{refused}");
    let day = config("late_from = \"2026-06-01\"\n").corpus.late_from;
    assert_eq!(day, terms::Date::from_ymd_opt(2026, 6, 1));
    let refused = check(&[MINIMAL, "late_from = \"last June\"\n"].concat(), &[]).expect_err("no day");
    assert!(refused.starts_with("grondslag.toml:24:13"), "{refused}");
}

#[test]
fn late_slices_without_a_day_are_refused_before_anything_is_read() {
    let agrees = |more: &str| check(&[MINIMAL, more].concat(), &[]).expect("valid").config.says_who_comes_late();
    assert!(agrees("").is_ok() && agrees("late_from = \"2026-06-01\"\n").is_ok());
    assert!(agrees("late_from = \"2026-06-01\"\n[train]\nlate_slices = 1\n").is_ok());
    let refused = agrees("[train]\nlate_slices = 1\n").expect_err("nobody says who").to_string();
    assert!(refused.contains("`corpus.late_from`"), "{refused}");
}

#[test]
fn a_later_version_is_refused_with_a_hint() {
    let error = check(&MINIMAL.replace("version = 1", "version = 2"), &[]).expect_err("later version");
    assert!(error.contains("later grondslag"), "{error}");
}
