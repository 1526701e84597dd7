"""Makes the pairs that matchers are measured on, by the protocol of names.md 4.

For each set: `--positives` rows that the cleaning rule keeps, drawn by a fixed seed; for each of
them ten random other persons and up to ten *hard* ones, who share a word of their name. A negative
whose name is the same is left out. One line a pair: set, 1 or 0, left, right.
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

# Set: file, left column and its test, right column and its test, column whose words make a negative
# hard.
SETS = {
    "JP1": ("jp_enamdict.tsv", (0, kanji), (2, latin), 2),
    "JP1k": ("jp_enamdict.tsv", (1, kana), (2, latin), 2),
    "JP2": ("jp_wikidata.tsv", (0, kanji), (1, latin), 1),
    "KR1": ("kr_wikidata.tsv", (0, hangul), (1, latin), 1),
    "KR2": ("kr_assembly.tsv", (1, kanji), (2, latin), 2),
    "KR2h": ("kr_assembly.tsv", (0, hangul), (2, latin), 2),
    "KR2x": ("kr_assembly.tsv", (1, kanji), (0, hangul), 2),
    "JK": ("jp_hangul.tsv", (0, hangul_words), (1, latin), 1),
    "KH": ("jp_kanji_hangul.tsv", (0, kanji), (1, hangul_words), 1),
    "KL": ("kr_latin_latin.tsv", (0, latin), (1, latin), 1),
}


def words(text):
    return unicodedata.normalize("NFKC", text).casefold().split()


def bag(text):
    """The words of a name in a fixed order: names with the same bag may be one person's."""
    return " ".join(sorted(words(text)))


def pairs(name, rows, positives, rng):
    """Yields label, left and right of the set's pairs."""
    _, (left, _), (right, _), hard = SETS[name]
    by_word, rights = defaultdict(list), defaultdict(set)
    for number, row in enumerate(rows):
        for word in set(words(row[hard])):
            by_word[word].append(number)
        rights[row[left]].add(bag(row[right]))
    chosen = list(range(len(rows)))
    rng.shuffle(chosen)
    for number in chosen[:positives]:
        row = rows[number]
        yield 1, row[left], row[right]
        near = sorted({other for word in words(row[hard]) for other in by_word[word]} - {number})
        rng.shuffle(near)
        far = [rng.randrange(len(rows)) for _ in range(RANDOM)]
        for other in near[:HARD] + far:
            same = bag(rows[other][right]) in rights[row[left]]
            if rows[other][left] != row[left] and not same:
                yield 0, row[left], rows[other][right]


def rows_of(gold, name):
    """The set's rows that count, and how many there were."""
    file, one, other, _ = SETS[name]
    text = (Path(gold) / file).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.split("\n") if line]
    return clean(rows, (one, other)), len(rows)


def make(gold, name, positives, seed):
    """The set's pairs: label, left, right. `positives` 0 stands for all."""
    rows, _ = rows_of(gold, name)
    rng = random.Random(f"{seed} {name}")
    return list(pairs(name, rows, positives or len(rows), rng))


def add_arguments(parser):
    gold = os.environ.get("SANGHO_GOLD")
    parser.add_argument("--gold", default=gold, help="the folder of the gold sets (SANGHO_GOLD)")
    parser.add_argument("--positives", type=int, default=500, help="for each set; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sets", help="separated by commas; else those whose file is there")


def chosen_sets(arguments):
    """The sets to make; ends the script if a wanted one can't be made."""
    if not arguments.gold:
        sys.exit("name the folder of the gold sets with --gold or SANGHO_GOLD")
    there = [name for name, (file, *_) in SETS.items() if (Path(arguments.gold) / file).is_file()]
    wanted = arguments.sets.split(",") if arguments.sets else there
    missing = [name for name in wanted if name not in there]
    if missing:
        sys.exit(f"unknown, or no file in {arguments.gold}: {', '.join(missing)}")
    if not wanted:
        sys.exit(f"no gold set in {arguments.gold}")
    return wanted


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser)
    arguments = parser.parse_args()
    for name in chosen_sets(arguments):
        made = make(arguments.gold, name, arguments.positives, arguments.seed)
        for label, left, right in made:
            print(name, label, left, right, sep="\t")


if __name__ == "__main__":
    main()
