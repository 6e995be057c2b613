//! The page of a document. In: a view. Out: one HTML document without a script or a request. Never: text that is not escaped.

use crate::ReportError;
use crate::document::view::View;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, context};

pub(super) fn page(view: &View) -> Result<String, ReportError> {
    let broken =
        |error: minijinja::Error| ReportError::Template { name: "document.html".to_owned(), why: format!("{error:#}") };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::SemiStrict);
    environment.add_template("document.html", PAGE).map_err(broken)?;
    let values = context! { v => Serde(view), style => STYLE };
    environment.get_template("document.html").and_then(|template| template.render(values)).map_err(broken)
}

const PAGE: &str = include_str!("../templates/document.html");
const STYLE: &str = include_str!("../templates/document.css");
