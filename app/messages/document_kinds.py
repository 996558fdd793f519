"""What documents are called in the middle of a sentence, by the kind that their `schema` names."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

KINDS: Mapping[str, Sentence] = {
    "scenario": Sentence("a scenario", "场景文档"),
    "plan": Sentence("an allocation of targets", "目标分配结果"),
    "incentive-plan": Sentence("an incentive plan", "激励方案"),
    "tuning": Sentence("the result of a tuning", "调优结果"),
    "tuning-question": Sentence("a question of a tuning", "调优要求"),
    "certificate": Sentence("a certificate", "验证结果"),
    "payout": Sentence("a list of payouts", "奖金核算结果"),
    "ledger": Sentence("a ledger of constraints", "约束明细"),
    "rollup": Sentence("a rollup of targets", "目标汇总"),
    "comparison": Sentence("a comparison of strategies", "策略比较结果"),
    "frontier": Sentence("a frontier", "前沿结果"),
    "alternatives": Sentence("a list of alternatives", "备选方案结果"),
    "sweep": Sentence("a sweep of a limit", "限制扫描结果"),
    "import": Sentence("a mapping for an import", "导入映射"),
    "import-report": Sentence("a report of an import", "导入报告"),
    "case": Sentence("a case of a check", "检查用例"),
    "baseline": Sentence("a baseline of a check", "检查基线"),
    "check": Sentence("a report of a check", "检查报告"),
}
