"""What the terms of a strategy are called, and how its tiers and ranges came out, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.messages.language import Language
from app.messages.sentence import Sentence
from models.allocation.staging import Staging, TierKept
from models.allocation.strategy import Normalise, Strategy, Term

TERMS: Mapping[Term, Sentence] = {
    Term.FIT: Sentence("nearness to the reference", "贴近参考值"),
    Term.STRATEGIC: Sentence("strategic priorities", "战略优先"),
    Term.PROFIT: Sentence("margin", "毛利"),
    Term.STABILITY: Sentence("nearness to the last targets", "与上次目标接近"),
    Term.FAIRNESS: Sentence("equal difficulty among peers", "同级难度公平"),
    Term.ATTAINABILITY: Sentence("attainable targets", "目标可达成"),
    Term.LOAD: Sentence("evenly used capacity", "能力占用均衡"),
}

AMOUNTS: Mapping[Term, Sentence] = {
    Term.STRATEGIC: Sentence("targets weighted by priority", "按优先级加权的目标额"),
    Term.PROFIT: Sentence("margin", "毛利额"),
    Term.STABILITY: Sentence("moved up or down", "增减合计"),
    Term.ATTAINABILITY: Sentence("expected shortfall", "预期缺口"),
}
"""What the terms that are amounts of money say in money."""

_WORDS: Mapping[str, Sentence] = {
    "tiers": Sentence("In order of importance: {order}.", "按重要程度依次优化：{order}。"),
    "kept": Sentence(
        "“{tier}” was kept: it may give up {allowed} of the company target for what comes after it, and gave up "
        "{given}.",
        "“{tier}”已保住：最多可为后面的让出公司目标的 {allowed}，实际让出 {given}。",
    ),
    "not_kept": Sentence(
        "“{tier}” could not be kept: it may give up {allowed} of the company target for what comes after it, but gave "
        "up {given}. Give it a larger tier_tolerance, or fewer terms after it.",
        "“{tier}”未能保住：最多可为后面的让出公司目标的 {allowed}，实际让出 {given}。"
        "请加大 tier_tolerance，或减少其后的项目。",
    ),
    "payoff": Sentence(
        "Weights are put on one scale: each weighs what can be gained or lost for it among the allowed plans.",
        "权重已换算到同一尺度：按各项在允许的方案中可得可失的幅度计。",
    ),
    "dropped": Sentence(
        "Without effect, because all allowed plans are as good for it: {terms}.",
        "不起作用（所有允许的方案对其都一样）：{terms}。",
    ),
}


def term_words(term: Term, language: Language) -> str:
    """What people call a term."""
    return TERMS[term].fill({}, language)


def amount_words(term: Term, language: Language) -> str:
    """What people call a term's amount of money; the term itself where it is none."""
    return AMOUNTS.get(term, TERMS[term]).fill({}, language)


def tier_words(terms: Sequence[Term], language: Language) -> str:
    """The terms of one tier."""
    return ("、" if language == "zh" else ", ").join(term_words(term, language) for term in terms)


def strategy_lines(strategy: Strategy, staging: Staging | None, language: Language) -> list[str]:
    """Everything beyond plain weights: the scale, what has no effect, the tiers and how each was kept."""
    lines = []
    if strategy.normalise is Normalise.PAYOFF:
        lines.append(_WORDS["payoff"].fill({}, language))
    if staging is not None and staging.dropped:
        lines.append(_WORDS["dropped"].fill({"terms": tier_words(staging.dropped, language)}, language))
    if strategy.tiers:
        order = " › ".join(tier_words(tier, language) for tier in strategy.tiers)
        lines.append(_WORDS["tiers"].fill({"order": order}, language))
    return lines + [_kept(tier, language) for tier in (() if staging is None else staging.tiers)]


def _kept(tier: TierKept, language: Language) -> str:
    facts = {
        "tier": tier_words(tier.terms, language),
        "allowed": share_words(tier.allowed - tier.at_best),
        "given": share_words(max(tier.reached - tier.at_best, 0.0)),
    }
    return _WORDS["kept" if tier.is_kept else "not_kept"].fill(facts, language)


def share_words(share: float) -> str:
    """A loss as a share of the company target, with two significant digits where it is small; less than a millionth of
    a percent is none."""
    percent = share * 100.0
    if abs(percent) < 1e-6:
        return "0.00 %"
    if abs(percent) >= 0.1:
        return f"{percent:.2f} %"
    return f"{float(f'{percent:.2g}'):f}".rstrip("0") + " %"
