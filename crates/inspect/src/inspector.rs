//! Room 3 itself. In: a [`Passage`]. Out: an [`Inspection`]. Never: a decision; what follows from a finding is the law's.

use crate::bands;
use crate::careful::{self, Careful, Heard};
use crate::contact::{self, Hit};
use crate::disclosure::{self, Disclosure};
use crate::doubt::{self, Doubt};
use crate::fold::Folded;
use crate::frame::About;
use crate::lexicon::{Term, Topic};
use crate::name::Names;
use crate::original::Originals;
use crate::read::Read;
use crate::scan::Cut;
use crate::sentence::{Sentences, trimmed};
use crate::tongue::Tongue;
use crate::transform::leaves_letters;
use crate::{
    Band, FACES_VERSION, Finding, Inspection, Kind, Level, Mode, Passage, Reference, Slice, Span, Special, VERSION,
    What, identifier,
};
use crate::{minor, person};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use terms::{AccountId, Category, Digest, Embed, Handle, Lang, Text, Visibility, Whose};

/// How an objection names a picture: `pdq:` and the 64 digits of its hash.
const PICTURE: &str = "pdq:";

/// At least this is an identifier; below it is a number that might be one.
pub(crate) const IDENTIFIER: f32 = 0.5;

/// Inspects texts. Building one costs the automaton of its names; the lexicons are read once per program.
pub struct Inspector {
    names: Names,
    handles: BTreeSet<String>,
    originals: Originals,
    sought: Digest,
    look: Look,
    careful: Option<(Careful, f32)>,
    version: Cow<'static, str>,
    looks_at_pictures: bool,
    reads_pictures: bool,
    pictures: Vec<String>,
}

/// Whether what the rules let pass is looked at again.
#[derive(Clone, Copy, PartialEq)]
enum Look {
    Once,
    /// Held from the bound of each language and category.
    Measured,
    /// Held from the bound of each language and category, and so is every text in a language that nobody measured.
    Twice,
    /// Held only where the author is meant with at least this probability.
    Firmly(f32),
}

impl fmt::Debug for Inspector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Inspector({VERSION}, {} handles)", self.handles.len())
    }
}

impl Inspector {
    /// An inspector that also looks for these names of people without an account who objected; each with the reference
    /// under which its objection is known.
    pub fn new(names: &[(String, Text)]) -> Self {
        let sought = names.iter().flat_map(|(id, name)| [id.as_bytes(), name.expose().as_bytes()]);
        let sought = Digest::of_parts(sought);
        // Whoever objects to the use of a picture without a name says which by its hash.
        let picture = |(_, name): &(String, Text)| name.expose().strip_prefix(PICTURE).map(str::to_owned);
        let pictures = names.iter().filter_map(picture).collect();
        let names: Vec<(String, Text)> = names.iter().filter(|name| picture(name).is_none()).cloned().collect();
        let (handles, look) = (BTreeSet::new(), Look::Once);
        let originals = Originals::default();
        Self {
            names: Names::new(&names),
            handles,
            originals,
            sought,
            look,
            careful: None,
            version: VERSION.into(),
            looks_at_pictures: false,
            reads_pictures: false,
            pictures,
        }
    }

    /// Also looks at the pictures of a record.
    #[must_use]
    pub fn with_pictures(mut self) -> Self {
        self.looks_at_pictures = true;
        self.sought = Digest::of_parts([self.sought.as_bytes().as_slice(), b"pictures", FACES_VERSION.as_bytes()]);
        self
    }

    /// Also reads the text in the pictures, by a program that goes by this stamp.
    #[must_use]
    pub fn with_picture_text(mut self, stamp: &str) -> Self {
        self.reads_pictures = true;
        self.sought = Digest::of_parts([self.sought.as_bytes().as_slice(), b"text in pictures", stamp.as_bytes()]);
        self
    }

    /// Whether the text in the pictures of a record is read.
    pub fn reads_pictures(&self) -> bool {
        self.reads_pictures
    }

