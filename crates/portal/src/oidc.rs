//! Signing in through the organisation's own OpenID provider. In: what the controller declares, a browser that comes back
//! with a code. Out: who that is. Never: a redirect followed, an answer without a bound in time or size, an identity whose
//! issuer, audience, signature, nonce and time were not checked, or a role that no claim gives.

use crate::staff::Role;
use crate::trust::{self, may_be_asked};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use terms::{Instant, Text};

/// The provider, as the controller declares it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oidc {
    /// Its issuer, `https://login.example.org`; plain HTTP is for an address of this machine alone.
    pub issuer: String,
    /// The name under which the provider knows the portal.
    pub client_id: String,
    /// File with the secret that goes with it; a client without one proves itself by PKCE alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret_file: Option<PathBuf>,
    /// The claim that holds who in the ledger somebody is.
    #[serde(default = "subject_claim")]
    pub subject_claim: String,
    /// The claim that holds what somebody of the staff answers for: one word, or a list of them.
    #[serde(default = "roles_claim")]
    pub roles_claim: String,
    /// Which role each word of that claim is. What is not named here is no role.
    #[serde(default)]
    pub roles: BTreeMap<String, Role>,
    /// Scopes to ask for beside `openid`, where claims come with one.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Certificates to trust, in PEM; absent: those of the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
}

fn subject_claim() -> String {
    "sub".to_owned()
}

fn roles_claim() -> String {
    "roles".to_owned()
}

/// The provider could not be asked, or did not say who somebody is.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OidcError {
    /// It is not configured so that it can be asked.
    #[error("`portal.oidc` cannot be used: {0}")]
    Settings(String),
    /// It does not answer as a provider does.
    #[error("the OpenID provider did not answer: {0}")]
    Provider(String),
    /// What it says does not hold.
    #[error("what the OpenID provider said does not hold: {0}")]
    Unproven(String),
}

/// One sign-in that is under way at the provider.
#[derive(Clone)]
pub(crate) struct Flow {
    nonce: String,
    verifier: String,
    /// The browser that began it. Another one that brings the same answer was handed it.
    pub(crate) visitor: String,
    /// Whether somebody of the staff wants to come in.
    pub(crate) as_staff: bool,
}

/// Who came back.
#[derive(Debug)]
pub(crate) struct Identity {
    /// Who in the ledger.
    pub(crate) subject: String,
    /// What they answer for.
    pub(crate) roles: BTreeSet<Role>,
    /// When they showed the provider who they are; nothing where it does not say.
    pub(crate) at: Option<Instant>,
}

/// The door to the provider.
pub(crate) struct Gate {
    config: Oidc,
    secret: Option<Text>,
    agent: ureq::Agent,
    redirect: RedirectUrl,
    /// What the provider says of itself, for a while.
    known: Mutex<Option<(Instant, Arc<CoreProviderMetadata>)>>,
}

impl Gate {
    pub(crate) fn open(config: Oidc, base_url: &str) -> Result<Self, OidcError> {
        let settings = |why: String| OidcError::Settings(why);
        if !may_be_asked(&config.issuer) {
            return Err(settings("`issuer` is no `https://` address".to_owned()));
        }
        let read = |path: &PathBuf| world::read_string(path).map_err(|error| settings(error.to_string()));
        let secret = config.client_secret_file.as_ref().map(read).transpose()?;
        let redirect = RedirectUrl::new(format!("{base_url}/sign-in/oidc/callback"));
        Ok(Self {
            secret: secret.map(|secret| Text::new(secret.trim_end_matches(['\r', '\n']))),
            agent: trust::agent(&config.issuer, config.ca_file.as_ref()).map_err(settings)?,
            redirect: redirect.map_err(|error| settings(error.to_string()))?,
            known: Mutex::new(None),
            config,
        })
    }

