"""Comments at the lines that a repair changes in a scenario."""

from __future__ import annotations

from app.messages.language import Language
from app.messages.sentence import Sentence

CHANGED = Sentence(
    en="Repair {number}: {changes}.[[ Was {old}.]][[ Owner: {owner}.]]",
    zh="调整方案 {number}：{changes}。[[原为 {old}。]][[负责人：{owner}。]]",
)
OWN_LIMIT = Sentence(
    en="Repair {number}: what is left out here has a limit of its own below.",
    zh="调整方案 {number}：此处排除的部分，在下方另有单独的限制。",
)


def changed_comment(number: int, changes: str, old: str, owner: str, language: Language) -> str:
    """What was changed, what stood there before, and who decides about it."""
    return CHANGED.fill({"number": number, "changes": changes, "old": old, "owner": owner}, language)


def own_limit_comment(number: int, language: Language) -> str:
    """That a limit leaves out what has its own below."""
    return OWN_LIMIT.fill({"number": number}, language)
