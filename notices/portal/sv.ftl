### Portalens texter, på svenska, på nivå B1. Varje nyckel finns också i de andra filerna i den här mappen.

## Alla sidor

skip = Gå direkt till texten
brand = · dina inlägg och AI
nav = Sidor
nav-me = Mina val
nav-sign-in = Logga in
nav-sign-out = Logga ut
nav-without-account = Jag har inget konto
nav-look-up = Sök en invändning
nav-verify = Kontrollera ett kvitto
nav-language = Språk
footer-contact = { $name } är personuppgiftsansvarig. Skriv till { $contact }.
footer-officer = Vårt dataskyddsombud: { $officer }.
footer-complain = Är du inte nöjd med vårt svar? Du kan lämna ett klagomål till tillsynsmyndigheten ({ $authority }), och du kan gå till domstol. Någon annan kan göra det åt dig.

title-home = Vad som händer med dina inlägg
title-sign-in = Logga in
title-link-sent = Titta i din e-post
title-link = Logga in
title-me = Mina val
title-receipt = Ditt kvitto
title-without-account = Gör en invändning utan konto
title-look-up = Sök en invändning
title-verify = Kontrollera ett kvitto
title-refused = Det gick inte
title-languages = Språk
languages-head = Språk
languages-text = Välj språk för de här sidorna. De engelska och nederländska texterna har vi skrivit själva. De andra språken har översatts av ett program, och ännu har ingen som talar dem kontrollerat varje ord. Om en text är otydlig gäller den engelska.

month-1 = januari
month-2 = februari
month-3 = mars
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = augusti
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
date = { $day } { $month } { $year }

## Vad som händer med inlägg

home-head = Vad som händer med dina inlägg hos { $controller }
home-lead = På den här sidan kan du läsa vad dina inlägg används till. Du kan säga nej. Du behöver inte förklara varför.
right-head = Du har rätt att göra invändningar
right-text = Du kan alltid göra en invändning mot att dina inlägg används. Du behöver inte ge något skäl och inte skicka något dokument. När du har loggat in räcker det med ett klick. Din invändning gäller från det att vi tar emot den.
right-object = Gör en invändning
right-without-account = Gör en invändning utan konto
uses-head = Vad dina inlägg används till
what = Vad som händer
why = Varför
since = Sedan
basis = Rättslig grund
basis-A6-1-a = Ditt samtycke, artikel 6.1 a i GDPR. Utan ditt ja händer det inte.
basis-A6-1-b = Ett avtal med dig, artikel 6.1 b i GDPR.
basis-A6-1-c = En rättslig förpliktelse, artikel 6.1 c i GDPR.
basis-A6-1-d = För att skydda någons liv, artikel 6.1 d i GDPR.
basis-A6-1-e = En uppgift av allmänt intresse, artikel 6.1 e i GDPR.
basis-A6-1-f = Vårt eget berättigade intresse, artikel 6.1 f i GDPR. Du kan göra en invändning.
basis-none = Ingen rättslig grund är angiven, så det händer inte.
does-head = Vad en invändning gör
does-now = Från det att vi tar emot den väljer vi inte ut dina inlägg till något nytt.
does-corpus = Nästa gång vi börjar träna är dina inlägg inte med.
does-others = Det som andra citerar ur dina inlägg tar vi bort ur deras inlägg.
does-not-head = Vad en invändning inte gör
does-not-model = En modell som redan har lärt sig glömmer inte av sig själv. Be oss radera dina uppgifter om du vill det.
does-not-remove = Dina inlägg finns kvar på plattformen. Bara du eller plattformen kan ta bort dem där.
rights-head = Dina andra rättigheter
rights-text = När du har loggat in kan du också se och ladda ner dina uppgifter. Du kan be oss radera dem, be oss pausa användningen eller säga att de är fel.
rights-clock = Vi svarar inom en månad. Om vi behöver mer tid säger vi det inom den månaden och förklarar varför.

## Inloggning

sign-in-head = Logga in
sign-in-text = Skriv e-postadressen till ditt konto. Vi skickar en länk till dig. Du behöver inget lösenord.
sign-in-address = E-postadress
sign-in-send = Skicka en länk
sign-in-none = Har du inget konto här?
sign-in-again = För det här steget ber vi dig logga in igen, så att ingen annan kan göra det i ditt namn.
sign-in-letter = Eller med en länk via e-post
sign-in-oidc = Logga in via din organisation
link-sent-head = Titta i din e-post
link-sent-text = Om vi känner till adressen är en länk på väg. Den gäller i { $minutes ->
    [one] en minut
   *[other] { $minutes } minuter
} och bara en gång.
link-sent-none = Har du inte fått något mejl? Då känner vi kanske inte till adressen. Du kan ändå göra en invändning:
link-head = Logga in
link-text = Ett klick, så är du inloggad. Länken fungerar bara en gång.
link-button = Logga in nu
letter-subject = Din länk för att logga in
letter-text =
    Hej,

    Du bad om en länk för att logga in hos { $controller }. Här är den:

    { $link }

    Den gäller i { $minutes ->
        [one] en minut
       *[other] { $minutes } minuter
    } och bara en gång.
    Har du inte bett om den? Då kan du slänga det här mejlet.

