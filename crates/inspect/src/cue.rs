//! Words that say what a number is. In: a folded text. Out: which such words stand near a place. Never: a finding, a word
//! alone identifies nobody.

use crate::Span;
use crate::contact::is_border;
use crate::fold::fold;
use crate::list::Starts;
use crate::national::National;
use crate::scan::{Run, Scan};
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
/// What a plate hangs on.
pub(crate) const VEHICLE: Cues = 1 << 16;
/// A number or a code, nobody says which.
pub(crate) const NUMBER: Cues = 1 << 17;
const FIRST_NATIONAL: u32 = 24;
const FIRST_HOME: u32 = FIRST_NATIONAL + National::ALL.len() as u32;

/// The bit of a national number.
pub(crate) fn of(national: National) -> Cues {
    1 << (FIRST_NATIONAL + national as u32)
}

/// The bits of all national numbers.
pub(crate) const fn all_national() -> Cues {
    ((1 << National::ALL.len()) - 1) << FIRST_NATIONAL
}

/// What is asked of a text as a whole, and never of what stands near a number.
const GENERAL: Cues = NUMBER | Cues::MAX << FIRST_HOME;

/// What says that something is of the country at this place of [`HOMES`].
fn home(at: usize) -> Cues {
    1 << (FIRST_HOME as usize + at)
}

/// Countries by their numbers, and how they and what is theirs are called in Dutch, German, French and English. Words of more
/// than five letters may go on.
const HOMES: &[(&[National], &str)] = &[
    (&[National::BeNationalNumber], "belgian|belgisch|belge|belges|belgique|belgie|belgium"),
    (&[National::NlBsn], "dutch|nederlands|niederland|neerlandais|netherlands"),
    (
        &[National::DeTaxId, National::DeSocialSecurity],
        "german|deutsche|duits|duitse|allemand|germany|deutschland|duitsland",
    ),
    (&[National::FrNir, National::FrTaxId], "french|francais|franzos|frans|franse|france|frankreich|frankrijk"),
    (
        &[National::EsNif, National::EsNie, National::EsSocialSecurity],
        "spanish|spaans|spanisch|espagnol|spain|spanien|spanje|espana",
    ),
    (&[National::IePps], "irish|iers|ierse|irisch|irland|ireland|ierland"),
    (&[National::ItFiscalCode], "italian|italien|italiaans|italy|italie|italia"),
    (&[National::PlPesel, National::PlNip], "polish|pools|poolse|polnisch|polonais|poland|polen|pologne"),
    (&[National::PtNif, National::PtCitizenCard], "portug"),
    (&[National::RoCnp], "romanian|roemeen|rumanisch|roumain|romania|roemenie|rumanien|roumanie"),
    (&[National::BgEgn], "bulgar"),
    (&[National::CzBirthNumber], "czech|tsjechi|tschech|tcheque"),
    (&[National::SkBirthNumber], "slovak|slowak|slowaak|slovaque|slovensk|sk"),
    (&[National::DkCpr], "danish|deens|deense|danisch|danois|denmark|danemark|denemarken"),
    (&[National::EePersonalCode], "estonian|ests|estse|estnisch|estonien|estonia|estland|estonie"),
    (&[National::LtPersonalCode], "lithuan|litouw|litauisch|litauen|lituan"),
    (&[National::LvPersonalCode], "latvia|lets|letse|lettisch|lettland|letland|letton"),
    (&[National::FiPersonalIdentityCode], "finnish|fins|finse|finnisch|finlandais|finland|finnland"),
    (&[National::SePersonnummer], "swedish|zweeds|schwedisch|suedois|sweden|zweden|schweden"),
    (&[National::AtSocialSecurity], "austria|oostenrijk|osterreich|autrich"),
    (
        &[National::GrAmka, National::GrAfm],
        "greek|grieks|griekse|griechisch|griekenland|griechenland|grec|grecque|greece",
    ),
    (&[National::HrOib], "croatia|croate|kroatisch|kroatie"),
    (
        &[National::HuPersonalNumber, National::HuSocialSecurity, National::HuTaxId],
        "hungar|hongaar|hongarije|ungarisch|ungarn|hongrois|hongrie",
    ),
    (&[National::CyTaxId], "cyprus|cypriot|zyprisch|zypriot|zypern|chypre|chypriot"),
    (&[National::LuMatricule], "luxemb"),
    (&[National::MtIdentityCard], "maltese|malta|maltes|maltees|maltais"),
    (&[National::SiEmso, National::SiTaxId], "slovenia|sloveen|slowenisch|slowenien|slovensk|slovene"),
    (&[National::UkNino, National::UkNhs, National::UkTaxReference], "british|brits|britse|britisch|britannique|uk"),
];

