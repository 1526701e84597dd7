//! Reads the text form of the bus evacuation problem (Loyola and others 2017, after Bish 2011).
//!
//! All numbers are whole. In order: buses and their seats; yards and the buses of each; pickups,
//! people in all, people at each; shelters, room in all, room at each; then a row for each yard,
//! its number and the times to all pickups; then a row for each pickup, its number and the times to
//! all shelters. The way back takes as long as the way there; loading takes no time.
//!
//! Buses may pass empty, as in Bish's model; the published best of some instances needs it.
//!
//! Time keeps the unit of the file. A bus takes whole loads: people are counted in loads, rounded
//! up at pickups and down at shelters, so [`Shuttles::sites`] are loads and each bus has one seat.

use super::error::ReadError;
use super::problem::{Fleet, Shuttle, Shuttles};

const FORM: &str = "Compare it with the form of a BEP file.";
/// The most of anything that a file counts.
const MOST: i64 = 300;

/// Reads a problem; `name` is for the errors.
///
/// # Errors
/// The first thing that is not as the form says.
pub fn read_bep(name: &str, text: &str) -> Result<Shuttles, ReadError> {
    let mut numbers = Numbers::new(name, text);
    let buses = numbers.count("the number of buses")?;
    let seats = numbers.number("the seats of a bus")?;
    if seats < 1 {
        return Err(numbers.wrong("a bus has no seats".to_owned()));
    }
    let yards = numbers.count("the number of yards")?;
    let mut fleet_at = Vec::with_capacity(yards);
    for _ in 0..yards {
        fleet_at.push(numbers.count("the buses of a yard")?);
    }
    if fleet_at.iter().sum::<usize>() != buses {
        return Err(numbers.wrong("the yards have not as many buses as there are".to_owned()));
    }
    let demand = numbers.shares("people")?;
    let room = numbers.shares("room")?;
    let from_yards = numbers.table(yards, demand.len())?;
    let loaded = numbers.table(demand.len(), room.len())?;
    numbers.end()?;
    let empty = (0..room.len()).map(|d| column(&loaded, d)).collect();
    let mut vehicles = Vec::with_capacity(buses);
    for (buses, first) in fleet_at.iter().zip(&from_yards) {
        let bus = Shuttle { fleet: 0, seats: 1, available: 0, first: first.clone() };
        vehicles.extend(std::iter::repeat_n(bus, *buses));
    }
    // A load takes at least one unit of time, as a leg of no time would make a bus be everywhere.
    if loaded.iter().flatten().flatten().any(|time| *time < 1) {
        return Err(numbers.wrong("a way from a pickup to a shelter takes no time".to_owned()));
    }
    Ok(Shuttles {
        sites: demand.iter().map(|people| (people + seats - 1) / seats).collect(),
        pickups: (0..demand.len()).collect(),
        drops: room.iter().map(|people| Some(people / seats)).collect(),
        fleets: vec![Fleet { loaded, empty }],
        vehicles,
        empty_trips: true,
    })
}

fn column(rows: &[Vec<Option<i64>>], number: usize) -> Vec<Option<i64>> {
    rows.iter().map(|row| row.get(number).copied().flatten()).collect()
}

/// The numbers of the text, each with its line.
struct Numbers<'a> {
    name: &'a str,
    words: Vec<(usize, &'a str)>,
    next: usize,
}

impl<'a> Numbers<'a> {
    fn new(name: &'a str, text: &'a str) -> Self {
        let lines = text.lines().enumerate();
        let words = lines.flat_map(|(n, line)| line.split_whitespace().map(move |w| (n + 1, w)));
        Self { name, words: words.collect(), next: 0 }
    }

    /// An error at the last number read.
    fn wrong(&self, what: String) -> ReadError {
        let place = self.next.saturating_sub(1);
        let line = self.words.get(place).or(self.words.last()).map_or(0, |(line, _)| *line);
        ReadError { code: "shuttle-form", file: self.name.to_owned(), line, what, remedy: FORM }
    }

    fn number(&mut self, of_what: &str) -> Result<i64, ReadError> {
        let word = self.words.get(self.next).copied();
        self.next += 1;
        let Some((_, word)) = word else {
            return Err(self.wrong(format!("the file ends before {of_what}.")));
        };
        let number = word.parse::<i64>().ok().filter(|n| (0..=1_000_000_000).contains(n));
        number.ok_or_else(|| self.wrong(format!("{of_what} is not a whole number in range.")))
    }

    fn count(&mut self, of_what: &str) -> Result<usize, ReadError> {
        let number = self.number(of_what)?;
        let count = usize::try_from(number).ok().filter(|_| number <= MOST);
        count.ok_or_else(|| self.wrong(format!("{of_what} is more than {MOST}.")))
    }

    /// How many, all together, then each.
    fn shares(&mut self, of_what: &str) -> Result<Vec<i64>, ReadError> {
        let places = self.count(&format!("the number of places with {of_what}"))?;
        let all = self.number(&format!("{of_what} in all"))?;
        let mut shares = Vec::with_capacity(places);
        for _ in 0..places {
            shares.push(self.number(&format!("{of_what} at a place"))?);
        }
        if shares.iter().sum::<i64>() != all {
            return Err(self.wrong(format!("{of_what} at the places is not {all} in all.")));
        }
        Ok(shares)
    }

    fn table(&mut self, rows: usize, width: usize) -> Result<Vec<Vec<Option<i64>>>, ReadError> {
        let mut table = Vec::with_capacity(rows);
        for row in 1..=rows {
            if self.count("the number of a row")? != row {
                return Err(self.wrong(format!("this is not the number of row {row}.")));
            }
            let mut cells = Vec::with_capacity(width);
            for _ in 0..width {
                cells.push(Some(self.number("a time")?));
            }
            table.push(cells);
        }
        Ok(table)
    }

    fn end(&mut self) -> Result<(), ReadError> {
        if self.words.len() > self.next {
            self.next += 1;
            return Err(self.wrong("there is more in the file than the form has.".to_owned()));
        }
        Ok(())
    }
}
