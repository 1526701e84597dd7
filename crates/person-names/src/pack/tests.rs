//! What the pack must know, and that damage does no harm.

use proptest::prelude::*;

use super::*;

fn readings(text: &str) -> Vec<Reading<'static>> {
    Pack::get().japanese(&Pack::get().folded(text)).collect()
}

fn korean(c: char) -> Vec<char> {
    Pack::get().hanja(c).map(|reading| reading.syllable).collect()
}

#[test]
fn the_embedded_files_are_whole() {
    assert!(Pack::open([JAPANESE, CHARACTERS, GROUPS, READINGS]).is_ok());
}

#[test]
fn a_family_name_is_read_as_most_read_it() {
    for (kanji, kana) in [("岸田", "きしだ"), ("佐藤", "さとう"), ("渡邊", "わたなべ")]
    {
        let best = readings(kanji).into_iter().min_by_key(|r| r.family.unwrap_or(u16::MAX));
        assert_eq!(best.unwrap().kana, kana);
    }
    assert!(readings("一ノ瀬").iter().any(|r| r.kana == "いちのせ"));
    assert!(readings("佐々木").iter().any(|r| r.kana == "ささき" && r.kinds.family()));
}

#[test]
fn a_given_name_is_read_as_most_read_it() {
    for (kanji, kana) in [("文雄", "ふみお"), ("隆一", "りゅういち"), ("花子", "はなこ")]
    {
        let best = readings(kanji).into_iter().min_by_key(|r| r.given.unwrap_or(u16::MAX));
        assert_eq!(best.unwrap().kana, kana);
    }
    assert!(readings("花子").iter().any(|r| r.kinds.female()));
    assert!(readings("サクラ").iter().any(|r| r.kana == "さくら" && r.given.is_some()));
}

#[test]
fn a_common_family_name_costs_less_than_a_rare_one() {
    let family = |text: &str| Pack::get().surface(text).unwrap().family.unwrap();
    assert!(family("佐藤") < family("岸田"));
    assert!(family("岸田") < family("四方堂"));
}

#[test]
fn the_families_that_a_name_may_begin_with_are_found() {
    let found: Vec<&str> = Pack::get()
        .family_prefixes("長谷川一郎")
        .filter_map(|(end, _)| "長谷川一郎".get(..end))
        .collect();
    assert!(found.contains(&"長谷川") && found.contains(&"長谷") && !found.contains(&"長谷川一郎"));
    assert_eq!(Pack::get().family_prefixes("").count(), 0);
}

#[test]
fn a_kanji_has_its_readings_of_names() {
    let end = |c, kana: &str| Pack::get().kanji(c).find(|r| r.kana == kana).map(|r| r.end);
    let all: Vec<_> = Pack::get().kanji('雄').collect();
    assert_eq!(all.iter().min_by_key(|r| r.end).unwrap().kana, "お");
    assert!(end('子', "こ").unwrap() < end('子', "し").unwrap());
}

#[test]
fn hanja_are_read_in_korean() {
    assert_eq!(korean('尹'), ['윤']);
    assert_eq!(korean('錫').first(), Some(&'석'));
    let plum = korean('李');
    assert!(plum.contains(&'리') && plum.contains(&'이'));
    assert_eq!(korean('悅').first(), Some(&'열'));
    assert_eq!(korean('悦').first(), Some(&'열'));
    assert!(['錫', '李', '金'].map(|c| Pack::get().hanja(c).all(HanjaReading::court)) == [true; 3]);
    assert!(Pack::get().hanja('李').any(HanjaReading::taught));
    assert!(Pack::get().hanja('錫').any(HanjaReading::for_names));
}

#[test]
fn old_and_new_forms_are_one() {
    let pack = Pack::get();
    let pairs = ["悅悦", "澤沢", "邊辺", "邉辺", "髙高", "濱浜", "國国", "圖図", "廣広", "齋斎"];
    for pair in pairs {
        let forms: Vec<char> = pair.chars().map(|c| pack.fold(c)).collect();
        assert_eq!(forms.first(), forms.last(), "{pair}");
    }
    for apart in ["干乾", "后後", "余予", "祐佑", "亮諒", "弘広", "辰達", "丘岡", "郎朗"]
    {
        let forms: Vec<char> = apart.chars().map(|c| pack.fold(c)).collect();
        assert_ne!(forms.first(), forms.last(), "{apart}");
    }
}

#[test]
fn the_classes_of_the_table_by_hand_stay_classes() {
    let table = include_str!("../../data/folds.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut group = line.chars();
        let common = group.next().unwrap();
        assert_eq!(Pack::get().fold(common), common);
        assert!(group.all(|c| Pack::get().fold(c) == common), "{line}");
    }
}

#[test]
fn a_folded_character_folds_no_further() {
    let pack = Pack::get();
    for c in ('\u{2e80}'..='\u{33fff}').chain('\u{f900}'..='\u{faff}') {
        assert_eq!(pack.fold(pack.fold(c)), pack.fold(c), "{c}");
    }
}

