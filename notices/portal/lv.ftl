### Portāla teksti latviešu valodā, B1 līmenī. Katra šeit esošā atslēga ir arī pārējos šīs mapes failos.

## Katra lapa

skip = Pāriet uz tekstu
brand = · jūsu ieraksti un mākslīgais intelekts
nav = Lapas
nav-me = Mana izvēle
nav-sign-in = Pieslēgties
nav-sign-out = Atslēgties
nav-without-account = Man nav konta
nav-look-up = Atrast iebildumu
nav-verify = Pārbaudīt apliecinājumu
nav-language = Valoda
footer-contact = Par to atbild { $name }. Rakstiet uz šo adresi: { $contact }.
footer-officer = Mūsu datu aizsardzības speciālists: { $officer }.
footer-complain = Vai mūsu atbilde jūs neapmierina? Jūs varat iesniegt sūdzību uzraudzības iestādei ({ $authority }), un jūs varat vērsties tiesā. To jūsu vietā drīkst darīt arī kāds cits.

title-home = Kas notiek ar jūsu ierakstiem
title-sign-in = Pieslēgties
title-link-sent = Ielūkojieties savā e-pastā
title-link = Pieslēgties
title-me = Mana izvēle
title-receipt = Jūsu apliecinājums
title-without-account = Iebilst bez konta
title-look-up = Atrast iebildumu
title-verify = Pārbaudīt apliecinājumu
title-refused = Tas neizdevās
title-languages = Valodas
languages-head = Valodas
languages-text = Izvēlieties šo lapu valodu. Tekstus angļu un nīderlandiešu valodā rakstījām mēs paši. Pārējās valodās tos ir iztulkojusi programma, un neviens, kas šajās valodās runā, vēl nav pārbaudījis katru vārdu. Ja kāds teksts nav skaidrs, noteicošais ir teksts angļu valodā.

month-1 = janvāris
month-2 = februāris
month-3 = marts
month-4 = aprīlis
month-5 = maijs
month-6 = jūnijs
month-7 = jūlijs
month-8 = augusts
month-9 = septembris
month-10 = oktobris
month-11 = novembris
month-12 = decembris
date = { $year }. gada { $day }. { $month }

## Kas notiek ar ierakstiem

home-head = { $controller }: kas notiek ar jūsu ierakstiem
home-lead = Šajā lapā varat izlasīt, kam tiek izmantoti jūsu ieraksti. Jūs varat pateikt „nē”. Jums nav jāpaskaidro, kāpēc.
right-head = Jums ir tiesības iebilst
right-text = Jūs vienmēr varat iebilst pret savu ierakstu izmantošanu. Jums nav jānorāda iemesls un nav jāsūta dokumenti. Pēc pieslēgšanās pietiek ar vienu klikšķi. Iebildums ir spēkā no brīža, kad mēs to saņemam.
right-object = Iebilst
right-without-account = Iebilst bez konta
uses-head = Kam tiek izmantoti jūsu ieraksti
what = Kas notiek
why = Kāpēc
since = Sākums
basis = Juridiskais pamats
basis-A6-1-a = Jūsu piekrišana, VDAR 6. panta 1. punkta a) apakšpunkts. Bez jūsu piekrišanas tas nenotiek.
basis-A6-1-b = Līgums ar jums, VDAR 6. panta 1. punkta b) apakšpunkts.
basis-A6-1-c = Juridisks pienākums, VDAR 6. panta 1. punkta c) apakšpunkts.
basis-A6-1-d = Dzīvības aizsardzība, VDAR 6. panta 1. punkta d) apakšpunkts.
basis-A6-1-e = Uzdevums sabiedrības interesēs, VDAR 6. panta 1. punkta e) apakšpunkts.
basis-A6-1-f = Mūsu pašu leģitīmās intereses, VDAR 6. panta 1. punkta f) apakšpunkts. Jūs varat iebilst.
basis-none = Juridiskais pamats nav noteikts, tāpēc tas nenotiek.
does-head = Ko iebildums maina
does-now = No brīža, kad saņemam iebildumu, mēs jūsu ierakstus vairs neizvēlamies nekam jaunam.
does-corpus = Kad nākamreiz sāksim apmācību, jūsu ierakstu tajā nebūs.
does-others = Ja citi ir citējuši jūsu ierakstus, mēs šos citātus no viņu ierakstiem izgriežam.
does-not-head = Ko iebildums nemaina
does-not-model = Modelis, kas jau ir mācījies, pats no sevis neaizmirst. Ja vēlaties, lai tas aizmirst, lūdziet mums dzēst jūsu datus.
does-not-remove = Jūsu ieraksti paliek platformā. Tur tos var dzēst tikai jūs vai platforma.
rights-head = Jūsu citas tiesības
rights-text = Pēc pieslēgšanās varat arī apskatīt un lejupielādēt savus datus, lūgt mums tos dzēst, lūgt apturēt to izmantošanu vai paziņot, ka tie ir nepareizi.
rights-clock = Mēs atbildam viena mēneša laikā. Ja mums vajag vairāk laika, mēs to jums paziņojam šī mēneša laikā un norādām iemeslu.

