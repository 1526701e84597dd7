"""Jaro-Winkler by rapidfuzz: the better of the names as they stand and with their words sorted."""

import time
import unicodedata

from matchers import Unavailable


def folded(text):
    """NFKD without regard to case; hyphens and commas part words."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(plain.replace("-", " ").replace(",", " ").split())


class JaroWinkler:
    name = "jaro-winkler"

    def __init__(self, _):
        try:
            from rapidfuzz.distance import JaroWinkler as distance
        except ImportError as error:
            raise Unavailable("rapidfuzz is missing: pip install -r requirements.txt") from error
        self.similarity = distance.similarity

    def plain(self, text):
        return folded(text)

    def warm_up(self):
        self.score([("Kishida Fumio", "Fumio Kishida")])

    def cpu(self):
        return time.process_time()

    def one(self, left, right):
        left, right = self.plain(left), self.plain(right)
        in_order = self.similarity(left, right)
        left, right = " ".join(sorted(left.split())), " ".join(sorted(right.split()))
        return max(in_order, self.similarity(left, right))

    def score(self, pairs):
        return [self.one(left, right) for left, right in pairs]


class JaroWinklerAnyascii(JaroWinkler):
    """The same after a transliteration letter by letter: anyascii."""

    name = "jaro-winkler-anyascii"

    def __init__(self, options):
        super().__init__(options)
        try:
            from anyascii import anyascii
        except ImportError as error:
            raise Unavailable("anyascii is missing: pip install -r requirements.txt") from error
        self.ascii = anyascii

    def plain(self, text):
        return folded(self.ascii(unicodedata.normalize("NFKC", text)))
