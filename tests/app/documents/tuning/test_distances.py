"""Distances of shares from their limits are percentage points, of what people are paid a part of target incentive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents.tuning.cells import cell_text
from app.documents.tuning.document import tuning_document
from app.documents.tuning.misses import distance_text
from app.documents.tuning.tables import blocking_table
from app.messages import Language
from scenarios.incentives.tuning.tuning_result import BlockingRule, ConditionKind
from tests.support.tuning_reports import infeasible_report


@pytest.mark.parametrize(("language", "said"), [("en", "42.36 pp"), ("zh", "42.36 个百分点")])
def test_what_is_in_the_way_is_missed_by_points(language: Language, said: str) -> None:
    report = infeasible_report()
    assert report.infeasible is not None
    rule = BlockingRule(ConditionKind.SHARE_AT_LEVEL, "rep / revenue / target ≥", False, 0.4236, 0.1, 0.4236)
    found = replace(report.infeasible, blocking=(rule,))
    document = tuning_document(replace(report, infeasible=found), None, language)
    (line,) = (line for line in document["summary"] if said in line)
    assert line.count(said) == 2
    (row,) = blocking_table(document, language).rows
    assert cell_text(row[-1], language) == ("42.4 pp" if language == "en" else "42.4 个百分点")


def test_target_incentives_stay_percentages() -> None:
    assert distance_text("participation", 0.0025, "en") == "0.25 %"
    assert distance_text("over_budget", 0.031, "zh") == "3.1 个百分点"
