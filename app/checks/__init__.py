"""Checks of many scenarios: each case in a process of its own, one report of all."""
