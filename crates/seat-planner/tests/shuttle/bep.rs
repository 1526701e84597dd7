//! The bus evacuation problem: its text, a tiny instance, and the public ones where there are any.

use seat_planner::shuttle::read_bep;

use crate::common::plan;

/// Two buses, one yard, two pickups, two shelters.
pub(crate) const TINY: &str = "2 30\n1 2\n2 100 70 30\n2 210 120 90\n\n1 1 10\n\n1 6 2\n2 9 5\n";

#[test]
fn people_are_counted_in_loads_up_at_pickups_and_down_at_shelters() {
    let problem = read_bep("tiny", TINY).unwrap();
    assert_eq!(problem.sites, [3, 1]);
    assert_eq!(problem.drops, [Some(4), Some(3)]);
    assert_eq!(problem.vehicles.len(), 2);
    assert_eq!(problem.fleets[0].empty[1], [Some(2), Some(5)]);
}

#[test]
fn a_tiny_instance_is_proven_best() {
    // One bus 1 + 2 + 5 + 5: the far pickup is reached sooner by way of the near one.
    let plan = plan(&read_bep("tiny", TINY).unwrap(), 1_000).unwrap();
    assert_eq!((plan.last_arrival, plan.proven), (13, true));
}

#[test]
fn an_error_says_code_file_and_line() {
    let error = read_bep("a.txt", "2 30\n1 3\n").unwrap_err();
    assert_eq!((error.code(), error.file(), error.line()), ("shuttle-form", "a.txt", 2));
    let error = read_bep("a.txt", &TINY.replace("9 5", "9 x")).unwrap_err();
    assert_eq!(error.line(), 9);
    assert_eq!(read_bep("a.txt", &format!("{TINY} 7")).unwrap_err().line(), 10);
    assert_eq!(read_bep("a.txt", "").unwrap_err().line(), 0);
}

/// What CPLEX and GRASP published for instances 1 to 10 of sets 2 to 6, the better of both.
const PUBLISHED: [[i64; 10]; 5] = [
    [46, 13, 9, 44, 29, 44, 18, 16, 12, 38],
    [31, 52, 30, 60, 8, 46, 16, 24, 20, 70],
    [25, 31, 26, 41, 13, 16, 21, 20, 17, 24],
    [22, 22, 42, 46, 18, 17, 22, 24, 39, 22],
    [23, 15, 23, 29, 11, 26, 17, 22, 30, 24],
];

#[test]
fn public_instances_are_proven_and_no_worse_than_published() {
    let Ok(folder) = std::env::var("SANGHO_PLANNER_DATA") else {
        eprintln!("skipped: SANGHO_PLANNER_DATA names no folder with the public instances");
        return;
    };
    for (set, published) in (2..).zip(PUBLISHED) {
        let buses = [0, 0, 2, 2, 3, 3, 4][set];
        for (number, published) in (1..).zip(published) {
            let name = format!("{folder}/bep/set{set}/BEP-1-{set}-{set}-{buses}-i{number}.txt");
            let text = std::fs::read_to_string(&name).unwrap();
            let plan = plan(&read_bep(&name, &text).unwrap(), 20_000).unwrap();
            assert!(plan.proven && plan.last_arrival <= published, "{name}: {plan:?}");
        }
    }
}
