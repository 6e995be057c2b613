//! Room 8, `prompt`. In: a whole model folder and a text. Out: a completion, the same for the same seed. Never: a model
//! that is half there, a trace of the prompt, or a token that the tokenizer does not have.

use crate::manifest::{Manifest, ReadError};
use crate::math::{Dice, exp};
use crate::net::{Net, Reader};
use crate::tokens::{TokenizerError, Tokens};
use crate::trainer::judge;
use crate::{ENGINE, Plan, export};
use std::path::{Path, PathBuf};
use terms::Digest;
use world::DiskError;

/// A whole model: weights, tokenizer and manifest, each with the bytes that were sealed.
#[derive(Debug)]
pub struct Model {
    net: Net,
    tokens: Tokens,
    manifest: Manifest,
    digest: Digest,
}

/// A folder does not hold a model that can be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no manifest, so no run in this folder has ended.
    #[error("`{}` holds no whole model; train, or run the same replay again", folder.display())]
    NotWhole {
        /// Which folder.
        folder: PathBuf,
    },
    /// A file is not what the manifest says.
    #[error("`{file}` in `{}` does not hold the bytes that were sealed; train again", folder.display())]
    DigestMismatch {
        /// Which folder.
        folder: PathBuf,
        /// Which file.
        file: String,
    },
    /// The model was made by other arithmetic.
    #[error("`{}` was trained by engine `{found}`, this program has `{ENGINE}`; use the grondslag that trained it, or train again", folder.display())]
    Engine {
        /// Which folder.
        folder: PathBuf,
        /// Its engine.
        found: String,
    },
    /// The tensors are not those of the plan.
    #[error("`model.safetensors` in `{}` does not fit its plan: {cause}; train again", folder.display())]
    Shape {
        /// Which folder.
        folder: PathBuf,
        /// What does not fit.
        cause: String,
    },
    /// A file could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The operating system said no.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The tokenizer could not be read.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
}

/// How the next token is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    /// Longest completion.
    pub max_tokens: usize,
    /// 0 takes the likeliest token; 1 draws as the model says.
    pub temperature: f32,
    /// Only this many of the likeliest tokens are drawn from; 0 is all.
    pub top_k: usize,
    /// The same seed gives the same completion.
    pub seed: u64,
}

impl Default for Sampling {
    fn default() -> Self {
        Self { max_tokens: 60, temperature: 0.8, top_k: 40, seed: 1 }
    }
}

/// What the model wrote after a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The text, without the prompt.
    pub text: String,
    /// Tokens that were written.
    pub tokens: usize,
    /// Why it stopped.
    pub stopped: Stopped,
}

/// Why a completion ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The model ended the text.
    End,
    /// It is as long as was asked for.
    Length,
    /// The context is full.
    Context,
}

impl Model {
    /// Opens the model in this folder, if it is whole and every file holds the bytes that were sealed.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        let manifest = Manifest::read(folder)?.ok_or_else(|| OpenError::NotWhole { folder: folder.to_owned() })?;
        if manifest.engine != ENGINE {
            return Err(OpenError::Engine { folder: folder.to_owned(), found: manifest.engine });
        }
        let sealed = |name: &str| {
            let bytes = world::read(folder.join(name))?;
            match manifest.files.get(name) {
                Some(digest) if *digest == Digest::of(&bytes) => Ok((*digest, bytes)),
                _ => Err(OpenError::DigestMismatch { folder: folder.to_owned(), file: name.to_owned() }),
            }
        };
        for name in manifest.files.keys() {
            sealed(name)?;
        }
        let (digest, weights) = sealed(export::WEIGHTS)?;
        let tokens = Tokens::read(&sealed(export::TOKENIZER)?.1)?;
        let misfit = |cause: String| OpenError::Shape { folder: folder.to_owned(), cause };
        manifest.plan.check().map_err(|cause| misfit(cause.to_string()))?;
        let weights = export::read_weights(&manifest.plan, &weights).map_err(|cause| misfit(cause.to_string()))?;
        if tokens.len() > manifest.plan.vocabulary {
            return Err(misfit("the tokenizer has more tokens than the embedding".to_owned()));
        }
        Ok(Self { net: Net::with(&manifest.plan, weights), tokens, manifest, digest })
    }

    /// SHA-256 of `model.safetensors`.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// What it was trained on, and how.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn plan(&self) -> &Plan {
        &self.manifest.plan
    }

    /// Writes on from a prompt. Of a prompt that fills more than the context, the end counts.
    pub fn complete(&self, prompt: &str, sampling: &Sampling) -> Result<Completion, TokenizerError> {
        let context = self.plan().context;
        let asked = self.tokens.encode(prompt)?;
        // Half of the context at least is left to write in.
        let kept = asked.len().saturating_sub(context / 2);
        let (mut reader, mut dice) = (Reader::new(&self.net), Dice::new(sampling.seed));
        let mut logits = reader.next(self.tokens.begin());
        for token in asked.iter().skip(kept) {
            logits = reader.next(*token);
        }
        let (mut written, mut stopped) = (Vec::new(), Stopped::Length);
        while written.len() < sampling.max_tokens {
            let token = self.choose(&logits, sampling, &mut dice);
            if token == self.tokens.end() {
                stopped = Stopped::End;
                break;
            }
            written.push(token);
            if reader.read() == context {
                stopped = Stopped::Context;
                break;
            }
            logits = reader.next(token);
        }
        Ok(Completion { text: self.tokens.decode(&written)?, tokens: written.len(), stopped })
    }

    /// Draws the next token. Ties go to the lower token, so the order is total.
    fn choose(&self, logits: &[f32], sampling: &Sampling, dice: &mut Dice) -> u32 {
        // The embedding has room for more tokens than the tokenizer may have; nothing begins twice.
        let possible = (0..).zip(logits).take(self.tokens.len()).filter(|(token, _)| *token != self.tokens.begin());
        let mut ranked: Vec<(u32, f32)> = possible.map(|(token, logit)| (token, *logit)).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        if sampling.top_k > 0 {
            ranked.truncate(sampling.top_k);
        }
        let Some((likeliest, most)) = ranked.first().copied() else { return self.tokens.end() };
        if sampling.temperature <= 0.0 {
            return likeliest;
        }
        let weight = |logit: f32| exp((logit - most) / sampling.temperature);
        let total: f32 = ranked.iter().map(|(_, logit)| weight(*logit)).sum();
        let mut left = dice.unit() * total;
        for (token, logit) in &ranked {
            left -= weight(*logit);
            if left < 0.0 {
                return *token;
            }
        }
        likeliest
    }

    /// The tokens of a text after the mark that begins it, and the logits after each, for comparison with others.
    pub fn logits(&self, text: &str) -> Result<Vec<(u32, Vec<f32>)>, TokenizerError> {
        let mut reader = Reader::new(&self.net);
        let tokens = [vec![self.tokens.begin()], self.tokens.encode(text)?].concat();
        Ok(tokens.into_iter().take(self.plan().context).map(|token| (token, reader.next(token))).collect())
    }

    /// How many bits the model needs for a byte of these texts, ends of text included; `None` without a byte.
    pub fn bits_per_byte(&self, texts: &[&str]) -> Result<Option<f64>, TokenizerError> {
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        let sequences: Vec<_> = self.tokens.all(texts, self.plan().context)?.into_iter().flatten().collect();
        let loss = judge(&self.net, &sequences);
        Ok((bytes > 0).then(|| loss.nats / std::f64::consts::LN_2 / bytes as f64))
    }
}
