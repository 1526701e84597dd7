//! Whatever is fed to the reader, it answers; what is written reads back the same.
#![expect(clippy::unwrap_used, reason = "a helper of tests that fails is the test failing")]

use passenger_messages::{
    Address, Answer, Call, Charset, Cusres, Day, Document, Envelope, Flight, Limits, LocalTime,
    Message, Outcome, Party, Paxlst, Person, Place, Reference, Role, Sex, Text, read,
};
use proptest::prelude::*;

fn config() -> ProptestConfig {
    ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() }
}

/// Text of level A with every character that must be released; no blank at its ends.
fn words() -> impl Strategy<Value = String> {
    "([A-Z0-9'+:?.,()/=!\"%&*;<>-]( ?[A-Z0-9'+:?-]){0,8})?"
}

fn days() -> impl Strategy<Value = Day> {
    prop_oneof![
        (0..100_u8, 0..13_u8, 0..29_u8).prop_map(|(y, m, d)| Day::new(y, m, d).unwrap()),
        (1000..3000_u16, 1..13_u8, 1..29_u8).prop_map(|(y, m, d)| Day::full(y, m, d).unwrap()),
    ]
}

fn times() -> impl Strategy<Value = LocalTime> {
    (days(), 0..24_u8, 0..60_u8).prop_map(|(d, h, m)| LocalTime::new(d, h, m).unwrap())
}

prop_compose! {
    fn documents()(
        kind in "[A-Z]{1,2}", number in "[A-Z0-9]{1,20}", issuer in "([A-Z]{3})?",
        expires in proptest::option::of(days()), issued in proptest::option::of(days()),
    ) -> Document {
        Document { kind, number, issuer, expires, issued }
    }
}

prop_compose! {
    fn people()(
        role in prop_oneof![Just(Role::Passenger), Just(Role::Crew), Just(Role::TransitCrew)],
        surname in "[A-Z]( ?[A-Z'?+:-]){0,20}",
        (given, middle, street, city, town) in (words(), words(), words(), words(), words()),
        sex in proptest::option::of(prop_oneof![Just(Sex::Female), Just(Sex::Unspecified)]),
        born in proptest::option::of(days()),
        verified in proptest::option::of(any::<bool>()),
        texts in proptest::collection::vec(("[A-Z]{3}", "[A-Z:?']{1,9}")
            .prop_map(|(subject, line)| Text { subject, lines: vec![line] }), 0..3),
        (embarked, nationality) in ("([A-Z]{3})?", "([A-Z]{3})?"),
        (reservation, reference) in (words(), words()),
        seats in proptest::collection::vec("[0-9]{1,2}[A-K]", 0..3),
        documents in proptest::collection::vec(documents(), 0..4),
    ) -> Person {
        let seat = |value| Reference { qualifier: "SEA".into(), value };
        Person {
            role, surname, given, middle, sex, born, verified, texts, embarked, nationality,
            reservation, reference, documents,
            other_references: seats.into_iter().map(seat).collect(),
            address: Address { street, city, ..Address::default() },
            birthplace: Place { country: String::new(), town },
            ..Person::default()
        }
    }
}

prop_compose! {
    fn lists()(
        people in proptest::collection::vec(people(), 0..6),
        prepared in times(), departs in proptest::option::of(times()), more in 0..200_u32,
        charset in prop_oneof![Just(Charset::UnoA), Just(Charset::UnoB), Just(Charset::UnoC)],
        number in "[A-Z]{2}[0-9]{1,4}",
    ) -> Paxlst {
        Paxlst {
            envelope: Envelope {
                charset,
                sender: Party::new("A?'+:B", "ZZ"),
                recipient: Party::new("C", ""),
                prepared: Some(prepared),
                interchange_reference: "1".into(),
                message_reference: "2".into(),
                ..Envelope::default()
            },
            flight: Flight {
                number,
                departure: Some(Call::new("ADD", departs)),
                arrival: Some(Call::new("ICN", None)),
                ..Flight::default()
            },
            total: u32::try_from(people.len()).unwrap() + more,
            people,
            ..Paxlst::default()
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_list_that_is_written_reads_back_the_same(list in lists()) {
        let read = read(&list.write_bytes().unwrap(), Limits::default()).unwrap();
        prop_assert_eq!(read.findings, vec![]);
        prop_assert_eq!(read.messages, vec![Message::Paxlst(list)]);
    }

    #[test]
    fn an_answer_that_is_written_reads_back_the_same(
        list in lists(), code in "[0-9][A-Z]", reference in "[A-Z0-9]{1,9}",
    ) {
        let outcome = match code.as_str() {
            "0Z" => Outcome::Board,
            "1Z" => Outcome::NoBoard,
            _ => Outcome::Other(code),
        };
        let answer = Answer { reference, outcome, ..Answer::default() };
        let message = Cusres {
            envelope: list.envelope, departure: list.flight.departure,
            answers: vec![answer], ..Cusres::default()
        };
        let read = read(&message.write_bytes().unwrap(), Limits::default()).unwrap();
        prop_assert_eq!(read.findings, vec![]);
        prop_assert_eq!(read.messages, vec![Message::Cusres(message)]);
    }

    #[test]
    fn any_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, Limits::default());
        let framed = [b"UNB+".as_slice(), &bytes].concat();
        let _ = read(&framed, Limits::default());
    }

    #[test]
    fn any_segments_get_an_answer(
        text in "(U(NB|NG|NH|NT|NE|NZ)|BGM|NAD\\+FL|DOC|LOC|DTM|RFF|ERP|ERC|FTX|COM)\
            [+:0-9A-Z? ']{0,40}",
        times in 1..20_usize,
    ) {
        let body = text.repeat(times);
        for kind in ["PAXLST", "CUSRES"] {
            let whole = format!("UNB+UNOA:4'UNH+1+{kind}:D:05B'{body}'");
            let _ = read(whole.as_bytes(), Limits::default());
        }
    }

    #[test]
    fn a_mutated_list_gets_an_answer_and_can_be_written_or_is_refused(
        list in lists(), at in any::<prop::sample::Index>(),
        byte in any::<u8>(), cut in any::<bool>(),
    ) {
        let mut bytes = list.write_bytes().unwrap();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Ok(read) = read(&bytes, Limits::default()) {
            for message in read.messages {
                match message {
                    Message::Paxlst(list) => drop(list.write_bytes()),
                    Message::Cusres(answer) => drop(answer.write_bytes()),
                }
            }
        }
    }
}
