"""The columns of the member and cell tables: reader, JSON schema and documentation derive from these lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Column:
    """One column. `minimum` and `maximum` are inclusive; money has its own largest amount."""

    name: str
    kind: Literal["text", "money", "rate"]
    description: str
    minimum: float | None = None
    maximum: float | None = None


KEY = Column("key", "text", "What cells, parents and selectors call the member; unique within its dimension.")

MEMBER_COLUMNS = (
    KEY,
    Column("label", "text", "What people call the member. Default: its key."),
    Column("parent", "text", "Key of the member above it, on a higher level. Empty at the top."),
    Column("level", "text", "One of the dimension's levels. May be left out where only one fits."),
    Column(
        "priority",
        "rate",
        "Strategic weight from -1 to 1. Not stated: that of the nearest member above it that states one, else 0.",
        -1.0,
        1.0,
    ),
)

MONEY_COLUMNS = (
    Column("baseline", "money", "Last comparable period, money unit. Below zero: returns. Empty: no history."),
    Column("potential", "money", "What could be sold in the period, money unit.", 0.0),
    Column("market", "money", "Size of the market in the period, money unit.", 0.0),
    Column("forecast", "money", "Mean of the forecast for the period, money unit.", 0.0),
    Column("commitment", "money", "What was committed bottom-up, money unit.", 0.0),
    Column("hold", "money", "Fixed target, money unit; needs a hold_reason.", 0.0),
    Column("previous", "money", "The last published target, money unit.", 0.0),
)

RATE_COLUMNS = (
    Column("forecast_log_sd", "rate", "Standard deviation of the log of the forecast, no unit.", 0.0, 5.0),
    Column("margin_rate", "rate", "Margin, fraction of the target.", -1.0, 1.0),
    Column("effort", "rate", "Capacity used per major unit of the currency (hours, visits).", 0.0, 1e6),
    Column(
        "unit_price",
        "rate",
        "Price of one piece, in major units of the currency. Empty: the attribute of that name of the cell's members.",
        1e-6,
        1e9,
    ),
    Column("priority", "rate", "Strategic weight of the cell from -1 to 1, added to its members'.", -1.0, 1.0),
)

HOLD_REASON = Column("hold_reason", "text", "Why the target is fixed; shown with the number.")

CELL_COLUMNS = (*MONEY_COLUMNS, *RATE_COLUMNS, HOLD_REASON)

CELL_COLUMN_NAMES = frozenset(column.name for column in CELL_COLUMNS)
MEMBER_COLUMN_NAMES = frozenset(column.name for column in MEMBER_COLUMNS)
