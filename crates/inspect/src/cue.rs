//! Words that say what a number is. In: a folded text. Out: which such words stand near a place. Never: a finding, a word
//! alone identifies nobody.

use crate::Span;
use crate::contact::is_border;
use crate::fold::fold;
use crate::national::National;
use crate::scan::Scan;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A set of things that a number may be, one bit each.
pub(crate) type Cues = u128;

pub(crate) const PHONE: Cues = 1;
pub(crate) const CARD: Cues = 1 << 1;
pub(crate) const IBAN: Cues = 1 << 2;
pub(crate) const PASSPORT: Cues = 1 << 3;
pub(crate) const LICENCE: Cues = 1 << 4;
pub(crate) const IDENTITY_CARD: Cues = 1 << 5;
pub(crate) const PLATE: Cues = 1 << 6;
pub(crate) const BIRTH: Cues = 1 << 7;
pub(crate) const COORDINATES: Cues = 1 << 8;
pub(crate) const CRYPTO: Cues = 1 << 9;
/// A number that is nobody's: of an order, a book, a version.
pub(crate) const THING: Cues = 1 << 10;
pub(crate) const VERSION: Cues = 1 << 11;
pub(crate) const POSTCODE: Cues = 1 << 12;
pub(crate) const ADDRESS: Cues = 1 << 13;
pub(crate) const IP: Cues = 1 << 14;
pub(crate) const HANDLE: Cues = 1 << 15;
const FIRST_NATIONAL: u32 = 24;

/// The bit of a national number.
pub(crate) fn of(national: National) -> Cues {
    1 << (FIRST_NATIONAL + national as u32)
}

/// The bits of all national numbers.
pub(crate) const fn all_national() -> Cues {
    ((1 << National::ALL.len()) - 1) << FIRST_NATIONAL
}

