"""A Dask cluster of two processes on this machine: prints its address and lives until stdin ends.

python tests/builders/dask_cluster.py [WORKERS]
"""

from __future__ import annotations

import sys

from distributed import LocalCluster


def main() -> None:
    """Serve as many workers as the call asks for."""
    workers = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    with LocalCluster(  # type: ignore[no-untyped-call]  # it has no types
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        print(cluster.scheduler_address, flush=True)  # noqa: T201  # the program's one result
        sys.stdin.read()


if __name__ == "__main__":
    main()
