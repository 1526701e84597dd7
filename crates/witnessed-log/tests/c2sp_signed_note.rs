//! C2SP signed-note: the example keys and notes of Go's sumdb/note package, and strict reading.
#![expect(clippy::unwrap_used, reason = "a helper of a test stops the test")]

use witnessed_log::{
    Algorithm, KeyError, MAX_SIGNATURES, Note, NoteError, Signer, Verifier, parse_signature_lines,
    signature_lines,
};

const VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
                    then you don't know what your problem is.\n";
const LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZS\
                    NXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
/// The secret key of the example, published with it.
const SEED: [u8; 32] = [
    0x81, 0x0a, 0x14, 0x02, 0xd5, 0x14, 0x6c, 0x8d, 0x84, 0xf2, 0x44, 0x33, 0x30, 0xf5, 0x40, 0x80,
    0xeb, 0xf9, 0x8e, 0xe1, 0x7d, 0x9c, 0x74, 0xf6, 0x25, 0x2f, 0xc5, 0xd5, 0xc7, 0x28, 0x31, 0x73,
];

fn go_note() -> String {
    format!("{TEXT}\n{LINE}")
}

fn signer() -> Signer {
    Signer::ed25519("example.org/a", &[7; 32]).unwrap()
}

fn code(bytes: impl AsRef<[u8]>) -> &'static str {
    Note::parse(bytes.as_ref()).unwrap_err().code()
}

#[test]
fn the_public_key_of_the_go_example_reads_and_prints_the_same() {
    let key = Verifier::parse(VKEY).unwrap();
    assert_eq!((key.name(), key.algorithm()), ("PeterNeumann", Algorithm::Ed25519));
    assert_eq!(key.key_id().to_string(), "c74f20a3");
    assert_eq!(key.to_string(), VKEY);
    assert_eq!(VKEY.parse::<Verifier>().unwrap(), key);
}

#[test]
fn the_note_of_the_go_example_verifies() {
    let note = Note::parse(go_note().as_bytes()).unwrap();
    assert_eq!(note.text(), TEXT);
    let good = Verifier::parse(VKEY).unwrap().verify(&note).unwrap();
    assert_eq!((good.name.as_str(), good.time), ("PeterNeumann", None));
    assert_eq!(note.to_text(), go_note());
}

#[test]
fn any_flipped_bit_of_a_note_is_detected() {
    let key = Verifier::parse(VKEY).unwrap();
    let note = go_note();
    Note::parse(note.as_bytes()).and_then(|note| key.verify(&note)).unwrap();
    for bit in 0..note.len() * 8 {
        let mut bytes = note.clone().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let verdict = Note::parse(&bytes).and_then(|note| key.verify(&note));
        assert!(verdict.is_err(), "bit {bit}");
    }
}

#[test]
fn a_signer_s_notes_verify_by_its_key_and_by_no_other() {
    let text = "first\n\nafter an empty line\n";
    let note = Note::sign(text, &[&signer()]).unwrap();
    let note = Note::parse(note.to_text().as_bytes()).unwrap();
    assert_eq!(note.text(), text);
    let other = Signer::ed25519("example.org/a", &[8; 32]).unwrap();
    signer().verifier().verify(&note).unwrap();
    assert_eq!(other.verifier().verify(&note).unwrap_err().code(), "note-not-signed-by-key");
    let keys = [other.verifier().clone(), signer().verifier().clone()];
    assert_eq!(note.verified_by(&keys).unwrap().len(), 1);
    assert_eq!(note.verified_by(&keys[..1]).unwrap_err(), NoteError::NotSignedByAny);
}

#[test]
fn one_wrong_signature_of_a_trusted_key_spoils_the_note() {
    let other = Signer::ed25519("example.org/b", &[8; 32]).unwrap();
    let mut note = Note::sign("text\n", &[&signer()]).unwrap();
    note.add(other.sign("another text\n")).unwrap();
    let keys = [signer().verifier().clone(), other.verifier().clone()];
    assert_eq!(note.verified_by(&keys).unwrap_err().code(), "note-signature-wrong");
    assert_eq!(note.verified_by(&keys[..1]).unwrap().len(), 1);
}

#[test]
fn the_same_signature_is_not_written_twice() {
    let mut note = Note::sign("text\n", &[&signer()]).unwrap();
    note.add(signer().sign("text\n")).unwrap();
    assert_eq!(note.signatures().len(), 1);
}

#[test]
fn malformed_notes_are_named_by_what_is_wrong() {
    let line = "— a AAAAAAA=\n";
    assert!(Note::parse(format!("text\n\n{line}").as_bytes()).is_ok());
    assert_eq!(code(""), "note-unterminated");
    assert_eq!(code("text\n"), "note-unsigned");
    assert_eq!(code("text\n\n"), "note-unsigned");
    assert_eq!(code(format!("text\n{line}")), "note-unsigned");
    assert_eq!(code(format!("text\n\n{}", line.trim_end())), "note-unterminated");
    assert_eq!(code(b"te\xFFxt\n\n"), "note-not-utf8");
    assert_eq!(code(format!("text\r\n\n{line}")), "note-control-character");
    assert_eq!(code(format!("te\txt\n\n{line}")), "note-control-character");
    assert_eq!(code(vec![b'a'; 1_000_001]), "note-too-long");
}

