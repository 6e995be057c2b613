//! The register of purposes and of the controller's choices [GDPR 30(1)]. In: `register.toml`. Out: for each purpose and
//! operation what the law asks the controller, or every fault of the file. Never: a purpose whose text is vague, a basis
//! that nobody signed, or an answer for one purpose taken from another.

mod catalogue;
mod choices;
mod declarations;
mod effect;
mod excluded;
mod lint;
mod vague;

pub use catalogue::{CATALOGUE, Known};
pub use choices::{
    Art9Mode, CHOICES, Chosen, DmaLinkage, NonEeaSubjects, Pre18Content, RecordedChoices, UnlearningTrigger,
    VisibilityChange,
};
pub use declarations::Declarations;
pub use effect::{Ages, Extraction, Revealed, Told, may_ask_again_from};
pub use excluded::Excluded;
pub use lint::{Finding, LintError, languages, lint};

use crate::facts::Facts;
use crate::moment::purpose_was_named;
use crate::words::{Assessment, Compatibility, Consultation};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use terms::{Date, Kind, Lang, LegalBasis, Operation, Provenance, Purpose};

/// The version of the format that this program reads and writes.
const VERSION: u32 = 1;

/// Purposes, and what the law leaves to the controller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    version: u32,
    /// `[choice.…]`: what the law leaves to the controller.
    pub choice: RecordedChoices,
    /// `[[purpose]]`: each purpose alone.
    pub purpose: Vec<Entry>,
}

/// One purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its id.
    pub id: Purpose,
    /// What is done, by language.
    pub text: BTreeMap<Lang, String>,
    /// Terms of the Data Privacy Vocabulary that fit; may be empty.
    pub dpv: Vec<String>,
    /// Since when the purpose is pursued; before that day it is not declared.
    #[serde(with = "day")]
    pub since: Date,
    /// From when on the notice at collection named it [GDPR 13(1)(c)]: a date, or `never`.
    pub named_since: Named,
    /// Kinds of records that its assessments cover.
    pub kinds: BTreeSet<Kind>,
    /// Where the records come from.
    pub sources: BTreeSet<Provenance>,
    /// When the records were created that its assessments cover.
    pub collected: Collected,
    /// What the data are not used for: purposes, operations, kinds and sources, each refused [GDPR 5(1)(b)].
    pub excluded: Vec<Excluded>,
    /// Whether the assessments cover people other than the author.
    pub covers_third_parties: bool,
    /// `[[purpose.use]]`: each operation, with its own basis.
    #[serde(rename = "use")]
    pub uses: Vec<Use>,
    /// Who entered the purpose.
    pub signed: SignOff,
}

/// One operation for a purpose, with the controller's recorded choice of basis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Use {
    /// The operation.
    pub operation: Operation,
    /// The basis that the controller chose for it [GDPR 6(1)]; `none` is the record that none was chosen.
    pub basis: LegalBasis,
    /// The assessment of legitimate interests [GDPR 6(1)(f)].
    pub lia: Reviewed<Assessment>,
    /// The test of compatibility [GDPR 6(4)].
    pub compat: Dated<Compatibility>,
    /// The impact assessment [GDPR 35(1)].
    pub dpia: Reviewed<Assessment>,
    /// Whether a high risk remains.
    pub dpia_residual_high: bool,
    /// The consultation of the authority [GDPR 36(1)].
    pub art36: Dated<Consultation>,
    /// Who chose the basis.
    pub signed: SignOff,
}

/// An assessment: its state, since when, under which name it is filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dated<T> {
    /// Its state.
    pub state: T,
    /// Since which day.
    #[serde(with = "day")]
    pub on: Date,
    /// The document.
    pub document: String,
}

/// An assessment that has to be looked at again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewed<T> {
    /// Its state.
    pub state: T,
    /// Since which day.
    #[serde(with = "day")]
    pub on: Date,
    /// The document.
    pub document: String,
    /// The last day on which it counts.
    #[serde(with = "day")]
    pub review_due: Date,
}

/// Who answers for an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// The person or office.
    pub by: String,
    /// As what: `controller`, `dpo`, `counsel`, `board`.
    pub role: String,
    /// When.
    #[serde(with = "day")]
    pub on: Date,
}

impl SignOff {
    /// What is missing from it.
    pub(crate) fn lacks(&self) -> Option<String> {
        let empty = [("by", &self.by), ("role", &self.role)].into_iter().find(|(_, text)| text.trim().is_empty());
        empty.map(|(name, _)| format!("`signed.{name}` is empty; name who answers for it"))
    }
}

/// When the records of a purpose were created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collected {
    /// The first day.
    #[serde(with = "day")]
    pub from: Date,
    /// The last day, or `open`.
    pub until: Until,
}

