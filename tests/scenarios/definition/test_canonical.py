"""One scenario has one hash: however its rows are ordered and its numbers are written."""

from __future__ import annotations

import csv
import io
import json
import random
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from models.formula_text import is_formula
from scenarios.definition import Scenario, load_scenario, read_scenario
from scenarios.definition.canonical_json import canonical_json
from tests.support.documents import json_bytes, read, sound, with_limits, yaml_bytes

amount = st.decimals(min_value=0, max_value=10**6, places=6).map(lambda value: value.normalize())
maybe_amount = st.none() | amount
rate = st.none() | st.floats(-1, 1).map(lambda value: round(value, 6))
label = st.text(st.characters(blacklist_categories=["C", "Z"]), min_size=1, max_size=8).filter(
    lambda text: not is_formula(text)
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Sound documents with a few products and people, sparse cells and nulls everywhere."""
    teams = draw(st.integers(1, 3))
    people = draw(st.integers(1, 5))
    products = draw(st.integers(1, 3))
    members: list[dict[str, Any]] = [
        {"key": f"t{team}", "level": "team", "priority": draw(rate)} for team in range(teams)
    ]
    members += [
        {"key": f"r{person}", "parent": f"t{person % teams}", "label": draw(label), "attributes": {"size": person}}
        for person in range(people)
    ]
    pairs = [(f"p{product}", f"r{person}") for product in range(products) for person in range(people)]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    cells = [
        {
            "product": product,
            "rep": rep,
            "baseline": draw(amount),
            "potential": draw(maybe_amount),
            "previous": draw(maybe_amount),
            "margin_rate": draw(rate),
        }
        for product, rep in chosen
    ]
    cells[0]["baseline"] = Decimal(1)
    document = sound()
    document["dimensions"] = [
        {"name": "product", "members": [{"key": f"p{product}"} for product in range(products)]},
        {"name": "rep", "levels": ["team", "rep"], "members": members},
    ]
    return {**document, "cells": cells}


def arrays_of(scenario: Scenario) -> list[np.ndarray]:
    cells = scenario.problem.cells
    return [cells.members, cells.baseline.minor, cells.potential.minor, cells.potential.present, cells.margin_rate]


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(document: dict[str, Any], generator: random.Random) -> None:
    first = read(document)
    generator.shuffle(document["cells"])
    for dimension in document["dimensions"]:
        generator.shuffle(dimension["members"])
    second = read(document)
    assert first.canonical == second.canonical
    for one, other in zip(arrays_of(first), arrays_of(second), strict=True):
        np.testing.assert_array_equal(one, other)


@given(documents())
@settings(max_examples=50)
def test_yaml_json_and_csv_give_one_hash(document: dict[str, Any]) -> None:
    expected = read(document).scenario_hash
    assert read_scenario(yaml_bytes(document), "yaml").scenario_hash == expected
    with TemporaryDirectory() as name:
        assert load_scenario(as_tables(document, Path(name))).scenario_hash == expected


def as_tables(document: dict[str, Any], folder: Path) -> Path:
    """The same scenario with its rows in CSV files."""
    split = json.loads(json_bytes(document))
    rows = [row | row.pop("attributes", {}) for row in split["dimensions"][1]["members"]]
    split["dimensions"][1]["members"] = write_csv(folder / "members.csv", rows)
    split["cells"] = write_csv(folder / "cells.csv", document["cells"])
    (folder / "s.yaml").write_bytes(yaml_bytes(split))
    return folder / "s.yaml"


def write_csv(path: Path, rows: list[dict[str, Any]]) -> dict[str, str]:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return {"table": path.name}


@given(documents())
def test_written_amounts_survive_the_round_trip(document: dict[str, Any]) -> None:
    problem = read(document).problem
    written: dict[tuple[str, ...], Any] = {(row["product"], row["rep"]): row for row in document["cells"]}
    for cell in range(problem.cells.count):
        row = written[problem.cell_key(cell)]
        assert problem.money.from_minor(int(problem.cells.baseline.minor[cell])) == row["baseline"]
        assert bool(problem.cells.potential.present[cell]) == (row["potential"] is not None)


@given(documents())
def test_the_canonical_form_is_rfc_8785(document: dict[str, Any]) -> None:
    scenario = read(document)
    assert rfc8785.dumps(json.loads(scenario.canonical)) == scenario.canonical
    assert scenario.scenario_hash == sha256(scenario.canonical).hexdigest()


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(blacklist_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(blacklist_categories=["Cs"])), inner),
    max_leaves=20,
)


@given(json_values)
def test_canonical_json_agrees_with_the_reference(value: Any) -> None:
    assert canonical_json(value).encode() == rfc8785.dumps(value)


def test_values_without_canonical_form() -> None:
    for value, error in ((2**53, ValueError), ({1, 2}, TypeError), (float("nan"), rfc8785.CanonicalizationError)):
        with pytest.raises(error):
            canonical_json(value)


def test_defaults_are_filled_in() -> None:
    plain = sound()
    explicit = sound()
    explicit["language"] = "en"
    explicit["limits"] = []
    explicit["rounding"] = {"increment": 0.0001}
    explicit["strategy"] = "balanced"
    explicit["dimensions"][0]["label"] = "product"
    explicit["dimensions"][0]["levels"] = ["product"]
    explicit["dimensions"][1]["members"][1] |= {"level": "rep", "priority": 0.3}
    assert read(plain).canonical == read(explicit).canonical


def test_options_never_change_the_hash() -> None:
    options = {"solver": "highs", "time_limit_seconds": 5, "relative_gap": 0.01}
    assert read({**sound(), "options": options}).scenario_hash == read(sound()).scenario_hash


def test_what_judges_plans_never_changes_the_hash() -> None:
    certificate = {"max_slope": 0.02, "groups": ["team"], "as_of": "2025-01-01"}
    assert read({**sound(), "fairness_certificate": certificate}).scenario_hash == read(sound()).scenario_hash


def test_limits_in_money_are_written_in_minor_units() -> None:
    limits = [
        {"kind": "amount_limit", "max_amount": 100.000001},
        {"kind": "capacity", "amount": 7.5, "measure": "effort", "by": "rep", "where": {"product": "a"}},
    ]
    found = json.loads(read(with_limits(*limits)).canonical)["limits"]
    assert (found[0]["max_amount"], found[1]["amount"]) == (100_000_001, 7.5)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Plan 2026"},
        {"company_target": {"amount": 200.000001}},
        {"money": {"currency": "USD", "unit": "ten_thousand"}},
        {"strategies": {"balanced": {"strategic_intensity": 0.6}}},
        {"rounding": {"increment": 1}},
    ],
)
def test_everything_else_does(change: dict[str, Any]) -> None:
    assert read({**sound(), **change}).scenario_hash != read(sound()).scenario_hash


def test_the_hash_of_the_sound_document_never_changes() -> None:
    """A new hash here means that every stored scenario gets one: raise the schema version instead. (The document states
    no strategies, so the ready-made ones are part of it.)"""
    assert read(sound()).scenario_hash == "98905bb2908971707ff47867822c2db002309f04ec39eb712896f82375b77e78"
