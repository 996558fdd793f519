"""Comparing finished plans of one problem: differences, who gains and loses, moved money, dominance, regret."""
