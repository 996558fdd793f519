"""Tables that are wider than the screen."""

from __future__ import annotations

from rich.table import Column, Table

from app.cli.wide_tables import parts_that_fit


def made(columns: int) -> Table:
    """A name and some columns of numbers."""
    heads = [Column(f"Strategy {place}", justify="right") for place in range(columns)]
    table = Table("Node", *heads, title="Targets")
    table.add_row("North", *(["32,180,000"] * columns))
    table.add_row("South", *(["1,000"] * columns))
    return table


def test_what_fits_stays_together() -> None:
    table = made(3)
    assert parts_that_fit(table, 1, 80) == [table]


def test_numbers_stay_whole_and_names_are_repeated() -> None:
    parts = parts_that_fit(made(14), 1, 80)
    assert len(parts) > 1 and [part.title for part in parts[:2]] == ["Targets", None]
    for part in parts:
        assert [str(cell) for cell in part.columns[0].cells] == ["North", "South"]
        assert sum(max(len("32,180,000"), len(str(column.header))) for column in part.columns[1:]) <= 80
    heads = [str(column.header) for part in parts for column in part.columns[1:]]
    assert heads == [f"Strategy {place}" for place in range(14)]


def test_a_column_that_is_too_wide_has_a_table_of_its_own() -> None:
    assert [len(part.columns) for part in parts_that_fit(made(3), 1, 10)] == [2, 2, 2]
