//! Which rows of a file were deleted without writing it anew. In: a deletion vector, inside the log or in a file beside the
//! data. Out: the places of the rows. Never: fewer rows than the log says were deleted.

use crate::DeltaError;
use serde_json::Value;
use std::path::Path;

/// The places of deleted rows in one file, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted(Vec<u64>);

impl Deleted {
    /// Whether the row at this place was deleted.
    pub fn contains(&self, row: u64) -> bool {
        self.0.binary_search(&row).is_ok()
    }

    /// How many rows were deleted.
    pub fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// Reads the vector that an action describes.
    pub(crate) fn read(folder: &Path, vector: &Value) -> Result<Self, DeltaError> {
        let wrong = |why| DeltaError::Vector { why };
        let text = |name| vector.get(name).and_then(Value::as_str).ok_or(wrong("its description is not whole"));
        let number = |name| vector.get(name).and_then(Value::as_u64);
        let (storage, given) = (text("storageType")?, text("pathOrInlineDv")?);
        let size = number("sizeInBytes").ok_or(wrong("its description is not whole"))?;
        let bytes = match storage {
            "i" => base85(given).ok_or(wrong("it is not in Base85"))?,
            "u" => stored(folder, given, number("offset").unwrap_or(1), size)?,
            "p" => {
                let cure = "its deletion vectors lie elsewhere, as in a shallow clone; make a deep clone of it";
                return Err(DeltaError::Feature { feature: "deletionVectors by path".to_owned(), cure });
            }
            _ => return Err(wrong("nobody knows where it is kept")),
        };
        let bytes = usize::try_from(size).ok().and_then(|size| bytes.get(..size)).ok_or(wrong("it is too short"))?;
        // Known before anything is made of it: four bytes can stand for sixty-five thousand rows.
        let said = number("cardinality").filter(|rows| *rows <= ROWS_MAX).ok_or(wrong("it holds too many rows"))?;
        let rows = bitmaps(bytes, said).ok_or(wrong("it has another form, or holds more rows than the log says"))?;
        if rows.len() as u64 != said {
            return Err(wrong("it holds another number of rows than the log says"));
        }
        Ok(Self(rows))
    }
}

/// The bytes in the file whose name is in `given`: a folder, if any, and a UUID in Base85.
fn stored(folder: &Path, given: &str, offset: u64, size: u64) -> Result<Vec<u8>, DeltaError> {
    let wrong = |why| DeltaError::Vector { why };
    let split = given.len().checked_sub(20).filter(|at| given.is_char_boundary(*at));
    let (prefix, id) = given.split_at(split.ok_or(wrong("its name is too short"))?);
    if !prefix.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(wrong("its name leads elsewhere"));
    }
    let id = base85(id).ok_or(wrong("its name is not in Base85"))?;
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    let cut = |from, to| hex.get(from..to).unwrap_or_default();
    let name = [cut(0, 8), cut(8, 12), cut(12, 16), cut(16, 20), cut(20, 32)].join("-");
    let path = folder.join(prefix).join(format!("deletion_vector_{name}.bin"));
    let file = world::read(path)?;
    let mut rest = usize::try_from(offset).ok().and_then(|from| file.get(from..)).ok_or(wrong("it is too short"))?;
    let length = u32::from_be_bytes(take(&mut rest).ok_or(wrong("it is too short"))?);
    let bytes = rest.get(..length as usize).ok_or(wrong("it is too short"))?;
    let sum = rest.get(length as usize..).and_then(|rest| rest.first_chunk::<4>());
    if u64::from(length) != size || file.first() != Some(&1) {
        return Err(wrong("it has another form"));
    }
    if sum.map(|sum| u32::from_be_bytes(*sum)) != Some(crc32(bytes)) {
        return Err(wrong("its bytes are not those that were written"));
    }
    Ok(bytes.to_vec())
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*first)
}

/// An array of Roaring bitmaps, each for the rows that share the upper half of their place.
fn bitmaps(bytes: &[u8], most: u64) -> Option<Vec<u64>> {
    let (mut rest, mut rows) = (bytes, Vec::new());
    let magic: [u8; 4] = take(&mut rest)?;
    if u32::from_le_bytes(magic) == MAGIC {
        for _ in 0..u64::from_le_bytes(take(&mut rest)?) {
            let upper = u64::from(u32::from_le_bytes(take(&mut rest)?)) << 32;
            bitmap(&mut rest, upper, &mut rows, most)?;
        }
    } else if u32::from_be_bytes(magic) == EARLIER_MAGIC {
        // The form of the protocol's own example: the upper half is the place in the array.
        for upper in 0..u64::from(u32::from_be_bytes(take(&mut rest)?)) {
            let size = u32::from_be_bytes(take(&mut rest)?) as usize;
            let (mut own, after) = rest.split_at_checked(size)?;
            bitmap(&mut own, upper << 32, &mut rows, most)?;
            rest = if own.is_empty() { after } else { return None };
        }
    } else {
        return None;
    }
    (rest.is_empty() && rows.is_sorted_by(|one, next| one < next)).then_some(rows)
}

