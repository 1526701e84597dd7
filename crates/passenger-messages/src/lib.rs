//! UN/EDIFACT PAXLST and CUSRES: passenger lists and the answers to them.
