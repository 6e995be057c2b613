//! The desk through which every item leaves the room. In: what a format found. Out: the item handed over and counted,
//! or its rejection. Never: an item that is handed over without being counted, or the other way round.

use crate::bounded::fingerprint;
use crate::seen::Seen;
use crate::video::Video;
use crate::{IntakeError, Place, Reason, Rejected, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use terms::{Account, Instant, Post, Signal};

/// One thing that was read.
#[derive(Debug)]
pub enum Item {
    /// A post, comment, caption, …
    Post(Box<Post>),
    /// An account; only our own shape has these.
    Account(Box<Account>),
    /// A picture that a post of this source names.
    Picture(Picture),
    /// What the container of a video says that a post of this source names.
    Video(Box<Video>),
    /// A record that was not taken.
    Rejected(Rejected),
    /// Which moment the source says of itself that it describes, or that it says none; it comes before the records that it
    /// holds for.
    Exported(Option<Instant>),
}

/// The bytes of a picture.
pub struct Picture {
    /// The same text as `path` in the `media` of the posts of this source.
    pub path: String,
    /// Media type, read from the first bytes, not from the name.
    pub media_type: &'static str,
    /// The file as it is, with its metadata.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A picture and its name can show who somebody is.
        write!(f, "Picture({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

/// How much was read. `read = accepted + rejected + not_own_words` and `accepted = posts + accounts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Records found.
    pub read: u64,
    /// Records handed over.
    pub accepted: u64,
    /// Records not taken, each with its place and reason.
    pub rejected: u64,
    /// Found, and no words of the person's own: what others wrote, likes and follows, what a platform noted, a second mention
    /// of the same picture.
    pub not_own_words: u64,
    /// Posts handed over.
    pub posts: u64,
    /// Accounts handed over.
    pub accounts: u64,
    /// Pictures handed over.
    pub media: u64,
    /// Files that posts name and the source does not hold, or holds but not as a picture that intake hands over.
    pub media_missing: u64,
    /// Files that posts name, held by the source, that are videos or of a type that no room reads yet.
    pub media_unread: u64,
    /// Members of the package, 1 for a single file.
    pub members: u64,
    /// Members that this format does not read. They are not lost: they are in the package and are counted here.
    pub members_unread: u64,
    /// Bytes read, after decompression.
    pub bytes: u64,
    /// Columns that occur and that the map does not name (at most 64).
    pub unmapped: BTreeSet<String>,
    /// Beginnings of identifiers of which the source, by its nature, holds all that there are: a repository of an account.
    /// With each the moment of which it says so itself.
    #[serde(skip)]
    pub whole: BTreeMap<String, Option<Instant>>,
}

impl Tally {
    /// Whether every record found is accounted for.
    pub fn adds_up(&self) -> bool {
        self.read == self.accepted + self.rejected + self.not_own_words && self.accepted == self.posts + self.accounts
    }
}

/// Why reading stops.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The source is at fault.
    Intake(IntakeError),
    /// The taker of the items is, and knows why.
    Sink,
}

impl From<IntakeError> for Halt {
    fn from(cause: IntakeError) -> Self {
        Self::Intake(cause)
    }
}

impl From<world::DiskError> for Halt {
    fn from(cause: world::DiskError) -> Self {
        Self::Intake(cause.into())
    }
}

/// Where items are checked, counted and handed over.
pub(crate) struct Desk<'a> {
    source: &'a Source,
    sink: &'a mut dyn FnMut(Item) -> Result<(), ()>,
    // Fingerprints of identifiers.
    seen: Seen,
    wanted_media: BTreeSet<String>,
    // What pictures say about their use, by their names.
    rights: BTreeMap<String, Vec<Signal>>,
    pub(crate) tally: Tally,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(source: &'a Source, sink: &'a mut dyn FnMut(Item) -> Result<(), ()>) -> Self {
        Self {
            source,
            sink,
            seen: Seen::default(),
            wanted_media: BTreeSet::new(),
            rights: BTreeMap::new(),
            tally: Tally::default(),
        }
    }

    /// Hands over a post that its format has read, completed by what is declared.
    pub(crate) fn post(&mut self, place: Place, mut post: Post) -> Result<(), Halt> {
        self.source.declare.fill(&mut post);
        if let Err(why) = check(&post) {
            return self.reject(place, why);
        }
        // A later wording or a deletion of a record that came before is no second record: whoever keeps versions orders them.
        let is_version = post.edited_at.is_some() || post.deleted_at.is_some();
        if !self.is_new("post", post.record_id.as_str())? && !is_version {
            return self.reject(place, Reason::Duplicate);
        }
        for media in &post.media {
            post.signals.extend(self.rights.get(&media.path).into_iter().flatten().cloned());
        }
        self.wanted_media.extend(post.media.iter().map(|media| media.path.clone()));
        self.tally.read += 1;
        self.tally.accepted += 1;
        self.tally.posts += 1;
        self.hand_over(Item::Post(Box::new(post)))
    }

    /// Hands over an account.
    pub(crate) fn account(&mut self, place: Place, account: Account) -> Result<(), Halt> {
        if account.account_id.as_str().is_empty() || account.subject_id.as_str().is_empty() {
            let field = "account_id` or `subject_id".to_owned();
            return self
                .reject(place, Reason::WrongValue { field, expected: "an identifier with at least one letter" });
        }
        if !self.is_new("account", account.account_id.as_str())? {
            return self.reject(place, Reason::Duplicate);
        }
        self.tally.read += 1;
        self.tally.accepted += 1;
        self.tally.accounts += 1;
        self.hand_over(Item::Account(Box::new(account)))
    }

    fn is_new(&mut self, domain: &str, id: &str) -> Result<bool, IntakeError> {
        self.seen.insert(fingerprint(domain, id)).map_err(|cause| IntakeError::Seen { cause })
    }

    /// Counts a record that was not taken, and hands over why.
    pub(crate) fn reject(&mut self, place: Place, why: Reason) -> Result<(), Halt> {
        self.tally.read += 1;
        self.tally.rejected += 1;
        self.hand_over(Item::Rejected(Rejected { place, why }))
    }

    /// Counts something that is no words of the person's own.
    pub(crate) fn not_own_words(&mut self) {
        self.tally.read += 1;
        self.tally.not_own_words += 1;
    }

    /// Hands over which moment the source says that it describes, if any.
    pub(crate) fn exported(&mut self, at: Option<Instant>) -> Result<(), Halt> {
        self.hand_over(Item::Exported(at))
    }

    /// Hands over a picture.
    pub(crate) fn picture(&mut self, picture: Picture) -> Result<(), Halt> {
        self.tally.media += 1;
        self.hand_over(Item::Picture(picture))
    }

    /// Hands over what the container of a video says.
    pub(crate) fn video(&mut self, video: Video) -> Result<(), Halt> {
        self.hand_over(Item::Video(Box::new(video)))
    }

    /// The program that takes key frames out of videos.
    pub(crate) fn ffmpeg(&self) -> Option<&'a Path> {
        self.source.ffmpeg.as_deref()
    }

    /// Takes note of what pictures say about their use; it is added to the posts that name them.
    pub(crate) fn know_rights(&mut self, rights: BTreeMap<String, Vec<Signal>>) {
        self.rights = rights;
    }

    /// Notes a column that the map does not name.
    pub(crate) fn unmapped(&mut self, column: &str) {
        if self.tally.unmapped.len() < UNMAPPED_MAX && !self.tally.unmapped.contains(column) {
            self.tally.unmapped.insert(crate::error::field_name(column));
        }
    }

    /// The files that the posts so far have named.
    pub(crate) fn take_wanted_media(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.wanted_media)
    }

    /// Ends the work.
    pub(crate) fn close(self) -> Tally {
        debug_assert!(self.tally.adds_up(), "INVARIANT: a tally adds up");
        self.tally
    }

    fn hand_over(&mut self, item: Item) -> Result<(), Halt> {
        (self.sink)(item).map_err(|()| Halt::Sink)
    }
}

/// What must hold of every post, whatever its format and however it came.
pub fn check(post: &Post) -> Result<(), Reason> {
    let wrong = |field: &str, expected| Err(Reason::WrongValue { field: field.to_owned(), expected });
    if post.record_id.as_str().is_empty() {
        return wrong("record_id", "an identifier with at least one letter");
    }
    if post.replaces.as_ref() == Some(&post.record_id) {
        return wrong("replaces", "the identifier of another record");
    }
    let text = post.text.expose();
    if post.embeds.iter().any(|embed| embed.start > embed.end || text.get(embed.start..embed.end).is_none()) {
        return wrong("embeds", "a span of whole characters inside the text");
    }
    if post.media.iter().any(|media| !crate::package::is_plain_name(&media.path)) {
        return wrong("media", "a path below the source");
    }
    Ok(())
}

const UNMAPPED_MAX: usize = 64;
