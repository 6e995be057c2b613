//! Hooks: systems of the controller are told what comes into the ledger, each at its own pace. In: the ledger, and a place in
//! it for each hook. Out: signed requests, in the order of the log, at least once each. Never: an event that is passed over
//! because somebody was down, a place that is ahead of what was told, or a copy of what a person said beside the ledger.
//!
//! A hook keeps positions alone. What is sent is made anew from the ledger at each try, so that whoever is erased meanwhile
//! is in no letter any more.

mod carrier;
mod kept;

use crate::door::DoorError;
use crate::server::{House, Shared};
use crate::signed::{self, Secret};
use crate::told::told;
use crate::trust::{self, may_be_asked};
use carrier::{Carrier, Letter, Tried};
pub(crate) use kept::{Dead, Kept};
use ledger::{Ledger, Malformed};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use terms::{Digest, Text, format_instant};
use tokio::sync::Notify;
use world::DiskError;

/// One receiver, as the controller declares it.
#[derive(Clone)]
pub struct Hook {
    /// A name of small letters, digits and `-`, by which the console and its place in the log go.
    pub name: String,
    /// Where it receives: over TLS, or plain on an address of this machine.
    pub url: String,
    /// What the letters are signed with, the newest first. All of them sign, so that one can be replaced.
    pub secrets: Vec<Text>,
    /// The acts that it is told of, by their words; `*` is every act.
    pub acts: Vec<String>,
    /// Whether a hook that is new is told what the log holds already. Else it begins with what comes.
    pub from_start: bool,
    /// How often an event is tried before it is laid aside for somebody to look at.
    pub tries_max: u32,
    /// The pause after the first try; each further one is twice as long.
    pub pause: Duration,
    /// How long an answer may take.
    pub patience: Duration,
    /// Certificates to trust, in PEM; absent: those of the system.
    pub ca_file: Option<PathBuf>,
}

impl std::fmt::Debug for Hook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // An address may hold a key.
        f.debug_struct("Hook").field("name", &self.name).field("acts", &self.acts).finish_non_exhaustive()
    }
}

impl Hook {
    /// The server that receives, without what an address may hide behind it.
    pub(crate) fn server(&self) -> &str {
        self.url.split(['/', '?', '#']).nth(2).unwrap_or_default()
    }

    fn tells(&self, act: &str) -> bool {
        self.acts.iter().any(|word| word == "*" || word == act)
    }

    /// What is wrong with it, if anything is.
    fn fault(&self) -> Option<String> {
        let ours = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !(1..=40).contains(&self.name.len()) || !self.name.bytes().all(ours) {
            return Some("`name` is not 1 to 40 small letters, digits and `-`".to_owned());
        }
        if !may_be_asked(&self.url) {
            return Some("`url` is no `https://` address, nor one of this machine".to_owned());
        }
        if self.acts.is_empty() {
            return Some("`acts` is empty; name the acts to tell of, or `*`".to_owned());
        }
        if let Some(act) = self.acts.iter().find(|act| *act != "*" && !is_act(act)) {
            return Some(format!("`{act}` is no act of the ledger"));
        }
        if self.tries_max == 0 {
            return Some("`tries_max` is 0; an event is tried at least once".to_owned());
        }
        None
    }
}

/// Whether events of the ledger have this word.
fn is_act(word: &str) -> bool {
    let event = serde_json::json!({ "at": "2026-01-01T00:00:00Z", "act": word });
    !matches!(ledger::parse_said(&event.to_string()), Err(Malformed::UnknownAct { .. }))
}

/// A letter could not be made or its outcome not be kept; nothing is lost by it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HookError {
    #[error(transparent)]
    Ledger(#[from] DoorError),
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("a thread of the hook ended; start the portal again")]
    Broken,
}

/// One hook at work.
pub(crate) struct Courier {
    pub(crate) hook: Hook,
    secrets: Vec<Secret>,
    file: PathBuf,
    kept: Mutex<Kept>,
    /// Somebody of the staff wants something sent.
    woken: Notify,
    carrier: Carrier,
}

