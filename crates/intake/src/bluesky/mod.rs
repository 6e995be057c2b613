//! A Bluesky repository, as `com.atproto.sync.getRepo` and "Export my data" give it. In: one CAR file, alone or compressed,
//! or a folder or an archive with one CAR for each account. Out: one post for each post, profile and named list, one caption
//! for each description of a picture or video. Never: a block that the tree of the repository does not lead to, a block whose
//! bytes are not those of its name, or a like, follow or repost taken for the person's own words.
//!
//! Identifiers: a record is `{service}:DID/COLLECTION/NAME`, its address without `at://`; the account is `{service}:DID`. The
//! n-th description is the post's identifier with `#n`. A picture's path is `blobs/CID`.
//!
//! It can never supply: earlier versions of a record and deleted ones (they are not in the tree), whether the audience was
//! chosen, what a post answers or quotes beyond its address, the pictures themselves (they are fetched apart), and whether
//! the signature is the account's, because its key is not in the file. Everything in a repository is public by protocol.

mod car;
pub(crate) mod cbor;
mod record;
mod tree;

use crate::bounded::{Limits, read_failed};
use crate::desk::{Desk, Halt};
use crate::package::{Container, Package, container, open_stream};
use crate::signals;
use crate::writer::Writer;
use crate::{Format, IntakeError, Place, Reason, Source, picture};
use car::{Block, Blocks};
use cbor::{Cid, Value};
use record::Taken;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use terms::{AccountId, Instant, Signal};
use tree::{Leaf, Tree};

/// Whether only this format has a member of this name.
pub(crate) fn is_marker(name: &str) -> bool {
    !name.contains('/') && name.ends_with(".car")
}

/// Whether a loose file is a CAR.
pub(crate) fn is_car(path: &Path, limits: &Limits) -> Result<bool, IntakeError> {
    let mut head = Vec::new();
    let read = open_stream(path, limits)?.take(32).read_to_end(&mut head);
    read.map_err(|cause| read_failed(Place::file(path), cause))?;
    Ok(car::is_car(&head))
}

/// Whether a loose CAR holds a repository: its first root is the commit of an account.
pub(crate) fn is_repository(path: &Path, limits: &Limits) -> Result<bool, IntakeError> {
    let mut package = Package::single(path, SINGLE, limits);
    let place = package.place(SINGLE);
    let mut found = false;
    let outcome = package.visit(&is_marker, &mut |_, reader| {
        found = outline(reader, &place)?.is_some();
        Ok(())
    });
    match outcome {
        Ok(()) => Ok(found),
        Err(Halt::Intake(cause)) => Err(cause),
        // INVARIANT: nothing was handed over.
        Err(Halt::Sink) => Ok(false),
    }
}

/// Reads every repository of the source.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    let is_loose = !path.is_dir() && matches!(container(path, limits)?, Container::Stream);
    let mut package = if is_loose { Package::single(path, SINGLE, limits) } else { Package::open(path, limits)? };
    if !package.settle(&is_marker)? {
        let hint = "this is no Bluesky repository; check `format`";
        return Err(IntakeError::MissingMember { path: path.to_owned(), member: SINGLE.to_owned(), hint }.into());
    }
    let names: Vec<String> = package.names().filter(|name| is_marker(name)).map(str::to_owned).collect();
    if names.len() > 1 && source.declare.account_id.is_some() {
        let field = "declare.account_id";
        return Err(IntakeError::Superfluous { path: path.to_owned(), format: Format::Bluesky, field }.into());
    }
    desk.know_rights(picture::rights_of_package(&mut package, limits)?);
    let mut writer = Writer::of(source, Format::Bluesky)?;
    let mut repositories = 0;
    for name in &names {
        let place = package.place(name);
        let mut found = None;
        package.visit(&|member| member == name, &mut |_, reader| {
            found = outline(reader, &place)?;
            Ok(())
        })?;
        let Some(outline) = found else {
            desk.reject(place, Reason::NoRepository)?;
            continue;
        };
        repositories += 1;
        // A repository is all that the account has, and says of itself when it was so.
        desk.tally.whole.insert(format!("{}:{}/", writer.service, outline.did), outline.at);
        // One that does not say it is not of the moment of the repository before it.
        desk.exported(outline.at)?;
        if source.declare.account_id.is_none() {
            writer.account = Some(AccountId::new(format!("{}:{}", writer.service, outline.did)));
        }
        repository(&mut package, name, outline, &writer, desk)?;
    }
    if repositories == 0 {
        let found = "holds no repository of an account: the first root of its CAR is no commit";
        return Err(IntakeError::Unknown { path: path.to_owned(), found }.into());
    }
    picture::of_package(&mut package, limits, desk)?;
    package.count(&mut desk.tally);
    Ok(())
}

/// What a repository is made of.
struct Outline {
    did: String,
    at: Option<Instant>,
    leaves: Vec<Leaf>,
}

