//! A second reading of `rules.json`, word by word, on the JSON itself: no type, list or function of the law is used. Where
//! the two readings differ, one of them is wrong.

use super::random::Draw;
use super::support::{baseline, facts, law, overlay, specification};
use crate::Decision;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn yes(value: &Value) -> bool {
    value.as_bool().unwrap_or(false)
}

fn or_yes(value: &Value) -> bool {
    value.as_bool().unwrap_or(true)
}

/// A comparison with a null date is false. ISO dates compare as text.
fn at_most(a: &Value, b: &Value) -> bool {
    matches!((a.as_str(), b.as_str()), (Some(a), Some(b)) if a <= b)
}

fn below(a: &Value, b: i64) -> bool {
    a.as_i64().is_some_and(|a| a < b)
}

fn within(value: &Value, list: &[&str]) -> bool {
    value.as_str().is_some_and(|value| list.contains(&value))
}

fn listed(scope: &Value, one: &Value) -> bool {
    scope.is_null() || scope == "*" || scope.as_array().is_some_and(|list| list.contains(one))
}

fn day(value: &Value) -> Option<chrono::NaiveDate> {
    value.as_str().and_then(|text| text.parse().ok())
}

struct Reading<'a> {
    f: &'a Value,
    eea: Vec<&'a str>,
    art8: &'a Value,
}

