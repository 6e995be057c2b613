//! Tests of the documents, over made-up evidence in which nobody is real.

use super::*;
use crate::speech::Speech;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

const DECLARED: &[&str] = &["controller", "run", "serve", "plan", "sources", "portal", "law", "register", "purpose"];

fn evidence() -> Evidence {
    let branches: serde_json::Map<String, Value> =
        serde_json::from_str(include_str!("tests/evidence.json")).expect("the made-up evidence is JSON");
    let mut evidence = Evidence::default();
    for (name, value) in branches {
        let nature = if DECLARED.contains(&name.as_str()) { Nature::Declared } else { Nature::Measured };
        evidence.add(&name, "made up", nature, value);
    }
    derive(&mut evidence);
    evidence
}

fn day(text: &str) -> Date {
    terms::parse_date(text).expect("a date")
}

fn filled_with(id: &str, evidence: &Evidence, answers: &Answers) -> Document {
    fill(sheet(id).expect("a document"), &Stock { evidence, answers, release: "test" })
}

fn filled(id: &str) -> Document {
    filled_with(id, &evidence(), &Answers::default())
}

/// Everything that a document asks, answered.
fn all_answered(id: &str, but: &str, text: &str) -> Answers {
    let mut lines = String::new();
    for slot in sheet(id).expect("a document").slots().filter(|slot| slot.ask.is_some()) {
        let text = if slot.id == but { text } else { "We looked at it and write down what we saw." };
        let answer = json!({
            "version": ANSWER_VERSION, "document": id, "field": slot.id, "text": text, "lang": "en", "by": "A. Example",
            "role": slot.owner, "at": "2026-11-20T10:00:00Z",
        });
        lines.push_str(&format!("{answer}\n"));
    }
    Answers::read(&lines).expect("answers")
}

fn edition(document: &Document) -> Edition {
    Shelf::default().take(document, day("2026-11-30"))
}

#[test]
fn every_description_is_whole() {
    assert_eq!(catalogue::faults(), Vec::<String>::new());
    let ids: BTreeSet<&str> = sheets().iter().map(|sheet| sheet.id.as_str()).collect();
    assert_eq!(ids.len(), sheets().len());
    assert_eq!(sheets().len(), 30);
}

#[test]
fn every_demand_of_the_law_has_its_fields() {
    let demands = include_str!("../../../../tests/account/mandatory.txt");
    let mut demanded = BTreeSet::new();
    for line in demands.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [id, demand, provision, fields] = parts[..] else { panic!("`{line}` has other parts") };
        let sheet = sheet(id).unwrap_or_else(|| panic!("there is no document `{id}`"));
        assert!(!provision.is_empty() && !fields.is_empty(), "{line}");
        for field in fields.split_whitespace() {
            assert!(sheet.slot(field).is_some(), "{id} does not say `{field}`, which {provision} asks for: {demand}");
        }
        demanded.insert(id);
    }
    assert!(
        sheets().iter().all(|sheet| demanded.contains(sheet.id.as_str())),
        "a document of which nothing is demanded"
    );
}

#[test]
fn every_query_of_every_document_is_answered_by_some_evidence() {
    // What no run of this program gives yet; its fields are missing until somebody puts the file there.
    let absent = [
        "audit.extraction",
        "audit.membership",
        "evaluation.entities",
        "evaluation.sets",
        "said.establishment",
        "refused.orders",
        "refused.visibility",
        "documents.D08",
    ];
    let evidence = evidence();
    for sheet in sheets() {
        for slot in sheet.slots() {
            let Some(query) = slot.query.as_deref().filter(|query| !absent.contains(query)) else { continue };
            assert!(evidence.ask(query).is_some(), "{}.{}: nothing answers `{query}`", sheet.id, slot.id);
        }
    }
}

#[test]
fn what_nobody_answered_is_missing_and_names_its_owner() {
    for sheet in sheets() {
        let document = filled(&sheet.id);
        for field in document.fields().filter(|field| field.question.is_some()) {
            assert_eq!(field.status, Status::Missing, "{}.{}", sheet.id, field.id);
            assert!(field.answer.is_none() && OWNERS.contains(&field.owner.as_str()));
        }
    }
}

