"""From a transaction table to a scenario ready to solve, with a report of where every number came from."""
