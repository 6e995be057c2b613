//! The careful look: a larger model that somebody brings. In: a folder with an encoder whose labels say whose a passage is and on
//! what topic, and passages. Out: how likely the author is meant in each, or another person, on which topic, and what follows
//! by bounds that were measured for it. Never: a label that we do not know, a passage that is clear because nobody heard it,
//! or a model that is fetched from anywhere.

pub(crate) mod measure;

use crate::bands::power;
use crate::doubt::{CLEARLY, Doubt};
use crate::fold::{Folded, is_invisible};
use crate::lexicon::Topic;
use crate::{Level, Rate};
use encoder::{Encoder, EncoderError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use terms::{Category, Digest, Whose};
use world::DiskError;

/// The file of bounds in the folder of a model.
const BANDS: &str = "bands.json";
/// The version of that file.
const VERSION: u32 = 1;
/// Most bytes that it may have.
const BANDS_MAX: u64 = 1 << 20;

/// A larger model, with the bounds that were measured for it. It is shared, not copied.
#[derive(Clone)]
pub struct Careful {
    encoder: Arc<Encoder>,
    roles: Arc<[Role]>,
    bands: Option<Arc<CarefulBands>>,
    digest: Digest,
}

impl fmt::Debug for Careful {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Careful({}, {})", self.digest, if self.bands.is_some() { "with bands" } else { "without bands" })
    }
}

/// A larger model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CarefulError {
    /// Its encoder cannot be used.
    #[error(transparent)]
    Encoder(#[from] EncoderError),
    /// Its bounds could not be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It tells apart something else than whose a passage is and on what topic.
    #[error("the model in `{}` cannot take a careful look: {cause}", folder.display())]
    Labels {
        /// Where it lies.
        folder: PathBuf,
        /// What is wrong with its labels, and what to do.
        cause: String,
    },
    /// Its bounds are not its own, or no bounds.
    #[error("`{}` {cause}; make it again with `grondslag inspect --evaluate GOLD.jsonl --careful-look FOLDER --bands`", file.display())]
    Bands {
        /// Where they lie.
        file: PathBuf,
        /// What is wrong with them.
        cause: String,
    },
}

/// From where on a passage is held for a human or found, by language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarefulBands {
    /// Version of the file.
    version: u32,
    /// The digest of the model that they were measured for.
    model: Digest,
    /// The version of the detectors beside it.
    detectors: String,
    /// The bounds of each language. One without has the strictest of all.
    bands: BTreeMap<String, CarefulBand>,
}

/// The bounds of one language, with what they are worth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarefulBand {
    /// Held from this probability of the author on.
    pub held_from: f32,
    /// Found from this one on; absent: a human looks at all that is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_from: Option<f32>,
    /// Of texts in which the author discloses something: found or held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authors: Option<Rate>,
    /// Of texts near a topic that say nothing of anybody: found or held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hard: Option<Rate>,
    /// Of texts near no topic: found or held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub talk: Option<Rate>,
}

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Role {
    Author(Topic),
    /// Another person; a topic where the model tells them apart.
    Other(Option<Topic>),
    Nobody,
}

impl Role {
    fn parse(label: &str) -> Option<Self> {
        let topic =
            |word: &str| Category::parse(word).map(Topic::Special).or((word == CRIMINAL).then_some(Topic::Criminal));
        match label.split_once(':') {
            Some(("author", word)) => topic(word).map(Self::Author),
            Some(("other", word)) => topic(word).map(|topic| Self::Other(Some(topic))),
            _ if label == "other" => Some(Self::Other(None)),
            _ => (label == "nobody").then_some(Self::Nobody),
        }
    }
}

/// What a model calls an offence.
const CRIMINAL: &str = "criminal";

/// What a model hears in a passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Heard {
    /// How likely the author speaks of themselves.
    pub(crate) author: f32,
    /// On which topic, where the model says so.
    pub(crate) topic: Option<Topic>,
    /// The author, or another person where that one is heard clearly louder.
    pub(crate) whose: Whose,
}