    /// Where to send a browser, for a sign-in under `state`. A fresh one asks the person again, whatever the provider
    /// remembers.
    pub(crate) fn begin(
        &self,
        now: Instant,
        state: &str,
        secrets: [String; 2],
        flow: (String, bool),
        is_fresh: bool,
    ) -> Result<(String, Flow), OidcError> {
        let metadata = self.metadata(now)?;
        let [nonce, verifier] = secrets;
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.clone()));
        let client = self.client(&metadata);
        let (asked_state, asked_nonce) = (CsrfToken::new(state.to_owned()), Nonce::new(nonce.clone()));
        let mut request = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || asked_state, move || asked_nonce)
            .set_pkce_challenge(challenge)
            .add_scopes(self.config.scopes.iter().cloned().map(Scope::new));
        if is_fresh {
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        let (url, _, _) = request.url();
        let (visitor, as_staff) = flow;
        Ok((url.to_string(), Flow { nonce, verifier, visitor, as_staff }))
    }

    /// Who somebody is who came back with this code.
    pub(crate) fn finish(&self, now: Instant, flow: &Flow, code: &str) -> Result<Identity, OidcError> {
        let metadata = self.metadata(now)?;
        let client = self.client(&metadata);
        let request = client.exchange_code(AuthorizationCode::new(code.to_owned()));
        let request = request.map_err(|_| OidcError::Provider("it names no token endpoint".to_owned()))?;
        let tokens = request
            .set_pkce_verifier(PkceCodeVerifier::new(flow.verifier.clone()))
            .request(&|request: HttpRequest| self.ask(request))
            // The provider's own words may hold a code or an address.
            .map_err(|error| OidcError::Unproven(kind(&error).to_owned()))?;
        let token = tokens.id_token().ok_or_else(|| OidcError::Unproven("there is no identity token".to_owned()))?;
        let verifier = client.id_token_verifier().set_time_fn(move || now);
        let claims = token
            .claims(&verifier, &Nonce::new(flow.nonce.clone()))
            .map_err(|error| OidcError::Unproven(error.to_string()))?;
        let at = claims.auth_time();
        // The same bytes whose signature was checked, for the claims that have no name of their own in the standard.
        let all = payload(&token.to_string())?;
        let subject = all.get(&self.config.subject_claim).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Identity { subject, roles: self.roles(&all), at })
    }

    fn roles(&self, claims: &Value) -> BTreeSet<Role> {
        let claim = claims.get(&self.config.roles_claim);
        let words: Vec<&str> = match claim {
            Some(Value::String(word)) => vec![word],
            Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        words.into_iter().filter_map(|word| self.config.roles.get(word)).copied().collect()
    }

    fn client(
        &self,
        metadata: &CoreProviderMetadata,
    ) -> CoreClient<
        openidconnect::EndpointSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointMaybeSet,
        openidconnect::EndpointMaybeSet,
    > {
        let secret = self.secret.as_ref().map(|secret| ClientSecret::new(secret.expose().to_owned()));
        CoreClient::from_provider_metadata(metadata.clone(), ClientId::new(self.config.client_id.clone()), secret)
            .set_redirect_uri(self.redirect.clone())
    }

    fn metadata(&self, now: Instant) -> Result<Arc<CoreProviderMetadata>, OidcError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, metadata)) = known.as_ref()
            && (now - *at).num_minutes() < KNOWN_MINUTES
        {
            return Ok(Arc::clone(metadata));
        }
        let issuer =
            IssuerUrl::new(self.config.issuer.clone()).map_err(|error| OidcError::Settings(error.to_string()))?;
        // Fails where the document names another issuer than the one that was asked.
        let found = CoreProviderMetadata::discover(&issuer, &|request: HttpRequest| self.ask(request));
        let found = Arc::new(found.map_err(|error| OidcError::Provider(error.to_string()))?);
        *known = Some((now, Arc::clone(&found)));
        Ok(found)
    }

    /// One request, within bounds.
    fn ask(&self, request: HttpRequest) -> Result<HttpResponse, AskError> {
        let address = request.uri().to_string();
        // A provider on TLS cannot name a place without it, nor one on this machine a place elsewhere.
        let is_local = !self.config.issuer.starts_with("https://");
        if !may_be_asked(&address) || is_local == address.starts_with("https://") {
            return Err(AskError::Address);
        }
        let answer = self.agent.run(request).map_err(|error| AskError::Http(error.to_string()))?;
        let (parts, mut body) = answer.into_parts();
        let bytes = body.with_config().limit(ANSWER_BYTES_MAX).read_to_vec();
        let bytes = bytes.map_err(|error| AskError::Http(error.to_string()))?;
        Ok(HttpResponse::from_parts(parts, bytes))
    }
}

/// Why one request was not answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AskError {
    #[error("it names an address that may not be asked")]
    Address,
    #[error("{0}")]
    Http(String),
}

fn kind<E: std::error::Error, T: openidconnect::ErrorResponse>(
    error: &openidconnect::RequestTokenError<E, T>,
) -> &'static str {
    match error {
        openidconnect::RequestTokenError::ServerResponse(_) => "it does not take the code",
        openidconnect::RequestTokenError::Request(_) => "it was not reached",
        openidconnect::RequestTokenError::Parse(..) => "its answer cannot be read",
        openidconnect::RequestTokenError::Other(_) => "its answer is of another kind",
    }
}

fn payload(token: &str) -> Result<Value, OidcError> {
    let unreadable = || OidcError::Unproven("the identity token cannot be read".to_owned());
    let part = token.split('.').nth(1).ok_or_else(unreadable)?;
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| unreadable())?;
    serde_json::from_slice(&bytes).map_err(|_| unreadable())
}

const ANSWER_BYTES_MAX: u64 = 256 << 10;
const KNOWN_MINUTES: i64 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_come_from_the_declared_claim_and_words_that_nobody_declared_are_none() {
        let config: Oidc = serde_json::from_value(serde_json::json!({
            "issuer": "http://127.0.0.1:1", "client_id": "portal", "roles": { "privacy": "dpo", "eng": "engineering" },
        }))
        .expect("valid");
        let gate = Gate::open(config, "http://127.0.0.1").expect("it can be asked");
        let roles = |claims: Value| gate.roles(&claims).into_iter().collect::<Vec<_>>();
        assert_eq!(roles(serde_json::json!({ "roles": ["privacy", "admin", 1] })), [Role::Dpo]);
        assert_eq!(roles(serde_json::json!({ "roles": "eng" })), [Role::Engineering]);
        for none in [
            serde_json::json!({}),
            serde_json::json!({ "roles": { "privacy": true } }),
            serde_json::json!({ "groups": ["privacy"] }),
        ] {
            assert!(roles(none).is_empty());
        }
    }
}
