//! Pictures from a file on disk to a tar of a sealed corpus: which are taken along, which are masked, which stay out, and
//! which keep their record out. Faces are drawn.

use super::*;
use crate::pictures::KEPT;
use crate::{NamedSource, Origin, Pictures, SourceFacts};
use ::intake::{Canvas, Source};
use corpus::{Corpus, Meta};
use datafusion::parquet::file::reader::{FileReader, SerializedFileReader};
use drawn::faces_at;
use ledger::{Article, Matched, Notice, Objection, ObjectionScope, ObjectionState};
use serde_json::json;
use std::path::Path;
use terms::{AccountId, AccountStatus, AgeAssurance, Lang, Provenance, RecordId, Text, parse_instant};

#[path = "../../../inspect/src/face/drawn.rs"]
mod drawn;
mod written;

/// Clouds: colours of chance on a grid and between them what lies between, so that it is one picture at every size.
fn landscape(width: usize, height: usize) -> Vec<u8> {
    let mut draw = Draw(5);
    let grid: Vec<f64> = (0..3 * 13 * 13).map(|_| draw.below(256) as f64).collect();
    let at = |place: usize, colour: usize| {
        let (x, y) = ((place % width) as f64 * 12.0 / width as f64, (place / width) as f64 * 12.0 / height as f64);
        let corner = |row: usize, column: usize| grid[(colour * 13 + row) * 13 + column];
        let (column, row, across, down) = (x as usize, y as usize, x.fract(), y.fract());
        let between = |row: usize| corner(row, column) * (1.0 - across) + corner(row, column + 1) * across;
        (between(row) * (1.0 - down) + between(row + 1) * down) as u8
    };
    (0..width * height).flat_map(|place| [0, 1, 2].map(|colour| at(place, colour))).collect()
}

fn face_png() -> Vec<u8> {
    drawn::png(
        320,
        240,
        &faces_at(320, 240, &[(90.0, 110.0, 60.0), (230.0, 100.0, 45.0)]),
        &[(b"tEXt", b"Author\0Nobody")],
    )
}

fn landscape_png(width: usize, height: usize) -> Vec<u8> {
    drawn::png(width, height, &landscape(width, height), &[])
}

/// A project of one file of posts, each with its text and the pictures that it names, and of what people have said.
struct Project {
    folder: Folder,
    work: Work,
}

impl Project {
    /// Posts by record: their author, their text, their pictures.
    fn new(name: &str, pictures: Pictures, posts: &[(&str, &str, &str, &[&str])]) -> Self {
        let folder = Folder::new(name);
        let work = Work::new(folder.0.join("work"), 2).with_pictures(pictures);
        let line = |(record, author, text, media): &(&str, &str, &str, &[&str])| {
            let media: Vec<_> = media.iter().map(|path| json!({ "path": path })).collect();
            let post = json!({
                "record_id": record, "kind": "post", "service": "plein", "source": "platform_first_party",
                "account_id": author, "created_at": "2026-09-05T10:00:00Z", "visibility_now": "public", "lang": "en",
                "text": text, "media": media,
            });
            format!("{post}\n")
        };
        let lines: String = posts.iter().map(line).collect();
        world::write_atomic(folder.0.join("posts.jsonl"), lines).expect("writable");
        Self { folder, work }
    }

    fn picture(self, name: &str, bytes: &[u8]) -> Self {
        world::write_atomic(self.folder.0.join(name), bytes).expect("writable");
        self
    }

    fn take_in(&self) {
        let facts = SourceFacts {
            origin_lawful: Some(true),
            retention_until: Some(day("2030-01-01")),
            tdm_reserved_whole: Some(false),
            illegal_content: Some(false),
        };
        let source = Source::new(self.folder.0.join("posts.jsonl"), Provenance::PlatformFirstParty);
        let named = NamedSource { name: "posts".to_owned(), source, facts, origin: Origin::default() };
        let now = at("2026-10-01T10:00:00Z");
        crate::intake(&self.work, &self.folder.0.join("intake"), now, &[named], &mut |_| ()).expect("read");
        let account = |number: usize| Account {
            account_id: AccountId::new(format!("a{number}")),
            subject_id: SubjectId::new(format!("s{number}")),
            service: "plein".to_owned(),
            handle: None,
            opened_on: None,
            birth_date: Some(day("1990-02-28")),
            age_assurance: AgeAssurance::Verified,
            residence: Some(Country::new("DE").expect("a country")),
            languages: vec![Lang::new("en").expect("a language")],
            status: AccountStatus::Active,
            deceased: false,
        };
        let accounts: Vec<Account> = (1..4).map(account).collect();
        table(TableWriter::create(&self.work.accounts()).expect("a table"), account_columns(&accounts));
    }

