//! The isolated community evacuation problem: its tables, and the public instances where there are.

use seat_planner::shuttle::{ICEP_MINUTE, read_icep};

use crate::common::plan;

/// One vessel with a slow and one with a fast hull, one island with two docks.
pub(crate) const TABLES: [(&str, &str); 7] = [
    (
        "input/scenarios.csv",
        "Scenario,Location,private_evac,Actual_demand,Demand_0\nScenario 1,Isle,0.0,25,10\n",
    ),
    (
        "input/vessels.csv",
        "Vessel_name,Regular_origin,max_cap,vmax,v_loaded,loading time,time to availability\n\
         A,Main,10,12.0,6.0,2.0,1.5\nB,Main,5,20.0,20.0,1.0,0.0\n",
    ),
    (
        "input/vessel compatibility.csv",
        "Dock,Resource,Compatibility\nMain,A,1\nMain,B,1\nPier,A,1\nPier,B,1\nBeach,A,0\n\
         Beach,B,1\n",
    ),
    ("incidences/beta.csv", "Island location,Island dock\nIsle,Pier\nIsle,Beach\n"),
    ("incidences/zeta.csv", "Origin,Destination,Distance\nMain,Pier,2.0\nMain,Beach,1.0\n"),
    ("incidences/delta.csv", "Origin,Destination,Distance\nMain,Pier,2.0\nMain,Beach,1.0\n"),
    ("incidences/gamma.csv", "Origin,Destination,Distance\nPier,Main,2.0\nBeach,Main,1.0\n"),
];

#[test]
fn times_are_sailing_and_loading_and_docks_are_for_those_who_may() {
    let problem = read_icep(&TABLES, "Actual_demand").unwrap();
    assert_eq!(problem.sites, [25]);
    let minutes = |n: i64| Some(n * ICEP_MINUTE);
    // A: 2 miles loaded at 6 knots is 20 minutes, and 2 to load and 2 to unload.
    assert_eq!(problem.fleets[0].loaded, [[minutes(24)], [None]]);
    assert_eq!(problem.fleets[1].loaded, [[minutes(8)], [minutes(5)]]);
    assert_eq!(problem.vehicles[0].first, [minutes(10), None]);
    assert_eq!(problem.vehicles[0].available, ICEP_MINUTE * 3 / 2);
}

#[test]
fn a_tiny_instance_is_proven_best() {
    // B goes three times by the beach, 8 minutes each; A once by the pier, 1.5 + 10 + 24.
    let plan = plan(&read_icep(&TABLES, "Actual_demand").unwrap(), 1_000).unwrap();
    assert_eq!((plan.last_arrival, plan.proven), (ICEP_MINUTE * 71 / 2, true));
}

#[test]
fn an_error_says_code_file_and_line() {
    let with = |name: &str, from: &str, to: &str| {
        let texts: Vec<(&str, String)> = TABLES
            .iter()
            .map(|(n, t)| (*n, if *n == name { t.replace(from, to) } else { (*t).to_owned() }))
            .collect();
        let files: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (*n, t.as_str())).collect();
        read_icep(&files, "Actual_demand").unwrap_err()
    };
    let error = with("incidences/gamma.csv", "Beach", "Sand");
    assert_eq!((error.code(), error.line()), ("shuttle-unknown", 3));
    assert_eq!(error.file(), "incidences/gamma.csv");
    let error = with("input/vessels.csv", "20.0,20.0", "20.0,fast");
    assert_eq!((error.code(), error.line()), ("shuttle-form", 3));
    assert_eq!(with("input/vessels.csv", "B,Main", "A,Main").line(), 3);
    assert_eq!(with("input/vessels.csv", "12.0,6.0", "0,0").line(), 2);
    assert_eq!(with("input/scenarios.csv", "0.0,25", "3,25").line(), 2);
    assert_eq!(with("input/scenarios.csv", "Actual_demand", "Other").line(), 2);
    assert_eq!(read_icep(&TABLES[1..], "Actual_demand").unwrap_err().line(), 0);
}

/// What Gurobi published, in thousandths of a minute, by factor, interval and seed: for the first
/// forecast, and for the actual demand.
const PUBLISHED: [(&str, i64, i64); 12] = [
    ("0.2_update_interval_15_number_updates_8_seed_123", 171_637, 213_586),
    ("0.2_update_interval_15_number_updates_8_seed_126", 171_637, 211_070),
    ("0.2_update_interval_30_number_updates_4_seed_124", 182_969, 182_969),
    ("0.2_update_interval_30_number_updates_4_seed_127", 159_034, 171_637),
    ("0.2_update_interval_60_number_updates_2_seed_125", 194_733, 216_234),
    ("0.4_update_interval_15_number_updates_8_seed_123", 160_192, 213_586),
    ("0.4_update_interval_15_number_updates_8_seed_126", 171_412, 211_070),
    ("0.4_update_interval_30_number_updates_4_seed_124", 132_653, 182_969),
    ("0.4_update_interval_30_number_updates_4_seed_127", 149_286, 171_637),
    ("0.4_update_interval_60_number_updates_2_seed_125", 177_301, 216_234),
    ("0.6_update_interval_15_number_updates_8_seed_123", 194_733, 213_586),
    ("0.6_update_interval_15_number_updates_8_seed_126", 177_301, 211_070),
];

#[test]
fn public_instances_are_proven_and_no_worse_than_published() {
    let Ok(folder) = std::env::var("SANGHO_PLANNER_DATA") else {
        eprintln!("skipped: SANGHO_PLANNER_DATA names no folder with the public instances");
        return;
    };
    let first = "experiment_test_case_small_ratio_2_var_factor_";
    for (name, forecast, actual) in PUBLISHED {
        let mut texts = Vec::new();
        for (table, _) in TABLES {
            let path = format!("{folder}/icep/D1/{first}{name}/{table}");
            texts.push((table, std::fs::read_to_string(path).unwrap()));
        }
        let files: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (*n, t.as_str())).collect();
        for (column, published) in [("Demand_0", forecast), ("Actual_demand", actual)] {
            let plan = plan(&read_icep(&files, column).unwrap(), 20_000).unwrap();
            // The published values are rounded to thousandths.
            let published = (published * 10 + 5) * (ICEP_MINUTE / 10_000);
            assert!(plan.proven && plan.last_arrival <= published, "{name} {column}");
        }
    }
}
