//! The rooms as the journey enters them. In: a project. Out: what each room found, in numbers. Never: a rule of its own;
//! each function opens what the room needs, calls the room, and counts.

use crate::brought::Brought;
use crate::config::{NamedLook, SecondLook, SourceConfig};
use crate::exit::Stop;
use crate::journey::Account;
use crate::model_rooms::Request;
use crate::progress::Bar;
use crate::project::Project;
use anyhow::{Context, Result};
use inspect::Inspector;
use intake::{Fates, Versions};
use law::Law;
use ledger::{Act, Said};
use pipeline::{CrossCheck, Plan, Totals};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::BufReader;
use std::time::Instant as Watch;
use terms::{Digest, Instant, Operation, SubjectId, Text};

/// Version of `work/account.json`.
pub const ACCOUNT_VERSION: u32 = 1;

/// The moments that a journey decides for.
pub struct Moments {
    /// When the corpus is assembled.
    pub assemble: Instant,
    /// When training starts.
    pub train: Instant,
}

impl Moments {
    /// The moment of the configuration for assembling, and now for training.
    pub fn of(project: &Project) -> Result<Self> {
        let train = project.now();
        let assemble = project.assemble_as_of()?.unwrap_or(train);
        if assemble > train {
            return Err(Stop::usage(
                "`run.assemble_as_of` lies after now; a corpus is assembled before it is trained on",
            )
            .into());
        }
        Ok(Self { assemble, train })
    }
}

/// Seconds that a room took, on this machine.
#[expect(clippy::disallowed_methods, reason = "a stopwatch for the report; no decision depends on it")]
pub fn watch() -> Watch {
    Watch::now()
}

/// Room 1 in numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakenIn {
    /// Records read, posts and accounts.
    pub read: u64,
    /// Posts.
    pub posts: u64,
    /// Accounts.
    pub accounts: u64,
    /// Pictures.
    pub pictures: u64,
    /// Pictures whose metadata tell where they were taken.
    pub pictures_with_position: u64,
    /// Records that were not taken in, each with its reason.
    pub rejected: u64,
    /// Reposts of what others wrote.
    pub not_own_words: u64,
    /// Each source: name, format, posts, accounts, pictures, rejected.
    pub sources: Vec<SourceLine>,
    /// Seconds.
    pub seconds: f64,
}

/// One source in numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SourceLine {
    pub name: String,
    pub path: String,
    pub format: String,
    pub members: u64,
    pub read: u64,
    pub accepted: u64,
    pub rejected: u64,
    pub posts: u64,
    pub accounts: u64,
    pub media: u64,
    /// What became of the records beside those that were known.
    #[serde(default)]
    pub fates: Fates,
    pub rejections: Vec<String>,
}

impl TakenIn {
    /// Puts the tallies of all sources together.
    pub fn of(taken: &pipeline::Taken, seconds: f64) -> Self {
        let line = |source: &pipeline::SourceTally| SourceLine {
            name: source.name.clone(),
            path: source.path.clone(),
            format: source.format.to_string(),
            members: source.tally.members,
            read: source.tally.read,
            accepted: source.tally.accepted,
            rejected: source.tally.rejected,
            posts: source.tally.posts,
            accounts: source.tally.accounts,
            media: source.tally.media,
            fates: source.fates.clone(),
            rejections: source.rejections.clone(),
        };
        Self {
            read: taken.total(|tally| tally.read),
            posts: taken.total(|tally| tally.posts),
            accounts: taken.total(|tally| tally.accounts),
            pictures: taken.total(|tally| tally.media),
            pictures_with_position: taken.pictures_with_position,
            rejected: taken.total(|tally| tally.rejected),
            not_own_words: taken.total(|tally| tally.not_own_words),
            sources: taken.sources.iter().map(line).collect(),
            seconds,
        }
    }
}

