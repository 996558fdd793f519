"""Solve, round, simulate, set right, and again from where it ended, until fresh draws confirm a plan with room.

The smooth model is off by what it leaves out, so every ceiling is kept at limit − error − reserve. The error is
measured on a few draws first; before a certificate is asked for it is measured on as many as the certificate has,
because an error that is less well known than the certificate's mean would use up the reserve.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.incentives.tuning.publishing import published
from models.incentives.tuning.tuning_model import ModelPoint
from models.incentives.tuning.tuning_program import TuningProgram
from scenarios.incentives.tuning.certificate import ROOM
from scenarios.incentives.tuning.certifying import certificate_of
from scenarios.incentives.tuning.plan_search import ESTIMATES, Found, PlanSearch, Tuned, searched
from scenarios.incentives.tuning.simulated_cost import (
    RESERVE,
    Correction,
    SimulatedCost,
    corrections,
    simulated_cost,
)

MOST_ROUNDS = 6
"""Solves that are each set right by a simulation."""

MOST_CERTIFICATES = 3
"""Each on fresh draws; where the last one has no room either, the plan is not published."""

KEPT = 1e-6
"""Rows whose slack at published values is under it, in scales, are set right by another solve."""

PROMISING = (ROOM + 0.25) / RESERVE
"""Part of the reserve that an estimate must leave before a certificate is worth its draws."""

UNUSED = 2.0
"""Reserves left under a ceiling that holds the plan back: more is money that the plan could use."""


def tuned_plan(search: PlanSearch, today_cost: SimulatedCost) -> Tuned:
    """The best plan found that keeps its ceilings by fresh draws, or the last one that does not; without values where
    nothing keeps the conditions once the model is set right."""
    return _Rounds(search, today_cost).run()


class _Rounds:
    """Solve, round, simulate, set right."""

    def __init__(self, search: PlanSearch, today_cost: SimulatedCost) -> None:
        self._search = search
        self._question = search.question
        self._request = search.question.request
        self._draws = self._request.estimate_draws
        self._certificates = 0
        self._rounding: dict[str, float] = {}
        program = search.program()
        corrected = self._corrected(program.model.today, today_cost)
        self._program = replace(program, offsets=_offsets(corrected, {}))

    def run(self) -> Tuned:
        """The last plan, with its certificate where there was time for one."""
        today = self._program.model.knobs.today
        first = found = self._found_first()
        if found.best is None:
            return Tuned(found)
        tuned = self._rounded(found, first, 1)
        for number in range(2, MOST_ROUNDS + 1):
            if self._search.is_over:
                break
            tuned, is_done = self._checked(tuned)
            if is_done:
                return tuned
            assert tuned.values is not None
            program = replace(tuned.found.program, offsets=_offsets(tuned.corrections, self._rounding))
            start = tuned.found.best.values if tuned.found.best else tuned.values
            found = searched(self._search, program, [start, today], is_warm=True)
            if found.best is None:
                if found.limit is None:
                    return Tuned(replace(found, first=first.first), rounds=number)
                break
            tuned = self._rounded(found, first, number)
        if tuned.certificate is None and self._search.may_certify:
            tuned = self._certified(tuned)
        return tuned

    def _found_first(self) -> Found:
        """From many starts; where nothing keeps all conditions, once more with the error that as many draws as a
        certificate takes find at the plan that came nearest: today's was measured with few, and at another plan."""
        today = self._program.model.today
        found = searched(self._search, self._program, [today.values], is_warm=False)
        if found.blocked is None or found.limit is not None or not self._question.ceilings:
            return found
        self._draws = max(self._draws, self._request.certificate_draws)
        nearest = found.program.model.at(found.blocked.values)
        cost = simulated_cost(nearest, self._draws, self._request.seed + ESTIMATES, self._search.stop)
        program = replace(found.program, offsets=_offsets(self._corrected(nearest, cost), {}))
        if found.blocked.violation > _eased(found.program, program):
            return replace(found, program=program)
        again = searched(self._search, program, [nearest.values, today.values], is_warm=True)
        return replace(again, first=found.first)

    def _rounded(self, found: Found, first: Found, rounds: int) -> Tuned:
        """At published values, with what draws say of them."""
        assert found.best is not None
        model = found.program.model
        values = published(model.knobs, found.program, found.best.values)
        kept = replace(found, first=first.first, limit=first.limit or found.limit)
        tuned = Tuned(kept, values, model.at(values), rounds=rounds)
        return self._measured(tuned)

    def _measured(self, tuned: Tuned) -> Tuned:
        """With what as many draws as count now say of it."""
        assert tuned.point is not None
        cost = simulated_cost(tuned.point, self._draws, self._request.seed + ESTIMATES, self._search.stop)
        return replace(tuned, cost=cost, corrections=self._corrected(tuned.point, cost))

    def _corrected(self, point: ModelPoint, cost: SimulatedCost) -> dict[str, Correction]:
        return corrections(point, self._question.ceilings, cost, self._request.certificate_draws)

    def _checked(self, tuned: Tuned) -> tuple[Tuned, bool]:
        """With a certificate where the estimate promises one; whether the search is done: a certificate has room, or
        was the last. Otherwise corrections and rounding say what the next solve is asked for."""
        missed = self._missed(tuned)
        if not missed and self._draws < self._request.certificate_draws:
            self._draws = self._request.certificate_draws
            tuned = self._measured(tuned)
            missed = self._missed(tuned)
        if not missed or self._certificates:
            tuned = self._certified(tuned)
            assert tuned.certificate is not None
            if tuned.certificate.has_room or self._certificates == MOST_CERTIFICATES:
                return tuned, True
        self._rounding |= {name: max(lost, self._rounding.get(name, 0.0)) for name, lost in missed.items() if lost > 0}
        return tuned, False

    def _missed(self, tuned: Tuned) -> dict[str, float]:
        """Rows that are missed at published values, or, at a ceiling, leave too much of it unused; with what they lost
        of what the solve was asked for, by rounding and by what the model leaves out."""
        assert tuned.point is not None
        program, missed = tuned.found.program, {}
        bare = TuningProgram(program.model, program.goal, program.rules)
        for row in bare.rows(tuned.point):
            corrected = tuned.corrections.get(row.name)
            error, reserve = (0.0, 0.0) if corrected is None else (corrected.error, corrected.reserve)
            slack, least = row.slack - error, PROMISING * reserve - KEPT * row.scale
            if slack < least:
                missed[row.name] = 1.1 * max(0.0, program.offsets.get(row.name, 0.0) - row.slack)
            elif corrected is not None and self._is_loose(tuned, row.name, slack, UNUSED * reserve + 1e-3 * row.scale):
                missed[row.name] = 0.0
        return missed

    def _is_loose(self, tuned: Tuned, name: str, slack: float, most: float) -> bool:
        """Whether a ceiling holds the plan back although much of it is unused: not asked again late."""
        names = [condition.name for condition in tuned.found.program.conditions]
        best = tuned.found.best
        binds = best is not None and name in names and float(best.multipliers[names.index(name)]) > 0
        return binds and tuned.rounds < MOST_ROUNDS - 2 and slack > most

    def _certified(self, tuned: Tuned) -> Tuned:
        """With fresh draws, whose numbers also set the model right if they do not confirm it."""
        assert tuned.point is not None
        seed = self._request.certificate_seed + self._certificates
        self._certificates += 1
        cost = simulated_cost(tuned.point, self._request.certificate_draws, seed, self._search.stop)
        certificate = certificate_of(self._question, tuned.point, cost)
        return replace(tuned, cost=cost, certificate=certificate, corrections=self._corrected(tuned.point, cost))


def _eased(before: TuningProgram, after: TuningProgram) -> float:
    """By how many scales altogether less is asked for, which is the most that a violation can fall by."""
    eased = 0.0
    for one in before.conditions:
        eased += max(0.0, before.offsets.get(one.name, 0.0) - after.offsets.get(one.name, 0.0)) / one.scale
    return eased


def _offsets(corrected: Mapping[str, Correction], rounding: Mapping[str, float]) -> dict[str, float]:
    asked = {name: one.error + one.reserve for name, one in corrected.items()}
    return {name: asked.get(name, 0.0) + rounding.get(name, 0.0) for name in (*asked, *rounding)}
