"""Tuning: which parameters of a plan are turned, how people respond, and the smooth program that a solver works on."""
