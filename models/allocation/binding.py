"""The limits that bind: which groups stand at a floor or cap, and how hard the limit presses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.formulation import Formulation
from models.allocation.limits.context import LimitIdentity, Quantity
from models.allocation.polish import Polished

PRESSING = 1e-9
"""Multipliers below this are numerical noise in a program whose costs are near 1."""


@dataclass(frozen=True)
class BindingLimit:
    """One group of one limit that binds. `bound` as written, in the row's quantity (money in thousands). `price`:
    change of the loss per +1 of the bound, both in money (loss times company target): a cap that binds has a negative
    price, because raising it lowers the loss; a floor that binds a positive one. `paid`: a soft limit that is broken.
    `row`: its place among the limit rows of the formulation.
    """

    identity: LimitIdentity
    axes: tuple[str, ...]
    group: tuple[str, ...]
    side: str
    bound: float
    price: float
    quantity: Quantity
    scale: float
    paid: float
    row: int


def binding_limits(formulation: Formulation, polished: Polished) -> tuple[BindingLimit, ...]:
    """Everything that binds at the exact plan, hardest press first."""
    found = _binding_rows(formulation, polished) + _binding_bounds(formulation, polished)
    return tuple(sorted(found, key=lambda item: (-abs(item.price), item.identity.name, item.group, item.side)))


def _binding_rows(formulation: Formulation, polished: Polished) -> list[BindingLimit]:
    program = formulation.program
    violation = program.row_violation(polished.targets)
    return [
        _entry(
            formulation,
            int(formulation.row_of[row]),
            upper=polished.multipliers[row] > 0,
            price=-float(polished.multipliers[row]),
            paid=float(violation[row]) if np.isfinite(program.penalty[row]) else 0.0,
        )
        for row in np.flatnonzero((np.abs(polished.multipliers) > PRESSING) & (formulation.row_of >= 0))
    ]


def _binding_bounds(formulation: Formulation, polished: Polished) -> list[BindingLimit]:
    """Cells resting on a bound that a limit sets: the price is the slope of the loss there, rows included."""
    program, n = formulation.program, formulation.program.n_cells
    x = polished.targets[:n]
    slope = program.slope(x) + (program.transposed @ polished.multipliers)[:n]
    at_lower = (x <= program.lower[:n]) & (slope > PRESSING) & (formulation.lower_row >= 0)
    at_upper = (x >= program.upper[:n]) & (slope < -PRESSING) & (formulation.upper_row >= 0)
    sources = [(c, formulation.lower_row[c], False) for c in np.flatnonzero(at_lower)]
    sources += [(c, formulation.upper_row[c], True) for c in np.flatnonzero(at_upper)]
    return [_bound_entry(formulation, int(row), float(slope[c]), upper=upper) for c, row, upper in sources]


def _bound_entry(formulation: Formulation, row: int, slope: float, *, upper: bool) -> BindingLimit:
    """A one-cell row that was folded into a bound: a negative coefficient turned its sides round."""
    factor = float(formulation.rows.matrix.data[formulation.rows.matrix.indptr[row]])
    return _entry(formulation, row, upper=upper if factor > 0 else not upper, price=slope / factor, paid=0.0)


def _entry(formulation: Formulation, row: int, *, upper: bool, price: float, paid: float) -> BindingLimit:
    rows = formulation.rows
    block = rows.origin(row)
    fixed = rows.lower[row] == rows.upper[row]
    return BindingLimit(
        identity=block.identity,
        axes=block.axes,
        group=rows.key(row),
        side="fixed" if fixed else ("cap" if upper else "floor"),
        bound=float(rows.upper[row] if upper else rows.lower[row]) / block.factor,
        price=price * block.factor,
        quantity=block.quantity,
        scale=block.scale,
        paid=paid / block.factor,
        row=row,
    )
