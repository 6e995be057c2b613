//! Documents, answers, traces and the pack, as a data protection officer and a supervisor use them. In: the demo. Out: files.
//! Never: a change in a pack that nobody finds.

use crate::program::{Folder, command, platform, run};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

/// A demo that ran, and forgot one person.
fn ran(name: &str) -> Folder {
    let folder = Folder::new(name);
    run(&["--project", &folder.text("demo"), "-q", "demo"]).done();
    folder
}

fn answer(project: &str, document: &str, field: &str, role: &str, text: &str) -> i32 {
    let arguments =
        ["--project", project, "-q", "report", "answer", document, field, "--by", "A. Example", "--role", role];
    let mut child = command(&arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("piped").write_all(text.as_bytes()).expect("writable");
    child.wait().expect("it ends").code().unwrap_or(-1)
}

/// Every field of every document that was written: in the JSON, and on both pages with the same status.
fn every_field_is_filled_or_missing_with_its_owner(out: &Path, documents: &[Value]) {
    for document in documents {
        let id = document["id"].as_str().expect("an id");
        assert_eq!(document["files"].as_array().expect("files").len(), 5, "{id}");
        let text = fs::read_to_string(out.join(format!("{id}.json"))).expect("readable");
        let written: Value = serde_json::from_str(&text).expect("JSON");
        let sections = written["document"]["sections"].as_array().expect("sections");
        let fields: Vec<&Value> =
            sections.iter().flat_map(|section| section["fields"].as_array().expect("fields")).collect();
        // The shortest, D33, tells four things of each store in the columns of one field.
        assert!(fields.len() >= 3, "{id} has {} fields", fields.len());
        let missing: Vec<&str> = fields
            .iter()
            .filter(|field| field["status"] == "missing")
            .filter_map(|field| field["id"].as_str())
            .collect();
        let told: Vec<&str> =
            document["missing"].as_array().expect("missing").iter().filter_map(|one| one["field"].as_str()).collect();
        assert_eq!(missing, told, "{id}");
        assert!(document["missing"].as_array().expect("missing").iter().all(|one| one["owner"].is_string()), "{id}");
        for lang in ["en", "nl"] {
            let page = fs::read_to_string(out.join(format!("{id}.{lang}.html"))).expect("readable");
            for field in &fields {
                let mark = format!(
                    "data-field=\"{}\" data-status=\"{}\"",
                    field["id"].as_str().expect("an id"),
                    field["status"].as_str().expect("a status")
                );
                assert!(page.contains(&mark), "{id}.{lang}: {mark}");
            }
            let pdf = fs::read(out.join(format!("{id}.{lang}.pdf"))).expect("readable");
            assert!(pdf.len() > 1000 && pdf.starts_with(b"%PDF-"), "{id}.{lang}.pdf");
        }
    }
}

#[test]
fn the_demo_gives_every_document_and_each_figure_comes_out_again() {
    let folder = ran("documents-all");
    let (project, out) = (folder.text("demo"), folder.path("out"));
    let out_text = folder.text("out");
    let made =
        run(&["--project", &project, "--format", "json", "-q", "report", "--all", "--out", &out_text]).done().last();
    let documents = made["documents"].as_array().expect("documents");
    assert_eq!(documents.len(), 30);
    every_field_is_filled_or_missing_with_its_owner(&out, documents);
    // What a run measured is there, and nobody's judgment is.
    let missing = |id: &str| -> Vec<String> {
        let document = documents.iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("{id}"));
        document["missing"]
            .as_array()
            .expect("missing")
            .iter()
            .map(|one| one["field"].as_str().expect("a field").to_owned())
            .collect()
    };
    assert_eq!(missing("D35"), Vec::<String>::new());
    assert_eq!(missing("D16"), Vec::<String>::new());
    assert!(missing("D02").contains(&"outcome".to_owned()));
    for figure in ["D16.rows", "D29.languages", "D35.rules", "D37.objections", "D10.purposes", "D23.key"] {
        let traced =
            run(&["--project", &project, "--format", "json", "-q", "report", "trace", figure, "--in", &out_text])
                .done()
                .last();
        assert_eq!(traced["same"], true, "{traced}");
    }
    // Made again they are the same bytes.
    let before = fs::read(out.join("D16.nl.html")).expect("readable");
    run(&["--project", &project, "-q", "report", "D16", "--out", &out_text]).done();
    assert!(before == fs::read(out.join("D16.nl.html")).expect("readable"));
    every_figure_comes_out_again(&folder, &project, &out);
    // A document that somebody changed is no document.
    let path = out.join("D16.json");
    let text = fs::read_to_string(&path).expect("readable");
    fs::write(&path, text.replacen("\"filled\"", "\"missing\"", 1)).expect("writable");
    assert_eq!(run(&["--project", &project, "report", "trace", "D16.rows", "--in", &out_text]).code, 4);
}

