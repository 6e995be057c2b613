//! The law that decides, and what another would change. In: the laws of the project, and two of them by name. Out: the rules
//! with provision, meaning and cure, and what differs. Never: a decision, or a law that is taken into use.

use super::super::posts::rule;
use super::super::{Visit, page};
use super::{Answer, ask};
use crate::form::Form;
use crate::office::Altered;
use crate::rules::effect;
use crate::server::Shared;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use law::Law;
use law::diff::{Edit, policies};
use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;
use std::collections::BTreeMap;
use terms::Date;

/// One rule on the page.
#[derive(Serialize)]
struct RuleLine {
    id: String,
    effect: &'static str,
    provision: String,
    meaning: String,
    cure: Option<String>,
}

/// One law that somebody can choose.
#[derive(Serialize)]
struct Choice {
    profile: String,
    digest: String,
    valid_from: String,
    /// Whether the portal decides with it.
    used: bool,
}

/// What differs between two laws.
#[derive(Serialize)]
struct Difference {
    from: String,
    to: String,
    same: bool,
    added: Vec<RuleLine>,
    removed: Vec<RuleLine>,
    edited: Vec<Edited>,
    numbers: Vec<Part>,
}

#[derive(Serialize)]
struct Edited {
    id: String,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    part: String,
    old: String,
    new: String,
}

/// `GET /console/law`.
pub(crate) async fn show(State(house): State<Shared>, Extension(visit): Extension<Visit>, uri: Uri) -> Answer {
    let query = uri.query().unwrap_or_default().as_bytes();
    // A query that cannot be read asks for nothing.
    let query = Form::read("application/x-www-form-urlencoded", query).unwrap_or_default();
    let laws = ask(&house, |office| &*office.laws, ()).await;
    let on = house.world.now().date_naive();
    let rules: Vec<RuleLine> = house.law.rules().map(|one| line(&house, &visit, &house.law, &one.id)).collect();
    let (mut choices, mut difference, mut altered) = (Vec::new(), None, None);
    if let Ok(laws) = &laws {
        choices = laws.iter().map(|law| choice(law, &house.law)).collect();
        let named = |field: &str| laws.iter().find(|law| law.digest().to_string() == query.field(field));
        if let (Some(from), Some(to)) = (named("from"), named("to")) {
            difference = Some(differ(&house, &visit, from, to));
            let pair = (from.digest(), to.digest());
            altered = ask(&house, |office| &*office.altered, pair).await.ok().flatten();
        }
    }
    let values = context! {
        profile => house.law.profile(),
        digest => house.law.digest().to_string(),
        valid_from => house.law.numbers().valid_from.to_string(),
        stale => laws.as_ref().is_ok_and(|laws| is_stale(laws, &house.law, on)),
        rules => Serde(rules),
        choices => Serde(choices),
        unreadable => laws.is_err(),
        difference => difference.map(Serde).map(Value::from),
        altered => altered.as_ref().map(counts),
        from => query.field("from"),
        to => query.field("to"),
    };
    page(&house, &visit, "console-law", values)
}

/// Whether the project has a later law that has begun, or no longer has the one that the portal was started with.
fn is_stale(laws: &[Law], used: &Law, on: Date) -> bool {
    let later = |law: &Law| law.numbers().valid_from > used.numbers().valid_from;
    laws.iter().all(|law| law.digest() != used.digest()) || Law::in_force(laws, on).is_some_and(later)
}

fn choice(law: &Law, used: &Law) -> Choice {
    Choice {
        profile: law.profile().to_owned(),
        digest: law.digest().to_string(),
        valid_from: law.numbers().valid_from.to_string(),
        used: law.digest() == used.digest(),
    }
}

/// A rule of a law: in the reader's words where it is one of the law that is used, else in its own.
fn line(house: &Shared, visit: &Visit, law: &Law, id: &str) -> RuleLine {
    let own = law.rule(id);
    let words = Some(rule(house, visit.language, id)).filter(|words| !words.meaning.is_empty());
    let is_ours = own.map(|rule| &rule.meaning) == house.law.rule(id).map(|rule| &rule.meaning);
    let words = words.filter(|_| is_ours);
    let of = |part: fn(&law::Rule) -> String| own.map(part).unwrap_or_default();
    RuleLine {
        id: id.to_owned(),
        effect: own.map_or("forbid", |rule| effect(rule.effect)),
        provision: of(|rule| rule.provision.clone()),
        cure: words.as_ref().map_or_else(|| own.and_then(|rule| rule.cure.clone()), |words| words.cure.clone()),
        meaning: words.map_or_else(|| of(|rule| rule.meaning.clone()), |words| words.meaning),
    }
}

fn differ(house: &Shared, visit: &Visit, from: &Law, to: &Law) -> Difference {
    let found = policies(from, to);
    let lines = |law: &Law, ids: &[String]| ids.iter().map(|id| line(house, visit, law, id)).collect();
    let parts = |edits: &[Edit]| -> Vec<Part> {
        let part = |edit: &Edit| Part { part: edit.part.clone(), old: edit.old.clone(), new: edit.new.clone() };
        edits.iter().map(part).collect()
    };
    Difference {
        from: from.profile().to_owned(),
        to: to.profile().to_owned(),
        same: found.is_empty(),
        added: lines(to, &found.added),
        removed: lines(from, &found.removed),
        edited: found.edited.iter().map(|one| Edited { id: one.id.clone(), parts: parts(&one.edits) }).collect(),
        numbers: parts(&found.numbers),
    }
}

fn counts(altered: &Altered) -> Value {
    #[derive(Serialize)]
    struct Row<'a> {
        what: &'a str,
        count: u64,
    }
    let rows = |counts: &BTreeMap<String, u64>| {
        let rows: Vec<Row<'_>> = counts.iter().map(|(what, count)| Row { what, count: *count }).collect();
        Value::from(Serde(rows))
    };
    context! {
        as_of => altered.as_of.clone(),
        operation => altered.operation.clone(),
        records => altered.records,
        changed => altered.changed,
        people => altered.people,
        moves => rows(&altered.moves),
        gained => rows(&altered.gained),
        lost => rows(&altered.lost),
    }
}
