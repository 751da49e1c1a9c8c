"""Which edition a command is about, and as of which day: the options that several share."""

from __future__ import annotations

import datetime
import os
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from planbook.cli.completing import complete_viewers
from planbook.cli.invocation import Invocation
from planbook.cli.localized_click import option

if TYPE_CHECKING:
    from planbook.as_of import AsOf
    from planbook.checked import Checked
    from planbook.language import Text
    from planbook.model.edition import Audience, Edition
    from planbook.model.handbook import Handbook


class DateParameter(click.ParamType[datetime.date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Return the date that ``value`` stands for."""
        if isinstance(value, datetime.date):
            return value
        from planbook.periods import is_in_era

        try:
            # Far from the years of any plan, the days before or after could not be reckoned.
            if not is_in_era(value):
                raise ValueError(value)
            return datetime.date.fromisoformat(value)
        except ValueError:
            call = ctx.ensure_object(Invocation) if ctx else Invocation()
            wrong = {
                "en": f"{value!r} is not a date such as 2026-09-30",
                "zh": f"{value!r} 不是 2026-09-30 这样的日期。",
            }
            self.fail(call.words(wrong), param, ctx)


audience_option = partial(option, "--audience", type=click.Choice(["public", "team", "private"]))
"""``--audience``, whose default differs between commands."""

viewer_option = option(
    "--viewer",
    metavar="ID",
    shell_complete=complete_viewers,
    help="For one reader: as team, and what they may see beyond that. ID is a person's, or a "
    "reader of planbook.yaml.",
    zh="给某一个读者看：团队版，加上此人能看的其他内容。"
    "ID 是人员的 id，或 planbook.yaml 里的读者。",
)
"""``--viewer``, the same for every command that has it."""

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


def edition_meant(
    audience: Audience | None, viewer: str | None, default: Audience = "team"
) -> Edition:
    """Return the edition that the options are for, if there is one such."""
    from planbook.model.edition import Edition

    return Edition("team", viewer) if viewer is not None else Edition(audience or default)


def edition_of(
    call: Invocation,
    checked: Checked,
    audience: Audience | None,
    viewer: str | None,
    default: Audience = "team",
) -> Edition:
    """Return the edition that the options ask for; exit code 2 where there is none such."""
    from planbook.model.edition import Edition

    found = find_edition(checked, audience, viewer, default)
    if not isinstance(found, Edition):
        call.fail(found)
    return found


def find_edition(
    checked: Checked, audience: Audience | None, viewer: str | None, default: Audience = "team"
) -> Edition | Text:
    """Return the edition that the options ask for, or why there is none such."""
    from planbook.diagnostics.suggestions import closest
    from planbook.model.document import ID

    if viewer is None:
        return edition_meant(audience, viewer, default)
    if audience is not None:
        return {
            "en": "--viewer and --audience cannot be used together: an edition is either for "
            "one reader or for an audience",
            "zh": "--viewer 与 --audience 不能同时使用：一个版本要么给某个读者，要么给一类读者",
        }
    # With errors the person may be missing because of one of them: that is reported instead.
    handbook = checked.handbook
    people = {key.id for key in handbook.documents if key.kind == "person"} if handbook else set()
    readers = set(handbook.settings.readers) if handbook else set()
    known = people | readers
    # Whatever is no id becomes part of no path.
    if (checked.is_sound and viewer not in known) or ID.fullmatch(viewer) is None:
        near = closest(viewer, sorted(known)) or _named(viewer, handbook)
        return {
            "en": f"there is no person with the id `{viewer}`, and no reader of that name in "
            "planbook.yaml" + (f"; did you mean `{near}`?" if near else ""),
            "zh": f"没有 id 为 `{viewer}` 的人员，planbook.yaml 里也没有这个名称的读者"
            + (f"；您是想写 `{near}` 吗？" if near else ""),
        }
    return edition_meant(audience, viewer)


def _named(words: str, handbook: Handbook | None) -> str | None:
    """Return the id of the person, or the reader, that has ``words`` as its name."""
    if handbook is None:
        return None
    titles = {key.id: doc.title for key, doc in handbook.documents.items() if key.kind == "person"}
    titles |= {name: reader.title for name, reader in handbook.settings.readers.items()}
    wanted = words.strip().casefold()
    found = [
        id_
        for id_, title in titles.items()
        if wanted in (name.casefold() for name in title.values())
    ]
    return found[0] if len(found) == 1 else None


def as_of_from(call: Invocation, asked: datetime.date | None = None) -> AsOf:
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
