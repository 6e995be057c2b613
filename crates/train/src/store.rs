//! Checkpoints on disk. In: the state after a slice and the history that led to it. Out: one safetensors file, or none.
//! Never: a file that is half there, damaged, or of another history, taken for the state that was asked for.

use crate::manifest::{self, ReadError, StageEntry};
use crate::trainer::Checkpoint;
use kernels::numbers::{brains, singles};
use safetensors::tensor::{Metadata, TensorView};
use safetensors::{Dtype, SafeTensorError, SafeTensors};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use terms::Digest;

const FORMAT: &str = "grondslag-state";
const KEY: &str = "grondslag";
/// More than any head has.
const HEAD_MAX: u64 = 1 << 16;

/// What stands in the head of a checkpoint file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    version: u64,
    /// Digest of everything that led to this state: engine, plan, base, and the slices in order.
    history: Digest,
    /// Digest of the tensors.
    tensors: Digest,
    steps: usize,
    loss: Option<f64>,
    tokens: usize,
}

pub(crate) fn base_path(folder: &Path) -> PathBuf {
    folder.join("state").join("base.safetensors")
}

pub(crate) fn shares_path(folder: &Path) -> PathBuf {
    folder.join("state").join("ngram-shares.safetensors")
}

pub(crate) fn slice_path(folder: &Path, cohort: usize, slice: usize) -> PathBuf {
    folder.join("state").join(format!("cohort-{cohort:04}-slice-{slice:04}.safetensors"))
}

/// Writes a checkpoint, whole or not at all.
pub(crate) fn save(
    path: &Path,
    history: Digest,
    checkpoint: &Checkpoint,
    (loss, tokens): (Option<f64>, usize),
) -> Result<StageEntry, ReadError> {
    let loss = loss.map(in_millionths);
    let weights: Vec<u8> = checkpoint.weights.iter().flat_map(|value| value.to_le_bytes()).collect();
    let (firsts, seconds) = (halves(&checkpoint.firsts), halves(&checkpoint.seconds));
    let tensors = Digest::of_parts([weights.as_slice(), &firsts, &seconds]);
    let head = Head {
        format: FORMAT.into(),
        version: manifest::version(),
        history,
        tensors,
        steps: checkpoint.steps,
        loss,
        tokens,
    };
    let views =
        [("firsts", Dtype::BF16, &firsts), ("seconds", Dtype::BF16, &seconds), ("weights", Dtype::F32, &weights)];
    let views = views.map(|(name, dtype, bytes)| (name, dtype, vec![checkpoint.weights.len()], bytes.as_slice()));
    let bytes = headed(&head, views).map_err(|cause| malformed(path, FORMAT, &cause.to_string()))?;
    world::write_atomic(path, &bytes)?;
    Ok(StageEntry { state: Digest::of(&bytes), loss, tokens })
}

/// To the nearest millionth: JSON readers give a number of more than fifteen digits back to the last bit or beside it, and a
/// loss that is read from a file and one that was just computed must be the same.
fn in_millionths(loss: f64) -> f64 {
    (loss * 1e6).round() / 1e6
}

/// Reads the checkpoint that this history led to. `None` where there is no such file, where it is damaged, or where it
/// has another history: then the stage is trained again.
pub(crate) fn load(path: &Path, history: Digest) -> Result<Option<Checkpoint>, ReadError> {
    let Some(bytes) = bytes_of(path)? else { return Ok(None) };
    let Some((Head { steps, .. }, [weights, firsts, seconds])) = whole(path, &bytes, history)? else { return Ok(None) };
    let (firsts, seconds) = (brains(firsts), brains(seconds));
    Ok(Some(Checkpoint { weights: singles(weights), firsts, seconds, steps }))
}

/// What the stage said whose checkpoint this history led to; the same check as [`load`], and no number is read.
pub(crate) fn look(path: &Path, history: Digest) -> Result<Option<StageEntry>, ReadError> {
    let Some(bytes) = bytes_of(path)? else { return Ok(None) };
    Ok(whole(path, &bytes, history)?.map(|(head, _)| entry(&head, &bytes)))
}

