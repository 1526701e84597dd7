"""The seat assignment of crates/seat-planner, form 1, solved exactly: an independent oracle.

All chains of rides of each party are listed, and a MIP chooses among them. In order: most
protected people out, most weighted people out, least burden (tenths of a weighted minute). Good
for small problems; shares nothing with the Rust code but its documentation.
"""

import argparse
import json
import sys
from math import inf
from pathlib import Path

from common import instance, options, show
from model import Model

DAY = 1440
DANGER, HAVEN, HOME = "danger", "haven", "home"
NEEDS = ("seats", "lap_infants", "wheelchairs", "stretchers")


def listed(problem, name):
    return problem.get(name) or []


class Problem:
    """The problem with what the journeys need looked up beforehand."""

    def __init__(self, data):
        held = [place["id"] for place in data["places"] if place.get("hold") is not None]
        if listed(data, "vehicles") or held:
            sys.exit("Vehicles without times and places with a hold are not for this oracle.")
        limits = [lift["seats"].keys() & {"baggage", "pets"} for lift in listed(data, "lifts")]
        if any(limits):
            sys.exit("Limits of baggage and pets are not for this oracle.")
        self.horizon = data["horizon"]
        self.min_change = data.get("min_change", 30)
        self.weights = {"protected": 8, "vulnerable": 3, "ordinary": 1} | data.get("weights", {})
        self.places = {place["id"]: place for place in data["places"]}
        self.closures = listed(data, "closures")
        self.lifts = listed(data, "lifts")
        self.parties = data["parties"]
        # How many legs of each lift can be travelled, from its first on.
        self.open_legs = [self.before_closure(lift) for lift in self.lifts]
        self.boardings = {}
        for at, lift in enumerate(self.lifts):
            for leg in range(self.open_legs[at]):
                self.boardings.setdefault(lift["legs"][leg]["from"], []).append((at, leg))

    def before_closure(self, lift):
        for number, leg in enumerate(lift["legs"]):
            if any(shuts(closure, leg) for closure in self.closures):
                return number
        return len(lift["legs"])

    def kind(self, place, nation):
        """Somebody else's home is a haven."""
        place = self.places[place]
        foreign = place.get("home_of") not in (None, nation)
        return HAVEN if foreign and place["kind"] == HOME else place["kind"]

    def ending(self, kind, now):
        """The burden, in tenths, of staying at a place of this kind from now to the horizon."""
        if kind == HOME:
            return 0
        rate = 10 if kind == DANGER else 2
        return rate * (max(self.horizon - now, 0) + DAY)


def shuts(closure, leg):
    def covers(minute):
        until = closure.get("until")
        return closure["from"] <= minute and (until is None or minute < until)

    what = closure["what"]
    if "place" in what:
        place = what["place"]
        departs = leg["from"] == place and covers(leg["departs"])
        return departs or (leg["to"] == place and covers(leg["arrives"]))
    road = what["road"]
    return (leg["from"], leg["to"]) == (road["from"], road["to"]) and covers(leg["departs"])


def journeys(problem, party, limit):
    """All journeys of a party as (burden of one person, legs taken); a leg is (lift, number)."""
    nation, latest, owners = party["nation"], party.get("latest"), set(party["lifts_of"])
    found = []

    def kind(place):
        return problem.kind(place, nation)

    def go(place, now, change, burden, taken):
        wait = 10 if kind(place) == DANGER else 2
        for at, first in problem.boardings.get(place, ()):
            lift = problem.lifts[at]
            departs = lift["legs"][first]["departs"]
            in_time = departs - max(change, lift["closes_before"]) >= now
            if in_time and lift["owner"] in owners:
                ride(at, first, burden + wait * (departs - now), taken)

    def ride(at, first, burden, taken):
        legs, before = problem.lifts[at]["legs"], None
        for number in range(first, problem.open_legs[at]):
            leg = legs[number]
            origin, to = kind(leg["from"]), kind(leg["to"])
            too_late = origin == DANGER and latest is not None and leg["departs"] > latest
            back = origin != DANGER and to == DANGER
            if too_late or back or leg["arrives"] > problem.horizon:
                return
            if before is not None:  # The stop before this leg, aboard.
                rate = {DANGER: 10, HAVEN: 2, HOME: 0}[origin]
                burden += rate * (leg["departs"] - before)
            exposed = leg.get("exposed", False) or to == DANGER
            burden += (10 if exposed else 2) * (leg["arrives"] - leg["departs"])
            before = leg["arrives"]
            taken = taken + ((at, number),)
            if to != DANGER:
                if len(found) >= limit:
                    sys.exit(f"More than {limit} journeys for one party: too large for this.")
                found.append((burden + problem.ending(to, before), taken))
            if to == HOME:
                return  # Whoever is home stays: nothing after it is better.
            go(leg["to"], before, problem.min_change, burden, taken)

    if kind(party["place"]) != HOME:
        go(party["place"], party["ready"], 0, 0, ())
    return found