/// Room 1: every source becomes posts and accounts.
pub async fn intake(project: &Project, bar: Bar) -> Result<TakenIn> {
    let began = watch();
    let brought = Brought::of(project).await?;
    let (work, folder, now) = (project.work()?, project.versions_folder(), project.world.now());
    let taken = pipeline::intake(&work, &folder, now, brought.sources(), &mut |posts| bar.records(posts))?;
    drop(brought);
    write_register(project, &taken.register)?;
    let taken = TakenIn::of(&taken, began.elapsed().as_secs_f64());
    bar.done(format!(
        "{} posts, {} accounts, {} pictures from {} sources, {} rejected",
        taken.posts,
        taken.accounts,
        taken.pictures,
        taken.sources.len(),
        taken.rejected
    ));
    Ok(taken)
}

/// The source register: for whoever has to say what a model was trained on [AIA 53(1)(d)].
fn write_register(project: &Project, entries: &[serde_json::Value]) -> Result<()> {
    let register = serde_json::json!({
        "source_register": pipeline::REGISTER_VERSION,
        "project": project.config().project.name,
        "sources": entries,
    });
    let mut text = serde_json::to_string_pretty(&register)?;
    text.push('\n');
    world::write_atomic(project.versions_folder().join("register.json"), text)?;
    Ok(())
}

/// The entries of the source register.
pub fn register(project: &Project) -> Result<Vec<serde_json::Value>> {
    Ok(Versions::open(&project.versions_folder())?.register()?)
}

/// A corpus that lost people holds what the one before it held, up to the same change of the sources; where one of the same rows
/// was sealed from a later change, up to that one.
pub fn carry_change(project: &Project, from: Digest, to: Digest) -> Result<()> {
    let folder = project.versions_folder();
    if Versions::exists(&folder) {
        let versions = Versions::open(&folder)?;
        versions.note_sealed(to, versions.sealed_at(from)?.max(versions.sealed_at(to)?))?;
    }
    Ok(())
}

/// Brings the tables to what was pushed or followed since they were written: an edit, another audience or a deletion counts
/// for the next decision, not from the next import on.
pub fn catch_up(project: &Project) -> Result<()> {
    let folder = project.versions_folder();
    if !Versions::exists(&folder) {
        return Ok(());
    }
    let (work, versions) = (project.work()?, Versions::open(&folder)?);
    if pipeline::shown_change(&work)? != Some(versions.change()?) {
        pipeline::show(&work, &versions, &project.sources()?)?;
    }
    Ok(())
}

/// Room 2 in numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Heard {
    /// Events at the tree head.
    pub tree_size: u64,
    /// Root of the tree.
    pub tree_root: Digest,
    /// Events of each act.
    pub acts: BTreeMap<String, u64>,
    /// Events that were new to the ledger.
    pub appended: u64,
    /// Seconds.
    pub seconds: f64,
}

impl Heard {
    /// This, and then that.
    pub fn then(self, later: Self) -> Self {
        Self { appended: self.appended + later.appended, seconds: self.seconds + later.seconds, ..later }
    }
}

/// Room 2: what people said, up to this moment, stands in the ledger. Reading it again changes nothing.
pub fn listen(project: &Project, until: Option<Instant>, bar: Bar) -> Result<Heard> {
    let began = watch();
    let mut ledger = project.ledger()?;
    let mut appended = 0;
    for path in &project.config().said.paths {
        let path = project.world.path(path);
        let mut said = Vec::new();
        for event in ledger::read_said(BufReader::new(world::open(&path)?)) {
            let event = event.map_err(|error| Stop::usage(format!("{}: {error}", path.display())))?;
            if until.is_none_or(|until| event.at <= until) {
                said.push(event);
            }
        }
        bar.say(format!("{} events", said.len()));
        appended += ledger.import(&project.world, &said)?.receipts.len() as u64;
    }
    let head = ledger.tree_head();
    let acts = ledger.counts()?.acts;
    bar.done(format!("{} events, tree head {:.12}…", head.size, head.root.to_string()));
    Ok(Heard { tree_size: head.size, tree_root: head.root, acts, appended, seconds: began.elapsed().as_secs_f64() })
}

