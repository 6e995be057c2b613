//! What stands written in a picture. In: the text that a program read in it. Out: what it reveals about its author and about
//! others, without a place in any text. Never: a picture taken for one without text because nobody read it.

use crate::gather::is_zero;
use ::inspect::{Band, Inspection, Inspector, Passage, Reference, Special};
use ::intake::TextReader;
use serde::{Deserialize, Serialize};

/// What the text in a picture reveals, as the law asks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Written {
    /// Of whoever posts it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) special: Vec<Special>,
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) criminal: bool,
    /// Of others: whatever identifies or means somebody. Whose a number is, a picture does not say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) others: Vec<Other>,
}

/// Somebody else who is meant in the text of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Other {
    pub(crate) objected: bool,
    pub(crate) child: bool,
    pub(crate) special: bool,
    pub(crate) private_origin: bool,
    pub(crate) direct_identifier: bool,
}

impl Written {
    pub(crate) fn is_empty(&self) -> bool {
        self.special.is_empty() && !self.criminal && self.others.is_empty()
    }

    /// What this text reveals; nothing where the detectors are not sure, because nobody can look at its place in a record.
    fn of(inspector: &Inspector, text: &str) -> Option<Self> {
        let Inspection { special, third_parties, criminal, band, .. } = inspector.inspect(&Passage::of(text));
        let others = third_parties.iter().map(|slice| Other {
            objected: matches!(slice.reference, Reference::Name(_)),
            child: slice.child,
            special: slice.special,
            private_origin: slice.private_origin,
            direct_identifier: slice.direct_identifier,
        });
        let others = others.collect();
        // Where it stands in the picture helps nobody.
        let special = special.into_iter().map(|special| Special { span: None, ..special }).collect();
        (band == Band::Clear).then_some(Self { special, criminal, others })
    }
}

/// What a program read in a picture, as it lies beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Read {
    /// The stamp of the program.
    reader: String,
    /// Nothing where it cannot be read whole.
    text: Option<String>,
}

/// What reads, and what looks at what was read.
pub(super) struct Reading<'a> {
    pub(super) inspector: &'a Inspector,
    pub(super) reader: Option<&'a TextReader>,
}

impl Reading<'_> {
    /// What is to lie beside a picture: what lies there, where this program read it, and nothing where nobody asks.
    pub(super) fn read(&self, known: Option<Read>, png: impl FnOnce() -> Option<Vec<u8>>) -> Option<Read> {
        let reader = self.reader.filter(|_| self.inspector.reads_pictures())?;
        if let Some(known) = known.filter(|known| known.reader == reader.stamp()) {
            return Some(known);
        }
        let text = png().and_then(|png| reader.read(&png));
        Some(Read { reader: reader.stamp().to_owned(), text })
    }

    /// What the text of a picture reveals; nothing where it was to be read and was not read whole.
    pub(super) fn written(&self, read: Option<&Read>) -> Option<Written> {
        if !self.inspector.reads_pictures() {
            return Some(Written::default());
        }
        Written::of(self.inspector, read?.text.as_deref()?)
    }
}
