"""The synthetic instances as one time-expanded MIP, solved with HiGHS.

README.md says what the format means. Places are joined by time: a column is a wait of one step or
a departure, a row keeps the balance of a place at a step.
"""

import argparse
from dataclasses import dataclass
from math import inf

from common import instance, options, show
from model import Model

WITHOUT_LIMIT = 10**9
STEPS_AN_HOUR = 4
NOT_HOME = 96
SAFE = 0.2


@dataclass
class Kind:
    """Vehicles that are alike: `count` of them appear at `start` at step `available`."""

    mode: str
    seats: int
    count: int
    start: int
    available: int


class Instance:
    """What the file says. A place is (kind, hold, slots), a leg (from, to, mode, steps)."""

    def __init__(self, path):
        lines = [line.split() for line in path.read_text().splitlines() if line.strip()]
        self.steps, places, legs, kinds, demands, closures, commodities = map(int, lines[0])
        self.weights = [float(word) for word in lines[1]]
        if len(self.weights) != commodities:
            raise ValueError("line 2 has to give one weight for each commodity")
        rest = iter(lines[2:])
        self.places = [(k, int(h), int(s)) for k, h, s in (next(rest) for _ in range(places))]
        self.legs = [
            (int(a), int(b), mode, int(d)) for a, b, mode, d in (next(rest) for _ in range(legs))
        ]
        self.kinds = [
            Kind(mode, *map(int, numbers))
            for mode, *numbers, _owner in (next(rest) for _ in range(kinds))
        ]
        self.demands = {}
        for commodity, place, step, people in (map(int, next(rest)) for _ in range(demands)):
            key = (commodity, place, step)
            self.demands[key] = self.demands.get(key, 0) + people
        closed = [set() for _ in self.legs]
        for leg, begin, end in (map(int, next(rest)) for _ in range(closures)):
            closed[leg].update(range(begin, end))
        # The steps at which a leg can be begun.
        self.departures = [
            [t for t in range(self.steps - leg[3] + 1) if t not in closed[at]]
            for at, leg in enumerate(self.legs)
        ]

    def home(self, place):
        return self.places[place][0] == "H"

    def rate(self, place):
        return SAFE if self.places[place][0] == "S" else 1.0


class Expanded:
    """The instance spread out over time."""

    def __init__(self, data):
        self.data = data
        self.model = model = Model()
        self.slots = {}
        self.seats = {
            (leg, t): model.row(high=0) for leg, steps in enumerate(data.departures) for t in steps
        }
        self.hold = {
            (place, t): model.row(high=hold)
            for place, (kind, hold, _) in enumerate(data.places)
            if hold < WITHOUT_LIMIT and kind != "H"
            for t in range(data.steps + 1)
        }
        for commodity, weight in enumerate(data.weights):
            self.people(commodity, weight)
        for kind in data.kinds:
            self.vehicles(kind)

    def people(self, commodity, weight):
        data, model = self.data, self.model
        waiting = [place for place in range(len(data.places)) if not data.home(place)]
        times = range(data.steps + 1)
        balance = {}
        for place in waiting:
            for t in times:
                people = data.demands.get((commodity, place, t), 0)
                balance[place, t] = model.row(people, people)
        for place in waiting:
            for t in times:
                entries = [(balance[place, t], 1)]
                if (place, t) in self.hold:
                    entries.append((self.hold[place, t], 1))
                if t < data.steps:
                    entries.append((balance[place, t + 1], -1))
                steps = 1 if t < data.steps else NOT_HOME
                model.column(weight * data.rate(place) * steps, entries)
        for leg, (origin, to, mode, steps) in enumerate(data.legs):
            cost = weight * steps * (SAFE if mode == "strat" else 1.0)
            for t in data.departures[leg]:
                entries = [(balance[origin, t], 1), (self.seats[leg, t], 1)]
                if not data.home(to):
                    entries.append((balance[to, t + steps], -1))
                model.column(cost, entries)

    def vehicles(self, kind):
        data, model = self.data, self.model
        legs = [leg for leg, (_, _, mode, _) in enumerate(data.legs) if mode == kind.mode]
        places = sorted({place for leg in legs for place in data.legs[leg][:2]})
        times = range(kind.available, data.steps + 1)
        balance = {}
        for place in places:
            for t in times:
                count = kind.count if (place, t) == (kind.start, kind.available) else 0
                balance[place, t] = model.row(count, count)
        for place in places:
            for t in times:
                entries = [(balance[place, t], 1)]
                if t < data.steps:
                    entries.append((balance[place, t + 1], -1))
                model.column(0, entries)
        for leg in legs:
            first, last, mode, steps = data.legs[leg]
            for origin, to in ((first, last), (last, first)):
                for t in data.departures[leg]:
                    if t < kind.available:
                        continue
                    entries = [(balance[origin, t], 1), (balance[to, t + steps], -1)]
                    if origin == first:
                        entries.append((self.seats[leg, t], -kind.seats))
                    entries += self.slot(origin, t, mode) + self.slot(to, t + steps, mode)
                    model.column(0, entries)

    def slot(self, place, t, mode):
        slots = self.data.places[place][2]
        if slots == 0 or mode == "bus":
            return []
        hour = (place, t // STEPS_AN_HOUR)
        if hour not in self.slots:
            self.slots[hour] = self.model.row(-inf, slots)
        return [(self.slots[hour], 1)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options(parser, 120)
    parser.add_argument("--relax", action="store_true", help="the LP only, by interior point")
    arguments = parser.parse_args()
    path = instance(arguments.instance)
    model = Expanded(Instance(path)).model
    result = model.highs(arguments.seconds, arguments.threads, arguments.relax, interior=True)
    show(
        instance=path.stem,
        variables=len(model.cost),
        rows=len(model.row_low),
        best=result.best,
        bound=result.bound,
        status=result.status,
        seconds=result.seconds,
    )


if __name__ == "__main__":
    main()
