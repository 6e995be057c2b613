//! How fast the law decides millions of facts here. In: `facts ROWS`, or `decide ROWS`. Out: with `facts`, the facts as CSV
//! on stdout; with `decide`, one answer a row on stdout and the measurements as JSON lines on stderr. Never: a judgement.
//!
//! `bench/law/run.sh` runs both, and the same conditions in SQL beside them.
#![expect(clippy::disallowed_methods, reason = "a measurement needs a watch")]

use chrono::Days;
use law::facts::{Consent, Facts, ModelState, Notice, Objection, Order, Scope, Special, ThirdParty};
use law::{
    Assessment, Band, Clerk, Compatibility, ConsentState, Consultation, Erasure, Exception, Law, Match, Mode,
    ObjectionState, OrderEffect, RecordContext, SliceContext,
};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;
use std::time::Instant;
use terms::{
    AccountStatus, AgeAssurance, Category, Country, Date, Kind, LegalBasis, Operation, Provenance, Purpose, Visibility,
    Whose, parse_date,
};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    // `cargo bench` passes `--bench` along.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let rows = words.get(1).and_then(|word| word.parse().ok()).unwrap_or(10_000_000);
    match words.first().map(String::as_str) {
        Some("facts") => facts(rows),
        Some("decide") => decide(rows, words.get(2).and_then(|word| word.parse().ok()).unwrap_or(20_000)),
        _ => {
            println!("say `facts ROWS` or `decide ROWS`; bench/law/run.sh does");
            Ok(())
        }
    }
}

/// SplitMix64: small, and the same everywhere.
struct Draw {
    state: u64,
    /// Of a record to which nothing unusual happened: what is rare does not happen, what is usual does.
    plain: bool,
}

impl Draw {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// True so many times in a thousand; in a plain record, what is likelier.
    fn in_thousand(&mut self, times: u64) -> bool {
        if self.plain { times >= 500 } else { self.often(times) }
    }

    /// True so many times in a thousand, in a plain record too.
    fn often(&mut self, times: u64) -> bool {
        self.below(1000) < times
    }

    fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        // INVARIANT: lists of choices are written down above, and none is empty.
        list.get(self.below(list.len() as u64) as usize).expect("INVARIANT: a list of choices has one")
    }
}

/// What a generator needs over and over.
struct Platform {
    clean: Facts,
    now: Date,
    countries: Vec<Country>,
    far: Vec<Country>,
    home: Country,
    generative: Purpose,
    other: Purpose,
}

impl Platform {
    fn new() -> Outcome<Self> {
        let codes = |codes: &[&str]| codes.iter().map(|code| Country::new(code)).collect::<Result<Vec<_>, _>>();
        let clean = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/05-law/baseline.json");
        Ok(Self {
            clean: Facts::from_json(&world::read_string(clean)?)?,
            now: parse_date("2026-11-23")?,
            countries: codes(&["NL", "NL", "NL", "DE", "DE", "FR", "BE", "ES", "IT", "PL", "SE", "DK", "AT", "BR"])?,
            far: codes(&["US", "CH", "IN"])?,
            home: Country::new("IE")?,
            generative: Purpose::new("ai.train.generative"),
            other: Purpose::new("ads.personalised"),
        })
    }

    fn ago(&self, days: u64) -> Date {
        self.now.checked_sub_days(Days::new(days)).unwrap_or(self.now)
    }

    fn ahead(&self, days: u64) -> Date {
        self.now.checked_add_days(Days::new(days)).unwrap_or(self.now)
    }

    /// The facts of one row: mostly an adult who was told and said nothing, on a platform that did its homework; now and
    /// then each of the things that the law is about.
    fn facts(&self, row: u64) -> Facts {
        let d = &mut Draw { state: row.wrapping_mul(0x2545_f491_4f6c_dd1d), plain: false };
        d.plain = d.often(980);
        let mut facts = self.clean.clone();
        let f = &mut facts;
        f.now = if d.in_thousand(30) { self.ahead(1) } else { self.now };
        let consented = d.often(90);
        let young = d.often(40);
        let age = if young { 12 + d.below(7) as i32 } else { 18 + d.below(62) as i32 };
        let years = d.below(12);
        f.created_at = self.ago(d.below(365) + 365 * years);
        self.controller(d, f);
        self.content(d, f);
        self.person(d, f, (age, years as i32), consented);
        self.findings(d, f);
        facts
    }

