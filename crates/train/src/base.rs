//! A base of somebody else: a model with open weights that is frozen. In: a Hugging Face folder or a GGUF file of a
//! Llama, and the digest that it must have. Out: its weights in our order, its tokenizer, its shape. Never: a shape or
//! a constant that we would carry out otherwise than it says; what we do not know is refused by its name.
#![expect(clippy::indexing_slicing, reason = "tensors: every range comes from the layout that sized the weights")]

mod folder;
mod gguf;

use crate::export;
use crate::net::Layout;
use crate::shape::Shape;
use crate::tokens::{TokenizerError, Tokens};
use std::fmt;
use std::path::{Path, PathBuf};
use terms::Digest;
use world::DiskError;

/// A frozen model that cohorts stand on with adapters. What it read before is its provider's matter; whether it may be
/// built upon is asked for in the document D36.
pub struct Base {
    shape: Shape,
    weights: Vec<f32>,
    tokenizer: Vec<u8>,
    marks: (u32, u32),
    digest: Digest,
}

impl fmt::Debug for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base({}, {} weights)", self.digest, self.weights.len())
    }
}

/// A base cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BaseError {
    /// A file could not be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It does not have the bytes that were asked for.
    #[error("the base `{}` has the digest `{found}`, not `{expected}`; name the base that was meant, or its digest", path.display())]
    OtherBytes {
        /// Where it lies.
        path: PathBuf,
        /// The digest that was asked for.
        expected: Digest,
        /// Its digest.
        found: Digest,
    },
    /// It is no Llama that we can carry out.
    #[error("the base `{}` cannot be used: {cause}; take a Llama without it", path.display())]
    Refused {
        /// Where it lies.
        path: PathBuf,
        /// What stands in the way.
        cause: String,
    },
    /// Its tokenizer could not be read.
    #[error("the tokenizer of the base `{}` cannot be used: {cause}", path.display())]
    Tokenizer {
        /// Where it lies.
        path: PathBuf,
        /// Why not.
        cause: TokenizerError,
    },
}

/// What a reader found; everything but the digest.
struct Found {
    shape: Shape,
    weights: Vec<f32>,
    tokenizer: Vec<u8>,
    marks: (u32, u32),
}

/// Why a file is no base.
type Cause = String;

impl Base {
    /// The digest of a base: of a file that of its bytes, as `sha256sum` prints it; of a folder that of the lines which
    /// `sha256sum` prints for the files that are read, by name.
    pub fn digest_of(path: &Path) -> Result<Digest, BaseError> {
        if path.is_file() {
            return Ok(world::digest(path)?);
        }
        folder::Files::read(path).map(|files| files.digest())
    }

    /// Reads a base that must have this digest.
    pub fn read(path: &Path, expected: Digest) -> Result<Self, BaseError> {
        let check = |found: Digest| {
            let other = || BaseError::OtherBytes { path: path.to_owned(), expected, found };
            if found == expected { Ok(()) } else { Err(other()) }
        };
        let found = if path.is_file() {
            let bytes = world::read(path)?;
            check(Digest::of(&bytes))?;
            gguf::read(&bytes)
        } else {
            let files = folder::Files::read(path)?;
            check(files.digest())?;
            files.parse()
        };
        let refused = |cause| BaseError::Refused { path: path.to_owned(), cause };
        let Found { shape, weights, tokenizer, marks } = found.map_err(refused)?;
        let tokens = Tokens::read_with(&tokenizer, marks);
        let tokens = tokens.map_err(|cause| BaseError::Tokenizer { path: path.to_owned(), cause })?;
        if tokens.len() > shape.vocabulary {
            return Err(refused("the tokenizer has more tokens than the embedding".to_owned()));
        }
        Ok(Self { shape, weights, tokenizer, marks, digest: expected })
    }

    /// Its digest.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// How many weights it has.
    pub fn parameters(&self) -> usize {
        self.weights.len()
    }

    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }

    pub(crate) fn weights(&self) -> &[f32] {
        &self.weights
    }

    pub(crate) fn tokenizer(&self) -> &[u8] {
        &self.tokenizer
    }

    /// The tokens before and after a text.
    pub(crate) fn marks(&self) -> (u32, u32) {
        self.marks
    }
}

#[cfg(test)]
pub(crate) use gguf::name_here as gguf_name;

#[cfg(test)]
pub(crate) fn read_gguf(bytes: &[u8]) -> Result<usize, Cause> {
    gguf::read(bytes).map(|found| found.weights.len())
}

/// Takes every tensor of a shape from a source that knows them by their names at Hugging Face.
/// `stored` is how many bytes it has: what it says of its own size is not believed before that.
fn fill(
    shape: &Shape,
    stored: usize,
    mut tensor: impl FnMut(&str, &[usize]) -> Result<Vec<f32>, Cause>,
) -> Result<Vec<f32>, Cause> {
    let len = Layout::new(shape).len;
    // No type that we read keeps a number in less than half a byte.
    if len / 2 > stored {
        return Err(format!("it claims {len} weights and holds {stored} bytes"));
    }
    let mut weights = vec![0.0; len];
    for (name, range, dimensions) in export::tensors(shape) {
        let values = tensor(&name, &dimensions)?;
        if values.len() != range.len() {
            return Err(format!("`{name}` holds {} numbers instead of {}", values.len(), range.len()));
        }
        if !values.iter().all(|value| value.is_finite()) {
            return Err(format!("`{name}` holds something that is no number"));
        }
        weights[range].copy_from_slice(&values);
    }
    Ok(weights)
}

/// Refuses a shape that our products cannot carry.
fn carried(shape: Shape) -> Result<Shape, Cause> {
    let Shape { vocabulary, context, width, layers, heads, feed_forward, .. } = shape;
    let sixteens = [
        ("vocabulary", vocabulary, 1 << 20),
        ("width", width, 1 << 14),
        ("width of a head", heads.head, 1 << 10),
        ("width of the feed-forward network", feed_forward, 1 << 16),
    ];
    for (name, size, most) in sixteens {
        if size == 0 || !size.is_multiple_of(16) || size > most {
            return Err(format!("its {name} is {size}, which is no multiple of 16 up to {most}"));
        }
    }
    if layers == 0 || layers > 1 << 10 || heads.heads == 0 || heads.heads > 1 << 10 || context < 8 {
        return Err(format!("it has {layers} layers, {} heads and a context of {context}", heads.heads));
    }
    if heads.shared == 0 || !heads.heads.is_multiple_of(heads.shared) {
        return Err(format!("its {} heads cannot share {} keys", heads.heads, heads.shared));
    }
    let sane = |value: f64, low: f64, high: f64| value > low && value <= high;
    if !sane(shape.rotary_base, 1.0, 1e9) || !sane(shape.epsilon, 0.0, 0.1) {
        return Err(format!("its base of angles is {} and its epsilon {}", shape.rotary_base, shape.epsilon));
    }
    Ok(shape)
}
