//! What the receiving side takes and what it refuses, request by request (C2SP tlog-witness).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use corridor::record::{Authority, Recorded};
use proptest::test_runner::{RngAlgorithm, TestRng};
use rand_core::Rng as _;
use witnessed_log::{Note, decode_entry_bundle, decode_tile};

use super::*;
use crate::store::tests::fact;

/// Japan's node, Korea's node, a connection, and Japan's log as it will be sent by hand.
async fn by_hand(many: u64) -> (Node, Node, Line, Tree, Append) {
    let (jp, kr) = pair().await;
    let line = line(&jp, &kr).await;
    let mut tree = Tree::new();
    let (entries, checkpoint) = arrivals("JP", &mut tree, many);
    let append = request(0, &tree, &entries, checkpoint);
    (jp, kr, line, tree, append)
}

/// The request that sends this one entry as the first of the log.
fn only(recorded: Recorded) -> Append {
    let mut tree = Tree::new();
    let leaf = recorded.entry().leaf().unwrap();
    let index = tree.append(&leaf).unwrap();
    request(0, &tree, &[Inbound { index, recorded, leaf }], signed_head("JP", &tree))
}

#[tokio::test]
async fn an_append_is_cosigned_once_it_is_durable() {
    let (_jp, kr, mut line, _, append) = by_hand(5).await;
    let (status, answer) = post(&mut line, body(&append)).await;
    assert_eq!((status, &answer["size"]), (StatusCode::OK, &5.into()));
    assert_eq!(kr.store.size(Log::Inbound), 5);
    let mut note = Note::parse(append.checkpoint.as_bytes()).unwrap();
    let lines = answer["cosignature"].as_str().unwrap();
    for signature in witnessed_log::parse_signature_lines(lines.as_bytes()).unwrap() {
        note.add(signature).unwrap();
    }
    let verified = witness("KR").verifier().verify(&note).unwrap();
    assert_eq!(verified.time, Some(1_717_200_000));
}

#[tokio::test]
async fn a_replay_changes_nothing_and_is_answered_with_the_size() {
    let (_jp, kr, mut line, _, append) = by_hand(5).await;
    post(&mut line, body(&append)).await;
    for _ in 0..3 {
        let (status, answer) = post(&mut line, body(&append)).await;
        assert_eq!((status, answer), (StatusCode::CONFLICT, serde_json::json!({ "size": 5 })));
    }
    assert_eq!(kr.store.size(Log::Inbound), 5);
    assert_eq!(kr.inbox.state().borrow().alarm, None);
}

#[tokio::test]
async fn a_gap_is_answered_with_the_size_to_go_on_from() {
    let (_jp, kr, mut line, mut tree, _) = by_hand(5).await;
    let (entries, checkpoint) = arrivals("JP", &mut tree, 2);
    let (status, answer) = post(&mut line, body(&request(5, &tree, &entries, checkpoint))).await;
    assert_eq!((status, answer), (StatusCode::CONFLICT, serde_json::json!({ "size": 0 })));
    assert_eq!(kr.store.size(Log::Inbound), 0);
}

