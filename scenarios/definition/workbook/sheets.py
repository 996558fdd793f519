"""The sheets of a scenario workbook. A new section of the document is one line here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from models.allocation.limits.families import FAMILIES
from scenarios.definition.columns import MEMBER_COLUMNS
from scenarios.definition.document import DimensionDocument, ScenarioDocument
from scenarios.definition.strategy_document import StrategyDocument
from scenarios.definition.workbook.sheet_fields import FieldKind, SheetField, fields_of, merged_fields


@dataclass(frozen=True)
class SheetName:
    """What a sheet may be called; capitals do not matter."""

    en: str
    zh: str

    def matches(self, name: str) -> bool:
        """Whether a tab of this name is the sheet."""
        return name.strip().casefold() in (self.en, self.zh)


@dataclass(frozen=True)
class RowSheet:
    """A sheet whose rows become the objects of a list of the document, or of a mapping by their `key` column.

    `variants`: the columns of each kind of object, by the value of the column `kind`; {"": …} where there is one kind.
    """

    title: SheetName
    path: tuple[str, ...]
    variants: Mapping[str, Sequence[SheetField]]
    key: SheetField | None = None
    required: bool = False

    @property
    def fields(self) -> tuple[SheetField, ...]:
        """Every column, the key first."""
        return (*([] if self.key is None else [self.key]), *merged_fields(self.variants))

    def of(self, kind: str) -> Sequence[SheetField]:
        """The columns that objects of this kind have; all of them for a kind that does not exist."""
        return self.variants.get(kind) or self.variants.get("") or merged_fields(self.variants)


def _families() -> Mapping[str, Sequence[SheetField]]:
    """The columns of every limit that may stand in `limits`, by its kind."""
    found = {}
    for family in FAMILIES:
        kinds = get_args(family.model_fields["kind"].annotation)
        if family.model_fields["kind"].is_required():  # the company target has its place in the scenario sheet
            fields = fields_of(family)
            found[str(kinds[0])] = tuple(sorted(fields, key=lambda field: field.path != ("kind",)))
    return MappingProxyType(found)


SCENARIO = SheetName("scenario", "场景")
MEMBERS = SheetName("members", "成员")
CELLS = SheetName("cells", "单元")
SEASONALITY = SheetName("seasonality", "季节性")
INSTRUCTIONS = SheetName("instructions", "说明")

MEMBER_DIMENSION = SheetField(
    "dimension", ("dimension",), FieldKind.TEXT, "The dimension that the member belongs to.", True
)
STRATEGY_NAME = SheetField("name", ("name",), FieldKind.TEXT, "What `strategy` and --strategy call it.", True)

SCENARIO_FIELDS = fields_of(
    ScenarioDocument,
    without=(
        "schema",
        "company_target.kind",
        "company_target.where",
        "company_target.unless",
        "company_target.by",
        "company_target.basis",
    ),
)
"""What the scenario sheet may state, by dotted names: money.currency, company_target.amount, rounding.increment."""

DIMENSIONS = RowSheet(
    SheetName("dimensions", "维度"), ("dimensions",), {"": fields_of(DimensionDocument)}, required=True
)
LIMITS = RowSheet(SheetName("limits", "限制"), ("limits",), _families())
STRATEGIES = RowSheet(
    SheetName("strategies", "策略"), ("strategies",), {"": fields_of(StrategyDocument)}, key=STRATEGY_NAME
)

ROW_SHEETS: tuple[RowSheet, ...] = (DIMENSIONS, LIMITS, STRATEGIES)
"""Sheets of rows, in the order of their tabs."""

TITLES: tuple[SheetName, ...] = (
    SCENARIO,
    DIMENSIONS.title,
    MEMBERS,
    CELLS,
    *(sheet.title for sheet in ROW_SHEETS if sheet is not DIMENSIONS),
    SEASONALITY,
)
"""Every sheet that is read, in the order of a template's tabs."""

MEMBER_HEADER = frozenset({MEMBER_DIMENSION.name, *(column.name for column in MEMBER_COLUMNS)})
