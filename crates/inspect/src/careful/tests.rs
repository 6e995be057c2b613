//! What a larger model may decide, and what it may not.

mod made;

use super::*;
use crate::{Band, Finding, Gold, Inspection, Inspector, Passage};
use made::{Made, WORDS};
use serde_json::{Value, json};
use terms::Lang;

/// A folder that is gone at the end.
struct Folder(world::ScratchDir);

impl Folder {
    fn of(made: &Made) -> Self {
        let folder = Self(world::ScratchDir::create().expect("a folder"));
        made.write(folder.path());
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// With bounds for these languages.
    fn with_bands(self, bands: Value) -> Self {
        let model = Careful::read_bare(self.path()).expect("a model").digest();
        self.with_file(&json!({ "version": 1, "model": model, "detectors": "rules-0", "bands": bands }))
    }

    fn with_file(self, bands: &Value) -> Self {
        world::write_atomic(self.path().join(BANDS), bands.to_string()).expect("written");
        self
    }

    fn read(&self) -> Careful {
        Careful::read(self.path()).expect("a model")
    }

    fn refused(&self, because: &str) {
        let cause = Careful::read(self.path()).expect_err(because).to_string();
        assert!(cause.contains(because), "{cause}");
    }
}

/// A model in which something is another that is not heard.
fn finer() -> Made {
    let mut made = Made::new();
    made.config["layer_norm_eps"] = json!(1e-11);
    made
}

fn bands() -> Value {
    json!({ "en": { "held_from": 0.2, "found_from": 0.9 }, "nl": { "held_from": 0.6 } })
}

fn careful() -> Careful {
    Folder::of(&Made::new()).with_bands(bands()).read()
}

fn inspect(careful: &Careful, lang: &str, text: &str) -> Inspection {
    let lang = Lang::new(lang).expect("a language");
    let inspector = Inspector::new(&[]).with_careful_look_from(careful.clone(), 0.0);
    inspector.inspect(&Passage { lang: Some(&lang), ..Passage::of(text) })
}

/// Kinds, whose and how sure, of what a text says of people.
fn told(careful: &Careful, lang: &str, text: &str) -> Vec<(&'static str, Whose, Level)> {
    let findings = inspect(careful, lang, text).findings.into_iter();
    let told = findings.filter(|one| matches!(one.kind, crate::Kind::Special(_) | crate::Kind::Criminal));
    told.map(|Finding { kind, whose, band, .. }| (kind.as_str(), whose.expect("somebody"), band)).collect()
}

#[test]
fn what_a_model_hears_is_found_held_or_clear_by_its_bounds() {
    let careful = careful();
    for (label, word) in WORDS.into_iter().filter(|(label, _)| label.starts_with("author:")) {
        let kind = if label == "author:criminal" { "CRIMINAL" } else { &label["author:".len()..] };
        let text = format!("well that was the {word} of today");
        assert_eq!(told(&careful, "en", &text), [(kind, Whose::Author, Level::Found)], "{word}");
        assert_eq!(told(&careful, "nl", &text), [(kind, Whose::Author, Level::Uncertain)], "{word}");
    }
    // Heard as loud as nobody: above one bound and below the other.
    let half = "well that was the blorp zonk of today";
    assert_eq!(told(&careful, "en", half), [("health", Whose::Author, Level::Uncertain)]);
    assert_eq!(told(&careful, "nl", half), []);
    // A language that nobody measured has the strictest bound, and nothing is found in it without a human.
    assert_eq!(told(&careful, "pl", half), [("health", Whose::Author, Level::Uncertain)]);
    assert_eq!(told(&careful, "pl", "well that was the blorp of today"), [("health", Whose::Author, Level::Uncertain)]);
    assert_eq!(told(&careful, "en", "well that was the end of today"), []);
}

#[test]
fn what_is_found_counts_as_what_the_rules_find() {
    let careful = careful();
    let found = inspect(&careful, "en", "well that was the blorp of today");
    assert_eq!(found.special.len(), 1);
    assert_eq!((found.special[0].category, found.special[0].mode), (Category::Health, crate::Mode::Explicit));
    assert_eq!(found.band, Band::Clear);
    assert!(inspect(&careful, "en", "well that was the kraaf of today").criminal);
    let held = inspect(&careful, "nl", "well that was the kraaf of today");
    assert!(!held.criminal && held.band == Band::Uncertain);
}

#[test]
fn another_person_is_held_and_never_found() {
    let careful = careful();
    let text = "well that was the grumf blorp grumf of today";
    let [(_, whose, level)] = told(&careful, "en", text)[..] else { panic!("one finding") };
    assert_eq!((whose, level), (Whose::Other, Level::Uncertain));
    assert_eq!(told(&careful, "en", "well that was the grumf of today"), []);
}

#[test]
fn what_the_rules_find_stays_found_and_is_found_once() {
    let careful = careful();
    let text = "I have diabetes.";
    let alone = Inspector::new(&[]).inspect(&Passage::of(text));
    for said in [text, "I have diabetes zonk.", "I have diabetes blorp."] {
        let found = told(&careful, "en", said);
        assert_eq!(found, [("health", Whose::Author, Level::Found)], "{said}");
    }
    assert!(!alone.special.is_empty());
    // Of another topic in the same passage both are heard.
    assert_eq!(told(&careful, "en", "I have diabetes vorch.").len(), 2);
}

#[test]
fn without_bounds_all_that_is_not_clear_to_the_second_look_is_held() {
    let careful = Folder::of(&Made::new()).read();
    assert!(!careful.has_bands());
    for text in ["well that was the blorp of today", "well that was the end of today"] {
        let found = inspect(&careful, "en", text);
        assert_eq!(found.band, Band::Uncertain, "{text}");
        assert!(found.special.is_empty());
    }
    // What is clear to the second look is not heard.
    let inspector = Inspector::new(&[]).with_careful_look(careful);
    let clear = ["The shop opens at nine on Saturday.", "git rebase -i HEAD~3"];
    assert!(clear.iter().any(|text| inspector.inspect(&Passage::of(text)).band == Band::Clear));
}

#[test]
fn what_its_tokenizer_refuses_is_held() {
    let mut made = Made::new();
    made.tokenizer["model"]["unk_token"] = json!("[NONE]");
    let careful = Folder::of(&made).with_bands(bands()).read();
    assert_eq!(told(&careful, "en", "zonk"), []);
    let held = inspect(&careful, "en", "well that was the end of today");
    assert_eq!(held.band, Band::Uncertain);
}

#[test]
fn characters_that_nobody_sees_hide_nothing() {
    let careful = careful();
    assert_eq!(told(&careful, "en", "well the bl\u{200b}o\u{ad}rp of today").len(), 1);
}

#[test]
fn what_a_quote_of_somebody_else_says_is_not_the_authors() {
    let careful = careful();
    let text = "well that was the blorp of today";
    let embeds =
        [terms::Embed { record_id: None, account_id: None, start: 0, end: text.len(), origin_visibility: None }];
    let inspector = Inspector::new(&[]).with_careful_look_from(careful, 0.0);
    let found = inspector.inspect(&Passage { embeds: &embeds, ..Passage::of(text) });
    assert!(found.special.is_empty() && found.band == Band::Clear);
}

#[test]
fn a_text_of_ten_megabytes_is_heard_whole() {
    let careful = careful();
    let filler = format!("{} ", "wordwithoutmeaning".repeat(6)).repeat(94_000);
    assert!(filler.len() > 10_000_000);
    let inspector = Inspector::new(&[]).with_careful_look_from(careful, 0.0);
    let lang = Lang::new("en").expect("a language");
    let found =
        inspector.inspect(&Passage { lang: Some(&lang), ..Passage::of(&format!("{filler}and that blorp ended it")) });
    assert_eq!(found.special.len(), 1);
    assert!(found.special[0].span.expect("a place").start > 9_900_000);
    assert_eq!(found.bytes_scanned, filler.len() + "and that blorp ended it".len());
}

#[test]
fn a_sentence_of_many_tokens_is_heard_to_its_end() {
    let careful = careful();
    let text = format!("{}blorp", "x ".repeat(130));
    assert!(text.len() < 280);
    assert_eq!(told(&careful, "en", &text).len(), 1);
}

#[test]
fn texts_together_are_inspected_as_each_alone_on_any_number_of_threads() {
    let inspector = Inspector::new(&[]).with_careful_look_from(careful(), 0.0);
    let texts: Vec<String> =
        (0..70).map(|at| format!("{} I have diabetes. {}", WORDS[at % 11].1, "and so on, ".repeat(at % 50))).collect();
    let passages: Vec<Passage> = texts.iter().map(|text| Passage::of(text)).collect();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| inspector.inspect_all(&passages))
    };
    let together = on(1);
    assert_eq!(together, on(2));
    let alone: Vec<Inspection> = passages.iter().map(|passage| inspector.inspect(passage)).collect();
    assert_eq!(together, alone);
}

