### A portál szövegei magyarul, B1 szinten. Minden itteni kulcs megvan a mappa többi fájljában is.

## Minden oldal

skip = Ugrás a szöveghez
brand = · az Ön bejegyzései és a mesterséges intelligencia
nav = Oldalak
nav-me = Döntéseim
nav-sign-in = Bejelentkezés
nav-sign-out = Kijelentkezés
nav-without-account = Nincs fiókom
nav-look-up = Tiltakozás keresése
nav-verify = Igazolás ellenőrzése
nav-language = Nyelv
footer-contact = Az adatkezelésért felel: { $name }. Ide írhat: { $contact }.
footer-officer = Adatvédelmi tisztviselőnk: { $officer }.
footer-complain = Nem elégedett a válaszunkkal? Panaszt tehet a felügyeleti hatóságnál ({ $authority }), és bírósághoz is fordulhat. Ezt más is megteheti Ön helyett.

title-home = Mi történik a bejegyzéseivel
title-sign-in = Bejelentkezés
title-link-sent = Nézze meg az e-mailjeit
title-link = Bejelentkezés
title-me = Döntéseim
title-receipt = Az Ön igazolása
title-without-account = Tiltakozás fiók nélkül
title-look-up = Tiltakozás keresése
title-verify = Igazolás ellenőrzése
title-refused = Ez nem sikerült
title-languages = Nyelvek
languages-head = Nyelvek
languages-text = Válassza ki az oldalak nyelvét. Az angol és a holland szöveget mi írtuk. A többi nyelvre egy program fordította le a szöveget, és még senki, aki az adott nyelvet beszéli, nem nézett át minden szót. Ha egy szöveg nem világos, az angol szöveg az irányadó.

month-1 = január
month-2 = február
month-3 = március
month-4 = április
month-5 = május
month-6 = június
month-7 = július
month-8 = augusztus
month-9 = szeptember
month-10 = október
month-11 = november
month-12 = december
date = { $year }. { $month } { $day }.

## Mi történik a bejegyzésekkel

home-head = { $controller }: mi történik a bejegyzéseivel
home-lead = Ezen az oldalon elolvashatja, mire használjuk a bejegyzéseit. Mondhat nemet. Nem kell megmagyaráznia, miért.
right-head = Önnek joga van tiltakozni
right-text = Bármikor tiltakozhat a bejegyzései felhasználása ellen. Nem kell indokolnia, és nem kell iratot küldenie. Bejelentkezés után egyetlen kattintás elég. A tiltakozás attól a pillanattól érvényes, hogy megkapjuk.
right-object = Tiltakozom
right-without-account = Tiltakozás fiók nélkül
uses-head = Mire használjuk a bejegyzéseit
what = Mi történik
why = Miért
since = Kezdete
basis = Jogalap
basis-A6-1-a = Az Ön hozzájárulása, GDPR 6. cikk (1) bekezdés a) pont. Az Ön hozzájárulása nélkül nem történik meg.
basis-A6-1-b = Önnel kötött szerződés, GDPR 6. cikk (1) bekezdés b) pont.
basis-A6-1-c = Jogi kötelezettség, GDPR 6. cikk (1) bekezdés c) pont.
basis-A6-1-d = Emberi élet védelme, GDPR 6. cikk (1) bekezdés d) pont.
basis-A6-1-e = Közfeladat, GDPR 6. cikk (1) bekezdés e) pont.
basis-A6-1-f = A saját jogos érdekünk, GDPR 6. cikk (1) bekezdés f) pont. Ön tiltakozhat.
basis-none = Nincs megadva jogalap, ezért nem történik meg.
does-head = Mi változik a tiltakozás után
does-now = Attól a pillanattól, hogy megkapjuk, semmi újhoz nem választjuk ki a bejegyzéseit.
does-corpus = Amikor legközelebb tanítást kezdünk, a bejegyzései kimaradnak.
does-others = Amit mások az Ön bejegyzéseiből idéznek, azt kivágjuk az ő bejegyzéseikből.
does-not-head = Mi nem változik a tiltakozás után
does-not-model = Az a modell, amely már tanult, magától nem felejt. Ha azt szeretné, hogy felejtsen, kérje, hogy töröljük az adatait.
does-not-remove = A bejegyzései a platformon maradnak. Onnan csak Ön vagy a platform tudja eltávolítani őket.
rights-head = További jogai
rights-text = Bejelentkezés után megnézheti és letöltheti az adatait, kérheti, hogy töröljük őket, kérheti a felhasználás szüneteltetését, vagy jelezheti, hogy az adatok hibásak.
rights-clock = Egy hónapon belül válaszolunk. Ha több időre van szükségünk, ezt ugyanebben a hónapban jelezzük, és az okát is megírjuk.

