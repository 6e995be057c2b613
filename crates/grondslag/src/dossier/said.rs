//! What the ledger holds, in counts and in rows about orders, notices and breaches. In: a ledger. Out: branches of evidence.
//! Never: an id of a person, or what a data subject wrote. What the controller writes about a breach and the people that an
//! order names stand as they were recorded, because the authority is owed them.

use crate::project::Project;
use account::document::{Evidence, Nature};
use anyhow::Result;
use ledger::{Act, Ledger, Order, Said, Told};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use terms::{Instant, format_instant};

pub(super) fn add(evidence: &mut Evidence, project: &Project) -> Result<()> {
    let ledger = project.ledger()?;
    let (head, counts) = (ledger.tree_head(), ledger.counts()?);
    let acts = &counts.acts;
    let values = json!({
        "origin": ledger.origin(), "key": ledger.public_key(), "acts": acts, "erased": counts.erased,
        "head": { "size": head.size, "root": head.root },
    });
    evidence.add("ledger", "ledger/log/checkpoint and the store", Nature::Measured, values);
    let picked = |names: &[&str]| {
        let rows = names.iter().filter_map(|name| Some(((*name).to_owned(), json!(acts.get(*name)?))));
        Value::Object(rows.collect::<Map<String, Value>>())
    };
    let establishment = ledger.said_of(&["establishment_set"])?.pop().and_then(|(_, said)| match said.act {
        Act::EstablishmentSet { country, authority } => Some(json!({ "country": country, "authority": authority })),
        _ => None,
    });
    let said = json!({
        "objections": objections(&ledger)?,
        "consent": { "counts": picked(&["consent_given", "consent_refused", "consent_withdrawn"]), "categories": categories(&ledger)? },
        "notices": notices(&ledger, picked(&["notice_published", "notice_sent", "notice_delivered", "notice_failed", "notice_seen"]))?,
        "erasure": picked(&["erasure_requested", "erasure_granted", "erasure_refused", "forgotten"]),
        "restriction": picked(&["restriction_requested", "restriction_lifted"]),
        "requests": requests(acts),
        "outcomes": outcomes(&ledger)?,
        "extended": acts.get("request_extended").copied().unwrap_or_default(),
        "orders": orders(&ledger)?,
        "order_tasks": order_tasks(&ledger)?,
        "reports": reports(&ledger)?,
        "complaints": complaints(&ledger)?,
        "breaches": breaches(&ledger)?,
        "recipients": recipients(&ledger)?,
        "runs": runs(&ledger)?,
        "establishment": establishment,
    });
    evidence.add("said", "the ledger's events, by act", Nature::Measured, said);
    Ok(())
}

fn day(at: Instant) -> String {
    format_instant(at).chars().take(10).collect()
}

/// Objections by month, with the days until the next seal or purge decided without what was objected to.
fn objections(ledger: &Ledger) -> Result<Value> {
    let all = ledger.said_of(&[
        "objection",
        "objection_withdrawn",
        "objection_resolved",
        "objection_rejected",
        "objection_accepted",
    ])?;
    let mut seals: Vec<Instant> =
        ledger.said_of(&["corpus_sealed", "corpus_purged"])?.into_iter().map(|(_, said)| said.at).collect();
    seals.sort_unstable();
    let mut months: BTreeMap<String, (u64, Vec<i64>)> = BTreeMap::new();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let mut open: BTreeSet<String> = BTreeSet::new();
    for (_, said) in &all {
        match &said.act {
            Act::Objection(made) => {
                *counts.entry("received").or_default() += 1;
                if made.subject.is_none() {
                    open.insert(made.id.clone());
                    *counts.entry("without_account").or_default() += 1;
                }
                let month = months.entry(day(said.at).chars().take(7).collect()).or_default();
                month.0 += 1;
                let next = seals.get(seals.partition_point(|seal| *seal < said.at));
                month.1.extend(next.map(|seal| (*seal - said.at).num_days()));
            }
            Act::ObjectionWithdrawn { .. } => *counts.entry("withdrawn").or_default() += 1,
            Act::ObjectionResolved { id, .. } => {
                open.remove(id);
                *counts.entry("resolved").or_default() += 1;
            }
            Act::ObjectionRejected { .. } => *counts.entry("rejected").or_default() += 1,
            Act::ObjectionAccepted { .. } => *counts.entry("accepted").or_default() += 1,
            _ => {}
        }
    }
    let received = counts.get("received").copied().unwrap_or_default();
    let by_month = months.into_iter().map(|(month, (received, mut days))| {
        days.sort_unstable();
        let waiting = received.saturating_sub(days.len() as u64);
        json!({ "month": month, "received": received, "days_median": days.get(days.len() / 2), "days_most": days.last(), "waiting": waiting })
    });
    Ok(
        json!({ "received": received, "counts": counts, "by_month": by_month.collect::<Vec<_>>(), "unresolved": open.len() }),
    )
}

