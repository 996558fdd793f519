"""Finding codes of the incentive plan, and the facts that come with them."""

from __future__ import annotations

from models.code_facts import CodeFacts

INCENTIVE_RULES: dict[str, CodeFacts] = {
    "cap_under_target": CodeFacts(("value",)),
    "commission_selection": CodeFacts(("fields",)),
    "component_twice": CodeFacts(("names",)),
    "component_unknown": CodeFacts(("known", "name")),
    "draw_never_due": CodeFacts(("every", "months")),
    "kpi_weights_sum": CodeFacts(("total",)),
    "lifecycle_unknown": CodeFacts(("known", "name")),
    "measure_name_taken": CodeFacts(("name",)),
    "measure_not_money": CodeFacts(("names",)),
    "measure_not_units": CodeFacts(("name",)),
    "measure_unknown": CodeFacts(("known", "name")),
    "measures_differ": CodeFacts(("names",)),
    "milestones_not_ascending": CodeFacts(("years",)),
    "plan_name_twice": CodeFacts(("names", "section")),
    "plan_start_missing": CodeFacts(("period",)),
    "points_not_ascending": CodeFacts(("before", "value")),
    "seasonality_all_zero": CodeFacts(),
    "threshold_at_target": CodeFacts(("value",)),
    "threshold_over_target": CodeFacts(("value",)),
    "tiers_not_ascending": CodeFacts(("before", "value")),
    "tiers_overlap": CodeFacts(("value",)),
    "vesting_not_ascending": CodeFacts(("years",)),
    "vesting_sum": CodeFacts(("total",)),
    "weights_sum": CodeFacts(("total",), ("variant",)),
}

INCENTIVE_ROWS: dict[str, CodeFacts] = {
    "actual_missing": CodeFacts(("measure", "period", "person"), ("count",)),
    "actual_twice": CodeFacts(("first", "person")),
    "forecast_twice": CodeFacts(("measure", "person")),
    "group_unknown": CodeFacts(("known", "name", "near")),
    "hired_after_year": CodeFacts(("value",)),
    "hired_form": CodeFacts(("value",)),
    "hired_missing": CodeFacts(("group", "person")),
    "months_over_stay": CodeFacts(("hired", "months", "most", "person")),
    "no_actuals": CodeFacts(),
    "no_people": CodeFacts(),
    "ote_missing": CodeFacts(("person",)),
    "period_form": CodeFacts(("first", "last", "value")),
    "period_gap": CodeFacts(("period",)),
    "period_outside_year": CodeFacts(("first", "last", "value")),
    "periods_mixed": CodeFacts(),
    "person_twice": CodeFacts(("first", "group", "person")),
    "person_unknown": CodeFacts(("name", "near")),
    "plan_file_kind": CodeFacts(("file", "known")),
    "pool_attribute_missing": CodeFacts(("attribute", "component", "person")),
    "table_file_kind": CodeFacts(("file", "known")),
    "target_missing": CodeFacts(("component", "group", "measure", "person"), ("period",)),
    "target_twice": CodeFacts(("measure", "person")),
    "target_zero": CodeFacts(("component", "group", "measure", "person")),
    "two_variants": CodeFacts(("names", "person")),
    "variant_of_nobody": CodeFacts(("attribute", "variant")),
}

INCENTIVE_PAY: dict[str, CodeFacts] = {
    "actuals_needed": CodeFacts(),
    "attainment_form": CodeFacts(("most", "value")),
    "attainment_implausible": CodeFacts(("component", "percent", "person")),
    "attainment_without_target": CodeFacts(("measure", "person")),
    "nothing_assumed": CodeFacts(("measure", "person")),
    "attainment_twice": CodeFacts(("value",)),
    "period_not_over": CodeFacts(("group", "months", "through")),
    "what_if_person": CodeFacts(("count",)),
}

