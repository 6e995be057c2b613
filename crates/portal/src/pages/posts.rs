//! What became of a person's posts. In: who is signed in. Out: each post with its decision, the rules in plain words, and
//! where it is. Never: a post of anybody else; the question is asked for the subject of the session alone.

use super::console::ask;
use super::{Visit, page};
use crate::office::{Outcome, Reader, Use};
use crate::refusal::{Refusal, Why};
use crate::server::{House, Shared};
use crate::speech::Language;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use ledger::Act;
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use terms::{Date, RecordId};

/// One rule in plain words.
#[derive(Serialize)]
pub(super) struct RuleShown {
    pub id: String,
    pub meaning: String,
    pub cure: Option<String>,
    pub provision: String,
}

/// One post on the page.
#[derive(Serialize)]
struct Line {
    record: String,
    posted_on: Option<String>,
    beginning: String,
    outcome: &'static str,
    rules: Vec<RuleShown>,
    transforms: Vec<String>,
    corpus: Option<String>,
    model: Option<String>,
    /// Whether there is a model that may have read it and cannot be asked.
    unreadable: bool,
    /// The days on which somebody of the staff read it, because a detector was not sure.
    read_on: BTreeSet<Date>,
}

/// `GET /me/posts`.
pub(crate) async fn list(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Result<Response, Refusal> {
    let uses = uses(&house, &visit).await?.unwrap_or_default();
    let read = read(&house, &visit).await?;
    let is_used = |one: &&Use| matches!(one.outcome, Outcome::Used | Outcome::UsedInPart);
    let (total, used) = (uses.len(), uses.iter().filter(is_used).count());
    let lines = uses.iter().take(LINES_MAX).map(|one| line(&house, visit.language, one, &read)).collect::<Vec<_>>();
    let values = context! {
        total, used,
        refused => total - used,
        more => total > LINES_MAX,
        shown => lines.len(),
        lines => Serde(lines),
    };
    page(&house, &visit, "me-posts", values)
}

/// Everything that became of this person's posts, newest first; nothing where there is no project to look into.
pub(super) async fn uses(house: &Shared, visit: &Visit) -> Result<Option<Vec<Use>>, Refusal> {
    let subject = visit.signed_in()?.subject.clone();
    if house.config.office.is_none() {
        return Ok(None);
    }
    let mut uses = ask(house, |office| &*office.uses, subject).await?;
    uses.sort_by(|one, other| (other.posted_on, &other.record).cmp(&(one.posted_on, &one.record)));
    Ok(Some(uses))
}

/// On which days somebody of the staff read which record.
pub(super) type Readings = BTreeMap<RecordId, BTreeSet<Date>>;

/// The readings of this person's records. Who it was stays with the controller.
pub(super) async fn read(house: &Shared, visit: &Visit) -> Result<Readings, Refusal> {
    let subject = visit.signed_in()?.subject.clone();
    let history = house.door.ask(move |ledger| ledger.history(&subject)).await?;
    let mut readings = Readings::new();
    for (_, said) in history {
        if let Act::TextRead { record, .. } | Act::FindingsReviewed { record, .. } = said.act {
            readings.entry(record).or_default().insert(said.at.date_naive());
        }
    }
    Ok(readings)
}

/// The same for the download [GDPR 15(1), 20(1)].
pub(super) fn values(uses: &[Use], read: &Readings, house: &House) -> Result<Value, Refusal> {
    let value = |one: &Use| {
        let rules = one.rules.iter().map(|id| {
            let shown = rule(house, Language::English, id);
            json!({ "rule": id, "provision": shown.provision, "meaning": shown.meaning })
        });
        json!({
            "record": one.record, "posted_on": one.posted_on, "kind": one.kind, "text": one.text.expose(),
            "decision": one.outcome.as_str(), "because": rules.collect::<Vec<_>>(), "taken_out": one.transforms,
            "corpus": one.corpus, "model": one.model.digest(), "model_unreadable": one.model == Reader::Unreadable,
            "read_by_staff_on": read.get(&one.record),
        })
    };
    serde_json::to_value(uses.iter().map(value).collect::<Vec<_>>()).map_err(|_| Why::Unavailable.into())
}

fn line(house: &House, language: Language, one: &Use, read: &Readings) -> Line {
    Line {
        record: one.record.to_string(),
        posted_on: one.posted_on.map(|on| on.to_string()),
        beginning: beginning(one.text.expose()),
        outcome: one.outcome.as_str(),
        rules: one.rules.iter().map(|id| rule(house, language, id)).collect(),
        transforms: one.transforms.clone(),
        corpus: one.corpus.map(|digest| digest.to_string()),
        model: one.model.digest().map(|digest| digest.to_string()),
        unreadable: one.model == Reader::Unreadable,
        read_on: read.get(&one.record).cloned().unwrap_or_default(),
    }
}

/// The first words of a text, for its author to know it by.
fn beginning(text: &str) -> String {
    let mut first: String = text.chars().take(BEGINNING).collect();
    if first.len() < text.len() {
        first.push('…');
    }
    first
}

/// A rule in the reader's words; a rule of the project's own in those of its policy.
pub(super) fn rule(house: &House, language: Language, id: &str) -> RuleShown {
    let said = |part: &str| house.voices.say(language, &format!("rule-{id}-{part}"), &[]).ok();
    let own = house.law.rule(id);
    let meaning = said("meaning").or_else(|| own.map(|rule| rule.meaning.clone()));
    let provision = own.map(|rule| rule.provision.clone()).or_else(|| said("provision"));
    RuleShown {
        id: id.to_owned(),
        meaning: meaning.unwrap_or_default(),
        cure: said("cure"),
        provision: provision.unwrap_or_default(),
    }
}

const LINES_MAX: usize = 200;
/// Characters.
const BEGINNING: usize = 120;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shown_by_its_beginning() {
        assert_eq!(beginning("short"), "short");
        assert_eq!(beginning(&"é".repeat(200)), format!("{}…", "é".repeat(120)));
    }
}
