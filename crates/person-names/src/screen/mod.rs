//! Screening: travellers against lists of persons and documents.

pub mod lists;
