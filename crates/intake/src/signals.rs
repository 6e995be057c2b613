//! What people and rights holders say to machines about the use of what they made. In: a raw signal, as its source writes it.
//! Out: whether it allows, disallows, is silent on training, or cannot be read. Never: a signal that cannot be read taken for
//! one that allows.
//!
//! Versions of the vocabularies: AIPREF `draft-ietf-aipref-vocab` (its names of 2025 and 2026), Content Signals of 2025, robots
//! rules (RFC 9309) and meta tags as written for `noai` and `DisallowAITraining`, TDMRep of the W3C community group (2024),
//! PLUS/IPTC data mining (IPTC 2023.1), CAWG training and data mining 1.1 and its C2PA 1.x ancestor, Bluesky's proposal 0008 on
//! user intents, Mastodon's `indexable` of 4.2, `searchableBy` of the fediverse's proposal 268d. A signal that a source of ours
//! reads carries the version that it is written in.

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
        CONTENT_USAGE | CONTENT_SIGNAL => preferences(&signal.value.to_ascii_lowercase()),
        TDM_RESERVATION | "tdmrep" => match value.as_str() {
            "1" | "true" => Reading::Disallows,
            "0" | "false" => Reading::Allows,
            _ => Reading::Unknown,
        },
        ROBOTS | X_ROBOTS_TAG => {
            // `x-robots-tag` may name a crawler before a colon: what one is told, all are told.
            worst(value.split([',', ':', '\n']).map(robot).chain(std::iter::once(rules(&signal.value))))
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
        SEARCHABLE_BY => {
            // Whom the author lets search: everybody, or fewer.
            let is_everybody = value.contains("activitystreams#public") || value.contains("as:public");
            if is_everybody { Reading::Silent } else { Reading::Disallows }
        }
        "indexable" | "discoverable" | "searchable" => match value.as_str() {
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

/// Members stand between commas, semicolons or white space, and white space may stand around their equals signs.
fn preferences(value: &str) -> Reading {
    let value = value.split('=').map(str::trim).collect::<Vec<_>>().join("=");
    worst(value.split(|letter: char| matches!(letter, ',' | ';') || letter.is_whitespace()).map(preference))
}

/// `train-ai=n`, one member of a `Content-Usage` dictionary.
fn preference(member: &str) -> Reading {
    let Some((category, answer)) = member.split_once('=') else { return Reading::Silent };
    if !matches!(category, "train-ai" | "ai-train" | "train-genai" | "genai" | "ai" | "bots" | "all" | "tdm") {
        return Reading::Silent;
    }
    match answer {
        "n" | "no" | "?0" => Reading::Disallows,
        "y" | "yes" | "?1" => Reading::Allows,
        _ => Reading::Unknown,
    }
}

/// A word of a robots tag.
fn robot(word: &str) -> Reading {
    match word.trim() {
        "noai" | "noimageai" | "disallowaitraining" => Reading::Disallows,
        "allowaitraining" => Reading::Allows,
        _ => Reading::Silent,
    }
}

/// The rules of a robots file (RFC 9309), where the value is one: whether everything is closed to a crawler that gathers for
/// training, or to all. Whether a rule about some paths is about this record cannot be seen here, so it is unknown.
fn rules(value: &str) -> Reading {
    let (mut agents, mut in_rules) = (Vec::new(), false);
    let mut found = Reading::Silent;
    for line in value.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, rest)) = line.split_once(':') else { continue };
        let rest = rest.trim().to_ascii_lowercase();
        match key.trim().to_ascii_lowercase().as_str() {
            "user-agent" => {
                if std::mem::take(&mut in_rules) {
                    agents.clear();
                }
                agents.push(rest);
            }
            "disallow" => {
                in_rules = true;
                let is_meant = agents.iter().any(|agent| agent == "*" || TRAINING_CRAWLERS.contains(&agent.as_str()));
                found = found.max(match rest.as_str() {
                    _ if !is_meant => Reading::Silent,
                    "" => Reading::Silent,
                    "/" | "/*" | "*" => Reading::Disallows,
                    _ => Reading::Unknown,
                });
            }
            "allow" => in_rules = true,
            // A robots file may hold preferences of its own.
            CONTENT_USAGE | CONTENT_SIGNAL => found = found.max(preferences(&rest)),
            _ => {}
        }
    }
    found
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
    let mut found: Vec<Signal> =
        tags.filter(|tag| NO_MACHINE_TAGS.contains(tag)).map(|tag| said(NOAI, format!("#{tag}"))).collect();
    found.dedup();
    found
}

