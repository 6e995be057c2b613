//! Pictures on their way into a corpus. In: pictures that a source gave, and then the records that name them. Out:
//! `work/pictures/`, each picture as it may be shown to a model under its digest, beside it what was found in it, and the same
//! with every face masked; `faces.parquet` for others. Never: a picture with metadata, more of a face than where it is, or a
//! picture that nobody could look at whole taken for one without faces.
//!
//! A face is found and masked before the law is asked, and which of the two pictures a record takes along, or neither, is the
//! law's: so a decision reads no pixels, and sealing takes a file whose digest was decided about.

mod written;

pub(crate) use written::{Other, Written};

use crate::engine::{Batch, Table, text_at};
use crate::gather::is_zero;
use crate::tables::{self, TableWriter};
use crate::{PipelineError, Work};
use ::inspect::{FaceBox, Inspector};
use ::intake::{Canvas, Picture, PictureHash};
use corpus::picture_file;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use terms::{Digest, Media};
use written::{Read, Reading};

/// A picture of a record, as inspection left it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seen {
    /// SHA-256 of the file in `work/pictures/`.
    pub(crate) media: Digest,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Its perceptual hash, and how much there is to see.
    pub(crate) hash: String,
    pub(crate) quality: u8,
    /// Faces that are found in it.
    pub(crate) faces: u32,
    /// Faces that were masked in it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) faces_masked: u32,
    /// The same with every face masked; nothing where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) masked: Option<Masked>,
    /// What the text in it reveals, where that is read.
    #[serde(default, skip_serializing_if = "Written::is_empty")]
    pub(crate) written: Written,
}

/// A picture after its faces were masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Masked {
    pub(crate) media: Digest,
    /// Faces that are found all the same.
    pub(crate) faces: u32,
}

impl Seen {
    /// What goes into the corpus in its place where the law asks for its faces to be masked.
    pub(crate) fn masked(&self) -> Result<Self, PipelineError> {
        // A face without a masked picture is no picture at all.
        let masked = self.masked.clone().ok_or(PipelineError::Column { name: "people" })?;
        Ok(Self { media: masked.media, faces: masked.faces, faces_masked: self.faces, masked: None, ..self.clone() })
    }

    pub(crate) fn hash(&self) -> Option<PictureHash> {
        PictureHash::parse(&self.hash, self.quality)
    }

    pub(crate) fn of_corpus(&self) -> corpus::Picture {
        let Self { media, width, height, faces_masked, .. } = *self;
        corpus::Picture { sha256: media, width, height, faces_masked }
    }
}

/// What inspection says about one picture, as it lies beside it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Look {
    look: u64,
    detector: String,
    width: u32,
    height: u32,
    hash: String,
    quality: u8,
    faces: Vec<FaceBox>,
    masked: Option<Masked>,
    /// Nothing where nobody asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    read: Option<Read>,
}

/// The pictures that intake keeps.
pub(crate) struct Gallery {
    folder: PathBuf,
    kept: BTreeSet<Digest>,
}

impl Gallery {
    pub(crate) fn open(work: &Work) -> Self {
        Self { folder: work.pictures(), kept: BTreeSet::new() }
    }

    /// Keeps a picture as it may be shown; nothing where it cannot be decoded whole.
    pub(crate) fn keep(&mut self, picture: &Picture) -> Result<Option<Digest>, PipelineError> {
        let Ok(canvas) = picture.canvas() else { return Ok(None) };
        let png = canvas.png();
        let digest = Digest::of(&png);
        if self.kept.insert(digest) {
            write_picture(&self.folder.join(picture_file(&digest)), &digest, &png)?;
        }
        Ok(Some(digest))
    }

    /// Removes every file of a picture that no source gives any more: what a person took away is not kept.
    pub(crate) fn close(self) -> Result<(), PipelineError> {
        let mut names: BTreeSet<PathBuf> = BTreeSet::new();
        for digest in &self.kept {
            let look = self.folder.join(look_file(digest));
            if let Some(masked) = read_look(&look)?.and_then(|look| look.masked) {
                names.insert(self.folder.join(picture_file(&masked.media)));
            }
            names.extend([look, self.folder.join(picture_file(digest))]);
        }
        for path in world::list(&self.folder)? {
            if !names.contains(&path) {
                world::remove_file(path)?;
            }
        }
        Ok(())
    }
}

/// Removes all that was kept, where a project takes no pictures any more.
pub(crate) fn forget_gallery(work: &Work) -> Result<(), PipelineError> {
    world::remove_file(work.faces())?;
    Ok(world::remove_dir(work.pictures())?)
}

