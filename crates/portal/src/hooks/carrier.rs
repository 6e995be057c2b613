//! Carries letters to one receiver, on a thread that may wait. In: a letter. Out: what became of it. Never: a redirect followed,
//! or a word of the answer beyond its status and the pause that it asks for.

use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
use tokio::sync::oneshot;

/// One letter.
pub(super) struct Letter {
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// What became of it.
pub(super) enum Tried {
    /// It was taken.
    Taken,
    /// There is nobody any more.
    Gone,
    /// It was not taken this time.
    Failed {
        /// Why, in one word or a status.
        why: String,
        /// The pause that the receiver asks for.
        after: Option<Duration>,
    },
}

/// The thread, as long as somebody holds this. A letter that is under way when the program ends was sent or was not; it is
/// sent again at the next start.
pub(super) struct Carrier(Sender<(Letter, oneshot::Sender<Tried>)>);

impl Carrier {
    pub(super) fn start(agent: ureq::Agent, url: String, patience: Duration) -> Self {
        let (send, receive) = channel::<(Letter, oneshot::Sender<Tried>)>();
        std::thread::spawn(move || {
            for (letter, answer) in receive {
                // Whoever asked may have gone.
                let _ = answer.send(post(&agent, &url, patience, &letter));
            }
        });
        Self(send)
    }

    /// Carries a letter; nothing where the thread died.
    pub(super) async fn carry(&self, letter: Letter) -> Option<Tried> {
        let (send, answer) = oneshot::channel();
        self.0.send((letter, send)).ok()?;
        answer.await.ok()
    }
}

fn post(agent: &ureq::Agent, url: &str, patience: Duration, letter: &Letter) -> Tried {
    let mut request = agent.post(url).config().timeout_global(Some(patience)).build();
    request = request.header("content-type", "application/json");
    for (name, value) in &letter.headers {
        request = request.header(*name, value);
    }
    let sent = request.send(letter.body.as_slice());
    let failed = |why: &str, after| Tried::Failed { why: why.to_owned(), after };
    match sent {
        Ok(answer) => match answer.status().as_u16() {
            200..=299 => Tried::Taken,
            410 => Tried::Gone,
            300..=399 => failed("redirect", None),
            status => {
                let seconds = answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
                failed(&status.to_string(), seconds.map(Duration::from_secs))
            }
        },
        // The error's own words may hold the address.
        Err(ureq::Error::Timeout(_)) => failed("timeout", None),
        Err(ureq::Error::RedirectFailed) => failed("redirect", None),
        Err(_) => failed("unreachable", None),
    }
}
