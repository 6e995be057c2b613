//! `grondslag serve`: people and machines are answered over HTTP until the program is stopped.

use super::Context;
use crate::config::{self, Origin};
use crate::exit::{Exit, Stop};
use crate::office;
use crate::progress::Show;
use crate::project::Project;
use crate::{voice, warden};
use anyhow::Result;
use clap::Args;
use law::register::{Entry, Register};
use ledger::{Article, Covers};
use pipeline::PushError;
use portal::notices::Notices;
use portal::{
    Config, Controller, Hook, Inbox, InboxError, Limits, Mail, Mailer, Oidc, Person, PurposeNotice, PurposeText, Taken,
};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;
use terms::{LegalBasis, Operation, Purpose, Text};
use tokio::net::TcpListener;

/// Where to listen.
#[derive(Args)]
pub struct Arguments {
    /// Address to listen on; anything but loopback belongs behind a proxy that speaks TLS
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
}

/// Serves.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let law = project.law_at(project.now())?;
    let listener = TcpListener::bind(arguments.listen)
        .await
        .map_err(|error| Stop::usage(format!("`{}`: {error}; choose another `--listen`", arguments.listen)))?;
    let bound = listener.local_addr()?;
    let mut configured = configured(&project, &format!("http://{bound}"))?;
    let quiet = || Context { global: context.global.clone(), show: Show::Nothing };
    configured.warden = Some(warden::of(context.project()?, quiet()));
    configured.office = Some(office::of(context.project()?, quiet()));
    if world::exists(project.model_folder()) {
        configured.speaker = Some(voice::speaker(context)?);
    }
    let (ledger, home) = (project.world.path("ledger"), project.home()?);
    // The first line tells a caller that asked for port 0 where to go.
    context.say(format!("serving on http://{bound}"))?;
    if !context.text() {
        context.line(&serde_json::json!({ "listen": bound.to_string() }))?;
    }
    let stopped = async {
        // Where the signal cannot be heard, the program is stopped from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    portal::serve(configured, project.world, &ledger, &home, law, listener, stopped).await?;
    Ok(Exit::Done)
}

/// The portal of a project; people reach it at `address` where its configuration does not say otherwise.
pub fn configured(project: &Project, address: &str) -> Result<Config> {
    let config = project.config();
    let portal = &config.portal;
    let register = project.register()?;
    let base_url = match portal.base_url.as_str() {
        "" => address.to_owned(),
        url => url.to_owned(),
    };
    let mailer = Mailer::open(&mail(project)?, project.world.path(&portal.outbox), &config.controller.name);
    let mailer = mailer.map_err(|error| Stop::usage(error.why))?;
    let purposes =
        register.purpose.iter().map(|entry| notice(entry, &register, portal)).collect::<Result<Vec<_>, Stop>>()?;
    Ok(Config {
        origin: config.project.origin.clone(),
        base_url,
        controller: Controller {
            name: config.controller.name.clone(),
            contact: portal.contact.clone(),
            officer: portal.officer.clone(),
            authority: portal.authority.clone(),
        },
        purposes,
        // Where every objection is honoured, none is weighed [GDPR 21(1)].
        objection: if register.choice.objection_policy_unconditional.value {
            Article::Discretionary
        } else {
            Article::Situation
        },
        people: people(project)?,
        staff: portal.staff.clone(),
        office: None,
        oidc: oidc(project),
        hooks: hooks(project)?,
        drp: portal.drp.clone(),
        mailer,
        notices: notices(project),
        machines: portal.machines.clone(),
        inbox: inbox(project)?,
        clients: portal.clients,
        limits: Limits::default(),
        warden: None,
        speaker: None,
    })
}

/// The mail server, with its files found from the project's folder.
fn mail(project: &Project) -> Result<Mail, Stop> {
    if let Some(Origin::File(_)) = project.loaded.origins.get("portal.mail.password") {
        return Err(Stop::usage(
            "`portal.mail.password` stands in the file; put it into GRONDSLAG__PORTAL__MAIL__PASSWORD of the environment, or \
             into a file of its own that `portal.mail.password_file` names",
        ));
    }
    let mut mail = project.config().portal.mail.clone();
    for path in [&mut mail.password_file, &mut mail.ca_file].into_iter().flatten() {
        *path = project.world.path(&*path);
    }
    Ok(mail)
}

