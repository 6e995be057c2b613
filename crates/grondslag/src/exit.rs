//! How a command ends. One list, the same for every command, printed in `--help`.

use std::process::ExitCode;

/// Exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Failed: the world was not as it must be.
    Failed = 1,
    /// The command line, the configuration or an input line is wrong.
    Usage = 2,
    /// The lawful answer is no: refused, held or suspended.
    Refused = 3,
    /// A proof or a digest does not hold.
    ProofFails = 4,
    /// Something was not read, not scanned or not finished.
    Incomplete = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// An error that knows its exit code.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Stop {
    /// The code.
    pub exit: Exit,
    /// What is wrong and what to do.
    pub message: String,
}

impl Stop {
    /// Wrong command line, configuration or input.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into() }
    }

    /// The lawful answer is no.
    pub fn refused(message: impl Into<String>) -> Self {
        Self { exit: Exit::Refused, message: message.into() }
    }

    /// A proof or digest does not hold.
    pub fn proof(message: impl Into<String>) -> Self {
        Self { exit: Exit::ProofFails, message: message.into() }
    }

    /// Something was not read, scanned or finished.
    pub fn incomplete(message: impl Into<String>) -> Self {
        Self { exit: Exit::Incomplete, message: message.into() }
    }
}
