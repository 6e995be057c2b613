//! Where a PostgreSQL is and how it failed. In: a URL and a password. Out: read-only connections. Never: a password in a
//! `Debug`, an error or a path, or a connection in clear over a network that nobody said yes to.

use ::postgres::config::{Host, SslMode};
use ::postgres::{Client, Config, NoTls};
use std::fmt;
use std::net::IpAddr;

/// A server of PostgreSQL with a database in it.
#[derive(Clone)]
pub struct Server {
    config: Box<Config>,
    name: String,
}

impl PartialEq for Server {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Server {}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The rest may hold a password.
        write!(f, "Server({})", self.name)
    }
}

/// The server did not give what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerFailure {
    /// Five letters and digits of the SQL standard, where the server answered.
    pub code: Option<String>,
    /// What it was and what to do.
    pub what: &'static str,
}

impl ServerFailure {
    pub(crate) const BROKEN: Self = Self { code: None, what: "the connection broke off; run the same command again" };
}

impl fmt::Display for ServerFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => write!(f, "{} (SQLSTATE {code})", self.what),
            None => f.write_str(self.what),
        }
    }
}

impl From<::postgres::Error> for ServerFailure {
    // The server's own words can quote a statement, a name or a cell.
    fn from(cause: ::postgres::Error) -> Self {
        let Some(code) = cause.code() else {
            return Self { code: None, what: "the server cannot be reached; check `path` and that it runs" };
        };
        let what = match code.code() {
            "28P01" | "28000" => "the server does not let this user in; check the user and `password_file`",
            "3D000" => "there is no such database; check `path`",
            "42P01" | "3F000" => "there is no such table; check `map.table`",
            "42703" => "there is no such column; check `map`",
            "42501" => "the user may not read this; GRANT it SELECT",
            "25006" => "the statement would change something; intake reads only",
            "55000" => "the server is not set up for this; set `wal_level = logical`",
            "55006" => "the slot is in use; is another `intake --follow` running?",
            "57014" | "57P01" | "57P02" | "57P03" => "the server stopped the statement; run the same command again",
            code if code.starts_with("42") => {
                "the statement is no single SELECT that this database can run; check `map`"
            }
            code if code.starts_with("08") => "the connection broke off; run the same command again",
            _ => "the server refused; its own log says why",
        };
        Self { code: Some(code.code().to_owned()), what }
    }
}

impl From<std::io::Error> for ServerFailure {
    fn from(cause: std::io::Error) -> Self {
        match cause.into_inner().map(|inner| inner.downcast::<::postgres::Error>()) {
            Some(Ok(cause)) => (*cause).into(),
            _ => Self::BROKEN,
        }
    }
}

impl Server {
    /// Reads `postgres://USER@HOST:PORT/DATABASE`. The password stands in a file of its own, or in the URL.
    pub fn parse(url: &str, password: Option<&str>) -> Result<Self, ServerFailure> {
        let wrong = |what| ServerFailure { code: None, what };
        let mut config: Config =
            url.parse().map_err(|_| wrong("it is no address of a server; write postgres://USER@HOST/DATABASE"))?;
        if let Some(password) = password {
            config.password(password);
        }
        let Some(database) = config.get_dbname() else {
            return Err(wrong("it names no database; write postgres://USER@HOST/DATABASE"));
        };
        // HOLE: no TLS. What a network carries in clear is only asked for where somebody said so.
        if !config.get_hosts().iter().all(is_near) && config.get_ssl_mode() != SslMode::Disable {
            return Err(wrong(
                "this build speaks no TLS; reach the server through a tunnel or a socket, or write `?sslmode=disable` where \
                 the network is trusted",
            ));
        }
        let hosts: Vec<String> = config.get_hosts().iter().map(host).collect();
        let ports: Vec<String> = config.get_ports().iter().map(u16::to_string).collect();
        let port = if ports.is_empty() { String::new() } else { format!(":{}", ports.join(",")) };
        let name = format!("postgres://{}{port}/{database}", hosts.join(","));
        config.application_name("grondslag").connect_timeout(std::time::Duration::from_secs(20));
        Ok(Self { config: Box::new(config), name })
    }

    /// The address without user and password.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A connection that reads only.
    pub(crate) fn connect(&self) -> Result<Client, ServerFailure> {
        self.open(
            "SET default_transaction_read_only = on; SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET bytea_output = 'hex';
             SET default_transaction_isolation = 'repeatable read'; SET client_min_messages = warning",
        )
    }

    /// A connection that may move a slot on, and does nothing else that changes something.
    pub(crate) fn connect_to_follow(&self) -> Result<Client, ServerFailure> {
        // Keys are written between quotes, where a backslash has to be one.
        self.open(
            "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET client_min_messages = warning;
             SET standard_conforming_strings = on",
        )
    }

    fn open(&self, settings: &str) -> Result<Client, ServerFailure> {
        let mut client = self.config.connect(NoTls)?;
        client.batch_execute(settings)?;
        Ok(client)
    }
}

fn is_near(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn host(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    }
}

/// Does `work` where no runtime is driven: here, or on a thread of its own.
pub(crate) fn outside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| match scope.spawn(work).join() {
        Ok(done) => done,
        Err(panic) => std::panic::resume_unwind(panic),
    })
}
