### Testi tal-portal bil-Malti, fil-livell B1. Kull ċavetta hawn tinsab ukoll fil-fajls l-oħra ta’ dan il-folder.

## F’kull paġna

skip = Aqbeż għat-test
brand = · il-posts tiegħek u l-intelliġenza artifiċjali
nav = Paġni
nav-me = L-għażliet tiegħi
nav-sign-in = Idħol
nav-sign-out = Oħroġ
nav-without-account = M’għandix kont
nav-look-up = Fittex oġġezzjoni
nav-verify = Iċċekkja rċevuta
nav-language = Lingwa
footer-contact = Responsabbli għal dan: { $name }. Iktbilna: { $contact }.
footer-officer = L-uffiċjal tal-protezzjoni tad-data tagħna: { $officer }.
footer-complain = It-tweġiba tagħna ma tissodisfakx? Tista’ tagħmel ilment lill-awtorità superviżorja ({ $authority }), u tista’ tmur il-qorti. Xi ħadd ieħor jista’ jagħmel dan f’ismek.

title-home = X’isir bil-posts tiegħek
title-sign-in = Idħol
title-link-sent = Ara l-email tiegħek
title-link = Idħol
title-me = L-għażliet tiegħi
title-receipt = L-irċevuta tiegħek
title-without-account = Oġġezzjona mingħajr kont
title-look-up = Fittex oġġezzjoni
title-verify = Iċċekkja rċevuta
title-refused = Dan ma rnexxiex
title-languages = Lingwi
languages-head = Lingwi
languages-text = Agħżel il-lingwa ta’ dawn il-paġni. It-testi bl-Ingliż u bl-Olandiż ktibniehom aħna. Il-lingwi l-oħra ġew tradotti minn programm, u ħadd li jitkellimhom għadu ma ċċekkja kull kelma. Jekk test ma jkunx ċar, jgħodd dak bl-Ingliż.

month-1 = Jannar
month-2 = Frar
month-3 = Marzu
month-4 = April
month-5 = Mejju
month-6 = Ġunju
month-7 = Lulju
month-8 = Awwissu
month-9 = Settembru
month-10 = Ottubru
month-11 = Novembru
month-12 = Diċembru
date = { $day } ta’ { $month } { $year }

## X’isir bil-posts

home-head = { $controller }: x’isir bil-posts tiegħek
home-lead = F’din il-paġna taqra għalxiex jintużaw il-posts tiegħek. Tista’ tgħid le. M’għandekx għalfejn tispjega għaliex.
right-head = Għandek id-dritt li toġġezzjona
right-text = Tista’ dejjem toġġezzjona għall-użu tal-posts tiegħek. M’għandekx għalfejn tagħti raġuni jew tibgħat dokument. Wara li tidħol, biżżejjed klikk waħda. L-oġġezzjoni tgħodd mill-mument li nirċevuha.
right-object = Oġġezzjona
right-without-account = Oġġezzjona mingħajr kont
uses-head = Għalxiex jintużaw il-posts tiegħek
what = X’isir
why = Għaliex
since = Mid-data
basis = Bażi legali
basis-A6-1-a = Il-kunsens tiegħek, l-Artikolu 6(1)(a) tal-GDPR. Mingħajr l-iva tiegħek ma jsirx.
basis-A6-1-b = Kuntratt miegħek, l-Artikolu 6(1)(b) tal-GDPR.
basis-A6-1-c = Obbligu legali, l-Artikolu 6(1)(c) tal-GDPR.
basis-A6-1-d = Biex tiġi mħarsa ħajja, l-Artikolu 6(1)(d) tal-GDPR.
basis-A6-1-e = Kompitu fl-interess pubbliku, l-Artikolu 6(1)(e) tal-GDPR.
basis-A6-1-f = L-interess leġittimu tagħna, l-Artikolu 6(1)(f) tal-GDPR. Tista’ toġġezzjona.
basis-none = L-ebda bażi legali ma ġiet stabbilita, għalhekk ma jsirx.
does-head = X’tagħmel oġġezzjoni
does-now = Mill-mument li nirċevuha, il-posts tiegħek ma jintgħażlu għal xejn ġdid.
does-corpus = Id-darba li jmiss li nibdew inħarrġu mudell, il-posts tiegħek jitħallew barra.
does-others = Dak li ħaddieħor jikkwota mill-posts tiegħek jitneħħa mill-posts tiegħu.
does-not-head = X’ma tagħmilx oġġezzjoni
does-not-model = Mudell li diġà tgħallem ma jinsiex waħdu. Jekk trid dan, itlobna nħassru d-data tiegħek.
does-not-remove = Il-posts tiegħek jibqgħu fuq il-pjattaforma. Int jew il-pjattaforma biss tistgħu tneħħuhom minn hemm.
rights-head = Id-drittijiet l-oħra tiegħek
rights-text = Wara li tidħol tista’ wkoll tara u tniżżel id-data tiegħek, titlobna nħassruha, titlobna nieqfu għal xi żmien, jew tgħidilna li hija żbaljata.
rights-clock = Inwieġbu fi żmien xahar. Jekk ikollna bżonn aktar żmien, ngħidulek f’dak ix-xahar u nagħtuk ir-raġuni.

