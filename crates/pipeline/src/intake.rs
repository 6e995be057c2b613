//! Room 1 for many records: all sources of a project become `posts.parquet` and `accounts.parquet`. In: sources. Out: two
//! tables, and a tally of each source that adds up. Never: a record that is in no tally, or two records with one id.

use crate::engine::{self, Batch, moment_at, text_at, truth_at};
use crate::media::{Media, media_columns};
use crate::posts::{SourcedPost, account_columns, post_columns};
use crate::tables::{BATCH_ROWS, TableWriter};
use crate::{PipelineError, SourceFacts, Work};
use ::intake::{Format, Item, Seen, Source, Tally};
use datafusion::prelude::SessionContext;
use futures::StreamExt;
use std::collections::BTreeMap;
use std::path::Path;
use terms::{Account, AccountId, Digest, Kind, Lang, Post, Provenance, RecordId, Text, Visibility};

/// One source with its name and what is declared about all its records.
#[derive(Clone, Debug)]
pub struct NamedSource {
    /// Stands in reports.
    pub name: String,
    /// Where it is and how to read it.
    pub source: Source,
    /// What is declared.
    pub facts: SourceFacts,
}

/// What was read from one source.
#[derive(Clone, Debug, serde::Serialize)]
pub struct SourceTally {
    /// Its name.
    pub name: String,
    /// Its file, package or folder.
    pub path: String,
    /// Its format.
    pub format: Format,
    /// Its counts.
    #[serde(flatten)]
    pub tally: Tally,
    /// The first reasons for rejected records, as place and cause; never their content.
    pub rejections: Vec<String>,
}

/// What room 1 took in.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Taken {
    /// Each source.
    pub sources: Vec<SourceTally>,
    /// Pictures that hold a position in their metadata.
    pub pictures_with_position: u64,
    /// Pictures whose metadata could not be read.
    pub pictures_unreadable: u64,
}

impl Taken {
    /// Adds up one count over all sources.
    pub fn total(&self, count: impl Fn(&Tally) -> u64) -> u64 {
        self.sources.iter().map(|source| count(&source.tally)).sum()
    }
}

/// Reads all sources into the tables of `work`.
pub async fn intake(
    work: &Work,
    sources: &[NamedSource],
    progress: &mut dyn FnMut(u64),
) -> Result<Taken, PipelineError> {
    let mut desk = Desk::open(work, progress)?;
    let mut taken = Taken::default();
    for named in sources {
        let format = match named.source.format {
            Some(format) => format,
            None => ::intake::recognise(&named.source.path)?,
        };
        desk.begin(named);
        let tally = match format {
            Format::Parquet => desk.read_parquet(named).await?,
            _ => ::intake::read(&named.source, &mut |item| desk.take(item)).map_err(PipelineError::from)?,
        };
        let tally = desk.settle(tally);
        // INVARIANT: what was read is accounted for.
        assert!(tally.adds_up(), "INVARIANT: a tally adds up");
        let path = named.source.path.display().to_string();
        taken.sources.push(SourceTally {
            name: named.name.clone(),
            path,
            format,
            tally,
            rejections: std::mem::take(&mut desk.rejections),
        });
    }
    taken.pictures_with_position = desk.pictures_with_position;
    taken.pictures_unreadable = desk.pictures_unreadable;
    desk.close()?;
    Ok(taken)
}

/// Writes posts as a Parquet file in our own columns, which [`intake`] reads back.
pub fn write_posts(path: &Path, posts: Vec<Post>) -> Result<(), PipelineError> {
    let mut table = TableWriter::create(path)?;
    let rows: Vec<SourcedPost> = posts
        .into_iter()
        .map(|post| SourcedPost { post, source_name: String::new(), facts: SourceFacts::default() })
        .collect();
    let mut columns = post_columns(&rows)?;
    // What is declared about a source is not a column of the source.
    columns.retain(|(name, _)| !DECLARED_COLUMNS.contains(name));
    table.write(columns)?;
    table.commit()?;
    Ok(())
}

/// Collects the items of all sources and writes them.
struct Desk<'a> {
    posts: TableWriter,
    buffer: Vec<SourcedPost>,
    media: TableWriter,
    media_buffer: Vec<Media>,
    accounts: BTreeMap<AccountId, Account>,
    accounts_path: std::path::PathBuf,
    // Halves of digests of record ids.
    seen: Seen,
    current: Option<(String, SourceFacts)>,
    duplicate_posts: u64,
    duplicate_accounts: u64,
    rejections: Vec<String>,
    pictures_with_position: u64,
    pictures_unreadable: u64,
    progress: &'a mut dyn FnMut(u64),
}

