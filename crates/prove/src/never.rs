//! What no record ever gets. In: conditions in Cedar, each with its provision. Out: a proof that no record that meets the
//! condition gets past a level, or a record that does. Never: a condition that is taken from the policies it is held
//! against; these are written from the provisions.

use crate::context::{Context, words_of};
use crate::frame::Frame;
use crate::proof::{Counterexample, Finding};
use crate::rewrite::{Draft, policies};
use crate::schema::{Domain, RECORD, Shape};
use crate::solver::Asker;
use crate::study::{Level, Study, one_record, possible_only, record, shrink};
use cedar_policy::{Authorizer, Context as Empty, Entities, EntityUid, PolicySet, Request};
use serde_json::json;
use terms::Operation;

/// A property: a record that meets the condition does not reach the level.
pub(crate) struct Never {
    pub id: &'static str,
    pub provision: &'static str,
    pub statement: &'static str,
    level: Level,
    operations: &'static [Operation],
    condition: &'static str,
}

const USES: &[Operation] = &[Operation::Assemble, Operation::Train, Operation::Evaluate];
const ALL: &[Operation] = &[Operation::Assemble, Operation::Train, Operation::Evaluate, Operation::Serve];

/// All of them.
pub(crate) const NEVER: &[Never] = &[
    Never {
        id: "no-minor-on-legitimate-interests",
        provision: "GDPR 6(1)(f), recital 38",
        statement: "nothing that a minor wrote, or that was written as a minor, is permitted or held on legitimate interests; nor where the age is not known",
        level: Level::NotForbidden,
        operations: USES,
        condition: r#"resource.personal && resource.effective_basis == Basis::"legitimate_interests" &&
            (resource.age_now != Age::"adult" || resource.age_at_creation != Age::"adult")"#,
    },
    Never {
        id: "no-child-consents-alone",
        provision: "GDPR 8(1)",
        statement: "no consent of a child under the age of its country carries a use that its parents did not authorise",
        level: Level::NotForbidden,
        operations: USES,
        condition: r#"resource.personal && resource.effective_basis == Basis::"consent" &&
            resource.under_article_8_age && !resource.consent_parental"#,
    },
    Never {
        id: "no-active-objection",
        provision: "GDPR 21(1)",
        statement: "nothing of a person whose objection stands is permitted or held on legitimate interests",
        level: Level::NotForbidden,
        operations: USES,
        condition: r#"resource.personal && resource.effective_basis == Basis::"legitimate_interests" &&
            resource.objection_active && resource.objection_match == ObjectionMatch::"exact""#,
    },
    Never {
        id: "no-unclear-objection",
        provision: "GDPR 21(1), 11, 12(2)",
        statement: "nothing is permitted on legitimate interests while an objection that stands may be this person's",
        level: Level::Permitted,
        operations: USES,
        condition: r#"resource.personal && resource.effective_basis == Basis::"legitimate_interests" &&
            resource.objection_active"#,
    },
    Never {
        id: "no-order",
        provision: "GDPR 58(2)",
        statement: "nothing under an order in force is permitted or held, whatever the operation",
        level: Level::NotForbidden,
        operations: ALL,
        condition: "resource.order_in_force",
    },
    Never {
        id: "no-permit-without-basis",
        provision: "GDPR 6(1)",
        statement: "personal data are used only on a valid consent or on legitimate interests that were assessed, approved and are in date",
        level: Level::Permitted,
        operations: USES,
        condition: r#"resource.personal &&
            !(resource.effective_basis == Basis::"consent" && resource.consent_valid) &&
            !(resource.effective_basis == Basis::"legitimate_interests" &&
                resource.lia == Assessment::"approved" && resource.lia_in_date)"#,
    },
    Never {
        id: "no-withdrawn-consent",
        provision: "GDPR 7(3)",
        statement: "a consent that was withdrawn carries nothing",
        level: Level::NotForbidden,
        operations: USES,
        condition: r#"resource.personal && resource.effective_basis == Basis::"consent" &&
            resource.consent == ConsentState::"withdrawn" && resource.consent_withdrawal_in_effect"#,
    },
    Never {
        id: "no-special-category-without-exception",
        provision: "GDPR 9(1)",
        statement: "no special category of the author is used without an exception",
        level: Level::NotForbidden,
        operations: USES,
        condition: r#"resource.personal && resource.special_of_author.contains(Exception::"none")"#,
    },
    Never {
        id: "no-restricted-record",
        provision: "GDPR 18(1), 18(2)",
        statement: "nothing is permitted while its use is restricted or its accuracy contested",
        level: Level::Permitted,
        operations: USES,
        condition: "resource.personal && (resource.restriction || resource.accuracy_contested)",
    },
    Never {
        id: "no-permit-in-the-days-to-object",
        provision: "GDPR 21(4)",
        statement: "nothing is permitted on legitimate interests before the person's own days to object have passed",
        level: Level::Permitted,
        operations: USES,
        condition: r#"resource.personal && resource.effective_basis == Basis::"legitimate_interests" &&
            resource.objection_window_open"#,
    },
    Never {
        id: "no-erased-record",
        provision: "GDPR 17(1)",
        statement: "nothing that was deleted, or whose erasure was asked for and not refused, is permitted or held",
        level: Level::NotForbidden,
        operations: USES,
        condition: r#"resource.personal && (resource.deleted || resource.erasure == Erasure::"received" ||
            resource.erasure == Erasure::"granted")"#,
    },
    Never {
        id: "no-illegal-content",
        provision: "Directive 2011/93; AI Act 5(1)",
        statement: "illegal content is neither permitted nor held, whatever the operation",
        level: Level::NotForbidden,
        operations: ALL,
        condition: "resource.illegal_content",
    },
];

