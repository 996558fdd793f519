"""`allot explain`: why a number is what it is, for people and for programs, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.documents.ledger_schema import LedgerDocument
from models.errors import LimitReached
from scenarios import explanation
from tests.app.cli.conftest import EXAMPLES, Allot, Ended, allot_with

COMPANY = EXAMPLES / "company-en.scenario.yaml"
ALGEBRA = re.compile(
    r"\b(dual|constraint|row|slack|shadow|multiplier|epsilon|objective)\b|[λκμΣ]|对偶|约束条件|目标函数"
)


@pytest.fixture(scope="module")
def gu() -> Iterator[Ended]:
    """One person of the company."""
    yield allot_with("explain", COMPANY, "--rep", "Gu Simin", "--solver", "highs")


@pytest.mark.slow
class TestPerson:
    def test_the_lines_lead_from_last_year_to_the_target(self, gu: Ended) -> None:
        assert gu.code == 0
        assert gu.lines[0] == "Gu Simin: why 1,694?"
        assert any(line.startswith("Last year 1,407.0 1,407.0 Gu Simin sold 1,407 last year.") for line in gu.lines)
        assert "Target 1,694.0" in gu.lines

    def test_shown_amounts_add_up_as_they_stand(self, gu: Ended) -> None:
        table = gu.out.partition("Why")[2].partition("Target")[0]
        adds = re.findall(r"(?m)^\S.*?\s\s([+−]?[\d,]+\.\d)\s", table)
        assert len(adds) > 5
        assert sum(Decimal(text.replace(",", "").replace("−", "-")) for text in adds) == 1694

    def test_limits_and_their_owners(self, gu: Ended) -> None:
        assert "• “concentration on key accounts”: at most 33.5 % — owner: risk management" in gu.lines

    def test_what_would_move_it_in_words(self, gu: Ended) -> None:
        moves = [line for line in gu.lines if line.startswith("• If the ") and " would get " in line]
        assert moves
        pattern = (
            r"• If the (cap|floor) of “.+”.* were \S+.* instead of \S+.*, Gu Simin would get [\d.,]+ (more|less)\."
        )
        assert all(re.fullmatch(pattern, line) or "company target were" in line for line in moves), moves

    def test_where_more_goes_and_how_firm_it_is(self, gu: Ended) -> None:
        assert any(
            re.match(r"• Of the next 100 of company target, Gu Simin would carry [\d.]+ \(", x) for x in gu.lines
        )
        assert any(re.match(r"• Between [\d,.]+ and [\d,.]+ in plans within 0\.5 % of the best\.", x) for x in gu.lines)

    def test_no_algebra(self, gu: Ended) -> None:
        assert not ALGEBRA.search(gu.out)

    def test_chinese(self, allot: Allot) -> None:
        ended = allot("explain", EXAMPLES / "company.scenario.yaml", "--node", "region=华东", "--solver", "highs")
        assert ended.code == 0
        assert re.fullmatch(r"华东：为什么是 [\d,]+？", ended.lines[0])
        assert any("上年销售" in line for line in ended.lines)
        assert any(re.match(r"• 如果“.+是 .+ 而不是 .+，华东将(增加|减少) [\d.,]+。", line) for line in ended.lines)
        assert any(re.match(r"• 在与最优方案相差 0\.5 % 以内的方案中，介于 .+ 与 .+ 之间。", x) for x in ended.lines)
        assert not ALGEBRA.search(ended.out)


class TestOthers:
    def test_the_company(self, allot: Allot, tiny: Path) -> None:
        ended = allot("explain", tiny)
        assert ended.lines[0] == "The company: why 4,800?"
        assert any(line.startswith("By product: ") for line in ended.lines)

    def test_a_crossing_by_labels(self, allot: Allot, tiny: Path) -> None:
        ended = allot("explain", tiny, "--node", "region=North", "--node", "product=Smart valves")
        assert ended.code == 0, ended.err
        assert ended.lines[0].startswith("North × Smart valves: why ")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--rep", "An"], "Did you mean Ann?"),
            (["--rep", "Ann", "--node", "region=north"], "Ask for one of them"),
            (["--node", "region=Nort"], "Did you mean North?"),
            (["--node", "regoin=North"], "Did you mean region?"),
            (["--node", "region"], "LEVEL=MEMBER"),
            (["--node", "region=north", "--node", "region=south"], "asked for twice"),
            (["--strategy", "bold"], "bold"),
        ],
    )
    def test_names_that_are_not_known(self, allot: Allot, tiny: Path, arguments: list[str], words: str) -> None:
        ended = allot("explain", tiny, *arguments)
        assert (ended.code, ended.out) == (3, "")
        assert words in ended.err
        assert json.loads(allot("explain", tiny, *arguments, "--json").out)["status"] in (404, 422)

    def test_without_a_plan(self, allot: Allot) -> None:
        ended = allot("explain", EXAMPLES / "infeasible.scenario.yaml")
        assert (ended.code, ended.out) == (4, "")

    def test_usage(self, allot: Allot, tiny: Path) -> None:
        assert allot("explain", tiny, "--out", "why.csv").code == 2

    def test_what_the_time_does_not_suffice_for(
        self, allot: Allot, tiny: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def late(*_: object) -> object:
            raise LimitReached("time_limit", 1.0)

        monkeypatch.setattr(explanation, "near_optimal_range", late)
        monkeypatch.setattr(explanation, "next_amount", late)
        ended = allot("explain", tiny, "--rep", "Ann")
        assert ended.code == 0
        assert (
            "The time did not suffice to find out how firm the number is. Allow more time and ask again." in ended.lines
        )
        document = json.loads(allot("explain", tiny, "--rep", "Ann", "--json").out)
        assert (document["range"], document["next_amount"], len(document["open"])) == (None, None, 2)

    def test_an_interrupt_is_no_answer(self, allot: Allot, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def stopped(*_: object) -> object:
            raise LimitReached("interrupted", 1.0)

        monkeypatch.setattr(explanation, "next_amount", stopped)
        assert allot("explain", tiny).code == 5


class TestDocuments:
    def test_json_and_file_are_one_document(self, allot: Allot, tiny: Path, tmp_path: Path) -> None:
        out = tmp_path / "why.json"
        ended = allot("explain", tiny, "--rep", "Ann", "--json", "--out", out)
        document = LedgerDocument.model_validate_json(ended.out)
        assert json.loads(out.read_text("utf-8")) == json.loads(ended.out)
        assert sum(line.amount for line in document.lines) == document.target == document.lines[-1].so_far
        assert (document.node.axes, document.node.label) == (["rep"], ["Ann"])

    def test_the_same_bytes_twice(self, allot: Allot, tiny: Path) -> None:
        first, second = (allot("explain", tiny, "--node", "region=north", "--json").out for _ in range(2))
        assert first == second

    def test_both_solvers_say_the_same(self, allot: Allot, tiny: Path) -> None:
        first, second = (
            allot("explain", tiny, "--rep", "Ann", "--json", "--solver", one).out for one in ("cbc", "highs")
        )
        assert json.loads(first)["lines"] == json.loads(second)["lines"]

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_workbook(self, allot: Allot, tiny: Path, tmp_path: Path, language: str) -> None:
        out = tmp_path / "why.xlsx"
        assert allot("explain", tiny, "--rep", "Ann", "--out", out, "--lang", language).code == 0
        sheet = openpyxl.load_workbook(out, data_only=True).worksheets[0]
        assert sheet.title == "Ann"
        total = next(row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0] in ("Target", "目标"))
        lines = [row[1] for row in sheet.iter_rows(min_row=5, max_row=17, values_only=True)]
        assert sum(lines) == pytest.approx(total[2], abs=1e-9)
        assert total[1] == total[2]

    def test_schema(self, allot: Allot) -> None:
        assert json.loads(allot("schema", "ledger").out)["title"] == "LedgerDocument"
