//! What is inspected. In: a text and what its source says around it. Out: [`Passage`]. Never: a copy of the text.

use std::fmt;
use terms::{AccountId, Category, Embed, Handle, Instant, Lang, Post};

/// One text with its surroundings.
#[derive(Clone, Copy, Default)]
pub struct Passage<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language, where the source gives it.
    pub lang: Option<&'a Lang>,
    /// Quotes of others inside the text.
    pub embeds: &'a [Embed],
    /// The author's own account: a quote of oneself is no third party.
    pub own_account: Option<&'a AccountId>,
    /// The author's own handle: it is no third party.
    pub own_handle: Option<&'a Handle>,
    /// When it was written: what somebody else wrote later, it does not quote.
    pub written: Option<Instant>,
    /// The name of the group it was posted in.
    pub group_name: Option<&'a str>,
    /// What the platform says that membership of the group reveals.
    pub group_sensitivity: Option<Category>,
}

impl<'a> Passage<'a> {
    /// A bare text.
    pub fn of(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }

    /// The text of a post, written by the holder of `own_handle`.
    pub fn of_post(post: &'a Post, own_handle: Option<&'a Handle>) -> Self {
        Self {
            text: post.text.expose(),
            lang: post.lang.as_ref(),
            embeds: &post.embeds,
            own_account: post.account_id.as_ref(),
            own_handle,
            written: post.created_at,
            group_name: post.group_name.as_ref().map(terms::Text::expose),
            group_sensitivity: post.group_sensitivity,
        }
    }
}

impl fmt::Debug for Passage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Passage({} bytes, {} embeds)", self.text.len(), self.embeds.len())
    }
}
