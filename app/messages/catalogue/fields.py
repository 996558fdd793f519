"""Fields that are missing, unknown, or hold a value of the wrong kind or size."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

FIELDS: Mapping[str, Sentence] = {
    "field_missing": Sentence(
        en="“{field}” is missing. Add it here.",
        zh="缺少“{field}”。请在此处添加。",
    ),
    "field_unknown": Sentence(
        en="“{field}” is not known here.[[ Did you mean {near}?]] Correct the name or remove the line.[[ Known are "
        "{known}.]]",
        zh="此处不使用“{field}”。[[是否想写 {near}？]]请更正名称或删除该行。[[可用的有：{known}。]]",
    ),
    "value_not_allowed": Sentence(
        en="“{value}” cannot stand here. Look up in the schema what this field takes, and write one of its forms.",
        zh="此处不能写“{value}”。请在 schema 中查看该字段可用的写法，并选用其一。",
    ),
    "not_one_of": Sentence(
        en="“{value}” is not one of the choices.[[ Did you mean {near}?]][[ Choose one of {known}.]]",
        zh="“{value}”不是可选的值。[[是否想写 {near}？]][[请从以下选项中选择：{known}。]]",
    ),
    "not_a_truth_value": Sentence(
        en="“{value}” is neither true nor false. Write true or false, without quotation marks.",
        zh="“{value}”既不是 true 也不是 false。请填写 true 或 false，不加引号。",
    ),
    "not_a_whole_number": Sentence(
        en="“{value}” is no whole number, but one is expected. Write its digits, without point and quotation marks.",
        zh="此处应为整数，而不是“{value}”。请直接写数字，不加小数点和引号。",
    ),
    "number_in_braces": Sentence(
        en="“{value}” stands here as a field of its own: within braces a comma ends the number before it. Write "
        "numbers without thousands separators, such as 4800.",
        zh="“{value}”在此处被视为单独的字段：大括号内逗号表示前面的数字已结束。请不要写千位分隔符，例如 4800。",
    ),
    "not_a_list": Sentence(
        en="A list is expected here, not “{value}”. Write one item per line, each after a dash.",
        zh="此处应为列表，而不是“{value}”。请每行写一项，并以短横线开头。",
    ),
    "list_too_short": Sentence(
        en="The list has {length} entries; at least {bound} are needed. Add what is missing.",
        zh="列表有 {length} 项，至少需要 {bound} 项。请补充缺少的项。",
    ),
    "list_too_long": Sentence(
        en="The list has {length} entries; at most {bound} are allowed. Remove some of them.",
        zh="列表有 {length} 项，最多允许 {bound} 项。请删除一些。",
    ),
    "text_empty": Sentence(
        en="The text in “{field}” is empty. Write at least one character.",
        zh="“{field}”的文本为空。请至少填写一个字符。",
    ),
    "text_too_long": Sentence(
        en="The text has {length} characters; at most {bound} are allowed. Shorten it.",
        zh="文本有 {length} 个字符，最多允许 {bound} 个。请缩短。",
    ),
    "number_below_minimum": Sentence(
        en="{value} is too small: at least {bound} is allowed. Correct the number.",
        zh="{value} 过小：至少应为 {bound}。请更正该数字。",
    ),
    "number_above_maximum": Sentence(
        en="{value} is too large: at most {bound} is allowed. Correct the number.[[ Rates are fractions of one: "
        "write {fraction} for {value} %.]]",
        zh="{value} 过大：最多为 {bound}。请更正该数字。[[比率以小数表示：{value} % 请写成 {fraction}。]]",
    ),
    "number_not_above": Sentence(
        en="{value} is too small: it must be above {bound}. Correct the number.",
        zh="{value} 过小：必须大于 {bound}。请更正该数字。",
    ),
    "number_not_below": Sentence(
        en="{value} is too large: it must be below {bound}. Correct the number.[[ Rates are fractions of one: "
        "write {fraction} for {value} %.]]",
        zh="{value} 过大：必须小于 {bound}。请更正该数字。[[比率以小数表示：{value} % 请写成 {fraction}。]]",
    ),
    "not_finite": Sentence(
        en="“{value}” is not a number that can be planned with. Write a finite number, or leave the field out.",
        zh="“{value}”不是可用于计划的数值。请填写有限的数字，或不填此字段。",
    ),
    "not_a_number": Sentence(
        en="A number is expected here, not “{value}”. Write the plain number, such as 1250.5.",
        zh="此处应为数字，而不是“{value}”。请直接写数字，例如 1250.5。",
    ),
    "number_as_text": Sentence(
        en="“{value}” is written as text, but a number is expected. Write the plain number, such as 1234.5, without "
        "quotation marks and units.",
        zh="“{value}”是文本，但此处应为数字。请直接写数字，例如 1234.5，不加引号和单位。",
    ),
    "exponent_without_sign": Sentence(
        en="“{value}” is read as a text, because the codes of products look like this too. Write the number out, or "
        "with the exponent's sign, such as 1e+6.",
        zh="“{value}”被当作文本，因为产品代码也可能是这种写法。请写出完整的数字，或写明指数的符号，例如 1e+6。",
    ),
    "percent_as_text": Sentence(
        en="“{value}” is a text, but a number is expected. Write rates as fractions, 0.05 for 5 %, and amounts without "
        "a sign.",
        zh="“{value}”是文本，但此处应为数字。比率请写成小数，5 % 写成 0.05；金额请勿加百分号。",
    ),
    "rows_expected": Sentence(
        en="Rows are expected here, not “{value}”. List them, or name their file, such as “table: cells.csv”.",
        zh="此处应为数据行，而不是“{value}”。请逐行列出，或指定表格文件，例如“table: cells.csv”。",
    ),
    "not_text": Sentence(
        en="Text is expected here, not “{value}”. Write one text, in quotation marks where it looks like a number.",
        zh="此处应为文本，而不是“{value}”。请写一段文本；如看起来像数字，请加引号。",
    ),
    "not_an_object": Sentence(
        en="An object with named fields is expected here, not “{value}”. Write it as “name: value” lines.",
        zh="此处应为带字段名的对象，而不是“{value}”。请写成“名称: 值”的形式。",
    ),
    "attribute_not_a_value": Sentence(
        en="The attribute “{field}” holds “{value}”; a text, a number, true or false is expected. Write one simple "
        "value.",
        zh="属性“{field}”的值是“{value}”；此处应为文本、数字、true 或 false。请写一个简单的值。",
    ),
    "control_character": Sentence(
        en="“{value}” holds a line break or an invisible character. Write it as one plain line.",
        zh="“{value}”含有换行或不可见字符。请写成一行普通文本。",
    ),
    "formula_text": Sentence(
        en="“{value}” would run as a formula in a spreadsheet. Write it as plain text: begin with a letter or a digit.",
        zh="“{value}”在电子表格中会被当作公式执行。请写成普通文本，以文字或数字开头。",
    ),
    "name_form": Sentence(
        en="“{value}” cannot be used as a name: use letters, digits and _ only, and do not begin with a digit. "
        "What people should read goes into the label.",
        zh="“{value}”不能用作名称：只能使用文字、数字和下划线，且不能以数字开头。显示给人看的名称请写在 label 中。",
    ),
    "currency_unknown": Sentence(
        en="“{value}” is not a currency code that has a smallest unit.[[ Did you mean {near}?]] Use the three letters "
        "of ISO 4217, such as CNY.",
        zh="“{value}”不是有最小单位的货币代码。[[是否想写 {near}？]]请使用 ISO 4217 的三个字母，例如 CNY。",
    ),
}
