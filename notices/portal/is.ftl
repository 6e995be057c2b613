### Textar vefsins á íslensku, á stigi B1. Hver lykill er líka í hinum skránum í þessari möppu.

## Allar síður

skip = Beint í textann
brand = · færslurnar þínar og gervigreind
nav = Síður
nav-me = Mitt val
nav-sign-in = Innskráning
nav-sign-out = Útskráning
nav-without-account = Ég er ekki með aðgang
nav-look-up = Finna andmæli
nav-verify = Athuga kvittun
nav-language = Tungumál
footer-contact = { $name } er ábyrgðaraðili. Hafðu samband: { $contact }.
footer-officer = Persónuverndarfulltrúi okkar: { $officer }.
footer-complain = Finnst þér svar okkar ekki nógu gott? Þú getur kvartað til eftirlitsyfirvaldsins ({ $authority }) og þú getur leitað til dómstóla. Einhver annar má gera þetta fyrir þig.

title-home = Hvað er gert við færslurnar þínar
title-sign-in = Innskráning
title-link-sent = Skoðaðu tölvupóstinn þinn
title-link = Innskráning
title-me = Mitt val
title-receipt = Kvittunin þín
title-without-account = Andmæla án aðgangs
title-look-up = Finna andmæli
title-verify = Athuga kvittun
title-refused = Þetta tókst ekki
title-languages = Tungumál
languages-head = Tungumál
languages-text = Veldu tungumál þessara síðna. Ensku og hollensku textana skrifuðum við sjálf. Hin tungumálin þýddi forrit og enn hefur enginn sem talar þau farið yfir hvert orð. Ef texti er óskýr gildir sá enski.

month-1 = janúar
month-2 = febrúar
month-3 = mars
month-4 = apríl
month-5 = maí
month-6 = júní
month-7 = júlí
month-8 = ágúst
month-9 = september
month-10 = október
month-11 = nóvember
month-12 = desember
date = { $day }. { $month } { $year }

## Hvað er gert við færslur

home-head = { $controller }: Hvað er gert við færslurnar þínar
home-lead = Á þessari síðu stendur í hvað færslurnar þínar eru notaðar. Þú getur sagt nei. Þú þarft ekki að útskýra af hverju.
right-head = Þú átt rétt á að andmæla
right-text = Þú getur alltaf andmælt notkun á færslunum þínum. Þú þarft ekki að gefa ástæðu og ekki að senda skjal. Eftir innskráningu þarf aðeins einn smell. Andmælin gilda frá því að við fáum þau.
right-object = Andmæla
right-without-account = Andmæla án aðgangs
uses-head = Í hvað færslurnar þínar eru notaðar
what = Hvað er gert
why = Af hverju
since = Frá
basis = Lagagrundvöllur
basis-A6-1-a = Samþykki þitt, a-liður 1. mgr. 6. gr. persónuverndarreglugerðarinnar (GDPR). Þetta er ekki gert nema þú segir já.
basis-A6-1-b = Samningur við þig, b-liður 1. mgr. 6. gr. persónuverndarreglugerðarinnar (GDPR).
basis-A6-1-c = Lagaskylda, c-liður 1. mgr. 6. gr. persónuverndarreglugerðarinnar (GDPR).
basis-A6-1-d = Til að vernda líf, d-liður 1. mgr. 6. gr. persónuverndarreglugerðarinnar (GDPR).
basis-A6-1-e = Verk í þágu almannahagsmuna, e-liður 1. mgr. 6. gr. persónuverndarreglugerðarinnar (GDPR).
basis-A6-1-f = Okkar eigin lögmætu hagsmunir, f-liður 1. mgr. 6. gr. persónuverndarreglugerðarinnar (GDPR). Þú getur andmælt.
basis-none = Enginn lagagrundvöllur er ákveðinn og þess vegna er þetta ekki gert.
does-head = Hvað andmæli gera
does-now = Frá því að við fáum andmælin eru færslurnar þínar ekki valdar í neitt nýtt.
does-corpus = Næst þegar við byrjum að þjálfa verða færslurnar þínar ekki með.
does-others = Það sem aðrir vitna í úr færslunum þínum tökum við út úr færslum þeirra.
does-not-head = Hvað andmæli gera ekki
does-not-model = Líkan sem hefur þegar lært gleymir ekki af sjálfu sér. Biddu okkur um að eyða upplýsingum þínum ef þú vilt það.
does-not-remove = Færslurnar þínar verða áfram á miðlinum. Aðeins þú eða miðillinn getur fjarlægt þær þar.
rights-head = Önnur réttindi þín
rights-text = Eftir innskráningu getur þú líka séð og sótt upplýsingar þínar. Þú getur beðið okkur um að eyða þeim, beðið okkur um að gera hlé á notkuninni eða sagt að þær séu rangar.
rights-clock = Við svörum innan mánaðar. Ef við þurfum meiri tíma segjum við þér það innan þess mánaðar og af hverju.

