"""JSON pointers, there and back."""

from __future__ import annotations

import pytest

from planbook.diagnostics.pointer import escape_pointer, names_in, pointer_to


@pytest.mark.parametrize(
    ("steps", "pointer"),
    [
        ((), ""),
        (("",), "/"),
        (("values", 0, "date"), "/values/0/date"),
        (("a/b", "c~d", "~1"), "/a~1b/c~0d/~01"),
    ],
)
def test_a_pointer_leads_back_over_its_steps(steps: tuple[str | int, ...], pointer: str) -> None:
    assert pointer_to(steps) == pointer
    assert names_in(pointer) == [str(step) for step in steps]


def test_one_name_is_one_token() -> None:
    assert escape_pointer("a/b~c") == "a~1b~0c"
