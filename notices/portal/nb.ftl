### Tekstene i portalen, på bokmål, på nivå B1. Hver nøkkel finnes også i de andre filene i denne mappen.

## Alle sider

skip = Gå rett til teksten
brand = · innleggene dine og KI
nav = Sider
nav-me = Mine valg
nav-sign-in = Logg inn
nav-sign-out = Logg ut
nav-without-account = Jeg har ingen konto
nav-look-up = Finn en protest
nav-verify = Sjekk en kvittering
nav-language = Språk
footer-contact = { $name } er behandlingsansvarlig. Skriv til { $contact }.
footer-officer = Personvernombudet vårt: { $officer }.
footer-complain = Er du ikke fornøyd med svaret vårt? Du kan klage til tilsynsmyndigheten ({ $authority }), og du kan gå til domstolene. Noen andre kan gjøre det for deg.

title-home = Hva som skjer med innleggene dine
title-sign-in = Logg inn
title-link-sent = Se i e-posten din
title-link = Logg inn
title-me = Mine valg
title-receipt = Kvitteringen din
title-without-account = Protester uten konto
title-look-up = Finn en protest
title-verify = Sjekk en kvittering
title-refused = Det gikk ikke
title-languages = Språk
languages-head = Språk
languages-text = Velg språk for disse sidene. De engelske og nederlandske tekstene har vi skrevet selv. De andre språkene er oversatt av et program, og ingen som snakker dem, har sjekket hvert ord ennå. Hvis en tekst er uklar, gjelder den engelske.

month-1 = januar
month-2 = februar
month-3 = mars
month-4 = april
month-5 = mai
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = desember
date = { $day }. { $month } { $year }

## Hva som skjer med innlegg

home-head = Hva som skjer med innleggene dine hos { $controller }
home-lead = På denne siden kan du lese hva innleggene dine blir brukt til. Du kan si nei. Du trenger ikke å forklare hvorfor.
right-head = Du har rett til å protestere
right-text = Du kan alltid protestere mot at innleggene dine blir brukt. Du trenger ikke å gi noen grunn eller sende noe dokument. Når du har logget inn, er det nok med ett klikk. Protesten gjelder fra vi mottar den.
right-object = Protester
right-without-account = Protester uten konto
uses-head = Hva innleggene dine blir brukt til
what = Hva som skjer
why = Hvorfor
since = Siden
basis = Rettslig grunnlag
basis-A6-1-a = Samtykket ditt, artikkel 6 nr. 1 bokstav a i GDPR. Uten ditt ja skjer det ikke.
basis-A6-1-b = En avtale med deg, artikkel 6 nr. 1 bokstav b i GDPR.
basis-A6-1-c = En rettslig forpliktelse, artikkel 6 nr. 1 bokstav c i GDPR.
basis-A6-1-d = For å beskytte et liv, artikkel 6 nr. 1 bokstav d i GDPR.
basis-A6-1-e = En oppgave i allmennhetens interesse, artikkel 6 nr. 1 bokstav e i GDPR.
basis-A6-1-f = Vår egen berettigede interesse, artikkel 6 nr. 1 bokstav f i GDPR. Du kan protestere.
basis-none = Det er ikke oppgitt noe rettslig grunnlag, så det skjer ikke.
does-head = Hva en protest gjør
does-now = Fra vi mottar den, velger vi ikke ut innleggene dine til noe nytt.
does-corpus = Neste gang vi begynner å trene, er innleggene dine ikke med.
does-others = Det andre siterer fra innleggene dine, fjerner vi fra innleggene deres.
does-not-head = Hva en protest ikke gjør
does-not-model = En modell som allerede har lært, glemmer ikke av seg selv. Be oss slette opplysningene dine hvis du ønsker det.
does-not-remove = Innleggene dine blir værende på plattformen. Bare du eller plattformen kan fjerne dem der.
rights-head = Dine andre rettigheter
rights-text = Når du har logget inn, kan du også se og laste ned opplysningene dine. Du kan be oss slette dem, be oss sette bruken på pause eller si at de er feil.
rights-clock = Vi svarer innen én måned. Hvis vi trenger mer tid, sier vi det innen den måneden og forklarer hvorfor.

