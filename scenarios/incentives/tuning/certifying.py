"""Working out a certificate, at the end of tuning or again later."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import numpy as np

from models.errors import InvalidInput
from models.findings import Fact, FindingList, Location
from models.incentives.cost.estimate import mean_of, quantile_of, shortfall_of
from models.incentives.tuning.conditions import ExpectedCost, TailCost
from models.incentives.tuning.tuning_model import ModelPoint
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.tuning.certificate import Certificate, CertificateLine, Certified
from scenarios.incentives.tuning.simulated_cost import SimulatedCost, simulated_cost
from scenarios.incentives.tuning.tuning_document import TuningRequest
from scenarios.incentives.tuning.tuning_question import Ceiling, TuningQuestion, tuning_question

WORST = 0.95

VALUES = "/certificate/values"
"""Where published values stand in the document of a tuning."""


def certify(
    loaded: LoadedPlan,
    request: TuningRequest,
    values: Mapping[str, float],
    seed: int | None = None,
    draws: int | None = None,
    stop: threading.Event | None = None,
) -> Certificate:
    """The certificate of published values, by parameter name, of a plan that was tuned by a request. With the seed and
    draws of the tuning's own certificate it has the same numbers. Seed and draws None: the request's.

    Raises InvalidInput: what the request has wrong, at its place in the request; `certificate_values` when names are
    missing or unknown, `certificate_value_outside` for a value that is not between the bounds, at `VALUES`. Raises
    LimitReached once `stop` is set.
    """
    question = tuning_question(loaded, request)
    _check_values(question, values)
    point = question.model.at(np.array([values[one.name] for one in question.model.knobs.knobs]))
    found = simulated_cost(
        point,
        request.certificate_draws if draws is None else draws,
        request.certificate_seed if seed is None else seed,
        stop,
    )
    return certificate_of(question, point, found)


def certificate_of(question: TuningQuestion, point: ModelPoint, found: SimulatedCost) -> Certificate:
    """From draws of the plan at a point."""
    names = [one.name for one in question.model.knobs.knobs]
    return Certificate(
        plan_hash=question.loaded.plan_hash,
        values=tuple(zip(names, point.values.tolist(), strict=True)),
        draws=found.draws,
        seed=found.seed,
        mean=mean_of(found.cost),
        var95=quantile_of(found.cost, WORST),
        cvar95=shortfall_of(found.cost, WORST),
        lines=tuple(_line(question, ceiling, found) for ceiling in question.ceilings),
    )


def _line(question: TuningQuestion, ceiling: Ceiling, found: SimulatedCost) -> CertificateLine:
    money = question.plan.money
    estimate, amount = found.estimate(ceiling, money), float(money.to_minor(ceiling.amount))
    if isinstance(ceiling, ExpectedCost):
        return CertificateLine(Certified.MEAN, amount, estimate)
    if isinstance(ceiling, TailCost):
        return CertificateLine(Certified.CVAR, amount, estimate, level=ceiling.level)
    return CertificateLine(Certified.OVER_BUDGET, ceiling.probability, estimate, amount=amount)


def _check_values(question: TuningQuestion, values: Mapping[str, float]) -> None:
    findings, knobs = FindingList(), question.model.knobs.knobs
    names = [one.name for one in knobs]
    strangers = sorted({*values} ^ {*names})
    if strangers:
        findings.add("certificate_values", Location(pointer=VALUES), {"names": strangers, "known": names})
    for one in knobs:
        value = values.get(one.name, one.knob.today)
        if not one.knob.lower <= value <= one.knob.upper:
            facts: dict[str, Fact] = {"name": one.name, "value": value, "low": one.knob.lower, "high": one.knob.upper}
            findings.add("certificate_value_outside", Location(pointer=VALUES), facts)
    if len(findings):
        raise InvalidInput(tuple(findings))
