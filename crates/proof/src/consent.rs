//! The record of a consent by ISO/IEC TS 27560:2023, with what the W3C's mapping makes mandatory under the GDPR. In: JSON.
//! Out: a record that is complete. Never: a field that may be left out and counts as filled.
//!
//! What the event itself says is not said twice: `pii_principal_id` is its subject, `purpose` and `service` its purpose and
//! services, `event_time` its moment, `event_type` whether it is explicit, and `event_state` its act.

use crate::shape::some_date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use terms::{Category, Country, Date, Digest, Lang, LegalBasis, Text};

/// A consent record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentRecord {
    /// `schema_version`: the edition that the record follows; `27560:2023`.
    pub schema_version: String,
    /// `record_id`: a UUID of version 4.
    pub record_id: String,
    /// `receipt_id` of the receipt that the person got; a UUID of version 4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_id: Option<String>,
    /// `privacy_notice`: where the notice stands.
    pub privacy_notice: String,
    /// `language` of the notice.
    pub language: Lang,
    /// `purpose_type`: the purpose's type in a vocabulary, like `dpv:ServiceOptimisation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose_type: Option<String>,
    /// `lawful_basis`.
    pub lawful_basis: LegalBasis,
    /// `pii_information`: which data, at least one kind.
    pub pii_information: Vec<PersonalData>,
    /// `pii_controllers`: at least one of `parties`, by id.
    pub pii_controllers: Vec<String>,
    /// `collection_method`.
    pub collection_method: String,
    /// `processing_method`.
    pub processing_method: String,
    /// `storage_locations`: at least one.
    pub storage_locations: Vec<Country>,
    /// `retention_period`: how long, as ISO 8601 writes a duration.
    pub retention_period: String,
    /// `processing_location`: at least one.
    pub processing_locations: Vec<Country>,
    /// `geographic_restrictions`: outside which countries nothing is processed; empty where there are none.
    pub geographic_restrictions: Vec<Country>,
    /// `jurisdiction`.
    pub jurisdiction: Country,
    /// `recipient_third_parties`: of `parties`, by id; empty where there are none.
    pub recipient_third_parties: Vec<String>,
    /// `withdrawal_method`.
    pub withdrawal_method: String,
    /// `privacy_rights`: at least one, like `eu-gdpr:A7-3`.
    pub privacy_rights: Vec<String>,
    /// `codes_of_conduct`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codes_of_conduct: Option<String>,
    /// `impact_assessment`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact_assessment: Option<String>,
    /// `authority_party`: one of `parties`, by id.
    pub authority_party: String,
    /// The parties that the other fields name.
    pub parties: Vec<Party>,
    /// `validity_duration` of the event, as ISO 8601 writes a duration.
    pub validity_duration: String,
    /// `entity_id`: who expressed it; the person, or whoever acts for them.
    pub entity_id: String,
    /// How the screen looked, by digest of its build.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ui_build_hash: Option<Digest>,
    /// How many steps it took to give.
    pub steps_to_give: u32,
    /// How many steps it takes to withdraw; not more than to give [GDPR 7(3)].
    pub steps_to_withdraw: u32,
    /// First day of the posts that it covers; open if absent.
    #[serde(default, with = "some_date", skip_serializing_if = "Option::is_none")]
    pub period_from: Option<Date>,
    /// Last day of the posts that it covers; open if absent.
    #[serde(default, with = "some_date", skip_serializing_if = "Option::is_none")]
    pub period_until: Option<Date>,
    /// How parental authority was verified [GDPR 8(2)].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parental: Option<Parental>,
}

/// A kind of personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonalData {
    /// `pii_type`, like `pd:SocialMediaCommunication`.
    pub pii_type: String,
    /// `pii_attribute_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pii_attribute_id: Option<String>,
    /// `pii_optional`: the service can be had without it.
    pub pii_optional: bool,
    /// `sensitive_pii_category`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive_pii_category: Option<String>,
    /// `special_pii_category` [GDPR 9(1)]; absent where it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub special_pii_category: Option<Category>,
}

/// A party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// `party_id`: unique in the record.
    pub party_id: String,
    /// `party_name`.
    pub party_name: String,
    /// `party_role`, like `dpv:DataController`.
    pub party_role: String,
    /// `party_type`, like `dpv:ForProfitOrganisation`.
    pub party_type: String,
    /// `party_address`.
    pub party_address: Text,
    /// `party_contact`.
    pub party_contact: Text,
    /// `party_email`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_email: Option<Text>,
    /// `party_url`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_url: Option<String>,
    /// `party_phone`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_phone: Option<Text>,
}

/// How parental authority was verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parental {
    /// Who verified it.
    pub verified_by: String,
    /// How.
    pub method: String,
}

/// The edition that we read and write.
pub const SCHEMA_VERSION: &str = "27560:2023";

