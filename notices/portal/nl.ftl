### Teksten van het portaal, in het Nederlands, op niveau B1. Elke sleutel hier staat ook in de andere bestanden van deze map.

## Elke pagina

skip = Direct naar de tekst
brand = · je berichten en AI
nav = Pagina’s
nav-me = Mijn keuzes
nav-sign-in = Inloggen
nav-sign-out = Uitloggen
nav-without-account = Ik heb geen account
nav-look-up = Bezwaar opzoeken
nav-verify = Bewijs controleren
nav-language = Taal
footer-contact = { $name } is hiervoor verantwoordelijk. Schrijf naar { $contact }.
footer-officer = Onze functionaris gegevensbescherming: { $officer }.
footer-complain = Niet tevreden met ons antwoord? Je kunt klagen bij { $authority } en je kunt naar de rechter gaan. Iemand anders mag dat ook voor je doen.

title-home = Wat er met je berichten gebeurt
title-sign-in = Inloggen
title-link-sent = Kijk in je mail
title-link = Inloggen
title-me = Mijn keuzes
title-receipt = Je bewijs
title-without-account = Bezwaar maken zonder account
title-look-up = Bezwaar opzoeken
title-verify = Bewijs controleren
title-refused = Dat lukte niet
title-languages = Talen
languages-head = Talen
languages-text = Kies de taal van deze pagina’s. Engels en Nederlands hebben wij zelf geschreven. De andere talen zijn door een programma vertaald, en niemand die ze spreekt heeft al elk woord nagekeken. Is een tekst niet duidelijk, dan geldt de Engelse.

month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
date = { $day } { $month } { $year }

## Wat er met berichten gebeurt

home-head = Wat er met je berichten gebeurt bij { $controller }
home-lead = Op deze pagina lees je waar je berichten voor worden gebruikt. Je mag nee zeggen. Je hoeft niet uit te leggen waarom.
right-head = Je hebt het recht om bezwaar te maken
right-text = Je kunt altijd bezwaar maken tegen het gebruik van je berichten. Je geeft geen reden en je stuurt geen document. Na het inloggen is het één klik. Het werkt vanaf het moment dat wij het ontvangen.
right-object = Bezwaar maken
right-without-account = Bezwaar maken zonder account
uses-head = Waar je berichten voor worden gebruikt
what = Wat er gebeurt
why = Waarom
since = Sinds
basis = Grondslag
basis-A6-1-a = Jouw toestemming, artikel 6 lid 1 onder a AVG. Zonder jouw ja gebeurt het niet.
basis-A6-1-b = Een contract met jou, artikel 6 lid 1 onder b AVG.
basis-A6-1-c = Een wettelijke plicht, artikel 6 lid 1 onder c AVG.
basis-A6-1-d = Om een leven te beschermen, artikel 6 lid 1 onder d AVG.
basis-A6-1-e = Een taak van de overheid, artikel 6 lid 1 onder e AVG.
basis-A6-1-f = Ons eigen belang, artikel 6 lid 1 onder f AVG. Je kunt bezwaar maken.
basis-none = Er is geen grondslag, dus het gebeurt niet.
does-head = Wat een bezwaar doet
does-now = Vanaf het moment dat wij het ontvangen, kiezen we je berichten voor niets nieuws meer uit.
does-corpus = De volgende keer dat we met trainen beginnen, doen je berichten niet mee.
does-others = Wat anderen uit je berichten aanhalen, halen we uit hun berichten weg.
does-not-head = Wat een bezwaar niet doet
does-not-model = Een model dat al heeft geleerd, vergeet niet vanzelf. Vraag ons je gegevens te wissen als je dat wilt.
does-not-remove = Je berichten blijven op het platform staan. Alleen jij of het platform kan ze daar verwijderen.
rights-head = Je andere rechten
rights-text = Na het inloggen kun je ook je gegevens zien en downloaden, ons vragen ze te wissen, ons vragen te wachten, of zeggen dat ze niet kloppen.
rights-clock = We antwoorden binnen een maand. Hebben we meer tijd nodig, dan zeggen we dat binnen die maand, met de reden.

