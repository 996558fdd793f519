"""The OpenAPI document. `python -m app.openapi` writes it to standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.routes.answer_examples import ANSWER_EXAMPLES
from app.schemas.health import NotReadyProblem
from app.schemas.imports import ImportBody
from app.schemas.problem import InfeasibleProblem, Problem
from app.schemas.sweeps import SweepBody
from app.schemas.tunings import CertificateBody, TuningBody
from scenarios.definition import scenario_schema
from scenarios.incentives.definition import incentive_plan_schema
from scenarios.incentives.forecast_menu_document import ForecastMenuRequest

REFERENCES = "#/components/schemas/"
SCENARIO = "ScenarioDocument"
INCENTIVE_PLAN = "IncentivePlanDocument"
TOLD_APART = {"Neutrality": "PayNeutrality"}
"""Parts of tunings that are called as a part of scenarios is."""

SWEEP_PARTS = ("SweepDocument", "ParameterDocument", "Design")

_PROBLEMS: tuple[type[BaseModel], ...] = (Problem, InfeasibleProblem, NotReadyProblem)


def add_openapi(app: FastAPI) -> None:
    """Let the app document scenarios and problems too, which its endpoints read and write by themselves."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    schemas: dict[str, Any] = found.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(_problem_schemas())
    schemas.update(_document_schemas(SCENARIO, scenario_schema()))
    schemas.update(_document_schemas(INCENTIVE_PLAN, incentive_plan_schema()))
    schemas.update(_import_schemas())
    schemas.update(_sweep_schemas())
    schemas.update({name: schema for name, schema in _tuning_schemas().items() if name not in schemas})
    schemas.update(_document_schemas("ForecastMenuRequest", ForecastMenuRequest.model_json_schema(by_alias=True)))
    for example in ANSWER_EXAMPLES:
        answers = found["paths"][example.path][example.method]["responses"]["200"]["content"]
        answers[example.media]["examples"] = {"tiny": {"summary": example.request, "value": example.value}}
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    found["components"]["schemas"] = dict(sorted(schemas.items()))
    return found


def _problem_schemas() -> dict[str, Any]:
    _, definitions = models_json_schema(
        [(model, "serialization") for model in _PROBLEMS], by_alias=True, ref_template=REFERENCES + "{model}"
    )
    return dict(definitions["$defs"])


def _document_schemas(name: str, written: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a document that is posted, with its definitions moved to where OpenAPI keeps them."""
    schema = dict(written)
    definitions = dict(schema.pop("$defs", {}))
    for key in ("$schema", "$id"):
        schema.pop(key, None)
    return {key: _moved(inner) for key, inner in {name: schema, **definitions}.items()}


def _import_schemas() -> dict[str, Any]:
    """The schema of a posted import, with the mapping's parts."""
    schema = dict(ImportBody.model_json_schema(by_alias=True, mode="validation"))
    definitions = dict(schema.pop("$defs", {}))
    return {name: _moved(inner) for name, inner in {"ImportBody": schema, **definitions}.items()}


def _tuning_schemas() -> dict[str, Any]:
    """The schemas of posted tunings and certificates with their own parts; those of the plan are there already."""
    bodies: tuple[type[BaseModel], ...] = (TuningBody, CertificateBody)
    _, found = models_json_schema(
        [(body, "validation") for body in bodies], by_alias=True, ref_template=REFERENCES + "{model}"
    )
    return {TOLD_APART.get(name, name): _renamed(schema, TOLD_APART) for name, schema in found["$defs"].items()}


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """With references to other names."""
    if isinstance(value, Mapping):
        return {name: _renamed(inner, names) for name, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, names) for inner in value]
    if isinstance(value, str) and value.startswith(REFERENCES):
        return REFERENCES + names.get(value.removeprefix(REFERENCES), value.removeprefix(REFERENCES))
    return value


def _sweep_schemas() -> dict[str, Any]:
    """The schema of a posted sweep, with its own parts; those of the scenario are there already."""
    schema = dict(SweepBody.model_json_schema(by_alias=True, mode="validation"))
    definitions = dict(schema.pop("$defs", {}))
    own = {name: inner for name, inner in definitions.items() if name in SWEEP_PARTS}
    return {name: _moved(inner) for name, inner in {"SweepBody": schema, **own}.items()}


def _moved(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _moved(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_moved(inner) for inner in value]
    return value.replace("#/$defs/", REFERENCES) if isinstance(value, str) else value


def openapi_text() -> str:
    """The document as the repository keeps it."""
    from app.main import create_app
    from app.settings import Settings

    return json.dumps(create_app(Settings()).openapi(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(openapi_text())
