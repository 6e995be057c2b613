//! What people and rights holders say to machines about the use of what they made. In: a raw signal, as its source writes it.
//! Out: whether it allows, disallows, is silent on training, or cannot be read. Never: a signal that cannot be read taken for
//! one that allows.
//!
//! Versions of the vocabularies: AIPREF `draft-ietf-aipref-vocab` (its names of 2025 and 2026), robots meta tags as written
//! for `noai`, TDMRep of the W3C community group (2024), PLUS/IPTC data mining (IPTC 2023.1), CAWG training and data mining
//! 1.1 and its C2PA 1.x ancestor, Bluesky's proposal 0008 on user intents, Mastodon's `indexable` of 4.2.

use terms::Signal;

/// What a signal says about training [DSM 4(3)].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// It says nothing about it.
    Silent,
    /// It allows it. That is no consent and no basis; it only reserves nothing.
    Allows,
    /// It could not be read, so it may be a disallowance.
    Unknown,
    /// It disallows it, or reserves the right to.
    Disallows,
}

/// What several signals say together: any disallowance wins, then anything that could not be read.
pub fn reading<'a>(signals: impl IntoIterator<Item = &'a Signal>) -> Reading {
    signals.into_iter().map(one).max().unwrap_or(Reading::Silent)
}

fn one(signal: &Signal) -> Reading {
    let value = signal.value.to_ascii_lowercase().replace(' ', "");
    if value == UNREADABLE {
        return Reading::Unknown;
    }
    match signal.name.to_ascii_lowercase().as_str() {
        CONTENT_USAGE => worst(value.split([',', ';']).map(preference)),
        TDM_RESERVATION | "tdmrep" => match value.as_str() {
            "1" | "true" => Reading::Disallows,
            "0" | "false" => Reading::Allows,
            _ => Reading::Unknown,
        },
        ROBOTS | X_ROBOTS_TAG => {
            // `x-robots-tag` may name a crawler before a colon: what one is told, all are told.
            let words = value.split([',', ':']);
            worst(
                words.map(
                    |word| if matches!(word, "noai" | "noimageai") { Reading::Disallows } else { Reading::Silent },
                ),
            )
        }
        NOAI => {
            if matches!(value.as_str(), "0" | "false") {
                Reading::Allows
            } else {
                Reading::Disallows
            }
        }
        X_NO_ARCHIVE => {
            if value == "yes" {
                Reading::Disallows
            } else {
                Reading::Silent
            }
        }
        PLUS_DATA_MINING => plus(&value),
        TRAINING_MINING | ATPROTO_INTENTS => worst(value.split(',').map(use_of)),
        "indexable" | "discoverable" => match value.as_str() {
            "false" => Reading::Disallows,
            "true" => Reading::Silent,
            _ => Reading::Unknown,
        },
        _ => Reading::Silent,
    }
}

fn worst(readings: impl Iterator<Item = Reading>) -> Reading {
    readings.max().unwrap_or(Reading::Silent)
}

/// `train-ai=n`, one member of a `Content-Usage` dictionary.
fn preference(member: &str) -> Reading {
    let Some((category, answer)) = member.split_once('=') else { return Reading::Silent };
    if !matches!(category, "train-ai" | "ai-train" | "train-genai" | "genai" | "ai" | "bots" | "all" | "tdm") {
        return Reading::Silent;
    }
    match answer {
        "n" => Reading::Disallows,
        "y" => Reading::Allows,
        _ => Reading::Unknown,
    }
}

/// `cawg.ai_generative_training=notAllowed`, or `syntheticContentGeneration=n`.
fn use_of(entry: &str) -> Reading {
    let Some((name, answer)) = entry.split_once('=') else { return Reading::Silent };
    let name = name.rsplit('.').next().unwrap_or_default();
    if !matches!(
        name,
        "ai_training" | "ai_generative_training" | "data_mining" | "syntheticcontentgeneration" | "bulkdataset"
    ) {
        return Reading::Silent;
    }
    match answer {
        // What is constrained is allowed to whoever meets a constraint that no machine can judge here.
        "notallowed" | "constrained" | "n" => Reading::Disallows,
        "allowed" | "y" => Reading::Allows,
        _ => Reading::Unknown,
    }
}

fn plus(value: &str) -> Reading {
    if value.contains("dmi-prohibited") {
        Reading::Disallows
    } else if value.contains("dmi-allowed") {
        Reading::Allows
    } else if value.contains("dmi-unspecified") {
        Reading::Silent
    } else {
        Reading::Unknown
    }
}