    /// Whether the pictures of a record are looked at.
    pub fn looks_at_pictures(&self) -> bool {
        self.looks_at_pictures
    }

    /// The perceptual hashes of pictures that people without an account objected to the use of, each as its 64 digits.
    pub fn objected_pictures(&self) -> &[String] {
        &self.pictures
    }

    /// Also takes `name:` and `name,` at the start of a line for a handle, if it is one of these.
    #[must_use]
    pub fn with_handles(mut self, handles: impl IntoIterator<Item = Handle>) -> Self {
        self.handles.extend(handles.into_iter().map(|handle| plain(&handle)));
        let handles = self.handles.iter().map(String::as_bytes);
        self.sought = Digest::of_parts(std::iter::once(self.sought.as_bytes().as_slice()).chain(handles));
        self
    }

    /// Also finds what these people wrote where somebody else repeats it, with a mark or without.
    #[must_use]
    pub fn with_originals(mut self, originals: Originals) -> Self {
        if !originals.is_empty() {
            self.sought = Digest::of_parts([self.sought.as_bytes().as_slice(), b"originals", originals.digest()]);
        }
        self.originals = originals;
        self
    }

    /// Also holds for a human what the rules let pass and the second look does not, from the bound that was measured for its
    /// language and category. A text in a language that nobody measured has the strictest bound.
    #[must_use]
    pub fn with_measured_second_look(mut self) -> Self {
        self.look = Look::Measured;
        self.sought = Digest::of_parts([self.sought.as_bytes().as_slice(), b"measured second look"]);
        self
    }

    /// Also holds for a human what the rules let pass and the second stage does not, and every text in a language whose curves
    /// nobody measured: more is found, and more is held.
    #[must_use]
    pub fn with_second_look(mut self) -> Self {
        self.look = Look::Twice;
        self.sought = Digest::of_parts([self.sought.as_bytes().as_slice(), b"second look"]);
        self
    }

    /// Also holds for a human what the rules let pass and the second stage takes for the author's own with at least this
    /// probability: less is found than with [`Self::with_second_look`], and much less is held.
    #[must_use]
    pub fn with_firm_second_look(mut self, least: f32) -> Self {
        self.look = Look::Firmly(least);
        self.sought = Digest::of_parts([self.sought.as_bytes().as_slice(), b"firm second look", &least.to_le_bytes()]);
        self
    }

    /// Also lets a larger model hear every passage that the rules let pass and that the second look does not find clear. It
    /// decides there instead of the second look, by bounds of its own.
    #[must_use]
    pub fn with_careful_look(self, careful: Careful) -> Self {
        self.with_careful_look_from(careful, bands::careful_from())
    }

    /// The same, for passages from this score of the second look on; from 0 on it hears everything.
    #[must_use]
    pub fn with_careful_look_from(mut self, careful: Careful, from: f32) -> Self {
        let (digest, bits) = (careful.digest(), from.to_le_bytes());
        self.sought = Digest::of_parts([self.sought.as_bytes().as_slice(), b"careful look", digest.as_bytes(), &bits]);
        self.version = format!("{VERSION}+careful-{:.12}", digest.to_string()).into();
        self.careful = Some((careful, from));
        self
    }

    /// The version of the detectors, with a larger model where there is one: each finding carries it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The version of the detectors, with a digest of the names and handles that are looked for: what was inspected under
    /// another stamp is not current.
    pub fn stamp(&self) -> String {
        format!("{VERSION}+{:.12}", self.sought.to_string())
    }

    /// The part of the stamp that no name, handle or text changes: what was inspected under another method is inspected again.
    pub fn method(&self) -> String {
        let look = match self.look {
            Look::Once => "once".to_owned(),
            Look::Measured => "measured".to_owned(),
            Look::Twice => "twice".to_owned(),
            Look::Firmly(least) => format!("firmly-{:08x}", least.to_bits()),
        };
        let pictures = if self.looks_at_pictures { FACES_VERSION } else { "none" };
        let careful = match &self.careful {
            Some((careful, from)) => format!("+careful-{}-{:08x}", careful.digest(), from.to_bits()),
            None => String::new(),
        };
        format!("{VERSION}+{look}+{pictures}{careful}")
    }

