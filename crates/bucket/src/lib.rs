//! An object store (S3, Google Cloud Storage, Azure Blob Storage): a sealed corpus in it, and files of others out of it. In:
//! an address, and a sealed corpus or a folder. Out: that corpus there, or what lies there in a folder, and what became of the
//! folder there again. Never: a corpus there that is not whole, a file that stays when no manifest names it, what somebody
//! else put there meanwhile written over, or a credential in a message.
//!
//! | below the address | what |
//! | --- | --- |
//! | `manifest.json` | the corpus: the same bytes as in its folder; written last, only over the version that was read |
//! | `files/SHA256` | the files that it names, by the digest of their bytes |
//! | `receipts/SHA256` | the receipt of the manifest with this digest |
//!
//! Files have their digests as names, so that a new version lies beside the old one until the manifest changes: who reads
//! follows one manifest or the other, and never finds half of each.

mod address;
mod ask;
mod door;
mod error;
mod lake;
mod mirror;
#[cfg(test)]
mod tests;

pub use error::BucketError;
pub use lake::{Lake, Object};
pub use mirror::{Carried, Mirror};

use ask::ATTEMPTS;
use corpus::{Arrival, Corpus, FileEntry, Manifest};
use futures::{StreamExt, TryStreamExt, stream};
use object_store::path::Path as Place;
use object_store::{GetOptions, ObjectStore, UpdateVersion};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use terms::Digest;

/// A place in an object store.
#[derive(Clone)]
pub struct Bucket {
    store: Arc<dyn ObjectStore>,
    at: Place,
    address: String,
}

/// What publishing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that were sent.
    pub sent: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files that lay there already.
    pub kept: u64,
    /// Objects of earlier versions that were removed.
    pub removed: u64,
}

/// The version that lies there.
struct Lying {
    bytes: Vec<u8>,
    manifest: Manifest,
    version: UpdateVersion,
}

impl Bucket {
    /// Whether this is an address of an object store and not a folder.
    pub fn is_address(text: &str) -> bool {
        text.contains("://")
    }

    /// The place at an address such as `s3://bucket/prefix`. Settings have the names that each cloud's own tools give them in
    /// the environment, such as `AWS_ACCESS_KEY_ID`.
    pub fn open(
        address: &str,
        settings: impl IntoIterator<Item = (String, String)>,
        patience: Duration,
    ) -> Result<Self, BucketError> {
        let (store, at) = address::opened(address, settings, patience)?;
        let address = address::shown(address);
        if at.as_ref().is_empty() {
            let why = "it has no prefix, so that all of the bucket would be the corpus; name one";
            return Err(BucketError::Address { address, why });
        }
        Ok(Self { store, at, address })
    }

    /// The address, without anything that could be a credential.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Makes the corpus the one that lies there: its files first, then the manifest, and then what belongs to no version
    /// any more is removed. One process at a time; of two, one is told that the other changed it.
    ///
    /// A kill before the manifest leaves the old version, one after it the new; the next run removes what is left over.
    pub async fn publish(&self, corpus: &Corpus) -> Result<Published, BucketError> {
        let (bytes, lying) = (corpus.manifest_bytes()?, self.lying().await?);
        let known: BTreeSet<Digest> =
            lying.iter().flat_map(|lying| lying.manifest.files()).map(|file| file.sha256).collect();
        let mut published = Published::default();
        for file in corpus.manifest().files() {
            // A file of the version that lies there is believed after it was read.
            if known.contains(&file.sha256) && self.file(file).await.is_ok() {
                published.kept += 1;
                continue;
            }
            let bytes = corpus.file_bytes(file)?;
            published.sent += 1;
            published.bytes += bytes.len() as u64;
            self.send(&self.file_place(file), bytes, "take a file").await?;
        }
        if let Some(receipt) = corpus.receipt().map_err(corpus::ReadError::Disk)? {
            self.send(&self.receipt_place(Digest::of(&bytes)), receipt, "take the receipt").await?;
        }
        self.switch(bytes, lying).await?;
        published.removed = self.sweep().await?;
        Ok(published)
    }

    /// Brings the corpus that lies there into a folder; what lay in the folder stands until all of it is there.
    pub async fn fetch(&self, folder: impl AsRef<Path>) -> Result<Corpus, BucketError> {
        let lying = self.lying().await?.ok_or_else(|| BucketError::Absent { address: self.address.clone() })?;
        let arrival = Arrival::begin(folder, &lying.bytes)?;
        for file in arrival.manifest().files() {
            arrival.take(file, &self.file(file).await?)?;
        }
        let corpus = arrival.finish()?;
        if let Some((receipt, _)) = self.read(&self.receipt_place(Digest::of(&lying.bytes)), "give the receipt").await?
        {
            corpus.write_receipt(receipt).map_err(corpus::ReadError::Disk)?;
        }
        Ok(corpus)
    }

    /// The manifest of the corpus that lies there.
    pub async fn manifest(&self) -> Result<Manifest, BucketError> {
        let lying = self.lying().await?;
        lying.map(|lying| lying.manifest).ok_or_else(|| BucketError::Absent { address: self.address.clone() })
    }

