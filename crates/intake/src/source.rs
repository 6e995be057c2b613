//! What a controller declares about one source: where it is, what it is, and what it does not say itself. In: a
//! `[[source]]` of `grondslag.toml`. Out: a checked [`Source`]. Never: a default for something that only a person knows.

use crate::{IntakeError, Server};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::PathBuf;
use terms::{Category, Kind, Lang, Post, Provenance, Text, Visibility};

/// The formats that intake knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// JSON Lines, plain, gzip or zstd: our own shape, or any other through a [`ColumnMap`].
    Jsonl,
    /// Comma-separated values through a [`ColumnMap`].
    Csv,
    /// Parquet. Recognised here, read in `pipeline`.
    Parquet,
    /// A Mastodon archive, or an ActivityPub outbox.
    Mastodon,
    /// An X (Twitter) archive.
    X,
    /// An Instagram download, the flat layout of 2020 or the folders of 2023 and later.
    Instagram,
    /// A Reddit data request.
    Reddit,
    /// Bluesky repositories: CAR files.
    Bluesky,
    /// A Facebook download.
    Facebook,
    /// A TikTok download.
    Tiktok,
    /// A Google Takeout.
    Takeout,
    /// A Discourse user archive.
    Discourse,
    /// A dump of Reddit: one object a line.
    RedditDump,
    /// Documents of dolma or datatrove: one object a line.
    Documents,
    /// A mailbox of a mailing list.
    Mbox,
    /// Chat logs.
    Irc,
    /// A table or a query of a SQLite file, through a [`ColumnMap`].
    Sqlite,
    /// A table or a query of PostgreSQL, through a [`ColumnMap`]; also its changes.
    Postgres,
    /// Arrow IPC, a file or a stream. Recognised here, read in `pipeline`.
    Arrow,
    /// A dump of a phpBB forum's tables in SQL.
    Phpbb,
    /// What the platform itself pushes to the portal, in our own shape.
    Push,
    /// A Delta table at a version, in our own shape or through a [`ColumnMap`]. Recognised here, read in `pipeline`.
    Delta,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 22] = [
        Self::Jsonl,
        Self::Csv,
        Self::Parquet,
        Self::Mastodon,
        Self::X,
        Self::Instagram,
        Self::Reddit,
        Self::Bluesky,
        Self::Facebook,
        Self::Tiktok,
        Self::Takeout,
        Self::Discourse,
        Self::RedditDump,
        Self::Documents,
        Self::Mbox,
        Self::Irc,
        Self::Sqlite,
        Self::Postgres,
        Self::Arrow,
        Self::Phpbb,
        Self::Push,
        Self::Delta,
    ];

    /// The word used in `grondslag.toml`; for whatever is no table also the service when none is declared.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Mastodon => "mastodon",
            Self::X => "x",
            Self::Instagram => "instagram",
            Self::Reddit => "reddit",
            Self::Bluesky => "bluesky",
            Self::Facebook => "facebook",
            Self::Tiktok => "tiktok",
            Self::Takeout => "takeout",
            Self::Discourse => "discourse",
            Self::RedditDump => "reddit_dump",
            Self::Documents => "documents",
            Self::Mbox => "mbox",
            Self::Irc => "irc",
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Arrow => "arrow",
            Self::Phpbb => "phpbb",
            Self::Push => "push",
            Self::Delta => "delta",
        }
    }

    /// Whether its maker fixes its fields, so that there is nothing to map: packages of platforms, dumps, mailboxes, logs.
    pub fn is_package(self) -> bool {
        !matches!(
            self,
            Self::Jsonl
                | Self::Csv
                | Self::Parquet
                | Self::Arrow
                | Self::Sqlite
                | Self::Postgres
                | Self::Push
                | Self::Delta
        )
    }

    /// Whether it is handed out to one person, so that an account can be declared for all of it.
    pub(crate) fn is_of_one_person(self) -> bool {
        self.is_package() && !matches!(self, Self::RedditDump | Self::Documents | Self::Mbox | Self::Irc | Self::Phpbb)
    }

    /// The service of its identifiers when none is declared.
    fn service(self) -> &'static str {
        match self {
            // The identifiers of a dump are those of a data request.
            Self::RedditDump => "reddit",
            Self::Takeout => "google",
            other => other.as_str(),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One source of posts, accounts or pictures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// File, folder or archive.
    pub path: PathBuf,
    /// What it is; absent is recognised from its members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// The service it comes from, first part of every identifier. A package falls back on the name of its format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The version of a Delta table; absent: the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// Where the server is, for PostgreSQL; `path` is its address without a password.
    #[serde(skip)]
    pub server: Option<Server>,
    /// The program that takes key frames out of videos, where it is installed.
    #[serde(skip)]
    pub ffmpeg: Option<PathBuf>,
    /// How the controller came by it. Needed unless each record says so itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// Which column is what; absent for our own shape and for packages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<ColumnMap>,
    /// What the source does not say and a person declares for all its records.
    #[serde(default)]
    pub declare: Declared,
}

