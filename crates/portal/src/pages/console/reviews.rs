//! Human review of what the detectors were not sure of. In: a verdict about a text and its findings. Out: an event that the
//! next decision reads. Never: a verdict about another text than the one that was shown, or a text that is shown before the
//! ledger knows who reads it.

use super::super::{Visit, page, to};
use super::{Answer, HANDS, act, ask, staff};
use crate::form::Form;
use crate::office::{HeldRecord, Looked};
use crate::queue;
use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use axum::Extension;
use axum::extract::State;
use ledger::{Act, Ledger, LedgerError, Said, Verdict};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use terms::Instant;

/// A piece of a text: marked where a detector was not sure.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Piece {
    text: String,
    kinds: Vec<String>,
}

/// One record on the page.
#[derive(Serialize)]
struct Shown {
    record: String,
    posted_on: Option<String>,
    lang: Option<String>,
    reviewed: String,
    kinds: Vec<String>,
    pieces: Vec<Piece>,
}

/// What was looked at so far.
pub(super) fn looked(ledger: &Ledger, now: Instant) -> Result<Looked, LedgerError> {
    Ok(ledger.reviews(now)?.into_iter().map(|(record, review)| (record, review.reviewed)).collect())
}

/// `GET /console/reviews`.
pub(crate) async fn list(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    let now = house.world.now();
    let looked = house.door.ask(move |ledger| looked(ledger, now)).await?;
    let held = ask(&house, |office| &*office.held, looked).await?;
    record_reading(&house, &visit, &held.records).await?;
    let lines = Serde(held.records.iter().map(shown).collect::<Vec<_>>());
    let query = super::events::query(queue::REVIEWS);
    page(&house, &visit, "console-reviews", context! { lines, total => held.total, query })
}

/// Says in the ledger who reads these texts: each once for a reader and a day. The person whose text it is sees that somebody
/// did [GDPR 5(2)].
async fn record_reading(house: &Shared, visit: &Visit, held: &[HeldRecord]) -> Result<(), Refusal> {
    let staff = staff(visit)?;
    let role = staff.acts_as(HANDS).ok_or(Why::NotYourRole)?;
    let (now, name) = (house.world.now(), staff.name.clone());
    let shown: Vec<Act> = held
        .iter()
        .map(|one| Act::TextRead { record: one.record.clone(), subject: one.subject.clone(), reviewed: one.reviewed })
        .collect();
    let new = move |ledger: &Ledger| {
        let read = queue::read_on(ledger, &name, now.date_naive())?;
        let is_new = |act: &&Act| match act {
            Act::TextRead { record, reviewed, .. } => !read.contains(&(record.clone(), *reviewed)),
            _ => false,
        };
        let by = |of: &Act| Act::StaffActed {
            staff: name.clone(),
            role: role.as_str().to_owned(),
            of: of.name().to_owned(),
        };
        let new = shown.iter().filter(is_new).flat_map(|act| [Said::new(now, act.clone()), Said::new(now, by(act))]);
        let new: Vec<Said> = new.collect();
        Ok((!new.is_empty()).then_some(new))
    };
    house.door.append_asked(new).await?;
    Ok(())
}

fn shown(held: &HeldRecord) -> Shown {
    let mut kinds: Vec<String> = held.doubts.iter().map(|doubt| doubt.kind.clone()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    Shown {
        record: held.record.to_string(),
        posted_on: held.posted_on.map(|on| on.to_string()),
        lang: held.lang.clone(),
        reviewed: held.reviewed.to_string(),
        kinds,
        pieces: pieces(held),
    }
}

/// The text in pieces, cut where a finding begins or ends.
fn pieces(held: &HeldRecord) -> Vec<Piece> {
    let text = held.text.expose();
    let inside = |place: usize| text.is_char_boundary(place.min(text.len()));
    let doubts = || held.doubts.iter().filter(|doubt| inside(doubt.start) && inside(doubt.end));
    let mut cuts: Vec<usize> =
        doubts().flat_map(|doubt| [doubt.start, doubt.end]).map(|cut| cut.min(text.len())).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let between = cuts.iter().zip(cuts.iter().skip(1));
    between
        .filter_map(|(start, end)| {
            let kinds = doubts().filter(|doubt| doubt.start <= *start && *end <= doubt.end);
            Some(Piece {
                text: text.get(*start..*end)?.to_owned(),
                kinds: kinds.map(|doubt| doubt.kind.clone()).collect(),
            })
        })
        .collect()
}

/// `POST /console/reviews/verdict`.
pub(crate) async fn verdict(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let outcome = Verdict::parse(form.field("outcome"));
    let outcome = outcome.ok_or_else(|| Refusal::new(Why::BadRequest, "`outcome` is `cleared` or `confirmed`"))?;
    let now = house.world.now();
    let looked = house.door.ask(move |ledger| looked(ledger, now)).await?;
    let held = ask(&house, |office| &*office.held, looked).await?;
    let named = |one: &HeldRecord| one.record.as_str() == form.field("record");
    let one = held.records.into_iter().find(named).ok_or(Why::NotFound)?;
    // The text, or what was found in it, is no longer what was looked at.
    if one.reviewed.to_string() != form.field("reviewed") {
        return Err(Why::Changed.into());
    }
    let verdict = Act::FindingsReviewed { record: one.record, subject: one.subject, reviewed: one.reviewed, outcome };
    act(&house, &visit, HANDS, vec![verdict]).await?;
    Ok(to("/console/reviews"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::Doubt;
    use terms::{Digest, RecordId, Text};

    fn check(text: &str, doubts: &[(usize, usize)], expected: &[(&str, usize)]) {
        let doubt = |(start, end): &(usize, usize)| Doubt { start: *start, end: *end, kind: "HEALTH".to_owned() };
        let held = HeldRecord {
            record: RecordId::new("r"),
            subject: None,
            posted_on: None,
            lang: None,
            text: Text::new(text),
            doubts: doubts.iter().map(doubt).collect(),
            reviewed: Digest::of("x"),
        };
        let found = pieces(&held);
        let found: Vec<_> = found.iter().map(|piece| (piece.text.as_str(), piece.kinds.len())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_is_cut_where_findings_begin_and_end_and_nothing_of_it_is_lost() {
        check("all of it", &[(4, 6)], &[("all ", 0), ("of", 1), (" it", 0)]);
        check("abcdef", &[(0, 4), (2, 6)], &[("ab", 1), ("cd", 2), ("ef", 1)]);
        check("", &[], &[]);
        check("whole", &[(0, 99)], &[("whole", 1)]);
        // A place within a character is none of ours; the text is shown whole.
        check("é", &[(0, 1)], &[("é", 0)]);
    }
}
