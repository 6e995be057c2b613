//! MP4 and QuickTime: boxes within boxes (ISO/IEC 14496-12). In: a stream. Out: what the boxes of the header say. Never: the
//! box of the pictures read, only passed over.

use super::{Container, ContainerError, DEPTH_MAX, LEAF_BYTES_MAX, Whole, skip, take};
use std::io::Read;

pub(super) fn read(reader: &mut Whole<'_>) -> Result<Container, ContainerError> {
    let mut walk = Walk { found: Container::default(), has_header: false };
    walk.boxes(reader, None, DEPTH_MAX)?;
    if walk.has_header { Ok(walk.found) } else { Err(ContainerError::Broken) }
}

struct Walk {
    found: Container,
    has_header: bool,
}

impl Walk {
    /// Goes through the boxes of a box, or of the file, to its end.
    fn boxes(&mut self, reader: &mut dyn Read, left: Option<u64>, depth_left: u32) -> Result<(), ContainerError> {
        let depth_left = depth_left.checked_sub(1).ok_or(ContainerError::TooDeep)?;
        let mut left = left;
        loop {
            // QuickTime ends a list of user data with four zeros.
            if let Some(rest @ 0..8) = left {
                return skip(reader, rest);
            }
            let Some((name, content)) = head(reader, left)? else { return Ok(()) };
            if let (Some(left), Some((content, head))) = (&mut left, content) {
                *left = left.checked_sub(content + head).ok_or(ContainerError::Broken)?;
            }
            match content {
                Some((content, _)) => self.one(reader, name, content, depth_left)?,
                // It reaches to the end of what it stands in; only pictures do, and only in a file.
                None => return Ok(()),
            }
        }
    }

    fn one(
        &mut self,
        reader: &mut dyn Read,
        name: [u8; 4],
        content: u64,
        depth_left: u32,
    ) -> Result<(), ContainerError> {
        match &name {
            b"moov" => {
                self.has_header = true;
                self.boxes(reader, Some(content), depth_left)
            }
            b"trak" | b"mdia" | b"minf" | b"stbl" | b"udta" | b"ilst" => self.boxes(reader, Some(content), depth_left),
            b"mvhd" | b"tkhd" | b"stsd" | b"keys" | b"hdlr" => {
                let taken = content.min(LEAF_BYTES_MAX);
                let bytes = take(reader, taken)?;
                self.leaf(&name, &bytes);
                skip(reader, content - taken)
            }
            // MP4 has four bytes before the boxes in it, QuickTime has none: the length of a first box is never zero.
            b"meta" => {
                let Some(rest) = content.checked_sub(8) else { return skip(reader, content) };
                let head = take(reader, 8)?;
                if head.starts_with(&[0; 4]) {
                    // These eight were the four and the length of the first box in it, whose name comes now.
                    let inner = head.get(4..8).and_then(|length| length.try_into().ok()).map(u32::from_be_bytes);
                    let inner = u64::from(inner.unwrap_or_default());
                    let (Some(body), Some(rest)) = (inner.checked_sub(8), rest.checked_sub(4)) else {
                        return skip(reader, rest);
                    };
                    let name = take(reader, 4)?;
                    let rest = rest.checked_sub(body).ok_or(ContainerError::Broken)?;
                    let name = name.try_into().map_err(|_| ContainerError::Broken)?;
                    self.one(reader, name, body, depth_left.checked_sub(1).ok_or(ContainerError::TooDeep)?)?;
                    return self.boxes(reader, Some(rest), depth_left);
                }
                let length = head.first_chunk::<4>().map_or(0, |length| u64::from(u32::from_be_bytes(*length)));
                let name = head.last_chunk::<4>().copied().unwrap_or_default();
                let body = length.checked_sub(8).ok_or(ContainerError::Broken)?;
                let rest = rest.checked_sub(body).ok_or(ContainerError::Broken)?;
                self.one(reader, name, body, depth_left.checked_sub(1).ok_or(ContainerError::TooDeep)?)?;
                self.boxes(reader, Some(rest), depth_left)
            }
            // Positions: of QuickTime and Android, of 3GPP, of cameras in cars.
            b"\xa9xyz" | b"loci" | b"GPS " | b"gps " => {
                self.found.has_position = true;
                skip(reader, content)
            }
            // Every muxer names itself.
            b"\xa9too" | b"\xa9enc" => skip(reader, content),
            // Other user data of QuickTime and 3GPP; `Xtra` and `XMP_` of editing programs.
            [0xa9, ..] | b"Xtra" | b"XMP_" | b"auth" | b"titl" | b"dscp" | b"manu" | b"modl" => {
                self.found.has_origin = true;
                skip(reader, content)
            }
            _ => skip(reader, content),
        }
    }

