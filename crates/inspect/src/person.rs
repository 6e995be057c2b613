//! Names of persons. In: a folded text and what is already found in it. Out: hits. Never: a name inside what was found before.
//!
//! Rules ask for a first name that is known, a title, or a word that introduces somebody. The `tagger` reads what they say
//! together with everything else that stands around a word: it adds names that no list has, and takes back what only looks
//! like one.

use crate::contact::Hit;
use crate::fold::Folded;
use crate::hash::{START, hash};
use crate::introduce;
use crate::list::Endings;
use crate::listed::{self, Lists, lists_of};
use crate::read;
use crate::scan::Cut;
use crate::tagger::{self, Tag, Told};
use crate::{Kind, Span};
use std::sync::LazyLock;

/// One word of a text.
#[derive(Clone, Copy)]
pub(crate) struct Word<'t> {
    pub(crate) folded: &'t str,
    /// The hash of that, by which the lists and the tagger know it.
    pub(crate) hash: u64,
    /// The lists that it stands on.
    lists: Lists,
    pub(crate) span: Span,
    /// It begins with a capital and goes on in small letters, or stands in capitals altogether.
    pub(crate) is_capital: bool,
    pub(crate) is_shouted: bool,
    /// A capital stands inside, as in `LibreOffice` and `McGrath`.
    pub(crate) is_mixed: bool,
    is_letters: bool,
    /// Nothing but the start of a sentence may have given it its capital.
    pub(crate) opens: bool,
    /// What stands between it and the word before.
    pub(crate) gap: &'t str,
    /// What stands between it and the word behind, or to the end.
    pub(crate) after: &'t str,
    /// It is part of something that was found already: an address, a handle.
    pub(crate) is_covered: bool,
}

/// A name: its first and last word, how sure, and how many bytes at its end are not part of it (`Timos` ends with Timo).
#[derive(Clone, Copy)]
struct Named {
    first: usize,
    last: usize,
    score: f32,
    cut: usize,
}

/// First names that are as often another word, with a capital or without.
pub(crate) const DOUBTFUL: &str = "don che german angeles iban duitse duits duitser franse engelse nederlandse belgische spaanse italiaanse turkse \
    deutsche deutscher niederlandische franzosische belgische english french dutch italian spanish christian \
    secretly will mark rose hope grace art bill dan may june april august jan-feb sunny summer autumn winter joy faith bud rich \
    frank ernst wolf iris viola heide linde rosa sven-de sol mar luz paz cruz angel jesus santa maria-hilf christian roman pascal ruby jade amber \
    pearl crystal dawn eve noel victoria georgia virginia carolina florence paris london sydney austin dallas houston jordan israel india china \
    chad kenya ireland america asia savannah brooklyn chelsea madison jackson lincoln washington carter hunter mason cooper taylor tyler parker \
    porter sailor fisher baker cook king duke prince royal major king's penny cash chase drew dean gene glen lane lee miles ray reed rex \
    robin sandy skip star storm tad victor ward wade dag sanna hans-wurst mees merel roos lente sterre dirk-en bloem lies lot fee ties wil \
    job stijn-en ton sol guy joli aime dieu marine claire blanche prudence constance olive cerise ange noa-de rob-en bas klaas-vaak jo \
    an ben bob do el im in is it la le li lo ma me mi mo my na ni no ok of on or os pa pi re ro sa se si so ta te ti to up us ut we ya ye yo \
    sim van den der des mika-de ich das die ist wer was wie nun gut gern leo-de tim-en max min mai mia-de tom-tom mac pat sue sally jack \
    alexa siri cortana apple amazon mercedes porsche lexus opel ford tesla linux debian java ruby python django perl swift rust kotlin scala \
    vera-lab luna nova stella terra aurora ocean river sky rain bay forest brook cliff heath holly ivy basil sage ginger clementine daisy lily \
    flora poppy violet hazel willow olive rowan ash jasmine melody harmony lyric carol dolores mercy patience honor justice true earnest verity trinity \
    kurt-zeit karl-marx-allee tor tore gott herr frau mann kind mutter vater bruder schwester sonntag montag hart klaar blij kees-en lieve beste hoi hey hallo \
    said over can una made per elke anders nada einer side server vida love bent par tan else allen hanno till age ene tea line donna floor sem \
    kader ale tone pero mate mio harm esa vita joke odd mile constant tilde mare sep sole reine tore roar owe felice destiny toy gun aura kick \
    ville lean cord theres bitten grant paye pal edit tory lance paw tono misty klare yoga safari immaculate piper mora corona signe beau edu uno ela devi jude juden lander lage lowe lupe osten pol small main darwin mount package nova stein berg wald see \
    feld strauss imam eimer bergen ramadan muslima oskars aga frame teken \
    hardy raid toma paint office severed lithium moron foster gal zion excel basic init heron free \
    dev lilo ide macs vid nas sys til yas alli lotta sid dom ati vesa beryl avi ola nick thi ana kismet dino tyra cyrus alis peer dale yeah okay whoa";