## Bejelentkezés

sign-in-head = Bejelentkezés
sign-in-text = Írja be a fiókjához tartozó e-mail-címet. Küldünk Önnek egy linket. Jelszó nem kell.
sign-in-address = E-mail-cím
sign-in-send = Kérek egy linket
sign-in-none = Nincs itt fiókja?
sign-in-again = Ehhez a lépéshez kérjük, jelentkezzen be újra, hogy ezt senki más ne tehesse meg az Ön nevében.
sign-in-letter = Vagy egy levélben küldött linkkel
sign-in-oidc = Bejelentkezés a szervezeten keresztül
link-sent-head = Nézze meg az e-mailjeit
link-sent-text = Ha ismerjük ezt a címet, a link már úton van. A link { $minutes ->
    [one] egy percig
   *[other] { $minutes } percig
} és csak egyszer használható.
link-sent-none = Nem jött levél? Akkor talán nem ismerjük ezt a címet. Ettől még tiltakozhat:
link-head = Bejelentkezés
link-text = Egy kattintás, és be van jelentkezve. Ez a link csak egyszer használható.
link-button = Bejelentkezem
letter-subject = Link a bejelentkezéshez
letter-text =
    Jó napot kívánunk!

    Ön linket kért a bejelentkezéshez ({ $controller }). Itt van:

    { $link }

    A link { $minutes ->
        [one] egy percig
       *[other] { $minutes } percig
    } és csak egyszer használható.
    Nem Ön kérte? Akkor ezt a levelet kidobhatja.

## Az elküldött értesítés

notice-subject = { $controller }: mire szeretnénk használni a bejegyzéseit
notice-hello = Jó napot kívánunk!
notice-lead = Az adatkezelő ({ $controller }) szeretné felhasználni, amit Ön közzétett. Kérjük, olvassa el, mi történik.
notice-use = { $name }: { $what }
notice-why = Miért: { $why }
notice-basis = Jogalap: { $basis }
notice-start = Legkorábbi kezdete: { $date }
notice-object = Önnek joga van tiltakozni, és nem kell indokolnia. Miután itt bejelentkezett, egyetlen kattintás elég:
notice-consent = Az Ön hozzájárulása nélkül nem történik meg. Itt válaszolhat:
notice-rights = Ugyanezen az oldalon megnézheti és letöltheti az adatait, kérheti a törlésüket vagy a helyesbítésüket, vagy kérheti a felhasználás szüneteltetését.

## Döntéseim

