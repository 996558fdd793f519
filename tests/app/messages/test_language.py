"""Which language an Accept-Language header asks for."""

from __future__ import annotations

import pytest

from app.messages import negotiate_language


class TestNegotiateLanguage:
    @pytest.mark.parametrize(
        "header", ["zh", "zh-CN", "zh-Hans", "zh-Hans-CN", "ZH_cn", "zh-TW", "zh-CN,zh;q=0.9,en;q=0.8"]
    )
    def test_every_chinese_tag(self, header: str) -> None:
        assert negotiate_language(header) == "zh"

    @pytest.mark.parametrize("header", [None, "", "en", "en-GB", "fr", "*", "zh;q=0", "zh;q=x", ",;,", "zhx", "q=1"])
    def test_everything_else(self, header: str | None) -> None:
        assert negotiate_language(header) == "en"

    def test_quality_decides(self) -> None:
        assert negotiate_language("en;q=0.3, zh;q=0.7") == "zh"
        assert negotiate_language("zh;q=0.3, en;q=0.7") == "en"

    def test_first_of_equals(self) -> None:
        assert negotiate_language("en, zh") == "en"
        assert negotiate_language("fr, zh, en") == "zh"
