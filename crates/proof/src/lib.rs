//! What can be said, and how it is proved that it was. In: an event, a receipt, a signed tree head. Out: the event's one
//! spelling, and whether the receipt holds. Never: a store, a network, a clock; all of it works where only these bytes are.
//!
//! Room 2 (`ledger`) keeps what was said; this is the part of it that somebody else can check alone, and that runs in a
//! browser.

mod act;
pub mod consent;
pub mod note;
mod order;
mod quorum;
pub mod read;
pub mod receipt;
mod said;
pub mod shape;
mod shown;
pub mod tree;
mod verdict;

pub use consent::{ConsentRecord, Parental, Party, PersonalData};
pub use note::{Cosignature, SignedHead, VerifyError, verify_checkpoint, verify_cosigned};
pub use order::{Order, OrderEffect, OrderKind};
pub use quorum::Quorum;
pub use read::{Malformed, ReadError, parse_said, read_said};
pub use receipt::{Receipt, ReceiptFile, Trust, Verified, verify_proof, verify_receipt, verify_witnessed};
pub use said::{
    Act, Article, Assessment, Audience, Breach, ConsentGiven, DeliveryFailure, NoticeDelivered, NoticePublished,
    ObjectionMade, ObjectionScope, Outcome, Period, RejectionGrounds, Said, Told,
};
pub use shape::Covers;
pub use shown::{Shown, answer_due, told};
pub use tree::{TreeHead, check_consistency, check_inclusion};
pub use verdict::Verdict;