#[test]
fn every_field_is_on_every_page_filled_or_missing_with_its_owner() {
    let printer = Printer::default();
    let has_reader = std::process::Command::new("pdftotext").arg("-v").output().is_ok();
    assert!(has_reader || std::env::var_os("CI").is_none(), "pdftotext is missing: install poppler-utils");
    if !has_reader {
        eprintln!("note: pdftotext is missing, so the PDFs are not read: install poppler-utils");
    }
    for sheet in sheets() {
        let document = filled(&sheet.id);
        let files = printer.print(&document, &edition(&document), day("2026-11-30")).expect("printable");
        assert_eq!(files.len(), 5, "{}", sheet.id);
        for (name, bytes) in &files {
            let language =
                if name.contains(".nl.") { crate::speech::Language::Dutch } else { crate::speech::Language::English };
            let speech = Speech::of(language);
            if name.ends_with(".html") {
                let page = String::from_utf8(bytes.clone()).expect("UTF-8");
                on_the_page(&document, &page, name);
            } else if name.ends_with(".pdf") {
                assert!(bytes.starts_with(b"%PDF-"), "{name}");
                if has_reader {
                    in_print(&document, &read(bytes, name), name, &speech);
                }
            } else {
                let (read, _) =
                    Document::read(&String::from_utf8(bytes.clone()).expect("UTF-8")).expect("its own hash");
                assert_eq!(read, document);
            }
        }
        keep(&files);
    }
}

/// For looking at it: `KEEP=folder`.
fn keep(files: &[(String, Vec<u8>)]) {
    if let Some(folder) = std::env::var_os("KEEP") {
        for (name, bytes) in files {
            world::write_atomic(Path::new(&folder).join(name), bytes).expect("writable");
        }
    }
}

fn read(pdf: &[u8], name: &str) -> String {
    let path = std::env::temp_dir().join(format!("account-{}-{name}", std::process::id()));
    world::write_atomic(&path, pdf).expect("writable");
    let read = std::process::Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output().expect("pdftotext");
    world::remove_file(&path).expect("removable");
    String::from_utf8(read.stdout).expect("UTF-8")
}

fn on_the_page(document: &Document, page: &str, name: &str) {
    for field in document.fields() {
        let status = if field.status == Status::Missing { "missing" } else { "filled" };
        let mark = format!("data-field=\"{}\" data-status=\"{status}\"", field.id);
        let (_, rest) =
            page.split_once(&mark).unwrap_or_else(|| panic!("{name}: `{}` is not there as {status}", field.id));
        let own = rest.split("data-field=\"").next().expect("some");
        let words = if field.status == Status::Missing { "class=\"ask\"" } else { "<" };
        assert!(own.contains(words), "{name}: `{}`", field.id);
        if let Some(figure) = &field.figure {
            assert!(own.contains(&format!("<code>{}</code>", figure.query)), "{name}: `{}` names no query", field.id);
        }
    }
    for banned in ["<script", " src=", "url(", "href=\"http", "<link", "compliant"] {
        assert!(!page.contains(banned), "{name} has `{banned}`");
    }
}

/// Letters alone: lines break where they break.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn in_print(document: &Document, text: &str, name: &str, speech: &Speech) {
    let print = letters(text);
    for field in document.fields() {
        let label = letters(&view::pick(&field.label, speech));
        assert!(print.contains(&label), "{name}: `{}` is not printed", field.id);
        if field.status == Status::Missing {
            let owner = letters(&speech.say(&format!("role-{}", field.owner)).expect("a role has a name"));
            assert!(print.contains(&owner), "{name}: `{}` names no owner", field.id);
        }
    }
}

#[test]
fn an_answer_fills_its_field_and_names_its_author() {
    let answers = all_answered("D02", "mitigations_claimed", "T1, R2 and S4");
    let document = filled_with("D02", &evidence(), &answers);
    assert_eq!(document.missing().count(), 0);
    let printer = Printer::default();
    let files = printer.print(&document, &edition(&document), day("2026-11-30")).expect("printable");
    let page = files.iter().find(|(name, _)| name == "D02.nl.html").map(|(_, bytes)| String::from_utf8_lossy(bytes));
    let page = page.expect("a page");
    assert!(page.contains("A. Example, functionaris voor gegevensbescherming, 2026-11-20"));
    assert!(page.contains("<blockquote lang=\"en\">"), "an answer in another language says which");
}

