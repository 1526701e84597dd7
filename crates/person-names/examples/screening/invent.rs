//! Invented travellers, and listed persons as they might be written elsewhere. Always the same for
//! the same seed.

use person_names::person::{Birth, Country, NameKind, Person, Sex};
use person_names::screen::lists::List;
use person_names::screen::{Traveller, Written};

/// SplitMix64.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// As often as its weight says.
    fn weighted<'a>(&mut self, all: &'a [Family]) -> &'a Family {
        let sum = all.last().map_or(0.0, |last| last.upto);
        let at = (self.next() >> 11) as f64 / (1_u64 << 53) as f64 * sum;
        all.iter().find(|one| one.upto > at).unwrap_or(&all[0])
    }
}

/// A family name in Latin letters and in its own script.
struct Family {
    latin: String,
    own: String,
    /// Its weight and those of all before it.
    upto: f64,
}

pub(crate) struct World {
    japanese: Vec<Family>,
    korean: Vec<Family>,
    /// Words of listed names: the first, and the others; with a nationality.
    others: Vec<(Vec<String>, Option<Country>)>,
}

const JP_GIVEN: &str = "hiroshi 浩 takashi 隆 kenji 健二 haruto 陽翔 yuto 悠斗 sota 颯太 ren 蓮 \
    daiki 大輝 shota 翔太 takumi 拓海 kazuki 和樹 tatsuya 達也 makoto 誠 satoshi 聡 yuki 由紀 \
    yumi 由美 keiko 恵子 yoko 洋子 akiko 明子 tomoko 智子 misaki 美咲 hina 陽菜 yui 結衣 aoi 葵 \
    sakura 桜 nanami 七海 mai 舞 ayaka 彩花 haruka 遥 megumi 恵 kaori 香織 naomi 直美 junko 純子 \
    ichiro 一郎 masato 正人 koji 浩二 shigeru 茂 minoru 実 osamu 修 kiyoshi 清 hideo 秀夫 toru 徹 \
    jun 純 akira 明 ryo 亮 kei 圭 shin 真 naoki 直樹 yusuke 裕介 daisuke 大輔 kenta 健太";
const KR_ONE: &str = "min 민 ji 지 seo 서 hyun 현 young 영 sung 성 jae 재 dong 동 kyung 경 sang 상 \
    eun 은 hye 혜 su 수 ye 예 do 도 ha 하 jun 준 tae 태 in 인 jin 진 chang 창 chul 철 yong 용 \
    kwang 광 myung 명 nam 남 hee 희 won 원 seung 승";
const KR_TWO: &str = "jun 준 ho 호 su 수 woo 우 min 민 hee 희 young 영 jin 진 hyun 현 won 원 ah 아 \
    yeon 연 kyu 규 sik 식 chul 철 il 일 ja 자 sook 숙 ok 옥 hwan 환 seok 석 ki 기 ran 란 mi 미 \
    jung 정 kyung 경 bin 빈 yul 율 gun 건 soo 수 nam 남 hwa 화";

