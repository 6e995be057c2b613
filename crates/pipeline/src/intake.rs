//! Room 1 for many records: what all sources of a project give becomes versions, and those that stand become
//! `posts.parquet` and `accounts.parquet`. In: sources. Out: versions, two tables, and a tally of each source that adds up.
//! Never: a record that is in no tally, two records with one id, or half an import.

mod columnar;
mod delta;
mod push;
mod register;
mod standing;

pub use push::{PushError, Pushed, Pusher, keep_changes};
pub use register::REGISTER_VERSION;
pub use standing::{ArrowForm, show, shown_change, write_posts, write_posts_arrow};

use crate::media::{Media, MediaTable};
use crate::pictures::{Gallery, forget_gallery};
use crate::{PipelineError, SourceFacts, Work};
use ::intake::{Arriving, AsOf, Fate, Fates, Format, Import, Item, Seen, Source, Tally, Versions, Whole};
use register::Counted;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use terms::{Account, Date, Digest, Instant, Post};

/// One source with its name and what is declared about all its records.
#[derive(Clone, Debug)]
pub struct NamedSource {
    /// Stands in reports. Files of one name are one source.
    pub name: String,
    /// Where it is and how to read it.
    pub source: Source,
    /// What is declared about its records.
    pub facts: SourceFacts,
    /// What is declared about itself.
    pub origin: Origin,
}

/// What the controller declares about a source itself.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// Where it was brought from to be read, if it does not lie on this machine.
    pub address: Option<String>,
    /// Under which licence or contract it may be used.
    pub licence: Option<String>,
    /// First day of its collection.
    pub collected_from: Option<Date>,
    /// Last day of its collection.
    pub collected_until: Option<Date>,
    /// The moment that it describes, where it does not say so itself.
    pub exported_at: Option<Instant>,
    /// What it means that a record is not there.
    pub whole: Whole,
}

/// What was read from one file, package, folder or server of a source.
#[derive(Clone, Debug, serde::Serialize)]
pub struct SourceTally {
    /// The source's name.
    pub name: String,
    /// Its file, package, folder, or server without its password.
    pub path: String,
    /// Its format.
    pub format: Format,
    /// Its counts.
    #[serde(flatten)]
    pub tally: Tally,
    /// What became of its records beside those that were known.
    pub fates: Fates,
    /// The first reasons for rejected records, as place and cause; never their content.
    pub rejections: Vec<String>,
}

/// What room 1 took in.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Taken {
    /// Each file, package, folder or server of each source.
    pub sources: Vec<SourceTally>,
    /// The entries of the source register.
    pub register: Vec<serde_json::Value>,
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

/// Reads all sources into the versions in `folder`, and writes what stands into the tables of `work`.
pub fn intake(
    work: &Work,
    folder: &Path,
    now: Instant,
    sources: &[NamedSource],
    progress: &mut dyn FnMut(u64),
) -> Result<Taken, PipelineError> {
    let sources = &delta::settled(sources)?;
    let mut versions = Versions::open(folder)?;
    let run = versions.next_run()?;
    let mut taken = Taken::default();
    let mut seen = Seen::default();
    let mut media = MediaTable::create(&work.media())?;
    let mut gallery = work.takes_pictures().then(|| Gallery::open(work));
    let mut names: Vec<&str> = Vec::new();
    for source in sources {
        if !names.contains(&source.name.as_str()) {
            names.push(&source.name);
        }
    }
    for name in names {
        let parts: Vec<&NamedSource> = sources.iter().filter(|source| source.name == name).collect();
        // Each source is kept before the next is read: if we crash in between, the next run finds the first unchanged.
        let shelves = Shelves { seen: &mut seen, media: &mut media, gallery: gallery.as_mut() };
        import(&mut versions, &parts, Turn { run, now }, shelves, &mut taken, progress)?;
    }
    media.commit()?;
    match gallery {
        Some(gallery) => gallery.close()?,
        None => forget_gallery(work)?,
    }
    taken.register = versions.register()?;
    show(work, &versions, sources)?;
    Ok(taken)
}

/// Which run.
#[derive(Clone, Copy)]
struct Turn {
    run: u64,
    now: Instant,
}

