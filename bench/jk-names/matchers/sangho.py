"""Sangho: the example `score` of crates/person-names, one thread, names analysed for each pair."""

import re
import resource
import subprocess
from pathlib import Path

from matchers import Unavailable

ROOT = Path(__file__).resolve().parents[3]
BUILD = "cargo build --release -p person-names --example score --message-format=short".split()


def build():
    """Builds the example and returns its path."""
    try:
        subprocess.run(BUILD, cwd=ROOT, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unavailable(f"sangho can't be built: {error}") from error
    return ROOT / "target/release/examples/score"


def one_line(name):
    """The example reads fields of lines."""
    return re.sub(r"[\t\r\n]", " ", name)


class Sangho:
    name = "sangho"

    def __init__(self, options):
        path = Path(options.sangho) if options.sangho else build()
        if not path.is_file():
            raise Unavailable(f"no file {path}; name the built example with --sangho")
        self.path = str(path.resolve())

    def warm_up(self):
        self.score([("岸田文雄", "Fumio Kishida")])

    def cpu(self):
        """Its processes', their start included."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    def score(self, pairs):
        lines = "".join(f"{one_line(left)}\t{one_line(right)}\n" for left, right in pairs)
        done = subprocess.run(
            [self.path], input=lines, capture_output=True, check=True, encoding="utf-8"
        )
        scores = [float(line.rsplit("\t", 1)[1]) for line in done.stdout.split("\n")[:-1]]
        if len(scores) != len(pairs):
            raise RuntimeError(f"{len(pairs)} pairs, but {len(scores)} scores")
        return scores
