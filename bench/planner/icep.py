"""The isolated community evacuation problem (Krutein and Goodchild 2022), cases D1 and D2.

Unlike vessels fetch people from island docks; the last unloading ends as early as can be.
README.md says what the files mean.
"""

import argparse
import csv
from math import inf

from common import instance, options, show
from trips import Trips, Vehicle, end, routes

# The network of D2. The experiments ship its route plans only; vessels, docks and distances are
# those of the public instance test_2_heuristic of singfie/ICEP-structured-greedy-heuristics, save
# that vessel 3 begins at Safe Area 3. Every arc and load of the plans agrees with it.
SAFE = ("Safe Area 1 Terminal", "Safe Area 2 Harbor", "Safe Area 3 Marina")
FERRY, BEACH = "Evac Area 1 Ferry Terminal", "Evac Area 4 Beach"
DOCKS = {
    FERRY: "Evac Area 1",
    "Evac Area 1 Marina": "Evac Area 1",
    "Evac Area 2 Marina": "Evac Area 2",
    "Evac Area 3 Dock": "Evac Area 3",
    "Evac Area 4 Dock": "Evac Area 4",
    BEACH: "Evac Area 4",
}
MILES = {
    SAFE[0]: {"Evac Area 1": 2.8, "Evac Area 2": 10, "Evac Area 3": 5, "Evac Area 4": 9},
    SAFE[1]: {"Evac Area 1": 10.9, "Evac Area 2": 5, "Evac Area 3": 8, "Evac Area 4": 7.6},
    SAFE[2]: {"Evac Area 1": 3, "Evac Area 2": 7, "Evac Area 3": 4.5, "Evac Area 4": 7.5},
}
# Start, capacity, knots, minutes to load, minutes until it is there, docks it can't use.
VESSELS = {
    "Vessel 1": (SAFE[0], 457, 12, 10, 10, {*DOCKS, *SAFE} - {FERRY, SAFE[0]}),
    "Vessel 2": (SAFE[1], 12, 25, 3, 10, {FERRY}),
    "Vessel 3": (SAFE[2], 12, 25, 3, 60, {FERRY}),
    "Vessel 4": (SAFE[0], 38, 25, 5, 10, {FERRY, BEACH}),
    "Vessel 5": (SAFE[0], 120, 18, 10, 30, {FERRY, BEACH}),
    "Vessel 6": (SAFE[0], 12, 25, 3, 30, {FERRY}),
}


