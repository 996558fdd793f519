"""The companies that a template can be filled with: examples of the repository, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import scenarios
from app.documents.template.scenario_workbook import scenario_workbook
from app.messages import Language
from scenarios.definition import load_scenario

Example = Literal["tiny", "company"]

_FILES: dict[tuple[Example, Language], str] = {
    ("tiny", "en"): "tiny",
    ("tiny", "zh"): "tiny-zh",
    ("company", "en"): "company-en",
    ("company", "zh"): "company",
}


def example_file(example: Example, language: Language) -> Path:
    """The example's scenario file."""
    folder = Path(str(scenarios.__file__)).parent / "examples"
    return folder / f"{_FILES[example, language]}.scenario.yaml"


def example_workbook(example: Example, language: Language) -> bytes:
    """A template that is filled with the example and solves at once."""
    return scenario_workbook(load_scenario(example_file(example, language)), language)