/// Whether a file is as long as it says and its head is that of the stage which a manifest sealed; its numbers are not read.
pub(crate) fn glance(path: &Path, history: Digest, sealed: &StageEntry) -> bool {
    let head_of = |mut file: std::fs::File| {
        let mut length = [0; 8];
        file.read_exact(&mut length).ok()?;
        let length = u64::from_le_bytes(length);
        let mut head = Vec::new();
        file.take(length.min(HEAD_MAX)).read_to_end(&mut head).ok()?;
        let laid_out: Metadata = serde_json::from_slice(&head).ok()?;
        let is_whole = world::size(path).ok()?.checked_sub(8)?.checked_sub(length)? == laid_out.data_len() as u64;
        let head: Head = serde_json::from_str(laid_out.metadata().as_ref()?.get(KEY)?).ok()?;
        is_whole.then_some(head)
    };
    let is_theirs = |head: Head| {
        (head.format.as_str(), head.version) == (FORMAT, manifest::version())
            && (head.history, head.loss, head.tokens) == (history, sealed.loss, sealed.tokens)
    };
    world::open(path).ok().and_then(head_of).is_some_and(is_theirs)
}

fn bytes_of(path: &Path) -> Result<Option<Vec<u8>>, ReadError> {
    Ok(if world::exists(path) { Some(world::read(path)?) } else { None })
}

fn entry(head: &Head, bytes: &[u8]) -> StageEntry {
    StageEntry { state: Digest::of(bytes), loss: head.loss, tokens: head.tokens }
}

/// Reads the weights of a checkpoint that a manifest sealed; `None` where the file is not that one.
pub(crate) fn load_sealed(path: &Path, sealed: Digest) -> Result<Option<Vec<f32>>, ReadError> {
    if !world::exists(path) {
        return Ok(None);
    }
    let bytes = world::read(path)?;
    if Digest::of(&bytes) != sealed {
        return Ok(None);
    }
    let bad = |cause: SafeTensorError| malformed(path, FORMAT, &cause.to_string());
    let tensors = SafeTensors::deserialize(&bytes).map_err(bad)?;
    Ok(Some(singles(tensors.tensor("weights").map_err(bad)?.data())))
}

/// Weights, first and second moments, as they lie in a file.
type Tensors<'b> = [&'b [u8]; 3];

/// Head and tensors of a file that is whole and of this history.
fn whole<'b>(path: &Path, bytes: &'b [u8], history: Digest) -> Result<Option<(Head, Tensors<'b>)>, ReadError> {
    match parse(path, bytes) {
        // A file of a later version was not written by mistake: it is not ours to replace.
        Err(later @ ReadError::LaterVersion { .. }) => Err(later),
        Err(_) => Ok(None),
        Ok((head, tensors)) => {
            let same = head.history == history && head.tensors == Digest::of_parts(tensors);
            Ok(same.then_some((head, tensors)))
        }
    }
}

fn parse<'b>(path: &Path, bytes: &'b [u8]) -> Result<(Head, Tensors<'b>), ReadError> {
    let (head, tensors): (Head, _) = read_headed(path, bytes, FORMAT)?;
    let bad = |cause: SafeTensorError| malformed(path, FORMAT, &cause.to_string());
    let tensor = |name| tensors.tensor(name).map(|tensor| tensor.data()).map_err(bad);
    Ok((head, [tensor("weights")?, tensor("firsts")?, tensor("seconds")?]))
}

/// The bytes of a safetensors file with this head: for each tensor its name, type, shape and bytes.
pub(crate) fn headed<'t>(
    head: &impl Serialize,
    tensors: impl IntoIterator<Item = (&'t str, Dtype, Vec<usize>, &'t [u8])>,
) -> Result<Vec<u8>, SafeTensorError> {
    let views =
        tensors.into_iter().map(|(name, dtype, shape, bytes)| Ok((name, TensorView::new(dtype, shape, bytes)?)));
    let views = views.collect::<Result<Vec<_>, SafeTensorError>>()?;
    // One key, so that the order of a hash map cannot reach the file.
    safetensors::serialize(views, Some(HashMap::from([(KEY.into(), manifest::pretty(head))])))
}

/// Head and tensors of such a file, if it is one of this format.
pub(crate) fn read_headed<'b, H: DeserializeOwned>(
    path: &Path,
    bytes: &'b [u8],
    format: &'static str,
) -> Result<(H, SafeTensors<'b>), ReadError> {
    let bad = |cause: SafeTensorError| malformed(path, format, &cause.to_string());
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(bad)?;
    let head = metadata.metadata().as_ref().and_then(|metadata| metadata.get(KEY)).map_or("", String::as_str);
    Ok((manifest::parse(path, head.as_bytes(), format)?, SafeTensors::deserialize(bytes).map_err(bad)?))
}

