"""The quick way to run the templates that come with planbook; a project's own stay sandboxed.

The code that the sandbox makes of a template asks whether each attribute may be read and each
function called. For templates of our own the answers are known when they are compiled: they read
attributes by names that the sandbox would grant of any object (``is_harmless``), and they call
``ui`` and macros. So their code does just that. A project's template is compiled as ever,
whatever it is combined with: the sandbox lies in each template's own code, and code of ours does
nothing for it that the sandbox would refuse.

The quick code is written for views and knows no exceptions. Where anything raises, at a field
that is missing or a mapping in a view's place, the page is rendered again in the sandbox, and its
answer counts. So mistakes are told as ever, and both ways give the same bytes or the quick one
gives none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from keyword import iskeyword
from types import FunctionType
from typing import Any, Final, cast

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro, markup_join
from jinja2.sandbox import is_internal_attribute, modifies_known_mutable
from jinja2.utils import missing
from markupsafe import Markup, escape
from msgspec import Struct

from planbook.reading.theme import Theme
from planbook.rendering.catalogue import Translator
from planbook.rendering.environment import ViewEnvironment

_SPOKEN: Final = frozenset({"ui", "cached"})
_NO_MACROS: Final = frozenset({*_SPOKEN, "caller", "loop", "self", "super"})
_KNOWN_HERE: Final = ("words", "spoken", "speak", "names_of", "is_sequence", "out", "join")
_FORMATS: Final = frozenset({"format", "format_map"})
_MOST_ESCAPED: Final = 20_000
_LONGEST_ESCAPED: Final = 100
_PLAIN_KINDS: Final[tuple[type, ...]] = (
    *(type(None), bool, int, float, Decimal, date, datetime),
    *(str, Markup, tuple, list),
)


class NotQuickError(Exception):
    """Something that only the sandbox can answer."""


class QuickMacro(Macro):
    """A macro that code of ours calls by its arguments' places, and that gives plain text then."""

    def __init__(self, environment: ViewEnvironment, func: FunctionType, *details: Any) -> None:
        super().__init__(environment, func, *details)
        if not (self.catch_kwargs or self.catch_varargs or self.caller):
            # Its code fills in what is missing.
            func.__defaults__ = (missing,) * self._argument_count
            # The sandbox shows nobody a name that begins like this.
            self._quick = func


class _EscapedTexts(dict[str, str]):
    """Plain texts as they stand in HTML; short ones come again and again."""

    def __missing__(self, text: str) -> str:
        escaped = str(escape(text))
        if len(text) <= _LONGEST_ESCAPED:
            if len(self) >= _MOST_ESCAPED:
                self.clear()
            self[text] = escaped
        return escaped


class _Writers(dict[type, Callable[[Any], str]]):
    """How values of each kind are shown, as ``escape`` would."""

    def __init__(self) -> None:
        super().__init__()
        self[str] = _EscapedTexts().__getitem__
        self[Markup] = str.__str__

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        own = getattr(kind, "__html__", None)
        writer = own if own is not None and _is_known(kind) else escape
        self[kind] = writer
        return writer


class _KnownNames(dict[type, frozenset[str]]):
    """The attributes of those kinds of values whose attributes depend on their kind alone."""

    def __missing__(self, kind: type) -> frozenset[str]:
        if not _is_known(kind):
            raise NotQuickError
        names = frozenset((*dir(kind), *getattr(kind, "__dataclass_fields__", ())))
        self[kind] = names
        return names


class _Sequences(dict[type, bool]):
    """Which of these kinds are sequences."""

    def __missing__(self, kind: type) -> bool:
        if not _is_known(kind):
            raise NotQuickError
        self[kind] = hasattr(kind, "__len__") and hasattr(kind, "__getitem__")
        return self[kind]


def _is_known(kind: type) -> bool:
    """Return whether what can be done with a value depends on its kind alone."""
    return kind in _PLAIN_KINDS or is_dataclass(kind) or issubclass(kind, Struct)


class QuickEnvironment(ViewEnvironment):
    """An environment that runs the templates that come with planbook without the sandbox.

    All others it compiles as the sandbox does.
    """

    trusted: frozenset[str] = frozenset()
    make_macro = QuickMacro

    def prepare(self, theme: Theme, words: Mapping[str, str]) -> None:
        """Trust the built-in templates of ``theme``; ``words`` are those without places."""
        self.trusted = _trusted(theme)
        self.words = words
        self.spoken = {key: str(escape(text)) for key, text in words.items()}
        self.names_of = _KnownNames()
        self.is_sequence = _Sequences()
        self.out = _make_out()
        self.join = _join
        self.speak = _make_speak(cast(Translator, self.globals["ui"]), self.spoken, self.out)

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        kind = _QuickGenerator if name in self.trusted else _MacroGenerator
        generator = kind(self, name, filename, None, defer_init, self.optimized)
        generator.visit(source)
        return cast(StringIO, generator.stream).getvalue()