macro_rules! date_or_word {
    ($(#[$doc:meta])* $name:ident, $none:ident = $word:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            #[doc = concat!("`", $word, "`.")]
            $none,
            /// This day.
            On(Date),
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
                let text = String::deserialize(text)?;
                if text == $word { Ok(Self::$none) } else { day::read(&text).map(Self::On) }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, text: S) -> Result<S::Ok, S::Error> {
                match self {
                    Self::$none => text.serialize_str($word),
                    Self::On(date) => text.serialize_str(&date.to_string()),
                }
            }
        }
    };
}

date_or_word!(
    /// From when on the notice at collection named the purpose.
    Named, Never = "never"
);
date_or_word!(
    /// The last day of a period.
    Until, Open = "open"
);

/// Dates in one spelling.
mod day {
    use super::{Date, Deserialize, Deserializer, Serializer};
    use serde::de::Error;

    pub(super) fn read<E: Error>(text: &str) -> Result<Date, E> {
        terms::parse_date(text).map_err(E::custom)
    }

    pub(super) fn deserialize<'de, S: Deserializer<'de>>(text: S) -> Result<Date, S::Error> {
        read(&String::deserialize(text)?)
    }

    pub(super) fn serialize<S: Serializer>(date: &Date, text: S) -> Result<S::Ok, S::Error> {
        text.serialize_str(&date.to_string())
    }
}

/// The register cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// It is not in the format.
    #[error("register.toml: line {line}: {why}")]
    Format {
        /// The line.
        line: usize,
        /// Why.
        why: String,
    },
    /// It was written by a later program.
    #[error(
        "register.toml: version {version} is newer than this program, which reads version {VERSION}; use a newer grondslag"
    )]
    Newer {
        /// Its version.
        version: u32,
    },
    /// It says what it may not say.
    #[error("{}", list(faults))]
    Faulty {
        /// All of it.
        faults: Vec<RegisterFault>,
    },
}

fn list(faults: &[RegisterFault]) -> String {
    faults.iter().map(|fault| format!("register.toml: {fault}")).collect::<Vec<_>>().join("\n")
}

/// One fault of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterFault {
    /// Where: `purpose.ads.text.nl`.
    pub place: String,
    /// What, and what to do.
    pub what: String,
    /// The vague passage, where that is the fault.
    pub finding: Option<Finding>,
}

impl fmt::Display for RegisterFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.place, self.what)
    }
}

/// What the register answers about one purpose and operation: the facts of the law that the controller declares.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the fact of that name, described in docs/src/reference/facts.md")]
pub struct Declaration {
    pub purpose_declared: bool,
    pub purpose_covered_by_assessment: bool,
    pub basis: LegalBasis,
    pub lia: Assessment,
    pub lia_review_due: Option<Date>,
    pub compat: Compatibility,
    pub dpia: Assessment,
    pub dpia_residual_high: bool,
    pub art36: Consultation,
    pub purpose_in_notice_at_collection: bool,
    pub lia_covers_third_parties: bool,
}

/// About what the register is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The purpose.
    pub purpose: &'a Purpose,
    /// The operation.
    pub operation: Operation,
    /// On which day.
    pub now: Date,
    /// The kind of record.
    pub kind: Kind,
    /// Where it comes from.
    pub source: Provenance,
    /// When it was created.
    pub created: Date,
}

impl Declaration {
    /// What is declared for a purpose that is not in the register: nothing.
    pub fn none() -> Self {
        Self {
            purpose_declared: false,
            purpose_covered_by_assessment: false,
            basis: LegalBasis::None,
            lia: Assessment::None,
            lia_review_due: None,
            compat: Compatibility::None,
            dpia: Assessment::None,
            dpia_residual_high: true,
            art36: Consultation::Required,
            purpose_in_notice_at_collection: false,
            lia_covers_third_parties: false,
        }
    }

    /// Puts what is declared into the facts.
    pub fn into_facts(self, facts: &mut Facts) {
        facts.purpose_declared = self.purpose_declared;
        facts.purpose_covered_by_assessment = self.purpose_covered_by_assessment;
        facts.basis = self.basis;
        facts.lia = self.lia;
        facts.lia_review_due = self.lia_review_due;
        facts.compat = self.compat;
        facts.dpia = self.dpia;
        facts.dpia_residual_high = self.dpia_residual_high;
        facts.art36 = self.art36;
        facts.purpose_in_notice_at_collection = self.purpose_in_notice_at_collection;
        facts.lia_covers_third_parties = self.lia_covers_third_parties;
    }
}

