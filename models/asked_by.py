"""Where something was asked that is in no document: a query parameter, or the option of that name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from models.errors import InvalidInput
from models.findings import Location


@contextmanager
def asked_by(parameter: str) -> Iterator[None]:
    """Findings raised inside that have no place of their own get the parameter's. Raises InvalidInput again."""
    try:
        yield
    except InvalidInput as error:
        place = Location(parameter=parameter)
        findings = [replace(one, location=place) if one.location == Location() else one for one in error.findings]
        raise InvalidInput(findings) from None
