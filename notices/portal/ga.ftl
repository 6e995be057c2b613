### Téacsanna na tairsí i nGaeilge, ar leibhéal B1. Tá gach eochair anseo sna comhaid eile san fhillteán seo freisin.

## Ar gach leathanach

skip = Léim chuig an téacs
brand = · do phostálacha agus intleacht shaorga
nav = Leathanaigh
nav-me = Mo roghanna
nav-sign-in = Sínigh isteach
nav-sign-out = Sínigh amach
nav-without-account = Níl cuntas agam
nav-look-up = Cuardaigh agóid
nav-verify = Seiceáil admháil
nav-language = Teanga
footer-contact = Freagrach as seo: { $name }. Scríobh chuig { $contact }.
footer-officer = Ár n-oifigeach cosanta sonraí: { $officer }.
footer-complain = Nach bhfuil tú sásta lenár bhfreagra? Is féidir leat gearán a dhéanamh leis an údarás maoirseachta ({ $authority }), agus is féidir leat dul chun na cúirte. Féadfaidh duine eile é sin a dhéanamh ar do shon.

title-home = Cad a tharlaíonn do do phostálacha
title-sign-in = Síniú isteach
title-link-sent = Féach i do ríomhphost
title-link = Síniú isteach
title-me = Mo roghanna
title-receipt = D’admháil
title-without-account = Agóid gan chuntas
title-look-up = Agóid a chuardach
title-verify = Admháil a sheiceáil
title-refused = Níor éirigh leis sin
title-languages = Teangacha
languages-head = Teangacha
languages-text = Roghnaigh teanga na leathanach seo. Is muidne a scríobh na téacsanna Béarla agus Ollainnise. Ríomhchlár a d’aistrigh na teangacha eile, agus níl gach focal seiceáilte fós ag duine a labhraíonn iad. Mura bhfuil téacs soiléir, is é an téacs Béarla atá i bhfeidhm.

month-1 = Eanáir
month-2 = Feabhra
month-3 = Márta
month-4 = Aibreán
month-5 = Bealtaine
month-6 = Meitheamh
month-7 = Iúil
month-8 = Lúnasa
month-9 = Meán Fómhair
month-10 = Deireadh Fómhair
month-11 = Samhain
month-12 = Nollaig
date = { $day } { $month } { $year }

## Cad a tharlaíonn do phostálacha

home-head = Cad a dhéanann { $controller } le do phostálacha
home-lead = Ar an leathanach seo léifidh tú cad chuige a n-úsáidtear do phostálacha. Is féidir leat diúltú. Ní gá duit a mhíniú cén fáth.
right-head = Tá sé de cheart agat agóid a dhéanamh
right-text = Is féidir leat agóid a dhéanamh i gcónaí i gcoinne úsáid do phostálacha. Ní gá duit cúis a thabhairt ná doiciméad a sheoladh. Tar éis duit síniú isteach, níl de dhíth ach cliceáil amháin. Tá éifeacht leis an agóid ón nóiméad a fhaighimid í.
right-object = Déan agóid
right-without-account = Déan agóid gan chuntas
uses-head = Cad chuige a n-úsáidtear do phostálacha
what = Cad a tharlaíonn
why = Cén fáth
since = Ón dáta
basis = Bunús dlí
basis-A6-1-a = Do thoiliú, Airteagal 6(1)(a) den RGCS. Ní tharlaíonn sé gan do chead.
basis-A6-1-b = Conradh leat, Airteagal 6(1)(b) den RGCS.
basis-A6-1-c = Oibleagáid dhlíthiúil, Airteagal 6(1)(c) den RGCS.
basis-A6-1-d = Chun beatha duine a chosaint, Airteagal 6(1)(d) den RGCS.
basis-A6-1-e = Cúram ar mhaithe le leas an phobail, Airteagal 6(1)(e) den RGCS.
basis-A6-1-f = Ár leas dlisteanach féin, Airteagal 6(1)(f) den RGCS. Is féidir leat agóid a dhéanamh.
basis-none = Níl aon bhunús dlí socraithe, mar sin ní tharlaíonn sé.
does-head = Cad a dhéanann agóid
does-now = Ón nóiméad a fhaighimid í, ní roghnaítear do phostálacha le haghaidh aon rud nua.
does-corpus = An chéad uair eile a thosóimid ag oiliúint samhla, fágfar do phostálacha ar lár.
does-others = An méid a luann daoine eile as do phostálacha, gearrtar as a bpostálacha siúd é.
does-not-head = Cad nach ndéanann agóid
does-not-model = Ní dhéanann samhail a d’fhoghlaim cheana dearmad uaithi féin. Más mian leat é sin, iarr orainn do shonraí a léirscriosadh.
does-not-remove = Fanann do phostálacha ar an ardán. Níl ach tusa nó an t-ardán in ann iad a bhaint de.
rights-head = Na cearta eile atá agat
rights-text = Tar éis duit síniú isteach is féidir leat freisin do shonraí a fheiceáil agus a íoslódáil, iarraidh orainn iad a léirscriosadh, iarraidh orainn stopadh go sealadach, nó a rá linn go bhfuil siad mícheart.
rights-clock = Freagraímid laistigh de mhí amháin. Má theastaíonn breis ama uainn, déarfaimid é sin leat laistigh den mhí sin, agus tabharfaimid an chúis.

