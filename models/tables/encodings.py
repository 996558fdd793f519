"""Bytes of a table become text: Unicode for sure, the old encodings of Excel only where they are plausible."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

PLAUSIBLE_SHARE = 0.8
"""Least share of the characters beyond ASCII that must be common ones in the encoding."""

LOOKED_AT = 4096
"""Bytes in which a zero byte shows that this is no text of a known encoding."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32"),
    (codecs.BOM_UTF8, "UTF-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"),
)
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_WESTERN = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸ€£°²³µß§–—‘’“”…«»\u00a0]")


class Decoded(NamedTuple):
    """Text, the name of its encoding, and whether that is certain (Unicode) or concluded from the bytes."""

    text: str
    encoding: str
    is_certain: bool


class Undecodable(ValueError):
    """No encoding fits. `offset`: the first byte that is no UTF-8; `seems`: what the bytes look like."""

    def __init__(self, offset: int, seems: str) -> None:
        self.offset, self.seems = offset, seems
        super().__init__(f"byte {offset}: {seems}")


def decode_table(data: bytes) -> Decoded:
    """UTF-8, or what a byte-order mark says; else GB18030, Big5 or Windows-1252, the first that is plausible.

    An encoding is plausible when the bytes decode and at least 80 % of the characters beyond ASCII are common in it:
    both bytes of GB 2312; the level-1 characters and signs of Big5; single western letters between ASCII ones.
    Raises Undecodable.
    """
    for mark, name, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _strictly(data, codec)
            if text is None:
                raise Undecodable(len(mark), f"damaged {name}")
            return Decoded(text, name, True)
    nul = data.find(b"\0", 0, LOOKED_AT)
    if nul >= 0:
        raise Undecodable(nul, "UTF-16 without its byte-order mark, or no text at all")
    try:
        return Decoded(data.decode("utf-8"), "UTF-8", True)
    except UnicodeDecodeError as error:
        offset = error.start
    for name, codec, is_plausible in _OLD_ENCODINGS:
        text = _strictly(data, codec)
        if text is not None and is_plausible(data, text):
            return Decoded(text, name, False)
    raise Undecodable(offset, "another encoding")


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_chinese_mainland(_: bytes, text: str) -> bool:
    return _common_share(text, "gb2312", (0xA1, 0xF7)) >= PLAUSIBLE_SHARE


def _is_chinese_traditional(_: bytes, text: str) -> bool:
    return _common_share(text, "big5", (0xA1, 0xC6)) >= PLAUSIBLE_SHARE


def _common_share(text: str, codec: str, leads: tuple[int, int]) -> float:
    """Share of the characters beyond ASCII that the smaller character set holds between two lead bytes."""
    beyond = [character for character in text if ord(character) > 127]
    common = 0
    for character in beyond:
        written = character.encode(codec, "ignore")
        common += len(written) == 2 and leads[0] <= written[0] <= leads[1]
    return common / len(beyond) if beyond else 0.0


def _is_western(data: bytes, text: str) -> bool:
    """Letters with accents stand alone between ASCII letters; pairs of high bytes are another script."""
    runs = [len(run) for run in _HIGH_RUNS.findall(data)]
    beyond = [character for character in text if ord(character) > 127]
    known = sum(1 for character in beyond if _WESTERN.match(character))
    alone = sum(1 for run in runs if run == 1)
    return alone >= PLAUSIBLE_SHARE * len(runs) and known == len(beyond)


_OLD_ENCODINGS = (
    ("GB18030", "gb18030", _is_chinese_mainland),
    ("Big5", "big5", _is_chinese_traditional),
    ("Windows-1252", "cp1252", _is_western),
)