/// Room 3 in numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Looked {
    /// Version of the detectors.
    pub version: String,
    /// Records.
    pub records: u64,
    /// Bytes scanned, of all bytes present.
    pub bytes_scanned: u64,
    /// Findings above the threshold, by kind.
    pub findings: BTreeMap<String, u64>,
    /// Records in the uncertainty band.
    pub uncertain: u64,
    /// Pictures that were looked at, where the corpus takes them along.
    #[serde(default)]
    pub pictures: u64,
    /// Pictures that could not be looked at whole: their records are held.
    #[serde(default)]
    pub pictures_unseen: u64,
    /// Faces that were found in the pictures.
    #[serde(default)]
    pub faces: u64,
    /// Of the detectors and of what they looked for: if that changes, all is inspected again.
    pub sought_digest: Digest,
    /// Seconds.
    pub seconds: f64,
}

/// The detectors, with the names of those non-users who objected by this moment, and what users wrote who did. What
/// everybody had said by then stands beside the accounts after this.
async fn inspector(project: &Project, at: Instant) -> Result<Inspector> {
    let (ledger, purpose, work) = (project.ledger()?, project.purpose(), project.work()?);
    let size = project.tree_size().unwrap_or(ledger.tree_head().size);
    // A source may deliver again whom the ledger erased: their accounts are asked for by name.
    let standings = ledger.standing_of_holders(&purpose, at, size, &project.holders()?)?;
    pipeline::write_standing(&work, &standings)?;
    let inspector = inspector_of(project, &ledger.objected_names_under(&purpose, at, size)?).await?;
    if !project.config().inspect.unmarked_quotes {
        return Ok(inspector);
    }
    Ok(inspector.with_originals(pipeline::originals(&work)?))
}

/// The detectors as the project configures them, with these names to look for.
pub async fn inspector_of(project: &Project, names: &[(String, Text)]) -> Result<Inspector> {
    let mut inspector = Inspector::new(names);
    inspector = match project.config().inspect.second_look_from {
        SecondLook::Named(NamedLook::Measured) => inspector.with_measured_second_look(),
        SecondLook::Named(NamedLook::Strict) => inspector.with_second_look(),
        SecondLook::Named(NamedLook::Off) => inspector,
        SecondLook::From(least) if (0.5..=1.0).contains(&least) => inspector.with_firm_second_look(least),
        SecondLook::From(_) => {
            return Err(Stop::usage(
                "`inspect.second_look_from` is `measured`, `strict`, `off` or a probability from 0.5 to 1; correct it in \
                 `grondslag.toml`",
            )
            .into());
        }
    };
    inspector = match project.careful_look()? {
        Some((careful, Some(from))) => inspector.with_careful_look_from(careful, from),
        Some((careful, None)) => inspector.with_careful_look(careful),
        None => inspector,
    };
    if project.config().corpus.pictures {
        inspector = inspector.with_pictures();
    }
    if let Some(reader) = project.picture_text()? {
        inspector = inspector.with_picture_text(reader.stamp());
    }
    if !project.config().inspect.handles_at_line_start {
        return Ok(inspector);
    }
    let handles = pipeline::handles_of_people(&project.work()?).await?;
    Ok(inspector.with_handles(handles.into_iter().map(|(_, handle)| handle)))
}

/// Room 3: every byte of every text is looked at.
pub async fn inspect(project: &Project, at: Instant, bar: Bar) -> Result<Looked> {
    let began = watch();
    look(project, &inspector(project, at).await?, began, bar).await
}