## Pieslēgšanās

sign-in-head = Pieslēgties
sign-in-text = Ierakstiet sava konta e-pasta adresi. Mēs jums nosūtīsim saiti. Parole nav vajadzīga.
sign-in-address = E-pasta adrese
sign-in-send = Nosūtīt man saiti
sign-in-none = Vai jums šeit nav konta?
sign-in-again = Šim solim mēs lūdzam jūs pieslēgties vēlreiz, lai neviens cits to nevarētu izdarīt jūsu vārdā.
sign-in-letter = Vai ar saiti vēstulē
sign-in-oidc = Pieslēgties ar savas organizācijas kontu
link-sent-head = Ielūkojieties savā e-pastā
link-sent-text = Ja mēs šo adresi zinām, saite jau ir ceļā. Tā darbojas { $minutes ->
    [zero] { $minutes } minūtes
    [one] { $minutes } minūti
   *[other] { $minutes } minūtes
} un tikai vienu reizi.
link-sent-none = Vai vēstules nav? Tad mēs šo adresi, iespējams, nezinām. Jūs tik un tā varat iebilst:
link-head = Pieslēgties
link-text = Lai pieslēgtos, pietiek ar vienu klikšķi. Šī saite darbojas tikai vienu reizi.
link-button = Pieslēgties tagad
letter-subject = Jūsu saite, lai pieslēgtos
letter-text =
    Labdien!

    Jūs lūdzāt saiti, lai pieslēgtos ({ $controller }). Šeit tā ir:

    { $link }

    Tā darbojas { $minutes ->
        [zero] { $minutes } minūtes
        [one] { $minutes } minūti
       *[other] { $minutes } minūtes
    } un tikai vienu reizi.
    Vai jūs to nelūdzāt? Tad varat šo vēstuli izmest.

## Paziņojums, ko nosūta

notice-subject = Ko { $controller } vēlas darīt ar jūsu ierakstiem
notice-hello = Labdien!
notice-lead = { $controller } vēlas izmantot to, ko jūs publicējāt. Lūdzu, izlasiet, kas notiks.
notice-use = { $name }: { $what }
notice-why = Kāpēc: { $why }
notice-basis = Juridiskais pamats: { $basis }
notice-start = Tas nesāksies agrāk par šo dienu: { $date }.
notice-object = Jums ir tiesības iebilst, un jums nav jānorāda iemesls. Pēc pieslēgšanās šeit pietiek ar vienu klikšķi:
notice-consent = Bez jūsu piekrišanas tas nenotiek. Atbildēt varat šeit:
notice-rights = Tajā pašā lapā varat apskatīt un lejupielādēt savus datus, lūgt mums tos dzēst vai labot vai lūgt apturēt to izmantošanu.

## Mana izvēle