    async fn lying(&self) -> Result<Option<Lying>, BucketError> {
        let Some((bytes, version)) = self.read(&self.place("manifest.json"), "give the manifest").await? else {
            return Ok(None);
        };
        let manifest = Manifest::parse(&bytes)?;
        Ok(Some(Lying { bytes, manifest, version }))
    }

    /// Puts the manifest, where nobody else did since it was read.
    async fn switch(&self, bytes: Vec<u8>, lying: Option<Lying>) -> Result<(), BucketError> {
        if lying.as_ref().is_some_and(|lying| lying.bytes == bytes) {
            return Ok(());
        }
        let lying = lying.as_ref().map(|lying| (lying.bytes.as_slice(), &lying.version));
        let place = self.place("manifest.json");
        ask::switch(&*self.store, &place, bytes, lying, &self.address, "take the manifest").await
    }

    /// Whether objects lie there that no manifest names, as a run leaves that ended before it was done.
    pub async fn has_strays(&self) -> Result<bool, BucketError> {
        let lying = self.lying().await?;
        Ok(!self.strays(&lying.map(|lying| self.named(&lying)).unwrap_or_default()).await?.is_empty())
    }

    /// Removes what was sent there and never became a corpus. Where there is one, nothing is done.
    pub async fn clear(&self) -> Result<u64, BucketError> {
        match self.lying().await? {
            Some(_) => Ok(0),
            None => self.remove_others(&BTreeSet::new()).await,
        }
    }

    /// Removes what the manifest that lies there does not name.
    async fn sweep(&self) -> Result<u64, BucketError> {
        match self.lying().await? {
            Some(lying) => self.remove_others(&self.named(&lying)).await,
            None => Ok(0),
        }
    }

    /// Removes all other objects, and looks whether they are gone.
    async fn remove_others(&self, named: &BTreeSet<Place>) -> Result<u64, BucketError> {
        let strays = self.strays(named).await?;
        let removed = strays.len() as u64;
        if !strays.is_empty() {
            let strays = stream::iter(strays.into_iter().map(Ok)).boxed();
            // Which of them failed is seen when they are listed again.
            let _: Vec<_> = self.store.delete_stream(strays).collect().await;
            let count = self.strays(named).await?.len();
            if count > 0 {
                return Err(BucketError::Left { address: self.address.clone(), count });
            }
        }
        Ok(removed)
    }

    /// The objects of the version that lies there, beside its manifest.
    fn named(&self, lying: &Lying) -> BTreeSet<Place> {
        let receipt = self.receipt_place(Digest::of(&lying.bytes));
        lying.manifest.files().map(|file| self.file_place(file)).chain([receipt]).collect()
    }

    async fn strays(&self, named: &BTreeSet<Place>) -> Result<Vec<Place>, BucketError> {
        let mut strays = Vec::new();
        // Only what this program puts there: others may keep something of their own beside it.
        for part in [FILES, RECEIPTS] {
            let part = self.place(part);
            let listed = self.store.list(Some(&part)).try_collect::<Vec<_>>().await;
            let listed = listed.map_err(|error| BucketError::of(&error, &self.address, "list its objects"))?;
            strays.extend(listed.into_iter().map(|object| object.location).filter(|place| !named.contains(place)));
        }
        Ok(strays)
    }

    /// The bytes of a file, compared with the manifest; asked for again where they are others, for a line can lie.
    async fn file(&self, file: &FileEntry) -> Result<Vec<u8>, BucketError> {
        for _ in 0..ATTEMPTS {
            match self.read(&self.file_place(file), "give a file").await? {
                Some((bytes, _)) if file.check(&bytes).is_ok() => return Ok(bytes),
                Some(_) => {}
                None => {
                    return Err(BucketError::Missing { address: self.address.clone(), file: file.name.clone() });
                }
            }
        }
        let (address, file, sealed) = (self.address.clone(), file.name.clone(), file.sha256);
        Err(BucketError::Other { address, file, sealed })
    }

    async fn send(&self, place: &Place, bytes: Vec<u8>, verb: &'static str) -> Result<(), BucketError> {
        ask::send(&*self.store, place, bytes, &self.address, verb).await
    }

    /// The bytes of an object and its version; nothing where there is none.
    async fn read(&self, place: &Place, verb: &'static str) -> Result<Option<(Vec<u8>, UpdateVersion)>, BucketError> {
        let read = ask::read(&*self.store, place, &GetOptions::default(), &self.address, verb).await?;
        Ok(read.map(|(bytes, meta)| (bytes, UpdateVersion { e_tag: meta.e_tag, version: meta.version })))
    }

    fn place(&self, name: &str) -> Place {
        name.split('/').fold(self.at.clone(), |place, part| place.join(part))
    }

    fn file_place(&self, file: &FileEntry) -> Place {
        self.place(&format!("{FILES}/{}", file.sha256))
    }

    fn receipt_place(&self, manifest: Digest) -> Place {
        self.place(&format!("{RECEIPTS}/{manifest}"))
    }
}

const FILES: &str = "files";
const RECEIPTS: &str = "receipts";
