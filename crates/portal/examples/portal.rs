//! A portal to try, on an address of this machine and with invented people. In: an address, a folder, and a store if the
//! ledger shall not lie in the folder. Out: a portal that runs until it is killed; letters appear in `outbox/` of the
//! folder. With the issuer of an OpenID provider, people and staff also sign in there. Never: real people.

mod office;

use ledger::{Article, Covers};
use portal::{Clients, Config, Controller, Limits, Mailer, Person, PurposeNotice, PurposeText};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use terms::{AccountId, Address, LegalBasis, Purpose, SubjectId};
use world::World;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().ok_or(USAGE)?;
    let folder = PathBuf::from(arguments.next().ok_or(USAGE)?);
    let ledger = folder.join("ledger");
    let (mut home, mut issuer) = (::ledger::Home::folder(&ledger), None);
    for more in arguments {
        match more.strip_prefix("http") {
            Some(_) => issuer = Some(more),
            None => home = ::ledger::Home::parse(&more)?,
        }
    }
    let listener = tokio::net::TcpListener::bind(&address).await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let mut config = config(base_url, Mailer::outbox(folder.join("outbox")))?;
    if let Some(issuer) = issuer {
        config.oidc = Some(provider(issuer, &folder)?);
        // Whose role comes from the provider has no other name here.
        config.staff.retain(|one| one.roles.contains(&portal::Role::Supervisor));
    }
    let world = World::real(&folder);
    begin(&world, &ledger, &home, &config.origin)?;
    portal::serve(config, world, &ledger, &home, law::Law::embedded()?, listener, std::future::pending()).await?;
    Ok(())
}

/// What was said before anybody came: something in each queue of the console.
fn begin(world: &World, folder: &Path, home: &::ledger::Home, origin: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut ledger = ::ledger::Ledger::open_at(world, folder, home, origin)?;
    if ledger.tree_head().size == 0 {
        let said: Vec<_> = ::ledger::read_said(SAID.as_bytes()).collect::<Result<_, _>>()?;
        ledger.append(world, &said)?;
    }
    Ok(())
}

/// An OpenID provider of the tests.
fn provider(issuer: String, folder: &Path) -> Result<portal::Oidc, Box<dyn std::error::Error>> {
    let secret = folder.join("oidc-secret");
    world::write_atomic(&secret, "a-secret-of-a-test\n")?;
    Ok(portal::Oidc {
        issuer,
        client_id: "portal".to_owned(),
        client_secret_file: Some(secret),
        subject_claim: "sub".to_owned(),
        roles_claim: "roles".to_owned(),
        roles: BTreeMap::from([("privacy".to_owned(), portal::Role::Dpo)]),
        scopes: Vec::new(),
        ca_file: None,
    })
}

fn person(number: usize) -> Person {
    let subject = format!("s{number}");
    Person {
        subject: SubjectId::new(subject.as_str()),
        address: Address::new(format!("{subject}@example.org")),
        accounts: vec![AccountId::new(format!("account-of-{subject}"))],
        language: None,
    }
}

/// A system that is never there, so that the console shows what was laid aside.
fn hook() -> portal::Hook {
    portal::Hook {
        name: "platform".to_owned(),
        url: "http://127.0.0.1:9/told".to_owned(),
        secrets: vec![terms::Text::new("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")],
        acts: vec!["order".to_owned(), "order_lifted".to_owned()],
        from_start: true,
        tries_max: 1,
        pause: std::time::Duration::from_secs(1),
        patience: std::time::Duration::from_secs(1),
        ca_file: None,
    }
}

const SAID: &str = include_str!("office/said.jsonl");
const USAGE: &str = "usage: portal ADDRESS FOLDER [postgres://USER@HOST/DATABASE] [ISSUER]";
/// So many people can sign in, `s1@example.org` and on.
const PEOPLE: usize = 200;

fn config(base_url: String, mailer: Mailer) -> Result<Config, terms::ParseTermError> {
    let text = |name: &str, what: &str, why: &str| PurposeText {
        name: name.to_owned(),
        what: what.to_owned(),
        why: why.to_owned(),
    };
    let since = terms::parse_date("2026-09-01")?;
    let notice = |purpose: &str, basis, english: PurposeText, dutch: PurposeText| PurposeNotice {
        purpose: Purpose::new(purpose),
        basis,
        since,
        version: "n1".to_owned(),
        kinds: Covers::All,
        re_ask_months: 12,
        texts: BTreeMap::from([("en".to_owned(), english), ("nl".to_owned(), dutch)]),
    };
    let purposes = vec![
        notice(
            "ai.train.generative",
            LegalBasis::LegitimateInterests,
            text(
                "Training a language model",
                "A model reads public posts and learns to write.",
                "We want to offer a model that writes as people here do.",
            ),
            text(
                "Een taalmodel trainen",
                "Een model leest openbare berichten en leert schrijven.",
                "We willen een model bieden dat schrijft zoals mensen hier.",
            ),
        ),
        notice(
            "feed.ranking",
            LegalBasis::Consent,
            text("Ranking your feed", "A program puts posts in an order for you.", "You see first what you may like."),
            text(
                "Je tijdlijn ordenen",
                "Een programma zet berichten voor je op volgorde.",
                "Je ziet eerst wat je kan bevallen.",
            ),
        ),
    ];
    Ok(Config {
        origin: "example.org/portal".to_owned(),
        base_url,
        controller: Controller {
            name: "Forum A".to_owned(),
            contact: "rights@example.org".to_owned(),
            officer: Some("dpo@example.org".to_owned()),
            authority: "the data protection authority".to_owned(),
        },
        purposes,
        objection: Article::Discretionary,
        people: (1..=PEOPLE).map(person).collect(),
        staff: office::staff(),
        office: Some(office::office()),
        oidc: None,
        hooks: vec![hook()],
        drp: Some(office::drp()),
        mailer,
        notices: portal::notices::Notices::default(),
        machines: Vec::new(),
        inbox: None,
        clients: Clients::Direct,
        limits: Limits { requests_per_minute: 1_000_000, heavy_per_minute: 1_000_000, ..Limits::default() },
        warden: Some(office::warden()),
        speaker: None,
    })
}
