"""Which of the two ways the figures of a cost are taken from, in words."""

from __future__ import annotations

from app.messages.language import Language
from app.messages.plan_cost import REASONS, WORDS, cost_word
from models.findings import Fact
from scenarios.incentives.cost_report import CostReport


def decision_words(report: CostReport, language: Language) -> str:
    """What decides and why: what the draws contradict is never said to be borne out by them."""
    facts: dict[str, Fact] = {"draws": report.draws, "seed": report.seed}
    if report.why_simulated:
        reasons = [REASONS[reason].text(language) for reason in report.why_simulated]
        facts["reasons"] = ("；" if language == "zh" else "; ").join(reasons)
        return WORDS["decides_simulation"].fill(facts, language)
    missed = sum(figure.is_missed for figure in (*report.whole.values(), *report.parts))
    if missed:
        facts["missed"] = missed
    overruled = _overruled(report, language)
    if overruled:
        facts["figures"] = ("；" if language == "zh" else "; ").join(overruled)
        return WORDS["decides_both"].fill(facts, language)
    return WORDS["decides_exact" if missed else "decides_closed"].fill(facts, language)


def _overruled(report: CostReport, language: Language) -> list[str]:
    """Figures of the whole plan by name, those of its parts by number."""
    whole = [cost_word(name, language) for name, figure in report.whole.items() if figure.is_overruled]
    count = sum(figure.is_overruled for figure in report.parts)
    found = []
    if whole:
        names = ("、" if language == "zh" else ", ").join(whole)
        found.append(WORDS["of_whole"].fill({"figures": names}, language))
    if count:
        found.append(WORDS["of_parts"].fill({"count": count}, language))
    return found