me-head = Döntéseim
me-done = Rögzítettük. Mostantól érvényes.
me-done-receipt = Az Ön igazolása
me-object-text = Egyetlen kattintással tiltakozhat az összes bejegyzésének minden felhasználása ellen. Nem kell megmondania, miért.
me-object-all = Tiltakozom minden felhasználás ellen
me-objects-all = Ön a bejegyzéseinek minden felhasználása ellen tiltakozik. Kihagyjuk őket.
me-objections = Tiltakozásaim
me-state = Állapot
me-receipt = { $index }. igazolás
me-withdraw-objection = Visszavonom ezt a tiltakozást
every-purpose = Minden felhasználás
scope-person = az összes bejegyzésem
scope-account = egy fiók
scope-items = néhány bejegyzés
objection-received = Megkaptuk. Már érvényes. Választ is fog kapni.
objection-accepted = Elfogadtuk. Ezeket a bejegyzéseket kihagyjuk.
objection-rejected_compelling = Elutasítottuk. Megírtuk Önnek, miért. Panaszt tehet, és bírósághoz is fordulhat.
objection-withdrawn = Ön visszavonta.
me-consent = Az Ön válasza:
consent-given = igen
consent-renewed = igen
consent-withdrawn = nem, Ön visszavonta a hozzájárulását
consent-refused = nem
me-objected = Ön tiltakozik ez ellen a felhasználás ellen. A bejegyzéseit kihagyjuk.
me-consent-ask = Hozzájárul ehhez?
me-not-asked = Ön nemmel válaszolt. Leghamarabb ekkor kérdezzük meg újra:
me-changed-mind = Meggondoltam magam
me-yes = Igen, hozzájárulok
me-no = Nem, nem járulok hozzá
me-withdraw-consent = Visszavonom a hozzájárulásomat
me-object-one = Tiltakozom ez ellen a felhasználás ellen
me-less = Tiltakozás csak a bejegyzéseim egy részére
me-less-text = Tiltakozhat csak egy fiókra vagy csak néhány bejegyzésre vonatkozóan is.
me-less-account = Tiltakozás erre a fiókra: { $account }
me-less-items = A bejegyzések számai, soronként egy
me-less-items-button = Tiltakozás ezekre a bejegyzésekre
me-rights = További jogaim
me-data = Letöltöm az adataimat
me-erase = Kérem az adataim törlését
me-restrict = Kérem a felhasználás szüneteltetését
me-contest = Jelzem, hogy az adataim hibásak
me-rectify = Kérem az adataim helyesbítését
me-rectify-text = Mi a hibás, és mi a helyes?
me-restricted = Az Ön kérésére szüneteltetjük az adatai felhasználását.
me-contested = Ön jelezte, hogy az adatai hibásak. Amíg ezt ellenőrizzük, szüneteltetjük a felhasználásukat.
erasure-received = Ön azt kérte, hogy töröljük az adatait. A bejegyzéseit már most kihagyjuk.
erasure-granted = Töröljük az adatait, vagy már töröltük őket.
erasure-refused = Nem töröltük az adatait. Megírtuk Önnek, miért. Panaszt tehet, és bírósághoz is fordulhat.
me-events = Minden, amit Önről rögzítettünk
me-no-events = Még semmi.

## Bejegyzéseim

nav-posts = Bejegyzéseim
title-me-posts = Mi történt a bejegyzéseimmel
posts-head = Mi történt a bejegyzéseimmel
posts-text = Minden bejegyzésnél elolvashatja, milyen döntés született, és melyik szabály szerint. A letölthető fájlban minden benne van.
posts-count = { $count ->
    [0] Egyetlen bejegyzését sem ismerjük.
    [one] Egy bejegyzését ismerjük.
   *[other] { $count } bejegyzését ismerjük.
}
posts-used = { $count ->
    [0] Egyiket sem használjuk.
    [one] Ezekből egyet használunk.
   *[other] Ezekből { $count } bejegyzést használunk.
}
posts-refused = { $count ->
    [0] Egyiket sem hagytuk ki.
    [one] Egyet kihagytunk.
   *[other] { $count } bejegyzést kihagytunk.
}
posts-more = Itt a legújabbak láthatók ({ $count }). A letölthető fájlban mindegyik benne van.
posts-none = Még nincs mit mutatnunk.
posts-number = A bejegyzés száma
posts-because = Miért
posts-cure = Mi változtatna ezen:
posts-changed = Kivettük
posts-corpus = Ebben a gyűjteményben van
posts-model = Ez a modell olvasta
use-used = Felhasználjuk
use-used_in_part = Felhasználjuk, a másokról szóló részek nélkül
use-held = Nem használjuk fel: előbb valakinek meg kell néznie
use-refused = Nem használjuk fel
use-undecided = Még nincs döntés
transform-MASK_IDENTIFIER = mások számai és címei
transform-REDACT_SPAN = a másokról szóló részek
transform-REMOVE_CHILD = a gyerekekről szóló részek

## Igazolások

object-button = Tiltakozom
receipt-head = Az Ön igazolása
receipt-text = Őrizze meg ezt az igazolást. Bizonyítja, mit mondott és mikor. Később senki sem változtathatja meg, mi sem.
receipt-act = Tartalma
receipt-at = Beérkezett
receipt-purpose = Mire vonatkozik
receipt-reference = Azonosító
receipt-due = Legkésőbb ezen a napon válaszolunk:
receipt-index = Sorszám a naplóban
receipt-root = A napló lenyomata
receipt-log = A napló neve
receipt-download = Igazolás letöltése
receipt-keep = Az azonosítóval megkeresheti a tiltakozását. Ezt az oldalt csak egy óráig mutatjuk, ezért írja fel az azonosítót, vagy töltse le az igazolást.

## Fiók nélkül

