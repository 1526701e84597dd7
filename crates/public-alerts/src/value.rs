//! The code values of CAP 1.2 (sections 3.2.1 and 3.2.2), exactly as the standard lists them.

/// Declares one list of code values with its spelling in the standard.
macro_rules! values {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $value:ident = $text:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$doc])* $value,)+
        }

        impl $name {
            /// All values, in the order of the standard.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The value as CAP spells it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Code for $name {
            const VALUES: &'static [Self] = Self::ALL;

            fn spelling(self) -> &'static str {
                self.as_str()
            }
        }
    };
}

/// What the reader needs of every list.
pub(crate) trait Code: Copy + 'static {
    /// All values.
    const VALUES: &'static [Self];

    /// The standard's spelling.
    fn spelling(self) -> &'static str;

    /// The value spelled `text`; letters must agree in case (section 3.2, note on values).
    fn from_spelling(text: &str) -> Option<Self> {
        Self::VALUES.iter().copied().find(|value| value.spelling() == text)
    }

    /// All spellings, for an error.
    fn spellings() -> String {
        Self::VALUES.iter().map(|value| value.spelling()).collect::<Vec<_>>().join(", ")
    }
}

values! {
    /// How the alert is to be handled: `status`.
    Status {
        /// To be acted on by all it reaches.
        Actual = "Actual",
        /// For the participants of the exercise named in `note`.
        Exercise = "Exercise",
        /// For the working of the alert network itself.
        System = "System",
        /// A technical test; all recipients disregard it.
        Test = "Test",
        /// A draft, not to be acted on.
        Draft = "Draft",
    }
}

values! {
    /// The nature of the alert: `msgType`.
    MsgType {
        /// First information.
        Alert = "Alert",
        /// Replaces the alerts in `references`.
        Update = "Update",
        /// Withdraws the alerts in `references`.
        Cancel = "Cancel",
        /// Acknowledges the alerts in `references`.
        Ack = "Ack",
        /// Rejects the alerts in `references`.
        Error = "Error",
    }
}

values! {
    /// Whom the alert is for: `scope`.
    Scope {
        /// Everyone.
        Public = "Public",
        /// Those named in `restriction`.
        Restricted = "Restricted",
        /// The addresses in `addresses`.
        Private = "Private",
    }
}

values! {
    /// The kind of event: `category`.
    Category {
        /// Geophysical, with landslide and tsunami.
        Geo = "Geo",
        /// Weather, with flood.
        Met = "Met",
        /// General emergency and public safety.
        Safety = "Safety",
        /// Law enforcement, military, homeland and private security.
        Security = "Security",
        /// Rescue and recovery.
        Rescue = "Rescue",
        /// Fire suppression and rescue.
        Fire = "Fire",
        /// Medical and public health.
        Health = "Health",
        /// Pollution and other environmental matters.
        Env = "Env",
        /// Public and private transport.
        Transport = "Transport",
        /// Utilities, telecommunication and the like.
        Infra = "Infra",
        /// Chemical, biological, radiological, nuclear or explosive.
        Cbrne = "CBRNE",
        /// Anything else.
        Other = "Other",
    }
}

values! {
    /// What those in the area should do: `responseType`.
    ResponseType {
        /// Take shelter where they are.
        Shelter = "Shelter",
        /// Leave as the instruction says.
        Evacuate = "Evacuate",
        /// Make preparations.
        Prepare = "Prepare",
        /// Carry out a planned action.
        Execute = "Execute",
        /// Avoid the event.
        Avoid = "Avoid",
        /// Attend to information sources.
        Monitor = "Monitor",
        /// Evaluate this message; not for public warnings.
        Assess = "Assess",
        /// The event no longer threatens.
        AllClear = "AllClear",
        /// No action recommended.
        None = "None",
    }
}

values! {
    /// How soon to act: `urgency`.
    Urgency {
        /// At once.
        Immediate = "Immediate",
        /// Within the next hour.
        Expected = "Expected",
        /// In the near future.
        Future = "Future",
        /// No longer needed.
        Past = "Past",
        /// Not known.
        Unknown = "Unknown",
    }
}

values! {
    /// How grave: `severity`.
    Severity {
        /// Extraordinary threat to life or property.
        Extreme = "Extreme",
        /// Significant threat.
        Severe = "Severe",
        /// Possible threat.
        Moderate = "Moderate",
        /// Little or no known threat.
        Minor = "Minor",
        /// Not known.
        Unknown = "Unknown",
    }
}

values! {
    /// How sure: `certainty`.
    Certainty {
        /// Has occurred or goes on.
        Observed = "Observed",
        /// More than about one in two.
        Likely = "Likely",
        /// Possible but not likely.
        Possible = "Possible",
        /// Not expected to occur.
        Unlikely = "Unlikely",
        /// Not known.
        Unknown = "Unknown",
    }
}
