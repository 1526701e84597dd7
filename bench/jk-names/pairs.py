"""Makes the pairs that matchers are measured on, by the protocol of names.md 4.

For each set: `--positives` rows that the cleaning rule keeps, drawn by a fixed seed; for each of them
ten random other persons and up to ten *hard* ones, who share a word of their name. A negative whose
name is the same is left out. One line a pair: set, 1 or 0, left, right.
"""

import argparse
import os
import random
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from clean import clean, hangul, hangul_words, kana, kanji, latin

RANDOM, HARD = 10, 10

# Set: file, left column and its test, right column and its test, column whose words make a negative hard.
SETS = {
    "JP1": ("jp_enamdict.tsv", (0, kanji), (2, latin), 2),
    "JP1k": ("jp_enamdict.tsv", (1, kana), (2, latin), 2),
    "JP2": ("jp_wikidata.tsv", (0, kanji), (1, latin), 1),
    "KR1": ("kr_wikidata.tsv", (0, hangul), (1, latin), 1),
    "JK": ("jp_hangul.tsv", (0, hangul_words), (1, latin), 1),
    "KH": ("jp_kanji_hangul.tsv", (0, kanji), (1, hangul_words), 1),
    "KL": ("kr_latin_latin.tsv", (0, latin), (1, latin), 1),
}


def words(text):
    return unicodedata.normalize("NFKC", text).casefold().split()


def pairs(name, rows, positives, rng):
    _, (left, _), (right, _), hard = SETS[name]
    by_word = defaultdict(list)
    for number, row in enumerate(rows):
        for word in set(words(row[hard])):
            by_word[word].append(number)
    # Whoever has one name on either side may be one person.
    rights, lefts = defaultdict(set), defaultdict(set)
    for row in rows:
        rights[row[left]].add(" ".join(sorted(words(row[right]))))
        lefts[" ".join(sorted(words(row[right])))].add(row[left])
    chosen = list(range(len(rows)))
    rng.shuffle(chosen)
    for number in chosen[:positives]:
        row = rows[number]
        yield 1, row[left], row[right]
        near = sorted({other for word in words(row[hard]) for other in by_word[word]} - {number})
        rng.shuffle(near)
        far = [rng.randrange(len(rows)) for _ in range(RANDOM)]
        for other in near[:HARD] + far:
            key = " ".join(sorted(words(rows[other][right])))
            if rows[other][left] != row[left] and key not in rights[row[left]]:
                yield 0, row[left], rows[other][right]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", default=os.environ.get("SANGHO_GOLD"), help="the folder of the gold sets")
    parser.add_argument("--positives", type=int, default=500, help="for each set; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sets", default=",".join(SETS))
    arguments = parser.parse_args()
    if not arguments.gold:
        sys.exit("name the folder of the gold sets with --gold or SANGHO_GOLD")
    for name in arguments.sets.split(","):
        file, one, other, _ = SETS[name]
        text = (Path(arguments.gold) / file).read_text(encoding="utf-8")
        rows = clean([line.split("\t") for line in text.splitlines()], (one, other))
        rng = random.Random(f"{arguments.seed} {name}")
        for label, left, right in pairs(name, rows, arguments.positives or len(rows), rng):
            print(name, label, left, right, sep="\t")


if __name__ == "__main__":
    main()
