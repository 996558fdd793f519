"""The catalogue is complete: every code of the source, both languages, every fact that a sentence needs."""

from __future__ import annotations

import pytest

from app.messages import LANGUAGES, Language, describe
from app.messages.catalogue import CATALOGUE, PARTS
from app.messages.sentence import Sentence
from models.finding_codes import CODES
from models.findings import Finding, Location
from tests.app.messages.finding_codes import finding_codes, stated_facts

IN_PLACE = {"field", "file"}
"""Facts that the place itself tells."""

PLACE = Location(pointer="/limits/0/by", file="cells.csv", row=3, column="baseline")
ENDS = {"en": (".", ".]]"), "zh": ("。", "。]]")}


class TestCodes:
    def test_every_code_has_a_sentence(self) -> None:
        assert finding_codes() - CATALOGUE.keys() == set()

    def test_no_sentence_without_a_code(self) -> None:
        assert CATALOGUE.keys() - finding_codes() == set()

    def test_each_code_stands_in_one_part(self) -> None:
        assert sum(len(part) for part in PARTS) == len(CATALOGUE)

    def test_sources_are_found_at_all(self) -> None:
        assert {
            "unknown_axis",
            "floor_over_cap",
            "name_twice",
            "field_missing",
            "growth_without_base",
        } <= finding_codes()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CATALOGUE)
class TestSentences:
    def test_says_all_its_facts(self, code: str, language: Language) -> None:
        names = _all_facts(CATALOGUE[code])
        said = describe(Finding(code, PLACE, {name: f"<{name}>" for name in names}), language)
        assert all(f"<{name}>" in said for name in names if _uses(CATALOGUE[code], language, name))
        assert not any(mark in said for mark in ("{", "}", "[[", "]]"))

    def test_ends_as_a_sentence(self, code: str, language: Language) -> None:
        assert CATALOGUE[code].text(language).endswith(ENDS[language])

    def test_both_languages_need_the_same(self, code: str, language: Language) -> None:
        assert CATALOGUE[code].required(language) == CATALOGUE[code].required("en")


class TestFacts:
    @pytest.mark.parametrize("code", CODES)
    def test_every_placeholder_can_be_filled(self, code: str) -> None:
        facts = CODES[code]
        assert CATALOGUE[code].required("en") <= {*facts.always, *IN_PLACE}
        assert _all_facts(CATALOGUE[code]) <= {*facts.always, *facts.sometimes, *IN_PLACE}

    @pytest.mark.parametrize(("code", "facts"), stated_facts())
    def test_the_source_gives_what_the_sentence_needs(self, code: str, facts: frozenset[str]) -> None:
        assert CATALOGUE[code].required("en") <= facts | IN_PLACE


def _all_facts(sentence: Sentence) -> set[str]:
    bare = Sentence(*(text.replace("[[", "").replace("]]", "") for text in sentence))
    return set(bare.required("en") | bare.required("zh"))


def _uses(sentence: Sentence, language: Language, name: str) -> bool:
    return f"{{{name}}}" in sentence.text(language)
