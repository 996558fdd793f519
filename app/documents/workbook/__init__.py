"""Plans as Excel workbooks: one file per sheet; `plan_workbook.SHEETS` lists them."""
