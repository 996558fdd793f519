"""What is said about a forecast menu: which forecast pays best, and what the rates mean."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

MENU: Mapping[str, Sentence] = {
    "title": Sentence("Pay by forecast and actual", "按预测与实际的薪酬表"),
    "units": Sentence(
        "Forecast and actual in percent of the objective, pay in percent of the target incentive.",
        "预测和实际为目标的百分比，薪酬为目标奖金的百分比。",
    ),
    "best": Sentence(
        "The forecast that pays best is passed {passed} of the time and missed {missed} of the time: whoever states "
        "another one expects less.",
        "收益最高的预测，有 {passed} 的可能被超过，{missed} 的可能达不到：报其他数字，预期收入都更低。",
    ),
    "best_median": Sentence(
        "The forecast that pays best is as likely to be passed as to be missed: whoever states another one "
        "expects less.",
        "收益最高的预测，被超过和达不到的可能各一半：报其他数字，预期收入都更低。",
    ),
    "rates": Sentence(
        "Pay is {at_forecast} of the forecast, plus {above} of what is sold over it, less {below} of what is missing.",
        "薪酬 = 预测的 {at_forecast}，加超出预测部分的 {above}，减不足部分的 {below}。",
    ),
    "misses": Sentence(
        "An exact forecast would have paid more: {over} of what was sold over it, {under} of what was missing.",
        "如预测准确会多得：超出部分的 {over}，不足部分的 {under}。",
    ),
    "bound_by_least_pay": Sentence(
        "A miss costs as much as the least pay allows.", "预测偏差的代价已达到最低薪酬所允许的上限。"
    ),
    "bound_by_least_rate_above": Sentence(
        "A miss costs as much as the least rate for sales over the forecast allows.",
        "预测偏差的代价已达到超出部分最低费率所允许的上限。",
    ),
    "negative": Sentence(
        "The table has pay under zero. If it is paid as nothing, a forecast that is too high costs less than it "
        "should: choose limits that keep the table above zero.",
        "表中有低于零的薪酬。若按零支付，高报预测的代价就会不足：请选择使表中薪酬不低于零的限制。",
    ),
    "actual_by_forecast": Sentence("Actual \\ forecast", "实际 \\ 预测"),
    "sheet": Sentence("Pay table", "薪酬表"),
}
"""Sentences and headers; percentages are texts."""

MENU_LIMITS: Mapping[str, Sentence] = {
    "least_pay": Sentence("the least pay", "最低薪酬"),
    "least_rate_above": Sentence("the least rate above the forecast", "超出部分的最低费率"),
}
"""Limits of a menu by name, in the middle of a sentence."""
