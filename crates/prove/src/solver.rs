//! The solver. In: a program that speaks SMT-LIB. Out: answers about sets of policies, with the record that shows a no.
//! Never: an answer that the solver did not give, or a solver that outlives its question by more than its time limit.

use crate::context::Context;
use crate::schema::Shape;
use cedar_policy::{Policy, PolicySet, RequestEnv};
use cedar_policy_symcc::solver::LocalSolver;
use cedar_policy_symcc::{CedarSymCompiler, CompiledPolicy, CompiledPolicySet, Env};
use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use terms::Operation;
use tokio::process::Command;

/// How cvc5 is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Solver {
    /// The program, as Debian's package `cvc5` brings it.
    Program(PathBuf),
    /// A Python that has the package `cvc5`, which brings the library only; a short script speaks for it.
    Python(PathBuf),
}

/// What to do where there is no solver.
pub const HOW_TO_GET: &str =
    "no solver was found; install one with `apt-get install cvc5`, or `pip install cvc5`, or set CVC5 to the program";

const SHIM: &str = include_str!("cvc5-smtlib.py");

/// After this time the solver answers `unknown`, which proves nothing.
const LIMIT_MILLISECONDS: u32 = 60_000;

impl fmt::Display for Solver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Program(path) => write!(f, "{}", path.display()),
            Self::Python(path) => write!(f, "{} with the package cvc5", path.display()),
        }
    }
}

impl Solver {
    /// The solver that `CVC5` names, or the program `cvc5` in a folder of `PATH`, or a `python3` there that has the
    /// package `cvc5`. Both values are given by the caller, who reads the environment.
    pub fn find(cvc5: Option<&OsStr>, path: Option<&OsStr>) -> Option<Self> {
        if let Some(named) = cvc5.filter(|named| !named.is_empty()) {
            return Some(Self::Program(PathBuf::from(named)));
        }
        let folders: Vec<PathBuf> = path.map(|path| std::env::split_paths(path).collect()).unwrap_or_default();
        let program = |name: &str| folders.iter().map(|folder| folder.join(name)).find(|file| world::exists(file));
        if let Some(cvc5) = program("cvc5") {
            return Some(Self::Program(cvc5));
        }
        program("python3").filter(|python| has_package(python)).map(Self::Python)
    }

    fn command(&self) -> Command {
        let limit = format!("--tlimit-per={LIMIT_MILLISECONDS}");
        let mut command = match self {
            Self::Program(path) => {
                let mut command = Command::new(path);
                command.args(["--lang", "smt"]);
                command
            }
            Self::Python(path) => {
                let mut command = Command::new(path);
                command.args(["-c", SHIM]);
                command
            }
        };
        command.arg(limit).kill_on_drop(true);
        command
    }
}

fn has_package(python: &Path) -> bool {
    let mut command = std::process::Command::new(python);
    command.args(["-c", "import cvc5; cvc5.InputParser"]);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// A question had no answer; nothing is proved by that.
pub(crate) type Trouble = String;

fn trouble(error: &cedar_policy_symcc::err::Error) -> Trouble {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    let mut text = error.to_string();
    for cause in causes {
        text = format!("{text}: {cause}");
    }
    if let cedar_policy_symcc::err::Error::PolicyNotWellTyped { errs } = error {
        for error in errs {
            text = format!("{text}: {error}");
        }
    }
    format!("the solver gave no answer: {text}")
}

/// What a question is about: a record or a third party, and one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub operation: Operation,
    pub entity: &'static str,
}

/// A running solver, started when it is first asked.
pub(crate) struct Asker<'a> {
    solver: Option<&'a Solver>,
    running: Option<CedarSymCompiler<LocalSolver>>,
    /// How many questions were put.
    pub asked: u64,
}

impl<'a> Asker<'a> {
    pub(crate) fn new(solver: Option<&'a Solver>) -> Self {
        Self { solver, running: None, asked: 0 }
    }

    fn compiler(&mut self) -> Result<&mut CedarSymCompiler<LocalSolver>, Trouble> {
        let solver = self.solver.ok_or(HOW_TO_GET)?;
        if self.running.is_none() {
            let started = LocalSolver::from_command(&mut solver.command())
                .map_err(|error| format!("`{solver}` did not start ({error}); {HOW_TO_GET}"))?;
            self.running = Some(CedarSymCompiler::new(started).map_err(|error| trouble(&error))?);
        }
        self.asked += 1;
        self.running.as_mut().ok_or_else(|| HOW_TO_GET.to_owned())
    }

    /// A record that the first set allows and the second does not; `None` where there is none.
    pub(crate) async fn allowed_by_first_only(
        &mut self,
        shape: &Shape,
        place: Place,
        first: &[Policy],
        second: &[Policy],
    ) -> Result<Option<Context>, Trouble> {
        let env = environment(shape, place)?;
        let first = compile(shape, &env, first)?;
        let second = compile(shape, &env, second)?;
        let answer = self.compiler()?.check_implies_with_counterexample_opt(&first, &second).await;
        self.context(shape, place, answer)
    }

    /// A record that the set allows; `None` where there is none.
    pub(crate) async fn allowed(
        &mut self,
        shape: &Shape,
        place: Place,
        policies: &[Policy],
    ) -> Result<Option<Context>, Trouble> {
        let env = environment(shape, place)?;
        let set = compile(shape, &env, policies)?;
        let answer = self.compiler()?.check_always_denies_with_counterexample_opt(&set).await;
        self.context(shape, place, answer)
    }

    /// A record on which the policy cannot be evaluated; `None` where there is none.
    pub(crate) async fn errs(
        &mut self,
        shape: &Shape,
        place: Place,
        policy: &Policy,
    ) -> Result<Option<Context>, Trouble> {
        let env = environment(shape, place)?;
        let policy = CompiledPolicy::compile(policy, &env, &shape.schema).map_err(|error| trouble(&error))?;
        let answer = self.compiler()?.check_never_errors_with_counterexample_opt(&policy).await;
        self.context(shape, place, answer)
    }

    fn context(
        &mut self,
        shape: &Shape,
        place: Place,
        answer: Result<Option<Env>, cedar_policy_symcc::err::Error>,
    ) -> Result<Option<Context>, Trouble> {
        match answer {
            Ok(None) => Ok(None),
            Ok(Some(env)) => Context::from_env(shape, place, &env).map(Some),
            Err(error) => {
                // A solver that failed once may hold half a question; the next question gets a new one.
                self.running = None;
                Err(trouble(&error))
            }
        }
    }
}

fn compile(shape: &Shape, env: &RequestEnv, policies: &[Policy]) -> Result<CompiledPolicySet, Trouble> {
    let set = PolicySet::from_policies(policies.iter().cloned()).map_err(|error| error.to_string())?;
    CompiledPolicySet::compile(&set, env, &shape.schema).map_err(|error| trouble(&error))
}

fn environment(shape: &Shape, place: Place) -> Result<RequestEnv, Trouble> {
    let fits = |env: &RequestEnv| {
        let action: &str = env.action().id().as_ref();
        action == place.operation.as_str() && env.resource().to_string() == place.entity
    };
    let found = shape.schema.request_envs().find(fits);
    found.ok_or_else(|| format!("the schema has no action `{}` on `{}`", place.operation.as_str(), place.entity))
}
