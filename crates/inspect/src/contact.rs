//! What is addressed: web addresses, e-mail addresses and handles. In: a folded text. Out: hits in it, and handles with
//! the name they point at. Never: an e-mail address taken for a handle, or the other way round.

use crate::fold::{Folded, is_invisible};
use crate::list::Starts;
use crate::scan::{Cut, Others};
use crate::{Kind, Span};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A hit in a folded text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Hit {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    pub(crate) score: f32,
}

/// A handle, where it stands and how it is spelled, in lower case and without `@`.
#[derive(Clone, PartialEq)]
pub(crate) struct Mention {
    pub(crate) span: Span,
    pub(crate) handle: String,
    pub(crate) score: f32,
}

/// What a text holds at all, told by its marks and by how its runs begin, so that most texts are not read again.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Signs {
    web: bool,
    spoken: bool,
    /// `at` between two blanks: an address is spoken if a domain stands behind one.
    at_blank: bool,
    /// One of these, or `-at-`, is part of every address in brackets; `at` between two blanks is no sign of one.
    bracketed: bool,
    account: bool,
    /// `insta` as in `install`, of which chat is full: no account by itself.
    installs: bool,
    slash: bool,
    at: bool,
    pub(crate) colon: bool,
    /// A mark of degrees or of their minutes, or an apostrophe that may be one.
    pub(crate) degree: bool,
    pub(crate) star: bool,
}

impl Signs {
    /// Addresses and handles may be there, by their `@`, and nothing else is asked for.
    pub(crate) fn of_addresses() -> Self {
        Self { at: true, ..Self::default() }
    }

    /// `cut` is made of `text`.
    pub(crate) fn of(text: &str, cut: &Cut) -> Self {
        let words = words_of_signs();
        let mut signs = Self::of_marks(text, &cut.others);
        for run in cut.runs.iter().filter(|run| words.may_begin(run.lead)) {
            let rest = text.as_bytes().get(run.start..).unwrap_or_default();
            let before = run.start.checked_sub(1).and_then(|before| text.as_bytes().get(before));
            for (_, (mark, found)) in words.begin(run.lead, rest) {
                if mark.is_none() || mark.as_ref() == before {
                    signs = signs.with(found);
                }
            }
        }
        signs
    }

    /// What marks tell; each is looked for in a text that has its first one at all.
    fn of_marks(text: &str, marks: &Others) -> Self {
        let has_any = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let [at, slash, colon, star] = [b'@', b'/', b':', b'*'].map(|mark| marks.has(mark));
        let spoken = at && has_any(&["@ ", "@]", "@)"])
            || (marks.has(b'(') || marks.has(b'[')) && has_any(&["(a)", "[a]", "(.)", "[.]"])
            || marks.has(b'&') && has_any(&["&#64;", "&#064;", "&#x40;", "&commat;"])
            || marks.has(b'%') && has_any(&["%40"]);
        let web = slash && colon && has_any(&["://"]);
        let bracketed = b"@[({<_&%".iter().any(|mark| marks.has(*mark));
        let degree = marks.has_end_of('°') && text.contains('°') || marks.has_end_of('′') && text.contains('′');
        Self { web, spoken, bracketed, slash, at, colon, star, degree: degree || marks.has(b'\''), ..Self::default() }
    }

    /// Also what a word tells.
    fn with(self, other: Self) -> Self {
        Self {
            web: self.web | other.web,
            spoken: self.spoken | other.spoken,
            at_blank: self.at_blank | other.at_blank,
            account: self.account | other.account,
            installs: self.installs | other.installs,
            ..self
        }
    }
}

