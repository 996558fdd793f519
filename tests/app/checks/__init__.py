"""Tests of the runs of checks."""