class Assignment:
    """The MIP, with its three objectives kept apart: {column: value}."""

    def __init__(self, problem, limit):
        self.problem = problem
        self.model = Model()
        self.room = self.rooms()
        self.protected, self.weighted, self.burden = {}, {}, {}
        # For each column: the parties, the needs of one of them, the legs taken.
        self.chosen = []
        self.journeys = 0
        for alike in groups(problem.parties):
            self.party(alike, limit)

    def rooms(self):
        """Rows for each leg: seats with infants beyond the laps, seats, positions."""
        room = {}
        for at, lift in enumerate(self.problem.lifts):
            seats = {need: lift["seats"].get(need, 0) for need in NEEDS}
            with_laps = seats["seats"] + seats["lap_infants"]
            for number in range(len(lift["legs"])):
                room[at, number] = [
                    (("seats", "lap_infants"), self.model.row(-inf, with_laps)),
                    (("seats",), self.model.row(-inf, seats["seats"])),
                    (("wheelchairs",), self.model.row(-inf, seats["wheelchairs"])),
                    (("stretchers",), self.model.row(-inf, seats["stretchers"])),
                ]
        return room

    def party(self, alike, limit):
        party, count = alike[0], len(alike)
        kind = self.problem.kind(party["place"], party["nation"])
        stay = self.problem.ending(kind, party["ready"])
        ways = [(stay, (), kind != DANGER)]
        if kind != HOME:
            found = journeys(self.problem, party, limit)
            self.journeys += len(found)
            ways += [(burden, taken, True) for burden, taken in found]
        needs = {need: party["needs"].get(need, 0) for need in NEEDS}
        if party.get("may_split", False) and needs["seats"] > 1 and len(ways) > 1:
            self.apart(alike, needs, ways)
            return
        all_go = self.model.row(count, count)
        for way in ways:
            self.choice(alike, needs, way, [(all_go, 1)], count)

    def apart(self, alike, needs, ways):
        """Each part has somebody seated, an infant a lap, a wheelchair or stretcher a seat."""
        all_go = {need: self.model.row(needs[need], needs[need]) for need in NEEDS}
        for way in ways:
            laps, positions = self.model.row(-inf, 0), self.model.row(-inf, 0)
            for need in NEEDS:
                entries = [(all_go[need], 1)]
                if need in ("seats", "lap_infants"):
                    entries.append((laps, -1 if need == "seats" else 1))
                if need != "lap_infants":
                    entries.append((positions, -1 if need == "seats" else 1))
                one = {other: int(other == need) for other in NEEDS}
                self.choice(alike, one, way, entries, needs[need])

    def choice(self, alike, needs, way, entries, most):
        """A column: how many with these needs go this way."""
        party, (burden, taken, out) = alike[0], way
        self.chosen.append((alike, needs, taken))
        for leg in taken:
            for counted, row in self.room[leg]:
                entries = entries + [(row, sum(needs[need] for need in counted))]
        entries = [(row, factor) for row, factor in entries if factor]
        column = self.model.column(0, entries, 0, most)
        people = needs["seats"] + needs["lap_infants"]
        weight = people * self.problem.weights[party["class"]]
        self.burden[column] = weight * burden
        if out:
            self.weighted[column] = weight
            if party["class"] == "protected":
                self.protected[column] = people

    def solve(self, seconds, threads):
        """The three objectives one after the other; the bound is on the last."""
        answers, taken = [], 0.0
        for terms, sign in ((self.protected, -1), (self.weighted, -1), (self.burden, 1)):
            self.model.cost = [sign * terms.get(x, 0) for x in range(len(self.model.cost))]
            result = self.model.highs(max(seconds - taken, 1.0), threads)
            taken += result.seconds
            if result.values is None:
                return answers, None, result.status, taken
            self.values = [round(value) for value in result.values]
            value = sum(factor * self.values[at] for at, factor in terms.items())
            answers.append(value)
            last = terms is self.burden
            if last or result.status != "Optimal":
                return answers, result.bound if last else None, result.status, taken
            self.model.constrain(terms, value, inf)

    def plan(self):
        """The plan in the form that the checker reads."""
        went = {party["id"]: {} for party in self.problem.parties}
        waiting = {}
        for (alike, needs, taken), times in zip(self.chosen, self.values):
            if alike[0].get("may_split", False) and times:
                share = went[alike[0]["id"]].setdefault(taken, dict.fromkeys(NEEDS, 0))
                for need in NEEDS:
                    share[need] += times * needs[need]
                continue
            queue = waiting.setdefault(alike[0]["id"], list(alike))
            for _ in range(times):
                went[queue.pop()["id"]][taken] = needs
        journeys, left = [], []
        for party, shares in went.items():
            for taken, share in shares.items():
                if taken:
                    rides = self.rides(taken)
                    journeys.append({"party": party, "share": share, "rides": rides})
                else:
                    left.append({"party": party, "share": share, "reason": "no-seat"})
        return {"journeys": journeys, "left": left}

    def rides(self, taken):
        rides = []
        for at, number in taken:
            name = self.problem.lifts[at]["id"]
            if rides and rides[-1]["lift"] == name and rides[-1]["alight"] == number - 1:
                rides[-1]["alight"] = number
            else:
                rides.append({"lift": name, "board": number, "alight": number})
        return rides


def groups(parties):
    """Parties that are alike in everything; those that may split one by one."""
    found = {}
    for at, party in enumerate(parties):
        alike = {name: value for name, value in party.items() if name not in ("id", "people")}
        apart = at if party.get("may_split", False) else None
        found.setdefault((json.dumps(alike, sort_keys=True), apart), []).append(party)
    return found.values()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options(parser, 60)
    parser.add_argument("--journeys", type=int, default=20000, help="most journeys of one party")
    parser.add_argument("--plan", help="a file to write the plan to, for the checker")
    arguments = parser.parse_args()
    problem = Problem(json.loads(instance(arguments.instance).read_text()))
    assignment = Assignment(problem, arguments.journeys)
    answers, bound, status, seconds = assignment.solve(arguments.seconds, arguments.threads)
    if arguments.plan and answers:
        Path(arguments.plan).write_text(json.dumps(assignment.plan()))
    answers += [None] * (3 - len(answers))
    show(
        protected_out=answers[0],
        weighted_out=answers[1],
        burden=answers[2],
        bound=bound,
        status=status,
        seconds=seconds,
        journeys=assignment.journeys,
    )


if __name__ == "__main__":
    main()
