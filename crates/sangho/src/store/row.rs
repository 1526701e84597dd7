//! One row of a derived table.

/// The latest entry of one subject, as its room's table holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The id of what the entry is about.
    pub id: String,
    /// What happened last.
    pub kind: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Whose node recorded it (ISO 3166-1 alpha-2).
    pub nation: String,
    /// `own-law`, or `clause` and the clause's number.
    pub authority: String,
    /// The fact, JSON, without personal data.
    pub body: String,
    /// `own` or `inbound`.
    pub log: String,
    /// Index of the entry in that log, counted from 0.
    pub index: u64,
}

impl Row {
    pub(super) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let index: i64 = row.get(7)?;
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            at: row.get(2)?,
            nation: row.get(3)?,
            authority: row.get(4)?,
            body: row.get(5)?,
            log: row.get(6)?,
            index: u64::try_from(index)
                .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(7, index))?,
        })
    }
}