def can_be_quick(theme: Theme) -> bool:
    """Return whether no template of the project's changes what those of planbook rest upon.

    That is what ``ui`` and ``cached`` are, and that what they show is escaped.
    """
    grammar = Environment(autoescape=True)
    trusted = _trusted(theme)
    try:
        return not any(
            _unsettles(part)
            for name, template in theme.templates.items()
            if name not in trusted
            for part in grammar.parse(template.text).find_all(nodes.Node)
        )
    except Exception:  # The sandbox will say what is wrong with it.
        return False


def _trusted(theme: Theme) -> frozenset[str]:
    return frozenset(name for name, template in theme.templates.items() if template.builtin)


def _unsettles(part: nodes.Node) -> bool:
    if isinstance(part, (nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)):
        return True
    given: tuple[object, ...] = ()
    if (isinstance(part, nodes.Name) and part.ctx != "load") or isinstance(part, nodes.Macro):
        given = (part.name,)
    elif isinstance(part, nodes.Import):
        given = (part.target,)
    elif isinstance(part, nodes.FromImport):
        given = tuple(name if isinstance(name, str) else name[1] for name in part.names)
    return not _SPOKEN.isdisjoint(given)


def _make_out() -> Callable[[Any], str]:
    write = _Writers()

    def out(value: Any) -> str:
        """Return ``value`` as it stands in HTML."""
        return write[type(value)](value)

    return out


def _join(*parts: Any) -> str:
    """Return the parts as one text, which is markup where one of them is."""
    for part in parts:
        if type(part) is not str:
            return markup_join(parts)
    return "".join(parts)


def _make_speak(
    ui: Translator, spoken: Mapping[str, str], out: Callable[[Any], str]
) -> Callable[[str, Mapping[str, Any]], str]:
    filled: dict[tuple[object, ...], str] = {}

    def speak(key: str, values: Mapping[str, Any]) -> str:
        """Return the words of ``key`` with ``values`` as they stand in HTML.

        The same few phrases are on all pages. They are kept by plain texts alone: a number or
        markup equals values that look otherwise.
        """
        if not values:
            return spoken[key]
        if any(type(value) is not str for value in values.values()):
            return out(ui(key, **values))
        phrase = (key, *values.items())
        text = filled.get(phrase)
        if text is None:
            text = out(ui(key, **values))
            if len(filled) >= _MOST_ESCAPED:
                filled.clear()
            filled[phrase] = text
        return text

    return speak


@lru_cache(maxsize=1000)
def is_harmless(attribute: str) -> bool:
    """Return whether the sandbox lets templates read ``attribute`` of whatever they can have.

    It keeps some from them by the kind of the value: the frame of a generator, what changes a
    list, the ``format`` of a text.
    """
    if attribute.startswith("_") or attribute in _FORMATS or iskeyword(attribute):
        return False
    return attribute.isascii() and not any(
        is_internal_attribute(one, attribute) or modifies_known_mutable(one, attribute)
        for one in _guarded_values()
    )


def _guarded_values() -> Iterator[object]:
    """Yield a value of every kind that the sandbox keeps something of from templates.

    Of code, frames and tracebacks it keeps everything; they are had from the others only.
    """

    async def wait() -> None:
        pass

    async def wait_often() -> AsyncIterator[None]:
        yield

    coroutine = wait()
    coroutine.close()
    yield from (is_harmless, "".join, wait, str, (one for one in range(0)), coroutine, wait_often())
    yield from (set(), {}, [], deque[None]())
    yield is_harmless.__init__


