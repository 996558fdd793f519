"""JSON: exact numbers, no duplicate names, no NaN, nothing that cannot be stored."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InvalidInput
from models.findings import Finding
from scenarios.definition import Ceilings
from scenarios.definition.json_source import read_json
from tests.support.documents import checked, only


def value(data: bytes) -> object:
    return read_json(data, None, Ceilings()).value


def fault(data: bytes) -> Finding:
    with pytest.raises(InvalidInput) as caught:
        value(data)
    assert caught.value.malformed
    return only(checked(caught.value))


def test_numbers_are_exact() -> None:
    assert repr(value(b"[1, 1.10, 1e2, 12345678901234567890]")) == repr(
        [1, Decimal("1.10"), Decimal("1E+2"), Decimal("12345678901234567890")]
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "json_malformed"),
        (b"{'a': 1}", "json_malformed"),
        (b'{"a": 1,}', "json_malformed"),
        (b'{"a": 1} x', "json_malformed"),
        (b'{"a": "\n"}', "json_malformed"),
        (b'{"a": 1, "a": 2}', "name_twice"),
        (b'{"a": NaN}', "not_finite"),
        (b'{"a": -Infinity}', "not_finite"),
        (b'{"a": 1e999}', "not_finite"),
        (b'{"a": 1e99999999999999999999}', "not_finite"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not_finite"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{"\\uDC00": 1}', "surrogate"),
        (b'{"a": "\xff"}', "not_utf8"),
        (b"[" * 65 + b"]" * 65, "nested_too_deep"),
        (b"[" * 100_000 + b"]" * 100_000, "nested_too_deep"),
    ],
)
def test_faults(data: bytes, code: str) -> None:
    assert fault(data).code == code


def test_malformed_json_shows_its_line() -> None:
    assert fault(b'{\n"a": 1\n"b": 2}').location.row == 3


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": {"b": 1},\n"b": 2, "c": "b",\n"b": 3}',
        b'{"a": "NaN",\n"b":\n NaN, "c": NaN}',
        b'{"a": "1e999",\n"b": 2,\n"c": 1e999}',
        b'{"x": [\n{"b": 1,\n"\\u0062": 2}]}',
        b'{"a": 1,\n"b":\n"\x01"}',
        b'{"a":\n\n"\xff"}',
    ],
)
def test_faults_that_the_reader_does_not_locate_have_their_line(data: bytes) -> None:
    assert fault(data).location.row == 3


def test_depth_up_to_the_ceiling() -> None:
    assert value(b"[" * 64 + b"]" * 64) is not None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        value(data)
    except InvalidInput as error:
        assert error.malformed
