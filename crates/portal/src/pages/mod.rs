//! Pages for people. In: who visits, in which language, and what is to be shown. Out: HTML that needs no script. Never: a
//! value that is not escaped, a request to another site, or a choice that is made already.

pub(crate) mod alone;
pub(crate) mod console;
pub(crate) mod gate;
pub(crate) mod me;
pub(crate) mod posts;
pub(crate) mod public;

use crate::config::Person;
use crate::door::DoorError;
use crate::refusal::{Refusal, Why};
use crate::server::{House, Shared};
use crate::session::{Principal, Secret, Session};
use crate::speech::{Language, Voices};
use crate::staff::{Role, Staff};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, context};
use std::sync::Arc;
use terms::{Instant, format_instant, parse_date, parse_instant};

/// One visit: who, in which language, with which cookies.
#[derive(Clone)]
pub(crate) struct Visit {
    pub language: Language,
    pub session: Option<Session>,
    session_secret: Option<String>,
    /// The random name of this browser, which stamps are bound to; it says nothing about anybody.
    visitor: String,
    new: bool,
    path: String,
}

impl Visit {
    pub(crate) fn of(house: &House, request: &Request) -> Self {
        let headers = request.headers();
        let session_secret = cookie(headers, &name(house, "session"));
        let session = session_secret.as_deref().and_then(|secret| house.sessions.session(secret, house.world.now()));
        // Only names of our own form count, or a page of somebody else could give one that it knows.
        let known = cookie(headers, &name(house, "visitor"))
            .filter(|visitor| visitor.len() == 64 && visitor.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let new = known.is_none();
        let visitor = known.unwrap_or_else(|| Secret::draw(&house.world).expose().to_owned());
        let chosen = cookie(headers, &name(house, "lang"));
        let language = language_of(request, chosen.as_deref());
        let is_staff = session.as_ref().is_some_and(|session| matches!(session.who, Principal::Staff(_)));
        let at_console = request.uri().path().starts_with("/console");
        Self {
            language: if is_staff || at_console { language.of_staff() } else { language },
            session_secret: session_secret.filter(|_| session.is_some()),
            session,
            visitor,
            new,
            path: request.uri().path().to_owned(),
        }
    }

    /// What a form must carry to come from a page of ours.
    pub(crate) fn stamp(&self, house: &House) -> String {
        house.sessions.stamp(&self.visitor, self.session_secret.as_deref())
    }

    /// The cookie that makes this browser's next form acceptable, if it has none yet.
    pub(crate) fn first_cookie(&self, house: &House) -> Option<HeaderValue> {
        if self.new { set_cookie(house, "visitor", &self.visitor, None) } else { None }
    }

    pub(crate) fn person(&self) -> Option<&Arc<Person>> {
        self.session.as_ref().and_then(|session| match &session.who {
            Principal::Person(person) => Some(person),
            Principal::Staff(_) | Principal::Invited(..) => None,
        })
    }

    pub(crate) fn staff(&self) -> Option<&Arc<Staff>> {
        self.session.as_ref().and_then(|session| match &session.who {
            Principal::Staff(staff) | Principal::Invited(staff, _) => Some(staff),
            Principal::Person(_) => None,
        })
    }

    /// The invitation that somebody from outside is here under.
    pub(crate) fn invitation(&self) -> Option<Arc<str>> {
        self.session.as_ref().and_then(|session| match &session.who {
            Principal::Invited(_, id) => Some(Arc::clone(id)),
            _ => None,
        })
    }

    /// Ends the session of somebody who may not be here any more.
    pub(crate) fn end(&mut self, house: &House) {
        self.session = None;
        if let Some(secret) = self.session_secret.take() {
            house.sessions.sign_out(&secret, house.world.now());
        }
    }

    /// Whether this is somebody of the staff who has one of these roles.
    pub(crate) fn may(&self, roles: &[Role]) -> bool {
        self.staff().is_some_and(|staff| staff.acts_as(roles).is_some())
    }

    /// Whether the sign-in was a moment ago.
    fn is_fresh(&self, house: &House) -> bool {
        let minutes = chrono::TimeDelta::try_minutes(house.config.limits.fresh_minutes).unwrap_or_default();
        self.session.as_ref().is_some_and(|session| house.world.now() - session.since <= minutes)
    }

    fn signed_in(&self) -> Result<&Arc<Person>, Refusal> {
        self.person().ok_or_else(|| Why::NotSignedIn.into())
    }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

fn secure(house: &House) -> bool {
    house.config.base_url.starts_with("https://")
}

/// Over HTTPS the name binds the cookie to this host and its root: no neighbour can set it.
fn name(house: &House, name: &str) -> String {
    if secure(house) { format!("__Host-{name}") } else { name.to_owned() }
}

fn set_cookie(house: &House, plain: &str, value: &str, seconds: Option<i64>) -> Option<HeaderValue> {
    let secure = if secure(house) { "; Secure" } else { "" };
    let age = seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    let name = name(house, plain);
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")).ok()
}

/// A page with this content.
fn page(house: &Shared, visit: &Visit, template: &str, values: Value) -> Result<Response, Refusal> {
    let html = render(house, visit, template, values).map_err(|error| {
        tracing::error!(page = template, "a page could not be rendered: {error:#}");
        Refusal::from(Why::Unavailable)
    })?;
    let mut response = Html(html).into_response();
    if let Some(language) = set_cookie(house, "lang", visit.language.tag(), Some(LANGUAGE_SECONDS)) {
        response.headers_mut().append(header::SET_COOKIE, language);
    }
    Ok(response)
}

/// The page that says why not.
pub(crate) fn refused(house: &Shared, visit: &Visit, refusal: Refusal) -> Response {
    let values = context! { why => refusal.why.word() };
    match render(house, visit, "refused", values) {
        Ok(html) => refusal.page(html),
        Err(error) => {
            tracing::error!("the page of a refusal could not be rendered: {error:#}");
            refusal.problem()
        }
    }
}

fn render(house: &Shared, visit: &Visit, template: &str, values: Value) -> Result<String, Error> {
    let frame = context! {
        lang => visit.language.tag(),
        path => visit.path.clone(),
        signed_in => visit.person().is_some(),
        staff => visit.staff().map(|staff| staff.name.clone()),
        pages => console::pages_of(visit),
        oidc => house.gate.is_some(),
        stamp => visit.stamp(house),
        once => Secret::draw(&house.world).expose(),
        controller => Serde(&house.config.controller),
    };
    let body = house.templates.get_template(template)?.render(context! { ..values, ..frame.clone() })?;
    let title = format!("title-{template}");
    house.templates.get_template("frame")?.render(context! {
        title => title,
        body => Value::from_safe_string(body),
        ..frame
    })
}

/// The language for a request: what the person chose on a page, else what the browser likes.
fn language_of(request: &Request, chosen: Option<&str>) -> Language {
    let asked = request.uri().query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("lang="));
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    asked
        .and_then(Language::of)
        .or_else(|| chosen.and_then(Language::of))
        .or_else(|| accepted.and_then(Language::accepted))
        .unwrap_or(Language::English)
}

/// The templates, with the words they may use. Every one is rendered in the tests.
pub(crate) fn templates(voices: &Voices) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    let known = voices.clone();
    environment.add_function("t", move |state: &State<'_, '_>, key: &str, values: Kwargs| -> Result<String, Error> {
        let mut words = Vec::new();
        for name in values.args() {
            words.push((name, values.get::<Value>(name)?.to_string()));
        }
        known.say(spoken(state), key, &words).map_err(unsaid)
    });
    let known = voices.clone();
    // Of a day, or of the day of a moment.
    environment.add_function("day", move |state: &State<'_, '_>, when: &str| -> Result<String, Error> {
        let day = match parse_date(when) {
            Ok(day) => day,
            Err(_) => parse_instant(when)
                .map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))?
                .date_naive(),
        };
        known.date(spoken(state), day).map_err(unsaid)
    });
    for (name, template) in TEMPLATES {
        environment.add_template(name, template)?;
    }
    Ok(environment)
}