    /// Inspects and seals, where these authors have said these objections.
    fn seal(&self, desk: &Desk, objections: &[(&str, ObjectionScope)]) -> (Totals, Corpus) {
        let told = Notice {
            delivered_at: at("2026-09-01T08:00:00Z"),
            version: "n1".to_owned(),
            language: Lang::new("en").expect("a language"),
            channel: "email".to_owned(),
            objection_right_separate: true,
        };
        let mut standings: BTreeMap<SubjectId, Standing> = BTreeMap::new();
        for subject in ["s1", "s2", "s3"] {
            let theirs = objections.iter().filter(|(who, _)| *who == subject).map(|(_, scope)| Objection {
                id: "o1".to_owned(),
                scope: scope.clone(),
                matched: Matched::Exact,
                state: ObjectionState::Received,
                article: Article::Situation,
                received_at: at("2026-10-01T08:00:00Z"),
                withdrawn_at: None,
            });
            let standing =
                Standing { notices: vec![told.clone()], objections: theirs.collect(), ..Standing::default() };
            standings.insert(SubjectId::new(subject), standing);
        }
        write_standing(&self.work, &standings).expect("standings");
        wait(crate::inspect(&self.work, &desk.inspector, &mut |_| ())).expect("inspected");
        let plan = desk.plan(Operation::Assemble, CrossCheck::Whole);
        let folder = self.folder.0.join("corpus");
        let (totals, _) = wait(crate::seal(&self.work, &plan, &folder, meta(&plan), &mut |_| ())).expect("sealed");
        let corpus = Corpus::open(&folder).expect("whole");
        corpus.verify().expect("as sealed");
        (totals, corpus)
    }
}

fn meta(plan: &Plan<'_>) -> Meta {
    Meta {
        name: "plein".to_owned(),
        purpose: Purpose::new("ai.train.generative"),
        profile: plan.law.profile().to_owned(),
        rules_digest: plan.law.digest(),
        tree_size: 9,
        tree_root: Digest::of("root"),
        as_of: parse_instant(AS_OF).expect("a moment"),
        shards: 2,
        sources: Vec::new(),
        late_from: None,
    }
}

fn desk(names: &[&str]) -> Desk {
    let names: Vec<(String, Text)> = names.iter().map(|name| ("o9".to_owned(), Text::new(*name))).collect();
    let inspector = Inspector::new(&names).with_pictures();
    Desk { inspector, ..Desk::new(declared(&[])) }
}

/// The pictures of a record in the corpus: faces masked, and the file.
fn sealed(project: &Project, corpus: &Corpus, desk: &Desk, record: &str) -> Vec<(u32, Vec<u8>)> {
    let record = desk.pseudonymizer.pseudonym("record", record);
    let pictures = corpus.pictures().expect("readable").remove(&record).unwrap_or_default();
    let file = |picture: &corpus::Picture| project.work.pictures().join(corpus::picture_file(&picture.sha256));
    pictures.iter().map(|picture| (picture.faces_masked, world::read(file(picture)).expect("kept"))).collect()
}

/// What became of a record.
fn fate(project: &Project, desk: &Desk, record: &str) -> (String, Vec<String>) {
    let plan = desk.plan(Operation::Assemble, CrossCheck::Off);
    let explained = wait(crate::explain(&project.work, &plan, &RecordId::new(record))).expect("asked").expect("there");
    (explained.judged.word().to_owned(), explained.judged.answer.rules.clone())
}

fn fired(rules: &[&str], fate: &(String, Vec<String>)) -> bool {
    rules.iter().all(|rule| fate.1.iter().any(|fired| fired == rule))
}