/// One Roaring bitmap in its portable form.
fn bitmap(rest: &mut &[u8], upper: u64, rows: &mut Vec<u64>, most: u64) -> Option<()> {
    let cookie = u32::from_le_bytes(take(rest)?);
    let (count, runs) = if cookie & 0xffff == WITH_RUNS {
        let count = (cookie >> 16) as usize + 1;
        let (flags, after) = rest.split_at_checked(count.div_ceil(8))?;
        *rest = after;
        (count, flags)
    } else if cookie == WITHOUT_RUNS {
        (u32::from_le_bytes(take(rest)?) as usize, &[] as &[u8])
    } else {
        return None;
    };
    let mut containers = Vec::new();
    for _ in 0..count {
        let key = u64::from(u16::from_le_bytes(take(rest)?));
        containers.push((key, usize::from(u16::from_le_bytes(take(rest)?)) + 1));
    }
    // Where each container begins: they are read one after the other, so nobody has to jump.
    if runs.is_empty() || count >= OFFSETS_FROM {
        *rest = rest.get(4 * count..)?;
    }
    for (index, (key, cardinality)) in containers.into_iter().enumerate() {
        let base = upper | key << 16;
        if rows.len() as u64 > most {
            return None;
        }
        let is_runs = runs.get(index / 8).is_some_and(|flags| flags >> (index % 8) & 1 == 1);
        if is_runs {
            for _ in 0..u16::from_le_bytes(take(rest)?) {
                let start = u64::from(u16::from_le_bytes(take(rest)?));
                let length = u64::from(u16::from_le_bytes(take(rest)?));
                if rows.len() as u64 + length > most {
                    return None;
                }
                rows.extend((start..=start + length).map(|row| base + row));
            }
        } else if cardinality <= ARRAY_MAX {
            for _ in 0..cardinality {
                rows.push(base | u64::from(u16::from_le_bytes(take(rest)?)));
            }
        } else {
            for word in 0..1024 {
                let bits = u64::from_le_bytes(take(rest)?);
                rows.extend((0..64).filter(|bit| bits >> bit & 1 == 1).map(|bit| base + word * 64 + bit));
            }
        }
    }
    Some(())
}

/// Base85 in the alphabet of ZeroMQ, four bytes from five letters.
fn base85(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 5 * 4);
    if !text.len().is_multiple_of(5) {
        return None;
    }
    for letters in text.as_bytes().chunks(5) {
        let mut word = 0_u64;
        for letter in letters {
            word = word * 85 + ALPHABET.iter().position(|known| known == letter)? as u64;
        }
        bytes.extend(u32::try_from(word).ok()?.to_be_bytes());
    }
    Some(bytes)
}

/// The checksum of zip and PNG. A bit at a time: vectors are short.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

/// The most rows of one vector; no file has so many.
const ROWS_MAX: u64 = 1 << 28;
const MAGIC: u32 = 1_681_511_377;
const EARLIER_MAGIC: u32 = 1_681_511_376;
const WITH_RUNS: u32 = 12347;
const WITHOUT_RUNS: u32 = 12346;
/// With runs, smaller bitmaps have no list of where their containers begin.
const OFFSETS_FROM: usize = 4;
/// The most values of a container that lists them.
const ARRAY_MAX: usize = 4096;
const ALPHABET: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cardinality: u64) -> Result<Deleted, DeltaError> {
        let inline = "wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L";
        let vector = serde_json::json!({ "storageType": "i", "pathOrInlineDv": inline, "sizeInBytes": 40,
            "cardinality": cardinality });
        Deleted::read(Path::new("nowhere"), &vector)
    }

    #[test]
    fn the_vector_of_the_protocol_is_read_as_the_protocol_says() {
        let deleted = check(6).expect("valid");
        assert_eq!(deleted.0, [3, 4, 7, 11, 18, 29]);
        assert!(deleted.contains(18) && !deleted.contains(19));
    }

    #[test]
    fn a_vector_of_another_number_of_rows_is_an_error() {
        assert!(check(5).is_err_and(|error| error.to_string().contains("more rows than the log says")
            || error.to_string().contains("another number")));
    }

    #[test]
    fn the_checksum_is_the_known_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }
}
