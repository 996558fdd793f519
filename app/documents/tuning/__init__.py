"""What a tuning found, as documents: JSON, a workbook, and one page that a manager reads in a minute."""
