//! Texts as tokens. In: a text. Out: the pieces that are read at once, each with the marks around it. Never: a token that no
//! piece has.

use crate::config::Shape;
use crate::folder::Cause;
use tokenizers::Tokenizer;

/// Most tokens of a piece, with its marks.
const PIECE_MAX: usize = 256;
/// Fewest tokens of a text that a piece must have room for.
const ROOM_MIN: usize = 8;

pub(crate) struct Words {
    inner: Tokenizer,
    before: Vec<u32>,
    after: Vec<u32>,
    /// Tokens of a text in one piece.
    room: usize,
}

impl Words {
    pub(crate) fn read(json: &[u8], shape: &Shape) -> Result<Self, Cause> {
        let broken = |cause: tokenizers::Error| format!("`tokenizer.json` cannot be read: {cause}; save it again");
        // That the file is JSON is asked first, because the library ends the program on some that is not.
        serde_json::from_slice::<serde_json::Value>(json).map_err(|cause| broken(cause.into()))?;
        let mut inner = Tokenizer::from_bytes(json).map_err(broken)?;
        // What is too long is cut into pieces here, so that nothing of it is left out.
        inner.with_truncation(None).map_err(broken)?;
        inner.with_padding(None);
        let last = inner.get_vocab(true).into_values().max().unwrap_or_default();
        // A token is below a usize.
        if last as usize >= shape.vocabulary {
            let known = shape.vocabulary;
            return Err(format!(
                "`tokenizer.json` has the token {last} and `vocab_size` is {known}; take the two that belong together"
            ));
        }
        let (before, after) = marks(&inner)?;
        let room = shape.context.min(PIECE_MAX).saturating_sub(before.len() + after.len());
        if room < ROOM_MIN {
            return Err(format!(
                "it reads {} tokens at once, which is too few; take one that reads more",
                shape.context
            ));
        }
        Ok(Self { inner, before, after, room })
    }

    pub(crate) fn pieces(&self, text: &str) -> Option<Vec<Vec<u32>>> {
        let encoded = self.inner.encode_fast(text, false).ok()?;
        let tokens = encoded.get_ids();
        // So many tokens of a piece stand in the next one, too: what is said across a border is read whole.
        let step = self.room - self.room / 4;
        let mut starts: Vec<usize> = Vec::new();
        let mut start = 0;
        while start + self.room < tokens.len() {
            starts.push(start);
            start += step;
        }
        // The last is as long as the others, where there are others.
        starts.push(tokens.len().saturating_sub(self.room));
        let piece = |start: usize| {
            let tokens = tokens.iter().skip(start).take(self.room);
            self.before.iter().chain(tokens).chain(&self.after).copied().collect()
        };
        Some(starts.into_iter().map(piece).collect())
    }
}

/// The marks in front of a text and behind it.
fn marks(inner: &Tokenizer) -> Result<(Vec<u32>, Vec<u32>), Cause> {
    const PROBES: [&str; 4] = ["a", "1", ".", "de"];
    for probe in PROBES {
        let encode = |with_marks| inner.encode(probe, with_marks).ok();
        let (Some(bare), Some(marked)) = (encode(false), encode(true)) else { continue };
        let (bare, ids) = (bare.get_ids(), marked.get_ids());
        if bare.is_empty() {
            continue;
        }
        if marked.get_type_ids().iter().any(|kind| *kind != 0) {
            return Err("`tokenizer.json` gives a text another type than 0; save it as it was trained".to_owned());
        }
        let places: Vec<usize> =
            ids.windows(bare.len()).enumerate().filter(|(_, part)| *part == bare).map(|(at, _)| at).collect();
        return match places[..] {
            // Who speaks in a piece is told by its first token.
            [0] => Err("`tokenizer.json` puts no mark in front of a text; save it as it was trained".to_owned()),
            [place] => {
                let (before, rest) = ids.split_at(place);
                Ok((before.to_vec(), rest.iter().skip(bare.len()).copied().collect()))
            }
            _ => Err("`tokenizer.json` does more to a text than to put marks around it; save it as it was trained"
                .to_owned()),
        };
    }
    Err("`tokenizer.json` knows neither letters nor digits; save it as it was trained".to_owned())
}
