//! Which witnesses must have cosigned (`c2sp.org/tlog-policy`). In: the text of such a file. Out: whether a set of
//! cosigners is enough. Never: a default; a file without a `quorum` line is no file.
//!
//! The word "policy" belongs to Cedar in this house, so the file is called a quorum here.

use crate::note::{Cosignature, VerifyError, Vkey};
use std::collections::{BTreeMap, BTreeSet};

/// The logs that are trusted, and the witnesses that must have cosigned.
#[derive(Clone, Debug)]
pub struct Quorum {
    /// The logs that it speaks of.
    pub logs: Vec<Vkey>,
    /// The witnesses, by the names that the file gives them.
    pub witnesses: BTreeMap<String, Vkey>,
    // In the order of the file: a group names only what stands before it.
    groups: Vec<Group>,
    /// A witness, a group, or nothing for `none`.
    rule: Option<String>,
}

#[derive(Clone, Debug)]
struct Group {
    name: String,
    threshold: usize,
    members: Vec<String>,
}

impl Quorum {
    /// Reads the text of a `tlog-policy` file, strictly.
    pub fn read(text: &str) -> Result<Self, VerifyError> {
        if text.chars().any(|char| char.is_control() && char != '\n' && char != '\t') {
            return Err(VerifyError::BadQuorum { line: 0, why: "it holds a control character" });
        }
        let mut reader = Reader::default();
        for (number, line) in (1..).zip(text.split('\n')) {
            let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
            if words.first().is_none_or(|word| word.starts_with('#')) {
                continue;
            }
            reader.line(&words).map_err(|why| VerifyError::BadQuorum { line: number, why })?;
        }
        let Some(rule) = reader.rule else {
            return Err(VerifyError::BadQuorum { line: 0, why: "there is no `quorum` line" });
        };
        Ok(Self { logs: reader.logs, witnesses: reader.witnesses, groups: reader.groups, rule })
    }

    /// A quorum of one log and no witness.
    pub fn log(key: &str) -> Result<Self, VerifyError> {
        Self::read(&format!("log {key}\nquorum none\n"))
    }

    /// Whether these cosignatures are enough.
    pub fn is_met_by(&self, cosignatures: &[Cosignature]) -> bool {
        let by = |key: &Vkey| cosignatures.iter().any(|cosignature| cosignature.witness == key.text);
        self.is_met(&self.witnesses.iter().filter(|(_, key)| by(key)).map(|(name, _)| name.as_str()).collect())
    }

    /// Whether these witnesses, by the names of the file, are enough.
    pub fn is_met(&self, cosigners: &BTreeSet<&str>) -> bool {
        let Some(rule) = &self.rule else { return true };
        let mut met: BTreeSet<&str> = cosigners.clone();
        for group in &self.groups {
            let present = group.members.iter().filter(|member| met.contains(member.as_str())).count();
            if present >= group.threshold {
                met.insert(&group.name);
            }
        }
        met.contains(rule.as_str())
    }
}

#[derive(Default)]
struct Reader {
    logs: Vec<Vkey>,
    witnesses: BTreeMap<String, Vkey>,
    groups: Vec<Group>,
    rule: Option<Option<String>>,
    used: BTreeSet<String>,
}

