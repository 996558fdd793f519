"""Numbers of a scenario by JSON pointer, and the variants that other numbers make."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.errors import InvalidInput
from scenarios.definition import Scenario, load_scenario
from scenarios.definition.varying import ScenarioVariants
from scenarios.sweep.places import Places
from tests.scenarios.sweep.sweeping import GROWTH, INTENSITY, TARGET, tiny

EXAMPLES = Path(__file__).parents[3] / "scenarios" / "examples"

STRATEGIES = {"plain": {"weights": {"fit": 1}}, "other": {}}


def fault(pointer: str, scenario: Scenario | None = None) -> str:
    with pytest.raises(InvalidInput) as caught:
        Places(scenario or tiny()).find(pointer)
    (finding,) = caught.value.findings
    return finding.code


def varied(scenario: Scenario, **values: Any) -> Scenario:
    """A variant by (pointer, value) pairs."""
    places = Places(scenario)
    chosen = {places.find(pointer).path: Decimal(str(value)) for pointer, value in values.items()}
    return ScenarioVariants(scenario).variant(places.sections(chosen))


class TestPointers:
    @pytest.mark.parametrize(
        ("pointer", "plain", "base", "decimals"),
        [
            (TARGET, TARGET, "900", 5),
            (GROWTH, "/limits/0/max_growth_rate", "0.3", None),
            ("/limits/0/min_growth_rate", "/limits/0/min_growth_rate", "0.0", None),
            (INTENSITY, INTENSITY, "0.5", None),
            ("/strategies/balanced/weights/fairness", "/strategies/balanced/weights/fairness", "0.05", None),
            ("/strategies/growth/reference/potential", "/strategies/growth/reference/potential", "0.75", None),
            ("/uncertainty/log_sd", "/uncertainty/log_sd", "0.25", None),
        ],
    )
    def test_numbers(self, pointer: str, plain: str, base: str, decimals: int | None) -> None:
        place = Places(tiny()).find(pointer)
        assert (place.pointer, place.decimals) == (plain, decimals)
        assert float(place.base) == pytest.approx(float(base))

    def test_levels_with_strokes_and_hedges(self) -> None:
        scenario = tiny(over_assignment={"dimension": "region", "levels": {"region": 0.05}})
        assert Places(scenario).find("/over_assignment/levels/region").base == Decimal("0.05")

    @pytest.mark.parametrize(
        ("pointer", "code"),
        [
            ("company_target/amount", "pointer_form"),
            ("", "pointer_form"),
            ("/", "pointer_fixed"),
            ("/cells/0/baseline", "pointer_fixed"),
            ("/dimensions/0/members/0/priority", "pointer_fixed"),
            ("/money/currency", "pointer_fixed"),
            ("/options/time_limit_seconds", "pointer_fixed"),
            ("/company_target/amout", "pointer_unknown"),
            ("/limits/1/max_growth_rate", "pointer_unknown"),
            ("/limits/-1/max_growth_rate", "pointer_unknown"),
            ("/limits/00/max_growth_rate", "pointer_unknown"),
            ("/limits/[steady]/max_growth_rate", "pointer_unknown"),
            ("/limits/0/max_growth_rate/0", "pointer_unknown"),
            ("/strategies/bold/weights/fit", "pointer_unknown"),
            ("/company_target", "pointer_not_a_number"),
            ("/company_target/min_amount", "pointer_not_a_number"),
            ("/limits/0/name", "pointer_not_a_number"),
            ("/limits/0/negotiable", "pointer_not_a_number"),
            ("/limits/0/by", "pointer_not_a_number"),
            ("/rounding/increment", "pointer_not_a_number"),
        ],
    )
    def test_faults(self, pointer: str, code: str) -> None:
        assert fault(pointer) == code

    def test_a_name_that_two_limits_have(self) -> None:
        twin = {"kind": "growth_limit", "name": "twin", "max_growth_rate": 0.5}
        assert fault("/limits/[twin]/max_growth_rate", tiny(limits=[twin, twin])) == "pointer_ambiguous"


class TestFitting:
    def test_amounts_keep_the_minor_unit_counts_are_whole(self) -> None:
        few = {"kind": "cardinality", "name": "few", "by": ["region"], "count": "product", "max_count": 2}
        scenario = tiny(limits=[few])
        target = Places(scenario).find(TARGET)
        assert target.fitted(Decimal("900.123456789")) == Decimal("900.12346")
        assert Places(scenario).find("/limits/[few]/max_count").fitted(Decimal("1.7")) == 2
        assert Places(scenario).find(INTENSITY).fitted(Decimal(1) / 3) == Decimal("0.333333333333")


class TestVariants:
    @pytest.mark.parametrize("name", ["company-en", "fairness", "focus", "tiny", "volumes"])
    def test_without_changes_it_is_the_scenario(self, name: str) -> None:
        scenario = load_scenario(EXAMPLES / f"{name}.scenario.yaml")
        same = ScenarioVariants(scenario).variant(Places(scenario).sections({}))
        assert same.canonical == scenario.canonical
        assert same.problem is scenario.problem

    def test_ready_made_strategies_can_be_varied(self) -> None:
        scenario = tiny()
        other = varied(scenario, **{INTENSITY: "0.8"})
        assert other.strategies["balanced"].strategic_intensity == 0.8
        assert other.problem is scenario.problem
        assert other.strategies["growth"].weights == scenario.strategies["growth"].weights

    @pytest.mark.parametrize(
        ("pointer", "value", "section"),
        [
            (TARGET, "950.5", {"company_target": {"amount": 950.5}}),
            (
                GROWTH,
                "0.25",
                {
                    "limits": [
                        {
                            "kind": "growth_limit",
                            "name": "steady regions",
                            "owner": "sales operations",
                            "by": ["region"],
                            "min_growth_rate": 0,
                            "max_growth_rate": 0.25,
                        }
                    ]
                },
            ),
            ("/uncertainty/log_sd", "0.4", {"uncertainty": {"log_sd": 0.4}}),
        ],
    )
    def test_it_is_the_scenario_so_written(self, pointer: str, value: str, section: dict[str, Any]) -> None:
        written = tiny(**section)
        found = varied(tiny(), **{pointer: value})
        assert found.scenario_hash == written.scenario_hash
        assert found.problem.limits == written.problem.limits
        assert found.problem.company_total == written.problem.company_total

    def test_fields_that_were_not_written_can_be(self) -> None:
        scenario = tiny(strategies=STRATEGIES)
        found = varied(scenario, **{"/strategies/other/weights/fairness": "0.2"})
        written = {**STRATEGIES, "other": {"weights": {"fairness": 0.2}}}
        assert found.scenario_hash == tiny(strategies=written).scenario_hash

    def test_hedges(self) -> None:
        levels = {"dimension": "region", "levels": {"region": 0.05}}
        scenario = tiny(over_assignment=levels)
        found = varied(scenario, **{"/over_assignment/levels/region": "0.1"})
        assert found.problem.hedge_factor == pytest.approx(1.1)

    def test_steps_of_months_follow_the_annual_step(self) -> None:
        scenario = load_scenario(EXAMPLES / "company-en.scenario.yaml")
        found = varied(scenario, **{"/rounding/increment": scenario.document.rounding.increment or 1})
        assert found.scenario_hash == scenario.scenario_hash

    @pytest.mark.parametrize(
        ("pointer", "value", "code", "place"),
        [
            (TARGET, "0", "target_not_positive", "/company_target"),
            (TARGET, "900.0000001", "amount_too_fine", TARGET),
            (GROWTH, "-0.5", "floor_over_cap", "/limits/0"),
            ("/strategies/balanced/weights/fit", "0", "fit_weight_too_small", "/strategies/balanced/weights"),
            ("/strategies/balanced/weights/fit", "-1", "number_below_minimum", "/strategies/balanced/weights/fit"),
            ("/strategies/balanced/reference/history", "0.2", "blend_not_one", "/strategies/balanced/reference"),
        ],
    )
    def test_numbers_that_make_no_sense(self, pointer: str, value: str, code: str, place: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            varied(tiny(), **{pointer: value})
        assert [(finding.code, finding.location.pointer) for finding in caught.value.findings] == [(code, place)]

    def test_what_is_written_stays_untouched(self) -> None:
        scenario = tiny()
        places = Places(scenario)
        before = places.sections({})
        places.sections({places.find(GROWTH).path: Decimal("0.1")})
        assert places.sections({}) == before
