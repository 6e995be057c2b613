### Texty portálu v češtině, na úrovni B1. Každý klíč má svůj protějšek v ostatních souborech této složky.

## Každá stránka

skip = Přejít k textu
brand = · vaše příspěvky a AI
nav = Stránky
nav-me = Moje rozhodnutí
nav-sign-in = Přihlásit se
nav-sign-out = Odhlásit se
nav-without-account = Nemám účet
nav-look-up = Vyhledat námitku
nav-verify = Ověřit potvrzení
nav-language = Jazyk
footer-contact = Odpovídá za to { $name }. Napište nám: { $contact }.
footer-officer = Náš pověřenec pro ochranu osobních údajů: { $officer }.
footer-complain = Nesouhlasíte s naší odpovědí? Můžete podat stížnost u dozorového úřadu ({ $authority }). Můžete se také obrátit na soud. Může to za vás udělat i někdo jiný.

title-home = Co se děje s vašimi příspěvky
title-sign-in = Přihlášení
title-link-sent = Podívejte se do e-mailu
title-link = Přihlášení
title-me = Moje rozhodnutí
title-receipt = Vaše potvrzení
title-without-account = Námitka bez účtu
title-look-up = Vyhledat námitku
title-verify = Ověřit potvrzení
title-refused = Nepodařilo se to
title-languages = Jazyky
languages-head = Jazyky
languages-text = Vyberte jazyk těchto stránek. Anglické a nizozemské texty jsme napsali sami. Ostatní jazyky přeložil program a nikdo, kdo jimi mluví, zatím nezkontroloval každé slovo. Pokud není některý text jasný, platí anglické znění.

month-1 = ledna
month-2 = února
month-3 = března
month-4 = dubna
month-5 = května
month-6 = června
month-7 = července
month-8 = srpna
month-9 = září
month-10 = října
month-11 = listopadu
month-12 = prosince
date = { $day }. { $month } { $year }

## Co se děje s příspěvky

home-head = { $controller }: co se děje s vašimi příspěvky
home-lead = Na této stránce se dočtete, k čemu se vaše příspěvky používají. Můžete říct „ne“. Nemusíte vysvětlovat proč.
right-head = Máte právo vznést námitku
right-text = Proti používání svých příspěvků můžete kdykoli vznést námitku. Neuvádíte důvod a neposíláte žádný doklad. Po přihlášení stačí jedno kliknutí. Námitka platí od chvíle, kdy ji obdržíme.
right-object = Vznést námitku
right-without-account = Vznést námitku bez účtu
uses-head = K čemu se vaše příspěvky používají
what = Co se děje
why = Proč
since = Od kdy
basis = Právní základ
basis-A6-1-a = Váš souhlas, čl. 6 odst. 1 písm. a) GDPR. Bez vašeho „ano“ se to neděje.
basis-A6-1-b = Smlouva s vámi, čl. 6 odst. 1 písm. b) GDPR.
basis-A6-1-c = Právní povinnost, čl. 6 odst. 1 písm. c) GDPR.
basis-A6-1-d = Ochrana života, čl. 6 odst. 1 písm. d) GDPR.
basis-A6-1-e = Úkol ve veřejném zájmu, čl. 6 odst. 1 písm. e) GDPR.
basis-A6-1-f = Náš vlastní zájem, čl. 6 odst. 1 písm. f) GDPR. Můžete vznést námitku.
basis-none = Právní základ není určen, proto se to neděje.
does-head = Co námitka změní
does-now = Od chvíle, kdy ji obdržíme, už vaše příspěvky nevybíráme k ničemu novému.
does-corpus = Až příště začneme s trénováním, vaše příspěvky vynecháme.
does-others = Pokud z vašich příspěvků citují jiní, tyto citace z jejich příspěvků vyřízneme.
does-not-head = Co námitka nezmění
does-not-model = Model, který se už něco naučil, to sám od sebe nezapomene. Pokud chcete, aby zapomněl, požádejte nás o výmaz svých údajů.
does-not-remove = Vaše příspěvky zůstávají na platformě. Odstranit je tam můžete jen vy nebo sama platforma.
rights-head = Vaše další práva
rights-text = Po přihlášení si také můžete prohlédnout a stáhnout své údaje, požádat nás o jejich výmaz, požádat o pozastavení jejich používání nebo nám oznámit, že nejsou správné.
rights-clock = Odpovídáme do jednoho měsíce. Pokud potřebujeme více času, řekneme vám to během tohoto měsíce a uvedeme důvod.

