### Teksten van de console en van ieders eigen berichten, in het Nederlands. Elke sleutel hier heeft zijn tweeling in het andere bestand.

## De console, op elke pagina

console-brand = · console, { $name }
console-nav-home = Overzicht
console-nav-requests = Verzoeken
console-nav-identities = Van wie is het bezwaar
console-nav-reviews = Nakijken
console-nav-notices = Kennisgevingen
console-nav-papers = Doelen en documenten
console-nav-orders = Bevelen
console-nav-stock = Verzamelingen en modellen
console-nav-hooks = Koppelingen
console-nav-law = Wet
console-nav-figures = Cijfers
console-nav-proof = Bewijzen
console-nav-invitations = Uitnodigingen
console-nav-events = Gebeurtenissen
console-event = gebeurtenis { $index }
console-subject = Persoon
console-due = Antwoord vóór het einde van
console-is-late = Te laat
console-nothing = Hier wacht niets.
console-unknown = Dit kon nu niet worden opgezocht.

title-sign-in-staff = Inloggen in de console
title-console = Overzicht
title-console-requests = Verzoeken
title-console-identities = Van wie is het bezwaar
title-console-reviews = Nakijken
title-console-notices = Kennisgevingen
title-console-papers = Doelen en documenten
title-console-orders = Bevelen
title-console-stock = Verzamelingen en modellen
title-console-hooks = Koppelingen
title-console-law = Wet
title-console-figures = Cijfers
title-console-proof = Bewijzen
title-console-invitations = Uitnodigingen
title-console-events = Gebeurtenissen

sign-in-staff-head = Inloggen in de console
sign-in-staff-text = Dit is voor wie hier werkt en voor toezichthouders en auditors die zijn uitgenodigd. Typ je e-mailadres. We sturen je een link.


role-dpo = functionaris gegevensbescherming
role-counsel = jurist
role-controller = verantwoordelijke
role-engineering = techniek
role-product = product
role-security = beveiliging
role-supervisor = toezichthouder
role-auditor = auditor

refused-not-your-role = Dit hoort niet bij jouw rol
refused-not-your-role-do = Vraag iemand die de rol heeft. Er is niets vastgelegd.
refused-not-yours = Het is van een ander
refused-not-yours-do = Vraag het aan degene van wie het is. Er is niets vastgelegd.
refused-four-eyes = Hier is een tweede persoon voor nodig
refused-four-eyes-do = Jij deed de stap hiervoor. Vraag een ander om deze stap te doen. Er is niets vastgelegd.

## Overzicht

console-head = Wat op antwoord wacht
console-late = { $count ->
    [one] Eén verzoek is te laat.
   *[other] { $count } verzoeken zijn te laat.
}
console-late-show = Laat zien welke
console-late-count = { $count ->
    [0] Niets is te laat.
    [one] Eén is te laat.
   *[other] { $count } zijn te laat.
}
console-first-due = Het eerste antwoord moet er zijn vóór het einde van
queue-requests = Verzoeken van mensen
queue-requests-count = { $count ->
    [one] verzoek heeft nog geen antwoord.
   *[other] verzoeken hebben nog geen antwoord.
}
queue-requests-open = Verzoeken beantwoorden
queue-requests-query = Gebeurtenissen achter de verzoeken
queue-identities = Van wie een bezwaar is
queue-identities-count = { $count ->
    [one] bezwaar is van iemand die we niet zeker kennen.
   *[other] bezwaren zijn van mensen die we niet zeker kennen.
}
queue-identities-open = Zeggen van wie ze zijn
queue-identities-query = Gebeurtenissen achter deze bezwaren
queue-reviews = Teksten die iemand moet nakijken
queue-reviews-count = { $count ->
    [one] tekst wacht, omdat een detector niet zeker was.
   *[other] teksten wachten, omdat een detector niet zeker was.
}
queue-reviews-open = Teksten nakijken
queue-reviews-query = Gebeurtenissen achter het nakijken
queue-notices = Kennisgevingen die niet aankwamen
queue-notices-count = { $count ->
    [one] kennisgeving kwam niet aan.
   *[other] kennisgevingen kwamen niet aan.
}
queue-notices-open = Laat deze kennisgevingen zien
queue-notices-query = Gebeurtenissen achter de kennisgevingen
queue-papers = Documenten zonder goedkeuring
queue-papers-count = { $count ->
    [one] document geldt vandaag niet.
   *[other] documenten gelden vandaag niet.
}
queue-papers-open = Laat de documenten zien
queue-papers-query = Gebeurtenissen achter de goedkeuringen
queue-orders = Bevelen die gelden
queue-orders-count = { $count ->
    [one] bevel verbiedt vandaag iets.
   *[other] bevelen verbieden vandaag iets.
}
queue-orders-open = Laat de bevelen zien
queue-orders-query = Gebeurtenissen achter de bevelen
queue-hooks = Wat systemen niet aannamen
queue-hooks-count = { $count ->
    [one] brief aan een systeem wacht tot iemand kijkt.
   *[other] brieven aan systemen wachten tot iemand kijkt.
}
queue-hooks-open = Laat de koppelingen zien
queue-hooks-query = Gebeurtenissen van wat medewerkers deden