## Innskráning

sign-in-head = Innskráning
sign-in-text = Skrifaðu netfang aðgangsins þíns. Við sendum þér hlekk. Þú þarft ekki lykilorð.
sign-in-address = Netfang
sign-in-send = Senda mér hlekk
sign-in-none = Ertu ekki með aðgang hér?
sign-in-again = Fyrir þetta skref biðjum við þig um að skrá þig inn aftur, svo að enginn annar geti gert þetta í þínu nafni.
sign-in-letter = Eða með hlekk í tölvupósti
sign-in-oidc = Skrá inn með aðgangi stofnunar eða fyrirtækis
link-sent-head = Skoðaðu tölvupóstinn þinn
link-sent-text = Ef við þekkjum þetta netfang er hlekkur á leiðinni. Hann gildir í { $minutes ->
    [one] { $minutes } mínútu
   *[other] { $minutes } mínútur
} og aðeins einu sinni.
link-sent-none = Kom enginn póstur? Þá þekkjum við kannski ekki þetta netfang. Þú getur samt andmælt:
link-head = Innskráning
link-text = Einn smellur og þá hefur þú skráð þig inn. Þessi hlekkur virkar aðeins einu sinni.
link-button = Skrá mig inn núna
letter-subject = Hlekkur til að skrá þig inn
letter-text =
    Góðan dag.

    Þú baðst um hlekk til að skrá þig inn. { $controller } sendir þér hann hér:

    { $link }

    Hann gildir í { $minutes ->
        [one] { $minutes } mínútu
       *[other] { $minutes } mínútur
    } og aðeins einu sinni.
    Baðst þú ekki um hann? Þá máttu eyða þessum pósti.

## Tilkynningin sem er send

notice-subject = Það sem { $controller } vill gera við færslurnar þínar
notice-hello = Góðan dag.
notice-lead = { $controller } vill nota það sem þú hefur birt. Lestu um hvað verður gert.
notice-use = { $name }: { $what }
notice-why = Af hverju: { $why }
notice-basis = Lagagrundvöllur: { $basis }
notice-start = Þetta byrjar ekki fyrir { $date }.
notice-object = Þú átt rétt á að andmæla og þú þarft ekki að gefa ástæðu. Eftir innskráningu hér þarf aðeins einn smell:
notice-consent = Þetta er ekki gert nema þú segir já. Þú getur svarað hér:
notice-rights = Á sömu síðu getur þú séð og sótt upplýsingar þínar. Þú getur líka beðið okkur um að eyða þeim, leiðrétta þær eða gera hlé á notkuninni.

## Mitt val

