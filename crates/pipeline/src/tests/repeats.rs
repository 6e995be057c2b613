//! Repetition from the posts to the exclusions of a sealed corpus: what counts as a copy, which one stays, and that a person who
//! leaves takes theirs along and lets nothing else in.

use super::*;
use crate::{NamedSource, NearDuplicates, Origin, SourceFacts, authors_repeating, repeated_by};
use ::intake::Source;
use corpus::{Corpus, Exclusion, Leaving, Meta, Refusal};
use ledger::{Article, Matched, Notice, Objection, ObjectionScope, ObjectionState};
use serde_json::json;
use terms::{AccountId, AccountStatus, AgeAssurance, Lang, Provenance, RecordId};

const OTTERS: &str = "Yesterday evening two otters played under the old bridge near our mill, and nobody but us saw them \
    there. We stood in the cold for an hour with a flask of tea and did not speak a word until they had gone.";
/// Other signs and cases, and one word at the end that is not the same.
const OTTERS_AGAIN: &str = "YESTERDAY evening: two otters played under the old bridge near our mill — and nobody but us saw them \
    there! We stood in the cold for an hour with a flask of tea and did not speak a word until they had left...";
const HERONS: &str = "Yesterday evening two herons stood under the new bridge near your house, and everybody who came saw them \
    there. They sat in the sun for a minute with a cup of coffee and spoke of nothing else until it was dark.";

/// A record: its id, its author, the day of October on which it was written, and its text.
type Written<'a> = (&'a str, &'a str, u32, &'a str);

struct Street {
    folder: Folder,
    work: Work,
    desk: Desk,
}

