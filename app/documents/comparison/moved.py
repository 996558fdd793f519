"""Moved money, as documents write it."""

from __future__ import annotations

from typing import Any

from app.documents.amounts import amount
from models.allocation.comparison.moved_money import MovedMoney
from models.units import Money


def moved_part(moved: MovedMoney, money: Money) -> dict[str, Any]:
    """What moves between two plans, in the scenario's unit."""
    return {
        "moved": amount(money, moved.moved),
        "gross": amount(money, moved.gross),
        "gained": amount(money, moved.gained),
        "lost": amount(money, moved.lost),
        "cells": moved.changed,
    }
