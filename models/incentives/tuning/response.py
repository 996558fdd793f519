"""How people respond to a plan: assumptions, effort, and what effort costs them.

Effort e = ((MI + m0)/(MI0 + m0))^η, MI the expected marginal pay per 100 % of a number, MI0 today's, m0 = `intrinsic` ·
target incentive what moves people anyway. The number's mean becomes b·[(1 − φ) + φ·e], b its forecast under today's
plan: today's plan reproduces the forecast. η = 1 with linear pay and normal numbers is the LEN model (Holmström and
Milgrom 1987). Effort costs ψ = φ·[(MI0 + m0)·(e^{1 + 1/η} − 1)/(1 + 1/η) − m0·(e − 1)], whose first-order condition is
this response.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from pydantic import BaseModel, Field

from models.arrays import FloatArray
from models.fields import STRICT, Rate

LEAST_PULL = 1e-6
"""Least marginal pay, as a part of today's, that effort is worked out for: on its way a search meets weights below
zero, which would pay for doing less."""


LARGEST: Mapping[str, int] = {"elasticity": 3, "effort_share": 1, "intrinsic": 100, "risk_aversion": 100}
"""The largest value of each assumption."""


class ResponseAssumptions(BaseModel):
    """What is assumed about people. Nobody knows these numbers: results are conditional on them, and are shown with
    them at ±30 %."""

    model_config = STRICT

    elasticity: Rate = Field(
        default=0.3, gt=0, le=LARGEST["elasticity"], description="η: effort per marginal pay, elasticity."
    )
    effort_share: Rate = Field(
        default=0.3,
        ge=0,
        le=LARGEST["effort_share"],
        description="φ: part of a result that depends on effort; the rest comes anyway.",
    )
    intrinsic: Rate = Field(
        default=0.5,
        gt=0,
        le=LARGEST["intrinsic"],
        description="m0: what moves people without pay, as a multiple of target incentive.",
    )
    risk_aversion: Rate = Field(
        default=1.0,
        ge=0,
        le=LARGEST["risk_aversion"],
        description="r · OTE: risk costs r/2 · variance of pay, r = this / OTE.",
    )


@dataclass(frozen=True, eq=False)
class Response:
    """Of k people to one number: `effort` e and `growth` (1 − φ) + φ·e, `cost` ψ in minor units, all (k,), and their
    derivatives after K knobs (k, K); `log_growth_slope` is that of ln growth."""

    effort: FloatArray
    growth: FloatArray
    log_growth_slope: FloatArray
    cost: FloatArray
    cost_slope: FloatArray


def respond(
    assumptions: ResponseAssumptions,
    today: FloatArray,
    intrinsic: FloatArray,
    marginal: FloatArray,
    marginal_slope: FloatArray,
) -> Response:
    """The response to marginal pay (k,) with derivatives (k, K), where today's is `today` and m0 is `intrinsic`, both
    (k,) in minor units per 100 %. Who is paid nothing anywhere and has no m0 stays as today."""
    eta, phi = assumptions.elasticity, assumptions.effort_share
    base, now = today + intrinsic, marginal + intrinsic
    moved = base > 0
    falling = now < LEAST_PULL * base
    now = np.where(falling, LEAST_PULL * base, now)
    ratio = np.divide(now, base, out=np.ones_like(now), where=moved)
    effort = ratio**eta
    growth = (1.0 - phi) + phi * effort
    per_pay = np.divide(eta * effort, now, out=np.zeros_like(now), where=moved & ~falling & (now > 0))
    effort_slope = per_pay[:, None] * marginal_slope
    power = 1.0 + 1.0 / eta
    cost = phi * (base * (effort**power - 1.0) / power - intrinsic * (effort - 1.0))
    # dψ/de = φ·[(MI0 + m0)·e^{1/η} − m0] = φ·MI: the first-order condition.
    cost_slope = phi * (base * ratio - intrinsic)[:, None] * effort_slope
    return Response(effort, growth, phi * effort_slope / growth[:, None], cost, cost_slope)
