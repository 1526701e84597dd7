//! The trailers UNT, UNE and UNZ: do their counts and references agree with what was read?
//! Partners' counts are often wrong (reference/documents.md 5.3), so they are reported, not
//! believed.

use crate::finding::{At, Findings};
use crate::segment::Segment;

/// Compares a trailer with what was counted and with the header's reference.
pub(crate) fn compare(segment: &Segment, counted: usize, reference: &str, findings: &mut Findings) {
    let at = segment.at;
    let (what, header) = match segment.tag.as_str() {
        "UNT" => ("segments", "UNH"),
        "UNE" => ("messages", "UNG"),
        _ => ("groups or messages", "UNB"),
    };
    match segment.get(0, 0).parse::<usize>() {
        Ok(stated) if stated == counted => {}
        Ok(stated) => findings.error(at, "count-wrong", format!(
            "the trailer says {stated} {what}, {counted} were read; check that nothing is missing"
        )),
        Err(_) => findings.error(at, "count-missing", format!(
            "the trailer does not say how many {what} there are; check that nothing is missing"
        )),
    }
    if segment.get(1, 0) != reference {
        findings.error(at, "reference-differs", format!(
            "the trailer's reference is not that of {header}; check that both are of one message"
        ));
    }
}

/// A header whose trailer never came.
pub(crate) fn missing(tag: &'static str, at: At, findings: &mut Findings) {
    findings.error(
        at,
        "trailer-missing",
        format!("what begins here has no {tag}; ask the sender for the whole file"),
    );
}
