//! Room 11, `report`: a one-page account of a run, and the documents that the law asks for. In: the numbers that the other
//! rooms found, each with its source, and what people answered. Out: pages of HTML, PDF and JSON of the same values. Never: a
//! text of a post, a number without a source, or a claim that nothing proves.

pub mod document;
mod inputs;
mod page;
mod plot;
mod speech;
#[cfg(test)]
mod tests;

pub use inputs::{
    Answer, Comparison, Corpus, Decisions, Effect, Forgotten, Inputs, Inspection, Intake, Ledger, LossPoint, People,
    Project, Rule, SourceRead, Split, Training,
};

use speech::{Language, Speech};
use std::path::{Path, PathBuf};
use world::DiskError;

/// An account could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The disk.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The numbers contradict each other, so none of them is shown.
    #[error("the numbers do not add up: {what}; run `grondslag run` again and report this if it stays")]
    DoesNotAddUp {
        /// Which.
        what: &'static str,
    },
    /// A forgotten person came under something else than a pseudonym.
    #[error("a forgotten person came without a pseudonym; make it with the ledger's pseudonymizer")]
    NotPseudonym,
    /// A text is missing.
    #[error("`notices/{language}.ftl` has no usable text `{key}`; add it")]
    MissingText {
        /// The key.
        key: String,
        /// The language.
        language: &'static str,
    },
    /// The template is broken.
    #[error("the template `{name}` could not be filled: {why}")]
    Template {
        /// Which.
        name: String,
        /// Why.
        why: String,
    },
}

/// Writes the account into `folder`: `index.html` (English), `index.nl.html` (Dutch), `report.json` and the plots. Gives back
/// what it wrote. Nothing is written if the numbers do not add up.
pub fn report(inputs: &Inputs, folder: impl AsRef<Path>) -> Result<Vec<PathBuf>, ReportError> {
    inputs.check()?;
    let mut files: Vec<(String, String)> = Vec::new();
    for language in Language::ALL {
        let speech = Speech::of(language);
        let plots = plot::plots(inputs, &speech)?;
        files.push((page_name(language), page::page(inputs, &plots, speech)?));
        // The plots stand inside the pages; as files they are for those who want to show them elsewhere.
        let suffix = if language == Language::English { String::new() } else { format!(".{}", language.tag()) };
        files.extend(plots.into_iter().map(|plot| (format!("{}{suffix}.svg", plot.name), plot.file())));
    }
    files.push(("report.json".to_owned(), json(inputs)));
    let mut paths = Vec::new();
    for (name, text) in files {
        let path = folder.as_ref().join(name);
        world::write_atomic(&path, text)?;
        paths.push(path);
    }
    Ok(paths)
}

fn page_name(language: Language) -> String {
    match language {
        Language::English => "index.html".to_owned(),
        Language::Dutch => format!("index.{}.html", language.tag()),
    }
}

fn json(inputs: &Inputs) -> String {
    let value = serde_json::json!({ "format": "grondslag-account", "version": REPORT_VERSION, "values": inputs });
    let mut text = terms::canonical_json(&value).expect("INVARIANT: inputs are strings and numbers");
    text.push('\n');
    text
}

const REPORT_VERSION: u64 = 1;
