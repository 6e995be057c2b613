//! What stands around a name and says that it is one. In: the words of a text. Out: how strongly the words before and behind
//! a place say that a person stands there. Never: a name by itself; whoever asks looks at the word too.

use crate::listed::{self, Lists};
use crate::person::Word;

/// Words in front of a name that say that a person follows.
pub(crate) const TITLES: &str = " mr mrs ms miss dr prof sir madam lord lady dhr mevr mevrouw meneer mw drs ir ing mr. herr frau hr fr m mme mlle monsieur madame \
    mademoiselle senor senora senorita don dona signor signora tante oom oma opa onkel aunt auntie uncle granny grandma grandpa tonton tata pastor \
    dominee juf juffrouw meester coach zuster broeder pan pani docteur maitre fraulein doktor ";

/// Offices and trades that stand in front of a last name as a title does, in small letters too.
pub(crate) const OFFICES: &str = " wethouder minister burgemeester senator trainer bondscoach president premier staatssecretaris kamerlid commissaris kanselier \
    premierminister gouverneur rechter officier inspecteur agent kapitein generaal presentator rapper zanger zangeres acteur actrice schrijver \
    bundeskanzler bundeskanzlerin kanzler kanzlerin burgermeister burgermeisterin ministerin prasident bundesprasident trainerin sturmer torwart \
    abgeordneter abgeordnete kommissar staatsanwalt schauspieler schauspielerin professor professorin richter \
    ministre maire depute deputee entraineur capitaine commissaire juge gardien chanteur chanteuse acteur actrice \
    mayor governor congressman congresswoman justice detective sergeant captain inspector reverend officer chancellor striker goalkeeper \
    ministro alcalde presidente sindaco allenatore entrenador ";

/// Whom somebody calls by a name: `mijn broer Finn`, `our neighbour Fiona`.
pub(crate) const KIN: &str = " broer broertje zus zusje zoon zoontje dochter dochtertje vriend vriendin vriendje vriendinnetje neef neefje nicht nichtje man vrouw \
    buurman buurvrouw collega baas moeder vader schoonmoeder schoonzus zwager partner verloofde kleinzoon kleindochter huisgenoot \
    bruder schwester sohn tochter freund freundin cousin cousine nachbar nachbarin kollege kollegin chef chefin mutter vater frau mann neffe nichte \
    schwager schwagerin enkel enkelin mitbewohner mitbewohnerin verlobter verlobte \
    frere soeur fils fille ami amie copain copine voisin voisine collegue mari femme mere pere compagnon cousin cousine beau-frere neveu niece \
    brother sister son daughter friend boyfriend girlfriend husband wife cousin nephew niece neighbour neighbor colleague boss mate flatmate roommate \
    mother father mum dad fiance fiancee partner buddy bff bestie kid kids aunt uncle grandson granddaughter \
    hermano hermana hijo hija amigo amiga primo prima novio novia vecino vecina fratello sorella figlio figlia amico amica ";

/// Whose they are.
pub(crate) const OWNERS: &str = " mijn m'n zijn z'n haar hun ons onze jouw je uw mein meine meinen meinem meiner sein seine seinem seiner ihr ihre ihrem ihrer unser unsere \
    unserem unserer dein deine mon ma mes ton ta sa son notre votre leur my his her our their your mi su mio mia suo sua ";

/// Words right in front of a name that introduce it, with the word before them where they need one. They say outright that a
/// name follows.
const OUTRIGHT: &[(&str, &str)] = &[
    ("name", "is"),
    ("names", "is"),
    ("name", "s"),
    ("ik", "heet"),
    ("naam", "is"),
    ("heet", "ik"),
    ("ich", "heisse"),
    ("name", "ist"),
    ("m", "appelle"),
    ("appelle", "toi"),
    ("nom", "est"),
    ("prenom", "est"),
    ("s", "appelle"),
    ("me", "llamo"),
    ("mi", "chiamo"),
    ("call", "me"),
    ("noem", "me"),
    ("noem", "mij"),
    ("nenn", "mich"),
    ("nazywam", "sie"),
    ("chiamo", ""),
    ("llamo", ""),
    ("called", ""),
    ("named", ""),
    ("genaamd", ""),
    ("genannt", ""),
    ("namens", ""),
    ("t.n.v", ""),
    ("tnv", ""),
    ("heet", ""),
    ("heisst", ""),
    ("heten", ""),
    ("signed", ""),
    ("getekend", ""),
    ("attn", ""),
];

