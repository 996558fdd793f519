"""The table of errors is complete, and every problem document has its parts."""

from __future__ import annotations

import json

import pytest

from app.json_text import json_bytes
from app.messages import LANGUAGES, Language
from app.problems import (
    BY_ERROR,
    MAX_FINDINGS,
    PROBLEM_TYPES,
    exit_code,
    problem_document,
    problem_type,
)
from app.schemas.problem import Problem
from models.errors import AllotError, InvalidInput, LimitReached, SolverFailed, TooLarge
from models.findings import Finding, Location
from tests.app.messages.test_errors import ERRORS

EXPECTED = {
    "AllotError": (500, 7),
    "InvalidInput": (422, 3),
    "UnknownResource": (404, 3),
    "TooLarge": (413, 3),
    "Infeasible": (409, 4),
    "LimitReached": (504, 5),
    "SolverUnavailable": (503, 6),
    "SolverFailed": (500, 7),
    "VerificationFailed": (500, 7),
    "Overloaded": (503, 5),
}


def every_error(kind: type[AllotError] = AllotError) -> set[type[AllotError]]:
    """The class and everything below it that belongs to the product."""
    below = {found for inner in kind.__subclasses__() for found in every_error(inner)}
    return {found for found in {kind, *below} if not found.__module__.startswith("tests")}


class TestTable:
    def test_every_error_has_a_row(self) -> None:
        assert every_error() == set(BY_ERROR)

    def test_statuses_and_exit_codes(self) -> None:
        assert {kind.__name__: (row.status, row.exit_code) for kind, row in BY_ERROR.items()} == EXPECTED

    def test_codes_are_unique(self) -> None:
        rows = [*BY_ERROR.values()]
        assert len({row.code for row in rows}) == len(rows)
        assert all(PROBLEM_TYPES[code].code == code for code in PROBLEM_TYPES)

    def test_titles_in_both_languages(self) -> None:
        assert all(row.title.en and row.title.zh for row in PROBLEM_TYPES.values())

    def test_malformed_is_400(self) -> None:
        assert problem_type(InvalidInput([], malformed=True)).status == 400

    def test_a_class_below_takes_the_row_above(self) -> None:
        class DiskFull(SolverFailed):
            pass

        assert problem_type(DiskFull("cbc", "no space")).code == "solver_failed"

    def test_what_is_not_ours_is_internal(self) -> None:
        assert problem_type(RuntimeError("boom")).status == 500
        assert exit_code(RuntimeError("boom")) == 7

    def test_interrupt(self) -> None:
        assert exit_code(KeyboardInterrupt()) == 130
        assert exit_code(LimitReached("time_limit", 1)) == 5


class TestDocument:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
    def test_follows_its_schema(self, error: AllotError, language: Language) -> None:
        document = problem_document(error, language)
        assert Problem.model_validate_json(json_bytes(document)).status == problem_type(error).status

    def test_never_echoes_the_reason_of_what_is_not_ours(self) -> None:
        assert "secret" not in json.dumps(problem_document(InvalidInput([Finding("no_cells")]), "en"))

    def test_entries_have_their_place(self) -> None:
        place = Location("/cells", "cells.csv", 4, "baseline")
        document = problem_document(InvalidInput([Finding("number_as_text", place, {"value": "1,000"})]), "en")
        entry = document["errors"][0]
        assert (entry["pointer"], entry["file"], entry["row"], entry["column"]) == (
            "/cells",
            "cells.csv",
            4,
            "baseline",
        )
        assert "“1,000”" in entry["detail"]

    def test_a_flood_of_findings_is_cut(self) -> None:
        document = problem_document(InvalidInput([Finding("no_cells")] * (MAX_FINDINGS + 5)), "en")
        assert len(document["errors"]) == MAX_FINDINGS
        assert str(MAX_FINDINGS + 5) in document["detail"]

    def test_chinese(self) -> None:
        assert problem_document(TooLarge("bytes", 2, 1), "zh")["title"] == "请求过大"
