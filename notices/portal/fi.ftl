### Portaalin tekstit suomeksi, tasolla B1. Jokainen avain on myös tämän kansion muissa tiedostoissa.

## Kaikki sivut

skip = Siirry tekstiin
brand = · julkaisusi ja tekoäly
nav = Sivut
nav-me = Omat valintani
nav-sign-in = Kirjaudu sisään
nav-sign-out = Kirjaudu ulos
nav-without-account = Minulla ei ole tiliä
nav-look-up = Hae vastustamisilmoitus
nav-verify = Tarkista kuitti
nav-language = Kieli
footer-contact = Rekisterinpitäjä on { $name }. Ota yhteyttä: { $contact }.
footer-officer = Tietosuojavastaavamme: { $officer }.
footer-complain = Etkö ole tyytyväinen vastaukseemme? Voit valittaa valvontaviranomaiselle ({ $authority }), ja voit viedä asian tuomioistuimeen. Joku muu voi tehdä sen puolestasi.

title-home = Mitä julkaisuillesi tapahtuu
title-sign-in = Kirjaudu sisään
title-link-sent = Katso sähköpostisi
title-link = Kirjaudu sisään
title-me = Omat valintani
title-receipt = Kuittisi
title-without-account = Vastusta ilman tiliä
title-look-up = Hae vastustamisilmoitus
title-verify = Tarkista kuitti
title-refused = Se ei onnistunut
title-languages = Kielet
languages-head = Kielet
languages-text = Valitse näiden sivujen kieli. Englannin- ja hollanninkieliset tekstit olemme kirjoittaneet itse. Muut kielet on kääntänyt ohjelma, eikä kukaan niitä osaava ole vielä tarkistanut jokaista sanaa. Jos teksti on epäselvä, englanninkielinen teksti on voimassa.

month-1 = tammikuuta
month-2 = helmikuuta
month-3 = maaliskuuta
month-4 = huhtikuuta
month-5 = toukokuuta
month-6 = kesäkuuta
month-7 = heinäkuuta
month-8 = elokuuta
month-9 = syyskuuta
month-10 = lokakuuta
month-11 = marraskuuta
month-12 = joulukuuta
date = { $day }. { $month } { $year }

## Mitä julkaisuille tapahtuu

home-head = { $controller }: mitä julkaisuillesi tapahtuu
home-lead = Tällä sivulla kerrotaan, mihin julkaisujasi käytetään. Voit kieltäytyä. Sinun ei tarvitse selittää, miksi.
right-head = Sinulla on oikeus vastustaa käyttöä
right-text = Voit aina vastustaa julkaisujesi käyttöä. Sinun ei tarvitse kertoa syytä eikä lähettää asiakirjaa. Kun olet kirjautunut sisään, yksi klikkaus riittää. Vastustaminen on voimassa heti, kun saamme siitä tiedon.
right-object = Vastusta käyttöä
right-without-account = Vastusta ilman tiliä
uses-head = Mihin julkaisujasi käytetään
what = Mitä tapahtuu
why = Miksi
since = Alkanut
basis = Oikeusperuste
basis-A6-1-a = Suostumuksesi, tietosuoja-asetuksen (GDPR) 6 artiklan 1 kohdan a alakohta. Ilman suostumustasi niin ei tehdä.
basis-A6-1-b = Sopimus kanssasi, tietosuoja-asetuksen (GDPR) 6 artiklan 1 kohdan b alakohta.
basis-A6-1-c = Lakisääteinen velvoite, tietosuoja-asetuksen (GDPR) 6 artiklan 1 kohdan c alakohta.
basis-A6-1-d = Ihmishengen suojeleminen, tietosuoja-asetuksen (GDPR) 6 artiklan 1 kohdan d alakohta.
basis-A6-1-e = Yleistä etua koskeva tehtävä, tietosuoja-asetuksen (GDPR) 6 artiklan 1 kohdan e alakohta.
basis-A6-1-f = Oma oikeutettu etumme, tietosuoja-asetuksen (GDPR) 6 artiklan 1 kohdan f alakohta. Voit vastustaa käyttöä.
basis-none = Oikeusperustetta ei ole määritelty, joten niin ei tehdä.
does-head = Mitä vastustamisesta seuraa
does-now = Kun saamme tiedon vastustamisesta, julkaisujasi ei enää valita mihinkään uuteen.
does-corpus = Kun seuraavan kerran aloitamme kouluttamisen, julkaisusi eivät ole mukana.
does-others = Jos muut ovat lainanneet julkaisujasi, poistamme lainaukset heidän julkaisuistaan.
does-not-head = Mitä vastustamisesta ei seuraa
does-not-model = Malli, joka on jo oppinut, ei unohda itsestään. Jos haluat sitä, pyydä meitä poistamaan tietosi.
does-not-remove = Julkaisusi jäävät alustalle. Vain sinä tai alusta voi poistaa ne sieltä.
rights-head = Muut oikeutesi
rights-text = Kun olet kirjautunut sisään, voit myös katsoa ja ladata tietosi. Voit pyytää meitä poistamaan ne, pyytää meitä keskeyttämään käytön tai kertoa, että tiedot ovat väärin.
rights-clock = Vastaamme kuukauden kuluessa. Jos tarvitsemme lisää aikaa, kerromme siitä ja sen syystä saman kuukauden aikana.

