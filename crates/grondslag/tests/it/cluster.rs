//! The cluster: a scheduler and executors as processes of their own on loopback. Its answers are those of one process, also
//! where nodes are killed at work; where nobody is left to work there is none, and the run says what to do.

use crate::program::{Folder, Ran, command, platform, run, run_with};
use serde_json::Value;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

/// A node of the cluster; it is killed when the test is over, however it ends.
struct Node {
    process: Child,
    /// Where an executor's rows lie on their way.
    work: PathBuf,
}

impl Node {
    fn start(arguments: &[&str], address: &str, work: PathBuf) -> Self {
        let mut process = command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        while TcpStream::connect(address).is_err() {
            assert!(process.try_wait().expect("known").is_none(), "{arguments:?} ended before it listened");
            std::thread::yield_now();
        }
        Self { process, work }
    }

    fn scheduler() -> (Self, String) {
        let address = free();
        (Self::start(&["cluster", "scheduler", "--listen", &address], &address, PathBuf::new()), address)
    }

    fn executor(scheduler: &str, folder: &Folder, name: &str) -> Self {
        let (listen, control) = (free(), free());
        let port = control.rsplit(':').next().expect("a port");
        let work = folder.text(name);
        let arguments = [
            ["cluster", "executor", "--scheduler"].as_slice(),
            &[scheduler, "--listen", &listen, "--control-port", port, "--threads", "1", "--work", &work],
        ];
        Self::start(&arguments.concat(), &listen, PathBuf::from(&work))
    }

    /// Ends it without a chance to say so (SIGKILL), and returns when it is gone.
    fn kill(mut self) -> PathBuf {
        self.process.kill().expect("it can be killed");
        self.process.wait().expect("it is gone");
        std::mem::take(&mut self.work)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An address on loopback where nobody listens now.
fn free() -> String {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").to_string()
}

fn digests(account: &Value) -> Vec<Value> {
    ["read", "admitted", "refused", "held", "corpus_digest", "model_digest"]
        .map(|key| account.get(key).unwrap_or_else(|| panic!("{key} is missing")).clone())
        .to_vec()
}

/// Shards so small that there are some when a node is killed, on their way and finished.
const SHARD_ROWS: &str = "500";

fn settings<'a>(scheduler: &'a str, deadline: &'a str) -> [(&'a str, &'a str); 3] {
    [
        ("GRONDSLAG__ENGINE__CLUSTER", scheduler),
        ("GRONDSLAG__ENGINE__DEADLINE_SECONDS", deadline),
        ("GRONDSLAG__ENGINE__SHARD_ROWS", SHARD_ROWS),
    ]
}

fn on(scheduler: &str, project: &str, deadline: &str) -> Ran {
    run_with(&["--project", project, "--format", "json", "-q", "run"], &settings(scheduler, deadline))
}

/// A command on a cluster, under way.
struct Work<'a> {
    process: Child,
    project: &'a Folder,
    shards: usize,
}

impl<'a> Work<'a> {
    fn start(project: &'a Folder, of: &[&str], scheduler: &str, deadline: &str, records: u64) -> Self {
        let path = project.text("demo");
        let arguments = [["--project", &path, "--format", "json", "-q"].as_slice(), of].concat();
        let process = command(&arguments)
            .envs(settings(scheduler, deadline))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let shards = records.div_ceil(SHARD_ROWS.parse().expect("a number"));
        Self { process, project, shards: usize::try_from(shards).expect("few") }
    }

    /// Waits until more than so many shards are finished.
    fn until_finished(&mut self, shards: usize) {
        while finished(self.project) <= shards {
            assert!(self.process.try_wait().expect("known").is_none(), "it ended before it was at work");
            std::thread::yield_now();
        }
    }

    /// That it is in the middle: some shards are finished and some are not.
    fn is_in_the_middle(&mut self) {
        let finished = finished(self.project);
        assert!((1..self.shards).contains(&finished), "{finished} of {} shards are finished", self.shards);
        assert!(self.process.try_wait().expect("known").is_none(), "it ended before the node was killed");
    }

