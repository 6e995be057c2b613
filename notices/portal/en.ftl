### Texts of the portal, in English, at level B1. Every key here has its twin in the other files of this folder.

## Every page

skip = Skip to the text
brand = · your posts and AI
nav = Pages
nav-me = My choices
nav-sign-in = Sign in
nav-sign-out = Sign out
nav-without-account = I have no account
nav-look-up = Look up an objection
nav-verify = Check a receipt
nav-language = Language
footer-contact = { $name } is responsible for this. Write to { $contact }.
footer-officer = Our data protection officer: { $officer }.
footer-complain = Not happy with our answer? You can complain to { $authority }, and you can go to court. Somebody else may do this for you.

title-home = What happens with your posts
title-sign-in = Sign in
title-link-sent = Look in your mail
title-link = Sign in
title-me = My choices
title-receipt = Your receipt
title-without-account = Object without an account
title-look-up = Look up an objection
title-verify = Check a receipt
title-refused = That did not work
title-languages = Languages
languages-head = Languages
languages-text = Choose the language of these pages. English and Dutch were written by us. The other languages were translated by a program, and nobody who speaks them has checked every word yet. If a text is not clear, the English one counts.

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date = { $day } { $month } { $year }

## What happens with posts

home-head = What happens with your posts at { $controller }
home-lead = On this page you read what your posts are used for. You can say no. You do not have to explain why.
right-head = You have the right to object
right-text = You can always object to the use of your posts. You give no reason and you send no document. It takes one click after you sign in. It works from the moment that we receive it.
right-object = Object
right-without-account = Object without an account
uses-head = What your posts are used for
what = What happens
why = Why
since = Since
basis = Legal basis
basis-A6-1-a = Your consent, Article 6(1)(a) GDPR. Without your yes it does not happen.
basis-A6-1-b = A contract with you, Article 6(1)(b) GDPR.
basis-A6-1-c = A legal duty, Article 6(1)(c) GDPR.
basis-A6-1-d = To protect a life, Article 6(1)(d) GDPR.
basis-A6-1-e = A public task, Article 6(1)(e) GDPR.
basis-A6-1-f = Our own interest, Article 6(1)(f) GDPR. You can object.
basis-none = No legal basis is set, so it does not happen.
does-head = What an objection does
does-now = From the moment that we receive it, your posts are not chosen for anything new.
does-corpus = The next time that we start training, your posts are left out.
does-others = What others quote from your posts is cut out of their posts.
does-not-head = What an objection does not do
does-not-model = A model that has learned already does not forget by itself. Ask us to erase your data if you want that.
does-not-remove = Your posts stay on the platform. Only you or the platform can remove them there.
rights-head = Your other rights
rights-text = After you sign in you can also see and download your data, ask us to erase them, ask us to pause, or tell us that they are wrong.
rights-clock = We answer within one month. If we need more time, we tell you within that month, with the reason.

## Signing in

sign-in-head = Sign in
sign-in-text = Type the email address of your account. We send you a link. You do not need a password.
sign-in-address = Email address
sign-in-send = Send me a link
sign-in-none = You have no account here?
sign-in-again = For this step we ask you to sign in again, so that nobody else can do it in your name.
sign-in-letter = Or with a link in a letter
sign-in-oidc = Sign in with your organisation
link-sent-head = Look in your mail
link-sent-text = If we know this address, a link is on its way. It works for { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
} and only once.
link-sent-none = No mail? Then we may not know this address. You can still object:
link-head = Sign in
link-text = One click, and you are signed in. This link works only once.
link-button = Sign in now
letter-subject = Your link to sign in
letter-text =
    Hello,

    You asked for a link to sign in at { $controller }. Here it is:

    { $link }

    It works for { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    } and only once.
    Did you not ask for it? Then you can throw this letter away.

## The notice that is sent

notice-subject = What { $controller } wants to do with your posts
notice-hello = Hello,
notice-lead = { $controller } wants to use what you posted. Please read what happens.
notice-use = { $name }: { $what }
notice-why = Why: { $why }
notice-basis = Legal basis: { $basis }
notice-start = It does not start before { $date }.
notice-object = You have the right to object, and you give no reason. After you sign in here, it takes one click:
notice-consent = Without your yes it does not happen. You can answer here:
notice-rights = On the same page you can see and download your data, ask us to erase or correct them, or ask us to pause.

## My choices

