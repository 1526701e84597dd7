//! RFC 6962 §2.1: the eight-leaf tree of the Certificate Transparency test suite, and every tree
//! of up to 130 leaves against a second implementation written from the definitions.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a helper of a test stops the test"
)]

use witnessed_log::{
    Hash, ProofError, Root, Tree, TreeError, empty_root, leaf_hash, node_hash, verify_consistency,
    verify_inclusion,
};

const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const LAST_PAIR: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const FIRST_FOUR: &str = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().map(|c| c.to_digit(16).unwrap() as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn hash(hex: &str) -> Hash {
    Hash(bytes(hex).try_into().unwrap())
}

fn known_tree() -> Tree {
    let mut tree = Tree::new();
    for leaf in LEAVES {
        tree.append(&bytes(leaf)).unwrap();
    }
    tree
}

fn tree_of(size: u64) -> Tree {
    Tree::from_leaf_hashes((0..size).map(|index| leaf_hash(&index.to_be_bytes())))
}

/// MTH of RFC 6962 §2.1, word for word.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&mth(left), &mth(right))
        }
    }
}

/// PATH of RFC 6962 §2.1.1, word for word.
fn path(m: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let k = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(k);
    let (mut proof, other) =
        if m < k { (path(m, left), mth(right)) } else { (path(m - k, right), mth(left)) };
    proof.push(other);
    proof
}

/// SUBPROOF of RFC 6962 §2.1.2, word for word.
fn subproof(m: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if m == leaves.len() {
        return if whole { Vec::new() } else { vec![mth(leaves)] };
    }
    let k = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(k);
    let (mut proof, other) = if m <= k {
        (subproof(m, left, whole), mth(right))
    } else {
        (subproof(m - k, right, false), mth(left))
    };
    proof.push(other);
    proof
}

fn flipped(hashes: &[Hash], bit: usize) -> Vec<Hash> {
    let mut changed = hashes.to_vec();
    changed[bit / 256].0[bit % 256 / 8] ^= 1 << (bit % 8);
    changed
}

#[test]
fn the_known_tree_has_the_known_root_at_every_size() {
    let tree = known_tree();
    for (size, root) in (0..).zip(ROOTS) {
        assert_eq!(tree.root(size).unwrap(), hash(root), "size {size}");
    }
}

#[test]
fn the_known_tree_gives_the_known_proofs() {
    let tree = known_tree();
    let sixth = hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    let inclusion = [sixth, hash(LAST_PAIR), hash(FIRST_FOUR)];
    assert_eq!(tree.inclusion(5, 8).unwrap(), inclusion);
    let fifth_pair = hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a");
    let consistency = [fifth_pair, hash(LAST_PAIR), hash(FIRST_FOUR)];
    assert_eq!(tree.consistency(6, 8).unwrap(), consistency);
    let second_pair = hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e");
    assert_eq!(tree.consistency(2, 5).unwrap(), [second_pair, sixth]);
}

#[test]
fn every_inclusion_proof_up_to_130_is_as_defined_and_verifies() {
    let tree = tree_of(130);
    let leaves: Vec<Hash> = (0..130).map(|index| tree.leaf(index).unwrap()).collect();
    for size in 1..=130_u64 {
        let first = &leaves[..size as usize];
        let root = tree.root(size).unwrap();
        assert_eq!(root, mth(first));
        for index in 0..size {
            let leaf = leaves[index as usize];
            let proof = tree.inclusion(index, size).unwrap();
            assert_eq!(proof, path(index as usize, first));
            verify_inclusion(leaf, index, size, &proof, root).unwrap();
            for place in 0..proof.len() {
                let wrong = flipped(&proof, place * 256 + (index as usize * 7 + place) % 256);
                verify_inclusion(leaf, index, size, &wrong, root).unwrap_err();
            }
            let other = (index + 1) % size;
            assert!(other == index || verify_inclusion(leaf, other, size, &proof, root).is_err());
        }
    }
}

#[test]
fn every_consistency_proof_up_to_130_is_as_defined_and_verifies() {
    let tree = tree_of(130);
    let leaves: Vec<Hash> = (0..130).map(|index| tree.leaf(index).unwrap()).collect();
    for new in 0..=130_u64 {
        let new_root = tree.root(new).unwrap();
        for old in 0..=new {
            let old_root = tree.root(old).unwrap();
            let proof = tree.consistency(old, new).unwrap();
            if old > 0 {
                assert_eq!(proof, subproof(old as usize, &leaves[..new as usize], true));
            }
            verify_consistency(old, old_root, new, new_root, &proof).unwrap();
            for place in 0..proof.len() {
                let wrong = flipped(&proof, place * 256 + (old as usize * 7 + place) % 256);
                verify_consistency(old, old_root, new, new_root, &wrong).unwrap_err();
            }
        }
    }
}

