### Portalens tekster, på dansk, på niveau B1. Hver nøgle findes også i de andre filer i denne mappe.

## Alle sider

skip = Gå direkte til teksten
brand = · dine opslag og AI
nav = Sider
nav-me = Mine valg
nav-sign-in = Log ind
nav-sign-out = Log ud
nav-without-account = Jeg har ingen konto
nav-look-up = Find en indsigelse
nav-verify = Tjek en kvittering
nav-language = Sprog
footer-contact = { $name } er dataansvarlig. Skriv til { $contact }.
footer-officer = Vores databeskyttelsesrådgiver: { $officer }.
footer-complain = Er du ikke tilfreds med vores svar? Du kan klage til tilsynsmyndigheden ({ $authority }), og du kan gå til domstolene. En anden må gerne gøre det for dig.

title-home = Hvad der sker med dine opslag
title-sign-in = Log ind
title-link-sent = Se i din mail
title-link = Log ind
title-me = Mine valg
title-receipt = Din kvittering
title-without-account = Gør indsigelse uden konto
title-look-up = Find en indsigelse
title-verify = Tjek en kvittering
title-refused = Det lykkedes ikke
title-languages = Sprog
languages-head = Sprog
languages-text = Vælg sproget på disse sider. De engelske og nederlandske tekster har vi selv skrevet. De andre sprog er oversat af et program, og endnu har ingen, der taler dem, kontrolleret hvert ord. Hvis en tekst er uklar, gælder den engelske.

month-1 = januar
month-2 = februar
month-3 = marts
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
date = { $day }. { $month } { $year }

## Hvad der sker med opslag

home-head = Hvad der sker med dine opslag hos { $controller }
home-lead = På denne side kan du læse, hvad dine opslag bliver brugt til. Du kan sige nej. Du behøver ikke at forklare hvorfor.
right-head = Du har ret til at gøre indsigelse
right-text = Du kan altid gøre indsigelse mod, at dine opslag bliver brugt. Du skal ikke give en grund eller sende et dokument. Når du er logget ind, kræver det ét klik. Din indsigelse virker, fra vi modtager den.
right-object = Gør indsigelse
right-without-account = Gør indsigelse uden konto
uses-head = Hvad dine opslag bliver brugt til
what = Hvad der sker
why = Hvorfor
since = Siden
basis = Retsgrundlag
basis-A6-1-a = Dit samtykke, artikel 6, stk. 1, litra a, i GDPR. Uden dit ja sker det ikke.
basis-A6-1-b = En kontrakt med dig, artikel 6, stk. 1, litra b, i GDPR.
basis-A6-1-c = En retlig forpligtelse, artikel 6, stk. 1, litra c, i GDPR.
basis-A6-1-d = For at beskytte et liv, artikel 6, stk. 1, litra d, i GDPR.
basis-A6-1-e = En opgave i samfundets interesse, artikel 6, stk. 1, litra e, i GDPR.
basis-A6-1-f = Vores egen legitime interesse, artikel 6, stk. 1, litra f, i GDPR. Du kan gøre indsigelse.
basis-none = Der er ikke angivet et retsgrundlag, så det sker ikke.
does-head = Hvad en indsigelse gør
does-now = Fra vi modtager den, bliver dine opslag ikke valgt til noget nyt.
does-corpus = Næste gang vi begynder at træne, er dine opslag ikke med.
does-others = Det, som andre citerer fra dine opslag, fjerner vi fra deres opslag.
does-not-head = Hvad en indsigelse ikke gør
does-not-model = En model, der allerede har lært, glemmer ikke af sig selv. Bed os om at slette dine oplysninger, hvis du ønsker det.
does-not-remove = Dine opslag bliver på platformen. Kun du eller platformen kan fjerne dem der.
rights-head = Dine andre rettigheder
rights-text = Når du er logget ind, kan du også se og hente dine oplysninger. Du kan bede os om at slette dem, bede os om at sætte brugen på pause eller sige, at de er forkerte.
rights-clock = Vi svarer inden for en måned. Hvis vi har brug for mere tid, siger vi det inden for den måned og forklarer hvorfor.

## Login

sign-in-head = Log ind
sign-in-text = Skriv mailadressen til din konto. Vi sender dig et link. Du behøver ikke en adgangskode.
sign-in-address = Mailadresse
sign-in-send = Send mig et link
sign-in-none = Har du ikke en konto her?
sign-in-again = Til dette trin beder vi dig logge ind igen, så ingen anden kan gøre det i dit navn.
sign-in-letter = Eller med et link i en mail
sign-in-oidc = Log ind via din organisation
link-sent-head = Se i din mail
link-sent-text = Hvis vi kender adressen, er et link på vej. Det virker i { $minutes ->
    [one] et minut
   *[other] { $minutes } minutter
} og kun én gang.
link-sent-none = Har du ikke fået en mail? Så kender vi måske ikke adressen. Du kan stadig gøre indsigelse:
link-head = Log ind
link-text = Ét klik, og du er logget ind. Linket virker kun én gang.
link-button = Log ind nu
letter-subject = Dit link til at logge ind
letter-text =
    Hej

    Du har bedt om et link til at logge ind hos { $controller }. Her er det:

    { $link }

    Det virker i { $minutes ->
        [one] et minut
       *[other] { $minutes } minutter
    } og kun én gang.
    Har du ikke bedt om det? Så kan du slette denne mail.