## Inloggen

sign-in-head = Inloggen
sign-in-text = Typ het e-mailadres van je account. We sturen je een link. Je hebt geen wachtwoord nodig.
sign-in-address = E-mailadres
sign-in-send = Stuur me een link
sign-in-none = Heb je hier geen account?
sign-in-again = Voor deze stap vragen we je opnieuw in te loggen, zodat niemand anders het in jouw naam kan doen.
sign-in-letter = Of met een link in een brief
sign-in-oidc = Inloggen via je organisatie
link-sent-head = Kijk in je mail
link-sent-text = Als we dit adres kennen, is er een link onderweg. Hij werkt { $minutes ->
    [one] één minuut
   *[other] { $minutes } minuten
} en maar één keer.
link-sent-none = Geen mail? Dan kennen we dit adres misschien niet. Je kunt toch bezwaar maken:
link-head = Inloggen
link-text = Eén klik en je bent ingelogd. Deze link werkt maar één keer.
link-button = Nu inloggen
letter-subject = Je link om in te loggen
letter-text =
    Hallo,

    Je vroeg om een link om in te loggen bij { $controller }. Hier is hij:

    { $link }

    Hij werkt { $minutes ->
        [one] één minuut
       *[other] { $minutes } minuten
    } en maar één keer.
    Heb je er niet om gevraagd? Dan kun je deze brief weggooien.

## De kennisgeving die wordt verstuurd

notice-subject = Wat { $controller } met je berichten wil doen
notice-hello = Hallo,
notice-lead = { $controller } wil gebruiken wat je hebt geplaatst. Lees wat er gebeurt.
notice-use = { $name }: { $what }
notice-why = Waarom: { $why }
notice-basis = Grondslag: { $basis }
notice-start = Het begint niet voor { $date }.
notice-object = Je hebt het recht om bezwaar te maken, en je geeft geen reden. Na het inloggen hier is het één klik:
notice-consent = Zonder jouw ja gebeurt het niet. Hier kun je antwoorden:
notice-rights = Op dezelfde pagina kun je je gegevens bekijken en downloaden, ons vragen ze te wissen of te verbeteren, of vragen om een pauze.

## Mijn keuzes

me-head = Mijn keuzes
me-done = We hebben het vastgelegd. Het werkt vanaf nu.
me-done-receipt = Je bewijs
me-object-text = Met één klik maak je bezwaar tegen elk gebruik van al je berichten. Je hoeft niet te zeggen waarom.
me-object-all = Bezwaar tegen elk gebruik
me-objects-all = Je maakt bezwaar tegen elk gebruik van je berichten. We laten ze erbuiten.
me-objections = Mijn bezwaren
me-state = Stand
me-receipt = bewijs { $index }
me-withdraw-objection = Dit bezwaar intrekken
every-purpose = Elk gebruik
scope-person = al mijn berichten
scope-account = één account
scope-items = sommige berichten
objection-received = Ontvangen. Het werkt al. Je krijgt nog antwoord.
objection-accepted = Aanvaard. We laten deze berichten erbuiten.
objection-rejected_compelling = Afgewezen. We hebben gezegd waarom. Je kunt klagen en je kunt naar de rechter gaan.
objection-withdrawn = Je hebt het ingetrokken.
me-consent = Je antwoord:
consent-given = ja
consent-renewed = ja
consent-withdrawn = nee, je hebt je ja ingetrokken
consent-refused = nee
me-objected = Je maakt bezwaar tegen dit gebruik. Je berichten blijven erbuiten.
me-consent-ask = Mag dit?
me-not-asked = Je zei nee. We vragen het je niet opnieuw vóór
me-changed-mind = Ik ben van gedachten veranderd
me-yes = Ja, dit mag
me-no = Nee, dit mag niet
me-withdraw-consent = Mijn ja intrekken
me-object-one = Bezwaar tegen dit gebruik
me-less = Bezwaar voor minder dan al mijn berichten
me-less-text = Je kunt ook bezwaar maken voor één account, of alleen voor sommige berichten.
me-less-account = Bezwaar voor account { $account }
me-less-items = De nummers van de berichten, één per regel
me-less-items-button = Bezwaar voor deze berichten
me-rights = Mijn andere rechten
me-data = Mijn gegevens downloaden
me-erase = Vragen mijn gegevens te wissen
me-restrict = Vragen te wachten
me-contest = Zeggen dat mijn gegevens niet kloppen
me-rectify = Vraag om mijn gegevens te verbeteren
me-rectify-text = Wat klopt er niet, en wat klopt wel?
me-restricted = We wachten met het gebruik van je gegevens, zoals je vroeg.
me-contested = Je zei dat je gegevens niet kloppen. We wachten met het gebruik terwijl we het nagaan.
erasure-received = Je vroeg ons je gegevens te wissen. Je berichten blijven er nu al buiten.
erasure-granted = We wissen je gegevens, of hebben dat gedaan.
erasure-refused = We hebben je gegevens niet gewist. We hebben gezegd waarom. Je kunt klagen en je kunt naar de rechter gaan.
me-events = Alles wat we over jou hebben vastgelegd
me-no-events = Nog niets.

