"""Amounts as people read them: grouped digits, with the document's unit and currency."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.messages.language import Language
from models.units import Money, MoneyUnit, Pieces, minor_digits

_UNITS: Mapping[Language, Mapping[MoneyUnit, str]] = {
    "en": {
        MoneyUnit.MAJOR: "{currency}",
        MoneyUnit.THOUSAND: "thousand {currency}",
        MoneyUnit.TEN_THOUSAND: "× 10,000 {currency}",
        MoneyUnit.MINOR: "minor units of {currency}",
    },
    "zh": {
        MoneyUnit.MAJOR: "{currency}",
        MoneyUnit.THOUSAND: "千{currency}",
        MoneyUnit.TEN_THOUSAND: "万{currency}",
        MoneyUnit.MINOR: "{currency}最小单位",
    },
}
_MAJORS: Mapping[MoneyUnit, int] = {MoneyUnit.THOUSAND: 3, MoneyUnit.TEN_THOUSAND: 4}
"""Decimals of larger units at which one of the currency stands."""
_CHINESE_NAMES = {"CNY": "元", "USD": "美元", "EUR": "欧元", "JPY": "日元", "HKD": "港元", "GBP": "英镑"}
_PIECES: Mapping[Language, str] = {"en": "pieces", "zh": "件"}
_POINTS: Mapping[Language, str] = {"en": "points of difficulty", "zh": "个难度百分点"}
_EFFORT: Mapping[Language, str] = {"en": "units of effort", "zh": "工作量单位"}


def money_words(amount: Decimal, money: Money, language: Language) -> str:
    """An amount in the document's unit: `43,240 thousand CNY`, `4,324 万元`, `1,599,309.10 USD`; of a plan in pieces:
    `1,200 台`."""
    if money.pieces is not None:
        return volume_words(amount, money.pieces, language)
    currency = _CHINESE_NAMES.get(money.currency, money.currency) if language == "zh" else money.currency
    shown = amount.normalize()
    if money.unit is MoneyUnit.MAJOR and shown != shown.to_integral_value():
        digits = max(minor_digits(money.currency), -int(shown.as_tuple().exponent))
        shown = shown.quantize(Decimal(1).scaleb(-digits))
    return f"{shown:,f} {_UNITS[language][money.unit].format(currency=currency)}"


def unit_words(money: Money, language: Language) -> str:
    """The document's unit alone: `thousand CNY`, `万元`, `10,000 CNY`."""
    return money_words(Decimal(0), money, language).partition(" ")[2].removeprefix("× ")


def volume_words(amount: Decimal, pieces: Pieces, language: Language) -> str:
    """A number of pieces: `1,200 台`; of pieces that the scenario does not name: `1,200 pieces`."""
    return f"{amount.normalize():,f} {pieces.unit or _PIECES[language]}"


def points_words(rate: float, language: Language) -> str:
    """A distance of difficulties: one point is a hundredth of what the target is measured against."""
    return f"{_trimmed(rate * 100.0)} {_POINTS[language]}"


def effort_words(amount: float, language: Language) -> str:
    """Hours, visits or whatever the scenario counts effort in."""
    return f"{_trimmed(amount)} {_EFFORT[language]}"


def expected_words(amount: Decimal, money: Money, language: Language) -> str:
    """An expectation, of which nobody reads the cents: whole units where there are thousands of them; of larger units
    four digits, at least hundredths and never less than one of the currency: `61.61 万元`, `0.0106 万元`."""
    finest = _MAJORS.get(money.unit, 0)
    if not finest or money.pieces is not None:
        return money_words(amount if abs(amount) < 1000 else amount.quantize(Decimal(1)), money, language)
    digits = 0 if abs(amount) >= 1000 else min(max(3 - amount.adjusted(), 2), finest) if amount else 0
    return money_words(amount.quantize(Decimal(1).scaleb(-digits)), money, language)


def compared_words(amount: Decimal, money: Money, language: Language) -> str:
    """An expectation that is held against a limit: as exact as one of the currency where the unit is larger."""
    finest = _MAJORS.get(money.unit, 0) if money.pieces is None else 0
    return money_words(amount.quantize(Decimal(1).scaleb(-finest)) if finest else amount, money, language)


def change_words(rate: float, language: Language = "en") -> str:
    """A relative change, signed: `+7.2 %`; in Chinese `+7.2%`."""
    digits = 1 if abs(rate) >= 0.01 else 2
    return f"{rate * 100:+.{digits}f}{percent_mark(language)}".replace("-", "−")


def share_words(share: float, language: Language = "en") -> str:
    """A share that was worked out: `50.8 %`, `48.0 %`; in Chinese `50.8%`."""
    return f"{share * 100:,.1f}{percent_mark(language)}"


def percent_words(rate: float, language: Language = "en") -> str:
    """A rate that somebody wrote, with their digits: `33.5 %`, `4 %`; in Chinese `33.5%`."""
    return f"{round(rate * 100.0, 6):,.6f}".rstrip("0").rstrip(".") + percent_mark(language)


def percent_mark(language: Language) -> str:
    """What stands behind a percentage: only Chinese has it without a blank."""
    return "%" if language == "zh" else " %"


def _trimmed(number: float) -> str:
    return f"{number:,.2f}".rstrip("0").rstrip(".")