    /// What a text meets of the names, handles and texts that are looked for; nothing where it meets none. Of two inspectors
    /// of one method that a text meets alike, both find the same in it, and asking this costs much less than inspecting.
    pub fn met(&self, passage: &Passage) -> Option<Digest> {
        if self.names.is_empty() && self.handles.is_empty() && self.originals.is_empty() {
            return None;
        }
        let folded = Folded::new(passage.text);
        let mut met = Vec::new();
        for (reference, span) in self.names.find(&folded) {
            note(&mut met, 1, span, reference, false);
        }
        for repeat in self.originals.find(folded.text(), passage.own_account, passage.written) {
            note(&mut met, 2, repeat.span, repeat.account.as_str(), repeat.is_public);
        }
        // INVARIANT: handles change nothing but what these two find; a test inspects with and without each.
        if !self.handles.is_empty() {
            let (mut hits, mut mentions) = (Vec::new(), Vec::new());
            contact::addresses(&folded, contact::Signs::of_addresses(), &self.handles, &mut hits, &mut mentions);
            contact::addressed(&folded, &self.handles, &mut mentions);
            hits.iter().for_each(|hit| note(&mut met, 3, hit.span, hit.kind.as_str(), false));
            for mention in &mentions {
                note(&mut met, 4, mention.span, &format!("{} {}", mention.score, mention.handle), false);
            }
        }
        (!met.is_empty()).then(|| Digest::of(met))
    }

    /// Says what one text contains.
    pub fn inspect(&self, passage: &Passage) -> Inspection {
        let folded = Folded::new(passage.text);
        let tongue = Tongue::new(passage);
        let (mut report, read) = self.by_rules(passage, &folded, &tongue);
        match (&self.careful, self.look) {
            (Some((careful, from)), _) => {
                let doubts = report.doubted(&read, &tongue, *from);
                let heard = careful.hear(&careful::texts(passage.text, &folded, &doubts));
                report.careful(careful, &tongue, doubts.into_iter().zip(heard));
            }
            (None, Look::Once) => {}
            (None, Look::Measured | Look::Twice) => report.doubts(&read, &tongue, 0.0),
            (None, Look::Firmly(least)) => report.doubts(&read, &tongue, least),
        }
        self.finish(report, &tongue)
    }

    /// Says what each text contains: what [`Self::inspect`] says of it. A larger model hears several texts at once in less time.
    pub fn inspect_all(&self, passages: &[Passage]) -> Vec<Inspection> {
        let Some((careful, from)) = &self.careful else {
            return passages.iter().map(|passage| self.inspect(passage)).collect();
        };
        let folded: Vec<Folded> = passages.iter().map(|passage| Folded::new(passage.text)).collect();
        let read = passages.iter().zip(&folded).map(|(passage, folded)| {
            let tongue = Tongue::new(passage);
            let (mut report, read) = self.by_rules(passage, folded, &tongue);
            let doubts = report.doubted(&read, &tongue, *from);
            let texts = careful::texts(passage.text, folded, &doubts);
            (report, tongue, doubts, texts)
        });
        let mut read: Vec<_> = read.collect();
        let texts: Vec<String> = read.iter_mut().flat_map(|(.., texts)| std::mem::take(texts)).collect();
        let mut heard = careful.hear(&texts).into_iter();
        let finished = read.into_iter().map(|(mut report, tongue, doubts, _)| {
            let count = doubts.len();
            report.careful(careful, &tongue, doubts.into_iter().zip(heard.by_ref().take(count)));
            self.finish(report, &tongue)
        });
        finished.collect()
    }

