//! Key frames of a video, by ffmpeg where it is installed. In: the program and a file without a name. Out: its key frames as
//! small PNGs. Never: a shell, another file that a video names, more time or output than the bound, or a video that counts as
//! seen because the program is not there.

use crate::Picture;
use crate::picture::png_length;
use crate::program::{self, Ended};
use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How much a video may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameLimits {
    /// Frames that are taken, from the beginning.
    pub frames_max: u32,
    /// Seconds that the program may take.
    pub seconds_max: u64,
    /// Bytes of all frames together.
    pub bytes_max: u64,
    /// Pixels of the longer side of a frame.
    pub side_max: u32,
}

impl Default for FrameLimits {
    fn default() -> Self {
        Self { frames_max: 64, seconds_max: 60, bytes_max: 64 << 20, side_max: 512 }
    }
}

/// Why there are no key frames. The video counts as not looked at then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FramesError {
    /// There is no such program.
    #[error("ffmpeg was not found, so no video is looked at; install it with `apt-get install ffmpeg`")]
    NotInstalled,
    /// It gave up.
    #[error("ffmpeg cannot read the video; export it again")]
    Unreadable,
    /// It took too long.
    #[error("ffmpeg took more than {seconds} seconds for a video; make it shorter")]
    TooSlow {
        /// The bound.
        seconds: u64,
    },
    /// It is larger than what is laid on the disk for this.
    #[error("the video is more than {max} bytes, so no key frames are taken; make it smaller")]
    TooLarge {
        /// The bound.
        max: u64,
    },
    /// It gave too much.
    #[error("the key frames of a video are more than {max} bytes; make it smaller")]
    TooMuch {
        /// The bound.
        max: u64,
    },
}

impl FrameLimits {
    /// The program in a folder of `PATH`, whose value the caller reads.
    pub fn find_ffmpeg(path: Option<&OsStr>) -> Option<PathBuf> {
        program::find("ffmpeg", path)
    }
}

/// The first key frames of a video, scaled down.
pub fn key_frames(ffmpeg: &Path, video: File, limits: &FrameLimits) -> Result<Vec<Picture>, FramesError> {
    let mut command = Command::new(ffmpeg);
    // Nothing of ours reaches it but its arguments and the video. A playlist would name other files, so it is no video here.
    command.env_clear().args(["-nostdin", "-loglevel", "quiet", "-protocol_whitelist", "file", "-max_alloc"]);
    command.arg(MEMORY_BYTES_MAX.to_string()).args(["-threads", "1", "-skip_frame", "nokey"]);
    command.args(["-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm", "-i", "file:/dev/stdin"]);
    let side = limits.side_max;
    let scale = format!("scale=w='min({side},iw)':h='min({side},ih)':force_original_aspect_ratio=decrease");
    command.args(["-map", "0:v:0", "-an", "-sn", "-dn", "-vf", &scale, "-vsync", "vfr", "-frames:v"]);
    command.arg(limits.frames_max.to_string()).args(["-map_metadata", "-1", "-f", "image2pipe", "-c:v", "png", "-"]);
    command.stdin(video);
    split(&run(&mut command, limits)?)
}

/// What the program wrote, if it ended well and in time.
fn run(command: &mut Command, limits: &FrameLimits) -> Result<Vec<u8>, FramesError> {
    match program::run(command, limits.seconds_max, limits.bytes_max) {
        Ok(bytes) if bytes.is_empty() => Err(FramesError::Unreadable),
        Ok(bytes) => Ok(bytes),
        Err(Ended::NotThere) => Err(FramesError::NotInstalled),
        Err(Ended::Failed) => Err(FramesError::Unreadable),
        Err(Ended::TooSlow) => Err(FramesError::TooSlow { seconds: limits.seconds_max }),
        Err(Ended::TooMuch) => Err(FramesError::TooMuch { max: limits.bytes_max }),
    }
}

/// The pictures that stand one behind the other.
fn split(mut bytes: &[u8]) -> Result<Vec<Picture>, FramesError> {
    let mut frames = Vec::new();
    while !bytes.is_empty() {
        let length = png_length(bytes).ok_or(FramesError::Unreadable)?;
        let (frame, rest) = bytes.split_at_checked(length).ok_or(FramesError::Unreadable)?;
        let path = format!("(key frame {})", frames.len() + 1);
        frames.push(Picture { path, media_type: "image/png", bytes: frame.to_vec() });
        bytes = rest;
    }
    Ok(frames)
}

/// What the program may ask the system for in one piece.
const MEMORY_BYTES_MAX: u64 = 256 << 20;
