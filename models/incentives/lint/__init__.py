"""What is awkward in an incentive plan before anybody is paid by it: one rule, one file, listed in `rules`."""
