//! The server. In: a listener and everything the portal needs. Out: answers, until it is told to stop. Never: a connection
//! that may stay open without end, or a header without a bound.

use crate::client::Rate;
use crate::config::{Config, Limits, Machine};
use crate::door::Door;
use crate::hooks::{self, Courier};
use crate::notices::Book;
use crate::oidc::Gate;
use crate::session::Sessions;
use crate::speech::Voices;
use crate::{pages, routes};
use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use law::Law;
use ledger::{Home, Ledger, OpenError};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use world::World;

/// The portal could not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum PortalError {
    /// The ledger could not be opened.
    #[error(transparent)]
    Ledger(#[from] OpenError),
    /// A template does not fit its texts: a mistake in this program.
    #[error("a page cannot be rendered: {why}")]
    Page {
        /// Why.
        why: String,
    },
    /// A purpose has no words in English, which is shown where a language is missing.
    #[error("purpose `{purpose}` has no text in English; add `texts.en`")]
    NoEnglish {
        /// Which purpose.
        purpose: String,
    },
    /// The address under which people reach the portal is none.
    #[error("`{base_url}` is not the address of a portal; write it like `https://rights.example.org`, without a path")]
    BadBaseUrl {
        /// What stands there.
        base_url: String,
    },
    /// The declared staff cannot be let in as it is.
    #[error("the staff of the console is not well declared: {why}")]
    BadStaff {
        /// What is wrong.
        why: String,
    },
    /// The OpenID provider cannot be used.
    #[error("{why}")]
    BadProvider {
        /// Why.
        why: String,
    },
    /// The agents of the Data Rights Protocol are not well declared.
    #[error("`[portal.drp]` is not well declared: {why}")]
    BadDrp {
        /// What is wrong.
        why: String,
    },
    /// A hook cannot be told anything.
    #[error("`[[portal.hooks]]` {why}")]
    BadHook {
        /// Which, and why.
        why: String,
    },
    /// The listener has no address.
    #[error("the listener does not work: {cause}")]
    Listener {
        /// Why.
        cause: std::io::Error,
    },
    /// A thread of the start died.
    #[error("the start of the portal broke off; its log says why")]
    Broken,
}

/// What every request may use.
pub(crate) struct House {
    pub config: Config,
    pub world: Arc<World>,
    pub law: Arc<Law>,
    pub door: Door,
    pub ledger_folder: PathBuf,
    pub public_key: String,
    pub sessions: Sessions,
    pub voices: Voices,
    pub templates: minijinja::Environment<'static>,
    pub light: Rate,
    pub heavy: Rate,
    /// Who may ask for decisions.
    pub machines: Machines,
    /// The OpenID provider, where there is one.
    pub gate: Option<Gate>,
    /// The hooks at work.
    pub couriers: Vec<Arc<Courier>>,
    /// A place for each machine that follows the effects.
    pub listeners: Arc<Semaphore>,
    /// Requests of other systems come in one after the other.
    pub intake: tokio::sync::Mutex<()>,
    /// True once the portal stops.
    pub stopping: watch::Receiver<bool>,
    /// The evidence pack, once somebody asked for it.
    pub packs: pages::console::proof::Packs,
    /// What became of each notice, kept up as the log grows.
    pub book: Mutex<Book>,
}

pub(crate) type Shared = Arc<House>;

/// Who may ask for decisions.
pub(crate) enum Machines {
    /// Whoever reaches the loopback address.
    Loopback,
    /// Who has one of these keys; nobody where there are none.
    Keys(Vec<Machine>),
}

/// Who sent a request.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub SocketAddr);

/// The portal, ready to answer.
pub struct Portal {
    router: Router,
    limits: Limits,
    house: Shared,
    stop: watch::Sender<bool>,
}

impl Portal {
    /// Opens the ledger in `ledger_folder`, with its stores at `home`, and prepares every page. `bound` is the address that the portal will answer
    /// under: machines without keys are answered on a loopback address alone.
    pub fn open(
        config: Config,
        world: World,
        ledger_folder: &Path,
        home: &Home,
        law: Law,
        bound: SocketAddr,
    ) -> Result<Self, PortalError> {
        check(&config)?;
        let mut config = config;
        let ledger = Ledger::open_at(&world, ledger_folder, home, &config.origin)?;
        let (world, limits, public_key) = (Arc::new(world), config.limits.clone(), ledger.public_key());
        let sessions = Sessions::new(&world, std::mem::take(&mut config.people), std::mem::take(&mut config.staff));
        let keys = std::mem::take(&mut config.machines);
        let machines =
            if keys.is_empty() && bound.ip().is_loopback() { Machines::Loopback } else { Machines::Keys(keys) };
        let gate = config.oidc.take().map(|oidc| Gate::open(oidc, &config.base_url)).transpose();
        let gate = gate.map_err(|error| PortalError::BadProvider { why: error.to_string() })?;
        let voices = Voices::load();
        let templates = pages::templates(&voices).map_err(|why| PortalError::Page { why: format!("{why:#}") })?;
        let hooks = hooks::open(std::mem::take(&mut config.hooks), &world.path("hooks"), &ledger);
        let couriers = hooks.map_err(|why| PortalError::BadHook { why })?;
        let door = Door::open(ledger, Arc::clone(&world)).map_err(|_| PortalError::Broken)?;
        let (stop, stopping) = watch::channel(false);
        let house = House {
            light: Rate::new(limits.requests_per_minute),
            heavy: Rate::new(limits.heavy_per_minute),
            config,
            world,
            law: Arc::new(law),
            door,
            ledger_folder: ledger_folder.to_owned(),
            public_key,
            sessions,
            voices,
            templates,
            machines,
            gate,
            couriers,
            listeners: Arc::new(Semaphore::new(limits.listeners_max)),
            intake: tokio::sync::Mutex::new(()),
            stopping,
            packs: pages::console::proof::Packs::default(),
            book: Mutex::default(),
        };
        let house = Arc::new(house);
        Ok(Self { router: routes::router(Arc::clone(&house)), limits, house, stop })
    }

