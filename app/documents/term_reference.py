"""Writes `docs/terms.md` from the terms of the objective: run `python -m app.documents.term_reference`."""

from __future__ import annotations

from models.allocation.objective import FORMULAS
from models.allocation.strategy import Term, Weights
from scenarios.definition.default_strategies import DEFAULT_STRATEGIES
from scenarios.definition.strategy_document import WeightsDocument

HEADER = """# Terms

What a strategy may weigh. Every term is a loss without unit: a weight says what one unit of it is worth against the
others. This page is written from the code: `python -m app.documents.term_reference > docs/terms.md`.

x: targets, r: references, r̄: r, but at least a hundredth of an average cell, L: the total of all references,
s: priorities above zero, m: margin rates, d: target over forecast of a person, d̄: that of the peers together, S: sales
under their forecast, u: used over capacity of each yearly capacity.
"""


def render() -> str:
    """The page as Markdown: the terms, then the ready-made strategies and what they weigh."""
    terms = ["| weight | loss | what it rewards | default |", "|---|---|---|---|"]
    for term, default in Weights().by_term().items():
        description = (WeightsDocument.model_fields[term.value].description or "").replace("; no unit", "")
        terms.append(f"| `{term}` | {FORMULAS[term].replace('|', '∣')} | {description} | {default:g} |")
    heads = ["strategy", "intensity", *(str(term) for term in Term)]
    ready = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for name, found in DEFAULT_STRATEGIES.items():
        weights = " | ".join(f"{weight:g}" for weight in found.weights.by_term().values())
        label = f"`{name}` ({found.label_en}, {found.label_zh})"
        ready.append(f"| {label} | {found.strategic_intensity:g} | {weights} |")
    title = "## Ready-made strategies\n\nA scenario that states no strategies has these.\n"
    return "\n".join([HEADER, *terms, "", title, *ready]) + "\n"


if __name__ == "__main__":
    print(render(), end="")
