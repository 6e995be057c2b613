//! What the running platform pushes, and what a database says that changed. In: a batch. Out: versions, durable before
//! anybody is told so. Never: half a batch, or a batch twice.

use super::NamedSource;
use crate::PipelineError;
use ::intake::{AsOf, Change, Changes, Earlier, Fates, Format, Import, PushKey, Versions, VersionsError, Whole};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use terms::{Account, Digest, Instant, Post, RecordId, format_instant, parse_instant};

/// Takes pushes for the sources of a project.
#[derive(Clone, Debug)]
pub struct Pusher {
    folder: PathBuf,
    sources: Vec<NamedSource>,
}

/// What was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// The answer, as JSON. The same batch under the same key gets the same one.
    pub answer: String,
    /// Whether it had been taken before.
    pub is_repeated: bool,
}

/// A batch was not taken. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// A line is not what it must be.
    #[error("line {line}: {what}; nothing was taken")]
    Line {
        /// Counted from 1.
        line: u64,
        /// What is wrong, without its content.
        what: String,
    },
    /// Another body came under this key.
    #[error("this idempotency key came with another body before; take a new key for a new batch")]
    OtherBody,
    /// The versions cannot be kept now.
    #[error(transparent)]
    Versions(#[from] VersionsError),
}

/// One line of a push: one of the three, and the moment at which it was so.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    at: String,
    #[serde(default)]
    post: Option<Post>,
    #[serde(default)]
    account: Option<Account>,
    #[serde(default)]
    deleted: Option<RecordId>,
}

enum What {
    Post(Box<Post>),
    Account(Box<Account>),
    Deleted(RecordId),
}

impl Pusher {
    /// For the sources of format `push`, with the versions in `folder`.
    pub fn new(folder: &Path, sources: &[NamedSource]) -> Self {
        let is_pushed = |source: &&NamedSource| source.source.format == Some(Format::Push);
        Self { folder: folder.to_owned(), sources: sources.iter().filter(is_pushed).cloned().collect() }
    }

    /// Takes a batch whole. When this returns, it is on the disk.
    pub fn take(&self, key: &str, body: &str, now: Instant) -> Result<Pushed, PushError> {
        let push = PushKey { key: Digest::of(key), body: Digest::of(body) };
        let mut versions = Versions::open(&self.folder)?;
        if let Some(pushed) = repeated(&versions, &push)? {
            return Ok(pushed);
        }
        let lines = self.lines(body, now)?;
        let name = lines.first().map_or_else(String::new, |(source, ..)| source.name.clone());
        let run = versions.next_run()?;
        let import = Import { source: name.clone(), at: now, as_of: AsOf::Stated(now), run, whole: Whole::Increments };
        let mut arriving = versions.begin(import)?;
        if arriving.is_pushed(&push)? {
            // Somebody else sent the same meanwhile.
            drop(arriving);
            return repeated(&versions, &push)?.ok_or(PushError::OtherBody);
        }
        for (_, at, what) in &lines {
            arriving.describes_now(*at);
            match what {
                What::Post(post) => drop(arriving.post(post)?),
                What::Account(account) => drop(arriving.account(account)?),
                What::Deleted(record) => drop(arriving.gone(record.as_str(), *at)?),
            }
        }
        let fates = arriving.finish()?.clone();
        let answer = answer(&fates, arriving.number(), lines.len());
        arriving.answer(&push, &answer)?;
        let entry = serde_json::json!([{
            "name": name, "path": "push", "format": "push", "imported_at": format_instant(now),
            "import": arriving.number(), "sha256": push.body, "tally": { "read": lines.len() }, "fates": fates,
        }]);
        // Acknowledged means durable: SQLite syncs its log before this returns.
        arriving.commit(&entry)?;
        Ok(Pushed { answer, is_repeated: false })
    }