## Kif tidħol

sign-in-head = Idħol
sign-in-text = Ikteb l-indirizz tal-email tal-kont tiegħek. Nibagħtulek link. M’għandekx bżonn password.
sign-in-address = Indirizz tal-email
sign-in-send = Ibagħtuli link
sign-in-none = M’għandekx kont hawn?
sign-in-again = Għal dan il-pass nitolbuk terġa’ tidħol, biex ħadd ieħor ma jkun jista’ jagħmlu f’ismek.
sign-in-letter = Jew b’link f’email
sign-in-oidc = Idħol permezz tal-organizzazzjoni tiegħek
link-sent-head = Ara l-email tiegħek
link-sent-text = Jekk nafu dan l-indirizz, hemm link fi triqtu lejk. Jaħdem għal { $minutes ->
    [one] minuta waħda
    [two] { $minutes } minuti
    [few] { $minutes } minuti
    [many] { $minutes }-il minuta
   *[other] { $minutes } minuta
} u darba biss.
link-sent-none = Ma wasalx email? Mela forsi ma nafux dan l-indirizz. Xorta tista’ toġġezzjona:
link-head = Idħol
link-text = Klikk waħda, u tkun dħalt. Dan il-link jaħdem darba biss.
link-button = Idħol issa
letter-subject = Il-link tiegħek biex tidħol
letter-text =
    Merħba,

    Tlabt link biex tidħol ({ $controller }). Hawn hu:

    { $link }

    Jaħdem għal { $minutes ->
        [one] minuta waħda
        [two] { $minutes } minuti
        [few] { $minutes } minuti
        [many] { $minutes }-il minuta
       *[other] { $minutes } minuta
    } u darba biss.
    Ma tlabtux int? Mela tista’ tħassar din l-ittra.

## L-avviż li jintbagħat

notice-subject = { $controller }: x’irridu nagħmlu bil-posts tiegħek
notice-hello = Merħba,
notice-lead = { $controller }: irridu nużaw dak li ppostjajt. Jekk jogħġbok aqra x’se jsir.
notice-use = { $name }: { $what }
notice-why = Għaliex: { $why }
notice-basis = Bażi legali: { $basis }
notice-start = Ma jibdiex qabel din id-data: { $date }.
notice-object = Għandek id-dritt li toġġezzjona, u m’għandekx għalfejn tagħti raġuni. Wara li tidħol hawn, biżżejjed klikk waħda:
notice-consent = Mingħajr l-iva tiegħek ma jsirx. Tista’ twieġeb hawn:
notice-rights = Fl-istess paġna tista’ tara u tniżżel id-data tiegħek, titlobna nħassruha jew nikkoreġuha, jew titlobna nieqfu għal xi żmien.

## L-għażliet tiegħi

