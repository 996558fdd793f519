"""Tests of the reports of checks."""
