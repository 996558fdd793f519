"""Requests to the service and its settings: values that do not fit."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

REQUESTS: Mapping[str, Sentence] = {
    "setting_invalid": Sentence(
        en="{variable} is “{value}”; a whole number of at least {least} is needed. Correct the environment variable, "
        "or remove it for the default.",
        zh="{variable} 的值为“{value}”；应为不小于 {least} 的整数。请更正该环境变量，或删除它以使用默认值。",
    ),
    "parameter_invalid": Sentence(
        en="The parameter “{field}” cannot be used as it is.[[ Allowed are {known}.]] Correct it, or leave it out.",
        zh="参数“{field}”无法使用。[[可用的值：{known}。]]请更正，或不填该参数。",
    ),
}