    fn leaf(&mut self, name: &[u8; 4], bytes: &[u8]) {
        let four = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
        let eight = |at: usize| bytes.get(at..at + 8)?.try_into().ok().map(u64::from_be_bytes);
        let is_long = bytes.first() == Some(&1);
        match name {
            b"mvhd" => {
                let (scale, length) = if is_long { (four(20), eight(24)) } else { (four(12), four(16).map(u64::from)) };
                // All bits set is how a muxer writes that it does not know.
                let is_known = |length: &u64| *length != u64::from(u32::MAX) && *length != u64::MAX;
                self.found.duration_ms = scale
                    .filter(|scale| *scale > 0)
                    .zip(length.filter(is_known))
                    .and_then(|(scale, length)| Some(length.checked_mul(1000)? / u64::from(scale)));
            }
            // Width and height are its last eight bytes, in sixteenths of sixteen bits.
            b"tkhd" => {
                let at = if is_long { 88 } else { 76 };
                if let (Some(width), Some(height)) = (four(at), four(at + 4)) {
                    self.found.see_size(width >> 16, height >> 16);
                }
            }
            b"stsd" => {
                let codec = bytes.get(12..16).unwrap_or_default();
                self.found.see_codec(codec);
                // Tracks that hold where the camera was, second by second.
                self.found.has_position |= matches!(codec, b"gpmd" | b"camm");
            }
            b"keys" => {
                let text = String::from_utf8_lossy(bytes);
                self.found.has_position |= text.contains("location");
                self.found.has_origin |= ["make", "model", "author", "title", "comment", "software", "creationdate"]
                    .iter()
                    .any(|key| text.contains(key));
            }
            _ => {}
        }
    }
}

/// The name of a box, and the lengths of its content and its head; no lengths where it reaches to the end. Nothing at the end
/// of the file.
#[expect(clippy::type_complexity, reason = "three words that are read together")]
fn head(reader: &mut dyn Read, left: Option<u64>) -> Result<Option<([u8; 4], Option<(u64, u64)>)>, ContainerError> {
    let mut bytes = Vec::new();
    reader.take(8).read_to_end(&mut bytes).map_err(|_| ContainerError::Broken)?;
    let Ok([a, b, c, d, name @ ..]) = <[u8; 8]>::try_from(bytes.as_slice()) else {
        return if bytes.is_empty() && left.is_none() { Ok(None) } else { Err(ContainerError::Broken) };
    };
    let (length, head) = match u32::from_be_bytes([a, b, c, d]) {
        0 if left.is_none() => return Ok(Some((name, None))),
        1 => {
            let long = take(reader, 8)?;
            (long.try_into().map(u64::from_be_bytes).map_err(|_| ContainerError::Broken)?, 16)
        }
        length => (u64::from(length), 8),
    };
    let content = length.checked_sub(head).ok_or(ContainerError::Broken)?;
    if left.is_some_and(|left| length > left) {
        return Err(ContainerError::Broken);
    }
    Ok(Some((name, Some((content, head)))))
}
