//! The table of all routes. In: a request. Out: what its route answers, if this client may have it. Never: a route that
//! is not in the table, or one that the table does not say who may use.

use crate::client::{self, Burden};
use crate::form::{Form, FormError};
use crate::invitations;
use crate::pages::{self, Visit};
use crate::refusal::{Refusal, Why};
use crate::rights::{drp, opendsr};
use crate::server::{Machines, Peer, Shared};
use crate::session::same;
use crate::staff::Role;
use crate::{completions, decisions, effects, log, notices, openapi, permits, posts, rules};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, delete, get, post};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use terms::Digest;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Everybody.
    Anyone,
    /// A machine with a key, or any machine on a portal that answers its own machine alone.
    Machine,
    /// An authorised agent whose token the controller declared.
    Agent,
    /// Who is signed in, about themselves.
    Person,
    /// Who of the staff has one of these roles.
    Staff(&'static [Role]),
}

/// What a route takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Nothing.
    Nothing,
    /// Facts: one object, an array of them, or one a line.
    Facts,
    /// A prompt.
    Prompt,
    /// A conversation.
    Messages,
    /// A question about a permit.
    Permit,
    /// Posts, accounts and deletions, one a line.
    Lines,
    /// A request by OpenDSR.
    Rights,
    /// A request by the Data Rights Protocol, signed.
    Signed,
    /// Letters that came back: one object, or an array of them.
    Bounces,
    /// What became of notices in the app: one object, or an array of them.
    Words,
    /// A form with these fields, beside its stamp.
    Form(&'static [&'static str]),
    /// The same, with a file.
    Upload(&'static [&'static str]),
}

/// What a route gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gives {
    /// A page in the person's language.
    Page,
    /// The way to another page.
    Redirect,
    /// Decisions.
    Decisions,
    /// Whether a permit holds.
    Permit,
    /// What a model wrote.
    Completion,
    /// The rules.
    Rules,
    /// Effects, as they come.
    Effects,
    /// That a request was received.
    Received,
    /// That a request is taken back.
    TakenBack,
    /// What became of a request.
    Status,
    /// How many words were recorded.
    Counted,
    /// JSON of no further form.
    Json,
    /// Text.
    Text,
    /// A style sheet.
    Style,
    /// Bytes.
    Bytes,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub who: Who,
    pub burden: Burden,
    pub takes: Takes,
    pub gives: Gives,
    pub summary: &'static str,
}

impl Route {
    const fn get(path: &'static str, who: Who, gives: Gives, summary: &'static str) -> Self {
        Self { method: "GET", path, who, burden: Burden::Light, takes: Takes::Nothing, gives, summary }
    }

    const fn post(path: &'static str, who: Who, takes: Takes, gives: Gives, summary: &'static str) -> Self {
        Self { method: "POST", path, who, burden: Burden::Light, takes, gives, summary }
    }

    const fn delete(path: &'static str, who: Who, takes: Takes, gives: Gives, summary: &'static str) -> Self {
        Self { method: "DELETE", path, who, burden: Burden::Light, takes, gives, summary }
    }

    const fn heavy(self) -> Self {
        Self { burden: Burden::Heavy, ..self }
    }
}

type Line = (Route, MethodRouter<Shared>);

/// Every route with what answers it.
pub(crate) fn table() -> Vec<Line> {
    let mut lines = for_machines();
    lines.extend(for_carriers());
    lines.extend(for_anyone());
    lines.extend(for_strangers());
    lines.extend(for_persons());
    lines.extend(for_staff());
    lines.extend(for_oversight());
    lines.extend(for_hands());
    lines.extend(for_orders());
    lines
}