/// All figures at once, and of one document; then the manifest changes, and its public summary is found to be behind.
fn every_figure_comes_out_again(folder: &Folder, project: &str, out: &Path) {
    let out_text = out.to_str().expect("UTF-8");
    let trace =
        |what: &str| run(&["--project", project, "--format", "json", "-q", "report", "trace", what, "--in", out_text]);
    let all = trace("--all").done().last();
    assert_eq!((&all["same"], all["documents"].as_array().map(Vec::len)), (&Value::Bool(true), Some(30)), "{all}");
    assert!(all["figures"].as_u64() > Some(200), "{all}");
    assert_eq!(trace("D29").done().last()["differing"], serde_json::json!([]));
    assert_eq!(trace("D29.nothing").code, 2);
    // The person who was forgotten, before and after: after it is what a model says that never saw the person.
    let text = fs::read_to_string(out.join("D19.json")).expect("readable");
    let written: Value = serde_json::from_str(&text).expect("JSON");
    let sections = written["document"]["sections"].as_array().expect("sections");
    let mut fields = sections.iter().flat_map(|section| section["fields"].as_array().expect("fields"));
    let tests = &fields.find(|field| field["id"] == "extraction").expect("a field")["figure"]["value"];
    let row = |measure: &str| {
        let found = tests.as_array().expect("rows").iter().find(|row| row["measure"] == measure).expect("a measure");
        ["before", "after", "control"].map(|key| found[key].as_f64().expect("a figure"))
    };
    let ([before, after, control], [share, again, never]) = (row("loss"), row("extraction"));
    assert!(before != after, "the model says something else of these records: {before} and {after} nats");
    assert!((after, again) == (control, never) && (0.0..=1.0).contains(&share));
    // A service gets another name and the corpus is sealed again: the summary that was made before is found.
    let config = folder.path("demo/grondslag.toml");
    let declared = fs::read_to_string(&config).expect("readable");
    fs::write(&config, declared.replace("service = \"plein\"", "service = \"agora\"")).expect("writable");
    assert_eq!(trace("D29").code, 0, "what is declared today says nothing of a corpus that was sealed before");
    run(&["--project", project, "-q", "corpus", "seal"]).done();
    let stale = trace("D29");
    assert_eq!(stale.code, 4, "{}", stale.stdout);
    let differing = stale.last()["differing"].to_string();
    assert!(differing.contains("D29.services\""), "{differing}");
    run(&["--project", project, "-q", "report", "D29", "--out", out_text]).done();
    assert_eq!(trace("D29").code, 0, "made again, it holds");
}