fn categories(ledger: &Ledger) -> Result<Value> {
    let mut named: BTreeMap<&'static str, u64> = BTreeMap::new();
    for (_, said) in ledger.said_of(&["consent_given"])? {
        if let Act::ConsentGiven(given) = said.act {
            given
                .categories
                .iter()
                .filter(|_| given.explicit)
                .for_each(|one| *named.entry(one.as_str()).or_default() += 1);
        }
    }
    Ok(json!(named))
}

fn notices(ledger: &Ledger, counts: Value) -> Result<Value> {
    let (mut channels, mut separate) = (BTreeSet::new(), 0_u64);
    for (_, said) in ledger.said_of(&["notice_delivered"])? {
        if let Act::NoticeDelivered(notice) = said.act {
            separate += u64::from(notice.objection_right_separate);
            channels.insert(notice.channel);
        }
    }
    let mut published = Vec::new();
    for (_, said) in ledger.said_of(&["notice_published"])? {
        if let Act::NoticePublished(notice) = said.act {
            published.push(json!({
                "version": notice.version, "audience": notice.audience, "languages": notice.languages,
                "document": notice.document, "published_on": day(said.at), "separate": notice.objection_right_separate,
            }));
        }
    }
    // Nobody was told apart from all else: then there is no such notice, not a count of none.
    let separate = (separate > 0).then_some(separate);
    Ok(json!({ "counts": counts, "channels": channels, "separate": separate, "published": published }))
}

/// Requests by right, with their answers.
fn requests(acts: &BTreeMap<String, u64>) -> Value {
    let count = |act: &str| acts.get(act).copied().unwrap_or_default();
    let answered = [
        // Where no act of its own closes a request, nobody counts its answers here; lifting a restriction answers none.
        ("access_requested", &[] as &[&str]),
        ("portability_requested", &[]),
        ("rectification_requested", &["rectification_made"]),
        ("erasure_requested", &["erasure_granted", "erasure_refused"]),
        ("restriction_requested", &[]),
        ("accuracy_contested", &["accuracy_settled"]),
    ];
    let row = |(asked, done): (&str, &[&str])| {
        let replied = (!done.is_empty()).then(|| done.iter().map(|act| count(act)).sum::<u64>());
        let received = count(asked);
        json!({ "request": asked, "received": received, "replied": replied, "open": replied.map(|replied| received.saturating_sub(replied)) })
    };
    Value::Array(answered.into_iter().map(row).collect())
}

fn outcomes(ledger: &Ledger) -> Result<Value> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (_, said) in ledger.said_of(&["request_replied"])? {
        if let Act::RequestReplied { outcome, .. } = said.act {
            let word = serde_json::to_value(outcome)?;
            *counts.entry(word.as_str().unwrap_or_default().to_owned()).or_default() += 1;
        }
    }
    Ok(json!(counts))
}

fn orders(ledger: &Ledger) -> Result<Value> {
    let all = ledger.said_of(&["order", "order_lifted", "order_appealed"])?;
    let lifted = |id: &str| {
        let found = all.iter().find(|(_, said)| matches!(&said.act, Act::OrderLifted { id: one } if one == id));
        found.map(|(_, said)| day(said.at))
    };
    let appealed = |id: &str| {
        all.iter().find_map(|(_, said)| match &said.act {
            Act::OrderAppealed { id: one, court } if one == id => Some(court.clone()),
            _ => None,
        })
    };
    let row = |order: &Order| -> Result<Value> {
        let words = serde_json::to_value(order)?;
        let keep = |key: &str| words.get(key).cloned().unwrap_or(Value::Null);
        Ok(json!({
            "id": order.id, "authority": order.authority, "kind": keep("kind"), "provision": order.provision, "from": order.from,
            "until": order.until, "lifted": lifted(&order.id), "territory": keep("territory"), "ops": keep("ops"),
            "purposes": keep("purposes"), "services": keep("services"), "people": keep("people"), "document": order.document,
            "appeal": order.appeal, "appealed": appealed(&order.id),
        }))
    };
    let rows = all.iter().filter_map(|(_, said)| match &said.act {
        Act::Order(order) => Some(row(order)),
        _ => None,
    });
    Ok(Value::Array(rows.collect::<Result<_>>()?))
}