/// What words tell: each stands where a run of letters begins, and some behind a mark.
fn words_of_signs() -> &'static Starts<(Option<u8>, Signs)> {
    const SPOKEN: &str = "at]|at)|at}|at>|_at_|-at-|apenstaart|apestaart|arobas|arroba|klammeraffe|chiocciola|malpa|snabel|kukac|zavinac|dot]|dot)|point]|point)|punt]|punt)| dot | punt | punkt | point | punto |punkt)|punkt]|punto)|punto]";
    // `insta` with all that may stand behind it.
    const ACCOUNT: &str = "insta:|insta |insta=|insta-|instag|instah|instan|instaa|instau|instai|instat|ig:|ig is|ig =|ig ist|snap|tiktok|twitter|discord|telegram|twitch|kik|skype|psn|gamertag|steam|threads|bluesky|mastodon|u/";
    static WORDS: LazyLock<Starts<(Option<u8>, Signs)>> = LazyLock::new(|| {
        let none = Signs::default();
        let says = [
            ("www.", Signs { web: true, ..none }),
            (SPOKEN, Signs { spoken: true, ..none }),
            (" at ", Signs { at_blank: true, ..none }),
            (ACCOUNT, Signs { account: true, ..none }),
            ("insta", Signs { installs: true, ..none }),
        ];
        let all = says.into_iter().flat_map(|(words, signs)| words.split('|').map(move |word| (word, signs)));
        Starts::of(all.map(|(word, signs)| {
            let mark = word.bytes().next().filter(|first| !first.is_ascii_alphanumeric());
            (word.get(usize::from(mark.is_some())..).unwrap_or_default().to_owned(), (mark, signs))
        }))
    });
    &WORDS
}

/// Web addresses: to the next white space, without the marks that end a sentence.
pub(crate) fn urls(text: &str, signs: Signs, hits: &mut Vec<Hit>) {
    if signs.web {
        schemed(text, hits);
    }
    let before = hits.len();
    if signs.slash {
        pathed(text, hits);
    }
    if hits.len() > before {
        hits.sort_by_key(|hit| hit.span);
    }
}

/// `instagram.com/jan`: a domain without a scheme counts where a path follows, because that is what points at a person.
fn pathed(text: &str, hits: &mut Vec<Hit>) {
    let mut done = 0;
    let schemed = hits.len();
    for (slash, _) in text.match_indices('/') {
        let is_path =
            text.as_bytes().get(slash + 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"@~_".contains(byte));
        if !is_path || slash < done {
            continue;
        }
        let before = text.get(..slash).unwrap_or_default();
        let is_domain = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let length = before.as_bytes().iter().rev().take_while(is_domain).count();
        let Some(domain) = before.get(slash - length..).filter(|domain| domain.len() >= 4) else { continue };
        let start = slash - domain.len();
        let top = domain.rsplit_once('.').map_or("", |(name, top)| if name.is_empty() { "" } else { top });
        let is_inside = hits.iter().take(schemed).any(|hit| hit.span.start <= slash && slash < hit.span.end);
        if !is_top(top)
            || is_inside
            || !is_border(text, start)
            || before.get(..start).is_some_and(|b| b.ends_with(['/', '@', '\\']))
        {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).unwrap_or(rest.len());
        let url =
            rest.get(..length).unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', ')']);
        done = start + length;
        hits.push(Hit { kind: Kind::Url, span: Span::new(start, start + url.len()), score: 0.85 });
    }
}

/// The ends of domains that people write without a scheme.
fn is_top(top: &str) -> bool {
    const TOPS: &str = " com org net info eu nl be de fr uk ie es it at ch lu pt pl se dk fi no cz sk hu ro bg hr si ee lv lt gr cy mt us ca \
        co me io tv gg app dev email online xyz edu gov int social page blog site link bio ly to example invalid test ";
    !top.is_empty() && TOPS.split_ascii_whitespace().any(|one| one == top)
}

fn schemed(text: &str, hits: &mut Vec<Hit>) {
    let mut from = 0;
    while let Some(start) = next_url(text, from) {
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).unwrap_or(rest.len());
        let url = rest.get(..length).unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']']);
        let url = if url.contains('(') { url } else { url.trim_end_matches([')', '.', ',']) };
        if url.len() > "www.".len() + 2 {
            hits.push(Hit { kind: Kind::Url, span: Span::new(start, start + url.len()), score: 0.95 });
        }
        from = start + length.max(1);
    }
}

fn next_url(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let scheme = rest.find("://").map(|at| {
        let before = rest.get(..at).unwrap_or_default();
        from + before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()
    });
    let www = rest.match_indices("www.").map(|(at, _)| from + at).find(|at| is_border(text, *at));
    match (scheme, www) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Whether no letter or digit stands right before `at`.
#[inline]
pub(crate) fn is_border(text: &str, at: usize) -> bool {
    match at.checked_sub(1).and_then(|before| text.as_bytes().get(before)) {
        Some(before) if before.is_ascii() => !is_word_byte(*before),
        _ => text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !is_word(c)),
    }
}