me-head = Mitt val
me-done = Við höfum skráð þetta. Það gildir frá og með núna.
me-done-receipt = Kvittunin þín
me-object-text = Þú getur andmælt allri notkun á öllum færslunum þínum með einum smelli. Þú þarft ekki að segja af hverju.
me-object-all = Andmæla allri notkun
me-objects-all = Þú hefur andmælt allri notkun á færslunum þínum. Við notum þær ekki.
me-objections = Andmæli mín
me-state = Staða
me-receipt = kvittun { $index }
me-withdraw-objection = Draga þessi andmæli til baka
every-purpose = Öll notkun
scope-person = allar færslurnar mínar
scope-account = einn aðgangur
scope-items = nokkrar færslur
objection-received = Móttekin. Þau eru þegar í gildi. Þú færð svar síðar.
objection-accepted = Samþykkt. Við notum ekki þessar færslur.
objection-rejected_compelling = Hafnað. Við höfum sagt þér af hverju. Þú getur kvartað og þú getur leitað til dómstóla.
objection-withdrawn = Þú hefur dregið þau til baka.
me-consent = Svar þitt:
consent-given = já
consent-renewed = já
consent-withdrawn = nei, þú hefur afturkallað samþykki þitt
consent-refused = nei
me-objected = Þú hefur andmælt þessari notkun. Færslurnar þínar eru ekki með.
me-consent-ask = Leyfir þú þetta?
me-not-asked = Þú sagðir nei. Við spyrjum þig ekki aftur fyrir
me-changed-mind = Mér hefur snúist hugur
me-yes = Já, ég leyfi þetta
me-no = Nei, ég leyfi þetta ekki
me-withdraw-consent = Afturkalla samþykki mitt
me-object-one = Andmæla þessari notkun
me-less = Andmæla aðeins fyrir hluta af færslunum mínum
me-less-text = Þú getur líka andmælt fyrir einn aðgang eða aðeins fyrir nokkrar færslur.
me-less-account = Andmæla fyrir aðganginn { $account }
me-less-items = Númer færslnanna, eitt í hverri línu
me-less-items-button = Andmæla fyrir þessar færslur
me-rights = Önnur réttindi mín
me-data = Sækja upplýsingar mínar
me-erase = Biðja um að upplýsingum mínum sé eytt
me-restrict = Biðja um hlé
me-contest = Segja að upplýsingar mínar séu rangar
me-rectify = Biðja um að upplýsingar mínar séu leiðréttar
me-rectify-text = Hvað er rangt og hvað er rétt?
me-restricted = Við höfum gert hlé á notkun á upplýsingum þínum, eins og þú baðst um.
me-contested = Þú hefur sagt að upplýsingar þínar séu rangar. Við gerum hlé á notkuninni á meðan við athugum það.
erasure-received = Þú hefur beðið okkur um að eyða upplýsingum þínum. Færslunum þínum er þegar sleppt.
erasure-granted = Við eyðum upplýsingum þínum eða höfum þegar gert það.
erasure-refused = Við höfum ekki eytt upplýsingum þínum. Við höfum sagt þér af hverju. Þú getur kvartað og þú getur leitað til dómstóla.
me-events = Allt sem við höfum skráð um þig
me-no-events = Ekkert enn.

## Færslurnar mínar

nav-posts = Færslurnar mínar
title-me-posts = Hvað var gert við færslurnar mínar
posts-head = Hvað var gert við færslurnar mínar
posts-text = Við hverja færslu stendur hvað var ákveðið og eftir hvaða reglu. Allt er í skránni sem þú getur sótt.
posts-count = { $count ->
    [0] Við vitum ekki um neinar færslur frá þér.
    [one] Við vitum um { $count } færslu frá þér.
   *[other] Við vitum um { $count } færslur frá þér.
}
posts-used = { $count ->
    [0] Engin þeirra er notuð.
    [one] { $count } þeirra er notuð.
   *[other] { $count } þeirra eru notaðar.
}
posts-refused = { $count ->
    [0] Engri er sleppt.
    [one] { $count } er sleppt.
   *[other] { $count } er sleppt.
}
posts-more = Hér eru { $count } nýjustu. Allar eru í skránni sem þú getur sótt.
posts-none = Hér er ekkert að sýna enn.
posts-number = Númer færslunnar
posts-because = Af hverju
posts-cure = Þetta myndi breyta því:
posts-changed = Tekið út
posts-corpus = Er í safni
posts-model = Lesið af líkani
use-used = Notuð
use-used_in_part = Notuð, án þess sem er um aðra
use-held = Ekki notuð: einhver þarf að skoða hana fyrst
use-refused = Ekki notuð
use-undecided = Ekki ákveðið enn
transform-MASK_IDENTIFIER = númer, heimilisföng og netföng annarra
transform-REDACT_SPAN = það sem er um aðra
transform-REMOVE_CHILD = það sem er um börn

## Kvittanir

object-button = Andmæla
receipt-head = Kvittunin þín
receipt-text = Geymdu þessa kvittun. Hún sannar hvað þú sagðir og hvenær. Enginn getur breytt henni síðar, ekki heldur við.
receipt-act = Hvað var sagt
receipt-at = Móttekið
receipt-purpose = Um hvað
receipt-reference = Tilvísunarnúmer
receipt-due = Við svörum í síðasta lagi
receipt-index = Númer í atburðaskránni
receipt-root = Fingrafar atburðaskrárinnar
receipt-log = Heiti atburðaskrárinnar
receipt-download = Sækja kvittunina
receipt-keep = Þú getur fundið andmæli þín með tilvísunarnúmerinu. Við sýnum þessa síðu aðeins í eina klukkustund. Skrifaðu því númerið hjá þér eða sæktu kvittunina.