#[test]
fn a_role_answers_only_what_it_owes() {
    let answer = |role: &str, field: &str| Answer {
        version: ANSWER_VERSION,
        document: "D02".to_owned(),
        field: field.to_owned(),
        text: "yes".to_owned(),
        lang: "en".to_owned(),
        by: "A. Example".to_owned(),
        role: role.to_owned(),
        at: terms::parse_instant("2026-11-20").expect("a moment"),
    };
    assert!(answer("dpo", "dpo_opinion").check().is_ok());
    assert!(matches!(answer("engineering", "dpo_opinion").check(), Err(AnswerError::NotTheirs { .. })));
    assert!(matches!(answer("dpo", "purpose").check(), Err(AnswerError::NoQuestion { .. })), "a query answers it");
    assert!(Answers::read("{}\n").is_err());
}

#[test]
fn a_measure_that_is_claimed_without_evidence_bars_approval() {
    let mut evidence = evidence();
    let claimed = |evidence: &Evidence, text: &str| {
        filled_with("D02", evidence, &all_answered("D02", "mitigations_claimed", text)).bars
    };
    assert_eq!(claimed(&evidence, "T1, T2 and R4"), Vec::<String>::new());
    let corpus = evidence.branches.get_mut("corpus").expect("a corpus");
    corpus.value["counts"]["tally"]["transformed"] = json!(0);
    derive(&mut evidence);
    assert_eq!(claimed(&evidence, "T1, T2 and R4"), ["measure T2 is claimed and the project has no evidence of it"]);
    assert_eq!(claimed(&evidence, "T9"), ["`T9` is no measure of the checklist T1 to S4"]);
}

#[test]
fn a_notice_that_lacks_an_item_or_is_vague_is_barred() {
    let mut evidence = evidence();
    assert_eq!(filled_with("D05", &evidence, &Answers::default()).bars, Vec::<String>::new());
    evidence.branches.get_mut("controller").expect("a controller").value["officer"] = Value::Null;
    evidence.branches.get_mut("said").expect("what was said").value["notices"]["separate"] = Value::Null;
    evidence.branches.get_mut("purpose").expect("a purpose").value["vague"] =
        json!([{ "phrase": "improve our services" }]);
    derive(&mut evidence);
    let bars = filled_with("D05", &evidence, &Answers::default()).bars;
    assert_eq!(bars.len(), 3, "{bars:?}");
    assert!(bars.iter().any(|bar| bar.contains("13(1)(b)")) && bars.iter().any(|bar| bar.contains("21(4)")));
    assert!(bars.iter().any(|bar| bar.contains("improve our services")));
}

#[test]
fn the_public_summary_follows_the_manifest() {
    let (before, mut changed) = (filled("D29"), evidence());
    let value = |document: &Document, field: &str| {
        document.field(field).and_then(|field| field.figure.clone()).expect("a figure").value
    };
    assert_eq!(value(&before, "languages"), json!({"nl": 2000, "en": 1047}));
    assert_eq!(value(&before, "services_used"), json!(true));
    assert_eq!(value(&before, "prompts"), json!(false));
    assert_eq!(value(&before, "latest"), json!("11/2026"));
    // What is declared today says nothing about a corpus that was sealed before.
    changed.branches.get_mut("sources").expect("sources").value = json!([]);
    derive(&mut changed);
    assert_eq!(
        before,
        filled_with("D29", &changed, &Answers::default()),
        "the summary follows from the manifest alone"
    );
    let corpus = changed.branches.get_mut("corpus").expect("a corpus");
    corpus.value["sources"][0]["service"] = json!("agora");
    corpus.value["sources"][1]["provenance"] = json!("crawled");
    corpus.value["counts"]["refusals"]["rules"]["F23"] = json!(4);
    corpus.value["counts"]["tally"]["langs"] = json!({"nl": 1, "fr": 3046});
    corpus.value["counts"]["tally"]["kinds"] = json!({"post": 3000, "ai_prompt": 47});
    corpus.value["meta"]["as_of"] = json!("2027-02-01T00:00:00Z");
    derive(&mut changed);
    let after = filled_with("D29", &changed, &Answers::default());
    assert_eq!(value(&after, "languages"), json!({"nl": 1, "fr": 3046}));
    assert_eq!(value(&after, "prompts"), json!(true));
    assert_eq!(value(&after, "latest"), json!("02/2027"));
    assert_eq!(value(&after, "services")[0]["service"], "agora");
    assert_eq!((value(&before, "crawled_used"), value(&after, "crawled_used")), (json!(false), json!(true)));
    assert_eq!((value(&before, "licensed_used"), value(&after, "licensed_used")), (json!(true), json!(false)));
    assert_eq!(value(&after, "illegal")[0], json!({"rule": "F23", "provision": "Dir 2011/93", "records": 4}));
    // A summary that does not match the manifest is found by asking its queries again.
    let stale = before
        .fields()
        .filter_map(|field| field.figure.as_ref())
        .filter(|figure| changed.value(&figure.query) != Some(&figure.value));
    assert!(stale.count() >= 8);
    assert!(
        after
            .fields()
            .filter_map(|field| field.figure.as_ref())
            .all(|figure| changed.value(&figure.query) == Some(&figure.value))
    );
}

