"""Cliffs: one more sale, and pay rises by a lump."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from models.incentives.lint.base import NEAR, LintContext
from models.incentives.lint.class_view import ClassView, LineView
from models.incentives.lint.finding import LintFinding, Severity, Stretch, Subject

MANY = 4
"""More jumps than these on one curve are told as steps, by the largest."""
STEEP = 0.1
"""From this share of the target incentive on a jump is a warning."""
FEW_NEAR = 0.001
"""Where fewer of the people are expected next to a jump, it is a note."""


class Cliff:
    """Jumps of payout curves and rate tables, and gates: pay that a last sale brings at once.

    Jump in money = factor · scale · jump for the typical person; a gate's is (1 − its factor) · the pay at 100 % that
    it holds. People: those expected within ± 1 % of it.
    """

    name = "cliff"

    def needs(self, context: LintContext) -> str | None:  # noqa: ARG002
        """Nothing."""
        return None

    def look(self, context: LintContext) -> Sequence[LintFinding]:
        """One finding per jump; one per curve where it has many."""
        found: list[LintFinding] = []
        for view in context.views:
            for line in view.lines:
                found += self._of_line(view, line)
            found += self._of_gates(view)
        return found

    def _of_line(self, view: ClassView, line: LineView) -> Iterator[LintFinding]:
        function = line.money
        rising = [(jump, knot) for knot, jump in zip(function.knots, function.jumps, strict=True) if jump > 0 < knot]
        subject = view.subject_of(line)
        if len(rising) > MANY:
            jump, knot = max(rising)
            numbers = {"count": float(len(rising)), "total_minor": sum(one for one, _ in rising)}
            yield _told("cliff_steps", view, subject, line.point(knot, NEAR), jump, numbers)
        else:
            for jump, knot in rising:
                case = "cliff_jump" if line.line.is_weighted else "cliff_tier"
                yield _told(case, view, subject, line.point(knot, NEAR), jump, {})

    def _of_gates(self, view: ClassView) -> Iterator[LintFinding]:
        for gate in view.pay_class.gates:
            held = [line for line in view.lines if gate.holds(line.line)]
            jump = (1 - gate.factor) * _pay_at_target(held)
            subject = view.subject([gate.component, *(line.line.component for line in held)])
            yield _told("cliff_gate", view, subject, view.gate_stretch(gate, NEAR), jump, {"kept": gate.factor})


def _told(
    code: str, view: ClassView, subject: Subject, stretch: Stretch, jump: float, numbers: dict[str, float]
) -> LintFinding:
    share = view.share(jump)
    return LintFinding(Cliff.name, code, _severity(share, stretch), subject, stretch, jump, share, numbers)


def _severity(share: float | None, stretch: Stretch) -> Severity:
    is_steep = share is None or share >= STEEP
    is_met = stretch.people_share is None or stretch.people_share >= FEW_NEAR
    return Severity.WARNING if is_steep and is_met else Severity.NOTE


def _pay_at_target(lines: Sequence[LineView]) -> float:
    curves = [line.by_attainment for line in lines]
    return sum(float(curve.value(np.array(1.0))) for curve in curves if curve is not None)
