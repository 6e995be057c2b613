### Testi del portale, in italiano, al livello B1. Ogni chiave si trova anche negli altri file di questa cartella.

## Ogni pagina

skip = Vai al testo
brand = · i tuoi post e l’IA
nav = Pagine
nav-me = Le mie scelte
nav-sign-in = Accedi
nav-sign-out = Esci
nav-without-account = Non ho un account
nav-look-up = Cerca un’opposizione
nav-verify = Verifica una ricevuta
nav-language = Lingua
footer-contact = Il titolare del trattamento è { $name }. Scrivi a { $contact }.
footer-officer = Responsabile della protezione dei dati: { $officer }.
footer-complain = La nostra risposta non ti soddisfa? Puoi proporre reclamo all’autorità di controllo ({ $authority }) e puoi rivolgerti al giudice. Un’altra persona può farlo per te.

title-home = Che cosa succede con i tuoi post
title-sign-in = Accedi
title-link-sent = Guarda la tua posta
title-link = Accedi
title-me = Le mie scelte
title-receipt = La tua ricevuta
title-without-account = Opporsi senza account
title-look-up = Cerca un’opposizione
title-verify = Verifica una ricevuta
title-refused = Non ha funzionato
title-languages = Lingue
languages-head = Lingue
languages-text = Scegli la lingua di queste pagine. L’inglese e l’olandese li abbiamo scritti noi. Le altre lingue sono state tradotte da un programma, e nessuna persona che le parla ha ancora controllato ogni parola. Se un testo non è chiaro, vale quello inglese.

month-1 = gennaio
month-2 = febbraio
month-3 = marzo
month-4 = aprile
month-5 = maggio
month-6 = giugno
month-7 = luglio
month-8 = agosto
month-9 = settembre
month-10 = ottobre
month-11 = novembre
month-12 = dicembre
date = { $day ->
    [1] 1º
    [one] { $day }
   *[other] { $day }
} { $month } { $year }

## Che cosa succede con i post

home-head = Che cosa succede con i tuoi post presso { $controller }
home-lead = In questa pagina leggi per che cosa vengono usati i tuoi post. Puoi dire di no. Non devi spiegare perché.
right-head = Hai il diritto di opposizione
right-text = Puoi sempre opporti all’uso dei tuoi post. Non devi dare un motivo e non devi inviare documenti. Dopo l’accesso basta un clic. L’opposizione vale dal momento in cui la riceviamo.
right-object = Mi oppongo
right-without-account = Mi oppongo senza account
uses-head = Per che cosa vengono usati i tuoi post
what = Che cosa succede
why = Perché
since = Data di inizio
basis = Base giuridica
basis-A6-1-a = Il tuo consenso, articolo 6, paragrafo 1, lettera a), del GDPR. Senza il tuo sì non succede.
basis-A6-1-b = Un contratto con te, articolo 6, paragrafo 1, lettera b), del GDPR.
basis-A6-1-c = Un obbligo legale, articolo 6, paragrafo 1, lettera c), del GDPR.
basis-A6-1-d = Per proteggere una vita, articolo 6, paragrafo 1, lettera d), del GDPR.
basis-A6-1-e = Un compito di interesse pubblico, articolo 6, paragrafo 1, lettera e), del GDPR.
basis-A6-1-f = Un nostro legittimo interesse, articolo 6, paragrafo 1, lettera f), del GDPR. Puoi opporti.
basis-none = Non è stabilita nessuna base giuridica, quindi non succede.
does-head = Che cosa fa un’opposizione
does-now = Dal momento in cui la riceviamo, i tuoi post non vengono più scelti per niente di nuovo.
does-corpus = La prossima volta che iniziamo un addestramento, i tuoi post restano fuori.
does-others = Le parti dei tuoi post citate da altri vengono tolte dai loro post.
does-not-head = Che cosa non fa un’opposizione
does-not-model = Un modello che ha già imparato non dimentica da solo. Se vuoi che dimentichi, chiedici di cancellare i tuoi dati.
does-not-remove = I tuoi post restano sulla piattaforma. Solo tu o la piattaforma potete toglierli da lì.
rights-head = I tuoi altri diritti
rights-text = Dopo l’accesso puoi anche vedere e scaricare i tuoi dati, chiederci di cancellarli, chiederci una pausa o dirci che non sono esatti.
rights-clock = Rispondiamo entro un mese. Se ci serve più tempo, te lo diciamo entro quel mese e ti spieghiamo il motivo.

