//! How much it tells that two parts of names agree, or don't.

use crate::chinese;
use crate::data::{RARE_FAMILY, data};
use crate::hangul;
use crate::latin;
use crate::name::Script;
use crate::pack::Pack;
use crate::part::{Form, Part, Role};

/// What a disagreement tells: of one person's names, one pair in a thousand would show it.
pub(crate) const CONFLICT: f64 = -10.0;
/// What it tells that one name has a part that the other lacks.
pub(crate) const MISSING: f64 = -2.0;
/// The most a rule may cost before its agreement is none.
const LIMIT: f64 = 10.0;
/// What the rarest Japanese readings tell.
const RAREST_FAMILY: f64 = 14.0;
const RAREST_GIVEN: f64 = 14.0;
/// What agreeing on a syllable of pinyin tells; what it costs that a name in Hangul is Chinese, in
/// each part; what makes a better explanation superfluous.
const PINYIN: f64 = 6.0;
const CHINESE: f64 = 1.5;
const CHINESE_LIMIT: f64 = 5.0;
/// What it costs that Hangul tells k from g and the like less well than kana.
const IN_HANGUL: f64 = 1.0;
/// A syllable that no Korean given name has costs so much; what Korean given names tell at most,
/// and those with such a syllable.
const UNSEEN: f64 = 13.5;
const RAREST_KOREAN: f64 = 18.0;
const FOREIGN: f64 = 9.0;
/// Longer parts, in bytes, are no names that were spelled by ear.
const LONGEST_READ: usize = 48;
/// What an initial tells.
const INITIAL: f64 = 2.0;
/// What a slip costs in letters that read as a Korean given name.
const KOREAN_SLIP: f64 = 5.0;

/// What was found between two parts: the worth of agreeing on it, and what the rule costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) rule: &'static str,
    pub(crate) worth: f64,
    pub(crate) price: f64,
}

impl Evidence {
    /// Nothing can be told, since no table reads one of the parts; an officer may have to.
    const UNREAD: Self = Self { rule: "unread", worth: -6.0, price: 0.0 };
    const NONE: Self = Self { rule: "different", worth: CONFLICT, price: 0.0 };

    pub(crate) fn net(self) -> f64 {
        self.worth - self.price
    }

    fn or(self, other: Self) -> Self {
        if other.net() > self.net() { other } else { self }
    }
}

/// Compares two parts of the same role by every rule that fits their scripts.
pub(crate) fn weigh(left: &Part, right: &Part) -> Evidence {
    let mut best = Evidence::NONE;
    let both = |script| left.script == script && right.script == script;
    if left.letters == right.letters {
        best = best.or(Evidence { rule: "same-letters", worth: worth(left), price: 0.0 });
    }
    if both(Script::Han) || both(Script::Other) {
        return best;
    }
    if left.script != right.script && !(is_read(left) && is_read(right)) {
        return best.or(Evidence::UNREAD);
    }
    best = best.or(same_hangul(left, right));
    best = best.or(same_reading(left, right));
    if (left.script == Script::Hangul) != (right.script == Script::Hangul) {
        best = best.or(by_loanword_or_spelling(left, right));
    }
    match (left.script, right.script) {
        (Script::Kana, _) => best = best.or(in_katakana(right, left)),
        (_, Script::Kana) => best = best.or(in_katakana(left, right)),
        _ => {}
    }
    if best.worth > 0.0 {
        return best;
    }
    match (left.script, right.script) {
        (Script::Latin, Script::Latin) => best.or(two_latin(left, right)),
        (Script::Latin, _) => best.or(spelled(right, left)),
        (_, Script::Latin) => best.or(spelled(left, right)),
        _ => best,
    }
}

/// Whether the part has a form that other scripts can meet.
fn is_read(part: &Part) -> bool {
    match part.script {
        Script::Han | Script::Kana => {
            let read = |forms: &[Form]| !forms.is_empty();
            read(&part.japanese) || read(&part.hangul) || read(part.composed())
        }
        Script::Hangul | Script::Latin => true,
        Script::Other => false,
    }
}

/// The cheapest pair of equal forms: key and price.
fn equal<'f>(left: &'f [Form], right: &[Form]) -> Option<(&'f str, f64)> {
    let mut best: Option<(&str, f64)> = None;
    for one in left {
        for other in right.iter().filter(|other| other.key == one.key) {
            let price = one.price + other.price;
            if best.is_none_or(|(_, known)| price < known) {
                best = Some((&one.key, price));
            }
        }
    }
    best
}

fn same_hangul(left: &Part, right: &Part) -> Evidence {
    let Some((key, price)) = equal(&left.hangul, &right.hangul) else {
        return Evidence::NONE;
    };
    let rule = match (left.script, right.script) {
        (Script::Hangul, Script::Hangul) => "initial-sound-law",
        (Script::Latin, _) | (_, Script::Latin) => "spelling-of-family-name",
        _ => "hanja-reading",
    };
    Evidence { rule, worth: korean_worth(key, left.role), price }
}

