### Portaali tekstid eesti keeles, tase B1. Iga siinne võti on olemas ka selle kausta teistes failides.

## Iga leht

skip = Otse teksti juurde
brand = · teie postitused ja tehisintellekt
nav = Lehed
nav-me = Minu valikud
nav-sign-in = Sisselogimine
nav-sign-out = Väljalogimine
nav-without-account = Mul ei ole kontot
nav-look-up = Vastuväite otsimine
nav-verify = Tõendi kontrollimine
nav-language = Keel
footer-contact = Selle eest vastutab { $name }. Kirjutage: { $contact }.
footer-officer = Meie andmekaitseametnik: { $officer }.
footer-complain = Kas te ei ole meie vastusega rahul? Võite esitada kaebuse järelevalveasutusele ({ $authority }) ja pöörduda kohtusse. Seda võib teie eest teha ka keegi teine.

title-home = Mis teie postitustega tehakse
title-sign-in = Sisselogimine
title-link-sent = Vaadake oma postkasti
title-link = Sisselogimine
title-me = Minu valikud
title-receipt = Teie tõend
title-without-account = Vastuväite esitamine ilma kontota
title-look-up = Vastuväite otsimine
title-verify = Tõendi kontrollimine
title-refused = See ei õnnestunud
title-languages = Keeled
languages-head = Keeled
languages-text = Valige nende lehtede keel. Inglis- ja hollandikeelsed tekstid kirjutasime ise. Teistesse keeltesse tõlkis tekstid arvutiprogramm ja keegi, kes neid keeli oskab, ei ole veel iga sõna üle vaadanud. Kui mõni tekst ei ole selge, kehtib ingliskeelne tekst.

month-1 = jaanuar
month-2 = veebruar
month-3 = märts
month-4 = aprill
month-5 = mai
month-6 = juuni
month-7 = juuli
month-8 = august
month-9 = september
month-10 = oktoober
month-11 = november
month-12 = detsember
date = { $day }. { $month } { $year }

## Mis postitustega tehakse

home-head = { $controller }: mis teie postitustega tehakse
home-lead = Sellel lehel saate lugeda, milleks teie postitusi kasutatakse. Võite öelda „ei“. Te ei pea selgitama, miks.
right-head = Teil on õigus esitada vastuväide
right-text = Saate alati esitada vastuväite oma postituste kasutamisele. Te ei pea seda põhjendama ega saatma ühtegi dokumenti. Pärast sisselogimist piisab ühest klõpsust. Vastuväide kehtib hetkest, mil me selle kätte saame.
right-object = Esitan vastuväite
right-without-account = Esitan vastuväite ilma kontota
uses-head = Milleks teie postitusi kasutatakse
what = Mida tehakse
why = Miks
since = Algus
basis = Õiguslik alus
basis-A6-1-a = Teie nõusolek, IKÜM artikli 6 lõike 1 punkt a. Ilma teie nõusolekuta seda ei tehta.
basis-A6-1-b = Teiega sõlmitud leping, IKÜM artikli 6 lõike 1 punkt b.
basis-A6-1-c = Juriidiline kohustus, IKÜM artikli 6 lõike 1 punkt c.
basis-A6-1-d = Inimelu kaitsmine, IKÜM artikli 6 lõike 1 punkt d.
basis-A6-1-e = Avalik ülesanne, IKÜM artikli 6 lõike 1 punkt e.
basis-A6-1-f = Meie enda õigustatud huvi, IKÜM artikli 6 lõike 1 punkt f. Saate esitada vastuväite.
basis-none = Õiguslikku alust ei ole määratud, seega seda ei tehta.
does-head = Mida vastuväide muudab
does-now = Hetkest, mil me vastuväite kätte saame, ei vali me teie postitusi enam millegi uue jaoks.
does-corpus = Kui me järgmine kord treenimist alustame, jäävad teie postitused välja.
does-others = Kui teised on teie postitusi tsiteerinud, lõikame tsitaadid nende postitustest välja.
does-not-head = Mida vastuväide ei muuda
does-not-model = Juba õppinud mudel ei unusta iseenesest. Kui soovite, et see unustaks, paluge meil oma andmed kustutada.
does-not-remove = Teie postitused jäävad platvormile alles. Sealt saate need eemaldada ainult teie ise või platvorm.
rights-head = Teie muud õigused
rights-text = Pärast sisselogimist saate ka oma andmeid vaadata ja alla laadida, paluda meil need kustutada, paluda nende kasutamine peatada või teatada, et need on valed.
rights-clock = Vastame ühe kuu jooksul. Kui vajame rohkem aega, teatame sellest sama kuu jooksul ja põhjendame seda.

