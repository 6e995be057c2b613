//! The PDF of a document, set by Typst. In: a view. Out: a tagged PDF (PDF/UA-1), the same bytes for the same view. Never: a
//! file or font of the machine, the clock, or the network.

use crate::ReportError;
use crate::document::view::View;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// What all documents share: the fonts and the language of the templates.
pub(super) struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Press {
    /// With the fonts that are part of the program.
    pub(super) fn new() -> Self {
        let wanted = |font: &Font| {
            let family = font.info().family.as_str();
            family == "Libertinus Serif" || family == "DejaVu Sans Mono"
        };
        let fonts: Vec<Font> =
            typst_assets::fonts().flat_map(|bytes| Font::iter(Bytes::new(bytes))).filter(wanted).collect();
        let mut book = FontBook::new();
        for font in &fonts {
            book.push(font.info().clone());
        }
        Self { library: LazyHash::new(Library::default()), book: LazyHash::new(book), fonts }
    }

    /// Sets one document.
    pub(super) fn print(&self, view: &View) -> Result<Vec<u8>, ReportError> {
        let broken = |why: String| ReportError::Template { name: "document.typ".to_owned(), why };
        let data = serde_json::to_vec(view).map_err(|error| broken(error.to_string()))?;
        let (main, data_id) = (file("/document.typ"), file("/view.json"));
        let sheet =
            Sheet { press: self, main: Source::new(main, TEMPLATE.to_owned()), data: Bytes::new(data), data_id };
        let document: PagedDocument = typst::compile(&sheet).output.map_err(|errors| broken(told(&errors)))?;
        // INVARIANT: one standard alone never contradicts another.
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).expect("INVARIANT: one standard fits itself");
        let options = PdfOptions {
            ident: Smart::Custom(format!("grondslag {} {}", view.id, view.lang)),
            creator: Smart::Custom(Some("Grondslag".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| broken(told(&errors)))?;
        // Layouts of the documents before the last few are not asked for again.
        typst::comemo::evict(4);
        Ok(pdf)
    }
}

/// What went wrong in a template, without what it was filled with.
fn told(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}

fn file(path: &str) -> FileId {
    // INVARIANT: both paths are written here.
    let path = VirtualPath::new(path).expect("INVARIANT: a path without `..`");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// The two files that a document is set from.
struct Sheet<'a> {
    press: &'a Press,
    main: Source,
    data: Bytes,
    data_id: FileId,
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        // A document does not know the day it is set on.
        None
    }
}

const TEMPLATE: &str = include_str!("../templates/document.typ");
