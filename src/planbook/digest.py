"""Short fingerprints of bytes: equal bytes, equal digest."""

from __future__ import annotations

from hashlib import blake2b
from io import BytesIO
from typing import BinaryIO, Final

DIGEST_BYTES: Final = 16
_PIECE_BYTES: Final = 1 << 20


def digest_bytes(content: bytes) -> bytes:
    """Return the bytes that stand for ``content``."""
    return blake2b(content, digest_size=DIGEST_BYTES).digest()


def digest_of(*parts: bytes) -> str:
    """Return 32 hexadecimal digits that stand for ``parts``, kept apart from each other."""
    state = blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.hexdigest()


def digest_of_stream(stream: BinaryIO, copy: BinaryIO | None = None) -> str:
    """Return 32 hexadecimal digits that stand for what ``stream`` still holds.

    It is read piece by piece: it may be larger than the memory. What is read is written to
    ``copy`` as well. Raises OSError as the two do.
    """
    state = blake2b(digest_size=DIGEST_BYTES)
    while piece := stream.read(_PIECE_BYTES):
        state.update(piece)
        if copy is not None:
            copy.write(piece)
    return state.hexdigest()


def digest_of_content(content: bytes) -> str:
    """Return the digest that a stream of ``content`` has."""
    return digest_of_stream(BytesIO(content))
