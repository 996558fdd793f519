"""What an interrupted command says. Light on purpose: Ctrl-C may come while the heavy modules are being imported."""

from __future__ import annotations

from typing import Literal

INTERRUPTED_EXIT = 130
INTERRUPTED_EN = "Interrupted; nothing was written."
INTERRUPTED_ZH = "已中断；没有写入任何内容。"


def interrupted_words(language: Literal["en", "zh"]) -> str:
    """The sentence in one language."""
    return INTERRUPTED_ZH if language == "zh" else INTERRUPTED_EN
