//! Which records there can be. In: a law, or two. Out: facts for a context, and the condition, in Cedar, that a context
//! must meet to be one that facts can give. Never: facts that the law would see as another context.

use crate::context::{Context, words_of};
use crate::rewrite::Draft;
use crate::schema::THIRD_PARTY;
use law::{Facts, Law};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use terms::Operation;

/// A law, alone or with the law that it is compared with, and facts from which every context is built.
pub(crate) struct Frame<'a> {
    /// The laws whose profiles say what facts look like; one where both say the same.
    seen_by: Vec<&'a Law>,
    clean: Value,
    /// Ages and residences, by what each law makes of them.
    ages: BTreeMap<Vec<String>, (Value, Value)>,
    ages_at_creation: BTreeMap<Vec<String>, Value>,
    countries: BTreeMap<Vec<String>, Value>,
    /// A person in a record whom no rule takes out, and one who is masked besides.
    remaining: Option<Value>,
    masked: Option<Value>,
}

/// The attributes that depend on the numbers of a profile.
pub(crate) const OF_PROFILE: [&str; 4] = ["age_now", "under_article_8_age", "age_at_creation", "run_country_in_eea"];

/// How the attribute is named that the second law sees.
pub(crate) fn copy(name: &str) -> String {
    format!("other_{name}")
}

fn name_for(law: usize, name: &str) -> String {
    if law == 0 { name.to_owned() } else { copy(name) }
}

const CLEAN: &str = include_str!("clean.json");

/// Facts of a record that nothing stands against; every counterexample is a change to them.
pub(crate) fn clean() -> Result<Facts, String> {
    Facts::from_json(CLEAN).map_err(|error| error.to_string())
}

/// The members of a person in a record that a rule can ask about, and whether the part can be taken out.
pub(crate) const PERSON: [&str; 8] =
    ["objected", "child", "special", "art9_exception", "private_origin", "direct_identifier", "masked", "redactable"];

/// The person with these members, as bits in the order of [`PERSON`].
pub(crate) fn person(bits: u32) -> Value {
    let mut person = json!({"ref": "t1"});
    for (at, name) in PERSON.iter().enumerate() {
        set(&mut person, name, Value::from(bits >> at & 1 == 1));
    }
    person
}

/// Gives a member of an object another value.
fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// How many different persons there are.
pub(crate) const PERSONS: u32 = 1 << PERSON.len();

/// Days around the day of the clean facts.
const CONSENT_GIVEN: &str = "2026-11-01";
const CONSENT_STILL_TO_COME: &str = "2026-12-24";
const CONSENT_WITHDRAWN: &str = "2026-11-10";
const OBJECTION_BEFORE_CONSENT: &str = "2026-10-15";
const OBJECTION_AFTER_CONSENT: &str = "2026-11-15";
const NOTICE_DELIVERED: &str = "2026-09-01";
const REVIEW_DUE: &str = "2027-05-01";

/// Whether the profiles make the same of the same facts.
pub(crate) fn same_numbers(one: &Law, other: &Law) -> bool {
    let (one, other) = (one.numbers(), other.numbers());
    one.adult_age == other.adult_age && one.eea == other.eea && one.article_8_age == other.article_8_age
}

