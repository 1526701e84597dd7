//! What a commit promises.

use std::os::unix::fs::PermissionsExt;

use corridor::record::{Room, World};
use witnessed_log::{Checkpoint, Tree, signature_lines};

use super::*;
use crate::store::{Batch, Log, Receipt};

fn committed(store: &Store, numbers: std::ops::Range<u64>) {
    let own = numbers.map(|number| own("JP", number)).collect();
    let emergency = Some("amman-2024".to_owned());
    store.commit(Batch { own, emergency, ..Batch::default() }).unwrap();
}

#[test]
fn what_was_committed_is_there_after_the_power_goes() {
    let (folder, after) = (Folder::new(), Folder::new());
    let store = open(folder.path(), "JP", "KR").unwrap();
    committed(&store, 0..10);
    // The files as a killed process leaves them: nothing was closed or checkpointed.
    std::fs::create_dir(after.path()).unwrap();
    for file in ["store.db", "store.db-wal", "heads"] {
        std::fs::copy(folder.path().join(file), after.path().join(file)).unwrap();
    }
    let again = open(after.path(), "JP", "KR").unwrap();
    assert_eq!(again.read_log(Log::Own, 0, 100).unwrap().len(), 10);
    assert_eq!(again.read_log(Log::Own, 7, 2).unwrap(), [own("JP", 7), own("JP", 8)]);
    assert_eq!(again.verify().unwrap().entries, 10);
    assert_eq!(again.head(Log::Own), store.head(Log::Own));
}

#[test]
fn folder_and_files_are_for_the_node_alone() {
    let folder = Folder::new();
    let store = open(folder.path(), "JP", "KR").unwrap();
    committed(&store, 0..1);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.path()), 0o700);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
    }
}

#[test]
fn a_store_of_another_nation_world_or_log_is_refused() {
    let folder = Folder::new();
    drop(open(folder.path(), "JP", "KR").unwrap());
    for (identity, what) in [
        (identity("KR", "JP", World::Drill), "nation"),
        (identity("JP", "KR", World::Live), "world"),
        (identity("JP", "FR", World::Drill), "partner"),
    ] {
        let (us, partner) = (identity.nation.to_string(), identity.partner.to_string());
        match Store::open(folder.path(), identity, &keys(&us, &partner)).err() {
            Some(StoreError::OtherIdentity { what: named, .. }) => assert_eq!(named, what),
            other => panic!("{other:?}"),
        }
    }
    assert!(open(folder.path(), "JP", "KR").is_ok());
}

#[test]
fn two_can_not_open_one_store() {
    let folder = Folder::new();
    let first = open(folder.path(), "JP", "KR").unwrap();
    assert_eq!(open(folder.path(), "JP", "KR").err(), Some(StoreError::InUse));
    drop(first);
    assert!(open(folder.path(), "JP", "KR").is_ok());
}

#[test]
fn a_store_of_a_newer_program_is_refused() {
    let folder = Folder::new();
    drop(open(folder.path(), "JP", "KR").unwrap());
    let db = rusqlite::Connection::open(folder.path().join("store.db")).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    let code = open(folder.path(), "JP", "KR").err().map(|error| error.code());
    assert_eq!(code, Some("store-newer"));
}

#[test]
fn eight_threads_commit_together_and_nothing_is_lost_or_torn_apart() {
    let folder = Folder::new();
    let store = open(folder.path(), "JP", "KR").unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let store = &store;
            scope.spawn(move || {
                for batch in 0..20 {
                    let first = (thread * 20 + batch) * 3;
                    committed(store, first..first + 3);
                }
            });
        }
    });
    let entries = store.read_log(Log::Own, 0, 1000).unwrap();
    assert_eq!(entries.len(), 480);
    let number = |recorded: &Recorded| recorded.entry().body["seats"].as_u64().unwrap();
    // Entries of one batch stay side by side.
    assert!(
        entries.chunks(3).all(|batch| {
            number(&batch[0]) % 3 == 0 && number(&batch[2]) == number(&batch[0]) + 2
        })
    );
    assert_eq!(store.verify().unwrap().entries, 480);
    let head = store.head(Log::Own).unwrap().unwrap();
    assert!(head.starts_with("JP.example/own\n480\n"));
}

#[test]
fn a_bad_batch_leaves_nothing_behind_and_hurts_no_other() {
    let folder = Folder::new();
    let store = open(folder.path(), "JP", "KR").unwrap();
    committed(&store, 0..3);
    let mut large = own("JP", 4).entry().clone();
    large.body = serde_json::Value::String("x".repeat(70_000));
    let batch = Batch { own: vec![own("JP", 3), Recorded::new(large, None)], ..Batch::default() };
    assert_eq!(store.commit(batch).unwrap_err().code(), "entry-too-large");
    assert_eq!(store.size(Log::Own), 3);
    committed(&store, 3..4);
    assert_eq!(store.verify().unwrap().entries, 4);
}