fn write_picture(path: &std::path::Path, digest: &Digest, png: &[u8]) -> Result<(), PipelineError> {
    if !world::exists(path) || world::digest(path)? != *digest {
        world::write_atomic(path, png)?;
    }
    Ok(())
}

fn look_file(digest: &Digest) -> String {
    format!("{digest}.json")
}

/// What an earlier look found; nothing where there was none, or where another version of this program wrote it.
fn read_look(path: &std::path::Path) -> Result<Option<Look>, PipelineError> {
    if !world::exists(path) {
        return Ok(None);
    }
    Ok(serde_json::from_slice::<Look>(&world::read(path)?).ok().filter(|look| look.look == LOOK_VERSION))
}

/// Which pictures the records of a project have, and what is in them.
pub(crate) struct Viewer<'a> {
    folder: PathBuf,
    reading: Reading<'a>,
    /// By source and name; nothing for one that cannot be looked at.
    media: HashMap<(String, String), Option<Digest>>,
    /// What was found in each, in the order of the digests.
    found: BTreeMap<Digest, (Look, Written)>,
}

impl<'a> Viewer<'a> {
    /// Reads which pictures there are.
    pub(crate) fn open(work: &'a Work, inspector: &'a Inspector) -> Result<Self, PipelineError> {
        let reading = Reading { inspector, reader: work.picture_text() };
        let mut viewer = Self { folder: work.pictures(), reading, media: HashMap::new(), found: BTreeMap::new() };
        if !world::exists(work.media()) {
            return Ok(viewer);
        }
        let table = Table::open(&work.media(), &[])?;
        // Written by an intake that kept no pictures: there are some, and none can be looked at.
        let has_kept = table.has(KEPT);
        let columns: &[&str] = if has_kept {
            &["source_name", "path", "media_type", KEPT]
        } else {
            &["source_name", "path", "media_type"]
        };
        for batch in table.batches(columns)? {
            let batch = batch?;
            let columns = Batch(&batch);
            let [sources, paths, types] =
                [columns.text("source_name")?, columns.text("path")?, columns.text("media_type")?];
            let kept = if has_kept { Some(columns.text(KEPT)?) } else { None };
            for row in 0..batch.num_rows() {
                // No room takes a video along.
                if text_at(types, row).is_some_and(|media_type| media_type.starts_with("video/")) {
                    continue;
                }
                let digest = kept.and_then(|kept| text_at(kept, row)).and_then(|kept| Digest::parse(kept).ok());
                let name = [sources, paths].map(|column| text_at(column, row).unwrap_or_default().to_owned());
                viewer
                    .media
                    .entry(name.into())
                    .and_modify(|known| *known = known.filter(|known| Some(*known) == digest))
                    .or_insert(digest);
            }
        }
        Ok(viewer)
    }

