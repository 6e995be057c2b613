//! Names of persons. In: a folded text and what is already found in it. Out: hits. Never: a name from a capital alone; a
//! first name that is known, a title, or a word that introduces somebody must stand with it.

use crate::contact::{Hit, is_word};
use crate::fold::{Folded, fold};
use crate::lexicon::lexicon;
use crate::{Kind, Span};
use std::collections::HashSet;
use std::sync::LazyLock;

/// One word of a text.
#[derive(Clone, Copy)]
struct Word<'t> {
    folded: &'t str,
    span: Span,
    /// It begins with a capital and goes on in small letters, or stands in capitals altogether.
    is_capital: bool,
    is_shouted: bool,
    /// Nothing but the start of a sentence may have given it its capital.
    opens: bool,
    /// What stands between it and the word before.
    gap: &'t str,
}

struct Lists {
    first: HashSet<&'static str>,
    last: HashSet<&'static str>,
    doubtful: HashSet<String>,
    others: HashSet<String>,
}

fn lists() -> &'static Lists {
    static LISTS: LazyLock<Lists> = LazyLock::new(|| {
        let names = |table: &'static str| {
            table.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(' ')).collect()
        };
        let words = |words: &str| words.split_whitespace().map(fold).collect();
        Lists {
            first: names(include_str!("../lexicon/first-names.txt")),
            last: names(include_str!("../lexicon/last-names.txt")),
            doubtful: words(DOUBTFUL),
            others: words(OTHERS),
        }
    });
    &LISTS
}

/// First names that are as often another word, with a capital or without.
const DOUBTFUL: &str = "don che german angeles iban duitse duits duitser franse engelse nederlandse belgische spaanse italiaanse turkse \
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
    kurt-zeit karl-marx-allee tor tore gott herr frau mann kind mutter vater bruder schwester sonntag montag hart klaar blij kees-en lieve beste hoi hey hallo";

/// Capitals that are nobody: cities, countries, firms, months.
const OTHERS: &str = "amsterdam rotterdam utrecht haag eindhoven groningen tilburg almere breda nijmegen arnhem haarlem enschede zwolle leiden \
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
    quoi quand pourquoi comment qui si et mais ou donc mon ton son notre votre leur nous ils elles il elle je tu vous ik jij jullie";

/// Words in front of a name that say that a person follows.
const TITLES: &str = " mr mrs ms miss dr prof sir madam lord lady dhr mevr mevrouw meneer mw drs ir ing mr. herr frau hr fr m mme mlle monsieur madame \
    mademoiselle senor senora don dona signor signora tante oom oma opa onkel aunt auntie uncle granny grandma grandpa tonton tata pastor dominee juf \
    juffrouw meester coach zuster broeder pan pani ";

/// Words right in front of a name that introduce it, with the word before them where they need one.
const INTRODUCTIONS: &[(&str, &str)] = &[
    ("name", "is"),
    ("names", "is"),
    ("ik", "heet"),
    ("naam", "is"),
    ("heet", "ik"),
    ("ich", "heisse"),
    ("name", "ist"),
    ("m", "appelle"),
    ("appelle", "toi"),
    ("nom", "est"),
    ("s", "appelle"),
    ("called", ""),
    ("named", ""),
    ("genaamd", ""),
    ("namens", ""),
    ("t.n.v", ""),
    ("tnv", ""),
    ("groetjes", ""),
    ("groeten", ""),
    ("groet", ""),
    ("regards", ""),
    ("cheers", ""),
    ("cordialement", ""),
    ("bises", ""),
    ("grusse", ""),
    ("lg", ""),
    ("heet", ""),
    ("heisst", ""),
    ("heten", ""),
    ("chiamo", ""),
    ("llamo", ""),
    ("nazywam", "sie"),
    ("signed", ""),
    ("getekend", ""),
    ("attn", ""),
    ("love", ""),
    ("xoxo", ""),
    ("gr", ""),
    ("mvg", ""),
    ("vg", ""),
    ("gruss", ""),
    ("gruesse", ""),
    ("dear", ""),
    ("beste", ""),
    ("lieve", ""),
    ("liebe", ""),
    ("lieber", ""),
    ("cher", ""),
    ("chere", ""),
    ("hallo", ""),
    ("hoi", ""),
    ("hi", ""),
    ("hey", ""),
    ("hello", ""),
    ("bonjour", ""),
    ("salut", ""),
    ("moin", ""),
    ("dag", ""),
    ("hej", ""),
    ("ciao", ""),
    ("hola", ""),
    ("thanks", ""),
    ("danke", ""),
    ("dank", ""),
    ("bedankt", ""),
    ("merci", ""),
    ("congrats", ""),
    ("gefeliciteerd", ""),
];

