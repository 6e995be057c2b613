### Texte des Portals, auf Deutsch, auf Niveau B1. Jeder Schlüssel steht auch in den anderen Dateien dieses Ordners.

## Jede Seite

skip = Direkt zum Text
brand = · Ihre Beiträge und KI
nav = Seiten
nav-me = Meine Entscheidungen
nav-sign-in = Anmelden
nav-sign-out = Abmelden
nav-without-account = Ich habe kein Konto
nav-look-up = Widerspruch suchen
nav-verify = Beleg prüfen
nav-language = Sprache
footer-contact = Verantwortlich dafür ist { $name }. Schreiben Sie an { $contact }.
footer-officer = Datenschutzbeauftragte Person: { $officer }.
footer-complain = Sind Sie mit unserer Antwort nicht zufrieden? Sie können sich bei der Aufsichtsbehörde beschweren ({ $authority }), und Sie können vor Gericht gehen. Das kann auch jemand anderes für Sie tun.

title-home = Was mit Ihren Beiträgen passiert
title-sign-in = Anmelden
title-link-sent = Schauen Sie in Ihr Postfach
title-link = Anmelden
title-me = Meine Entscheidungen
title-receipt = Ihr Beleg
title-without-account = Ohne Konto widersprechen
title-look-up = Widerspruch suchen
title-verify = Beleg prüfen
title-refused = Das hat nicht geklappt
title-languages = Sprachen
languages-head = Sprachen
languages-text = Wählen Sie die Sprache dieser Seiten. Englisch und Niederländisch haben wir selbst geschrieben. Die anderen Sprachen hat ein Programm übersetzt. Noch niemand, der sie spricht, hat jedes Wort geprüft. Wenn ein Text nicht klar ist, gilt der englische.

month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
date = { $day }. { $month } { $year }

## Was mit Beiträgen passiert

home-head = Was bei { $controller } mit Ihren Beiträgen passiert
home-lead = Auf dieser Seite lesen Sie, wofür Ihre Beiträge verwendet werden. Sie können Nein sagen. Sie müssen nicht erklären, warum.
right-head = Sie haben das Recht auf Widerspruch
right-text = Sie können der Verwendung Ihrer Beiträge jederzeit widersprechen. Sie brauchen keinen Grund zu nennen und kein Dokument zu schicken. Nach dem Anmelden reicht ein Klick. Der Widerspruch gilt, sobald er bei uns eingeht.
right-object = Widersprechen
right-without-account = Ohne Konto widersprechen
uses-head = Wofür Ihre Beiträge verwendet werden
what = Was passiert
why = Warum
since = Seit
basis = Rechtsgrundlage
basis-A6-1-a = Ihre Einwilligung, Artikel 6 Absatz 1 Buchstabe a DSGVO. Ohne Ihr Ja passiert es nicht.
basis-A6-1-b = Ein Vertrag mit Ihnen, Artikel 6 Absatz 1 Buchstabe b DSGVO.
basis-A6-1-c = Eine rechtliche Verpflichtung, Artikel 6 Absatz 1 Buchstabe c DSGVO.
basis-A6-1-d = Zum Schutz eines Lebens, Artikel 6 Absatz 1 Buchstabe d DSGVO.
basis-A6-1-e = Eine Aufgabe im öffentlichen Interesse, Artikel 6 Absatz 1 Buchstabe e DSGVO.
basis-A6-1-f = Unser eigenes berechtigtes Interesse, Artikel 6 Absatz 1 Buchstabe f DSGVO. Sie können widersprechen.
basis-none = Es ist keine Rechtsgrundlage festgelegt, also passiert es nicht.
does-head = Was ein Widerspruch bewirkt
does-now = Sobald er bei uns eingeht, wählen wir Ihre Beiträge für nichts Neues mehr aus.
does-corpus = Wenn wir das nächste Mal mit einem Training beginnen, sind Ihre Beiträge nicht dabei.
does-others = Was andere aus Ihren Beiträgen zitieren, entfernen wir aus deren Beiträgen.
does-not-head = Was ein Widerspruch nicht bewirkt
does-not-model = Ein Modell, das schon gelernt hat, vergisst nicht von selbst. Wenn Sie das möchten, bitten Sie uns, Ihre Daten zu löschen.
does-not-remove = Ihre Beiträge bleiben auf der Plattform. Nur Sie oder die Plattform können sie dort entfernen.
rights-head = Ihre weiteren Rechte
rights-text = Nach dem Anmelden können Sie auch Ihre Daten ansehen und herunterladen. Sie können uns bitten, sie zu löschen oder ihre Verwendung zu pausieren. Und Sie können uns sagen, dass sie nicht stimmen.
rights-clock = Wir antworten innerhalb eines Monats. Wenn wir mehr Zeit brauchen, sagen wir Ihnen das in diesem Monat und nennen den Grund.

