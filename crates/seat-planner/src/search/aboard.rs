//! Who is aboard which leg and who stays, kept while places are exchanged, and taken back.

use std::rc::Rc;

use super::exchange::Exchange;
use crate::itinerary::Path;

impl Exchange<'_, '_> {
    /// Lets a unit that stays travel; by how much that is worse.
    pub(super) fn put(&mut self, unit: usize, path: &Rc<Path>) -> i64 {
        self.undo.push((unit, None));
        self.goes(unit, path);
        self.state.model.of(unit).map_or(0, |(kind, _)| self.gain(kind, path))
    }

    /// Lets a unit stay; by how much that is worse.
    pub(super) fn remove(&mut self, unit: usize) -> i64 {
        let Some(path) = self.stays(unit) else {
            return 0;
        };
        let worse = self.state.model.of(unit).map_or(0, |(kind, _)| -self.gain(kind, &path));
        self.undo.push((unit, Some(path)));
        worse
    }

    /// Undoes the exchange.
    pub(super) fn take_back(&mut self) {
        while let Some((unit, before)) = self.undo.pop() {
            match before {
                Some(path) => self.goes(unit, &path),
                None => {
                    self.stays(unit);
                }
            }
        }
    }

    fn goes(&mut self, unit: usize, path: &Rc<Path>) {
        self.state.put(unit, path);
        self.boards(unit, path);
        let slot = self.slot.get(unit).copied().unwrap_or(usize::MAX);
        if slot < self.left.len() {
            self.left.swap_remove(slot);
            if let Some(moved) = self.left.get(slot)
                && let Some(place) = self.slot.get_mut(*moved)
            {
                *place = slot;
            }
        }
        if let Some(place) = self.slot.get_mut(unit) {
            *place = usize::MAX;
        }
    }

    pub(super) fn boards(&mut self, unit: usize, path: &Path) {
        for leg in &path.legs {
            if let Some(aboard) = self.aboard.get_mut(*leg) {
                aboard.push(unit);
            }
        }
    }

    fn stays(&mut self, unit: usize) -> Option<Rc<Path>> {
        let path = self.state.remove(unit)?;
        for leg in &path.legs {
            if let Some(aboard) = self.aboard.get_mut(*leg)
                && let Some(at) = aboard.iter().position(|other| *other == unit)
            {
                aboard.swap_remove(at);
            }
        }
        self.waits(unit);
        Some(path)
    }

    pub(super) fn waits(&mut self, unit: usize) {
        if let Some(slot) = self.slot.get_mut(unit) {
            *slot = self.left.len();
            self.left.push(unit);
        }
    }
}