me-head = L-għażliet tiegħi
me-done = Irreġistrajnieh. Jgħodd minn issa.
me-done-receipt = L-irċevuta tiegħek
me-object-text = Bi klikk waħda tista’ toġġezzjona għal kull użu tal-posts kollha tiegħek. M’għandekx għalfejn tgħid għaliex.
me-object-all = Oġġezzjona għal kull użu
me-objects-all = Int oġġezzjonajt għal kull użu tal-posts tiegħek. Inħalluhom barra.
me-objections = L-oġġezzjonijiet tiegħi
me-state = Status
me-receipt = irċevuta { $index }
me-withdraw-objection = Irtira din l-oġġezzjoni
every-purpose = Kull użu
scope-person = il-posts kollha tiegħi
scope-account = kont wieħed
scope-items = xi posts
objection-received = Waslet għandna. Diġà tgħodd. Għad tirċievi tweġiba.
objection-accepted = Aċċettata. Inħallu barra dawn il-posts.
objection-rejected_compelling = Miċħuda. Għednielek għaliex. Tista’ tagħmel ilment, u tista’ tmur il-qorti.
objection-withdrawn = Irtirajtha.
me-consent = It-tweġiba tiegħek:
consent-given = iva
consent-renewed = iva
consent-withdrawn = le, irtirajt l-iva tiegħek
consent-refused = le
me-objected = Int oġġezzjonajt għal dan l-użu. Il-posts tiegħek jitħallew barra.
me-consent-ask = Tippermetti dan?
me-not-asked = Għidt le. Ma nerġgħux nistaqsuk qabel din id-data:
me-changed-mind = Bdilt fehmti
me-yes = Iva, nippermettih
me-no = Le, ma nippermettihx
me-withdraw-consent = Irtira l-iva tiegħi
me-object-one = Oġġezzjona għal dan l-użu
me-less = Oġġezzjoni dwar parti mill-posts tiegħi biss
me-less-text = Tista’ toġġezzjona wkoll dwar kont wieħed, jew dwar xi posts biss.
me-less-account = Oġġezzjona dwar il-kont { $account }
me-less-items = In-numri tal-posts, wieħed f’kull linja
me-less-items-button = Oġġezzjona dwar dawn il-posts
me-rights = Id-drittijiet l-oħra tiegħi
me-data = Niżżel id-data tiegħi
me-erase = Itlob li titħassar id-data tiegħi
me-restrict = Itlob waqfa temporanja
me-contest = Għid li d-data tiegħi hija żbaljata
me-rectify = Itlob li tiġi kkoreġuta d-data tiegħi
me-rectify-text = X’inhu ħażin, u x’inhu t-tajjeb?
me-restricted = Waqqafna għal xi żmien l-użu tad-data tiegħek, kif tlabt.
me-contested = Għidt li d-data tiegħek hija żbaljata. Inwaqqfu l-użu tagħha waqt li niċċekkjaw.
erasure-received = Tlabtna nħassru d-data tiegħek. Il-posts tiegħek diġà tħallew barra.
erasure-granted = Qed inħassru d-data tiegħek, jew diġà ħassarnieha.
erasure-refused = Ma ħassarniex id-data tiegħek. Għednielek għaliex. Tista’ tagħmel ilment, u tista’ tmur il-qorti.
me-events = Dak kollu li rreġistrajna dwarek
me-no-events = Għad m’hemm xejn.

## Il-posts tiegħi