## Anmelden

sign-in-head = Anmelden
sign-in-text = Geben Sie die E-Mail-Adresse Ihres Kontos ein. Wir schicken Ihnen einen Link. Sie brauchen kein Passwort.
sign-in-address = E-Mail-Adresse
sign-in-send = Link schicken
sign-in-none = Haben Sie hier kein Konto?
sign-in-again = Für diesen Schritt bitten wir Sie, sich noch einmal anzumelden. So kann ihn niemand anderes in Ihrem Namen machen.
sign-in-letter = Oder mit einem Link per E-Mail
sign-in-oidc = Über Ihre Organisation anmelden
link-sent-head = Schauen Sie in Ihr Postfach
link-sent-text = Wenn wir diese Adresse kennen, ist ein Link unterwegs. Er gilt { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
} lang und nur einmal.
link-sent-none = Keine E-Mail bekommen? Dann kennen wir diese Adresse vielleicht nicht. Sie können trotzdem widersprechen:
link-head = Anmelden
link-text = Ein Klick, und Sie sind angemeldet. Dieser Link gilt nur einmal.
link-button = Jetzt anmelden
letter-subject = Ihr Link zum Anmelden
letter-text =
    Guten Tag,

    Sie haben um einen Link gebeten, um sich bei { $controller } anzumelden. Hier ist er:

    { $link }

    Er gilt { $minutes ->
        [one] eine Minute
       *[other] { $minutes } Minuten
    } lang und nur einmal.
    Haben Sie nicht darum gebeten? Dann können Sie diese E-Mail löschen.

## Die Mitteilung, die verschickt wird

notice-subject = Was { $controller } mit Ihren Beiträgen tun möchte
notice-hello = Guten Tag,
notice-lead = { $controller } möchte verwenden, was Sie veröffentlicht haben. Bitte lesen Sie, was passiert.
notice-use = { $name }: { $what }
notice-why = Warum: { $why }
notice-basis = Rechtsgrundlage: { $basis }
notice-start = Es beginnt nicht vor dem { $date }.
notice-object = Sie haben das Recht auf Widerspruch. Sie brauchen keinen Grund zu nennen. Wenn Sie sich hier anmelden, reicht ein Klick:
notice-consent = Ohne Ihr Ja passiert es nicht. Hier können Sie antworten:
notice-rights = Auf derselben Seite können Sie Ihre Daten ansehen und herunterladen. Sie können uns dort auch bitten, sie zu löschen, zu berichtigen oder ihre Verwendung zu pausieren.

## Meine Entscheidungen

