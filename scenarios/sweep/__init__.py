"""Sweeps: one scenario solved again and again with other numbers at some of its places."""
