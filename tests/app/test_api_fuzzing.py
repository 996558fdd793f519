"""Requests that a machine makes up from the interface's description: none may break the service or its promises."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from app.main import create_app
from app.negotiation import XLSX
from app.routes.answer_examples import TINY_ID
from app.routes.examples import TINY_SCENARIO
from app.settings import Settings

# Positive data is not always accepted: a schema cannot say which names refer to which.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@schemathesis.serializer(XLSX)
def as_workbook(_: Any, value: Any) -> bytes:
    """Made-up bytes in the place of a workbook."""
    return bytes(value.data) if hasattr(value, "data") else str(value).encode()


service = create_app(Settings(max_body_bytes=1_000_000))
schema = schemathesis.openapi.from_asgi("/openapi.json", service)
hurried = schemathesis.openapi.from_asgi("/openapi.json", create_app(Settings(max_body_bytes=1_000_000, max_seconds=1)))
"""A service that ends every search after a second, with what it has by then."""


@pytest.fixture(scope="module", autouse=True)
def _plan_that_is_kept() -> None:
    """The plan that the examples of addresses name."""
    assert TestClient(service).post("/v1/allocations", json=TINY_SCENARIO).headers["location"].endswith(TINY_ID)


made_up = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)

SECONDS = 60
"""How long one answer may take: machines that test are busy ones."""

SEARCHES = "/v1/(tunings|certificates)"
"""Where every example that is sound is a search of many starts, or a simulation."""


@pytest.mark.slow
@pytest.mark.timeout(600)  # every example is a scenario that is solved, and asked about
@schema.exclude(path_regex=SEARCHES).parametrize()
@made_up
def test_interface(case: schemathesis.Case[Any]) -> None:
    """One request; every check of the description."""
    case.call_and_validate(checks=CHECKS, timeout=SECONDS)


@pytest.mark.slow
@pytest.mark.timeout(900)
@hurried.include(path_regex=SEARCHES).parametrize()
@made_up
def test_searches(case: schemathesis.Case[Any]) -> None:
    """The same of long ones."""
    case.call_and_validate(checks=CHECKS, timeout=SECONDS)
