"""What a check says about expectations: which were missed, and by what."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.messages.language import Language
from app.messages.sentence import Sentence
from models.findings import Fact
from scenarios.checking.judgement import Mark, MarkKind

OUTCOMES: Mapping[str, Sentence] = {
    "optimal": Sentence("a plan that is proven to be the best", "证明为最优的方案"),
    "feasible": Sentence("a plan", "可行方案"),
    "infeasible": Sentence("limits that contradict each other", "各项限制相互矛盾"),
    "limit": Sentence("a stop before any plan was found", "在得到方案前停止"),
    "suspect": Sentence("an answer that could not be confirmed", "未能证实的结果"),
    "error": Sentence("a failure of the solver", "求解器运行失败"),
}
NOT_PROVEN = Sentence("a plan that is not proven to be the best", "未证明为最优的方案")

OPERATORS: Mapping[str, Sentence] = {
    "<=": Sentence("at most {value}", "不高于 {value}"),
    ">=": Sentence("at least {value}", "不低于 {value}"),
    "==": Sentence("exactly {value}", "等于 {value}"),
    "<": Sentence("less than {value}", "小于 {value}"),
    ">": Sentence("more than {value}", "大于 {value}"),
}

MARKS: Mapping[str, Sentence] = {
    "outcome": Sentence("Expected: {expected}. Found: {actual}.", "预期：{expected}；实际：{actual}。"),
    "objective": Sentence(
        "The strategy's loss is {actual}; {expected} is expected[[, give or take {tolerance}]].",
        "策略损失为 {actual}，预期为 {expected}[[（允许偏差 {tolerance}）]]。",
    ),
    "metric": Sentence(
        "{subject} is {actual}; {expected} is expected[[, give or take {tolerance}]].",
        "{subject} 为 {actual}，预期{expected}[[（允许偏差 {tolerance}）]]。",
    ),
    "metric_unknown": Sentence(
        "{subject} is not known, because the scenario states no data for it. Add the data, or remove the expectation.",
        "{subject} 无法得知，因为场景中没有相应数据。请补充数据，或删除该预期。",
    ),
    "reasons": Sentence(
        "The contradiction is expected to involve {expected}; it is between {actual}.",
        "预期矛盾涉及 {expected}；实际矛盾在 {actual} 之间。",
    ),
    "reasons_unknown": Sentence(
        "The contradiction is expected to involve {expected}; it could not be narrowed down to kinds of limits.",
        "预期矛盾涉及 {expected}；但未能确定矛盾来自哪几类限制。",
    ),
    "seconds": Sentence(
        "The solve took longer than {expected} seconds. Allow more time, or make the scenario smaller.",
        "求解时间超过 {expected} 秒。请放宽时间，或缩小场景。",
    ),
    "seconds_kept": Sentence("The solve took no longer than {expected} seconds.", "求解时间未超过 {expected} 秒。"),
}

STATUSES: Mapping[str, Sentence] = {
    "passed": Sentence("passed", "通过"),
    "broken": Sentence("expectation missed", "未达预期"),
    "invalid": Sentence("input not right", "输入有误"),
    "infeasible": Sentence("no plan", "无可行方案"),
    "inconclusive": Sentence("stopped", "未得出结论"),
    "solver_missing": Sentence("solver missing", "求解器不可用"),
    "failed": Sentence("solver failed", "求解失败"),
}

ENDINGS: Mapping[str, Sentence] = {
    "timed_out": Sentence(
        "The case was ended after {seconds} seconds without an answer. Allow more time, or make the scenario smaller.",
        "该用例运行 {seconds} 秒仍无结果，已被终止。请放宽时间，或缩小场景。",
    ),
    "died": Sentence(
        "The process of this case ended by itself ({how}) before there was an answer. Most often the machine had no "
        "memory left; check fewer cases at once (--jobs 1).",
        "该用例的进程在得出结果前自行结束（{how}）。最常见的原因是内存不足；请减少同时检查的用例数（--jobs 1）。",
    ),
    "unexpected": Sentence(
        "Something went wrong inside Allot ({kind}: {reason}). Please report it together with the scenario.",
        "Allot 内部出错（{kind}：{reason}）。请连同场景一并反馈。",
    ),
}

REPORT: Mapping[str, Sentence] = {
    "all_passed": Sentence("All {count} cases passed.", "全部 {count} 个用例通过。"),
    "one_passed": Sentence("The case passed.", "用例通过。"),
    "some": Sentence("{passed} of {count} cases passed: {others}.", "{count} 个用例中 {passed} 个通过：{others}。"),
    "status_count": Sentence("{count} × {status}", "{status} {count} 个"),
    "result": Sentence("Result", "结果"),
    "case": Sentence("Case", "用例"),
    "outcome": Sentence("Outcome", "求解结果"),
    "details": Sentence("What is wrong", "问题"),
    "seconds": Sentence("Seconds", "秒"),
    "title": Sentence("Targets checked", "目标检查"),
    "no_plan": Sentence("No plan", "无可行方案"),
    "help": Sentence("What would help", "可行的调整办法"),
    "help_line": Sentence("What would help: {text}", "可行的调整办法：{text}"),
    "worse": Sentence("Worse than the baseline", "比基线变差"),
    "worse_line": Sentence(
        "{case}: {figure} was {before} and is now {now}[[ ({rate} worse)]]; at most {allowed} worse is allowed.",
        "{case}：{figure} 由 {before} 变为 {now}[[（变差 {rate}）]]；最多允许变差 {allowed}。",
    ),
    "worse_outcome": Sentence(
        "{case}: the outcome was {before} and is now {now}.", "{case}：求解结果由 {before} 变为 {now}。"
    ),
    "none_worse": Sentence("Nothing is worse than the baseline.", "与基线相比没有变差。"),
    "worse_count": Sentence("{count} figures are worse than the baseline.", "有 {count} 项比基线变差。"),
    "new": Sentence("Not in the baseline: {cases}.", "基线中没有：{cases}。"),
    "gone": Sentence("In the baseline, but not checked now: {cases}.", "基线中有但本次未检查：{cases}。"),
    "figure": Sentence("Figure", "指标"),
    "before": Sentence("Baseline", "基线"),
    "now": Sentence("Now", "现在"),
    "change": Sentence("Worse by", "变差"),
    "nothing": Sentence("nothing", "无"),
}


def mark_words(mark: Mark, language: Language) -> str:
    """One expectation as a sentence: what is, and what should be."""
    facts: dict[str, Fact] = {
        "subject": mark.subject,
        "expected": _side(mark, language),
        "actual": _value(mark.actual),
        "tolerance": "" if mark.tolerance is None else figure_words(mark.tolerance),
    }
    if mark.kind is MarkKind.METRIC and isinstance(mark.actual, float):  # a near miss is told by all of its digits
        close = facts["actual"] == figure_words(float(str(mark.expected)))
        facts["actual"] = str(mark.actual) if close else facts["actual"]
    key = mark.kind.value
    if mark.kind is MarkKind.OUTCOME:
        facts["actual"] = _outcome(mark, language)
    elif mark.kind is MarkKind.SECONDS:
        key = "seconds_kept" if mark.passed else "seconds"
    elif not mark.actual and (mark.actual is None or isinstance(mark.actual, tuple)):
        key = "reasons_unknown" if mark.kind is MarkKind.REASONS else "metric_unknown"
    return MARKS[key].fill(facts, language)


def figure_words(value: object) -> str:
    """A figure as people read it: grouped digits, no exponent for everyday sizes."""
    if isinstance(value, Decimal | int):
        return f"{Decimal(value).normalize():,f}"
    if isinstance(value, float):
        return f"{value:,.9g}".replace("-", "−")
    return str(value)


def _side(mark: Mark, language: Language) -> str:
    if mark.kind is MarkKind.OUTCOME:
        return OUTCOMES[str(mark.expected)].text(language)
    if mark.kind is MarkKind.METRIC:
        return OPERATORS[mark.operator].fill({"value": figure_words(mark.expected)}, language)
    return _value(mark.expected)


def _outcome(mark: Mark, language: Language) -> str:
    unproven = mark.expected == "optimal" and mark.actual == "feasible"
    return (NOT_PROVEN if unproven else OUTCOMES[str(mark.actual)]).text(language)


def _value(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else figure_words(value)
