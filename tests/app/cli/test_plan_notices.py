"""What is worth knowing of an incentive plan is told by every command that reads it."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.app.cli.conftest import EXAMPLES, Allot

COMMANDS = {"payout": (), "cost": ("--draws", "100"), "lint": (), "rules": ()}


@pytest.fixture
def mistyped(tmp_path: Path) -> Path:
    """The example with a variant for a market that nobody works in."""
    shutil.copytree(EXAMPLES / "incentives", tmp_path, dirs_exist_ok=True)
    plan = tmp_path / "company-en.plan.yaml"
    text = plan.read_text("utf-8")
    assert "{market: new}" in text
    plan.write_text(text.replace("{market: new}", "{market: nwe}"), "utf-8")
    return plan


ALWAYS = {"cost_without_clawback"}
"""What is said of the example's costs whatever its variants are."""


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_value_that_nobody_has_is_told_with_what_was_meant(allot: Allot, mistyped: Path, command: str) -> None:
    asked = (command, mistyped, *COMMANDS[command])
    notices = json.loads(allot(*asked, "--json").out)["notices"]
    found = [one for one in notices if one["code"] not in ALWAYS]
    assert [(one["code"], one["pointer"], one["facts"]["near"]) for one in found] == [
        ("variant_value_of_nobody", "/groups/0/variants/0/where/market", ["new"])
    ]
    assert "Did you mean new?" in " ".join(allot(*asked).lines)
    assert "是否想写 new？" in allot(*asked, "--lang", "zh").out.replace("\n", "")


def test_the_workbook_of_a_payout_tells_it_too(allot: Allot, mistyped: Path, tmp_path: Path) -> None:
    out = tmp_path / "pay.xlsx"
    assert allot("payout", mistyped, "--out", out).code == 0
    sheet = openpyxl.load_workbook(io.BytesIO(out.read_bytes())).worksheets[0]
    assert any("Did you mean new?" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_nothing_is_told_of_the_example_as_it_is(allot: Allot) -> None:
    for command, options in COMMANDS.items():
        asked = (command, EXAMPLES / "incentives" / "company-en.plan.yaml", *options, "--json")
        assert {one["code"] for one in json.loads(allot(*asked).out)["notices"]} <= ALWAYS
