//! The tokenizer: byte-level BPE. In: base text, in which nobody is a data subject. Out: a frozen `tokenizer.json` and
//! sequences of tokens. Never: a merge that was learned from a person's text, for it could not be forgotten.

use crate::Plan;
use rayon::prelude::*;
use std::fmt;
use tokenizers::models::TrainerWrapper;
use tokenizers::models::bpe::{BPE, BpeTrainerBuilder, Vocab};
use tokenizers::pre_tokenizers::PreTokenizerWrapper;
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::pre_tokenizers::digits::Digits as CutDigits;
use tokenizers::pre_tokenizers::sequence::Sequence;
use tokenizers::processors::template::TemplateProcessing;
use tokenizers::{AddedToken, Tokenizer};

/// The mark before a text.
pub(crate) const BEGIN: &str = "<|begin|>";
/// The mark after a text.
pub(crate) const END: &str = "<|end|>";

/// The tokenizer could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum TokenizerError {
    /// The library refused.
    #[error("could not {verb} the tokenizer: {cause}; train again")]
    Refused {
        /// What was tried.
        verb: &'static str,
        /// What the library said; it never holds text of a person, because none was trained on.
        cause: String,
    },
    /// There is nothing to learn words from.
    #[error("the base text is empty; give some text that has no data subjects")]
    NoBase,
}

fn refused(verb: &'static str) -> impl Fn(tokenizers::Error) -> TokenizerError {
    move |cause| TokenizerError::Refused { verb, cause: cause.to_string() }
}

/// A tokenizer out of its file. That the file is JSON is asked first, because the library ends the program on some that is not.
fn parsed(json: &[u8]) -> Result<Tokenizer, TokenizerError> {
    serde_json::from_slice::<serde_json::Value>(json).map_err(|cause| refused("read")(cause.into()))?;
    Tokenizer::from_bytes(json).map_err(refused("read"))
}

/// How a tokenizer cuts numbers before it looks for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digits {
    /// Each digit is a token.
    OneByOne,
    /// As many together as the vocabulary has.
    Together,
}

/// A frozen tokenizer.
pub(crate) struct Tokens {
    inner: Tokenizer,
    begin: u32,
    end: u32,
    len: usize,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tokens({})", self.len())
    }
}

impl Tokens {
    /// Learns a tokenizer from base text and returns the bytes of its `tokenizer.json`.
    pub(crate) fn learn(plan: &Plan, base: &[String]) -> Result<Vec<u8>, TokenizerError> {
        if base.iter().all(String::is_empty) {
            return Err(TokenizerError::NoBase);
        }
        let trainer = BpeTrainerBuilder::new()
            .vocab_size(plan.vocabulary)
            .show_progress(false)
            .special_tokens(vec![AddedToken::from(BEGIN, true), AddedToken::from(END, true)])
            .initial_alphabet(ByteLevel::alphabet().into_iter().collect())
            .build();
        let mut inner = Tokenizer::new(BPE::default());
        inner.with_pre_tokenizer(Some(ByteLevel::new(false, false, true)));
        inner.with_decoder(Some(ByteLevel::new(false, false, true)));
        inner.train(&mut TrainerWrapper::from(trainer), base.iter().map(String::as_str)).map_err(refused("train"))?;
        let marks = [BEGIN, END].map(|mark| (mark.to_owned(), inner.token_to_id(mark).unwrap_or_default()));
        let template = TemplateProcessing::builder()
            .try_single(format!("{BEGIN} $A"))
            .and_then(|builder| builder.try_pair(format!("{BEGIN} $A {BEGIN} $B")))
            .map_err(|cause| refused("describe")(cause.into()))?
            .special_tokens(marks.to_vec())
            .build()
            .map_err(|cause| refused("describe")(cause.into()))?;
        inner.with_post_processor(Some(template));
        inner.to_string(true).map(String::into_bytes).map_err(refused("write"))
    }

