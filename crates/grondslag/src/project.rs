//! A project on disk. In: a folder with `grondslag.toml`. Out: its parts, opened. Never: a part invented where a file is
//! missing.

use crate::config::{self, Config, Inspect, Loaded, NamedLook, SecondLook, SourceConfig};
use crate::dossier;
use crate::exit::Stop;
use bucket::Bucket;
use inspect::Careful;
use law::Law;
use law::register::Register;
use ledger::{Home, Ledger};
use pipeline::{Cluster, Declared, NamedSource, Origin, Pictures, Work};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use terms::{AccountId, Date, Instant, Purpose, SubjectId, parse_instant};
use world::World;

/// The register, in the folder of the project.
pub const REGISTER: &str = "register.toml";

/// An open project.
pub struct Project {
    /// Its folder, clock and chance.
    pub world: World,
    /// Its configuration, with the origin of each key.
    pub loaded: Loaded,
    /// The purpose that is asked about, if it is another than the run's.
    aside: Option<Purpose>,
    /// The moment that is asked about, if it is another than now.
    as_of: Option<Instant>,
    /// How many events of the ledger count, if not all.
    tree_size: Option<u64>,
    /// The profile that is applied whatever the day.
    profile: Option<String>,
}

impl Project {
    /// Opens the project in `folder`.
    pub fn open(folder: &Path, config: Option<&Path>) -> Result<Self, Stop> {
        let path = config.map_or_else(|| folder.join("grondslag.toml"), Path::to_path_buf);
        let loaded = config::load(&path, crate::config::environment())?;
        let project = &loaded.config.project;
        let clock = project.clock.as_deref().map(|clock| moment("project.clock", clock)).transpose()?;
        let world = match (clock, project.seed) {
            // Only while there are no keys: drawing the same numbers again in a second process would use a nonce twice.
            (Some(now), Some(seed)) if !Ledger::exists(folder.join("ledger")) => World::repeatable(folder, now, seed),
            (None, Some(_)) => {
                return Err(Stop::usage(
                    "`project.seed` makes keys that are no secrets; it goes only with `project.clock`",
                ));
            }
            (Some(now), _) => {
                let mut world = World::real(folder);
                world.set_now(now);
                world
            }
            (None, None) => World::real(folder),
        };
        Ok(Self::of(world, loaded))
    }

    /// A project in a world that the caller made.
    pub fn of(world: World, loaded: Loaded) -> Self {
        Self { world, loaded, aside: None, as_of: None, tree_size: None, profile: None }
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.loaded.config
    }

    /// The rules: the project's own folder `law`, which `init` fills.
    pub fn law(&self) -> Result<Law, Stop> {
        Law::open(&self.world.path("law")).map_err(|error| Stop::usage(error.to_string()))
    }

    /// The folder `law`, and each folder in `laws`: profiles of other days, and laws of earlier decisions.
    pub fn laws(&self) -> Result<Vec<Law>, anyhow::Error> {
        let mut laws = vec![self.law()?];
        let others = self.world.path("laws");
        if world::exists(&others) {
            for folder in world::list(&others)? {
                let law = Law::open(&folder);
                laws.push(law.map_err(|error| Stop::usage(format!("{}: {error}", folder.display())))?);
            }
        }
        Ok(laws)
    }

    /// The rules to decide with as of this moment: those of the profile that began last by then, or of the profile that
    /// `--profile` names. A profile describes the law from its first day on, so an earlier day is decided under it only
    /// where somebody said so.
    pub fn law_at(&self, at: Instant) -> Result<Law, anyhow::Error> {
        let (on, mut laws) = (at.date_naive(), self.laws()?);
        if let Some(wanted) = &self.profile {
            let Some(place) = laws.iter().position(|law| law.profile() == wanted) else {
                let known: Vec<&str> = laws.iter().map(Law::profile).collect();
                let hint = config::nearest_of(wanted, &known);
                return Err(Stop::usage(format!("`{wanted}` is no profile of `law` or `laws`; {hint}")).into());
            };
            let law = laws.swap_remove(place);
            if !law.numbers().has_begun(on) {
                tracing::warn!(
                    "{wanted} describes the law from {} on; it is applied to {on}",
                    law.numbers().valid_from
                );
            }
            return Ok(law);
        }
        // Of two that began on the same day `law` goes first.
        let begun = laws.iter().enumerate().filter(|(_, law)| law.numbers().has_begun(on));
        match begun.max_by_key(|(place, law)| (law.numbers().valid_from, Reverse(*place))).map(|(place, _)| place) {
            Some(place) => Ok(laws.swap_remove(place)),
            None => Err(not_begun(&laws, on).into()),
        }
    }

