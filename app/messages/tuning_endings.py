"""How a tuning ended without a plan that may be published, and what stood in the way."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

ENDINGS: Mapping[str, Sentence] = {
    "uncertified": Sentence(
        "Do not publish: a plan was found, but fresh draws do not confirm that it keeps its ceilings. {gain}",
        "请勿发布：虽找到方案，但新抽样未能证实其满足上限。{gain}",
    ),
    "uncertified_no_room": Sentence(
        "Do not publish: a plan was found that keeps its ceilings on the fresh draws, but with so little room that "
        "other draws may well break them. {gain}",
        "请勿发布：找到的方案在新抽样中满足上限，但余量过小，换一批抽样就可能突破。{gain}",
    ),
    "uncertified_no_time": Sentence(
        "Do not publish yet: a plan was found, but there was no time left to confirm its ceilings on fresh draws. "
        "Allow more time. {gain}",
        "请暂勿发布：已找到方案，但没有时间用新抽样验证其上限。请延长时间。{gain}",
    ),
    "infeasible": Sentence(
        "No plan was found that keeps all conditions; {starts} starts were tried, which is no proof that none exists.",
        "未找到满足全部条件的方案；已尝试 {starts} 次，但这并不证明不存在这样的方案。",
    ),
    "least_cost": Sentence(
        "The least expected cost found that keeps all other conditions is {least}[[; the budget allows {budget}]]."
        "[[ With the room that fresh draws need to confirm it, the budget must be at least {needed}.]]",
        "满足其余全部条件时，找到的最低预期成本为 {least}[[；预算只允许 {budget}]]。"
        "[[加上新抽样验证所需的余量，预算至少应为 {needed}。]]",
    ),
    "no_least_cost": Sentence(
        "A larger budget alone does not help: without any budget, too, no plan was found that keeps the rest.",
        "仅提高预算无济于事：即使不设预算，也未找到满足其余条件的方案。",
    ),
    "blocking": Sentence(
        "In the way: {what}[[, missed by {shortfall}]][[, missed by {nearest} in the plan that comes nearest to "
        "keeping everything]][[; relaxed by {relaxation} alone, all others can be kept]].",
        "阻碍条件：{what}[[，差 {shortfall}]][[，在最接近满足全部条件的方案中差 {nearest}]]"
        "[[；仅此一项放宽 {relaxation}，其余均可满足]]。",
    ),
    "refused_corner": Sentence(
        "This is no answer and must not be published: without participation the search takes pay away where people "
        "depend on it, because the model sees no one leave. Ask with participation.",
        "此结果不可采用、不可发布：未要求“员工不受损”时，搜索会削减员工赖以为生的奖金，因为模型看不到有人离职。"
        "请保留该条件后重新调优。",
    ),
    "refused_slack": Sentence(
        "This is no answer and must not be published: people may lose {slack} of their target incentive, which keeps "
        "nobody from losing, and the search takes pay away where people depend on it, because the model sees no one "
        "leave. Ask with a slack of at most {most}.",
        "此结果不可采用、不可发布：允许员工损失目标奖金的 {slack}，等于未加保护，搜索会削减员工赖以为生的奖金，"
        "因为模型看不到有人离职。请将允许幅度设为不超过 {most} 后重新调优。",
    ),
    "cut_off_stopped": Sentence(
        "The search was interrupted before a plan was found that keeps all conditions and is better than today's. "
        "Let it run longer, or try fewer starts.",
        "在找到满足全部条件且优于现行方案的方案之前，搜索已被中断。请让其运行更久，或减少搜索次数。",
    ),
    "cut_off": Sentence(
        "Time ran out before a plan was found that keeps all conditions and is better than today's. Allow more time or "
        "fewer starts.",
        "在找到满足全部条件且优于现行方案的方案之前，时间已用尽。请延长时间或减少搜索次数。",
    ),
    "few_draws": Sentence(
        "{draws} draws leave a wide interval: before the plan is published, certify on {enough} or more.",
        "{draws} 次抽样的区间较宽：正式发布前请用 {enough} 次以上抽样验证。",
    ),
}
