//! Who holds each account. In: the table of accounts that intake wrote. Out: a map. Never: an account left out because its
//! row could not be read.

use crate::AskError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use terms::{AccountId, SubjectId};

/// Reads the holders; where nothing was read in yet, there are none.
pub fn holders(accounts: &Path) -> Result<BTreeMap<AccountId, SubjectId>, AskError> {
    if !world::exists(accounts) {
        return Ok(BTreeMap::new());
    }
    let broken = |why: String| AskError::Accounts { why };
    let reader = SerializedFileReader::new(world::open(accounts)?).map_err(|error| broken(error.to_string()))?;
    let schema = reader.metadata().file_metadata().schema();
    let columns: Vec<Arc<Type>> =
        schema.get_fields().iter().filter(|field| COLUMNS.contains(&field.name())).cloned().collect();
    if columns.len() != COLUMNS.len() {
        return Err(broken("it has other columns".to_owned()));
    }
    let projection = Type::group_type_builder(schema.name()).with_fields(columns).build();
    let projection = projection.map_err(|error| broken(error.to_string()))?;
    let mut holders = BTreeMap::new();
    for row in reader.get_row_iter(Some(projection)).map_err(|error| broken(error.to_string()))? {
        let row = row.map_err(|error| broken(error.to_string()))?;
        let mut cells = BTreeMap::new();
        for (name, field) in row.get_column_iter() {
            if let Field::Str(text) = field {
                cells.insert(name.as_str(), text.as_str());
            }
        }
        // An account that names nobody is nobody's: what is said about it counts by its own name.
        if let [Some(account), Some(subject)] = COLUMNS.map(|name| cells.get(name)) {
            holders.insert(AccountId::new(*account), SubjectId::new(*subject));
        }
    }
    Ok(holders)
}

const COLUMNS: [&str; 2] = ["account_id", "subject_id"];