nav-posts = Il-posts tiegħi
title-me-posts = X’sar bil-posts tiegħi
posts-head = X’sar bil-posts tiegħi
posts-text = Għal kull post taqra x’ġie deċiż, u skont liema regola. Fil-fajl li tniżżel issib kollox.
posts-count = { $count ->
    [0] Ma nafu bl-ebda post tiegħek.
    [one] Nafu dwar post wieħed tiegħek.
    [two] Nafu dwar { $count } posts tiegħek.
    [few] Nafu dwar { $count } posts tiegħek.
    [many] Nafu dwar { $count }-il post tiegħek.
   *[other] Nafu dwar { $count } post tiegħek.
}
posts-used = { $count ->
    [0] L-ebda wieħed minnhom ma jintuża.
    [one] Wieħed minnhom jintuża.
    [two] { $count } minnhom jintużaw.
    [few] { $count } minnhom jintużaw.
    [many] { $count } minnhom jintużaw.
   *[other] { $count } minnhom jintużaw.
}
posts-refused = { $count ->
    [0] L-ebda wieħed ma jitħalla barra.
    [one] Wieħed jitħalla barra.
    [two] { $count } jitħallew barra.
    [few] { $count } jitħallew barra.
    [many] { $count } jitħallew barra.
   *[other] { $count } jitħallew barra.
}
posts-more = Hawn issib l-aktar posts ġodda ({ $count }). Fil-fajl li tniżżel issibhom kollha.
posts-none = Għad m’hemm xejn x’nuru.
posts-number = Numru tal-post
posts-because = Għaliex
posts-cure = X’jista’ jibdel dan:
posts-changed = Imneħħi
posts-corpus = F’ġabra
posts-model = Moqri minn mudell
use-used = Jintuża
use-used_in_part = Jintuża, mingħajr dak li hu dwar ħaddieħor
use-held = Ma jintużax: l-ewwel irid jarah xi ħadd
use-refused = Ma jintużax
use-undecided = Għadu mhux deċiż
transform-MASK_IDENTIFIER = numri u indirizzi ta’ ħaddieħor
transform-REDACT_SPAN = dak li hu dwar ħaddieħor
transform-REMOVE_CHILD = dak li hu dwar it-tfal

## Irċevuti

object-button = Oġġezzjona
receipt-head = L-irċevuta tiegħek
receipt-text = Żomm din l-irċevuta. Hija prova ta’ x’għidt u meta. Ħadd ma jista’ jibdilha aktar tard, lanqas aħna.
receipt-act = X’intqal
receipt-at = Data tal-wasla
receipt-purpose = Dwar
receipt-reference = Referenza
receipt-due = L-aħħar jum għat-tweġiba tagħna:
receipt-index = Numru fir-reġistru
receipt-root = Impronta tar-reġistru
receipt-log = Isem tar-reġistru
receipt-download = Niżżel l-irċevuta
receipt-keep = Bir-referenza tista’ tfittex l-oġġezzjoni tiegħek. Nuru din il-paġna għal siegħa biss, għalhekk ikteb ir-referenza jew niżżel l-irċevuta.

## Mingħajr kont

without-head = Oġġezzjona mingħajr kont
without-text = Ħaddieħor jista’ jikteb dwarek jew jurik. Tista’ toġġezzjona għal dan ukoll. M’għandekx bżonn kont, u m’għandekx għalfejn tagħti raġuni. Imla mill-inqas kaxxa waħda. F’kull kaxxa hemm bżonn tliet ittri jew aktar.
without-wrong = Imla mill-inqas kaxxa waħda, bi tliet ittri jew aktar u mhux aktar minn 200.
without-name = Ismek, kif jiktbuh l-oħrajn
without-name-why = Infittxu dan l-isem fit-testi. Ma nużawh għal xejn aktar.
without-handle = Isem li tuża online
without-handle-why = Mingħajr l-@ quddiemu.
without-link = Link għal post jew stampa fejn tidher
without-link-why = Biss jekk għandek wieħed.
without-after = Fil-paġna li jmiss tingħata rċevuta.

## Tiftix

look-up-head = Fittex oġġezzjoni
look-up-text = Oġġezzjonajt mingħajr kont? Ikteb ir-referenza tal-irċevuta tiegħek. Ħadd ma jista’ jfittex b’isem hawn.
look-up-reference = Referenza
look-up-button = Fittex
look-up-stands = Din l-oġġezzjoni hija fis-seħħ. Tgħodd.
look-up-none = B’din ir-referenza ma hemm l-ebda oġġezzjoni mingħajr kont. Jista’ jkun li ġiet irtirata, jew li r-referenza hija żbaljata.
look-up-account = Għandek kont? Idħol biex tara l-oġġezzjonijiet tiegħek.

