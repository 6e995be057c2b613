### Texts of the console and of people's own posts, in English. Every key here has its twin in the other file.

## The console, on every page

console-brand = · console, { $name }
console-nav-home = Overview
console-nav-requests = Requests
console-nav-identities = Whose objection
console-nav-reviews = Review
console-nav-notices = Notices
console-nav-papers = Purposes and documents
console-nav-orders = Orders
console-nav-stock = Corpora and models
console-nav-hooks = Hooks
console-nav-law = Law
console-nav-figures = Figures
console-nav-proof = Proofs
console-nav-invitations = Invitations
console-nav-events = Events
console-event = event { $index }
console-subject = Person
console-due = Answer before the end of
console-is-late = Late
console-nothing = Nothing waits here.
console-unknown = This could not be looked up now.

title-sign-in-staff = Sign in to the console
title-console = Overview
title-console-requests = Requests
title-console-identities = Whose objection
title-console-reviews = Review
title-console-notices = Notices
title-console-papers = Purposes and documents
title-console-orders = Orders
title-console-stock = Corpora and models
title-console-hooks = Hooks
title-console-law = Law
title-console-figures = Figures
title-console-proof = Proofs
title-console-invitations = Invitations
title-console-events = Events

sign-in-staff-head = Sign in to the console
sign-in-staff-text = This is for people who work here, and for supervisors and auditors who were invited. Type your email address. We send you a link.


role-dpo = data protection officer
role-counsel = legal counsel
role-controller = controller
role-engineering = engineering
role-product = product
role-security = security
role-supervisor = supervisor
role-auditor = auditor

refused-not-your-role = This is not for your role
refused-not-your-role-do = Ask somebody who has the role for it. Nothing was recorded.
refused-not-yours = It is another's
refused-not-yours-do = Ask the one whose it is. Nothing was recorded.
refused-four-eyes = This takes a second person
refused-four-eyes-do = You did the step before this one. Ask another person to do this step. Nothing was recorded.

## Overview

console-head = What waits for an answer
console-late = { $count ->
    [one] One request is late.
   *[other] { $count } requests are late.
}
console-late-show = Show the late ones
console-late-count = { $count ->
    [0] None is late.
    [one] One is late.
   *[other] { $count } are late.
}
console-first-due = The first answer is due before the end of
queue-requests = Requests of people
queue-requests-count = { $count ->
    [one] request has no answer yet.
   *[other] requests have no answer yet.
}
queue-requests-open = Answer requests
queue-requests-query = Events behind the requests
queue-identities = Whose objection it is
queue-identities-count = { $count ->
    [one] objection is of somebody whom we do not know for sure.
   *[other] objections are of people whom we do not know for sure.
}
queue-identities-open = Say whose they are
queue-identities-query = Events behind these objections
queue-reviews = Texts for a person to look at
queue-reviews-count = { $count ->
    [one] text waits, because a detector was not sure.
   *[other] texts wait, because a detector was not sure.
}
queue-reviews-open = Look at texts
queue-reviews-query = Events behind the review
queue-notices = Notices that did not arrive
queue-notices-count = { $count ->
    [one] notice did not reach its person.
   *[other] notices did not reach their person.
}
queue-notices-open = Show these notices
queue-notices-query = Events behind the notices
queue-papers = Documents without approval
queue-papers-count = { $count ->
    [one] document cannot be relied on today.
   *[other] documents cannot be relied on today.
}
queue-papers-open = Show the documents
queue-papers-query = Events behind the approvals
queue-orders = Orders in force
queue-orders-count = { $count ->
    [one] order forbids something today.
   *[other] orders forbid something today.
}
queue-orders-open = Show the orders
queue-orders-query = Events behind the orders
queue-hooks = What systems did not take
queue-hooks-count = { $count ->
    [one] letter to a system waits for somebody to look.
   *[other] letters to systems wait for somebody to look.
}
queue-hooks-open = Show the hooks
queue-hooks-query = Events of what staff did

## Requests

requests-head = Requests that have no answer yet
requests-text = An answer is due within one month. More time can be taken once, within that month, and the person is told why.
requests-count = { $count ->
    [one] One request waits.
   *[other] { $count } requests wait.
}
requests-query = Events behind this figure
requests-all = Show all requests
requests-extended = more time was taken
requests-words = In their own words
requests-yes = Say yes
requests-other = Say no, or take more time
requests-reasons = Why, as the person reads it. They may complain, and they may go to court.
requests-no = Say no
requests-later = Take two months more
request-objection = Objection
request-erasure_requested = Erasure
request-restriction_requested = Pause
request-accuracy_contested = Accuracy
request-access_requested = Access
request-portability_requested = Data to take along
request-rectification_requested = Correction

