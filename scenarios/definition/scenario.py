"""A scenario that was read and checked: everything the use cases need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.allocation.certificate.rules import CertificateRules
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy
from models.findings import Finding
from scenarios.definition.document import ScenarioDocument, SolveOptions
from scenarios.definition.expectation import Expectation
from scenarios.definition.strategies import strategy_labels


@dataclass(frozen=True, eq=False)
class Scenario:
    """A checked scenario. `notices` are worth knowing and no errors; `hold_reasons` by the cell's position.

    `canonical` is the RFC 8785 form (`scenario_hash` is its SHA-256): what is stored, and what proves that two
    scenarios are the same. `expectations` are what its author wants checked; they are in neither.
    """

    document: ScenarioDocument
    problem: AllocationProblem
    strategies: Mapping[str, Strategy]
    default_strategy: str
    options: SolveOptions
    notices: tuple[Finding, ...]
    hold_reasons: Mapping[int, str]
    canonical: bytes
    scenario_hash: str
    expectations: tuple[Expectation, ...] = ()

    @property
    def name(self) -> str:
        """What people call the scenario."""
        return self.document.name

    @property
    def language(self) -> str:
        """Language of the labels, `zh` or `en`."""
        return self.document.language

    @property
    def period(self) -> str:
        """The plan year's label."""
        return self.document.period

    @property
    def certificate_rules(self) -> CertificateRules:
        """What the fairness certificate of its plans looks at."""
        return self.document.fairness_certificate.rules()

    def strategy_label(self, name: str) -> str:
        """What people call a strategy."""
        return strategy_labels(self.document).get(name, name)
