"""The checkers that the built site is held against: axe-core, and the Nu HTML checker on Java.

Both come from npm, in the versions and with the sums of ``npm/package-lock.json``, and lie in the
virtual environment. Run as a program it installs what is missing; what it cannot install it names
on stderr, in one line, and the tests that need it fail with that line.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from browser.debian import install, succeeds

PACKAGES: Final = Path(__file__).parent / "npm"
LISTS: Final = ("package.json", "package-lock.json")
HOME: Final = Path(sys.prefix) / "npm"

NO_CHECKERS: Final = (
    "axe-core and the Nu HTML checker are not installed: run `make test`, "
    "which needs npm (`apt-get install npm` as root)"
)
NO_JAVA: Final = (
    "no Java found for the Nu HTML checker: run `apt-get install default-jre-headless` as root, "
    "or set JAVA to the path of one"
)


def find_axe() -> Path | None:
    """Return the script of axe-core in the version of the lock file, or None."""
    return _in_packages("axe-core", "axe.min.js")


def find_nu() -> Path | None:
    """Return the archive of the Nu HTML checker in the version of the lock file, or None."""
    return _in_packages("vnu-jar", "build/dist/vnu.jar")


def find_java() -> Path | None:
    """Return the path of a Java on this machine, or None."""
    named = os.environ.get("JAVA")
    if named:
        return Path(named) if Path(named).exists() else None
    found = shutil.which("java")
    return Path(found) if found else None


def install_checkers() -> bool:
    """Install the checkers as the lock file has them; return whether they are there."""
    if shutil.which("npm") is None:
        install("npm")
    npm = shutil.which("npm")
    if npm is None:
        return False
    print("Installing axe-core and the Nu HTML checker for the browser tests …", file=sys.stderr)
    HOME.mkdir(parents=True, exist_ok=True)
    for name in LISTS:
        shutil.copyfile(PACKAGES / name, HOME / name)
    # npm refuses what has another sum than the lock file. No script of a package is run.
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    return succeeds([npm, "ci", "--prefix", str(HOME), *quiet]) and _are_current()


def check_html(java: Path, nu: Path, folder: Path) -> str:
    """Return what the Nu HTML checker says of all pages under ``folder``, as JSON."""
    # Its parser goes deep into nested elements, which Java's own stack has no room for.
    command = (java, "-Xss8m", "-jar", nu, "--skip-non-html", "--format", "json", "--stdout")
    ran = subprocess.run(
        (*command, "--exit-zero-always", folder), capture_output=True, text=True, check=True
    )
    return ran.stdout


def _in_packages(package: str, file: str) -> Path | None:
    path = HOME / "node_modules" / package / file
    return path if path.exists() and _are_current() else None


def _are_current() -> bool:
    return all(
        (HOME / name).exists() and (HOME / name).read_bytes() == (PACKAGES / name).read_bytes()
        for name in LISTS
    )


def main() -> None:
    """Install what is missing, and say what could not be."""
    if (find_axe() is None or find_nu() is None) and not install_checkers():
        print(NO_CHECKERS, file=sys.stderr)
    if find_java() is None and not install("default-jre-headless"):
        print(NO_JAVA, file=sys.stderr)


if __name__ == "__main__":
    main()
