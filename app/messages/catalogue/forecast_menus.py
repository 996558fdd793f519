"""Forecast menus: rates that reward no honest forecast, and limits that leave no menu."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

FORECAST_MENUS: Mapping[str, Sentence] = {
    "menu_rates_order": Sentence(
        en="Rates of {at_forecast} at, {above} above and {below} below the forecast do not reward an honest one: the "
        "rate above must be less than the rate at the forecast, and the rate below more. Gonik's are 1.2, 0.6 and 1.8.",
        zh="预测费率 {at_forecast}、超出费率 {above}、不足费率 {below} 不能奖励诚实的预测：超出费率必须小于预测费率，"
        "不足费率必须大于预测费率。戈尼克方案为 1.2、0.6、1.8。",
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
        "forecast would always pay. Lower the least rate above the forecast, or raise the pay at the objective.",
        zh="超出预测部分的费率 {value} 不低于预测本身的 {bound}，低报预测将总是有利。"
        "请降低超出部分的最低费率，或提高达到目标时的薪酬。",
    ),
    "menu_floor_out_of_reach": Sentence(
        en="At an actual of {actual} times the objective even an exact forecast pays {pay} times the target incentive, "
        "which leaves nothing over a least pay of {value} for a miss to cost. Lower the least pay, or raise the lowest "
        "actual of the table.",
        zh="实际为目标的 {actual} 倍时，即使预测准确也只付目标奖金的 {pay} 倍，扣除最低薪酬 {value} 后"
        "没有余地体现预测偏差。请降低最低薪酬，或提高表中的最低实际值。",
    ),
    "menu_ceiling_out_of_reach": Sentence(
        en="At an actual of {actual} times the objective an exact forecast pays {pay} times the target incentive, over "
        "the ceiling of {value}. Raise the highest pay, or lower the pay at the objective or the highest actual of the "
        "table.",
        zh="实际为目标的 {actual} 倍且预测准确时付目标奖金的 {pay} 倍，高于上限 {value}。"
        "请提高最高薪酬，或降低达到目标时的薪酬或表中的最高实际值。",
    ),
    "menu_limits_apart": Sentence(
        en="No menu keeps both a highest pay of {value} and {menu_limit}. Raise the highest pay to at least {enough}, "
        "or loosen {menu_limit}.",
        zh="没有方案能同时满足最高薪酬 {value} 和{menu_limit}。请将最高薪酬提高到至少 {enough}，或放宽{menu_limit}。",
    ),
}
