"""The canonical form, case by case: what was written, and what comes of it."""

from __future__ import annotations

from textwrap import dedent

import pytest

from builders.formatting import FIELDS
from planbook.formatting.format import Formatted, format_yaml
from planbook.model.settings import Limits


def formatted(text: str) -> str:
    """Return the canonical form of a text, which is that of itself."""
    result = format_yaml(text, FIELDS, Limits())
    assert result.kept == ""
    assert format_yaml(result.text, FIELDS, Limits()) == Formatted(result.text)
    return result.text


CASES = {
    "keys are in the schema's order, unknown ones last as they came": (
        """\
        zebra: 1
        title: T
        ownr: x
        due: 2
        id: g
        owner: chen-rui
        kind: goal
        measurable: {target: 5, type: reach, xx: 1, baseline: 4}
        actions:
          - due: 2026-07-01
            title: Visit
        """,
        """\
        kind: goal
        id: g
        title: T
        owner: chen-rui
        measurable: {type: reach, baseline: 4, target: 5, xx: 1}
        actions:
          - title: Visit
            due: 2026-07-01
        zebra: 1
        ownr: x
        due: 2
        """,
    ),
    "what has no order of its own keeps it": (
        """\
        extra: {b: 1, a: {d: 1, c: 2}}
        kind: nobody-knows
        title: {zh: 标题, en: Title}
        """,
        """\
        extra: {b: 1, a: {d: 1, c: 2}}
        kind: nobody-knows
        title: {zh: 标题, en: Title}
        """,
    ),
    "comments go with what they stand above, beside, below and in": (
        """\
        # about the file

        # about the title
        title: T   # planbook: allow[text-vague] on purpose
        # TODO ask her
        # planbook: allow[goal-owner-left] back in May
        owner: chen-rui
        # below the owner

        # about the kind
        kind: goal  # beside it
        actions:
          # no actions yet
        id: g
        # the end
        """,
        """\
        # about the file

        # about the kind
        kind: goal  # beside it
        id: g
        # about the title
        title: T   # planbook: allow[text-vague] on purpose
        # TODO ask her
        # planbook: allow[goal-owner-left] back in May
        owner: chen-rui
        # below the owner

        actions:
          # no actions yet
        # the end
        """,
    ),
    "comments of a list go with its elements, instructions with their line": (
        """\
        kind: goal
        actions: # all of them
            # the first visit
            # planbook: allow[goal-action-late] agreed
            - due: 2026-07-01
              # who else comes
              title: Visit
              # end of the first
            # the second
            - title: Call
              # deeper
              owner: chen-rui
            # - title: left out
        """,
        """\
        kind: goal
        actions: # all of them
          # the first visit
          # who else comes
          - title: Visit
            # planbook: allow[goal-action-late] agreed
            due: 2026-07-01
            # end of the first
          # the second
          - title: Call
            # deeper
            owner: chen-rui
          # - title: left out
        """,
    ),
    "what was commented out at the beginning of a line stays in its place": (
        """\
        time_bound:
            start: 2026-07-01
            # When it is due.
        #    due: 2026-09-30
        #    milestones:
        #      - due: 2026-08-31
        kind: goal
        #weight: 40
        """,
        """\
        kind: goal
        time_bound:
          start: 2026-07-01
          # When it is due.
        #    due: 2026-09-30
        #    milestones:
        #      - due: 2026-08-31
        #weight: 40
        """,
    ),
    "indentation and spaces are alike": (
        """\
        kind:    goal
        tags:
        - a
        -   b
        links:
            -
              title :  x
              url:   y
        specific:
              outcome:
                zh:   一
        actions:
          -   - {title:x}
        contributors: [a,b , c,]


        weight:\t40\t
        """,
        """\
        kind: goal
        contributors: [a, b, c]

        weight: 40
        specific:
          outcome:
            zh: 一
        actions:
          - - {title:x}
        tags:
          - a
          - b
        links:
          - title: x
            url: y
        """,
    ),
    "scalars stay as they are written": (
        """\
        kind: goal
        extra:
            version: 1.10
            phone: +8613800138000
            number: 007
            day: 2026-07-01
            "no": no
            'on': 'it''s'
            full: 目标：做到 600 万元，同比（+20%）
            empty:
            tilde: ~
        """,
        """\
        kind: goal
        extra:
          version: 1.10
          phone: +8613800138000
          number: 007
          day: 2026-07-01
          "no": no
          'on': 'it''s'
          full: 目标：做到 600 万元，同比（+20%）
          empty:
          tilde: ~
        """,
    ),
    "texts of several lines move as a whole": (
        """\
        extra:
              literal: |
                one
                  two

                three
              folded: >2-
                  one
                 two
              plain: words on
               two lines
              quoted: "words \\
                 on two lines"
              below:
                 words
        kind: goal
        """,
        """\
        kind: goal
        extra:
          literal: |
            one
              two

            three
          folded: >2-
              one
             two
          plain: words on
            two lines
          quoted: "words \\
             on two lines"
          below:
            words
        """,
    ),
    "blank lines that a text keeps are kept": (
        """\
        notes: |+
          one


        # a comment
        kind: goal

        extra:
          x: |+
            two

        """,
        """\
        # a comment
        kind: goal
        notes: |+
          one


        extra:
          x: |+
            two

        """,
    ),
    "an alias stays below its anchor": (
        """\
        notes: &text long
        title: *text
        kind: goal
        """,
        """\
        notes: &text long
        title: *text
        kind: goal
        """,
    ),
    "anchors that stay above their aliases do not keep the order": (
        """\
        title: &text long
        kind: goal
        notes: *text
        """,
        """\
        kind: goal
        title: &text long
        notes: *text
        """,
    ),
    "a mapping with a merge keeps its order": (
        """\
        kind: goal
        extra: &base {due: 2026-07-01}
        actions:
          - owner: chen-rui
            <<: *base
            title: x
        """,
        """\
        kind: goal
        extra: &base {due: 2026-07-01}
        actions:
          - owner: chen-rui
            <<: *base
            title: x
        """,
    ),
    "flow collections of several lines keep their lines": (
        """\
        kind: goal
        tags: [
            a,   # first
            b,
        ]
        extra:
              x: {a: 1,
                  b: 2}
        """,
        """\
        kind: goal
        tags: [
            a,   # first
            b,
        ]
        extra:
          x: {a: 1,
              b: 2}
        """,
    ),
    "several documents with comments between": (
        """\


        # before all
        ---   # beside the line
        title: T
        kind: goal
        # end of the first
        ---
        # about the second
        id: x
        kind: tool
        ...
        # after the end
        """,
        """\
        # before all
        ---   # beside the line
        kind: goal
        title: T
        # end of the first
        ---
        kind: tool
        # about the second
        id: x
        ...
        # after the end
        """,
    ),
    "what speaks to the editor stays at the top": (
        """\
        # yaml-language-server: $schema=goal.json
        # about the id
        id: x
        kind: goal
        """,
        """\
        # yaml-language-server: $schema=goal.json
        kind: goal
        # about the id
        id: x
        """,
    ),
    "a document in one line": (
        "{id: x,kind: goal}   # so\n",
        "{kind: goal, id: x}   # so\n",
    ),
    "properties stand where they stood": (
        """\
        extra:
           a: &a !!map
              x: 1
           b: &b   text
           c:
            - &c
              y: 2
           *b : z
        kind: goal
        """,
        """\
        kind: goal
        extra:
          a: &a !!map
            x: 1
          b: &b text
          c:
            - &c
              y: 2
          *b : z
        """,
    ),
    "the last line gets its end, and blank lines below it go": ("kind: goal", "kind: goal\n"),
    "an end marker follows at once": ("kind: goal\n\n\n...\n", "kind: goal\n...\n"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_text_comes_into_its_canonical_form(case: str) -> None:
    before, after = map(dedent, CASES[case])
    assert formatted(before) == after


def test_line_ends_are_those_of_most_lines() -> None:
    assert formatted("title: T\r\nkind: goal\r\n") == "kind: goal\r\ntitle: T\r\n"
    assert formatted("title: T\r\nkind: goal\nid: x\n") == "kind: goal\nid: x\ntitle: T\n"
    assert formatted("title: T\rkind: goal\r") == "kind: goal\ntitle: T\n"


def test_a_key_with_a_question_mark_leaves_the_text_alone() -> None:
    text = "title:   T\n? kind\n: goal\n"
    assert format_yaml(text, FIELDS, Limits()) == Formatted(text, "unusual")


def test_a_text_that_would_say_something_else_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "title:   T\nkind: goal\n"
    monkeypatch.setattr("planbook.formatting.format.write_tree", lambda _: "kind: goal\ntitle: t\n")
    assert format_yaml(text, FIELDS, Limits()) == Formatted(text, "unsafe")


def test_a_text_that_would_lose_a_comment_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "title:   T # c\nkind: goal\n"
    monkeypatch.setattr("planbook.formatting.format.write_tree", lambda _: "kind: goal\ntitle: T\n")
    assert format_yaml(text, FIELDS, Limits()) == Formatted(text, "unsafe")


@pytest.mark.parametrize("value", ["1", "1.0", "true", "'1'"])
def test_values_that_are_alike_to_python_are_told_apart(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "1" if value != "1" else "1.0"
    monkeypatch.setattr("planbook.formatting.format.write_tree", lambda _: f"kind: {other}\n")
    text = f"kind:   {value}\n"
    assert format_yaml(text, FIELDS, Limits()) == Formatted(text, "unsafe")
