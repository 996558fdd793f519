"""Workbooks and numbers in texts: files that are no .xlsx, sheets and cells that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

_FILES: Mapping[str, Sentence] = {
    "workbook_kind": Sentence(
        en="“{file}” is not read: only workbooks without macros are. Open it and save it as “Excel Workbook (.xlsx)”.",
        zh="不读取“{file}”：仅支持不含宏的工作簿。请打开后另存为“Excel 工作簿（.xlsx）”。",
    ),
    "workbook_old": Sentence(
        en="The workbook is in an old or binary format. Open it and save it as “Excel Workbook (.xlsx)”.",
        zh="该工作簿是旧格式或二进制格式。请打开后另存为“Excel 工作簿（.xlsx）”。",
    ),
    "workbook_encrypted": Sentence(
        en="The workbook is protected by a password and cannot be read. Remove the password and save it as .xlsx.",
        zh="该工作簿设有密码，无法读取。请取消密码后另存为 .xlsx。",
    ),
    "workbook_macros": Sentence(
        en="The workbook holds macros, which are never run here. Save it as “Excel Workbook (.xlsx)” without macros.",
        zh="该工作簿含有宏，此处从不运行宏。请另存为不含宏的“Excel 工作簿（.xlsx）”。",
    ),
    "workbook_other": Sentence(
        en="The file is no Excel workbook. Open it in a spreadsheet and save it as “Excel Workbook (.xlsx)”.",
        zh="该文件不是 Excel 工作簿。请用电子表格软件打开，并另存为“Excel 工作簿（.xlsx）”。",
    ),
    "workbook_damaged": Sentence(
        en="The workbook is damaged and cannot be read ({reason}). Open it in a spreadsheet, save it again as .xlsx, "
        "and use that copy.",
        zh="该工作簿已损坏，无法读取（{reason}）。请用电子表格软件打开，重新保存为 .xlsx 后再使用。",
    ),
    "sheet_missing": Sentence(
        en="The workbook has no sheet “{sheet}”.[[ Did you mean {near}?]] Add it, or correct the name on its tab.",
        zh="工作簿中没有工作表“{sheet}”。[[是否想写 {near}？]]请添加该工作表，或更正工作表名称。",
    ),
    "sheet_twice": Sentence(
        en="The sheets “{first}” and “{second}” stand for the same thing. Keep one of them, or rename the other.",
        zh="工作表“{first}”和“{second}”表示相同的内容。请只保留一个，或重命名另一个。",
    ),
    "table_encoding_read": Sentence(
        en="“{file}” was read as {encoding}, because it is not UTF-8. If names look wrong, save it again as “CSV "
        "UTF-8”.",
        zh="“{file}”不是 UTF-8 编码，已按 {encoding} 读取。如名称显示有误，请另存为“CSV UTF-8”格式。",
    ),
}

_CELLS: Mapping[str, Sentence] = {
    "header_not_first": Sentence(
        en="The column names stand in row {found_row}, but they belong into the first row. Delete the rows above them.",
        zh="列名位于第 {found_row} 行，但应在第一行。请删除其上方的行。",
    ),
    "cells_merged": Sentence(
        en="The cells {cells} are merged, so that only the first of them holds a value. Unmerge them and fill in every "
        "row.",
        zh="单元格 {cells} 已合并，只有第一个单元格有值。请取消合并，并填写每一行。",
    ),
    "cell_error": Sentence(
        en="The cell holds the error {value} instead of a value. Correct its formula, or enter the value itself.",
        zh="该单元格的内容是错误值 {value}。请更正公式，或直接填写数值。",
    ),
    "formula_not_computed": Sentence(
        en="The formula {value} was never computed: the file was written by a program. Open it in a spreadsheet and "
        "save it, or enter the value itself.",
        zh="公式 {value} 尚未计算：该文件由程序生成。请用电子表格软件打开并保存，或直接填写数值。",
    ),
    "column_of_another_kind": Sentence(
        en="A limit of the kind “{kind}” does not use “{column}”. Clear this cell, or choose another kind.[[ It uses "
        "{known}.]]",
        zh="“{kind}”类限制不使用“{column}”。请清空该单元格，或选择其他种类。[[可用的列：{known}。]]",
    ),
    "digits_lost": Sentence(
        en="{value} is too long for a number in a spreadsheet, which keeps 15 digits: its last digits are lost. Format "
        "the cell as text and enter the whole code again.",
        zh="{value} 超出电子表格数字的 15 位精度，末尾数字已丢失。请将单元格设为文本格式，并重新输入完整编号。",
    ),
    "selector_malformed": Sentence(
        en="“{value}” cannot be read as a selection. Write it like region=East,South; lifecycle=new, with quotation "
        "marks around texts that hold such marks.",
        zh="“{value}”无法识别为筛选条件。请写成 region=East,South; lifecycle=new 的形式；含有符号的文本请加双引号。",
    ),
    "list_malformed": Sentence(
        en="“{value}” cannot be read as a list. Put commas between the items: region, product_line.",
        zh="“{value}”无法识别为列表。请用逗号分隔各项，例如 region, product_line。",
    ),
}

_NUMBERS: Mapping[str, Sentence] = {
    "number_ambiguous": Sentence(
        en="“{value}” can be read as two different numbers. Write it with a decimal point and without thousands "
        "separators, such as 1234.5.",
        zh="“{value}”可以理解为两个不同的数字。请使用小数点且不加千位分隔符，例如 1234.5。",
    ),
    "number_decimal_comma": Sentence(
        en="“{value}” has a comma where a decimal point is expected. Write it with a point, such as 1234.5.",
        zh="“{value}”用逗号代替了小数点。请使用小数点，例如 1234.5。",
    ),
    "number_with_currency": Sentence(
        en="“{value}” carries a currency sign; the currency and the unit are stated once for the whole document. Write "
        "the plain number.",
        zh="“{value}”带有货币符号；货币和单位已在文档中统一注明。请直接写数字。",
    ),
    "percent_not_amount": Sentence(
        en="“{value}” is a percentage, but an amount is expected here. Write the amount in the money unit "
        "of the document.",
        zh="“{value}”是百分比，但此处应为金额。请按文档的金额单位填写金额。",
    ),
}

WORKBOOKS: Mapping[str, Sentence] = {**_FILES, **_CELLS, **_NUMBERS}
