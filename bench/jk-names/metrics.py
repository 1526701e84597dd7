"""Reads scored pairs (set, 1 or 0, left, right, score) and prints, for each set, the best F1 and the
best recall at a precision of 95, 99 and 99.9 %, over all thresholds between distinct scores. A score
of 0 or less never counts as a hit.
"""

import argparse
import sys
from collections import defaultdict

PRECISIONS = (0.95, 0.99, 0.999)


def measure(scored):
    """`scored` are pairs of score and label."""
    positives = sum(label for _, label in scored)
    best_f1, recalls = 0.0, [0.0] * len(PRECISIONS)
    hits = alarms = 0
    ordered = sorted((pair for pair in scored if pair[0] > 0), reverse=True)
    for number, (score, label) in enumerate(ordered):
        hits += label
        alarms += 1 - label
        if number + 1 < len(ordered) and ordered[number + 1][0] == score:
            continue
        precision, recall = hits / (hits + alarms), hits / max(positives, 1)
        if hits:
            best_f1 = max(best_f1, 2 * precision * recall / (precision + recall))
        for at, least in enumerate(PRECISIONS):
            if precision >= least:
                recalls[at] = max(recalls[at], recall)
    return best_f1, recalls


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--json", action="store_true")
    parser.parse_args()
    sets = defaultdict(list)
    for line in sys.stdin:
        name, label, _, _, score = line.rstrip("\n").split("\t")
        sets[name].append((float(score), int(label)))
    print(f"{'set':6} {'pos':>6} {'neg':>7} {'F1':>6} {'R@P95':>6} {'R@P99':>6} {'R@P99.9':>7}")
    for name, scored in sets.items():
        positives = sum(label for _, label in scored)
        f1, (r95, r99, r999) = measure(scored)
        row = f"{name:6} {positives:6} {len(scored) - positives:7}"
        print(f"{row} {f1:6.3f} {r95:6.3f} {r99:6.3f} {r999:7.3f}")


if __name__ == "__main__":
    main()
