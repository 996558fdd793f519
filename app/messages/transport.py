"""What is said about requests that never reach a solve: addresses, methods, media types, broken services."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.language import Language
from app.messages.sentence import Sentence
from models.findings import Fact

TRANSPORT: Mapping[str, Sentence] = {
    "not_found": Sentence(
        en="There is nothing at {path}. Look up the addresses of this service at /docs.",
        zh="{path} 处没有资源。请在 /docs 查看本服务的地址。",
    ),
    "method_not_allowed": Sentence(
        en="{method} is not possible at {path}.[[ Use {allowed}.]] See /docs for what can be done.",
        zh="{path} 不支持 {method}。[[请使用 {allowed}。]]可用的操作见 /docs。",
    ),
    "unsupported_media_type": Sentence(
        en="A body[[ of type “{received}”]] cannot be read. Send the scenario as application/json, "
        "application/yaml or an Excel workbook (.xlsx), or together with its tables as multipart/form-data, and say so "
        "in the Content-Type header. Texts are UTF-8.",
        zh="无法读取[[类型为“{received}”的]]内容。请以 application/json、application/yaml 或 Excel 工作簿（.xlsx）"
        "提交场景，或以 multipart/form-data 连同表格一并提交，并在 Content-Type 中注明。文本编码为 UTF-8。",
    ),
    "unsupported_import_type": Sentence(
        en="A body[[ of type “{received}”]] cannot be read. Send the table and its mapping as multipart/form-data, or "
        "rows and mapping as application/json.",
        zh="无法读取[[类型为“{received}”的]]内容。请以 multipart/form-data 提交表格和映射文件，或以 application/json "
        "提交数据行和映射。",
    ),
    "unsupported_plan_type": Sentence(
        en="A body[[ of type “{received}”]] cannot be read. Send the incentive plan as application/json or "
        "application/yaml, or together with its tables as multipart/form-data. Texts are UTF-8.",
        zh="无法读取[[类型为“{received}”的]]内容。请以 application/json 或 application/yaml 提交激励方案，"
        "或以 multipart/form-data 连同表格一并提交。文本编码为 UTF-8。",
    ),
    "unsupported_json_type": Sentence(
        en="A body[[ of type “{received}”]] cannot be read here. Send application/json, UTF-8, and say so in the "
        "Content-Type header.",
        zh="此处无法读取[[类型为“{received}”的]]内容。请以 application/json（UTF-8）提交，并在 Content-Type 中注明。",
    ),
    "form_without_boundary": Sentence(
        en="The Content-Type “{received}” names no boundary, so the parts of the form cannot be told apart. Let your "
        "client write this header itself (curl: -F), or add the boundary.",
        zh="Content-Type “{received}”没有注明 boundary，无法区分表单的各部分。请由客户端填写该请求头（curl 用 -F），"
        "或补上 boundary。",
    ),
    "content_encoding": Sentence(
        en="A body encoded as “{received}” cannot be read. Send it as gzip, as deflate, or without a Content-Encoding.",
        zh="无法读取以“{received}”编码的内容。请使用 gzip 或 deflate，或不使用 Content-Encoding。",
    ),
    "not_acceptable": Sentence(
        en="The Accept header asks for “{accept}”, and there is no such answer here. Ask for one of {offered}, or "
        "leave the header out.",
        zh="Accept 请求头要求“{accept}”，此处没有这种格式的响应。请改为以下之一：{offered}，或不填该请求头。",
    ),
    "invalid_request": Sentence(
        en="The request's parameters are not right yet. Each is listed with what to do; correct them and try again.",
        zh="请求参数有误。下面逐一列出了处理办法，请更正后重试。",
    ),
    "refused": Sentence(
        en="The request was refused ({status}). Check its address, headers and body against /docs.",
        zh="请求被拒绝（{status}）。请对照 /docs 检查地址、请求头和内容。",
    ),
    "internal_error": Sentence(
        en="Something went wrong on our side; nothing was changed. Try again, and if it happens again report the time "
        "and the scenario to whoever runs this service.",
        zh="服务内部出错，未产生任何更改。请重试；如再次发生，请将时间和场景告知服务管理员。",
    ),
    "not_ready": Sentence(
        en="{solvers} cannot be used here, so plans cannot be made. Whoever runs this service has to repair it; the "
        "reasons are listed.",
        zh="{solvers} 在此处不可用，因此无法生成方案。请服务管理员根据列出的原因修复。",
    ),
}


def transport_words(code: str, facts: Mapping[str, Fact], language: Language | str) -> str:
    """The sentence of a code with its facts."""
    return TRANSPORT[code].fill(facts, "zh" if language == "zh" else "en")
