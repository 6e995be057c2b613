//! Reading the law. In: the files of a folder. Out: a schema, a profile and policies that validate strictly, each under
//! its own id. Never: a policy without an id, two with the same, one less than the profile asks for, or one that reads
//! anything but the facts.

use crate::context::{Attribute, RECORD, SLICE};
use crate::profile::Profile;
use crate::words::Transform;
use cedar_policy::{Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator};
use miette::Diagnostic;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use terms::Digest;

/// The law could not be taken from its files.
#[derive(Debug, thiserror::Error)]
pub enum LawError {
    /// The folder could not be read.
    #[error(transparent)]
    Disk(#[from] world::DiskError),
    /// A file that every law has is not there.
    #[error("the law has no file `{file}`; `grondslag init` writes a complete folder")]
    FileMissing {
        /// Which one.
        file: &'static str,
    },
    /// The profile cannot be read.
    #[error("law/profile.toml: {why}")]
    Profile {
        /// Why.
        why: String,
    },
    /// Policies or schema are wrong at these places.
    #[error("{}", list(faults))]
    Faulty {
        /// All of them, in the order of files and lines.
        faults: Vec<Fault>,
    },
    /// A rule that the profile asks for is not there.
    #[error("profile `{profile}` requires the rules {}, which no policy has as its `@id`", ids(missing))]
    RulesMissing {
        /// The profile.
        profile: String,
        /// Their ids.
        missing: Vec<String>,
    },
    /// The schema does not declare the facts that this program gives.
    #[error("facts.cedarschema does not fit this program: {why}")]
    SchemaMismatch {
        /// What does not fit.
        why: String,
    },
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
}

fn ids(missing: &[String]) -> String {
    missing.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}

/// One mistake, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: Option<String>,
    /// The line itself.
    pub excerpt: String,
    /// How many characters of it are meant.
    pub width: usize,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, message, advice, excerpt, width } = self;
        writeln!(f, "{file}:{line}:{column}: {message}")?;
        let margin = line.to_string().len();
        writeln!(f, "{line} | {excerpt}")?;
        write!(f, "{:margin$} | {:indent$}{}", "", "", "^".repeat(*width), indent = column.saturating_sub(1))?;
        match advice {
            Some(advice) => write!(f, "\n{:margin$} = {advice}", ""),
            None => Ok(()),
        }
    }
}

impl Fault {
    fn at(file: &str, text: &str, start: usize, length: usize, message: String, advice: Option<String>) -> Self {
        let before = text.get(..start).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let excerpt = text.get(line_start..).unwrap_or("").lines().next().unwrap_or("").to_owned();
        let column = text.get(line_start..start).map_or(0, |part| part.chars().count());
        let width = length.min(excerpt.chars().count().saturating_sub(column)).max(1);
        let line = before.matches('\n').count() + 1;
        Self { file: file.to_owned(), line, column: column + 1, message, advice, excerpt, width }
    }

    /// The fault at the first place that the diagnostic points to.
    fn of(file: &str, text: &str, diagnostic: &dyn Diagnostic) -> Self {
        let label = diagnostic.labels().and_then(|mut labels| labels.next());
        let (start, length) = label.as_ref().map_or((0, 0), |label| (label.offset(), label.len()));
        let mut message = diagnostic.to_string().replace('\n', " ");
        if let Some(inner) = label.as_ref().and_then(|label| label.label()) {
            message = format!("{message} ({inner})");
        }
        Self::at(file, text, start, length, message, diagnostic.help().map(|help| help.to_string()))
    }
}

/// What a policy does to the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Carries a use.
    Permit,
    /// Is reported when it holds, and carries nothing alone.
    Report,
    /// Refuses.
    Forbid,
    /// Refuses for now.
    Hold,
    /// Takes out the part that concerns a third party; refuses where it cannot be taken out.
    Transform(Transform),
}

impl Effect {
    /// The transform, if it is one.
    pub fn transform(self) -> Option<Transform> {
        match self {
            Self::Transform(transform) => Some(transform),
            _ => None,
        }
    }
}

/// A rule as a reader of decisions meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id, `F07`.
    pub id: String,
    /// The provisions it rests on.
    pub provision: String,
    /// What would make it silent; `None` for permits.
    pub cure: Option<String>,
    /// What it does.
    pub effect: Effect,
    /// When it fires, in words.
    pub meaning: String,
    /// The file it stands in.
    pub file: String,
}

/// What a policy is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Record,
    ThirdParty,
}

impl About {
    pub(crate) fn table(self) -> &'static [Attribute] {
        match self {
            Self::Record => RECORD,
            Self::ThirdParty => SLICE,
        }
    }
}

/// One policy with all that was learnt about it.
pub(crate) struct Loaded {
    pub rule: Rule,
    pub policy: Policy,
    pub about: About,
    /// The attributes it reads, as places in the table.
    pub reads: Vec<usize>,
}

