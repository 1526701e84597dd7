//! Tables in CSV as the isolated community evacuation problem has them: a header, quoted fields
//! where there are commas, one row a line.

use super::error::ReadError;

const FORM: &str = "Compare it with the form of the ICEP files.";

/// A table with the line of each row.
#[derive(Debug)]
pub(super) struct Table<'a> {
    name: &'a str,
    header: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Table<'a>,
    line: usize,
    cells: &'a [String],
}

impl<'a> Table<'a> {
    /// The table of the file of this name, wherever the caller has it.
    pub(super) fn of(files: &[(&'a str, &'a str)], name: &str) -> Result<Self, ReadError> {
        let is_it = |path: &str| path.rsplit(['/', '\\']).next() == Some(name);
        match files.iter().find(|(path, _)| is_it(path)) {
            Some((path, text)) => Self::read(path, text),
            None => Err(ReadError {
                code: "shuttle-form",
                file: name.to_owned(),
                line: 0,
                what: "the file is missing.".to_owned(),
                remedy: "Give all files of the experiment.",
            }),
        }
    }

    fn read(name: &'a str, text: &str) -> Result<Self, ReadError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = text.lines().enumerate().map(|(n, line)| (n + 1, line));
        let mut rows = lines.filter(|(_, line)| !line.trim().is_empty());
        let wrong = |line, what: &str| ReadError {
            code: "shuttle-form",
            file: name.to_owned(),
            line,
            what: what.to_owned(),
            remedy: FORM,
        };
        let Some((_, header)) = rows.next() else {
            return Err(wrong(0, "the file is empty."));
        };
        let header = fields(header);
        let mut table = Self { name, header, rows: Vec::new() };
        for (line, row) in rows {
            let cells = fields(row);
            if cells.len() != table.header.len() {
                return Err(wrong(line, "the row has more or fewer fields than the header."));
            }
            table.rows.push((line, cells));
        }
        if table.rows.is_empty() {
            return Err(wrong(0, "there is no row below the header."));
        }
        if table.rows.len() > 100_000 {
            return Err(wrong(0, "there are more than 100,000 rows."));
        }
        Ok(table)
    }

    pub(super) fn rows(&'a self) -> impl Iterator<Item = Row<'a>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }
}

impl Row<'_> {
    /// The text of a column.
    pub(super) fn text(&self, column: &str) -> Result<&str, ReadError> {
        let place = self.table.header.iter().position(|name| name == column);
        match place.and_then(|place| self.cells.get(place)) {
            Some(cell) => Ok(cell),
            None => Err(self.wrong(format!("the table has no column {column}."))),
        }
    }

    /// A number from 0 to a million.
    pub(super) fn number(&self, column: &str) -> Result<f64, ReadError> {
        let number = self.text(column)?.parse::<f64>().ok();
        let number = number.filter(|n| (0.0..=1_000_000.0).contains(n));
        number.ok_or_else(|| self.wrong(format!("{column} is not a number from 0 to a million.")))
    }

    /// A whole number; `70.0` is one too.
    pub(super) fn whole(&self, column: &str) -> Result<i64, ReadError> {
        let number = self.number(column)?;
        if number.fract() != 0.0 {
            return Err(self.wrong(format!("{column} is not a whole number.")));
        }
        #[expect(clippy::cast_possible_truncation, reason = "whole, and at most a million")]
        Ok(number as i64)
    }

    /// An error in this row.
    pub(super) fn wrong(&self, what: String) -> ReadError {
        self.error("shuttle-form", what, FORM)
    }

    /// An error: a name that is not known.
    pub(super) fn unknown(&self, column: &str) -> ReadError {
        let what = format!("nothing has the name that {column} gives.");
        self.error("shuttle-unknown", what, "Correct the name, or add what is missing.")
    }

    fn error(&self, code: &'static str, what: String, remedy: &'static str) -> ReadError {
        ReadError { code, file: self.table.name.to_owned(), line: self.line, what, remedy }
    }
}

/// The fields of a line.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            letter => {
                if let Some(field) = fields.last_mut() {
                    field.push(letter);
                }
            }
        }
    }
    fields.into_iter().map(|field| field.trim().to_owned()).collect()
}
