### Textes du portail, en français, au niveau B1. Chaque clé se trouve aussi dans les autres fichiers de ce dossier.

## Toutes les pages

skip = Aller au texte
brand = · vos publications et l’IA
nav = Pages
nav-me = Mes choix
nav-sign-in = Se connecter
nav-sign-out = Se déconnecter
nav-without-account = Je n’ai pas de compte
nav-look-up = Retrouver une opposition
nav-verify = Vérifier un reçu
nav-language = Langue
footer-contact = Le responsable du traitement est { $name }. Écrivez à { $contact }.
footer-officer = Délégué à la protection des données : { $officer }.
footer-complain = Notre réponse ne vous convient pas ? Vous pouvez introduire une réclamation auprès de l’autorité de contrôle ({ $authority }), et vous pouvez aller en justice. Une autre personne peut le faire pour vous.

title-home = Ce que deviennent vos publications
title-sign-in = Se connecter
title-link-sent = Regardez vos e-mails
title-link = Se connecter
title-me = Mes choix
title-receipt = Votre reçu
title-without-account = S’opposer sans compte
title-look-up = Retrouver une opposition
title-verify = Vérifier un reçu
title-refused = Cela n’a pas marché
title-languages = Langues
languages-head = Langues
languages-text = Choisissez la langue de ces pages. Nous avons écrit nous-mêmes l’anglais et le néerlandais. Les autres langues ont été traduites par un programme, et aucune personne qui les parle n’a encore vérifié chaque mot. Si un texte n’est pas clair, c’est le texte anglais qui compte.

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
date = { $day ->
    [1] 1er
    [one] { $day }
   *[other] { $day }
} { $month } { $year }

## Ce que deviennent les publications

home-head = Ce que deviennent vos publications chez { $controller }
home-lead = Cette page explique à quoi servent vos publications. Vous pouvez dire non. Vous n’avez pas à expliquer pourquoi.
right-head = Vous avez le droit de vous opposer
right-text = Vous pouvez toujours vous opposer à l’utilisation de vos publications. Vous n’avez pas à donner de raison ni à envoyer de document. Après la connexion, un clic suffit. Votre opposition est prise en compte dès que nous la recevons.
right-object = M’opposer
right-without-account = M’opposer sans compte
uses-head = À quoi servent vos publications
what = Ce qui se passe
why = Pourquoi
since = Depuis le
basis = Base juridique
basis-A6-1-a = Votre consentement, article 6, paragraphe 1, point a), du RGPD. Sans votre oui, cela ne se fait pas.
basis-A6-1-b = Un contrat avec vous, article 6, paragraphe 1, point b), du RGPD.
basis-A6-1-c = Une obligation légale, article 6, paragraphe 1, point c), du RGPD.
basis-A6-1-d = La protection d’une vie, article 6, paragraphe 1, point d), du RGPD.
basis-A6-1-e = Une mission d’intérêt public, article 6, paragraphe 1, point e), du RGPD.
basis-A6-1-f = Notre propre intérêt légitime, article 6, paragraphe 1, point f), du RGPD. Vous pouvez vous opposer.
basis-none = Aucune base juridique n’est fixée, donc cela ne se fait pas.
does-head = Ce que fait une opposition
does-now = Dès que nous la recevons, vos publications ne sont plus choisies pour rien de nouveau.
does-corpus = La prochaine fois que nous commençons un entraînement, vos publications n’en font pas partie.
does-others = Ce que d’autres citent de vos publications est retiré de leurs publications.
does-not-head = Ce qu’une opposition ne fait pas
does-not-model = Un modèle qui a déjà appris n’oublie pas de lui-même. Si vous voulez qu’il oublie, demandez-nous d’effacer vos données.
does-not-remove = Vos publications restent sur la plateforme. Elles ne peuvent y être supprimées que par vous ou par la plateforme.
rights-head = Vos autres droits
rights-text = Après la connexion, vous pouvez aussi voir et télécharger vos données, nous demander de les effacer, nous demander une pause, ou nous dire qu’elles sont inexactes.
rights-clock = Nous répondons dans un délai d’un mois. S’il nous faut plus de temps, nous vous le disons pendant ce mois, avec la raison.

