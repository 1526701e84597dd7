"""The bus evacuation problem (Bish 2011): whole bus loads, the last arrival as early as can be.

README.md says what the format means.
"""

import argparse
from math import inf

from common import instance, options, show
from trips import Trips, Vehicle, end, routes


class Instance:
    """What the file says, in bus loads."""

    def __init__(self, path):
        words = iter([int(float(word)) for word in path.read_text().split()])
        buses, capacity = next(words), next(words)
        yards = [next(words) for _ in range(next(words))]
        if sum(yards) != buses:
            raise ValueError("the yards have to have all buses")
        pickups, _total = next(words), next(words)
        self.loads = [-(-next(words) // capacity) for _ in range(pickups)]
        shelters, _total = next(words), next(words)
        self.rooms = [next(words) // capacity for _ in range(shelters)]
        self.from_yard = [table(words, pickups) for _ in yards]
        self.to_shelter = [table(words, shelters) for _ in range(pickups)]
        self.vehicles = [
            self.bus(f"{yard + 1}.{number + 1}", yard)
            for yard, count in enumerate(yards)
            for number in range(count)
        ]

    def bus(self, name, yard):
        loaded = {
            (pickup, shelter): minutes
            for pickup, row in enumerate(self.to_shelter)
            for shelter, minutes in enumerate(row)
        }
        back = {(shelter, pickup): minutes for (pickup, shelter), minutes in loaded.items()}
        return Vehicle(name, dict(enumerate(self.from_yard[yard])), loaded, back)

    def greedy(self):
        """The end of a plain plan: the bus that is free first takes the trip that is done first."""
        loads, rooms = list(self.loads), list(self.rooms)
        free = [(0, None)] * len(self.vehicles)
        while any(loads):
            soonest = (inf, None, None, None)
            for number, (time, at) in enumerate(free):
                vehicle = self.vehicles[number]
                for (pickup, shelter), run in vehicle.loaded.items():
                    if loads[pickup] and rooms[shelter]:
                        empty = vehicle.first[pickup] if at is None else vehicle.back[at, pickup]
                        done = time + empty + run
                        if done < soonest[0]:
                            soonest = (done, number, pickup, shelter)
            done, number, pickup, shelter = soonest
            if number is None:
                raise ValueError("the shelters have too little room")
            free[number] = (done, shelter)
            loads[pickup] -= 1
            rooms[shelter] -= 1
        return max(time for time, _ in free)


def table(words, length):
    """A line of a table without its number."""
    next(words)
    return [next(words) for _ in range(length)]


def build(data, latest):
    trips = Trips(data.vehicles, latest, scale=1)
    pickups = [trips.model.row(loads, loads) for loads in data.loads]
    shelters = [trips.model.row(-inf, room) for room in data.rooms]
    trips.columns(lambda _number, _trip, i, j: [(pickups[i], 1), (shelters[j], 1)])
    return trips


def confirm(data, trips, result):
    """The routes held against the file alone."""
    found = routes(trips.loaded, result.values)
    runs = [run for route in found.values() for run in route]
    for pickup, loads in enumerate(data.loads):
        assert sum(run[0] == pickup for run in runs) == loads, "a pick-up isn't served"
    for shelter, room in enumerate(data.rooms):
        assert sum(run[1] == shelter for run in runs) <= room, "a shelter is overfull"
    last = max(end(data.vehicles[number], route) for number, route in found.items())
    assert last <= result.best + 1e-6, "a bus is later than said"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options(parser, 60)
    parser.add_argument("--solver", choices=("highs", "cp-sat"), default="highs")
    parser.add_argument("--latest", type=int, help="an end that a plan is known for")
    arguments = parser.parse_args()
    path = instance(arguments.instance)
    data = Instance(path)
    latest = arguments.latest or data.greedy()
    trips = build(data, latest)
    result = trips.solve(arguments.solver, arguments.seconds, arguments.threads)
    if result.values is not None:
        confirm(data, trips, result)
    show(
        instance=path.stem,
        solver=arguments.solver,
        variables=len(trips.model.cost),
        rows=len(trips.model.row_low),
        greedy=latest,
        best=result.best,
        bound=result.bound,
        status=result.status,
        seconds=result.seconds,
    )


if __name__ == "__main__":
    main()
