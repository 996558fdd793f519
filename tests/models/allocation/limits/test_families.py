"""A family without tests of its own does not pass."""

from __future__ import annotations

import importlib
import pkgutil
from typing import get_args

import tests.models.allocation.limits as here
from models.allocation.limits.base import Limit
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.families import FAMILIES, LimitFamily

NEEDED = ("test_satisfied", "test_tight", "test_violated", "test_pressure", "test_golden", "test_soft")
"""How the contract's tests begin, without their `a …`."""


def families_with_tests() -> dict[type[Limit], set[str]]:
    """Family → the names of its tests."""
    tested: dict[type[Limit], set[str]] = {}
    for module in pkgutil.iter_modules(here.__path__):
        for name, found in vars(importlib.import_module(f"{here.__name__}.{module.name}")).items():
            if name.startswith("Test") and getattr(found, "family", None) is not None:
                tested.setdefault(found.family, set()).update(n for n in dir(found) if n.startswith("test_"))
    return tested


def test_every_family_has_a_golden_case() -> None:
    assert set(FAMILIES) == set(families_with_tests())


def test_every_family_is_tested_satisfied_tight_violated_and_soft() -> None:
    for family, names in families_with_tests().items():
        plain = {name.replace("test_a_", "test_") for name in names}
        lacking = [start for start in NEEDED if not any(name.startswith(start) for name in plain)]
        assert lacking == [], family


def test_the_union_and_the_list_name_the_same_families() -> None:
    in_union = set(get_args(get_args(LimitFamily)[0]))
    assert in_union | {CompanyTotal} == set(FAMILIES)


def test_every_family_has_a_kind_of_its_own() -> None:
    kinds = [get_args(family.model_fields["kind"].annotation)[0] for family in FAMILIES]
    assert len(set(kinds)) == len(FAMILIES)