    /// What the controller did, and what is asked.
    fn controller(&self, d: &mut Draw, f: &mut Facts) {
        f.op = *d.one(&[
            Operation::Train,
            Operation::Train,
            Operation::Train,
            Operation::Train,
            Operation::Train,
            Operation::Train,
            Operation::Assemble,
            Operation::Assemble,
            Operation::Evaluate,
            Operation::Serve,
        ]);
        f.purpose = if d.in_thousand(970) { self.generative.clone() } else { self.other.clone() };
        f.purpose_declared = d.in_thousand(995);
        f.purpose_covered_by_assessment = d.in_thousand(985);
        f.basis = match d.below(200) {
            0 => LegalBasis::None,
            1 => LegalBasis::Contract,
            2..=30 => LegalBasis::Consent,
            _ => LegalBasis::LegitimateInterests,
        };
        f.controller_eu_established = true;
        f.lia = if d.in_thousand(980) { Assessment::Approved } else { *d.one(Assessment::ALL) };
        f.lia_review_due = d
            .in_thousand(995)
            .then(|| if d.in_thousand(990) { self.ahead(d.below(400)) } else { self.ago(1 + d.below(90)) });
        f.compat = if d.in_thousand(970) { Compatibility::Compatible } else { *d.one(Compatibility::ALL) };
        f.dpia = if d.in_thousand(995) { Assessment::Approved } else { *d.one(Assessment::ALL) };
        f.dpia_residual_high = d.in_thousand(100);
        f.art36 = if d.in_thousand(900) { Consultation::Completed } else { *d.one(Consultation::ALL) };
        f.processor_contract = d.in_thousand(995);
        f.run_country = if d.in_thousand(970) { self.home.clone() } else { d.one(&self.far).clone() };
        f.transfer_tool = d.in_thousand(800);
        f.ropa = d.in_thousand(997);
    }

    /// The record and where it stands.
    fn content(&self, d: &mut Draw, f: &mut Facts) {
        f.kind = if d.in_thousand(300) {
            *d.one(&[
                Kind::Photo,
                Kind::Video,
                Kind::Caption,
                Kind::Review,
                Kind::GroupPost,
                Kind::DirectMessage,
                Kind::PrivateGroupPost,
            ])
        } else {
            *d.one(&[Kind::Post, Kind::Comment])
        };
        f.source = Provenance::PlatformFirstParty;
        f.purpose_in_notice_at_collection = d.often(300);
        f.visibility_now = if d.often(800) {
            Visibility::Public
        } else {
            *d.one(&[
                Visibility::Friends,
                Visibility::Followers,
                Visibility::Unlisted,
                Visibility::Private,
                Visibility::Unknown,
            ])
        };
        f.visibility_explicit_choice = d.in_thousand(500);
        f.version_current = d.in_thousand(990);
        f.deleted = d.often(10);
        f.account = if d.in_thousand(970) {
            AccountStatus::Active
        } else {
            *d.one(&[AccountStatus::Deactivated, AccountStatus::Memorialised, AccountStatus::Deleted])
        };
        f.origin_lawful = d.in_thousand(997);
        f.retention_expired = d.in_thousand(5);
        f.contains_personal_data = d.in_thousand(930);
        f.anonymised = d.in_thousand(20);
    }

    /// Whose it is, and what that person was told and said.
    fn person(&self, d: &mut Draw, f: &mut Facts, age_and_years: (i32, i32), consented: bool) {
        let (age, created_years) = age_and_years;
        f.tdm_reserved_whole = d.in_thousand(10);
        f.dma_gatekeeper = d.in_thousand(500);
        f.dma_cross_service_same_person = d.in_thousand(30);
        f.dma_consent = d.in_thousand(300);
        f.illegal_content = d.in_thousand(1);
        f.residence = d.one(&self.countries).clone();
        f.age_now = d.in_thousand(980).then_some(age);
        f.age_at_creation = d.in_thousand(980).then_some(age - created_years);
        f.age_assurance = *d.one(&[
            AgeAssurance::Declared,
            AgeAssurance::Declared,
            AgeAssurance::Declared,
            AgeAssurance::Estimated,
            AgeAssurance::Verified,
            AgeAssurance::Declared,
            AgeAssurance::None,
        ]);
        f.deceased = d.in_thousand(3);
        f.consent = consented.then(|| self.consent(d));
        f.prior_consent_refused = d.in_thousand(20);
        f.objection = d.often(40).then(|| self.objection(d));
        f.objection_policy_unconditional = d.in_thousand(800);
        f.restriction = d.in_thousand(4);
        f.accuracy_contested = d.in_thousand(4);
        f.erasure = d.in_thousand(15).then(|| *d.one(Erasure::ALL));
        f.notice = d.in_thousand(975).then(|| self.notice(d));
        f.window_days = *d.one(&[30, 30, 30, 42]);
        f.art14_public_notice = d.in_thousand(970);
    }

