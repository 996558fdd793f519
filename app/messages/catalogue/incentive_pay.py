"""Paying by an incentive plan: what is due, what if, statements."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

INCENTIVE_PAY: Mapping[str, Sentence] = {
    "actuals_needed": Sentence(
        en="There are no actuals to pay by. Give a table of actuals beside the plan, or write `actuals` in it.",
        zh="没有可据以计算的实绩。请在方案之外提供实绩表，或在方案中填写 `actuals`。",
    ),
    "attainment_without_target": Sentence(
        en="“{person}” has no target for {measure}, so there is no attainment of it to assume. Choose another measure.",
        zh="“{person}”没有 {measure} 的目标，无法假设其达成率。请选择其他指标。",
    ),
    "period_not_over": Sentence(
        en="Group “{group}” is paid every {months} months, but actuals end after month {through} of the plan year: "
        "nothing is due yet.",
        zh="组“{group}”每 {months} 个月支付一次，而实绩只到计划年度第 {through} 个月，尚无应付款。",
    ),
    "nothing_assumed": Sentence(
        en="“{person}” has neither a target nor a forecast of {measure}, so nothing of it is assumed and nothing is "
        "paid for it here. State a forecast to see its pay.",
        zh="“{person}”的 {measure} 既无目标也无预测，此处按没有业绩处理，不计相应奖金。如需试算，请填写预测。",
    ),
    "attainment_implausible": Sentence(
        en="“{person}” reached {percent} % in “{component}”. Paid as written; check whether target and actual are "
        "in the "
        "same unit.",
        zh="“{person}”在“{component}”的达成率为 {percent}%。已按所填数据计算；请核对目标与实绩的单位是否一致。",
    ),
    "score_implausible": Sentence(
        en="“{person}” has a {measure} of {value} in {period}[[ (and such ones in {count} periods in all)]], while "
        "most are about {usual}. Paid as written; check whether all marks are on one scale, 0.89 and not 89.",
        zh="“{person}”在 {period} 的 {measure} 为 {value}[[（共 {count} 个期间如此）]]，而多数约为 {usual}。"
        "已按所填数据计算；请核对评分是否采用同一尺度（如 0.89 与 89）。",
    ),
    "score_scale": Sentence(
        en="“{component}” reads {measure} from {value} on, while most marks are about {usual}. Taken as written; check "
        "whether rule and marks are on one scale, 0.85 and not 85.",
        zh="“{component}”对 {measure} 的要求自 {value} 起，而多数评分约为 {usual}。已按所填数据计算；"
        "请核对规则与评分是否采用同一尺度（如 0.85 与 85）。",
    ),
    "attainment_form": Sentence(
        en="“{value}” is no attainment from 0 to {most} that could be assumed. Write 1.1 or 110% for every target, or "
        "revenue=110% for one measure.",
        zh="“{value}”不是可假设的达成率（0 至 {most}）。所有目标请写 1.1 或 110%，单个指标请写 revenue=110%。",
    ),
    "attainment_twice": Sentence(
        en="“{value}” assumes an attainment that was already given. Name each measure once.",
        zh="“{value}”所假设的达成率已经给出。每个指标请只写一次。",
    ),
    "what_if_by_period": Sentence(
        en="Group “{group}” is paid period by period without a settlement at the end of the year, but this is what the "
        "year as a whole would earn. Where periods differ from each other, pay can be more or less. To see it, state "
        "the periods as actuals.",
        zh="组“{group}”逐期计发，年末不再清算，此处按全年整体测算。各期业绩高低不一时，实际奖金可能更多或更少；"
        "如需查看，请按期填写实绩。",
    ),
    "what_if_person": Sentence(
        en="What if asks about exactly one person, but {count} are named. Name the one with `person` (on "
        "the command line --person).",
        zh="假设测算只针对一个人，而指定了 {count} 人。请用 `person` 指定这一个人。",
    ),
    "statement_person": Sentence(
        en="A page holds the statement of exactly one person, but {count} are named. Name the one with `person`, or "
        "ask for a workbook.",
        zh="一页只能是一个人的薪酬单，而指定了 {count} 人。请用 `person` 指定这一个人，或改用工作簿。",
    ),
}