#[test]
fn a_source_of_which_nobody_says_how_it_was_come_by_is_not_called_the_controllers_own() {
    let mut evidence = evidence();
    let corpus = evidence.branches.get_mut("corpus").expect("a corpus");
    corpus.value["sources"][0].as_object_mut().expect("a source").remove("provenance");
    derive(&mut evidence);
    let document = filled_with("D29", &evidence, &Answers::default());
    let value = |field: &str| document.field(field).and_then(|field| field.figure.clone()).expect("a figure").value;
    assert_eq!((value("services_used"), value("other_used")), (json!(false), json!(true)));
    assert_eq!(value("other")[0]["name"], "posts");
}

#[test]
fn a_manifest_that_names_no_source_says_nothing_about_sources() {
    let mut evidence = evidence();
    evidence.branches.get_mut("corpus").expect("a corpus").value["sources"] = Value::Null;
    derive(&mut evidence);
    let document = filled_with("D29", &evidence, &Answers::default());
    for field in ["licensed_used", "licensed", "crawled_used", "services_used", "synthetic", "other_used", "other"] {
        assert_eq!(document.field(field).expect("a field").status, Status::Missing, "{field}");
    }
}

#[test]
fn the_size_bands_are_those_of_the_template() {
    let band = |tokens: u64, base: u64| {
        let mut evidence = evidence();
        let training = evidence.branches.get_mut("training").expect("training");
        (training.value["tokens"], training.value["base_tokens"]) = (json!(tokens), json!(base));
        derive(&mut evidence);
        evidence.value("summary.modalities.0.size").cloned()
    };
    assert_eq!(band(1, 2), Some(json!("<1 billion")));
    // The base text counts as well.
    assert_eq!(band(999_999_999, 1), Some(json!("1 billion-10 trillion")));
    assert_eq!(band(10_000_000_000_000, 0), Some(json!("1 billion-10 trillion")));
    assert_eq!(band(10_000_000_000_000, 1), Some(json!(">10 trillion")));
}

#[test]
fn the_template_of_the_commission_has_all_its_sections() {
    let titles: Vec<String> = filled("D29").sections.iter().map(|section| section.title.en.clone()).collect();
    let numbers: Vec<&str> = titles.iter().filter_map(|title| title.split(' ').next()).collect();
    assert_eq!(numbers, ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "3.1", "3.2", "3.3"]);
}

#[test]
fn what_is_measured_changes_the_hash_and_not_the_substance() {
    let before = filled("D02");
    let mut evidence = evidence();
    evidence.branches.get_mut("decided").expect("decisions").value["totals"]["admitted"] = json!(3048);
    derive(&mut evidence);
    let measured = filled_with("D02", &evidence, &Answers::default());
    assert_ne!(before.hash(), measured.hash());
    assert_eq!(before.substance(), measured.substance());
    evidence.branches.get_mut("purpose").expect("a purpose").value["text"]["en"] = json!("We do something else.");
    let declared = filled_with("D02", &evidence, &Answers::default());
    assert_ne!(before.substance(), declared.substance());
}

