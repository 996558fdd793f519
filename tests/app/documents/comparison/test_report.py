"""The HTML report: complete without a script, harmless whatever labels say, the same every time, at home offline."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.documents.comparison import report_sections
from app.documents.report_page import LIBRARY, script_json
from app.routes.examples import INFEASIBLE_SCENARIO, TINY_SCENARIO
from tests.app.cli.conftest import allot_with
from tests.app.scenarios import tiny
from tests.app.test_docs_page import FLAGS

CHROMIUM = shutil.which("chromium")
PATH = "/v1/comparisons?strategy=growth&strategy=fairness"
ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


def hostile() -> dict[str, Any]:
    """The example with a region whose label tries to become part of the page."""
    scenario = tiny()
    scenario["dimensions"][1]["members"][0]["label"] = ATTACK
    return scenario


def report(client: TestClient, scenario: Any = TINY_SCENARIO, language: str = "en") -> str:
    """The report of a scenario."""
    response = client.post(PATH, json=scenario, headers={"accept": "text/html", "accept-language": language})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return response.content.decode()


@pytest.fixture(scope="module")
def costly(client: TestClient) -> dict[str, str]:
    """The report with everything, in both languages."""
    headers = {"accept": "text/html"}
    path = f"{PATH}&prices=true&break_evens=true"
    return {
        language: client.post(path, json=TINY_SCENARIO, headers={**headers, "accept-language": language}).text
        for language in ("en", "zh")
    }


class Page(HTMLParser):
    """The tags of a page, and the texts of its cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self._in_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("td", "th"):
            self._in_cell = True
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.cells[-1] += data


class TestReasons:
    def test_what_is_the_same_is_said_once(self, client: TestClient) -> None:
        text = report(client, INFEASIBLE_SCENARIO)
        assert text.count("100 thousand CNY too little") == 1
        assert "Growth first, Fairness first" in text


class TestLibrary:
    def test_is_the_published_one(self) -> None:
        lines = (LIBRARY.parent / "SHA256SUMS").read_text().splitlines()
        sums = {name: digest for digest, name in (line.split() for line in lines)}
        found = {name: hashlib.sha256((LIBRARY.parent / name).read_bytes()).hexdigest() for name in sums}
        assert sums == found
        assert {path.name for path in LIBRARY.parent.iterdir()} == {*sums, "SHA256SUMS", "VERSION"}
        assert "Apache License" in (LIBRARY.parent / "LICENSE").read_text()