/// Words under which somebody puts a name.
pub(crate) const CLOSINGS: &str = " groetjes groeten groet regards cheers cordialement bises bisous grusse gruss gruesse lg gr mvg vg love xoxo saludos saluti liefs \
    knuffel kus amicalement sincerely faithfully truly wishes amities ";

/// Words with which somebody is addressed.
pub(crate) const GREETINGS: &str = " dear beste lieve liebe lieber cher chere hallo hoi hi hey hello bonjour salut moin dag hej ciao hola thanks danke dank bedankt \
    dankjewel merci congrats gefeliciteerd bravo gluckwunsch welkom welcome gracias grazie felicitations rip proficiat sorry geachte ";

/// Who is addressed or signs without being anybody in particular.
pub(crate) const ADDRESSED: &str = " iedereen allemaal mensen everyone everybody all guys folks team world sir madam customer friends zusammen leute alle freunde gott \
    mama papa mum mom mam pap dad daddy mommy oma opa schat schatje baby lieverd santa sinterklaas god jezus jesus twitter lezers lezer klant collega \
    buren buurt damen herren kollegen welt tous toutes monde madame monsieur messieurs mesdames amis gars bebe cheri cherie sirs ladies gentlemen readers \
    diary moeder vader mutter vater kinder kids jongens meiden meisjes dames heren vrienden familie bro bruder sis man dude buddy mate honey darling love \
    liebling schatz maus hase you u jou jullie jij ihr euch beaucoup bien allen kerstman weihnachtsmann christmas kerst nachbarn chef boss bank klasse \
    there again anyway no yes ja nein nee oui non ok och ach deutsche nederlanders amsterdammers belgen community community's internet facebook fans fan ";

/// What somebody does who is named in front of it.
pub(crate) const SAYING: &str = " zei zegt belde schreef schrijft vroeg vraagt vertelde vertelt vindt vond said says wrote writes told asked called thinks tweeted sagt sagte \
    schreibt schrieb fragte meint meinte erzahlte dit disait ecrit ecrivait demande pense raconte appelle lives woont wohnt habite vive abita shouted explains explained announced starring ";

/// What somebody does in German, behind the name that opens a sentence.
pub(crate) const DOING: &str = " hat ist war kommt kam geht ging will wollte kann konnte muss musste wird wurde hatte findet fand ruft rief braucht macht machte weiss und \
    spielt bekommt bekam zieht heiratet wohnt arbeitet lacht mag liebt liegt fahrt fuhr bleibt blieb sucht gibt gab heisst braucht lasst ";

fn back<'w>(words: &'w [Word], at: usize, count: usize) -> Option<&'w Word<'w>> {
    at.checked_sub(count).and_then(|place| words.get(place))
}

fn folded<'w>(words: &'w [Word], at: usize, count: usize) -> &'w str {
    back(words, at, count).map_or("", |word| word.folded)
}

/// Whether a word so many places in front is on a list.
fn is_behind(words: &[Word], at: usize, count: usize, list: Lists) -> bool {
    back(words, at, count).is_some_and(|word| word.is(list))
}

/// Whether this word greets or closes: `Liebe Grüße von der Insel` names nobody.
pub(crate) fn is_salutation(word: &Word) -> bool {
    word.is(listed::CLOSING) && word.folded != "love" || word.is(listed::GREETING)
}

/// Whether this word is a title, in front of something.
pub(crate) fn is_title(word: &Word) -> bool {
    word.is(listed::TITLE)
}

