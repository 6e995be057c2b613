//! What a proof says. In: a property, how it was examined and what was found. Out: the same as text or JSON. Never: a
//! success for a property that was not examined.

use serde::Serialize;
use terms::Digest;

/// How a property was examined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// By a solver, over every record that facts can describe.
    Smt,
    /// By deciding every case of a finite projection of the facts.
    Exhaustive,
}

/// Facts that show that a property does not hold, decided by `Law::decide` before they are reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counterexample {
    /// What they show.
    pub shows: String,
    /// Lines of JSON that `decide --facts` accepts; two where a record before is compared with the record after.
    pub facts: Vec<String>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Finding {
    /// It holds for every record that facts can describe.
    Proved,
    /// It does not hold.
    Refuted {
        /// Why not, each with its facts.
        counterexamples: Vec<Counterexample>,
    },
    /// Nobody knows: never a success.
    NotProved {
        /// What stands in the way, and what to do.
        why: String,
    },
}

/// One property of the law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// Its name, in words joined by hyphens.
    pub id: &'static str,
    /// The provision that it guards.
    pub provision: &'static str,
    /// What holds, in plain words.
    pub statement: String,
    /// How it was examined.
    pub method: Method,
    /// How many questions were put to the solver, or how many cases were decided.
    pub questions: u64,
    /// What was found.
    #[serde(flatten)]
    pub finding: Finding,
}

/// Every property that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The version of this format.
    pub version: u32,
    /// The dated name of the profile.
    pub profile: String,
    /// The digest of the files of the law.
    pub rules_digest: Digest,
    /// The same of the law that it was compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<Compared>,
    /// The solver, as it was started; `null` where there is none.
    pub solver: Option<String>,
    /// What is not part of any of these proofs.
    pub outside: Vec<&'static str>,
    /// The properties.
    pub proofs: Vec<Proof>,
}

/// The law that this one was compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The dated name of its profile.
    pub profile: String,
    /// The digest of its files.
    pub rules_digest: Digest,
}

/// The version of the format of a report.
pub const VERSION: u32 = 1;

/// What stands outside of the proofs.
pub const OUTSIDE: [&str; 2] = [
    "dates: a proof speaks about what the law makes of them (`notice_delivered`, `lia_in_date`); that this is made rightly is tested in `law::moment` and `law::context`",
    "gathering: whether the facts of a record are true is the work of the rooms before the law",
];

impl Report {
    /// Whether every property was proved.
    pub fn holds(&self) -> bool {
        self.proofs.iter().all(|proof| proof.finding == Finding::Proved)
    }

    /// Whether a property was refuted.
    pub fn is_refuted(&self) -> bool {
        self.proofs.iter().any(|proof| matches!(proof.finding, Finding::Refuted { .. }))
    }
}
