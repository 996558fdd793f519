"""Repairs as they are written: which number a limit must state, and which limits stand in the place of one."""
