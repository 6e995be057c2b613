### Textele portalului, în limba română, la nivelul B1. Fiecare cheie de aici există și în celelalte fișiere din acest dosar.

## Fiecare pagină

skip = Treceți la text
brand = · postările dumneavoastră și inteligența artificială
nav = Pagini
nav-me = Alegerile mele
nav-sign-in = Conectare
nav-sign-out = Deconectare
nav-without-account = Nu am cont
nav-look-up = Căutarea unei opoziții
nav-verify = Verificarea unei dovezi
nav-language = Limba
footer-contact = De acest lucru răspunde { $name }. Ne puteți scrie la { $contact }.
footer-officer = Responsabilul nostru cu protecția datelor: { $officer }.
footer-complain = Răspunsul nostru nu vă mulțumește? Puteți depune o plângere la autoritatea de supraveghere ({ $authority }) și vă puteți adresa instanței. Altcineva poate face acest lucru pentru dumneavoastră.

title-home = Ce se întâmplă cu postările dumneavoastră
title-sign-in = Conectare
title-link-sent = Verificați-vă e-mailul
title-link = Conectare
title-me = Alegerile mele
title-receipt = Dovada dumneavoastră
title-without-account = Opoziție fără cont
title-look-up = Căutarea unei opoziții
title-verify = Verificarea unei dovezi
title-refused = Nu a reușit
title-languages = Limbi
languages-head = Limbi
languages-text = Alegeți limba acestor pagini. Textele în engleză și în neerlandeză au fost scrise de noi. În celelalte limbi, textele au fost traduse de un program și niciun vorbitor al acestor limbi nu a verificat încă fiecare cuvânt. Dacă un text nu este clar, contează cel în engleză.

month-1 = ianuarie
month-2 = februarie
month-3 = martie
month-4 = aprilie
month-5 = mai
month-6 = iunie
month-7 = iulie
month-8 = august
month-9 = septembrie
month-10 = octombrie
month-11 = noiembrie
month-12 = decembrie
date = { $day } { $month } { $year }

## Ce se întâmplă cu postările

home-head = { $controller }: ce se întâmplă cu postările dumneavoastră
home-lead = Pe această pagină citiți la ce sunt folosite postările dumneavoastră. Puteți spune nu. Nu trebuie să explicați de ce.
right-head = Aveți dreptul la opoziție
right-text = Vă puteți opune oricând folosirii postărilor dumneavoastră. Nu trebuie să dați un motiv și nu trebuie să trimiteți niciun document. După conectare este de ajuns un clic. Opoziția are efect din momentul în care o primim.
right-object = Mă opun
right-without-account = Mă opun fără cont
uses-head = La ce sunt folosite postările dumneavoastră
what = Ce se întâmplă
why = De ce
since = Din
basis = Temei juridic
basis-A6-1-a = Consimțământul dumneavoastră, articolul 6 alineatul (1) litera (a) din RGPD. Fără acordul dumneavoastră, nu se întâmplă.
basis-A6-1-b = Un contract cu dumneavoastră, articolul 6 alineatul (1) litera (b) din RGPD.
basis-A6-1-c = O obligație legală, articolul 6 alineatul (1) litera (c) din RGPD.
basis-A6-1-d = Pentru a proteja o viață, articolul 6 alineatul (1) litera (d) din RGPD.
basis-A6-1-e = O sarcină de interes public, articolul 6 alineatul (1) litera (e) din RGPD.
basis-A6-1-f = Interesul nostru legitim, articolul 6 alineatul (1) litera (f) din RGPD. Vă puteți opune.
basis-none = Nu este stabilit niciun temei juridic, deci nu se întâmplă.
does-head = Ce schimbă o opoziție
does-now = Din momentul în care o primim, postările dumneavoastră nu mai sunt alese pentru nimic nou.
does-corpus = Data viitoare când începem antrenarea, postările dumneavoastră nu mai sunt incluse.
does-others = Ce citează alții din postările dumneavoastră tăiem din postările lor.
does-not-head = Ce nu schimbă o opoziție
does-not-model = Un model care a învățat deja nu uită de la sine. Dacă doriți să uite, cereți-ne să vă ștergem datele.
does-not-remove = Postările dumneavoastră rămân pe platformă. Doar dumneavoastră sau platforma le puteți elimina de acolo.
rights-head = Celelalte drepturi ale dumneavoastră
rights-text = După conectare puteți, de asemenea, să vă vedeți și să vă descărcați datele, să ne cereți să le ștergem, să ne cereți o pauză sau să ne spuneți că sunt greșite.
rights-clock = Răspundem în termen de o lună. Dacă avem nevoie de mai mult timp, vă spunem acest lucru în aceeași lună, împreună cu motivul.