fn pairs(text: &'static str) -> Vec<(&'static str, &'static str)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

impl World {
    pub(crate) fn new(lists: &[List]) -> Self {
        let mut japanese = Vec::new();
        let mut upto = 0.0;
        let rows = |file: &'static str| file.lines().filter(|line| !line.starts_with('#'));
        let file = rows(include_str!("../../data/japanese_surnames.tsv"));
        for (rank, row) in file.enumerate() {
            let mut cells = row.split(' ');
            let (own, kana) = (cells.next().unwrap(), cells.next().unwrap());
            upto += 0.015 * ((rank + 1) as f64).powf(-0.67);
            let latin = person_names::latin_of_kana(kana).to_uppercase();
            japanese.push(Family { latin, own: own.to_owned(), upto });
        }
        let mut korean = Vec::new();
        upto = 0.0;
        for row in rows(include_str!("../../src/data/korean_surnames.tsv")) {
            let mut cells = row.split('\t');
            let own = cells.next().unwrap();
            let holders: f64 = cells.next().unwrap().parse().unwrap();
            let spellings: Vec<&str> = cells.next().unwrap().split(' ').collect();
            for (at, latin) in spellings.iter().take(3).enumerate() {
                upto += holders * [0.85, 0.1, 0.05][at];
                korean.push(Family { latin: latin.to_uppercase(), own: own.to_owned(), upto });
            }
        }
        let mut others = Vec::new();
        for entry in lists.iter().flat_map(List::persons) {
            let words: Vec<String> = words(&entry.written[0]);
            let short = ["AL", "EL", "BIN", "DE", "UL"];
            let words: Vec<String> =
                words.into_iter().filter(|word| !short.contains(&word.as_str())).collect();
            if words.len() > 1 && words.iter().all(|word| word.is_ascii()) {
                others.push((words, entry.person.nationalities.first().copied()));
            }
        }
        Self { japanese, korean, others }
    }

    fn known(&self, dice: &mut Dice, nation: Option<Country>) -> Person {
        let year = 1940 + dice.below(66) as u16;
        let birth = Birth::day(year, 1 + dice.below(12) as u8, 1 + dice.below(28) as u8).unwrap();
        let sex = if dice.chance(50) { Sex::M } else { Sex::F };
        let births = vec![birth];
        let nationalities = nation.into_iter().collect();
        Person { births, sex: Some(sex), nationalities, ..Person::default() }
    }

    /// A Japanese or Korean: family and given name in Latin, and the name in its own script.
    fn name(&self, dice: &mut Dice, japanese: bool) -> (String, String, String) {
        if japanese {
            let family = dice.weighted(&self.japanese);
            let (given, own) = *dice.of(&pairs(JP_GIVEN));
            (family.latin.clone(), given.to_uppercase(), format!("{}{own}", family.own))
        } else {
            let family = dice.weighted(&self.korean);
            let (one, own) = *dice.of(&pairs(KR_ONE));
            let (two, other) = *dice.of(&pairs(KR_TWO));
            let parted = ["", "", " ", "-"][dice.below(4)];
            let given = format!("{one}{parted}{two}").to_uppercase();
            (family.latin.clone(), given, format!("{}{own}{other}", family.own))
        }
    }

    /// One of many: Japanese 45 in a hundred, Koreans 45, others, in the names of lists put
    /// together anew, 10. Half as in a machine readable zone alone, a quarter freely, a fifth with
    /// the name in its own script too, one in twenty in that alone.
    pub(crate) fn traveller(&self, dice: &mut Dice, key: usize) -> Traveller {
        match dice.below(100) {
            0..90 => self.neighbour(dice, key),
            _ => self.other(dice, key),
        }
    }

    pub(crate) fn neighbour(&self, dice: &mut Dice, key: usize) -> Traveller {
        let japanese = dice.chance(50);
        let (family, given, own) = self.name(dice, japanese);
        let zone = format!("{family}<<{}", given.replace([' ', '-'], "<"));
        let texts = match dice.below(20) {
            0..10 => vec![zone],
            10..15 => vec![format!("{given} {family}")],
            15..19 => vec![zone, own],
            _ => vec![own],
        };
        let nation = if japanese { Country::JPN } else { Country::KOR };
        traveller(key, texts, self.known(dice, Some(nation)))
    }

    pub(crate) fn other(&self, dice: &mut Dice, key: usize) -> Traveller {
        let (first, nation) = dice.of(&self.others);
        let count = first.len().clamp(2, 4) - 1;
        let given: Vec<&str> = (0..count)
            .map(|at| {
                loop {
                    let (other, known) = dice.of(&self.others);
                    // Nobody is to bear two words of one listed person but by accident.
                    let same = other[0] == first[0] || other.iter().any(|word| *word == first[0]);
                    if !same && (nation == known || dice.chance(5)) {
                        break other[(1 + at).min(other.len() - 1)].as_str();
                    }
                }
            })
            .collect();
        let given = given.join("<");
        traveller(key, vec![format!("{}<<{given}", first[0])], self.known(dice, *nation))
    }
}

fn traveller(key: usize, texts: Vec<String>, known: Person) -> Traveller {
    let kinds = [NameKind::Main, NameKind::Reading];
    let names = texts.into_iter().zip(kinds).map(|(text, kind)| Written { text, kind }).collect();
    Traveller { key: format!("t{key}"), names, known }
}

fn words(name: &str) -> Vec<String> {
    let parts = name.split([' ', ',', '-']).filter(|word| !word.is_empty());
    parts.map(str::to_uppercase).collect()
}

/// Ways in which one person's name is written differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Treatment {
    Plain,
    Swapped,
    LetterDropped,
    LetterAdded,
    LettersExchanged,
    SpacesRemoved,
    Transliterated,
    WordMissing,
    Initial,
}

pub(crate) const TREATMENTS: [Treatment; 9] = [
    Treatment::Plain,
    Treatment::Swapped,
    Treatment::LetterDropped,
    Treatment::LetterAdded,
    Treatment::LettersExchanged,
    Treatment::SpacesRemoved,
    Treatment::Transliterated,
    Treatment::WordMissing,
    Treatment::Initial,
];

const VARIANTS: [(&str, &[&str]); 22] = [
    ("MOHAMMED", &["MUHAMMAD", "MOHAMED", "MOHAMAD"]),
    ("MUHAMMAD", &["MOHAMMED", "MOHAMED", "MUHAMMED"]),
    ("MOHAMMAD", &["MUHAMMAD", "MOHAMED"]),
    ("AHMED", &["AHMAD"]),
    ("AHMAD", &["AHMED"]),
    ("HUSSEIN", &["HUSAYN", "HUSSAIN"]),
    ("YOUSSEF", &["YUSUF", "YOUSEF"]),
    ("SERGEI", &["SERGEY"]),
    ("ALEXANDER", &["ALEKSANDR"]),
    ("DMITRY", &["DMITRI", "DMITRIY"]),
    ("JONG", &["CHONG"]),
    ("OO", &["U"]),
    ("U", &["OO", "OU"]),
    ("EE", &["I"]),
    ("Y", &["I"]),
    ("Q", &["K"]),
    ("K", &["Q"]),
    ("DH", &["D"]),
    ("KH", &["H", "K"]),
    ("E", &["A", "I"]),
    ("O", &["U"]),
    ("I", &["Y", "E"]),
];