impl<'a> Frame<'a> {
    /// The frame of these laws, the first of which gives the attributes their names.
    pub(crate) fn new(laws: &[&'a Law]) -> Result<Self, String> {
        let mut seen_by: Vec<&Law> = Vec::new();
        for law in laws {
            if seen_by.iter().all(|one| !same_numbers(one, law)) {
                seen_by.push(law);
            }
        }
        let clean: Value = serde_json::from_str(CLEAN).map_err(|error| error.to_string())?;
        let mut frame = Self {
            seen_by,
            clean,
            ages: BTreeMap::new(),
            ages_at_creation: BTreeMap::new(),
            countries: BTreeMap::new(),
            remaining: None,
            masked: None,
        };
        frame.look_at_people()?;
        frame.look_at_countries()?;
        for bits in (0..PERSONS).map(|bits| bits ^ PERSONS >> 1) {
            let person = person(bits);
            let quiet = frame.is_quiet(laws, &person)?;
            let masked = person.get("masked") == Some(&Value::Bool(true));
            let place = if masked { &mut frame.masked } else { &mut frame.remaining };
            if quiet && place.is_none() {
                *place = Some(person);
            }
        }
        Ok(frame)
    }

    /// Whether no rule of any law fires on this person.
    fn is_quiet(&self, laws: &[&Law], person: &Value) -> Result<bool, String> {
        for operation in [Operation::Assemble, Operation::Train, Operation::Evaluate] {
            for personal in [true, false] {
                let mut facts = self.clean.clone();
                set(&mut facts, "op", Value::from(operation.as_str()));
                set(&mut facts, "contains_personal_data", Value::from(personal));
                set(&mut facts, "third_parties", json!([person]));
                let facts = read(&facts)?;
                for law in laws {
                    let decision = law.decide(&facts);
                    if decision.grounds().rules().iter().any(|id| is_about_third_parties(law, id)) {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }

    fn look_at_people(&mut self) -> Result<(), String> {
        let mut borders = BTreeSet::new();
        let mut residences: BTreeSet<String> = BTreeSet::from(["BR".to_owned()]);
        for law in &self.seen_by {
            let profile = law.numbers();
            borders.extend([profile.adult_age, profile.article_8_age.default]);
            borders.extend(profile.article_8_age.countries.values());
            residences.extend(profile.article_8_age.countries.keys().map(ToString::to_string));
        }
        let years = borders.iter().flat_map(|border| [border.saturating_sub(1), *border]).map(Value::from);
        let years: Vec<Value> = std::iter::once(Value::Null).chain(years).collect();
        for age in &years {
            for residence in &residences {
                let mut facts = self.clean.clone();
                set(&mut facts, "age_now", age.clone());
                set(&mut facts, "age_at_creation", age.clone());
                set(&mut facts, "residence", Value::from(residence.as_str()));
                let now = self.seen(&facts, &["age_now", "under_article_8_age"])?;
                self.ages.entry(now).or_insert((age.clone(), Value::from(residence.as_str())));
                let then = self.seen(&facts, &["age_at_creation"])?;
                self.ages_at_creation.entry(then).or_insert_with(|| age.clone());
            }
        }
        Ok(())
    }

    fn look_at_countries(&mut self) -> Result<(), String> {
        let listed = self.seen_by.iter().flat_map(|law| &law.numbers().eea).map(ToString::to_string);
        let countries: BTreeSet<String> = listed.chain(["US".to_owned(), "BR".to_owned()]).collect();
        for country in countries {
            let mut facts = self.clean.clone();
            let country = Value::from(country);
            set(&mut facts, "run_country", country.clone());
            let seen = self.seen(&facts, &["run_country_in_eea"])?;
            self.countries.entry(seen).or_insert(country);
        }
        Ok(())
    }

    /// What the laws make of these facts: these attributes under the first, then under the second.
    fn seen(&self, facts: &Value, names: &[&str]) -> Result<Vec<String>, String> {
        let facts = read(facts)?;
        let mut values = Vec::new();
        for law in &self.seen_by {
            let seen = law.seen(&facts);
            for name in names {
                let found = seen.iter().find(|read| read.attribute == *name);
                values.push(found.ok_or_else(|| format!("the law does not see `{name}`"))?.value.clone());
            }
        }
        Ok(values)
    }

    /// Whether the laws make different things of the same facts, so that each needs attributes of its own.
    pub(crate) fn needs_copies(&self) -> bool {
        self.seen_by.len() > 1
    }

    fn key(&self, context: &Context, names: &[&str]) -> Vec<String> {
        let laws = 0..self.seen_by.len();
        laws.flat_map(|law| names.iter().map(move |name| context.get(&name_for(law, name)).to_owned())).collect()
    }

    /// What the laws see of the clean record.
    pub(crate) fn clean_context(&self, operation: Operation) -> Result<Context, String> {
        let mut facts = self.clean.clone();
        set(&mut facts, "op", Value::from(operation.as_str()));
        self.context(&read(&facts)?)
    }

    /// What the laws see of these facts.
    pub(crate) fn context(&self, facts: &Facts) -> Result<Context, String> {
        let mut values = BTreeMap::new();
        for (at, law) in self.seen_by.iter().enumerate() {
            let seen = law.seen(facts).into_iter();
            let own = seen.filter(|read| at == 0 || OF_PROFILE.contains(&read.attribute));
            values.extend(own.map(|read| (name_for(at, read.attribute), read.value)));
        }
        Ok(Context { operation: facts.op, values })
    }

    /// Facts that the law sees as this context; `None` where there are none.
    pub(crate) fn facts(&self, context: &Context) -> Option<Facts> {
        let mut facts = self.clean.clone();
        self.put_same(&mut facts, context);
        self.put_person(&mut facts, context)?;
        put_consent(&mut facts, context);
        put_content(&mut facts, context);
        set(&mut facts, "run_country", self.countries.get(&self.key(context, &["run_country_in_eea"]))?.clone());
        set(
            &mut facts,
            "third_parties",
            match (context.is("has_third_parties"), context.is("third_party_remains")) {
                (false, _) => json!([]),
                (true, true) => json!([self.remaining.as_ref()?]),
                (true, false) if context.operation == Operation::Serve => json!([person(0)]),
                (true, false) => json!([self.masked.as_ref()?]),
            },
        );
        let facts = read(&facts).ok()?;
        self.gives(&facts, context).then_some(facts)
    }

    /// Whether the laws see these facts as this context. This is what makes the way back from contexts to facts right.
    fn gives(&self, facts: &Facts, context: &Context) -> bool {
        let sees = |(law, one): (usize, &&Law)| {
            one.seen(facts).iter().all(|read| {
                let own = law == 0 || OF_PROFILE.contains(&read.attribute);
                !own || context.get(&name_for(law, read.attribute)) == read.value
            })
        };
        self.seen_by.iter().enumerate().all(sees) && facts.op == context.operation
    }

    /// What facts and policies name and mean alike.
    fn put_same(&self, facts: &mut Value, context: &Context) {
        let Some(members) = facts.as_object_mut() else { return };
        members.insert("op".to_owned(), Value::from(context.operation.as_str()));
        for (name, value) in members.iter_mut() {
            match (context.values.get(name), &*value) {
                (Some(seen), Value::Bool(_)) => *value = Value::from(seen == "true"),
                (Some(seen), Value::String(_)) => *value = Value::from(seen.as_str()),
                _ => {}
            }
        }
    }

    fn put_person(&self, facts: &mut Value, context: &Context) -> Option<()> {
        let (age, residence) = self.ages.get(&self.key(context, &["age_now", "under_article_8_age"]))?.clone();
        set(facts, "age_now", age);
        set(facts, "residence", residence);
        set(facts, "age_at_creation", self.ages_at_creation.get(&self.key(context, &["age_at_creation"]))?.clone());
        Some(())
    }

    /// The condition that a context meets exactly when facts can give it, leaving the operation aside; as the text of a
    /// policy that fires on every record that meets it.
    pub(crate) fn possible_text(&self) -> String {
        format!("forbid (principal, action, resource is Record) when {{ {} }};", self.conditions())
    }

    fn conditions(&self) -> String {
        let mut all: Vec<String> = POSSIBLE.iter().map(|&condition| condition.to_owned()).collect();
        all.push(self.one_of(self.ages.keys(), &["age_now", "under_article_8_age"]));
        all.push(self.one_of(self.ages_at_creation.keys(), &["age_at_creation"]));
        all.push(self.one_of(self.countries.keys(), &["run_country_in_eea"]));
        if self.remaining.is_none() {
            all.push("!resource.third_party_remains".to_owned());
        }
        format!("({})", all.join(") && ("))
    }

    /// The same condition as policies that forbid every record that does not meet it.
    pub(crate) fn possible(&self) -> Result<Vec<Draft>, String> {
        let text = format!("forbid (principal, action, resource is Record) unless {{ {} }};", self.conditions());
        // Answering a prompt uses no record, so nobody stands in one.
        let serve = "forbid (principal, action == Action::\"serve\", resource is Record)
            when { resource.third_party_remains };";
        let mut drafts = vec![Draft::parse("possible", &text)?, Draft::parse("possible when serving", serve)?];
        if self.masked.is_none() {
            let text = "forbid (principal, action in [Action::\"assemble\", Action::\"train\", Action::\"evaluate\"],
                resource is Record) when { resource.has_third_parties && !resource.third_party_remains };";
            drafts.push(Draft::parse("possible with people", text)?);
        }
        Ok(drafts)
    }

    /// The attributes have one of these combinations of values.
    fn one_of<'k>(&self, keys: impl Iterator<Item = &'k Vec<String>>, names: &[&str]) -> String {
        let named: Vec<String> =
            (0..self.seen_by.len()).flat_map(|law| names.iter().map(move |name| name_for(law, name))).collect();
        let equal = |(name, value): (&String, &String)| match value.as_str() {
            "true" => format!("resource.{name}"),
            "false" => format!("!resource.{name}"),
            word => format!("resource.{name} == Age::\"{word}\""),
        };
        let each = keys.map(|key| named.iter().zip(key).map(equal).collect::<Vec<_>>().join(" && "));
        each.map(|one| format!("({one})")).collect::<Vec<_>>().join(" || ")
    }
}

fn put_consent(facts: &mut Value, context: &Context) {
    let basis = match context.get("basis") {
        "consent" => "A6-1-a",
        "contract" => "A6-1-b",
        "legal_obligation" => "A6-1-c",
        "vital_interests" => "A6-1-d",
        "public_task" => "A6-1-e",
        "legitimate_interests" => "A6-1-f",
        _ => "none",
    };
    set(facts, "basis", Value::from(basis));
    let valid = context.is("consent_valid");
    let complete = ["given", "renewed"].contains(&context.get("consent"))
        && context.is("consent_scope_covers")
        && context.is("consent_conditions_ok");
    set(
        facts,
        "consent",
        match context.get("consent") {
            "none" => Value::Null,
            state => json!({
                "state": state,
                "explicit": false,
                "scope_covers": context.is("consent_scope_covers"),
                "conditions_ok": context.is("consent_conditions_ok"),
                "given_at": if complete && !valid { CONSENT_STILL_TO_COME } else { CONSENT_GIVEN },
                "withdrawn_at": context.is("consent_withdrawal_in_effect").then_some(CONSENT_WITHDRAWN),
                "parental": context.is("consent_parental"),
                "all_parties": context.is("consent_of_all_parties"),
            }),
        },
    );
    // A valid consent that does not count was followed by an objection.
    let outdone = valid && context.get("basis") != "consent" && context.get("effective_basis") != "consent";
    let active = context.is("objection_active");
    set(
        facts,
        "objection",
        if active || outdone || context.get("objection_match") != "exact" {
            json!({
                "state": if active { "received" } else { "withdrawn" },
                "received_at": if outdone { OBJECTION_AFTER_CONSENT } else { OBJECTION_BEFORE_CONSENT },
                "scope_covers": true,
                "match": context.get("objection_match"),
                "withdrawn_at": (!active).then_some("2026-11-20"),
            })
        } else {
            Value::Null
        },
    );
}

fn put_content(facts: &mut Value, context: &Context) {
    set(facts, "contains_personal_data", Value::from(context.is("personal")));
    facts["orders"] =
        if context.is("order_in_force") { json!([{"effect": "forbid", "from": "2026-01-01"}]) } else { json!([]) };
    set(facts, "lia_review_due", json!(context.is("lia_in_date").then_some(REVIEW_DUE)));
    set(facts, "erasure", json!(Some(context.get("erasure")).filter(|word| *word != "none")));
    set(
        facts,
        "notice",
        if context.is("notice_exists") {
            json!({
                "delivered_at": context.is("notice_delivered").then_some(NOTICE_DELIVERED),
                "covers_purpose": context.is("notice_covers_purpose"),
                "language_ok": context.is("notice_language_ok"),
                "objection_right_separate": context.is("notice_objection_right_separate"),
            })
        } else {
            Value::Null
        },
    );
    set(facts, "window_days", Value::from(if context.is("objection_window_open") { 100 } else { 30 }));
    let authors = words_of(context.get("special_of_author"));
    let special = words_of(context.get("special")).into_iter().map(|exception| {
        let whose = if authors.contains(&exception) { "author" } else { "other" };
        json!({"whose": whose, "mode": "explicit", "category": "health", "exception": exception})
    });
    set(facts, "special", special.collect());
    set(
        facts,
        "model",
        json!({
            "unlawful_records": u64::from(context.is("model_has_unlawful_records")),
            "remediated": context.is("model_remediated"),
            "anonymous_proven": context.is("model_anonymous_proven"),
            "art50_ok": context.is("model_art50_ok"),
            "forgotten_subjects": u64::from(context.is("model_has_forgotten_subjects")),
            "output_filter": context.is("model_output_filter"),
        }),
    );
}

/// Reads facts that were put together here.
pub(crate) fn read(facts: &Value) -> Result<Facts, String> {
    Facts::from_json(&facts.to_string()).map_err(|error| error.to_string())
}

/// Whether this rule is about third parties.
pub(crate) fn is_about_third_parties(law: &Law, id: &str) -> bool {
    let about = law.policy(id).map(cedar_policy::Policy::resource_constraint);
    matches!(about, Some(cedar_policy::ResourceConstraint::Is(entity)) if entity.to_string() == THIRD_PARTY)
}

/// What `RecordContext::of` can give, whatever the profile; a test compares it with facts both ways.
const POSSIBLE: [&str; 9] = [
    // The effective basis is one of two, and consent only where it is configured or valid.
    r#"[Basis::"consent", Basis::"legitimate_interests"].contains(resource.effective_basis)"#,
    r#"resource.effective_basis != Basis::"consent" || resource.basis == Basis::"consent" || resource.consent_valid"#,
    r#"resource.effective_basis == Basis::"consent" || resource.basis != Basis::"consent""#,
    // What is not there has no members.
    r#"resource.consent != ConsentState::"none" || !(resource.consent_scope_covers || resource.consent_conditions_ok ||
        resource.consent_valid || resource.consent_withdrawal_in_effect || resource.consent_parental ||
        resource.consent_of_all_parties)"#,
    r#"!resource.consent_valid || ([ConsentState::"given", ConsentState::"renewed"].contains(resource.consent) &&
        resource.consent_scope_covers && resource.consent_conditions_ok)"#,
    r#"resource.notice_exists || !(resource.notice_delivered || resource.notice_covers_purpose ||
        resource.notice_language_ok || resource.notice_objection_right_separate)"#,
    "resource.notice_delivered || !resource.objection_window_open",
    // What is special about the author is special.
    r#"(!resource.special_of_author.contains(Exception::"none") || resource.special.contains(Exception::"none")) &&
        (!resource.special_of_author.contains(Exception::"explicit_consent") ||
            resource.special.contains(Exception::"explicit_consent")) &&
        (!resource.special_of_author.contains(Exception::"manifestly_public") ||
            resource.special.contains(Exception::"manifestly_public"))"#,
    "resource.has_third_parties || !resource.third_party_remains",
];