## Kif tiċċekkja rċevuta

verify-head = Iċċekkja rċevuta
verify-text = Agħżel il-fajl tal-irċevuta tiegħek, jew waħħal it-test tiegħu. Niċċekkjaw jekk l-irċevuta hijiex vera u mhux mibdula. Ma nżommuhiex.
verify-file = Il-fajl
verify-paste = Jew it-test tal-fajl
verify-button = Iċċekkja
verify-good = L-irċevuta hija vera
verify-bad = Din l-irċevuta mhijiex valida
verify-bad-why = Għaliex:
verify-erased = It-test tħassar. Baqgħet biss il-prova li kien hemm xi ħaġa hawn.
verify-alone-head = Iċċekkjaha mingħajrna
verify-alone-text = Hemm paġna li tiċċekkja rċevuta fuq l-apparat tiegħek stess. Ma tibgħat xejn. Jekk tissejvjaha, taħdem ukoll mingħajr internet.
verify-alone-open = Iftaħ il-paġna li taħdem mingħajrna
verify-alone-save = Kollox isir fuq l-apparat tiegħek. Ma jintbagħat xejn. Issejvja din il-paġna biex tużaha mingħajr internet.
verify-alone-key = Ċavetta pubblika tar-reġistru
verify-alone-none = L-ewwel agħżel fajl jew waħħal it-test.
verify-alone-cannot = Dan il-brawżer ma jistax jagħmel il-kontroll. Uża l-programm “grondslag verify”.
verify-offline = M’għandekx għalfejn temminna. Kulħadd jista’ jiċċekkja l-irċevuta fuq il-kompjuter tiegħu stess, mingħajrna, bil-programm “grondslag verify” u b’din iċ-ċavetta pubblika:

## Meta xi ħaġa ma taħdimx

refused-home = Lejn l-ewwel paġna
refused-bad-facts = Il-fatti mhumiex kompluti
refused-bad-facts-do = Ikkoreġihom u erġa’ ibgħathom.
refused-bad-request = Hemm xi ħaġa nieqsa fil-formola
refused-bad-request-do = Erġa’ lura, ara l-formola u erġa’ ibgħatha. Ma ġie rreġistrat xejn.
refused-bad-stamp = Din il-formola hija qadima wisq
refused-bad-stamp-do = Erġa’ iftaħ il-paġna u imla l-formola hemm. Ma ġie rreġistrat xejn.
refused-not-lawful = Il-mudell ma jistax iwieġeb issa
refused-not-lawful-do = Il-liġi ma tippermettix dan bħalissa. It-tweġiba tgħid x’jista’ jibdel dan.
refused-not-admitted = Id-dħul ma rnexxiex
refused-not-admitted-do = Erġa’ pprova, jew staqsi lil min jieħu ħsieb il-kontijiet. Ma ġie rreġistrat xejn.
refused-changed = Inbidel minn meta rajtu
refused-changed-do = Erġa’ iftaħ il-paġna u ara x’turi issa. Ma ġie rreġistrat xejn.
refused-bad-link = Dan il-link ma għadux jaħdem
refused-bad-link-do = Link jaħdem darba, u għal ftit żmien. Itlob wieħed ġdid.
refused-not-signed-in = Għadek ma dħaltx
refused-not-signed-in-do = Idħol u erġa’ pprova. Ma ġie rreġistrat xejn.
refused-not-found = M’hemm xejn hawn
refused-not-found-do = Ara l-indirizz, jew mur fl-ewwel paġna.
refused-not-allowed = Dan ma jistax isir hawn
refused-not-allowed-do = Mur fl-ewwel paġna u pprova minn hemm.
refused-too-slow = Dan ħa wisq żmien
refused-too-slow-do = Erġa’ pprova. Ma ġie rreġistrat xejn.
refused-too-large = Dan huwa kbir wisq
refused-too-large-do = Irċevuta hija fajl żgħir. Agħżel fajl ieħor.
refused-wrong-type = Ma nistgħux naqraw dan
refused-wrong-type-do = Ibgħat il-formola mill-paġna.
refused-too-often = Dan sar wisq drabi
refused-too-often-do = Stenna minuta u erġa’ pprova. Ma ġie rreġistrat xejn.
refused-unavailable = Bħalissa mhux jaħdem
refused-unavailable-do = Ma ġie rreġistrat xejn. Erġa’ pprova wara minuta.

