//! Korean names: surnames by frequency, given names of two syllables, spelled as passports commonly
//! do.
//!
//! The second Latin spelling of each entry is another common one, or that of the Revised
//! Romanization (2000).

use super::dice::Dice;
use super::naming::{Given, Surname};

/// Hangul, spelling in the passport, another spelling, weight (about one in a thousand people).
type Family = (&'static str, &'static str, &'static str, u32);

/// Hangul, spelling in the passport, another spelling.
type Syllable = (&'static str, &'static str, &'static str);

const SURNAMES: &[Family] = &[
    ("김", "KIM", "GIM", 215),
    ("이", "LEE", "YI", 147),
    ("박", "PARK", "BAK", 84),
    ("최", "CHOI", "CHOE", 47),
    ("정", "JUNG", "JEONG", 43),
    ("강", "KANG", "GANG", 24),
    ("조", "CHO", "JO", 21),
    ("윤", "YOON", "YUN", 21),
    ("장", "JANG", "CHANG", 20),
    ("임", "LIM", "IM", 17),
    ("한", "HAN", "HAHN", 15),
    ("오", "OH", "O", 15),
    ("서", "SEO", "SUH", 15),
    ("신", "SHIN", "SIN", 15),
    ("권", "KWON", "GWON", 14),
    ("황", "HWANG", "WHANG", 14),
    ("안", "AHN", "AN", 14),
    ("송", "SONG", "SOUNG", 14),
    ("류", "RYU", "YOO", 13),
    ("전", "JEON", "CHUN", 11),
    ("홍", "HONG", "HOUNG", 11),
    ("고", "KO", "GO", 9),
    ("문", "MOON", "MUN", 9),
    ("양", "YANG", "YAHNG", 9),
    ("손", "SON", "SOHN", 9),
    ("배", "BAE", "PAE", 8),
    ("백", "BAEK", "PAIK", 8),
    ("허", "HUR", "HEO", 7),
    ("유", "YOO", "YU", 7),
    ("남", "NAM", "NAHM", 6),
    ("심", "SHIM", "SIM", 5),
    ("노", "ROH", "NO", 5),
    ("하", "HA", "HAH", 5),
    ("곽", "KWAK", "GWAK", 4),
    ("성", "SUNG", "SEONG", 4),
    ("차", "CHA", "TCHA", 4),
    ("주", "JOO", "JU", 4),
    ("우", "WOO", "U", 4),
    ("구", "KOO", "GU", 4),
    ("민", "MIN", "MEEN", 3),
    ("진", "JIN", "CHIN", 3),
    ("나", "NA", "RA", 3),
    ("지", "JI", "CHI", 3),
    ("엄", "UM", "EOM", 3),
    ("변", "BYUN", "BYEON", 2),
    ("채", "CHAE", "CHE", 2),
    ("원", "WON", "WEON", 2),
    ("천", "CHEON", "CHUN", 2),
    ("방", "BANG", "PANG", 2),
    ("공", "KONG", "GONG", 2),
    ("현", "HYUN", "HYEON", 2),
    ("함", "HAM", "HAHM", 2),
    ("염", "YEOM", "YUM", 1),
    ("여", "YEO", "YUH", 1),
    ("추", "CHOO", "CHU", 1),
    ("도", "DO", "DOH", 1),
    ("석", "SEOK", "SUK", 1),
    ("마", "MA", "MAH", 1),
    ("길", "GIL", "KIL", 1),
    ("표", "PYO", "PHYO", 1),
];

const FIRST_M: &[Syllable] = &[
    ("민", "MIN", "MEEN"),
    ("서", "SEO", "SUH"),
    ("지", "JI", "JEE"),
    ("현", "HYUN", "HYEON"),
    ("준", "JUN", "JOON"),
    ("성", "SUNG", "SEONG"),
    ("동", "DONG", "DONG"),
    ("재", "JAE", "JAI"),
    ("상", "SANG", "SANG"),
    ("영", "YOUNG", "YEONG"),
    ("정", "JUNG", "JEONG"),
    ("태", "TAE", "TAI"),
    ("승", "SEUNG", "SEUNG"),
    ("도", "DO", "DOH"),
    ("우", "WOO", "U"),
    ("시", "SI", "SHI"),
    ("건", "GUN", "GEON"),
    ("경", "KYUNG", "GYEONG"),
    ("종", "JONG", "JONG"),
    ("기", "KI", "GI"),
    ("병", "BYUNG", "BYEONG"),
    ("진", "JIN", "JIN"),
    ("형", "HYUNG", "HYEONG"),
    ("창", "CHANG", "CHANG"),
];

const SECOND_M: &[Syllable] = &[
    ("준", "JUN", "JOON"),
    ("호", "HO", "HO"),
    ("우", "WOO", "U"),
    ("훈", "HOON", "HUN"),
    ("석", "SEOK", "SUK"),
    ("수", "SU", "SOO"),
    ("진", "JIN", "JIN"),
    ("현", "HYUN", "HYEON"),
    ("민", "MIN", "MEEN"),
    ("원", "WON", "WON"),
    ("혁", "HYUK", "HYEOK"),
    ("철", "CHUL", "CHEOL"),
    ("환", "HWAN", "HWAN"),
    ("규", "KYU", "GYU"),
    ("욱", "WOOK", "UK"),
    ("열", "YEOL", "YUL"),
    ("근", "KEUN", "GEUN"),
    ("범", "BUM", "BEOM"),
    ("윤", "YOON", "YUN"),
    ("율", "YUL", "YUL"),
    ("빈", "BIN", "BIN"),
    ("찬", "CHAN", "CHAN"),
    ("섭", "SUB", "SEOP"),
    ("영", "YOUNG", "YEONG"),
];

const FIRST_F: &[Syllable] = &[
    ("서", "SEO", "SUH"),
    ("지", "JI", "JEE"),
    ("수", "SU", "SOO"),
    ("민", "MIN", "MEEN"),
    ("은", "EUN", "UN"),
    ("하", "HA", "HA"),
    ("유", "YU", "YOO"),
    ("예", "YE", "YEA"),
    ("미", "MI", "MEE"),
    ("영", "YOUNG", "YEONG"),
    ("정", "JUNG", "JEONG"),
    ("혜", "HYE", "HAE"),
    ("윤", "YOON", "YUN"),
    ("채", "CHAE", "CHE"),
    ("소", "SO", "SO"),
    ("경", "KYUNG", "GYEONG"),
    ("현", "HYUN", "HYEON"),
    ("선", "SUN", "SEON"),
    ("나", "NA", "NA"),
    ("다", "DA", "DA"),
    ("가", "GA", "KA"),
    ("연", "YEON", "YUN"),
    ("보", "BO", "BO"),
    ("진", "JIN", "JIN"),
];

const SECOND_F: &[Syllable] = &[
    ("연", "YEON", "YUN"),
    ("은", "EUN", "UN"),
    ("희", "HEE", "HUI"),
    ("영", "YOUNG", "YEONG"),
    ("아", "A", "AH"),
    ("인", "IN", "IN"),
    ("진", "JIN", "JIN"),
    ("경", "KYUNG", "GYEONG"),
    ("주", "JU", "JOO"),
    ("정", "JUNG", "JEONG"),
    ("원", "WON", "WON"),
    ("린", "RIN", "LIN"),
    ("빈", "BIN", "BIN"),
    ("윤", "YOON", "YUN"),
    ("현", "HYUN", "HYEON"),
    ("나", "NA", "NA"),
    ("미", "MI", "MEE"),
    ("선", "SUN", "SEON"),
    ("숙", "SOOK", "SUK"),
    ("율", "YUL", "YUL"),
    ("민", "MIN", "MEEN"),
    ("라", "RA", "LA"),
    ("혜", "HYE", "HAE"),
    ("림", "RIM", "LIM"),
];

pub(super) fn surname(dice: &mut Dice) -> Surname {
    let (native, latin, _, _) = dice.weighted(SURNAMES, |entry| entry.3);
    written(native, latin)
}

/// Two different syllables; passports write them together, apart, or with a hyphen that the zone
/// drops.
pub(super) fn given(female: bool, dice: &mut Dice) -> Given {
    let (firsts, seconds) = if female { (FIRST_F, SECOND_F) } else { (FIRST_M, SECOND_M) };
    let first = dice.pick(firsts);
    let second = loop {
        let second = dice.pick(seconds);
        if second.0 != first.0 {
            break second;
        }
    };
    let between = if dice.chance(150) { " " } else { "" };
    written(&format!("{}{}", first.0, second.0), &format!("{}{between}{}", first.1, second.1))
}

fn written(native: &str, latin: &str) -> Surname {
    Surname { native: native.to_owned(), reading: String::new(), latin: latin.to_owned() }
}

/// Surname and given name of a name in Hangul in the other spelling; nothing for other scripts.
pub(super) fn respelled(native: &str) -> Option<(String, String)> {
    let mut letters = native.chars().map(String::from);
    let family = letters.next()?;
    let (_, _, surname, _) = SURNAMES.iter().find(|entry| entry.0 == family)?;
    let other = |syllable: String| {
        let lists = [FIRST_M, SECOND_M, FIRST_F, SECOND_F];
        let found = lists.into_iter().flatten().find(|entry| entry.0 == syllable);
        found.map(|entry| entry.2)
    };
    let given: Option<Vec<_>> = letters.map(other).collect();
    Some(((*surname).to_owned(), given?.join("-")))
}