## Kirjautuminen

sign-in-head = Kirjaudu sisään
sign-in-text = Kirjoita tilisi sähköpostiosoite. Lähetämme sinulle linkin. Et tarvitse salasanaa.
sign-in-address = Sähköpostiosoite
sign-in-send = Lähetä minulle linkki
sign-in-none = Eikö sinulla ole tiliä täällä?
sign-in-again = Tätä vaihetta varten pyydämme sinua kirjautumaan uudelleen, jotta kukaan muu ei voi tehdä sitä sinun nimissäsi.
sign-in-letter = Tai sähköpostiin lähetettävällä linkillä
sign-in-oidc = Kirjaudu organisaatiosi kautta
link-sent-head = Katso sähköpostisi
link-sent-text = Jos tunnemme tämän osoitteen, linkki on matkalla. Se on voimassa { $minutes ->
    [one] yhden minuutin
   *[other] { $minutes } minuuttia
} ja toimii vain kerran.
link-sent-none = Etkö saanut viestiä? Silloin emme ehkä tunne tätä osoitetta. Voit silti vastustaa käyttöä:
link-head = Kirjaudu sisään
link-text = Yksi klikkaus, ja olet kirjautunut sisään. Tämä linkki toimii vain kerran.
link-button = Kirjaudu nyt
letter-subject = Linkki sisäänkirjautumiseen
letter-text =
    Hei!

    Pyysit linkkiä, jolla voit kirjautua palveluun ({ $controller }). Tässä se on:

    { $link }

    Linkki on voimassa { $minutes ->
        [one] yhden minuutin
       *[other] { $minutes } minuuttia
    } ja toimii vain kerran.
    Etkö pyytänyt sitä? Silloin voit poistaa tämän viestin.

## Lähetettävä tiedote

notice-subject = Mitä { $controller } haluaa tehdä julkaisuillasi
notice-hello = Hei!
notice-lead = { $controller } haluaa käyttää sitä, mitä olet julkaissut. Lue, mitä tapahtuu.
notice-use = { $name }: { $what }
notice-why = Miksi: { $why }
notice-basis = Oikeusperuste: { $basis }
notice-start = Käyttö alkaa aikaisintaan { $date }.
notice-object = Sinulla on oikeus vastustaa käyttöä, eikä sinun tarvitse kertoa syytä. Kun kirjaudut sisään tästä, yksi klikkaus riittää:
notice-consent = Ilman suostumustasi niin ei tehdä. Voit vastata tässä:
notice-rights = Samalla sivulla voit katsoa ja ladata tietosi. Voit myös pyytää meitä poistamaan tai oikaisemaan ne tai keskeyttämään käytön.

## Omat valintani

