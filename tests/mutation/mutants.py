"""Small changes of the code, made one at a time by the operators of mutmut.

mutmut also removes arguments, replaces values by None and alters text. ``mypy --strict`` notices
most of the first two and the catalogues are tested for the third; what is left here are the
changes that keep the types: a comparison, a sign, a number, an ``and``, a ``not``, a branch.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Final

import libcst
from libcst import matchers
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider
from mutmut.mutation import mutators
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.pragma_handling import get_ignored_lines

OPERATORS: Final = (
    mutators.operator_number,
    mutators.operator_name,
    mutators.operator_augmented_assignment,
    mutators.operator_remove_unary_ops,
    mutators.operator_keywords,
    mutators.operator_swap_op,
    mutators.operator_match,
    mutators.operator_if_exp,
)


class _Visitor(MutationVisitor):
    """Goes into properties too, which mutmut passes by because it wraps what it changes.

    Leaves ``strict=True`` alone: it asserts what holds, and does nothing else.
    """

    def _skip_node_and_children(self, node: libcst.CSTNode) -> bool:
        if isinstance(node, libcst.Arg) and matchers.matches(node, _STRICT):
            return True
        if isinstance(node, libcst.FunctionDef) and matchers.matches(node, _PROPERTY):
            return False
        return super()._skip_node_and_children(node)


_STRICT: Final = matchers.Arg(keyword=matchers.Name("strict"))
_PROPERTY: Final = matchers.FunctionDef(decorators=[matchers.Decorator(matchers.Name("property"))])


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed module: the line that differs, as it was and as it is, and the whole source.

    ``lines`` are those of the expression that was changed.
    """

    module: str
    path: str
    function: str
    line: int
    lines: range
    before: str
    after: str
    source: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What stays the same while other lines of the file move."""
        return self.module, self.function, self.before, self.after

    def __str__(self) -> str:
        """The mutant on three lines, for a report."""
        return f"{self.path}:{self.line} {self.function}\n  - {self.before}\n  + {self.after}"


def make_mutants(module: str, path: Path, root: Path) -> Iterator[Mutant]:
    """Yield the mutants of the functions of a module, in the order of its lines."""
    source = path.read_text(encoding="utf-8")
    functions = _functions(source)
    wrapper = MetadataWrapper(libcst.parse_module(source))
    ignored = get_ignored_lines(str(path), source, wrapper)
    visitor = _Visitor(
        [(type_, make) for type_, make in mutators.mutation_operators if make in OPERATORS], ignored
    )
    tree = wrapper.visit(visitor)
    positions = wrapper.resolve(PositionProvider)
    for mutation in visitor.mutations:
        place = positions.get(mutation.original_node)
        if place is None:
            continue
        function = next((name for name, lines in functions if place.start.line in lines), None)
        if function is None:
            continue  # a constant or a field, which is computed on import
        if isinstance(mutation.original_node, libcst.Match):  # over several lines, indented
            replaced = tree.deep_replace(mutation.original_node, mutation.mutated_node)
            assert isinstance(replaced, libcst.Module)
            changed = replaced.code
        else:
            changed = _splice(source, place, tree.code_for_node(mutation.mutated_node))
        line, before, after = _difference(source, changed)
        lines = range(place.start.line, place.end.line + 1)
        yield Mutant(
            module, path.relative_to(root).as_posix(), function, line, lines, before, after, changed
        )


def code_by_name(source: str, path: str) -> dict[str, CodeType]:
    """Return the compiled functions and methods of a module by their qualified names."""
    found: dict[str, CodeType] = {}
    waiting = [compile(source, path, "exec")]
    while waiting:
        for constant in waiting.pop().co_consts:
            if isinstance(constant, CodeType):
                waiting.append(constant)
                if constant.co_flags & inspect.CO_OPTIMIZED:  # not the body of a class
                    found[constant.co_qualname] = constant
    return found


def _splice(source: str, place: CodeRange, text: str) -> str:
    lines = source.splitlines(keepends=True)
    first, last = place.start.line - 1, place.end.line - 1
    before = "".join(lines[:first]) + lines[first][: place.start.column]
    after = lines[last][place.end.column :] + "".join(lines[last + 1 :])
    return before + text + after


def _difference(source: str, changed: str) -> tuple[int, str, str]:
    """Return the first line that differs, and what differs as it was and as it is."""
    old, new = source.splitlines(), changed.splitlines()
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    before = " ".join(line.strip() for line in old[start : len(old) - end])
    after = " ".join(line.strip() for line in new[start : len(new) - end])
    return start + 1, before, after


def _functions(source: str) -> list[tuple[str, range]]:
    """Return the functions and methods of a module by qualified name, with their lines."""
    found: list[tuple[str, range]] = []
    waiting: list[tuple[str, ast.stmt]] = [("", node) for node in ast.parse(source).body]
    for prefix, node in waiting:
        if isinstance(node, ast.ClassDef):
            waiting.extend((f"{prefix}{node.name}.", child) for child in node.body)
        elif isinstance(node, ast.FunctionDef):
            lines = range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
            found.append((prefix + node.name, lines))
    return found
