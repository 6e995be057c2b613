//! A database for one test, on a real PostgreSQL server that `tests/postgres.sh` starts. Where PostgreSQL is not installed
//! the tests fail and say what to install.

use postgres::{Client, NoTls};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

static MADE: AtomicU64 = AtomicU64::new(0);

pub struct Database {
    server: String,
    name: String,
}

impl Database {
    pub fn new() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/postgres.sh");
        let started = Command::new(script).arg("start").output().expect("bash runs");
        let told = String::from_utf8_lossy(&started.stderr);
        assert!(started.status.success(), "{told}");
        let server = String::from_utf8(started.stdout).expect("a URL").trim().to_owned();
        let name = format!("test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::SeqCst));
        let database = Self { server, name };
        database.admin(&format!("CREATE DATABASE {}", database.name));
        database
    }

    pub fn url(&self) -> String {
        self.server.replacen("@/?", &format!("@/{}?", self.name), 1)
    }

    /// A connection of somebody who may do everything.
    pub fn connect(&self) -> Client {
        Client::connect(&self.url(), NoTls).expect("the server runs")
    }

    fn admin(&self, statement: &str) {
        let url = self.server.replacen("@/?", "@/postgres?", 1);
        Client::connect(&url, NoTls).and_then(|mut client| client.batch_execute(statement)).expect("may do everything");
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.admin(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}
