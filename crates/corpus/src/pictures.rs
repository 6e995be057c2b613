//! Pictures with their captions, in the shards that WebDataset reads. In: rows with the digests of their pictures, and the
//! folder that holds the files. Out: `pictures/NNNNNN.tar`, one for each shard that has any, with three members a picture:
//! `KEY.json`, `KEY.png` and `KEY.txt`. Never: a picture that is not the one that was decided about, a picture whose row is in
//! another shard, or a byte that depends on the time or the machine.
//!
//! The key is the record's pseudonym and the place of the picture in its record. Members are sorted by name, and their heads
//! hold no owner and no time, so a tar that was purged and one that was sealed without the person have the same bytes.

use crate::error::{Mismatch, ReadError, SealError};
use crate::manifest::ShardEntry;
use crate::row::{Row, basis_word};
use crate::table::{FileEntry, Hashed, check_bytes};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use terms::Digest;
use world::DiskError;

/// A picture of a row: which file it is, and what was done to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// SHA-256 of its file, a PNG without metadata.
    pub sha256: Digest,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Faces that were found in it and masked.
    pub faces_masked: u32,
}

/// What stands beside a picture in `KEY.json`: the columns of its row but the text, and the picture. Loaders take the types of
/// the first labels for those of all, so nothing in it is null and no list is empty.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    record: String,
    subject: String,
    kind: String,
    lang: String,
    basis: String,
    transforms: String,
    picture: Picture,
}

impl Label {
    fn of(row: &Row, picture: &Picture) -> Self {
        Self {
            record: row.record.clone(),
            subject: row.subject.clone(),
            kind: row.kind.as_str().to_owned(),
            lang: row.lang.clone().map_or_else(|| "und".to_owned(), String::from),
            basis: basis_word(row.basis).to_owned(),
            transforms: row.transforms.join(" "),
            picture: picture.clone(),
        }
    }
}

/// One picture with what goes with it, as a tar holds it.
struct Sample {
    key: String,
    label: Label,
    png: Vec<u8>,
    caption: Vec<u8>,
}

/// Writes the pictures of one shard. A shard without any has no file.
pub(crate) struct PicturesWriter {
    path: PathBuf,
    name: String,
    pictures: u64,
    tar: Option<tar::Builder<Hashed>>,
}

impl PicturesWriter {
    pub fn new(folder: &Path, shard: u16) -> Self {
        let name = tar_name(shard);
        Self { path: folder.join(&name), name, pictures: 0, tar: None }
    }

    /// Adds the pictures of a row, whose files lie in `from`; rows come sorted by record.
    pub fn push(&mut self, row: &Row, from: &Path) -> Result<(), SealError> {
        for (number, picture) in row.pictures.iter().enumerate() {
            let png = world::read(from.join(file_name(&picture.sha256)))?;
            if Digest::of(&png) != picture.sha256 {
                return Err(SealError::OtherPicture { sha256: picture.sha256 });
            }
            let caption = row.text.expose().as_bytes().to_vec();
            let label = Label::of(row, picture);
            self.add(&Sample { key: format!("{}-{number:03}", row.record), label, png, caption })?;
        }
        Ok(())
    }

    fn add(&mut self, sample: &Sample) -> Result<(), DiskError> {
        let failed = |cause| DiskError { verb: "write", path: self.path.clone(), cause };
        let tar = match &mut self.tar {
            Some(tar) => tar,
            None => self.tar.insert(tar::Builder::new(Hashed::create(&self.path)?)),
        };
        let mut label = serde_json::to_vec(&sample.label).expect("INVARIANT: a label is strings and numbers");
        label.push(b'\n');
        for (end, bytes) in [(JSON, &label), (PNG, &sample.png), (TXT, &sample.caption)] {
            let mut head = tar::Header::new_ustar();
            head.set_size(bytes.len() as u64);
            head.set_entry_type(tar::EntryType::Regular);
            head.set_mode(0o644);
            // Nobody's and of no time.
            head.set_uid(0);
            head.set_gid(0);
            head.set_mtime(0);
            let name = format!("{}.{end}", sample.key);
            tar.append_data(&mut head, name, bytes.as_slice()).map_err(failed)?;
        }
        self.pictures += 1;
        Ok(())
    }

    /// Makes the file appear under its name, if there is one.
    pub fn finish(self) -> Result<Option<FileEntry>, DiskError> {
        let Some(tar) = self.tar else { return Ok(None) };
        let written = tar.into_inner().map_err(|cause| DiskError { verb: "write", path: self.path, cause })?;
        Ok(Some(written.finish(self.name, self.pictures)?))
    }
}

/// The pictures of the rows of one shard, by record.
#[derive(Default)]
pub(crate) struct Illustrations {
    by_record: BTreeMap<String, Vec<Illustration>>,
    name: String,
}

/// One picture, with what must fit its row.
struct Illustration {
    label: Label,
    caption: Digest,
}

