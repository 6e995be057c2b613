//! What is answered when a request fails. In: why. Out: problem details [RFC 9457] for machines, a page for people.
//! Never: a value of the request, a path of ours, or a reason that tells one stranger about another.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Why a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The facts of an item are not what the law asks for.
    BadFacts,
    /// A form lacks something, or the request has another form than was asked for.
    BadRequest,
    /// The form did not come from a page of ours, or is too old.
    BadStamp,
    /// A link that was used, is too old, or never was.
    BadLink,
    /// Nobody is signed in, or the key of the machine is not known.
    NotSignedIn,
    /// Who is signed in has not the role for this.
    NotYourRole,
    /// The provider does not say that somebody may come in here.
    NotAdmitted,
    /// It is another's.
    NotYours,
    /// It takes two people, and this is the one who acted before.
    FourEyes,
    /// What was shown is no longer as it was.
    Changed,
    /// The law does not let the model answer.
    NotLawful,
    /// There is nothing here, or nothing for this person.
    NotFound,
    /// Another method is meant.
    NotAllowed,
    /// It took too long.
    TooSlow,
    /// It is too large.
    TooLarge,
    /// It is in a format that is not read.
    WrongType,
    /// The same client asked too often.
    TooOften,
    /// The portal or the ledger cannot answer now.
    Unavailable,
}

impl Why {
    /// All of them.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 18] = [
        Self::BadFacts,
        Self::BadRequest,
        Self::BadStamp,
        Self::BadLink,
        Self::NotSignedIn,
        Self::NotYourRole,
        Self::NotAdmitted,
        Self::NotYours,
        Self::FourEyes,
        Self::Changed,
        Self::NotLawful,
        Self::NotFound,
        Self::NotAllowed,
        Self::TooSlow,
        Self::TooLarge,
        Self::WrongType,
        Self::TooOften,
        Self::Unavailable,
    ];

    /// Its word, in the type of the problem and in the keys of the texts.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::BadFacts => "bad-facts",
            Self::BadRequest => "bad-request",
            Self::BadStamp => "bad-stamp",
            Self::BadLink => "bad-link",
            Self::NotSignedIn => "not-signed-in",
            Self::NotYourRole => "not-your-role",
            Self::NotAdmitted => "not-admitted",
            Self::NotYours => "not-yours",
            Self::FourEyes => "four-eyes",
            Self::Changed => "changed",
            Self::NotLawful => "not-lawful",
            Self::NotFound => "not-found",
            Self::NotAllowed => "not-allowed",
            Self::TooSlow => "too-slow",
            Self::TooLarge => "too-large",
            Self::WrongType => "wrong-type",
            Self::TooOften => "too-often",
            Self::Unavailable => "unavailable",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::BadFacts => "The facts are not complete and correct",
            Self::BadRequest => "The request is not of the form that was asked for",
            Self::BadStamp => "The form did not come from a page of this portal",
            Self::BadLink => "The link does not work",
            Self::NotSignedIn => "A sign-in or a key is needed",
            Self::NotYourRole => "Another role is needed",
            Self::NotAdmitted => "The sign-in did not work",
            Self::NotYours => "It is another's",
            Self::FourEyes => "Another person is needed",
            Self::Changed => "It was changed since it was shown",
            Self::NotLawful => "The law does not let the model answer",
            Self::NotFound => "There is nothing here",
            Self::NotAllowed => "The method is not allowed here",
            Self::TooSlow => "The request took too long",
            Self::TooLarge => "The request is too large",
            Self::WrongType => "The format is not read here",
            Self::TooOften => "Too many requests",
            Self::Unavailable => "The service cannot answer now",
        }
    }

    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::BadFacts | Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::BadStamp
            | Self::NotLawful
            | Self::NotYourRole
            | Self::NotAdmitted
            | Self::NotYours
            | Self::FourEyes => StatusCode::FORBIDDEN,
            Self::Changed => StatusCode::CONFLICT,
            Self::BadLink | Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// A request that failed. Rendered on the way out, where it is known who reads it.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) why: Why,
    detail: String,
    members: Vec<(String, Value)>,
    headers: Vec<(header::HeaderName, HeaderValue)>,
}

impl Refusal {
    /// A refusal whose detail says what to do, and names the provision where one is the reason.
    pub(crate) fn new(why: Why, detail: impl Into<String>) -> Self {
        Self { why, detail: detail.into(), members: Vec::new(), headers: Vec::new() }
    }

    /// With a member beside the five of RFC 9457.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.push((name.to_owned(), value.into()));
        self
    }

    /// With a header.
    pub(crate) fn header(mut self, name: header::HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The problem details as a response.
    pub(crate) fn problem(self) -> Response {
        let status = self.why.status();
        let mut problem = json!({
            "type": format!("urn:grondslag:problem:{}", self.why.word()),
            "title": self.why.title(),
            "status": status.as_u16(),
            "detail": self.detail,
        });
        if let Value::Object(object) = &mut problem {
            object.extend(self.members);
        }
        let mut response = (status, problem.to_string()).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response.headers_mut().extend(self.headers);
        response
    }

    /// The same status and headers around a page.
    pub(crate) fn page(self, html: String) -> Response {
        let mut response = (self.why.status(), axum::response::Html(html)).into_response();
        response.headers_mut().extend(self.headers);
        response
    }
}

impl From<Why> for Refusal {
    fn from(why: Why) -> Self {
        let detail = match why {
            Why::NotFound => "check the address",
            Why::Unavailable => "nothing was recorded; try again in a minute",
            Why::BadStamp => "open the page again and send the form from there",
            Why::NotSignedIn => "sign in first",
            Why::BadLink => "ask for a new link",
            Why::NotYourRole => "ask somebody who has the role",
            Why::NotYours => "use the key of the one whose it is",
            Why::NotAdmitted => "sign in again, or ask whoever keeps the accounts",
            Why::FourEyes => "ask another person to do this step",
            Why::Changed => "open the page again and look at what it shows now",
            _ => "correct the request and send it again",
        };
        Self::new(why, detail)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.why.status();
        response.extensions_mut().insert(self);
        response
    }
}