## Sisselogimine

sign-in-head = Sisselogimine
sign-in-text = Kirjutage oma konto e-posti aadress. Saadame teile lingi. Parooli ei ole vaja.
sign-in-address = E-posti aadress
sign-in-send = Palun saatke mulle link
sign-in-none = Kas teil ei ole siin kontot?
sign-in-again = Selle sammu jaoks palume teil uuesti sisse logida, et keegi teine ei saaks seda teie nimel teha.
sign-in-letter = Või kirjas saadetud lingiga
sign-in-oidc = Sisselogimine oma organisatsiooni kaudu
link-sent-head = Vaadake oma postkasti
link-sent-text = Kui see aadress on meile teada, on link teel. Link töötab { $minutes ->
    [one] ühe minuti
   *[other] { $minutes } minutit
} ja ainult ühe korra.
link-sent-none = Kas kiri ei tulnud? Siis ei ole see aadress meile võib-olla teada. Saate siiski esitada vastuväite:
link-head = Sisselogimine
link-text = Üks klõps ja olete sisse logitud. See link töötab ainult ühe korra.
link-button = Login kohe sisse
letter-subject = Teie link sisselogimiseks
letter-text =
    Tere!

    Te palusite linki sisselogimiseks ({ $controller }). Siin see on:

    { $link }

    Link töötab { $minutes ->
        [one] ühe minuti
       *[other] { $minutes } minutit
    } ja ainult ühe korra.
    Kas te ei palunud seda? Siis võite selle kirja ära visata.

## Saadetav teade

notice-subject = Mida { $controller } soovib teie postitustega teha
notice-hello = Tere!
notice-lead = { $controller } soovib kasutada seda, mida olete postitanud. Palun lugege, mida tehakse.
notice-use = { $name }: { $what }
notice-why = Miks: { $why }
notice-basis = Õiguslik alus: { $basis }
notice-start = Kõige varasem algus: { $date }.
notice-object = Teil on õigus esitada vastuväide ja te ei pea seda põhjendama. Pärast siin sisselogimist piisab ühest klõpsust:
notice-consent = Ilma teie nõusolekuta seda ei tehta. Vastata saate siin:
notice-rights = Samal lehel saate oma andmeid vaadata ja alla laadida, paluda meil need kustutada või parandada või paluda nende kasutamine peatada.

## Minu valikud

