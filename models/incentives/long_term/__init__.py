"""Pay over years: one kind is one file, listed in `families`."""
