//! `POST /v1/completions` and `POST /v1/chat/completions`, in the shape that OpenAI's clients know. In: a prompt. Out: what the
//! model says, a sentence at a time, marked as made by a machine [AIA 50(1), 50(2)]; or why it does not say it. Never: a
//! parameter that is quietly not obeyed, or a prompt in a log, a file or an error.

use crate::refusal::{Refusal, Why};
use crate::routes::{bounded, media_type};
use crate::server::Shared;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures::stream::unfold;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fmt;
use terms::Text;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// What somebody asks of the model.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The beginning of a text.
    pub prompt: Text,
    /// Longest answer in tokens; absent: as configured.
    pub max_tokens: Option<usize>,
    /// 0 takes the likeliest token; absent: as configured.
    pub temperature: Option<f32>,
    /// The same seed gives the same answer; absent: as configured.
    pub seed: Option<u64>,
    /// The text ends before the first of these.
    pub stop: Vec<String>,
}

/// What comes back, in this order: sentences, then the end; or silence alone.
#[derive(Clone, Debug)]
pub enum Heard {
    /// A further part of the text, which the guard has looked at.
    Sentence(String),
    /// The text is whole.
    End(Ended),
    /// The law does not let the model answer.
    Silent {
        /// What to do.
        detail: String,
    },
    /// The model cannot be used now.
    Broken,
}

/// How a text ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// `stop`, `length` or `content_filter`.
    pub reason: &'static str,
    /// Why the guard ended it, if it did.
    pub guard: Option<String>,
    /// Tokens of the prompt.
    pub prompt_tokens: usize,
    /// Tokens of the text.
    pub tokens: usize,
    /// The digest of the weights that spoke.
    pub model: String,
    /// Cohorts that are out of service, because somebody in them is being forgotten.
    pub without_cohorts: usize,
}

/// What answers prompts.
pub struct Speaker(Box<Speak>);

type Speak = dyn Fn(Asked, Sender<Heard>) + Send + Sync;

impl Speaker {
    /// Prompts are handed to `speak`, which returns at once and answers through the channel.
    pub fn new(speak: impl Fn(Asked, Sender<Heard>) + Send + Sync + 'static) -> Self {
        Self(Box::new(speak))
    }
}

impl fmt::Debug for Speaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Speaker")
    }
}

/// Which of the two forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Chat,
}

