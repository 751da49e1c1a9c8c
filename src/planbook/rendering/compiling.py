"""Whether the templates of a project can be understood at all, those that no page uses too."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import TemplateSyntaxError, nodes

from planbook.diagnostics.codes.theme import THEME_TEMPLATE_ERROR
from planbook.diagnostics.finding import Finding, Place
from planbook.diagnostics.suggestions import closest, did_you_mean
from planbook.reading.theme import Template, Theme
from planbook.rendering.environment import ViewEnvironment, make_environment
from planbook.rendering.renderer import Fault, reason_of, span_of


def check_templates(theme: Theme) -> Iterator[Finding]:
    """Yield what is wrong with the project's own templates before anything is shown with them.

    Those that come with planbook have been checked when planbook was made.
    """
    own = [template for template in theme.templates.values() if not template.builtin]
    if not own:
        return
    environment = make_environment(theme, "en")
    for template in own:
        fault = _fault_of(template, environment)
        if fault is not None:
            place = Place(fault.path, span=span_of(fault, theme))
            yield THEME_TEMPLATE_ERROR.at(place, variant="syntax", reason=fault.reason)
            continue
        for name, line in _missing_templates(template, theme, environment):
            place = Place(template.path, span=span_of(Fault(template.path, line, ""), theme))
            known = [one for one in theme.templates if one != template.name]
            hint = did_you_mean(closest(name, known))
            yield THEME_TEMPLATE_ERROR.at(place, variant="missing", name=name[:80], hint=hint)
    references = {
        name: tuple(_always_taken(template, environment))
        for name, template in theme.templates.items()
    }
    for circle, line in _circles(references, [template.name for template in own]):
        path = theme.templates[circle[0]].path
        yield THEME_TEMPLATE_ERROR.at(
            Place(path, span=span_of(Fault(path, line, ""), theme)),
            variant="circle",
            circle=" → ".join((*circle, circle[0])),
        )


def _always_taken(template: Template, environment: ViewEnvironment) -> Iterator[tuple[str, int]]:
    """Yield the templates, by name and line, that ``template`` takes in whatever it shows.

    One that stands in a condition, a loop or a macro may be left out, and a circle end there.
    """
    try:
        tree = environment.parse(template.text, template.name, template.path)
    except Exception:  # It was reported already.
        return
    waiting: list[nodes.Node] = [tree]
    while waiting:
        part = waiting.pop()
        wanted = getattr(part, "template", None)
        if isinstance(wanted, nodes.Const) and isinstance(wanted.value, str):
            yield wanted.value, part.lineno
        waiting.extend(
            below
            for below in part.iter_child_nodes()
            if not isinstance(below, nodes.If | nodes.For | nodes.Macro | nodes.CallBlock)
        )


def _circles(
    references: Mapping[str, tuple[tuple[str, int], ...]], own: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each circle of templates that one of ``own`` is in: its names, and the first's line."""
    told: set[frozenset[str]] = set()
    for start in own:
        # The shortest way from the template back to itself.
        ways: dict[str, tuple[str, ...]] = {}
        waiting: deque[tuple[str, ...]] = deque([(start,)])
        while waiting:
            way = waiting.popleft()
            for name, _ in references.get(way[-1], ()):
                if name == start:
                    if frozenset(way) in told:
                        continue
                    told.add(frozenset(way))
                    first = way[1] if len(way) > 1 else start
                    at = next(line for to, line in references[start] if to == first)
                    yield way, at
                elif name not in ways:
                    ways[name] = (*way, name)
                    waiting.append(ways[name])


def _fault_of(template: Template, environment: ViewEnvironment) -> Fault | None:
    try:
        environment.compile(template.text, template.name, template.path)
    except TemplateSyntaxError as error:
        return Fault(template.path, error.lineno, reason_of(error))
    except Exception as error:  # Brackets ten thousand deep, a constant that cannot be worked out.
        return Fault(template.path, None, reason_of(error))
    return None


def _missing_templates(
    template: Template, theme: Theme, environment: ViewEnvironment
) -> Iterator[tuple[str, int]]:
    tree = environment.parse(template.text, template.name, template.path)
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    for found in tree.find_all(kinds):
        wanted = getattr(found, "template", None)
        if (
            isinstance(wanted, nodes.Const)
            and isinstance(wanted.value, str)
            and wanted.value not in theme.templates
            and not getattr(found, "ignore_missing", False)
        ):
            yield wanted.value, found.lineno
