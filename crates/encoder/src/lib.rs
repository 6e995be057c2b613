//! An encoder of somebody else. In: a folder as Hugging Face lays it out, of a BERT, an XLM-RoBERTa or a DistilBERT that
//! tells texts apart. Out: for a text the probability of each of its labels, in the same bits on every machine and on any
//! number of threads. Never: a request to a network, a setting that is skipped because it is not known, or a part of a text
//! that is cut off.

mod config;
mod folder;
mod net;
mod ops;
mod tensors;
mod words;

pub use folder::EncoderError;

use net::Net;
use rayon::prelude::*;
use std::fmt;
use std::path::Path;
use terms::Digest;
use words::Words;

/// A model that gives each text a probability for each of its labels.
pub struct Encoder {
    net: Net,
    words: Words,
    labels: Vec<String>,
    digest: Digest,
}

impl fmt::Debug for Encoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Encoder({}, {} labels)", self.digest, self.labels.len())
    }
}

impl Encoder {
    /// Reads the encoder in a folder: `config.json`, `tokenizer.json` and `model.safetensors`.
    pub fn read(folder: &Path) -> Result<Self, EncoderError> {
        folder::read(folder)
    }

    /// Of the files that were read: what `sha256sum` prints for the lines that it prints for them, by name.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// What it tells apart, in the order of its probabilities.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The tokens of a text in the pieces that are read at once, with the marks around each; `None` where its tokenizer
    /// refuses the text. Pieces overlap, and no token is left out.
    pub fn pieces(&self, text: &str) -> Option<Vec<Vec<u32>>> {
        self.words.pieces(text)
    }

    /// What the net makes of pieces before they are probabilities.
    pub fn logits(&self, pieces: &[Vec<u32>]) -> Vec<Vec<f32>> {
        // So many tokens use the weights well while they are in the cache; what is read together changes no bit.
        const TOGETHER: usize = 512;
        let mut groups: Vec<&[Vec<u32>]> = Vec::new();
        let (mut start, mut tokens) = (0, 0);
        for (at, piece) in pieces.iter().enumerate() {
            if tokens + piece.len() > TOGETHER && at > start {
                groups.extend(pieces.get(start..at));
                (start, tokens) = (at, 0);
            }
            tokens += piece.len();
        }
        groups.extend(pieces.get(start..).filter(|rest| !rest.is_empty()));
        groups.into_par_iter().flat_map_iter(|group| self.net.logits(group)).collect()
    }

    /// For each text and each of its pieces the probability of each label; no piece at all where the tokenizer refuses the
    /// text, which then nobody has heard.
    pub fn probabilities(&self, texts: &[&str]) -> Vec<Vec<Vec<f32>>> {
        let pieces: Vec<Vec<Vec<u32>>> = texts.iter().map(|text| self.pieces(text).unwrap_or_default()).collect();
        let all: Vec<Vec<u32>> = pieces.iter().flatten().cloned().collect();
        let mut heard = self.logits(&all).into_iter();
        let shares = |mut logits: Vec<f32>| {
            kernels::rows::softmax(&mut logits);
            logits
        };
        pieces.iter().map(|pieces| heard.by_ref().take(pieces.len()).map(shares).collect()).collect()
    }
}

#[cfg(test)]
mod tests;
