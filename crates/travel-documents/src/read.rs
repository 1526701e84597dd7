//! Reading a zone: lines, alphabet, fields, check digits (Doc 9303-3 §4).

use crate::check_digit::check_cell;
use crate::date::PartialDate;
use crate::error::ZoneError;
use crate::kind::Kind;
use crate::layout::{Field, Format, Layout, Span};
use crate::names::read_names;
use crate::zone::{Check, Note, Outcome, Sex, State, Zone};

/// No zone with its line ends and margins comes near this.
const MOST_BYTES: usize = 1024;

impl Zone {
    /// Reads a zone of any of the five formats.
    ///
    /// Line ends of any kind, blanks around lines and blank lines are allowed, and so is a zone
    /// whose lines were joined into one. Check digits do not decide whether a zone is read: they
    /// are reported in [`Zone::checks`].
    ///
    /// # Errors
    /// [`ZoneError`] where the text has the dimensions of no format, holds a character that no
    /// zone has (lower case included), or a date, sex or state that can be none.
    pub fn read(text: &str) -> Result<Self, ZoneError> {
        if text.len() > MOST_BYTES {
            return Err(ZoneError::TooLong { bytes: text.len() });
        }
        let lines: Vec<&str> = text
            .trim_start_matches('\u{feff}')
            .split(['\r', '\n'])
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        if lines.is_empty() {
            return Err(ZoneError::Empty);
        }
        let lines = unjoin(lines);
        let format = format_of(&lines)?;
        alphabet(&lines)?;
        Cells { lines, layout: format.layout(), notes: Vec::new() }.zone(format)
    }
}

/// Cuts one joined line of 90, 72 or 88 cells into its lines.
fn unjoin(lines: Vec<&str>) -> Vec<&str> {
    let [line] = lines.as_slice() else {
        return lines;
    };
    let width = match line.len() {
        90 => 30,
        88 => 44,
        72 => 36,
        _ => return lines,
    };
    // `get` refuses a cut inside a character of several bytes; then the line stays as it is.
    (0..line.len() / width)
        .map(|index| line.get(index * width..(index + 1) * width))
        .collect::<Option<Vec<_>>>()
        .unwrap_or(lines)
}

fn format_of(lines: &[&str]) -> Result<Format, ZoneError> {
    let cells: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    let visa = lines.first().is_some_and(|line| line.starts_with(['V', 'v']));
    Ok(match (cells.as_slice(), visa) {
        ([30, 30, 30], _) => Format::Td1,
        ([36, 36], false) => Format::Td2,
        ([36, 36], true) => Format::MrvB,
        ([44, 44], false) => Format::Td3,
        ([44, 44], true) => Format::MrvA,
        _ => {
            return Err(ZoneError::NotAZone { lines: lines.len(), cells });
        }
    })
}

fn alphabet(lines: &[&str]) -> Result<(), ZoneError> {
    for (line, text) in lines.iter().enumerate() {
        for (column, cell) in text.chars().enumerate() {
            let (line, column) = (line + 1, column + 1);
            match cell {
                'A'..='Z' | '0'..='9' | '<' => {}
                _ if cell.is_lowercase() => return Err(ZoneError::LowerCase { line, column }),
                _ => return Err(ZoneError::ForeignCharacter { line, column }),
            }
        }
    }
    Ok(())
}

/// Lines whose dimensions and alphabet have been checked, with the layout they follow.
struct Cells<'a> {
    lines: Vec<&'a str>,
    layout: &'static Layout,
    notes: Vec<Note>,
}

impl<'a> Cells<'a> {
    fn zone(mut self, format: Format) -> Result<Zone, ZoneError> {
        let layout = self.layout;
        let code = self.at(layout.code);
        let issuer =
            self.state(layout.issuer, Field::Issuer)?.ok_or_else(|| STATE.at(layout.issuer))?;
        let (names, odd) = read_names(self.at(layout.names));
        if odd {
            self.note(
                "names-divided-twice",
                Field::Names,
                "the name is divided more than once: \
                      compare surname and given names with the page",
            );
        }
        if names.surname.is_empty() {
            return Err(bad(Field::Names, layout.names, "a name: the cells hold fillers only"));
        }
        let nationality = self.state(layout.nationality, Field::Nationality)?;
        let born = self.date(layout.born, Field::Born)?;
        let expires = self.date(layout.expires, Field::Expires)?;
        let sex = self.sex()?;
        self.judge_code(format, code);
        let (number, rest, number_check) = self.number();
        let mut checks = vec![number_check];
        let optional2 = layout.optional2.map_or("", |span| self.at(span));
        for (field, over, cell) in [
            (Field::Born, layout.born, Some(layout.born_check)),
            (Field::Expires, layout.expires, Some(layout.expires_check)),
            (Field::Optional, layout.optional, layout.optional_check),
        ] {
            if let Some(cell) = cell {
                checks.push(Check { field, outcome: outcome(self.at(over), self.at(cell)) });
            }
        }
        if let Some((spans, cell)) = layout.composite {
            let over: String = spans.iter().map(|span| self.at(*span)).collect();
            let outcome = outcome(&over, self.at(cell));
            checks.push(Check { field: Field::Composite, outcome });
        }
        Ok(Zone {
            format,
            code: code.trim_end_matches('<').to_owned(),
            kind: Kind::of(code, issuer.as_str(), expires),
            issuer,
            names,
            number,
            nationality,
            born,
            sex,
            expires,
            optional: plain(rest),
            optional2: plain(optional2),
            checks,
            notes: self.notes,
        })
    }

