"""Scenarios as workbooks to fill in: the template, and any scenario in its form."""