/// What all sources of a run share.
struct Shelves<'a> {
    // What any source gave in this run.
    seen: &'a mut Seen,
    media: &'a mut MediaTable,
    // Where a corpus takes pictures along.
    gallery: Option<&'a mut Gallery>,
}

fn import(
    versions: &mut Versions,
    parts: &[&NamedSource],
    turn: Turn,
    shelves: Shelves<'_>,
    taken: &mut Taken,
    progress: &mut dyn FnMut(u64),
) -> Result<(), PipelineError> {
    let Some(first) = parts.first() else { return Ok(()) };
    let whole = first.origin.whole;
    let moments = parts.iter().map(|named| as_of(versions, named, turn.now)).collect::<Result<Vec<_>, _>>()?;
    let Some(as_of) = moments.first().cloned() else { return Ok(()) };
    let arriving = versions.begin(Import { source: first.name.clone(), at: turn.now, as_of, run: turn.run, whole })?;
    let mut desk = Desk::new(arriving, shelves, progress);
    let mut read = Vec::new();
    for (named, as_of) in parts.iter().zip(moments) {
        let format = format_of(&named.source)?;
        desk.arriving.next_part(as_of, format.is_package())?;
        let line = desk.read(named, format)?;
        read.push((*named, line, std::mem::take(&mut desk.counted), desk.arriving.as_of().clone()));
    }
    desk.conclude(whole, &mut read)?;
    let mut entries = Vec::new();
    for (named, line, counted, as_of) in read {
        entries.push(register::entry(named, &line, &counted, &as_of, turn.now, desk.arriving.number())?);
        taken.sources.push(line);
    }
    taken.pictures_with_position += desk.pictures_with_position;
    taken.pictures_unreadable += desk.pictures_unreadable;
    desk.arriving.commit(&serde_json::Value::Array(entries))?;
    Ok(())
}

fn format_of(source: &Source) -> Result<Format, PipelineError> {
    Ok(match source.format {
        Some(format) => format,
        None if source.server.is_some() => Format::Postgres,
        None => ::intake::recognise(&source.path)?,
    })
}

/// The moment that a part describes: as declared, else that of asking a server, else the time of the file, which nobody said.
fn as_of(versions: &Versions, named: &NamedSource, now: Instant) -> Result<AsOf, PipelineError> {
    if let Some(at) = named.origin.exported_at {
        return Ok(AsOf::Stated(at));
    }
    if named.source.server.is_some() || named.source.format == Some(Format::Push) {
        return Ok(AsOf::Stated(now));
    }
    if format_of(&named.source)? == Format::Delta {
        return Ok(AsOf::Stated(delta::moment(versions, named)?));
    }
    if !world::exists(&named.source.path) {
        return Err(::intake::IntakeError::NotThere { path: named.source.path.clone() }.into());
    }
    Ok(AsOf::Assumed(world::modified(&named.source.path)?.into()))
}

/// Takes the items of one source.
struct Desk<'a> {
    arriving: Arriving<'a>,
    seen: &'a mut Seen,
    // What this source gave.
    own: Seen,
    media: &'a mut MediaTable,
    gallery: Option<&'a mut Gallery>,
    name: String,
    accounts: BTreeSet<String>,
    counted: Counted,
    is_digested: bool,
    is_declared: bool,
    duplicate_posts: u64,
    duplicate_accounts: u64,
    rejected_any: bool,
    // Beginnings of identifiers of which all was read, with the newest moment of which that is said.
    wholes: BTreeMap<String, AsOf>,
    rejections: Vec<String>,
    pictures_with_position: u64,
    pictures_unreadable: u64,
    posts: u64,
    progress: &'a mut dyn FnMut(u64),
}

/// What was read of one part, with what its entry needs.
type Part<'a> = (&'a NamedSource, SourceTally, Counted, AsOf);

