### Tekstovi portala na hrvatskom, razina B1. Svaki ključ odavde postoji i u drugim datotekama ove mape.

## Svaka stranica

skip = Prijeđi na tekst
brand = · vaše objave i umjetna inteligencija
nav = Stranice
nav-me = Moji izbori
nav-sign-in = Prijava
nav-sign-out = Odjava
nav-without-account = Nemam račun
nav-look-up = Potraži prigovor
nav-verify = Provjeri potvrdu
nav-language = Jezik
footer-contact = Za to odgovara { $name }. Pišite na { $contact }.
footer-officer = Naš službenik za zaštitu podataka: { $officer }.
footer-complain = Niste zadovoljni našim odgovorom? Možete podnijeti pritužbu nadzornom tijelu ({ $authority }), a možete se obratiti i sudu. To za vas može učiniti i netko drugi.

title-home = Što se događa s vašim objavama
title-sign-in = Prijava
title-link-sent = Pogledajte e-poštu
title-link = Prijava
title-me = Moji izbori
title-receipt = Vaša potvrda
title-without-account = Prigovor bez računa
title-look-up = Traženje prigovora
title-verify = Provjera potvrde
title-refused = Nije uspjelo
title-languages = Jezici
languages-head = Jezici
languages-text = Odaberite jezik ovih stranica. Engleske i nizozemske tekstove napisali smo mi. Ostale jezike preveo je program i nitko tko ih govori još nije provjerio svaku riječ. Ako neki tekst nije jasan, vrijedi engleski.

month-1 = siječnja
month-2 = veljače
month-3 = ožujka
month-4 = travnja
month-5 = svibnja
month-6 = lipnja
month-7 = srpnja
month-8 = kolovoza
month-9 = rujna
month-10 = listopada
month-11 = studenoga
month-12 = prosinca
date = { $day }. { $month } { $year }.

## Što se događa s objavama

home-head = Što { $controller } radi s vašim objavama
home-lead = Na ovoj stranici možete pročitati za što se vaše objave upotrebljavaju. Možete reći ne. Ne morate objasniti zašto.
right-head = Imate pravo na prigovor
right-text = Uvijek možete podnijeti prigovor na upotrebu svojih objava. Ne navodite razlog i ne šaljete nikakav dokument. Nakon prijave dovoljan je jedan klik. Prigovor vrijedi od trenutka kad ga primimo.
right-object = Podnesi prigovor
right-without-account = Podnesi prigovor bez računa
uses-head = Za što se vaše objave upotrebljavaju
what = Što se događa
why = Zašto
since = Od kada
basis = Pravna osnova
basis-A6-1-a = Vaša privola, članak 6. stavak 1. točka (a) GDPR-a. Bez vašeg da to se ne događa.
basis-A6-1-b = Ugovor s vama, članak 6. stavak 1. točka (b) GDPR-a.
basis-A6-1-c = Zakonska obveza, članak 6. stavak 1. točka (c) GDPR-a.
basis-A6-1-d = Zaštita života, članak 6. stavak 1. točka (d) GDPR-a.
basis-A6-1-e = Zadaća u javnom interesu, članak 6. stavak 1. točka (e) GDPR-a.
basis-A6-1-f = Naš vlastiti legitimni interes, članak 6. stavak 1. točka (f) GDPR-a. Možete podnijeti prigovor.
basis-none = Pravna osnova nije određena, pa se to ne događa.
does-head = Što prigovor mijenja
does-now = Od trenutka kad ga primimo vaše objave više ne biramo ni za što novo.
does-corpus = Kad sljedeći put započnemo učenje modela, vaše objave izostavljamo.
does-others = Ono što drugi navode iz vaših objava izrezujemo iz njihovih objava.
does-not-head = Što prigovor ne mijenja
does-not-model = Model koji je već učio ne zaboravlja sam od sebe. Ako to želite, zatražite da vaše podatke izbrišemo.
does-not-remove = Vaše objave ostaju na platformi. Ondje ih možete ukloniti samo vi ili platforma.
rights-head = Vaša druga prava
rights-text = Nakon prijave možete i vidjeti i preuzeti svoje podatke, zatražiti njihovo brisanje, zatražiti da privremeno zaustavimo njihovu upotrebu ili nam reći da nisu točni.
rights-clock = Odgovaramo u roku od mjesec dana. Ako nam treba više vremena, to ćemo vam reći u tom roku i navesti razlog.

