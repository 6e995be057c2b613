//! DAG-CBOR, the encoding of records in the AT protocol. In: the bytes of one block. Out: one value. Never: a value of
//! which two readings are possible, a byte behind it left over, or an allocation that the input alone decides.

use std::collections::BTreeMap;

/// A value.
#[derive(Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Truth(bool),
    /// CBOR holds whole numbers of 65 bits; none of a record needs more than these.
    Number(i128),
    Fraction(f64),
    Text(String),
    Bytes(Vec<u8>),
    List(Vec<Value>),
    Map(BTreeMap<String, Value>),
    Link(Cid),
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A record is what a person wrote.
        f.write_str("Value")
    }
}

/// Why bytes are no DAG-CBOR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub &'static str);

/// The name of a block: a version, a codec, and the digest of its bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Cid(Vec<u8>);

impl std::fmt::Debug for Cid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_text())
    }
}

/// How the bytes of a block are to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash<'a> {
    Sha256(&'a [u8]),
    /// Another function than the one that the AT protocol prescribes.
    Other,
}

impl Cid {
    /// The name at the start of `bytes`, and how long it is.
    pub(crate) fn read(bytes: &[u8]) -> Result<(Self, usize), Malformed> {
        // Version 0 is a bare SHA-256 digest: function 0x12, 32 bytes long.
        if bytes.starts_with(&[0x12, 0x20]) {
            let name = bytes.get(..34).ok_or(Malformed("a link is cut off"))?;
            return Ok((Self(name.to_vec()), 34));
        }
        let mut rest = bytes;
        let version = varint(&mut rest)?;
        if version != 1 {
            return Err(Malformed("a link is of a version that is not known"));
        }
        let _codec = varint(&mut rest)?;
        let _function = varint(&mut rest)?;
        let length = varint(&mut rest)?;
        let length = usize::try_from(length).ok().filter(|length| *length <= DIGEST_BYTES_MAX);
        let length = length.ok_or(Malformed("the digest of a link is too long"))?;
        let end = bytes.len() - rest.len() + length;
        let name = bytes.get(..end).ok_or(Malformed("a link is cut off"))?;
        Ok((Self(name.to_vec()), end))
    }

    /// The digest that its bytes must have.
    pub(crate) fn hash(&self) -> Hash<'_> {
        let mut rest = self.0.as_slice();
        if !rest.starts_with(&[0x12, 0x20]) && (varint(&mut rest).is_err() || varint(&mut rest).is_err()) {
            return Hash::Other;
        }
        match rest {
            [0x12, 0x20, digest @ ..] if digest.len() == 32 => Hash::Sha256(digest),
            _ => Hash::Other,
        }
    }

    /// The name as it is written in links: base 32 for version 1. Version 0 does not occur in the AT protocol.
    pub(crate) fn to_text(&self) -> String {
        const LETTERS: [char; 32] = [
            'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u',
            'v', 'w', 'x', 'y', 'z', '2', '3', '4', '5', '6', '7',
        ];
        let mut text = String::from("b");
        let (mut held, mut bits) = (0u32, 0);
        let mut push = |held: u32| {
            text.push(LETTERS.get((held & 31) as usize).copied().unwrap_or_default());
        };
        for byte in &self.0 {
            held = (held << 8 | u32::from(*byte)) & 0xffff;
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                push(held >> bits);
            }
        }
        if bits > 0 {
            push(held << (5 - bits));
        }
        text
    }
}