impl Register {
    /// Reads `register.toml`. Everything that is wrong with it is told at once.
    pub fn parse(text: &str) -> Result<Self, RegisterError> {
        /// Read first: a newer file may have keys that are unknown here.
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let format = |error: toml::de::Error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
            RegisterError::Format { line, why: error.message().trim().to_owned() }
        };
        let Version { version } = toml::from_str(text).map_err(format)?;
        if version > VERSION {
            return Err(RegisterError::Newer { version });
        }
        let register: Self = toml::from_str(text).map_err(format)?;
        let faults = register.faults();
        if faults.is_empty() { Ok(register) } else { Err(RegisterError::Faulty { faults }) }
    }

    /// The entry of this purpose.
    pub fn entry(&self, purpose: &Purpose) -> Option<&Entry> {
        self.purpose.iter().find(|entry| entry.id == *purpose)
    }

    /// What is declared about this purpose and operation, for this kind of record, on this day. Nothing is taken from
    /// another purpose or operation.
    pub fn declared(&self, question: &Question<'_>) -> Declaration {
        let Some(entry) = self.entry(question.purpose).filter(|entry| entry.since <= question.now) else {
            return Declaration::none();
        };
        let used = entry.uses.iter().find(|one| one.operation == question.operation);
        let Some(one) = used.filter(|_| !self.excludes_operation(question.purpose, question.operation)) else {
            return Declaration::none();
        };
        let named = match entry.named_since {
            Named::Never => None,
            Named::On(date) => Some(date),
        };
        // An assessment that is dated tomorrow does not carry what happens today.
        let lia = if one.lia.on <= question.now { one.lia.state } else { Assessment::Missing };
        let dpia_counts = one.dpia.on <= question.now && question.now <= one.dpia.review_due;
        Declaration {
            purpose_declared: true,
            purpose_covered_by_assessment: entry.covers(question) && !self.excludes(question),
            basis: if one.signed.on <= question.now { one.basis } else { LegalBasis::None },
            lia,
            lia_review_due: Some(one.lia.review_due),
            compat: if one.compat.on <= question.now { one.compat.state } else { Compatibility::Missing },
            dpia: if dpia_counts { one.dpia.state } else { Assessment::Missing },
            dpia_residual_high: one.dpia_residual_high,
            art36: if one.art36.on <= question.now { one.art36.state } else { Consultation::Required },
            purpose_in_notice_at_collection: purpose_was_named(question.created, named),
            lia_covers_third_parties: entry.covers_third_parties,
        }
    }

    /// Whether the register rules this use out: by an exclusion of the purpose itself, or because another purpose that
    /// covers the record promises that its data are not used for this one [GDPR 5(1)(b)].
    pub fn excludes(&self, question: &Question<'_>) -> bool {
        self.purpose.iter().filter(|entry| entry.since <= question.now).any(|entry| {
            if entry.id == *question.purpose {
                return entry.excluded.iter().any(|one| one.refuses(question));
            }
            let promises =
                entry.excluded.iter().any(|one| matches!(one, Excluded::Purpose(other) if other == question.purpose));
            promises && entry.covers(question)
        })
    }

    /// Whether this purpose never has this operation.
    pub fn excludes_operation(&self, purpose: &Purpose, operation: Operation) -> bool {
        self.entry(purpose).is_some_and(|entry| entry.excluded.contains(&Excluded::Operation(operation)))
    }

    /// Everything that is wrong, in the order of the file.
    fn faults(&self) -> Vec<RegisterFault> {
        let mut faults = self.choice.faults();
        let mut seen = BTreeSet::new();
        for entry in &self.purpose {
            if !seen.insert(&entry.id) {
                faults.push(fault(format!("purpose.{}", entry.id), "stands twice; keep one of them"));
            }
            faults.extend(entry.faults());
        }
        if self.purpose.is_empty() {
            faults.push(fault(
                "purpose".to_owned(),
                "there is no purpose; without one nothing may be used [GDPR 5(1)(b)]",
            ));
        }
        let training = |one: &&Use| one.operation == Operation::Train && one.basis != LegalBasis::None;
        for entry in self.purpose.iter().filter(|entry| entry.id.as_str() == "ai.train.generative") {
            if entry.uses.iter().filter(training).any(|one| one.basis != self.choice.basis_for_training.value) {
                let what = "the basis of `train` is another than `choice.basis_for_training`; make them agree";
                faults.push(fault(format!("purpose.{}", entry.id), what));
            }
        }
        faults
    }
}

fn fault(place: String, what: impl Into<String>) -> RegisterFault {
    RegisterFault { place, what: what.into(), finding: None }
}

impl Entry {
    /// Whether the assessments of the purpose cover this record.
    fn covers(&self, question: &Question<'_>) -> bool {
        let in_time = self.collected.from <= question.created
            && match self.collected.until {
                Until::Open => true,
                Until::On(last) => question.created <= last,
            };
        in_time && self.kinds.contains(&question.kind) && self.sources.contains(&question.source)
    }

