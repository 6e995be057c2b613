//! Pages for everybody: what happens with posts, signing in, objecting without an account, looking up, verifying. In: a
//! visit and a form. Out: a page, and for an objection an event. Never: an answer that depends on whether an address, a
//! name or a reference is known to us, other than to who brings the reference.

use super::{Visit, page, set_cookie, to};
use crate::door::DoorError;
use crate::form::Form;
use crate::invitations;
use crate::mail::Letter;
use crate::refusal::{Refusal, Why};
use crate::server::Shared;
use crate::session::{Principal, Secret, Ticket};
use crate::speech::Language;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use ledger::{Act, Covers, ObjectionMade, ObjectionScope, Period, Said, Shown, verify_receipt};
use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;
use terms::{Lang, Text, format_instant};

/// A purpose in the reader's language.
#[derive(Serialize)]
pub(super) struct PurposeShown {
    pub id: String,
    pub name: String,
    what: String,
    why: String,
    pub basis: String,
    since: String,
    /// The language of the words, where it is not the page's.
    foreign: Option<&'static str>,
}

/// One language to choose.
#[derive(Serialize)]
struct Spoken {
    tag: &'static str,
    name: &'static str,
}

pub(super) fn purposes(house: &Shared, language: Language) -> Vec<PurposeShown> {
    let shown = house.config.purposes.iter().filter_map(|notice| {
        let own = notice.texts.get(language.tag());
        // INVARIANT: the portal does not start where a purpose has no words in English.
        let text = own.or_else(|| notice.texts.get("en"))?;
        let basis = serde_json::to_value(notice.basis).ok()?;
        Some(PurposeShown {
            id: notice.purpose.to_string(),
            name: text.name.clone(),
            what: text.what.clone(),
            why: text.why.clone(),
            basis: basis.as_str().unwrap_or("none").to_owned(),
            since: notice.since.to_string(),
            foreign: if own.is_none() { Some("en") } else { None },
        })
    });
    shown.collect()
}

type Answer = Result<Response, Refusal>;

pub(crate) async fn home(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    let purposes = purposes(&house, visit.language);
    page(&house, &visit, "home", context! { purposes => Serde(purposes) })
}

/// The languages, each by the name that its speakers give it.
pub(crate) async fn languages(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    let languages = Language::ALL.iter().map(|language| Spoken { tag: language.tag(), name: language.name() });
    let home = if visit.person().is_some() { "/me" } else { "/" };
    page(&house, &visit, "languages", context! { languages => Serde(languages.collect::<Vec<_>>()), home => home })
}

pub(crate) async fn sign_in(State(house): State<Shared>, Extension(visit): Extension<Visit>, uri: Uri) -> Answer {
    let again = is_again(&uri);
    if visit.person().is_some() && !again {
        return Ok(to("/me"));
    }
    page(&house, &visit, "sign-in", context! { action => "/sign-in", again => again })
}

/// Whether the query asks for a sign-in of somebody who is signed in: a step that wants to be sure.
pub(super) fn is_again(uri: &Uri) -> bool {
    uri.query().unwrap_or_default().split('&').any(|pair| pair == "again=1")
}

/// The same for the staff.
pub(crate) async fn sign_in_staff(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    if visit.staff().is_some() {
        return Ok(to("/console"));
    }
    page(&house, &visit, "sign-in-staff", context! { action => "/console/sign-in", again => false })
}

pub(crate) async fn send_link(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let who = house.sessions.person(form.field("address"));
    send(&house, &visit, who.as_ref())
}

/// The same for the staff.
pub(crate) async fn send_link_to_staff(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let (now, address) = (house.world.now(), form.field("address").to_owned());
    let declared = house.sessions.staff(&address, now);
    // Asked whoever it is, so that the time of the answer tells nothing.
    let invited = house.door.ask(move |ledger| {
        let invited = invitations::of_address(ledger, &address, now.date_naive())?;
        Ok(invited.map(|one| one.principal(&address)))
    });
    let invited = invited.await?;
    send(&house, &visit, declared.or(invited).as_ref())
}

