### Besedila portala v slovenščini, raven B1. Vsak ključ od tu je tudi v drugih datotekah te mape.

## Vsaka stran

skip = Na besedilo
brand = · vaše objave in umetna inteligenca
nav = Strani
nav-me = Moje izbire
nav-sign-in = Prijava
nav-sign-out = Odjava
nav-without-account = Nimam računa
nav-look-up = Iskanje ugovora
nav-verify = Preverjanje potrdila
nav-language = Jezik
footer-contact = Za to odgovarja { $name }. Pišite na { $contact }.
footer-officer = Naša pooblaščena oseba za varstvo podatkov: { $officer }.
footer-complain = Niste zadovoljni z našim odgovorom? Pritožbo lahko vložite pri nadzornem organu ({ $authority }), lahko pa se obrnete tudi na sodišče. To lahko za vas stori tudi kdo drug.

title-home = Kaj se dogaja z vašimi objavami
title-sign-in = Prijava
title-link-sent = Poglejte v e-pošto
title-link = Prijava
title-me = Moje izbire
title-receipt = Vaše potrdilo
title-without-account = Ugovor brez računa
title-look-up = Iskanje ugovora
title-verify = Preverjanje potrdila
title-refused = Ni uspelo
title-languages = Jeziki
languages-head = Jeziki
languages-text = Izberite jezik teh strani. Angleška in nizozemska besedila smo napisali sami. Druge jezike je prevedel program in nihče, ki jih govori, še ni preveril vsake besede. Če kakšno besedilo ni jasno, velja angleško.

month-1 = januarja
month-2 = februarja
month-3 = marca
month-4 = aprila
month-5 = maja
month-6 = junija
month-7 = julija
month-8 = avgusta
month-9 = septembra
month-10 = oktobra
month-11 = novembra
month-12 = decembra
date = { $day }. { $month } { $year }

## Kaj se dogaja z objavami

home-head = Kaj { $controller } dela z vašimi objavami
home-lead = Na tej strani preberete, za kaj se vaše objave uporabljajo. Lahko rečete ne. Ni vam treba pojasniti, zakaj.
right-head = Imate pravico do ugovora
right-text = Uporabi svojih objav lahko vedno ugovarjate. Ne navedete razloga in ne pošljete nobenega dokumenta. Po prijavi zadošča en klik. Ugovor velja od trenutka, ko ga prejmemo.
right-object = Ugovarjam
right-without-account = Ugovarjam brez računa
uses-head = Za kaj se vaše objave uporabljajo
what = Kaj se dogaja
why = Zakaj
since = Od kdaj
basis = Pravna podlaga
basis-A6-1-a = Vaša privolitev, člen 6(1)(a) GDPR. Brez vašega da se to ne zgodi.
basis-A6-1-b = Pogodba z vami, člen 6(1)(b) GDPR.
basis-A6-1-c = Zakonska obveznost, člen 6(1)(c) GDPR.
basis-A6-1-d = Zaščita življenja, člen 6(1)(d) GDPR.
basis-A6-1-e = Naloga v javnem interesu, člen 6(1)(e) GDPR.
basis-A6-1-f = Naš lastni zakoniti interes, člen 6(1)(f) GDPR. Lahko ugovarjate.
basis-none = Pravna podlaga ni določena, zato se to ne dogaja.
does-head = Kaj ugovor spremeni
does-now = Od trenutka, ko ga prejmemo, vaših objav ne izberemo več za nič novega.
does-corpus = Ko naslednjič začnemo učenje modela, vaše objave izpustimo.
does-others = Kar drugi navajajo iz vaših objav, izrežemo iz njihovih objav.
does-not-head = Česa ugovor ne spremeni
does-not-model = Model, ki se je že učil, sam od sebe ne pozabi. Če to želite, zahtevajte, da vaše podatke izbrišemo.
does-not-remove = Vaše objave ostanejo na platformi. Tam jih lahko odstranite le vi ali platforma.
rights-head = Vaše druge pravice
rights-text = Po prijavi lahko tudi vidite in prenesete svoje podatke, zahtevate njihov izbris ali začasno ustavitev uporabe ali pa nam sporočite, da niso točni.
rights-clock = Odgovorimo v enem mesecu. Če potrebujemo več časa, vam to sporočimo v tem mesecu in navedemo razlog.