    /// What the inspection found, orders, and the model.
    fn findings(&self, d: &mut Draw, f: &mut Facts) {
        f.inspection_current = d.in_thousand(980);
        f.band = if d.in_thousand(960) { Band::Clear } else { Band::Uncertain };
        f.special = (0..d.in_thousand(50) as u64 * (1 + d.below(2))).map(|_| special(d)).collect();
        f.criminal = d.in_thousand(5);
        f.biometric_template = d.in_thousand(2);
        f.third_parties = (0..d.often(220) as u64 * (1 + d.below(3))).map(|_| third_party(d)).collect();
        f.lia_covers_third_parties = d.in_thousand(960);
        f.orders = (0..u64::from(d.in_thousand(25))).map(|_| self.order(d)).collect();
        f.minors_consent_allowed = d.in_thousand(200);
        f.model = ModelState {
            unlawful_records: if d.in_thousand(30) { d.below(1000) } else { 0 },
            remediated: d.in_thousand(700),
            anonymous_proven: d.in_thousand(50),
            art50_ok: d.in_thousand(980),
            forgotten_subjects: if d.in_thousand(100) { d.below(50) } else { 0 },
            output_filter: d.in_thousand(950),
        };
    }

    fn consent(&self, d: &mut Draw) -> Consent {
        let state = *d.one(&[
            ConsentState::Given,
            ConsentState::Given,
            ConsentState::Given,
            ConsentState::Renewed,
            ConsentState::Withdrawn,
            ConsentState::Refused,
        ]);
        let given_at = if d.in_thousand(990) { self.ago(d.below(700)) } else { self.ahead(d.below(20)) };
        let taken_back = state == ConsentState::Withdrawn && d.in_thousand(980);
        Consent {
            state,
            explicit: d.in_thousand(500),
            scope_covers: d.in_thousand(900),
            conditions_ok: d.in_thousand(940),
            given_at,
            withdrawn_at: taken_back
                .then(|| if d.in_thousand(970) { self.ago(d.below(300)) } else { self.ahead(d.below(9)) }),
            parental: d.in_thousand(100),
            all_parties: d.in_thousand(100),
        }
    }

    fn objection(&self, d: &mut Draw) -> Objection {
        let state = *d.one(&[
            ObjectionState::Received,
            ObjectionState::Received,
            ObjectionState::Accepted,
            ObjectionState::RejectedCompelling,
            ObjectionState::Withdrawn,
        ]);
        Objection {
            state,
            received_at: if d.in_thousand(980) { self.ago(d.below(500)) } else { self.ahead(d.below(5)) },
            scope_covers: d.in_thousand(900),
            matched: if d.in_thousand(900) { Match::Exact } else { Match::Ambiguous },
            withdrawn_at: (state == ObjectionState::Withdrawn).then(|| self.ago(d.below(60))),
        }
    }

    fn notice(&self, d: &mut Draw) -> Notice {
        Notice {
            delivered_at: d.in_thousand(985).then(|| match d.below(20) {
                0 => self.ahead(d.below(3)),
                1..=2 => self.ago(d.below(50)),
                _ => self.ago(40 + d.below(300)),
            }),
            covers_purpose: d.in_thousand(980),
            language_ok: d.in_thousand(970),
            objection_right_separate: d.in_thousand(980),
        }
    }