me-head = Mana izvēle
me-done = Mēs to esam reģistrējuši. Tas ir spēkā no šī brīža.
me-done-receipt = Jūsu apliecinājums
me-object-text = Ar vienu klikšķi varat iebilst pret visu savu ierakstu jebkādu izmantošanu. Jums nav jāsaka, kāpēc.
me-object-all = Iebilst pret jebkādu izmantošanu
me-objects-all = Jūs iebilstat pret jebkādu savu ierakstu izmantošanu. Mēs tos neizmantojam.
me-objections = Mani iebildumi
me-state = Stāvoklis
me-receipt = apliecinājums { $index }
me-withdraw-objection = Atsaukt šo iebildumu
every-purpose = Jebkāda izmantošana
scope-person = visi mani ieraksti
scope-account = viens konts
scope-items = daži ieraksti
objection-received = Saņemts. Tas jau ir spēkā. Jūs vēl saņemsiet atbildi.
objection-accepted = Pieņemts. Mēs šos ierakstus neizmantojam.
objection-rejected_compelling = Noraidīts. Mēs jums paskaidrojām, kāpēc. Jūs varat iesniegt sūdzību, un jūs varat vērsties tiesā.
objection-withdrawn = Jūs to atsaucāt.
me-consent = Jūsu atbilde:
consent-given = jā
consent-renewed = jā
consent-withdrawn = nē, jūs atsaucāt piekrišanu
consent-refused = nē
me-objected = Jūs iebilstat pret šo izmantošanu. Mēs jūsu ierakstus tai neizmantojam.
me-consent-ask = Vai jūs to atļaujat?
me-not-asked = Jūs atbildējāt „nē”. Mēs jums nejautāsim vēlreiz agrāk par šo dienu:
me-changed-mind = Es pārdomāju
me-yes = Jā, es to atļauju
me-no = Nē, es to neatļauju
me-withdraw-consent = Atsaukt piekrišanu
me-object-one = Iebilst pret šo izmantošanu
me-less = Iebilst tikai par daļu manu ierakstu
me-less-text = Jūs varat iebilst arī tikai par vienu kontu vai tikai par dažiem ierakstiem.
me-less-account = Iebilst par šo kontu: { $account }
me-less-items = Ierakstu numuri, katrs savā rindā
me-less-items-button = Iebilst par šiem ierakstiem
me-rights = Manas citas tiesības
me-data = Lejupielādēt manus datus
me-erase = Lūgt dzēst manus datus
me-restrict = Lūgt apturēt izmantošanu
me-contest = Paziņot, ka mani dati ir nepareizi
me-rectify = Lūgt labot manus datus
me-rectify-text = Kas ir nepareizi, un kā ir pareizi?
me-restricted = Mēs esam apturējuši jūsu datu izmantošanu, kā jūs lūdzāt.
me-contested = Jūs paziņojāt, ka jūsu dati ir nepareizi. Kamēr mēs to pārbaudām, to izmantošana ir apturēta.
erasure-received = Jūs lūdzāt mums dzēst jūsu datus. Jūsu ierakstus mēs vairs neizmantojam.
erasure-granted = Mēs dzēšam jūsu datus vai jau esam tos izdzēsuši.
erasure-refused = Mēs jūsu datus neizdzēsām. Mēs jums paskaidrojām, kāpēc. Jūs varat iesniegt sūdzību, un jūs varat vērsties tiesā.
me-events = Viss, ko esam par jums reģistrējuši
me-no-events = Vēl nekas.

## Mani ieraksti

