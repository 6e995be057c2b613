//! The schema as proofs need it. In: the text of `facts.cedarschema`. Out: the attributes of an entity with the values
//! each can take, in the words of the policies. Never: an attribute whose values cannot be listed.

use cedar_policy::{Schema, SchemaFragment};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Which values an attribute can take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Domain {
    Flag,
    One { entity: String, words: Vec<String> },
    Set { entity: String, words: Vec<String> },
}

/// The schema, and the attributes of its two resources.
pub(crate) struct Shape {
    pub schema: Schema,
    json: Value,
    record: BTreeMap<String, Domain>,
    third_party: BTreeMap<String, Domain>,
}

/// A policy's resource.
pub(crate) const RECORD: &str = "Record";
pub(crate) const THIRD_PARTY: &str = "ThirdParty";

impl Shape {
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let (fragment, _) = SchemaFragment::from_cedarschema_str(text).map_err(|error| error.to_string())?;
        Self::of(fragment.to_json_value().map_err(|error| error.to_string())?)
    }

    fn of(json: Value) -> Result<Self, String> {
        let schema = Schema::from_json_value(json.clone()).map_err(|error| error.to_string())?;
        let (record, third_party) = (attributes(&json, RECORD)?, attributes(&json, THIRD_PARTY)?);
        Ok(Self { schema, json, record, third_party })
    }

    /// The same with a second copy of these attributes of a record, under the names that `copy` gives them.
    pub(crate) fn with_copies(&self, names: &[&str], copy: fn(&str) -> String) -> Result<Self, String> {
        let mut json = self.json.clone();
        let pointer = format!("//entityTypes/{RECORD}/shape/attributes");
        let members = json.pointer_mut(&pointer).and_then(Value::as_object_mut).ok_or("the schema has no records")?;
        for name in names {
            let domain = members.get(*name).cloned().ok_or_else(|| format!("the schema has no `{name}`"))?;
            members.insert(copy(name), domain);
        }
        Self::of(json)
    }

    pub(crate) fn attributes(&self, entity: &str) -> &BTreeMap<String, Domain> {
        if entity == RECORD { &self.record } else { &self.third_party }
    }

    /// A value of an attribute of a record as policies write it, in Cedar's own JSON form.
    pub(crate) fn literal(&self, attribute: &str, value: &str) -> Result<Value, String> {
        match self.record.get(attribute) {
            Some(Domain::Flag) => Ok(json!({"Value": value == "true"})),
            Some(Domain::One { entity, .. }) => Ok(json!({"Value": {"__entity": {"type": entity, "id": value}}})),
            _ => Err(format!("`{attribute}` has no single value")),
        }
    }
}

fn attributes(json: &Value, entity: &str) -> Result<BTreeMap<String, Domain>, String> {
    let types = json.pointer("//entityTypes").ok_or("the schema declares no entities")?;
    let members = types.pointer(&format!("/{entity}/shape/attributes")).and_then(Value::as_object);
    let words = |name: &str| -> Option<Vec<String>> {
        let words = types.get(name)?.get("enum")?.as_array()?;
        words.iter().map(|word| word.as_str().map(str::to_owned)).collect()
    };
    let domain = |declared: &Value| -> Option<Domain> {
        if declared.get("type")?.as_str()? == "Set" {
            let entity = named(declared.get("element")?)?;
            return Some(Domain::Set { words: words(&entity)?, entity });
        }
        match named(declared)?.as_str() {
            "Bool" | "Boolean" | "__cedar::Bool" => Some(Domain::Flag),
            entity => Some(Domain::One { words: words(entity)?, entity: entity.to_owned() }),
        }
    };
    let members = members.ok_or_else(|| format!("the schema declares no `{entity}`"))?;
    let each = members.iter().map(|(name, declared)| {
        let domain = domain(declared).ok_or_else(|| format!("the values of `{entity}.{name}` cannot be listed"))?;
        Ok((name.clone(), domain))
    });
    each.collect()
}

/// The name of a type: `Bool`, or an entity, in each of the ways that the JSON form writes it.
fn named(declared: &Value) -> Option<String> {
    let kind = declared.get("type")?.as_str()?;
    let name = declared.get("name").and_then(Value::as_str);
    Some(name.unwrap_or(kind).to_owned())
}