/// Capitals that are nobody: cities, countries, firms, months.
pub(crate) const OTHERS: &str = "amsterdam rotterdam utrecht haag eindhoven groningen tilburg almere breda nijmegen arnhem haarlem enschede zwolle leiden \
    maastricht dordrecht delft brussel brussels bruxelles antwerpen antwerp gent ghent brugge leuven luik liege namur berlin hamburg munchen muenchen \
    koln koeln frankfurt stuttgart dusseldorf leipzig dortmund essen bremen dresden hannover nurnberg wien vienna graz salzburg zurich basel bern \
    paris lyon marseille toulouse nice nantes strasbourg montpellier bordeaux lille rennes london manchester birmingham leeds liverpool glasgow \
    edinburgh bristol cardiff belfast dublin cork galway limerick york oxford cambridge madrid barcelona valencia sevilla lisboa lisbon porto roma \
    rome milano milan napoli torino praha prague warszawa warsaw budapest bucharest sofia athens stockholm copenhagen oslo helsinki \
    nederland netherlands holland belgie belgium belgique deutschland germany duitsland allemagne france frankrijk frankreich spain spanje italy italie \
    england engeland britain ireland ierland scotland wales portugal poland polen austria oostenrijk osterreich schweiz switzerland zwitserland \
    europe europa america amerika usa china japan india russia rusland ukraine oekraine turkey turkije marokko morocco suriname \
    google microsoft apple facebook meta twitter instagram tiktok whatsapp youtube amazon netflix spotify linux ubuntu debian windows android \
    iphone samsung philips shell heineken ajax feyenoord psv bayern chelsea arsenal ns db sncf ikea lidl aldi albert heijn jumbo hema bol kpn ziggo \
    january february march april june july august september october november december januari februari maart mei juni juli augustus oktober \
    januar februar marz mai dezember monday tuesday wednesday thursday friday saturday sunday maandag dinsdag woensdag donderdag vrijdag zaterdag \
    zondag montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche \
    christmas kerst kerstmis pasen easter ostern weihnachten noel ramadan university universiteit universitat bank street road straat strasse \
    park hotel museum station airport school college hospital ziekenhuis club football league cup party church north south east west noord zuid oost \
    bv nv gmbh inc ltd llc sa corp the a an this that these those it its there here what when where why how who if and but or so my your his her our \
    their we they he she you i de het een dit dat deze die wat wanneer waar waarom hoe wie als en maar of dus mijn jouw zijn haar onze hun wij zij hij \
    der die das ein eine dieser diese was wann wo warum wie wer wenn und aber oder also mein dein sein ihr unser le la les un une des ce cette ces \
    garros mans sinn rossa libreoffice explorer kubuntu suse radeon africa danish phoenix nazi muslim catholic quaker quoi quand pourquoi comment qui si et mais ou donc mon ton son notre votre leur nous ils elles il elle je tu vous ik jij jullie";

pub(crate) const PARTICLES: &str = " van der den de het t ten ter von zu zum zur di da del della dos do la le les du des el al bin ibn mac mc o y e af av st saint ";

/// What ends as last names do and is none.
pub(crate) const THINGS: &str = " orchestra casanova supernova bossanova electra extra mantra tantra ultra sistra bokmann hillbilly yankee confetti spaghetti \
            graffiti vermicelli heinzelmann weihnachtsmann kaufmann fachmann hauptmann seemann landsmann lambretta bagauer \
            lego eindhoven ";

/// Behind a name, they make it that of a firm, a road or a field.
pub(crate) const BODIES: &str =
    " bv nv gmbh ag inc ltd llc sarl sas straat strasse street road avenue university stadium airport ";

/// The same, with a capital.
pub(crate) const CAPITAL_BODIES: &str = " garros party partij partei foundation institute day page lot house academy school square world show theatre theater band valley river \
        lake beach island bridge center centre festival awards cup league club church hospital library museum bank news times post magazine radio \
        records studios games tour lounge week park prize award arena tower hotel plaza mall station gardens college group company museum foundation \
        stichting vereniging ziekenhuis festival plein kerk schule verein preis platz halle klinik stiftung lycee stade prix championship open cafe \
        restaurant bar pub order united city fc act bill amendment project orchestra ensemble quartet ";

