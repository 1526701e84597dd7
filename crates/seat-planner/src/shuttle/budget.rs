//! How much work may still be done: counted in steps, so that the same effort gives the same plan,
//! and cut short only when the caller says so.

/// Steps in a round of [`Effort`](crate::Effort).
pub(super) const ROUND: u64 = 1_000;
/// Steps between two questions to the caller.
const OFTEN: u64 = 2_000;

pub(super) struct Budget<'a> {
    left: u64,
    since: u64,
    keep_going: &'a mut dyn FnMut() -> bool,
    stopped: bool,
}

impl<'a> Budget<'a> {
    pub(super) fn new(steps: u64, keep_going: &'a mut dyn FnMut() -> bool) -> Self {
        Self { left: steps, since: 0, keep_going, stopped: false }
    }

    /// Takes steps; whether there were so many and the caller wants more.
    pub(super) fn spend(&mut self, steps: u64) -> bool {
        self.since += steps;
        if self.since >= OFTEN {
            self.since = 0;
            self.stopped |= !(self.keep_going)();
        }
        self.left = self.left.saturating_sub(steps);
        !self.over()
    }

    pub(super) fn over(&self) -> bool {
        self.stopped || self.left == 0
    }
}
