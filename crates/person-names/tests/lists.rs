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
fn the_list_of_the_un_holds_as_many_persons_and_names_as_were_counted() {
    let Some(folder) = folder() else { return };
    let list = un(&std::fs::read(folder.join("un-consolidated.xml")).unwrap()).unwrap();
    assert_eq!(list.stated.as_deref(), Some("2026-02-27T00:00:09.554Z"));
    assert_eq!((count(&list, Kind::Person), count(&list, Kind::Entity)), (730, 273));
    // 2,869 with those that one entry has twice, which are ten; and the original scripts.
    let original = |kind| kind == NameKind::Reading;
    assert_eq!((names(&list, |kind| !original(kind)), names(&list, original)), (2_859, 336));
    assert!(list.rejected.iter().all(|rejected| rejected.kept), "{:?}", list.rejected);
    assert_eq!(list.rejected.len(), 15);
}

#[test]
fn the_list_of_ofac_holds_as_many_persons_and_names_as_were_counted() {
    let Some(folder) = folder() else { return };
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let list = ofac(&read("ofac-sdn.csv"), Some(&read("ofac-alt.csv"))).unwrap();
    assert_eq!(list.entries.len(), 8_976);
    let kinds = [Kind::Person, Kind::Vessel, Kind::Aircraft].map(|kind| count(&list, kind));
    assert_eq!(kinds, [4_620, 406, 277]);
    // 10,892 with those that one entry has twice, which are five; and the weak ones of the remarks.
    let weak = |kind| kind == NameKind::Weak;
    let in_remarks = names(&list, weak);
    assert_eq!(in_remarks, 1_755);
    assert_eq!(names(&list, |kind| !weak(kind)), 10_887);
    let born = list.persons().filter(|entry| !entry.person.births.is_empty()).count();
    assert_eq!(born, 4_428);
    assert!(list.rejected.iter().all(|rejected| rejected.kept), "{:?}", list.rejected);
}
