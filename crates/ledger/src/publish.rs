//! The files of the log: tiles and checkpoint as `c2sp.org/tlog-tiles` wants them. In: the stored tree. Out: files under
//! `log/`. Never: something that the store does not hold; all of it can be removed and is made again.

use crate::store::in_log;
use crate::tree::TreeHead;
use crate::{Ledger, LedgerError, prove, verify_checkpoint};
use rusqlite::{Connection, TransactionBehavior};
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
        // A write transaction that writes nothing keeps other processes from publishing beside us.
        let turn = self.log.transaction_with_behavior(TransactionBehavior::Immediate).map_err(in_log)?;
        let edge = prove::edge(&turn)?;
        let published = read_published(&self.dir, &self.signer.public())?;
        let old = match published {
            Published::Ours(head) if head.size <= edge.size() => head.size,
            Published::Ours(_) => return Err(LedgerError::Forked),
            Published::Nothing | Published::Foreign => 0,
        };
        let up_to_date = matches!(published, Published::Ours(head) if head == edge.head());
        if !up_to_date {
            write_tiles(&turn, &self.dir, old, edge.size())?;
            world::write_atomic(checkpoint_path(&self.dir), self.signer.sign(edge.head()))?;
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

fn write_tiles(log: &Connection, dir: &Path, old: u64, new: u64) -> Result<(), LedgerError> {
    for tile in Tile::new_tiles(TILE_HEIGHT, old, new) {
        let [hashes, entries] = tile_paths(dir, &tile);
        world::write_atomic(&hashes, hash_tile(log, &tile)?)?;
        if tile.level() == 0 {
            world::write_atomic(&entries, entry_bundle(log, &tile)?)?;
        }
        if tile.width() == 1 << TILE_HEIGHT {
            // The whole tile takes the place of its parts.
            for path in [hashes, entries] {
                let mut parts = path.into_os_string();
                parts.push(".p");
                if world::exists(PathBuf::from(&parts)) {
                    world::remove_dir(PathBuf::from(parts))?;
                }
            }
        }
    }
    Ok(())
}

/// Where a tile and, for level 0, its bundle of entries lie.
pub(crate) fn tile_paths(dir: &Path, tile: &Tile) -> [PathBuf; 2] {
    // `path` is that of the older layout, `tile/HEIGHT/LEVEL/…`; C2SP has no height.
    let path = tile.path();
    let rest = path.splitn(4, '/').nth(3).expect("INVARIANT: the path of a tile has four parts");
    [dir.join(format!("log/tile/{}/{rest}", tile.level())), dir.join(format!("log/tile/entries/{rest}"))]
}

/// The bytes of a tile: its hashes, one after the other.
fn hash_tile(log: &Connection, tile: &Tile) -> Result<Vec<u8>, LedgerError> {
    let first = tile.level_index() << TILE_HEIGHT;
    let mut bytes = Vec::with_capacity(tile.width() as usize * 32);
    if tile.level() == 0 {
        for row in range(log, "SELECT substr(hashes, 1, 32) FROM log WHERE idx >= ? AND idx < ?", first, tile)? {
            bytes.extend_from_slice(&row);
        }
    } else {
        for position in first..first + u64::from(tile.width()) {
            bytes.extend_from_slice(&prove::stored_hash(log, tile.level() * TILE_HEIGHT, position)?.0);
        }
    }
    Ok(bytes)
}

/// The bytes of a bundle of entries: each commitment after its length as two bytes.
fn entry_bundle(log: &Connection, tile: &Tile) -> Result<Vec<u8>, LedgerError> {
    let first = tile.level_index() << TILE_HEIGHT;
    let mut bytes = Vec::with_capacity(tile.width() as usize * 34);
    for row in range(log, "SELECT commitment FROM log WHERE idx >= ? AND idx < ?", first, tile)? {
        bytes.extend_from_slice(&entry(&row));
    }
    Ok(bytes)
}

pub(crate) fn entry(commitment: &[u8; 32]) -> [u8; 34] {
    let mut entry = [0; 34];
    [0, 32].iter().chain(commitment).zip(&mut entry).for_each(|(from, to)| *to = *from);
    entry
}

fn range(log: &Connection, query: &str, first: u64, tile: &Tile) -> Result<Vec<[u8; 32]>, LedgerError> {
    let end = first + u64::from(tile.width());
    let mut query = log.prepare_cached(query).map_err(in_log)?;
    let rows = query.query_map((first as i64, end as i64), |row| row.get(0)).map_err(in_log)?;
    let rows = rows.collect::<Result<Vec<_>, _>>().map_err(in_log)?;
    if rows.len() as u64 == end - first { Ok(rows) } else { Err(LedgerError::TreeBroken { index: first }) }
}
