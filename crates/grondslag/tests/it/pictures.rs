//! Pictures through the program: from a file that a post names to a tar in the corpus, and out of it again with the person.
//! Faces are drawn.

use crate::program::{Folder, platform, posts, run, run_with};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Read;

#[path = "../../../inspect/src/face/drawn.rs"]
mod drawn;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Two people of the demo who have a post that goes into the corpus as it is: account, subject, and that post.
fn two_people(folder: &Folder) -> Vec<(String, String, Value)> {
    let read = |name: &str| std::fs::read_to_string(folder.path(&format!("demo/{name}"))).expect("there");
    let permitted: BTreeMap<String, bool> = lines(&read("truth.jsonl"))
        .iter()
        .map(|line| (line["record_id"].as_str().expect("an id").to_owned(), line["train"]["decision"] == "PERMIT"))
        .collect();
    let subjects: BTreeMap<String, String> = lines(&read("platform/accounts.jsonl"))
        .iter()
        .filter_map(|line| Some((line["account_id"].as_str()?.to_owned(), line["subject_id"].as_str()?.to_owned())))
        .collect();
    let mut people: BTreeMap<String, (String, String, Value)> = BTreeMap::new();
    for post in lines(&posts(folder)) {
        let (Some(record), Some(account)) = (post["record_id"].as_str(), post["account_id"].as_str()) else { continue };
        if permitted.get(record) == Some(&true) && post["text"].as_str().is_some_and(|text| text.len() > 10) {
            let subject = subjects.get(account).expect("an account");
            people.entry(subject.clone()).or_insert((account.to_owned(), subject.clone(), post.clone()));
        }
    }
    people.into_values().take(2).collect()
}

/// The demo with an album: a landscape and a face of each of two people.
fn with_album(name: &str) -> (Folder, Vec<String>) {
    let folder = platform(name, "1");
    let people = two_people(&folder);
    let mut album = String::new();
    for (number, (_, _, post)) in people.iter().enumerate() {
        let mut post = post.clone();
        for (place, picture) in ["hills", "face"].into_iter().enumerate() {
            post["record_id"] = json!(format!("plein:album-{number}-{place}"));
            post["media"] = json!([{ "path": format!("{picture}-{number}.png") }]);
            album.push_str(&format!("{post}\n"));
        }
        let (wide, high) = (200 + 8 * number, 150);
        let face = drawn::faces_at(wide, high, &[(90.0, 70.0, 45.0)]);
        let mut hills = drawn::faces_at(wide, high, &[]);
        hills.iter_mut().enumerate().for_each(|(at, sample)| *sample = sample.wrapping_add((at / 61 % 200) as u8));
        folder.write(
            &format!("demo/album/face-{number}.png"),
            drawn::png(wide, high, &face, &[(b"tEXt", b"Author\0Nobody")]),
        );
        folder.write(&format!("demo/album/hills-{number}.png"), drawn::png(wide, high, &hills, &[]));
    }
    folder.write("demo/album/posts.jsonl", album);
    let path = folder.path("demo/grondslag.toml");
    let config = std::fs::read_to_string(&path).expect("a configuration");
    let source = "\n[[source]]\nname = \"album\"\npath = \"album/posts.jsonl\"\n[source.facts]\norigin_lawful = true\n\
                  retention_until = \"2030-01-01\"\ntdm_reserved_whole = false\nillegal_content = false\n";
    let (head, tail) = config.split_once("\n[said]").expect("what was said");
    std::fs::write(&path, format!("{head}{source}\n[said]{tail}").replace("shards = 4", "shards = 4\npictures = true"))
        .expect("writable");
    (folder, people.into_iter().map(|(_, subject, _)| subject).collect())
}

/// Every member of every tar.
fn members(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let Ok(tars) = std::fs::read_dir(folder.path("demo/corpus/pictures")) else { return found };
    for tar in tars {
        let mut archive = tar::Archive::new(std::fs::File::open(tar.expect("an entry").path()).expect("there"));
        for member in archive.entries().expect("a tar") {
            let mut member = member.expect("a member");
            let name = member.path().expect("a name").display().to_string();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).expect("whole");
            found.insert(name, bytes);
        }
    }
    found
}

