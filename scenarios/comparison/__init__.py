"""Several strategies beside each other: comparisons, price lists, break-even points."""
