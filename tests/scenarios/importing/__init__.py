"""From a transaction table to a scenario."""
