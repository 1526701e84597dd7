//! The evacuation planner: who goes in which seat, checked and bounded.
