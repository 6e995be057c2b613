//! Room 8, `prompt`. In: a whole model folder and a text. Out: a completion, the same for the same seed. Never: a model
//! that is half there, a trace of the prompt, or a token that the tokenizer does not have.

use crate::adapter::Pairs;
use crate::manifest::{Manifest, ReadError};
use crate::net::{Layout, Net, Reader};
use crate::ngrams::{NGRAMS, Ngrams, Shares};
use crate::shape::Shape;
use crate::tokens::{TokenizerError, Tokens};
use crate::trainer::judge;
use crate::verbatim::Verbatim;
use crate::{Base, ENGINE, Plan, export, log, ops, store};
use kernels::math::{Dice, exp, ln};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use terms::Digest;
use world::DiskError;

/// A whole model: weights, tokenizer and manifest, each with the bytes that were sealed.
#[derive(Debug)]
pub struct Model {
    folder: PathBuf,
    net: Net,
    tokens: Arc<Tokens>,
    manifest: Manifest,
    digest: Digest,
    // What its adapters stand beside, if it has no weights of its own.
    base: Option<Arc<Base>>,
    // What many people say, where the plan counts it.
    ngrams: Option<Arc<Ngrams>>,
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
    /// It is an adapter, and no base was given.
    #[error("`{}` holds an adapter for the base `{base}`; name where that base lies", folder.display())]
    BaseNeeded {
        /// Which folder.
        folder: PathBuf,
        /// Digest of the base.
        base: Digest,
    },
    /// It has all weights of its own, and a base was given.
    #[error("`{}` was not trained beside a base; open it without one, or train again", folder.display())]
    NoBase {
        /// Which folder.
        folder: PathBuf,
    },
    /// It was trained beside another base.
    #[error("`{}` was trained beside the base `{trained}`, not `{found}`; bring back that base, or train again", folder.display())]
    OtherBase {
        /// Which folder.
        folder: PathBuf,
        /// Digest of the base that it was trained beside.
        trained: Digest,
        /// Digest of the base that was given.
        found: Digest,
    },
    /// The tensors are not those of the plan.
    #[error("the weights in `{}` do not fit their plan: {cause}; train again", folder.display())]
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
    /// How often a token was not written because it would have repeated too long a run of the corpus.
    pub avoided: usize,
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
        let sealed = Sealed::read(folder)?;
        sealed.manifest.stands_alone(folder)?;
        let plan = &sealed.manifest.plan;
        let weights = export::read_weights(plan, &sealed.served).map_err(|cause| misfit(folder, &cause))?;
        let net = Net::reading(&Shape::of(plan), weights);
        Ok(sealed.model(folder, net, None))
    }

    /// Opens the adapters in this folder beside the base that they were trained beside, and no other.
    pub fn open_on(folder: &Path, base: &Arc<Base>) -> Result<Self, OpenError> {
        let sealed = Sealed::read(folder)?;
        let plan = &sealed.manifest.plan;
        let (adapter, shape) = (sealed.manifest.stands_on(base, folder)?, Shape::of(plan));
        let pairs = Pairs::new(&shape, &adapter.projections, adapter.rank * plan.cohorts);
        let weights = export::read_adapter(&pairs, &sealed.served).map_err(|cause| misfit(folder, &cause))?;
        let net = merged(base, &shape, &pairs, &weights, adapter.alpha);
        Ok(sealed.model(folder, net, Some(Arc::clone(base))))
    }

    /// What the model in this folder was trained on, and how, if it is whole. No base is read for that.
    pub fn look(folder: &Path) -> Result<Manifest, OpenError> {
        Ok(Sealed::read(folder)?.manifest)
    }

    /// SHA-256 of the served weights: `model.safetensors`, or `adapter_model.safetensors` beside a base.
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

    /// The same model without some of its cohorts: the average of the others, and the base alone where there is no other.
    /// This is what may speak while the people of those cohorts are being forgotten.
    pub fn without(&self, cohorts: &BTreeSet<usize>) -> Result<Self, OpenError> {
        let Self { folder, manifest, .. } = self;
        if let Some(base) = &self.base {
            return self.without_adapters(base, cohorts);
        }
        let weights = match ops::mean(self.others(cohorts))? {
            Some(weights) => weights,
            None => self.state(store::base_path(folder), manifest.base_state.state)?,
        };
        let laid_out = export::weights(&manifest.plan, &weights).map_err(|cause| misfit(folder, &cause))?;
        let net = Net::reading(&Shape::of(&manifest.plan), weights);
        Ok(self.like(net, Digest::of(&laid_out), self.ngrams_without(cohorts)?))
    }

    /// The same for adapters: those of the other cohorts beside each other.
    fn without_adapters(&self, base: &Base, cohorts: &BTreeSet<usize>) -> Result<Self, OpenError> {
        let Self { folder, manifest, .. } = self;
        let (adapter, shape) = (manifest.stands_on(base, folder)?, Shape::of(&manifest.plan));
        let others = self.others(cohorts).collect::<Result<Vec<_>, _>>()?;
        let pairs = Pairs::new(&shape, &adapter.projections, adapter.rank);
        let together = Pairs::new(&shape, &adapter.projections, adapter.rank * others.len());
        let weights = pairs.beside(&others);
        let laid_out = export::adapter(&together, &weights).map_err(|cause| misfit(folder, &cause))?;
        let net = merged(base, &shape, &together, &weights, adapter.alpha);
        Ok(self.like(net, Digest::of(&laid_out), self.ngrams_without(cohorts)?))
    }

    fn like(&self, net: Net, digest: Digest, ngrams: Option<Arc<Ngrams>>) -> Self {
        let (folder, manifest) = (self.folder.clone(), self.manifest.clone());
        Self { folder, net, tokens: Arc::clone(&self.tokens), manifest, digest, base: self.base.clone(), ngrams }
    }

    /// What people of the other cohorts say: the table that counting without these cohorts gives.
    fn ngrams_without(&self, cohorts: &BTreeSet<usize>) -> Result<Option<Arc<Ngrams>>, OpenError> {
        let (Some(table), Some(plan), Some(counted)) = (&self.ngrams, &self.plan().ngrams, &self.manifest.ngrams)
        else {
            return Ok(None);
        };
        let path = store::shares_path(&self.folder);
        let bytes = world::read(&path)?;
        if Digest::of(&bytes) != counted.shares {
            return Err(self.mismatch(&path));
        }
        let shares = Shares::read(&path, &bytes, self.plan(), plan, table)?;
        Ok(Some(Arc::new(table.without(plan, &shares, cohorts))))
    }

    /// The same model without what many people say: what is exported, and what others compute from that.
    pub fn weights_alone(self) -> Self {
        Self { ngrams: None, ..self }
    }

    /// The last weights of all cohorts but these.
    fn others(&self, cohorts: &BTreeSet<usize>) -> impl Iterator<Item = Result<Vec<f32>, OpenError>> {
        let others = self.manifest.cohorts.iter().enumerate().filter(|(cohort, _)| !cohorts.contains(cohort));
        others.filter_map(|(cohort, slices)| {
            let (slice, last) = slices.iter().enumerate().next_back()?;
            Some(self.state(store::slice_path(&self.folder, cohort, slice), last.stage.state))
        })
    }

    /// The weights of a state that was sealed.
    fn state(&self, path: PathBuf, sealed: Digest) -> Result<Vec<f32>, OpenError> {
        store::load_sealed(&path, sealed)?.ok_or_else(|| self.mismatch(&path))
    }

    fn mismatch(&self, path: &Path) -> OpenError {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        OpenError::DigestMismatch { folder: self.folder.clone(), file }
    }

    /// The cohort of a person, by pseudonym.
    pub fn cohort_of(&self, subject: &str) -> usize {
        log::cohort(self.plan(), subject)
    }

    /// The guard against runs of these texts that are longer than `tokens_max` tokens.
    pub fn verbatim<E: From<TokenizerError>, T: AsRef<str> + Sync>(
        &self,
        tokens_max: usize,
        texts: impl IntoIterator<Item = Result<T, E>>,
    ) -> Result<Verbatim, E> {
        Verbatim::of(&self.tokens, tokens_max, texts)
    }

    /// Whether a text holds a run that the guard forbids.
    pub fn repeats(&self, guard: &Verbatim, text: &str) -> Result<bool, TokenizerError> {
        guard.repeats(&self.tokens, text)
    }

    /// Begins to write on from a prompt, a token at a time. Of a prompt that fills more than the context, the end counts.
    pub fn write<'a>(
        &'a self,
        prompt: &str,
        sampling: &Sampling,
        guard: Option<&'a Verbatim>,
    ) -> Result<Writing<'a>, TokenizerError> {
        let asked = self.tokens.encode(prompt)?;
        // Half of the context at least is left to write in.
        let kept = asked.len().saturating_sub(self.plan().context / 2);
        let given = asked.get(kept..).unwrap_or_default();
        let (reader, mut logits) = Reader::begin(&self.net, self.tokens.begin(), given);
        let before = [&[self.tokens.begin()], given].concat();
        self.weigh(&before, &mut logits);
        Ok(Writing {
            model: self,
            reader,
            dice: Dice::new(sampling.seed),
            sampling: *sampling,
            guard,
            logits,
            before,
            read: asked.len(),
            written: Vec::new(),
            text: String::new(),
            stopped: None,
            avoided: 0,
        })
    }

    /// Writes on from a prompt to the end.
    pub fn complete(&self, prompt: &str, sampling: &Sampling) -> Result<Completion, TokenizerError> {
        self.write(prompt, sampling, None)?.finish()
    }

    /// Writes on from a prompt to the end, and repeats no run that the guard forbids.
    pub fn complete_guarded(
        &self,
        prompt: &str,
        sampling: &Sampling,
        guard: &Verbatim,
    ) -> Result<Completion, TokenizerError> {
        self.write(prompt, sampling, Some(guard))?.finish()
    }

    /// The tokens of a text after the mark that begins it, and the logits after each, as a completion draws from them.
    pub fn logits(&self, text: &str) -> Result<Vec<(u32, Vec<f32>)>, TokenizerError> {
        let mut tokens = [vec![self.tokens.begin()], self.tokens.encode(text)?].concat();
        tokens.truncate(self.plan().context);
        let rows = self.rows(&tokens);
        Ok(tokens.into_iter().zip(rows).collect())
    }

    /// The logits after each of these tokens.
    fn rows(&self, tokens: &[u32]) -> Vec<Vec<f32>> {
        let logits = self.net.logits(tokens);
        let mut rows: Vec<Vec<f32>> = logits.chunks_exact(self.plan().vocabulary).map(<[f32]>::to_vec).collect();
        for (place, row) in rows.iter_mut().enumerate() {
            self.weigh(tokens.get(..=place).unwrap_or_default(), row);
        }
        rows
    }

    /// Weighs what the weights say after these tokens with what many people say.
    fn weigh(&self, before: &[u32], logits: &mut [f32]) {
        if let (Some(table), Some(plan)) = (&self.ngrams, &self.plan().ngrams) {
            table.weigh(plan, before, logits);
        }
    }

    /// How likely the model finds each token of a text, beside what it expected of a token there. What fills more than the
    /// context is left out.
    pub(crate) fn surprises(&self, text: &str) -> Result<Vec<Surprise>, TokenizerError> {
        let read = self.logits(text)?;
        let pairs = read.iter().zip(read.iter().skip(1));
        Ok(pairs.map(|((_, logits), (token, _))| Surprise::of(logits, *token)).collect())
    }

    /// The first tokens of a text as a prompt, and as many after them; `None` where the text is shorter.
    pub(crate) fn cut(&self, text: &str, tokens: usize) -> Result<Option<(String, String)>, TokenizerError> {
        let all = self.tokens.encode(text)?;
        let (Some(prefix), Some(rest)) = (all.get(..tokens), all.get(tokens..2 * tokens)) else { return Ok(None) };
        Ok(Some((self.tokens.decode(prefix)?, self.tokens.decode(rest)?)))
    }

    /// What the tokens of these sequences cost, each after those before it.
    fn nats(&self, sequences: &[Vec<u32>]) -> f64 {
        let of_one = |sequence: &Vec<u32>| {
            let Some((_, read)) = sequence.split_last() else { return 0.0 };
            let tokens = sequence.iter().skip(1);
            self.rows(read).iter().zip(tokens).map(|(row, token)| -Surprise::of(row, *token).log_probability).sum()
        };
        // Summed in order, so that the number of threads cannot reach it.
        let each: Vec<f64> = sequences.par_iter().map(of_one).collect();
        each.iter().sum()
    }

    /// How many bits the model needs for a byte of these texts, ends of text included; `None` without a byte.
    pub fn bits_per_byte(&self, texts: &[&str]) -> Result<Option<f64>, TokenizerError> {
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        let sequences: Vec<_> = self.tokens.all(texts, self.plan().context)?.into_iter().flatten().collect();
        let nats = if self.ngrams.is_some() { self.nats(&sequences) } else { judge(&self.net, None, &sequences).nats };
        Ok((bytes > 0).then(|| nats / std::f64::consts::LN_2 / bytes as f64))
    }
}