/// Reads the commit and the tree; nothing if the file is a CAR of something else.
fn outline(reader: &mut dyn Read, place: &Place) -> Result<Option<Outline>, IntakeError> {
    let mut blocks = Blocks::open(reader, place)?;
    let Some(root) = blocks.roots.first().cloned() else { return Ok(None) };
    let (mut tree, mut commit, mut unchecked, mut is_there) = (Tree::default(), None, None, false);
    while let Some(block) = blocks.next()? {
        let Block { cid, bytes, is_checked, place } = block;
        if !is_checked {
            unchecked.get_or_insert(place);
        }
        if cid == root {
            is_there = true;
        }
        let Ok(value) = cbor::read(&bytes) else { continue };
        if cid == root {
            commit = commit_of(&value);
            // Nobody asked for the rest of a file that is something else.
            if commit.is_none() {
                return Ok(None);
            }
        }
        tree.keep(&cid, &value);
    }
    if !is_there {
        return Err(IntakeError::Truncated { place: place.clone() });
    }
    let Some((did, data, at)) = commit else { return Ok(None) };
    if let Some(place) = unchecked {
        let what = "the name of a block is made by a function that the AT protocol does not use";
        return Err(IntakeError::Broken { place, what });
    }
    let leaves = tree.leaves(&data).map_err(|what| IntakeError::Broken { place: place.clone(), what })?;
    Ok(Some(Outline { did, at, leaves }))
}

/// The account and the root of the tree, if the block is a commit.
fn commit_of(value: &Value) -> Option<(String, Cid, Option<Instant>)> {
    let did = value.get("did")?.as_text().filter(|did| did.starts_with("did:"))?;
    let data = value.get("data")?.as_link()?;
    matches!(value.get("version"), Some(Value::Number(2 | 3))).then(|| {
        let at = value.get("rev").and_then(Value::as_text).and_then(revised);
        (did.to_owned(), data.clone(), at)
    })
}

/// The moment in a revision: 13 digits of base 32, of which the first 53 bits are microseconds since 1970.
fn revised(rev: &str) -> Option<Instant> {
    const DIGITS: &[u8] = b"234567abcdefghijklmnopqrstuvwxyz";
    if rev.len() != 13 {
        return None;
    }
    let number = rev.bytes().try_fold(0_u64, |number, byte| {
        let digit = DIGITS.iter().position(|known| *known == byte)?;
        Some((number << 5) | u64::try_from(digit).ok()?)
    })?;
    chrono::DateTime::from_timestamp_micros(i64::try_from(number >> 10).ok()?)
}

/// Hands over the records of one repository, in the order of the file.
fn repository(
    package: &mut Package,
    name: &str,
    outline: Outline,
    writer: &Writer,
    desk: &mut Desk<'_>,
) -> Result<(), Halt> {
    let place = package.place(name);
    let signals = account_signals(package, name, &outline)?;
    // Two records of the same bytes are one block.
    let mut wanted: BTreeMap<Cid, Vec<String>> = BTreeMap::new();
    for (key, cid) in outline.leaves {
        wanted.entry(cid).or_default().push(key);
    }
    each_block(package, name, &mut |block| {
        for key in wanted.remove(&block.cid).unwrap_or_default() {
            record(&outline.did, &key, &block, writer, &signals, desk)?;
        }
        Ok(())
    })?;
    if wanted.is_empty() {
        Ok(())
    } else {
        Err(IntakeError::Broken { place, what: "a record that its tree names is missing" }.into())
    }
}

fn record(
    did: &str,
    key: &str,
    block: &Block,
    writer: &Writer,
    signals: &[Signal],
    desk: &mut Desk<'_>,
) -> Result<(), Halt> {
    let value = cbor::read(&block.bytes).map_err(|malformed| Reason::Malformed { what: malformed.0 });
    match value.and_then(|value| record::read(did, key, &value, writer)) {
        Ok(Taken::Posts(posts)) => {
            for mut post in posts {
                post.signals.extend(signals.iter().cloned());
                desk.post(block.place.clone(), post)?;
            }
            Ok(())
        }
        Ok(Taken::NotOwnWords) => {
            desk.not_own_words();
            Ok(())
        }
        Err(why) => desk.reject(block.place.clone(), why),
    }
}

/// What the account says about the use of all its records: its declared intents, the labels that it gives itself, and the
/// words by which a profile asks to be left out.
fn account_signals(package: &mut Package, name: &str, outline: &Outline) -> Result<Vec<Signal>, Halt> {
    let named = |key: &str| outline.leaves.iter().find(|(leaf, _)| leaf == key).map(|(_, cid)| cid.clone());
    let (profile, intents) = (named(record::PROFILE), named(record::INTENTS));
    let mut found = Vec::new();
    if profile.is_none() && intents.is_none() {
        return Ok(found);
    }
    each_block(package, name, &mut |block| {
        let is_profile = profile.as_ref() == Some(&block.cid);
        let is_intents = intents.as_ref() == Some(&block.cid);
        if is_profile || is_intents {
            let value = cbor::read(&block.bytes).ok();
            match value {
                Some(value) if is_profile => found.extend(record::profile_signals(&value)),
                Some(value) => found.push(record::intents_signal(&value)),
                // What cannot be read might be a disallowance.
                None => found.push(signals::unreadable(signals::ATPROTO_INTENTS)),
            }
        }
        Ok(())
    })?;
    Ok(found)
}

fn each_block(package: &mut Package, name: &str, take: &mut dyn FnMut(Block) -> Result<(), Halt>) -> Result<(), Halt> {
    let place = package.place(name);
    package.visit(&|member| member == name, &mut |_, reader| {
        let mut blocks = Blocks::open(reader, &place)?;
        while let Some(block) = blocks.next()? {
            take(block)?;
        }
        Ok(())
    })
}

/// The name under which an account's own export comes.
const SINGLE: &str = "repo.car";

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use tests::sample_car;
