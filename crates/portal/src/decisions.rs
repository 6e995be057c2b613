//! `POST /v1/decisions`: the decision point for others. In: the facts of one record or of many, as `decide --facts` takes
//! them. Out: the same answers that it gives. Never: a default for a missing fact, or half a batch.

use crate::refusal::{Refusal, Why};
use crate::routes::{bounded, media_type};
use crate::server::Shared;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use law::{Facts, Law};
use serde::de::IgnoredAny;
use serde_json::Value;

/// How facts come in, and answers go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Single,
    Array,
    Lines,
}

/// Decides.
pub(crate) async fn decide(State(house): State<Shared>, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    let lines = match media_type(&parts.headers).as_str() {
        "application/json" => false,
        "application/x-ndjson" => true,
        _ => {
            return Err(Refusal::new(Why::WrongType, "send `application/json`, or `application/x-ndjson` for a batch"));
        }
    };
    let body = bounded(&house, body).await?;
    let most = house.config.limits.batch_items_max;
    let law = house.law.clone();
    // A batch takes a while; other requests go on meanwhile.
    let answered = tokio::task::spawn_blocking(move || {
        let text = std::str::from_utf8(&body).map_err(|error| {
            Refusal::new(Why::BadFacts, format!("byte {} is not UTF-8; nothing was decided", error.valid_up_to() + 1))
        })?;
        let (shape, items) = if lines { (Shape::Lines, by_line(text)) } else { items(text)? };
        if items.len() > most {
            let detail = format!("send at most {most} items at a time; nothing was decided");
            return Err(Refusal::new(Why::TooLarge, detail).with("items_max", most));
        }
        answers(&law, shape, &items)
    });
    let (shape, text) = answered.await.map_err(|_| Refusal::from(Why::Unavailable))??;
    let mut response = Response::new(Body::from(text));
    let kind = if shape == Shape::Lines { "application/x-ndjson" } else { "application/json" };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    Ok(response)
}

/// One item a line. An empty last line is the end of the one before it.
fn by_line(text: &str) -> Vec<&str> {
    text.strip_suffix('\n').unwrap_or(text).split('\n').collect()
}

/// One object, or the items of an array, each as it was sent: facts are read from text, because a key that stands twice
/// is lost in a parsed object.
fn items(text: &str) -> Result<(Shape, Vec<&str>), Refusal> {
    let broken = |column: usize, line: usize| {
        let detail = format!("the body is not JSON, line {line}, column {column}; nothing was decided");
        Refusal::new(Why::BadFacts, detail)
    };
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| broken(error.column(), error.line()))?;
    let trimmed = text.trim_ascii();
    let Some(inside) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return Ok((Shape::Single, vec![trimmed]));
    };
    let items = if inside.trim_ascii().is_empty() { Vec::new() } else { split(inside) };
    Ok((Shape::Array, items))
}

/// Splits the inside of an array at its commas. The text was checked to be JSON, so quotes and brackets are in pairs.
fn split(inside: &str) -> Vec<&str> {
    let (mut items, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                items.push(inside.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(inside.get(start..).unwrap_or_default());
    items.into_iter().map(str::trim_ascii).collect()
}

fn answers(law: &Law, shape: Shape, items: &[&str]) -> Result<(Shape, String), Refusal> {
    // All items are read before one is answered: nobody has to find out which part of a batch was taken.
    let mut read = Vec::with_capacity(items.len());
    for (item, number) in items.iter().zip(1_u64..) {
        read.push(Facts::from_line(item).map_err(|error| {
            let detail =
                format!("item {number}: {error}; nothing was decided: unknown is never read as lawful [GDPR 5(2)]");
            Refusal::new(Why::BadFacts, detail).with("item", number).with("key", error.path)
        })?);
    }
    let mut texts = Vec::with_capacity(read.len());
    for (id, facts) in read {
        let mut answer = serde_json::to_value(law.decide(&facts)).map_err(|_| Refusal::from(Why::Unavailable))?;
        if let (Some(id), Value::Object(members)) = (id, &mut answer) {
            members.shift_insert(0, "id".to_owned(), id);
        }
        texts.push(answer.to_string());
    }
    let text = match shape {
        Shape::Single => texts.concat(),
        Shape::Array => format!("[{}]", texts.join(",")),
        Shape::Lines => texts.into_iter().map(|text| text + "\n").collect(),
    };
    Ok((shape, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_is_split_at_its_own_commas_alone() {
        let (shape, found) = items(r#" [ {"a":[1,2],"b":"],\"{,"} , [1,2], "x,\\", 3 ] "#).expect("JSON");
        assert_eq!(shape, Shape::Array);
        assert_eq!(found, [r#"{"a":[1,2],"b":"],\"{,"}"#, "[1,2]", r#""x,\\""#, "3"]);
        assert_eq!(items("[]").expect("JSON"), (Shape::Array, Vec::new()));
        assert_eq!(items("{\"a\":1}\n").expect("JSON"), (Shape::Single, vec!["{\"a\":1}"]));
        assert!(items("[1,").is_err());
    }
}