## Connexion

sign-in-head = Se connecter
sign-in-text = Tapez l’adresse e-mail de votre compte. Nous vous envoyons un lien. Vous n’avez pas besoin de mot de passe.
sign-in-address = Adresse e-mail
sign-in-send = M’envoyer un lien
sign-in-none = Vous n’avez pas de compte ici ?
sign-in-again = Pour cette étape, nous vous demandons de vous connecter de nouveau. Ainsi, personne d’autre ne peut la faire en votre nom.
sign-in-letter = Ou avec un lien par e-mail
sign-in-oidc = Se connecter avec votre organisation
link-sent-head = Regardez vos e-mails
link-sent-text = Si nous connaissons cette adresse, un lien est en route. Il est valable { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
} et une seule fois.
link-sent-none = Pas d’e-mail ? Alors nous ne connaissons peut-être pas cette adresse. Vous pouvez quand même vous opposer :
link-head = Se connecter
link-text = Un clic suffit pour vous connecter. Ce lien n’est valable qu’une fois.
link-button = Me connecter
letter-subject = Votre lien de connexion
letter-text =
    Bonjour,

    Vous avez demandé un lien pour vous connecter chez { $controller }. Le voici :

    { $link }

    Il est valable { $minutes ->
        [one] une minute
       *[other] { $minutes } minutes
    } et une seule fois.
    Vous n’avez rien demandé ? Alors vous pouvez supprimer cet e-mail.

## L’avis qui est envoyé

notice-subject = Ce que { $controller } veut faire de vos publications
notice-hello = Bonjour,
notice-lead = { $controller } veut utiliser ce que vous avez publié. Veuillez lire ce qui va se passer.
notice-use = { $name } : { $what }
notice-why = Pourquoi : { $why }
notice-basis = Base juridique : { $basis }
notice-start = Cela ne commence pas avant le { $date }.
notice-object = Vous avez le droit de vous opposer, sans donner de raison. Connectez-vous ici, puis il suffit d’un clic :
notice-consent = Sans votre oui, cela ne se fait pas. Vous pouvez répondre ici :
notice-rights = Sur la même page, vous pouvez voir et télécharger vos données, nous demander de les effacer ou de les rectifier, ou nous demander une pause.

## Mes choix

me-head = Mes choix
me-done = Nous l’avons enregistré. C’est valable dès maintenant.
me-done-receipt = Votre reçu
me-object-text = Vous pouvez vous opposer en un clic à toute utilisation de toutes vos publications. Vous n’avez pas à dire pourquoi.
me-object-all = M’opposer à toute utilisation
me-objects-all = Vous vous opposez à toute utilisation de vos publications. Nous ne les utilisons pas.
me-objections = Mes oppositions
me-state = État
me-receipt = reçu { $index }
me-withdraw-objection = Retirer cette opposition
every-purpose = Toute utilisation
scope-person = toutes mes publications
scope-account = un compte
scope-items = certaines publications
objection-received = Reçue. Elle est déjà prise en compte. Vous aurez encore une réponse.
objection-accepted = Acceptée. Nous n’utilisons pas ces publications.
objection-rejected_compelling = Refusée. Nous vous avons dit pourquoi. Vous pouvez introduire une réclamation, et vous pouvez aller en justice.
objection-withdrawn = Vous l’avez retirée.
me-consent = Votre réponse :
consent-given = oui
consent-renewed = oui
consent-withdrawn = non, vous avez retiré votre oui
consent-refused = non
me-objected = Vous vous opposez à cette utilisation. Nous n’utilisons pas vos publications pour cela.
me-consent-ask = Le permettez-vous ?
me-not-asked = Vous avez dit non. Nous ne vous le redemanderons pas avant le
me-changed-mind = J’ai changé d’avis
me-yes = Oui, je le permets
me-no = Non, je ne le permets pas
me-withdraw-consent = Retirer mon oui
me-object-one = M’opposer à cette utilisation
me-less = M’opposer pour une partie de mes publications
me-less-text = Vous pouvez aussi vous opposer pour un seul compte, ou seulement pour certaines publications.
me-less-account = M’opposer pour le compte { $account }
me-less-items = Les numéros des publications, un par ligne
me-less-items-button = M’opposer pour ces publications
me-rights = Mes autres droits
me-data = Télécharger mes données
me-erase = Demander d’effacer mes données
me-restrict = Demander une pause
me-contest = Dire que mes données sont inexactes
me-rectify = Demander de rectifier mes données
me-rectify-text = Qu’est-ce qui est faux, et qu’est-ce qui est juste ?
me-restricted = Nous avons mis en pause l’utilisation de vos données, comme vous l’avez demandé.
me-contested = Vous avez dit que vos données sont inexactes. Nous mettons leur utilisation en pause pendant que nous vérifions.
erasure-received = Vous nous avez demandé d’effacer vos données. Nous n’utilisons déjà plus vos publications.
erasure-granted = Nous effaçons vos données, ou nous l’avons déjà fait.
erasure-refused = Nous n’avons pas effacé vos données. Nous vous avons dit pourquoi. Vous pouvez introduire une réclamation, et vous pouvez aller en justice.
me-events = Tout ce que nous avons enregistré sur vous
me-no-events = Rien pour le moment.