#[test]
fn two_people_approve_a_document_and_one_of_them_has_the_role_for_it() {
    let mut evidence = evidence();
    evidence.add("documents", "made up", Nature::Measured, json!({ "D08": { "version": 1 } }));
    let document = filled_with("D09", &evidence, &all_answered("D09", "", ""));
    let (on, due) = (day("2026-11-10"), day("2027-11-10"));
    let signed = |shelf: &mut Shelf, by: &str, role: &str| {
        shelf.sign("D09", "controller", Signature { by: by.to_owned(), role: role.to_owned(), on }, due)
    };
    let mut shelf = Shelf::default();
    assert!(matches!(signed(&mut shelf, "A", "dpo"), Err(ShelfError::NotMade(_))));
    shelf.take(&filled_with("D09", &evidence, &Answers::default()), on);
    assert!(matches!(signed(&mut shelf, "A", "dpo"), Err(ShelfError::Missing { .. })));
    shelf.take(&document, on);
    assert_eq!(signed(&mut shelf, "A", "dpo"), Ok(None), "another person has to sign");
    assert!(matches!(signed(&mut shelf, "A", "controller"), Err(ShelfError::SamePerson(_))), "whatever the role");
    assert_eq!(signed(&mut shelf, "B", "counsel"), Ok(None), "neither has the role that approves it");
    assert!(shelf.relied_on("D09/2", on).is_none());
    let edition = signed(&mut shelf, "C", "controller").expect("whole").expect("approved");
    assert_eq!(edition.approval.expect("approved").by, "C");
    assert!(shelf.relied_on("D09/2", on).is_some());
    let kept = shelf.to_json();
    assert!(kept.contains("\"grondslag_documents\": 2"), "an earlier program refuses it with a hint");
    assert_eq!(Shelf::read(&kept).expect("our own"), shelf);
    // Another declaration is another version, which nobody has signed.
    evidence.branches.get_mut("purpose").expect("a purpose").value["text"]["en"] = json!("We do something else.");
    shelf.take(&filled_with("D09", &evidence, &all_answered("D09", "", "")), on);
    assert!(shelf.last("D09").expect("made").signatures.is_empty());
}

#[test]
fn only_the_last_version_that_is_whole_and_approved_may_be_relied_on() {
    let mut evidence = evidence();
    evidence.add("documents", "made up", Nature::Measured, json!({ "D08": { "version": 1 } }));
    let answers = all_answered("D09", "", "");
    let mut shelf = Shelf::default();
    let first = filled_with("D09", &evidence, &Answers::default());
    shelf.take(&first, day("2026-11-01"));
    let approval = |role: &str| Approval {
        by: "A. Example".to_owned(),
        role: role.to_owned(),
        on: day("2026-11-10"),
        review_due: day("2027-11-10"),
    };
    assert!(matches!(shelf.approve("D09", "controller", approval("controller")), Err(ShelfError::Missing { .. })));
    let second = filled_with("D09", &evidence, &answers);
    let edition = shelf.take(&second, day("2026-11-05"));
    assert_eq!((edition.version, edition.supersedes), (2, Some(1)));
    assert!(matches!(shelf.approve("D09", "controller", approval("dpo")), Err(ShelfError::NotTheirs { .. })));
    shelf.approve("D09", "controller", approval("controller")).expect("whole");
    assert!(shelf.relied_on("D09/2", day("2026-11-10")).is_some());
    assert!(shelf.relied_on("D09/1", day("2026-11-10")).is_none(), "superseded");
    assert!(shelf.relied_on("D09/2", day("2026-11-09")).is_none(), "not approved yet");
    assert!(shelf.relied_on("D09/2", day("2027-11-11")).is_none(), "due for review");
    assert!(shelf.relied_on("in the cabinet", day("2026-11-10")).is_none());
    assert_eq!(parse_reference("in the cabinet"), None, "kept elsewhere");
    assert_eq!(parse_reference(" d09 / 2 "), Some(("D09", Some(2))));
    for slip in ["D09", "D09/v2", "D09/2a", "D09/"] {
        assert_eq!(parse_reference(slip), Some(("D09", None)), "{slip} is none of another cabinet");
        assert!(shelf.relied_on(slip, day("2026-11-10")).is_none());
    }
    // Another declaration is another version, which nobody has approved.
    evidence.branches.get_mut("purpose").expect("a purpose").value["text"]["en"] = json!("We do something else.");
    let third = filled_with("D09", &evidence, &answers);
    assert_eq!(shelf.take(&third, day("2026-12-01")).version, 3);
    assert!(
        shelf.relied_on("D09/2", day("2026-12-01")).is_none() && shelf.relied_on("D09/3", day("2026-12-01")).is_none()
    );
    assert_eq!(Shelf::read(&shelf.to_json()), Ok(shelf));
}