## Mijn berichten

nav-posts = Mijn berichten
title-me-posts = Wat er met mijn berichten is gebeurd
posts-head = Wat er met mijn berichten is gebeurd
posts-text = Bij elk bericht lees je wat er is besloten en volgens welke regel. In de download staat alles.
posts-count = { $count ->
    [0] We kennen geen berichten van jou.
    [one] We kennen één bericht van jou.
   *[other] We kennen { $count } berichten van jou.
}
posts-used = { $count ->
    [0] Er wordt er geen gebruikt.
    [one] Eén ervan wordt gebruikt.
   *[other] { $count } ervan worden gebruikt.
}
posts-refused = { $count ->
    [0] Er blijft er geen buiten.
    [one] Eén blijft erbuiten.
   *[other] { $count } blijven erbuiten.
}
posts-more = Hier staan de nieuwste { $count }. In de download staan ze allemaal.
posts-none = Er is nog niets om te laten zien.
posts-number = Nummer van het bericht
posts-because = Waarom
posts-cure = Wat dat zou veranderen:
posts-changed = Weggehaald
posts-corpus = In verzameling
posts-model = Gelezen door model
use-used = Gebruikt
use-used_in_part = Gebruikt, zonder wat over anderen gaat
use-held = Niet gebruikt: iemand moet eerst kijken
use-refused = Niet gebruikt
use-undecided = Nog niet beslist
transform-MASK_IDENTIFIER = nummers en adressen van anderen
transform-REDACT_SPAN = wat over anderen gaat
transform-REMOVE_CHILD = wat over kinderen gaat

## Bewijzen

object-button = Bezwaar maken
receipt-head = Je bewijs
receipt-text = Bewaar dit. Het bewijst wat je hebt gezegd en wanneer. Niemand kan het later veranderen, ook wij niet.
receipt-act = Wat er is gezegd
receipt-at = Ontvangen op
receipt-purpose = Over
receipt-reference = Kenmerk
receipt-due = We antwoorden vóór het einde van
receipt-index = Nummer in het logboek
receipt-root = Vingerafdruk van het logboek
receipt-log = Naam van het logboek
receipt-download = Bewijs downloaden
receipt-keep = Met het kenmerk kun je je bezwaar opzoeken. We laten deze pagina maar één uur zien. Schrijf het kenmerk op of download het bewijs.

## Zonder account

