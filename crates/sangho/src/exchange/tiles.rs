//! Our outbound log for the partner to read: signed head, tiles of hashes, bundles of entries
//! (C2SP tlog-tiles).

use witnessed_log::{TILE_WIDTH, TileKind, TilePath, encode_entry_bundle, encode_tile};

use super::message::Fault;
use crate::store::{Log, Store};

/// The bytes at a path below `/x/v1/`; none if there is nothing.
pub(super) fn read(store: &Store, path: &str) -> Result<Option<Vec<u8>>, Fault> {
    if path == "checkpoint" {
        let head = store.head(Log::Outbound).map_err(|error| unable(&error))?;
        return Ok(head.map(String::into_bytes));
    }
    let Ok(tile) = TilePath::parse(path) else {
        return Ok(None);
    };
    match tile.kind() {
        TileKind::Hashes(level) => Ok(store.with_tree(Log::Outbound, |tree| {
            tree.tile_hashes(level, tile.index(), tile.width()).ok().map(encode_tile)
        })),
        TileKind::Entries => {
            let Some(from) = tile.index().checked_mul(u64::from(TILE_WIDTH)) else {
                return Ok(None);
            };
            let width = usize::from(tile.width());
            let held = store.size(Log::Outbound).saturating_sub(from);
            if held < u64::from(tile.width()) {
                return Ok(None);
            }
            let leaves = store.leaves(Log::Outbound, from, width).map_err(|e| unable(&e))?;
            let bundle = encode_entry_bundle(&leaves);
            bundle.map(Some).map_err(|error| Fault::unable(error.code(), &error.to_string()))
        }
    }
}

fn unable(error: &crate::store::StoreError) -> Fault {
    Fault::unable(error.code(), "the log can't be read now")
}
