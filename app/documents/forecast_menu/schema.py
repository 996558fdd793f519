"""The schema of a forecast menu document; one JSON for the command line and REST."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MenuRatesPart(_Part):
    """Pay b1·F + b2·(A − F) where the actual A is at least the forecast F, b1·F − b3·(F − A) where it is under it."""

    at_forecast: float = Field(description="b1, in target incentives for each objective forecast.")
    above: float = Field(description="b2, for each objective sold over the forecast.")
    below: float = Field(description="b3, taken off for each objective that is missing.")


class MissPart(_Part):
    """What an exact forecast would have paid more, in target incentives for each objective missed by."""

    over: float = Field(description="Where more was sold than forecast: b1 − b2.")
    under: float = Field(description="Where less was sold: b3 − b1.")


class ForecastMenuDocument(_Part):
    """Pay that makes an honest forecast the best one."""

    schema_: Literal["allot.forecast_menu/1"] = Field(alias="schema")
    quantile: float = Field(description="The share of outcomes under the forecast that pays best.")
    rates: MenuRatesPart
    miss: MissPart
    bound_by: Literal["least_pay", "least_rate_above"] | None = Field(
        description="The limit that keeps a miss from costing more; null for rates that were given."
    )
    lowest_pay: float = Field(description="Of the table, in target incentives.")
    highest_pay: float = Field(description="Of the table, in target incentives.")
    forecasts: list[float] = Field(description="The table's columns, in objectives.")
    actuals: list[float] = Field(description="The table's rows, in objectives.")
    pay: list[list[float]] = Field(description="A row for each actual, a number for each forecast, target incentives.")
    sentences: list[str]
