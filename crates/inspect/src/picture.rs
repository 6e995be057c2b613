//! What a picture carries besides what it shows. In: the bytes of one picture. Out: which metadata about a person or place
//! it holds. Never: the metadata itself, or a panic on broken bytes.

use exif::{Error, Field, In, Reader, Tag, Value};
use serde::Serialize;
use std::io::Cursor;

/// One thing that the metadata of a picture holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureFinding {
    /// Coordinates of the place where it was taken.
    GpsPosition,
    /// A name of the photographer, owner or copyright holder.
    OwnerName,
    /// A serial number of camera or lens, or an identifier of this one picture.
    DeviceSerial,
    /// Make or model of the device.
    DeviceModel,
    /// The moment it was taken.
    TakenAt,
    /// A comment or description.
    Comment,
    /// The format is not known or the metadata is broken, so nothing is known.
    Unreadable,
}

/// Everything that inspection says about one picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureInspection {
    /// The version of the detectors.
    pub version: &'static str,
    /// Bytes looked at: all of them.
    pub bytes_scanned: usize,
    /// What was found, sorted, none twice.
    pub findings: Vec<PictureFinding>,
}

impl PictureInspection {
    /// Whether coordinates were found.
    pub fn has_position(&self) -> bool {
        self.findings.contains(&PictureFinding::GpsPosition)
    }

    /// Whether the metadata could not be read, so that nothing is known about it.
    pub fn is_unreadable(&self) -> bool {
        self.findings.contains(&PictureFinding::Unreadable)
    }
}

// HOLE: of metadata only EXIF is read, and what a picture shows is asked for faces alone: XMP, IPTC, text in the picture and
// videos are not looked at.

/// Reads the metadata of a JPEG, TIFF, PNG, WebP, HEIF or AVIF picture.
pub fn inspect_picture(bytes: &[u8]) -> PictureInspection {
    let mut findings = Vec::new();
    match Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(bytes)) {
        Ok(exif) => findings.extend(exif.fields().filter_map(finding)),
        Err(Error::PartialResult(partial)) => {
            let (exif, _) = partial.into_inner();
            findings.extend(exif.fields().filter_map(finding));
            findings.push(PictureFinding::Unreadable);
        }
        // A known format without EXIF holds none; anything else was not understood, which is not the same.
        Err(Error::NotFound(_)) => {}
        Err(_) => findings.push(PictureFinding::Unreadable),
    }
    findings.sort();
    findings.dedup();
    PictureInspection { version: crate::VERSION, bytes_scanned: bytes.len(), findings }
}

fn finding(field: &Field) -> Option<PictureFinding> {
    let found = match field.tag {
        Tag::GPSLatitude
        | Tag::GPSLongitude
        | Tag::GPSDestLatitude
        | Tag::GPSDestLongitude
        | Tag::GPSAreaInformation => PictureFinding::GpsPosition,
        Tag::CameraOwnerName | Tag::Artist | Tag::Copyright => PictureFinding::OwnerName,
        Tag::BodySerialNumber | Tag::LensSerialNumber | Tag::ImageUniqueID => PictureFinding::DeviceSerial,
        Tag::Make | Tag::Model => PictureFinding::DeviceModel,
        Tag::DateTimeOriginal | Tag::DateTimeDigitized => PictureFinding::TakenAt,
        Tag::UserComment | Tag::ImageDescription => PictureFinding::Comment,
        _ => return None,
    };
    // The thumbnail may keep what was removed from the picture itself, so both directories count.
    let is_counted = matches!(field.ifd_num, In::PRIMARY | In::THUMBNAIL);
    (is_counted && holds_something(&field.value)).then_some(found)
}

fn holds_something(value: &Value) -> bool {
    let is_content = |byte: &u8| !matches!(byte, 0 | b' ');
    match value {
        Value::Ascii(lines) => lines.iter().flatten().any(is_content),
        // A comment begins with eight bytes that name its character set.
        Value::Undefined(bytes, _) => bytes.iter().skip(8).any(is_content),
        Value::Rational(numbers) => numbers.iter().any(|number| number.denom != 0),
        Value::Unknown(..) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A little-endian TIFF with these entries in its first directory: tag, type, count, value.
    fn tiff(entries: &[(u16, u16, u32, u32)], tail: &[u8]) -> Vec<u8> {
        let mut bytes = b"II*\0\x08\0\0\0".to_vec();
        bytes.extend(u16::try_from(entries.len()).expect("few").to_le_bytes());
        for (tag, kind, count, value) in entries {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(kind.to_le_bytes());
            bytes.extend(count.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend([0; 4]);
        bytes.extend(tail);
        bytes
    }

    #[test]
    fn a_make_in_the_metadata_is_found_and_an_empty_one_is_not() {
        let picture = tiff(&[(0x010f, 2, 3, u32::from_le_bytes(*b"ab\0\0"))], &[]);
        assert_eq!(inspect_picture(&picture).findings, [PictureFinding::DeviceModel]);
        let picture = tiff(&[(0x010f, 2, 3, 0)], &[]);
        assert_eq!(inspect_picture(&picture).findings, []);
    }

    #[test]
    fn bytes_that_are_no_picture_are_unreadable_and_counted() {
        let found = inspect_picture(b"not a picture");
        assert_eq!((found.bytes_scanned, found.is_unreadable()), (13, true));
        assert!(inspect_picture(&[]).is_unreadable());
    }

    proptest::proptest! {
        #[test]
        fn broken_bytes_never_panic(mut entries in proptest::collection::vec((0u16..0x9400, 0u16..14, 0u32..9, 0u32..99), 0..5),
            cut in 0usize..80, tail in proptest::collection::vec(proptest::num::u8::ANY, 0..40)) {
            entries.push((0x8825, 4, 1, 26));
            let mut picture = tiff(&entries, &tail);
            picture.truncate(cut.max(8));
            proptest::prop_assert_eq!(inspect_picture(&picture).bytes_scanned, picture.len());
        }
    }
}
