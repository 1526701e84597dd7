//! Chooses what to take out of the plan: one lift, two lifts, some parties, or one kind of them.

use super::Rng;
use super::state::State;

/// The units to take out, and the lift that this empties, if it is about one.
pub(crate) fn choose(state: &State<'_>, rng: &mut Rng) -> (Vec<usize>, Option<usize>) {
    let travelling = state.travelling();
    let lifts = state.model.timetable.lifts.len();
    match rng.below(8) {
        0..=2 => {
            let lift = rng.below(lifts);
            (aboard(state, &travelling, &[lift]), Some(lift))
        }
        3..=5 => {
            let (one, other) = (rng.below(lifts), rng.below(lifts));
            (aboard(state, &travelling, &[one, other]), Some(one))
        }
        6 => {
            let share = rng.below(travelling.len().min(200)).saturating_add(2);
            let chosen =
                (0..share).filter_map(|_| travelling.get(rng.below(travelling.len())).copied());
            let mut chosen: Vec<usize> = chosen.collect();
            chosen.sort_unstable();
            chosen.dedup();
            (chosen, (lifts > 0).then(|| rng.below(lifts)))
        }
        _ => (alike(state, travelling, rng), None),
    }
}

fn aboard(state: &State<'_>, travelling: &[usize], lifts: &[usize]) -> Vec<usize> {
    let rides = |unit: &usize| {
        state.path(*unit).is_some_and(|path| path.rides.iter().any(|(l, _, _)| lifts.contains(l)))
    };
    travelling.iter().copied().filter(rides).collect()
}

/// All who start at the same place and time under the same rules as one of them.
fn alike(state: &State<'_>, travelling: Vec<usize>, rng: &mut Rng) -> Vec<usize> {
    let origin = |unit: usize| state.model.of(unit).map(|(kind, _)| kind.origin);
    let Some(chosen) = travelling.get(rng.below(travelling.len())).copied() else {
        return travelling;
    };
    travelling.into_iter().filter(|unit| origin(*unit) == origin(chosen)).collect()
}
