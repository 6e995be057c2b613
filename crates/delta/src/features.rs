//! What a reader must know of a table. In: its protocol and its settings. Out: how its columns are named in the files, or what
//! it uses that is not read here. Never: a feature passed over because it is new.

use crate::DeltaError;
use serde_json::Value;

/// How a column of the table is found in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// By its name.
    Same,
    /// By the physical name that the schema gives it.
    Physical,
}

/// Refuses what is not known, and says how columns are named.
pub(crate) fn naming(protocol: &Value, configuration: &Value) -> Result<Naming, DeltaError> {
    let refused = |feature: &str, cure| Err(DeltaError::Feature { feature: feature.to_owned(), cure });
    let version = protocol.get("minReaderVersion").and_then(Value::as_u64);
    let maps = match version {
        Some(1) => false,
        Some(2) => true,
        Some(3) => {
            let named = protocol.get("readerFeatures").and_then(Value::as_array);
            // Version 3 without its list says nothing about itself.
            let Some(named) = named else { return refused("readerFeatures", "the table does not name them") };
            for feature in named {
                let feature = feature.as_str().unwrap_or_default();
                if !KNOWN.contains(&feature) {
                    return refused(feature, "copy the version into a table without it, and read that");
                }
            }
            named.iter().any(|feature| feature == "columnMapping")
        }
        _ => return refused("minReaderVersion", "copy the version into a table of an earlier protocol, and read that"),
    };
    match configuration.get("delta.columnMapping.mode").and_then(Value::as_str) {
        None | Some("none") => Ok(Naming::Same),
        Some("name") if maps => Ok(Naming::Physical),
        Some("name") => refused("columnMapping", "its protocol does not allow for it; write the table anew"),
        // Files of such a table may name their columns in any way; only numbers inside of them count.
        Some(_) => refused("columnMapping by id", "copy the version into a table that maps by name, and read that"),
    }
}

/// What is read, or changes nothing for a reader. A checkpoint of the second kind is refused where one is needed.
const KNOWN: &[&str] = &["columnMapping", "deletionVectors", "timestampNtz", "vacuumProtocolCheck", "v2Checkpoint"];
