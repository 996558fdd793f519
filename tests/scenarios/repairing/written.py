"""Scenarios that have no plan, one per family of limits, and repairs written into them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from models.allocation.diagnosis import Repair
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import Media, Scenario, read_scenario
from scenarios.definition.table_folder import DiskFolder
from scenarios.repairing.document_edits import Note
from scenarios.repairing.repaired_scenario import RepairedScenario, ScenarioFile, repaired_scenario
from solvers.base import SolverOptions
from solvers.registry import find_backend

HIGHS = find_backend("highs")
OPTIONS = SolverOptions(time_limit_seconds=30)

HEAD = """\
schema: allot.scenario/1
name: tiny  # of two by two
period: 2025
money: {currency: CNY, unit: thousand}
dimensions:
  - name: product
    members:
      - {key: core, label: Core line, attributes: {strategic: false}}
      - {key: new, label: New line, attributes: {strategic: true}}
  - name: region
    members:
      - {key: east, label: East, attributes: {cap: 400, hours: 8}}
      - {key: west, label: West, attributes: {cap: 380, hours: 7}}
cells:
  - {product: core, region: east, baseline: 400, potential: 520, forecast: 400, margin_rate: 0.3, effort: 0.00002,
     commitment: 400, market: 900, unit_price: 50}
  - {product: core, region: west, baseline: 300, potential: 360, forecast: 300, margin_rate: 0.2, effort: 0.00002,
     commitment: 300, market: 900, unit_price: 40}
  - {product: new, region: east, baseline: 60, potential: 200, forecast: 60, margin_rate: 0.4, effort: 0.00002,
     commitment: 60, market: 100, unit_price: 20}
  - {product: new, region: west, baseline: 40, potential: 120, forecast: 40, margin_rate: 0.5, effort: 0.00002,
     commitment: 40, market: 50, unit_price: 30}
