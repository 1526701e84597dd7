//! Replay of history: five emergencies end at the totals that the sources give
//! (docs in `scenarios/*/scenario.toml`), everybody is accounted for once, and the plans over the
//! same people and seats keep their promises.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use corridor::agreement::Nation;
use jiff::Timestamp;
use sangho::drill::{self, PlanReport, Report};
use sangho::scenario::{self, BUILT_IN};

/// Each scenario plays once for all tests of this file.
fn report(name: &str) -> &'static Report {
    static PLAYED: [OnceLock<Report>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];
    let index = BUILT_IN.iter().position(|known| *known == name).expect("a built-in scenario");
    PLAYED[index].get_or_init(|| {
        let scenario = scenario::load(name).expect("a built-in scenario");
        drill::run(&scenario, 1, &mut |_, _| {}).unwrap_or_else(|error| panic!("{name}: {error}"))
    })
}

fn boarded(scenario: &str, ids: &[&str]) -> Vec<usize> {
    let lifts = &report(scenario).lifts;
    let of = |id: &&str| lifts.iter().find(|lift| lift.id == **id).map(|lift| lift.boarded);
    ids.iter().filter_map(of).collect()
}

#[test]
fn of_285_who_applied_at_abu_dhabi_206_boarded_with_12_who_walked_in() {
    let lifts = &report("gulf-2026").lifts;
    let lift = lifts.iter().find(|lift| lift.id == "gulf-t1").expect("it was boarded");
    assert_eq!((lift.applied, lift.cancelled), (285, 38));
    assert_eq!((lift.no_show, lift.walk_in, lift.boarded), (53, 12, 206));
}

#[test]
fn desert_light_carried_211_and_the_riyadh_aircraft_of_10_march_172() {
    assert_eq!(boarded("gulf-2026", &["gulf-t7", "gulf-t5"]), [211, 172]);
}

#[test]
fn the_kc_767s_carried_83_and_46_and_the_kc_330_220() {
    assert_eq!(boarded("israel-2023", &["israel-t3", "israel-t5", "israel-t1"]), [83, 46, 220]);
}

#[test]
fn two_half_empty_aircraft_left_beirut_with_97_and_16() {
    assert_eq!(boarded("lebanon-2024", &["lebanon-t1", "lebanon-t3"]), [97, 16]);
}

#[test]
fn port_sudan_saw_28_and_45_leave() {
    assert_eq!(boarded("sudan-2023", &["sudan-t3", "sudan-t4"]), [28, 45]);
}

#[test]
fn kabul_came_to_391_because_a_second_aircraft_was_used() {
    let lifts = &report("kabul-2021").lifts;
    let mut from_islamabad: Vec<usize> = lifts
        .iter()
        .filter(|lift| lift.boarded > 0 && lift.route.ends_with("ICN"))
        .map(|lift| lift.boarded)
        .collect();
    from_islamabad.sort_unstable();
    assert_eq!(from_islamabad, [13, 378], "{lifts:#?}");
}

#[test]
fn everybody_is_in_exactly_one_final_state_and_both_nodes_agree() {
    for name in BUILT_IN {
        let report = report(name);
        let people = scenario::cast(&scenario::load(name).expect("built in"), 1).persons.len();
        assert_eq!(report.people as usize, people, "{name}: each person of the cast once");
        assert_eq!(report.people, report.accounted, "{name}");
        assert_eq!(report.states.values().sum::<u32>(), report.people, "{name}");
        let of_nations: u32 = report.by_nation.values().flat_map(BTreeMap::values).sum();
        assert_eq!(of_nations, report.people, "{name}");
        let open = ["aboard", "unaccounted"];
        assert!(open.iter().all(|state| !report.states.contains_key(state)), "{name}");
        assert!(report.sums_agree, "{name}");
        assert!(report.log.witnessed && report.log.crossed < report.log.entries, "{name}");
    }
}

#[test]
fn who_boarded_is_who_the_border_was_told_of_before_they_landed() {
    for name in BUILT_IN {
        let border = &report(name).border;
        assert!(border.lists > 0, "{name}");
        assert_eq!(border.before_landing, border.passengers, "{name}");
        assert_eq!(border.clear + border.refer, border.passengers, "{name}");
    }
}

