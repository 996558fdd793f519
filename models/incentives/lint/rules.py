"""The list of lint rules. A new rule is one file and one name here; documents, docs and tests derive from it."""

from __future__ import annotations

from models.incentives.lint.base import LintRule
from models.incentives.lint.cliff import Cliff
from models.incentives.lint.dead_zone import DeadZone
from models.incentives.lint.falling_pay import FallingPay
from models.incentives.lint.marginal_pay import MarginalPay
from models.incentives.lint.ratchet import Ratchet
from models.incentives.lint.shifted_orders import ShiftedOrders

RULES: tuple[LintRule, ...] = (FallingPay(), MarginalPay(), Cliff(), DeadZone(), ShiftedOrders(), Ratchet())
"""In the order in which findings of the same severity are told."""
