"""One page to bytes, or to what is wrong with its template."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Final

import msgspec
from jinja2 import TemplateNotFound, TemplateSyntaxError

from planbook.diagnostics.span import Span
from planbook.encoding import encode_view
from planbook.pages import Page
from planbook.reading.theme import Theme
from planbook.rendering.catalogue import make_writer, words_without_places
from planbook.rendering.compiled import QuickEnvironment, can_be_quick
from planbook.rendering.contents import add_contents
from planbook.rendering.environment import (
    CompiledTemplates,
    ViewEnvironment,
    make_environment,
    make_environment_of,
)
from planbook.rendering.exports import WRITERS, Write
from planbook.rendering.kept_templates import KeptTemplates
from planbook.rendering.theme import templates_behind

_OWN_LINE_ENDS: Final = (".ics",)
_IN_MEMORY: Final = " at 0x"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as it goes into the site."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a page could not be rendered: the template's path as findings show it, and its line."""

    path: str
    line: int | None
    reason: str


class Renderer:
    """Renders pages with one theme; keeps the compiled templates from page to page."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._compiled = CompiledTemplates()
        self._compiled_quick = KeptTemplates(theme)
        self._environments: dict[str, ViewEnvironment] = {}
        self._quick: dict[str, QuickEnvironment] = {}
        self._too_special: set[str] = set()
        self._writers: dict[tuple[str, str], Write] = {}
        self._paths = frozenset(template.path for template in theme.templates.values())

    def render(self, page: Page) -> Rendered | Fault:
        """Return the bytes of ``page``: UTF-8, LF, a line end at the end.

        A page without a template is data: text as it is, everything else as JSON. What other
        programs read is written by `exports`.
        """
        if not page.template:
            return Rendered(page.path, _without_template(page.view))
        if page.template in WRITERS:
            return self._write(page)
        view = page.view
        text = self._quickly(page, view)
        if text is not None:
            return Rendered(page.path, _as_bytes(add_contents(text), page.path))
        try:
            environment = self._environment(page.language)
            environment.begin_page()
            template = environment.get_template(page.template)
            text = template.render(view=view)
            _refuse_memory(text, view)
        except Exception as error:  # Whatever a template raises is the template's fault.
            return self._fault(error, page.template)
        if self._is_quick:
            # It is no use to try the quick way with a template that it does not suit.
            self._too_special.add(page.template)
        return Rendered(page.path, _as_bytes(add_contents(text), page.path))

    def _write(self, page: Page) -> Rendered | Fault:
        """Return a file that no template makes, as its writer has it: line ends are its own."""
        writer = self._writers.get((page.template, page.language))
        if writer is None:
            writer = WRITERS[page.template](make_writer(self._theme.words, page.language))
            self._writers[page.template, page.language] = writer
        try:
            text = writer(page.view)
        except LookupError as error:  # A theme that lacks words.
            return Fault(self._path_of(page.template), None, reason_of(error))
        return Rendered(page.path, text.encode("utf-8", "replace"))

    def prepare(self, pages: Iterable[Page]) -> None:
        """Compile what ``pages`` are made with: copies of this process need not do it then."""
        if not self._is_quick:
            return
        wanted: dict[str, set[str]] = {}
        for page in pages:
            wanted.setdefault(page.language, set()).add(page.template)
        for language, names in wanted.items():
            environment = self._quick_environment(language)
            for name in templates_behind(names, self._theme):
                # What is wrong with a template is told of the pages that it is for.
                with suppress(Exception):
                    environment.get_template(name)

    def keep(self) -> None:
        """Keep the code of planbook's own templates for later runs."""
        self._compiled_quick.keep()

    def _quickly(self, page: Page, view: object) -> str | None:
        """Return the text of ``page``, or None where only the sandbox can say what it is."""
        if not self._is_quick or page.template in self._too_special:
            return None
        try:
            environment = self._quick_environment(page.language)
            environment.begin_page()
            template = environment.get_template(page.template)
            text = "".join(template.root_render_func(template.new_context({"view": view})))
            if not self._is_all_ours:
                _refuse_memory(text, view)
        except Exception:  # The sandbox will say what it is.
            return None
        return text

    @cached_property
    def _is_all_ours(self) -> bool:
        return all(template.builtin for template in self._theme.templates.values())

    @cached_property
    def _is_quick(self) -> bool:
        own = any(template.builtin for template in self._theme.templates.values())
        return own and can_be_quick(self._theme)

    def _quick_environment(self, language: str) -> QuickEnvironment:
        if language not in self._quick:
            environment = make_environment_of(
                QuickEnvironment, self._theme, language, self._compiled_quick
            )
            environment.prepare(self._theme, words_without_places(self._theme.words, language))
            self._quick[language] = environment
        return self._quick[language]

    def _environment(self, language: str) -> ViewEnvironment:
        if language not in self._environments:
            self._environments[language] = make_environment(self._theme, language, self._compiled)
        return self._environments[language]

    def _fault(self, error: Exception, template: str) -> Fault:
        reason = reason_of(error)
        if isinstance(error, TemplateSyntaxError):
            return Fault(self._path_of(error.name or template), error.lineno, reason)
        path, line = self._innermost(error.__traceback__)
        return Fault(path or self._path_of(template), line, reason)

    def _innermost(self, traceback: TracebackType | None) -> tuple[str, int | None]:
        """Return the deepest template of ``traceback`` with its line: a macro, not its caller."""
        path, line = "", None
        while traceback is not None:
            name = traceback.tb_frame.f_code.co_filename
            if name in self._paths:
                path, line = name, traceback.tb_lineno
            traceback = traceback.tb_next
        return path, line

    def _path_of(self, template: str) -> str:
        found = self._theme.templates.get(template)
        return found.path if found else f"theme:{self._theme.name}/templates/{template}"


def render_share(renderer: Renderer, pages: Iterable[Page]) -> list[Rendered | Fault]:
    """Return what becomes of ``pages``."""
    return list(map(renderer.render, pages))


def span_of(fault: Fault, theme: Theme) -> Span | None:
    """Return the stretch of the template's line, without the white space around it."""
    if fault.line is None:
        return None
    text = next((own.text for own in theme.templates.values() if own.path == fault.path), "")
    lines = text.split("\n")
    line = lines[fault.line - 1] if fault.line <= len(lines) else ""
    start = len(line) - len(line.lstrip()) + 1
    return Span(fault.line, start, fault.line, max(start, len(line.rstrip()) + 1))


def reason_of(error: Exception) -> str:
    """Return what ``error`` says, in one line."""
    if isinstance(error, TemplateNotFound):
        return f"there is no template `{error.name}`"
    words = str(error).strip().split("\n")[0]
    if type(error).__module__.startswith("jinja2") or isinstance(error, LookupError):
        return words or type(error).__name__
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _refuse_memory(text: str, view: object) -> None:
    """Raise TypeError where a function was shown instead of called: ``{{ ui }}``.

    Python tells where in the memory it lies, and that differs from build to build.
    """
    if _IN_MEMORY in text and _IN_MEMORY.encode() not in encode_view(view):
        raise TypeError("a function is shown instead of called: `(…)` is missing after its name")


def _without_template(view: object) -> bytes:
    if isinstance(view, str):
        return view.encode()
    return msgspec.json.format(encode_view(view), indent=2) + b"\n"


def _as_bytes(text: str, path: str) -> bytes:
    # Calendars end their lines with CR LF, whatever the template was saved with.
    if not path.endswith(_OWN_LINE_ENDS) and "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.endswith("\n"):
        text += "\n"
    return text.encode("utf-8", "replace")
