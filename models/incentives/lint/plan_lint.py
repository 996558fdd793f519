"""The lint of a plan: every rule looks at every class that has people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.incentives.incentive_plan import IncentivePlan
from models.incentives.lint.base import LintAssumptions, LintContext
from models.incentives.lint.class_view import class_views
from models.incentives.lint.finding import LintFinding, Severity
from models.incentives.lint.rules import RULES

_ORDER = list(Severity)


@dataclass(frozen=True)
class LintReport:
    """Findings, the worst first. `not_looked`: rule → what would have to be stated for it. `empty_classes`: names of
    classes that nobody is in, which were not looked at."""

    findings: tuple[LintFinding, ...]
    not_looked: Mapping[str, str]
    empty_classes: tuple[str, ...]
    assumptions: LintAssumptions

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(finding.severity is severity for finding in self.findings)


def lint_plan(plan: IncentivePlan, assumptions: LintAssumptions | None = None) -> LintReport:
    """What is awkward in a plan. Same plan, same findings in the same order."""
    views = class_views(plan)
    context = LintContext(plan, views, assumptions or LintAssumptions())
    missing = {rule.name: need for rule in RULES if (need := rule.needs(context)) is not None}
    found = [finding for rule in RULES if rule.name not in missing for finding in rule.look(context)]
    found.sort(key=lambda finding: _ORDER.index(finding.severity))
    inhabited = {view.pay_class.name for view in views}
    empty = tuple(one.name for one in plan.classes if one.name not in inhabited)
    return LintReport(tuple(found), missing, empty, context.assumptions)