/// Opens the hooks, each at its place in the log; says what is wrong with one, if anything is.
pub(crate) fn open(hooks: Vec<Hook>, folder: &Path, ledger: &Ledger) -> Result<Vec<Arc<Courier>>, String> {
    let mut names = BTreeSet::new();
    let couriers = hooks.into_iter().map(|mut hook| {
        let named = |why: String| format!("`{}`: {why}", hook.name);
        if let Some(why) = hook.fault() {
            return Err(named(why));
        }
        if !names.insert(hook.name.clone()) {
            return Err(named("there is another hook of this name".to_owned()));
        }
        let secrets: Option<Vec<Secret>> = hook.secrets.iter().map(|text| Secret::parse(text.expose())).collect();
        let secrets = secrets.filter(|secrets| !secrets.is_empty()).ok_or_else(|| {
            let draw = "draw one with `printf whsec_; openssl rand -base64 32`";
            named(format!("a secret is missing, or not `whsec_` and the base64 of 24 to 64 bytes; {draw}"))
        })?;
        let agent = trust::agent(&hook.url, hook.ca_file.as_ref()).map_err(&named)?;
        let file = folder.join(format!("{}.json", hook.name));
        let size = ledger.tree_head().size;
        let begin = if hook.from_start { 0 } else { size };
        let mut kept = Kept::read(&file, begin).map_err(&named)?;
        if kept.next > size {
            // The ledger came back from a backup. What is appended from here on is new to the receiver.
            tracing::warn!(hook = hook.name, "the log is shorter than what this hook was told; it goes on at its end");
            kept.next = size;
        }
        // A hook that begins now must begin here after a crash, too.
        kept.write(&file).map_err(|error| named(error.to_string()))?;
        hook.secrets.clear();
        let carrier = Carrier::start(agent, hook.url.clone(), hook.patience);
        Ok(Arc::new(Courier { hook, secrets, file, kept: Mutex::new(kept), woken: Notify::new(), carrier }))
    });
    couriers.collect()
}

/// Tells this hook what the log holds and will hold, until the portal stops.
pub(crate) async fn carry(house: Shared, courier: Arc<Courier>) {
    let (mut stopping, mut grown) = (house.stopping.clone(), house.door.grown());
    let work = async {
        loop {
            grown.borrow_and_update();
            match courier.round(&house).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => {
                    tracing::error!(hook = courier.hook.name, %error, "a hook waits");
                    tokio::time::sleep(TROUBLE).await;
                    continue;
                }
            }
            tokio::select! {
                _ = grown.changed() => {}
                () = courier.woken.notified() => {}
            }
        }
    };
    // If we stop between an answer and its being kept, the event is told again at the next start, under the same id.
    tokio::select! {
        () = work => {}
        _ = stopping.wait_for(|stop| *stop) => {}
    }
}