impl Reading<'_> {
    fn personal(&self) -> bool {
        yes(&self.f["contains_personal_data"]) && !yes(&self.f["anonymised"])
    }

    fn consent_valid(&self) -> bool {
        let consent = &self.f["consent"];
        !consent.is_null()
            && within(&consent["state"], &["given", "renewed"])
            && yes(&consent["scope_covers"])
            && yes(&consent["conditions_ok"])
            && at_most(&consent["given_at"], &self.f["now"])
    }

    fn basis_is_consent(&self) -> bool {
        let (consent, objection) = (&self.f["consent"], &self.f["objection"]);
        if self.f["basis"] == "A6-1-a" {
            return true;
        }
        // given_at > received_at
        self.consent_valid() && (objection.is_null() || !at_most(&consent["given_at"], &objection["received_at"]))
    }

    fn objection_active(&self) -> bool {
        let objection = &self.f["objection"];
        if objection.is_null() || !or_yes(&objection["scope_covers"]) || objection["state"] == "withdrawn" {
            return false;
        }
        if objection["state"] == "rejected_compelling" && !yes(&self.f["objection_policy_unconditional"]) {
            return false;
        }
        at_most(&objection["received_at"], &self.f["now"])
    }

    fn covers(&self, o: &Value) -> bool {
        or_yes(&o["active"])
            && at_most(&o["from"], &self.f["now"])
            && (o["until"].is_null() || at_most(&self.f["now"], &o["until"]))
            && listed(&o["territory"], &self.f["residence"])
            && listed(&o["ops"], &self.f["op"])
            && listed(&o["purposes"], &self.f["purpose"])
    }

    fn x(&self, t: &Value) -> Vec<(&'static str, &'static str)> {
        let mut all = Vec::new();
        if !self.personal() {
            return all;
        }
        if yes(&t["objected"]) {
            all.push(("X01", "REDACT_SPAN"));
        }
        if yes(&t["child"]) {
            all.push(("X02", "REMOVE_CHILD"));
        }
        if yes(&t["special"]) && !yes(&t["art9_exception"]) {
            all.push(("X03", "REDACT_SPAN"));
        }
        if !yes(&t["objected"])
            && !yes(&t["child"])
            && !yes(&t["special"])
            && !yes(&t["masked"])
            && yes(&t["direct_identifier"])
        {
            all.push(("X04", "MASK_IDENTIFIER"));
        }
        if yes(&t["private_origin"]) {
            all.push(("X05", "REDACT_SPAN"));
        }
        all
    }

    fn window_open(&self) -> bool {
        let (notice, now) = (&self.f["notice"], day(&self.f["now"]).expect("now is a date"));
        let Some(delivered) = day(&notice["delivered_at"]) else { return false };
        let days = self.f["window_days"].as_i64().expect("a number");
        let end = delivered.checked_add_signed(chrono::TimeDelta::days(days));
        // A window beyond the calendar is open.
        delivered <= now && end.is_none_or(|end| now < end)
    }

    /// Every rule of the list `rules` with its condition, for the operations assemble, train and evaluate.
    fn use_rules(&self) -> Vec<(&'static str, bool)> {
        let f = self.f;
        let p = self.personal();
        let consent = self.basis_is_consent();
        let li = !consent;
        let age = |name: &str| &f[name];
        let states = ["given", "renewed", "withdrawn"];
        let has_consent = !f["consent"].is_null();
        let residence = f["residence"].as_str().expect("a country");
        let art8 = self.art8.get(residence).and_then(Value::as_i64).unwrap_or(16);
        let special = f["special"].as_array().expect("a list");
        let objected = self.objection_active();
        let matched = f["objection"]["match"].as_str().unwrap_or("exact");
        let notice = &f["notice"];
        vec![
            ("F02", p && !(yes(&f["purpose_declared"]) && yes(&f["purpose_covered_by_assessment"]))),
            ("F03", p && !within(&f["basis"], &["A6-1-a", "A6-1-f"])),
            ("F04", p && li && yes(&f["prior_consent_refused"])),
            (
                "F05",
                p && consent
                    && !(has_consent && within(&f["consent"]["state"], &states) && yes(&f["consent"]["scope_covers"])),
            ),
            ("F06", p && consent && has_consent && !yes(&f["consent"]["conditions_ok"])),
            (
                "F07",
                p && consent
                    && f["consent"]["state"] == "withdrawn"
                    && at_most(&f["consent"]["withdrawn_at"], &f["now"]),
            ),
            ("F08", p && li && !(f["lia"] == "approved" && at_most(&f["now"], &f["lia_review_due"]))),
            ("F09", p && li && objected && matched == "exact"),
            (
                "F10",
                p && li
                    && (f["age_assurance"] == "none"
                        || age("age_now").is_null()
                        || below(age("age_now"), 18)
                        || age("age_at_creation").is_null()
                        || below(age("age_at_creation"), 18)),
            ),
            (
                "F11",
                p && consent
                    && !age("age_now").is_null()
                    && ((below(age("age_now"), 18) && !yes(&f["minors_consent_allowed"]))
                        || (below(age("age_now"), art8) && !yes(&f["consent"]["parental"]))),
            ),
            ("F12", p && li && !yes(&f["purpose_in_notice_at_collection"]) && f["compat"] != "compatible"),
            (
                "F13",
                p && (notice.is_null()
                    || !(!notice["delivered_at"].is_null()
                        && yes(&notice["covers_purpose"])
                        && yes(&notice["language_ok"]))
                    || !at_most(&notice["delivered_at"], &f["now"])),
            ),
            ("F13b", p && li && !notice.is_null() && !yes(&notice["objection_right_separate"])),
            ("H14", p && li && self.window_open()),
            ("F15", p && li && f["visibility_now"] != "public"),
            (
                "F17",
                p && within(&f["kind"], &["direct_message", "private_group_post"])
                    && !(consent && yes(&f["consent"]["all_parties"])),
            ),
            ("F18", p && special.iter().any(|s| s["whose"] == "author" && s["exception"] == "none")),
            ("F21", p && yes(&f["criminal"])),
            ("F22", p && yes(&f["biometric_template"])),
            ("H24", p && (yes(&f["restriction"]) || yes(&f["accuracy_contested"]))),
            (
                "F25",
                p && (yes(&f["deleted"])
                    || f["account"] == "deleted"
                    || within(&f["erasure"], &["received", "granted"])
                    || !yes(&f["version_current"])),
            ),
            ("F27", p && !yes(&f["origin_lawful"])),
            ("F28", p && (f["dpia"] != "approved" || (yes(&f["dpia_residual_high"]) && f["art36"] != "completed"))),
            ("F31", yes(&f["tdm_reserved_whole"])),
            (
                "F32",
                p && yes(&f["dma_gatekeeper"]) && yes(&f["dma_cross_service_same_person"]) && !yes(&f["dma_consent"]),
            ),
            ("F33", p && yes(&f["retention_expired"])),
            ("H34", !yes(&f["inspection_current"])),
            ("H35", f["band"] == "uncertain"),
            ("H36", p && li && objected && matched == "ambiguous"),
            ("H37", yes(&f["deceased"])),
            ("P01", p && consent && self.consent_valid()),
            ("P02", p && li && f["lia"] == "approved"),
            ("P03", special.iter().any(|s| s["exception"] == "explicit_consent")),
            ("P04", special.iter().any(|s| s["exception"] == "manifestly_public")),
            ("P05", !f["third_parties"].as_array().expect("a list").is_empty() && yes(&f["lia_covers_third_parties"])),
            ("P06", !p),
        ]
    }

    /// The rules that also hold for serving, or only for it.
    fn other_rules(&self) -> Vec<(&'static str, bool)> {
        let (f, p, model) = (self.f, self.personal(), &self.f["model"]);
        let positive = |name: &str| model[name].as_u64().expect("a number") > 0;
        let country = f["run_country"].as_str().expect("a country");
        let orders = f["orders"].as_array().expect("a list");
        let serve = f["op"] == "serve";
        vec![
            ("F01", orders.iter().any(|o| self.covers(o) && o["effect"] == "forbid")),
            ("F23", yes(&f["illegal_content"])),
            ("F29", p && !self.eea.contains(&country) && !yes(&f["transfer_tool"])),
            ("F30", p && !(yes(&f["processor_contract"]) && yes(&f["ropa"]))),
            (
                "M02",
                serve && positive("unlawful_records") && !yes(&model["remediated"]) && !yes(&model["anonymous_proven"]),
            ),
            ("M03", serve && !yes(&model["art50_ok"])),
            ("M04", serve && positive("forgotten_subjects") && !yes(&model["output_filter"])),
            ("P08", serve),
        ]
    }

    /// Decision, rules, permits and transforms.
    fn decide(&self) -> (String, Vec<String>, Vec<String>, Vec<String>) {
        let mut conditions = self.other_rules();
        let (mut stuck, mut transforms) = (false, BTreeSet::new());
        let mut fired: BTreeSet<&str> = BTreeSet::new();
        if self.f["op"] != "serve" {
            conditions.extend(self.use_rules());
            let mut remains = false;
            for t in self.f["third_parties"].as_array().expect("a list") {
                let x = self.x(t);
                remains |= x.is_empty() && !yes(&t["masked"]);
                for (id, transform) in x {
                    fired.insert(id);
                    if or_yes(&t["redactable"]) {
                        transforms.insert(transform);
                    } else {
                        stuck = true;
                    }
                }
            }
            let covered = yes(&self.f["lia_covers_third_parties"]) && yes(&self.f["art14_public_notice"]);
            conditions.push(("X06", self.personal() && remains && !covered));
        }
        fired.extend(conditions.iter().filter(|(_, holds)| *holds).map(|(id, _)| *id));
        let permits: Vec<&str> = fired.iter().copied().filter(|id| id.starts_with('P')).collect();
        let mut rules: Vec<&str> = fired.iter().copied().filter(|id| !id.starts_with('P')).collect();
        let forbid = stuck || rules.iter().any(|id| id.starts_with(['F', 'M']) || *id == "X06");
        let base = permits.iter().any(|id| ["P01", "P02", "P06", "P08"].contains(id));
        let decision = if forbid {
            "FORBID"
        } else if rules.iter().any(|id| id.starts_with('H')) {
            "HOLD"
        } else if !base {
            "FORBID"
        } else if transforms.is_empty() {
            "PERMIT"
        } else {
            "PERMIT_WITH"
        };
        if rules.is_empty() && decision == "FORBID" {
            rules.push("F00");
        }
        if decision != "PERMIT_WITH" {
            transforms.clear();
        }
        let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<Vec<_>>();
        (decision.to_owned(), owned(rules), owned(permits), owned(transforms.into_iter().collect()))
    }
}

