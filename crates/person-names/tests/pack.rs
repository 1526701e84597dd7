//! The files of the name data: their sizes, their hashes, their licences.

use std::fs;
use std::path::Path;

const FILES: [&str; 5] =
    ["japanese.bin", "characters.bin", "groups.bin", "mandarin.tsv", "readings.bin"];

fn data(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
    fs::read(path).expect("the files of the pack are committed")
}

fn sources() -> String {
    String::from_utf8(data("SOURCES.md")).expect("the page is text")
}

#[test]
fn all_files_together_have_twelve_megabytes_at_most() {
    let total: usize = FILES.iter().map(|name| data(name).len()).sum();
    assert!(total <= 12_000_000, "{total}");
}

#[test]
fn every_file_has_its_hash_and_its_size_in_the_page_of_sources() {
    let page = sources();
    for name in FILES {
        let bytes = data(name);
        let row = format!("| `{name}` | {} | `{}` |", bytes.len(), sha256(&bytes));
        assert!(page.contains(&row), "run `cargo xtask names-pack`; wanted: {row}");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let others = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    for name in others.map(|name| name.into_string().unwrap()) {
        let by_hand = ["SOURCES.md", "nicknames.tsv", "folds.tsv", "japanese_surnames.tsv"];
        let by_hand = by_hand.contains(&name.as_str());
        assert!(by_hand || FILES.contains(&name.as_str()), "{name} has no row");
    }
}

#[test]
fn every_package_is_named_with_version_hash_and_licence() {
    let page = sources();
    for package in ["enamdict", "unicode-data", "libhangul-data", "mecab-ipadic", "rigour"] {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{package}` (")));
        let fields: Vec<&str> = row.unwrap().split('|').map(str::trim).collect();
        assert_eq!(fields.len(), 8, "{package}");
        assert_eq!(fields[3].trim_matches('`').len(), 64, "{package}");
        assert!(fields.iter().skip(1).take(6).all(|field| !field.is_empty()), "{package}");
    }
    assert!(page.contains("Attribution-ShareAlike 3.0"));
    assert!(!page.contains("://"), "no host belongs into the page");
}

#[test]
fn the_hash_of_this_test_is_that_of_the_standard() {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(sha256(b"abc"), abc);
}

/// FIPS 180-4, written out so that a test needs no cryptographic library.
fn sha256(bytes: &[u8]) -> String {
    let mut state: [u32; 8] = [
        0x6a09_e667,
        0xbb67_ae85,
        0x3c6e_f372,
        0xa54f_f53a,
        0x510e_527f,
        0x9b05_688c,
        0x1f83_d9ab,
        0x5be0_cd19,
    ];
    let mut message = bytes.to_vec();
    message.push(0x80);
    message.resize(message.len().next_multiple_of(64), 0);
    if message.len() < bytes.len() + 9 {
        message.resize(message.len() + 64, 0);
    }
    message.truncate(message.len() - 8);
    message.extend((bytes.len() as u64 * 8).to_be_bytes());
    let rounds = constants();
    for block in message.chunks_exact(64) {
        compress(&mut state, block, &rounds);
    }
    state.iter().map(|word| format!("{word:08x}")).collect()
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
fn constants() -> [u32; 64] {
    let primes = (2_u32..).filter(|n| (2..*n).all(|d| n % d != 0));
    let mut rounds = [0; 64];
    for (round, prime) in rounds.iter_mut().zip(primes) {
        // The largest root with root³ <= prime · 2⁹⁶, whose lower 32 bits are the fraction.
        let wanted = |root: u128| root * root * root <= u128::from(prime) << 96;
        let mut root = 0_u128;
        for bit in (0..36).rev() {
            if wanted(root | 1 << bit) {
                root |= 1 << bit;
            }
        }
        *round = (root & 0xffff_ffff) as u32;
    }
    rounds
}

fn compress(state: &mut [u32; 8], block: &[u8], rounds: &[u32; 64]) {
    let words = block.chunks_exact(4);
    let mut w: Vec<u32> =
        words.map(|four| four.iter().fold(0, |word, byte| word << 8 | u32::from(*byte))).collect();
    while w.len() < 64 {
        let Some([x0, x1, _, _, _, _, _, _, _, x9, _, _, _, _, x14, _]) = w.last_chunk::<16>()
        else {
            return;
        };
        let s0 = x1.rotate_right(7) ^ x1.rotate_right(18) ^ (x1 >> 3);
        let s1 = x14.rotate_right(17) ^ x14.rotate_right(19) ^ (x14 >> 10);
        w.push(x0.wrapping_add(s0).wrapping_add(*x9).wrapping_add(s1));
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (word, round) in w.iter().zip(rounds) {
        let s1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = (e & f) ^ (!e & g);
        let one = h.wrapping_add(s1).wrapping_add(choice).wrapping_add(*round).wrapping_add(*word);
        let s0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let two = s0.wrapping_add((a & b) ^ (a & c) ^ (b & c));
        (h, g, f, e, d, c, b, a) = (g, f, e, d.wrapping_add(one), c, b, a, one.wrapping_add(two));
    }
    for (word, add) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(add);
    }
}