## X’jista’ jintqal

act-accuracy_contested = Għidt li d-data tiegħek hija żbaljata
act-accuracy_settled = Iddeċidejna jekk id-data tiegħek hijiex tajba
act-consent_given = Għidt iva
act-consent_refused = Għidt le
act-consent_withdrawn = Irtirajt l-iva tiegħek
act-erasure_granted = Qbilna li nħassru d-data tiegħek
act-erasure_refused = Ma qbilniex li nħassru d-data tiegħek
act-erasure_requested = Tlabtna nħassru d-data tiegħek
act-forgotten = Mudell nesiek
act-notice_delivered = Bgħatnielek avviż
act-notice_failed = Avviż ma wasalx għandek
act-objection = Oġġezzjonajt
act-objection_accepted = Aċċettajna l-oġġezzjoni tiegħek
act-objection_rejected = Ċħadna l-oġġezzjoni tiegħek
act-objection_resolved = Sirna nafu li oġġezzjoni hija tiegħek
act-objection_withdrawn = Irtirajt l-oġġezzjoni tiegħek
act-restriction_lifted = Il-waqfa temporanja ntemmet
act-restriction_requested = Tlabtna nieqfu għal xi żmien
act-assessment_approved = Ġiet approvata valutazzjoni
act-corpus_purged = Ġabra ġiet imnaddfa
act-corpus_sealed = Ġabra ngħalqet
act-erased = Tħassret xi ħaġa
act-model_trained = Ġie mħarreġ mudell
act-order = Awtorità tat ordni
act-order_lifted = Ordni ntemmet
act-purpose_registered = Ġie rreġistrat użu
act-run_started = Beda pproċessar
act-run_stopped = Waqaf ipproċessar
act-access_requested = Staqsejt x’data għandna dwarek
act-accounts_linked = Sirna nafu li xi kontijiet huma tiegħek
act-accounts_unlinked = Sirna nafu li xi kontijiet mhumiex tiegħek
act-assessment_withdrawn = Valutazzjoni ma għadhiex tgħodd
act-breach_notified = Xi ħadd ġie mgħarraf bi ksur tad-data
act-breach_recorded = Ġie rreġistrat ksur tad-data
act-complaint_closed = Ingħalaq ilment
act-complaint_received = Wasal ilment
act-establishment_set = Ġie stabbilit liema awtorità tmexxi
act-findings_reviewed = Xi ħadd ra post tiegħek, għax programm ma kienx ċert
act-notice_published = Ġie ppubblikat avviż
act-notice_seen = Rajt avviż
act-notice_sent = Intbagħatlek avviż
act-order_appealed = Xi ħadd mar il-qorti kontra ordni
act-order_task_done = Saret xi ħaġa li titlob ordni
act-portability_requested = Tlabt id-data tiegħek biex teħodha miegħek
act-purpose_ended = Intemm użu
act-recipient_acknowledged = Riċevitur segwa l-għażla tiegħek
act-recipient_notified = Għarrafna lil riċevitur bl-għażla tiegħek
act-rectification_made = Ikkoreġejna dak li tlabt
act-rectification_requested = Tlabtna nikkoreġu xi ħaġa
act-report_delivered = Awtorità rċeviet rapport
act-request_extended = Għednielek li għandna bżonn aktar żmien
act-request_replied = Weġibna t-talba tiegħek
act-staff_acted = Xi ħadd mill-persunal għamel xi ħaġa
