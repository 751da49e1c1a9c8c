"""Where planbook keeps what the next run need not work out again: an option that several share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planbook.cli.completing import complete_folders
from planbook.cli.localized_click import option

if TYPE_CHECKING:
    from pathlib import Path

    from planbook.cli.invocation import Invocation

cache_option = option(
    "--cache",
    metavar="DIR",
    shell_complete=complete_folders,
    help="Where to keep what the next run need not work out again (default: .planbook of the "
    "project). It may be deleted at any time.",
    zh="把下次运行不必重算的内容放在哪里（默认：项目的 .planbook）。可以随时删除。",
)
"""``--cache``, the same for every command that has it."""


def asked_cache(call: Invocation, written: str | None) -> Path | None:
    """Return the folder that ``--cache`` names, None where it is left out."""
    if written is None:
        return None
    if not written:
        call.fail(
            {
                "en": "--cache needs the name of a folder",
                "zh": "--cache 后面要写文件夹的名字",
            }
        )
    return call.path(written).absolute()
