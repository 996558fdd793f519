"""Files and parts of a tuning, and results that are certified again."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

TUNING_FILES: Mapping[str, Sentence] = {
    "tuning_file_kind": Sentence(
        en="“{file}” is no question that can be read; it must end with {known}.",
        zh="无法读取“{file}”；文件名须以 {known} 结尾。",
    ),
    "form_part_missing": Sentence(
        en="The form has no part “{part}”; found were {found}. Send it along under that name.",
        zh="表单缺少“{part}”部分；收到的有：{found}。请以该名称一并提交。",
    ),
    "certificate_of_nothing": Sentence(
        en="This tuning published no plan, so there is nothing to certify. Its `summary` says why.",
        zh="该次调优没有发布任何方案，无可验证。原因见其 `summary`。",
    ),
    "certificate_of_refused": Sentence(
        en="This tuning's plan was refused as an answer and must not be published, whatever it costs. Its `summary` "
        "says why; tune again with what it advises.",
        zh="该次调优的方案已被拒绝，无论成本如何都不可发布。原因见其 `summary`；请按其建议重新调优。",
    ),
    "certificate_other_plan": Sentence(
        en="The result was tuned from another plan ({expected}) than this one ({found}): rules, people, targets or "
        "forecasts differ. Certify with the plan, and the allocation, that were tuned.",
        zh="该结果所调的方案（{expected}）与此方案（{found}）不同：规则、人员、目标或预测有差异。"
        "请用当时调优的方案（及分配）进行验证。",
    ),
}