## Mes publications

nav-posts = Mes publications
title-me-posts = Ce que sont devenues mes publications
posts-head = Ce que sont devenues mes publications
posts-text = Pour chaque publication, vous lisez ce qui a été décidé, et selon quelle règle. Le fichier à télécharger contient tout.
posts-count = { $count ->
    [0] Nous ne connaissons aucune de vos publications.
    [one] Nous connaissons une de vos publications.
   *[other] Nous connaissons { $count } de vos publications.
}
posts-used = { $count ->
    [0] Aucune n’est utilisée.
    [one] Une est utilisée.
   *[other] { $count } sont utilisées.
}
posts-refused = { $count ->
    [0] Aucune n’est écartée.
    [one] Une est écartée.
   *[other] { $count } sont écartées.
}
posts-more = Voici les { $count } plus récentes. Le fichier à télécharger les contient toutes.
posts-none = Il n’y a encore rien à montrer.
posts-number = Numéro de la publication
posts-because = Pourquoi
posts-cure = Ce qui changerait cela :
posts-changed = Retiré
posts-corpus = Dans la collection
posts-model = Lue par le modèle
use-used = Utilisée
use-used_in_part = Utilisée, sans ce qui concerne d’autres personnes
use-held = Pas utilisée : une personne doit d’abord regarder
use-refused = Pas utilisée
use-undecided = Pas encore décidé
transform-MASK_IDENTIFIER = les numéros et adresses d’autres personnes
transform-REDACT_SPAN = ce qui concerne d’autres personnes
transform-REMOVE_CHILD = ce qui concerne des enfants

## Reçus

object-button = M’opposer
receipt-head = Votre reçu
receipt-text = Gardez ce reçu. Il prouve ce que vous avez dit et quand. Personne ne peut le changer plus tard, et nous non plus.
receipt-act = Ce qui a été dit
receipt-at = Reçu le
receipt-purpose = Sujet
receipt-reference = Référence
receipt-due = Nous répondons au plus tard le
receipt-index = Numéro dans le journal
receipt-root = Empreinte du journal
receipt-log = Nom du journal
receipt-download = Télécharger le reçu
receipt-keep = Avec la référence, vous pouvez retrouver votre opposition. Nous ne montrons cette page que pendant une heure. Notez donc la référence ou téléchargez le reçu.

## Sans compte

