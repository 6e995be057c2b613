//! What the program itself does, said in words: the parts of notices and files that do not depend on a controller's answer.
//! In: evidence. Out: texts. Never: a promise that a test of this project does not keep.

use super::both;
use crate::document::Evidence;
use serde_json::{Value, json};

/// All of them.
pub(super) fn texts(evidence: &Evidence) -> Value {
    let address = evidence.text("controller.base_url");
    let at = if address.is_empty() { String::new() } else { format!(" {address}") };
    // A portal that nobody reaches takes no objection, so nothing is said about it.
    let portal = |en: &str, nl: &str| {
        if evidence.text("controller.contact").is_empty() {
            Value::Null
        } else {
            both(&format!("{en}{at}"), &format!("{nl}{at}"))
        }
    };
    json!({
        "objection": portal(
            "You can object at any time, without giving a reason. With an account you sign in by a link; without one you use the page “without an account”. You get a receipt that you can check yourself.",
            "U kunt op elk moment bezwaar maken, zonder reden te geven. Met een account meldt u zich aan met een link; zonder account gebruikt u de pagina „zonder account”. U krijgt een bewijs dat u zelf kunt controleren.",
        ),
        "acknowledgement": portal(
            "Each objection is acknowledged at once by a receipt: the event, its place in the log, a proof and the signed head of the log.",
            "Elk bezwaar wordt meteen bevestigd met een bewijs: de gebeurtenis, haar plaats in het logboek, een bewijsketen en het ondertekende hoofd van het logboek.",
        ),
        "scope": both(
            "An objection reaches the whole person with every account, one account, or single posts. It counts for what was posted before and after it, and for every model.",
            "Een bezwaar reikt over de hele persoon met elk account, één account of losse berichten. Het telt voor wat ervóór en erna is geplaatst, en voor elk model.",
        ),
        "guard": both(
            "Every answer is looked at a sentence at a time before anybody reads it. What repeats a long run of the corpus, identifies or reaches a person, names somebody who said no, or says something of a special category or an offence about a person, stays unsaid.",
            "Elk antwoord wordt zin voor zin bekeken voordat iemand het leest. Wat een lange passage van het corpus herhaalt, een persoon aanwijst of bereikbaar maakt, iemand noemt die nee zei, of iets uit een bijzondere categorie of over een strafbaar feit van een persoon zegt, blijft ongezegd.",
        ),
        "rights": both(
            "You have the right of access, rectification, erasure, restriction and portability, and the right to object.",
            "U hebt recht op inzage, rectificatie, wissing, beperking en overdraagbaarheid, en recht van bezwaar.",
        ),
        "withdrawal": both(
            "You can take consent back at any time, as easily as you gave it. What was done before stays lawful; from the moment of withdrawal nothing more is done.",
            "U kunt toestemming op elk moment intrekken, even makkelijk als u die gaf. Wat eerder is gedaan blijft rechtmatig; vanaf het moment van intrekken gebeurt er niets meer.",
        ),
        "security": [
            both("events in the ledger are encrypted under a key of their person; erasure destroys the key", "gebeurtenissen in het register zijn versleuteld met een sleutel van hun persoon; wissing vernietigt die"),
            both("rows of the corpus carry pseudonyms", "rijen van het corpus dragen pseudoniemen"),
            both("the log is append-only and signed; a change is found", "het logboek groeit alleen aan en is ondertekend; een wijziging wordt gevonden"),
            both("logs, errors and metrics hold no text and no handle", "logboeken, fouten en metingen bevatten geen tekst en geen naam"),
        ],
        "verifier": both(
            "“grondslag verify PACK” checks this pack without a network: every file, the log, the policies, and every figure that its files give again.",
            "„grondslag verify PACK” controleert dit pakket zonder netwerk: elk bestand, het logboek, de regels en elk cijfer dat de bestanden opnieuw geven.",
        ),
        "modality": both("text in, text out; weights as safetensors", "tekst in, tekst uit; gewichten als safetensors"),
        "record_schema": both(
            "ISO/IEC TS 27560 records and receipts as DPV 2.3 JSON-LD, exported by “grondslag ledger export”",
            "ISO/IEC TS 27560-bewijzen als DPV 2.3 JSON-LD, uitgevoerd door „grondslag ledger export”",
        ),
        "log_columns": log_columns(),
    })
}

fn log_columns() -> Value {
    let column = |name: &str, en: &str, nl: &str| json!({ "name": name, "meaning": both(en, nl) });
    json!([
        column("record", "pseudonym of the record", "pseudoniem van het item"),
        column(
            "facts",
            "digest of the facts that were decided on; none where a fact is missing",
            "digest van de feiten waarop is beslist; geen waar een feit ontbreekt"
        ),
        column("decision", "FORBID, HOLD, PERMIT_WITH or PERMIT", "FORBID, HOLD, PERMIT_WITH of PERMIT"),
        column("rules", "every rule that fired", "elke regel die gold"),
        column("transforms", "what was done to the text", "wat aan de tekst is gedaan"),
    ])
}
