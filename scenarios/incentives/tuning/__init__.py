"""Tuning a plan under its budget: the request, the search, the certificate, and what a manager wants to know of it."""
