//! JSON Schemas of what the API takes and gives. In: the word lists of `law` and `terms`. Out: schemas. Never: a second
//! list of words that could fall behind the first.

use crate::{permits, rules, told};
use law::{Exception, Match, ObjectionState, Transform};
use serde_json::{Map, Value, json};
use terms::{AccountStatus, AgeAssurance, Category, Kind, Operation, Provenance};

/// The schemas by name, for `components.schemas`.
pub(crate) fn schemas() -> Map<String, Value> {
    let named = [
        ("Facts", facts()),
        ("Decision", decision()),
        ("Law", law_document()),
        ("PermitQuestion", permit_question()),
        ("PermitAnswer", permit_answer()),
        ("Problem", problem()),
        ("Prompt", prompt("prompt", json!({ "type": "string" }))),
        ("Messages", prompt("messages", json!({ "type": "array", "minItems": 1, "items": message() }))),
        ("Completion", completion()),
        ("Effect", effect()),
        ("RightsRequest", rights_request()),
        ("RightsReply", rights_reply()),
        ("RightsStatus", rights_status()),
        ("Bounce", bounce()),
        ("NoticeWord", notice_word()),
        ("Counted", counted()),
    ];
    named.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// A letter that came back: its `Message-ID`, and the status of RFC 3463.
fn bounce() -> Value {
    let status = json!({ "type": "string", "description": "Like `5.1.1`, as RFC 3463 has it." });
    strict(json!({ "message_id": { "type": "string" }, "status": status }), &[])
}

/// What became of a notice in the app; `id` is the `webhook-id` under which it came.
fn notice_word() -> Value {
    let reasons = json!({ "enum": ["bounced", "unseen", "no_language", "not_taken", null] });
    let states = json!({ "type": "string", "enum": ["delivered", "seen", "failed"] });
    strict(json!({ "id": { "type": "string" }, "state": states, "reason": reasons }), &["reason"])
}

/// What a program that trains elsewhere asks.
fn permit_question() -> Value {
    let nonce = json!({ "type": "string", "minLength": permits::NONCE_MIN, "maxLength": permits::NONCE_MAX,
        "description": "Drawn anew for each question." });
    strict(
        json!({
            "manifest": digest(),
            "purpose": { "type": "string" },
            "operation": words(&Operation::ALL, Operation::as_str),
            "nonce": nonce,
        }),
        &[],
    )
}

/// What it is told: the question again, and under which head of the log it was asked.
fn permit_answer() -> Value {
    let stop = strict(json!({ "word": { "type": "string" }, "reason": { "type": "string" } }), &[]);
    strict(
        json!({
            "permit": { "type": "boolean" },
            "stop": or_null(stop),
            "manifest": digest(),
            "purpose": { "type": "string" },
            "operation": words(&Operation::ALL, Operation::as_str),
            "nonce": { "type": "string" },
            "asked_at": { "type": "string", "format": "date-time" },
            "checkpoint": { "type": "string", "description": "The signed tree head (C2SP tlog-checkpoint)." },
        }),
        &[],
    )
}

fn counted() -> Value {
    let count = json!({ "type": "integer", "minimum": 0 });
    strict(json!({ "recorded": count, "known": count, "unknown": count }), &[])
}

fn strict(properties: Value, optional: &[&str]) -> Value {
    let required: Vec<&str> = properties
        .as_object()
        .map(|members| members.keys().map(String::as_str).filter(|name| !optional.contains(name)).collect())
        .unwrap_or_default();
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Value {
    json!({ "type": "string", "enum": all.iter().map(|one| word(*one)).collect::<Vec<_>>() })
}

fn or_null(schema: Value) -> Value {
    json!({ "oneOf": [schema, { "type": "null" }] })
}

fn date() -> Value {
    json!({ "type": "string", "format": "date" })
}

fn country() -> Value {
    json!({ "type": "string", "pattern": "^[A-Z]{2}$" })
}

fn starred(of: Value) -> Value {
    json!({ "oneOf": [{ "const": "*" }, { "type": "array", "items": of }] })
}

fn message() -> Value {
    let role = json!({ "type": "string", "enum": ["system", "developer", "user", "assistant"] });
    strict(json!({ "role": role, "content": { "type": "string" }, "name": {} }), &["name"])
}

fn prompt(name: &str, schema: Value) -> Value {
    let stop = json!({ "oneOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }, { "type": "null" }] });
    let count = json!({ "type": ["integer", "null"], "minimum": 0, "maximum": u32::MAX });
    let mut properties = Map::new();
    properties.insert(name.to_owned(), schema);
    for (name, schema) in [
        ("model", json!({ "type": ["string", "null"], "enum": ["grondslag", null] })),
        ("max_tokens", count.clone()),
        ("max_completion_tokens", count.clone()),
        ("temperature", json!({ "type": ["number", "null"], "minimum": 0, "maximum": 2 })),
        ("seed", count),
        ("stop", stop),
        ("stream", json!({ "type": ["boolean", "null"] })),
        ("n", json!({ "enum": [1, null] })),
        ("top_p", json!({ "enum": [1, null] })),
        ("presence_penalty", json!({ "enum": [0, null] })),
        ("frequency_penalty", json!({ "enum": [0, null] })),
        ("user", json!({})),
    ] {
        properties.insert(name.to_owned(), schema);
    }
    json!({ "type": "object", "required": [name], "properties": properties, "additionalProperties": false })
}

fn completion() -> Value {
    json!({
        "type": "object",
        "required": ["id", "object", "created", "model", "choices", "ai_generated", "disclosure", "usage", "grondslag"],
        "properties": {
            "ai_generated": { "const": true, "description": "[AIA 50(2)]" },
            "choices": { "type": "array", "items": { "type": "object", "properties": {
                "finish_reason": { "enum": ["stop", "length", "content_filter"] },
            } } },
            "grondslag": { "type": "object", "properties": {
                "stopped_by": { "type": ["string", "null"], "description": "Why the guard ended the text." },
                "without_cohorts": { "type": "integer", "description": "Cohorts out of service, because somebody in them is being forgotten." },
            } },
        },
    })
}

fn effect() -> Value {
    let one_or_more = starred(json!({ "type": "string" }));
    json!({
        "type": "object",
        "description": "An event, as a hook or a listener is told of it. Never a name, or what somebody wrote.",
        "required": ["version", "index", "act", "at", "subject", "purpose", "scope"],
        "properties": {
            "version": { "const": told::VERSION },
            "index": { "type": "integer", "minimum": 0, "description": "The position in the log." },
            "act": { "type": "string" },
            "at": moment(),
            "subject": { "type": ["string", "null"], "description": "Whose it is, if it is one person's." },
            "candidates": { "type": "array", "items": { "type": "string" }, "description": "Whose it may be: it counts for all of them." },
            "purpose": { "oneOf": [{ "type": ["string", "null"], "description": "`*` is every purpose." }, { "type": "array", "items": { "type": "string" } }] },
            "scope": { "type": ["object", "null"], "properties": {
                "person": { "const": true },
                "account": { "type": "string" },
                "items": { "type": "array", "items": { "type": "string" } },
            } },
            "corpus": digest(),
            "model": digest(),
            "effect": words(law::OrderEffect::ALL, law::OrderEffect::as_str),
            "territory": one_or_more.clone(),
            "ops": one_or_more,
            "from": date(),
            "until": date(),
        },
    })
}

fn moment() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn rights_request() -> Value {
    let kinds = [
        "controller_customer_id",
        "android_advertising_id",
        "android_id",
        "email",
        "fire_advertising_id",
        "ios_advertising_id",
        "ios_vendor_id",
        "microsoft_advertising_id",
        "microsoft_publisher_id",
        "roku_publisher_id",
        "roku_advertising_id",
    ];
    let identity = strict(
        json!({
            "identity_type": { "enum": kinds },
            "identity_value": { "type": "string", "minLength": 1 },
            "identity_format": { "enum": ["raw", "sha1", "md5", "sha256"] },
        }),
        &[],
    );
    let rights = ["access", "portability", "erasure", "rectification", "restriction", "object", "objection"];
    strict(
        json!({
            "regulation": { "const": "gdpr" },
            "subject_request_id": { "type": "string", "pattern": UUID_4 },
            "subject_request_type": { "enum": rights },
            "submitted_time": moment(),
            "subject_identities": { "type": "array", "minItems": 1, "items": identity },
            "api_version": { "enum": ["1.0", "2.0", "3.0"] },
            "status_callback_urls": { "type": "array", "items": { "type": "string", "pattern": "^https://" } },
            "extensions": { "type": "object" },
        }),
        &["api_version", "status_callback_urls", "extensions"],
    )
}

const UUID_4: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";

fn rights_reply() -> Value {
    json!({
        "type": "object",
        "required": ["controller_id", "subject_request_id", "received_time", "status_callback_urls"],
        "properties": {
            "controller_id": { "type": "string" },
            "subject_request_id": { "type": "string" },
            "received_time": moment(),
            "expected_completion_time": moment(),
            "encoded_request": { "type": "string" },
            "status_callback_urls": { "type": "array", "maxItems": 0, "description": "Those that will be called: none." },
        },
    })
}

/// By OpenDSR or by the Data Rights Protocol.
fn rights_status() -> Value {
    let opendsr = json!({
        "type": "object",
        "required": ["controller_id", "subject_request_id", "request_status", "expected_completion_time"],
        "properties": { "request_status": { "enum": ["pending", "in_progress", "completed", "cancelled"] } },
    });
    let drp = json!({
        "type": "object",
        "required": ["request_id", "status", "received_at"],
        "properties": { "status": { "enum": ["in_progress", "fulfilled", "revoked", "denied"] } },
    });
    json!({ "oneOf": [opendsr, drp] })
}

fn facts() -> Value {
    let (yes_no, text) = (json!({ "type": "boolean" }), json!({ "type": "string" }));
    let age = json!({ "type": ["integer", "null"], "minimum": i32::MIN, "maximum": i32::MAX });
    let operation = words(&Operation::ALL, Operation::as_str);
    // Grouped as people read them: an object has no order.
    let mut properties = Map::new();
    properties.insert("id".to_owned(), json!({ "description": "Echoed in the answer; any JSON." }));
    let one_by_one: Vec<(&str, Value)> = vec![
        ("now", date()),
        ("op", operation.clone()),
        ("purpose", text.clone()),
        ("basis", words(&["A6-1-a", "A6-1-b", "A6-1-c", "A6-1-d", "A6-1-e", "A6-1-f", "none"], |word| word)),
        ("lia", text.clone()),
        ("lia_review_due", or_null(date())),
        ("compat", text.clone()),
        ("dpia", text.clone()),
        ("art36", text.clone()),
        ("run_country", country()),
        ("kind", words(Kind::ALL, Kind::as_str)),
        ("source", words(Provenance::ALL, Provenance::as_str)),
        ("created_at", date()),
        ("visibility_now", text.clone()),
        ("account", words(AccountStatus::ALL, AccountStatus::as_str)),
        ("residence", country()),
        ("age_now", age.clone()),
        ("age_at_creation", age),
        ("age_assurance", words(AgeAssurance::ALL, AgeAssurance::as_str)),
        ("consent", or_null(consent())),
        ("objection", or_null(objection())),
        ("erasure", or_null(words(law::Erasure::ALL, law::Erasure::as_str))),
        ("notice", or_null(notice())),
        ("window_days", json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX })),
        ("band", words(law::Band::ALL, law::Band::as_str)),
        ("special", json!({ "type": "array", "items": special() })),
        ("third_parties", json!({ "type": "array", "items": third_party() })),
        ("orders", json!({ "type": "array", "items": order(operation, &text) })),
        ("model", model()),
    ];
    properties.extend(one_by_one.into_iter().map(|(name, schema)| (name.to_owned(), schema)));
    properties.extend(YES_NO.iter().map(|name| ((*name).to_owned(), yes_no.clone())));
    strict(Value::Object(properties), &["id"])
}

/// The facts that are yes or no.
const YES_NO: &[&str] = &[
    "purpose_declared",
    "purpose_covered_by_assessment",
    "controller_eu_established",
    "dpia_residual_high",
    "processor_contract",
    "transfer_tool",
    "ropa",
    "purpose_in_notice_at_collection",
    "visibility_explicit_choice",
    "version_current",
    "deleted",
    "origin_lawful",
    "retention_expired",
    "contains_personal_data",
    "anonymised",
    "tdm_reserved_whole",
    "dma_gatekeeper",
    "dma_cross_service_same_person",
    "dma_consent",
    "illegal_content",
    "deceased",
    "prior_consent_refused",
    "objection_policy_unconditional",
    "restriction",
    "accuracy_contested",
    "art14_public_notice",
    "inspection_current",
    "criminal",
    "biometric_template",
    "lia_covers_third_parties",
    "minors_consent_allowed",
];

fn consent() -> Value {
    let yes_no = json!({ "type": "boolean" });
    strict(
        json!({
            "state": words(law::ConsentState::ALL, law::ConsentState::as_str),
            "explicit": yes_no,
            "scope_covers": yes_no,
            "conditions_ok": yes_no,
            "given_at": date(),
            "withdrawn_at": or_null(date()),
            "parental": yes_no,
            "all_parties": yes_no,
        }),
        &["all_parties"],
    )
}

fn objection() -> Value {
    strict(
        json!({
            "state": words(ObjectionState::ALL, ObjectionState::as_str),
            "received_at": date(),
            "scope_covers": { "type": "boolean" },
            "match": words(Match::ALL, Match::as_str),
            "withdrawn_at": or_null(date()),
        }),
        &["scope_covers", "match"],
    )
}

fn notice() -> Value {
    let yes_no = json!({ "type": "boolean" });
    strict(
        json!({
            "delivered_at": or_null(date()),
            "covers_purpose": yes_no,
            "language_ok": yes_no,
            "objection_right_separate": yes_no,
        }),
        &[],
    )
}

fn special() -> Value {
    strict(
        json!({
            "whose": { "type": "string", "enum": ["author", "other"] },
            "mode": words(law::Mode::ALL, law::Mode::as_str),
            "category": words(&Category::ALL, Category::as_str),
            "exception": words(Exception::ALL, Exception::as_str),
        }),
        &[],
    )
}

fn third_party() -> Value {
    let flags = [
        "objected",
        "child",
        "special",
        "art9_exception",
        "private_origin",
        "direct_identifier",
        "masked",
        "redactable",
    ];
    let mut properties = Map::new();
    properties.insert("ref".to_owned(), json!({ "type": "string" }));
    properties.extend(flags.iter().map(|flag| ((*flag).to_owned(), json!({ "type": "boolean" }))));
    strict(Value::Object(properties), &flags)
}

fn order(operation: Value, text: &Value) -> Value {
    let described = or_null(text.clone());
    strict(
        json!({
            "effect": words(law::OrderEffect::ALL, law::OrderEffect::as_str),
            "territory": starred(country()),
            "from": date(),
            "until": or_null(date()),
            "ops": starred(operation),
            "purposes": starred(text.clone()),
            "active": { "type": "boolean" },
            "authority": described,
            "type": described,
            "id": described,
            "provision": described,
        }),
        &["territory", "until", "ops", "purposes", "active", "authority", "type", "id", "provision"],
    )
}

fn model() -> Value {
    let (yes_no, count) =
        (json!({ "type": "boolean" }), json!({ "type": "integer", "minimum": 0, "maximum": u64::MAX }));
    strict(
        json!({
            "unlawful_records": count,
            "remediated": yes_no,
            "anonymous_proven": yes_no,
            "art50_ok": yes_no,
            "forgotten_subjects": count,
            "output_filter": yes_no,
        }),
        &[],
    )
}

fn decision() -> Value {
    let ids = json!({ "type": "array", "items": { "type": "string" }, "uniqueItems": true });
    strict(
        json!({
            "id": { "description": "What was sent as `id`." },
            "decision": { "type": "string", "enum": ["FORBID", "HOLD", "PERMIT_WITH", "PERMIT"] },
            "rules": ids,
            "permits": ids,
            "transforms": { "type": "array", "items": words(Transform::ALL, Transform::as_str) },
            "profile": { "type": "string" },
            "rules_digest": digest(),
        }),
        &["id"],
    )
}

fn law_document() -> Value {
    let rule = strict(
        json!({
            "id": { "type": "string" },
            "effect": { "type": "string", "enum": rules::EFFECTS },
            "provision": { "type": "string" },
            "meaning": { "type": "string" },
            "cure": { "type": ["string", "null"] },
            "transform": or_null(words(Transform::ALL, Transform::as_str)),
            "file": { "type": "string" },
        }),
        &[],
    );
    strict(
        json!({
            "profile": { "type": "string" },
            "rules_digest": digest(),
            "rules": { "type": "array", "items": rule },
        }),
        &[],
    )
}

fn problem() -> Value {
    json!({
        "type": "object",
        "description": "RFC 9457. `item` and `key` say which item of a batch is wrong, and which fact in it.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "item": { "type": "integer", "minimum": 1 },
            "key": { "type": "string" },
        },
    })
}

fn digest() -> Value {
    json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })
}
