//! The configuration. In: `grondslag.toml` and `GRONDSLAG__SECTION__KEY` of the environment. Out: one typed value, and
//! for each key where it came from. Never: a key that nobody knows, or a legal fact that nobody declared.

use crate::exit::Stop;
use pipeline::{Controller, NearDuplicates, Run, SHARD_ROWS, SourceFacts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

/// The version of `grondslag.toml` that this program reads.
pub const VERSION: u32 = 1;

/// Everything in `grondslag.toml`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Version of the file.
    pub version: u32,
    /// `[project]`.
    pub project: Project,
    /// `[controller]`.
    pub controller: Controller,
    /// `[run]`.
    pub run: Run,
    /// `[[source]]`.
    #[serde(default)]
    pub source: Vec<SourceConfig>,
    /// `[said]`.
    #[serde(default)]
    pub said: Said,
    /// `[ledger]`.
    #[serde(default)]
    pub ledger: LedgerStores,
    /// `[inspect]`.
    #[serde(default)]
    pub inspect: Inspect,
    /// `[engine]`.
    #[serde(default)]
    pub engine: Engine,
    /// `[corpus]`.
    #[serde(default)]
    pub corpus: Corpus,
    /// `[train]`.
    #[serde(default)]
    pub train: Train,
    /// `[prompt]`.
    #[serde(default)]
    pub prompt: Prompt,
    /// `[serve]`.
    #[serde(default)]
    pub serve: Serve,
    /// `[portal]`.
    #[serde(default)]
    pub portal: Portal,
}

impl Config {
    /// Refuses late slices where the corpus that is to be sealed does not say who belongs there.
    pub fn says_who_comes_late(&self) -> Result<(), Stop> {
        if self.train.plan()?.late_slices == 0 || self.corpus.late_from.is_some() {
            return Ok(());
        }
        Err(Stop::usage(
            "`train.late_slices` keeps slices for people who are likely to leave, and `corpus.late_from` does not say from \
             which day on somebody is; set both or neither",
        ))
    }
}

/// The project.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// A short name; it stands in reports.
    pub name: String,
    /// Origin line of the log's checkpoints: a name that nobody else uses, without a scheme [C2SP tlog-checkpoint].
    pub origin: String,
    /// The clock stands still at this moment: for a demo or a replay, never for real people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// Keys of the ledger are drawn from this number, so that pseudonyms and with them corpus and model come out the same
    /// in another folder: for a demo or a replay, never for real people. Only together with `clock`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}

/// One source of posts, accounts or both.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceConfig {
    /// Short name, stands in reports.
    pub name: String,
    /// File, package or folder, relative to the project, `*` matches any file name; the same in an object store,
    /// `s3://BUCKET/NAME`; or `postgres://USER@HOST/DATABASE`. A source that is pushed has none.
    #[serde(default)]
    pub path: String,
    /// File with the password of the server, relative to the project; its last line end does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_file: Option<String>,
    /// Name of the replication slot and publication with which `intake --follow` reads the changes of a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// Under which licence or contract the records may be used; it stands in the source register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// First day of the collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_from: Option<terms::Date>,
    /// Last day of the collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_until: Option<terms::Date>,
    /// The moment that the files describe, where they do not say so themselves. It decides which of two exports is later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exported_at: Option<String>,
    /// Whether it holds everything: then what is absent was deleted. False: it holds increments. Absent: nobody knows, so
    /// nothing is deleted for being absent, and an export that is older than what is known adds nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
    /// Format; absent: recognised by its members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<intake::Format>,
    /// The version of a Delta table; absent: the newest, whose number the register then says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// The service the records were posted on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// How the controller came by the records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<terms::Provenance>,
    /// Which column of a table holds which field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<intake::ColumnMap>,
    /// Fields that the source does not give and the controller declares for all its records.
    #[serde(default)]
    pub declare: intake::Declared,
    /// Facts that the controller declares about all its records.
    #[serde(default)]
    pub facts: SourceFacts,
}