me-head = Omat valintani
me-done = Kirjasimme tämän. Se on voimassa tästä alkaen.
me-done-receipt = Kuittisi
me-object-text = Voit yhdellä klikkauksella vastustaa kaikkien julkaisujesi kaikkea käyttöä. Sinun ei tarvitse kertoa, miksi.
me-object-all = Vastusta kaikkea käyttöä
me-objects-all = Vastustat julkaisujesi kaikkea käyttöä. Jätämme ne pois.
me-objections = Omat vastustamisilmoitukseni
me-state = Tila
me-receipt = kuitti { $index }
me-withdraw-objection = Peru tämä vastustamisilmoitus
every-purpose = Kaikki käyttö
scope-person = kaikki julkaisuni
scope-account = yksi tili
scope-items = osa julkaisuista
objection-received = Vastaanotettu. Se on jo voimassa. Saat vielä vastauksen.
objection-accepted = Hyväksytty. Jätämme nämä julkaisut pois.
objection-rejected_compelling = Hylätty. Kerroimme sinulle, miksi. Voit valittaa, ja voit viedä asian tuomioistuimeen.
objection-withdrawn = Peruit sen.
me-consent = Vastauksesi:
consent-given = kyllä
consent-renewed = kyllä
consent-withdrawn = ei, peruutit suostumuksesi
consent-refused = ei
me-objected = Vastustat tätä käyttöä. Julkaisusi on jätetty pois.
me-consent-ask = Annatko luvan tähän?
me-not-asked = Vastasit ei. Emme kysy sinulta uudelleen ennen
me-changed-mind = Muutin mieltäni
me-yes = Kyllä, annan luvan
me-no = Ei, en anna lupaa
me-withdraw-consent = Peruuta suostumukseni
me-object-one = Vastusta tätä käyttöä
me-less = Vastusta vain joidenkin julkaisujeni käyttöä
me-less-text = Voit vastustaa käyttöä myös yhden tilin osalta tai vain joidenkin julkaisujen osalta.
me-less-account = Vastusta tämän tilin osalta: { $account }
me-less-items = Julkaisujen numerot, yksi kullakin rivillä
me-less-items-button = Vastusta näiden julkaisujen osalta
me-rights = Muut oikeuteni
me-data = Lataa omat tietoni
me-erase = Pyydä tietojeni poistamista
me-restrict = Pyydä käytön keskeyttämistä
me-contest = Ilmoita, että tietoni ovat väärin
me-rectify = Pyydä tietojeni oikaisemista
me-rectify-text = Mikä on väärin, ja mikä on oikein?
me-restricted = Olemme keskeyttäneet tietojesi käytön, kuten pyysit.
me-contested = Ilmoitit, että tietosi ovat väärin. Keskeytämme niiden käytön siksi aikaa, kun tarkistamme asian.
erasure-received = Pyysit meitä poistamaan tietosi. Julkaisusi on jo jätetty pois.
erasure-granted = Poistamme tietosi tai olemme jo poistaneet ne.
erasure-refused = Emme poistaneet tietojasi. Kerroimme sinulle, miksi. Voit valittaa, ja voit viedä asian tuomioistuimeen.
me-events = Kaikki, mitä olemme kirjanneet sinusta
me-no-events = Ei vielä mitään.

## Omat julkaisuni

nav-posts = Omat julkaisuni
title-me-posts = Mitä julkaisuilleni on tapahtunut
posts-head = Mitä julkaisuilleni on tapahtunut
posts-text = Kunkin julkaisun kohdalla näet, mitä on päätetty ja minkä säännön mukaan. Kaikki on tiedostossa, jonka voit ladata.
posts-count = { $count ->
    [0] Tiedossamme ei ole yhtään julkaisuasi.
    [one] Tiedossamme on yksi julkaisusi.
   *[other] Tiedossamme on { $count } julkaisuasi.
}
posts-used = { $count ->
    [0] Niistä mikään ei ole käytössä.
    [one] Niistä yksi on käytössä.
   *[other] Niistä { $count } on käytössä.
}
posts-refused = { $count ->
    [0] Yhtään ei ole jätetty pois.
    [one] Yksi on jätetty pois.
   *[other] { $count } on jätetty pois.
}
posts-more = Tässä on { $count } uusinta. Kaikki ovat tiedostossa, jonka voit ladata.
posts-none = Näytettävää ei vielä ole.
posts-number = Julkaisun numero
posts-because = Miksi
posts-cure = Tämä muuttaisi asian:
posts-changed = Poistettu
posts-corpus = Mukana kokoelmassa
posts-model = Lukenut malli
use-used = Käytetään
use-used_in_part = Käytetään, mutta ei sitä osaa, joka koskee muita
use-held = Ei käytetä: jonkun täytyy ensin katsoa
use-refused = Ei käytetä
use-undecided = Ei vielä päätetty
transform-MASK_IDENTIFIER = muiden numerot ja osoitteet
transform-REDACT_SPAN = se, mikä koskee muita
transform-REMOVE_CHILD = se, mikä koskee lapsia

## Kuitit

object-button = Vastusta käyttöä
receipt-head = Kuittisi
receipt-text = Säilytä tämä kuitti. Se todistaa, mitä ilmoitit ja milloin. Kukaan ei voi muuttaa sitä myöhemmin, emme mekään.
receipt-act = Mitä ilmoitettiin
receipt-at = Vastaanotettu
receipt-purpose = Aihe
receipt-reference = Viite
receipt-due = Vastaamme viimeistään
receipt-index = Numero lokissa
receipt-root = Lokin sormenjälki
receipt-log = Lokin nimi
receipt-download = Lataa kuitti
receipt-keep = Voit hakea vastustamisilmoituksesi viitteellä. Näytämme tämän sivun vain tunnin ajan. Kirjoita siis viite muistiin tai lataa kuitti.