## Innlogging

sign-in-head = Logg inn
sign-in-text = Skriv e-postadressen til kontoen din. Vi sender deg en lenke. Du trenger ikke noe passord.
sign-in-address = E-postadresse
sign-in-send = Send meg en lenke
sign-in-none = Har du ingen konto her?
sign-in-again = For dette trinnet ber vi deg logge inn på nytt, slik at ingen andre kan gjøre det i ditt navn.
sign-in-letter = Eller med en lenke i en e-post
sign-in-oidc = Logg inn via organisasjonen din
link-sent-head = Se i e-posten din
link-sent-text = Hvis vi kjenner adressen, er en lenke på vei. Den virker i { $minutes ->
    [one] ett minutt
   *[other] { $minutes } minutter
} og bare én gang.
link-sent-none = Har du ikke fått noen e-post? Da kjenner vi kanskje ikke adressen. Du kan likevel protestere:
link-head = Logg inn
link-text = Ett klikk, og du er logget inn. Lenken virker bare én gang.
link-button = Logg inn nå
letter-subject = Lenken din for å logge inn
letter-text =
    Hei!

    Du ba om en lenke for å logge inn hos { $controller }. Her er den:

    { $link }

    Den virker i { $minutes ->
        [one] ett minutt
       *[other] { $minutes } minutter
    } og bare én gang.
    Har du ikke bedt om den? Da kan du slette denne e-posten.

## Meldingen som blir sendt

notice-subject = Hva { $controller } ønsker å gjøre med innleggene dine
notice-hello = Hei!
notice-lead = { $controller } ønsker å bruke det du har lagt ut. Les gjerne hva som skjer.
notice-use = { $name }: { $what }
notice-why = Hvorfor: { $why }
notice-basis = Rettslig grunnlag: { $basis }
notice-start = Det begynner tidligst { $date }.
notice-object = Du har rett til å protestere, og du trenger ikke å gi noen grunn. Når du har logget inn her, er det nok med ett klikk:
notice-consent = Uten ditt ja skjer det ikke. Her kan du svare:
notice-rights = På samme side kan du se og laste ned opplysningene dine. Du kan også be oss slette eller rette dem, eller be oss sette bruken på pause.

## Mine valg