#[test]
fn another_model_other_bounds_and_another_beginning_are_other_detectors() {
    let (plain, other) = (Made::new(), finer());
    let looks = [
        Inspector::new(&[]),
        Inspector::new(&[]).with_careful_look(Folder::of(&plain).read()),
        Inspector::new(&[]).with_careful_look(Folder::of(&other).read()),
        Inspector::new(&[]).with_careful_look(Folder::of(&plain).with_bands(bands()).read()),
        Inspector::new(&[]).with_careful_look_from(Folder::of(&plain).read(), 0.5),
    ];
    let mut told: Vec<[String; 2]> = looks.iter().map(|look| [look.stamp(), look.method()]).collect();
    told.sort();
    for pair in told.windows(2) {
        assert!(pair[0][0] != pair[1][0] && pair[0][1] != pair[1][1], "{pair:?}");
    }
    let again = Inspector::new(&[]).with_careful_look(Folder::of(&plain).read());
    assert_eq!((again.stamp(), again.method()), (looks[1].stamp(), looks[1].method()));
    let versions = [0, 1, 2].map(|at: usize| looks[at].inspect(&Passage::of("a")).version);
    assert!(versions[0] == crate::VERSION && versions[1].starts_with(crate::VERSION) && versions[1] != versions[2]);
}