## Meddelelsen, der bliver sendt

notice-subject = Hvad { $controller } vil gøre med dine opslag
notice-hello = Hej
notice-lead = { $controller } vil bruge det, du har slået op. Læs venligst, hvad der sker.
notice-use = { $name }: { $what }
notice-why = Hvorfor: { $why }
notice-basis = Retsgrundlag: { $basis }
notice-start = Det begynder tidligst den { $date }.
notice-object = Du har ret til at gøre indsigelse, og du skal ikke give en grund. Når du er logget ind her, kræver det ét klik:
notice-consent = Uden dit ja sker det ikke. Du kan svare her:
notice-rights = På samme side kan du se og hente dine oplysninger. Du kan også bede os om at slette eller rette dem eller om at sætte brugen på pause.

## Mine valg

me-head = Mine valg
me-done = Vi har registreret det. Det gælder fra nu af.
me-done-receipt = Din kvittering
me-object-text = Med ét klik kan du gøre indsigelse mod al brug af alle dine opslag. Du behøver ikke at sige hvorfor.
me-object-all = Gør indsigelse mod al brug
me-objects-all = Du har gjort indsigelse mod al brug af dine opslag. Vi bruger dem ikke.
me-objections = Mine indsigelser
me-state = Status
me-receipt = kvittering { $index }
me-withdraw-objection = Træk denne indsigelse tilbage
every-purpose = Al brug
scope-person = alle mine opslag
scope-account = én konto
scope-items = nogle opslag
objection-received = Modtaget. Den virker allerede. Du får stadig et svar.
objection-accepted = Godkendt. Vi bruger ikke disse opslag.
objection-rejected_compelling = Afvist. Vi har fortalt dig hvorfor. Du kan klage, og du kan gå til domstolene.
objection-withdrawn = Du har trukket den tilbage.
me-consent = Dit svar:
consent-given = ja
consent-renewed = ja
consent-withdrawn = nej, du har trukket dit ja tilbage
consent-refused = nej
me-objected = Du har gjort indsigelse mod denne brug. Dine opslag er ikke med.
me-consent-ask = Giver du lov til det?
me-not-asked = Du sagde nej. Vi spørger dig ikke igen før den
me-changed-mind = Jeg har ombestemt mig
me-yes = Ja, det giver jeg lov til
me-no = Nej, det giver jeg ikke lov til
me-withdraw-consent = Træk mit ja tilbage
me-object-one = Gør indsigelse mod denne brug
me-less = Gør kun indsigelse for nogle af mine opslag
me-less-text = Du kan også gøre indsigelse for én konto eller kun for nogle opslag.
me-less-account = Gør indsigelse for kontoen { $account }
me-less-items = Opslagenes numre, ét på hver linje
me-less-items-button = Gør indsigelse for disse opslag
me-rights = Mine andre rettigheder
me-data = Hent mine oplysninger
me-erase = Bed om at få mine oplysninger slettet
me-restrict = Bed om en pause
me-contest = Sig, at mine oplysninger er forkerte
me-rectify = Bed om at få mine oplysninger rettet
me-rectify-text = Hvad er forkert, og hvad er rigtigt?
me-restricted = Vi har sat brugen af dine oplysninger på pause, som du bad om.
me-contested = Du har sagt, at dine oplysninger er forkerte. Vi sætter brugen på pause, mens vi undersøger det.
erasure-received = Du har bedt os om at slette dine oplysninger. Dine opslag er allerede udeladt.
erasure-granted = Vi sletter dine oplysninger eller har allerede gjort det.
erasure-refused = Vi har ikke slettet dine oplysninger. Vi har fortalt dig hvorfor. Du kan klage, og du kan gå til domstolene.
me-events = Alt, hvad vi har registreret om dig
me-no-events = Intet endnu.

## Mine opslag