/// Whether no letter or digit stands right after `at`.
#[inline]
pub(crate) fn is_border_after(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(after) if after.is_ascii() => !is_word_byte(*after),
        _ => text.get(at..).and_then(|after| after.chars().next()).is_none_or(|c| !is_word(c)),
    }
}

/// Which bytes are letters and digits of ASCII, or `_`: asked of every byte of a text, several times.
#[expect(clippy::indexing_slicing, reason = "computed by the compiler, which would stop at a place that is none")]
const WORD_BYTES: [bool; 256] = {
    let mut all = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        all[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    all
};

fn is_word_byte(byte: u8) -> bool {
    WORD_BYTES.get(usize::from(byte)).is_some_and(|is| *is)
}

pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the words of a part of a text stand, in their order.
pub(crate) fn words(text: &str, within: Span) -> impl Iterator<Item = Span> {
    let mut at = within.start;
    std::iter::from_fn(move || {
        let start = at + start_of_letters(text.get(at..within.end)?, |_| false)?;
        at = start + end_of_letters(text.get(start..within.end)?);
        Some(Span::new(start, at))
    })
}

/// Where the first word of a text begins, or a mark that is asked for.
pub(crate) fn start_of_letters(text: &str, is_mark: impl Fn(u8) -> bool) -> Option<usize> {
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let other = other_letter(text, at, *byte);
        if other.map_or_else(|| is_word_byte(*byte) || is_mark(*byte), is_word) {
            return Some(at);
        }
        at += other.map_or(1, char::len_utf8);
    }
    None
}

/// Where the word that a text begins with ends.
pub(crate) fn end_of_letters(text: &str) -> usize {
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let other = other_letter(text, at, *byte);
        if !other.map_or_else(|| is_word_byte(*byte), is_word) {
            break;
        }
        at += other.map_or(1, char::len_utf8);
    }
    at
}

/// What begins with this byte of a text, if it is no ASCII: hardly any letter needs to be looked up.
fn other_letter(text: &str, at: usize, byte: u8) -> Option<char> {
    if byte.is_ascii() { None } else { text.get(at..)?.chars().next() }
}

/// E-mail addresses and `@handles`. `known` are the handles of the platform, in lower case; empty if nobody said.
pub(crate) fn addresses(
    folded: &Folded,
    signs: Signs,
    known: &BTreeSet<String>,
    hits: &mut Vec<Hit>,
    mentions: &mut Vec<Mention>,
) {
    let text = folded.text();
    let mut done = 0;
    for (at, _) in signs.at.then(|| text.match_indices('@')).into_iter().flatten() {
        if at < done {
            continue;
        }
        if let Some(span) = email(text, at) {
            done = span.end;
            hits.push(Hit { kind: Kind::EmailAddress, span, score: 0.97 });
        } else if let Some(mention) = mention(folded, at, known) {
            done = mention.span.end;
            mentions.push(mention);
        }
    }
    if signs.spoken || signs.at_blank {
        let is_bracketed = signs.bracketed || text.contains("-at-");
        spoken_addresses(text, is_bracketed, signs.spoken || has_domain_behind_at(text), hits);
    }
    // Beside it `ig` is read with marks that do not bring a text here.
    if signs.account || signs.installs && text.contains("ig") {
        named_accounts(text, hits);
    }
}

fn email(text: &str, at: usize) -> Option<Span> {
    let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
    let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let local = before.get(before.trim_end_matches(is_local).len()..)?.trim_start_matches(['.', '-']);
    let length = after.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(after.len());
    let domain = after.get(..length)?.trim_end_matches(['.', '-']);
    // `a@b.nl...` and `a@b.nl.Dus` are typed in haste: the domain ends before an empty label.
    let domain = domain.split("..").next()?;
    let (_, top) = domain.rsplit_once('.')?;
    let is_top = top.chars().count() >= 2 && top.chars().all(char::is_alphabetic) || top.starts_with("xn--");
    let is_file = matches!(top, "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp");
    // `git@host:` is how repositories are addressed.
    (!local.is_empty() && local != "git" && !domain.starts_with(['.', '-']) && is_top && !is_file)
        .then(|| Span::new(at - local.len(), at + 1 + domain.len()))
}

