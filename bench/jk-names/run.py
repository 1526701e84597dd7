"""JK-Names: makes the pairs and runs matchers side by side over them.

Prints for each set and matcher: positives, negatives, best F1, recall at a precision of 95, 99 and
99.9 %, and pairs in a second of processor time, from the two texts to the score. README.md says
what the sets are.
"""

import argparse
import json
import sys

import matchers
import metrics
import pairs


def ready(names, options):
    """The matchers that can be run; says of the others why not."""
    made = []
    for name in names:
        try:
            matcher = matchers.make(name, options)
        except matchers.Unavailable as error:
            print(f"{name} left out: {error}", file=sys.stderr)
            continue
        matcher.warm_up()
        made.append(matcher)
    return made


def timed(matcher, named):
    """The scores, and the seconds of processor time that they took."""
    began = matcher.cpu()
    scores = matcher.score(named)
    return scores, matcher.cpu() - began


def row(name, matcher, made):
    """One row of the table; `made` are the pairs."""
    scores, seconds = timed(matcher, [(left, right) for _, left, right in made])
    labels = [label for label, _, _ in made]
    return {
        "set": name,
        "matcher": matcher.name,
        "positives": sum(labels),
        "negatives": len(labels) - sum(labels),
        **metrics.figures(list(zip(scores, labels))),
        "pairs_per_second": round(len(labels) / max(seconds, 1e-9)),
        "seconds": round(seconds, 3),
    }


def show(found, as_json):
    if as_json:
        print(json.dumps(found), flush=True)
        return
    counts = "{set:6} {matcher:21} {positives:6} {negatives:7}".format(**found)
    print(f"{counts} {metrics.line(found)} {found['pairs_per_second']:9}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    pairs.add_arguments(parser)
    matchers.add_arguments(parser)
    arguments = parser.parse_args()
    sets = pairs.chosen_sets(arguments)
    chosen = ready(arguments.matchers.split(","), arguments)
    if not chosen:
        sys.exit("no matcher can be run")
    if not arguments.json:
        print(f"{'set':6} {'matcher':21} {'pos':>6} {'neg':>7} {metrics.HEAD} {'pairs/s':>9}")
    for name in sets:
        made = pairs.make(arguments.gold, name, arguments.positives, arguments.seed)
        for matcher in chosen:
            show(row(name, matcher, made), arguments.json)


if __name__ == "__main__":
    main()
