"""The rules as people ask for them: texts such as `60%:70%`, a plan or a curve, answered with the consistent set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType

from pydantic import ValidationError

from models.errors import InvalidInput
from models.findings import Finding, FindingList, Location
from models.incentives.consistency.consistent_rules import ConsistentRules, consistent_rules
from models.incentives.consistency.plan_rules import plan_rules
from models.incentives.consistency.rule import RULES_OF_THUMB, RuleName, Span
from models.incentives.consistency.rule_model import RuleModel
from models.incentives.curve import PayoutCurve
from models.incentives.incentive_plan import IncentivePlan
from scenarios.definition.schema_findings import schema_findings

FREE = "free"
"""Written in the place of a value: nothing is wanted of this quantity."""
USUAL_PEOPLE = 50
USUAL_CURVE = PayoutCurve(threshold=0.8, pay_at_threshold=0.5, accelerator=2, excellence=1.2, beyond=1.5, cap=2.5)
ASSUMED: Mapping[RuleName, Span] = {RuleName.SPREAD: Span(0.25, 0.25), RuleName.COMPANY_LOADING: Span(0.4, 0.4)}
"""How results spread, where neither a plan nor anybody says."""

ALLOWED: Mapping[RuleName, Span] = {
    RuleName.FORECAST: Span(0.1, 10.0),
    RuleName.OVER_ASSIGNMENT: Span(0.0, 1.0),
    RuleName.MEAN_ATTAINMENT: Span(0.1, 10.0),
    RuleName.SPREAD: Span(0.01, 1.0),
    RuleName.COMPANY_LOADING: Span(0.0, 0.99),
    RuleName.SHARE_AT_QUOTA: Span(0.001, 0.999),
    RuleName.PLAN_PROBABILITY: Span(0.001, 0.999),
    RuleName.BUDGET_SHARE: Span(0.01, 100.0),
}
"""What may be asked for."""


class Origin(StrEnum):
    """Who wants a quantity to be what it is."""

    STATED = "stated"
    PLAN = "plan"
    RULE_OF_THUMB = "rule_of_thumb"
    ASSUMED = "assumed"


@dataclass(frozen=True)
class RuleRequest:
    """`texts` by rule: a value, `LOW:HIGH` or `free`. `people` and `curve`: in the place of a plan's, None: its own, or
    the usual ones without a plan."""

    texts: Mapping[RuleName, str]
    people: int | None = None
    curve: PayoutCurve | None = None


@dataclass(frozen=True, eq=False)
class FoundRules:
    """The answer, who wants what, and what of the plan could not be counted."""

    rules: ConsistentRules
    origins: Mapping[RuleName, Origin]
    model: RuleModel
    left_out: tuple[str, ...]


def rule_request(
    texts: Mapping[str, str | None], people: int | None = None, curve: Mapping[str, float | None] = MappingProxyType({})
) -> RuleRequest:
    """A request as the edges have it: texts by the names of rules, and numbers of a curve by their names, of which
    those that are not stated are the usual ones; None: not stated. Raises InvalidInput for the curve."""
    stated = {name: number for name, number in curve.items() if number is not None}
    written = {RuleName(name): text for name, text in texts.items() if text is not None}
    if not stated:
        return RuleRequest(written, people)
    numbers = {**USUAL_CURVE.model_dump(), **stated}
    try:
        return RuleRequest(written, people, PayoutCurve.model_validate(numbers))
    except ValidationError as error:
        raise InvalidInput([finding for _, finding in schema_findings(error, numbers, PayoutCurve)]) from None


def find_rules(plan: IncentivePlan | None, request: RuleRequest) -> FoundRules:
    """The consistent set, or what contradicts what. Rules that nobody states are the usual rules of thumb.

    Raises InvalidInput: `rule_span_form`, `rule_span_order`, `rule_span_range`, `rules_no_incentive`,
    `rules_curve_falls`, `rules_curve_with_plan`, `rules_plan_out_of_range`.
    """
    if plan is not None and request.curve is not None:
        raise InvalidInput([Finding("rules_curve_with_plan", Location(pointer="/curve"), {})])
    spans = read_spans(request.texts)
    own = None if plan is None else plan_rules(plan)
    curve = USUAL_CURVE.function if own is None else own.model.curve
    people = USUAL_PEOPLE if own is None else own.model.people
    model = RuleModel(curve if request.curve is None else request.curve.function, request.people or people)
    layers: tuple[tuple[Origin, Mapping[RuleName, Span]], ...] = (
        (Origin.RULE_OF_THUMB, RULES_OF_THUMB),
        (Origin.ASSUMED, ASSUMED),
        (Origin.PLAN, {} if own is None else own.stated),
        (Origin.STATED, {name: span for name, span in spans.items() if span is not None}),
    )
    given = {name: span for _, layer in layers for name, span in layer.items()}
    origins = {name: origin for origin, layer in layers for name in layer}
    for name in (name for name, span in spans.items() if span is None):
        given.pop(name, None)
        origins.pop(name, None)
    _check_plan(given, origins)
    return FoundRules(consistent_rules(model, given), origins, model, () if own is None else own.left_out)


def read_spans(texts: Mapping[RuleName, str]) -> dict[RuleName, Span | None]:
    """What is wanted of each quantity, None: free. Raises InvalidInput with every fault."""
    findings = FindingList()
    spans: dict[RuleName, Span | None] = {}
    for name, text in texts.items():
        if text.strip().lower() == FREE:
            spans[name] = None
            continue
        ends = [_number(part) for part in text.split(":")]
        if len(ends) > 2 or any(end is None for end in ends):
            findings.add("rule_span_form", _place(name), {"value": text[:60]})
            continue
        low, high = (float(end) for end in (ends[0], ends[-1]) if end is not None)
        allowed = ALLOWED[name]
        if low > high:
            findings.add("rule_span_order", _place(name), {"value": text[:60]})
        elif not (allowed.holds(low) and allowed.holds(high)):
            findings.add(
                "rule_span_range", _place(name), {"value": text[:60], "low": allowed.low, "high": allowed.high}
            )
        spans[name] = Span(low, high)
    if len(findings):
        raise InvalidInput(tuple(findings))
    return spans


def _number(text: str) -> Decimal | None:
    written = text.strip()
    percent = written.endswith(("%", "％"))
    try:
        number = Decimal(written[:-1].strip() if percent else written)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 12:
        return None
    return number / 100 if percent else number


def _check_plan(given: Mapping[RuleName, Span], origins: Mapping[RuleName, Origin]) -> None:
    findings = FindingList()
    for name, span in given.items():
        allowed = ALLOWED[name]
        if origins[name] is Origin.PLAN and not (allowed.holds(span.low) and allowed.holds(span.high)):
            findings.add(
                "rules_plan_out_of_range",
                _place(name),
                {"value": round(span.low, 4), "low": allowed.low, "high": allowed.high},
            )
    if len(findings):
        raise InvalidInput(tuple(findings))


def _place(name: RuleName) -> Location:
    return Location(pointer=f"/{name.value}")
