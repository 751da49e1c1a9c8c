"""Diagnostics as JUnit's XML, which nearly every service shows as tests.

A file is a suite, a finding a test: failed where it fails the run, skipped where it is advice.
Names hold no line, so that a service can tell what is new from what was there before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.run import Run
from planbook.diagnostics.summary import closing_line, fails
from planbook.diagnostics.terminal import safe

# No XML can hold these, not even escaped; the others that it cannot are control characters.
_NO_XML: Final = re.compile("[\ufffe\uffff]")


def render_junit(run: Run) -> str:
    """Return the run as XML, with a line end. A run without findings is one test that passed."""
    root = Element("testsuites", {"name": "planbook"})
    by_path = groupby(sorted(run.diagnostics, key=attrgetter("path")), attrgetter("path"))
    for path, found in by_path:
        _add_suite(root, run, _said(run.path(path)), sorted(found, key=Diagnostic.sort_key))
    if not len(root):
        _add_suite(root, run, "planbook", ())
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _add_suite(root: Element, run: Run, name: str, diagnostics: Iterable[Diagnostic]) -> None:
    found = tuple(diagnostics)
    failures = sum(fails(one, run.fail_level) for one in found)
    suite = SubElement(
        root,
        "testsuite",
        {
            "name": name,
            "package": name,
            "id": str(len(root)),
            "hostname": "localhost",
            **({"timestamp": f"{run.day.isoformat()}T00:00:00"} if run.day else {}),
            "tests": str(max(len(found), 1)),
            "failures": str(failures),
            "errors": "0",
            "skipped": str(len(found) - failures),
            "time": "0",
        },
    )
    SubElement(suite, "properties")
    names: Counter[str] = Counter()
    for one in found:
        title = _said(" ".join(filter(None, (one.code, one.subject, one.pointer))))
        names[title] += 1
        again = f" ({names[title]})" if names[title] > 1 else ""
        case = _add_case(suite, f"{title}{again}", name)
        _add_outcome(case, run, one)
    if not found:
        _add_case(suite, "validate", name)
    SubElement(suite, "system-out").text = "" if found else _said(_in_words(run))
    SubElement(suite, "system-err")


def _add_case(suite: Element, name: str, of: str) -> Element:
    return SubElement(suite, "testcase", {"name": name, "classname": of, "time": "0"})


def _add_outcome(case: Element, run: Run, found: Diagnostic) -> None:
    message = _said(run.message(found))
    place = run.path(found.path)
    if found.span is not None:
        place = f"{place}:{found.span.line}:{found.span.column}"
    lines = (
        f"{found.severity}: {message}",
        f"  {_said(place)}",
        f"  {_said(run.help(found))}" if run.help(found) else "",
        f"  {run.more_about(found.code)}",
    )
    kind = "failure" if fails(found, run.fail_level) else "skipped"
    outcome = SubElement(case, kind, {"type": found.code, "message": message})
    outcome.text = "\n".join(filter(None, lines))


def _in_words(run: Run) -> str:
    return closing_line(run.summary, run.language)


def _said(text: str) -> str:
    """Return ``text`` as XML can hold it, in one line."""
    return _NO_XML.sub(lambda sign: f"\\u{{{ord(sign[0]):x}}}", safe(text))
