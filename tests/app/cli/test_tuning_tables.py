"""Tables of a tuning on screens of any width: all numbers whole, no text cut off."""

from __future__ import annotations

import pytest

from app.cli.tuning_tables import print_tuning_table
from app.cli.voice import Voice
from app.documents.tuning.cells import cell_text
from app.documents.tuning.document import tuning_document
from app.documents.tuning.tables import parameters_table, people_table
from app.messages import Language
from tests.support.tuning_reports import tuning_report


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 110, 150, 240])
def test_everything_is_there_at_any_width(
    width: int, language: Language, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    document = tuning_document(tuning_report(), None, language)
    for table in (parameters_table(document, language), people_table(document, language)):
        print_tuning_table(Voice(language), table)
        said = capsys.readouterr().out
        shown = [word for line in said.splitlines() for word in line.split()]
        for row in table.rows:
            numbers = [cell_text(cell, language) for cell in row if cell.kind != "text" and cell.value is not None]
            assert all(part in shown for number in numbers for part in number.split())
            texts = "".join(str(cell.value or "") for cell in row if cell.kind == "text").replace(" ", "")
            assert {*texts} <= {*said}
        assert "…" not in said


def test_a_long_note_is_whole(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    document = tuning_document(tuning_report(), None, "zh")
    print_tuning_table(Voice("zh"), parameters_table(document, "zh"))
    assert "改回后将不再满足条件：“预期成本”、“员工不受损”" in capsys.readouterr().out
