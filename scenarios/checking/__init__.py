"""Checking scenarios against what their authors expect: case files, judgement, comparison with a baseline."""
