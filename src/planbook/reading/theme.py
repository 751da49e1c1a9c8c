"""The theme: one chain of folders that serves templates, files and words alike.

A project's ``themes/NAME/`` wins over the built-in theme of that name, which wins over the theme
that it extends: file by file for templates and static files, word by word for the catalogues.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import msgspec

from planbook.diagnostics.codes.theme import (
    THEME_BAD_FILE,
    THEME_CIRCLE,
    THEME_OUTSIDE_PROJECT,
    THEME_REPLACES_STYLE,
    THEME_UNKNOWN,
    THEME_UNREADABLE,
)
from planbook.diagnostics.codes.theme_file import THEME_FILE_CODES
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.pointer import pointer_to
from planbook.diagnostics.span import Span
from planbook.diagnostics.suggestions import listed
from planbook.language import Text
from planbook.model.settings import Limits
from planbook.reading.checking import check_values, checker_of, cuts_in_texts
from planbook.reading.decoding import decode_utf8
from planbook.reading.files import (
    ReadError,
    digest_file,
    read_file,
    reason_of,
    resolve_inside,
    sentence_of,
)
from planbook.reading.project import of_project
from planbook.reading.project_folder import THEME_FOLDER
from planbook.reading.schema_messages.lookup import CheckedSubject
from planbook.reading.schemas import THEME_FILE, compile_file_schema, load_builtin_schemas
from planbook.reading.theme_words import OwnWords, check_languages, check_words, counted
from planbook.reading.yaml_values import read_yaml

BUILTIN_PREFIX: Final = "default/"
"""What names of templates begin with where the built-in one is meant, not the project's."""

_ROOT_THEME: Final = "default"
_STYLE: Final = "site.css"
_FEW: Final = 4
"""A style with a quarter of the rules of the one below it was hardly meant to replace it."""
_NO_MAPPING: Final[Text] = {
    "en": "it must be a mapping of keys to words",
    "zh": "内容应是由键和词语组成的映射",
}
_SEVERAL_DOCUMENTS: Final[Text] = {
    "en": "there is more than one document in it",
    "zh": "里面不止一份文档",
}


class Template(msgspec.Struct, frozen=True):
    """A template: its name for the others, its text, and the path that findings show."""

    name: str
    text: str
    path: str
    builtin: bool = False


class StaticFile(msgspec.Struct, frozen=True):
    """A file that the theme adds to the site as it is; ``name`` is relative to ``static/``.

    ``path`` is what findings show.
    """

    name: str
    source: Path
    digest: str
    path: str = ""


class Theme(msgspec.Struct, frozen=True):
    """All that rendering needs, read once: templates by name, static files, words by language.

    Words are flat: ``goal.owner`` is ``words[language]["goal.owner"]``; the forms of a counted
    word stand as ``list.total.one`` and ``list.total.other``.
    """

    name: str
    templates: Mapping[str, Template] = msgspec.field(default_factory=dict)
    statics: tuple[StaticFile, ...] = ()
    words: Mapping[str, Mapping[str, str]] = msgspec.field(default_factory=dict)
    texts: Mapping[str, str] = msgspec.field(default_factory=dict)


class _Layer(msgspec.Struct, frozen=True):
    """One folder of the chain. ``allowed_roots`` are the real folders that its links stay in."""

    folder: Path
    shown: str
    allowed_roots: tuple[str, ...]
    builtin: bool = False


def load_theme(
    project: Path, name: str, builtin: Path, languages: Sequence[str] = ()
) -> Outcome[Theme]:
    """Return the theme ``name`` of the project at ``project``.

    ``builtin`` is the folder that holds the themes which come with planbook; ``languages`` are
    those that the site is to have words in. Where something is wrong with the theme, the findings
    say what, and the value holds the part that is right.
    """
    findings: list[Finding] = []
    texts: dict[str, str] = {}
    layers = _chain(project, name, builtin, texts, findings)
    templates: dict[str, Template] = {}
    statics: dict[str, StaticFile] = {}
    words: dict[str, Mapping[str, str]] = {}
    builtin_words: list[Mapping[str, str]] = []
    own_words: list[OwnWords] = []
    locales: dict[str, Place] = {}
    # From the last layer to the first, so that what comes later wins.
    for layer in reversed(layers):
        for template in _templates(layer, findings):
            if template.name.startswith(BUILTIN_PREFIX):
                findings.append(THEME_BAD_FILE.at(Place(template.path), variant="reserved"))
            templates[template.name] = template
        for static in _statics(layer, findings):
            below = statics.get(static.name)
            if static.name == _STYLE and below is not None and not layer.builtin:
                findings += _check_style(static, below)
            statics[static.name] = static
        for language, given in _locales(layer, texts, findings):
            own = {one.key: one.words for one in given}
            words[language] = _merge_words(words.get(language, {}), own)
            if given:
                locales[language] = Place(given[0].place.path)
            if layer.builtin:
                builtin_words.append(own)
            else:
                own_words += given
    own_templates = [one.text for one in templates.values() if not one.builtin]
    findings += check_words(own_words, builtin_words, own_templates)
    if builtin_words:
        findings += check_languages(languages, words, locales)
    if any(BUILTIN_PREFIX in text for text in own_templates):
        templates.update(_builtin_templates(builtin))
    return Outcome(
        Theme(
            name=name,
            templates=dict(sorted(templates.items())),
            statics=tuple(static for _, static in sorted(statics.items())),
            words={language: words[language] for language in sorted(words)},
            texts={**texts, **{own.path: own.text for own in templates.values()}},
        ),
        _unlike(findings),
    )


