"""How Excel shows amounts in the unit of a document."""

from __future__ import annotations

from models.units import Money, minor_digits


def amount_format(money: Money) -> str:
    """Decimals of the currency, and those of a larger unit where an amount has them: 万元 show 2.40 and 2.4031."""
    fixed = min(money.written_digits, minor_digits(money.currency))
    digits = "0" * fixed + "#" * (money.written_digits - fixed)
    return f"#,##0.{digits}" if digits else "#,##0"
