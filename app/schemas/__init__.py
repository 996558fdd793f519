"""Schemas of the service's own answers; plans and scenarios have theirs beside them."""