#[test]
fn a_malformed_signature_is_named_by_its_line() {
    let wrong = [
        "- a AAAAAAA=",
        "—  a AAAAAAA=",
        "— a+b AAAAAAA=",
        "— a\u{a0}b AAAAAAA=",
        "— a AAAAAAA",
        "— a AAAAAAB=",
        "— a AAAAAA==",
        "— a",
        "— a AAAAAAA= ",
        "— AAAAAAA=",
    ];
    for line in wrong {
        let note = format!("one\ntwo\n\n— a AAAAAAA=\n{line}\n");
        let error = Note::parse(note.as_bytes()).unwrap_err();
        assert_eq!(error, NoteError::MalformedSignature { line: 5 }, "{line}");
    }
}

#[test]
fn a_note_has_at_most_a_hundred_signatures() {
    let lines = "— a AAAAAAA=\n".repeat(MAX_SIGNATURES);
    let full = format!("text\n\n{lines}");
    let mut note = Note::parse(full.as_bytes()).unwrap();
    assert_eq!(note.add(signer().sign("text\n")).unwrap_err(), NoteError::TooManySignatures);
    assert_eq!(note.to_text(), full);
    assert_eq!(code(format!("{full}— a AAAAAAA=\n")), "note-too-many-signatures");
}

#[test]
fn a_text_that_no_reader_would_take_is_not_signed() {
    let sign = |text: &str| Note::sign(text, &[&signer()]).unwrap_err().code();
    assert_eq!(sign("no newline"), "note-unterminated");
    assert_eq!(sign(""), "note-unterminated");
    assert_eq!(sign("bell\u{7}\n"), "note-control-character");
    assert_eq!(sign(&"a\n".repeat(500_000)), "note-too-long");
    assert_eq!(Note::sign("text\n", &[]).unwrap_err().code(), "note-unsigned");
}

#[test]
fn malformed_public_keys_are_named_by_what_is_wrong() {
    let code = |line: &str| Verifier::parse(line).unwrap_err().code();
    assert_eq!(code(""), "key-malformed");
    assert_eq!(code("PeterNeumann+c74f20a3"), "key-malformed");
    assert_eq!(code(&VKEY.replace("c74f", "c74e")), "key-id-mismatch");
    assert_eq!(code(&VKEY.replace("c74f", "C74F")), "key-id-mismatch");
    assert_eq!(code(&VKEY.replace("Peter", "Pater")), "key-id-mismatch");
    assert_eq!(code(&VKEY.replace("Peter", "Peter ")), "key-name-invalid");
    assert_eq!(code(&VKEY.replace("PeterNeumann", "")), "key-name-invalid");
    assert_eq!(code(&VKEY.replace("+ARpc", "+Axpc")), "key-algorithm-unknown");
    assert_eq!(code(&VKEY.replace("10TW", "")), "key-malformed");
    assert_eq!(code(&format!("{VKEY}\n")), "key-malformed");
}

#[test]
fn a_key_name_with_a_space_or_plus_is_refused() {
    for name in ["", "a b", "a+b", "a\u{3000}b", "a\nb"] {
        assert_eq!(Signer::ed25519(name, &[1; 32]).unwrap_err(), KeyError::NameInvalid);
    }
    assert!(Signer::ed25519("외교부.example/운영", &[1; 32]).is_ok());
}

#[test]
fn a_signer_never_shows_its_secret() {
    let shown = format!("{:?}", signer());
    assert_eq!(shown, format!("Signer({})", signer().verifier()));
}

#[test]
fn signature_lines_read_and_write_the_same() {
    let lines = signature_lines(&[signer().sign("a\n"), signer().sign("b\n")]);
    let read = parse_signature_lines(lines.as_bytes()).unwrap();
    assert_eq!(signature_lines(&read), lines);
    assert_eq!(parse_signature_lines(b"").unwrap_err(), NoteError::Unsigned);
    let malformed = parse_signature_lines(b"\n").unwrap_err();
    assert_eq!(malformed, NoteError::MalformedSignature { line: 1 });
}

#[test]
fn the_published_secret_key_makes_the_published_signature() {
    let signer = Signer::ed25519("PeterNeumann", &SEED).unwrap();
    assert_eq!(signer.verifier().to_string(), VKEY);
    assert_eq!(Note::sign(TEXT, &[&signer]).unwrap().to_text(), go_note());
}

#[test]
fn a_second_published_signature_is_added_as_go_adds_it() {
    // Go's example of adding a signature makes this key from a seed of zeros.
    let line = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01\
                oOTGwnWLox33WWd1RvMc+QQ=\n";
    let enoch = Signer::ed25519("EnochRoot", &[0; 32]).unwrap();
    let mut note = Note::parse(go_note().as_bytes()).unwrap();
    note.add(enoch.sign(note.text())).unwrap();
    assert_eq!(note.to_text(), format!("{}{line}", go_note()));
    let keys = [Verifier::parse(VKEY).unwrap(), enoch.verifier().clone()];
    assert_eq!(note.verified_by(&keys).unwrap().len(), 2);
}
