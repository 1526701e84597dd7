//! Writing a zone: typed fields to printed lines with their check digits (Doc 9303-3 to -7).

use crate::check_digit::check_cell;
use crate::date::PartialDate;
use crate::error::WriteError;
use crate::layout::{Field, Format, Layout, Span};
use crate::names::write_names;
use crate::zone::{Sex, State};

/// What a zone is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// One of the five formats.
    pub format: Format,
    /// One or two capital letters: `P`, `PP`, `I`, `ID`, `V`. The first must suit the format.
    pub code: String,
    /// Issuing state or organisation.
    pub issuer: State,
    /// Surname: Latin letters, marks allowed, blanks or hyphens between components.
    pub surname: String,
    /// Given names, likewise. May be empty.
    pub given: String,
    /// Document number: `A`-`Z`, `0`-`9`, blanks inside. At most 9 characters; on TD1 and TD2 a
    /// longer one (without blanks beyond the ninth) takes cells of the optional data.
    pub number: String,
    /// Nationality; `None` prints fillers.
    pub nationality: Option<State>,
    /// Date of birth.
    pub born: PartialDate,
    /// Sex.
    pub sex: Sex,
    /// Date of expiry.
    pub expires: PartialDate,
    /// Optional data: `A`-`Z`, `0`-`9`, blanks inside.
    pub optional: String,
    /// Optional data of a TD1's second line; must be empty elsewhere.
    pub optional2: String,
}

/// The printed lines of a zone: three of a TD1, two of the other formats.
///
/// Names are transliterated (Doc 9303-3 §6 A) and, where they do not fit, cut by rule with a
/// letter in the last cell. Nothing else is ever cut or changed.
///
/// # Errors
/// [`WriteError`] where a field has a character no zone can hold, is too long, or does not suit
/// the format.
pub fn write(fields: &Fields) -> Result<Vec<String>, WriteError> {
    let layout = fields.format.layout();
    let mut sheet = Sheet::new(fields.format);
    sheet.put(layout.code, &code(fields)?);
    sheet.put(layout.issuer, fields.issuer.as_str());
    sheet.put(layout.names, &write_names(&fields.surname, &fields.given, layout.names.width())?);
    sheet.put(layout.nationality, fields.nationality.as_ref().map_or("", State::as_str));
    sheet.put(layout.born, &fields.born.cells());
    sheet.put(layout.expires, &fields.expires.cells());
    sheet.put(
        layout.sex,
        match fields.sex {
            Sex::Male => "M",
            Sex::Female => "F",
            Sex::Unspecified => "<",
        },
    );
    number_and_optional(fields, layout, &mut sheet)?;
    let second = cells(Field::Optional2, &fields.optional2)?;
    match layout.optional2 {
        Some(span) => sheet.put_checked(span, &second, fields.format, Field::Optional2)?,
        None if second.is_empty() => {}
        None => {
            return Err(WriteError::Unsuited {
                field: Field::Optional2,
                format: fields.format,
                why: "only a TD1 has optional data on its second line; leave it empty",
            });
        }
    }
    sheet.put_digit(layout.born_check, &[layout.born]);
    sheet.put_digit(layout.expires_check, &[layout.expires]);
    if let Some(cell) = layout.optional_check
        && sheet.at(layout.optional).bytes().any(|cell| cell != b'<')
    {
        // Without optional data the cell may hold 0 or < (Doc 9303-4 §4.2.2.2); < is kept.
        sheet.put_digit(cell, &[layout.optional]);
    }
    if let Some((spans, cell)) = layout.composite {
        sheet.put_digit(cell, spans);
    }
    Ok(sheet.lines)
}

/// The two lines of a passport (TD3).
///
/// # Errors
/// As [`write`]; also where the fields are of another format.
pub fn passport(fields: &Fields) -> Result<[String; 2], WriteError> {
    let unsuited = WriteError::Unsuited {
        field: Field::DocumentCode,
        format: fields.format,
        why: "a passport is a TD3; set the format, or write the zone of this format",
    };
    if fields.format != Format::Td3 {
        return Err(unsuited);
    }
    <[String; 2]>::try_from(write(fields)?).map_err(|_| unsuited)
}

