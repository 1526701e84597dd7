//! PAXLST as the WCO/IATA/ICAO implementation guide has it. All persons are invented.
#![expect(clippy::unwrap_used, reason = "a helper of tests that fails is the test failing")]

use passenger_messages::{
    Call, Channel, Charset, Contact, Day, Directory, Document, Envelope, Flight, Function, Group,
    Limits, LocalTime, Message, OtherCall, Part, PartPlace, Party, Paxlst, Person, Place, Read,
    Reference, Role, Severity, Sex, Text, WriteError, read,
};

fn day(year: u8, month: u8, day: u8) -> Option<Day> {
    Some(Day::new(year, month, day).unwrap())
}

fn time(hour: u8, minute: u8) -> Option<LocalTime> {
    LocalTime::new(Day::new(26, 11, 24).unwrap(), hour, minute)
}

fn list() -> Paxlst {
    Paxlst {
        envelope: Envelope {
            sender: Party::new("SANGHO KR", "ZZ"),
            recipient: Party::new("SANGHO JP", "ZZ"),
            prepared: time(9, 5),
            interchange_reference: "261124090500".into(),
            message_reference: "PAX001".into(),
            access_reference: "XX101/261124".into(),
            part: Some(Part { number: 1, place: PartPlace::Last }),
            ..Envelope::default()
        },
        contact: Some(Contact {
            name: "EVACUATION DESK".into(),
            channels: vec![
                Channel { kind: "TE".into(), address: "+82 2 000 0000".into() },
                Channel { kind: "FX".into(), address: "+82 2 000 0001".into() },
            ],
            ..Contact::default()
        }),
        flight: Flight {
            number: "XX101".into(),
            carrier: "XX".into(),
            departure: Some(Call::new("ADD", time(10, 0))),
            arrival: Some(Call::new("ICN", time(23, 40))),
            ..Flight::default()
        },
        people: vec![person()],
        total: 1,
        ..Paxlst::default()
    }
}

fn person() -> Person {
    Person {
        surname: "O'HONG".into(),
        given: "SPECIMEN".into(),
        sex: Some(Sex::Female),
        born: day(84, 5, 1),
        verified: Some(true),
        texts: vec![Text { subject: "BAG".into(), lines: vec!["XX000001".into()] }],
        cleared_at: "ICN".into(),
        residence: "KOR".into(),
        embarked: "ADD".into(),
        disembarks: "NRT".into(),
        birthplace: Place { country: "KOR".into(), town: "SEOUL".into() },
        nationality: "KOR".into(),
        reservation: "PARTY7".into(),
        reference: "0001".into(),
        other_references: vec![Reference { qualifier: "SEA".into(), value: "12A".into() }],
        documents: vec![Document::passport("M123A4567", "KOR", day(33, 5, 1))],
        ..Person::default()
    }
}

fn good(bytes: &[u8]) -> Read {
    read(bytes, Limits::default()).unwrap()
}

fn codes(bytes: &[u8]) -> Vec<&'static str> {
    good(bytes).findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn a_list_is_written_in_the_order_of_the_guide_with_right_counts() {
    let lines = [
        "UNA:+.? '",
        "UNB+UNOA:4+SANGHO KR:ZZ+SANGHO JP:ZZ+261124:0905+261124090500++APIS'",
        "UNH+PAX001+PAXLST:D:05B:UN:IATA+XX101/261124+01:F'",
        "BGM+745'",
        "NAD+MS+++EVACUATION DESK'",
        "COM+?+82 2 000 0000:TE+?+82 2 000 0001:FX'",
        "TDT+20+XX101+++XX'",
        "LOC+125+ADD'",
        "DTM+189:2611241000:201'",
        "LOC+87+ICN'",
        "DTM+232:2611242340:201'",
        "NAD+FL+++O?'HONG:SPECIMEN'",
        "ATT+2++F'",
        "DTM+329:840501'",
        "GEI+4+173'",
        "FTX+BAG+++XX000001'",
        "LOC+22+ICN'",
        "LOC+174+KOR'",
        "LOC+178+ADD'",
        "LOC+179+NRT'",
        "LOC+180+KOR:::SEOUL'",
        "NAT+2+KOR'",
        "RFF+AVF:PARTY7'",
        "RFF+ABO:0001'",
        "RFF+SEA:12A'",
        "DOC+P:110:111+M123A4567'",
        "DTM+36:330501'",
        "LOC+91+KOR'",
        "CNT+42:1'",
        "UNT+28+PAX001'",
        "UNZ+1+261124090500'",
    ];
    assert_eq!(list().write().unwrap(), lines.concat());
}

