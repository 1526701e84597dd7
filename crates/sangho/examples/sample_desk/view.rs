//! A made-up afternoon: two nations' people around the Gulf, four lifts, one plan.

use super::web::desk::view::{
    AlertArea, Cause, Closure, CountRow, Counts, DeskView, Lift, LiftState, Link, LinkState,
    LogView, MapView, Moved, Nation, Offer, OfferState, PersonState, Place, PlanFigures, Plans,
    QueueItem, QueueKind, Replan, Route, Standing, Tally, World,
};
use super::web::traveller::{Seat, StatusView};
use super::web::words::Said;
use corridor::plan::{Change, Why};
use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The view.
pub(super) fn gulf() -> DeskView {
    DeskView {
        version: 418,
        world: World::Drill,
        nation: Nation::Korea,
        emergency: Said::new("걸프 지역 2026년 3월", "湾岸地域 2026年3月", "Gulf, March 2026"),
        now: at("2026-03-10T14:02:00+03:00"),
        zone: "Asia/Riyadh".to_owned(),
        link: Link {
            partner: Nation::Japan,
            state: LinkState::Up,
            since_receipt: Some(3),
            sent: 1_204,
            receipted: 1_204,
            received: 987,
        },
        counts: counts(),
        lifts: lifts(),
        plans: plans(),
        replans: replans(),
        queue: queue(),
        offers: vec![
            offer(Nation::Japan, Nation::Korea, "JP-2", 20, 12, OfferState::Partial),
            offer(Nation::Korea, Nation::Japan, "KR-1", 14, 0, OfferState::Open),
        ],
        map: map(),
        log: LogView { entries: 2_191, size: 2_191, cosigned: true },
    }
}

fn offer(by: Nation, to: Nation, lift: &str, seats: u32, taken: u32, state: OfferState) -> Offer {
    Offer { by, to, lift: lift.to_owned(), seats, taken, state }
}

fn replans() -> Vec<Replan> {
    let moved = |n: u32| Moved {
        household: format!("JP-{n:05}"),
        people: 2,
        change: Change::Moved,
        before: vec!["JP-2".to_owned()],
        after: vec!["KR-1".to_owned()],
        why: Why::Closure,
    };
    vec![Replan {
        at: at("2026-03-10T12:20:00+03:00"),
        closures: 1,
        causes: vec![Cause { why: Why::Closure, people: 20 }],
        kept: Tally::new(96, 204, 0),
        moved: Tally::new(20, 0, 0),
        gained: Tally::new(0, 2, 0),
        lost: Tally::new(0, 0, 0),
        waiting: Tally::new(18, 29, 0),
        gone: Tally::new(3, 0, 0),
        affected: 10,
        households: (1..=10).map(moved).collect(),
    }]
}

fn counts() -> Counts {
    let numbers = [
        (61, 42, 7),
        (18, 29, 4),
        (44, 118, 12),
        (0, 36, 2),
        (96, 204, 9),
        (31, 12, 3),
        (22, 40, 1),
        (14, 9, 0),
        (2, 0, 5),
        (1, 3, 0),
        (3, 2, 0),
        (0, 0, 0),
    ];
    let row = |(state, (jp, kr, ot))| CountRow { state, people: Tally::new(jp, kr, ot) };
    let rows: Vec<_> = PersonState::ALL.into_iter().zip(numbers).map(row).collect();
    let mut counts = Counts { rows, everyone: Tally::default() };
    counts.everyone = counts.sum();
    counts
}

type Facts<'a> = (&'a [&'a str], [&'a str; 3]);

fn lift(
    id: &str,
    operator: &str,
    vehicle: &str,
    (route, times): Facts,
    (taken, seats): (u32, u32),
    state: LiftState,
) -> Lift {
    let [departs, arrives, closes_at] = times.map(at);
    Lift {
        id: id.to_owned(),
        operator: operator.to_owned(),
        vehicle: vehicle.to_owned(),
        route: route.iter().map(|place| (*place).to_owned()).collect(),
        departs,
        arrives,
        closes_at,
        seats,
        taken,
        state,
    }
}

fn lifts() -> Vec<Lift> {
    [lifts_today(), lifts_tomorrow()].concat()
}

