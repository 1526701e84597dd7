"""The matchers that are compared.

Each is a class with `name` and `score(pairs)`, which takes pairs of names and returns a score for
each, the higher the likelier one person; 0 or less is never a hit. `cpu()` is the time that counts.
Whatever is needed once (loading, building tables) belongs into the constructor or `warm_up`. What a
matcher needs is imported when it is made, so that the others run without it; it raises Unavailable
with the reason if it can't be had.
"""

import importlib

# Name: module and class.
MATCHERS = {
    "sangho": ("sangho", "Sangho"),
    "jaro-winkler": ("jaro_winkler", "JaroWinkler"),
    "jaro-winkler-anyascii": ("jaro_winkler", "JaroWinklerAnyascii"),
    "logic-v2": ("logic_v2", "LogicV2"),
}


class Unavailable(Exception):
    """The matcher can't be run here, and why."""


def make(name, options):
    """The matcher of that name; `options` are the arguments of the script."""
    if name not in MATCHERS:
        raise Unavailable(f"no matcher {name}; there are {', '.join(MATCHERS)}")
    module, kind = MATCHERS[name]
    return getattr(importlib.import_module(f"matchers.{module}"), kind)(options)


def add_arguments(parser):
    parser.add_argument("--matchers", default=",".join(MATCHERS), help="separated by commas")
    parser.add_argument("--sangho", help="the built example `score`; else cargo builds it")
    parser.add_argument("--json", action="store_true", help="one line of JSON for each row")