## Verzoeken

requests-head = Verzoeken zonder antwoord
requests-text = Binnen een maand moet er een antwoord zijn. Eén keer mag er meer tijd worden genomen, binnen die maand, en de persoon hoort waarom.
requests-count = { $count ->
    [one] Eén verzoek wacht.
   *[other] { $count } verzoeken wachten.
}
requests-query = Gebeurtenissen achter dit getal
requests-all = Laat alle verzoeken zien
requests-extended = er is meer tijd genomen
requests-words = In eigen woorden
requests-yes = Ja zeggen
requests-other = Nee zeggen, of meer tijd nemen
requests-reasons = Waarom, zoals de persoon het leest. Die kan klagen en naar de rechter gaan.
requests-no = Nee zeggen
requests-later = Twee maanden meer nemen
request-objection = Bezwaar
request-erasure_requested = Wissen
request-restriction_requested = Wachten
request-accuracy_contested = Juistheid
request-access_requested = Inzage
request-portability_requested = Gegevens om mee te nemen
request-rectification_requested = Verbetering

## Van wie is het bezwaar

identities-head = Van wie een bezwaar is
identities-text = Deze bezwaren kunnen van meer dan één persoon zijn, of kwamen van iemand zonder account. Ze gelden voor iedereen van wie ze kunnen zijn, tot bekend is van wie.
identities-count = { $count ->
    [one] Eén bezwaar.
   *[other] { $count } bezwaren.
}
identities-names = Naam
identities-whose = Van wie is het?
identities-is = Het is van { $subject }
identities-name-only = Naar deze naam wordt in alle teksten gezocht. Meer is niet nodig.

## Nakijken

reviews-head = Teksten die iemand moet nakijken
reviews-text = Een detector was niet zeker van de gemarkeerde woorden. Er wordt niets gebruikt tot iemand heeft gekeken. Dat jij deze teksten leest, wordt vastgelegd, en de mensen van wie ze zijn kunnen zien dat iemand het deed. De volgende beslissing leest wat je hier zegt.
reviews-count = { $count ->
    [one] Eén tekst wacht.
   *[other] { $count } teksten wachten.
}
reviews-query = Gebeurtenissen achter de oordelen, en wie welke tekst las
reviews-record = Bericht { $record }
reviews-suspected = Vermoeden
reviews-posted = Geplaatst op
reviews-ask = Zeggen de gemarkeerde woorden dit over iemand?
reviews-cleared = Nee, dat doen ze niet
reviews-confirmed = Ja, dat doen ze

## Kennisgevingen