    fn faults(&self) -> Vec<RegisterFault> {
        let place = |member: &str| format!("purpose.{}.{member}", self.id);
        let mut faults = self.text_faults();
        for (member, empty) in [("kinds", self.kinds.is_empty()), ("sources", self.sources.is_empty())] {
            if empty {
                faults.push(fault(place(member), "is empty; name what the assessments cover"));
            }
        }
        if let Until::On(last) = self.collected.until
            && last < self.collected.from
        {
            faults.push(fault(place("collected"), "`until` lies before `from`"));
        }
        for term in self.dpv.iter().filter(|term| !is_term(term)) {
            faults.push(fault(
                place("dpv"),
                format!("`{term}` is no term; write it as `dpv:…`, `ai:…`, `pd:…` or `eu-gdpr:…`"),
            ));
        }
        for one in self.excluded.iter().filter(|one| self.claims(one)) {
            let what = format!("`{one}` stands here and is declared for this purpose too; keep one of them");
            faults.push(fault(place("excluded"), what));
        }
        faults.extend(self.signed.lacks().map(|what| fault(place("signed"), what)));
        let mut seen = BTreeSet::new();
        for one in &self.uses {
            let place = format!("purpose.{}.use.{}", self.id, one.operation);
            if !seen.insert(one.operation) {
                faults.push(fault(place.clone(), "stands twice; each operation has one basis"));
            }
            faults.extend(one.faults(&place));
        }
        if self.uses.is_empty() {
            faults.push(fault(place("use"), "no operation is named; each has its own basis [GDPR 6(1)]"));
        }
        faults
    }

    /// Whether the entry declares what it excludes.
    fn claims(&self, excluded: &Excluded) -> bool {
        match excluded {
            Excluded::Purpose(purpose) => *purpose == self.id,
            Excluded::Operation(operation) => self.uses.iter().any(|one| one.operation == *operation),
            Excluded::Kind(kind) => self.kinds.contains(kind),
            Excluded::Source(source) => self.sources.contains(source),
        }
    }

    /// A vague text is refused, and one that cannot be judged too [GDPR 5(1)(b)].
    fn text_faults(&self) -> Vec<RegisterFault> {
        let mut faults = Vec::new();
        let texts = self.text.iter().map(|(lang, text)| (format!("text.{lang}"), text, lang));
        for (member, text, lang) in texts {
            let place = format!("purpose.{}.{member}", self.id);
            match lint(text, lang) {
                Err(error) => faults.push(fault(place, error.to_string())),
                Ok(findings) => faults.extend(findings.into_iter().map(|finding| RegisterFault {
                    place: place.clone(),
                    what: format!("`{}`: {} [{}]; {}", finding.phrase, finding.why, finding.provision, finding.cure),
                    finding: Some(finding),
                })),
            }
        }
        if self.text.is_empty() {
            faults.push(fault(format!("purpose.{}.text", self.id), "there is no text; say what is done"));
        }
        faults
    }
}

impl Use {
    fn faults(&self, place: &str) -> Vec<RegisterFault> {
        let mut faults = Vec::new();
        let words = [
            ("lia", self.lia.state == Assessment::Other, &self.lia.document),
            ("compat", self.compat.state == Compatibility::Other, &self.compat.document),
            ("dpia", self.dpia.state == Assessment::Other, &self.dpia.document),
            ("art36", self.art36.state == Consultation::Other, &self.art36.document),
        ];
        for (member, unknown, document) in words {
            if unknown {
                faults
                    .push(fault(format!("{place}.{member}.state"), "is no state; see docs/src/reference/register.md"));
            }
            if document.trim().is_empty() {
                faults
                    .push(fault(format!("{place}.{member}.document"), "is empty; name the document, or write `none`"));
            }
        }
        for (member, on, due) in
            [("lia", self.lia.on, self.lia.review_due), ("dpia", self.dpia.on, self.dpia.review_due)]
        {
            if due < on {
                faults.push(fault(format!("{place}.{member}"), "`review_due` lies before `on`"));
            }
        }
        if !matches!(self.basis, LegalBasis::Consent | LegalBasis::LegitimateInterests | LegalBasis::None)
            && self.operation != Operation::Serve
        {
            let what = "the basis is `A6-1-a`, `A6-1-f` or `none`; no other carries this operation [GDPR 6(1)]";
            faults.push(fault(format!("{place}.basis"), what));
        }
        faults.extend(self.signed.lacks().map(|what| fault(format!("{place}.signed"), what)));
        faults
    }
}

/// Whether it has the form of a term of the Data Privacy Vocabulary.
fn is_term(term: &str) -> bool {
    term.split_once(':').is_some_and(|(prefix, name)| {
        ["dpv", "ai", "pd", "eu-gdpr", "eu-aiact"].contains(&prefix)
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    })
}