/// The law as it was read.
pub(crate) struct Files {
    pub schema: Schema,
    pub profile: Profile,
    /// Sorted by id.
    pub policies: Vec<Loaded>,
    pub digest: Digest,
}

const SCHEMA: &str = "facts.cedarschema";
const PROFILE: &str = "profile.toml";

/// Reads the files of the law from a folder; what is neither policy, schema nor profile is left alone.
pub(crate) fn folder(folder: &Path) -> Result<BTreeMap<String, String>, LawError> {
    let mut files = BTreeMap::new();
    for path in world::list(folder)? {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name.ends_with(".cedar") || name == SCHEMA || name == PROFILE {
            files.insert(name.to_owned(), world::read_string(&path)?);
        }
    }
    Ok(files)
}

pub(crate) fn load(files: &BTreeMap<String, String>) -> Result<Files, LawError> {
    let profile = files.get(PROFILE).ok_or(LawError::FileMissing { file: PROFILE })?;
    let profile = Profile::parse(profile).map_err(|why| LawError::Profile { why })?;
    let text = files.get(SCHEMA).ok_or(LawError::FileMissing { file: SCHEMA })?;
    let (schema, _) = Schema::from_cedarschema_str(text)
        .map_err(|error| LawError::Faulty { faults: vec![Fault::of(SCHEMA, text, &error)] })?;
    let policies = policies(files)?;
    validate(files, &schema, &policies)?;
    let missing: Vec<String> =
        profile.required.iter().filter(|id| policies.iter().all(|one| one.rule.id != **id)).cloned().collect();
    if !missing.is_empty() {
        return Err(LawError::RulesMissing { profile: profile.name, missing });
    }
    let digest = Digest::of_parts(files.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]));
    Ok(Files { schema, profile, policies, digest })
}

/// Parses every `.cedar` file, names each policy after its `@id`, and sorts them by it.
fn policies(files: &BTreeMap<String, String>) -> Result<Vec<Loaded>, LawError> {
    let (mut loaded, mut faults) = (Vec::<Loaded>::new(), Vec::new());
    for (file, text) in files.iter().filter(|(name, _)| name.ends_with(".cedar")) {
        let set: PolicySet = match text.parse() {
            Ok(set) => set,
            Err(errors) => {
                faults.push(Fault::of(file, text, &errors));
                continue;
            }
        };
        if let Some(template) = set.templates().next() {
            faults.push(fault_in(file, text, &template.to_string(), "a template is no policy", None));
        }
        for policy in set.policies() {
            match one(file, policy) {
                Ok(policy) => loaded.push(policy),
                Err(why) => faults.push(fault_in(file, text, &policy.to_string(), &why, None)),
            }
        }
    }
    loaded.sort_by(|a, b| (&a.rule.id, &a.rule.file).cmp(&(&b.rule.id, &b.rule.file)));
    for (first, second) in loaded.iter().zip(loaded.iter().skip(1)) {
        if first.rule.id == second.rule.id {
            let text = files.get(&second.rule.file).map_or("", String::as_str);
            // Of two in one file the second is meant.
            let tag = format!("@id(\"{}\")", second.rule.id);
            let start = text.rfind(&tag).unwrap_or(0);
            let why = format!("rule `{}` stands here and in `{}`", second.rule.id, first.rule.file);
            let advice = Some("give one of them another `@id`, or remove it".to_owned());
            faults.push(Fault::at(&second.rule.file, text, start, tag.len(), why, advice));
        }
    }
    if faults.is_empty() { Ok(loaded) } else { Err(faulty(faults)) }
}

fn faulty(mut faults: Vec<Fault>) -> LawError {
    faults.sort();
    LawError::Faulty { faults }
}

/// A fault about a whole policy, at its first line.
fn fault_in(file: &str, text: &str, policy: &str, why: &str, advice: Option<String>) -> Fault {
    let start = text.find(policy).unwrap_or(0);
    let length = policy.lines().next().map_or(1, str::len);
    Fault::at(file, text, start, length, why.to_owned(), advice)
}

/// One policy with its rule; or why it is none.
fn one(file: &str, policy: &Policy) -> Result<Loaded, String> {
    let needed = |name: &str| {
        let value = policy.annotation(name).filter(|value| !value.trim().is_empty());
        value.map(str::to_owned).ok_or_else(|| format!("a policy needs `@{name}(\"…\")`"))
    };
    let id = needed("id")?;
    let permits = policy.effect() == cedar_policy::Effect::Permit;
    let effect = effect_of(policy).map_err(|why| format!("rule `{id}`: {why}"))?;
    let cure = if permits { None } else { Some(needed("cure").map_err(|why| format!("rule `{id}`: {why}"))?) };
    let rule = Rule {
        provision: needed("provision").map_err(|why| format!("rule `{id}`: {why}"))?,
        meaning: needed("meaning").map_err(|why| format!("rule `{id}`: {why}"))?,
        file: file.to_owned(),
        cure,
        effect,
        id,
    };
    let (about, reads) = projection(policy).map_err(|why| format!("rule `{}`: {why}", rule.id))?;
    if permits && about == About::ThirdParty {
        return Err(format!("rule `{}`: a permit is about a record, never about a third party", rule.id));
    }
    if matches!(effect, Effect::Transform(_)) && about == About::Record {
        return Err(format!("rule `{}`: only a rule about a `ThirdParty` can transform", rule.id));
    }
    let policy = policy.new_id(PolicyId::new(&rule.id));
    Ok(Loaded { rule, policy, about, reads })
}

