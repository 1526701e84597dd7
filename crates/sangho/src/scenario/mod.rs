//! Scenarios: real facts with sources, invented people.