#[test]
fn a_face_is_masked_and_looked_for_again_and_a_picture_without_one_stays_as_it_is() {
    let posts: &[(&str, &str, &str, &[&str])] = &[
        ("p1", "a1", "The hills above the town in the morning.", &["hills.png"]),
        ("p2", "a2", "Two of us at the harbour on a windy day.", &["faces.png", "hills.png"]),
        ("p3", "a3", "No picture of the market this time, sorry.", &[]),
    ];
    let project = Project::new("pictures-masked", Pictures::Taken, posts)
        .picture("hills.png", &landscape_png(300, 200))
        .picture("faces.png", &face_png());
    project.take_in();
    let desk = desk(&[]);
    let (totals, corpus) = project.seal(&desk, &[]);
    assert_eq!((totals.admitted, totals.transformed), (3, 1), "{totals:?}");
    let counts = &corpus.manifest().counts.tally;
    assert_eq!((counts.pictures, counts.faces_masked), (3, 2));
    assert!(fired(&["X04"], &fate(&project, &desk, "p2")) && !fired(&["X04"], &fate(&project, &desk, "p1")));
    let ours = sealed(&project, &corpus, &desk, "p1");
    let [(0, hills)] = ours.as_slice() else { panic!("one picture, as it is") };
    let hills = Canvas::read(hills).expect("whole");
    assert_eq!((hills.size(), hills.rgb()), ((300, 200), landscape(300, 200).as_slice()));
    let theirs = sealed(&project, &corpus, &desk, "p2");
    let [(2, masked), (0, _)] = theirs.as_slice() else { panic!("both, in their order") };
    // What is sealed shows no face, says nothing of whose file it was, and is grey where the faces were.
    assert!(!masked.windows(6).any(|window| window == b"Nobody"));
    let masked = Canvas::read(masked).expect("whole");
    assert_eq!(::inspect::faces(320, 240, masked.rgb()).expect("looked at"), []);
    for (x, y) in [(90, 110), (230, 100), (70, 90), (240, 120)] {
        assert_eq!(masked.rgb()[(y * 320 + x) * 3..][..3], [128; 3], "at {x}, {y}");
    }
    assert!(sealed(&project, &corpus, &desk, "p3").is_empty());
}

#[test]
fn a_picture_that_nobody_can_look_at_holds_its_record() {
    let posts: &[(&str, &str, &str, &[&str])] = &[
        ("p1", "a1", "The hills above the town in the morning.", &["hills.png"]),
        ("p2", "a2", "The hills above the town in the evening.", &["hills.png", "cut.png"]),
        ("p3", "a3", "The hills above the town at midnight, full moon.", &["phone.heic"]),
    ];
    let whole = landscape_png(300, 200);
    let project = Project::new("pictures-held", Pictures::Taken, posts)
        .picture("hills.png", &whole)
        .picture("cut.png", &whole[..whole.len() / 2])
        .picture("phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic and so on");
    project.take_in();
    let desk = desk(&[]);
    let (totals, corpus) = project.seal(&desk, &[]);
    assert_eq!((totals.admitted, totals.held), (1, 2), "{totals:?}");
    assert_eq!(corpus.manifest().counts.tally.pictures, 1);
    for record in ["p2", "p3"] {
        assert_eq!(fate(&project, &desk, record), ("HOLD".to_owned(), vec!["H34".to_owned()]));
    }
    // The file that was looked at is exchanged for another, and then is gone.
    let kept: Vec<PathBuf> = world::list(project.work.pictures()).expect("listable");
    let png = kept.iter().find(|path| path.extension().is_some_and(|end| end == "png")).expect("one is kept");
    for change in [Some(face_png()), None] {
        kept.iter().filter(|path| *path != png).for_each(|look| world::remove_file(look).expect("removable"));
        match change {
            Some(other) => world::write_atomic(png, other).expect("writable"),
            None => world::remove_file(png).expect("removable"),
        }
        let (totals, _) = project.seal(&desk, &[]);
        assert_eq!((totals.admitted, totals.held), (0, 3), "{totals:?}");
    }
}

#[test]
fn a_face_beside_words_about_a_child_goes_with_the_whole_picture() {
    let posts: &[(&str, &str, &str, &[&str])] = &[
        ("p1", "a1", "My daughter (9) loves horses. The weather was fine at the stables.", &["faces.png"]),
        ("p2", "a2", "My daughter (9) loves horses. The weather was fine at the stables.", &["hills.png"]),
    ];
    let project = Project::new("pictures-child", Pictures::Taken, posts)
        .picture("hills.png", &landscape_png(300, 200))
        .picture("faces.png", &face_png());
    project.take_in();
    let desk = desk(&[]);
    let (totals, corpus) = project.seal(&desk, &[]);
    assert_eq!(totals.admitted, 2, "{totals:?}");
    assert!(fired(&["X02"], &fate(&project, &desk, "p1")));
    assert!(sealed(&project, &corpus, &desk, "p1").is_empty(), "a mask would leave the child");
    assert_eq!(sealed(&project, &corpus, &desk, "p2").len(), 1, "there is nobody in it");
}