#[test]
fn names_of_many_scripts_meet_in_groups() {
    let pack = Pack::get();
    assert!(pack.equal_names("geunhye", "근혜"));
    assert!(pack.equal_names(&pack.folded("グネ"), "근혜"));
    assert!(pack.equal_names("mohammed", "muhammad"));
    assert!(!pack.equal_names("mohammed", "william"));
    assert_eq!(pack.groups("nosuchnameatall").count(), 0);
    assert!(pack.equal_names("kim", "김") && pack.equal_names("lee", "이"));
    let broadest = pack.groups("william").map(|group| pack.breadth(group)).max();
    assert!(broadest.unwrap() > 10);
    let both = |group: &u32| pack.groups("bill").any(|other| other == *group);
    let shared: Vec<u32> = pack.groups("william").filter(both).collect();
    assert!(!shared.is_empty() && shared.iter().all(|&group| pack.is_nickname(group)));
}

#[test]
fn common_syllables_of_korean_given_names_cost_less() {
    let cost = |c, second| Pack::get().korean_syllable(c, second);
    assert!(cost('민', false) < cost('갹', false));
    assert!(cost('희', true) < cost('희', false));
    assert!(('가'..='힣').all(|c| cost(c, true) < cost('x', true)));
}

#[test]
fn every_part_is_folded_and_found_again_and_every_reading_is_hiragana() {
    let pack = Pack::get();
    let kana = |text: &str| text.chars().all(|c| ('ぁ'..='ゔ').contains(&c) || c == 'ー');
    let mut count = 0;
    for (text, surface) in pack.surfaces() {
        count += 1;
        assert_eq!(pack.folded(&text), text);
        assert!(!text.contains([' ', '　', '・']) && text.chars().count() <= 8, "{text}");
        let found = pack.surface(&text).unwrap();
        assert_eq!((found.family, found.given), (surface.family, surface.given));
        assert!(found.readings().next().is_some(), "{text}");
        for reading in found.readings() {
            assert!(!reading.kana.is_empty() && kana(reading.kana), "{text} {}", reading.kana);
            assert!(reading.family.is_some() || reading.given.is_some());
        }
    }
    assert!(count > 250_000, "{count}");
}

#[test]
fn the_best_reading_of_each_kind_is_near_certain_to_be_cheap() {
    for (text, surface) in Pack::get().surfaces() {
        let family = surface.readings().filter_map(|r| r.family).min();
        assert_eq!(family.is_some(), surface.family.is_some(), "{text}");
        assert!(family.is_none_or(|cost| cost <= 6 * 16), "{text}");
    }
}

/// Bytes of the real files with some of them changed behind the head, or no such bytes at all.
fn spoilt() -> impl Strategy<Value = Vec<u8>> {
    let noise = proptest::collection::vec(any::<u8>(), 0..600);
    let headed = (noise.clone(), 0..8_u8).prop_map(|(noise, count)| {
        let mut bytes = b"SGN1".to_vec();
        let part = noise.len() / usize::from(count.max(1));
        bytes.extend(u32::from(count).to_le_bytes());
        (0..count).for_each(|_| bytes.extend(u32::try_from(part).unwrap().to_le_bytes()));
        bytes.extend(noise.iter().take(part * usize::from(count)));
        bytes
    });
    prop_oneof![noise, headed]
}

fn ask(pack: &Pack, text: &str) {
    let folded = pack.folded(text);
    let _ = pack.japanese(&folded).count();
    let _ = pack.family_prefixes(&folded).count();
    let _ = pack.surfaces().take(10).count();
    let groups: Vec<u32> = pack.groups(&folded).take(100).collect();
    let _: Vec<u8> = groups.into_iter().map(|group| pack.breadth(group)).collect();
    for c in text.chars() {
        let _ = (pack.kanji(c).count(), pack.hanja(c).count(), pack.korean_syllable(c, true));
    }
}

proptest! {
    #[test]
    fn bytes_of_any_kind_do_no_harm(
        a in spoilt(),
        b in spoilt(),
        c in spoilt(),
        d in spoilt(),
        text: String,
    ) {
        if let Ok(pack) = Pack::open([&a, &b, &c, &d]) {
            ask(&pack, &text);
            ask(&pack, "岸田文雄");
        }
    }

    #[test]
    fn headed_bytes_do_no_harm_in_any_file(noise in proptest::collection::vec(any::<u8>(), 420)) {
        let file = |count: u32| {
            let mut bytes = b"SGN1".to_vec();
            bytes.extend(count.to_le_bytes());
            let part = 420 / count;
            (0..count).for_each(|_| bytes.extend(part.to_le_bytes()));
            bytes.extend(&noise);
            bytes
        };
        let (seven, four, two) = (file(7), file(4), file(2));
        let pack = Pack::open([&seven, &seven, &four, &two]).unwrap();
        ask(&pack, "岸田文雄 尹錫悅 kim");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_file_with_changed_bytes_does_no_harm(
        places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4000),
    ) {
        let spoil = |file: &[u8], head: usize| {
            let mut bytes = file.to_vec();
            for (place, byte) in &places {
                let at = head + place.index(bytes.len() - head);
                bytes[at] = *byte;
            }
            bytes
        };
        let (japanese, characters) = (spoil(JAPANESE, 36), spoil(CHARACTERS, 36));
        let (groups, readings) = (spoil(GROUPS, 24), spoil(READINGS, 16));
        let pack = Pack::open([&japanese, &characters, &groups, &readings]).unwrap();
        for text in ["岸田文雄", "尹錫悅", "佐々木花子", "kim", "근혜"] {
            ask(&pack, text);
        }
    }
}