/// In front of a name, they make it that of a place.
pub(crate) const PLACES: &str = " san santa saint st sankt sint los las new nieuw neu nouveau nouvelle fort mount lake port costa cape chateau hotel rue place avenue \
        stade circuit cafe restaurant villa stadion theater paleis kasteel schloss burg bar club hurricane orkaan storm ";

/// The ends of the names of streets.
pub(crate) const STREETS: &str =
    " trail loop cove coves cliffs creek terrace boulevard lane drive court alley street road avenue ";

/// Finds names, except inside what `hits` already holds. `cut` is made of the text.
pub(crate) fn persons(folded: &Folded, cut: &Cut, lang: Option<&str>, hits: &mut Vec<Hit>) {
    let mut taken: Vec<Span> = hits.iter().map(|hit| hit.span).collect();
    taken.sort_unstable();
    let words = words(folded, cut, &taken);
    let named = by_rules(&words, lang);
    let ends: Vec<(usize, usize)> = named.iter().map(|one| (one.first, one.last)).collect();
    let tags = tagger::tags(&words, &told(&named, words.len()), &ends, lang);
    let mut found: Vec<Named> = tags.iter().filter_map(|tag| judged(&words, tag, &named)).collect();
    // In other letters than the tagger reads, the rules decide.
    let is_foreign = |one: &&Named| {
        words.get(one.first..=one.last).is_some_and(|own| own.iter().any(|word| !tagger::is_latin(word.folded)))
    };
    found.extend(named.iter().filter(is_foreign));
    // What the rules lengthened covers what the tagger has behind it.
    found.sort_by_key(|one| (one.first, std::cmp::Reverse(one.last)));
    let mut free = 0;
    found.retain(|one| {
        let is_free = one.first >= free;
        free = free.max(one.last + 1);
        is_free
    });
    repeated(&words, &mut found);
    for one in found {
        let (Some(start), Some(end)) = (words.get(one.first), words.get(one.last)) else { continue };
        let span = Span::new(start.span.start, end.span.end - one.cut);
        let next = taken.partition_point(|one| one.end <= span.start);
        if taken.get(next).is_none_or(|one| !one.overlaps(span)) {
            hits.push(Hit { kind: Kind::Person, span, score: one.score });
        }
    }
}

/// A name of the tagger, or of the rules where the tagger is not sure that it is none; as sure as whoever is surer.
fn judged(words: &[Word], tag: &Tag, named: &[Named]) -> Option<Named> {
    let place = named.partition_point(|one| one.last < tag.first);
    let rule = named.get(place).filter(|one| one.first <= tag.last);
    let is_small = words.get(tag.first..=tag.last).is_some_and(|own| own.iter().all(|word| !word.is_capital));
    let least = match rule {
        Some(rule) if rule.score > 0.85 => SURE_MARGIN,
        Some(_) => RULED_MARGIN,
        None if is_small && !introduce::forces(words, tag.first) => SMALL_MARGIN,
        None if is_small => TOLD_MARGIN,
        None if words.get(tag.first).is_some_and(|word| word.is_known() && !word.is_doubtful() && !word.is_other()) => {
            LISTED_MARGIN
        }
        None if tag.last > tag.first => MANY_MARGIN,
        None => ALONE_MARGIN,
    };
    // A letter alone is nobody.
    let is_letter = tag.first == tag.last && words.get(tag.first).is_some_and(|word| word.folded.chars().count() == 1);
    let is_illness = rule.is_none()
        && words.get(tag.first..=tag.last).is_some_and(|own| own.iter().all(|word| word.is(listed::ILLNESS)));
    if tag.margin < least || is_letter || is_illness || rule.is_none() && is_exclaimed(words, tag) {
        return None;
    }
    let score = (0.55 + tag.margin as f32 / tagger::UNIT / 40.0).clamp(0.5, 0.9);
    let Some(rule) = rule else { return Some(Named { first: tag.first, last: tag.last, score, cut: 0 }) };
    // `Timos Fahrrad` ends with Timo, and a name goes on behind `van der`.
    let goes_on = rule.first <= tag.first
        && rule.last > tag.last
        && words.get(tag.last + 1).is_some_and(|next| next.is_particle() && !next.is_capital);
    let last = if rule.cut > 0 && rule.first == tag.first || goes_on { rule.last } else { tag.last };
    let cut = if last == rule.last { rule.cut } else { 0 };
    Some(Named { first: tag.first, last, score: rule.score.max(score), cut })
}