## Přihlášení

sign-in-head = Přihlášení
sign-in-text = Napište e-mailovou adresu svého účtu. Pošleme vám odkaz. Heslo nepotřebujete.
sign-in-address = E-mailová adresa
sign-in-send = Poslat mi odkaz
sign-in-none = Nemáte tu účet?
sign-in-again = Před tímto krokem se prosím znovu přihlaste. Nikdo jiný ho pak nemůže udělat vaším jménem.
sign-in-letter = Nebo pomocí odkazu ve zprávě
sign-in-oidc = Přihlásit se přes svou organizaci
link-sent-head = Podívejte se do e-mailu
link-sent-text = Pokud tuto adresu známe, odkaz je na cestě. Platí { $minutes ->
    [one] jednu minutu
    [few] { $minutes } minuty
   *[other] { $minutes } minut
} a funguje jen jednou.
link-sent-none = Žádná zpráva nepřišla? Pak tuto adresu možná neznáme. Námitku můžete vznést i tak:
link-head = Přihlášení
link-text = Stačí jedno kliknutí a přihlášení je hotové. Tento odkaz funguje jen jednou.
link-button = Přihlásit se teď
letter-subject = Váš odkaz k přihlášení
letter-text =
    Dobrý den,

    na vaši žádost posíláme odkaz k přihlášení ({ $controller }):

    { $link }

    Platí { $minutes ->
        [one] jednu minutu
        [few] { $minutes } minuty
       *[other] { $minutes } minut
    } a funguje jen jednou.
    Nebyla to vaše žádost? Pak můžete tuto zprávu smazat.

## Oznámení, které posíláme

notice-subject = Co chce { $controller } dělat s vašimi příspěvky
notice-hello = Dobrý den,
notice-lead = { $controller } chce používat to, co zveřejňujete. Přečtěte si prosím, co se bude dít.
notice-use = { $name }: { $what }
notice-why = Proč: { $why }
notice-basis = Právní základ: { $basis }
notice-start = Nezačne to dříve než { $date }.
notice-object = Máte právo vznést námitku a neuvádíte důvod. Po přihlášení zde stačí jedno kliknutí:
notice-consent = Bez vašeho „ano“ se to nestane. Odpovědět můžete zde:
notice-rights = Na stejné stránce si můžete prohlédnout a stáhnout své údaje, požádat nás o jejich výmaz nebo opravu nebo požádat o pozastavení jejich používání.

## Moje rozhodnutí

