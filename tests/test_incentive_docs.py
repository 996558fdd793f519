"""docs/incentive-plans.md and docs/payouts.md: every kind is there, every table comes out, every command runs."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.incentives.components.families import COMPONENTS
from models.incentives.long_term.families import LONG_TERM
from models.incentives.statement import Statement
from scenarios.incentives.definition import read_plan
from scenarios.incentives.definition.columns import PEOPLE_COLUMNS, TARGET_COLUMNS
from scenarios.incentives.definition.plan_document import IncentivePlanDocument
from scenarios.incentives.paying import pay
from tests.app.cli.conftest import allot_with

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "incentive-plans.md").read_text("utf-8")
PAYOUTS = (ROOT / "docs" / "payouts.md").read_text("utf-8")
COMMANDS = re.findall(r"(?m)^allot (.*)$", PAGE + PAYOUTS)
KINDS = [str(kind.model_fields["kind"].annotation.__args__[0]) for kind in (*COMPONENTS, *LONG_TERM)]  # type: ignore[union-attr]
STRAIGHT = {"kind": "quota_bonus", "name": "straight", "measure": "revenue", "weight": 1}
TARGETS = {"revenue": 1_000_000, "cloud": 200_000, "visits": 100, "gross_margin": 300_000}


@dataclass(frozen=True)
class Example:
    """A block of rules with the rows that it comes to."""

    rules: dict[str, Any]
    rows: tuple[dict[str, str], ...]


def examples() -> Iterator[Example]:
    """The YAML blocks of the page that are followed by a table."""
    for block, table in re.findall(r"```yaml\n((?:(?!```).*\n)*)```\n\n((?:\|.*\n)+)", PAGE):
        rules = yaml.safe_load(block)
        head, _, *rows = ([cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines())
        written = tuple(dict(zip(head, row, strict=True)) for row in rows)
        yield Example({"components": rules} if isinstance(rules, list) else rules, written)


EXAMPLES = list(examples())


def number(text: str) -> Decimal:
    """A number as the page writes it."""
    return Decimal(text.replace(",", ""))


def plan(rules: dict[str, Any], actuals: list[dict[str, Any]]) -> bytes:
    """The plan of the page with some rules."""
    components = list(rules.get("components", [STRAIGHT]))
    rest = 1 - sum(one.get("weight", 0) for one in components)
    if 0 < rest < 1:  # the other share of the target incentive, for something that was not reached
        components.append({**STRAIGHT, "name": "rest", "measure": "cloud", "weight": round(rest, 9)})
    counts = {"visits": "units", "licences": "units", "satisfaction": "score"}
    names = ("revenue", "cloud", "gross_margin", "cancelled", *counts)
    document = {
        "schema": "allot.incentive-plan/1",
        "name": "page",
        "period": "2026",
        "money": {"currency": "CNY"},
        "measures": [
            {"name": name, "counts": counts.get(name, "money"), "margin": name == "gross_margin"} for name in names
        ],
        "groups": [{"key": "rep", "pay_mix": 0.4, **rules, "components": components}],
        "people": [
            {"key": key, "group": "rep", "ote": 150000, "hired": "2022-06", "attributes": {"region": "East"}}
            for key in ("one", "colleague")
        ],
        "targets": [
            {"person": key, "measure": name, "target": target}
            for key in ("one", "colleague")
            for name, target in TARGETS.items()
        ],
        "actuals": actuals,
    }
    return yaml.safe_dump(document).encode()


def actual(row: dict[str, str], period: str | None = None) -> list[dict[str, Any]]:
    """Actuals of a row of a table, with nothing where it says nothing; of the colleague the same revenue or their
    own."""
    own = dict.fromkeys(("revenue", "cloud", "gross_margin", "visits", "licences", "cancelled"), 0.0)
    own["satisfaction"] = 1.0
    own |= {name: float(number(text)) for name, text in row.items() if name in own}
    other = own | ({"revenue": float(number(row["colleague"]))} if "colleague" in row else {})
    return [{"person": key, "period": period, **one} for key, one in (("one", own), ("colleague", other))]


def stated(rules: dict[str, Any], actuals: list[dict[str, Any]]) -> Statement:
    """The statement of the person of the page."""
    found = pay(read_plan(plan(rules, actuals), "yaml")).statement_of(0)
    assert found is not None
    return found


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: "-".join(map(str, example.rules))[:40])
def test_every_table_comes_out(example: Example) -> None:
    if "quarter" in example.rows[0]:
        periods = [one for row in example.rows for one in actual(row, row["quarter"])]
        paid = [period.paid for period in stated(example.rules, periods).periods]
        assert paid == [int(number(row["paid"]) * 100) for row in example.rows]
        return
    for row in example.rows:
        found = stated(example.rules, actual(row))
        if "pay" in row:
            assert found.earned == int(number(row["pay"]) * 100), row
        else:
            later = {payment.years: payment.amount for payment in found.later}
            assert later[int(row["years"])] == int(number(row["later"]) * 100), row


def test_the_tables_are_found() -> None:
    assert sum(len(example.rows) for example in EXAMPLES) > 30


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_section_a_row_and_an_example(kind: str) -> None:
    assert f"### `{kind}`\n" in PAGE
    assert f"| [`{kind}`](#{kind}) |" in PAGE
    used = {one["kind"] for example in EXAMPLES for name in ("components", "long_term")
            for one in example.rules.get(name, [])}  # fmt: skip
    assert kind in used


def test_every_part_and_column_is_named() -> None:
    parts = {field.alias or name for name, field in IncentivePlanDocument.model_fields.items()}
    for name in parts - {"schema", "name", "title", "description", "language"}:
        assert f"`{name}`" in PAGE, name
    for column in (*PEOPLE_COLUMNS, *TARGET_COLUMNS):
        assert f"`{column.name}`" in PAGE, column.name


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert allot_with(*shlex.split(command.replace("/tmp/", f"{tmp_path}/"))).code == 0


def test_the_sentence_of_the_page_is_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = allot_with("payout", "scenarios/examples/incentives/company-en.plan.yaml", "--person", "gu_simin").out
    sample = re.search(r"```text\n(.*?)```", PAYOUTS, re.DOTALL)
    assert sample is not None
    assert sample[1] in printed
