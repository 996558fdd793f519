"""Every finding code, and the facts that come with it. Words are put on them at the edge, in every language.

A test reads all code of the project and proves that the list is complete. Facts in the second tuple may be absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class CodeFacts(NamedTuple):
    """Names of the facts of one code: those always there, and those sometimes there."""

    always: tuple[str, ...] = ()
    sometimes: tuple[str, ...] = ()


_READING: dict[str, CodeFacts] = {
    "file_kind_unknown": CodeFacts(("file", "known")),
    "file_missing": CodeFacts(("file", "near")),
    "file_unreadable": CodeFacts(("file", "reason")),
    "not_utf8": CodeFacts(("byte",)),
    "json_malformed": CodeFacts(("reason", "position")),
    "yaml_malformed": CodeFacts(("reason",)),
    "yaml_alias": CodeFacts(("name",)),
    "yaml_documents": CodeFacts(),
    "yaml_key": CodeFacts(),
    "yaml_tag": CodeFacts(("tag",)),
    "name_twice": CodeFacts(("value",)),
    "nested_too_deep": CodeFacts(("ceiling",)),
    "surrogate": CodeFacts(("value",)),
}

_FIELDS: dict[str, CodeFacts] = {
    "attribute_not_a_value": CodeFacts(("value",)),
    "control_character": CodeFacts(("value",)),
    "currency_unknown": CodeFacts(("value", "near")),
    "formula_text": CodeFacts(("value",)),
    "field_missing": CodeFacts(("field",)),
    "field_unknown": CodeFacts(("field", "known", "near")),
    "list_too_long": CodeFacts(("length", "bound")),
    "list_too_short": CodeFacts(("length", "bound")),
    "name_form": CodeFacts(("value",)),
    "not_a_list": CodeFacts(("value",)),
    "not_a_number": CodeFacts(("value",)),
    "not_a_truth_value": CodeFacts(("value",)),
    "not_an_object": CodeFacts(("value",)),
    "not_finite": CodeFacts(("value",)),
    "not_one_of": CodeFacts(("value", "known", "near")),
    "not_text": CodeFacts(("value",)),
    "number_above_maximum": CodeFacts(("value", "bound")),
    "number_as_text": CodeFacts(("value",)),
    "number_below_minimum": CodeFacts(("value", "bound")),
    "number_not_above": CodeFacts(("value", "bound")),
    "number_not_below": CodeFacts(("value", "bound")),
    "text_empty": CodeFacts(("value",)),
    "text_too_long": CodeFacts(("length", "bound")),
    "value_not_allowed": CodeFacts(("value",)),
}

_TABLES: dict[str, CodeFacts] = {
    "column_missing": CodeFacts(("column", "near")),
    "column_total_too_large": CodeFacts(("column", "bound")),
    "column_twice": CodeFacts(("name",)),
    "column_unknown": CodeFacts(("column", "known", "near")),
    "column_unnamed": CodeFacts(("position",)),
    "more_of_the_same": CodeFacts(("same_as", "count")),
    "row_ragged": CodeFacts(("fields", "columns")),
    "table_empty": CodeFacts(),
    "table_encoding": CodeFacts(("expected", "seems")),
    "table_malformed": CodeFacts(("reason",)),
    "table_missing": CodeFacts(("file", "near")),
    "table_outside": CodeFacts(("file",)),
    "table_unreadable": CodeFacts(("file", "reason")),
    "table_without_folder": CodeFacts(("file",)),
}

_MEMBERS: dict[str, CodeFacts] = {
    "attribute_name_taken": CodeFacts(("name",)),
    "dimension_name_reserved": CodeFacts(("name",)),
    "dimension_twice": CodeFacts(("name",)),
    "key_twice": CodeFacts(("key", "first")),
    "level_named_as_dimension": CodeFacts(("level",)),
    "level_needed": CodeFacts(("key", "options")),
    "level_twice": CodeFacts(("level",)),
    "no_leaves": CodeFacts(("dimension", "level")),
    "no_members": CodeFacts(("dimension",)),
    "parent_not_above": CodeFacts(("key", "level", "parent", "parent_level")),
    "too_few_levels": CodeFacts(("key", "levels")),
    "tree_loop": CodeFacts(("key", "loop")),
    "unknown_level": CodeFacts(("level", "known", "near")),
    "unknown_parent": CodeFacts(("key", "parent", "near")),
}

_CELLS: dict[str, CodeFacts] = {
    "amount_too_fine": CodeFacts(("value", "digits")),
    "amount_too_large": CodeFacts(("value", "digits")),
    "cell_twice": CodeFacts(("cell", "first")),
    "cell_without_number": CodeFacts(("cell",)),
    "hold_without_reason": CodeFacts(),
    "member_missing": CodeFacts(("dimension",)),
    "member_not_leaf": CodeFacts(("name", "level", "leaf_level")),
    "member_unknown": CodeFacts(("name", "dimension", "near")),
    "no_cells": CodeFacts(),
}

_LIMITS: dict[str, CodeFacts] = {
    "ambiguous_axis": CodeFacts(("name", "options")),
    "attribute_ambiguous": CodeFacts(("attribute", "by")),
    "attribute_held_by_nobody": CodeFacts(("attribute",)),
    "attribute_not_a_number": CodeFacts(("attribute", "member")),
    "attribute_not_in_by": CodeFacts(("attribute", "by")),
    "capacity_without_by": CodeFacts(),
    "capacity_without_effort": CodeFacts(("cell", "count")),
    "commitment_without_effect": CodeFacts(("name",)),
    "company_total_selects": CodeFacts(),
    "empty_selection": CodeFacts(),
    "floor_over_cap": CodeFacts(("floor", "cap"), ("group",)),
    "growth_limit_without_effect": CodeFacts(("name",)),
    "growth_without_base": CodeFacts(("name", "group")),
    "increment_over_target": CodeFacts(("increment", "target")),
    "limit_without_number": CodeFacts(),
    "margin_amount_or_rate": CodeFacts(),
    "margin_without_rate": CodeFacts(("cell", "count")),
    "number_or_range": CodeFacts(),
    "share_of_itself": CodeFacts(("name",)),
    "share_without_part": CodeFacts(("name", "group")),
    "target_not_positive": CodeFacts(),
    "unknown_axis": CodeFacts(("name", "known", "near")),
    "unknown_member": CodeFacts(("name", "known", "near")),
}

_PHASING: dict[str, CodeFacts] = {
    "capacity_month_without_phasing": CodeFacts(),
    "capacity_without_months": CodeFacts(("name",)),
    "cell_never_available": CodeFacts(("cell", "count")),
    "date_form": CodeFacts(("name", "value")),
    "leave_backwards": CodeFacts(("first", "last")),
    "leave_incomplete": CodeFacts(("missing",)),
    "leave_share_form": CodeFacts(("value",)),
    "level_increment_not_multiple": CodeFacts(("level", "increment", "finer")),
    "month_form": CodeFacts(("value",)),
    "month_increment_not_divisor": CodeFacts(("increment", "annual")),
    "rounding_level_unknown": CodeFacts(("level", "known", "near")),
    "season_all_zero": CodeFacts(),
    "season_default": CodeFacts(("cell", "count")),
    "season_keys_twice": CodeFacts(("keys", "first")),
    "season_tie": CodeFacts(("keys", "other", "first")),
}

_STRATEGIES: dict[str, CodeFacts] = {
    "blend_not_one": CodeFacts(("total",)),
    "cell_without_source": CodeFacts(("cell", "count")),
    "fit_weight_too_small": CodeFacts(("fit", "least")),
    "no_source_present": CodeFacts(("sources",)),
    "reference_all_zero": CodeFacts(),
    "unknown_strategy": CodeFacts(("name", "known", "near")),
    "weights_all_zero": CodeFacts(),
}

CODES: Mapping[str, CodeFacts] = MappingProxyType(
    {**_READING, **_FIELDS, **_TABLES, **_MEMBERS, **_CELLS, **_LIMITS, **_PHASING, **_STRATEGIES}
)
"""Facts by code, for everything that `models` and `scenarios` find. The edge adds its own for its parameters."""