impl Reader {
    fn line(&mut self, words: &[&str]) -> Result<(), &'static str> {
        match words {
            ["log", key] | ["log", key, _] => {
                let key = Vkey::read(key).filter(Vkey::is_of_a_log).ok_or("the key is no key of a log")?;
                if self.logs.iter().any(|log| log.is_same_key(&key)) {
                    return Err("the key of the log stands there twice");
                }
                self.logs.push(key);
            }
            ["witness", name, key] | ["witness", name, key, _] => {
                let key = Vkey::read(key).filter(Vkey::is_of_a_witness).ok_or("the key is no key of a witness")?;
                if self.witnesses.values().any(|witness| witness.is_same_key(&key)) {
                    return Err("the key of the witness stands there twice");
                }
                self.is_new(name)?;
                self.witnesses.insert((*name).to_owned(), key);
            }
            ["group", name, threshold, members @ ..] if !members.is_empty() => {
                let threshold = match *threshold {
                    "all" => members.len(),
                    "any" => 1,
                    number => number.parse().map_err(|_| "the threshold of a group is a number, `all` or `any`")?,
                };
                if !(1..=members.len()).contains(&threshold) {
                    return Err("the threshold of a group is from 1 to its number of members");
                }
                self.is_new(name)?;
                for member in members {
                    self.is_there(member)?;
                    if !self.used.insert((*member).to_owned()) {
                        return Err("a name may be a member once only");
                    }
                }
                let members = members.iter().map(|member| (*member).to_owned()).collect();
                self.groups.push(Group { name: (*name).to_owned(), threshold, members });
            }
            ["quorum", _] if self.rule.is_some() => return Err("there is a `quorum` line already"),
            ["quorum", "none"] => self.rule = Some(None),
            ["quorum", name] => {
                self.is_there(name)?;
                self.rule = Some(Some((*name).to_owned()));
            }
            _ => return Err("it is none of `log`, `witness`, `group` and `quorum` with what belongs to it"),
        }
        Ok(())
    }

    fn knows(&self, name: &str) -> bool {
        self.witnesses.contains_key(name) || self.groups.iter().any(|group| group.name == name)
    }

    fn is_new(&self, name: &str) -> Result<(), &'static str> {
        if name == "none" || self.knows(name) { Err("the name is taken") } else { Ok(()) }
    }

    fn is_there(&self, name: &str) -> Result<(), &'static str> {
        if self.knows(name) { Ok(()) } else { Err("it names what no line before it defines") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::OF_A_WITNESS;
    use ed25519_dalek::SigningKey;

    fn key(number: u8) -> String {
        let key = SigningKey::from_bytes(&[number; 32]).verifying_key();
        Vkey::new(&format!("witness.example.org/{number}"), OF_A_WITNESS, key).text
    }

    fn example() -> String {
        let witness = |name: &str, number| format!("witness {name} {}\n", key(number));
        ["X1", "X2", "X3", "Y1", "Y2", "Y3"].iter().zip(1..).map(|(name, number)| witness(name, number)).collect()
    }

    #[test]
    fn two_levels_of_groups_are_met_as_in_the_specification() {
        let text = format!(
            "# a comment\n\n{}\tgroup X-witnesses 2 X1 X2 X3\ngroup Y-witnesses any Y1 Y2 Y3\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n",
            example()
        );
        let quorum = Quorum::read(&text).expect("valid");
        for (cosigners, met) in [
            (&["X1", "X2", "Y3"][..], true),
            (&["X1", "X2", "X3", "Y1", "Y2", "Y3"], true),
            (&["X1", "Y1", "Y2", "Y3"], false),
            (&["X1", "X2", "X3"], false),
            (&[], false),
        ] {
            assert_eq!(quorum.is_met(&cosigners.iter().copied().collect()), met, "{cosigners:?}");
        }
        assert!(Quorum::read("quorum none").expect("valid").is_met(&BTreeSet::new()));
    }

    #[test]
    fn a_file_that_says_less_or_more_than_the_specification_is_refused() {
        let (one, log) = (key(1), key(9));
        for (text, line, why) in [
            (String::new(), 0, "there is no `quorum` line"),
            ("quorum none\nquorum none".to_owned(), 2, "there is a `quorum` line already"),
            ("quorum X".to_owned(), 1, "it names what no line before it defines"),
            ("witnes X k\nquorum none".to_owned(), 1, "it is none of"),
            (format!("log {log}\nquorum none"), 1, "the key is no key of a log"),
            (format!("witness A {one}\nwitness B {one}\nquorum none"), 2, "the key of the witness stands there twice"),
            (format!("witness none {one}\nquorum none"), 1, "the name is taken"),
            (format!("witness A {one}\ngroup A all A\nquorum A"), 2, "the name is taken"),
            (format!("witness A {one}\ngroup G 2 A\nquorum G"), 2, "the threshold of a group is from 1"),
            (format!("witness A {one}\ngroup G 0 A\nquorum G"), 2, "the threshold of a group is from 1"),
            (format!("witness A {one}\ngroup G any A\ngroup H any A\nquorum H"), 3, "a name may be a member once only"),
            (format!("witness A {one}\ngroup G any\nquorum A"), 2, "it is none of"),
            (format!("witness A {one}x\nquorum A"), 1, "the key is no key of a witness"),
            ("quorum none\r".to_owned(), 0, "it holds a control character"),
        ] {
            match Quorum::read(&text) {
                Err(VerifyError::BadQuorum { line: at, why: found }) => {
                    assert_eq!(at, line, "{text}");
                    assert!(found.starts_with(why), "{text}: {found}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
    }
}
