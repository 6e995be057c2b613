//! The platform's own app. In: a notice for one person. Out: a signed message to the platform, which shows it in the app and
//! says back what became of it. Never: a message without its signature, or to an address that did not prove who it is.

use super::AppAddress;
use super::letter::Words;
use crate::mail::{MailError, Trouble};
use crate::signed::{self, Secret};
use crate::trust;
use serde_json::json;
use terms::{Instant, SubjectId, format_instant};

/// The line to the platform.
pub(crate) struct App {
    url: String,
    secret: Secret,
    agent: ureq::Agent,
}

impl App {
    pub(crate) fn open(address: &AppAddress) -> Result<Self, String> {
        if !trust::may_be_asked(&address.url) {
            return Err("`portal.notices.app.url` is no `https://` address".to_owned());
        }
        let secret = world::read_string(&address.secret_file).map_err(|error| error.to_string())?;
        let secret = Secret::parse(&secret).ok_or("`portal.notices.app.secret_file` holds no `whsec_` secret")?;
        let agent = trust::agent(&address.url, address.ca_file.as_ref())?;
        Ok(Self { url: address.url.clone(), secret, agent })
    }

    /// Hands a notice over.
    pub(crate) fn send(
        &self,
        now: Instant,
        id: &str,
        subject: &SubjectId,
        version: &str,
        language: &str,
        words: &Words,
    ) -> Result<(), MailError> {
        let body = json!({
            "type": "notice",
            "timestamp": format_instant(now),
            "data": {
                "id": id, "subject": subject, "version": version, "language": language,
                "title": words.subject, "objection": words.objection, "text": words.text,
            },
        });
        let body = body.to_string();
        let mut request = self.agent.post(&self.url).header("content-type", "application/json");
        for (name, value) in signed::headers(&self.secret, id, now, body.as_bytes()) {
            request = request.header(name, value);
        }
        let system = |why: String| MailError { why, trouble: Trouble::System };
        // Its own words may hold what we sent.
        let answer = request.send(body).map_err(|_| system("the app does not answer".to_owned()))?;
        match answer.status().as_u16() {
            200..=299 => Ok(()),
            // It does not know this person, or not yet.
            status @ (404 | 422) => {
                Err(MailError { why: format!("the app answered {status}"), trouble: Trouble::ForNow })
            }
            status => Err(system(format!("the app answered {status}"))),
        }
    }
}