me-head = My choices
me-done = We recorded it. It works from now on.
me-done-receipt = Your receipt
me-object-text = You can object to every use of all your posts with one click. You do not have to say why.
me-object-all = Object to every use
me-objects-all = You object to every use of your posts. We leave them out.
me-objections = My objections
me-state = State
me-receipt = receipt { $index }
me-withdraw-objection = Take this objection back
every-purpose = Every use
scope-person = all my posts
scope-account = one account
scope-items = some posts
objection-received = Received. It works already. You still get an answer.
objection-accepted = Accepted. We leave these posts out.
objection-rejected_compelling = Rejected. We told you why. You can complain, and you can go to court.
objection-withdrawn = You took it back.
me-consent = Your answer:
consent-given = yes
consent-renewed = yes
consent-withdrawn = no, you took your yes back
consent-refused = no
me-objected = You object to this use. Your posts are left out.
me-consent-ask = Do you allow this?
me-not-asked = You said no. We will not ask you again before
me-changed-mind = I changed my mind
me-yes = Yes, I allow it
me-no = No, I do not
me-withdraw-consent = Take my yes back
me-object-one = Object to this use
me-less = Object to less than all my posts
me-less-text = You can also object for one account, or for some posts only.
me-less-account = Object for account { $account }
me-less-items = The numbers of the posts, one on a line
me-less-items-button = Object for these posts
me-rights = My other rights
me-data = Download my data
me-erase = Ask to erase my data
me-restrict = Ask to pause
me-contest = Say that my data are wrong
me-rectify = Ask to correct my data
me-rectify-text = What is wrong, and what is right?
me-restricted = We paused the use of your data, as you asked.
me-contested = You said that your data are wrong. We pause their use while we check.
erasure-received = You asked us to erase your data. Your posts are left out already.
erasure-granted = We erase your data, or did so.
erasure-refused = We did not erase your data. We told you why. You can complain, and you can go to court.
me-events = Everything that we recorded about you
me-no-events = Nothing yet.

## My posts

nav-posts = My posts
title-me-posts = What happened with my posts
posts-head = What happened with my posts
posts-text = For each post you read what was decided, and under which rule. The download holds all of it.
posts-count = { $count ->
    [0] We know no posts of yours.
    [one] We know one post of yours.
   *[other] We know { $count } posts of yours.
}
posts-used = { $count ->
    [0] None of them is used.
    [one] One of them is used.
   *[other] { $count } of them are used.
}
posts-refused = { $count ->
    [0] None is left out.
    [one] One is left out.
   *[other] { $count } are left out.
}
posts-more = Here are the newest { $count }. The download holds all of them.
posts-none = There is nothing to show yet.
posts-number = Number of the post
posts-because = Why
posts-cure = What would change it:
posts-changed = Taken out
posts-corpus = In corpus
posts-model = Read by model
use-used = Used
use-used_in_part = Used, without what is about others
use-held = Not used: somebody has to look first
use-refused = Not used
use-undecided = Not decided yet
transform-MASK_IDENTIFIER = numbers and addresses of others
transform-REDACT_SPAN = what is about others
transform-REMOVE_CHILD = what is about children

## Receipts

object-button = Object
receipt-head = Your receipt
receipt-text = Keep this receipt. It proves what you said and when. Nobody can change it later, and we cannot either.
receipt-act = What was said
receipt-at = Received on
receipt-purpose = About
receipt-reference = Reference
receipt-due = We answer before the end of
receipt-index = Number in the log
receipt-root = Fingerprint of the log
receipt-log = Name of the log
receipt-download = Download the receipt
receipt-keep = You can look up your objection with the reference. We show this page for one hour only, so write it down or download the receipt.

## Without an account

without-head = Object without an account
without-text = Others may write about you or show you. You can object to that too. You need no account, and you give no reason. Fill in at least one field. Each needs three letters or more.
without-wrong = Fill in at least one field, with three letters or more and at most 200.
without-name = Your name, as others write it
without-name-why = We look for this name in texts. We use it for nothing else.
without-handle = A name that you use online
without-handle-why = Without the @ in front.
without-link = A link to a post or picture where you appear
without-link-why = Only if you have one.
without-after = You get a receipt on the next page.

## Look up

look-up-head = Look up an objection
look-up-text = Did you object without an account? Type the reference of your receipt. Nobody can look for a name here.
look-up-reference = Reference
look-up-button = Look up
look-up-stands = This objection stands. It works.
look-up-none = No objection without an account stands under this reference. It may have been taken back, or the reference may be wrong.
look-up-account = Do you have an account? Sign in to see your objections.

## Check a receipt

