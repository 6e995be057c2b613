//! What an inspection says. In: nothing. Out: the types that the other rooms read. Never: the text itself, only where in
//! it something stands.

use crate::National;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use terms::{AccountId, Category, Handle, Lang, Whose};

/// Bytes `start..end` of a text, always on character borders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether both have a byte in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether every byte of `other` is in this one.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// What was found, under the name that Presidio gives it where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An e-mail address, also one written with "at" and "dot".
    EmailAddress,
    /// A telephone number.
    PhoneNumber,
    /// An international bank account number with right check digits.
    IbanCode,
    /// A payment card number with a known prefix and a right check digit.
    CreditCard,
    /// A number that a country gives to a person, with right check digits.
    National(National),
    /// An IP address.
    IpAddress,
    /// The address of a network card.
    MacAddress,
    /// A web address.
    Url,
    /// The number of a passport, beside a word that names it.
    Passport,
    /// The number of a driving licence.
    DriverLicense,
    /// The number of an identity card.
    IdentityCard,
    /// The registration plate of a vehicle.
    LicensePlate,
    /// A street with its number, and the postcode and city behind it.
    StreetAddress,
    /// A postcode that stands alone.
    Postcode,
    /// A position on earth, exact to about ten metres.
    Coordinates,
    /// An address of digital money with a right checksum.
    Crypto,
    /// A date near a word that says it is somebody's birth.
    DateOfBirth,
    /// The author's own age, where the text states one under 18.
    AuthorAge,
    /// The name of a person.
    Person,
    /// The handle of an account.
    Handle,
    /// A quote of another record.
    Quote,
    /// The name of somebody without an account who objected.
    ObjectedName,
    /// The whole text is in a language whose curves nobody measured, so its silence says nothing.
    Language,
    /// A child is mentioned.
    Child,
    /// A conviction or an offence of a person [GDPR 10].
    Criminal,
    /// A special category [GDPR 9(1)].
    Special(Category),
}

impl Kind {
    /// The kinds that are neither a special category nor a national number.
    const PLAIN: [Self; 24] = [
        Self::EmailAddress,
        Self::PhoneNumber,
        Self::IbanCode,
        Self::CreditCard,
        Self::IpAddress,
        Self::MacAddress,
        Self::Url,
        Self::Passport,
        Self::DriverLicense,
        Self::IdentityCard,
        Self::LicensePlate,
        Self::StreetAddress,
        Self::Postcode,
        Self::Coordinates,
        Self::Crypto,
        Self::DateOfBirth,
        Self::AuthorAge,
        Self::Person,
        Self::Handle,
        Self::Quote,
        Self::ObjectedName,
        Self::Language,
        Self::Child,
        Self::Criminal,
    ];

