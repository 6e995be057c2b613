//! Tests of the whole room. Rows are taken past the law here (`take`), because only the law makes a `Lawful`; that the door
//! itself is shut is tested in `door.rs` with the real law.

mod broken;
mod cases;
mod crash;
mod door;
mod late;
mod pictures;
mod proofs;
mod scale;
mod whole;

use crate::seal::Sealer;
use crate::switch::Steps;
use crate::{Exclusion, Late, Leaving, Manifest, Meta, Refusal, Row, SealError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use terms::{Digest, Kind, Lang, LegalBasis, Pseudonymizer, Purpose, RecordId, Text, parse_instant};

/// A folder that is gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("corpus-{}-{number}", std::process::id()));
        world::remove_dir(&folder).expect("removable");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = world::remove_dir(&self.0);
    }
}

impl AsRef<Path> for Folder {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

/// What goes into a corpus, by source id.
#[derive(Clone, Default)]
struct Input {
    rows: BTreeMap<String, Row>,
    excluded: BTreeMap<String, Exclusion>,
    /// Where its pictures lie.
    pictures: Option<PathBuf>,
}

impl Input {
    /// Invented posts: `subjects` authors of `each` posts, and a refusal for every fifth number.
    fn invented(subjects: u32, each: u32) -> Self {
        let mut input = Self::default();
        for subject in 0..subjects {
            for post in 0..each {
                let number = subject * each + post;
                let source = format!("forum-a:{number}");
                if number % 5 == 4 {
                    let refusal = if number.is_multiple_of(2) { Refusal::Forbid } else { Refusal::Hold };
                    input.excluded.insert(source, Exclusion::new(refusal, ["F09", "F15"]));
                } else {
                    let mut row =
                        row(&source, &format!("s{subject}"), &format!("Post {number}: see you at stall {post}."));
                    row.lang =
                        [None, Some("nl"), Some("en-GB")][number as usize % 3].map(|l| Lang::new(l).expect("a tag"));
                    row.kind = [Kind::Post, Kind::Comment][number as usize % 2];
                    row.transforms =
                        if number.is_multiple_of(7) { vec!["MASK_IDENTIFIER".to_owned()] } else { Vec::new() };
                    input.rows.insert(source, row);
                }
            }
        }
        input
    }

    /// The same without this subject: their records are excluded with this reason.
    fn without(&self, subject: &str, exclusion: &Exclusion) -> Self {
        let mut input = self.clone();
        let gone = input.rows.extract_if(.., |_, row| row.subject == subject).map(|(source, _)| source);
        input.excluded.extend(gone.collect::<Vec<_>>().into_iter().map(|source| (source, exclusion.clone())));
        input
    }

    fn seal(&self, folder: &Path) -> Manifest {
        self.seal_with(folder, Steps::all(), usize::MAX).expect("sealable")
    }

    fn seal_with(&self, folder: &Path, steps: Steps, spool_bytes: usize) -> Result<Manifest, SealError> {
        let mut sealer = Sealer::begin_with(folder, meta(), steps, spool_bytes)?;
        if let Some(pictures) = &self.pictures {
            sealer = sealer.with_pictures(pictures);
        }
        for (source, row) in &self.rows {
            sealer.take(&RecordId::new(source), "PERMIT", row.clone())?;
        }
        for (source, exclusion) in &self.excluded {
            sealer.exclude(&RecordId::new(source), exclusion.clone())?;
        }
        sealer.finish()
    }
}

fn row(source: &str, subject: &str, text: &str) -> Row {
    Row {
        record: pseudonym("record", source),
        subject: pseudonym("subject", subject),
        kind: Kind::Post,
        lang: Some(Lang::new("en").expect("a tag")),
        text: Text::new(text),
        basis: LegalBasis::LegitimateInterests,
        transforms: Vec::new(),
        late: Late::Unsaid,
        pictures: Vec::new(),
    }
}

/// Every record among these rows, each of which leaves with the same decision.
fn leaving<'a>(rows: impl Iterator<Item = &'a Row>, exclusion: &Exclusion) -> Leaving {
    let mut gone = Leaving::new();
    for row in rows {
        gone.entry(row.subject.clone()).or_default().insert(row.record.clone(), exclusion.clone());
    }
    gone
}

fn pseudonym(domain: &str, id: &str) -> String {
    Pseudonymizer::new([7; 32]).pseudonym(domain, id)
}

fn meta() -> Meta {
    Meta {
        name: "forum-a".to_owned(),
        purpose: Purpose::new("ai.train.generative"),
        profile: "eu-2026-11-23".to_owned(),
        rules_digest: Digest::of("rules"),
        tree_size: 12,
        tree_root: Digest::of("root"),
        as_of: parse_instant("2026-11-23T10:00:00Z").expect("a moment"),
        shards: 4,
        sources: Vec::new(),
        late_from: None,
    }
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in world::list(&next).expect("listable") {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").display().to_string();
                found.insert(name, world::read(&path).expect("readable"));
            }
        }
    }
    found
}

fn same_files(one: &Path, other: &Path) {
    let (one, other) = (files(one), files(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(other.get(name) == Some(bytes), "`{name}` differs");
    }
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        world::write_atomic(to.join(name), bytes).expect("writable");
    }
}