/// A word that no list has and that is a whole cry: `Hij had hartfalen. Schrik!`
fn is_exclaimed(words: &[Word], tag: &Tag) -> bool {
    let word = words.get(tag.first).filter(|word| tag.first == tag.last && word.opens && word.after.starts_with('!'));
    word.is_some_and(|word| !word.is_known() && !word.is_last())
}

/// Whoever was named whole is meant again where a part of the name stands alone.
fn repeated(words: &[Word], found: &mut Vec<Named>) {
    // Time grows with the length only: of a text full of names, the first ones are looked for again.
    const MOST: usize = 64;
    let whole = found.iter().filter(|one| one.last > one.first).take(MOST);
    let parts: Vec<&str> = whole
        .flat_map(|one| words.get(one.first..=one.last).unwrap_or_default())
        .filter(|word| word.is_capital && word.folded.len() > 3 && !word.is_doubtful() && !word.is_other())
        .map(|word| word.folded)
        .collect();
    if parts.is_empty() {
        return;
    }
    let is_found = |at: usize| {
        let place = found.partition_point(|one| one.last < at);
        found.get(place).is_some_and(|one| one.first <= at)
    };
    let is_free = |at: usize, word: &Word| {
        let before = at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|one| one.is_capital);
        let behind = words.get(at + 1).is_some_and(|one| one.is_capital && one.is_joined());
        let is_inside = before && word.is_joined() || behind;
        !word.is_covered && !is_inside && !is_found(at)
    };
    let again = words.iter().enumerate();
    let again = again.filter(|(at, word)| word.is_capital && parts.contains(&word.folded) && is_free(*at, word));
    let again: Vec<Named> = again.map(|(at, _)| Named { first: at, last: at, score: 0.6, cut: 0 }).collect();
    found.extend(again);
}

/// Illnesses, which stand where a name would: `mijn tante diabetes heeft`, `Weil ich Krebs hatte`.
pub(crate) const ILLNESSES: &str = " krebs brustkrebs hautkrebs lungenkrebs diabetes asthma astma asthme alzheimer parkinson crohn lyme depression depressionen depressie \
    migraine migrane epilepsie epilepsy grippe griep grip covid corona burnout burn-out adhs adhd add autismus autisme autism aids hiv ms als \
    kanker borstkanker longkanker cancer leukemie leukemia leucemie rheuma reuma arthrose artrose arthritis artritis demenz dementie dementia \
    anorexie anorexia bulimie bulimia borderline schizophrenie schizophrenia angst long-covid ";

/// The least margin of a name of which the rules are sure and of another of theirs; of one that they have not: one word
/// that no list has, several words, and what begins with a first name of the lists; and of one of these in small letters,
/// where words say outright that a name follows and where not; in units of the tagger.
const SURE_MARGIN: i32 = -90;
const RULED_MARGIN: i32 = -48;
const ALONE_MARGIN: i32 = 44;
const MANY_MARGIN: i32 = 38;
const LISTED_MARGIN: i32 = 20;
const TOLD_MARGIN: i32 = 0;
const SMALL_MARGIN: i32 = 6;

fn by_rules(words: &[Word], lang: Option<&str>) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match name(words, at, lang) {
            Some(named) => {
                at = named.last + 1;
                found.push(named);
            }
            None => at += 1,
        }
    }
    found
}

/// What the rules say of each word.
fn told(named: &[Named], count: usize) -> Vec<Told> {
    let mut told = vec![Told::default(); count];
    for one in named {
        let tenths = (one.score * 10.0) as u8;
        for (place, word) in told.iter_mut().enumerate().skip(one.first).take(one.last + 1 - one.first) {
            *word = Told { label: if place == one.first { 1 } else { 2 }, tenths };
        }
    }
    told
}

/// The words of a text and what the rules say of each, for whoever trains the tagger.
#[cfg(test)]
pub(crate) fn read<'t>(folded: &'t Folded, lang: Option<&str>) -> (Vec<Word<'t>>, Vec<Told>) {
    let words = words(folded, &Cut::of(folded.text()), &[]);
    let told = told(&by_rules(&words, lang), words.len());
    (words, told)
}

/// The first and last names of the lists that are hardly ever another word.
#[cfg(test)]
pub(crate) fn listed() -> [Vec<&'static str>; 2] {
    [listed::FIRST, listed::LAST].map(|list| {
        let mut names = listed::names(list);
        names.retain(|(name, lists)| name.len() > 2 && lists & (listed::DOUBTFUL | listed::OTHER) == 0);
        names.into_iter().map(|(name, _)| name).collect()
    })
}

