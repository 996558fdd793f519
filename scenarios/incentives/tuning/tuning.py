"""Tuning a plan: from the request to everything that a manager asks about the answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

from models.arrays import FloatArray
from models.findings import Fact, Finding, FindingList, Location
from models.incentives.tuning.conditions import BUDGET, LeastExpectedPay, stakes, utilities
from models.incentives.tuning.tuning_model import ModelPoint
from models.smooth.result import Limit, StartEnd
from scenarios.incentives.cost_by_year import cost_by_year_notices
from scenarios.incentives.cost_checks import cost_notices
from scenarios.incentives.costing import no_closed_form
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.definition.plan_document import IncentivePlanDocument
from scenarios.incentives.tuning.certificate import ENOUGH_DRAWS
from scenarios.incentives.tuning.cost_frontier import cost_frontier
from scenarios.incentives.tuning.least_cost import least_cost
from scenarios.incentives.tuning.margin_notices import add_margin_notices
from scenarios.incentives.tuning.neighbours import Neighbourhood
from scenarios.incentives.tuning.other_assumptions import OtherAssumptions
from scenarios.incentives.tuning.plan_rounds import tuned_plan
from scenarios.incentives.tuning.plan_search import ESTIMATES, SAME, PlanSearch, Tuned, is_today, kept_ends
from scenarios.incentives.tuning.search_summary import SearchSummary
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
from scenarios.incentives.tuning.staying import or_today
from scenarios.incentives.tuning.tuning_document import TuningRequest
from scenarios.incentives.tuning.tuning_question import TuningQuestion, tuning_question
from scenarios.incentives.tuning.tuning_result import (
    MOST_SLACK,
    BlockingRule,
    ConditionKind,
    Infeasible,
    Outcome,
    Refusal,
    TuningReport,
)
from solvers.processes import Processes

LOST = 0.01
"""Target incentives of utility that a person loses who will not stay for long."""

MANY_LOSE = 0.05
"""Share of people who lose that makes an end a corner."""

RESERVED = 0.25
"""Largest part of the time that the search leaves to the certificate."""

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
    with Processes(request.workers, get_context("spawn")) as processes:
        return _tuned(PlanSearch(question, stop, deadline, enough, processes))


def _tuned(search: PlanSearch) -> TuningReport:
    question, request, limit = search.question, search.question.request, search.question.request.time_limit_seconds
    begun = time.monotonic()
    today_cost = simulated_cost(question.model.today, request.estimate_draws, request.seed + ESTIMATES, search.stop)
    if limit is not None:
        spent = (time.monotonic() - begun) * request.certificate_draws / request.estimate_draws
        search.reserved = min(spent, RESERVED * limit)
    tuned = or_today(search, tuned_plan(search, today_cost), today_cost)
    search.reserved = 0.0
    report = _report(search, tuned, today_cost)
    if report.outcome in (Outcome.TUNED, Outcome.UNCHANGED, Outcome.UNCERTIFIED):
        return _explained(report, search, tuned)
    return report


def _report(search: PlanSearch, tuned: Tuned, today_cost: SimulatedCost) -> TuningReport:
    question = search.question
    program, point, values = tuned.found.program, tuned.point, tuned.values
    today = program.model.today
    if values is not None and tuned.cost is not None and is_today(question, values):
        today_cost = tuned.cost  # one and the same plan has one and the same figures
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
    prices = {} if best is None or tuned.fell_back else dict(zip(names, best.multipliers.tolist(), strict=True))
    draws = question.request.certificate_draws
    before = corrections(today, question.ceilings, today_cost, draws)
    certificate = tuned.certificate
    outcome = Outcome.UNCERTIFIED
    if certificate is not None and certificate.has_room:
        outcome = Outcome.UNCHANGED if is_today(question, values) else Outcome.TUNED
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
    """Without participation, or with one that allows any loss, many lose, and pay at threshold is gone, accelerators
    are at their bounds or expected pay falls: nobody in the model leaves, so the model must not be believed."""
    own, slack = stakes(question.model), question.slack
    paid = own > 0
    if not paid.any():
        return None
    most = LOST if slack is None else max(LOST, min(slack, MOST_SLACK))
    lost = (utilities(point) - utilities(today))[paid] / own[paid] < -most
    if float(lost.mean()) <= MANY_LOSE:
        return None
    return Refusal.CORNER if slack is None else Refusal.SLACK


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
    kinds, budget = kinds_of(program), search.question.budget_minor
    given = [*([] if report is None else [report.values]), program.model.knobs.today]
    least = least_cost(search, program, given)
    blocking = []
    for one in () if report is None else report.blocking:
        kind, in_money = kinds.get(one.name, (ConditionKind.WEIGHTS, False))
        relaxation, shortfall = one.least_relaxation, one.shortfall
        if one.name == BUDGET and least is not None and budget is not None:
            relaxation = max(0.0, least.budget - budget)
            shortfall = max(0.0, least.cost - budget)  # at the least cost, where all others are kept
        rule = BlockingRule(kind, one.name, in_money, shortfall, one.relief, relaxation)
        if rule.is_missed:
            blocking.append(rule)
    tried = len(tuned.found.first) + (0 if report is None else report.starts_tried)
    cost, needed = (None, None) if least is None else (least.cost, least.budget)
    return Infeasible(budget, cost, needed, tuple(blocking), tried)


def _notices(question: TuningQuestion) -> tuple[Finding, ...]:
    """What is worth knowing before the result is believed."""
    notices = FindingList()
    reasons = [str(reason) for one, _ in question.plan.members() for reason in no_closed_form(one)]
    if reasons:
        names = list(dict.fromkeys(reasons))
        notices.add("tuning_corrected", Location(pointer="/groups"), {"parts": names})
    if question.slack is None:
        notices.add("tuning_without_participation", Location(pointer="/participation"))
    elif question.slack > MOST_SLACK:
        facts: dict[str, Fact] = {"slack": round(100 * question.slack, 6), "most": round(100 * MOST_SLACK)}
        notices.add("tuning_slack_wide", Location(pointer="/conditions"), facts)
    add_margin_notices(question, notices)
    if without := _without_incentive(question):
        notices.add("tuning_people_without_incentive", Location(pointer="/people"), without)
    if question.ceilings and question.request.certificate_draws < ENOUGH_DRAWS:
        facts = {"draws": f"{question.request.certificate_draws:,}", "enough": f"{ENOUGH_DRAWS:,}"}
        notices.add("tuning_few_draws", Location(pointer="/certificate_draws"), facts)
    return (*cost_by_year_notices(question.plan), *cost_notices(question.model.numbers), *notices)


def _without_incentive(question: TuningQuestion) -> dict[str, Fact]:
    """How many people are paid without a target incentive, where losses are measured by it; empty: nobody."""
    model = question.model
    count = int(((model.plan.target_incentive <= 0) & (stakes(model) > 0)).sum())
    if count == 0 or question.slack is None:
        return {}
    silent = any(isinstance(rule, LeastExpectedPay) for rule in question.rules)
    return {"count": count, **({"condition": ConditionKind.LEAST_EXPECTED_PAY.value} if silent else {})}


def _explained(report: TuningReport, search: PlanSearch, tuned: Tuned) -> TuningReport:
    """With the analyses that were asked for and for which time sufficed. Prices and ranges are those of the best plan
    found, so there are none where today's stays in its place."""
    around = Neighbourhood.of(search, tuned)
    if around is None:
        return report
    skipped: list[str] = []
    wanted = {"price", *search.question.request.analyses} - ({"price", "ranges"} if tuned.fell_back else set())

    def worked_out(name: str, work: Callable[[], Answer]) -> Answer | None:
        if name not in wanted:
            return None
        answer = None if search.left() == 0.0 else work()
        if search.left() == 0.0:
            skipped.append(name)
        return None if search.has_enough else answer

    prices = worked_out("price", lambda: (around.price_of_budget(), around.prices_of_ceilings()))
    restored = worked_out("restored", around.restored)
    frontier = worked_out("frontier", partial(cost_frontier, around))
    sensitivity = worked_out("sensitivity", lambda: OtherAssumptions(around).cases())
    ranges = worked_out("ranges", around.ranges)
    summary = report.search
    if skipped and search.has_enough:
        summary = replace(summary, limit=Limit.STOP)
    return replace(
        report,
        search=summary,
        price=None if prices is None else prices[0],
        ceiling_prices=() if prices is None else prices[1],
        restored=restored or (),
        frontier=frontier,
        sensitivity=sensitivity or (),
        ranges=ranges or (),
        ranges_tolerance=around.tolerance if ranges else None,
        skipped=tuple(skipped),
    )