/// Where the ledger keeps what it holds. A URL with a password belongs into the environment
/// (`GRONDSLAG__LEDGER__STORE`), not into the file.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LedgerStores {
    /// `postgres://USER@HOST/DATABASE`; absent: SQLite in the folder `ledger` of the project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
    /// The same for the keys, where they lie in another database, so that no backup holds both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys: Option<String>,
}

impl std::fmt::Debug for LedgerStores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A URL may hold a password.
        f.debug_struct("LedgerStores")
            .field("store", &self.store.is_some())
            .field("keys", &self.keys.is_some())
            .finish()
    }
}

/// What people said, to be read into the ledger.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Said {
    /// Files of events, one JSON object a line.
    pub paths: Vec<String>,
}

/// Inspection.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Inspect {
    /// People address each other by handle at the start of a line, as on IRC: `handle: text`.
    pub handles_at_line_start: bool,
    /// Also hold for a human what the rules let pass and the second look takes for the author's own: from the bound that was
    /// measured for its language and category (`measured`), from there and whatever is in a language that nobody measured
    /// (`strict`), with at least a probability of 0.5 to 1, or never (`off`).
    pub second_look_from: SecondLook,
    /// Folder of a larger model, relative to the project, that hears what the rules let pass and the second look does not find
    /// clear, and decides there instead of it; absent: no such model is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub careful_look: Option<String>,
    /// From which score of the second look on it hears a passage, from 0 (everything) to 1; absent: from where hardly anything
    /// that an author discloses lies below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub careful_look_from: Option<f32>,
    /// Also find a dozen words and more that somebody who objects wrote before, where no mark says that it is a quote.
    pub unmarked_quotes: bool,
    /// Also read the text in pictures by this program, `tesseract`, where `corpus.pictures` takes them along; absent: it is not
    /// looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture_text: Option<String>,
    /// The languages that it reads, as it calls them.
    pub picture_text_languages: Vec<String>,
}

impl Default for Inspect {
    fn default() -> Self {
        Self {
            handles_at_line_start: false,
            second_look_from: SecondLook::default(),
            careful_look: None,
            careful_look_from: None,
            unmarked_quotes: true,
            picture_text: None,
            picture_text_languages: vec!["eng".to_owned()],
        }
    }
}

/// From where on the second look holds a post for a human.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "`measured`, `strict`, `off` or a probability from 0.5 to 1")]
pub enum SecondLook {
    /// By name.
    Named(NamedLook),
    /// Where the author is meant with at least this probability.
    From(f32),
}

impl Default for SecondLook {
    fn default() -> Self {
        Self::Named(NamedLook::Measured)
    }
}

/// The bounds that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NamedLook {
    /// The bound of each language and category.
    Measured,
    /// The same, and every text in a language that nobody measured.
    Strict,
    /// The rules alone.
    Off,
}

/// Where records are joined and decided.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Engine {
    /// HOST:PORT of the scheduler of a cluster; absent: in this process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// Seconds that one attempt at a shard of the cluster's work may take.
    pub deadline_seconds: u64,
    /// Records in one shard of the cluster's work.
    pub shard_rows: NonZeroU64,
}

impl Default for Engine {
    fn default() -> Self {
        Self { cluster: None, deadline_seconds: 600, shard_rows: SHARD_ROWS }
    }
}

/// The corpus.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Corpus {
    /// Number of shards. It may not depend on the number of records, or purging a person would move others.
    pub shards: u16,
    /// Seconds that one request to an object store may take: the largest file, on a slow line.
    pub store_seconds: u64,
    /// Whether the pictures of lawful records are taken along, each with its faces masked and the text of its post. Absent: not,
    /// and nothing of a picture is kept.
    pub pictures: bool,
    /// Of texts that are alike, whoever wrote them, only the first to be written is sealed: a model learns by heart what it
    /// reads often.
    pub near_duplicates: NearDuplicates,
    /// Whoever opened their first account on or after this day, or whose days to object ended then, is marked as likely to leave,
    /// and so is whoever nobody knows this of, so that `train.late_slices` can read them late. Absent: the rows do not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_from: Option<terms::Date>,
}

