### Texty portálu po slovensky, úroveň B1. Každý kľúč odtiaľto je aj v ostatných súboroch tohto priečinka.

## Každá stránka

skip = Prejsť na text
brand = · vaše príspevky a umelá inteligencia
nav = Stránky
nav-me = Moje voľby
nav-sign-in = Prihlásiť sa
nav-sign-out = Odhlásiť sa
nav-without-account = Nemám účet
nav-look-up = Vyhľadať námietku
nav-verify = Overiť potvrdenie
nav-language = Jazyk
footer-contact = Zodpovedá za to { $name }. Kontakt: { $contact }.
footer-officer = Naša zodpovedná osoba pre ochranu údajov: { $officer }.
footer-complain = Nie ste spokojní s našou odpoveďou? Môžete podať sťažnosť dozornému orgánu ({ $authority }) a môžete sa obrátiť aj na súd. Môže to za vás urobiť aj niekto iný.

title-home = Čo sa deje s vašimi príspevkami
title-sign-in = Prihlásenie
title-link-sent = Pozrite si poštu
title-link = Prihlásenie
title-me = Moje voľby
title-receipt = Vaše potvrdenie
title-without-account = Námietka bez účtu
title-look-up = Vyhľadanie námietky
title-verify = Overenie potvrdenia
title-refused = Nepodarilo sa to
title-languages = Jazyky
languages-head = Jazyky
languages-text = Vyberte si jazyk týchto stránok. Anglické a holandské texty sme napísali my. Ostatné jazyky preložil program a nikto, kto nimi hovorí, zatiaľ neskontroloval každé slovo. Ak niektorý text nie je jasný, platí anglický.

month-1 = januára
month-2 = februára
month-3 = marca
month-4 = apríla
month-5 = mája
month-6 = júna
month-7 = júla
month-8 = augusta
month-9 = septembra
month-10 = októbra
month-11 = novembra
month-12 = decembra
date = { $day }. { $month } { $year }

## Čo sa deje s príspevkami

home-head = Čo robí { $controller } s vašimi príspevkami
home-lead = Na tejto stránke sa dočítate, na čo sa vaše príspevky používajú. Môžete povedať nie. Nemusíte vysvetľovať prečo.
right-head = Máte právo namietať
right-text = Proti používaniu svojich príspevkov môžete vždy namietať. Neuvádzate dôvod a neposielate žiadny doklad. Po prihlásení stačí jedno kliknutie. Námietka platí od chvíle, keď ju dostaneme.
right-object = Namietať
right-without-account = Namietať bez účtu
uses-head = Na čo sa vaše príspevky používajú
what = Čo sa deje
why = Prečo
since = Odkedy
basis = Právny základ
basis-A6-1-a = Váš súhlas, článok 6 ods. 1 písm. a) GDPR. Bez vášho áno sa to nedeje.
basis-A6-1-b = Zmluva s vami, článok 6 ods. 1 písm. b) GDPR.
basis-A6-1-c = Zákonná povinnosť, článok 6 ods. 1 písm. c) GDPR.
basis-A6-1-d = Ochrana života, článok 6 ods. 1 písm. d) GDPR.
basis-A6-1-e = Úloha vo verejnom záujme, článok 6 ods. 1 písm. e) GDPR.
basis-A6-1-f = Náš vlastný oprávnený záujem, článok 6 ods. 1 písm. f) GDPR. Môžete namietať.
basis-none = Právny základ nie je určený, preto sa to nedeje.
does-head = Čo námietka zmení
does-now = Od chvíle, keď ju dostaneme, už vaše príspevky nevyberáme na nič nové.
does-corpus = Keď budeme najbližšie začínať trénovanie, vaše príspevky vynecháme.
does-others = To, čo z vašich príspevkov citujú iní, z ich príspevkov vystrihneme.
does-not-head = Čo námietka nezmení
does-not-model = Model, ktorý sa už niečo naučil, to sám nezabudne. Ak to chcete, požiadajte nás o vymazanie svojich údajov.
does-not-remove = Vaše príspevky zostanú na platforme. Odstrániť ich odtiaľ môžete len vy alebo samotná platforma.
rights-head = Vaše ďalšie práva
rights-text = Po prihlásení si môžete aj pozrieť a stiahnuť svoje údaje, požiadať nás o ich vymazanie alebo o pozastavenie ich používania, alebo nám povedať, že nie sú správne.
rights-clock = Odpovieme do jedného mesiaca. Ak potrebujeme viac času, povieme vám to počas tohto mesiaca aj s dôvodom.