class TestPage:
    def test_says_everything_without_a_script(self, client: TestClient) -> None:
        cells = Page(report(client)).cells
        for text in ("Growth first", "Fairness first", "538.37", "−7.28", "−1.4 %", "3.43 %"):
            assert any(text in cell for cell in cells), text

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("en", "The cautious choice is “Fairness first”: whichever strategy turns out to be right, it is at most"),
            ("en", "Once strategic intensity reaches 2.203, Core line stands behind New line"),
            ("zh", "最稳妥的是“Fairness first”"),
            ("zh", "战略强度达到 2.203 起，Core line落后于New line"),
        ],
    )
    def test_says_in_short_what_matters(self, costly: dict[str, str], language: str, said: str) -> None:
        short = costly[language].partition('<section id="short">')[2].partition("</section>")[0]
        assert said in short

    def test_the_best_plan_of_a_measure_stands_out(self, client: TestClient) -> None:
        marked = re.findall(r'<td class="number best">([^<]*)</td>', report(client))
        assert "3.43 %" in marked and "51.18 %" not in marked

    def test_every_chart_has_a_table_beside_it(self, client: TestClient) -> None:
        text = report(client)
        charts = json.loads(re.search(r'id="charts">(.*?)</script>', text)[1])  # type: ignore[index]
        assert len(charts) == text.count('data-chart="') > 3
        assert all(len(one["values"]) == len(chart["categories"]) for chart in charts for one in chart["series"])
        for block in text.split("<article>")[1:]:
            assert 'data-chart="' not in block or "<table>" in block

    @pytest.mark.parametrize(
        ("language", "title", "rest"),
        [
            ("en", "By product × region", "The 2 of 4 that differ most are shown."),
            ("zh", "按产品 × 区域", "共 4 项，仅列出差别最大的 2 项。"),
        ],
    )
    def test_crossings_are_folded_the_most_different_first(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, title: str, rest: str
    ) -> None:
        monkeypatch.setattr(report_sections, "MOST_CROSSED", 2)
        scenario, page = tmp_path / "tiny.json", tmp_path / "tiny.html"
        scenario.write_text(json.dumps(TINY_SCENARIO), "utf-8")
        strategies = ("--strategy", "growth", "--strategy", "fairness", "--lang", language)
        assert allot_with("compare", scenario, *strategies, "--out", page).code == 0
        text = page.read_text("utf-8")
        folded = text.partition(f"<details><summary>{title}</summary>")[2].partition("</details>")[0]
        differences = re.findall(r'<td class="signed[^"]*">([+−][\d.,]+)</td>', folded)
        sizes = [float(one[1:].replace(",", "")) for one in differences]
        assert rest in folded and len(sizes) == 2 and sizes == sorted(sizes, reverse=True)

    def test_asks_for_nothing_outside(self, client: TestClient) -> None:
        page = Page(report(client))
        asking = {name for _, attributes in page.tags for name in attributes if name in ("src", "action", "srcset")}
        assert asking == set()
        links = [attributes["href"] for _, attributes in page.tags if "href" in attributes]
        assert links and all(link is not None and link.startswith("#") for link in links)
        assert "default-src 'none'" in str(page.tags[2:5])

    def test_is_the_same_every_time(self, client: TestClient) -> None:
        assert report(client) == report(client)

    def test_speaks_chinese(self, client: TestClient) -> None:
        text = report(client, language="zh")
        assert '<html lang="zh-CN">' in text
        assert "策略比较" in text and "公平性证书" in text and "Fairness certificate" not in text

    def test_reasons_stand_in_the_place_of_plans(self, client: TestClient) -> None:
        text = report(client, INFEASIBLE_SCENARIO)
        assert "No strategy has a plan." in text
        assert "100 thousand CNY too little" in text

    def test_labels_stay_labels(self, client: TestClient) -> None:
        text = report(client, hostile())
        assert text.count("<script") == report(client).count("<script")
        page = Page(text)
        assert "img" not in {tag for tag, _ in page.tags}
        assert any(ATTACK in cell for cell in page.cells)


class TestScriptJson:
    @pytest.mark.parametrize("text", ["</script>", "<!--<script>", "a & b", "\u2028\u2029", '"\\'])
    def test_cannot_end_a_script_and_means_the_same(self, text: str) -> None:
        written = script_json([text])
        assert not set("<>&\u2028\u2029") & set(written)
        assert json.loads(written) == [text]


@pytest.mark.slow
@pytest.mark.processes
@pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt-get install chromium)")
class TestBrowser:
    def test_draws_offline_and_fits_its_window(self, client: TestClient, tmp_path: Path) -> None:
        sync_api = pytest.importorskip("playwright.sync_api")
        file = tmp_path / "report.html"
        file.write_text(report(client, hostile()), "utf-8")
        asked: list[str] = []
        complaints: list[str] = []
        with sync_api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=dict(os.environ))
            page = browser.new_page(viewport={"width": 1200, "height": 800})
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("dialog", lambda dialog: complaints.append(dialog.message))
            page.goto(file.as_uri())
            page.locator(".chart canvas").first.wait_for(state="visible", timeout=20_000)
            charts, drawn = page.locator(".chart").count(), page.locator(".chart canvas").count()
            page.set_viewport_size({"width": 500, "height": 800})
            page.wait_for_function("document.querySelector('.chart canvas').getBoundingClientRect().width < 500")
            overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            browser.close()
        assert asked == [file.as_uri()]
        assert complaints == []
        assert charts == drawn > 3
        assert overflow <= 0