/// `mevrouw`, `Dr.`: what follows is the name of somebody, whatever it is.
pub(crate) fn titled(words: &[Word], at: usize) -> bool {
    let gap = words.get(at).map_or("", |word| word.gap);
    back(words, at, 1).is_some_and(|before| {
        // `M.` and `Fr.` are titles only with their mark and a capital.
        let is_short = before.folded.len() <= 2;
        before.is(listed::TITLE)
            && (gap == ". " || gap == " " && !(is_short && matches!(before.folded, "m" | "fr" | "hr")))
            && (!is_short || before.is_capital || gap == ". ")
    })
}

/// `wethouder Bakker`, `mijn broer Finn`: an office or somebody's kin stands in front. In German any noun may follow kin
/// (`dass meine Schwester Grippe hat`), so there an office alone counts.
pub(crate) fn called(words: &[Word], at: usize, lang: Option<&str>) -> bool {
    let is_near = words.get(at).is_some_and(|word| word.gap == " ");
    let is_kin =
        || lang != Some("de") && is_behind(words, at, 1, listed::KIN) && is_behind(words, at, 2, listed::OWNER);
    is_near && (is_behind(words, at, 1, listed::OFFICE) || is_kin())
}

/// The words in front introduce somebody, outright or with a greeting.
pub(crate) fn introduced(words: &[Word], at: usize) -> bool {
    let gap = words.get(at).map_or("", |word| word.gap);
    gap.len() <= 3
        && !gap.contains(['.', '!', '?', ';'])
        && (outright(words, at)
            || is_behind(words, at, 1, listed::CLOSING)
            || is_behind(words, at, 1, listed::GREETING))
}

/// A title, an office or words stand in front that say outright that somebody follows.
pub(crate) fn precedes(words: &[Word], at: usize, lang: Option<&str>) -> bool {
    forces(words, at) || called(words, at, lang)
}

/// A title stands in front, or words that say outright that somebody follows.
pub(crate) fn forces(words: &[Word], at: usize) -> bool {
    is_behind(words, at, 1, listed::TITLE | listed::OUTRIGHT) && (titled(words, at) || outright(words, at))
}

/// What stands around a word and speaks of somebody, one bit each.
pub(crate) fn hints(words: &[Word], at: usize, lang: Option<&str>) -> u64 {
    let next = words.get(at + 1);
    let before = back(words, at, 1);
    let bits = [
        titled(words, at),
        called(words, at, lang),
        introduced(words, at),
        outright(words, at),
        presented(words, at),
        next.is_some_and(is_saying),
        next.is_some_and(is_doing),
        before.is_some_and(is_inverted),
        before.is_some_and(|word| word.is(listed::OWNER)),
        words.get(at).is_some_and(|word| is_salutation(word) || is_title(word) || word.is(listed::OFFICE)),
        words.get(at).is_some_and(is_anybody),
    ];
    bits.iter().fold(0, |all, one| all * 2 + u64::from(*one))
}

/// The word of each row of them that stands right in front of a name.
pub(crate) fn last_outright() -> impl Iterator<Item = &'static str> {
    OUTRIGHT.iter().map(|(one, two)| if two.is_empty() { *one } else { *two })
}

/// The words in front say outright that a name follows.
pub(crate) fn outright(words: &[Word], at: usize) -> bool {
    // Hardly any word is one of these.
    if !is_behind(words, at, 1, listed::OUTRIGHT) {
        return false;
    }
    let (one, two) = (folded(words, at, 1), folded(words, at, 2));
    OUTRIGHT
        .iter()
        .any(|(first, second)| if second.is_empty() { one == *first } else { two == *first && one == *second })
}

