//! The parts that picture files are made of. In: the bytes of a JPEG, PNG, WebP or GIF. Out: its parts, each a span of the
//! bytes. Never: a byte decoded, or a length believed that leads out of the file.

/// One part of a file: what it is, and where its bytes and its content stand.
pub(super) struct Part<'a> {
    /// The marker of a JPEG segment, or the four letters of a chunk.
    pub(super) name: [u8; 4],
    /// The part as it stands in the file.
    pub(super) whole: &'a [u8],
    /// What it holds.
    pub(super) content: &'a [u8],
}

/// The file does not consist of whole parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken;

/// The segments of a JPEG up to its picture data, and the picture data up to its end mark as the last part, named `SCAN`.
/// What stands behind the end mark, often a second picture or a film, is no part of it.
pub(super) fn jpeg(bytes: &[u8]) -> Result<Vec<Part<'_>>, Broken> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8]).ok_or(Broken)?;
    let mut parts = Vec::new();
    loop {
        // A segment may be preceded by any number of filling bytes.
        while let [0xff, 0xff, ..] = rest {
            rest = rest.get(1..).ok_or(Broken)?;
        }
        let [0xff, marker, high, low, ..] = rest else { return Err(Broken) };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let (whole, behind) = rest.split_at_checked(length + 2).ok_or(Broken)?;
        let content = whole.get(4..).ok_or(Broken)?;
        parts.push(Part { name: [0xff, *marker, 0, 0], whole, content });
        if *marker == 0xda {
            let end = scan_end(behind).ok_or(Broken)?;
            let scan = behind.get(..end).ok_or(Broken)?;
            parts.push(Part { name: *b"SCAN", whole: scan, content: scan });
            return Ok(parts);
        }
        rest = behind;
    }
}

/// The end of the picture data with its end mark. A progressive picture has tables and further scans in it.
fn scan_end(data: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += data.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match data.get(at + 1)? {
            0xd9 => return Some(at + 2),
            // An escaped byte, a restart mark, a filling byte.
            0 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => {
                let length = data.get(at + 2..at + 4)?;
                at += 2 + usize::from(u16::from_be_bytes(length.try_into().ok()?));
            }
        }
    }
}

/// The chunks of a PNG.
pub(super) fn png(bytes: &[u8]) -> Result<Vec<Part<'_>>, Broken> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n").ok_or(Broken)?;
    let mut parts = Vec::new();
    loop {
        let (head, _) = rest.split_first_chunk::<8>().ok_or(Broken)?;
        let [a, b, c, d, name @ ..] = *head;
        let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).map_err(|_| Broken)?;
        let (whole, behind) = rest.split_at_checked(length.checked_add(12).ok_or(Broken)?).ok_or(Broken)?;
        let content = whole.get(8..8 + length).ok_or(Broken)?;
        parts.push(Part { name, whole, content });
        if name == *b"IEND" {
            return Ok(parts);
        }
        rest = behind;
    }
}

/// The chunks of a WebP.
pub(super) fn webp(bytes: &[u8]) -> Result<Vec<Part<'_>>, Broken> {
    let head = bytes.get(..12).filter(|head| head.starts_with(b"RIFF") && head.ends_with(b"WEBP")).ok_or(Broken)?;
    let length = head.get(4..8).and_then(|length| length.try_into().ok()).map(u32::from_le_bytes).ok_or(Broken)?;
    let end = usize::try_from(length).ok().and_then(|length| length.checked_add(8)).ok_or(Broken)?;
    let mut rest = bytes.get(12..end).ok_or(Broken)?;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (head, _) = rest.split_first_chunk::<8>().ok_or(Broken)?;
        let [n0, n1, n2, n3, a, b, c, d] = *head;
        let length = usize::try_from(u32::from_le_bytes([a, b, c, d])).map_err(|_| Broken)?;
        // Chunks begin at even places.
        let padded = length.checked_add(length % 2).and_then(|length| length.checked_add(8)).ok_or(Broken)?;
        let (whole, behind) = rest.split_at_checked(padded).ok_or(Broken)?;
        let content = whole.get(8..8 + length).ok_or(Broken)?;
        parts.push(Part { name: [n0, n1, n2, n3], whole, content });
        rest = behind;
    }
    Ok(parts)
}

/// Width and height, as the file announces them.
pub(super) fn size(media_type: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let big = |bytes: &[u8], at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let small = |bytes: &[u8], at: usize| Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    match media_type {
        "image/png" => {
            let parts = bytes.get(16..24)?;
            Some((big(parts, 0)?, big(parts, 4)?))
        }
        "image/gif" => {
            let little = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
            Some((little(6)?, little(8)?))
        }
        "image/jpeg" => {
            let parts = jpeg(bytes).ok()?;
            // A frame header: any of SOF0 to SOF15 but the three marks that stand for something else.
            let is_frame = |part: &&Part<'_>| {
                matches!(part.name, [0xff, 0xc0..=0xcf, ..]) && !matches!(part.name, [0xff, 0xc4 | 0xc8 | 0xcc, ..])
            };
            let frame = parts.iter().find(is_frame)?;
            Some((small(frame.content, 3)?, small(frame.content, 1)?))
        }
        "image/webp" => webp_size(&webp(bytes).ok()?),
        _ => None,
    }
}

fn webp_size(parts: &[Part<'_>]) -> Option<(u32, u32)> {
    let first = parts.first()?;
    let content = first.content;
    match &first.name {
        b"VP8X" => {
            let three = |at: usize| {
                let [a, b, c] = content.get(at..at + 3)?.try_into().ok()?;
                Some(u32::from_le_bytes([a, b, c, 0]) + 1)
            };
            Some((three(4)?, three(7)?))
        }
        b"VP8 " => {
            let two =
                |at: usize| Some(u32::from(u16::from_le_bytes(content.get(at..at + 2)?.try_into().ok()?)) & 0x3fff);
            Some((two(6)?, two(8)?))
        }
        b"VP8L" => {
            let bits = u32::from_le_bytes(content.get(1..5)?.try_into().ok()?);
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}
