"""Vehicles that go to and fro between danger and safety, as a MIP: what BEP and ICEP share.

A vehicle runs empty from where it is to a pick-up, loaded to a shelter, empty to a pick-up, and so
on. Its trips are numbered; for each number there is a column for each loaded run and each empty
one, so a route is a path through a layered network and no large constants are needed. The latest
end of all routes is minimised.
"""

from dataclasses import dataclass
from math import ceil, floor, inf

from model import Model


@dataclass
class Vehicle:
    """`first`: pick-up to the time at which it is reached. Of all times, loading is a part."""

    name: str
    first: dict
    loaded: dict
    back: dict

    def alike(self, other):
        return (self.first, self.loaded, self.back) == (other.first, other.loaded, other.back)

    def most_trips(self, latest):
        """How many trips at most end by `latest`."""
        soonest = {}
        for (pickup, _), time in self.loaded.items():
            soonest[pickup] = min(time, soonest.get(pickup, inf))
        reached = [time + soonest[pickup] for pickup, time in self.first.items()]
        cycles = [time + soonest[pickup] for (_, pickup), time in self.back.items()]
        if not reached or min(reached) > latest:
            return 0
        return 1 + floor((latest - min(reached)) / min(cycles) + 1e-9) if cycles else 1


class Trips:
    """The MIP. `scale` multiplies the times, which are then whole numbers; None leaves them.

    They are rounded down, so a bound stays one; `latest` is rounded up.
    """

    def __init__(self, vehicles, latest, scale=None):
        self.model = Model()
        self.scale = scale
        self.latest = latest if scale is None else ceil(latest * scale)
        self.loaded = []  # (column, vehicle's number, trip, pick-up, shelter)
        self.ends = [self.model.row(high=0) for _ in vehicles]
        self.model.column(1, [(row, -1) for row in self.ends], 0, self.latest, scale is not None)
        self.order = {}
        self.pending = []
        for number, vehicle in enumerate(vehicles):
            before = number > 0 and vehicle.alike(vehicles[number - 1])
            self.route(number, vehicle, vehicle.most_trips(latest), before)

    def time(self, minutes):
        return minutes if self.scale is None else floor(minutes * self.scale)

    def route(self, number, vehicle, trips, before):
        """The columns of one vehicle. Of two that are alike, the former ends last."""
        model = self.model
        if before:
            self.order[number] = model.row(high=0)
        once = model.row(high=1)
        at_pickup = {(t, i): model.row(0, 0) for t in range(trips) for i, _ in vehicle.loaded}
        at_shelter = {(t, j): model.row(low=0) for t in range(trips) for _, j in vehicle.loaded}
        self.pending.append((number, vehicle, trips, once, at_pickup, at_shelter))

    def columns(self, entries_of):
        """All columns; `entries_of(number, trip, pickup, shelter)` are the caller's own entries."""
        for number, vehicle, trips, once, at_pickup, at_shelter in self.pending:
            for pickup, time in vehicle.first.items():
                if trips:
                    entries = [(once, 1), (at_pickup[0, pickup], 1)]
                    self.model.column(0, self.timed(number, time) + entries, 0, 1)
            for trip in range(trips):
                for (pickup, shelter), time in vehicle.loaded.items():
                    entries = self.timed(number, time)
                    entries += [(at_pickup[trip, pickup], -1), (at_shelter[trip, shelter], 1)]
                    entries += entries_of(number, trip, pickup, shelter)
                    column = self.model.column(0, entries, 0, 1)
                    self.loaded.append((column, number, trip, pickup, shelter))
                if trip + 1 == trips:
                    break
                for (shelter, pickup), time in vehicle.back.items():
                    entries = self.timed(number, time)
                    entries += [(at_shelter[trip, shelter], -1), (at_pickup[trip + 1, pickup], 1)]
                    self.model.column(0, entries, 0, 1)

    def timed(self, number, minutes):
        time = self.time(minutes)
        entries = [(self.ends[number], time)]
        if number in self.order:
            entries.append((self.order[number], time))
        if number + 1 in self.order:
            entries.append((self.order[number + 1], -time))
        return [(row, factor) for row, factor in entries if factor]

    def solve(self, solver, seconds, threads):
        """The answer, with its times as minutes again."""
        if solver == "highs":
            return self.model.highs(seconds, threads)
        result = self.model.cp_sat(seconds, threads, max(self.latest, 10**6))
        scale = self.scale or 1
        result.best = None if result.best is None else result.best / scale
        result.bound = None if result.bound is None else result.bound / scale
        return result


def routes(loaded, values):
    """Per vehicle the (pick-up, shelter) pairs in order, from the values of the columns."""
    found = {}
    for column, number, trip, pickup, shelter in loaded:
        if values[column] > 0.5:
            found.setdefault(number, {})[trip] = (pickup, shelter)
    return {number: [runs[trip] for trip in sorted(runs)] for number, runs in found.items()}


def end(vehicle, runs):
    """When a route ends, added up from the vehicle's times alone."""
    time, at = 0, None
    for pickup, shelter in runs:
        time += vehicle.first[pickup] if at is None else vehicle.back[at, pickup]
        time += vehicle.loaded[pickup, shelter]
        at = shelter
    return time