fn for_machines() -> Vec<Line> {
    use Gives::{Bytes, Completion, Counted, Decisions, Effects, Json, Permit, Rules, Style, Text};
    use Who::{Anyone, Machine};
    let asked = |path, takes, gives, summary| Route::post(path, Machine, takes, gives, summary);
    vec![
        (
            asked("/v1/decisions", Takes::Facts, Decisions, "Decide one record, or a batch of them"),
            post(decisions::decide),
        ),
        (asked("/v1/permits", Takes::Permit, Permit, "Whether training on a corpus may go on"), post(permits::ask)),
        (asked("/v1/completions", Takes::Prompt, Completion, "Write on from a prompt"), post(completions::complete)),
        (
            asked("/v1/chat/completions", Takes::Messages, Completion, "Write on after a conversation"),
            post(completions::chat),
        ),
        (Route::get("/v1/models", Machine, Json, "The model that is served"), get(completions::models)),
        (
            asked("/v1/posts", Takes::Lines, Json, "Say what was posted, edited, shown to others or deleted"),
            post(posts::push),
        ),
        (
            Route::get("/v1/effects", Machine, Effects, "What takes effect, as it does, from any place in the log"),
            get(effects::follow),
        ),
        (
            asked(
                "/v1/notices/delivered",
                Takes::Words,
                Counted,
                "Say that a notice was delivered, seen or failed in the app",
            ),
            post(notices::take_words),
        ),
        (
            asked("/v1/notices/bounces", Takes::Bounces, Counted, "Say which letters came back"),
            post(notices::take_bounces),
        ),
        (
            Route::get("/v1/law", Anyone, Rules, "The rules that decide, with provision, meaning and cure"),
            get(rules::law),
        ),
        (Route::get("/healthz", Anyone, Text, "Whether the portal runs"), get(log::health)),
        (Route::get("/readyz", Anyone, Json, "Whether the ledger answers"), get(log::ready)),
        (
            Route::get("/checkpoint", Anyone, Text, "The signed tree head of the log (C2SP tlog-checkpoint)"),
            get(log::checkpoint),
        ),
        (Route::get("/tile/{*path}", Anyone, Bytes, "A tile of the log (C2SP tlog-tiles)"), get(log::tile)),
        (Route::get("/openapi.json", Anyone, Json, "This document"), get(openapi::answer)),
        (Route::get("/portal.css", Anyone, Style, "The style of the pages"), get(pages::style)),
    ]
}

/// What carries the requests of people here: OpenDSR, and the Data Rights Protocol.
fn for_carriers() -> Vec<Line> {
    use Gives::{Json, Received, Status, TakenBack};
    use Who::{Agent, Anyone, Machine};
    let exercise = |path| Route::post(path, Agent, Takes::Signed, Status, "Exercise a right of a person (DRP)");
    vec![
        (
            Route::get("/v1/discovery", Anyone, Json, "Which rights and identities are understood (OpenDSR)"),
            get(opendsr::discovery),
        ),
        (
            Route::post(
                "/v1/opengdpr_requests",
                Machine,
                Takes::Rights,
                Received,
                "Record a person's request (OpenDSR)",
            ),
            post(opendsr::create),
        ),
        (
            Route::get("/v1/opengdpr_requests/{id}", Machine, Status, "What became of a request (OpenDSR)"),
            get(opendsr::status),
        ),
        (
            Route::delete(
                "/v1/opengdpr_requests/{id}",
                Machine,
                Takes::Nothing,
                TakenBack,
                "Take an objection back, as long as nobody answered it (OpenDSR)",
            ),
            delete(opendsr::revoke),
        ),
        (exercise("/v1/data-rights-request"), post(drp::exercise)),
        // As versions before 0.9.3 have it.
        (exercise("/v1/data-rights-request/"), post(drp::exercise)),
        (
            Route::get("/v1/data-rights-request/{id}", Agent, Status, "What became of a request of this agent (DRP)"),
            get(drp::status),
        ),
        (
            Route::delete(
                "/v1/data-rights-request/{id}",
                Agent,
                Takes::Signed,
                Status,
                "Take an objection back, as long as nobody answered it (DRP)",
            ),
            delete(drp::revoke),
        ),
        (Route::get("/v1/agent/{id}", Agent, Json, "Whether a token is still this agent's (DRP)"), get(drp::agent)),
    ]
}