impl<'a> Desk<'a> {
    fn new(arriving: Arriving<'a>, shelves: Shelves<'a>, progress: &'a mut dyn FnMut(u64)) -> Self {
        Self {
            arriving,
            seen: shelves.seen,
            own: Seen::default(),
            media: shelves.media,
            gallery: shelves.gallery,
            name: String::new(),
            accounts: BTreeSet::new(),
            counted: Counted::default(),
            is_digested: false,
            is_declared: false,
            duplicate_posts: 0,
            duplicate_accounts: 0,
            rejected_any: false,
            wholes: BTreeMap::new(),
            rejections: Vec::new(),
            pictures_with_position: 0,
            pictures_unreadable: 0,
            posts: 0,
            progress,
        }
    }

    fn read(&mut self, named: &NamedSource, format: Format) -> Result<SourceTally, PipelineError> {
        (self.duplicate_posts, self.duplicate_accounts) = (0, 0);
        self.name.clone_from(&named.name);
        self.is_declared = named.origin.exported_at.is_some();
        self.is_digested = matches!(format, Format::Postgres);
        let before = self.arriving.fates().clone();
        let part = self.arriving.as_of().clone();
        let tally = match format {
            Format::Parquet | Format::Arrow | Format::Delta => self.read_columns(named, format)?,
            _ => ::intake::read(&named.source, &mut |item| self.take(item)).map_err(PipelineError::from)?,
        };
        self.rejected_any |= tally.rejected > 0;
        for (prefix, at) in &tally.whole {
            let as_of = at.filter(|_| !self.is_declared).map_or_else(|| part.clone(), AsOf::Stated);
            let known = self.wholes.entry(prefix.clone()).or_insert_with(|| as_of.clone());
            if as_of.moment() > known.moment() {
                *known = as_of;
            }
        }
        let tally = self.settle(tally);
        // INVARIANT: what was read is accounted for.
        assert!(tally.adds_up(), "INVARIANT: a tally adds up");
        Ok(SourceTally {
            name: named.name.clone(),
            path: named.origin.address.clone().unwrap_or_else(|| named.source.path.display().to_string()),
            format,
            tally,
            fates: self.arriving.fates().since(&before),
            rejections: std::mem::take(&mut self.rejections),
        })
    }

    /// A record that another source gave already is rejected here, where all sources meet.
    fn settle(&self, mut tally: Tally) -> Tally {
        tally.posts -= self.duplicate_posts;
        tally.accounts -= self.duplicate_accounts;
        tally.accepted -= self.duplicate_posts + self.duplicate_accounts;
        tally.rejected += self.duplicate_posts + self.duplicate_accounts;
        tally
    }