impl Default for Corpus {
    fn default() -> Self {
        let near_duplicates = NearDuplicates::default();
        Self { shards: 4, store_seconds: 300, pictures: false, near_duplicates, late_from: None }
    }
}

/// Training. The constants of the plan are derived from nothing: the same plan with one person fewer must be the same
/// plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Train {
    /// Seed of the initial weights and of every draw.
    pub seed: u64,
    /// Texts without data subjects, for the tokenizer and the base model.
    pub base: Vec<String>,
    /// Which plan the constants start from.
    pub plan: NamedPlan,
    /// How many of the last slices are for the people whom the corpus marks as likely to leave; forgetting them costs least there.
    /// 0: each slice takes anybody. Only together with `corpus.late_from`.
    pub late_slices: usize,
    /// Constants of the plan that are different, by name.
    pub set: BTreeMap<String, toml::Value>,
    /// Invented people, each with a secret, who are planted beside the rows of the corpus, so that `audit` can tell what the
    /// model gives away. They belong to nobody and change the model like so many further people.
    pub canaries: usize,
    /// A base of somebody else, beside whose frozen weights the cohorts own adapters. Absent: the base is trained from `base`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adapter: Option<Adapter>,
    /// What many people say, counted beside the weights. Absent: as the plan has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ngrams: Option<Ngrams>,
}

/// Which runs of tokens (n-grams) are counted beside the weights.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ngrams {
    /// Tokens of the longest run that is counted, from 2 to 6; 0 counts nothing, and the weights answer alone.
    #[serde(default = "order")]
    pub order: usize,
    /// How many different people must have written a run; at least 2.
    #[serde(default = "people_min")]
    pub people_min: u32,
}

impl Ngrams {
    fn plan(self) -> Option<train::NgramPlan> {
        let Self { order, people_min } = self;
        (order > 0).then(|| train::NgramPlan { order, people_min, ..train::NgramPlan::default() })
    }
}

fn order() -> usize {
    train::NgramPlan::default().order
}

fn people_min() -> u32 {
    train::NgramPlan::default().people_min
}

/// A base of somebody else, and what stands beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adapter {
    /// A Hugging Face folder or a GGUF file of a Llama, relative to the project.
    pub base: String,
    /// Its digest: of a file what `sha256sum` prints; of a folder that of the lines which `sha256sum` prints for the files that
    /// are read.
    pub sha256: terms::Digest,
    /// Rank of each pair of matrices; a multiple of 16.
    #[serde(default = "rank")]
    pub rank: usize,
    /// What a pair adds is multiplied by `alpha / rank`.
    #[serde(default = "alpha")]
    pub alpha: f64,
    /// The matrices that a pair stands beside.
    #[serde(default = "projections")]
    pub projections: Vec<train::Projection>,
}

impl Adapter {
    /// What of an adapter is to be chosen.
    pub fn choice(&self) -> train::AdapterChoice {
        train::AdapterChoice { rank: self.rank, alpha: self.alpha, projections: self.projections.clone() }
    }
}

fn rank() -> usize {
    16
}

fn alpha() -> f64 {
    32.0
}

fn projections() -> Vec<train::Projection> {
    vec![train::Projection::Query, train::Projection::Value]
}

/// Plans with a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamedPlan {
    /// Some thousand short posts.
    #[default]
    Demo,
    /// Some hundred thousand posts.
    Large,
}

/// Constants of the plan that a base of somebody else says or has no use for.
const OF_THE_BASE: [&str; 8] =
    ["vocabulary", "width", "layers", "heads", "feed_forward", "base_steps", "base_sequences", "base_learning_rate"];

impl Train {
    /// The planted people.
    pub fn canaries(&self) -> Vec<train::Canary> {
        train::canaries(self.seed, self.canaries)
    }

