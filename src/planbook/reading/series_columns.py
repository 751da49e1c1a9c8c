"""The columns of a metric's tables: what names them, and what reads their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

import msgspec
from msgspec.structs import replace

from planbook.periods import FIRST_YEAR, LAST_YEAR, is_in_era, parse_period
from planbook.reading.corrections import (
    read_period,
)
from planbook.reading.table_headers import Found, Headers, find_columns, unit_in_header, usual
from planbook.spreadsheets.amounts import (
    AmountReader,
    is_plain_number,
    marks_in,
    unmistakable,
)
from planbook.spreadsheets.days import orders_in, read_day, read_month
from planbook.spreadsheets.unread import Unread

Cell: TypeAlias = str | int | Decimal
Read: TypeAlias = Callable[[str], Cell | Unread]
"""Returns a cell's value, or why there is none."""


class ColumnCells(msgspec.Struct, frozen=True):
    """What the cells of a column are read with: all of them, and what is known of the table.

    Of a table ``with_points`` something else than the column tells that decimals follow a point.
    """

    cells: Sequence[str]
    with_points: bool
    unit: str
    header: str


class Column(msgspec.Struct, frozen=True):
    """One column that a table must have.

    ``name`` is the property that its cells become, and ``reader`` makes what reads them. Where
    it ``may_be_empty``, a row without it says nothing and is left out.
    """

    name: str
    headers: Headers
    reader: Callable[[ColumnCells], Read]
    may_be_empty: bool = False

    @property
    def title(self) -> str:
        """The header under which the column is missed."""
        return self.headers.own[0]


class Table(msgspec.Struct, frozen=True):
    """One sort of table: the property of a metric that its rows become, and its columns.

    ``named_in`` is the property in which a metric names the file, ``unit`` the metric's.
    """

    rows_of: str
    named_in: str
    columns: tuple[Column, ...]
    unit: str = ""

    @property
    def headers(self) -> str:
        """The first line of such a table."""
        return ",".join(column.title for column in self.columns)

    def of_metric(self, columns: object, unit: object) -> Table:
        """Return the table as a metric describes it by its ``columns`` and its ``unit``."""
        named = self.with_headers(columns)
        return replace(named, unit=unit.strip()) if isinstance(unit, str) else named

    def with_headers(self, written: object) -> Table:
        """Return the table with the headers that a metric's ``columns`` gives to its readings.

        Targets may use them as well: a file of their own may come from the same place.
        """
        if not isinstance(written, Mapping):
            return self
        only = self.rows_of == READINGS.rows_of
        return replace(
            self, columns=tuple(_renamed(column, written, only=only) for column in self.columns)
        )

    def find(self, cells: Sequence[str]) -> Found:
        """Return which of ``cells`` names which column."""
        return find_columns(cells, {column.name: column.headers for column in self.columns})


def _renamed(column: Column, written: Mapping[str, object], *, only: bool) -> Column:
    header = written.get(column.name)
    if not isinstance(header, str | int | float) or not str(header).strip():
        return column
    own = str(header).strip()
    headers = Headers((own,)) if only else replace(column.headers, own=(own, *column.headers.own))
    return replace(column, headers=headers)


# What reads the cells of each column


def _read_dates(given: ColumnCells) -> Read:
    orders = orders_in(cell for cell in set(given.cells) if not _is_iso(cell))
    order = next(iter(orders)) if len(orders) == 1 else None

    def read(cell: str) -> Cell | Unread:
        day = read_day(cell, order)
        if isinstance(day, Unread):
            return day
        written = day.isoformat()
        return written if is_in_era(written) else _OUT_OF_ERA

    return read


def _is_iso(cell: str) -> bool:
    return len(cell) == 10 and cell[4] == cell[7] == "-"


def _read_periods(_column_cells: ColumnCells) -> Read:
    def read(cell: str) -> Cell | Unread:
        written = cell if parse_period(cell) is not None else read_period(cell)
        if written is None:
            month = read_month(cell)
            written = f"{month[0]:04}-{month[1]:02}" if month is not None else None
        if written is None or parse_period(written) is None:
            return _unread_period(cell)
        return written if is_in_era(written) else _OUT_OF_ERA

    return read


