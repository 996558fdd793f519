"""What a scenario says about the uncertainty of its forecasts."""

from __future__ import annotations

from dataclasses import dataclass

LOG_SD = 0.25
LOADING = 0.4


@dataclass(frozen=True)
class Uncertainty:
    """Defaults for cells and members that state nothing of their own.

    `log_sd`: standard deviation of the logarithm of a forecast. `company_loading`, `region_loading`: correlation of a
    cell with what moves the whole company, and with what moves its region; their squares add up to at most 1, the rest
    is the cell's own. `region_dimension`: the dimension, level or attribute that says which cells share a region; None:
    the dimension, else the level, called `region`, and no regional factor where there is none.
    """

    log_sd: float = LOG_SD
    company_loading: float = LOADING
    region_loading: float = LOADING
    region_dimension: str | None = None