fn reading<'a>(f: &'a Value, definitions: &'a Value) -> Reading<'a> {
    let eea = definitions["EEA"].as_array().expect("a list").iter();
    Reading { f, eea: eea.map(|country| country.as_str().expect("a country")).collect(), art8: &definitions["ART8"] }
}

type Said = (String, Vec<String>, Vec<String>, Vec<String>);

fn said(decision: &Decision) -> Said {
    let grounds = decision.grounds();
    let transforms = grounds.transforms().iter().map(|transform| transform.as_str().to_owned()).collect();
    (decision.outcome().as_str().to_owned(), grounds.rules().to_vec(), grounds.permits().to_vec(), transforms)
}

/// Facts of this seed: nearly clean, wholly arbitrary, or close to consents, notices and third parties, where most
/// distinctions lie.
fn drawn(seed: u64) -> Value {
    let mut draw = Draw::new(seed);
    let mut value = draw.facts([2, 3, 6, 12, 25, 60, 100][seed as usize % 7]);
    let closer: &[&str] = match seed % 5 {
        0 => &["consent", "third_parties"],
        1 => &["consent", "objection"],
        2 => &["notice", "window_days", "orders"],
        _ => &[],
    };
    for name in closer {
        value[*name] = draw.fact(name);
    }
    if seed.is_multiple_of(5) {
        value["basis"] = "A6-1-a".into();
    }
    value
}

/// What the compared facts met, so that a comparison that met little fails.
#[derive(Default)]
struct Met {
    outcomes: BTreeMap<String, u64>,
    rules: BTreeMap<String, u64>,
    transforms: BTreeMap<String, u64>,
    null_members: u64,
    many_third_parties: u64,
}