/// How people are told, with the files found from the project's folder.
fn notices(project: &Project) -> Notices {
    let mut notices = project.config().portal.notices.clone();
    if let Some(app) = &mut notices.app {
        app.secret_file = project.world.path(&app.secret_file);
        app.ca_file = app.ca_file.as_ref().map(|path| project.world.path(path));
    }
    notices.bounces = notices.bounces.map(|folder| project.world.path(folder));
    notices
}

/// The OpenID provider, with its files found from the project's folder.
fn oidc(project: &Project) -> Option<Oidc> {
    let mut oidc = project.config().portal.oidc.clone()?;
    for path in [&mut oidc.client_secret_file, &mut oidc.ca_file].into_iter().flatten() {
        *path = project.world.path(&*path);
    }
    Some(oidc)
}

/// The hooks, each with its secrets.
fn hooks(project: &Project) -> Result<Vec<Hook>> {
    let hooks = project.config().portal.hooks.iter().map(|hook| {
        let mut secrets = Vec::new();
        for file in &hook.secret_files {
            secrets.push(Text::new(world::read_string(project.world.path(file))?));
        }
        for variable in &hook.secret_variables {
            let found = config::environment().find(|(name, _)| name == variable);
            let (_, secret) = found.ok_or_else(|| {
                Stop::usage(format!("`[[portal.hooks]]` `{}`: the environment has no `{variable}`", hook.name))
            })?;
            secrets.push(Text::new(secret));
        }
        Ok(Hook {
            name: hook.name.clone(),
            url: hook.url.clone(),
            secrets,
            acts: hook.acts.clone(),
            from_start: hook.from_start,
            tries_max: hook.tries_max,
            pause: Duration::from_secs(hook.pause_seconds),
            patience: Duration::from_secs(hook.patience_seconds.max(1)),
            ca_file: hook.ca_file.as_ref().map(|path| project.world.path(path)),
        })
    });
    hooks.collect()
}

/// What takes pushed posts, where a source of that kind is declared.
fn inbox(project: &Project) -> Result<Option<Inbox>> {
    if !project.config().source.iter().any(|source| source.format == Some(intake::Format::Push)) {
        return Ok(None);
    }
    let pusher = pipeline::Pusher::new(&project.versions_folder(), &project.sources()?);
    Ok(Some(Inbox::new(move |key, body, now| match pusher.take(key, body, now) {
        Ok(pushed) => Ok(Taken { answer: pushed.answer, is_repeated: pushed.is_repeated }),
        Err(error) => {
            let what = error.to_string();
            Err(match error {
                PushError::Line { line, .. } => InboxError::Line { line, what },
                PushError::OtherBody => InboxError::OtherBody { what },
                PushError::Versions(_) => InboxError::Unavailable { why: what },
            })
        }
    })))
}

/// What people read about one purpose: its text of the register, and its name and reason of `[portal.words]`.
fn notice(entry: &Entry, register: &Register, portal: &config::Portal) -> Result<PurposeNotice, Stop> {
    let trained = entry.uses.iter().find(|one| one.operation == Operation::Train).or(entry.uses.first());
    let words = portal.words.get(entry.id.as_str());
    let mut texts = BTreeMap::new();
    for (lang, what) in &entry.text {
        let words = words.and_then(|words| words.get(lang.primary())).ok_or_else(|| {
            Stop::usage(format!(
                "`[portal.words.\"{}\".{}]` is missing; write `name` and `why` for the people who read it",
                entry.id,
                lang.primary()
            ))
        })?;
        let text = PurposeText { name: words.name.clone(), what: what.clone(), why: words.why.clone() };
        texts.insert(lang.primary().to_owned(), text);
    }
    Ok(PurposeNotice {
        purpose: Purpose::new(entry.id.as_str()),
        basis: trained.map_or(LegalBasis::None, |one| one.basis),
        since: entry.since,
        version: portal.notice_version.clone(),
        kinds: Covers::Only(entry.kinds.iter().copied().collect()),
        re_ask_months: register.choice.re_ask_after_refusal_months.value,
        texts,
    })
}

/// Who may sign in: one person a line.
fn people(project: &Project) -> Result<Vec<Person>> {
    let Some(path) = &project.config().portal.people else { return Ok(Vec::new()) };
    let path = project.world.path(path);
    let text = world::read_string(&path)?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            // The parser's own words may hold an address.
            serde_json::from_str(line).map_err(|error| {
                Stop::usage(format!(
                    "{}:{number}:{}: no person; write {{\"subject\", \"address\", \"accounts\", \"language\"}}",
                    path.display(),
                    error.column()
                ))
                .into()
            })
        })
        .collect()
}