fn same_reading(left: &Part, right: &Part) -> Evidence {
    let known = equal(&left.japanese, &right.japanese)
        .or_else(|| equal(left.composed(), &right.japanese))
        .or_else(|| equal(&left.japanese, right.composed()));
    let Some((key, price)) = known else {
        return Evidence::NONE;
    };
    let rule = match (left.script, right.script) {
        (Script::Latin, Script::Latin) => "same-romaji",
        (Script::Kana, Script::Latin) | (Script::Latin, Script::Kana) => "romaji-of-kana",
        (Script::Kana, Script::Kana) => "same-kana",
        _ => "kanji-reading",
    };
    let worth = match (left.script, right.script) {
        // Latin letters that could be Japanese need not be.
        (Script::Latin, Script::Latin) => latin_worth(left).min(japanese_worth(key, left.role)),
        _ => japanese_worth(key, left.role),
    };
    Evidence { rule, worth, price }
}

/// Hangul against another script: a Japanese name, or against Latin a Korean one. Short Hangul that
/// may be both is explained as Korean and worth no more than either.
fn by_loanword_or_spelling(left: &Part, right: &Part) -> Evidence {
    let loanword = through_loanword_rules(left, right);
    let (hangul, other) = if left.script == Script::Hangul { (left, right) } else { (right, left) };
    let short = hangul.role == Role::Given && hangul.letters.chars().nth(2).is_none();
    if loanword.worth <= 0.0 || !short || other.script != Script::Latin {
        return loanword;
    }
    match spelled(hangul, other) {
        korean if korean.worth > 0.0 => {
            Evidence { worth: korean.worth.min(loanword.worth), ..korean }
        }
        _ => loanword,
    }
}

/// Japanese names in Hangul.
fn through_loanword_rules(left: &Part, right: &Part) -> Evidence {
    let hangul = if left.script == Script::Hangul { left } else { right };
    let known = equal(left.coarse(), right.coarse())
        .or_else(|| equal(left.coarse_composed(), right.coarse()))
        .or_else(|| equal(left.coarse(), right.coarse_composed()));
    let Some((key, price)) = known else {
        return Evidence::NONE;
    };
    let read = if left.script == Script::Hangul { right } else { left };
    // How rare the reading is that Hangul writes so: of several, the commonest.
    let readings = read.japanese.iter().chain(read.composed());
    let same = readings.filter(|form| hangul::coarse_of_japanese(&form.key) == key);
    let rarity = same.map(|form| japanese_worth(&form.key, left.role)).fold(f64::MAX, f64::min);
    // The Hangul may be a Korean name that only sounds alike: no more than that is told.
    let worth = rarity.min(japanese_worth(key, left.role)).min(worth(hangul));
    Evidence { rule: "japanese-name-in-hangul", worth, price: price + IN_HANGUL }
}

/// A Korean name, in Hangul or Hanja, in katakana.
fn in_katakana(korean: &Part, kana: &Part) -> Evidence {
    let Some((key, price)) = equal(korean.katakana(), &kana.japanese) else {
        return Evidence::NONE;
    };
    let worth = worth(korean).min(japanese_worth(key, kana.role));
    Evidence { rule: "korean-name-in-katakana", worth, price: price + 0.5 }
}

/// A part that reads as Hangul against Latin letters; a reading in kana with a slip.
fn spelled(read: &Part, latin: &Part) -> Evidence {
    const RULE: &str = "spelling-of-hangul";
    let mut best = Evidence::NONE;
    if read.letters.len() > LONGEST_READ || latin.letters.len() > LONGEST_READ {
        return best;
    }
    for form in &read.hangul {
        let told = latin.spelling().and_then(|spelling| spelling.of_hangul(&form.key));
        if let Some(told) = told {
            let worth = korean_worth(&form.key, read.role);
            best = best.or(Evidence { rule: RULE, worth, price: worth - told + form.price });
            continue;
        }
        let limit = LIMIT - form.price;
        if let Some(price) = hangul::spelled(&form.key, &latin.letters, limit) {
            let worth = korean_worth(&form.key, read.role);
            let price = price + form.price;
            best = best.or(Evidence { rule: RULE, worth, price });
        }
    }
    if read.script == Script::Hangul && best.net() < CHINESE_LIMIT {
        return best.or(chinese(read, latin));
    }
    if best.worth > 0.0 || read.script != Script::Kana {
        return best;
    }
    let slip = |form: &Form| {
        let other = latin.japanese.first()?;
        let apart = latin::distance(&form.key, &other.key, slip_limit(&form.key))?;
        let worth = japanese_worth(&form.key, read.role);
        Some(Evidence { rule: "slip-in-romaji", worth, price: form.price + apart + 1.0 })
    };
    read.japanese.iter().filter_map(slip).fold(best, Evidence::or)
}

/// A Chinese name in Hangul against pinyin.
fn chinese(hangul: &Part, latin: &Part) -> Evidence {
    match chinese::spelled(&hangul.letters, &latin.letters, CHINESE_LIMIT * 2.0) {
        Some((price, count)) => {
            let worth = PINYIN * f64::from(count);
            Evidence { rule: "chinese-name-in-hangul", worth, price: price + CHINESE }
        }
        None => Evidence::NONE,
    }
}

