"""Rules of the house that no linter knows: limit families are complete, one module imports PuLP, files stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from models.allocation.limits.base import Limit
from models.allocation.limits.families import FAMILIES

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "models", "solvers", "scenarios")
LONGEST_FILE = 400
LONGEST_BODY = 60


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def kind_of(family: type[Limit]) -> str:
    return str(family.model_fields["kind"].annotation.__args__[0])  # type: ignore[union-attr]


def example_kinds() -> set[str]:
    kinds = {"company_total"}
    for path in (ROOT / "scenarios" / "examples").glob("*.yaml"):
        kinds |= {limit["kind"] for limit in yaml.safe_load(path.read_text("utf-8")).get("limits", [])}
    return kinds


@pytest.mark.parametrize("family", FAMILIES, ids=kind_of)
def test_a_family_has_an_example_tests_and_a_docstring(family: type[Limit]) -> None:
    kind = kind_of(family)
    assert kind in example_kinds()
    assert (ROOT / "tests" / "models" / "allocation" / "limits" / f"test_{kind}.py").exists()
    assert family.__doc__ is not None
    assert all(field.description or name == "kind" for name, field in family.model_fields.items())


def test_one_file_per_family() -> None:
    files = {path.stem for path in (ROOT / "models" / "allocation" / "limits").glob("*.py")}
    assert {kind_of(family) for family in FAMILIES} <= files


def test_one_module_imports_pulp() -> None:
    importing = {path.name for path in sources() if "pulp" in imported(path)}
    assert importing == {"cbc.py"}


def test_files_and_bodies_stay_readable() -> None:
    for path in sources():
        text = path.read_text("utf-8")
        assert text.count("\n") <= LONGEST_FILE, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.body[0].lineno < LONGEST_BODY, f"{path}: {node.name}"


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names
