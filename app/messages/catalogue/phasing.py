"""Months: seasonality, dates of people, monthly capacity, and steps of months and levels."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

PHASING: Mapping[str, Sentence] = {
    "month_form": Sentence(
        en="“{value}” is not a month. Write year and month, for example 2025-01 for January 2025.",
        zh="“{value}”不是月份。请写年份和月份，例如 2025-01 表示 2025 年 1 月。",
    ),
    "month_increment_not_divisor": Sentence(
        en="Months would be rounded to steps of {increment}, but annual targets to steps of {annual}: the months "
        "could not add up to them. Choose a step that {annual} is a multiple of.",
        zh="月度取整步长为 {increment}，而年度目标步长为 {annual}，各月无法合计为年度目标。"
        "请选择能整除 {annual} 的步长。",
    ),
    "level_increment_not_multiple": Sentence(
        en="Numbers of “{level}” would be rounded to steps of {increment}, which is no multiple of the finer step "
        "{finer} below it. Choose a multiple of {finer}.",
        zh="“{level}”的取整步长 {increment} 不是其下级步长 {finer} 的整数倍。请选择 {finer} 的整数倍。",
    ),
    "rounding_level_unknown": Sentence(
        en="No dimension has a level called “{level}”, so nothing can be rounded to its step.[[ Did you mean {near}?]] "
        "Known are {known}.",
        zh="没有任何维度有名为“{level}”的层级，无法为其设置取整步长。[[是否想写 {near}？]]可用的有：{known}。",
    ),
    "season_all_zero": Sentence(
        en="Every month of this row is zero, so nothing says when sales happen. Enter at least one month above zero, "
        "or remove the row.",
        zh="该行所有月份均为零，无法得知销售时间。请至少填写一个大于零的月份，或删除该行。",
    ),
    "season_keys_twice": Sentence(
        en="The row for {keys} stands here a second time; the first is at {first}. Keep one of the two.",
        zh="{keys} 的行在此重复出现，第一行位于 {first}。请只保留一行。",
    ),
    "season_tie": Sentence(
        en="For some cells the row for {keys} is just as specific as the one for {other} (at {first}), so nobody can "
        "tell which counts. Add a row that states the keys of both.",
        zh="对某些单元，{keys} 的行与 {other} 的行（位于 {first}）同样具体，无法判断以哪一行为准。请添加一行，"
        "同时写明两者的键。",
    ),
    "season_default": Sentence(
        en="{count} cells follow no row of the seasonality, the first is {cell}: their months are equal but for "
        "ramp and leave. Add a row for them, or one without keys for all others.",
        zh="有 {count} 个单元没有对应的季节性数据，第一个是 {cell}：除爬坡和休假外按各月相等处理。"
        "请为其添加一行，或添加一个不带键的默认行。",
    ),
    "date_form": Sentence(
        en="“{name}” holds “{value}”, which is not a day of the calendar. Write it as year-month-day, for example "
        "2025-03-01.",
        zh="“{name}”的值“{value}”不是有效日期。请按 年-月-日 填写，例如 2025-03-01。",
    ),
    "leave_incomplete": Sentence(
        en="A leave needs its first and its last day. Enter “{missing}”; for an open end, the last day of the plan "
        "year.",
        zh="休假需要首日和末日。请填写 {missing}；若没有确定的结束日期，请填写计划年度的最后一天。",
    ),
    "leave_backwards": Sentence(
        en="The leave ends on {last}, before it begins on {first}. Exchange or correct the two days.",
        zh="休假结束日 {last} 早于开始日 {first}。请对调或更正这两个日期。",
    ),
    "leave_share_form": Sentence(
        en="“leave_share” is {value}; it must be a number from 0 to 1, the part of the work that stops. Write 0.5 for "
        "half time.",
        zh="leave_share 为 {value}；它应为 0 到 1 之间的数，表示停止的工作比例。半日制请写 0.5。",
    ),
    "cell_never_available": Sentence(
        en="{count} cells have a target but nobody to sell in any month of their season, the first is {cell}. Correct "
        "the hire date, the leave or the seasonality, or take the cell out.",
        zh="有 {count} 个单元虽有目标，但在其销售季的任何月份都无人可售，第一个是 {cell}。请更正入职日期、休假"
        "或季节性数据，或删除该单元。",
    ),
    "capacity_month_without_phasing": Sentence(
        en="This capacity is per month, but the scenario does not say which months its year has. Add a section "
        "“phasing” with “start”, or state the capacity per year.",
        zh="该能力按月填写，但场景没有说明计划年度从哪个月开始。请添加 phasing 部分并填写 start，或改为按年填写能力。",
    ),
    "capacity_without_months": Sentence(
        en="“{name}” is kept over the year, not in every month: the months show when targets are due, not what a "
        "single month can carry. State it with per: month where that matters.",
        zh="“{name}”只在全年范围内保证，不逐月保证：月度数字表示目标的时间分布，而非单月的承载能力。"
        "如需逐月保证，请使用 per: month。",
    ),
}
