### Portalo tekstai lietuvių kalba, B1 lygis. Kiekvienas čia esantis raktas yra ir kituose šio aplanko failuose.

## Kiekvienas puslapis

skip = Pereiti prie teksto
brand = · jūsų įrašai ir dirbtinis intelektas
nav = Puslapiai
nav-me = Mano pasirinkimai
nav-sign-in = Prisijungti
nav-sign-out = Atsijungti
nav-without-account = Neturiu paskyros
nav-look-up = Rasti prieštaravimą
nav-verify = Tikrinti patvirtinimą
nav-language = Kalba
footer-contact = Už tai atsako { $name }. Rašykite adresu { $contact }.
footer-officer = Mūsų duomenų apsaugos pareigūnas: { $officer }.
footer-complain = Jūsų netenkina mūsų atsakymas? Galite pateikti skundą priežiūros institucijai ({ $authority }) ir galite kreiptis į teismą. Tai už jus gali padaryti ir kitas asmuo.

title-home = Kas daroma su jūsų įrašais
title-sign-in = Prisijungti
title-link-sent = Patikrinkite savo paštą
title-link = Prisijungti
title-me = Mano pasirinkimai
title-receipt = Jūsų patvirtinimas
title-without-account = Prieštarauti be paskyros
title-look-up = Rasti prieštaravimą
title-verify = Tikrinti patvirtinimą
title-refused = Nepavyko
title-languages = Kalbos
languages-head = Kalbos
languages-text = Pasirinkite šių puslapių kalbą. Tekstus anglų ir nyderlandų kalbomis parašėme patys. Į kitas kalbas juos išvertė programa, ir nė vienas tomis kalbomis kalbantis žmogus dar nepatikrino kiekvieno žodžio. Jei kuris nors tekstas neaiškus, galioja tekstas anglų kalba.

month-1 = sausio
month-2 = vasario
month-3 = kovo
month-4 = balandžio
month-5 = gegužės
month-6 = birželio
month-7 = liepos
month-8 = rugpjūčio
month-9 = rugsėjo
month-10 = spalio
month-11 = lapkričio
month-12 = gruodžio
date = { $year } m. { $month } { $day } d.

## Kas daroma su įrašais

home-head = { $controller }: kas daroma su jūsų įrašais
home-lead = Šiame puslapyje rasite, kam naudojami jūsų įrašai. Galite pasakyti „ne“. Jums nereikia aiškinti kodėl.
right-head = Turite teisę nesutikti (prieštarauti)
right-text = Visada galite prieštarauti savo įrašų naudojimui. Nereikia nurodyti priežasties ir siųsti jokio dokumento. Prisijungus pakanka vieno spustelėjimo. Prieštaravimas galioja nuo tos akimirkos, kai jį gauname.
right-object = Prieštarauti
right-without-account = Prieštarauti be paskyros
uses-head = Kam naudojami jūsų įrašai
what = Kas daroma
why = Kodėl
since = Nuo
basis = Teisinis pagrindas
basis-A6-1-a = Jūsų sutikimas, BDAR 6 straipsnio 1 dalies a punktas. Be jūsų sutikimo tai nedaroma.
basis-A6-1-b = Sutartis su jumis, BDAR 6 straipsnio 1 dalies b punktas.
basis-A6-1-c = Teisinė prievolė, BDAR 6 straipsnio 1 dalies c punktas.
basis-A6-1-d = Gyvybės apsauga, BDAR 6 straipsnio 1 dalies d punktas.
basis-A6-1-e = Užduotis viešojo intereso labui, BDAR 6 straipsnio 1 dalies e punktas.
basis-A6-1-f = Mūsų pačių teisėtas interesas, BDAR 6 straipsnio 1 dalies f punktas. Galite prieštarauti.
basis-none = Teisinis pagrindas nenustatytas, todėl tai nedaroma.
does-head = Ką prieštaravimas pakeičia
does-now = Nuo tos akimirkos, kai gauname prieštaravimą, jūsų įrašų niekam naujam nebeparenkame.
does-corpus = Kai kitą kartą pradėsime modelio mokymą, jūsų įrašų jame nebus.
does-others = Jei kiti citavo jūsų įrašus, tas citatas iš jų įrašų iškerpame.
does-not-head = Ko prieštaravimas nepakeičia
does-not-model = Jau išmokytas modelis savaime nepamiršta. Jei norite, kad pamirštų, paprašykite, kad ištrintume jūsų duomenis.
does-not-remove = Jūsų įrašai lieka platformoje. Iš jos juos pašalinti galite tik jūs arba platforma.
rights-head = Kitos jūsų teisės
rights-text = Prisijungę taip pat galite peržiūrėti ir atsisiųsti savo duomenis, paprašyti mūsų juos ištrinti, paprašyti sustabdyti jų naudojimą arba pranešti, kad jie neteisingi.
rights-clock = Atsakome per vieną mėnesį. Jei reikia daugiau laiko, per tą mėnesį apie tai pranešame ir nurodome priežastį.