nav-posts = Mani ieraksti
title-me-posts = Kas noticis ar maniem ierakstiem
posts-head = Kas noticis ar maniem ierakstiem
posts-text = Pie katra ieraksta varat izlasīt, kas tika nolemts un saskaņā ar kuru noteikumu. Lejupielādes failā ir viss.
posts-count = { $count ->
    [0] Mēs nezinām nevienu jūsu ierakstu.
    [zero] Mēs zinām { $count } jūsu ierakstus.
    [one] Mēs zinām { $count } jūsu ierakstu.
   *[other] Mēs zinām { $count } jūsu ierakstus.
}
posts-used = { $count ->
    [0] Neviens no tiem netiek izmantots.
    [zero] No tiem tiek izmantoti { $count }.
    [one] No tiem tiek izmantots { $count }.
   *[other] No tiem tiek izmantoti { $count }.
}
posts-refused = { $count ->
    [0] Neiekļautu ierakstu nav.
    [zero] Nav iekļauti { $count }.
    [one] Nav iekļauts { $count }.
   *[other] Nav iekļauti { $count }.
}
posts-more = Šeit ir paši jaunākie ieraksti ({ $count }). Lejupielādes failā ir visi.
posts-none = Pagaidām vēl nav ko parādīt.
posts-number = Ieraksta numurs
posts-because = Kāpēc
posts-cure = Kas to mainītu:
posts-changed = Izņemts
posts-corpus = Datu kopā
posts-model = Lasījis modelis
use-used = Izmantots
use-used_in_part = Izmantots bez tā, kas ir par citiem
use-held = Netiek izmantots: vispirms tas jāapskata cilvēkam
use-refused = Netiek izmantots
use-undecided = Vēl nav izlemts
transform-MASK_IDENTIFIER = citu cilvēku numuri un adreses
transform-REDACT_SPAN = tas, kas ir par citiem
transform-REMOVE_CHILD = tas, kas ir par bērniem

## Apliecinājumi

object-button = Iebilst
receipt-head = Jūsu apliecinājums
receipt-text = Saglabājiet šo apliecinājumu. Tas pierāda, ko un kad jūs teicāt. Neviens to vēlāk nevar mainīt, arī mēs ne.
receipt-act = Kas tika pateikts
receipt-at = Saņemts
receipt-purpose = Par ko
receipt-reference = Atsauces kods
receipt-due = Atbildēsim ne vēlāk kā šajā dienā:
receipt-index = Numurs žurnālā
receipt-root = Žurnāla digitālais nospiedums
receipt-log = Žurnāla nosaukums
receipt-download = Lejupielādēt apliecinājumu
receipt-keep = Ar atsauces kodu varat atrast savu iebildumu. Mēs šo lapu rādām tikai vienu stundu, tāpēc pierakstiet kodu vai lejupielādējiet apliecinājumu.

## Bez konta

without-head = Iebilst bez konta
without-text = Citi var rakstīt par jums vai rādīt jūs. Arī pret to varat iebilst. Jums nav vajadzīgs konts, un jums nav jānorāda iemesls. Aizpildiet vismaz vienu lauku. Katrā vajag vismaz trīs burtus.
without-wrong = Aizpildiet vismaz vienu lauku. Tajā jābūt vismaz trim un ne vairāk kā 200 burtiem.
without-name = Jūsu vārds un uzvārds, kā to raksta citi
without-name-why = Mēs šo vārdu meklējam tekstos. Nekam citam mēs to neizmantojam.
without-handle = Vārds, ko lietojat internetā
without-handle-why = Bez @ zīmes priekšā.
without-link = Saite uz ierakstu vai attēlu, kur jūs var redzēt vai kur par jums ir rakstīts
without-link-why = Tikai tad, ja jums tāda ir.
without-after = Nākamajā lapā jūs saņemsiet apliecinājumu.

## Meklēšana

look-up-head = Atrast iebildumu
look-up-text = Vai jūs iebildāt bez konta? Ierakstiet sava apliecinājuma atsauces kodu. Pēc vārda šeit neviens meklēt nevar.
look-up-reference = Atsauces kods
look-up-button = Meklēt
look-up-stands = Šāds iebildums ir, un tas ir spēkā.
look-up-none = Ar šo atsauces kodu nav neviena bez konta iesniegta iebilduma. Iespējams, tas ir atsaukts vai arī kods ir nepareizs.
look-up-account = Vai jums ir konts? Pieslēdzieties, lai redzētu savus iebildumus.

## Apliecinājuma pārbaude

