//! Forms that browsers send. In: a content type and bytes. Out: fields by name. Never: a field that came twice, a part
//! with a name that nobody asked for by its own header, or a guess at bytes that are not UTF-8.

use std::collections::BTreeMap;

/// The fields of a form. `Debug` shows their names.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Form(BTreeMap<String, String>);

/// A form that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormError {
    /// Not one of the two formats of forms.
    WrongType,
    /// Broken, not UTF-8, or with a field twice.
    Broken,
}

impl Form {
    /// Reads `application/x-www-form-urlencoded` or `multipart/form-data`.
    pub(crate) fn read(content_type: &str, body: &[u8]) -> Result<Self, FormError> {
        let (kind, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
        match kind.trim().to_ascii_lowercase().as_str() {
            "application/x-www-form-urlencoded" => urlencoded(body),
            "multipart/form-data" => {
                let named = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="));
                let boundary = named.map(|value| value.trim_matches('"')).ok_or(FormError::Broken)?;
                multipart(boundary, body)
            }
            _ => Err(FormError::WrongType),
        }
    }

    /// The field without surrounding space; empty where it is not there.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// The field byte for byte.
    pub(crate) fn raw(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    fn put(&mut self, name: String, value: String) -> Result<(), FormError> {
        match self.0.insert(name, value) {
            // Of two values nobody could say which was meant.
            Some(_) => Err(FormError::Broken),
            None => Ok(()),
        }
    }
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

fn urlencoded(body: &[u8]) -> Result<Form, FormError> {
    let mut form = Form::default();
    let pairs: Vec<&[u8]> = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).collect();
    for pair in pairs {
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let name = decode(halves.next().unwrap_or_default())?;
        form.put(name, decode(halves.next().unwrap_or_default())?)?;
    }
    Ok(form)
}

fn decode(text: &[u8]) -> Result<String, FormError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next(), rest.next()].map(|digit| digit.copied().unwrap_or_default());
                let mut decoded = [0];
                hex::decode_to_slice(digits, &mut decoded).map_err(|_| FormError::Broken)?;
                let [decoded] = decoded;
                decoded
            }
            other => *other,
        });
    }
    String::from_utf8(bytes).map_err(|_| FormError::Broken)
}

/// RFC 7578, as browsers write it: no transfer encodings, no nesting.
fn multipart(boundary: &str, body: &[u8]) -> Result<Form, FormError> {
    if boundary.is_empty() || boundary.len() > 70 {
        return Err(FormError::Broken);
    }
    let body = std::str::from_utf8(body).map_err(|_| FormError::Broken)?;
    let line = format!("--{boundary}");
    let mut parts = format!("\r\n{body}").split(&format!("\r\n{line}")).map(str::to_owned).collect::<Vec<_>>();
    let last = parts.pop().ok_or(FormError::Broken)?;
    if !last.starts_with("--") {
        return Err(FormError::Broken);
    }
    let mut form = Form::default();
    for part in parts.iter().skip(1) {
        let (head, value) =
            part.strip_prefix("\r\n").and_then(|part| part.split_once("\r\n\r\n")).ok_or(FormError::Broken)?;
        let disposition = head
            .split("\r\n")
            .find_map(|line| line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-disposition")))
            .map(|(_, value)| value.trim())
            .ok_or(FormError::Broken)?;
        let named = disposition.split(';').skip(1).find_map(|parameter| parameter.trim().strip_prefix("name="));
        let name = named.map(|name| name.trim_matches('"').to_owned()).ok_or(FormError::Broken)?;
        form.put(name, value.to_owned())?;
    }
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_wrote_it() {
        let form = Form::read("application/x-www-form-urlencoded", b"name=J%C3%B8rn+B&empty=&x").expect("valid");
        assert_eq!(form.field("name"), "Jørn B");
        assert_eq!(form.field("empty"), "");
        assert_eq!(form.field("absent"), "");
    }

    #[test]
    fn a_file_is_read_byte_for_byte() {
        let body = "--b\r\nContent-Disposition: form-data; name=\"stamp\"\r\n\r\n1\r\n--b\r\nContent-Disposition: \
                    form-data; name=\"file\"; filename=\"r.tlog-proof\"\r\nContent-Type: text/plain\r\n\r\nline\n\n\
                    line\n\r\n--b--\r\n";
        let form = Form::read("multipart/form-data; boundary=b", body.as_bytes()).expect("valid");
        assert_eq!(form.raw("file"), "line\n\nline\n");
        assert_eq!(form.field("stamp"), "1");
    }

    #[test]
    fn what_is_broken_or_ambiguous_is_not_read() {
        let urlencoded = |body: &[u8]| Form::read("application/x-www-form-urlencoded", body);
        assert_eq!(urlencoded(b"a=1&a=2"), Err(FormError::Broken));
        assert_eq!(urlencoded(b"a=%zz"), Err(FormError::Broken));
        assert_eq!(urlencoded(b"a=%c"), Err(FormError::Broken));
        assert_eq!(urlencoded(b"a=%ff"), Err(FormError::Broken));
        assert_eq!(Form::read("text/plain", b"a=1"), Err(FormError::WrongType));
        assert_eq!(Form::read("multipart/form-data; boundary=b", b"--b\r\n"), Err(FormError::Broken));
        assert_eq!(Form::read("multipart/form-data", b"--b--"), Err(FormError::Broken));
        let twice = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\nContent-Disposition: \
                     form-data; name=\"a\"\r\n\r\n2\r\n--b--";
        assert_eq!(Form::read("multipart/form-data; boundary=b", twice.as_bytes()), Err(FormError::Broken));
    }
}
