"""Strategies without a plan, those with the same reasons together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def alike_reasons(document: Mapping[str, Any]) -> list[tuple[list[str], tuple[str, ...]]]:
    """Labels of strategies and the messages that they share, in the order of the first of each."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for one in document["strategies"]:
        if one["reason"] is not None:
            alike.setdefault(tuple(one["reason"]["messages"]), []).append(one["label"])
    return [(labels, messages) for messages, labels in alike.items()]
