"""Who gains and who loses by a tuned plan, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.documents.tuning.figures import TuningFigures
from app.messages import Language
from app.messages.amounts import percent_words
from app.messages.tuning_people import PEOPLE
from models.findings import Fact
from scenarios.incentives.tuning.tuning_result import ConditionKind, TuningReport


def people_sentences(
    report: TuningReport, slack: float, money: Callable[[float], str], language: Language
) -> Iterator[str]:
    """How many gain and lose expected pay, and whether anybody is worse off. `slack`: what people may lose, in target
    incentives; `money` writes minor units."""
    figures = TuningFigures(report.money, in_money=True)
    losers = [one for one in report.losers if figures.amount(one.pay_gain)]
    winners = [one for one in report.winners if figures.amount(one.pay_gain)]
    facts: dict[str, Fact] = {"count": len(report.people), "winners": len(winners), "losers": len(losers)}
    if losers:
        facts |= {"worst": losers[0].label, "loss": money(losers[0].pay_gain)}
    one_way = "one_gains" if winners else "one_loses" if losers else "one_keeps"
    yield PEOPLE["people" if len(report.people) > 1 else one_way].fill(facts, language)
    for check in report.checks:
        if check.kind is ConditionKind.PARTICIPATION:
            key = "somebody_worse" if check.broken else "nobody_worse"
            key = key if check.people > 1 else f"{key}_one"
            allowed: dict[str, Fact] = {"slack": percent_words(slack, language)} if slack > 0 else {}
            said: dict[str, Fact] = {"people": check.people, "broken": check.broken, "worst": check.worst}
            yield PEOPLE[key].fill(said | allowed, language)
