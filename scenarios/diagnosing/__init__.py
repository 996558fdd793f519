"""The steps of a diagnosis: different repairs, a smallest conflict, choices, ranges."""