    fn finish(&self, mut report: Report<'_>, tongue: &Tongue) -> Inspection {
        if self.look == Look::Twice {
            report.language(tongue);
        }
        report.group();
        report.finish(tongue.lang().cloned(), self.version.clone())
    }

    fn by_rules<'p>(
        &self,
        passage: &'p Passage<'p>,
        folded: &'p Folded<'p>,
        tongue: &Tongue,
    ) -> (Report<'p>, Read<'p>) {
        let cut = Cut::of(folded.text());
        let (mut hits, mentions) = self.named(folded, &cut, tongue);
        person::persons(folded, &cut, tongue.primary(), &mut hits);
        minor::own_age(folded, &cut.runs, &mut hits);
        let read = Read::of_cut(folded.text(), cut, |span| folded.original_of(span));
        let names = self.names.find(folded);

        hits.sort_by_key(|hit| (hit.span, hit.kind));
        let mut report = Report::new(passage, folded);
        report.hits(&hits);
        report.mentions(mentions);
        report.names(names);
        report.quotes();
        report.repeats(&self.originals);
        if !read.terms.is_empty() {
            // French small words are words of other languages too (`son`, `a`), so its rules read French only.
            let spoken: Cow<'_, [Term]> = match tongue.primary() {
                Some("fr") => Cow::Borrowed(&read.terms),
                _ => read.terms.iter().filter_map(Term::outside_french).collect(),
            };
            for part in disclosure::passages(folded, report.sentences(), &spoken) {
                report.children(&minor::children(folded.text(), &part));
                report.disclosures(&disclosure::disclosures(&part));
            }
        }
        (report, read)
    }

    /// What the rules find without the second stage, to measure what it adds.
    #[cfg(test)]
    pub(crate) fn rules_alone(&self, passage: &Passage) -> Vec<Finding> {
        let folded = Folded::new(passage.text);
        self.by_rules(passage, &folded, &Tongue::new(passage)).0.findings
    }

    /// The identifiers of one text, without what it says about anybody: the fast part of [`Self::inspect`], alone.
    pub fn identifiers(&self, passage: &Passage) -> Vec<Finding> {
        let folded = Folded::new(passage.text);
        let (hits, mentions) = self.named(&folded, &Cut::of(folded.text()), &Tongue::new(passage));
        let mut report = Report::new(passage, &folded);
        report.findings = Vec::with_capacity(hits.len() + mentions.len());
        for hit in &hits {
            report.hit(hit);
        }
        for mention in &mentions {
            let span = folded.to_original(mention.span);
            report.find(Kind::Handle, span, mention.score, None, Level::Found);
        }
        report.findings.sort_by_key(|finding| (finding.start, finding.end, finding.kind));
        report.findings
    }

    fn named(&self, folded: &Folded, cut: &Cut, tongue: &Tongue) -> (Vec<Hit>, Vec<contact::Mention>) {
        const USUAL: usize = 8;
        let (mut hits, mut mentions) = (Vec::with_capacity(USUAL), Vec::new());
        let signs = contact::Signs::of(folded.text(), cut);
        contact::urls(folded.text(), signs, &mut hits);
        contact::addresses(folded, signs, &self.handles, &mut hits, &mut mentions);
        contact::addressed(folded, &self.handles, &mut mentions);
        identifier::numbers(folded, (cut, signs), tongue, &mut hits);
        (hits, mentions)
    }
}

/// Adds what was met to a list that tells any two apart.
fn note(met: &mut Vec<u8>, what: u8, span: Span, name: &str, is_public: bool) {
    met.extend([what, u8::from(is_public)]);
    for number in [span.start, span.end, name.len()] {
        met.extend((number as u64).to_be_bytes());
    }
    met.extend(name.as_bytes());
}

fn plain(handle: &Handle) -> String {
    handle.expose().trim_start_matches('@').to_lowercase()
}

