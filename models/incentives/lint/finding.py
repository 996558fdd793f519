"""One thing that a lint of an incentive plan found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How bad it is. error: the plan pays against its own aim; warning: people will notice; note: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class CountedIn(StrEnum):
    """What the range of a finding is written in."""

    ATTAINMENT = "attainment"
    MONEY = "money"
    UNITS = "units"
    SCORE = "score"


NO_NUMBERS: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True)
class Stretch:
    """[low, high) of the number that `counted_in` names (minor units of money); `high` None: without end; a point where
    both are the same. `people`: how many are expected there, None: not known."""

    low: float
    high: float | None
    counted_in: CountedIn
    people: float | None = None
    people_share: float | None = None


@dataclass(frozen=True)
class Subject:
    """Whose pay it is: a group, one of its variants, the components that take part, the measure that is sold."""

    group: str
    variant: str | None
    components: tuple[str, ...]
    measure: str | None = None


@dataclass(frozen=True)
class LintFinding:
    """`code` selects the sentences of a `rule`. `money_minor`: what is at stake for the typical person of the class,
    `share`: the same as a share of the target incentive; None: not known. `numbers` are the rule's own: rates, counts.
    """

    rule: str
    code: str
    severity: Severity
    subject: Subject
    stretch: Stretch
    money_minor: float | None = None
    share: float | None = None
    numbers: Mapping[str, float] = field(default_factory=lambda: NO_NUMBERS)
