"""Measures matchers on a CSV of labelled pairs, such as name_bench's cases.csv (nomenklatura).

Columns: case_group, schema, name1, name2, is_match, quality. Prints for each matcher and group the
figures of run.py, and then the STRONG failures: pairs that should be easy to tell, by their
quality, and that are on the wrong side of the threshold at which the matcher's F1 over all pairs
is best.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict

import matchers
import metrics
from run import ready, timed

TRUE, FALSE = {"true", "1", "yes", "t", "y"}, {"false", "0", "no", "f", "n"}
COLUMNS = {"case_group", "schema", "name1", "name2", "is_match", "quality"}


def label(text):
    word = text.strip().casefold()
    if word not in TRUE | FALSE:
        raise ValueError(f"is_match is neither true nor false: {text!r}")
    return int(word in TRUE)


def read(path, persons):
    """The cases; `persons` leaves out organisations and the like."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = COLUMNS - set(reader.fieldnames or ())
        if missing:
            sys.exit(f"{path}: no column {', '.join(sorted(missing))}")
        cases = []
        for row in reader:
            try:
                row["label"] = label(row["is_match"] or "")
            except ValueError as error:
                sys.exit(f"{path}, line {reader.line_num}: {error}")
            if not persons or row["schema"].strip() == "Person":
                cases.append(row)
    return cases


def failures(cases, scores, threshold):
    """The cases of quality STRONG that the threshold gets wrong, with their scores."""
    for case, score in zip(cases, scores):
        strong = (case["quality"] or "").strip().upper() == "STRONG"
        if strong and (score > 0 and score >= threshold) != bool(case["label"]):
            yield case, score


def tables(matcher, cases):
    """A row for all cases and one for each group, and the failures."""
    scores, seconds = timed(matcher, [(case["name1"], case["name2"]) for case in cases])
    groups = defaultdict(list)
    for case, score in zip(cases, scores):
        for group in ("all", case["case_group"]):
            groups[group].append((score, case["label"]))
    threshold = metrics.best_threshold(groups["all"])
    rate = round(len(cases) / max(seconds, 1e-9))
    for group, scored in groups.items():
        positives = sum(label for _, label in scored)
        yield {
            "matcher": matcher.name,
            "group": group,
            "positives": positives,
            "negatives": len(scored) - positives,
            **metrics.figures(scored),
            **({"threshold": threshold, "pairs_per_second": rate} if group == "all" else {}),
        }
    for case, score in failures(cases, scores, threshold):
        kept = {key: case[key] for key in ("case_group", "name1", "name2", "label")}
        yield {"matcher": matcher.name, "failure": kept, "score": score}


def show(found, as_json):
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    elif "failure" in found:
        case = found["failure"]
        verdict = "missed" if case["label"] else "false alarm"
        print(f"  {verdict}: {case['name1']} / {case['name2']} ({found['score']:.3f})")
    else:
        counts = "{matcher:21} {group:20} {positives:6} {negatives:7}".format(**found)
        print(counts, metrics.line(found))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("csv")
    parser.add_argument("--persons", action="store_true", help="only cases of the schema Person")
    matchers.add_arguments(parser)
    arguments = parser.parse_args()
    cases = read(arguments.csv, arguments.persons)
    if not cases:
        sys.exit(f"{arguments.csv}: no case")
    if not arguments.json:
        print(f"{'matcher':21} {'group':20} {'pos':>6} {'neg':>7} {metrics.HEAD}")
    for matcher in ready(arguments.matchers.split(","), arguments):
        for found in tables(matcher, cases):
            show(found, arguments.json)


if __name__ == "__main__":
    main()
