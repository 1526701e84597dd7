//! End-to-end drills: start real nodes, drive them from outside, stop them.