me-head = Mine valg
me-done = Vi har registrert det. Det gjelder fra nå av.
me-done-receipt = Kvitteringen din
me-object-text = Med ett klikk kan du protestere mot all bruk av alle innleggene dine. Du trenger ikke å si hvorfor.
me-object-all = Protester mot all bruk
me-objects-all = Du har protestert mot all bruk av innleggene dine. Vi bruker dem ikke.
me-objections = Mine protester
me-state = Status
me-receipt = kvittering { $index }
me-withdraw-objection = Trekk tilbake denne protesten
every-purpose = All bruk
scope-person = alle innleggene mine
scope-account = én konto
scope-items = noen innlegg
objection-received = Mottatt. Den gjelder allerede. Du får et svar senere.
objection-accepted = Godtatt. Vi bruker ikke disse innleggene.
objection-rejected_compelling = Avslått. Vi har fortalt deg hvorfor. Du kan klage, og du kan gå til domstolene.
objection-withdrawn = Du har trukket den tilbake.
me-consent = Svaret ditt:
consent-given = ja
consent-renewed = ja
consent-withdrawn = nei, du har trukket tilbake ditt ja
consent-refused = nei
me-objected = Du har protestert mot denne bruken. Innleggene dine er ikke med.
me-consent-ask = Tillater du dette?
me-not-asked = Du sa nei. Vi spør deg ikke igjen før
me-changed-mind = Jeg har ombestemt meg
me-yes = Ja, jeg tillater det
me-no = Nei, jeg tillater det ikke
me-withdraw-consent = Trekk tilbake mitt ja
me-object-one = Protester mot denne bruken
me-less = Protester for bare noen av innleggene mine
me-less-text = Du kan også protestere for én konto, eller bare for noen innlegg.
me-less-account = Protester for kontoen { $account }
me-less-items = Numrene på innleggene, ett på hver linje
me-less-items-button = Protester for disse innleggene
me-rights = Mine andre rettigheter
me-data = Last ned opplysningene mine
me-erase = Be om å få slettet opplysningene mine
me-restrict = Be om en pause
me-contest = Si at opplysningene mine er feil
me-rectify = Be om å få rettet opplysningene mine
me-rectify-text = Hva er feil, og hva er riktig?
me-restricted = Vi har satt bruken av opplysningene dine på pause, slik du ba om.
me-contested = Du har sagt at opplysningene dine er feil. Vi setter bruken på pause mens vi undersøker det.
erasure-received = Du har bedt oss slette opplysningene dine. Innleggene dine er allerede utelatt.
erasure-granted = Vi sletter opplysningene dine, eller har allerede gjort det.
erasure-refused = Vi har ikke slettet opplysningene dine. Vi har fortalt deg hvorfor. Du kan klage, og du kan gå til domstolene.
me-events = Alt vi har registrert om deg
me-no-events = Ingenting ennå.

## Mine innlegg

nav-posts = Mine innlegg
title-me-posts = Hva som har skjedd med innleggene mine
posts-head = Hva som har skjedd med innleggene mine
posts-text = For hvert innlegg kan du lese hva som er bestemt, og etter hvilken regel. Alt står i filen du kan laste ned.
posts-count = { $count ->
    [0] Vi kjenner ikke til noen innlegg fra deg.
    [one] Vi kjenner til ett innlegg fra deg.
   *[other] Vi kjenner til { $count } innlegg fra deg.
}
posts-used = { $count ->
    [0] Ingen av dem blir brukt.
    [one] Ett av dem blir brukt.
   *[other] { $count } av dem blir brukt.
}
posts-refused = { $count ->
    [0] Ingen er utelatt.
    [one] Ett er utelatt.
   *[other] { $count } er utelatt.
}
posts-more = Her er de { $count } nyeste. Alle står i filen du kan laste ned.
posts-none = Det er ikke noe å vise ennå.
posts-number = Nummeret på innlegget
posts-because = Hvorfor
posts-cure = Dette ville endre det:
posts-changed = Fjernet
posts-corpus = Er med i samling
posts-model = Lest av modell
use-used = Brukes
use-used_in_part = Brukes, uten det som handler om andre
use-held = Brukes ikke: noen må se på det først
use-refused = Brukes ikke
use-undecided = Ikke bestemt ennå
transform-MASK_IDENTIFIER = andres numre og adresser
transform-REDACT_SPAN = det som handler om andre
transform-REMOVE_CHILD = det som handler om barn

## Kvitteringer

object-button = Protester
receipt-head = Kvitteringen din
receipt-text = Ta vare på denne kvitteringen. Den beviser hva du sa, og når. Ingen kan endre den senere, heller ikke vi.
receipt-act = Hva som ble sagt
receipt-at = Mottatt
receipt-purpose = Hva det gjelder
receipt-reference = Referanse
receipt-due = Vi svarer senest
receipt-index = Nummer i loggen
receipt-root = Fingeravtrykket til loggen
receipt-log = Navnet på loggen
receipt-download = Last ned kvitteringen
receipt-keep = Med referansen kan du finne igjen protesten din. Vi viser denne siden bare i én time. Skriv derfor ned referansen, eller last ned kvitteringen.

## Uten konto

