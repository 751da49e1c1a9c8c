"""Views as JSON: what data pages hold, and what the digest of a page is taken of."""

from __future__ import annotations

import msgspec


def encode_view(view: object) -> bytes:
    """Return ``view`` as compact JSON in UTF-8, keys in their own order.

    Dataclasses become objects, dates ISO 8601, decimals plain numbers, markup its text.
    """
    return msgspec.json.Encoder(decimal_format="number", enc_hook=_as_plain).encode(view)


def encode_view_for_digest(view: object) -> bytes:
    """Return bytes that differ wherever what a template makes of ``view`` may differ.

    Markup and plain text with the same letters are told apart: one of them gets escaped.
    """
    return msgspec.json.Encoder(decimal_format="number", enc_hook=_as_marked).encode(view)


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
