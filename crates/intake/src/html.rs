//! The HTML that fediverse servers write, as plain text. In: markup. Out: the words with their paragraphs, and where
//! others are quoted. Never: a word lost; what looks like markup and is none stays as it stands.

/// Words without markup.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plain {
    /// The text.
    pub text: String,
    /// Byte spans of block quotes.
    pub quotes: Vec<(usize, usize)>,
}

/// Takes the markup off.
pub(crate) fn plain(html: &str) -> Plain {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(next) = rest.chars().next() {
        if next == '<'
            && let Some((tag, behind)) = tag(rest)
        {
            rest = if page.tag(tag) { behind } else { skip_element(tag, behind) };
        } else if next == '&'
            && let Some((decoded, behind)) = entity(rest)
        {
            page.letter(decoded);
            rest = behind;
        } else {
            page.raw(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    page.finish()
}

/// Takes tags, comments and entities off and leaves white space as it stands: markup whose lines are those of the text.
pub(crate) fn untagged(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(next) = rest.chars().next() {
        if let Some(behind) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
            rest = behind.1;
        } else if next == '<'
            && let Some((_, behind)) = tag(rest)
        {
            rest = behind;
        } else if next == '&'
            && let Some((decoded, behind)) = entity(rest)
        {
            text.push(decoded);
            rest = behind;
        } else {
            text.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    text
}

/// Undoes the three escapes that X writes, once.
pub(crate) fn unescape_three(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let escape =
            [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>')].into_iter().find(|(escape, _)| from.starts_with(escape));
        let (letter, length) = escape.map_or(('&', 1), |(escape, letter)| (letter, escape.len()));
        out.push(letter);
        rest = from.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[derive(Default)]
struct Page {
    plain: Plain,
    // Line ends that are written only if something follows them.
    breaks: usize,
    preformatted: usize,
    quote_depth: usize,
    quote_start: Option<usize>,
}

impl Page {
    /// Follows a tag; false if everything up to its end is no text for people.
    fn tag(&mut self, tag: Tag<'_>) -> bool {
        match tag.name.to_ascii_lowercase().as_str() {
            "br" => self.breaks += 1,
            "p" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "table" => self.block(2),
            "li" | "div" | "tr" => self.block(1),
            "pre" => {
                self.block(2);
                self.preformatted =
                    if tag.closes { self.preformatted.saturating_sub(1) } else { self.preformatted + 1 };
            }
            "blockquote" if tag.closes => {
                self.quote_depth = self.quote_depth.saturating_sub(1);
                self.end_quote();
                self.block(2);
            }
            "blockquote" => {
                self.quote_depth += 1;
                self.block(2);
            }
            "script" | "style" => return tag.closes,
            _ => {}
        }
        true
    }

    fn block(&mut self, breaks: usize) {
        self.breaks = self.breaks.max(breaks);
    }

    fn end_quote(&mut self) {
        if self.quote_depth == 0
            && let Some(start) = self.quote_start.take()
        {
            self.plain.quotes.push((start, self.plain.text.len()));
        }
    }

    /// A letter of the markup's own text, where a line end is only a space.
    fn raw(&mut self, letter: char) {
        let is_space = letter.is_ascii_whitespace();
        let starts_line = self.breaks > 0 || self.plain.text.is_empty();
        if is_space && self.preformatted == 0 {
            if !starts_line {
                self.letter(' ');
            }
        } else {
            self.letter(letter);
        }
    }

    fn letter(&mut self, letter: char) {
        if !self.plain.text.is_empty() {
            self.plain.text.extend(std::iter::repeat_n('\n', self.breaks));
        }
        self.breaks = 0;
        if self.quote_depth > 0 && self.quote_start.is_none() {
            self.quote_start = Some(self.plain.text.len());
        }
        self.plain.text.push(letter);
    }

    fn finish(mut self) -> Plain {
        self.quote_depth = 0;
        self.end_quote();
        self.plain
    }
}

#[derive(Clone, Copy)]
struct Tag<'a> {
    name: &'a str,
    closes: bool,
}

/// The tag at the start of `html` and what stands behind it, if it is a tag.
fn tag(html: &str) -> Option<(Tag<'_>, &str)> {
    if let Some(comment) = html.strip_prefix("<!--") {
        let end = comment.find("-->")?;
        return Some((Tag { name: "", closes: false }, comment.get(end + 3..)?));
    }
    let inner = html.strip_prefix('<')?;
    let (inner, closes) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let name_end = inner.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(name_end);
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    for (at, letter) in attributes.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some((Tag { name, closes }, attributes.get(at + 1..)?)),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

/// What stands behind the end of an element that holds no text for people.
fn skip_element<'a>(tag: Tag<'_>, behind: &'a str) -> &'a str {
    let closing = format!("</{}", tag.name.to_ascii_lowercase());
    // ASCII letters keep their place when they are made small, so the offset holds in both.
    match behind.to_ascii_lowercase().find(&closing) {
        Some(end) => behind.get(end..).unwrap_or_default(),
        None => "",
    }
}

/// The character that the entity at the start of `html` stands for, and what stands behind it.
fn entity(html: &str) -> Option<(char, &str)> {
    let inner = html.strip_prefix('&')?;
    let end = inner.bytes().take(ENTITY_BYTES_MAX).position(|byte| byte == b';')?;
    let name = inner.get(..end)?;
    let behind = inner.get(end + 1..)?;
    let letter = if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = match hexadecimal {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        char::from_u32(code.ok()?).filter(|letter| *letter != '\0')?
    } else {
        ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter)?
    };
    Some((letter, behind))
}

const ENTITY_BYTES_MAX: usize = 12;

/// The five that servers write, and those that people paste. Any other stays as it stands.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("euro", '€'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("iuml", 'ï'),
    ("aacute", 'á'),
    ("agrave", 'à'),
    ("ccedil", 'ç'),
    ("ntilde", 'ñ'),
    ("shy", '\u{ad}'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, text: &str) {
        assert_eq!(plain(html).text, text, "{html}");
    }

    #[test]
    fn paragraphs_and_line_ends_survive() {
        check("<p>one</p><p>two<br />three<br>four</p>", "one\n\ntwo\nthree\nfour");
        check("<p>a</p>\n<p>b</p>", "a\n\nb");
        check("<pre><code>a\n  b</code></pre>", "a\n  b");
        check("<ul><li>a</li><li>b</li></ul>c", "a\nb\n\nc");
    }

    #[test]
    fn the_hidden_parts_of_a_link_are_part_of_its_text() {
        let link = r#"<a href="https://example.org/x?a=1&amp;b=>" rel="me"><span class="invisible">https://</span><span class="ellipsis">example.org/x</span><span class="invisible">?a=1&amp;b=</span></a>"#;
        check(link, "https://example.org/x?a=1&b=");
    }

    #[test]
    fn entities_are_decoded_once_and_unknown_ones_stay() {
        check("a &amp;lt; b &#39;c&#x27; &eacute; &unknown; &", "a &lt; b 'c' é &unknown; &");
        check("&#0; &#xD800; &#99999999999;", "&#0; &#xD800; &#99999999999;");
        assert_eq!(unescape_three("a &amp;lt; &lt;b&gt; &quot; & é&amp;"), "a &lt; <b> &quot; & é&");
    }

    #[test]
    fn what_is_no_markup_stays() {
        check("1 < 2 and 3 <4> <p", "1 < 2 and 3 <4> <p");
        check("a<!-- b -->c<script>d < e</script>f", "acf");
        check("a<style>b", "a");
    }

    #[test]
    fn a_quote_is_a_span_of_the_text() {
        let page = plain("<p>é you said</p><blockquote><p>see you</p><p>there</p></blockquote><p>yes</p>");
        assert_eq!(page.text, "é you said\n\nsee you\n\nthere\n\nyes");
        assert_eq!(
            page.quotes.iter().map(|(start, end)| &page.text[*start..*end]).collect::<Vec<_>>(),
            ["see you\n\nthere"]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_markup_is_read_and_its_quotes_are_spans(html in "(<[a-z/!\"'= -]{0,12}>?|<blockquote>|</blockquote>|&[a-z#0-9]{0,6};|é|\n|.){0,40}") {
            let page = plain(&html);
            for (start, end) in page.quotes {
                assert!(page.text.get(start..end).is_some_and(|quote| !quote.is_empty()));
            }
        }
    }
}