fn spoken(state: &State<'_, '_>) -> Language {
    state.lookup("lang").and_then(|lang| lang.as_str().and_then(Language::of)).unwrap_or(Language::English)
}

fn unsaid(error: crate::speech::Speechless) -> Error {
    Error::new(ErrorKind::InvalidOperation, error.to_string())
}

/// `GET /portal.css`.
pub(crate) async fn style() -> Response {
    let kept = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (kept, STYLE).into_response()
}

/// Until when a request must be answered [GDPR 12(3)].
fn answer_due(received: Instant) -> String {
    format_instant(ledger::answer_due(received))
}

/// The way to another page, after something was done.
fn to(path: &str) -> Response {
    Redirect::to(path).into_response()
}

impl From<DoorError> for Refusal {
    fn from(error: DoorError) -> Self {
        if matches!(error, DoorError::Settled) {
            return Why::Changed.into();
        }
        tracing::error!(%error, "the ledger did not answer");
        Why::Unavailable.into()
    }
}

const TEMPLATES: &[(&str, &str)] = &[
    ("frame", include_str!("../templates/frame.html")),
    ("home", include_str!("../templates/home.html")),
    ("sign-in", include_str!("../templates/sign-in.html")),
    ("link-sent", include_str!("../templates/link-sent.html")),
    ("link", include_str!("../templates/link.html")),
    ("me", include_str!("../templates/me.html")),
    ("receipt", include_str!("../templates/receipt.html")),
    ("without-account", include_str!("../templates/without-account.html")),
    ("look-up", include_str!("../templates/look-up.html")),
    ("verify", include_str!("../templates/verify.html")),
    ("checked", include_str!("../templates/checked.html")),
    ("alone", include_str!("../templates/alone.html")),
    ("me-posts", include_str!("../templates/me-posts.html")),
    ("refused", include_str!("../templates/refused.html")),
    ("languages", include_str!("../templates/languages.html")),
    ("sign-in-staff", include_str!("../templates/sign-in-staff.html")),
    ("console", include_str!("../templates/console.html")),
    ("console-requests", include_str!("../templates/console-requests.html")),
    ("console-identities", include_str!("../templates/console-identities.html")),
    ("console-reviews", include_str!("../templates/console-reviews.html")),
    ("console-notices", include_str!("../templates/console-notices.html")),
    ("console-papers", include_str!("../templates/console-papers.html")),
    ("console-orders", include_str!("../templates/console-orders.html")),
    ("stop", include_str!("../templates/stop.html")),
    ("console-stock", include_str!("../templates/console-stock.html")),
    ("console-hooks", include_str!("../templates/console-hooks.html")),
    ("console-events", include_str!("../templates/console-events.html")),
    ("console-law", include_str!("../templates/console-law.html")),
    ("console-figures", include_str!("../templates/console-figures.html")),
    ("console-proof", include_str!("../templates/console-proof.html")),
    ("console-invitations", include_str!("../templates/console-invitations.html")),
];
const STYLE: &str = include_str!("../templates/portal.css");
const LANGUAGE_SECONDS: i64 = 180 * 24 * 3600;