me-head = Minu valikud
me-done = Panime selle kirja. See kehtib nüüdsest.
me-done-receipt = Teie tõend
me-object-text = Ühe klõpsuga saate esitada vastuväite kõigi oma postituste igasugusele kasutamisele. Te ei pea ütlema, miks.
me-object-all = Esitan vastuväite igale kasutusele
me-objects-all = Olete esitanud vastuväite oma postituste igasugusele kasutamisele. Jätame need välja.
me-objections = Minu vastuväited
me-state = Seis
me-receipt = tõend { $index }
me-withdraw-objection = Võtan selle vastuväite tagasi
every-purpose = Iga kasutus
scope-person = kõik minu postitused
scope-account = üks konto
scope-items = mõned postitused
objection-received = Kätte saadud. See juba kehtib. Saate veel ka vastuse.
objection-accepted = Nõustusime. Jätame need postitused välja.
objection-rejected_compelling = Lükkasime tagasi. Selgitasime teile, miks. Võite esitada kaebuse ja pöörduda kohtusse.
objection-withdrawn = Võtsite selle tagasi.
me-consent = Teie vastus:
consent-given = jah
consent-renewed = jah
consent-withdrawn = ei, võtsite nõusoleku tagasi
consent-refused = ei
me-objected = Olete esitanud sellele kasutusele vastuväite. Teie postitused jäävad välja.
me-consent-ask = Kas te lubate seda?
me-not-asked = Vastasite „ei“. Me ei küsi teilt uuesti enne seda päeva:
me-changed-mind = Mõtlesin ümber
me-yes = Jah, ma luban
me-no = Ei, ma ei luba
me-withdraw-consent = Võtan nõusoleku tagasi
me-object-one = Esitan vastuväite sellele kasutusele
me-less = Vastuväide ainult osa postituste kohta
me-less-text = Saate esitada vastuväite ka ainult ühe konto või ainult mõne postituse kohta.
me-less-account = Esitan vastuväite selle konto kohta: { $account }
me-less-items = Postituste numbrid, igaüks eraldi real
me-less-items-button = Esitan vastuväite nende postituste kohta
me-rights = Minu muud õigused
me-data = Minu andmete allalaadimine
me-erase = Palun minu andmed kustutada
me-restrict = Palun kasutamine peatada
me-contest = Teatan, et minu andmed on valed
me-rectify = Palun minu andmed parandada
me-rectify-text = Mis on valesti ja mis on õige?
me-restricted = Peatasime teie andmete kasutamise, nagu palusite.
me-contested = Teatasite, et teie andmed on valed. Kuni me seda kontrollime, me neid ei kasuta.
erasure-received = Palusite meil oma andmed kustutada. Teie postitused on juba välja jäetud.
erasure-granted = Kustutame teie andmed või oleme need juba kustutanud.
erasure-refused = Me ei kustutanud teie andmeid. Selgitasime teile, miks. Võite esitada kaebuse ja pöörduda kohtusse.
me-events = Kõik, mida oleme teie kohta kirja pannud
me-no-events = Veel mitte midagi.

## Minu postitused

nav-posts = Minu postitused
title-me-posts = Mis minu postitustega on tehtud
posts-head = Mis minu postitustega on tehtud
posts-text = Iga postituse juures on kirjas, mida otsustati ja millise reegli järgi. Allalaaditavas failis on kõik olemas.
posts-count = { $count ->
    [0] Meile ei ole teada ühtegi teie postitust.
    [one] Meile on teada üks teie postitus.
   *[other] Meile on teada { $count } teie postitust.
}
posts-used = { $count ->
    [0] Neist ei kasutata ühtegi.
    [one] Neist kasutatakse üht.
   *[other] Neist kasutatakse { $count }.
}
posts-refused = { $count ->
    [0] Ühtegi ei ole välja jäetud.
    [one] Üks on välja jäetud.
   *[other] Välja on jäetud { $count }.
}
posts-more = Siin on kõige uuemad postitused ({ $count }). Allalaaditavas failis on kõik olemas.
posts-none = Praegu ei ole veel midagi näidata.
posts-number = Postituse number
posts-because = Miks
posts-cure = Mis seda muudaks:
posts-changed = Välja võetud
posts-corpus = Andmekogumis
posts-model = Lugenud mudel
use-used = Kasutatud
use-used_in_part = Kasutatud ilma selleta, mis puudutab teisi
use-held = Ei kasutata: kõigepealt peab inimene selle üle vaatama
use-refused = Ei kasutata
use-undecided = Veel otsustamata
transform-MASK_IDENTIFIER = teiste inimeste numbrid ja aadressid
transform-REDACT_SPAN = see, mis puudutab teisi
transform-REMOVE_CHILD = see, mis puudutab lapsi

## Tõendid

object-button = Esitan vastuväite
receipt-head = Teie tõend
receipt-text = Hoidke see tõend alles. See tõendab, mida ja millal te ütlesite. Keegi ei saa seda hiljem muuta, ka meie mitte.
receipt-act = Mida öeldi
receipt-at = Kätte saadud
receipt-purpose = Mille kohta
receipt-reference = Viitekood
receipt-due = Vastame hiljemalt sel päeval:
receipt-index = Number logis
receipt-root = Logi sõrmejälg
receipt-log = Logi nimi
receipt-download = Tõendi allalaadimine
receipt-keep = Viitekoodi abil saate oma vastuväite üles otsida. Näitame seda lehte ainult ühe tunni. Kirjutage kood üles või laadige tõend alla.

## Ilma kontota