/// A listed name as it might be written elsewhere.
pub(crate) fn treated(dice: &mut Dice, name: &str, treatments: &[Treatment]) -> String {
    // Articles belong to the word after them.
    let mut all: Vec<String> = Vec::new();
    let mut before = String::new();
    for word in words(name) {
        if ["AL", "EL", "BIN", "DE", "LA", "UL"].contains(&word.as_str()) {
            before = format!("{before}{word} ");
        } else {
            all.push(format!("{}{word}", std::mem::take(&mut before)));
        }
    }
    if !before.is_empty() {
        all.push(before.trim().to_owned());
    }
    for treatment in treatments {
        let longest = (0..all.len()).max_by_key(|at| all[*at].len()).unwrap_or(0);
        let at = if dice.chance(50) { longest } else { dice.below(all.len()) };
        let letters = all[at].chars().count();
        let mut letter = |dice: &mut Dice, change: fn(&mut Vec<char>, usize, char)| {
            let mut chars: Vec<char> = all[at].chars().collect();
            let place = dice.below(letters);
            change(&mut chars, place, (b'A' + dice.below(26) as u8) as char);
            all[at] = chars.into_iter().collect();
        };
        match treatment {
            Treatment::Plain => {}
            Treatment::Swapped => all.rotate_left(1),
            Treatment::LetterDropped if letters > 3 => letter(dice, |all, at, _| {
                all.remove(at);
            }),
            Treatment::LetterAdded => letter(dice, |all, at, c| all.insert(at, c)),
            Treatment::LettersExchanged if letters > 3 => letter(dice, |all, at, _| {
                let at = at.min(all.len() - 2);
                all.swap(at, at + 1);
            }),
            Treatment::SpacesRemoved if all.len() > 1 => {
                let at = dice.below(all.len() - 1);
                let next = all.remove(at + 1);
                all[at].push_str(&next);
            }
            Treatment::Transliterated => {
                let fits: Vec<_> =
                    VARIANTS.iter().filter(|(from, _)| all[at].contains(from)).collect();
                if !fits.is_empty() {
                    let whole = fits.iter().find(|(from, _)| from.len() > 3);
                    let (from, to) =
                        *whole.copied().unwrap_or_else(|| dice.of::<&(&str, &[&str])>(&fits));
                    all[at] = all[at].replacen(from, dice.of::<&str>(to), 1);
                }
            }
            Treatment::WordMissing if all.len() > 2 => {
                all.remove(1 + dice.below(all.len() - 2));
            }
            Treatment::Initial if all.len() > 2 => {
                let at = 1 + dice.below(all.len() - 2);
                all[at].truncate(1);
            }
            _ => {}
        }
    }
    all.join(" ")
}

/// A listed person at the border. `None` if the main name isn't in Latin letters.
pub(crate) fn positive(
    dice: &mut Dice,
    entry: &person_names::screen::lists::Entry,
    treatments: &[Treatment],
    key: usize,
) -> Option<Traveller> {
    let name = entry.written.first().filter(|name| name.is_ascii())?;
    if words(name).is_empty() {
        return None;
    }
    let text = treated(dice, name, treatments);
    let day = |dice: &mut Dice, year: u16| {
        Birth::day(year, 1 + dice.below(12) as u8, 1 + dice.below(28) as u8).unwrap()
    };
    let birth = match entry.person.births.first() {
        None => {
            let year = 1940 + dice.below(60) as u16;
            day(dice, year)
        }
        Some(birth) => match (birth.ymd(), dice.below(100)) {
            (Some((year, ..)), 0..6) => Birth::year(year).unwrap(),
            (Some((year, month, _)), 6..10) => Birth::month(year, month).unwrap(),
            (Some((year, month, date)), 10..13) => Birth::day(year, date, month).unwrap_or(*birth),
            (Some((year, ..)), 13..16) => Birth::day(year, 1, 1).unwrap(),
            (Some(_), _) => *birth,
            (None, _) => {
                let (from, to) = birth.span();
                let year = from + dice.below(usize::from(to - from + 1)) as u16;
                // A month that the list knows is kept.
                Birth::parse(&format!("{birth}-15")).unwrap_or_else(|_| day(dice, year))
            }
        },
    };
    let nationalities = entry.person.nationalities.first().copied().into_iter().collect();
    let sex = entry.person.sex;
    let known = Person { births: vec![birth], sex, nationalities, ..Person::default() };
    Some(traveller(key, vec![text], known))
}