## Síniú isteach

sign-in-head = Síniú isteach
sign-in-text = Scríobh seoladh ríomhphoist do chuntais. Seolfaimid nasc chugat. Ní theastaíonn pasfhocal uait.
sign-in-address = Seoladh ríomhphoist
sign-in-send = Seol nasc chugam
sign-in-none = Nach bhfuil cuntas agat anseo?
sign-in-again = Don chéim seo iarraimid ort síniú isteach arís, ionas nach féidir le haon duine eile í a dhéanamh i d’ainm.
sign-in-letter = Nó le nasc i ríomhphost
sign-in-oidc = Sínigh isteach trí d’eagraíocht
link-sent-head = Féach i do ríomhphost
link-sent-text = Má tá an seoladh seo ar eolas againn, tá nasc ar a bhealach chugat. Oibríonn sé ar feadh { $minutes ->
    [one] nóiméad amháin
    [two] { $minutes } nóiméad
    [few] { $minutes } nóiméad
    [many] { $minutes } nóiméad
   *[other] { $minutes } nóiméad
} agus aon uair amháin.
link-sent-none = Nár tháinig ríomhphost? B’fhéidir nach bhfuil an seoladh seo ar eolas againn. Is féidir leat agóid a dhéanamh mar sin féin:
link-head = Síniú isteach
link-text = Cliceáil amháin, agus tá tú sínithe isteach. Ní oibríonn an nasc seo ach uair amháin.
link-button = Sínigh isteach anois
letter-subject = Do nasc chun síniú isteach
letter-text =
    Dia duit,

    D’iarr tú nasc chun síniú isteach ({ $controller }). Seo é:

    { $link }

    Oibríonn sé ar feadh { $minutes ->
        [one] nóiméad amháin
        [two] { $minutes } nóiméad
        [few] { $minutes } nóiméad
        [many] { $minutes } nóiméad
       *[other] { $minutes } nóiméad
    } agus aon uair amháin.
    Nár iarr tú é? Más amhlaidh, is féidir leat an litir seo a scriosadh.

## An fógra a sheoltar

notice-subject = { $controller }: cad ba mhaith linn a dhéanamh le do phostálacha
notice-hello = Dia duit,
notice-lead = { $controller }: ba mhaith linn an méid a phostáil tú a úsáid. Léigh, le do thoil, cad a tharlóidh.
notice-use = { $name }: { $what }
notice-why = Cén fáth: { $why }
notice-basis = Bunús dlí: { $basis }
notice-start = Ní thosóidh sé roimh { $date }.
notice-object = Tá sé de cheart agat agóid a dhéanamh, agus ní gá cúis a thabhairt. Tar éis duit síniú isteach anseo, níl de dhíth ach cliceáil amháin:
notice-consent = Ní tharlóidh sé gan do chead. Is féidir leat freagra a thabhairt anseo:
notice-rights = Ar an leathanach céanna is féidir leat do shonraí a fheiceáil agus a íoslódáil, iarraidh orainn iad a léirscriosadh nó a cheartú, nó iarraidh orainn stopadh go sealadach.

