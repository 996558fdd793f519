"""Comparisons of strategies as documents: JSON, CSV, a workbook, and a report that a browser opens offline."""
