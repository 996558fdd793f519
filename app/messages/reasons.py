"""Reasons that libraries give in English, in Chinese. What is not listed stays as it is."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.language import Language

_CHINESE: Mapping[str, str] = {
    "Expecting value": "此处应有一个值",
    "Expecting ',' delimiter": "此处应有逗号",
    "Expecting ':' delimiter": "此处应有冒号",
    "Expecting property name enclosed in double quotes": "此处应有加双引号的名称",
    "Illegal trailing comma before end of object": "对象末尾多了一个逗号",
    "Illegal trailing comma before end of array": "列表末尾多了一个逗号",
    "Unterminated string": "文本没有结束引号",
    "Extra data": "文档结束后还有内容",
    "Invalid control character": "文本中有换行或控制字符",
    "Invalid \\escape": "反斜杠后的字符无效",
    "Invalid \\uXXXX escape": "\\u 后应有四位十六进制数",
    "found a tab character that violates indentation": "缩进使用了制表符",
    "found character that cannot start any token": "出现了不能作为开头的字符",
    "did not find expected ',' or ']'": "缺少逗号或右方括号",
    "did not find expected ',' or '}'": "缺少逗号或右花括号",
    "did not find expected key": "缺少字段名",
    "did not find expected '-' indicator": "缺少列表的短横线",
    "did not find expected <document start>": "缺少文档开头",
    "did not find expected comment or line break": "此处应为注释或换行；以 > 或 | 开头的值请加引号",
    "did not find expected node content": "缺少内容",
    "could not find expected ':'": "缺少冒号",
    "mapping values are not allowed in this context": "此处不能再出现冒号",
    "block sequence entries are not allowed in this context": "此处不能出现列表项",
    "found unexpected end of stream": "引号没有闭合",
    "found unknown escape character": "反斜杠后的字符无效",
    "unexpected end of data": "引号没有闭合",
    "another encoding": "其他编码",
    "UTF-16 without its byte-order mark, or no text at all": "没有字节顺序标记的 UTF-16，或根本不是文本",
    "damaged UTF-8": "损坏的 UTF-8",
    "damaged UTF-16": "损坏的 UTF-16",
    "its archive is broken": "压缩包已损坏",
    "its XML is broken": "其中的 XML 已损坏",
    "not as Excel writes it": "不是 Excel 的写法",
    "a part declares entities": "其中含有实体声明",
    "its bytes are damaged": "数据已损坏",
    "bytes follow after its end": "压缩数据结束后还有内容",
    "its end is missing": "缺少结尾",
    "an Excel workbook": "Excel 工作簿",
    "an old Excel workbook": "旧版 Excel 工作簿",
    "Cannot detect file format": "无法识别文件格式",
    "it has too many members": "压缩段过多",
    "its last boundary is missing": "缺少最后的分隔符",
}


def reason_words(reason: str, language: Language) -> str:
    """The reason in a language, as far as there are words for it."""
    return _CHINESE.get(reason, reason) if language == "zh" else reason
