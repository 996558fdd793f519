"""Forecast menus: rates that reward no honest forecast, and limits that leave no menu."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

FORECAST_MENUS: Mapping[str, Sentence] = {
    "menu_rates_order": Sentence(
        en="Rates of {at_forecast} at, {above} above and {below} below the forecast do not reward an honest one: above "
        "must be less than at_forecast, and below more. Gonik's are 1.2, 0.6 and 1.8.",
        zh="预测费率 {at_forecast}、超出费率 {above}、不足费率 {below} 不能奖励诚实的预测：above 必须小于 at_forecast，"
        "below 必须大于 at_forecast。戈尼克方案为 1.2、0.6、1.8。",
    ),
    "menu_quantile_or_rates": Sentence(
        en="Give either the quantile to ask for, with limits of pay if there are any, or the rates of a menu and no "
        "limits.",
        zh="请二选一：要引出的分位数（可附薪酬限制），或现有方案的费率（不附限制）。",
    ),
    "menu_range_empty": Sentence(
        en="The table would go from {low} to {high}. Let it end above where it begins.",
        zh="表格范围是从 {low} 到 {high}。终点必须大于起点。",
    ),
    "menu_table_too_long": Sentence(
        en="The table would have {count} lines; {most} can be printed. Make the step larger or the range shorter.",
        zh="表格将有 {count} 行，最多可打印 {most} 行。请加大步长或缩小范围。",
    ),
    "menu_rate_above_too_high": Sentence(
        en="{value} for what is sold over the forecast is not less than {bound} for the forecast itself, so that a low "
        "forecast would always pay. Lower least_rate_above, or raise pay_at_objective.",
        zh="超出预测部分的费率 {value} 不低于预测本身的 {bound}，低报预测将总是有利。"
        "请降低 least_rate_above 或提高 pay_at_objective。",
    ),
    "menu_floor_out_of_reach": Sentence(
        en="At an actual of {actual} times the objective even an exact forecast pays {pay} times the target incentive, "
        "which leaves nothing over a least pay of {value} for a miss to cost. Lower least_pay, or raise actual_from.",
        zh="实际为目标的 {actual} 倍时，即使预测准确也只付目标奖金的 {pay} 倍，扣除最低薪酬 {value} 后"
        "没有余地体现预测偏差。请降低 least_pay 或提高 actual_from。",
    ),
    "menu_ceiling_out_of_reach": Sentence(
        en="At an actual of {actual} times the objective an exact forecast pays {pay} times the target incentive, over "
        "the ceiling of {value}. Raise most_pay, or lower pay_at_objective or actual_to.",
        zh="实际为目标的 {actual} 倍且预测准确时付目标奖金的 {pay} 倍，高于上限 {value}。"
        "请提高 most_pay，或降低 pay_at_objective 或 actual_to。",
    ),
    "menu_limits_apart": Sentence(
        en="No menu keeps both most_pay at {value} and {other}. Raise most_pay to at least {enough}, or loosen "
        "{other}.",
        zh="没有方案能同时满足 most_pay（{value}）和 {other}。请将 most_pay 提高到至少 {enough}，或放宽 {other}。",
    ),
}
