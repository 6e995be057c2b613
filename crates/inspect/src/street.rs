//! Streets with their numbers. In: the runs of a folded text. Out: the first and the last run of each, with the unit,
//! postcode and city behind it. Never: any word beside any number; the word is of a street, or something says so.

use crate::Span;
use crate::cue::ADDRESS;
use crate::identifier::Finder;
use crate::list::{Bits, Endings, List};
use crate::place::{PARTICLES, is_capital, over, postcode, tail, word};
use crate::scan::Run;
use std::sync::LazyLock;

mod led;
pub(crate) mod small;

pub(crate) use led::numbered;
use led::prefixed;

/// Ends of street names that are one word.
const ENDINGS: &[&str] = &[
    "straat",
    "strasse",
    "laan",
    "weg",
    "plein",
    "gracht",
    "kade",
    "dijk",
    "singel",
    "dreef",
    "steeg",
    "plantsoen",
    "vaart",
    "straatweg",
    "steenweg",
    "gasse",
    "allee",
    "platz",
    "damm",
    "ufer",
    "chaussee",
    "steig",
    "stieg",
    "gatan",
    "vagen",
    "vej",
    "gade",
    "katu",
    "tie",
    "hof",
    "ring",
    "markt",
    "pad",
    "wal",
    "haven",
    "park",
    "baan",
    "lei",
    "erf",
    "graben",
    "zeile",
    "str",
    "boulevard",
    "promenade",
    "oord",
    "kamp",
    "veld",
    "burgwal",
    "hout",
    "oever",
    "heide",
    "berg",
    "tor",
    "bruecke",
    "brucke",
    "gurtel",
    "wall",
    "leite",
    "hain",
    "grund",
    "bleichen",
    "esplanadi",
    "gangen",
    "torget",
    "kuja",
    "polku",
    "straede",
    "plads",
    "poort",
    "hoek",
    "tuin",
    "wiesen",
    "rain",
    "eck",
];

static ENDS: LazyLock<Endings> = LazyLock::new(|| Endings::new(ENDINGS));

/// The same as whole words: `kottbusser damm`, `karl-marx-str.`
static ALONE: LazyLock<List> = LazyLock::new(|| List::new(ENDINGS.iter().copied()));

/// Of these, the ends of many other words with a capital: `Monitor 27`, `Spring 5`, `Heidelberg 2`, `iPad 9`.
static WEAK: LazyLock<Endings> = LazyLock::new(|| {
    Endings::new(&[
        "tor", "berg", "ring", "tie", "lei", "park", "markt", "wal", "pad", "baan", "oord", "rain", "eck", "hoek",
        "grund", "tuin", "poort", "hain", "wall",
    ])
});

/// Of these, the ends of hardly any other word, so that a small letter does no harm.
static FIRM: LazyLock<Endings> = LazyLock::new(|| {
    Endings::new(&["straat", "strasse", "laan", "gracht", "plein", "kade", "steenweg", "straatweg", "gasse", "gatan"])
});

/// Words for a street that stand behind its name in small letters: Hungarian, Slavic, Baltic, Estonian.
static SMALL_BEHIND: LazyLock<List> = LazyLock::new(|| {
    List::of(
        " utca korut rakpart fasor cesta ulica ulice trg iela bulvaris prospekts gatve mnt puiestee namesti trida nabrezi ut ter utja tere tn tee pr al g pst ",
    )
});

/// Of these, the words that mean something else in another language.
static SMALL_BEHIND_WEAK: LazyLock<List> =
    LazyLock::new(|| List::new(["ut", "ter", "tere", "tn", "tee", "pr", "al", "g", "pst"]));

/// Prepositions and adjectives that begin the name of a street in German, in front of the word that is its place.
static PREPOSED: LazyLock<List> = LazyLock::new(|| {
    List::new(["am", "im", "an", "auf", "in", "zum", "zur", "hinter", "unter", "vor", "beim", "bei", "neben"])
});

/// Places that German streets are named after.
static PLACES: LazyLock<List> = LazyLock::new(|| {
    List::of(
        " markt bach hang berg wald park see ring graben muhle kirche sportplatz bahnhof hof winkel wiesen wiese hohe \
    linden garten anger teich hafen schloss friedhof brunnen feld felde weiher damm deich dorf rain steig sand tor turm kanal ufer \
    bruch busch eichen buchen acker weinberg steinbruch schutzenplatz rathaus dom kloster stadtpark stadtwald bogen hag knick loh \
    moor heide grund tal stein eck quelle ziegelei schule burg kamp esch garten weiden birken ",
    )
});