fn words<'t>(folded: &'t Folded, cut: &Cut, taken: &[Span]) -> Vec<Word<'t>> {
    let text = folded.text();
    let mut words: Vec<Word> = Vec::with_capacity(cut.runs.len());
    let mut before = 0;
    let mut taken = taken.iter().peekable();
    for span in read::spans(text, cut) {
        let own = folded.original_of(span);
        let gap = match text.as_bytes().get(before..span.start) {
            Some(b" ") => " ",
            _ => text.get(before..span.start).unwrap_or_default(),
        };
        let folded = text.get(span.start..span.end).unwrap_or_default();
        let case = Case::of(own, folded);
        while taken.next_if(|one| one.end <= span.start).is_some() {}
        let is_covered = taken.peek().is_some_and(|one| one.overlaps(span));
        let opens = words.is_empty() || gap != " " && ends_sentence(gap);
        words.push(Word {
            folded,
            hash: hash(START, folded.as_bytes()),
            lists: 0,
            span,
            is_capital: case.is_upper,
            is_shouted: case.is_shouted,
            is_mixed: case.is_mixed,
            is_letters: case.is_letters,
            opens,
            gap,
            after: "",
            is_covered,
        });
        if let [.., last, _] = words.as_mut_slice() {
            last.after = gap;
        }
        before = span.end;
    }
    if let Some(last) = words.last_mut() {
        last.after = text.get(before..).unwrap_or_default();
    }
    // Looked up right behind each other, none waits for the one before.
    for word in &mut words {
        word.lists = lists_of(word.folded, word.hash);
    }
    words
}

/// Whether what stands between two words may give the next a capital.
fn ends_sentence(gap: &str) -> bool {
    let is_mark = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b':' | b'\n' | b'"' | b'*' | b'>');
    gap.as_bytes().iter().any(is_mark) || !gap.is_ascii() && gap.contains('•')
}

/// How a word is written.
struct Case {
    /// It begins with a capital.
    is_upper: bool,
    is_shouted: bool,
    is_mixed: bool,
    is_letters: bool,
}

const SMALL: u8 = 1;
const CAPITAL: u8 = 1 << 1;
/// A digit or a mark.
const OTHER: u8 = 1 << 2;
/// No ASCII.
const FOREIGN: u8 = 1 << 3;

/// The kind of each byte: asked of every byte of a text.
#[expect(clippy::indexing_slicing, reason = "computed by the compiler, which would stop at a place that is none")]
const KINDS: [u8; 256] = {
    let mut kinds = [FOREIGN; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            _ => OTHER,
        };
        byte += 1;
    }
    kinds
};

impl Case {
    /// Of a word as its author wrote it, and folded.
    fn of(own: &str, folded: &str) -> Self {
        let kind = |byte: &u8| KINDS.get(usize::from(*byte)).copied().unwrap_or(FOREIGN);
        let (first, rest) =
            own.as_bytes().split_first().map_or((FOREIGN, &[][..]), |(first, rest)| (kind(first), rest));
        let behind = rest.iter().fold(0, |all, byte| all | kind(byte));
        let all = first | behind;
        if all & FOREIGN != 0 {
            return Self::of_letters(own, folded);
        }
        let is_upper = first == CAPITAL;
        let mut pairs = own.as_bytes().iter().zip(rest);
        Self {
            is_upper,
            is_shouted: is_upper && all & SMALL == 0 && own.len() > 2,
            is_mixed: behind & CAPITAL != 0
                && all & SMALL != 0
                && pairs.any(|(one, next)| one.is_ascii_lowercase() && next.is_ascii_uppercase()),
            is_letters: all & OTHER == 0,
        }
    }

    /// The same of letters that are no ASCII.
    fn of_letters(own: &str, folded: &str) -> Self {
        let is_upper = own.chars().next().is_some_and(char::is_uppercase);
        let mut pairs = own.chars().zip(own.chars().skip(1));
        Self {
            is_upper,
            is_shouted: is_upper && own.chars().count() > 2 && !own.chars().any(char::is_lowercase),
            is_mixed: pairs.any(|(one, next)| one.is_lowercase() && next.is_uppercase()),
            is_letters: folded.bytes().all(|byte| !byte.is_ascii_digit() && byte != b'_'),
        }
    }
}

