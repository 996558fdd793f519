"""Equal difficulty among peers."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from scipy.sparse import csr_array

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.limits.measured import Against, amounts_of, group_sums, left_out, with_positive
from models.allocation.selection import Groups
from models.arrays import FloatArray, IntArray
from models.errors import TooLarge
from models.fields import NameList, Rate

MOST_ENTRIES = 20_000_000
"""Coefficients that one parity limit may have: every row holds all cells of its peer group."""


class Parity(Limit):
    """Difficulty of everybody near that of their peers: |x(k) − (f(k)/f(P))·x(P)| ≤ tolerance·f(k).

    k is a group of `by` (a person), P the peers of k, f the forecast, the potential or last year. With the difficulties
    d(k) = x(k)/f(k) and d(P) = x(P)/f(P) this is |d(k) − d(P)| ≤ tolerance; written with amounts, so that a soft form
    prices the money by which a target is too high or too low. Cells without f are on neither side; people without any f
    are left out and listed in a notice. `by` is required: whose difficulty it is.

    Example: Ann's forecast is 320, Bo's 680, the target of both is 1,000, so their common difficulty is 1. With
    `by: [rep], tolerance: 0.0625` Ann's target stays within 320 ± 0.0625 · 320, that is between 300 and 340.
    """

    kind: Literal["parity"]
    against: Against = Field(
        default="forecast", description="What targets are measured against, a column of the cells."
    )
    tolerance: Annotated[Rate, Field(ge=0, le=1000)] = Field(
        description="How far a difficulty may be from that of the peers (0.05: 5 points of f)."
    )
    peers: NameList = Field(
        default=(),
        description="Who is compared with whom: levels, dimensions or attributes, e.g. [team]. Empty: everybody.",
    )

    @model_validator(mode="after")
    def _per_person(self) -> Self:
        if not self.by:
            raise PydanticCustomError("difficulty_without_by", "`by` is needed: whose difficulty it is")
        return self

    def apply(self, context: LimitContext) -> None:
        """One row per person who has peers. Raises TooLarge when the rows would not fit in memory."""
        groups, peer = self._people(context)
        size = group_sums(context, groups, amounts_of(context.problem.cells, self.against))
        people = np.bincount(peer, minlength=1)
        compared = people[peer] > 1 if groups.count else np.zeros(0, dtype=np.bool_)
        if not compared.any():
            context.notice("parity_without_peers", name=self.name)
            return
        band = np.where(compared, self.tolerance * size, np.inf)
        context.emit(self, self._named(groups), _rows(context, groups, peer, size), -band, band)

    def _people(self, context: LimitContext) -> tuple[Groups, IntArray]:
        """Everybody who can be compared, by person and peer group, and the peer group of each."""
        extra = tuple(name for name in self.peers if name not in self.by)
        measure = amounts_of(context.problem.cells, self.against)
        mask = context.mask(self)
        context.groups_by(self.peers, mask, "/peers")  # a wrong name is found where it stands
        split = context.groups_by((*self.by, *extra), mask & measure.present)
        groups = with_positive(split, group_sums(context, split, measure))
        width = len(self.by)
        missing = left_out(context.groups(self, mask).keys, [key[:width] for key in groups.keys])
        if missing:
            context.notice("people_left_out", name=self.name, count=len(missing), members=missing, column=self.against)
        peers = context.groups_by(self.peers, np.asarray(groups.code >= 0, dtype=np.bool_))
        peer = np.zeros(groups.count, dtype=np.int64)
        inside = groups.code >= 0
        peer[groups.code[inside]] = peers.code[inside]
        return groups, peer

    def _named(self, groups: Groups) -> Groups:
        """The groups by the names of `by` alone, where these tell them apart."""
        width = len(self.by)
        short = tuple(key[:width] for key in groups.keys)
        return replace(groups, axes=self.by, keys=short) if len(set(short)) == len(short) else groups


def _rows(context: LimitContext, groups: Groups, peer: IntArray, size: FloatArray) -> csr_array:
    """x(k) − (f(k)/f(P))·x(P) per person, as sums of cells less shares of the peer groups' sums."""
    inside = np.flatnonzero(groups.code >= 0)
    of_cell = peer[groups.code[inside]]
    n_peers = int(peer.max()) + 1
    cells = np.bincount(of_cell, minlength=n_peers)
    entries = int(np.bincount(peer, minlength=n_peers) @ cells)
    if entries > MOST_ENTRIES:
        raise TooLarge("entries", entries, MOST_ENTRIES)
    share = size / np.bincount(peer, weights=size, minlength=n_peers)[peer]
    shares = csr_array((share, (np.arange(groups.count), peer)), shape=(groups.count, n_peers))
    sums = csr_array((np.ones(inside.size), (of_cell, inside)), shape=(n_peers, context.count))
    matrix = csr_array(context.sums(groups) - shares @ sums)
    matrix.eliminate_zeros()
    return matrix