/// The words by which the profile of an account asks machines to leave its posts alone.
pub(crate) fn of_profile(text: &str) -> Vec<Signal> {
    let text = text.to_lowercase();
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let tags = text.split('#').skip(1).map(|rest| rest.split(|letter| !is_word(letter)).next().unwrap_or_default());
    let mut found: Vec<Signal> = tags
        .filter(|tag| NO_MACHINE_TAGS.contains(tag))
        .map(|tag| Signal { name: NOAI.to_owned(), value: format!("#{tag}") })
        .collect();
    found.dedup();
    found
}

/// A signal that is there and could not be read.
pub(crate) fn unreadable(name: &str) -> Signal {
    Signal { name: name.to_owned(), value: UNREADABLE.to_owned() }
}

/// AIPREF, from a header, a robots file or a column.
pub(crate) const CONTENT_USAGE: &str = "content-usage";
const TDM_RESERVATION: &str = "tdm-reservation";
const ROBOTS: &str = "robots";
const X_ROBOTS_TAG: &str = "x-robots-tag";
/// The word `noai`, as a tag of a page or of a profile.
pub(crate) const NOAI: &str = "noai";
/// A letter that its author wants in no archive.
pub(crate) const X_NO_ARCHIVE: &str = "x-no-archive";
/// `plus:DataMining` in the XMP of a picture.
pub(crate) const PLUS_DATA_MINING: &str = "plus:datamining";
/// The training and data mining assertion in the manifest of a picture.
pub(crate) const TRAINING_MINING: &str = "cawg.training-mining";
/// The intents of an account in the AT protocol.
pub(crate) const ATPROTO_INTENTS: &str = "atproto-user-intents";
/// A label that an author gives a record or an account, `!no-unauthenticated` or another.
pub(crate) const ATPROTO_LABEL: &str = "atproto-self-label";
const UNREADABLE: &str = "unreadable";
const NO_MACHINE_TAGS: &[&str] = &["noai", "noml", "nobots", "nobot", "noindex", "noarchive", "nosearch"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, value: &str, expected: Reading) {
        let signal = Signal { name: name.to_owned(), value: value.to_owned() };
        assert_eq!(reading([&signal]), expected, "{name}: {value}");
    }

    #[test]
    fn each_vocabulary_is_read_as_it_is_written() {
        check("Content-Usage", "train-ai=n, search=y", Reading::Disallows);
        check("content-usage", "train-ai=y", Reading::Allows);
        check("content-usage", "search=n", Reading::Silent);
        check("content-usage", "train-ai=perhaps", Reading::Unknown);
        check("tdm-reservation", "1", Reading::Disallows);
        check("tdmrep", "0", Reading::Allows);
        check("tdmrep", "2", Reading::Unknown);
        check("robots", "noindex, noai", Reading::Disallows);
        check("x-robots-tag", "somebot: noimageai", Reading::Disallows);
        check("robots", "noindex", Reading::Silent);
        check("noai", "#noai", Reading::Disallows);
        check("plus:DataMining", "DMI-PROHIBITED-AIMLTRAINING", Reading::Disallows);
        check("plus:DataMining", "DMI-ALLOWED", Reading::Allows);
        check(
            "cawg.training-mining",
            "cawg.ai_training=allowed, cawg.ai_generative_training=notAllowed",
            Reading::Disallows,
        );
        check("atproto-user-intents", "syntheticContentGeneration=n, protocolBridging=y", Reading::Disallows);
        check("atproto-user-intents", "protocolBridging=n", Reading::Silent);
        check("indexable", "false", Reading::Disallows);
        check("a vocabulary of tomorrow", "n", Reading::Silent);
    }

    #[test]
    fn any_disallowance_wins_and_a_read_error_is_unknown() {
        let signal = |name: &str, value: &str| Signal { name: name.to_owned(), value: value.to_owned() };
        let (yes, no) = (signal("content-usage", "train-ai=y"), signal("tdmrep", "1"));
        assert_eq!(reading([&yes, &no]), Reading::Disallows);
        assert_eq!(reading([&yes, &unreadable(TRAINING_MINING)]), Reading::Unknown);
        assert_eq!(reading([]), Reading::Silent);
    }

    #[test]
    fn a_profile_speaks_by_its_tags_only() {
        let tags = |text: &str| of_profile(text).into_iter().map(|signal| signal.value).collect::<Vec<_>>();
        assert_eq!(tags("I paint. #NoAI, #nobots please"), ["#noai", "#nobots"]);
        assert_eq!(tags("no ai here; #noaimed #ai"), Vec::<String>::new());
    }
}
