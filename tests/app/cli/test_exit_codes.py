"""Every way a command can end, with words on standard error and never a traceback."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from tests.app.cli.conftest import CHINESE, ENGLISH, EXAMPLES, Allot

COMPANY = EXAMPLES / "company.scenario.yaml"
INFEASIBLE = EXAMPLES / "infeasible.scenario.yaml"


class TestUsage:
    @pytest.mark.parametrize(
        "arguments",
        [("solve",), ("solve", "x", "--lang", "fr"), ("nonsense",), ("generate",), ("solve", "x", "--time-limit", "0")],
    )
    def test_exit_2(self, allot: Allot, arguments: tuple[str, ...]) -> None:
        ended = allot(*arguments)
        assert ended.code == 2
        assert ended.out == ""
        assert "Usage" in ended.err


class TestInput:
    def test_missing_file(self, allot: Allot, tmp_path: Path) -> None:
        ended = allot("solve", tmp_path / "none.yaml")
        assert ended.code == 3
        assert "There is no file “none.yaml” here" in ended.err

    def test_unknown_strategy_is_suggested(self, allot: Allot) -> None:
        ended = allot("solve", EXAMPLES / "tiny.scenario.yaml", "--strategy", "balance")
        assert ended.code == 3
        assert "Did you mean balanced?" in ended.err

    def test_unknown_solver(self, allot: Allot) -> None:
        assert allot("solve", EXAMPLES / "tiny.scenario.yaml", "--solver", "cplex").code == 3

    def test_setting_that_cannot_be_used(self, allot: Allot) -> None:
        environment = {**ENGLISH, "ALLOT_MAX_ROWS": "many"}
        ended = allot("solve", EXAMPLES / "tiny.scenario.yaml", environment=environment)
        assert ended.code == 3
        assert "ALLOT_MAX_ROWS" in ended.err


class TestInfeasible:
    def test_reasons_repairs_and_owners(self, allot: Allot) -> None:
        ended = allot("solve", INFEASIBLE)
        assert (ended.code, ended.out) == (4, "")
        assert "add up to 56,200 thousand EUR; the company target needs 58,000 thousand EUR" in ended.err
        assert "owner: Karin Holm, human resources" in ended.err
        assert "lower the company target from 58,000 thousand EUR to 56,200 thousand EUR" in ended.err
        assert "Which company targets would fit" in ended.err

    def test_in_chinese(self, allot: Allot) -> None:
        ended = allot("solve", INFEASIBLE, "--lang", "zh")
        assert ended.code == 4
        assert "可行的调整办法（任选其一）" in ended.err
        assert "负责人：Karin Holm, human resources" in ended.err


class TestSolver:
    def test_stopped_by_time(self, allot: Allot) -> None:
        ended = allot("solve", COMPANY, "--time-limit", "0.001")
        assert ended.code == 5
        assert "在得到方案前达到限制而停止" in ended.err

    def test_missing(self, allot: Allot, tiny: Path) -> None:
        ended = allot("solve", tiny, environment={**ENGLISH, "ALLOT_CBC": "/nonexistent/cbc"})
        assert ended.code == 6
        assert "The solver is not available" in ended.err

    def test_a_defect_of_ours_is_said_in_words(self, allot: Allot, tiny: Path) -> None:
        with patch("app.cli.solving.allocate", side_effect=ZeroDivisionError("division by zero")):
            ended = allot("solve", tiny)
        assert ended.code == 7
        assert "Something went wrong inside Allot (ZeroDivisionError: division by zero)" in ended.err
        assert "Traceback" not in ended.err

    def test_interrupt(self, allot: Allot, tiny: Path) -> None:
        with patch("app.cli.solving.allocate", side_effect=KeyboardInterrupt):
            ended = allot("solve", tiny)
        assert (ended.code, ended.out) == (130, "")
        assert "Interrupted" in ended.err


class TestLanguageOfMessages:
    def test_before_the_scenario_is_read_the_locale_decides(self, allot: Allot, tmp_path: Path) -> None:
        assert "输入有误" in allot("solve", tmp_path / "none.yaml", environment=CHINESE).err
        assert "not right yet" in allot("solve", tmp_path / "none.yaml", environment=ENGLISH).err

    def test_what_is_asked_for_wins(self, allot: Allot, tmp_path: Path) -> None:
        assert "not right yet" in allot("solve", tmp_path / "none.yaml", "--lang", "en", environment=CHINESE).err
