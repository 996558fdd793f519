"""Tuning a plan: from the request to everything that a manager asks about the answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from models.arrays import FloatArray
from models.findings import Finding, FindingList, Location
from models.incentives.tuning.conditions import BUDGET, utilities
from models.incentives.tuning.tuning_model import ModelPoint
from models.smooth.result import StartEnd
from scenarios.incentives.cost_by_year import cost_by_year_notices
from scenarios.incentives.cost_checks import cost_notices
from scenarios.incentives.costing import no_closed_form
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.definition.plan_document import IncentivePlanDocument
from scenarios.incentives.tuning.cost_frontier import cost_frontier
from scenarios.incentives.tuning.neighbours import Neighbourhood
from scenarios.incentives.tuning.other_assumptions import OtherAssumptions
from scenarios.incentives.tuning.plan_search import (
    ESTIMATES,
    SAME,
    PlanSearch,
    Tuned,
    is_today,
    kept_ends,
    least_cost,
    tuned_plan,
)
from scenarios.incentives.tuning.sides import (
    checks,
    conditions,
    kinds_of,
    objective_of,
    parameters,
    people,
    side,
)
from scenarios.incentives.tuning.simulated_cost import SimulatedCost, corrections, simulated_cost
from scenarios.incentives.tuning.tuning_document import TuningRequest
from scenarios.incentives.tuning.tuning_question import TuningQuestion, tuning_question
from scenarios.incentives.tuning.tuning_result import (
    BlockingRule,
    ConditionKind,
    Infeasible,
    Outcome,
    Refusal,
    SearchSummary,
    TuningReport,
)

LOST = 0.01
"""Target incentives of utility that a person loses who will not stay for long."""

MANY_LOSE = 0.05
"""Share of people who lose that makes an end without participation a corner."""

Answer = TypeVar("Answer")


def tune_plan(
    loaded: LoadedPlan,
    request: TuningRequest,
    stop: threading.Event | None = None,
    enough: threading.Event | None = None,
) -> TuningReport:
    """The best plan found under the request's conditions, with what it rests on and what lies around it. `enough` is
    for somebody who is watching, in the place of `stop`: once it is set, the search ends and keeps what is done.

    Raises InvalidInput with everything that is wrong with the request or its plan, LimitReached once `stop` is set,
    SolverFailed when a process dies.
    """
    limit = request.time_limit_seconds
    deadline = None if limit is None else time.monotonic() + limit
    question = tuning_question(loaded, request)
    search = PlanSearch(question, stop, deadline, enough)
    today_cost = simulated_cost(question.model.today, request.estimate_draws, request.seed + ESTIMATES, stop)
    tuned = _or_today(search, tuned_plan(search, today_cost), today_cost)
    report = _report(search, tuned, today_cost)
    if report.outcome in (Outcome.TUNED, Outcome.UNCHANGED, Outcome.UNCERTIFIED):
        return _explained(report, search, tuned)
    return report


def _or_today(search: PlanSearch, tuned: Tuned, today_cost: SimulatedCost) -> Tuned:
    """Today's plan where it keeps everything and what was found is no better."""
    if tuned.values is None or tuned.point is None or tuned.certificate is None:
        return tuned
    program, today = tuned.found.program, tuned.found.program.model.today
    corrected = corrections(today, search.question.ceilings, today_cost, search.question.request.certificate_draws)
    bare = replace(program, offsets={name: one.error for name, one in corrected.items()})
    if any(row.slack < -1e-9 * row.scale for row in bare.rows(today)):
        return tuned
    better = search.question.goal.value(today)[0] - search.question.goal.value(tuned.point)[0]
    if better > 1e-7 * program.objective_scale:
        return tuned
    values = program.model.knobs.today
    return replace(tuned, values=values, point=today, cost=today_cost, corrections=corrected)


def _report(search: PlanSearch, tuned: Tuned, today_cost: SimulatedCost) -> TuningReport:
    question = search.question
    program, point, values = tuned.found.program, tuned.point, tuned.values
    today = program.model.today
    report = TuningReport(
        loaded=question.loaded,
        request=question.request,
        outcome=Outcome.INFEASIBLE,
        refusal=None,
        objective=objective_of(question),
        budget=question.budget_minor,
        today=side(question, today, today_cost),
        tuned=None,
        parameters=(),
        people=(),
        conditions=(),
        checks=(),
        certificate=None,
        search=_summary(search, tuned),
        infeasible=None,
        document=None,
        notices=(*question.loaded.notices, *_notices(question)),
    )
    cut_off = tuned.found.limit is not None
    if cut_off and (values is None or is_today(question, values)):
        return replace(report, outcome=Outcome.CUT_OFF)
    if values is None or point is None or tuned.cost is None:
        return replace(report, infeasible=_infeasible(search, tuned))
    names = [condition.name for condition in program.conditions]
    best = tuned.found.best
    prices = {} if best is None else dict(zip(names, best.multipliers.tolist(), strict=True))
    draws = question.request.certificate_draws
    before = corrections(today, question.ceilings, today_cost, draws)
    certificate = tuned.certificate
    outcome = Outcome.TUNED if certificate is not None and certificate.holds else Outcome.UNCERTIFIED
    if is_today(question, values):
        outcome = Outcome.UNCHANGED
    refusal = _refusal(question, point, today)
    return replace(
        report,
        outcome=outcome if refusal is None else Outcome.REFUSED,
        refusal=refusal,
        tuned=side(question, point, tuned.cost),
        parameters=parameters(question, values),
        people=people(question, point),
        conditions=conditions(program, point, prices, before, tuned.corrections),
        checks=checks(program, point, prices, search.checks),
        certificate=certificate,
        document=_document(question, values),
    )


