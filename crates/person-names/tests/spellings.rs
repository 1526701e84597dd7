//! Spellings of one person meet, other people do not, and the terms say why.

use person_names::{Band, Comparison, Field, Name, compare, keys};

fn name(text: &str) -> Name {
    Name::parse(text).expect("the tests' names are names")
}

fn weigh(left: &str, right: &str) -> Comparison {
    compare(&name(left), &name(right))
}

fn share_a_key(left: &str, right: &str) -> bool {
    let shared = keys(&name(right));
    keys(&name(left)).iter().any(|key| shared.contains(key))
}

fn all_are_one_person(spellings: &[&str]) {
    for left in spellings {
        for right in spellings {
            let found = weigh(left, right);
            assert!(found.band >= Band::Officer, "{left} {right} {found:?}");
            assert!(share_a_key(left, right), "{left} {right}");
        }
    }
}

#[test]
fn a_japanese_person_is_one_in_every_script() {
    all_are_one_person(&[
        "岸田文雄",
        "岸田 文雄",
        "キシダフミオ",
        "きしだ　ふみお",
        "기시다 후미오",
        "기시다후미오",
        "KISHIDA FUMIO",
        "KISHIDA<<FUMIO<<<<<<<<",
        "Fumio Kishida",
        "Kisida, Humio",
        "ｷｼﾀﾞ ﾌﾐｵ",
    ]);
}

#[test]
fn a_korean_person_is_one_in_every_script() {
    all_are_one_person(&[
        "윤석열",
        "尹錫悦",
        "尹錫悅",
        "Yoon Suk Yeol",
        "YUN SEOKYEOL",
        "YOON<<SEOK<YEOL<<<",
        "Yoon Suk-yeol",
    ]);
}

#[test]
fn a_korean_name_in_katakana_meets_its_hangul_and_hanja() {
    assert!(weigh("윤석열", "ユン・ソギョル").band >= Band::Officer);
    assert!(weigh("尹錫悦", "ユン・ソギョル").band >= Band::Officer);
    assert!(weigh("김민준", "キム・ミンジュン").band >= Band::Officer);
}

#[test]
fn long_vowels_and_other_habits_of_romaji_are_one() {
    all_are_one_person(&["大野裕子", "Ohno Yuko", "Ōno Yūko", "OONO YUUKO", "おおの ゆうこ"]);
    all_are_one_person(&["本間純一", "HOMMA JUNICHI", "Honma Jun'ichi", "Junichi Homma"]);
}

#[test]
fn old_forms_are_the_new_ones() {
    all_are_one_person(&["渡邊惠", "渡辺恵", "渡邉恵"]);
    all_are_one_person(&["佐々木廣", "佐佐木広"]);
}

#[test]
fn the_initial_sound_law_joins_north_and_south() {
    all_are_one_person(&["이선화", "리선화", "李善花", "Lee Seonhwa", "RI SONHWA"]);
    all_are_one_person(&["류현준", "유현준", "Ryu Hyun-jun"]);
}

#[test]
fn a_shared_family_name_is_not_a_shared_person() {
    for (left, right) in [
        ("岸田文雄", "岸田太郎"),
        ("岸田文雄", "KISHIDA<<TARO"),
        ("田中一郎", "田中花子"),
        ("田中一郎", "TANAKA HANAKO"),
        ("윤석열", "윤석민"),
        ("윤석열", "YUN<<SEOKMIN"),
        ("김민준", "김민지"),
        ("김민준", "Kim Min-ji"),
        ("Kim Minjun", "Kim Minji"),
        ("金敏俊", "Kim Sunja"),
        ("기시다 후미오", "Kishida Taro"),
        ("Smith John", "Smith Mary"),
    ] {
        let found = weigh(left, right);
        assert_eq!(found.band, Band::No, "{left} {right} {found:?}");
    }
}

#[test]
fn a_common_name_tells_less_than_a_rare_one() {
    let common = weigh("김민준", "KIM MINJUN");
    let rare = weigh("제갈율", "JEGAL YUL");
    assert!(common.score < rare.score, "{common:?} {rare:?}");
    assert_eq!(weigh("김민준", "김민준").band, Band::Officer);
    assert_eq!(weigh("岸田文雄", "岸田文雄").band, Band::Auto);
}