## Prijava

sign-in-head = Prijava
sign-in-text = Upišite adresu e-pošte svojeg računa. Poslat ćemo vam poveznicu. Lozinka vam ne treba.
sign-in-address = Adresa e-pošte
sign-in-send = Pošaljite mi poveznicu
sign-in-none = Nemate račun ovdje?
sign-in-again = Za ovaj korak molimo vas da se ponovno prijavite. Tako ga nitko drugi ne može obaviti u vaše ime.
sign-in-letter = Ili poveznicom u pismu
sign-in-oidc = Prijava preko vaše organizacije
link-sent-head = Pogledajte e-poštu
link-sent-text = Ako poznajemo ovu adresu, poveznica je već na putu. Vrijedi { $minutes ->
    [one] { $minutes } minutu
    [few] { $minutes } minute
   *[other] { $minutes } minuta
} i samo jedanput.
link-sent-none = Niste dobili e-poštu? Tada ovu adresu možda ne poznajemo. Prigovor ipak možete podnijeti:
link-head = Prijava
link-text = Jedan klik i prijavljeni ste. Ova poveznica radi samo jedanput.
link-button = Prijava
letter-subject = Vaša poveznica za prijavu
letter-text =
    Dobar dan,

    zatražili ste poveznicu za prijavu ({ $controller }). Evo je:

    { $link }

    Vrijedi { $minutes ->
        [one] { $minutes } minutu
        [few] { $minutes } minute
       *[other] { $minutes } minuta
    } i samo jedanput.
    Niste je tražili? Tada ovo pismo možete baciti.

## Obavijest koja se šalje

notice-subject = Što { $controller } želi raditi s vašim objavama
notice-hello = Dobar dan,
notice-lead = { $controller } želi upotrebljavati ono što ste objavili. Molimo pročitajte što će se događati.
notice-use = { $name }: { $what }
notice-why = Zašto: { $why }
notice-basis = Pravna osnova: { $basis }
notice-start = Prije { $date } to ne počinje.
notice-object = Imate pravo na prigovor i ne navodite razlog. Nakon prijave ovdje dovoljan je jedan klik:
notice-consent = Bez vašeg da to se neće dogoditi. Odgovoriti možete ovdje:
notice-rights = Na istoj stranici možete vidjeti i preuzeti svoje podatke, zatražiti njihovo brisanje ili ispravak ili zatražiti da privremeno zaustavimo njihovu upotrebu.

## Moji izbori

