//! What a person wrote or is called: values whose `Debug` shows a length and never the content.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! redacted {
    ($(#[$doc:meta])* $name:ident, $word:literal) => {
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the content.
            pub fn new(content: impl Into<String>) -> Self {
                Self(content.into())
            }

            /// The content itself. Callers never put it in an error, a log line or a metric.
            pub fn expose(&self) -> &str {
                &self.0
            }

            /// The content, taken out.
            pub fn into_inner(self) -> String {
                self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($word, "({} bytes)"), self.0.len())
            }
        }
    };
}

redacted!(
    /// Text of a post, comment or caption.
    Text,
    "Text"
);
redacted!(
    /// The name under which an account is addressed, without a leading `@`.
    Handle,
    "Handle"
);
redacted!(
    /// An e-mail or postal address, or a phone number.
    Address,
    "Address"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_a_length_and_not_the_content() {
        assert_eq!(format!("{:?}", Text::new("see you")), "Text(7 bytes)");
        assert_eq!(format!("{:?}", Handle::new("s1")), "Handle(2 bytes)");
    }
}