verify-head = Check a receipt
verify-text = Choose the file of your receipt, or paste its text. We check whether it is real and unchanged. We do not keep it.
verify-file = The file
verify-paste = Or the text of the file
verify-button = Check
verify-good = The receipt is real
verify-bad = This receipt does not hold
verify-bad-why = Why:
verify-erased = The text was erased. Only the proof is left that something was here.
verify-alone-head = Check it without us
verify-alone-text = There is a page that checks a receipt on your own device. It sends nothing. Save it, and it also works without internet.
verify-alone-open = Open the page that works without us
verify-alone-save = Everything happens on your device. Nothing is sent. Save this page to use it without internet.
verify-alone-key = Public key of the log
verify-alone-none = Choose a file or paste the text first.
verify-alone-cannot = This browser cannot do the check. Use the program “grondslag verify”.
verify-offline = You do not have to believe us. Anybody can check the receipt on their own computer, without us, with the program “grondslag verify” and this public key:

## When something does not work

refused-home = To the first page
refused-bad-facts = The facts are not complete
refused-bad-facts-do = Correct them and send them again.
refused-bad-request = Something is missing in the form
refused-bad-request-do = Go back, look at the form and send it again. Nothing was recorded.
refused-bad-stamp = This form is too old
refused-bad-stamp-do = Open the page again and fill in the form there. Nothing was recorded.
refused-not-lawful = The model may not answer now
refused-not-lawful-do = The law does not allow it at this moment. The answer says what would change that.
refused-not-admitted = The sign-in did not work
refused-not-admitted-do = Try again, or ask whoever keeps the accounts. Nothing was recorded.
refused-changed = It was changed since you saw it
refused-changed-do = Open the page again and look at what it shows now. Nothing was recorded.
refused-bad-link = This link does not work any more
refused-bad-link-do = A link works once, and for a short time. Ask for a new one.
refused-not-signed-in = You are not signed in
refused-not-signed-in-do = Sign in and try again. Nothing was recorded.
refused-not-found = There is nothing here
refused-not-found-do = Look at the address, or go to the first page.
refused-not-allowed = This does not work here
refused-not-allowed-do = Go to the first page and try from there.
refused-too-slow = That took too long
refused-too-slow-do = Try again. Nothing was recorded.
refused-too-large = That is too large
refused-too-large-do = A receipt is a small file. Choose another one.
refused-wrong-type = We cannot read this
refused-wrong-type-do = Send the form from the page.
refused-too-often = That was too often
refused-too-often-do = Wait one minute and try again. Nothing was recorded.
refused-unavailable = It does not work right now
refused-unavailable-do = Nothing was recorded. Try again in a minute.

## What can be said

act-accuracy_contested = You said that your data are wrong
act-accuracy_settled = We settled whether your data are right
act-consent_given = You said yes
act-consent_refused = You said no
act-consent_withdrawn = You took your yes back
act-erasure_granted = We agreed to erase your data
act-erasure_refused = We did not agree to erase your data
act-erasure_requested = You asked us to erase your data
act-forgotten = A model forgot you
act-notice_delivered = We sent you a notice
act-notice_failed = A notice did not reach you
act-objection = You objected
act-objection_accepted = We accepted your objection
act-objection_rejected = We rejected your objection
act-objection_resolved = We found out that an objection is yours
act-objection_withdrawn = You took your objection back
act-restriction_lifted = The pause ended
act-restriction_requested = You asked us to pause
act-assessment_approved = An assessment was approved
act-corpus_purged = A collection was cleaned
act-corpus_sealed = A collection was closed
act-erased = Something was erased
act-model_trained = A model was trained
act-order = An authority gave an order
act-order_lifted = An order ended
act-purpose_registered = A use was registered
act-run_started = A run started
act-run_stopped = A run stopped
act-access_requested = You asked what we hold about you
act-accounts_linked = We learned that accounts are yours
act-accounts_unlinked = We learned that accounts are not yours
act-assessment_withdrawn = An assessment no longer holds
act-breach_notified = Somebody was told of a leak
act-breach_recorded = A leak was recorded
act-complaint_closed = A complaint was closed
act-complaint_received = A complaint was received
act-establishment_set = It was set which authority leads
act-findings_reviewed = Somebody looked at a post of yours, because a program was not sure
act-notice_published = A notice was published
act-notice_seen = You looked at a notice
act-notice_sent = A notice was sent to you
act-order_appealed = Somebody went to court against an order
act-order_task_done = Something that an order asks for was done
act-portability_requested = You asked for your data to take along
act-purpose_ended = A use was ended
act-recipient_acknowledged = A recipient followed your choice
act-recipient_notified = We told a recipient of your choice
act-rectification_made = We put right what you asked
act-rectification_requested = You asked us to put something right
act-report_delivered = An authority got a report
act-request_extended = We told you that we need more time
act-request_replied = We answered your request
act-staff_acted = Somebody of the staff acted