    fn ended(self) -> Ran {
        let output = self.process.wait_with_output().expect("it ends");
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

fn shards(project: &Folder) -> PathBuf {
    project.path("demo").join("work/cluster")
}

/// Shards that the manifest names.
fn finished(project: &Folder) -> usize {
    let manifest = std::fs::read(shards(project).join("manifest.json")).unwrap_or_default();
    let manifest: Option<Value> = serde_json::from_slice(&manifest).ok();
    manifest.and_then(|manifest| Some(manifest.get("shards")?.as_array()?.len())).unwrap_or_default()
}

/// Whether rows of some job lie in the folder of an executor.
fn holds_rows(work: &Path) -> bool {
    let files = crate::program::files(work);
    files.iter().any(|(_, bytes)| !bytes.is_empty())
}

fn records(account: &Value) -> u64 {
    account.get("read").and_then(Value::as_u64).expect("a count")
}

#[test]
fn a_cluster_of_three_processes_gives_the_digests_of_one_process() {
    let folder = platform("cluster", "1");
    let project = folder.text("demo");
    let alone = run(&["--project", &project, "--format", "json", "-q", "run"]).done().last();
    let (_scheduler, address) = Node::scheduler();
    let (_one, _two) = (Node::executor(&address, &folder, "one"), Node::executor(&address, &folder, "two"));
    let together = on(&address, &project, "120").done().last();
    assert_eq!(digests(&together), digests(&alone));
}

#[test]
fn a_cluster_that_loses_an_executor_at_work_gives_the_same_digests() {
    let folder = platform("cluster-loss", "1");
    let project = folder.text("demo");
    let alone = run(&["--project", &project, "--format", "json", "-q", "run"]).done().last();
    let (_scheduler, address) = Node::scheduler();
    let (lost, _kept) = (Node::executor(&address, &folder, "one"), Node::executor(&address, &folder, "two"));
    let mut work = Work::start(&folder, &["run"], &address, "60", records(&alone));
    work.until_finished(0);
    let lost = lost.kill();
    work.is_in_the_middle();
    assert!(holds_rows(&lost), "the executor was killed before it had worked");
    let together = work.ended().done().last();
    assert_eq!(digests(&together), digests(&alone));
    assert!(!shards(&folder).exists(), "posts were left behind");
}

#[test]
fn a_run_whose_nodes_are_all_killed_fails_and_the_next_one_finishes_it() {
    let folder = platform("cluster-gone", "1");
    let project = folder.text("demo");
    let account = run(&["--project", &project, "--format", "json", "-q", "run"]).done().last();
    let decisions = folder.path("demo").join("work/decisions-train");
    std::fs::remove_dir_all(&decisions).expect("removable");
    let (scheduler, address) = Node::scheduler();
    let (one, two) = (Node::executor(&address, &folder, "one"), Node::executor(&address, &folder, "two"));
    let mut work = Work::start(&folder, &["decide"], &address, "8", records(&account));
    work.until_finished(0);
    let executors = [one.kill(), two.kill()];
    work.is_in_the_middle();
    assert!(executors.iter().any(|executor| holds_rows(executor)), "the executors were killed before they had worked");
    let nobody_works = work.ended();
    assert_eq!(nobody_works.code, 5, "{}", nobody_works.stderr);
    assert!(nobody_works.stderr.contains("was tried 3 times"), "{}", nobody_works.stderr);
    assert!(nobody_works.stderr.contains("see that the scheduler and an executor run"), "{}", nobody_works.stderr);
    assert!(!decisions.exists(), "a run that failed gave decisions");
    let kept = finished(&folder);
    // Others go on where those ended, until their scheduler is killed.
    let (_three, _four) = (Node::executor(&address, &folder, "three"), Node::executor(&address, &folder, "four"));
    let mut work = Work::start(&folder, &["decide"], &address, "60", records(&account));
    work.until_finished(kept);
    drop(scheduler.kill());
    work.is_in_the_middle();
    let nobody_listens = work.ended();
    assert_eq!(nobody_listens.code, 5, "{}", nobody_listens.stderr);
    assert!(nobody_listens.stderr.contains(&address), "{}", nobody_listens.stderr);
    assert!(nobody_listens.stderr.contains("no connection"), "{}", nobody_listens.stderr);
    assert!(!decisions.exists(), "a run that failed gave decisions");
    assert!(finished(&folder) > kept, "what was finished is kept");
    let (_scheduler, address) = Node::scheduler();
    let (_five, _six) = (Node::executor(&address, &folder, "five"), Node::executor(&address, &folder, "six"));
    Work::start(&folder, &["decide"], &address, "60", records(&account)).ended().done();
    let replay = ["decide", "--replay", decisions.to_str().expect("UTF-8")];
    let alone = run(&[["--project", &project, "--format", "json", "-q"].as_slice(), &replay].concat()).done().last();
    assert_eq!((&alone["differences"], &alone["same_bytes"]), (&0.into(), &true.into()), "{alone}");
    assert!(!shards(&folder).exists(), "posts were left behind");
}

#[test]
fn an_executor_removes_what_a_killed_one_left_and_works_alone_in_its_folder() {
    let folder = Folder::new("cluster-left");
    let (_scheduler, address) = Node::scheduler();
    let left = folder.path("one/rows/job/1/data.arrow");
    folder.write("one/rows/job/1/data.arrow", "posts");
    folder.write("one/theirs.txt", "not ours");
    let _one = Node::executor(&address, &folder, "one");
    assert!(!left.exists(), "posts were left behind");
    assert!(folder.path("one/theirs.txt").exists(), "something was removed that is not the executor's");
    let listen = free();
    let second =
        run(&["cluster", "executor", "--scheduler", &address, "--listen", &listen, "--work", &folder.text("one")]);
    assert_eq!(second.code, 2, "{}", second.stderr);
    assert!(second.stderr.contains("a folder of its own"), "{}", second.stderr);
}

#[test]
fn a_cluster_without_an_executor_or_a_scheduler_is_an_error_that_says_what_to_do() {
    let folder = platform("cluster-empty", "1");
    let project = folder.text("demo");
    let (scheduler, address) = Node::scheduler();
    let nobody_works = on(&address, &project, "2");
    assert_eq!(nobody_works.code, 5, "{}", nobody_works.stderr);
    assert!(nobody_works.stderr.contains("not done after 2 s"), "{}", nobody_works.stderr);
    assert!(nobody_works.stderr.contains("an executor"), "{}", nobody_works.stderr);
    drop(scheduler);
    let nobody_listens = on(&address, &project, "2");
    assert_eq!(nobody_listens.code, 5, "{}", nobody_listens.stderr);
    assert!(nobody_listens.stderr.contains(&address), "{}", nobody_listens.stderr);
    assert!(nobody_listens.stderr.contains("no connection"), "{}", nobody_listens.stderr);
}