## Prisijungimas

sign-in-head = Prisijungti
sign-in-text = Įrašykite savo paskyros el. pašto adresą. Atsiųsime jums nuorodą. Slaptažodžio nereikia.
sign-in-address = El. pašto adresas
sign-in-send = Atsiųsti man nuorodą
sign-in-none = Neturite čia paskyros?
sign-in-again = Šiam veiksmui prašome prisijungti dar kartą, kad niekas kitas negalėtų jo atlikti jūsų vardu.
sign-in-letter = Arba su nuoroda laiške
sign-in-oidc = Prisijungti per savo organizaciją
link-sent-head = Patikrinkite savo paštą
link-sent-text = Jei šį adresą žinome, nuoroda jau išsiųsta. Ji galioja { $minutes ->
    [one] { $minutes } minutę
    [few] { $minutes } minutes
   *[other] { $minutes } minučių
} ir veikia tik vieną kartą.
link-sent-none = Negavote laiško? Tada galbūt šio adreso nežinome. Vis tiek galite prieštarauti:
link-head = Prisijungti
link-text = Vienas spustelėjimas, ir būsite prisijungę. Ši nuoroda veikia tik vieną kartą.
link-button = Prisijungti dabar
letter-subject = Jūsų prisijungimo nuoroda
letter-text =
    Laba diena,

    Jūs prašėte prisijungimo nuorodos ({ $controller }). Štai ji:

    { $link }

    Ji galioja { $minutes ->
        [one] { $minutes } minutę
        [few] { $minutes } minutes
       *[other] { $minutes } minučių
    } ir veikia tik vieną kartą.
    Jos neprašėte? Tada šį laišką galite išmesti.

## Siunčiamas pranešimas

notice-subject = Ką { $controller } nori daryti su jūsų įrašais
notice-hello = Laba diena,
notice-lead = { $controller } nori naudoti tai, ką paskelbėte. Perskaitykite, kas bus daroma.
notice-use = { $name }: { $what }
notice-why = Kodėl: { $why }
notice-basis = Teisinis pagrindas: { $basis }
notice-start = Anksčiausia pradžia: { $date }
notice-object = Turite teisę nesutikti (prieštarauti), priežasties nurodyti nereikia. Prisijungus čia pakanka vieno spustelėjimo:
notice-consent = Be jūsų sutikimo tai nedaroma. Atsakyti galite čia:
notice-rights = Tame pačiame puslapyje galite peržiūrėti ir atsisiųsti savo duomenis, paprašyti mūsų juos ištrinti ar ištaisyti arba paprašyti sustabdyti jų naudojimą.

## Mano pasirinkimai

