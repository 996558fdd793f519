"""What a plan costs before it runs: closed forms of mean and variance, the tail of the total, and simulation."""
