"""Certificate tables in reports and workbooks: which part of a target counts, and distances in percentage points."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.documents.comparison.schema import CertificatePart, ComparisonDocument
from tests.app.cli.conftest import EXAMPLES, allot_with

SECTION = "fairness_certificate: {max_slope: .02, max_gap: .01, max_deviation: .03, groups: [region]}\n"


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example with thresholds and the ready-made strategies."""
    text = (EXAMPLES / "fairness.scenario.yaml").read_text("utf-8")
    path = tmp_path_factory.mktemp("certificate") / "fair.scenario.yaml"
    path.write_text(re.sub(r"(?ms)^strategies:.*?^$", "", text) + SECTION, "utf-8")
    return path


def written(scenario: Path, name: str, language: str = "en") -> Path:
    """A comparison of two strategies as a file."""
    path = scenario.parent / f"{language}-{name}"
    asked = ("--strategy", "balanced", "--strategy", "growth", "--lang", language, "--out", path)
    assert allot_with("compare", scenario, *asked).code == 0
    return path


@pytest.fixture(scope="module")
def certificate(scenario: Path) -> CertificatePart:
    """The first certificate of the document."""
    return ComparisonDocument.model_validate_json(written(scenario, "c.json").read_bytes()).certificates[0]


@pytest.mark.parametrize(
    ("language", "own", "unit"),
    [("en", "Target (part with forecast)", " (percentage points)"), ("zh", "个人目标（有预测的部分）", "（百分点）")],
)
def test_heads(scenario: Path, language: str, own: str, unit: str) -> None:
    page = written(scenario, "c.html", language).read_text("utf-8")
    assert f">{own}</th>" in page and f"{unit}</th>" in page
    sheet = load_workbook(written(scenario, "c.xlsx", language)).worksheets[-1]
    texts = [str(value) for row in sheet.values for value in row if value is not None]
    assert own in texts and sum(text.endswith(unit) for text in texts) > 4
    assert not any(text.endswith("(%)") for text in texts)


def test_numbers(scenario: Path, certificate: CertificatePart) -> None:
    page = written(scenario, "c.html").read_text("utf-8")
    rows = [row for row in load_workbook(written(scenario, "c.xlsx")).worksheets[-1].values if row[0] is not None]
    deviation = next(check for check in certificate.checks if check.kind == "deviation")
    assert deviation.value is not None
    shown = f"{100 * deviation.value:.2f}".replace("-", "−")
    assert f">{shown}</td>" in page and ">3.00</td>" in page
    (first, *_) = [row for row in rows if str(row[0]).startswith("Largest distance of a person")]
    assert first[1:3] == pytest.approx((100 * deviation.value, 3.0))
    hardest = certificate.hardest[0]
    (case, *_) = [row for row in rows if row[0] == hardest.label]
    assert case[1:5] == pytest.approx(
        (float(hardest.target), hardest.difficulty, hardest.peers, 100 * hardest.deviation)
    )