me-head = Mano pasirinkimai
me-done = Tai užregistravome. Tai galioja nuo dabar.
me-done-receipt = Jūsų patvirtinimas
me-object-text = Vienu spustelėjimu galite prieštarauti bet kokiam visų savo įrašų naudojimui. Nereikia sakyti kodėl.
me-object-all = Prieštarauti bet kokiam naudojimui
me-objects-all = Prieštaraujate bet kokiam savo įrašų naudojimui. Jų nenaudojame.
me-objections = Mano prieštaravimai
me-state = Būsena
me-receipt = patvirtinimas { $index }
me-withdraw-objection = Atšaukti šį prieštaravimą
every-purpose = Bet koks naudojimas
scope-person = visi mano įrašai
scope-account = viena paskyra
scope-items = kai kurie įrašai
objection-received = Gauta. Jau galioja. Dar gausite atsakymą.
objection-accepted = Priimta. Šių įrašų nenaudojame.
objection-rejected_compelling = Atmesta. Paaiškinome jums kodėl. Galite pateikti skundą ir galite kreiptis į teismą.
objection-withdrawn = Jūs jį atšaukėte.
me-consent = Jūsų atsakymas:
consent-given = taip
consent-renewed = taip
consent-withdrawn = ne, sutikimą atšaukėte
consent-refused = ne
me-objected = Prieštaraujate šiam naudojimui. Jūsų įrašų tam nenaudojame.
me-consent-ask = Ar tai leidžiate?
me-not-asked = Atsakėte „ne“. Dar kartą neklausime iki
me-changed-mind = Persigalvojau
me-yes = Taip, leidžiu
me-no = Ne, neleidžiu
me-withdraw-consent = Atšaukti sutikimą
me-object-one = Prieštarauti šiam naudojimui
me-less = Prieštarauti tik dėl dalies mano įrašų
me-less-text = Taip pat galite prieštarauti tik dėl vienos paskyros arba tik dėl kai kurių įrašų.
me-less-account = Prieštarauti dėl šios paskyros: { $account }
me-less-items = Įrašų numeriai, kiekvienas atskiroje eilutėje
me-less-items-button = Prieštarauti dėl šių įrašų
me-rights = Kitos mano teisės
me-data = Atsisiųsti mano duomenis
me-erase = Prašyti ištrinti mano duomenis
me-restrict = Prašyti sustabdyti naudojimą
me-contest = Pranešti, kad mano duomenys neteisingi
me-rectify = Prašyti ištaisyti mano duomenis
me-rectify-text = Kas neteisinga ir kaip yra teisingai?
me-restricted = Jūsų prašymu sustabdėme jūsų duomenų naudojimą.
me-contested = Pranešėte, kad jūsų duomenys neteisingi. Kol tikriname, jų naudojimą sustabdėme.
erasure-received = Paprašėte, kad ištrintume jūsų duomenis. Jūsų įrašų jau nenaudojame.
erasure-granted = Ištrinsime jūsų duomenis arba juos jau ištrynėme.
erasure-refused = Jūsų duomenų neištrynėme. Paaiškinome jums kodėl. Galite pateikti skundą ir galite kreiptis į teismą.
me-events = Viskas, ką apie jus užregistravome
me-no-events = Kol kas nieko.

## Mano įrašai

nav-posts = Mano įrašai
title-me-posts = Kas padaryta su mano įrašais
posts-head = Kas padaryta su mano įrašais
posts-text = Prie kiekvieno įrašo parašyta, kas nuspręsta ir pagal kurią taisyklę. Atsisiunčiamame faile yra viskas.
posts-count = { $count ->
    [0] Nežinome nė vieno jūsų įrašo.
    [one] Žinome { $count } jūsų įrašą.
    [few] Žinome { $count } jūsų įrašus.
   *[other] Žinome { $count } jūsų įrašų.
}
posts-used = { $count ->
    [0] Nė vienas iš jų nenaudojamas.
    [one] Iš jų naudojamas { $count }.
    [few] Iš jų naudojami { $count }.
   *[other] Iš jų naudojama { $count }.
}
posts-refused = { $count ->
    [0] Neįtrauktų nėra.
    [one] Neįtrauktas { $count }.
    [few] Neįtraukti { $count }.
   *[other] Neįtraukta { $count }.
}
posts-more = Čia rodomi naujausi įrašai ({ $count }). Atsisiunčiamame faile yra visi.
posts-none = Kol kas nėra ko parodyti.
posts-number = Įrašo numeris
posts-because = Kodėl
posts-cure = Kas tai pakeistų:
posts-changed = Išimta
posts-corpus = Duomenų rinkinyje
posts-model = Perskaitė modelis
use-used = Naudojamas
use-used_in_part = Naudojamas be to, kas parašyta apie kitus
use-held = Nenaudojamas: pirmiau turi peržiūrėti žmogus
use-refused = Nenaudojamas
use-undecided = Dar nenuspręsta
transform-MASK_IDENTIFIER = kitų žmonių numeriai ir adresai
transform-REDACT_SPAN = tai, kas parašyta apie kitus
transform-REMOVE_CHILD = tai, kas parašyta apie vaikus

## Patvirtinimai

object-button = Prieštarauti
receipt-head = Jūsų patvirtinimas
receipt-text = Išsaugokite šį patvirtinimą. Jis įrodo, ką ir kada pasakėte. Vėliau niekas negali jo pakeisti, mes taip pat.
receipt-act = Kas pasakyta
receipt-at = Gauta
receipt-purpose = Dėl ko
receipt-reference = Kodas
receipt-due = Atsakysime ne vėliau kaip
receipt-index = Numeris žurnale
receipt-root = Žurnalo skaitmeninis atspaudas
receipt-log = Žurnalo pavadinimas
receipt-download = Atsisiųsti patvirtinimą
receipt-keep = Pagal kodą galite rasti savo prieštaravimą. Šį puslapį rodome tik vieną valandą, todėl užsirašykite kodą arba atsisiųskite patvirtinimą.