## Prijava

sign-in-head = Prijava
sign-in-text = Vpišite e-poštni naslov svojega računa. Poslali vam bomo povezavo. Gesla ne potrebujete.
sign-in-address = E-poštni naslov
sign-in-send = Pošljite mi povezavo
sign-in-none = Tu nimate računa?
sign-in-again = Pri tem koraku vas prosimo, da se znova prijavite. Tako ga nihče drug ne more opraviti v vašem imenu.
sign-in-letter = Ali s povezavo v pismu
sign-in-oidc = Prijava prek vaše organizacije
link-sent-head = Poglejte v e-pošto
link-sent-text = Če ta naslov poznamo, je povezava že na poti. Velja { $minutes ->
    [one] { $minutes } minuto
    [two] { $minutes } minuti
    [few] { $minutes } minute
   *[other] { $minutes } minut
} in samo enkrat.
link-sent-none = Niste prejeli e-pošte? Potem tega naslova morda ne poznamo. Ugovarjate lahko vseeno:
link-head = Prijava
link-text = En klik in prijavljeni ste. Ta povezava deluje samo enkrat.
link-button = Prijava
letter-subject = Vaša povezava za prijavo
letter-text =
    Pozdravljeni,

    prosili ste za povezavo za prijavo ({ $controller }). Tukaj je:

    { $link }

    Velja { $minutes ->
        [one] { $minutes } minuto
        [two] { $minutes } minuti
        [few] { $minutes } minute
       *[other] { $minutes } minut
    } in samo enkrat.
    Je niste zahtevali? Potem lahko to pismo zavržete.

## Obvestilo, ki se pošlje

notice-subject = Kaj želi { $controller } narediti z vašimi objavami
notice-hello = Pozdravljeni,
notice-lead = { $controller } želi uporabiti to, kar ste objavili. Preberite, kaj se bo zgodilo.
notice-use = { $name }: { $what }
notice-why = Zakaj: { $why }
notice-basis = Pravna podlaga: { $basis }
notice-start = To se ne bo začelo prej kot { $date }.
notice-object = Imate pravico do ugovora in ne navedete razloga. Po prijavi tukaj zadošča en klik:
notice-consent = Brez vašega da se to ne zgodi. Odgovorite lahko tukaj:
notice-rights = Na isti strani lahko vidite in prenesete svoje podatke, zahtevate njihov izbris ali popravek ali pa začasno ustavitev uporabe.

## Moje izbire

me-head = Moje izbire
me-done = Zabeležili smo. Velja od zdaj.
me-done-receipt = Vaše potrdilo
me-object-text = Z enim klikom lahko ugovarjate vsaki uporabi vseh svojih objav. Ni vam treba povedati, zakaj.
me-object-all = Ugovarjam vsaki uporabi
me-objects-all = Ugovarjate vsaki uporabi svojih objav. Izpuščamo jih.
me-objections = Moji ugovori
me-state = Stanje
me-receipt = potrdilo { $index }
me-withdraw-objection = Umikam ta ugovor
every-purpose = Vsaka uporaba
scope-person = vse moje objave
scope-account = en račun
scope-items = nekatere objave
objection-received = Prejet. Že velja. Odgovor boste še dobili.
objection-accepted = Sprejet. Te objave izpuščamo.
objection-rejected_compelling = Zavrnjen. Povedali smo vam, zakaj. Lahko se pritožite in lahko se obrnete na sodišče.
objection-withdrawn = Umaknili ste ga.
me-consent = Vaš odgovor:
consent-given = da
consent-renewed = da
consent-withdrawn = ne, svojo privolitev ste preklicali
consent-refused = ne
me-objected = Ugovarjate tej uporabi. Vaše objave izpuščamo.
me-consent-ask = Ali to dovolite?
me-not-asked = Rekli ste ne. Znova vas ne bomo vprašali prej kot
me-changed-mind = Želim spremeniti odgovor
me-yes = Da, to dovolim
me-no = Ne, tega ne dovolim
me-withdraw-consent = Preklicujem privolitev
me-object-one = Ugovarjam tej uporabi
me-less = Ugovarjam le za del svojih objav
me-less-text = Ugovarjate lahko tudi za en račun ali samo za nekatere objave.
me-less-account = Ugovarjam za račun { $account }
me-less-items = Številke objav, vsaka v svoji vrstici
me-less-items-button = Ugovarjam za te objave
me-rights = Moje druge pravice
me-data = Prenos mojih podatkov
me-erase = Zahtevam izbris svojih podatkov
me-restrict = Zahtevam začasno ustavitev uporabe
me-contest = Moji podatki niso točni
me-rectify = Zahtevam popravek svojih podatkov
me-rectify-text = Kaj ni točno in kako je prav?
me-restricted = Uporabo vaših podatkov smo začasno ustavili, kot ste zahtevali.
me-contested = Povedali ste, da vaši podatki niso točni. Dokler to preverjamo, jih ne uporabljamo.
erasure-received = Zahtevali ste, da izbrišemo vaše podatke. Vaše objave že izpuščamo.
erasure-granted = Vaše podatke brišemo ali pa smo jih že izbrisali.
erasure-refused = Vaših podatkov nismo izbrisali. Povedali smo vam, zakaj. Lahko se pritožite in lahko se obrnete na sodišče.
me-events = Vse, kar smo zabeležili o vas
me-no-events = Še nič.