notices-head = Kennisgevingen
notices-about = Over:
notices-step = Stap
notices-people = Mensen
notices-step-sent = Verstuurd aan
notices-step-delivered = Aangekomen bij
notices-step-seen = Gezien door
notices-step-failed = Mislukt bij
notices-step-open = Nog te vertellen aan
notices-failed-head = Kennisgevingen die niet aankwamen
notices-again = Opnieuw proberen
notices-text = Wie niets heeft gehoord, had geen tijd om bezwaar te maken. Op grond van deze kennisgeving wordt van hen niets gebruikt.
notices-count = { $count ->
    [one] Eén kennisgeving kwam niet aan.
   *[other] { $count } kennisgevingen kwamen niet aan.
}
notices-query = Gebeurtenissen achter dit getal
notices-version = Kennisgeving { $version }
notices-tried = Laatste poging
notice-bounced = hij kwam terug
notice-unseen = niemand keek ernaar
notice-no_language = er is er geen in de taal van de persoon
notice-not_taken = niemand nam hem aan, tot de laatste poging
notice-unknown = niet bekend

## Doelen en documenten

papers-head = Doelen en documenten
papers-law = Er wordt beslist onder het profiel { $profile }, regels { $digest }.
papers-law-open = Alle regels
papers-purposes = Doelen
papers-purposes-query = Gebeurtenissen achter de doelen
papers-id = Kenmerk
papers-assessments = Beoordelingen in het logboek
papers-no-assessment = Er is geen goedgekeurd.
papers-approved = goedgekeurd
papers-until = goedgekeurd, opnieuw te bekijken vóór
papers-overdue = Over tijd
assessment-lia = Gerechtvaardigd belang
assessment-dpia = Gevolgen voor mensen
assessment-compat = Past bij het eerste doel
papers-documents = Documenten
papers-eyes = Twee mensen tekenen elk document. Eén van hen heeft de rol die het goedkeurt.
papers-query = Gebeurtenissen achter de goedkeuringen
papers-unreadable = De documenten konden nu niet worden opgezocht.
papers-version = Versie
papers-stands = goedgekeurd tot en met
papers-missing = { $count ->
    [one] er ontbreekt één veld
   *[other] er ontbreken { $count } velden
}
papers-waiting = wacht op de handtekening van een ander
papers-draft = concept, niemand tekende
papers-approver = Goed te keuren door de rol
papers-signed = Getekend
papers-sign = { $document } tekenen, versie { $version }

## Bevelen

stop-head = Alles stoppen
stop-text = Eén klik verbiedt elk doel en elke bewerking, overal, vanaf dit moment. Een run die bezig is, vraagt het bij de volgende grens en stopt daar. Een ander moet de stop beëindigen.
stop-button = Nu alles stoppen
orders-head = Bevelen
orders-text = Wat een bevel verbiedt, wordt geweigerd vanaf de eerste dag, zodra het in het logboek staat: door elke beslissing, elke run en elk antwoord van een model.
orders-query = Gebeurtenissen achter de bevelen
orders-running = Runs die bezig zijn
orders-runs-query = Gebeurtenissen achter de runs
orders-none-running = Er is geen run bezig.
orders-run = { $run }, sinds
orders-all = Alle bevelen
orders-in-force = geldt
orders-ended = voorbij
orders-pending = geldt nog niet
orders-authority = Van wie
orders-provision = Bepaling
orders-since = In het logboek sinds
orders-until = Laatste dag
orders-until-why = Laat het leeg als er geen einde is. Een spoedmaatregel heeft er een nodig, binnen drie maanden.
orders-covers = Geldt voor
orders-every-op = elke bewerking
orders-every-purpose = elk doel
orders-everywhere = overal
orders-stopped = Gestopte run { $run }
orders-seconds = { $count ->
    [one] één seconde na het bevel
   *[other] { $count } seconden na het bevel
}
orders-lifted = Beëindigd
orders-lift = { $id } beëindigen
orders-lift-other = Een ander moet dit beëindigen: jij hebt het ingevoerd.
orders-enter = Een bevel invoeren
orders-enter-text = Van een autoriteit of een rechter, of een belofte die bindt. Het geldt vanaf de eerste dag.
orders-kind = Wat het is
order-order = bevel van een autoriteit
order-urgency = spoedmaatregel
order-injunction = bevel van een rechter
order-undertaking = belofte die bindt
orders-id = Het nummer
orders-from = Eerste dag
orders-day-why = Jaar, maand en dag, zoals 2026-11-23.
orders-territory = Landen, zoals DE
orders-ops = Bewerkingen, zoals train
orders-purposes = Doelen, met hun kenmerk
orders-empty-why = Leeg betekent alle.
orders-appeal = Waar en tot wanneer beroep mogelijk is
orders-document = Vingerafdruk van de tekst (SHA-256)
orders-enter-button = Dit bevel invoeren

