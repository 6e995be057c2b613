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
title-console-notices = Notices that did not arrive
title-console-papers = Purposes and documents
title-console-orders = Orders
title-console-stock = Corpora and models
title-console-hooks = Hooks
title-console-events = Events

sign-in-staff-head = Sign in to the console
sign-in-staff-text = This is for people who work here, and for supervisors who were invited. Type your email address. We send you a link.
sign-in-again = For this step we ask you to sign in again, so that nobody else can do it in your name.

sign-in-oidc = Sign in with your organisation
sign-in-letter = Or with a link in a letter
refused-not-admitted = The sign-in did not work
refused-not-admitted-do = Try again, or ask whoever keeps the accounts. Nothing was recorded.

role-dpo = data protection officer
role-counsel = legal counsel
role-controller = controller
role-engineering = engineering
role-product = product
role-security = security
role-supervisor = supervisor

refused-not-your-role = This is not for your role
refused-not-your-role-do = Ask somebody who has the role for it. Nothing was recorded.
refused-not-yours = It is another's
refused-not-yours-do = Ask the one whose it is. Nothing was recorded.
refused-four-eyes = This takes a second person
refused-four-eyes-do = You did the step before this one. Ask another person to do this step. Nothing was recorded.
refused-changed = It was changed since you saw it
refused-changed-do = Open the page again and look at what it shows now. Nothing was recorded.

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
reviews-text = A detector was not sure about the marked words. Nothing is used until somebody looked. The next decision reads what you say here.
reviews-count = { $count ->
    [one] One text waits.
   *[other] { $count } texts wait.
}
reviews-query = Events behind the verdicts
reviews-record = Record { $record }
reviews-suspected = Suspected
reviews-posted = Posted on
reviews-ask = Do the marked words say this about somebody?
reviews-cleared = No, they do not
reviews-confirmed = Yes, they do

## Notices

notices-head = Notices that did not arrive
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
orders-text = What an order forbids is refused from the moment it is in the ledger, by every decision, every run and every answer of a model.
orders-query = Events behind the orders
orders-running = Runs under way
orders-runs-query = Events behind the runs
orders-none-running = No run is under way.
orders-run = { $run }, since
orders-all = All orders
orders-in-force = in force
orders-ended = ended
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