#[test]
fn a_slip_of_the_keyboard_is_not_the_end() {
    assert!(weigh("KISHIDA FUMIO", "KISIHDA FUMIO").score > 0.0);
    assert!(weigh("Watanabe Kazuhiro", "Watanbe Kazuhiro").band >= Band::Officer);
}

#[test]
fn what_no_table_reads_is_not_held_against_a_person() {
    let found = weigh("岸田𪚥", "KISHIDA KI");
    assert!(found.terms.iter().any(|term| term.rule == "unread"), "{found:?}");
    assert!(share_a_key("岸田𪚥", "岸田𪚥"));
}

#[test]
fn other_scripts_are_read_letter_by_letter() {
    assert!(weigh("Иван Петров", "Ivan Petrov").band >= Band::Officer);
    assert!(weigh("Иван Петров", "иван петров").band >= Band::Officer);
    assert_eq!(weigh("Иван Петров", "Ivan Smirnov").band, Band::No);
}

#[test]
fn names_of_many_words_are_taken_word_by_word() {
    for (left, right) in [
        ("Mohammed bin Salman", "bin Salman Mohammed"),
        ("Hans J Friedrich", "Hans Joachim Friedrich"),
        ("Nikolai Patr ushev", "Nikolai Platonovich Patrushev"),
        ("Abdul Aziz Nooristani", "NURISTANI, Abdul Aziz"),
        ("Isa Bin Tarif Al Bin Ali", "AL BEN ALI, Isa Ben Tarif"),
        ("Sergei Lavrov", "Sergey Viktorovich LAVROV"),
    ] {
        assert!(weigh(left, right).band >= Band::Officer, "{left} {right}");
    }
    for (left, right) in [
        ("Lars Friedrich Lindemann", "Friedrich Buchenberg"),
        ("Sergey Ivanevich Lavrov", "Sergey Viktorovich Petrov"),
        ("Muhammad bin Salman", "Usama bin Muhammad ibn Awad ibn Ladin"),
    ] {
        assert_eq!(weigh(left, right).band, Band::No, "{left} {right}");
    }
}

#[test]
fn brackets_hold_another_spelling() {
    assert!(weigh("윤석열(尹錫悅)", "尹錫悦").band >= Band::Officer);
    assert!(weigh("岸田文雄（きしだふみお）", "Kishida Fumio").band >= Band::Officer);
}

#[test]
fn terms_sum_to_the_score_and_point_into_the_names() {
    let (left, right) = ("岸田文雄", "Fumio Kishida");
    let found = weigh(left, right);
    let sum: f64 = found.terms.iter().map(|term| term.bits).sum();
    assert_eq!(sum, found.score);
    let family = found.terms.iter().find(|term| term.field == Field::Family).unwrap();
    let cut = |text: &str, span: person_names::Span| -> String {
        text.chars().skip(span.start).take(span.end - span.start).collect()
    };
    assert_eq!(cut(left, family.left), "岸田");
    assert_eq!(cut(right, family.right), "Kishida");
    assert_eq!(family.rule, "kanji-reading");
}

#[test]
fn a_comparison_is_written_as_json() {
    let json = serde_json::to_value(weigh("岸田文雄", "KISHIDA<<FUMIO")).unwrap();
    assert_eq!(json["band"], "auto");
    assert_eq!(json["terms"][0]["field"], "family");
    assert_eq!(json["terms"][0]["left"]["end"], 2);
}

#[test]
fn what_is_no_name_is_refused_with_a_code() {
    for (text, code) in [
        ("", "name-empty"),
        ("  <<< -- ", "name-empty"),
        ("Kim\u{0}Min", "name-control"),
        (&"가".repeat(201), "name-too-long"),
    ] {
        assert_eq!(Name::parse(text).unwrap_err().code(), code);
    }
    assert!(Name::parse(&"가".repeat(200)).is_ok());
}
