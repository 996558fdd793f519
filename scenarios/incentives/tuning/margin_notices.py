"""What is worth knowing of the measures whose sales bring margin."""

from __future__ import annotations

from models.findings import FindingList, Location
from models.incentives.tuning.goals import MarginLessCost
from scenarios.incentives.tuning.margin_measures import paid_measures, shown_measures
from scenarios.incentives.tuning.tuning_question import TuningQuestion


def add_margin_notices(question: TuningQuestion, notices: FindingList) -> None:
    """Measures that people are paid on and that were not asked for; sales that nothing moves; that there are none to
    move, where margin would usually be best."""
    plan, request, counted = question.plan, question.request, question.model.margin_measures
    paid, measure = paid_measures(plan), shown_measures(plan, counted)
    place = Location(pointer="/sales")
    if not isinstance(question.goal, MarginLessCost):
        if request.objective is None and question.margin_rate and not paid:
            notices.add("tuning_no_paid_money", Location(pointer="/objective"))
        return
    others = [plan.measures[place].shown for place in paid if place not in counted]
    if others and request.sales is None:
        notices.add("tuning_margin_alone", place, {"measure": measure, "others": others})
    if not question.model.today.sales_slope.any():
        notices.add("tuning_sales_fixed", place, {"measure": measure})
