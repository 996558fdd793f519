"""What a tuning says of ceilings that hold the plan back, and of a search that did not end as it should."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

STEPS: Mapping[str, Sentence] = {
    "price_other": Sentence(
        "More budget alone brings nothing: the plan is held back by {what}.", "仅增加预算没有收益：构成约束的是{what}。"
    ),
    "price_of_ceiling": Sentence(
        "With {step} more than the {amount} of “{what}”, {objective} rises by {gain}.",
        "“{what}”的金额 {amount} 每再增加 {step}，{objective}增加 {gain}。",
    ),
    "price_less_of_ceiling": Sentence(
        "With {step} more than the {amount} of “{what}”, the {objective} falls by {gain}.",
        "“{what}”的金额 {amount} 每再增加 {step}，{objective}减少 {gain}。",
    ),
    "search_none_ended": Sentence(
        "No start of {starts} had ended with all conditions kept before the search was cut short: the plan is only the "
        "best one met by then. Let it run longer.",
        "搜索提前结束时，{starts} 次中尚无一次以满足全部条件结束：该方案只是当时已遇到的最优方案。请让其运行更久。",
    ),
    "search_none_kept": Sentence(
        "None of {run} starts ended with all conditions kept; the plan was found by going on from those that came "
        "nearest. No proof that there is no better plan.",
        "{run} 次搜索均未以满足全部条件结束；该方案是从最接近的结果继续搜索得到的。这并不证明没有更优的方案。",
    ),
}