#[test]
fn a_person_answers_what_the_role_owes_and_a_changed_answer_is_found() {
    let folder = ran("documents-answer");
    let project = folder.text("demo");
    let missing = || {
        let list = run(&["--project", &project, "--format", "json", "-q", "report", "--list"]).done().last();
        let document = list["documents"]
            .as_array()
            .expect("documents")
            .iter()
            .find(|one| one["id"] == "D33")
            .expect("D33")
            .clone();
        document["missing"]
            .as_array()
            .expect("missing")
            .iter()
            .map(|one| one["field"].as_str().expect("a field").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(missing(), ["backups"]);
    let approve = |by: &str, role: &str| {
        run(&["--project", &project, "--format", "json", "-q", "report", "approve", "D33", "--by", by, "--role", role])
    };
    assert_eq!(approve("controller-1", "controller").code, 3, "a field is missing");
    assert_eq!(answer(&project, "D33", "backups", "dpo", "Thirty days."), 2, "security owes it");
    assert_eq!(answer(&project, "D33", "backups", "security", " \n"), 2, "nothing is no answer");
    assert_eq!(answer(&project, "D33", "backups", "security", "Backups live for thirty days."), 0);
    assert_eq!(missing(), Vec::<String>::new());
    for (by, role, code) in [
        ("A. Example", "controller", 3),
        ("controller-1", "dpo", 3),
        ("dpo-1", "controller", 3),
        ("dpo-1", "auditor", 2),
        ("dpo-1", "nobody", 2),
    ] {
        assert_eq!(approve(by, role).code, code, "{by} as {role}");
    }
    let first = approve("dpo-1", "dpo").done().last();
    assert_eq!(first["approved"], false, "it takes two");
    let listed = || {
        let list = run(&["--project", &project, "--format", "json", "-q", "report", "--list"]).done().last();
        let all = list["documents"].as_array().expect("documents").clone();
        all.into_iter().find(|one| one["id"] == "D33").expect("D33")["state"].clone()
    };
    assert_eq!(listed(), "draft");
    let again = approve("dpo-1", "dpo");
    assert!(again.code == 3 && again.stderr.contains("takes two people"), "{}", again.stderr);
    let second = approve("controller-1", "controller").done().last();
    assert_eq!((&second["approved"], &second["reference"]), (&true.into(), &first["reference"]));
    assert_eq!(listed(), "approved");
    let file = folder.path("demo/documents/answers.jsonl");
    let text = fs::read_to_string(&file).expect("readable");
    fs::write(&file, text.replace("thirty", "ninety")).expect("writable");
    assert_eq!(run(&["--project", &project, "report", "--list"]).code, 4, "somebody changed an answer");
}

#[test]
fn a_gate_of_the_law_reads_the_state_of_the_very_document() {
    let folder = platform("documents-gate", "1");
    let project = folder.text("demo");
    run(&["--project", &project, "-q", "run"]).done();
    let decide = || run(&["--project", &project, "--format", "json", "-q", "decide"]).done().last();
    let before = decide();
    let count = |decided: &Value, pointer: &str| decided.pointer(pointer).and_then(Value::as_u64).unwrap_or_default();
    assert!(count(&before, "/admitted") > 1000);
    let register = folder.path("demo/register.toml");
    let text = fs::read_to_string(&register).expect("readable");
    let lia = "lia = { state = \"approved\", on = \"2026-08-01\", document = \"invented\"";
    assert!(text.contains(lia));
    fs::write(&register, text.replace(lia, "lia = { state = \"approved\", on = \"2026-08-01\", document = \"D02/1\""))
        .expect("writable");
    // The register says approved; the document is a draft, and that is what the law is told.
    let refused = decide();
    // What rests on consent needs no assessment and stays.
    assert!(count(&refused, "/admitted") < count(&before, "/admitted") / 4, "{refused}");
    assert!(count(&refused, "/rules/F08") > count(&before, "/rules/F08") + 1000, "{refused}");
    let list = run(&["--project", &project, "--format", "json", "-q", "report", "--list"]).done().last();
    let lia =
        list["documents"].as_array().expect("documents").iter().find(|one| one["id"] == "D02").expect("D02").clone();
    for one in lia["missing"].as_array().expect("missing") {
        let (field, owner) = (one["field"].as_str().expect("a field"), one["owner"].as_str().expect("an owner"));
        let text =
            if field == "mitigations_claimed" { "T1 and R2" } else { "We looked at it and write down what we saw." };
        assert_eq!(answer(&project, "D02", field, owner, text), 0, "{field}");
    }
    let sign = |by: &str, role: &str| {
        run(&["--project", &project, "--format", "json", "-q", "report", "approve", "D02", "--by", by, "--role", role])
            .done()
            .last()
    };
    assert_eq!(sign("engineer-1", "engineering")["approved"], false);
    let approved = sign("dpo-1", "dpo");
    assert_eq!(approved["approved"], true);
    let text = fs::read_to_string(&register).expect("readable");
    let reference = approved["reference"].as_str().expect("a reference");
    fs::write(&register, text.replace("document = \"D02/1\"", &format!("document = \"{reference}\"")))
        .expect("writable");
    assert_eq!(decide(), before, "approved, and the law reads it");
}

/// The zip holds as the folder does; cut or changed, it does not.
fn a_pack_in_one_file_is_the_same(folder: &Folder, one: &str) {
    let holds = run(&["--format", "json", "-q", "verify", one]).done().last();
    assert_eq!((&holds["holds"], holds["documents"].as_u64()), (&Value::Bool(true), Some(30)));
    let bytes = fs::read(one).expect("readable");
    // A byte of the content of a file, and the directory at the end.
    for broken in [&bytes[..bytes.len() - 30], &bytes[..bytes.len() / 2]] {
        let path = folder.write("broken.zip", broken);
        assert_eq!(run(&["-q", "verify", &path]).code, 4);
    }
    each_file_of_the_zip_is_checked(folder, &bytes);
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("../pack.json", zip::write::SimpleFileOptions::default()).expect("in memory");
    let path = folder.write("outside.zip", archive.finish().expect("in memory").into_inner());
    let outside = run(&["-q", "verify", &path]);
    assert!(outside.code == 4 && outside.stderr.contains("leads out of it"), "{}", outside.stderr);
}

/// A well-formed zip in which one byte of every file was changed names every file; its list and its signature are named alone.
fn each_file_of_the_zip_is_checked(folder: &Folder, bytes: &[u8]) {
    let signed = ["pack.json", "pack.note"];
    let every = |name: &str| !signed.contains(&name);
    let found = run(&["-q", "--format", "json", "verify", &folder.write("changed.zip", rezipped(bytes, &every).0)]);
    assert_eq!(found.code, 4);
    let (_, names) = rezipped(bytes, &|_| false);
    assert!(names.len() > 100, "{} files", names.len());
    let told = found.last()["broken"].to_string();
    for name in names.iter().filter(|name| every(name)) {
        assert!(told.contains(&format!("{name}: the file was changed")), "{name} is not named: {told}");
    }
    for one in signed {
        let found = run(&["-q", "verify", &folder.write("changed.zip", rezipped(bytes, &|name| name == one).0)]);
        assert!(found.code == 4 && found.stdout.contains(one), "{one}: {}", found.stdout);
    }
}

/// The same zip with one byte changed in the files that `changes` picks, and the names of all files.
fn rezipped(bytes: &[u8], changes: &dyn Fn(&str) -> bool) -> (Vec<u8>, Vec<String>) {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut names = Vec::new();
    for index in 0..from.len() {
        let mut entry = from.by_index(index).expect("a file");
        let (name, mut content) = (entry.name().expect("UTF-8").into_owned(), Vec::new());
        std::io::Read::read_to_end(&mut entry, &mut content).expect("in memory");
        if changes(&name) {
            let middle = content.len() / 2;
            match content.get_mut(middle) {
                Some(byte) => *byte ^= 1,
                None => content.push(b'x'),
            }
        }
        to.start_file(&name, zip::write::SimpleFileOptions::default()).expect("in memory");
        to.write_all(&content).expect("in memory");
        names.push(name);
    }
    (to.finish().expect("in memory").into_inner(), names)
}

#[test]
fn a_pack_holds_and_a_changed_byte_in_any_file_is_found_and_named() {
    let folder = ran("documents-pack");
    let (project, pack) = (folder.text("demo"), folder.text("pack"));
    run(&["--project", &project, "-q", "report", "pack", "--out", &pack]).done();
    let one = folder.text("pack.zip");
    run(&["--project", &project, "-q", "report", "pack", "--out", &one]).done();
    // Offline: the project is gone.
    fs::rename(folder.path("demo"), folder.path("gone")).expect("renamable");
    a_pack_in_one_file_is_the_same(&folder, &one);
    let check = || run(&["--format", "json", "-q", "verify", &pack, "--sample", "200", "--seed", "7"]);
    let holds = check().done().last();
    assert_eq!((&holds["holds"], holds["documents"].as_u64()), (&Value::Bool(true), Some(30)));
    assert_eq!(holds["sample"]["drawn"], 200);
    assert!(holds["sample"]["same"].as_u64().expect("a count") > 150, "{holds}");
    assert!(
        holds["from_files"].as_u64() > Some(50) && holds["figures"].as_u64() > holds["from_files"].as_u64(),
        "{holds}"
    );
    let not_here = holds["not_computed_again"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["figures"].as_u64())
        .sum::<u64>();
    let counted = ["from_files", "computed"].iter().filter_map(|key| holds[key].as_u64()).sum::<u64>() + not_here;
    assert_eq!(holds["figures"].as_u64(), Some(counted), "each figure is checked, or named as one that cannot be");
    assert!(holds["not_computed_again"].as_array().expect("a list").iter().all(|one| one["why"].is_string()));
    let named = holds["not_computed_again"].as_array().expect("a list").iter();
    assert!(named.clone().any(|one| one["branch"] == "decided"), "months and countries are in no other file");
    let again = check().done().last();
    assert_eq!(again["sample"], holds["sample"], "the same seed draws the same records");
    let files = walk(Path::new(&pack));
    assert!(files.len() > 100, "{} files", files.len());
    for path in files {
        let name = path.strip_prefix(&pack).expect("inside").to_str().expect("UTF-8").to_owned();
        let mut bytes = fs::read(&path).expect("readable");
        let middle = bytes.len() / 2;
        match bytes.get_mut(middle) {
            Some(byte) => *byte ^= 1,
            None => bytes.push(b'x'),
        }
        let whole = fs::read(&path).expect("readable");
        fs::write(&path, &bytes).expect("writable");
        let found = check();
        assert_eq!(found.code, 4, "{name}: {}", found.stdout);
        assert!(found.stdout.contains(&name), "{name} is not named: {}", found.stdout);
        fs::write(&path, whole).expect("writable");
    }
    let added = folder.write("pack/documents/D99.json", "{}");
    assert!(check().stdout.contains("documents/D99.json"), "{added}");
    fs::remove_file(added).expect("removable");
    fs::remove_file(folder.path("pack/law/consent.cedar")).expect("removable");
    assert!(check().stdout.contains("law/consent.cedar"));
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}