impl ConsentRecord {
    /// What the JSON shape cannot say.
    pub fn check(&self) -> Result<(), &'static str> {
        if self.schema_version != SCHEMA_VERSION {
            return Err("`schema_version` of the record is not `27560:2023`; use a newer grondslag for a newer one");
        }
        if !is_uuid_4(&self.record_id) || self.receipt_id.as_deref().is_some_and(|id| !is_uuid_4(id)) {
            return Err("`record_id` and `receipt_id` are UUIDs of version 4 in lower case");
        }
        if !is_duration(&self.retention_period) || !is_duration(&self.validity_duration) {
            return Err("`retention_period` and `validity_duration` are durations of ISO 8601, like `P2Y`");
        }
        let words = [
            &self.privacy_notice,
            &self.collection_method,
            &self.processing_method,
            &self.withdrawal_method,
            &self.entity_id,
        ];
        if words.into_iter().any(String::is_empty) {
            return Err("a mandatory field of the record is empty");
        }
        let lists = [
            self.pii_information.len(),
            self.pii_controllers.len(),
            self.storage_locations.len(),
            self.processing_locations.len(),
            self.privacy_rights.len(),
        ];
        if lists.contains(&0) || self.pii_information.iter().any(|kind| kind.pii_type.is_empty()) {
            return Err("a mandatory list of the record is empty");
        }
        if self.steps_to_withdraw > self.steps_to_give {
            return Err("`steps_to_withdraw` exceeds `steps_to_give`: it must be as easy to withdraw as to give");
        }
        if self.period_from.zip(self.period_until).is_some_and(|(from, until)| until < from) {
            return Err("`period_until` of the record is before `period_from`");
        }
        self.check_parties()
    }

    fn check_parties(&self) -> Result<(), &'static str> {
        let ids: BTreeSet<&str> = self.parties.iter().map(|party| party.party_id.as_str()).collect();
        if ids.len() != self.parties.len() {
            return Err("two parties of the record have one `party_id`");
        }
        let named = self.pii_controllers.iter().chain(&self.recipient_third_parties).chain([&self.authority_party]);
        if named.into_iter().any(|party| !ids.contains(party.as_str())) {
            return Err("the record names a party that is not in `parties`");
        }
        let empty = |party: &Party| {
            let fields = [&party.party_id, &party.party_name, &party.party_role, &party.party_type];
            let private = [&party.party_address, &party.party_contact];
            fields.into_iter().any(String::is_empty) || private.into_iter().any(|text| text.expose().is_empty())
        };
        if self.parties.iter().any(empty) {
            return Err("a mandatory field of a party is empty");
        }
        Ok(())
    }
}

/// `xxxxxxxx-xxxx-4xxx-[89ab]xxx-xxxxxxxxxxxx`.
pub fn is_uuid_4(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(hex))
        && groups.get(2).is_some_and(|group| group.starts_with('4'))
        && groups.get(3).is_some_and(|group| group.starts_with(['8', '9', 'a', 'b']))
}

/// `P` with years, months and days, or weeks, then `T` with hours, minutes and seconds: whole numbers, at least one of
/// them, in this order.
pub fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (days, time) = match rest.split_once('T') {
        Some((days, time)) => (days, Some(time)),
        None => (rest, None),
    };
    let in_order = |part: &str, units: &str| -> bool {
        let (mut units, mut digits) = (units.chars(), 0);
        for char in part.chars() {
            if char.is_ascii_digit() {
                digits += 1;
            } else if digits > 0 && units.any(|unit| unit == char) {
                digits = 0;
            } else {
                return false;
            }
        }
        digits == 0
    };
    let date_ok = in_order(days, "YMD") || in_order(days, "W");
    let time_ok = time.is_none_or(|time| !time.is_empty() && in_order(time, "HMS"));
    date_ok && time_ok && (!days.is_empty() || time.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_those_of_iso_8601() {
        for good in ["P2Y", "P1Y6M", "P30D", "P2W", "PT1H", "P1DT12H30M", "P0D"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in ["", "P", "2Y", "P2", "PY", "P6M1Y", "PT", "P1YT", "P1.5Y", "P-1D", "P1D ", "P1S", "P1Y2W"] {
            assert!(!is_duration(bad), "{bad}");
        }
    }

    #[test]
    fn record_ids_are_random_uuids_in_lower_case() {
        assert!(is_uuid_4("a7551968-d5d6-44b2-9831-815ac9017798"));
        for bad in [
            "",
            "a7551968d5d644b29831815ac9017798",
            "A7551968-D5D6-44B2-9831-815AC9017798",
            "a7551968-d5d6-14b2-9831-815ac9017798",
            "a7551968-d5d6-44b2-c831-815ac9017798",
            "a7551968-d5d6-44b2-9831-815ac901779g",
        ] {
            assert!(!is_uuid_4(bad), "{bad}");
        }
    }
}
