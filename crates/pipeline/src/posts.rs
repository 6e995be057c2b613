//! The tables of posts and accounts. In: posts and accounts, from any source. Out: `posts.parquet`, `accounts.parquet`
//! with one column a field; nested fields are JSON text. Never: a field invented for a source that does not give it.

use crate::tables::{self, Column};
use crate::{PipelineError, SourceFacts};
use terms::{Account, Post};

/// A post with what is declared about its source.
#[derive(Clone, Debug)]
pub struct SourcedPost {
    /// The post.
    pub post: Post,
    /// Which source it came from.
    pub source_name: String,
    /// What is declared about the source.
    pub facts: SourceFacts,
    /// Whether its words are gone, so that it counts as deleted on every day that is asked about.
    pub is_tombstone: bool,
}

/// Columns of `posts.parquet`.
pub(crate) fn post_columns(rows: &[SourcedPost]) -> Result<Vec<Column>, PipelineError> {
    let posts = || rows.iter().map(|row| &row.post);
    let json = |value: Result<String, serde_json::Error>| value.map(Some);
    let history =
        posts().map(|post| json(serde_json::to_string(&post.visibility_history))).collect::<Result<Vec<_>, _>>()?;
    let embeds = posts().map(|post| json(serde_json::to_string(&post.embeds))).collect::<Result<Vec<_>, _>>()?;
    let media = posts().map(|post| json(serde_json::to_string(&post.media))).collect::<Result<Vec<_>, _>>()?;
    let signals = posts().map(|post| json(serde_json::to_string(&post.signals))).collect::<Result<Vec<_>, _>>()?;
    Ok(vec![
        tables::text("record_id", posts().map(|post| Some(post.record_id.as_str()))),
        tables::text("replaces", posts().map(|post| post.replaces.as_ref().map(terms::RecordId::as_str))),
        tables::text("kind", posts().map(|post| Some(post.kind.as_str()))),
        tables::text("service", posts().map(|post| Some(post.service.as_str()))),
        tables::text("source", posts().map(|post| Some(post.source.as_str()))),
        tables::text("account_id", posts().map(|post| post.account_id.as_ref().map(terms::AccountId::as_str))),
        tables::moment("created_at", posts().map(|post| post.created_at)),
        tables::moment("edited_at", posts().map(|post| post.edited_at)),
        tables::moment("deleted_at", posts().map(|post| post.deleted_at)),
        tables::text("visibility_now", posts().map(|post| Some(post.visibility_now.as_str()))),
        tables::owned("visibility_history", history),
        tables::truth("visibility_explicit_choice", posts().map(|post| post.visibility_explicit_choice)),
        tables::text("group_id", posts().map(|post| post.group_id.as_deref())),
        tables::text("group_name", posts().map(|post| post.group_name.as_ref().map(terms::Text::expose))),
        tables::text("group_sensitivity", posts().map(|post| post.group_sensitivity.map(terms::Category::as_str))),
        tables::text("in_reply_to", posts().map(|post| post.in_reply_to.as_ref().map(terms::RecordId::as_str))),
        tables::owned("embeds", embeds),
        tables::text("lang", posts().map(|post| post.lang.as_ref().map(terms::Lang::as_str))),
        tables::text("text", posts().map(|post| Some(post.text.expose()))),
        tables::owned("media", media),
        tables::owned("signals", signals),
        tables::text("policy_version", posts().map(|post| post.policy_version.as_deref())),
        tables::text("source_name", rows.iter().map(|row| Some(row.source_name.as_str()))),
        tables::truth("origin_lawful", rows.iter().map(|row| row.facts.origin_lawful)),
        tables::date("retention_until", rows.iter().map(|row| row.facts.retention_until)),
        tables::truth("tdm_reserved_whole", rows.iter().map(|row| row.facts.tdm_reserved_whole)),
        tables::truth("tombstone", rows.iter().map(|row| Some(row.is_tombstone))),
        tables::truth("illegal_content", rows.iter().map(|row| row.facts.illegal_content)),
    ])
}

/// Columns of `accounts.parquet`.
pub(crate) fn account_columns(accounts: &[Account]) -> Vec<Column> {
    vec![
        tables::text("account_id", accounts.iter().map(|account| Some(account.account_id.as_str()))),
        tables::text("subject_id", accounts.iter().map(|account| Some(account.subject_id.as_str()))),
        tables::text("service", accounts.iter().map(|account| Some(account.service.as_str()))),
        tables::owned(
            "handle",
            accounts.iter().map(|account| account.handle.as_ref().map(|handle| handle.expose().to_lowercase())),
        ),
        tables::date("opened_on", accounts.iter().map(|account| account.opened_on)),
        tables::date("birth_date", accounts.iter().map(|account| account.birth_date)),
        tables::text("age_assurance", accounts.iter().map(|account| Some(account.age_assurance.as_str()))),
        tables::text(
            "residence",
            accounts.iter().map(|account| account.residence.as_ref().map(terms::Country::as_str)),
        ),
        tables::owned(
            "languages",
            accounts
                .iter()
                .map(|account| Some(account.languages.iter().map(terms::Lang::primary).collect::<Vec<_>>().join(" "))),
        ),
        tables::text("status", accounts.iter().map(|account| Some(account.status.as_str()))),
        tables::truth("deceased", accounts.iter().map(|account| Some(account.deceased))),
    ]
}
