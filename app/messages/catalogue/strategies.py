"""Strategies: references that cannot be drawn, weights that make no sense."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

STRATEGIES: Mapping[str, Sentence] = {
    "unknown_strategy": Sentence(
        en="There is no strategy called “{name}”.[[ Did you mean {near}?]] Correct the name, or add the strategy.[[ "
        "Known are {known}.]]",
        zh="没有名为“{name}”的策略。[[是否想写 {near}？]]请更正名称，或添加该策略。[[可用的有：{known}。]]",
    ),
    "blend_not_one": Sentence(
        en="The shares of the reference add up to {total}, not to 1. Change them so that together they make 1.",
        zh="参考来源的占比合计为 {total}，而不是 1。请调整使其合计为 1。",
    ),
    "weights_all_zero": Sentence(
        en="All weights are zero, so every plan would be as good as any other. Set at least “fit” above zero.",
        zh="所有权重都为零，任何方案都没有优劣之分。请至少将 fit 设为大于零。",
    ),
    "fit_weight_too_small": Sentence(
        en="The weight “fit” is {fit}; with the other weights it must be at least {least}, or nearly every target "
        "would jump to its floor or cap. Raise “fit”, or lower the others.",
        zh="权重 fit 为 {fit}；与其他权重相比至少应为 {least}，否则几乎所有目标都会落在下限或上限。请提高 fit，"
        "或降低其他权重。",
    ),
    "cell_without_source": Sentence(
        en="{count} cells have none of the data that the strategy builds on, the first is {cell}. Fill in history, "
        "potential or forecast for them, fix them with a hold, or give “equal” a share.",
        zh="有 {count} 个单元缺少该策略所依据的全部数据，第一个是 {cell}。请补充历史、潜力或预测数据，用 hold 固定，"
        "或给 equal 一个占比。",
    ),
    "no_source_present": Sentence(
        en="No cell has any of the data that the strategy builds on: {sources}. Fill in one of them, or change the "
        "strategy's reference.",
        zh="没有任何单元具备该策略所依据的数据：{sources}。请补充其中一种数据，或修改策略的参考来源。",
    ),
    "term_twice": Sentence(
        en="“{term}” stands in two tiers. Keep it in the one where it matters most.",
        zh="“{term}”出现在两个层级中。请只保留在最重要的层级。",
    ),
    "tier_without_weight": Sentence(
        en="“{term}” stands in a tier but weighs nothing. Give it a weight above zero, or take it out of the tiers.",
        zh="“{term}”列在层级中，但权重为零。请为其设置大于零的权重，或从层级中删除。",
    ),
    "term_without_data": Sentence(
        en="The strategy weighs “{term}”, but the data for it is missing, so it has no effect. Fill in forecasts (for "
        "“fairness” and “attainability”) or a capacity limit (for “load”), or remove the weight.",
        zh="该策略为“{term}”设了权重，但缺少所需数据，因此不起作用。请补充预测（fairness、attainability）或能力限制（load），"
        "或删除该权重。",
    ),
    "term_without_range": Sentence(
        en="The strategy weighs “{term}”, but every plan that the limits allow is as good for it as any other, so it "
        "has no effect. Nothing needs to be done; for it to count, give the targets more room.",
        zh="该策略为“{term}”设了权重，但在限制允许的所有方案中它都一样好，因此不起作用。无需处理；若希望它起作用，请放宽限制。",
    ),
    "reference_all_zero": Sentence(
        en="The data that the strategy builds on is zero in every free cell, so nothing can be shared out by it. Check "
        "history, potential and forecast, or give “equal” a share.",
        zh="该策略所依据的数据在所有可分配单元中都为零，无法据此分配。请检查历史、潜力和预测数据，或给 equal "
        "一个占比。",
    ),
}
