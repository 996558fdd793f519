"""`allot payout`: sums, statements, what if, files, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.documents.incentives.payout_schema import PayoutDocument
from tests.app.cli.conftest import CHINESE, EXAMPLES, Allot

PLANS = EXAMPLES / "incentives"
COMPANY = PLANS / "company-en.plan.yaml"
TINY = PLANS / "tiny.plan.yaml"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The tiny plan without actuals."""
    path = tmp_path / "bare.plan.yaml"
    path.write_text(TINY.read_text("utf-8").partition("\nactuals:")[0], "utf-8")
    return path


class TestScreen:
    def test_sums_and_people(self, allot: Allot) -> None:
        ended = allot("payout", COMPANY)
        assert ended.code == 0
        assert "Incentive plan 2026 · 2026" in ended.lines
        assert "up to 2026-12 · Amounts in CNY." in ended.lines
        assert "Total 10 698,500 1,536 758,019.80 684,135.48 73,884.32 331,749.56" in ended.lines
        assert "Account reps · Revenue bonus 8 300,378.49" in ended.lines
        assert "2027-01-15 2026-12 458,351.59 73,884.32 384,467.27" in ended.lines
        assert any(line.startswith("Guo Wei Regional 114,000 105.5 %") for line in ended.lines)

    def test_of_one_person_why(self, allot: Allot) -> None:
        ended = allot("payout", COMPANY, "--person", "Gu Simin")
        assert ended.code == 0
        assert "Revenue bonus 44,808.37" in ended.lines
        assert "Earned: 77,178.96 − 1,536 (clawback) = 75,642.96." in ended.lines
        assert "2032-01-15 Long-service award 12,000 5,294.98" in ended.lines
        assert "By group" not in ended.out

    def test_the_plan_decides_about_the_language(self, allot: Allot) -> None:
        assert "客户代表 · 营业收入奖 8 300,378.49" in allot("payout", PLANS / "company.plan.yaml").lines
        assert "By group" in allot("payout", COMPANY, environment=CHINESE).out
        assert "按组别" in allot("payout", COMPANY, "--lang", "zh").out

    def test_what_if(self, allot: Allot) -> None:
        ended = allot("payout", TINY, "--person", "ann", "--at", "revenue=95%")
        assert ended.code == 0
        assert "If revenue 95 %, all other targets 100 %." in ended.lines
        assert "Payments" not in ended.out and "Payments" in allot("payout", TINY, "--person", "ann").out
        assert [line for line in ended.lines if line.startswith(("80 %", "95 %", "130 %"))] == [
            "80 % 12,000",
            "95 % 21,000",
            "130 % 37,200",
        ]

    def test_a_notice_for_a_group_whose_period_is_not_over(self, allot: Allot, tmp_path: Path) -> None:
        rows = [
            line
            for line in (PLANS / "actuals.csv").read_text("utf-8").splitlines()
            if "2026-" not in line or line.split(",")[1] <= "2026-04"
        ]
        table = tmp_path / "april.csv"
        table.write_text("\n".join(rows) + "\n", "utf-8")
        ended = allot("payout", COMPANY, table)
        assert ended.code == 0
        assert "People whom nothing is due to yet: 2. Their first payment period is not over." in ended.lines
        assert "Group “Regional managers” is paid every 12 months" in ended.out
        page = allot("payout", COMPANY, table, "--person", "ma_lin", "--out", tmp_path / "a.html")
        assert page.code == 3
        assert "Group “Regional managers” is paid every 12 months" in page.err
        assert not (tmp_path / "a.html").exists()


