//! Compares the names given as arguments, each with the first, and prints why.

use person_names::{Name, compare, keys};

fn main() -> Result<(), person_names::NameError> {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let Some((first, others)) = names.split_first() else {
        println!("usage: show NAME NAME...");
        return Ok(());
    };
    let left = Name::parse(first)?;
    for other in others {
        let right = Name::parse(other)?;
        let found = compare(&left, &right);
        println!("{first} | {other}: {:?} {:.1} bits", found.band, found.score);
        for term in &found.terms {
            println!("  {:?} {} {:+.1}", term.field, term.rule, term.bits);
        }
        let shared = keys(&right);
        println!("  shares a key: {}", keys(&left).iter().any(|key| shared.contains(key)));
    }
    Ok(())
}