const WORDS: &[(Cues, &str)] = &[
    (
        PHONE,
        "tel|telefoon|telefoonnummer|telefon|telefonnummer|telefonisch|phone|phone number|telephone|call|calling|call me|mobile|mobiel|mobieltje|mobilnummer|mobil|cell|cellphone|bel|bellen|bel me|belde|gebeld|gsm|whatsapp|whats app|sms|app me|appen|app even|text me|handy|handynummer|ruf|rufe|rufen|anruf|anrufen|rufnummer|fax|ring me|ring|reach me|mijn nummer|my number|meine nummer|mon numero|mi numero|il mio numero|o meu numero|mein numero|dial|voicemail|telephone number|appelle|appelez|appeler|appelle-moi|portable|numero de telephone|joindre|joignable|telefono|telefonos|movil|llama|llamame|llamar|cellulare|chiama|chiamami|chiamare|telemovel|telefone|ligue|ligar|liga-me|liga me|ligue-me|celular|fone|puhelin|puhelinnumero|soita|tlf|ring til|telefonszam|hivj|mobiltelefon|komorka|zadzwon|dzwon|telefonu|zavolej|volej|mobilu|zavolaj|sunati|suna|numar de telefon|τηλεφωνο|κινητο|телефон|gsm-nummer|noodnummer|doorkiesnummer|durchwahl|signal|telegram|hotline|bereikbaar|erreichbar|bereik",
    ),
    (
        CARD,
        "card|creditcard|credit card|creditcardnummer|card number|cc|visa|mastercard|amex|american express|maestro|kaart|kaartnummer|betaalkaart|pinpas|kreditkarte|kreditkartennummer|karte|kartennummer|carte|carte bancaire|carte bleue|numero de carte|tarjeta|tarjeta de credito|carta di credito|cartao|cartao de credito|debit|karta",
    ),
    (
        IBAN,
        "iban|rekening|rekeningnummer|bankrekening|konto|kontonummer|bankverbindung|compte|rib|cuenta|conto|conta|bank account|account number",
    ),
    (
        PASSPORT,
        "passport|passport number|passport no|paspoort|paspoortnummer|reisepass|reisepassnummer|passnummer|pass-nr|passeport|numero de passeport|pasaporte|passaporto|passaporte|pas nr|paszport|pasport",
    ),
    (
        LICENCE,
        "driving licence|driver's license|drivers license|driver license|driver's licence|drivers licence|driving license|licence number|license number|rijbewijs|rijbewijsnummer|fuhrerschein|fuhrerscheinnummer|permis de conduire|permis|carnet de conducir|permiso de conducir|patente|patente di guida|carta de conducao|prawo jazdy|korkort",
    ),
    (
        IDENTITY_CARD,
        "id card|identity card|identiteitskaart|identiteitskaartnummer|id-kaart|identiteitsbewijs|personalausweis|personalausweisnummer|ausweis|ausweisnummer|ausweisnr|carte d'identite|carte nationale d'identite|cni|carta d'identita|documento|documentnummer|cartao de cidadao|dowod osobisty|id-nummer",
    ),
    (
        PLATE,
        "kenteken|kentekenplaat|nummerplaat|nummerplaats|license plate|licence plate|number plate|numberplate|plate|registration|reg|kennzeichen|nummernschild|immatriculation|immatriculee|immatricule|plaque|plaque d'immatriculation|matricula|targa|tablica|chapa",
    ),
    (
        BIRTH,
        "geboren|geboortedatum|geboortedag|geboorte|geb|geb.|verjaardag|jarig|born|birth|birthday|birthdate|bday|b-day|dob|d.o.b|date of birth|born on|geburtsdatum|geburtstag|gebdatum|geboren am|nascido|nascida|nascimento|naissance|date de naissance|anniversaire|ne le|nee le|nacido|nacida|naci|naci el|nacimiento|fecha de nacimiento|cumpleanos|nato il|nata il|nato|nata|nascita|data di nascita|compleanno|urodzony|urodzona|urodzenia|fodelsedatum|fodd|fodselsdato|syntynyt|syntymaaika|narozen|narozena|narozeni|szuletett|nascut|nascuta|roden|rojen",
    ),
    (
        COORDINATES,
        "gps|coordinates|coords|coordinaten|koordinaten|coordonnees|coordenadas|coordinate|lat|latitude|long|lon|longitude|geo|position|positie|locatie|location|standort|position gps|breitengrad|langengrad|lat/lon|latlng",
    ),
    (
        CRYPTO,
        "btc|bitcoin|wallet|eth|ethereum|crypto|litecoin|ltc|doge|dogecoin|monero|xmr|xrp|ripple|solana|sol|tron|trx|usdt|portemonnee|adresse bitcoin|donate|donations",
    ),
    (
        THING,
        "bestelnummer|bestelling|bestelnr|ordernummer|ordernr|order|order number|order no|order id|factuurnummer|factuur|factuurnr|klantnummer|klantnr|artikelnummer|artikelnr|artikel|kenmerk|referentie|referentienummer|ref|reference|reference number|zaaknummer|zaak|dossiernummer|dossier|tracking|trackingnummer|tracking number|track en trace|track & trace|track and trace|pakket|pakketnummer|zending|zendingsnummer|serienummer|serial|serial number|s/n|kvk|kvk-nummer|btw|btw-nummer|ticket|ticketnummer|ticket number|polisnummer|meterstand|isbn|issn|ean|upc|doi|imei|commit|hash|sha|md5|checksum|poort|port|pid|invoice|invoice number|parcel|shipment|case number|item|item number|sku|part number|part no|product|product code|productcode|customer number|customer id|timestamp|unix time|epoch|barcode|streepjescode|bestellnummer|bestellung|auftragsnummer|auftrag|rechnungsnummer|rechnung|rechnungsnr|kundennummer|artikel-nr|aktenzeichen|sendungsnummer|sendung|paket|seriennummer|vorgangsnummer|inventarnummer|handelsregister|hrb|ust-id|ustid|commande|numero de commande|facture|numero de facture|reference article|colis|numero de suivi|suivi|numero de serie|article|numero de dossier|siret|siren|numero client|pedido|numero de pedido|factura|referencia|envio|seguimiento|numero de serie|articulo|expediente|ordine|numero ordine|fattura|riferimento|spedizione|codice articolo|encomenda|fatura|zamowienie|faktura|faktuur|build|bug|issue|pull request|registratienummer|vat|vat number|vin|chassis|error code|error|foutcode|fehlercode|code d'erreur|views|downloads|followers|volgers|population|inwoners|einwohner|habitants|lotnummer|lotto|batch|model|modelnummer|typenummer|uuid|guid|transaction|transactie|transactienummer|vorgang|boeking|boekingsnummer|booking|booking number|reservering|reserveringsnummer|reservation|buchung|buchungsnummer|flight|vlucht|flug|vol|ticketnr",
    ),
    (
        VERSION,
        "version|versie|versione|versio|release|build|firmware|kernel|driver|upgrade|upgraded|update|updated|patch|v|ver|section|sectie|hoofdstuk|chapter|paragraaf|kapitel|abschnitt|chapitre|artikel|article|clause|oid|snmp|bios|asterisk|sdk|api|ubuntu|debian|chrome|firefox",
    ),
    (POSTCODE, "postcode|zip|zip code|postal code|eircode|plz|postleitzahl|code postal|codigo postal|cap|kod pocztowy"),
    (
        ADDRESS,
        "adres|address|adresse|woont|woon|wonen|wohnt|wohne|wohnen|lives at|live at|living at|habite|habitons|domicilie|vive en|vivo en|abita|abito|direccion|indirizzo|morada|bezorgen|bezorgadres|lieferadresse|anschrift|ship to|deliver to|verhuisd|moved to|adres is|straat|street|strasse|huisnummer|thuis|te koop|te huur|afhalen|ophalen|zuhause|zu vermieten|zu verkaufen|abholen|abholung|umgezogen|treffpunkt|lieferung|a louer|a vendre|livraison|livrer|livrez|rendez-vous|demenage|colis|for sale|to let|to rent|pick it up|pick up|meet me|meet at|live on|lives on|parcel|recoger|envialo|alquiler|nos vemos|ritiro|spedite|ci vediamo|affittasi|bor|asuu|mieszka|bydlim|lakik",
    ),
    (
        IP,
        "ip|ip-adres|ip address|ip-adresse|adresse ip|server|host|ping|ssh|gateway|dns|subnet|login from|vanaf|from ip",
    ),
    (
        HANDLE,
        "insta|instagram|ig|snap|snapchat|snapname|tiktok|twitter|discord|telegram|twitch|youtube|threads|mastodon|bluesky|kik|skype|signal|psn|xbox|gamertag|steam",
    ),
];