FORECAST_MENUS: dict[str, CodeFacts] = {
    "menu_ceiling_out_of_reach": CodeFacts(("value", "actual", "pay")),
    "menu_floor_out_of_reach": CodeFacts(("value", "actual", "pay")),
    "menu_limits_apart": CodeFacts(("value", "enough", "other")),
    "menu_quantile_or_rates": CodeFacts(),
    "menu_range_empty": CodeFacts(("low", "high")),
    "menu_rate_above_too_high": CodeFacts(("value", "bound")),
    "menu_rates_order": CodeFacts(("at_forecast", "above", "below")),
    "menu_table_too_long": CodeFacts(("count", "most")),
}

INCENTIVE_COST: dict[str, CodeFacts] = {
    "cost_without_regions": CodeFacts(("name",)),
    "cost_without_spread": CodeFacts(),
    "draws_too_many": CodeFacts(("most", "value")),
    "forecast_implausible": CodeFacts(("component", "percent", "person")),
    "forecast_missing": CodeFacts(("component", "measure", "person")),
    "loadings_leave_nothing": CodeFacts(("most", "total")),
    "region_attribute_unknown": CodeFacts(("known", "name")),
}

INCENTIVE_TUNING: dict[str, CodeFacts] = {
    "certificate_value_outside": CodeFacts(("high", "low", "name", "value")),
    "certificate_values": CodeFacts(("names",), ("known",)),
    "tuning_attribute_alike": CodeFacts(("name",), ("known",)),
    "tuning_bounds_crossed": CodeFacts(("high", "low")),
    "tuning_bounds_impossible": CodeFacts(("high", "low", "name", "value")),
    "tuning_bounds_without_today": CodeFacts(("high", "low", "name", "today")),
    "tuning_budget_twice": CodeFacts(("amount", "budget")),
    "tuning_condition_twice": CodeFacts(("kind",)),
    "tuning_corrected": CodeFacts(("names",)),
    "tuning_few_draws": CodeFacts(("draws", "enough")),
    "tuning_name_unknown": CodeFacts(("name",), ("known", "near")),
    "tuning_nothing_to_tune": CodeFacts(),
    "tuning_participation_both": CodeFacts(),
    "tuning_selects_nothing": CodeFacts((), ("known", "name")),
    "tuning_slack_wide": CodeFacts(("most", "slack")),
    "tuning_without_budget": CodeFacts(),
    "tuning_without_incentive": CodeFacts(),
    "tuning_without_participation": CodeFacts(),
    "tuning_without_spread": CodeFacts(),
}

TUNING_FILES: dict[str, CodeFacts] = {
    "certificate_of_nothing": CodeFacts(),
    "certificate_of_refused": CodeFacts(),
    "certificate_other_plan": CodeFacts(("expected", "found")),
    "tuning_file_kind": CodeFacts(("file", "known")),
}

CONSISTENT_RULES: dict[str, CodeFacts] = {
    "rule_span_form": CodeFacts(("value",)),
    "rule_span_order": CodeFacts(("value",)),
    "rule_span_range": CodeFacts(("high", "low", "value")),
    "rules_curve_falls": CodeFacts(("group",)),
    "rules_curve_with_plan": CodeFacts(),
    "rules_no_incentive": CodeFacts(),
    "rules_plan_out_of_range": CodeFacts(("high", "low", "value")),
}

INCENTIVE_ALLOCATION: dict[str, CodeFacts] = {
    "allocation_counts": CodeFacts(("counts", "measure")),
    "allocation_currency": CodeFacts(("currency", "expected")),
    "allocation_dimension_unknown": CodeFacts(("known", "name")),
    "allocation_measure_taken": CodeFacts(("measure",)),
    "allocation_not_a_plan": CodeFacts(("reason", "where")),
    "allocation_people_unknown": CodeFacts(("count", "names")),
    "allocation_source": CodeFacts(("fields",)),
}

INCENTIVE_CODES: dict[str, CodeFacts] = {
    **INCENTIVE_RULES,
    **INCENTIVE_ROWS,
    **INCENTIVE_PAY,
    **INCENTIVE_ALLOCATION,
    **INCENTIVE_COST,
    **INCENTIVE_TUNING,
    **TUNING_FILES,
    **FORECAST_MENUS,
    **CONSISTENT_RULES,
}
"""All of them."""
