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
    "document_control_character": CodeFacts(("character",)),
    "document_empty": CodeFacts(),
    "document_without_fields": CodeFacts(),
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
    "workbook_damaged": CodeFacts(("reason",)),
    "workbook_encrypted": CodeFacts(),
    "workbook_kind": CodeFacts(("file",)),
    "workbook_macros": CodeFacts(),
    "workbook_old": CodeFacts(),
    "workbook_other": CodeFacts(),
}

_FIELDS: dict[str, CodeFacts] = {
    "attribute_not_a_value": CodeFacts(("value",)),
    "control_character": CodeFacts(("value",)),
    "currency_unknown": CodeFacts(("value", "near")),
    "exponent_without_sign": CodeFacts(("value",)),
    "formula_text": CodeFacts(("value",)),
    "field_missing": CodeFacts(("field",)),
    "field_unknown": CodeFacts(("field", "known", "near")),
    "list_too_long": CodeFacts(("length", "bound")),
    "list_too_short": CodeFacts(("length", "bound")),
    "name_form": CodeFacts(("value",)),
    "not_a_list": CodeFacts(("value",)),
    "not_a_number": CodeFacts(("value",)),
    "not_a_truth_value": CodeFacts(("value",)),
    "not_a_whole_number": CodeFacts(("value",)),
    "number_in_braces": CodeFacts(("value",)),
    "not_an_object": CodeFacts(("value",)),
    "not_finite": CodeFacts(("value",)),
    "not_one_of": CodeFacts(("value", "known", "near")),
    "not_text": CodeFacts(("value",)),
    "number_above_maximum": CodeFacts(("value", "bound"), ("fraction",)),
    "number_as_text": CodeFacts(("value",)),
    "number_below_minimum": CodeFacts(("value", "bound")),
    "number_not_above": CodeFacts(("value", "bound")),
    "number_not_below": CodeFacts(("value", "bound"), ("fraction",)),
    "percent_as_text": CodeFacts(("value",)),
    "rows_expected": CodeFacts(("value",)),
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
    "table_encoding_read": CodeFacts(("encoding",)),
    "table_malformed": CodeFacts(("reason",)),
    "table_missing": CodeFacts(("file", "near")),
    "table_outside": CodeFacts(("file",)),
    "table_unreadable": CodeFacts(("file", "reason")),
    "table_unused": CodeFacts(("file",)),
    "table_without_folder": CodeFacts(("file",)),
}

_NUMBERS: dict[str, CodeFacts] = {
    "number_ambiguous": CodeFacts(("value",)),
    "number_decimal_comma": CodeFacts(("value",)),
    "number_with_currency": CodeFacts(("value",)),
    "percent_not_amount": CodeFacts(("value",)),
}

_SHEETS: dict[str, CodeFacts] = {
    "cell_error": CodeFacts(("value",)),
    "cells_merged": CodeFacts(("cells",)),
    "column_of_another_kind": CodeFacts(("column", "kind", "known")),
    "digits_lost": CodeFacts(("value",)),
    "formula_not_computed": CodeFacts(("value",)),
    "header_not_first": CodeFacts(("found_row",)),
    "list_malformed": CodeFacts(("value",)),
    "selector_malformed": CodeFacts(("value",)),
    "sheet_missing": CodeFacts(("sheet", "near")),
    "sheet_twice": CodeFacts(("first", "second")),
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
    "unknown_dimension": CodeFacts(("name", "known", "near")),
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
    "attribute_differs": CodeFacts(("attribute", "cell", "first", "second")),
    "attribute_held_by_nobody": CodeFacts(("attribute",)),
    "attribute_not_a_number": CodeFacts(("attribute", "member")),
    "attribute_not_a_date": CodeFacts(("attribute", "member", "value")),
    "attribute_not_in_by": CodeFacts(("attribute", "by")),
    "cardinality_without_count": CodeFacts(),
    "cardinality_without_effect": CodeFacts(("name", "count", "fullest")),
    "cardinality_without_number": CodeFacts(),
    "capacity_without_by": CodeFacts(),
    "capacity_without_effort": CodeFacts(("cell", "count")),
    "cells_left_out": CodeFacts(("name", "count", "column", "cell")),
    "commitment_without_effect": CodeFacts(("name",)),
    "company_total_selects": CodeFacts(),
    "difficulty_without_by": CodeFacts(),
    "empty_selection": CodeFacts(),
    "floor_over_cap": CodeFacts(("floor", "cap"), ("group",)),
    "group_left_out": CodeFacts(("name", "group", "column")),
    "growth_limit_without_effect": CodeFacts(("name",)),
    "growth_without_base": CodeFacts(("name", "group")),
    "increment_over_target": CodeFacts(("increment", "target")),
    "limit_without_number": CodeFacts(),
    "limit_without_data": CodeFacts(("name", "column")),
    "loading_out_of_range": CodeFacts(("attribute", "member", "value")),
    "loadings_over_one": CodeFacts(("company", "region"), ("cell",)),
    "margin_amount_or_rate": CodeFacts(),
    "margin_without_rate": CodeFacts(("cell", "count")),
    "neutrality_without_spread": CodeFacts(("z", "count")),
    "not_a_date": CodeFacts(("value",)),
    "number_or_range": CodeFacts(),
    "parity_without_peers": CodeFacts(("name",)),
    "people_left_out": CodeFacts(("name", "count", "members", "column"), ("other",)),
    "share_of_itself": CodeFacts(("name",)),
    "share_without_part": CodeFacts(("name", "group")),
    "target_not_positive": CodeFacts(),
    "tenure_without_date": CodeFacts(),
    "unit_price_missing": CodeFacts(("cell", "count")),
    "unit_price_not_positive": CodeFacts(("member", "value")),
    "unknown_axis": CodeFacts(("name", "known", "near")),
    "unknown_member": CodeFacts(("name", "known", "near")),
    "unknown_number": CodeFacts(("name", "known", "near")),
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
    "term_twice": CodeFacts(("term",)),
    "term_without_data": CodeFacts(("term",)),
    "term_without_range": CodeFacts(("term",)),
    "tier_without_weight": CodeFacts(("term",)),
    "unknown_strategy": CodeFacts(("name", "known", "near")),
    "weights_all_zero": CodeFacts(),
}