## Verzamelingen en modellen

stock-head = Verzamelingen en modellen
stock-text = Bij elk model staat op welke verzameling het is getraind, en bij elke verzameling welke modellen eruit kwamen.
stock-query = Gebeurtenissen achter deze pagina
stock-models = Modellen
stock-trained = Getraind
stock-forgot = Nadat iemand is vergeten
stock-of-corpus = Op verzameling
stock-run = Run
stock-corpora = Verzamelingen
stock-sealed = Afgesloten
stock-purged = Opgeschoond
stock-records = Berichten
stock-rules = Regels
stock-tree = Gebeurtenissen in het logboek toen
stock-replaces = Vervangt
stock-replaced-by = Vervangen door
stock-to-model = Leidde tot model
stock-runs = Runs
stock-began = Begonnen
stock-stopped = Gestopt

## Gebeurtenissen

events-head = Gebeurtenissen in het logboek
events-text = Elk getal van de console is hieruit geteld. Wat een gebeurtenis zegt, en over wie, staat hier niet.
events-shown = Getoond: { $acts }.
events-count = { $count ->
    [one] Eén gebeurtenis.
   *[other] { $count } gebeurtenissen.
}
events-of-month = Maand: { $month }.
events-next = Eerdere
events-acts = Alle soorten
events-act = Soort
events-how-often = Aantal
events-erased = gewist

## Koppelingen

hooks-head = Koppelingen
hooks-text = Elke koppeling vertelt een van onze eigen systemen wat er in het logboek komt, op volgorde. Een brief die te vaak niet werd aangenomen, ligt hier apart. Er gaat niets verloren: hij kan opnieuw worden gestuurd.
hooks-count = { $count ->
    [0] Er ligt niets apart.
    [one] Eén ding wacht tot iemand kijkt.
   *[other] { $count } dingen wachten tot iemand kijkt.
}
hooks-query = Gebeurtenissen van wat medewerkers deden
hooks-none = Er is geen koppeling ingesteld.
hooks-server = Server
hooks-acts = Krijgt te horen over
hooks-next = Volgende
hooks-behind = { $count ->
    [0] er wacht niets
    [one] er wacht één gebeurtenis
   *[other] er wachten { $count } gebeurtenissen
}
hooks-tried = Laatste poging
hooks-tries = { $count ->
    [one] één keer geprobeerd
   *[other] { $count } keer geprobeerd
}
hooks-full = Er liggen { $count } brieven apart, dus deze koppeling staat stil tot er een paar zijn aangenomen.
hooks-ended = De server zei dat er niets meer naar dit adres moet. De koppeling staat stil, en er gaat niets verloren.
hooks-go-on = Laat deze koppeling verdergaan
hooks-send = Stuur hem opnieuw
hooks-again = Hij wordt opnieuw gestuurd zodra hij aan de beurt is.
hooks-why-status = de server antwoordde { $status }
hooks-why-timeout = de server antwoordde niet op tijd
hooks-why-unreachable = de server was niet te bereiken
hooks-why-redirect = de server stuurde ons naar een ander adres, en daar gaan we niet heen
hooks-why-gone = de server wil geen brieven meer op dit adres

