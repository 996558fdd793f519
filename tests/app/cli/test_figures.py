"""Numbers, texts and files as the command line writes them."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest

from app.cli.atomic_file import CannotWrite, check_writable, write_whole
from app.cli.figures import Figures, number_text, rate_text, share_text
from app.cli.voice import harmless
from app.cli.words import WORDS
from app.interruption import locale_language
from app.messages import describe
from app.messages.amounts import percent_words
from models.errors import InvalidInput
from models.units import Money, MoneyUnit

WAN = Figures(Money("CNY", MoneyUnit.TEN_THOUSAND), "zh")


class TestFigures:
    @pytest.mark.parametrize(
        ("rate", "text"),
        [(0.15, "+15.0 %"), (-0.032, "−3.2 %"), (0.0, "0.0 %"), (-0.0001, "0.0 %"), (12.5, "+1,250.0 %"), (None, "–")],
    )
    def test_rates(self, rate: float | None, text: str) -> None:
        assert rate_text(rate) == text

    def test_written_rates_keep_their_digits(self) -> None:
        assert [percent_words(rate) for rate in (0.335, 0.04, 0.0125)] == ["33.5 %", "4 %", "1.25 %"]
        assert share_text(0.33779) == "33.8 %"

    def test_no_scientific_notation(self) -> None:
        assert number_text(123456789.123) == "123,456,789.12"
        assert number_text(0.0000001) == "0"

    def test_one_width_of_decimals_per_column(self) -> None:
        minors = [1_000_000, 1_500_000, None, 1_234_567]
        assert WAN.column(minors, exact=True) == ["1.000000", "1.500000", "–", "1.234567"]
        assert WAN.column(minors, exact=False) == ["1.00", "1.50", "–", "1.23"]

    def test_unit(self) -> None:
        assert WAN.unit == "万元"
        assert WAN.with_unit(Decimal(48760)) == "48,760 万元"


class TestVoice:
    def test_every_word_in_both_languages(self) -> None:
        assert all(sentence.en and sentence.zh for sentence in WORDS.values())
        assert all(sentence.required("en") == sentence.required("zh") for sentence in WORDS.values())

    @pytest.mark.parametrize(
        ("environment", "language"),
        [({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"), ({}, "en"), ({"LANG": "zh"}, "zh")],
    )
    def test_locale(self, environment: dict[str, str], language: str) -> None:
        assert locale_language(environment) == language

    def test_nothing_steers_the_terminal(self) -> None:
        assert harmless("a\x1b[31mb\x07\n") == "a�[31mb�\n"


class TestAtomicFile:
    def test_replaces_and_keeps_the_mode(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.json"
        path.write_text("old")
        path.chmod(0o640)
        write_whole(path, b"new")
        assert path.read_bytes() == b"new"
        assert path.stat().st_mode & 0o777 == 0o640
        assert list(tmp_path.iterdir()) == [path]

    def test_a_full_disk_leaves_the_old_file_and_nothing_else(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.json"
        path.write_text("old")
        full = OSError(28, os.strerror(28))
        with patch("app.cli.atomic_file.os.fsync", side_effect=full), pytest.raises(CannotWrite, match="No space left"):
            write_whole(path, b"new")
        assert path.read_text() == "old"
        assert list(tmp_path.iterdir()) == [path]

    def test_an_interrupt_leaves_nothing(self, tmp_path: Path) -> None:
        with (
            patch("app.cli.atomic_file.os.fsync", side_effect=KeyboardInterrupt),
            pytest.raises(KeyboardInterrupt),
        ):
            write_whole(tmp_path / "plan.json", b"new")
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_cannot_hold_a_file(self, tmp_path: Path) -> None:
        with pytest.raises(CannotWrite):
            check_writable(tmp_path)

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput) as refused:
            check_writable(tmp_path / "none" / "plan.json")
        (finding,) = refused.value.findings
        assert (finding.code, finding.facts["folder"]) == ("output_folder_missing", str(tmp_path / "none"))
        assert "plan.json cannot be written" in describe(finding, "en") and "没有文件夹" in describe(finding, "zh")