    /// Every kind that these detectors can report.
    pub fn all() -> impl Iterator<Item = Self> {
        let nationals = National::ALL.into_iter().map(Self::National);
        Self::PLAIN.into_iter().chain(nationals).chain(Category::ALL.into_iter().map(Self::Special))
    }

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EmailAddress => "EMAIL_ADDRESS",
            Self::PhoneNumber => "PHONE_NUMBER",
            Self::IbanCode => "IBAN_CODE",
            Self::CreditCard => "CREDIT_CARD",
            Self::National(national) => national.as_str(),
            Self::IpAddress => "IP_ADDRESS",
            Self::MacAddress => "MAC_ADDRESS",
            Self::Url => "URL",
            Self::Passport => "PASSPORT",
            Self::DriverLicense => "DRIVER_LICENSE",
            Self::IdentityCard => "IDENTITY_CARD",
            Self::LicensePlate => "LICENSE_PLATE",
            Self::StreetAddress => "STREET_ADDRESS",
            Self::Postcode => "POSTCODE",
            Self::Coordinates => "COORDINATES",
            Self::Crypto => "CRYPTO",
            Self::DateOfBirth => "DATE_OF_BIRTH",
            Self::AuthorAge => "AUTHOR_AGE",
            Self::Person => "PERSON",
            Self::Handle => "HANDLE",
            Self::Quote => "QUOTE",
            Self::ObjectedName => "OBJECTED_NAME",
            Self::Language => "LANGUAGE_NOT_MEASURED",
            Self::Child => "CHILD",
            Self::Criminal => "CRIMINAL",
            Self::Special(category) => category.as_str(),
        }
    }

    /// Reads the word used in files.
    pub fn parse(word: &str) -> Option<Self> {
        Self::all().find(|kind| kind.as_str() == word)
    }

    /// What stands in the place of a masked span of this kind; `None` where nothing is masked, only found.
    pub(crate) fn placeholder(self) -> Option<Placeholder> {
        match self {
            Self::EmailAddress => Some(Placeholder::Email),
            Self::PhoneNumber => Some(Placeholder::Phone),
            Self::IbanCode => Some(Placeholder::Iban),
            Self::CreditCard => Some(Placeholder::Card),
            Self::National(_)
            | Self::Passport
            | Self::DriverLicense
            | Self::IdentityCard
            | Self::LicensePlate
            | Self::Crypto => Some(Placeholder::Id),
            Self::StreetAddress | Self::Postcode | Self::Coordinates => Some(Placeholder::Address),
            Self::Handle | Self::ObjectedName => Some(Placeholder::Person),
            Self::Quote | Self::Child | Self::Special(_) => Some(Placeholder::Gone),
            // A name is masked where its bearer objected, see `ObjectedName`; the law says nothing of names as such.
            Self::Person
            | Self::IpAddress
            | Self::MacAddress
            | Self::Url
            | Self::DateOfBirth
            | Self::AuthorAge
            | Self::Language
            | Self::Criminal => None,
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::parse(&word).ok_or_else(|| serde::de::Error::custom("not a kind of finding"))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Below the band: the topic is there and no disclosure is. Reported, never acted on.
    Clear,
    /// Inside the uncertainty band: held for a human (H35).
    Uncertain,
    /// Above the band.
    Found,
}

impl Level {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Uncertain => "uncertain",
            Self::Found => "found",
        }
    }
}

/// Something found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What.
    pub kind: Kind,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Between 0 and 1. Of a rule it was set by hand; of the second stage it was fitted on gold sentences whose misses
    /// were read, see `lexicon/bands.tsv`.
    pub score: f32,
    /// Whom it is about; `None` where the rule cannot tell.
    pub whose: Option<Whose>,
    /// How sure.
    pub band: Level,
}

impl Finding {
    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// Whether a special category is stated in words or follows from something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Stated.
    Explicit,
    /// Follows, for example from membership of a group [C-252/21].
    Inferred,
}

impl Mode {
    /// The word used in facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::Inferred => "inferred",
        }
    }
}

/// A special category of the author, above the uncertainty band.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Special {
    /// Which.
    pub category: Category,
    /// Whose: the author's. What a text says about others is a [`Slice`].
    pub whose: Whose,
    /// Stated or inferred.
    pub mode: Mode,
    /// Between 0 and 1.
    pub score: f32,
    /// Where the text says it; `None` where the group says it.
    pub span: Option<Span>,
}

/// Whether a human must look first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// No.
    #[default]
    Clear,
    /// Yes: a finding about a special category or an offence lies inside the uncertainty band, or the text is in a language
    /// whose curves nobody measured.
    Uncertain,
}

impl Band {
    /// The word used in facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Uncertain => "uncertain",
        }
    }
}

/// What a numbered slice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A contact or number.
    Contact,
    /// A quote of somebody whom the source does not name.
    Quote,
    /// A child.
    Child,
    /// Somebody else.
    Other,
}

impl What {
    /// The word used in facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Quote => "quote",
            Self::Child => "child",
            Self::Other => "other",
        }
    }
}