## Prihlásenie

sign-in-head = Prihlásenie
sign-in-text = Napíšte e-mailovú adresu svojho účtu. Pošleme vám odkaz. Heslo nepotrebujete.
sign-in-address = E-mailová adresa
sign-in-send = Poslať mi odkaz
sign-in-none = Nemáte tu účet?
sign-in-again = Pri tomto kroku vás žiadame, aby ste sa prihlásili znova. Nikto iný ho tak nemôže urobiť vo vašom mene.
sign-in-letter = Alebo odkazom v liste
sign-in-oidc = Prihlásiť sa cez svoju organizáciu
link-sent-head = Pozrite si poštu
link-sent-text = Ak túto adresu poznáme, odkaz je už na ceste. Platí { $minutes ->
    [one] jednu minútu
    [few] { $minutes } minúty
   *[other] { $minutes } minút
} a dá sa použiť len raz.
link-sent-none = Neprišiel vám e-mail? Potom túto adresu možno nepoznáme. Namietať môžete aj tak:
link-head = Prihlásenie
link-text = Stačí jedno kliknutie a ste prihlásení. Tento odkaz sa dá použiť len raz.
link-button = Prihlásiť sa teraz
letter-subject = Váš odkaz na prihlásenie
letter-text =
    Dobrý deň,

    požiadali ste o odkaz na prihlásenie ({ $controller }). Tu je:

    { $link }

    Platí { $minutes ->
        [one] jednu minútu
        [few] { $minutes } minúty
       *[other] { $minutes } minút
    } a dá sa použiť len raz.
    Nežiadali ste oň? Potom môžete tento list zahodiť.

## Oznámenie, ktoré sa posiela

notice-subject = Čo chce { $controller } robiť s vašimi príspevkami
notice-hello = Dobrý deň,
notice-lead = { $controller } chce používať to, čo ste zverejnili. Prečítajte si, prosím, čo sa bude diať.
notice-use = { $name }: { $what }
notice-why = Prečo: { $why }
notice-basis = Právny základ: { $basis }
notice-start = Nezačne sa to skôr ako { $date }.
notice-object = Máte právo namietať a neuvádzate dôvod. Po prihlásení tu stačí jedno kliknutie:
notice-consent = Bez vášho áno sa to nestane. Odpovedať môžete tu:
notice-rights = Na tej istej stránke si môžete pozrieť a stiahnuť svoje údaje, požiadať nás o ich vymazanie alebo opravu, alebo o pozastavenie ich používania.

## Moje voľby

me-head = Moje voľby
me-done = Zaznamenali sme to. Platí to odteraz.
me-done-receipt = Vaše potvrdenie
me-object-text = Jedným kliknutím môžete namietať proti každému použitiu všetkých svojich príspevkov. Nemusíte povedať prečo.
me-object-all = Namietať proti každému použitiu
me-objects-all = Namietate proti každému použitiu svojich príspevkov. Vynechávame ich.
me-objections = Moje námietky
me-state = Stav
me-receipt = potvrdenie { $index }
me-withdraw-objection = Vziať túto námietku späť
every-purpose = Každé použitie
scope-person = všetky moje príspevky
scope-account = jeden účet
scope-items = niektoré príspevky
objection-received = Prijatá. Už platí. Odpoveď ešte dostanete.
objection-accepted = Uznaná. Tieto príspevky vynechávame.
objection-rejected_compelling = Zamietnutá. Povedali sme vám prečo. Môžete podať sťažnosť a môžete sa obrátiť na súd.
objection-withdrawn = Vzali ste ju späť.
me-consent = Vaša odpoveď:
consent-given = áno
consent-renewed = áno
consent-withdrawn = nie, svoj súhlas ste odvolali
consent-refused = nie
me-objected = Namietate proti tomuto použitiu. Vaše príspevky vynechávame.
me-consent-ask = Dovolíte to?
me-not-asked = Povedali ste nie. Znova sa vás neopýtame skôr ako
me-changed-mind = Chcem zmeniť odpoveď
me-yes = Áno, dovolím to
me-no = Nie, nedovolím to
me-withdraw-consent = Odvolať svoj súhlas
me-object-one = Namietať proti tomuto použitiu
me-less = Namietať len pre časť mojich príspevkov
me-less-text = Namietať môžete aj len pre jeden účet alebo len pre niektoré príspevky.
me-less-account = Namietať pre účet { $account }
me-less-items = Čísla príspevkov, každé na novom riadku
me-less-items-button = Namietať pre tieto príspevky
me-rights = Moje ďalšie práva
me-data = Stiahnuť moje údaje
me-erase = Požiadať o vymazanie mojich údajov
me-restrict = Požiadať o pozastavenie
me-contest = Povedať, že moje údaje nie sú správne
me-rectify = Požiadať o opravu mojich údajov
me-rectify-text = Čo nie je správne a ako to má byť?
me-restricted = Používanie vašich údajov sme pozastavili, ako ste žiadali.
me-contested = Povedali ste, že vaše údaje nie sú správne. Kým to overujeme, nepoužívame ich.
erasure-received = Požiadali ste nás o vymazanie svojich údajov. Vaše príspevky už vynechávame.
erasure-granted = Vaše údaje vymazávame alebo sme ich už vymazali.
erasure-refused = Vaše údaje sme nevymazali. Povedali sme vám prečo. Môžete podať sťažnosť a môžete sa obrátiť na súd.
me-events = Všetko, čo sme o vás zaznamenali
me-no-events = Zatiaľ nič.