/// An inspection while it is made.
struct Report<'p> {
    passage: &'p Passage<'p>,
    folded: &'p Folded<'p>,
    sentences: Option<Sentences>,
    findings: Vec<Finding>,
    special: Vec<Special>,
    slices: Vec<Slice>,
    criminal: bool,
}

impl<'p> Report<'p> {
    fn new(passage: &'p Passage<'p>, folded: &'p Folded<'p>) -> Self {
        Self {
            passage,
            folded,
            sentences: None,
            findings: Vec::new(),
            special: Vec::new(),
            slices: Vec::new(),
            criminal: false,
        }
    }

    /// The sentences, cut when first asked for: most texts hold nothing.
    fn sentences(&mut self) -> &Sentences {
        self.sentences.get_or_insert_with(|| Sentences::of(self.folded.text()))
    }

    /// The sentence around a place in the original, in bytes of the original.
    fn sentence(&mut self, folded_span: Span) -> Span {
        let around = self.sentences().around(folded_span);
        self.folded.to_original(trimmed(self.folded.text(), around))
    }

    fn find(&mut self, kind: Kind, span: Span, score: f32, whose: Option<Whose>, band: Level) {
        self.findings.push(Finding { kind, start: span.start, end: span.end, score, whose, band });
    }

    fn hit(&mut self, hit: &Hit) -> (Span, Level) {
        let span = self.folded.to_original(hit.span);
        let band = if hit.score >= IDENTIFIER { Level::Found } else { Level::Clear };
        let whose = (hit.kind == Kind::AuthorAge).then_some(Whose::Author);
        self.find(hit.kind, span, hit.score, whose, band);
        (span, band)
    }

    fn hits(&mut self, hits: &[Hit]) {
        self.findings.reserve(hits.len());
        for hit in hits {
            let (span, band) = self.hit(hit);
            let is_contact = hit.kind.placeholder().is_some() && band == Level::Found;
            if is_contact {
                let sentence = self.sentence(hit.span);
                let number = self.next_number(What::Contact);
                self.slice(Reference::Numbered { what: What::Contact, number }, hit.kind, span, sentence, |_| {});
            }
        }
    }

    fn mentions(&mut self, mut mentions: Vec<contact::Mention>) {
        mentions.sort_by_key(|mention| mention.span);
        let own = self.passage.own_handle.map(plain);
        for mention in mentions {
            let is_own = own.as_ref() == Some(&mention.handle);
            let span = self.folded.to_original(mention.span);
            let whose = if is_own { Whose::Author } else { Whose::Other };
            // In a web address it is a part of that; whom it means is asked all the same.
            let holds = |found: &Finding| found.kind == Kind::Url && found.start <= span.start && span.end <= found.end;
            let is_inside = self.findings.iter().any(holds);
            if !is_inside {
                self.find(Kind::Handle, span, mention.score, Some(whose), Level::Found);
            }
            if !is_own {
                let sentence = self.sentence(mention.span);
                self.slice(Reference::Handle(Handle::new(mention.handle)), Kind::Handle, span, sentence, |_| {});
            }
        }
    }

    fn names(&mut self, names: Vec<(&str, Span)>) {
        for (reference, folded_span) in names {
            let span = self.folded.to_original(folded_span);
            let sentence = self.sentence(folded_span);
            self.find(Kind::ObjectedName, span, 0.95, Some(Whose::Other), Level::Found);
            self.slice(Reference::Name(reference.to_owned()), Kind::ObjectedName, span, sentence, |_| {});
        }
    }

    fn quotes(&mut self) {
        for embed in self.passage.embeds {
            if embed.account_id.is_some() && embed.account_id.as_ref() == self.passage.own_account {
                continue;
            }
            let span = whole_characters(self.passage.text, Span::new(embed.start, embed.end));
            if span.start == span.end {
                continue;
            }
            self.find(Kind::Quote, span, 1.0, Some(Whose::Other), Level::Found);
            let reference = self.quoted(embed.account_id.as_ref());
            // Who does not say that the original was public does not know it: unknown is never read as fine.
            let is_private = embed.origin_visibility != Some(Visibility::Public);
            self.slice(reference, Kind::Quote, span, span, |slice| slice.private_origin |= is_private);
        }
    }