nav-posts = Mine opslag
title-me-posts = Hvad der er sket med mine opslag
posts-head = Hvad der er sket med mine opslag
posts-text = Ved hvert opslag kan du læse, hvad der er besluttet, og efter hvilken regel. Alt står i den fil, du kan hente.
posts-count = { $count ->
    [0] Vi kender ingen opslag fra dig.
    [one] Vi kender ét opslag fra dig.
   *[other] Vi kender { $count } opslag fra dig.
}
posts-used = { $count ->
    [0] Ingen af dem bliver brugt.
    [one] Ét af dem bliver brugt.
   *[other] { $count } af dem bliver brugt.
}
posts-refused = { $count ->
    [0] Ingen er udeladt.
    [one] Ét er udeladt.
   *[other] { $count } er udeladt.
}
posts-more = Her er de { $count } nyeste. De står alle i den fil, du kan hente.
posts-none = Der er ikke noget at vise endnu.
posts-number = Opslagets nummer
posts-because = Hvorfor
posts-cure = Det her ville ændre det:
posts-changed = Fjernet
posts-corpus = Indgår i samling
posts-model = Læst af model
use-used = Bruges
use-used_in_part = Bruges uden det, der handler om andre
use-held = Bruges ikke: nogen skal se på det først
use-refused = Bruges ikke
use-undecided = Ikke afgjort endnu
transform-MASK_IDENTIFIER = andres numre og adresser
transform-REDACT_SPAN = det, der handler om andre
transform-REMOVE_CHILD = det, der handler om børn

## Kvitteringer

object-button = Gør indsigelse
receipt-head = Din kvittering
receipt-text = Gem denne kvittering. Den beviser, hvad du sagde og hvornår. Ingen kan ændre den senere, heller ikke vi.
receipt-act = Hvad der blev sagt
receipt-at = Modtaget den
receipt-purpose = Hvad det handler om
receipt-reference = Reference
receipt-due = Vi svarer senest den
receipt-index = Nummer i loggen
receipt-root = Loggens fingeraftryk
receipt-log = Loggens navn
receipt-download = Hent kvitteringen
receipt-keep = Med referencen kan du finde din indsigelse igen. Vi viser kun denne side i én time. Skriv derfor referencen ned, eller hent kvitteringen.

## Uden konto

without-head = Gør indsigelse uden konto
without-text = Andre kan skrive om dig eller vise dig. Det kan du også gøre indsigelse mod. Du behøver ikke en konto, og du skal ikke give en grund. Udfyld mindst ét felt. Hvert felt skal have mindst tre bogstaver.
without-wrong = Udfyld mindst ét felt med mindst tre og højst 200 bogstaver.
without-name = Dit navn, som andre skriver det
without-name-why = Vi leder efter navnet i tekster. Vi bruger det ikke til andet.
without-handle = Et navn, du bruger på nettet
without-handle-why = Uden @ foran.
without-link = Et link til et opslag eller et billede, hvor du er med
without-link-why = Kun hvis du har et.
without-after = Du får en kvittering på næste side.

## Find

look-up-head = Find en indsigelse
look-up-text = Har du gjort indsigelse uden konto? Skriv referencen fra din kvittering. Ingen kan søge efter et navn her.
look-up-reference = Reference
look-up-button = Find
look-up-stands = Denne indsigelse gælder stadig. Den virker.
look-up-none = Der findes ingen indsigelse uden konto med denne reference. Måske er den trukket tilbage, eller referencen er forkert.
look-up-account = Har du en konto? Log ind for at se dine indsigelser.

## Tjek en kvittering

verify-head = Tjek en kvittering
verify-text = Vælg filen med din kvittering, eller indsæt teksten. Vi tjekker, om den er ægte og uændret. Vi gemmer den ikke.
verify-file = Filen
verify-paste = Eller filens tekst
verify-button = Tjek
verify-good = Kvitteringen er ægte
verify-bad = Kvitteringen er ikke i orden
verify-bad-why = Hvorfor:
verify-erased = Teksten er slettet. Der er kun beviset tilbage på, at der var noget her.
verify-alone-head = Tjek den uden os
verify-alone-text = Der findes en side, som tjekker en kvittering på din egen enhed. Den sender ingenting. Hvis du gemmer siden, virker den også uden internet.
verify-alone-open = Åbn siden, der virker uden os
verify-alone-save = Alt sker på din enhed. Intet bliver sendt. Gem siden, hvis du vil bruge den uden internet.
verify-alone-key = Loggens offentlige nøgle
verify-alone-none = Vælg først en fil, eller indsæt teksten.
verify-alone-cannot = Denne browser kan ikke tjekke kvitteringen. Brug programmet »grondslag verify«.
verify-offline = Du behøver ikke at tro på os. Alle kan tjekke kvitteringen på deres egen computer, uden os, med programmet »grondslag verify« og denne offentlige nøgle:

## Når noget ikke virker