fn rows(ledger: &Ledger, acts: &[&str], row: impl Fn(&Said) -> Option<Value>) -> Result<Value> {
    Ok(Value::Array(ledger.said_of(acts)?.iter().filter_map(|(_, said)| row(said)).collect()))
}

fn order_tasks(ledger: &Ledger) -> Result<Value> {
    rows(ledger, &["order_task_done"], |said| match &said.act {
        Act::OrderTaskDone { id, task, proof } => {
            Some(json!({ "id": id, "task": task, "proof": proof, "at": day(said.at) }))
        }
        _ => None,
    })
}

fn reports(ledger: &Ledger) -> Result<Value> {
    rows(ledger, &["report_delivered"], |said| match &said.act {
        Act::ReportDelivered { authority, report } => {
            Some(json!({ "authority": authority, "report": report, "at": day(said.at) }))
        }
        _ => None,
    })
}

fn complaints(ledger: &Ledger) -> Result<Value> {
    let closed = ledger.said_of(&["complaint_closed"])?;
    let outcome = |id: &str| {
        closed.iter().find_map(|(_, said)| match &said.act {
            Act::ComplaintClosed { id: one, outcome } if one == id => Some(outcome.clone()),
            _ => None,
        })
    };
    rows(ledger, &["complaint_received"], |said| match &said.act {
        Act::ComplaintReceived { id, authority, due, .. } => {
            Some(json!({ "authority": authority, "at": day(said.at), "due": due, "outcome": outcome(id) }))
        }
        _ => None,
    })
}

fn breaches(ledger: &Ledger) -> Result<Value> {
    let told = ledger.said_of(&["breach_notified"])?;
    let when = |id: &str, whom: Told| {
        told.iter().find_map(|(_, said)| match &said.act {
            Act::BreachNotified { id: one, to } if one == id && *to == whom => Some(said.at),
            _ => None,
        })
    };
    rows(ledger, &["breach_recorded"], |said| match &said.act {
        Act::BreachRecorded(breach) => {
            let due = breach.aware_at + chrono::TimeDelta::hours(72);
            let authority = when(&breach.id, Told::Authority);
            Some(json!({
                "id": breach.id, "aware_at": format_instant(breach.aware_at), "due": format_instant(due),
                "notified_authority": authority.map(format_instant), "in_time": authority.map(|at| at <= due),
                "notified_subjects": when(&breach.id, Told::Subjects).map(format_instant),
                "subjects": breach.subjects, "records": breach.records,
                "consequences": breach.consequences.expose(), "measures": breach.measures.expose(),
            }))
        }
        _ => None,
    })
}

fn recipients(ledger: &Ledger) -> Result<Value> {
    let mut told: BTreeMap<String, u64> = BTreeMap::new();
    for (_, said) in ledger.said_of(&["recipient_notified"])? {
        if let Act::RecipientNotified { recipient, .. } = said.act {
            *told.entry(recipient).or_default() += 1;
        }
    }
    Ok(Value::Array(
        told.into_iter().map(|(recipient, notified)| json!({ "recipient": recipient, "notified": notified })).collect(),
    ))
}

fn runs(ledger: &Ledger) -> Result<Value> {
    rows(ledger, &["run_started", "run_stopped"], |said| match &said.act {
        Act::RunStarted { run, .. } => {
            Some(json!({ "run": run, "act": "run_started", "at": format_instant(said.at), "reason": Value::Null }))
        }
        Act::RunStopped { run, reason } => {
            Some(json!({ "run": run, "act": "run_stopped", "at": format_instant(said.at), "reason": reason }))
        }
        _ => None,
    })
}
