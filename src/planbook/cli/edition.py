"""Which edition a command is about, and as of which day: the options that several share."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Any

import click

from planbook.cli.call import Call

if TYPE_CHECKING:
    from planbook.model.edition import Audience, Edition
    from planbook.model.settings import Settings
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


def day_of_judging(call: Call, settings: Settings, as_of: datetime.date | None) -> datetime.date:
    """Return the day that figures are taken at.

    That is the one asked for, else SOURCE_DATE_EPOCH's, else planbook.yaml's, else today.
    """
    if as_of is not None:
        return as_of
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
        except (ValueError, OverflowError, OSError):
            call.fail(
                {
                    "en": f"SOURCE_DATE_EPOCH is `{epoch}`, which is no number of seconds",
                    "zh": f"SOURCE_DATE_EPOCH 是 `{epoch}`，不是秒数",
                }
            )
    return settings.as_of or datetime.date.today()