me-head = Moje rozhodnutí
me-done = Zaznamenali jsme to. Platí to od této chvíle.
me-done-receipt = Vaše potvrzení
me-object-text = Jedním kliknutím můžete vznést námitku proti každému použití všech svých příspěvků. Nemusíte říkat proč.
me-object-all = Vznést námitku proti každému použití
me-objects-all = Máte námitku proti každému použití svých příspěvků. Vynecháváme je.
me-objections = Moje námitky
me-state = Stav
me-receipt = potvrzení { $index }
me-withdraw-objection = Vzít tuto námitku zpět
every-purpose = Každé použití
scope-person = všechny moje příspěvky
scope-account = jeden účet
scope-items = některé příspěvky
objection-received = Přijata. Už platí. Odpověď ještě dostanete.
objection-accepted = Uznána. Tyto příspěvky vynecháváme.
objection-rejected_compelling = Zamítnuta. Sdělili jsme vám proč. Můžete podat stížnost a můžete se obrátit na soud.
objection-withdrawn = Z vaší strany vzata zpět.
me-consent = Vaše odpověď:
consent-given = ano
consent-renewed = ano
consent-withdrawn = ne, souhlas je z vaší strany odvolán
consent-refused = ne
me-objected = Máte námitku proti tomuto použití. Vaše příspěvky vynecháváme.
me-consent-ask = Souhlasíte s tím?
me-not-asked = Vaše odpověď: ne. Znovu se vás nezeptáme dříve než
me-changed-mind = Měním své rozhodnutí
me-yes = Ano, souhlasím
me-no = Ne, nesouhlasím
me-withdraw-consent = Odvolat svůj souhlas
me-object-one = Vznést námitku proti tomuto použití
me-less = Námitka jen pro část mých příspěvků
me-less-text = Námitku můžete vznést také jen pro jeden účet nebo jen pro některé příspěvky.
me-less-account = Vznést námitku pro účet { $account }
me-less-items = Čísla příspěvků, každé na samostatném řádku
me-less-items-button = Vznést námitku pro tyto příspěvky
me-rights = Moje další práva
me-data = Stáhnout moje údaje
me-erase = Požádat o výmaz mých údajů
me-restrict = Požádat o pozastavení
me-contest = Oznámit, že moje údaje nejsou správné
me-rectify = Požádat o opravu mých údajů
me-rectify-text = Co není správně a jak to má být?
me-restricted = Na vaši žádost jsme používání vašich údajů pozastavili.
me-contested = Máme vaše oznámení, že údaje nejsou správné. Než to prověříme, jejich používání pozastavujeme.
erasure-received = Máme vaši žádost o výmaz údajů. Vaše příspěvky už teď vynecháváme.
erasure-granted = Vaše údaje mažeme, nebo jsme je už vymazali.
erasure-refused = Vaše údaje jsme nevymazali. Sdělili jsme vám proč. Můžete podat stížnost a můžete se obrátit na soud.
me-events = Vše, co jsme o vás zaznamenali
me-no-events = Zatím nic.

## Moje příspěvky

nav-posts = Moje příspěvky
title-me-posts = Co se stalo s mými příspěvky
posts-head = Co se stalo s mými příspěvky
posts-text = U každého příspěvku se dočtete, jak se rozhodlo a podle kterého pravidla. Soubor ke stažení obsahuje vše.
posts-count = { $count ->
    [0] Žádné vaše příspěvky neznáme.
    [one] Známe jeden váš příspěvek.
    [few] Známe { $count } vaše příspěvky.
   *[other] Známe { $count } vašich příspěvků.
}
posts-used = { $count ->
    [0] Žádný z nich se nepoužívá.
    [one] Jeden z nich se používá.
    [few] { $count } z nich se používají.
   *[other] { $count } z nich se používá.
}
posts-refused = { $count ->
    [0] Žádný nevynecháváme.
    [one] Jeden vynecháváme.
    [few] { $count } vynecháváme.
   *[other] { $count } vynecháváme.
}
posts-more = Zde vidíte jen nejnovější příspěvky ({ $count }). Soubor ke stažení obsahuje všechny.
posts-none = Zatím tu není co ukázat.
posts-number = Číslo příspěvku
posts-because = Proč
posts-cure = Co by to změnilo:
posts-changed = Odstraněno
posts-corpus = V souboru dat
posts-model = Přečetl ho model
use-used = Použit
use-used_in_part = Použit, bez toho, co se týká jiných lidí
use-held = Nepoužit: nejdřív se na něj musí podívat člověk
use-refused = Nepoužit
use-undecided = Zatím nerozhodnuto
transform-MASK_IDENTIFIER = čísla a adresy jiných lidí
transform-REDACT_SPAN = to, co se týká jiných lidí
transform-REMOVE_CHILD = to, co se týká dětí

## Potvrzení

object-button = Vznést námitku
receipt-head = Vaše potvrzení
receipt-text = Toto potvrzení si uschovejte. Dokazuje, co a kdy bylo z vaší strany sděleno. Nikdo ho později nemůže změnit, ani my ne.
receipt-act = Co bylo sděleno
receipt-at = Datum přijetí
receipt-purpose = Čeho se to týká
receipt-reference = Referenční číslo
receipt-due = Odpovíme před koncem dne
receipt-index = Číslo v protokolu
receipt-root = Digitální otisk protokolu
receipt-log = Název protokolu
receipt-download = Stáhnout potvrzení
receipt-keep = Podle referenčního čísla můžete svou námitku vyhledat. Tuto stránku ukazujeme jen jednu hodinu, proto si číslo zapište nebo si stáhněte potvrzení.

## Bez účtu