/// Words that stand in front of the name of a street.
static BEFORE: LazyLock<List> = LazyLock::new(|| {
    List::new([
        "rue",
        "avenue",
        "av",
        "boulevard",
        "bd",
        "blvd",
        "place",
        "chemin",
        "allee",
        "impasse",
        "route",
        "quai",
        "cours",
        "square",
        "passage",
        "faubourg",
        "chaussee",
        "calle",
        "avenida",
        "avda",
        "plaza",
        "paseo",
        "camino",
        "carretera",
        "ronda",
        "travesia",
        "via",
        "viale",
        "piazza",
        "corso",
        "vicolo",
        "largo",
        "piazzale",
        "rua",
        "praca",
        "travessa",
        "estrada",
        "alameda",
        "ul",
        "ulica",
        "aleja",
        "plac",
        "strada",
        "bulevardul",
        "c",
        "montee",
        "villa",
        "sentier",
        "sente",
        "residence",
        "hameau",
        "esplanade",
        "promenade",
        "venelle",
        "traverse",
        "clos",
        "lotissement",
        "parvis",
        "carrer",
        "passeig",
        "rambla",
        "glorieta",
        "cuesta",
        "costanilla",
        "pza",
        "plza",
        "lungarno",
        "lungotevere",
        "contrada",
        "salita",
        "calata",
        "str",
        "calea",
        "soseaua",
        "aleea",
        "splaiul",
        "piata",
        "os",
        "al",
        "pl",
        "laan",
        "plein",
        "namesti",
        "trida",
        "trg",
        "ulice",
        "beco",
        "calcada",
        "rotunda",
    ])
});

/// Words that stand behind the name of a street.
static BEHIND: LazyLock<List> = LazyLock::new(|| {
    List::new([
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "lane",
        "ln",
        "drive",
        "dr",
        "close",
        "court",
        "ct",
        "place",
        "pl",
        "way",
        "terrace",
        "crescent",
        "square",
        "sq",
        "gardens",
        "hill",
        "row",
        "grove",
        "park",
        "mews",
        "boulevard",
        "blvd",
        "circle",
        "parkway",
        "highway",
        "hwy",
        "walk",
        "quay",
        "green",
        "rise",
        "view",
        "trail",
        "parade",
        "loop",
        "pike",
        "wharf",
        "vale",
        "woods",
        "yard",
        "villas",
        "cottages",
        "buildings",
    ])
});

/// The other suffixes of the United States' postal list: words that are seldom the name of a street.
static RARELY_BEHIND: LazyLock<List> = LazyLock::new(|| {
    List::of(
        " alley branch bridge brook brooks burg bypass camp canyon cape causeway center centers circles cliff cliffs club \
    common corner corners course courts cove coves creek crest crossing crossroad curve dale dam divide drives estate estates expressway \
    extension extensions fall falls ferry field fields flats ford fords forest forge forges fork forks fort freeway garden gateway glen \
    glens greens groves harbor harbors haven heights hills hollow inlet island islands isle junction junctions key keys knoll knolls \
    lake lakes land landing light lights lock locks lodge mall manor manors meadow meadows mill mills mission motorway mount mountain \
    mountains orchard oval overpass parks parkways pass passage path pine pines plain plains plaza point points port ports prairie \
    ramp ranch rapid rapids ridge ridges river roads route run shoal shoals shore shores skyway spring springs spur spurs squares \
    station stravenue stream streets summit throughway trace track trafficway tunnel turnpike underpass union unions valley valleys \
    viaduct views village villages ville vista walks wall ways well wells ",
    )
});

static BOXES: LazyLock<List> = LazyLock::new(|| List::new(["postbus", "postfach", "pobox", "box", "apartado", "bp"]));

/// How words begin that may begin the name of a street or be a box: hardly any does.
pub(crate) fn starts() -> &'static Bits {
    static BEGINS: LazyLock<Bits> =
        LazyLock::new(|| Bits::of_leads(BEFORE.words().chain(BOXES.words()).chain(["grande", "grand"])));
    &BEGINS
}