fn lifts_today() -> Vec<Lift> {
    vec![
        lift(
            "JP-1",
            "JP",
            "bus",
            (
                &["DOH", "RUH"],
                [
                    "2026-03-10T09:00:00+03:00",
                    "2026-03-10T16:30:00+03:00",
                    "2026-03-10T08:00:00+03:00",
                ],
            ),
            (43, 45),
            LiftState::Left,
        ),
        lift(
            "KR-1",
            "KR",
            "KC-330",
            (
                &["RUH", "SSN"],
                [
                    "2026-03-10T18:30:00+03:00",
                    "2026-03-11T09:40:00+09:00",
                    "2026-03-10T14:45:00+03:00",
                ],
            ),
            (214, 228),
            LiftState::Boarding,
        ),
        lift(
            "JP-2",
            "JP",
            "B767-300ER",
            (
                &["RUH", "NRT"],
                [
                    "2026-03-10T22:00:00+03:00",
                    "2026-03-11T14:10:00+09:00",
                    "2026-03-10T19:00:00+03:00",
                ],
            ),
            (181, 210),
            LiftState::Planned,
        ),
    ]
}

fn lifts_tomorrow() -> Vec<Lift> {
    vec![
        lift(
            "KR-2",
            "KR",
            "bus",
            (
                &["KWI", "RUH"],
                [
                    "2026-03-11T06:00:00+03:00",
                    "2026-03-11T13:00:00+03:00",
                    "2026-03-10T21:00:00+03:00",
                ],
            ),
            (38, 45),
            LiftState::Planned,
        ),
        lift(
            "KR-3",
            "KR",
            "B777-300ER",
            (
                &["MCT", "ICN"],
                [
                    "2026-03-11T09:15:00+04:00",
                    "2026-03-11T22:30:00+09:00",
                    "2026-03-11T05:00:00+04:00",
                ],
            ),
            (97, 291),
            LiftState::Planned,
        ),
    ]
}

fn plans() -> Plans {
    let figures = |out, last: &str, empty, split, gap, bound| PlanFigures {
        out,
        people: 352,
        last_arrival: Some(at(last)),
        empty_seats: Some(empty),
        split_households: Some(split),
        gap: Some(gap),
        home: Some(bound),
    };
    Plans {
        history: Some(PlanFigures {
            out: 226,
            people: 352,
            last_arrival: Some(at("2026-03-15T18:00:00+09:00")),
            empty_seats: Some(149),
            split_households: None,
            gap: None,
            home: None,
        }),
        alone: figures(294, "2026-03-12T21:15:00+09:00", 61, 4, 0.012, 297),
        pooled: figures(341, "2026-03-11T22:30:00+09:00", 14, 0, 0.0, 341),
    }
}

fn queue() -> Vec<QueueItem> {
    let item = |kind, ko: &str, ja: &str, en: &str, since: &str| QueueItem {
        kind,
        text: Said::new(ko, ja, en),
        since: at(since),
    };
    vec![
        item(
            QueueKind::SamePerson,
            "양국 명단 2건: 이름과 생년 일치, 여권번호 없음",
            "両国の名簿2件：氏名と生年が一致、旅券番号なし",
            "2 entries, one on each list: name and birth year agree, no passport number",
            "2026-03-10T13:20:00+03:00",
        ),
        item(
            QueueKind::Offer,
            "KR-1의 14석: 일본의 답변 기한 14:30",
            "KR-1の14席：日本側の回答期限14:30",
            "14 seats on KR-1: Japan answers by 14:30",
            "2026-03-10T13:31:00+03:00",
        ),
        item(
            QueueKind::NoDocument,
            "도하의 3인 가구: 여행증명서 필요",
            "ドーハの3人世帯：渡航書が必要",
            "Household of 3 in Doha: needs a travel certificate",
            "2026-03-10T13:48:00+03:00",
        ),
        item(
            QueueKind::Conflict,
            "대사관 명단은 출국, 본인 등록은 좌석 필요",
            "大使館名簿では出国済み、本人登録では席が必要",
            "Embassy list says left, own registration says needs a seat",
            "2026-03-10T13:55:00+03:00",
        ),
        item(
            QueueKind::Plan,
            "계획 8: 좌석을 잃는 사람 0명, 얻는 사람 6명",
            "計画8：席を失う人0人、得る人6人",
            "Plan 8: nobody loses a seat, 6 gain one",
            "2026-03-10T14:01:00+03:00",
        ),
    ]
}