#[test]
fn what_is_written_is_read_strictly_and_is_the_same() {
    let full = Paxlst {
        function: Function::Crew,
        detail: "C".into(),
        transaction: "T1".into(),
        references: vec![Reference { qualifier: "AEA".into(), value: "7".into() }],
        envelope: Envelope {
            charset: Charset::UnoC,
            syntax_version: 3,
            group: Some(Group {
                sender: Party::new("A", ""),
                recipient: Party::new("B", "ZZ"),
                prepared: time(9, 6),
                reference: "G1".into(),
            }),
            directory: Directory::D15B,
            part: Some(Part { number: 2, place: PartPlace::Middle }),
            ..list().envelope
        },
        flight: Flight {
            other_calls: vec![OtherCall {
                role: "92".into(),
                airport: "NRT".into(),
                departs: time(2, 0),
                arrives: time(1, 0),
            }],
            ..list().flight
        },
        people: vec![Person {
            role: Role::TransitCrew,
            surname: "Müller".into(),
            born: Day::full(1925, 2, 3),
            channels: vec![Channel { kind: "EM".into(), address: "who@example.org".into() }; 4],
            ..person()
        }],
        total: 9,
        ..list()
    };
    for list in [list(), full] {
        let read = good(&list.write_bytes().unwrap()).strict().unwrap();
        assert_eq!(read.findings, []);
        assert_eq!(read.messages, [Message::Paxlst(list)]);
    }
}

#[test]
fn a_character_outside_the_set_is_refused_with_its_position() {
    let mut list = list();
    list.people[0].given = "MIN 민".into();
    let error = list.write().unwrap_err();
    let WriteError::Character { tag, element, position, charset, .. } = error else {
        panic!("{error}")
    };
    assert_eq!((tag, element, position, charset), ("NAD", 4, 5, Charset::UnoA));
    list.people[0].given = "Min".into();
    assert_eq!(list.write().unwrap_err().code(), "write-character");
    list.envelope.charset = Charset::UnoB;
    assert!(list.write().is_ok());
    list.people[0].given = "Zoë".into();
    assert_eq!(list.write().unwrap_err().code(), "write-character");
    list.envelope.charset = Charset::UnoC;
    assert!(list.write_bytes().unwrap().contains(&0xEB));
    list.people[0].given = "MIN\nHO".into();
    assert_eq!(list.write().unwrap_err().code(), "write-character");
}

#[test]
fn what_cannot_be_sent_whole_is_refused() {
    let refused = |change: fn(&mut Paxlst)| {
        let mut list = list();
        change(&mut list);
        list.write().unwrap_err().code()
    };
    assert_eq!(refused(|l| l.people[0].surname.clear()), "write-missing");
    assert_eq!(refused(|l| l.people[0].surname = "A".repeat(71)), "write-too-long");
    assert_eq!(refused(|l| l.people[0].given = " A".into()), "write-blank");
    assert_eq!(refused(|l| l.flight.departure = None), "write-missing");
    assert_eq!(refused(|l| l.flight.number.clear()), "write-missing");
    assert_eq!(refused(|l| l.total = 0), "write-invalid");
    assert_eq!(refused(|l| l.envelope.sender.id.clear()), "write-missing");
    assert_eq!(refused(|l| l.envelope.prepared = None), "write-missing");
    assert_eq!(refused(|l| l.envelope.syntax_version = 9), "write-invalid");
    assert_eq!(refused(|l| l.envelope.message_reference = "1".repeat(15)), "write-too-long");
    assert_eq!(refused(|l| l.people[0].documents[0].number.clear()), "write-missing");
}

#[test]
fn other_delimiters_line_breaks_and_text_before_are_read() {
    let text = [
        "QU SELXX\r\nLUNA *\r\nUNA:*.? $",
        "UNB*UNOA:4*A*B*261124:0905*1$\r\nUNH*1*PAXLST:D:02B:UN:IATA$\r\nBGM*745$",
        "TDT*20*XX1$\r\nLOC*125*ADD$\r\nLOC*87*ICN$\r\nNAD*FL***HONG:SPE",
        "CIMEN$\r\nCNT*42:1$\r\nUNT*8*1$\r\nUNZ*1*1$",
    ]
    .join("\r\n");
    let read = good(text.as_bytes());
    let [Message::Paxlst(list)] = read.messages.as_slice() else { panic!() };
    assert_eq!(list.people[0].given, "SPECIMEN");
    assert_eq!(list.envelope.directory, Directory::D02B);
    assert_eq!(codes(text.as_bytes()), ["text-before-interchange", "line-break-inside"]);
    assert!(read.strict().is_ok());
}