impl Met {
    fn count(&mut self, value: &Value, said: Said) {
        *self.outcomes.entry(said.0).or_default() += 1;
        for rule in said.1.into_iter().chain(said.2) {
            *self.rules.entry(rule).or_default() += 1;
        }
        for transform in said.3 {
            *self.transforms.entry(transform).or_default() += 1;
        }
        let members = value.as_object().expect("an object");
        self.null_members += u64::from(members.values().any(Value::is_null));
        self.many_third_parties += u64::from(value["third_parties"].as_array().is_some_and(|list| list.len() > 3));
    }

    fn add(&mut self, other: Self) {
        let pairs = [
            (&mut self.outcomes, other.outcomes),
            (&mut self.rules, other.rules),
            (&mut self.transforms, other.transforms),
        ];
        for (into, from) in pairs {
            for (name, count) in from {
                *into.entry(name).or_default() += count;
            }
        }
        self.null_members += other.null_members;
        self.many_third_parties += other.many_third_parties;
    }
}

const FACTS_COMPARED: u64 = 1_000_000;

#[test]
fn both_readings_of_the_rules_agree_on_a_million_random_facts() {
    let (law, rules) = (law(), specification("rules.json"));
    let half = |parity: u64| {
        let mut met = Met::default();
        for seed in (parity..FACTS_COMPARED).step_by(2) {
            let value = drawn(seed);
            let expected = reading(&value, &rules["definitions"]).decide();
            let facts = facts(&value);
            assert_eq!(said(&law.decide(&facts)), expected, "seed {seed}: {value}");
            met.count(&value, expected);
        }
        met
    };
    let mut met = Met::default();
    std::thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        met.add(half(0));
        met.add(other.join().expect("no difference in the other half"));
    });
    // The facts are worth comparing on only if they meet every decision, every rule and every transform often.
    let often = |counts: &BTreeMap<String, u64>| counts.values().all(|count| *count >= 500);
    assert!(met.outcomes.len() == 4 && often(&met.outcomes), "{:?}", met.outcomes);
    assert_eq!(met.outcomes.values().sum::<u64>(), FACTS_COMPARED);
    assert!(met.rules.keys().eq(law.rules().map(|rule| &rule.id).collect::<BTreeSet<_>>()));
    assert!(often(&met.rules), "{:?}", met.rules);
    assert!(met.transforms.len() == 3 && often(&met.transforms), "{:?}", met.transforms);
    assert!(met.null_members > FACTS_COMPARED / 4 && met.many_third_parties > 500);
    assert_eq!(law.broken_count(), 0);
}

/// The whole authorizer takes thousands of times longer, so it answers about some of the same facts.
const FACTS_ASKED_WHOLE: u64 = 1_200;

#[test]
fn the_whole_authorizer_agrees_with_the_second_reading_on_some_of_them() {
    let (law, rules) = (law(), specification("rules.json"));
    for nth in 0..FACTS_ASKED_WHOLE {
        let seed = nth * (FACTS_COMPARED / FACTS_ASKED_WHOLE);
        let value = drawn(seed);
        let facts = facts(&value);
        let whole = law.decide_whole(&facts);
        assert_eq!(said(&whole), reading(&value, &rules["definitions"]).decide(), "seed {seed}: {value}");
        assert_eq!(whole, law.decide(&facts), "seed {seed}: {value}");
    }
}

#[test]
fn both_readings_of_the_rules_agree_on_every_scenario() {
    let (law, rules) = (law(), specification("rules.json"));
    for scenario in specification("scenarios.json").as_array().expect("a list") {
        let mut value = baseline();
        overlay(&mut value, &scenario["delta"]);
        let found = said(&law.decide(&facts(&value)));
        assert_eq!(found, reading(&value, &rules["definitions"]).decide(), "{}", scenario["id"]);
    }
}

#[test]
fn the_second_reading_uses_nothing_of_the_law_but_the_decision_it_is_compared_with() {
    let text = world::read_string(super::support::repository().join("crates/law/src/tests/naive.rs")).expect("there");
    let imports: Vec<&str> = text.lines().filter(|line| line.starts_with("use ")).collect();
    let ours = imports.iter().filter(|line| line.contains("crate::"));
    assert_eq!(ours.collect::<Vec<_>>(), [&"use crate::Decision;"]);
    let reading = text.split("struct Reading").nth(1).and_then(|rest| rest.split("fn reading").next()).expect("there");
    for name in ["crate::", "Facts", "context", "Profile", "words", "moment"] {
        assert!(!reading.contains(name), "the second reading names `{name}`");
    }
}