## Moje objave

nav-posts = Moje objave
title-me-posts = Kaj se je zgodilo z mojimi objavami
posts-head = Kaj se je zgodilo z mojimi objavami
posts-text = Pri vsaki objavi preberete, kako je bilo odločeno in po katerem pravilu. V datoteki za prenos je vse.
posts-count = { $count ->
    [0] Ne poznamo nobene vaše objave.
    [one] Poznamo { $count } vašo objavo.
    [two] Poznamo { $count } vaši objavi.
    [few] Poznamo { $count } vaše objave.
   *[other] Poznamo { $count } vaših objav.
}
posts-used = { $count ->
    [0] Nobena se ne uporablja.
    [one] Uporablja se { $count } objava.
    [two] Uporabljata se { $count } objavi.
    [few] Uporabljajo se { $count } objave.
   *[other] Uporablja se { $count } objav.
}
posts-refused = { $count ->
    [0] Nobena ni izpuščena.
    [one] Izpuščena je { $count } objava.
    [two] Izpuščeni sta { $count } objavi.
    [few] Izpuščene so { $count } objave.
   *[other] Izpuščenih je { $count } objav.
}
posts-more = To so najnovejše objave, število: { $count }. V datoteki za prenos so vse.
posts-none = Zaenkrat ni ničesar za prikaz.
posts-number = Številka objave
posts-because = Zakaj
posts-cure = Kaj bi to spremenilo:
posts-changed = Izločeno
posts-corpus = V zbirki
posts-model = Prebral jo je model
use-used = Se uporablja
use-used_in_part = Se uporablja brez tistega, kar je o drugih
use-held = Se ne uporablja: najprej jo mora nekdo pogledati
use-refused = Se ne uporablja
use-undecided = Še ni odločeno
transform-MASK_IDENTIFIER = številke in naslovi drugih
transform-REDACT_SPAN = kar je o drugih
transform-REMOVE_CHILD = kar je o otrocih

## Potrdila

object-button = Ugovarjam
receipt-head = Vaše potrdilo
receipt-text = To potrdilo shranite. Dokazuje, kaj ste povedali in kdaj. Nihče ga pozneje ne more spremeniti, tudi mi ne.
receipt-act = Kaj je bilo povedano
receipt-at = Prejeto
receipt-purpose = O čem
receipt-reference = Sklicna številka
receipt-due = Odgovorili bomo najpozneje
receipt-index = Številka v dnevniku
receipt-root = Prstni odtis dnevnika
receipt-log = Ime dnevnika
receipt-download = Prenos potrdila
receipt-keep = S sklicno številko lahko poiščete svoj ugovor. Ta stran je vidna samo eno uro, zato si številko zapišite ali prenesite potrdilo.

## Brez računa

