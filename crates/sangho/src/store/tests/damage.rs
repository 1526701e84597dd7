//! Every flipped byte of what was logged is found, and its place is named.

use proptest::test_runner::{RngAlgorithm, TestRng};
use rand_core::Rng;
use witnessed_log::{Checkpoint, Tree, signature_lines};

use super::*;
use crate::store::{Batch, Damage, Log, Receipt, verify_folder};

/// A closed store with all three logs, heads and a receipt, and its database's bytes.
fn filled(folder: &Folder) -> Vec<u8> {
    let store = open(folder.path(), "JP", "KR").unwrap();
    let own = (0..40).map(|number| own("JP", number)).collect();
    let (inbound, note) = arrivals("KR", &mut Tree::new(), 20);
    let partner_checkpoint = Some(note);
    store.commit(Batch { own, inbound, partner_checkpoint, ..Batch::default() }).unwrap();
    store.send_for_test((0..20).map(|number| released("JP", number)).collect()).unwrap();
    let head = Checkpoint::parse(store.outbound_head_at(20).unwrap().text()).unwrap();
    let cosignature = signature_lines(&[witness("KR").cosign(&head, 1_717_000_000).unwrap()]);
    let receipt = Some(Receipt { size: 20, cosignature });
    store.commit(Batch { receipt, ..Batch::default() }).unwrap();
    assert_eq!(store.verify().unwrap().entries, 80);
    drop(store);
    std::fs::read(folder.path().join("store.db")).unwrap()
}

fn write(folder: &Folder, bytes: &[u8]) {
    std::fs::write(folder.path().join("store.db"), bytes).unwrap();
}

/// All damages that opening or verifying a store with these bytes finds.
fn found(folder: &Folder, whole: &[u8], at: usize, flip: u8) -> Vec<Damage> {
    let mut bytes = whole.to_vec();
    bytes[at] ^= flip;
    // The store was open when the byte went over: a cached page hides nothing from `verify`,
    // which reads on a connection of its own.
    write(folder, whole);
    let store = open(folder.path(), "JP", "KR").unwrap();
    write(folder, &bytes);
    let damages = store.verify().err().unwrap_or_default();
    drop(store);
    damages
}

fn places(whole: &[u8], needle: &[u8]) -> Vec<usize> {
    (0..whole.len().saturating_sub(needle.len()))
        .filter(|at| whole[*at..].starts_with(needle))
        .collect()
}

#[test]
fn a_flipped_byte_of_a_leaf_or_its_hash_is_found_and_placed() {
    let folder = Folder::new();
    let whole = filled(&folder);
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for number in [0_u64, 7, 19, 39] {
        let leaf = own("JP", number).entry().leaf().unwrap();
        let hash = witnessed_log::leaf_hash(&leaf).0;
        for needle in [leaf.as_slice(), &hash] {
            let at = *places(&whole, needle).first().unwrap();
            for _ in 0..6 {
                let offset = usize::try_from(rng.next_u32()).unwrap() % needle.len();
                let flip = 1 << (rng.next_u32() % 8);
                let damages = found(&folder, &whole, at + offset, flip);
                let placed = |d: &Damage| d.log == "own" && d.index == Some(number);
                assert!(damages.iter().any(placed), "byte {offset} of {number}: {damages:?}");
            }
        }
    }
}

#[test]
fn a_flipped_byte_of_a_head_or_a_receipt_is_found() {
    let folder = Folder::new();
    let whole = filled(&folder);
    let store = open(folder.path(), "JP", "KR").unwrap();
    let mut needles: Vec<(&str, String)> = Vec::new();
    for log in Log::ALL {
        needles.push((log.name(), store.head(log).unwrap().unwrap()));
    }
    needles.push(("receipt", store.last_receipt().unwrap().unwrap().0.cosignature));
    drop(store);
    for (log, needle) in needles {
        // A page may hold an older copy of a replaced head in its free space: flip all copies.
        let copies = places(&whole, needle.as_bytes());
        assert!(!copies.is_empty());
        for offset in (0..needle.len()).step_by(5) {
            let damaged = copies.iter().any(|at| {
                let damages = found(&folder, &whole, at + offset, 0x10);
                damages.iter().any(|damage| damage.log == log)
            });
            assert!(damaged, "byte {offset} of the {log} note");
        }
    }
}

#[test]
fn a_flipped_byte_of_personal_data_is_found() {
    let folder = Folder::new();
    let whole = filled(&folder);
    let db = rusqlite::Connection::open(folder.path().join("store.db")).unwrap();
    let sql = "SELECT sealed FROM payload WHERE log = 'own' AND idx = 11";
    let sealed: Vec<u8> = db.query_row(sql, [], |row| row.get(0)).unwrap();
    drop(db);
    let at = *places(&whole, &sealed).first().unwrap();
    for offset in (0..sealed.len()).step_by(7) {
        let damages = found(&folder, &whole, at + offset, 0x01);
        assert!(damages.iter().any(|d| d.log == "own" && d.index == Some(11)), "{damages:?}");
    }
}

