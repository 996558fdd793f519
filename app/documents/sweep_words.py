"""What a sweep's table says to people: its columns and outcomes, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from app.documents.comparison.words import WORDS
from app.messages import Language
from app.messages.sentence import Sentence
from app.messages.strategy import term_words
from models.allocation.strategy import Term
from models.findings import Fact

LOSS_OF = "loss_"

_OWN: Mapping[str, Sentence] = {
    "sheet": Sentence("Sweep", "扫描"),
    "note": Sentence(
        "Strategy: {strategy}. Amounts in {unit}. Point 0 is the scenario as it is.",
        "策略：{strategy}。金额单位：{unit}。点 0 为场景现状。",
    ),
    "cut_off": Sentence(
        "Ended after {done} of {count} points; these are kept.", "已在 {count} 个点中的 {done} 个之后结束，已保留。"
    ),
    "point": Sentence("Point", "点"),
    "target": Sentence("Target", "目标"),
    "moved_from_base": Sentence("Moved up or down from point 0", "较点 0 增减合计"),
    "loss": Sentence("Loss (less is better)", "损失（越小越好）"),
    "loss_of": Sentence("Loss: {term}", "损失：{term}"),
    "reason_limit": Sentence("Limits that are too tight", "过紧的限制"),
    "reason_against": Sentence("What they do not meet", "未能满足的限制"),
    "reason_pointer": Sentence("Where it stands", "所在位置"),
    "reason_amount": Sentence("What is missing", "缺口"),
    "scenario_hash": Sentence("Scenario hash", "场景哈希"),
    "plan_hash": Sentence("Plan hash", "方案哈希"),
    "node_target": Sentence("Target of the node", "节点目标"),
    "key": Sentence("{name} (key)", "{name}（代码）"),
    "invalid": Sentence("not possible", "取值无效"),
}
_SAME = ("outcome", "reason", "growth_rate", "like_for_like_rate", "strategic_share", "margin_rate", "difficulty_mean")
_ALIKE = ("difficulty_spread", "difficulty_gini", "moved", "at_limit_share", "likely_share", "company_probability")
_USED = ("utilisation_mean", "utilisation_worst")
_OUTCOMES = ("optimal", "feasible", "infeasible", "limit", "suspect", "error")

SWEEP_WORDS: Mapping[str, Sentence] = {
    **{name: WORDS[name] for name in (*_SAME, *_ALIKE, *_USED, *_OUTCOMES)},
    **_OWN,
}


def sweep_word(key: str, language: Language, **facts: Fact) -> str:
    """A text of a sweep's table, with its facts."""
    return SWEEP_WORDS[key].fill(facts, language)


def column_words(column: str, language: Language) -> str:
    """What people call a column of the table; parameters speak for themselves."""
    term = column.removeprefix(LOSS_OF)
    if term != column and term in set(Term):
        return sweep_word("loss_of", language, term=term_words(Term(term), language))
    return sweep_word(column, language) if column in SWEEP_WORDS else column