    fn lines(&self, body: &str, now: Instant) -> Result<Vec<(&NamedSource, Instant, What)>, PushError> {
        let mut taken: Vec<(&NamedSource, Instant, What)> = Vec::new();
        for (number, line) in (1..).zip(body.strip_suffix('\n').unwrap_or(body).split('\n')) {
            let wrong = |what: &str| PushError::Line { line: number, what: what.to_owned() };
            let read: Line = serde_json::from_str(line).map_err(|cause| {
                // The parser's own words may hold a value.
                wrong(&format!(
                    "column {}: it is no `{{\"at\", \"post\" | \"account\" | \"deleted\"}}`",
                    cause.column()
                ))
            })?;
            let at = parse_instant(&read.at).map_err(|_| wrong("`at` is no moment in RFC 3339"))?;
            if at > now + chrono::TimeDelta::minutes(5) {
                return Err(wrong("`at` lies in the future; check the clocks"));
            }
            let (service, what) = match (read.post, read.account, read.deleted) {
                (Some(post), None, None) => (Some(post.service.clone()), What::Post(Box::new(post))),
                (None, Some(account), None) => (Some(account.service.clone()), What::Account(Box::new(account))),
                (None, None, Some(record)) => {
                    (record.as_str().split_once(':').map(|(service, _)| service.to_owned()), What::Deleted(record))
                }
                _ => return Err(wrong("it needs one of `post`, `account` and `deleted`")),
            };
            let source = self.source(service.as_deref());
            let source = source.ok_or_else(|| wrong("no `[[source]]` of format `push` is declared for its service"))?;
            if taken.first().is_some_and(|(first, ..)| first.name != source.name) {
                return Err(wrong("it is of another source than the first line; send one batch for each"));
            }
            if let What::Post(post) = &what
                && source.source.provenance.is_some_and(|provenance| provenance != post.source)
            {
                return Err(wrong("its `source` is not the one declared for this source"));
            }
            if let What::Post(post) = &what {
                // It names a field and nothing that stands in it.
                ::intake::check(post).map_err(|why| wrong(&why.to_string()))?;
            }
            taken.push((source, at, what));
        }
        Ok(taken)
    }

    /// The source for a service; one that names no service takes all.
    fn source(&self, service: Option<&str>) -> Option<&NamedSource> {
        let named = self.sources.iter().find(|source| source.source.service.as_deref() == service);
        named.or_else(|| self.sources.iter().find(|source| source.source.service.is_none()))
    }
}

fn repeated(versions: &Versions, push: &PushKey) -> Result<Option<Pushed>, PushError> {
    match versions.earlier(push)? {
        Earlier::Never => Ok(None),
        Earlier::Answered(answer) => Ok(Some(Pushed { answer, is_repeated: true })),
        Earlier::OtherBody => Err(PushError::OtherBody),
    }
}

fn answer(fates: &Fates, number: u64, lines: usize) -> String {
    serde_json::json!({ "read": lines, "import": number, "fates": fates }).to_string()
}

/// Keeps what a database says that changed, and tells what could not be read. When this returns, it is on the disk, and the
/// slot may move on.
pub fn keep_changes(
    versions: &mut Versions,
    named: &NamedSource,
    changes: &Changes,
    now: Instant,
) -> Result<(Fates, Vec<String>), PipelineError> {
    let (run, whole) = (versions.next_run()?, Whole::Increments);
    let import = Import { source: named.name.clone(), at: now, as_of: AsOf::Stated(now), run, whole };
    let mut arriving = versions.begin(import)?;
    let mut rejected = Vec::new();
    for change in &changes.records {
        match change {
            Change::Post(post) => drop(arriving.post(post)?),
            Change::Gone(record) => drop(arriving.gone(record, now)?),
            Change::Rejected(why) => rejected.push(why.to_string()),
        }
    }
    arriving.finish()?;
    // The register keeps the entry of the last whole reading; what came since is in the versions.
    let fates = arriving.commit(&serde_json::json!([]))?;
    if fates.deleted > 0 {
        // Whoever follows a table holds the file open for months.
        versions.truncate_wal()?;
    }
    Ok((fates, rejected))
}
