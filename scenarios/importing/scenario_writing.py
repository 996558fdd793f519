"""The scenario that an import writes: a document in sections with comments for whoever edits it, and its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from models.history.calendar import month_text
from models.units import Money
from scenarios.importing.base_year import calendar_of
from scenarios.importing.cell_table import CellTable
from scenarios.importing.history import History
from scenarios.importing.scenario_limits import limit_sections
from scenarios.importing.scenario_tables import cell_rows, csv_bytes, member_rows, people_rows, seasonality_rows
from scenarios.importing.scenario_words import COMMENTS, DIMENSION_LABELS, words
from scenarios.importing.targets import Target

MOST_INLINE = 60
"""Members of a dimension that stand in the document itself; more go into a table."""


@dataclass(frozen=True)
class Section:
    """One top-level key of the document (or one item of its list) with the comment above it."""

    comment: str
    value: Mapping[str, Any]


@dataclass(frozen=True)
class WrittenScenario:
    """One scenario: its name's ending, its document in sections, its tables by file name, and the same document with
    the rows inline."""

    name: str
    sections: tuple[Section, ...]
    tables: Mapping[str, bytes]
    inline: Mapping[str, Any] = field(repr=False)

    def yaml_bytes(self) -> bytes:
        """The document as commented YAML."""
        return "\n".join(_text(section) for section in self.sections).encode()


def write_scenario(history: History, cells: CellTable, target: Target, stem: str) -> WrittenScenario:
    """The scenario of one company target. Tables are named after `stem`."""
    mapping, money = history.mapping, history.money
    language = mapping.language
    name = f"{stem}-{target.name}" if target.name else stem
    rows = {
        "cells": cell_rows(history, cells),
        "people": people_rows(history, cells, target),
        "seasonality": seasonality_rows(history),
    }
    rule = mapping.limits.person
    is_same = rule is None or (rule.floor_rate is not None and rule.cap_rate is not None)
    people = f"{stem if is_same else name}.people.csv"
    files = {"cells": f"{stem}.cells.csv", "people": people, "seasonality": f"{stem}.seasonality.csv"}
    tables = {files[kind]: csv_bytes(found) for kind, found in rows.items() if found}
    dimensions, inline, more = _dimensions(history, cells, rows["people"], files["people"], stem)
    tables |= more
    start = [
        Section(words("head", language), {"schema": "allot.scenario/1", **_head(history, target)}),
        Section(COMMENTS["dimensions"].text(language), {"dimensions": dimensions}),
        Section(COMMENTS["cells"].text(language), {"cells": {"table": files["cells"]}}),
        Section(COMMENTS["company_target"].text(language), {"company_target": _target(target, money)}),
    ]
    limits = limit_sections(history, target)
    end = [
        Section(COMMENTS["strategies"].text(language), {"strategies": _strategies(language)}),
        *[Section(COMMENTS[key].text(language), {key: part}) for key, part in history_sections(history, files).items()],
    ]
    if mapping.increment is not None:
        end.append(Section(COMMENTS["rounding"].text(language), {"rounding": {"increment": mapping.increment}}))
    listed = [Section("", {"limits": [dict(limit) for _, limit in limits]})] if limits else []
    commented = [Section(COMMENTS["limits"].text(language), {})] if limits else []
    items = [Section(comment, {"-": limit}) for comment, limit in limits]
    document: dict[str, Any] = {}
    for section in (*start, *listed, *end):
        document |= section.value
    document |= {"dimensions": inline, "cells": _inline(rows["cells"])}
    if "phasing" in document:
        document["phasing"] = document["phasing"] | {"seasonality": _inline(rows["seasonality"])}
    return WrittenScenario(target.name, (*start, *commented, *items, *end), tables, document)


def history_sections(history: History, files: Mapping[str, str]) -> dict[str, Any]:
    """`phasing` and `uncertainty` as the scenario's own sections."""
    region = history.mapping.with_role("region")
    company, shared = history.outlook.uncertainty.loadings
    calendar = calendar_of(history.mapping)
    uncertainty: dict[str, Any] = {
        "company_loading": _loading(company),
        "region_loading": _loading(shared),
        "log_sd": round(float(history.outlook.uncertainty.typical_log_sd), 4),
    }
    if region is not None:
        uncertainty["region_dimension"] = region.name
    return {
        "phasing": {
            "start": month_text(calendar.months(history.mapping.years.base).stop),
            "seasonality": {"table": files["seasonality"]},
        },
        "uncertainty": uncertainty,
    }