## Mo roghanna

me-head = Mo roghanna
me-done = Thaifeadamar é. Tá éifeacht leis as seo amach.
me-done-receipt = D’admháil
me-object-text = Le cliceáil amháin is féidir leat agóid a dhéanamh i gcoinne gach úsáide a bhaintear as do phostálacha uile. Ní gá duit a rá cén fáth.
me-object-all = Déan agóid i gcoinne gach úsáide
me-objects-all = Tá agóid déanta agat i gcoinne gach úsáide a bhaintear as do phostálacha. Fágaimid ar lár iad.
me-objections = M’agóidí
me-state = Stádas
me-receipt = admháil { $index }
me-withdraw-objection = Tarraing an agóid seo siar
every-purpose = Gach úsáid
scope-person = mo phostálacha uile
scope-account = cuntas amháin
scope-items = roinnt postálacha
objection-received = Faighte. Tá éifeacht léi cheana. Gheobhaidh tú freagra fós.
objection-accepted = Glactha. Fágaimid na postálacha seo ar lár.
objection-rejected_compelling = Diúltaithe. D’insíomar duit cén fáth. Is féidir leat gearán a dhéanamh, agus is féidir leat dul chun na cúirte.
objection-withdrawn = Tharraing tú siar í.
me-consent = D’fhreagra:
consent-given = tá cead ann
consent-renewed = tá cead ann
consent-withdrawn = níl cead ann, tharraing tú siar é
consent-refused = níl cead ann
me-objected = Tá agóid déanta agat i gcoinne na húsáide seo. Fágtar do phostálacha ar lár.
me-consent-ask = An gceadaíonn tú é seo?
me-not-asked = Dhiúltaigh tú. Ní fhiafróimid díot arís roimh
me-changed-mind = D’athraigh mé m’intinn
me-yes = Ceadaím é
me-no = Ní cheadaím é
me-withdraw-consent = Tarraing mo chead siar
me-object-one = Déan agóid i gcoinne na húsáide seo
me-less = Agóid maidir le cuid de mo phostálacha amháin
me-less-text = Is féidir leat agóid a dhéanamh freisin maidir le cuntas amháin, nó maidir le roinnt postálacha amháin.
me-less-account = Déan agóid maidir leis an gcuntas { $account }
me-less-items = Uimhreacha na bpostálacha, ceann ar gach líne
me-less-items-button = Déan agóid maidir leis na postálacha seo
me-rights = Na cearta eile atá agam
me-data = Íoslódáil mo shonraí
me-erase = Iarr go léirscriosfar mo shonraí
me-restrict = Iarr stopadh go sealadach
me-contest = Abair go bhfuil mo shonraí mícheart
me-rectify = Iarr go gceartófar mo shonraí
me-rectify-text = Cad atá mícheart, agus cad atá ceart?
me-restricted = Stopamar úsáid do shonraí go sealadach, mar a d’iarr tú.
me-contested = Dúirt tú go bhfuil do shonraí mícheart. Ní úsáidimid iad fad a bhímid á seiceáil.
erasure-received = D’iarr tú orainn do shonraí a léirscriosadh. Tá do phostálacha fágtha ar lár cheana.
erasure-granted = Táimid ag léirscriosadh do shonraí, nó tá sé sin déanta againn.
erasure-refused = Níor léirscriosamar do shonraí. D’insíomar duit cén fáth. Is féidir leat gearán a dhéanamh, agus is féidir leat dul chun na cúirte.
me-events = Gach rud a thaifeadamar fút
me-no-events = Níl aon rud ann fós.

## Mo phostálacha

