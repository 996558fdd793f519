"""Use cases: the only place where a problem meets a solver."""
