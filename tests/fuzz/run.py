"""Judge thousands of mutated files: ``python tests/fuzz/run.py [COUNT] [SEED]``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz.checking import check_mutants


def main() -> int:
    """Print every problem, then how many there were."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    began, problems = time.perf_counter(), 0
    for problem in check_mutants(count, seed):
        problems += 1
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{count} files, {problems} problems, {time.perf_counter() - began:.0f} s\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
