//! A project on disk. In: a folder with `grondslag.toml`. Out: its parts, opened. Never: a part invented where a file is
//! missing.

use crate::config::{self, Config, Loaded};
use crate::exit::Stop;
use law::register::Register;
use ledger::{Home, Ledger};
use pipeline::{Cluster, Declared, NamedSource, Work};
use std::path::{Path, PathBuf};
use std::time::Duration;
use terms::{Instant, Purpose, parse_instant};
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
        Ok(Self { world, loaded, aside: None })
    }

    /// A project in a world that the caller made.
    pub fn of(world: World, loaded: Loaded) -> Self {
        Self { world, loaded, aside: None }
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.loaded.config
    }

    /// The rules: the project's own folder `law`, which `init` fills.
    pub fn law(&self) -> Result<law::Law, Stop> {
        law::Law::open(&self.world.path("law")).map_err(|error| Stop::usage(error.to_string()))
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
        let folder = self.world.path("work");
        let engine = &self.config().engine;
        let mut work = Work::new(folder, self.threads());
        if let Some(scheduler) = &engine.cluster {
            let cluster = Cluster::new(scheduler, Duration::from_secs(engine.deadline_seconds))?;
            // Executors have another current folder.
            work = Work::new(std::path::absolute(work.folder())?, self.threads()).on_cluster(cluster);
        }
        Ok(match &self.aside {
            Some(purpose) => work.about(purpose.clone()),
            None => work,
        })
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

    /// The register of purposes and choices. It is a signed document: no variable of the environment changes it.
    pub fn register(&self) -> Result<Register, Stop> {
        let path = self.world.path(REGISTER);
        let text = world::read_string(&path).map_err(|error| {
            Stop::usage(format!("{error}; `grondslag init` makes a register to fill in and sign, in another folder"))
        })?;
        Register::parse(&text).map_err(|error| Stop::usage(format!("{}: {error}", path.display())))
    }

    /// What the controller declared about the purpose of the run.
    pub fn declared(&self) -> Result<Declared, Stop> {
        let config = self.config();
        Ok(Declared {
            controller: config.controller.clone(),
            run: config.run.clone(),
            register: self.register()?,
            purpose: self.purpose(),
        })
    }

    /// The moment of assembly, if the configuration names one.
    pub fn assemble_as_of(&self) -> Result<Option<Instant>, Stop> {
        self.config().run.assemble_as_of.as_deref().map(|text| moment("run.assemble_as_of", text)).transpose()
    }

    /// The sources, with `*` in file names resolved in order.
    pub fn sources(&self) -> Result<Vec<NamedSource>, anyhow::Error> {
        let mut sources = Vec::new();
        for source in &self.config().source {
            for path in expand(&self.world.path(&source.path))? {
                sources.push(NamedSource {
                    name: source.name.clone(),
                    source: intake::Source {
                        path,
                        format: source.format,
                        service: source.service.clone(),
                        provenance: source.provenance,
                        map: source.map.clone(),
                        declare: source.declare.clone(),
                    },
                    facts: source.facts.clone(),
                });
            }
        }
        if sources.is_empty() {
            return Err(Stop::usage("there is no source; add a `[[source]]` to grondslag.toml").into());
        }
        Ok(sources)
    }
}

/// The paths that a path with `*` in its last part names, sorted. One that names nothing is an error, not an empty source.
fn expand(path: &Path) -> Result<Vec<PathBuf>, anyhow::Error> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let Some((before, after)) = name.split_once('*') else { return Ok(vec![path.to_path_buf()]) };
    let folder = path.parent().unwrap_or(Path::new("."));
    let fits = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
    };
    let found: Vec<PathBuf> = world::list(folder)?.into_iter().filter(fits).collect();
    if found.is_empty() {
        return Err(
            Stop::usage(format!("`{}` names no file; check the `path` of its `[[source]]`", path.display())).into()
        );
    }
    Ok(found)
}

/// Reads a moment of the configuration or the command line.
pub fn moment(name: &str, text: &str) -> Result<Instant, Stop> {
    parse_instant(text).map_err(|error| Stop::usage(format!("`{name}`: {error}; write it like 2026-11-23T12:00:00Z")))
}
