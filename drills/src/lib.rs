//! End-to-end drills: real nodes as separate processes on loopback, driven from outside as
//! citizens, officers and bad luck would drive them.

mod citizen;
mod folder;
mod http;
mod pair;
mod program;

pub use citizen::{FORM, Form};
pub use folder::Folder;
pub use http::{Answer, Page, get, post, raw};
pub use pair::{NATIONS, Pair};
pub use program::{Node, Run, Started, free_ports, run, start};
