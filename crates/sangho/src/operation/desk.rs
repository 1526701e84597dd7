//! The desk's acts: warnings, the declaration, closures, notices.

use corridor::agreement::{Consent, DataClass};
use corridor::emergency::{Closure, Declaration, Emergency};
use corridor::notice::Notice;
use corridor::warning::{Warning, in_force};
use jiff::Timestamp;
use public_alerts::{Alert, Limits};

use super::fact::Fact;
use super::{Node, Refused, refused};

impl Node {
    /// Takes in a CAP alert of one of `authorities` and passes it on to the partner at once.
    ///
    /// # Errors
    /// When the alert can't be read or is no warning for this node.
    pub fn warn(
        &mut self,
        xml: &[u8],
        authorities: &[String],
        at: Timestamp,
    ) -> Result<(), Refused> {
        let alert = Alert::read(xml, &Limits::default())
            .map_err(|error| Refused { code: error.code().to_owned(), what: error.to_string() })?;
        let warning = Warning::from_alert(&alert, authorities, self.world).map_err(refused)?;
        if self.state.warnings.iter().any(|known| known.is(&warning)) {
            return Ok(());
        }
        let warned = Fact::Warned(warning);
        self.share((DataClass::Warnings, Consent::None), at, &warned, None)?;
        self.notify(at)
    }

    /// Declares an emergency on an officer's word.
    ///
    /// # Errors
    /// When the declaration names no officer or no country.
    pub fn declare(&mut self, declaration: Declaration) -> Result<(), Refused> {
        if self.state.emergency.is_some() {
            return Ok(());
        }
        let at = declaration.at;
        let emergency = Emergency::declare(declaration, &self.state.warnings).map_err(refused)?;
        self.record(at, &Fact::Declared(emergency), None)?;
        self.notify(at)
    }

    /// Closes a place or a road.
    ///
    /// # Errors
    /// When its times contradict each other.
    pub fn close(&mut self, closure: Closure, at: Timestamp) -> Result<(), Refused> {
        let closure = closure.checked().map_err(refused)?;
        if self.state.closures.contains(&closure) {
            return Ok(());
        }
        let closed = Fact::Closed(closure);
        self.share((DataClass::Assets, Consent::None), at, &closed, None)
    }

    /// Tells citizens what holds now; no notice goes out before an emergency is declared.
    fn notify(&mut self, at: Timestamp) -> Result<(), Refused> {
        let Some(emergency) = &self.state.emergency else {
            return Ok(());
        };
        let warnings = in_force(&self.state.warnings, at);
        let notice = match self.state.notices.last() {
            Some(last) => last.update(emergency, &warnings, at),
            None => Notice::issue(self.state.me, emergency, &warnings, at),
        };
        if self.state.notices.last().is_some_and(|last| last.text() == notice.text()) {
            return Ok(());
        }
        self.record(at, &Fact::Notified(notice), None).map(|_| ())
    }
}