impl<'a> Desk<'a> {
    fn open(work: &Work, progress: &'a mut dyn FnMut(u64)) -> Result<Self, PipelineError> {
        Ok(Self {
            posts: TableWriter::create(&work.posts())?,
            buffer: Vec::new(),
            media: TableWriter::create(&work.media())?,
            media_buffer: Vec::new(),
            accounts: BTreeMap::new(),
            accounts_path: work.accounts(),
            seen: Seen::default(),
            current: None,
            duplicate_posts: 0,
            duplicate_accounts: 0,
            rejections: Vec::new(),
            pictures_with_position: 0,
            pictures_unreadable: 0,
            progress,
        })
    }

    fn begin(&mut self, named: &NamedSource) {
        self.current = Some((named.name.clone(), named.facts.clone()));
        (self.duplicate_posts, self.duplicate_accounts) = (0, 0);
    }

    /// A record that another source gave already is rejected here, where all sources meet.
    fn settle(&self, mut tally: Tally) -> Tally {
        tally.posts -= self.duplicate_posts;
        tally.accounts -= self.duplicate_accounts;
        tally.accepted -= self.duplicate_posts + self.duplicate_accounts;
        tally.rejected += self.duplicate_posts + self.duplicate_accounts;
        tally
    }

    fn take(&mut self, item: Item) -> Result<(), PipelineError> {
        match item {
            Item::Post(post) => self.take_post(*post)?,
            Item::Account(account) => self.take_account(*account),
            Item::Picture(picture) => {
                let inspection = ::inspect::inspect_picture(&picture.bytes);
                self.pictures_with_position += u64::from(inspection.has_position());
                self.pictures_unreadable += u64::from(inspection.is_unreadable());
                let (source_name, _) = self.current.as_ref().expect("INVARIANT: a source was begun");
                self.take_media(Media::of_picture(source_name, &picture, inspection.has_position()))?;
            }
            Item::Video(video) => {
                let (source_name, _) = self.current.as_ref().expect("INVARIANT: a source was begun");
                self.take_media(Media::of_video(source_name, *video))?;
            }
            Item::Rejected(rejected) => self.reject(format!("{rejected}")),
        }
        Ok(())
    }

    fn take_post(&mut self, post: Post) -> Result<(), PipelineError> {
        let digest = Digest::of(post.record_id.as_str());
        let half: [u8; 16] = std::array::from_fn(|index| digest.as_bytes().get(index).copied().unwrap_or_default());
        let is_new = self.seen.insert(u128::from_be_bytes(half));
        if !is_new.map_err(|cause| ::intake::IntakeError::Seen { cause })? {
            self.duplicate_posts += 1;
            self.reject(format!("record `{}` was read from another source already", post.record_id));
            return Ok(());
        }
        let (source_name, facts) = self.current.clone().expect("INVARIANT: a source was begun");
        self.buffer.push(SourcedPost { post, source_name, facts });
        if self.buffer.len() >= BATCH_ROWS {
            self.flush()?;
        }
        Ok(())
    }

    fn take_account(&mut self, account: Account) {
        if self.accounts.contains_key(&account.account_id) {
            self.duplicate_accounts += 1;
            self.reject(format!("account `{}` was read from another source already", account.account_id));
        } else {
            self.accounts.insert(account.account_id.clone(), account);
        }
    }

    fn take_media(&mut self, media: Media) -> Result<(), PipelineError> {
        self.media_buffer.push(media);
        if self.media_buffer.len() >= BATCH_ROWS { self.flush_media() } else { Ok(()) }
    }

    fn flush_media(&mut self) -> Result<(), PipelineError> {
        self.media.write(media_columns(&self.media_buffer))?;
        self.media_buffer.clear();
        Ok(())
    }

    fn reject(&mut self, why: String) {
        if self.rejections.len() < REJECTIONS_SHOWN {
            self.rejections.push(why);
        }
    }

    fn flush(&mut self) -> Result<(), PipelineError> {
        self.posts.write(post_columns(&self.buffer)?)?;
        self.buffer.clear();
        (self.progress)(self.posts.rows);
        Ok(())
    }

    fn close(mut self) -> Result<(), PipelineError> {
        self.flush()?;
        self.flush_media()?;
        self.posts.commit()?;
        self.media.commit()?;
        let accounts: Vec<Account> = self.accounts.into_values().collect();
        let mut table = TableWriter::create(&self.accounts_path)?;
        table.write(account_columns(&accounts))?;
        table.commit()?;
        Ok(())
    }

    async fn read_parquet(&mut self, named: &NamedSource) -> Result<Tally, PipelineError> {
        let path = &named.source.path;
        let session = engine::session(&[("source", path)], 1).await?;
        let sql = parquet_query(&session, path).await?;
        let mut stream = session.sql(&sql).await?.execute_stream().await?;
        let mut tally = Tally { members: 1, bytes: world::size(path)?, ..Tally::default() };
        while let Some(batch) = stream.next().await {
            let batch = batch?;
            for row in 0..batch.num_rows() {
                tally.read += 1;
                match parquet_post(&Batch(&batch), row, &named.source)? {
                    Ok(post) => {
                        tally.accepted += 1;
                        tally.posts += 1;
                        self.take_post(post)?;
                    }
                    Err(field) => {
                        tally.rejected += 1;
                        self.reject(format!("row {}: `{field}` is missing or not a known word", tally.read));
                    }
                }
            }
        }
        Ok(tally)
    }
}

