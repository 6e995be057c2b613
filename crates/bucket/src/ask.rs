//! Questions to an object store. In: a question. Out: its answer, whole. Never: an answer that was cut taken for the object, or
//! one that was lost taken for a no.

use crate::BucketError;
use object_store::path::Path as Place;
use object_store::{Error, GetOptions, ObjectMeta, ObjectStore};

/// Asks again where an answer was lost. Nothing, where the store says that there is none, or none as was asked for.
pub(crate) async fn again<T>(
    address: &str,
    verb: &'static str,
    ask: impl AsyncFn() -> object_store::Result<T>,
) -> Result<Option<T>, BucketError> {
    let mut failed = None;
    for _ in 0..ATTEMPTS {
        match ask().await {
            Ok(answer) => return Ok(Some(answer)),
            Err(Error::NotFound { .. } | Error::Precondition { .. }) => return Ok(None),
            Err(error) => failed = Some(BucketError::of(&error, address, verb)),
        }
    }
    Err(failed.unwrap_or_else(|| BucketError::Unreachable { address: address.to_owned(), verb }))
}

/// The bytes of an object, or of a part of it, and what the store says of the object.
pub(crate) async fn read(
    store: &dyn ObjectStore,
    place: &Place,
    how: &GetOptions,
    address: &str,
    verb: &'static str,
) -> Result<Option<(Vec<u8>, ObjectMeta)>, BucketError> {
    let ask = async || {
        let got = store.get_opts(place, how.clone()).await?;
        let (meta, length) = (got.meta.clone(), got.range.end - got.range.start);
        let bytes = got.bytes().await?;
        match bytes.len() as u64 == length {
            true => Ok((bytes.to_vec(), meta)),
            false => Err(Error::Generic { store: "object", source: "the answer was cut".into() }),
        }
    };
    again(address, verb, ask).await
}

/// How often an object is asked for, or sent, before the run fails.
pub(crate) const ATTEMPTS: usize = 3;
