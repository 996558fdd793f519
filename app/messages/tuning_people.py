"""Who gains and who loses by a tuned plan: its sentences for many people, and for a plan of one."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

PEOPLE: Mapping[str, Sentence] = {
    "people": Sentence(
        "Expected pay rises for {winners} of {count} people and falls for {losers}[[, most of all for {worst} "
        "({loss})]].",
        "{count} 人中 {winners} 人预期奖金增加，{losers} 人减少[[；减少最多的是{worst}（{loss}）]]。",
    ),
    "one_gains": Sentence("The one person of the plan gains expected pay.", "方案中仅有的一人预期奖金增加。"),
    "one_loses": Sentence(
        "The one person of the plan loses expected pay ({loss}).", "方案中仅有的一人预期奖金减少（{loss}）。"
    ),
    "one_keeps": Sentence(
        "The expected pay of the one person of the plan stays as it is.", "方案中仅有的一人预期奖金不变。"
    ),
    "nobody_worse": Sentence(
        "Counting risk and effort, nobody of {people} people is worse off than today[[ by more than the {slack} of "
        "target incentive that the question allows]].",
        "计入风险与努力成本后，{people} 人中无人较现行方案受损[[超过所允许的目标奖金的 {slack}]]。",
    ),
    "nobody_worse_one": Sentence(
        "Counting risk and effort, {worst} is not worse off than today[[ by more than the {slack} of target "
        "incentive that the question allows]].",
        "计入风险与努力成本后，{worst}较现行方案未受损[[超过所允许的目标奖金的 {slack}]]。",
    ),
    "somebody_worse": Sentence(
        "Counting risk and effort, today's plan was better[[, by more than the {slack} of target incentive that the "
        "question allows,]] for {broken} of {people} people, most of all for {worst}.",
        "计入风险与努力成本后，{people} 人中有 {broken} 人较现行方案受损[[超过所允许的目标奖金的 {slack}]]，"
        "其中{worst}最多。",
    ),
    "somebody_worse_one": Sentence(
        "Counting risk and effort, {worst} is worse off than today[[ by more than the {slack} of target incentive "
        "that the question allows]].",
        "计入风险与努力成本后，{worst}较现行方案受损[[超过所允许的目标奖金的 {slack}]]。",
    ),
}