    /// The cells of a span. The dimensions were checked, so no span lies outside its line.
    fn at(&self, span: Span) -> &'a str {
        self.lines.get(span.line).and_then(|line| line.get(span.from..span.to)).unwrap_or("")
    }

    fn note(&mut self, code: &'static str, field: Field, text: &'static str) {
        self.notes.push(Note { code, field, text });
    }

    fn state(&self, span: Span, field: Field) -> Result<Option<State>, ZoneError> {
        let cells = self.at(span).trim_end_matches('<');
        if cells.is_empty() {
            return Ok(None);
        }
        State::new(cells).map(Some).ok_or_else(|| bad(field, span, STATE.wanted))
    }

    fn date(&mut self, span: Span, field: Field) -> Result<PartialDate, ZoneError> {
        let (date, zeros) = PartialDate::from_cells(self.at(span)).ok_or_else(|| {
            bad(
                field,
                span,
                "a date: year, month and day of two digits each, \
                                             unknown ones as <<",
            )
        })?;
        if zeros {
            self.note(
                "date-unknown-as-zeros",
                field,
                "an unknown month or day is printed as 00 \
                      instead of <<: it was read as unknown",
            );
        }
        Ok(date)
    }

    fn sex(&mut self) -> Result<Sex, ZoneError> {
        let span = self.layout.sex;
        match self.at(span) {
            "M" => Ok(Sex::Male),
            "F" => Ok(Sex::Female),
            "<" => Ok(Sex::Unspecified),
            "X" => {
                self.note(
                    "sex-printed-as-x",
                    Field::Sex,
                    "unspecified sex is printed as X \
                          instead of <: it was read as unspecified",
                );
                Ok(Sex::Unspecified)
            }
            _ => Err(bad(Field::Sex, span, "M, F or <")),
        }
    }

    fn judge_code(&mut self, format: Format, code: &str) {
        let suits = match format {
            Format::Td1 | Format::Td2 => code.starts_with(['I', 'A', 'C']),
            Format::Td3 => code.starts_with('P'),
            Format::MrvA | Format::MrvB => code.starts_with('V'),
        };
        if !suits {
            self.note(
                "document-code-not-icao",
                Field::DocumentCode,
                "the document code does not \
                      begin as this format's codes do: read the page to see what it is",
            );
        }
    }

    /// Document number, the optional data that is left, and the number's check. On TD1 and TD2 a
    /// filler in the check cell, after nine filled cells, means that the number runs on into the
    /// optional data and that its check digit comes last (Doc 9303-5 §4.2.2 note j).
    fn number(&self) -> (String, &'a str, Check) {
        let layout = self.layout;
        let (first, printed) = (self.at(layout.number), self.at(layout.number_check));
        let optional = self.at(layout.optional);
        let check = |outcome| Check { field: Field::Number, outcome };
        if layout.long_numbers && printed == "<" && !first.ends_with('<') {
            let run = optional.split('<').next().unwrap_or("");
            let (more, digit) = run.split_at(run.len().saturating_sub(1));
            if !more.is_empty() && digit.bytes().all(|cell| cell.is_ascii_digit()) {
                let whole = format!("{first}{more}");
                let outcome = outcome(&whole, digit);
                let rest = optional.get(run.len() + 1..).unwrap_or("");
                return (plain(&whole), rest, check(outcome));
            }
        }
        (plain(first), optional, check(outcome(first, printed)))
    }
}

/// Trailing fillers are padding, inner ones stand for a blank or hyphen.
fn plain(cells: &str) -> String {
    cells.trim_end_matches('<').replace('<', " ")
}

fn outcome(over: &str, printed: &str) -> Outcome {
    let Some(printed) = printed.chars().next().filter(|cell| *cell != '<') else {
        return Outcome::NotPrinted;
    };
    match check_cell(over) {
        Some(computed) if computed == printed => Outcome::Verified,
        // The alphabet was checked, so a digit was always computed.
        computed => Outcome::Refuted { printed, computed: computed.unwrap_or('<') },
    }
}

struct Wanted {
    field: Field,
    wanted: &'static str,
}

const STATE: Wanted = Wanted { field: Field::Issuer, wanted: "one to three letters" };

impl Wanted {
    const fn at(&self, span: Span) -> ZoneError {
        bad(self.field, span, self.wanted)
    }
}

const fn bad(field: Field, span: Span, wanted: &'static str) -> ZoneError {
    ZoneError::BadField { field, line: span.line + 1, column: span.from + 1, wanted }
}
