//! The pack for a supervisor. In: a project. Out: a folder, or a zip of one, with all documents, what they were filled from, the decisions with
//! their facts, manifests, policies, the log's tiles, and one signed list of all files. Never: a file that is not in the
//! list, or a text of a post.

mod archive;
mod check;
mod decisions;

pub use archive::is_one;
pub use check::{Checking, verify};

use crate::command::Context;
use crate::command::report::documents::{self, Filled};
use crate::exit::{Exit, Stop};
use crate::progress::{self, Bar};
use crate::project::Project;
use anyhow::Result;
use clap::Args;
use decisions::Facts;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Path, PathBuf};
use terms::Digest;
use world::ScratchDir;

/// Where the pack goes.
#[derive(Args)]
pub struct Packing {
    /// Folder to make, which must be empty, or a file that ends in `.zip`
    #[arg(long, value_name = "DIR or FILE.zip")]
    out: PathBuf,
    /// Name of the release [default: the project's name and its model]
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// Leave the facts of each decision out: decisions then cannot be made again from the pack alone
    #[arg(long)]
    without_facts: bool,
}

/// The list of all files, `pack.json`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listing {
    /// Of this format.
    pub grondslag_pack: u64,
    /// The release.
    pub release: String,
    /// The controller.
    pub controller: String,
    /// The public key of the log, which signed `pack.note`.
    pub key: String,
    /// Events at the head of the log.
    pub tree_size: u64,
    /// The root of the log.
    pub tree_root: Digest,
    /// Every file but `pack.json` and `pack.note`, by path.
    pub files: Vec<Listed>,
}

/// One file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listed {
    /// Relative to the pack, with `/`.
    pub path: String,
    /// Of its bytes.
    pub sha256: Digest,
    /// How many.
    pub bytes: u64,
}

/// `report pack`.
pub async fn execute(arguments: &Packing, context: &Context) -> Result<Exit> {
    let out = &arguments.out;
    let scratch = if is_one(out) { Some(ScratchDir::create()?) } else { None };
    let folder = scratch.as_ref().map_or(out.as_path(), ScratchDir::path);
    if scratch.is_some() && world::exists(out) {
        return Err(Stop::usage(format!("`{}` is there already; name a new file", out.display())).into());
    }
    if !world::list(folder)?.is_empty() {
        return Err(Stop::usage(format!("`{}` is not empty; name a new folder", out.display())).into());
    }
    let project = context.project()?;
    let bar = progress::room(context.show, "report");
    let filled = documents::fill(&project, arguments.release.as_deref())?;
    let facts = if arguments.without_facts { Facts::LeftOut } else { Facts::Kept };
    let Made { files, left_out, tree_size } = write(&project, &filled, folder, facts, context, &bar).await?;
    if scratch.is_some() {
        archive::write(folder, out)?;
    }
    bar.done(out.display().to_string());
    context.say(format!(
        "{}: {files} files, {} documents, log of {tree_size} events; {left_out} decisions without facts\ncheck it with `grondslag verify {}`",
        out.display(),
        filled.documents.len(),
        out.display()
    ))?;
    if !context.text() {
        context.line(&json!({ "pack": out, "files": files, "documents": filled.documents.len(), "decisions_without_facts": left_out, "tree_size": tree_size, "release": filled.release }))?;
    }
    Ok(Exit::Done)
}

/// What a pack holds.
pub struct Made {
    /// Files in its list.
    pub files: usize,
    /// Decisions whose facts are not in it.
    pub left_out: u64,
    /// Events in the log.
    pub tree_size: u64,
}

/// The whole pack as one file, with the facts. It takes the place of one that was there.
pub async fn one_file(project: &Project, filled: &Filled, out: &Path, context: &Context) -> Result<Made> {
    let scratch = ScratchDir::create()?;
    let bar = progress::room(context.show, "report");
    let made = write(project, filled, scratch.path(), Facts::Kept, context, &bar).await?;
    archive::write(scratch.path(), out)?;
    Ok(made)
}