impl Word<'_> {
    /// Whether it stands on one of these lists.
    pub(crate) fn is(&self, lists: Lists) -> bool {
        self.lists & lists != 0
    }

    fn is_first(&self) -> bool {
        self.is(listed::FIRST)
    }

    /// A first name of the lists.
    pub(crate) fn is_known(&self) -> bool {
        self.is_first() && self.folded != "iban"
    }

    /// A last name of the lists, or one by its end.
    pub(crate) fn is_last(&self) -> bool {
        self.is(listed::LAST) || self.is_patronymic()
    }

    /// Ends of last names that hardly any other word has: somebody's son or daughter, or of a place.
    pub(crate) fn is_patronymic(&self) -> bool {
        static ENDS: LazyLock<Endings> = LazyLock::new(|| {
            Endings::new(&[
                "sson", "dottir", "ovic", "evic", "ova", "owski", "owska", "ewski", "ewska", "inski", "inska", "wicz",
                "enko", "oglu", "poulos", "opoulou", "ainen", "escu", "eanu", "czyk", "adze", "shvili", "strom",
                "gaard", "gard", "quist", "qvist", "idis", "akis", "marek", "hofer", "huber", "meier", "meyer",
                "mayer", "maier", "bauer", "mann", "sohn", "stra", "inga", "zadeh", "yan", "etti", "elli", "ucci",
                "aerts", "maekers", "beek", "mulder", "huizen", "kamp", "hoven",
            ])
        });
        self.folded.len() >= 6 && self.is_capital && ENDS.end(self.folded, 0) && !self.is(listed::THING)
    }

    /// Of these, the ends that tell a name even where it stands alone.
    fn is_surely_patronymic(&self) -> bool {
        static ENDS: LazyLock<Endings> = LazyLock::new(|| {
            Endings::new(&[
                "sson", "dottir", "ovic", "evic", "owski", "owska", "ewski", "ewska", "wicz", "enko", "oglu", "poulos",
                "opoulou", "ainen", "escu", "eanu", "czyk", "shvili",
            ])
        });
        self.folded.len() >= 7 && self.is_capital && ENDS.end(self.folded, 0)
    }

    pub(crate) fn is_doubtful(&self) -> bool {
        self.folded.len() <= 2 || self.is(listed::DOUBTFUL | listed::SMALL)
    }

    pub(crate) fn is_other(&self) -> bool {
        let is_scottish =
            || ["mc", "mac", "de", "di", "le", "la", "van"].iter().any(|start| self.folded.starts_with(start));
        self.is(listed::OTHER) || self.is_mixed && !is_scottish()
    }

    pub(crate) fn is_particle(&self) -> bool {
        self.is(listed::PARTICLE)
    }

    /// Nothing but a blank or a hyphen stands before it.
    pub(crate) fn is_joined(&self) -> bool {
        matches!(self.gap, " " | "-" | "'" | " '")
    }

    /// Letters only.
    pub(crate) fn is_letters(&self) -> bool {
        self.is_letters
    }
}

/// The name that begins at this word.
fn name(words: &[Word], at: usize, lang: Option<&str>) -> Option<Named> {
    let word = words.get(at)?;
    // Most words are small and no name: they are not looked at further.
    if !word.is_capital && !word.is_particle() && (!word.is_known() || word.is_doubtful()) {
        return None;
    }
    let is_marked = word.gap.ends_with(['@', '#', '/', '_', '.']) && word.gap.len() == 1;
    let is_titled = introduce::titled(words, at);
    let is_called = introduce::called(words, at, lang);
    // `mevrouw de Groot`
    let is_particle = (is_titled || is_called)
        && word.is_particle()
        && words.iter().skip(at + 1).take(2).any(|next| next.is_capital && next.gap == " ");
    // `my name is lena andersson`, `groetjes lotte`: who writes without capitals has a name too.
    let is_small = !word.is_capital
        && word.is_known()
        && !word.is_doubtful()
        && (introduce::outright(words, at) || introduce::signed(words, at, at));
    if !(word.is_capital || is_particle || is_small)
        || !word.is_letters()
        || is_marked
        || introduce::is_salutation(word)
    {
        return None;
    }
    let is_introduced = introduce::introduced(words, at);
    let last = end_of_name(words, at, is_titled || is_introduced);
    let more = last - at;
    let is_title = introduce::is_title(word) && words.get(at + 1).is_some_and(|next| next.is_capital);
    if is_title || !is_titled && is_body(words, at, last) || is_month(words, at, last) {
        return None;
    }
    let named = |score: f32| Some(Named { first: at, last, score, cut: 0 });
    if is_titled && !(word.is_other() && more == 0) {
        return named(0.9);
    }
    if word.is_shouted && !(word.is_known() && more > 0) {
        return None;
    }
    let has_surname = more > 0 && words.get(last).is_some_and(|last| last.is_last() || last.is_first());
    // A whole sentence in capitals tells nothing by them.
    let is_shouting = word.is_shouted && words.iter().filter(|one| one.is_shouted).count() * 2 > words.len();
    if is_shouting && !(word.is_known() && has_surname) {
        return None;
    }
    if let Some(score) = by_lists(words, at, last, is_introduced, lang) {
        return named(score);
    }
    let is_plain = !word.is_other() && !word.is_doubtful();
    if (is_plain || is_called && more > 0 && word.is_particle()) && by_context(words, at, last, is_called, lang) {
        return named(0.7);
    }
    if is_plain && !word.opens && word.is_surely_patronymic() {
        return named(0.65);
    }
    if is_initials(words, at) && more > 0 {
        return named(0.75);
    }
    genitive(words, at, lang)
}