/// A model folder of which every file holds the bytes that were sealed.
struct Sealed {
    manifest: Manifest,
    tokens: Tokens,
    served: Vec<u8>,
    digest: Digest,
    ngrams: Option<Arc<Ngrams>>,
}

impl Sealed {
    fn read(folder: &Path) -> Result<Self, OpenError> {
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
        // These are read below.
        let is_other = |name: &&String| ![manifest.served(), export::TOKENIZER, NGRAMS].contains(&name.as_str());
        for name in manifest.files.keys().filter(is_other) {
            sealed(name)?;
        }
        manifest.plan.check().map_err(|cause| misfit(folder, &cause))?;
        let (digest, served) = sealed(manifest.served())?;
        let tokens = Tokens::read_for(&manifest.plan, &sealed(export::TOKENIZER)?.1)?;
        if tokens.len() > manifest.plan.vocabulary {
            return Err(misfit(folder, &"the tokenizer has more tokens than the embedding"));
        }
        let ngrams = match &manifest.plan.ngrams {
            None => None,
            Some(plan) => {
                let (_, bytes) = sealed(NGRAMS)?;
                Some(Arc::new(Ngrams::read(&folder.join(NGRAMS), &bytes, plan, manifest.plan.vocabulary)?))
            }
        };
        Ok(Self { manifest, tokens, served, digest, ngrams })
    }