const WORDS: &[(Cues, &str)] = &[
    (
        NUMBER,
        "number|nummer|nr|numero|code|kode|kood|kods|kodas|cislo|broj|szam|tin|tax|steuernummer|steuer|belastingnummer|fiscaal|personencode|geburtsnummer|geboortenummer|numero de naissance|id card|id card number|identity card|identity card number|personalausweis|ausweisnummer|sozialversicherungsnummer|sv-nummer|identiteitskaart|carte d'identite|carta d'identita",
    ),
    (
        PHONE,
        "tel|tel. port|tel port|telefoon|telefoonnummer|telefon|telefonnummer|telefonisch|phone|phone number|telephone|call|calling|call me|mobile|mobiel|mobieltje|mobilnummer|mobil|cell|cellphone|bel|bellen|bel me|belde|gebeld|gsm|whatsapp|whats app|sms|app me|appen|app even|text me|handy|handynummer|ruf|rufe|rufen|anruf|anrufen|rufnummer|fax|ring me|ring|reach me|mijn nummer|my number|meine nummer|mon numero|mi numero|il mio numero|o meu numero|mein numero|dial|voicemail|telephone number|appelle|appelez|appeler|appelle-moi|portable|numero de telephone|joindre|joignable|telefono|telefonos|movil|llama|llamame|llamar|cellulare|chiama|chiamami|chiamare|telemovel|telefone|ligue|ligar|liga-me|liga me|ligue-me|celular|fone|puhelin|puhelinnumero|soita|tlf|ring til|telefonszam|hivj|mobiltelefon|komorka|zadzwon|dzwon|telefonu|zavolej|volej|mobilu|zavolaj|sunati|suna|numar de telefon|τηλεφωνο|κινητο|телефон|gsm-nummer|noodnummer|doorkiesnummer|durchwahl|signal|telegram|hotline|bereikbaar|erreichbar|bereik",
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
        "passport|passport number|passport no|paspoort|paspoortnummer|reisepass|reisepassnummer|passnummer|pass-nr|passeport|numero de passeport|pasaporte|passaporto|passaporte|pas nr|paszport|pasport|mein pass|meinen pass|passnr",
    ),
    (
        LICENCE,
        "driving licence|driver's license|drivers license|driver license|driver's licence|drivers licence|driving license|licence number|license number|rijbewijs|rijbewijsnummer|fuhrerschein|fuhrerscheinnummer|permis de conduire|permis|carnet de conducir|permiso de conducir|patente|patente di guida|carta de conducao|prawo jazdy|prawa jazdy|korkort",
    ),
    (
        IDENTITY_CARD,
        "id card|id card number|id card no|identity card|identity card number|identity card no|eid|identiteitskaart|identiteitskaartnummer|id-kaart|id kaart|idkaart|id-karte|perso-nr|persoausweis|identiteitsbewijs|personalausweis|personalausweisnummer|ausweis|ausweisnummer|ausweisnr|carte d'identite|carte nationale d'identite|cni|carta d'identita|documento|documentnummer|cartao de cidadao|dowod osobisty|id-nummer|cie",
    ),
    (
        PLATE,
        "kenteken|kentekenplaat|nummerplaat|nummerplaats|license plate|licence plate|number plate|numberplate|plate|registration|reg|kennzeichen|nummernschild|immatriculation|immatriculee|immatricule|plaque|plaque d'immatriculation|matricula|targa|targata|targato|tablica|tablice|chapa|rejestracyjny|parkeervergunning|parkeervergunning voor|anwohnerparkausweis",
    ),
    (
        BIRTH,
        "geboren|geboortedatum|geboortedag|geboorte|geb|geb.|gebdat|ddn|d.d.n|verjaardag|jarig|born|birth|birthday|birthdate|ne(e) le|ik ben van|nasci|urodzilem|urodzilam|zur welt|vu le jour|ter wereld|au monde|bday|b-day|dob|d.o.b|date of birth|born on|geburtsdatum|geburtstag|gebdatum|geboren am|nascido|nascida|nascimento|naissance|date de naissance|anniversaire|ne le|nee le|nacido|nacida|naci|naci el|nacimiento|fecha de nacimiento|cumpleanos|nato il|nata il|nato|nata|nascita|data di nascita|compleanno|urodzony|urodzona|urodzenia|fodelsedatum|fodd|fodselsdato|syntynyt|syntymaaika|narozen|narozena|narozeni|szuletett|nascut|nascuta|roden|rojen",
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
        "bestelnummer|bestelling|bestelnr|ordernummer|ordernr|order|order number|order no|order id|factuurnummer|factuur|factuurnr|klantnummer|klantnr|artikelnummer|artikelnr|artikel|kenmerk|referentie|referentienummer|ref|reference|reference number|zaaknummer|zaak|dossiernummer|dossier|tracking|trackingnummer|tracking number|track en trace|track & trace|track and trace|pakket|pakketnummer|zending|zendingsnummer|serienummer|serial|serial number|s/n|kvk|kvk-nummer|btw|btw-nummer|ticket|ticketnummer|ticket number|polisnummer|meterstand|isbn|issn|ean|upc|doi|imei|commit|hash|sha|md5|checksum|poort|port|pid|invoice|invoice number|parcel|shipment|case number|item|item number|sku|part number|part no|product|product code|productcode|customer number|customer id|timestamp|unix time|epoch|barcode|code-barres|code barres|strichcode|codigo de barras|codice a barre|streepjescode|bestellnummer|bestellung|auftragsnummer|auftrag|rechnungsnummer|rechnung|rechnungsnr|kundennummer|artikel-nr|aktenzeichen|sendungsnummer|sendung|paket|seriennummer|vorgangsnummer|inventarnummer|handelsregister|hrb|ust-id|ustid|commande|numero de commande|facture|numero de facture|reference article|colis|numero de suivi|suivi|numero de serie|article|numero de dossier|siret|siren|numero client|pedido|numero de pedido|factura|referencia|envio|seguimiento|numero de serie|articulo|expediente|ordine|numero ordine|fattura|riferimento|spedizione|codice articolo|encomenda|fatura|zamowienie|faktura|faktuur|build|bug|issue|pull request|registratienummer|vat|vat number|vin|chassis|error code|error|foutcode|fehlercode|code d'erreur|views|downloads|followers|volgers|population|inwoners|einwohner|habitants|lotnummer|lotto|batch|model|modelnummer|typenummer|uuid|guid|transaction|transactie|transactienummer|vorgang|boeking|boekingsnummer|booking|booking number|reservering|reserveringsnummer|reservation|buchung|buchungsnummer|flight|vlucht|flug|vol|ticketnr",
    ),
    (
        VERSION,
        "version|versie|point|punkt|punt|ziffer|rule|regel|versione|versio|release|build|firmware|kernel|driver|upgrade|upgraded|update|updated|patch|v|ver|section|sectie|hoofdstuk|chapter|paragraaf|kapitel|abschnitt|chapitre|artikel|article|clause|oid|snmp|bios|asterisk|sdk|api|ubuntu|debian|chrome|firefox",
    ),
    (
        POSTCODE,
        "postcode|cp :|cp:|zip|zip code|postal code|eircode|plz|postleitzahl|code postal|codigo postal|cap|kod pocztowy",
    ),
    (
        ADDRESS,
        "adres|address|adresse|woont|woon|wonen|wohnt|wohne|wohnen|lives at|live at|living at|habite|habitons|domicilie|vive en|vivo en|abita|abito|direccion|indirizzo|morada|bezorgen|bezorgadres|lieferadresse|anschrift|ship to|deliver to|verhuisd|moved to|adres is|straat|street|strasse|huisnummer|thuis|te koop|te huur|afhalen|ophalen|zuhause|zu vermieten|zu verkaufen|abholen|abholung|umgezogen|treffpunkt|lieferung|a louer|a vendre|livraison|livrer|livrez|rendez-vous|demenage|colis|for sale|to let|to rent|pick it up|pick up|meet me|meet at|live on|lives on|parcel|recoger|envialo|alquiler|nos vemos|ritiro|spedite|ci vediamo|affittasi|bor|asuu|mieszka|bydlim|lakik",
    ),
    (
        IP,
        "ip|ip-adres|ip address|ip-adresse|adresse ip|server|host|ping|ssh|gateway|dns|subnet|login from|vanaf|from ip",
    ),
    (
        VEHICLE,
        "car|cars|van|truck|lorry|motorbike|motorcycle|vehicle|taxi|hgv|auto|wagen|bus|busje|bestelbus|scooter|lkw|pkw|transporter|anhanger|wohnwagen|voiture|camion|camionnette|moto|coche|furgoneta|macchina|furgone",
    ),
    (
        HANDLE,
        "insta|instagram|ig|snap|snapchat|snapname|tiktok|twitter|discord|telegram|twitch|youtube|threads|mastodon|bluesky|kik|skype|signal|psn|xbox|gamertag|steam",
    ),
];