#[test]
fn any_flipped_bit_of_a_leaf_proof_or_root_is_detected() {
    for size in [1_u64, 2, 7, 8, 100, 130] {
        let tree = tree_of(size);
        let root = tree.root(size).unwrap();
        for index in 0..size {
            let leaf = tree.leaf(index).unwrap();
            let proof = tree.inclusion(index, size).unwrap();
            for bit in 0..256 {
                let other = flipped(&[leaf], bit)[0];
                verify_inclusion(other, index, size, &proof, root).unwrap_err();
                let other = flipped(&[root], bit)[0];
                verify_inclusion(leaf, index, size, &proof, other).unwrap_err();
            }
            for bit in 0..proof.len() * 256 {
                let other = flipped(&proof, bit);
                verify_inclusion(leaf, index, size, &other, root).unwrap_err();
            }
        }
        for old in 1..=size {
            let old_root = tree.root(old).unwrap();
            let proof = tree.consistency(old, size).unwrap();
            for bit in 0..256 {
                let other = flipped(&[old_root], bit)[0];
                verify_consistency(old, other, size, root, &proof).unwrap_err();
                let other = flipped(&[root], bit)[0];
                verify_consistency(old, old_root, size, other, &proof).unwrap_err();
            }
            for bit in 0..proof.len() * 256 {
                let other = flipped(&proof, bit);
                verify_consistency(old, old_root, size, root, &other).unwrap_err();
            }
        }
    }
}

#[test]
fn a_proof_that_is_too_short_or_too_long_is_named_so() {
    let tree = tree_of(7);
    let (root, old_root) = (tree.root(7).unwrap(), tree.root(3).unwrap());
    let leaf = tree.leaf(2).unwrap();
    let mut proof = tree.inclusion(2, 7).unwrap();
    let code = |proof: &[Hash]| verify_inclusion(leaf, 2, 7, proof, root).unwrap_err().code();
    assert_eq!(code(&proof[..2]), "proof-too-short");
    proof.push(leaf);
    assert_eq!(code(&proof), "proof-too-long");
    let mut proof = tree.consistency(3, 7).unwrap();
    let code = |proof: &[Hash]| verify_consistency(3, old_root, 7, root, proof).unwrap_err().code();
    assert_eq!(code(&[]), "proof-too-short");
    assert_eq!(code(&proof[..2]), "proof-too-short");
    proof.push(leaf);
    assert_eq!(code(&proof), "proof-too-long");
    let from_nothing = verify_consistency(0, empty_root(), 7, root, &proof).unwrap_err();
    assert_eq!(from_nothing.code(), "proof-too-long");
}

#[test]
fn a_wrong_root_is_named_as_the_older_or_the_newer() {
    let tree = tree_of(7);
    let (root, old_root) = (tree.root(7).unwrap(), tree.root(3).unwrap());
    let proof = tree.consistency(3, 7).unwrap();
    let old = verify_consistency(3, root, 7, root, &proof).unwrap_err();
    assert_eq!(old, ProofError::WrongRoot { root: Root::Old });
    let new = verify_consistency(3, old_root, 7, old_root, &proof).unwrap_err();
    assert_eq!(new, ProofError::WrongRoot { root: Root::New });
    let same = verify_consistency(7, old_root, 7, root, &[]).unwrap_err();
    assert_eq!(same.code(), "proof-wrong-root");
    let nothing = verify_consistency(0, root, 7, root, &[]).unwrap_err();
    assert_eq!(nothing, ProofError::WrongRoot { root: Root::Old });
    assert_eq!(nothing.to_string().matches("older").count(), 1);
}

#[test]
fn a_log_that_shrank_is_named_so() {
    let tree = tree_of(7);
    let (root, old_root) = (tree.root(7).unwrap(), tree.root(3).unwrap());
    let error = verify_consistency(7, root, 3, old_root, &[]).unwrap_err();
    assert_eq!(error.code(), "proof-sizes-reversed");
    assert_eq!(tree.consistency(7, 3).unwrap_err().code(), "sizes-reversed");
}

#[test]
fn sizes_and_indices_that_the_tree_does_not_hold_are_refused() {
    let tree = tree_of(5);
    assert_eq!(tree.root(6).unwrap_err(), TreeError::SizeNotHeld { asked: 6, held: 5 });
    assert_eq!(tree.inclusion(0, u64::MAX).unwrap_err().code(), "size-not-held");
    assert_eq!(tree.inclusion(3, 3).unwrap_err().code(), "index-out-of-range");
    assert_eq!(tree.inclusion(0, 0).unwrap_err().code(), "index-out-of-range");
    assert_eq!(tree.consistency(2, 6).unwrap_err().code(), "size-not-held");
    let outside = verify_inclusion(empty_root(), 5, 5, &[], empty_root()).unwrap_err();
    assert_eq!(outside.code(), "proof-index-out-of-range");
    assert_eq!(tree.leaf(5), None);
}

#[test]
fn an_entry_above_65535_bytes_is_refused_and_leaves_the_tree_unchanged() {
    let mut tree = tree_of(2);
    let before = tree.clone();
    let error = tree.append(&vec![0; 65_536]).unwrap_err();
    assert_eq!(error.code(), "entry-too-long");
    assert!(error.to_string().contains("65536") && error.to_string().contains("65535"));
    assert_eq!(tree, before);
    assert_eq!(tree.append(&vec![0; 65_535]).unwrap(), 2);
}
