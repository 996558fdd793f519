"""The columns of people and target tables: reader, JSON schema and documentation derive from these lists."""

from __future__ import annotations

from scenarios.definition.columns import Column

PERSON = Column("person", "text", "Key of the person.")
PERIOD = Column(
    "period", "text", "Month (2026-03, or 3), or quarter (2026-Q1, or Q1) of the plan year. Empty: the whole year."
)
MEASURE = Column("measure", "text", "Name of the measure.")

PEOPLE_COLUMNS = (
    Column("key", "text", "What targets and actuals call the person; unique."),
    Column("label", "text", "What people call the person. Default: the key."),
    Column("group", "text", "Key of the role group."),
    Column("ote", "money", "On-target earnings of a full year, money unit.", 0.0),
    Column(
        "months",
        "rate",
        "Months in the plan year that count for the target incentive. Default: all from hire to leaving.",
        0.0,
        12.0,
    ),
    Column("hired", "text", "Month of hire, e.g. 2021-06: for service awards, and for who joins within the year."),
    Column("left", "text", "Last month of whoever has left, e.g. 2026-09: what has not vested by then is forfeited."),
)
PEOPLE_COLUMN_NAMES = frozenset(column.name for column in PEOPLE_COLUMNS)

TARGET = Column("target", "money", "Target, in the measure's own unit (money unit, pieces, marks).", 0.0)
FORECAST = Column("forecast", "money", "Mean of the forecast for the year, in the measure's own unit.", 0.0)
LOG_SD = Column("forecast_log_sd", "rate", "Standard deviation of the log of the forecast, no unit.", 0.0, 5.0)

TARGET_COLUMNS = (PERSON, MEASURE, PERIOD, TARGET, FORECAST, LOG_SD)