without-head = Vastuväite esitamine ilma kontota
without-text = Teised võivad teie kohta kirjutada või teid näidata. Ka sellele saate esitada vastuväite. Kontot ei ole vaja ja te ei pea midagi põhjendama. Täitke vähemalt üks väli. Igas väljas peab olema vähemalt kolm tähte.
without-wrong = Täitke vähemalt üks väli. Kirjutage sinna vähemalt kolm ja kõige rohkem 200 tähte.
without-name = Teie nimi, nagu teised seda kirjutavad
without-name-why = Otsime seda nime tekstidest. Millekski muuks me seda ei kasuta.
without-handle = Nimi, mida te internetis kasutate
without-handle-why = Ilma @-märgita.
without-link = Link postitusele või pildile, kus teid mainitakse või näidatakse
without-link-why = Ainult siis, kui see on teil olemas.
without-after = Järgmisel lehel saate tõendi.

## Otsimine

look-up-head = Vastuväite otsimine
look-up-text = Kas esitasite vastuväite ilma kontota? Kirjutage siia oma tõendi viitekood. Nime järgi ei saa siit keegi otsida.
look-up-reference = Viitekood
look-up-button = Otsing
look-up-stands = See vastuväide on olemas ja kehtib.
look-up-none = Selle viitekoodiga ei ole ühtegi ilma kontota esitatud vastuväidet. Võib-olla on see tagasi võetud või on kood vale.
look-up-account = Kas teil on konto? Logige sisse, et oma vastuväiteid näha.

## Tõendi kontrollimine

verify-head = Tõendi kontrollimine
verify-text = Valige oma tõendi fail või kleepige siia selle tekst. Kontrollime, kas tõend on ehtne ja muutmata. Me ei jäta seda endale.
verify-file = Fail
verify-paste = Või faili tekst
verify-button = Kontrollimine
verify-good = Tõend on ehtne
verify-bad = See tõend ei kehti
verify-bad-why = Miks:
verify-erased = Tekst on kustutatud. Alles on ainult tõend selle kohta, et siin midagi oli.
verify-alone-head = Kontrollige ilma meieta
verify-alone-text = On olemas leht, mis kontrollib tõendit teie enda seadmes. See ei saada midagi välja. Salvestage leht ja see töötab ka ilma internetita.
verify-alone-open = Avage leht, mis töötab ilma meieta
verify-alone-save = Kõik toimub teie seadmes. Midagi ei saadeta välja. Salvestage see leht, kui soovite seda kasutada ilma internetita.
verify-alone-key = Logi avalik võti
verify-alone-none = Valige kõigepealt fail või kleepige tekst.
verify-alone-cannot = See brauser ei saa kontrolli teha. Kasutage programmi „grondslag verify“.
verify-offline = Te ei pea meid uskuma. Igaüks saab tõendit oma arvutis ilma meieta kontrollida, kasutades programmi „grondslag verify“ ja seda avalikku võtit:

## Kui midagi ei tööta

refused-home = Esimesele lehele
refused-bad-facts = Andmed ei ole täielikud
refused-bad-facts-do = Parandage need ja saatke uuesti.
refused-bad-request = Vormil on midagi puudu
refused-bad-request-do = Minge tagasi, vaadake vorm üle ja saatke see uuesti. Midagi ei pandud kirja.
refused-bad-stamp = See vorm on liiga vana
refused-bad-stamp-do = Avage leht uuesti ja täitke vorm seal. Midagi ei pandud kirja.
refused-not-lawful = Mudel ei tohi praegu vastata
refused-not-lawful-do = Seadus ei luba seda praegu. Vastuses on kirjas, mis seda muudaks.
refused-not-admitted = Sisselogimine ei õnnestunud
refused-not-admitted-do = Proovige uuesti või küsige sellelt, kes kontosid haldab. Midagi ei pandud kirja.
refused-changed = See on muutunud pärast seda, kui te seda nägite
refused-changed-do = Avage leht uuesti ja vaadake, mis seal nüüd on. Midagi ei pandud kirja.
refused-bad-link = See link enam ei tööta
refused-bad-link-do = Link töötab ühe korra ja lühikest aega. Paluge uus link.
refused-not-signed-in = Te ei ole sisse logitud
refused-not-signed-in-do = Logige sisse ja proovige uuesti. Midagi ei pandud kirja.
refused-not-found = Siin ei ole midagi
refused-not-found-do = Kontrollige aadressi või minge esimesele lehele.
refused-not-allowed = Siin see ei tööta
refused-not-allowed-do = Minge esimesele lehele ja proovige sealt.
refused-too-slow = See võttis liiga kaua aega
refused-too-slow-do = Proovige uuesti. Midagi ei pandud kirja.
refused-too-large = See on liiga suur
refused-too-large-do = Tõend on väike fail. Valige mõni teine.
refused-wrong-type = Me ei saa seda lugeda
refused-wrong-type-do = Saatke vorm lehe kaudu.
refused-too-often = Katseid oli liiga palju
refused-too-often-do = Oodake üks minut ja proovige uuesti. Midagi ei pandud kirja.
refused-unavailable = Praegu see ei tööta
refused-unavailable-do = Midagi ei pandud kirja. Proovige ühe minuti pärast uuesti.