def _builtin_templates(builtin: Path) -> Iterator[tuple[str, Template]]:
    """Yield the templates of the built-in theme by the names that always mean these."""
    folder = builtin / _ROOT_THEME
    layer = _Layer(folder, f"theme:{_ROOT_THEME}", _homes_of(folder), builtin=True)
    for template in _templates(layer, []):
        name = f"{BUILTIN_PREFIX}{template.name}"
        yield name, Template(name, template.text, template.path, builtin=True)


def known_themes(project: Path, builtin: Path) -> tuple[str, ...]:
    """Return the names of the themes that a project may use, in order."""
    names: set[str] = set()
    for folder in (project / THEME_FOLDER, builtin):
        with suppress(OSError):
            names.update(entry.name for entry in folder.iterdir() if entry.is_dir())
    return tuple(sorted(name for name in names if not name.startswith(".")))


def _unlike(findings: list[Finding]) -> tuple[Finding, ...]:
    # Two layers may stumble over one file; a Finding holds mappings and cannot go into a set.
    kept: list[Finding] = []
    for finding in findings:
        if finding not in kept:
            kept.append(finding)
    return tuple(kept)


def _chain(
    project: Path, name: str, builtin: Path, texts: dict[str, str], findings: list[Finding]
) -> list[_Layer]:
    """Return the folders of the theme, the one that wins first."""
    layers: list[_Layer] = []
    passed: list[str] = []
    wanted, asked_at = name, Place("planbook.yaml", pointer="/theme")
    while True:
        if wanted in passed:
            circle = [*passed[passed.index(wanted) :], wanted]
            findings.append(THEME_CIRCLE.at(asked_at, circle=" → ".join(circle)))
            return layers
        passed.append(wanted)
        own = _layers_of(project, wanted, builtin, findings)
        # A value that cannot be a name was reported when theme.yaml was checked.
        if not own and any(finding.place == asked_at for finding in findings):
            return layers
        if not own:
            names = known_themes(project, builtin)
            findings.append(THEME_UNKNOWN.at(asked_at, name=wanted, names=listed(names)))
            return layers
        layers += own
        extends = _ROOT_THEME if wanted != _ROOT_THEME else ""
        for layer in own:
            wish = _settings(layer, texts, findings).get("extends")
            # A theme that names itself means the built-in one of its name: it follows anyway.
            if isinstance(wish, str) and (wish != wanted or not own[-1].builtin):
                extends = wish
                asked_at = Place(f"{layer.shown}/theme.yaml", pointer="/extends")
                break
        if not extends:
            return layers
        wanted = extends


def _layers_of(project: Path, name: str, builtin: Path, findings: list[Finding]) -> list[_Layer]:
    # A name is one folder's, never a path to somewhere else.
    if not name or name.startswith(".") or "/" in name or "\\" in name or "\0" in name:
        return []
    own = project / THEME_FOLDER / name
    layers = []
    given = builtin / name
    if _is_folder(own, findings):
        # In planbook's own repository the project's theme is the built-in one.
        is_given = given.is_dir() and own.samefile(given)
        layers.append(_Layer(own, f"{THEME_FOLDER}/{name}", (os.path.realpath(project),), is_given))
    if given.is_dir() and not (layers and layers[0].builtin):
        layers.append(_Layer(given, f"theme:{name}", _homes_of(given), builtin=True))
    return layers


