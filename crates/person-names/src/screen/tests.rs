//! Tests of screening, on invented lists.
