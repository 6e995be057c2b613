//! Policies rewritten for a question. In: a policy in Cedar's own JSON form. Out: the same policy with its effect turned
//! round, or with another value in the place of an attribute. Never: a policy that would be asked when deciding.

use crate::schema::Shape;
use cedar_policy::{Policy, PolicyId};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use terms::Operation;

/// What is put in the place of an attribute of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Put {
    /// This value.
    Is(String),
    /// The set, and this word in it.
    Holds(String),
    /// Consent where consent is configured, and legitimate interests otherwise: the effective basis of somebody whose
    /// valid consent does not count.
    AsConfigured,
    /// The attribute of this name.
    Named(String),
}

/// What is put in the place of which attribute.
pub(crate) type Puts = BTreeMap<String, Put>;

/// A policy that is about to be rewritten.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub id: String,
    pub json: Value,
}

impl Draft {
    pub(crate) fn of(policy: &Policy) -> Result<Self, String> {
        let json = policy.to_json().map_err(|error| error.to_string())?;
        Ok(Self { id: policy.id().to_string(), json })
    }

    /// The policy with this text, about every record.
    pub(crate) fn parse(id: &str, text: &str) -> Result<Self, String> {
        let policy = Policy::parse(Some(PolicyId::new(id)), text).map_err(|error| error.to_string())?;
        Self::of(&policy)
    }

    pub(crate) fn policy(&self) -> Result<Policy, String> {
        Policy::from_json(Some(PolicyId::new(&self.id)), self.json.clone()).map_err(|error| error.to_string())
    }

    pub(crate) fn with_effect(mut self, effect: &str) -> Self {
        if let Some(members) = self.json.as_object_mut() {
            members.insert("effect".to_owned(), Value::from(effect));
        }
        self
    }

    /// The policy that permits everything.
    pub(crate) fn permit_all() -> Self {
        let scope = || json!({"op": "All"});
        let resource = json!({"op": "is", "entity_type": crate::schema::RECORD});
        let json = json!({
            "effect": "permit", "principal": scope(), "action": scope(), "resource": resource, "conditions": [],
        });
        Self { id: "everything".to_owned(), json }
    }

    pub(crate) fn permits(&self) -> bool {
        self.json.get("effect").and_then(Value::as_str) == Some("permit")
    }

    pub(crate) fn renamed(mut self, id: String) -> Self {
        self.id = id;
        self
    }

    /// Whether the policy speaks about this operation. What cannot be read from its scope it speaks about.
    pub(crate) fn covers(&self, operation: Operation) -> bool {
        let named = |entity: &Value| entity.get("id").and_then(Value::as_str) == Some(operation.as_str());
        match self.json.get("action") {
            Some(action) => match (action.get("entity"), action.get("entities").and_then(Value::as_array)) {
                (Some(one), _) => named(one),
                (None, Some(list)) => list.iter().any(named),
                (None, None) => true,
            },
            None => true,
        }
    }

    /// Whether a condition reads this attribute.
    pub(crate) fn reads(&self, attribute: &str) -> bool {
        self.json.get("conditions").is_some_and(|conditions| reads(conditions, attribute))
    }

    /// The same with a condition before all others.
    pub(crate) fn only_when(mut self, guard: &Self) -> Self {
        let conditions = |json: &Value| json.get("conditions").and_then(Value::as_array).cloned().unwrap_or_default();
        let all: Vec<Value> = conditions(&guard.json).into_iter().chain(conditions(&self.json)).collect();
        if let Some(members) = self.json.as_object_mut() {
            members.insert("conditions".to_owned(), Value::Array(all));
        }
        self
    }

    pub(crate) fn put(mut self, shape: &Shape, puts: &Puts) -> Result<Self, String> {
        if let Some(conditions) = self.json.get_mut("conditions") {
            put(conditions, shape, puts).map_err(|why| format!("policy `{}`: {why}", self.id))?;
        }
        Ok(self)
    }
}

pub(crate) fn policies<'a>(drafts: impl IntoIterator<Item = &'a Draft>) -> Result<Vec<Policy>, String> {
    drafts.into_iter().map(Draft::policy).collect()
}

/// The attribute of the resource that this expression is.
fn attribute(expression: &Value) -> Option<&str> {
    let access = expression.get(".")?;
    let of_resource = access.pointer("/left/Var").and_then(Value::as_str) == Some("resource");
    access.get("attr").and_then(Value::as_str).filter(|_| of_resource)
}

fn reads(expression: &Value, name: &str) -> bool {
    if attribute(expression) == Some(name) {
        return true;
    }
    match expression {
        Value::Array(items) => items.iter().any(|item| reads(item, name)),
        Value::Object(members) => members.values().any(|member| reads(member, name)),
        _ => false,
    }
}

fn put(expression: &mut Value, shape: &Shape, puts: &Puts) -> Result<(), String> {
    if let Some(contains) = expression.get("contains")
        && let Some(Put::Holds(word)) = contains.get("left").and_then(attribute).and_then(|name| puts.get(name))
    {
        let asked = contains.pointer("/right/Value/__entity/id").and_then(Value::as_str);
        match asked {
            Some(asked) if asked == word => *expression = json!({"Value": true}),
            Some(_) => {}
            None => return Err("it asks a set for something that is no word".to_owned()),
        }
        return Ok(());
    }
    if let Some(found) = attribute(expression).and_then(|name| puts.get_key_value(name)) {
        let (name, value) = found;
        *expression = match value {
            Put::Is(value) => shape.literal(name, value)?,
            Put::Named(other) => json!({".": {"left": {"Var": "resource"}, "attr": other}}),
            Put::Holds(_) => return Err(format!("it reads the set `{name}` in another way than by `contains`")),
            Put::AsConfigured => json!({"if-then-else": {
                "if": {"==": {
                    "left": {".": {"left": {"Var": "resource"}, "attr": "basis"}},
                    "right": shape.literal("basis", "consent")?,
                }},
                "then": shape.literal(name, "consent")?,
                "else": shape.literal(name, "legitimate_interests")?,
            }}),
        };
        return Ok(());
    }
    match expression {
        Value::Array(items) => items.iter_mut().try_for_each(|item| put(item, shape, puts)),
        Value::Object(members) => members.values_mut().try_for_each(|member| put(member, shape, puts)),
        _ => Ok(()),
    }
}
