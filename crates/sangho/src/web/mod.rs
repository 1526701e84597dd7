//! The pages: a desk for officers, a registration form for citizens, in Korean, Japanese and
//! English.

pub mod assets;
mod clock;
mod compress;
pub mod desk;
mod headers;
mod routes;
#[cfg(test)]
mod tests;
pub mod traveller;
pub mod words;

pub use routes::{Desk, router};