"""

EXACT = HEAD + "company_target: {amount: 900}\nlimits:\n"
RANGE = HEAD + "company_target: {min_amount: 850, max_amount: 900}\nlimits:\n"
MONTHS = HEAD + "phasing: {start: 2025-01}\ncompany_target: {amount: 900}\nlimits:\n"
HEDGED = HEAD + (
    "over_assignment: {dimension: region, levels: {region: 0.1}}\ncompany_target: {amount: 900}\nlimits:\n"
)


def _limit(fields: str) -> str:
    """One limit on a line of its own."""
    return f"  - {{{fields}}}\n"


_FIXED_NEW = _limit("kind: growth_limit, name: new, where: {product: new}, max_growth_rate: 0.05, negotiable: false")
_FIXED_EAST = _limit("kind: amount_limit, name: east, where: {region: east}, max_amount: 300, negotiable: false")

CASES: Mapping[str, str] = {
    "amount": EXACT + _limit("kind: amount_limit, name: cap, owner: sales, by: [region], max_amount: 400"),
    "amount of one": EXACT + _limit("kind: amount_limit, name: cap, owner: sales, max_amount: 800"),
    "amount below a range": RANGE
    + _limit("kind: amount_limit, name: cap, owner: sales, by: [region], max_amount: 400"),
    "floor above a range": RANGE + _limit("kind: amount_limit, name: least, by: [region], min_amount: 500.55"),
    "amount by an attribute": EXACT
    + _limit("kind: amount_limit, name: cap, by: [region], max_amount: {attribute: cap}"),
    "amount by a truth value": EXACT + _limit("kind: amount_limit, name: cap, by: [strategic], max_amount: 420"),
    "amount of a crossing": EXACT + _limit("kind: amount_limit, name: cap, by: [product, region], max_amount: 220"),
    "pieces": EXACT + _limit("kind: amount_limit, name: cap, metric: volume, by: [product], max_amount: 8000"),
    "amount of people": HEDGED + _limit("kind: amount_limit, name: cap, by: [region], max_amount: 400"),
    "growth": EXACT + _limit("kind: growth_limit, name: cap, by: [region], max_growth_rate: 0.05"),
    "growth of one group": EXACT
    + _limit("kind: growth_limit, name: cap, by: [product], max_growth_rate: 0.1")
    + _limit("kind: amount_limit, name: new, where: {product: new}, max_amount: 105, negotiable: false"),
    "growth floor": EXACT + _limit("kind: growth_limit, name: least, by: [product, region], min_growth_rate: 0.2"),
    "share": EXACT
    + _limit("kind: share_limit, name: mix, by: [region], where: {product: new}, min_share: 0.2")
    + _FIXED_NEW,
    "share of one group": EXACT
    + _limit("kind: share_limit, name: mix, by: [region], where: {product: new}, min_share: 0.2")
    + _limit("kind: amount_limit, name: west, where: {region: west}, by: [product], max_amount: 250, negotiable: false")
    + _limit("kind: amount_limit, name: e, where: {region: east, product: new}, max_amount: 70, negotiable: false"),
    "largest share": EXACT
    + _limit("kind: share_limit, name: mix, where: {product: core}, max_share: 0.8")
    + _FIXED_NEW,
    "fixed share": EXACT
    + _limit("kind: share_limit, name: mix, where: {product: new}, min_share: 0.3, max_share: 0.3")
    + _FIXED_NEW,
    "capacity in money": EXACT + _limit("kind: capacity, name: quota, by: [region], amount: 430"),
    "capacity in effort": EXACT
    + _limit("kind: capacity, name: hours, by: [region], measure: effort, amount: {attribute: hours}"),
    "capacity of months": MONTHS
    + _limit("kind: capacity, name: hours, by: [region], measure: effort, per: month, amount: 0.7"),
    "commitment": EXACT + _limit("kind: commitment, name: own, by: [region], above_rate: 0.01, below_rate: 0.1"),
    "commitment floor": EXACT.replace("900", "600", 1).replace("amount: 900", "amount: 600")
    + _limit("kind: commitment, name: own, by: [region], above_rate: 0.01, below_rate: 0.1"),
    "hold": EXACT
    + _limit("kind: hold, name: h, owner: o, reason: r, where: {region: east}, amount: 300")
    + _limit("kind: hold, name: i, owner: o, reason: r, where: {region: west}, amount: 500"),
    "hold of groups": EXACT
    + _limit("kind: hold, name: h, owner: o, reason: r, by: [region], amount: {attribute: cap}"),
    "difficulty": EXACT + _limit("kind: difficulty_band, name: band, by: [region], max_difficulty: 1.05"),
    "least difficulty": EXACT + _limit("kind: difficulty_band, name: band, by: [product, region], min_difficulty: 1.2"),
    "attainability": EXACT + _limit("kind: attainability, name: chance, by: [region], min_probability: 0.6"),
    "market share": EXACT + _limit("kind: market_share, name: market, by: [product], max_share: 0.42"),
    "market share up to one": EXACT
    + _limit("kind: market_share, name: market, where: {product: new}, by: [region], max_share: 0.9")
    + _limit("kind: amount_limit, name: core, where: {product: core}, max_amount: 760, negotiable: false"),
    "margin rate": EXACT + _limit("kind: margin, name: margin, min_rate: 0.6"),
    "margin amount": EXACT + _limit("kind: margin, name: margin, by: [region], min_amount: 210"),
    "parity": EXACT + _limit("kind: parity, name: alike, by: [region], tolerance: 0.01") + _FIXED_EAST,
    "neutrality": EXACT + _limit("kind: neutrality, name: size, by: [region], z: size, tolerance: 0.01") + _FIXED_EAST,
}


def solved(scenario: Scenario) -> AllocationResult:
    """What comes of its own strategy."""
    return allocate(scenario.problem, scenario.strategies[scenario.default_strategy], HIGHS, OPTIONS)


def repairs_of(text: str) -> tuple[Scenario, tuple[Repair, ...]]:
    """A scenario without a plan, and its repairs."""
    scenario = read_scenario(text.encode(), "yaml")
    found = solved(scenario).diagnosis
    assert found is not None
    return scenario, found.repairs


def comment(note: Note) -> list[str]:
    """Words of our own, to find them again."""
    return [f"changed from {note.old}" if note.changes else "the others have their own"]


def written(data: bytes, media: Media, scenario: Scenario, repair: Repair, folder: Path = Path()) -> RepairedScenario:
    """The scenario with a repair."""
    file = ScenarioFile(data, media, f"tiny.{media}", DiskFolder(folder))
    return repaired_scenario(file, scenario, repair, comment, HIGHS, OPTIONS)
