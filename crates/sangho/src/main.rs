//! Sangho: two nations bring each other's citizens home.

use clap::Parser as _;
use sangho::cli::{Cli, Exit};

fn main() -> Exit {
    Cli::parse().run()
}
