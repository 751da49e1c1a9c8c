"""Holds pages against axe-core: the rules of WCAG 2.2 AA and what is good practice besides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Page as Tab

HEIGHT: Final = 900
_TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_COLOURS: Final = ("color-contrast",)
_LAYOUT: Final = ("target-size", "scrollable-region-focusable")
# What is folded up is looked at as well.
_UNFOLD: Final = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
_RUN: Final = """([tags, rules]) => axe.run(document, {
  runOnly: rules.length ? { type: 'rule', values: rules } : { type: 'tag', values: tags },
  resultTypes: ['violations'],
  preload: false,
}).then((found) => found.violations.flatMap((one) => one.nodes.map(
  (node) => `${one.id}: ${node.target.join(' ')} (${node.any.concat(node.all, node.none)
    .map((check) => check.message).join('; ')})`)))"""


@dataclass(frozen=True, slots=True)
class Look:
    """A width and a colour scheme to look at a page in, and the rules to ask: all, or some.

    Where all have been asked once, only those need be asked again that may answer differently at
    another width, or in other colours.
    """

    width: int
    scheme: str
    rules: tuple[str, ...] = ()


FIRST: Final = (Look(1280, "light"), Look(320, "light", (*_LAYOUT, *_COLOURS)))
"""For every language: its words are of other lengths."""

MORE: Final = (
    Look(1280, "dark", _COLOURS),
    Look(320, "dark", _COLOURS),
    Look(768, "light", _LAYOUT),
    Look(1920, "light", _LAYOUT),
)
"""For one language besides: colours are the same in all of them, and so is what has room."""

ALL: Final = tuple(
    Look(width, scheme) for width in (320, 768, 1280, 1920) for scheme in ("light", "dark")
)
"""Everything, of which most is seen in the others."""


def violations(tab: Tab, axe: Path, looks: tuple[Look, ...]) -> Iterator[str]:
    """Yield what axe finds wrong with the page in the tab: the look, the rule, where, and why."""
    tab.evaluate(axe.read_text("utf-8"))
    tab.evaluate(_UNFOLD)
    for look in looks:
        tab.set_viewport_size({"width": look.width, "height": HEIGHT})
        tab.emulate_media(color_scheme="dark" if look.scheme == "dark" else "light")
        for found in tab.evaluate(_RUN, [_TAGS, look.rules]):
            yield f"{look.width} {look.scheme}: {found}"