/// Whether the name of a street begins with a word: without a number in front of it, or right behind it, with no other.
pub(crate) fn begins(text: &str, run: Run) -> bool {
    let word = text.get(run.start..run.end).unwrap_or_default();
    BEFORE.has(word) || matches!(word, "grande" | "grand")
}

/// Words that shorten one of [`BEFORE`] and mean something else without their mark.
static SHORTENED: LazyLock<List> = LazyLock::new(|| List::new(["os", "al", "pl", "str", "ul", "bd", "av", "c"]));

/// Words of [`BEFORE`] that other languages use for something else: `via Paypal 5`, `Square Enix 2`.
static ROMANCE: LazyLock<List> = LazyLock::new(|| {
    List::new(["via", "cours", "place", "passage", "square", "route", "corso", "villa", "salita", "ronda"])
});

/// What stands behind a street with its number, and speaks for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Behind {
    Nothing,
    City,
    /// Digits that may be a postcode, and a word in small letters that may be a town.
    Small,
    Postcode,
}

/// The first and the last run of a street, and what stands behind it.
pub(crate) type Street = (usize, usize, Behind);

/// Streets that a word tells, from that word on.
pub(crate) fn told(finder: &Finder, at: usize) -> Option<Street> {
    let own = word(finder, at);
    let may_begin = finder.scan.run(at).is_some_and(|run| starts().has(run.lead));
    if may_begin && BOXES.has(own) {
        return boxed(finder, at);
    }
    if may_begin
        && BEFORE.has(own)
        && let Some(found) = prefixed(finder, at)
    {
        return Some(found);
    }
    // Most numbers behind a word are too long for a house.
    if !is_part(finder, at + 1, HOUSE_MAX) {
        return None;
    }
    match own {
        // `Kerkstraat nr. 12`
        "nr" | "nummer" | "no" if at > 0 && finder.scan.gap(at - 1) == Some(b" ") => ending(finder, at - 1, at + 1),
        _ => ending(finder, at, at + 1),
    }
}

/// `Postbus 12`, `P.O. Box 12`, `BP 12`.
fn boxed(finder: &Finder, at: usize) -> Option<Street> {
    let own = word(finder, at);
    let before = |back: usize| at.checked_sub(back).map_or("", |at| word(finder, at));
    if own == "box" && !matches!(before(1), "o" | "po") {
        return None;
    }
    let number = finder.scan.run(at + 1).filter(|run| run.is_number() && run.len() <= 6)?;
    let is_near = number.start - finder.scan.run(at)?.end <= 2;
    let first = match (own, before(1)) {
        ("box", "o") if at >= 2 => at - 2,
        ("box", _) => at - 1,
        _ => at,
    };
    let (last, behind) = tail(finder, at + 1);
    (is_near && (own != "bp" || behind == Behind::Postcode)).then_some((first, last, behind))
}

/// `Kerkstraat 12`, `Lange Straße 5a`: the name that ends at `at` and the number that begins at `number`.
fn ending(finder: &Finder, at: usize, number: usize) -> Option<Street> {
    let scan = &finder.scan;
    let own = word(finder, at);
    let is_gap = number > at + 1
        || matches!(scan.gap(at), Some(b" " | b". " | b"  " | b"."))
        || scan.gap(at) == Some(b", ") && special_name(finder, at);
    let number = is_gap.then(|| house_number(finder, number)).flatten()?;
    let is_june = matches!(own, "juni" | "marz" | "mai" | "juli" | "oktober")
        && at >= 3
        && word(finder, at - 2) == "des"
        && (FIRM.end(word(finder, at - 3), 0)
            || ["platz", "allee"].iter().any(|end| word(finder, at - 3).ends_with(end)));
    if is_june {
        let (last, behind) = tail(finder, number);
        return Some((at - 3, last, behind));
    }
    // `Platz 5` is a seat, `Karl-Marx-Platz 5` is not.
    let is_hyphenated =
        at > 0 && scan.gap(at - 1) == Some(b"-") && is_capital(finder, at) && is_capital(finder, at - 1);
    let is_other = is_other(own) && !is_hyphenated;
    if is_other && !ENDS.end(own, 2) || !may_be_street(finder, at) {
        return None;
    }
    let (last, behind) = tail(finder, number);
    let is_coded = matches!(behind, Behind::Postcode | Behind::Small);
    if !is_coded && (is_other || is_counted(finder, number)) {
        return None;
    }
    let span = over(finder, at, number);
    let is_said = finder.say(span, ADDRESS);
    let is_backed = is_said || is_coded;
    // Any capitalised word before a number is a street where a postcode or a word for an address says so.
    let is_year = scan.run(number).is_some_and(|run| {
        run.is_number() && run.len() == 4 && matches!(scan.bytes(run), [b'1', b'9', ..] | [b'2', b'0', ..])
    });
    let is_any = is_capital(finder, at)
        && own.len() >= 3
        && !(is_year && behind != Behind::Postcode)
        && (behind == Behind::Postcode || is_said && finder.is_said_close(span, ADDRESS));
    let first = first_of(finder, at);
    let has_letter = scan.run(number).is_some_and(|run| !run.is_number());
    let is_street = is_any
        || by_ending(finder, at, (is_backed, is_coded), is_backed || behind == Behind::City || has_letter)
        || small_behind(finder, at, is_backed || behind == Behind::City)
        || preposed(finder, first, at, is_backed || has_letter);
    is_street.then_some((first, last, behind))
}