    /// The plan with the constants that are different.
    pub fn plan(&self) -> Result<train::Plan, Stop> {
        let named = match self.plan {
            NamedPlan::Demo => train::Plan::demo(),
            NamedPlan::Large => train::Plan::large(),
        };
        let wrong = |error: &dyn std::fmt::Display| Stop::usage(format!("`[train]`: {error}"));
        if self.adapter.is_some() {
            self.beside_a_base().map_err(|error| wrong(&error))?;
        }
        let mut constants = toml::Table::try_from(&named).map_err(|error| wrong(&error))?;
        let late_slices = i64::try_from(self.late_slices).map_err(|_| wrong(&"`late_slices` is too large"))?;
        constants.insert("late_slices".to_owned(), late_slices.into());
        for (name, value) in &self.set {
            if constants.insert(name.clone(), value.clone()).is_none() {
                let known: Vec<&str> = constants.keys().filter(|known| *known != name).map(String::as_str).collect();
                return Err(wrong(&format!("`set.{name}` is no constant of the plan; {}", nearest_of(name, &known))));
            }
        }
        let seed = i64::try_from(self.seed).map_err(|_| wrong(&"`seed` is too large; take one below 2^63"))?;
        constants.insert("seed".to_owned(), seed.into());
        let mut plan: train::Plan =
            toml::Value::Table(constants).try_into().map_err(|error: toml::de::Error| wrong(&error.message()))?;
        if let Some(ngrams) = self.ngrams {
            plan.ngrams = ngrams.plan();
        }
        plan.check().map_err(|error| wrong(&error))?;
        Ok(plan)
    }

    /// The plan as far as the configuration says it: beside a base of somebody else without what that base says.
    pub fn declared(&self) -> anyhow::Result<serde_json::Value> {
        let mut plan = serde_json::to_value(self.plan()?)?;
        if let (Some(constants), Some(adapter)) = (plan.as_object_mut(), &self.adapter) {
            constants.retain(|name, _| !OF_THE_BASE.contains(&name.as_str()));
            constants.insert("adapter".to_owned(), serde_json::to_value(adapter)?);
        }
        Ok(plan)
    }

    /// Refuses what a base of somebody else leaves no room for, because it would be left out without a word.
    fn beside_a_base(&self) -> Result<(), String> {
        if !self.base.is_empty() {
            return Err("`base` names texts and `adapter` a model; cohorts start from one of them, take the other out"
                .to_owned());
        }
        match OF_THE_BASE.iter().find(|name| self.set.contains_key(**name)) {
            Some(name) => Err(format!("`set.{name}` has no effect beside `adapter`, whose base says it; take it out")),
            None => Ok(()),
        }
    }
}

impl Default for Train {
    fn default() -> Self {
        Self {
            seed: 1,
            base: Vec::new(),
            plan: NamedPlan::Demo,
            late_slices: 0,
            set: BTreeMap::new(),
            canaries: 0,
            adapter: None,
            ngrams: None,
        }
    }
}

/// The prompt that `run` answers at the end.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Prompt {
    /// Beginning of a text.
    pub text: String,
    /// Most tokens of the answer.
    pub tokens_max: usize,
    /// 0 takes the likeliest token.
    pub temperature: f32,
    /// Draw among so many likeliest tokens.
    pub top_k: usize,
    /// Seed of the draws.
    pub seed: u64,
}

impl Prompt {
    /// How the next token is chosen.
    pub fn sampling(&self) -> train::Sampling {
        let Self { tokens_max: max_tokens, temperature, top_k, seed, .. } = *self;
        train::Sampling { max_tokens, temperature, top_k, seed }
    }
}

impl Default for Prompt {
    fn default() -> Self {
        Self { text: String::new(), tokens_max: 40, temperature: 0.7, top_k: 20, seed: 1 }
    }
}

/// Answering prompts [AIA 50].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Serve {
    /// Whether users are told that they deal with an AI system and answers are marked. Absent: not.
    pub art50_ok: bool,
    /// Longest run of the corpus, in tokens, that an answer may repeat.
    pub verbatim_tokens_max: usize,
}

impl Default for Serve {
    fn default() -> Self {
        Self { art50_ok: false, verbatim_tokens_max: 16 }
    }
}

