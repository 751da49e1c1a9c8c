"""What the source tree looks like: its modules, their imports and the table that places them.

Every check returns what is wrong as sentences, an empty list where all is well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "planbook"

FORBIDDEN_WORDS = frozenset(
    {
        "base",
        "common",
        "context",
        "core",
        "data",
        "helper",
        "info",
        "item",
        "manager",
        "misc",
        "node",
        "processor",
        "util",
    }
)

TERMS = frozenset({"CommonFields", "SourceNode", "common_fields"})
"""Terms that hold such a word and do say something: the fields that every kind has."""

_MUTABLE_CALLS = frozenset(
    {"bytearray", "defaultdict", "deque", "dict", "list", "set", "Counter", "OrderedDict"}
)
_READ_ONLY_TYPES = frozenset({"AbstractSet", "Mapping", "Schema", "Sequence", "Text"})


@dataclass(frozen=True, slots=True)
class Import:
    """One module importing another; ``late`` where that happens inside a function."""

    importer: str
    imported: str
    line: int
    late: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """The modules of the package by dotted name, parsed."""

    modules: Mapping[str, ast.Module]

    def imports(self) -> list[Import]:
        """Return every import of a module of the package by another, wherever it is written."""
        return [
            found
            for name, module in self.modules.items()
            for found in _imports_of(name, module, self.modules.keys())
            if found.imported != name
        ]


@dataclass(frozen=True, slots=True)
class Floors:
    """The table of ARCHITECTURE.md: which floor each room stands on."""

    rooms: Mapping[str, int]

    def room_of(self, module: str) -> str | None:
        """Return the row that ``module`` belongs to: the longest one that it begins with."""
        rooms = [room for room in self.rooms if module == room or module.startswith(f"{room}.")]
        exact = [room for room in rooms if room != PACKAGE or module == PACKAGE]
        return max(exact, key=len, default=None)


def read_tree(source: Path) -> Tree:
    """Return the package below ``source`` (the folder that holds ``planbook/``)."""
    modules: dict[str, ast.Module] = {}
    for path in sorted((source / PACKAGE).rglob("*.py")):
        parts = list(path.relative_to(source).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        modules[".".join(parts)] = ast.parse(path.read_text("utf-8"), str(path))
    return Tree(modules)


def read_floors(markdown: str) -> Floors:
    """Return the floors of the table whose heading row is ``| floor | rooms |``."""
    rooms: dict[str, int] = {}
    inside = False
    for line in markdown.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[:2] == ["floor", "rooms"]:
            inside = True
        elif inside and not line.startswith("|"):
            break
        elif inside and (floor := re.match(r"\d+", cells[0])):
            for written in re.findall(r"`([^`]+)`", cells[1]):
                rooms[_dotted(written)] = int(floor[0])
    return Floors(rooms)


def _dotted(written: str) -> str:
    path = written.removesuffix("/").removesuffix(".py").replace("/", ".")
    return PACKAGE if path == "__init__" else f"{PACKAGE}.{path}"


def find_unplaced(tree: Tree, floors: Floors) -> list[str]:
    """Return the modules that no row holds, and the rows that hold no module."""
    placed = {name: floors.room_of(name) for name in tree.modules}
    wrong = [f"{name} stands on no floor" for name, room in placed.items() if room is None]
    wrong += [f"the row {room} holds no module" for room in floors.rooms.keys() - placed.values()]
    return sorted(wrong)


def find_upward_imports(tree: Tree, floors: Floors) -> list[str]:
    """Return the imports of a module from a floor above one's own."""
    wrong = []
    for found in tree.imports():
        own, other = floors.room_of(found.importer), floors.room_of(found.imported)
        if own and other and floors.rooms[other] > floors.rooms[own]:
            wrong.append(f"{found.importer}:{found.line} imports {found.imported} from above")
    return wrong