    fn model(self, folder: &Path, net: Net, base: Option<Arc<Base>>) -> Model {
        let Self { manifest, tokens, digest, ngrams, .. } = self;
        Model { folder: folder.to_owned(), net, tokens: Arc::new(tokens), manifest, digest, base, ngrams }
    }
}

fn misfit(folder: &Path, cause: &dyn std::fmt::Display) -> OpenError {
    OpenError::Shape { folder: folder.to_owned(), cause: cause.to_string() }
}

/// The base with what adapters add to it as plain weights, so that a completion costs no more than the base's. What each
/// adds is divided by how many there are: `alpha` over the rank of all of them together.
fn merged(base: &Base, shape: &Shape, pairs: &Pairs, adapter: &[f32], alpha: f64) -> Net {
    let mut weights = base.weights().to_vec();
    if pairs.rank > 0 {
        let scale = (alpha / pairs.rank as f64) as f32;
        pairs.merge(adapter, scale, &mut weights, shape, &Layout::new(shape));
    }
    Net::reading(shape, weights)
}

/// How likely one token was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surprise {
    /// Its log-probability in nats.
    pub(crate) log_probability: f64,
    /// The mean log-probability of a token that the model draws there.
    pub(crate) mean: f64,
    /// Its standard deviation.
    pub(crate) deviation: f64,
}