#[test]
fn a_page_in_ruins_gives_an_error_with_a_code_and_no_panic() {
    let folder = Folder::new();
    let whole = filled(&folder);
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for page in 0..whole.len() / 4096 {
        let mut bytes = whole.clone();
        rng.fill_bytes(&mut bytes[page * 4096..(page + 1) * 4096]);
        write(&folder, &bytes);
        match open(folder.path(), "JP", "KR") {
            Ok(store) => {
                let damages = store.verify().err().unwrap_or_default();
                assert!(!damages.is_empty(), "page {page} of noise was not noticed");
            }
            Err(error) => {
                assert!(["store-damaged", "store-disk"].contains(&error.code()), "{error}");
            }
        }
        let (us, keys) = (identity("JP", "KR", World::Drill), keys("JP", "KR"));
        let damages = verify_folder(folder.path(), us, &keys).unwrap_err();
        assert!(!damages.is_empty() && damages.len() <= 101);
        // Opening may have left a journal of the ruin.
        for file in ["store.db-wal", "store.db-shm"] {
            let _ = std::fs::remove_file(folder.path().join(file));
        }
    }
}

#[test]
fn a_log_rewritten_with_fresh_hashes_is_still_found_by_its_signed_head() {
    let folder = Folder::new();
    filled(&folder);
    let store = open(folder.path(), "JP", "KR").unwrap();
    let leaf = own("JP", 1000).entry().leaf().unwrap();
    let hash = witnessed_log::leaf_hash(&leaf).0;
    let db = rusqlite::Connection::open(folder.path().join("store.db")).unwrap();
    let sql = "UPDATE log_own SET leaf = ?1, hash = ?2 WHERE idx = 5";
    db.execute(sql, rusqlite::params![leaf, hash.as_slice()]).unwrap();
    let damages = store.verify().unwrap_err();
    assert!(damages.iter().any(|damage| damage.what.contains("signed head")), "{damages:?}");
    drop((db, store));
    let error = open(folder.path(), "JP", "KR").err().unwrap();
    assert_eq!(error.code(), "store-damaged");
    assert!(error.to_string().contains("sangho store verify"), "{error}");
}

#[test]
fn entries_taken_from_the_end_are_missed() {
    let folder = Folder::new();
    let older = {
        let store = open(folder.path(), "JP", "KR").unwrap();
        store.commit(Batch { own: vec![own("JP", 0)], ..Batch::default() }).unwrap();
        drop(store);
        std::fs::read(folder.path().join("store.db")).unwrap()
    };
    let store = open(folder.path(), "JP", "KR").unwrap();
    store.commit(Batch { own: vec![own("JP", 1)], ..Batch::default() }).unwrap();
    drop(store);
    write(&folder, &older);
    match open(folder.path(), "JP", "KR").err() {
        Some(StoreError::Damaged { log, index, .. }) => {
            assert_eq!((log.as_str(), index), ("own", Some(1)));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_flipped_byte_of_the_journal_loses_nothing_in_silence() {
    let folder = Folder::new();
    let store = open(folder.path(), "JP", "KR").unwrap();
    for number in 0..6 {
        let own = vec![own("JP", number)];
        store.commit(Batch { own, ..Batch::default() }).unwrap();
    }
    let files = ["store.db", "store.db-wal", "heads"];
    let read = |file: &str| std::fs::read(folder.path().join(file)).unwrap();
    let killed: Vec<(&str, Vec<u8>)> = files.map(|file| (file, read(file))).into();
    let journal = killed[1].1.len();
    let mut missed = 0;
    for at in (0..journal).step_by(journal / 40) {
        let after = Folder::new();
        std::fs::create_dir(after.path()).unwrap();
        for (file, bytes) in &killed {
            let mut bytes = bytes.clone();
            if *file == "store.db-wal" {
                bytes[at] ^= 1;
            }
            std::fs::write(after.path().join(file), bytes).unwrap();
        }
        // Either the byte no longer mattered, or the loss is told.
        match open(after.path(), "JP", "KR") {
            Ok(store) => assert_eq!(store.size(Log::Own), 6, "byte {at}"),
            Err(error) => {
                assert_eq!(error.code(), "store-damaged", "byte {at}: {error}");
                missed += 1;
            }
        }
    }
    assert!(missed > 10, "the journal was hardly read: {missed}");
}

#[test]
fn a_torn_heads_file_is_told_but_keeps_no_node_down() {
    let folder = Folder::new();
    filled(&folder);
    std::fs::write(folder.path().join("heads"), [0xff; 300]).unwrap();
    let store = open(folder.path(), "JP", "KR").unwrap();
    let damages = store.verify().unwrap_err();
    assert_eq!((damages.len(), damages[0].log.as_str()), (1, "heads file"));
    assert!(damages[0].to_string().contains("remove the file `heads`"));
    store.send_for_test(vec![released("JP", 21)]).unwrap();
    assert!(store.verify().is_ok());
}