#[test]
fn a_picture_in_which_a_face_is_found_under_its_mask_refuses_its_record() {
    let posts: &[(&str, &str, &str, &[&str])] =
        &[("p1", "a1", "Two of us at the harbour on a windy day.", &["faces.png"])];
    let project = Project::new("pictures-again", Pictures::Taken, posts).picture("faces.png", &face_png());
    project.take_in();
    let desk = desk(&[]);
    assert_eq!(project.seal(&desk, &[]).0.admitted, 1);
    // What looking again found lies beside the picture; no mask of ours leaves a face, so it is said here that one did.
    let looks = files(&project.work.pictures());
    let (path, look) =
        looks.iter().find(|(path, _)| path.extension().is_some_and(|end| end == "json")).expect("a look");
    let mut look: serde_json::Value = serde_json::from_slice(look).expect("JSON");
    assert_eq!(look["masked"]["faces"], 0);
    look["masked"]["faces"] = 1.into();
    world::write_atomic(path, look.to_string()).expect("writable");
    let (totals, corpus) = project.seal(&desk, &[]);
    assert_eq!((totals.admitted, totals.refused), (0, 1), "{totals:?}");
    assert_eq!(corpus.manifest().counts.tally.pictures, 0);
    assert!(fired(&["X04"], &fate(&project, &desk, "p1")));
}

#[test]
fn a_copy_of_a_picture_that_somebody_objected_to_goes_out_whoever_posts_it() {
    let posts: &[(&str, &str, &str, &[&str])] = &[
        ("p1", "a1", "The hills above the town in the morning.", &["hills.png"]),
        ("p2", "a2", "Look at what was posted here last week.", &["copy.png"]),
        ("p3", "a3", "", &["copy.png"]),
        ("p4", "a3", "Something quite different in another street.", &["other.png"]),
    ];
    let (other, sizes) = (faces_at(300, 200, &[]), [landscape_png(300, 200), landscape_png(600, 400)]);
    let other: Vec<u8> =
        other.iter().enumerate().map(|(at, sample)| sample.wrapping_add((at / 97 % 251) as u8)).collect();
    let project = Project::new("pictures-objected", Pictures::Taken, posts)
        .picture("hills.png", &sizes[0])
        .picture("copy.png", &sizes[1])
        .picture("other.png", &drawn::png(300, 200, &other, &[]));
    project.take_in();
    let nobody = desk(&[]);
    let (totals, corpus) = project.seal(&nobody, &[]);
    assert_eq!((totals.admitted, corpus.manifest().counts.tally.pictures), (4, 4), "{totals:?}");
    // The author objects to the use of this one post, or somebody without an account names the picture by its hash.
    let hash = Canvas::read(&sizes[0]).expect("whole").hash().to_string();
    let items = ObjectionScope::Items(BTreeSet::from([RecordId::new("p1")]).into_iter().collect());
    for (desk, objections) in [(desk(&[]), vec![("s1", items)]), (desk(&[&format!("pdq:{hash}")]), vec![])] {
        let (_, corpus) = project.seal(&desk, &objections);
        assert!(sealed(&project, &corpus, &desk, "p1").is_empty());
        assert!(sealed(&project, &corpus, &desk, "p2").is_empty(), "a copy twice as large");
        assert_eq!(sealed(&project, &corpus, &desk, "p4").len(), 1, "another picture");
        let of_copy = fate(&project, &desk, "p2");
        assert!(of_copy.0 == "PERMIT_WITH" && fired(&["X01"], &of_copy), "the words stay: {of_copy:?}");
        let alone = fate(&project, &desk, "p3");
        assert!(alone.0 == "FORBID" && fired(&["X01"], &alone), "nothing would be left: {alone:?}");
    }
}

#[test]
fn where_no_pictures_are_taken_nothing_of_them_is_kept_and_nothing_asks_about_them() {
    let posts: &[(&str, &str, &str, &[&str])] =
        &[("p1", "a1", "Two of us at the harbour on a windy day.", &["faces.png", "cut.png"])];
    let (name, face) = ("pictures-left", face_png());
    let project =
        Project::new(name, Pictures::Taken, posts).picture("faces.png", &face).picture("cut.png", &face[..99]);
    project.take_in();
    assert!(world::list(project.work.pictures()).expect("listable").len() == 1);
    let left = Project { work: project.work.clone().with_pictures(Pictures::Left), folder: project.folder };
    left.take_in();
    assert!(!world::exists(left.work.pictures()), "a picture that no corpus takes was kept");
    let plain = Desk::new(declared(&[]));
    let (totals, corpus) = left.seal(&plain, &[]);
    assert_eq!((totals.admitted, totals.transformed), (1, 0), "{totals:?}");
    assert_eq!((corpus.manifest().version, corpus.manifest().counts.tally.pictures), (5, 0));
    // Taken again without another intake: nobody can look at them.
    let (totals, _) = left.seal(&desk(&[]), &[]);
    assert_eq!((totals.admitted, totals.held), (0, 1), "{totals:?}");
}

