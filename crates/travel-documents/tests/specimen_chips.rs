//! Data group 1 of the public specimen chips under SANGHO_DATA (Doc 9303-10 §4.7.1).

use travel_documents::{Format, Kind, Zone, write};

#[test]
fn the_zones_of_the_specimen_chips_read_verified_and_write_back() {
    let Some(data) = std::env::var_os("SANGHO_DATA").map(std::path::PathBuf::from) else {
        println!("skipped: SANGHO_DATA is not set");
        return;
    };
    for file in ["lds-icao9303/Datagroup1.bin", "lds-tsemrtd/EF_DG1.bin"] {
        let bytes = std::fs::read(data.join("documents").join(file)).unwrap();
        // 61 5B 5F1F 58, then 88 cells.
        let text = std::str::from_utf8(&bytes[5..]).unwrap();
        let zone = Zone::read(text).unwrap();
        assert_eq!((zone.format, zone.kind), (Format::Td3, Kind::Passport));
        assert_eq!(zone.issuer.as_str(), "D");
        assert_eq!(zone.names.surname, "MUSTERMANN");
        assert_eq!(zone.refuted().count(), 0, "{file}");
        assert_eq!(write(&zone.fields()).unwrap().concat(), text);
    }
}
