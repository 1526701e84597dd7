"""OpenSanctions' logic-v2, as yente uses it by default: two Person entities with a name each."""

import time

from matchers import Unavailable


class LogicV2:
    name = "logic-v2"

    def __init__(self, _):
        try:
            from followthemoney import model
            from nomenklatura.matching import get_algorithm
            from nomenklatura.matching.types import ScoringConfig
        except ImportError as error:
            reason = f"nomenklatura is missing ({error}): pip install -r requirements.txt"
            raise Unavailable(reason) from error
        self.algorithm = get_algorithm("logic-v2")
        if self.algorithm is None:
            raise Unavailable("this nomenklatura has no logic-v2; it needs 4.17.4")
        self.config = ScoringConfig.defaults()
        self.model = model

    def person(self, name):
        person = self.model.make_entity("Person")
        person.id = name
        person.add("name", name)
        return person

    def warm_up(self):
        """The first comparison builds the automaton of known names: many seconds."""
        self.score([("Kishida Fumio", "Fumio Kishida")])

    def cpu(self):
        return time.process_time()

    def score(self, pairs):
        compare, person, config = self.algorithm.compare, self.person, self.config
        return [compare(person(left), person(right), config).score for left, right in pairs]