class TestFiles:
    def test_json_is_the_document(self, allot: Allot) -> None:
        ended = allot("payout", COMPANY, "--json")
        document = PayoutDocument.model_validate_json(ended.out)
        assert document.total.earned == Decimal("758019.8")
        assert sum(row.earned for row in document.people) == document.total.earned
        assert sum(group.paid for group in document.groups) == document.total.paid
        assert document.statements == []

    def test_statements_of_everybody(self, allot: Allot) -> None:
        document = PayoutDocument.model_validate_json(allot("payout", COMPANY, "--json", "--statements").out)
        assert [one.person for one in document.statements] == [row.person for row in document.people]
        for one, row in zip(document.statements, document.people, strict=True):
            assert one.components - one.cap_cut - one.clawback == one.earned == row.earned
            assert sum(line.earned for line in one.lines) == one.components
            assert sum(payment.paid for payment in one.payments) == row.paid

    def test_csv_adds_up_to_the_earned(self, allot: Allot, tmp_path: Path) -> None:
        file = tmp_path / "lines.csv"
        assert allot("payout", COMPANY, "--out", file).code == 0
        rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
        assert sum(Decimal(row["pay"]) for row in rows) == Decimal("758019.8")
        assert [row["pay"] for row in rows if row["component"] == "clawback"] == ["-1536"]
        own = [row for row in rows if row["person"] == "gu_simin"]
        assert sum(Decimal(row["pay"]) for row in own) == Decimal("75642.96")
        assert own[0]["actual"] == "5633900" and own[0]["target"] == "5200000"

    def test_workbook(self, allot: Allot, tmp_path: Path) -> None:
        file = tmp_path / "pay.xlsx"
        assert allot("payout", COMPANY, "--person", "gu_simin", "--out", file, "--lang", "zh").code == 0
        book = openpyxl.load_workbook(file, read_only=True)
        assert book.sheetnames == ["合计", "人员", "计算依据", "明细", "发放", "以后发放"]
        people = list(book["人员"].iter_rows(min_row=4, values_only=True))
        place = people[0].index("应得")
        assert sum(round(row[place] * 100) for row in people[1:]) == 75_801_980
        assert sum(1 for _ in book["明细"].iter_rows(min_row=5)) == 61

    @pytest.mark.parametrize(
        ("language", "sheet", "clawback", "heads"),
        [
            ("en", "Lines", "Clawback", ("Component", "Attainment", "Curve value", "Actual", "Pay")),
            ("zh", "明细", "追回", ("构成项", "达成率", "曲线值", "实绩", "金额")),
        ],
    )
    def test_lines_of_a_workbook_are_for_people(
        self, allot: Allot, tmp_path: Path, language: str, sheet: str, clawback: str, heads: tuple[str, ...]
    ) -> None:
        file = tmp_path / "pay.xlsx"
        assert allot("payout", COMPANY, "--out", file, "--lang", language).code == 0
        head, *lines = openpyxl.load_workbook(file)[sheet].iter_rows(min_row=4, values_only=True)
        places = [head.index(name) for name in heads]
        own = [tuple(row[place] for place in places) for row in lines if row[0] == "gu_simin"]
        assert own[5] == ("Service commission", None, None, 434_400, 2_844)
        assert own[4][1:3] == (pytest.approx(0.8716667), pytest.approx(1.0433333))
        assert own[-1] == (clawback, None, None, None, -1_536)

    def test_of_a_what_if_there_are_no_payments(self, allot: Allot, tmp_path: Path) -> None:
        file = tmp_path / "if.xlsx"
        asked = ("payout", COMPANY, "--person", "bai_lu", "--at", "130%")
        assert allot(*asked, "--out", file).code == 0
        assert openpyxl.load_workbook(file).sheetnames == ["Totals", "People", "Why", "Lines", "Later"]
        document = PayoutDocument.model_validate_json(allot(*asked, "--json").out)
        assert document.payments == [] == document.statements[0].payments
        assert document.total.paid + document.total.held == document.total.earned

    def test_page(self, allot: Allot, tmp_path: Path) -> None:
        file = tmp_path / "gu.html"
        assert allot("payout", COMPANY, "--person", "gu_simin", "--out", file).code == 0
        assert "<h1>Gu Simin</h1>" in file.read_text("utf-8")


class TestFailures:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--person", "bob"], "There is no person called “bob”. Known are Ann."),
            (["--at", "1.1"], "What if asks about exactly one person, but 0 are named."),
            (["--person", "ann", "--at", "rev=1"], "There is no measure called “rev”."),
            (["--person", "ann", "--at", "fine"], "“fine” is no attainment from 0 to 10"),
            (["--person", "ann", "--at", "satisfaction=1"], "“Ann” has no target for satisfaction"),
            (["--out", "page.html"], "A page holds the statement of exactly one person, but 0 are named."),
        ],
    )
    def test_are_told_in_words(
        self, allot: Allot, arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        ended = allot("payout", TINY, *arguments)
        assert ended.code == 3
        assert words in ended.err
        assert list(tmp_path.iterdir()) == []

    def test_actuals_are_needed(self, allot: Allot, bare: Path) -> None:
        ended = allot("payout", bare)
        assert ended.code == 3
        assert "There are no actuals to pay by." in ended.err
        assert allot("payout", bare, "--person", "ann", "--at", "1.2").code == 0

    def test_json_says_the_problem(self, allot: Allot, bare: Path) -> None:
        ended = allot("payout", bare, "--json")
        assert ended.code == 3
        assert json.loads(ended.out)["errors"][0]["code"] == "actuals_needed"

    def test_actuals_beside_the_plan(self, allot: Allot, bare: Path, tmp_path: Path) -> None:
        table = tmp_path / "got.csv"
        table.write_text("person,revenue,satisfaction\nann,900000,0.6\n", "utf-8")
        ended = allot("payout", bare, table, "--person", "ann")
        assert ended.code == 0
        # 50 % + 2.5 · 10 % = 75 % of 24,000, times 0.9
        assert "revenue bonus 16,200" in ended.lines
        assert "satisfied: 0.6 is below 0.7, so pay is multiplied by 0.9." in ended.lines

    def test_a_file_that_is_no_table(self, allot: Allot, bare: Path) -> None:
        ended = allot("payout", bare, bare)
        assert ended.code == 3
        assert "is no table that is read here" in ended.err

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", "The file “{path}”, given as ACTUALS, was not found."),
            ("zh", "未找到作为 ACTUALS 给出的文件“{path}”。"),
        ],
    )
    def test_actuals_that_are_not_there(self, allot: Allot, tmp_path: Path, language: str, words: str) -> None:
        (tmp_path / "actuals.csv").write_text("person,revenue\nann,1\n", "utf-8")
        (tmp_path / "actuals.yaml").write_text("{}", "utf-8")
        path = tmp_path / "actual.csv"
        ended = allot("payout", TINY, path, "--lang", language)
        assert ended.code == 3
        assert words.format(path=path) in ended.err and "actuals.csv" in ended.err
        assert "actuals.yaml" not in ended.err and "/table" not in ended.err
        lost = tmp_path / "nowhere" / "a.csv"
        assert words.format(path=lost) in allot("payout", TINY, lost, "--lang", language).err

    def test_another_ending_is_a_usage_error(self, allot: Allot) -> None:
        assert allot("payout", TINY, "--out", "pay.pdf").code == 2