/// The first page, and the ways in.
fn for_anyone() -> Vec<Line> {
    use Gives::{Page, Redirect};
    use Who::Anyone;
    vec![
        (Route::get("/", Anyone, Page, "What happens with posts, and the right to object"), get(pages::public::home)),
        (Route::get("/sign-in", Anyone, Page, "Ask for a link to sign in"), get(pages::public::sign_in)),
        (
            Route::post(
                "/sign-in",
                Anyone,
                Takes::Form(&["address"]),
                Page,
                "Send a link to sign in; says the same for every address",
            )
            .heavy(),
            post(pages::public::send_link),
        ),
        (
            Route::get("/console/sign-in", Anyone, Page, "Ask for a link to the console"),
            get(pages::public::sign_in_staff),
        ),
        (
            Route::post(
                "/console/sign-in",
                Anyone,
                Takes::Form(&["address"]),
                Page,
                "Send a link to the console; says the same for every address",
            )
            .heavy(),
            post(pages::public::send_link_to_staff),
        ),
        (
            Route::get("/sign-in/oidc", Anyone, Redirect, "Sign in through the organisation's own provider").heavy(),
            get(pages::gate::begin),
        ),
        (
            Route::get("/console/sign-in/oidc", Anyone, Redirect, "The same for the staff").heavy(),
            get(pages::gate::begin_staff),
        ),
        (
            Route::get("/sign-in/oidc/callback", Anyone, Redirect, "Where the provider sends a browser back to")
                .heavy(),
            get(pages::gate::callback),
        ),
        (
            Route::get("/sign-in/{link}", Anyone, Page, "The page that a link in a letter opens"),
            get(pages::public::link),
        ),
        (
            Route::post("/sign-in/confirm", Anyone, Takes::Form(&["link"]), Redirect, "Use the link up and sign in")
                .heavy(),
            post(pages::public::confirm),
        ),
    ]
}

/// What nobody signs in for.
fn for_strangers() -> Vec<Line> {
    use Gives::{Bytes, Page, Redirect};
    use Who::Anyone;
    vec![
        (
            Route::get("/without-account", Anyone, Page, "Object without an account"),
            get(pages::public::without_account),
        ),
        (
            Route::post(
                "/without-account",
                Anyone,
                Takes::Form(&["once", "name", "handle", "link"]),
                Redirect,
                "Record an objection of somebody without an account",
            )
            .heavy(),
            post(pages::public::object_without_account),
        ),
        (
            Route::get(
                "/receipt/{ticket}",
                Anyone,
                Page,
                "The receipt of an objection made without an account, for an hour",
            ),
            get(pages::public::receipt),
        ),
        (Route::get("/receipt/{ticket}/file", Anyone, Bytes, "The same as a file"), get(pages::public::receipt_file)),
        (Route::get("/languages", Anyone, Page, "Choose the language of the pages"), get(pages::public::languages)),
        (Route::get("/look-up", Anyone, Page, "Look up an objection by its reference"), get(pages::public::look_up)),
        (
            Route::post(
                "/look-up",
                Anyone,
                Takes::Form(&["reference"]),
                Page,
                "Whether an objection with this reference stands; never whose it is",
            )
            .heavy(),
            post(pages::public::looked_up),
        ),
        (Route::get("/verify", Anyone, Page, "Check a receipt"), get(pages::public::verify)),
        (Route::get("/verify/alone", Anyone, Page, "A page that checks a receipt without us"), get(pages::alone::page)),
        (
            Route::post("/verify", Anyone, Takes::Upload(&["text", "file"]), Page, "What a receipt proves").heavy(),
            post(pages::public::verified),
        ),
    ]
}

fn for_persons() -> Vec<Line> {
    use Gives::{Bytes, Json, Page, Redirect};
    use Who::Person;
    vec![
        (
            Route::get("/me", Person, Page, "What I said, what holds, and until when I get an answer"),
            get(pages::me::home),
        ),
        (
            Route::post(
                "/me/object",
                Person,
                Takes::Form(&["once", "purpose", "scope", "account", "items"]),
                Redirect,
                "Object",
            ),
            post(pages::me::object),
        ),
        (
            Route::post(
                "/me/objection/withdraw",
                Person,
                Takes::Form(&["objection"]),
                Redirect,
                "Take an objection back",
            ),
            post(pages::me::withdraw_objection),
        ),
        (
            Route::post(
                "/me/consent",
                Person,
                Takes::Form(&["purpose", "answer"]),
                Redirect,
                "Say yes or no to one purpose",
            ),
            post(pages::me::consent),
        ),
        (
            Route::post("/me/consent/withdraw", Person, Takes::Form(&["purpose"]), Redirect, "Take consent back"),
            post(pages::me::withdraw_consent),
        ),
        (
            Route::post(
                "/me/request",
                Person,
                Takes::Form(&["once", "what", "text"]),
                Redirect,
                "Ask for erasure, restriction or rectification, or contest accuracy",
            ),
            post(pages::me::request),
        ),
        (
            Route::get("/me/posts", Person, Page, "What became of each post of mine, and under which rule"),
            get(pages::posts::list),
        ),
        (Route::get("/me/receipts/{index}", Person, Page, "One receipt of mine"), get(pages::me::receipt)),
        (Route::get("/me/receipts/{index}/file", Person, Bytes, "The same as a file"), get(pages::me::receipt_file)),
        (Route::get("/me/data", Person, Json, "Everything that the ledger holds about me"), get(pages::me::everything)),
        (Route::post("/sign-out", Person, Takes::Form(&[]), Redirect, "Sign out"), post(pages::me::sign_out)),
    ]
}

