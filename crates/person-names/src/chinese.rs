//! Chinese names in Hangul against pinyin: syllables by the Korean readings of their characters or
//! by the rules for loanwords, as `mandarin.tsv` of the name data has them.

use std::collections::HashMap;
use std::sync::LazyLock;

type Spellings = HashMap<&'static str, Vec<(&'static str, f64)>>;

static SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| {
    let mut spellings = Spellings::new();
    for line in include_str!("../data/mandarin.tsv").lines() {
        let mut fields = line.split('\t');
        if let (Some(hangul), Some(pinyin), Some(price)) = (
            fields.next(),
            fields.next(),
            fields.next().and_then(|price| price.parse::<f64>().ok()),
        ) {
            spellings.entry(hangul).or_default().push((pinyin, price / 8.0));
        }
    }
    spellings
});

/// The most syllables of Hangul that write one of pinyin.
const MOST: usize = 3;

/// The price, in bits, of writing in Hangul what is so written in pinyin, and how many syllables of
/// pinyin that are; `None` above `limit`.
pub(crate) fn spelled(hangul: &str, latin: &str, limit: f64) -> Option<(f64, u32)> {
    // By byte of the Hangul: byte of the Latin, price, syllables so far.
    let mut reached: Vec<Vec<(usize, f64, u32)>> = vec![Vec::new(); hangul.len() + 1];
    reached.first_mut()?.push((0, 0.0, 0));
    for (at, _) in hangul.char_indices() {
        let here = reached.get(at).cloned().filter(|here| !here.is_empty());
        let Some(here) = here else { continue };
        let rest = hangul.get(at..)?;
        let ends = rest.char_indices().map(|(end, c)| end + c.len_utf8()).take(MOST);
        for end in ends {
            let piece = rest.get(..end).and_then(|piece| SPELLINGS.get(piece));
            for (pinyin, more) in piece.into_iter().flatten() {
                for (from, price, count) in &here {
                    let fits = latin.get(*from..).is_some_and(|rest| rest.starts_with(pinyin));
                    if fits && price + more <= limit {
                        let next = (from + pinyin.len(), price + more, count + 1);
                        reached.get_mut(at + end)?.push(next);
                    }
                }
            }
        }
    }
    let whole = reached.last()?.iter().filter(|(to, ..)| *to == latin.len());
    let best = whole.min_by(|one, other| one.1.total_cmp(&other.1))?;
    Some((best.1, best.2))
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn chinese_names_are_met_by_character_and_by_sound() {
        assert!(spelled("장", "zhang", 8.0).is_some());
        assert!(spelled("비", "fei", 8.0).is_some());
        assert!(spelled("옌둥", "yandong", 8.0).is_some());
        assert!(spelled("샤오핑", "xiaoping", 8.0).is_some_and(|(_, count)| count == 2));
        assert!(spelled("비", "zhang", 8.0).is_none());
    }
}
