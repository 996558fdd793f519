"""Baselines: exact, independent of the order of rows, late starts brought to a full year."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenarios.importing.support import PEOPLE, Row, amounts, fault, faults, imported, quality, rows

ONE_REP = [{"name": "rep", "role": "person", "column": "rep"}]


def of_2024(**sold: tuple[int, ...]) -> list[Row]:
    """Monthly sales of people in 2024; others in 2023 so that the table has an earlier year."""
    found: list[Row] = [("2023-01", "core", "East", "Zoe", 1), ("2024-12", "core", "East", "Zoe", 1)]
    for name, months in sold.items():
        found += [
            (f"2024-{month + 1:02d}", "core", "East", name, amount) for month, amount in enumerate(months) if amount
        ]
    return found


class TestSums:
    def test_by_hand(self) -> None:
        assert amounts(imported()) == {"core East Ann": 132_000, "core West Ben": 66_000}

    @settings(max_examples=25)
    @given(
        st.lists(
            st.tuples(
                st.integers(1, 12),
                st.sampled_from("ab"),
                st.sampled_from("xyz"),
                st.decimals(-(10**8), 10**8, places=2, allow_nan=False),
            ),
            min_size=1,
            max_size=30,
        ),
        st.randoms(use_true_random=False),
    )
    def test_equal_the_transactions_in_any_order(
        self, sold: list[tuple[int, str, str, Decimal]], random: object
    ) -> None:
        written: list[Row] = [("2024-01", "a", "x", "Ann", 10**10), ("2024-12", "a", "x", "Ann", 0)]
        written += [
            (f"2024-{month:02d}", product, region, "Ann", f"{amount:f}") for month, product, region, amount in sold
        ]
        found = imported(written)
        total = sum(Decimal(str(row[4])) for row in written)
        assert found.history.cells.baseline == int(total * 100)
        assert sum(found.history.base.actual.tolist()) == int(total * 100)
        random.shuffle(written)  # type: ignore[attr-defined]
        again = imported(written)
        assert [one.yaml_bytes() for one in again.scenarios] == [one.yaml_bytes() for one in found.scenarios]
        assert again.tables() == found.tables()

    def test_near_the_largest_amount(self) -> None:
        written: list[Row] = [("2024-01", "a", "x", "Ann", 9 * 10**12), ("2024-12", "a", "x", "Ann", "0.01")]
        assert imported(written).history.cells.baseline == 9 * 10**14 + 1

    def test_other_years_do_not_count(self) -> None:
        later: Row = ("2025-01", "core", "East", "Ann", 999)
        found = imported([*rows(), later])
        assert amounts(found)["core East Ann"] == 132_000
        assert quality(found)["quality_dates_after"] == {"count": 1, "year": "2024", "rows": ["50"]}

    def test_fiscal_years(self) -> None:
        found = imported(years={"base": 2024, "starts": 7})
        # July to December 2023 at 100, January to June 2024 at 110.
        assert amounts(found)["core East Ann"] == 6 * 10_000 + 6 * 11_000
        assert found.history.plan_label == "FY2025"

    def test_replace_counts_members_as_others(self) -> None:
        dimensions = [{"name": "rep", "role": "person", "column": "rep", "replace": {"Ben": "Ann"}}]
        assert amounts(imported(dimensions=dimensions)) == {"Ann": 198_000}


class TestLateStarts:
    def test_by_months_from_the_hire_date(self) -> None:
        written = of_2024(Ann=(100,) * 12, Ben=(0,) * 4 + (100,) * 8)
        people = "name,team,hired\nAnn,A,2020-01-01\nBen,A,2024-05-01\nZoe,A,2020-01-01\n"
        found = imported(written, people, dimensions=ONE_REP)
        assert amounts(found)["Ben"] == 120_000  # 800 ÷ 8/12
        assert amounts(found)["Ann"] == 120_000
        (start,) = found.history.base.starts
        assert (start.member, start.source, start.months) == ("Ben", "hire_date", 8.0)

    def test_from_the_first_sale(self) -> None:
        found = imported(of_2024(Ben=(0,) * 6 + (100,) * 6), dimensions=ONE_REP)
        assert amounts(found)["Ben"] == 120_000
        assert found.history.base.starts[0].source == "first_sale"

    def test_who_sold_in_the_tables_first_month_was_there(self) -> None:
        assert imported().history.base.starts == ()

    def test_the_mappings_start_wins(self) -> None:
        written = of_2024(Ben=(0,) * 6 + (100,) * 6)
        found = imported(written, dimensions=ONE_REP, annualise={"starts": {"Ben": "2024-04-01"}})
        assert amounts(found)["Ben"] == 80_000  # 600 ÷ 9/12

    def test_by_seasonality(self) -> None:
        # The company sells 100 in each of eleven months and 300 + 300 in December; Ben began in December.
        written = of_2024(Ann=(100,) * 11 + (300,), Ben=(0,) * 11 + (300,))
        found = imported(written, dimensions=ONE_REP, annualise={"by": "seasonality", "least_months": 1})
        december = found.history.shapes.shapes.company[-1]
        assert amounts(found)["Ben"] == pytest.approx(30_000 * 1e6 / december, abs=1)

    def test_left_as_they_are(self) -> None:
        found = imported(of_2024(Ben=(0,) * 6 + (100,) * 6), dimensions=ONE_REP, annualise={"by": "none"})
        assert amounts(found)["Ben"] == 60_000

    def test_cells_of_one_person_add_up_exactly(self) -> None:
        written = of_2024(Ben=(0,) * 5 + (1,) * 7)
        written += [("2024-08", product, "East", "Ben", 1) for product in "abcd"]
        found = imported(written, annualise={"starts": {"Ben": "2024-06-01"}})
        cells = [amount for key, amount in amounts(found).items() if key.endswith("Ben")]
        assert sum(cells) == round(1100 * 12 / 7)  # type: ignore[arg-type]

    def test_too_short_needs_a_proxy(self) -> None:
        found = fault(of_2024(Ann=(9,) * 12, Ben=(0,) * 10 + (5, 5)), dimensions=ONE_REP)
        assert found.code == "import_history_too_short"
        assert found.facts == {"name": "Ben", "months": 2.0}

    def test_who_sold_before_the_hire_date_was_there(self) -> None:
        people = PEOPLE.replace("Ben,South,2020-01-01", "Ben,South,2024-07-01")
        found = imported(None, people)
        assert amounts(found)["core West Ben"] == 66_000
        assert quality(found)["quality_sold_before_hire"] == {"count": 1, "names": ["Ben (2024-07-01)"]}

    @given(st.integers(1, 10**6))
    @settings(max_examples=10)
    def test_a_full_year_is_the_identity(self, amount: int) -> None:
        written = of_2024(Ann=(amount,) * 12)
        people = "name,team,hired\nAnn,A,2024-01-01\nZoe,A,2020-01-01\n"
        assert amounts(imported(written, people, dimensions=ONE_REP))["Ann"] == 1200 * amount

    def test_a_start_that_is_no_date(self) -> None:
        assert fault(annualise={"starts": {"Ann": "soon"}}).code == "import_date_unreadable"


class TestBaseYear:
    def test_without_sales(self) -> None:
        found = fault(years={"base": 2030})
        assert found.code == "import_base_year_empty"
        assert (found.facts["opening"], found.facts["closing"]) == ("2023-01", "2024-12")

    def test_not_complete(self) -> None:
        assert fault(rows()[:-2]).code == "import_base_year_incomplete"

    def test_complete_by_declaration(self) -> None:
        found = imported(rows()[:-2], years={"base": 2024, "is_complete": True})
        assert amounts(found)["core East Ann"] == 121_000

    def test_nothing_to_grow_from(self) -> None:
        written = [(*row[:4], -5) for row in rows()]
        assert {one.code for one in faults(written)} == {"import_comparable_not_positive"}