verify-head = Pārbaudīt apliecinājumu
verify-text = Izvēlieties sava apliecinājuma failu vai ielīmējiet tā tekstu. Mēs pārbaudīsim, vai tas ir īsts un nav mainīts. Mēs to nesaglabājam.
verify-file = Fails
verify-paste = Vai faila teksts
verify-button = Pārbaudīt
verify-good = Apliecinājums ir īsts
verify-bad = Šis apliecinājums nav derīgs
verify-bad-why = Kāpēc:
verify-erased = Teksts ir izdzēsts. Ir palicis tikai pierādījums, ka šeit kaut kas bija.
verify-alone-head = Pārbaudiet to bez mums
verify-alone-text = Ir lapa, kas pārbauda apliecinājumu jūsu pašu ierīcē. Tā neko nesūta. Saglabājiet šo lapu, un tā darbosies arī bez interneta.
verify-alone-open = Atvērt lapu, kas darbojas bez mums
verify-alone-save = Viss notiek jūsu ierīcē. Nekas netiek sūtīts. Saglabājiet šo lapu, lai to lietotu bez interneta.
verify-alone-key = Žurnāla publiskā atslēga
verify-alone-none = Vispirms izvēlieties failu vai ielīmējiet tekstu.
verify-alone-cannot = Šī pārlūkprogramma pārbaudi veikt nevar. Lietojiet programmu „grondslag verify”.
verify-offline = Jums nav mums jātic. Ikviens var pārbaudīt apliecinājumu savā datorā, bez mums, ar programmu „grondslag verify” un šo publisko atslēgu:

## Kad kaut kas neizdodas

refused-home = Uz pirmo lapu
refused-bad-facts = Fakti nav pilnīgi
refused-bad-facts-do = Izlabojiet tos un nosūtiet vēlreiz.
refused-bad-request = Veidlapā kaut kā trūkst
refused-bad-request-do = Atgriezieties, apskatiet veidlapu un nosūtiet to vēlreiz. Nekas netika reģistrēts.
refused-bad-stamp = Šī veidlapa ir pārāk veca
refused-bad-stamp-do = Atveriet lapu vēlreiz un aizpildiet veidlapu tur. Nekas netika reģistrēts.
refused-not-lawful = Modelis pašlaik nedrīkst atbildēt
refused-not-lawful-do = Likums to šobrīd neatļauj. Atbildē ir teikts, kas to mainītu.
refused-not-admitted = Pieslēgties neizdevās
refused-not-admitted-do = Mēģiniet vēlreiz vai jautājiet tam, kas pārvalda kontus. Nekas netika reģistrēts.
refused-changed = Kopš jūs to redzējāt, tas ir mainīts
refused-changed-do = Atveriet lapu vēlreiz un apskatiet, kas tur redzams tagad. Nekas netika reģistrēts.
refused-bad-link = Šī saite vairs nedarbojas
refused-bad-link-do = Saite darbojas vienu reizi un tikai īsu laiku. Palūdziet jaunu.
refused-not-signed-in = Vispirms jāpieslēdzas
refused-not-signed-in-do = Pieslēdzieties un mēģiniet vēlreiz. Nekas netika reģistrēts.
refused-not-found = Šeit nekā nav
refused-not-found-do = Pārbaudiet adresi vai dodieties uz pirmo lapu.
refused-not-allowed = Šeit to izdarīt nevar
refused-not-allowed-do = Dodieties uz pirmo lapu un mēģiniet no turienes.
refused-too-slow = Tas ilga pārāk ilgi
refused-too-slow-do = Mēģiniet vēlreiz. Nekas netika reģistrēts.
refused-too-large = Tas ir pārāk liels
refused-too-large-do = Apliecinājums ir mazs fails. Izvēlieties citu.
refused-wrong-type = Mēs to nevaram nolasīt
refused-wrong-type-do = Nosūtiet veidlapu no lapas.
refused-too-often = Tas bija pārāk bieži
refused-too-often-do = Pagaidiet vienu minūti un mēģiniet vēlreiz. Nekas netika reģistrēts.
refused-unavailable = Pašlaik tas nedarbojas
refused-unavailable-do = Nekas netika reģistrēts. Mēģiniet vēlreiz pēc minūtes.