/// Writes the files of a pack into an empty folder, and the signed list of them.
async fn write(
    project: &Project,
    filled: &Filled,
    folder: &Path,
    facts: Facts,
    context: &Context,
    bar: &Bar,
) -> Result<Made> {
    documents::write(project, filled, &[], &folder.join("documents"), &mut |id| bar.say(id.to_owned()))?;
    bar.say("decisions".to_owned());
    let decided = decisions::write(context, folder, facts).await?;
    copies(project, folder, decided.as_ref().map(|decided| decided.law.as_path()))?;
    let ledger = project.ledger()?;
    let head = ledger.tree_head();
    let listing = Listing {
        grondslag_pack: PACK_VERSION,
        release: filled.release.clone(),
        controller: project.config().controller.name.clone(),
        key: ledger.public_key(),
        tree_size: head.size,
        tree_root: head.root,
        files: list(folder)?,
    };
    let text = format!("{}\n", serde_json::to_string_pretty(&listing)?);
    world::write_atomic(folder.join(LISTING), &text)?;
    world::write_atomic(folder.join(NOTE), ledger.sign_statement("pack", &Digest::of(&text)))?;
    let left_out = decided.map_or(0, |decided| decided.without_facts);
    Ok(Made { files: listing.files.len(), left_out, tree_size: head.size })
}

/// What is taken over as it lies.
fn copies(project: &Project, folder: &Path, law: Option<&Path>) -> Result<()> {
    let law = law.map_or_else(|| project.world.path("law"), Path::to_path_buf);
    for path in world::list(&law)? {
        copy(&path, &folder.join("law").join(name(&path)))?;
    }
    for (from, to) in [
        ("register.toml", "register.toml"),
        ("documents/register.json", "documents/register.json"),
        ("documents/answers.jsonl", "documents/answers.jsonl"),
        ("corpus/manifest.json", "manifests/corpus.json"),
        ("corpus/croissant.json", "manifests/croissant.json"),
        ("corpus/README.md", "manifests/corpus-card.md"),
        ("model/training-manifest.json", "manifests/training.json"),
        ("model/attestation.json", "manifests/attestation.json"),
        ("ledger/log/checkpoint", "log/checkpoint"),
    ] {
        let from = project.world.path(from);
        if world::exists(&from) {
            copy(&from, &folder.join(to))?;
        }
    }
    let tiles = project.world.path("ledger/log/tile");
    for path in walk(&tiles)? {
        // INVARIANT: `walk` lists what lies below the folder.
        let relative = path.strip_prefix(&tiles).expect("INVARIANT: below the folder");
        copy(&path, &folder.join("log/tile").join(relative))?;
    }
    world::write_atomic(folder.join("README.md"), README)?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    Ok(world::write_atomic(to, world::read(from)?)?)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Every file below a folder, sorted.
pub(super) fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in world::list(folder)? {
        if path.is_dir() {
            found.extend(walk(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// The path of a file within a folder, with `/` on every system.
fn relative(folder: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The files of a pack, but for its list and the note that signs it.
pub(super) fn list(folder: &Path) -> Result<Vec<Listed>> {
    let mut files = Vec::new();
    for path in walk(folder)? {
        let relative = relative(folder, &path);
        if relative == LISTING || relative == NOTE {
            continue;
        }
        let bytes = world::read(&path)?;
        files.push(Listed { path: relative, sha256: Digest::of(&bytes), bytes: bytes.len() as u64 });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

pub(super) const LISTING: &str = "pack.json";
pub(super) const NOTE: &str = "pack.note";
/// The version of the format that this program writes and reads.
pub(super) const PACK_VERSION: u64 = 2;

const README: &str = "# Pack for a supervisory authority

`grondslag verify .` in this folder, or `grondslag verify FILE.zip` of the zip that it came in, checks everything that can be checked without a network and without the controller:
every file against `pack.json`, `pack.json` against the signature in `pack.note`, the root of the log against its tiles,
and every figure of every document against `documents/evidence.json`, which is itself computed again where another file of the pack gives it.
Figures that only the controller's own stores can give are named, with the reason.
`--sample 50 --seed 7` draws fifty records and makes their decisions again from their facts and the policies in `law/`.
Give the log's public key with `--key`, from somebody who has a reason to trust it: without it the pack shows that nothing was changed since it was signed, not who signed it.

| folder | what |
| --- | --- |
| `documents/` | each document as JSON, HTML and PDF of the same values, in English and Dutch; `evidence.json`, `processing.jsonld` (DPV 2.3), `model-card.md`; answers and approvals |
| `decisions/` | `log.jsonl`: what was decided about every record, and since when that stands; `facts.jsonl`: the facts behind it, by digest, of the day since which they stand |
| `manifests/` | corpus, its Croissant description, model, attestation of forgetting |
| `law/` | the policies and the profile that decided |
| `log/` | signed head and tiles of the log (C2SP tlog-tiles) |

The decisions are personal data under pseudonyms.
";
