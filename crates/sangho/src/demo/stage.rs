//! Two running nodes as the stage of a drill: what one releases has reached the other, over the
//! real connection, before the next act.

use std::sync::Arc;
use std::time::{Duration, Instant};

use corridor::agreement::Nation;
use tokio::sync::watch;

use crate::drill::{LogFigures, Stage};
use crate::exchange::LinkState;
use crate::node::{Office, Running};
use crate::operation::{Node, Refused};
use crate::store::Log;

/// Longest wait for a receipt; loopback takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(1);

/// Two nodes and the links between them.
pub struct Network {
    nodes: Vec<(Nation, Arc<Office>, watch::Receiver<LinkState>)>,
}

impl Network {
    /// The stage of these nodes.
    #[must_use]
    pub fn new(nodes: &[(Nation, Running)]) -> Self {
        let side = |(nation, running): &(Nation, Running)| {
            (*nation, Arc::clone(&running.office), running.link.state())
        };
        Self { nodes: nodes.iter().map(side).collect() }
    }
}

impl Stage for Network {
    fn act(
        &mut self,
        nation: Nation,
        act: &mut dyn FnMut(&mut Node) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let Some((_, office, link)) = self.nodes.iter().find(|(one, _, _)| *one == nation) else {
            return Ok(());
        };
        office.act(act)?;
        let released = office.store().size(Log::Outbound);
        let since = Instant::now();
        while link.borrow().partner_size < released {
            if since.elapsed() > PATIENCE {
                return Err(Refused {
                    code: "link-silent".to_owned(),
                    what: format!("{nation}'s entries got no receipt in 30 s; see its desk"),
                });
            }
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }

    fn witness(&self) -> Result<LogFigures, Refused> {
        let mut figures = LogFigures { entries: 0, crossed: 0, witnessed: true };
        for (_, office, link) in &self.nodes {
            let store = office.store();
            let released = store.size(Log::Outbound);
            figures.entries = figures.entries.saturating_add(store.size(Log::Own));
            figures.crossed = figures.crossed.saturating_add(released);
            // The receipt of the last entry, and every hash and signature behind it.
            figures.witnessed &= link.borrow().partner_size == released && store.verify().is_ok();
        }
        Ok(figures)
    }
}
