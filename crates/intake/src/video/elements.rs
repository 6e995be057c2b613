//! WebM and Matroska: elements within elements (RFC 8794, RFC 9559). In: a stream. Out: what the elements before and behind the
//! pictures say. Never: a cluster of pictures read, only passed over.

use super::{Container, ContainerError, DEPTH_MAX, LEAF_BYTES_MAX, Whole, skip, take};
use std::io::Read;

pub(super) fn read(reader: &mut Whole<'_>) -> Result<Container, ContainerError> {
    let mut walk = Walk { found: Container::default(), scale: 1_000_000, duration: None, width: 0, has_tracks: false };
    walk.elements(reader, None, DEPTH_MAX)?;
    if !walk.has_tracks {
        return Err(ContainerError::Broken);
    }
    // A length in parts of `scale` nanoseconds.
    let milliseconds = walk.duration.map(|duration| duration * walk.scale as f64 / 1e6);
    let is_length = |length: &f64| (0.0..1e15).contains(length);
    walk.found.duration_ms = milliseconds.filter(is_length).map(|length| length as u64);
    Ok(walk.found)
}

struct Walk {
    found: Container,
    scale: u64,
    duration: Option<f64>,
    width: u32,
    has_tracks: bool,
}

impl Walk {
    fn elements(&mut self, reader: &mut dyn Read, left: Option<u64>, depth_left: u32) -> Result<(), ContainerError> {
        let depth_left = depth_left.checked_sub(1).ok_or(ContainerError::TooDeep)?;
        let mut left = left;
        while left != Some(0) {
            let Some((id, id_bytes)) = number(reader, false)? else {
                return if left.is_none() { Ok(()) } else { Err(ContainerError::Broken) };
            };
            let (content, size_bytes) = number(reader, true)?.ok_or(ContainerError::Broken)?;
            let is_endless = content == u64::MAX;
            match &mut left {
                // Written live: it reaches to the end, and so does what it stands in.
                Some(_) if is_endless => return Err(ContainerError::Broken),
                Some(left) => {
                    let whole = content.checked_add(id_bytes + size_bytes).ok_or(ContainerError::Broken)?;
                    *left = left.checked_sub(whole).ok_or(ContainerError::Broken)?;
                }
                None => {}
            }
            let content = Some(content).filter(|_| !is_endless);
            match (id, content) {
                (SEGMENT, content) => self.elements(reader, content, depth_left)?,
                // Pictures without an end: nothing that stands behind them can be found.
                (_, None) => return Ok(()),
                (INFO | TRACKS | TRACK | VIDEO | TAGS | TAG | SIMPLE_TAG, Some(content)) => {
                    self.has_tracks |= id == TRACKS;
                    self.elements(reader, Some(content), depth_left)?;
                }
                (_, Some(content)) => self.leaf(reader, id, content)?,
            }
        }
        Ok(())
    }

    fn leaf(&mut self, reader: &mut dyn Read, id: u64, content: u64) -> Result<(), ContainerError> {
        if !LEAVES.contains(&id) || content > LEAF_BYTES_MAX {
            return skip(reader, content);
        }
        let bytes = take(reader, content)?;
        let whole = || bytes.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        match id {
            SCALE => self.scale = whole(),
            DURATION => {
                self.duration = match *bytes.as_slice() {
                    [a, b, c, d] => Some(f64::from(f32::from_be_bytes([a, b, c, d]))),
                    [a, b, c, d, e, f, g, h] => Some(f64::from_be_bytes([a, b, c, d, e, f, g, h])),
                    _ => None,
                };
            }
            CODEC => self.found.see_codec(&bytes),
            WIDTH => self.width = u32::try_from(whole()).unwrap_or_default(),
            HEIGHT => self.found.see_size(self.width, u32::try_from(whole()).unwrap_or_default()),
            TITLE => self.found.has_origin = true,
            TAG_NAME => {
                let name = String::from_utf8_lossy(&bytes).to_ascii_uppercase();
                self.found.has_position |= name.contains("LOCATION") || name.contains("GPS");
                // Every muxer names itself and how long each track is; that says nothing of who or where.
                self.found.has_origin |= !matches!(name.as_str(), "ENCODER" | "DURATION" | "HANDLER_NAME")
                    && !name.starts_with("_STATISTICS")
                    && !matches!(name.as_str(), "BPS" | "NUMBER_OF_FRAMES" | "NUMBER_OF_BYTES");
            }
            _ => {}
        }
        Ok(())
    }
}

/// A number of one to eight bytes whose first bit that is set tells how many, and how many they were. An identifier keeps that
/// bit, a length does not; a length of ones only is unknown, `u64::MAX` here. Nothing at the end of the file.
fn number(reader: &mut dyn Read, is_length: bool) -> Result<Option<(u64, u64)>, ContainerError> {
    let mut first = [0];
    if reader.read(&mut first).map_err(|_| ContainerError::Broken)? == 0 {
        return Ok(None);
    }
    let [first] = first;
    let more = first.leading_zeros();
    if more >= 8 {
        return Err(ContainerError::Broken);
    }
    let rest = take(reader, u64::from(more))?;
    let head = if is_length { u64::from(first) & ((1 << (7 - more)) - 1) } else { u64::from(first) };
    let value = rest.iter().fold(head, |value, byte| value << 8 | u64::from(*byte));
    let is_unknown = is_length && value == (1u64 << (7 * (more + 1))) - 1;
    Ok(Some((if is_unknown { u64::MAX } else { value }, u64::from(more) + 1)))
}

const SEGMENT: u64 = 0x1853_8067;
const INFO: u64 = 0x1549_a966;
const SCALE: u64 = 0x2a_d7b1;
const DURATION: u64 = 0x4489;
const TITLE: u64 = 0x7ba9;
const TRACKS: u64 = 0x1654_ae6b;
const TRACK: u64 = 0xae;
const CODEC: u64 = 0x86;
const VIDEO: u64 = 0xe0;
const WIDTH: u64 = 0xb0;
const HEIGHT: u64 = 0xba;
const TAGS: u64 = 0x1254_c367;
const TAG: u64 = 0x7373;
const SIMPLE_TAG: u64 = 0x67c8;
const TAG_NAME: u64 = 0x45a3;
const LEAVES: &[u64] = &[SCALE, DURATION, TITLE, CODEC, WIDTH, HEIGHT, TAG_NAME];