    /// What somebody who objects wrote, where the source says nothing of a quote of theirs.
    fn repeats(&mut self, originals: &Originals) {
        let (own, written) = (self.passage.own_account, self.passage.written);
        for repeat in originals.find(self.folded.text(), own, written) {
            let span = self.folded.to_original(repeat.span);
            let is_said = |embed: &Embed| {
                let said = whole_characters(self.passage.text, Span::new(embed.start, embed.end));
                embed.account_id.as_ref() == Some(repeat.account) && said.start <= span.start && span.end <= said.end
            };
            if self.passage.embeds.iter().any(is_said) {
                continue;
            }
            self.find(Kind::Quote, span, 0.9, Some(Whose::Other), Level::Found);
            let reference = Reference::Account(repeat.account.clone());
            self.slice(reference, Kind::Quote, span, span, |slice| slice.private_origin |= !repeat.is_public);
        }
    }

    fn quoted(&self, account: Option<&AccountId>) -> Reference {
        match account {
            Some(account) => Reference::Account(account.clone()),
            None => Reference::Numbered { what: What::Quote, number: self.next_number(What::Quote) },
        }
    }

    fn children(&mut self, children: &[minor::Mention]) {
        for child in children {
            let span = self.folded.to_original(child.span);
            let sentence = self.folded.to_original(trimmed(self.folded.text(), child.sentence));
            self.find(Kind::Child, span, child.score, Some(Whose::Other), Level::Found);
            let number = self.next_number(What::Child);
            self.slice(Reference::Numbered { what: What::Child, number }, Kind::Child, sentence, sentence, |slice| {
                slice.child = true
            });
        }
    }

    fn disclosures(&mut self, disclosures: &[Disclosure]) {
        for one in disclosures {
            let span = self.folded.to_original(one.span);
            let sentence = self.folded.to_original(trimmed(self.folded.text(), one.sentence));
            // Whoever speaks inside a quote of somebody else is not the author of this text.
            let quote = self
                .passage
                .embeds
                .iter()
                .map(|embed| Span::new(embed.start, embed.end))
                .find(|embed| embed.overlaps(span));
            let about = if quote.is_some() { About::Other } else { one.about };
            match (one.topic, about) {
                (Topic::Criminal, _) => self.crime(one, span, about),
                (Topic::Special(category), About::Author) => self.own(one, span, category),
                (Topic::Special(category), About::Other) => {
                    let sentence = quote.map_or(sentence, |quote| clipped(self.passage.text, sentence, quote));
                    self.others(one, span, category, sentence);
                }
                (Topic::Child | Topic::Idiom, _) => {}
            }
        }
    }

    fn crime(&mut self, one: &Disclosure, span: Span, about: About) {
        let whose = if about == About::Author { Whose::Author } else { Whose::Other };
        // A conviction of anybody makes the whole record one under Art. 10, so there is no slice to take out.
        let level = one.level();
        self.find(one.kind(), span, one.score, Some(whose), level);
        self.criminal |= level == Level::Found;
    }

    fn own(&mut self, one: &Disclosure, span: Span, category: Category) {
        let level = one.level();
        self.find(one.kind(), span, one.score, Some(Whose::Author), level);
        if level == Level::Found {
            self.special(category, one.score, span);
        }
    }

    fn special(&mut self, category: Category, score: f32, span: Span) {
        let (whose, mode) = (Whose::Author, Mode::Explicit);
        self.special.push(Special { category, whose, mode, score, span: Some(span) });
    }

