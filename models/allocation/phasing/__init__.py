"""Phasing: how the annual target of a cell is spread over the months of the plan year."""