    /// The rules with this digest.
    pub fn law_with(&self, digest: &str) -> Result<Option<Law>, anyhow::Error> {
        Ok(self.laws()?.into_iter().find(|law| law.digest().to_string() == digest))
    }

    /// The moment that is asked about: `--as-of`, or now. What is written down is stamped with now.
    pub fn now(&self) -> Instant {
        self.as_of.unwrap_or_else(|| self.world.now())
    }

    /// How many events of the ledger count; `None` is all of them.
    pub fn tree_size(&self) -> Option<u64> {
        self.tree_size
    }

    /// Asks about this moment, with so many events of the ledger.
    pub fn ask_as_of(&mut self, at: Instant, tree_size: Option<u64>) {
        (self.as_of, self.tree_size) = (Some(at), tree_size);
    }

    /// Reads `--as-of`: a moment, or how many events of the ledger there were. As of so many events it is the moment of the
    /// last of them.
    pub fn set_as_of(&mut self, text: &str) -> Result<(), anyhow::Error> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.as_of = Some(moment("--as-of", text)?);
            return Ok(());
        }
        let ledger = self.ledger()?;
        let held = ledger.tree_head().size;
        let size = text.parse().ok().filter(|size| (1..=held).contains(size));
        let size = size.ok_or_else(|| Stop::usage(format!("`--as-of {text}`: the ledger has {held} events")))?;
        let at = ledger.events_between(0, size)?.into_iter().map(|(_, said)| said.at).max();
        let at =
            at.ok_or_else(|| Stop::usage(format!("`--as-of {text}`: all these events were erased; name a moment")))?;
        self.ask_as_of(at, Some(size));
        Ok(())
    }

    /// Decides under this profile whatever the day.
    pub fn set_profile(&mut self, profile: &str) {
        self.profile = Some(profile.to_owned());
    }

    /// The ledger.
    pub fn ledger(&self) -> Result<Ledger, anyhow::Error> {
        let home = self.home()?;
        Ok(Ledger::open_at(&self.world, self.world.path("ledger"), &home, &self.config().project.origin)?)
    }

    /// Where the stores of the ledger lie: in its folder, or on the servers of the configuration.
    pub fn home(&self) -> Result<Home, anyhow::Error> {
        let stores = &self.config().ledger;
        let log = match &stores.store {
            Some(url) => Home::parse(url).map_err(|error| Stop::usage(format!("`ledger.store`: {error}")))?,
            None => Home::folder(self.world.path("ledger")),
        };
        Ok(match &stores.keys {
            Some(url) => log.with_keys(url).map_err(|error| Stop::usage(format!("`ledger.keys`: {error}")))?,
            None => log,
        })
    }

    /// The tables between the rooms, joined here or on the cluster of the configuration.
    pub fn work(&self) -> Result<Work, anyhow::Error> {
        let mut folder = self.world.path("work");
        let engine = &self.config().engine;
        if engine.cluster.is_some() {
            // Executors have another current folder.
            folder = std::path::absolute(folder)?;
        }
        let pictures = if self.config().corpus.pictures { Pictures::Taken } else { Pictures::Left };
        let near_duplicates = self.config().corpus.near_duplicates;
        if let Some(wrong) = near_duplicates.wrong() {
            return Err(
                Stop::usage(format!("`[corpus.near_duplicates]`: {wrong}; correct it in `grondslag.toml`")).into()
            );
        }
        let mut work = Work::new(folder, self.threads()).with_pictures(pictures).with_near_duplicates(near_duplicates);
        if let Some(scheduler) = &engine.cluster {
            let deadline = Duration::from_secs(engine.deadline_seconds);
            work = work.on_cluster(Cluster::new(scheduler, deadline)?.in_shards_of(engine.shard_rows));
        }
        Ok(match &self.aside {
            Some(purpose) => work.about(purpose.clone()),
            None => work,
        })
    }

    /// The tables, with what reads the text in pictures where the configuration asks for it.
    pub fn work_to_inspect(&self) -> Result<Work, anyhow::Error> {
        Ok(match self.picture_text()? {
            Some(reader) => self.work()?.with_picture_text(reader),
            None => self.work()?,
        })
    }

    /// What reads the text in pictures, if the configuration asks for it.
    pub fn picture_text(&self) -> Result<Option<intake::TextReader>, Stop> {
        let inspect = &self.config().inspect;
        let Some(program) = &inspect.picture_text else { return Ok(None) };
        if !self.config().corpus.pictures {
            return Err(Stop::usage(
                "`inspect.picture_text` reads pictures, and `corpus.pictures` takes none along; set both or neither",
            ));
        }
        let path = std::env::var_os("PATH");
        let reader = intake::TextReader::open(program, &inspect.picture_text_languages, path.as_deref());
        reader.map(Some).map_err(|error| Stop::usage(format!("`inspect.picture_text`: {error}")))
    }

    /// The larger model that takes a careful look, and from which score of the second look on, if the configuration asks for it.
    pub fn careful_look(&self) -> Result<Option<(Careful, Option<f32>)>, Stop> {
        let Inspect { careful_look, careful_look_from: from, second_look_from, .. } = &self.config().inspect;
        let Some(folder) = careful_look else {
            return match from {
                Some(_) => Err(Stop::usage(
                    "`inspect.careful_look_from` is set and `inspect.careful_look` names no model; set both",
                )),
                None => Ok(None),
            };
        };
        if !matches!(second_look_from, SecondLook::Named(NamedLook::Measured | NamedLook::Strict)) {
            return Err(Stop::usage(
                "`inspect.careful_look` decides by bounds of its own what the second look does not find clear; set \
                 `inspect.second_look_from` to `measured` or `strict`, or name no model",
            ));
        }
        if from.is_some_and(|from| !(0.0..=1.0).contains(&from)) {
            return Err(Stop::usage(
                "`inspect.careful_look_from` is a probability from 0 to 1; correct it in `grondslag.toml`",
            ));
        }
        let careful = careful(&self.world.path(folder))?;
        Ok(Some((careful, *from)))
    }

    /// The folder of the corpus.
    pub fn corpus_folder(&self) -> PathBuf {
        self.world.path("corpus")
    }

    /// The folder of the model.
    pub fn model_folder(&self) -> PathBuf {
        self.world.path("model")
    }

    /// Threads to work with.
    pub fn threads(&self) -> usize {
        match self.config().run.threads {
            0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            threads => threads,
        }
    }

    /// The purpose of the run.
    pub fn purpose(&self) -> Purpose {
        self.aside.clone().unwrap_or_else(|| Purpose::new(&self.config().run.purpose))
    }

    /// Asks about this purpose of the register instead of the run's. Each purpose is decided on its own.
    pub fn ask_about(&mut self, purpose: &str) -> Result<(), Stop> {
        let register = self.register()?;
        let asked = Purpose::new(purpose);
        if register.entry(&asked).is_none() {
            let known: Vec<&str> = register.purpose.iter().map(|entry| entry.id.as_str()).collect();
            return Err(Stop::usage(format!(
                "`{purpose}` is no purpose of {REGISTER}; {}",
                config::nearest_of(purpose, &known)
            )));
        }
        self.aside = (purpose != self.config().run.purpose).then_some(asked);
        Ok(())
    }

    /// The register of purposes and choices as it is written. It is a signed document: no variable of the environment changes
    /// it.
    pub fn register(&self) -> Result<Register, Stop> {
        let path = self.world.path(REGISTER);
        let text = world::read_string(&path).map_err(|error| {
            Stop::usage(format!("{error}; `grondslag init` makes a register to fill in and sign, in another folder"))
        })?;
        Register::parse(&text).map_err(|error| Stop::usage(format!("{}: {error}", path.display())))
    }

    /// What the controller declared about the purpose of the run. Where the register names a document of this program as an
    /// assessment, the state of that very document is what the law is told.
    pub fn declared(&self) -> Result<Declared, Stop> {
        let config = self.config();
        let mut register = self.register()?;
        dossier::rely(self, &mut register).map_err(|error| match error.downcast::<Stop>() {
            Ok(stop) => stop,
            Err(error) => Stop::proof(error.to_string()),
        })?;
        Ok(Declared {
            controller: config.controller.clone(),
            run: config.run.clone(),
            register,
            purpose: self.purpose(),
        })
    }

    /// The moment of assembly, if the configuration names one.
    pub fn assemble_as_of(&self) -> Result<Option<Instant>, Stop> {
        self.config().run.assemble_as_of.as_deref().map(|text| moment("run.assemble_as_of", text)).transpose()
    }

    /// The server of a source, if its path is the address of one.
    fn server(&self, source: &SourceConfig) -> Result<Option<intake::Server>, Stop> {
        if !["postgres://", "postgresql://"].iter().any(|scheme| source.path.starts_with(scheme)) {
            return Ok(None);
        }
        let password = match &source.password_file {
            Some(path) => {
                Some(world::read_string(self.world.path(path)).map_err(|error| Stop::usage(error.to_string()))?)
            }
            None => None,
        };
        let password = password.as_deref().map(|password| password.trim_end_matches(['\r', '\n']));
        let server = intake::Server::parse(&source.path, password);
        server.map(Some).map_err(|failure| Stop::usage(format!("source `{}`: {failure}", source.name)))
    }

    /// Whose each account is, as its source says; nobody's before anything was read.
    pub fn holders(&self) -> Result<BTreeMap<AccountId, SubjectId>, anyhow::Error> {
        Ok(permit::holders(&self.work()?.accounts())?)
    }

    /// The versions of all records that sources gave.
    pub fn versions_folder(&self) -> PathBuf {
        self.world.path("intake")
    }

    /// The sources, with `*` in file names resolved in order.
    pub fn sources(&self) -> Result<Vec<NamedSource>, anyhow::Error> {
        let mut sources = Vec::new();
        let ffmpeg = intake::FrameLimits::find_ffmpeg(std::env::var_os("PATH").as_deref());
        for source in &self.config().source {
            let server = self.server(source)?;
            let paths = match &server {
                Some(server) => vec![PathBuf::from(server.name())],
                None if source.format == Some(intake::Format::Push) => vec![PathBuf::from("push")],
                // It has to be brought before it can be read.
                None if Bucket::is_address(&source.path) => vec![PathBuf::from(&source.path)],
                None if source.path.is_empty() => {
                    return Err(Stop::usage(format!("source `{}`: `path` is missing", source.name)).into());
                }
                None => expand(&self.world.path(&source.path))?,
            };
            let mut origin = origin(source)?;
            origin.address = (server.is_none() && Bucket::is_address(&source.path)).then(|| source.path.clone());
            for path in paths {
                sources.push(NamedSource {
                    name: source.name.clone(),
                    source: intake::Source {
                        path,
                        format: source.format,
                        service: source.service.clone(),
                        version: source.version,
                        server: server.clone(),
                        ffmpeg: ffmpeg.clone(),
                        provenance: source.provenance,
                        map: source.map.clone(),
                        declare: source.declare.clone(),
                    },
                    facts: source.facts.clone(),
                    origin: origin.clone(),
                });
            }
        }
        if sources.is_empty() {
            return Err(Stop::usage("there is no source; add a `[[source]]` to grondslag.toml").into());
        }
        Ok(sources)
    }
}

