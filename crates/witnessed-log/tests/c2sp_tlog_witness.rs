//! C2SP tlog-checkpoint, tlog-cosignature and tlog-witness: the examples of the texts, and a log
//! and a witness with each other.
#![expect(clippy::unwrap_used, reason = "a helper of a test stops the test")]

use witnessed_log::{
    AddCheckpoint, Algorithm, Checkpoint, CheckpointError, Cosigner, Hash, Note, Signer, Tree,
    Verifier, WitnessError, empty_root, leaf_hash,
};

/// The example of C2SP tlog-witness, "add-checkpoint".
const REQUEST: &str = "\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+\
ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEj\
w6QUXTS5Rovnzv++qbSzm9Q=
";
const ORIGIN: &str = "jp.example/ops";
const NOW: u64 = 1_790_000_000;

fn signer() -> Signer {
    Signer::ed25519(ORIGIN, &[1; 32]).unwrap()
}

fn witness() -> Cosigner {
    Cosigner::new("kr.example/witness", &[2; 32]).unwrap()
}

fn tree_of(size: u64) -> Tree {
    Tree::from_leaf_hashes((0..size).map(|index| leaf_hash(&index.to_be_bytes())))
}

fn head(tree: &Tree, size: u64) -> Checkpoint {
    Checkpoint::new(ORIGIN, size, tree.root(size).unwrap(), vec![]).unwrap()
}

fn signed(checkpoint: &Checkpoint) -> Note {
    Note::sign(&checkpoint.to_text(), &[&signer()]).unwrap()
}

fn checkpoint_code(text: &str) -> &'static str {
    Checkpoint::parse(text).unwrap_err().code()
}

fn request_code(body: &str) -> &'static str {
    AddCheckpoint::parse(body.as_bytes()).unwrap_err().code()
}

#[test]
fn the_request_of_the_example_reads_and_writes_the_same() {
    let request = AddCheckpoint::parse(REQUEST.as_bytes()).unwrap();
    assert_eq!((request.old_size(), request.proof().len()), (20_852_014, 4));
    let checkpoint = request.checkpoint();
    assert_eq!(checkpoint.origin(), "example.com/behind-the-sofa");
    assert_eq!(checkpoint.size(), 20_852_163);
    assert_eq!(request.note().signatures().len(), 2);
    assert_eq!(request.to_text(), REQUEST);
}

#[test]
fn a_checkpoint_reads_as_it_is_written_with_its_extension_lines() {
    let lines = vec!["lane warn".to_owned(), "— not a signature".to_owned()];
    let checkpoint = Checkpoint::new(ORIGIN, 3, tree_of(3).root(3).unwrap(), lines).unwrap();
    assert_eq!(Checkpoint::parse(&checkpoint.to_text()).unwrap(), checkpoint);
    let note = Note::parse(signed(&checkpoint).to_text().as_bytes()).unwrap();
    assert_eq!(Checkpoint::parse(note.text()).unwrap(), checkpoint);
}

#[test]
fn malformed_checkpoints_are_named_by_what_is_wrong() {
    let root = tree_of(3).root(3).unwrap();
    let empty = empty_root();
    assert!(Checkpoint::parse(&format!("a\n3\n{root}\n")).is_ok());
    assert!(Checkpoint::parse(&format!("a\n0\n{empty}\n")).is_ok());
    assert_eq!(checkpoint_code(""), "checkpoint-incomplete");
    assert_eq!(checkpoint_code("a\n3\n"), "checkpoint-incomplete");
    assert_eq!(checkpoint_code(&format!("a\n3\n{root}")), "checkpoint-incomplete");
    assert_eq!(checkpoint_code(&format!("\n3\n{root}\n")), "checkpoint-line-malformed");
    assert_eq!(checkpoint_code(&format!("a\n3\n{root}\n\n")), "checkpoint-line-malformed");
    assert_eq!(checkpoint_code(&format!("a\r\n3\n{root}\n")), "checkpoint-line-malformed");
    for size in ["", "03", "+3", "-3", "3 ", "３", "18446744073709551616"] {
        let text = format!("a\n{size}\n{root}\n");
        assert_eq!(checkpoint_code(&text), "checkpoint-size-malformed", "{size}");
    }
    assert_eq!(checkpoint_code("a\n3\nAAAA\n"), "checkpoint-root-malformed");
    assert_eq!(checkpoint_code(&format!("a\n3\n{root} \n")), "checkpoint-root-malformed");
    assert_eq!(checkpoint_code(&format!("a\n0\n{root}\n")), "checkpoint-empty-log-root");
    let extension = Checkpoint::new("a", 3, root, vec!["x".into(), "y\nz".into()]);
    assert_eq!(extension.unwrap_err(), CheckpointError::MalformedLine { line: 5 });
}

#[test]
fn a_cosignature_states_its_time_and_the_whole_checkpoint() {
    let checkpoint = head(&tree_of(3), 3);
    let mut note = signed(&checkpoint);
    note.add(witness().cosign(&checkpoint, NOW).unwrap()).unwrap();
    let note = Note::parse(note.to_text().as_bytes()).unwrap();
    let key = Verifier::parse(&witness().verifier().to_string()).unwrap();
    assert_eq!(key.algorithm(), Algorithm::CosignatureV1);
    assert_eq!(key.verify(&note).unwrap().time, Some(NOW));
    let both = note.verified_by(&[signer().verifier().clone(), key]).unwrap();
    assert_eq!(both.iter().map(|good| good.time).collect::<Vec<_>>(), [None, Some(NOW)]);
}

