"""Use cases of the incentive plan: statements, cost before launch, lint, consistent rules, tuning."""