## Whose objection

identities-head = Whose objection it is
identities-text = These objections could be of more than one person, or came from somebody without an account. They count for everybody they may be of until it is known whose they are.
identities-count = { $count ->
    [one] One objection.
   *[other] { $count } objections.
}
identities-names = Name
identities-whose = Whose is it?
identities-is = It is of { $subject }
identities-name-only = This name is looked for in all texts. Nothing else is needed.

## Review

reviews-head = Texts for a person to look at
reviews-text = A detector was not sure about the marked words. Nothing is used until somebody looked. That you read these texts is recorded, and the people whose texts they are can see that somebody did. The next decision reads what you say here.
reviews-count = { $count ->
    [one] One text waits.
   *[other] { $count } texts wait.
}
reviews-query = Events behind the verdicts, and who read which text
reviews-record = Record { $record }
reviews-suspected = Suspected
reviews-posted = Posted on
reviews-ask = Do the marked words say this about somebody?
reviews-cleared = No, they do not
reviews-confirmed = Yes, they do

## Notices

notices-head = Notices
notices-about = About:
notices-step = Step
notices-people = People
notices-step-sent = Sent to
notices-step-delivered = Delivered to
notices-step-seen = Seen by
notices-step-failed = Failed for
notices-step-open = Still to be told
notices-failed-head = Notices that did not arrive
notices-again = Try again
notices-text = Who was not told has not had the time to object. Nothing of theirs is used on the ground of this notice.
notices-count = { $count ->
    [one] One notice did not arrive.
   *[other] { $count } notices did not arrive.
}
notices-query = Events behind this figure
notices-version = Notice { $version }
notices-tried = Last try
notice-bounced = it came back
notice-unseen = nobody looked at it
notice-no_language = there is none in the language of the person
notice-not_taken = nobody took it, until the last try
notice-unknown = not known

## Purposes and documents

papers-head = Purposes and documents
papers-law = Decisions are made under the profile { $profile }, rules { $digest }.
papers-law-open = All rules
papers-purposes = Purposes
papers-purposes-query = Events behind the purposes
papers-id = Id
papers-assessments = Assessments in the ledger
papers-no-assessment = None is approved.
papers-approved = approved
papers-until = approved, to be looked at again by
papers-overdue = Overdue
assessment-lia = Legitimate interests
assessment-dpia = Impact on people
assessment-compat = Compatible with the first purpose
papers-documents = Documents
papers-eyes = Two people sign each document. One of them has the role that approves it.
papers-query = Events behind the approvals
papers-unreadable = The documents could not be looked up now.
papers-version = Version
papers-stands = approved until
papers-missing = { $count ->
    [one] one field is missing
   *[other] { $count } fields are missing
}
papers-waiting = waits for the signature of another person
papers-draft = draft, nobody signed
papers-approver = Approved by the role
papers-signed = Signed
papers-sign = Sign { $document }, version { $version }

## Orders

stop-head = Stop everything
stop-text = One click forbids every purpose and every operation, everywhere, from this moment. A run that is under way asks at its next boundary and stops there. Another person has to end the stop.
stop-button = Stop everything now
orders-head = Orders
orders-text = What an order forbids is refused from its first day on, once it is in the ledger, by every decision, every run and every answer of a model.
orders-query = Events behind the orders
orders-running = Runs under way
orders-runs-query = Events behind the runs
orders-none-running = No run is under way.
orders-run = { $run }, since
orders-all = All orders
orders-in-force = in force
orders-ended = ended
orders-pending = not yet in force
orders-authority = Whose order
orders-provision = Provision
orders-since = In the ledger since
orders-until = Last day
orders-until-why = Leave it empty where it has no end. An urgent measure needs one, within three months.
orders-covers = Covers
orders-every-op = every operation
orders-every-purpose = every purpose
orders-everywhere = everywhere
orders-stopped = Stopped run { $run }
orders-seconds = { $count ->
    [one] one second after the order
   *[other] { $count } seconds after the order
}
orders-lifted = Ended
orders-lift = End { $id }
orders-lift-other = Another person has to end it: you entered it.
orders-enter = Enter an order
orders-enter-text = Of an authority or a court, or a promise that binds. It counts from the first day on.
orders-kind = What it is
order-order = order of an authority
order-urgency = urgent measure
order-injunction = order of a court
order-undertaking = promise that binds
orders-id = Its number
orders-from = First day
orders-day-why = Year, month and day, like 2026-11-23.
orders-territory = Countries, like DE
orders-ops = Operations, like train
orders-purposes = Purposes, by their id
orders-empty-why = Empty means all of them.
orders-appeal = Where and until when it can be appealed
orders-document = Fingerprint of its text (SHA-256)
orders-enter-button = Enter this order

