"""A scenario file with one of its repairs written into it, read again and proven to have a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.allocation.diagnosis import Repair
from models.allocation.formulation import limit_rows
from models.allocation.repairing.written_number import NotWritable
from models.arrays import FloatArray
from models.errors import InvalidInput
from models.program import LinearProgram
from scenarios.definition.building import build_scenario
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.loading import Media, scenario_source
from scenarios.definition.scenario import Scenario
from scenarios.definition.table_folder import TableFolder
from scenarios.definition.yaml_source import read_yaml
from scenarios.feasible_range import feasible_range
from scenarios.repairing.document_edits import LIMITS, DocumentEdits, Note, document_edits
from scenarios.repairing.inlined_document import inlined_document
from scenarios.repairing.yaml_edits import NotEditable, YamlEdits
from scenarios.repairing.yaml_values import document_text
from solvers.base import SolverBackend, SolverOptions

Comment = Callable[[Note], Sequence[str]]
"""The lines of a comment."""


@dataclass(frozen=True)
class ScenarioFile:
    """A scenario as it lies on the disk: its bytes, their kind, its name, and the folder of its tables."""

    data: bytes
    media: Media
    name: str
    folder: TableFolder


@dataclass(frozen=True)
class RepairedScenario:
    """The text to write, as YAML. `is_rewritten`: the original could hold no comments, so all of it was written anew;
    `has_inline_rows`: rows of a workbook's sheets stand in the text."""

    text: str
    is_rewritten: bool
    has_inline_rows: bool


def repaired_scenario(
    file: ScenarioFile,
    scenario: Scenario,
    repair: Repair,
    comment: Comment,
    backend: SolverBackend,
    options: SolverOptions,
) -> RepairedScenario:
    """The file's scenario with the repair. YAML keeps its lines and comments, and only what the repair changes is
    different; other kinds of files become YAML. Raises NotWritable where the scenario as written would have no plan."""
    ceilings = Ceilings()
    source = scenario_source(file.data, file.media, file.name, ceilings)
    assert isinstance(source.value, dict)
    document = inlined_document(scenario, source.value) if file.media == "xlsx" else source.value

    def solve(program: LinearProgram) -> FloatArray | None:
        point = backend.solve(program, options).point
        return None if point is None else point.values

    edits = document_edits(scenario.problem, limit_rows(scenario.problem), repair, document, solve)
    wanted = edits.applied(document)
    written = (
        _written(file.data.decode("utf-8-sig"), edits, comment, wanted, ceilings) if file.media == "yaml" else None
    )
    text = written or _written(document_text(document), edits, comment, wanted, ceilings)
    if text is None or not _has_plan(text, file, ceilings, backend, options):
        raise NotWritable(repair.changes[0])
    return RepairedScenario(text, is_rewritten=written is None, has_inline_rows=file.media == "xlsx")


def unchanged_text(file: ScenarioFile, scenario: Scenario) -> str:
    """The file's scenario as it is: YAML as written, other kinds as YAML."""
    if file.media == "yaml":
        return file.data.decode("utf-8-sig")
    source = scenario_source(file.data, file.media, file.name, Ceilings())
    assert isinstance(source.value, dict)
    return document_text(inlined_document(scenario, source.value) if file.media == "xlsx" else source.value)


def _written(
    text: str, edits: DocumentEdits, comment: Comment, wanted: dict[str, Any], ceilings: Ceilings
) -> str | None:
    """The text with the edits; None where it would not read as what is wanted."""
    found = YamlEdits(text)
    try:
        for edit in edits.fields:
            found.set_field(edit.path, edit.name, edit.value, () if edit.note is None else comment(edit.note))
        for item in edits.items:
            comments = {name: comment(note) for name, note in item.notes.items()}
            found.add_item((LIMITS,), item.after, item.item, comments)
        new = found.text()
        same = read_yaml(new.encode(), None, ceilings).value == _plain(wanted)
    except (NotEditable, InvalidInput):
        return None
    return new if same else None


def _plain(value: Any) -> Any:
    """Tuples as the lists that a document has."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _has_plan(
    text: str, file: ScenarioFile, ceilings: Ceilings, backend: SolverBackend, options: SolverOptions
) -> bool:
    try:
        scenario = build_scenario(read_yaml(text.encode(), file.name, ceilings), file.folder, ceilings)
    except InvalidInput:
        return False
    rows = limit_rows(scenario.problem)
    return feasible_range(scenario.problem, rows, None, backend, options).is_feasible
