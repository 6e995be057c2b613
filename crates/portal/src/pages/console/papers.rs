//! Purposes with their bases and assessments, and the documents with their signatures. In: a signature. Out: the state of
//! the documents as `grondslag report` has it. Never: an approval by one person alone.

use super::super::public::purposes;
use super::super::{Visit, page, to};
use super::{Answer, SIGNERS, ask, staff, word};
use crate::form::Form;
use crate::office::{Sheet, Signature};
use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use crate::staff::{Role, Staff};
use axum::Extension;
use axum::extract::State;
use ledger::{Act, Ledger, LedgerError};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use std::collections::BTreeMap;
use terms::Instant;

/// One assessment that the ledger knows to be approved.
#[derive(Serialize)]
struct Assessed {
    assessment: String,
    index: u64,
    review_due: Option<String>,
    overdue: bool,
}

fn assessments(ledger: &Ledger, now: Instant) -> Result<BTreeMap<String, Vec<Assessed>>, LedgerError> {
    let mut all: BTreeMap<(String, String), Assessed> = BTreeMap::new();
    for (index, said) in ledger.said_of(&["assessment_approved", "assessment_withdrawn"])? {
        match said.act {
            Act::AssessmentApproved { assessment, purpose, review_due, .. } => {
                let assessment = word(&assessment).unwrap_or_default();
                let overdue = review_due.is_some_and(|due| due < now.date_naive());
                let review_due = review_due.map(|due| due.to_string());
                let one = Assessed { assessment: assessment.clone(), index, review_due, overdue };
                all.insert((purpose.to_string(), assessment), one);
            }
            Act::AssessmentWithdrawn { assessment, purpose } => {
                all.remove(&(purpose.to_string(), word(&assessment).unwrap_or_default()));
            }
            _ => {}
        }
    }
    let mut by_purpose: BTreeMap<String, Vec<Assessed>> = BTreeMap::new();
    for ((purpose, _), one) in all {
        by_purpose.entry(purpose).or_default().push(one);
    }
    Ok(by_purpose)
}

/// One document on the page.
#[derive(Serialize)]
struct Line {
    id: String,
    title: String,
    version: u32,
    substance: String,
    missing: usize,
    bars: Vec<String>,
    approver: String,
    signed: Vec<SignedLine>,
    approved_until: Option<String>,
    stands: bool,
    /// Whether this visitor's signature would count now.
    may_sign: bool,
}

#[derive(Serialize)]
struct SignedLine {
    by: String,
    role: String,
    on: String,
}

/// `GET /console/papers`.
pub(crate) async fn list(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    #[derive(Serialize)]
    struct Purpose {
        id: String,
        name: String,
        basis: String,
        assessments: Vec<Assessed>,
    }
    let now = house.world.now();
    let mut assessed = house.door.ask(move |ledger| assessments(ledger, now)).await?;
    let purposes = purposes(&house, visit.language).into_iter().map(|shown| Purpose {
        assessments: assessed.remove(&shown.id).unwrap_or_default(),
        id: shown.id,
        name: shown.name,
        basis: shown.basis,
    });
    let purposes: Vec<Purpose> = purposes.collect();
    let sheets = match ask(&house, |office| &*office.sheets, ()).await {
        Ok(sheets) => Some(sheets.iter().map(|sheet| line(&visit, sheet)).collect::<Vec<_>>()),
        // What the ledger knows is shown all the same.
        Err(_) => None,
    };
    let values = context! {
        purposes => Serde(purposes),
        sheets => Serde(sheets.as_deref().unwrap_or_default()),
        unreadable => sheets.is_none(),
        query => super::events::query(&["assessment_approved", "assessment_withdrawn"]),
        purposes_query => super::events::query(&["purpose_registered", "purpose_ended"]),
        profile => house.law.profile(),
        rules_digest => house.law.digest().to_string(),
    };
    page(&house, &visit, "console-papers", values)
}

fn line(visit: &Visit, sheet: &Sheet) -> Line {
    let me = visit.staff().map(|staff| staff.name.as_str());
    let title = sheet.title.get(visit.language.tag()).or_else(|| sheet.title.get("en"));
    let signed_by_me = sheet.signed.iter().any(|one| Some(one.by.as_str()) == me);
    Line {
        id: sheet.id.clone(),
        title: title.unwrap_or(&sheet.id).clone(),
        version: sheet.version,
        substance: sheet.substance.to_string(),
        missing: sheet.missing,
        bars: sheet.bars.clone(),
        approver: sheet.approver.clone(),
        signed: sheet
            .signed
            .iter()
            .map(|one| SignedLine { by: one.by.clone(), role: one.role.clone(), on: one.on.to_string() })
            .collect(),
        approved_until: sheet.approved_until.map(|until| until.to_string()),
        stands: sheet.stands,
        may_sign: visit.may(SIGNERS) && !sheet.stands && sheet.missing == 0 && sheet.bars.is_empty() && !signed_by_me,
    }
}

/// `POST /console/papers/sign`.
pub(crate) async fn sign(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let staff = staff(&visit)?;
    let sheets = ask(&house, |office| &*office.sheets, ()).await?;
    let sheet = sheets.into_iter().find(|sheet| sheet.id == form.field("document")).ok_or(Why::NotFound)?;
    let shown = (form.field("version"), form.field("substance"));
    if shown != (sheet.version.to_string().as_str(), sheet.substance.to_string().as_str()) {
        return Err(Why::Changed.into());
    }
    let role = role_for(staff, &sheet.approver).ok_or(Why::NotYourRole)?;
    let Sheet { id: document, version, substance, .. } = sheet;
    let signature = Signature { document, version, substance, by: staff.name.clone(), role };
    let signed: Result<_, Refusal> = ask(&house, |office| &*office.sign, signature).await;
    signed?;
    Ok(to("/console/papers"))
}

/// As what somebody signs: as the approver, if they are that.
fn role_for(staff: &Staff, approver: &str) -> Option<Role> {
    let approver = Role::parse(approver).filter(|role| SIGNERS.contains(role) && staff.roles.contains(role));
    approver.or_else(|| staff.acts_as(SIGNERS))
}