    fn order(&self, d: &mut Draw) -> Order {
        let territory = match d.below(3) {
            0 => Scope::All,
            _ => Scope::Listed(vec![d.one(&self.countries).clone(), d.one(&self.countries).clone()]),
        };
        let ops = match d.below(3) {
            0 => Scope::Listed(vec![*d.one(&Operation::ALL)]),
            1 => Scope::Listed(vec![Operation::Train, Operation::Assemble]),
            _ => Scope::All,
        };
        let purposes = match d.below(3) {
            0 => Scope::Listed(vec![self.generative.clone()]),
            1 => Scope::Listed(vec![self.other.clone()]),
            _ => Scope::All,
        };
        Order {
            effect: OrderEffect::Forbid,
            territory,
            from: if d.in_thousand(900) { self.ago(d.below(120)) } else { self.ahead(d.below(9)) },
            until: d
                .in_thousand(600)
                .then(|| if d.in_thousand(600) { self.ahead(d.below(90)) } else { self.ago(d.below(9)) }),
            ops,
            purposes,
            active: d.in_thousand(850),
            authority: None,
            kind: None,
            id: None,
            provision: None,
        }
    }
}

fn special(d: &mut Draw) -> Special {
    Special {
        whose: if d.in_thousand(700) { Whose::Author } else { Whose::Other },
        mode: if d.in_thousand(800) { Mode::Explicit } else { Mode::Inferred },
        category: Category::Health,
        exception: *d.one(&[Exception::None, Exception::None, Exception::ExplicitConsent, Exception::ManifestlyPublic]),
    }
}

fn third_party(d: &mut Draw) -> ThirdParty {
    ThirdParty {
        reference: "t".to_owned(),
        objected: d.in_thousand(30),
        child: d.in_thousand(40),
        special: d.in_thousand(50),
        art9_exception: d.in_thousand(200),
        private_origin: d.in_thousand(20),
        direct_identifier: d.in_thousand(600),
        masked: d.in_thousand(300),
        redactable: d.in_thousand(970),
    }
}

// ---- the facts as CSV -------------------------------------------------------------------------------------------------

/// Columns of the CSV in their order; what is nested and may be absent is flattened, lists are JSON.
const COLUMNS: &str = "row,now,op,purpose,purpose_declared,purpose_covered_by_assessment,basis,lia,lia_review_due,compat,\
dpia,dpia_residual_high,art36,processor_contract,run_country,transfer_tool,ropa,kind,purpose_in_notice_at_collection,\
visibility_now,version_current,deleted,account,origin_lawful,retention_expired,contains_personal_data,anonymised,\
tdm_reserved_whole,dma_gatekeeper,dma_cross_service_same_person,dma_consent,illegal_content,residence,age_now,\
age_at_creation,age_assurance,deceased,prior_consent_refused,objection_policy_unconditional,restriction,\
accuracy_contested,erasure,window_days,art14_public_notice,inspection_current,band,criminal,biometric_template,\
lia_covers_third_parties,minors_consent_allowed,m_unlawful,m_remediated,m_anonymous,m_art50,m_forgotten,m_filter,\
c_state,c_scope,c_conditions,c_given,c_withdrawn,c_parental,c_all,o_state,o_received,o_scope,o_match,\
n_exists,n_delivered,n_covers,n_language,n_separate,special,third_parties,orders";

fn facts(rows: u64) -> Outcome<()> {
    let platform = Platform::new()?;
    let mut out = std::io::BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    writeln!(out, "{COLUMNS}")?;
    for row in 0..rows {
        write_row(&mut out, row, &platform.facts(row))?;
    }
    Ok(out.flush()?)
}

