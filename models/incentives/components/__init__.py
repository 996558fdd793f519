"""The kinds of components that a plan may have: one file each, listed in `families`."""