without-head = S’opposer sans compte
without-text = D’autres peuvent écrire sur vous ou vous montrer. Vous pouvez aussi vous y opposer. Vous n’avez pas besoin de compte, et vous ne donnez pas de raison. Remplissez au moins un champ, avec trois lettres ou plus.
without-wrong = Remplissez au moins un champ, avec trois lettres ou plus et 200 au maximum.
without-name = Votre nom, comme d’autres l’écrivent
without-name-why = Nous cherchons ce nom dans des textes. Nous ne l’utilisons pour rien d’autre.
without-handle = Un nom que vous utilisez en ligne
without-handle-why = Sans le @ devant.
without-link = Un lien vers une publication ou une image où vous apparaissez
without-link-why = Seulement si vous en avez un.
without-after = Vous recevez un reçu à la page suivante.

## Retrouver

look-up-head = Retrouver une opposition
look-up-text = Vous avez fait opposition sans compte ? Tapez la référence de votre reçu. Personne ne peut chercher un nom ici.
look-up-reference = Référence
look-up-button = Chercher
look-up-stands = Cette opposition existe. Elle est prise en compte.
look-up-none = Aucune opposition sans compte n’existe sous cette référence. Elle a peut-être été retirée, ou la référence est fausse.
look-up-account = Vous avez un compte ? Connectez-vous pour voir vos oppositions.

## Vérifier un reçu

verify-head = Vérifier un reçu
verify-text = Choisissez le fichier de votre reçu, ou collez son texte. Nous vérifions s’il est authentique et n’a pas été modifié. Nous ne le gardons pas.
verify-file = Le fichier
verify-paste = Ou le texte du fichier
verify-button = Vérifier
verify-good = Le reçu est authentique
verify-bad = Ce reçu n’est pas valable
verify-bad-why = Pourquoi :
verify-erased = Le texte a été effacé. Il ne reste que la preuve qu’il y avait quelque chose ici.
verify-alone-head = Vérifier sans nous
verify-alone-text = Il existe une page qui vérifie un reçu sur votre propre appareil. Elle n’envoie rien. Enregistrez-la, et elle marche aussi sans internet.
verify-alone-open = Ouvrir la page qui marche sans nous
verify-alone-save = Tout se passe sur votre appareil. Rien n’est envoyé. Enregistrez cette page pour l’utiliser sans internet.
verify-alone-key = Clé publique du journal
verify-alone-none = Choisissez d’abord un fichier ou collez le texte.
verify-alone-cannot = Ce navigateur ne peut pas faire la vérification. Utilisez le programme « grondslag verify ».
verify-offline = Vous n’avez pas à nous croire sur parole. Tout le monde peut vérifier le reçu sur son propre ordinateur, sans nous, avec le programme « grondslag verify » et cette clé publique :

## Quand quelque chose ne marche pas

refused-home = Aller à la première page
refused-bad-facts = Les informations ne sont pas complètes
refused-bad-facts-do = Corrigez-les et envoyez-les de nouveau.
refused-bad-request = Il manque quelque chose dans le formulaire
refused-bad-request-do = Revenez en arrière, vérifiez le formulaire et envoyez-le de nouveau. Rien n’a été enregistré.
refused-bad-stamp = Ce formulaire est trop ancien
refused-bad-stamp-do = Ouvrez de nouveau la page et remplissez le formulaire. Rien n’a été enregistré.
refused-not-lawful = Le modèle ne peut pas répondre maintenant
refused-not-lawful-do = La loi ne le permet pas en ce moment. La réponse dit ce qui changerait cela.
refused-not-admitted = La connexion n’a pas marché
refused-not-admitted-do = Réessayez, ou demandez à la personne qui gère les comptes. Rien n’a été enregistré.
refused-changed = Cela a changé depuis que vous l’avez vu
refused-changed-do = Ouvrez de nouveau la page et regardez ce qu’elle montre maintenant. Rien n’a été enregistré.
refused-bad-link = Ce lien n’est plus valable
refused-bad-link-do = Un lien n’est valable qu’une fois, et peu de temps. Demandez-en un nouveau.
refused-not-signed-in = Il faut d’abord vous connecter
refused-not-signed-in-do = Connectez-vous et réessayez. Rien n’a été enregistré.
refused-not-found = Il n’y a rien ici
refused-not-found-do = Vérifiez l’adresse, ou allez à la première page.
refused-not-allowed = Cela ne marche pas ici
refused-not-allowed-do = Allez à la première page et réessayez à partir de là.
refused-too-slow = Cela a pris trop de temps
refused-too-slow-do = Réessayez. Rien n’a été enregistré.
refused-too-large = C’est trop grand
refused-too-large-do = Un reçu est un petit fichier. Choisissez-en un autre.
refused-wrong-type = Nous ne pouvons pas lire cela
refused-wrong-type-do = Envoyez le formulaire à partir de la page.
refused-too-often = C’était trop souvent
refused-too-often-do = Attendez une minute et réessayez. Rien n’a été enregistré.
refused-unavailable = Cela ne marche pas en ce moment
refused-unavailable-do = Rien n’a été enregistré. Réessayez dans une minute.

