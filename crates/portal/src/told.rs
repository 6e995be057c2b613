//! What another system is told about an event: through a hook, or in the stream of effects. In: an event of the ledger. Out:
//! what was done, when, about whom and how far it reaches. Never: a name, what somebody wrote, or a field that does not
//! stand in the list below.

use ledger::{Act, Ledger, LedgerError, Said};
use serde_json::{Map, Value, json};
use terms::format_instant;

/// The version of this form.
pub(crate) const VERSION: u32 = 1;

/// One event, as others are told about it.
pub(crate) fn told(ledger: &Ledger, index: u64, said: &Said) -> Result<Value, LedgerError> {
    let mut of = fields(said);
    if let Act::ObjectionWithdrawn { id }
    | Act::ObjectionRejected { id, .. }
    | Act::ObjectionAccepted { id }
    | Act::ObjectionResolved { id, .. } = &said.act
    {
        // These name an objection; who acts on them has to know whose it is, and how far it reached.
        let about = ledger.about_objection(id)?;
        let made = about.iter().find(|(_, said)| matches!(said.act, Act::Objection(_)));
        for (name, value) in made.map(|(_, made)| fields(made)).unwrap_or_default() {
            of.entry(name).or_insert(value);
        }
        let whose = about.iter().rev().find_map(|(_, said)| match &said.act {
            Act::ObjectionResolved { subject, .. } => Some(subject),
            _ => None,
        });
        if let Some(subject) = whose {
            of.insert("subject".to_owned(), json!(subject));
            of.shift_remove("candidates");
        }
    }
    let mut take = |name: &str| of.shift_remove(name).unwrap_or_default();
    let mut told = Map::new();
    told.insert("version".to_owned(), json!(VERSION));
    told.insert("index".to_owned(), json!(index));
    told.insert("act".to_owned(), json!(said.act.name()));
    told.insert("at".to_owned(), json!(format_instant(said.at)));
    for name in ["subject", "purpose", "scope"] {
        told.insert(name.to_owned(), take(name));
    }
    told.extend(of);
    Ok(Value::Object(told))
}

/// The fields of an event that others may see.
fn fields(said: &Said) -> Map<String, Value> {
    // INVARIANT: an event is always writable as JSON; one that were not would tell nothing.
    let Ok(Value::Object(all)) = serde_json::to_value(said) else { return Map::new() };
    let mut fields: Map<String, Value> = all.into_iter().filter(|(name, _)| TOLD.contains(&name.as_str())).collect();
    // One word for what is one thing.
    if let Some(purposes) = fields.shift_remove("purposes") {
        fields.insert("purpose".to_owned(), purposes);
    }
    let is_of_purposes = matches!(
        said.act,
        Act::ConsentGiven(_) | Act::ConsentRefused { .. } | Act::ConsentWithdrawn { .. } | Act::Objection(_)
    );
    if is_of_purposes && !fields.contains_key("purpose") {
        fields.insert("purpose".to_owned(), json!("*"));
    }
    fields
}

/// Whose it is or may be, for what, how far it reaches, and which corpus and model it gave: ids, digests and words of our own
/// lists. A new field of an event is told to nobody until it stands here.
const TOLD: &[&str] = &[
    "subject",
    "candidates",
    "purpose",
    "purposes",
    "scope",
    "corpus",
    "model",
    "effect",
    "territory",
    "ops",
    "from",
    "until",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use world::World;

    /// The ledger of every act there is, with the objections that some of them are about.
    fn ledger() -> (std::path::PathBuf, Ledger) {
        let folder = std::env::temp_dir().join(format!("portal-told-{}", std::process::id()));
        let world = World::real(&folder);
        let mut ledger = Ledger::open(&world, folder.join("ledger"), "example.org/told").expect("it opens");
        let said: Vec<Said> = ledger::read_said(ACTS.as_bytes()).collect::<Result<_, _>>().expect("events");
        let said: Vec<Said> = said.into_iter().filter(|said| !matches!(said.act, Act::Erased { .. })).collect();
        ledger.append(&world, &said).expect("taken");
        (folder, ledger)
    }

    const ACTS: &str = include_str!("../../proof/src/acts.jsonl");

    #[test]
    fn every_act_is_told_without_a_name_or_a_word_that_somebody_wrote() {
        let (folder, ledger) = ledger();
        let (mut acts, mut names) = (BTreeSet::new(), BTreeSet::new());
        let mut all = String::new();
        for event in ledger.events() {
            let (index, said) = event.expect("readable");
            let told = told(&ledger, index, &said).expect("told");
            acts.insert(said.act.name());
            names.extend(told.as_object().expect("an object").keys().cloned());
            all += &told.to_string();
        }
        assert!(acts.len() > 50, "{acts:?}");
        let known = ["version", "index", "act", "at"].into_iter().chain(TOLD.iter().copied()).collect::<BTreeSet<_>>();
        assert!(names.iter().all(|name| known.contains(name.as_str())), "{names:?}");
        for written in ["Wim Voorbeeld", "Please do not.", "verbatim", "reasons", "names", "authority", "nature"] {
            assert!(ACTS.contains(written), "the events hold `{written}`");
            assert!(!all.contains(written), "`{written}` was told");
        }
        drop(ledger);
        world::remove_dir(folder).expect("removable");
    }

    #[test]
    fn what_happens_to_an_objection_is_told_with_whose_it_is_and_how_far_it_reached() {
        let folder = std::env::temp_dir().join(format!("portal-told-of-{}", std::process::id()));
        let world = World::real(&folder);
        let mut ledger = Ledger::open(&world, folder.join("ledger"), "example.org/told").expect("it opens");
        let lines = [
            r#"{"at":"2026-01-04T09:00:00Z","act":"objection","id":"o1","candidates":["s2","s3"],"purpose":"p","scope":{"account":"a7"},"verbatim":"secret","article":"21(1)"}"#,
            r#"{"at":"2026-01-05T09:00:00Z","act":"objection_withdrawn","id":"o1"}"#,
            r#"{"at":"2026-01-06T09:00:00Z","act":"objection_resolved","id":"o1","subject":"s2"}"#,
            r#"{"at":"2026-01-07T09:00:00Z","act":"objection_accepted","id":"o1"}"#,
        ];
        let said: Vec<Said> = lines.iter().map(|line| ledger::parse_said(line).expect("valid")).collect();
        ledger.append(&world, &said[..2]).expect("taken");
        let scope = json!({ "account": "a7" });
        let at = |ledger: &Ledger, index: usize| told(ledger, index as u64, &said[index]).expect("told");
        let open = json!({ "version": 1, "index": 1, "act": "objection_withdrawn", "at": "2026-01-05T09:00:00Z",
            "subject": null, "purpose": "p", "scope": scope, "candidates": ["s2", "s3"] });
        assert_eq!(at(&ledger, 1), open);
        ledger.append(&world, &said[2..]).expect("taken");
        let known = json!({ "version": 1, "index": 3, "act": "objection_accepted", "at": "2026-01-07T09:00:00Z",
            "subject": "s2", "purpose": "p", "scope": scope });
        assert_eq!(at(&ledger, 3), known);
        drop(ledger);
        world::remove_dir(folder).expect("removable");
    }
}
