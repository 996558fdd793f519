"""The fairness certificate: how even a published plan is, recomputed from its numbers and the data alone."""
