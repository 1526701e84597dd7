//! What each verb answers.

use serde_json::json;

use super::common::{Files, PROBLEM};
use crate::cli::Exit;

#[test]
fn a_problem_alone_is_solved() {
    let files = Files::new();
    let (short, long) = (files.json("problem.json"), files.json("solve problem.json"));
    assert_eq!(short, long);
    assert_eq!(short["summary"]["out"], 9);
    assert_eq!(short["plan"]["left"][0]["party"], "p4");
    let words = files.words("problem.json --seed 3 --effort 50");
    assert!(words.contains("out          9 of 10, 9 home"), "{words}");
    assert!(words.contains("left: p4, 1 people (too-late)"), "{words}");
}

#[test]
fn a_clock_and_a_start_never_make_it_worse() {
    let files = Files::planned();
    let again = files.json("solve problem.json --seconds 0.05 --start plan.json");
    assert_eq!(again["score"], files.json("solve problem.json --effort quick")["score"]);
}

#[test]
fn vehicles_are_said_to_go_somewhere() {
    let files = Files::new();
    let fleet = r#"{"version": 2, "horizon": 600,
      "places": [{"id": "city", "kind": "danger"}, {"id": "seoul", "kind": "home"}],
      "links": [{"from": "city", "to": "seoul", "mode": "air", "minutes": 60}],
      "vehicles": [{"id": "v", "owner": "KR", "mode": "air", "seats": {"seats": 3},
                    "place": "city", "available": 0}],
      "parties": [{"id": "a", "nation": "KR", "place": "city", "ready": 0, "class": "ordinary",
                   "needs": {"seats": 2}, "people": 2, "lifts_of": ["KR"]}]}"#;
    files.write("fleet.json", fleet);
    let words = files.words("solve fleet.json --effort quick");
    assert!(words.contains("1 of 1 sent"), "{words}");
    assert!(words.contains("v: city 0 > seoul 60 (2)"), "{words}");
    files.save("flown.json", "solve fleet.json --effort quick");
    assert_eq!(files.json("check fleet.json flown.json")["sound"], true);
    let bound = files.json("bound fleet.json --effort quick");
    let burden = files.json("solve fleet.json --effort quick")["score"]["total"]["burden"].clone();
    assert!(bound["burden"].as_i64() <= burden.as_i64(), "{bound}");
}

#[test]
fn nobody_out_is_a_failure_after_the_answer() {
    let files = Files::new();
    files.write("stuck.json", PROBLEM.replace("\"ready\": 0", "\"ready\": 1400"));
    let answer = files.ask("solve stuck.json").unwrap_or_else(|failure| panic!("{failure:?}"));
    assert!(answer.words.contains("out          0 of 10"), "{}", answer.words);
    let (exit, code, _) = files.failure("solve stuck.json");
    assert_eq!((exit, code.as_str()), (Exit::Infeasible, "plan-nobody-out"));
}

