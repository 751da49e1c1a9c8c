"""The one way in which templates are run: sandboxed, strict, escaped, away from the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from types import CodeType, FunctionType
from typing import Any, Final, TypeVar

import msgspec
from jinja2 import BytecodeCache, FunctionLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planbook.encoding import encode_view, encode_view_for_digest
from planbook.reading.theme import Theme
from planbook.rendering.catalogue import make_translator

_MOST_CACHED: Final = 1000
_MOST_REPEATED: Final = 10_000
_LARGEST_FACTOR: Final = 10**15
MOST_ROUNDS: Final = 5_000_000
"""How often the loops of a project's own templates may go round for one page, together: a second
or two. The largest pages that come with planbook take some thousand.
"""


_Kind = TypeVar("_Kind", bound="ViewEnvironment")


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all languages of a run, and kept in memory."""

    def __init__(self) -> None:
        self._code: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` with the code of its template, where it has been compiled."""
        bucket.code = self._code.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of ``bucket``."""
        if bucket.code is not None:
            self._code[bucket.key] = bucket.code


class ViewEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox that knows views: what they hold is there to be shown.

    The sandbox asks a dozen questions of every attribute that a template reads and of everything
    that it calls, which was more than half of the time of rendering. For views, for the theme's
    own macros and for the functions that every template has the answers are known. Everything
    else is asked as ever, names with an underscore included.
    """

    intercepted_binops = frozenset({"**", "*"})
    counted_paths: frozenset[str] = frozenset()
    rounds_left = MOST_ROUNDS

    def begin_page(self) -> None:
        """Let the loops of the next page have their own number of rounds."""
        self.rounds_left = MOST_ROUNDS

    def counted(self, values: Iterable[Any]) -> Iterator[Any]:
        """Yield ``values``; raise OverflowError when the loops of a page come to no end."""
        for value in values:
            self.rounds_left -= 1
            if self.rounds_left < 0:
                raise OverflowError(f"the loops of one page take more than {MOST_ROUNDS} rounds")
            yield value

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if filename in self.counted_paths:
            for loop in list(tree.find_all(nodes.For)):
                count = nodes.EnvironmentAttribute("counted")
                loop.iter = nodes.Call(count, [loop.iter], [], None, None, lineno=loop.lineno)
        return tree

    def call_binop(self, scope: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the power or the product, unless it is so large that nobody could show it.

        No single sign of a template stops the build for hours or takes all memory.
        """
        if not _is_small(operator, left, right):
            raise OverflowError(f"`{operator}` is for small numbers only")
        return super().call_binop(scope, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the attribute, a view's or a template's own without further questions."""
        kind = type(obj)
        fields = getattr(kind, "__struct_fields__", None)
        if fields is not None:
            if attribute in fields and attribute[0] != "_":
                return getattr(obj, attribute)
            # Templates tell views apart by asking for fields that only some of them have.
            if not hasattr(kind, attribute):
                return self.undefined(obj=obj, name=attribute)
        elif kind is TemplateModule and attribute in vars(obj) and attribute[0] != "_":
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(self, scope: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Return what calling ``obj`` gives, what is known to be safe without questions.

        Words may have a place that is called ``scope`` or ``obj``: those names are theirs.
        """
        if isinstance(obj, Macro):
            args = (scope.eval_ctx, *args)
        elif type(obj) is not FunctionType or obj not in self.globals.values():
            return super().call(scope, obj, *args, **kwargs)
        # Compiled templates add these to every call, for functions that ask for the whole scope.
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return obj(*args, **kwargs)


def _is_small(operator: str, *values: object) -> bool:
    repeats = any(isinstance(value, (str, list, tuple)) for value in values)
    most = _MOST_REPEATED if repeats or operator == "**" else _LARGEST_FACTOR
    for value in values:
        size = len(value) if isinstance(value, (str, list, tuple)) else value
        if isinstance(size, (int, float, Decimal)) and not -most <= size <= most:
            return False
    return True


def make_environment(
    theme: Theme, language: str, compiled: CompiledTemplates | None = None
) -> ViewEnvironment:
    """Return the environment that renders ``theme`` in ``language``."""
    return make_environment_of(ViewEnvironment, theme, language, compiled)


def make_environment_of(
    kind: type[_Kind], theme: Theme, language: str, compiled: CompiledTemplates | None = None
) -> _Kind:
    """Return an environment of ``kind`` that renders ``theme`` in ``language``.

    ``ui`` is a global, so that macros that are imported without their page's values can speak
    too, and so is ``cached``; ``view`` is given to each page. There is nothing else.
    """
    templates = theme.templates

    def find(name: str) -> tuple[str, str, None] | None:
        template = templates.get(name)
        return (template.text, template.path, None) if template else None

    environment = kind(
        loader=FunctionLoader(find),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
    )
    environment.counted_paths = frozenset(
        template.path for template in templates.values() if not template.builtin
    )
    environment.globals.clear()
    environment.globals["ui"] = make_translator(theme.words, language)
    environment.globals["cached"] = _make_cached()
    # Its result would differ from build to build.
    del environment.filters["random"]
    # Views hold dates, decimals and other views; and keys stay in the order of the view.
    environment.policies["json.dumps_function"] = _dump
    environment.policies["json.dumps_kwargs"] = {}
    return environment


def _make_cached() -> Callable[..., str]:
    """Return ``cached(macro, *values)``: the output of the macro, made once for all pages.

    It is for what many pages have alike, such as the menu. Values are compared by what they
    hold, as in the digest of a page.
    """
    made: dict[tuple[Macro, bytes], str] = {}
    # The very same values again, as most pages have them, need no encoding. They are kept, so that
    # nothing else comes to stand in their place in the memory.
    same: dict[tuple[int, ...], tuple[tuple[object, ...], str]] = {}

    def cached(macro: Macro, *values: object) -> str:
        if not isinstance(macro, Macro):
            raise TypeError("cached() takes a macro and its values")
        identity = tuple(map(id, (macro, *values)))
        if identity in same:
            return same[identity][1]
        # Macros are compared by identity, not by name: one that is written in the page's template,
        # or imported with its context, is another one on every page.
        key = (macro, encode_view_for_digest(values))
        if key not in made:
            if len(made) >= _MOST_CACHED:
                made.clear()
            made[key] = macro(*values)
        if len(same) >= _MOST_CACHED:
            same.clear()
        same[identity] = ((macro, *values), made[key])
        return made[key]

    return cached


def _dump(value: object, indent: int | None = None, **_: Mapping[str, object]) -> str:
    encoded = encode_view(value)
    if indent is not None:
        encoded = msgspec.json.format(encoded, indent=indent)
    return encoded.decode()