impl Never {
    /// The policy that forbids every record that does not meet the condition.
    fn guard(&self) -> Result<Draft, String> {
        let text = format!("forbid (principal, action, resource is Record) unless {{ {} }};", self.condition);
        Draft::parse("condition of the property", &text)
    }

    pub(crate) async fn prove(
        &self,
        study: &Study<'_>,
        frame: &Frame<'_>,
        shape: &Shape,
        asker: &mut Asker<'_>,
    ) -> Result<Finding, String> {
        let (possible, guard) = (frame.possible()?, self.guard()?);
        let condition = Condition::of(std::slice::from_ref(&guard))?;
        let mut counterexamples: Vec<Counterexample> = Vec::new();
        for &operation in study.operations.iter().filter(|operation| self.operations.contains(operation)) {
            let mut drafts = study.level(self.level, operation);
            drafts.push(guard.clone());
            let allowed = possible_only(&drafts, &possible)?;
            let Some(found) = asker.allowed(shape, record(operation), &allowed).await? else { continue };
            let shows = |context: &Context| {
                let Some(facts) = frame.facts(context) else { return false };
                self.level.reached_by(&study.law.decide(&facts)) && condition.is_met(shape, context)
            };
            let context = shrink(frame, shape, found, &shows)?;
            counterexamples.push(one_record(frame, study.law, self.id, &context)?);
        }
        Ok(if counterexamples.is_empty() { Finding::Proved } else { Finding::Refuted { counterexamples } })
    }
}

/// Policies that forbid every record that does not meet a condition, ready to be asked about one record.
pub(crate) struct Condition(PolicySet);

impl Condition {
    pub(crate) fn of(drafts: &[Draft]) -> Result<Self, String> {
        PolicySet::from_policies(policies(drafts)?).map(Self).map_err(|error| error.to_string())
    }

    /// Whether the record meets it. Where that cannot be asked it does not: then the record shows nothing.
    pub(crate) fn is_met(&self, shape: &Shape, context: &Context) -> bool {
        self.fires(shape, context) == Some(false)
    }

    /// Whether one of the policies fires.
    pub(crate) fn fires(&self, shape: &Shape, context: &Context) -> Option<bool> {
        let uid = |text: String| text.parse::<EntityUid>().ok();
        let mut attributes = serde_json::Map::new();
        for (name, domain) in shape.attributes(RECORD) {
            let entity = |entity: &String, word: &str| json!({"__entity": {"type": entity, "id": word}});
            let value = match domain {
                Domain::Flag => json!(context.is(name)),
                Domain::One { entity: of, .. } => entity(of, context.get(name)),
                Domain::Set { entity: of, .. } => {
                    words_of(context.get(name)).into_iter().map(|word| entity(of, word)).collect()
                }
            };
            attributes.insert(name.clone(), value);
        }
        let record = json!([{"uid": {"type": RECORD, "id": "record"}, "attrs": attributes, "parents": []}]);
        let entities = Entities::from_json_value(record, None).ok()?;
        let action = uid(format!("Action::\"{}\"", context.operation.as_str()))?;
        let (principal, resource) =
            (uid("Controller::\"controller\"".to_owned())?, uid("Record::\"record\"".to_owned())?);
        let request = Request::new(principal, action, resource, Empty::empty(), None).ok()?;
        let response = Authorizer::new().is_authorized(&request, &self.0, &entities);
        let clean = response.diagnostics().errors().next().is_none();
        clean.then(|| response.diagnostics().reason().next().is_some())
    }
}
