//! A portal to try, on an address of this machine and with invented people. In: an address, a folder, and a store if the
//! ledger shall not lie in the folder. Out: a portal that runs until it is killed; letters appear in `outbox/` of the
//! folder. Never: real people.

use ledger::{Article, Covers};
use portal::{Clients, Config, Controller, Limits, Mailer, Person, PurposeNotice, PurposeText};
use std::collections::BTreeMap;
use std::path::PathBuf;
use terms::{AccountId, Address, LegalBasis, Purpose, SubjectId};
use world::World;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().ok_or(USAGE)?;
    let folder = PathBuf::from(arguments.next().ok_or(USAGE)?);
    let ledger = folder.join("ledger");
    let home = match arguments.next() {
        Some(store) => ::ledger::Home::parse(&store)?,
        None => ::ledger::Home::folder(&ledger),
    };
    let listener = tokio::net::TcpListener::bind(&address).await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let config = config(base_url, Mailer::outbox(folder.join("outbox")))?;
    let world = World::real(&folder);
    portal::serve(config, world, &ledger, &home, law::Law::embedded()?, listener, std::future::pending()).await?;
    Ok(())
}

const USAGE: &str = "usage: portal ADDRESS FOLDER [postgres://USER@HOST/DATABASE]";
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
    let person = |subject: String| Person {
        subject: SubjectId::new(subject.as_str()),
        address: Address::new(format!("{subject}@example.org")),
        accounts: vec![AccountId::new(format!("account-of-{subject}"))],
        language: None,
    };
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
        people: (1..=PEOPLE).map(|number| person(format!("s{number}"))).collect(),
        mailer,
        machines: Vec::new(),
        inbox: None,
        clients: Clients::Direct,
        limits: Limits { requests_per_minute: 1_000_000, heavy_per_minute: 1_000_000, ..Limits::default() },
        speaker: None,
    })
}
