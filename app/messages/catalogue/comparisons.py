"""Comparisons of strategies and fairness certificates: what cannot be compared, what a plan's fairness comes to."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

COMPARISONS: Mapping[str, Sentence] = {
    "strategy_twice": Sentence(
        en="The strategy “{name}” is named twice. Name each strategy once.",
        zh="策略“{name}”被重复指定。请每个策略只写一次。",
    ),
    "one_strategy": Sentence(
        en="A comparison needs two strategies, and there is only “{name}”.[[ Name another one: {others}.]] New ones "
        "are added to the scenario under strategies.",
        zh="比较至少需要两个策略，而这里只有“{name}”。[[请再指定一个：{others}。]]新策略可在场景的 strategies 中添加。",
    ),
    "dial_unknown": Sentence(
        en="“{name}” is nothing that can be turned up or down in a strategy.[[ Did you mean {near}?]] Known are "
        "{known}.",
        zh="策略中没有可调节的“{name}”。[[是否想写 {near}？]]可用的有：{known}。",
    ),
    "dial_range": Sentence(
        en="Strategic intensity cannot be tried from {low} to {high}. Give a range that rises, from 0 or more to at "
        "most {most}.",
        zh="战略强度无法在 {low} 到 {high} 之间试算。请给出从不小于 0 到不大于 {most} 的递增范围。",
    ),
    "dial_weight_range": Sentence(
        en="The weight of “{turned_term}” cannot be tried from {low} to {high}. Give a range that rises, from 0 or "
        "more to at most {most}: beyond, nearness to the reference would weigh less than a tenth of all else together.",
        zh="“{turned_term}”的权重无法在 {low} 到 {high} 之间试算。请给出从不小于 0 到不大于 {most} 的递增范围：再大，"
        "贴近参考值的权重就不足其余权重之和的十分之一。",
    ),
    "dial_without_data": Sentence(
        en="The weight of “{turned_term}” changes nothing, because the data for it is missing. Fill it in, or turn "
        "something else.",
        zh="缺少“{turned_term}”所需的数据，其权重不起作用。请补充数据，或改为调整其他参数。",
    ),
    "second_node_missing": Sentence(
        en="{node} is compared with nobody. Name the other one (`against`, on the command line --against).",
        zh="没有指定与 {node} 比较的对象。请用 against（命令行为 --against）指定另一方。",
    ),
    "same_node": Sentence(
        en="{node} is compared with itself. Name somebody else on one side.",
        zh="{node} 在与自己比较。请将其中一方换成其他对象。",
    ),
    "gain_without_start": Sentence(
        en="{node} has no target at the start of the range, so its gain in percent cannot be told. Compare the targets "
        "instead, or start elsewhere.",
        zh="{node} 在范围起点没有目标，无法计算增长百分比。请改为比较目标金额，或更换起点。",
    ),
    "certificate_kept": Sentence(
        en="The plan keeps all {checks} thresholds of fairness, measured on {count} people.",
        zh="方案满足全部 {checks} 项公平性要求（共 {count} 人）。",
    ),
    "certificate_without_thresholds": Sentence(
        en="The difficulties of {count} people were compared, but the scenario does not say what counts as fair. Add "
        "thresholds such as max_slope or max_gap to “fairness_certificate”.",
        zh="已比较 {count} 人的难度，但场景没有规定怎样算公平。"
        "请在 fairness_certificate 中添加 max_slope、max_gap 等要求。",
    ),
    "certificate_slope": Sentence(
        en="Difficulty changes by {value} percentage points per standard deviation of {name}; at most {most} are "
        "allowed. Add or tighten a neutrality limit on {name}, or allow more.",
        zh="{name}每增加一个标准差，难度变化 {value} 个百分点，超过允许的 {most} 个百分点。"
        "请为{name}添加或收紧中性限制，或放宽要求。",
    ),
    "certificate_rank_correlation": Sentence(
        en="Difficulty goes along with {name}: the rank correlation is {value}, and at most {most} is allowed. Add or "
        "tighten a neutrality limit on {name}, or allow more.",
        zh="难度与{name}相关：等级相关系数为 {value}，超过允许的 {most}。请为{name}添加或收紧中性限制，或放宽要求。",
    ),
    "certificate_gini": Sentence(
        en="Difficulties are uneven: their Gini coefficient is {value}, and at most {most} is allowed. Give fairness "
        "more weight, or allow more.",
        zh="难度不均衡：基尼系数为 {value}，超过允许的 {most}。请提高公平性的权重，或放宽要求。",
    ),
    "certificate_gap": Sentence(
        en="The mean difficulty of {who} differs from everybody's by {value} percentage points; at most {most} are "
        "allowed. Add or tighten a limit on the difficulty of this group, or allow more.",
        zh="{who}的平均难度与全体平均相差 {value} 个百分点，超过允许的 {most} 个百分点。"
        "请为该群体添加或收紧难度限制，或放宽要求。",
    ),
    "certificate_deviation": Sentence(
        en="The difficulty of {who} differs from that of the peers by {value} percentage points; at most {most} are "
        "allowed. Add or tighten a parity limit, or allow more.",
        zh="{who} 的难度与同级相差 {value} 个百分点，超过允许的 {most} 个百分点。"
        "请添加或收紧同级公平限制，或放宽要求。",
    ),
    "certificate_no_spread": Sentence(
        en="Everybody has the same {name}, so nothing can depend on it and there is nothing to check. Leave {name} out "
        "of the characteristics.",
        zh="所有人的 {name} 都相同，无从检查是否相关。请将 {name} 从 characteristics 中去掉。",
    ),
    "certificate_too_few": Sentence(
        en="{name} is known of {count} people, and {least} are needed to see whether difficulty depends on it. Fill it "
        "in for more people, or leave {name} out of the characteristics.",
        zh="只有 {count} 人有 {name} 数据，至少需要 {least} 人才能判断难度是否与其相关。请补充数据，"
        "或将 {name} 从 characteristics 中去掉。",
    ),
    "certificate_without_groups": Sentence(
        en="There are no groups whose means could be compared. Name levels or attributes in “groups”, or remove "
        "max_gap.",
        zh="没有可以比较平均难度的群体。请在 groups 中填写层级或属性，或删除 max_gap。",
    ),
    "certificate_without_peers": Sentence(
        en="Nobody has peers to be compared with. Name wider peers in “fairness”, or remove max_deviation.",
        zh="没有人有可以比较的同级。请在 fairness 中扩大比较范围，或删除 max_deviation。",
    ),
    "certificate_without_measure": Sentence(
        en="Nobody's difficulty is known, because no cell has a {column} above zero. Fill it in, or measure fairness "
        "against another column.",
        zh="没有任何单元的{column}大于零，无法得知难度。请补充数据，或改用其他列衡量公平性。",
    ),
    "certificate_one_person": Sentence(
        en="Only the difficulty of {person} is known, so there is nobody to compare with. Fill in the data of others.",
        zh="只知道 {person} 一人的难度，无从比较。请补充其他人的数据。",
    ),
    "certificate_left_out": Sentence(
        en="Left out of the certificate, because their {column} is not above zero: {members} (in all: {count}). Fill "
        "it in to include them.",
        zh="有 {count} 人的{column}不大于零，未纳入公平性证书：{members}。补充数据后即可纳入。",
    ),
    "characteristic_unknown": Sentence(
        en="Nothing called “{name}” is known of the people.[[ Did you mean {near}?]] Correct the name, or state it as "
        "an attribute of the members.[[ Known are {known}.]]",
        zh="人员没有名为“{name}”的特征。[[是否想写 {near}？]]请更正名称，或在成员中填写该属性。[[可用的有：{known}。]]",
    ),
}
