"""What a limit family may ask of the problem, and where it puts its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from models.allocation.dimensions import AttributeValue
from models.allocation.limits.choice_block import ChoiceBlock
from models.allocation.limits.fields import AttributeValueOf
from models.allocation.selection import Groups, Selection, WhereValue
from models.allocation.statement_error import StatementError
from models.allocation.uncertainty import ForecastDistribution
from models.arrays import BoolArray, FloatArray
from models.findings import Fact, Finding, Location
from models.units import AmountError, Metric, Money

if TYPE_CHECKING:
    from models.allocation.limits.base import Limit
    from models.allocation.problem import AllocationProblem, Amounts


class Quantity(StrEnum):
    """What a row's activity counts.

    MONEY: the plan's own targets (pieces in a plan of volumes), exact to the minor unit. VOLUME: pieces in a plan of
    money. CURRENCY: thousands of money in a plan of volumes. RATE: a fraction of one, such as a difficulty. COUNT: how
    many units a group carries; only in a diagnosis.
    """

    MONEY = "money"
    EFFORT = "effort"
    RATE = "rate"
    VOLUME = "volume"
    CURRENCY = "currency"
    COUNT = "count"


@dataclass(frozen=True)
class LimitIdentity:
    """Who a row belongs to. `pointer` is the limit's place in the document."""

    kind: str
    name: str
    owner: str | None
    negotiable: bool
    pointer: str


@dataclass(frozen=True, eq=False)
class RowBlock:
    """The rows of one limit: lower ≤ matrix·x ≤ upper, one per group, x the leaf targets in thousands of the major
    unit.

    `factor`: the limit as written speaks of numbers that are 1/factor of the leaf targets (the plan's, or a level's);
    `lower` and `upper` are the written bounds times it. `scale` turns a row's activity into what people count
    (thousands → 1 for money; all other rows are divided by their largest coefficient, and `scale` is that divisor).
    `penalty` is inf for a hard limit. `by_month`: the last axis is a plan month, and the row is about the share of it
    in each annual target.
    """

    identity: LimitIdentity
    axes: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    matrix: csr_array
    lower: FloatArray
    upper: FloatArray
    penalty: float
    quantity: Quantity = Quantity.MONEY
    scale: float = 1.0
    factor: float = 1.0
    by_month: bool = False


@dataclass(frozen=True, eq=False)
class Counting:
    """What a limit counts: `factor` per cell turns its target into the row, `scale` the row into the count."""

    factor: FloatArray
    quantity: Quantity
    scale: float


@dataclass(frozen=True, eq=False)
class MonthLimit:
    """A monthly capacity of some groups: Σ_c use_gc · y_cm ≤ upper_gm for every plan month m, y the months of the
    leaf targets in thousands. `use` (groups × cells) and `upper` (groups × 12) are scaled as in a RowBlock, `upper` is
    the written bound times the limit's factor."""

    identity: LimitIdentity
    axes: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    use: csr_array
    upper: FloatArray
    penalty: float
    quantity: Quantity
    scale: float


