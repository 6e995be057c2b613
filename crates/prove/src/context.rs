//! Records as a proof meets them. In: what the solver found, or what facts give. Out: one value for each attribute, in the
//! words of the policies. Never: a value outside of the attribute's list.

use crate::rewrite::{Put, Puts};
use crate::schema::{Domain, Shape};
use crate::solver::Place;
use cedar_policy::EvalResult;
use cedar_policy_symcc::Env;
use std::collections::BTreeMap;
use terms::Operation;

/// An operation and what policies see of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Context {
    pub operation: Operation,
    pub values: BTreeMap<String, String>,
}

impl Context {
    pub(crate) fn from_env(shape: &Shape, place: Place, env: &Env) -> Result<Self, String> {
        let missing = || "the solver's answer has no resource".to_owned();
        let uid = env.request.resource().ok_or_else(missing)?;
        let entity = env.entities.get(uid).ok_or_else(missing)?;
        let mut values = BTreeMap::new();
        for (name, domain) in shape.attributes(place.entity) {
            let value = entity.attr(name).and_then(Result::ok);
            let value = value.as_ref().and_then(|value| in_words(domain, value));
            values.insert(name.clone(), value.ok_or_else(|| format!("the solver's answer has no `{name}`"))?);
        }
        Ok(Self { operation: place.operation, values })
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.get(name) == "true"
    }

    /// The same with one value changed.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut changed = self.clone();
        changed.values.insert(name.to_owned(), value.to_owned());
        changed
    }

    /// The same after these changes.
    pub(crate) fn put(&self, puts: &Puts) -> Self {
        let mut changed = self.clone();
        for (name, put) in puts {
            let value = match put {
                Put::Is(value) => value.clone(),
                Put::Holds(word) => with_word(self.get(name), word),
                Put::AsConfigured if self.get("basis") == "consent" => "consent".to_owned(),
                Put::AsConfigured => "legitimate_interests".to_owned(),
                Put::Named(other) => self.get(other).to_owned(),
            };
            changed.values.insert(name.clone(), value);
        }
        changed
    }
}

/// The order of exceptions in a set; those of the schema.
const EXCEPTIONS: [&str; 3] = ["none", "explicit_consent", "manifestly_public"];

fn with_word(set: &str, word: &str) -> String {
    let held = words_of(set);
    let all: Vec<&str> = EXCEPTIONS.into_iter().filter(|one| held.contains(one) || *one == word).collect();
    format!("[{}]", all.join(", "))
}

/// The words of a set as it is written.
pub(crate) fn words_of(set: &str) -> Vec<&str> {
    set.trim_matches(['[', ']']).split(", ").filter(|word| !word.is_empty()).collect()
}

fn in_words(domain: &Domain, value: &EvalResult) -> Option<String> {
    match (domain, value) {
        (Domain::Flag, EvalResult::Bool(value)) => Some(value.to_string()),
        (Domain::One { words, .. }, EvalResult::EntityUid(uid)) => {
            let id: &str = uid.id().as_ref();
            words.iter().find(|word| *word == id).cloned()
        }
        (Domain::Set { words, .. }, EvalResult::Set(set)) => {
            let held: Vec<String> = set
                .iter()
                .filter_map(|value| match value {
                    EvalResult::EntityUid(uid) => Some(AsRef::<str>::as_ref(uid.id()).to_owned()),
                    _ => None,
                })
                .collect();
            let all: Vec<&str> =
                words.iter().map(String::as_str).filter(|word| held.iter().any(|one| one == word)).collect();
            Some(format!("[{}]", all.join(", ")))
        }
        _ => None,
    }
}
