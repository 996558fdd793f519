"""What a tuning comes to, in sentences: what changes, what it brings and costs, who loses, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.documents.amounts import significant
from app.documents.tuning.certificate_part import broken_line
from app.documents.tuning.figures import TuningFigures
from app.documents.tuning.misses import distance_text, miss_text, misses_part
from app.documents.tuning.names import SHARES, PlanNames
from app.documents.tuning.people_sentences import people_sentences
from app.documents.tuning.rates import rates_text, turned_rates
from app.messages import Language
from app.messages.amounts import change_words, expected_words, money_words, percent_words, share_words
from app.messages.tuning import ASSUMPTIONS, OBJECTIVES, TURNS, quoted, skipped_word, tuning_sentence
from app.messages.tuning_assumptions import OTHERWISE
from models.findings import Fact
from models.incentives.tuning.conditions import Participation
from models.smooth.result import Limit
from scenarios.incentives.tuning.tuning_result import (
    MOST_SLACK,
    BlockingRule,
    ConditionKind,
    MissedCondition,
    Outcome,
    ParameterChange,
    SensitivityCase,
    TuningReport,
    Turn,
)

STRONGEST = 3
"""Parameters that the summary names."""

FEW_RATES = 3
"""Rates of a table that the summary states beside their factor."""

MOST_BLOCKING = 4
"""Conditions in the way that it names."""

NOTHING_LESS = 1
"""Minor units that a money objective must move to be worth a sign."""


def tuning_summary(report: TuningReport, language: Language) -> list[str]:
    """The sentences, the most important first."""
    return list(_Summary(report, language).sentences())


def parameter_text(parameter: str, value: float, language: Language) -> str:
    """A parameter's value as people read it: `80 %`, `1.85`."""
    return percent_words(value, language) if parameter in SHARES else f"{significant(value):,.6g}"


