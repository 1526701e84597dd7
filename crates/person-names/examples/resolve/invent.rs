//! Invented persons of Japan and Korea, and records of them as lists would hold them: a third of
//! the records are somebody's second or third, in another script, with slips, changed names and
//! half the passports missing. The rates are the constants beside each use; they are guesses, made
//! to resemble `names.md`, 4.5.

use person_names::person::{Birth, Country, Document, NameKind, Person, PersonName, Sex};
use person_names::resolve::Record;
use person_names::{Name, latin_of_hangul, latin_of_kana};

/// Kanji and reading of the first and the last part of given names.
const FIRST: &str = "健けん 翔しょう 大だい 雄ゆう 直なお 和かず 正まさ 義よし 隆たか 孝たか 秀ひで 英ひで \
    武たけ 信のぶ 俊とし 智とも 友とも 洋ひろ 浩ひろ 康やす 恵え 美み 由ゆ 真ま 麻ま 千ち 沙さ 里り 奈な \
    明あき 幸ゆき 芳よし 久ひさ 節せつ 晴はる 春はる 夏なつ 文ふみ 久く 律りつ";
const LAST_M: &str = "太た 郎ろう 一いち 司じ 夫お 雄お 男お 樹き 也や 哉や 彦ひこ 介すけ 輔すけ 之ゆき 行ゆき \
    志し 人と 斗と 平へい 吾ご 次じ 治はる 弘ひろ 則のり 成なり 広ひろ 光みつ 明あき";
const LAST_F: &str = "子こ 美み 恵え 香か 奈な 菜な 代よ 世よ 江え 里り 紀き 希き 絵え 花か 乃の 穂ほ 実み 音ね \
    沙さ 衣え 緒お 理り";

/// A small generator of numbers that look random (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn chance(&mut self, per_thousand: u64) -> bool {
        self.next() % 1000 < per_thousand
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// An index by weights that were summed up.
    fn by(&mut self, sums: &[f64]) -> usize {
        let total = sums.last().copied().unwrap_or(1.0);
        let at = (self.next() >> 11) as f64 / (1_u64 << 53) as f64 * total;
        sums.partition_point(|sum| *sum <= at).min(sums.len() - 1)
    }
}