without-head = Ugovor brez računa
without-text = Drugi lahko pišejo o vas ali vas pokažejo. Tudi temu lahko ugovarjate. Ne potrebujete računa in ne navedete razloga. Izpolnite vsaj eno polje. Vsako potrebuje najmanj tri črke.
without-wrong = Izpolnite vsaj eno polje, z najmanj tremi in največ 200 črkami.
without-name = Vaše ime, kot ga pišejo drugi
without-name-why = To ime iščemo v besedilih. Za nič drugega ga ne uporabljamo.
without-handle = Ime, ki ga uporabljate na spletu
without-handle-why = Brez znaka @ na začetku.
without-link = Povezava do objave ali slike, na kateri ste
without-link-why = Samo če jo imate.
without-after = Na naslednji strani dobite potrdilo.

## Iskanje

look-up-head = Iskanje ugovora
look-up-text = Ste ugovarjali brez računa? Vpišite sklicno številko s svojega potrdila. Po imenu tukaj ne more iskati nihče.
look-up-reference = Sklicna številka
look-up-button = Poišči
look-up-stands = Ta ugovor obstaja. Velja.
look-up-none = Pod to sklicno številko ni nobenega ugovora brez računa. Morda je bil umaknjen ali pa številka ni prava.
look-up-account = Imate račun? Prijavite se in videli boste svoje ugovore.

## Preverjanje potrdila

verify-head = Preverjanje potrdila
verify-text = Izberite datoteko s svojim potrdilom ali prilepite njeno besedilo. Preverimo, ali je potrdilo pristno in nespremenjeno. Ne shranimo ga.
verify-file = Datoteka
verify-paste = Ali besedilo datoteke
verify-button = Preveri
verify-good = Potrdilo je pristno
verify-bad = To potrdilo ne drži
verify-bad-why = Zakaj:
verify-erased = Besedilo je bilo izbrisano. Ostal je samo dokaz, da je tu nekaj bilo.
verify-alone-head = Preverite ga brez nas
verify-alone-text = Obstaja stran, ki potrdilo preveri na vaši napravi. Ničesar ne pošilja. Če jo shranite, deluje tudi brez interneta.
verify-alone-open = Odpri stran, ki deluje brez nas
verify-alone-save = Vse se dogaja na vaši napravi. Nič se ne pošilja. Če to stran shranite, jo lahko uporabljate brez interneta.
verify-alone-key = Javni ključ dnevnika
verify-alone-none = Najprej izberite datoteko ali prilepite besedilo.
verify-alone-cannot = Ta brskalnik tega ne more preveriti. Uporabite program „grondslag verify“.
verify-offline = Ni vam treba verjeti nam. Vsakdo lahko potrdilo preveri na svojem računalniku, brez nas, s programom „grondslag verify“ in tem javnim ključem:

## Ko nekaj ne deluje

refused-home = Na prvo stran
refused-bad-facts = Podatki niso popolni
refused-bad-facts-do = Popravite jih in jih pošljite znova.
refused-bad-request = V obrazcu nekaj manjka
refused-bad-request-do = Vrnite se, preglejte obrazec in ga pošljite znova. Nič ni bilo zabeleženo.
refused-bad-stamp = Ta obrazec je prestar
refused-bad-stamp-do = Znova odprite stran in tam izpolnite obrazec. Nič ni bilo zabeleženo.
refused-not-lawful = Model zdaj ne sme odgovoriti
refused-not-lawful-do = Zakon tega v tem trenutku ne dovoljuje. V odgovoru piše, kaj bi to spremenilo.
refused-not-admitted = Prijava ni uspela
refused-not-admitted-do = Poskusite znova ali vprašajte tistega, ki skrbi za račune. Nič ni bilo zabeleženo.
refused-changed = Odkar ste to videli, se je spremenilo
refused-changed-do = Znova odprite stran in poglejte, kaj na njej piše zdaj. Nič ni bilo zabeleženo.
refused-bad-link = Ta povezava ne deluje več
refused-bad-link-do = Povezava deluje enkrat in le kratek čas. Zahtevajte novo.
refused-not-signed-in = Niste prijavljeni
refused-not-signed-in-do = Prijavite se in poskusite znova. Nič ni bilo zabeleženo.
refused-not-found = Tukaj ni ničesar
refused-not-found-do = Preverite naslov ali pojdite na prvo stran.
refused-not-allowed = To tukaj ne deluje
refused-not-allowed-do = Pojdite na prvo stran in poskusite od tam.
refused-too-slow = Trajalo je predolgo
refused-too-slow-do = Poskusite znova. Nič ni bilo zabeleženo.
refused-too-large = Datoteka je prevelika
refused-too-large-do = Potrdilo je majhna datoteka. Izberite drugo.
refused-wrong-type = Tega ne moremo prebrati
refused-wrong-type-do = Pošljite obrazec s te strani.
refused-too-often = Bilo je prepogosto
refused-too-often-do = Počakajte eno minuto in poskusite znova. Nič ni bilo zabeleženo.
refused-unavailable = Trenutno ne deluje
refused-unavailable-do = Nič ni bilo zabeleženo. Poskusite znova čez eno minuto.