fn code(fields: &Fields) -> Result<String, WriteError> {
    let (firsts, why): (&[char], _) = match fields.format {
        Format::Td1 | Format::Td2 => (&['I', 'A', 'C'], "it must begin with I, A or C"),
        Format::Td3 => (&['P'], "it must begin with P"),
        Format::MrvA | Format::MrvB => (&['V'], "it must begin with V"),
    };
    let field = Field::DocumentCode;
    if let Some(index) = fields.code.chars().position(|letter| !letter.is_ascii_uppercase()) {
        let allowed = "one or two capital letters";
        return Err(WriteError::Character { field, position: index + 1, allowed });
    }
    if fields.code.len() > 2 {
        let needed = fields.code.len();
        return Err(WriteError::TooLong { field, format: fields.format, needed, room: 2 });
    }
    if !fields.code.starts_with(firsts) {
        return Err(WriteError::Unsuited { field, format: fields.format, why });
    }
    Ok(fields.code.clone())
}

/// Number, its digit and the optional data: together, because a long number moves the others.
fn number_and_optional(
    fields: &Fields,
    layout: &Layout,
    sheet: &mut Sheet,
) -> Result<(), WriteError> {
    let (format, width) = (fields.format, layout.number.width());
    let number = cells(Field::Number, &fields.number)?;
    let optional = cells(Field::Optional, &fields.optional)?;
    if number.is_empty() {
        return Err(WriteError::Missing { field: Field::Number });
    }
    if number.len() <= width {
        sheet.put(layout.number, &number);
        sheet.put_digit(layout.number_check, &[layout.number]);
        return sheet.put_checked(layout.optional, &optional, format, Field::Optional);
    }
    let room = width + layout.optional.width().saturating_sub(2);
    let needed = number.len();
    if !layout.long_numbers || needed > room {
        let room = if layout.long_numbers { room } else { width };
        return Err(WriteError::TooLong { field: Field::Number, format, needed, room });
    }
    let (first, more) = number.split_at(width);
    if first.ends_with('<') || more.contains('<') {
        // The reader takes the first filler as the end of the number.
        return Err(WriteError::Unsuited {
            field: Field::Number,
            format,
            why: "a number of more than 9 characters can hold no blank from the ninth on",
        });
    }
    let digit = check_cell(&number).unwrap_or('<');
    sheet.put(layout.number, first);
    let rest = format!("{more}{digit}<{optional}");
    // The cells hold fillers already; only what follows the number can be too long.
    sheet.put_checked(layout.optional, rest.trim_end_matches('<'), format, Field::Optional)
}

/// Text as cells: blanks become fillers, everything else must be of the alphabet already.
/// Trailing blanks would vanish among the padding, so they are refused like any foreign character.
fn cells(field: Field, text: &str) -> Result<String, WriteError> {
    let length = text.chars().count();
    for (index, letter) in text.chars().enumerate() {
        let fits = matches!(letter, 'A'..='Z' | '0'..='9')
            || (matches!(letter, ' ' | '<') && index + 1 < length);
        if !fits {
            return Err(WriteError::Character {
                field,
                position: index + 1,
                allowed: "A-Z, 0-9 and blanks inside",
            });
        }
    }
    Ok(text.replace(' ', "<"))
}

/// The lines while they are filled: fillers everywhere at first.
struct Sheet {
    lines: Vec<String>,
}

impl Sheet {
    fn new(format: Format) -> Self {
        let (lines, width) = format.size();
        Self { lines: vec!["<".repeat(width); lines] }
    }

    fn at(&self, span: Span) -> &str {
        self.lines.get(span.line).and_then(|line| line.get(span.from..span.to)).unwrap_or("")
    }

    /// Puts text that is known to fit.
    fn put(&mut self, span: Span, text: &str) {
        if let Some(line) = self.lines.get_mut(span.line) {
            line.replace_range(span.from..span.from + text.len(), text);
        }
    }

    fn put_checked(
        &mut self,
        span: Span,
        text: &str,
        format: Format,
        field: Field,
    ) -> Result<(), WriteError> {
        let (needed, room) = (text.len(), span.width());
        if needed > room {
            return Err(WriteError::TooLong { field, format, needed, room });
        }
        self.put(span, text);
        Ok(())
    }

    fn put_digit(&mut self, cell: Span, over: &[Span]) {
        let joined: String = over.iter().map(|span| self.at(*span)).collect();
        if let Some(digit) = check_cell(&joined) {
            self.put(cell, digit.encode_utf8(&mut [0; 4]));
        }
    }
}