async fn look(project: &Project, inspector: &Inspector, began: Watch, bar: Bar) -> Result<Looked> {
    let looked = pipeline::inspect(&project.work_to_inspect()?, inspector, &mut |records| bar.records(records)).await?;
    let pictures = match looked.pictures + looked.pictures_unseen {
        0 => String::new(),
        _ => format!(
            ", {} pictures with {} faces and {} whose text reveals something, {} that nobody can look at",
            looked.pictures, looked.faces, looked.pictures_written, looked.pictures_unseen
        ),
    };
    let kept = match looked.kept {
        0 => String::new(),
        kept => format!(" ({kept} as they were)"),
    };
    bar.done(format!(
        "{} records{kept}, {} bytes, {} findings{pictures}",
        looked.records,
        looked.bytes_scanned,
        looked.findings.values().sum::<u64>()
    ));
    Ok(Looked {
        version: inspector.version().to_owned(),
        records: looked.records,
        bytes_scanned: looked.bytes_scanned,
        findings: looked.findings,
        uncertain: looked.uncertain,
        pictures: looked.pictures,
        pictures_unseen: looked.pictures_unseen,
        faces: looked.faces,
        sought_digest: sought(inspector),
        seconds: began.elapsed().as_secs_f64(),
    })
}

fn sought(inspector: &Inspector) -> Digest {
    Digest::of(inspector.stamp())
}

/// Room 3 again, if there are other names and texts to look for by now.
pub async fn inspect_again(project: &Project, at: Instant, before: Looked, bar: Bar) -> Result<Looked> {
    let began = watch();
    let inspector = inspector(project, at).await?;
    if sought(&inspector) == before.sought_digest {
        bar.done("nothing new to look for".to_owned());
        return Ok(before);
    }
    let again = look(project, &inspector, began, bar).await?;
    Ok(Looked { seconds: before.seconds + again.seconds, ..again })
}

/// Rooms 4 to 6 in numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Decided {
    /// The operation.
    pub operation: Operation,
    /// The moment.
    #[serde(with = "moment")]
    pub as_of: Instant,
    /// The dated profile of the law.
    pub profile: String,
    /// Digest of the rules.
    pub rules_digest: Digest,
    /// Tree head: events.
    pub tree_size: u64,
    /// Tree head: root.
    pub tree_root: Digest,
    /// Counts.
    pub totals: Totals,
    /// Digest of the corpus.
    pub corpus_digest: Digest,
    /// Digest of the decisions, row after row.
    pub decisions_digest: Digest,
    /// Seconds.
    pub seconds: f64,
}

mod moment {
    use serde::{Deserialize, Deserializer, Serializer};
    use terms::{Instant, format_instant, parse_instant};