impl Careful {
    /// Reads the model in a folder, and its bounds where they lie beside it.
    pub fn read(folder: &Path) -> Result<Self, CarefulError> {
        let (bare, file) = (Self::read_bare(folder)?, folder.join(BANDS));
        if !world::exists(&file) {
            return Ok(bare);
        }
        let wrong = |cause: String| CarefulError::Bands { file: file.clone(), cause };
        if world::size(&file)? > BANDS_MAX {
            return Err(wrong(format!("has more than {BANDS_MAX} bytes")));
        }
        let bytes = world::read(&file)?;
        let bands = CarefulBands::parse(&bytes, bare.digest).map_err(wrong)?;
        let digest = Digest::of_parts([bare.digest.as_bytes().as_slice(), &bytes]);
        Ok(Self { bands: Some(Arc::new(bands)), digest, ..bare })
    }

    /// Reads the model in a folder without its bounds, whatever they are.
    pub fn read_bare(folder: &Path) -> Result<Self, CarefulError> {
        let encoder = Encoder::read(folder)?;
        let roles = roles(encoder.labels());
        let roles = roles.map_err(|cause| CarefulError::Labels { folder: folder.to_owned(), cause })?;
        let digest = encoder.digest();
        Ok(Self { encoder: Arc::new(encoder), roles: roles.into(), bands: None, digest })
    }

    /// Of the model and its bounds: what another one inspected is inspected again.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Whether there are bounds; without them all that is not clear to the second look is held.
    pub fn has_bands(&self) -> bool {
        self.bands.is_some()
    }

    /// What it hears in each text; nothing where its tokenizer refuses the text.
    pub(crate) fn hear(&self, texts: &[String]) -> Vec<Option<Heard>> {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let heard = self.encoder.probabilities(&texts).into_iter();
        heard.map(|pieces| self.loudest(pieces.iter().map(Vec::as_slice))).collect()
    }

    /// What is heard in the piece of a text in which the author is heard most.
    fn loudest<'p>(&self, pieces: impl Iterator<Item = &'p [f32]>) -> Option<Heard> {
        pieces.map(|shares| self.heard(shares)).max_by(|one, other| one.author.total_cmp(&other.author))
    }

    fn heard(&self, shares: &[f32]) -> Heard {
        // Where it is not clear of whom, it may be the author, who has most to lose: as with the second look.
        let clearly = 1.0 / power(-CLEARLY);
        let (mut sums, mut most) = ([0.0, 0.0], [(0.0, None), (0.0, None)]);
        for (role, share) in self.roles.iter().zip(shares) {
            let (whose, topic) = match role {
                Role::Author(topic) => (0, Some(*topic)),
                Role::Other(topic) => (1, *topic),
                Role::Nobody => continue,
            };
            if let (Some(sum), Some(most)) = (sums.get_mut(whose), most.get_mut(whose)) {
                *sum += share;
                if *share > most.0 {
                    *most = (*share, topic);
                }
            }
        }
        let ([author, other], [of_author, of_other]) = (sums, most);
        if other > author * clearly {
            return Heard { author, topic: of_other.1.or(of_author.1), whose: Whose::Other };
        }
        Heard { author, topic: of_author.1, whose: Whose::Author }
    }

    /// What is doubted as the model heard it, and what follows. What it could not hear is held.
    pub(crate) fn weigh(&self, doubt: Doubt, heard: Option<Heard>, lang: Option<&str>) -> (Doubt, Level) {
        match heard {
            Some(Heard { author, topic, whose }) => {
                let topic = topic.unwrap_or(doubt.topic);
                (Doubt { score: author, topic, whose, ..doubt }, self.level(lang, author, whose))
            }
            None => (Doubt { score: 1.0, whose: Whose::Author, ..doubt }, Level::Uncertain),
        }
    }

    /// What follows from a probability that the author is meant, in a text of this language.
    fn level(&self, lang: Option<&str>, author: f32, whose: Whose) -> Level {
        let Some(bands) = &self.bands else { return Level::Uncertain };
        let own = lang.and_then(|lang| bands.bands.get(lang));
        let held_from = own.map_or_else(|| bands.strictest(), |band| band.held_from);
        let is_found = own.and_then(|band| band.found_from).is_some_and(|found_from| author >= found_from);
        match whose {
            Whose::Author if is_found => Level::Found,
            _ if author >= held_from => Level::Uncertain,
            _ => Level::Clear,
        }
    }
}

