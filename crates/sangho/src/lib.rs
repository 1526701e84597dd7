//! The program: store, exchange, web pages and the command line around the rooms of `corridor`.

pub mod exchange;
pub mod scenario;
pub mod store;
pub mod web;
