//! The gold sets under `$SANGHO_GOLD` (ENAMDICT and Wikidata pairs): recall at the officer's band,
//! false alarms among people who share a name, and recall of the keys. Printed; floors are modest.
//!
//! Negatives: for each row the right sides of the next rows that share a Latin word, up to four,
//! and of four rows far away. Rows that say the same on the right are left out.

use std::collections::HashMap;
use std::path::PathBuf;

use person_names::{Band, Name, compare, keys};

/// File, the two columns to compare, the column with Latin words, and the floors of recall of the
/// comparison and of the keys in percent.
const SETS: [(&str, usize, usize, usize, f64, f64); 8] = [
    ("jp_enamdict.tsv", 0, 2, 2, 70.0, 70.0),
    ("jp_enamdict.tsv", 0, 1, 2, 70.0, 70.0),
    ("jp_enamdict.tsv", 1, 2, 2, 97.0, 97.0),
    ("jp_wikidata.tsv", 0, 1, 1, 65.0, 65.0),
    ("kr_wikidata.tsv", 0, 1, 1, 80.0, 85.0),
    ("kr_latin_latin.tsv", 0, 1, 1, 88.0, 95.0),
    ("jp_hangul.tsv", 0, 1, 1, 95.0, 95.0),
    ("jp_kanji_hangul.tsv", 0, 1, 2, 75.0, 80.0),
];
/// Rows compared per set, spread over the file.
const ROWS: usize = 200;
/// False alarms in the officer's band among the negatives, in percent: people who share a name.
const ALARMS: f64 = 1.0;

fn rows(name: &str) -> Option<Vec<Vec<String>>> {
    let Some(root) = std::env::var_os("SANGHO_GOLD") else {
        println!("SANGHO_GOLD is not set: no recall is measured");
        return None;
    };
    let text = std::fs::read_to_string(PathBuf::from(root).join(name)).expect("the gold set");
    Some(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

fn percent(part: usize, of: usize) -> f64 {
    100.0 * part as f64 / of.max(1) as f64
}

#[test]
fn recall_is_above_its_floor() {
    for (file, left, right, latin, floor, key_floor) in SETS {
        let Some(rows) = rows(file) else { return };
        let mut sharing: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            for word in row[latin].split(' ') {
                sharing.entry(word).or_default().push(at);
            }
        }
        let step = (rows.len() / ROWS).max(1);
        let (mut all, mut hits, mut auto, mut met) = (0, 0, 0, 0);
        let (mut others, mut alarms, mut false_autos) = (0, 0, 0);
        for at in (0..rows.len()).step_by(step) {
            let row = &rows[at];
            let one = Name::parse(&row[left]).unwrap();
            let same = Name::parse(&row[right]).unwrap();
            all += 1;
            let found = compare(&one, &same);
            hits += usize::from(found.band >= Band::Officer);
            auto += usize::from(found.band == Band::Auto);
            let shared = keys(&same);
            let meets = keys(&one).iter().any(|key| shared.contains(key));
            met += usize::from(meets);
            if std::env::var_os("SANGHO_GOLD_MISSES").is_some_and(|set| set == *file)
                && (found.band == Band::No || !meets)
            {
                println!("miss {} {} {:.1} keys {meets}", row[left], row[right], found.score);
            }
            let near = row[latin].split(' ').flat_map(|word| &sharing[word]);
            let near = near.copied().filter(|other| *other != at).take(4);
            let far = (1..5).map(|turn| (at + turn * rows.len() / 5) % rows.len());
            for other in near.chain(far) {
                if rows[other][right].to_lowercase() == row[right].to_lowercase() {
                    continue;
                }
                let other = Name::parse(&rows[other][right]).unwrap();
                others += 1;
                let found = compare(&one, &other);
                alarms += usize::from(found.band >= Band::Officer);
                false_autos += usize::from(found.band == Band::Auto);
                if std::env::var_os("SANGHO_GOLD_ALARMS").is_some_and(|set| set == *file)
                    && found.band >= Band::Officer
                {
                    println!("alarm {} {} {:.1}", row[left], other.as_str(), found.score);
                }
            }
        }
        println!(
            "{file} {left}-{right}: {all} rows, officer or auto {:.1} %, auto {:.1} %, \
             keys {:.1} %; {others} others, alarms {:.2} %, auto {:.2} %",
            percent(hits, all),
            percent(auto, all),
            percent(met, all),
            percent(alarms, others),
            percent(false_autos, others),
        );
        assert!(percent(hits, all) >= floor, "{file} {left}-{right}");
        assert!(percent(met, all) >= key_floor, "{file} {left}-{right}");
        assert!(percent(alarms, others) <= ALARMS, "{file} {left}-{right}");
    }
}
