//! The words of a notice. In: a notice, a language, the day from which it may begin. Out: a subject line and a text, in which
//! the right to object stands apart and before every other right [GDPR 21(4)]. Never: a sentence that is not one of the texts.

use super::{Notice, may_be_objected_to};
use crate::config::{Config, PurposeNotice};
use crate::speech::{Language, Speechless, Voices};
use terms::{Date, LegalBasis};

/// A notice in one language.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) subject: String,
    /// The right to object, with the page where it takes a click; absent where no purpose can be objected to.
    pub(crate) objection: Option<String>,
    /// Everything, with the right to object in it.
    pub(crate) text: String,
}

/// Writes the notice; nothing begins before `start`.
pub(crate) fn write(
    voices: &Voices,
    config: &Config,
    notice: &Notice,
    language: Language,
    start: Date,
) -> Result<Words, Speechless> {
    let controller = &config.controller;
    let link = format!("{}/sign-in", config.base_url);
    let say = |key: &str, values: &[(&str, &str)]| {
        let values: Vec<(&str, String)> = values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        voices.say(language, key, &values)
    };
    let named = [("controller", controller.name.as_str())];
    let mut parts = vec![say("notice-hello", &[])?, say("notice-lead", &named)?];
    let objection = match notice.has_objection() {
        true => Some(format!("{}\n{link}", say("notice-object", &[])?)),
        false => None,
    };
    // Between two lines of its own, so that nobody reads over it.
    parts.extend(objection.iter().map(|right| format!("{RULE}\n\n{right}\n\n{RULE}")));
    for purpose in &notice.purposes {
        parts.push(about(voices, language, purpose, start, &say, &link)?);
    }
    parts.push(say("notice-rights", &[])?);
    let mut footer = vec![say("footer-contact", &[("name", &controller.name), ("contact", &controller.contact)])?];
    if let Some(officer) = &controller.officer {
        footer.push(say("footer-officer", &[("officer", officer)])?);
    }
    footer.push(say("footer-complain", &[("authority", &controller.authority)])?);
    parts.push(footer.join("\n"));
    Ok(Words { subject: say("notice-subject", &named)?, objection, text: parts.join("\n\n") + "\n" })
}

fn about(
    voices: &Voices,
    language: Language,
    purpose: &PurposeNotice,
    start: Date,
    say: &impl Fn(&str, &[(&str, &str)]) -> Result<String, Speechless>,
    link: &str,
) -> Result<String, Speechless> {
    let words = purpose.texts.get(language.tag()).or_else(|| purpose.texts.get("en"));
    let (name, what, why) =
        words.map_or(("", "", ""), |words| (words.name.as_str(), words.what.as_str(), words.why.as_str()));
    let basis = serde_json::to_value(purpose.basis).ok();
    let basis = basis.as_ref().and_then(serde_json::Value::as_str).unwrap_or("none");
    let basis = say(&format!("basis-{basis}"), &[])?;
    let date = voices.date(language, start.max(purpose.since))?;
    let mut lines = vec![
        say("notice-use", &[("name", name), ("what", what)])?,
        say("notice-why", &[("why", why)])?,
        say("notice-basis", &[("basis", &basis)])?,
    ];
    if purpose.basis == LegalBasis::Consent {
        lines.push(format!("{}\n{link}", say("notice-consent", &[])?));
    } else if may_be_objected_to(purpose) {
        lines.push(say("notice-start", &[("date", &date)])?);
    }
    Ok(lines.join("\n"))
}

const RULE: &str = "----------------------------------------";
