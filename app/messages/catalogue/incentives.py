"""The incentive plan: curves and tables, components, people, targets and actuals."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

INCENTIVE_RULES: Mapping[str, Sentence] = {
    "threshold_over_target": Sentence(
        en="The threshold {value} is above 100 % (1.0): nobody on target would be paid. Write a share such as 0.8.",
        zh="起付点 {value} 高于 100%（1.0），完成目标的人反而得不到奖金。请填写如 0.8 的比例。",
    ),
    "threshold_at_target": Sentence(
        en="A threshold of 100 % pays everything at once there, so `pay_at_threshold` must be 1, not {value}.",
        zh="起付点为 100% 时，达到即全额支付，因此 `pay_at_threshold` 须为 1，而不是 {value}。",
    ),
    "cap_under_target": Sentence(
        en="The cap {value} is below 100 % (1.0): people on target would be paid less than their target incentive. "
        "Write a cap of at least 1, or leave it out.",
        zh="封顶 {value} 低于 100%（1.0），完成目标的人拿不到全部目标奖金。请将封顶设为不小于 1，或不设封顶。",
    ),
    "cap_amount_under_target": Sentence(
        en="The cap {value} is below the target incentive of “{person}” in group “{group}”, {incentive}[[ (and of "
        "others: {count} people in all)]]: on target they would be paid less. Raise `cap_amount`, or "
        "write a `cap_multiple` of at least 1.",
        zh="封顶 {value} 低于组“{group}”中“{person}”的目标奖金 {incentive}[[（共 {count} 人如此）]]，"
        "完成目标的人拿不到全部目标奖金。请提高 `cap_amount`，或改用不小于 1 的 `cap_multiple`。",
    ),
    "curve_under_target": Sentence(
        en="On target this curve pays {percent} % of the target incentive; people who make their target would get less "
        "than all of it. Let it pay at least 1 at an attainment of 1, by a point there or a higher one.",
        zh="完成目标时，该曲线只支付目标奖金的 {percent}%，完成目标的人拿不到全部目标奖金。"
        "请使达成率为 1 时的支付不小于 1（在该处增加或提高一个点）。",
    ),
    "points_not_ascending": Sentence(
        en="The points of a curve go by ascending attainment, but {value} follows {before}. Put them in order, one per "
        "attainment; a jump is written with `steps: true`.",
        zh="曲线各点须按达成率递增排列，但 {before} 之后是 {value}。请按顺序排列，每个达成率一个点；"
        "跳升请用 `steps: true`。",
    ),
    "tiers_overlap": Sentence(
        en="Two tiers begin at {value}, so they overlap. Each tier runs from its `from` to the next one's: keep one.",
        zh="有两档都从 {value} 开始，档位重叠。每档从其 `from` 到下一档为止，请只保留一档。",
    ),
    "tiers_not_ascending": Sentence(
        en="Tiers go by ascending threshold, but {value} follows {before}. Put them in order.",
        zh="各档须按门槛递增排列，但 {before} 之后是 {value}。请按顺序排列。",
    ),
    "weights_sum": Sentence(
        en="The weights[[ of variant “{variant}”]] add up to {total}, not to 1. Change them so that together they "
        "share "
        "out the whole target incentive.",
        zh="[[方案“{variant}”的]]权重合计为 {total}，不等于 1。请调整，使其合计正好分配全部目标奖金。",
    ),
    "kpi_weights_sum": Sentence(
        en="The weights of the scorecard's KPIs add up to {total}, not to 1.",
        zh="该考核表各指标权重合计为 {total}，不等于 1。",
    ),
    "vesting_sum": Sentence(
        en="The parts of the vesting schedule add up to {total}, not to 1: something would never be paid, or be paid "
        "twice.",
        zh="归属计划各部分合计为 {total}，不等于 1：会有部分永远不付或重复支付。",
    ),
    "vesting_not_ascending": Sentence(
        en="The years of the vesting schedule must ascend, none twice: {years}.",
        zh="归属计划的年份须递增且不重复：{years}。",
    ),
    "milestones_not_ascending": Sentence(
        en="The years of service must ascend, none twice: {years}.",
        zh="司龄年数须递增且不重复：{years}。",
    ),
    "draw_never_due": Sentence(
        en="The draw is guaranteed for {months} months, but people are paid every {every}: no payment falls within "
        "them. Raise `months` of the draw, or pay more often.",
        zh="预支保底期为 {months} 个月，而每 {every} 个月才支付一次，期内没有任何付款。"
        "请延长保底的 `months`，或提高支付频率。",
    ),
    "commission_selection": Sentence(
        en="A commission is on either a `measure` or all measures of a `lifecycle`. Give one of the two fields "
        "{fields}.",
        zh="提成要么针对 `measure`，要么针对某一 `lifecycle` 的全部指标。请在 {fields} 中填写其一。",
    ),
    "component_twice": Sentence(
        en="Names stand once in a list, but these stand there more than once: {names}. Give each its own name, "
        "or remove one.",
        zh="同一列表中名称不可重复，但以下名称重复：{names}。请各取其名，或删除其一。",
    ),
    "plan_name_twice": Sentence(
        en="In `{section}` these names stand more than once: {names}. Give each its own name.",
        zh="`{section}` 中以下名称重复：{names}。请各取其名。",
    ),
    "seasonality_all_zero": Sentence(
        en="Every month of `seasonality` is zero, so nothing says when sales happen. Enter at least one month above "
        "zero, or leave it out.",
        zh="`seasonality` 的所有月份均为零，无法得知销售时间。请至少填写一个大于零的月份，或不填该项。",
    ),
    "measure_unknown": Sentence(
        en="There is no measure called “{name}”. Known are {known}. Use one of them, or add it to `measures`.",
        zh="没有名为“{name}”的指标。可用的有：{known}。请改用其中之一，或将其加入 `measures`。",
    ),
    "measure_name_taken": Sentence(
        en="No measure can be called “{name}”: tables of actuals have a column of that name already. Choose another "
        "name.",
        zh="指标不能命名为“{name}”：实绩表中已有同名列。请另取名称。",
    ),
    "measures_differ": Sentence(
        en="{names} count different things (money, units, scores) and cannot be summed or set against each other. "
        "Choose measures that count the same.",
        zh="{names} 的计量不同（金额、件数、评分），不能相加或相抵。请选择计量相同的指标。",
    ),
    "margin_not_money": Sentence(
        en="“{name}” counts {counts}, but margin is money. Leave `margin` out, or let it count money.",
        zh="“{name}”的计量为 {counts}，而毛利是金额。请去掉 `margin`，或将其设为金额类指标。",
    ),
    "measure_not_money": Sentence(
        en="A commission needs measures of money, but {names} are none. Use a SPIFF for units.",
        zh="提成须针对金额类指标，而 {names} 不是。按件数奖励请使用 spiff。",
    ),
    "measure_not_units": Sentence(
        en="A SPIFF needs a measure that counts units, but “{name}” does not. Use a commission for money.",
        zh="按件奖励须针对件数类指标，而“{name}”不是。按金额奖励请使用 commission。",
    ),
    "lifecycle_unknown": Sentence(
        en="No money measure has the life cycle “{name}”.[[ Known are {known}.]] Life cycles stand in `measures`.",
        zh="没有任何金额类指标的生命周期为“{name}”。[[可用的有：{known}。]]请在 `measures` 中标注。",
    ),
    "component_unknown": Sentence(
        en="There is no component called “{name}” that this gate could act on. Known are {known}.",
        zh="没有名为“{name}”、可供该门槛作用的构成项。可用的有：{known}。",
    ),
    "plan_start_missing": Sentence(
        en="The plan year is called “{period}”, which does not say in which month it begins. Write `start`, e.g. "
        "2026-04.",
        zh="计划年度为“{period}”，无法得知从哪个月开始。请填写 `start`，例如 2026-04。",
    ),
}

INCENTIVE_ROWS: Mapping[str, Sentence] = {
    "no_people": Sentence(
        en="There are no people in the table. Add a row for everybody who is paid by this plan.",
        zh="表中没有人员。请为每位适用本方案的人员添加一行。",
    ),
    "person_twice": Sentence(
        en="“{person}” stands in the table twice: first at {first}, in group “{group}”. Everybody is in exactly one "
        "group: keep one row.",
        zh="“{person}”在表中出现两次：首次在 {first}，组别为“{group}”。每人只能属于一个组，请只保留一行。",
    ),
    "attribute_twice": Sentence(
        en="“{name}” stands in this row and in its `attributes`. Keep one of them.",
        zh="“{name}”既在该行中，又在其 `attributes` 中。请只保留一处。",
    ),
    "person_field_alike": Sentence(
        en="“{name}” is no field of a person. Did you mean {near}? A fact of your own by this name stands in "
        "`attributes`.",
        zh="人员没有字段“{name}”。是否想写 {near}？若确为自定义属性，请写在 `attributes` 中。",
    ),
    "person_column_alike": Sentence(
        en="The column “{name}” is taken as a fact of people. If {near} is meant, rename it: until then nothing is "
        "known of {near}.",
        zh="“{name}”列按人员的自定义属性处理。若实为 {near}，请更改列名；在此之前视为未填写 {near}。",
    ),
    "group_unknown": Sentence(
        en="There is no group “{name}”.[[ Did you mean {near}?]] Known are {known}.",
        zh="没有名为“{name}”的组。[[是否想写 {near}？]]可用的有：{known}。",
    ),
    "ote_missing": Sentence(
        en="“{person}” has no OTE (on-target earnings), of which the target incentive is a part. Enter it in the "
        "column "
        "`ote`; an empty field is not zero.",
        zh="“{person}”没有目标总收入（ote），无法计算目标奖金。请在 `ote` 列填写；空白不等于零。",
    ),
    "two_variants": Sentence(
        en="More than one variant fits “{person}”: {names}. Change `where` so that at most one does.",
        zh="有多个方案适用于“{person}”：{names}。请修改 `where`，使至多一个适用。",
    ),
    "variant_of_nobody": Sentence(
        en="Nobody in `people` has the attribute “{attribute}”, so the variant “{variant}” fits no one. Enter it for "
        "those whom the variant is for, or remove the variant.",
        zh="`people` 中没有人填写属性“{attribute}”，方案“{variant}”不适用于任何人。请为适用人员填写该属性，"
        "或删除该方案。",
    ),
    "variant_value_of_nobody": Sentence(
        en="Nobody has “{value}” as their {attribute}, so the variant “{variant}” pays no one for it.[[ Did you mean "
        "{near}?]] People have {known}. Correct it, or leave it where nobody is there yet.",
        zh="没有人的“{attribute}”为“{value}”，方案“{variant}”的这一条件目前无人符合。[[是否想写 {near}？]]"
        "人员现有取值为 {known}。请更正；若只是目前尚无此类人员，可保留不变。",
    ),
    "hired_form": Sentence(
        en="“{value}” is no month of hire. Write 2021-06, or a day such as 2021-06-15.",
        zh="“{value}”不是入职月份。请写 2021-06，或具体日期如 2021-06-15。",
    ),
    "hired_after_year": Sentence(
        en="The month of hire {value} lies after the plan year. Correct it, or remove the person.",
        zh="入职月份 {value} 晚于计划年度。请更正，或删除该人员。",
    ),
    "hired_missing": Sentence(
        en="“{person}” is in group “{group}” with a long-service award, which counts from the month of hire. Enter "
        "it in "
        "the column `hired`.",
        zh="“{person}”所在组“{group}”设有司龄奖，须从入职月份起算。请在 `hired` 列填写。",
    ),
    "months_over_stay": Sentence(
        en="“{person}” is there[[ from {hired}]][[ to {left}]], so for at most {most} months of the plan year, not "
        "{months}. Correct `months`, `hired` or `left`, or leave `months` empty.",
        zh="“{person}”[[自 {hired} 起]][[至 {left} 止]]在职，计划年度在职最多 {most} 个月，而不是 {months} 个月。"
        "请更正 `months`、`hired` 或 `left`，或不填 `months`。",
    ),
    "left_form": Sentence(
        en="“{value}” is no month of leaving. Write the last month, such as 2026-09, or the last day, 2026-09-15.",
        zh="“{value}”不是离职月份。请写最后在职月份，如 2026-09，或最后工作日，如 2026-09-15。",
    ),
    "left_before_year": Sentence(
        en="“{person}” left in {left}, before the plan year. Correct the month, or remove the person from this plan.",
        zh="“{person}”于 {left} 离职，早于计划年度。请更正月份，或从本方案中删除该人员。",
    ),
    "left_before_hired": Sentence(
        en="“{person}” leaves in {left}, before joining in {hired}. Correct one of the two months.",
        zh="“{person}”于 {left} 离职，早于入职月份 {hired}。请更正其中之一。",
    ),
    "actuals_file_missing": Sentence(
        en="The file “{path}”, given as ACTUALS, was not found.[[ Did you mean {near}?]] Correct the path.",
        zh="未找到作为 ACTUALS 给出的文件“{path}”。[[是否想写 {near}？]]请更正路径。",
    ),
    "actuals_before_hire": Sentence(
        en="“{person}” joined in {hired}: what {periods} state of {measures} does not count. If it is to count, "
        "correct `hired`, or state it in a month in which the person was there.",
        zh="“{person}”于 {hired} 入职，{periods} 的 {measures} 不计入。若应计入，请更正 `hired`，或改填到在职月份。",
    ),
    "actuals_after_leaving": Sentence(
        en="“{person}” left in {left}: what {periods} state of {measures} does not count. If it is to count, correct "
        "`left`, or state it in a month in which the person was there.",
        zh="“{person}”于 {left} 离职，{periods} 的 {measures} 不计入。若应计入，请更正 `left`，或改填到在职月份。",
    ),
    "actuals_outside_months": Sentence(
        en="“{person}” has {months} months in the plan year, taken to end with {last}, but what {periods} state of "
        "{measures} counts in full. State `left` if the person has left, and it no longer counts; check the "
        "numbers if the person was away in between.",
        zh="“{person}”在计划年度在职 {months} 个月，按截至 {last} 处理，而 {periods} 也填有 {measures}，已全部计入。"
        "若已离职，请填写 `left`，这些数据即不再计入；若只是中途离岗，请核对数据。",
    ),
    "target_before_hire": Sentence(
        en="“{person}” joined in {hired}: the target of {measure} stated for {periods} does not count. If it is to "
        "count, correct `hired`.",
        zh="“{person}”于 {hired} 入职，{periods} 的 {measure} 目标不计入。若应计入，请更正 `hired`。",
    ),
    "person_unknown": Sentence(
        en="Nobody in `people` has the key “{name}”.[[ Did you mean {near}?]] Keys are written as in the people table.",
        zh="`people` 中没有键为“{name}”的人员。[[是否想写 {near}？]]请按人员表中的键填写。",
    ),
    "target_twice": Sentence(
        en="“{person}” already has a target for {measure} in this period. Keep one row.",
        zh="“{person}”在该期间已有 {measure} 的目标。请只保留一行。",
    ),
    "forecast_twice": Sentence(
        en="“{person}” already has a forecast of {measure} for the year. Keep one.",
        zh="“{person}”已有 {measure} 的全年预测。请只保留一个。",
    ),
    "targets_none": Sentence(
        en="There are no targets, but {people} of the plan's people are paid by attainment of theirs. State `targets`, "
        "or say where they come from, such as what `allot solve --out plan.json` wrote: as `allocation` in the plan, "
        "for `allot tune` and `allot certify` also with --allocation.",
        zh="方案没有任何目标，而其中 {people} 人按目标达成率计奖。请填写 `targets`，或指明目标的来源（如 "
        "`allot solve --out plan.json` 写出的文件）：在方案中填写 `allocation`，`allot tune` 与 `allot certify` "
        "也可用 --allocation 给出。",
    ),
    "target_missing": Sentence(
        en="“{person}” has no target for {measure}[[ in {periods}]], but “{component}” of group “{group}” pays by "
        "attainment of it. Add a target, or put the person into a group without this component.",
        zh="“{person}”没有[[ {periods} 的]] {measure} 目标，而组“{group}”的“{component}”按其达成率支付。"
        "请补充目标，或将其归入没有该构成项的组。",
    ),
    "target_zero": Sentence(
        en="The target of “{person}” for {measure} is zero[[ up to {left}, the last month there]], so there is no "
        "attainment that “{component}” of group “{group}” could pay by. Enter a target above zero, or use a group or "
        "variant without this component.",
        zh="“{person}”[[截至离职月份 {left} ]]的 {measure} 目标为零，无法计算达成率，而组“{group}”的“{component}”"
        "须据此支付。请填写大于零的目标，或使用没有该构成项的组或方案。",
    ),
    "pool_without_target": Sentence(
        en="“{component}” pays by the attainment of all who share {attribute} “{value}”, but none of them has a target "
        "above zero for {measure}. Enter the targets of those who sell there, or correct who belongs to it.",
        zh="“{component}”按 {attribute}“{value}”全体人员的达成率支付，但其中无人有大于零的 {measure} 目标。"
        "请填写该范围内销售人员的目标，或更正人员归属。",
    ),
    "pool_attribute_missing": Sentence(
        en="“{component}” pays by the attainment of all who share “{attribute}”, but “{person}” has no {attribute}. "
        "Enter "
        "it in the people table.",
        zh="“{component}”按同一“{attribute}”全体人员的达成率支付，但“{person}”没有 {attribute}。请在人员表中填写。",
    ),
    "period_form": Sentence(
        en="“{value}” is no period. Write a month (2026-03, or 3) or a quarter (2026-Q1, or Q1) of the plan year, "
        "{first} "
        "to {last}, or leave the column out for a whole year.",
        zh="“{value}”不是期间。请写计划年度（{first} 至 {last}）的月份（2026-03 或 3）或季度（2026-Q1 或 Q1），"
        "整年数据则不填该列。",
    ),
    "period_outside_year": Sentence(
        en="{value} lies outside the plan year, {first} to {last}.",
        zh="{value} 不在计划年度（{first} 至 {last}）之内。",
    ),
    "periods_mixed": Sentence(
        en="This row's period is of another length than those above: months, quarters and years cannot be mixed in one "
        "table.",
        zh="该行期间长度与前面各行不同：同一张表不能混用月、季度和年。",
    ),
    "period_gap": Sentence(
        en="There are actuals of later periods, but none of {periods}. Add the missing rows; if nobody was there by "
        "then, state `hired` in the people table.",
        zh="已有较晚期间的实绩，但缺少 {periods} 的实绩。请补充这些行；若当时无人在职，请在人员表的 `hired` 列填写。",
    ),
    "no_actuals": Sentence(
        en="There are no actuals in the table. Add a row per person and period.",
        zh="表中没有实绩。请按人员和期间逐行填写。",
    ),
    "actual_twice": Sentence(
        en="“{person}” already has a row for this period, at {first}. Keep one.",
        zh="“{person}”在该期间已有一行，位于 {first}。请只保留一行。",
    ),
    "actual_missing": Sentence(
        en="{measure} of “{person}” is missing for {periods}. An empty field is not zero: enter the number, or 0 where "
        "nothing was achieved.",
        zh="“{person}”缺少 {periods} 的 {measure}。空白不等于零：请填写数值，未有业绩请填 0。",
    ),
    "actual_row_missing": Sentence(
        en="“{person}” has no row of actuals for {periods}, but is paid by {measures}. Add the rows, with 0 where "
        "nothing was achieved; of whoever was not there, state `hired` or `left` in the people table.",
        zh="“{person}”没有 {periods} 的实绩行，而奖金须按 {measures} 计算。请补充这些行，未有业绩请填 0；"
        "若当时不在职，请在人员表的 `hired` 或 `left` 列填写。",
    ),
    "plan_file_kind": Sentence(
        en="An incentive plan is read from {known}[[, not from “{file}”]]. Its people, targets and actuals may be "
        "CSV or "
        "Excel files beside it.",
        zh="激励方案须为 {known}[[，而不是“{file}”]]。其人员、目标和实绩可为旁边的 CSV 或 Excel 文件。",
    ),
    "table_file_kind": Sentence(
        en="“{file}” is no table that is read here. Known are {known}.",
        zh="“{file}”不是可读取的表格。可用的有：{known}。",
    ),
}