const PARTICLES: &str = " van der den de het t ten ter von zu zum zur di da del della dos do la le les du des el al bin ibn mac mc o y e af av st saint ";

/// Finds names, except inside what `hits` already holds.
pub(crate) fn persons(folded: &Folded, lang: Option<&str>, hits: &mut Vec<Hit>) {
    let words = words(folded);
    if !words.iter().any(|word| word.is_capital) {
        return;
    }
    let mut found: Vec<(Span, f32)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match name(&words, at, lang) {
            Some((first, last, score)) => {
                let (Some(start), Some(end)) = (words.get(first), words.get(last)) else { break };
                found.push((Span::new(start.span.start, end.span.end), score));
                at = last + 1;
            }
            None => at += 1,
        }
    }
    let mut taken: Vec<Span> = hits.iter().map(|hit| hit.span).collect();
    taken.sort_unstable();
    for (span, score) in found {
        let next = taken.partition_point(|one| one.end <= span.start);
        if taken.get(next).is_none_or(|one| !one.overlaps(span)) {
            hits.push(Hit { kind: Kind::Person, span, score });
        }
    }
}

fn words<'t>(folded: &'t Folded) -> Vec<Word<'t>> {
    let text = folded.text();
    let mut words: Vec<Word> = Vec::new();
    let (mut at, mut before) = (0, 0);
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(is_word)).map(|skip| at + skip) {
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let span = Span::new(start, start + length);
        let own = folded.original_of(span);
        let gap = text.get(before..start).unwrap_or_default();
        let mut letters = own.chars();
        let is_upper = letters.next().is_some_and(char::is_uppercase);
        let is_shouted = is_upper && own.chars().count() > 2 && !own.chars().any(char::is_lowercase);
        let opens = words.is_empty() || gap.contains(['.', '!', '?', ':', '\n', '"', '*', '>', '•']);
        words.push(Word {
            folded: text.get(start..start + length).unwrap_or_default(),
            span,
            is_capital: is_upper,
            is_shouted,
            opens,
            gap,
        });
        (at, before) = (start + length, start + length);
    }
    words
}

impl Word<'_> {
    fn is_first(&self) -> bool {
        lists().first.contains(self.folded)
    }

    fn is_last(&self) -> bool {
        lists().last.contains(self.folded)
    }

    fn is_doubtful(&self) -> bool {
        self.folded.len() <= 2
            || lists().doubtful.contains(self.folded)
            || lexicon().does(self.folded).iter().any(|does| *does != 0)
    }

    fn is_other(&self) -> bool {
        lists().others.contains(self.folded)
    }

    fn is_particle(&self) -> bool {
        self.folded.len() <= 5 && PARTICLES.contains(&format!(" {} ", self.folded))
    }

    /// Nothing but a blank or a hyphen stands before it.
    fn is_joined(&self) -> bool {
        matches!(self.gap, " " | "-" | "'" | " '")
    }

    /// Letters only.
    fn is_letters(&self) -> bool {
        self.folded.bytes().all(|byte| !byte.is_ascii_digit() && byte != b'_')
    }
}