## Corpora and models

stock-head = Corpora and models
stock-text = Each model says on which corpus it was trained, and each corpus to which models it led.
stock-query = Events behind this page
stock-models = Models
stock-trained = Trained
stock-forgot = After somebody was forgotten
stock-of-corpus = On corpus
stock-run = Run
stock-corpora = Corpora
stock-sealed = Sealed
stock-purged = Purged
stock-records = Records
stock-rules = Rules
stock-tree = Events in the ledger then
stock-replaces = Replaces
stock-replaced-by = Replaced by
stock-to-model = Led to model
stock-runs = Runs
stock-began = Began
stock-stopped = Stopped

## Events

events-head = Events in the ledger
events-text = Every figure of the console is counted from these. What an event says, and about whom, is not shown here.
events-shown = Shown: { $acts }.
events-count = { $count ->
    [one] One event.
   *[other] { $count } events.
}
events-of-month = Month: { $month }.
events-next = Earlier ones
events-acts = All acts
events-act = Act
events-how-often = Events
events-erased = erased

## Hooks

hooks-head = Hooks
hooks-text = Each hook tells one of our own systems what comes into the log, in its order. A letter that was not taken after several tries is laid aside here. Nothing is lost: it can be sent again.
hooks-count = { $count ->
    [0] Nothing is laid aside.
    [one] One thing waits for somebody to look.
   *[other] { $count } things wait for somebody to look.
}
hooks-query = Events of what staff did
hooks-none = No hook is declared.
hooks-server = Server
hooks-acts = It is told of
hooks-next = Next
hooks-behind = { $count ->
    [0] nothing waits
    [one] one event waits
   *[other] { $count } events wait
}
hooks-tried = Last try
hooks-tries = { $count ->
    [one] tried once
   *[other] tried { $count } times
}
hooks-full = { $count } letters are laid aside, so this hook stands still until some of them are taken.
hooks-ended = The server said that nothing is to be sent to this address any more. The hook stands still, and nothing is lost.
hooks-go-on = Let this hook go on
hooks-send = Send it again
hooks-again = It is sent again as soon as its turn comes.
hooks-why-status = the server answered { $status }
hooks-why-timeout = the server did not answer in time
hooks-why-unreachable = the server could not be reached
hooks-why-redirect = the server sent us to another address, where we do not go
hooks-why-gone = the server wants no more letters at this address

## Figures

figures-head = What was said, month by month
figures-about = From the events in the ledger, the last { $count } months at most. Each plot has the same numbers in a table beneath it. What was said by somebody who was erased is gone, and is counted in no month.
figures-query = Events behind: { $plot }
figures-desc = { $count ->
    [one] One month; the largest value is { $most }. The table beneath has every number.
   *[other] { $count } months; the largest value is { $most }. The table beneath has every number.
}
figures-month = Month
figures-top = The dotted line at the top is { $most }.
figures-nothing = There is nothing to show yet.
figures-objections = Objections
figures-objections-text = How many were received, and how many their makers took back.
figures-objections-received = received
figures-objections-taken-back = taken back
figures-consents = Consent
figures-consents-text = How often somebody said yes to a purpose, and how often a yes was taken back.
figures-consents-given = given
figures-consents-withdrawn = withdrawn
figures-erasures = Erasure
figures-erasures-text = Requests, answers with yes, and erasures that were done.
figures-erasures-asked = asked for
figures-erasures-granted = granted
figures-erasures-erased = done
figures-answers = Answers to requests
figures-answers-text = Requests that were answered in this month: before their last day was over, or after it.
figures-answers-in-time = in time
figures-answers-late = late
figures-notices = Notices
figures-notices-text = Notices that reached their person, and tries that did not.
figures-notices-delivered = delivered
figures-notices-failed = failed
figures-effect = From objection to effect
figures-effect-text = Days from an objection to the first corpus or model that was made without the person, by the month of the objection. One that was taken back or rejected before is left out.
figures-effect-median = days, middle value
figures-effect-longest = days, longest
figures-waiting = { $count ->
    [one] One objection has no corpus or model after it yet.
   *[other] { $count } objections have no corpus or model after them yet.
}
figures-waiting-query = Events behind this number

