### Teksten van de verantwoording, in het Nederlands. Elke sleutel heeft een tweeling in de andere bestanden van deze map.

## Hoofd

title = Verantwoording van { $name }
skip = Naar de redenen
eyebrow = verantwoording van { $name }
other-language = English
headline = { $admitted } van { $read } items voldeden aan elke regel.
lead = Alle andere blijven buiten, elk op grond van een regel die is na te slaan en meestal ook op te heffen. Deze pagina zegt wat er is gelezen, wat ermee is gebeurd en wat zij niet bewijst.
invented = Iedereen op deze pagina is verzonnen: een gegenereerd platform, waarop het echte mechanisme heeft gedraaid.
totals-caption = Over elk item is apart beslist, voor de handeling “{ $operation }”.
read = gelezen
admitted = toegelaten
refused = geweigerd
held = aangehouden
controller = Verwerkingsverantwoordelijke
purpose = Doel
basis = Grondslag
as-of = Stand van
law = Regels
basis-A6-1-a = Toestemming, art. 6 lid 1 onder a AVG
basis-A6-1-b = Overeenkomst, art. 6 lid 1 onder b AVG
basis-A6-1-c = Wettelijke verplichting, art. 6 lid 1 onder c AVG
basis-A6-1-d = Vitale belangen, art. 6 lid 1 onder d AVG
basis-A6-1-e = Publieke taak, art. 6 lid 1 onder e AVG
basis-A6-1-f = Gerechtvaardigd belang, art. 6 lid 1 onder f AVG
basis-none = Geen ingesteld

## De reis

journey = Van bericht tot model
step-intake = berichten gelezen, van { $accounts } accounts
step-ledger = uitingen van mensen en autoriteiten in het logboek
step-inspect = vondsten in de teksten
step-law = beslissingen op grond van { $rules } regels
step-corpus = items verzegeld, van { $subjects } auteurs
step-train = tokens gelezen bij het trainen
step-not-trained = er is geen model getraind
step-forget = op verzoek vergeten
rejected = { $count } items uit de bronnen waren helemaal niet te lezen; de inname noemt elk met de reden.

## Waarom items buiten blijven

why = Waarom items buiten blijven
why-lead = Een item telt één keer voor elke regel die het raakte; samen zijn deze aantallen dus hoger dan wat is geweigerd en aangehouden.
plot-rules = Geweigerde en aangehouden items, per regel
plot-rules-more = en nog { $count } regels, in de tabel hieronder
rules-caption = Elke regel die afging, in gewone woorden; de regel zelf beslist.
column-rule = Regel
column-meaning = Wat dat betekent
column-provision = Bepaling
column-records = Items
cure = Wat het zou veranderen:
no-cure = Niets.
missing-caption = Geweigerd omdat een feit ontbreekt: onbekend geldt nooit als “in orde”.
column-fact = Feit

## Wat is veranderd

changed = { $count } items zijn veranderd voordat ze werden toegelaten
changed-lead = Ze gaan ook over iemand anders. Wat die persoon aangaat is gemaskeerd of weggehaald; over de tekst die overbleef is opnieuw beslist, na een nieuwe inspectie.
changed-caption = Regels die anderen beschermen

## Wanneer en wat

when = Wanneer, wat, in welke taal en waarvandaan
plot-totals = Toegelaten, geweigerde en aangehouden items
plot-months = Items naar de maand van schrijven
plot-months-desc = Gestapelde kolommen, één voor elke maand van { $first } tot en met { $last }. De hoogste is { $month } met { $count } items.
unknown-month = Van { $count } items is niet bekend wanneer ze zijn geschreven; ze staan niet in de figuur.
by-kind = Naar soort
by-language = Naar taal
by-country = Naar woonland van de auteur
column-kind = Soort
column-language = Taal
column-country = Land
others = { $count } andere
unknown = niet bekend

## Wat mensen zeiden

said = Wat mensen zeiden, en wat hun teksten bevatten
said-caption = Uitingen in het logboek
column-act = Uiting
column-events = Gebeurtenissen
found-caption = Vondsten van inspectie { $version }, over { $bytes } bytes, alles wat er is
column-finding = Vondst
column-findings = Vondsten
nothing = Geen.

## Het model

model = Het model
model-lead = { $parameters } gewichten. Na een basistekst las het de { $records } toegelaten items.
no-model = In deze run is geen model getraind.
plot-loss = Verlies tijdens het trainen
plot-loss-desc = Het gemiddelde verlies daalt van { $first } naar { $last } nats per token in { $steps } stappen.
plot-loss-base = basistekst
plot-loss-posts = berichten van mensen
loss-caption = Gemiddeld verlies in nats per token, over de stappen
tokens = Tokens
steps = Stappen
seconds = Seconden
bits-per-byte = Bits per byte, ongelezen tekst
not-measured = niet gemeten

## Het antwoord

answer = Een prompt en het antwoord
prompt = Prompt:
ai-generated = Gemaakt door AI
ai-marking = De tekst boven deze regel is geschreven door model { $model } met seed { $seed }. Het is geen feit en geen uitspraak van een mens.

## Vergeten