impl Surprise {
    fn of(logits: &[f32], token: u32) -> Self {
        let most = logits.iter().copied().fold(f32::MIN, f32::max);
        let weights: Vec<f64> = logits.iter().map(|logit| f64::from(exp(logit - most))).collect();
        let total: f64 = weights.iter().sum();
        let log_total = ln(total) + f64::from(most);
        let (mut mean, mut square) = (0.0, 0.0);
        for (logit, weight) in logits.iter().zip(&weights) {
            let (probability, log) = (weight / total, f64::from(*logit) - log_total);
            mean += probability * log;
            square += probability * log * log;
        }
        // A token is below the vocabulary, so it has a logit.
        let own = logits.get(token as usize).map_or(mean, |logit| f64::from(*logit) - log_total);
        Self { log_probability: own, mean, deviation: (square - mean * mean).max(0.0).sqrt() }
    }
}

/// A place in a completion.
#[derive(Clone, Debug)]
pub struct Mark {
    written: usize,
    read: usize,
    logits: Vec<f32>,
}

/// A completion while it is written.
#[derive(Debug)]
pub struct Writing<'a> {
    model: &'a Model,
    reader: Reader<'a>,
    dice: Dice,
    sampling: Sampling,
    guard: Option<&'a Verbatim>,
    logits: Vec<f32>,
    // What was read before the first token that is written, and how many tokens the prompt has.
    before: Vec<u32>,
    read: usize,
    written: Vec<u32>,
    text: String,
    stopped: Option<Stopped>,
    avoided: usize,
}

