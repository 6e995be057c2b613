//! A record and what was planted in it. In: sentences, one after the other. Out: a text, and where in it somebody else
//! stands. Never: a disclosure that is not written down beside the text.

use super::grammar::Line;
use std::ops::Range;
use terms::{Category, Embed, Post, Provenance};

/// Where a record is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// JSON Lines.
    Posts,
    /// Parquet.
    Comments,
    /// The package of this account.
    Package(usize),
    /// A small source of which the controller declares something of its own.
    Aside(Aside),
}

/// Small sources with a declaration of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Aside {
    /// Whole articles of a newspaper that reserves its rights.
    Press,
    /// An old copy that should have been gone.
    Legacy,
    /// A copy that must be gone between sealing and training.
    Expiring,
    /// A data set that came out of a leak.
    Leak,
    /// What moderation found illegal.
    Reported,
    /// A file of which nobody declared how it was obtained.
    Undeclared,
}

impl Aside {
    pub(super) const ALL: [Self; 6] =
        [Self::Press, Self::Legacy, Self::Expiring, Self::Leak, Self::Reported, Self::Undeclared];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Legacy => "legacy",
            Self::Expiring => "expiring",
            Self::Leak => "leak",
            Self::Reported => "reported",
            Self::Undeclared => "undeclared",
        }
    }

    /// How the platform came by what is in it.
    pub(super) fn provenance(self) -> Provenance {
        if self == Self::Leak { Provenance::ThirdPartyDataset } else { Provenance::PlatformFirstParty }
    }
}

/// Whether a category is stated or follows from where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Explicit,
    Inferred,
}

/// A person other than the author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// The holder of this account, by handle.
    Account(usize),
    /// A handle that belongs to no account.
    Nobody,
    /// The holder of this account, by a quote.
    Quoted { profile: usize, private: bool },
    /// A non-user, by name.
    Stranger(&'static str),
    /// Whoever can be reached at an address or has a number.
    Contact,
    /// Somebody whose illness, belief or orientation is told.
    Told,
    /// A child, by name and age.
    Child,
}

/// Where somebody else stands in a text.
#[derive(Clone, Debug)]
pub(super) struct Slice {
    pub(super) who: Who,
    pub(super) span: Range<usize>,
    pub(super) sentence: Range<usize>,
}

/// Everything in a record that the law asks about.
#[derive(Clone, Debug, Default)]
pub(super) struct Plants {
    pub(super) own: Vec<(Category, Mode)>,
    pub(super) uncertain: bool,
    pub(super) criminal: bool,
    pub(super) slices: Vec<Slice>,
}

impl Plants {
    pub(super) fn is_empty(&self) -> bool {
        self.own.is_empty() && !self.uncertain && !self.criminal && self.slices.is_empty()
    }
}

/// A post, its author and what is in it.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) post: Post,
    /// The account that the platform has a row of; `None` where it has none.
    pub(super) author: Option<usize>,
    pub(super) place: Place,
    pub(super) plants: Plants,
}

/// A text while it is put together, sentence by sentence.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) plants: Plants,
    pub(super) embeds: Vec<Embed>,
}

impl Draft {
    /// Adds a sentence; returns where it stands.
    pub(super) fn say(&mut self, sentence: &str) -> Range<usize> {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(sentence);
        start..self.text.len()
    }

    /// Adds a sentence in which each given value is somebody else.
    pub(super) fn say_of(&mut self, line: &Line, who: Who) {
        let sentence = self.say(&line.text);
        for value in &line.values {
            let span = sentence.start + value.start..sentence.start + value.end;
            self.plants.slices.push(Slice { who, span, sentence: sentence.clone() });
        }
    }
}