/// The portal, as people meet it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Portal {
    /// How people reach it, `https://rights.example.org`: links in letters start with it. Empty: the address it listens on.
    pub base_url: String,
    /// Where people write to.
    pub contact: String,
    /// Where the data protection officer is reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
    /// The authority where people complain [GDPR 77].
    pub authority: String,
    /// The version of the notice that people are shown; it stands in every consent.
    pub notice_version: String,
    /// Who may sign in: a file with one person a line. Absent: nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<String>,
    /// Who may sign in to the console, and as what.
    pub staff: Vec<portal::Staff>,
    /// The organisation's own OpenID provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oidc: Option<portal::Oidc>,
    /// Systems of the controller that are told what comes into the ledger.
    pub hooks: Vec<HookConfig>,
    /// The Data Rights Protocol, where the controller takes part in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drp: Option<portal::Drp>,
    /// Folder where letters appear for a mail system, one `.eml` a letter, where no mail server is declared.
    pub outbox: String,
    /// The mail server.
    pub mail: portal::Mail,
    /// How people are told, and when a notice counts as delivered.
    pub notices: portal::notices::Notices,
    /// Where the address of a client is read.
    pub clients: portal::Clients,
    /// Machines that may ask for decisions; without any, only this machine's own address is answered.
    pub machines: Vec<portal::Machine>,
    /// Name of and reason for each purpose, by its id and by language.
    pub words: BTreeMap<String, BTreeMap<String, PurposeWords>>,
}

/// A system of the controller that is told what comes into the ledger, by signed letters over HTTPS.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HookConfig {
    /// A name of small letters, digits and `-`, by which the console and its place in the log go.
    pub name: String,
    /// Where it receives: `https://…`, or plain HTTP on an address of this machine.
    pub url: String,
    /// Files with the secrets that the letters are signed with, relative to the project, the newest first: while two stand
    /// here, both sign. Draw one with `printf whsec_; openssl rand -base64 32`.
    #[serde(default)]
    pub secret_files: Vec<String>,
    /// Variables of the environment with such secrets, after those in files.
    #[serde(default)]
    pub secret_variables: Vec<String>,
    /// The acts that it is told of, by their words; `*` is every act.
    pub acts: Vec<String>,
    /// Whether a hook that is new is told what the log holds already. Else it begins with what comes.
    #[serde(default)]
    pub from_start: bool,
    /// How often an event is tried before it is laid aside for somebody to look at.
    #[serde(default = "hook_tries")]
    pub tries_max: u32,
    /// Seconds after the first try; each further pause is twice as long, up to six hours.
    #[serde(default = "hook_pause")]
    pub pause_seconds: u64,
    /// Seconds in which the receiver answers.
    #[serde(default = "hook_patience")]
    pub patience_seconds: u64,
    /// Certificates to trust, in PEM; absent: those of the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
}

/// Three hours, with the pauses of `hook_pause`.
fn hook_tries() -> u32 {
    12
}

fn hook_pause() -> u64 {
    5
}

fn hook_patience() -> u64 {
    10
}

/// A purpose in one language, as people read about it beside the text of the register.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurposeWords {
    /// A short name.
    pub name: String,
    /// Why: the interest pursued, or the reason for asking [GDPR 13(1)(d)].
    pub why: String,
}

impl Default for Portal {
    fn default() -> Self {
        Self {
            base_url: String::new(),
            contact: String::new(),
            officer: None,
            authority: String::new(),
            notice_version: "1".to_owned(),
            people: None,
            staff: Vec::new(),
            oidc: None,
            hooks: Vec::new(),
            drp: None,
            outbox: "outbox".to_owned(),
            mail: portal::Mail::default(),
            notices: portal::notices::Notices::default(),
            clients: portal::Clients::Direct,
            machines: Vec::new(),
            words: BTreeMap::new(),
        }
    }
}

/// Where a key's value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The file.
    File(PathBuf),
    /// A variable of the environment.
    Environment(String),
}

/// A configuration with the origin of each key.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The values.
    pub config: Config,
    /// `section.key` to origin, for keys that somebody set.
    pub origins: BTreeMap<String, Origin>,
}

