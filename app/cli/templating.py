"""`allot template`: a scenario workbook to fill in, from an example or from a scenario that exists."""

from __future__ import annotations

from pathlib import Path

from app.cli.atomic_file import check_writable, write_whole
from app.cli.voice import Voice
from app.documents.template.examples import Example, example_workbook
from app.documents.template.scenario_workbook import scenario_workbook
from scenarios.definition import load_scenario


def write_template(voice: Voice, out: Path, example: Example, source: Path | None) -> int:
    """Write the workbook. Raises InvalidInput for a `source` that is not right, CannotWrite."""
    check_writable(out)
    if source is None:
        data = example_workbook(example, voice.language)
    else:
        scenario = load_scenario(source)
        voice.document = scenario.language
        data = scenario_workbook(scenario, voice.language)
    write_whole(out, data)
    voice.line(voice.word("template_written", file=str(out)))
    return 0