## Kaj je lahko povedano

act-accuracy_contested = Povedali ste, da vaši podatki niso točni
act-accuracy_settled = Ugotovili smo, ali so vaši podatki točni
act-consent_given = Rekli ste da
act-consent_refused = Rekli ste ne
act-consent_withdrawn = Preklicali ste privolitev
act-erasure_granted = Strinjali smo se z izbrisom vaših podatkov
act-erasure_refused = Nismo se strinjali z izbrisom vaših podatkov
act-erasure_requested = Zahtevali ste izbris svojih podatkov
act-forgotten = Model vas je pozabil
act-notice_delivered = Poslali smo vam obvestilo
act-notice_failed = Obvestilo vas ni doseglo
act-objection = Ugovarjali ste
act-objection_accepted = Vaš ugovor smo sprejeli
act-objection_rejected = Vaš ugovor smo zavrnili
act-objection_resolved = Ugotovili smo, da je neki ugovor vaš
act-objection_withdrawn = Umaknili ste svoj ugovor
act-restriction_lifted = Začasna ustavitev uporabe se je končala
act-restriction_requested = Zahtevali ste začasno ustavitev uporabe
act-assessment_approved = Ocena je bila odobrena
act-corpus_purged = Zbirka je bila prečiščena
act-corpus_sealed = Zbirka je bila zaprta
act-erased = Nekaj je bilo izbrisano
act-model_trained = Model je bil naučen
act-order = Organ je izdal odredbo
act-order_lifted = Odredba se je končala
act-purpose_registered = Uporaba je bila vpisana v register
act-run_started = Izvajanje se je začelo
act-run_stopped = Izvajanje se je ustavilo
act-access_requested = Vprašali ste, kaj hranimo o vas
act-accounts_linked = Izvedeli smo, da so računi vaši
act-accounts_unlinked = Izvedeli smo, da računi niso vaši
act-assessment_withdrawn = Ocena ne velja več
act-breach_notified = Nekdo je bil obveščen o kršitvi varstva osebnih podatkov
act-breach_recorded = Zabeležena je bila kršitev varstva osebnih podatkov
act-complaint_closed = Pritožba je bila zaključena
act-complaint_received = Pritožba je bila prejeta
act-establishment_set = Določeno je bilo, kateri nadzorni organ je vodilni
act-findings_reviewed = Nekdo je pogledal vašo objavo, ker program ni bil prepričan
act-notice_published = Obvestilo je bilo objavljeno
act-notice_seen = Ogledali ste si obvestilo
act-notice_sent = Obvestilo vam je bilo poslano
act-order_appealed = Nekdo se je zaradi odredbe obrnil na sodišče
act-order_task_done = Narejeno je bilo nekaj, kar zahteva odredba
act-portability_requested = Zahtevali ste svoje podatke, da jih prenesete drugam
act-purpose_ended = Uporaba se je končala
act-recipient_acknowledged = Prejemnik podatkov je upošteval vašo izbiro
act-recipient_notified = Prejemnika podatkov smo obvestili o vaši izbiri
act-rectification_made = Popravili smo, kar ste zahtevali
act-rectification_requested = Zahtevali ste popravek
act-report_delivered = Organ je prejel poročilo
act-request_extended = Povedali smo vam, da potrebujemo več časa
act-request_replied = Odgovorili smo na vašo zahtevo
act-staff_acted = Nekdo od zaposlenih je nekaj naredil
