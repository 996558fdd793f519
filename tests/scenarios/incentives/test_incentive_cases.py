"""Cases that a compensation expert can read: a small plan, what was achieved, and what it pays."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.incentives.components.families import COMPONENTS
from models.incentives.long_term.families import LONG_TERM
from models.incentives.statement import Statement
from models.units import Money
from tests.support.plan_documents import HEAD, paid, statement_of

FOLDER = Path(__file__).parents[2] / "incentive_cases"
CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}


def minor(money: Money, written: float) -> int:
    """Minor units of an amount as a case writes it."""
    return money.to_minor(Decimal(str(written)))


def found(statement: Statement) -> dict[str, Any]:
    """What a case may say about a person."""
    components: dict[str, int] = {}
    for line in statement.lines:
        components[line.line.component] = components.get(line.line.component, 0) + line.pay
    return {
        "earned": statement.earned,
        "clawback": statement.clawback,
        "components": components,
        "paid": [period.paid for period in statement.periods],
        "later": [[later.element or "deferred", later.years, later.amount] for later in statement.later],
    }


def expected(written: dict[str, Any], money: Money) -> dict[str, Any]:
    """What it says, in minor units."""
    said: dict[str, Any] = {}
    for name, value in written.items():
        if name == "components":
            said[name] = {component: minor(money, amount) for component, amount in value.items()}
        elif name == "later":
            said[name] = [[element, years, minor(money, amount)] for element, years, amount in value]
        elif name == "paid":
            said[name] = [minor(money, amount) for amount in value]
        else:
            said[name] = minor(money, value)
    return said


@pytest.mark.parametrize("name", CASES)
def test_pays_what_the_case_says(name: str) -> None:
    case = CASES[name]
    run = paid({**HEAD, **case["plan"]})
    money = run.plan.money
    assert set(case["pay"]) == {person["key"] for person in case["plan"]["people"]}
    for person, written in case["pay"].items():
        statement = found(statement_of(run, person))
        said = expected(written, money)
        assert {name: statement[name] for name in said} == said, person


def test_every_kind_has_a_case() -> None:
    """Whoever adds a kind of component or of long-term element shows by a case what it pays."""
    shown = {
        entry["kind"]
        for case in CASES.values()
        for group in case["plan"]["groups"]
        for entry in (*group["components"], *group.get("long_term", ()))
    }
    assert {family.model_fields["kind"].annotation.__args__[0] for family in (*COMPONENTS, *LONG_TERM)} == shown  # type: ignore[union-attr]


def test_every_kind_gives_an_example() -> None:
    for family in (*COMPONENTS, *LONG_TERM):
        assert "Example:" in (family.__doc__ or ""), family