without-head = Tiltakozás fiók nélkül
without-text = Mások írhatnak Önről, vagy közzétehetnek Önről képet. Ez ellen is tiltakozhat. Nem kell hozzá fiók, és nem kell indokolnia. Töltsön ki legalább egy mezőt. Mindegyikbe legalább három betűt kell írni.
without-wrong = Töltsön ki legalább egy mezőt, legalább három és legfeljebb 200 betűvel.
without-name = Az Ön neve, ahogyan mások írják
without-name-why = Ezt a nevet keressük a szövegekben. Másra nem használjuk.
without-handle = Egy név, amelyet az interneten használ
without-handle-why = Az elején álló @ nélkül.
without-link = Link egy bejegyzéshez vagy képhez, amelyben Ön szerepel
without-link-why = Csak akkor, ha van ilyen.
without-after = A következő oldalon igazolást kap.

## Keresés

look-up-head = Tiltakozás keresése
look-up-text = Fiók nélkül tiltakozott? Írja be az igazolásán szereplő azonosítót. Név szerint itt senki sem kereshet.
look-up-reference = Azonosító
look-up-button = Keresés
look-up-stands = Ez a tiltakozás létezik és érvényes.
look-up-none = Ezzel az azonosítóval nincs fiók nélküli tiltakozás. Lehet, hogy visszavonták, vagy az azonosító hibás.
look-up-account = Van fiókja? Jelentkezzen be, és megnézheti a tiltakozásait.

## Igazolás ellenőrzése

verify-head = Igazolás ellenőrzése
verify-text = Válassza ki az igazolás fájlját, vagy illessze be a szövegét. Megnézzük, hogy valódi és változatlan-e. Nem őrizzük meg.
verify-file = A fájl
verify-paste = Vagy a fájl szövege
verify-button = Ellenőrzés
verify-good = Az igazolás valódi
verify-bad = Ez az igazolás nem érvényes
verify-bad-why = Miért:
verify-erased = A szöveget törölték. Csak annak a bizonyítéka maradt meg, hogy itt volt valami.
verify-alone-head = Ellenőrizze nélkülünk
verify-alone-text = Van egy oldal, amely a saját eszközén ellenőrzi az igazolást. Nem küld el semmit. Mentse el, és internet nélkül is működik.
verify-alone-open = A nélkülünk is működő oldal megnyitása
verify-alone-save = Minden az Ön eszközén történik. Az oldal semmit sem küld el. Mentse el ezt az oldalt, ha internet nélkül szeretné használni.
verify-alone-key = A napló nyilvános kulcsa
verify-alone-none = Előbb válasszon ki egy fájlt, vagy illessze be a szöveget.
verify-alone-cannot = Ez a böngésző nem tudja elvégezni az ellenőrzést. Használja a „grondslag verify” programot.
verify-offline = Nem kell hinnie nekünk. Bárki ellenőrizheti az igazolást a saját számítógépén, nélkülünk, a „grondslag verify” programmal és ezzel a nyilvános kulccsal:

## Ha valami nem működik

refused-home = Az első oldalra
refused-bad-facts = A tények nem teljesek
refused-bad-facts-do = Javítsa ki őket, és küldje el újra.
refused-bad-request = Valami hiányzik az űrlapról
refused-bad-request-do = Menjen vissza, nézze át az űrlapot, és küldje el újra. Semmit sem rögzítettünk.
refused-bad-stamp = Ez az űrlap túl régi
refused-bad-stamp-do = Nyissa meg újra az oldalt, és ott töltse ki az űrlapot. Semmit sem rögzítettünk.
refused-not-lawful = A modell most nem válaszolhat
refused-not-lawful-do = A jog ezt most nem engedi meg. A válaszban benne van, mi változtatna ezen.
refused-not-admitted = A bejelentkezés nem sikerült
refused-not-admitted-do = Próbálja újra, vagy kérdezze meg azt, aki a fiókokat kezeli. Semmit sem rögzítettünk.
refused-changed = Megváltozott, amióta Ön látta
refused-changed-do = Nyissa meg újra az oldalt, és nézze meg, mit mutat most. Semmit sem rögzítettünk.
refused-bad-link = Ez a link már nem működik
refused-bad-link-do = Egy link egyszer és rövid ideig használható. Kérjen újat.
refused-not-signed-in = Nincs bejelentkezve
refused-not-signed-in-do = Jelentkezzen be, és próbálja újra. Semmit sem rögzítettünk.
refused-not-found = Itt nincs semmi
refused-not-found-do = Ellenőrizze a címet, vagy menjen az első oldalra.
refused-not-allowed = Ez itt nem lehetséges
refused-not-allowed-do = Menjen az első oldalra, és onnan próbálja meg.
refused-too-slow = Ez túl sokáig tartott
refused-too-slow-do = Próbálja újra. Semmit sem rögzítettünk.
refused-too-large = Ez túl nagy
refused-too-large-do = Az igazolás egy kis fájl. Válasszon másikat.
refused-wrong-type = Ezt nem tudjuk elolvasni
refused-wrong-type-do = Az oldalról küldje el az űrlapot.
refused-too-often = Túl sok próbálkozás volt
refused-too-often-do = Várjon egy percet, és próbálja újra. Semmit sem rögzítettünk.
refused-unavailable = Most nem működik
refused-unavailable-do = Semmit sem rögzítettünk. Próbálja újra egy perc múlva.

