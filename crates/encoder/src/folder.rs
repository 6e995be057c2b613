//! The folder of an encoder. In: its files. Out: the encoder, and their digest. Never: a file that is read before its size is
//! known to be one that can be meant.

use crate::Encoder;
use crate::config::Config;
use crate::net::Net;
use crate::tensors::Tensors;
use crate::words::Words;
use std::path::{Path, PathBuf};
use terms::Digest;
use world::DiskError;

const CONFIG: &str = "config.json";
const TOKENIZER: &str = "tokenizer.json";
const WEIGHTS: &str = "model.safetensors";

/// The files that are read, by name, each with the most bytes that it may have.
const FILES: [(&str, u64); 3] = [(CONFIG, 1 << 20), (WEIGHTS, 4 << 30), (TOKENIZER, 64 << 20)];

/// An encoder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    /// A file could not be read.
    #[error("{0}; an encoder is a folder with `config.json`, `tokenizer.json` and `model.safetensors`")]
    Disk(#[from] DiskError),
    /// It is no encoder that we can carry out.
    #[error("the encoder `{}` cannot be used: {cause}", path.display())]
    Refused {
        /// Where it lies.
        path: PathBuf,
        /// What stands in the way, and what to do.
        cause: String,
    },
}

/// Why a folder is no encoder, and what to do.
pub(crate) type Cause = String;

pub(crate) fn read(folder: &Path) -> Result<Encoder, EncoderError> {
    let refused = |cause: Cause| EncoderError::Refused { path: folder.to_owned(), cause };
    let mut files = Vec::new();
    for (name, bytes_max) in FILES {
        let path = folder.join(name);
        let bytes = world::size(&path)?;
        if bytes > bytes_max {
            return Err(refused(format!(
                "`{name}` has {bytes} bytes, and {bytes_max} are allowed; take a smaller one"
            )));
        }
        files.push(world::read(&path)?);
    }
    let lines = FILES.iter().zip(&files).map(|((name, _), bytes)| format!("{}  {name}\n", Digest::of(bytes)));
    let digest = Digest::of(lines.collect::<String>());
    match files.as_slice() {
        [config, weights, tokenizer] => parse(config, weights, tokenizer, digest).map_err(refused),
        // INVARIANT: as many as there are names above.
        _ => Err(refused("it has other files".to_owned())),
    }
}

pub(crate) fn parse(config: &[u8], weights: &[u8], tokenizer: &[u8], digest: Digest) -> Result<Encoder, Cause> {
    let Config { shape, labels } = Config::read(config)?;
    let words = Words::read(tokenizer, &shape)?;
    let net = Net::read(shape, labels.len(), Tensors::read(weights)?)?;
    Ok(Encoder { net, words, labels, digest })
}
