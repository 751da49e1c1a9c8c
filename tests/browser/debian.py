"""Install programs of Debian that the browser tests need, where this user may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def install(package: str) -> bool:
    """Install a package of Debian for the browser tests; return whether that was possible."""
    apt = shutil.which("apt-get")
    if apt is None:
        return False
    if os.geteuid() == 0:
        prefix: list[str] = []
    elif shutil.which("sudo") and succeeds(["sudo", "-n", "true"]):
        prefix = ["sudo", "-n"]
    else:
        return False
    print(f"Installing Debian's {package} for the browser tests …", file=sys.stderr)
    command = [apt, "install", "-y", "-q", "--no-install-recommends", package]
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    if succeeds([*quiet, *command]):
        return True
    succeeds([*quiet, apt, "update", "-q"])
    return succeeds([*quiet, *command])


def succeeds(command: list[str]) -> bool:
    """Run a command, with what it says on stderr, and return whether it went well."""
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0