## Meddelandet som skickas

notice-subject = Vad { $controller } vill göra med dina inlägg
notice-hello = Hej,
notice-lead = { $controller } vill använda det som du har publicerat. Läs gärna vad som händer.
notice-use = { $name }: { $what }
notice-why = Varför: { $why }
notice-basis = Rättslig grund: { $basis }
notice-start = Det börjar tidigast den { $date }.
notice-object = Du har rätt att göra invändningar, och du behöver inte ge något skäl. När du har loggat in här räcker det med ett klick:
notice-consent = Utan ditt ja händer det inte. Här kan du svara:
notice-rights = På samma sida kan du se och ladda ner dina uppgifter. Du kan också be oss radera eller rätta dem, eller be oss pausa användningen.

## Mina val

me-head = Mina val
me-done = Vi har registrerat det. Det gäller från och med nu.
me-done-receipt = Ditt kvitto
me-object-text = Med ett klick kan du göra en invändning mot all användning av alla dina inlägg. Du behöver inte säga varför.
me-object-all = Gör en invändning mot all användning
me-objects-all = Du har gjort en invändning mot all användning av dina inlägg. Vi använder dem inte.
me-objections = Mina invändningar
me-state = Status
me-receipt = kvitto { $index }
me-withdraw-objection = Ta tillbaka invändningen
every-purpose = All användning
scope-person = alla mina inlägg
scope-account = ett konto
scope-items = några inlägg
objection-received = Mottagen. Den gäller redan. Du får ett svar senare.
objection-accepted = Godtagen. Vi använder inte de här inläggen.
objection-rejected_compelling = Avslagen. Vi har berättat varför. Du kan lämna ett klagomål, och du kan gå till domstol.
objection-withdrawn = Du har tagit tillbaka den.
me-consent = Ditt svar:
consent-given = ja
consent-renewed = ja
consent-withdrawn = nej, du har återkallat ditt ja
consent-refused = nej
me-objected = Du har gjort en invändning mot den här användningen. Dina inlägg är inte med.
me-consent-ask = Tillåter du detta?
me-not-asked = Du sa nej. Vi frågar dig inte igen före den
me-changed-mind = Jag har ändrat mig
me-yes = Ja, jag tillåter det
me-no = Nej, jag tillåter det inte
me-withdraw-consent = Återkalla mitt ja
me-object-one = Gör en invändning mot den här användningen
me-less = Gör en invändning för bara en del av mina inlägg
me-less-text = Du kan också göra en invändning för ett konto eller bara för några inlägg.
me-less-account = Gör en invändning för kontot { $account }
me-less-items = Inläggens nummer, ett på varje rad
me-less-items-button = Gör en invändning för de här inläggen
me-rights = Mina andra rättigheter
me-data = Ladda ner mina uppgifter
me-erase = Begär att mina uppgifter raderas
me-restrict = Begär en paus
me-contest = Säg att mina uppgifter är fel
me-rectify = Begär att mina uppgifter rättas
me-rectify-text = Vad är fel, och vad är rätt?
me-restricted = Vi har pausat användningen av dina uppgifter, som du bad om.
me-contested = Du har sagt att dina uppgifter är fel. Vi pausar användningen medan vi kontrollerar det.
erasure-received = Du har bett oss radera dina uppgifter. Dina inlägg är redan utelämnade.
erasure-granted = Vi raderar dina uppgifter eller har redan gjort det.
erasure-refused = Vi har inte raderat dina uppgifter. Vi har berättat varför. Du kan lämna ett klagomål, och du kan gå till domstol.
me-events = Allt som vi har registrerat om dig
me-no-events = Inget ännu.

## Mina inlägg