    /// Answers on `listener` until `shutdown`, then lets requests that run end.
    pub async fn run(self, listener: TcpListener, shutdown: impl Future<Output = ()>) {
        let Self { router, limits, house, stop } = self;
        let places = Arc::new(Semaphore::new(limits.connections_max));
        let stopping = house.stopping.clone();
        let mut work = at_work(house);
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            // A client without a place waits in the backlog of the system, which costs us nothing.
            let place = tokio::select! {
                place = Arc::clone(&places).acquire_owned() => place,
                () = &mut shutdown => break,
            };
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = &mut shutdown => break,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, most likely: those that are open must end first.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            let connection = answer(TokioIo::new(stream), peer, router.clone(), &limits, stopping.clone());
            tokio::spawn(async move {
                connection.await;
                drop(place);
            });
        }
        drop(listener);
        // Nobody is left to be told where this fails.
        let _ = stop.send(true);
        let all = u32::try_from(limits.connections_max).unwrap_or(u32::MAX);
        let grace = Duration::from_secs(limits.request_seconds_max);
        let _ = tokio::time::timeout(grace, places.acquire_many(all)).await;
        let _ = tokio::time::timeout(grace, async { while work.join_next().await.is_some() {} }).await;
        work.abort_all();
        // The last handle on the ledger waits for its disk.
        let _ = tokio::time::timeout(grace, tokio::task::spawn_blocking(move || drop(router))).await;
    }
}

/// What goes on beside the answers: each hook, and a look at what other processes append.
fn at_work(house: Shared) -> JoinSet<()> {
    let mut work = JoinSet::new();
    for courier in &house.couriers {
        work.spawn(hooks::carry(Arc::clone(&house), Arc::clone(courier)));
    }
    let mut stopping = house.stopping.clone();
    let look = async move {
        loop {
            tokio::time::sleep(LOOK).await;
            if house.door.is_awaited()
                && let Err(error) = house.door.ask(|_| Ok(())).await
            {
                tracing::warn!(%error, "the ledger could not be looked at");
            }
        }
    };
    work.spawn(async move {
        tokio::select! {
            () = look => {}
            _ = stopping.wait_for(|stop| *stop) => {}
        }
    });
    work
}

/// How often somebody looks whether another process appended something.
const LOOK: Duration = Duration::from_secs(1);

/// Opens the portal and answers on `listener` until `shutdown`.
pub async fn serve(
    config: Config,
    world: World,
    ledger_folder: &Path,
    home: &Home,
    law: Law,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> Result<(), PortalError> {
    let bound = listener.local_addr().map_err(|cause| PortalError::Listener { cause })?;
    // A store on a server must not be waited for where requests are answered.
    let (folder, home) = (ledger_folder.to_owned(), home.clone());
    let opened = tokio::task::spawn_blocking(move || Portal::open(config, world, &folder, &home, law, bound)).await;
    let portal = opened.map_err(|_| PortalError::Broken)??;
    portal.run(listener, shutdown).await;
    Ok(())
}

fn check(config: &Config) -> Result<(), PortalError> {
    let host = config.base_url.strip_prefix("https://").or_else(|| config.base_url.strip_prefix("http://"));
    if host.is_none_or(|host| host.is_empty() || host.contains(['/', ' ', '?', '#', '@'])) {
        return Err(PortalError::BadBaseUrl { base_url: config.base_url.clone() });
    }
    if let Some(why) =
        crate::staff::fault(&config.staff, config.oidc.as_ref().is_some_and(|oidc| !oidc.roles.is_empty()))
    {
        return Err(PortalError::BadStaff { why });
    }
    if let Some(why) = config.drp.as_ref().and_then(crate::rights::drp::Drp::fault) {
        return Err(PortalError::BadDrp { why });
    }
    match config.purposes.iter().find(|purpose| !purpose.texts.contains_key("en")) {
        Some(purpose) => Err(PortalError::NoEnglish { purpose: purpose.purpose.to_string() }),
        None => Ok(()),
    }
}

/// Serves one connection; bad requests end it, and nobody needs to know.
fn answer(
    stream: TokioIo<tokio::net::TcpStream>,
    peer: SocketAddr,
    router: Router,
    limits: &Limits,
    mut stopping: watch::Receiver<bool>,
) -> impl Future<Output = ()> + use<> {
    let service = TowerToHyperService::new(router);
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        service.call(request)
    });
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(limits.header_seconds_max))
        .max_headers(limits.headers_max)
        .max_buf_size(limits.header_bytes_max.max(8 << 10));
    async move {
        let mut connection = std::pin::pin!(http.serve_connection(stream, service));
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            _ = stopping.changed() => {
                connection.as_mut().graceful_shutdown();
                connection.as_mut().await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}