_ROLLUPS: dict[str, CodeFacts] = {
    "axis_twice": CodeFacts(("name",)),
    "node_without_cells": CodeFacts(("node",)),
    "node_without_member": CodeFacts(("text",)),
    "period_without_months": CodeFacts(("period",)),
    "person_and_node": CodeFacts(("person",)),
    "too_many_axes": CodeFacts(("count", "most")),
}

_FRONTIERS: dict[str, CodeFacts] = {
    "frontier_aim_twice": CodeFacts(("name", "other")),
    "frontier_aim_unknown": CodeFacts(("name", "known", "near")),
    "frontier_aim_without_data": CodeFacts(("name", "term")),
    "frontier_aims_count": CodeFacts(("count", "known")),
}

_SWEEPS: dict[str, CodeFacts] = {
    "pointer_ambiguous": CodeFacts(("written", "name", "options")),
    "pointer_fixed": CodeFacts(("written", "section", "known", "near")),
    "pointer_form": CodeFacts(("written",)),
    "pointer_not_a_number": CodeFacts(("written", "value")),
    "pointer_other_strategy": CodeFacts(("strategy", "other")),
    "pointer_twice": CodeFacts(("written",)),
    "pointer_unknown": CodeFacts(("written", "part", "known", "near")),
    "sweep_points_given": CodeFacts(("design",)),
    "sweep_points_missing": CodeFacts(("design",)),
    "sweep_steps_missing": CodeFacts(("pointer", "design")),
    "sweep_without_parameters": CodeFacts(),
    "vary_malformed": CodeFacts(("text",)),
    "vary_values_or_range": CodeFacts(),
}

_COMPARISONS: dict[str, CodeFacts] = {
    "dial_range": CodeFacts(("name", "low", "high", "most")),
    "dial_unknown": CodeFacts(("name", "known", "near")),
    "gain_without_start": CodeFacts(("node",)),
    "one_strategy": CodeFacts(("name", "others")),
    "same_node": CodeFacts(("node",)),
    "second_node_missing": CodeFacts(("node",)),
    "strategy_twice": CodeFacts(("name",)),
}

_CERTIFICATES: dict[str, CodeFacts] = {
    "certificate_deviation": CodeFacts(("who", "value", "most")),
    "certificate_gap": CodeFacts(("who", "value", "most")),
    "certificate_gini": CodeFacts(("value", "most")),
    "certificate_kept": CodeFacts(("count", "checks")),
    "certificate_left_out": CodeFacts(("count", "members", "column")),
    "certificate_no_spread": CodeFacts(("name",)),
    "certificate_one_person": CodeFacts(("person",)),
    "certificate_rank_correlation": CodeFacts(("name", "value", "most")),
    "certificate_slope": CodeFacts(("name", "value", "most")),
    "certificate_too_few": CodeFacts(("name", "count", "least")),
    "certificate_without_groups": CodeFacts(),
    "certificate_without_measure": CodeFacts(("column",)),
    "certificate_without_peers": CodeFacts(),
    "certificate_without_thresholds": CodeFacts(("count",)),
    "characteristic_unknown": CodeFacts(("name", "known", "near")),
}