/// What each label says: every topic of an author is among them, so that nothing is given up which the second look knows.
fn roles(labels: &[String]) -> Result<Vec<Role>, String> {
    const KNOWN: &str = "labels are `author:CATEGORY`, `other:CATEGORY` or `other`, and `nobody`, where CATEGORY is a special \
                         category or `criminal`";
    let roles = labels
        .iter()
        .map(|label| Role::parse(label).ok_or_else(|| format!("its label `{label}` is not known; {KNOWN}")));
    let roles = roles.collect::<Result<Vec<Role>, String>>()?;
    let topics = Category::ALL.into_iter().map(|category| (Topic::Special(category), category.as_str()));
    for (topic, word) in topics.chain([(Topic::Criminal, CRIMINAL)]) {
        if !roles.contains(&Role::Author(topic)) {
            return Err(format!(
                "it has no label `author:{word}`, so such a text would pass; train it with that label"
            ));
        }
    }
    if !roles.contains(&Role::Nobody) {
        return Err(format!("it has no label `nobody`; {KNOWN}"));
    }
    Ok(roles)
}

impl CarefulBands {
    fn parse(bytes: &[u8], model: Digest) -> Result<Self, String> {
        let bands: Self = serde_json::from_slice(bytes).map_err(|cause| format!("cannot be read: {cause}"))?;
        if bands.version != VERSION {
            return Err(format!("has version {} and this program reads version {VERSION}", bands.version));
        }
        if bands.model != model {
            return Err(format!("was made for the model `{}`, and this one is `{model}`", bands.model));
        }
        if bands.bands.is_empty() {
            return Err("has bounds for no language".to_owned());
        }
        let is_one = |bound: f32| (0.0..=1.0).contains(&bound);
        for (lang, band) in &bands.bands {
            let found_from = band.found_from.unwrap_or(1.0);
            if !is_one(band.held_from) || !is_one(found_from) || found_from < band.held_from {
                return Err(format!("has bounds for `{lang}` that are no probabilities in their order"));
            }
        }
        Ok(bands)
    }

    /// The lowest bound of all languages, for one that nobody measured.
    fn strictest(&self) -> f32 {
        self.bands.values().map(|band| band.held_from).fold(1.0, f32::min)
    }

    /// The bounds of each language.
    pub fn languages(&self) -> impl Iterator<Item = (&str, &CarefulBand)> {
        self.bands.iter().map(|(lang, band)| (lang.as_str(), band))
    }

    /// Writes them into the folder of the model.
    pub fn write(&self, folder: &Path) -> Result<PathBuf, CarefulError> {
        let file = folder.join(BANDS);
        let mut text = serde_json::to_string_pretty(self).map_err(|cause| CarefulError::Bands {
            file: file.clone(),
            cause: format!("cannot be written: {cause}"),
        })?;
        text.push('\n');
        world::write_atomic(&file, text)?;
        Ok(file)
    }
}

/// The passages as they were written, without characters that nobody sees: they would take words apart for a model that has
/// not learnt them.
pub(crate) fn texts(original: &str, folded: &Folded, doubts: &[Doubt]) -> Vec<String> {
    let text = |doubt: &Doubt| {
        let span = folded.to_original(doubt.passage);
        let text = original.get(span.start..span.end).unwrap_or_default();
        text.chars().filter(|c| !is_invisible(*c)).collect::<String>()
    };
    doubts.iter().map(text).collect()
}

#[cfg(test)]
mod tests;
