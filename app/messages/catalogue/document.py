"""Documents that cannot be read at all: not text, not YAML, not JSON."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

DOCUMENT: Mapping[str, Sentence] = {
    "file_kind_unknown": Sentence(
        en="“{file}” is no kind of file that scenarios are read from. Save it with one of these endings: {known}.",
        zh="“{file}”不是场景文档的文件类型。请保存为以下扩展名之一：{known}。",
    ),
    "file_missing": Sentence(
        en="There is no file “{file}” here.[[ Did you mean {near}?]] Correct the path.",
        zh="此处没有文件“{file}”。[[是否想写 {near}？]]请更正路径。",
    ),
    "output_folder_missing": Sentence(
        en="There is no folder “{folder}”, so {file} cannot be written there. Create the folder, or choose "
        "another one.",
        zh="没有文件夹“{folder}”，无法在其中写入 {file}。请先创建该文件夹，或改选其他位置。",
    ),
    "file_unreadable": Sentence(
        en="“{file}” cannot be opened: {reason}. Check the file's permissions.",
        zh="无法打开“{file}”：{reason}。请检查文件权限。",
    ),
    "out_is_input": Sentence(
        en="“{file}” is one of the files that this is worked out from: writing the answer there would destroy it. Give "
        "--out another name.",
        zh="“{file}”是本次计算所读取的文件之一，把结果写到那里会毁掉它。请为 --out 换一个文件名。",
    ),
    "document_empty": Sentence(
        en="There is nothing in the document. Write it, or start from one of the examples or from a template.",
        zh="文档是空的。请填写内容，或从示例或模板开始。",
    ),
    "document_of_another_kind": Sentence(
        en="This is {kind_found}; what is needed here is {kind_needed}. Name the right document, or exchange the two.",
        zh="这是{kind_found}，而此处需要的是{kind_needed}。请指定正确的文件，或将两者对调。",
    ),
    "document_without_fields": Sentence(
        en="The document is a list or a plain text, but named fields are expected. Begin its lines with names, such as "
        "“name: Plan 2025”.",
        zh="文档是列表或普通文本，而此处应为带名称的字段。请在每行开头写字段名，例如“name: Plan 2025”。",
    ),
    "document_control_character": Sentence(
        en="The invisible character {character} stands in the document. Delete it; where there are many, the file is "
        "no text: save it again as UTF-8 text.",
        zh="文档中有不可见字符 {character}。请将其删除；如有很多，则该文件不是文本，请重新保存为 UTF-8 文本。",
    ),
    "not_utf8": Sentence(
        en="The document is not UTF-8 text[[: byte {byte} does not fit]]. Save it again with the encoding UTF-8.",
        zh="文档不是 UTF-8 编码的文本[[：第 {byte} 个字节无法识别]]。请以 UTF-8 编码重新保存。",
    ),
    "json_malformed": Sentence(
        en="The document is not valid JSON: {reason}[[, at character {position} of the line]]. "
        "Look for a missing comma, quotation mark or bracket just before this place.",
        zh="文档不是有效的 JSON：{reason}[[，位于该行第 {position} 个字符]]。请检查此处之前是否缺少逗号、引号或括号。",
    ),
    "yaml_malformed": Sentence(
        en="The document is not valid YAML: {reason}. Check the indentation and the quotation marks at this line and "
        "just above it.",
        zh="文档不是有效的 YAML：{reason}。请检查该行及其上方的缩进和引号。",
    ),
    "yaml_key": Sentence(
        en="A list or an object stands where a name is expected. Write a plain name before the colon.",
        zh="应写名称的位置出现了列表或对象。请在冒号前写一个普通名称。",
    ),
    "yaml_tag": Sentence(
        en="The tag “{tag}” is not used in scenarios. Remove it and write the plain value.",
        zh="场景文档不使用标签“{tag}”。请删除标签，直接写值。",
    ),
    "yaml_alias": Sentence(
        en="“*{name}” refers to a value that has not been named above. Add “&{name}” to that value, or write it out "
        "here.",
        zh="“*{name}”引用的值在上文中没有命名。请在该值处加上“&{name}”，或在此处直接写出。",
    ),
    "yaml_documents": Sentence(
        en="A second document begins here. Keep one scenario per file and remove the line “---”.",
        zh="此处开始了第二个文档。每个文件只写一个场景，请删除“---”这一行。",
    ),
    "name_twice": Sentence(
        en="“{value}” stands twice in the same object, so one of the two would be lost. Keep one of them.",
        zh="“{value}”在同一个对象中出现了两次，其中一个会丢失。请只保留一个。",
    ),
    "nested_too_deep": Sentence(
        en="The document is nested more than {ceiling} levels deep. No scenario needs that; check for brackets that "
        "are never closed.",
        zh="文档嵌套超过 {ceiling} 层。场景文档不需要这么深，请检查是否有未闭合的括号。",
    ),
    "surrogate": Sentence(
        en="The text {value} holds half of a character, which cannot be stored. Write the whole character.",
        zh="文本 {value} 含有半个字符，无法保存。请写完整的字符。",
    ),
}