/// What staff may look at.
fn for_staff() -> Vec<Line> {
    use Gives::{Page, Redirect};
    use Who::Staff;
    use pages::console::{DESK, EVERYONE, HANDS, events, hooks, notices, orders, papers, requests, reviews, stock};
    vec![
        (Route::get("/console", Staff(EVERYONE), Page, "What waits for an answer"), get(pages::console::home)),
        (
            Route::get("/console/requests", Staff(DESK), Page, "Requests without an answer, with their clocks"),
            get(requests::list),
        ),
        (
            Route::get("/console/identities", Staff(HANDS), Page, "Objections whose maker is not known for sure"),
            get(requests::identities),
        ),
        (
            Route::get("/console/reviews", Staff(HANDS), Page, "Texts that wait for somebody to look"),
            get(reviews::list),
        ),
        (Route::get("/console/notices", Staff(DESK), Page, "Who was told, who was not, and why"), get(notices::list)),
        (
            Route::get("/console/papers", Staff(EVERYONE), Page, "Purposes, assessments and documents"),
            get(papers::list),
        ),
        (Route::get("/console/orders", Staff(EVERYONE), Page, "Orders, and what stopped when"), get(orders::list)),
        (Route::get("/console/stock", Staff(EVERYONE), Page, "Corpora, runs and models"), get(stock::list)),
        (
            Route::get(
                "/console/hooks",
                Staff(EVERYONE),
                Page,
                "How far each system was told, and what it did not take",
            ),
            get(hooks::list),
        ),
        (Route::get("/console/events", Staff(EVERYONE), Page, "The events behind a figure"), get(events::list)),
        (
            Route::post("/console/sign-out", Staff(EVERYONE), Takes::Form(&[]), Redirect, "Sign out of the console"),
            post(pages::console::sign_out),
        ),
    ]
}

/// What oversight looks at, from inside and from outside.
fn for_oversight() -> Vec<Line> {
    use Gives::{Bytes, Page, Redirect};
    use Who::Staff;
    use pages::console::{EVERYONE, EXAMINERS, INVITERS, figures, invitations, law, proof};
    vec![
        (
            Route::get("/console/law", Staff(EVERYONE), Page, "The law that decides, and what another would change"),
            get(law::show),
        ),
        (Route::get("/console/figures", Staff(EVERYONE), Page, "What was said, month by month"), get(figures::list)),
        (
            Route::get(
                "/console/proof",
                Staff(EVERYONE),
                Page,
                "The head of the log, its key, and the check of a receipt",
            ),
            get(proof::show),
        ),
        (
            Route::post(
                "/console/proof",
                Staff(EVERYONE),
                Takes::Upload(&["text", "file"]),
                Page,
                "What a receipt proves",
            )
            .heavy(),
            post(proof::check),
        ),
        (
            Route::get("/console/proof/pack", Staff(EXAMINERS), Bytes, "The evidence pack as one file").heavy(),
            get(proof::pack),
        ),
        (
            Route::post("/console/proof/pack", Staff(EXAMINERS), Takes::Form(&[]), Redirect, "Make the evidence pack")
                .heavy(),
            post(proof::make),
        ),
        (
            Route::get("/console/invitations", Staff(INVITERS), Page, "Who from outside may read here"),
            get(invitations::list),
        ),
    ]
}

