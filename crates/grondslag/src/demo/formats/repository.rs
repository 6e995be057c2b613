//! A Bluesky repository: a CAR of DAG-CBOR blocks with a tree over their keys. In: the pieces of one person. Out: the file that
//! `com.atproto.sync.getRepo` gives. Never: a signature: the demo's person has no key, and nobody checks it without one.

use super::{Cast, Layout, Piece, account, blank, lang_of, record};
use crate::demo::{DemoError, write_atomic};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;
use terms::{Digest, Embed, Kind, Media, Post, Visibility};

/// A value of DAG-CBOR. Members of a map are written in the order of their keys, the shorter first.
enum Cbor {
    Null,
    Number(u64),
    Text(String),
    Bytes(Vec<u8>),
    List(Vec<Cbor>),
    Map(BTreeMap<(usize, &'static str), Cbor>),
    Link(Vec<u8>),
}

fn text(text: impl Into<String>) -> Cbor {
    Cbor::Text(text.into())
}

fn map<const N: usize>(members: [(&'static str, Cbor); N]) -> Cbor {
    Cbor::Map(members.into_iter().map(|(key, value)| ((key.len(), key), value)).collect())
}

impl Cbor {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.push(0xf6),
            Self::Number(number) => head(0, *number, out),
            Self::Bytes(bytes) => {
                head(2, bytes.len() as u64, out);
                out.extend(bytes);
            }
            Self::Text(text) => {
                head(3, text.len() as u64, out);
                out.extend(text.as_bytes());
            }
            Self::List(items) => {
                head(4, items.len() as u64, out);
                items.iter().for_each(|item| item.write(out));
            }
            Self::Map(members) => {
                head(5, members.len() as u64, out);
                for ((_, key), value) in members {
                    text(*key).write(out);
                    value.write(out);
                }
            }
            Self::Link(cid) => {
                out.extend([0xd8, 42]);
                head(2, cid.len() as u64 + 1, out);
                out.push(0);
                out.extend(cid);
            }
        }
    }
}

/// The kind of a value and its length, in as few bytes as there can be.
fn head(kind: u8, number: u64, out: &mut Vec<u8>) {
    let bytes = number.to_be_bytes();
    let (mark, width) = match number {
        0..=23 => return out.push(kind << 5 | bytes[7]),
        24..=0xff => (24, 1),
        0x100..=0xffff => (25, 2),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 8),
    };
    out.push(kind << 5 | mark);
    out.extend(bytes.iter().skip(8 - width));
}

fn varint(mut number: usize, out: &mut Vec<u8>) {
    while let rest @ 1.. = number >> 7 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number = rest;
    }
    out.push(number.to_le_bytes()[0]);
}

/// The name of a block: version, kind of content, SHA-256.
fn cid(content: u8, bytes: &[u8]) -> Vec<u8> {
    [[1, content, 0x12, 0x20].as_slice(), Digest::of(bytes).as_bytes().as_slice()].concat()
}

/// A name as text: base 32, small letters.
fn cid_text(cid: &[u8]) -> String {
    let bits = |at: usize| cid.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1);
    let letters = (0..(cid.len() * 8).div_ceil(5)).map(|letter| {
        let value = (0..5).fold(0, |value, bit| value << 1 | usize::from(bits(letter * 5 + bit)));
        ALPHABET.get(value).copied().map_or('a', char::from)
    });
    std::iter::once('b').chain(letters).collect()
}

#[derive(Default)]
struct Repository {
    blocks: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Repository {
    fn block(&mut self, value: &Cbor) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        let cid = cid(0x71, &bytes);
        self.blocks.push((cid.clone(), bytes));
        cid
    }

    /// A tree over sorted keys: as in a real one, the layer of a key is how many pairs of zeros its digest begins with.
    fn tree(&mut self, leaves: &[(String, Vec<u8>)]) -> Vec<u8> {
        let top = leaves.iter().map(|(key, _)| layer(key)).max().unwrap_or(0);
        self.node(leaves, top)
    }

    fn node(&mut self, leaves: &[(String, Vec<u8>)], at: usize) -> Vec<u8> {
        let mut runs: Vec<&[(String, Vec<u8>)]> = Vec::new();
        let mut entries: Vec<&(String, Vec<u8>)> = Vec::new();
        let mut rest = leaves;
        loop {
            let next = rest.iter().position(|(key, _)| layer(key) == at).unwrap_or(rest.len());
            let (below, from) = rest.split_at(next);
            runs.push(below);
            let Some((entry, behind)) = from.split_first() else { break };
            entries.push(entry);
            rest = behind;
        }
        let mut links = Vec::new();
        for run in runs {
            let link = (!run.is_empty() && at > 0).then(|| self.node(run, at - 1));
            links.push(link.map_or(Cbor::Null, Cbor::Link));
        }
        let mut links = links.into_iter();
        let left = links.next().unwrap_or(Cbor::Null);
        let mut before = "";
        let mut list = Vec::new();
        for ((key, record), right) in entries.into_iter().zip(links) {
            let shared = before.bytes().zip(key.bytes()).take_while(|(one, other)| one == other).count();
            list.push(map([
                ("k", Cbor::Bytes(key.as_bytes().iter().skip(shared).copied().collect())),
                ("p", Cbor::Number(shared as u64)),
                ("t", right),
                ("v", Cbor::Link(record.clone())),
            ]));
            before = key;
        }
        self.block(&map([("e", Cbor::List(list)), ("l", left)]))
    }