fn mention(folded: &Folded, at: usize, known: &BTreeSet<String>) -> Option<Mention> {
    let text = folded.text();
    if !is_border(text, at) || text.get(..at)?.ends_with(['.', '-', '@']) {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let named = |length: usize| {
        let span = Span::new(at, at + 1 + length);
        (span, spelled(folded, span))
    };
    // The longest spelling that the platform knows wins: nicks hold `[`, `|` and the like, and `@jan.Kom` may be `@jan`.
    for length in known_lengths(rest, known) {
        let (span, handle) = named(length);
        if known.contains(&handle) {
            return Some(Mention { span, handle, score: 0.98 });
        }
    }
    let mut length = handle_length(rest);
    if let Some(host) = rest.get(length..).and_then(|rest| rest.strip_prefix('@')) {
        let host_length = handle_length(host);
        if length > 0 && host.get(..host_length)?.contains('.') {
            length += 1 + host_length;
        }
    }
    // `@scope/package`, and the words that compilers and chat rooms own.
    let name = rest.get(..length)?;
    let is_path = rest.get(length..)?.strip_prefix('/').is_some_and(|next| next.starts_with(char::is_alphanumeric));
    if is_path || OWNED.contains(&name) {
        return None;
    }
    let (span, handle) = named(length);
    // `@3pm` and `@2x` are no people.
    let is_name = handle.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_') && handle.chars().count() >= 2;
    is_name.then_some(Mention { span, handle, score: 0.85 })
}

/// How a handle is looked up: in lower case, without `@` and without what cannot be seen.
fn spelled(folded: &Folded, span: Span) -> String {
    let own = folded.original_of(span);
    if own.is_ascii() {
        return own.trim_start_matches('@').to_ascii_lowercase();
    }
    let visible = own.chars().filter(|c| !is_invisible(*c));
    let lower: String = visible.flat_map(char::to_lowercase).collect();
    lower.trim_start_matches(['@', '＠']).to_owned()
}

fn known_lengths(rest: &str, known: &BTreeSet<String>) -> Vec<usize> {
    if known.is_empty() {
        return Vec::new();
    }
    const LONGEST: usize = 128;
    let whole = rest.find(char::is_whitespace).unwrap_or(rest.len()).min(LONGEST);
    let mut lengths: Vec<usize> = (1..=whole)
        .filter(|at| rest.is_char_boundary(*at))
        .filter(|at| rest.get(*at..).is_none_or(|after| after.chars().next().is_none_or(|c| !is_word(c))))
        .collect();
    lengths.reverse();
    lengths
}

fn handle_length(rest: &str) -> usize {
    let length = rest.find(|c: char| !(is_word(c) || matches!(c, '.' | '-'))).unwrap_or(rest.len());
    let name = rest.get(..length).unwrap_or_default();
    // A handle ends before two marks in a row.
    let is_mark = |byte: &u8| matches!(byte, b'.' | b'-');
    let end = name.as_bytes().windows(2).position(|two| two.iter().all(is_mark)).unwrap_or(length);
    name.get(..end).unwrap_or_default().trim_end_matches(['.', '-']).len()
}

/// `name: ` and `name, ` at the start of a line, only for handles that the platform knows.
pub(crate) fn addressed(folded: &Folded, known: &BTreeSet<String>, mentions: &mut Vec<Mention>) {
    if known.is_empty() {
        return;
    }
    let text = folded.text();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = start;
        while let Some(length) = text.get(at..start + line.len()).and_then(|rest| {
            let length = rest.find([':', ',', ' ', '\n'])?;
            let after = rest.get(length + 1..)?;
            (length > 0
                && !rest.get(length..)?.starts_with([' ', '\n'])
                && after.chars().next().is_none_or(char::is_whitespace))
            .then_some(length)
        }) {
            let span = Span::new(at, at + length);
            let handle = spelled(folded, span);
            if !known.contains(&handle) {
                break;
            }
            // One with `@` was found as such.
            if !mentions.iter().any(|mention| mention.span.overlaps(span)) {
                mentions.push(Mention { span, handle, score: 0.95 });
            }
            let after = text.get(span.end + 1..start + line.len()).unwrap_or_default();
            at = span.end + 1 + (after.len() - after.trim_start().len());
        }
        start += line.len();
    }
}

