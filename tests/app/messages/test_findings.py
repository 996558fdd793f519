"""Findings in words: facts are readable, suggestions appear when there are any, nothing ever breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.messages import LANGUAGES, describe, describe_place
from app.messages.catalogue import CATALOGUE
from models.findings import Fact, Finding, Location

FACTS = st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.lists(st.text(max_size=5), max_size=12))


class TestDescribe:
    def test_names_the_value_and_what_was_meant(self) -> None:
        facts: dict[str, Fact] = {"name": "Est", "known": ["East", "West"], "near": ["East"]}
        said = describe(Finding("unknown_member", Location("/limits/0/where/region"), facts), "en")
        assert said.startswith("“Est” is not known here. Did you mean East?")

    def test_leaves_out_a_suggestion_without_a_name(self) -> None:
        said = describe(Finding("unknown_member", Location("/x"), {"name": "Q", "known": [], "near": []}), "en")
        assert said == "“Q” is not known here. Correct the name, or add the member."

    def test_whole_floats_have_no_point(self) -> None:
        assert "3 cells" in describe(Finding("margin_without_rate", facts={"cell": "a × b", "count": 3.0}), "en")

    def test_values_look_as_in_the_document(self) -> None:
        assert "“12”" in describe(Finding("number_as_text", facts={"value": "'12'"}), "en")
        assert "“null”" in describe(Finding("not_a_number", facts={"value": "None"}), "en")
        assert "[1.5, 2]" in describe(Finding("not_text", facts={"value": "[Decimal('1.5'), 2]"}), "en")

    def test_long_lists_are_cut(self) -> None:
        facts: dict[str, Fact] = {"name": "x", "known": [f"m{i}" for i in range(50)], "near": []}
        assert describe(Finding("unknown_axis", facts=facts), "en").endswith("m6, m7, ….")

    def test_a_fact_that_looks_like_a_placeholder_stays_text(self) -> None:
        facts: dict[str, Fact] = {"name": "{known} [[{near}]]", "known": ["a"], "near": ["a"]}
        assert "“{known} [[{near}]]”" in describe(Finding("unknown_axis", facts=facts), "en")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_unknown_code(self, language: str) -> None:
        said = describe(Finding("brand_new", facts={"cell": "a × b"}), language)
        assert "brand_new" in said and "a × b" in said

    def test_a_missing_fact_falls_back(self) -> None:
        assert "unknown_axis" in describe(Finding("unknown_axis"), "en")

    @given(st.sampled_from([*CATALOGUE, "brand_new"]), st.dictionaries(st.text(max_size=8), FACTS, max_size=4))
    def test_never_breaks(self, code: str, facts: dict[str, Fact]) -> None:
        assert all(describe(Finding(code, Location("/a"), facts), language) for language in LANGUAGES)


class TestDescribePlace:
    def test_cell_of_a_table(self) -> None:
        place = Location("/cells", "cells.csv", 12, "baseline")
        assert describe_place(place, "en") == "cells.csv, row 12, column baseline"
        assert describe_place(place, "zh") == "cells.csv，第 12 行，“baseline”列"

    def test_line_of_a_document(self) -> None:
        assert describe_place(Location("/limits/0", "a.yaml", 7), "en") == "a.yaml, line 7, /limits/0"

    def test_nowhere(self) -> None:
        assert describe_place(Location(), "en") == ""
