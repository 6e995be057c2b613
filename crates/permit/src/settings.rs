//! Where a project's ledger is and what its runs are for. In: `grondslag.toml` and the environment. Out: these few settings;
//! all others are the program's. Never: a ledger that was looked for in another place than the program's.

use crate::AskError;
use ledger::{Home, Ledger};
use std::path::Path;
use terms::{Instant, Purpose, parse_instant};
use world::World;

/// What of a project's settings a trainer needs.
#[derive(Clone, Debug)]
pub struct Settings {
    origin: String,
    clock: Option<Instant>,
    store: Option<String>,
    keys: Option<String>,
    /// The purpose of the project's runs.
    pub purpose: Purpose,
}

impl Settings {
    /// Reads the settings of the project in `folder`. Variables `GRONDSLAG__SECTION__KEY` go before the file.
    pub fn read(folder: &Path, environment: &[(String, String)]) -> Result<Self, AskError> {
        let path = folder.join("grondslag.toml");
        let text = world::read_string(&path)?;
        let unfit = |why: String| AskError::Settings { file: path.display().to_string(), why };
        // The parser's excerpt is left out: a value may be a secret.
        let table: toml::Table =
            text.parse().map_err(|error: toml::de::Error| unfit(error.message().trim_end().to_owned()))?;
        if table.get("version").and_then(toml::Value::as_integer) != Some(VERSION) {
            return Err(unfit(format!("it has another version than {VERSION}; use the `grondslag` that wrote it")));
        }
        let get = |section: &str, key: &str| {
            let variable = format!("GRONDSLAG__{}__{}", section.to_ascii_uppercase(), key.to_ascii_uppercase());
            let said = environment.iter().find(|(name, _)| *name == variable).map(|(_, value)| value.clone());
            let file = || table.get(section)?.get(key)?.as_str().map(str::to_owned);
            said.or_else(file)
        };
        let need =
            |section: &str, key: &str| get(section, key).ok_or_else(|| unfit(format!("`{section}.{key}` is missing")));
        let clock = match get("project", "clock") {
            Some(text) => Some(parse_instant(&text).map_err(|error| unfit(format!("`project.clock`: {error}")))?),
            None => None,
        };
        Ok(Self {
            origin: need("project", "origin")?,
            clock,
            store: get("ledger", "store"),
            keys: get("ledger", "keys"),
            purpose: Purpose::new(need("run", "purpose")?),
        })
    }

    /// The clock and the folder of the project.
    pub fn world(&self, folder: &Path) -> World {
        let mut world = World::real(folder);
        if let Some(now) = self.clock {
            world.set_now(now);
        }
        world
    }

    /// Opens the ledger that is there; none is begun.
    pub fn ledger(&self, world: &World) -> Result<Ledger, AskError> {
        let folder = world.path("ledger");
        if !Ledger::exists(&folder) {
            return Err(AskError::NoLedger { folder });
        }
        let home = match &self.store {
            Some(url) => Home::parse(url)?,
            None => Home::folder(&folder),
        };
        let home = match &self.keys {
            Some(url) => home.with_keys(url)?,
            None => home,
        };
        Ok(Ledger::open_at(world, &folder, &home, &self.origin)?)
    }
}

const VERSION: i64 = 1;