    fn others(&mut self, one: &Disclosure, span: Span, category: Category, sentence: Span) {
        let level = if one.score >= disclosure::OTHER { Level::Found } else { Level::Clear };
        self.find(one.kind(), span, one.score, Some(Whose::Other), level);
        if level == Level::Found {
            let number = self.next_number(What::Other);
            let reference = Reference::Numbered { what: What::Other, number };
            self.slice(reference, Kind::Special(category), sentence, sentence, |slice| slice.special = true);
        }
    }

    /// What the rules let pass and the second look does not.
    fn doubts(&mut self, read: &Read, tongue: &Tongue, least: f32) {
        let mut doubts = self.doubted(read, tongue, bands::least().max(least));
        doubts.retain(|one| !self.is_settled(one));
        for one in doubts {
            if one.score >= bands::uncertain_from(tongue.primary(), one.topic).max(least) {
                let span = self.folded.to_original(one.span);
                self.find(kind_of(one.topic), span, one.score, Some(one.whose), Level::Uncertain);
            }
        }
    }

    /// Passages of the author's own that the second look does not find clear.
    fn doubted(&mut self, read: &Read, tongue: &Tongue, least: f32) -> Vec<Doubt> {
        // Nothing behind this asks where sentences end.
        let cut = self.sentences.take();
        let (folded, embeds) = (self.folded, self.passage.embeds);
        let spoken = || doubt::language(tongue.primary());
        let sentences = || cut.unwrap_or_else(|| Sentences::of(folded.text()));
        let mut doubts = doubt::doubts(read, &spoken, sentences, least);
        doubts.retain(|one| {
            let span = folded.to_original(one.span);
            !embeds.iter().any(|embed| Span::new(embed.start, embed.end).overlaps(span))
        });
        doubts
    }

    /// Whether the rules found what is doubted.
    fn is_settled(&self, doubt: &Doubt) -> bool {
        let around = self.folded.to_original(doubt.passage);
        // What is said of somebody else answers nothing about the author, and the other way round.
        let answers = |whose: Option<Whose>| (doubt.whose == Whose::Other) == (whose == Some(Whose::Other));
        let mut found = self.findings.iter().filter(|one| one.band != Level::Clear && one.span().overlaps(around));
        found.any(|one| one.kind == kind_of(doubt.topic) && answers(one.whose))
    }

    /// What a larger model hears in the passages that the second look does not find clear; what it could not hear is held.
    fn careful(&mut self, careful: &Careful, tongue: &Tongue, doubts: impl Iterator<Item = (Doubt, Option<Heard>)>) {
        let weighed = doubts.map(|(doubt, heard)| careful.weigh(doubt, heard, tongue.primary()));
        let open = |(doubt, level): &(Doubt, Level)| *level != Level::Clear && !self.is_settled(doubt);
        let weighed: Vec<(Doubt, Level)> = weighed.filter(open).collect();
        for (one, level) in weighed {
            let span = self.folded.to_original(one.span);
            self.find(kind_of(one.topic), span, one.score, Some(one.whose), level);
            match (level, one.topic) {
                (Level::Found, Topic::Special(category)) => self.special(category, one.score, span),
                (Level::Found, _) => self.criminal = true,
                _ => {}
            }
        }
    }

    /// Silence in a language that nobody measured says nothing, so a human must look [GDPR 25].
    fn language(&mut self, tongue: &Tongue) {
        if tongue.is_unmeasured(self.folded.text()) {
            self.find(Kind::Language, Span::new(0, self.passage.text.len()), 0.5, None, Level::Uncertain);
        }
    }

    /// A human must look where something lies inside the band, unless the same is already found in this record: then the
    /// law has its answer, and whoever looked would learn nothing new. What the author says of themselves is no answer about
    /// another person, whose sentence may have to go.
    fn band(&self) -> Band {
        let is_settled = |finding: &Finding| match finding.kind {
            // A conviction of anybody makes the whole record one under Art. 10.
            Kind::Criminal => self.criminal,
            kind => {
                let own = |own: &Special| own.mode == Mode::Explicit && Kind::Special(own.category) == kind;
                finding.whose != Some(Whose::Other) && self.special.iter().any(own)
            }
        };
        let mut uncertain = self.findings.iter().filter(|finding| finding.band == Level::Uncertain);
        if uncertain.all(is_settled) { Band::Clear } else { Band::Uncertain }
    }

