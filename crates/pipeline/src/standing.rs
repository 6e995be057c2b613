//! Room 2 for many records: what everyone has said becomes a table that joins with the accounts. In: standings as of one
//! moment. Out: `standing.parquet`, one row a subject. Never: a subject who said something and has no row.

use crate::engine::{self, Batch, date_at, text_at, truth_at};
use crate::rows::{nested, nested_word};
use crate::tables::{self, TableWriter};
use crate::{PipelineError, Work};
use datafusion::prelude::SessionContext;
use futures::StreamExt;
use ledger::{ConsentState, Covers, ErasureState, Matched, ObjectionScope, ObjectionState, Standing};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use terms::{AccountId, Category, Date, Handle, Instant, Kind, RecordId, SubjectId};

/// A consent, as a column holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ConsentRow {
    pub state: law::ConsentState,
    pub explicit: bool,
    pub categories: Vec<Category>,
    /// `None` covers every kind.
    pub kinds: Option<Vec<Kind>>,
    /// `None` covers every service.
    pub services: Option<Vec<String>>,
    pub conditions_ok: bool,
    pub given_on: Date,
    pub withdrawn_on: Option<Date>,
    pub parental: bool,
    pub all_parties: bool,
}

/// An objection, as a column holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ObjectionRow {
    /// `None` is the whole person, past and future.
    pub account: Option<AccountId>,
    pub items: Option<Vec<RecordId>>,
    pub state: law::ObjectionState,
    pub matched: law::Match,
    pub received_at: Instant,
    pub withdrawn_on: Option<Date>,
}

/// What one person has said, as far as the law asks; of somebody who said nothing, nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Said {
    // Few people have said more than that they were told, so this is a pointer.
    pub consent: Option<Box<ConsentRow>>,
    pub prior_consent_refused: bool,
    pub objections: Vec<ObjectionRow>,
    pub restriction: bool,
    pub accuracy_contested: bool,
    pub erasure: Option<law::Erasure>,
    /// When the last notice was delivered, in which language, and whether it names the right to object apart.
    pub notice: Option<(Date, Arc<str>, bool)>,
}

impl Said {
    /// What the people in these rows of `standing.parquet`, or of a join with it, have said.
    pub(crate) fn of_batch(batch: &Batch<'_>) -> Result<Vec<Self>, PipelineError> {
        let (consents, objections) = (batch.text("consent")?, batch.text("objections")?);
        let (refused, restrictions) = (batch.truth("prior_consent_refused")?, batch.truth("restriction")?);
        let (contested, erasures) = (batch.truth("accuracy_contested")?, batch.text("erasure")?);
        let (delivered, languages) = (batch.date("notice_delivered_on")?, batch.text("notice_language")?);
        let separate = batch.truth("notice_objection_right_separate")?;
        // There are few languages and many people: those who share one share its word.
        let mut words: Vec<Arc<str>> = Vec::new();
        let mut shared = |language: &str| match words.iter().find(|word| &***word == language) {
            Some(word) => Arc::clone(word),
            None => {
                let word: Arc<str> = language.into();
                words.push(Arc::clone(&word));
                word
            }
        };
        let mut said = |row: usize| {
            let notice = date_at(delivered, row).zip(text_at(languages, row).map(&mut shared));
            Ok(Self {
                consent: nested(text_at(consents, row), "consent")?,
                prior_consent_refused: truth_at(refused, row).unwrap_or(false),
                objections: nested(text_at(objections, row), "objections")?.unwrap_or_default(),
                restriction: truth_at(restrictions, row).unwrap_or(false),
                accuracy_contested: truth_at(contested, row).unwrap_or(false),
                erasure: text_at(erasures, row).map(|word| nested_word(word, "erasure")).transpose()?,
                notice: notice.map(|(on, lang)| (on, lang, truth_at(separate, row).unwrap_or(false))),
            })
        };
        (0..batch.0.num_rows()).map(&mut said).collect()
    }

    /// Whether anything of it speaks against using this record of this account, or did until somebody decided otherwise.
    pub(crate) fn speaks_against(&self, account: Option<&str>, record: &str) -> bool {
        let given =
            |consent: &ConsentRow| matches!(consent.state, law::ConsentState::Given | law::ConsentState::Renewed);
        let open = |objection: &ObjectionRow| objection.state != law::ObjectionState::Withdrawn;
        self.prior_consent_refused
            || self.restriction
            || self.accuracy_contested
            || self.erasure.is_some()
            || self.consent.as_deref().is_some_and(|consent| !given(consent))
            || self.objections.iter().any(|objection| open(objection) && objection.covers(account, record))
    }
}

