//! Which facts restrict, and in which order. In: a table of attributes with their best values, and acts of people and
//! authorities. Out: a proof that a worse value, or an act, never makes a decision more permissive. Never: an attribute of
//! the schema that has no place here.

use crate::context::Context;
use crate::frame::Frame;
use crate::never::Condition;
use crate::proof::{Counterexample, Finding};
use crate::rewrite::{Draft, Put, Puts};
use crate::schema::Shape;
use crate::solver::Asker;
use crate::study::{Level, Study, decided, line, possible_only, record, shrink};

/// An attribute whose other values are no better than its best ones.
pub(crate) struct Order {
    pub attribute: &'static str,
    pub best: &'static [&'static str],
}

const fn order(attribute: &'static str, best: &'static [&'static str]) -> Order {
    Order { attribute, best }
}

/// `true` restricts.
pub(crate) const RESTRICT: &[&str] = &[
    "personal",
    "order_in_force",
    "prior_consent_refused",
    "consent_withdrawal_in_effect",
    "objection_active",
    "under_article_8_age",
    "objection_window_open",
    "criminal",
    "biometric_template",
    "illegal_content",
    "deleted",
    "restriction",
    "accuracy_contested",
    "retention_expired",
    "deceased",
    "dpia_residual_high",
    "tdm_reserved_whole",
    "dma_gatekeeper",
    "dma_cross_service_same_person",
    "third_party_remains",
    "model_has_unlawful_records",
    "model_has_forgotten_subjects",
];

/// `false` restricts.
pub(crate) const ENABLE: &[&str] = &[
    "purpose_declared",
    "purpose_covered_by_assessment",
    "lia_in_date",
    "purpose_in_notice_at_collection",
    "consent_scope_covers",
    "consent_conditions_ok",
    "consent_valid",
    "consent_parental",
    "consent_of_all_parties",
    "minors_consent_allowed",
    "notice_exists",
    "notice_delivered",
    "notice_covers_purpose",
    "notice_language_ok",
    "notice_objection_right_separate",
    "origin_lawful",
    "version_current",
    "processor_contract",
    "ropa",
    "run_country_in_eea",
    "transfer_tool",
    "dma_consent",
    "inspection_current",
    "lia_covers_third_parties",
    "art14_public_notice",
    "model_remediated",
    "model_anonymous_proven",
    "model_art50_ok",
    "model_output_filter",
];

/// Words: those that are not listed restrict.
pub(crate) const WORDS: &[Order] = &[
    order("lia", &["approved"]),
    order("compat", &["compatible"]),
    order("dpia", &["approved"]),
    order("art36", &["completed"]),
    order("consent", &["given", "renewed"]),
    order("objection_match", &["ambiguous"]),
    order("age_now", &["adult"]),
    order("age_at_creation", &["adult"]),
    order("age_assurance", &["declared", "estimated", "verified"]),
    order("visibility_now", &["public"]),
    order("kind", &["post", "comment", "photo", "video", "caption", "review", "group_post", "profile", "ai_prompt"]),
    order("account", &["active", "deactivated", "memorialised"]),
    order("erasure", &["none", "refused", "fulfilled"]),
    order("band", &["clear"]),
];

/// Attributes that have no order of their own, and why.
pub(crate) const ELSEWHERE: &[(&str, &str)] = &[
    ("basis", "a choice of the controller; a basis that carries nothing here is an act below"),
    ("effective_basis", "follows from basis, consent and objection; the acts below change it"),
    ("special", "a set; finding more in it is an act below"),
    ("special_of_author", "a set; finding more in it is an act below"),
    ("has_third_parties", "people in a record are judged one by one, see `people-never-help`"),
];

/// Each attribute of a record with what restricts, in words; what has no order says why.
pub(crate) fn in_words() -> Vec<(&'static str, String)> {
    let restrict = RESTRICT.iter().map(|name| (*name, "true restricts".to_owned()));
    let enable = ENABLE.iter().map(|name| (*name, "false restricts".to_owned()));
    let words = WORDS.iter().map(|one| (one.attribute, format!("all but {} restrict", one.best.join(", "))));
    let elsewhere = ELSEWHERE.iter().map(|(name, why)| (*name, format!("no order of its own: {why}")));
    restrict.chain(enable).chain(words).chain(elsewhere).collect()
}

/// HOLE: a hold is an answer also where no permit holds, so that a hold turns a FORBID by default deny into a HOLD. That
/// permits nothing; what never gets better is whether a rule forbids, and whether the use is permitted.
const LEVELS: [Level; 2] = [Level::NoRuleForbids, Level::Permitted];

/// One step from a record to one that is no more permissive.
struct Step {
    name: String,
    /// Only records that meet this are looked at.
    only: Option<String>,
    puts: Puts,
    /// Whether the change makes the record better or worse.
    better: bool,
}

fn puts(all: &[(&str, Put)]) -> Puts {
    all.iter().map(|(name, put)| ((*name).to_owned(), put.clone())).collect()
}

fn is(value: &str) -> Put {
    Put::Is(value.to_owned())
}

fn acts() -> Vec<Step> {
    let act = |name: &str, only: Option<&str>, all: &[(&str, Put)]| Step {
        name: name.to_owned(),
        only: only.map(str::to_owned),
        puts: puts(all),
        better: false,
    };
    let objection = |matched: &str| {
        [("objection_active", is("true")), ("objection_match", is(matched)), ("effective_basis", Put::AsConfigured)]
    };
    let none = || Put::Holds("none".to_owned());
    let mut acts = vec![
        act("a person objects [GDPR 21(1)]", None, &objection("exact")),
        // Facts hold the objection that weighs most, so an unclear one never takes the place of one that is clear.
        act(
            "somebody objects who may be the person [GDPR 21(1)]",
            Some("!resource.objection_active"),
            &objection("ambiguous"),
        ),
        act(
            "a person withdraws consent [GDPR 7(3)]",
            Some(r#"[ConsentState::"given", ConsentState::"renewed"].contains(resource.consent)"#),
            &[
                ("consent", is("withdrawn")),
                ("consent_valid", is("false")),
                ("consent_withdrawal_in_effect", is("true")),
                ("effective_basis", Put::AsConfigured),
            ],
        ),
        act("an authority gives an order [GDPR 58(2)]", None, &[("order_in_force", is("true"))]),
        act(
            "a special category of the author is found [GDPR 9(1)]",
            None,
            &[("special", none()), ("special_of_author", none())],
        ),
        act("a special category of somebody is found [GDPR 9(1)]", None, &[("special", none())]),
    ];
    for word in ["contract", "legal_obligation", "vital_interests", "public_task", "none"] {
        acts.push(act(
            &format!("the controller names `{word}` as its basis [GDPR 6(1)]"),
            Some(r#"resource.basis == Basis::"legitimate_interests""#),
            &[("basis", is(word))],
        ));
    }
    acts
}

fn steps(shape: &Shape) -> Vec<Step> {
    let mut steps = acts();
    let flags = RESTRICT.iter().map(|name| (name, "false")).chain(ENABLE.iter().map(|name| (name, "true")));
    for (name, best) in flags {
        let worse = if best == "true" { "false" } else { "true" };
        let name_of = format!("`{name}` being {worse} restricts");
        steps.push(Step { name: name_of, only: None, puts: puts(&[(name, is(best))]), better: true });
    }
    for Order { attribute, best } in WORDS {
        let Some(crate::schema::Domain::One { entity, .. }) = shape.attributes(crate::schema::RECORD).get(*attribute)
        else {
            continue;
        };
        let listed = best.iter().map(|word| format!("{entity}::\"{word}\"")).collect::<Vec<_>>().join(", ");
        for word in *best {
            steps.push(Step {
                name: format!("`{attribute}` not being one of {} restricts", best.join(", ")),
                only: Some(format!("!([{listed}].contains(resource.{attribute}))")),
                puts: puts(&[(attribute, is(word))]),
                better: true,
            });
        }
    }
    steps
}

/// Proves every step.
pub(crate) async fn prove(
    study: &Study<'_>,
    frame: &Frame<'_>,
    shape: &Shape,
    asker: &mut Asker<'_>,
) -> Result<Finding, String> {
    let mut counterexamples = Vec::new();
    for step in steps(shape) {
        if let Some(found) = step.refute(study, frame, shape, asker).await? {
            counterexamples.push(found);
        }
    }
    Ok(if counterexamples.is_empty() { Finding::Proved } else { Finding::Refuted { counterexamples } })
}

impl Step {
    async fn refute(
        &self,
        study: &Study<'_>,
        frame: &Frame<'_>,
        shape: &Shape,
        asker: &mut Asker<'_>,
    ) -> Result<Option<Counterexample>, String> {
        let only = match &self.only {
            Some(only) => {
                let text = format!("forbid (principal, action, resource is Record) unless {{ {only} }};");
                Some(Draft::parse("only", &text)?)
            }
            None => None,
        };
        // Both records have to be possible, the one before the change and the one after it.
        let mut both = frame.possible()?;
        for draft in frame.possible()? {
            let id = format!("{} after", draft.id);
            both.push(draft.put(shape, &self.puts)?.renamed(id));
        }
        both.extend(only.clone());
        let only = only.map(|only| Condition::of(&[only])).transpose()?;
        for &operation in &study.operations {
            for level in LEVELS {
                let before = study.level(level, operation);
                // The two records are the same to policies that read nothing of what changes.
                if !before.iter().any(|draft| self.puts.keys().any(|name| draft.reads(name))) {
                    continue;
                }
                let after: Result<Vec<Draft>, String> =
                    before.iter().map(|draft| draft.clone().put(shape, &self.puts)).collect();
                let after = after?;
                let (worse, better) = if self.better { (&before, &after) } else { (&after, &before) };
                // A forbid that reads nothing of what changes stands on both sides, so one side need not have it.
                let mut better = better.clone();
                let unchanged = |draft: &Draft| before.iter().any(|one| one.id == draft.id && one.json == draft.json);
                if self.better {
                    better.retain(|draft| draft.permits() || !unchanged(draft));
                } else {
                    better.retain(|draft| draft.permits() || self.puts.keys().any(|name| draft.reads(name)));
                }
                let (worse, better) = (possible_only(worse, &both)?, possible_only(&better, &[])?);
                let found = asker.allowed_by_first_only(shape, record(operation), &worse, &better).await?;
                let Some(found) = found else { continue };
                return self.counterexample(study, frame, shape, only.as_ref(), level, found).map(Some);
            }
        }
        Ok(None)
    }

    fn counterexample(
        &self,
        study: &Study<'_>,
        frame: &Frame<'_>,
        shape: &Shape,
        only: Option<&Condition>,
        level: Level,
        found: Context,
    ) -> Result<Counterexample, String> {
        let reached = |context: &Context| frame.facts(context).map(|facts| level.reached_by(&study.law.decide(&facts)));
        let shows = |context: &Context| {
            let meets = only.is_none_or(|only| only.is_met(shape, context));
            let (before, after) = (reached(context), reached(&context.put(&self.puts)));
            let (worse, better) = if self.better { (before, after) } else { (after, before) };
            meets && worse == Some(true) && better == Some(false)
        };
        let context = shrink(frame, shape, found, &shows)?;
        let changed = context.put(&self.puts);
        let (worse, better) = if self.better { (&context, &changed) } else { (&changed, &context) };
        let facts = |context: &Context| frame.facts(context).ok_or("the record cannot be written as facts");
        let (better, worse) = (facts(better)?, facts(worse)?);
        let name = &self.name;
        Ok(Counterexample {
            shows: format!("{name}: before {}, after {}", decided(study.law, &better), decided(study.law, &worse)),
            facts: vec![line("before", &better)?, line("after", &worse)?],
        })
    }
}