    /// Looks at those of these pictures that nobody looked at yet.
    pub(crate) fn look<'m>(
        &mut self,
        records: impl Iterator<Item = (&'m str, &'m [Media])>,
    ) -> Result<(), PipelineError> {
        let mut asked: BTreeSet<Digest> = BTreeSet::new();
        for (source, media) in records {
            asked.extend(media.iter().filter_map(|media| self.kept(source, media).flatten()));
        }
        asked.retain(|digest| !self.found.contains_key(digest));
        let looks = asked.into_par_iter().map(|digest| Ok((digest, self.look_at(&digest)?)));
        let looks: Vec<(Digest, Option<(Look, Written)>)> = looks.collect::<Result<_, PipelineError>>()?;
        self.found.extend(looks.into_iter().filter_map(|(digest, look)| Some((digest, look?))));
        Ok(())
    }

    /// The picture of this name: nothing where the source gave none, and `None` within where it cannot be looked at.
    fn kept(&self, source: &str, media: &Media) -> Option<Option<Digest>> {
        self.media.get(&(source.to_owned(), media.path.clone())).copied()
    }

    /// What is in the pictures of a record, and how many of them nobody could look at.
    pub(crate) fn seen(&self, source: &str, media: &[Media]) -> (Vec<Seen>, u64) {
        let (mut seen, mut unseen) = (Vec::new(), 0);
        for kept in media.iter().filter_map(|media| self.kept(source, media)) {
            match kept.and_then(|digest| Some((digest, self.found.get(&digest)?))) {
                Some((media, (look, written))) => seen.push(Seen {
                    media,
                    width: look.width,
                    height: look.height,
                    hash: look.hash.clone(),
                    quality: look.quality,
                    faces: count(&look.faces),
                    faces_masked: 0,
                    masked: look.masked.clone(),
                    written: written.clone(),
                }),
                None => unseen += 1,
            }
        }
        (seen, unseen)
    }

    /// What is in a kept picture and what its text reveals. Nothing where the file is not what was kept, or nobody could look
    /// at it whole and read all of it.
    fn look_at(&self, digest: &Digest) -> Result<Option<(Look, Written)>, PipelineError> {
        let (path, beside) = (self.folder.join(picture_file(digest)), self.folder.join(look_file(digest)));
        let Some(mut look) = self.faces_in(digest)? else { return Ok(None) };
        let known = look.read.take();
        look.read = self.reading.read(known.clone(), || world::read(&path).ok());
        if look.read != known {
            world::write_atomic(beside, serde_json::to_vec(&look)?)?;
        }
        let written = self.reading.written(look.read.as_ref());
        Ok(written.map(|written| (look, written)))
    }

    /// Finds the faces of a kept picture and masks them, unless that was done. Nothing where the file is not what was kept.
    fn faces_in(&self, digest: &Digest) -> Result<Option<Look>, PipelineError> {
        let (path, beside) = (self.folder.join(picture_file(digest)), self.folder.join(look_file(digest)));
        if !world::exists(&path) {
            return Ok(None);
        }
        let known = read_look(&beside)?.filter(|look| look.detector == ::inspect::FACES_VERSION);
        let is_there = |masked: &Masked| world::exists(self.folder.join(picture_file(&masked.media)));
        if let Some(look) = known.filter(|look| look.masked.as_ref().is_none_or(is_there)) {
            return Ok(Some(look));
        }
        let png = world::read(&path)?;
        let Some(canvas) = Canvas::read(&png).ok().filter(|_| Digest::of(&png) == *digest) else { return Ok(None) };
        let Some(faces) = faces_of(&canvas) else { return Ok(None) };
        let masked = if faces.is_empty() { None } else { self.mask(canvas.clone(), &faces)? };
        if masked.is_none() && !faces.is_empty() {
            return Ok(None);
        }
        let ((width, height), hash) = (canvas.size(), canvas.hash());
        let (detector, quality) = (::inspect::FACES_VERSION.to_owned(), hash.quality());
        let (hash, read) = (hash.to_string(), None);
        let look = Look { look: LOOK_VERSION, detector, width, height, hash, quality, faces, masked, read };
        // Last: a look whose masked picture is not there would be one that nobody took.
        world::write_atomic(beside, serde_json::to_vec(&look)?)?;
        Ok(Some(look))
    }

    /// Fills every face, writes the picture anew and looks at what was written. Nothing where it cannot be looked at.
    fn mask(&self, mut canvas: Canvas, faces: &[FaceBox]) -> Result<Option<Masked>, PipelineError> {
        let (width, height) = canvas.size();
        for face in faces {
            let whole = face.with_margin(width, height);
            canvas.fill(whole.left, whole.top, whole.width, whole.height);
        }
        let png = canvas.png();
        let Some(again) = Canvas::read(&png).ok().and_then(|canvas| faces_of(&canvas)) else { return Ok(None) };
        let media = Digest::of(&png);
        write_picture(&self.folder.join(picture_file(&media)), &media, &png)?;
        Ok(Some(Masked { media, faces: count(&again) }))
    }

    /// Writes the boxes of every face for others: where it is and nothing of what it looks like.
    pub(crate) fn write_faces(&self, work: &Work) -> Result<(), PipelineError> {
        let mut table = TableWriter::create(&work.faces())?;
        let faces: Vec<(String, &FaceBox)> = self
            .found
            .iter()
            .flat_map(|(media, (look, _))| look.faces.iter().map(|face| (media.to_string(), face)))
            .collect();
        let side = |pick: fn(&FaceBox) -> u32| faces.iter().map(move |(_, face)| Some(i64::from(pick(face))));
        table.write(vec![
            tables::text("media", faces.iter().map(|(media, _)| Some(media.as_str()))),
            tables::text("detector", faces.iter().map(|_| Some(::inspect::FACES_VERSION))),
            tables::count("left", side(|face| face.left)),
            tables::count("top", side(|face| face.top)),
            tables::count("width", side(|face| face.width)),
            tables::count("height", side(|face| face.height)),
            tables::score("score", faces.iter().map(|(_, face)| face.score)),
        ])?;
        table.commit()?;
        Ok(())
    }
}

/// The faces of a picture; nothing where it could not be looked at whole.
fn faces_of(canvas: &Canvas) -> Option<Vec<FaceBox>> {
    let (width, height) = canvas.size();
    ::inspect::faces(width, height, canvas.rgb()).ok()
}

fn count(faces: &[FaceBox]) -> u32 {
    u32::try_from(faces.len()).unwrap_or(u32::MAX)
}

/// The column of `media.parquet` that names the kept picture.
pub(crate) const KEPT: &str = "kept_sha256";
const LOOK_VERSION: u64 = 1;