/// Which column of a table, or key of a JSON object, is which field of a post. A key may lead into an object,
/// `metadata.author`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMap {
    /// Identifier, unique within the source.
    pub record_id: String,
    /// The text.
    pub text: String,
    /// The author's account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// When it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When its wording was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<String>,
    /// When it was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<String>,
    /// Language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Kind, in our words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Audience, in our words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility_now: Option<String>,
    /// Whether the author chose the audience: `true` or `false`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility_explicit_choice: Option<String>,
    /// Group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// Name of the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_name: Option<String>,
    /// The record it answers, in the same identifiers as `record_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<String>,
    /// The record it replaces, in the same identifiers as `record_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The version of the terms or notice that held when it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_version: Option<String>,
    /// How moments are written.
    #[serde(default)]
    pub time: TimeForm,
    /// Table of a SQLite file or of PostgreSQL, `SCHEMA.TABLE` where it is not on the search path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Query, one `SELECT`, instead of a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Delimiter of a CSV file; absent is a comma.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
}

/// How a table writes moments. Seconds and milliseconds cannot be told apart by looking, so a person says which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeForm {
    /// RFC 3339, the seconds may be left out, the offset may not; or a bare date.
    #[default]
    Rfc3339,
    /// Seconds since 1970 in UTC.
    UnixSeconds,
    /// Milliseconds since 1970 in UTC.
    UnixMilliseconds,
}

/// Fields that hold for every record of a source in which the source itself is silent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// Kind; for tables only, a package knows its kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Audience now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility_now: Option<Visibility>,
    /// Whether the author chose that audience.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility_explicit_choice: Option<bool>,
    /// Language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// Offset of clocks that the source reads without saying one, `Z` or `+02:00`; for chat logs only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utc_offset: Option<String>,
    /// Native identifier of the account whose package this is; for packages of one person only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// Group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// Name of the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_name: Option<Text>,
    /// What membership of the group reveals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_sensitivity: Option<Category>,
}

impl Declared {
    /// Fills what the source left open. What the source says stands: a declaration never overrides it.
    pub(crate) fn fill(&self, post: &mut Post) {
        if post.visibility_now == Visibility::Unknown {
            post.visibility_now = self.visibility_now.unwrap_or(Visibility::Unknown);
        }
        post.visibility_explicit_choice = post.visibility_explicit_choice.or(self.visibility_explicit_choice);
        post.lang = post.lang.take().or_else(|| self.lang.clone());
        post.group_id = post.group_id.take().or_else(|| self.group_id.clone());
        post.group_name = post.group_name.take().or_else(|| self.group_name.clone());
        post.group_sensitivity = post.group_sensitivity.or(self.group_sensitivity);
    }
}

