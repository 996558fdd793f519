"""The allocation problem: who can get a target, what limits it, what makes a plan good."""