class _Summary:
    def __init__(self, report: TuningReport, language: Language) -> None:
        self._report, self._language = report, language
        self._figures = TuningFigures(report.money, report.objective.in_money)
        self._names = PlanNames.of(report.loaded.plan, language)

    def sentences(self) -> Iterator[str]:
        """All of them."""
        report = self._report
        yield self._outcome()
        yield from self._infeasible()
        if report.tuned is not None:
            yield self._cost()
            yield from self._today_breaks()
        if report.outcome in (Outcome.TUNED, Outcome.UNCERTIFIED, Outcome.REFUSED):
            yield from self._strongest()
            yield from self._caps()
            yield from people_sentences(report, self._slack, self._money, self._language)
        yield from self._certified()
        yield from self._sensitivity()
        yield from self._price()
        yield from self._searched()
        yield from self._cut()
        yield self._assumed()

    def _said(self, key: str, **facts: Fact) -> str:
        return tuning_sentence(key, self._language, **facts)

    def _money(self, minor: float) -> str:
        return self._amount(self._figures.amount(minor) or Decimal(0))

    def _amount(self, exact: Decimal) -> str:
        return expected_words(exact, self._report.money, self._language).replace("-", "−")

    def _stated(self, minor: float) -> str:
        """What somebody asked for, to its last digit."""
        return money_words(self._figures.amount(minor) or Decimal(0), self._report.money, self._language)

    def _percent(self, rate: float) -> str:
        return percent_words(rate, self._language)

    def _objective(self, value: float, *, signed: bool = False) -> str:
        if not self._report.objective.in_money:
            return (f"{value:+.4g}" if signed else f"{value:.4g}").replace("-", "−")
        return self._signed(value) if signed else self._money(value)

    def _signed(self, minor: float) -> str:
        text = self._money(minor)
        return f"+{text}" if minor >= NOTHING_LESS and not text.startswith("−") else text

    def _outcome(self) -> str:
        report = self._report
        changed = sum(one.changed for one in report.parameters)
        return self._said(
            self._ending(),
            changed=changed,
            count=len(report.parameters),
            gain=self._gain(),
            run=report.search.run,
            starts=report.search.run if report.infeasible is None else report.infeasible.starts_tried,
            slack=self._percent(self._slack),
            most=self._percent(MOST_SLACK),
        )

    def _ending(self) -> str:
        """Which sentence says how it ended."""
        report = self._report
        if report.refusal is not None:
            return f"refused_{report.refusal.value}"
        if report.outcome is Outcome.UNCERTIFIED and report.certificate is None:
            return "uncertified_no_time"
        if report.outcome is Outcome.UNCERTIFIED and report.certificate is not None and report.certificate.holds:
            return "uncertified_no_room"
        if report.outcome is Outcome.CUT_OFF and report.search.limit is Limit.STOP:
            return "cut_off_stopped"
        return report.outcome.value

    @property
    def _slack(self) -> float:
        """What people may lose, in target incentives."""
        rules = self._report.request.conditions
        return next((rule.slack for rule in rules if isinstance(rule, Participation)), 0.0)

    def _gain(self) -> str:
        report = self._report
        if report.tuned is None or report.gain is None:
            return ""
        return self._said(
            f"gain_{report.objective.kind}",
            today=self._objective(report.today.objective),
            tuned=self._objective(report.tuned.objective),
            gain=self._objective(report.gain, signed=True),
        )

    def _cost(self) -> str:
        report, tuned = self._report, self._report.tuned
        assert tuned is not None
        facts: dict[str, Fact] = {
            "today": self._money(report.today.expected_cost),
            "tuned": self._money(tuned.expected_cost),
        }
        before, after = report.today.over_budget, tuned.over_budget
        if report.budget is not None and before is not None and after is not None:
            facts["budget"] = self._stated(report.budget)
            facts["over_today"] = share_words(before.value, self._language)
            facts["over_tuned"] = share_words(after.value, self._language)
        return self._said("cost", **facts)

    def _today_breaks(self) -> Iterator[str]:
        broken = [
            self._said(
                "today_breaks_item",
                what=self._names.condition(one.kind, one.name),
                value=self._measured(one.today, in_money=one.in_money),
                limit=self._measured(one.limit, in_money=one.in_money),
            )
            for one in self._report.conditions
            if (one.today > one.limit if one.is_most else one.today < one.limit)
        ]
        if broken:
            yield self._said("today_breaks", what=self._joined(broken))
        elif self._report.outcome is Outcome.TUNED and (self._report.gain or 0.0) < 0:
            yield self._said("today_near")

    def _strongest(self) -> Iterator[str]:
        """What putting back would lose most by, where that was worked out; else what was turned furthest."""
        report = self._report
        worse = -1.0 if report.objective.more_is_better else 1.0
        changed = {one.name: one for one in report.parameters if one.changed}
        losses = {one.name: one.loss for one in report.restored}
        if losses:
            order = sorted((name for name in changed if losses.get(name, 0.0) > 0), key=lambda name: -losses[name])
        else:
            order = sorted(changed, key=lambda name: -_turned_by(changed[name]))
        items = []
        for name in order[:STRONGEST]:
            facts: dict[str, Fact] = {
                "name": self._names.parameter(name),
                "today": parameter_text(name.parameter, changed[name].today, self._language),
                "tuned": parameter_text(name.parameter, changed[name].tuned, self._language),
            }
            rates = turned_rates(report, name)
            if rates is not None and len(rates[0]) <= FEW_RATES:
                facts["old_rates"], facts["new_rates"] = (rates_text(one, self._language) for one in rates)
            if name in losses:
                facts["loss"] = self._objective(worse * losses[name], signed=True)
            items.append(self._said("strongest_item", **facts))
        if items:
            yield self._said("strongest" if losses else "furthest", what=self._joined(items))

    def _caps(self) -> Iterator[str]:
        """Caps that follow the room below them and the slopes before it."""
        moved = [
            self._said(
                "caps_item", name=self._names.where(one.name), today=self._percent(old), tuned=self._percent(new)
            )
            for one in self._report.parameters
            if one.cap is not None
            for old, new in [one.cap]
            if round(old, 4) != round(new, 4)
        ]
        if moved:
            yield self._said("caps", what=self._joined(moved))

    def _certified(self) -> Iterator[str]:
        report, certificate = self._report, self._report.certificate
        if certificate is not None and report.outcome is not Outcome.UNCHANGED:
            facts: dict[str, Fact] = {"draws": f"{certificate.draws:,}", "seed": certificate.seed}
            if not certificate.lines:
                yield self._said("no_ceiling", mean=self._money(certificate.mean.value), **facts)
            elif certificate.holds:
                yield self._said("certified", **facts)
            else:
                broken = [broken_line(line, report.money, self._language) for line in certificate.lines]
                what = [text for text, line in zip(broken, certificate.lines, strict=True) if not line.holds]
                yield self._said("certificate_broken", what=self._joined(what), **facts)

    def _searched(self) -> Iterator[str]:
        report, search = self._report, self._report.search
        if report.tuned is not None and report.outcome is not Outcome.UNCHANGED:
            key = "search_none_kept" if search.limit is None else "search_none_ended"
            key = "search" if search.feasible else key
            counts: dict[str, Fact] = {"run": search.run, "starts": search.starts}
            yield self._said(key, reached=search.reached_best, feasible=search.feasible, **counts)

    def _price(self) -> Iterator[str]:
        price, report = self._report.price, self._report
        name = OBJECTIVES[report.objective.kind].text(self._language)
        name = name if self._language == "zh" else name[:1].lower() + name[1:]
        key = "price" if report.objective.more_is_better else "price_less"
        others = [(self._names.condition(one.kind, one.name), one) for one in report.ceiling_prices]
        if price is not None and not price.binding:
            binding = quoted([what for what, _ in others])
            yield self._said("price_other", what=binding) if others else self._said("price_none")
        elif price is not None and price.gain is not None:
            yield self._said(key, step=self._money(price.step), gain=self._objective(price.gain), objective=name)
        for what, one in others:
            if one.gain is not None:
                facts: dict[str, Fact] = {"what": what, "amount": self._money(one.amount), "objective": name}
                gain, step = self._objective(one.gain), self._money(one.step)
                yield self._said(f"{key}_of_ceiling", step=step, gain=gain, **facts)

    def _infeasible(self) -> Iterator[str]:
        found = self._report.infeasible
        if found is None:
            return
        if found.least_cost is None:
            if found.budget is not None:
                yield self._said("no_least_cost")
        else:
            facts: dict[str, Fact] = {"least": self._money(found.least_cost)}
            if found.budget is not None:
                facts["budget"] = self._stated(found.budget)
            if found.least_budget is not None:
                facts["needed"] = self._money(found.least_budget)
            yield self._said("least_cost", **facts)
        for rule in sorted(found.blocking, key=lambda one: one.least_relaxation is None)[:MOST_BLOCKING]:
            facts = {"what": self._names.condition(rule.kind, rule.name)}
            is_gap = rule.kind is ConditionKind.EXPECTED_COST and found.least_cost is not None
            if rule.shortfall > 0:
                facts["shortfall" if is_gap else "nearest"] = self._distance(rule, rule.shortfall)
            if rule.least_relaxation is not None:
                facts["relaxation"] = self._distance(rule, rule.least_relaxation)
            yield self._said("blocking", **facts)

    def _distance(self, rule: BlockingRule, value: float) -> str:
        return self._money(value) if rule.in_money else distance_text(rule.kind.value, value, self._language)

    def _measured(self, value: float, *, in_money: bool) -> str:
        return self._money(value) if in_money else self._percent(round(value, 4))

    def _sensitivity(self) -> Iterator[str]:
        cases = self._report.sensitivity
        ways = {id(one): self._turns(one) for one in cases}
        if cases and not any(ways.values()):
            is_missed = any(one.misses for one in cases)
            yield self._otherwise("stays_better") if is_missed else self._said("stands")
        for one in cases:
            if ways[id(one)]:
                yield self._said("turns", what=self._joined(ways[id(one)]), **self._assumption(one))
        if worst := self._worst_misses():
            yield self._otherwise("misses", what=self._joined(worst))
        if cases:
            yield from self._not_tried()

    def _not_tried(self) -> Iterator[str]:
        """Assumptions that are not turned by 30 % both ways, because no such value is possible."""
        cases, response = self._report.sensitivity, self._report.request.response
        for name, word in ASSUMPTIONS.items():
            own = [one for one in cases if one.assumption == name]
            value = float(getattr(response, name))
            facts: dict[str, Fact] = {"assumption": word.text(self._language), "value": f"{value:.4g}"}
            if limited := [one for one in own if one.is_largest]:
                yield self._otherwise("largest", **self._assumption(limited[0]))
            elif not own and not value:
                yield self._otherwise("nothing", **facts)
            elif own and all(one.factor < 1 for one in own):
                yield self._otherwise("largest", **facts)

    def _otherwise(self, key: str, **facts: Fact) -> str:
        return OTHERWISE[key].fill(facts, self._language)

    def _worst_misses(self) -> list[str]:
        """Of each condition that is missed under some assumption where it is missed most."""
        found: dict[str, list[tuple[float, MissedCondition, SensitivityCase]]] = {}
        for case in self._report.sensitivity:
            for miss in case.misses:
                found.setdefault(miss.name, []).append((miss.by, miss, case))
        texts = []
        for every in found.values():
            _, miss, case = max(every, key=lambda one: one[0])
            (part,) = misses_part([miss], self._figures, self._names)
            facts = self._assumption(case) | ({"others": len(every) - 1} if len(every) > 1 else {})
            texts.append(self._otherwise("misses_item", miss=miss_text(part, self._amount, self._language), **facts))
        return texts

    def _assumption(self, case: SensitivityCase) -> dict[str, Fact]:
        return {
            "assumption": ASSUMPTIONS[case.assumption].text(self._language),
            "value": f"{significant(case.value):.4g}",
            "change": change_words(case.factor - 1, self._language),
        }

    def _turns(self, case: SensitivityCase) -> list[str]:
        """Ways in which the conclusion turns; what is missed is said of all cases together."""
        parameters = [self._names.parameter(name) for name in case.turned]
        ways = [turn.value for turn in case.turns if turn is not Turn.BREAKS]
        return [TURNS[way].fill({"parameters": parameters}, self._language) for way in ways]

    def _cut(self) -> Iterator[str]:
        report = self._report
        if report.search.run < report.search.starts:
            yield self._said("cut_short", run=report.search.run, starts=report.search.starts)
        if report.skipped:
            key = "skipped_stopped" if report.search.is_interrupted else "skipped"
            yield self._said(key, what=[skipped_word(name, self._language) for name in report.skipped])

    def _assumed(self) -> str:
        people, results = self._report.request.response, self._report.request.uncertainty
        text = self._said(
            "assumed",
            elasticity=people.elasticity,
            effort_share=people.effort_share,
            intrinsic=people.intrinsic,
            risk_aversion=people.risk_aversion,
            company=results.company_loading,
            region=results.region_loading,
            own=results.own_correlation,
        )
        rate, measure = self._report.objective.margin_rate, self._report.objective.sales_measure
        if rate is None:
            return text
        space = "" if self._language == "zh" else " "
        return text + space + self._said("margin_by", rate=self._percent(rate), measure=measure)

    def _joined(self, texts: list[str]) -> str:
        return ("；" if self._language == "zh" else "; ").join(texts)


def _turned_by(one: ParameterChange) -> float:
    """How far a parameter was turned, of its bounds' width."""
    return abs(one.tuned - one.today) / max(one.upper - one.lower, 1e-9)