/// The name that begins at this word: its first and last word, and how sure.
fn name(words: &[Word], at: usize, lang: Option<&str>) -> Option<(usize, usize, f32)> {
    let word = words.get(at)?;
    if !word.is_capital || !word.is_letters() || word.gap.ends_with(['@', '#', '/', '_', '.']) && word.gap.len() == 1 {
        return None;
    }
    let is_titled = titled(words, at);
    let is_introduced = introduced(words, at);
    let end = end_of_name(words, at, is_titled || is_introduced);
    let more = end - at;
    let after_title = is_titled && !(word.is_other() && more == 0);
    let is_title =
        TITLES.contains(&format!(" {} ", word.folded)) && words.get(at + 1).is_some_and(|next| next.is_capital);
    if is_title || is_firm(words, end) {
        return None;
    }
    if after_title {
        return Some((at, end, 0.9));
    }
    let known = word.is_first() && word.folded != "iban";
    if word.is_shouted && !(known && more > 0) {
        return None;
    }
    let has_surname = more > 0 && words.get(end).is_some_and(|last| last.is_last() || last.is_first());
    let is_sure = known && !word.is_doubtful() && !word.is_other();
    let score = match (known, more > 0) {
        (true, true) if is_sure => 0.9,
        (true, true) if has_surname && !word.is_other() => 0.8,
        (true, false) if is_sure && (is_introduced || !word.opens || lang != Some("de")) => 0.75,
        (true, false) if is_introduced && !word.is_other() && word.folded.len() > 2 => 0.7,
        (false, true) if is_introduced && !word.is_other() && !word.is_doubtful() => 0.75,
        // An unknown first name before a known last one; German writes every noun with a capital.
        (false, true)
            if has_surname
                && !word.is_other()
                && !word.is_doubtful()
                && lang != Some("de")
                && !word.opens
                && !word.is_shouted =>
        {
            0.65
        }
        (false, false) if is_introduced && strongly(words, at) && !word.is_other() && !word.is_doubtful() => 0.7,
        _ if is_initials(words, at) && end > at => 0.75,
        _ => return None,
    };
    // A whole sentence in capitals tells nothing by them.
    let is_shouting = word.is_shouted && words.iter().filter(|one| one.is_shouted).count() * 2 > words.len();
    (!is_shouting || known && has_surname).then_some((at, end, score))
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
        let fits = word.is_capital
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

fn titled(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let gap = words.get(at).map_or("", |word| word.gap);
    before.is_some_and(|before| {
        let is_title = TITLES.contains(&format!(" {} ", before.folded));
        // `M.` and `Fr.` are titles only with their mark and a capital.
        let is_short = before.folded.len() <= 2;
        is_title
            && (gap == ". " || gap == " " && !(is_short && matches!(before.folded, "m" | "fr" | "hr")))
            && (!is_short || before.is_capital || gap == ". ")
    })
}

fn introduced(words: &[Word], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).and_then(|place| words.get(place)).map_or("", |word| word.folded);
    let gap = words.get(at).map_or("", |word| word.gap);
    if gap.len() > 3 || gap.contains(['.', '!', '?', ';']) {
        return false;
    }
    INTRODUCTIONS.iter().any(|(first, second)| {
        if second.is_empty() { word(1) == *first } else { word(2) == *first && word(1) == *second }
    })
}

/// The words say outright that a name follows; a greeting does not.
fn strongly(words: &[Word], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).and_then(|place| words.get(place)).map_or("", |word| word.folded);
    INTRODUCTIONS.iter().any(|(first, second)| !second.is_empty() && word(2) == *first && word(1) == *second)
        || matches!(word(1), "heet" | "genaamd" | "named" | "called" | "namens" | "heisst" | "tnv")
}

/// `J. de Vries`, `M.A. Jansen`.
fn is_initials(words: &[Word], at: usize) -> bool {
    let (Some(word), Some(next)) = (words.get(at), words.get(at + 1)) else { return false };
    word.folded.len() == 1 && word.is_capital && next.gap.starts_with('.') && {
        let last = end_of_name(words, at, false);
        words.get(last).is_some_and(|one| one.is_last() && one.folded.len() > 2)
    }
}

/// `Jansen BV`, `Müller GmbH`, `Free Hill Party`: the name of a firm or of another body.
fn is_firm(words: &[Word], last: usize) -> bool {
    words.get(last + 1).is_some_and(|word| {
        let is_body = matches!(word.folded, "party" | "partij" | "partei" | "foundation" | "institute");
        is_body && word.is_capital && !word.is_shouted
            || matches!(
                word.folded,
                "bv" | "nv"
                    | "gmbh"
                    | "ag"
                    | "inc"
                    | "ltd"
                    | "llc"
                    | "sarl"
                    | "sas"
                    | "straat"
                    | "strasse"
                    | "street"
                    | "road"
                    | "avenue"
                    | "university"
                    | "stadium"
                    | "airport"
            )
    })
}