    pub fn serialize<S: Serializer>(at: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format_instant(*at))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Instant, D::Error> {
        parse_instant(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// What decides a record at a moment, opened.
pub struct Bench {
    declared: pipeline::Declared,
    orders: Vec<law::facts::Order>,
    reviews: pipeline::Reviews,
    inspector: Inspector,
    pseudonymizer: terms::Pseudonymizer,
    /// The tree head of the decisions.
    pub head: ledger::TreeHead,
}

impl Bench {
    /// Opens it: standings and orders as of `at` are written where the facts join with them.
    pub async fn open(project: &Project, at: Instant) -> Result<Self> {
        catch_up(project)?;
        let ledger = project.ledger()?;
        let size = project.tree_size().unwrap_or(ledger.tree_head().size);
        let inspector = inspector(project, at).await?;
        // Posts may have changed since, and what is looked for: other detectors, another person who objected.
        if !pipeline::is_inspected(&project.work()?, &inspector)? {
            pipeline::inspect(&project.work_to_inspect()?, &inspector, &mut |_| ()).await?;
        }
        let declared = project.declared()?;
        // Whoever runs this sees it each time, not only who wrote the register.
        declared.register.choice.warnings().for_each(|warning| tracing::warn!("{warning}"));
        match (project.config().corpus.pictures, inspector.reads_pictures()) {
            (false, _) => {}
            (true, false) => tracing::warn!("{PICTURES_UNREAD}"),
            (true, true) => tracing::warn!("{PICTURES_READ}"),
        }
        Ok(Self {
            declared,
            orders: pipeline::orders_for_law(&ledger.orders_under(at, size)?),
            reviews: ledger.reviews_under(at, size)?,
            inspector,
            pseudonymizer: ledger.pseudonymizer(),
            head: ledger.tree_head_at(size)?,
        })
    }

    /// The plan of one decision run.
    pub fn plan<'a>(&'a self, law: &'a Law, op: Operation, as_of: Instant) -> Plan<'a> {
        Plan {
            law,
            declared: &self.declared,
            orders: &self.orders,
            reviews: &self.reviews,
            inspector: &self.inspector,
            pseudonymizer: &self.pseudonymizer,
            op,
            as_of,
            tree_size: self.head.size,
            check: CrossCheck::Off,
        }
    }
}

/// Says so where the corpus that lies here was sealed under other rules: what they change is asked before they change it.
pub fn tell_of_another_law(project: &Project, laws: &[&Law]) {
    let Ok(corpus) = corpus::Corpus::open(project.corpus_folder()) else { return };
    let sealed = corpus.manifest().meta.rules_digest;
    if laws.iter().all(|law| law.digest() != sealed) {
        tracing::warn!(
            "the corpus here was sealed under other rules ({:.16}…); `grondslag law diff DIR` says what a law in DIR would \
             change, and records that are no longer lawful leave with this run",
            sealed.to_string()
        );
    }
}

/// Rooms 4 to 6: every record is decided, and what is lawful is sealed.
pub async fn seal(project: &Project, law: &Law, op: Operation, as_of: Instant, bar: Bar) -> Result<Decided> {
    let began = watch();
    let bench = Bench::open(project, as_of).await?;
    let folder = project.corpus_folder();
    corpus::recover(&folder)?;
    let meta = corpus::Meta {
        name: project.config().project.name.clone(),
        purpose: project.purpose(),
        profile: law.profile().to_owned(),
        rules_digest: law.digest(),
        tree_size: bench.head.size,
        tree_root: bench.head.root,
        as_of,
        shards: project.config().corpus.shards,
        sources: origins(project)?,
        late_from: project.config().corpus.late_from,
    };
    let shown = pipeline::shown_change(&project.work()?)?;
    let plan = bench.plan(law, op, as_of);
    let (totals, manifest) =
        pipeline::seal(&project.work()?, &plan, &folder, meta, &mut |records| bar.records(records)).await?;
    // What changes from here on is asked about before the model speaks.
    if let Some(change) = shown {
        Versions::open(&project.versions_folder())?.note_sealed(manifest.corpus_digest, change)?;
    }
    // INVARIANT: every record has its place.
    assert!(totals.adds_up(), "INVARIANT: read = admitted + refused + held");
    assert_eq!(
        manifest.counts.admitted + totals.duplicates,
        totals.admitted,
        "INVARIANT: sealed + duplicates = admitted"
    );
    let duplicates = match totals.duplicates {
        0 => String::new(),
        duplicates => format!(" ({duplicates} repeat another one and are not sealed)"),
    };
    bar.done(format!(
        "{op}: {} admitted{duplicates}, {} refused, {} held",
        totals.admitted, totals.refused, totals.held
    ));
    let corpus = corpus::Corpus::open(&folder)?;
    let act = Act::CorpusSealed {
        corpus: manifest.corpus_digest,
        manifest: Some(corpus.manifest_digest()),
        purpose: Some(project.purpose()),
        records: Some(manifest.counts.admitted),
        rules_digest: Some(law.digest()),
        tree_size: Some(bench.head.size),
    };
    record(project, &mut project.ledger()?, &corpus, act)?;
    Ok(Decided {
        operation: op,
        as_of,
        profile: law.profile().to_owned(),
        rules_digest: law.digest(),
        tree_size: bench.head.size,
        tree_root: bench.head.root,
        totals,
        corpus_digest: manifest.corpus_digest,
        decisions_digest: pipeline::decisions_digest(&project.work()?, op)?,
        seconds: began.elapsed().as_secs_f64(),
    })
}

/// The sources as the manifest of a corpus names them.
fn origins(project: &Project) -> Result<Vec<corpus::Origin>> {
    let entries = if Versions::exists(&project.versions_folder()) { register(project)? } else { Vec::new() };
    Ok(project.config().source.iter().map(|one| origin(one, &entries)).collect())
}

fn origin(one: &SourceConfig, entries: &[serde_json::Value]) -> corpus::Origin {
    let own = entries.iter().filter(|entry| entry.get("name").and_then(|name| name.as_str()) == Some(&one.name));
    corpus::Origin {
        name: one.name.clone(),
        format: one.format.map_or_else(|| "recognised".to_owned(), |format| format.to_string()),
        service: one.service.clone(),
        provenance: one.provenance,
        licence: one.licence.clone(),
        collected_from: one.collected_from,
        collected_until: one.collected_until,
        table_versions: own.filter_map(|entry| entry.pointer("/table/version")?.as_u64()).collect(),
        tdm_reserved_whole: one.facts.tdm_reserved_whole,
        illegal_content: one.facts.illegal_content,
    }
}

/// Names a version of the corpus in the ledger, and puts the receipt beside its manifest: the signature that a trainer asks
/// for. If we crash in between, `grondslag corpus verify` writes the receipt.
pub fn record(project: &Project, ledger: &mut ledger::Ledger, corpus: &corpus::Corpus, act: Act) -> Result<()> {
    let receipts = ledger.append(&project.world, &[Said::new(project.world.now(), act)])?;
    let index = receipts.first().context("INVARIANT: one event has one receipt")?.index;
    Ok(corpus.write_receipt(ledger.receipt(index)?.proof)?)
}

/// Room 2, again: the person asks for erasure; the receipt is written at once. Asking twice is asking once.
pub fn ask_erasure(project: &Project, subject: &SubjectId, bar: Bar) -> Result<Request> {
    let records = records_in_corpus(project, subject)?;
    let mut ledger = project.ledger()?;
    let asked =
        ledger.history(subject)?.into_iter().rev().find(|(_, said)| matches!(said.act, Act::ErasureRequested { .. }));
    let index = match asked {
        Some((index, _)) => index,
        None => {
            let said = Said::new(project.world.now(), Act::ErasureRequested { subject: subject.clone() });
            let receipts = ledger.append(&project.world, &[said])?;
            receipts.first().context("INVARIANT: one event has one receipt")?.index
        }
    };
    let receipt = ledger.write_receipt(index)?;
    bar.done(format!("erasure received as event {index}"));
    Ok(Request { receipt, index, records })
}

/// How many records of this person the corpus holds.
pub fn records_in_corpus(project: &Project, subject: &SubjectId) -> Result<u64> {
    let pseudonym = project.ledger()?.pseudonymizer().pseudonym("subject", subject.as_str());
    let records = corpus::Corpus::open(project.corpus_folder())?.records_of(&pseudonym)?;
    Ok(records.len() as u64)
}

/// Keeps the account of the last run beside the tables it was computed from.
pub fn write_account(project: &Project, account: &Account) -> Result<()> {
    let mut text = serde_json::to_string_pretty(account)?;
    text.push('\n');
    world::write_atomic(project.world.path(ACCOUNT), text)?;
    Ok(())
}

/// Reads it back.
pub fn read_account(project: &Project) -> Result<Account> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u32,
    }
    let path = project.world.path(ACCOUNT);
    let text = world::read_string(&path).map_err(|error| Stop::usage(format!("{error}; `grondslag run` writes it")))?;
    let version = serde_json::from_str::<Versioned>(&text)
        .with_context(|| format!("`{}` is not what this program writes; run `grondslag run` again", path.display()))?
        .version;
    if version != ACCOUNT_VERSION {
        return Err(Stop::usage(format!("`{}` has version {version} and this program reads version {ACCOUNT_VERSION}; use a later grondslag, or run again", path.display())).into());
    }
    serde_json::from_str(&text)
        .with_context(|| format!("`{}` is not what this program writes; run `grondslag run` again", path.display()))
}

/// What `run` would do.
pub fn plan_in_words(project: &Project) -> Result<String> {
    project.config().says_who_comes_late()?;
    let moments = Moments::of(project)?;
    let sources = project.sources()?;
    let mut out = String::new();
    for source in &sources {
        let _ = writeln!(out, "read     {} ({})", source.source.path.display(), source.name);
    }
    for path in &project.config().said.paths {
        let _ = writeln!(out, "hear     {}", project.world.path(path).display());
    }
    let _ = writeln!(
        out,
        "decide   for assemble as of {} under {}, for train as of {} under {}",
        terms::format_instant(moments.assemble),
        project.law_at(moments.assemble)?.profile(),
        terms::format_instant(moments.train),
        project.law_at(moments.train)?.profile()
    );
    let _ =
        writeln!(out, "seal     {} shards into {}", project.config().corpus.shards, project.corpus_folder().display());
    let _ = write!(out, "train    {} into {}", project.config().train.declared()?, project.model_folder().display());
    Ok(out)
}

/// The table at the end of a run. It adds up.
pub fn summary(law: &Law, account: &Account) -> String {
    let totals = &account.decided.totals;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "read       {:>9}   posts, from {} sources ({} rejected at intake)",
        totals.read,
        account.intake.sources.len(),
        account.intake.rejected
    );
    let _ = writeln!(
        out,
        "admitted   {:>9}   of these {} after masking or redacting others",
        totals.admitted, totals.transformed
    );
    if totals.duplicates > 0 {
        let (sealed, duplicates) = (totals.admitted - totals.duplicates, totals.duplicates);
        let _ =
            writeln!(out, "           {:>9} = {sealed} sealed + {duplicates} that repeat another one", totals.admitted);
    }
    let _ = writeln!(out, "refused    {:>9}", totals.refused);
    let _ = writeln!(out, "held       {:>9}", totals.held);
    let _ = writeln!(out, "           {:>9} = {} + {} + {}", totals.read, totals.admitted, totals.refused, totals.held);
    let _ = writeln!(out);
    let mut rules: Vec<_> = totals.rules.iter().collect();
    rules.sort_by_key(|(rule, count)| (std::cmp::Reverse(**count), (*rule).clone()));
    for (rule, count) in rules {
        let (provision, meaning) = law.rule(rule).map_or(("", "no base permit, or a fact is missing"), |rule| {
            (rule.provision.as_str(), rule.meaning.as_str())
        });
        let _ = writeln!(out, "{count:>9}  {rule:<5} {}\n                 {meaning}", shortened(provision, 60));
    }
    let _ = writeln!(out);
    let _ = writeln!(out, "law        {} ({:.16}…)", account.decided.profile, account.decided.rules_digest.to_string());
    let _ = writeln!(
        out,
        "ledger     {} events, root {:.16}…",
        account.ledger.tree_size,
        account.ledger.tree_root.to_string()
    );
    let _ = writeln!(out, "corpus     {}", account.corpus_digest());
    let _ = writeln!(out, "model      {}", account.model.model_digest);
    let seconds = [
        ("intake", account.intake.seconds),
        ("ledger", account.ledger.seconds),
        ("inspect", account.inspect.seconds),
        ("law", account.assembled.seconds + account.decided.seconds),
        ("train", account.model.seconds),
    ];
    let _ = write!(out, "seconds    {}", seconds.map(|(room, seconds)| format!("{room} {seconds:.1}")).join(", "));
    out
}

fn shortened(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars { text.to_owned() } else { text.chars().take(chars - 1).chain(['…']).collect() }
}

const PICTURES_UNREAD: &str = "`corpus.pictures` takes pictures along: faces that are found are masked, and text in a picture and what \
                               else it reveals are not looked for";
const PICTURES_READ: &str = "`corpus.pictures` takes pictures along: faces that are found are masked, a picture whose text shows \
                             somebody else goes, and what else a picture reveals is not looked for";
const ACCOUNT: &str = "work/account.json";
