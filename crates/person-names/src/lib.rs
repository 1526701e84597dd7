//! Names of one person across Kanji, Kana, Hangul, Hanja and Latin: compared, with the reasons.
