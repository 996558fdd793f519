"""The tables of a tuning's analyses: frontier, sensitivity, distribution of the cost, curves."""

from __future__ import annotations

from app.documents.tuning.cells import Cell, TuningTable, cell_text, objective_cell
from app.documents.tuning.misses import miss_text
from app.documents.tuning.tables import Document, columns_of
from app.messages import Language
from app.messages.tuning import ASSUMPTIONS, PARAMETERS, TURNS, tuning_word


def frontier_table(document: Document, language: Language) -> TuningTable:
    """The points by budget, with today's plan and the tuned one first."""
    frontier, in_money = document["frontier"], document["objective"]["in_money"]
    if frontier is None:
        return TuningTable("frontier", (), ())
    points = [
        (tuning_word("today", language), frontier["today"], False),
        (tuning_word("tuned", language), frontier["tuned"], False),
        *((tuning_word("best", language), point, True) for point in frontier["points"]),
    ]
    rows = [
        (
            Cell(name if point["objective"] is not None else tuning_word("no_plan_there", language)),
            Cell(point["budget"] if is_best else None, "amount"),
            Cell(point["expected_cost"], "amount"),
            Cell(point["motivation"], "amount"),
            objective_cell(point["objective"], in_money=in_money),
            Cell(point["sales"], "amount"),
            Cell(point["price"], "number"),
        )
        for name, point, is_best in points
    ]
    numbers = ["budget", "expected_cost", "motivation", "objective", "sales", "motivation_price"]
    return TuningTable("frontier", columns_of(language, ["point"], numbers), tuple(rows))


def sensitivity_table(document: Document, language: Language) -> TuningTable:
    """One row per assumption and value."""
    in_money = document["objective"]["in_money"]
    rows = [
        (
            Cell(ASSUMPTIONS[one["assumption"]].text(language)),
            Cell(one["value"], "number"),
            Cell(one["factor"] - 1, "share_change"),
            Cell(one["expected_cost"], "amount"),
            objective_cell(one["published_gain"], in_money=in_money, signed=True),
            objective_cell(one["tuned_gain"], in_money=in_money, signed=True),
            Cell(_conclusion(one, language)),
        )
        for one in document["sensitivity"]
    ]
    numbers = ["value", "factor", "expected_cost", "published_gain", "tuned_gain"]
    return TuningTable("sensitivity", columns_of(language, ["assumption"], numbers, ["turns"]), tuple(rows))


def distribution_table(document: Document, language: Language) -> TuningTable:
    """Share of simulated years per bin of the total cost."""
    spread = document["distribution"]
    rows = []
    if spread is not None:
        bins = zip(spread["edges"], spread["edges"][1:], spread["today"], spread["tuned"], strict=False)
        rows = [
            (*(Cell(edge, "amount") for edge in bounds), Cell(a, "share"), Cell(b, "share")) for *bounds, a, b in bins
        ]
    heads = columns_of(language, [], ["cost_from", "cost_to", "share_today", "share_tuned"])
    return TuningTable("distribution", heads, tuple(rows))


def _conclusion(case: Document, language: Language) -> str:
    mark = "：" if language == "zh" else ": "
    parameters = [f"{one['label']}{mark}{PARAMETERS[one['parameter']].text(language)}" for one in case["turned"]]
    misses = [
        miss_text(one, lambda amount: cell_text(Cell(amount, "amount"), language), language) for one in case["misses"]
    ]
    facts = {"misses": misses, "parameters": parameters}
    said = [TURNS[turn].fill(facts, language) for turn in case["turns"]]
    return ("；" if language == "zh" else "; ").join(said) or tuning_word("stands", language)


def curve_table(curve: Document, language: Language) -> TuningTable:
    """Corners of one curve, today's and the tuned one's, by attainment."""
    rows = []
    for name in ("today", "tuned"):
        for point in curve[name]:
            rows.append((Cell(tuning_word(name, language)), Cell(point["at"], "share"), Cell(point["pay"], "share")))
    return TuningTable("curves", columns_of(language, ["point"], ["attainment", "pay"]), tuple(rows))