#[test]
fn labels_that_are_not_known_or_not_there_are_refused() {
    let with = |number: usize, label: &str| {
        let mut made = Made::new();
        made.config["id2label"][number.to_string()] = json!(label);
        Folder::of(&made)
    };
    with(6, "author:fitness").refused("its label `author:fitness` is not known");
    with(6, "LABEL_6").refused("its label `LABEL_6` is not known");
    with(6, "author:Health").refused("its label `author:Health` is not known");
    with(6, "other:health").refused("no label `author:health`");
    with(8, "other:criminal").refused("no label `author:criminal`");
    with(10, "other:health").refused("no label `nobody`");
    assert!(Careful::read(with(9, "other:trade_union").path()).is_ok());
}

#[test]
fn bounds_that_are_not_its_own_or_make_no_sense_are_refused() {
    let folder = || Folder::of(&Made::new());
    let whole = |version: u32, model: &str| json!({ "version": version, "model": model, "detectors": "rules-0", "bands": bands() });
    let model = folder().read().digest().to_string();
    assert!(folder().with_file(&whole(1, &model)).read().has_bands());
    folder().with_file(&whole(2, &model)).refused("has version 2");
    folder().with_file(&whole(1, &model.replace(['0', '1'], "2"))).refused("was made for the model");
    folder().with_file(&json!({})).refused("cannot be read");
    folder().with_file(&json!([1])).refused("make it again");
    let mut more = whole(1, &model);
    more["extra"] = json!(1);
    folder().with_file(&more).refused("cannot be read");
    folder().with_bands(json!({})).refused("for no language");
    folder().with_bands(json!({ "nl": { "held_from": 1.5 } })).refused("no probabilities");
    folder().with_bands(json!({ "nl": { "held_from": 0.5, "found_from": 0.4 } })).refused("no probabilities");
    folder().with_bands(json!({ "nl": { "found_from": 0.4 } })).refused("cannot be read");
    let large = folder();
    world::write_atomic(large.path().join(BANDS), vec![b' '; (BANDS_MAX + 1) as usize]).expect("written");
    large.refused("has more than");
}

#[test]
fn a_folder_without_a_model_is_refused() {
    let folder = Folder(world::ScratchDir::create().expect("a folder"));
    folder.refused("an encoder is a folder with");
    Made::new().write(folder.path());
    world::remove_file(folder.path().join("tokenizer.json")).expect("removed");
    folder.refused("tokenizer.json");
}

/// Gold lines of one language: so many authors, some of them in words that the model does not know, and nobody, some of them
/// near a topic and as loud as an author.
fn gold(lang: &str, authors: usize, nobody: usize) -> Vec<Gold> {
    let line = |text: String, says: Value, topic: Value| {
        serde_json::from_value(json!({ "text": text, "lang": lang, "says": says, "topic": topic }))
            .expect("a gold line")
    };
    let author = json!([{ "category": "health", "whose": "author" }]);
    let authors = (0..authors).map(|at| {
        line(format!("{} of day {at}", if at % 20 == 0 { "end" } else { "blorp" }), author.clone(), Value::Null)
    });
    let nobody = (0..nobody).map(|at| {
        let hard = at % 2 == 0;
        let text = format!("{} of day {at}", if hard && at % 4 == 0 { "blorp zonk" } else { "zonk" });
        line(text, json!([]), if hard { json!("health") } else { Value::Null })
    });
    authors.chain(nobody).collect()
}

#[test]
fn bounds_are_measured_on_gold_and_fit_the_model_that_they_were_measured_for() {
    let folder = Folder::of(&Made::new()).with_file(&json!({}));
    let bare = Careful::read_bare(folder.path()).expect("old bounds are no reason to stop");
    let all: Vec<Gold> =
        [gold("en", 200, 200), gold("fr", 49, 200), gold("nl", 60, 99)].into_iter().flatten().collect();
    let (bands, left) = CarefulBands::measure_from(&bare, 0.0, &all);
    assert_eq!(left, ["fr", "nl"]);
    let languages: Vec<_> = bands.languages().collect();
    let [("en", band)] = languages[..] else { panic!("one language") };
    // Half of what is near a topic is as loud as 0.5, which is too much to hold; nothing else is between that and an author.
    assert!(band.held_from > 0.4 && band.held_from < 0.6, "{band:?}");
    assert_eq!(band.authors.map(|rate| (rate.part, rate.whole)), Some((190, 200)));
    assert_eq!(band.hard.map(|rate| (rate.part, rate.whole)), Some((0, 100)));
    assert_eq!(band.talk.map(|rate| (rate.part, rate.whole)), Some((0, 100)));
    assert!(band.found_from.is_some_and(|from| from >= band.held_from));
    bands.write(folder.path()).expect("written");
    let careful = folder.read();
    assert!(careful.has_bands());
    assert_eq!(told(&careful, "en", "blorp of day 3"), [("health", Whose::Author, Level::Found)]);
    assert_eq!(told(&careful, "en", "blorp zonk of day 3"), []);
}