#[test]
fn a_changed_value_breaks_the_hash_of_a_document() {
    let document = filled("D16");
    let text = document.to_json(&edition(&document));
    assert!(Document::read(&text).is_some());
    assert!(Document::read(&text.replace("3047", "3048")).is_none());
}

#[test]
fn the_same_values_give_the_same_bytes() {
    let document = filled("D16");
    let print = || Printer::default().print(&document, &edition(&document), day("2026-11-30")).expect("printable");
    assert!(print() == print());
}

#[test]
fn both_languages_say_the_same_keys() {
    let keys = |text: &str| {
        text.lines().filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect::<BTreeSet<_>>()
    };
    let read = |name: &str| {
        world::read_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../notices/documents").join(name))
            .expect("readable")
    };
    assert_eq!(keys(&read("en.ftl")), keys(&read("nl.ftl")));
}

#[test]
fn the_vocabulary_names_every_operation_with_its_basis() {
    let vocabulary = vocabulary(&evidence(), &all_answered("D08", "", ""));
    let graph = vocabulary["@graph"].as_array().expect("a graph");
    let processes: Vec<&Value> = graph.iter().filter(|node| node["@type"] == "dpv:Process").collect();
    assert_eq!(processes.len(), 2);
    assert!(processes.iter().all(|node| node["dpv:hasLegalBasis"]["@id"] == "eu-gdpr:A6-1-f"));
    let of = |kind: &str| graph.iter().filter(|node| node["@type"] == kind).collect::<Vec<&Value>>();
    assert_eq!((of("dpv:Purpose").len(), of("dpv:DataSubjectRight").len(), of("dpv:Risk").len()), (1, 10, 7));
    // What was judged of a risk, and the measures against it that there is evidence of.
    assert!(of("dpv:Risk").iter().all(|risk| risk["dct:description"]["@language"] == "en"));
    let memorised = of("dpv:Risk").into_iter().find(|risk| risk["@id"] == "own:risk-memorisation").expect("a risk");
    assert_eq!(memorised["dpv:isMitigatedByMeasure"][0]["@id"], "own:measure-T2");
    assert!(of("dpv:RiskMitigationMeasure").iter().any(|measure| measure["@id"] == "own:measure-T2"));
    assert_eq!(
        processes[0]["dpv:hasStorageCondition"].as_array().expect("stores").len(),
        of("dpv:StorageCondition").len()
    );
    if let Some(folder) = std::env::var_os("KEEP") {
        world::write_atomic(Path::new(&folder).join("processing.jsonld"), format!("{vocabulary:#}")).expect("writable");
    }
}

#[test]
fn a_model_card_says_what_nobody_answered() {
    let card = model_card(&evidence(), &Answers::default(), "demo-ab12ab12");
    assert!(card.starts_with("---\nlanguage:\n- en\n- nl\n") && card.contains("# demo-ab12ab12"));
    assert!(card.contains("nobody has answered `D26.licence` yet"));
}

#[test]
fn a_plot_stands_beside_the_figure_it_shows_and_can_be_read_without_eyes() {
    let shown = [
        ("D16", &["months", "flow"][..]),
        ("D19", &["extraction"]),
        ("D23", &["authorities"]),
        ("D35", &["flow", "rules"]),
        ("D37", &["objections"]),
    ];
    for (id, plots) in shown {
        let document = filled(id);
        let view = view::View::of(
            &document,
            &edition(&document),
            day("2026-11-30"),
            &Speech::of(crate::speech::Language::English),
        );
        let page = html::page(&view.expect("a view")).expect("a page");
        for plot in plots {
            assert_eq!(page.matches(&format!("<desc id=\"{plot}-desc\">")).count(), 1, "{id}: {plot}");
            let (_, after) = page.split_once(&format!("<desc id=\"{plot}-desc\">")).expect("there");
            let own = after.split("data-field").next().expect("some");
            assert!(own.contains("<table>"), "{id}: {plot} has no table beside it");
        }
    }
}