## Conectare

sign-in-head = Conectare
sign-in-text = Scrieți adresa de e-mail a contului dumneavoastră. Vă trimitem un link. Nu aveți nevoie de parolă.
sign-in-address = Adresa de e-mail
sign-in-send = Trimiteți-mi un link
sign-in-none = Nu aveți cont aici?
sign-in-again = Pentru acest pas vă rugăm să vă conectați din nou, ca nimeni altcineva să nu îl poată face în numele dumneavoastră.
sign-in-letter = Sau cu un link primit prin e-mail
sign-in-oidc = Conectare prin organizația dumneavoastră
link-sent-head = Verificați-vă e-mailul
link-sent-text = Dacă știm această adresă, un link este pe drum. Linkul funcționează { $minutes ->
    [one] un minut
    [few] { $minutes } minute
   *[other] { $minutes } de minute
} și o singură dată.
link-sent-none = Nu ați primit niciun mesaj? Atunci poate nu știm această adresă. Vă puteți opune totuși:
link-head = Conectare
link-text = Un clic și v-ați conectat. Acest link funcționează o singură dată.
link-button = Conectare acum
letter-subject = Linkul dumneavoastră pentru conectare
letter-text =
    Bună ziua,

    Ați cerut un link pentru conectare la { $controller }. Iată-l:

    { $link }

    Funcționează { $minutes ->
        [one] un minut
        [few] { $minutes } minute
       *[other] { $minutes } de minute
    } și o singură dată.
    Nu l-ați cerut? Atunci puteți arunca acest mesaj.

## Notificarea care se trimite

notice-subject = Ce dorește { $controller } să facă cu postările dumneavoastră
notice-hello = Bună ziua,
notice-lead = { $controller } dorește să folosească ceea ce ați postat. Vă rugăm să citiți ce se întâmplă.
notice-use = { $name }: { $what }
notice-why = De ce: { $why }
notice-basis = Temei juridic: { $basis }
notice-start = Nu începe înainte de { $date }.
notice-object = Aveți dreptul la opoziție și nu trebuie să dați un motiv. După ce vă conectați aici, este de ajuns un clic:
notice-consent = Fără acordul dumneavoastră, nu se întâmplă. Puteți răspunde aici:
notice-rights = Pe aceeași pagină puteți să vă vedeți și să vă descărcați datele, să ne cereți să le ștergem sau să le corectăm ori să ne cereți o pauză.

## Alegerile mele

