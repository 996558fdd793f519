"""What a planner reads after `allot solve`."""

from __future__ import annotations

import re
from pathlib import Path

from rich.cells import cell_len

from tests.app.cli.conftest import EXAMPLES, Allot, Ended


class TestChinese:
    def test_head(self, company_zh: Ended) -> None:
        assert company_zh.code == 0
        assert company_zh.err == ""
        assert company_zh.lines[:3] == [
            "恒启自动化 2025 年销售目标 · 2025",
            "方案：最优（optimal） · 策略：均衡",
            "公司目标 48,760 万元 · 下达合计 50,233 万元 · 加码 1,473 万元 · 上年 42,400 万元 · 增长 +15.0 %",
        ]

    def test_tables_of_every_level(self, company_zh: Ended) -> None:
        titles = [line for line in company_zh.lines if line.startswith("按")]
        assert titles == ["按产品线", "按区域", "按客群", "按团队", "按人员"]
        assert company_zh.lines.count("合计 48,760 1,473 42,400 +15.0 % +7.7 % 100.0 %") == 3
        assert "合计 49,248 985 42,400 +16.2 % +8.8 % 100.0 %" in company_zh.lines
        assert "合计 50,233 42,400 +18.5 % +11.0 % 100.0 %" in company_zh.lines

    def test_the_head_breaks_between_facts(self, company_zh: Ended) -> None:
        assert company_zh.lines[3] == "同口径 +7.7 %"
        assert all(cell_len(line) <= 110 for line in company_zh.out.splitlines()[:8])

    def test_rows(self, company_zh: Ended) -> None:
        assert "控制系统 16,563 499 15,800 +4.8 % +4.8 % 34.0 %" in company_zh.lines
        assert "智能视觉 2,686 82 – 新增 – 5.5 %" in company_zh.lines
        assert "低压元件 4,386 132 4,900 −10.5 % −10.5 % 9.0 %" in company_zh.lines
        assert "白玉洁 西北销售部 400 413 −3.1 % −3.1 % 0.8 %" in company_zh.lines

    def test_what_binds(self, company_zh: Ended) -> None:
        assert "产假人员折算目标 人力资源部 固定 1 白玉洁 = 400" in company_zh.lines
        assert "大客户集中度 风险管理部 上限 1 ≤ 33.5 %" in company_zh.lines
        assert not any("公司目标 总经理" in line for line in company_zh.lines)

    def test_verification_in_one_line(self, company_zh: Ended) -> None:
        (line,) = [line for line in company_zh.lines if line.startswith("校验通过")]
        assert "合计 48,760 万元，分毫不差；取整到 1 万元" in line

    def test_columns_line_up(self, company_zh: Ended) -> None:
        """A Chinese character is two columns wide: the widths, not the lengths, must agree."""
        rows = company_zh.out.split("按区域")[1].split("按客群")[0].splitlines()[1:10]
        widths = {sum(2 if ord(character) > 0x2E7F else 1 for character in row.rstrip()) for row in rows}
        assert len(widths) == 1

    def test_plain_text(self, company_zh: Ended) -> None:
        assert "\x1b" not in company_zh.out
        assert re.search(r"\de[+-]?\d", company_zh.out) is None


class TestEnglish:
    def test_head(self, company_en: Ended) -> None:
        assert company_en.code == 0
        assert company_en.lines[1] == "Plan: optimal · strategy: balanced"
        assert "growth +15.0 % · like for like +7.7 %" in company_en.lines[3]

    def test_rows(self, company_en: Ended) -> None:
        assert "Product line Target Hedge Last year Growth Like for like Share" in company_en.lines
        assert "Control systems 16,563 499 15,800 +4.8 % +4.8 % 34.0 %" in company_en.lines
        assert "Total 48,760 1,473 42,400 +15.0 % +7.7 % 100.0 %" in company_en.lines

    def test_same_numbers_as_the_chinese_twin(self, company_zh: Ended, company_en: Ended) -> None:
        def numbers(ended: Ended, first: str, after: str) -> list[str]:
            tables = ended.out[ended.out.index(first) : ended.out.index(after)]
            return re.findall(r"[+−]?\d[\d,]*\.?\d*", tables)

        chinese = numbers(company_zh, "按产品线", "起作用的限制")
        assert len(chinese) > 300
        assert chinese == numbers(company_en, "By product line", "Limits that bind")


class TestOptions:
    def test_language_is_a_choice(self, allot: Allot) -> None:
        assert "方案：最优（optimal）" in allot("solve", EXAMPLES / "tiny.scenario.yaml", "--lang", "zh").out

    def test_strategy_and_solver(self, allot: Allot, tiny: Path) -> None:
        ended = allot("solve", tiny, "--strategy", "balanced", "--solver", "highs", "--time-limit", "30")
        assert ended.code == 0
        assert "solver highs" in ended.lines[-1]

    def test_narrow_output_leaves_out_columns_never_digits(self, allot: Allot) -> None:
        ended = allot("solve", EXAMPLES / "tiny.scenario.yaml", environment={"COLUMNS": "60", "LC_ALL": "C.UTF-8"})
        assert "Person Target Last year Growth" in ended.lines
        assert "Ann 2,100 1,900 +10.5 %" in ended.lines

    def test_many_people_are_cut_and_it_is_said(self, allot: Allot, tmp_path: Path) -> None:
        path = tmp_path / "many.scenario.yaml"
        allot("generate", "--cells", "500", "--out", path)
        ended = allot("solve", path, "--solver", "highs")
        assert ended.code == 0
        assert any(re.match(r"The 20 largest of \d+ are shown; --out plan.csv", line) for line in ended.lines)

    def test_decimals_line_up(self, allot: Allot, tiny: Path) -> None:
        tiny.write_text(tiny.read_text("utf-8").replace("baseline: 1900", "baseline: 1900.25"), "utf-8")
        lines = allot("solve", tiny, "--solver", "highs").lines
        assert any(line.startswith("Ann 2,100 1,900.25 ") for line in lines)
        assert any("900.00" in line for line in lines if line.startswith("Chen"))

    def test_the_remainder_is_named(self, allot: Allot, tiny: Path) -> None:
        tiny.write_text(tiny.read_text("utf-8").replace("amount: 4800", "amount: 4805"), "utf-8")
        lines = allot("solve", tiny, "--solver", "highs").lines
        rest = "is no multiple of 10 thousand CNY; the rest of 5 thousand CNY went to Pumps × North × Ann."
        assert any(line.endswith(rest) for line in lines)
        assert any("multiples of 10, but for 1 fixed or left over" in line for line in lines)

    def test_labels_cannot_style_the_output(self, allot: Allot, tiny: Path) -> None:
        tiny.write_text(tiny.read_text("utf-8").replace("label: Ann", 'label: "[red]Ann[/red]"'), "utf-8")
        assert "[red]Ann[/red]" in allot("solve", tiny, "--solver", "highs").out
