//! Repositories that a test writes itself, block by block, and every way in which one can be broken.

use super::cbor::{self, Value as Cbor};
use crate::tests::{Scratch, Taken, gzip, plain, take, zip};
use crate::{Format, IntakeError, Source, recognise};
use proptest::prelude::*;
use std::path::Path;
use terms::{Digest, Kind, Visibility};

/// A value as it is written.
#[derive(Clone)]
enum V {
    Null,
    Number(u64),
    Text(String),
    Bytes(Vec<u8>),
    List(Vec<V>),
    Map(Vec<(&'static str, V)>),
    Link(Vec<u8>),
}

fn text(text: &str) -> V {
    V::Text(text.to_owned())
}

fn head(kind: u8, number: u64, out: &mut Vec<u8>) {
    match u8::try_from(number) {
        Ok(small @ 0..=23) => out.push(kind << 5 | small),
        Ok(byte) => out.extend([kind << 5 | 24, byte]),
        Err(_) => {
            out.push(kind << 5 | 27);
            out.extend(number.to_be_bytes());
        }
    }
}

fn encode(value: &V, out: &mut Vec<u8>) {
    match value {
        V::Null => out.push(0xf6),
        V::Number(number) => head(0, *number, out),
        V::Bytes(bytes) => {
            head(2, bytes.len() as u64, out);
            out.extend(bytes);
        }
        V::Text(text) => {
            head(3, text.len() as u64, out);
            out.extend(text.as_bytes());
        }
        V::List(items) => {
            head(4, items.len() as u64, out);
            items.iter().for_each(|item| encode(item, out));
        }
        V::Map(members) => {
            head(5, members.len() as u64, out);
            for (key, value) in members {
                encode(&text(key), out);
                encode(value, out);
            }
        }
        V::Link(cid) => {
            out.extend([0xd8, 42]);
            head(2, cid.len() as u64 + 1, out);
            out.push(0);
            out.extend(cid);
        }
    }
}

fn varint(mut number: usize, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A repository while it is written.
#[derive(Default)]
struct Repository {
    blocks: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Repository {
    fn block(&mut self, value: &V) -> Vec<u8> {
        let mut bytes = Vec::new();
        encode(value, &mut bytes);
        let mut cid = vec![1, 0x71, 0x12, 0x20];
        cid.extend(Digest::of(&bytes).as_bytes());
        self.blocks.push((cid.clone(), bytes));
        cid
    }

    /// A tree over sorted keys whose nodes hold `fanout` of them, the rest below.
    fn tree(&mut self, leaves: &[(String, Vec<u8>)], fanout: usize) -> Vec<u8> {
        let mut entries = Vec::new();
        let step = leaves.len().div_ceil(fanout).max(1);
        let mut before = String::new();
        for chunk in leaves.chunks(step) {
            let Some(((key, record), below)) = chunk.split_first() else { continue };
            let shared = before.bytes().zip(key.bytes()).take_while(|(one, other)| one == other).count();
            let right = if below.is_empty() { V::Null } else { V::Link(self.tree(below, fanout)) };
            entries.push(V::Map(vec![
                ("k", V::Bytes(key.as_bytes()[shared..].to_vec())),
                ("p", V::Number(shared as u64)),
                ("t", right),
                ("v", V::Link(record.clone())),
            ]));
            before.clone_from(key);
        }
        self.block(&V::Map(vec![("e", V::List(entries)), ("l", V::Null)]))
    }

    /// The whole file.
    fn car(mut self, records: &[(&str, V)], fanout: usize) -> Vec<u8> {
        let mut leaves: Vec<(String, Vec<u8>)> =
            records.iter().map(|(key, value)| ((*key).to_owned(), self.block(value))).collect();
        leaves.sort();
        let data = self.tree(&leaves, fanout);
        let root = self.block(&V::Map(vec![
            ("did", text("did:plc:s1")),
            ("rev", text("3ljf6h6qm2222")),
            ("sig", V::Bytes(vec![0; 64])),
            ("data", V::Link(data)),
            ("prev", V::Null),
            ("version", V::Number(3)),
        ]));
        // The commit comes first, as servers write it.
        self.blocks.rotate_right(1);
        write(&self.blocks, &root)
    }
}

fn write(blocks: &[(Vec<u8>, Vec<u8>)], root: &[u8]) -> Vec<u8> {
    let mut header = Vec::new();
    let roots = V::List(vec![V::Link(root.to_vec())]);
    encode(&V::Map(vec![("roots", roots), ("version", V::Number(1))]), &mut header);
    let mut file = Vec::new();
    varint(header.len(), &mut file);
    file.extend(header);
    for (cid, bytes) in blocks {
        varint(cid.len() + bytes.len(), &mut file);
        file.extend(cid);
        file.extend(bytes);
    }
    file
}

fn post(words: &str, more: &[(&'static str, V)]) -> V {
    let mut members = vec![("text", text(words)), ("$type", text("app.bsky.feed.post"))];
    members.extend(more.iter().cloned());
    members.push(("createdAt", text("2026-03-01T10:00:00.000Z")));
    V::Map(members)
}

fn blob(digest: u8) -> V {
    let mut cid = vec![1, 0x55, 0x12, 0x20];
    cid.extend([digest; 32]);
    V::Map(vec![
        ("ref", V::Link(cid)),
        ("size", V::Number(9)),
        ("$type", text("blob")),
        ("mimeType", text("image/jpeg")),
    ])
}

fn strong(uri: &str) -> V {
    V::Map(vec![("cid", text("bafyreia")), ("uri", text(uri))])
}

/// One record of each kind.
fn sample() -> Vec<(&'static str, V)> {
    let image = |alt: &str| V::Map(vec![("alt", text(alt)), ("image", blob(7))]);
    let images =
        V::Map(vec![("$type", text("app.bsky.embed.images")), ("images", V::List(vec![image("A garden"), image("")]))]);
    let quote = V::Map(vec![
        ("$type", text("app.bsky.embed.record")),
        ("record", strong("at://did:plc:s2/app.bsky.feed.post/a")),
    ]);
    let parent = strong("at://did:plc:s2/app.bsky.feed.post/b");
    let reply = V::Map(vec![("root", parent.clone()), ("parent", parent)]);
    let labels = V::Map(vec![
        ("$type", text("com.atproto.label.defs#selfLabels")),
        ("values", V::List(vec![V::Map(vec![("val", text("!no-unauthenticated"))])])),
    ]);
    vec![
        (
            "app.bsky.actor.profile/self",
            V::Map(vec![
                ("$type", text("app.bsky.actor.profile")),
                ("labels", labels),
                ("description", text("I paint. #noai")),
                ("displayName", text("S One")),
            ]),
        ),
        ("app.bsky.feed.like/3aaa", V::Map(vec![("$type", text("app.bsky.feed.like"))])),
        ("app.bsky.feed.post/3aaa", post("Tea, at four", &[("langs", V::List(vec![text("en")]))])),
        ("app.bsky.feed.post/3aab", post("Een tuin", &[("embed", images)])),
        ("app.bsky.feed.post/3aac", post("Yes", &[("reply", reply)])),
        ("app.bsky.feed.post/3aad", post("See this", &[("embed", quote)])),
        ("app.bsky.graph.list/3aaa", V::Map(vec![("name", text("Gardens")), ("$type", text("app.bsky.graph.list"))])),
        ("org.example.blog/1", V::Map(vec![("$type", text("org.example.blog"))])),
    ]
}

/// A whole repository, to be damaged by others.
pub(crate) fn sample_car() -> Vec<u8> {
    Repository::default().car(&sample(), 2)
}

fn check(path: &Path) -> Taken {
    assert_eq!(recognise(path).expect("recognised"), Format::Bluesky);
    let taken = take(&plain(path)).expect("readable");
    assert_eq!((taken.tally.read, taken.tally.accepted, taken.tally.rejected), (9, 7, 1));
    assert_eq!(taken.tally.not_own_words, 1);
    taken
}

#[test]
fn each_record_is_read_by_its_lexicon() {
    let scratch = Scratch::new();
    let car = Repository::default().car(&sample(), 2);
    let taken = check(&scratch.write("repo.car", &car));
    let find = |id: &str| {
        let id = format!("bluesky:did:plc:s1/{id}");
        taken.posts.iter().find(|post| post.record_id.as_str() == id).unwrap_or_else(|| panic!("{id}"))
    };
    let tea = find("app.bsky.feed.post/3aaa");
    assert_eq!((tea.kind, tea.text.expose()), (Kind::Post, "Tea, at four"));
    assert_eq!(tea.lang.as_ref().map(|lang| lang.as_str()), Some("en"));
    assert_eq!(tea.account_id.as_ref().map(|id| id.as_str()), Some("bluesky:did:plc:s1"));
    assert_eq!(tea.created_at.map(terms::format_instant).as_deref(), Some("2026-03-01T10:00:00Z"));
    let garden = find("app.bsky.feed.post/3aab");
    assert_eq!((garden.media.len(), garden.media[0].media_type.as_deref()), (2, Some("image/jpeg")));
    assert!(garden.media[0].path.starts_with("blobs/bafkrei"), "{}", garden.media[0].path);
    let caption = find("app.bsky.feed.post/3aab#1");
    assert_eq!((caption.kind, caption.text.expose(), caption.media.len()), (Kind::Caption, "A garden", 1));
    let reply = find("app.bsky.feed.post/3aac");
    assert_eq!(reply.kind, Kind::Comment);
    let answered = reply.in_reply_to.as_ref().map(|id| id.as_str());
    assert_eq!(answered, Some("bluesky:did:plc:s2/app.bsky.feed.post/b"));
    let quoting = find("app.bsky.feed.post/3aad");
    let quoted = quoting.embeds[0].account_id.as_ref().map(|id| id.as_str());
    assert_eq!((quoting.embeds[0].start, quoting.embeds[0].end, quoted), (8, 8, Some("bluesky:did:plc:s2")));
    let profile = find("app.bsky.actor.profile/self");
    assert_eq!((profile.kind, profile.text.expose()), (Kind::Profile, "S One\n\nI paint. #noai"));
    // What the profile says holds for every record of the account.
    for post in &taken.posts {
        let said: Vec<_> = post.signals.iter().map(|signal| (signal.name.as_str(), signal.value.as_str())).collect();
        assert!(said.contains(&("noai", "#noai")), "{said:?}");
        assert_eq!(crate::reading(&post.signals), crate::Reading::Disallows);
        assert_eq!(post.visibility_now, Visibility::Public);
    }
    assert!(taken.rejected[0].to_string().contains("of a type that this version does not know"));
    assert_eq!(taken.tally.media_missing, 1, "the pictures are fetched apart");
}

#[test]
fn a_repository_may_come_compressed_or_in_a_folder_with_its_pictures() {
    let scratch = Scratch::new();
    let car = Repository::default().car(&sample(), 3);
    check(&scratch.write("a.bin", gzip(&car)));
    check(&scratch.write("a.zip", zip(&[("repo.car", &car)])));
    scratch.write("folder/repo.car", &car);
    let mut name = vec![1, 0x55, 0x12, 0x20];
    name.extend([7; 32]);
    let (cid, _) = cbor::Cid::read(&name).expect("whole");
    scratch.write(&format!("folder/blobs/{}", cid.to_text()), crate::tests::JPEG);
    let taken = check(&scratch.path("folder"));
    assert_eq!((taken.pictures.len(), taken.tally.media_missing), (1, 0));
}

#[test]
fn an_intent_against_training_holds_for_every_record() {
    let scratch = Scratch::new();
    let intents = V::Map(vec![
        ("$type", text("org.user-intents.demo.declaration")),
        ("syntheticContentGeneration", V::Map(vec![("allow", V::Number(0))])),
    ]);
    let records = [("app.bsky.feed.post/3a", post("a", &[])), ("org.user-intents.demo.declaration/self", intents)];
    let taken = take(&plain(scratch.write("repo.car", Repository::default().car(&records, 4)))).expect("readable");
    // `0` is no truth value, so nobody knows what was meant.
    assert_eq!(crate::reading(&taken.posts[0].signals), crate::Reading::Unknown);
    assert_eq!(taken.tally.not_own_words, 1);
}

#[test]
fn a_cut_or_changed_file_is_never_taken_for_a_whole_one() {
    let scratch = Scratch::new();
    let car = Repository::default().car(&sample(), 2);
    let read = |bytes: &[u8]| take(&Source { format: Some(Format::Bluesky), ..plain(scratch.write("cut.car", bytes)) });
    read(&car).expect("whole");
    for end in 0..car.len() {
        assert!(read(&car[..end]).is_err(), "{end} of {} bytes were taken for a whole repository", car.len());
    }
    // Past the header every byte is part of a length, a name, or what a name stands for.
    for at in (60..car.len()).step_by(3) {
        let mut changed = car.clone();
        changed[at] ^= 0x40;
        assert!(read(&changed).is_err(), "a changed byte {at} was not seen");
    }
}

#[test]
fn a_block_that_the_tree_does_not_lead_to_is_no_record() {
    let scratch = Scratch::new();
    let mut repository = Repository::default();
    repository.block(&post("deleted long ago", &[]));
    let path = scratch.write("repo.car", repository.car(&[("app.bsky.feed.post/3a", post("kept", &[]))], 4));
    let taken = take(&plain(path)).expect("readable");
    assert_eq!(taken.posts.iter().map(|post| post.text.expose()).collect::<Vec<_>>(), ["kept"]);
}

#[test]
fn a_car_of_something_else_is_no_repository() {
    let scratch = Scratch::new();
    let mut other = Repository::default();
    let root = other.block(&V::Map(vec![("name", text("secret"))]));
    let bytes = write(&other.blocks, &root);
    let path = scratch.write("other.car", &bytes);
    let cause = recognise(&path).expect_err("no repository").to_string();
    assert!(cause.contains("holds no repository") && !cause.contains("secret"), "{cause}");
    // Beside a repository it is counted and refused, and the repository is read.
    scratch.write("many/a.car", &bytes);
    scratch.write("many/b.car", Repository::default().car(&sample(), 2));
    let taken = take(&plain(scratch.path("many"))).expect("readable");
    assert_eq!((taken.tally.read, taken.tally.rejected, taken.tally.accepted), (10, 2, 7));
    assert!(taken.rejected[0].to_string().contains("`a.car`"), "{}", taken.rejected[0]);
    assert!(matches!(take(&plain(scratch.path("other.car"))), Err(IntakeError::Unknown { .. })));
}

#[test]
fn a_tree_that_turns_back_on_itself_ends() {
    let scratch = Scratch::new();
    let mut repository = Repository::default();
    let record = repository.block(&post("a", &[]));
    let entry = |key: &str, right: V| {
        V::Map(vec![
            ("k", V::Bytes(key.as_bytes().to_vec())),
            ("p", V::Number(0)),
            ("t", right),
            ("v", V::Link(record.clone())),
        ])
    };
    // Each node names the one below it twice, so that a walk of every path would take 2^40 steps.
    let mut below = repository.block(&V::Map(vec![("e", V::List(Vec::new())), ("l", V::Null)]));
    for level in 0..40 {
        let right = entry(&format!("app.bsky.feed.post/{level:02}"), V::Link(below.clone()));
        below = repository.block(&V::Map(vec![("e", V::List(vec![right])), ("l", V::Link(below))]));
    }
    let root = repository.block(&V::Map(vec![
        ("did", text("did:plc:s1")),
        ("data", V::Link(below)),
        ("version", V::Number(3)),
    ]));
    let path = scratch.write("repo.car", write(&repository.blocks, &root));
    let source = Source { format: Some(Format::Bluesky), ..plain(path) };
    let cause = take(&source).expect_err("not a tree").to_string();
    assert!(cause.contains("missing, or named twice"), "{cause}");
}

#[test]
fn a_length_that_nobody_can_mean_asks_for_no_memory() {
    let scratch = Scratch::new();
    let mut bytes = write(&[], &[1, 0x71, 0x12, 0x20]);
    bytes.extend([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);
    let source = Source { format: Some(Format::Bluesky), ..plain(scratch.write("big.car", bytes)) };
    assert!(take(&source).is_err());
    assert!(cbor::read(&[0x9b, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff]).is_err());
    assert_eq!(cbor::read(&[0xf6]), Ok(Cbor::Null));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_post_of_every_repository_comes_back(
        words in proptest::collection::btree_map("[a-z0-9]{1,8}", "\\PC{0,30}", 0..40),
        fanout in 1..9usize,
    ) {
        let scratch = Scratch::new();
        let keys: Vec<String> = words.keys().map(|key| format!("app.bsky.feed.post/{key}")).collect();
        let records: Vec<(&str, V)> =
            keys.iter().map(String::as_str).zip(words.values().map(|words| post(words, &[]))).collect();
        let path = scratch.write("repo.car", Repository::default().car(&records, fanout));
        let taken = take(&plain(path)).expect("readable");
        let mut found: Vec<(String, String)> = taken
            .posts
            .iter()
            .map(|post| (post.record_id.as_str().rsplit('/').next().expect("a name").to_owned(), post.text.expose().to_owned()))
            .collect();
        found.sort();
        prop_assert_eq!(found, words.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn a_revision_is_a_moment_and_a_repository_is_all_that_there_is() {
    let at = chrono::DateTime::from_timestamp_micros(1_767_261_600_123_456).expect("a moment");
    let number = u64::try_from(at.timestamp_micros()).expect("after 1970") << 10 | 7;
    let digits = b"234567abcdefghijklmnopqrstuvwxyz";
    let rev: String = (0..13)
        .rev()
        .map(|place| char::from(digits[usize::try_from((number >> (place * 5)) & 31).expect("five bits")]))
        .collect();
    assert_eq!(super::revised(&rev), Some(at));
    for no in ["", "3aaa", "0000000000000", "3JZFCIJPJ2Z2A"] {
        assert_eq!(super::revised(no), None, "{no}");
    }
    let scratch = Scratch::new();
    let taken = take(&plain(scratch.write("repo.car", sample_car()))).expect("readable");
    assert_eq!(taken.tally.whole.keys().map(String::as_str).collect::<Vec<_>>(), ["bluesky:did:plc:s1/"]);
}