/// Words that say of a number that it is one of all national numbers, nobody says which.
const ANY_NATIONAL: &str = "national id|national number|national id number|id number|identification number|personal number|personal id|personal identification number|social security number|social security|tax number|tax id|tin|nationaal nummer|sofinummer|sociale zekerheid|numero de securite sociale|securite sociale|numero national|sozialversicherungsnummer|identificatienummer|numero fiscal|persoonsnummer|numero d'identification";

/// The words, and what each of them says.
type Table = Starts<Cues>;

/// The longest word that begins with this run and may end where it ends.
fn longest(table: &Table, text: &str, run: Run) -> Option<(Span, Cues)> {
    let rest = text.as_bytes().get(run.start..)?;
    // A short word must end too: `reg` is no `regen`, while `telefoon` may go on as `telefoonnr`.
    let may_end = |length: usize| length > SHORT || !goes_on(text, run.start + length);
    let (length, cues) = table.begin(run.lead, rest).find(|(length, _)| may_end(*length))?;
    Some((Span::new(run.start, run.start + length), cues))
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
        let homes = HOMES.iter().enumerate().map(|(at, (_, words))| (home(at), *words));
        let general = WORDS.iter().copied().chain([(all_national(), ANY_NATIONAL)]);
        for (cues, words) in general.chain(nationals).chain(homes) {
            for word in words.split('|').filter(|word| !word.is_empty()) {
                *by_word.entry(fold(word)).or_default() |= cues;
            }
        }
        // `maltese id` says the country too.
        for (at, (_, words)) in HOMES.iter().enumerate() {
            let words: Vec<&str> = words.split('|').filter(|word| word.len() > 3).collect();
            let has = |word: &String| words.iter().any(|one| word.starts_with(one));
            by_word.iter_mut().filter(|(word, _)| has(word)).for_each(|(_, cues)| *cues |= home(at));
        }
        Table::of(by_word)
    });
    &TABLE
}

