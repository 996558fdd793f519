"""Dimensions and their members: keys, parents, levels."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

MEMBERS: Mapping[str, Sentence] = {
    "dimension_twice": Sentence(
        en="Two dimensions are called “{name}”. Rename one of them.",
        zh="有两个维度都叫“{name}”。请重命名其中一个。",
    ),
    "dimension_name_reserved": Sentence(
        en="“{name}” is the name of a column of cells, so a dimension cannot be called that. Choose another name.",
        zh="“{name}”是单元表的列名，不能用作维度名。请换一个名称。",
    ),
    "no_members": Sentence(
        en="The dimension “{dimension}” has no members. Add at least one.",
        zh="维度“{dimension}”没有成员。请至少添加一个。",
    ),
    "attribute_name_taken": Sentence(
        en="“{name}” is the name of a level or of the dimension, so selectors could not tell them apart. Give the "
        "attribute another name.",
        zh="“{name}”已是层级或维度的名称，筛选条件无法区分。请给该属性换一个名称。",
    ),
    "level_twice": Sentence(
        en="The level “{level}” is listed twice. Name each level once.",
        zh="层级“{level}”重复列出。每个层级只写一次。",
    ),
    "level_named_as_dimension": Sentence(
        en="The level “{level}” has the dimension's own name, which always stands for its lowest level. Rename the "
        "level, or move it to the end of the list.",
        zh="层级“{level}”与维度同名，而维度名总是代表最低一级。请重命名该层级，或将它移到列表最后。",
    ),
    "key_twice": Sentence(
        en="The member “{key}” is listed twice; the first time at {first}. Give one of them another key, or delete it.",
        zh="成员“{key}”重复出现，第一次位于 {first}。请更改其中一个的 key，或将其删除。",
    ),
    "unknown_parent": Sentence(
        en="“{key}” belongs to “{parent}”, which is not in the list.[[ Did you mean {near}?]] Correct the parent, or "
        "add it as a member.",
        zh="“{key}”的上级“{parent}”不在列表中。[[是否想写 {near}？]]请更正上级，或将它添加为成员。",
    ),
    "unknown_dimension": Sentence(
        en="There is no dimension called “{name}”; there are {known}.[[ Did you mean {near}?]] Correct the name.",
        zh="没有名为“{name}”的维度；文档中有：{known}。[[是否想写 {near}？]]请更正名称。",
    ),
    "unknown_level": Sentence(
        en="“{level}” is not a level of this dimension; it has {known}.[[ Did you mean {near}?]] Correct the level.",
        zh="“{level}”不是该维度的层级；现有层级：{known}。[[是否想写 {near}？]]请更正层级。",
    ),
    "level_needed": Sentence(
        en="The level of “{key}” is not clear: it could be {options}. State its level.",
        zh="无法确定“{key}”的层级，可能是 {options}。请写明它的层级。",
    ),
    "parent_not_above": Sentence(
        en="“{key}” is on level “{level}” and cannot belong to “{parent}” on level “{parent_level}”. A parent stands "
        "on a higher level: correct the parent or one of the levels.",
        zh="“{key}”位于“{level}”层级，不能隶属于“{parent_level}”层级的“{parent}”。上级必须在更高的层级，"
        "请更正上级或其中一个层级。",
    ),
    "too_few_levels": Sentence(
        en="There are more generations around “{key}” than levels ({levels}). Add a level, or shorten the chain of "
        "parents.",
        zh="“{key}”上下的隶属关系多于层级数（{levels}）。请增加一个层级，或缩短上级链。",
    ),
    "tree_loop": Sentence(
        en="“{key}” ends up above itself: {loop}. Correct one of these parents.",
        zh="“{key}”成了自己的上级：{loop}。请更正其中一个上级。",
    ),
    "no_leaves": Sentence(
        en="The dimension “{dimension}” has no member on its lowest level “{level}”, so nobody can get a target. Add "
        "members on that level.",
        zh="维度“{dimension}”的最低层级“{level}”没有成员，因此无法分配目标。请在该层级添加成员。",
    ),
}
