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

## Regels, in gewone woorden

rule-F00-name = Geen grond, of een feit ontbreekt
rule-F00-meaning = Geen grond staat het toe, of iets wat bekend moet zijn is niet bekend.
rule-F00-cure = Het ontbrekende feit uit zijn bron.
rule-F00-provision = GDPR 5(1)(a), 6(1)
rule-F01-name = Een bevel verbiedt het
rule-F01-meaning = Een autoriteit, een rechter of een bindende toezegging verbiedt het voor deze persoon, dienst of dit land.
rule-F01-cure = Het bevel wordt opgeheven of loopt af.
rule-F02-name = Doel hiervoor niet geregistreerd
rule-F02-meaning = Het doel staat niet in het register, of de beoordeling ervan omvat deze soort of bron niet.
rule-F02-cure = Registreer het doel en beoordeel deze soort en bron.
rule-F03-name = Geen grondslag ingesteld
rule-F03-meaning = De verantwoordelijke heeft hiervoor geen grondslag genoemd.
rule-F03-cure = Noem er een, met de beoordeling.
rule-F04-name = Geweigerd, dan een andere grondslag
rule-F04-meaning = De auteur weigerde of trok toestemming in; dan mag de verantwoordelijke niet terugvallen op eigen belang.
rule-F04-cure = Alleen nieuwe toestemming van de auteur.
rule-F05-name = Geen toestemming
rule-F05-meaning = De grondslag is toestemming, en geen toestemming omvat dit.
rule-F05-cure = Een geldige toestemming.
rule-F06-name = Ongeldige toestemming
rule-F06-meaning = De toestemming was gebundeld, een voorwaarde voor de dienst, niet geïnformeerd of moeilijker in te trekken dan te geven.
rule-F06-cure = Een nieuwe, geldige toestemming.
rule-F07-name = Toestemming ingetrokken
rule-F07-meaning = De auteur trok de toestemming in.
rule-F07-cure = Nieuwe toestemming na een nieuwe kennisgeving.
rule-F08-name = Geen goedgekeurde belangenafweging
rule-F08-meaning = De belangenafweging ontbreekt, is niet goedgekeurd, verlopen of valt negatief uit.
rule-F08-cure = Een goedgekeurde afweging die nog geldt.
rule-F09-name = Bezwaar
rule-F09-meaning = De auteur maakte bezwaar.
rule-F09-cure = De auteur trekt het bezwaar in of geeft later toestemming.
rule-F10-name = Minderjarig, of leeftijd onbekend
rule-F10-meaning = De auteur is of was jonger dan 18, of de leeftijd is onbekend.
rule-F10-cure = Toestemming van de auteur na de achttiende verjaardag.
rule-F11-name = Te jong voor toestemming
rule-F11-meaning = De grondslag is toestemming, en de auteur is te jong om die alleen te geven.
rule-F11-cure = Vastgestelde toestemming van een ouder waar dat kan, of later van de auteur.
rule-F12-name = Onverenigbaar met het eerste doel
rule-F12-meaning = Het is voor een ander doel verzameld, en niemand vond het nieuwe verenigbaar.
rule-F12-cure = Een gunstige verenigbaarheidstoets, of toestemming.
rule-F13-name = Niet geïnformeerd
rule-F13-meaning = De auteur is niet op tijd over dit doel geïnformeerd, in een taal die men van hen mag verwachten.
rule-F13-cure = Bezorg de kennisgeving.
rule-F13b-name = Recht van bezwaar niet apart genoemd
rule-F13b-meaning = De kennisgeving noemde het recht van bezwaar niet apart en duidelijk.
rule-F13b-cure = Bezorg een kennisgeving die dat doet.
rule-H14-name = Bezwaartermijn loopt nog
rule-H14-meaning = De auteur is geïnformeerd, en de tijd om bezwaar te maken is nog niet om.
rule-H14-cure = De termijn loopt af.
rule-F15-name = Niet openbaar
rule-F15-meaning = Het item is op dit moment niet openbaar.
rule-F15-cure = De auteur maakt het weer openbaar, of geeft toestemming.
rule-F17-name = Privé of besloten
rule-F17-meaning = Het is een privébericht of staat in een gesloten groep, en niet iedereen daarin stemde toe.
rule-F17-cure = Toestemming van iedereen daarin.
rule-F18-name = Bijzonder gegeven van de auteur
rule-F18-meaning = Het onthult gezondheid, geloof, afkomst, politiek of seksleven van de auteur, en geen uitzondering geldt.
rule-F18-cure = Uitdrukkelijke toestemming, of de passage gaat eruit.
rule-F21-name = Strafbaar feit
rule-F21-meaning = Het gaat over een veroordeling of strafbaar feit van een persoon.
rule-F21-cure = De passage gaat eruit.
rule-F22-name = Biometrisch profiel
rule-F22-meaning = Er zou een profiel worden berekend dat iemand aan het lichaam herkent.
rule-F22-cure = Bereken er geen.
rule-F23-name = Illegale inhoud
rule-F23-meaning = De inhoud zelf is verboden.
rule-F23-cure = Niets; meld het.
rule-H24-name = Beperkt of betwist
rule-H24-meaning = De auteur vroeg om beperking, of betwist dat het klopt.
rule-H24-cure = De beperking wordt opgeheven en de auteur verneemt dat.
rule-F25-name = Verwijderd of te wissen
rule-F25-meaning = Het item, deze versie of het account is verwijderd, of om wissing is gevraagd.
rule-F25-cure = Niets.
rule-F27-name = Onrechtmatig verkregen
rule-F27-meaning = Het is gelekt, gestolen of tegen de voorwaarden in meegenomen.
rule-F27-cure = Niets.
rule-F28-name = Geen goedgekeurde effectbeoordeling
rule-F28-meaning = De effectbeoordeling is niet goedgekeurd, of het hoge risico is niet aan de autoriteit voorgelegd.
rule-F28-cure = Keur haar goed, of rond de raadpleging af.
rule-F29-name = Plaats van verwerking
rule-F29-meaning = Het zou buiten de EER worden verwerkt zonder geldige waarborg.
rule-F29-cure = Leg een geldige waarborg vast.
rule-F30-name = Geen contract of register
rule-F30-meaning = Er is geen contract met de verwerker, of de verwerking staat niet in het register.
rule-F30-cure = Sluit het, leg het vast.
rule-F31-name = Rechten voorbehouden
rule-F31-meaning = De rechthebbende behield tekst- en datamining voor.
rule-F31-cure = Een licentie, of het werk gaat eruit.
rule-F32-name = Diensten gecombineerd
rule-F32-meaning = Een poortwachter zou gegevens van één persoon tussen diensten combineren zonder toestemming.
rule-F32-cure = Die toestemming, of geen combinatie.
rule-F33-name = Te lang bewaard
rule-F33-meaning = De bewaartijd van de kopie is voorbij.
rule-F33-cure = Niets.
rule-H34-name = Niet geïnspecteerd
rule-H34-meaning = Het is niet geïnspecteerd, of met te oude detectoren.
rule-H34-cure = Inspecteer opnieuw.
rule-H35-name = Onzekere vondst
rule-H35-meaning = Een detector is niet zeker; een mens moet kijken.
rule-H35-cure = Een mens beslist.
rule-H36-name = Misschien een bezwaar
rule-H36-meaning = Iemand maakte bezwaar die deze auteur kan zijn.
rule-H36-cure = Zoek het uit, en vraag zo weinig mogelijk.
rule-H37-name = Auteur is overleden
rule-H37-meaning = De auteur is overleden; nationaal recht beslist.
rule-H37-cure = Een vastgelegde beslissing naar nationaal recht.
rule-M02-name = Onrechtmatige training niet hersteld
rule-M02-meaning = Het model is getraind op items die later onrechtmatig bleken.
rule-M02-cure = Train opnieuw zonder die items, of bewijs dat het model anoniem is.
rule-M03-name = AI niet kenbaar
rule-M03-meaning = Mensen horen niet dat ze met een AI te maken hebben, of de uitvoer is niet gemerkt.
rule-M03-cure = Zeg het, en merk de uitvoer.
rule-M04-name = Vergeten zonder filter
rule-M04-meaning = Iemand wordt vergeten, en de uitvoer wordt intussen niet gefilterd.
rule-M04-cure = Zet het filter aan.
rule-X01-name = Een ander die bezwaar maakte
rule-X01-meaning = Een ander die bezwaar maakte wordt geciteerd, getagd of genoemd. Die passage is weggehaald.
rule-X02-name = Een kind
rule-X02-meaning = Iemand onder de 18 is te herkennen. Die passage is weggehaald.
rule-X03-name = Bijzonder gegeven van een ander
rule-X03-meaning = Het onthult gezondheid, geloof, afkomst, politiek of seksleven van een ander. Die passage is weggehaald.
rule-X04-name = Kenmerk van een ander
rule-X04-meaning = Het noemt een ander of geeft een contact of nummer. Dat is gemaskeerd.
rule-X05-name = Voor weinigen bedoeld
rule-X05-meaning = Het herhaalt wat een ander met weinigen deelde. Die passage is weggehaald.
rule-X06-name = Anderen niet gedekt
rule-X06-meaning = Er staan anderen dan de auteur in, en geen beoordeling en kennisgeving dekt hen.
rule-X06-cure = Maskeer hen, of beoordeel en publiceer een kennisgeving die hen dekt.
