//! The OpenAPI 3.1 document. In: the table of routes. Out: the document, which is committed as `openapi.json` and served.
//! Never: a route that it does not describe, or a description of a route that is not there.

use crate::routes::{Gives, Route, Takes, Who, table};
use crate::schema;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// `GET /openapi.json`.
pub(crate) async fn answer() -> Response {
    axum::Json(document()).into_response()
}

/// The document.
pub fn document() -> Value {
    let mut paths = Map::new();
    for (route, _) in table() {
        let path = paths.entry(spelt(route.path)).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(methods) = path {
            methods.insert(route.method.to_lowercase(), operation(&route));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Grondslag portal",
            "version": "1",
            "description": "Rights and decisions over HTTP. Pages are for people, `/v1` is for machines, and the log is public.",
            "license": { "name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": schema::schemas(),
            "responses": refused(),
            "securitySchemes": {
                "machine": { "type": "http", "scheme": "bearer", "description": "A key that the controller gave to a machine; not asked for on a loopback address without keys." },
                "agent": { "type": "http", "scheme": "bearer", "description": "The token of an authorised agent of the Data Rights Protocol." },
                "staff": { "type": "apiKey", "in": "cookie", "name": "session", "description": "Set by signing in to the console; `x-roles` says who may use an operation." },
                "person": { "type": "apiKey", "in": "cookie", "name": "session", "description": "Set by signing in; named `__Host-session` over HTTPS." },
            },
        },
    })
}

/// A path in the notation of OpenAPI, which knows no wildcards.
pub(crate) fn spelt(path: &str) -> String {
    path.replace("{*", "{")
}

fn operation(route: &Route) -> Value {
    let name = route.path.replace(['{', '}', '*', '.'], "").replace(['/', '-'], "_");
    let mut operation = json!({
        "operationId": format!("{}{}", route.method.to_lowercase(), if name == "_" { "_home" } else { name.as_str() }),
        "summary": route.summary,
        "security": match route.who {
            Who::Anyone => json!([]),
            Who::Machine => json!([{ "machine": [] }, {}]),
            Who::Agent => json!([{ "agent": [] }]),
            Who::Person => json!([{ "person": [] }]),
            Who::Staff(_) => json!([{ "staff": [] }]),
        },
        "responses": responses(route),
    });
    let mut parameters: Vec<Value> = route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')))
        .map(|name| {
            json!({ "name": name.trim_start_matches('*'), "in": "path", "required": true, "schema": { "type": "string" } })
        })
        .collect();
    if let Value::Object(members) = &mut operation {
        if let Who::Staff(roles) = route.who {
            members.insert("x-roles".to_owned(), json!(roles));
        }
        parameters.extend(asked(route));
        if !parameters.is_empty() {
            members.insert("parameters".to_owned(), Value::Array(parameters));
        }
        if let Some(body) = body(route.takes) {
            members.insert("requestBody".to_owned(), body);
        }
    }
    operation
}

/// What a route is asked beside its path and its body.
fn asked(route: &Route) -> Vec<Value> {
    if route.takes == Takes::Lines {
        return vec![json!({ "name": "Idempotency-Key", "in": "header", "required": true,
            "schema": { "type": "string", "minLength": 8, "maxLength": 200 } })];
    }
    if route.gives != Gives::Effects {
        return Vec::new();
    }
    vec![
        json!({ "name": "Last-Event-ID", "in": "header",
            "description": "The `id` of the last event that was read; `0` is the beginning of the log. Absent: what comes from now on.",
            "schema": { "type": "integer", "minimum": 0, "maximum": u64::MAX } }),
        json!({ "name": "wait", "in": "query",
            "description": "`false`: the stream ends where the log ends, for those who come again.",
            "schema": { "type": "string", "enum": ["true", "false"] } }),
    ]
}

