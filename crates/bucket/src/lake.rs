//! Objects of others, brought into a folder and read there as files. In: an address. Out: what lies below it, each file with
//! the bytes and the moment of its object. Never: a file put together from two versions of an object, a file that is cut off,
//! or a name that leads out of the folder.

use crate::{BucketError, address, ask};
use futures::TryStreamExt;
use object_store::path::Path as Place;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt};
use std::io::Write;
use std::path::{Component, Path};
use std::sync::Arc;
use std::time::Duration;
use world::AtomicFile;

/// A place in an object store where others keep files.
#[derive(Clone)]
pub struct Lake {
    pub(crate) store: Arc<dyn ObjectStore>,
    pub(crate) at: Place,
    pub(crate) address: String,
}

/// An object, as it was listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    name: String,
    listed: ObjectMeta,
}

impl Object {
    /// Its name below the address, or its last part where it is the address itself.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its bytes.
    pub fn size(&self) -> u64 {
        self.listed.size
    }
}

impl Lake {
    /// The place at an address such as `s3://bucket/prefix`: an object, or all below it.
    pub fn open(
        address: &str,
        settings: impl IntoIterator<Item = (String, String)>,
        patience: Duration,
    ) -> Result<Self, BucketError> {
        let (store, at) = address::opened(address, settings, patience)?;
        Ok(Self::new(store, at, address::shown(address)))
    }

    pub(crate) fn new(store: Arc<dyn ObjectStore>, at: Place, address: String) -> Self {
        Self { store, at, address }
    }

    /// The objects below the address, by their names; where there are none, the one that is the address.
    pub async fn list(&self) -> Result<Vec<Object>, BucketError> {
        let mut objects = self.below(&self.at).await?;
        // What ends so is a write that has not ended, in a folder too.
        objects.retain(|object| !object.name.ends_with(".tmp"));
        if objects.is_empty() {
            let alone = ask::again(&self.address, "say what it is", async || self.store.head(&self.at).await).await?;
            let alone = alone.ok_or_else(|| BucketError::Nothing { address: self.address.clone() })?;
            let name = self.at.filename().unwrap_or_default().to_owned();
            objects.push(Object { name, listed: alone });
        }
        self.nameable(without_markers(objects))
    }

    /// The objects below one of the folders at the address, by their names below the address.
    pub async fn list_folder(&self, folder: &str) -> Result<Vec<Object>, BucketError> {
        self.nameable(self.below(&self.at.clone().join(folder)).await?)
    }

    async fn below(&self, place: &Place) -> Result<Vec<Object>, BucketError> {
        let list = async || self.store.list(Some(place)).try_collect().await;
        let listed: Vec<ObjectMeta> = ask::again(&self.address, "list its objects", list).await?.unwrap_or_default();
        let mut objects = Vec::new();
        for listed in listed {
            let rest = listed
                .location
                .prefix_match(&self.at)
                .map(|parts| parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/"));
            let name = rest.unwrap_or_default();
            if !name.is_empty() {
                objects.push(Object { name, listed });
            }
        }
        objects.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(objects)
    }

    fn nameable(&self, objects: Vec<Object>) -> Result<Vec<Object>, BucketError> {
        match objects.iter().find(|object| !is_file_name(&object.name)) {
            Some(Object { name, .. }) => {
                Err(BucketError::Unnameable { address: self.address.clone(), object: name.clone() })
            }
            None => Ok(objects),
        }
    }

    /// Brings objects into a folder, each under its name. One that is not any more as it was listed is an error.
    pub async fn bring(&self, objects: &[Object], folder: &Path) -> Result<(), BucketError> {
        for object in objects {
            let path = folder.join(&object.name);
            let mut file = AtomicFile::create(&path)?;
            let mut from = 0;
            while from < object.size() {
                let until = object.size().min(from + PIECE_BYTES);
                let piece = self.piece(object, from..until).await?;
                file.write_all(&piece).map_err(|cause| world::DiskError {
                    verb: "write",
                    path: path.clone(),
                    cause,
                })?;
                from = until;
            }
            file.commit()?;
            // The moment of a file can say which of two exports is later.
            world::set_modified(&path, object.listed.last_modified.into())?;
        }
        Ok(())
    }

    /// The address, without anything that could be a credential.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether this object is what the address names, and not one below it.
    pub fn is_itself(&self, object: &Object) -> bool {
        object.listed.location == self.at
    }

    /// Some bytes of an object, of the version that was listed.
    async fn piece(&self, object: &Object, range: std::ops::Range<u64>) -> Result<Vec<u8>, BucketError> {
        let (listed, wanted) = (&object.listed, range.end - range.start);
        let how = GetOptions {
            range: Some(GetRange::Bounded(range)),
            if_match: listed.e_tag.as_deref().map(quoted),
            version: listed.version.clone(),
            ..GetOptions::default()
        };
        let read = ask::read(&*self.store, &listed.location, &how, &self.address, "give an object").await?;
        // A store that knows no conditions says in its answer of what the bytes are.
        let tag = |meta: &ObjectMeta| meta.e_tag.as_deref().map(quoted);
        let is_listed = |meta: &ObjectMeta| meta.size == listed.size && tag(meta) == tag(listed);
        match read {
            Some((bytes, meta)) if is_listed(&meta) && bytes.len() as u64 == wanted => Ok(bytes),
            _ => Err(BucketError::Moved { address: self.address.clone(), object: object.name.clone() }),
        }
    }
}

/// The tag of a version as a header has it: in a list of Azure's it stands without its quotes.
fn quoted(tag: &str) -> String {
    match tag.ends_with('"') {
        true => tag.to_owned(),
        false => format!("\"{tag}\""),
    }
}

/// Without the empty objects that some tools put where a folder would be.
fn without_markers(objects: Vec<Object>) -> Vec<Object> {
    let is_above = |name: &str| {
        let above = format!("{name}/");
        objects.iter().any(|object| object.name.starts_with(&above))
    };
    let is_marker = |object: &Object| object.size() == 0 && is_above(&object.name);
    let kept: Vec<bool> = objects.iter().map(|object| !is_marker(object)).collect();
    objects.into_iter().zip(kept).filter_map(|(object, is_kept)| is_kept.then_some(object)).collect()
}

/// Whether a file below a folder can have this name, and is found there by those who list it.
fn is_file_name(name: &str) -> bool {
    !name.is_empty()
        && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
        && !name.contains(['\\', '\0'])
}

/// What is asked for at once, and held in memory.
const PIECE_BYTES: u64 = 64 << 20;