## Moje príspevky

nav-posts = Moje príspevky
title-me-posts = Čo sa stalo s mojimi príspevkami
posts-head = Čo sa stalo s mojimi príspevkami
posts-text = Pri každom príspevku sa dočítate, ako sa rozhodlo a podľa ktorého pravidla. V súbore na stiahnutie je všetko.
posts-count = { $count ->
    [0] Nepoznáme žiadne vaše príspevky.
    [one] Poznáme jeden váš príspevok.
    [few] Poznáme { $count } vaše príspevky.
   *[other] Poznáme { $count } vašich príspevkov.
}
posts-used = { $count ->
    [0] Žiadny z nich sa nepoužíva.
    [one] Jeden z nich sa používa.
    [few] { $count } z nich sa používajú.
   *[other] { $count } z nich sa používa.
}
posts-refused = { $count ->
    [0] Žiadny nie je vynechaný.
    [one] Vynechaný je jeden.
    [few] Vynechané sú { $count }.
   *[other] Vynechaných je { $count }.
}
posts-more = Toto sú najnovšie príspevky, počet: { $count }. V súbore na stiahnutie sú všetky.
posts-none = Zatiaľ tu nie je čo ukázať.
posts-number = Číslo príspevku
posts-because = Prečo
posts-cure = Čo by to zmenilo:
posts-changed = Vyňaté
posts-corpus = V súbore údajov
posts-model = Čítal ho model
use-used = Používa sa
use-used_in_part = Používa sa bez toho, čo je o iných
use-held = Nepoužíva sa: najprv sa naň musí niekto pozrieť
use-refused = Nepoužíva sa
use-undecided = Zatiaľ nerozhodnuté
transform-MASK_IDENTIFIER = čísla a adresy iných ľudí
transform-REDACT_SPAN = to, čo je o iných ľuďoch
transform-REMOVE_CHILD = to, čo je o deťoch

## Potvrdenia

object-button = Namietať
receipt-head = Vaše potvrdenie
receipt-text = Toto potvrdenie si uschovajte. Dokazuje, čo ste povedali a kedy. Nikto ho neskôr nemôže zmeniť, ani my.
receipt-act = Čo bolo povedané
receipt-at = Prijaté
receipt-purpose = O čom
receipt-reference = Referenčné číslo
receipt-due = Odpovieme najneskôr
receipt-index = Číslo v denníku
receipt-root = Odtlačok denníka
receipt-log = Názov denníka
receipt-download = Stiahnuť potvrdenie
receipt-keep = Podľa referenčného čísla si môžete svoju námietku vyhľadať. Túto stránku zobrazujeme len jednu hodinu, preto si ho zapíšte alebo si potvrdenie stiahnite.

## Bez účtu