nav-posts = Mina inlägg
title-me-posts = Vad som har hänt med mina inlägg
posts-head = Vad som har hänt med mina inlägg
posts-text = För varje inlägg ser du vad som har beslutats och enligt vilken regel. I filen som du kan ladda ner finns allt.
posts-count = { $count ->
    [0] Vi känner inte till några inlägg från dig.
    [one] Vi känner till ett inlägg från dig.
   *[other] Vi känner till { $count } inlägg från dig.
}
posts-used = { $count ->
    [0] Inget av dem används.
    [one] Ett av dem används.
   *[other] { $count } av dem används.
}
posts-refused = { $count ->
    [0] Inget är utelämnat.
    [one] Ett är utelämnat.
   *[other] { $count } är utelämnade.
}
posts-more = Här är de { $count } senaste. I filen som du kan ladda ner finns alla.
posts-none = Det finns inget att visa ännu.
posts-number = Inläggets nummer
posts-because = Varför
posts-cure = Det här skulle ändra det:
posts-changed = Borttaget
posts-corpus = Ingår i samling
posts-model = Läst av modell
use-used = Används
use-used_in_part = Används, utan det som handlar om andra
use-held = Används inte: någon måste titta på det först
use-refused = Används inte
use-undecided = Inte beslutat ännu
transform-MASK_IDENTIFIER = andras nummer och adresser
transform-REDACT_SPAN = det som handlar om andra
transform-REMOVE_CHILD = det som handlar om barn

## Kvitton

object-button = Gör en invändning
receipt-head = Ditt kvitto
receipt-text = Spara kvittot. Det bevisar vad du sa och när. Ingen kan ändra det senare, inte heller vi.
receipt-act = Vad som sades
receipt-at = Mottaget den
receipt-purpose = Vad det gäller
receipt-reference = Referens
receipt-due = Vi svarar senast den
receipt-index = Nummer i loggen
receipt-root = Loggens fingeravtryck
receipt-log = Loggens namn
receipt-download = Ladda ner kvittot
receipt-keep = Med referensen kan du söka upp din invändning. Vi visar den här sidan bara i en timme. Skriv därför upp referensen eller ladda ner kvittot.

## Utan konto

without-head = Gör en invändning utan konto
without-text = Andra kan skriva om dig eller visa dig. Du kan göra en invändning mot det också. Du behöver inget konto och inte ge något skäl. Fyll i minst ett fält. Varje fält måste ha minst tre bokstäver.
without-wrong = Fyll i minst ett fält, med minst tre och högst 200 bokstäver.
without-name = Ditt namn, så som andra skriver det
without-name-why = Vi söker efter namnet i texter. Vi använder det inte till något annat.
without-handle = Ett namn som du använder på nätet
without-handle-why = Utan @ framför.
without-link = En länk till ett inlägg eller en bild där du är med
without-link-why = Bara om du har en.
without-after = Du får ett kvitto på nästa sida.

## Sök

look-up-head = Sök en invändning
look-up-text = Har du gjort en invändning utan konto? Skriv referensen från ditt kvitto. Ingen kan söka på namn här.
look-up-reference = Referens
look-up-button = Sök
look-up-stands = Invändningen finns kvar. Den gäller.
look-up-none = Det finns ingen invändning utan konto med den här referensen. Den kan ha tagits tillbaka, eller så är referensen fel.
look-up-account = Har du ett konto? Logga in för att se dina invändningar.

## Kontrollera ett kvitto

verify-head = Kontrollera ett kvitto
verify-text = Välj filen med ditt kvitto, eller klistra in texten. Vi kontrollerar om kvittot är äkta och oförändrat. Vi sparar det inte.
verify-file = Filen
verify-paste = Eller filens text
verify-button = Kontrollera
verify-good = Kvittot är äkta
verify-bad = Kvittot stämmer inte
verify-bad-why = Varför:
verify-erased = Texten har raderats. Bara beviset på att något fanns här är kvar.
verify-alone-head = Kontrollera det utan oss
verify-alone-text = Det finns en sida som kontrollerar ett kvitto på din egen enhet. Den skickar ingenting. Om du sparar sidan fungerar den också utan internet.
verify-alone-open = Öppna sidan som fungerar utan oss
verify-alone-save = Allt sker på din enhet. Inget skickas. Spara sidan om du vill använda den utan internet.
verify-alone-key = Loggens offentliga nyckel
verify-alone-none = Välj först en fil eller klistra in texten.
verify-alone-cannot = Den här webbläsaren kan inte göra kontrollen. Använd programmet ”grondslag verify”.
verify-offline = Du behöver inte lita på oss. Vem som helst kan kontrollera kvittot på sin egen dator, utan oss, med programmet ”grondslag verify” och den här offentliga nyckeln:

## När något inte fungerar

