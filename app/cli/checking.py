"""`allot validate`: everything that is wrong with a scenario, or a line that says nothing is."""

from __future__ import annotations

from pathlib import Path

from app.cli.voice import Voice
from app.messages import at_place, describe, describe_place
from models.findings import Fact
from scenarios.definition import load_scenario


def validate_file(voice: Voice, file: Path) -> int:
    """Read the scenario and its tables. Raises InvalidInput with every finding, which `guarded` lists."""
    scenario = load_scenario(file)
    voice.document = scenario.language
    problem = scenario.problem
    voice.line(voice.word("valid", name=scenario.name), style="green")
    counts: dict[str, Fact] = {
        "cells": f"{problem.cells.count:,}",
        "members": f"{sum(len(dimension.members) for dimension in problem.dimensions):,}",
        "dimensions": len(problem.dimensions),
        "limits": len(problem.limits),
        "strategies": len(scenario.strategies),
    }
    voice.line(voice.word("counts", **counts))
    voice.line(voice.word("hash", hash=scenario.scenario_hash))
    if scenario.notices:
        voice.line(voice.word("notices"), style="yellow")
    for notice in scenario.notices:
        place = describe_place(notice.location, voice.language)
        voice.item("  • ", at_place(place, describe(notice, voice.language), voice.language))
    return 0