pub(crate) fn malformed(path: &Path, format: &'static str, cause: &str) -> ReadError {
    ReadError::Malformed { path: path.to_owned(), format, cause: cause.to_owned() }
}

/// Values that were rounded to bfloat16, in two bytes each.
fn halves(values: &[f32]) -> Vec<u8> {
    // The low half of a rounded value is zero, so the shift loses nothing and the cast fits.
    values.iter().flat_map(|value| ((value.to_bits() >> 16) as u16).to_le_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Plan;
    use crate::trainer::Trainer;

    #[test]
    fn a_checkpoint_comes_back_whole_or_not_at_all() {
        let plan = Plan { vocabulary: 272, width: 16, heads: 1, layers: 1, feed_forward: 16, ..Plan::demo() };
        let mut trainer = Trainer::seeded(&plan);
        trainer.step([crate::trainer::Weighted { sequence: &[1, 2, 3], scale: 1.0 }], 1e-3);
        let checkpoint = trainer.checkpoint();
        let folder = std::env::temp_dir().join(format!("grondslag-store-{}", std::process::id()));
        let (path, history) = (folder.join("a.safetensors"), Digest::of("history"));
        let entry = save(&path, history, &checkpoint, (Some(1.5), 3)).expect("saved");
        let stored = load(&path, history).expect("readable").expect("there");
        assert_eq!(stored, checkpoint);
        assert_eq!(look(&path, history).expect("readable"), Some(entry));
        assert!(load(&path, Digest::of("another")).expect("readable").is_none());
        assert!(look(&path, Digest::of("another")).expect("readable").is_none());
        let mut bytes = world::read(&path).expect("there");
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        world::write_atomic(&path, &bytes).expect("writable");
        assert!(load(&path, history).expect("readable").is_none());
        assert!(look(&path, history).expect("readable").is_none());
        world::write_atomic(&path, &bytes[..last]).expect("writable");
        assert!(load(&path, history).expect("readable").is_none());
        assert!(look(&path, history).expect("readable").is_none());
        world::remove_dir(&folder).expect("removable");
    }

    #[test]
    fn a_glance_knows_a_state_by_its_head_and_its_length() {
        let folder = std::env::temp_dir().join(format!("grondslag-store-glance-{}", std::process::id()));
        let (path, history) = (folder.join("a.safetensors"), Digest::of("history"));
        let nothing = Checkpoint { weights: vec![0.0; 16], firsts: vec![0.0; 16], seconds: vec![0.0; 16], steps: 1 };
        let entry = save(&path, history, &nothing, (Some(1.25), 3)).expect("saved");
        assert!(glance(&path, history, &entry));
        assert!(!glance(&path, Digest::of("another"), &entry));
        assert!(!glance(&path, history, &StageEntry { tokens: 4, ..entry.clone() }));
        assert!(!glance(&path, history, &StageEntry { loss: None, ..entry.clone() }));
        assert!(!glance(&folder.join("b.safetensors"), history, &entry));
        let bytes = world::read(&path).expect("there");
        for cut in [0, 7, 8, 40, bytes.len() - 1] {
            world::write_atomic(&path, &bytes[..cut]).expect("writable");
            assert!(!glance(&path, history, &entry), "{cut}");
        }
        world::write_atomic(&path, [bytes.as_slice(), b"x"].concat()).expect("writable");
        assert!(!glance(&path, history, &entry));
        world::remove_dir(&folder).expect("removable");
    }

    #[test]
    fn what_a_stage_said_is_read_back_to_the_last_bit() {
        let folder = std::env::temp_dir().join(format!("grondslag-store-loss-{}", std::process::id()));
        let (path, history) = (folder.join("a.safetensors"), Digest::of("history"));
        let nothing = Checkpoint { weights: vec![0.0; 16], firsts: vec![0.0; 16], seconds: vec![0.0; 16], steps: 1 };
        for loss in (1..500).map(|at| (f64::from(at) * 1.37).sqrt()).chain([5.291_870_573_791_424_4]) {
            let entry = save(&path, history, &nothing, (Some(loss), 3)).expect("saved");
            assert_eq!(look(&path, history).expect("readable"), Some(entry), "{loss}");
        }
        world::remove_dir(&folder).expect("removable");
    }
}