## Án aðgangs

without-head = Andmæla án aðgangs
without-text = Aðrir geta skrifað um þig eða sýnt þig. Þú getur líka andmælt því. Þú þarft ekki aðgang og þarft ekki að gefa ástæðu. Fylltu út að minnsta kosti einn reit. Í hverjum reit þurfa að vera þrír stafir eða fleiri.
without-wrong = Fylltu út að minnsta kosti einn reit, með þremur stöfum eða fleiri og mest 200.
without-name = Nafn þitt, eins og aðrir skrifa það
without-name-why = Við leitum að þessu nafni í textum. Við notum það ekki í neitt annað.
without-handle = Nafn sem þú notar á netinu
without-handle-why = Án @ fyrir framan.
without-link = Hlekkur á færslu eða mynd þar sem þú kemur fyrir
without-link-why = Aðeins ef þú hefur hann.
without-after = Þú færð kvittun á næstu síðu.

## Finna

look-up-head = Finna andmæli
look-up-text = Hefur þú andmælt án aðgangs? Skrifaðu tilvísunarnúmerið sem er á kvittuninni. Hér getur enginn leitað að nafni.
look-up-reference = Tilvísunarnúmer
look-up-button = Finna
look-up-stands = Þessi andmæli standa. Þau gilda.
look-up-none = Engin andmæli án aðgangs eru með þetta tilvísunarnúmer. Kannski voru þau dregin til baka eða númerið er rangt.
look-up-account = Ertu með aðgang? Skráðu þig inn til að sjá andmæli þín.

## Athuga kvittun

verify-head = Athuga kvittun
verify-text = Veldu skrána með kvittuninni þinni eða límdu textann inn. Við athugum hvort kvittunin er ósvikin og óbreytt. Við geymum hana ekki.
verify-file = Skráin
verify-paste = Eða textinn í skránni
verify-button = Athuga
verify-good = Kvittunin er ósvikin
verify-bad = Kvittunin stenst ekki
verify-bad-why = Af hverju:
verify-erased = Textanum var eytt. Aðeins er eftir sönnun þess að hér hafi verið eitthvað.
verify-alone-head = Athuga hana án okkar
verify-alone-text = Til er síða sem athugar kvittun í þínu eigin tæki. Hún sendir ekkert. Ef þú vistar síðuna virkar hún líka án nets.
verify-alone-open = Opna síðuna sem virkar án okkar
verify-alone-save = Allt gerist í þínu tæki. Ekkert er sent. Vistaðu þessa síðu til að nota hana án nets.
verify-alone-key = Opinber lykill atburðaskrárinnar
verify-alone-none = Veldu fyrst skrá eða límdu textann inn.
verify-alone-cannot = Þessi vafri getur ekki athugað kvittunina. Notaðu forritið „grondslag verify“.
verify-offline = Þú þarft ekki að trúa okkur. Hver sem er getur athugað kvittunina í eigin tölvu, án okkar, með forritinu „grondslag verify“ og þessum opinbera lykli:

## Þegar eitthvað virkar ekki

refused-home = Á fyrstu síðuna
refused-bad-facts = Það vantar upplýsingar
refused-bad-facts-do = Leiðréttu þetta og sendu aftur.
refused-bad-request = Það vantar eitthvað í eyðublaðið
refused-bad-request-do = Farðu til baka, skoðaðu eyðublaðið og sendu það aftur. Ekkert var skráð.
refused-bad-stamp = Þetta eyðublað er of gamalt
refused-bad-stamp-do = Opnaðu síðuna aftur og fylltu eyðublaðið út þar. Ekkert var skráð.
refused-not-lawful = Líkanið má ekki svara núna
refused-not-lawful-do = Lögin leyfa það ekki eins og er. Í svarinu stendur hvað myndi breyta því.
refused-not-admitted = Innskráningin tókst ekki
refused-not-admitted-do = Reyndu aftur eða spurðu þann sem sér um aðgangana. Ekkert var skráð.
refused-changed = Þessu var breytt eftir að þú sást það
refused-changed-do = Opnaðu síðuna aftur og skoðaðu hvað stendur þar núna. Ekkert var skráð.
refused-bad-link = Þessi hlekkur virkar ekki lengur
refused-bad-link-do = Hlekkur virkar einu sinni og aðeins í stuttan tíma. Biddu um nýjan.
refused-not-signed-in = Þú hefur ekki skráð þig inn
refused-not-signed-in-do = Skráðu þig inn og reyndu aftur. Ekkert var skráð.
refused-not-found = Hér er ekkert
refused-not-found-do = Skoðaðu slóðina eða farðu á fyrstu síðuna.
refused-not-allowed = Þetta er ekki hægt hér
refused-not-allowed-do = Farðu á fyrstu síðuna og reyndu þaðan.
refused-too-slow = Þetta tók of langan tíma
refused-too-slow-do = Reyndu aftur. Ekkert var skráð.
refused-too-large = Þetta er of stórt
refused-too-large-do = Kvittun er lítil skrá. Veldu aðra.
refused-wrong-type = Við getum ekki lesið þetta
refused-wrong-type-do = Sendu eyðublaðið af síðunni.
refused-too-often = Þetta voru of margar tilraunir
refused-too-often-do = Bíddu í eina mínútu og reyndu aftur. Ekkert var skráð.
refused-unavailable = Þetta virkar ekki núna
refused-unavailable-do = Ekkert var skráð. Reyndu aftur eftir eina mínútu.

