//! Where a ledger keeps its stores. In: a folder or a URL, from a configuration. Out: places to open. Never: a password in
//! an error or in `Debug`.

use super::{OpenError, Part, Place};
use ::postgres::Config;
use ::postgres::config::SslMode;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where the stores of a ledger lie.
#[derive(Clone)]
pub struct Home(Kind);

#[derive(Clone)]
enum Kind {
    Folder(PathBuf),
    Server { log: Box<Config>, keys: Box<Config> },
}

impl std::fmt::Debug for Home {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Kind::Folder(folder) => write!(f, "Home({})", folder.display()),
            Kind::Server { .. } => f.write_str("Home(PostgreSQL, address withheld)"),
        }
    }
}

impl Home {
    /// `ledger.sqlite` and `keys.sqlite` in a folder.
    pub fn folder(folder: impl AsRef<Path>) -> Self {
        Self(Kind::Folder(folder.as_ref().to_owned()))
    }

    /// `postgres://user@host/database` (or `postgresql://…`), or a folder. Log and keys are two schemas of the database.
    pub fn parse(text: &str) -> Result<Self, OpenError> {
        let server = ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
        if !server {
            return if text.contains("://") { Err(OpenError::BadUrl) } else { Ok(Self::folder(text)) };
        }
        let config = config(text)?;
        Ok(Self(Kind::Server { log: Box::new(config.clone()), keys: Box::new(config) }))
    }

    /// The same, with the keys in another database, so that no backup holds both.
    pub fn with_keys(self, text: &str) -> Result<Self, OpenError> {
        match self.0 {
            Kind::Server { log, .. } => Ok(Self(Kind::Server { log, keys: Box::new(config(text)?) })),
            Kind::Folder(_) => Err(OpenError::BadUrl),
        }
    }

    /// Whether a log was begun here. One that was not would be made by opening it.
    pub fn is_begun(&self) -> Result<bool, OpenError> {
        self.place(Part::Log).is_begun(Part::Log)
    }

    pub(crate) fn place(&self, part: Part) -> Place {
        match (&self.0, part) {
            (Kind::Folder(folder), _) => Place::File(folder.join(part.name())),
            (Kind::Server { log, .. }, Part::Log) => Place::Server(log.clone()),
            (Kind::Server { keys, .. }, Part::Keys) => Place::Server(keys.clone()),
        }
    }
}

fn config(text: &str) -> Result<Config, OpenError> {
    let mut config: Config = text.parse().map_err(|_| OpenError::BadUrl)?;
    // `prefer` is what a URL says that says nothing; whoever writes `require` must not get less.
    if config.get_ssl_mode() == SslMode::Require {
        return Err(OpenError::NoTls);
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(10));
    }
    if config.get_application_name().is_none() {
        config.application_name("grondslag");
    }
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let told = match Home::parse(text) {
            Ok(home) => format!("{home:?}"),
            Err(error) => error.to_string(),
        };
        assert!(told.starts_with(expected), "{told}");
    }

    #[test]
    fn a_home_is_a_folder_or_a_url_and_shows_no_password() {
        check("ledger", "Home(ledger)");
        check("postgres://u:secret@db.example.org/l", "Home(PostgreSQL, address withheld)");
        check("postgresql:///l?host=/run/pg&port=5433", "Home(PostgreSQL, address withheld)");
        check("mysql://u@h/l", "the store is neither a folder nor");
        check("postgres://u@h/l?sslmode=oops", "the store is neither a folder nor");
        check("postgres://u@h/l?sslmode=require", "the store demands TLS");
        assert!(Home::folder("x").with_keys("postgres://u@h/l").is_err());
    }
}
