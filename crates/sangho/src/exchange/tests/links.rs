//! The link between two running nodes.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_released_arrives_in_order_and_comes_back_as_a_receipt() {
    let (jp, kr) = pair().await;
    let link = jp.link_to(kr.address, kr.key.spki_hash());
    let back = kr.link_to(jp.address, jp.key.spki_hash());
    jp.send(0..600);
    kr.send(0..3);
    let state = until(&link, |state| state.partner_size == 600).await;
    assert!(state.connected && !state.stopped && state.last_error.is_none());
    assert_eq!((state.skew, state.own_size), (Some(0), 600));
    until(&back, |state| state.partner_size == 3).await;

    let came = kr.store.read_log(Log::Inbound, 0, 1000).unwrap();
    assert_eq!(came, jp.store.read_log(Log::Outbound, 0, 1000).unwrap());
    assert_eq!(came.last(), Some(&released("JP", 599)));
    assert!(came.iter().all(|recorded| recorded.payload().is_some()));
    let (receipt, time) = jp.store.last_receipt().unwrap().unwrap();
    assert_eq!((receipt.size, time), (600, 1_717_200_000));
    assert!(kr.inbox.state().borrow().last_entries_at.is_some());
    assert_eq!(kr.store.head(Log::Inbound), jp.store.head(Log::Outbound));
    assert!(jp.store.verify().unwrap().receipts >= 3);
    assert_eq!(kr.store.verify().unwrap().entries, 603);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_partner_that_was_away_is_caught_up_by_itself() {
    let (jp, kr) = pair().await;
    let link = jp.link_to(kr.address, kr.key.spki_hash());
    jp.send(0..5);
    until(&link, |state| state.partner_size == 5).await;
    let (address, pin) = (kr.address, kr.key.spki_hash());
    let (folder, key, port) = kr.stop().await;
    jp.send(5..900);
    let state = until(&link, |state| !state.connected && state.last_error.is_some()).await;
    assert_eq!(state.last_error.unwrap().code, "link-down");
    let us = Known { code: "JP", pin: jp.key.spki_hash() };
    let kr = Node::start("KR", &us, folder, key, port).await;
    assert_eq!((kr.address, kr.key.spki_hash()), (address, pin));
    let state = until(&link, |state| state.partner_size == 900).await;
    assert!(state.connected && state.last_error.is_none());
    assert_eq!(kr.store.size(Log::Inbound), 900);
    assert_eq!(kr.store.verify().unwrap().entries, 900);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sender_that_was_away_goes_on_where_the_receipt_says() {
    let (jp, kr) = pair().await;
    let link = jp.link_to(kr.address, kr.key.spki_hash());
    jp.send(0..7);
    until(&link, |state| state.partner_size == 7).await;
    drop(link);
    let (folder, key, port) = jp.stop().await;
    let them = Known { code: "KR", pin: kr.key.spki_hash() };
    let jp = Node::start("JP", &them, folder, key, port).await;
    jp.send(7..9);
    let link = jp.link_to(kr.address, kr.key.spki_hash());
    until(&link, |state| state.partner_size == 9).await;
    assert_eq!(kr.store.size(Log::Inbound), 9);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_lost_on_the_way_is_asked_for_again_without_sending_twice() {
    let (jp, kr) = pair().await;
    jp.send(0..4);
    // The partner has taken all in, but the answer never came: what a cut line leaves behind.
    let entries = jp.store.read_log(Log::Outbound, 0, 9).unwrap();
    let inbound = entries.into_iter().zip(0..).map(|(recorded, index)| {
        let leaf = recorded.entry().leaf().unwrap();
        Inbound { index, recorded, leaf }
    });
    let checkpoint = jp.store.head(Log::Outbound).unwrap().unwrap();
    let arrivals = Arrivals { entries: inbound.collect(), checkpoint };
    kr.store.commit(arrivals.into_batch(None)).unwrap();
    let link = jp.link_to(kr.address, kr.key.spki_hash());
    until(&link, |state| state.partner_size == 4).await;
    assert_eq!(kr.store.size(Log::Inbound), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_broken_stops_the_link_and_a_full_disk_only_delays_it() {
    let (jp, kr) = pair().await;
    let full = Refused::Unable { code: "store-disk".to_owned(), what: "full".to_owned() };
    *kr.keeper.refusal.lock().unwrap() = Some(full);
    let link = jp.link_to(kr.address, kr.key.spki_hash());
    jp.send(0..1);
    let state = until(&link, |state| state.last_error.is_some()).await;
    assert_eq!((state.last_error.unwrap().code.as_str(), state.stopped), ("store-disk", false));
    *kr.keeper.refusal.lock().unwrap() = None;
    until(&link, |state| state.partner_size == 1).await;

    let text = str::to_owned;
    *kr.keeper.refusal.lock().unwrap() = Some(Refused::Rule {
        code: text("agreement-no-clause"),
        what: text("clause c2 does not cover offers"),
        todo: text("sign it first"),
    });
    jp.send(1..2);
    let state = until(&link, |state| state.stopped).await;
    let trouble = state.last_error.unwrap();
    assert_eq!(
        (trouble.code.as_str(), trouble.todo.as_str()),
        ("agreement-no-clause", "sign it first")
    );
    assert_eq!(kr.store.size(Log::Inbound), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sender_that_lost_its_end_stops_and_says_so() {
    let (jp, kr) = pair().await;
    let (inbound, checkpoint) = arrivals("JP", &mut Tree::new(), 3);
    kr.store.commit(Arrivals { entries: inbound, checkpoint }.into_batch(None)).unwrap();
    jp.send(0..1);
    let link = jp.link_to(kr.address, kr.key.spki_hash());
    let state = until(&link, |state| state.stopped).await;
    assert_eq!(state.last_error.unwrap().code, "link-rolled-back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_partner_whose_log_is_another_than_our_copy_stops_the_link() {
    let (jp, kr) = pair().await;
    let other = vec![released("KR", 77)];
    kr.store.send_for_test(other).unwrap();
    let (entries, checkpoint) = arrivals("KR", &mut Tree::new(), 1);
    jp.store.commit(Arrivals { entries, checkpoint }.into_batch(None)).unwrap();
    let link = jp.link_to(kr.address, kr.key.spki_hash());
    let state = until(&link, |state| state.stopped).await;
    assert_eq!(state.last_error.unwrap().code, "split-view");
}
