//! The verbs of `sangho names` asked about small files. The people are invented.

mod resolving;
mod screening;