refused-home = Till första sidan
refused-bad-facts = Uppgifterna är inte fullständiga
refused-bad-facts-do = Rätta dem och skicka dem igen.
refused-bad-request = Något saknas i formuläret
refused-bad-request-do = Gå tillbaka, titta igenom formuläret och skicka det igen. Inget har registrerats.
refused-bad-stamp = Formuläret är för gammalt
refused-bad-stamp-do = Öppna sidan igen och fyll i formuläret där. Inget har registrerats.
refused-not-lawful = Modellen får inte svara nu
refused-not-lawful-do = Lagen tillåter det inte just nu. I svaret står det vad som skulle ändra det.
refused-not-admitted = Inloggningen gick inte
refused-not-admitted-do = Försök igen, eller fråga den som sköter kontona. Inget har registrerats.
refused-changed = Det har ändrats sedan du såg det
refused-changed-do = Öppna sidan igen och se vad som står där nu. Inget har registrerats.
refused-bad-link = Länken fungerar inte längre
refused-bad-link-do = En länk fungerar en gång och bara en kort tid. Be om en ny.
refused-not-signed-in = Du är inte inloggad
refused-not-signed-in-do = Logga in och försök igen. Inget har registrerats.
refused-not-found = Här finns inget
refused-not-found-do = Kontrollera adressen, eller gå till första sidan.
refused-not-allowed = Det går inte här
refused-not-allowed-do = Gå till första sidan och försök därifrån.
refused-too-slow = Det tog för lång tid
refused-too-slow-do = Försök igen. Inget har registrerats.
refused-too-large = Det är för stort
refused-too-large-do = Ett kvitto är en liten fil. Välj en annan.
refused-wrong-type = Vi kan inte läsa det här
refused-wrong-type-do = Skicka formuläret från sidan.
refused-too-often = Det blev för många försök
refused-too-often-do = Vänta en minut och försök igen. Inget har registrerats.
refused-unavailable = Det fungerar inte just nu
refused-unavailable-do = Inget har registrerats. Försök igen om en minut.

## Vad som kan sägas

act-accuracy_contested = Du sa att dina uppgifter är fel
act-accuracy_settled = Vi har utrett om dina uppgifter stämmer
act-consent_given = Du sa ja
act-consent_refused = Du sa nej
act-consent_withdrawn = Du återkallade ditt ja
act-erasure_granted = Vi gick med på att radera dina uppgifter
act-erasure_refused = Vi gick inte med på att radera dina uppgifter
act-erasure_requested = Du bad oss radera dina uppgifter
act-forgotten = En modell har glömt dig
act-notice_delivered = Vi lämnade ett meddelande till dig
act-notice_failed = Ett meddelande nådde dig inte
act-objection = Du gjorde en invändning
act-objection_accepted = Vi godtog din invändning
act-objection_rejected = Vi avslog din invändning
act-objection_resolved = Vi kom fram till att en invändning är din
act-objection_withdrawn = Du tog tillbaka din invändning
act-restriction_lifted = Pausen är slut
act-restriction_requested = Du bad oss pausa användningen
act-assessment_approved = En bedömning har godkänts
act-corpus_purged = En samling har rensats
act-corpus_sealed = En samling har stängts
act-erased = Något har raderats
act-model_trained = En modell har tränats
act-order = En myndighet har gett ett föreläggande
act-order_lifted = Ett föreläggande gäller inte längre
act-purpose_registered = En användning har registrerats
act-run_started = En körning har startat
act-run_stopped = En körning har stoppats
act-access_requested = Du frågade vad vi har om dig
act-accounts_linked = Vi fick veta att konton är dina
act-accounts_unlinked = Vi fick veta att konton inte är dina
act-assessment_withdrawn = En bedömning gäller inte längre
act-breach_notified = Någon har informerats om en personuppgiftsincident
act-breach_recorded = En personuppgiftsincident har registrerats
act-complaint_closed = Ett klagomål har avslutats
act-complaint_received = Ett klagomål har kommit in
act-establishment_set = Det har bestämts vilken myndighet som leder tillsynen
act-findings_reviewed = Någon tittade på ett av dina inlägg, eftersom ett program inte var säkert
act-notice_published = Ett meddelande har publicerats
act-notice_seen = Du tittade på ett meddelande
act-notice_sent = Ett meddelande skickades till dig
act-order_appealed = Någon har överklagat ett föreläggande till domstol
act-order_task_done = Något som ett föreläggande kräver har gjorts
act-portability_requested = Du bad om dina uppgifter för att ta med dem
act-purpose_ended = En användning har avslutats
act-recipient_acknowledged = En mottagare har följt ditt val
act-recipient_notified = Vi berättade om ditt val för en mottagare
act-rectification_made = Vi rättade det som du bad om
act-rectification_requested = Du bad oss rätta något
act-report_delivered = En myndighet har fått en rapport
act-request_extended = Vi sa till dig att vi behöver mer tid
act-request_replied = Vi svarade på din begäran
act-staff_acted = Någon i vår personal gjorde något