fn write_row(out: &mut impl Write, row: u64, f: &Facts) -> Outcome<()> {
    let json = |value: &serde_json::Value| value.to_string().replace('"', "\"\"");
    let bit = |value: bool| if value { "1" } else { "0" };
    let day = |value: Option<Date>| value.map(|day| day.to_string()).unwrap_or_default();
    let whole = serde_json::to_value(f)?;
    write!(out, "{row}")?;
    // The flat facts, in the order of the header.
    for name in COLUMNS.split(',').skip(1).take_while(|name| *name != "m_unlawful") {
        let value = whole.get(name).ok_or_else(|| format!("`{name}` is no fact"))?;
        match value {
            serde_json::Value::Bool(value) => write!(out, ",{}", bit(*value))?,
            serde_json::Value::String(value) => write!(out, ",{value}")?,
            serde_json::Value::Number(value) => write!(out, ",{value}")?,
            _ => write!(out, ",")?,
        }
    }
    let m = &f.model;
    write!(
        out,
        ",{},{},{},{},{},{}",
        m.unlawful_records,
        bit(m.remediated),
        bit(m.anonymous_proven),
        bit(m.art50_ok),
        m.forgotten_subjects,
        bit(m.output_filter)
    )?;
    match &f.consent {
        None => write!(out, ",,,,,,,")?,
        Some(c) => write!(
            out,
            ",{},{},{},{},{},{},{}",
            c.state.as_str(),
            bit(c.scope_covers),
            bit(c.conditions_ok),
            c.given_at,
            day(c.withdrawn_at),
            bit(c.parental),
            bit(c.all_parties)
        )?,
    }
    match &f.objection {
        None => write!(out, ",,,,")?,
        Some(o) => {
            write!(out, ",{},{},{},{}", o.state.as_str(), o.received_at, bit(o.scope_covers), o.matched.as_str())?
        }
    }
    match &f.notice {
        None => write!(out, ",0,,,,")?,
        Some(n) => write!(
            out,
            ",1,{},{},{},{}",
            day(n.delivered_at),
            bit(n.covers_purpose),
            bit(n.language_ok),
            bit(n.objection_right_separate)
        )?,
    }
    for name in ["special", "third_parties", "orders"] {
        let list = whole.get(name).ok_or("a list is missing")?;
        if list.as_array().is_some_and(Vec::is_empty) {
            write!(out, ",")?;
        } else {
            write!(out, ",\"{}\"", json(list))?;
        }
    }
    Ok(writeln!(out)?)
}

// ---- deciding ---------------------------------------------------------------------------------------------------------

/// Seconds of this process, user and system.
fn cpu_seconds() -> f64 {
    let stat = world::read_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn load() -> f64 {
    let text = world::read_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().and_then(|load| load.parse().ok()).unwrap_or(-1.0)
}

/// Runs it, and says on stderr what it cost.
fn measured<T>(what: &str, threads: usize, rows: usize, work: impl FnOnce() -> T) -> T {
    let (load, cpu, watch) = (load(), cpu_seconds(), Instant::now());
    let done = work();
    let (wall, cpu) = (watch.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let line =
        serde_json::json!({"what": what, "threads": threads, "rows": rows, "wall": wall, "cpu": cpu, "load": load});
    eprintln!("{line}");
    done
}

/// One number a row, and what each number means.
struct Answers {
    numbers: Vec<u32>,
    meanings: Vec<String>,
}

fn meaning(clerk: &Clerk<'_>, number: u32) -> String {
    clerk.ruling(number).map_or_else(String::new, |ruling| {
        let transforms: Vec<&str> = ruling.transforms.iter().map(|transform| transform.as_str()).collect();
        let (rules, permits) = (ruling.rules.join(" "), ruling.permits.join(" "));
        format!("{},{rules},{permits},{}", ruling.outcome.as_str(), transforms.join(" "))
    })
}

/// Each thread has a clerk of its own and a part of the rows.
fn clerks(law: &Law, rows: &[Facts], threads: usize) -> Vec<Answers> {
    let part = rows.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = rows
            .chunks(part)
            .map(|rows| {
                scope.spawn(move || {
                    let mut clerk = law.clerk();
                    let numbers = rows.iter().map(|facts| clerk.decide(facts)).collect();
                    let count = u32::try_from(clerk.rulings()).unwrap_or(u32::MAX);
                    Answers { numbers, meanings: (0..count).map(|number| meaning(&clerk, number)).collect() }
                })
            })
            .collect();
        parts.into_iter().filter_map(|part| part.join().ok()).collect()
    })
}

/// One `Decision` a row, all threads sharing the memory of the law; counted, so that none is optimised away.
fn decisions(law: &Law, rows: &[Facts], threads: usize) -> usize {
    let part = rows.len().div_ceil(threads).max(1);
    let permits = |rows: &[Facts]| {
        let decided = rows.iter().map(|facts| law.decide(facts).outcome());
        decided.filter(|outcome| *outcome <= law::Outcome::PermitWith).count()
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = rows.chunks(part).map(|rows| scope.spawn(move || permits(rows))).collect();
        parts.into_iter().filter_map(|part| part.join().ok()).sum()
    })
}

