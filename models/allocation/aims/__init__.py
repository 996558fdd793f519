"""Aims that are no terms: figures of a plan that a frontier can lie between, each with a convex loss."""