impl Writing<'_> {
    /// Writes one token more and returns the text so far, which may end within a character; `None` where it has ended.
    pub fn advance(&mut self) -> Result<Option<&str>, TokenizerError> {
        if self.stopped.is_none() && self.written.len() >= self.sampling.max_tokens {
            self.stopped = Some(Stopped::Length);
        }
        if self.stopped.is_some() {
            return Ok(None);
        }
        let Some(token) = self.choose()? else {
            self.stopped = Some(Stopped::End);
            return Ok(None);
        };
        self.written.push(token);
        self.text = self.model.tokens.decode(&self.written)?;
        if self.reader.read() == self.model.plan().context {
            self.stopped = Some(Stopped::Context);
        } else {
            self.logits = self.reader.next(token);
            let before: Vec<u32> = self.before.iter().chain(&self.written).copied().collect();
            self.model.weigh(&before, &mut self.logits);
        }
        Ok(Some(&self.text))
    }

    /// The place that it has reached.
    pub fn mark(&self) -> Mark {
        Mark { written: self.written.len(), read: self.reader.read(), logits: self.logits.clone() }
    }

    /// Takes back what was written after a place that it had reached; what is written instead is drawn anew.
    pub fn back_to(&mut self, mark: &Mark) -> Result<(), TokenizerError> {
        self.written.truncate(mark.written);
        self.reader.back_to(mark.read);
        self.logits.clone_from(&mark.logits);
        self.text = self.model.tokens.decode(&self.written)?;
        self.stopped = None;
        Ok(())
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many tokens the prompt has.
    pub fn prompt_tokens(&self) -> usize {
        self.read
    }

    /// How many tokens were written.
    pub fn tokens(&self) -> usize {
        self.written.len()
    }

    /// Why it ended, if it has.
    pub fn stopped(&self) -> Option<Stopped> {
        self.stopped
    }

    /// Writes to the end.
    pub fn finish(mut self) -> Result<Completion, TokenizerError> {
        while self.advance()?.is_some() {}
        let (tokens, stopped) = (self.written.len(), self.stopped.unwrap_or(Stopped::Length));
        Ok(Completion { text: self.text, tokens, stopped, avoided: self.avoided })
    }

    /// Draws the next token; `None` ends the text. Ties go to the lower token, so the order is total.
    fn choose(&mut self) -> Result<Option<u32>, TokenizerError> {
        let tokens = &self.model.tokens;
        // The embedding has room for more tokens than the tokenizer may have. Nothing begins twice; where a base has one mark
        // for both, it ends.
        let is_possible = |token: u32| token != tokens.begin() || token == tokens.end();
        let possible = (0..).zip(&self.logits).take(tokens.len()).filter(|(token, _)| is_possible(*token));
        let mut ranked: Vec<(u32, f32)> = possible.map(|(token, logit)| (token, *logit)).collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if (1..ranked.len()).contains(&self.sampling.top_k) {
            ranked.select_nth_unstable_by(self.sampling.top_k, order);
            ranked.truncate(self.sampling.top_k);
        }
        ranked.sort_by(order);
        // What may not be written is taken out and the draw is made again among the others.
        while let Some(at) = draw(&ranked, self.sampling.temperature, &mut self.dice) {
            let (token, _) = ranked.remove(at);
            if token == tokens.end() {
                return Ok(None);
            }
            if !self.would_repeat(token)? {
                return Ok(Some(token));
            }
            self.avoided += 1;
        }
        Ok(None)
    }

    /// Whether this token would end a run that the guard forbids. A new token can only change how the last word is cut,
    /// so the tail is looked at, with room for a long word.
    fn would_repeat(&self, token: u32) -> Result<bool, TokenizerError> {
        const WORD: usize = 32;
        let Some(guard) = self.guard else { return Ok(false) };
        let start = (self.written.len() + 1)
            .saturating_sub(guard.tokens_max().saturating_add(1).saturating_mul(2).saturating_add(WORD));
        let mut tail: Vec<u32> = self.written.iter().skip(start).copied().collect();
        tail.push(token);
        guard.repeats(&self.model.tokens, &self.model.tokens.decode(&tail)?)
    }
}

/// Draws a place in a ranking; `None` where nothing is left to draw from.
fn draw(ranked: &[(u32, f32)], temperature: f32, dice: &mut Dice) -> Option<usize> {
    let (_, most) = ranked.first()?;
    if temperature <= 0.0 {
        return Some(0);
    }
    let weight = |logit: f32| exp((logit - most) / temperature);
    let total: f32 = ranked.iter().map(|(_, logit)| weight(*logit)).sum();
    let mut left = dice.unit() * total;
    for (at, (_, logit)) in ranked.iter().enumerate() {
        left -= weight(*logit);
        if left < 0.0 {
            return Some(at);
        }
    }
    Some(0)
}