without-head = Bezwaar maken zonder account
without-text = Anderen kunnen over je schrijven of je laten zien. Ook daartegen kun je bezwaar maken. Je hebt geen account nodig en je geeft geen reden. Vul minstens één veld in, met drie letters of meer.
without-wrong = Vul minstens één veld in, met drie letters of meer en hooguit 200.
without-name = Je naam, zoals anderen die schrijven
without-name-why = We zoeken deze naam in teksten. We gebruiken hem voor niets anders.
without-handle = Een naam die je online gebruikt
without-handle-why = Zonder de @ ervoor.
without-link = Een link naar een bericht of foto waar je in staat
without-link-why = Alleen als je die hebt.
without-after = Op de volgende pagina krijg je een bewijs.

## Opzoeken

look-up-head = Bezwaar opzoeken
look-up-text = Heb je bezwaar gemaakt zonder account? Typ het kenmerk van je bewijs. Niemand kan hier op naam zoeken.
look-up-reference = Kenmerk
look-up-button = Opzoeken
look-up-stands = Dit bezwaar staat. Het werkt.
look-up-none = Er staat geen bezwaar zonder account met dit kenmerk. Misschien is het ingetrokken, of klopt het kenmerk niet.
look-up-account = Heb je een account? Log in om je bezwaren te zien.

## Een bewijs controleren

verify-head = Een bewijs controleren
verify-text = Kies het bestand van je bewijs, of plak de tekst. We kijken of het echt is en niet veranderd. We bewaren het niet.
verify-file = Het bestand
verify-paste = Of de tekst van het bestand
verify-button = Controleren
verify-good = Het bewijs is echt
verify-bad = Dit bewijs klopt niet
verify-bad-why = Waarom:
verify-erased = De tekst is gewist. Alleen het bewijs dat hier iets was, is over.
verify-alone-head = Controleer het zonder ons
verify-alone-text = Er is een pagina die een bewijs op je eigen apparaat controleert. Die verstuurt niets. Bewaar de pagina, en ze werkt ook zonder internet.
verify-alone-open = Open de pagina die zonder ons werkt
verify-alone-save = Alles gebeurt op je apparaat. Er wordt niets verstuurd. Bewaar deze pagina om haar zonder internet te gebruiken.
verify-alone-key = Publieke sleutel van het logboek
verify-alone-none = Kies eerst een bestand of plak de tekst.
verify-alone-cannot = Deze browser kan niet controleren. Gebruik het programma “grondslag verify”.
verify-offline = Je hoeft ons niet te geloven. Iedereen kan het bewijs op de eigen computer controleren, zonder ons, met het programma “grondslag verify” en deze openbare sleutel:

## Als iets niet lukt

refused-home = Naar de eerste pagina
refused-bad-facts = De feiten zijn niet compleet
refused-bad-facts-do = Verbeter ze en stuur ze opnieuw.
refused-bad-request = Er ontbreekt iets in het formulier
refused-bad-request-do = Ga terug, kijk het formulier na en stuur het opnieuw. Er is niets vastgelegd.
refused-bad-stamp = Dit formulier is te oud
refused-bad-stamp-do = Open de pagina opnieuw en vul het formulier daar in. Er is niets vastgelegd.
refused-not-lawful = Het model mag nu niet antwoorden
refused-not-lawful-do = De wet staat het op dit moment niet toe. In het antwoord staat wat dat verandert.
refused-not-admitted = Het inloggen lukte niet
refused-not-admitted-do = Probeer het opnieuw, of vraag wie de accounts beheert. Er is niets vastgelegd.
refused-changed = Het is veranderd sinds je het zag
refused-changed-do = Open de pagina opnieuw en kijk wat er nu staat. Er is niets vastgelegd.
refused-bad-link = Deze link werkt niet meer
refused-bad-link-do = Een link werkt één keer en maar kort. Vraag een nieuwe.
refused-not-signed-in = Je bent niet ingelogd
refused-not-signed-in-do = Log in en probeer het opnieuw. Er is niets vastgelegd.
refused-not-found = Hier is niets
refused-not-found-do = Kijk het adres na, of ga naar de eerste pagina.
refused-not-allowed = Dit kan hier niet
refused-not-allowed-do = Ga naar de eerste pagina en probeer het vanaf daar.
refused-too-slow = Dat duurde te lang
refused-too-slow-do = Probeer het opnieuw. Er is niets vastgelegd.
refused-too-large = Dat is te groot
refused-too-large-do = Een bewijs is een klein bestand. Kies een ander.
refused-wrong-type = Dit kunnen we niet lezen
refused-wrong-type-do = Stuur het formulier vanaf de pagina.
refused-too-often = Dat was te vaak
refused-too-often-do = Wacht een minuut en probeer het opnieuw. Er is niets vastgelegd.
refused-unavailable = Het lukt nu niet
refused-unavailable-do = Er is niets vastgelegd. Probeer het over een minuut opnieuw.

