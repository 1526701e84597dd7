//! The public sample messages of US-CBP/GTAS under SANGHO_DATA (invented persons; wrong counts and
//! references, as found).
#![expect(clippy::unwrap_used, reason = "a helper of tests that fails is the test failing")]

use passenger_messages::{Directory, Function, Limits, Message, Paxlst, Read, Role, read};

fn sample(name: &str) -> Option<(Paxlst, Read)> {
    let Some(data) = std::env::var_os("SANGHO_DATA").map(std::path::PathBuf::from) else {
        println!("skipped: SANGHO_DATA is not set");
        return None;
    };
    let bytes = std::fs::read(data.join("messages").join(name)).unwrap();
    let read = read(&bytes, Limits::default()).unwrap();
    let list = read.messages.iter().find_map(|message| match message {
        Message::Paxlst(list) => Some(list.clone()),
        Message::Cusres(_) => None,
    });
    Some((list.unwrap(), read))
}

fn codes(read: &Read) -> Vec<&'static str> {
    read.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn the_crew_list_is_read_and_its_wrong_trailers_are_found() {
    let Some((list, read)) = sample("gtas_Test1.txt") else {
        return;
    };
    assert_eq!((list.function.clone(), list.detail.as_str()), (Function::Crew, "C"));
    assert_eq!(list.envelope.directory, Directory::D02B);
    assert_eq!((list.people.len(), list.total), (8, 8));
    assert_eq!(list.flight.departure.as_ref().unwrap().airport, "FRA");
    let first = &list.people[0];
    assert_eq!((first.role, first.middle.as_str()), (Role::Crew, "Pat"));
    assert_eq!(first.birthplace.town, "Hartford USA");
    assert_eq!(
        (first.documents[0].kind.as_str(), first.documents[0].issuer.as_str()),
        ("P", "GBR")
    );
    let codes = codes(&read);
    for code in ["character-outside-set", "count-wrong", "reference-differs"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert_eq!(read.strict().unwrap_err().code(), "message-refused");
}

#[test]
fn the_passenger_list_with_odd_delimiters_is_read_to_its_last_person() {
    let Some((list, read)) = sample("gtas_airline2.edi") else {
        return;
    };
    assert_eq!(list.function, Function::Passengers);
    assert_eq!((list.people.len(), list.total), (10, 136));
    assert_eq!((list.flight.number.as_str(), list.flight.carrier.as_str()), ("TN506", ""));
    assert_eq!(list.envelope.part.map(|part| part.number), Some(10));
    assert!(list.people.iter().all(|person| person.reservation == "QXGYLO"));
    assert!(list.people.iter().all(|person| person.documents[0].expires.is_some()));
    assert_eq!(codes(&read), ["tag-not-canonical", "count-wrong", "reference-differs"]);
}
