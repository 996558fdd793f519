"""The limits that bind: which groups stand at a floor or cap, and how hard the limit presses.

One convention for prices, everywhere: a price is the change of the loss that the plan minimises, per +1 of the limit as
written. A cap that binds has a negative price (raising it makes the plan better), a floor that binds a positive one, a
number that is fixed either. Where the two directions differ (a cell at a bound and at its previous target at once), it
is that of loosening the limit. A price is of the bound alone: that of the company target holds the references where
they are, that of a capacity what the term `load` measures by it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.formulation import Formulation
from models.allocation.limits.context import LimitIdentity, Quantity
from models.allocation.polish import Polished
from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray

PRESSING = 1e-9
"""Multipliers below this are numerical noise in a program whose costs are near 1."""


@dataclass(frozen=True)
class BindingLimit:
    """One group of one limit that binds. `bound` as written, in the row's quantity (money in thousands). `price`:
    change of the loss per +1 of the bound, both in money (loss times company target): a cap that binds has a negative
    price, because raising it lowers the loss; a floor that binds a positive one. `paid`: a soft limit that is broken.
    `row`: its place among the limit rows.
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
    price = -polished.multipliers
    price[formulation.row_of == 0] += _price_of_ceilings(formulation, polished)
    return [
        binding_entry(
            formulation,
            int(formulation.row_of[row]),
            upper=price[row] < 0,
            price=float(price[row]),
            paid=float(violation[row]) if np.isfinite(program.penalty[row]) else 0.0,
        )
        for row in np.flatnonzero((np.abs(price) > PRESSING) & (formulation.row_of >= 0))
    ]


def _price_of_ceilings(formulation: Formulation, polished: Polished) -> float:
    """The part of the company target's price that its own row does not show: a term's total of everybody rests on its
    ceiling, which is the company target."""
    program, rows = formulation.program, formulation.rows
    own = np.arange(program.n_columns) >= program.n_cells
    if not own.any() or np.isfinite(rows.penalty[0]) or rows.upper[0] <= 0.0:
        return 0.0
    reduced = program.price + program.transposed @ polished.multipliers
    resting = own & (polished.targets >= program.upper) & (reduced < 0.0)
    return float((reduced[resting] * program.upper[resting]).sum()) / float(rows.upper[0])


def _binding_bounds(formulation: Formulation, polished: Polished) -> list[BindingLimit]:
    """Cells resting on a bound that a limit sets: the price is the slope of the loss there, rows included."""
    program, n = formulation.program, formulation.program.n_cells
    x = polished.targets[:n]
    up, down = bound_slopes(program, x, polished.multipliers)
    at_lower = (x <= program.lower[:n]) & (up > PRESSING) & (formulation.lower_row >= 0)
    at_upper = (x >= program.upper[:n]) & (down < -PRESSING) & (formulation.upper_row >= 0)
    sources = [(formulation.lower_row[c], up[c], False) for c in np.flatnonzero(at_lower)]
    sources += [(formulation.upper_row[c], down[c], True) for c in np.flatnonzero(at_upper)]
    return [_bound_entry(formulation, int(row), float(slope), upper=upper) for row, slope, upper in sources]


def bound_slopes(program: SeparableProgram, x: FloatArray, multipliers: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Slope of the loss, rows included, at targets x (n): what a cell at its lower bound saves by going down, and what
    one at its upper bound costs by going up. They differ for cells at their previous target."""
    n = x.shape[0]
    slope = program.slope(x) + (program.transposed @ multipliers)[:n]
    rest = np.where(x == program.anchor[:n], program.anchor_weight[:n], 0.0)
    return slope - rest, slope + rest


def _bound_entry(formulation: Formulation, row: int, slope: float, *, upper: bool) -> BindingLimit:
    """A one-cell row that was folded into a bound: a negative coefficient turned its sides round."""
    factor = float(formulation.rows.matrix.data[formulation.rows.matrix.indptr[row]])
    return binding_entry(formulation, row, upper=upper if factor > 0 else not upper, price=slope / factor, paid=0.0)


def binding_entry(formulation: Formulation, row: int, *, upper: bool, price: float, paid: float) -> BindingLimit:
    """One limit row as a binding limit, `price` and `paid` in terms of leaf targets."""
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
