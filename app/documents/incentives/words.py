"""Words of payouts and statements."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.language import Language
from app.messages.sentence import Sentence
from models.findings import Fact

DERIVATIONS: Mapping[str, Sentence] = {
    "of_target": Sentence("{label}: {actual} of {target} = {rate}", "{label}：{actual} ÷ {target} = {rate}"),
    "reached": Sentence("{label}: {actual}", "{label}：{actual}"),
    "unknown": Sentence("{label}: nothing is known, so it earns nothing", "{label}：没有数据，不计奖"),
    "pool": Sentence("{label} of all in “{value}”", "“{value}”全体的{label}"),
    "pool_number": Sentence("{label} of all in {attribute} {value}", "{attribute} 为 {value} 的全体人员的{label}"),
    "below": Sentence("nothing is earned below {knot}", "未达 {knot} 不计奖"),
    "flat": Sentence("from {knot} on: {height}", "{knot} 起：{height}"),
    "all_at": Sentence("from {knot} on: {slope} of all", "{knot} 起：全部按 {slope}"),
    "rising": Sentence(
        "from {knot} on: {height} + {slope} × {excess} = {value}", "{knot} 起：{height} + {slope} × {excess} = {value}"
    ),
    "first": Sentence("from {knot} on: {slope} × {excess} = {value}", "{knot} 起：{slope} × {excess} = {value}"),
    "straight": Sentence("{slope} × {excess} = {value}", "{slope} × {excess} = {value}"),
    "product": Sentence(
        "{base} × [[{multiplier} × ]]{share} × {value}[[ × {gates}]] = {pay}",
        "{base} × [[{multiplier} × ]]{share} × {value}[[ × {gates}]] = {pay}",
    ),
    "of_base": Sentence("{base} × {value}[[ × {gates}]] = {pay}", "{base} × {value}[[ × {gates}]] = {pay}"),
    "gated": Sentence("{value} × {gates} = {pay}", "{value} × {gates} = {pay}"),
    "gate": Sentence("{factor} ({label})", "{factor}（{label}）"),
    "period_reason": Sentence("{period}: {why}", "{period}：{why}"),
    "periods": Sentence("paid period by period: {parts} = {earned}", "逐期计发：{parts} = {earned}"),
    "gate_passed": Sentence(
        "{label}: {number} is at least {least}, so pay stays whole.",
        "{label}：{number}，不低于 {least}，奖金不受影响。",
    ),
    "gate_missed": Sentence(
        "{label}: {number} is below {least}, so pay is multiplied by {factor}.",
        "{label}：{number}，低于 {least}，相关奖金乘以 {factor}。",
    ),
    "gate_unknown": Sentence(
        "{label}: nothing is known, so pay is multiplied by {factor}.", "{label}：没有数据，相关奖金乘以 {factor}。"
    ),
}

LATER: Mapping[str, Sentence] = {
    "later_deferred": Sentence("deferred {held} × {share} = {amount}", "递延 {held} × {share} = {amount}"),
    "later_deferred_rest": Sentence(
        "deferred {held} × {share}, rounded so that the parts add up to it: {amount}",
        "递延 {held} × {share}，尾差并入使各期合计相符：{amount}",
    ),
    "later_units": Sentence(
        "units granted: {incentive} × {rate} ÷ {price} = {exact}[[, rounded down to {units}]]",
        "授予份数：{incentive} × {rate} ÷ {price} = {exact}[[，取整为 {units}]]",
    ),
    "later_value": Sentence(
        "the price of {price}, at {growth} a year, becomes {each} by then; {units} × {share} × {each} = {amount}",
        "单价 {price}，按每年 {growth} 变动，届时为 {each}；{units} × {share} × {each} = {amount}",
    ),
    "later_same_price": Sentence("{units} × {share} × {each} = {amount}", "{units} × {share} × {each} = {amount}"),
    "later_gain": Sentence(
        "the price of {price}, at {growth} a year, rises by {each} until then, which is what is paid; "
        "{units} × {share} × {each} = {amount}",
        "单价 {price}，按每年 {growth} 变动，届时上涨 {each}，仅支付涨幅；{units} × {share} × {each} = {amount}",
    ),
    "later_invested": Sentence(
        "{share} of the year's pay is invested and comes back on that day[[ with {match} on top from the "
        "company]], at a return of {growth} a year; beyond the own stake that is {gain} of it: {pay} × {share} × "
        "{gain} = {amount}",
        "以全年奖金的 {share} 跟投[[，公司另配 {match}]]，按每年 {growth} 的收益率，届时返还；除本金外所得为本金的 "
        "{gain}：{pay} × {share} × {gain} = {amount}",
    ),
    "later_service": Sentence(
        "full years of service: {years}, hired in {hired}: {amount}", "{hired} 入职，满 {years} 年：{amount}"
    ),
    "later_worth": Sentence(
        "worth today: {amount}[[ × {stay}]][[ ÷ {interest}]] = {worth}",
        "现值：{amount}[[ × {stay}]][[ ÷ {interest}]] = {worth}",
    ),
    "later_reason": Sentence("{day}, {element}: {why}.", "{day} {element}：{why}。"),
}

STATEMENTS: Mapping[str, Sentence] = {
    "sum_target_incentive": Sentence(
        "Target incentive: {ote} × {mix}[[ × {months} / 12]] = {amount}.",
        "目标奖金：{ote} × {mix}[[ × {months} / 12]] = {amount}。",
    ),
    "sum_to_date": Sentence("Up to {through} it is {amount}.", "截至 {through} 为 {amount}。"),
    "sum_away": Sentence("Not there in {periods}: nothing is due for this time.", "{periods} 不在职，该期间无应付款。"),
    "sum_components": Sentence("Components: {parts} = {amount}.", "各项合计：{parts} = {amount}。"),
    "sum_by_period": Sentence(
        "Periods are paid one by one by their own results: lines show the year so far as a whole, what counts is the "
        "sum of the periods.",
        "各期按当期业绩分别计发：各行列示年初至今的整体情况，以各期之和为准。",
    ),
    "sum_cap": Sentence(
        "The most that can be earned so far is {cap}; the cap takes {amount}.",
        "截至目前封顶 {cap}，超出的 {amount} 不发。",
    ),
    "sum_clawback": Sentence(
        "Cancelled ({label}): {parts}. Pay with it is {with_it}, without it {without}; taken back: "
        "{with_it} − {without} = {difference}[[; {difference} × {share} = {amount}]].",
        "{parts}（{label}）。计入时奖金为 {with_it}，不计入时为 {without}；追回："
        "{with_it} − {without} = {difference}[[；{difference} × {share} = {amount}]]。",
    ),
    "clawback_part": Sentence("{cancelled} of {measure}", "{measure}中已取消 {cancelled}"),
    "sum_clawback_most": Sentence(
        "No more is taken back than was earned period by period: {amount}.", "追回不超过逐期计发的应得：{amount}。"
    ),
    "sum_earned": Sentence(
        "Earned: {components}[[ − {cap} (cap)]][[ − {clawback} (clawback)]] = {amount}.",
        "应得：{components}[[ − {cap}（封顶）]][[ − {clawback}（追回）]] = {amount}。",
    ),
    "sum_earned_plain": Sentence("Earned: {amount}.", "应得：{amount}。"),
    "sum_deferral": Sentence(
        "{share} of the pay[[ above {least}]] is deferred: {amount}. It is paid later to those who stay.",
        "奖金[[超过 {least} 的部分]]递延 {share}：{amount}，以后向在职者支付。",
    ),
    "sum_left": Sentence(
        "Left in {left}: what is deferred has not vested and is forfeited.",
        "已于 {left} 离职：递延部分尚未归属，不再发放。",
    ),
    "sum_forfeited": Sentence(
        "Left in {left}: {amount} had not vested by then and is forfeited: {parts}.",
        "已于 {left} 离职：{amount} 届时尚未归属，不再发放：{parts}。",
    ),
    "forfeited_part": Sentence("{element} {amount} (due {day})", "{element} {amount}（原定 {day} 发放）"),
    "sum_balance": Sentence(
        "{amount} was paid beyond what is earned by now; later pay of the year is set off against it, and what is left "
        "at its end is paid back.",
        "已付金额超出目前应得 {amount}，将从年内以后的奖金中抵扣，年末仍有余额的须退回。",
    ),
    "sum_balance_unless": Sentence(
        "{amount} was paid beyond what is earned by now; later pay of the year is set off against it, and what is left "
        "at its end is not taken back.",
        "已付金额超出目前应得 {amount}，将从年内以后的奖金中抵扣，年末仍有余额的不再追回。",
    ),
    "sum_balance_back": Sentence(
        "{amount} was paid beyond what is earned; it is paid back at the end of the year.",
        "已付金额超出应得 {amount}，将于年末退回。",
    ),
    "sum_balance_kept": Sentence(
        "{amount} was paid beyond what is earned; it is not taken back.", "已付金额超出应得 {amount}，不再追回。"
    ),
}

TITLES: Mapping[str, Sentence] = {
    "title": Sentence("Pay statement", "奖金核算单"),
    "what_if_title": Sentence("What if", "假设测算"),
    "payout": Sentence("Payouts", "奖金核算"),
    "through": Sentence("up to {through}", "截至 {through}"),
    "amounts_in": Sentence("Amounts in {unit}.", "金额单位：{unit}。"),
    "assumed": Sentence("If {assumed}.", "假设：{assumed}。"),
    "assumed_all": Sentence("every target is reached at {rate}", "各项目标达成 {rate}"),
    "assumed_one": Sentence("{measure} {rate}", "{measure} {rate}"),
    "assumed_others": Sentence("all other targets {rate}", "其余目标 {rate}"),
    "person": Sentence("Person", "人员"),
    "key": Sentence("Key", "编号"),
    "group": Sentence("Group", "组别"),
    "variant": Sentence("Variant", "适用方案"),
    "people": Sentence("People", "人数"),
    "component": Sentence("Component", "构成项"),
    "line": Sentence("Why", "计算依据"),
    "pay": Sentence("Pay", "金额"),
    "total": Sentence("Total", "合计"),
    "target_incentive": Sentence("Target incentive", "目标奖金"),
    "incentive_to_date": Sentence("Target so far", "至今目标奖金"),
    "components": Sentence("Components", "各项合计"),
    "cap_cut": Sentence("Cap", "封顶"),
    "clawback": Sentence("Clawback", "追回"),
    "earned": Sentence("Earned", "应得"),
    "rate": Sentence("of target incentive", "占目标奖金"),
    "rate_head": Sentence("Earned %", "占目标奖金"),
    "paid": Sentence("Paid", "已发"),
    "earned_if": Sentence("Would be earned", "预计应得"),
    "paid_if": Sentence("Would be paid out", "预计发放"),
    "held": Sentence("Deferred", "递延"),
    "balance": Sentence("Overpaid", "超付"),
    "later": Sentence("Later", "以后发放"),
    "forfeited": Sentence("Forfeited", "离职失效"),
    "by_group": Sentence("By group", "按组别"),
    "by_component": Sentence("By component", "按构成项"),
    "by_person": Sentence("By person", "按人员"),
    "by_day": Sentence("Payments", "发放安排"),
    "day": Sentence("Payable on", "发放日"),
    "period": Sentence("For", "所属期间"),
    "earned_by_then": Sentence("Earned by then", "累计应得"),
    "advance": Sentence("On the earned", "按应得"),
    "top_up": Sentence("Draw", "保底补足"),
    "handed_out": Sentence("Paid out", "实发"),
    "later_payments": Sentence("Later payments, to those who stay", "以后发放（在职者）"),
    "element": Sentence("What", "项目"),
    "deferred_pay": Sentence("Deferred pay", "递延奖金"),
    "amount": Sentence("Amount", "金额"),
    "present_value": Sentence("Worth today", "现值"),
    "curve": Sentence("Curve", "奖金曲线"),
    "curves": Sentence("What more would earn", "完成更多，奖金多少"),
    "gates": Sentence("Gates", "门槛"),
    "ladder": Sentence("Pay of the whole year at other attainments", "不同达成率下的全年奖金"),
    "attainment": Sentence("Attainment", "达成率"),
    "today": Sentence("now", "当前"),
    "ote": Sentence("OTE", "目标总收入"),
    "hint": Sentence(
        "Every amount is exact to the minor unit. Questions: ask whoever runs the plan, with the number below.",
        "所有金额精确到最小货币单位。如有疑问，请凭下方编号向方案管理人查询。",
    ),
    "more_people": Sentence(
        "The {shown} with the highest pay of {count} are shown; --out writes all.",
        "仅列出 {count} 人中奖金最高的 {shown} 人；用 --out 可写出全部。",
    ),
    "waiting": Sentence(
        "People whom nothing is due to yet: {count}. Their first payment period is not over.",
        "{count} 人尚无应付款：其首个发放期未结束。",
    ),
    "worth_note": Sentence(
        "Worth today is the amount[[ × the part of people expected to be still there then ({leavers} leave each year)]]"
        "[[ ÷ interest until then ({rate} a year)]].",
        "现值 = 金额[[ × 届时仍在职的预期比例（每年离职 {leavers}）]][[ ÷ 至发放日的利息系数（每年 {rate}）]]。",
    ),
    "sheet_people": Sentence("People", "人员"),
    "sheet_lines": Sentence("Lines", "明细"),
    "sheet_payments": Sentence("Payments", "发放"),
    "sheet_later": Sentence("Later", "以后发放"),
    "sheet_totals": Sentence("Totals", "合计"),
    "item": Sentence("Part", "分项"),
    "actual": Sentence("Actual", "实绩"),
    "target": Sentence("Target", "目标"),
    "value": Sentence("Curve value", "曲线值"),
    "share": Sentence("Share", "权重"),
    "base": Sentence("Of", "基数"),
    "gate_factor": Sentence("Gates", "门槛系数"),
}

WORDS: Mapping[str, Sentence] = {**DERIVATIONS, **STATEMENTS, **TITLES, **LATER}


def word(key: str, language: Language, **facts: Fact) -> str:
    """A text of payouts, with its facts."""
    return WORDS[key].fill(facts, language)