def _loading(value: float) -> float:
    """Four digits, cut off: the squares of two loadings must not add up to more than one."""
    return int(value * 10_000) / 10_000


def _head(history: History, target: Target) -> dict[str, Any]:
    mapping = history.mapping
    head: dict[str, Any] = {"name": mapping.name if not target.name else f"{mapping.name} ({target.name})"}
    if mapping.description:
        head["description"] = mapping.description
    money = {"currency": history.money.currency, "unit": str(history.money.unit)}
    return head | {"language": mapping.language, "money": money, "period": history.plan_label}


def _target(target: Target, money: Money) -> dict[str, Any]:
    owner = {} if target.owner is None else {"owner": target.owner}
    return {"amount": money.from_minor(target.minor), **owner}


def _strategies(language: str) -> dict[str, Any]:
    return {
        "balanced": {
            "label": words("balanced", language),
            "reference": {"history": 0.5, "potential": 0.2, "forecast": 0.3},
        },
        "momentum": {
            "label": words("momentum", language),
            "reference": {"history": 0.2, "potential": 0.2, "forecast": 0.6},
        },
    }


def _dimensions(
    history: History, cells: CellTable, people: Sequence[Mapping[str, Any]], people_file: str, stem: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, bytes]]:
    """(dimensions with tables, the same with all rows inline, further tables)."""
    written, inline, tables = [], [], {}
    for place, dimension in enumerate(history.mapping.dimensions):
        label = dimension.label or DIMENSION_LABELS.get(dimension.role, {}).get(history.mapping.language)
        head: dict[str, Any] = {"name": dimension.name, "label": label or dimension.column}
        levels = history.levels[place]
        if levels:
            head["levels"] = [*levels, dimension.name]
        rows = people if dimension.role == "person" else member_rows(history, cells, place)
        inline.append(head | {"members": _inline(rows, with_attributes=True)})
        if dimension.role == "person":
            members: Any = {"table": people_file}
        elif len(rows) > MOST_INLINE:
            file = f"{stem}.{dimension.name}.csv"
            tables[file] = csv_bytes(rows)
            members = {"table": file}
        else:
            members = _inline(rows, with_attributes=True)
        written.append(head | {"members": members})
    return written, inline, tables


_MEMBER_FIELDS = ("key", "label", "parent", "level")


def _inline(rows: Sequence[Mapping[str, Any]], *, with_attributes: bool = False) -> list[dict[str, Any]]:
    """Rows as a document holds them: nothing for null; free facts of members under `attributes`."""
    stated = [{name: value for name, value in row.items() if value is not None} for row in rows]
    if not with_attributes:
        return stated
    found = []
    for row in stated:
        facts = {name: value for name, value in row.items() if name not in _MEMBER_FIELDS}
        fields = {name: value for name, value in row.items() if name in _MEMBER_FIELDS}
        found.append(fields | ({"attributes": facts} if facts else {}))
    return found


class _Dumper(yaml.SafeDumper):
    """Writes exact numbers as they are, and short objects on one line."""


def _exact(dumper: _Dumper, value: Decimal) -> yaml.ScalarNode:
    text = f"{value:f}"
    return dumper.represent_scalar("tag:yaml.org,2002:float" if "." in text else "tag:yaml.org,2002:int", text)


_Dumper.add_representer(Decimal, _exact)


def _text(section: Section) -> str:
    comment = "".join(f"# {line}".rstrip() + "\n" for line in section.comment.splitlines())
    if not section.value:
        return comment + "limits:"  # its items follow, each with its own comment
    item = section.value.get("-")
    if item is not None:
        body = comment + _dump([item])
        return "".join(f"  {line}\n" for line in body.splitlines())
    return comment + "".join(_dump({key: value}) for key, value in section.value.items())


def _dump(value: Any) -> str:
    is_plain = isinstance(value, dict) and not any(isinstance(one, dict | list) for one in value.values())
    style = False if is_plain else None  # otherwise a lone plain field would be written in braces
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=style)
