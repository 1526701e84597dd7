//! How long to search, and the bar that shows it.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use seat_planner::{Effort, Plan, Problem, Solution, check, solve, solve_paced};

use super::{Exit, Failure, input};

/// Marks on the bar.
const MARKS: u64 = 1_000;
/// The longest search, in seconds: a week.
const WEEK: f64 = 604_800.0;

/// How hard to search, by count.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Rounds {
    /// How hard to search: quick (100 rounds), normal (1,000), thorough (20,000), or a number of
    /// rounds. More takes longer and finds better plans.
    #[arg(long, value_name = "EFFORT", default_value = "normal", value_parser = rounds)]
    pub(super) effort: u32,
    /// Seed of the search; the same seed and effort give the same plan on every machine.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
}

/// How hard to search, by count or by the clock.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Budget {
    #[command(flatten)]
    pub(super) rounds: Rounds,
    /// Search for about so many seconds; then a second run may find another plan. Where all lifts
    /// have fixed times, searches of the rounds are repeated, each from the plan before it.
    #[arg(long, value_parser = seconds)]
    pub(super) seconds: Option<f64>,
}

fn rounds(word: &str) -> Result<u32, String> {
    match word {
        "quick" => Ok(100),
        "normal" => Ok(1_000),
        "thorough" => Ok(20_000),
        number => number
            .parse()
            .map_err(|_| "give quick, normal, thorough, or a whole number of rounds".to_owned()),
    }
}

fn seconds(word: &str) -> Result<f64, String> {
    let seconds = word.parse().ok().filter(|seconds| *seconds > 0.0 && *seconds <= WEEK);
    seconds.ok_or_else(|| "give seconds, more than 0 and at most a week".to_owned())
}

impl Rounds {
    pub(super) fn effort(self) -> Effort {
        Effort { seed: self.seed, rounds: self.effort }
    }
}

impl Budget {
    /// The same with a part of the time.
    pub(super) fn part(self, of_all: f64) -> Self {
        Self { seconds: self.seconds.map(|seconds| seconds * of_all), ..self }
    }

    /// Plans, and has the plan checked by what shares nothing with the search.
    pub(super) fn plan(
        self,
        problem: &Problem,
        start: Option<&Plan>,
        quiet: bool,
    ) -> Result<Solution, Failure> {
        let clock = Clock::new(self.seconds, !problem.vehicles.is_empty(), quiet);
        let solution = self.search(problem, start, &clock);
        clock.bar.finish_and_clear();
        let solution = solution.map_err(|error| input::unsound(&error))?;
        // The checker shares nothing with the search: what it refuses is a fault of ours.
        check(problem, &solution.plan).map_err(|faults| {
            let details = faults.iter().map(ToString::to_string).collect();
            let what = "the checker refuses the plan; report it with the problem";
            Failure::new(Exit::Failed, "plan-faults", what).with(details)
        })?;
        Ok(solution)
    }

    fn search(
        self,
        problem: &Problem,
        start: Option<&Plan>,
        clock: &Clock,
    ) -> Result<Solution, seat_planner::ProblemError> {
        let Effort { mut seed, rounds } = self.rounds.effort();
        let pace = |done: f64| clock.spent(done);
        let mut best = solve_paced(problem, &Effort { seed, rounds }, start, &pace)?;
        // The pace is asked only where vehicles are sent.
        let again = self.seconds.is_some() && problem.vehicles.is_empty() && rounds > 0;
        while again && best.gap > 0.0 && clock.spent(0.0) < 1.0 {
            seed = seed.wrapping_add(1);
            let next = solve(problem, &Effort { seed, rounds }, Some(&best.plan))?;
            if next.score.better_than(&best.score) {
                best = next;
            }
        }
        Ok(best)
    }
}

/// Does what does not say how much of it is done, with a sign of life on standard error.
pub(super) fn waiting<T>(quiet: bool, work: impl FnOnce() -> T) -> T {
    let clock = Clock::new(None, false, quiet);
    let done = work();
    clock.bar.finish_and_clear();
    done
}

/// What is spent of the time, and the bar on standard error.
pub(super) struct Clock {
    since: Instant,
    seconds: Option<f64>,
    pub(super) bar: ProgressBar,
}

impl Clock {
    /// Counted: whether the search says how much of it is done.
    pub(super) fn new(seconds: Option<f64>, counted: bool, quiet: bool) -> Self {
        let known = counted || seconds.is_some();
        let template =
            if known { "working {bar:40} {elapsed}" } else { "working {spinner} {elapsed}" };
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(MARKS) };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if !quiet {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { since: Instant::now(), seconds, bar }
    }

    /// How much is spent when so much is done by the search's own count, 0 to 1.
    pub(super) fn spent(&self, done: f64) -> f64 {
        let by_clock = |seconds| self.since.elapsed().as_secs_f64() / seconds;
        let spent = self.seconds.map_or(done, by_clock);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "within 0 and the marks"
        )]
        let marks = (spent.clamp(0.0, 1.0) * MARKS as f64) as u64;
        self.bar.set_position(marks);
        spent
    }
}
