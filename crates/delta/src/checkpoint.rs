//! The rows of a checkpoint. In: a Parquet file of the log. Out: each row as the action that it stands for, in the form of a
//! commit's JSON. Never: a row dropped because a member of it is new.

use crate::DeltaError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use serde_json::{Map, Value};
use std::path::Path;

/// Hands over every action.
pub(crate) fn each(
    path: &Path,
    name: &str,
    take: &mut dyn FnMut(&Value) -> Result<(), DeltaError>,
) -> Result<(), DeltaError> {
    let broken = |why| DeltaError::Malformed { file: name.to_owned(), why };
    let reader = SerializedFileReader::new(world::open(path)?).map_err(|_| broken("it is not Parquet"))?;
    // Statistics can be of any type that a table has, and nobody here reads them.
    let schema = reader.metadata().file_metadata().schema();
    let wanted: Vec<_> = schema.get_fields().iter().filter(|field| ACTIONS.contains(&field.name())).cloned().collect();
    let wanted: Vec<_> = wanted.iter().map(pruned).collect();
    let projection = Type::group_type_builder(schema.name()).with_fields(wanted).build();
    let projection = projection.map_err(|_| broken("it has no actions"))?;
    let rows = reader.get_row_iter(Some(projection)).map_err(|_| broken("its columns are others"))?;
    for row in rows {
        let row = row.map_err(|_| broken("a row of it cannot be read"))?;
        take(&object(&row))?;
    }
    Ok(())
}

/// The action without what describes the rows of a file in their own types.
fn pruned(action: &std::sync::Arc<Type>) -> std::sync::Arc<Type> {
    if action.name() != "add" || !action.is_group() {
        return action.clone();
    }
    let fields = action.get_fields().iter().filter(|field| !PARSED.contains(&field.name())).cloned().collect();
    let info = action.get_basic_info();
    let built = Type::group_type_builder(action.name())
        .with_repetition(if info.has_repetition() { info.repetition() } else { parquet::basic::Repetition::OPTIONAL })
        .with_fields(fields)
        .build();
    built.map_or_else(|_| action.clone(), std::sync::Arc::new)
}

fn object(row: &Row) -> Value {
    let members = row.get_column_iter().map(|(name, field)| (name.clone(), value(field)));
    Value::Object(members.filter(|(_, value)| !value.is_null()).collect())
}

fn value(field: &Field) -> Value {
    match field {
        Field::Bool(truth) => Value::Bool(*truth),
        Field::Byte(number) => Value::from(*number),
        Field::Short(number) => Value::from(*number),
        Field::Int(number) => Value::from(*number),
        Field::Long(number) | Field::TimestampMillis(number) | Field::TimestampMicros(number) => Value::from(*number),
        Field::Str(text) => Value::from(text.as_str()),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => Value::Array(list.elements().iter().map(value).collect()),
        Field::MapInternal(map) => {
            let key = |field: &Field| if let Field::Str(text) = field { text.clone() } else { String::new() };
            let members: Map<String, Value> =
                map.entries().iter().map(|(name, field)| (key(name), value(field))).collect();
            Value::Object(members)
        }
        // No action that is read here has a member of another type.
        _ => Value::Null,
    }
}

/// The actions that make a version.
const ACTIONS: &[&str] = &["add", "metaData", "protocol", "txn", "sidecar"];
const PARSED: &[&str] = &["stats", "stats_parsed", "partitionValues_parsed", "tags"];