/// The numbers of the countries that are named.
fn at_home(all: Cues) -> Cues {
    let named = HOMES.iter().enumerate().filter(|(at, _)| all & home(*at) != 0);
    named.flat_map(|(_, (nationals, _))| nationals.iter()).fold(0, |all, national| all | of(*national))
}

/// The words of one text, in its order, and all that they say.
pub(crate) struct Cued {
    hits: Vec<(Span, Cues)>,
    all: Cues,
    /// The national numbers that the text names, wherever.
    called: Cues,
    /// Those of the countries that it names.
    at_home: Cues,
}

/// The national numbers of one bit each, in their order.
pub(crate) fn nationals(mut cues: Cues) -> impl Iterator<Item = National> {
    std::iter::from_fn(move || {
        let place = cues.trailing_zeros().checked_sub(FIRST_NATIONAL)?;
        cues &= cues.wrapping_sub(1);
        National::ALL.get(place as usize).copied()
    })
}

/// No national number has more digits.
const DIGITS_MAX: usize = 16;

/// For each count of digits the national numbers that have so many and nothing else.
fn plain() -> &'static [Cues; DIGITS_MAX] {
    static PLAIN: LazyLock<[Cues; DIGITS_MAX]> = LazyLock::new(|| {
        let mut all = [0; DIGITS_MAX];
        for national in National::ALL {
            for layout in national.layouts() {
                // Eight digits are too few to be known by their check digits.
                if let [digits] = layout
                    && *digits != 8
                    && let Some(own) = all.get_mut(usize::from(*digits))
                {
                    *own |= of(national);
                }
            }
        }
        all
    });
    &PLAIN
}

