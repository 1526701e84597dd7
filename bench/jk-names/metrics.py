"""How matchers are measured: best F1, and recall at a precision of 95, 99 and 99.9 %.

Thresholds lie between distinct scores only, and a score of 0 or less never counts as a hit, so that
ties cannot be broken in a matcher's favour. As a script it reads scored pairs (set, 1 or 0, left,
right, score) and prints the figures of each set.
"""

import argparse
import json
import sys
from collections import defaultdict

PRECISIONS = (0.95, 0.99, 0.999)
NAMES = ("f1", "r_p95", "r_p99", "r_p999")
HEAD = f"{'F1':>6} {'R@P95':>6} {'R@P99':>6} {'R@P99.9':>7}"


def steps(scored, positives=None):
    """Yields threshold, precision and recall for each distinct score above 0, highest first.

    `scored` are pairs of score and label; `positives`, how many there are in all, if some of them
    were never scored.
    """
    if positives is None:
        positives = sum(label for _, label in scored)
    hits = 0
    ordered = sorted((pair for pair in scored if pair[0] > 0), reverse=True)
    for number, (score, label) in enumerate(ordered):
        hits += label
        if number + 1 == len(ordered) or ordered[number + 1][0] != score:
            yield score, hits / (number + 1), hits / max(positives, 1)


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure(scored, positives=None):
    """The best F1, and the best recall at each of PRECISIONS."""
    best, recalls = 0.0, [0.0] * len(PRECISIONS)
    for _, precision, recall in steps(scored, positives):
        best = max(best, f1(precision, recall))
        for at, least in enumerate(PRECISIONS):
            if precision >= least:
                recalls[at] = max(recalls[at], recall)
    return best, recalls


def best_threshold(scored):
    """The highest score that has the best F1 if it and all above it are hits."""
    best = (0.0, float("inf"))
    for score, precision, recall in steps(scored):
        if f1(precision, recall) > best[0]:
            best = (f1(precision, recall), score)
    return best[1]


def figures(scored, positives=None):
    best, recalls = measure(scored, positives)
    return dict(zip(NAMES, (best, *recalls)))


def line(found):
    return "{f1:6.3f} {r_p95:6.3f} {r_p99:6.3f} {r_p999:7.3f}".format(**found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    sets = defaultdict(list)
    for row in sys.stdin:
        fields = row.rstrip("\n").split("\t")
        sets[fields[0]].append((float(fields[4]), int(fields[1])))
    if not arguments.json:
        print(f"{'set':6} {'pos':>6} {'neg':>7} {HEAD}")
    for name, scored in sets.items():
        positives = sum(label for _, label in scored)
        counts = {"set": name, "positives": positives, "negatives": len(scored) - positives}
        found = figures(scored)
        if arguments.json:
            print(json.dumps({**counts, **found}))
        else:
            print(f"{name:6} {positives:6} {counts['negatives']:7} {line(found)}")


if __name__ == "__main__":
    main()
