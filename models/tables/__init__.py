"""Tables: CSV files and inline rows as named columns, every field as it was written."""