#[test]
fn tables_are_the_same_when_computed_anew_and_say_so_when_not() {
    let folder = Folder::new();
    let store = open(folder.path(), "JP", "KR").unwrap();
    committed(&store, 0..120);
    let (inbound, note) = arrivals("KR", &mut Tree::new(), 30);
    let partner_checkpoint = Some(note);
    store.commit(Batch { inbound, partner_checkpoint, ..Batch::default() }).unwrap();
    let before = store.table(Room::Offer).unwrap();
    assert_eq!(before.len(), 80);
    assert_eq!(before.last().unwrap().body, "{\"from\":\"Amman\",\"seats\":109}");
    let rebuilt = store.rebuild().unwrap();
    assert_eq!((rebuilt.tables, rebuilt.rows, rebuilt.identical), (14, 80, true));
    assert_eq!(store.table(Room::Offer).unwrap(), before);

    let db = rusqlite::Connection::open(folder.path().join("store.db")).unwrap();
    db.execute("UPDATE offer SET kind = 'taken' WHERE id = 'offer-7'", []).unwrap();
    let rebuilt = store.rebuild().unwrap();
    assert_eq!((rebuilt.identical, rebuilt.different), (false, vec!["offer"]));
    assert_eq!(store.table(Room::Offer).unwrap(), before);
}

#[test]
fn the_partners_entries_come_in_their_order_and_under_its_signature_only() {
    let folder = Folder::new();
    let store = open(folder.path(), "JP", "KR").unwrap();
    let mut tree = Tree::new();
    let (inbound, note) = arrivals("KR", &mut tree, 4);
    let commit = |inbound: &[Inbound], note: Option<&str>| {
        let (inbound, partner_checkpoint) = (inbound.to_vec(), note.map(str::to_owned));
        store.commit(Batch { inbound, partner_checkpoint, ..Batch::default() })
    };
    let other = arrivals("KR", &mut Tree::new(), 5).1;
    let by_us = signed_head("JP", &tree);
    assert_eq!(commit(&inbound, None).unwrap_err().code(), "store-checkpoint");
    assert_eq!(commit(&inbound, Some(&other)).unwrap_err().code(), "store-checkpoint");
    assert_eq!(commit(&inbound, Some(&by_us)).unwrap_err().code(), "store-checkpoint");
    assert_eq!(commit(&inbound[1..], Some(&note)).unwrap_err().code(), "store-order");
    assert_eq!(store.size(Log::Inbound), 0);
    assert_eq!(commit(&inbound, Some(&note)).unwrap().inbound, 4);
    let twice = commit(&inbound, Some(&note)).unwrap_err();
    assert_eq!(twice, StoreError::Order { expected: 4, found: 0 });
    assert_eq!(store.head(Log::Inbound).unwrap(), Some(note));
}

#[test]
fn a_receipt_is_kept_once_and_only_if_the_partner_signed_it() {
    let folder = Folder::new();
    let store = open(folder.path(), "JP", "KR").unwrap();
    store.send_for_test((0..5).map(|number| released("JP", number)).collect()).unwrap();
    let note = store.outbound_head_at(3).unwrap();
    let head = Checkpoint::parse(note.text()).unwrap();
    let receipt = |code: &str, time: u64, size: u64| {
        let cosignature = signature_lines(&[witness(code).cosign(&head, time).unwrap()]);
        store.commit(Batch { receipt: Some(Receipt { size, cosignature }), ..Batch::default() })
    };
    assert_eq!(store.last_receipt().unwrap(), None);
    assert_eq!(receipt("FR", 100, 3).unwrap_err().code(), "store-receipt");
    assert_eq!(receipt("KR", 100, 4).unwrap_err().code(), "store-receipt");
    assert_eq!(receipt("KR", 100, 6).unwrap_err().code(), "store-receipt");
    receipt("KR", 100, 3).unwrap();
    receipt("KR", 200, 3).unwrap();
    let (kept, time) = store.last_receipt().unwrap().unwrap();
    assert_eq!((kept.size, time), (3, 100));
    assert_eq!(store.verify().unwrap().receipts, 1);
}

#[test]
fn erased_data_are_gone_from_every_file_and_the_log_still_verifies() {
    let folder = Folder::new();
    let store = open(folder.path(), "JP", "KR").unwrap();
    committed(&store, 0..5);
    let key: Vec<u8> = rusqlite::Connection::open(folder.path().join("store.db"))
        .unwrap()
        .query_row("SELECT key FROM emergency_key WHERE emergency = 'amman-2024'", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(store.verify().unwrap().payloads, 5);
    assert_eq!(store.erase_emergency_key("amman-2024"), Ok(true));
    assert_eq!(store.erase_emergency_key("amman-2024"), Ok(false));
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(key.len()).any(|window| window == key));
        assert!(!bytes.windows(10).any(|window| window == b"HAN SOLSOL"));
    }
    assert!(store.read_log(Log::Own, 0, 9).unwrap().iter().all(|r| r.payload().is_none()));
    let verified = store.verify().unwrap();
    assert_eq!((verified.payloads, verified.erased), (0, 5));
    let emergency = Some("amman-2024".to_owned());
    let late = Batch { own: vec![own("JP", 9)], emergency, ..Batch::default() };
    assert_eq!(store.commit(late).unwrap_err().code(), "store-erased");
}