/// The words that names are made of.
pub(crate) struct Words {
    japanese: Vec<(&'static str, &'static str)>,
    japanese_sums: Vec<f64>,
    first: Vec<(char, &'static str)>,
    last: [Vec<(char, &'static str)>; 2],
    korean: Vec<(&'static str, Vec<String>, Vec<char>)>,
    korean_sums: Vec<f64>,
    syllables: Vec<char>,
    syllable_sums: Vec<f64>,
    hanja: Vec<(char, Vec<char>)>,
    /// Whether all lists are in Latin letters.
    latin: bool,
}

fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn sums(weights: impl Iterator<Item = f64>) -> Vec<f64> {
    weights
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect()
}

fn parts(text: &'static str) -> Vec<(char, &'static str)> {
    let part = |word: &'static str| {
        let kanji = word.chars().next().unwrap();
        (kanji, &word[kanji.len_utf8()..])
    };
    text.split_whitespace().map(part).collect()
}

impl Words {
    pub(crate) fn read(latin: bool) -> Self {
        let japanese: Vec<_> = rows(include_str!("japanese_surnames.tsv"))
            .filter_map(|row| {
                let mut words = row.split_whitespace();
                Some((words.next()?, words.next()?))
            })
            .collect();
        let japanese_sums = sums((1..=japanese.len()).map(|rank| (rank as f64 + 4.0).powf(-0.8)));
        let korean: Vec<_> = rows(include_str!("korean_surnames.tsv"))
            .map(|row| {
                let cells: Vec<&str> = row.split('\t').collect();
                let latin = cells[2].split_whitespace().map(str::to_uppercase).collect();
                let hanja = cells.get(3).map(|text| text.chars().collect()).unwrap_or_default();
                (cells[0], cells[1].parse::<f64>().unwrap(), latin, hanja)
            })
            .collect();
        let korean_sums = sums(korean.iter().map(|row| row.1));
        let korean = korean.into_iter().map(|row| (row.0, row.2, row.3)).collect();
        let mut syllables = Vec::new();
        for row in rows(include_str!("korean_syllables.tsv")) {
            let (bits, all) = row.split_once('\t').unwrap();
            let bits: f64 = bits.parse().unwrap();
            syllables.extend(all.chars().filter(|c| *c != ' ').map(|c| (c, (-bits).exp2())));
        }
        let syllable_sums = sums(syllables.iter().map(|pair| pair.1));
        let hanja = rows(include_str!("hanja.tsv"))
            .filter_map(|row| {
                let (hangul, all) = row.split_once('\t')?;
                Some((hangul.chars().next()?, all.chars().collect()))
            })
            .collect();
        Self {
            japanese,
            japanese_sums,
            first: parts(FIRST),
            last: [parts(LAST_F), parts(LAST_M)],
            korean,
            korean_sums,
            syllables: syllables.into_iter().map(|pair| pair.0).collect(),
            syllable_sums,
            hanja,
            latin,
        }
    }
}

/// A person as they are.
#[derive(Clone)]
pub(crate) struct Truth {
    nation: Country,
    sex: Sex,
    birth: (u16, u8, u8),
    /// Family and given name, native and (of Japanese) in kana.
    family: (String, String),
    given: (String, String),
    /// Latin spelling: family, given.
    latin: (String, String),
    hanja: Option<String>,
    passport: String,
}

fn passport(nation: Country, dice: &mut Dice) -> String {
    let number = dice.next() % 10_000_000;
    if nation == Country::JPN {
        let letters = [b'A' + dice.below(26) as u8, b'A' + dice.below(26) as u8];
        format!("{}{number:07}", String::from_utf8_lossy(&letters))
    } else {
        format!("M{}{number:07}", dice.below(10))
    }
}

impl Truth {
    pub(crate) fn invent(words: &Words, dice: &mut Dice) -> Self {
        let nation = if dice.chance(500) { Country::JPN } else { Country::KOR };
        let sex = if dice.chance(500) { Sex::M } else { Sex::F };
        let birth =
            (1940 + dice.below(70) as u16, 1 + dice.below(12) as u8, 1 + dice.below(28) as u8);
        let passport = passport(nation, dice);
        let mut truth = Self {
            nation,
            sex,
            birth,
            family: Default::default(),
            given: Default::default(),
            latin: Default::default(),
            hanja: None,
            passport,
        };
        truth.name_family(words, dice);
        if nation == Country::JPN {
            let first = dice.pick(&words.first);
            let last = dice.pick(&words.last[usize::from(sex == Sex::M)]);
            let kana = format!("{}{}", first.1, last.1);
            truth.latin.1 = latin_of_kana(&kana);
            truth.given = (format!("{}{}", first.0, last.0), kana);
            return truth;
        }
        let mut given = String::new();
        let mut hanja = String::new();
        for _ in 0..2 {
            let syllable = words.syllables[dice.by(&words.syllable_sums)];
            given.push(syllable);
            if let Some((_, all)) = words.hanja.iter().find(|pair| pair.0 == syllable) {
                hanja.push(*dice.pick(all));
            }
        }
        let latin = latin_of_hangul(&format!("김 {given}"));
        truth.latin.1 = latin.split(' ').nth(1).unwrap_or_default().to_owned();
        truth.hanja = truth.hanja.filter(|_| hanja.chars().count() == 2).map(|f| f + &hanja);
        truth.given = (given, String::new());
        truth
    }

    fn name_family(&mut self, words: &Words, dice: &mut Dice) {
        if self.nation == Country::JPN {
            let (kanji, kana) = words.japanese[dice.by(&words.japanese_sums)];
            self.family = (kanji.to_owned(), kana.to_owned());
            self.latin.0 = latin_of_kana(kana);
        } else {
            let (hangul, latin, hanja) = &words.korean[dice.by(&words.korean_sums)];
            self.family = ((*hangul).to_owned(), String::new());
            // The commonest spelling for nine in ten.
            let at = if dice.chance(900) { 0 } else { dice.below(latin.len()) };
            self.latin.0.clone_from(&latin[at]);
            self.hanja = hanja.first().map(|_| dice.pick(hanja).to_string());
        }
    }

    /// A record of the person by another hand: `again` if it isn't the first.
    pub(crate) fn record(&self, id: usize, again: bool, words: &Words, dice: &mut Dice) -> Record {
        let mut person = self.clone();
        if again && self.nation == Country::JPN && self.sex == Sex::F && dice.chance(20) {
            person.name_family(words, dice);
        }
        let (native, latin) = person.texts(again, dice);
        let native_first = dice.chance(500) && !words.latin;
        let (text, second) = if native_first { (native, latin) } else { (latin, native) };
        let mut names = vec![(text, NameKind::Main)];
        if !words.latin && dice.chance(250) {
            names.push((second, NameKind::Reading));
        }
        let named = |(text, kind): (String, NameKind)| {
            Some(PersonName { name: Name::parse(&text).ok()?, kind })
        };
        let births = person.born(again, dice);
        let passport = dice.chance(500).then(|| person.number(again, dice)).flatten();
        let person = Person {
            names: names.into_iter().filter_map(named).collect(),
            births: births.into_iter().collect(),
            sex: (!dice.chance(50)).then_some(match (self.sex, again && dice.chance(5)) {
                (Sex::F, false) | (Sex::M, true) => Sex::F,
                _ => Sex::M,
            }),
            nationalities: (!dice.chance(50)).then_some(self.nation).into_iter().collect(),
            documents: passport.into_iter().collect(),
            household: None,
        };
        Record { id: id.to_string(), person }
    }

    /// The name in a native script, and in Latin letters.
    fn texts(&self, again: bool, dice: &mut Dice) -> (String, String) {
        let native = format!("{}{}", self.family.0, self.given.0);
        let native = match &self.hanja {
            Some(hanja) if dice.chance(80) => hanja.clone(),
            _ if self.nation == Country::JPN && dice.chance(200) => {
                format!("{} {}", self.family.1, self.given.1)
            }
            _ => native,
        };
        let (mut family, mut given) = self.latin.clone();
        if self.nation == Country::KOR && dice.chance(300) && given.len() > 4 {
            // SEO YEON, SEO-YEON: as many write it.
            given = latin_of_hangul(&format!("김 {}", &self.given.0[..3])).replace("KIM ", "")
                + if dice.chance(500) { " " } else { "-" }
                + &latin_of_hangul(&format!("김 {}", &self.given.0[3..])).replace("KIM ", "");
        }
        if again && dice.chance(100) {
            slip(if dice.chance(500) { &mut family } else { &mut given }, dice);
        }
        let latin = match dice.below(10) {
            0..3 => format!("{family}<<{}", given.replace([' ', '-'], "<")),
            3..8 => format!("{family} {given}"),
            _ => format!("{given} {family}"),
        };
        (native, latin)
    }

    fn born(&self, again: bool, dice: &mut Dice) -> Option<Birth> {
        let (mut year, mut month, mut day) = self.birth;
        if again {
            match dice.below(1000) {
                0..10 => (month, day) = (day, month),
                10..25 => day = 1 + dice.below(28) as u8,
                25..35 => year += 1,
                35..40 => day += 1,
                40..45 => year = 1940 + dice.below(70) as u16,
                45..50 => (month, day) = (1, 1),
                _ => {}
            }
        }
        match dice.below(1000) {
            0..5 => None,
            5..15 => Birth::year(year).ok(),
            _ => Birth::day(year, month, day).or_else(|_| Birth::year(year)).ok(),
        }
    }

    fn number(&self, again: bool, dice: &mut Dice) -> Option<Document> {
        let mut number = self.passport.clone();
        if again && dice.chance(50) {
            number = passport(self.nation, dice);
        } else if again && dice.chance(20) {
            slip(&mut number, dice);
        }
        Document::new(Some(self.nation), &number).ok()
    }
}

/// One slip of a finger: another letter, one lost, two exchanged.
fn slip(text: &mut String, dice: &mut Dice) {
    let mut all: Vec<char> = text.chars().collect();
    if all.len() < 3 {
        return;
    }
    let at = 1 + dice.below(all.len() - 2);
    match dice.below(3) {
        0 if all[at].is_ascii_digit() => all[at] = (b'0' + dice.below(10) as u8) as char,
        0 => all[at] = (b'A' + dice.below(26) as u8) as char,
        1 => drop(all.remove(at)),
        _ => all.swap(at, at + 1),
    }
    *text = all.into_iter().collect();
}