fn body(takes: Takes) -> Option<Value> {
    let facts = json!({ "$ref": "#/components/schemas/Facts" });
    let one_or_more = |name: &str| {
        let one = json!({ "$ref": format!("#/components/schemas/{name}") });
        json!({ "application/json": { "schema": { "oneOf": [one, { "type": "array", "items": one }] } } })
    };
    let form = |fields: &[&str]| {
        let mut properties = Map::new();
        properties.insert(
            "stamp".to_owned(),
            json!({ "type": "string", "description": "From the page that the form stands on." }),
        );
        properties.extend(fields.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" }))));
        json!({ "schema": { "type": "object", "required": ["stamp"], "properties": properties } })
    };
    let content = match takes {
        Takes::Nothing => return None,
        Takes::Facts => json!({
            "application/json": { "schema": { "oneOf": [facts, { "type": "array", "items": facts }] } },
            "application/x-ndjson": { "schema": { "type": "string", "description": "One object with facts a line." } },
        }),
        Takes::Prompt => json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Prompt" } } }),
        Takes::Messages => json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Messages" } } }),
        Takes::Permit => {
            json!({ "application/json": { "schema": { "$ref": "#/components/schemas/PermitQuestion" } } })
        }
        Takes::Lines => json!({
            "application/x-ndjson": { "schema": { "type": "string", "description":
                "One object a line: `at`, and one of `post`, `account` and `deleted`." } },
        }),
        Takes::Rights => json!({ "application/json": { "schema": { "$ref": "#/components/schemas/RightsRequest" } } }),
        Takes::Signed => json!({ "text/plain": { "schema": { "type": "string", "description":
            "Base64 of an Ed25519 signature and the JSON that it signs." } } }),
        Takes::Bounces => one_or_more("Bounce"),
        Takes::Words => one_or_more("NoticeWord"),
        Takes::Form(fields) => json!({ "application/x-www-form-urlencoded": form(fields) }),
        Takes::Upload(fields) => json!({ "multipart/form-data": form(fields) }),
    };
    Some(json!({ "required": true, "content": content }))
}

fn responses(route: &Route) -> Value {
    let (status, answer) = success(route.gives);
    let mut all = Map::new();
    all.insert(status.to_owned(), answer);
    if route.gives == Gives::Rules {
        all.insert("304".to_owned(), json!({ "description": "The same as before" }));
    }
    if matches!(route.who, Who::Person | Who::Staff(_)) && route.method == "GET" {
        all.insert("303".to_owned(), json!({ "description": "Nobody is signed in; the page to do so" }));
    }
    for status in refusals(route) {
        all.insert(status.to_owned(), json!({ "$ref": format!("#/components/responses/refused-{status}") }));
    }
    Value::Object(all)
}

/// The status of a success, and what it holds.
fn success(gives: Gives) -> (&'static str, Value) {
    let page = json!({ "text/html": { "schema": { "type": "string" } } });
    let decision = json!({ "$ref": "#/components/schemas/Decision" });
    let reply = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/RightsReply" } } });
    match gives {
        Gives::Page => ("200", json!({ "description": "A page", "content": page })),
        Gives::Redirect => ("303", json!({ "description": "Done; the next page" })),
        Gives::Decisions => (
            "200",
            json!({ "description": "A decision for each item, in order. FORBID is an answer", "content": {
                "application/json": { "schema": { "oneOf": [decision, { "type": "array", "items": decision }] } },
                "application/x-ndjson": { "schema": { "type": "string" } },
            } }),
        ),
        Gives::Permit => (
            "200",
            json!({ "description": "Yes, or what ended the permit. A no is an answer", "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/PermitAnswer" } },
            } }),
        ),
        Gives::Completion => (
            "200",
            json!({ "description": "What the model wrote, marked as made by a machine", "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/Completion" } },
                "text/event-stream": { "schema": events("Completion", "One object a sentence, then `[DONE]`.") },
            } }),
        ),
        Gives::Rules => (
            "200",
            json!({ "description": "The rules", "headers": { "ETag": { "schema": { "type": "string" } } }, "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/Law" } },
            } }),
        ),
        Gives::Effects => (
            "200",
            json!({ "description": "Effects, from that place on", "content": {
                "text/event-stream": { "schema": events("Effect", "`id` is the place in the log, `event` the act. Without data it is a sign of life.") },
            } }),
        ),
        Gives::Received => ("201", json!({ "description": "It is recorded; once for each id", "content": reply })),
        Gives::TakenBack => ("202", json!({ "description": "It is taken back", "content": reply })),
        Gives::Status => (
            "200",
            json!({ "description": "What became of it", "content": {
            "application/json": { "schema": { "$ref": "#/components/schemas/RightsStatus" } },
        } }),
        ),
        Gives::Counted => (
            "200",
            json!({ "description": "How many words were recorded, were known already, and name nothing of ours", "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/Counted" } },
            } }),
        ),
        Gives::Json => (
            "200",
            json!({ "description": "JSON", "content": { "application/json": { "schema": { "type": "object" } } } }),
        ),
        Gives::Text => {
            ("200", json!({ "description": "Text", "content": { "text/plain": { "schema": { "type": "string" } } } }))
        }
        Gives::Style => (
            "200",
            json!({ "description": "A style sheet", "content": { "text/css": { "schema": { "type": "string" } } } }),
        ),
        Gives::Bytes => {
            ("200", json!({ "description": "A file", "content": { "application/octet-stream": { "schema": {} } } }))
        }
    }
}