/// Two Latin spellings that are not the same.
fn two_latin(left: &Part, right: &Part) -> Evidence {
    let mut worth = latin_worth(left).max(latin_worth(right));
    let mut best = Evidence::NONE;
    let mut slip = 0.5;
    if let (Some(one), Some(other)) = (left.spelling(), right.spelling()) {
        worth = worth.min(one.rarity).min(other.rarity);
        if let Some(told) = one.of_spelling(other) {
            let price = (worth - told).max(0.0);
            best = Evidence { rule: "korean-spellings", worth: worth.max(told), price };
            if told > 0.0 {
                return best;
            }
        }
        // One letter is the difference between two Korean names.
        slip = KOREAN_SLIP;
    }
    if let Some(known) = initial(left, right).or_else(|| grouped(left, right, worth)) {
        best = best.or(known);
    }
    let limit = slip_limit(&left.letters).min(slip_limit(&right.letters));
    match latin::distance(&left.letters, &right.letters, limit) {
        Some(apart) => best.or(Evidence { rule: "slip-in-latin", worth, price: apart + slip }),
        None => best,
    }
}

/// One letter for a given name that begins with it.
fn initial(left: &Part, right: &Part) -> Option<Evidence> {
    let one = left.letters.len() == 1 || right.letters.len() == 1;
    let same = left.letters.chars().next() == right.letters.chars().next();
    let given = left.role == Role::Given;
    (one && same && given).then_some(Evidence { rule: "initial", worth: INITIAL, price: 0.0 })
}

/// Forms of one name: Alexander, Aleksandr; with their pet forms.
fn grouped(left: &Part, right: &Part, worth: f64) -> Option<Evidence> {
    let pack = Pack::get();
    let shared = |group: &u32| pack.groups(&right.letters).any(|other| other == *group);
    let group = pack.groups(&left.letters).find(shared)?;
    let (rule, price) =
        if pack.is_nickname(group) { ("pet-name", 4.0) } else { ("equal-names", 1.5) };
    Some(Evidence { rule, worth, price })
}

/// Slips are let in by length, so that short names don't all look alike.
fn slip_limit(letters: &str) -> f64 {
    let length = u32::try_from(letters.len()).unwrap_or(u32::MAX);
    (f64::from(length) * 1.2).min(LIMIT)
}

/// What agreeing on this part tells, from the part alone.
fn worth(part: &Part) -> f64 {
    let korean = part.hangul.first().map(|form| korean_worth(&form.key, part.role));
    let japanese = part.japanese.first().map(|form| japanese_worth(&form.key, part.role));
    match part.script {
        Script::Hangul => korean.unwrap_or(RARE_FAMILY),
        Script::Kana => japanese.unwrap_or(RARE_FAMILY),
        // Characters say more than their reading; they may be of either nation.
        Script::Han => {
            let read = korean.into_iter().chain(japanese).fold(RARE_FAMILY, f64::min);
            if part.role == Role::Family { read } else { read + 2.0 }
        }
        Script::Latin | Script::Other => latin_worth(part),
    }
}

fn korean_worth(hangul: &str, role: Role) -> f64 {
    match role {
        Role::Family => data().korean_bits(hangul),
        Role::Given => syllable_bits(hangul),
    }
}

/// What agreeing on the syllables of a Korean given name tells. Where no Korean given name has such
/// a syllable, it may well be another's name, and a common one.
fn syllable_bits(hangul: &str) -> f64 {
    let bits = |(at, one)| f64::from(Pack::get().korean_syllable(one, at > 0)) / 16.0;
    let each = hangul.chars().enumerate().map(bits);
    let (sum, rarest) =
        each.fold((0.0, 0.0), |(sum, most): (f64, f64), bits| (sum + bits, most.max(bits)));
    sum.min(if rarest < UNSEEN { RAREST_KOREAN } else { FOREIGN })
}

/// What agreeing on a Japanese reading tells.
fn japanese_worth(key: &str, role: Role) -> f64 {
    let family = role == Role::Family;
    let rarest = if family { RAREST_FAMILY } else { RAREST_GIVEN };
    Pack::get().reading(key, family).map_or(rarest, |bits| f64::from(bits) / 16.0).min(rarest)
}

fn latin_worth(part: &Part) -> f64 {
    let by_length = (2.0 * length(&part.letters)).min(12.0);
    match part.role {
        Role::Family => {
            let korean = part.hangul.iter().map(|form| data().korean_bits(&form.key) + form.price);
            let key = part.japanese.first().map(|form| &*form.key);
            let japanese =
                key.and_then(|key| Pack::get().reading(key, true)).map(|b| f64::from(b) / 16.0);
            korean.chain(japanese).fold(by_length.max(6.0), f64::min)
        }
        Role::Given => by_length,
    }
}

fn length(text: &str) -> f64 {
    f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX))
}
