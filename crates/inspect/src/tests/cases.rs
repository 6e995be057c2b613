//! The cases of `cases/03-inspect`. `UPDATE=1` writes the answers.

use crate::{Band, Edit, Inspection, Inspector, Kind, Level, Passage, Removal, Slice, apply};
use std::path::{Path, PathBuf};
use terms::{AccountId, Category, Embed, Handle, Lang, Text, Visibility, Whose};

/// What stands around the texts that follow.
#[derive(Default)]
struct Around {
    names: Vec<(String, Text)>,
    handles: Vec<Handle>,
    author: Option<Handle>,
    group: Option<String>,
    label: Option<Category>,
    quote: Option<(AccountId, Visibility, String)>,
}

fn answer(question: &str) -> String {
    let mut around = Around::default();
    let mut out = String::new();
    for line in question.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match verb {
            "name" => {
                let (reference, name) = rest.split_once(' ').expect("a name has a reference");
                around.names.push((reference.to_owned(), Text::new(name.trim())));
            }
            "handles" => around.handles = rest.split(' ').map(Handle::new).collect(),
            "author" => around.author = Some(Handle::new(rest)),
            "group" => around.group = (rest != "none").then(|| rest.to_owned()),
            "label" => around.label = Category::parse(rest),
            "quote" => {
                let mut parts = rest.splitn(3, ' ');
                let mut next = || parts.next().expect("a quote has an account, a visibility and a text").to_owned();
                let (account, visibility) = (AccountId::new(next()), Visibility::parse(&next()).expect("a visibility"));
                around.quote = Some((account, visibility, next()));
            }
            "text" => out.push_str(&one(rest, &mut around)),
            other => panic!("`{other}` is no verb of these cases"),
        }
    }
    out
}

fn one(rest: &str, around: &mut Around) -> String {
    let mut parts = rest.splitn(3, ' ');
    let mut next = || parts.next().expect("a text has a name, a language and words");
    let (id, lang, text) = (next(), Lang::new(next()).expect("a language"), next().replace("\\n", "\n"));
    let embeds: Vec<Embed> = around.quote.take().map_or_else(Vec::new, |(account, visibility, quote)| {
        let start = text.find(&quote).expect("the quote stands in the text");
        vec![Embed {
            record_id: None,
            account_id: Some(account),
            start,
            end: start + quote.len(),
            origin_visibility: Some(visibility),
        }]
    });
    let passage = Passage {
        text: &text,
        lang: Some(&lang),
        embeds: &embeds,
        own_account: None,
        own_handle: around.author.as_ref(),
        written: None,
        group_name: around.group.as_deref(),
        group_sensitivity: around.label,
    };
    let inspector = Inspector::new(&around.names).with_handles(around.handles.clone());
    let said = lines(&text, &inspector.inspect(&passage));
    said.iter().map(|line| format!("{id:<5} {line}\n")).collect()
}

fn lines(text: &str, inspection: &Inspection) -> Vec<String> {
    let mut lines = Vec::new();
    for finding in &inspection.findings {
        let whose = match finding.whose {
            Some(Whose::Author) => " of the author",
            Some(Whose::Other) => " of another",
            None => "",
        };
        let passage = &text[finding.start..finding.end];
        lines.push(format!("{} {}{whose}: {passage:?}", finding.band.as_str(), finding.kind));
    }
    for special in inspection.special.iter().filter(|special| special.span.is_none()) {
        lines.push(format!("{} {} of the author", special.mode.as_str(), special.category.as_str()));
    }
    if inspection.criminal {
        lines.push("criminal".to_owned());
    }
    if inspection.band == Band::Uncertain {
        lines.push("hold for a human".to_owned());
    }
    if !inspection.third_parties.is_empty() {
        let edits: Vec<Edit> = inspection.third_parties.iter().flat_map(|slice| slice.edits(removal(slice))).collect();
        let marks: Vec<_> = inspection.third_parties.iter().map(describe).collect();
        lines.push(format!("about {}", marks.join(", ")));
        lines.push(format!("becomes {:?}", apply(text, &edits)));
    }
    if lines.is_empty() {
        lines.push("nothing".to_owned());
    }
    lines
}

/// What the law asks for when nobody objected: mask who is named, take out the rest.
fn removal(slice: &Slice) -> Removal {
    match slice {
        slice if slice.child => Removal::RemoveChild,
        Slice { kind: Kind::ObjectedName, .. } => Removal::Redact,
        slice if slice.direct_identifier => Removal::Mask,
        _ => Removal::Redact,
    }
}

fn describe(slice: &Slice) -> String {
    let flags = [
        (slice.special, " special"),
        (slice.child, " child"),
        (slice.private_origin, " private origin"),
        (!slice.redactable, " inseparable"),
    ];
    let flags: String = flags.iter().filter(|(holds, _)| *holds).map(|(_, word)| *word).collect();
    format!("{}{flags}", slice.reference.to_fact())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/03-inspect")
}

fn check(path: &Path) {
    let text = world::read_string(path).expect("a case can be read");
    let (question, expected) = text.split_once("----\n").unwrap_or((&text, ""));
    let question = question.trim_end();
    let found = answer(question);
    #[expect(clippy::disallowed_methods, reason = "UPDATE=1 is a setting of the tests, not of the program")]
    let update = std::env::var("UPDATE").is_ok();
    if update {
        world::write_atomic(path, format!("{question}\n----\n{found}")).expect("a case can be written");
    } else {
        assert_eq!(found, expected, "{}; run with UPDATE=1 and read the difference", path.display());
    }
}

#[test]
fn every_case_has_the_answer_that_stands_in_it() {
    let all = world::list(folder()).expect("the cases are there");
    let cases: Vec<_> = all.iter().filter(|path| path.extension().is_some_and(|end| end == "case")).collect();
    assert!(cases.len() >= 10, "{} cases", cases.len());
    for path in cases {
        check(path);
    }
}

#[test]
fn the_files_of_hard_negatives_hold_no_disclosure() {
    for path in world::list(folder()).expect("the cases are there") {
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("no-disclosure")) {
            let text = world::read_string(&path).expect("a case can be read");
            let (question, _) = text.split_once("----\n").unwrap_or((&text, ""));
            for line in answer(question).lines() {
                // The name of a person is a finding, but nobody disclosed anything by it.
                let is_name = line.contains(" PERSON: ");
                let acts =
                    !is_name && [Level::Found, Level::Uncertain].iter().any(|level| line.contains(level.as_str()));
                assert!(!acts, "{}: {line}", path.display());
            }
        }
    }
}
