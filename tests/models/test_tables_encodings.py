"""Bytes of tables become text: Unicode for sure, older encodings where they are plausible, nothing by force."""

from __future__ import annotations

import pytest

from models.tables.encodings import Undecodable, decode_table

CHINESE = "key,label\nr1,王伟\nr2,李娜\n"
TRADITIONAL = "key,label\nr1,陳鎮國\nr2,業務經理\nr3,臺灣營業處\n"
WESTERN = "key,label\nr1,Müller\nr2,Société Générale\nr3,Peña – Madrid\n"


class TestCertain:
    @pytest.mark.parametrize(
        ("data", "encoding"),
        [
            (CHINESE.encode("utf-8"), "UTF-8"),
            (CHINESE.encode("utf-8-sig"), "UTF-8"),
            (CHINESE.encode("utf-16"), "UTF-16"),
            (b"\xff\xfe" + CHINESE.encode("utf-16-le"), "UTF-16"),
            (b"\xfe\xff" + CHINESE.encode("utf-16-be"), "UTF-16"),
            (CHINESE.encode("utf-32"), "UTF-32"),
        ],
    )
    def test_unicode(self, data: bytes, encoding: str) -> None:
        assert decode_table(data) == (CHINESE, encoding, True)

    def test_ascii_is_utf_8(self) -> None:
        assert decode_table(b"a,b\n1,2\n").is_certain


class TestConcluded:
    @pytest.mark.parametrize(
        ("text", "codec", "encoding"),
        [
            (CHINESE, "gb18030", "GB18030"),
            (CHINESE, "gbk", "GB18030"),
            ("名称\n一\n", "gbk", "GB18030"),
            (TRADITIONAL, "big5", "Big5"),
            (WESTERN, "cp1252", "Windows-1252"),
            ("name\nOlé\n", "cp1252", "Windows-1252"),
        ],
    )
    def test_old_encodings(self, text: str, codec: str, encoding: str) -> None:
        assert decode_table(text.encode(codec)) == (text, encoding, False)

    def test_the_same_bytes_give_the_same_answer(self) -> None:
        data = CHINESE.encode("gbk")
        assert decode_table(data) == decode_table(data)


class TestRefused:
    @pytest.mark.parametrize(
        "data",
        [
            CHINESE.encode("utf-16-le"),  # no byte-order mark
            b"\xff\xfea",  # half a character
            "東京都港区\n大阪\n".encode("shift_jis"),
            b"key\n\x81\x8d\x8f\n",
            bytes(range(128, 256)) * 4,
        ],
    )
    def test_nothing_plausible(self, data: bytes) -> None:
        with pytest.raises(Undecodable):
            decode_table(data)

    def test_names_the_first_byte_that_is_no_utf_8(self) -> None:
        with pytest.raises(Undecodable) as refused:
            decode_table(b"key\nab\xff\xff\xff\n")
        assert refused.value.offset == 6