me-head = Alegerile mele
me-done = Am înregistrat. Are efect de acum înainte.
me-done-receipt = Dovada dumneavoastră
me-object-text = Vă puteți opune cu un clic oricărei folosiri a tuturor postărilor dumneavoastră. Nu trebuie să spuneți de ce.
me-object-all = Mă opun oricărei folosiri
me-objects-all = Vă opuneți oricărei folosiri a postărilor dumneavoastră. Nu le folosim.
me-objections = Opozițiile mele
me-state = Stadiu
me-receipt = dovada { $index }
me-withdraw-objection = Retrag această opoziție
every-purpose = Orice folosire
scope-person = toate postările mele
scope-account = un cont
scope-items = unele postări
objection-received = Primită. Are deja efect. Veți primi și un răspuns.
objection-accepted = Acceptată. Nu folosim aceste postări.
objection-rejected_compelling = Respinsă. V-am spus de ce. Puteți depune o plângere și vă puteți adresa instanței.
objection-withdrawn = Ați retras-o.
me-consent = Răspunsul dumneavoastră:
consent-given = da
consent-renewed = da
consent-withdrawn = nu, v-ați retras consimțământul
consent-refused = nu
me-objected = Vă opuneți acestei folosiri. Postările dumneavoastră nu sunt incluse.
me-consent-ask = Permiteți acest lucru?
me-not-asked = Ați spus nu. Nu vă întrebăm din nou înainte de
me-changed-mind = M-am răzgândit
me-yes = Da, permit
me-no = Nu, nu permit
me-withdraw-consent = Îmi retrag consimțământul
me-object-one = Mă opun acestei folosiri
me-less = Opoziție doar pentru o parte din postările mele
me-less-text = Vă puteți opune și doar pentru un cont sau doar pentru unele postări.
me-less-account = Mă opun pentru contul { $account }
me-less-items = Numerele postărilor, câte unul pe rând
me-less-items-button = Mă opun pentru aceste postări
me-rights = Celelalte drepturi ale mele
me-data = Descărcarea datelor mele
me-erase = Cer ștergerea datelor mele
me-restrict = Cer o pauză
me-contest = Spun că datele mele sunt greșite
me-rectify = Cer corectarea datelor mele
me-rectify-text = Ce este greșit și ce este corect?
me-restricted = Am pus în pauză folosirea datelor dumneavoastră, așa cum ați cerut.
me-contested = Ați spus că datele dumneavoastră sunt greșite. Am pus în pauză folosirea lor cât timp verificăm.
erasure-received = Ne-ați cerut să vă ștergem datele. Postările dumneavoastră nu mai sunt incluse de pe acum.
erasure-granted = Vă ștergem datele sau le-am șters deja.
erasure-refused = Nu v-am șters datele. V-am spus de ce. Puteți depune o plângere și vă puteți adresa instanței.
me-events = Tot ce am înregistrat despre dumneavoastră
me-no-events = Încă nimic.

## Postările mele

nav-posts = Postările mele
title-me-posts = Ce s-a întâmplat cu postările mele
posts-head = Ce s-a întâmplat cu postările mele
posts-text = La fiecare postare citiți ce s-a hotărât și după ce regulă. În fișierul de descărcat se găsește totul.
posts-count = { $count ->
    [0] Nu știm nicio postare a dumneavoastră.
    [one] Știm o postare a dumneavoastră.
    [few] Știm { $count } postări ale dumneavoastră.
   *[other] Știm { $count } de postări ale dumneavoastră.
}
posts-used = { $count ->
    [0] Niciuna dintre ele nu este folosită.
    [one] Una dintre ele este folosită.
    [few] { $count } dintre ele sunt folosite.
   *[other] { $count } dintre ele sunt folosite.
}
posts-refused = { $count ->
    [0] Niciuna nu este lăsată deoparte.
    [one] Una este lăsată deoparte.
    [few] { $count } sunt lăsate deoparte.
   *[other] { $count } sunt lăsate deoparte.
}
posts-more = Aici sunt cele mai noi { $count }. În fișierul de descărcat se găsesc toate.
posts-none = Încă nu este nimic de arătat.
posts-number = Numărul postării
posts-because = De ce
posts-cure = Ce ar schimba acest lucru:
posts-changed = Scos
posts-corpus = În colecția
posts-model = Citită de modelul
use-used = Folosită
use-used_in_part = Folosită, fără ce este despre alții
use-held = Nefolosită: mai întâi trebuie să se uite un om
use-refused = Nefolosită
use-undecided = Încă nehotărât
transform-MASK_IDENTIFIER = numerele și adresele altora
transform-REDACT_SPAN = ce este despre alții
transform-REMOVE_CHILD = ce este despre copii

## Dovezi

object-button = Mă opun
receipt-head = Dovada dumneavoastră
receipt-text = Păstrați această dovadă. Ea arată ce ați spus și când. Nimeni nu o poate schimba mai târziu, nici noi.
receipt-act = Ce s-a spus
receipt-at = Primit la
receipt-purpose = Despre
receipt-reference = Cod de referință
receipt-due = Răspundem cel târziu la
receipt-index = Număr în jurnal
receipt-root = Amprenta jurnalului
receipt-log = Numele jurnalului
receipt-download = Descărcarea dovezii
receipt-keep = Cu codul de referință vă puteți căuta opoziția. Arătăm această pagină o singură oră, așa că notați codul sau descărcați dovada.

