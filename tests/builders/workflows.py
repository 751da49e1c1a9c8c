"""A runner for the steps of a GitHub workflow or action, as far as ours go.

Commands are run, conditions are judged, variables and outputs are handed on; what a step uses is
noted down and not run.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_TOKEN = re.compile(
    r"(?P<text>'(?:[^']|'')*')|(?P<call>[A-Za-z]+)\((?P<argument>[^()]*)\)"
    r"|(?P<name>[A-Za-z_][\w-]*(?:\.[\w-]+)*)|(?P<sign>&&|\|\||!=|==|!|[()])|\s+"
)
_SIGNS = {"&&": " and ", "||": " or ", "!": " not "}


@dataclass
class Runner:
    """A machine of GitHub with a checkout in ``workspace``."""

    workspace: Path
    temp: Path
    contexts: dict[str, Any]
    environment: dict[str, str]
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    used: list[dict[str, Any]] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    log: str = ""
    failed: bool = False

    def run(self, steps: Iterable[Mapping[str, Any]]) -> None:
        """Run ``steps`` in their order, as far as their conditions allow."""
        for at, step in enumerate(steps):
            name = step.get("id", f"step-{at}")
            if not self._holds(step.get("if", "success()")):
                self.outputs[name] = {"outcome": "skipped"}
                continue
            self.ran.append(name)
            if "uses" in step:
                values = {key: self.fill(str(value)) for key, value in step.get("with", {}).items()}
                self.used.append({"uses": step["uses"].partition("@")[0], **values})
                self.outputs[name] = {"outcome": "success"}
            else:
                self._command(name, step)

    @property
    def summary(self) -> str:
        """What the summary of the job shows."""
        path = self.temp / "summary"
        return path.read_text("utf-8") if path.exists() else ""

    def fill(self, text: str) -> str:
        """Return ``text`` with its expressions exchanged for their values."""
        return _EXPRESSION.sub(lambda found: _shown(self._value(found[1])), text)

    def _command(self, name: str, step: Mapping[str, Any]) -> None:
        files = {key: self.temp / key for key in ("output", "path", "summary")}
        files["output"].write_text("")
        files["path"].touch()
        added = [line for line in files["path"].read_text().splitlines() if line]
        environment = {
            **self.environment,
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_PATH": str(files["path"]),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            "RUNNER_TEMP": str(self.temp),
            "PATH": os.pathsep.join([*added, self.environment["PATH"]]),
            **{key: self.fill(str(value)) for key, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", self.fill(step["run"])],
            cwd=self.workspace,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self.log += done.stdout + done.stderr
        self.failed |= done.returncode != 0
        outcome = "failure" if done.returncode else "success"
        lines = files["output"].read_text("utf-8").splitlines()
        told = dict(line.split("=", 1) for line in lines)
        self.outputs[name] = {"outcome": outcome, **told}

    def _holds(self, condition: str) -> bool:
        bare = condition.removeprefix("${{").removesuffix("}}").strip()
        asks_itself = re.search(r"\b(success|failure|always|cancelled)\(\)", bare)
        return bool(self._value(bare)) and (bool(asks_itself) or not self.failed)

    def _value(self, expression: str) -> Any:
        python = "".join(self._translated(found) for found in _TOKEN.finditer(expression.strip()))
        return eval(python, {"__builtins__": {}}, {"look": self._look, "call": self._call})

    @staticmethod
    def _translated(found: re.Match[str]) -> str:
        if found["text"]:
            return repr(found["text"][1:-1].replace("''", "'"))
        if found["call"]:
            return f"call({found['call']!r})"
        if found["name"]:
            return f"look({found['name']!r})"
        return _SIGNS.get(found["sign"] or "", found["sign"] or "")

    def _call(self, name: str) -> Any:
        known = {"success": not self.failed, "cancelled": False, "hashFiles": "0a1b2c"}
        return known[name]

    def _look(self, name: str) -> Any:
        first, *parts = name.split(".")
        value: Any
        if first == "steps":
            held = self.outputs.get(parts[0], {})
            return held.get(parts[-1], "") if parts[1] in ("outputs", "outcome") else ""
        value = self.contexts[first]
        for part in parts:
            value = value.get(part) if isinstance(value, dict) else None
        return value


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
