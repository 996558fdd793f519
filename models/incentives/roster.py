"""The people of a plan, as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.pay_class import PayClass
from models.incentives.rounded import whole_minor
from models.tables.attribute_values import AttributeValue

MONTHS = 12.0


@dataclass(frozen=True, eq=False)
class Roster:
    """`n` people: keys, labels, their class (position in the plan's list), OTE in minor units, months in the plan year
    (0 to 12), attributes by name (None: not stated), month of hire as one number (−1: unknown)."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    pay_class: IntArray
    ote: IntArray
    months: FloatArray
    attributes: Mapping[str, tuple[AttributeValue | None, ...]]
    hired: IntArray
    _codes: dict[str, IntArray] = field(init=False, repr=False, default_factory=dict)

    @property
    def count(self) -> int:
        """Number of people."""
        return len(self.keys)

    def members(self, pay_class: int) -> IntArray:
        """Positions of the people of one class."""
        return np.flatnonzero(self.pay_class == pay_class)

    def codes(self, attribute: str) -> IntArray:
        """Who shares an attribute's value: equal numbers from 0, −1 where it is not stated."""
        if attribute not in self._codes:
            self._codes[attribute] = _coded(self.attributes.get(attribute, (None,) * self.count))
        return self._codes[attribute]

    def target_incentive(self, classes: Sequence[PayClass]) -> FloatArray:
        """OTE · pay mix · months / 12 of everybody, whole minor units, shape (n,)."""
        mix = np.array([one.pay_mix for one in classes])[self.pay_class]
        return whole_minor(self.ote * mix * self.months / MONTHS)


def _coded(values: Sequence[AttributeValue | None]) -> IntArray:
    known: dict[str, int] = {}
    codes = [-1 if value is None else known.setdefault(str(value), len(known)) for value in values]
    return np.array(codes, dtype=np.int64)
