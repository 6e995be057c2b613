//! The one integration binary: everything that needs the whole house, in one link.
#![expect(clippy::disallowed_methods, reason = "tests look at files and start the program itself")]
#![expect(clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on says so")]

mod program;

mod as_of;
mod base;
mod broken;
mod careful;
mod choices;
#[cfg(feature = "cluster")]
mod cluster;
mod console;
mod crash;
mod decide;
mod documents;
mod hooks;
mod journey;
mod ledger;
mod notices;
mod pictures;
mod quotes;
mod recipients;
mod serve;
mod sources;
mod tidy;
mod trainer;