fn places() -> Vec<Place> {
    let place = |id: &str, name: [&str; 3], lat, lon, standing, people: (u32, u32, u32)| Place {
        id: id.to_owned(),
        name: Said::new(name[0], name[1], name[2]),
        lat,
        lon,
        standing,
        people: Tally::new(people.0, people.1, people.2),
    };
    vec![
        place("DOH", ["도하", "ドーハ", "Doha"], 25.2731, 51.6081, Standing::Danger, (41, 38, 5)),
        place(
            "KWI",
            ["쿠웨이트", "クウェート", "Kuwait"],
            29.2266,
            47.9689,
            Standing::Danger,
            (12, 44, 3),
        ),
        place(
            "BAH",
            ["바레인", "バーレーン", "Bahrain"],
            26.2708,
            50.6336,
            Standing::Danger,
            (9, 6, 0),
        ),
        place(
            "DXB",
            ["두바이", "ドバイ", "Dubai"],
            25.2528,
            55.3644,
            Standing::Danger,
            (35, 61, 8),
        ),
        place(
            "AUH",
            ["아부다비", "アブダビ", "Abu Dhabi"],
            24.433,
            54.6511,
            Standing::Danger,
            (18, 22, 2),
        ),
        place("RUH", ["리야드", "リヤド", "Riyadh"], 24.9576, 46.6988, Standing::Haven, (9, 21, 5)),
        place(
            "MCT",
            ["무스카트", "マスカット", "Muscat"],
            23.5933,
            58.2844,
            Standing::Haven,
            (3, 2, 0),
        ),
        place("ICN", ["인천", "仁川", "Incheon"], 37.4691, 126.451, Standing::Home, (0, 0, 0)),
        place("SSN", ["성남", "城南", "Seongnam"], 37.4447, 127.1127, Standing::Home, (0, 0, 0)),
        place("NRT", ["나리타", "成田", "Narita"], 35.7647, 140.386, Standing::Home, (0, 0, 0)),
    ]
}

fn map() -> MapView {
    let route = |lift: &str, from: &str, to: &str| Route {
        lift: lift.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
    };
    MapView {
        places: places(),
        routes: vec![
            route("JP-1", "DOH", "RUH"),
            route("KR-1", "RUH", "SSN"),
            route("JP-2", "RUH", "NRT"),
            route("KR-2", "KWI", "RUH"),
            route("KR-3", "MCT", "ICN"),
        ],
        closures: vec![Closure {
            text: Said::new("카타르의 모든 공항", "カタールの全空港", "All airports of Qatar"),
            place: "DOH".to_owned(),
            since: at("2026-02-28T12:00:00+03:00"),
            until: None,
        }],
        alerts: vec![AlertArea {
            headline: Said::new(
                "미사일: 실내로 대피",
                "ミサイル：屋内に避難",
                "Missile: shelter indoors",
            ),
            rings: vec![vec![(26.0, 53.2), (26.2, 56.2), (24.6, 56.0), (23.9, 54.0), (26.0, 53.2)]],
            until: at("2026-03-10T15:00:00+03:00"),
        }],
    }
}

/// One person with a seat boards the next lift.
pub(super) fn one_boards(view: &mut DeskView) {
    for row in &mut view.counts.rows {
        match row.state {
            PersonState::SeatAssigned if row.people.korea > 0 => {
                row.people = Tally::new(row.people.japan, row.people.korea - 1, row.people.other);
            }
            PersonState::Boarded => {
                row.people = Tally::new(row.people.japan, row.people.korea + 1, row.people.other);
            }
            _ => {}
        }
    }
    view.version += 1;
    view.now += jiff::SignedDuration::from_secs(10);
}

/// What a citizen would read about a seat.
pub(super) fn status(reference: &str, people: usize, updated: Timestamp) -> StatusView {
    StatusView {
        reference: reference.to_owned(),
        updated,
        people: u32::try_from(people).unwrap_or(u32::MAX),
        state: PersonState::SeatAssigned,
        seat: Some(Seat {
            lift: "KR-1".to_owned(),
            route: vec!["RUH".to_owned(), "SSN".to_owned()],
            departs: at("2026-03-10T18:30:00+03:00"),
            meet_by: at("2026-03-10T14:45:00+03:00"),
            meet_at: Said::new(
                "리야드 공항 제1터미널 입구",
                "リヤド空港 第1ターミナル入口",
                "Riyadh airport, entrance of terminal 1",
            ),
        }),
    }
}
