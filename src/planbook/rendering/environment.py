"""The one way in which templates are run: sandboxed, strict, escaped, away from the disk."""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType
from typing import Any

import msgspec
from jinja2 import BytecodeCache, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planbook.reading.theme import Theme
from planbook.rendering.catalogue import make_speech
from planbook.rendering.encoding import encode_view


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all languages of a run; kept in memory, never on the disk."""

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

    The sandbox asks a dozen questions of every attribute that a template reads, which was more
    than half of the time of rendering. For the fields of a view and for the theme's own macros
    the answer is known. Everything else is asked as ever, names with an underscore included.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the attribute, a view's fields without further questions."""
        fields = getattr(type(obj), "__dataclass_fields__", ())
        if attribute in fields and attribute[0] != "_":
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(self, scope: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Return what calling ``obj`` gives, a macro without further questions."""
        if type(obj) is Macro:
            return scope.call(obj, *args, **kwargs)
        return super().call(scope, obj, *args, **kwargs)


def make_environment(
    theme: Theme, language: str, compiled: CompiledTemplates | None = None
) -> ViewEnvironment:
    """Return the environment that renders ``theme`` in ``language``.

    ``ui`` is a global, so that macros that are imported without their page's values can speak
    too; ``view`` is given to each page. There is nothing else.
    """
    templates = theme.templates

    def find(name: str) -> tuple[str, str, None] | None:
        template = templates.get(name)
        return (template.text, template.path, None) if template else None

    environment = ViewEnvironment(
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
    environment.globals.clear()
    environment.globals["ui"] = make_speech(theme.words, language)
    # Its result would differ from build to build.
    del environment.filters["random"]
    # Views hold dates, decimals and other views; and keys stay in the order of the view.
    environment.policies["json.dumps_function"] = _dump
    environment.policies["json.dumps_kwargs"] = {}
    return environment


def _dump(value: object, indent: int | None = None, **_: Mapping[str, object]) -> str:
    encoded = encode_view(value)
    if indent is not None:
        encoded = msgspec.json.format(encoded, indent=indent)
    return encoded.decode()
