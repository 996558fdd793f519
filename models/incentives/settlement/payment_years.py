"""In which calendar years the pay of a plan year is handed out."""

from __future__ import annotations

from models.incentives.settlement.advances import MONTHS, Advances


def paid_by_end_of(rule: Advances, first_month: int) -> dict[int, float]:
    """By calendar year in which something is paid out, in order: the part of the year's pay that is paid by its end.

    Pay is taken as earned evenly: by plan month e the share · e / 12 of it is paid, and all of it with the last
    payment, each on the day of the statements. `first_month`: of the plan year, one number (12 · year + month − 1).

    Example: calendar year 2026, by quarter, share 0.8, paid the month after: {2026: 0.6, 2027: 1}.
    """
    step, reached = rule.every.months, dict[int, float]()
    for end in range(step, MONTHS + 1, step):
        reached[rule.day_after(first_month + end - 1).year] = 1.0 if end == MONTHS else rule.share * end / MONTHS
    return reached


def due_year(rule: Advances, first_month: int, years: int) -> int:
    """Calendar year of what is paid `years` after the plan year's last payment."""
    return rule.day_after(first_month + MONTHS - 1 + MONTHS * years).year
