//! The cluster: a scheduler and executors as processes of their own on loopback. Its answers are those of one process, or
//! none.

use crate::program::{Folder, command, platform, run, run_with};
use serde_json::Value;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};

/// A node of the cluster; it is stopped when the test is over, however it ends.
struct Node(Child);

impl Node {
    fn start(arguments: &[&str], address: &str) -> Self {
        let mut child = command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        while TcpStream::connect(address).is_err() {
            assert!(child.try_wait().expect("known").is_none(), "{arguments:?} ended before it listened");
            std::thread::yield_now();
        }
        Self(child)
    }

    fn scheduler() -> (Self, String) {
        let address = free();
        (Self::start(&["cluster", "scheduler", "--listen", &address], &address), address)
    }

    fn executor(scheduler: &str, folder: &Folder, name: &str) -> Self {
        let (listen, control) = (free(), free());
        let port = control.rsplit(':').next().expect("a port");
        let work = folder.text(name);
        let arguments = [
            ["cluster", "executor", "--scheduler"].as_slice(),
            &[scheduler, "--listen", &listen, "--control-port", port, "--threads", "1", "--work", &work],
        ];
        Self::start(&arguments.concat(), &listen)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
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

fn on(scheduler: &str, project: &str, deadline: &str) -> crate::program::Ran {
    run_with(
        &["--project", project, "--format", "json", "-q", "run"],
        &[("GRONDSLAG__ENGINE__CLUSTER", scheduler), ("GRONDSLAG__ENGINE__DEADLINE_SECONDS", deadline)],
    )
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
fn a_cluster_that_loses_an_executor_gives_the_same_digests_or_none() {
    let folder = platform("cluster-loss", "1");
    let project = folder.text("demo");
    let (_scheduler, address) = Node::scheduler();
    let (lost, _kept) = (Node::executor(&address, &folder, "one"), Node::executor(&address, &folder, "two"));
    let mut child = command(&["--project", &project, "--format", "json", "-q", "run"])
        .envs([("GRONDSLAG__ENGINE__CLUSTER", address.as_str()), ("GRONDSLAG__ENGINE__DEADLINE_SECONDS", "60")])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    // The first decisions are there: the executor goes while the second ones are made.
    wait_for(&folder.path("demo").join("work/decisions-assemble.parquet"), &mut child);
    drop(lost);
    let output = child.wait_with_output().expect("it ends");
    let alone = run(&["--project", &project, "--format", "json", "-q", "run"]).done().last();
    match output.status.code() {
        Some(0) => {
            let last = String::from_utf8(output.stdout).expect("UTF-8").lines().last().expect("a line").to_owned();
            let together: Value = serde_json::from_str(&last).expect("JSON");
            assert_eq!(digests(&together), digests(&alone));
        }
        code => assert_eq!(code, Some(5), "a run on a broken cluster is incomplete"),
    }
}

fn wait_for(path: &Path, child: &mut Child) {
    while !path.exists() {
        assert!(child.try_wait().expect("known").is_none(), "the run ended before `{}`", path.display());
        std::thread::yield_now();
    }
}

#[test]
fn a_cluster_without_an_executor_or_a_scheduler_is_an_error_that_says_what_to_do() {
    let folder = platform("cluster-empty", "1");
    let project = folder.text("demo");
    let (scheduler, address) = Node::scheduler();
    let nobody_works = on(&address, &project, "3");
    assert_eq!(nobody_works.code, 5, "{}", nobody_works.stderr);
    assert!(nobody_works.stderr.contains("executor"), "{}", nobody_works.stderr);
    drop(scheduler);
    let nobody_listens = on(&address, &project, "3");
    assert_eq!(nobody_listens.code, 5, "{}", nobody_listens.stderr);
    assert!(nobody_listens.stderr.contains(&address), "{}", nobody_listens.stderr);
}