/// A signal as it stands in a source, with the version of its vocabulary that sources write.
pub(crate) fn said(name: &str, value: impl Into<String>) -> Signal {
    let version = VERSIONS.iter().find(|(known, _)| *known == name).map(|(_, version)| (*version).to_owned());
    Signal { version, ..Signal::new(name, value) }
}

/// A signal that is there and could not be read.
pub(crate) fn unreadable(name: &str) -> Signal {
    said(name, UNREADABLE)
}

/// AIPREF, from a header, a robots file or a column.
pub(crate) const CONTENT_USAGE: &str = "content-usage";
/// What a robots file says about the use of what was fetched.
const CONTENT_SIGNAL: &str = "content-signal";
const SEARCHABLE_BY: &str = "searchableby";
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
/// The versions that the sources of ours write.
const VERSIONS: &[(&str, &str)] = &[
    (PLUS_DATA_MINING, "iptc 2023.1"),
    (ATPROTO_INTENTS, "atproto proposal 0008"),
    ("indexable", "mastodon 4.2"),
    ("discoverable", "mastodon 2.7"),
    ("searchable", "fediverse"),
    ("searchableBy", "fep-268d"),
];
/// Crawlers that say of themselves that they gather for training.
const TRAINING_CRAWLERS: &[&str] = &[
    "ai2bot",
    "amazonbot",
    "anthropic-ai",
    "applebot-extended",
    "bytespider",
    "ccbot",
    "claudebot",
    "cohere-ai",
    "diffbot",
    "google-extended",
    "gptbot",
    "meta-externalagent",
    "omgilibot",
];
const NO_MACHINE_TAGS: &[&str] = &["noai", "noml", "nobots", "nobot", "noindex", "noarchive", "nosearch"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, value: &str, expected: Reading) {
        let signal = Signal::new(name, value);
        assert_eq!(reading([&signal]), expected, "{name}: {value}");
    }

    #[test]
    fn each_vocabulary_is_read_as_it_is_written() {
        check("Content-Usage", "train-ai=n, search=y", Reading::Disallows);
        check("content-usage", "train-ai=y", Reading::Allows);
        for between in ["\t", "\n", " ", "\r\n", ";\t"] {
            check("content-usage", &format!("search=y{between}train-ai=n"), Reading::Disallows);
            check("content-usage", &format!("train-ai{between}={between}n").replace(';', ""), Reading::Disallows);
        }
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
        check("searchable", "false", Reading::Disallows);
        check("searchableBy", r#"["https://www.w3.org/ns/activitystreams#Public"]"#, Reading::Silent);
        check("searchableBy", r#"["https://social.example/users/s1/followers"]"#, Reading::Disallows);
        check("searchableBy", "[]", Reading::Disallows);
        check("Content-Signal", "search=yes, ai-train=no", Reading::Disallows);
        check("content-signal", "ai-train=yes", Reading::Allows);
        check("robots", "DisallowAITraining", Reading::Disallows);
        check("a vocabulary of tomorrow", "n", Reading::Silent);
    }

    #[test]
    fn a_robots_file_is_read_by_its_groups() {
        let all = "User-agent: *\nDisallow: /\n";
        check("robots", all, Reading::Disallows);
        check("robots", "User-agent: *\nDisallow:\n", Reading::Silent);
        check("robots", "User-agent: searchbot\nDisallow: /\n\nUser-agent: *\nAllow: /\n", Reading::Silent);
        check("robots", "User-agent: searchbot\nUser-agent: GPTBot\nDisallow: / # all of it\n", Reading::Disallows);
        // Whether this record stands below that path is not to be seen.
        check("robots", "User-agent: *\nDisallow: /private\n", Reading::Unknown);
        check("robots", "User-Agent: *\nContent-Usage: train-ai=n\nAllow: /\n", Reading::Disallows);
        check("robots", "User-Agent: *\nContent-Signal: search=yes,ai-train=no\nAllow: /\n", Reading::Disallows);
        check("robots", "User-Agent: *\nContent-Signal: search = yes\tai-train = no\nAllow: /\n", Reading::Disallows);
    }

    #[test]
    fn any_disallowance_wins_and_a_read_error_is_unknown() {
        let signal = |name: &str, value: &str| Signal::new(name, value);
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
