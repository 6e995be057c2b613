//! The one door to an object store. In: a request, signed. Out: the answer, read whole. Never: a redirect followed, an
//! answer without a bound, or a plain line to anywhere but this machine.

use async_trait::async_trait;
use http_body_util::BodyExt as _;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::time::Duration;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// Carries requests.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    agent: ureq::Agent,
}

impl Door {
    /// A door that waits so long for an answer.
    pub(crate) fn new(patience: Duration) -> Self {
        let known = rustls_native_certs::load_native_certs().certs;
        let known: Vec<Certificate<'static>> =
            known.iter().map(|certificate| Certificate::from_der(certificate.as_ref()).to_owned()).collect();
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .root_certs(RootCerts::Specific(Arc::new(known)))
            .build();
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(patience))
            .max_redirects(0)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent("grondslag")
            .tls_config(tls);
        Self { agent: config.build().into() }
    }
}

impl HttpConnector for Door {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Door {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let here = parts.uri.host().is_some_and(|host| HERE.contains(&host));
        if parts.uri.scheme_str() != Some("https") && !here {
            return Err(failed(HttpErrorKind::Unknown, "a plain line to another machine"));
        }
        let body = body.collect().await?.to_bytes();
        let agent = self.agent.clone();
        let carried = tokio::task::spawn_blocking(move || {
            let answer = match body.is_empty() {
                true => agent.run(http::Request::from_parts(parts, ())),
                false => agent.run(http::Request::from_parts(parts, body.as_ref())),
            };
            let (parts, body) = answer.map_err(|error| wrong(&error))?.into_parts();
            let read = body.into_with_config().limit(ANSWER_BYTES_MAX).read_to_vec();
            Ok(HttpResponse::from_parts(parts, read.map_err(|error| wrong(&error))?.into()))
        });
        carried.await.map_err(|_| failed(HttpErrorKind::Unknown, "the thread that carried it died"))?
    }
}

/// The error's own words may hold an address, so they are not kept.
fn wrong(error: &ureq::Error) -> HttpError {
    let kind = match error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => HttpErrorKind::Connect,
        ureq::Error::Io(cause) => match cause.kind() {
            ErrorKind::ConnectionRefused => HttpErrorKind::Connect,
            ErrorKind::TimedOut => HttpErrorKind::Timeout,
            _ => HttpErrorKind::Interrupted,
        },
        // A line that ends in the middle of an answer.
        ureq::Error::Protocol(_) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    };
    failed(kind, "no whole answer")
}

fn failed(kind: HttpErrorKind, why: &'static str) -> HttpError {
    HttpError::new(kind, io::Error::other(why))
}

const HERE: [&str; 4] = ["127.0.0.1", "[::1]", "::1", "localhost"];
/// What one upload may have at most with S3 is also the most that is read.
const ANSWER_BYTES_MAX: u64 = 5 << 30;
