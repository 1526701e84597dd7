//! Sangho: two nations bring each other's citizens home.

fn main() {}