    /// What the silence of a source says, and what waited for its end.
    fn conclude(&mut self, whole: Whole, parts: &mut [Part<'_>]) -> Result<(), PipelineError> {
        self.arriving.finish()?;
        let before = self.arriving.fates().clone();
        // Whichever source gave it.
        let seen = &mut *self.seen;
        let mut is_there = |record: &str| seen.contains(fingerprint(record));
        let wholes = std::mem::take(&mut self.wholes);
        if self.rejected_any && (whole == Whole::Complete || !wholes.is_empty()) {
            // A record that could not be read is not one that is gone.
            let why =
                "some records could not be read, so nothing is concluded from those that are absent; correct them";
            if let Some((_, line, ..)) = parts.last_mut() {
                line.rejections.push(why.to_owned());
            }
        } else {
            for (prefix, as_of) in &wholes {
                self.arriving.absent(prefix, as_of, &mut is_there)?;
            }
            if whole == Whole::Complete {
                // What has a moment of its own was concluded with that.
                let is_whole = |record: &str| wholes.keys().any(|prefix| record.starts_with(prefix));
                let newest = self.arriving.newest();
                self.arriving.absent("", &newest, &mut |record| Ok(is_whole(record) || is_there(record)?))?;
                self.arriving.absent_accounts(&self.accounts)?;
            }
        }
        let late = self.arriving.fates().since(&before);
        if let Some((_, line, ..)) = parts.last_mut() {
            line.fates.add(&late);
        }
        Ok(())
    }

    fn take(&mut self, item: Item) -> Result<(), PipelineError> {
        match item {
            Item::Post(post) => self.take_post(&post)?,
            Item::Account(account) => self.take_account(&account)?,
            Item::Picture(picture) => {
                let inspection = ::inspect::inspect_picture(&picture.bytes);
                self.pictures_with_position += u64::from(inspection.has_position());
                self.pictures_unreadable += u64::from(inspection.is_unreadable());
                let kept = self.gallery.as_mut().map(|gallery| gallery.keep(&picture)).transpose()?.flatten();
                self.media.take(Media::of_picture(&self.name, &picture, inspection.has_position(), kept))?;
            }
            Item::Video(video) => self.media.take(Media::of_video(&self.name, *video))?,
            // HOLE: where a whole import cannot read a record that is known, it stays as it was read last, public if it was:
            // a rejection says a place, and only a row of a followed table says which record it would have been.
            Item::Rejected(rejected) => self.reject(format!("{rejected}")),
            // What is declared goes before what a package says.
            Item::Exported(Some(at)) if !self.is_declared => self.arriving.describes_now(at),
            Item::Exported(_) => self.arriving.describes_its_part(),
        }
        Ok(())
    }

    fn take_post(&mut self, post: &Post) -> Result<(), PipelineError> {
        let (is_new, is_ours) = self.see(post.record_id.as_str())?;
        if !is_new && !is_ours {
            self.duplicate_posts += 1;
            self.reject(format!("record `{}` was read from another source already", post.record_id));
            return Ok(());
        }
        let fate = self.arriving.post(post)?;
        if !is_new && fate == Fate::Unchanged {
            self.duplicate_posts += 1;
            self.reject(format!("record `{}` was read from this source already", post.record_id));
            return Ok(());
        }
        self.counted.add(post, self.is_digested)?;
        self.posts += 1;
        if self.posts.is_multiple_of(PROGRESS_POSTS) {
            (self.progress)(self.posts);
        }
        Ok(())
    }

    fn take_account(&mut self, account: &Account) -> Result<(), PipelineError> {
        let (is_new, _) = self.see(&format!("\0{}", account.account_id))?;
        if !is_new {
            self.duplicate_accounts += 1;
            self.reject(format!("account `{}` was read already", account.account_id));
            return Ok(());
        }
        self.accounts.insert(account.account_id.as_str().to_owned());
        self.arriving.account(account)?;
        Ok(())
    }

    /// Takes note of an identifier; gives whether it is new in this run, and if not whether this source gave it first.
    fn see(&mut self, id: &str) -> Result<(bool, bool), PipelineError> {
        let id = fingerprint(id);
        let failed = |cause| ::intake::IntakeError::Seen { cause };
        let is_new = self.seen.insert(id).map_err(failed)?;
        let is_ours = if is_new { self.own.insert(id) } else { self.own.contains(id) }.map_err(failed)?;
        Ok((is_new, is_ours))
    }

    fn reject(&mut self, why: String) {
        if self.rejections.len() < REJECTIONS_SHOWN {
            self.rejections.push(why);
        }
    }

    fn read_columns(&mut self, named: &NamedSource, format: Format) -> Result<Tally, PipelineError> {
        let source = &named.source;
        let table = (format == Format::Delta).then(|| delta::version(source)).transpose()?;
        let (members, bytes) = match &table {
            Some(version) => (version.files.len() as u64, version.files.iter().map(|file| file.size).sum()),
            None => (1, world::size(&source.path)?),
        };
        let mut tally = Tally { members, bytes, ..Tally::default() };
        let mut take = |read: columnar::Taken| {
            tally.read += 1;
            match read {
                Ok(post) => {
                    tally.accepted += 1;
                    tally.posts += 1;
                    self.take_post(&post)?;
                }
                Err(why) => {
                    tally.rejected += 1;
                    self.reject(format!("`{}`, row {}: {why}", source.path.display(), tally.read));
                }
            }
            Ok(())
        };
        match (format, &table) {
            (_, Some(version)) => delta::read(source, version, &mut take)?,
            (Format::Arrow, None) => columnar::arrow(source, &mut take)?,
            _ => columnar::parquet(source, &mut take)?,
        }
        Ok(tally)
    }
}

/// Half of a digest.
fn fingerprint(record: &str) -> u128 {
    let digest = Digest::of(record);
    u128::from_be_bytes(digest.as_bytes().first_chunk().copied().unwrap_or_default())
}

const REJECTIONS_SHOWN: usize = 20;
const PROGRESS_POSTS: u64 = 8192;