forgotten = Mensen er weer uit gehaald
forgotten-person = Persoon
forgotten-what = { $records } items verlieten het corpus, en { $replayed } van { $total } trainingsstappen zijn zonder die items opnieuw gedaan.
comparison-equal = Daarna is het model vergeleken met een dat deze persoon nooit heeft gelezen: elke byte is gelijk.
comparison-none = In deze run is het niet vergeleken met een model dat deze persoon nooit heeft gelezen.
records-removed = Items verwijderd
done-at = Gedaan
receipt = Ontvangstbewijs
receipt-event = gebeurtenis { $index } van het logboek
forgotten-digests = Wat is veranderd
before = Voor
after = Na
nobody-forgotten = In deze run heeft niemand erom gevraagd.

## Controlegetallen

digests = Om zelf na te gaan
digests-caption = Wie de bestanden heeft, kan deze getallen opnieuw berekenen en vergelijken.
column-what = Wat
tree-root = Logboek, wortel van de boom bij { $events } gebeurtenissen
rules-digest = Regels
decisions-digest = Lijst van alle beslissingen
corpus-digest = Corpus
model-digest = Model

## Grenzen

limits = Wat deze pagina niet bewijst
limit-sources = Dat de bronnen de waarheid zeggen. Leeftijd, woonland, publiek en auteurschap zijn zoals het platform ze gaf.
limit-inspection = Dat de inspectie alles vond. Een detector bewijst geen afwezigheid; bij { $uncertain } items was zij zo onzeker dat een mens moet kijken.
limit-law = Dat een rechter de wet leest zoals de regels “{ $profile }”. Die zijn gedateerd, leesbaar, en beslissen hetzelfde als het opnieuw wordt gevraagd.
limit-forgetting = Dat er elders niets overblijft. Vergeten betreft dit corpus en dit model, geen kopieën van anderen en geen back-ups.
limit-anonymity = Dat het model anoniem is. Het is getraind op persoonsgegevens en wordt zo behandeld.
limit-seconds = Dat het bij u even lang duurt. De seconden horen bij de machine van deze run.

## Bronnen

sources = Waar de cijfers vandaan komen
sources-caption = Elk cijfer op deze pagina draagt de naam van zijn bron; de nummers verwijzen hierheen.
source-mark = bron { $number }
column-mark = Nr.
column-source = Vraag of bestand
read-caption = Wat is gelezen
column-input = Bron
column-format = Formaat
column-posts = Berichten
column-accounts = Accounts
column-rejected = Niet leesbaar
footer = Gemaakt door Grondslag uit het logboek, de beslissingen en de manifesten van één run. Dezelfde waarden staan in report.json.

## Soorten items

kind-post = Bericht
kind-comment = Reactie
kind-photo = Foto
kind-video = Video
kind-caption = Bijschrift
kind-review = Recensie
kind-group_post = Bericht in open groep
kind-profile = Profieltekst
kind-ai_prompt = Prompt aan een AI
kind-direct_message = Privébericht
kind-private_group_post = Bericht in gesloten groep

## Wat er in het logboek wordt gezegd

act-accuracy_contested = Juistheid betwist
act-accuracy_settled = Juistheid vastgesteld
act-assessment_approved = Beoordeling goedgekeurd
act-consent_given = Toestemming gegeven
act-consent_refused = Toestemming geweigerd
act-consent_withdrawn = Toestemming ingetrokken
act-corpus_purged = Corpus geschoond
act-corpus_sealed = Corpus verzegeld
act-erased = Gebeurtenis gewist
act-erasure_granted = Wissing toegezegd
act-erasure_refused = Wissing geweigerd
act-erasure_requested = Wissing gevraagd
act-forgotten = Persoon vergeten
act-model_trained = Model getraind
act-notice_delivered = Kennisgeving bezorgd
act-notice_failed = Kennisgeving niet bezorgd
act-objection = Bezwaar
act-objection_accepted = Bezwaar aanvaard
act-objection_rejected = Bezwaar afgewezen
act-objection_resolved = Bezwaar aan auteur gekoppeld
act-objection_withdrawn = Bezwaar ingetrokken
act-order = Bevel van een autoriteit
act-order_lifted = Bevel opgeheven
act-purpose_registered = Doel geregistreerd
act-restriction_lifted = Beperking opgeheven
act-restriction_requested = Beperking gevraagd
act-run_started = Run begonnen
act-run_stopped = Run gestopt

## Talen

lang-de = Duits
lang-en = Engels
lang-es = Spaans
lang-fr = Frans
lang-it = Italiaans
lang-nl = Nederlands
lang-pl = Pools
lang-pt = Portugees
lang-und = niet bekend

## Landen

country-AT = Oostenrijk
country-BE = België
country-BG = Bulgarije
country-BR = Brazilië
country-CH = Zwitserland
country-CY = Cyprus
country-CZ = Tsjechië
country-DE = Duitsland
country-DK = Denemarken
country-EE = Estland
country-ES = Spanje
country-FI = Finland
country-FR = Frankrijk
country-GB = Verenigd Koninkrijk
country-GR = Griekenland
country-HR = Kroatië
country-HU = Hongarije
country-IE = Ierland
country-IS = IJsland
country-IT = Italië
country-LI = Liechtenstein
country-LT = Litouwen
country-LU = Luxemburg
country-LV = Letland
country-MT = Malta
country-NL = Nederland
country-NO = Noorwegen
country-PL = Polen
country-PT = Portugal
country-RO = Roemenië
country-SE = Zweden
country-SI = Slovenië
country-SK = Slowakije
country-US = Verenigde Staten