impl Cued {
    pub(crate) fn new(scan: &Scan) -> Self {
        let (table, mut hits) = (table(), Vec::with_capacity(scan.runs.len() / 2));
        let (mut last, mut all, mut named) = (0, 0, 0);
        // INVARIANT: every word begins with a letter of ASCII, so with a run; a test looks at each.
        for run in scan.runs.iter().filter(|run| table.may_begin(run.lead) && is_border(scan.text, run.start)) {
            // A word inside a longer one says nothing of its own, so that starts and ends both grow.
            if let Some((span, cues)) = longest(table, scan.text, *run) {
                // A country, or a number of whatever kind, says nothing of which number stands near.
                if cues & !GENERAL != 0 && span.end > last {
                    hits.push((span, cues));
                    last = span.end;
                }
                all |= cues;
                named |= if cues & all_national() == all_national() { 0 } else { cues };
            }
        }
        let at_home = if all >> FIRST_HOME == 0 { 0 } else { at_home(all) };
        // Without check digits a number's own words must stand beside it: `id card`.
        let own = named & all_national() & !of(National::MtIdentityCard);
        let called = own | if all & NUMBER == 0 { at_home & all } else { at_home };
        Self { hits, all, called, at_home }
    }

    /// The last word that ends at most `reach` bytes before `at`.
    pub(crate) fn before(&self, at: usize, reach: usize) -> Option<(Span, Cues)> {
        let count = self.hits.partition_point(|(span, _)| span.end <= at);
        let last = self.hits.get(count.checked_sub(1)?)?;
        (at - last.0.end <= reach).then_some(*last)
    }

    /// The first word that starts at most `reach` bytes after `at`.
    pub(crate) fn after(&self, at: usize, reach: usize) -> Option<(Span, Cues)> {
        let first = self.hits.get(self.hits.partition_point(|(span, _)| span.start < at))?;
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

    /// Whether any word says that something is one of `cues`.
    pub(crate) fn has(&self, cues: Cues) -> bool {
        self.all & cues != 0
    }

    /// Whether the text calls one of its numbers so, wherever: by its own word, or as a number of that country.
    pub(crate) fn calls(&self, national: National) -> bool {
        self.called & of(national) != 0
    }

    /// The national numbers of so many digits that the text names.
    pub(crate) fn called_of(&self, digits: usize) -> Cues {
        if self.called == 0 { 0 } else { self.called & plain().get(digits).copied().unwrap_or_default() }
    }

    /// Whether it names the country that gives this number.
    pub(crate) fn is_home(&self, national: National) -> bool {
        self.at_home & of(national) != 0
    }

    /// All words of one kind.
    pub(crate) fn all(&self, cues: Cues) -> impl Iterator<Item = Span> {
        self.hits.iter().filter(move |(_, said)| said & cues != 0).map(|(span, _)| *span)
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
        let near = WORDS.iter().filter(|(cues, _)| cues & !GENERAL != 0);
        let all: Vec<String> = near.flat_map(|(_, words)| words.split('|')).map(fold).collect();
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
            let ours: Vec<Span> =
                Cued::new(&Scan::new(&text, &runs(&text), &[])).hits.iter().map(|(span, _)| *span).collect();
            assert_eq!(ours, found, "{text}");
        }
        let whole = |word: &String| longest(table, word, runs(word)[0]).is_some_and(|(span, _)| span.end == word.len());
        assert!(all.iter().all(whole));
        let nationals = National::ALL.into_iter().flat_map(|national| national.words().split('|')).map(fold);
        let mut all = all.into_iter().chain(nationals);
        assert!(all.all(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())));
    }

    #[test]
    fn the_nearest_word_in_front_says_what_a_number_is() {
        let text = fold("Bestelnummer 1, mijn telefoonnummer is 2 (bsn) en reg");
        let cued = Cued::new(&Scan::new(&text, &runs(&text), &[]));
        let at = |digit: &str| {
            let at = text.find(digit).expect("a digit");
            Span::new(at, at + 1)
        };
        assert!(cued.say(at("1"), THING) && !cued.say(at("1"), PHONE));
        assert!(cued.say(at("2"), PHONE) && !cued.say(at("2"), THING));
        assert!(!cued.say(at("2"), PLATE));
    }
}
