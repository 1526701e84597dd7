"""Where the instances are, and how results are printed."""

import json
import os
import sys
from pathlib import Path

DATA = "SANGHO_PLANNER_DATA"

# HiGHS prints a banner from C; the standard output is for our JSON, so it goes with the errors.
ANSWERS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def instance(name):
    """The path of an instance: as given, or below the folder that SANGHO_PLANNER_DATA names."""
    path = Path(name)
    if not path.exists() and DATA in os.environ:
        path = Path(os.environ[DATA]) / name
    if not path.exists():
        sys.exit(f"{name}: no such instance. Give its path, or name the data folder in {DATA}.")
    return path


def options(parser, seconds):
    """The options that all scripts share."""
    parser.add_argument("instance", help=f"its path, or its path below ${DATA}")
    parser.add_argument("--seconds", type=float, default=seconds, help="time limit")
    parser.add_argument("--threads", type=int, default=1)


def show(**fields):
    """One line of JSON; numbers to a millionth."""
    rounded = {k: round(v, 6) if isinstance(v, float) else v for k, v in fields.items()}
    print(json.dumps(rounded), file=ANSWERS, flush=True)