/// Words behind `@` that are nobody's name.
const OWNED: &[&str] = &[
    "media",
    "import",
    "override",
    "param",
    "return",
    "returns",
    "deprecated",
    "throws",
    "todo",
    "here",
    "everyone",
    "channel",
    "keyframes",
    "font-face",
    "autowired",
    "beforeeach",
];

const DOT: &str = "(?:dot|punt|punkt|point|punto|ponto|kropka)";
const AT: &str = "(?:at|apenstaartje|apestaartje|apenstaart|apestaart|arobase|arobas|arroba|klammeraffe|chiocciola|malpa|snabel-a|kukac|zavinac)";

/// Addresses with a word for `@` between two blanks.
fn pattern_of_bare() -> &'static Regex {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        let dot = format!(r"(?: ?[\[({{<] ?(?:\.|{DOT}) ?[\])}}>] ?| {DOT} )");
        pattern(&format!(
            r"(?-u:\b)([a-z0-9][a-z0-9._%+-]*(?:{dot}[a-z0-9_%+-]+)*) ({AT}) ([a-z0-9-]+(?:(?:\.|{dot})[a-z0-9-]+)*(\.|{dot})([a-z]{{2,10}}))(?-u:\b)"
        ))
    });
    &BARE
}

/// Whether a full stop or a word for one follows the first word behind `at`: where it stands for `@`, one does.
fn has_domain_behind_at(text: &str) -> bool {
    // The blank behind one may stand in front of the next.
    text.match_indices(" at").any(|(at, word)| {
        let behind = text.as_bytes().get(at + word.len()..).unwrap_or_default();
        let Some(rest) = behind.strip_prefix(b" ") else { return false };
        let label = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        match rest.get(label..).unwrap_or_default() {
            // `dot`, `punt`, `kropka`, or a bracket.
            [b' ', next, ..] => b"dpk[({<".contains(next),
            [next, ..] => b".[({<".contains(next),
            [] => false,
        }
    })
}

/// `jan [at] example [dot] org`, `jan arobase example point org`, `jan @ example . org`, `jan@example dot org`.
fn spoken_addresses(text: &str, is_bracketed: bool, is_bare: bool, hits: &mut Vec<Hit>) {
    static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
        let mark = format!(r"(?: ?[\[({{<] ?(?:\.|{DOT}) ?[\])}}>] ?|_{DOT}_| {DOT} |-{DOT}-)");
        let at = format!(
            r"(?: ?[\[({{<] ?(?:{AT}|@) ?[\])}}>] ?|_{AT}_|-at-| @ |@ ?|&#0?64;|&#x40;|&commat;|%40| ?[\[(]a[\])] ?)"
        );
        pattern(&format!(
            r"[a-z0-9][a-z0-9_%+-]*(?:(?:\.|{mark})[a-z0-9_%+-]+)*{at}[a-z0-9-]+(?:(?:\.| \. |{mark})[a-z0-9-]+)+"
        ))
    });
    let mut found: Vec<(Span, f32)> = Vec::new();
    for hit in is_bracketed.then(|| BRACKETED.find_iter(text)).into_iter().flatten() {
        let (start, end) = (hit.start(), hit.end());
        // An address without any disguise was found before.
        let is_plain = !hit.as_str().contains("%40")
            && hit.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._%+-@".contains(&byte));
        let last = hit.as_str().rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_named = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_named && (!is_plain || hit.as_str().contains("_at_") || hit.as_str().contains("-at-") && is_top(last)) {
            found.push((Span::new(start, end), 0.9));
        }
    }
    for hit in is_bare.then(|| pattern_of_bare().captures_iter(text)).into_iter().flatten() {
        let part = |at: usize| hit.get(at).map_or("", |part| part.as_str());
        let is_local = part(1).contains(|c: char| c.is_ascii_digit() || "._+".contains(c)) || part(1).contains(' ');
        // `look at example.org` is no address, `j.smit at example.org` is.
        let is_meant = part(2) != "at" || part(4) != "." || is_local || is_provider(part(3));
        if let Some(whole) = hit.get(0).filter(|_| is_meant && is_top(part(5)) && part(1) != "look") {
            found.push((Span::new(whole.start(), whole.end()), 0.85));
        }
    }
    for (span, score) in found {
        if !hits.iter().any(|hit| hit.span.overlaps(span)) {
            hits.push(Hit { kind: Kind::EmailAddress, span, score });
        }
    }
}

