//! CUSRES in interactive mode, with the segments seen in a live system
//! (reference/documents.md 5.2). All references are invented.
#![expect(clippy::unwrap_used, reason = "a helper of tests that fails is the test failing")]

use passenger_messages::{
    Answer, Call, Cusres, Day, Envelope, Limits, LocalTime, Message, Outcome, Party, Remark,
    ResponseKind, Text, read,
};

fn time(hour: u8) -> Option<LocalTime> {
    LocalTime::new(Day::new(26, 11, 24).unwrap(), hour, 0)
}

fn answer(reference: &str, outcome: Outcome) -> Answer {
    Answer {
        reservation: "PARTY7".into(),
        reference: reference.into(),
        outcome,
        texts: vec![Text { subject: "AAP".into(), lines: vec!["SEE THE DESK".into()] }],
        ..Answer::default()
    }
}

fn response() -> Cusres {
    Cusres {
        envelope: Envelope {
            sender: Party::new("SANGHO JP", ""),
            recipient: Party::new("SANGHO KR", ""),
            prepared: time(9),
            interchange_reference: "2".into(),
            message_reference: "1".into(),
            application: "IAPI".into(),
            ..Envelope::default()
        },
        transaction: "T1".into(),
        flight: "XX101".into(),
        departure: Some(Call::new("ADD", time(10))),
        arrival: Some(Call::new("ICN", time(23))),
        answers: vec![
            answer("0001", Outcome::Board),
            answer("0002", Outcome::NoBoard),
            answer("0003", Outcome::Other("4Z".into())),
        ],
        ..Cusres::default()
    }
}

#[test]
fn a_response_is_written_as_a_live_system_writes_it() {
    let one = Cusres { answers: vec![answer("0001", Outcome::Board)], ..response() };
    assert_eq!(
        one.write().unwrap(),
        "UNA:+.? 'UNB+UNOA:4+SANGHO JP+SANGHO KR+261124:0900+2++IAPI'\
         UNH+1+CUSRES:D:05B:UN:IATA'BGM+962'RFF+TN:T1'RFF+AF:XX101'\
         DTM+189:2611241000:201'DTM+232:2611242300:201'LOC+125+ADD'LOC+87+ICN'\
         ERP+2'RFF+AVF:PARTY7'RFF+ABO:0001'ERC+0Z'FTX+AAP+++SEE THE DESK'UNT+14+1'UNZ+1+2'"
    );
}

#[test]
fn every_kind_of_answer_reads_back_the_same() {
    let receipt = Cusres {
        kind: ResponseKind::Acknowledgement,
        remarks: vec![Remark { code: "118".into(), texts: vec![] }],
        answers: vec![],
        ..response()
    };
    let unsolicited = Cusres { kind: ResponseKind::Unsolicited, ..response() };
    for message in [response(), receipt, unsolicited] {
        let text = message.write().unwrap();
        let answer = read(text.as_bytes(), Limits::default()).unwrap();
        assert_eq!(answer.findings, []);
        assert_eq!(answer.messages, [Message::Cusres(message)]);
    }
}

#[test]
fn an_outcome_is_found_by_the_persons_reference() {
    let mut response = response();
    assert_eq!(response.outcome_of("0002"), Some(&Outcome::NoBoard));
    assert_eq!(response.outcome_of("0009"), None);
    assert_eq!(response.outcome_of(""), None);
    response.answers.push(answer("0002", Outcome::Board));
    assert_eq!(response.outcome_of("0002"), None);
}

#[test]
fn an_answer_without_one_clear_outcome_is_never_leave_to_board() {
    let text = response().write().unwrap();
    let outcomes = |text: &str| {
        let read = read(text.as_bytes(), Limits::default()).unwrap();
        let [Message::Cusres(message)] = read.messages.as_slice() else { panic!() };
        let codes: Vec<_> = read.findings.iter().map(|finding| finding.code).collect();
        (message.answers[0].outcome.clone(), codes)
    };
    let (outcome, codes) = outcomes(&text.replace("ERC+0Z'", ""));
    assert_eq!(outcome, Outcome::NotStated);
    assert!(codes.contains(&"outcome-missing"));
    let (outcome, codes) = outcomes(&text.replace("ERC+0Z'", "ERC+0Z'ERC+1Z'"));
    assert_eq!(outcome, Outcome::NotStated);
    assert!(codes.contains(&"outcomes-differ"));
    let (_, codes) = outcomes(&text.replace("RFF+AVF:PARTY7'RFF+ABO:0001'", ""));
    assert!(codes.contains(&"answer-for-nobody"));
}

#[test]
fn an_answer_that_says_nothing_or_names_nobody_is_not_written() {
    let with = |answer| Cusres { answers: vec![answer], ..response() }.write().unwrap_err().code();
    assert_eq!(with(answer("1", Outcome::NotStated)), "write-missing");
    let nobody = Answer { reservation: String::new(), ..answer("", Outcome::Board) };
    assert_eq!(with(nobody), "write-missing");
}

#[test]
fn a_rendering_with_quotation_marks_as_end_marks_is_read() {
    let text = response().write().unwrap().replace("UNA:+.? '", "").replace('\'', "\"\r\n");
    let read = read(text.as_bytes(), Limits::default()).unwrap();
    assert_eq!(read.messages, [Message::Cusres(response())]);
    assert_eq!(read.findings[0].code, "end-mark-guessed");
}