    /// The bytes of the `tokenizer.json` of a byte-level BPE that somebody else learned: its tokens in their order, which
    /// of them are marks, and its merges, each two tokens with a space between them.
    pub(crate) fn from_merges(
        names: &[String],
        marks: &[bool],
        merges: &[String],
        digits: Digits,
    ) -> Result<Vec<u8>, TokenizerError> {
        let broken = |what: &str| refused("read")(what.into());
        let vocabulary: Vocab = names.iter().cloned().zip(0..).collect();
        if vocabulary.len() != names.len() {
            return Err(broken("a token stands there twice"));
        }
        let pair = |merge: &String| merge.split_once(' ').map(|(one, other)| (one.to_owned(), other.to_owned()));
        let merges = merges.iter().map(pair).collect::<Option<Vec<_>>>();
        let merges = merges.ok_or_else(|| broken("a merge is no pair"))?;
        let model = BPE::builder().vocab_and_merges(vocabulary, merges).build().map_err(refused("read"))?;
        let mut inner = Tokenizer::new(model);
        let bytes = ByteLevel::new(false, true, true);
        inner.with_pre_tokenizer(Some(match digits {
            Digits::OneByOne => {
                PreTokenizerWrapper::from(Sequence::new(vec![CutDigits::new(true).into(), bytes.into()]))
            }
            Digits::Together => bytes.into(),
        }));
        inner.with_decoder(Some(bytes));
        let marked = names.iter().zip(marks).filter(|(_, mark)| **mark);
        let marked: Vec<AddedToken> = marked.map(|(name, _)| AddedToken::from(name.clone(), true)).collect();
        inner.add_special_tokens(&marked);
        inner.to_string(true).map(String::into_bytes).map_err(refused("write"))
    }

    /// Reads a `tokenizer.json` of ours.
    pub(crate) fn read(json: &[u8]) -> Result<Self, TokenizerError> {
        let inner = parsed(json)?;
        let mark = |mark| inner.token_to_id(mark).ok_or_else(|| refused("read")("a mark is missing".into()));
        let marks = (mark(BEGIN)?, mark(END)?);
        Ok(Self::around(inner, marks))
    }

    /// Reads a `tokenizer.json` of somebody else, with the tokens before and after a text.
    pub(crate) fn read_with(json: &[u8], marks: (u32, u32)) -> Result<Self, TokenizerError> {
        let inner = parsed(json)?;
        match [marks.0, marks.1].iter().all(|mark| inner.id_to_token(*mark).is_some()) {
            true => Ok(Self::around(inner, marks)),
            false => Err(refused("read")("a mark is missing".into())),
        }
    }

    /// Reads the `tokenizer.json` of a model under this plan.
    pub(crate) fn read_for(plan: &Plan, json: &[u8]) -> Result<Self, TokenizerError> {
        match &plan.adapter {
            Some(adapter) => Self::read_with(json, (adapter.begin, adapter.end)),
            None => Self::read(json),
        }
    }

    fn around(mut inner: Tokenizer, (begin, end): (u32, u32)) -> Self {
        // A person may write `<|end|>`; that is five characters and more, not the end of the text.
        inner.set_encode_special_tokens(true);
        // How much of a text counts is the plan's matter.
        let _ = inner.with_truncation(None);
        inner.with_padding(None);
        let len = inner.get_vocab(true).into_values().max().map_or(0, |most| most as usize + 1);
        Self { inner, begin, end, len }
    }

