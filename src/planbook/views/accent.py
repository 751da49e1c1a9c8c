"""The style sheet with a project's own accent, where it has one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import msgspec

from planbook.colours import LEAST_CONTRAST, contrast, mix, readable_on
from planbook.model.settings import ThemeOptions
from planbook.pages import Page
from planbook.urls import theme_path

ACCENT_PATH: Final = theme_path("theme-options.css")


class Surface(msgspec.Struct, frozen=True):
    """What the words of the default theme stand on, in the light or in the dark.

    ``soft`` is how much of the accent is in the background of what is marked with it.
    """

    paper: str
    raised: str
    ink: str
    soft: Fraction


LIGHT: Final = Surface("#fbfaf7", "#f4f2ec", "#000000", Fraction(10, 100))
DARK: Final = Surface("#121518", "#22272c", "#ffffff", Fraction(15, 100))
"""As ``themes/default/static/site.css`` has them."""


class Faint(msgspec.Struct, frozen=True):
    """An accent that cannot be read: how much contrast it has, and one like it that has enough."""

    name: str
    colour: str
    background: str
    ratio: float
    instead: str


def accent_page(options: ThemeOptions, language: str) -> Iterator[Page]:
    """Yield the style sheet of a project that has an accent of its own."""
    if options.accent or options.accent_dark:
        yield Page(ACCENT_PATH, language, "", _style(options))


def faint_accents(options: ThemeOptions) -> Iterator[Faint]:
    """Yield the accents of ``options`` that do not stand out enough from what is behind them."""
    chosen = (("accent", options.accent, LIGHT), ("accent_dark", options.accent_dark, DARK))
    for name, colour, surface in chosen:
        if colour:
            behind = _backgrounds(colour, surface)
            worst = min(behind, key=lambda background: contrast(colour, background))
            ratio = contrast(colour, worst)
            if ratio < LEAST_CONTRAST:
                yield Faint(name, colour.lower(), worst, ratio, _readable(colour, surface))


def _style(options: ThemeOptions) -> str:
    """Return the style: screens only, as paper has its own colours.

    The dark accent is for a dark device and for a reader who chose the dark, as in ``site.css``.
    Without an accent for the dark one is made of the other, light enough to be read.
    """
    dark = _properties(options.accent_dark or _readable(options.accent or "", DARK), DARK)
    light = f"  :root {{ {_properties(options.accent, LIGHT)} }}\n" if options.accent else ""
    return (
        f"@media screen {{\n{light}"
        f'  :root[data-scheme="dark"] {{ {dark} }}\n}}\n'
        "@media screen and (prefers-color-scheme: dark) {\n"
        f'  :root:not([data-scheme="light"]) {{ {dark} }}\n}}\n'
    )


def _properties(colour: str, surface: Surface) -> str:
    soft = mix(surface.paper, colour, surface.soft)
    return f"--accent: {colour.lower()}; --accent-soft: {soft};"


def _readable(colour: str, surface: Surface) -> str:
    found = colour
    # What is marked with a colour has some of it behind, so that one step may ask for another.
    for _ in range(3):
        found = readable_on(found, _backgrounds(found, surface), surface.ink)
    return found


def _backgrounds(colour: str, surface: Surface) -> tuple[str, ...]:
    return surface.paper, surface.raised, mix(surface.paper, colour, surface.soft)
