//! The verbs of `plan` on small problems.
