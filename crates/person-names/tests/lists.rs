//! The real lists, where their folder is given in `SANGHO_LISTS`.

use std::path::PathBuf;

use person_names::person::NameKind;
use person_names::screen::lists::{Kind, List, ofac, un};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("SANGHO_LISTS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("SANGHO_LISTS is not set: the real lists were not read");
    }
    folder
}

fn count(list: &List, kind: Kind) -> usize {
    list.entries.iter().filter(|entry| entry.kind == kind).count()
}

fn names(list: &List, counted: impl Fn(NameKind) -> bool) -> usize {
    let names = list.persons().flat_map(|entry| &entry.person.names);
    names.filter(|name| counted(name.kind)).count()
}

#[test]
fn the_lists_hold_as_many_persons_and_names_as_were_counted() {
    let Some(folder) = folder() else { return };
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let un = un(&read("un-consolidated.xml")).unwrap();
    println!("un: {:?} {}", un.stated, un.hash);
    for rejected in &un.rejected {
        println!("{}: {} kept {}", rejected.place, rejected.fault, rejected.kept);
    }
    println!("{} persons {} entities", count(&un, Kind::Person), count(&un, Kind::Entity));
    println!("names {} + {}", names(&un, |k| k != NameKind::Reading), names(&un, |k| k == NameKind::Reading));
    let sdn = ofac(&read("ofac-sdn.csv"), Some(&read("ofac-alt.csv"))).unwrap();
    for rejected in &sdn.rejected {
        println!("{}: {} kept {}", rejected.place, rejected.fault, rejected.kept);
    }
    println!("{} rows", sdn.entries.len());
    for kind in [Kind::Person, Kind::Entity, Kind::Vessel, Kind::Aircraft] {
        println!("{kind:?} {}", count(&sdn, kind));
    }
    println!("names {} + weak {}", names(&sdn, |k| k != NameKind::Weak), names(&sdn, |k| k == NameKind::Weak));
    println!("birth {}", sdn.persons().filter(|e| !e.person.births.is_empty()).count());
}
