//! The files of the log: tiles and checkpoint as `c2sp.org/tlog-tiles` wants them. In: the stored tree. Out: files under
//! `log/`. Never: something that the store does not hold; all of it can be removed and is made again.

use crate::store::{Arg, Db, Turn};
use crate::tree::TreeHead;
use crate::{Ledger, LedgerError, Point, prove, verify_checkpoint};
use std::path::{Path, PathBuf};
use tlog_tiles::Tile;

/// Tiles are 256 hashes wide.
pub(crate) const TILE_HEIGHT: u8 = 8;

/// What the file `checkpoint` says.
pub(crate) enum Published {
    /// There is none.
    Nothing,
    /// This log, so far.
    Ours(TreeHead),
    /// Something that this log's key did not sign.
    Foreign,
}

impl Ledger {
    /// Brings tiles and checkpoint up to the store. One process at a time does so, in the order tiles, then checkpoint:
    /// if we crash between them, the old checkpoint stands and is true.
    pub fn publish(&mut self) -> Result<(), LedgerError> {
        // A transaction that writes nothing keeps other processes from publishing beside us.
        let turn = self.log.begin(Turn::Publish)?;
        self.watch.reach(Point::PublishTurnTaken);
        let edge = prove::edge(&self.log)?;
        let published = read_published(&self.dir, &self.signer.public())?;
        let old = match published {
            Published::Ours(head) if head.size <= edge.size() => head.size,
            Published::Ours(_) => return Err(LedgerError::Forked),
            Published::Nothing | Published::Foreign => 0,
        };
        let up_to_date = matches!(published, Published::Ours(head) if head == edge.head());
        if !up_to_date {
            write_tiles(&self.log, &self.dir, old, edge.size())?;
            self.watch.reach(Point::TilesWritten);
            world::write_atomic(checkpoint_path(&self.dir), self.signer.sign(edge.head()))?;
            self.watch.reach(Point::CheckpointWritten);
        }
        drop(turn);
        self.edge = edge;
        Ok(())
    }

    pub(crate) fn published(&self) -> Result<Published, LedgerError> {
        read_published(&self.dir, &self.signer.public())
    }

    pub(crate) fn checkpoint_path(&self) -> PathBuf {
        checkpoint_path(&self.dir)
    }
}

fn checkpoint_path(dir: &Path) -> PathBuf {
    dir.join("log/checkpoint")
}

fn read_published(dir: &Path, key: &str) -> Result<Published, LedgerError> {
    let path = checkpoint_path(dir);
    if !world::exists(&path) {
        return Ok(Published::Nothing);
    }
    let note = world::read(&path)?;
    Ok(verify_checkpoint(&note, key).map_or(Published::Foreign, |signed| Published::Ours(signed.head)))
}

/// How many files are made in memory before they are written, and by how many threads: an fsync is all waiting, and the
/// disk does several at once for the price of one.
const FILES: usize = 256;
const WRITERS: usize = 16;

fn write_tiles(log: &Db, dir: &Path, old: u64, new: u64) -> Result<(), LedgerError> {
    let tiles = Tile::new_tiles(TILE_HEIGHT, old, new);
    for tiles in tiles.chunks(FILES) {
        let mut files = Vec::new();
        for tile in tiles {
            let [hashes, entries] = tile_paths(dir, tile);
            files.push((hashes, hash_tile(log, tile)?));
            if tile.level() == 0 {
                files.push((entries, entry_bundle(log, tile)?));
            }
        }
        write_files(&files)?;
    }
    for tile in tiles.iter().filter(|tile| tile.width() == 1 << TILE_HEIGHT) {
        // The whole tile takes the place of its parts.
        for path in tile_paths(dir, tile) {
            let mut parts = path.into_os_string();
            parts.push(".p");
            if world::exists(PathBuf::from(&parts)) {
                world::remove_dir(PathBuf::from(parts))?;
            }
        }
    }
    Ok(())
}

fn write_files(files: &[(PathBuf, Vec<u8>)]) -> Result<(), LedgerError> {
    let write =
        |files: &[(PathBuf, Vec<u8>)]| files.iter().try_for_each(|(path, bytes)| world::write_atomic(path, bytes));
    let share = files.len().div_ceil(WRITERS).max(1);
    if files.len() <= 2 * WRITERS {
        return Ok(write(files)?);
    }
    std::thread::scope(|scope| {
        let writers: Vec<_> = files.chunks(share).map(|files| scope.spawn(move || write(files))).collect();
        let written = writers.into_iter().map(|writer| writer.join().expect("INVARIANT: writing files does not panic"));
        written.collect::<Result<(), _>>().map_err(LedgerError::Disk)
    })
}

/// Where a tile and, for level 0, its bundle of entries lie.
pub(crate) fn tile_paths(dir: &Path, tile: &Tile) -> [PathBuf; 2] {
    // `path` is that of the older layout, `tile/HEIGHT/LEVEL/…`; C2SP has no height.
    let path = tile.path();
    let rest = path.splitn(4, '/').nth(3).expect("INVARIANT: the path of a tile has four parts");
    [dir.join(format!("log/tile/{}/{rest}", tile.level())), dir.join(format!("log/tile/entries/{rest}"))]
}

/// The bytes of a tile: its hashes, one after the other.
fn hash_tile(log: &Db, tile: &Tile) -> Result<Vec<u8>, LedgerError> {
    if tile.level() == 0 {
        return Ok(range(
            log,
            "SELECT substr(hashes, 1, 32) FROM log WHERE idx >= $1 AND idx < $2 ORDER BY idx",
            tile,
        )?
        .concat());
    }
    let first = tile.level_index() << TILE_HEIGHT;
    let level = tile.level() * TILE_HEIGHT;
    let wanted: Vec<(u8, u64)> = (first..first + u64::from(tile.width())).map(|position| (level, position)).collect();
    Ok(prove::stored_hashes(log, &wanted)?.iter().flat_map(|hash| hash.0).collect())
}

/// The bytes of a bundle of entries: each commitment after its length as two bytes.
fn entry_bundle(log: &Db, tile: &Tile) -> Result<Vec<u8>, LedgerError> {
    let rows = range(log, "SELECT commitment FROM log WHERE idx >= $1 AND idx < $2 ORDER BY idx", tile)?;
    Ok(rows.iter().flat_map(entry).collect())
}

pub(crate) fn entry(commitment: &[u8; 32]) -> [u8; 34] {
    let mut entry = [0; 34];
    [0, 32].iter().chain(commitment).zip(&mut entry).for_each(|(from, to)| *to = *from);
    entry
}

fn range(log: &Db, query: &str, tile: &Tile) -> Result<Vec<[u8; 32]>, LedgerError> {
    let first = tile.level_index() << TILE_HEIGHT;
    let end = first + u64::from(tile.width());
    let rows = log.query(query, &[Arg::Int(first), Arg::Int(end)])?.into_iter();
    let rows: Vec<[u8; 32]> = rows.map(|mut row| row.fixed()).collect::<Result<_, _>>()?;
    if rows.len() as u64 == end - first { Ok(rows) } else { Err(LedgerError::TreeBroken { index: first }) }
}