without-head = Protester uten konto
without-text = Andre kan skrive om deg eller vise deg. Du kan protestere mot det også. Du trenger ingen konto, og du trenger ikke å gi noen grunn. Fyll ut minst ett felt. Hvert felt må ha minst tre bokstaver.
without-wrong = Fyll ut minst ett felt, med minst tre og høyst 200 bokstaver.
without-name = Navnet ditt, slik andre skriver det
without-name-why = Vi leter etter navnet i tekster. Vi bruker det ikke til noe annet.
without-handle = Et navn du bruker på nettet
without-handle-why = Uten @ foran.
without-link = En lenke til et innlegg eller bilde der du er med
without-link-why = Bare hvis du har en.
without-after = Du får en kvittering på neste side.

## Finn

look-up-head = Finn en protest
look-up-text = Har du protestert uten konto? Skriv referansen fra kvitteringen. Ingen kan søke etter et navn her.
look-up-reference = Referanse
look-up-button = Finn
look-up-stands = Denne protesten står fast. Den gjelder.
look-up-none = Det finnes ingen protest uten konto med denne referansen. Kanskje er den trukket tilbake, eller så er referansen feil.
look-up-account = Har du en konto? Logg inn for å se protestene dine.

## Sjekk en kvittering

verify-head = Sjekk en kvittering
verify-text = Velg filen med kvitteringen, eller lim inn teksten. Vi sjekker om kvitteringen er ekte og uendret. Vi lagrer den ikke.
verify-file = Filen
verify-paste = Eller teksten i filen
verify-button = Sjekk
verify-good = Kvitteringen er ekte
verify-bad = Kvitteringen stemmer ikke
verify-bad-why = Hvorfor:
verify-erased = Teksten er slettet. Bare beviset på at det var noe her, er igjen.
verify-alone-head = Sjekk den uten oss
verify-alone-text = Det finnes en side som sjekker en kvittering på din egen enhet. Den sender ingenting. Hvis du lagrer siden, virker den også uten internett.
verify-alone-open = Åpne siden som virker uten oss
verify-alone-save = Alt skjer på enheten din. Ingenting blir sendt. Lagre siden hvis du vil bruke den uten internett.
verify-alone-key = Den offentlige nøkkelen til loggen
verify-alone-none = Velg først en fil, eller lim inn teksten.
verify-alone-cannot = Denne nettleseren kan ikke sjekke kvitteringen. Bruk programmet «grondslag verify».
verify-offline = Du trenger ikke å tro på oss. Alle kan sjekke kvitteringen på sin egen datamaskin, uten oss, med programmet «grondslag verify» og denne offentlige nøkkelen:

## Når noe ikke virker

refused-home = Til førstesiden
refused-bad-facts = Opplysningene er ikke fullstendige
refused-bad-facts-do = Rett dem, og send dem på nytt.
refused-bad-request = Noe mangler i skjemaet
refused-bad-request-do = Gå tilbake, se over skjemaet og send det på nytt. Ingenting er registrert.
refused-bad-stamp = Skjemaet er for gammelt
refused-bad-stamp-do = Åpne siden på nytt, og fyll ut skjemaet der. Ingenting er registrert.
refused-not-lawful = Modellen har ikke lov til å svare nå
refused-not-lawful-do = Loven tillater det ikke akkurat nå. I svaret står det hva som ville endre det.
refused-not-admitted = Innloggingen gikk ikke
refused-not-admitted-do = Prøv igjen, eller spør den som har ansvar for kontoene. Ingenting er registrert.
refused-changed = Det er endret siden du så det
refused-changed-do = Åpne siden på nytt, og se hva som står der nå. Ingenting er registrert.
refused-bad-link = Lenken virker ikke lenger
refused-bad-link-do = En lenke virker én gang, og bare en kort tid. Be om en ny.
refused-not-signed-in = Du er ikke logget inn
refused-not-signed-in-do = Logg inn og prøv igjen. Ingenting er registrert.
refused-not-found = Her er det ingenting
refused-not-found-do = Se på adressen, eller gå til førstesiden.
refused-not-allowed = Det går ikke her
refused-not-allowed-do = Gå til førstesiden, og prøv derfra.
refused-too-slow = Det tok for lang tid
refused-too-slow-do = Prøv igjen. Ingenting er registrert.
refused-too-large = Det er for stort
refused-too-large-do = En kvittering er en liten fil. Velg en annen.
refused-wrong-type = Vi kan ikke lese dette
refused-wrong-type-do = Send skjemaet fra siden.
refused-too-often = Det ble for mange forsøk
refused-too-often-do = Vent ett minutt, og prøv igjen. Ingenting er registrert.
refused-unavailable = Det virker ikke akkurat nå
refused-unavailable-do = Ingenting er registrert. Prøv igjen om ett minutt.

