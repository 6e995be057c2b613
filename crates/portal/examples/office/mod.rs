//! An invented project behind the console, for the example and the tests. In: nothing. Out: texts that wait, documents that
//! want two signatures, posts with their decisions. Never: a real person.

use law::Law;
use portal::{
    Altered, Doubt, Drp, DrpAgent, Held, HeldRecord, Looked, Office, OfficeError, Outcome, Packed, PermitAnswer,
    PermitQuestion, Reader, Role, Sheet, Signature, Signed, Signing, Staff, Use, Warden,
};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use terms::{Address, Date, Digest, RecordId, SubjectId, Text};

/// One of each role, `dpo-1@example.org` and on, and a second data protection officer.
pub fn staff() -> Vec<Staff> {
    let one = |role: Role, number: u32| {
        let name = format!("{}-{number}", role.as_str());
        Staff {
            address: Address::new(format!("{name}@example.org")),
            name,
            roles: [role].into(),
            until: role.is_invited().then(|| date("2099-12-31")),
            language: None,
        }
    };
    Role::ALL.into_iter().map(|role| one(role, 1)).chain([one(Role::Dpo, 2)]).collect()
}

/// The Data Rights Protocol with one agent, who signs with the seed of 32 fives.
pub fn drp() -> Drp {
    let verify_key = "bnoc3Smwt4/ROvTFWY/v9O8qlxZuPKby5Pv8zYBQW/E=".to_owned();
    let agent = DrpAgent { id: "AGENT".to_owned(), verify_key, token_digest: Digest::of(AGENT_TOKEN) };
    let other = DrpAgent { id: "OTHER".to_owned(), token_digest: Digest::of("another token"), ..agent.clone() };
    Drp { business: "FORUM_A".to_owned(), agents: vec![agent, other] }
}

/// What the agent shows.
pub const AGENT_TOKEN: &str = "a-token-of-an-agent";

/// What looks into the invented project.
pub fn office() -> Office {
    let sheets = Arc::new(Mutex::new(sheets()));
    let (signed, kept) = (Arc::clone(&sheets), Arc::clone(&sheets));
    Office {
        held: Box::new(|looked| Ok(held(looked))),
        waiting: Box::new(|looked| Ok(held(looked).total)),
        sheets: Box::new(move |()| Ok(lock(&sheets).clone())),
        drafts: Box::new(move |()| Ok(lock(&kept).iter().filter(|sheet| !sheet.stands).count() as u64)),
        sign: Box::new(move |signature| sign(&mut lock(&signed), signature)),
        uses: Box::new(|subject| Ok(uses(subject))),
        laws: Box::new(|()| laws()),
        altered: Box::new(|(from, to)| Ok((from != to).then(altered))),
        pack: Box::new(|()| pack()),
    }
}

/// A permit that holds for one purpose, under a head that nobody signed.
pub fn warden() -> Warden {
    Warden::new(|question: &PermitQuestion| {
        let other = question.purpose.as_str() != "ai.train.generative";
        let stop = other.then(|| ("purpose".to_owned(), "the corpus was sealed for another purpose".to_owned()));
        Ok(PermitAnswer { stop, checkpoint: b"example.org/portal\n0\n\n".to_vec() })
    })
}

/// The law of this build, and one that is proposed for the next year: another age, and some rules less.
fn laws() -> Result<Vec<Law>, OfficeError> {
    let unavailable = |error: law::LawError| OfficeError::Unavailable { why: error.to_string() };
    let files = law::embedded_files().iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let mut files: BTreeMap<String, String> = files.collect();
    let today = Law::from_files(&files).map_err(unavailable)?;
    let dropped = files.remove("unlawful-content.cedar").unwrap_or_default();
    if let Some(profile) = files.get_mut("profile.toml") {
        let from = today.numbers().valid_from.to_string();
        *profile = profile.replace(&from, "2027-01-01").replace("adult_age = 18", "adult_age = 19");
        for id in dropped.lines().filter_map(|line| line.strip_prefix("@id(")?.strip_suffix(')')) {
            *profile = profile.replace(&format!("{id},"), "");
        }
    }
    Ok(vec![today, Law::from_files(&files).map_err(unavailable)?])
}

fn altered() -> Altered {
    Altered {
        as_of: "2026-11-20T10:00:00Z".to_owned(),
        operation: "train".to_owned(),
        records: 1200,
        changed: 7,
        people: 3,
        moves: [("PERMIT -> FORBID".to_owned(), 7)].into(),
        gained: [("F01".to_owned(), 7)].into(),
        lost: BTreeMap::new(),
    }
}

/// A pack of few bytes.
fn pack() -> Result<Packed, OfficeError> {
    let unavailable = |error: world::DiskError| OfficeError::Unavailable { why: error.to_string() };
    let path = std::env::temp_dir().join(format!("portal-example-pack-{}.zip", std::process::id()));
    world::write_atomic(&path, PACK).map_err(unavailable)?;
    Ok(Packed { path, digest: Digest::of(PACK), bytes: PACK.len() as u64, tree_size: 1 })
}