    /// The whole file, the commit first, as servers write it.
    fn car(mut self, did: &str, records: Vec<(String, Cbor)>) -> Vec<u8> {
        let mut leaves: Vec<(String, Vec<u8>)> =
            records.into_iter().map(|(key, value)| (key, self.block(&value))).collect();
        leaves.sort();
        let data = self.tree(&leaves);
        let root = self.block(&map([
            ("did", text(did)),
            ("rev", text("3ljf6h6qm2222")),
            ("sig", Cbor::Bytes(vec![0; 64])),
            ("data", Cbor::Link(data)),
            ("prev", Cbor::Null),
            ("version", Cbor::Number(3)),
        ]));
        self.blocks.rotate_right(1);
        let mut header = Vec::new();
        map([("roots", Cbor::List(vec![Cbor::Link(root)])), ("version", Cbor::Number(1))]).write(&mut header);
        let mut file = Vec::new();
        varint(header.len(), &mut file);
        file.extend(header);
        for (cid, bytes) in self.blocks {
            varint(cid.len() + bytes.len(), &mut file);
            file.extend(cid);
            file.extend(bytes);
        }
        file
    }
}

fn layer(key: &str) -> usize {
    let digest = Digest::of(key);
    let zeros = digest.as_bytes().iter().take_while(|byte| **byte == 0).count();
    let next = digest.as_bytes().get(zeros).map_or(0, |byte| byte.leading_zeros());
    zeros * 4 + next as usize / 2
}

/// Posts, answers, quotes, a picture with a description for each that shows one, and a profile.
pub(super) fn bluesky(folder: &Path, cast: &Cast) -> Result<Vec<Layout>, DemoError> {
    let path = folder.join("bluesky/repo.car");
    let (mut records, mut expected) = (BTreeMap::new(), Vec::new());
    for piece in cast.single(6).iter().filter(|piece| !piece.is_private()) {
        let (key, value, posts) = if piece.kind == Kind::Profile { profile(piece) } else { post(piece) };
        // Of several profiles the first stays.
        if let Entry::Vacant(vacant) = records.entry(key) {
            vacant.insert(value);
            expected.extend(posts);
        }
    }
    write_atomic(&path, Repository::default().car(DID, records.into_iter().collect()))?;
    for post in &mut expected {
        post.account_id = account("bluesky", DID);
        post.visibility_now = Visibility::Public;
    }
    Ok(vec![Layout::new("bluesky", path, expected)])
}

fn profile(piece: &Piece) -> (String, Cbor, Vec<Post>) {
    let key = "app.bsky.actor.profile/self".to_owned();
    let value = map([
        ("$type", text("app.bsky.actor.profile")),
        ("createdAt", text(piece.iso())),
        ("displayName", text("S One")),
        ("description", text(&piece.text)),
    ]);
    let said = Post {
        created_at: Some(piece.at),
        ..blank("bluesky", &format!("{DID}/{key}"), Kind::Profile, &format!("S One\n\n{}", piece.text))
    };
    (key, value, vec![said])
}

fn post(piece: &Piece) -> (String, Cbor, Vec<Post>) {
    let (key, end) = (key(piece.number), piece.text.len());
    let mut value = map([
        ("$type", text("app.bsky.feed.post")),
        ("text", text(&piece.text)),
        ("langs", Cbor::List(vec![text(&piece.lang)])),
        ("createdAt", text(piece.iso())),
    ]);
    let mut add = |name: &'static str, member: Cbor| {
        if let Cbor::Map(members) = &mut value {
            members.insert((name.len(), name), member);
        }
    };
    let answered = piece.answers.filter(|_| piece.is_reply()).map(|number| format!("{OTHER}/{}", self::key(number)));
    if let Some(parent) = &answered {
        add("reply", map([("root", strong(parent)), ("parent", strong(parent))]));
    }
    let mut posts = Vec::new();
    let kind = if answered.is_some() { Kind::Comment } else { Kind::Post };
    let mut said = piece.said("bluesky", &format!("{DID}/{key}"), kind);
    said.lang = lang_of(piece);
    said.in_reply_to = answered.map(|id| record("bluesky", &id));
    if piece.kind == Kind::Photo {
        let blob = cid(0x55, piece.text.as_bytes());
        let media = Media { path: format!("blobs/{}", cid_text(&blob)), media_type: Some("image/jpeg".to_owned()) };
        let image = map([
            ("$type", text("blob")),
            ("ref", Cbor::Link(blob)),
            ("mimeType", text("image/jpeg")),
            ("size", Cbor::Number(9)),
        ]);
        let images = Cbor::List(vec![map([("alt", text(ALT)), ("image", image)])]);
        add("embed", map([("$type", text("app.bsky.embed.images")), ("images", images)]));
        said.media = vec![media.clone()];
        let caption = blank("bluesky", &format!("{DID}/{key}#1"), Kind::Caption, ALT);
        posts.push(Post { media: vec![media], created_at: Some(piece.at), ..caption });
    } else if piece.quote.is_some() || piece.number.is_multiple_of(5) {
        let quoted = piece.quote.as_ref().map_or(piece.number - 1, |(_, number)| *number);
        let quoted = format!("{OTHER}/{}", self::key(quoted));
        add("embed", map([("$type", text("app.bsky.embed.record")), ("record", strong(&quoted))]));
        // A quoted record stands behind the text.
        said.embeds = vec![Embed {
            record_id: Some(record("bluesky", &quoted)),
            account_id: account("bluesky", OTHER),
            start: end,
            end,
            origin_visibility: None,
        }];
    }
    posts.push(said);
    (key, value, posts)
}

fn key(number: u64) -> String {
    format!("app.bsky.feed.post/3k{number:011}")
}

fn strong(address: &str) -> Cbor {
    map([("cid", text("bafyreia")), ("uri", text(format!("at://{address}")))])
}

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const DID: &str = "did:plc:s1";
const OTHER: &str = "did:plc:s2";
const ALT: &str = "Een foto van het plein";