class LimitContext:
    """The problem as limit families see it. Collects row blocks and notices; families raise StatementError."""

    def __init__(self, problem: AllocationProblem, selection: Selection) -> None:
        self._problem = problem
        self._selection = selection
        self._pointer = ""
        self.blocks: list[RowBlock] = []
        self.months: list[MonthLimit] = []
        self.choices: list[ChoiceBlock] = []
        self.notices: list[Finding] = []

    def at(self, pointer: str) -> LimitContext:
        """The same context, speaking of the limit at `pointer`."""
        self._pointer = pointer
        return self

    # --- questions -------------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """Number of cells."""
        return self._problem.cells.count

    @property
    def problem(self) -> AllocationProblem:
        """The problem."""
        return self._problem

    def mask(self, limit: Limit) -> BoolArray:
        """Cells selected by the limit's `where`, without those of its `unless`. Raises StatementError."""
        selected = self._selection.where(limit.where)
        if not limit.unless:
            return selected
        left = np.asarray(selected & ~self.where(limit.unless, "/unless"), dtype=np.bool_)
        if not left.any():
            raise StatementError("empty_selection", "/unless")
        return left

    def groups(self, limit: Limit, mask: BoolArray | None = None) -> Groups:
        """The limit's groups: its `where` (or the given mask) split by its `by`."""
        return self._selection.groups(limit.by, self.mask(limit) if mask is None else mask)

    def factor(self, limit: Limit, axes: Sequence[str] | None = None) -> float:
        """Leaf targets over the numbers that the limit speaks of: `emit` turns written bounds into bounds of leaf
        targets with it. 1 without over-assignment. `axes`: what the limit names where that is more than its `by`.

        The numbers are those at the deepest level of the over-assigned dimension that the limit names, the leaf
        targets when it names none, and the plan's with `basis: plan`.
        """
        over = self._problem.over_assignment
        if over is None:
            return 1.0
        if limit.basis == "plan":
            return over.below(0)
        named = self._selection.deepest_level(self._problem.dimension(over.dimension), axes or limit.by, limit.where)
        return 1.0 if named is None else over.below(named + 1)

    def groups_by(self, axes: Sequence[str], mask: BoolArray, path: str = "/by") -> Groups:
        """The masked cells split by other axes than the limit's own, standing at `path` (e.g. `/peers`)."""
        try:
            return self._selection.groups(axes, mask)
        except StatementError as error:
            raise StatementError(error.code, path + error.path.removeprefix("/by"), **error.facts) from None

    @cached_property
    def forecasts(self) -> ForecastDistribution:
        """The distribution of every cell's sales, computed once for all limits."""
        return self._problem.forecasts

    def where(self, where: Mapping[str, WhereValue], path: str) -> BoolArray:
        """Cells of another selector of the limit, standing at `path` (e.g. `/of`)."""
        try:
            return self._selection.where(where)
        except StatementError as error:
            raise StatementError(error.code, path + error.path.removeprefix("/where"), **error.facts) from None

    def thousands(self, amounts: Amounts) -> FloatArray:
        """A money column in thousands, NaN where null."""
        return self._problem.thousands(amounts)

    def amount(self, value: Decimal, path: str, money: Money | None = None) -> float:
        """A written amount in thousands, of the plan's own unit unless another is given. Raises StatementError when
        finer than the minor unit or too large."""
        money = money or self._problem.money
        try:
            return money.to_minor(value) / money.minor_per_thousand
        except AmountError as error:
            raise StatementError(
                f"amount_{error.reason}", path, value=str(value), digits=money.written_digits
            ) from None

    def group_values(
        self,
        value: Decimal | AttributeValueOf | None,
        groups: Groups,
        absent: float,
        path: str,
        *,
        money: Money | bool | None,
    ) -> FloatArray:
        """One number per group: the same for all, or what each group's member holds; `absent` where there is none.

        `money`: what amounts are written in, True for the plan's own unit; they become thousands. Else plain numbers.
        """
        money = self._problem.money if money is True else money or None
        if value is None:
            return np.full(groups.count, absent)
        if isinstance(value, AttributeValueOf):
            return self._held_values(value.attribute, groups, absent, path, money=money)
        number = self.amount(value, path, money) if money else float(value)
        return np.full(groups.count, number)

    def member_values(self, attribute: str, groups: Groups, path: str) -> list[tuple[str, AttributeValue | None]]:
        """(member, value it holds) per group, for an attribute of the members of one axis of the groups."""
        position, dimension_index = self._axis_holding(attribute, groups.axes, path)
        dimension = self._problem.dimensions[dimension_index]
        return [(key[position], dimension.attribute(key[position], attribute)) for key in groups.keys]

    def counting(self, metric: Metric | None, mask: BoolArray, path: str = "/metric") -> Counting:
        """How the masked cells' targets are counted in money or pieces; None: as the plan counts them.

        Raises StatementError naming the cells without a unit price where one is needed.
        """
        if metric is None or metric == self._problem.metric:
            return Counting(np.ones(self.count), Quantity.MONEY, 1.0)
        price = self._problem.unit_price
        missing = np.flatnonzero(mask & np.isnan(price))
        if missing.size:
            cell = " × ".join(self._problem.cell_key(int(missing[0])))
            raise StatementError("unit_price_missing", path, cell=cell, count=int(missing.size))
        # Targets are thousands of money or of pieces: 1000/price pieces, or price thousands of money.
        factor = np.where(mask, 1000.0 / price if metric == "volume" else price, 0.0)
        scale = float(factor.max(initial=0.0)) or 1.0
        return Counting(factor / scale, Quantity.VOLUME if metric == "volume" else Quantity.CURRENCY, scale)

    def bounds(
        self, value: Decimal | AttributeValueOf | None, groups: Groups, absent: float, path: str, unit: Counting
    ) -> FloatArray:
        """`group_values` of a bound that counts what `unit` does, on the row's own scale."""
        money = {Quantity.MONEY: self._problem.money, Quantity.CURRENCY: self._problem.money.in_currency}
        return self.group_values(value, groups, absent, path, money=money.get(unit.quantity)) / unit.scale

    def attributes(self, axes: Sequence[str]) -> list[str]:
        """Attributes that members of some axes hold, sorted."""
        places = [self._selection.axis(name, f"/by/{position}").dimension for position, name in enumerate(axes)]
        return sorted({name for place in places for name in self._problem.dimensions[place].attribute_names})

    # --- answers ---------------------------------------------------------------------------------------------

    def sums(self, groups: Groups, coefficient: FloatArray | None = None) -> csr_array:
        """Matrix (groups × cells) that sums the cells of each group, times a coefficient per cell."""
        inside = np.flatnonzero(groups.code >= 0)
        data = np.ones(inside.size) if coefficient is None else coefficient[inside]
        return csr_array((data, (groups.code[inside], inside)), shape=(groups.count, self.count))

    def emit(
        self,
        limit: Limit,
        groups: Groups,
        matrix: csr_array,
        lower: FloatArray,
        upper: FloatArray,
        *,
        quantity: Quantity = Quantity.MONEY,
        scale: float = 1.0,
        kind: str | None = None,
        by_month: bool = False,
    ) -> None:
        """Add the limit's rows, bounds as written; rows without any finite side are dropped."""
        crossed = np.flatnonzero(lower > upper)
        if crossed.size:
            group = int(crossed[0])
            raise StatementError(
                "floor_over_cap",
                "",
                group=" × ".join(groups.keys[group]) or "all",
                floor=self._written(float(lower[group]) * scale, quantity),
                cap=self._written(float(upper[group]) * scale, quantity),
            )
        keep = np.flatnonzero(np.isfinite(lower) | np.isfinite(upper))
        if not keep.size:
            return
        factor = self.factor(limit)
        self.blocks.append(
            RowBlock(
                identity=self.identity(limit, kind),
                axes=groups.axes,
                keys=tuple(groups.keys[index] for index in keep),
                matrix=csr_array(matrix[keep]),
                lower=lower[keep] * factor,
                upper=upper[keep] * factor,
                penalty=np.inf if limit.soft is None else limit.soft.penalty,
                quantity=quantity,
                scale=scale,
                factor=factor,
                by_month=by_month,
            )
        )

    def emit_choice(self, block: ChoiceBlock) -> None:
        """Add the units of a limit that decides by yes or no; without units there is nothing to decide."""
        if block.count:
            self.choices.append(block)

    def identity(self, limit: Limit, kind: str | None = None) -> LimitIdentity:
        """Who the rows of the limit belong to."""
        named = kind or str(getattr(limit, "kind", ""))
        return LimitIdentity(named, limit.name, limit.owner, limit.negotiable, self._pointer)

    def notice(self, code: str, path: str = "", **facts: Fact) -> None:
        """Something worth knowing about the limit that is not an error."""
        self.notices.append(Finding(code, Location(pointer=self._pointer + path), facts))

    def _written(self, value: float, quantity: Quantity) -> float:
        """A row's side as the document writes it: money in its unit, other counts as they are."""
        if quantity not in (Quantity.MONEY, Quantity.CURRENCY):
            return value
        money = self._problem.money if quantity is Quantity.MONEY else self._problem.money.in_currency
        return value * money.minor_per_thousand / float(money.minor_per_unit)

    # --- details ---------------------------------------------------------------------------------------------

    def _held_values(
        self, attribute: str, groups: Groups, absent: float, path: str, *, money: Money | None
    ) -> FloatArray:
        values = np.full(groups.count, absent)
        for index, (member, held) in enumerate(self.member_values(attribute, groups, path)):
            if held is None:
                continue
            if isinstance(held, bool | str):
                raise StatementError("attribute_not_a_number", path, attribute=attribute, member=member)
            number = Decimal(repr(held)) if isinstance(held, float) else Decimal(held)
            values[index] = self.amount(number, path, money) if money else float(number)
        if groups.count and not np.isfinite(values).any():
            raise StatementError("attribute_held_by_nobody", path, attribute=attribute)
        return values

    def _axis_holding(self, attribute: str, axes: Sequence[str], path: str) -> tuple[int, int]:
        holders: list[tuple[int, int]] = []
        for position, name in enumerate(axes):
            axis = self._selection.axis(name, f"/by/{position}")
            dimension = self._problem.dimensions[axis.dimension]
            if axis.level is not None and attribute in dimension.attribute_names:
                holders.append((position, axis.dimension))
        if len(holders) != 1:
            code = "attribute_not_in_by" if not holders else "attribute_ambiguous"
            raise StatementError(code, path, attribute=attribute, by=list(axes))
        return holders[0]