## Fără cont

without-head = Opoziție fără cont
without-text = Alții pot scrie despre dumneavoastră sau vă pot arăta în imagini. Vă puteți opune și acestui lucru. Nu aveți nevoie de cont și nu trebuie să dați un motiv. Completați cel puțin un câmp. Fiecare trebuie să aibă cel puțin trei litere.
without-wrong = Completați cel puțin un câmp, cu cel puțin trei și cel mult 200 de litere.
without-name = Numele dumneavoastră, așa cum îl scriu alții
without-name-why = Căutăm acest nume în texte. Nu îl folosim pentru nimic altceva.
without-handle = Un nume pe care îl folosiți online
without-handle-why = Fără semnul @ din față.
without-link = Un link către o postare sau o imagine în care apăreți
without-link-why = Doar dacă aveți unul.
without-after = Pe pagina următoare primiți o dovadă.

## Căutare

look-up-head = Căutarea unei opoziții
look-up-text = V-ați opus fără cont? Scrieți codul de referință de pe dovadă. Nimeni nu poate căuta aici după nume.
look-up-reference = Cod de referință
look-up-button = Căutare
look-up-stands = Această opoziție există și are efect.
look-up-none = Cu acest cod nu există nicio opoziție fără cont. Poate că a fost retrasă sau codul este greșit.
look-up-account = Aveți un cont? Conectați-vă ca să vă vedeți opozițiile.

## Verificarea unei dovezi

verify-head = Verificarea unei dovezi
verify-text = Alegeți fișierul dovezii sau lipiți textul lui. Verificăm dacă dovada este autentică și neschimbată. Nu o păstrăm.
verify-file = Fișierul
verify-paste = Sau textul fișierului
verify-button = Verificare
verify-good = Dovada este autentică
verify-bad = Această dovadă nu este valabilă
verify-bad-why = De ce:
verify-erased = Textul a fost șters. A rămas doar dovada că aici a fost ceva.
verify-alone-head = Verificați fără noi
verify-alone-text = Există o pagină care verifică o dovadă pe dispozitivul dumneavoastră. Nu trimite nimic. Salvați-o și funcționează și fără internet.
verify-alone-open = Deschideți pagina care funcționează fără noi
verify-alone-save = Totul se petrece pe dispozitivul dumneavoastră. Nu se trimite nimic. Salvați această pagină ca să o folosiți fără internet.
verify-alone-key = Cheia publică a jurnalului
verify-alone-none = Mai întâi alegeți un fișier sau lipiți textul.
verify-alone-cannot = Acest browser nu poate face verificarea. Folosiți programul „grondslag verify”.
verify-offline = Nu trebuie să ne credeți pe cuvânt. Oricine poate verifica dovada pe calculatorul propriu, fără noi, cu programul „grondslag verify” și cu această cheie publică:

## Când ceva nu funcționează

refused-home = La prima pagină
refused-bad-facts = Datele nu sunt complete
refused-bad-facts-do = Corectați-le și trimiteți-le din nou.
refused-bad-request = Lipsește ceva din formular
refused-bad-request-do = Mergeți înapoi, verificați formularul și trimiteți-l din nou. Nu s-a înregistrat nimic.
refused-bad-stamp = Acest formular este prea vechi
refused-bad-stamp-do = Deschideți din nou pagina și completați formularul acolo. Nu s-a înregistrat nimic.
refused-not-lawful = Modelul nu are voie să răspundă acum
refused-not-lawful-do = Legea nu permite acest lucru în acest moment. Răspunsul spune ce l-ar schimba.
refused-not-admitted = Conectarea nu a reușit
refused-not-admitted-do = Încercați din nou sau întrebați persoana care administrează conturile. Nu s-a înregistrat nimic.
refused-changed = S-a schimbat ceva de când ați văzut pagina
refused-changed-do = Deschideți din nou pagina și uitați-vă ce arată acum. Nu s-a înregistrat nimic.
refused-bad-link = Acest link nu mai funcționează
refused-bad-link-do = Un link funcționează o singură dată și puțin timp. Cereți unul nou.
refused-not-signed-in = Nu v-ați conectat
refused-not-signed-in-do = Conectați-vă și încercați din nou. Nu s-a înregistrat nimic.
refused-not-found = Aici nu este nimic
refused-not-found-do = Verificați adresa sau mergeți la prima pagină.
refused-not-allowed = Acest lucru nu este posibil aici
refused-not-allowed-do = Mergeți la prima pagină și încercați de acolo.
refused-too-slow = A durat prea mult
refused-too-slow-do = Încercați din nou. Nu s-a înregistrat nimic.
refused-too-large = Este prea mare
refused-too-large-do = O dovadă este un fișier mic. Alegeți altul.
refused-wrong-type = Nu putem citi acest lucru
refused-wrong-type-do = Trimiteți formularul de pe pagină.
refused-too-often = Au fost prea multe încercări
refused-too-often-do = Așteptați un minut și încercați din nou. Nu s-a înregistrat nimic.
refused-unavailable = Nu funcționează acum
refused-unavailable-do = Nu s-a înregistrat nimic. Încercați din nou peste un minut.