without-head = Namietať bez účtu
without-text = Iní ľudia môžu o vás písať alebo vás ukazovať. Aj proti tomu môžete namietať. Nepotrebujete účet a neuvádzate dôvod. Vyplňte aspoň jedno pole. Každé potrebuje najmenej tri písmená.
without-wrong = Vyplňte aspoň jedno pole, najmenej tri a najviac 200 písmen.
without-name = Vaše meno, ako ho píšu iní
without-name-why = Toto meno hľadáme v textoch. Na nič iné ho nepoužívame.
without-handle = Meno, ktoré používate na internete
without-handle-why = Bez znaku @ na začiatku.
without-link = Odkaz na príspevok alebo obrázok, na ktorom ste
without-link-why = Len ak ho máte.
without-after = Na ďalšej stránke dostanete potvrdenie.

## Vyhľadanie

look-up-head = Vyhľadať námietku
look-up-text = Namietali ste bez účtu? Napíšte referenčné číslo zo svojho potvrdenia. Podľa mena tu nikto hľadať nemôže.
look-up-reference = Referenčné číslo
look-up-button = Vyhľadať
look-up-stands = Táto námietka trvá. Platí.
look-up-none = Pod týmto referenčným číslom nie je žiadna námietka bez účtu. Možno bola vzatá späť alebo číslo nie je správne.
look-up-account = Máte účet? Prihláste sa a uvidíte svoje námietky.

## Overenie potvrdenia

verify-head = Overiť potvrdenie
verify-text = Vyberte súbor so svojím potvrdením alebo vložte jeho text. Skontrolujeme, či je pravé a nezmenené. Neuchovávame ho.
verify-file = Súbor
verify-paste = Alebo text súboru
verify-button = Overiť
verify-good = Potvrdenie je pravé
verify-bad = Toto potvrdenie neobstálo
verify-bad-why = Prečo:
verify-erased = Text bol vymazaný. Zostal len dôkaz, že tu niečo bolo.
verify-alone-head = Overte si ho bez nás
verify-alone-text = Existuje stránka, ktorá overí potvrdenie vo vašom vlastnom zariadení. Nič neodosiela. Ak si ju uložíte, funguje aj bez internetu.
verify-alone-open = Otvoriť stránku, ktorá funguje bez nás
verify-alone-save = Všetko sa deje vo vašom zariadení. Nič sa neodosiela. Ak si túto stránku uložíte, môžete ju používať bez internetu.
verify-alone-key = Verejný kľúč denníka
verify-alone-none = Najprv vyberte súbor alebo vložte text.
verify-alone-cannot = Tento prehliadač to nevie overiť. Použite program „grondslag verify“.
verify-offline = Nemusíte nám veriť. Každý si môže potvrdenie overiť vo vlastnom počítači, bez nás, programom „grondslag verify“ a týmto verejným kľúčom:

## Keď niečo nefunguje

refused-home = Na úvodnú stránku
refused-bad-facts = Údaje nie sú úplné
refused-bad-facts-do = Opravte ich a pošlite znova.
refused-bad-request = Vo formulári niečo chýba
refused-bad-request-do = Vráťte sa späť, skontrolujte formulár a pošlite ho znova. Nič sa nezaznamenalo.
refused-bad-stamp = Tento formulár je príliš starý
refused-bad-stamp-do = Otvorte stránku znova a vyplňte formulár tam. Nič sa nezaznamenalo.
refused-not-lawful = Model teraz nesmie odpovedať
refused-not-lawful-do = Zákon to v tejto chvíli nedovoľuje. V odpovedi je uvedené, čo by to zmenilo.
refused-not-admitted = Prihlásenie sa nepodarilo
refused-not-admitted-do = Skúste to znova alebo sa opýtajte toho, kto spravuje účty. Nič sa nezaznamenalo.
refused-changed = Odvtedy, čo ste to videli, sa to zmenilo
refused-changed-do = Otvorte stránku znova a pozrite si, čo je na nej teraz. Nič sa nezaznamenalo.
refused-bad-link = Tento odkaz už nefunguje
refused-bad-link-do = Odkaz sa dá použiť raz a len krátky čas. Požiadajte o nový.
refused-not-signed-in = Nie ste prihlásení
refused-not-signed-in-do = Prihláste sa a skúste to znova. Nič sa nezaznamenalo.
refused-not-found = Tu nič nie je
refused-not-found-do = Skontrolujte adresu alebo prejdite na úvodnú stránku.
refused-not-allowed = Toto tu nefunguje
refused-not-allowed-do = Prejdite na úvodnú stránku a skúste to odtiaľ.
refused-too-slow = Trvalo to príliš dlho
refused-too-slow-do = Skúste to znova. Nič sa nezaznamenalo.
refused-too-large = Súbor je príliš veľký
refused-too-large-do = Potvrdenie je malý súbor. Vyberte iný.
refused-wrong-type = Toto nevieme prečítať
refused-wrong-type-do = Pošlite formulár z tejto stránky.
refused-too-often = Bolo to príliš často
refused-too-often-do = Počkajte jednu minútu a skúste to znova. Nič sa nezaznamenalo.
refused-unavailable = Teraz to nefunguje
refused-unavailable-do = Nič sa nezaznamenalo. Skúste to znova o minútu.