me-head = Moji izbori
me-done = Zabilježili smo. Vrijedi od sada.
me-done-receipt = Vaša potvrda
me-object-text = Jednim klikom možete podnijeti prigovor na svaku upotrebu svih svojih objava. Ne morate reći zašto.
me-object-all = Podnesi prigovor na svaku upotrebu
me-objects-all = Podnijeli ste prigovor na svaku upotrebu svojih objava. Izostavljamo ih.
me-objections = Moji prigovori
me-state = Stanje
me-receipt = potvrda { $index }
me-withdraw-objection = Povuci ovaj prigovor
every-purpose = Svaka upotreba
scope-person = sve moje objave
scope-account = jedan račun
scope-items = neke objave
objection-received = Primljen. Već vrijedi. Odgovor ćete još dobiti.
objection-accepted = Prihvaćen. Ove objave izostavljamo.
objection-rejected_compelling = Odbijen. Rekli smo vam zašto. Možete podnijeti pritužbu, a možete se obratiti i sudu.
objection-withdrawn = Povukli ste ga.
me-consent = Vaš odgovor:
consent-given = da
consent-renewed = da
consent-withdrawn = ne, povukli ste privolu
consent-refused = ne
me-objected = Podnijeli ste prigovor na ovu upotrebu. Vaše objave izostavljamo.
me-consent-ask = Dopuštate li to?
me-not-asked = Rekli ste ne. Nećemo vas ponovno pitati prije
me-changed-mind = Želim promijeniti odgovor
me-yes = Da, dopuštam
me-no = Ne, ne dopuštam
me-withdraw-consent = Povuci privolu
me-object-one = Podnesi prigovor na ovu upotrebu
me-less = Prigovor samo za dio mojih objava
me-less-text = Prigovor možete podnijeti i za jedan račun ili samo za neke objave.
me-less-account = Podnesi prigovor za račun { $account }
me-less-items = Brojevi objava, svaki u svojem retku
me-less-items-button = Podnesi prigovor za ove objave
me-rights = Moja druga prava
me-data = Preuzmi moje podatke
me-erase = Zatraži brisanje mojih podataka
me-restrict = Zatraži privremeno zaustavljanje
me-contest = Javi da moji podaci nisu točni
me-rectify = Zatraži ispravak mojih podataka
me-rectify-text = Što nije točno, a što jest?
me-restricted = Privremeno smo zaustavili upotrebu vaših podataka, kako ste tražili.
me-contested = Rekli ste da vaši podaci nisu točni. Dok to provjeravamo, ne upotrebljavamo ih.
erasure-received = Zatražili ste da izbrišemo vaše podatke. Vaše objave već izostavljamo.
erasure-granted = Vaše podatke brišemo ili smo ih već izbrisali.
erasure-refused = Nismo izbrisali vaše podatke. Rekli smo vam zašto. Možete podnijeti pritužbu, a možete se obratiti i sudu.
me-events = Sve što smo zabilježili o vama
me-no-events = Još ništa.

## Moje objave

nav-posts = Moje objave
title-me-posts = Što se dogodilo s mojim objavama
posts-head = Što se dogodilo s mojim objavama
posts-text = Za svaku objavu možete pročitati što je odlučeno i prema kojem pravilu. U datoteci za preuzimanje je sve.
posts-count = { $count ->
    [0] Ne poznajemo nijednu vašu objavu.
    [one] Poznajemo { $count } vašu objavu.
    [few] Poznajemo { $count } vaše objave.
   *[other] Poznajemo { $count } vaših objava.
}
posts-used = { $count ->
    [0] Nijedna se ne upotrebljava.
    [one] Upotrebljava se { $count } objava.
    [few] Upotrebljavaju se { $count } objave.
   *[other] Upotrebljava se { $count } objava.
}
posts-refused = { $count ->
    [0] Nijedna nije izostavljena.
    [one] Izostavljena je { $count } objava.
    [few] Izostavljene su { $count } objave.
   *[other] Izostavljeno je { $count } objava.
}
posts-more = Ovdje su najnovije objave, broj: { $count }. U datoteci za preuzimanje su sve.
posts-none = Zasad se nema što prikazati.
posts-number = Broj objave
posts-because = Zašto
posts-cure = Što bi to promijenilo:
posts-changed = Izrezano
posts-corpus = U zbirci
posts-model = Pročitao ju je model
use-used = Upotrebljava se
use-used_in_part = Upotrebljava se, bez onoga što je o drugima
use-held = Ne upotrebljava se: netko je prvo mora pogledati
use-refused = Ne upotrebljava se
use-undecided = Još nije odlučeno
transform-MASK_IDENTIFIER = brojevi i adrese drugih ljudi
transform-REDACT_SPAN = ono što je o drugima
transform-REMOVE_CHILD = ono što je o djeci

## Potvrde

object-button = Podnesi prigovor
receipt-head = Vaša potvrda
receipt-text = Sačuvajte ovu potvrdu. Ona dokazuje što ste rekli i kada. Nitko je poslije ne može promijeniti, pa ni mi.
receipt-act = Što je rečeno
receipt-at = Primljeno
receipt-purpose = O čemu
receipt-reference = Referentni broj
receipt-due = Odgovaramo najkasnije
receipt-index = Broj u dnevniku
receipt-root = Otisak dnevnika
receipt-log = Naziv dnevnika
receipt-download = Preuzmi potvrdu
receipt-keep = Pomoću referentnog broja možete potražiti svoj prigovor. Ovu stranicu prikazujemo samo jedan sat, pa zapišite broj ili preuzmite potvrdu.

## Bez računa

