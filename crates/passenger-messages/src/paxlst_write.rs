//! Writing a PAXLST in the canonical order of its segments (PAXLST guide 3, 4).

use crate::day::Day;
use crate::envelope::{day_parts, time_parts};
use crate::error::WriteError;
use crate::out::{Out, required, within};
use crate::paxlst::{Channel, Document, Flight, Paxlst, Person, Reference, Text};

/// Longest name and longest reference of the directories (3036, 1154: an..70).
const LONG: usize = 70;
/// Longest code text.
const CODE: usize = 35;

impl Paxlst {
    /// The whole interchange, UNA to UNZ, without line breaks, counts right.
    ///
    /// The text is in the declared set: for UNOA and UNOB its bytes may be sent as they are, for
    /// UNOC use [`Paxlst::write_bytes`].
    ///
    /// # Errors
    /// [`WriteError`] where something required is missing, too long, or has a character that the
    /// declared set has not.
    pub fn write(&self) -> Result<String, WriteError> {
        self.envelope.wrap("PAXLST", |out| self.body(out))
    }

    /// As [`Paxlst::write`], in the bytes of the declared set.
    ///
    /// # Errors
    /// As [`Paxlst::write`].
    pub fn write_bytes(&self) -> Result<Vec<u8>, WriteError> {
        Ok(self.envelope.charset.encode(&self.write()?))
    }

    fn body(&self, out: &mut Out) -> Result<(), WriteError> {
        required("function of the list", self.function.code(), 3)?;
        within("detail of the function", &self.detail, CODE)?;
        out.put("BGM", &[&[self.function.code()], &[&self.detail]])?;
        reference(out, "TN", &self.transaction)?;
        references(out, &self.references)?;
        if let Some(contact) = &self.contact {
            within("identifier of the contact", &contact.id, CODE)?;
            within("name of the contact", &contact.name, LONG)?;
            out.put("NAD", &[&["MS"], &[&contact.id], &[], &[&contact.name]])?;
            channels(out, &contact.channels)?;
        }
        flight(out, &self.flight)?;
        for person in &self.people {
            write_person(out, person)?;
        }
        if usize::try_from(self.total).is_ok_and(|total| total < self.people.len()) {
            let wanted = "at least the number of persons listed";
            return Err(WriteError::Invalid { what: "total of the flight", wanted });
        }
        let counted = if self.function.counts_crew() { "41" } else { "42" };
        out.put("CNT", &[&[counted, &self.total.to_string()]])
    }
}

fn flight(out: &mut Out, flight: &Flight) -> Result<(), WriteError> {
    required("flight number", &flight.number, 17)?;
    within("carrier", &flight.carrier, 17)?;
    out.put("TDT", &[&["20"], &[&flight.number], &[], &[], &[&flight.carrier]])?;
    let ends = [
        ("airport of departure", "125", "189", &flight.departure),
        ("airport of arrival", "87", "232", &flight.arrival),
    ];
    for (what, role, qualifier, call) in ends {
        let call = call.as_ref().ok_or(WriteError::Missing { what })?;
        required(what, &call.airport, 25)?;
        out.put("LOC", &[&[role], &[&call.airport]])?;
        if let Some(at) = call.at {
            let (digits, format) = time_parts(at);
            out.put("DTM", &[&[qualifier, &digits, format]])?;
        }
    }
    for call in &flight.other_calls {
        required("role of a call", &call.role, 3)?;
        required("airport of a call", &call.airport, 25)?;
        out.put("LOC", &[&[&call.role], &[&call.airport]])?;
        for (qualifier, time) in [("189", call.departs), ("232", call.arrives)] {
            if let Some(at) = time {
                let (digits, format) = time_parts(at);
                out.put("DTM", &[&[qualifier, &digits, format]])?;
            }
        }
    }
    Ok(())
}

