"""Scenarios with a repair written into them."""