nav-posts = Mo phostálacha
title-me-posts = Cad a tharla do mo phostálacha
posts-head = Cad a tharla do mo phostálacha
posts-text = I gcás gach postála léifidh tú cad a cinneadh, agus faoi cén riail. Tá gach rud sa chomhad íoslódála.
posts-count = { $count ->
    [0] Níl aon phostáil de do chuid ar eolas againn.
    [one] Tá postáil amháin de do chuid ar eolas againn.
    [two] Tá { $count } phostáil de do chuid ar eolas againn.
    [few] Tá { $count } phostáil de do chuid ar eolas againn.
    [many] Tá { $count } bpostáil de do chuid ar eolas againn.
   *[other] Tá { $count } postáil de do chuid ar eolas againn.
}
posts-used = { $count ->
    [0] Níl aon cheann díobh in úsáid.
    [one] Tá ceann amháin díobh in úsáid.
    [two] Tá { $count } cheann díobh in úsáid.
    [few] Tá { $count } cinn díobh in úsáid.
    [many] Tá { $count } gcinn díobh in úsáid.
   *[other] Tá { $count } ceann díobh in úsáid.
}
posts-refused = { $count ->
    [0] Níl aon cheann fágtha ar lár.
    [one] Tá ceann amháin fágtha ar lár.
    [two] Tá { $count } cheann fágtha ar lár.
    [few] Tá { $count } cinn fágtha ar lár.
    [many] Tá { $count } gcinn fágtha ar lár.
   *[other] Tá { $count } ceann fágtha ar lár.
}
posts-more = Seo na cinn is nua ({ $count }). Tá siad uile sa chomhad íoslódála.
posts-none = Níl aon rud le taispeáint fós.
posts-number = Uimhir na postála
posts-because = Cén fáth
posts-cure = Cad a d’athródh é sin:
posts-changed = Bainte amach
posts-corpus = I mbailiúchán
posts-model = Léite ag samhail
use-used = In úsáid
use-used_in_part = In úsáid, gan an méid a bhaineann le daoine eile
use-held = Níl sí in úsáid: caithfidh duine féachaint uirthi ar dtús
use-refused = Níl sí in úsáid
use-undecided = Gan chinneadh fós
transform-MASK_IDENTIFIER = uimhreacha agus seoltaí daoine eile
transform-REDACT_SPAN = an méid a bhaineann le daoine eile
transform-REMOVE_CHILD = an méid a bhaineann le leanaí

## Admhálacha

object-button = Déan agóid
receipt-head = D’admháil
receipt-text = Coinnigh an admháil seo. Cruthaíonn sí cad a dúirt tú agus cathain. Ní féidir le haon duine í a athrú níos déanaí, fiú muidne.
receipt-act = Cad a dúradh
receipt-at = Dáta faighte
receipt-purpose = Maidir le
receipt-reference = Uimhir thagartha
receipt-due = Freagróimid roimh dheireadh an lae
receipt-index = Uimhir sa loga
receipt-root = Méarlorg an loga
receipt-log = Ainm an loga
receipt-download = Íoslódáil an admháil
receipt-keep = Is féidir leat d’agóid a chuardach leis an uimhir thagartha. Ní thaispeánaimid an leathanach seo ach ar feadh uair an chloig, mar sin scríobh síos an uimhir nó íoslódáil an admháil.

## Gan chuntas

without-head = Agóid gan chuntas
without-text = D’fhéadfadh daoine eile scríobh fút nó tú a thaispeáint. Is féidir leat agóid a dhéanamh ina choinne sin freisin. Ní theastaíonn cuntas uait, agus ní gá cúis a thabhairt. Líon isteach réimse amháin ar a laghad. Teastaíonn trí litir nó níos mó i ngach réimse.
without-wrong = Líon isteach réimse amháin ar a laghad, le trí litir ar a laghad agus 200 ar a mhéad.
without-name = D’ainm, mar a scríobhann daoine eile é
without-name-why = Cuardaímid an t-ainm seo i dtéacsanna. Ní úsáidimid é chun aon rud eile.
without-handle = Ainm a úsáideann tú ar líne
without-handle-why = Gan an @ roimhe.
without-link = Nasc chuig postáil nó pictiúr ina bhfuil tú le feiceáil
without-link-why = Ach amháin má tá ceann agat.
without-after = Gheobhaidh tú admháil ar an gcéad leathanach eile.

## Cuardach

