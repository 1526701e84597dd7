"""Splink (DuckDB) on records of invented persons, the same that the example `resolve` works on.

Reads a CSV with the columns id, name, other_names (parted by |), birth (YYYY-MM-DD or YYYY), sex,
nationality, document, and person, the truth, or makes it with `--resolve PATH --records N`, whose
own figures are then printed first. Prints the seconds of each step, the best F1 and the recall at a
precision of 95, 99 and 99.9 % over pairs of records, and the F1 of the clusters.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import metrics
from matchers.jaro_winkler import folded

# Weights of pairs lie far above this, so that no score is 0 or less: every threshold counts.
SHIFT = 1000.0


def sorted_ascii(text, anyascii):
    """A name in plain letters, its words sorted; MRZ fillers are blanks."""
    return " ".join(sorted(folded(anyascii(text.replace("<", " "))).split()))


def read(path):
    """The records as columns for Splink."""
    from anyascii import anyascii

    wanted = ("unique_id", "names", "main", "birth", "year", "sex", "nationality", "document")
    columns = {name: [] for name in (*wanted, "person")}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = [row["name"], *filter(None, row["other_names"].split("|"))]
            names = sorted({sorted_ascii(name, anyascii) for name in names} - {""})
            birth = row["birth"]
            values = {
                "unique_id": row["id"],
                "names": names or None,
                "main": sorted_ascii(row["name"], anyascii) or None,
                "birth": birth if len(birth) == 10 else None,
                "year": birth[:4] or None,
                "sex": row["sex"] or None,
                "nationality": row["nationality"] or None,
                "document": row["document"] or None,
                "person": row["person"],
            }
            for name, value in values.items():
                columns[name].append(value)
    return columns


def settings():
    """The model: ready-made comparisons, names by the most similar of their spellings."""
    import splink.comparison_library as compare
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.PairwiseStringDistanceFunctionAtThresholds(
                "names", "jaro_winkler", [0.95, 0.88, 0.8]
            ),
            compare.DateOfBirthComparison("birth", input_is_string=True),
            compare.ExactMatch("sex"),
            compare.ExactMatch("nationality"),
            compare.LevenshteinAtThresholds("document", 1),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("document"),
            block_on("birth", "sex"),
            block_on("birth", "nationality"),
            block_on("main", "year"),
        ],
        additional_columns_to_retain=["person"],
    )


def train(linker, seed):
    """As Splink's own tutorial does it: no labels are used."""
    from splink import block_on

    certain = [block_on("document"), block_on("main", "birth")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=seed)
    for column in ("document", "birth"):
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(column), record_sample_proportion=1.0
        )


def pairs_of(counts):
    return sum(size * (size - 1) // 2 for size in counts)


def cluster_f1(clusters, person_of):
    """F1 of the pairs within clusters; `clusters` are pairs of cluster and record."""
    found = pairs_of(Counter(cluster for cluster, _ in clusters).values())
    right = pairs_of(Counter((cluster, person_of[at]) for cluster, at in clusters).values())
    true = pairs_of(Counter(person_of.values()).values())
    return metrics.f1(right / max(found, 1), right / max(true, 1))


def resolve(path, seed, threads):
    import duckdb
    import pyarrow
    from splink import DuckDBAPI, Linker

    spent, began = {}, time.perf_counter()

    def lap(step):
        nonlocal began
        now = time.perf_counter()
        spent[step], began = round(now - began, 2), now

    columns = read(path)
    lap("read")
    connection = duckdb.connect(config={"threads": threads})
    api = DuckDBAPI(connection)
    linker = Linker(api.register(pyarrow.table(columns)), settings(), log_level="ERROR")
    train(linker, seed)
    lap("train")
    predicted = linker.inference.predict()
    lap("score")
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=0.95
    )
    lap("cluster")
    total = round(sum(spent.values()), 2)
    rows = predicted.as_dict()
    same = [one == other for one, other in zip(rows["person_l"], rows["person_r"])]
    scored = [(weight + SHIFT, int(label)) for weight, label in zip(rows["match_weight"], same)]
    true = pairs_of(Counter(columns["person"]).values())
    rows = clusters.as_dict()
    person_of = dict(zip(columns["unique_id"], columns["person"]))
    return {
        "matcher": "splink",
        "records": len(columns["person"]),
        "true_pairs": true,
        "candidates": len(scored),
        "recall_of_candidates": sum(same) / max(true, 1),
        **metrics.figures(scored, true),
        "cluster_f1": cluster_f1(list(zip(rows["cluster_id"], rows["unique_id"])), person_of),
        "seconds": {**spent, "total": total},
    }


def invent(arguments, folder):
    """Makes the CSV with the example `resolve`, and prints what that says of itself."""
    path = str(Path(folder) / "records.csv")
    numbers = [str(n) for n in (arguments.records, arguments.threads, arguments.seed)]
    done = subprocess.run(
        [arguments.resolve, *numbers, "--csv", path], check=True, capture_output=True, text=True
    )
    print(done.stdout, end="", file=sys.stderr if arguments.json else sys.stdout)
    return path


def show(found):
    print(f"splink, {found['records']} records, {found['true_pairs']} true pairs")
    print("seconds:", ", ".join(f"{step} {time}" for step, time in found["seconds"].items()))
    recall = found["recall_of_candidates"]
    print(f"candidates: {found['candidates']} pairs, recall {recall:.4f}")
    print(metrics.HEAD, f"{'clusters F1':>12}")
    print(metrics.line(found), f"{found['cluster_f1']:12.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("csv", nargs="?", help="the records")
    parser.add_argument("--resolve", help="the built example `resolve` that makes them")
    parser.add_argument("--records", type=int, default=100_000, help="how many to make")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if bool(arguments.csv) == bool(arguments.resolve):
        sys.exit("name either a CSV or, with --resolve, the example that makes one")
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.csv or invent(arguments, folder)
        found = resolve(path, arguments.seed, arguments.threads)
    if arguments.json:
        print(json.dumps(found))
    else:
        show(found)


if __name__ == "__main__":
    main()