## Accesso

sign-in-head = Accedi
sign-in-text = Scrivi l’indirizzo email del tuo account. Ti mandiamo un link. Non ti serve una password.
sign-in-address = Indirizzo email
sign-in-send = Mandami un link
sign-in-none = Non hai un account qui?
sign-in-again = Per questo passo ti chiediamo di accedere di nuovo. Così nessun altro può farlo a tuo nome.
sign-in-letter = Oppure con un link via email
sign-in-oidc = Accedi con la tua organizzazione
link-sent-head = Guarda la tua posta
link-sent-text = Se conosciamo questo indirizzo, un link è in arrivo. Vale per { $minutes ->
    [one] un minuto
   *[other] { $minutes } minuti
} e una sola volta.
link-sent-none = Non arriva nessuna email? Allora forse non conosciamo questo indirizzo. Puoi comunque opporti:
link-head = Accedi
link-text = Basta un clic per accedere. Questo link vale una sola volta.
link-button = Accedi ora
letter-subject = Il tuo link per accedere
letter-text =
    Buongiorno,

    hai chiesto un link per accedere presso { $controller }. Eccolo:

    { $link }

    Vale per { $minutes ->
        [one] un minuto
       *[other] { $minutes } minuti
    } e una sola volta.
    Non lo hai chiesto tu? Allora puoi eliminare questa email.

## L’avviso che viene inviato

notice-subject = Che cosa vuole fare { $controller } con i tuoi post
notice-hello = Buongiorno,
notice-lead = { $controller } vuole usare quello che hai pubblicato. Leggi che cosa succede.
notice-use = { $name }: { $what }
notice-why = Perché: { $why }
notice-basis = Base giuridica: { $basis }
notice-start = Non comincia prima di questa data: { $date }.
notice-object = Hai il diritto di opposizione e non devi dare un motivo. Accedi qui, poi basta un clic:
notice-consent = Senza il tuo sì non succede. Puoi rispondere qui:
notice-rights = Nella stessa pagina puoi vedere e scaricare i tuoi dati, chiederci di cancellarli o rettificarli, o chiederci una pausa.

## Le mie scelte

