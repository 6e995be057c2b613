//! Room 3: what a text or picture contains that the law cares about.
//! In: the text of one post and what its source says around it, or the bytes of one picture. Out: an [`Inspection`] with
//! byte spans. Never: content in an error, a log line or a `Debug`, and never a byte left unread.

mod finding;
mod passage;

mod fold;
mod sentence;

mod checksum;
mod contact;
mod crypto;
mod cue;
mod national;
mod near;
mod scan;

mod birth;
mod document;
mod identifier;
mod introduce;
mod person;
mod phone;
mod place;
mod street;
mod tagger;

mod bands;
mod careful;
mod disclosure;
mod doubt;
mod frame;
mod hash;
mod lexicon;
mod list;
mod listed;
mod minor;
mod name;
mod original;
mod read;
mod screen;
mod vocabulary;
mod voice;

mod likeness;

mod tongue;

mod inspector;
mod transform;

mod evaluate;
mod face;
mod picture;

#[cfg(test)]
mod tests;

pub use careful::{Careful, CarefulBand, CarefulBands, CarefulError};
pub use evaluate::{Bin, Evaluation, Gold, GoldSaying, GoldSpan, Mistake, Quality, Rate, Told, evaluate};
pub use face::{FACES_VERSION, FaceBox, FaceError, faces};
pub use finding::{
    Band, Finding, Inspection, Kind, Level, Mode, Placeholder, Reference, Removal, Slice, Span, Special, What,
};
pub use inspector::Inspector;
pub use likeness::{Likeness, Runs, jaccard};
pub use national::National;
pub use original::{Originals, WORDS_MIN};
pub use passage::Passage;
pub use picture::{PictureFinding, PictureInspection, inspect_picture};
pub use transform::{Edit, apply, shift};

/// The version of these detectors. It changes with every change of a pattern, a lexicon or a threshold, because a record
/// that an older version inspected must be inspected again [GDPR 25].
pub const VERSION: &str = "rules-13";