/// How sure the lists of names are, alone or with what introduces the name.
fn by_lists(words: &[Word], at: usize, last: usize, is_introduced: bool, lang: Option<&str>) -> Option<f32> {
    let word = words.get(at)?;
    let is_alone = last == at;
    let known = word.is_known();
    let is_sure = known && !word.is_doubtful() && !word.is_other();
    let has_surname = !is_alone && words.get(last).is_some_and(|last| last.is_last() || last.is_first());
    let is_german = lang == Some("de");
    match (known, !is_alone) {
        (true, true) if is_sure => Some(0.9),
        (true, true) if has_surname && !word.is_other() => Some(0.8),
        // In German every noun opens with a capital, so the verb must say that somebody acts.
        (true, false)
            if is_sure
                && (is_introduced
                    || !word.opens
                    || !is_german
                    || words.get(at + 1).is_some_and(introduce::is_doing)
                    || word.after.starts_with(',')) =>
        {
            Some(0.75)
        }
        (true, false) if is_introduced && !word.is_other() && word.folded.len() > 2 => Some(0.7),
        (false, true) if is_introduced && !word.is_other() && !word.is_doubtful() => Some(0.75),
        // An unknown first name before a known last one; German writes every noun with a capital.
        (false, true)
            if has_surname
                && !word.is_other()
                && !word.is_doubtful()
                && !is_german
                && !word.opens
                && !word.is_shouted =>
        {
            Some(0.65)
        }
        _ => None,
    }
}

/// Whether what stands around a word that no list knows says that it is a name.
fn by_context(words: &[Word], at: usize, last: usize, is_called: bool, lang: Option<&str>) -> bool {
    let Some(word) = words.get(at) else { return false };
    let is_german = lang == Some("de");
    let is_two = last > at;
    let next = words.get(last + 1);
    let behind = |count: usize| at.checked_sub(count).and_then(|place| words.get(place));
    let is_name = |one: Option<&Word>| {
        one.is_some_and(|one| {
            one.is_capital
                && !one.is_doubtful()
                && !one.is_other()
                && (one.is_known() || one.is_last() && word.is_last())
        })
    };
    // `met Loubna en Marieke`, `Naima en ik`, `Dad and Zainab`
    let leads = next.is_some_and(introduce::is_and)
        && words.get(last + 2).is_some_and(|other| word.opens && introduce::is_person(other) || is_name(Some(other)));
    let follows = behind(1).is_some_and(introduce::is_and)
        && behind(2).is_some_and(|other| introduce::is_person(other) || is_name(Some(other)));
    let is_old = is_two
        && words.get(last).is_some_and(|word| word.after == " (")
        && next.is_some_and(|next| next.folded.len() <= 2 && next.after.starts_with(')') && is_number(next));
    is_called
        || introduce::outright(words, at) && !introduce::is_anybody(word)
        || introduce::addressed(words, at, last)
        || introduce::signed(words, at, last)
        || behind(1).is_some_and(introduce::is_inverted) && word.gap == " " && (!is_german || word.is_last())
        || !is_german && (leads || follows && !word.opens)
        || is_two && (next.is_some_and(introduce::is_saying) || is_old || introduce::presented(words, at)) && !is_german
}