/// `Hoi Loubna!`, `lieve Deepak, `: somebody is addressed, and nothing but a mark follows.
pub(crate) fn addressed(words: &[Word], at: usize, last: usize) -> bool {
    let is_near = words.get(at).is_some_and(|word| word.gap == " ");
    let is_closed = words.get(last).is_some_and(|word| {
        let after = word.after.trim_start_matches(' ');
        after.is_empty() || after.starts_with([',', '!', '.', '?', '\n', ':', '-']) && !word.after.starts_with('-')
    });
    // In German every noun has its capital: only what is said to people counts.
    is_near && is_closed && is_behind(words, at, 1, listed::GREETING) && !is_addressed_as_all(words, at)
}

/// `Groetjes, Tjitske` at the end of a text or of a line.
pub(crate) fn signed(words: &[Word], at: usize, last: usize) -> bool {
    let gap = words.get(at).map_or("", |word| word.gap);
    let opens = back(words, at, 1).is_some_and(|word| word.opens || word.folded != "lg" && word.folded != "love");
    let is_near = matches!(gap, " " | ", " | "," | "\n" | ",\n" | ", \n" | "\n\n" | ",\n\n" | " - " | ":\n" | "!\n");
    let is_end = words.get(last).is_some_and(|word| {
        let after = word.after.trim_start_matches(' ');
        after.is_empty() || after.starts_with(['\n', '.', '!', ')']) || after.starts_with('\u{2764}')
    }) || words.get(last + 1).is_some_and(|next| matches!(next.folded, "x" | "xx" | "xxx" | "xo"));
    opens && is_near && is_end && is_behind(words, at, 1, listed::CLOSING) && !is_addressed_as_all(words, at)
}

fn is_addressed_as_all(words: &[Word], at: usize) -> bool {
    words.get(at).is_none_or(|word| word.is(listed::ADDRESSED))
}

/// A word that introduces nobody by name: `I am called Everyone`, `my name is Mud` is beyond it.
pub(crate) fn is_anybody(word: &Word) -> bool {
    word.is(listed::ADDRESSED)
}

/// `I'm Niamh Osei`, `photo by Niamh Osei`: who is it, where two words with capitals follow.
pub(crate) fn presented(words: &[Word], at: usize) -> bool {
    let (one, two) = (folded(words, at, 1), folded(words, at, 2));
    matches!((two, one), ("i", "m" | "am") | ("ik", "ben") | ("je", "suis") | ("ich", "bin"))
        || matches!(one, "soy" | "sono" | "rip")
        || matches!(two, "foto" | "photo" | "photos" | "foto's" | "interview" | "column")
            && matches!(one, "by" | "door" | "van" | "par" | "met" | "with")
}

/// Whether a word is what somebody does who is named in front of it.
pub(crate) fn is_saying(word: &Word) -> bool {
    word.gap == " " && word.is(listed::SAYING)
}

/// `"…", says Becker`: the verb stands in front.
pub(crate) fn is_inverted(word: &Word) -> bool {
    matches!(
        word.folded,
        "says"
            | "said"
            | "zei"
            | "zegt"
            | "aldus"
            | "sagt"
            | "sagte"
            | "meint"
            | "meinte"
            | "dit"
            | "shouted"
            | "starring"
            | "vroeg"
            | "schreef"
    )
}

/// Whether a word is what somebody does in German.
pub(crate) fn is_doing(word: &Word) -> bool {
    word.gap == " " && (word.is(listed::DOING) || word.is(listed::SAYING))
}

/// `en`, `and`, `und`: two of a kind stand beside it.
pub(crate) fn is_and(word: &Word) -> bool {
    word.gap == " " && matches!(word.folded, "en" | "and" | "und" | "et" | "y" | "e")
}

/// Somebody who is no name and stands in a row with names: `ik`, `papa`.
pub(crate) fn is_person(word: &Word) -> bool {
    matches!(
        word.folded,
        "ik" | "i"
            | "moi"
            | "me"
            | "papa"
            | "mama"
            | "dad"
            | "mum"
            | "mom"
            | "pap"
            | "mam"
            | "oma"
            | "opa"
            | "yo"
            | "io"
    )
}
