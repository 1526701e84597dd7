//! ICAO Doc 9303 travel documents: machine readable zones, read, checked and written.
