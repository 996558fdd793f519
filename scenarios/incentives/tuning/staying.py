"""Whether today's plan stays: it is no worse than what was found, and a certificate of its own says that it may."""

from __future__ import annotations

from dataclasses import replace

from models.incentives.tuning.conditions import PeopleCondition
from models.incentives.tuning.tuning_program import TuningProgram
from scenarios.incentives.tuning.certifying import certificate_of
from scenarios.incentives.tuning.plan_search import SAME, PlanSearch, Tuned, is_today, kept_ends
from scenarios.incentives.tuning.simulated_cost import SimulatedCost, corrections, simulated_cost
from scenarios.incentives.tuning.tuning_question import Ceiling

EXACT = 1e-9
"""Slacks over it, in scales, count as kept by today's plan, which nobody has rounded."""

NO_BETTER = 1e-7
"""Objective scales by which a plan must be better than today's to be worth a change."""


def or_today(search: PlanSearch, tuned: Tuned, today_cost: SimulatedCost) -> Tuned:
    """Today's plan with its own certificate where it keeps everything and what was found is no better, or nothing was
    found; `tuned` otherwise, and where time cut the search off before. A search that had hardly begun and moved no more
    than what counts as one and the same optimum has found nothing."""
    question, program = search.question, tuned.found.program
    today = program.model.today
    if tuned.values is None and tuned.found.limit is not None:
        return tuned
    if tuned.values is not None and tuned.point is not None:
        better = question.goal.value(today)[0] - question.goal.value(tuned.point)[0]
        if _has_hardly_begun(tuned) and better <= SAME * program.objective_scale:
            return Tuned(tuned.found, rounds=tuned.rounds)
        is_better = better > NO_BETTER * program.objective_scale
        if tuned.certificate is None or is_better or is_today(question, tuned.values):
            return tuned
    if not (_keeps_rules(program) and _may_keep_ceilings(search, today_cost)):
        return tuned
    request = question.request
    cost = simulated_cost(today, request.certificate_draws, request.certificate_seed, search.stop)
    certificate = certificate_of(question, today, cost)
    if not certificate.has_room:
        return tuned
    corrected = corrections(today, question.ceilings, cost, request.certificate_draws)
    return replace(
        tuned,
        values=today.values,
        point=today,
        cost=cost,
        certificate=certificate,
        corrections=corrected,
        fell_back=True,
    )


def _has_hardly_begun(tuned: Tuned) -> bool:
    """Whether the search was cut off before any start had ended with all conditions kept."""
    return tuned.found.limit is not None and not kept_ends(tuned.found.first)


def _keeps_rules(program: TuningProgram) -> bool:
    """Whether today's plan keeps everything but ceilings on the total cost, which draws judge."""
    today = program.model.today
    for rule in program.rules:
        if isinstance(rule, PeopleCondition):
            if float(rule.slacks(today).min()) < -EXACT:
                return False
        elif not isinstance(rule, Ceiling) and any(row.slack < -EXACT * row.scale for row in rule.rows(today)):
            return False
    return True


def _may_keep_ceilings(search: PlanSearch, today_cost: SimulatedCost) -> bool:
    """Whether a few draws leave it open that a certificate has room: it is not worth its draws where they do not."""
    question = search.question
    lines = certificate_of(question, question.model.today, today_cost).lines
    return all(line.found.low <= line.ceiling for line in lines)