def _is_folder(folder: Path, findings: list[Finding]) -> bool:
    try:
        return stat.S_ISDIR(folder.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        shown = folder.parent.name
        findings.append(THEME_UNREADABLE.at(Place(shown), reason=reason_of(error)))
        return False


def _homes_of(folder: Path) -> tuple[str, ...]:
    """Return the real folders of a built-in theme."""
    # Some installers make a package of nothing but links, file by file, into a store.
    settings = os.path.realpath(folder / "theme.yaml")
    return os.path.realpath(folder), str(Path(settings).parent)


def _settings(layer: _Layer, texts: dict[str, str], findings: list[Finding]) -> dict[str, Any]:
    path = layer.folder / "theme.yaml"
    if not os.path.lexists(path):
        return {}
    text = _read_text(layer, path, "theme.yaml", findings)
    if text is None:
        return {}
    shown = f"{layer.shown}/theme.yaml"
    texts[shown] = text
    settings, written = _read_value(text, shown, findings)
    if settings is None:
        return {}
    if not isinstance(settings, dict):
        findings.append(THEME_BAD_FILE.at(Place(shown), variant="settings", reason=_NO_MAPPING))
        return {}
    # What comes with planbook has been checked when planbook was made.
    if not layer.builtin:
        findings += _check_settings(settings, written, shown)
    return settings


def _check_settings(
    settings: dict[str, Any], written: Mapping[str, str], shown: str
) -> Iterator[Finding]:
    checker = checker_of(compile_file_schema(load_builtin_schemas(), THEME_FILE))
    languages = tuple(
        tag for key in ("title", "description") for tag in _tags_of(settings.get(key))
    )
    where = CheckedSubject(
        shown, 0, "", {"en": "theme.yaml", "zh": " theme.yaml "}, tuple(dict.fromkeys(languages))
    )
    _, found = check_values(settings, written, checker, where, THEME_FILE_CODES)
    for finding in found:
        yield of_project(finding)


def _tags_of(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, dict) else ()


def _templates(layer: _Layer, findings: list[Finding]) -> Iterator[Template]:
    for name, path in _files(layer, "templates", findings):
        text = _read_text(layer, path, f"templates/{name}", findings)
        if text is not None:
            shown = f"{layer.shown}/templates/{name}"
            yield Template(name, text, shown, layer.builtin)


def _statics(layer: _Layer, findings: list[Finding]) -> Iterator[StaticFile]:
    for name, path in _files(layer, "static", findings):
        digest = digest_file(path)
        if isinstance(digest, ReadError):
            findings.append(_refused(layer, f"static/{name}", digest))
        else:
            yield StaticFile(name, path, digest, f"{layer.shown}/static/{name}")


def _check_style(own: StaticFile, below: StaticFile) -> Iterator[Finding]:
    """Yield a finding where a few rules take the place of a whole style."""
    styles = [read_file(style.source, Limits().file_size) for style in (own, below)]
    rules = [0 if isinstance(style, ReadError) else style.count(b"{") for style in styles]
    if rules[0] * _FEW < rules[1]:
        place = Place(own.path, span=Span(1, 1, 1, 1))
        yield THEME_REPLACES_STYLE.at(place, own=str(rules[0]), builtin=str(rules[1]))


def _locales(
    layer: _Layer, texts: dict[str, str], findings: list[Finding]
) -> Iterator[tuple[str, tuple[OwnWords, ...]]]:
    for name, path in _files(layer, "locales", findings):
        language, dot, suffix = name.rpartition(".")
        if not dot or suffix not in ("yaml", "yml") or "/" in name:
            continue
        text = _read_text(layer, path, f"locales/{name}", findings)
        if text is not None:
            shown = f"{layer.shown}/locales/{name}"
            texts[shown] = text
            yield language, _read_words(text, shown, findings)


def _merge_words(below: Mapping[str, str], above: Mapping[str, str]) -> Mapping[str, str]:
    """Return the words of both, ``above`` winning.

    A word that ``above`` gives in one form takes the place of all counted forms below, and the
    other way round: else the form that was meant to be replaced would still be found first.
    """
    replaced = {counted(key) for key in above}
    kept = {
        key: words
        for key, words in below.items()
        if key not in replaced and not (counted(key) and counted(key) in above)
    }
    return {**kept, **above}


def _files(layer: _Layer, part: str, findings: list[Finding]) -> Iterator[tuple[str, Path]]:
    """Yield the ordinary files below ``part`` with their names relative to it, in order."""
    top = layer.folder / part
    if not os.path.lexists(top):
        return
    waiting = [top]
    entered: set[Path] = set()
    while waiting:
        folder = waiting.pop()
        shown = folder.relative_to(layer.folder).as_posix()
        real = resolve_inside(folder, *layer.allowed_roots)
        if isinstance(real, ReadError):
            findings.append(_refused(layer, shown, real))
            continue
        # A link to a folder inside the project may lead in a circle.
        if real in entered:
            continue
        entered.add(real)
        try:
            entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            findings.append(_unreadable(layer, shown, reason_of(error)))
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith("~"):
                continue
            if entry.is_dir():
                waiting.append(entry)
                continue
            place = resolve_inside(entry, *layer.allowed_roots)
            if isinstance(place, ReadError):
                shown = entry.relative_to(layer.folder).as_posix()
                findings.append(_refused(layer, shown, place))
            else:
                yield entry.relative_to(top).as_posix(), place


def _read_text(layer: _Layer, path: Path, shown: str, findings: list[Finding]) -> str | None:
    found = resolve_inside(path, *layer.allowed_roots)
    content = found if isinstance(found, ReadError) else read_file(found, Limits().file_size)
    if isinstance(content, ReadError):
        findings.append(_refused(layer, shown, content))
        return None
    text = decode_utf8(content)
    if isinstance(text, str):
        return text.replace("\r\n", "\n").replace("\r", "\n")
    number, byte = text.offset + 1, content[text.offset]
    reason = {
        "en": f"byte {number} (0x{byte:02X}) is not UTF-8",
        "zh": f"第 {number} 个字节（0x{byte:02X}）不是 UTF-8",
    }
    findings.append(_unreadable(layer, shown, reason, text.span))
    return None


def _read_words(text: str, shown: str, findings: list[Finding]) -> tuple[OwnWords, ...]:
    """Return the flat words of a file that is a mapping of mappings of words."""
    value, written = _read_value(text, shown, findings)
    if value is None:
        return ()
    if not isinstance(value, dict):
        findings.append(THEME_BAD_FILE.at(Place(shown), reason=_NO_MAPPING))
        return ()
    words: dict[str, OwnWords] = {}
    waiting: list[tuple[tuple[str, ...], object]] = [((), value)]
    while waiting:
        keys, below = waiting.pop()
        if isinstance(below, dict):
            waiting += (((*keys, str(key)), one) for key, one in reversed(below.items()))
        elif below is not None:
            pointer = pointer_to(keys)
            full = ".".join(keys)
            if isinstance(below, list):
                place = Place(shown, pointer=pointer)
                findings.append(THEME_BAD_FILE.at(place, reason=_no_words(full)))
            elif not isinstance(below, str):
                place = Place(shown, pointer=pointer)
                said = written.get(pointer) or _as_text(below)
                findings.append(THEME_BAD_FILE.at(place, reason=_no_quotes(full, said)))
            elif full in words:
                place = Place(shown, pointer=pointer, on="key")
                findings.append(THEME_BAD_FILE.at(place, reason=_said_twice(full)))
            else:
                words[full] = OwnWords(full, below, Place(shown, pointer=pointer))
    return tuple(words.values())


def _read_value(text: str, shown: str, findings: list[Finding]) -> tuple[Any, Mapping[str, str]]:
    """Return the one document of ``text`` and the source text of its numbers."""
    outcome = read_yaml(text, shown, Limits())
    # A mistake in YAML is the same everywhere; in a theme it is the project's that is wrong.
    findings += map(of_project, (*outcome.findings, *cuts_in_texts(outcome.cuts, None)))
    if len(outcome.documents) + len(outcome.broken) > 1:
        findings.append(THEME_BAD_FILE.at(Place(shown), reason=_SEVERAL_DOCUMENTS))
    if not outcome.documents:
        return None, {}
    return outcome.documents[0].value, outcome.documents[0].written


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _no_words(key: str) -> Text:
    return {
        "en": f"`{key}` must be words, not a list",
        "zh": f"`{key}` 应该是文字，不能是列表",
    }


def _no_quotes(key: str, said: str) -> Text:
    return {
        "en": f"`{key}` must be words; if `{said}` is meant to be some, put it in quotes",
        "zh": f"`{key}` 应该是文字；如果就是要写 `{said}`，请加上引号",
    }


def _said_twice(key: str) -> Text:
    return {"en": f"`{key}` stands here twice", "zh": f"`{key}` 在这里出现了两次"}


def _refused(layer: _Layer, shown: str, read_error: ReadError) -> Finding:
    if read_error.why == "outside":
        return THEME_OUTSIDE_PROJECT.at(Place(f"{layer.shown}/{shown}"))
    return _unreadable(layer, shown, sentence_of(read_error))


def _unreadable(layer: _Layer, shown: str, reason: Text, span: Span | None = None) -> Finding:
    return THEME_UNREADABLE.at(Place(f"{layer.shown}/{shown}", span=span), reason=reason)
