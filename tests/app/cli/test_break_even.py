"""`allot break-even`: where a dial turns an order round, in words and as a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.documents.comparison.break_even_schema import BreakEvenDocument
from tests.app.cli.conftest import EXAMPLES, Allot
from tests.app.scenarios import as_bytes

AGAINST = ("--node", "product=core", "--against", "product=new", "--to", "9")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two products, of which the new one has priority: 700 and 100 last year."""
    path = tmp_path / "small.scenario.json"
    path.write_bytes(as_bytes())
    return path


def asked(allot: Allot, path: Path, *arguments: str) -> BreakEvenDocument:
    said = allot("break-even", path, *arguments, "--json")
    assert said.code == 0, said.err
    return BreakEvenDocument.model_validate_json(said.out)


def test_targets_change_places(allot: Allot, small: Path) -> None:
    found = asked(allot, small, *AGAINST)
    assert found.question == "target" and found.first_leads is True
    assert found.before is not None and found.after is not None and found.value is not None
    assert found.before.targets[0] > found.before.targets[1]
    assert found.after.targets[0] < found.after.targets[1]
    assert found.before.value < found.value <= found.before.value + found.tolerance
    assert sum(found.after.targets) == pytest.approx(900)
    assert found.sentence.startswith("Once strategic intensity reaches ")
    assert "Core line stands behind New line; both have about 450 thousand CNY there." in found.sentence


def test_whoever_is_named_first_the_turn_is_the_same(allot: Allot, small: Path) -> None:
    turned = ("--node", "product=new", "--against", "product=core", "--to", "9")
    one, other = asked(allot, small, *AGAINST), asked(allot, small, *turned)
    assert (one.value, one.sentence) == (other.value, other.sentence)
    assert other.first_leads is False


def test_a_node_alone_is_compared_with_its_start(allot: Allot, small: Path) -> None:
    said = allot("break-even", small, "--node", "product=core")
    assert said.code == 0
    assert "As soon as strategic intensity rises above 0, Core line gets less than the " in said.out
    gained = asked(allot, small, "--node", "product=new")
    assert gained.value is None
    assert gained.sentence == "With strategic intensity from 0 to 3, New line never gets less than at 0."


def test_gains_and_weights(allot: Allot, small: Path) -> None:
    found = asked(allot, small, "--node", "product=core", "--against", "product=new", "--gain", "--dial", "strategic")
    assert (found.question, found.dial, found.high) == ("gain", "strategic", 1.0)
    assert found.sentence.endswith("Core line never grows more than New line.")


def test_chinese_and_files(allot: Allot, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "even.json"
    said = allot("break-even", small, *AGAINST, "--lang", "zh", "--out", out)
    assert said.code == 0
    assert "战略强度达到" in said.out and "此时两者约为" in said.out
    BreakEvenDocument.model_validate_json(out.read_bytes())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--node", "product=gone"), "“gone” is not known here"),
        (("--node", "product"), "LEVEL=MEMBER"),
        (("--node", "product=core", "--against", "product=core"), "compared with itself"),
        (("--node", "product=core", "--gain"), "compared with nobody"),
        (("--node", "product=core", "--dial", "planet"), "Known are strategic_intensity"),
        (("--node", "product=core", "--from", "2", "--to", "1"), "cannot be tried from 2 to 1"),
        (("--node", "product=core", "--to", "1e9"), "cannot be tried"),
    ],
)
def test_what_is_refused(allot: Allot, small: Path, arguments: tuple[str, ...], words: str) -> None:
    said = allot("break-even", small, *arguments)
    assert said.code == 3
    assert words in said.err


def test_no_plan_is_told_with_its_repairs(allot: Allot) -> None:
    said = allot("break-even", EXAMPLES / "infeasible.scenario.yaml", "--node", "rep=Tom Weber", "--json")
    assert said.code == 4
    assert json.loads(said.out)["code"] == "infeasible"