    fn group(&mut self) {
        let mut categories =
            self.passage.group_name.map(|name| disclosure::group(name, self.passage.lang)).unwrap_or_default();
        categories.extend(self.passage.group_sensitivity);
        for category in categories {
            let score = if self.passage.group_sensitivity == Some(category) { 1.0 } else { 0.8 };
            self.special.push(Special { category, whose: Whose::Author, mode: Mode::Inferred, score, span: None });
        }
    }

    fn next_number(&self, what: What) -> usize {
        let same = |slice: &&Slice| matches!(slice.reference, Reference::Numbered { what: other, .. } if other == what);
        self.slices.iter().filter(same).count() + 1
    }

    /// Adds to the slice of the same person, or begins one.
    fn slice(&mut self, reference: Reference, kind: Kind, span: Span, sentence: Span, change: impl FnOnce(&mut Slice)) {
        let place = self.slices.iter().position(|slice| slice.kind == kind && same_person(slice, &reference, sentence));
        let slice = match place.and_then(|place| self.slices.get_mut(place)) {
            Some(slice) => slice,
            None => {
                self.slices.push(Slice {
                    kind,
                    reference,
                    spans: Vec::new(),
                    sentences: Vec::new(),
                    special: false,
                    child: false,
                    private_origin: false,
                    direct_identifier: !matches!(kind, Kind::Quote | Kind::Child | Kind::Special(_)),
                    redactable: true,
                    sentence_redactable: true,
                });
                // INVARIANT: a slice was pushed one line above.
                self.slices.last_mut().expect("INVARIANT: a slice was just pushed")
            }
        };
        slice.spans.push(span);
        slice.sentences.push(sentence);
        change(slice);
    }

    fn finish(mut self, lang: Option<Lang>, version: Cow<'static, str>) -> Inspection {
        let text = self.passage.text;
        for slice in &mut self.slices {
            for spans in [&mut slice.spans, &mut slice.sentences] {
                spans.sort();
                spans.dedup();
            }
            slice.sentence_redactable = leaves_letters(text, &slice.sentences);
            let goes_whole = slice.special || slice.child;
            slice.redactable = if goes_whole { slice.sentence_redactable } else { leaves_letters(text, &slice.spans) };
        }
        self.slices.sort_by(|a, b| (&a.spans, a.kind, &a.reference).cmp(&(&b.spans, b.kind, &b.reference)));
        let band = self.band();
        self.findings.sort_by_key(|finding| (finding.start, finding.end, finding.kind));
        self.special.sort_by_key(|special| (special.category, special.mode, special.span));
        Inspection {
            version,
            bytes_scanned: text.len(),
            lang,
            findings: self.findings,
            special: self.special,
            third_parties: self.slices,
            criminal: self.criminal,
            band,
        }
    }
}

fn kind_of(topic: Topic) -> Kind {
    match topic {
        Topic::Special(category) => Kind::Special(category),
        _ => Kind::Criminal,
    }
}

fn same_person(slice: &Slice, reference: &Reference, sentence: Span) -> bool {
    match reference {
        // Two things said in one sentence about "my mother" are one slice; more cannot be told from words alone.
        Reference::Numbered { what: What::Other | What::Child, .. } => slice.sentences.contains(&sentence),
        Reference::Numbered { .. } => false,
        _ => slice.reference == *reference,
    }
}

fn whole_characters(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start.min(text.len()), span.end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end.max(start))
}

fn clipped(text: &str, sentence: Span, quote: Span) -> Span {
    let (start, end) = (sentence.start.max(quote.start), sentence.end.min(quote.end));
    whole_characters(text, Span::new(start, end.max(start)))
}