/// What staff may do.
fn for_hands() -> Vec<Line> {
    use Gives::Redirect;
    use Who::Staff;
    use pages::console::hooks::{self, CARRIERS};
    use pages::console::{HANDS, INVITERS, SIGNERS, invitations, notices, papers, requests, reviews};
    let post_of =
        |path, roles, fields, summary| Route::post(path, Staff(roles), Takes::Form(fields), Redirect, summary);
    vec![
        (
            post_of("/console/requests/answer", HANDS, &["index", "answer", "reasons"], "Answer a request"),
            post(requests::answer),
        ),
        (
            post_of("/console/identities/resolve", HANDS, &["id", "subject"], "Say whose an objection is"),
            post(requests::resolve),
        ),
        (
            post_of(
                "/console/reviews/verdict",
                HANDS,
                &["record", "reviewed", "outcome"],
                "Say what the detectors were not sure of",
            ),
            post(reviews::verdict),
        ),
        (post_of("/console/notices/again", HANDS, &["index"], "Try again to tell one person"), post(notices::again)),
        (
            post_of("/console/papers/sign", SIGNERS, &["document", "version", "substance"], "Sign a document"),
            post(papers::sign),
        ),
        (
            post_of("/console/hooks/send", CARRIERS, &["hook", "index"], "Send a letter to a system once more"),
            post(hooks::send),
        ),
        (
            post_of(
                "/console/invitations",
                INVITERS,
                &["once", "name", "address", "role", "until"],
                "Let somebody from outside read here until a day",
            )
            .heavy(),
            post(invitations::invite),
        ),
        (
            post_of("/console/invitations/withdraw", INVITERS, &["id"], "Let them in no longer"),
            post(invitations::withdraw),
        ),
    ]
}

/// What staff does with orders.
fn for_orders() -> Vec<Line> {
    use Gives::Redirect;
    use Who::Staff;
    use pages::console::{HANDS, STOPPERS, orders};
    let post_of =
        |path, roles, fields, summary| Route::post(path, Staff(roles), Takes::Form(fields), Redirect, summary);
    vec![
        (post_of("/console/orders/stop", STOPPERS, &["once"], "Stop everything"), post(orders::stop)),
        (
            post_of(
                "/console/orders/enter",
                HANDS,
                &[
                    "kind",
                    "id",
                    "authority",
                    "provision",
                    "from",
                    "until",
                    "territory",
                    "ops",
                    "purposes",
                    "appeal",
                    "document",
                ],
                "Enter an order of an authority",
            ),
            post(orders::enter),
        ),
        (
            post_of("/console/orders/lift", HANDS, &["id"], "End an order that another person entered"),
            post(orders::lift),
        ),
    ]
}

/// The router, made from the table.
pub(crate) fn router(house: Shared) -> Router {
    let mut router = Router::new();
    for (route, answer) in table() {
        let guarded = answer.route_layer(from_fn_with_state((house.clone(), route), guard));
        router = router.route(route.path, guarded);
    }
    router
        .fallback(|| async { Refusal::from(Why::NotFound) })
        .method_not_allowed_fallback(|| async { Refusal::from(Why::NotAllowed) })
        .with_state(house.clone())
        .layer(from_fn_with_state(house.clone(), dress))
        .layer(from_fn_with_state(house, in_time))
        .layer(from_fn(secure))
}

/// Lets a request through to its route, or not.
async fn guard(
    State((house, route)): State<(Shared, Route)>,
    mut request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    let now = house.world.now();
    let client = client_of(&house, &request);
    let rate = if route.burden == Burden::Heavy { &house.heavy } else { &house.light };
    rate.admit(client, now).map_err(|seconds| {
        let detail = format!("wait {seconds} s, then go on");
        Refusal::new(Why::TooOften, detail).header(header::RETRY_AFTER, HeaderValue::from(seconds))
    })?;
    let mut visit = Visit::of(&house, &request);
    if let Some(id) = visit.invitation() {
        // Asked each time, so that who was sent away through another portal is gone here too.
        let stands = house.door.ask(move |ledger| invitations::stands(ledger, &id, now.date_naive()));
        if !stands.await? {
            visit.end(&house);
        }
    }
    match route.who {
        Who::Anyone => {}
        Who::Machine => machine(&house.machines, request.headers())?,
        Who::Agent => {
            let agent = house.config.drp.as_ref().and_then(|drp| drp.agent(request.headers()));
            request.extensions_mut().insert(Arc::new(agent.ok_or_else(unknown)?));
        }
        Who::Person if visit.person().is_some() => {}
        Who::Staff(roles) if visit.may(roles) => {}
        Who::Staff(_) if visit.staff().is_some() => return Err(Why::NotYourRole.into()),
        Who::Person | Who::Staff(_) if request.method() == Method::POST => return Err(Why::NotSignedIn.into()),
        Who::Person => return Ok(Redirect::to("/sign-in").into_response()),
        Who::Staff(_) => return Ok(Redirect::to("/console/sign-in").into_response()),
    }
    if let Takes::Form(_) | Takes::Upload(_) = route.takes {
        request = stamped(&house, &visit, request).await?;
    }
    let cookie = visit.first_cookie(&house);
    request.extensions_mut().insert(visit);
    let mut response = next.run(request).await;
    if let Some(cookie) = cookie.filter(|_| route.gives == Gives::Page) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn client_of(house: &Shared, request: &Request) -> IpAddr {
    // A request without a peer did not come through our listener; all of them are one client.
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::from([0; 16]), |peer| peer.0.ip());
    client::address(house.config.clients, peer, request.headers())
}