/// Whether anything about the word at `at` is like a street, so that what stands behind its number is worth reading.
fn may_be_street(finder: &Finder, at: usize) -> bool {
    let own = word(finder, at);
    is_capital(finder, at) || ENDS.end(own, 2) || SMALL_BEHIND.has(own) || ALONE.has(own) || special_name(finder, at)
}

/// Whether the word at `at` ends as streets do. `is_backed`: a postcode or a word says that an address stands here, and
/// `is_coded` that it is a postcode; `is_likely`: or a city stands behind, or a letter belongs to the number.
fn by_ending(finder: &Finder, at: usize, (is_backed, is_coded): (bool, bool), is_likely: bool) -> bool {
    let own = word(finder, at);
    let is_capital_here = is_capital(finder, at);
    if special_name(finder, at) {
        return true;
    }
    // `Lange Straat 5`, but not `De Haven 2`.
    let is_alone = is_capital_here
        && at > 0
        && ALONE.has(own)
        && is_capital(finder, at - 1)
        && matches!(finder.scan.gap(at - 1), Some(b" " | b"-"))
        && (is_likely || !matches!(word(finder, at - 1), "de" | "het" | "der" | "die" | "das" | "the" | "le" | "la"));
    // `kottbusser damm 72, 10967 berlin`
    let is_small = is_coded && at > 0 && ALONE.has(own) && matches!(finder.scan.gap(at - 1), Some(b" " | b"-"));
    let is_singel = own == "singel" && is_capital_here;
    if is_small || is_singel {
        return true;
    }
    if !ENDS.end(own, 2) && !is_alone {
        return false;
    }
    let is_weak = WEAK.end(own, 0) && !FIRM.end(own, 2);
    if is_capital_here {
        return is_backed || (!is_weak || is_likely) && (own.len() >= 6 || is_alone);
    }
    is_backed || FIRM.end(own, 3)
}

/// Names that are streets without a word that says so: `Gran Vía 28`, `P.zza Dante 7`, `Grande Rue 3`.
fn special_name(finder: &Finder, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| word(finder, at));
    matches!((before(1), word(finder, at)), ("gran", "via") | ("grande", "rue"))
        || shortened_square(finder, at).is_some()
}

/// `P.zza Dante`, `V.le Monza`, `C.so Francia`: the run where it begins.
fn shortened_square(finder: &Finder, at: usize) -> Option<usize> {
    const WORDS_MAX: usize = 4;
    (1..=WORDS_MAX).filter_map(|back| at.checked_sub(back)).find_map(|place| {
        // Hardly any word has a full stop and no blank behind it.
        let start = place.checked_sub(1).filter(|start| finder.scan.run(*start).is_some_and(|run| run.mark == b'.'))?;
        let is_cut = matches!(word(finder, place), "zza" | "le" | "so" | "go" | "tta");
        let is_letter = matches!(word(finder, start), "p" | "v" | "c" | "l");
        (is_cut && is_letter).then_some(start)
    })
}

/// `Kossuth Lajos utca 12`, `Celovška cesta 121`.
fn small_behind(finder: &Finder, at: usize, is_likely: bool) -> bool {
    let own = word(finder, at);
    let is_named = at > 0 && is_capital(finder, at - 1) && finder.scan.gap(at - 1) == Some(b" ");
    SMALL_BEHIND.has(own) && is_named && (is_likely || !SMALL_BEHIND_WEAK.has(own))
}

