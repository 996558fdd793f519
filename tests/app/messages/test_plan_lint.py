"""Every case of the lint has its words, in both languages and with the same facts."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from app.messages.plan_lint import FINDINGS, NEEDED, RULES, SEVERITIES
from models.incentives.lint.base import LintAssumptions, LintContext
from models.incentives.lint.finding import Severity
from models.incentives.lint.rules import RULES as ALL_RULES
from tests.models.incentives.lint.plans import bonus, group, plan_of

RULE_FILES = Path(__file__).parents[3] / "models" / "incentives" / "lint"


def test_every_code_of_the_rules_has_words() -> None:
    names = "|".join(rule.name for rule in ALL_RULES)
    said: set[str] = set()
    for path in RULE_FILES.glob("*.py"):
        nodes = [node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)]
        said |= {text for text in nodes if isinstance(text, str) and re.fullmatch(f"({names})(_[a-z]+)?", text)}
    assert said - {"cliff", "dead_zone", *NEEDED} == FINDINGS.keys()


def test_every_rule_severity_and_need_has_words() -> None:
    assert {rule.name for rule in ALL_RULES} == RULES.keys()
    assert {severity.value for severity in Severity} == SEVERITIES.keys()
    context = LintContext(plan_of(group(bonus({}))), (), LintAssumptions())
    assert {need for rule in ALL_RULES if (need := rule.needs(context))} == NEEDED.keys()


@pytest.mark.parametrize("code", FINDINGS)
def test_both_languages_name_the_same_facts(code: str) -> None:
    said, advice = FINDINGS[code]
    for sentence in (said, advice):
        assert set(re.findall(r"{(\w+)}", sentence.en)) == set(re.findall(r"{(\w+)}", sentence.zh))


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_rule_is_one_file_with_a_test_and_a_docstring(rule: object) -> None:
    name = getattr(rule, "name", "")
    assert (RULE_FILES / f"{name}.py").exists()
    assert (Path(__file__).parents[2] / "models" / "incentives" / "lint" / f"test_{name}.py").exists()
    assert type(rule).__doc__
