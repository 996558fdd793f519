"""How far one total may go: the least and the largest number of a node that the limits allow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FeasibleRange:
    """A node's total under the limits, in thousands of the numbers that the node speaks of (with over-assignment those
    of its own level). The company's is under all limits but its own target.

    `low`, `high`: its ends; `high` is None where there is none, both are None where the limits allow no plan at all.
    `is_feasible`: all limits together have a plan, the company target too. `with_choices`: limits of yes or no are
    respected; False where they had to be left out, so that the true range may be narrower.
    """

    low: float | None
    high: float | None
    is_feasible: bool
    with_choices: bool = True

    @property
    def is_empty(self) -> bool:
        """True where no total at all is possible."""
        return self.low is None
