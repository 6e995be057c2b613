//! The events behind a figure. In: words of acts. Out: position, moment and act of each, newest first. Never: what an event
//! says, or about whom.

use super::super::{Visit, page};
use super::Answer;
use crate::form::Form;
use crate::queue;
use crate::server::Shared;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use ledger::Act;
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use std::collections::BTreeSet;
use terms::format_instant;

/// The acts as the address of their events names them.
pub(super) fn query(acts: &[&str]) -> String {
    acts.join(",")
}

/// The same of one act about one version of a notice.
pub(super) fn about(act: &str, version: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let version =
        version.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    format!("{act}&notice={}", version.collect::<String>())
}

/// The version of a notice that an act is about.
fn version_of(act: &Act) -> Option<&str> {
    match act {
        Act::NoticePublished(notice) => Some(&notice.version),
        Act::NoticeDelivered(notice) => Some(&notice.version),
        Act::NoticeSent { version, .. } | Act::NoticeSeen { version, .. } | Act::NoticeFailed { version, .. } => {
            Some(version)
        }
        _ => None,
    }
}

/// `GET /console/events`.
pub(crate) async fn list(State(house): State<Shared>, Extension(visit): Extension<Visit>, uri: Uri) -> Answer {
    #[derive(Serialize)]
    struct Line {
        index: u64,
        act: &'static str,
        at: String,
        by: Option<String>,
    }
    #[derive(Serialize)]
    struct Counted {
        act: String,
        count: u64,
    }
    let query = uri.query().unwrap_or_default().as_bytes();
    // A query that cannot be read asks for nothing.
    let query = Form::read("application/x-www-form-urlencoded", query).unwrap_or_default();
    let asked: BTreeSet<String> = query.field("act").split(',').map(str::to_owned).collect();
    let before: Option<u64> = query.field("before").parse().ok();
    let month = Some(query.field("month").to_owned()).filter(|month| is_month(month));
    let of_month = month.clone();
    let notice = Some(query.field("notice")).filter(|version| !version.is_empty()).map(str::to_owned);
    let found = house.door.ask(move |ledger| {
        let known = queue::known_acts(ledger)?;
        let acts: Vec<&str> = known.iter().filter(|act| asked.contains(*act)).map(String::as_str).collect();
        let said = if acts.is_empty() { Vec::new() } else { ledger.said_of(&acts)? };
        Ok((ledger.counts()?, said, queue::done_by(ledger)?, acts.join(",")))
    });
    let (counts, mut said, by, acts) = found.await?;
    if let Some(month) = &of_month {
        said.retain(|(_, said)| format_instant(said.at).starts_with(month));
    }
    if let Some(version) = &notice {
        said.retain(|(_, said)| version_of(&said.act) == Some(version));
    }
    let total = said.len();
    let earlier = said.iter().rev().filter(|(index, _)| before.is_none_or(|before| *index < before));
    let lines: Vec<Line> = earlier
        .take(LINES)
        .map(|(index, said)| Line {
            index: *index,
            act: said.act.name(),
            at: format_instant(said.at),
            // What staff did is theirs to answer for; about whom it was is not shown.
            by: match &said.act {
                Act::StaffActed { staff, .. } => Some(staff.clone()),
                _ => by.get(index).cloned(),
            },
        })
        .collect();
    let next = lines.last().filter(|_| lines.len() == LINES).map(|line| line.index);
    let counted = counts.acts.into_iter().map(|(act, count)| Counted { act, count });
    let values = context! {
        lines => Serde(&lines),
        counted => Serde(counted.collect::<Vec<_>>()),
        erased => counts.erased,
        total => total,
        next => next,
        // The next page is about the same.
        more => notice.as_ref().map_or_else(|| acts.clone(), |version| about(&acts, version)),
        acts => acts,
        month => month,
    };
    page(&house, &visit, "console-events", values)
}

/// Whether this is a month, `2026-11`.
fn is_month(text: &str) -> bool {
    text.len() == 7 && terms::parse_date(&format!("{text}-01")).is_ok()
}

const LINES: usize = 100;