## Ilman tiliä

without-head = Vastusta ilman tiliä
without-text = Muut voivat kirjoittaa sinusta tai näyttää sinut. Voit vastustaa sitäkin. Et tarvitse tiliä, eikä sinun tarvitse kertoa syytä. Täytä ainakin yksi kenttä. Jokaisessa kentässä pitää olla vähintään kolme kirjainta.
without-wrong = Täytä ainakin yksi kenttä. Siinä pitää olla vähintään kolme ja enintään 200 kirjainta.
without-name = Nimesi, niin kuin muut sen kirjoittavat
without-name-why = Etsimme tätä nimeä teksteistä. Emme käytä sitä muuhun.
without-handle = Nimi, jota käytät verkossa
without-handle-why = Ilman @-merkkiä.
without-link = Linkki julkaisuun tai kuvaan, jossa esiinnyt
without-link-why = Vain, jos sinulla on sellainen.
without-after = Saat kuitin seuraavalla sivulla.

## Haku

look-up-head = Hae vastustamisilmoitus
look-up-text = Vastustitko käyttöä ilman tiliä? Kirjoita kuittisi viite. Kukaan ei voi hakea täällä nimellä.
look-up-reference = Viite
look-up-button = Hae
look-up-stands = Tämä vastustamisilmoitus on voimassa. Noudatamme sitä.
look-up-none = Tällä viitteellä ei löydy ilman tiliä tehtyä vastustamisilmoitusta. Ehkä se on peruttu, tai viite on väärä.
look-up-account = Onko sinulla tili? Kirjaudu sisään, niin näet vastustamisilmoituksesi.

## Kuitin tarkistaminen

verify-head = Tarkista kuitti
verify-text = Valitse kuittisi tiedosto tai liitä sen teksti. Tarkistamme, onko kuitti aito ja muuttumaton. Emme tallenna sitä.
verify-file = Tiedosto
verify-paste = Tai tiedoston teksti
verify-button = Tarkista
verify-good = Kuitti on aito
verify-bad = Kuitti ei pidä paikkaansa
verify-bad-why = Miksi:
verify-erased = Teksti on poistettu. Jäljellä on vain todiste siitä, että tässä oli jotain.
verify-alone-head = Tarkista kuitti ilman meitä
verify-alone-text = On olemassa sivu, joka tarkistaa kuitin omalla laitteellasi. Se ei lähetä mitään. Jos tallennat sivun, se toimii myös ilman internetiä.
verify-alone-open = Avaa sivu, joka toimii ilman meitä
verify-alone-save = Kaikki tapahtuu laitteellasi. Mitään ei lähetetä. Tallenna tämä sivu, jos haluat käyttää sitä ilman internetiä.
verify-alone-key = Lokin julkinen avain
verify-alone-none = Valitse ensin tiedosto tai liitä teksti.
verify-alone-cannot = Tämä selain ei voi tehdä tarkistusta. Käytä ohjelmaa ”grondslag verify”.
verify-offline = Sinun ei tarvitse uskoa meitä. Kuka tahansa voi tarkistaa kuitin omalla tietokoneellaan, ilman meitä, ohjelmalla ”grondslag verify” ja tällä julkisella avaimella:

## Kun jokin ei toimi

refused-home = Etusivulle
refused-bad-facts = Tiedot eivät ole täydelliset
refused-bad-facts-do = Korjaa tiedot ja lähetä ne uudelleen.
refused-bad-request = Lomakkeesta puuttuu jotain
refused-bad-request-do = Palaa takaisin, katso lomake läpi ja lähetä se uudelleen. Mitään ei kirjattu.
refused-bad-stamp = Tämä lomake on liian vanha
refused-bad-stamp-do = Avaa sivu uudelleen ja täytä lomake siellä. Mitään ei kirjattu.
refused-not-lawful = Malli ei saa vastata nyt
refused-not-lawful-do = Laki ei salli sitä tällä hetkellä. Vastauksessa kerrotaan, mikä muuttaisi asian.
refused-not-admitted = Kirjautuminen ei onnistunut
refused-not-admitted-do = Yritä uudelleen tai kysy tilien ylläpitäjältä. Mitään ei kirjattu.
refused-changed = Asia on muuttunut sen jälkeen, kun näit sen
refused-changed-do = Avaa sivu uudelleen ja katso, mitä siinä nyt lukee. Mitään ei kirjattu.
refused-bad-link = Tämä linkki ei enää toimi
refused-bad-link-do = Linkki toimii kerran ja vain lyhyen ajan. Pyydä uusi.
refused-not-signed-in = Et ole kirjautunut sisään
refused-not-signed-in-do = Kirjaudu sisään ja yritä uudelleen. Mitään ei kirjattu.
refused-not-found = Täällä ei ole mitään
refused-not-found-do = Tarkista osoite tai siirry etusivulle.
refused-not-allowed = Se ei onnistu täällä
refused-not-allowed-do = Siirry etusivulle ja yritä sieltä.
refused-too-slow = Se kesti liian kauan
refused-too-slow-do = Yritä uudelleen. Mitään ei kirjattu.
refused-too-large = Tiedosto on liian suuri
refused-too-large-do = Kuitti on pieni tiedosto. Valitse toinen tiedosto.
refused-wrong-type = Emme voi lukea tätä
refused-wrong-type-do = Lähetä lomake sivulta.
refused-too-often = Yrityksiä oli liikaa
refused-too-often-do = Odota minuutti ja yritä uudelleen. Mitään ei kirjattu.
refused-unavailable = Se ei toimi juuri nyt
refused-unavailable-do = Mitään ei kirjattu. Yritä uudelleen minuutin kuluttua.