## Mit lehet mondani

act-accuracy_contested = Ön jelezte, hogy az adatai hibásak
act-accuracy_settled = Megállapítottuk, hogy helyesek-e az adatai
act-consent_given = Ön igent mondott
act-consent_refused = Ön nemet mondott
act-consent_withdrawn = Ön visszavonta a hozzájárulását
act-erasure_granted = Vállaltuk, hogy töröljük az adatait
act-erasure_refused = Nem vállaltuk, hogy töröljük az adatait
act-erasure_requested = Ön kérte, hogy töröljük az adatait
act-forgotten = Egy modell elfelejtette Önt
act-notice_delivered = Értesítést küldtünk Önnek
act-notice_failed = Egy értesítés nem jutott el Önhöz
act-objection = Ön tiltakozott
act-objection_accepted = Elfogadtuk a tiltakozását
act-objection_rejected = Elutasítottuk a tiltakozását
act-objection_resolved = Kiderítettük, hogy egy tiltakozás az Öné
act-objection_withdrawn = Ön visszavonta a tiltakozását
act-restriction_lifted = A szüneteltetés véget ért
act-restriction_requested = Ön kérte a felhasználás szüneteltetését
act-assessment_approved = Jóváhagytak egy értékelést
act-corpus_purged = Megtisztítottak egy gyűjteményt
act-corpus_sealed = Lezártak egy gyűjteményt
act-erased = Töröltek valamit
act-model_trained = Betanítottak egy modellt
act-order = Egy hatóság elrendelt valamit
act-order_lifted = Egy hatósági rendelkezés hatálya megszűnt
act-purpose_registered = Nyilvántartásba vettek egy felhasználást
act-run_started = Elindult egy futtatás
act-run_stopped = Leállt egy futtatás
act-access_requested = Ön megkérdezte, milyen adatokat őrzünk Önről
act-accounts_linked = Megtudtuk, hogy bizonyos fiókok az Önéi
act-accounts_unlinked = Megtudtuk, hogy bizonyos fiókok nem az Önéi
act-assessment_withdrawn = Egy értékelés már nem érvényes
act-breach_notified = Valakit értesítettek egy adatszivárgásról
act-breach_recorded = Rögzítettek egy adatszivárgást
act-complaint_closed = Lezártak egy panaszt
act-complaint_received = Beérkezett egy panasz
act-establishment_set = Megállapították, melyik hatóság a fő hatóság
act-findings_reviewed = Valaki megnézte egy bejegyzését, mert egy program nem volt biztos a dolgában
act-notice_published = Közzétettek egy értesítést
act-notice_seen = Ön megnézett egy értesítést
act-notice_sent = Értesítést küldtek Önnek
act-order_appealed = Valaki bíróságon támadott meg egy rendelkezést
act-order_task_done = Elvégeztek valamit, amit egy rendelkezés előír
act-portability_requested = Ön kérte az adatait, hogy magával vihesse őket
act-purpose_ended = Egy felhasználás véget ért
act-recipient_acknowledged = Egy címzett követte az Ön döntését
act-recipient_notified = Egy címzettel közöltük az Ön döntését
act-rectification_made = Kijavítottuk, amit Ön kért
act-rectification_requested = Ön kérte, hogy javítsunk ki valamit
act-report_delivered = Egy hatóság jelentést kapott
act-request_extended = Jeleztük Önnek, hogy több időre van szükségünk
act-request_replied = Válaszoltunk a kérésére
act-staff_acted = Egy munkatársunk tett valamit
