"""Resolves the records that `cargo run --release -p person-names --example resolve -- N --csv FILE`
wrote with Splink 5, set up as its documentation does for persons, and prints time, best F1 and recall
of pairs against the true person in the last column.

    pip install splink==5.0.0 pandas && python3 resolve_splink.py FILE
"""

import sys
import time

import numpy as np
import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

COLUMNS = ["unique_id", "name", "first", "last", "year", "birth", "sex", "nationality", "document"]


def settings():
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("birth"),
            block_on("document"),
            block_on("name"),
            block_on("last", "year"),
            block_on("first", "year"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.7]).configure(
                term_frequency_adjustments=True
            ),
            cl.LevenshteinAtThresholds("birth", [1, 2]),
            cl.ExactMatch("sex"),
            cl.ExactMatch("nationality"),
            cl.LevenshteinAtThresholds("document", [1]),
        ],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def linked(rows):
    try:
        return Linker(rows, settings(), db_api=DuckDBAPI())
    except TypeError:  # Splink 5 registers tables first.
        return Linker(DuckDBAPI().register(rows), settings())


def main():
    rows = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False).replace({"": None})
    words = rows["name"].str.replace("<", " ").str.split()
    rows["first"], rows["last"] = words.str[0], words.str[-1]
    rows["year"] = rows["birth"].str[:4]
    rows = rows.rename(columns={"id": "unique_id"})
    began = time.time()
    linker = linked(rows[COLUMNS])
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("document"), block_on("name", "birth")], recall=0.6
    )
    training.estimate_u_using_random_sampling(max_pairs=2e6)
    training.estimate_parameters_using_expectation_maximisation(block_on("birth"))
    training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    found = linker.inference.predict(threshold_match_probability=0.001).as_pandas_dataframe()
    print(f"{len(rows)} records, {len(found)} pairs, {time.time() - began:.1f} s")
    truth = dict(zip(rows["unique_id"], rows["person"]))
    left, right = (found[column].map(truth).values for column in ["unique_id_l", "unique_id_r"])
    found["same"] = left == right
    sizes = rows.groupby("person").size()
    pairs = int((sizes * (sizes - 1) // 2).sum())
    found = found.sort_values("match_weight", ascending=False)
    right = found["same"].cumsum().values
    precision, recall = right / np.arange(1, len(found) + 1), right / pairs
    weight = found["match_weight"].values
    ends = np.append(weight[1:] != weight[:-1], True)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"best F1 {f1[ends].max():.4f}, recall of all candidates {recall[-1]:.4f}")
    for wanted in (0.95, 0.99, 0.999):
        good = ends & (precision >= wanted)
        print(f"recall at precision {wanted}: {recall[good].max() if good.any() else 0:.4f}")


if __name__ == "__main__":
    main()
