//! Random bytes and changed valid input for every reader: an answer or an error, never a panic,
//! and whatever is read is written again as the same bytes.
#![expect(clippy::unwrap_used, reason = "a helper of a test stops the test")]

use proptest::collection::vec;
use proptest::prelude::*;
use witnessed_log::{
    AddCheckpoint, Checkpoint, Cosigner, Hash, Note, Signer, TilePath, Tree, Verifier,
    decode_entry_bundle, decode_tile, encode_entry_bundle, leaf_hash, parse_signature_lines,
    signature_lines, verify_consistency, verify_inclusion,
};

/// A valid request with a cosigned checkpoint: it holds every text format.
fn request() -> String {
    let tree = Tree::from_leaf_hashes((0..9_u8).map(|index| leaf_hash(&[index])));
    let signer = Signer::ed25519("jp.example/ops", &[1; 32]).unwrap();
    let head = Checkpoint::new("jp.example/ops", 9, tree.root(9).unwrap(), vec!["x".into()]);
    let head = head.unwrap();
    let mut note = Note::sign(&head.to_text(), &[&signer]).unwrap();
    let witness = Cosigner::new("kr.example/w", &[2; 32]).unwrap();
    note.add(witness.cosign(&head, 5).unwrap()).unwrap();
    AddCheckpoint::new(5, tree.consistency(5, 9).unwrap(), note).unwrap().to_text()
}

fn read_everything(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_text().as_bytes(), bytes);
    }
    if let Ok(request) = AddCheckpoint::parse(bytes) {
        assert_eq!(request.to_text().as_bytes(), bytes);
    }
    if let Ok(lines) = parse_signature_lines(bytes) {
        assert_eq!(signature_lines(&lines).as_bytes(), bytes);
    }
    if let Ok(checkpoint) = Checkpoint::parse(&text) {
        assert_eq!(checkpoint.to_text(), text);
    }
    if let Ok(key) = Verifier::parse(&text) {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(tile) = TilePath::parse(&text) {
        assert_eq!(tile.to_string(), text);
    }
    for width in [0, 1, 2, 256, 257] {
        let _ = decode_tile(bytes, width);
        if let Ok(entries) = decode_entry_bundle(bytes, width) {
            assert_eq!(encode_entry_bundle(&entries).unwrap(), bytes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn random_bytes_never_panic_a_reader(bytes in vec(any::<u8>(), 0..300)) {
        read_everything(&bytes);
    }

    #[test]
    fn random_text_never_panics_a_reader(
        text in "(old [0-9]{1,3}\n)?([A-Za-z0-9+/=— \n]{0,60}\n\n?){0,4}"
    ) {
        read_everything(text.as_bytes());
    }

    #[test]
    fn tile_like_paths_never_panic_a_reader(path in "tile/(entries|[0-9]{1,3})/[x0-9/.p]{0,40}") {
        read_everything(path.as_bytes());
    }

    #[test]
    fn changed_valid_text_never_panics_a_reader(
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
        skip in any::<prop::sample::Index>(),
    ) {
        let mut bytes = request().into_bytes();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        read_everything(&bytes);
        let skip = skip.index(bytes.len());
        read_everything(&bytes[skip..]);
        read_everything(&bytes[..cut.index(bytes.len())]);
    }

    #[test]
    fn bundles_read_as_they_are_written(entries in vec(vec(any::<u8>(), 0..40), 1..256)) {
        let bytes = encode_entry_bundle(&entries).unwrap();
        let width = u16::try_from(entries.len()).unwrap();
        prop_assert_eq!(decode_entry_bundle(&bytes, width).unwrap(), entries);
    }

    #[test]
    fn random_proofs_never_verify(
        sizes in (any::<u64>(), any::<u64>()),
        proof in vec(any::<[u8; 32]>().prop_map(Hash), 0..70),
        roots in any::<[[u8; 32]; 2]>(),
    ) {
        let (a, b) = (Hash(roots[0]), Hash(roots[1]));
        let (old, new) = sizes;
        prop_assert!(verify_inclusion(a, old, new, &proof, b).is_err());
        prop_assert!(verify_consistency(old, a, new, b, &proof).is_err());
        let edge = u64::MAX;
        prop_assert!(verify_inclusion(a, edge - 1, edge, &proof, b).is_err());
        prop_assert!(verify_consistency(edge - 1, a, edge, b, &proof).is_err());
        prop_assert!(verify_consistency(1 << 63, a, edge, b, &proof).is_err());
    }

    #[test]
    fn larger_trees_prove_themselves(size in 131_u64..5000, a in any::<prop::sample::Index>()) {
        let tree = Tree::from_leaf_hashes((0..size).map(|i| leaf_hash(&i.to_be_bytes())));
        let old = a.index(usize::try_from(size).unwrap()) as u64;
        let (old_root, root) = (tree.root(old).unwrap(), tree.root(size).unwrap());
        let proof = tree.inclusion(old, size).unwrap();
        prop_assert_eq!(
            verify_inclusion(tree.leaf(old).unwrap(), old, size, &proof, root),
            Ok(())
        );
        let proof = tree.consistency(old, size).unwrap();
        prop_assert_eq!(verify_consistency(old, old_root, size, root, &proof), Ok(()));
    }
}
