"""The objective terms that need more than a price per cell: one term, one file."""
