"""The sections `uncertainty`, `metric` and `volume`: read, refused, and part of the hash only where they are used."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from models.allocation.uncertainty import Uncertainty
from models.units import Money, MoneyUnit, Pieces
from tests.support.documents import findings_of, only, read, sound


def changed(**sections: Any) -> dict[str, Any]:
    return {**sound(), **sections}


def with_product(**attributes: Any) -> dict[str, Any]:
    document = sound()
    document["dimensions"][0]["members"][0]["attributes"] = attributes
    return document


class TestUncertainty:
    def test_defaults(self) -> None:
        assert read(sound()).problem.uncertainty == Uncertainty(0.25, 0.4, 0.4, None)

    def test_all_of_it(self) -> None:
        section = {"log_sd": 0.3, "company_loading": 0.5, "region_loading": -0.2, "region_dimension": "rep.team"}
        assert read(changed(uncertainty=section)).problem.uncertainty == Uncertainty(0.3, 0.5, -0.2, "rep.team")

    @pytest.mark.parametrize(
        ("section", "code", "pointer"),
        [
            ({"company_loading": 0.8, "region_loading": 0.8}, "loadings_over_one", "/uncertainty"),
            ({"company_loading": 1.1}, "number_above_maximum", "/uncertainty/company_loading"),
            ({"log_sd": -0.1}, "number_below_minimum", "/uncertainty/log_sd"),
            ({"region_dimension": "taem"}, "unknown_axis", "/uncertainty/region_dimension"),
            ({"sd": 0.1}, "field_unknown", "/uncertainty/sd"),
        ],
    )
    def test_refused(self, section: dict[str, Any], code: str, pointer: str) -> None:
        finding = only(findings_of(changed(uncertainty=section)))
        assert (finding.code, finding.location.pointer) == (code, pointer)

    def test_members_are_checked_once_also_where_several_limits_ask(self) -> None:
        limit = {"kind": "attainability", "name": "reach", "min_probability": 0.5}
        document = {**with_product(company_loading=2), "limits": [limit, limit]}
        document["cells"][0]["forecast"] = 100
        finding = only(findings_of(document))
        assert (finding.code, finding.location.pointer) == ("loading_out_of_range", "/dimensions")
        assert finding.facts["member"] == "a"

    def test_what_is_not_used_leaves_the_hash_alone(self) -> None:
        plain = read(sound())
        assert b"uncertainty" not in plain.canonical
        assert read(changed(uncertainty={"log_sd": 0.25})).scenario_hash == plain.scenario_hash
        assert read(changed(uncertainty={"log_sd": 0.26})).scenario_hash != plain.scenario_hash


class TestVolumes:
    def test_a_plan_of_money_may_name_its_pieces(self) -> None:
        problem = read(changed(volume={"unit": "台"})).problem
        assert (problem.metric, problem.volume, problem.money.pieces) == ("amount", Pieces("台", 0), None)

    def test_a_plan_of_pieces(self) -> None:
        document = changed(metric="volume", volume={"unit": "吨", "decimals": 1}, company_target={"amount": 200.5})
        problem = read(document).problem
        assert problem.money == Money("CNY", MoneyUnit.TEN_THOUSAND, Pieces("吨", 1))
        assert problem.cells.baseline.minor.tolist() == [1205, 0, 330]
        assert problem.increment_minor == 10  # one tonne

    def test_pieces_are_whole_unless_decimals_are_allowed(self) -> None:
        codes = {(f.code, f.location.pointer) for f in findings_of(changed(metric="volume"))}
        assert ("amount_too_fine", "/cells/0/baseline") in codes

    def test_a_broken_unit_does_not_make_its_numbers_look_wrong(self) -> None:
        finding = only(findings_of(changed(metric="volume", volume={"decimals": 9})))
        assert (finding.code, finding.location.pointer) == ("number_above_maximum", "/volume/decimals")

    def test_limits_of_money_are_read_in_the_money_unit(self) -> None:
        limit = {"kind": "amount_limit", "name": "m", "metric": "amount", "max_amount": 0.000001}
        document = {**with_product(unit_price=3), "metric": "volume", "volume": {"decimals": 1}, "limits": [limit]}
        document["dimensions"][0]["members"][1]["attributes"] = {"unit_price": 5}
        found = json.loads(read(document).canonical)
        assert found["limits"][0]["max_amount"] == 1  # 万元 to fen
        assert (found["metric"], found["volume"]) == ("volume", {"decimals": 1, "unit": None})

    def test_limits_of_pieces_stay_as_written(self) -> None:
        limit = {"kind": "amount_limit", "name": "m", "metric": "volume", "max_amount": 12.5}
        document = {**with_product(unit_price=3), "limits": [limit]}
        document["dimensions"][0]["members"][1]["attributes"] = {"unit_price": 5}
        assert json.loads(read(document).canonical)["limits"][0]["max_amount"] == 12.5

    def test_the_plans_own_metric_said_in_words_is_the_same_scenario(self) -> None:
        limit = {"kind": "amount_limit", "name": "m", "max_amount": 100}
        plain = read(changed(limits=[limit]))
        assert read(changed(limits=[{**limit, "metric": "amount"}], metric="amount")).canonical == plain.canonical
        assert b"metric" not in plain.canonical

    def test_prices_of_cells(self) -> None:
        document = sound()
        document["cells"][0]["unit_price"] = 12.5
        scenario = read(document)
        np.testing.assert_array_equal(scenario.problem.unit_price, [12.5, np.nan, np.nan])
        assert json.loads(scenario.canonical)["cells"]["unit_price"] == [12.5, None, None]
        assert b"unit_price" not in read(sound()).canonical

    def test_a_price_of_nothing_is_refused(self) -> None:
        document = sound()
        document["cells"][0]["unit_price"] = 0
        assert only(findings_of(document)).code == "number_below_minimum"

    def test_prices_of_members_are_checked_also_where_nothing_asks_for_them(self) -> None:
        finding = only(findings_of(with_product(unit_price=-1)))
        assert (finding.code, finding.facts["member"]) == ("unit_price_not_positive", "a")

    def test_two_prices_for_one_cell(self) -> None:
        document = with_product(unit_price=3)
        document["dimensions"][1]["members"][1]["attributes"] = {"unit_price": 4}
        finding = only(findings_of(document))
        assert (finding.code, finding.facts["first"], finding.facts["second"]) == ("attribute_differs", 3.0, 4.0)