me-head = Le mie scelte
me-done = Lo abbiamo registrato. Vale da adesso.
me-done-receipt = La tua ricevuta
me-object-text = Con un clic puoi opporti a ogni uso di tutti i tuoi post. Non devi dire perché.
me-object-all = Mi oppongo a ogni uso
me-objects-all = Ti opponi a ogni uso dei tuoi post. Non li usiamo.
me-objections = Le mie opposizioni
me-state = Stato
me-receipt = ricevuta { $index }
me-withdraw-objection = Ritira questa opposizione
every-purpose = Ogni uso
scope-person = tutti i miei post
scope-account = un account
scope-items = alcuni post
objection-received = Ricevuta. Vale già. Avrai ancora una risposta.
objection-accepted = Accolta. Non usiamo questi post.
objection-rejected_compelling = Respinta. Ti abbiamo detto perché. Puoi proporre reclamo e puoi rivolgerti al giudice.
objection-withdrawn = L’hai ritirata.
me-consent = La tua risposta:
consent-given = sì
consent-renewed = sì
consent-withdrawn = no, hai revocato il tuo sì
consent-refused = no
me-objected = Ti opponi a questo uso. Non usiamo i tuoi post per questo.
me-consent-ask = Lo permetti?
me-not-asked = Hai detto di no. Non te lo chiederemo di nuovo prima di questa data:
me-changed-mind = Ho cambiato idea
me-yes = Sì, lo permetto
me-no = No, non lo permetto
me-withdraw-consent = Revoco il mio sì
me-object-one = Mi oppongo a questo uso
me-less = Opposizione solo per una parte dei miei post
me-less-text = Puoi opporti anche solo per un account o solo per alcuni post.
me-less-account = Mi oppongo per l’account { $account }
me-less-items = I numeri dei post, uno per riga
me-less-items-button = Mi oppongo per questi post
me-rights = I miei altri diritti
me-data = Scarica i miei dati
me-erase = Chiedi di cancellare i miei dati
me-restrict = Chiedi una pausa
me-contest = Segnala che i miei dati non sono esatti
me-rectify = Chiedi di rettificare i miei dati
me-rectify-text = Che cosa è sbagliato e che cosa è giusto?
me-restricted = Abbiamo messo in pausa l’uso dei tuoi dati, come hai chiesto.
me-contested = Hai detto che i tuoi dati non sono esatti. Mettiamo in pausa il loro uso mentre controlliamo.
erasure-received = Ci hai chiesto di cancellare i tuoi dati. Già adesso non usiamo più i tuoi post.
erasure-granted = Cancelliamo i tuoi dati, o lo abbiamo già fatto.
erasure-refused = Non abbiamo cancellato i tuoi dati. Ti abbiamo detto perché. Puoi proporre reclamo e puoi rivolgerti al giudice.
me-events = Tutto quello che abbiamo registrato su di te
me-no-events = Ancora niente.

## I miei post

nav-posts = I miei post
title-me-posts = Che cosa è successo con i miei post
posts-head = Che cosa è successo con i miei post
posts-text = Per ogni post leggi che cosa è stato deciso e secondo quale regola. Il file da scaricare contiene tutto.
posts-count = { $count ->
    [0] Non conosciamo nessun tuo post.
    [one] Conosciamo un tuo post.
   *[other] Conosciamo { $count } tuoi post.
}
posts-used = { $count ->
    [0] Nessuno viene usato.
    [one] Uno viene usato.
   *[other] { $count } vengono usati.
}
posts-refused = { $count ->
    [0] Nessuno resta fuori.
    [one] Uno resta fuori.
   *[other] { $count } restano fuori.
}
posts-more = Qui ci sono i { $count } più recenti. Il file da scaricare li contiene tutti.
posts-none = Non c’è ancora niente da mostrare.
posts-number = Numero del post
posts-because = Perché
posts-cure = Che cosa lo cambierebbe:
posts-changed = Tolto
posts-corpus = Nella raccolta
posts-model = Letto dal modello
use-used = Usato
use-used_in_part = Usato, senza ciò che riguarda altri
use-held = Non usato: prima deve guardarlo una persona
use-refused = Non usato
use-undecided = Non ancora deciso
transform-MASK_IDENTIFIER = numeri e indirizzi di altri
transform-REDACT_SPAN = ciò che riguarda altri
transform-REMOVE_CHILD = ciò che riguarda minori

## Ricevute

object-button = Mi oppongo
receipt-head = La tua ricevuta
receipt-text = Conserva questa ricevuta. Prova che cosa hai detto e quando. Nessuno può cambiarla dopo, nemmeno noi.
receipt-act = Che cosa è stato detto
receipt-at = Data di ricezione
receipt-purpose = Riguarda
receipt-reference = Riferimento
receipt-due = Rispondiamo entro la fine del giorno
receipt-index = Numero nel registro
receipt-root = Impronta del registro
receipt-log = Nome del registro
receipt-download = Scarica la ricevuta
receipt-keep = Con il riferimento puoi cercare la tua opposizione. Mostriamo questa pagina solo per un’ora: annota il riferimento o scarica la ricevuta.

## Senza account

