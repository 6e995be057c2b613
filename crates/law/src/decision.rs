//! Decisions. In: what the law concluded. Out: one of four answers with its grounds, and the file format of both. Never: a
//! grounds that anything but the law made.

use crate::words::Transform;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::sync::Arc;
use terms::Digest;

/// Which law decided.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    pub profile: String,
    pub digest: Digest,
}

/// One of the four answers, without its grounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Lawful as it is.
    Permit,
    /// Lawful once the transforms are applied, inspected again and decided again.
    PermitWith,
    /// Not now.
    Hold,
    /// No.
    #[default]
    Forbid,
}

impl Outcome {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Permit => "PERMIT",
            Self::PermitWith => "PERMIT_WITH",
            Self::Hold => "HOLD",
            Self::Forbid => "FORBID",
        }
    }
}

/// What fired on a record and the people in it, by what it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fires {
    /// A forbid, a transform that cannot be carried out, or a policy that could not be evaluated.
    pub forbid: bool,
    /// A hold.
    pub hold: bool,
    /// A base permit.
    pub permit: bool,
    /// A transform that can be carried out.
    pub transform: bool,
}

impl Outcome {
    /// The combination rule: a forbid beats a hold, a hold beats a permit, and without a permit the answer is no.
    pub fn of(fires: Fires) -> Self {
        let Fires { forbid, hold, permit, transform } = fires;
        match (forbid, hold, permit) {
            (true, ..) => Self::Forbid,
            (false, true, _) => Self::Hold,
            (false, false, false) => Self::Forbid,
            (false, false, true) if transform => Self::PermitWith,
            (false, false, true) => Self::Permit,
        }
    }
}

/// What equal questions share.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Verdict {
    pub outcome: Outcome,
    pub rules: Vec<String>,
    pub permits: Vec<String>,
    pub transforms: Vec<Transform>,
    pub broken: Vec<String>,
}

/// Why, and under which law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    pub(crate) verdict: Arc<Verdict>,
    pub(crate) identity: Arc<Identity>,
    pub(crate) slices: Vec<(usize, Transform)>,
}

impl Grounds {
    /// Every rule that fired, sorted; F00 where nothing permits and nothing else says why.
    pub fn rules(&self) -> &[String] {
        &self.verdict.rules
    }

    /// Every permit that holds, sorted, also where the decision is no.
    pub fn permits(&self) -> &[String] {
        &self.verdict.permits
    }

    /// What has to be done to the record, sorted and distinct; empty unless the decision is `PermitWith`.
    pub fn transforms(&self) -> &[Transform] {
        &self.verdict.transforms
    }

    /// The same by third party: its place in `third_parties`, and what is done to it.
    pub fn slices(&self) -> &[(usize, Transform)] {
        &self.slices
    }

    /// The policies that could not be evaluated.
    pub fn broken(&self) -> &[String] {
        &self.verdict.broken
    }

    /// The dated name of the profile.
    pub fn profile(&self) -> &str {
        &self.identity.profile
    }

    /// The digest of the files of the law.
    pub fn rules_digest(&self) -> Digest {
        self.identity.digest
    }
}

/// The answer to one question of the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Lawful as it is.
    Permit(Grounds),
    /// Lawful once the transforms are applied, inspected again and decided again.
    PermitWith(Grounds),
    /// Not now.
    Hold(Grounds),
    /// No.
    Forbid(Grounds),
}

impl Decision {
    pub(crate) fn new(outcome: Outcome, grounds: Grounds) -> Self {
        match outcome {
            Outcome::Permit => Self::Permit(grounds),
            Outcome::PermitWith => Self::PermitWith(grounds),
            Outcome::Hold => Self::Hold(grounds),
            Outcome::Forbid => Self::Forbid(grounds),
        }
    }

    /// Which of the four.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Permit(_) => Outcome::Permit,
            Self::PermitWith(_) => Outcome::PermitWith,
            Self::Hold(_) => Outcome::Hold,
            Self::Forbid(_) => Outcome::Forbid,
        }
    }

    /// Why.
    pub fn grounds(&self) -> &Grounds {
        match self {
            Self::Permit(grounds) | Self::PermitWith(grounds) | Self::Hold(grounds) | Self::Forbid(grounds) => grounds,
        }
    }
}

/// The line of `decide --facts`: `decision, rules, permits, transforms, profile, rules_digest`.
impl Serialize for Decision {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        let grounds = self.grounds();
        let mut object = json.serialize_struct("Decision", 6)?;
        object.serialize_field("decision", self.outcome().as_str())?;
        object.serialize_field("rules", grounds.rules())?;
        object.serialize_field("permits", grounds.permits())?;
        object.serialize_field("transforms", grounds.transforms())?;
        object.serialize_field("profile", grounds.profile())?;
        object.serialize_field("rules_digest", &grounds.rules_digest())?;
        object.end()
    }
}
