"""An infeasible scenario in business words: what contradicts what, and the smallest changes that help."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.language import Language
from app.messages.sentence import Sentence

LISTED_CHANGES = 5
"""Changes that one sentence names; the document lists all of them."""

REASONS: Mapping[str, Sentence] = {
    "caps_below_floor": Sentence(
        en="The caps of {limits} add up to {reachable}; {against} needs {required}: {shortfall} too little."
        "[[ Counted in people's targets, over-assignment included: {people} and {people_required}.]]",
        zh="{limits}的上限合计为 {reachable}；{against}需要 {required}：还差 {shortfall}。"
        "[[按含加码的下达目标计：{people} 与 {people_required}。]]",
    ),
    "floors_above_cap": Sentence(
        en="The floors of {limits} add up to {reachable}; {against} allows only {required}: {shortfall} too much."
        "[[ Counted in people's targets, over-assignment included: {people} and {people_required}.]]",
        zh="{limits}的下限合计为 {reachable}；{against}最多只允许 {required}：超出 {shortfall}。"
        "[[按含加码的下达目标计：{people} 与 {people_required}。]]",
    ),
    "out_of_reach": Sentence(
        en="Even at best, {against} is missed by {shortfall}: the bounds of {limits} leave no more room.",
        zh="即使在最好的情况下，{against}仍差 {shortfall}：{limits}的上下限已没有余地。",
    ),
}

CHANGES: Mapping[str, Sentence] = {
    "raise_target": Sentence(
        en="raise {limit} from {old} to {new}[[, that is by {amount} ({rate})]]",
        zh="将{limit}从 {old} 提高到 {new}[[，即增加 {amount}（{rate}）]]",
    ),
    "lower_target": Sentence(
        en="lower {limit} from {old} to {new}[[, that is by {amount} ({rate})]]",
        zh="将{limit}从 {old} 降低到 {new}[[，即减少 {amount}（{rate}）]]",
    ),
    "cap": Sentence(
        en="raise the cap of {limit} from {old} to {new}[[ ({rate})]]",
        zh="将{limit}的上限从 {old} 提高到 {new}[[（{rate}）]]",
    ),
    "floor": Sentence(
        en="lower the floor of {limit} from {old} to {new}[[ ({rate})]]",
        zh="将{limit}的下限从 {old} 降低到 {new}[[（{rate}）]]",
    ),
    "units": Sentence(
        en="let {limit} allow {new} per group instead of {old}",
        zh="将{limit}每组允许的项数从 {old} 放宽到 {new}",
    ),
    "least": Sentence(
        en="lower the least target of {limit} from {old} to {new}[[ ({rate})]]",
        zh="将{limit}的最小目标从 {old} 降低到 {new}[[（{rate}）]]",
    ),
    "hold": Sentence(
        en="change the fixed amount of {limit} from {old} to {new}[[ ({rate})]]",
        zh="将{limit}的固定数额从 {old} 改为 {new}[[（{rate}）]]",
    ),
    "ratio": Sentence(
        en="let {limit} be missed by {amount}",
        zh="允许{limit}相差 {amount}",
    ),
}

TOGETHER: Mapping[str, Sentence] = {
    "cap": Sentence(
        en="raise the caps of {limit} for {count} groups[[ by up to {rate} each]], together by {amount} ({examples})",
        zh="将{limit}的 {count} 个上限[[各提高至多 {rate}]]，合计 {amount}（{examples}）",
    ),
    "floor": Sentence(
        en="lower the floors of {limit} for {count} groups[[ by up to {rate} each]], together by {amount} ({examples})",
        zh="将{limit}的 {count} 个下限[[各降低至多 {rate}]]，合计 {amount}（{examples}）",
    ),
}
"""One sentence for the same limit moved for many of its groups."""

TOGETHER_FROM = 4
"""Groups of one limit from which they are told together."""

EXAMPLES = 2
"""Groups that such a sentence names."""

REPAIRS: Mapping[str, Sentence] = {
    "keeps_target": Sentence(
        en="Keep the company target and {changes}.",
        zh="保持公司目标不变，{changes}。",
    ),
    "changes_target": Sentence(
        en="Keep all other limits and {changes}.",
        zh="保持其他限制不变，{changes}。",
    ),
    "changes_both": Sentence(
        en="Only together: {changes}.",
        zh="需要同时：{changes}。",
    ),
}

RANGES: Mapping[str, Sentence] = {
    "between": Sentence(
        en="All other limits together allow a company target between {low} and {high}.",
        zh="其他限制合在一起，允许的公司目标在 {low} 与 {high} 之间。",
    ),
    "to": Sentence(
        en="All other limits together allow any company target up to {high}.",
        zh="其他限制合在一起，允许的公司目标不超过 {high}。",
    ),
    "any": Sentence(
        en="All other limits together allow any company target.",
        zh="其他限制合在一起，允许任何公司目标。",
    ),
    "from": Sentence(
        en="All other limits together allow any company target from {low} upward.",
        zh="其他限制合在一起，允许的公司目标不低于 {low}。",
    ),
    "none": Sentence(
        en="The other limits contradict each other, whatever the company target is.",
        zh="无论公司目标是多少，其他限制之间都相互矛盾。",
    ),
}

TOGETHER_REASON = Sentence(
    en="No single sum shows it: {limits} cannot hold together.",
    zh="没有单独的合计可以说明：{limits}无法同时成立。",
)

CHOICES: Mapping[str, Sentence] = {
    "one": Sentence(
        en="Without the rule {limits} there is a plan; with it there is none: the amounts would fit, the whole numbers "
        "do not.",
        zh="没有规则{limits}时存在可行方案，加上它则没有：金额本身可以安排，但整项的取舍无法成立。",
    ),
    "several": Sentence(
        en="Without the rules {limits} there is a plan; with all of them there is none: the amounts would fit, the "
        "whole numbers do not.",
        zh="没有规则{limits}时存在可行方案，同时加上则没有：金额本身可以安排，但整项的取舍无法成立。",
    ),
}

CHOICE_ADVICE = Sentence(
    en=" Allow more units per group or a smaller least target in one of them, or give it a `soft` penalty if it is "
    "about the number of units.",
    zh="请在其中一项中放宽每组的项数或降低最小目标；若是项数限制，也可以为它设置 soft 代价。",
)
"""What to do about rules of yes or no where no repair was found."""

HARD_CONFLICT = Sentence(
    en="These limits are marked as not negotiable and cannot hold together: {limits}. Somebody has to decide which of "
    "them may give.",
    zh="以下限制标为不可协商，却无法同时成立：{limits}。需要有人决定其中哪一项可以让步。",
)

_CELLS = Sentence("the single cells", "各单元")
_COMPANY = Sentence("the company target", "公司目标")
_NAMED = Sentence("“{name}”[[ for {group}]]", "“{name}”[[（{group}）]]")
_MORE = Sentence("and {count} more changes (all are listed)", "以及另外 {count} 项调整（已全部列出）")
_JOIN: Mapping[Language, str] = {"en": "; ", "zh": "；"}

CELLS = "cells"
"""What a reason calls the bounds of single cells."""

COMPANY_TOTAL = "company_total"
"""The kind of the company target."""


def limit_words(kind: str, name: str, group: str, language: Language) -> str:
    """A limit as people call it: “cap per rep” for East; the company target by its function."""
    if kind == COMPANY_TOTAL:
        return _COMPANY.text(language)
    return _NAMED.fill({"name": name, "group": group}, language)


def against_words(names: tuple[str, ...], language: Language) -> str:
    """The limits that a reason adds up."""
    return _listed([_CELLS.text(language) if name == CELLS else f"“{name}”" for name in names], language)


def example_words(examples: list[tuple[str, str, str]], count: int, language: Language) -> str:
    """The first groups of many, each from its old to its new bound."""
    shown = [f"{group}: {old} → {new}" for group, old, new in examples]
    return _JOIN[language].join(shown + (["…"] if count > len(shown) else []))


def joined_words(changes: list[str], language: Language) -> str:
    """Several changes in one line."""
    return _JOIN[language].join(changes)


def repair_words(kind: str, changes: list[str], language: Language) -> str:
    """A whole repair as one sentence; a long one is cut, its changes are all in the document."""
    shown = changes[:LISTED_CHANGES]
    if len(changes) > LISTED_CHANGES:
        shown.append(_MORE.fill({"count": len(changes) - LISTED_CHANGES}, language))
    return REPAIRS[kind].fill({"changes": _JOIN[language].join(shown)}, language)


def range_words(kind: str, low: str, high: str, language: Language) -> str:
    """Which company targets the other limits allow; `kind` is a key of RANGES."""
    return RANGES[kind].fill({"low": low, "high": high}, language)


def together_words(limits: list[str], language: Language) -> str:
    """Limits that contradict each other only together."""
    return TOGETHER_REASON.fill({"limits": _listed(limits, language)}, language)


def choice_words(limits: list[str], language: Language, *, has_repairs: bool) -> str:
    """Limits of yes or no that leave no plan."""
    words = CHOICES["one" if len(limits) == 1 else "several"].fill({"limits": _listed(limits, language)}, language)
    return words if has_repairs else words + CHOICE_ADVICE.text(language)


def conflict_words(limits: list[str], language: Language) -> str:
    """Limits that nobody may negotiate and that contradict each other."""
    return HARD_CONFLICT.fill({"limits": _listed(limits, language)}, language)


def _listed(items: list[str], language: Language) -> str:
    kept = list(dict.fromkeys(items))
    more = ["…"] if len(kept) > LISTED_CHANGES else []
    return (", " if language == "en" else "、").join(kept[:LISTED_CHANGES] + more)
