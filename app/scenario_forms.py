"""A scenario that was posted together with its tables, as the parts of one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.forms import Part
from app.part_media import media_of_part
from models.errors import InvalidInput
from models.findings import FindingList, Location, as_pointer
from scenarios.definition import Media
from scenarios.definition.table_folder import uploaded_name

SCENARIO, TABLES = "scenario", "tables"
"""The part with the scenario, and the name of parts that go by the names of their files."""


@dataclass(frozen=True)
class PostedScenario:
    """A scenario as it came. `tables`: by the names that it calls them; None where only the document was posted."""

    data: bytes = field(repr=False)
    media: Media
    file: str = SCENARIO
    tables: Mapping[str, bytes] | None = field(default=None, repr=False)


def posted_scenario(parts: Sequence[Part], document: str = SCENARIO) -> PostedScenario:
    """The document, in the part of that name, and its tables. A part called `tables` goes by the name of its file, any
    other one by its own.

    Raises InvalidInput: `form_scenario_missing`, `form_part_twice`, `form_file_unnamed`.
    """
    findings = FindingList()
    documents = [part for part in parts if part.name == document]
    if not documents:
        names = [part.name[:60] for part in parts]
        findings.add("form_scenario_missing", Location(pointer=f"/{document}"), {"part": document, "found": names})
    if len(documents) > 1:
        findings.add("form_part_twice", Location(pointer=f"/{document}"), {"name": document})
    tables = _tables([part for part in parts if part.name != document], findings)
    if len(findings):
        raise InvalidInput(tuple(findings))
    posted = documents[0]
    return PostedScenario(posted.data, media_of_part(posted), posted.file or document, tables)


def _tables(parts: Sequence[Part], findings: FindingList) -> dict[str, bytes]:
    tables: dict[str, bytes] = {}
    for part in parts:
        written = part.file if part.name == TABLES else part.name
        name = uploaded_name(written)
        place = Location(pointer=as_pointer([part.name[:60]]))
        if not written:
            findings.add("form_file_unnamed", place, {"part": TABLES})
        elif name in tables:
            findings.add("form_part_twice", place, {"name": name[:60]})
        tables[name] = part.data
    return tables