class _MacroGenerator(CodeGenerator):
    """Compiles as ever, but for macros, which code of ours may call."""

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write what makes the macro."""
        arguments = tuple(argument.name for argument in macro_ref.node.args)
        name = getattr(macro_ref.node, "name", None)
        self.write(
            f"environment.make_macro(environment, macro, {name!r}, {arguments!r},"
            f" {macro_ref.accesses_kwargs!r}, {macro_ref.accesses_varargs!r},"
            f" {macro_ref.accesses_caller!r}, context.eval_ctx.autoescape)"
        )


class _QuickGenerator(_MacroGenerator):
    """Compiles a template of our own to code that asks nothing."""

    _shown: nodes.Expr | None = None

    def write_commons(self) -> None:
        """Write what all functions of a template begin with."""
        for name in _KNOWN_HERE:
            self.writeline(f"{name} = environment.{name}")
        self.writeline("ui = environment.globals['ui']")
        super().write_commons()

    def visit_Name(self, part: nodes.Name, frame: Frame) -> None:
        """Write a name; those that are known here are not given anew."""
        if part.ctx != "load" and part.name in _SPOKEN:
            self.fail(f"{part.name} is the name of something else", part.lineno)
        super().visit_Name(part, frame)

    def visit_Getattr(self, part: nodes.Getattr, frame: Frame) -> None:
        """Write the reading of an attribute."""
        if not is_harmless(part.attr):
            super().visit_Getattr(part, frame)
            return
        self.visit(part.node, frame)
        self.write(f".{part.attr}")

    def visit_Getitem(self, part: nodes.Getitem, frame: Frame) -> None:
        """Write the reading of one of several values."""
        if isinstance(part.arg, nodes.Slice):
            super().visit_Getitem(part, frame)
            return
        self.visit(part.node, frame)
        self.write("[")
        self.visit(part.arg, frame)
        self.write("]")

    def visit_Concat(self, part: nodes.Concat, frame: Frame) -> None:
        """Write the joining of texts."""
        self.write("join(")
        for one in part.nodes:
            self._write_around("", one, ", ", frame)
        self.write(")")

    def visit_Test(self, part: nodes.Test, frame: Frame) -> None:
        """Write a question."""
        asked = part.node
        if part.name == "defined" and isinstance(asked, nodes.Getattr) and is_harmless(asked.attr):
            self._write_around(f"({asked.attr!r} in names_of[type(", asked.node, ")])", frame)
        elif part.name == "none":
            self._write_around("(", asked, " is None)", frame)
        elif part.name == "string":
            self._write_around("isinstance(", asked, ", str)", frame)
        elif part.name == "sequence":
            self._write_around("is_sequence[type(", asked, ")]", frame)
        else:
            super().visit_Test(part, frame)

    def visit_Call(self, part: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write a call: its text where it is shown at once, else a value."""
        shown = part is self._shown
        if _is_speech(part) and not (part.kwargs or part.dyn_kwargs):
            self._write_around("spoken[" if shown else "words[", part.args[0], "]", frame)
        elif shown and _is_speech(part) and not part.kwargs:
            self._write_around("speak(", part.args[0], ", ", frame)
            self._write_around("", cast(nodes.Expr, part.dyn_kwargs), ")", frame)
        elif _is_speech(part):
            self._write_around("out(ui(" if shown else "ui(", part.args[0], "", frame)
            self.signature(nodes.Call(None, [], part.kwargs, None, part.dyn_kwargs), frame)
            self.write("))" if shown else ")")
        elif _is_macro(part) and not forward_caller:
            self._write_around("" if shown else "Markup(", part.node, "._quick(", frame)
            for argument in part.args:
                self._write_around("", argument, ", ", frame)
            self.write(")" if shown else "))")
        elif shown:
            self.write("out(")
            super().visit_Call(part, frame, forward_caller=forward_caller)
            self.write(")")
        else:
            super().visit_Call(part, frame, forward_caller=forward_caller)

    def _write_around(self, before: str, part: nodes.Node, after: str, frame: Frame) -> None:
        self.write(before)
        self.visit(part, frame)
        self.write(after)

    def _output_child_pre(self, part: nodes.Expr, frame: Frame, finalize: Any) -> None:
        # A call knows itself whether what it gives has been escaped.
        if isinstance(part, nodes.Call):
            self._shown = part
        else:
            self.write("out(")

    def _output_child_post(self, part: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not isinstance(part, nodes.Call):
            self.write(")")


def _is_speech(part: nodes.Call) -> bool:
    called = part.node
    return (
        isinstance(called, nodes.Name)
        and called.name == "ui"
        and len(part.args) == 1
        and part.dyn_args is None
    )


def _is_macro(part: nodes.Call) -> bool:
    """Return whether ``part`` looks like the call of a macro with nothing but positions.

    Where it is another call, its code raises, and the sandbox is asked.
    """
    called = part.node
    if isinstance(called, nodes.Getattr):
        if not is_harmless(called.attr):
            return False
        called = called.node
    return (
        isinstance(called, nodes.Name)
        and called.name not in _NO_MACROS
        and not (part.kwargs or part.dyn_args or part.dyn_kwargs)
    )
