//! The guard against repeating. In: the texts of a corpus and a bound. Out: whether a text holds a run of them that is
//! longer than the bound. Never: a text on disk or in memory; only fingerprints of its runs, gone with the process, so
//! that forgetting a person has nothing to erase here.

use crate::tokens::{TokenizerError, Tokens};
use rayon::prelude::*;
use std::fmt;

/// Every run of a corpus that is one token longer than may be repeated, as fingerprints.
///
/// A fingerprint that two runs share can only forbid too much. Runs are counted in the tokens into which the tokenizer
/// cuts a text, not in those that a model happened to write it with, so another way to spell the same text is the same run.
pub struct Verbatim {
    tokens_max: usize,
    // Sorted, each once.
    runs: Vec<u64>,
}

impl fmt::Debug for Verbatim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Verbatim({} runs longer than {} tokens)", self.runs.len(), self.tokens_max)
    }
}

impl Verbatim {
    /// Takes the fingerprints of these texts, some thousand at a time.
    pub(crate) fn of<E: From<TokenizerError>, T: AsRef<str> + Sync>(
        tokens: &Tokens,
        tokens_max: usize,
        texts: impl IntoIterator<Item = Result<T, E>>,
    ) -> Result<Self, E> {
        const TOGETHER: usize = 4096;
        let mut guard = Self { tokens_max, runs: Vec::new() };
        let mut texts = texts.into_iter();
        loop {
            let some: Vec<T> = texts.by_ref().take(TOGETHER).collect::<Result<_, E>>()?;
            if some.is_empty() {
                break;
            }
            let runs = some.par_iter().map(|text| Ok(guard.runs_of(&tokens.encode(text.as_ref())?)));
            let runs: Vec<Vec<u64>> = runs.collect::<Result<_, TokenizerError>>()?;
            guard.runs.extend(runs.into_iter().flatten());
        }
        guard.runs.par_sort_unstable();
        guard.runs.dedup();
        Ok(guard)
    }

    /// The longest run that may be repeated.
    pub fn tokens_max(&self) -> usize {
        self.tokens_max
    }

    /// Whether this text holds a run of the corpus that is too long.
    pub(crate) fn repeats(&self, tokens: &Tokens, text: &str) -> Result<bool, TokenizerError> {
        let runs = self.runs_of(&tokens.encode(text)?);
        Ok(runs.iter().any(|run| self.runs.binary_search(run).is_ok()))
    }

    fn runs_of(&self, tokens: &[u32]) -> Vec<u64> {
        tokens.windows(self.tokens_max.saturating_add(1)).map(fingerprint).collect()
    }
}

/// Mixes the tokens of a run, in their order (the finaliser of SplitMix64 after each).
fn fingerprint(run: &[u32]) -> u64 {
    run.iter().fold(0x9e37_79b9_7f4a_7c15, |mixed: u64, token| {
        let mixed = mixed.rotate_left(23) ^ u64::from(*token);
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Plan;

    fn tokens() -> Tokens {
        let base: Vec<String> =
            (0..50).map(|at| format!("The river runs to the sea on day {at} of the year.")).collect();
        Tokens::read(&Tokens::learn(&Plan::demo(), &base).expect("learned")).expect("read")
    }

    fn guard(tokens: &Tokens, tokens_max: usize, texts: &[&str]) -> Verbatim {
        let texts = texts.iter().map(|text| Ok::<_, TokenizerError>(*text));
        Verbatim::of(tokens, tokens_max, texts).expect("tokens")
    }

    #[test]
    fn a_run_of_the_bound_may_be_repeated_and_one_token_more_may_not() {
        let tokens = tokens();
        let text = "the boat leaves the harbour at nine and comes back with the tide";
        let ids = tokens.encode(text).expect("tokens");
        for tokens_max in [3, 8, ids.len() - 1] {
            let guard = guard(&tokens, tokens_max, &[text, "another text"]);
            let run = |len: usize| tokens.decode(&ids[..len]).expect("text");
            assert!(!guard.repeats(&tokens, &run(tokens_max)).expect("tokens"));
            assert!(guard.repeats(&tokens, &run(tokens_max + 1)).expect("tokens"));
        }
        assert!(!guard(&tokens, ids.len(), &[text]).repeats(&tokens, text).expect("tokens"));
    }

    #[test]
    fn a_run_is_found_in_the_midst_of_other_words_and_not_across_two_texts() {
        let tokens = tokens();
        let (one, other) = ("we sail to the island of birds", "on Sunday there is a fair");
        let guard = guard(&tokens, 4, &[one, other]);
        let repeats = |text: &str| guard.repeats(&tokens, text).expect("tokens");
        assert!(repeats("They said: we sail to the island of birds, they did."));
        // Four tokens of the end of one and four of the beginning of the other.
        let (end, beginning) = (tokens.encode(one).expect("tokens"), tokens.encode(other).expect("tokens"));
        let across = [&end[end.len() - 4..], &beginning[..4]].concat();
        assert!(!repeats(&tokens.decode(&across).expect("text")));
        assert!(!repeats(""));
    }
}
