//! A folder that mirrors what others read at an address: files, and a log that says which of them count. In: an address, and
//! a folder. Out: what lies there in the folder, and what then changed in the folder at the address. Never: an entry of the
//! log before the files that it names, an entry over another one, or a file that is gone here and stays there.
//!
//! What is written to the folder is decided by who knows what the log means; here it is carried, in this order: new files,
//! each read back; new entries of the log, each only where nothing lies under its name; and then what is gone is removed. A
//! kill before the first entry leaves what was there, and a kill after the last one what is new; what is left over is seen by
//! the next one who mirrors the address.

use crate::{BucketError, Lake, Object, ask};
use futures::{StreamExt, stream};
use object_store::path::Path as Place;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use terms::Digest;

/// A folder in which lies what lies at an address.
pub struct Mirror {
    lake: Lake,
    folder: PathBuf,
    files: &'static str,
    log: &'static str,
    /// What was brought, by its name.
    lying: BTreeMap<String, Digest>,
}

/// What was carried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Files and entries of the log that were sent.
    pub sent: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Objects that were removed.
    pub removed: u64,
}

impl Mirror {
    /// Brings two folders of an address into a folder that is empty: that of the files, and that of the log.
    pub async fn of(
        lake: Lake,
        files: &'static str,
        log: &'static str,
        folder: impl Into<PathBuf>,
    ) -> Result<Self, BucketError> {
        if lake.at.as_ref().is_empty() {
            let why = "it has no prefix, so that all of the bucket would be the table; name one";
            return Err(BucketError::Address { address: lake.address, why });
        }
        let mut mirror = Self { lake, folder: folder.into(), files, log, lying: BTreeMap::new() };
        world::create_dir(&mirror.folder)?;
        let objects = mirror.listed().await?;
        mirror.lake.bring(&objects.values().cloned().collect::<Vec<_>>(), &mirror.folder).await?;
        for name in objects.into_keys() {
            mirror.lying.insert(name.clone(), world::digest(mirror.folder.join(name))?);
        }
        Ok(mirror)
    }

    /// Carries what changed in the folder since.
    pub async fn carry(&self) -> Result<Carried, BucketError> {
        let (store, address) = (&*self.lake.store, &self.lake.address);
        let mut here = BTreeMap::new();
        for part in [self.files, self.log] {
            walk(&self.folder.join(part), part, &mut here)?;
        }
        let (mut carried, mut entries) = (Carried::default(), BTreeMap::new());
        for (name, path) in &here {
            if !self.is_new(name, path)? {
                continue;
            }
            let bytes = world::read(path)?;
            carried.sent += 1;
            carried.bytes += bytes.len() as u64;
            if self.is_entry(name) {
                entries.insert(name, bytes);
            } else {
                ask::send(store, &self.place(name), bytes, address, "take a file").await?;
            }
        }
        // An entry may not name a file that somebody else removes, and no file goes that a later entry of theirs names: they
        // write such an entry first, and remove afterwards.
        let there = self.listed().await?;
        let is_lost = |name: &&String| !there.contains_key(*name) && !entries.contains_key(*name);
        let lost = here.keys().find(is_lost);
        if let Some(object) =
            lost.or_else(|| there.keys().find(|name| self.is_entry(name) && !here.contains_key(*name)))
        {
            return Err(BucketError::Meanwhile { address: address.clone(), object: object.clone() });
        }
        if !entries.is_empty() {
            self.refuse_unconditional(&here).await?;
        }
        for (name, bytes) in entries {
            ask::switch(store, &self.place(name), bytes, None, address, "take an entry of the log").await?;
        }
        let is_gone = |name: &&String| !here.contains_key(*name) && !self.is_entry(name);
        let gone: Vec<_> = self.lying.keys().filter(is_gone).map(|name| Ok(self.place(name))).collect();
        carried.removed = gone.len() as u64;
        if !gone.is_empty() {
            // Which of them failed is seen when they are listed again.
            let _: Vec<_> = store.delete_stream(stream::iter(gone).boxed()).collect().await;
        }
        self.look(&here).await?;
        Ok(carried)
    }

    fn is_entry(&self, name: &str) -> bool {
        part_of(name) == self.log
    }

    /// Whether a file is another than the one that was brought. An entry of the log that others can have read is left alone.
    fn is_new(&self, name: &str, path: &Path) -> Result<bool, BucketError> {
        match self.lying.get(name) {
            Some(_) if self.is_entry(name) => Ok(false),
            Some(digest) => Ok(world::digest(path)? != *digest),
            None => Ok(true),
        }
    }

    /// Refuses a store where two could write one entry of the log. The smallest file that lies there by now is put once more.
    async fn refuse_unconditional(&self, here: &BTreeMap<String, PathBuf>) -> Result<(), BucketError> {
        let mut smallest: Option<(u64, &String, &PathBuf)> = None;
        for (name, path) in here.iter().filter(|(name, _)| !self.is_entry(name)) {
            let size = world::size(path)?;
            if smallest.is_none_or(|(least, ..)| size < least) {
                smallest = Some((size, name, path));
            }
        }
        let address = &self.lake.address;
        let (_, name, path) = smallest.ok_or_else(|| BucketError::Unconditional { address: address.clone() })?;
        ask::keeps_conditions(&*self.lake.store, &self.place(name), world::read(path)?, address).await
    }

    /// Looks whether what lies there is what lies here, and nothing else.
    async fn look(&self, here: &BTreeMap<String, PathBuf>) -> Result<(), BucketError> {
        let there = self.listed().await?;
        let address = self.lake.address.clone();
        let left = there.keys().filter(|name| !here.contains_key(*name) && self.lying.contains_key(*name)).count();
        if left > 0 {
            return Err(BucketError::Left { address, count: left });
        }
        let other = there.keys().find(|name| !here.contains_key(*name));
        match other.or_else(|| here.keys().find(|name| !there.contains_key(*name))) {
            Some(object) => Err(BucketError::Meanwhile { address, object: object.clone() }),
            None => Ok(()),
        }
    }

    async fn listed(&self) -> Result<BTreeMap<String, Object>, BucketError> {
        let mut listed = BTreeMap::new();
        // The log last: a file that is put meanwhile is then not among those that nobody names, whatever the log says.
        for part in [self.files, self.log] {
            listed.extend(self.lake.list_folder(part).await?.into_iter().map(|one| (one.name().to_owned(), one)));
        }
        Ok(listed)
    }

    fn place(&self, name: &str) -> Place {
        name.split('/').fold(self.lake.at.clone(), |place, part| place.join(part))
    }
}

/// The folder at the address in which a file lies.
fn part_of(name: &str) -> &str {
    name.split_once('/').map_or(name, |(part, _)| part)
}

/// The files below a folder, by their names below the folder that it is in.
fn walk(folder: &Path, named: &str, found: &mut BTreeMap<String, PathBuf>) -> Result<(), BucketError> {
    for path in world::list_all(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{named}/{name}");
        match path.is_dir() {
            true => walk(&path, &name, found)?,
            false => {
                found.insert(name, path);
            }
        }
    }
    Ok(())
}