/// One server-sent event, whose data is JSON of this schema.
fn events(data: &str, description: &str) -> Value {
    let data = json!({ "type": "string", "contentMediaType": "application/json",
        "contentSchema": { "$ref": format!("#/components/schemas/{data}") } });
    let text = json!({ "type": "string" });
    json!({ "type": "object", "description": description, "properties": { "id": text, "event": text, "data": data } })
}

/// Every refusal, once.
fn refused() -> Map<String, Value> {
    let content = json!({
        "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } },
        "text/html": { "schema": { "type": "string" } },
    });
    let refusal = |status: &str| json!({ "description": reason(status), "content": content });
    REFUSALS.iter().map(|status| (format!("refused-{status}"), refusal(status))).collect()
}

const REFUSALS: &[&str] = &["400", "401", "403", "404", "408", "409", "413", "415", "429", "503"];

/// The refusals of a route, by status.
fn refusals(route: &Route) -> Vec<&'static str> {
    let mut all = vec!["408", "429", "503"];
    let asks_more = route.path.contains('{')
        || matches!(route.takes, Takes::Form(_) | Takes::Lines | Takes::Permit | Takes::Rights);
    if asks_more || matches!(route.path, "/checkpoint" | "/v1/models" | "/console/proof" | "/console/proof/pack") {
        all.push("404");
    }
    if route.takes != Takes::Nothing {
        all.extend(["400", "413", "415"]);
    }
    match route.takes {
        Takes::Form(_) | Takes::Upload(_) => all.push("403"),
        Takes::Prompt | Takes::Messages => all.extend(["403", "404"]),
        Takes::Rights => all.push("409"),
        Takes::Signed => all.extend(["403", "409"]),
        _ => {}
    }
    if route.gives == Gives::Effects || route.path.contains('{') {
        all.push("400");
    }
    match route.who {
        Who::Machine if route.method == "DELETE" => all.extend(["401", "409"]),
        Who::Machine => all.push("401"),
        Who::Agent => all.extend(["401", "403"]),
        Who::Person | Who::Staff(_) if route.method == "POST" => all.push("401"),
        _ => {}
    }
    if route.path.contains("/oidc") {
        all.extend(["403", "404"]);
    }
    if matches!(route.who, Who::Staff(_)) {
        all.extend(["400", "403"]);
        if route.method == "POST" {
            all.push("409");
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn reason(status: &str) -> &'static str {
    match status {
        "400" => "Something is missing or wrong in what was sent; nothing was recorded or decided",
        "401" => "Nobody is signed in, or the key is not known",
        "403" => {
            "The form did not come from a page of this portal, another role or person is needed, or the law does not let the model answer"
        }
        "404" => "There is nothing here, or nothing for this person",
        "409" => "It was changed since it was shown",
        "408" => "The request took too long",
        "413" => "The request is too large",
        "415" => "The format is not read",
        "429" => "Too many requests",
        _ => "The ledger does not answer",
    }
}