def _refusal(question: TuningQuestion, point: ModelPoint, today: ModelPoint) -> Refusal | None:
    """Without participation many lose, and pay at threshold is gone, accelerators are at their bounds or expected pay
    falls: nobody in the model leaves, so the model must not be believed."""
    own = question.plan.target_incentive
    paid = own > 0
    if question.takes_part or not paid.any():
        return None
    lost = (utilities(point) - utilities(today))[paid] / own[paid] < -LOST
    return Refusal.CORNER if float(lost.mean()) > MANY_LOSE else None


def _document(question: TuningQuestion, values: FloatArray) -> IncentivePlanDocument:
    """The plan's document with the published rules."""
    document = question.loaded.document
    if is_today(question, values):
        return document
    return document.model_copy(update={"groups": question.model.knobs.turned_groups(values)})


def _summary(search: PlanSearch, tuned: Tuned) -> SearchSummary:
    first, question = tuned.found.first, search.question
    sign = -1.0 if objective_of(question).more_is_better else 1.0
    scale = tuned.found.program.objective_scale
    kept = kept_ends(first)
    spread = _spread([value for value, _ in kept], SAME * scale)
    return SearchSummary(
        starts=max(question.request.starts, 1),
        run=sum(outcome.end is not StartEnd.NOT_RUN for outcome in first),
        feasible=len(kept),
        reached_best=spread[0][1] if spread else 0,
        spread=tuple((sign * value, count) for value, count in spread),
        rounds=tuned.rounds,
        evaluations=search.evaluations,
        limit=tuned.found.limit,
    )


def _spread(values: Sequence[float], near: float) -> list[tuple[float, int]]:
    """Distinct values of ends that keep all conditions, ascending, and how many starts ended there."""
    found: list[tuple[float, int]] = []
    for value in values:
        if found and value <= found[-1][0] + near:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((value, 1))
    return found


def _infeasible(search: PlanSearch, tuned: Tuned) -> Infeasible:
    """What blocks, and the least cost at which everything else can be kept."""
    report, program = tuned.found.blocked, tuned.found.program
    kinds, names = kinds_of(program), [condition.name for condition in program.conditions]
    least = None
    if BUDGET in names:
        given = [*([] if report is None else [report.values]), program.model.knobs.today]
        least = least_cost(search, program, given, names.index(BUDGET))
    blocking = []
    for one in () if report is None else report.blocking:
        kind, in_money = kinds.get(one.name, (ConditionKind.WEIGHTS, False))
        relaxation = one.least_relaxation
        if one.name == BUDGET and least is not None and search.question.budget_minor is not None:
            relaxation = max(relaxation or 0.0, least - search.question.budget_minor)
        blocking.append(BlockingRule(kind, one.name, in_money, one.shortfall, one.relief, relaxation))
    tried = len(tuned.found.first) + (0 if report is None else report.starts_tried)
    return Infeasible(search.question.budget_minor, least, tuple(blocking), tried)


def _notices(question: TuningQuestion) -> tuple[Finding, ...]:
    """What is worth knowing before the result is believed."""
    notices = FindingList()
    reasons = [str(reason) for one, _ in question.plan.members() for reason in no_closed_form(one)]
    if reasons:
        names = list(dict.fromkeys(reasons))
        notices.add("tuning_corrected", Location(pointer="/groups"), {"parts": names})
    if not question.takes_part:
        notices.add("tuning_without_participation", Location(pointer="/participation"))
    return (*cost_by_year_notices(question.plan), *cost_notices(question.model.numbers), *notices)


def _explained(report: TuningReport, search: PlanSearch, tuned: Tuned) -> TuningReport:
    """With the analyses that were asked for and for which time sufficed."""
    around = Neighbourhood.of(search, tuned)
    if around is None:
        return report
    skipped: list[str] = []
    wanted = search.question.request.analyses

    def worked_out(name: str, work: Callable[[], Answer]) -> Answer | None:
        if name != "price" and name not in wanted:
            return None
        answer = None if search.left() == 0.0 else work()
        if search.left() == 0.0:
            skipped.append(name)
        return None if search.has_enough else answer

    price = worked_out("price", around.price_of_budget)
    restored = worked_out("restored", around.restored)
    frontier = worked_out("frontier", partial(cost_frontier, around))
    sensitivity = worked_out("sensitivity", lambda: OtherAssumptions(around).cases())
    ranges = worked_out("ranges", around.ranges)
    return replace(
        report,
        price=price,
        restored=restored or (),
        frontier=frontier,
        sensitivity=sensitivity or (),
        ranges=ranges or (),
        ranges_tolerance=around.tolerance if ranges else None,
        skipped=tuple(skipped),
    )