refused-home = Til den første side
refused-bad-facts = Oplysningerne er ikke fuldstændige
refused-bad-facts-do = Ret dem, og send dem igen.
refused-bad-request = Der mangler noget i formularen
refused-bad-request-do = Gå tilbage, se formularen igennem, og send den igen. Intet er registreret.
refused-bad-stamp = Formularen er for gammel
refused-bad-stamp-do = Åbn siden igen, og udfyld formularen der. Intet er registreret.
refused-not-lawful = Modellen må ikke svare nu
refused-not-lawful-do = Loven tillader det ikke lige nu. Der står i svaret, hvad der ville ændre det.
refused-not-admitted = Det lykkedes ikke at logge ind
refused-not-admitted-do = Prøv igen, eller spørg den, der står for kontiene. Intet er registreret.
refused-changed = Det er ændret, siden du så det
refused-changed-do = Åbn siden igen, og se, hvad der står nu. Intet er registreret.
refused-bad-link = Linket virker ikke længere
refused-bad-link-do = Et link virker kun én gang og kun i kort tid. Bed om et nyt.
refused-not-signed-in = Du er ikke logget ind
refused-not-signed-in-do = Log ind, og prøv igen. Intet er registreret.
refused-not-found = Her er ikke noget
refused-not-found-do = Se på adressen, eller gå til den første side.
refused-not-allowed = Det kan du ikke gøre her
refused-not-allowed-do = Gå til den første side, og prøv derfra.
refused-too-slow = Det tog for lang tid
refused-too-slow-do = Prøv igen. Intet er registreret.
refused-too-large = Det er for stort
refused-too-large-do = En kvittering er en lille fil. Vælg en anden.
refused-wrong-type = Vi kan ikke læse det her
refused-wrong-type-do = Send formularen fra siden.
refused-too-often = Det var for mange forsøg
refused-too-often-do = Vent et minut, og prøv igen. Intet er registreret.
refused-unavailable = Det virker ikke lige nu
refused-unavailable-do = Intet er registreret. Prøv igen om et minut.

## Hvad der kan siges

act-accuracy_contested = Du sagde, at dine oplysninger er forkerte
act-accuracy_settled = Vi har afklaret, om dine oplysninger er rigtige
act-consent_given = Du sagde ja
act-consent_refused = Du sagde nej
act-consent_withdrawn = Du trak dit ja tilbage
act-erasure_granted = Vi sagde ja til at slette dine oplysninger
act-erasure_refused = Vi sagde nej til at slette dine oplysninger
act-erasure_requested = Du bad os om at slette dine oplysninger
act-forgotten = En model har glemt dig
act-notice_delivered = Vi gav dig en meddelelse
act-notice_failed = En meddelelse nåede ikke frem til dig
act-objection = Du gjorde indsigelse
act-objection_accepted = Vi godkendte din indsigelse
act-objection_rejected = Vi afviste din indsigelse
act-objection_resolved = Vi fandt ud af, at en indsigelse er din
act-objection_withdrawn = Du trak din indsigelse tilbage
act-restriction_lifted = Pausen er slut
act-restriction_requested = Du bad om en pause
act-assessment_approved = En vurdering blev godkendt
act-corpus_purged = En samling blev renset
act-corpus_sealed = En samling blev lukket
act-erased = Noget blev slettet
act-model_trained = En model blev trænet
act-order = En myndighed gav et påbud
act-order_lifted = Et påbud gælder ikke længere
act-purpose_registered = En brug blev registreret
act-run_started = En kørsel begyndte
act-run_stopped = En kørsel blev stoppet
act-access_requested = Du spurgte, hvad vi har om dig
act-accounts_linked = Vi fik at vide, at nogle konti er dine
act-accounts_unlinked = Vi fik at vide, at nogle konti ikke er dine
act-assessment_withdrawn = En vurdering gælder ikke længere
act-breach_notified = Nogen fik besked om et brud på datasikkerheden
act-breach_recorded = Et brud på datasikkerheden blev registreret
act-complaint_closed = En klage blev afsluttet
act-complaint_received = En klage blev modtaget
act-establishment_set = Det blev fastlagt, hvilken myndighed der er ledende
act-findings_reviewed = Nogen så på et af dine opslag, fordi et program ikke var sikkert
act-notice_published = En meddelelse blev offentliggjort
act-notice_seen = Du så på en meddelelse
act-notice_sent = En meddelelse blev sendt til dig
act-order_appealed = Nogen gik til domstolene mod et påbud
act-order_task_done = Noget, som et påbud kræver, blev gjort
act-portability_requested = Du bad om dine oplysninger for at tage dem med
act-purpose_ended = En brug blev afsluttet
act-recipient_acknowledged = En modtager fulgte dit valg
act-recipient_notified = Vi fortalte en modtager om dit valg
act-rectification_made = Vi rettede det, du bad om
act-rectification_requested = Du bad os om at rette noget
act-report_delivered = En myndighed fik en rapport
act-request_extended = Vi sagde til dig, at vi har brug for mere tid
act-request_replied = Vi svarede på din anmodning
act-staff_acted = En af vores medarbejdere gjorde noget
