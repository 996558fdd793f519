"""The cost of an incentive plan before it runs."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

INCENTIVE_COST: Mapping[str, Sentence] = {
    "forecast_missing": Sentence(
        en="Nothing is expected of “{person}” for {measure}, which “{component}” looks at, so its cost is unknown; an "
        "empty field is not zero. Enter the mean of the forecast in the column `forecast`; the same number as the "
        "target means that exactly the target is expected.",
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
        en="Results would follow the whole company and the region so closely that nothing is people's own: the squares "
        "of the two numbers add up to {total}, and at most {most} is possible. Lower one of them.",
        zh="业绩受全公司与所在区域共同因素的影响过大，没有属于个人自身的部分：两个数值的平方和为 {total}，最多 {most}。"
        "请降低其中之一。",
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
    "cost_forecasts_zero": Sentence(
        en="Every forecast that pay looks at is zero, so nothing is expected to be sold and no risk is shown. Enter "
        "the mean of what is expected in the column `forecast`.",
        zh="奖金所依据的预测值全部为零，即预计没有任何业绩，也无法显示风险。请在 `forecast` 列填写预测均值。",
    ),
    "sales_not_money": Sentence(
        en="“{name}” counts no money, so it cannot stand for sales.[[ Name one of the measures that do: {known}.]]",
        zh="“{name}”不是金额类指标，不能作为销售额。[[请改用金额类指标：{known}。]]",
    ),
    "cost_by_period": Sentence(
        en="{groups}: every period is paid by its own results and the year settles nothing, but the cost is worked out "
        "from the year's results. It can be higher than shown, because accelerators pay for strong periods that weak "
        "ones would have evened out, or lower, because weak periods stay under the threshold and strong ones meet a "
        "cap. Compare it with what was paid in past years, or let the year settle (`true_up: true`).",
        zh="{groups}：各期按当期业绩计奖、年终不清算，而此处成本按全年业绩测算。实际成本可能更高（强势期间适用加速段，"
        "不再被弱势期间拉平），也可能更低（弱势期间未达起付点，或强势期间触及封顶）。请对照往年实发金额核对，"
        "或改为年终清算（`true_up: true`）。",
    ),
    "cost_advances_kept": Sentence(
        en="{groups}: advances beyond the year's pay are not paid back. What people keep that way is not in the cost, "
        "so it can only be higher than shown, most of all where the year begins strongly. Advance a smaller `share`, "
        "or let advances be paid back (`recoverable: true`).",
        zh="{groups}：超出全年应得的预发奖金不予追回，这部分未计入成本；实际成本只会高于所示，年初业绩强时差额尤大。"
        "请降低预发比例 `share`，或改为可追回（`recoverable: true`）。",
    ),
    "cost_draw_evenly": Sentence(
        en="{groups}: what guaranteed draws add is worked out as if pay were earned evenly over the year. Where it "
        "comes unevenly, draws cost more than shown. Leave room for it in the budget.",
        zh="{groups}：保底预支的成本按全年奖金均匀取得测算；若各期高低不均，实际成本会高于所示。请在预算中留有余地。",
    ),
    "cost_without_clawback": Sentence(
        en="{groups}: pay that is taken back for cancelled sales is not taken off, so the cost is on the high side by "
        "that. Lower the forecasts by what is usually cancelled to leave it out.",
        zh="{groups}：因销售取消而追回的奖金未从成本中扣除，所示成本因此偏高。如需剔除，请在预测值中扣减通常会取消的部分。",
    ),
}