/// Who or what a slice points at. Its `Debug` shows no handle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reference {
    /// A handle in lower case, without `@`; whose it is, the accounts say.
    Handle(Handle),
    /// The account that an embed quotes.
    Account(AccountId),
    /// The reference that the objection gave with the name.
    Name(String),
    /// Nobody in particular: numbered in the order of the text, `contact-1`, `quote-1`, `other-1`, `child-1`.
    Numbered {
        /// What it is.
        what: What,
        /// From 1.
        number: usize,
    },
}

impl Reference {
    /// The reference as one string for the facts; it may hold a handle, so it is personal data.
    pub fn to_fact(&self) -> String {
        match self {
            Self::Handle(handle) => format!("@{}", handle.expose()),
            Self::Account(account) => account.as_str().to_owned(),
            Self::Name(reference) => reference.clone(),
            Self::Numbered { what, number } => format!("{}-{number}", what.as_str()),
        }
    }
}

/// What is put in the place of a removed span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placeholder {
    /// `[PERSON]`
    Person,
    /// `[EMAIL]`
    Email,
    /// `[PHONE]`
    Phone,
    /// `[IBAN]`
    Iban,
    /// `[ID]`
    Id,
    /// `[CARD]`
    Card,
    /// `[ADDRESS]`
    Address,
    /// `[…]`
    Gone,
}

impl Placeholder {
    /// All placeholders.
    pub const ALL: [Self; 8] =
        [Self::Person, Self::Email, Self::Phone, Self::Iban, Self::Id, Self::Card, Self::Address, Self::Gone];

    /// The text that is put.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "[PERSON]",
            Self::Email => "[EMAIL]",
            Self::Phone => "[PHONE]",
            Self::Iban => "[IBAN]",
            Self::Id => "[ID]",
            Self::Card => "[CARD]",
            Self::Address => "[ADDRESS]",
            Self::Gone => "[…]",
        }
    }
}

/// How a slice is taken out of a text; the law chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Removal {
    /// `MASK_IDENTIFIER`: a typed placeholder for each span.
    Mask,
    /// `REDACT_SPAN`: the value, the name or the quote; the sentence where the slice is special.
    Redact,
    /// `REMOVE_CHILD`: the sentence.
    RemoveChild,
}

/// What a text says about one person other than its author.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slice {
    /// What points at the person.
    pub kind: Kind,
    /// Whom it points at.
    pub reference: Reference,
    /// Where; several where the same handle, name or value stands more than once. Sorted.
    pub spans: Vec<Span>,
    /// The sentences around `spans`, sorted, none twice.
    pub sentences: Vec<Span>,
    /// It says something of a special category about the person.
    pub special: bool,
    /// The person is a child by what the text says. That a handle belongs to a child, the accounts say.
    pub child: bool,
    /// The original was not shared with everyone, or nobody knows.
    pub private_origin: bool,
    /// It is a name, a handle, a contact or a number.
    pub direct_identifier: bool,
    /// Removing what [`Removal::Redact`] removes leaves letters.
    pub redactable: bool,
    /// Removing the sentences leaves letters.
    pub sentence_redactable: bool,
}

/// Everything that inspection says about one text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// The version of the detectors.
    pub version: Cow<'static, str>,
    /// Bytes looked at: all of them.
    pub bytes_scanned: usize,
    /// The language: what the source says, else a guess; `None` for a text without letters.
    pub lang: Option<Lang>,
    /// Findings by start, end and kind.
    pub findings: Vec<Finding>,
    /// What is revealed about the author.
    pub special: Vec<Special>,
    /// Other persons, in the order of the text.
    pub third_parties: Vec<Slice>,
    /// A conviction or an offence of a person is stated.
    pub criminal: bool,
    /// Whether a human must look first.
    pub band: Band,
}

impl Inspection {
    /// What stands in for an inspection that never happened: nothing was scanned by no version, so it is not current and
    /// the record is held (H34).
    pub fn none() -> Self {
        Self {
            version: Cow::Borrowed("none"),
            bytes_scanned: 0,
            lang: None,
            findings: Vec::new(),
            special: Vec::new(),
            third_parties: Vec::new(),
            criminal: false,
            band: Band::Clear,
        }
    }
}