/// Words that say of a number that it is one of all national numbers, nobody says which.
const ANY_NATIONAL: &str = "national id|national number|national id number|id number|identification number|personal number|personal id|personal identification number|social security number|social security|tax number|tax id|tin|nationaal nummer|sofinummer|sociale zekerheid|numero de securite sociale|securite sociale|numero national|sozialversicherungsnummer|identificatienummer|numero fiscal|persoonsnummer|numero d'identification";

/// The words, and what each of them says, in groups that begin alike: few words of a text begin like any, and then one of a
/// few.
struct Table {
    /// By the first three letters and the longest first; one of fewer letters stands with each third that may follow.
    words: Vec<(String, Cues)>,
    /// For each first three letters, a bit where words begin so: small enough to be at hand for every word of a text.
    leads: Vec<u64>,
    /// And where among the words these stand.
    groups: Vec<(u16, u16)>,
}

/// How many first three letters there are.
const LEADS: usize = 1 << 15;

/// The place of the first three bytes among all of them, of which letters keep five bits.
fn lead(bytes: &[u8]) -> usize {
    let (a, b, c) = match bytes {
        [a, b, c, ..] => (*a, *b, *c),
        [a, b] => (*a, *b, 0),
        _ => (bytes.first().copied().unwrap_or_default(), 0, 0),
    };
    [a, b, c].into_iter().fold(0, |place, byte| place << 5 | usize::from(byte & 31))
}

