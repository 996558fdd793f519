"""YAML: exact numbers, texts that stay texts, bombs that do not go off, lines of every fault."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.errors import InvalidInput, TooLarge
from models.findings import Finding
from scenarios.definition import Ceilings, read_scenario
from scenarios.definition.source import Source
from scenarios.definition.yaml_source import read_yaml
from tests.support.documents import checked, only, sound, yaml_bytes

CEILINGS = Ceilings(values=10_000)


def source(text: str | bytes) -> Source:
    return read_yaml(text.encode() if isinstance(text, str) else text, "s.yaml", CEILINGS)


def value(text: str) -> object:
    return source(text).value


def fault(text: str | bytes) -> Finding:
    with pytest.raises(InvalidInput) as caught:
        source(text)
    assert caught.value.malformed
    return only(checked(caught.value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12),
        ("-0.10", Decimal("-0.10")),
        (".6", Decimal("0.6")),
        ("1e+3", Decimal("1E+3")),
        ("1e-6", Decimal("0.000001")),
        ("1.5e6", Decimal("1.5E+6")),
        ("1E5", "1E5"),
        ("2025-01-31", "2025-01-31"),
        ("12:30:00", "12:30:00"),
        ("000001", "000001"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("[]", []),
        ("123456789012345678901234567890", Decimal("123456789012345678901234567890")),
    ],
)
def test_plain_values(text: str, expected: object) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


def test_keys_are_always_texts() -> None:
    assert value("{no: 1, 2025: 2, 007: 3, ~: 4, 1.5: 5}") == {"no": 1, "2025": 2, "007": 3, "~": 4, "1.5": 5}


def test_aliases_stand_for_their_values() -> None:
    assert value("a: &x {b: [1]}\nc: *x\n") == {"a": {"b": [1]}, "c": {"b": [1]}}


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("a: 1\nb: 2\na: 3\n", "name_twice", 3),
        ("a: .nan\n", "not_finite", 1),
        ("a:\n - -.INF\n", "not_finite", 2),
        ("a: 1e+999\n", "not_finite", 1),
        ("a: 1.0e99999999999999999999\n", "not_finite", 1),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml_tag", 1),
        ("a: !!timestamp 2025-01-01\n", "yaml_tag", 1),
        ("a: !!binary aGk=\n", "yaml_tag", 1),
        ("? [1]\n: 2\n", "yaml_key", 1),
        ("a: *x\n", "yaml_alias", 1),
        ("a: &x [*x]\n", "yaml_alias", 1),
        ("a: 1\n---\nb: 2\n", "yaml_documents", 2),
        ("a: [1\nb: 2\n", "yaml_malformed", 2),
        ("a: '\n", "yaml_malformed", 2),
        ("a:\tb: c\n", "yaml_malformed", 1),
        ("[" * 65 + "]" * 65, "nested_too_deep", 1),
        ("[" * 200_000, "nested_too_deep", 1),
        ("- " * 100_000, "nested_too_deep", 1),
        ("a: 1\nb: \x07\n", "document_control_character", 2),
        ('a: "\\ud800"\n', "yaml_malformed", 1),
        (b"a: 1\nb: \xff\n", "not_utf8", 2),
    ],
)
def test_faults(text: str | bytes, code: str, row: int | None) -> None:
    found = fault(text)
    assert found.code == code
    assert found.location.file == "s.yaml"
    assert row is None or found.location.row == row


def test_an_alias_bomb_is_too_large() -> None:
    bomb = "a: &a [1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(TooLarge) as caught:
        source(bomb)
    assert caught.value.what == "values"


def test_faults_of_the_scenario_show_their_line() -> None:
    document = sound()
    document["cells"][1]["baseline"] = "much"
    data = yaml_bytes(document)
    with pytest.raises(InvalidInput) as caught:
        read_scenario(data, "yaml")
    found = only(checked(caught.value))
    line = next(number for number, text in enumerate(data.decode().splitlines(), 1) if "much" in text)
    assert (found.location.pointer, found.location.row) == ("/cells/1/baseline", line)


def test_the_line_of_a_missing_field_is_that_of_its_object() -> None:
    found = source("a:\n  b: 1\n  c:\n    - d: 1\n    - {e: 1, f: 2}\n")
    assert [found.line(pointer) for pointer in ("", "/a", "/a/b", "/a/c/1", "/a/c/1/x", "/a/zz")] == [1, 2, 2, 5, 5, 2]
