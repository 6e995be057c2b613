//! What can be wrong with a source. In: a place and a cause. Out: a sentence that says where, what, and what to do.
//! Never: a word that a person wrote, a handle or a name; identifiers of fields and columns only when they look like one.

use crate::{Format, ServerFailure, VERSION};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A source cannot be read whole. Nothing of it may be used.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The operating system refused.
    #[error(transparent)]
    Disk(#[from] world::DiskError),
    /// There is nothing under this path.
    #[error("there is no file or folder `{}`; check `path` of the source", path.display())]
    NotThere {
        /// Path of the source.
        path: PathBuf,
    },
    /// Neither its members nor its first bytes are those of a known format.
    #[error(
        "`{}` {found}, which is no format that intake knows; declare `format` (and a `map` for tables), or export it again",
        path.display()
    )]
    Unknown {
        /// Path of the source.
        path: PathBuf,
        /// What was found there.
        found: &'static str,
    },
    /// It could be two things.
    #[error("`{}` holds members of `{one}` and of `{other}`; declare `format`, or split it", path.display())]
    Ambiguous {
        /// Path of the source.
        path: PathBuf,
        /// One format.
        one: Format,
        /// The other.
        other: Format,
    },
    /// Only a person can know this.
    #[error("the source `{}` needs `{field}`; declare it in its `[[source]]`", path.display())]
    Undeclared {
        /// Path of the source.
        path: PathBuf,
        /// The missing key.
        field: &'static str,
    },
    /// The format says it itself.
    #[error("the source `{}` is `{format}`, which says `{field}` itself; remove the key from its `[[source]]`", path.display())]
    Superfluous {
        /// Path of the source.
        path: PathBuf,
        /// Its format.
        format: Format,
        /// The key that does not belong there.
        field: &'static str,
    },
    /// A field is mapped and declared.
    #[error("the source `{}` has `{field}` both in `map` and in `declare`; keep one", path.display())]
    SaidTwice {
        /// Path of the source.
        path: PathBuf,
        /// The field.
        field: &'static str,
    },
    /// A member that the format needs is not there.
    #[error("`{}` has no `{member}`; {hint}", path.display())]
    MissingMember {
        /// Path of the source.
        path: PathBuf,
        /// The member or key.
        member: String,
        /// What to do.
        hint: &'static str,
    },
    /// A column of the map, or of the format, does not occur.
    #[error("{place} has no column `{column}`; correct the `map`, or export it again")]
    MissingColumn {
        /// Where it should be.
        place: Place,
        /// Its name.
        column: String,
    },
    /// Two columns have the same name.
    #[error("{place} has two columns `{column}`; rename one")]
    TwoColumns {
        /// Where.
        place: Place,
        /// Their name.
        column: String,
    },
    /// The bytes end before the format does.
    #[error("{place} is cut off; fetch or export it again")]
    Truncated {
        /// Where the bytes end.
        place: Place,
    },
    /// The bytes are not what the format says they are.
    #[error("{place} is broken: {what}; fetch or export it again")]
    Broken {
        /// Where.
        place: Place,
        /// What is wrong.
        what: &'static str,
    },
    /// The text is not in UTF-8.
    #[error("{place} is in {found}, not in UTF-8; convert it")]
    Encoding {
        /// Where.
        place: Place,
        /// The encoding that its first bytes announce.
        found: &'static str,
    },
    /// A later version of our own shape.
    #[error("{place} is of version {version}, this build reads up to {VERSION}; update grondslag")]
    Newer {
        /// Where.
        place: Place,
        /// Its version.
        version: u64,
    },
    /// A bound that protects memory and disk.
    #[error("{place} goes over the limit of {max} {unit}; if it is honest, split it")]
    OverLimit {
        /// Where.
        place: Place,
        /// The bound.
        max: u64,
        /// Of what.
        unit: &'static str,
    },
    /// A name in an archive, or what stands behind it, is not what an export holds.
    #[error("`{}`, member number {number}: {what}; this is no export as platforms make them", path.display())]
    BadMember {
        /// Path of the source.
        path: PathBuf,
        /// Which member, counted from 1; its name may say who somebody is.
        number: u64,
        /// What is wrong.
        what: &'static str,
    },
    /// There is not a single record, nor a header that says so.
    #[error("`{}` is empty; if there is nothing to read, remove the source", path.display())]
    Empty {
        /// Path of the source.
        path: PathBuf,
    },
    /// A server did not give what was asked for.
    #[error("`{}`: {failure}", path.display())]
    Server {
        /// Its address, without a password.
        path: PathBuf,
        /// What it was.
        failure: ServerFailure,
    },
    /// Read in another room.
    #[error("`{}` is Parquet or Arrow, which are read by `pipeline`", path.display())]
    Elsewhere {
        /// Path of the source.
        path: PathBuf,
    },
    /// Reading failed half-way.
    #[error("could not read {place}: {cause}; check the disk and run the same command again")]
    Read {
        /// Where.
        place: Place,
        /// What the operating system said.
        cause: io::Error,
    },
    /// The identifiers that were seen do not fit into memory, and not onto the disk.
    #[error("could not keep the identifiers seen so far: {cause}; make room in the folder for temporary files")]
    Seen {
        /// What the operating system said.
        cause: io::Error,
    },
}

