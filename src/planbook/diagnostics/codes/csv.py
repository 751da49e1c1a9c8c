"""Codes of metric series: tables of readings in CSV files."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit

CSV_MISSING_COLUMN: Final = Code(
    name="csv-missing-column",
    severity=Severity.ERROR,
    message={
        "en": "the table has no column `{column}`",
        "zh": "表格缺少 `{column}` 列",
    },
    help={
        "en": "the first line must name the columns: {columns}",
        "zh": "第一行必须写列名：{columns}",
    },
    variants={
        "suggest": (
            {
                "en": "the table has no column `{column}`",
                "zh": "表格缺少 `{column}` 列",
            },
            {
                "en": "did you mean `{column}` by `{written}`? The first line must name the "
                "columns: {columns}",
                "zh": "`{written}` 是想写 `{column}` 吗？第一行必须写列名：{columns}",
            },
        ),
        "separator": (
            {
                "en": "the table has no column `{column}`: its cells are separated by {separator}",
                "zh": "表格缺少 `{column}` 列：单元格之间用的是{separator}",
            },
            {
                "en": "separate the cells by commas: {columns}",
                "zh": "请用英文逗号分隔单元格：{columns}",
            },
        ),
        "empty": (
            {
                "en": "the table is empty",
                "zh": "表格是空的",
            },
            {
                "en": "the first line names the columns: {columns}",
                "zh": "第一行要写列名：{columns}",
            },
        ),
    },
    what={
        "en": "The CSV of a metric's readings needs the columns `date`, `subject` and `value`, "
        "that of its targets `period`, `subject` and `value`; others are ignored.",
        "zh": "指标读数的 CSV 必须有 `date`、`subject`、`value` 三列，目标值的 CSV 必须有 "
        "`period`、`subject`、`value` 三列，其他列会被忽略。",
    },
    why={
        "en": "Without them nobody can tell whose figure it is, or of which day or period.",
        "zh": "缺了它们，就不知道数字是谁的、是哪一天或哪个周期的。",
    },
    bad="date,person,value\n2026-07-31,chen-rui,5250000\n",
    good="date,subject,value\n2026-07-31,chen-rui,5250000\n",
)

CSV_BAD_ROW: Final = Code(
    name="csv-bad-row",
    severity=Severity.ERROR,
    message={
        "en": "`{written}` is not a number",
        "zh": "`{written}` 不是数字",
    },
    help={
        "en": "write digits only, with a point for decimals, as in 5250000 or 0.2",
        "zh": "请只写数字，小数用点，例如 5250000 或 0.2",
    },
    variants={
        "separators": (
            {
                "en": "`{written}` is text, not a number",
                "zh": "`{written}` 是文字，不是数字",
            },
            {
                "en": "leave out the separators: {example}",
                "zh": "请去掉千位分隔符：{example}",
            },
        ),
        "percent": (
            {
                "en": "`{written}` is text, not a number",
                "zh": "`{written}` 是文字，不是数字",
            },
            {
                "en": "leave out the sign: {example}; the metric's `unit` says that it is a share",
                "zh": "请去掉百分号：{example}；是否为百分比由指标的 `unit` 说明",
            },
        ),
        "date": (
            {
                "en": "`{written}` is not a date",
                "zh": "`{written}` 不是日期",
            },
            {
                "en": "write year, month and day as in 2026-07-31",
                "zh": "请按“年-月-日”书写，例如 2026-07-31",
            },
        ),
        "date-suggest": (
            {
                "en": "`{written}` is not written as a date",
                "zh": "`{written}` 的日期写法不对",
            },
            {
                "en": "write {example}",
                "zh": "请写成 {example}",
            },
        ),
        "period": (
            {
                "en": "`{written}` is not a period",
                "zh": "`{written}` 不是周期",
            },
            {"en": "{advice}", "zh": "{advice}"},
        ),
        "no-such-day": (
            {
                "en": "there is no day `{written}`",
                "zh": "没有 `{written}` 这一天",
            },
            {
                "en": "check the month and the day",
                "zh": "请检查月份和日期",
            },
        ),
        "era": (
            {
                "en": "`{written}` is not in the years {first} to {last}",
                "zh": "`{written}` 不在 {first} 年到 {last} 年之间",
            },
            {
                "en": "check the year",
                "zh": "请检查年份",
            },
        ),
        "quote": (
            {
                "en": 'a quotation mark `"` opens here and never closes',
                "zh": '这里的引号 `"` 没有配对的结尾引号',
            },
            {
                "en": "close it at the end of the cell, or take it out",
                "zh": "请在单元格末尾补上引号，或去掉它",
            },
        ),
        "empty": (
            {
                "en": "the cell `{column}` of this row is empty",
                "zh": "这一行的 `{column}` 是空的",
            },
            {
                "en": "fill it in, or delete the row",
                "zh": "请补上，或删除这一行",
            },
        ),
        "short": (
            {
                "en": "this row has {count} of {expected} cells: `{column}` is missing",
                "zh": "这一行只有 {count} 个单元格，应有 {expected} 个：缺少 `{column}`",
            },
            {
                "en": "fill in the row, or delete it",
                "zh": "请补全这一行，或删除它",
            },
        ),
        "broken": (
            {
                "en": "the table cannot be read from here on: {reason}",
                "zh": "从这里起无法继续读取表格：{reason}",
            },
            {
                "en": 'look for a `"` that is not closed',
                "zh": '请检查是否有没有闭合的 `"`',
            },
        ),
    },
    what={
        "en": "A row of a metric's CSV has a bad date or period, no subject, or a value that is "
        "no number.",
        "zh": "指标 CSV 的某一行日期或周期有误、缺少对象，或数值不是数字。",
    },
    why={
        "en": "The row would be left out of every figure. The other rows are read all the same.",
        "zh": "这一行无法计入任何数字。其他行照常读取。",
    },
    bad='date,subject,value\n2026/7/31,chen-rui,"5,250,000"\n',
    good="date,subject,value\n2026-07-31,chen-rui,5250000\n",
)

CSV_ENCODING: Final = Code(
    name="csv-encoding",
    severity=Severity.HINT,
    message={
        "en": "this table is not in UTF-8; it was read as gb18030, as Chinese Excel writes it",
        "zh": "这个表格不是 UTF-8 编码，已按 gb18030（中文版 Excel 的编码）读取",
    },
    help={
        "en": 'save it as "CSV UTF-8" so that everyone reads the same characters',
        "zh": "建议另存为“CSV UTF-8”格式，以免他人看到乱码",
    },
    what={
        "en": "A CSV file is not in UTF-8, and was understood as gb18030.",
        "zh": "CSV 文件不是 UTF-8 编码，按 gb18030 读取。",
    },
    why={
        "en": "An encoding that has to be guessed may one day be guessed wrong.",
        "zh": "靠猜测的编码总有一天会猜错。",
    },
    bad="# saved by Excel as CSV\n",
    good="# saved by Excel as CSV UTF-8\n",
)

CSV_AND_VALUES: Final = Code(
    name="csv-and-values",
    severity=Severity.ERROR,
    message={
        "en": "the same figures stand in two places: in `{file}` and under `{rows}`",
        "zh": "同样的数字写在了两处：`{file}` 和 `{rows}`",
    },
    help={
        "en": "keep one of them, and delete the other line",
        "zh": "请只保留一处，删除另一处",
    },
    what={
        "en": "A metric names a CSV file by `data` and has `values` of its own as well, or one by "
        "`targets_data` beside `targets`.",
        "zh": "指标既用 `data` 指定了 CSV，又自己写了 `values`；或者既有 `targets_data`，又有 `targets`。",
    },
    why={
        "en": "Where the two disagree, nobody knows which figure holds.",
        "zh": "两处不一致时，不知道以哪个为准。",
    },
    bad="data: revenue.csv\nvalues:\n  - {date: 2026-07-31, subject: chen-rui, value: 5250000}\n",
    good="data: revenue.csv\n",
)

CSV_UNKNOWN_FILE: Final = Code(
    name="csv-unknown-file",
    severity=Severity.ERROR,
    message={
        "en": "there is no table `{written}` beside this file",
        "zh": "本文件旁没有名为 `{written}` 的表格",
    },
    help={
        "en": "write the name of a CSV file; the path starts from the folder of this file",
        "zh": "请写 CSV 文件名；路径从本文件所在的文件夹算起",
    },
    variants={
        "suggest": (
            {
                "en": "there is no table `{written}` beside this file",
                "zh": "本文件旁没有名为 `{written}` 的表格",
            },
            {
                "en": "did you mean `{suggestion}`?",
                "zh": "您是想写 `{suggestion}` 吗？",
            },
        ),
        "spreadsheet": (
            {
                "en": "`{written}` is a spreadsheet, and figures are read from CSV files",
                "zh": "`{written}` 是电子表格，而数据要从 CSV 文件读取",
            },
            {
                "en": "in the spreadsheet program, save the sheet as `{saved}` (type: CSV UTF-8) "
                "beside this file, and write `{name}: {saved}`",
                "zh": "请在表格软件里把工作表另存为 `{saved}`（类型选 CSV UTF-8），放在本文件旁，"
                "并写 `{name}: {saved}`",
            },
        ),
        "spreadsheet-saved": (
            {
                "en": "`{written}` is a spreadsheet, and figures are read from CSV files",
                "zh": "`{written}` 是电子表格，而数据要从 CSV 文件读取",
            },
            {"en": "write `{name}: {saved}`", "zh": "请写 `{name}: {saved}`"},
        ),
    },
    fixes={
        "suggest": ((Edit("write", "{suggestion}"),),),
        "spreadsheet-saved": ((Edit("write", "{saved}"),),),
    },
    what={
        "en": "A metric's `data` or `targets_data` names a CSV file that does not exist in "
        "`content/`.",
        "zh": "指标的 `data` 或 `targets_data` 指定的 CSV 文件在 `content/` 中不存在。",
    },
    why={
        "en": "The metric would have no readings, or no targets, and its curve would be missing.",
        "zh": "这样指标就没有读数或目标值，也画不出曲线。",
    },
    bad="data: chanel-revenue.csv\n",
    good="data: channel-revenue.csv\n",
)

CODES: Final = (
    CSV_MISSING_COLUMN,
    CSV_BAD_ROW,
    CSV_ENCODING,
    CSV_AND_VALUES,
    CSV_UNKNOWN_FILE,
)
