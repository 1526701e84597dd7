//! Scores pairs of names: reads lines of tab-separated fields, the last two of them names, and
//! writes each with the score in bits, above 0 where the pair is likelier one person than two among
//! pairs that share a key. Names that can't be read score -99.

use std::io::{BufWriter, Write};

use person_names::{Name, compare};

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lines() {
        let line = line?;
        let mut fields = line.rsplit('\t');
        let (right, left) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        let score = match (Name::parse(left), Name::parse(right)) {
            (Ok(left), Ok(right)) => compare(&left, &right).score + 20.0,
            _ => -99.0,
        };
        writeln!(out, "{line}\t{score}")?;
    }
    out.flush()
}