me-head = Meine Entscheidungen
me-done = Wir haben es festgehalten. Es gilt ab jetzt.
me-done-receipt = Ihr Beleg
me-object-text = Mit einem Klick können Sie jeder Verwendung aller Ihrer Beiträge widersprechen. Sie müssen nicht sagen, warum.
me-object-all = Jeder Verwendung widersprechen
me-objects-all = Sie haben jeder Verwendung Ihrer Beiträge widersprochen. Wir verwenden sie nicht.
me-objections = Meine Widersprüche
me-state = Stand
me-receipt = Beleg { $index }
me-withdraw-objection = Diesen Widerspruch zurücknehmen
every-purpose = Jede Verwendung
scope-person = alle meine Beiträge
scope-account = ein Konto
scope-items = einige Beiträge
objection-received = Eingegangen. Der Widerspruch gilt schon. Sie bekommen noch eine Antwort.
objection-accepted = Angenommen. Wir verwenden diese Beiträge nicht.
objection-rejected_compelling = Abgelehnt. Wir haben Ihnen gesagt, warum. Sie können sich beschweren, und Sie können vor Gericht gehen.
objection-withdrawn = Sie haben ihn zurückgenommen.
me-consent = Ihre Antwort:
consent-given = Ja
consent-renewed = Ja
consent-withdrawn = Nein, Sie haben Ihr Ja widerrufen
consent-refused = Nein
me-objected = Sie haben dieser Verwendung widersprochen. Wir verwenden Ihre Beiträge dafür nicht.
me-consent-ask = Erlauben Sie das?
me-not-asked = Sie haben Nein gesagt. Wir fragen Sie nicht noch einmal vor dem
me-changed-mind = Ich habe meine Meinung geändert
me-yes = Ja, ich erlaube es
me-no = Nein, ich erlaube es nicht
me-withdraw-consent = Mein Ja widerrufen
me-object-one = Dieser Verwendung widersprechen
me-less = Nur für einen Teil meiner Beiträge widersprechen
me-less-text = Sie können auch nur für ein Konto oder nur für einige Beiträge widersprechen.
me-less-account = Für das Konto { $account } widersprechen
me-less-items = Die Nummern der Beiträge, eine pro Zeile
me-less-items-button = Für diese Beiträge widersprechen
me-rights = Meine weiteren Rechte
me-data = Meine Daten herunterladen
me-erase = Um Löschung meiner Daten bitten
me-restrict = Um eine Pause bitten
me-contest = Sagen, dass meine Daten nicht stimmen
me-rectify = Um Berichtigung meiner Daten bitten
me-rectify-text = Was stimmt nicht, und was ist richtig?
me-restricted = Wir haben die Verwendung Ihrer Daten pausiert, wie Sie es wollten.
me-contested = Sie haben gesagt, dass Ihre Daten nicht stimmen. Während wir das prüfen, pausieren wir ihre Verwendung.
erasure-received = Sie haben uns gebeten, Ihre Daten zu löschen. Wir verwenden Ihre Beiträge schon jetzt nicht mehr.
erasure-granted = Wir löschen Ihre Daten oder haben sie schon gelöscht.
erasure-refused = Wir haben Ihre Daten nicht gelöscht. Wir haben Ihnen gesagt, warum. Sie können sich beschweren, und Sie können vor Gericht gehen.
me-events = Alles, was wir über Sie festgehalten haben
me-no-events = Noch nichts.

## Meine Beiträge