fn write_person(out: &mut Out, person: &Person) -> Result<(), WriteError> {
    name_and_address(out, person)?;
    if let Some(sex) = person.sex {
        out.put("ATT", &[&["2"], &[], &[sex.code()]])?;
    }
    day(out, "329", person.born)?;
    if let Some(verified) = person.verified {
        out.put("GEI", &[&["4"], &[if verified { "173" } else { "174" }]])?;
    }
    texts(out, &person.texts)?;
    for (qualifier, what, place) in [
        ("22", "airport of clearance", &person.cleared_at),
        ("174", "state of residence", &person.residence),
        ("178", "airport of embarkation", &person.embarked),
        ("179", "airport of disembarkation", &person.disembarks),
    ] {
        within(what, place, 25)?;
        if !place.is_empty() {
            out.put("LOC", &[&[qualifier], &[place]])?;
        }
    }
    let birth = &person.birthplace;
    if !(birth.country.is_empty() && birth.town.is_empty()) {
        within("state of birth", &birth.country, 3)?;
        within("place of birth", &birth.town, LONG)?;
        out.put("LOC", &[&["180"], &[&birth.country, "", "", &birth.town]])?;
    }
    channels(out, &person.channels)?;
    within("nationality", &person.nationality, 3)?;
    if !person.nationality.is_empty() {
        out.put("NAT", &[&["2"], &[&person.nationality]])?;
    }
    reference(out, "AVF", &person.reservation)?;
    reference(out, "ABO", &person.reference)?;
    references(out, &person.other_references)?;
    person.documents.iter().try_for_each(|one| document(out, one))
}

fn name_and_address(out: &mut Out, person: &Person) -> Result<(), WriteError> {
    required("surname", &person.surname, LONG)?;
    within("given names", &person.given, LONG)?;
    within("middle names", &person.middle, LONG)?;
    let address = &person.address;
    within("street", &address.street, 35)?;
    within("city", &address.city, 35)?;
    within("region", &address.region, 9)?;
    within("postal code", &address.postcode, 17)?;
    within("state of the address", &address.country, 3)?;
    out.put(
        "NAD",
        &[
            &[person.role.code()],
            &[],
            &[],
            &[&person.surname, &person.given, &person.middle],
            &[&address.street],
            &[&address.city],
            &[&address.region],
            &[&address.postcode],
            &[&address.country],
        ],
    )
}

fn document(out: &mut Out, document: &Document) -> Result<(), WriteError> {
    required("kind of a document", &document.kind, 3)?;
    required("number of a document", &document.number, CODE)?;
    within("issuer of a document", &document.issuer, 3)?;
    // 110, 111: the code list of the guide and its owner (PAXLST guide 4.21).
    out.put("DOC", &[&[&document.kind, "110", "111"], &[&document.number]])?;
    day(out, "36", document.expires)?;
    day(out, "182", document.issued)?;
    if document.issuer.is_empty() {
        return Ok(());
    }
    out.put("LOC", &[&["91"], &[&document.issuer]])
}

fn day(out: &mut Out, qualifier: &str, day: Option<Day>) -> Result<(), WriteError> {
    let Some(day) = day else { return Ok(()) };
    let (digits, format) = day_parts(day);
    out.put("DTM", &[&[qualifier, &digits, format]])
}

/// COM holds up to three channels.
fn channels(out: &mut Out, channels: &[Channel]) -> Result<(), WriteError> {
    for group in channels.chunks(3) {
        let mut elements: Vec<[&str; 2]> = Vec::new();
        for channel in group {
            required("kind of a telephone number or address", &channel.kind, 3)?;
            required("telephone number or address", &channel.address, 512)?;
            elements.push([&channel.address, &channel.kind]);
        }
        let elements: Vec<&[&str]> = elements.iter().map(|pair| pair.as_slice()).collect();
        out.put("COM", &elements)?;
    }
    Ok(())
}

pub(crate) fn texts(out: &mut Out, texts: &[Text]) -> Result<(), WriteError> {
    for text in texts {
        required("subject of a free text", &text.subject, 3)?;
        if text.lines.last().is_none_or(String::is_empty) {
            return Err(WriteError::Missing { what: "last line of a free text" });
        }
        if text.lines.len() > 5 {
            return Err(WriteError::Invalid { what: "free text", wanted: "of five lines or less" });
        }
        let lines: Vec<&str> = text.lines.iter().map(String::as_str).collect();
        lines.iter().try_for_each(|line| within("line of a free text", line, 512))?;
        out.put("FTX", &[&[&text.subject], &[], &[], &lines])?;
    }
    Ok(())
}

/// One reference, left out where empty.
pub(crate) fn reference(
    out: &mut Out,
    qualifier: &'static str,
    value: &str,
) -> Result<(), WriteError> {
    within("reference", value, LONG)?;
    if value.is_empty() {
        return Ok(());
    }
    out.put("RFF", &[&[qualifier, value]])
}

pub(crate) fn references(out: &mut Out, references: &[Reference]) -> Result<(), WriteError> {
    for Reference { qualifier, value } in references {
        required("qualifier of a reference", qualifier, 3)?;
        required("reference", value, LONG)?;
        out.put("RFF", &[&[qualifier, value]])?;
    }
    Ok(())
}
