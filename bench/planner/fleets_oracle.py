"""Small problems in which vehicles are sent, solved exactly, beside what the planner finds.

Makes problems in the form of crates/seat-planner from a seed, solves each as one time-expanded MIP
with HiGHS, runs `sangho plan solve` on it, and prints a table. README.md says how the MIP is made.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from math import inf
from pathlib import Path

from common import ANSWERS
from model import Model

DAY = 1440
HOUR = 60
WEIGHTS = {"protected": 8, "vulnerable": 3, "ordinary": 1}
# More people than a problem has.
MANY = 1000
NEEDS = ("seats", "lap_infants", "wheelchairs", "stretchers", "baggage", "pets")


def make(number):
    """Four places, one to three vehicles, at most twelve steps, some fifteen people."""
    dice = random.Random(number)
    step, steps = 30, dice.randint(8, 12)
    places = [
        {"id": "school", "kind": "danger"},
        {"id": "airfield", "kind": "danger"},
        {"id": "haven", "kind": "haven"},
        {"id": "home", "kind": "home"},
    ]
    links = [
        link("school", "airfield", "bus", dice.choice([30, 60]), road=True),
        link("airfield", "haven", "air", dice.choice([30, 60]), exposed=dice.random() < 0.3),
        link("airfield", "home", "air", dice.choice([90, 120])),
        link("haven", "home", "air", dice.choice([60, 90])),
    ]
    vehicles = [vehicle(dice, "v0", dice.choice(["bus", "air"]))]
    vehicles.append(vehicle(dice, "v1", "air"))
    if dice.random() < 0.5:
        vehicles.append(vehicle(dice, "v2", dice.choice(["bus", "air"])))
    vehicles = vehicles[dice.randint(0, 1):]
    modes = {one["mode"] for one in vehicles}
    if dice.random() < 0.4:
        places[1]["slots_per_hour"] = dice.randint(1, 2)
    if dice.random() < 0.4:
        places[dice.choice([1, 2])]["hold"] = dice.randint(2, 8)
    closures = []
    if dice.random() < 0.4:
        what = dice.choice([{"place": "airfield"}, {"road": {"from": "school", "to": "airfield"}}])
        begin = step * dice.randint(0, steps - 2)
        closures = [{"what": what, "from": begin, "until": begin + step * dice.randint(1, 3)}]
    problem = {
        "version": 2,
        "horizon": step * steps,
        "step": step,
        "min_change": dice.choice([0, 30]),
        "places": places,
        "links": [one for one in links if one["mode"] in modes],
        "vehicles": vehicles,
        "closures": closures,
        "parties": parties(dice),
    }
    if dice.random() < 0.4:
        problem["aim"] = "burden"
    return problem


def link(origin, to, mode, minutes, exposed=False, road=False):
    ends = {"from": origin, "to": to, "mode": mode, "minutes": minutes}
    return ends | {"exposed": exposed, "road": road}


def vehicle(dice, name, mode):
    seats = {"seats": dice.randint(2, 7), "lap_infants": dice.randint(0, 2)}
    seats["wheelchairs"] = dice.randint(0, 1)
    if dice.random() < 0.3:
        seats["baggage"] = dice.randint(1, 6)
    if dice.random() < 0.3:
        seats["pets"] = dice.randint(0, 1)
    start = {"bus": ["school", "airfield"], "air": ["airfield", "haven", "home"]}[mode]
    made = {"id": name, "owner": dice.choice(["KR", "JP"]), "mode": mode, "seats": seats}
    made |= {"place": dice.choice(start), "available": 30 * dice.randint(0, 2)}
    made |= {"turn_around": dice.choice([0, 0, 30]), "closes_before": dice.choice([0, 0, 30])}
    if dice.random() < 0.2:
        made["until"] = 30 * dice.randint(5, 10)
    return made


def parties(dice):
    made, people = [], 0
    while people < 15 and len(made) < 8:
        seats = dice.choice([1, 1, 2, 2, 3, 4])
        needs = {"seats": seats}
        needs["lap_infants"] = int(dice.random() < 0.2)
        needs["wheelchairs"] = int(dice.random() < 0.1)
        needs["baggage"] = dice.randint(0, 2)
        needs["pets"] = int(dice.random() < 0.15)
        nation = dice.choice(["KR", "JP"])
        party = {"id": f"p{len(made)}", "nation": nation, "needs": needs}
        party |= {"place": dice.choice(["school", "school", "airfield", "haven"])}
        party |= {"ready": 10 * dice.randint(0, 9), "class": dice.choice(list(WEIGHTS))}
        party |= {"people": seats + needs["lap_infants"]}
        party["lifts_of"] = dice.choice([["KR", "JP"], ["KR", "JP"], [nation]])
        if dice.random() < 0.2:
            party["latest"] = 30 * dice.randint(3, 8)
        made.append(party)
        people += party["people"]
    return made


class Exact:
    """The MIP of a problem: vehicles and households spread out over time."""

    def __init__(self, problem):
        self.problem = problem
        self.model = Model()
        self.step, self.horizon = problem["step"], problem["horizon"]
        self.kinds = {place["id"]: place["kind"] for place in problem["places"]}
        self.slots, self.halls = {}, {}
        self.stays = {}
        # By vehicle, link and step: the rows of its room, of each kind.
        self.room = {}
        for number, one in enumerate(problem["vehicles"]):
            self.vehicle(number, one)
        self.protected, self.weighted, self.burden = {}, {}, {}
        for party in problem["parties"]:
            self.party(party)

    def rate(self, kind):
        """Tenths that a person bears each minute."""
        return {"danger": 10, "haven": 2, "home": 0}[kind]

    def closed(self, origin, to, departs, arrives):
        def covers(closure, minute):
            return closure["from"] <= minute < closure.get("until", inf)

        for closure in self.problem["closures"]:
            what = closure["what"]
            if "place" in what:
                place = what["place"]
                if place == origin and covers(closure, departs):
                    return True
                if place == to and covers(closure, arrives):
                    return True
            elif (what["road"]["from"], what["road"]["to"]) == (origin, to):
                if covers(closure, departs):
                    return True
        return False

    def slot(self, place, minute, road):
        limit = next(p for p in self.problem["places"] if p["id"] == place).get("slots_per_hour")
        if limit is None or road:
            return []
        hour = (place, minute // HOUR)
        if hour not in self.slots:
            self.slots[hour] = self.model.row(-inf, limit)
        return [(self.slots[hour], 1)]

    def next_step(self, minute):
        return -(-minute // self.step)

    def vehicle(self, number, one):
        """Flow of one vehicle: at each step it waits at its place, or departs."""
        model, last = self.model, self.horizon // self.step
        first = self.next_step(one["available"])
        balance = {}
        for place in self.kinds:
            for step in range(first, last + 2):
                here = int((place, step) == (one["place"], first))
                balance[place, step] = model.row(here, here)
        for place in self.kinds:
            for step in range(first, last + 2):
                entries = [(balance[place, step], 1)]
                if step <= last:
                    entries.append((balance[place, step + 1], -1))
                stay = model.row(-inf, 0)
                self.stays[number, place, step] = stay
                model.column(0, entries + [(stay, -MANY)], high=1)
        end = min(self.horizon, one.get("until", self.horizon))
        for at, way in enumerate(self.problem["links"]):
            if way["mode"] != one["mode"]:
                continue
            for back in (False, True):
                origin, to = (way["to"], way["from"]) if back else (way["from"], way["to"])
                for step in range(first, last + 1):
                    departs = step * self.step
                    arrives = departs + way["minutes"]
                    if arrives > end or self.closed(origin, to, departs, arrives):
                        continue
                    after = self.next_step(arrives + one["turn_around"])
                    entries = [(balance[origin, step], 1)]
                    if after <= last + 1:
                        entries.append((balance[to, after], -1))
                    for place, minute in ((origin, departs), (to, arrives)):
                        entries += self.slot(place, minute, way["road"])
                    if back:
                        model.column(0, merged(entries), high=1)
                    else:
                        self.seats((number, at, step), one["seats"], merged(entries))

    def seats(self, departure, seats, entries):
        """A departure that people can be on brings room of each kind."""
        room = {"seats": seats["seats"], "people": seats["seats"] + seats["lap_infants"]}
        room |= {"wheelchairs": seats["wheelchairs"], "stretchers": 0}
        room |= {kind: seats[kind] for kind in ("baggage", "pets") if kind in seats}
        rows = {kind: self.model.row(-inf, 0) for kind in room}
        self.room[departure] = rows
        self.model.column(0, entries + [(rows[kind], -most) for kind, most in room.items()], high=1)

    def hall(self, place, begin, end, people):
        """Rows of the minutes in which somebody who came by a ride waits."""
        limit = next(p for p in self.problem["places"] if p["id"] == place).get("hold")
        if limit is None:
            return []
        entries = []
        # Everything happens at whole multiples of 10 minutes.
        for minute in range(begin, end, 10):
            if (place, minute) not in self.halls:
                self.halls[place, minute] = self.model.row(-inf, limit)
            entries.append((self.halls[place, minute], people))
        return entries

    def party(self, party):
        """Flow of one household: not travelling, or a chain of rides."""
        model, people = self.model, party["people"]
        weight = people * WEIGHTS[party["class"]]
        start, ready = party["place"], party["ready"]
        source = model.row(1, 1)
        nodes = {}

        def node(key):
            if key not in nodes:
                nodes[key] = model.row(0, 0)
            return nodes[key]

        def column(burden, entries, out):
            number = model.column(0, merged(entries), high=1)
            self.burden[number] = burden * weight
            if out:
                self.weighted[number] = weight
                if party["class"] == "protected":
                    self.protected[number] = people

        def ends(place, minute):
            return self.rate(self.kinds[place]) * (self.horizon - minute + DAY)

        column(ends(start, ready), [(source, 1)], self.kinds[start] != "danger")
        if self.kinds[start] == "home":
            return
        needs = {"seats": party["needs"]["seats"], "people": people}
        needs |= {kind: party["needs"].get(kind, 0) for kind in NEEDS[2:]}
        minutes, aboard = {}, set()
        for (number, at, step), room in self.room.items():
            one, way = self.problem["vehicles"][number], self.problem["links"][at]
            departs = step * self.step
            origin, to, arrives = way["from"], way["to"], departs + way["minutes"]
            danger = self.kinds[origin] == "danger"
            late = danger and departs > party.get("latest", inf)
            inward = not danger and self.kinds[to] == "danger"
            if one["owner"] not in party["lifts_of"] or late or inward:
                continue
            risk = way["exposed"] or self.kinds[to] == "danger"
            borne = (10 if risk else 2) * way["minutes"]
            here = self.rate(self.kinds[origin])
            ride = [(room[kind], need) for kind, need in needs.items() if kind in room and need]
            on, off = node(("on", number, at, step)), ("off", to, arrives)
            # From where they begin, from a place that they came to, or from within the vehicle.
            if origin == start and ready <= departs - one["closes_before"]:
                column(here * (departs - ready), [(source, 1), (on, -1)], False)
            gate = departs - max(one["closes_before"], self.problem["min_change"])
            minutes.setdefault(origin, set()).add(gate)
            wait = self.hall(origin, gate, departs, people)
            change = [(node(("off", origin, gate)), 1), (on, -1)]
            column(here * (departs - gate), change + wait, False)
            aboard.add((number, origin, step))
            column(0, [(node(("in", number, origin, step)), 1), (on, -1)], False)
            # The ride, and then out or on.
            minutes.setdefault(to, set()).add(arrives)
            column(borne, [(on, 1), (node(off), -1)] + ride, False)
            after = self.next_step(arrives + one["turn_around"])
            if after * self.step <= self.horizon:
                there = self.rate(self.kinds[to]) * (after * self.step - arrives)
                aboard.add((number, to, after))
                inside = node(("in", number, to, after))
                column(borne + there, [(on, 1), (inside, -1)] + ride, False)
        for place, times in minutes.items():
            ordered = sorted(times)
            for now, then in zip(ordered, ordered[1:] + [None]):
                out = self.kinds[place] != "danger"
                here = node(("off", place, now))
                if then is not None:
                    wait = self.hall(place, now, then, people)
                    borne = self.rate(self.kinds[place]) * (then - now)
                    column(borne, [(here, 1), (node(("off", place, then)), -1)] + wait, False)
                if out:
                    wait = self.hall(place, now, self.horizon, people)
                    column(ends(place, now), [(here, 1)] + wait, True)
        # Within a vehicle that waits.
        last = self.horizon // self.step
        for number, place in sorted({(number, place) for number, place, _ in aboard}):
            steps = [s for n, p, s in aboard if (n, p) == (number, place)]
            for step in range(min(steps), last):
                inside = [(node(("in", number, place, step)), 1)]
                inside.append((node(("in", number, place, step + 1)), -1))
                stay = [(self.stays[number, place, step], people)]
                column(self.rate(self.kinds[place]) * self.step, inside + stay, False)

    def solve(self, seconds):
        """The best of each level, in order; None where HiGHS ran out of time."""
        levels = [(-1, self.protected), (-1, self.weighted), (1, self.burden)]
        if self.problem.get("aim") == "burden":
            levels = levels[2:]
        answers = []
        for sign, terms in levels:
            self.model.cost = [sign * terms.get(n, 0) for n in range(len(self.model.cost))]
            result = self.model.highs(seconds)
            if result.status != "Optimal":
                return None
            best = round(sum(terms.get(n, 0) * round(x) for n, x in enumerate(result.values)))
            answers.append(best)
            self.model.constrain(terms, *((best, inf) if sign < 0 else (-inf, best)))
        return answers


def merged(entries):
    """Each row once."""
    sums = {}
    for row, factor in entries:
        sums[row] = sums.get(row, 0) + factor
    return [(row, factor) for row, factor in sums.items() if factor]


def worth(levels):
    """More is better."""
    return [*levels[:-1], -levels[-1]]


def planned(sangho, problem, effort):
    """What `sangho plan solve` finds: its levels, and its bound of the last."""
    command = [sangho, "plan", "solve", "-", "--json", "--effort", effort]
    run = subprocess.run(command, input=json.dumps(problem), capture_output=True, text=True)
    if not run.stdout:
        sys.exit(run.stderr)
    found = json.loads(run.stdout)
    total = found["score"]["total"]
    levels = [total["protected_out"], total["weighted_out"], total["burden"]]
    return levels[2:] if problem.get("aim") == "burden" else levels, found["bound"]["burden"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sangho", default="../../target/release/sangho", help="the command")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=40, help="how many problems")
    parser.add_argument("--seconds", type=float, default=60, help="time limit of each MIP")
    parser.add_argument("--effort", default="normal", help="of `plan solve`")
    parser.add_argument("--keep", help="a folder for problems whose optimum was missed")
    arguments = parser.parse_args()
    print("| seed | HiGHS, s | optimum | planner, s | found | same |\n|---|---|---|---|---|---|",
          file=ANSWERS)
    same, solved, impossible, worst = 0, 0, 0, 0.0
    for number in range(arguments.first, arguments.first + arguments.count):
        problem = make(number)
        begun = time.monotonic()
        best = Exact(problem).solve(arguments.seconds)
        exact = time.monotonic() - begun
        begun = time.monotonic()
        found, bound = planned(arguments.sangho, problem, arguments.effort)
        took = time.monotonic() - begun
        if best is None:
            row = f"| {number} | {exact:.1f} | out of time | {took:.2f} | {found} | |"
            print(row, file=ANSWERS, flush=True)
            continue
        solved += 1
        same += found == best
        # More is better but for the burden: to beat the optimum is a mistake of one of the two.
        beats = worth(found) > worth(best) or (found[:-1] == best[:-1] and bound > best[-1])
        impossible += beats
        if found[:-1] == best[:-1]:
            worst = max(worst, (found[-1] - best[-1]) / max(best[-1], 1))
        word = "yes" if found == best else "BETTER" if beats else "no"
        print(f"| {number} | {exact:.1f} | {best} | {took:.2f} | {found} | {word} |", file=ANSWERS,
              flush=True)
        if found != best and arguments.keep:
            Path(arguments.keep, f"{number}.json").write_text(json.dumps(problem))
    print(f"\n{same} of {solved} the same; {impossible} better than possible, or a bound above the "
          f"optimum; burden at worst {100 * worst:.2f} % more", file=ANSWERS)


if __name__ == "__main__":
    main()
