//! Another program, within bounds. In: a command whose input is a file. Out: what it wrote, if it ended well. Never: a shell,
//! more time or output than the bound, or a program that goes on when nobody waits for it.

use std::ffi::OsStr;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Why there is nothing to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// There is no such program.
    NotThere,
    /// It gave up.
    Failed,
    /// It took too long.
    TooSlow,
    /// It wrote too much.
    TooMuch,
}

/// The program in a folder of `PATH`, whose value the caller reads.
pub(crate) fn find(name: &str, path: Option<&OsStr>) -> Option<PathBuf> {
    let mut folders = path.map(std::env::split_paths)?;
    folders.find_map(|folder| Some(folder.join(name)).filter(|program| program.is_file()))
}

/// What the program wrote, if it ended well and in time.
pub(crate) fn run(command: &mut Command, seconds_max: u64, bytes_max: u64) -> Result<Vec<u8>, Ended> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(|_| Ended::NotThere)?;
    let output = child.stdout.take().ok_or(Ended::Failed)?;
    let (send, receive) = channel();
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = output.take(bytes_max + 1).read_to_end(&mut bytes);
        // INVARIANT: whoever waits for it may have given up, and then nobody needs it.
        let _ = send.send(read.map(|_| bytes));
    });
    let received = receive.recv_timeout(Duration::from_secs(seconds_max));
    if !matches!(&received, Ok(Ok(bytes)) if bytes.len() as u64 <= bytes_max) {
        // It may have ended by itself meanwhile; then there is nothing to end.
        let _ = child.kill();
    }
    let ended = child.wait().map_err(|_| Ended::Failed)?;
    // Its output is closed now, so the thread ends.
    reader.join().map_err(|_| Ended::Failed)?;
    match received {
        Err(RecvTimeoutError::Timeout) => Err(Ended::TooSlow),
        Ok(Ok(bytes)) if bytes.len() as u64 > bytes_max => Err(Ended::TooMuch),
        Ok(Ok(bytes)) if ended.success() => Ok(bytes),
        _ => Err(Ended::Failed),
    }
}