## Ce qui peut être dit

act-accuracy_contested = Vous avez dit que vos données sont inexactes
act-accuracy_settled = Nous avons établi si vos données sont exactes
act-consent_given = Vous avez dit oui
act-consent_refused = Vous avez dit non
act-consent_withdrawn = Vous avez retiré votre oui
act-erasure_granted = Nous avons accepté d’effacer vos données
act-erasure_refused = Nous n’avons pas accepté d’effacer vos données
act-erasure_requested = Vous nous avez demandé d’effacer vos données
act-forgotten = Un modèle vous a oublié
act-notice_delivered = Nous vous avons envoyé un avis
act-notice_failed = Un avis ne vous est pas parvenu
act-objection = Vous avez fait opposition
act-objection_accepted = Nous avons accepté votre opposition
act-objection_rejected = Nous avons refusé votre opposition
act-objection_resolved = Nous avons constaté qu’une opposition vient de vous
act-objection_withdrawn = Vous avez retiré votre opposition
act-restriction_lifted = La pause est terminée
act-restriction_requested = Vous nous avez demandé une pause
act-assessment_approved = Une évaluation a été approuvée
act-corpus_purged = Une collection a été nettoyée
act-corpus_sealed = Une collection a été fermée
act-erased = Quelque chose a été effacé
act-model_trained = Un modèle a été entraîné
act-order = Une autorité a donné un ordre
act-order_lifted = Un ordre a pris fin
act-purpose_registered = Une utilisation a été inscrite
act-run_started = Une exécution a commencé
act-run_stopped = Une exécution s’est arrêtée
act-access_requested = Vous avez demandé ce que nous avons sur vous
act-accounts_linked = Nous avons appris que des comptes sont à vous
act-accounts_unlinked = Nous avons appris que des comptes ne sont pas à vous
act-assessment_withdrawn = Une évaluation n’est plus valable
act-breach_notified = Quelqu’un a été informé d’une fuite de données
act-breach_recorded = Une fuite de données a été enregistrée
act-complaint_closed = Une réclamation a été close
act-complaint_received = Une réclamation a été reçue
act-establishment_set = L’autorité chef de file a été déterminée
act-findings_reviewed = Quelqu’un a regardé une de vos publications, parce qu’un programme n’était pas sûr
act-notice_published = Un avis a été publié
act-notice_seen = Vous avez regardé un avis
act-notice_sent = Un avis vous a été envoyé
act-order_appealed = Quelqu’un est allé en justice contre un ordre
act-order_task_done = Une chose demandée par un ordre a été faite
act-portability_requested = Vous avez demandé vos données pour les emporter
act-purpose_ended = Une utilisation a pris fin
act-recipient_acknowledged = Un destinataire a suivi votre choix
act-recipient_notified = Nous avons informé un destinataire de votre choix
act-rectification_made = Nous avons rectifié ce que vous avez demandé
act-rectification_requested = Vous nous avez demandé de rectifier quelque chose
act-report_delivered = Une autorité a reçu un rapport
act-request_extended = Nous vous avons dit qu’il nous faut plus de temps
act-request_replied = Nous avons répondu à votre demande
act-staff_acted = Une personne de notre équipe a fait quelque chose
