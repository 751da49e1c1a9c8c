"""Fixes: what a finding proposes to write, as changes that a program can make.

The words of a finding are for people. Beside them stands the same proposal as edits, filled from
the same arguments, so that it can be tried out: a test applies every one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Literal, TypeAlias

import msgspec

from planbook.diagnostics.pointer import names_in, pointer_to


class Edit(msgspec.Struct, frozen=True):
    """One change to the document that a finding points into.

    ``at`` leads from the finding's pointer to the value that is changed: empty for that value,
    ``unit`` for a property in it, ``../unit`` for one beside it, ``/unit`` for one at the top of
    the document. ``write`` puts ``text``, as YAML
    source, in the place of the value, or adds the property where there is none; ``rename`` puts
    it in the place of the key; ``replace`` changes ``old`` to ``text`` inside the value's own
    text; ``remove`` takes the value away, with its key; ``move`` takes it to the pointer ``text``.

    ``file`` is that of another document that is changed, where it is not the finding's own.

    Of a finding that points at a stretch of text, ``write`` changes that stretch, ``replace`` the
    ``old`` that it stands in or else the next one, ``remove`` takes its line away, and ``append``
    puts ``text`` at the end of its line.
    """

    action: Literal["write", "rename", "replace", "remove", "move", "append"]
    text: str = ""
    at: str = ""
    old: str = ""
    file: str = ""

    def pointer_from(self, pointer: str) -> str:
        """Return the pointer of the value that is changed, for a finding at ``pointer``."""
        steps = [] if self.at.startswith("/") else list(names_in(pointer))
        for step in filter(None, self.at.split("/")):
            if step == "..":
                steps.pop()
            else:
                steps.append(step)
        return pointer_to(steps)


Fix: TypeAlias = tuple[Edit, ...]
"""Edits that belong together: one proposal."""


def fill_fixes(templates: tuple[Fix, ...], arguments: Mapping[str, object]) -> tuple[Fix, ...]:
    """Return ``templates`` with ``arguments`` in the place of the names in braces.

    A proposal that needs an argument which is None or empty is left out. An argument that is a
    tuple has several values to choose from: each makes a proposal of its own.
    """
    return tuple(fix for template in templates for fix in _filled(template, arguments))


def _filled(template: Fix, arguments: Mapping[str, object]) -> Iterator[Fix]:
    used = {
        name: arguments.get(name)
        for edit in template
        for part in (edit.text, edit.at, edit.old)
        for _, name, _, _ in Formatter().parse(part)
        if name
    }
    choices = next((name for name, value in used.items() if isinstance(value, tuple)), None)
    chosen = arguments[choices] if choices is not None else ()
    if choices is not None and isinstance(chosen, tuple):
        for value in chosen:
            yield from _filled(template, {**arguments, choices: value})
        return
    if any(value is None or value == "" for value in used.values()):
        return
    yield tuple(
        Edit(
            edit.action,
            edit.text.format_map(used),
            edit.at.format_map(used),
            edit.old.format_map(used),
            edit.file,
        )
        for edit in template
    )
