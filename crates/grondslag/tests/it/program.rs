//! The program as a person starts it. In: arguments. Out: exit code, stdout, stderr. Never: a shortcut past the command
//! line.

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What a command did.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// The object in the last line of stdout.
    pub fn last(&self) -> Value {
        let line = self.stdout.lines().last().unwrap_or_else(|| panic!("no output; stderr: {}", self.stderr));
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}; stderr: {}", self.stderr))
    }

    /// The same, of a command that must succeed.
    pub fn done(self) -> Self {
        assert_eq!(self.code, 0, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }
}

/// Constants of a plan that trains in a second or two: what is tested is exactness, not eloquence.
pub const SMALL_PLAN: &[(&str, &str)] = &[
    ("GRONDSLAG__TRAIN__SET__BASE_STEPS", "2"),
    ("GRONDSLAG__TRAIN__SET__BASE_SEQUENCES", "4"),
    ("GRONDSLAG__TRAIN__SET__PASSES", "1"),
    ("GRONDSLAG__TRAIN__SET__STEPS_PER_PASS", "1"),
    ("GRONDSLAG__TRAIN__SET__COHORTS", "4"),
    ("GRONDSLAG__TRAIN__SET__SLICES", "2"),
    ("GRONDSLAG__TRAIN__SET__LAYERS", "1"),
    ("GRONDSLAG__TRAIN__SET__WIDTH", "32"),
    ("GRONDSLAG__TRAIN__SET__HEADS", "2"),
    ("GRONDSLAG__TRAIN__SET__FEED_FORWARD", "64"),
    ("GRONDSLAG__TRAIN__SET__CONTEXT", "64"),
    ("GRONDSLAG__TRAIN__SET__VOCABULARY", "512"),
];

/// The program with these arguments, for a test that wants to start it itself.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grondslag"));
    command.args(arguments);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GRONDSLAG__")) {
        command.env_remove(name);
    }
    command.envs(SMALL_PLAN.iter().copied());
    command
}

/// Runs the program.
pub fn run(arguments: &[&str]) -> Ran {
    ran(command(arguments).output().expect("the program starts"))
}

/// Runs it with more variables of the environment.
pub fn run_with(arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    ran(command(arguments).envs(environment.iter().copied()).output().expect("the program starts"))
}

/// What a program that ended said.
pub fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// A folder of its own for each test, empty.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.0.join(relative)
    }

    pub fn text(&self, relative: &str) -> String {
        self.path(relative).to_str().expect("UTF-8").to_owned()
    }

    pub fn write(&self, relative: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(relative);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        std::fs::write(&path, bytes).expect("writable");
        self.text(relative)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A generated platform and its project, not run yet.
pub fn platform(name: &str, seed: &str) -> Folder {
    let folder = Folder::new(name);
    run(&["--project", &folder.text("demo"), "-q", "demo", "--generate-only", "--seed", seed]).done();
    folder
}

/// The moment at which its project says that it is.
pub fn clock(folder: &Folder) -> String {
    let config = std::fs::read_to_string(folder.path("demo/grondslag.toml")).expect("a configuration");
    let clock = config.lines().find_map(|line| line.strip_prefix("clock = ")).expect("a clock");
    clock.trim_matches('"').to_owned()
}

/// The posts that the platform exported, as lines.
pub fn posts(folder: &Folder) -> String {
    let mut text = String::new();
    let file = std::fs::File::open(folder.path("demo/platform/posts.jsonl.gz")).expect("posts");
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).expect("gzip");
    text
}

/// What is decided about every record now, with the rules.
pub fn decisions(project: &str) -> BTreeMap<String, (String, Vec<String>)> {
    let lines = run(&["--project", project, "--format", "jsonl", "-q", "decide"]).done().stdout;
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines
        .filter_map(|line| {
            let rules = line["rules"].as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            Some((line["record_id"].as_str()?.to_owned(), (line["decision"].as_str()?.to_owned(), rules)))
        })
        .collect()
}

/// Every file below a folder with its bytes, but for those that a run may make differently: the log of what was done and
/// the seconds it took.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(path) = open.pop() {
        for entry in std::fs::read_dir(&path).expect("readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").to_str().expect("UTF-8").to_owned();
                found.push((name, std::fs::read(&path).expect("readable")));
            }
        }
    }
    found.sort();
    found
}
