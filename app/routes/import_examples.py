"""Examples of imports in the interface's documentation. A test posts every one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]

IMPORT_MAPPING: Mapping[str, Any] = {
    "schema": "allot.import/1",
    "name": "tiny 2025",
    "money": {"currency": "CNY", "unit": "thousand"},
    "columns": {"date": "month", "amount": "sales"},
    "years": {"base": 2024},
    "dimensions": [
        {"name": "product", "role": "product", "column": "product"},
        {"name": "region", "role": "region", "column": "region"},
    ],
    "company_target": {"growth_rate": 0.1},
    "increment": 1,
}

IMPORT_BODY: Mapping[str, Any] = {
    "mapping": IMPORT_MAPPING,
    "rows": [
        {"month": month, "product": product, "region": region, "sales": sales + (10 if month > "2024" else 0)}
        for month in _MONTHS
        for product, region, sales in (("core", "east", 50), ("core", "west", 40), ("new", "east", 20))
    ],
}

IMPORT_MAPPING_YAML = """\
schema: allot.import/1
name: tiny 2025
money: {currency: CNY, unit: thousand}
columns: {date: month, amount: sales}
years: {base: 2024}
dimensions:
  - {name: product, role: product, column: product}
  - {name: region, role: region, column: region}
company_target: {growth_rate: 0.1}
increment: 1
"""

IMPORT_CSV = "".join(
    f"{line}\n"
    for line in ["month,product,region,sales"]
    + ["{month},{product},{region},{sales}".format_map(row) for row in IMPORT_BODY["rows"]]
)
