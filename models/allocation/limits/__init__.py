"""Limits in business words: one family, one file."""