nav-posts = Meine Beiträge
title-me-posts = Was mit meinen Beiträgen passiert ist
posts-head = Was mit meinen Beiträgen passiert ist
posts-text = Bei jedem Beitrag lesen Sie, was entschieden wurde und nach welcher Regel. In der Datei zum Herunterladen steht alles.
posts-count = { $count ->
    [0] Wir kennen keine Beiträge von Ihnen.
    [one] Wir kennen einen Beitrag von Ihnen.
   *[other] Wir kennen { $count } Beiträge von Ihnen.
}
posts-used = { $count ->
    [0] Keiner davon wird verwendet.
    [one] Einer davon wird verwendet.
   *[other] { $count } davon werden verwendet.
}
posts-refused = { $count ->
    [0] Keiner wird ausgelassen.
    [one] Einer wird ausgelassen.
   *[other] { $count } werden ausgelassen.
}
posts-more = Hier stehen die neuesten { $count }. In der Datei zum Herunterladen stehen alle.
posts-none = Es gibt noch nichts zu zeigen.
posts-number = Nummer des Beitrags
posts-because = Warum
posts-cure = Was das ändern würde:
posts-changed = Herausgenommen
posts-corpus = In Sammlung
posts-model = Gelesen von Modell
use-used = Verwendet
use-used_in_part = Verwendet, ohne das, was andere betrifft
use-held = Nicht verwendet: Zuerst muss jemand nachsehen
use-refused = Nicht verwendet
use-undecided = Noch nicht entschieden
transform-MASK_IDENTIFIER = Nummern und Adressen von anderen
transform-REDACT_SPAN = was andere betrifft
transform-REMOVE_CHILD = was Kinder betrifft

## Belege

object-button = Widersprechen
receipt-head = Ihr Beleg
receipt-text = Bewahren Sie diesen Beleg auf. Er beweist, was Sie gesagt haben und wann. Niemand kann ihn später ändern, auch wir nicht.
receipt-act = Was gesagt wurde
receipt-at = Eingegangen am
receipt-purpose = Worum es geht
receipt-reference = Kennzeichen
receipt-due = Wir antworten spätestens am
receipt-index = Nummer im Protokoll
receipt-root = Fingerabdruck des Protokolls
receipt-log = Name des Protokolls
receipt-download = Beleg herunterladen
receipt-keep = Mit dem Kennzeichen können Sie Ihren Widerspruch suchen. Wir zeigen diese Seite nur eine Stunde lang. Schreiben Sie das Kennzeichen auf oder laden Sie den Beleg herunter.

## Ohne Konto

without-head = Ohne Konto widersprechen
without-text = Andere können über Sie schreiben oder Sie zeigen. Auch dem können Sie widersprechen. Sie brauchen kein Konto und keinen Grund. Füllen Sie mindestens ein Feld aus. Jedes Feld braucht mindestens drei Buchstaben.
without-wrong = Füllen Sie mindestens ein Feld aus, mit mindestens drei und höchstens 200 Buchstaben.
without-name = Ihr Name, so wie andere ihn schreiben
without-name-why = Wir suchen diesen Namen in Texten. Wir verwenden ihn für nichts anderes.
without-handle = Ein Name, den Sie im Internet verwenden
without-handle-why = Ohne das @ davor.
without-link = Ein Link zu einem Beitrag oder Bild, in dem Sie vorkommen
without-link-why = Nur, wenn Sie einen haben.
without-after = Auf der nächsten Seite bekommen Sie einen Beleg.

## Suchen

look-up-head = Widerspruch suchen
look-up-text = Haben Sie ohne Konto widersprochen? Geben Sie das Kennzeichen von Ihrem Beleg ein. Nach Namen kann hier niemand suchen.
look-up-reference = Kennzeichen
look-up-button = Suchen
look-up-stands = Dieser Widerspruch besteht. Er gilt.
look-up-none = Zu diesem Kennzeichen gibt es keinen Widerspruch ohne Konto. Vielleicht wurde er zurückgenommen, oder das Kennzeichen ist falsch.
look-up-account = Haben Sie ein Konto? Melden Sie sich an, um Ihre Widersprüche zu sehen.

## Einen Beleg prüfen