## Mitä voidaan ilmoittaa

act-accuracy_contested = Ilmoitit, että tietosi ovat väärin
act-accuracy_settled = Selvitimme, ovatko tietosi oikein
act-consent_given = Vastasit kyllä
act-consent_refused = Vastasit ei
act-consent_withdrawn = Peruutit suostumuksesi
act-erasure_granted = Suostuimme poistamaan tietosi
act-erasure_refused = Emme suostuneet poistamaan tietojasi
act-erasure_requested = Pyysit meitä poistamaan tietosi
act-forgotten = Malli on unohtanut sinut
act-notice_delivered = Toimitimme sinulle tiedotteen
act-notice_failed = Tiedote ei tavoittanut sinua
act-objection = Vastustit käyttöä
act-objection_accepted = Hyväksyimme vastustamisilmoituksesi
act-objection_rejected = Hylkäsimme vastustamisilmoituksesi
act-objection_resolved = Saimme selville, että vastustamisilmoitus on sinun
act-objection_withdrawn = Peruit vastustamisilmoituksesi
act-restriction_lifted = Keskeytys päättyi
act-restriction_requested = Pyysit meitä keskeyttämään käytön
act-assessment_approved = Arviointi hyväksyttiin
act-corpus_purged = Kokoelma siivottiin
act-corpus_sealed = Kokoelma suljettiin
act-erased = Jotain poistettiin
act-model_trained = Malli koulutettiin
act-order = Viranomainen antoi määräyksen
act-order_lifted = Määräyksen voimassaolo päättyi
act-purpose_registered = Käyttö kirjattiin
act-run_started = Ajo alkoi
act-run_stopped = Ajo pysäytettiin
act-access_requested = Kysyit, mitä tietoja meillä on sinusta
act-accounts_linked = Saimme tietää, että tietyt tilit ovat sinun
act-accounts_unlinked = Saimme tietää, että tietyt tilit eivät ole sinun
act-assessment_withdrawn = Arviointi ei ole enää voimassa
act-breach_notified = Jollekulle ilmoitettiin tietoturvaloukkauksesta
act-breach_recorded = Tietoturvaloukkaus kirjattiin
act-complaint_closed = Valituksen käsittely päättyi
act-complaint_received = Valitus vastaanotettiin
act-establishment_set = Johtava valvontaviranomainen määriteltiin
act-findings_reviewed = Joku katsoi julkaisuasi, koska ohjelma ei ollut varma
act-notice_published = Tiedote julkaistiin
act-notice_seen = Katsoit tiedotetta
act-notice_sent = Sinulle lähetettiin tiedote
act-order_appealed = Joku vei määräyksen tuomioistuimeen
act-order_task_done = Jokin määräyksen vaatima asia tehtiin
act-portability_requested = Pyysit tietosi mukaasi
act-purpose_ended = Käyttö lopetettiin
act-recipient_acknowledged = Vastaanottaja noudatti valintaasi
act-recipient_notified = Kerroimme valinnastasi vastaanottajalle
act-rectification_made = Oikaisimme sen, mitä pyysit
act-rectification_requested = Pyysit meitä oikaisemaan jotain
act-report_delivered = Viranomainen sai raportin
act-request_extended = Kerroimme sinulle, että tarvitsemme lisää aikaa
act-request_replied = Vastasimme pyyntöösi
act-staff_acted = Joku henkilökunnasta teki jotain
