"""The separable program of a scenario's default strategy: what contenders without the service begin with."""

from __future__ import annotations

from models.allocation.formulation import Formulation, formulate, limit_rows
from scenarios.definition.scenario import Scenario


def formulated(scenario: Scenario) -> Formulation:
    """Limits applied, costs of the strategy put on the cells."""
    strategy = scenario.strategies[scenario.default_strategy]
    return formulate(scenario.problem, strategy, limit_rows(scenario.problem))