## Be paskyros

without-head = Prieštarauti be paskyros
without-text = Kiti gali apie jus rašyti arba jus rodyti. Galite prieštarauti ir tam. Paskyros nereikia, priežasties nurodyti nereikia. Užpildykite bent vieną laukelį. Kiekviename turi būti bent trys raidės.
without-wrong = Užpildykite bent vieną laukelį. Jame turi būti bent trys ir ne daugiau kaip 200 raidžių.
without-name = Jūsų vardas ir pavardė, kaip juos rašo kiti
without-name-why = Šio vardo ieškome tekstuose. Niekam kitam jo nenaudojame.
without-handle = Vardas, kurį naudojate internete
without-handle-why = Be @ ženklo priekyje.
without-link = Nuoroda į įrašą ar nuotrauką, kur rašoma apie jus arba jus matyti
without-link-why = Tik jei ją turite.
without-after = Kitame puslapyje gausite patvirtinimą.

## Paieška

look-up-head = Rasti prieštaravimą
look-up-text = Prieštaravote be paskyros? Įrašykite savo patvirtinimo kodą. Pagal vardą čia niekas ieškoti negali.
look-up-reference = Kodas
look-up-button = Ieškoti
look-up-stands = Toks prieštaravimas yra. Jis galioja.
look-up-none = Su šiuo kodu nėra nė vieno be paskyros pateikto prieštaravimo. Galbūt jis atšauktas arba kodas neteisingas.
look-up-account = Turite paskyrą? Prisijunkite, kad matytumėte savo prieštaravimus.

## Patvirtinimo tikrinimas

verify-head = Tikrinti patvirtinimą
verify-text = Pasirinkite savo patvirtinimo failą arba įklijuokite jo tekstą. Patikrinsime, ar jis tikras ir nepakeistas. Jo nesaugome.
verify-file = Failas
verify-paste = Arba failo tekstas
verify-button = Tikrinti
verify-good = Patvirtinimas tikras
verify-bad = Šis patvirtinimas negalioja
verify-bad-why = Kodėl:
verify-erased = Tekstas ištrintas. Liko tik įrodymas, kad čia kažkas buvo.
verify-alone-head = Patikrinkite be mūsų
verify-alone-text = Yra puslapis, kuris patikrina patvirtinimą jūsų pačių įrenginyje. Jis nieko nesiunčia. Išsaugokite jį, ir jis veiks net be interneto.
verify-alone-open = Atverti puslapį, kuris veikia be mūsų
verify-alone-save = Viskas vyksta jūsų įrenginyje. Niekas nesiunčiama. Išsaugokite šį puslapį, jei norite juo naudotis be interneto.
verify-alone-key = Viešasis žurnalo raktas
verify-alone-none = Pirmiausia pasirinkite failą arba įklijuokite tekstą.
verify-alone-cannot = Ši naršyklė negali atlikti patikros. Naudokite programą „grondslag verify“.
verify-offline = Jums nebūtina mumis tikėti. Kiekvienas gali patikrinti patvirtinimą savo kompiuteryje, be mūsų, su programa „grondslag verify“ ir šiuo viešuoju raktu:

## Kai kas nors nepavyksta

refused-home = Į pirmą puslapį
refused-bad-facts = Faktai neišsamūs
refused-bad-facts-do = Ištaisykite juos ir išsiųskite dar kartą.
refused-bad-request = Formoje kažko trūksta
refused-bad-request-do = Grįžkite, peržiūrėkite formą ir išsiųskite ją dar kartą. Nieko neužregistravome.
refused-bad-stamp = Ši forma per sena
refused-bad-stamp-do = Atverkite puslapį iš naujo ir užpildykite formą ten. Nieko neužregistravome.
refused-not-lawful = Modeliui dabar neleidžiama atsakyti
refused-not-lawful-do = Šiuo metu to neleidžia teisės aktai. Atsakyme parašyta, kas tai pakeistų.
refused-not-admitted = Prisijungti nepavyko
refused-not-admitted-do = Bandykite dar kartą arba kreipkitės į tą, kas tvarko paskyras. Nieko neužregistravome.
refused-changed = Nuo tada, kai tai matėte, tai pasikeitė
refused-changed-do = Atverkite puslapį iš naujo ir pažiūrėkite, kas ten rodoma dabar. Nieko neužregistravome.
refused-bad-link = Ši nuoroda nebeveikia
refused-bad-link-do = Nuoroda veikia vieną kartą ir trumpai. Paprašykite naujos.
refused-not-signed-in = Jūs neprisijungę
refused-not-signed-in-do = Prisijunkite ir bandykite dar kartą. Nieko neužregistravome.
refused-not-found = Čia nieko nėra
refused-not-found-do = Patikrinkite adresą arba eikite į pirmą puslapį.
refused-not-allowed = Čia to padaryti negalima
refused-not-allowed-do = Eikite į pirmą puslapį ir bandykite iš ten.
refused-too-slow = Tai truko per ilgai
refused-too-slow-do = Bandykite dar kartą. Nieko neužregistravome.
refused-too-large = Tai per didelis failas
refused-too-large-do = Patvirtinimas yra mažas failas. Pasirinkite kitą.
refused-wrong-type = Negalime to perskaityti
refused-wrong-type-do = Siųskite formą iš puslapio.
refused-too-often = Per daug bandymų
refused-too-often-do = Palaukite vieną minutę ir bandykite dar kartą. Nieko neužregistravome.
refused-unavailable = Šiuo metu neveikia
refused-unavailable-do = Nieko neužregistravome. Bandykite dar kartą po minutės.

