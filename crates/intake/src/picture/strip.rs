//! Taking off a picture what it says beside what it shows. In: the bytes of a JPEG, PNG, WebP or GIF. Out: the same picture
//! without positions, names, devices, comments, thumbnails, and whatever stands behind its end. Never: a file of which only a
//! part was understood, handed on as clean.

use super::parts::{self, Broken, Part};

/// Why a picture could not be cleaned. It stays out then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StripError {
    /// Its parts do not fit together.
    #[error("the picture is cut off or broken; export it again")]
    Broken,
    /// A format whose parts this build does not take apart.
    #[error("the picture is of a type that this version cannot clean; convert it to JPEG or PNG")]
    UnknownType,
}

impl From<Broken> for StripError {
    fn from(_: Broken) -> Self {
        Self::Broken
    }
}

/// The picture without its metadata.
pub(super) fn strip(media_type: &str, bytes: &[u8]) -> Result<Vec<u8>, StripError> {
    match media_type {
        "image/jpeg" => jpeg(bytes),
        "image/png" => png(bytes),
        "image/webp" => webp(bytes),
        "image/gif" => gif(bytes),
        _ => Err(StripError::UnknownType),
    }
}

fn jpeg(bytes: &[u8]) -> Result<Vec<u8>, StripError> {
    let parts = parts::jpeg(bytes)?;
    let mut out = vec![0xff, 0xd8];
    let orientation = exif_orientation(&parts);
    if let Some(orientation @ 2..=8) = orientation {
        out.extend(exif_segment(orientation));
    }
    for part in parts {
        let is_shown = match part.name {
            // What a decoder needs for the colours: JFIF, the colour profile, and Adobe's transform.
            [0xff, 0xe0, ..] => part.content.starts_with(b"JFIF\0"),
            [0xff, 0xe2, ..] => part.content.starts_with(b"ICC_PROFILE\0"),
            [0xff, 0xee, ..] => part.content.starts_with(b"Adobe"),
            // Any other application's segment, and comments.
            [0xff, 0xe1 | 0xe3..=0xed | 0xef | 0xfe, ..] => false,
            _ => true,
        };
        if is_shown {
            out.extend_from_slice(part.whole);
        }
    }
    Ok(out)
}

/// How the picture is turned when it is shown, 2 to 8; nothing where it is shown as it is.
pub(super) fn shown_orientation(media_type: &str, bytes: &[u8]) -> Option<u16> {
    let parts = if media_type == "image/jpeg" { parts::jpeg(bytes).ok()? } else { return None };
    exif_orientation(&parts).filter(|orientation| (2..=8).contains(orientation))
}

fn exif_orientation(parts: &[Part<'_>]) -> Option<u16> {
    // Found by fuzzing: the same letters in a table of the decoder are no EXIF.
    let exif = parts.iter().filter(|part| matches!(part.name, [0xff, 0xe1, ..]));
    exif.filter_map(|part| part.content.strip_prefix(b"Exif\0\0")).find_map(orientation)
}

/// The orientation in a TIFF structure.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let two = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let four = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()
    };
    let directory = four(4)?;
    let count = usize::from(two(directory)?);
    let entries = (0..count).map(|index| directory + 2 + index * 12);
    let entry = entries.take_while(|at| *at < tiff.len()).find(|at| two(*at) == Some(0x0112))?;
    two(entry.checked_add(8)?)
}

/// EXIF with nothing in it but the orientation.
fn exif_segment(orientation: u16) -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    tiff.extend(orientation.to_be_bytes());
    tiff.extend([0; 6]);
    let length = u16::try_from(tiff.len() + 2).unwrap_or_default();
    let mut segment = vec![0xff, 0xe1];
    segment.extend(length.to_be_bytes());
    segment.extend(tiff);
    segment
}

fn png(bytes: &[u8]) -> Result<Vec<u8>, StripError> {
    let parts = parts::png(bytes)?;
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for part in parts {
        let is_critical = part.name.first().is_some_and(u8::is_ascii_uppercase);
        // What changes how the picture looks, and the frames of a moving one; everything else says something.
        let is_shown = is_critical
            || matches!(
                &part.name,
                b"tRNS"
                    | b"gAMA"
                    | b"cHRM"
                    | b"sRGB"
                    | b"iCCP"
                    | b"cICP"
                    | b"sBIT"
                    | b"bKGD"
                    | b"pHYs"
                    | b"acTL"
                    | b"fcTL"
                    | b"fdAT"
            );
        if is_shown {
            out.extend_from_slice(part.whole);
        }
    }
    Ok(out)
}

fn webp(bytes: &[u8]) -> Result<Vec<u8>, StripError> {
    let parts = parts::webp(bytes)?;
    let mut body = Vec::new();
    for Part { name, whole, content } in parts {
        match &name {
            b"VP8X" => {
                let mut chunk = whole.to_vec();
                // The flags that announce EXIF and XMP.
                let (flags, _) = content.split_first().ok_or(StripError::Broken)?;
                *chunk.get_mut(8).ok_or(StripError::Broken)? = flags & !0b1100;
                body.extend(chunk);
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => body.extend_from_slice(whole),
            _ => {}
        }
    }
    let length = u32::try_from(body.len() + 4).map_err(|_| StripError::Broken)?;
    let mut out = b"RIFF".to_vec();
    out.extend(length.to_le_bytes());
    out.extend(b"WEBP");
    out.extend(body);
    Ok(out)
}

fn gif(bytes: &[u8]) -> Result<Vec<u8>, StripError> {
    let mut reader = Gif { bytes, at: 0 };
    let mut out = reader.take(13)?.to_vec();
    let flags = *out.get(10).ok_or(StripError::Broken)?;
    out.extend_from_slice(reader.table(flags)?);
    loop {
        let from = reader.at;
        let [kind] = *reader.take(1)? else { return Err(StripError::Broken) };
        let is_shown = match kind {
            0x3b => {
                out.push(0x3b);
                return Ok(out);
            }
            0x2c => {
                let flags = *reader.take(9)?.get(8).ok_or(StripError::Broken)?;
                reader.table(flags)?;
                reader.take(1)?;
                reader.blocks()?;
                true
            }
            0x21 => {
                let label = *reader.take(1)?.first().ok_or(StripError::Broken)?;
                let content = reader.blocks()?;
                // How a frame is shown, and how often the frames are; comments, texts and programs are not.
                label == 0xf9 || (label == 0xff && content.get(1..12) == Some(b"NETSCAPE2.0"))
            }
            _ => return Err(StripError::Broken),
        };
        if is_shown {
            out.extend_from_slice(bytes.get(from..reader.at).ok_or(StripError::Broken)?);
        }
    }
}

struct Gif<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Gif<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], StripError> {
        let end = self.at.checked_add(count).ok_or(StripError::Broken)?;
        let taken = self.bytes.get(self.at..end).ok_or(StripError::Broken)?;
        self.at = end;
        Ok(taken)
    }

    /// A table of colours, if the flags announce one.
    fn table(&mut self, flags: u8) -> Result<&'a [u8], StripError> {
        if flags & 0x80 == 0 { Ok(&[]) } else { self.take(3 << ((flags & 7) + 1)) }
    }

    /// Blocks that each say their length, up to the empty one.
    fn blocks(&mut self) -> Result<&'a [u8], StripError> {
        let from = self.at;
        loop {
            let length = *self.take(1)?.first().ok_or(StripError::Broken)?;
            self.take(usize::from(length))?;
            if length == 0 {
                return self.bytes.get(from..self.at).ok_or(StripError::Broken);
            }
        }
    }
}
