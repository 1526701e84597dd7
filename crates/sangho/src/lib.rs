//! The program: two nations bring each other's citizens home.
