"""Tables: files that cannot be read, headers and rows that do not fit."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

TABLES: Mapping[str, Sentence] = {
    "table_without_folder": Sentence(
        en="The table “{file}” cannot be fetched: what is posted has no folder. Post the document and its "
        "tables together as multipart/form-data, or put the rows into it.",
        zh="无法读取表格“{file}”：通过接口提交的内容没有所在文件夹。请以 multipart/form-data 一并提交文档和表格，"
        "或将数据行直接写在文档中。",
    ),
    "table_outside": Sentence(
        en="The table “{file}” lies outside the scenario's folder. Move it next to the scenario, and name it by its "
        "path from there.",
        zh="表格“{file}”不在场景文件所在的文件夹内。请将它移到场景文件旁，并写相对路径。",
    ),
    "table_missing": Sentence(
        en="There is no table “{file}” beside the document that names it.[[ Did you mean {near}?]] Correct the name, "
        "or add the file.",
        zh="引用它的文件旁没有表格“{file}”。[[是否想写 {near}？]]请更正名称，或添加该文件。",
    ),
    "table_unused": Sentence(
        en="The table “{file}” was sent along, but the scenario does not name it, so nothing of it counts. Name it in "
        "the scenario (table: {file}), or leave it out.",
        zh="随场景提交的表格“{file}”没有被场景引用，其内容不起作用。请在场景中引用该表格，或不要提交。",
    ),
    "table_unreadable": Sentence(
        en="The table “{file}” cannot be opened: {reason}. Check the file's permissions.",
        zh="无法打开表格“{file}”：{reason}。请检查文件权限。",
    ),
    "column_missing": Sentence(
        en="The table has no column “{column}”.[[ Did you mean {near}?]] Add the column, or correct its name in the "
        "header.",
        zh="表格缺少“{column}”列。[[是否想写 {near}？]]请添加该列，或更正表头中的列名。",
    ),
    "column_unknown": Sentence(
        en="The column “{column}” is not known.[[ Did you mean {near}?]] Correct its name, or remove it.[[ Known are "
        "{known}.]]",
        zh="不使用“{column}”列。[[是否想写 {near}？]]请更正列名，或删除该列。[[可用的列：{known}。]]",
    ),
    "column_total_too_large": Sentence(
        en="The column “{column}” adds up to more than {bound}, the largest sum that can be kept exactly. Check the "
        "money unit of the document.",
        zh="“{column}”列的合计超过 {bound}，即可精确保存的最大值。请检查文档的金额单位。",
    ),
    "table_encoding": Sentence(
        en="The table is not {expected} text; it seems to be {seems}. Save it again as “CSV {expected}”.",
        zh="表格不是 {expected} 文本，可能是{seems}。请另存为“CSV {expected}”格式。",
    ),
    "table_empty": Sentence(
        en="The table has no header. Write the column names into its first row.",
        zh="表格没有表头。请在第一行写上列名。",
    ),
    "table_malformed": Sentence(
        en="The table cannot be read: {reason}. Look for a quotation mark that is never closed.",
        zh="无法读取表格：{reason}。请检查是否有未闭合的引号。",
    ),
    "column_unnamed": Sentence(
        en="Column {position} has values but no name. Name it in the first row, or delete the column.",
        zh="第 {position} 列有数据但没有列名。请在第一行写上列名，或删除该列。",
    ),
    "column_twice": Sentence(
        en="The column “{name}” stands twice in the header. Rename or delete one of the two.",
        zh="表头中有两个“{name}”列。请重命名或删除其中一个。",
    ),
    "row_ragged": Sentence(
        en="This row has {fields} fields, but the header has {columns} columns. Check for a missing field, or for a "
        "comma inside a text without quotation marks.",
        zh="该行有 {fields} 个字段，而表头有 {columns} 列。请检查是否缺少字段，或文本中的逗号没有加引号。",
    ),
    "more_of_the_same": Sentence(
        en="{count} more rows have the same fault as the ones listed above. Correct those first; the others are often "
        "right then too.",
        zh="另有 {count} 行存在与上面相同的问题。请先更正已列出的行，其余的往往随之解决。",
    ),
}
