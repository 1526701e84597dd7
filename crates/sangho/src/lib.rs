//! The program: store, exchange, web pages and the command line around the rooms of `corridor`.

pub mod cli;
pub mod demo;
pub mod drill;
pub mod exchange;
pub mod node;
pub mod operation;
pub mod scenario;
pub mod store;
pub mod web;