#[tokio::test]
async fn a_rewritten_history_is_refused_and_both_heads_are_kept_as_evidence() {
    let (_jp, kr, mut line, _, append) = by_hand(5).await;
    post(&mut line, body(&append)).await;
    let mut other = Tree::new();
    let mut entries = Vec::new();
    for number in 100..106 {
        let recorded = released("JP", number);
        let leaf = recorded.entry().leaf().unwrap();
        entries.push(Inbound { index: other.append(&leaf).unwrap(), recorded, leaf });
    }
    // Longer than our copy: its proof can't lead from the root that we hold.
    let longer = request(5, &other, &entries[5..], signed_head("JP", &other));
    let (status, answer) = post(&mut line, body(&longer)).await;
    assert_eq!((status.as_u16(), &answer["code"]), (422, &"split-view".into()));
    // As long: two signed heads of one size.
    let five = Tree::from_leaf_hashes((0..5).map_while(|index| other.leaf(index)));
    let same = request(0, &five, &entries[..5], signed_head("JP", &five));
    let (status, answer) = post(&mut line, body(&same)).await;
    assert_eq!((status.as_u16(), &answer["code"]), (422, &"split-view".into()));
    assert_eq!(kr.store.size(Log::Inbound), 5);
    let alarm = kr.inbox.state().borrow().alarm.clone().unwrap();
    assert_eq!((alarm.code.as_str(), alarm.ours), ("split-view", Some(append.checkpoint)));
    assert_eq!(alarm.theirs, longer.checkpoint);
    for note in [alarm.theirs, kr.store.head(Log::Inbound).unwrap().unwrap()] {
        let note = Note::parse(note.as_bytes()).unwrap();
        assert!(log_signer("JP").verifier().verify(&note).is_ok());
    }
}

#[tokio::test]
async fn a_head_that_the_partner_did_not_sign_is_refused() {
    let (_jp, kr, mut line, tree, mut append) = by_hand(2).await;
    append.checkpoint = signed_head("KR", &tree);
    let (status, answer) = post(&mut line, body(&append)).await;
    assert_eq!((status.as_u16(), &answer["code"]), (422, &"append-signature".into()));
    assert_eq!(kr.store.size(Log::Inbound), 0);
    assert!(kr.inbox.state().borrow().alarm.is_some());
}