def find_circles(tree: Tree) -> list[str]:
    """Return the circles of modules that import each other, each as a chain."""
    edges: dict[str, set[str]] = {name: set() for name in tree.modules}
    for found in tree.imports():
        edges[found.importer].add(found.imported)
    # Modules that nothing remaining imports, or that import nothing remaining, are in no circle.
    remaining = dict(edges)
    while leaves := [
        name
        for name, targets in remaining.items()
        if not targets & remaining.keys()
        or not any(name in others for others in remaining.values())
    ]:
        for name in leaves:
            del remaining[name]
    if not remaining:
        return []
    chain = [next(iter(sorted(remaining)))]
    while True:
        following = sorted(remaining[chain[-1]] & remaining.keys())[0]
        if following in chain:
            circle = chain[chain.index(following) :]
            return [" → ".join([*circle, following])]
        chain.append(following)


def find_late_imports(tree: Tree, allowed: str) -> list[str]:
    """Return the imports inside functions, but for those in the room ``allowed``."""
    return [
        f"{found.importer}:{found.line} imports {found.imported} inside a function"
        for found in tree.imports()
        if found.late and not f"{found.importer}.".startswith(f"{allowed}.")
    ]


def find_forbidden_names(tree: Tree, schema_words: Iterable[str]) -> list[str]:
    """Return the names that hold a word which says nothing.

    A name that is a field of a document or of planbook.yaml is the model's, and allowed; so is
    the word manager, which here is a person.
    """
    allowed = frozenset(schema_words) | TERMS
    wrong = []
    for module, tree_ in tree.modules.items():
        for name, line in (*_names_in(tree_), (module.rpartition(".")[2], 1)):
            words = set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", name).lower()))
            if name not in allowed and words & (FORBIDDEN_WORDS - {"manager"}):
                wrong.append(f"{module}:{line} uses the name {name}")
    return wrong


def find_global_state(tree: Tree) -> list[str]:
    """Return the ``global`` statements and the containers at module level that can change.

    A container whose annotation is a read-only type cannot: the type checker sees to that.
    """
    wrong = []
    for module, parsed in tree.modules.items():
        wrong += [
            f"{module}:{found.lineno} says global"
            for found in ast.walk(parsed)
            if isinstance(found, ast.Global)
        ]
        wrong += [
            f"{module}:{statement.lineno} keeps a container that can change"
            for statement in parsed.body
            if isinstance(statement, ast.Assign | ast.AnnAssign)
            and _is_mutable(statement.value)
            and not _is_read_only(statement)
        ]
    return wrong


def _is_read_only(statement: ast.Assign | ast.AnnAssign) -> bool:
    if isinstance(statement, ast.Assign):
        return False
    names = {found.id for found in ast.walk(statement.annotation) if isinstance(found, ast.Name)}
    return bool(names & _READ_ONLY_TYPES) and not names & {"dict", "list", "set"}


def _is_mutable(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        called = value.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        return name in _MUTABLE_CALLS or name == "ContextVar"
    return isinstance(
        value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    )


def _imports_of(name: str, module: ast.Module, known: Iterable[str]) -> Iterator[Import]:
    for statement, late in _statements(module, late=False):
        if isinstance(statement, ast.Import):
            written = [alias.name for alias in statement.names]
        elif isinstance(statement, ast.ImportFrom):
            assert not statement.level, f"{name}:{statement.lineno}: a relative import"
            written = [f"{statement.module}.{alias.name}" for alias in statement.names]
        else:
            continue
        for dotted in written:
            target = dotted
            # `from planbook.language import Text` names a module and a thing inside it.
            while target not in known and "." in target:
                target = target.rpartition(".")[0]
            if target in known:
                yield Import(name, target, statement.lineno, late)


def _statements(tree: ast.AST, *, late: bool) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(tree):
        yield child, late
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _statements(child, late=late or inside)


def _names_in(module: ast.Module) -> Iterator[tuple[str, int]]:
    for found in ast.walk(module):
        if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield found.name, found.lineno
        elif isinstance(found, ast.arg):
            yield found.arg, found.lineno
        elif isinstance(found, ast.Name) and isinstance(found.ctx, ast.Store):
            yield found.id, found.lineno
        elif isinstance(found, ast.alias) and found.asname:
            yield found.asname, found.lineno
