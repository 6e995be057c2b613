//! Where a project's ledger is. In: `grondslag.toml` and the environment. Out: these few settings; all others are the
//! program's. Never: a ledger that was looked for in another place than the program's, so both read variables alike.

use crate::AskError;
use ledger::{Home, Ledger};
use std::collections::BTreeMap;
use std::path::Path;
use terms::{Instant, parse_instant};
use world::World;

/// What of a project's settings a trainer needs.
#[derive(Clone, Debug)]
pub struct Settings {
    origin: String,
    clock: Option<Instant>,
    store: Option<String>,
    keys: Option<String>,
}

/// A variable that cannot be put over the settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` names no key of a section")]
pub struct NoKey {
    /// The variable.
    pub name: String,
}

/// Puts variables `GRONDSLAG__SECTION__KEY` over settings, the last one of a key winning; says which key came from which
/// variable. The program and a trainer elsewhere both call this, so that they mean the same ledger.
pub fn overlay(
    settings: &mut toml::Table,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<BTreeMap<String, String>, NoKey> {
    let mut origins = BTreeMap::new();
    for (name, text) in environment {
        let Some(rest) = name.strip_prefix("GRONDSLAG__") else { continue };
        let keys: Vec<String> = rest.split("__").map(str::to_ascii_lowercase).collect();
        if set(settings, &keys, scalar(&text)).is_none() {
            return Err(NoKey { name });
        }
        origins.insert(keys.join("."), name);
    }
    Ok(origins)
}

fn scalar(text: &str) -> toml::Value {
    // `true`, `3`, `[…]` are what they look like; anything else is a string.
    format!("value = {text}")
        .parse::<toml::Table>()
        .ok()
        .and_then(|mut table| table.remove("value"))
        .unwrap_or_else(|| toml::Value::String(text.to_owned()))
}

fn set(table: &mut toml::Table, keys: &[String], value: toml::Value) -> Option<()> {
    let (last, sections) = keys.split_last()?;
    let mut table = table;
    for section in sections {
        table =
            table.entry(section.clone()).or_insert_with(|| toml::Value::Table(toml::Table::new())).as_table_mut()?;
    }
    table.insert(last.clone(), value);
    Some(())
}

impl Settings {
    /// Reads the settings of the project in `folder`. Variables `GRONDSLAG__SECTION__KEY` go before the file.
    pub fn read(folder: &Path, environment: &[(String, String)]) -> Result<Self, AskError> {
        let path = folder.join("grondslag.toml");
        Self::parse(&path, &world::read_string(&path)?, environment)
    }

    fn parse(path: &Path, text: &str, environment: &[(String, String)]) -> Result<Self, AskError> {
        let unfit = |why: String| AskError::Settings { file: path.display().to_string(), why };
        // The parser's excerpt is left out: a value may be a secret.
        let mut table: toml::Table =
            text.parse().map_err(|error: toml::de::Error| unfit(error.message().trim_end().to_owned()))?;
        if table.get("version").and_then(toml::Value::as_integer) != Some(VERSION) {
            return Err(unfit(format!("it has another version than {VERSION}; use the `grondslag` that wrote it")));
        }
        overlay(&mut table, environment.iter().cloned()).map_err(|error| unfit(error.to_string()))?;
        let get = |section: &str, key: &str| -> Result<Option<String>, AskError> {
            let Some(keys) = table.get(section) else { return Ok(None) };
            let keys = keys.as_table().ok_or_else(|| unfit(format!("`{section}` is no section")))?;
            // What is there and no text must not count as absent: the ledger would be another one.
            let text = |value: &toml::Value| value.clone().try_into::<String>();
            keys.get(key).map(text).transpose().map_err(|_| unfit(format!("`{section}.{key}` is no text")))
        };
        let clock = match get("project", "clock")? {
            Some(text) => Some(parse_instant(&text).map_err(|error| unfit(format!("`project.clock`: {error}")))?),
            None => None,
        };
        Ok(Self {
            origin: get("project", "origin")?.ok_or_else(|| unfit("`project.origin` is missing".to_owned()))?,
            clock,
            store: get("ledger", "store")?,
            keys: get("ledger", "keys")?,
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
        let home = match &self.store {
            Some(url) => Home::parse(url)?,
            None => Home::folder(&folder),
        };
        let home = match &self.keys {
            Some(url) => home.with_keys(url)?,
            None => home,
        };
        // On a server the folder may hold a root key while the log was never begun; opening it would begin one.
        if !home.is_begun()? {
            return Err(AskError::NoLedger { folder });
        }
        Ok(Ledger::open_at(world, &folder, &home, &self.origin)?)
    }
}

const VERSION: i64 = 1;

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "version = 1\n[project]\norigin = \"example.invalid/p\"\n";

    fn check(file: &str, environment: &[(&str, &str)]) -> Result<Settings, String> {
        let environment: Vec<_> =
            environment.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Settings::parse(Path::new("grondslag.toml"), file, &environment).map_err(|error| error.to_string())
    }

    #[test]
    fn variables_are_read_as_the_program_reads_them_in_any_case_and_the_last_one_wins() {
        let settings = check(FILE, &[("GRONDSLAG__Ledger__store", "/elsewhere")]).expect("valid");
        assert_eq!(settings.store.as_deref(), Some("/elsewhere"));
        let settings =
            check(FILE, &[("GRONDSLAG__LEDGER__STORE", "/one"), ("GRONDSLAG__ledger__store", "/two")]).expect("valid");
        assert_eq!(settings.store.as_deref(), Some("/two"));
    }

    #[test]
    fn a_value_in_quotes_is_what_stands_between_them_and_a_moment_needs_none() {
        let settings = check(FILE, &[("GRONDSLAG__LEDGER__STORE", "\"/elsewhere\"")]).expect("valid");
        assert_eq!(settings.store.as_deref(), Some("/elsewhere"));
        let settings = check(FILE, &[("GRONDSLAG__PROJECT__CLOCK", "2026-11-22T12:00:00Z")]).expect("valid");
        assert_eq!(settings.clock, parse_instant("2026-11-22T12:00:00Z").ok());
    }

    #[test]
    fn what_is_no_text_is_an_error_and_not_another_ledger() {
        for file in [format!("{FILE}[ledger]\nstore = 5\n"), format!("{FILE}[ledger]\nkeys = true\n")] {
            assert!(check(&file, &[]).is_err_and(|error| error.contains("is no text")), "{file}");
        }
        let error = check(FILE, &[("GRONDSLAG__LEDGER__STORE", "5")]).expect_err("a number");
        assert!(error.contains("`ledger.store` is no text"), "{error}");
        assert!(check(&FILE.replace("[project]", "ledger = 5\n[project]"), &[]).is_err());
    }

    #[test]
    fn a_variable_below_a_value_is_an_error() {
        let error = check(FILE, &[("GRONDSLAG__PROJECT__ORIGIN__X", "1")]).expect_err("no key");
        assert!(error.contains("GRONDSLAG__PROJECT__ORIGIN__X"), "{error}");
    }
}
