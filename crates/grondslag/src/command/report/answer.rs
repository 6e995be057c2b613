//! Answers and approvals. In: what a person says, with name and role. Out: a signed line in `documents`. Never: an answer
//! by a role that does not owe it, or an approval by one person.

use super::super::Context;
use crate::dossier;
use crate::exit::{Exit, Stop};
use crate::project::Project;
use crate::signing::{self, SigningError, Wanted};
use account::document::{self, ANSWER_VERSION, Answer, Answers, Edition};
use anyhow::Result;
use clap::Args;
use ledger::{Act, Assessment, Ledger, Said};
use serde_json::json;
use std::io::Read;
use std::path::PathBuf;
use terms::{Date, Digest};

/// Whose answer to what.
#[derive(Args)]
pub struct Answering {
    /// The document
    document: String,
    /// The field, as `report --list --format json` names it
    field: String,
    /// Who answers
    #[arg(long, value_name = "NAME")]
    by: String,
    /// As what: controller, dpo, counsel, engineering, product or security
    #[arg(long)]
    role: String,
    /// Language of the answer
    #[arg(long, default_value = "en")]
    lang: String,
    /// File with the text, instead of stdin
    #[arg(long)]
    file: Option<PathBuf>,
}

/// Whose approval of what.
#[derive(Args)]
pub struct Approving {
    /// The document
    document: String,
    /// Who signs it, as declared in `[[portal.staff]]`; another person has to sign, too
    #[arg(long, value_name = "NAME")]
    by: String,
    /// As what: controller, counsel, dpo, engineering or product; one of the two in the role that approves it
    #[arg(long)]
    role: String,
    /// Last day on which the approval counts, with the second signature [default: as the document says]
    #[arg(long, value_name = "DATE")]
    review_due: Option<String>,
}

/// `report answer`.
pub fn answer(arguments: &Answering, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    document::question(&arguments.document, &arguments.field).map_err(|error| Stop::usage(error.to_string()))?;
    let text = match &arguments.file {
        Some(path) => world::read_string(path)?,
        None => {
            let mut text = String::new();
            std::io::stdin().lock().read_to_string(&mut text)?;
            text
        }
    };
    let answer = Answer {
        version: ANSWER_VERSION,
        document: arguments.document.clone(),
        field: arguments.field.clone(),
        text: text.trim().to_owned(),
        lang: arguments.lang.clone(),
        by: arguments.by.clone(),
        role: arguments.role.clone(),
        at: project.world.now(),
    };
    answer.check().map_err(|error| Stop::usage(error.to_string()))?;
    let ledger = project.ledger()?;
    let mut drawer = dossier::load(&project, &ledger)?;
    drawer.lines.push_str(&terms::canonical_json(&answer)?);
    drawer.lines.push('\n');
    drawer.answers = Answers::read(&drawer.lines)?;
    drawer.save_answers(&project, &ledger)?;
    context.say(format!(
        "recorded in {}; `grondslag report {}` shows it",
        dossier::answers_file(&project).display(),
        answer.document
    ))?;
    if !context.text() {
        context.line(
            &json!({ "document": answer.document, "field": answer.field, "by": answer.by, "role": answer.role }),
        )?;
    }
    Ok(Exit::Done)
}

/// `report approve`: the signature of one; with that of another person the document is approved.
pub fn approve(arguments: &Approving, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let id = &arguments.document;
    let sheet = document::sheet(id).ok_or_else(|| Stop::usage(format!("there is no document `{id}`")))?;
    let review_due = match &arguments.review_due {
        Some(date) => Some(terms::parse_date(date).map_err(|error| Stop::usage(format!("`--review-due`: {error}")))?),
        None => None,
    };
    let role = portal::Role::parse(&arguments.role).filter(|role| !role.is_invited());
    let role = role.ok_or_else(|| {
        Stop::usage("`--role` is one of controller, counsel, dpo, engineering and product".to_owned())
    })?;
    if signing::provider_gives_roles(&project) {
        let why = "the OpenID provider says who works here, and this command cannot ask it; sign in the console";
        return Err(Stop::refused(why.to_owned()).into());
    }
    let wanted = Wanted { document: id, shown: None, by: &arguments.by, role, review_due };
    let given = signing::sign(&project, &wanted).map_err(|error| match error {
        SigningError::Broken(error) => error,
        error => Stop::refused(error.to_string()).into(),
    })?;
    let reference = format!("{id}/{}", given.edition.version);
    context.say(match given.approved_until {
        Some(until) => format!(
            "approved: {reference} until {until}{}",
            if given.assessed { format!("; write `document = \"{reference}\"` into register.toml") } else { String::new() }
        ),
        None => format!(
            "signed: {reference} by {} as {}; it takes two people of the staff, one of them as {}, so another has to sign",
            arguments.by, arguments.role, sheet.approver
        ),
    })?;
    if !context.text() {
        let substance: Digest = given.edition.substance;
        context.line(&json!({ "document": id, "version": given.edition.version, "reference": reference, "approved": given.approved_until.is_some(), "review_due": given.approved_until, "substance": substance }))?;
    }
    Ok(Exit::Done)
}

/// Says in the ledger that an assessment was approved, if the document is one. If we crash between this and writing the
/// documents, the approval is in the log and the document is still a draft: the safe side.
pub fn announce(
    project: &Project,
    ledger: &mut Ledger,
    document: &str,
    edition: &Edition,
    on: Date,
    review_due: Date,
) -> Result<bool> {
    let assessment = match document {
        "D02" => Assessment::Lia,
        "D03" => Assessment::Compat,
        "D08" => Assessment::Dpia,
        _ => return Ok(false),
    };
    let said = Act::AssessmentApproved {
        assessment,
        purpose: project.purpose(),
        review_due: Some(review_due),
        valid_from: Some(on),
        document: Some(edition.substance),
    };
    ledger.append(&project.world, &[Said::new(project.world.now(), said)])?;
    Ok(true)
}

/// The last day on which an approval of this day counts, if nobody says another.
pub fn due(on: Date, months: u32) -> Date {
    on.checked_add_months(chrono::Months::new(months)).unwrap_or(on)
}
