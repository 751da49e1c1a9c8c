"""Codes of metric series: tables of readings in CSV files."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit

CSV_MISSING_COLUMN: Final = Code(
    name="csv-missing-column",
    severity=Severity.ERROR,
    message={
        "en": "the table has no column {missing}; its columns are {headers}",
        "zh": "表格缺少 {missing} 列，现有的列是 {headers}",
    },
    help={
        "en": "name the columns in the first row: {columns}. Or say in the metric which is which: "
        "`columns: {{date: …, subject: …, value: …}}` with the headers of the table",
        "zh": "请在第一行写列名：{columns}。也可以在指标里写明各列的表头："
        "`columns: {{date: …, subject: …, value: …}}`",
    },
    variants={
        "columns": (
            {
                "en": "the table has no column {missing}; its columns are {headers}",
                "zh": "表格缺少 {missing} 列，现有的列是 {headers}",
            },
            {
                "en": "add this line to the metric: `{line}`. Or name the columns in the first "
                "row: {columns}",
                "zh": "请在指标里加一行：`{line}`。也可以把第一行的列名改成：{columns}",
            },
        ),
        "several": (
            {
                "en": "several columns may be {missing}; the columns are {headers}",
                "zh": "有几列都可能是 {missing}，现有的列是 {headers}",
            },
            {
                "en": "add the right one of these lines to the metric: {lines}",
                "zh": "请把正确的一行加到指标里：{lines}",
            },
        ),
        "rename": (
            {
                "en": "the table has no column {missing}; its columns are {headers}",
                "zh": "表格缺少 {missing} 列，现有的列是 {headers}",
            },
            {
                "en": "change the header {renamed}; the columns needed are {columns}",
                "zh": "请改表头：{renamed}；需要的列是：{columns}",
            },
        ),
        "suggest": (
            {
                "en": "the table has no column {missing}",
                "zh": "表格缺少 {missing} 列",
            },
            {
                "en": "did you mean `{column}` by `{written}`? The columns needed are: {columns}",
                "zh": "`{written}` 是想写 `{column}` 吗？需要的列是：{columns}",
            },
        ),
        "separator": (
            {
                "en": "the table has no column {missing}: its cells are separated by {separator}",
                "zh": "表格缺少 {missing} 列：单元格之间用的是{separator}",
            },
            {
                "en": "separate the cells by commas, semicolons or tabs: {columns}",
                "zh": "请用英文逗号、分号或制表符分隔单元格：{columns}",
            },
        ),
        "wide": (
            {
                "en": "this table has several figures in a row, by month or by person; planbook reads "
                "one figure a row",
                "zh": "这张表一行有好几个数字（每月或每人一列）；planbook 每行只读一个数字",
            },
            {
                "en": "turn it into a list with the columns {columns} and a row for each month and "
                "person, such as {example}. In Excel: Data > From Table/Range, select these "
                "columns, Transform > Unpivot Columns",
                "zh": "请改成清单：列名为 {columns}，每人每月一行，例如 {example}。Excel 的做法："
                "“数据”>“来自表格/区域”，选中这些列，“转换”>“逆透视列”",
            },
        ),
        "no-headers": (
            {
                "en": "this row holds figures, and no row above it names the columns",
                "zh": "这一行是数据，上面却没有列名",
            },
            {
                "en": "put a row above it that names each column: {columns}",
                "zh": "请在它上面加一行，写明每一列的列名：{columns}",
            },
        ),
        "twice": (
            {
                "en": "the table has two columns `{column}`",
                "zh": "表格有两列都叫 `{column}`",
            },
            {
                "en": "rename the one that is not to be read",
                "zh": "请给不用的那一列改名",
            },
        ),
        "empty": (
            {
                "en": "the table is empty",
                "zh": "表格是空的",
            },
            {
                "en": "the first row names the columns: {columns}",
                "zh": "第一行要写列名：{columns}",
            },
        ),
    },
    fixes={"suggest": ((Edit("write", "{column}"),),)},
    what={
        "en": "The CSV of a metric's readings needs the columns `date`, `subject` and `value`, "
        "that of its targets `period`, `subject` and `value`; others are ignored. Usual headers "
        "such as `month`, `name` or `amount` are understood where only one column has such a "
        "header.",
        "zh": "指标读数的 CSV 必须有 `date`、`subject`、`value`（日期、对象、数值）三列，目标值的 CSV "
        "必须有 `period`、`subject`、`value`（周期、对象、数值）三列，其他列会被忽略。"
        "月份、姓名、金额等常用表头，在不会混淆时也能识别。",
    },
    why={
        "en": "Without them nobody can tell whose figure it is, or of which day or period.",
        "zh": "缺了它们，就不知道数字是谁的、是哪一天或哪个周期的。",
    },
    bad="date,who,value\n2026-07-31,chen-rui,5250000\n",
    good="date,subject,value\n2026-07-31,chen-rui,5250000\n",
)

CSV_BAD_ROW: Final = Code(
    name="csv-bad-row",
    severity=Severity.ERROR,
    message={
        "en": "`{written}` is not a number{rows}",
        "zh": "`{written}` 不是数字{rows}",
    },
    help={
        "en": "write digits only, with a point for decimals, as in 5250000 or 0.2",
        "zh": "请只写数字，小数用点，例如 5250000 或 0.2",
    },
    variants={
        "number": (
            {
                "en": "`{written}` is not a number{rows}",
                "zh": "`{written}` 不是数字{rows}",
            },
            {
                "en": "write digits only, with a point for decimals, as in 5250000 or 0.2",
                "zh": "请只写数字，小数用点，例如 5250000 或 0.2",
            },
        ),
        "ambiguous-number": (
            {
                "en": "`{written}` may be {one} or {other}{rows}",
                "zh": "`{written}` 可能是 {one}，也可能是 {other}{rows}",
            },
            {
                "en": "write {one} or {other}; format the column without thousands separators",
                "zh": "请写成 {one} 或 {other}；建议把这一列设为不用千位分隔符",
            },
        ),
        "currency": (
            {
                "en": "`{written}` is in {other}, and the metric counts in `{unit}`{rows}",
                "zh": "`{written}` 的币种是 {other}，而指标的单位是 `{unit}`{rows}",
            },
            {
                "en": "convert the amount, and write it without the currency; or correct `unit` in "
                "the metric",
                "zh": "请换算后只写数字；如果是指标的 `unit` 写错了，请改正",
            },
        ),
        "unit": (
            {
                "en": "`{written}` counts in {other}, and the metric in `{unit}`{rows}",
                "zh": "`{written}` 的单位是 {other}，而指标的单位是 `{unit}`{rows}",
            },
            {
                "en": "write the number alone, in the metric's unit; or correct `unit` in the metric",
                "zh": "请按指标的单位只写数字；如果是指标的 `unit` 写错了，请改正",
            },
        ),
        "scale": (
            {
                "en": "`{written}` may count in single units or in `{unit}`{rows}",
                "zh": "`{written}` 不知道是以“元”计还是以 `{unit}` 计{rows}",
            },
            {
                "en": "write the number alone, in `{unit}`",
                "zh": "请以 `{unit}` 为单位，只写数字",
            },
        ),
        "percent": (
            {
                "en": "`{written}` is a percentage, and the unit of the metric is `{unit}`{rows}",
                "zh": "`{written}` 是百分数，而指标的单位是 `{unit}`{rows}",
            },
            {
                "en": "write {one} or {other}, as the metric counts; or, if it counts in percent, "
                'write `unit: "%"` in the metric',
                "zh": "请按指标的口径写成 {one} 或 {other}；如果指标是百分比，请在指标里写 "
                '`unit: "%"`',
            },
        ),
        "beside-percent": (
            {
                "en": "`{written}` stands beside figures with a percent sign: it may be {one} or "
                "{other}{rows}",
                "zh": "`{written}` 旁边的数字都带百分号：可能是 {one}，也可能是 {other}{rows}",
            },
            {
                "en": "write {one} or {other}",
                "zh": "请写成 {one} 或 {other}",
            },
        ),
        "excel-error": (
            {
                "en": "`{written}` is an error of the spreadsheet{rows}",
                "zh": "`{written}` 是表格里的公式错误{rows}",
            },
            {
                "en": "correct the formula, or empty the cell where there is no figure, and save "
                "again",
                "zh": "请修正公式；没有数字的请清空单元格，再保存一次",
            },
        ),
        "rounded": (
            {
                "en": "`{written}` was rounded by the spreadsheet{rows}",
                "zh": "`{written}` 已被表格四舍五入{rows}",
            },
            {
                "en": "format the column as a number without decimals, and save again",
                "zh": "请把这一列设为不带小数的数字格式，再保存一次",
            },
        ),
        "narrow": (
            {
                "en": "`{written}`: the column was too narrow to show the figure{rows}",
                "zh": "`{written}`：列宽不够，数字没有保存下来{rows}",
            },
            {
                "en": "widen the column in the spreadsheet, and save again",
                "zh": "请在表格里加大列宽，再保存一次",
            },
        ),
        "date": (
            {
                "en": "`{written}` is not a date{rows}",
                "zh": "`{written}` 不是日期{rows}",
            },
            {
                "en": "write year, month and day as in 2026-07-31, or year and month as in 2026-07",
                "zh": "请按“年-月-日”书写，例如 2026-07-31；只有月份时写 2026-07",
            },
        ),
        "ambiguous-day": (
            {
                "en": "`{written}` may be {one} or {other}{rows}",
                "zh": "`{written}` 可能是 {one}，也可能是 {other}{rows}",
            },
            {
                "en": "write {one} or {other}; format the column as yyyy-mm-dd",
                "zh": "请写成 {one} 或 {other}；建议把这一列的格式设为 yyyy-mm-dd",
            },
        ),
        "two-orders": (
            {
                "en": "`{written}` and `{first}` write day and month in different orders{rows}",
                "zh": "`{written}` 和 `{first}` 的日、月顺序不同{rows}",
            },
            {
                "en": "check the dates of the whole column, and format it as yyyy-mm-dd",
                "zh": "请核对整列日期，并把格式设为 yyyy-mm-dd",
            },
        ),
        "serial": (
            {
                "en": "`{written}` is a date as a spreadsheet counts days{rows}",
                "zh": "`{written}` 是表格内部的日期序号{rows}",
            },
            {
                "en": "write {example}, or format the column as yyyy-mm-dd and save again",
                "zh": "请写成 {example}，或把这一列的格式设为 yyyy-mm-dd 再保存",
            },
        ),
        "short-year": (
            {
                "en": "`{written}` has a year of two digits{rows}",
                "zh": "`{written}` 的年份只有两位{rows}",
            },
            {
                "en": "write the year in full, as in 2026-07-31; format the column as yyyy-mm-dd",
                "zh": "请写四位年份，例如 2026-07-31；建议把这一列的格式设为 yyyy-mm-dd",
            },
        ),
        "no-year": (
            {
                "en": "`{written}` has no year{rows}",
                "zh": "`{written}` 没有年份{rows}",
            },
            {
                "en": "write the year too, as in 2026-07-31 or 2026-07",
                "zh": "请写上年份，例如 2026-07-31 或 2026-07",
            },
        ),
        "period": (
            {
                "en": "`{written}` is not a period{rows}",
                "zh": "`{written}` 不是周期{rows}",
            },
            {
                "en": "write 2026, 2026-H1, 2026-Q3, 2026-07 or 2026-W30",
                "zh": "请写 2026、2026-H1、2026-Q3、2026-07 或 2026-W30",
            },
        ),
        "day-for-period": (
            {
                "en": "`{written}` is a day, not a period{rows}",
                "zh": "`{written}` 是日期，不是周期{rows}",
            },
            {
                "en": "for the month write {example}",
                "zh": "如果指的是当月，请写成 {example}",
            },
        ),
        "no-such-day": (
            {
                "en": "there is no day `{written}`{rows}",
                "zh": "没有 `{written}` 这一天{rows}",
            },
            {
                "en": "check the month and the day",
                "zh": "请检查月份和日期",
            },
        ),
        "era": (
            {
                "en": "`{written}` is not in the years {first} to {last}{rows}",
                "zh": "`{written}` 不在 {first} 年到 {last} 年之间{rows}",
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
                "en": "the cell `{column}` is empty{rows}",
                "zh": "`{column}` 是空的{rows}",
            },
            {
                "en": "fill it in, or delete the row; of merged cells only the first holds the value",
                "zh": "请补上，或删除这一行；合并的单元格只有第一格有内容",
            },
        ),
        "short": (
            {
                "en": "this row has {count} of {expected} cells: `{column}` is missing{rows}",
                "zh": "这一行只有 {count} 个单元格，应有 {expected} 个：缺少 `{column}`{rows}",
            },
            {
                "en": "fill in the row, or delete it",
                "zh": "请补全这一行，或删除它",
            },
        ),
        "long": (
            {
                "en": "this row has {count} cells, and the table {expected} columns{rows}",
                "zh": "这一行有 {count} 个单元格，而表格只有 {expected} 列{rows}",
            },
            {
                "en": "write numbers without separators, as in 3500000, and put text that holds a "
                "separator in quotation marks",
                "zh": "数字请不要写千位分隔符，例如 3500000；含分隔符的文字请加引号",
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
    fixes={
        **{
            variant: ((Edit("write", "{one}"),), (Edit("write", "{other}"),))
            for variant in ("ambiguous-number", "percent", "beside-percent", "ambiguous-day")
        },
        "serial": ((Edit("write", "{example}"),),),
        "day-for-period": ((Edit("write", "{example}"),),),
    },
    what={
        "en": "A row of a metric's CSV has a bad date or period, no subject, or a value that is "
        "no number; or it can be read in two ways. All rows of a file with the same problem are "
        "one finding.",
        "zh": "指标 CSV 的某一行日期或周期有误、缺少对象、数值不是数字，或者有两种读法。"
        "同一文件里原因相同的行合并成一条。",
    },
    why={
        "en": "The row would be left out of every figure. The other rows are read all the same.",
        "zh": "这一行无法计入任何数字。其他行照常读取。",
    },
    bad="date,subject,value\n03/04/2026,chen-rui,5250000\n",
    good="date,subject,value\n2026-04-03,chen-rui,5250000\n",
)

CSV_SKIPPED_ROW: Final = Code(
    name="csv-skipped-row",
    severity=Severity.HINT,
    message={
        "en": "the cell `{column}` is empty: the row counts as no reading{rows}",
        "zh": "`{column}` 是空的，这一行不算读数{rows}",
    },
    help={
        "en": "where the figure is zero, write 0; otherwise you may delete the row",
        "zh": "如果数字是零，请写 0；否则可以删除这一行",
    },
    variants={
        "total": (
            {
                "en": "`{written}`: this row is a total and was left out{rows}",
                "zh": "`{written}`：这是合计行，没有读取{rows}",
            },
            {
                "en": "planbook adds the figures up itself; you may delete the row",
                "zh": "planbook 会自己汇总；可以删除这一行",
            },
        ),
    },
    what={
        "en": "A row of a metric's CSV has no value (an empty cell, `-`, `n/a`), or is a total.",
        "zh": "指标 CSV 的某一行没有数值（空白、`-`、`n/a`、无），或者是合计行。",
    },
    why={
        "en": "A missing figure is not zero. A total would be counted beside its parts.",
        "zh": "缺数不等于零；合计行会和明细重复计算。",
    },
    bad="date,subject,value\n2026-07-31,chen-rui,-\n",
    good="date,subject,value\n2026-07-31,chen-rui,0\n",
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
    variants={
        "utf-16": (
            {
                "en": "this table is not in UTF-8; it was read as UTF-16, as Excel writes Unicode "
                "Text",
                "zh": "这个表格不是 UTF-8 编码，已按 UTF-16（Excel 的“Unicode 文本”）读取",
            },
            {
                "en": 'save it as "CSV UTF-8": git cannot show changes in UTF-16',
                "zh": "建议另存为“CSV UTF-8”格式：git 无法显示 UTF-16 文件的改动",
            },
        ),
        "windows-1252": (
            {
                "en": "this table is not in UTF-8; it was read as Windows-1252, as western Excel "
                "writes it",
                "zh": "这个表格不是 UTF-8 编码，已按 Windows-1252（西文版 Excel 的编码）读取",
            },
            {
                "en": 'save it as "CSV UTF-8" so that everyone reads the same characters',
                "zh": "建议另存为“CSV UTF-8”格式，以免他人看到乱码",
            },
        ),
    },
    what={
        "en": "A CSV file is not in UTF-8, and was understood as gb18030, UTF-16 or Windows-1252.",
        "zh": "CSV 文件不是 UTF-8 编码，按 gb18030、UTF-16 或 Windows-1252 读取。",
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
        "text": (
            {
                "en": "`{written}` is not read as a table: its name does not end in .csv",
                "zh": "`{written}` 没有当作表格读取：文件名不是以 .csv 结尾",
            },
            {
                "en": "rename the file to `{suggestion}`, and write that here; tabs and semicolons "
                "between the cells are understood",
                "zh": "请把文件改名为 `{suggestion}`，这里也这样写；用制表符或分号分隔的单元格都能读",
            },
        ),
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
    CSV_SKIPPED_ROW,
    CSV_ENCODING,
    CSV_AND_VALUES,
    CSV_UNKNOWN_FILE,
)