impl ObjectionRow {
    fn of(objection: &ledger::Objection) -> Self {
        let (account, items) = match &objection.scope {
            ObjectionScope::Person => (None, None),
            ObjectionScope::Account(account) => (Some(account.clone()), None),
            ObjectionScope::Items(items) => (None, Some(items.clone())),
        };
        Self {
            account,
            items,
            state: match objection.state {
                ObjectionState::Received => law::ObjectionState::Received,
                ObjectionState::Accepted => law::ObjectionState::Accepted,
                ObjectionState::RejectedCompelling => law::ObjectionState::RejectedCompelling,
                ObjectionState::Withdrawn => law::ObjectionState::Withdrawn,
            },
            matched: match objection.matched {
                Matched::Exact => law::Match::Exact,
                Matched::Ambiguous => law::Match::Ambiguous,
            },
            received_at: objection.received_at,
            withdrawn_on: objection.withdrawn_at.map(|at| at.date_naive()),
        }
    }

    /// Whether it covers this record of this account. An unknown account is covered by an objection for any account.
    pub(crate) fn covers(&self, account: Option<&str>, record: &str) -> bool {
        let account_covered =
            self.account.as_ref().is_none_or(|own| account.is_none_or(|account| account == own.as_str()));
        let item_covered = self.items.as_ref().is_none_or(|items| items.iter().any(|item| item.as_str() == record));
        account_covered && item_covered
    }

    /// What weighs most comes last: exact and open, then ambiguous and open, then rejected, then withdrawn.
    pub(crate) fn weight(&self) -> (u8, Instant) {
        use law::{Match, ObjectionState as State};
        let rank = match (self.state, self.matched) {
            (State::Received | State::Accepted, Match::Exact) => 3,
            (State::Received | State::Accepted, Match::Ambiguous) => 2,
            (State::RejectedCompelling, _) => 1,
            (State::Withdrawn, _) => 0,
        };
        (rank, self.received_at)
    }
}

fn consent_row(consent: &ledger::Consent) -> ConsentRow {
    fn only<T: Clone>(covers: &Covers<T>) -> Option<Vec<T>> {
        match covers {
            Covers::All => None,
            Covers::Only(these) => Some(these.clone()),
        }
    }
    ConsentRow {
        state: match consent.state {
            ConsentState::Given => law::ConsentState::Given,
            ConsentState::Renewed => law::ConsentState::Renewed,
            ConsentState::Withdrawn => law::ConsentState::Withdrawn,
            ConsentState::Refused => law::ConsentState::Refused,
        },
        explicit: consent.explicit,
        categories: consent.categories.clone(),
        kinds: only(&consent.kinds),
        services: only(&consent.services),
        conditions_ok: consent.conditions_ok,
        // A refusal was never given; the day of the refusal stands there, and the state forbids either way.
        given_on: consent.given_at.unwrap_or(consent.decided_at).date_naive(),
        withdrawn_on: consent.withdrawn_at.map(|at| at.date_naive()),
        parental: consent.parental,
        all_parties: consent.all_parties,
    }
}

/// Whether this person is to be kept out of what others wrote: an open objection of the whole person, or an erasure.
fn objects_as_third_party(standing: &Standing) -> bool {
    let objects = standing.objections.iter().any(|objection| {
        objection.scope == ObjectionScope::Person && objection.matched == Matched::Exact && objection.state.is_open()
    });
    let erased = standing.erasure.is_some_and(|erasure| erasure.state != ErasureState::Refused);
    objects || erased
}

/// The handle of each account with its person, where the source gives one.
pub async fn handles_of_people(work: &Work) -> Result<Vec<(SubjectId, Handle)>, PipelineError> {
    let session = engine::session(&[("accounts", &work.accounts())], work.threads()).await?;
    let mut handles = Vec::new();
    for_each(&session, "SELECT subject_id, handle FROM accounts", |[subject, handle]| {
        handles.extend(subject.zip(handle).map(|(subject, handle)| (SubjectId::new(subject), Handle::new(handle))));
    })
    .await?;
    Ok(handles)
}

/// Who wrote records in which one of these persons is addressed by handle or quoted.
pub async fn authors_about(work: &Work, persons: &BTreeSet<SubjectId>) -> Result<BTreeSet<SubjectId>, PipelineError> {
    if persons.is_empty() {
        return Ok(BTreeSet::new());
    }
    let (accounts, slices, posts) = (work.accounts(), work.slices(), work.posts());
    let tables = [("accounts", accounts.as_path()), ("slices", slices.as_path()), ("posts", posts.as_path())];
    let session = engine::session(&tables, work.threads()).await?;
    let (mut holders, mut theirs, mut names) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
    for_each(
        &session,
        "SELECT account_id, subject_id, service, handle FROM accounts",
        |[account, subject, service, handle]| {
            let (Some(account), Some(subject)) = (account, subject) else { return };
            let subject = SubjectId::new(subject);
            if persons.contains(&subject) {
                theirs.insert(account.to_owned());
                names.extend(service.zip(handle).map(|(service, handle)| (service.to_owned(), handle.to_owned())));
            }
            holders.insert(account.to_owned(), subject);
        },
    )
    .await?;
    let mut records = BTreeSet::new();
    for_each(
        &session,
        "SELECT record_id, account_id, service, handle FROM slices",
        |[record, account, service, handle]| {
            let quoted = account.is_some_and(|account| theirs.contains(account));
            let named = || service.zip(handle).is_some_and(|(s, h)| names.contains(&(s.to_owned(), h.to_owned())));
            if quoted || named() {
                records.extend(record.map(str::to_owned));
            }
        },
    )
    .await?;
    let mut authors = BTreeSet::new();
    for_each(&session, "SELECT record_id, account_id FROM posts", |[record, account]| {
        if record.is_some_and(|record| records.contains(record)) {
            authors.extend(account.and_then(|account| holders.get(account)).cloned());
        }
    })
    .await?;
    Ok(authors)
}