const PACK: &str = "invented evidence";

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn held(looked: &Looked) -> Held {
    let waiting = TEXTS.iter().zip(1_u32..).map(|((text, words, kind), number)| {
        let start = text.find(words).expect("INVARIANT: the words stand in the text");
        HeldRecord {
            record: RecordId::new(format!("forum-a:h{number}")),
            subject: Some(SubjectId::new(format!("s{number}"))),
            posted_on: Some(date("2026-10-01")),
            lang: Some("en".to_owned()),
            text: Text::new(*text),
            doubts: vec![Doubt { start, end: start + words.len(), kind: (*kind).to_owned() }],
            reviewed: Digest::of(text),
        }
    });
    let records: Vec<HeldRecord> = waiting.filter(|one| looked.get(&one.record) != Some(&one.reviewed)).collect();
    Held { total: records.len() as u64, records }
}

const TEXTS: &[(&str, &str, &str)] = &[
    ("After the treatment I was back on the bike. The rain was worse.", "After the treatment", "HEALTH"),
    ("We sang in the choir of St. Anna, for the tea afterwards.", "the choir of St. Anna", "RELIGION_BELIEF"),
    ("He got what was coming to him, the referee I mean.", "what was coming to him", "CRIMINAL"),
    ("At the meeting of the party we ate too much cake.", "the meeting of the party", "POLITICAL_OPINION"),
];

fn sheets() -> Vec<Sheet> {
    let sheet = |id: &str, english: &str, dutch: &str, approver: Role, missing| Sheet {
        id: id.to_owned(),
        title: BTreeMap::from([("en".to_owned(), english.to_owned()), ("nl".to_owned(), dutch.to_owned())]),
        version: 1,
        substance: Digest::of(id),
        missing,
        bars: Vec::new(),
        approver: approver.as_str().to_owned(),
        signed: Vec::new(),
        approved_until: None,
        stands: false,
    };
    vec![
        sheet("D02", "Assessment of legitimate interests", "Beoordeling van het gerechtvaardigd belang", Role::Dpo, 0),
        sheet("D08", "Impact assessment", "Effectbeoordeling", Role::Controller, 2),
        sheet("D16", "Inspection of texts", "Inspectie van teksten", Role::Engineering, 0),
        sheet("D20", "Handling of requests", "Afhandeling van verzoeken", Role::Dpo, 0),
    ]
}

fn sign(sheets: &mut [Sheet], signature: &Signature) -> Result<Signing, OfficeError> {
    let same = |sheet: &&mut Sheet| sheet.id == signature.document && sheet.substance == signature.substance;
    let sheet = sheets.iter_mut().find(same).ok_or(OfficeError::Changed)?;
    if sheet.signed.iter().any(|one| one.by == signature.by) {
        return Err(OfficeError::SamePerson);
    }
    let role = signature.role.as_str().to_owned();
    sheet.signed.push(Signed { by: signature.by.clone(), role, on: date("2026-11-23") });
    if sheet.signed.len() < 2 || sheet.signed.iter().all(|one| one.role != sheet.approver) {
        return Ok(Signing::Waiting);
    }
    sheet.stands = true;
    sheet.approved_until = Some(date("2027-11-23"));
    Ok(Signing::Approved)
}

fn uses(subject: &SubjectId) -> Vec<Use> {
    let (corpus, model) = (Digest::of("corpus"), Digest::of("model"));
    let one = |number: u32, day: &str, text: &str, outcome, rules: &[&str], transforms: &[&str]| {
        let is_used = matches!(outcome, Outcome::Used | Outcome::UsedInPart);
        Use {
            record: RecordId::new(format!("forum-a:{subject}-{number}")),
            posted_on: Some(date(day)),
            kind: "post".to_owned(),
            text: Text::new(text),
            outcome,
            rules: rules.iter().map(|rule| (*rule).to_owned()).collect(),
            transforms: transforms.iter().map(|one| (*one).to_owned()).collect(),
            corpus: is_used.then_some(corpus),
            model: if is_used { Reader::Model(model) } else { Reader::None },
        }
    };
    vec![
        one(1, "2026-09-03", "The bridge is open again.", Outcome::Used, &[], &[]),
        one(2, "2026-09-04", "Thanks to my neighbour.", Outcome::UsedInPart, &["X02"], &["MASK_IDENTIFIER"]),
        one(3, "2026-09-05", "After the treatment I was back on the bike.", Outcome::Held, &["H35"], &[]),
        one(4, "2026-09-06", "Not for a machine, this one.", Outcome::Refused, &["F09"], &[]),
    ]
}

fn date(text: &str) -> Date {
    terms::parse_date(text).expect("INVARIANT: a day of this file")
}