/// Reading stopped: because of the source, or because whoever takes the items cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum ReadError<E> {
    /// The source cannot be read.
    #[error(transparent)]
    Intake(IntakeError),
    /// The taker failed.
    #[error("could not take what intake read: {0}")]
    Sink(E),
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path of the source. Shared, because every record has a place and few are rejected.
    pub path: Arc<Path>,
    /// Member inside a package, one of the names that its format fixes.
    pub member: Option<Arc<str>>,
    /// Where in the file or member.
    pub position: Option<Position>,
}

/// A position in a file or member, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// A line of text.
    Line(u64),
    /// A line and a column.
    Column(u64, u64),
    /// An item of a list, a block of a file, a letter of a mailbox.
    Item(u64),
    /// A row of a statement's answer.
    Row(u64),
}

impl Place {
    /// The whole file.
    pub fn file(path: &Path) -> Self {
        Self { path: path.into(), member: None, position: None }
    }

    /// A member of it.
    pub(crate) fn member(path: &Path, member: &str) -> Self {
        Self { path: path.into(), member: Some(member.into()), position: None }
    }

    /// The same place, more precisely.
    pub(crate) fn at(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.path.display())?;
        if let Some(member) = &self.member {
            write!(f, ", member `{member}`")?;
        }
        match self.position {
            Some(Position::Line(line)) => write!(f, ", line {line}"),
            Some(Position::Column(line, column)) => write!(f, ", line {line}, column {column}"),
            Some(Position::Item(item)) => write!(f, ", item {item}"),
            Some(Position::Row(row)) => write!(f, ", row {row}"),
            None => Ok(()),
        }
    }
}

/// One record that was not taken, and why. It holds nothing of the record itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Where it stands.
    pub place: Place,
    /// What is wrong with it.
    pub why: Reason,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

/// Why one record was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Bytes that are no UTF-8.
    #[error("it is not UTF-8; convert the file")]
    NotUtf8,
    /// Text that is no JSON.
    #[error("it is not JSON from column {column} on; was the line cut off?")]
    NotJson {
        /// Column, counted from 1.
        column: u64,
    },
    /// JSON, but no object.
    #[error("it is not a JSON object; write one object a line")]
    NotAnObject,
    /// A field that our shape does not have.
    #[error("`{field}` is no field of this shape; remove it, or give the source a `map`")]
    UnknownField {
        /// Its name, or `?` where that might say something.
        field: String,
    },
    /// A field that must be there.
    #[error("`{field}` is missing; it cannot be unknown")]
    MissingField {
        /// Its name.
        field: String,
    },
    /// A field twice in one object.
    #[error("`{field}` occurs twice; keep one")]
    TwiceField {
        /// Its name.
        field: String,
    },
    /// A field holds something else than it must.
    #[error("`{field}` is not {expected}")]
    WrongValue {
        /// Its name.
        field: String,
        /// What it must be.
        expected: &'static str,
    },
    /// Its identifier was seen before in this source.
    #[error("its identifier occurred before in this source; the first one was taken")]
    Duplicate,
    /// More bytes than one record may have.
    #[error("it is longer than {max} bytes")]
    TooLong {
        /// The bound.
        max: u64,
    },
    /// A row with more or fewer cells than the header.
    #[error("it has {found} columns where the header has {expected}; is a quote or a delimiter missing?")]
    Cells {
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// The record says one thing and the declaration of the source another.
    #[error("its `{field}` is not the one declared for this source")]
    Contradicts {
        /// The field.
        field: &'static str,
    },
    /// Somebody else wrote it.
    #[error("it is by another account than the package")]
    OtherAccount,
    /// Something this build does not know.
    #[error("it is of a type that this version does not know")]
    UnknownType,
    /// Bytes that are not what their format says they are.
    #[error("it is not what its format says: {what}; export it again")]
    Malformed {
        /// What is wrong.
        what: &'static str,
    },
    /// A file of blocks that is no account's.
    #[error("it is a CAR of something else than a repository: its first root is no commit of an account")]
    NoRepository,
    /// A line that begins with a label which this build does not know.
    #[error(
        "it has a line whose label is not known here; export with the language set to English, or update grondslag"
    )]
    StrangeLabel,
    /// A label in a language that this build does not know.
    #[error("none of its labels is a known word for `{field}`; export with the language set to English")]
    UnknownLabel {
        /// What the label should have said.
        field: &'static str,
    },
}

/// A name from outside, if it looks like a field's name; else `?`, because it might be anything.
pub(crate) fn field_name(name: &str) -> String {
    let plain = (1..=40).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    if plain { name.to_owned() } else { "?".to_owned() }
}
