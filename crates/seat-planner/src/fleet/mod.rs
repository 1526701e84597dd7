//! Where vehicles are sent, and who rides them.
//!
//! In this order: the network in numbers, the people counted by what is alike, what a seat is
//! worth where and when (which is also the bound), itineraries from those prices, people loaded
//! onto them, and improvement.

mod climb;
mod crowd;
mod dive;
mod hope;
mod improve;
mod load;
mod network;
mod onward;
mod price;
mod respond;
mod rides;
mod schedule;

use crate::problem::Problem;

/// For development.
pub fn try_out(problem: &Problem, steps: u32, each: u32) {
    let network = network::Network::new(problem);
    let rides = rides::Rides::new(problem, &network);
    let market = price::Market::new(problem, &network, &rides, price::Goal::Burden);
    println!("kinds {} batches {} rides {} groups {}", network.crowd.kinds.len(), network.crowd.batches.len(), rides.rides.len(), network.groups.len());
    let start = std::time::Instant::now();
    let mut climb = climb::Climb::new(&market, market.nothing_given());
    let target: i128 = std::env::var("TARGET").ok().and_then(|t| t.parse().ok()).unwrap_or(1_000_000) * 150;
    let mut done = 0;
    let plan: Vec<(usize, f64)> = std::env::var("BLOCKS").unwrap_or("16:.2,8:.2,4:.2,2:.2,1:.2".into()).split(',').map(|x| { let (a, b) = x.split_once(':').unwrap(); (a.parse().unwrap(), b.parse().unwrap()) }).collect();
    for (block, share) in plan {
        climb.refine(block);
        let n = (f64::from(steps) * share) as u32;
        if let Some(lr) = std::env::var("LR").ok().and_then(|t| t.parse::<f64>().ok()) {
            let lo: f64 = std::env::var("LO").ok().and_then(|t| t.parse().ok()).unwrap_or(0.1);
            let people: i64 = network.crowd.batches.iter().map(|b| b.units).sum();
            let p0 = climb.best.max(1) as f64 / people as f64;
            let fade = |b: usize| lr * (b as f64 / 16.0).powf(0.5);
            climb.run(n, p0 * fade(block), p0 * fade(block) * lo);
            done += n;
        } else {
        for _ in 0..n {
            climb.step(target);
            done += 1;
        }}
        println!("{done} block {block} {:.0} {:?}", climb.best as f64 / 150.0, start.elapsed());
    }
    let bound = climb.best as f64 / 150.0;
    let order = load::order(&network.crowd);
    let mut scratch = load::Scratch::default();
    let _ = each;
    let mut hope = hope::Hope::new(&network, &rides, market.costs(&climb.prices));
    let var = |name: &str, or: f64| std::env::var(name).ok().and_then(|t| t.parse().ok()).unwrap_or(or);
    let mut rng = crate::search::Rng::new(var("SEED", 1.0) as u64);
    let begin = std::time::Instant::now();
    let limit = var("SECONDS", 2.0);
    let mut rounds = 0;
    let stages: Vec<i64> = std::env::var("STAGES").unwrap_or("0,64,128,192,224,256".into()).split(',').map(|x| x.parse().unwrap()).collect();
    let most = var("MOST", 1.0) as usize;
    let early = var("EARLY", 0.5);
    let mut groups = vec![None; problem.vehicles.len()];
    for (g, group) in network.groups.iter().enumerate() { for (m, member) in group.members.iter().enumerate() { groups[member.0] = Some((g, m)); } }
    hope.doubt(0);
    let schedule = schedule::Schedule::new(problem, &network, &rides);
    let loading = load::Loading::new(&hope, &network, &schedule);
    let mut state = improve::State { fleet: vec![Vec::new(); problem.vehicles.len()], given: market.nothing_given(), schedule, loading };
    for (n, stage) in stages.iter().enumerate() {
        hope.doubt(*stage);
        let work = improve::Work { problem, network: &network, market: &market, hope: &hope, order: &order, groups: groups.clone(), stride: var("STRIDE", 1.0) as usize };
        work.reload(&mut state, &mut scratch);
        let share = if *stage == 256 { limit } else { limit * early * (n + 1) as f64 / stages.len() as f64 };
        let mut best = state.clone();
        let heat0 = var("HEAT", 0.0) * bound * 150.0;
        let from = begin.elapsed().as_secs_f64();
        while begin.elapsed().as_secs_f64() < share {
            rounds += 1;
            let count = 1 + rng.below(most);
            let mut vs: Vec<usize> = (0..count).map(|_| rng.below(problem.vehicles.len())).collect();
            vs.sort_unstable(); vs.dedup();
            let tried = work.round(&state, &vs, &mut scratch, &mut rng);
            let heat = heat0 * (1.0 - (begin.elapsed().as_secs_f64() - from) / (share - from)).max(0.0);
            let (r, s) = (work.rank(&tried), work.rank(&state));
            let slack = (heat * (1.0 - (1.0 + rng.below(1000) as f64).ln() / 7.0)) as i64;
            if (r.0, r.1) >= (s.0, s.1) && ((r.0, r.1) > (s.0, s.1) || r.2 >= s.2 - slack) {
                state = tried;
                if r > work.rank(&best) { best = state.clone(); }
            }
        }
        state = best;
        let before = state.loading.rank.2;
        let mut again = state.clone();
        work.reload(&mut again, &mut scratch);
        if work.rank(&again) > work.rank(&state) { state = again; }
        println!("stage {stage} rounds {rounds} trips {} rank {:?} staying {} burden {:.0} gap {:.4} {:.2}s (before reload {:.0})", schedule_len(&state), state.loading.rank, state.loading.staying.iter().sum::<i64>(), -state.loading.rank.2 as f64 / 150.0, -state.loading.rank.2 as f64 / 150.0 / bound - 1.0, begin.elapsed().as_secs_f64(), -before as f64 / 150.0);
    }
}

fn schedule_len(state: &improve::State) -> usize {
    state.fleet.iter().flatten().filter(|(_, one)| !one.back).count()
}
