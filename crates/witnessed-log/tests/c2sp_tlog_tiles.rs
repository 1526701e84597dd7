//! C2SP tlog-tiles: paths, widths, tiles and entry bundles, with the examples of the text.

use witnessed_log::{
    TileKind, TilePath, Tree, decode_entry_bundle, decode_tile, encode_entry_bundle, encode_tile,
    entry_bundle_path, leaf_hash, tile_path, tile_width,
};

fn tree_of(size: u32) -> Tree {
    Tree::from_leaf_hashes((0..size).map(|index| leaf_hash(&index.to_be_bytes())))
}

#[test]
fn paths_are_written_in_groups_of_three_digits() {
    assert_eq!(tile_path(0, 1_234_067, 256).unwrap(), "tile/0/x001/x234/067");
    assert_eq!(tile_path(0, 1_234_067, 12).unwrap(), "tile/0/x001/x234/067.p/12");
    assert_eq!(tile_path(63, 0, 1).unwrap(), "tile/63/000.p/1");
    assert_eq!(tile_path(1, 999, 256).unwrap(), "tile/1/999");
    assert_eq!(tile_path(1, 1000, 256).unwrap(), "tile/1/x001/000");
    assert_eq!(entry_bundle_path(5, 255).unwrap(), "tile/entries/005.p/255");
}

#[test]
fn levels_and_widths_that_do_not_exist_are_refused() {
    assert_eq!(tile_path(64, 0, 1).unwrap_err().code(), "tile-level-out-of-range");
    assert_eq!(tile_path(0, 0, 0).unwrap_err().code(), "tile-width-out-of-range");
    assert_eq!(entry_bundle_path(0, 257).unwrap_err().code(), "tile-width-out-of-range");
}

#[test]
fn a_path_reads_as_it_is_written() {
    for index in [0, 1, 255, 999, 1000, 1_234_067, u64::MAX] {
        for width in [1, 200, 255, 256] {
            for kind in [TileKind::Hashes(0), TileKind::Hashes(63), TileKind::Entries] {
                let tile = TilePath::new(kind, index, width).unwrap();
                let read = TilePath::parse(&tile.to_string()).unwrap();
                assert_eq!((read.kind(), read.index(), read.width()), (kind, index, width));
            }
        }
    }
}

#[test]
fn any_other_spelling_of_a_path_is_refused() {
    let wrong = [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/256/000",
        "tile/-1/000",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/x001/x000",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/1.p/1",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/../000",
        "tile/0/+01",
        "tile/Entries/000",
    ];
    for path in wrong {
        assert_eq!(TilePath::parse(path).unwrap_err().code(), "tile-path-malformed", "{path}");
    }
}

#[test]
fn a_log_of_70000_entries_has_the_tiles_of_the_example() {
    let widths =
        |level| -> Vec<u16> { (0..).map_while(|index| tile_width(level, index, 70_000)).collect() };
    let (partial, full) = { widths(0).split_last().map(|(p, f)| (*p, f.to_vec())).unwrap() };
    assert_eq!((full.len(), partial), (273, 112));
    assert!(full.iter().all(|width| *width == 256));
    assert_eq!(widths(1), [256, 17]);
    assert_eq!(widths(2), [1]);
    assert_eq!(widths(3), [0; 0]);
    assert_eq!(tile_width(0, u64::MAX, u64::MAX), None);
    assert_eq!(tile_width(255, 0, u64::MAX), None);
}

#[test]
fn tiles_hold_the_roots_of_the_full_tiles_below() {
    let tree = tree_of(1000);
    let first = tree.tile_hashes(0, 0, 256).unwrap();
    let above = tree.tile_hashes(1, 0, 3).unwrap();
    let rebuilt = Tree::from_leaf_hashes(first.iter().copied());
    assert_eq!(above[0], rebuilt.root(256).unwrap());
    assert_eq!(above[0], tree.root(256).unwrap());
    assert_eq!(tree.tile_hashes(0, 3, 232).unwrap()[231], tree.leaf(999).unwrap());
}

#[test]
fn a_tile_that_the_tree_has_not_grown_into_is_refused() {
    let tree = tree_of(1000);
    let asked = [(0, 3, 233), (0, 4, 1), (1, 0, 4), (1, 1, 1), (2, 0, 1), (9, 0, 1), (0, 0, 0)];
    for (level, index, width) in asked {
        let error = tree.tile_hashes(level, index, width).unwrap_err();
        assert_eq!(error.code(), "tile-not-held");
    }
    assert!(tree.tile_hashes(255, u64::MAX, u16::MAX).is_err());
    assert!(tree.tile_hashes(0, 0, 257).is_err());
}

#[test]
fn every_size_s_tiles_are_exactly_those_that_its_widths_name() {
    for size in [1, 255, 256, 257, 511, 700] {
        let tree = tree_of(size);
        for level in 0..3 {
            for index in 0..4 {
                let width = tile_width(level, index, u64::from(size));
                let next = width.map_or(1, |width| width + 1);
                assert!(tree.tile_hashes(level, index, next).is_err());
                assert!(width.is_none_or(|w| tree.tile_hashes(level, index, w).is_ok()));
            }
        }
    }
}

#[test]
fn a_tile_s_bytes_read_as_they_are_written() {
    let tree = tree_of(300);
    let hashes = tree.tile_hashes(0, 1, 44).unwrap();
    let bytes = encode_tile(hashes);
    assert_eq!(decode_tile(&bytes, 44).unwrap(), hashes);
    assert_eq!(decode_tile(&bytes, 45).unwrap_err().code(), "tile-wrong-length");
    assert_eq!(decode_tile(&bytes[1..], 44).unwrap_err().code(), "tile-wrong-length");
    assert_eq!(decode_tile(&[], 0).unwrap_err().code(), "tile-width-out-of-range");
}

#[test]
fn a_bundle_holds_each_entry_after_its_length() {
    let bytes = encode_entry_bundle(&[&b"ab"[..], b"", b"c"]).unwrap();
    assert_eq!(bytes, [0, 2, b'a', b'b', 0, 0, 0, 1, b'c']);
    assert_eq!(decode_entry_bundle(&bytes, 3).unwrap(), [&b"ab"[..], b"", b"c"]);
    let long = vec![7; 65_535];
    let bytes = encode_entry_bundle(&[&long]).unwrap();
    assert_eq!(decode_entry_bundle(&bytes, 1).unwrap(), [long]);
}

#[test]
fn a_bundle_with_a_wrong_count_a_cut_or_a_long_entry_is_refused() {
    let bytes = encode_entry_bundle(&[&b"ab"[..], b"c"]).unwrap();
    let code = |bytes: &[u8], width| decode_entry_bundle(bytes, width).unwrap_err().code();
    assert_eq!(code(&bytes, 1), "bundle-wrong-count");
    assert_eq!(code(&bytes, 3), "bundle-wrong-count");
    assert_eq!(code(&[], 0), "bundle-wrong-count");
    assert_eq!(code(&bytes, 257), "bundle-wrong-count");
    for cut in [1, 2, 3, 5, 6] {
        assert_eq!(code(&bytes[..cut], 2), "bundle-truncated");
    }
    let error = encode_entry_bundle(&[vec![], vec![0; 65_536]]).unwrap_err();
    assert_eq!(error.code(), "bundle-entry-too-long");
    assert!(error.to_string().contains("Entry 1"));
    let none: [&[u8]; 0] = [];
    assert_eq!(encode_entry_bundle(&none).unwrap_err().code(), "bundle-wrong-count");
    assert_eq!(encode_entry_bundle(&[[]; 257]).unwrap_err().code(), "bundle-wrong-count");
}