without-head = Opporsi senza account
without-text = Altre persone possono scrivere di te o mostrarti. Puoi opporti anche a questo. Non ti serve un account e non devi dare un motivo. Compila almeno un campo, con tre lettere o più.
without-wrong = Compila almeno un campo, con tre lettere o più e al massimo 200.
without-name = Il tuo nome, come lo scrivono gli altri
without-name-why = Cerchiamo questo nome nei testi. Non lo usiamo per altro.
without-handle = Un nome che usi online
without-handle-why = Senza la @ davanti.
without-link = Un link a un post o a un’immagine in cui compari
without-link-why = Solo se ne hai uno.
without-after = Nella pagina successiva ricevi una ricevuta.

## Cercare

look-up-head = Cerca un’opposizione
look-up-text = Hai fatto opposizione senza account? Scrivi il riferimento della tua ricevuta. Qui nessuno può cercare un nome.
look-up-reference = Riferimento
look-up-button = Cerca
look-up-stands = Questa opposizione risulta registrata. È valida.
look-up-none = Non c’è nessuna opposizione senza account con questo riferimento. Forse è stata ritirata, o il riferimento è sbagliato.
look-up-account = Hai un account? Accedi per vedere le tue opposizioni.

## Verificare una ricevuta

verify-head = Verifica una ricevuta
verify-text = Scegli il file della tua ricevuta o incolla il suo testo. Controlliamo se è autentica e non è stata cambiata. Non la conserviamo.
verify-file = Il file
verify-paste = O il testo del file
verify-button = Verifica
verify-good = La ricevuta è autentica
verify-bad = Questa ricevuta non è valida
verify-bad-why = Perché:
verify-erased = Il testo è stato cancellato. Resta solo la prova che qui c’era qualcosa.
verify-alone-head = Verifica senza di noi
verify-alone-text = C’è una pagina che verifica una ricevuta sul tuo dispositivo. Non invia niente. Salvala e funziona anche senza internet.
verify-alone-open = Apri la pagina che funziona senza di noi
verify-alone-save = Tutto avviene sul tuo dispositivo. Non viene inviato niente. Salva questa pagina per usarla senza internet.
verify-alone-key = Chiave pubblica del registro
verify-alone-none = Prima scegli un file o incolla il testo.
verify-alone-cannot = Questo browser non può fare la verifica. Usa il programma «grondslag verify».
verify-offline = Non devi crederci per forza. Chiunque può verificare la ricevuta sul proprio computer, senza di noi, con il programma «grondslag verify» e questa chiave pubblica:

## Quando qualcosa non funziona

refused-home = Vai alla prima pagina
refused-bad-facts = I dati non sono completi
refused-bad-facts-do = Correggili e inviali di nuovo.
refused-bad-request = Manca qualcosa nel modulo
refused-bad-request-do = Torna indietro, controlla il modulo e invialo di nuovo. Non è stato registrato niente.
refused-bad-stamp = Questo modulo è troppo vecchio
refused-bad-stamp-do = Apri di nuovo la pagina e compila lì il modulo. Non è stato registrato niente.
refused-not-lawful = Il modello ora non può rispondere
refused-not-lawful-do = La legge non lo permette in questo momento. La risposta dice che cosa lo cambierebbe.
refused-not-admitted = L’accesso non ha funzionato
refused-not-admitted-do = Riprova, o chiedi a chi gestisce gli account. Non è stato registrato niente.
refused-changed = È cambiato da quando lo hai visto
refused-changed-do = Apri di nuovo la pagina e guarda che cosa mostra ora. Non è stato registrato niente.
refused-bad-link = Questo link non vale più
refused-bad-link-do = Un link vale una volta sola e per poco tempo. Chiedine uno nuovo.
refused-not-signed-in = Non hai fatto l’accesso
refused-not-signed-in-do = Accedi e riprova. Non è stato registrato niente.
refused-not-found = Qui non c’è niente
refused-not-found-do = Controlla l’indirizzo o vai alla prima pagina.
refused-not-allowed = Questo qui non si può fare
refused-not-allowed-do = Vai alla prima pagina e riprova da lì.
refused-too-slow = Ci è voluto troppo tempo
refused-too-slow-do = Riprova. Non è stato registrato niente.
refused-too-large = È troppo grande
refused-too-large-do = Una ricevuta è un file piccolo. Scegline un altro.
refused-wrong-type = Non riusciamo a leggerlo
refused-wrong-type-do = Invia il modulo dalla pagina.
refused-too-often = Hai provato troppe volte
refused-too-often-do = Aspetta un minuto e riprova. Non è stato registrato niente.
refused-unavailable = In questo momento non funziona
refused-unavailable-do = Non è stato registrato niente. Riprova tra un minuto.

