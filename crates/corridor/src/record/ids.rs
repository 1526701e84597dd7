//! Names of things in the log, one type each, so that a lift can't be taken for a person.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])+ $name:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id spelled `text`.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// Its spelling.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// A place: an airport, a port, a city.
    PlaceId;
    /// One lift: an aircraft, ship or bus on one journey.
    LiftId;
    /// One offer of seats.
    OfferId;
    /// One registration, from one source.
    RegistrationId;
    /// One person, after resolution.
    PersonId;
    /// One household, after resolution: it travels together.
    HouseholdId;
}
