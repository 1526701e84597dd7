"""A linear model, kept sparse, and two solvers for it: HiGHS and CP-SAT.

All models of this folder minimise. Rows come first, columns name the rows they are in.
"""

import time
from dataclasses import dataclass
from math import inf, isinf

import highspy
import numpy as np
from ortools.sat.python import cp_model


@dataclass
class Result:
    """What a solver answered: `best` and `bound` are None where there is none."""

    status: str
    best: float | None
    bound: float | None
    seconds: float
    values: list[float] | None


class Model:
    """Minimise cost x, lower <= A x <= upper, for columns that are whole numbers or not."""

    def __init__(self):
        self.row_low, self.row_high = [], []
        self.cost, self.low, self.high, self.whole = [], [], [], []
        self.starts, self.rows, self.factors = [0], [], []

    def row(self, low=-inf, high=inf):
        """A new row; answers its number."""
        self.row_low.append(low)
        self.row_high.append(high)
        return len(self.row_low) - 1

    def column(self, cost, entries, low=0.0, high=inf, whole=True):
        """A new column, `entries` being (row, factor) pairs; answers its number."""
        self.cost.append(cost)
        self.low.append(low)
        self.high.append(high)
        self.whole.append(whole)
        for row, factor in entries:
            self.rows.append(row)
            self.factors.append(factor)
        self.starts.append(len(self.rows))
        return len(self.cost) - 1

    def constrain(self, terms, low=-inf, high=inf):
        """A row over columns that exist already, `terms` being {column: factor}.

        Costs a pass over the whole model; meant for the few rows of a later stage.
        """
        row = self.row(low, high)
        starts, rows, factors = [0], [], []
        for column in range(len(self.cost)):
            begin, end = self.starts[column], self.starts[column + 1]
            rows += self.rows[begin:end]
            factors += self.factors[begin:end]
            if column in terms:
                rows.append(row)
                factors.append(terms[column])
            starts.append(len(rows))
        self.starts, self.rows, self.factors = starts, rows, factors

    def highs(self, seconds, threads=1, relax=False, interior=False):
        """Solves with HiGHS to a gap of 0; `relax` drops the whole numbers.

        `interior` solves the LPs of a MIP by interior point where it can: for large ones.
        No start is given: with one, HiGHS 1.16 was seen to answer values that don't add up to the
        optimum that it reports. So the values are added up again here.
        """
        highs = highspy.Highs()
        options = {
            "output_flag": False,
            "threads": threads,
            "time_limit": float(seconds),
            "mip_rel_gap": 0.0,
        }
        if relax:
            options |= {"solver": "ipx", "run_crossover": "off"}
        elif interior:
            options |= {"mip_lp_solver": "ipx"}
        for name, value in options.items():
            highs.setOptionValue(name, value)
        highs.passModel(self._lp(relax))
        begun = time.monotonic()
        highs.run()
        taken = time.monotonic() - begun
        status = highs.modelStatusToString(highs.getModelStatus())
        info = highs.getInfo()
        feasible = info.primal_solution_status == 2
        best = info.objective_function_value if feasible else None
        if relax:
            bound = best if status == "Optimal" else None
        else:
            bound = None if isinf(info.mip_dual_bound) else info.mip_dual_bound
        values = list(highs.getSolution().col_value) if feasible else None
        if values is not None:
            cost = sum(cost * value for cost, value in zip(self.cost, values))
            if abs(cost - best) > 1e-4 * max(1.0, abs(best)):
                raise RuntimeError(f"HiGHS reports {best}, its values add up to {cost}")
        return Result(status, best, bound, taken, values)

    def _lp(self, relax):
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.row_low)
        lp.col_cost_ = np.array(self.cost, float)
        lp.col_lower_ = np.array(self.low, float)
        lp.col_upper_ = np.array(self.high, float)
        lp.row_lower_ = np.array(self.row_low, float)
        lp.row_upper_ = np.array(self.row_high, float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.array(self.starts, np.int32)
        lp.a_matrix_.index_ = np.array(self.rows, np.int32)
        lp.a_matrix_.value_ = np.array(self.factors, float)
        if not relax:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[whole] for whole in self.whole]
        return lp

    def cp_sat(self, seconds, threads=1, limit=10**9):
        """Solves with CP-SAT. Every number has to be whole; no variable is over `limit`."""
        model = cp_model.CpModel()
        columns = []
        for low, high in zip(self.low, self.high):
            columns.append(model.new_int_var(int(low), int(min(high, limit)), ""))
        terms = [[] for _ in self.row_low]
        for column, variable in enumerate(columns):
            for at in range(self.starts[column], self.starts[column + 1]):
                terms[self.rows[at]].append(variable * int(self.factors[at]))
        for row, (low, high) in enumerate(zip(self.row_low, self.row_high)):
            low = cp_model.INT_MIN if isinf(low) else int(low)
            high = cp_model.INT_MAX if isinf(high) else int(high)
            model.add_linear_constraint(sum(terms[row]), low, high)
        model.minimize(sum(int(cost) * x for cost, x in zip(self.cost, columns) if cost))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = float(seconds)
        solver.parameters.num_workers = threads
        begun = time.monotonic()
        status = solver.solve(model)
        taken = time.monotonic() - begun
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        values = [solver.value(x) for x in columns] if found else None
        best = solver.objective_value if found else None
        return Result(solver.status_name(status), best, solver.best_objective_bound, taken, values)