without-head = Prigovor bez računa
without-text = Drugi mogu pisati o vama ili vas prikazati. I na to možete podnijeti prigovor. Ne treba vam račun i ne navodite razlog. Ispunite barem jedno polje. U svako treba upisati najmanje tri slova.
without-wrong = Ispunite barem jedno polje, s najmanje tri i najviše 200 slova.
without-name = Vaše ime, kako ga drugi pišu
without-name-why = To ime tražimo u tekstovima. Ni za što drugo ga ne upotrebljavamo.
without-handle = Ime kojim se služite na internetu
without-handle-why = Bez znaka @ ispred.
without-link = Poveznica na objavu ili sliku na kojoj ste
without-link-why = Samo ako je imate.
without-after = Na sljedećoj stranici dobivate potvrdu.

## Traženje

look-up-head = Traženje prigovora
look-up-text = Podnijeli ste prigovor bez računa? Upišite referentni broj sa svoje potvrde. Po imenu ovdje nitko ne može tražiti.
look-up-reference = Referentni broj
look-up-button = Potraži
look-up-stands = Ovaj prigovor postoji. Vrijedi.
look-up-none = Pod ovim referentnim brojem nema prigovora bez računa. Možda je povučen ili broj nije točan.
look-up-account = Imate račun? Prijavite se da biste vidjeli svoje prigovore.

## Provjera potvrde

verify-head = Provjera potvrde
verify-text = Odaberite datoteku svoje potvrde ili zalijepite njezin tekst. Provjeravamo je li potvrda prava i nepromijenjena. Ne čuvamo je.
verify-file = Datoteka
verify-paste = Ili tekst datoteke
verify-button = Provjeri
verify-good = Potvrda je prava
verify-bad = Ova potvrda nije valjana
verify-bad-why = Zašto:
verify-erased = Tekst je izbrisan. Ostao je samo dokaz da je ovdje nešto bilo.
verify-alone-head = Provjerite je bez nas
verify-alone-text = Postoji stranica koja potvrdu provjerava na vašem uređaju. Ništa ne šalje. Ako je spremite, radi i bez interneta.
verify-alone-open = Otvori stranicu koja radi bez nas
verify-alone-save = Sve se događa na vašem uređaju. Ništa se ne šalje. Ako spremite ovu stranicu, možete je upotrebljavati bez interneta.
verify-alone-key = Javni ključ dnevnika
verify-alone-none = Prvo odaberite datoteku ili zalijepite tekst.
verify-alone-cannot = Ovaj preglednik ne može obaviti provjeru. Upotrijebite program „grondslag verify”.
verify-offline = Ne morate nam vjerovati. Svatko može provjeriti potvrdu na svojem računalu, bez nas, programom „grondslag verify” i ovim javnim ključem:

## Kad nešto ne radi

refused-home = Na početnu stranicu
refused-bad-facts = Činjenice nisu potpune
refused-bad-facts-do = Ispravite ih i pošaljite ponovno.
refused-bad-request = U obrascu nešto nedostaje
refused-bad-request-do = Vratite se, pregledajte obrazac i pošaljite ga ponovno. Ništa nije zabilježeno.
refused-bad-stamp = Ovaj je obrazac prestar
refused-bad-stamp-do = Ponovno otvorite stranicu i ondje ispunite obrazac. Ništa nije zabilježeno.
refused-not-lawful = Model sada ne smije odgovoriti
refused-not-lawful-do = Zakon to u ovom trenutku ne dopušta. U odgovoru piše što bi to promijenilo.
refused-not-admitted = Prijava nije uspjela
refused-not-admitted-do = Pokušajte ponovno ili pitajte onoga tko vodi račune. Ništa nije zabilježeno.
refused-changed = Otkako ste to vidjeli, promijenilo se
refused-changed-do = Ponovno otvorite stranicu i pogledajte što na njoj sada piše. Ništa nije zabilježeno.
refused-bad-link = Ova poveznica više ne radi
refused-bad-link-do = Poveznica radi jedanput i samo kratko vrijeme. Zatražite novu.
refused-not-signed-in = Niste prijavljeni
refused-not-signed-in-do = Prijavite se i pokušajte ponovno. Ništa nije zabilježeno.
refused-not-found = Ovdje nema ničega
refused-not-found-do = Provjerite adresu ili idite na početnu stranicu.
refused-not-allowed = To ovdje ne radi
refused-not-allowed-do = Idite na početnu stranicu i pokušajte odande.
refused-too-slow = Trajalo je predugo
refused-too-slow-do = Pokušajte ponovno. Ništa nije zabilježeno.
refused-too-large = Datoteka je prevelika
refused-too-large-do = Potvrda je mala datoteka. Odaberite drugu.
refused-wrong-type = To ne možemo pročitati
refused-wrong-type-do = Pošaljite obrazac s ove stranice.
refused-too-often = Bilo je prečesto
refused-too-often-do = Pričekajte jednu minutu i pokušajte ponovno. Ništa nije zabilježeno.
refused-unavailable = Trenutačno ne radi
refused-unavailable-do = Ništa nije zabilježeno. Pokušajte ponovno za jednu minutu.