/// Parameters of both forms. Those that would change the answer in a way that is not offered are refused, not ignored.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameters {
    #[serde(default)]
    model: Option<String>,
    #[serde(default)]
    prompt: Option<String>,
    #[serde(default)]
    messages: Option<Vec<Message>>,
    #[serde(default)]
    max_tokens: Option<usize>,
    #[serde(default)]
    max_completion_tokens: Option<usize>,
    #[serde(default)]
    temperature: Option<f32>,
    #[serde(default)]
    seed: Option<u64>,
    #[serde(default)]
    stop: Option<Stops>,
    #[serde(default)]
    stream: Option<bool>,
    #[serde(default)]
    n: Option<u32>,
    #[serde(default)]
    top_p: Option<f32>,
    #[serde(default)]
    presence_penalty: Option<f32>,
    #[serde(default)]
    frequency_penalty: Option<f32>,
    // Who asks is nobody's business here, so it is read and dropped.
    #[serde(default, rename = "user")]
    _user: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    #[serde(rename = "role")]
    _role: Role,
    content: String,
    #[serde(default, rename = "name")]
    _name: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Role {
    System,
    Developer,
    User,
    Assistant,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Stops {
    One(String),
    Some(Vec<String>),
}

/// Completes a text.
pub(crate) async fn complete(house: State<Shared>, request: Request) -> Result<Response, Refusal> {
    answer(Form::Text, house, request).await
}

/// Goes on with a conversation. The model was not trained to converse: it writes on after the last message.
pub(crate) async fn chat(house: State<Shared>, request: Request) -> Result<Response, Refusal> {
    answer(Form::Chat, house, request).await
}

/// `GET /v1/models`: the one model there is.
pub(crate) async fn models(State(house): State<Shared>) -> Result<axum::Json<Value>, Refusal> {
    if house.config.speaker.is_none() {
        return Err(none());
    }
    Ok(axum::Json(
        json!({ "object": "list", "data": [{ "id": NAME, "object": "model", "owned_by": house.config.controller.name }] }),
    ))
}

/// The name under which the model is asked for.
const NAME: &str = "grondslag";

fn none() -> Refusal {
    Refusal::new(Why::NotFound, "no model is served here; train one, then start `grondslag serve` again")
}

async fn answer(form: Form, State(house): State<Shared>, request: Request) -> Result<Response, Refusal> {
    let Some(speaker) = &house.config.speaker else { return Err(none()) };
    let (parts, body) = request.into_parts();
    if media_type(&parts.headers) != "application/json" {
        return Err(Refusal::new(Why::WrongType, "send `application/json`"));
    }
    let body = bounded(&house, body).await?;
    let (asked, stream) = read(form, &body)?;
    let (sender, mut heard) = channel(16);
    (speaker.0)(asked, sender);
    let frame = Frame {
        form,
        id: format!("cmpl-{}", hex::encode(house.world.random::<12>())),
        created: house.world.now().timestamp(),
    };
    // Whether the law lets the model speak is known with its first word, and belongs into the status.
    let first = match heard.recv().await {
        Some(Heard::Silent { detail }) => return Err(Refusal::new(Why::NotLawful, detail)),
        None | Some(Heard::Broken) => {
            return Err(Refusal::new(Why::Unavailable, "the model cannot be used now; the log of the server says why"));
        }
        Some(first) => first,
    };
    let mut response = if stream { streamed(frame, first, heard) } else { whole(&frame, first, heard).await? };
    // [AIA 50(2)], in the field that the HTTP working group drafted for it.
    response.headers_mut().insert("ai-disclosure", HeaderValue::from_static("mode=\"ai-originated\""));
    Ok(response)
}

fn read(form: Form, body: &[u8]) -> Result<(Asked, bool), Refusal> {
    let bad = |detail: String| Refusal::new(Why::BadRequest, detail);
    // The parser's own words may hold a part of the prompt.
    let body: Parameters = serde_json::from_slice(body).map_err(|error| {
        bad(format!(
            "line {}, column {}: not a request that is understood here; see `/openapi.json`",
            error.line(),
            error.column()
        ))
    })?;
    if body.model.as_deref().is_some_and(|model| model != NAME) {
        return Err(bad(format!("the model is called `{NAME}`")));
    }
    let fixed = [
        ("n", body.n.is_none_or(|n| n == 1)),
        ("top_p", body.top_p.is_none_or(|p| p == 1.0)),
        ("presence_penalty", body.presence_penalty.is_none_or(|p| p == 0.0)),
        ("frequency_penalty", body.frequency_penalty.is_none_or(|p| p == 0.0)),
        ("temperature", body.temperature.is_none_or(|t| (0.0..=2.0).contains(&t))),
    ];
    if let Some((name, _)) = fixed.iter().find(|(_, fits)| !fits) {
        return Err(bad(format!("`{name}` cannot have this value here; leave it out")));
    }
    let prompt = match (form, body.prompt, body.messages) {
        (Form::Text, Some(prompt), None) => prompt,
        (Form::Chat, None, Some(messages)) if !messages.is_empty() => {
            let texts: Vec<String> = messages.into_iter().map(|message| message.content).collect();
            texts.join("\n")
        }
        (Form::Text, ..) => return Err(bad("send one `prompt`".to_owned())),
        (Form::Chat, ..) => return Err(bad("send `messages`, at least one".to_owned())),
    };
    let stop = match body.stop {
        None => Vec::new(),
        Some(Stops::One(stop)) => vec![stop],
        Some(Stops::Some(stops)) => stops,
    };
    let asked = Asked {
        prompt: Text::new(prompt),
        max_tokens: body.max_completion_tokens.or(body.max_tokens),
        temperature: body.temperature,
        seed: body.seed,
        stop: stop.into_iter().filter(|stop| !stop.is_empty()).collect(),
    };
    Ok((asked, body.stream.unwrap_or(false)))
}

/// What every answer to one request has around its text.
struct Frame {
    form: Form,
    id: String,
    created: i64,
}

impl Frame {
    fn object(&self, chunk: bool, choice: Value, ended: Option<&Ended>) -> Value {
        let object = match (self.form, chunk) {
            (Form::Text, _) => "text_completion",
            (Form::Chat, true) => "chat.completion.chunk",
            (Form::Chat, false) => "chat.completion",
        };
        let mut answer = json!({
            "id": self.id, "object": object, "created": self.created, "model": NAME, "choices": [choice],
            // [AIA 50(1)]
            "ai_generated": true, "disclosure": "This text was written by an AI system.",
        });
        if let (Some(ended), Value::Object(members)) = (ended, &mut answer) {
            let usage = json!({ "prompt_tokens": ended.prompt_tokens, "completion_tokens": ended.tokens, "total_tokens": ended.prompt_tokens + ended.tokens });
            members.insert("usage".to_owned(), usage);
            members.insert("system_fingerprint".to_owned(), json!(ended.model));
            let grondslag = json!({ "stopped_by": ended.guard, "without_cohorts": ended.without_cohorts });
            members.insert("grondslag".to_owned(), grondslag);
        }
        answer
    }

    fn chunk(&self, text: &str, ended: Option<&Ended>) -> Value {
        let reason = ended.map(|ended| ended.reason);
        let choice = match self.form {
            Form::Text => json!({ "index": 0, "text": text, "logprobs": null, "finish_reason": reason }),
            Form::Chat if ended.is_some() => json!({ "index": 0, "delta": {}, "finish_reason": reason }),
            Form::Chat => {
                json!({ "index": 0, "delta": { "role": "assistant", "content": text }, "finish_reason": null })
            }
        };
        self.object(true, choice, ended)
    }
}

async fn whole(frame: &Frame, first: Heard, mut heard: Receiver<Heard>) -> Result<Response, Refusal> {
    let (mut text, mut next) = (String::new(), Some(first));
    let ended = loop {
        match next {
            Some(Heard::Sentence(sentence)) => text += &sentence,
            Some(Heard::End(ended)) => break ended,
            _ => return Err(Why::Unavailable.into()),
        }
        next = heard.recv().await;
    };
    let choice = match frame.form {
        Form::Text => json!({ "index": 0, "text": text, "logprobs": null, "finish_reason": ended.reason }),
        Form::Chat => {
            json!({ "index": 0, "message": { "role": "assistant", "content": text }, "logprobs": null, "finish_reason": ended.reason })
        }
    };
    let mut response = Response::new(Body::from(frame.object(false, choice, Some(&ended)).to_string()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// Server-sent events, one a sentence. Where the model breaks off, so does the stream, without its `[DONE]`.
fn streamed(frame: Frame, first: Heard, heard: Receiver<Heard>) -> Response {
    let events = unfold((frame, Some(first), heard, false), |(frame, kept, mut heard, done)| async move {
        if done {
            return None;
        }
        let next = match kept {
            Some(kept) => Some(kept),
            None => heard.recv().await,
        };
        let (text, done) = match next {
            Some(Heard::Sentence(sentence)) => (format!("data: {}\n\n", frame.chunk(&sentence, None)), false),
            Some(Heard::End(ended)) => (format!("data: {}\n\ndata: [DONE]\n\n", frame.chunk("", Some(&ended))), true),
            _ => return Some((Err(std::io::Error::other("the model broke off")), (frame, None, heard, true))),
        };
        Some((Ok(text), (frame, None, heard, done)))
    });
    let mut response = Response::new(Body::from_stream(events));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(form: Form, body: Value) -> String {
        match read(form, body.to_string().as_bytes()) {
            Ok(_) => "taken".to_owned(),
            Err(refusal) => format!("{refusal:?}"),
        }
    }

    #[test]
    fn what_is_not_offered_is_refused_by_name_and_no_word_of_the_prompt_comes_back() {
        for (field, value) in
            [("n", json!(2)), ("top_p", json!(0.5)), ("presence_penalty", json!(1)), ("temperature", json!(9))]
        {
            let said = refused(Form::Text, json!({ "prompt": "secret words", field: value }));
            assert!(said.contains(field) && !said.contains("secret"), "{said}");
        }
        for body in [json!({ "prompt": ["a", "b"] }), json!({ "prompt": "secret words", "logprobs": 5 }), json!({})] {
            let said = refused(Form::Text, body);
            assert!(said != "taken" && !said.contains("secret"), "{said}");
        }
        assert_ne!(refused(Form::Chat, json!({ "prompt": "a" })), "taken");
        assert_ne!(refused(Form::Chat, json!({ "messages": [] })), "taken");
    }

    #[test]
    fn both_forms_are_read() {
        let body = json!({ "model": NAME, "prompt": "Vandaag", "max_tokens": 5, "stream": true, "stop": "." });
        let (asked, stream) = read(Form::Text, body.to_string().as_bytes()).expect("read");
        assert!(stream && asked.prompt.expose() == "Vandaag" && asked.stop == ["."]);
        let message = |role: &str, content: &str| json!({ "role": role, "content": content });
        let body = json!({ "messages": [message("system", "Be brief."), message("user", "Hello")], "max_completion_tokens": 7 });
        let (asked, stream) = read(Form::Chat, body.to_string().as_bytes()).expect("read");
        assert!(!stream && asked.prompt.expose() == "Be brief.\nHello" && asked.max_tokens == Some(7));
    }
}
