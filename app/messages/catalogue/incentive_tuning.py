"""Tuning an incentive plan under its budget."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

INCENTIVE_TUNING: Mapping[str, Sentence] = {
    "tuning_name_unknown": Sentence(
        en="“{name}” fits nothing in the plan that can be tuned here.[[ Did you mean {near}?]][[ Known are {known}.]]",
        zh="方案中没有可调的“{name}”。[[是否想写 {near}？]][[可用的有：{known}。]]",
    ),
    "tuning_selects_nothing": Sentence(
        en="This selection fits no parameter[[ called “{name}”]].[[ What it names has {known}.]] Choose one of them, "
        "or "
        "leave the selection out.",
        zh="该选择不对应任何参数[[“{name}”]]。[[所指部分的参数有：{known}。]]请改选其一，或删除该选择。",
    ),
    "tuning_bounds_crossed": Sentence(
        en="The lower bound {low} is above the upper bound {high}. Exchange them.",
        zh="下限 {low} 大于上限 {high}。请对调。",
    ),
    "tuning_bounds_impossible": Sentence(
        en="“{name}” cannot be bounded by {value}: {low} to {high} is possible, so that the curve rises and its points "
        "keep their order.",
        zh="“{name}”的界限不能为 {value}：可取 {low} 至 {high}，以保证曲线单调上升且各点次序不变。",
    ),
    "tuning_bounds_without_today": Sentence(
        en="Today “{name}” is {today}, which is not between {low} and {high}. Widen the bounds to hold today's "
        "value, or "
        "change the plan first: tuning starts from it.",
        zh="“{name}”当前为 {today}，不在 {low} 至 {high} 之间。请放宽界限以包含当前值，或先修改方案："
        "调优从当前方案出发。",
    ),
    "tuning_nothing_to_tune": Sentence(
        en="No parameter is left to turn: `tune` and `keep` exclude them all, or a single weight is left, which cannot "
        "move alone. Select more, or keep less.",
        zh="没有可调的参数：`tune` 与 `keep` 排除了全部参数，或只剩一个权重，而单个权重无法独自变动。请多选一些，"
        "或少固定一些。",
    ),
    "tuning_margin_counted": Sentence(
        en="{measure} counts margin itself, so every unit of it is one of margin, not {value}. State `margin_rate: 1`, "
        "leave the objective out, or name a measure of sales with `sales`.",
        zh="{measure}本身就是毛利，每单位即为一单位毛利，而不是 {value}。请填写 `margin_rate: 1`，或不写目标函数，"
        "或用 `sales` 指定销售额指标。",
    ),
    "tuning_growth_twice": Sentence(
        en="Point {first} of the list says already what a growth of {growth} should cost. Keep one of the two points.",
        zh="列表中第 {first} 个点已给出增长倍数为 {growth} 时的期望成本。两个点请只保留一个。",
    ),
    "tuning_margin_alone": Sentence(
        en="Margin is counted by {measure} alone, although people are paid on {others} too: growth there counts for "
        "nothing. If it is no part of {measure}, name all of them with `sales`; if it is, name {measure} alone.",
        zh="毛利仅按{measure}计算，而员工的奖金也与{others}挂钩：这些指标的增长不计入收益。若其不包含在{measure}之内，"
        "请在 `sales` 中一并列出；若已包含，请在 `sales` 中只写{measure}。",
    ),
    "tuning_no_paid_money": Sentence(
        en="Nobody is paid on a measure of money for their own results, so pay moves no margin: the plan is tuned for "
        "motivation instead. Pay on a measure of money if margin is what counts.",
        zh="没有人因自己的金额类指标获得奖金，奖金无法带动毛利：因此改以激励力度为目标进行调优。"
        "若以毛利为重，请让奖金与金额类指标挂钩。",
    ),
    "tuning_sales_fixed": Sentence(
        en="Nothing that may be turned changes the expected {measure}, so the best plan is the one that costs least. "
        "Turn parameters of what pays for it, state an `effort_share` above zero, or choose another `objective`.",
        zh="可调的参数都不影响预期{measure}，因此最优方案就是成本最低的方案。请调整与其挂钩的奖金参数，"
        "将 `effort_share` 填为大于零，或改选其他 `objective`。",
    ),
    "tuning_sales_mixed": Sentence(
        en="{margin} counts margin itself, {sales} counts sales: they cannot be added up. Name measures of one kind.",
        zh="{margin}本身就是毛利，{sales}是销售额：两者不能相加。请只列同一类指标。",
    ),
    "tuning_sales_unpaid": Sentence(
        en="Nobody is paid on {measure} for their own results, so pay does not move it, and the best plan would be the "
        "cheapest one.[[ People are paid on {known}: name one of these with `sales`.]] Or choose another `objective`, "
        "such as `motivation`.",
        zh="没有人因自己的{measure}获得奖金，奖金无法带动该指标，最优方案将只是成本最低的方案。"
        "[[与奖金挂钩的有：{known}，请在 `sales` 中填写其一。]]或改选其他 `objective`，如 `motivation`。",
    ),
    "tuning_budget_twice": Sentence(
        en="The most expected pay is stated twice: `budget` is {budget}, and a condition `expected_cost` says "
        "{amount}. State it once.",
        zh="预期奖金上限写了两处：`budget` 为 {budget}，条件 `expected_cost` 为 {amount}。请只保留一处。",
    ),
    "tuning_slack_wide": Sentence(
        en="People may lose {slack} % of their target incentive. More than {most} % keeps nobody from losing; a plan "
        "that takes that much from many is refused as an answer. Choose a smaller `slack`.",
        zh="允许员工损失目标奖金的 {slack}%。超过 {most}% 即等于未加保护；若方案使多数人损失超过该幅度，则不作为答案。"
        "请填写较小的 `slack`。",
    ),
    "tuning_few_draws": Sentence(
        en="The certificate rests on {draws} draws only: its interval is wide, and the plan keeps a larger part of "
        "every ceiling unused. For a plan that is published, ask for {enough} or more.",
        zh="验证仅用 {draws} 次抽样：区间较宽，方案在各项上限下须留出更多余量。正式发布的方案请使用 {enough} 次以上。",
    ),
    "tuning_without_spread": Sentence(
        en="No forecast has a spread (`forecast_log_sd` and `log_sd` are 0): then a threshold pays all or nothing, and "
        "there is nothing to tune by. State how far forecasts can be wrong, e.g. 0.25.",
        zh="所有预测均无离散度（`forecast_log_sd` 与 `log_sd` 为 0）：门槛非全付即不付，无从调优。"
        "请填写预测可能的偏差，例如 0.25。",
    ),
    "tuning_without_budget": Sentence(
        en="There is no budget: neither in the request, nor in the plan, nor a ceiling among the conditions. State "
        "`budget`, above zero; without one the best plan would be the most expensive one.",
        zh="没有预算：请求与方案中均未填写，条件中也没有成本上限。请填写大于零的 `budget`；没有预算时，"
        "最优方案就是最贵的方案。",
    ),
    "tuning_participation_both": Sentence(
        en="`participation` is none, and a condition asks for it. Leave one of them out.",
        zh="`participation` 为 none，而条件中又要求参与约束。请去掉其一。",
    ),
    "tuning_condition_twice": Sentence(
        en="A condition of kind {kind} about the same thing stands here a second time. Keep the stricter one.",
        zh="针对同一对象的 {kind} 条件重复出现。请保留较严的一个。",
    ),
    "tuning_attribute_alike": Sentence(
        en="Nobody differs in “{name}”, or nobody has a number there, so pay cannot be neutral to it.[[ Attributes are "
        "{known}.]] Choose one with numbers, or leave the condition out.",
        zh="所有人的“{name}”相同或没有数值，无法要求薪酬对其中性。[[属性有：{known}。]]请选用有数值的属性，"
        "或去掉该条件。",
    ),
    "tuning_without_incentive": Sentence(
        en="Nobody in the plan has a target incentive, which this is measured by. State OTE and pay mix, or leave it "
        "out.",
        zh="方案中没有人有目标奖金，而此项以目标奖金为尺度。请填写 OTE 与浮动比例，或删除此项。",
    ),
    "tuning_people_without_incentive": Sentence(
        en="People without a target incentive: {count}. What they may lose is measured by their expected pay of today "
        "instead.[[ The condition `{condition}` says nothing about them.]]",
        zh="没有目标奖金的人员：{count} 人。其可承受的损失以现行预期奖金为基数计算。"
        "[[条件 `{condition}` 对这些人员不适用。]]",
    ),
    "certificate_values": Sentence(
        en="The values do not fit the parameters that the request turns: {names} are missing or unknown.[[ Expected "
        "are "
        "{known}.]] Use request and values of one and the same tuning.",
        zh="数值与请求所调参数不符：{names} 缺失或未知。[[应有：{known}。]]请使用同一次调优的请求与数值。",
    ),
    "certificate_value_outside": Sentence(
        en="“{name}” is {value}, outside its bounds {low} to {high}, so no tuning has published it.",
        zh="“{name}”为 {value}，超出其界限 {low} 至 {high}，不可能是调优发布的结果。",
    ),
    "tuning_corrected": Sentence(
        en="Parts of this plan can only be simulated ({parts}): the total cost has been set right by simulation. What "
        "is said of single people follows whole pools and sums; it leaves caps on their whole pay, gates and "
        "guaranteed draws out.",
        zh="方案中有些规则只能通过模拟计算（{parts}）：成本总额已用模拟校正。对个人的结果已随团队整体业绩与"
        "合计业绩变动，但未计入个人奖金总额封顶、门槛和保底预支。",
    ),
    "tuning_without_participation": Sentence(
        en="Nothing keeps people from losing (`participation` is none). The model knows nobody who leaves; a plan that "
        "takes from many is refused as an answer.",
        zh="没有任何条件防止员工受损（`participation` 为 none）。模型不知道有人会离职；若方案使多数人受损，"
        "则不作为答案。",
    ),
}