#[tokio::test]
async fn entries_that_are_not_those_signed_are_refused() {
    let (_jp, kr, mut line, _, mut append) = by_hand(3).await;
    append.entries.swap(0, 1);
    let (status, answer) = post(&mut line, body(&append)).await;
    assert_eq!((status.as_u16(), &answer["code"]), (422, &"append-entries".into()));
    append.entries.pop();
    assert_eq!(post(&mut line, body(&append)).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(kr.store.size(Log::Inbound), 0);
}

#[tokio::test]
async fn a_drills_entry_never_enters_a_live_log_nor_the_reverse() {
    let (_jp, kr, mut line, _, _) = by_hand(0).await;
    let mut entry = released("JP", 1).entry().clone();
    entry.world = World::Live;
    let (status, answer) = post(&mut line, body(&only(Recorded::new(entry, None)))).await;
    assert_eq!((status.as_u16(), &answer["code"]), (422, &"entry-world".into()));
    assert_eq!(kr.store.size(Log::Inbound), 0);
}

#[tokio::test]
async fn an_entry_of_a_third_nation_or_without_a_clause_is_refused() {
    let (_jp, kr, mut line, _, _) = by_hand(0).await;
    for (recorded, code) in
        [(released("FR", 1), "entry-nation"), (fact("JP", 1, Authority::OwnLaw), "entry-authority")]
    {
        let (status, answer) = post(&mut line, body(&only(recorded))).await;
        assert_eq!((status.as_u16(), &answer["code"]), (422, &code.into()));
    }
    assert_eq!(kr.store.size(Log::Inbound), 0);
}

#[tokio::test]
async fn exchanged_personal_data_are_refused_and_erased_ones_are_not() {
    let (_jp, kr, mut line, _, mut append) = by_hand(2).await;
    let kept = append.clone();
    let (first, second) = (append.entries[0].payload.clone(), append.entries[1].payload.clone());
    append.entries[0].payload = second;
    append.entries[1].payload = first;
    let (status, answer) = post(&mut line, body(&append)).await;
    assert_eq!((status.as_u16(), &answer["code"]), (422, &"entry-payload-hash".into()));
    assert!(!answer["what"].as_str().unwrap().contains("HAN"));
    let mut erased = kept;
    erased.entries[0].payload = None;
    assert_eq!(post(&mut line, body(&erased)).await.0, StatusCode::OK);
    let came = kr.store.read_log(Log::Inbound, 0, 9).unwrap();
    assert!(came[0].payload().is_none() && came[1].payload().is_some());
    assert_eq!(kr.store.verify().unwrap().erased, 1);
}

#[tokio::test]
async fn too_much_at_once_is_refused() {
    let (_jp, kr, mut line, _, append) = by_hand(257).await;
    assert_eq!(post(&mut line, body(&append)).await.0, StatusCode::BAD_REQUEST);
    // The server may hang up before all of it is sent: that is a refusal as well.
    let oversize = vec![b' '; LARGEST_BODY + 1];
    if let Ok((status, _)) = line.ask(Method::POST, "/x/v1/append", oversize).await {
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    }
    assert_eq!(kr.store.size(Log::Inbound), 0);
}

#[tokio::test]
async fn noise_and_mutated_requests_are_answered_with_errors_and_change_nothing() {
    let (jp, kr, mut line, _, append) = by_hand(2).await;
    let whole = body(&append);
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for round in 0..300_usize {
        let mut bytes = whole.clone();
        if round % 3 == 0 {
            bytes = vec![0; usize::try_from(rng.next_u32() % 2000).unwrap()];
            rng.fill_bytes(&mut bytes);
        } else if round % 3 == 1 {
            bytes.truncate(usize::try_from(rng.next_u32()).unwrap() % whole.len());
        } else {
            let at = usize::try_from(rng.next_u32()).unwrap() % whole.len();
            bytes[at] ^= 1 << (rng.next_u32() % 8);
        }
        let (status, answer) = post(&mut line, bytes).await;
        assert!([400, 409, 422].contains(&status.as_u16()), "round {round}: {status} {answer}");
        assert!(answer["code"].is_string() || answer["size"].is_number());
        assert_eq!(kr.store.size(Log::Inbound), 0, "round {round}");
    }
    for (method, path) in [
        (Method::GET, "/"),
        (Method::GET, "/x/v1/tile/0/../../etc"),
        (Method::GET, "/x/v1/tile/99/000"),
        (Method::GET, "/x/v1/tile/entries/x999/x999/x999/x999/x999/x999/999"),
        (Method::DELETE, "/x/v1/append"),
    ] {
        let (status, _) = line.ask(method, path, Vec::new()).await.unwrap();
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    // The signed notes above were never wrong about this log, so it can still begin.
    assert_eq!(post(&mut line, whole).await.0, StatusCode::OK);
    drop(jp);
}

#[tokio::test]
async fn the_outbound_log_is_there_to_read_as_c2sp_tiles() {
    let (jp, kr) = pair().await;
    kr.send(0..300);
    let mut line = line(&jp, &kr).await;
    let mut get = async |path: &'static str| {
        let (status, bytes) = line.ask(Method::GET, path, Vec::new()).await.unwrap();
        (status == StatusCode::OK).then_some(bytes)
    };
    let note = get("/x/v1/checkpoint").await.unwrap();
    assert!(log_signer("KR").verifier().verify(&Note::parse(&note).unwrap()).is_ok());
    let full = get("/x/v1/tile/0/000").await.unwrap();
    let part = get("/x/v1/tile/0/001.p/44").await.unwrap();
    let bundle = get("/x/v1/tile/entries/001.p/44").await.unwrap();
    assert_eq!(get("/x/v1/tile/entries/001.p/45").await, None);
    assert_eq!(get("/x/v1/tile/0/001").await, None);
    let mut leaves = decode_tile(&full, 256).unwrap();
    leaves.extend(decode_tile(&part, 44).unwrap());
    let entries = decode_entry_bundle(&bundle, 44).unwrap();
    let hashes: Vec<_> = entries.iter().map(|entry| witnessed_log::leaf_hash(entry)).collect();
    assert_eq!(hashes, leaves[256..]);
    let root = Tree::from_leaf_hashes(leaves).root(300).unwrap();
    assert!(String::from_utf8_lossy(&note).contains(&STANDARD.encode(root.0)));
}