impl Table {
    fn new(by_word: BTreeMap<String, Cues>) -> Self {
        let mut placed: Vec<(usize, String, Cues)> = Vec::new();
        for (word, cues) in by_word {
            let first = lead(word.as_bytes());
            let open = 1 << (5 * 3_usize.saturating_sub(word.len()));
            placed.extend((first..first + open).map(|lead| (lead, word.clone(), cues)));
        }
        placed.sort_by(|(a, one, _), (b, other, _)| (a, other.len(), one).cmp(&(b, one.len(), other)));
        let (mut leads, mut groups) = (vec![0; LEADS / 64], vec![(0, 0); LEADS]);
        // INVARIANT: there are a few thousand of them, so that places fit in 16 bits.
        for ((lead, ..), place) in placed.iter().zip(0_u16..) {
            if let (Some(bits), Some((first, behind))) = (leads.get_mut(lead / 64), groups.get_mut(*lead)) {
                *first = if *behind == 0 { place } else { *first };
                *behind = place + 1;
                *bits |= 1 << (lead % 64);
            }
        }
        Self { words: placed.into_iter().map(|(_, word, cues)| (word, cues)).collect(), leads, groups }
    }

    /// The longest word that begins at `start` and may end where it ends.
    fn longest(&self, text: &str, start: usize) -> Option<(Span, Cues)> {
        let rest = text.as_bytes().get(start..)?;
        let lead = lead(rest);
        if self.leads.get(lead / 64)? >> (lead % 64) & 1 == 0 {
            return None;
        }
        let (first, behind) = *self.groups.get(lead)?;
        let group = self.words.get(usize::from(first)..usize::from(behind))?;
        // A short word must end too: `reg` is no `regen`, while `telefoon` may go on as `telefoonnr`.
        let may_end = |word: &str| word.len() > SHORT || !goes_on(text, start + word.len());
        let (word, cues) = group.iter().find(|(word, _)| rest.starts_with(word.as_bytes()) && may_end(word))?;
        Some((Span::new(start, start + word.len()), *cues))
    }
}

fn goes_on(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphabetic(),
        _ => text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphabetic),
    }
}

fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        let mut by_word: BTreeMap<String, Cues> = BTreeMap::new();
        let nationals = National::ALL.into_iter().map(|national| (of(national), national.words()));
        for (cues, words) in WORDS.iter().copied().chain([(all_national(), ANY_NATIONAL)]).chain(nationals) {
            for word in words.split('|').filter(|word| !word.is_empty()) {
                *by_word.entry(fold(word)).or_default() |= cues;
            }
        }
        Table::new(by_word)
    });
    &TABLE
}

/// The words of one text, in its order, and all that they say.
pub(crate) struct Cued(Vec<(Span, Cues)>, Cues);

impl Cued {
    pub(crate) fn new(scan: &Scan) -> Self {
        let (table, mut hits) = (table(), Vec::with_capacity(scan.runs.len() / 4));
        let (mut last, mut all) = (0, 0);
        // INVARIANT: every word begins with a letter of ASCII, so with a run; a test looks at each.
        for start in scan.runs.iter().map(|run| run.start).filter(|start| is_border(scan.text, *start)) {
            // A word inside a longer one says nothing of its own, so that starts and ends both grow.
            if let Some((span, cues)) = table.longest(scan.text, start).filter(|(span, _)| span.end > last) {
                hits.push((span, cues));
                (last, all) = (span.end, all | cues);
            }
        }
        Self(hits, all)
    }