## Ką galima pasakyti

act-accuracy_contested = Pranešėte, kad jūsų duomenys neteisingi
act-accuracy_settled = Nustatėme, ar jūsų duomenys teisingi
act-consent_given = Atsakėte „taip“
act-consent_refused = Atsakėte „ne“
act-consent_withdrawn = Atšaukėte sutikimą
act-erasure_granted = Sutikome ištrinti jūsų duomenis
act-erasure_refused = Nesutikome ištrinti jūsų duomenų
act-erasure_requested = Paprašėte, kad ištrintume jūsų duomenis
act-forgotten = Modelis jus pamiršo
act-notice_delivered = Nusiuntėme jums pranešimą
act-notice_failed = Pranešimas jūsų nepasiekė
act-objection = Pateikėte prieštaravimą
act-objection_accepted = Priėmėme jūsų prieštaravimą
act-objection_rejected = Atmetėme jūsų prieštaravimą
act-objection_resolved = Išsiaiškinome, kad prieštaravimas yra jūsų
act-objection_withdrawn = Atšaukėte savo prieštaravimą
act-restriction_lifted = Sustabdymas baigėsi
act-restriction_requested = Paprašėte sustabdyti duomenų naudojimą
act-assessment_approved = Patvirtintas vertinimas
act-corpus_purged = Išvalytas duomenų rinkinys
act-corpus_sealed = Uždarytas duomenų rinkinys
act-erased = Kažkas ištrinta
act-model_trained = Išmokytas modelis
act-order = Institucija davė nurodymą
act-order_lifted = Nurodymas nustojo galioti
act-purpose_registered = Užregistruotas naudojimo būdas
act-run_started = Pradėtas apdorojimas
act-run_stopped = Sustabdytas apdorojimas
act-access_requested = Paklausėte, kokius jūsų duomenis turime
act-accounts_linked = Sužinojome, kad paskyros yra jūsų
act-accounts_unlinked = Sužinojome, kad paskyros nėra jūsų
act-assessment_withdrawn = Vertinimas nebegalioja
act-breach_notified = Kažkam pranešta apie duomenų nutekėjimą
act-breach_recorded = Užregistruotas duomenų nutekėjimas
act-complaint_closed = Skundo nagrinėjimas baigtas
act-complaint_received = Gautas skundas
act-establishment_set = Nustatyta, kuri institucija vadovauja
act-findings_reviewed = Žmogus peržiūrėjo jūsų įrašą, nes programa abejojo
act-notice_published = Paskelbtas pranešimas
act-notice_seen = Peržiūrėjote pranešimą
act-notice_sent = Jums išsiųstas pranešimas
act-order_appealed = Kažkas apskundė nurodymą teismui
act-order_task_done = Padaryta tai, ko reikalauja nurodymas
act-portability_requested = Paprašėte savo duomenų, kad galėtumėte juos pasiimti
act-purpose_ended = Naudojimo būdas nutrauktas
act-recipient_acknowledged = Duomenų gavėjas įvykdė jūsų pasirinkimą
act-recipient_notified = Apie jūsų pasirinkimą pranešėme duomenų gavėjui
act-rectification_made = Ištaisėme tai, ko prašėte
act-rectification_requested = Paprašėte mūsų kažką ištaisyti
act-report_delivered = Institucija gavo ataskaitą
act-request_extended = Pranešėme jums, kad reikia daugiau laiko
act-request_replied = Atsakėme į jūsų prašymą
act-staff_acted = Mūsų darbuotojas atliko veiksmą