## Cijfers

figures-head = Wat er is gezegd, per maand
figures-about = Uit de gebeurtenissen in het logboek, hooguit de laatste { $count } maanden. Onder elke grafiek staan dezelfde getallen in een tabel. Wat iemand zei die is gewist, is weg en telt in geen maand mee.
figures-query = Gebeurtenissen achter: { $plot }
figures-desc = { $count ->
    [one] Eén maand; de grootste waarde is { $most }. De tabel eronder heeft elk getal.
   *[other] { $count } maanden; de grootste waarde is { $most }. De tabel eronder heeft elk getal.
}
figures-month = Maand
figures-top = De stippellijn bovenaan is { $most }.
figures-nothing = Er is nog niets te laten zien.
figures-objections = Bezwaren
figures-objections-text = Hoeveel er kwamen, en hoeveel de makers ervan introkken.
figures-objections-received = ontvangen
figures-objections-taken-back = ingetrokken
figures-consents = Toestemming
figures-consents-text = Hoe vaak iemand ja zei tegen een doel, en hoe vaak een ja werd ingetrokken.
figures-consents-given = gegeven
figures-consents-withdrawn = ingetrokken
figures-erasures = Wissen
figures-erasures-text = Verzoeken, antwoorden met ja, en keren dat er is gewist.
figures-erasures-asked = gevraagd
figures-erasures-granted = toegezegd
figures-erasures-erased = gedaan
figures-answers = Antwoorden op verzoeken
figures-answers-text = Verzoeken die in deze maand zijn beantwoord: voordat de laatste dag voorbij was, of daarna.
figures-answers-in-time = op tijd
figures-answers-late = te laat
figures-notices = Kennisgevingen
figures-notices-text = Kennisgevingen die aankwamen, en pogingen waarbij dat niet zo was.
figures-notices-delivered = aangekomen
figures-notices-failed = mislukt
figures-effect = Van bezwaar tot gevolg
figures-effect-text = Dagen van een bezwaar tot de eerste verzameling of het eerste model zonder de persoon, per maand van het bezwaar. Wat eerder is ingetrokken of afgewezen, telt niet mee.
figures-effect-median = dagen, middelste waarde
figures-effect-longest = dagen, langste
figures-waiting = { $count ->
    [one] Op één bezwaar is nog geen verzameling of model gevolgd.
   *[other] Op { $count } bezwaren is nog geen verzameling of model gevolgd.
}
figures-waiting-query = Gebeurtenissen achter dit getal

## Wet

law-head = De wet die beslist
law-used = Er wordt beslist onder het profiel { $profile }. Het beschrijft de wet vanaf
law-fingerprint = Vingerafdruk van de regels:
law-stale = Het project heeft voor vandaag een andere wet dan die waarmee dit portaal is gestart. Start het opnieuw.
law-unreadable = De andere wetten van het project konden nu niet worden opgezocht.
law-compare = Wat een andere wet zou veranderen
law-compare-text = Twee wetten van het project naast elkaar. Kijken verandert niets.
law-from = Van
law-to = Naar
law-in-use = in gebruik
law-compare-button = Vergelijken
law-difference = Van { $from } naar { $to }
law-same = Er verschilt niets.
law-added = Nieuwe regels
law-removed = Regels die vervallen
law-edited = Regels die veranderen
law-numbers = Getallen en lijsten die veranderen
law-was = Was:
law-is = Wordt:
law-altered = Wat het in beslissingen zou veranderen
law-altered-text = { $changed } van { $records } berichten van { $people } mensen zouden een ander antwoord krijgen voor { $operation }, volgens de feiten van
law-altered-unknown = Niemand heeft dit nog berekend, of het is niet bewaard. Dit berekent en bewaart het:
law-moves = Uitkomst
law-gained = Slaat voortaan aan:
law-lost = Slaat niet meer aan:
law-rules = { $count ->
    [one] Eén regel
   *[other] { $count } regels
}
law-machine = Hetzelfde voor machines
law-effect-permit = staat toe
law-effect-report = meldt
law-effect-forbid = verbiedt
law-effect-hold = houdt vast
law-effect-transform = verandert de tekst