## Hva som kan sies

act-accuracy_contested = Du sa at opplysningene dine er feil
act-accuracy_settled = Vi har avklart om opplysningene dine stemmer
act-consent_given = Du sa ja
act-consent_refused = Du sa nei
act-consent_withdrawn = Du trakk tilbake ditt ja
act-erasure_granted = Vi sa ja til å slette opplysningene dine
act-erasure_refused = Vi sa nei til å slette opplysningene dine
act-erasure_requested = Du ba oss slette opplysningene dine
act-forgotten = En modell har glemt deg
act-notice_delivered = Vi ga deg en melding
act-notice_failed = En melding nådde deg ikke
act-objection = Du protesterte
act-objection_accepted = Vi godtok protesten din
act-objection_rejected = Vi avslo protesten din
act-objection_resolved = Vi fant ut at en protest er din
act-objection_withdrawn = Du trakk tilbake protesten din
act-restriction_lifted = Pausen er over
act-restriction_requested = Du ba om en pause
act-assessment_approved = En vurdering ble godkjent
act-corpus_purged = En samling ble renset
act-corpus_sealed = En samling ble lukket
act-erased = Noe ble slettet
act-model_trained = En modell ble trent
act-order = En myndighet ga et pålegg
act-order_lifted = Et pålegg gjelder ikke lenger
act-purpose_registered = En bruk ble registrert
act-run_started = En kjøring startet
act-run_stopped = En kjøring ble stoppet
act-access_requested = Du spurte hva vi har om deg
act-accounts_linked = Vi fikk vite at noen kontoer er dine
act-accounts_unlinked = Vi fikk vite at noen kontoer ikke er dine
act-assessment_withdrawn = En vurdering gjelder ikke lenger
act-breach_notified = Noen fikk beskjed om et brudd på personopplysningssikkerheten
act-breach_recorded = Et brudd på personopplysningssikkerheten ble registrert
act-complaint_closed = En klage ble avsluttet
act-complaint_received = En klage ble mottatt
act-establishment_set = Det ble bestemt hvilken myndighet som er ledende
act-findings_reviewed = Noen så på et av innleggene dine, fordi et program ikke var sikkert
act-notice_published = En melding ble publisert
act-notice_seen = Du så på en melding
act-notice_sent = En melding ble sendt til deg
act-order_appealed = Noen gikk til domstolene mot et pålegg
act-order_task_done = Noe som et pålegg krever, ble gjort
act-portability_requested = Du ba om opplysningene dine for å ta dem med
act-purpose_ended = En bruk ble avsluttet
act-recipient_acknowledged = En mottaker fulgte valget ditt
act-recipient_notified = Vi fortalte en mottaker om valget ditt
act-rectification_made = Vi rettet det du ba om
act-rectification_requested = Du ba oss rette noe
act-report_delivered = En myndighet fikk en rapport
act-request_extended = Vi sa til deg at vi trenger mer tid
act-request_replied = Vi svarte på forespørselen din
act-staff_acted = En av våre ansatte gjorde noe