## Što se može reći

act-accuracy_contested = Rekli ste da vaši podaci nisu točni
act-accuracy_settled = Utvrdili smo jesu li vaši podaci točni
act-consent_given = Rekli ste da
act-consent_refused = Rekli ste ne
act-consent_withdrawn = Povukli ste privolu
act-erasure_granted = Pristali smo izbrisati vaše podatke
act-erasure_refused = Nismo pristali izbrisati vaše podatke
act-erasure_requested = Zatražili ste da izbrišemo vaše podatke
act-forgotten = Model vas je zaboravio
act-notice_delivered = Poslali smo vam obavijest
act-notice_failed = Obavijest nije stigla do vas
act-objection = Podnijeli ste prigovor
act-objection_accepted = Prihvatili smo vaš prigovor
act-objection_rejected = Odbili smo vaš prigovor
act-objection_resolved = Utvrdili smo da je jedan prigovor vaš
act-objection_withdrawn = Povukli ste prigovor
act-restriction_lifted = Privremeno zaustavljanje je završilo
act-restriction_requested = Zatražili ste privremeno zaustavljanje
act-assessment_approved = Procjena je odobrena
act-corpus_purged = Zbirka je očišćena
act-corpus_sealed = Zbirka je zatvorena
act-erased = Nešto je izbrisano
act-model_trained = Završeno je učenje modela
act-order = Tijelo vlasti izdalo je nalog
act-order_lifted = Nalog više ne vrijedi
act-purpose_registered = Upotreba je upisana u registar
act-run_started = Obrada je počela
act-run_stopped = Obrada je zaustavljena
act-access_requested = Pitali ste koje podatke imamo o vama
act-accounts_linked = Saznali smo da su računi vaši
act-accounts_unlinked = Saznali smo da računi nisu vaši
act-assessment_withdrawn = Procjena više ne vrijedi
act-breach_notified = Netko je obaviješten o povredi osobnih podataka
act-breach_recorded = Zabilježena je povreda osobnih podataka
act-complaint_closed = Pritužba je zaključena
act-complaint_received = Pritužba je primljena
act-establishment_set = Određeno je koje je nadzorno tijelo vodeće
act-findings_reviewed = Netko je pogledao vašu objavu jer program nije bio siguran
act-notice_published = Obavijest je objavljena
act-notice_seen = Pogledali ste obavijest
act-notice_sent = Obavijest vam je poslana
act-order_appealed = Netko se zbog naloga obratio sudu
act-order_task_done = Učinjeno je nešto što nalog traži
act-portability_requested = Zatražili ste svoje podatke da biste ih prenijeli drugamo
act-purpose_ended = Upotreba je završila
act-recipient_acknowledged = Primatelj je postupio prema vašem izboru
act-recipient_notified = Primatelja smo obavijestili o vašem izboru
act-rectification_made = Ispravili smo ono što ste tražili
act-rectification_requested = Zatražili ste ispravak
act-report_delivered = Tijelo vlasti dobilo je izvješće
act-request_extended = Rekli smo vam da nam treba više vremena
act-request_replied = Odgovorili smo na vaš zahtjev
act-staff_acted = Netko od zaposlenika nešto je učinio
