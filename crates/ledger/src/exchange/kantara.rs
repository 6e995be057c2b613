//! Consent receipts of Kantara v1.1, for who still reads them. In: a consent with its record. Out: a receipt in JSON. Never:
//! back again; the format has no place for half of what a consent is.

use super::ExchangeError;
use crate::{Act, Covers, Party, Said};
use serde_json::{Map, Value, json};

/// The receipt of a consent that was given. `public_key` is the log's, with which the consent's own receipt is checked.
pub fn write(said: &Said, public_key: &str) -> Result<String, ExchangeError> {
    let Act::ConsentGiven(given) = &said.act else {
        return Err(ExchangeError::form("the event", "it is no consent that was given; the format knows no other"));
    };
    let record = given.record.as_deref();
    let record = record.ok_or_else(|| ExchangeError::form("the event", "it has no record of 27560"))?;
    let party = |id: &String| record.parties.iter().find(|party| party.party_id == *id);
    let controllers: Vec<Value> = record.pii_controllers.iter().filter_map(party).map(controller).collect();
    let recipients: Vec<&str> =
        record.recipient_third_parties.iter().filter_map(party).map(|party| party.party_name.as_str()).collect();
    let purpose = given.purpose.as_ref().map_or("*", |purpose| purpose.as_str());
    let kinds: Vec<&str> = record.pii_information.iter().map(|data| data.pii_type.as_str()).collect();
    let mut described = json!({
        "purpose": purpose,
        "purposeCategory": [record.purpose_type.as_deref().unwrap_or("unspecified")],
        "consentType": if given.explicit { "EXPLICIT" } else { "IMPLICIT" },
        "piiCategory": kinds,
        "primaryPurpose": false,
        "termination": record.retention_period,
        "thirdPartyDisclosure": !recipients.is_empty(),
    });
    if let (Some(described), false) = (described.as_object_mut(), recipients.is_empty()) {
        described.insert("thirdPartyName".to_owned(), json!(recipients.join(", ")));
    }
    let services = match &given.services {
        Covers::All => vec!["*"],
        Covers::Only(services) => services.iter().map(String::as_str).collect(),
    };
    let services: Vec<Value> =
        services.iter().map(|service| json!({ "service": service, "purposes": [described] })).collect();
    let special: Vec<&str> = given.categories.iter().map(|category| category.as_str()).collect();
    let receipt = json!({
        "version": "KI-CR-v1.1.0",
        "jurisdiction": record.jurisdiction,
        "consentTimestamp": said.at.timestamp(),
        "collectionMethod": record.collection_method,
        "consentReceiptID": record.receipt_id.as_ref().unwrap_or(&record.record_id),
        "publicKey": public_key,
        "language": given.language,
        "piiPrincipalId": given.subject,
        "piiControllers": controllers,
        "policyUrl": record.privacy_notice,
        "services": services,
        "sensitive": !special.is_empty(),
        "spiCat": special,
    });
    Ok(terms::canonical_json(&receipt).expect("INVARIANT: a receipt holds only text, numbers and lists"))
}

fn controller(party: &Party) -> Value {
    let mut words = Map::from_iter([
        ("piiController".to_owned(), json!(party.party_name)),
        ("onBehalf".to_owned(), json!(false)),
        ("contact".to_owned(), json!(party.party_contact)),
        ("address".to_owned(), json!({ "streetAddress": party.party_address })),
        ("email".to_owned(), json!(party.party_email.clone().unwrap_or_default())),
        ("phone".to_owned(), json!(party.party_phone.clone().unwrap_or_default())),
    ]);
    if let Some(url) = &party.party_url {
        words.insert("piiControllerUrl".to_owned(), json!(url));
    }
    Value::Object(words)
}
