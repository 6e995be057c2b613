//! Questions to an object store. In: a question. Out: its answer, whole. Never: an answer that was cut taken for the object,
//! one that was lost taken for a no, or what somebody else put written over where a condition was asked for.

use crate::BucketError;
use object_store::path::Path as Place;
use object_store::{Error, GetOptions, ObjectMeta, ObjectStore, PutMode, PutOptions, UpdateVersion};

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

/// Puts an object and reads it back: nothing may name what is not there.
pub(crate) async fn send(
    store: &dyn ObjectStore,
    place: &Place,
    bytes: Vec<u8>,
    address: &str,
    verb: &'static str,
) -> Result<(), BucketError> {
    let mut failed = None;
    for _ in 0..ATTEMPTS {
        if let Err(error) = store.put_opts(place, bytes.clone().into(), PutOptions::default()).await {
            failed = Some(BucketError::of(&error, address, verb));
        }
        if let Ok(Some((found, _))) = read(store, place, &GetOptions::default(), address, verb).await
            && found == bytes
        {
            return Ok(());
        }
    }
    Err(failed.unwrap_or_else(|| BucketError::Unreachable { address: address.to_owned(), verb }))
}

/// Puts an object over the one that was read, or where none was. Where something else lies there by now, it stands.
pub(crate) async fn switch(
    store: &dyn ObjectStore,
    place: &Place,
    bytes: Vec<u8>,
    lying: Option<(&[u8], &UpdateVersion)>,
    address: &str,
    verb: &'static str,
) -> Result<(), BucketError> {
    let mut failed = None;
    for _ in 0..ATTEMPTS {
        let mode = lying.map_or(PutMode::Create, |(_, version)| PutMode::Update(version.clone()));
        let put = store.put_opts(place, bytes.clone().into(), PutOptions::from(mode)).await;
        let Err(error) = put else { return Ok(()) };
        // An answer that was lost on its way says nothing about whether it was done, and one that was asked twice finds
        // its own first answer in its way. What lies there does say it.
        let found = read(store, place, &GetOptions::default(), address, verb).await?.map(|(found, _)| found);
        if found.as_ref() == Some(&bytes) {
            return Ok(());
        }
        if found.as_deref() != lying.map(|(bytes, _)| bytes) {
            return Err(BucketError::Changed { address: address.to_owned() });
        }
        failed = Some(BucketError::of(&error, address, verb));
    }
    Err(failed.unwrap_or_else(|| BucketError::Unreachable { address: address.to_owned(), verb }))
}

/// Refuses a store that puts an object where one lies although it was asked to put it only where none does. The bytes are
/// those that lie there, so that such a store changes nothing either.
pub(crate) async fn keeps_conditions(
    store: &dyn ObjectStore,
    place: &Place,
    lying: Vec<u8>,
    address: &str,
) -> Result<(), BucketError> {
    let mut failed = None;
    for _ in 0..ATTEMPTS {
        match store.put_opts(place, lying.clone().into(), PutOptions::from(PutMode::Create)).await {
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => return Ok(()),
            Ok(_) | Err(Error::NotImplemented { .. }) => {
                return Err(BucketError::Unconditional { address: address.to_owned() });
            }
            Err(error) => failed = Some(BucketError::of(&error, address, CONDITION)),
        }
    }
    Err(failed.unwrap_or_else(|| BucketError::Unreachable { address: address.to_owned(), verb: CONDITION }))
}

const CONDITION: &str = "say whether an object is new, as `If-None-Match` asks it";
/// How often an object is asked for, or sent, before the run fails.
pub(crate) const ATTEMPTS: usize = 3;