/// `Am Markt 5`, `Hinter der Kirche 2b`.
fn preposed(finder: &Finder, first: usize, at: usize, is_likely: bool) -> bool {
    let is_german = finder.lang().is_none_or(|lang| lang == "de");
    let is_place = is_likely || PLACES.has(word(finder, at));
    first < at && is_german && is_place && is_capital(finder, at) && PREPOSED.has(word(finder, first))
}

/// The first word of the name that ends at `at`.
fn first_of(finder: &Finder, at: usize) -> usize {
    let scan = &finder.scan;
    if let Some(start) = shortened_square(finder, at) {
        return start;
    }
    let mut first = at;
    while let Some(before) = first.checked_sub(1) {
        let is_joined = matches!(scan.gap(before), Some(b" " | b"-" | b". " | b"'"));
        let is_part = is_capital(finder, before)
            || PARTICLES.has(word(finder, before)) && before > 0 && is_capital(finder, before - 1)
            || is_ordinal(word(finder, before));
        if !is_joined || !is_part || scan.is_used(before) || at - before > 4 || is_noun(finder, before, at) {
            break;
        }
        first = before;
    }
    // `'s-Gravelandseweg`
    if first > 0 && word(finder, first - 1) == "s" && scan.gap(first - 1) == Some(b"-") {
        first -= 1;
    }
    // What opens a sentence is more often a verb than the name of a street: `Bitte an`, `Rechnung an`, `Woon`.
    let opens = first == 0 || scan.gap(first - 1).is_some_and(|gap| gap.iter().any(|byte| b".!?:\n".contains(byte)));
    if opens && first < at && is_opener(word(finder, first)) {
        first += 1;
    } else if opens && first + 2 <= at && is_led(word(finder, first + 1)) && !PREPOSED.has(word(finder, first)) {
        first += 2;
    }
    first
}

/// Whether the capital at `before` is a German noun of its own: the street behind it is one word, `Rohrbruch Pappelallee`, and
/// what belongs to such a name is an adjective or has a hyphen.
fn is_noun(finder: &Finder, before: usize, at: usize) -> bool {
    let own = word(finder, before);
    finder.lang() == Some("de")
        && before + 1 == at
        && finder.scan.gap(before) == Some(b" ")
        && ENDS.end(word(finder, at), 3)
        && !(own.ends_with('e')
            || own.ends_with("er")
            || own.ends_with("en")
            || PREPOSED.has(own)
            || PARTICLES.has(own))
}

/// `1e`, `2de`, as in `1e Jan Steenstraat`.
fn is_ordinal(word: &str) -> bool {
    matches!(word.trim_start_matches(|c: char| c.is_ascii_digit()), "e" | "de" | "ste" | "er" | "eme")
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.len() <= 5
}

fn is_opener(word: &str) -> bool {
    static OPENERS: LazyLock<List> = LazyLock::new(|| {
        List::of(
            " woon adres address adresse ik wij hij zij we in op aan naar bezoek kom stuur send visit besuch komm ich wir er sie \
        anschrift lieferadresse factuuradres bezorgadres treffpunkt abholung zuhause sinds seit gisteren gestern vandaag heute morgen ",
        )
    });
    OPENERS.has(word)
}

/// A small word that leads to a place, behind the word that opens a sentence.
fn is_led(word: &str) -> bool {
    matches!(word, "an" | "in" | "bei" | "op" | "aan" | "auf" | "im" | "am" | "zum" | "zur" | "unter" | "at")
}

