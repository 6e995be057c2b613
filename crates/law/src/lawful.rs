//! What was found lawful. In: facts and a value. Out: the value in a wrapper that nothing else can make. Never: a wrapper
//! around something that was refused, held, or still has to be transformed.

use crate::decide::Law;
use crate::decision::{Decision, Grounds};
use crate::facts::Facts;
use terms::{Operation, Purpose};

/// A value whose use for one operation and one purpose was found lawful. Only [`Law::admit`] and, for very many
/// records, [`crate::Clerk::admit`] make one; it is not cloned, and never read back from disk.
///
/// It cannot be put together by hand:
///
/// ```
/// # fn with(lawful: law::Lawful<u8>) {
/// let value = lawful.value();
/// # let _ = value;
/// # }
/// ```
/// ```compile_fail,E0616
/// # fn with(lawful: law::Lawful<u8>) {
/// let value = lawful.value;
/// # let _ = value;
/// # }
/// ```
///
/// It is lawful once, not twice:
///
/// ```
/// fn needs<T>(_: &T) {}
/// # fn with(lawful: law::Lawful<u8>) {
/// needs(&lawful);
/// # }
/// ```
/// ```compile_fail,E0277
/// fn needs<T: Clone>(_: &T) {}
/// # fn with(lawful: law::Lawful<u8>) {
/// needs(&lawful);
/// # }
/// ```
///
/// And it is not read from a file; the law is asked again:
///
/// ```
/// let read: Result<u8, _> = serde_json::from_str("1");
/// # let _ = read;
/// ```
/// ```compile_fail,E0277
/// let read: Result<law::Lawful<u8>, _> = serde_json::from_str("1");
/// # let _ = read;
/// ```
#[derive(Debug)]
#[must_use]
pub struct Lawful<T> {
    value: T,
    operation: Operation,
    purpose: Purpose,
    grounds: Grounds,
}

impl<T> Lawful<T> {
    /// For those who have asked, and were told PERMIT.
    pub(crate) fn under(grounds: Grounds, facts: &Facts, value: T) -> Self {
        Self { value, operation: facts.op, purpose: facts.purpose.clone(), grounds }
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// What it may be used for.
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// For which purpose.
    pub fn purpose(&self) -> &Purpose {
        &self.purpose
    }

    /// Why.
    pub fn grounds(&self) -> &Grounds {
        &self.grounds
    }

    /// The value and why; what comes out is an ordinary value again.
    pub fn into_parts(self) -> (T, Grounds) {
        (self.value, self.grounds)
    }
}

impl Law {
    /// Admits the value that these facts describe if the decision is PERMIT, and gives it back otherwise. PERMIT_WITH
    /// admits nothing: the text without the parts that concern others is another text, so it is inspected again and
    /// decided again under its own facts.
    pub fn admit<T>(&self, facts: &Facts, value: T) -> Result<Lawful<T>, (T, Decision)> {
        match self.decide(facts) {
            Decision::Permit(grounds) => Ok(Lawful::under(grounds, facts, value)),
            refused => Err((value, refused)),
        }
    }
}
