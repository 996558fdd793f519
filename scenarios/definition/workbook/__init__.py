"""A scenario as an Excel workbook: its sheets become the same plain document that YAML gives."""