/// One query that gives every column of ours in our type; a column that the file does not have is null.
async fn parquet_query(session: &SessionContext, path: &Path) -> Result<String, PipelineError> {
    let table = session.table("source").await?;
    let present: Vec<&str> = table.schema().fields().iter().map(|field| field.name().as_str()).collect();
    for required in ["record_id", "kind", "text"] {
        if !present.contains(&required) {
            return Err(PipelineError::MissingColumn { path: path.to_path_buf(), column: required });
        }
    }
    let columns = PARQUET_COLUMNS.iter().map(|(name, kind)| {
        let value = if present.contains(name) { format!("\"{name}\"") } else { "NULL".to_owned() };
        format!("arrow_cast({value}, '{kind}') AS {name}")
    });
    Ok(format!("SELECT {} FROM source", columns.collect::<Vec<_>>().join(", ")))
}

/// The post in this row, or the field that keeps it from being one.
fn parquet_post(batch: &Batch<'_>, row: usize, source: &Source) -> Result<Result<Post, &'static str>, PipelineError> {
    let text = |name| batch.text(name).map(|column| text_at(column, row));
    let json = |name| text(name).map(|value| value.unwrap_or("[]"));
    let read = || -> Result<Result<Post, &'static str>, PipelineError> {
        let Some(record_id) = text("record_id")? else { return Ok(Err("record_id")) };
        let Some(kind) = text("kind")?.and_then(Kind::parse) else { return Ok(Err("kind")) };
        let Some(content) = text("text")? else { return Ok(Err("text")) };
        let Some(visibility_now) = Visibility::parse(text("visibility_now")?.unwrap_or("unknown")) else {
            return Ok(Err("visibility_now"));
        };
        let provenance = match text("source")? {
            Some(word) => Provenance::parse(word),
            None => source.provenance,
        };
        let Some(provenance) = provenance else { return Ok(Err("source")) };
        let Some(service) = text("service")?.map(str::to_owned).or_else(|| source.service.clone()) else {
            return Ok(Err("service"));
        };
        let Ok(lang) = text("lang")?.map(Lang::new).transpose() else { return Ok(Err("lang")) };
        let Ok(embeds) = serde_json::from_str(json("embeds")?) else { return Ok(Err("embeds")) };
        let Ok(media) = serde_json::from_str(json("media")?) else { return Ok(Err("media")) };
        let Ok(signals) = serde_json::from_str(json("signals")?) else { return Ok(Err("signals")) };
        let Ok(visibility_history) = serde_json::from_str(json("visibility_history")?) else {
            return Ok(Err("visibility_history"));
        };
        let sensitivity = match text("group_sensitivity")? {
            None => None,
            Some(word) => match terms::Category::parse(word) {
                Some(category) => Some(category),
                None => return Ok(Err("group_sensitivity")),
            },
        };
        Ok(Ok(Post {
            record_id: RecordId::new(record_id),
            replaces: text("replaces")?.map(RecordId::new),
            kind,
            service,
            source: provenance,
            account_id: text("account_id")?.map(AccountId::new),
            created_at: moment_at(batch.moment("created_at")?, row),
            deleted_at: moment_at(batch.moment("deleted_at")?, row),
            visibility_now,
            visibility_history,
            visibility_explicit_choice: truth_at(batch.truth("visibility_explicit_choice")?, row),
            group_id: text("group_id")?.map(str::to_owned),
            group_name: text("group_name")?.map(Text::new),
            group_sensitivity: sensitivity,
            in_reply_to: text("in_reply_to")?.map(RecordId::new),
            embeds,
            lang,
            text: Text::new(content),
            media,
            signals,
        }))
    };
    read()
}

const REJECTIONS_SHOWN: usize = 20;

const DECLARED_COLUMNS: &[&str] =
    &["source_name", "origin_lawful", "retention_until", "tdm_reserved_whole", "illegal_content"];

const PARQUET_COLUMNS: &[(&str, &str)] = &[
    ("record_id", "Utf8"),
    ("replaces", "Utf8"),
    ("kind", "Utf8"),
    ("service", "Utf8"),
    ("source", "Utf8"),
    ("account_id", "Utf8"),
    ("created_at", "Timestamp(Second, Some(\"UTC\"))"),
    ("deleted_at", "Timestamp(Second, Some(\"UTC\"))"),
    ("visibility_now", "Utf8"),
    ("visibility_history", "Utf8"),
    ("visibility_explicit_choice", "Boolean"),
    ("group_id", "Utf8"),
    ("group_name", "Utf8"),
    ("group_sensitivity", "Utf8"),
    ("in_reply_to", "Utf8"),
    ("embeds", "Utf8"),
    ("lang", "Utf8"),
    ("text", "Utf8"),
    ("media", "Utf8"),
    ("signals", "Utf8"),
];