#[test]
fn what_a_source_gives_no_more_is_kept_no_more() {
    let posts: &[(&str, &str, &str, &[&str])] =
        &[("p1", "a1", "Two of us at the harbour on a windy day.", &["one.png"])];
    let project = Project::new("pictures-gone", Pictures::Taken, posts).picture("one.png", &face_png());
    let names = || world::list(project.work.pictures()).expect("listable").len();
    project.take_in();
    let desk = desk(&[]);
    project.seal(&desk, &[]);
    assert_eq!(names(), 3, "the picture, what was found in it, and the masked one");
    let kept = files(&project.work.pictures());
    project.take_in();
    project.seal(&desk, &[]);
    assert!(files(&project.work.pictures()) == kept, "the same again");
    world::write_atomic(project.folder.0.join("one.png"), landscape_png(300, 200)).expect("writable");
    project.take_in();
    assert_eq!(names(), 1, "what was taken away is gone, with its masked copy");
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = world::list(folder).expect("listable");
    paths.into_iter().map(|path| (path.clone(), world::read(path).expect("readable"))).collect()
}

/// All that is stored of a face, in every file between the rooms: where it is, how sure that is, and by which detector.
#[test]
fn no_column_and_no_file_holds_more_of_a_face_than_where_it_is() {
    let posts: &[(&str, &str, &str, &[&str])] =
        &[("p1", "a1", "Two of us at the harbour on a windy day.", &["faces.png"])];
    let project = Project::new("pictures-boxes", Pictures::Taken, posts).picture("faces.png", &face_png());
    project.take_in();
    project.seal(&desk(&[]), &[]);
    let columns = |path: PathBuf| {
        let reader = SerializedFileReader::new(world::open(path).expect("there")).expect("Parquet");
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        let columns = schema.columns().iter().map(|column| column.name().to_owned()).collect::<Vec<_>>();
        (columns, reader.metadata().file_metadata().num_rows())
    };
    let (faces, rows) = columns(project.work.faces());
    assert_eq!((faces.join(" "), rows), ("media detector left top width height score".to_owned(), 2));
    let (media, _) = columns(project.work.media());
    let ours = "source_name path media_type bytes sha256 content_sha256 width height perceptual_hash perceptual_algorithm \
                perceptual_quality frame_hashes duration_ms has_position";
    assert_eq!(media.join(" "), format!("{ours} {KEPT} unreadable"));
    let look =
        files(&project.work.pictures()).into_iter().find(|(path, _)| path.extension().is_some_and(|end| end == "json"));
    let look: serde_json::Value = serde_json::from_slice(&look.expect("a look").1).expect("JSON");
    let names = |value: &serde_json::Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&look).join(" "), "look detector width height hash quality faces masked");
    assert_eq!(names(&look["faces"][0]).join(" "), "left top width height score");
    assert_eq!(names(&look["masked"]).join(" "), "media faces");
}

#[test]
fn a_record_whose_picture_is_another_is_inspected_again_and_the_one_beside_it_is_not() {
    let posts: &[(&str, &str, &str, &[&str])] = &[
        ("r1", "a1", "The canal.", &["one.png"]),
        ("r2", "a2", "The mill.", &["two.png"]),
        ("r3", "a3", "Rain.", &[]),
    ];
    let project = Project::new("again-pictures", Pictures::Taken, posts);
    let project = project.picture("one.png", &landscape_png(96, 64)).picture("two.png", &landscape_png(64, 96));
    let inspector = Inspector::new(&[]).with_pictures();
    project.take_in();
    assert_eq!(again::compare(&project.work, &inspector, "the first time"), 0);
    assert_eq!(again::compare(&project.work, &inspector, "nothing"), 3);
    let project = project.picture("one.png", &landscape_png(128, 64));
    project.take_in();
    assert!(!crate::is_inspected(&project.work, &inspector).expect("tables"));
    assert_eq!(again::compare(&project.work, &inspector, "another picture"), 2);
    // One that nobody can look at any more holds its record.
    for path in world::list(project.work.pictures()).expect("a folder") {
        world::remove_file(path).expect("removable");
    }
    assert_eq!(again::compare(&project.work, &inspector, "no pictures"), 1);
    assert_eq!(again::compare(&project.work, &Inspector::new(&[]), "pictures are left"), 0);
}