#[test]
fn wrong_counts_and_references_are_found_where_they_stand() {
    let text = list().write().unwrap();
    let wrong = text.replace("UNT+28+PAX001", "UNT+27+PAX002").replace("UNZ+1", "UNZ+2");
    let read = good(wrong.as_bytes());
    let found: Vec<_> = read.findings.iter().map(|f| (f.code, f.segment, f.offset)).collect();
    let (unt, unz) = (wrong.find("UNT").unwrap(), wrong.find("UNZ").unwrap());
    assert_eq!(
        found,
        [("count-wrong", 29, unt), ("reference-differs", 29, unt), ("count-wrong", 30, unz)]
    );
    assert_eq!(read.messages, [Message::Paxlst(list())]);
    let error = read.strict().unwrap_err();
    assert_eq!(error.code(), "message-refused");
    assert!(error.to_string().contains("3 errors"));
    assert!(codes(text.replace("UNT+28", "UNT+0028").as_bytes()).is_empty());
}

#[test]
fn a_file_cut_off_is_found_and_read_as_far_as_it_goes() {
    let text = list().write().unwrap();
    let cut = &text[..text.find("KOR:::SEO").unwrap()];
    let read = good(cut.as_bytes());
    let codes: Vec<_> = read.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["segment-not-ended", "total-missing", "trailer-missing", "trailer-missing"]);
    let [Message::Paxlst(list)] = read.messages.as_slice() else { panic!() };
    assert_eq!(list.people[0].reservation, "");
    assert_eq!(list.people[0].disembarks, "NRT");
}

#[test]
fn nothing_read_is_lost_without_a_finding() {
    let text = list().write().unwrap();
    let with = |extra: &str| text.replace("NAT+2+KOR'", &format!("NAT+2+KOR'{extra}'"));
    for (extra, code, severity) in [
        ("MEA+CT++:2", "segment-not-kept", Severity::Note),
        ("EMP+1+CR1:110:111", "segment-not-kept", Severity::Note),
        ("LOC+999+KOR", "segment-not-kept", Severity::Note),
        ("LOC+179+KIX", "place-twice", Severity::Warning),
        ("RFF+SEA", "reference-empty", Severity::Warning),
        ("DTM+329:841301", "date-unreadable", Severity::Error),
        ("DTM+329:840501:102", "date-unreadable", Severity::Error),
        ("ATT+2++Q", "sex-unknown", Severity::Error),
        ("NAD+ZZ+++SOMEBODY", "role-unknown", Severity::Error),
        ("NAD+FL+++", "surname-missing", Severity::Error),
        ("TDT+34+XX2", "second-flight", Severity::Warning),
        ("nat+2+KOR", "tag-not-canonical", Severity::Warning),
        ("DTM+329:84 0501", "blank-in-date", Severity::Warning),
        ("CNT+42:many", "total-unreadable", Severity::Error),
    ] {
        let read = good(with(extra).as_bytes());
        let found = read.findings.iter().find(|finding| finding.code == code);
        assert_eq!(found.map(|finding| finding.severity), Some(severity), "{extra}");
    }
}

#[test]
fn the_limits_stop_what_is_too_large() {
    let text = list().write().unwrap();
    let code = |limits| read(text.as_bytes(), limits).unwrap_err().code();
    assert_eq!(code(Limits { bytes: 10, ..Limits::default() }), "message-too-large");
    assert_eq!(code(Limits { segments: 10, ..Limits::default() }), "message-too-many");
    assert_eq!(code(Limits { people: 0, ..Limits::default() }), "message-too-many");
    let wide = text.replace("NAT+2+KOR", &"+".repeat(300));
    assert_eq!(
        read(wide.as_bytes(), Limits::default()).unwrap_err().code(),
        "message-segment-too-wide"
    );
    let many = Read { messages: vec![], ..read(&b"UNB+'".repeat(500), Limits::default()).unwrap() };
    assert!(many.findings.len() <= 1000 && many.left_out > 0);
    assert!(many.strict().is_err());
}

#[test]
fn what_is_no_interchange_is_refused() {
    let code = |bytes: &[u8]| read(bytes, Limits::default()).unwrap_err().code();
    assert_eq!(code(b""), "message-not-edifact");
    assert_eq!(code(b"hello"), "message-not-edifact");
    assert_eq!(code(b"UNA:::::'UNB"), "message-bad-delimiters");
    assert_eq!(code(b"UNA:+"), "message-bad-delimiters");
    assert_eq!(codes(b"UNB+UNOA:4+A+B+261124:0905+1'UNZ+0+1'"), ["no-message"]);
}