## Law

law-head = The law that decides
law-used = Decisions are made under the profile { $profile }. It describes the law from
law-fingerprint = Fingerprint of its rules:
law-stale = The project has another law for today than the one that this portal was started with. Start it again.
law-unreadable = The other laws of the project could not be looked up now.
law-compare = What another law would change
law-compare-text = Two laws of the project, side by side. Looking changes nothing.
law-from = From
law-to = To
law-in-use = in use
law-compare-button = Compare
law-difference = From { $from } to { $to }
law-same = Nothing differs.
law-added = Rules that are new
law-removed = Rules that fall away
law-edited = Rules that change
law-numbers = Numbers and lists that change
law-was = Was:
law-is = Becomes:
law-altered = What it would alter in decisions
law-altered-text = { $changed } of { $records } records of { $people } people would get another answer for { $operation }, by the facts of
law-altered-unknown = Nobody computed this yet, or it was not kept. This computes and keeps it:
law-moves = Outcome
law-gained = Newly fires
law-lost = No longer fires
law-rules = { $count ->
    [one] One rule
   *[other] { $count } rules
}
law-machine = The same for machines
law-effect-permit = permits
law-effect-report = reports
law-effect-forbid = forbids
law-effect-hold = holds
law-effect-transform = changes the text

## Proofs

proof-head = Proofs that need nobody's word
proof-text = What is said here was computed just now. With the program “grondslag verify” everybody can do the same without us.
proof-holds = The log holds
proof-holds-text = The published head is signed by the key below, and the store has the same events, to the last byte.
proof-broken = The log does not hold
proof-broken-text = The published head and the store do not agree, or the signature is not of this key. Rely on nothing that is shown here, and tell whoever runs it.
proof-size = Events in the log
proof-checkpoint = The signed head of the log
proof-checkpoint-text = Keep it. A later head that does not contain this one shows that somebody changed the past. It is also at
proof-key = Public key
proof-key-text = Have it confirmed by somebody who has a reason to know it, and not by this page alone.
proof-pack = The evidence pack
proof-pack-text = All documents, decisions with their facts under pseudonyms, manifests, rules and the log, in one signed file. It holds personal data under pseudonyms. Check it with
proof-pack-none = Nobody made one since this portal was started.
proof-pack-making = It is being made. This takes a while.
proof-pack-made = It was made on
proof-pack-failed = It could not be made. The log of the portal says why.
proof-pack-digest = Fingerprint of the file (SHA-256)
proof-pack-download = Download the pack ({ $kilobytes } KiB)
proof-pack-look = Look again
proof-pack-make = Make a new pack

## Invitations

invitations-head = Who from outside may read here
invitations-text = A supervisor or an auditor reads what everybody who works here may read, and does nothing. It ends on its last day, or with one click before.
invitations-count = { $count ->
    [one] One invitation stands.
   *[other] { $count } invitations stand.
}
invitations-query = Events behind this number
invitations-none = Nobody was invited yet.
invitations-since = Invited on
invitations-until = may read until
invitations-over = ended on
invitations-withdrawn = withdrawn on
invitations-withdraw = End it for { $name } now
invitations-new = Invite somebody
invitations-new-text = They get a letter with a link that works once. Later they sign in with the same address.
invitations-name = Name, as it stands in the ledger
invitations-address = Email address
invitations-address-why = It is not kept: the ledger knows it by a pseudonym.
invitations-role = As what
invitations-until-why = At most a year from today.
invitations-button = Invite
letter-invited-subject = You may read in the console of { $controller }
letter-invited-text = Hello { $name },

    you were invited to read in the console of { $controller }, until the end of { $until }.

    This link signs you in. It works once, within { $days } days:

    { $link }

    After that, ask for a new link with this address here:

    { $again }

    If this was not meant for you, do nothing.