#[test]
fn the_checker_passes_what_was_planned_and_names_every_fault_of_what_was_not() {
    let files = Files::planned();
    assert_eq!(files.json("check problem.json plan.json")["sound"], true);
    files.write("bad.json", r#"{"journeys": [], "left": []}"#);
    let (exit, code, said) = files.failure("check problem.json bad.json");
    assert_eq!((exit, code.as_str()), (Exit::Unverified, "plan-refused"));
    assert_eq!(said.matches("party-missing").count(), 4, "{said}");
    for verb in ["explain problem.json bad.json", "hold problem.json bad.json --spread spread.json"]
    {
        assert_eq!(files.failure(verb).1, "plan-refused");
    }
}

#[test]
fn no_plan_is_better_than_the_bound() {
    let files = Files::new();
    let bound = files.json("bound problem.json");
    let total = files.json("solve problem.json")["score"]["total"].clone();
    assert!(bound["burden"].as_i64() <= total["burden"].as_i64());
    assert!(bound["weighted_out"].as_i64() >= total["weighted_out"].as_i64());
}

#[test]
fn pooled_is_worse_for_no_nation_and_what_each_gains_is_told() {
    let files = Files::new();
    let said = files.json("compare problem.json --effort quick");
    assert_eq!(said["never_worse"], true);
    // Alone, p1 takes all four seats of Korea's flight, and p3 is left.
    assert_eq!(said["nations"]["KR"]["people_out"], 2);
    assert_eq!(said["difference"]["gained"], json!(["p3"]));
    let words = files.words("compare problem.json --alone problem.json --effort quick");
    assert!(words.contains("neither nation is worse than alone: yes"), "{words}");
}

#[test]
fn a_plan_from_a_start_tells_whether_any_nation_is_worse_for_it() {
    let files = Files::planned();
    let said = files.json("solve problem.json --start plan.json");
    assert_eq!(said["never_worse"], true);
    assert_eq!(said["nations"]["KR"]["people_out"], 0);
    let words = files.words("solve problem.json --start plan.json");
    assert!(words.contains("neither nation is worse than at the start: yes"), "{words}");
    assert!(files.json("solve problem.json").get("never_worse").is_none());
}

#[test]
fn a_lost_flight_moves_those_on_it_and_the_answer_can_be_planned_again() {
    let files = Files::planned();
    let line = "replan problem.json plan.json --events events.json --change-price 600";
    let words = files.words(line);
    assert!(words.contains("moved   p1: bus, kr-1 -> bus, jp-1; event 0, lift-lost"), "{words}");
    files.save("after.json", line);
    files.write("later.json", r#"{"version": 1, "now": 200, "events": []}"#);
    let again = files.json("replan after.json after.json --events later.json");
    assert!(again["counts"]["kept"].as_u64() > Some(0), "{again}");
    let (exit, code, _) =
        files.failure("replan problem.json plan.json --events events.json --change-price=-1");
    assert_eq!((exit, code.as_str()), (Exit::BadInput, "price-out-of-range"));
}

#[test]
fn a_party_a_lift_and_every_deadline_are_explained() {
    let files = Files::planned();
    let all = files.json("explain problem.json plan.json");
    assert!(all["deadlines"][0]["slack"].is_i64() && all["check_ins"][0]["per_hour"].is_u64());
    let both = files.json("explain problem.json plan.json --party p4 --lift kr-1 --seats");
    assert_eq!(both["party"]["left"][0]["reason"], "too-late");
    assert_eq!(both["lift"]["lift"], "kr-1");
    assert!(both["seats"].is_array() && both["deadlines"].is_null());
    let words = files.words("explain problem.json plan.json --party p4");
    assert!(words.contains("would do: check-in of bus open 30 minutes longer"), "{words}");
    for (ask, code) in [("--party nobody", "unknown-party"), ("--lift none", "unknown-lift")] {
        let (exit, said, _) = files.failure(&format!("explain problem.json plan.json {ask}"));
        assert_eq!((exit, said.as_str()), (Exit::NotFound, code));
    }
}

#[test]
fn the_chance_to_hold_is_told_and_the_weak_boarding_named() {
    let files = Files::planned();
    let line = "hold problem.json plan.json --spread spread.json --runs 500 --seed 4";
    let fared = files.json(line);
    assert!((0.5..1.0).contains(&fared["whole"].as_f64().unwrap()), "{fared}");
    assert!(files.words(line).contains("bus > kr-1 leg 0"), "{}", files.words(line));
    let (exit, code, _) = files.failure(&line.replace("500", "0"));
    assert_eq!((exit, code.as_str()), (Exit::BadInput, "runs-out-of-range"));
}

#[test]
fn more_are_confirmed_than_there_are_seats() {
    let files = Files::new();
    let policy = files.json("overbook booking.json");
    assert!(policy["confirmed"].as_u64() > Some(5), "{policy}");
    files.write(
        "booking.json",
        r#"{"seats": 2, "households": [0], "cancel": 0, "no_show": 0,
        "risk": 0, "empty": 0}"#,
    );
    assert!(files.failure("overbook booking.json").2.contains("households[0]"));
}

#[test]
fn shuttles_are_solved_checked_and_bounded() {
    let files = Files::planned();
    let plan = files.json("solve shuttles.json");
    let last = json!({ "last_arrival": 14, "bound": 14, "proven": true, "gap": 0.0 });
    for (key, value) in last.as_object().unwrap() {
        assert_eq!(plan[key], *value, "{key}");
    }
    assert!(files.words("solve shuttles.json").contains("last arrival 7.00 minutes"));
    assert_eq!(files.json("check shuttles.json routes.json")["last_arrival"], 14);
    assert_eq!(files.json("bound shuttles.json")["last_arrival"], 14);
    files.write("routes.json", r#"{"routes": [[{"pickup": 0, "drop": 9, "people": 5}]]}"#);
    let (exit, code, said) = files.failure("check shuttles.json routes.json");
    assert_eq!((exit, code.as_str()), (Exit::Unverified, "plan-refused"));
    for rule in ["shuttle-no-way", "shuttle-load", "shuttle-demand"] {
        assert!(said.contains(rule), "{rule}: {said}");
    }
    assert_eq!(files.failure("compare shuttles.json").1, "problem-form");
}

#[test]
fn public_instances_become_problems_that_are_solved() {
    let files = Files::new();
    files.write("bep.txt", "1 10\n1 1\n1 20 20\n1 30 30\n1 3\n1 4\n");
    files.save("bep.json", "import bep bep.txt");
    // There 3, out 4, back 4, out 4.
    assert_eq!(files.json("solve bep.json")["last_arrival"], 15);
    let head = "8 2 1 1 1 0 6\n8.0 3.0 1.0 8.0 3.0 1.0\n";
    let rest = "A 1000000000 0\nH 1000000000 0\n0 1 air 2\nair 5 1 0 0 KR\n0 0 0 4\n";
    files.write("synthetic.txt", format!("{head}{rest}"));
    files.save("synthetic.json", "import synthetic synthetic.txt");
    assert_eq!(files.json("solve synthetic.json --effort quick")["summary"]["out"], 4);
}

#[test]
fn the_folder_of_an_experiment_becomes_a_problem_in_minutes() {
    let files = Files::new();
    let runs = "Origin,Destination,Distance\n";
    for (name, text) in [
        ("x.d/input/scenarios.csv", "Location,private_evac,Actual_demand\nIsle,0.0,10\n".into()),
        (
            "x.d/input/vessels.csv",
            "Vessel_name,Regular_origin,max_cap,vmax,v_loaded,loading time,time to availability\n\
             A,Main,10,12.0,6.0,2.0,1.5\n"
                .to_owned(),
        ),
        (
            "x.d/input/vessel compatibility.csv",
            "Dock,Resource,Compatibility\nMain,A,1\nPier,A,1\n".into(),
        ),
        ("x.d/incidences/beta.csv", "Island location,Island dock\nIsle,Pier\n".into()),
        ("x.d/incidences/zeta.csv", format!("{runs}Main,Pier,2.0\n")),
        ("x.d/incidences/delta.csv", format!("{runs}Main,Pier,2.0\n")),
        ("x.d/incidences/gamma.csv", format!("{runs}Pier,Main,2.0\n")),
    ] {
        files.write(name, text);
    }
    files.save("icep.json", "import icep x.d");
    assert!(files.words("solve icep.json").contains("last arrival 35.50 minutes"));
    assert_eq!(files.failure("import icep x.d --demand Nobody").1, "shuttle-form");
    let (exit, code, _) = files.failure("import icep no.d");
    assert_eq!((exit, code.as_str()), (Exit::NotFound, "file"));
}
