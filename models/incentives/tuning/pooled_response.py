"""How a pool's number follows what its people do: who shares a pool is paid by what all of them bring.

The mean of the pool becomes Σ growth · forecast over its people and measures, exactly. Its relative spread and what it
shares with company and regions stay as today: they are the same when all grow alike, and differ by how unevenly people
grow (see tests); what that adds to the total cost is measured by simulation like the rest of the model's error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from models.arrays import FloatArray, IntArray
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.pay_line import Measured
from models.incentives.tuning.class_base import ClassBase
from models.incentives.tuning.response import Response


@dataclass(frozen=True, eq=False)
class Growth:
    """Of k means: by which factor they grow (k,), and the derivatives of its logarithm after K knobs (k, K)."""

    factor: FloatArray
    log_slope: FloatArray

    def some(self, places: IntArray) -> Growth:
        """Of some of them."""
        return Growth(self.factor[places], self.log_slope[places])


@dataclass(frozen=True, eq=False)
class _Part:
    """What people of one class bring by one stream: their shares (P + 1, k) of every pool's mean."""

    place: int
    stream: int
    shares: csr_array


@dataclass(frozen=True, eq=False)
class PooledNumber:
    """A number of P pools. `pools` (n,): everybody's pool, P for people outside, whose number is not known."""

    pools: IntArray
    count: int
    parts: tuple[_Part, ...]

    def growth(self, responses: Sequence[Sequence[Response]], knobs: int) -> Growth:
        """Of the mean of everybody's pool, (n,), under the `responses` of classes by stream; 1 outside."""
        factor, slope = np.ones(self.count + 1), np.zeros((self.count + 1, knobs))
        for part in self.parts:
            response = responses[part.place][part.stream]
            factor += part.shares @ (response.growth - 1.0)
            slope += part.shares @ (response.growth[:, None] * response.log_growth_slope)
        return Growth(factor, slope / factor[:, None]).some(self.pools)


def pooled_number(plan: IncentivePlan, bases: Sequence[ClassBase], measured: Measured) -> PooledNumber:
    """A pooled number with everybody's part in it: whoever has no forecast of their own adds nothing."""
    codes = plan.roster.codes(measured.pool or "")
    count = int(codes.max(initial=-1)) + 1
    pools = np.where(codes >= 0, codes, count)
    forecasts = np.nan_to_num(plan.outlook.mean)
    brought = forecasts[:, list(measured.measures)].sum(axis=1)
    totals = np.bincount(pools, weights=brought, minlength=count + 1)
    parts = []
    for place, base in enumerate(bases):
        own = pools[base.people]
        inside, total = own < count, totals[own]
        for stream in dict.fromkeys(base.movers.get(measure, -1) for measure in measured.measures):
            if stream < 0:
                continue
            moved = [measure for measure in measured.measures if base.movers.get(measure) == stream]
            each = forecasts[base.people][:, moved].sum(axis=1)
            share = np.divide(each, total, out=np.zeros(base.count), where=inside & (total > 0))
            shares = csr_array((share, (own, np.arange(base.count))), shape=(count + 1, base.count))
            parts.append(_Part(place, stream, shares))
    return PooledNumber(pools, count, tuple(parts))