fn send(house: &Shared, visit: &Visit, who: Option<&Principal>) -> Answer {
    let limits = &house.config.limits;
    let minutes = limits.link_minutes;
    // The letter leaves on its own: neither the words nor the time of the answer say whether the address is known.
    if let Some(who) = who
        && let Some(link) = house.sessions.link(&house.world, who, minutes, limits.links_per_person)
    {
        let language = who.language().and_then(|tag| Language::of(tag.as_str())).unwrap_or(visit.language);
        let values = [
            ("controller", house.config.controller.name.clone()),
            ("link", format!("{}/sign-in/{}", house.config.base_url, link.expose())),
            ("minutes", minutes.to_string()),
        ];
        let say = |key| house.voices.say(language, key, &values).map_err(|_| Refusal::from(Why::Unavailable));
        let letter = Letter {
            to: who.address().clone(),
            subject: say("letter-subject")?,
            text: Text::new(say("letter-text")?),
            id: None,
        };
        deliver(house, letter);
    }
    page(house, visit, "link-sent", context! { minutes => minutes })
}

/// Hands a letter over without waiting for it.
pub(super) fn deliver(house: &Shared, letter: Letter) {
    let house = house.clone();
    tokio::task::spawn_blocking(move || {
        if let Err(error) = house.config.mailer.deliver(&letter, &house.world) {
            tracing::error!(%error, "a letter did not leave");
        }
    });
}

/// The page that a link opens. It has a button, because programs that check letters for viruses open links too.
pub(crate) async fn link(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Path(link): Path<String>,
) -> Answer {
    if !house.sessions.link_works(&link, house.world.now()) {
        return Err(Why::BadLink.into());
    }
    page(&house, &visit, "link", context! { link => link })
}

pub(crate) async fn confirm(State(house): State<Shared>, Extension(form): Extension<Form>) -> Answer {
    let minutes = house.config.limits.session_minutes;
    let (who, session) = house.sessions.sign_in(&house.world, form.raw("link"), minutes).ok_or(Why::BadLink)?;
    Ok(admit(&house, &who, &session))
}

