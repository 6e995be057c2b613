//! A Discourse user archive, the zip that a forum sends to whoever asks for their posts. In: `user_archive.csv`, in a folder or
//! an archive. Out: a group post for each topic that the person began, a comment for each reply, a direct message for each in a
//! private conversation. Never: a private conversation taken for a public one because its mark is in another language.
//!
//! Identifiers: the address of the post names its forum, topic and number: `{service}:HOST/TOPIC/NUMBER`. The account is
//! `{service}:` and the declared `account_id`, else unknown: the archive does not say whose it is.
//!
//! It can never supply: who may read a category, language, earlier wordings, deletions, pictures, and what a post answers.
//! Quotes of others stand in the text between `[quote]` marks and are given with their spans.

use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::package::Package;
use crate::stream::wrong;
use crate::writer::Writer;
use crate::{Format, IntakeError, Place, Reason, Source, csv, moment};
use terms::{Embed, Kind, Post, Text, Visibility};

/// Whether only this format has a member of this name.
pub(crate) fn is_marker(name: &str) -> bool {
    name == ARCHIVE
}

/// Reads the whole package.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    let mut package = Package::open(path, limits)?;
    if !package.settle(&is_marker)? {
        let hint = "this is no Discourse user archive; check `format`";
        return Err(IntakeError::MissingMember { path: path.to_owned(), member: ARCHIVE.to_owned(), hint }.into());
    }
    let writer = Writer::of(source, Format::Discourse)?;
    let wanted: Vec<String> = COLUMNS.iter().map(|column| (*column).to_owned()).collect();
    package.visit(&is_marker, &mut |name, reader| {
        let place = Place::member(path, name);
        csv::rows(reader, &place, b',', &wanted, limits, desk, &mut |desk, place, row| match row
            .and_then(|row| post(&row, &writer))
        {
            Ok(post) => desk.post(place, post),
            Err(why) => desk.reject(place, why),
        })
    })?;
    package.count(&mut desk.tally);
    Ok(())
}

fn post(row: &[String], writer: &Writer) -> Result<Post, Reason> {
    let [title, categories, is_private, raw, url, created] = row else { return Err(Reason::NotAnObject) };
    let (id, number) =
        address(url).ok_or_else(|| wrong("url", "the address of a post, `https://HOST/t/…/TOPIC/NUMBER`"))?;
    let is_private = if YES.contains(&is_private.as_str()) {
        true
    } else if NO.contains(&is_private.as_str()) {
        false
    } else {
        return Err(Reason::UnknownLabel { field: "is_pm" });
    };
    let is_topic = number == "1";
    let kind = match (is_private, is_topic) {
        (true, _) => Kind::DirectMessage,
        (false, true) => Kind::GroupPost,
        (false, false) => Kind::Comment,
    };
    // The title is the person's own where the topic is.
    let text = if is_topic && !title.is_empty() { format!("{title}\n\n{raw}") } else { raw.clone() };
    let at = moment::reddit(created).or_else(|| moment::rfc3339(created));
    if at.is_none() && !created.is_empty() {
        return Err(wrong("created_at", "a moment like 2026-01-01 10:00:00 UTC"));
    }
    let mut post = writer.post(&id, kind, at, text);
    if is_private {
        post.visibility_now = Visibility::Direct;
    } else if !matches!(categories.as_str(), "" | "-") {
        post.group_id = Some(categories.clone());
        post.group_name = Some(Text::new(categories));
    }
    post.embeds = quotes(post.text.expose());
    Ok(post)
}

/// `https://HOST/t/SLUG/TOPIC/NUMBER`, the slug and the number may be left out.
fn address(url: &str) -> Option<(String, String)> {
    let (_, rest) = url.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    let path = format!("/{}", path.split(['?', '#']).next()?);
    let (_, after) = path.split_once("/t/")?;
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = after.trim_end_matches('/').split('/').collect();
    match parts.as_slice() {
        [_, topic, number] if is_number(topic) && is_number(number) => {
            Some((format!("{host}/{topic}/{number}"), (*number).to_owned()))
        }
        [topic, number] if is_number(topic) && is_number(number) => {
            Some((format!("{host}/{topic}/{number}"), (*number).to_owned()))
        }
        [_, topic] | [topic] if is_number(topic) => Some((format!("{host}/{topic}/1"), "1".to_owned())),
        _ => None,
    }
}

/// Spans of `[quote="…"]…[/quote]`, marks included; one that is never closed opens nothing.
pub(crate) fn quotes(text: &str) -> Vec<Embed> {
    let mut embeds = Vec::new();
    let (mut from, mut depth, mut start) = (0, 0u32, 0);
    while let Some(offset) = text.get(from..).and_then(|rest| rest.find('[')) {
        let at = from + offset;
        let rest = text.get(at..).unwrap_or_default();
        from = at + 1;
        if rest.starts_with(CLOSING) {
            from = at + CLOSING.len();
            if depth == 1 {
                embeds.push(Embed { record_id: None, account_id: None, start, end: from, origin_visibility: None });
            }
            depth = depth.saturating_sub(1);
        } else if (rest.starts_with("[quote]") || rest.starts_with("[quote=")) && rest.contains(']') {
            // The opening mark names who is quoted, so it is part of the quote.
            if depth == 0 {
                start = at;
            }
            depth += 1;
        }
    }
    embeds
}

const CLOSING: &str = "[/quote]";
const ARCHIVE: &str = "user_archive.csv";
const COLUMNS: &[&str] = &["topic_title", "categories", "is_pm", "post_raw", "url", "created_at"];
/// In en, nl, de, fr, es, it and pt.
const YES: &[&str] = &["Yes", "Ja", "Oui", "Sí", "Sì", "Sim", "true"];
const NO: &[&str] = &["No", "Nee", "Nein", "Non", "Não", "false"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_named_by_its_forum_topic_and_number() {
        let named = address;
        let expected = |id: &str, number: &str| Some((id.to_owned(), number.to_owned()));
        assert_eq!(named("https://forum.example.org/t/tea-time/12/3"), expected("forum.example.org/12/3", "3"));
        assert_eq!(named("https://forum.example.org/t/12/3"), expected("forum.example.org/12/3", "3"));
        assert_eq!(named("https://forum.example.org/t/tea/12"), expected("forum.example.org/12/1", "1"));
        assert_eq!(named("https://example.org/forum/t/tea/12/4"), expected("example.org/12/4", "4"));
        for url in
            ["", "https://forum.example.org/u/s1", "forum.example.org/t/tea/12", "https://forum.example.org/t/tea"]
        {
            assert_eq!(named(url), None, "{url}");
        }
    }

    #[test]
    fn a_quote_is_a_span_of_the_text() {
        let told =
            |text: &str| quotes(text).iter().map(|embed| text[embed.start..embed.end].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            told("a [quote=\"s2, post:1\"]é b[/quote] c [quote]d[/quote]"),
            ["[quote=\"s2, post:1\"]é b[/quote]", "[quote]d[/quote]"]
        );
        assert_eq!(told("[quote]a [quote]b[/quote] c[/quote] d"), ["[quote]a [quote]b[/quote] c[/quote]"]);
        assert_eq!(told("[quote]never closed"), Vec::<String>::new());
        assert_eq!(told("[/quote] [b] ["), Vec::<String>::new());
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_quotes_that_are_spans(text in "(\\[quote[=\\]]|\\[/quote\\]|é|\\[|\\]|.){0,30}") {
            for embed in quotes(&text) {
                assert!(text.get(embed.start..embed.end).is_some());
            }
        }
    }
}
