"""Every error a caller can meet.

AllotError
├── InvalidInput         the document or a table is wrong: every finding at once
├── UnknownResource      a name that does not exist (a solver, a schema, a strategy)
├── TooLarge             over a ceiling of the settings
├── Infeasible           no plan satisfies all limits; carries the diagnosis
├── LimitReached         stopped by a limit with no plan in hand
├── SolverUnavailable    the solver is missing or failed its conformance suite
└── SolverFailed         the solver broke (killed, disk full, nonsense), or its answer could not be trusted
    └── VerificationFailed   our own check of the answer failed

Errors carry facts, not status codes: one table at the edge maps each class to HTTP and exit codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.findings import Finding

if TYPE_CHECKING:
    from models.allocation.diagnosis import Diagnosis


class AllotError(Exception):
    """Base of all errors that Allot raises on purpose."""


class InvalidInput(AllotError):
    """The input is wrong; `findings` lists everything, in document order. `malformed`: not even readable."""

    def __init__(self, findings: Sequence[Finding], *, malformed: bool = False) -> None:
        self.findings = tuple(findings)
        self.malformed = malformed
        super().__init__("; ".join(str(finding) for finding in self.findings))


class UnknownResource(AllotError):
    """`kind` names what was looked for (solver, schema, strategy), `known` what exists."""

    def __init__(self, kind: str, name: str, known: Sequence[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(known)
        super().__init__(f"no {kind} named {name!r}; known: {', '.join(self.known)}")


class TooLarge(AllotError):
    """`what` (bytes, rows, variables, seconds) is `actual`, the ceiling is `ceiling`."""

    def __init__(self, what: str, actual: int | float, ceiling: int | float) -> None:
        self.what, self.actual, self.ceiling = what, actual, ceiling
        super().__init__(f"{what}: {actual} is over the ceiling {ceiling}")


class Infeasible(AllotError):
    """No plan satisfies all limits, with proof and what would help."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        self.diagnosis = diagnosis
        super().__init__("no plan satisfies all limits")


class LimitReached(AllotError):
    """A limit (`time_limit`, `node_limit`, `interrupted`) ended the solve before any plan was found."""

    def __init__(self, limit: str, seconds: float) -> None:
        self.limit, self.seconds = limit, seconds
        super().__init__(f"stopped by {limit} after {seconds:.3f} s without a plan")


class SolverUnavailable(AllotError):
    """`solver` cannot be used here, and why."""

    def __init__(self, solver: str, reason: str) -> None:
        self.solver, self.reason = solver, reason
        super().__init__(f"{solver} is not available: {reason}")


class SolverFailed(AllotError):
    """`solver` broke off: a signal, a full disk, an unreadable answer."""

    def __init__(self, solver: str, reason: str) -> None:
        self.solver, self.reason = solver, reason
        super().__init__(f"{solver} failed: {reason}")


class VerificationFailed(SolverFailed):
    """The answer broke a row, a bound or integrality by more than the tolerance; it is never shown as a plan."""