## Wat er gezegd kan worden

act-accuracy_contested = Je zei dat je gegevens niet kloppen
act-accuracy_settled = We hebben vastgesteld of je gegevens kloppen
act-consent_given = Je zei ja
act-consent_refused = Je zei nee
act-consent_withdrawn = Je hebt je ja ingetrokken
act-erasure_granted = We hebben toegezegd je gegevens te wissen
act-erasure_refused = We hebben niet toegezegd je gegevens te wissen
act-erasure_requested = Je vroeg ons je gegevens te wissen
act-forgotten = Een model is je vergeten
act-notice_delivered = We stuurden je een bericht
act-notice_failed = Een bericht van ons kwam niet aan
act-objection = Je maakte bezwaar
act-objection_accepted = We hebben je bezwaar aanvaard
act-objection_rejected = We hebben je bezwaar afgewezen
act-objection_resolved = We weten nu dat een bezwaar van jou is
act-objection_withdrawn = Je hebt je bezwaar ingetrokken
act-restriction_lifted = Het wachten is voorbij
act-restriction_requested = Je vroeg ons te wachten
act-assessment_approved = Een beoordeling is goedgekeurd
act-corpus_purged = Een verzameling is opgeschoond
act-corpus_sealed = Een verzameling is afgesloten
act-erased = Er is iets gewist
act-model_trained = Een model is getraind
act-order = Een autoriteit gaf een bevel
act-order_lifted = Een bevel is voorbij
act-purpose_registered = Een gebruik is vastgelegd
act-run_started = Een run is begonnen
act-run_stopped = Een run is gestopt
act-access_requested = Je vroeg wat we over je hebben
act-accounts_linked = We weten nu dat accounts van jou zijn
act-accounts_unlinked = We weten nu dat accounts niet van jou zijn
act-assessment_withdrawn = Een beoordeling geldt niet meer
act-breach_notified = Iemand is op de hoogte gebracht van een lek
act-breach_recorded = Een lek is vastgelegd
act-complaint_closed = Een klacht is afgesloten
act-complaint_received = Een klacht is ontvangen
act-establishment_set = Er is vastgelegd welke autoriteit leidt
act-findings_reviewed = Iemand keek een bericht van jou na, omdat een programma niet zeker was
act-notice_published = Een kennisgeving is gepubliceerd
act-notice_seen = Je keek naar een kennisgeving
act-notice_sent = We verstuurden een kennisgeving aan jou
act-order_appealed = Iemand ging in beroep tegen een bevel
act-order_task_done = Iets wat een bevel vraagt, is gedaan
act-portability_requested = Je vroeg je gegevens om mee te nemen
act-purpose_ended = Een gebruik is beëindigd
act-recipient_acknowledged = Een ontvanger volgde je keuze
act-recipient_notified = We vertelden een ontvanger over je keuze
act-rectification_made = We verbeterden wat je vroeg
act-rectification_requested = Je vroeg ons iets te verbeteren
act-report_delivered = Een autoriteit kreeg een rapport
act-request_extended = We zeiden dat we meer tijd nodig hebben
act-request_replied = We antwoordden op je verzoek
act-staff_acted = Iemand van ons deed iets
