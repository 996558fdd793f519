"""The documentation describes what exists: pages written from the code are current, links and commands hold."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from app.documents.limit_reference import render
from models.allocation.limits.families import FAMILIES

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])


def test_the_limits_page_is_what_the_code_says() -> None:
    written = (ROOT / "docs" / "limits.md").read_text("utf-8")
    assert written == render(), "run: python -m app.documents.limit_reference > docs/limits.md"


@pytest.mark.parametrize("page", ["cli", "terms"])
def test_pages_from_the_code_are_what_it_says(page: str) -> None:
    name = {"cli": "app.documents.cli_reference", "terms": "app.documents.term_reference"}[page]
    written = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    assert written == importlib.import_module(name).render(), f"run: python -m {name} > docs/{page}.md"


def test_every_family_has_its_section() -> None:
    page = (ROOT / "docs" / "limits.md").read_text("utf-8")
    for family in FAMILIES:
        kind = family.model_fields["kind"].annotation
        assert f"## `{kind.__args__[0]}`" in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_hold(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_names_only_files_that_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"scenarios/examples/[\w.-]+\.yaml", text))
    assert named
    assert all((ROOT / name).exists() for name in named)


def test_the_readme_names_only_make_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"(?m)(?:^|`)make ([a-z-]+)", (ROOT / "README.md").read_text("utf-8"))):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