#[test]
fn pooled_is_never_worse_than_alone_in_any_figure() {
    for name in BUILT_IN {
        let plans = &report(name).plans;
        let (alone, pooled) = (&plans["alone"], &plans["pooled"]);
        assert_eq!(alone.people, pooled.people, "{name}: the same people");
        assert!(pooled.out >= alone.out, "{name}: out");
        assert!(pooled.home >= alone.home, "{name}: home");
        assert!(pooled.burden <= alone.burden, "{name}: burden");
        assert!(pooled.split_households <= alone.split_households, "{name}: split");
        let last = |plan: &PlanReport| plan.last_arrival.as_ref().map(|at| at.parse::<Timestamp>());
        assert!(last(pooled).unwrap().unwrap() <= last(alone).unwrap().unwrap(), "{name}: last");
        // An infant more on a lap leaves a seat more empty, and no lift more goes for it.
        let laps = |plan: &PlanReport| plan.out.saturating_sub(plan.lifts.values().sum());
        let spared = laps(pooled).saturating_sub(laps(alone));
        assert!(pooled.empty_seats <= alone.empty_seats + spared, "{name}: empty seats");
    }
}

#[test]
fn the_json_of_a_drill_has_the_keys_that_were_promised() {
    for name in BUILT_IN {
        let said = serde_json::to_value(report(name)).expect("it becomes JSON");
        for key in ["scenario", "people", "accounted", "states", "by_nation", "plans"] {
            assert!(said.get(key).is_some(), "{name}: {key}");
        }
        for plan in ["history", "alone", "pooled"] {
            for key in ["out", "last_arrival", "empty_seats", "split_households", "gap"] {
                assert!(said["plans"][plan].get(key).is_some(), "{name}: {plan}.{key}");
            }
        }
    }
}

#[test]
fn every_plan_keeps_families_together_and_states_an_honest_gap() {
    for name in BUILT_IN {
        let report = report(name);
        assert_eq!(
            report.plans.keys().copied().collect::<Vec<_>>(),
            ["alone", "history", "pooled"]
        );
        for (kind, plan) in &report.plans {
            assert_eq!(plan.split_households, 0, "{name}, {kind}");
            assert!(plan.bound <= plan.burden, "{name}, {kind}: no plan beats the bound");
            assert!(plan.gap >= 0.0 && plan.gap.is_finite(), "{name}, {kind}: {}", plan.gap);
            assert!(plan.out <= plan.people && plan.home <= plan.out, "{name}, {kind}");
        }
        let gap = report.plans["pooled"].gap;
        assert!(gap <= 0.05, "{name}: the pooled plan is {:.1} % off the bound", gap * 100.0);
    }
}

#[test]
fn pooling_puts_beiruts_113_into_one_lift() {
    let pooled = &report("lebanon-2024").plans["pooled"];
    let lifts: Vec<_> = pooled.lifts.keys().map(String::as_str).collect();
    assert_eq!(lifts, ["lebanon-t1", "lebanon-t4"], "97 and 16 fit one aircraft; the C-2 is free");
    // Two leave by boat the day before, as they did; the sea takes them to Cyprus.
    assert_eq!(pooled.lifts["lebanon-t4"], 2);
    assert_eq!((pooled.out, pooled.home), (115, 113), "{pooled:?}");
}

#[test]
fn families_on_several_lists_are_found_and_nobody_is_merged_with_somebody_else() {
    for (name, seed) in ["lebanon-2024", "israel-2023"]
        .into_iter()
        .flat_map(|name| (1..=3).map(move |seed| (name, seed)))
    {
        let mut played = crate::common::play(name, seed, false);
        let mut found: BTreeSet<usize> = BTreeSet::new();
        for (nation, side) in &mut played.pair.0 {
            let mut here: BTreeMap<usize, usize> = BTreeMap::new();
            for person in side.node.state_mut().people().persons.values() {
                let who: BTreeSet<usize> = person
                    .claims
                    .iter()
                    .map(|(row, _)| played.script.rows[&(row.registration.clone(), row.index)])
                    .collect();
                assert_eq!(who.len(), 1, "{name} {seed} {nation}: {who:?} were made one person");
                who.iter().for_each(|who| *here.entry(*who).or_default() += 1);
            }
            let twice: Vec<_> = here.iter().filter(|(_, times)| **times > 1).collect();
            assert!(twice.is_empty(), "{name} {seed} {nation}: twice there: {twice:?}");
            let listed = listed(&played.cast, *nation);
            assert_eq!(here.keys().copied().collect::<BTreeSet<_>>(), listed, "{name} {seed}");
            found.extend(here.keys());
        }
        assert_eq!(found.len(), played.cast.persons.len(), "{name} {seed}: all were found");
        for (nation, side) in &mut played.pair.0 {
            let sum = side.node.closing_sum().expect("both nodes said their sums");
            assert_eq!(sum.people() as usize, found.len(), "{name} {seed} {nation}: each once");
            assert_eq!(sum.accounted(), sum.people(), "{name} {seed} {nation}");
        }
    }
}

/// The people of the cast whom some form to `nation` names.
fn listed(cast: &scenario::Cast, nation: Nation) -> BTreeSet<usize> {
    let forms = cast.forms.iter().filter(|form| form.to == nation.to_string());
    forms.flat_map(|form| form.rows.iter().map(|row| row.person)).collect()
}