## Che cosa si può dire

act-accuracy_contested = Hai detto che i tuoi dati non sono esatti
act-accuracy_settled = Abbiamo chiarito se i tuoi dati sono esatti
act-consent_given = Hai detto di sì
act-consent_refused = Hai detto di no
act-consent_withdrawn = Hai revocato il tuo sì
act-erasure_granted = Abbiamo accettato di cancellare i tuoi dati
act-erasure_refused = Non abbiamo accettato di cancellare i tuoi dati
act-erasure_requested = Ci hai chiesto di cancellare i tuoi dati
act-forgotten = Un modello ti ha dimenticato
act-notice_delivered = Ti abbiamo mandato un avviso
act-notice_failed = Un avviso non ti è arrivato
act-objection = Hai fatto opposizione
act-objection_accepted = Abbiamo accolto la tua opposizione
act-objection_rejected = Abbiamo respinto la tua opposizione
act-objection_resolved = Abbiamo scoperto che un’opposizione è tua
act-objection_withdrawn = Hai ritirato la tua opposizione
act-restriction_lifted = La pausa è finita
act-restriction_requested = Ci hai chiesto una pausa
act-assessment_approved = È stata approvata una valutazione
act-corpus_purged = È stata ripulita una raccolta
act-corpus_sealed = È stata chiusa una raccolta
act-erased = È stato cancellato qualcosa
act-model_trained = È stato addestrato un modello
act-order = Un’autorità ha dato un ordine
act-order_lifted = Un ordine non vale più
act-purpose_registered = È stato registrato un uso
act-run_started = È iniziata un’esecuzione
act-run_stopped = Si è fermata un’esecuzione
act-access_requested = Hai chiesto che cosa abbiamo su di te
act-accounts_linked = Abbiamo saputo che degli account sono tuoi
act-accounts_unlinked = Abbiamo saputo che degli account non sono tuoi
act-assessment_withdrawn = Una valutazione non vale più
act-breach_notified = Qualcuno è stato informato di una violazione dei dati
act-breach_recorded = È stata registrata una violazione dei dati
act-complaint_closed = È stato chiuso un reclamo
act-complaint_received = È stato ricevuto un reclamo
act-establishment_set = È stato stabilito qual è l’autorità capofila
act-findings_reviewed = Qualcuno ha guardato un tuo post, perché un programma non era sicuro
act-notice_published = È stato pubblicato un avviso
act-notice_seen = Hai guardato un avviso
act-notice_sent = Ti è stato inviato un avviso
act-order_appealed = Qualcuno ha fatto ricorso contro un ordine
act-order_task_done = È stato fatto qualcosa che un ordine chiede
act-portability_requested = Hai chiesto i tuoi dati per portarli con te
act-purpose_ended = Un uso è stato terminato
act-recipient_acknowledged = Un destinatario ha seguito la tua scelta
act-recipient_notified = Abbiamo comunicato la tua scelta a un destinatario
act-rectification_made = Abbiamo rettificato quello che hai chiesto
act-rectification_requested = Ci hai chiesto di rettificare qualcosa
act-report_delivered = Un’autorità ha ricevuto una relazione
act-request_extended = Ti abbiamo detto che ci serve più tempo
act-request_replied = Abbiamo risposto alla tua richiesta
act-staff_acted = Una persona del nostro personale ha fatto qualcosa