impl Illustrations {
    /// Reads them after every byte was compared with the manifest, and looks at each picture.
    pub fn read(folder: &Path, shard: &ShardEntry) -> Result<Self, ReadError> {
        let Some(entry) = &shard.pictures else { return Ok(Self::default()) };
        let mut by_record: BTreeMap<String, Vec<Illustration>> = BTreeMap::new();
        each(folder, entry, &mut |sample| {
            let (label, caption) = (sample.label, Digest::of(&sample.caption));
            let those = by_record.entry(label.record.clone()).or_default();
            if sample.key != format!("{}-{:03}", label.record, those.len())
                || Digest::of(&sample.png) != label.picture.sha256
            {
                return Err(unfit(entry, "a picture is not the one that its label names"));
            }
            those.push(Illustration { label, caption });
            Ok(())
        })?;
        Ok(Self { by_record, name: entry.name.clone() })
    }

    /// The row with its pictures. A picture whose label or caption says something else than its row is refused.
    pub fn join(&mut self, row: Row) -> Result<Row, ReadError> {
        let Some(those) = self.by_record.remove(&row.record) else { return Ok(row) };
        let caption = Digest::of(row.text.expose());
        let fits = |one: &Illustration| one.caption == caption && one.label == Label::of(&row, &one.label.picture);
        if !those.iter().all(fits) {
            let what = "a label or caption does not fit its row";
            return Err(Mismatch::Content { file: self.name.clone(), what }.into());
        }
        let pictures = those.into_iter().map(|one| one.label.picture).collect();
        Ok(Row { pictures, ..row })
    }

    /// The pictures by record.
    pub fn by_record(self) -> impl Iterator<Item = (String, Vec<Picture>)> {
        let pictures = |those: Vec<Illustration>| those.into_iter().map(|one| one.label.picture).collect();
        self.by_record.into_iter().map(move |(record, those)| (record, pictures(those)))
    }

    /// Whether every picture found its row.
    pub fn finish(self) -> Result<(), ReadError> {
        if self.by_record.is_empty() {
            return Ok(());
        }
        Err(Mismatch::Content { file: self.name, what: "it has a picture whose row is not in the shard" }.into())
    }
}

/// Writes a shard's pictures again without those of some records.
pub(crate) fn without(
    folder: &Path,
    shard: &ShardEntry,
    next: &Path,
    number: u16,
    is_gone: &dyn Fn(&str, &str) -> bool,
) -> Result<Option<FileEntry>, ReadError> {
    let Some(entry) = &shard.pictures else { return Ok(None) };
    let mut writer = PicturesWriter::new(next, number);
    each(folder, entry, &mut |sample| {
        let is_gone = is_gone(&sample.label.subject, &sample.label.record);
        if is_gone { Ok(()) } else { Ok(writer.add(&sample)?) }
    })?;
    Ok(writer.finish()?)
}

/// Passes each picture of a tar on, in its order.
fn each(
    folder: &Path,
    entry: &FileEntry,
    take: &mut dyn FnMut(Sample) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let path = folder.join(&entry.name);
    let failed = |cause| DiskError { verb: "read", path: path.clone(), cause };
    let mut file = check_bytes(folder, entry)?;
    file.rewind().map_err(failed)?;
    let mut archive = tar::Archive::new(io::BufReader::new(file));
    let (mut members, mut found) = (archive.entries().map_err(failed)?, 0);
    while let Some((key, label)) = member(&mut members, JSON, entry)? {
        let label = serde_json::from_slice(&label).map_err(|_| unfit(entry, "a label is not one of ours"))?;
        let (png, caption) = (member(&mut members, PNG, entry)?, member(&mut members, TXT, entry)?);
        let (Some((of_png, png)), Some((of_caption, caption))) = (png, caption) else {
            return Err(unfit(entry, "a picture lacks its file or its caption"));
        };
        if of_png != key || of_caption != key {
            return Err(unfit(entry, "a picture lacks its file or its caption"));
        }
        found += 1;
        take(Sample { key, label, png, caption })?;
    }
    if found == entry.rows {
        return Ok(());
    }
    Err(Mismatch::Rows { file: entry.name.clone(), sealed: entry.rows, found }.into())
}

/// The next member and its key; `None` at the end.
fn member<'a, R: Read + 'a>(
    members: &mut impl Iterator<Item = io::Result<tar::Entry<'a, R>>>,
    end: &str,
    entry: &FileEntry,
) -> Result<Option<(String, Vec<u8>)>, ReadError> {
    let broken = |_| ReadError::Unreadable { file: entry.name.clone(), why: "it is not a tar" };
    let Some(member) = members.next() else { return Ok(None) };
    let mut member = member.map_err(broken)?;
    let name = String::from_utf8_lossy(&member.path_bytes()).into_owned();
    let key = name.strip_suffix(end).and_then(|key| key.strip_suffix('.'));
    let Some(key) = key.map(str::to_owned) else {
        return Err(unfit(entry, "its members are not in the order of a picture"));
    };
    let mut bytes = Vec::new();
    member.read_to_end(&mut bytes).map_err(broken)?;
    Ok(Some((key, bytes)))
}

fn unfit(entry: &FileEntry, what: &'static str) -> ReadError {
    Mismatch::Content { file: entry.name.clone(), what }.into()
}

/// Under which name a picture lies in the folder that a seal takes pictures from.
pub fn file_name(sha256: &Digest) -> String {
    format!("{sha256}.{PNG}")
}

/// The name of the tar of a shard.
pub(crate) fn tar_name(shard: u16) -> String {
    format!("{PICTURES}/{shard:06}.tar")
}

pub(crate) const PICTURES: &str = "pictures";
// In the order of their names.
const JSON: &str = "json";
const PNG: &str = "png";
const TXT: &str = "txt";