## Bewijzen

proof-head = Bewijzen waarvoor je niemand hoeft te geloven
proof-text = Wat hier staat, is zojuist berekend. Met het programma “grondslag verify” kan iedereen hetzelfde doen zonder ons.
proof-holds = Het logboek klopt
proof-holds-text = De gepubliceerde stand is getekend met de sleutel hieronder, en de opslag heeft dezelfde gebeurtenissen, tot op de laatste byte.
proof-broken = Het logboek klopt niet
proof-broken-text = De gepubliceerde stand en de opslag komen niet overeen, of de handtekening is niet van deze sleutel. Vertrouw op niets wat hier staat, en zeg het tegen wie het beheert.
proof-size = Gebeurtenissen in het logboek
proof-checkpoint = De getekende stand van het logboek
proof-checkpoint-text = Bewaar hem. Een latere stand die deze niet bevat, laat zien dat iemand het verleden heeft veranderd. Hij staat ook op
proof-key = Openbare sleutel
proof-key-text = Laat hem bevestigen door iemand die hem met reden kent, en niet alleen door deze pagina.
proof-pack = Het bewijspakket
proof-pack-text = Alle documenten, beslissingen met hun feiten onder pseudoniem, manifesten, regels en het logboek, in één getekend bestand. Er staan persoonsgegevens onder pseudoniem in. Controleer het met
proof-pack-none = Sinds dit portaal is gestart heeft niemand er een gemaakt.
proof-pack-making = Het wordt gemaakt. Dat duurt even.
proof-pack-made = Het is gemaakt op
proof-pack-failed = Het kon niet worden gemaakt. Waarom, staat in het log van het portaal.
proof-pack-digest = Vingerafdruk van het bestand (SHA-256)
proof-pack-download = Het pakket ophalen ({ $kilobytes } KiB)
proof-pack-look = Opnieuw kijken
proof-pack-make = Een nieuw pakket maken

## Uitnodigingen

invitations-head = Wie van buiten hier mag lezen
invitations-text = Een toezichthouder of auditor leest wat iedereen die hier werkt mag lezen, en doet niets. Het eindigt op de laatste dag, of eerder met één klik.
invitations-count = { $count ->
    [one] Eén uitnodiging geldt.
   *[other] { $count } uitnodigingen gelden.
}
invitations-query = Gebeurtenissen achter dit getal
invitations-none = Er is nog niemand uitgenodigd.
invitations-since = Uitgenodigd op
invitations-until = mag lezen tot en met
invitations-over = geëindigd op
invitations-withdrawn = ingetrokken op
invitations-withdraw = Nu beëindigen voor { $name }
invitations-new = Iemand uitnodigen
invitations-new-text = Die krijgt een brief met een link die één keer werkt. Later logt die in met hetzelfde adres.
invitations-name = Naam, zoals die in het logboek staat
invitations-address = E-mailadres
invitations-address-why = Het wordt niet bewaard: het logboek kent het onder een pseudoniem.
invitations-role = Als wat
invitations-until-why = Hooguit een jaar vanaf vandaag.
invitations-button = Uitnodigen
letter-invited-subject = Je mag lezen in de console van { $controller }
letter-invited-text = Hallo { $name },

    je bent uitgenodigd om te lezen in de console van { $controller }, tot en met { $until }.

    Met deze link log je in. Hij werkt één keer, binnen { $days } dagen:

    { $link }

    Vraag daarna met dit adres hier een nieuwe link:

    { $again }

    Als dit niet voor jou bedoeld was, hoef je niets te doen.
