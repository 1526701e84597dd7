//! The verbs of `plan`, asked as a command line asks them, on small problems.

mod bad_input;
mod common;
mod verbs;