look-up-head = Agóid a chuardach
look-up-text = An ndearna tú agóid gan chuntas? Scríobh an uimhir thagartha atá ar d’admháil. Ní féidir le haon duine ainm a chuardach anseo.
look-up-reference = Uimhir thagartha
look-up-button = Cuardaigh
look-up-stands = Tá an agóid seo i bhfeidhm. Tá éifeacht léi.
look-up-none = Níl aon agóid gan chuntas ann faoin uimhir thagartha seo. B’fhéidir gur tarraingíodh siar í, nó go bhfuil an uimhir mícheart.
look-up-account = An bhfuil cuntas agat? Sínigh isteach chun d’agóidí a fheiceáil.

## Admháil a sheiceáil

verify-head = Admháil a sheiceáil
verify-text = Roghnaigh comhad d’admhála, nó greamaigh a théacs. Seiceálaimid an bhfuil an admháil fíor agus gan athrú. Ní choinnímid í.
verify-file = An comhad
verify-paste = Nó téacs an chomhaid
verify-button = Seiceáil
verify-good = Tá an admháil fíor
verify-bad = Níl an admháil seo bailí
verify-bad-why = Cén fáth:
verify-erased = Léirscriosadh an téacs. Níl fágtha ach an cruthúnas go raibh rud éigin anseo.
verify-alone-head = Seiceáil í gan muidne
verify-alone-text = Tá leathanach ann a sheiceálann admháil ar do ghléas féin. Ní sheolann sé aon rud. Sábháil é, agus oibreoidh sé gan idirlíon freisin.
verify-alone-open = Oscail an leathanach a oibríonn gan muidne
verify-alone-save = Tarlaíonn gach rud ar do ghléas. Ní sheoltar aon rud. Sábháil an leathanach seo chun é a úsáid gan idirlíon.
verify-alone-key = Eochair phoiblí an loga
verify-alone-none = Roghnaigh comhad nó greamaigh an téacs ar dtús.
verify-alone-cannot = Ní féidir leis an mbrabhsálaí seo an tseiceáil a dhéanamh. Úsáid an ríomhchlár “grondslag verify”.
verify-offline = Ní gá duit muid a chreidiúint. Is féidir le haon duine an admháil a sheiceáil ar a ríomhaire féin, gan muidne, leis an ríomhchlár “grondslag verify” agus leis an eochair phoiblí seo:

## Nuair nach n-oibríonn rud éigin

refused-home = Chuig an gcéad leathanach
refused-bad-facts = Níl na fíricí iomlán
refused-bad-facts-do = Ceartaigh iad agus seol arís iad.
refused-bad-request = Tá rud éigin in easnamh san fhoirm
refused-bad-request-do = Téigh ar ais, féach ar an bhfoirm agus seol arís í. Níor taifeadadh aon rud.
refused-bad-stamp = Tá an fhoirm seo róshean
refused-bad-stamp-do = Oscail an leathanach arís agus líon isteach an fhoirm ansin. Níor taifeadadh aon rud.
refused-not-lawful = Níl cead ag an tsamhail freagra a thabhairt anois
refused-not-lawful-do = Ní cheadaíonn an dlí é faoi láthair. Deir an freagra cad a d’athródh é sin.
refused-not-admitted = Níor éirigh leis an síniú isteach
refused-not-admitted-do = Bain triail eile as, nó fiafraigh den té a bhfuil na cuntais faoina chúram. Níor taifeadadh aon rud.
refused-changed = Athraíodh é ó chonaic tú é
refused-changed-do = Oscail an leathanach arís agus féach cad atá air anois. Níor taifeadadh aon rud.
refused-bad-link = Ní oibríonn an nasc seo a thuilleadh
refused-bad-link-do = Oibríonn nasc uair amháin, agus ar feadh tamall gearr. Iarr ceann nua.
refused-not-signed-in = Níl tú sínithe isteach
refused-not-signed-in-do = Sínigh isteach agus bain triail eile as. Níor taifeadadh aon rud.
refused-not-found = Níl aon rud anseo
refused-not-found-do = Féach ar an seoladh, nó téigh chuig an gcéad leathanach.
refused-not-allowed = Ní féidir é sin a dhéanamh anseo
refused-not-allowed-do = Téigh chuig an gcéad leathanach agus bain triail as ón áit sin.
refused-too-slow = Thóg sé sin rófhada
refused-too-slow-do = Bain triail eile as. Níor taifeadadh aon rud.
refused-too-large = Tá sé sin rómhór
refused-too-large-do = Is comhad beag í admháil. Roghnaigh ceann eile.
refused-wrong-type = Ní féidir linn é seo a léamh
refused-wrong-type-do = Seol an fhoirm ón leathanach.
refused-too-often = Rinneadh é sin rómhinic
refused-too-often-do = Fan nóiméad amháin agus bain triail eile as. Níor taifeadadh aon rud.
refused-unavailable = Níl sé ag obair faoi láthair
refused-unavailable-do = Níor taifeadadh aon rud. Bain triail eile as i gceann nóiméid.

