"""What is said when a request cannot be fulfilled: one or two sentences per error, ending with what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.language import Language
from app.messages.sentence import Sentence
from app.overload import Overloaded
from models.errors import (
    AllotError,
    Infeasible,
    InvalidInput,
    LimitReached,
    SolverFailed,
    SolverUnavailable,
    TooLarge,
    UnknownResource,
    VerificationFailed,
)
from models.findings import Fact, near_names

SENTENCES: Mapping[str, Sentence] = {
    "malformed": Sentence(
        en="The document cannot be read. Correct the place that is named below and send it again.",
        zh="无法读取该文档。请更正下面指出的位置后重新提交。",
    ),
    "invalid": Sentence(
        en="The input has {count} faults. Each is listed with its place and what to do; correct them and try again.",
        zh="输入有 {count} 处问题。下面列出了每处的位置和处理办法，请更正后重试。",
    ),
    "invalid_one": Sentence(
        en="The input has one fault. It is listed with its place and what to do; correct it and try again.",
        zh="输入有 1 处问题。下面列出了位置和处理办法，请更正后重试。",
    ),
    "unknown": Sentence(
        en="There is no {kind} called “{name}”.[[ Did you mean {near}?]][[ Known are {known}.]] Correct the name.",
        zh="没有名为“{name}”的{kind}。[[是否想写 {near}？]][[可用的有：{known}。]]请更正名称。",
    ),
    "not_kept": Sentence(
        en="The plan “{name}” is not kept here. This service keeps only recent plans, and none over a restart. Post "
        "the scenario again, and use the address in the answer's Location.",
        zh="此处没有保存方案“{name}”。本服务只保留最近的方案，重启后不再保留。请重新提交场景，"
        "并使用响应中 Location 给出的地址。",
    ),
    "too_large": Sentence(
        en="{what}: {actual}, but at most {ceiling} are allowed here. Make the request smaller, split it, or ask "
        "whoever runs this service to raise the ceiling.",
        zh="{what}为 {actual}，此处最多允许 {ceiling}。请缩小或拆分请求，或请服务管理员提高上限。",
    ),
    "infeasible": Sentence(
        en="No plan can satisfy all limits at the same time. The reasons and the smallest changes that would help are "
        "listed below; carry out one of them and solve again.",
        zh="没有任何方案能同时满足所有限制。下面列出了原因和最小的调整办法；请选用其中一种办法后重新求解。",
    ),
    "limit": Sentence(
        en="The solve was stopped ({limit}) after {seconds} seconds, before any plan was found. Allow more time, or "
        "use fewer or looser limits.",
        zh="求解在 {seconds} 秒后停止（{limit}），尚未得到任何方案。请增加时间，或减少、放宽限制。",
    ),
    "unavailable": Sentence(
        en="The solver “{solver}” cannot be used here: {reason}. Choose another solver, or ask whoever runs this "
        "service to repair it.",
        zh="求解器“{solver}”在此处不可用：{reason}。请选择其他求解器，或联系服务管理员修复。",
    ),
    "failed": Sentence(
        en="The solver “{solver}” broke off: {reason}. Try again, or choose another solver; if it happens again, "
        "report it together with the scenario.",
        zh="求解器“{solver}”异常中断：{reason}。请重试或选择其他求解器；如再次发生，请连同场景一并反馈。",
    ),
    "unverified": Sentence(
        en="The answer of “{solver}” did not pass our own check ({reason}), so it is not shown as a plan. Try another "
        "solver, and report it together with the scenario.",
        zh="“{solver}”的结果没有通过我们的独立校验（{reason}），因此不作为方案给出。请换用其他求解器，"
        "并连同场景一并反馈。",
    ),
    "overloaded": Sentence(
        en="All {concurrent} places for solving are taken. Try again in {seconds} seconds.",
        zh="{concurrent} 个求解位置都在使用中。请在 {seconds} 秒后重试。",
    ),
    "any": Sentence(
        en="The request could not be fulfilled: {reason}. Check the input and try again.",
        zh="无法完成请求：{reason}。请检查输入后重试。",
    ),
}

_KINDS: Mapping[str, Sentence] = {
    "solver": Sentence("solver", "求解器"),
    "strategy": Sentence("strategy", "策略"),
    "schema": Sentence("schema", "模式文档"),
    "problem": Sentence("problem type", "问题类型"),
    "person": Sentence("person", "人员"),
}
_LIMITS: Mapping[str, Sentence] = {
    "time_limit": Sentence("time was up", "时间用完"),
    "node_limit": Sentence("the search grew too large", "搜索规模过大"),
    "interrupted": Sentence("interrupted", "被中断"),
}
_MEASURES: Mapping[str, Sentence] = {
    "bytes": Sentence("Bytes", "字节数"),
    "parts": Sentence("Parts of a form", "表单的部分数"),
    "rows": Sentence("Rows of a table", "表格行数"),
    "columns": Sentence("Columns of a table", "表格列数"),
    "values": Sentence("Values in the document", "文档中的值的数量"),
    "variables": Sentence("Cells to plan", "待分配单元数"),
    "entries": Sentence("Numbers that a limit compares", "某项限制需要比较的数值个数"),
    "points": Sentence("Points of a sweep", "扫描的点数"),
    "sweep_work": Sentence("Points of a sweep times cells", "扫描点数乘以单元数"),
    "comparison_work": Sentence("Strategies times cells", "策略数乘以单元数"),
    "frontier_work": Sentence("Points of a frontier times cells", "前沿点数乘以单元数"),
    "seconds": Sentence("Seconds for one solve", "单次求解秒数"),
}


def describe_error(error: AllotError, language: Language | str) -> str:
    """The error in one or two sentences."""
    chosen: Language = "zh" if language == "zh" else "en"
    key, facts = _key_and_facts(error, chosen)
    return SENTENCES[key].fill(facts, chosen)


def _key_and_facts(error: AllotError, language: Language) -> tuple[str, dict[str, Fact]]:
    match error:
        case InvalidInput():
            count = len(error.findings)
            return "malformed" if error.malformed else "invalid_one" if count == 1 else "invalid", {"count": count}
        case UnknownResource(kind="plan"):
            return "not_kept", {"name": error.name[:60]}
        case UnknownResource():
            near = near_names(error.name, error.known)
            kind = _named(_KINDS, error.kind, language)
            return "unknown", {"kind": kind, "name": error.name[:60], "near": near, "known": error.known}
        case TooLarge():
            what = _named(_MEASURES, error.what, language)
            return "too_large", {"what": what, "actual": error.actual, "ceiling": error.ceiling}
        case Infeasible():
            return "infeasible", {}
        case LimitReached():
            return "limit", {"limit": _named(_LIMITS, error.limit, language), "seconds": f"{error.seconds:.3g}"}
        case VerificationFailed():
            return "unverified", {"solver": error.solver, "reason": error.reason}
        case SolverFailed():
            return "failed", {"solver": error.solver, "reason": error.reason}
        case SolverUnavailable():
            return "unavailable", {"solver": error.solver, "reason": error.reason}
        case Overloaded():
            return "overloaded", {"concurrent": error.concurrent, "seconds": error.retry_after_seconds}
        case _:
            return "any", {"reason": str(error)}


def _named(names: Mapping[str, Sentence], name: str, language: Language) -> str:
    return names[name].text(language) if name in names else name