fn is_provider(domain: &str) -> bool {
    const PROVIDERS: [&str; 16] = [
        "gmail.", "hotmail.", "outlook.", "yahoo.", "live.", "icloud.", "proton", "gmx.", "web.de", "ziggo.",
        "kpnmail.", "xs4all.", "orange.", "wanadoo.", "free.fr", "telenet.",
    ];
    PROVIDERS.iter().any(|provider| domain.starts_with(provider))
}

/// `insta: jan_99`, `discord is jan#1234`, `u/jan`: an account that a service's name or a prefix tells.
fn named_accounts(text: &str, hits: &mut Vec<Hit>) {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?-u:\b)(?:insta|instagram|ig|snapchat|snap|tiktok|twitter|discord|telegram|twitch|kik|skype|psn|gamertag|steam|threads|bluesky|mastodon)(?:-?(?:handle|naam|name|account|username|user|id|tag))?(?: ?[:=] ?| is | ist | est | es | c'est | e | als | come | como | vind je me als | find me as | heet | )@?([a-z0-9][a-z0-9_.]{1,28}[a-z0-9_](?:#[0-9]{4})?)",
        )
    });
    static REDDIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[\s(,;])(/?u/[a-z0-9_-]{3,20})(?-u:\b)"));
    for (regex, needs_mark) in [(&*NAMED, true), (&*REDDIT, false)] {
        if !needs_mark && !text.contains("u/") {
            continue;
        }
        for found in regex.captures_iter(text) {
            let Some(name) = found.get(1) else { continue };
            let span = Span::new(name.start(), name.end());
            // A plain word behind the name of a service is what the post goes on with.
            let is_marked = name.as_str().contains(|c: char| c.is_ascii_digit() || c == '_' || c == '.' || c == '#');
            if (is_marked || !needs_mark)
                && !hits.iter().any(|hit| hit.span.overlaps(span))
                && !text.get(..span.start).unwrap_or_default().ends_with('@')
            {
                hits.push(Hit { kind: Kind::Handle, span, score: 0.8 });
            }
        }
    }
}

pub(crate) fn pattern(pattern: &str) -> Regex {
    // INVARIANT: every pattern is a constant of this crate and a test compiles it.
    Regex::new(pattern).expect("INVARIANT: a constant pattern compiles")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_behind_each_way_to_name_insta_and_not_behind_install() {
        let found = |text: &str| {
            let folded = Folded::new(text);
            let (mut hits, mut mentions) = (Vec::new(), Vec::new());
            let signs = Signs::of(folded.text(), &Cut::of(folded.text()));
            addresses(&folded, signs, &BTreeSet::new(), &mut hits, &mut mentions);
            hits.len()
        };
        for behind in ["", "gram", "-handle", "naam", "name", "account", "username", "user", "id", "tag", "gram-tag"] {
            for mark in [": ", " : ", "=", " = ", " is ", " ist ", " est ", " es "] {
                assert_eq!(found(&format!("insta{behind}{mark}jan_99")), 1, "insta{behind}{mark}");
            }
        }
        assert_eq!(found("install: jan_99, installed is jan_99"), 0);
        assert_eq!(found("jan at example.org"), 0);
        assert_eq!(found("j.smit at example.org") + found("jan [at] example.org") + found("jan-at-example.org"), 3);
    }

    proptest::proptest! {
        #[test]
        fn without_a_sign_no_word_stands_for_the_mark(
            text in "((jan|j\\.smit|x|look|a at)( at | arobase | at|at )(at |)(example|a-b|x)(\\.| \\.|\\[dot\\]| dot | \\( punt \\) |kropka| kropka |, | )(org|nl|at )( |\\.|)){0,4}"
        ) {
            let signs = Signs::of(&text, &Cut::of(&text));
            let is_read = pattern_of_bare().is_match(&text);
            let is_asked = signs.spoken || signs.at_blank && has_domain_behind_at(&text);
            proptest::prop_assert!(!is_read || is_asked, "{}", text);
        }
    }
}