impl Courier {
    /// What it keeps, as it is now.
    pub(crate) fn kept(&self) -> Kept {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the receiver said that it wants no more letters at this address.
    pub(crate) fn is_ended(&self) -> bool {
        self.kept().ended == Some(Digest::of(&self.hook.url))
    }

    /// Lets a letter that was laid aside be sent again, once it is kept that it shall be.
    pub(crate) async fn send_again(self: &Arc<Self>, index: u64) -> Result<bool, HookError> {
        if !self.kept().dead.iter().any(|dead| dead.index == index) {
            return Ok(false);
        }
        self.keep(move |kept| {
            if !kept.again.contains(&index) {
                kept.again.push(index);
            }
        })
        .await?;
        self.woken.notify_one();
        Ok(true)
    }

    /// Lets a hook go on whose receiver had ended it.
    pub(crate) async fn go_on(self: &Arc<Self>) -> Result<bool, HookError> {
        if !self.is_ended() {
            return Ok(false);
        }
        self.keep(|kept| kept.ended = None).await?;
        self.woken.notify_one();
        Ok(true)
    }

    /// Tells the next events; whether there may be more.
    async fn round(self: &Arc<Self>, house: &House) -> Result<bool, HookError> {
        if let Some(index) = self.kept().again.first().copied() {
            self.again(house, index).await?;
            return Ok(true);
        }
        if self.is_ended() {
            return Ok(false);
        }
        let (from, hook) = (self.kept().next, self.hook.clone());
        let found = house.door.ask(move |ledger| {
            let until = ledger.tree_head().size.min(from.saturating_add(ROWS));
            let events = if from < until { ledger.events_between(from, until)? } else { Vec::new() };
            let told = events.into_iter().filter(|(_, said)| hook.tells(said.act.name()));
            Ok((until, told.map(|(index, _)| index).collect::<Vec<_>>()))
        });
        let (until, indexes) = found.await?;
        if until <= from {
            return Ok(false);
        }
        for index in indexes {
            if !self.tell(house, index).await? {
                return Ok(!self.is_ended());
            }
        }
        self.keep(move |kept| kept.next = until).await?;
        Ok(true)
    }

    /// Tells one event until it is taken or laid aside; false where something else goes first.
    async fn tell(self: &Arc<Self>, house: &House, index: u64) -> Result<bool, HookError> {
        let kept = self.kept();
        let mut tries = if kept.next == index { kept.tries } else { 0 };
        loop {
            let Some(letter) = self.letter(house, index).await? else {
                self.keep(move |kept| kept.pass(index)).await?;
                return Ok(true);
            };
            let (why, after) = match self.carrier.carry(letter).await.ok_or(HookError::Broken)? {
                Tried::Taken => {
                    self.keep(move |kept| kept.pass(index)).await?;
                    return Ok(true);
                }
                Tried::Gone => {
                    tracing::warn!(hook = self.hook.name, "the receiver wants no more letters at this address");
                    let place = Digest::of(&self.hook.url);
                    self.keep(move |kept| (kept.next, kept.tries, kept.ended) = (index, 0, Some(place))).await?;
                    return Ok(false);
                }
                Tried::Failed { why, after } => (why, after),
            };
            tries += 1;
            // Where too many are laid aside already, the last one is tried on and on: nothing is lost, and nothing grows.
            if tries >= self.hook.tries_max && self.kept().dead.len() < DEAD_MAX {
                tracing::warn!(hook = self.hook.name, index, %why, "an event was laid aside; see the console");
                let dead = Dead { index, at: format_instant(house.world.now()), tries, why };
                self.keep(move |kept| {
                    kept.dead.push(dead);
                    kept.pass(index);
                })
                .await?;
                return Ok(true);
            }
            self.keep(move |kept| (kept.next, kept.tries) = (index, tries)).await?;
            tokio::select! {
                () = tokio::time::sleep(self.pause(house, tries, after)) => {}
                () = self.woken.notified() => return Ok(false),
            }
        }
    }

    /// Tries a letter that was laid aside once more.
    async fn again(self: &Arc<Self>, house: &House, index: u64) -> Result<(), HookError> {
        let tried = match self.letter(house, index).await? {
            Some(letter) => self.carrier.carry(letter).await.ok_or(HookError::Broken)?,
            // There is nothing left to tell.
            None => Tried::Taken,
        };
        let at = format_instant(house.world.now());
        self.keep(move |kept| {
            kept.again.retain(|again| *again != index);
            let why = match tried {
                Tried::Taken => return kept.dead.retain(|dead| dead.index != index),
                Tried::Gone => "gone".to_owned(),
                Tried::Failed { why, .. } => why,
            };
            for dead in kept.dead.iter_mut().filter(|dead| dead.index == index) {
                *dead = Dead { index, at: at.clone(), tries: dead.tries.saturating_add(1), why: why.clone() };
            }
        })
        .await
    }

    /// The letter about one event, signed now; nothing where the event was erased.
    async fn letter(&self, house: &House, index: u64) -> Result<Option<Letter>, HookError> {
        let made = house.door.ask(move |ledger| {
            let Some((_, said)) = ledger.events_between(index, index.saturating_add(1))?.pop() else { return Ok(None) };
            // The same at each try. Under the ledger's key, so that an id says nothing; with moment and act, so that another
            // event at this place, after a backup came back, has another one.
            let event = format!("{index}:{}:{}", said.at.timestamp(), said.act.name());
            let id = format!("msg_{}", ledger.pseudonymizer().pseudonym("hook", &event));
            Ok(Some((id, told(ledger, index, &said)?.to_string().into_bytes())))
        });
        let Some((id, body)) = made.await? else { return Ok(None) };
        let now = house.world.now();
        let mut headers: Vec<(&str, String)> = Vec::new();
        for secret in &self.secrets {
            for (name, value) in signed::headers(secret, &id, now, &body) {
                match headers.iter_mut().find(|(known, _)| *known == name) {
                    None => headers.push((name, value)),
                    // Each secret signs the same id and moment; their signatures stand in one header.
                    Some((_, all)) if name == "webhook-signature" => *all = format!("{all} {value}"),
                    Some(_) => {}
                }
            }
        }
        Ok(Some(Letter { headers, body }))
    }

    /// The pause after so many tries: twice as long each time, from half to one and a half of it, and no shorter than the
    /// receiver asks for.
    fn pause(&self, house: &House, tries: u32, after: Option<Duration>) -> Duration {
        let doubled = self.hook.pause.saturating_mul(2_u32.saturating_pow(tries.saturating_sub(1)));
        let [drawn] = house.world.random::<1>();
        let pause = doubled.min(PAUSE_MAX) / 256 * (128 + u32::from(drawn));
        pause.max(after.unwrap_or_default().min(PAUSE_MAX))
    }

    /// Keeps a change: on the disk first, then here.
    async fn keep(self: &Arc<Self>, change: impl FnOnce(&mut Kept) + Send + 'static) -> Result<(), HookError> {
        let courier = Arc::clone(self);
        let written = tokio::task::spawn_blocking(move || {
            let mut kept = courier.kept.lock().unwrap_or_else(PoisonError::into_inner);
            let mut changed = kept.clone();
            change(&mut changed);
            changed.write(&courier.file)?;
            *kept = changed;
            Ok(())
        });
        written.await.map_err(|_| HookError::Broken)?
    }
}

/// Events that are looked at together.
const ROWS: u64 = 64;
/// Letters that are laid aside at most; from then on a hook stands still.
pub(crate) const DEAD_MAX: usize = 1000;
const PAUSE_MAX: Duration = Duration::from_secs(6 * 3600);
/// How long a hook waits where the ledger or the disk does not answer.
const TROUBLE: Duration = Duration::from_secs(5);