/// The variables of the environment: the only place that reads them.
pub fn environment() -> impl Iterator<Item = (String, String)> {
    // A variable that is not UTF-8 is none of ours.
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// Reads the configuration; the environment wins over the file.
pub fn load(path: &Path, environment: impl IntoIterator<Item = (String, String)>) -> Result<Loaded, Stop> {
    let text = world::read_string(path).map_err(|error| {
        Stop::usage(format!("{error}; `grondslag init` makes a project, `grondslag demo` makes one with posts in it"))
    })?;
    parse(path, &text, environment)
}

/// Reads the configuration from text that stands in `path`.
pub fn parse(path: &Path, text: &str, environment: impl IntoIterator<Item = (String, String)>) -> Result<Loaded, Stop> {
    let mut value: toml::Table =
        text.parse().map_err(|error: toml::de::Error| located(path, text, &error, "correct this line"))?;
    refuse_later_version(path, &value)?;
    let mut origins = BTreeMap::new();
    flatten("", &toml::Value::Table(value.clone()), &mut |key, _| {
        origins.insert(key.to_owned(), Origin::File(path.to_owned()));
    });
    let said = permit::overlay(&mut value, environment).map_err(|error| Stop::usage(error.to_string()))?;
    let overridden = !said.is_empty();
    origins.extend(said.into_iter().map(|(key, name)| (key, Origin::Environment(name))));
    // The text is read again by its own parser where nothing is overridden, because that one knows the line.
    let config: Result<Config, toml::de::Error> =
        if overridden { toml::Value::Table(value).try_into() } else { toml::from_str(text) };
    let config = config.map_err(|error| located(path, text, &error, &nearest(error.message())))?;
    Ok(Loaded { config, origins })
}

fn refuse_later_version(path: &Path, value: &toml::Table) -> Result<(), Stop> {
    match value.get("version").and_then(toml::Value::as_integer) {
        Some(version) if version == i64::from(VERSION) => Ok(()),
        Some(version) => Err(Stop::usage(format!(
            "`{}` has version {version} and this program reads version {VERSION}; use a later grondslag",
            path.display()
        ))),
        None => Err(Stop::usage(format!(
            "`{}` has no `version`; write `version = {VERSION}` as its first line",
            path.display()
        ))),
    }
}

/// `file:line:column: what is wrong; what to do`. The parser's excerpt is left out: a value may be a secret.
fn located(path: &Path, text: &str, error: &toml::de::Error, advice: &str) -> Stop {
    let place = error.span().map_or_else(String::new, |span| {
        let before = text.get(..span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        format!(":{line}:{column}")
    });
    Stop::usage(format!("{}{place}: {}; {advice}", path.display(), error.message().trim_end()))
}

/// What to do about an unknown key: the nearest known one, out of the parser's own list.
fn nearest(message: &str) -> String {
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let Some((unknown, known)) = words.split_first().filter(|_| message.contains("unknown")) else {
        return "correct this line".to_owned();
    };
    nearest_of(unknown, known)
}

/// What to do about an unknown word: the nearest known one.
pub fn nearest_of(unknown: &str, known: &[&str]) -> String {
    known
        .iter()
        .max_by(|a, b| strsim::jaro_winkler(unknown, a).total_cmp(&strsim::jaro_winkler(unknown, b)))
        .map_or_else(|| "remove it".to_owned(), |key| format!("did you mean `{key}`?"))
}

/// Calls `each` for every leaf, with its dotted key.
pub fn flatten(prefix: &str, value: &toml::Value, each: &mut impl FnMut(&str, &toml::Value)) {
    let join = |key: &str| if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") };
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let key = if key.contains('.') { format!("\"{key}\"") } else { key.clone() };
                flatten(&join(&key), value, each);
            }
        }
        toml::Value::Array(items) if items.iter().any(toml::Value::is_table) => {
            for (index, value) in items.iter().enumerate() {
                flatten(&join(&index.to_string()), value, each);
            }
        }
        leaf => each(prefix, leaf),
    }
}

#[cfg(test)]
mod tests;