#[cfg(test)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn keys(text: &str) -> BTreeSet<&str> {
        let lines = text.lines().filter(|line| !line.starts_with(['#', ' ', '}']));
        lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key).collect()
    }

    /// The values that the text of a key asks for, and the cases of each of its choices.
    fn asked(text: &str) -> BTreeMap<String, (BTreeSet<String>, Vec<BTreeSet<String>>)> {
        let mut asked: BTreeMap<String, (BTreeSet<String>, Vec<BTreeSet<String>>)> = BTreeMap::new();
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '}'])) {
                key = name.to_owned();
            }
            let entry = asked.entry(key.clone()).or_default();
            entry.0.extend(line.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next()).map(str::to_owned));
            if line.contains("->") {
                entry.1.push(BTreeSet::new());
            }
            let case =
                line.trim_start().trim_start_matches('*').strip_prefix('[').and_then(|rest| rest.split_once(']'));
            if let (Some((case, _)), Some(cases)) = (case, entry.1.last_mut()) {
                cases.insert(case.to_owned());
            }
        }
        asked
    }

    /// The plural forms that whole numbers up to a thousand take [CLDR 48, plural rules], by language where they are not
    /// `one` and `other` alone.
    const FORMS: &[(&str, &[&str])] = &[
        ("cs", &["one", "few", "other"]),
        ("ga", &["one", "two", "few", "many", "other"]),
        ("hr", &["one", "few", "other"]),
        ("lt", &["one", "few", "other"]),
        ("lv", &["zero", "one", "other"]),
        ("mt", &["one", "two", "few", "many", "other"]),
        ("pl", &["one", "few", "many"]),
        ("ro", &["one", "few", "other"]),
        ("sk", &["one", "few", "other"]),
        ("sl", &["one", "two", "few", "other"]),
        ("uk", &["one", "few", "many"]),
    ];

    #[test]
    fn every_language_has_the_same_keys_asks_for_the_same_values_and_knows_its_plural_forms() {
        let english = asked(&crate::speech::texts().next().expect("English").1);
        assert!(english.len() > 300);
        let mut languages = 0;
        for (tag, text) in crate::speech::texts() {
            languages += 1;
            let own = asked(&text);
            let names = |texts: &BTreeMap<String, _>| texts.keys().cloned().collect::<BTreeSet<_>>();
            let differing: Vec<_> = names(&english).symmetric_difference(&names(&own)).cloned().collect();
            assert!(differing.is_empty(), "{tag}: {differing:?}");
            let forms = FORMS.iter().find(|(known, _)| *known == tag).map_or(&["one", "other"][..], |(_, forms)| forms);
            for (key, (values, choices)) in &own {
                assert_eq!(values, &english[key].0, "{tag}: `{key}` asks for other values");
                // The first of a month is written in its own way in some languages, which is no plural.
                if key == "date" {
                    continue;
                }
                assert_eq!(choices.len(), english[key].1.len(), "{tag}: `{key}` chooses another number of times");
                for cases in choices {
                    // What is said of none needs no form of its own.
                    let lacks = |form: &&&str| !(cases.contains(**form) || (**form == "zero" && cases.contains("0")));
                    let missing: Vec<_> = forms.iter().filter(lacks).collect();
                    assert!(missing.is_empty(), "{tag}: `{key}` lacks the plural form {missing:?}");
                }
            }
        }
        assert_eq!(languages, 27, "the 24 of the Union, and Norwegian, Icelandic and Ukrainian");
        let [english, dutch] = crate::speech::staff_texts();
        assert_eq!(keys(english), keys(dutch));
    }

    #[test]
    fn every_key_is_used_and_every_key_that_is_used_is_there() {
        let english = include_str!("../../../../notices/portal/en.ftl");
        let [staff, _] = crate::speech::staff_texts();
        let known: BTreeSet<&str> = keys(english).union(&keys(staff)).copied().collect();
        let mut used = BTreeSet::new();
        for (_, template) in TEMPLATES {
            for part in template.split("t(\"").skip(1) {
                let key = part.split('"').next().expect("a key");
                // A key that a template puts together stands in the list below.
                if !key.ends_with('-') {
                    used.insert(key.to_owned());
                }
            }
        }
        let pages = TEMPLATES.iter().filter(|(name, _)| !PARTS.contains(name));
        used.extend(pages.map(|(name, _)| format!("title-{name}")));
        used.extend(Why::ALL.iter().flat_map(|why| ["", "-do"].map(|part| format!("refused-{}{part}", why.word()))));
        used.extend((1..=12).map(|month| format!("month-{month}")));
        used.extend(console::keys());
        used.extend(alone::WORDS.iter().map(|(_, key)| (*key).to_owned()));
        used.extend(COMPOSED.iter().map(|key| (*key).to_owned()));
        let known: BTreeSet<String> = known.into_iter().map(str::to_owned).collect();
        let missing: Vec<_> = used.difference(&known).collect();
        let idle: Vec<_> = known.difference(&used).filter(|key| !key.starts_with("act-")).collect();
        assert!(missing.is_empty() && idle.is_empty(), "missing {missing:?}, unused {idle:?}");
    }

    /// What is a part of pages, and has no title.
    const PARTS: &[&str] = &["frame", "stop", "alone", "checked"];

    /// Keys that a template puts together, or that letters use.
    const COMPOSED: &[&str] = &[
        "basis-A6-1-a",
        "basis-A6-1-b",
        "basis-A6-1-c",
        "basis-A6-1-d",
        "basis-A6-1-e",
        "basis-A6-1-f",
        "basis-none",
        "objection-received",
        "objection-accepted",
        "objection-rejected_compelling",
        "objection-withdrawn",
        "consent-given",
        "consent-renewed",
        "consent-withdrawn",
        "consent-refused",
        "erasure-received",
        "erasure-granted",
        "erasure-refused",
        "scope-person",
        "scope-account",
        "scope-items",
        "date",
        "letter-subject",
        "letter-text",
        "notice-basis",
        "notice-consent",
        "notice-hello",
        "notice-lead",
        "notice-object",
        "notice-rights",
        "notice-start",
        "notice-subject",
        "notice-use",
        "notice-why",
        "assessment-compat",
        "assessment-dpia",
        "assessment-lia",
        "notice-basis",
        "notice-bounced",
        "notice-consent",
        "notice-hello",
        "notice-lead",
        "notice-not_taken",
        "notice-object",
        "notice-rights",
        "notice-start",
        "notice-subject",
        "notice-use",
        "notice-why",
        "notices-step-delivered",
        "notices-step-failed",
        "notices-step-seen",
        "notices-step-sent",
        "notice-no_language",
        "notice-unseen",
        "request-access_requested",
        "request-accuracy_contested",
        "request-erasure_requested",
        "request-portability_requested",
        "request-rectification_requested",
        "request-restriction_requested",
        "transform-MASK_IDENTIFIER",
        "transform-REDACT_SPAN",
        "transform-REMOVE_CHILD",
        "use-held",
        "use-refused",
        "use-undecided",
        "use-used",
        "use-used_in_part",
        "role-security",
        "letter-invited-subject",
        "letter-invited-text",
        "law-added",
        "law-removed",
        "law-moves",
        "law-gained",
        "law-lost",
        "proof-pack-none",
        "proof-pack-making",
        "proof-pack-made",
        "proof-pack-failed",
    ];
}
