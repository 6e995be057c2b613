//! Every layout is read back by intake: no record is lost, doubled or invented, and no field differs. What a layout cannot say
//! is unknown afterwards.

use super::*;
use intake::Item;
use std::convert::Infallible;
use std::process::Command;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("grondslag-formats-{name}-{}", std::process::id()));
        world::remove_dir(&folder).expect("removable");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = world::remove_dir(&self.0);
    }
}

/// The posts and accounts that intake reads of a source. Columns are read where intake hands them on: beside the query engine.
fn read(source: &Source) -> (Vec<Post>, Vec<Account>) {
    let (mut posts, mut accounts) = (Vec::new(), Vec::new());
    let format = source.format.unwrap_or_else(|| intake::recognise(&source.path).expect("recognised"));
    if matches!(format, Format::Parquet | Format::Arrow) {
        return (columns(source), accounts);
    }
    let tally = intake::read::<Infallible>(source, &mut |item| {
        match item {
            Item::Post(post) => posts.push(*post),
            Item::Account(account) => accounts.push(*account),
            Item::Rejected(rejected) => panic!("{rejected}"),
            Item::Picture(picture) => assert_eq!(picture.media_type, "image/jpeg"),
            Item::Video(_) => panic!("there is no video"),
            Item::Exported(_) => {}
        }
        Ok(())
    })
    .expect("readable");
    assert!(tally.adds_up() && tally.not_own_words == 0, "{}: {tally:?}", source.path.display());
    // Our own lines, a Bluesky repository, and an outbox alone name pictures that are not there.
    let is_own = format == Format::Jsonl && source.map.is_none();
    let is_apart = is_own || format == Format::Bluesky || source.path.ends_with("outbox.json");
    assert!(tally.media_missing == 0 || is_apart, "{}", source.path.display());
    (posts, accounts)
}

fn columns(source: &Source) -> Vec<Post> {
    let folder = source.path.with_extension("work");
    let named = pipeline::NamedSource {
        name: "columns".to_owned(),
        source: source.clone(),
        facts: pipeline::SourceFacts::default(),
        origin: pipeline::Origin::default(),
    };
    let work = pipeline::Work::new(folder.join("work"), 1);
    let now = crate::demo::training();
    let taken = pipeline::intake(&work, &folder.join("versions"), now, &[named], &mut |_| {}).expect("readable");
    assert_eq!(taken.total(|tally| tally.rejected), 0, "{:?}", taken.sources);
    let versions = intake::Versions::open(&folder.join("versions")).expect("kept");
    let mut posts = Vec::new();
    versions
        .each::<intake::VersionsError>(&|_| true, &mut |standing| {
            posts.push(standing.post);
            Ok(())
        })
        .expect("kept");
    posts
}

#[track_caller]
fn check(name: &str, found: Vec<Post>, expected: &[Post]) {
    assert!(!expected.is_empty(), "{name} holds nothing");
    let by_id = |posts: &[Post]| -> BTreeMap<RecordId, Post> {
        posts.iter().map(|post| (post.record_id.clone(), post.clone())).collect()
    };
    let (read, meant) = (by_id(&found), by_id(expected));
    assert_eq!(meant.len(), expected.len(), "{name}: two records have one identifier");
    assert_eq!(read.len(), found.len(), "{name}: a record came twice");
    for (id, post) in &meant {
        let read = read.get(id).unwrap_or_else(|| panic!("{name}: {id} was lost"));
        assert_eq!((read, read.text.expose()), (post, post.text.expose()), "{name}: {id}");
    }
    let invented: Vec<_> = read.keys().filter(|id| !meant.contains_key(*id)).collect();
    assert!(invented.is_empty(), "{name}: nobody wrote {invented:?}");
}

/// Reads every layout of a cast; gives what was in them.
fn round(name: &str, cast: &Cast) -> Vec<Layout> {
    let folder = Folder::new(name);
    let layouts = all(&folder.0, cast).expect("writable");
    for layout in &layouts {
        let (posts, accounts) = read(&layout.source);
        assert_eq!(accounts, layout.accounts, "{}", layout.name);
        if layout.accounts.is_empty() {
            check(layout.name, posts, &layout.expected);
        }
    }
    layouts
}

#[test]
fn every_layout_of_the_demo_comes_back_without_a_difference() {
    let layouts = round("demo", &Cast::draw(1, Size::DEMO));
    let names: BTreeSet<&str> = layouts.iter().map(|layout| layout.name).collect();
    assert_eq!(names.len(), layouts.len(), "two layouts have one name");
}

