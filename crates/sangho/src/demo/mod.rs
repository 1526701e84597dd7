//! The demonstration: two nodes in one process on loopback, each with its own store, keys and logs,
//! and a scenario that plays at them.

mod setup;
mod stage;

use std::path::Path;
use std::time::Duration;

use corridor::agreement::Nation;
use jiff::Timestamp;

use crate::drill::{self, Director, Report, Step, script};
use crate::node::{Clockwork, Running, Trouble, start};
use crate::scenario::{Scenario, cast};

pub use setup::Setup;
pub use stage::Network;

/// No wait between two acts is longer than this, however quiet the scenario.
const LONGEST_WAIT: Duration = Duration::from_millis(1500);

/// Both nodes, running.
pub struct Demo {
    nodes: Vec<(Nation, Running)>,
    setup: Setup,
}

/// How fast a scenario plays: hours of the scenario in one second; none: as fast as the nodes can.
pub type Speed = Option<f64>;

impl Demo {
    /// Sets up two nodes in `folder` (or finds them there) and starts them; `port` is that of the
    /// first nation's pages, the second's is the next; 0 takes free ones.
    ///
    /// # Errors
    /// When keys, stores or addresses can't be used.
    pub async fn start(folder: &Path, scenario: &Scenario, port: u16) -> Result<Self, Trouble> {
        let setup = Setup::prepare(folder, scenario)?;
        let mut listeners = Vec::new();
        for (index, _) in setup.configs.iter().enumerate() {
            let offset = u16::try_from(index).unwrap_or_default();
            let port = if port == 0 { 0 } else { port.saturating_add(offset) };
            let pages = crate::node::bind(&format!("127.0.0.1:{port}")).await?;
            listeners.push((pages, crate::node::bind("127.0.0.1:0").await?));
        }
        let exchanges: Result<Vec<String>, _> = listeners
            .iter()
            .map(|(_, exchange)| exchange.local_addr().map(|at| at.to_string()))
            .collect();
        let exchanges = exchanges.map_err(crate::node::trouble)?;
        let mut nodes = Vec::new();
        for (index, (config, bound)) in setup.configs.iter().zip(listeners).enumerate() {
            let mut config = config.clone();
            // Two nodes: each one's partner is the other.
            let partner = exchanges.iter().enumerate().find(|(other, _)| *other != index);
            config.partner = partner.map(|(_, at)| at.clone()).unwrap_or_default();
            let running = start(&config, Clockwork::Scenario, Some(bound)).await?;
            nodes.push((config.nation, running));
        }
        Ok(Self { nodes, setup })
    }

    /// The nodes by nation.
    #[must_use]
    pub fn nodes(&self) -> &[(Nation, Running)] {
        &self.nodes
    }

    /// Plays the scenario from where it stopped, says after each step how many are done, and tells
    /// in the end what it came to.
    ///
    /// # Errors
    /// What a node refused.
    pub async fn play(
        &self,
        scenario: &Scenario,
        speed: Speed,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Report, Trouble> {
        let cast = &cast(scenario, self.setup.seed);
        let script = &script(scenario, cast, drill::terms().map_err(refused)?.parties);
        let authorities = drill::authorities(scenario);
        let effort = seat_planner::Effort { seed: self.setup.seed, rounds: drill::EFFORT_ROUNDS };
        let mut director = Director::new(script, cast, authorities, effort);
        let mut stage = Network::new(&self.nodes);
        let done = self.setup.done();
        if done > 0 {
            director.resume(&mut stage).map_err(refused)?;
        }
        let mut before: Option<Timestamp> = None;
        for (index, step) in script.steps.iter().enumerate().skip(done) {
            tokio::time::sleep(wait(before, step, speed)).await;
            before = Some(step.at);
            // Committing blocks for the disk; this thread is the demonstration's own.
            tokio::task::block_in_place(|| director.play(&mut stage, step)).map_err(refused)?;
            self.setup.note(index.saturating_add(1))?;
            progress(index.saturating_add(1), script.steps.len());
        }
        if director.plans().is_none() {
            // It had been played to its end before: only the plans are made again.
            let plan = script.steps.iter().rfind(|step| matches!(step.act, drill::Act::Plan));
            let again = |step| director.play(&mut stage, step);
            tokio::task::block_in_place(|| plan.map_or(Ok(()), again)).map_err(refused)?;
        }
        let told = || drill::report(scenario, cast, self.setup.seed, &mut stage, &director);
        tokio::task::block_in_place(told).map_err(refused)
    }
}

fn refused(refused: crate::operation::Refused) -> Trouble {
    Trouble::new(refused.code, refused.what)
}

/// How long to wait before a step.
fn wait(before: Option<Timestamp>, step: &Step, speed: Speed) -> Duration {
    let (Some(before), Some(hours)) = (before, speed) else {
        return Duration::ZERO;
    };
    let passed = step.at.duration_since(before).as_secs_f64().max(0.0);
    Duration::try_from_secs_f64(passed / 3600.0 / hours.max(0.01))
        .unwrap_or(LONGEST_WAIT)
        .min(LONGEST_WAIT)
}