## Það sem hægt er að segja

act-accuracy_contested = Þú sagðir að upplýsingar þínar væru rangar
act-accuracy_settled = Við skárum úr um hvort upplýsingar þínar væru réttar
act-consent_given = Þú sagðir já
act-consent_refused = Þú sagðir nei
act-consent_withdrawn = Þú afturkallaðir samþykki þitt
act-erasure_granted = Við féllumst á að eyða upplýsingum þínum
act-erasure_refused = Við féllumst ekki á að eyða upplýsingum þínum
act-erasure_requested = Þú baðst okkur um að eyða upplýsingum þínum
act-forgotten = Líkan hefur gleymt þér
act-notice_delivered = Við komum tilkynningu til þín
act-notice_failed = Tilkynning barst þér ekki
act-objection = Þú andmæltir
act-objection_accepted = Við samþykktum andmæli þín
act-objection_rejected = Við höfnuðum andmælum þínum
act-objection_resolved = Við komumst að því að andmæli eru frá þér
act-objection_withdrawn = Þú drógst andmæli þín til baka
act-restriction_lifted = Hléinu lauk
act-restriction_requested = Þú baðst um hlé
act-assessment_approved = Mat var samþykkt
act-corpus_purged = Safn var hreinsað
act-corpus_sealed = Safni var lokað
act-erased = Einhverju var eytt
act-model_trained = Líkan var þjálfað
act-order = Yfirvald gaf fyrirmæli
act-order_lifted = Fyrirmæli féllu úr gildi
act-purpose_registered = Notkun var skráð
act-run_started = Keyrsla byrjaði
act-run_stopped = Keyrsla var stöðvuð
act-access_requested = Þú spurðir hvað við höfum um þig
act-accounts_linked = Við fengum að vita að þú átt tiltekna aðganga
act-accounts_unlinked = Við fengum að vita að þú átt ekki tiltekna aðganga
act-assessment_withdrawn = Mat gildir ekki lengur
act-breach_notified = Einhver var látinn vita af öryggisbresti
act-breach_recorded = Öryggisbrestur var skráður
act-complaint_closed = Kvörtun var afgreidd
act-complaint_received = Kvörtun barst
act-establishment_set = Ákveðið var hvaða eftirlitsyfirvald er í forystu
act-findings_reviewed = Einhver skoðaði færslu frá þér af því að forrit var ekki visst
act-notice_published = Tilkynning var birt
act-notice_seen = Þú skoðaðir tilkynningu
act-notice_sent = Tilkynning var send til þín
act-order_appealed = Einhver skaut fyrirmælum til dómstóla
act-order_task_done = Nokkuð sem fyrirmæli krefjast var gert
act-portability_requested = Þú baðst um upplýsingar þínar til að taka þær með þér
act-purpose_ended = Notkun var hætt
act-recipient_acknowledged = Viðtakandi fór eftir vali þínu
act-recipient_notified = Við sögðum viðtakanda frá vali þínu
act-rectification_made = Við leiðréttum það sem þú baðst um
act-rectification_requested = Þú baðst okkur um að leiðrétta eitthvað
act-report_delivered = Yfirvald fékk skýrslu
act-request_extended = Við sögðum þér að við þyrftum meiri tíma
act-request_replied = Við svöruðum beiðni þinni
act-staff_acted = Einhver úr starfsliðinu gerði eitthvað