fn effect_of(policy: &Policy) -> Result<Effect, String> {
    let transform = policy.annotation("transform");
    match (policy.effect(), policy.annotation("effect"), transform) {
        (cedar_policy::Effect::Permit, None, None) => Ok(Effect::Permit),
        (cedar_policy::Effect::Permit, Some("report"), None) => Ok(Effect::Report),
        (cedar_policy::Effect::Forbid, None, None) => Ok(Effect::Forbid),
        (cedar_policy::Effect::Forbid, Some("hold"), None) => Ok(Effect::Hold),
        (cedar_policy::Effect::Forbid, Some("transform"), Some(word)) => Transform::parse(word)
            .map(Effect::Transform)
            .ok_or_else(|| "`@transform` is REDACT_SPAN, REMOVE_CHILD or MASK_IDENTIFIER".to_owned()),
        _ => Err("`@effect` is \"report\" on a permit, and \"hold\" or, with `@transform`, \"transform\" on a forbid"
            .to_owned()),
    }
}

/// What the policy is about and which attributes it reads. A policy that reads anything else cannot be asked once for
/// many records, so it is refused.
fn projection(policy: &Policy) -> Result<(About, Vec<usize>), String> {
    let json = policy.to_json().map_err(|error| error.to_string())?;
    let scope = json.get("resource");
    let entity = scope.and_then(|scope| scope.get("entity_type")).and_then(Value::as_str);
    let about = match entity {
        Some("Record") => About::Record,
        Some("ThirdParty") => About::ThirdParty,
        _ => return Err("its scope needs `resource is Record` or `resource is ThirdParty`".to_owned()),
    };
    if scope.is_some_and(|scope| scope.get("in").is_some())
        || json.pointer("/principal/op").and_then(Value::as_str) != Some("All")
    {
        return Err("its scope asks for more than the type of the resource and the action".to_owned());
    }
    let mut names = BTreeSet::new();
    for condition in json.get("conditions").and_then(Value::as_array).into_iter().flatten() {
        reads(condition, &mut names)?;
    }
    // A name that is not in the table is not in the schema either, and the validator shows where it stands.
    let place = |name: &String| about.table().iter().position(|attribute| attribute.name == name);
    let places = names.iter().filter_map(place).collect();
    Ok((about, places))
}

/// Collects the attributes of `resource` in Cedar's own JSON form of an expression.
fn reads(expression: &Value, names: &mut BTreeSet<String>) -> Result<(), String> {
    match expression {
        Value::Array(items) => items.iter().try_for_each(|item| reads(item, names)),
        Value::Object(members) => {
            let access = members.get(".").or_else(|| members.get("has"));
            let of_resource = access.filter(|access| access.pointer("/left/Var") == Some(&Value::from("resource")));
            if let Some(name) = of_resource.and_then(|access| access.get("attr")).and_then(Value::as_str) {
                names.insert(name.to_owned());
                return Ok(());
            }
            if members.contains_key("Var") {
                return Err("it may read `resource.…` and nothing else".to_owned());
            }
            members.values().try_for_each(|member| reads(member, names))
        }
        _ => Ok(()),
    }
}

/// Validates strictly; a warning is a fault too, for a rule that can never fire is one that somebody counts on.
fn validate(files: &BTreeMap<String, String>, schema: &Schema, policies: &[Loaded]) -> Result<(), LawError> {
    let set = PolicySet::from_policies(policies.iter().map(|one| one.policy.clone()))
        .map_err(|error| LawError::SchemaMismatch { why: error.to_string() })?;
    let result = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
    let fault = |id: &PolicyId, diagnostic: &dyn Diagnostic| {
        let file = policies.iter().find(|one| one.policy.id() == id).map_or("", |one| one.rule.file.as_str());
        let text = files.get(file).map_or("", String::as_str);
        let mut fault = Fault::of(file, text, diagnostic);
        if diagnostic.labels().is_none() {
            let tag = format!("@id(\"{id}\")");
            let start = text.find(&tag).unwrap_or(0);
            fault = Fault::at(file, text, start, tag.len(), fault.message, fault.advice);
        }
        fault
    };
    let errors = result.validation_errors().map(|error| fault(error.policy_id(), error));
    let warnings = result.validation_warnings().map(|warning| fault(warning.policy_id(), warning));
    let faults: Vec<Fault> = errors.chain(warnings).collect();
    if faults.is_empty() { Ok(()) } else { Err(faulty(faults)) }
}