fn machine(machines: &Machines, headers: &HeaderMap) -> Result<(), Refusal> {
    let Machines::Keys(keys) = machines else { return Ok(()) };
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = Digest::of(given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default().trim());
    // Every key is compared, so that the time does not say which one came near.
    let known = keys.iter().fold(false, |known, key| known | same(key.key_digest.as_bytes(), given.as_bytes()));
    if known {
        return Ok(());
    }
    Err(unknown())
}

fn unknown() -> Refusal {
    Refusal::new(Why::NotSignedIn, "send `Authorization: Bearer KEY` with a key that the controller gave you")
        .header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}

/// Reads the form and checks that a page of ours sent it.
async fn stamped(house: &Shared, visit: &Visit, request: Request) -> Result<Request, Refusal> {
    let (mut parts, body) = request.into_parts();
    // A browser that says so is believed at once; one that does not say has to know the stamp all the same.
    let site = parts.headers.get("sec-fetch-site").and_then(|value| value.to_str().ok()).unwrap_or("none");
    if !matches!(site, "same-origin" | "none") {
        return Err(Why::BadStamp.into());
    }
    let bytes = bounded(house, body).await?;
    let content_type =
        parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let form = Form::read(content_type, &bytes).map_err(|error| match error {
        FormError::WrongType => Refusal::new(Why::WrongType, "send the form as a browser does"),
        FormError::Broken => Refusal::new(Why::BadRequest, "send each field once, in UTF-8"),
    })?;
    if !same(form.raw("stamp").as_bytes(), visit.stamp(house).as_bytes()) {
        return Err(Why::BadStamp.into());
    }
    parts.extensions.insert(form);
    Ok(Request::from_parts(parts, Body::empty()))
}

/// The media type of a body in lower case, without its parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The body, if it is not too large.
pub(crate) async fn bounded(house: &Shared, body: Body) -> Result<axum::body::Bytes, Refusal> {
    let most = house.config.limits.body_bytes_max;
    to_bytes(body, most).await.map_err(|error| {
        // A body that broke off on its way is the only other reason, and nobody reads the answer then.
        tracing::debug!(%error, "a body was not read");
        Refusal::new(Why::TooLarge, format!("send at most {most} bytes")).with("bytes_max", most)
    })
}

/// Turns a refusal into problem details or a page, after who asks.
async fn dress(State(house): State<Shared>, request: Request, next: Next) -> Response {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let person = accept.contains("text/html");
    let visit = Visit::of(&house, &request);
    let mut response = next.run(request).await;
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    let allow = response.headers_mut().remove(header::ALLOW);
    let mut dressed = if person { pages::refused(&house, &visit, refusal) } else { refusal.problem() };
    if let Some(allow) = allow {
        dressed.headers_mut().insert(header::ALLOW, allow);
    }
    dressed
}

/// Ends a request that takes too long, however slowly its body comes.
async fn in_time(State(house): State<Shared>, request: Request, next: Next) -> Response {
    let most = Duration::from_secs(house.config.limits.request_seconds_max);
    match tokio::time::timeout(most, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let refusal = Refusal::new(Why::TooSlow, format!("send the whole request within {} s", most.as_secs()));
            refusal.header(header::CONNECTION, HeaderValue::from_static("close")).problem()
        }
    }
}

/// Headers of every answer: nothing is loaded from elsewhere, framed, sniffed or told to others.
async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in SECURITY {
        // One page has a policy of its own: it runs one script, and reaches nobody.
        if !headers.contains_key(*name) {
            headers.insert(*name, HeaderValue::from_static(value));
        }
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

const SECURITY: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("strict-transport-security", "max-age=31536000"),
];
