"""The people of a plan, as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray
from models.history.calendar import MONTHS
from models.incentives.pay_class import PayClass
from models.incentives.rounded import whole_minor
from models.tables.attribute_values import AttributeValue


@dataclass(frozen=True, eq=False)
class Roster:
    """`n` people: keys, labels, their class (position in the plan's list), OTE in minor units, months in the plan year
    (0 to 12), attributes by name (None: not stated), months of hire and of leaving, each as one number (−1: unknown, or
    not left). The month of leaving is the last one in which somebody is there."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    pay_class: IntArray
    ote: IntArray
    months: FloatArray
    attributes: Mapping[str, tuple[AttributeValue | None, ...]]
    hired: IntArray
    left: IntArray
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

    def presence(self, first_month: int) -> tuple[FloatArray, FloatArray]:
        """(from, to): the stretch of plan months in which everybody is there, each of shape (n,): from hire to leaving.

        A part of a month that `months` leaves out is of the first month for who is hired within the year, else of the
        month of leaving. Of whoever has fewer months and no month of leaving, the stretch is taken to begin with the
        hire or the year; who leaves and has a whole month less was away in between, nobody knows when.
        """
        joined, gone, is_new = self._joined(first_month), self._gone(first_month), self.hired >= first_month
        assumed = np.where(is_new, np.minimum(joined + np.ceil(self.months), float(MONTHS)), self.months)
        missing = gone - joined - self.months
        part = np.where((missing > 0) & (missing < 1), missing, 0.0)
        leaves_within = self.left < first_month + MONTHS
        begins = np.where(self.left >= 0, joined + np.where(is_new, part, 0.0), assumed - self.months)
        return begins, np.where(self.left >= 0, gone - np.where(is_new | ~leaves_within, 0.0, part), assumed)

    def outside_employment(self, first_month: int, stretch_ends: Sequence[int]) -> tuple[BoolArray, BoolArray]:
        """Who was not hired yet, and who had left, in each of t stretches that end after these plan months, (t, n)
        each: as months of hire and leaving say, nothing assumed."""
        first, last = _stretches(stretch_ends)
        return np.asarray(last <= self._joined(first_month)), np.asarray(first >= self._gone(first_month))

    def stay_after(self, first_month: int) -> FloatArray:
        """Months after the end of the plan year that everybody stays: below zero who leaves within it, infinite who
        has not left; shape (n,)."""
        return np.where(self.left >= 0, self.left + 1.0 - (first_month + MONTHS), np.inf)

    def _joined(self, first_month: int) -> IntArray:
        return np.clip(self.hired - first_month, 0, MONTHS)

    def _gone(self, first_month: int) -> IntArray:
        return np.where(self.left >= 0, np.clip(self.left + 1 - first_month, 0, MONTHS), MONTHS)

    def active_months(self, first_month: int) -> FloatArray:
        """Part of each plan month in which everybody is there, 0 to 1, shape (12, n), by which targets of a year are
        spread. Of whoever has left all months from joining on: what falls after leaving is left out afterwards."""
        begins, ends = self.presence(first_month)
        last = np.where(self.left >= 0, float(MONTHS), ends)
        month = np.arange(MONTHS)[:, None]
        return np.asarray(np.clip(np.minimum(last, month + 1) - np.maximum(begins, month), 0.0, 1.0))

    def until_leaving(self, first_month: int) -> FloatArray:
        """Part of each plan month that lies before the leaving of everybody, 0 to 1, shape (12, n)."""
        last = np.where(self.left >= 0, self.presence(first_month)[1], float(MONTHS))
        return np.asarray(np.clip(last - np.arange(MONTHS)[:, None], 0.0, 1.0))

    def absent(self, first_month: int, stretch_ends: Sequence[int]) -> BoolArray:
        """Who was not there at all in each of t stretches that end after these plan months, shape (t, n)."""
        begins, ends = self.presence(first_month)
        first, last = _stretches(stretch_ends)
        return np.asarray((last <= begins) | (first >= ends))


def _stretches(ends: Sequence[int]) -> tuple[IntArray, IntArray]:
    """(first plan month, plan month after the last) of stretches, each of shape (t, 1)."""
    last = np.array(ends, dtype=np.int64)[:, None]
    return np.concatenate([np.zeros((1, 1), dtype=np.int64), last[:-1]]), last


def _coded(values: Sequence[AttributeValue | None]) -> IntArray:
    known: dict[str, int] = {}
    codes = [-1 if value is None else known.setdefault(str(value), len(known)) for value in values]
    return np.array(codes, dtype=np.int64)
