"""Cells: which members they name, and the numbers that they state."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

CELLS: Mapping[str, Sentence] = {
    "no_cells": Sentence(
        en="There are no cells, so there is nothing to share out. Add one row per combination that should get a "
        "target.",
        zh="没有任何单元，因此无从分配。请为每个需要目标的组合添加一行。",
    ),
    "member_missing": Sentence(
        en="The row names no member of “{dimension}”. Enter the key of one.",
        zh="该行没有填写“{dimension}”的成员。请填写一个成员的 key。",
    ),
    "member_unknown": Sentence(
        en="“{name}” is not a member of “{dimension}”.[[ Did you mean {near}?]] Correct the key, or add the member.",
        zh="“{name}”不是“{dimension}”的成员。[[是否想写 {near}？]]请更正 key，或添加该成员。",
    ),
    "member_not_leaf": Sentence(
        en="“{name}” stands on level “{level}”, but targets go to the level “{leaf_level}”. Name a member of that "
        "level.",
        zh="“{name}”位于“{level}”层级，而目标应分配到“{leaf_level}”层级。请填写该层级的成员。",
    ),
    "cell_twice": Sentence(
        en="The cell {cell} is listed twice; the first time at {first}. Delete one of the two, or add them up in one "
        "row.",
        zh="单元 {cell} 重复出现，第一次位于 {first}。请删除其中一行，或合并为一行。",
    ),
    "cell_without_number": Sentence(
        en="The cell {cell} states no amount at all. Enter last year's sales, a potential or a forecast, or delete the "
        "row; 0 and “unknown” are not the same.",
        zh="单元 {cell} 没有任何金额。请填写去年销售额、潜力或预测，或删除该行；0 与“未知”并不相同。",
    ),
    "hold_without_reason": Sentence(
        en="The target of this cell is fixed without a reason. Say why in “hold_reason”; it is shown with the number.",
        zh="该单元的目标被固定，但没有说明原因。请在 hold_reason 中说明，原因会与数字一同显示。",
    ),
}