## Čo môže byť povedané

act-accuracy_contested = Povedali ste, že vaše údaje nie sú správne
act-accuracy_settled = Vyjasnili sme, či sú vaše údaje správne
act-consent_given = Povedali ste áno
act-consent_refused = Povedali ste nie
act-consent_withdrawn = Odvolali ste svoj súhlas
act-erasure_granted = Súhlasili sme s vymazaním vašich údajov
act-erasure_refused = Nesúhlasili sme s vymazaním vašich údajov
act-erasure_requested = Požiadali ste nás o vymazanie svojich údajov
act-forgotten = Model na vás zabudol
act-notice_delivered = Doručili sme vám oznámenie
act-notice_failed = Oznámenie sa k vám nedostalo
act-objection = Namietali ste
act-objection_accepted = Vašu námietku sme uznali
act-objection_rejected = Vašu námietku sme zamietli
act-objection_resolved = Zistili sme, že jedna námietka je vaša
act-objection_withdrawn = Vzali ste svoju námietku späť
act-restriction_lifted = Pozastavenie sa skončilo
act-restriction_requested = Požiadali ste nás o pozastavenie
act-assessment_approved = Posúdenie bolo schválené
act-corpus_purged = Súbor údajov bol vyčistený
act-corpus_sealed = Súbor údajov bol uzavretý
act-erased = Niečo bolo vymazané
act-model_trained = Model bol natrénovaný
act-order = Úrad vydal príkaz
act-order_lifted = Príkaz sa skončil
act-purpose_registered = Použitie bolo zapísané do registra
act-run_started = Spracovanie sa začalo
act-run_stopped = Spracovanie sa zastavilo
act-access_requested = Opýtali ste sa, čo o vás máme
act-accounts_linked = Dozvedeli sme sa, že účty sú vaše
act-accounts_unlinked = Dozvedeli sme sa, že účty nie sú vaše
act-assessment_withdrawn = Posúdenie už neplatí
act-breach_notified = Niekomu bol oznámený únik údajov
act-breach_recorded = Bol zaznamenaný únik údajov
act-complaint_closed = Sťažnosť bola uzavretá
act-complaint_received = Sťažnosť bola prijatá
act-establishment_set = Bolo určené, ktorý dozorný orgán je vedúci
act-findings_reviewed = Niekto sa pozrel na váš príspevok, pretože program si nebol istý
act-notice_published = Oznámenie bolo zverejnené
act-notice_seen = Pozreli ste si oznámenie
act-notice_sent = Poslali sme vám oznámenie
act-order_appealed = Niekto sa proti príkazu obrátil na súd
act-order_task_done = Bolo urobené niečo, čo príkaz žiada
act-portability_requested = Požiadali ste o svoje údaje, aby ste si ich mohli preniesť
act-purpose_ended = Použitie sa skončilo
act-recipient_acknowledged = Príjemca sa riadil vašou voľbou
act-recipient_notified = Oznámili sme príjemcovi vašu voľbu
act-rectification_made = Opravili sme, čo ste žiadali
act-rectification_requested = Požiadali ste nás o opravu
act-report_delivered = Úrad dostal správu
act-request_extended = Povedali sme vám, že potrebujeme viac času
act-request_replied = Odpovedali sme na vašu žiadosť
act-staff_acted = Niekto z našich zamestnancov niečo urobil
