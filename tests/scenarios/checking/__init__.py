"""Tests of the judgement of scenarios."""