verify-head = Beleg prüfen
verify-text = Wählen Sie die Datei mit Ihrem Beleg aus oder fügen Sie ihren Text ein. Wir prüfen, ob der Beleg echt und unverändert ist. Wir speichern ihn nicht.
verify-file = Die Datei
verify-paste = Oder der Text der Datei
verify-button = Prüfen
verify-good = Der Beleg ist echt
verify-bad = Dieser Beleg stimmt nicht
verify-bad-why = Warum:
verify-erased = Der Text wurde gelöscht. Es bleibt nur der Nachweis, dass hier etwas war.
verify-alone-head = Ohne uns prüfen
verify-alone-text = Es gibt eine Seite, die einen Beleg auf Ihrem eigenen Gerät prüft. Sie verschickt nichts. Speichern Sie die Seite, dann funktioniert sie auch ohne Internet.
verify-alone-open = Die Seite öffnen, die ohne uns funktioniert
verify-alone-save = Alles passiert auf Ihrem Gerät. Nichts wird verschickt. Speichern Sie diese Seite, um sie ohne Internet zu nutzen.
verify-alone-key = Öffentlicher Schlüssel des Protokolls
verify-alone-none = Wählen Sie zuerst eine Datei aus oder fügen Sie den Text ein.
verify-alone-cannot = Dieser Browser kann die Prüfung nicht machen. Nutzen Sie das Programm „grondslag verify“.
verify-offline = Sie müssen uns nicht glauben. Jeder kann den Beleg auf dem eigenen Computer prüfen, ohne uns, mit dem Programm „grondslag verify“ und diesem öffentlichen Schlüssel:

## Wenn etwas nicht klappt

refused-home = Zur ersten Seite
refused-bad-facts = Die Angaben sind nicht vollständig
refused-bad-facts-do = Berichtigen Sie die Angaben und schicken Sie sie noch einmal.
refused-bad-request = Im Formular fehlt etwas
refused-bad-request-do = Gehen Sie zurück, prüfen Sie das Formular und schicken Sie es noch einmal. Es wurde nichts festgehalten.
refused-bad-stamp = Dieses Formular ist zu alt
refused-bad-stamp-do = Öffnen Sie die Seite neu und füllen Sie das Formular dort aus. Es wurde nichts festgehalten.
refused-not-lawful = Das Modell darf jetzt nicht antworten
refused-not-lawful-do = Das Gesetz erlaubt es im Moment nicht. In der Antwort steht, was das ändern würde.
refused-not-admitted = Das Anmelden hat nicht geklappt
refused-not-admitted-do = Versuchen Sie es noch einmal, oder fragen Sie die Stelle, die die Konten verwaltet. Es wurde nichts festgehalten.
refused-changed = Es hat sich geändert, seit Sie es gesehen haben
refused-changed-do = Öffnen Sie die Seite neu und sehen Sie nach, was jetzt dort steht. Es wurde nichts festgehalten.
refused-bad-link = Dieser Link gilt nicht mehr
refused-bad-link-do = Ein Link gilt nur einmal und nur kurze Zeit. Fordern Sie einen neuen an.
refused-not-signed-in = Sie sind nicht angemeldet
refused-not-signed-in-do = Melden Sie sich an und versuchen Sie es noch einmal. Es wurde nichts festgehalten.
refused-not-found = Hier ist nichts
refused-not-found-do = Prüfen Sie die Adresse oder gehen Sie zur ersten Seite.
refused-not-allowed = Das geht hier nicht
refused-not-allowed-do = Gehen Sie zur ersten Seite und versuchen Sie es von dort.
refused-too-slow = Das hat zu lange gedauert
refused-too-slow-do = Versuchen Sie es noch einmal. Es wurde nichts festgehalten.
refused-too-large = Das ist zu groß
refused-too-large-do = Ein Beleg ist eine kleine Datei. Wählen Sie eine andere.
refused-wrong-type = Das können wir nicht lesen
refused-wrong-type-do = Schicken Sie das Formular von der Seite aus.
refused-too-often = Das war zu oft
refused-too-often-do = Warten Sie eine Minute und versuchen Sie es noch einmal. Es wurde nichts festgehalten.
refused-unavailable = Das geht gerade nicht
refused-unavailable-do = Es wurde nichts festgehalten. Versuchen Sie es in einer Minute noch einmal.

## Was gesagt werden kann

