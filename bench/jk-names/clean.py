"""The cleaning rule, fixed before anything was tuned (names.md 3.6): which rows of the gold sets count.

A rule looks at the shape of a row alone, never at what a matcher says of it. Rows fall out that

1. hold a bracket, a digit or a full stop: they say more than a name (花子(女優), ヘンリー8世);
2. have a field of another script than the set is for, such as a stage name in Latin letters;
3. have fewer than two or more than eight letters in a field of Han or kana, fewer than two or more
   than five syllables in one of Hangul (twelve for Japanese persons), fewer than two words of Latin,
   or more than four;
4. repeat an earlier row.
"""

import re
import unicodedata

MARKS = re.compile(r"[()\[\]（）［］「」『』0-9０-９.．・/&\"“”]")
HAN = re.compile(r"^[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆ヶ\U00020000-\U0003ffff]+$")
JAPANESE = re.compile(r"^[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆\u3041-\u30ff\U00020000-\U0003ffff]+$")
KANA = re.compile(r"^[\u3041-\u30ff]+$")
HANGUL = re.compile(r"^[가-힣]+$")


def latin(text):
    """Two to four words of Latin letters, marks and hyphens allowed."""
    plain = unicodedata.normalize("NFKD", text)
    words = plain.split()
    letters = all(c.isascii() and c.isalpha() or c in "-'’ʼ" or unicodedata.combining(c) for w in words for c in w)
    return letters and 2 <= len(words) <= 4


def kanji(text):
    """A Japanese name as a registry holds it, at least one Kanji in it."""
    return bool(JAPANESE.match(text)) and 2 <= len(text) <= 8 and any(HAN.match(c) for c in text)


def kana(text):
    return bool(KANA.match(text)) and 3 <= len(text) <= 16


def hangul(text):
    return bool(HANGUL.match(text)) and 2 <= len(text) <= 5


def hangul_words(text):
    words = text.split()
    return len(words) == 2 and all(HANGUL.match(word) for word in words) and len(text) <= 13


def clean(rows, fields):
    """The rows that count; `fields` are pairs of column and test."""
    kept, seen = [], set()
    for row in rows:
        values = tuple(unicodedata.normalize("NFC", row[column]) for column, _ in fields)
        if any(MARKS.search(value) for value in values) or values in seen:
            continue
        if all(test(value) for value, (_, test) in zip(values, fields)):
            seen.add(values)
            kept.append(row)
    return kept