def _unread_period(cell: str) -> Unread:
    day = read_day(cell)
    if isinstance(day, Unread):
        return Unread("period")
    return Unread("day-for-period", {"example": day.isoformat()[:7]})


def _read_amounts(given: ColumnCells) -> Read:
    distinct = set(given.cells)
    marks = marks_in(distinct)
    mark = next(iter(marks)) if len(marks) == 1 else None
    if not marks and given.with_points:
        mark = "."
    reader = AmountReader(given.unit, mark, unit_in_header(given.header))
    signed = (cell for cell in distinct if cell.endswith(("%", "％")))
    beside = any(not isinstance(reader.read(cell), Unread) for cell in signed)

    def read(cell: str) -> Cell | Unread:
        value = reader.read(cell)
        if beside and is_plain_number(cell) and not isinstance(value, Unread):
            return _beside_percent(cell, Decimal(value)) or value
        return value

    return read


def _beside_percent(cell: str, value: Decimal) -> Unread | None:
    """Return that a number which stands beside percentages may be a share, or None."""
    if value == 0 or abs(value) > 1:
        return None
    return Unread("beside-percent", {"one": f"{cell}%", "other": f"{unmistakable(value * 100)}%"})


def _read_subjects(_column_cells: ColumnCells) -> Read:
    return str


_OUT_OF_ERA: Final = Unread("era", {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)})
_SUBJECT: Final = Column(
    "subject",
    Headers(
        ("subject", "对象", "對象"),
        usual(
            """
            id, person, name, full name, employee, manager, account manager, channel manager,
            sales manager, salesperson, sales rep, rep, owner, partner, partner name, distributor,
            dealer, reseller, agent, channel, customer, customer name, client, account, company,
            team, territory, region, area,
            编号, 人员, 姓名, 名称, 员工, 经理, 渠道经理, 客户经理, 销售经理, 销售, 销售员,
            销售人员, 业务员, 负责人, 责任人, 伙伴, 合作伙伴, 渠道伙伴, 伙伴名称, 经销商,
            经销商名称, 代理商, 分销商, 渠道, 渠道名称, 渠道商, 客户, 客户名称, 公司, 公司名称,
            团队, 部门, 区域, 大区, 地区, 片区
            """
        ),
    ),
    _read_subjects,
)
_AMOUNTS: Final = usual(
    """
    amount, number, figure, sales, revenue, turnover, quantity, qty, volume, count, score,
    金额, 数字, 数额, 值, 销售额, 销售金额, 营收, 收入, 数量, 销量, 数目, 得分, 分数
    """
)
_TIMES: Final = usual("month, 月份, 月, 年月, 期间, 时间")
READINGS: Final = Table(
    "values",
    "data",
    (
        Column(
            "date",
            Headers(
                ("date", "日期"),
                _TIMES
                | usual(
                    """
                    day, period, reading date, as of, month end, 周期, 日, 统计月份, 统计日期,
                    统计时间, 截止日期, 数据日期
                    """
                ),
            ),
            _read_dates,
        ),
        _SUBJECT,
        Column(
            "value",
            Headers(
                ("value", "数值", "數值"),
                _AMOUNTS
                | usual(
                    """
                    actual, actuals, actual value, reading, result, achieved, 实际, 实际值, 实际数,
                    实际金额, 实际完成, 完成, 完成值, 完成额, 完成金额, 达成, 达成值, 读数
                    """
                ),
            ),
            _read_amounts,
            may_be_empty=True,
        ),
    ),
)
TARGETS: Final = Table(
    "targets",
    "targets_data",
    (
        Column(
            "period",
            Headers(
                ("period", "周期", "週期"),
                _TIMES
                | usual("quarter, year, date, time, 日期, 季度, 年度, 年份, 考核周期, 考核月份"),
            ),
            _read_periods,
        ),
        _SUBJECT,
        Column(
            "value",
            Headers(
                ("value", "数值", "數值"),
                _AMOUNTS
                | usual(
                    """
                    target, targets, target value, goal, plan, planned, budget, quota, 目标, 目标值,
                    目标数, 目标金额, 计划, 计划值, 计划金额, 任务, 任务额, 预算, 指标, 指标值
                    """
                ),
            ),
            _read_amounts,
            may_be_empty=True,
        ),
    ),
)
TABLES: Final = (READINGS, TARGETS)
"""The tables that a metric may name."""