## Cad is féidir a rá

act-accuracy_contested = Dúirt tú go bhfuil do shonraí mícheart
act-accuracy_settled = Shocraíomar an bhfuil do shonraí ceart
act-consent_given = Thug tú cead
act-consent_refused = Dhiúltaigh tú cead a thabhairt
act-consent_withdrawn = Tharraing tú do chead siar
act-erasure_granted = D’aontaíomar do shonraí a léirscriosadh
act-erasure_refused = Níor aontaíomar do shonraí a léirscriosadh
act-erasure_requested = D’iarr tú orainn do shonraí a léirscriosadh
act-forgotten = Rinne samhail dearmad ort
act-notice_delivered = Sheolamar fógra chugat
act-notice_failed = Níor shroich fógra thú
act-objection = Rinne tú agóid
act-objection_accepted = Ghlacamar le d’agóid
act-objection_rejected = Dhiúltaíomar do d’agóid
act-objection_resolved = Fuaireamar amach gur leatsa agóid áirithe
act-objection_withdrawn = Tharraing tú d’agóid siar
act-restriction_lifted = Tháinig deireadh leis an stopadh sealadach
act-restriction_requested = D’iarr tú orainn stopadh go sealadach
act-assessment_approved = Formheasadh measúnú
act-corpus_purged = Glanadh bailiúchán
act-corpus_sealed = Dúnadh bailiúchán
act-erased = Léirscriosadh rud éigin
act-model_trained = Cuireadh oiliúint ar shamhail
act-order = Thug údarás ordú
act-order_lifted = Tháinig deireadh le hordú
act-purpose_registered = Cláraíodh úsáid
act-run_started = Cuireadh tús le próiseáil
act-run_stopped = Stopadh próiseáil
act-access_requested = D’fhiafraigh tú cén t-eolas atá againn fút
act-accounts_linked = Fuaireamar amach gur leatsa cuntais áirithe
act-accounts_unlinked = Fuaireamar amach nach leatsa cuntais áirithe
act-assessment_withdrawn = Níl measúnú i bhfeidhm a thuilleadh
act-breach_notified = Cuireadh sárú sonraí in iúl do dhuine éigin
act-breach_recorded = Taifeadadh sárú sonraí
act-complaint_closed = Dúnadh gearán
act-complaint_received = Fuarthas gearán
act-establishment_set = Socraíodh cé hé an príomhúdarás
act-findings_reviewed = D’fhéach duine ar phostáil de do chuid, mar nach raibh ríomhchlár cinnte
act-notice_published = Foilsíodh fógra
act-notice_seen = D’fhéach tú ar fhógra
act-notice_sent = Seoladh fógra chugat
act-order_appealed = Chuaigh duine chun na cúirte i gcoinne ordaithe
act-order_task_done = Rinneadh rud a iarrann ordú
act-portability_requested = D’iarr tú do shonraí le tabhairt leat
act-purpose_ended = Cuireadh deireadh le húsáid
act-recipient_acknowledged = Lean faighteoir do rogha
act-recipient_notified = D’insíomar d’fhaighteoir faoi do rogha
act-rectification_made = Cheartaíomar an rud a d’iarr tú
act-rectification_requested = D’iarr tú orainn rud éigin a cheartú
act-report_delivered = Fuair údarás tuarascáil
act-request_extended = Dúramar leat go dteastaíonn breis ama uainn
act-request_replied = D’fhreagraíomar d’iarratas
act-staff_acted = Rinne duine den fhoireann rud éigin