impl Source {
    /// A source of which only the path and the provenance are known.
    pub fn new(path: impl Into<PathBuf>, provenance: Provenance) -> Self {
        Self {
            path: path.into(),
            format: None,
            service: None,
            version: None,
            server: None,
            ffmpeg: None,
            provenance: Some(provenance),
            map: None,
            declare: Declared::default(),
        }
    }

    /// The first part of the identifiers of this source.
    pub(crate) fn service_or(&self, format: Format) -> String {
        self.service.clone().unwrap_or_else(|| format.service().to_owned())
    }

    /// Refuses a declaration that lacks what the format cannot give, or that says twice what must be said once.
    pub fn check(&self, format: Format) -> Result<(), IntakeError> {
        let own_shape = self.map.is_none() && matches!(format, Format::Jsonl | Format::Delta);
        if matches!(format, Format::Csv | Format::Sqlite | Format::Postgres) && self.map.is_none() {
            return Err(self.undeclared("map"));
        }
        if format.is_package() && self.map.is_some() {
            return Err(self.superfluous(format, "map"));
        }
        if own_shape && self.declare != Declared::default() {
            return Err(self.superfluous(format, "declare"));
        }
        // A document is of whatever kind its data set is made of.
        if format.is_package() && format != Format::Documents && self.declare.kind.is_some() {
            return Err(self.superfluous(format, "declare.kind"));
        }
        if format != Format::Irc && self.declare.utc_offset.is_some() {
            return Err(self.superfluous(format, "declare.utc_offset"));
        }
        if format != Format::Delta && self.version.is_some() {
            return Err(self.superfluous(format, "version"));
        }
        let has_tables = matches!(format, Format::Sqlite | Format::Postgres);
        if !has_tables && self.map.as_ref().is_some_and(|map| map.table.is_some() || map.query.is_some()) {
            return Err(self.superfluous(format, "map.table` or `map.query"));
        }
        if !format.is_of_one_person() && self.declare.account_id.is_some() {
            return Err(self.superfluous(format, "declare.account_id"));
        }
        // Rows in our own shape say it themselves.
        let says_itself = self.map.is_none() && matches!(format, Format::Parquet | Format::Arrow | Format::Push);
        if !says_itself && !own_shape && self.provenance.is_none() {
            return Err(self.undeclared("provenance"));
        }
        self.map.as_ref().map_or(Ok(()), |map| self.check_map(map))
    }

    fn check_map(&self, map: &ColumnMap) -> Result<(), IntakeError> {
        if self.service.is_none() {
            return Err(self.undeclared("service"));
        }
        let declare = &self.declare;
        for (field, mapped, declared) in [
            ("kind", map.kind.is_some(), declare.kind.is_some()),
            ("visibility_now", map.visibility_now.is_some(), declare.visibility_now.is_some()),
            (
                "visibility_explicit_choice",
                map.visibility_explicit_choice.is_some(),
                declare.visibility_explicit_choice.is_some(),
            ),
            ("lang", map.lang.is_some(), declare.lang.is_some()),
            ("group_id", map.group_id.is_some(), declare.group_id.is_some()),
            ("group_name", map.group_name.is_some(), declare.group_name.is_some()),
        ] {
            if mapped && declared {
                return Err(IntakeError::SaidTwice { path: self.path.clone(), field });
            }
        }
        if map.kind.is_none() && declare.kind.is_none() {
            return Err(self.undeclared("declare.kind"));
        }
        if map.delimiter.is_some_and(|delimiter| !delimiter.is_ascii()) {
            return Err(self.undeclared("map.delimiter (one ASCII character)"));
        }
        Ok(())
    }

    fn undeclared(&self, field: &'static str) -> IntakeError {
        IntakeError::Undeclared { path: self.path.clone(), field }
    }

    fn superfluous(&self, format: Format, field: &'static str) -> IntakeError {
        IntakeError::Superfluous { path: self.path.clone(), format, field }
    }
}
