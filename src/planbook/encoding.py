"""Views as JSON: what data pages hold, and what the digest of a page is taken of."""

from __future__ import annotations

from typing import Final

import msgspec


def encode_view(view: object) -> bytes:
    """Return ``view`` as compact JSON in UTF-8, keys in their own order.

    Dataclasses become objects, dates ISO 8601, decimals plain numbers, markup its text.
    """
    return _PLAIN.encode(view)


def encode_view_for_digest(view: object) -> bytes:
    """Return bytes that differ wherever what a template makes of ``view`` may differ.

    Markup and plain text with the same letters are told apart: one of them gets escaped.
    """
    return _MARKED.encode(view)


def _as_plain(value: object) -> object:
    if hasattr(value, "__html__"):
        return str(value.__html__())
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(f"a view cannot hold a {type(value).__name__}")


def _as_marked(value: object) -> object:
    if hasattr(value, "__html__"):
        return {"markup": str(value.__html__())}
    return _as_plain(value)


_PLAIN: Final = msgspec.json.Encoder(decimal_format="number", enc_hook=_as_plain)
_MARKED: Final = msgspec.json.Encoder(decimal_format="number", enc_hook=_as_marked)
