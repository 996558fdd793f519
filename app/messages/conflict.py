"""Limits that contradict each other, as few as were found, in business words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.messages.language import Language
from app.messages.sentence import Sentence

CONFLICTS: Mapping[str, Sentence] = {
    "exact": Sentence(
        en="These cannot all hold, and each of them is needed for that: if any one of them gives, the others fit "
        "together.",
        zh="以下各项无法同时成立，且缺一不可：其中任何一项让步，其余各项即可同时满足。",
    ),
    "some": Sentence(
        en="These cannot all hold. There was no time to find out whether every one of them is needed for that.",
        zh="以下各项无法同时成立；时间所限，尚未确认是否每一项都不可或缺。",
    ),
    "exact_limits": Sentence(
        en="These limits cannot hold together[[ ({count} of their bounds take part)]]: leave out any one limit, and "
        "the others fit together.",
        zh="以下限制无法同时成立[[（涉及 {count} 个上下限）]]：去掉其中任何一项，其余各项即可同时满足。",
    ),
    "some_limits": Sentence(
        en="These limits cannot hold together[[ ({count} of their bounds take part)]]. There was no time to find out "
        "whether every one of them is needed for that.",
        zh="以下限制无法同时成立[[（涉及 {count} 个上下限）]]；时间所限，尚未确认是否每一项都不可或缺。",
    ),
}

KINDS = Sentence("Kinds of limits in it: {families}.", "涉及的限制类型：{families}。")

MEMBERS: Mapping[str, Sentence] = {
    "floor": Sentence("{limit} is at least {bound}", "{limit}至少为 {bound}"),
    "cap": Sentence("{limit} is at most {bound}", "{limit}至多为 {bound}"),
    "fixed": Sentence("{limit} is exactly {bound}", "{limit}恰为 {bound}"),
    "kept": Sentence("{limit} is kept", "{limit}得到遵守"),
}
"""One side that takes part; `kept` where the bound itself says nothing to people."""


def conflict_sentence(*, minimal: bool, has_members: bool, count: int, language: Language) -> str:
    """That the members, or the limits where these are too many to read, contradict each other."""
    kind = ("exact" if minimal else "some") + ("" if has_members else "_limits")
    return CONFLICTS[kind].fill({"count": count or ""}, language)


def kinds_sentence(families: Sequence[str], language: Language) -> str:
    """Which kinds of limits take part."""
    return KINDS.fill({"families": list(families)}, language)


def member_words(kind: str, limit: str, bound: str, language: Language) -> str:
    """One side that takes part; `kind` is a key of MEMBERS."""
    words = MEMBERS[kind].fill({"limit": limit, "bound": bound}, language)
    return f"{words[0].upper()}{words[1:]}"