/// Reads an unsigned LEB128 number and moves behind it.
pub(crate) fn varint(bytes: &mut &[u8]) -> Result<u64, Malformed> {
    let mut number = 0u64;
    for shift in (0..63).step_by(7) {
        let Some((byte, rest)) = bytes.split_first() else { return Err(Malformed("a number is cut off")) };
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(Malformed("a number is too long"))
}

/// Reads exactly one value.
pub(crate) fn read(bytes: &[u8]) -> Result<Value, Malformed> {
    let (value, rest) = read_first(bytes)?;
    if rest.is_empty() { Ok(value) } else { Err(Malformed("bytes stand behind the value")) }
}

/// Reads one value, and gives what stands behind it.
pub(crate) fn read_first(bytes: &[u8]) -> Result<(Value, &[u8]), Malformed> {
    let mut reader = Reader { bytes };
    let value = reader.value(DEPTH_MAX)?;
    Ok((value, reader.bytes))
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(Malformed("it is cut off"))?;
        self.bytes = rest;
        Ok(taken)
    }

    fn take_array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (taken, rest) = self.bytes.split_first_chunk().ok_or(Malformed("it is cut off"))?;
        self.bytes = rest;
        Ok(*taken)
    }

    /// The kind of the next value, and its number.
    fn head(&mut self) -> Result<(u8, u8, u64), Malformed> {
        let [first] = self.take_array()?;
        let (kind, detail) = (first >> 5, first & 31);
        let number = match detail {
            0..=23 => u64::from(detail),
            24 => u64::from(u8::from_be_bytes(self.take_array()?)),
            25 => u64::from(u16::from_be_bytes(self.take_array()?)),
            26 => u64::from(u32::from_be_bytes(self.take_array()?)),
            27 => u64::from_be_bytes(self.take_array()?),
            _ => return Err(Malformed("a length is left open")),
        };
        Ok((kind, detail, number))
    }

    fn length(number: u64) -> Result<usize, Malformed> {
        usize::try_from(number).map_err(|_| Malformed("it is cut off"))
    }

    fn text(&mut self, number: u64) -> Result<String, Malformed> {
        let bytes = self.take(Self::length(number)?)?;
        std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| Malformed("a text is not UTF-8"))
    }

    fn value(&mut self, depth_left: u32) -> Result<Value, Malformed> {
        let depth_left = depth_left.checked_sub(1).ok_or(Malformed("it is too deep"))?;
        let (kind, detail, number) = self.head()?;
        Ok(match kind {
            0 => Value::Number(i128::from(number)),
            1 => Value::Number(-1 - i128::from(number)),
            2 => Value::Bytes(self.take(Self::length(number)?)?.to_vec()),
            3 => Value::Text(self.text(number)?),
            4 => {
                // Grown as the items come: the number alone may ask for more than there is.
                let mut items = Vec::new();
                for _ in 0..number {
                    items.push(self.value(depth_left)?);
                }
                Value::List(items)
            }
            5 => {
                let mut members = BTreeMap::new();
                for _ in 0..number {
                    let (3, _, length) = self.head()? else { return Err(Malformed("a key is no text")) };
                    let key = self.text(length)?;
                    if members.insert(key, self.value(depth_left)?).is_some() {
                        return Err(Malformed("a key occurs twice"));
                    }
                }
                Value::Map(members)
            }
            6 => self.link(number)?,
            _ => match detail {
                20 => Value::Truth(false),
                21 => Value::Truth(true),
                22 => Value::Null,
                27 => Value::Fraction(f64::from_bits(number)),
                _ => return Err(Malformed("a value is of a kind that DAG-CBOR does not have")),
            },
        })
    }

    /// Tag 42 holds a zero byte and the name of a block; there is no other tag.
    fn link(&mut self, tag: u64) -> Result<Value, Malformed> {
        if tag != 42 {
            return Err(Malformed("a tag is none that DAG-CBOR has"));
        }
        let (2, _, length) = self.head()? else { return Err(Malformed("a link is no name of a block")) };
        let bytes = self.take(Self::length(length)?)?;
        let [0, name @ ..] = bytes else { return Err(Malformed("a link is no name of a block")) };
        let (cid, end) = Cid::read(name)?;
        if end != name.len() {
            return Err(Malformed("bytes stand behind a link"));
        }
        Ok(Value::Link(cid))
    }
}

impl Value {
    /// The member `key` of a map.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(members) => members.get(key).filter(|value| **value != Self::Null),
            _ => None,
        }
    }

    /// A text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The items of a list; of anything else none.
    pub(crate) fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }

    /// A link.
    pub(crate) fn as_link(&self) -> Option<&Cid> {
        if let Self::Link(cid) = self { Some(cid) } else { None }
    }
}

/// Records of the protocol are a handful of levels deep.
const DEPTH_MAX: u32 = 64;
/// The longest digest in use has 64 bytes.
const DIGEST_BYTES_MAX: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_read() {
        let bytes = [
            0xa6, 0x61, b'a', 0x01, 0x61, b'b', 0x20, 0x61, b'c', 0x83, 0xf4, 0xf5, 0xf6, 0x61, b'd', 0x42, 1, 2, 0x61,
            b'e', 0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0x61, b'f', 0x63, 0xe2, 0x82, 0xac,
        ];
        let value = read(&bytes).expect("whole");
        assert_eq!(value.get("a"), Some(&Value::Number(1)));
        assert_eq!(value.get("b"), Some(&Value::Number(-1)));
        assert_eq!(value.get("c").map(Value::items), Some(&[Value::Truth(false), Value::Truth(true), Value::Null][..]));
        assert_eq!(value.get("d"), Some(&Value::Bytes(vec![1, 2])));
        assert_eq!(value.get("e"), Some(&Value::Fraction(1.5)));
        assert_eq!(value.get("f").and_then(Value::as_text), Some("€"));
        for end in 0..bytes.len() {
            assert!(read(&bytes[..end]).is_err(), "{end} bytes were taken for the whole");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for bytes in [
            &[0x9f, 0xff][..],                                       // a list without a length
            &[0xa2, 0x61, b'a', 1, 0x61, b'a', 2],                   // a key twice
            &[0xa1, 1, 1],                                           // a key that is no text
            &[0xc1, 1],                                              // a tag other than 42
            &[0xf7],                                                 // undefined
            &[0xf9, 0x3c, 0],                                        // a short float
            &[1, 1],                                                 // two values
            &[0x61, 0xff],                                           // a text that is not UTF-8
            &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], // a length of 2^64 - 1
            &[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0xd8, 42, 0x42, 0, 1], // a link without a digest
        ] {
            assert!(read(bytes).is_err(), "{bytes:x?}");
        }
        assert_eq!(read(&[0x81; 100_000]), Err(Malformed("it is too deep")));
    }

    #[test]
    fn a_link_is_written_as_the_protocol_writes_it() {
        // The digest of an empty block as `raw`, a name that every implementation knows.
        let mut name = vec![1, 0x55, 0x12, 0x20];
        name.extend(terms::Digest::of(b"").as_bytes());
        let (cid, length) = Cid::read(&name).expect("whole");
        assert_eq!(length, 36);
        assert_eq!(cid.to_text(), "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
        assert!(matches!(cid.hash(), Hash::Sha256(_)));
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_bytes_are_a_value_or_refused(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = read(&bytes);
            let _ = Cid::read(&bytes);
        }
    }
}
