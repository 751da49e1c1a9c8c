"""Which edition a command is about, and as of which day: the options that several share."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Any

import click

from planbook.cli.bilingual import option
from planbook.cli.call import Call

if TYPE_CHECKING:
    from planbook.as_of import AsOf
    from planbook.model.edition import Audience, Edition
    from planbook.pipeline import Checked


class DateParameter(click.ParamType[datetime.date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Return the date that ``value`` stands for."""
        if isinstance(value, datetime.date):
            return value
        from planbook.reading.corrections import is_in_era

        try:
            # Far from the years of any plan, the days before or after could not be reckoned.
            if not is_in_era(value):
                raise ValueError(value)
            return datetime.date.fromisoformat(value)
        except ValueError:
            call = ctx.ensure_object(Call) if ctx else Call()
            wrong = {
                "en": f"{value!r} is not a date such as 2026-09-30",
                "zh": f"{value!r} 不是 2026-09-30 这样的日期。",
            }
            self.fail(call.words(wrong), param, ctx)


as_of_option = option(
    "--as-of",
    type=DateParameter(),
    metavar="DATE",
    help="Date to treat as today (default: the day of SOURCE_DATE_EPOCH in UTC, else `as_of` of "
    "planbook.yaml, else today in its `timezone`).",
    zh="以哪一天为“今天”（默认：SOURCE_DATE_EPOCH 的 UTC 日期，其次是 planbook.yaml 的 `as_of`，"
    "否则为其 `timezone` 时区的今天）。",
)
"""``--as-of``, the same for every command that has it."""


def edition_of(
    call: Call,
    checked: Checked,
    audience: Audience | None,
    viewer: str | None,
    default: Audience = "team",
) -> Edition:
    """Return the edition that the options ask for; exit code 2 where there is none such."""
    from planbook.diagnostics.suggestions import closest
    from planbook.model.edition import Edition

    if viewer is None:
        return Edition(audience or default)
    if audience not in (None, "team"):
        call.fail(
            {
                "en": f"--viewer goes with the team's edition, not with --audience {audience}",
                "zh": f"--viewer 用于团队版，不能与 --audience {audience} 同时使用",
            }
        )
    # With errors the person may be missing because of one of them: that is reported instead.
    handbook = checked.handbook
    people = [key.id for key in handbook.documents if key.kind == "person"] if handbook else []
    if checked.is_sound and viewer not in people:
        near = closest(viewer, people)
        call.fail(
            {
                "en": f"there is no person with the id `{viewer}`"
                + (f"; did you mean `{near}`?" if near else ""),
                "zh": f"没有 id 为 `{viewer}` 的人" + (f"；您是想写 `{near}` 吗？" if near else ""),
            }
        )
    return Edition("team", viewer)


def as_of_from(call: Call, asked: datetime.date | None = None) -> AsOf:
    """Return what the call says about the day of judging; exit code 2 where it says nonsense.

    The environment and the clock are read here and nowhere else.
    """
    from planbook.as_of import EPOCH, UnusableEpochError, read_as_of

    try:
        return read_as_of(asked, os.environ, datetime.datetime.now().astimezone())
    except UnusableEpochError:
        epoch = os.environ.get(EPOCH)
        call.fail(
            {
                "en": f"SOURCE_DATE_EPOCH is `{epoch}`; it must be an integer number of seconds "
                "since 1970",
                "zh": f"SOURCE_DATE_EPOCH 是 `{epoch}`；应为 1970 年以来的整秒数",
            }
        )
