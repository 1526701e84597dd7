//! Tiles, the files that a log is served as: C2SP tlog-tiles, "Merkle Tree" and "Log entries".

use crate::hash::Hash;
use crate::text::decimal;
use std::fmt;
use thiserror::Error;

/// The number of hashes in a full tile, and of entries in a full bundle.
pub const TILE_WIDTH: u16 = 256;

/// The highest level that a path may name.
const MAX_LEVEL: u8 = 63;

/// Why a tile or its path is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TileError {
    /// Levels go from 0 to 63.
    #[error("Tile level {level} does not exist. Levels go from 0 to {MAX_LEVEL}.")]
    LevelOutOfRange {
        /// The level named.
        level: u8,
    },
    /// Widths go from 1 to 256.
    #[error("Tile width {width} does not exist. Widths go from 1 to {TILE_WIDTH}.")]
    WidthOutOfRange {
        /// The width named, in hashes.
        width: u16,
    },
    /// The text is not the path of a tile.
    #[error(
        "This is not the path of a tile. Write tile/LEVEL/INDEX or tile/entries/INDEX, the index \
         in groups of three digits as x001/x234/067, and .p/WIDTH after a partial tile."
    )]
    MalformedPath,
    /// The bytes are not as many as the width says.
    #[error("The tile has {found} bytes instead of {expected}. Fetch it again.")]
    WrongLength {
        /// Length in bytes that the width asks for: 32 times the width.
        expected: usize,
        /// Length in bytes that was given.
        found: usize,
    },
}

impl TileError {
    /// A stable name of the kind of error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::LevelOutOfRange { .. } => "tile-level-out-of-range",
            Self::WidthOutOfRange { .. } => "tile-width-out-of-range",
            Self::MalformedPath => "tile-path-malformed",
            Self::WrongLength { .. } => "tile-wrong-length",
        }
    }
}

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TileKind {
    /// Hashes of this level: level 0 are leaf hashes, each hash above is a full tile below.
    Hashes(u8),
    /// The entries themselves.
    Entries,
}

/// Where a tile is served, below the log's prefix (C2SP tlog-tiles).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TilePath {
    kind: TileKind,
    index: u64,
    width: u16,
}

impl TilePath {
    /// The path of a tile of this kind, index within its level, and width (256: full).
    ///
    /// # Errors
    /// [`TileError`] if level or width don't exist.
    pub fn new(kind: TileKind, index: u64, width: u16) -> Result<Self, TileError> {
        match kind {
            TileKind::Hashes(level) if level > MAX_LEVEL => {
                Err(TileError::LevelOutOfRange { level })
            }
            _ if !(1..=TILE_WIDTH).contains(&width) => Err(TileError::WidthOutOfRange { width }),
            _ => Ok(Self { kind, index, width }),
        }
    }

    /// Reads a path as it stands in a request, without the log's prefix and a leading slash.
    /// Only the one canonical spelling is read.
    ///
    /// # Errors
    /// [`TileError::MalformedPath`].
    pub fn parse(path: &str) -> Result<Self, TileError> {
        let parsed = Self::parse_loosely(path).filter(|tile| tile.to_string() == path);
        parsed.ok_or(TileError::MalformedPath)
    }

    /// What the path may mean; reading it back decides whether it was spelt the one right way.
    fn parse_loosely(path: &str) -> Option<Self> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            level => TileKind::Hashes(u8::try_from(decimal(level)?).ok()?),
        };
        let (groups, width) = match rest.split_once(".p/") {
            Some((groups, width)) => (groups, u16::try_from(decimal(width)?).ok()?),
            None => (rest, TILE_WIDTH),
        };
        let mut index = 0_u64;
        for group in groups.split('/') {
            let digits = group.strip_prefix('x').unwrap_or(group);
            let three = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
            let value = three.then(|| digits.parse::<u64>().ok()).flatten()?;
            index = index.checked_mul(1000)?.checked_add(value)?;
        }
        Self::new(kind, index, width).ok()
    }

    /// What the tile holds.
    #[must_use]
    pub fn kind(&self) -> TileKind {
        self.kind
    }

    /// The index of the tile within its level.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The number of hashes or entries: 1 to 255 for a partial tile, 256 for a full one.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Hashes(level) => write!(f, "tile/{level}/")?,
            TileKind::Entries => f.write_str("tile/entries/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for (place, group) in groups.iter().enumerate().rev() {
            if place == 0 { write!(f, "{group:03}")? } else { write!(f, "x{group:03}/")? }
        }
        if self.width < TILE_WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// The path of a tile of hashes, such as `tile/0/x001/x234/067.p/12`.
///
/// # Errors
/// [`TileError`] if level (0 to 63) or width (1 to 256) don't exist.
pub fn tile_path(level: u8, index: u64, width: u16) -> Result<String, TileError> {
    TilePath::new(TileKind::Hashes(level), index, width).map(|tile| tile.to_string())
}

/// The path of a bundle of entries, such as `tile/entries/x001/x234/067.p/12`.
///
/// # Errors
/// [`TileError`] if the width (1 to 256) doesn't exist.
pub fn entry_bundle_path(index: u64, width: u16) -> Result<String, TileError> {
    TilePath::new(TileKind::Entries, index, width).map(|tile| tile.to_string())
}

/// The width of a tile in a log of `size` entries; `None` if the log has no such tile (C2SP
/// tlog-tiles, "Partial Tiles"). Entry bundles are as wide as tiles of level 0.
#[must_use]
pub fn tile_width(level: u8, index: u64, size: u64) -> Option<u16> {
    let hashes = size.checked_shr(u32::from(level) * 8).unwrap_or(0);
    let left = hashes.checked_sub(index.checked_mul(u64::from(TILE_WIDTH))?)?;
    let width = u16::try_from(left.min(u64::from(TILE_WIDTH))).ok()?;
    (width > 0).then_some(width)
}

/// The bytes of a tile: its hashes one after the other.
#[must_use]
pub fn encode_tile(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The `width` hashes of a tile's bytes.
///
/// # Errors
/// [`TileError`] if the width doesn't exist, or the bytes are not 32 times the width.
pub fn decode_tile(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileError> {
    if !(1..=TILE_WIDTH).contains(&width) {
        return Err(TileError::WidthOutOfRange { width });
    }
    let expected = usize::from(width) * 32;
    let (hashes, _) = bytes.as_chunks::<32>();
    if bytes.len() != expected {
        return Err(TileError::WrongLength { expected, found: bytes.len() });
    }
    Ok(hashes.iter().copied().map(Hash).collect())
}
