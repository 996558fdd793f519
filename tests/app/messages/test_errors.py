"""Errors in words."""

from __future__ import annotations

import pytest

from app.messages import LANGUAGES, Language
from app.messages.errors import SENTENCES, describe_error
from app.messages.transport import TRANSPORT
from app.overload import Overloaded
from models.errors import (
    AllotError,
    InvalidInput,
    LimitReached,
    SolverFailed,
    SolverUnavailable,
    TooLarge,
    UnknownResource,
    VerificationFailed,
)
from models.findings import Finding

ERRORS = (
    InvalidInput([Finding("no_cells")]),
    InvalidInput([Finding("no_cells"), Finding("no_cells")]),
    InvalidInput([Finding("json_malformed")], malformed=True),
    UnknownResource("solver", "cbcc", ("cbc", "highs")),
    UnknownResource("something else", "x", ()),
    TooLarge("bytes", 10, 5),
    TooLarge("something else", 10, 5),
    LimitReached("time_limit", 1.25),
    SolverUnavailable("cbc", "not found"),
    SolverFailed("cbc", "killed"),
    VerificationFailed("cbc", "a limit is broken"),
    Overloaded(2, 5),
    AllotError("whatever"),
)


class TestDescribeError:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
    def test_is_a_sentence(self, error: AllotError, language: Language) -> None:
        said = describe_error(error, language)
        assert said.endswith("." if language == "en" else "。")
        assert not any(mark in said for mark in ("{", "}", "[[", "]]"))

    def test_suggests_a_name(self) -> None:
        assert "Did you mean cbc?" in describe_error(ERRORS[3], "en")

    def test_one_and_many(self) -> None:
        assert "one fault" in describe_error(ERRORS[0], "en")
        assert "2 faults" in describe_error(ERRORS[1], "en")

    @pytest.mark.parametrize("key", [*SENTENCES, *TRANSPORT])
    def test_both_languages_need_the_same(self, key: str) -> None:
        sentence = SENTENCES.get(key) or TRANSPORT[key]
        assert sentence.required("en") == sentence.required("zh")
