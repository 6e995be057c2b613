//! Signatures of what leaves for another machine, as Standard Webhooks 1.0 has them. In: a secret that both sides know, a
//! message. Out: the three headers that go with it. Never: a secret in a `Debug`, or one that could be guessed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use terms::{Instant, hmac_sha256};

/// A secret that both sides know.
#[derive(Clone)]
pub(crate) struct Secret(Vec<u8>);

impl Secret {
    /// Reads `whsec_` and 24 to 64 bytes in Base64, as the standard writes a secret; a line end after it does not count.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text.trim().strip_prefix("whsec_")?).ok()?;
        (24..=64).contains(&bytes.len()).then_some(Self(bytes))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(withheld)")
    }
}

/// The headers of this message: its id, when it was signed, and the signature over both and the body.
pub(crate) fn headers(secret: &Secret, id: &str, at: Instant, body: &[u8]) -> [(&'static str, String); 3] {
    let moment = at.timestamp().to_string();
    let signed = [id.as_bytes(), b".", moment.as_bytes(), b".", body].concat();
    let signature = format!("v1,{}", STANDARD.encode(hmac_sha256(&secret.0, &signed)));
    [("webhook-id", id.to_owned()), ("webhook-timestamp", moment), ("webhook-signature", signature)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_one_that_the_standard_gives_as_an_example() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n").expect("a secret");
        let at = chrono::DateTime::from_timestamp(1_614_265_330, 0).expect("a moment");
        let [id, moment, signature] = headers(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, br#"{"test": 2432232314}"#);
        assert_eq!(id, ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek".to_owned()));
        assert_eq!(moment, ("webhook-timestamp", "1614265330".to_owned()));
        assert_eq!(signature, ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=".to_owned()));
    }

    #[test]
    fn a_secret_that_is_short_bare_or_no_base64_is_none_and_a_debug_shows_nothing() {
        for text in ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_*"] {
            assert!(Secret::parse(text).is_none(), "{text}");
        }
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret");
        assert_eq!(format!("{secret:?}"), "Secret(withheld)");
    }
}