    /// The last word that ends at most `reach` bytes before `at`.
    pub(crate) fn before(&self, at: usize, reach: usize) -> Option<(Span, Cues)> {
        let count = self.0.partition_point(|(span, _)| span.end <= at);
        let last = self.0.get(count.checked_sub(1)?)?;
        (at - last.0.end <= reach).then_some(*last)
    }

    /// The first word that starts at most `reach` bytes after `at`.
    pub(crate) fn after(&self, at: usize, reach: usize) -> Option<(Span, Cues)> {
        let first = self.0.get(self.0.partition_point(|(span, _)| span.start < at))?;
        (first.0.start - at <= reach).then_some(*first)
    }

    /// Whether the words around `span` say that it is one of `cues`: the nearest in front, or else the one behind.
    pub(crate) fn say(&self, span: Span, cues: Cues) -> bool {
        match self.before(span.start, BEFORE) {
            Some((_, said)) if said & cues != 0 => true,
            Some((word, _)) if span.start - word.end <= CLOSE => false,
            _ => self.after(span.end, AFTER).is_some_and(|(_, said)| said & cues != 0),
        }
    }

    /// All words of one kind.
    pub(crate) fn all(&self, cues: Cues) -> impl Iterator<Item = Span> {
        let words = if self.1 & cues == 0 { &[][..] } else { self.0.as_slice() };
        words.iter().filter(move |(_, said)| said & cues != 0).map(|(span, _)| *span)
    }
}

const SHORT: usize = 5;
const BEFORE: usize = 44;
const CLOSE: usize = 12;
const AFTER: usize = 22;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::is_word;
    use crate::scan::runs;

    #[test]
    fn the_table_finds_the_words_that_looking_for_each_of_them_finds() {
        let table = table();
        let all: Vec<String> = WORDS.iter().flat_map(|(_, words)| words.split('|')).map(fold).collect();
        for text in
            ["regen bij de tel.nr 3, telefoonnummers en_tel tel", "id-kaart, kreditkartennummer: cc", "étel ετελ tél"]
        {
            let text = fold(text);
            let (mut found, mut last) = (Vec::new(), 0);
            for start in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
                let inside = text[..start].chars().next_back().is_some_and(is_word);
                let may_end = |end: usize| end - start > SHORT || !goes_on(&text, end);
                let ends =
                    all.iter().filter(|word| text[start..].starts_with(word.as_str())).map(|word| start + word.len());
                let longest = ends.filter(|end| may_end(*end)).max();
                if let Some(end) = longest.filter(|end| !inside && *end > last) {
                    found.push(Span::new(start, end));
                    last = end;
                }
            }
            let ours: Vec<Span> = Cued::new(&Scan::new(&text, &runs(&text))).0.iter().map(|(span, _)| *span).collect();
            assert_eq!(ours, found, "{text}");
        }
        assert!(all.iter().all(|word| table.longest(word, 0).is_some_and(|(span, _)| span.end == word.len())));
        let nationals = National::ALL.into_iter().flat_map(|national| national.words().split('|')).map(fold);
        let mut all = all.into_iter().chain(nationals);
        assert!(all.all(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())));
    }

    #[test]
    fn the_nearest_word_in_front_says_what_a_number_is() {
        let text = fold("Bestelnummer 1, mijn telefoonnummer is 2 (bsn) en reg");
        let cued = Cued::new(&Scan::new(&text, &runs(&text)));
        let at = |digit: &str| {
            let at = text.find(digit).expect("a digit");
            Span::new(at, at + 1)
        };
        assert!(cued.say(at("1"), THING) && !cued.say(at("1"), PHONE));
        assert!(cued.say(at("2"), PHONE) && !cued.say(at("2"), THING));
        assert!(!cued.say(at("2"), PLATE));
    }
}