    /// One more than the highest token: a tokenizer of somebody else may leave numbers out.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn begin(&self) -> u32 {
        self.begin
    }

    pub(crate) fn end(&self) -> u32 {
        self.end
    }

    /// How a token is written.
    pub(crate) fn name(&self, token: u32) -> String {
        self.inner.id_to_token(token).unwrap_or_default()
    }

    /// The tokens of a text, without marks.
    pub(crate) fn encode(&self, text: &str) -> Result<Vec<u32>, TokenizerError> {
        self.inner.encode_fast(text, false).map(|encoding| encoding.get_ids().to_vec()).map_err(refused("use"))
    }

    /// The text of tokens, marks left out.
    pub(crate) fn decode(&self, tokens: &[u32]) -> Result<String, TokenizerError> {
        self.inner.decode(tokens, true).map_err(refused("use"))
    }

    /// The tokens of a text between its two marks.
    pub(crate) fn whole(&self, text: &str) -> Result<Vec<u32>, TokenizerError> {
        Ok([vec![self.begin], self.encode(text)?, vec![self.end]].concat())
    }

    /// The sequences of a text: begin, text, end, cut where the context is full. A token that ends one sequence begins
    /// the next, so that each is predicted once.
    pub(crate) fn sequences(&self, text: &str, context: usize) -> Result<Vec<Vec<u32>>, TokenizerError> {
        let tokens = self.whole(text)?;
        let starts = (0..tokens.len() - 1).step_by(context);
        Ok(starts.map(|start| tokens.iter().skip(start).take(context + 1).copied().collect()).collect())
    }

    /// The sequences of many texts, in parallel and in order.
    pub(crate) fn all(&self, texts: &[&str], context: usize) -> Result<Vec<Vec<Vec<u32>>>, TokenizerError> {
        texts.par_iter().map(|text| self.sequences(text, context)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Vec<String> {
        (0..50).map(|at| format!("The sun rises in the east, and it is day {at} in the house.")).collect()
    }

    fn tokens() -> Tokens {
        Tokens::read(&Tokens::learn(&Plan::demo(), &base()).expect("learned")).expect("read")
    }

    #[test]
    fn a_file_that_is_no_json_in_any_of_its_parts_is_refused() {
        let whole = String::from_utf8(Tokens::learn(&Plan::demo(), &base()).expect("learned")).expect("JSON");
        for part in ["normalizer", "pre_tokenizer", "post_processor", "decoder", "model"] {
            let torn = whole.replacen(&format!("\"{part}\":"), &format!("\"{part}\":{{x"), 1);
            assert_ne!(torn, whole, "{part}");
            let refused = Tokens::read(torn.as_bytes()).map(|_| ()).expect_err("refused").to_string();
            assert!(refused.contains("could not read the tokenizer"), "{refused}");
        }
    }

    #[test]
    fn the_same_base_gives_the_same_bytes() {
        let learn = || Tokens::learn(&Plan::demo(), &base()).expect("learned");
        assert_eq!(learn(), learn());
    }

    #[test]
    fn every_text_comes_back_also_what_the_base_never_held() {
        let tokens = tokens();
        for text in ["", "the house", "Ünïcödé 漢字 🙂\n\ttab", "<|end|> is no end"] {
            let ids = tokens.encode(text).expect("encoded");
            assert!(!ids.contains(&tokens.end()));
            assert_eq!(tokens.decode(&ids).expect("decoded"), text);
        }
    }

    #[test]
    fn a_long_text_is_cut_into_sequences_that_predict_each_token_once() {
        let tokens = tokens();
        let text = "the house in the east ".repeat(9);
        let whole: Vec<u32> = tokens.encode(&text).expect("encoded");
        let sequences = tokens.sequences(&text, 8).expect("cut");
        assert!(sequences.iter().all(|sequence| (2..=9).contains(&sequence.len())));
        let predicted: Vec<u32> = sequences.iter().flat_map(|sequence| sequence.iter().skip(1).copied()).collect();
        assert_eq!(predicted, [whole, vec![tokens.end()]].concat());
    }

    #[test]
    fn without_base_text_there_is_no_tokenizer() {
        assert!(matches!(Tokens::learn(&Plan::demo(), &[]), Err(TokenizerError::NoBase)));
    }
}