#[test]
fn pictures_go_from_a_source_into_the_corpus_masked_and_out_again_with_the_person() {
    let (folder, subjects) = with_album("pictures");
    let project = folder.text("demo");
    let program =
        |arguments: &[&str]| run(&[&["--project", project.as_str(), "--format", "json", "-q"], arguments].concat());
    program(&["ledger", "append", &folder.text("demo/said.jsonl")]).done();
    program(&["intake"]);
    program(&["corpus", "seal"]).done();
    program(&["corpus", "verify"]).done();

    // The pictures of the demo's packages are there too; those of the album have the size that nothing else has.
    let sealed = members(&folder);
    let labels: Vec<Value> = sealed
        .iter()
        .filter(|(name, _)| name.ends_with(".json"))
        .map(|(_, bytes)| serde_json::from_slice(bytes).expect("JSON"))
        .collect();
    let ours: Vec<&Value> = labels.iter().filter(|label| label["picture"]["height"] == 150).collect();
    let masked = ours.iter().filter(|label| label["picture"]["faces_masked"] == 1).count();
    assert_eq!((ours.len(), masked), (4, 2), "{ours:?}");
    assert!(
        ours.iter().all(|label| (label["picture"]["faces_masked"] == 1) == (label["transforms"] == "MASK_IDENTIFIER"))
    );
    assert!(!sealed.values().any(|bytes| bytes.windows(6).any(|window| window == b"Nobody")), "whose file it was");
    for (name, bytes) in sealed.iter().filter(|(name, _)| name.ends_with(".png")) {
        let seen =
            run(&["-q", "--format", "json", "inspect", &folder.write(&format!("seen/{name}"), bytes)]).done().last();
        assert_eq!((&seen["faces"], &seen["metadata"]), (&json!([]), &json!([])), "{name}");
    }

    // One of them has everything erased: their pictures leave with their words, and the other's stay.
    let object = json!({ "at": "2026-11-30T12:00:00Z", "act": "objection", "id": "album-1", "subject": subjects[0],
        "purpose": "*", "scope": { "person": true }, "article": "21(1)" });
    program(&["ledger", "append", &folder.write("later.jsonl", format!("{object}\n"))]).done();
    program(&["corpus", "purge", &subjects[0]]).done();
    program(&["corpus", "verify"]).done();
    let left = members(&folder);
    let gone: Vec<&String> = sealed.keys().filter(|name| !left.contains_key(*name)).collect();
    assert_eq!(gone.len(), 6, "two pictures with their labels and captions: {gone:?}");
    assert!(left.iter().all(|(name, bytes)| sealed.get(name) == Some(bytes)));

    // Where pictures are not taken, there are none, and none is kept.
    let off = [("GRONDSLAG__CORPUS__PICTURES", "false")];
    run_with(&["--project", &project, "-q", "intake"], &off);
    run_with(&["--project", &project, "-q", "corpus", "seal"], &off).done();
    assert!(members(&folder).is_empty() && !folder.path("demo/work/pictures").exists());
}

#[test]
fn a_picture_is_inspected_by_itself_and_one_that_is_cut_off_is_not_said_to_be_empty() {
    let folder = Folder::new("pictures-alone");
    let rgb = drawn::faces_at(200, 150, &[(90.0, 70.0, 45.0)]);
    let png = drawn::png(200, 150, &rgb, &[]);
    let seen = run(&["-q", "--format", "json", "inspect", &folder.write("face.png", &png)]).done().last();
    let faces = seen["faces"].as_array().expect("a list");
    assert_eq!((faces.len(), &seen["width"], &seen["detector"]), (1, &json!(200), &json!("mtcnn-1")));
    let names: Vec<&String> = faces[0].as_object().expect("a box").keys().collect();
    assert_eq!(names, ["left", "top", "width", "height", "score"], "where it is, and nothing of whose it is");
    assert_eq!(seen["perceptual_hash"].as_str().map(str::len), Some(64));
    let cut = run(&["-q", "--format", "json", "inspect", &folder.write("cut.png", &png[..png.len() / 2])]);
    assert_eq!(cut.code, 5, "{}", cut.stderr);
}
