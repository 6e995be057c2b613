//! Who holds each account. In: the table of accounts that intake wrote. Out: a map. Never: an account left out because its
//! row could not be read.

use crate::AskError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use terms::{AccountId, SubjectId};

/// Reads the holders; where nothing was read in yet, there are none.
pub fn holders(accounts: &Path) -> Result<BTreeMap<AccountId, SubjectId>, AskError> {
    if !world::exists(accounts) {
        return Ok(BTreeMap::new());
    }
    read(world::open(accounts)?)
}

fn read(accounts: File) -> Result<BTreeMap<AccountId, SubjectId>, AskError> {
    let broken = |why: String| AskError::Accounts { why };
    let reader = SerializedFileReader::new(accounts).map_err(|error| broken(error.to_string()))?;
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
            match field {
                Field::Str(text) => {
                    cells.insert(name.as_str(), text.as_str());
                }
                Field::Null => {}
                _ => return Err(broken(format!("`{name}` holds something other than text"))),
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

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    /// Three accounts, the second of nobody, the subjects in a column of this type.
    fn check(subject: &str) -> Result<BTreeMap<AccountId, SubjectId>, AskError> {
        let schema = format!(
            "message accounts {{ required binary account_id (UTF8); optional {subject}; required binary rest (UTF8); }}"
        );
        let schema = Arc::new(parse_message_type(&schema).expect("a schema"));
        let mut file =
            SerializedFileWriter::new(world::scratch().expect("a file"), schema, Arc::default()).expect("a writer");
        let mut rows = file.next_row_group().expect("a group");
        let texts = |texts: [&str; 3]| texts.map(ByteArray::from);
        let mut number = 0;
        while let Some(mut column) = rows.next_column().expect("a column") {
            match (number, subject.starts_with("int64")) {
                (1, true) => column.typed::<Int64Type>().write_batch(&[1, 3], Some(&[1, 0, 1]), None),
                (1, false) => {
                    let subjects = ["s1", "s3"].map(ByteArray::from);
                    column.typed::<ByteArrayType>().write_batch(&subjects, Some(&[1, 0, 1]), None)
                }
                _ => column.typed::<ByteArrayType>().write_batch(&texts(["a1", "a2", "a3"]), None, None),
            }
            .expect("values");
            column.close().expect("a column ends");
            number += 1;
        }
        rows.close().expect("a group ends");
        read(file.into_inner().expect("a file"))
    }

    #[test]
    fn an_account_without_a_person_is_nobodys() {
        let holders = check("binary subject_id (UTF8)").expect("a table of accounts");
        let pairs: Vec<_> = holders.iter().map(|(account, subject)| (account.as_str(), subject.as_str())).collect();
        assert_eq!(pairs, [("a1", "s1"), ("a3", "s3")]);
    }

    #[test]
    fn a_person_who_is_no_text_is_an_error_and_not_nobody() {
        let error = check("int64 subject_id").expect_err("numbers").to_string();
        assert!(error.contains("`subject_id` holds something other than text"), "{error}");
    }
}