/// `Timos Fahrrad`, `Annas huis`: the first name that is left without its last letter.
fn genitive(words: &[Word], at: usize, lang: Option<&str>) -> Option<Named> {
    let word = words.get(at)?;
    let stem = word.folded.strip_suffix('s').filter(|stem| stem.len() >= 4)?;
    let is_owner = matches!(lang, Some("de" | "nl")) && word.after == " " && !word.is_known() && !word.is_last();
    let hash = hash(START, stem.as_bytes());
    let bare = Word { folded: stem, hash, lists: lists_of(stem, hash), ..*word };
    (is_owner && bare.is_known() && !bare.is_doubtful() && !bare.is_other()).then_some(Named {
        first: at,
        last: at,
        score: 0.65,
        cut: 1,
    })
}

fn is_number(word: &Word) -> bool {
    word.folded.bytes().all(|byte| byte.is_ascii_digit())
}

/// `14 Jan`, `May 12`: the day of a month.
fn is_month(words: &[Word], at: usize, last: usize) -> bool {
    let months = |at: usize| {
        words.get(at).is_some_and(|word| {
            matches!(
                word.folded,
                "jan" | "may" | "mai" | "april" | "august" | "augustus" | "june" | "juni" | "juli" | "mars" | "sep"
            )
        })
    };
    let number = |at: Option<usize>| {
        at.and_then(|at| words.get(at)).is_some_and(|word| is_number(word) && word.folded.len() <= 4)
    };
    months(at) && at == last && (number(at.checked_sub(1)) || number(Some(at + 1)))
        || months(last) && number(Some(last + 1))
}

/// The last word of the name that begins at `at`: capitals that may be names, with the small words between them.
fn end_of_name(words: &[Word], at: usize, is_told: bool) -> usize {
    const MOST: usize = 5;
    let mut end = at;
    let mut next = at + 1;
    while let Some(word) = words.get(next).filter(|_| next <= at + MOST) {
        let is_initial_gap = word.gap == ". " && words.get(next - 1).is_some_and(|before| before.folded.len() == 1)
            || word.gap == "." && words.get(next - 1).is_some_and(|before| before.folded.len() == 1);
        if !(word.is_joined() || is_initial_gap) || !word.is_letters() {
            break;
        }
        // `Jan's` ends with Jan.
        if word.gap == "'" && word.folded == "s" {
            break;
        }
        let is_small = is_told && !word.is_capital && word.gap == " " && word.is(listed::LAST) && !word.is_doubtful();
        let is_initial =
            word.is_capital && word.folded.len() == 1 && words.get(next + 1).is_some_and(|one| one.is_capital);
        let fits = is_small && !words.get(at).is_some_and(|first| first.is_capital)
            || is_initial
            || word.is_capital
                && !word.is_other()
                && (word.is_last()
                    || word.is_first()
                    || is_told
                    || !word.is_doubtful() && word.folded.len() > 2
                    || word.folded.len() == 1);
        if fits {
            end = next;
        } else if !word.is_particle() {
            break;
        }
        next += 1;
    }
    end
}

/// `J. de Vries`, `M.A. Jansen`.
fn is_initials(words: &[Word], at: usize) -> bool {
    let (Some(word), Some(next)) = (words.get(at), words.get(at + 1)) else { return false };
    word.folded.len() == 1 && word.is_capital && next.gap.starts_with('.') && {
        let last = end_of_name(words, at, false);
        words.get(last).is_some_and(|one| one.is_last() && one.folded.len() > 2)
    }
}

/// `Jansen BV`, `Müller GmbH`, `Free Hill Party`, `Harry Potter World`, `San Diego`: the name of a firm, a body or a place.
fn is_body(words: &[Word], at: usize, last: usize) -> bool {
    let is_followed = words.get(last + 1).is_some_and(|next| {
        next.is_joined()
            && (next.is(listed::BODY)
                || next.is_capital && !next.is_shouted && (next.is(listed::CAPITAL_BODY) || next.is(listed::STREET)))
    });
    let is_noble = last > 0 && words.get(last - 1).is_some_and(Word::is_particle);
    // `Doris Day` is somebody, `Labor Day` is not.
    let is_sure = words.get(at).is_some_and(|word| word.is_known() && !word.is_doubtful());
    let ends = last > at
        && !is_noble
        && words.get(last).is_some_and(|word| {
            !word.is_shouted
                && (word.is(listed::STREET) || word.is(listed::CAPITAL_BODY) && !(is_sure && word.is_last()))
        });
    let is_placed = words.get(at).is_some_and(|word| word.is_joined())
        && at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_some_and(|before| before.is_capital && before.is(listed::PLACE));
    is_followed
        || ends
        || is_placed
        || words.get(at).is_some_and(|word| last > at && word.is(listed::PLACE) && !word.is_known())
}