/// The way to the first page of somebody who signed in, with the cookie of the session.
pub(super) fn admit(house: &Shared, who: &Principal, session: &Secret) -> Response {
    let minutes = house.config.limits.session_minutes;
    let mut response = to(match who {
        Principal::Person(_) => "/me",
        Principal::Staff(_) | Principal::Invited(..) => "/console",
    });
    if let Some(cookie) = set_cookie(house, "session", session.expose(), Some(minutes.saturating_mul(60))) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

pub(crate) async fn without_account(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    page(&house, &visit, "without-account", context! { wrong => false })
}

pub(crate) async fn object_without_account(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let given = [form.field("name"), form.field("handle").trim_start_matches('@'), form.field("link")];
    let names: Vec<Text> = given.iter().filter(|name| !name.is_empty()).map(|name| Text::new(*name)).collect();
    // A name of one or two letters would be found in every text.
    let fits = |name: &Text| (3..=NAME_CHARACTERS_MAX).contains(&name.expose().chars().count());
    if names.is_empty() || !names.iter().all(fits) {
        let page = page(&house, &visit, "without-account", context! { wrong => true })?;
        return Ok((axum::http::StatusCode::BAD_REQUEST, page).into_response());
    }
    let id = house.sessions.objection_id("visitor", form.field("once"));
    let made = ObjectionMade {
        id: id.clone(),
        subject: None,
        candidates: Vec::new(),
        names,
        purpose: None,
        scope: ObjectionScope::Person,
        period: Period::Both,
        models: None,
        verbatim: None,
        reasons: None,
        channel: Some("form".to_owned()),
        notice_version: None,
        language: Lang::new(visit.language.tag()).ok(),
        article: house.config.objection,
    };
    let said = Said::new(house.world.now(), Act::Objection(made));
    match house.door.append(vec![said]).await {
        Ok(receipts) => {
            let index = receipts.first().ok_or(Why::Unavailable)?.index;
            let ticket = house.sessions.ticket(&house.world, Ticket { index, objection: id });
            Ok(to(&format!("/receipt/{}", ticket.expose())))
        }
        // The form was sent twice; the first answer showed the receipt.
        Err(DoorError::Known) => Err(Refusal::new(Why::BadRequest, "this form was recorded before")),
        Err(error) => Err(error.into()),
    }
}

fn redeem(house: &Shared, ticket: &str) -> Result<Ticket, Refusal> {
    house.sessions.redeem(ticket, house.world.now()).ok_or_else(|| Why::NotFound.into())
}

pub(crate) async fn receipt(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Path(ticket): Path<String>,
) -> Answer {
    let Ticket { index, objection } = redeem(&house, &ticket)?;
    let file = format!("/receipt/{ticket}/file");
    show_receipt(&house, &visit, index, &file, Some(objection)).await
}

pub(crate) async fn receipt_file(State(house): State<Shared>, Path(ticket): Path<String>) -> Answer {
    let Ticket { index, .. } = redeem(&house, &ticket)?;
    send_receipt(&house, index).await
}

/// A receipt as a page.
pub(super) async fn show_receipt(
    house: &Shared,
    visit: &Visit,
    index: u64,
    file: &str,
    reference: Option<String>,
) -> Answer {
    let bytes = house.door.ask(move |ledger| ledger.receipt(index)).await?.proof;
    let verified = verify_receipt(&bytes, Some(&house.public_key)).map_err(|error| {
        tracing::error!(%error, index, "a receipt of our own does not hold");
        Refusal::from(Why::Unavailable)
    })?;
    let values = context! { receipt => Serde(Shown::of(&verified)), file => file, reference => reference };
    page(house, visit, "receipt", values)
}

/// A receipt as a file.
pub(super) async fn send_receipt(house: &Shared, index: u64) -> Answer {
    let bytes = house.door.ask(move |ledger| ledger.receipt(index)).await?.proof;
    let name = format!("attachment; filename=\"receipt-{index:010}.tlog-proof\"");
    let kind = "application/octet-stream".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

pub(crate) async fn look_up(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    page(&house, &visit, "look-up", context! { asked => false })
}

/// Whether an objection stands. Nobody can look for a name: only who holds the receipt knows the reference, and an unknown
/// reference gets the same answer as one that no longer stands.
pub(crate) async fn looked_up(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let reference = form.field("reference").to_ascii_lowercase();
    let now = house.world.now();
    let purposes: Vec<_> = house.config.purposes.iter().map(|notice| notice.purpose.clone()).collect();
    let stands = house.door.ask(move |ledger| {
        for purpose in purposes {
            if ledger.is_objected_name(&reference, &purpose, now)? {
                return Ok(true);
            }
        }
        Ok(false)
    });
    let stands = stands.await?;
    page(&house, &visit, "look-up", context! { asked => true, stands => stands })
}

pub(crate) async fn verify(State(house): State<Shared>, Extension(visit): Extension<Visit>) -> Answer {
    page(&house, &visit, "verify", context! { checked => false, key => house.public_key.clone() })
}

pub(crate) async fn verified(
    State(house): State<Shared>,
    Extension(visit): Extension<Visit>,
    Extension(form): Extension<Form>,
) -> Answer {
    let result = checked(&house, &form);
    page(&house, &visit, "verify", context! { key => house.public_key.clone(), ..result })
}

/// What the receipt in a form proves, or why it does not hold.
pub(super) fn checked(house: &Shared, form: &Form) -> Value {
    // A text field turns every line break into two characters; a proof has one.
    let pasted = form.raw("text").replace("\r\n", "\n");
    let proof = if form.raw("file").is_empty() { pasted.as_str() } else { form.raw("file") };
    match verify_receipt(proof.as_bytes(), Some(&house.public_key)) {
        Ok(verified) => context! { checked => true, receipt => Serde(Shown::of(&verified)) },
        Err(error) => context! { checked => true, error => error.to_string() },
    }
}

/// Whether something covers a kind or service, for consent.
pub(super) fn everything<T>() -> Covers<T> {
    Covers::All
}

pub(super) fn moment(at: terms::Instant) -> String {
    format_instant(at)
}

const NAME_CHARACTERS_MAX: usize = 200;
