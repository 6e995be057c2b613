//! What every act has: a word, whom and what it is about, and what its JSON shape cannot say. In: an act. Out: these. Never:
//! a value in what is wrong with it, because a value may be what a person wrote.

use crate::said::{Act, ConsentGiven, NoticeDelivered, ObjectionMade, Outcome};
use terms::{AccountId, Digest, SubjectId};

impl Act {
    /// Whether a person asks for something with it that the controller has to answer [GDPR 12(3)].
    pub fn asks(&self) -> bool {
        matches!(
            self,
            Self::Objection(_)
                | Self::ErasureRequested { .. }
                | Self::RestrictionRequested { .. }
                | Self::AccuracyContested { .. }
                | Self::AccessRequested { .. }
                | Self::PortabilityRequested { .. }
                | Self::RectificationRequested { .. }
        )
    }

    /// The word that stands in `act`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::ConsentGiven(_) => "consent_given",
            Self::ConsentRefused { .. } => "consent_refused",
            Self::ConsentWithdrawn { .. } => "consent_withdrawn",
            Self::Objection(_) => "objection",
            Self::ObjectionWithdrawn { .. } => "objection_withdrawn",
            Self::ObjectionResolved { .. } => "objection_resolved",
            Self::ObjectionRejected { .. } => "objection_rejected",
            Self::ObjectionAccepted { .. } => "objection_accepted",
            Self::ErasureRequested { .. } => "erasure_requested",
            Self::ErasureGranted { .. } => "erasure_granted",
            Self::ErasureRefused { .. } => "erasure_refused",
            Self::RestrictionRequested { .. } => "restriction_requested",
            Self::RestrictionLifted { .. } => "restriction_lifted",
            Self::AccuracyContested { .. } => "accuracy_contested",
            Self::AccuracySettled { .. } => "accuracy_settled",
            Self::NoticeDelivered(_) => "notice_delivered",
            Self::NoticeFailed { .. } => "notice_failed",
            Self::PurposeRegistered { .. } => "purpose_registered",
            Self::AssessmentApproved { .. } => "assessment_approved",
            Self::Order(_) => "order",
            Self::OrderLifted { .. } => "order_lifted",
            Self::RunStarted { .. } => "run_started",
            Self::RunStopped { .. } => "run_stopped",
            Self::CorpusSealed { .. } => "corpus_sealed",
            Self::CorpusPurged { .. } => "corpus_purged",
            Self::ModelTrained { .. } => "model_trained",
            Self::Forgotten { .. } => "forgotten",
            Self::AccountsLinked { .. } => "accounts_linked",
            Self::AccountsUnlinked { .. } => "accounts_unlinked",
            Self::AccessRequested { .. } => "access_requested",
            Self::PortabilityRequested { .. } => "portability_requested",
            Self::RectificationRequested { .. } => "rectification_requested",
            Self::RectificationMade { .. } => "rectification_made",
            Self::RequestExtended { .. } => "request_extended",
            Self::RequestReplied { .. } => "request_replied",
            Self::RecipientNotified { .. } => "recipient_notified",
            Self::RecipientAcknowledged { .. } => "recipient_acknowledged",
            Self::NoticePublished(_) => "notice_published",
            Self::NoticeSent { .. } => "notice_sent",
            Self::NoticeSeen { .. } => "notice_seen",
            Self::PurposeEnded { .. } => "purpose_ended",
            Self::AssessmentWithdrawn { .. } => "assessment_withdrawn",
            Self::OrderAppealed { .. } => "order_appealed",
            Self::OrderTaskDone { .. } => "order_task_done",
            Self::EstablishmentSet { .. } => "establishment_set",
            Self::ComplaintReceived { .. } => "complaint_received",
            Self::ComplaintClosed { .. } => "complaint_closed",
            Self::BreachRecorded(_) => "breach_recorded",
            Self::BreachNotified { .. } => "breach_notified",
            Self::ReportDelivered { .. } => "report_delivered",
            Self::FindingsReviewed { .. } => "findings_reviewed",
            Self::TextRead { .. } => "text_read",
            Self::InvitationGiven { .. } => "invitation_given",
            Self::InvitationWithdrawn { .. } => "invitation_withdrawn",
            Self::StaffActed { .. } => "staff_acted",
            Self::Erased { .. } => "erased",
        }
    }

    /// The one person this is about, if the event names exactly one.
    pub fn subject(&self) -> Option<&SubjectId> {
        match self {
            Self::ConsentGiven(ConsentGiven { subject, .. })
            | Self::NoticeDelivered(NoticeDelivered { subject, .. })
            | Self::ConsentRefused { subject, .. }
            | Self::ConsentWithdrawn { subject, .. }
            | Self::ObjectionResolved { subject, .. }
            | Self::ErasureRequested { subject }
            | Self::ErasureGranted { subject }
            | Self::ErasureRefused { subject }
            | Self::RestrictionRequested { subject }
            | Self::RestrictionLifted { subject }
            | Self::AccuracyContested { subject }
            | Self::AccuracySettled { subject }
            | Self::NoticeFailed { subject, .. }
            | Self::Forgotten { subject, .. }
            | Self::AccountsLinked { subject, .. }
            | Self::AccountsUnlinked { subject, .. }
            | Self::AccessRequested { subject, .. }
            | Self::PortabilityRequested { subject, .. }
            | Self::RectificationRequested { subject, .. }
            | Self::RectificationMade { subject, .. }
            | Self::RequestExtended { subject, .. }
            | Self::RequestReplied { subject, .. }
            | Self::RecipientNotified { subject, .. }
            | Self::RecipientAcknowledged { subject, .. }
            | Self::NoticeSent { subject, .. }
            | Self::NoticeSeen { subject, .. } => Some(subject),
            Self::ComplaintReceived { subject, .. }
            | Self::FindingsReviewed { subject, .. }
            | Self::TextRead { subject, .. } => subject.as_ref(),
            Self::Objection(made) => made.subject.as_ref(),
            _ => None,
        }
    }

    /// The objection this makes or is about.
    pub fn objection(&self) -> Option<&str> {
        match self {
            Self::Objection(ObjectionMade { id, .. })
            | Self::ObjectionWithdrawn { id }
            | Self::ObjectionResolved { id, .. }
            | Self::ObjectionRejected { id, .. }
            | Self::ObjectionAccepted { id } => Some(id),
            _ => None,
        }
    }

    /// What is wrong with it that the JSON shape cannot say: an empty id, an objection by nobody, a name that would match every text.
    pub fn check(&self) -> Result<(), &'static str> {
        if self.subject().is_some_and(|subject| subject.as_str().is_empty()) {
            return Err("`subject` is empty");
        }
        if self.objection().is_some_and(str::is_empty) {
            return Err("`id` of an objection is empty");
        }
        if self.ids().into_iter().any(str::is_empty) {
            return Err("an id, version, channel or name in this event is empty");
        }
        match self {
            Self::Objection(made) => made.check(),
            Self::Order(order) => order.check(),
            Self::ConsentGiven(ConsentGiven { record: Some(record), language, .. }) if record.language != *language => {
                Err("`language` of the record is not that of the event")
            }
            Self::ConsentGiven(ConsentGiven { record: Some(record), .. })
            | Self::ConsentRefused { record: Some(record), .. }
            | Self::ConsentWithdrawn { record: Some(record), .. } => record.check(),
            Self::AccountsLinked { accounts, .. } | Self::AccountsUnlinked { accounts, .. } if accounts.is_empty() => {
                Err("`accounts` is empty")
            }
            Self::NoticePublished(notice) if notice.languages.is_empty() => Err("`languages` of a notice is empty"),
            Self::PurposeRegistered { valid_from: Some(from), valid_until: Some(until), .. } if until < from => {
                Err("`valid_until` of a purpose is before `valid_from`")
            }
            Self::AssessmentApproved { valid_from: Some(from), review_due: Some(due), .. } if due < from => {
                Err("`review_due` of an assessment is before `valid_from`")
            }
            // A refusal without reasons is none [GDPR 12(4)].
            Self::RequestReplied { outcome: Outcome::Refused, reasons: None, .. } => {
                Err("`reasons` are missing: a refusal states them")
            }
            _ => Ok(()),
        }
    }

    /// What must not be empty where it is there.
    fn ids(&self) -> Vec<&str> {
        match self {
            Self::ConsentGiven(given) => vec![&given.notice_version],
            Self::NoticeDelivered(notice) => vec![&notice.version, &notice.channel],
            Self::NoticePublished(notice) => vec![&notice.version],
            Self::NoticeFailed { version, channel, .. }
            | Self::NoticeSent { version, channel, .. }
            | Self::NoticeSeen { version, channel, .. } => vec![version, channel],
            Self::AccountsLinked { accounts, .. } | Self::AccountsUnlinked { accounts, .. } => {
                accounts.iter().map(AccountId::as_str).collect()
            }
            Self::AccessRequested { request, .. }
            | Self::PortabilityRequested { request, .. }
            | Self::RectificationRequested { request, .. }
            | Self::RectificationMade { request, .. }
            | Self::RequestExtended { request, .. }
            | Self::RequestReplied { request, .. } => vec![request],
            Self::RecipientNotified { recipient, of, .. } | Self::RecipientAcknowledged { recipient, of, .. } => {
                vec![recipient, of]
            }
            Self::Order(order) => vec![&order.id, &order.authority, &order.provision],
            Self::OrderLifted { id } | Self::ComplaintClosed { id, .. } | Self::BreachNotified { id, .. } => vec![id],
            Self::OrderAppealed { id, court } => vec![id, court],
            Self::OrderTaskDone { id, task, .. } => vec![id, task],
            Self::ComplaintReceived { id, authority, .. } => vec![id, authority],
            Self::BreachRecorded(breach) => vec![&breach.id],
            Self::EstablishmentSet { authority, .. } | Self::ReportDelivered { authority, .. } => vec![authority],
            Self::RunStarted { run, .. } | Self::RunStopped { run, .. } => vec![run],
            Self::FindingsReviewed { record, .. } | Self::TextRead { record, .. } => vec![record.as_str()],
            Self::InvitationGiven { id, name, role, address, .. } => vec![id, name, role, address],
            Self::InvitationWithdrawn { id } => vec![id],
            Self::StaffActed { staff, role, of } => vec![staff, role, of],
            Self::PurposeRegistered { purpose, .. }
            | Self::PurposeEnded { purpose }
            | Self::AssessmentApproved { purpose, .. }
            | Self::AssessmentWithdrawn { purpose, .. } => vec![purpose.as_str()],
            _ => Vec::new(),
        }
    }

    /// The corpus that a seal or a purge made, with the SHA-256 of its manifest where the event names it.
    pub fn corpus(&self) -> Option<(Digest, Option<Digest>)> {
        match self {
            Self::CorpusSealed { corpus, manifest, .. } | Self::CorpusPurged { corpus, manifest, .. } => {
                Some((*corpus, *manifest))
            }
            _ => None,
        }
    }
}

impl ObjectionMade {
    fn check(&self) -> Result<(), &'static str> {
        let makers = [self.subject.is_some(), !self.candidates.is_empty(), !self.names.is_empty()];
        if makers.into_iter().filter(|given| *given).count() != 1 {
            return Err("an objection needs exactly one of `subject`, `candidates` and `names`");
        }
        if self.candidates.iter().any(|candidate| candidate.as_str().is_empty()) {
            return Err("a candidate is empty");
        }
        if self.names.iter().any(|name| name.expose().trim().is_empty()) {
            return Err("a name is empty");
        }
        if self.models.as_ref().is_some_and(Vec::is_empty) {
            return Err("`models` is empty; leave it out for every model");
        }
        Ok(())
    }
}