impl Street {
    fn new(name: &str, posts: &[Written<'_>]) -> Self {
        let folder = Folder::new(name);
        let work = Work::new(folder.0.join("work"), 2).with_near_duplicates(NearDuplicates::default());
        let street = Self { folder, work, desk: Desk::new(declared(&[])) };
        street.take_in(posts);
        street
    }

    fn take_in(&self, posts: &[Written<'_>]) {
        self.take_in_as(posts, |_| "public");
    }

    fn take_in_as(&self, posts: &[Written<'_>], visible: fn(&str) -> &'static str) {
        let line = |(record, author, day, text): &Written<'_>| {
            let post = json!({
                "record_id": record, "kind": "post", "service": "plein", "source": "platform_first_party",
                "account_id": author, "created_at": format!("2026-09-{day:02}T10:00:00Z"),
                "visibility_now": visible(record), "lang": "en", "text": text,
            });
            format!("{post}\n")
        };
        let lines: String = posts.iter().map(line).collect();
        let path = self.folder.0.join("posts.jsonl");
        world::write_atomic(&path, lines).expect("writable");
        world::remove_dir(self.folder.0.join("intake")).expect("removable");
        let facts = SourceFacts {
            origin_lawful: Some(true),
            retention_until: Some(day("2030-01-01")),
            tdm_reserved_whole: Some(false),
            illegal_content: Some(false),
        };
        let source = Source::new(path, Provenance::PlatformFirstParty);
        let named = NamedSource { name: "posts".to_owned(), source, facts, origin: Origin::default() };
        let now = at("2026-10-01T10:00:00Z");
        crate::intake(&self.work, &self.folder.0.join("intake"), now, &[named], &mut |_| ()).expect("read");
        let account = |number: usize| Account {
            account_id: AccountId::new(format!("a{number}")),
            // The last two accounts are of one person.
            subject_id: SubjectId::new(format!("s{}", number.min(4))),
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
        let accounts: Vec<Account> = (1..6).map(account).collect();
        table(TableWriter::create(&self.work.accounts()).expect("a table"), account_columns(&accounts));
    }

    /// Inspects and seals, where these people have said these objections.
    fn seal(&self, into: &str, objections: &[(&str, ObjectionScope)]) -> (Totals, Corpus) {
        let told = Notice {
            delivered_at: at("2026-08-01T08:00:00Z"),
            version: "n1".to_owned(),
            language: Lang::new("en").expect("a language"),
            channel: "email".to_owned(),
            objection_right_separate: true,
        };
        let standing = |subject: &str| {
            let theirs = objections.iter().filter(|(who, _)| *who == subject).map(|(_, scope)| Objection {
                id: "o1".to_owned(),
                scope: scope.clone(),
                matched: Matched::Exact,
                state: ObjectionState::Received,
                article: Article::Situation,
                received_at: at("2026-10-01T08:00:00Z"),
                withdrawn_at: None,
            });
            Standing { notices: vec![told.clone()], objections: theirs.collect(), ..Standing::default() }
        };
        let standings: BTreeMap<_, _> =
            ["s1", "s2", "s3", "s4"].map(|subject| (SubjectId::new(subject), standing(subject))).into();
        write_standing(&self.work, &standings).expect("standings");
        wait(crate::inspect(&self.work, &self.desk.inspector, &mut |_| ())).expect("inspected");
        let plan = self.desk.plan(Operation::Assemble, CrossCheck::Off);
        let folder = self.folder.0.join(into);
        let (totals, manifest) =
            wait(crate::seal(&self.work, &plan, &folder, self.meta(), &mut |_| ())).expect("sealed");
        let corpus = Corpus::open(&folder).expect("whole");
        corpus.verify().expect("as sealed");
        assert!(totals.adds_up(), "{totals:?}");
        assert_eq!(manifest.counts.admitted, totals.admitted - totals.duplicates, "{totals:?}");
        assert_eq!((manifest.counts.read, manifest.counts.refusals.duplicates), (totals.read, totals.duplicates));
        (totals, corpus)
    }

    fn meta(&self) -> Meta {
        Meta { name: "plein".to_owned(), ..meta(&self.desk, None) }
    }

    /// The record that this one repeats.
    fn first_of(&self, record: &str) -> Option<String> {
        let first = repeated_by(&self.work, &RecordId::new(record)).expect("readable");
        first.map(|first| first.as_str().to_owned())
    }
}

/// The records of a corpus, as their source names them.
fn sealed(corpus: &Corpus) -> BTreeSet<String> {
    corpus.lineage().map(|line| line.expect("readable").source.as_str().to_owned()).collect()
}

fn duplicates(corpus: &Corpus) -> Vec<(String, Vec<String>)> {
    let rows = corpus.excluded().map(|row| row.expect("readable"));
    let out = rows.filter(|row| row.exclusion.refusal == Refusal::Duplicate);
    let mut out: Vec<_> = out.map(|row| (row.source.as_str().to_owned(), row.exclusion.rules)).collect();
    out.sort();
    out
}

fn set(records: &[&str]) -> BTreeSet<String> {
    records.iter().map(|record| (*record).to_owned()).collect()
}

#[test]
fn of_alike_texts_the_first_to_be_written_stays_and_the_others_are_listed_under_no_rule() {
    let street = Street::new(
        "repeats-first",
        &[
            ("p1", "a1", 9, OTTERS_AGAIN),
            ("p2", "a2", 5, OTTERS),
            ("p3", "a3", 7, &format!("  {OTTERS}")),
            ("p4", "a3", 2, HERONS),
            ("p5", "a1", 3, "The mill is shut on Mondays."),
        ],
    );
    let (totals, corpus) = street.seal("corpus", &[]);
    assert_eq!((totals.admitted, totals.duplicates), (5, 2), "{totals:?}");
    assert_eq!(sealed(&corpus), set(&["p2", "p4", "p5"]));
    assert_eq!(duplicates(&corpus), [("p1".to_owned(), Vec::new()), ("p3".to_owned(), Vec::new())]);
    assert_eq!(corpus.manifest().version, 7, "an earlier program would not know the word");
    assert_eq!(
        ["p1", "p2", "p3", "p5"].map(|record| street.first_of(record)),
        [Some("p2".to_owned()), None, Some("p2".to_owned()), None]
    );
    // The law let them in: what it answers is another list.
    assert!(
        crate::read_decisions(&street.work, Operation::Assemble)
            .expect("decided")
            .values()
            .all(|(word, ..)| word == "PERMIT")
    );
}

#[test]
fn a_turn_of_phrase_is_everybodys_and_counts_once_for_each_of_them() {
    let thanks = "Thank you all for the lovely evening!";
    let street = Street::new(
        "repeats-short",
        &[
            ("p1", "a1", 1, thanks),
            ("p2", "a2", 2, thanks),
            ("p3", "a2", 3, "thank you all, for the lovely evening"),
            // Two accounts of one person.
            ("p4", "a4", 4, thanks),
            ("p5", "a5", 5, thanks),
            // Too short to be learnt by heart.
            ("p6", "a1", 6, "Thank you so much."),
            ("p7", "a1", 7, "Thank you so much."),
            ("p8", "a1", 8, ""),
            ("p9", "a1", 9, ""),
        ],
    );
    let (totals, corpus) = street.seal("corpus", &[]);
    assert_eq!(totals.duplicates, 2, "{totals:?}");
    assert_eq!(duplicates(&corpus).into_iter().map(|(record, _)| record).collect::<Vec<_>>(), ["p3", "p5"]);
}

/// The corpus of the first seal without what the law no longer lets in of this person.
fn purged(street: &Street, from: &str, subject: &str, gone: &[&str], exclusion: &Exclusion) -> corpus::Manifest {
    let person = street.desk.pseudonymizer.pseudonym("subject", subject);
    let theirs =
        gone.iter().map(|record| (street.desk.pseudonymizer.pseudonym("record", record), exclusion.clone())).collect();
    let corpus = Corpus::open(street.folder.0.join(from)).expect("whole");
    corpus.purge(&Leaving::from([(person, theirs)]), street.meta()).expect("purged").manifest
}

#[test]
fn whoever_objects_takes_every_copy_along_and_a_purge_gives_the_bytes_of_a_run_without_them() {
    let posts =
        [("p1", "a1", 9, OTTERS_AGAIN), ("p2", "a2", 5, OTTERS), ("p3", "a3", 7, OTTERS), ("p4", "a2", 8, HERONS)];
    for (name, scope, gone) in [
        ("person", ObjectionScope::Person, ["p2", "p4"].as_slice()),
        ("record", ObjectionScope::Items([RecordId::new("p2")].into()), ["p2"].as_slice()),
    ] {
        let street = Street::new(&format!("repeats-purge-{name}"), &posts);
        let (_, before) = street.seal("before", &[]);
        assert_eq!(sealed(&before), set(&["p2", "p4"]));
        let (totals, without) = street.seal("without", &[("s2", scope)]);
        assert_eq!((totals.admitted, totals.duplicates), (4 - gone.len() as u64, 2), "{totals:?}");
        assert!(sealed(&without).is_disjoint(&set(&["p1", "p2", "p3"])), "{name}: a copy of theirs came in");
        assert_eq!(street.first_of("p3"), Some("p2".to_owned()));
        let exclusion = without
            .excluded()
            .map(|row| row.expect("readable"))
            .find(|row| row.source.as_str() == "p2")
            .expect("refused")
            .exclusion;
        assert_eq!(&purged(&street, "before", "s2", gone, &exclusion), without.manifest(), "{name}");
    }
    // Whoever only repeated somebody changes nothing for anybody else.
    let street = Street::new("repeats-purge-copier", &posts);
    let (_, before) = street.seal("before", &[]);
    let (_, without) = street.seal("without", &[("s1", ObjectionScope::Person)]);
    assert_eq!(without.manifest().corpus_digest, before.manifest().corpus_digest);
}

#[test]
fn a_copy_stays_where_the_first_is_refused_for_what_nobody_said_and_where_no_source_knows_the_first() {
    let posts = [("p1", "a1", 9, OTTERS_AGAIN), ("p2", "a2", 5, OTTERS), ("p3", "a3", 7, OTTERS)];
    let street = Street::new("repeats-unlawful", &posts);
    // Their author shows it to nobody, and says nothing against its use.
    street.take_in_as(&posts, |record| if record == "p2" { "private" } else { "public" });
    let (totals, corpus) = street.seal("corpus", &[]);
    assert_eq!((totals.admitted, totals.duplicates), (2, 1), "{totals:?}");
    assert_eq!(sealed(&corpus), set(&["p3"]));

    let street = Street::new("repeats-gone", &posts);
    street.seal("before", &[]);
    street.take_in(&[("p1", "a1", 9, OTTERS_AGAIN), ("p3", "a3", 7, OTTERS)]);
    let (_, corpus) = street.seal("after", &[("s2", ObjectionScope::Person)]);
    assert_eq!(sealed(&corpus), set(&["p3"]), "nobody knows any more whose words these were");
}

#[test]
fn settings_say_how_alike_texts_are_and_whether_any_of_them_goes() {
    let posts = [("p1", "a1", 9, OTTERS_AGAIN), ("p2", "a2", 5, OTTERS), ("p3", "a3", 7, OTTERS)];
    let mut street = Street::new("repeats-settings", &posts);
    let seal = |street: &Street, settings| {
        let work = street.work.clone().with_near_duplicates(settings);
        let street = Street { work, folder: Folder(street.folder.0.clone()), desk: Desk::new(declared(&[])) };
        let (totals, corpus) = street.seal("corpus", &[]);
        std::mem::forget(street.folder);
        (totals.duplicates, sealed(&corpus))
    };
    let settings = NearDuplicates::default();
    assert_eq!(seal(&street, settings), (2, set(&["p2"])));
    assert_eq!(seal(&street, NearDuplicates { jaccard: 1.0, ..settings }), (1, set(&["p1", "p2"])));
    assert_eq!(street.first_of("p3"), Some("p2".to_owned()));
    assert_eq!(seal(&street, NearDuplicates { remove: false, ..settings }).0, 0);
    assert_eq!(Corpus::open(street.folder.0.join("corpus")).expect("whole").manifest().version, 5);
    assert_eq!(street.first_of("p3"), None, "what an earlier seal left out is forgotten with it");
    // Another text of another day is found again.
    assert_eq!(seal(&street, settings).0, 2);
    street.take_in(&[("p1", "a1", 9, HERONS), ("p2", "a2", 5, OTTERS), ("p3", "a3", 4, OTTERS)]);
    street.desk = Desk::new(declared(&[]));
    assert_eq!(seal(&street, settings), (1, set(&["p1", "p3"])));
    for wrong in [
        NearDuplicates { jaccard: 0.4, ..settings },
        NearDuplicates { jaccard: f64::NAN, ..settings },
        NearDuplicates { run_words: 1, ..settings },
        NearDuplicates { bands: 0, ..settings },
        NearDuplicates { band_rows: 33, ..settings },
    ] {
        assert!(wrong.wrong().is_some(), "{wrong:?}");
    }
    assert_eq!(settings.wrong(), None);
}

#[test]
fn groups_depend_neither_on_threads_nor_on_the_order_of_the_posts() {
    let mut found = Vec::new();
    for (threads, lie) in [(1, Lie::Sorted), (4, Lie::Sorted), (2, Lie::AsTheyCame)] {
        let folder = Folder::new(&format!("repeats-order-{threads}-{}", lie == Lie::Sorted));
        let work = Work::new(&folder.0, threads).with_near_duplicates(NearDuplicates::default());
        let desk = Desk::new(declared(&[]));
        let mut posts = tables(&work, 11, 600, Lie::Sorted, &desk.inspector);
        if lie == Lie::AsTheyCame {
            posts.reverse();
            write_posts(&work, &posts, lie);
        }
        let mut repeats = crate::repeats::Repeats::of(&work).expect("found");
        posts.iter().for_each(|post| repeats.admit(post.post.record_id.as_str()));
        found.push(repeats.repeated());
    }
    assert!(found.iter().all(|other| other == &found[0] && other.len() > 200), "{}", found[0].len());
}

#[test]
fn whoever_repeats_somebody_later_and_without_a_mark_is_known_at_once() {
    let part = "Somebody wrote that two otters played under the old bridge near our mill, and nobody but them saw it.";
    let street = Street::new(
        "repeats-authors",
        &[
            ("p1", "a1", 9, part),
            ("p2", "a2", 5, OTTERS),
            ("p3", "a3", 3, OTTERS_AGAIN),
            ("p4", "a4", 7, HERONS),
            ("p5", "a2", 8, OTTERS_AGAIN),
        ],
    );
    let persons = |subjects: &[&str]| subjects.iter().map(|subject| SubjectId::new(*subject)).collect::<BTreeSet<_>>();
    let repeating = |subjects: &[&str]| authors_repeating(&street.work, &persons(subjects)).expect("looked for");
    // Whoever wrote it before them repeats nobody.
    assert_eq!(repeating(&["s2"]), persons(&["s1"]));
    assert_eq!(repeating(&["s3"]), persons(&["s1", "s2"]));
    assert_eq!(repeating(&["s4"]), persons(&[]));
    assert_eq!(repeating(&[]), persons(&[]));
}

/// How long it takes and what is found, on posts that are made up: `REPEATS_POSTS=1000000 REPEATS_TO=FOLDER` with
/// `--no-capture`. Every tenth post is a copy of another one with some words changed; the folder keeps the posts for a peer.
#[test]
#[expect(clippy::disallowed_methods, reason = "a stopwatch and its switches; what is asserted depends on neither")]
fn planted_copies_are_found_and_nothing_else_is() {
    let asked = |name: &str| std::env::var(name).ok();
    let count: usize = asked("REPEATS_POSTS").map_or(2_000, |posts| posts.parse().expect("a number"));
    let folder = Folder::new("repeats-scale");
    let work = Work::new(asked("REPEATS_TO").map_or(folder.0.clone(), PathBuf::from), 2)
        .with_near_duplicates(NearDuplicates::default());
    let (posts, planted) = crowd(count);
    posts(&work);
    table(TableWriter::create(&work.accounts()).expect("a table"), account_columns(&[]));
    write_standing(&work, &BTreeMap::new()).expect("standings");
    let began = std::time::Instant::now();
    let mut repeats = crate::repeats::Repeats::of(&work).expect("found");
    let seconds = began.elapsed().as_secs_f64();
    (0..count).for_each(|number| repeats.admit(&format!("r{number:09}")));
    let found: BTreeSet<String> = repeats.repeated().into_keys().map(|record| record.as_str().to_owned()).collect();
    let missed = planted.difference(&found).count();
    let other = found.difference(&planted).count();
    eprintln!(
        "{count} posts: {seconds:.1} s, {} KiB at most; {} planted, {missed} missed, {other} others taken for copies",
        peak_kib(),
        planted.len()
    );
    assert!(missed * 50 <= planted.len(), "{missed} of {} missed", planted.len());
    assert_eq!(other, 0);
}

/// What the process had in memory at most.
fn peak_kib() -> u64 {
    let status = world::read_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

/// Posts of 30 to 89 words, few of them frequent and many rare, of which every tenth is another one with one word changed; and
/// which these are.
fn crowd(count: usize) -> (impl Fn(&Work), BTreeSet<String>) {
    let copies = (0..count).filter(|number| number % 10 == 9).map(|number| format!("r{number:09}")).collect();
    let text = |number: usize| {
        let mut draw = Draw(if number % 10 == 9 { number as u64 - 4 } else { number as u64 });
        let words = 30 + draw.below(60);
        let word = |draw: &mut Draw| {
            let rare = draw.below(16);
            format!("w{}", draw.below(1 << rare))
        };
        let mut words: Vec<String> = (0..words).map(|_| word(&mut draw)).collect();
        if number % 10 == 9 {
            // In the middle a word is in five runs: of a long text these are few, and of a short one too many.
            let changed = if words.len() >= 70 { words.len() / 2 } else { words.len() - 1 };
            words[changed] = format!("x{number}");
        }
        words.join(" ")
    };
    let write = move |work: &Work| {
        let mut table = TableWriter::create_by_record(&work.posts()).expect("a table");
        let mut draw = Draw(1);
        let mut blank = made::post(&mut draw, 0, ACCOUNTS, true);
        blank.is_tombstone = false;
        let mut from = 0;
        while from < count {
            let until = count.min(from + 8192);
            let posts: Vec<SourcedPost> = (from..until)
                .map(|number| {
                    let mut post = blank.post.clone();
                    post.record_id = RecordId::new(format!("r{number:09}"));
                    post.account_id = Some(AccountId::new(format!("a{}", number % 100_000)));
                    post.created_at = Some(at("2026-09-05T10:00:00Z") + chrono::TimeDelta::seconds(number as i64));
                    (post.text, post.embeds) = (terms::Text::new(text(number)), Vec::new());
                    SourcedPost {
                        post,
                        source_name: "crowd".to_owned(),
                        facts: blank.facts.clone(),
                        is_tombstone: false,
                    }
                })
                .collect();
            table.write(post_columns(&posts).expect("columns")).expect("rows");
            from = until;
        }
        table.commit().expect("a file");
    };
    (write, copies)
}