fn decide(rows: u64, whole: usize) -> Outcome<()> {
    let platform = Platform::new()?;
    let count = usize::try_from(rows)?;
    let platform = &platform;
    let rows: Vec<Facts> = measured("generate (not compared)", 2, count, || {
        std::thread::scope(|scope| {
            let half = rows / 2;
            let second = scope.spawn(move || (half..rows).map(|row| platform.facts(row)).collect::<Vec<_>>());
            let mut all = Vec::with_capacity(count);
            all.extend((0..half).map(|row| platform.facts(row)));
            all.extend(second.join().unwrap_or_default());
            all
        })
    });
    for _ in 0..3 {
        for threads in [1, 2] {
            let law = Law::embedded()?;
            measured("clerk", threads, count, || clerks(&law, &rows, threads));
            let law = Law::embedded()?;
            measured("decide", threads, count, || decisions(&law, &rows, threads));
        }
    }
    let law = Law::embedded()?;
    for _ in 0..3 {
        measured("contexts alone", 1, count, || {
            let contexts = rows.iter().map(|facts| RecordContext::of(facts, law.numbers()));
            contexts.filter(|context| std::hint::black_box(context).operation() == Operation::Train).count()
        });
    }
    let answers = clerks(&law, &rows, 2);
    let mut out = std::io::BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    writeln!(out, "row,decision,rules,permits,transforms")?;
    let every = answers.iter().flat_map(|part| {
        part.numbers.iter().map(|number| part.meanings.get(*number as usize).map_or("", String::as_str))
    });
    let mut meanings = BTreeMap::<&str, u64>::new();
    for (row, meaning) in every.enumerate() {
        writeln!(out, "{row},{meaning}")?;
        *meanings.entry(meaning).or_default() += 1;
    }
    out.flush()?;
    eprintln!("{}", serde_json::json!({"what": "rulings", "distinct": meanings.len()}));
    distinct(&law, &rows, whole);
    Ok(())
}

/// The whole authorizer: on a sample row by row, and once for each distinct tuple.
fn distinct(law: &Law, rows: &[Facts], whole: usize) {
    let mut seen = BTreeSet::new();
    let mut firsts: Vec<&Facts> = Vec::new();
    for facts in rows {
        let slices: Vec<SliceContext> =
            facts.third_parties.iter().map(|slice| SliceContext::of(facts, slice)).collect();
        if seen.insert((RecordContext::of(facts, law.numbers()), slices)) {
            firsts.push(facts);
        }
    }
    eprintln!("{}", serde_json::json!({"what": "tuples", "distinct": firsts.len()}));
    // Without a sample the whole authorizer is left out: unoptimised it takes hours.
    if whole == 0 {
        return;
    }
    let sample: Vec<&Facts> = rows.iter().step_by((rows.len() / whole.max(1)).max(1)).take(whole).collect();
    for _ in 0..3 {
        measured("whole authorizer, sample", 1, sample.len(), || {
            sample.iter().filter(|facts| law.decide_whole(facts).outcome() == law::Outcome::Permit).count()
        });
    }
    for _ in 0..3 {
        measured("one call of Cedar a row, sample", 1, sample.len(), || {
            sample.iter().filter(|facts| law.outcome_by_asking(facts) == law::Outcome::Permit).count()
        });
    }
    let differences = measured("whole authorizer, every distinct tuple", 2, firsts.len(), || {
        let part = firsts.len().div_ceil(2).max(1);
        let differs = |facts: &[&Facts]| {
            let differ = facts.iter().filter(|facts| {
                let decision = law.decide(facts);
                law.decide_whole(facts) != decision || law.outcome_by_asking(facts) != decision.outcome()
            });
            differ.count()
        };
        std::thread::scope(|scope| {
            let parts: Vec<_> = firsts.chunks(part).map(|part| scope.spawn(move || differs(part))).collect();
            parts.into_iter().filter_map(|part| part.join().ok()).sum::<usize>()
        })
    });
    eprintln!("{}", serde_json::json!({"what": "differences to the whole authorizer", "distinct": differences}));
}
