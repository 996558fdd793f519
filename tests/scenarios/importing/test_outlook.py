"""Growth, spread, seasonality and margins, by the worked example of the documentation and by hand."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest

from scenarios.importing.import_tables import ImportTables
from scenarios.importing.mapping_loading import read_mapping
from scenarios.importing.run import Import, import_scenarios
from scenarios.importing.table_files import TableFile
from tests.scenarios.importing.support import CEILINGS, Row, csv_of, imported, rows

PAGE = (Path(__file__).parents[3] / "docs" / "import.md").read_text("utf-8")


@pytest.fixture(scope="module")
def example() -> Import:
    """The documentation's own mapping and tables."""
    mapping = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
    sales, people = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    tables = ImportTables(TableFile("sales.csv", sales.encode()), TableFile("people.csv", people.encode()))
    return import_scenarios(tables, read_mapping(mapping.encode(), "m.yaml", CEILINGS).mapping, "example", CEILINGS)


class TestWorkedExample:
    def test_the_table_of_the_page(self, example: Import) -> None:
        money = example.history.money
        for cell in example.history.cells.cells:
            numbers = [cell.baseline, cell.comparable, cell.forecast]
            shown = ["" if minor is None else f"{money.from_minor(round(minor, -2)):,f}" for minor in numbers]
            expected = [re.sub(r"\.$", "", one) for one in shown]
            row = next(line for line in PAGE.splitlines() if line.startswith(f"| {cell.key[0]}, {cell.key[1]} "))
            assert [field.strip() for field in row.split("|")[2:5]] == expected

    def test_sums_of_the_page(self, example: Import) -> None:
        base = example.history.cells
        assert (base.baseline, base.comparable) == (192_000_000, 252_000_000)
        assert "1,920 + 600 = 2,520" in PAGE
        assert example.targets[0].minor == 277_200_000

    def test_spread_of_the_page(self, example: Import) -> None:
        spread = example.history.outlook.uncertainty
        assert (round(spread.company, 4), spread.region, round(spread.pooled_own, 4)) == (0.0816, 0.1, 0.1633)
        assert "= 0.0816, region = 0.10 (no pairs), own = √(8 · 0.04 ÷ 12) = 0.1633" in PAGE


class TestGrowth:
    def test_both_series_grow_by_a_tenth(self) -> None:
        growth = imported().history.outlook.growth
        assert growth.observed.tolist() == pytest.approx([math.log(1.1)] * 2)
        assert growth.expected.tolist() == pytest.approx([math.log(1.1) / 2] * 2)

    def test_damping_can_be_stated(self) -> None:
        assert imported(forecast={"damping": 0}).history.outlook.growth.expected.tolist() == [0, 0]

    def test_a_region_that_opened_late_gets_the_mean(self) -> None:
        late: list[Row] = [("2023-10", "core", "South", "Ann", 1), ("2024-03", "core", "South", "Ann", 500)]
        outlook = imported([*rows(), *late]).history.outlook
        place = outlook.keys.index(("core", "South"))
        assert np.isnan(outlook.growth.observed[place])
        assert outlook.growth.expected[place] == pytest.approx(math.log(1.1) / 2)

    def test_one_year_has_no_growth(self) -> None:
        found = imported([row for row in rows() if row[0] > "2024"])
        assert found.history.outlook.growth.damping == 0
        assert [cell.forecast for cell in found.history.cells.cells] == [132_000, 66_000]
        assert "quality_one_year" in {one.code for one in found.quality.findings}

    def test_like_for_like_counts_people_who_were_there(self) -> None:
        joined: list[Row] = [(f"2024-{month:02d}", "core", "East", "Cai", 100) for month in range(1, 13)]
        found = imported([*rows(), *joined])
        assert found.history.outlook.like_for_like == (180_000, 198_000)


class TestRates:
    def test_margins_and_prices(self) -> None:
        written = [(*row, 60, 4) for row in rows()]
        columns = {"date": "month", "amount": "sales", "cost": "cost", "units": "units"}
        data = csv_of(written, "month,product,region,rep,sales,cost,units")  # type: ignore[arg-type]
        found = imported(data, columns=columns)
        ann, ben = found.history.cells.cells
        assert ann.margin == pytest.approx(1 - 60 / 110, abs=1e-6)
        assert ben.margin == pytest.approx(1 - 60 / 55, abs=1e-6)
        assert found.history.rates.product_price["core"] == pytest.approx(100 * (110 + 55) / 8)

    def test_a_cell_without_cost_takes_its_products(self) -> None:
        written = [(*row, 66 if row[3] == "Ann" else "") for row in rows()]
        data = csv_of(written, "month,product,region,rep,sales,cost")  # type: ignore[arg-type]
        found = imported(data, columns={"date": "month", "amount": "sales", "cost": "cost"})
        assert [cell.margin for cell in found.history.cells.cells] == [0.4, 0.4]
        assert found.history.rates.from_product.tolist() == [False, True]

    def test_no_costs_no_margins(self) -> None:
        assert {cell.margin for cell in imported().history.cells.cells} == {None}


class TestOneOffs:
    LARGE: Row = ("2024-06", "core", "East", "Ann", 99_000)

    def test_are_listed_and_counted(self) -> None:
        found = imported([*rows(), self.LARGE])
        (deal,) = found.history.one_offs.deals
        assert (deal.row, deal.amount, deal.excluded) == (50, 9_900_000, False)
        assert found.history.cells.baseline == 198_000 + 9_900_000

    def test_are_left_out_when_the_mapping_says_so(self) -> None:
        for rule in ({"exclude_listed": True}, {"exclude": [{"row": 50, "amount": 99_000, "reason": "once"}]}):
            found = imported([*rows(), self.LARGE], one_off=rule)
            assert found.history.cells.baseline == 198_000
            assert found.history.one_offs.deals[0].excluded

    def test_a_changed_table_is_noticed(self) -> None:
        from tests.scenarios.importing.support import faults

        rule = {"exclude": [{"row": 49, "amount": 99_000}, {"row": 77, "amount": 1}]}
        codes = [one.code for one in faults([*rows(), self.LARGE], one_off=rule)]
        assert codes == ["import_excluded_changed", "import_excluded_unknown"]

    def test_customers_of_different_size_are_judged_apart(self) -> None:
        # Large customers buy for 1,000, small ones for 10: neither is an outlier among its own.
        header = "month,product,region,rep,sales,customer"
        written = [(*row[:4], 1000, f"L{place % 8}") for place, row in enumerate(rows())]
        written += [(*row[:4], 10, f"S{place % 8}") for place, row in enumerate(rows())]
        columns = {"date": "month", "amount": "sales", "customer": "customer"}
        data = csv_of(written, header)  # type: ignore[arg-type]
        assert imported(data, columns=columns, one_off={"least_share": 0}).history.one_offs.deals == ()