## Mida saab öelda

act-accuracy_contested = Teatasite, et teie andmed on valed
act-accuracy_settled = Tegime kindlaks, kas teie andmed on õiged
act-consent_given = Vastasite „jah“
act-consent_refused = Vastasite „ei“
act-consent_withdrawn = Võtsite nõusoleku tagasi
act-erasure_granted = Nõustusime teie andmed kustutama
act-erasure_refused = Me ei nõustunud teie andmeid kustutama
act-erasure_requested = Palusite meil oma andmed kustutada
act-forgotten = Mudel unustas teid
act-notice_delivered = Saatsime teile teate
act-notice_failed = Teade ei jõudnud teieni
act-objection = Esitasite vastuväite
act-objection_accepted = Nõustusime teie vastuväitega
act-objection_rejected = Lükkasime teie vastuväite tagasi
act-objection_resolved = Tegime kindlaks, et üks vastuväide on teie oma
act-objection_withdrawn = Võtsite vastuväite tagasi
act-restriction_lifted = Peatamine lõppes
act-restriction_requested = Palusite andmete kasutamise peatada
act-assessment_approved = Üks hinnang kiideti heaks
act-corpus_purged = Üks andmekogum puhastati
act-corpus_sealed = Üks andmekogum suleti
act-erased = Midagi kustutati
act-model_trained = Üks mudel treeniti
act-order = Asutus andis korralduse
act-order_lifted = Korraldus lõppes
act-purpose_registered = Üks kasutus registreeriti
act-run_started = Üks töötluskord algas
act-run_stopped = Üks töötluskord peatati
act-access_requested = Küsisite, mida me teie kohta teame
act-accounts_linked = Saime teada, et kontod on teie omad
act-accounts_unlinked = Saime teada, et kontod ei ole teie omad
act-assessment_withdrawn = Üks hinnang enam ei kehti
act-breach_notified = Kedagi teavitati andmelekkest
act-breach_recorded = Andmeleke pandi kirja
act-complaint_closed = Kaebuse menetlus lõppes
act-complaint_received = Saime kaebuse
act-establishment_set = Määrati, milline asutus juhib järelevalvet
act-findings_reviewed = Inimene vaatas üle teie postituse, sest programm ei olnud kindel
act-notice_published = Avaldati teade
act-notice_seen = Vaatasite teadet
act-notice_sent = Teile saadeti teade
act-order_appealed = Keegi vaidlustas korralduse kohtus
act-order_task_done = Midagi, mida korraldus nõuab, sai tehtud
act-portability_requested = Palusite oma andmeid kaasavõtmiseks
act-purpose_ended = Üks kasutus lõpetati
act-recipient_acknowledged = Andmete saaja järgis teie valikut
act-recipient_notified = Teatasime andmete saajale teie valikust
act-rectification_made = Parandasime selle, mida palusite
act-rectification_requested = Palusite meil midagi parandada
act-report_delivered = Asutus sai aruande
act-request_extended = Teatasime teile, et vajame rohkem aega
act-request_replied = Vastasime teie taotlusele
act-staff_acted = Keegi meie töötajatest tegi midagi