/// Words that a number follows and that are no streets.
fn is_other(word: &str) -> bool {
    static OTHERS: LazyLock<List> = LazyLock::new(|| {
        List::of(
            " januari februari maart april mei juni juli augustus september oktober november december january february march may june july august october januar februar marz mai juin juillet aout septembre octobre novembre decembre janvier fevrier mars avril montag dienstag mittwoch donnerstag freitag samstag sonntag maandag dinsdag woensdag donderdag vrijdag zaterdag zondag monday tuesday wednesday thursday friday saturday sunday version versie artikel article kapitel hoofdstuk chapter nummer number nr seite pagina page kamer zimmer room windows ubuntu postcode dag tag day level niveau top deel part teil \
        flat apt apartment unit suite appartement wohnung bus bte boite gate terminal spoor gleis perron platform halte dublin praha prague lijn linie line ligne etage stock verdieping floor stage saison seizoen staffel season aflevering folge episode groep gruppe group klas klasse class zaal saal halle hal raum lokaal rij reihe row stoel platz sitz seat blok block vak sectie formel formule formula iphone ipad galaxy playstation xbox covid ronde runde round etappe terminator spring autumn \
        snelweg autosnelweg rijksweg onderweg bundesstrasse autobahn landstrasse einbahnstrasse zijstraat winkelstraat teststraat wasstraat prikstraat startbaan landebahn bahnhof busbahnhof hauptbahnhof zugspitze supermarkt baumarkt arbeitsmarkt wohnungsmarkt aktienmarkt woningmarkt arbeidsmarkt weihnachtsmarkt kerstmarkt flohmarkt autopark handy tel telefon telefoon mobil mobiel gsm whatsapp parkplatz stellplatz sitzplatz arbeitsplatz monitor motor doktor faktor sektor senator direktor reaktor editor vector sector factor doctor tractor director mentor ",
        )
    });
    OTHERS.has(word)
}

/// What is counted: `doelpunten`, `procent`, `Minuten`.
pub(crate) fn counted(word: &str) -> bool {
    static COUNTED: LazyLock<List> = LazyLock::new(|| {
        List::of(
            " uur jaar jaren euro keer minuten min dag dagen week weken maand maanden km kilometer meter cm mm kg gram graden procent doelpunt \
        doelpunten goal goals punt punten mensen personen man mannen vrouw vrouwen kind kinderen stuk stuks x maal winst verlies plaats plaatsen plekken \
        eeuw seconden sec nachten miljoen miljard duizend uhr jahr jahre jahren mal tage tagen wochen monate monaten grad prozent tor tore punkte leute stuck \
        sekunden nachte millionen tausend heure heures an ans fois minute minutes jour jours semaine semaines mois metre metres degres pourcent but buts point points \
        personne personnes place places hour hours year years pound pounds dollar dollars time times day days weeks month months mile miles degrees percent people \
        person persons minute seconds nights million billion thousand hora horas ano anos veces minutos dias semanas meses grados goles personas ora ore anno anni \
        volte minuti giorni settimane mesi gradi punti persone ",
        )
    });
    COUNTED.has(word)
}

/// `Straat 5 doelpunten`, `Markt 12 procent`, `Weg 20 Minuten`.
fn is_counted(finder: &Finder, number: usize) -> bool {
    let scan = &finder.scan;
    let Some(run) = scan.run(number) else { return false };
    let is_marked = scan.text.get(run.end..).is_some_and(|rest| {
        let rest = rest.trim_start_matches(' ');
        rest.starts_with(['%', '\u{20ac}', '$', '\u{a3}', '\u{b0}']) || rest.starts_with(':') && !rest.starts_with(": ")
    });
    let next = word(finder, number + 1);
    is_marked || scan.gap(number) == Some(b" ") && counted(next)
}

/// `12 High Street`, `221b Baker St`, from the number on.
pub(crate) fn english(finder: &Finder, at: usize) -> Option<Street> {
    const NAME_MAX: usize = 5;
    static SMALL: LazyLock<List> =
        LazyLock::new(|| List::new(["street", "road", "avenue", "lane", "drive", "close", "crescent", "terrace"]));
    let scan = &finder.scan;
    let run = scan.run(at).filter(|run| run.digits > 0 && run.digits <= 5 && run.letters() <= 1)?;
    if !scan.bytes(run).first().is_some_and(u8::is_ascii_digit)
        || scan.before(run.start, 1).is_some_and(|b| matches!(b, b'.' | b'-' | b'/' | b':' | b','))
        || !matches!(scan.gap(at), Some(b" " | b"'" | b"-" | b". " | b", "))
    {
        return None;
    }
    let (mut end, mut is_small) = (None, false);
    let span = Span::new(run.start, run.end);
    let is_said = finder.say(span, ADDRESS);
    let is_close = is_said && finder.is_said_close(span, ADDRESS);
    let is_long = run.digits >= 3 || is_said;
    for next in at + 1..=at + NAME_MAX {
        let Some(gap) = scan.gap(next - 1) else { break };
        let is_joined = matches!(gap, b" " | b"'" | b"-" | b". ") || next == at + 1 && gap == b", ";
        let own = word(finder, next);
        let is_named = is_capital(finder, next)
            || own == "s"
            || is_close && scan.run(next).is_some_and(|run| run.is_word())
            || scan.run(next).is_some_and(|run| (3..=4).contains(&run.len()) && run.digits > 0 && run.letters() == 2);
        if !is_joined || !is_named {
            break;
        }
        is_small |= !is_capital(finder, next) && own != "s" && scan.run(next).is_some_and(Run::is_word);
        let is_behind = if !is_small { BEHIND.has(own) || is_long && RARELY_BEHIND.has(own) } else { SMALL.has(own) };
        if next > at + 1 && is_behind {
            end = Some(next);
        }
    }
    let end = end?;
    let first = unit_before(finder, at);
    let (last, behind) = tail(finder, end);
    Some((first, last, behind))
}