/// What is declared about a source itself.
fn origin(source: &SourceConfig) -> Result<Origin, Stop> {
    Ok(Origin {
        address: None,
        licence: source.licence.clone(),
        collected_from: source.collected_from,
        collected_until: source.collected_until,
        exported_at: source.exported_at.as_deref().map(|at| moment("source.exported_at", at)).transpose()?,
        whole: match source.complete {
            // A table that is followed holds everything that there is.
            None if source.slot.is_some() => intake::Whole::Complete,
            Some(true) => intake::Whole::Complete,
            Some(false) => intake::Whole::Increments,
            None => intake::Whole::Unsaid,
        },
    })
}

/// The paths that a path with `*` in its last part names, sorted. One that names nothing is an error, not an empty source.
pub fn expand(path: &Path) -> Result<Vec<PathBuf>, anyhow::Error> {
    let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let pattern = name(path);
    if !pattern.contains('*') {
        return Ok(vec![path.to_path_buf()]);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let found: Vec<PathBuf> = world::list(folder)?.into_iter().filter(|path| fits(&name(path), &pattern)).collect();
    if found.is_empty() {
        return Err(
            Stop::usage(format!("`{}` names no file; check the `path` of its `[[source]]`", path.display())).into()
        );
    }
    Ok(found)
}

/// Whether a pattern with one `*` names this file.
pub fn fits(name: &str, pattern: &str) -> bool {
    pattern.split_once('*').is_some_and(|(before, after)| {
        name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
    }) && !name.contains('/')
}

/// No profile describes the law on that day.
fn not_begun(laws: &[Law], on: Date) -> Stop {
    let begin: Vec<String> =
        laws.iter().map(|law| format!("`{}` from {} on", law.profile(), law.numbers().valid_from)).collect();
    let first = laws.first().map(Law::profile).unwrap_or_default();
    Stop::usage(format!(
        "this decides as of {on}, and no profile here describes the law of that day: {}; take a later `--as-of` or \
         `run.assemble_as_of`, put the law of that day into a folder of `laws`, or say `--profile {first}` to apply it all \
         the same",
        begin.join(", ")
    ))
}

/// Reads a moment of the configuration or the command line.
pub fn moment(name: &str, text: &str) -> Result<Instant, Stop> {
    parse_instant(text).map_err(|error| Stop::usage(format!("`{name}`: {error}; write it like 2026-11-23T12:00:00Z")))
}

/// The larger model in a folder; it says so where it has no bounds.
pub fn careful(folder: &Path) -> Result<Careful, Stop> {
    let careful = Careful::read(folder).map_err(|error| Stop::usage(format!("`inspect.careful_look`: {error}")))?;
    if !careful.has_bands() {
        let folder = folder.display();
        tracing::warn!(
            "the model in `{folder}` has no bounds, so every passage that it hears is held for a human; make them with `grondslag \
             inspect --evaluate GOLD.jsonl --careful-look {folder} --bands`"
        );
    }
    Ok(careful)
}