def rows(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


class Instance:
    """Vessels with their times, capacities, docks by location, people by location."""

    def __init__(self, path, demand):
        plan = path / "Solutions" / f"route_plan_scenario_GUROBI_iteration_{demand}.csv"
        self.plan = rows(plan) if plan.exists() else []
        self.vehicles, self.capacity = [], []
        if (path / "input").is_dir():
            self.from_tables(path, "Actual_demand" if demand == "BENCHMARK" else f"Demand_{demand}")
        else:
            self.from_plan()
        self.published = max((float(run["load_end_time"]) for run in self.plan), default=None)

    def from_tables(self, path, column):
        tables, net = path / "input", path / "incidences"
        self.people = {
            row["Location"]: round(float(row[column]) - float(row["private_evac"]))
            for row in rows(tables / "scenarios.csv")
        }
        self.docks = {r["Island dock"]: r["Island location"] for r in rows(net / "beta.csv")}
        arcs = {
            name: {(r["Origin"], r["Destination"]): float(r["Distance"]) for r in rows(net / file)}
            for name, file in (("zeta", "zeta.csv"), ("gamma", "gamma.csv"), ("delta", "delta.csv"))
        }
        barred = {
            (row["Resource"], row["Dock"])
            for row in rows(tables / "vessel compatibility.csv")
            if row["Compatibility"] == "0"
        }
        for row in rows(tables / "vessels.csv"):
            name = row["Vessel_name"]
            usable = {
                kind: {arc: d for arc, d in far.items() if not barred & {(name, x) for x in arc}}
                for kind, far in arcs.items()
            }
            numbers = ("vmax", "v_loaded", "loading time", "time to availability")
            speeds = [float(row[number]) for number in numbers]
            self.vessel(name, row["Regular_origin"], int(row["max_cap"]), usable, *speeds)

    def from_plan(self):
        self.docks, self.people = DOCKS, {}
        for run in self.plan:
            people, location = round(float(run["evacuees"])), run["evacuated_location"]
            if people:
                self.people[location] = self.people.get(location, 0) + people
        for name, (start, capacity, knots, loading, available, barred) in VESSELS.items():
            out = {
                (safe, dock): MILES[safe][location]
                for safe in SAFE
                for dock, location in DOCKS.items()
                if not barred & {safe, dock}
            }
            home = {(dock, safe): miles for (safe, dock), miles in out.items()}
            usable = {"zeta": out, "gamma": home, "delta": out}
            self.vessel(name, start, capacity, usable, knots, knots, loading, available)

    def vessel(self, name, start, capacity, arcs, empty, loaded, loading, available):
        def minutes(miles, knots):
            return 60 * miles / knots + loading

        first = {
            dock: available + minutes(miles, empty)
            for (origin, dock), miles in arcs["zeta"].items()
            if origin == start
        }
        full = {arc: minutes(miles, loaded) for arc, miles in arcs["gamma"].items()}
        back = {arc: minutes(miles, empty) for arc, miles in arcs["delta"].items()}
        self.vehicles.append(self.without_twins(Vehicle(name, first, full, back)))
        self.capacity.append(capacity)

    def without_twins(self, vehicle):
        """Docks hold any number of vessels; of two as near for the same people, one is enough."""
        kept = {}
        for dock in sorted({dock for dock, _ in vehicle.loaded}):
            full = tuple(sorted((s, t) for (d, s), t in vehicle.loaded.items() if d == dock))
            back = tuple(sorted((s, t) for (s, d), t in vehicle.back.items() if d == dock))
            kept.setdefault((self.docks[dock], vehicle.first.get(dock), full, back), dock)
        docks = set(kept.values())
        return Vehicle(
            vehicle.name,
            {dock: time for dock, time in vehicle.first.items() if dock in docks},
            {arc: time for arc, time in vehicle.loaded.items() if arc[0] in docks},
            {arc: time for arc, time in vehicle.back.items() if arc[1] in docks},
        )

    def greedy(self):
        """The end of a plain plan: always the trip that brings most people a minute."""
        left, free = dict(self.people), [(0.0, None)] * len(self.vehicles)
        while any(left.values()):
            best = (inf, inf, None, None, None)
            for number, (time, at) in enumerate(free):
                vehicle = self.vehicles[number]
                for (dock, safe), run in vehicle.loaded.items():
                    empty = vehicle.first.get(dock) if at is None else vehicle.back.get((at, dock))
                    people = min(left.get(self.docks[dock], 0), self.capacity[number])
                    if people and empty is not None:
                        done = time + empty + run
                        best = min(best, (done / people, done, number, safe, self.docks[dock]))
            _, done, number, safe, location = best
            if number is None:
                raise ValueError("nobody can fetch everybody")
            free[number] = (done, safe)
            left[location] -= min(left[location], self.capacity[number])
        return max(time for time, _ in free)


def build(data, latest, scale):
    """People aboard are columns of their own: so many of a location on each trip of a vessel."""
    trips = Trips(data.vehicles, latest, scale)
    model = trips.model
    served = {place: model.row(people, people) for place, people in data.people.items()}
    aboard, loads = {}, []

    def entries(number, trip, dock, _safe):
        key = (number, trip, data.docks[dock])
        if key not in aboard:
            aboard[key] = model.row(high=0)
        return [(aboard[key], -data.capacity[number])]

    trips.columns(entries)
    for (number, trip, place), row in aboard.items():
        if place in served:
            most = min(data.capacity[number], data.people[place])
            column = model.column(0, [(row, 1), (served[place], 1)], 0, most)
            loads.append((column, number, trip, place))
    return trips, loads


def confirm(data, trips, loads, result):
    """The routes and the people aboard held against the tables alone."""
    found = routes(trips.loaded, result.values)
    taken = dict.fromkeys(data.people, 0)
    visited = {
        (number, trip): data.docks[dock]
        for column, number, trip, dock, _ in trips.loaded
        if result.values[column] > 0.5
    }
    for column, number, trip, place in loads:
        people = round(result.values[column])
        assert people <= data.capacity[number], "a vessel is overfull"
        assert people == 0 or visited.get((number, trip)) == place, "people where no vessel is"
        taken[place] += people
    assert taken == data.people, "not everybody is fetched"
    last = max(end(data.vehicles[number], route) for number, route in found.items())
    assert last <= result.best + 1e-2, "a vessel is later than said"
    return last


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options(parser, 60)
    parser.add_argument("--solver", choices=("highs", "cp-sat"), default="highs")
    parser.add_argument("--demand", default="0", help="0, or BENCHMARK for the actual demand")
    parser.add_argument("--latest", type=float, help="an end that a plan is known for")
    arguments = parser.parse_args()
    path = instance(arguments.instance)
    data = Instance(path, arguments.demand)
    latest = arguments.latest or min(data.greedy(), data.published or inf) + 1e-3
    # CP-SAT counts in whole ten-thousandths of a minute.
    scale = 10_000 if arguments.solver == "cp-sat" else None
    trips, loads = build(data, latest, scale)
    result = trips.solve(arguments.solver, arguments.seconds, arguments.threads)
    if result.values is not None:
        result.best = confirm(data, trips, loads, result)
    show(
        instance=path.name,
        demand=arguments.demand,
        solver=arguments.solver,
        variables=len(trips.model.cost),
        rows=len(trips.model.row_low),
        published=data.published,
        best=result.best,
        bound=result.bound,
        status=result.status,
        seconds=result.seconds,
    )


if __name__ == "__main__":
    main()
