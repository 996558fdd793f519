"""Documents about incentive plans."""