without-head = Námitka bez účtu
without-text = Jiní lidé o vás mohou psát nebo vás ukazovat. I proti tomu můžete vznést námitku. Nepotřebujete účet a neuvádíte důvod. Vyplňte aspoň jedno pole. V každém vyplněném poli musí být nejméně tři písmena.
without-wrong = Vyplňte aspoň jedno pole. Napište nejméně tři a nejvýše 200 písmen.
without-name = Vaše jméno, jak ho píšou ostatní
without-name-why = Toto jméno hledáme v textech. K ničemu jinému ho nepoužíváme.
without-handle = Jméno, které používáte na internetu
without-handle-why = Bez znaku @ na začátku.
without-link = Odkaz na příspěvek nebo obrázek, na kterém jste
without-link-why = Jen pokud ho máte.
without-after = Potvrzení dostanete na další stránce.

## Vyhledání

look-up-head = Vyhledat námitku
look-up-text = Jde o námitku bez účtu? Napište referenční číslo ze svého potvrzení. Podle jména zde nikdo hledat nemůže.
look-up-reference = Referenční číslo
look-up-button = Vyhledat
look-up-stands = Tato námitka trvá a platí.
look-up-none = Pod tímto číslem není žádná námitka bez účtu. Možná byla vzata zpět, nebo číslo není správné.
look-up-account = Máte účet? Přihlaste se a své námitky uvidíte.

## Ověření potvrzení

verify-head = Ověřit potvrzení
verify-text = Vyberte soubor se svým potvrzením nebo vložte jeho text. Ověříme, jestli je pravé a nezměněné. Neukládáme ho.
verify-file = Soubor
verify-paste = Nebo text souboru
verify-button = Ověřit
verify-good = Potvrzení je pravé
verify-bad = Toto potvrzení nesouhlasí
verify-bad-why = Proč:
verify-erased = Text byl vymazán. Zůstal jen důkaz, že tu něco bylo.
verify-alone-head = Ověřte si ho bez nás
verify-alone-text = Existuje stránka, která ověří potvrzení přímo na vašem zařízení. Nic neodesílá. Uložte si ji a bude fungovat i bez internetu.
verify-alone-open = Otevřít stránku, která funguje bez nás
verify-alone-save = Vše probíhá na vašem zařízení. Nic se neodesílá. Pokud chcete stránku používat bez internetu, uložte si ji.
verify-alone-key = Veřejný klíč protokolu
verify-alone-none = Nejdřív vyberte soubor nebo vložte text.
verify-alone-cannot = Tento prohlížeč potvrzení ověřit neumí. Použijte program „grondslag verify“.
verify-offline = Nemusíte nám věřit. Každý si může potvrzení ověřit na vlastním počítači, bez nás, pomocí programu „grondslag verify“ a tohoto veřejného klíče:

## Když něco nefunguje

refused-home = Na úvodní stránku
refused-bad-facts = Fakta nejsou úplná
refused-bad-facts-do = Opravte je a pošlete znovu.
refused-bad-request = Ve formuláři něco chybí
refused-bad-request-do = Vraťte se, zkontrolujte formulář a pošlete ho znovu. Nic se nezaznamenalo.
refused-bad-stamp = Tento formulář je příliš starý
refused-bad-stamp-do = Otevřete stránku znovu a vyplňte formulář tam. Nic se nezaznamenalo.
refused-not-lawful = Model teď nesmí odpovídat
refused-not-lawful-do = Zákon to v tuto chvíli nedovoluje. V odpovědi se dočtete, co by to změnilo.
refused-not-admitted = Přihlášení se nepodařilo
refused-not-admitted-do = Zkuste to znovu nebo se zeptejte toho, kdo spravuje účty. Nic se nezaznamenalo.
refused-changed = Mezitím se to změnilo
refused-changed-do = Otevřete stránku znovu a podívejte se, co ukazuje teď. Nic se nezaznamenalo.
refused-bad-link = Tento odkaz už nefunguje
refused-bad-link-do = Odkaz funguje jen jednou a krátkou dobu. Požádejte o nový.
refused-not-signed-in = Nejdřív je potřeba se přihlásit
refused-not-signed-in-do = Přihlaste se a zkuste to znovu. Nic se nezaznamenalo.
refused-not-found = Tady nic není
refused-not-found-do = Zkontrolujte adresu nebo přejděte na úvodní stránku.
refused-not-allowed = Tady to nejde
refused-not-allowed-do = Přejděte na úvodní stránku a zkuste to odtud.
refused-too-slow = Trvalo to příliš dlouho
refused-too-slow-do = Zkuste to znovu. Nic se nezaznamenalo.
refused-too-large = Je to příliš velké
refused-too-large-do = Potvrzení je malý soubor. Vyberte jiný.
refused-wrong-type = Toto neumíme přečíst
refused-wrong-type-do = Pošlete formulář přímo ze stránky.
refused-too-often = Příliš mnoho pokusů
refused-too-often-do = Počkejte minutu a zkuste to znovu. Nic se nezaznamenalo.
refused-unavailable = Teď to nefunguje
refused-unavailable-do = Nic se nezaznamenalo. Zkuste to znovu za minutu.

