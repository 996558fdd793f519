"""The cost of an incentive plan before it runs."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

INCENTIVE_COST: Mapping[str, Sentence] = {
    "forecast_missing": Sentence(
        en="Nothing is expected of “{person}” for {measure}, which “{component}” looks at, so its cost is unknown; an "
        "empty field is not zero. Enter the mean of the forecast in the column `forecast`; the target itself says that "
        "everybody is expected on target.",
        zh="“{person}”的 {measure} 没有预测值，而“{component}”须据此支付，因此无法测算成本；空白不等于零。"
        "请在 `forecast` 列填写预测均值；填目标值即表示预计正好完成目标。",
    ),
    "draws_too_many": Sentence(
        en="{value} draws are more than this plan's size allows: at most {most} (people × measures × draws are "
        "limited). Ask for fewer; intervals show how exact the result is.",
        zh="抽样次数 {value} 超出本方案规模所允许的上限 {most}（人数 × 指标数 × 次数有上限）。"
        "请减少次数；结果的精度见置信区间。",
    ),
    "loadings_leave_nothing": Sentence(
        en="The squares of the loadings of company and region add up to {total}; at most {most} is possible, because "
        "something is everybody's own. Lower one of them.",
        zh="公司与区域载荷的平方和为 {total}，最多 {most}，因为总有一部分属于个人自身。请降低其中之一。",
    ),
    "forecast_implausible": Sentence(
        en="“{person}” is expected at {percent} % in “{component}”. Costed as written; check whether target and "
        "forecast are in the same unit.",
        zh="“{person}”在“{component}”的预计达成率为 {percent}%。已按所填数据测算；请核对目标与预测的单位是否一致。",
    ),
    "region_attribute_unknown": Sentence(
        en="Nobody has the attribute “{name}”, which should name regions.[[ Known are {known}.]]",
        zh="没有人员具有属性“{name}”，无法据以区分区域。[[可用的有：{known}。]]",
    ),
    "cost_without_regions": Sentence(
        en="Nobody has the attribute “{name}”, so what moves a region is taken as people's own, which understates the "
        "risk where regions exist. Add the attribute to `people`, or name another one.",
        zh="没有人员具有属性“{name}”，区域共同波动被视为个人自身波动；若实际存在区域，风险会被低估。"
        "请在 `people` 中补充该属性，或指定其他属性。",
    ),
    "cost_without_spread": Sentence(
        en="No forecast has a spread (`forecast_log_sd` and `log_sd` are 0), so the cost is one number and no risk is "
        "shown. State how far forecasts can be wrong, e.g. 0.25.",
        zh="所有预测均无离散度（`forecast_log_sd` 与 `log_sd` 为 0），成本是一个确定数，无法显示风险。"
        "请填写预测可能的偏差，例如 0.25。",
    ),
}