## Ko var pateikt

act-accuracy_contested = Jūs paziņojāt, ka jūsu dati ir nepareizi
act-accuracy_settled = Mēs noskaidrojām, vai jūsu dati ir pareizi
act-consent_given = Jūs atbildējāt „jā”
act-consent_refused = Jūs atbildējāt „nē”
act-consent_withdrawn = Jūs atsaucāt piekrišanu
act-erasure_granted = Mēs piekritām dzēst jūsu datus
act-erasure_refused = Mēs nepiekritām dzēst jūsu datus
act-erasure_requested = Jūs lūdzāt mums dzēst jūsu datus
act-forgotten = Modelis jūs aizmirsa
act-notice_delivered = Mēs jums nosūtījām paziņojumu
act-notice_failed = Paziņojums jūs nesasniedza
act-objection = Jūs iebildāt
act-objection_accepted = Mēs pieņēmām jūsu iebildumu
act-objection_rejected = Mēs noraidījām jūsu iebildumu
act-objection_resolved = Mēs noskaidrojām, ka kāds iebildums ir jūsu
act-objection_withdrawn = Jūs atsaucāt savu iebildumu
act-restriction_lifted = Apturēšana beidzās
act-restriction_requested = Jūs lūdzāt apturēt datu izmantošanu
act-assessment_approved = Tika apstiprināts novērtējums
act-corpus_purged = Tika iztīrīta datu kopa
act-corpus_sealed = Tika slēgta datu kopa
act-erased = Kaut kas tika izdzēsts
act-model_trained = Tika apmācīts modelis
act-order = Iestāde izdeva rīkojumu
act-order_lifted = Rīkojums zaudēja spēku
act-purpose_registered = Tika reģistrēts izmantošanas veids
act-run_started = Tika sākta apstrāde
act-run_stopped = Tika apturēta apstrāde
act-access_requested = Jūs jautājāt, kādus datus par jums glabājam
act-accounts_linked = Mēs uzzinājām, ka konti ir jūsu
act-accounts_unlinked = Mēs uzzinājām, ka konti nav jūsu
act-assessment_withdrawn = Kāds novērtējums vairs nav spēkā
act-breach_notified = Kādam tika paziņots par datu noplūdi
act-breach_recorded = Tika reģistrēta datu noplūde
act-complaint_closed = Sūdzības izskatīšana ir pabeigta
act-complaint_received = Tika saņemta sūdzība
act-establishment_set = Tika noteikts, kura iestāde ir vadošā
act-findings_reviewed = Cilvēks apskatīja jūsu ierakstu, jo programma nebija pārliecināta
act-notice_published = Tika publicēts paziņojums
act-notice_seen = Jūs apskatījāt paziņojumu
act-notice_sent = Jums tika nosūtīts paziņojums
act-order_appealed = Kāds pārsūdzēja rīkojumu tiesā
act-order_task_done = Tika izdarīts kaut kas, ko prasa rīkojums
act-portability_requested = Jūs lūdzāt savus datus, lai tos paņemtu līdzi
act-purpose_ended = Kāds izmantošanas veids tika izbeigts
act-recipient_acknowledged = Datu saņēmējs izpildīja jūsu izvēli
act-recipient_notified = Mēs paziņojām datu saņēmējam par jūsu izvēli
act-rectification_made = Mēs izlabojām to, ko jūs lūdzāt
act-rectification_requested = Jūs lūdzāt mums kaut ko izlabot
act-report_delivered = Iestāde saņēma ziņojumu
act-request_extended = Mēs jums paziņojām, ka mums vajag vairāk laika
act-request_replied = Mēs atbildējām uz jūsu pieprasījumu
act-staff_acted = Kāds mūsu darbinieks kaut ko izdarīja
