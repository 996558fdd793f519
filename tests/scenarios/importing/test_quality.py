"""What is odd about the data is said, with counts and examples."""

from __future__ import annotations

from tests.scenarios.importing.support import PEOPLE, PEOPLE_MAPPING, Row, csv_of, imported, quality, rows

COLUMNS = {"person": "person", "place": "place", "start": "start", "end": "end"}


def test_sound_data_is_left_alone() -> None:
    assert quality(imported(None, PEOPLE)) == {}


def test_duplicates() -> None:
    assert quality(imported([*rows(), rows()[3]]))["quality_duplicates"] == {"count": 1, "rows": ["50"]}


def test_returns() -> None:
    found = quality(imported([*rows(), ("2024-02", "core", "East", "Ann", -30)]))
    assert found["quality_returns"] == {"count": 1, "amount": "-30", "rows": ["50"]}


def test_a_cell_of_returns_only() -> None:
    found = quality(imported([*rows(), ("2024-02", "old", "East", "Ann", -30)]))
    assert found["quality_cells_not_positive"] == {"count": 1, "examples": ["old × East × Ann"]}


def test_months_without_sales() -> None:
    found = quality(imported([row for row in rows() if row[0] != "2023-04"]))
    assert found["quality_gap_months"] == {"count": 1, "months": ["2023-04"]}


def test_old_dates() -> None:
    found = quality(imported([*rows(), ("2001-02", "core", "East", "Ann", 1)]))
    assert found["quality_dates_old"]["count"] == 1


def test_saw_tooth() -> None:
    low = [row if row[0][-2:] not in ("01", "04", "07", "10") else (*row[:4], 20) for row in rows()]
    assert 60 <= float(str(quality(imported(low))["quality_saw_tooth"]["percent"])) <= 85


def test_names_that_look_alike() -> None:
    found = quality(imported([*rows(), ("2024-02", "core", "east", "Ann", 1)]))
    assert found["quality_similar_names"] == {"first": "East", "second": "east"}


def test_rows_that_add_others_up() -> None:
    sums = [(month, "core", "All regions total", "合计", 100) for month in ("2024-01", "2024-06", "2024-12")]
    found = [one for one in imported([*rows(), *sums]).quality.findings if one.code == "quality_totals"]
    assert [(one.location.column, one.facts["names"]) for one in found] == [
        ("region", ["All regions total"]),
        ("rep", ["合计"]),
    ]


def test_more_examples_than_a_sentence_lists() -> None:
    """Nine are kept, so that the sentence about ten months can end with an ellipsis."""
    kept = [row for row in rows() if row[0] not in {f"2023-{month:02}" for month in range(2, 12)}]
    found = quality(imported(kept))["quality_gap_months"]
    assert found["count"] == 10 and found["months"] == [f"2023-{month:02}" for month in range(2, 11)]


def test_people_in_one_table_only() -> None:
    mapping = {**PEOPLE_MAPPING, "unmatched": "keep"}
    found = quality(imported([*rows(), ("2024-01", "core", "East", "Zoe", 9)], PEOPLE, people=mapping))
    assert found["quality_people_unmatched"] == {"count": 1, "names": ["Zoe"]}


def test_regions_by_three_tables() -> None:
    people = "name,area\nAnn,East\nBen,North\n"
    assigned = "person,place,start,end\nBen,South,2024-01,\nAnn,East,2020-01,\n"
    moved: list[Row] = [("2024-03", "core", "East", "Ben", 5)]
    mapping = {"columns": {"person": "name", "place": "area"}}
    found = quality(imported([*rows(), *moved], people, assigned, people=mapping, assignments={"columns": COLUMNS}))
    assert found["quality_places_disagree"] == {"count": 1, "examples": ["Ben (North, South, West)"]}
    assert found["quality_person_many_places"] == {"count": 1, "examples": ["Ben (West, East)"]}
    assert found["quality_place_many_people"] == {"count": 1, "examples": ["East (2)"]}


def test_sales_below_cost_and_new_articles() -> None:
    written = [(*row, 1, "old") for row in rows()]
    written[-1] = (*rows()[-1], 99, "new")
    data = csv_of(written, "month,product,region,rep,sales,cost,article")  # type: ignore[arg-type]
    columns = {"date": "month", "amount": "sales", "cost": "cost", "article": "article"}
    found = quality(imported(data, columns=columns))
    assert found["quality_below_cost"] == {"count": 1, "percent": 3, "rows": ["49"]}
    assert found["quality_new_articles"] == {"count": 1, "percent": 3, "names": ["new"]}


def test_one_off_deals() -> None:
    found = quality(imported([*rows(), ("2024-06", "core", "East", "Ann", 99_000)]))
    assert found["quality_one_offs"] == {"count": 1, "amount": "99,000", "rows": ["50"]}


def test_bounds_that_cannot_reach_the_target() -> None:
    stated = {"person": {"floor_rate": 0.9, "cap_rate": 1.2}}
    high = quality(imported(limits=stated, company_target={"amount": 2500}))["quality_caps_below_target"]
    assert (high["caps"], high["short"]) == ("2,376", "124")
    low = quality(imported(limits=stated, company_target={"amount": 1000}))["quality_floors_above_target"]
    assert (low["floors"], low["over"]) == ("1,782", "782")


def test_last_targets_of_nobody() -> None:
    mapping = {"columns": {"person": "who", "amount": "quota"}}
    found = quality(imported(None, None, None, "who,quota\nZoe,5\n", previous=mapping))
    assert found["quality_previous_lost"] == {"count": 1, "names": ["Zoe"]}
