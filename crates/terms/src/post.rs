//! What people post, and the accounts they post from. A field that the source does not give is `None`, and stays so:
//! unknown is a fact of its own, and the law refuses on it.

use crate::{AccountId, Country, Date, Handle, Instant, Lang, RecordId, SubjectId, Text};
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word of the closed list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in files and policies.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads a word of the closed list; anything else is not guessed at.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words!(
    /// The kind of a record: a closed list, an unknown kind is rejected at intake.
    Kind {
        /// A post of its own.
        Post = "post",
        /// A comment or reply.
        Comment = "comment",
        /// A picture.
        Photo = "photo",
        /// A video.
        Video = "video",
        /// The text that goes with a picture or video.
        Caption = "caption",
        /// A review of a place, product or person.
        Review = "review",
        /// A post in an open group.
        GroupPost = "group_post",
        /// Text of a profile.
        Profile = "profile",
        /// What a person typed to an AI system.
        AiPrompt = "ai_prompt",
        /// A private message.
        DirectMessage = "direct_message",
        /// A post in a closed group.
        PrivateGroupPost = "private_group_post",
    }
);
words!(
    /// Who can see a record.
    Visibility {
        /// Anyone, without an account.
        Public = "public",
        /// Anyone with the link; not listed.
        Unlisted = "unlisted",
        /// Followers.
        Followers = "followers",
        /// Friends.
        Friends = "friends",
        /// Members of a group.
        Group = "group",
        /// The persons addressed.
        Direct = "direct",
        /// The author alone.
        Private = "private",
        /// The source does not say.
        Unknown = "unknown",
    }
);
words!(
    /// How the controller came by a record.
    Provenance {
        /// Posted on the controller's own service.
        PlatformFirstParty = "platform_first_party",
        /// Licensed from someone else.
        Licensed = "licensed",
        /// A data set of someone else.
        ThirdPartyDataset = "third_party_dataset",
        /// Crawled from the web.
        Crawled = "crawled",
        /// Made by a machine.
        Synthetic = "synthetic",
    }
);
words!(
    /// The state of an account.
    AccountStatus {
        /// In use.
        Active = "active",
        /// Switched off by its holder, can be switched on again.
        Deactivated = "deactivated",
        /// Kept in memory of a deceased person.
        Memorialised = "memorialised",
        /// Deleted, also while a recovery copy exists.
        Deleted = "deleted",
    }
);
words!(
    /// How the age of an account holder is known.
    AgeAssurance {
        /// It is not known.
        None = "none",
        /// The holder said so.
        Declared = "declared",
        /// Estimated by a method.
        Estimated = "estimated",
        /// Checked against a document.
        Verified = "verified",
    }
);

/// One version of one thing that a person posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Unique within the project.
    pub record_id: RecordId,
    /// The earlier version that this record replaces, if it is an edit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// What it is.
    pub kind: Kind,
    /// The service it was posted on.
    pub service: String,
    /// How the controller came by it.
    pub source: Provenance,
    /// The author's account; `None` where the source does not give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// When it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Instant>,
    /// When its wording was last changed; `None` where it never was, or the source does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Instant>,
    /// When its author deleted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Instant>,
    /// Who can see it now.
    pub visibility_now: Visibility,
    /// Earlier audiences, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visibility_history: Vec<VisibilityChange>,
    /// Whether the author chose this audience for this item or by an individual, informed setting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility_explicit_choice: Option<bool>,
    /// The group it was posted in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// The group's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_name: Option<Text>,
    /// What the platform's own label says that membership of the group reveals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_sensitivity: Option<crate::Category>,
    /// The record it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<RecordId>,
    /// Quotes of others inside `text`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub embeds: Vec<Embed>,
    /// Language as the source gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The text itself.
    pub text: Text,
    /// Pictures and videos that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    /// Machine-readable preferences of the author or rights holder, raw.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<Signal>,
    /// The version of the platform's terms or privacy notice that held when it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_version: Option<String>,
}

impl Post {
    /// A record of which nothing else is known; who knows more says so field by field.
    pub fn unknown(record_id: RecordId, kind: Kind, service: impl Into<String>, source: Provenance) -> Self {
        Self {
            record_id,
            replaces: None,
            kind,
            service: service.into(),
            source,
            account_id: None,
            created_at: None,
            edited_at: None,
            deleted_at: None,
            visibility_now: Visibility::Unknown,
            visibility_history: Vec::new(),
            visibility_explicit_choice: None,
            group_id: None,
            group_name: None,
            group_sensitivity: None,
            in_reply_to: None,
            embeds: Vec::new(),
            lang: None,
            text: Text::default(),
            media: Vec::new(),
            signals: Vec::new(),
            policy_version: None,
        }
    }

    /// The record as one line of JSON; what is not known is left out. Made here, so that it is made by optimised code in
    /// every profile.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// The record that such a line holds.
    pub fn from_json(line: &str) -> serde_json::Result<Self> {
        serde_json::from_str(line)
    }
}

/// A change of audience.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisibilityChange {
    /// When it changed.
    pub at: Instant,
    /// To what.
    pub to: Visibility,
}

/// A quote of somebody else's record inside a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Embed {
    /// The quoted record, if the source names it.
    #[serde(default)]
    pub record_id: Option<RecordId>,
    /// The quoted author's account, if the source names it.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    /// First byte of the quote in the text.
    pub start: usize,
    /// Byte after the quote.
    pub end: usize,
    /// Who could see the original.
    #[serde(default)]
    pub origin_visibility: Option<Visibility>,
}

/// A picture or video: where its bytes are, never the bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Media {
    /// Member path inside its package, or file relative to its source.
    pub path: String,
    /// Media type, `image/jpeg`.
    #[serde(default)]
    pub media_type: Option<String>,
}

/// A preference signal as it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// The vocabulary: `content-usage`, `robots`, `tdmrep`, …
    pub name: String,
    /// Its raw value.
    pub value: String,
    /// The version of the vocabulary that it is written in; absent where its source does not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

impl Signal {
    /// A signal that does not show which version of its vocabulary it is written in.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), version: None }
    }
}

/// An account and what the platform knows of its holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Unique within the project.
    pub account_id: AccountId,
    /// The person; accounts of one person share it.
    pub subject_id: SubjectId,
    /// The service.
    pub service: String,
    /// The name it is addressed by, without `@`.
    #[serde(default)]
    pub handle: Option<Handle>,
    /// The day on which it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_on: Option<Date>,
    /// Date of birth.
    #[serde(default)]
    pub birth_date: Option<Date>,
    /// How the age is known.
    pub age_assurance: AgeAssurance,
    /// Country of residence.
    #[serde(default)]
    pub residence: Option<Country>,
    /// Languages the holder can be expected to understand.
    #[serde(default)]
    pub languages: Vec<Lang>,
    /// State of the account.
    pub status: AccountStatus,
    /// Whether the holder has died.
    #[serde(default)]
    pub deceased: bool,
}
