"""Whether the templates of a project can be understood at all, those that no page uses too."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, nodes

from planbook.diagnostics.codes.theme import THEME_TEMPLATE_ERROR
from planbook.diagnostics.finding import Finding, Place
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
        for fault in _faults_of(template, theme, environment):
            yield THEME_TEMPLATE_ERROR.at(
                Place(fault.path, span=span_of(fault, theme)),
                variant="syntax",
                reason=fault.reason,
            )


def _faults_of(template: Template, theme: Theme, environment: ViewEnvironment) -> Iterator[Fault]:
    try:
        tree = environment.parse(template.text, template.name, template.path)
        missing = tuple(_missing_templates(tree, theme))
        environment.compile(template.text, template.name, template.path)
    except TemplateSyntaxError as error:
        yield Fault(template.path, error.lineno, reason_of(error))
    except Exception as error:  # Brackets ten thousand deep, a constant that cannot be worked out.
        yield Fault(template.path, None, reason_of(error))
    else:
        for name, line in missing:
            yield Fault(template.path, line, f"there is no template `{name}`")


def _missing_templates(tree: nodes.Template, theme: Theme) -> Iterator[tuple[str, int]]:
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