/// `Flat 3, 12 High Street`
pub(crate) fn unit_before(finder: &Finder, at: usize) -> usize {
    let is_unit = |at: usize| matches!(word(finder, at), "flat" | "apt" | "apartment" | "unit" | "suite");
    match at.checked_sub(2) {
        Some(unit) if is_unit(unit) && finder.scan.gap(at - 1).is_some_and(|gap| gap.len() <= 2) => unit,
        _ => at,
    }
}

/// No house has more digits.
const HOUSE_MAX: u32 = 4;

/// At most so many digits, and at most one letter behind them.
fn is_part(finder: &Finder, at: usize, most: u32) -> bool {
    finder.scan.run(at).is_some_and(|run| {
        run.digits > 0
            && run.digits <= most
            && run.letters() <= 1
            && finder.scan.bytes(run).first().is_some_and(u8::is_ascii_digit)
    })
}

/// A house number at this run; the last run that belongs to it: `12`, `5a`, `45/12`, `71/2/14`, `12-II`, `3 bis`, `25 a`.
fn house_number(finder: &Finder, at: usize) -> Option<usize> {
    const PARTS_MAX: usize = 2;
    let scan = &finder.scan;
    if scan.is_used(at) || !is_part(finder, at, HOUSE_MAX) {
        return None;
    }
    let mut last = at;
    for _ in 0..PARTS_MAX {
        let (gap, next) = (scan.gap(last), word(finder, last + 1));
        let is_storey = matches!(next, "i" | "ii" | "iii" | "iv" | "hs" | "huis" | "bis" | "ter" | "rood" | "zw");
        let is_letter = next.len() == 1 && next.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_joined = match gap {
            Some(b"/") => is_storey || is_letter || is_part(finder, last + 1, HOUSE_MAX),
            Some(b"-") => is_storey || is_letter || is_part(finder, last + 1, 3),
            Some(b" - ") => last == at && is_part(finder, last + 1, 3),
            Some(b" ") => {
                is_storey && next != "i" && (next != "ter" || finder.lang() != Some("nl"))
                    || is_letter && is_apart(finder, last + 1)
            }
            _ => false,
        };
        if !is_joined {
            break;
        }
        last += 1;
    }
    // `12 A 5` in Finland
    let is_stair = finder.lang() == Some("fi")
        && word(finder, last).len() == 1
        && scan.gap(last) == Some(b" ")
        && is_part(finder, last + 1, 3);
    Some(if is_stair { last + 1 } else { last })
}

/// A letter behind a number and a blank that belongs to the number: a capital, or a small one that ends what is said.
fn is_apart(finder: &Finder, at: usize) -> bool {
    let own = word(finder, at);
    // `63 a D-19386`
    if finder.scan.gap(at) == Some(b"-") || at.checked_sub(1).is_some_and(|before| !is_number(finder, before)) {
        return false;
    }
    if is_capital(finder, at) {
        return own != "i";
    }
    let is_early = own.bytes().all(|byte| byte <= b'h');
    let is_end = finder.scan.gap(at).is_none_or(|gap| gap.first().is_some_and(|byte| b",.;\n)!?".contains(byte)))
        || word(finder, at + 1) == "in"
        || finder.scan.gap(at) == Some(b" ") && postcode(finder, at + 1).is_some();
    is_early && is_end && !(own == "a" && finder.lang() == Some("fr"))
}

fn is_number(finder: &Finder, at: usize) -> bool {
    finder.scan.run(at).is_some_and(Run::is_number)
}
