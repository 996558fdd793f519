"""Imports of transaction tables: what cannot be read, and what nobody may decide silently."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

IMPORTS: Mapping[str, Sentence] = {
    "import_no_rows": Sentence(
        en="The table has a header but no rows. Check that the right file or sheet was chosen.",
        zh="表格只有表头，没有数据行。请检查是否选对了文件或工作表。",
    ),
    "import_workbook_unreadable": Sentence(
        en="The file cannot be read as a workbook ({reason}). Open it in a spreadsheet, take off a password if it has "
        "one, and save it as .xlsx; a text file needs the ending .csv.",
        zh="无法将该文件作为工作簿读取（{reason}）。请用电子表格软件打开，"
        "如有密码请取消，再另存为 .xlsx；文本文件的扩展名应为 .csv。",
    ),
    "import_parquet_unreadable": Sentence(
        en="The file cannot be read as Parquet; it is cut off, or of another kind. Export it again, or save it as CSV.",
        zh="无法将该文件作为 Parquet 读取：文件不完整或不是该格式。请重新导出，或另存为 CSV。",
    ),
    "import_not_a_text": Sentence(
        en="The file is called {file}, but holds {seems}. Give it the ending {ending}, or save it as “CSV UTF-8”.",
        zh="文件名为 {file}，内容却是 {seems}。请将扩展名改为 {ending}，或另存为“CSV UTF-8”。",
    ),
    "import_sheet_missing": Sentence(
        en="The workbook has no sheet “{sheet}”. Choose one of {known}.",
        zh="工作簿中没有名为“{sheet}”的工作表。请从以下工作表中选择：{known}。",
    ),
    "import_table_missing": Sentence(
        en="The mapping describes a table under “{section}”, but none was given. Name its file there or hand it over, "
        "or take the section out of the mapping.",
        zh="映射文件描述了“{section}”表，但没有提供该表。请在其中写明文件或一并提交，或从映射文件中删除该节。",
    ),
    "import_column_missing": Sentence(
        en="The table {table} has no column “{column}”.[[ Did you mean {near}?]][[ It has {known}.]] Correct the name "
        "in the mapping.",
        zh="表格 {table} 中没有“{column}”列。[[是否想写 {near}？]][[现有的列：{known}。]]请在映射文件中更正列名。",
    ),
    "import_date_missing": Sentence(
        en="The date is missing. Fill it in, or delete the row.",
        zh="缺少日期。请补填，或删除该行。",
    ),
    "import_date_unreadable": Sentence(
        en="“{value}” is not a date. Write it as 2019-07-31 or 2019-07, or state the date_format in the mapping.",
        zh="“{value}”不是日期。请写成 2019-07-31 或 2019-07，或在映射文件中说明 date_format。",
    ),
    "import_date_ambiguous": Sentence(
        en="It is not certain whether day or month comes first in “{value}”. State in the mapping: date_format: dmy "
        "(day first) or mdy (month first).",
        zh="无法确定“{value}”中日与月的先后。请在映射文件中说明：date_format: dmy（日在前）或 mdy（月在前）。",
    ),
    "import_date_outside": Sentence(
        en="“{value}” lies outside the years 1950 to 2199. Correct the date.",
        zh="“{value}”不在 1950 至 2199 年之间。请更正日期。",
    ),
    "import_amount_missing": Sentence(
        en="The amount is missing. Fill it in (0 if nothing was sold), or delete the row.",
        zh="缺少金额。请补填（没有销售则填 0），或删除该行。",
    ),
    "import_currency_mixed": Sentence(
        en="The row is in “{value}”, the mapping says {expected}. Convert all amounts into one currency first.",
        zh="该行的货币是“{value}”，而映射文件中是 {expected}。请先将所有金额换算为同一货币。",
    ),
    "import_two_parents": Sentence(
        en="“{name}” stands under {first} in one row and under {second} in this one. Give every member one place.",
        zh="“{name}”在一行中属于 {first}，在本行中属于 {second}。请使每个成员只有一个上级。",
    ),
    "import_people_twice": Sentence(
        en="{names} are both marked as people. Give the role “person” to one dimension only.",
        zh="{names} 都标为人员维度。请只给一个维度设置 role: person。",
    ),
    "import_target_form": Sentence(
        en="A company target is either an amount or a growth_rate. State one of the two.",
        zh="公司目标应为 amount 或 growth_rate 之一。请二选一。",
    ),
    "import_dimension_unknown": Sentence(
        en="“{name}” is no dimension of this mapping.[[ Did you mean {near}?]] Choose one of {known}.",
        zh="本映射文件中没有维度“{name}”。[[是否想写 {near}？]]请从以下维度中选择：{known}。",
    ),
    "import_base_year_empty": Sentence(
        en="There are no sales in {year} ({first} to {last}); the table runs from {opening} to {closing}. Correct "
        "years.base or years.starts in the mapping.",
        zh="{year}（{first} 至 {last}）没有销售；表格的范围是 {opening} 至 {closing}。请更正映射文件中的 years.base 或 "
        "years.starts。",
    ),
    "import_base_year_incomplete": Sentence(
        en="{year} runs from {first} to {last}, but the table only from {opening} to {closing}. Choose a year that is "
        "complete, or state years.is_complete: true if nothing was sold in the other months.",
        zh="{year} 为 {first} 至 {last}，而表格只有 {opening} 至 {closing} 的数据。请选择完整的年度；若其余月份确实没有"
        "销售，请写 years.is_complete: true。",
    ),
    "import_comparable_not_positive": Sentence(
        en="The comparable year adds up to {amount}, so nothing can be planned from it. Check the base year and the "
        "sign of the amounts.",
        zh="可比年度合计为 {amount}，无法据此制定计划。请检查基年和金额的正负号。",
    ),
    "import_excluded_unknown": Sentence(
        en="The table {table} has no row {row}. Correct the row under one_off.exclude, or take it out.",
        zh="表格 {table} 中没有第 {row} 行。请更正 one_off.exclude 中的行号，或删除该项。",
    ),
    "import_excluded_changed": Sentence(
        en="Row {row} should be left out with the amount {amount}, but {found} stands there now: the table has "
        "changed. "
        "Find the deal again and correct row and amount.",
        zh="第 {row} 行应以金额 {amount} 剔除，但现在的金额是 {found}：表格已变化。"
        "请重新找到该笔交易并更正行号和金额。",
    ),
    "import_assignment_backwards": Sentence(
        en="{person} has {place} until a day that is not after the start. Correct start or end.",
        zh="{person} 负责 {place} 的结束日期不晚于开始日期。请更正日期。",
    ),
    "import_previous_without_year": Sentence(
        en="The table of last targets has no rows of {year}; it has {known}. Correct the column, or the base year.",
        zh="上次目标表中没有 {year} 年的行，只有 {known}。请更正列名或基年。",
    ),
    "import_person_unknown": Sentence(
        en="“{name}” is not in the people table.[[ Did you mean {near}?]] Correct the name, or add the person.",
        zh="人员表中没有“{name}”。[[是否想写 {near}？]]请更正姓名，或补充该人员。",
    ),
    "import_person_unmatched": Sentence(
        en="“{name}” sold something but is not in the people table.[[ Did you mean {near}?]] Correct the name with "
        "“replace” in the dimension, add the person, or state people.unmatched: keep.",
        zh="“{name}”有销售记录但不在人员表中。[[是否想写 {near}？]]请在维度的 replace 中更正姓名、补充人员，或写 "
        "people.unmatched: keep。",
    ),
    "import_person_left": Sentence(
        en="“{name}” left on {day} and sold something in the base year. Name a successor with “replace” in the "
        "dimension, or list the name under people.keep.",
        zh="“{name}”已于 {day} 离职，但基年有销售。请在维度的 replace 中写明接替者，或列入 people.keep。",
    ),
    "import_person_without_history": Sentence(
        en="“{name}” (row {row} of the people table) has no sales in the base year. Write a rule under proxies, or "
        "list "
        "the name under people.ignore.",
        zh="“{name}”（人员表第 {row} 行）在基年没有销售。请在 proxies 中写明替代规则，或列入 people.ignore。",
    ),
    "import_history_too_short": Sentence(
        en="“{name}” was there for too little of the base year to speak for a full one (months: {months}). Write a "
        "rule under proxies, or lower annualise.least_months.",
        zh="“{name}”在基年只有 {months} 个月，不足以推算全年。请在 proxies 中写明替代规则，或调低 "
        "annualise.least_months。",
    ),
    "import_part_missing": Sentence(
        en="The part “{part}” is missing in the form. Add the file under that name.",
        zh="表单中缺少“{part}”部分。请以该名称添加文件。",
    ),
    "import_part_unknown": Sentence(
        en="The part “{part}” of the form is not known. Use only {known}.",
        zh="表单中的“{part}”部分无法识别。可用的部分：{known}。",
    ),
    "import_proxy_incomplete": Sentence(
        en="The rule {rule} needs “{needed}”. Add it to the rule.",
        zh="规则 {rule} 需要“{needed}”。请在规则中补充。",
    ),
    "import_proxy_with_history": Sentence(
        en="“{name}” has sales of its own in the base year, so nothing may stand in for them. Take it out of the rule.",
        zh="“{name}”在基年有自己的销售，不能再用替代值。请从规则中删除。",
    ),
    "import_proxy_not_positive": Sentence(
        en="The peers of this rule ({name} and others) sold nothing in all. Name other peers, or state an amount.",
        zh="该规则的同类人员（{name} 等）合计没有销售。请改用其他同类人员，或直接写金额。",
    ),
    "import_proxy_without_place": Sentence(
        en="It is not known which {dimension} “{name}” will have. Add it to the assignment table, or state it under "
        "“where” of the rule.",
        zh="不知道“{name}”将负责哪个 {dimension}。请在分配表中补充，或在规则的 where 中写明。",
    ),
    "import_peer_without_history": Sentence(
        en="“{name}” has no full year that could stand in for others.[[ Did you mean {near}?]] Name other peers, or "
        "state "
        "an amount.",
        zh="“{name}”没有可供参照的完整年度。[[是否想写 {near}？]]请改用其他同类人员，或直接写金额。",
    ),
}

QUALITY: Mapping[str, Sentence] = {
    "quality_duplicates": Sentence(
        en="Rows equal to an earlier one in every column: {count} (row {rows}). They were counted; delete them if they "
        "were entered twice.",
        zh="{count} 行与前面的行完全相同（第 {rows} 行）。已计入合计；若是重复录入，请删除。",
    ),
    "quality_returns": Sentence(
        en="Rows below zero: {count}, {amount} in all (row {rows}). They were counted as returns; check that they are.",
        zh="{count} 行为负数，合计 {amount}（第 {rows} 行）。已按退货计入；请核对。",
    ),
    "quality_rounded": Sentence(
        en="Amounts finer than the smallest coin: {count}. They were rounded, as the mapping says; check the source if "
        "that is not meant.",
        zh="{count} 个金额比最小货币单位更细，已按映射文件的要求取整。若非本意，请检查来源。",
    ),
    "quality_encoding": Sentence(
        en="The table was read as {encoding}, as the mapping says. Check some names with accents or Chinese "
        "characters.",
        zh="表格按映射文件的要求以 {encoding} 编码读取。请抽查几个中文或带重音的名称。",
    ),
    "quality_dates_after": Sentence(
        en="Rows after {year}: {count} (row {rows}). They were not used; check the base year if they should be.",
        zh="{count} 行的日期晚于 {year}（第 {rows} 行），未使用。若应使用，请检查基年。",
    ),
    "quality_dates_old": Sentence(
        en="Rows more than ten years older than the base year: {count} (row {rows}). Check for typing errors.",
        zh="{count} 行比基年早十年以上（第 {rows} 行）。请检查是否录入有误。",
    ),
    "quality_gap_months": Sentence(
        en="Months without sales: {count} ({months}). Check that no part of the data is missing.",
        zh="{count} 个月没有销售（{months}）。请检查数据是否缺失。",
    ),
    "quality_saw_tooth": Sentence(
        en="The first month of every quarter lies {percent} % below the other two: a saw-tooth. Check whether sales "
        "are "
        "booked late; judge progress by quarters.",
        zh="每季度首月比其余两月低 {percent} %，呈锯齿形。请检查是否存在延后入账，并按季度考核进度。",
    ),
    "quality_one_year": Sentence(
        en="Only {year} is complete, so there is no growth and no spread to learn from; the defaults were used. Add "
        "earlier years if there are any.",
        zh="只有 {year} 是完整年度，无法得出增长和离散程度，已使用默认值。如有更早年度，请补充。",
    ),
    "quality_similar_names": Sentence(
        en="“{first}” and “{second}” differ in blanks or capitals only. If they are the same, write one into "
        "“replace”.",
        zh="“{first}”与“{second}”只有空格或大小写的差别。若为同一对象，请写入 replace。",
    ),
    "quality_totals": Sentence(
        en="Members that look like sums of other rows: {names}. If they are, delete their rows, which count everything "
        "twice.",
        zh="疑似其他行合计的成员：{names}。若确为合计，请删除这些行，否则会重复计算。",
    ),
    "quality_people_unmatched": Sentence(
        en="People of the transactions who are not in the people table: {count} ({names}). Add them, or correct the "
        "names.",
        zh="交易中有 {count} 人不在人员表中（{names}）。请补充或更正姓名。",
    ),
    "quality_sold_before_hire": Sentence(
        en="People who sold something before their hire date: {count} ({names}). They count as there from then on; "
        "check the hire dates.",
        zh="{count} 人在入职日期之前已有销售，按首次销售起算（{names}）。请核对入职日期。",
    ),
    "quality_previous_lost": Sentence(
        en="People whose last targets found no cell: {count} ({names}). Check the names, or whether they left.",
        zh="{count} 人的上次目标没有对应的单元（{names}）。请核对姓名或是否已离职。",
    ),
    "quality_person_many_places": Sentence(
        en="People with sales in several regions in the base year: {count}, the largest region first: {examples}. "
        "Decide who keeps what.",
        zh="{count} 人在基年有多个区域的销售（由大到小）：{examples}。请确定各自负责的区域。",
    ),
    "quality_places_disagree": Sentence(
        en="People whose tables name different regions: {count}, {examples}. Correct the tables that are out of date.",
        zh="{count} 人在不同表中的区域不一致：{examples}。请更正过时的表格。",
    ),
    "quality_place_many_people": Sentence(
        en="Regions with several sellers: {count}, {examples}. Check that each of them should get a target there.",
        zh="{count} 个区域有多名销售人员：{examples}。请确认各人在该区域都应有目标。",
    ),
    "quality_below_cost": Sentence(
        en="Rows sold below cost: {count}, {percent} % of the base year's sales (row {rows}). Check the costs; if they "
        "are right, weigh margin in the strategy.",
        zh="{count} 行（占基年销售 {percent} %）低于成本销售（第 {rows} 行）。请核对成本；若无误，请在策略中考虑毛利。",
    ),
    "quality_new_articles": Sentence(
        en="Articles without sales before the base year: {count}, {percent} % of it ({names}). Plan them by product, "
        "not by article.",
        zh="{count} 个品种在基年之前没有销售，占基年的 {percent} %（{names}）。请按产品而不是品种制定计划。",
    ),
    "quality_one_offs": Sentence(
        en="Deals that stand out: {count}, {amount} in all (row {rows}). They were counted; name those that will not "
        "come again under one_off.exclude.",
        zh="{count} 笔大单明显偏离，合计 {amount}（第 {rows} 行）。已计入；不会再发生的请写入 one_off.exclude。",
    ),
    "quality_cells_not_positive": Sentence(
        en="Cells with a baseline of zero or below, and so without a growth rate: {count} ({examples}). Decide whether "
        "they need a target.",
        zh="{count} 个单元的基数为零或负数（{examples}），没有增长率。请确定是否需要目标。",
    ),
    "quality_caps_below_target": Sentence(
        en="The caps of all people add up to {caps}, {short} less than the company target of {target}. Raise the caps, "
        "or lower the target.",
        zh="所有人员的上限合计 {caps}，比公司目标 {target} 少 {short}。请提高上限或降低目标。",
    ),
    "quality_floors_above_target": Sentence(
        en="The floors of all people add up to {floors}, {over} more than the company target of {target}. Lower the "
        "floors, or raise the target.",
        zh="所有人员的下限合计 {floors}，比公司目标 {target} 多 {over}。请降低下限或提高目标。",
    ),
}