#[test]
fn a_cosignature_signs_the_message_that_the_standard_defines() {
    // The same seed as a note signer signs the message as a plain text: the bytes must agree.
    let checkpoint = head(&tree_of(3), 3);
    let message = format!("cosignature/v1\ntime {NOW}\n{}", checkpoint.to_text());
    let plain = Signer::ed25519("w", &[2; 32]).unwrap().sign(&message);
    let cosignature = witness().cosign(&checkpoint, NOW).unwrap();
    let expected = [&NOW.to_be_bytes()[..], plain.bytes()].concat();
    assert_eq!(cosignature.bytes(), expected);
    assert_ne!(cosignature.key_id(), plain.key_id());
}

#[test]
fn any_flipped_bit_of_a_cosignature_is_detected() {
    let checkpoint = head(&tree_of(3), 3);
    let line = witness().cosign(&checkpoint, NOW).unwrap();
    let note = Note::new(&checkpoint.to_text(), vec![line]).unwrap().to_text();
    let intact = Note::parse(note.as_bytes()).unwrap();
    witness().verifier().verify(&intact).unwrap();
    for bit in 0..note.len() * 8 {
        let mut bytes = note.clone().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let verdict = Note::parse(&bytes).and_then(|note| witness().verifier().verify(&note));
        assert!(verdict.is_err(), "bit {bit}");
    }
}

#[test]
fn of_two_cosignatures_by_one_witness_the_later_counts() {
    let checkpoint = head(&tree_of(3), 3);
    let mut note = signed(&checkpoint);
    for time in [NOW + 5, NOW] {
        note.add(witness().cosign(&checkpoint, time).unwrap()).unwrap();
    }
    assert_eq!(witness().verifier().verify(&note).unwrap().time, Some(NOW + 5));
}

#[test]
fn a_time_from_2_to_the_63_on_is_refused() {
    let checkpoint = head(&tree_of(3), 3);
    let last = (1 << 63) - 1;
    assert!(witness().cosign(&checkpoint, last).is_ok());
    let error = witness().cosign(&checkpoint, last + 1).unwrap_err();
    assert_eq!(error.code(), "cosignature-time-out-of-range");
}

#[test]
fn a_witness_follows_a_log_that_grows_and_refuses_one_that_was_rewritten() {
    let tree = tree_of(40);
    let mut other = tree_of(11);
    other.append(b"another history").unwrap();
    let mut held = (0, empty_root());
    for size in [1, 2, 3, 12, 12, 32, 40] {
        let proof = tree.consistency(held.0, size).unwrap();
        let request = AddCheckpoint::new(held.0, proof, signed(&head(&tree, size))).unwrap();
        let read = AddCheckpoint::parse(request.to_text().as_bytes()).unwrap();
        assert_eq!(read, request);
        signer().verifier().verify(read.note()).unwrap();
        read.verify_growth(held.1).unwrap();
        held = (size, read.checkpoint().root());
    }
    let proof = other.consistency(11, 12).unwrap();
    let fork = AddCheckpoint::new(11, proof, signed(&head(&other, 12))).unwrap();
    fork.verify_growth(tree.root(11).unwrap()).unwrap();
    let fork = AddCheckpoint::new(12, vec![], signed(&head(&other, 12))).unwrap();
    assert_eq!(fork.verify_growth(tree.root(12).unwrap()).unwrap_err().code(), "proof-wrong-root");
}

#[test]
fn malformed_requests_are_named_by_what_is_wrong() {
    let tree = tree_of(3);
    let note = signed(&head(&tree, 3));
    let (text, root) = (note.to_text(), tree.root(3).unwrap());
    assert!(AddCheckpoint::parse(format!("old 0\n\n{text}").as_bytes()).is_ok());
    for first in ["", "old", "old ", "old 01", "old -1", "Old 1", "old  1", "old 1\r"] {
        let body = format!("{first}\n\n{text}");
        assert_eq!(request_code(&body), "witness-old-size-malformed", "{first}");
    }
    assert_eq!(request_code("old 1"), "witness-old-size-malformed");
    assert_eq!(request_code("old 1\n"), "witness-proof-malformed");
    assert_eq!(request_code(&format!("old 1\n{text}")), "witness-proof-malformed");
    let error = AddCheckpoint::parse(format!("old 1\n{root}\nAAAA\n\n{text}").as_bytes());
    assert_eq!(error.unwrap_err(), WitnessError::MalformedProof { line: 3 });
    assert_eq!(request_code(&format!("old 4\n\n{text}")), "witness-sizes-reversed");
    assert_eq!(request_code("old 1\n\n"), "note-unterminated");
    let no_checkpoint = Note::sign("text\n", &[&signer()]).unwrap().to_text();
    assert_eq!(request_code(&format!("old 1\n\n{no_checkpoint}")), "checkpoint-incomplete");
    assert_eq!(request_code(&"a".repeat(2_000_000)), "witness-request-too-long");
}

#[test]
fn a_proof_has_at_most_63_hashes() {
    let text = signed(&head(&tree_of(3), 3)).to_text();
    let body = |lines| format!("old 1\n{}\n{text}", format!("{}\n", Hash([9; 32])).repeat(lines));
    assert_eq!(AddCheckpoint::parse(body(63).as_bytes()).unwrap().proof().len(), 63);
    assert_eq!(request_code(&body(64)), "witness-proof-too-long");
}
