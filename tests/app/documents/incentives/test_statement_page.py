"""The statement as a page: complete without a script, harmless whatever labels say, one sheet of paper in a browser."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.documents.incentives.curve_svg import ticks
from app.documents.incentives.payout import payout_document
from app.documents.incentives.payout_files import payout_bytes
from app.messages import Language
from scenarios.incentives.definition import LoadedPlan, read_plan
from scenarios.incentives.pay_request import PayRequest, answer_pay
from tests.app.documents.comparison.test_report import ATTACK, Page
from tests.app.documents.incentives.test_derivation import HARSH
from tests.app.test_docs_page import FLAGS
from tests.scenarios.incentives.test_pay_request import EXAMPLES, example
from tests.support.plan_documents import loaded, plan_document

CHROMIUM = shutil.which("chromium")


def page(plan: LoadedPlan, person: str, language: Language = "en", at: tuple[str, ...] = ()) -> str:
    """One person's page."""
    answer = answer_pay(plan, PayRequest((person,), at))
    return payout_bytes(answer, payout_document(answer, language), ".html", language).decode()


class TestPage:
    def test_says_what_was_earned_and_why(self) -> None:
        cells = Page(page(example(), "gu_simin")).cells
        for text in ("Revenue bonus", "44,808.37", "−1,536", "75,642.96", "2026-01 – 03", "5,294.98"):
            assert any(text in cell for cell in cells), text

    def test_in_chinese(self) -> None:
        text = page(example("company"), "白露", "zh")
        assert '<html lang="zh-CN">' in text
        assert "奖金核算单" in text and "营业收入奖（新市场）" in text and "超过 80,000 的部分" in text
        assert "Earned" not in text and "Payments" not in text

    def test_what_if_is_told_apart(self) -> None:
        text = page(example(), "xu_an", at=("revenue=130%",))
        assert "If Revenue 130 %, all other targets 100 %." in text
        assert "Pay of the whole year at other attainments" in text
        assert "Would be earned" in text and "<span>Paid</span>" not in text
        assert "<h2>Payments</h2>" not in text and "<h2>Payments</h2>" in page(example(), "xu_an")
        assert "Would be paid out" not in text  # nothing is deferred: it is what would be earned
        assert "Would be paid out" in page(example(), "bai_lu", at=("130%",))
        assert "If " not in page(example(), "xu_an")

    def test_what_if_says_that_periods_decide(self) -> None:
        advances = {"every": "quarter", "paid_by": "period", "true_up": False}
        document = plan_document({"actuals": None}, {"label": "Reps <1>", "advances": advances})
        assert "Group “Reps &lt;1&gt;” is paid period by period" in page(loaded(document), "ann", at=("110%",))
        assert "组“Reps &lt;1&gt;”逐期计发" in page(loaded(document), "ann", "zh", at=("110%",))
        document = plan_document({"actuals": None}, {"advances": {**advances, "true_up": True}})
        assert "period by period" not in page(loaded(document), "ann", at=("110%",))

    def test_every_line_has_its_curve_with_the_person_on_it(self) -> None:
        text = page(example(), "gu_simin")
        assert text.count('<svg class="curve"') == 7
        assert text.count('<circle class="now"') == 7
        assert not re.search(r'(?:nan|inf)["\s,]', text)

    def test_asks_for_nothing_outside_and_runs_nothing(self) -> None:
        found = Page(page(example(), "gu_simin"))
        assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in found.tags}
        assert not {name for _, attributes in found.tags for name in attributes if name in ("src", "href", "onclick")}
        assert "default-src 'none'" in str(found.tags[:6])

    def test_labels_stay_labels(self) -> None:
        text = HARSH.replace("{name: revenue}", "{name: revenue, label: LABEL}").replace("UNIT", "major")
        text = text.replace("name: Harsh", "name: LABEL").replace("ADVANCES", "{}").replace("LABEL", f'"{ATTACK}"')
        text = text.replace("ACTUALS", "[{person: ann, revenue: 900, satisfaction: 0.9, lost: 0}]")
        found = Page(page(read_plan(text.encode(), "yaml"), "ann"))
        assert not {"script", "img"} & {tag for tag, _ in found.tags}
        assert any(ATTACK in cell for cell in found.cells)

    def test_is_the_same_every_time(self) -> None:
        assert page(example(), "ma_lin") == page(example(), "ma_lin")


class TestTicks:
    @pytest.mark.parametrize("end", [0.001, 0.95, 1.0, 2.0, 2.54, 33.0, 87_654.3, 1e9])
    def test_are_few_and_round(self, end: float) -> None:
        found = ticks(end)
        assert found[0] == 0
        assert 3 <= len(found) <= 6
        assert found[-1] <= end * 1.000001


def monthly(name: str) -> LoadedPlan:
    """An example that pays account reps by month: twelve payments, some with a draw."""
    text = (EXAMPLES / f"{name}.plan.yaml").read_text("utf-8")
    assert "every: quarter\n" in text
    file = EXAMPLES / f"{name}.plan.yaml"
    tables = {table.name: table.read_bytes() for table in EXAMPLES.glob("*.csv")}
    return read_plan(text.replace("every: quarter\n", "every: month\n").encode(), "yaml", file.name, tables)


@pytest.mark.slow
@pytest.mark.processes
@pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt-get install chromium)")
@pytest.mark.parametrize(("name", "language"), [("company-en", "en"), ("company", "zh")])
class TestBrowser:
    def test_is_one_sheet_of_paper_and_asks_for_nothing(self, tmp_path: Path, name: str, language: Language) -> None:
        sync_api = pytest.importorskip("playwright.sync_api")
        texts = {
            "year": page(example(name), "bai_lu", language),
            "months": page(monthly(name), "bai_lu", language),
        }
        for who in ("bai_lu", "ma_lin", "gu_simin"):
            texts[f"if-{who}"] = page(example(name), who, language, at=("130%",))
        assert texts["months"].count("2026-") > texts["year"].count("2026-")
        with sync_api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=dict(os.environ))
            for kind, text in texts.items():
                file = tmp_path / f"{kind}.html"
                file.write_text(text, "utf-8")
                self.check(browser, file, 2 if kind == "if-ma_lin" else 7)
            browser.close()

    def check(self, browser: Any, file: Path, curves: int) -> None:
        """One page, printed from a narrow window."""
        asked: list[str] = []
        complaints: list[str] = []
        shown = browser.new_page(viewport={"width": 400, "height": 800})
        shown.on("request", lambda request: asked.append(request.url))
        shown.on("console", lambda message: complaints.append(message.text))
        shown.goto(file.as_uri())
        drawn = shown.locator("svg.curve polyline").count()
        overflow = shown.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        printed = shown.pdf(prefer_css_page_size=True)
        shown.close()
        assert asked == [file.as_uri()]
        assert complaints == []
        assert drawn >= curves
        assert overflow <= 0, file.name
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, file.name