_IMPORTS: dict[str, CodeFacts] = {
    "import_amount_missing": CodeFacts(),
    "import_assignment_backwards": CodeFacts(("person", "place")),
    "import_base_year_empty": CodeFacts(("year", "first", "last", "opening", "closing")),
    "import_base_year_incomplete": CodeFacts(("year", "first", "last", "opening", "closing")),
    "import_column_missing": CodeFacts(("table", "column", "near", "known")),
    "import_comparable_not_positive": CodeFacts(("amount",)),
    "import_currency_mixed": CodeFacts(("value", "expected")),
    "import_date_ambiguous": CodeFacts(("value",)),
    "import_date_missing": CodeFacts(),
    "import_date_outside": CodeFacts(("value",)),
    "import_date_unreadable": CodeFacts(("value",)),
    "import_dimension_unknown": CodeFacts(("name", "near", "known")),
    "import_excluded_changed": CodeFacts(("row", "amount", "found")),
    "import_excluded_unknown": CodeFacts(("table", "row")),
    "import_history_too_short": CodeFacts(("name", "months")),
    "import_no_rows": CodeFacts(),
    "import_peer_without_history": CodeFacts(("name", "near")),
    "import_people_twice": CodeFacts(("names",)),
    "import_person_left": CodeFacts(("name", "day")),
    "import_person_unknown": CodeFacts(("name", "near")),
    "import_person_unmatched": CodeFacts(("name", "near")),
    "import_person_without_history": CodeFacts(("name", "row")),
    "import_previous_without_year": CodeFacts(("year", "known")),
    "import_proxy_incomplete": CodeFacts(("rule", "needed")),
    "import_proxy_not_positive": CodeFacts(("name",)),
    "import_proxy_with_history": CodeFacts(("name",)),
    "import_proxy_without_place": CodeFacts(("dimension", "name")),
    "import_sheet_missing": CodeFacts(("sheet", "known")),
    "import_not_a_text": CodeFacts(("file", "seems", "ending")),
    "import_parquet_unreadable": CodeFacts(),
    "import_workbook_unreadable": CodeFacts(("reason",)),
    "import_table_missing": CodeFacts(("section",)),
    "import_target_form": CodeFacts(),
    "import_two_parents": CodeFacts(("name", "first", "second")),
    "quality_below_cost": CodeFacts(("count", "percent", "rows")),
    "quality_caps_below_target": CodeFacts(("caps", "short", "target")),
    "quality_cells_not_positive": CodeFacts(("count", "examples")),
    "quality_dates_after": CodeFacts(("count", "year", "rows")),
    "quality_dates_old": CodeFacts(("count", "rows")),
    "quality_duplicates": CodeFacts(("count", "rows")),
    "quality_encoding": CodeFacts(("encoding",)),
    "quality_floors_above_target": CodeFacts(("floors", "over", "target")),
    "quality_gap_months": CodeFacts(("count", "months")),
    "quality_new_articles": CodeFacts(("count", "percent", "names")),
    "quality_one_offs": CodeFacts(("count", "amount", "rows")),
    "quality_one_year": CodeFacts(("year",)),
    "quality_people_unmatched": CodeFacts(("count", "names")),
    "quality_person_many_places": CodeFacts(("count", "examples")),
    "quality_place_many_people": CodeFacts(("count", "examples")),
    "quality_places_disagree": CodeFacts(("count", "examples")),
    "quality_previous_lost": CodeFacts(("count", "names")),
    "quality_returns": CodeFacts(("count", "amount", "rows")),
    "quality_rounded": CodeFacts(("count",)),
    "quality_saw_tooth": CodeFacts(("percent",)),
    "quality_similar_names": CodeFacts(("first", "second")),
    "quality_sold_before_hire": CodeFacts(("count", "names")),
    "quality_totals": CodeFacts(("names",)),
}

_EXPECTATIONS: dict[str, CodeFacts] = {
    "baseline_missing": CodeFacts(("file",)),
    "case_of_case": CodeFacts(("name",)),
    "expectation_contradicts": CodeFacts(("first", "second")),
    "expectation_twice": CodeFacts(("name",)),
    "figure_malformed": CodeFacts(("text",)),
    "figure_unknown": CodeFacts(("name", "known", "near")),
    "scenario_kind_unknown": CodeFacts(("file", "known")),
    "scenario_missing": CodeFacts(("scenario", "near")),
}

CODES: Mapping[str, CodeFacts] = MappingProxyType(
    {
        **_READING,
        **_FIELDS,
        **_TABLES,
        **_NUMBERS,
        **_SHEETS,
        **_MEMBERS,
        **_CELLS,
        **_LIMITS,
        **_PHASING,
        **_STRATEGIES,
        **_ROLLUPS,
        **_FRONTIERS,
        **_SWEEPS,
        **_COMPARISONS,
        **_CERTIFICATES,
        **_IMPORTS,
        **_EXPECTATIONS,
    }
)
"""Facts by code, for everything that `models` and `scenarios` find. The edge adds its own for its parameters."""
