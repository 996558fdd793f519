"""Benchmarks: instances × phases, and beside each the bare solvers and ordinary PuLP. `python -m tests.benchmarks`.

Ratios inside one run count; seconds depend on the machine and on who else uses it.
"""