#[test]
fn every_difference_is_seen() {
    let post = |id: &str, text: &str| blank("s", id, Kind::Post, text);
    let expected = [post("1", "one"), post("2", "two")];
    check("same", expected.to_vec(), &expected);
    let later = Post { edited_at: Some(crate::demo::training()), ..post("2", "two") };
    for (name, found) in [
        ("lost", vec![post("1", "one")]),
        ("doubled", vec![post("1", "one"), post("2", "two"), post("2", "two")]),
        ("invented", vec![post("1", "one"), post("2", "two"), post("3", "three")]),
        ("another word", vec![post("1", "one"), post("2", "too")]),
        ("another field", vec![post("1", "one"), later]),
    ] {
        let seen = std::panic::catch_unwind(|| check(name, found, &expected));
        assert!(seen.is_err(), "{name} was not seen");
    }
}

/// Words that formats have trouble with.
const WORDS: &[&str] = &[
    "tea",
    "at",
    "four",
    "\"yes\"",
    "it's",
    "a, b; c",
    "thé",
    "Grüße",
    "日本",
    "🙂",
    "👩‍👧",
    "<b>",
    "&",
    "&amp;",
    "\\n",
    "\\",
    "{}",
    "[]",
    "100%",
    "#tea",
    "@s2",
    "https://example.org/?a=1&b=2",
    "null",
    "=1+1",
    "'",
    "É",
    "ÃÂ",
    "\u{a0}",
    "\u{200b}end",
];

/// Chance that is the same in each run: a linear congruence.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn words(&mut self, number: usize) -> String {
        let mut text = format!("w{number}");
        for _ in 0..=self.below(12) {
            // A line ends now and then.
            text.push(if self.below(7) == 0 { '\n' } else { ' ' });
            text.push_str(WORDS[self.below(WORDS.len())]);
        }
        // Invisible signs at the ends are trimmed by some readers; what they do with them is in their own cases.
        format!("{text}.")
    }
}

/// The same people write hostile words, and each kind of thing that a layout could hold.
fn hostile(mut cast: Cast, seed: u64) -> Cast {
    let mut chance = Chance(seed);
    let mut number = 0;
    let mut words = || {
        number += 1;
        chance.words(number)
    };
    for post in &mut cast.own {
        (post.text, post.embeds) = (Text::new(words()), Vec::new());
    }
    for record in cast.packages.iter_mut().flat_map(|(_, records)| records) {
        record.post.text = Text::new(words());
        record.plants = crate::demo::planted::Plants::default();
    }
    for piece in &mut cast.many {
        (piece.text, piece.quote) = (words(), None);
    }
    let kinds = [Kind::Post, Kind::Comment, Kind::Photo, Kind::DirectMessage, Kind::Review, Kind::GroupPost];
    for pieces in &mut cast.single {
        for (piece, kind) in pieces.iter_mut().zip(kinds.into_iter().cycle()) {
            (piece.text, piece.quote) = (words(), None);
            piece.kind = if piece.kind == Kind::Comment { Kind::Comment } else { kind };
        }
        if let Some(piece) = pieces.iter_mut().find(|piece| piece.kind == Kind::Post) {
            piece.kind = Kind::Profile;
        }
    }
    cast
}

#[test]
fn hostile_words_and_every_kind_of_record_come_back_from_every_layout() {
    for seed in [1, 2] {
        round(&format!("hostile-{seed}"), &hostile(Cast::draw(seed, Size::SMALL), seed));
    }
}

type IsSaid = fn(&Post) -> bool;

/// What a layout of the demo says at least once, in the words of the page on sources.
fn fields(posts: &[Post]) -> BTreeSet<&'static str> {
    let said: [(&str, IsSaid); 12] = [
        ("account", |post| post.account_id.is_some()),
        ("created", |post| post.created_at.is_some()),
        ("edited", |post| post.edited_at.is_some()),
        ("deleted", |post| post.deleted_at.is_some()),
        ("audience", |post| post.visibility_now != Visibility::Unknown),
        ("group", |post| post.group_id.is_some()),
        ("answered", |post| post.in_reply_to.is_some()),
        ("quotes", |post| !post.embeds.is_empty()),
        ("language", |post| post.lang.is_some()),
        ("media", |post| !post.media.is_empty()),
        ("signals", |post| !post.signals.is_empty()),
        ("policy version", |post| post.policy_version.is_some()),
    ];
    said.into_iter().filter(|(_, is_said)| posts.iter().any(is_said)).map(|(name, _)| name).collect()
}