## Ce se poate spune

act-accuracy_contested = Ați spus că datele dumneavoastră sunt greșite
act-accuracy_settled = Am stabilit dacă datele dumneavoastră sunt corecte
act-consent_given = Ați spus da
act-consent_refused = Ați spus nu
act-consent_withdrawn = V-ați retras consimțământul
act-erasure_granted = Am fost de acord să vă ștergem datele
act-erasure_refused = Nu am fost de acord să vă ștergem datele
act-erasure_requested = Ne-ați cerut să vă ștergem datele
act-forgotten = Un model v-a uitat
act-notice_delivered = V-am trimis o notificare
act-notice_failed = O notificare nu a ajuns la dumneavoastră
act-objection = V-ați opus
act-objection_accepted = V-am acceptat opoziția
act-objection_rejected = V-am respins opoziția
act-objection_resolved = Am aflat că o opoziție este a dumneavoastră
act-objection_withdrawn = V-ați retras opoziția
act-restriction_lifted = Pauza s-a încheiat
act-restriction_requested = Ne-ați cerut o pauză
act-assessment_approved = O evaluare a fost aprobată
act-corpus_purged = O colecție a fost curățată
act-corpus_sealed = O colecție a fost închisă
act-erased = Ceva a fost șters
act-model_trained = Un model a fost antrenat
act-order = O autoritate a dat un ordin
act-order_lifted = Un ordin s-a încheiat
act-purpose_registered = O folosire a fost înregistrată
act-run_started = A început o rulare
act-run_stopped = S-a oprit o rulare
act-access_requested = Ați întrebat ce date avem despre dumneavoastră
act-accounts_linked = Am aflat că unele conturi sunt ale dumneavoastră
act-accounts_unlinked = Am aflat că unele conturi nu sunt ale dumneavoastră
act-assessment_withdrawn = O evaluare nu mai este valabilă
act-breach_notified = Cineva a fost anunțat despre o scurgere de date
act-breach_recorded = O scurgere de date a fost înregistrată
act-complaint_closed = O plângere a fost închisă
act-complaint_received = O plângere a fost primită
act-establishment_set = S-a stabilit care autoritate este cea principală
act-findings_reviewed = Cineva s-a uitat la o postare a dumneavoastră, pentru că un program nu era sigur
act-notice_published = O notificare a fost publicată
act-notice_seen = Ați văzut o notificare
act-notice_sent = V-a fost trimisă o notificare
act-order_appealed = Cineva a contestat un ordin în instanță
act-order_task_done = S-a făcut ceva ce cere un ordin
act-portability_requested = Ne-ați cerut datele ca să le luați cu dumneavoastră
act-purpose_ended = O folosire s-a încheiat
act-recipient_acknowledged = Un destinatar a respectat alegerea dumneavoastră
act-recipient_notified = Am anunțat un destinatar despre alegerea dumneavoastră
act-rectification_made = Am corectat ce ați cerut
act-rectification_requested = Ne-ați cerut să corectăm ceva
act-report_delivered = O autoritate a primit un raport
act-request_extended = V-am spus că avem nevoie de mai mult timp
act-request_replied = Am răspuns la cererea dumneavoastră
act-staff_acted = Cineva din personalul nostru a făcut ceva