/// Hands each row of a query over texts to `each`, column by column in the query's order.
async fn for_each<const COLUMNS: usize>(
    session: &SessionContext,
    sql: &str,
    mut each: impl FnMut([Option<&str>; COLUMNS]),
) -> Result<(), PipelineError> {
    let mut stream = session.sql(sql).await?.execute_stream().await?;
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        let columns: Vec<_> = (0..COLUMNS).map(|column| Batch(&batch).text_in(column)).collect::<Result<_, _>>()?;
        for row in 0..batch.num_rows() {
            each(std::array::from_fn(|column| columns.get(column).and_then(|texts| text_at(texts, row))));
        }
    }
    Ok(())
}

/// Writes the table.
pub fn write_standing(work: &Work, standings: &BTreeMap<SubjectId, Standing>) -> Result<(), PipelineError> {
    let mut table = TableWriter::create(&work.standing())?;
    let rows: Vec<_> = standings.iter().collect();
    let consents = rows
        .iter()
        .map(|(_, standing)| {
            standing.consent.as_ref().map(|consent| serde_json::to_string(&consent_row(consent))).transpose()
        })
        .collect::<Result<Vec<_>, _>>()?;
    let objections = rows
        .iter()
        .map(|(_, standing)| {
            let list: Vec<ObjectionRow> = standing.objections.iter().map(ObjectionRow::of).collect();
            if list.is_empty() { Ok(None) } else { serde_json::to_string(&list).map(Some) }
        })
        .collect::<Result<Vec<_>, _>>()?;
    // The last notice: if that one was delivered to a minor, every earlier one was too.
    let notice = |standing: &Standing| standing.notices.iter().max_by_key(|notice| notice.delivered_at).cloned();
    table.write(vec![
        tables::text("subject_id", rows.iter().map(|(subject, _)| Some(subject.as_str()))),
        tables::owned("consent", consents),
        tables::truth("prior_consent_refused", rows.iter().map(|(_, standing)| Some(standing.prior_consent_refused))),
        tables::owned("objections", objections),
        tables::truth(
            "objects_as_third_party",
            rows.iter().map(|(_, standing)| Some(objects_as_third_party(standing))),
        ),
        tables::truth("restriction", rows.iter().map(|(_, standing)| Some(standing.restriction))),
        tables::truth("accuracy_contested", rows.iter().map(|(_, standing)| Some(standing.accuracy_contested))),
        tables::text(
            "erasure",
            rows.iter().map(|(_, standing)| standing.erasure.map(|erasure| erasure.state.as_str())),
        ),
        tables::date(
            "notice_delivered_on",
            rows.iter().map(|(_, standing)| notice(standing).map(|notice| notice.delivered_at.date_naive())),
        ),
        tables::owned(
            "notice_language",
            rows.iter().map(|(_, standing)| notice(standing).map(|notice| notice.language.primary().to_owned())),
        ),
        tables::owned(NOTICES, rows.iter().map(|(_, standing)| notices(standing))),
        tables::truth(
            "notice_objection_right_separate",
            rows.iter().map(|(_, standing)| notice(standing).map(|notice| notice.objection_right_separate)),
        ),
    ])?;
    table.commit()?;
    Ok(())
}

/// The days on which notices were delivered, from the first on.
fn notices(standing: &Standing) -> Option<String> {
    let days: BTreeSet<Date> = standing.notices.iter().map(|notice| notice.delivered_at.date_naive()).collect();
    let days: Vec<String> = days.iter().map(Date::to_string).collect();
    (!days.is_empty()).then(|| days.join(" "))
}

/// The column with the days on which notices were delivered. No decision reads it.
pub(crate) const NOTICES: &str = "notices_delivered_on";

/// The orders in the words of the law.
pub fn orders_for_law(orders: &[ledger::Order]) -> Vec<law::facts::Order> {
    fn scope<T: Clone>(covers: &Covers<T>) -> law::facts::Scope<T> {
        match covers {
            Covers::All => law::facts::Scope::All,
            Covers::Only(these) => law::facts::Scope::Listed(these.clone()),
        }
    }
    orders
        .iter()
        .map(|order| law::facts::Order {
            effect: law::OrderEffect::Forbid,
            territory: scope(&order.territory),
            from: order.from,
            until: order.until,
            ops: scope(&order.ops),
            purposes: scope(&order.purposes),
            active: true,
            authority: Some(order.authority.clone()),
            kind: None,
            id: Some(order.id.clone()),
            provision: Some(order.provision.clone()),
        })
        .collect()
}