#[test]
fn the_demo_says_what_each_layout_can_say() {
    let folder = Folder::new("fields");
    let layouts = all(&folder.0, &Cast::draw(1, Size::DEMO)).expect("writable");
    let said: BTreeMap<&str, String> = layouts
        .iter()
        .map(|layout| (layout.name, fields(&layout.expected).into_iter().collect::<Vec<_>>().join(", ")))
        .collect();
    let expected: BTreeMap<&str, String> = SAID.iter().map(|(name, fields)| (*name, (*fields).to_owned())).collect();
    assert_eq!(said, expected);
}

/// Layouts and what they say. What the page on sources does not name as never and is not here, the demo leaves out: messages and
/// deletions of X, signals of Instagram, Bluesky and Facebook.
const SAID: &[(&str, &str)] = &[
    ("accounts", ""),
    ("activitypub", "account, answered, audience, created, deleted, edited, language, media, quotes"),
    ("arrow", OWN),
    ("arrow-stream", OWN),
    ("bluesky", "account, answered, audience, created, language, media, quotes"),
    ("csv", MAPPED),
    ("datatrove", ""),
    ("discourse", "account, audience, created, group, quotes"),
    ("dolma", "created"),
    ("facebook", "account, audience, created, group, media"),
    ("instagram", "account, audience, created, media"),
    ("instagram-2020", "account, created, media"),
    ("jsonl", OWN),
    ("jsonl-gz", OWN),
    ("jsonl-zst", OWN),
    ("mapped-jsonl", MAPPED),
    ("mastodon", "account, answered, audience, created, language, signals"),
    ("mbox", "account, answered, audience, created, group, quotes, signals"),
    ("parquet", OWN),
    ("phpbb", "account, answered, audience, created, deleted, edited, group, quotes"),
    ("reddit", "account, answered, audience, created, group"),
    ("reddit-dump", "account, answered, audience, created, deleted, group"),
    ("sqlite", MAPPED),
    ("takeout", "account, answered, audience, created"),
    ("tiktok", "account, answered, audience, created"),
    ("tiktok-text", "account, answered, audience, created"),
    ("weechat", "account, created"),
    ("x", "account, answered, created, language"),
    ("znc", "account, created"),
];
const OWN: &str =
    "account, answered, audience, created, deleted, edited, group, language, media, policy version, quotes, signals";
const MAPPED: &str = "account, answered, audience, created, deleted, edited, group, language, policy version";

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let bytes = |name: &str| {
        let folder = Folder::new(name);
        let layouts = all(&folder.0, &Cast::draw(7, Size::SMALL)).expect("writable");
        let digests = layouts
            .iter()
            .filter(|layout| !layout.source.path.is_dir())
            .map(|layout| (layout.name, Digest::of(world::read(&layout.source.path).expect("written"))));
        digests.collect::<Vec<_>>()
    };
    assert_eq!(bytes("one"), bytes("same"));
}

#[test]
fn the_configuration_names_every_layout_and_intake_reads_it() {
    let folder = Folder::new("config");
    let written = write(&folder.0, 1).expect("writable");
    let path = folder.0.join("grondslag.toml");
    let config = crate::config::parse(&path, &written.config, std::iter::empty()).expect("a configuration");
    assert_eq!(config.config.source.len(), written.layouts);
    assert!(written.posts > 1000);
}

/// The script that gives the tests a real server.
fn postgres(arguments: &[&str]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../ledger/tests/postgres.sh");
    let ran = Command::new(script).args(arguments).output().expect("bash runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("a URL").trim().to_owned()
}

#[test]
fn the_table_for_postgresql_comes_back_from_a_real_server() {
    for (turn, cast) in [Cast::draw(1, Size::SMALL), hostile(Cast::draw(2, Size::SMALL), 3)].iter().enumerate() {
        let folder = Folder::new(&format!("postgres-{turn}"));
        let layouts = tables::mapped(&folder.0, cast).expect("writable");
        let name = format!("formats_{turn}_{}", std::process::id());
        let url = postgres(&["create", &name]);
        let loaded = Command::new("psql")
            .args(["-q", "-v", "ON_ERROR_STOP=1", "-d", &url, "-f"])
            .arg(folder.0.join("postgres/posts.sql"))
            .output()
            .expect("psql runs");
        assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
        let sqlite = layouts.iter().find(|layout| layout.name == "sqlite").expect("a table");
        let server = intake::Server::parse(&url, None).expect("an address");
        let source = Source {
            path: server.name().into(),
            server: Some(server),
            format: Some(Format::Postgres),
            ..sqlite.source.clone()
        };
        let (posts, _) = read(&source);
        postgres(&["drop", &name]);
        check("postgres", posts, &sqlite.expected);
    }
}