act-accuracy_contested = Sie haben gesagt, dass Ihre Daten nicht stimmen
act-accuracy_settled = Wir haben geklärt, ob Ihre Daten stimmen
act-consent_given = Sie haben Ja gesagt
act-consent_refused = Sie haben Nein gesagt
act-consent_withdrawn = Sie haben Ihr Ja widerrufen
act-erasure_granted = Wir haben zugesagt, Ihre Daten zu löschen
act-erasure_refused = Wir haben die Löschung Ihrer Daten abgelehnt
act-erasure_requested = Sie haben uns gebeten, Ihre Daten zu löschen
act-forgotten = Ein Modell hat Sie vergessen
act-notice_delivered = Wir haben Ihnen eine Mitteilung geschickt
act-notice_failed = Eine Mitteilung hat Sie nicht erreicht
act-objection = Sie haben widersprochen
act-objection_accepted = Wir haben Ihren Widerspruch angenommen
act-objection_rejected = Wir haben Ihren Widerspruch abgelehnt
act-objection_resolved = Wir haben festgestellt, dass ein Widerspruch von Ihnen ist
act-objection_withdrawn = Sie haben Ihren Widerspruch zurückgenommen
act-restriction_lifted = Die Pause ist beendet
act-restriction_requested = Sie haben um eine Pause gebeten
act-assessment_approved = Eine Bewertung wurde genehmigt
act-corpus_purged = Eine Sammlung wurde bereinigt
act-corpus_sealed = Eine Sammlung wurde abgeschlossen
act-erased = Etwas wurde gelöscht
act-model_trained = Ein Modell wurde trainiert
act-order = Eine Behörde hat etwas angeordnet
act-order_lifted = Eine Anordnung gilt nicht mehr
act-purpose_registered = Eine Verwendung wurde eingetragen
act-run_started = Ein Durchlauf hat begonnen
act-run_stopped = Ein Durchlauf wurde gestoppt
act-access_requested = Sie haben gefragt, was wir über Sie haben
act-accounts_linked = Wir haben erfahren, dass Konten Ihnen gehören
act-accounts_unlinked = Wir haben erfahren, dass Konten nicht Ihnen gehören
act-assessment_withdrawn = Eine Bewertung gilt nicht mehr
act-breach_notified = Jemand wurde über ein Datenleck informiert
act-breach_recorded = Ein Datenleck wurde festgehalten
act-complaint_closed = Eine Beschwerde wurde abgeschlossen
act-complaint_received = Eine Beschwerde ist eingegangen
act-establishment_set = Es wurde festgelegt, welche Behörde federführend ist
act-findings_reviewed = Jemand hat einen Beitrag von Ihnen angesehen, weil ein Programm nicht sicher war
act-notice_published = Eine Mitteilung wurde veröffentlicht
act-notice_seen = Sie haben eine Mitteilung angesehen
act-notice_sent = Eine Mitteilung wurde an Sie abgeschickt
act-order_appealed = Jemand ist gegen eine Anordnung vor Gericht gegangen
act-order_task_done = Etwas, was eine Anordnung verlangt, wurde erledigt
act-portability_requested = Sie haben Ihre Daten zum Mitnehmen verlangt
act-purpose_ended = Eine Verwendung wurde beendet
act-recipient_acknowledged = Ein Empfänger hat Ihre Entscheidung umgesetzt
act-recipient_notified = Wir haben einem Empfänger Ihre Entscheidung mitgeteilt
act-rectification_made = Wir haben berichtigt, worum Sie gebeten haben
act-rectification_requested = Sie haben uns gebeten, etwas zu berichtigen
act-report_delivered = Eine Behörde hat einen Bericht bekommen
act-request_extended = Wir haben Ihnen gesagt, dass wir mehr Zeit brauchen
act-request_replied = Wir haben auf Ihren Antrag geantwortet
act-staff_acted = Jemand von unserem Personal hat etwas getan
