//! The table of pictures and videos. In: what intake handed over. Out: `media.parquet`, one row each: digests, size, the
//! perceptual hash with the name and version of its algorithm, of a video those of its key frames, and why it is not readable
//! where it is not, and under which digest a picture was kept for a corpus. Never: a picture, or what its metadata say beyond that they say it.

use crate::PipelineError;
use crate::pictures::KEPT;
use crate::tables::{self, BATCH_ROWS, Column, TableWriter};
use ::intake::{Picture, PictureHash, Video};
use std::path::Path;
use terms::Digest;

/// A row of `media.parquet`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Media {
    source_name: String,
    path: String,
    media_type: &'static str,
    bytes: u64,
    digest: String,
    content_digest: Option<String>,
    size: Option<(u32, u32)>,
    hash: Option<PictureHash>,
    frames: Option<Vec<PictureHash>>,
    duration_ms: Option<u64>,
    has_position: bool,
    unreadable: Option<String>,
    kept: Option<Digest>,
}

impl Media {
    /// A picture. What cannot be cleaned or decoded is not readable, so that it stays out.
    pub(crate) fn of_picture(source_name: &str, picture: &Picture, has_position: bool, kept: Option<Digest>) -> Self {
        let (clean, frame) = (picture.content_digest(), picture.frame());
        let unreadable = match (&clean, &frame) {
            (Err(cause), _) => Some(cause.to_string()),
            (_, Err(cause)) => Some(cause.to_string()),
            (Ok(_), Ok(_)) => None,
        };
        Self {
            source_name: source_name.to_owned(),
            path: picture.path.clone(),
            media_type: picture.media_type,
            bytes: picture.bytes.len() as u64,
            digest: picture.digest().to_string(),
            content_digest: clean.ok().map(|digest| digest.to_string()),
            size: frame.as_ref().ok().map(::intake::Frame::size).or_else(|| picture.size()),
            hash: frame.ok().map(|frame| frame.hash()),
            frames: None,
            duration_ms: None,
            has_position,
            unreadable,
            kept,
        }
    }

    /// A video. No room inspects its pictures yet, so it is not readable even where its key frames are known.
    pub(crate) fn of_video(source_name: &str, video: Video) -> Self {
        let container = video.container.as_ref().ok();
        Self {
            source_name: source_name.to_owned(),
            path: video.path,
            media_type: video.media_type,
            bytes: video.bytes,
            digest: video.digest.to_string(),
            content_digest: None,
            size: container.and_then(|container| container.size),
            hash: None,
            duration_ms: container.and_then(|container| container.duration_ms),
            has_position: container.is_some_and(|container| container.has_position),
            unreadable: Some(match (video.container, &video.frames) {
                (Err(cause), _) => cause.to_string(),
                (Ok(_), Err(cause)) => cause.to_string(),
                (Ok(_), Ok(_)) => "the pictures of a video are not inspected".to_owned(),
            }),
            frames: video.frames.ok(),
            kept: None,
        }
    }
}

/// The table while it is written.
pub(crate) struct MediaTable {
    table: TableWriter,
    buffer: Vec<Media>,
}

impl MediaTable {
    pub(crate) fn create(path: &Path) -> Result<Self, PipelineError> {
        Ok(Self { table: TableWriter::create(path)?, buffer: Vec::new() })
    }

    pub(crate) fn take(&mut self, media: Media) -> Result<(), PipelineError> {
        self.buffer.push(media);
        if self.buffer.len() >= BATCH_ROWS { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), PipelineError> {
        self.table.write(media_columns(&self.buffer))?;
        self.buffer.clear();
        Ok(())
    }

    pub(crate) fn commit(mut self) -> Result<(), PipelineError> {
        self.flush()?;
        self.table.commit()?;
        Ok(())
    }
}

/// Hashes as a JSON list, like every list in our tables.
fn listed(hashes: &[PictureHash]) -> String {
    serde_json::Value::from_iter(hashes.iter().map(ToString::to_string)).to_string()
}

/// Columns of `media.parquet`.
pub(crate) fn media_columns(rows: &[Media]) -> Vec<Column> {
    let whole = |number: u64| i64::try_from(number).ok();
    let side = |pick: fn((u32, u32)) -> u32| rows.iter().map(move |row| row.size.map(pick).map(i64::from));
    let algorithm = |row: &Media| row.hash.map(|_| PictureHash::ALGORITHM);
    vec![
        tables::text("source_name", rows.iter().map(|row| Some(row.source_name.as_str()))),
        tables::text("path", rows.iter().map(|row| Some(row.path.as_str()))),
        tables::text("media_type", rows.iter().map(|row| Some(row.media_type))),
        tables::count("bytes", rows.iter().map(|row| whole(row.bytes))),
        tables::text("sha256", rows.iter().map(|row| Some(row.digest.as_str()))),
        tables::text("content_sha256", rows.iter().map(|row| row.content_digest.as_deref())),
        tables::count("width", side(|(width, _)| width)),
        tables::count("height", side(|(_, height)| height)),
        tables::owned("perceptual_hash", rows.iter().map(|row| row.hash.map(|hash| hash.to_string()))),
        tables::text("perceptual_algorithm", rows.iter().map(algorithm)),
        tables::count("perceptual_quality", rows.iter().map(|row| row.hash.map(|hash| i64::from(hash.quality())))),
        tables::owned("frame_hashes", rows.iter().map(|row| row.frames.as_deref().map(listed))),
        tables::count("duration_ms", rows.iter().map(|row| row.duration_ms.and_then(whole))),
        tables::truth("has_position", rows.iter().map(|row| Some(row.has_position))),
        tables::owned(KEPT, rows.iter().map(|row| row.kept.map(|kept| kept.to_string()))),
        tables::text("unreadable", rows.iter().map(|row| row.unreadable.as_deref())),
    ]
}
