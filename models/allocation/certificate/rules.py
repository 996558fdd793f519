"""What a fairness certificate looks at, and the thresholds that a fair plan keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

USUAL_CHARACTERISTICS = ("size", "potential", "tenure")
CONFIDENCE = 0.95


class CheckKind(StrEnum):
    """What a threshold bounds, each a size without sign."""

    SLOPE = "slope"
    RANK_CORRELATION = "rank_correlation"
    GINI = "gini"
    GAP = "gap"
    DEVIATION = "deviation"


class Missing(StrEnum):
    """Why something cannot be computed."""

    NO_DATA = "no_data"
    TOO_FEW = "too_few"
    NO_SPREAD = "no_spread"
    ALL_EQUAL = "all_equal"


_NONE: Mapping[CheckKind, float] = MappingProxyType({})


@dataclass(frozen=True)
class CertificateRules:
    """`characteristics`: what difficulty should not depend on: size (last year's sales), potential, tenure (years since
    `hire_date`), or numeric attributes of the people; empty: size, potential and tenure, where there is anything to
    compare. `groups`: levels or attributes whose means are compared; empty: every level but the people's own. `as_of`:
    the day that tenure counts to; None: that of the scenario's own limit on tenure, else the last hire date. `most`:
    the thresholds. `confidence` of the slopes' intervals.
    """

    characteristics: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    as_of: date | None = None
    most: Mapping[CheckKind, float] = field(default_factory=lambda: _NONE)
    confidence: float = CONFIDENCE

    @property
    def asked(self) -> tuple[str, ...]:
        """The characteristics, with the usual ones filled in."""
        return self.characteristics or USUAL_CHARACTERISTICS