## Co může být zaznamenáno

act-accuracy_contested = Vaše oznámení, že údaje nejsou správné
act-accuracy_settled = Zjistili jsme, jestli jsou vaše údaje správné
act-consent_given = Vaše odpověď: ano
act-consent_refused = Vaše odpověď: ne
act-consent_withdrawn = Odvolání vašeho souhlasu
act-erasure_granted = Souhlasili jsme s výmazem vašich údajů
act-erasure_refused = Nesouhlasili jsme s výmazem vašich údajů
act-erasure_requested = Vaše žádost o výmaz údajů
act-forgotten = Model zapomněl vaše údaje
act-notice_delivered = Poslali jsme vám oznámení
act-notice_failed = Naše oznámení k vám nedorazilo
act-objection = Vaše námitka
act-objection_accepted = Vaši námitku jsme uznali
act-objection_rejected = Vaši námitku jsme zamítli
act-objection_resolved = Zjistili jsme, že jedna námitka je vaše
act-objection_withdrawn = Zpětvzetí vaší námitky
act-restriction_lifted = Pozastavení skončilo
act-restriction_requested = Vaše žádost o pozastavení
act-assessment_approved = Posouzení bylo schváleno
act-corpus_purged = Soubor dat byl vyčištěn
act-corpus_sealed = Soubor dat byl uzavřen
act-erased = Něco bylo vymazáno
act-model_trained = Model byl natrénován
act-order = Úřad vydal příkaz
act-order_lifted = Příkaz přestal platit
act-purpose_registered = Použití bylo zaregistrováno
act-run_started = Běh začal
act-run_stopped = Běh se zastavil
act-access_requested = Váš dotaz, jaké údaje o vás máme
act-accounts_linked = Zjistili jsme, že účty jsou vaše
act-accounts_unlinked = Zjistili jsme, že účty nejsou vaše
act-assessment_withdrawn = Posouzení už neplatí
act-breach_notified = Někdo byl informován o úniku dat
act-breach_recorded = Byl zaznamenán únik dat
act-complaint_closed = Stížnost byla uzavřena
act-complaint_received = Byla přijata stížnost
act-establishment_set = Bylo určeno, který úřad je vedoucí
act-findings_reviewed = Na váš příspěvek se podíval člověk, protože si program nebyl jistý
act-notice_published = Oznámení bylo zveřejněno
act-notice_seen = Oznámení se vám zobrazilo
act-notice_sent = Oznámení vám bylo odesláno
act-order_appealed = Někdo napadl příkaz u soudu
act-order_task_done = Bylo splněno něco, co příkaz požaduje
act-portability_requested = Vaše žádost o údaje k přenesení
act-purpose_ended = Použití bylo ukončeno
act-recipient_acknowledged = Příjemce se řídil vaším rozhodnutím
act-recipient_notified = O vašem rozhodnutí jsme informovali příjemce
act-rectification_made = Údaje jsme opravili podle vaší žádosti
act-rectification_requested = Vaše žádost o opravu údajů
act-report_delivered = Úřad dostal zprávu
act-request_extended = Oznámili jsme vám, že potřebujeme více času
act-request_replied = Odpověděli jsme na vaši žádost
act-staff_acted = Někdo z našich pracovníků něco udělal
