"""Who renders in place of processes of our own: ``--executor dask://HOST:PORT``.

Whoever answers there is trusted with the views of the edition, and with what comes back.
"""

from __future__ import annotations

import logging
import re
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, InvalidStateError
from contextlib import AbstractContextManager, contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from planbook.rendering.elsewhere import NotRenderedError, OtherReleaseError

if TYPE_CHECKING:
    from planbook.cli.invocation import Invocation
    from planbook.rendering.render import Workers

SECONDS_TO_CONNECT: Final = 10
"""How long a scheduler may take to answer."""

SECONDS_WITHOUT_WORKERS: Final = 20
"""How long a build waits for the first worker, or for one to come back."""

SHARES_UNDER_WAY: Final = 32
"""How many shares of pages are sent before the first is back: enough for some twenty workers."""

Result = TypeVar("Result")


def workers_at(call: Invocation, written: str) -> AbstractContextManager[Workers]:
    """Return who renders by ``written``, the address after ``--executor``, for a block.

    Leaves with exit code 2 where it is no such address, and where Dask is not installed. Nobody
    is asked before there are pages to render.
    """
    return _lend(_DaskExecutor(_address(call, written)))


@contextmanager
def _lend(executor: Executor) -> Iterator[Workers]:
    from planbook.rendering.render import Workers

    try:
        yield Workers(executor, SHARES_UNDER_WAY)
    finally:
        executor.shutdown()


def _address(call: Invocation, written: str) -> str:
    """Return host and port of ``written``, exit code 2 where it has none."""
    try:
        parts = urlsplit(written)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    is_whole = host and port and not (parts.path.strip("/") or parts.query or parts.fragment)
    if parts.scheme != "dask" or not is_whole or parts.username is not None:
        call.fail(
            {
                "en": "--executor needs the address of a Dask scheduler, such as "
                f"dask://10.0.0.5:8786, not {_without_password(written)}",
                "zh": "--executor 后面要写 Dask 调度器的地址，例如 dask://10.0.0.5:8786，"
                f"而不是 {_without_password(written)}",
            }
        )
    if find_spec("distributed") is None:
        call.fail(
            {
                "en": "--executor needs Dask, which is not installed here: "
                "python -m pip install distributed",
                "zh": "--executor 需要 Dask，这里没有安装：python -m pip install distributed",
            }
        )
    return f"[{host}]:{port}" if host and ":" in host else f"{host}:{port}"


def _without_password(written: str) -> str:
    return re.sub(r"//[^/@]*@", "//…@", written)


class _DaskExecutor(Executor):
    """Hands calls to the Dask scheduler at an address, and does not wait for ever for any.

    It connects with the first call. Where nobody is there to work for too long, all that is
    under way fails, and so does whatever is submitted afterwards.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._client: Any = None
        self._inner: Executor | None = None
        self._failure: NotRenderedError | None = None
        self._waiting: set[Future[Any]] = set()
        self._lock = Lock()
        self._ended = Event()

    def submit(
        self, fn: Callable[..., Result], /, *args: object, **kwargs: object
    ) -> Future[Result]:
        """Return what will be the result of ``fn`` on some worker.

        Raises NotRenderedError where nobody is there.
        """
        if self._failure is None and self._inner is None:
            self._connect()
        outer: Future[Result] = Future()
        with self._lock:
            if self._failure is not None or self._inner is None:
                raise self._failure or self._lost()
            self._waiting.add(outer)
        try:
            inner = self._inner.submit(fn, *args, **kwargs)
        except Exception as error:
            raise self._explain(error) from error
        inner.add_done_callback(lambda done: self._pass_on(done, outer))
        outer.add_done_callback(lambda done: done.cancelled() and inner.cancel())
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the connection. The scheduler and its workers are others', and go on."""
        del wait, cancel_futures
        self._ended.set()
        if self._client is not None:
            with suppress(Exception):
                self._client.close(timeout=2)

    def _connect(self) -> None:
        # All that it has to say to people is said in our words.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import_module("distributed")
        # Dask waits without an end for somebody who takes the call and says nothing.
        caller = Thread(target=self._call, daemon=True)
        caller.start()
        caller.join(SECONDS_TO_CONNECT + 1)
        if self._client is None:
            self._failure = NotRenderedError(
                {
                    "en": f"no Dask scheduler answers at {self._address}",
                    "zh": f"{self._address} 没有 Dask 调度器应答",
                }
            )
            raise self._failure
        self._inner = self._client.get_executor(pure=False)
        Thread(target=self._watch, daemon=True).start()

    def _call(self) -> None:
        from distributed import Client

        with warnings.catch_warnings(), suppress(Exception):
            warnings.simplefilter("ignore")
            self._client = Client(  # type: ignore[no-untyped-call]  # it has no types
                f"tcp://{self._address}", timeout=SECONDS_TO_CONNECT, set_as_default=False
            )

    def _pass_on(self, done: Future[Result], outer: Future[Result]) -> None:
        with self._lock:
            self._waiting.discard(outer)
        # Whoever cancelled it, or was told that it is lost, does not ask again.
        with suppress(InvalidStateError):
            try:
                outer.set_result(done.result())
            except Exception as error:
                outer.set_exception(self._explain(error))

    def _watch(self) -> None:
        """Look every second whether somebody is there to work."""
        alone_since: float | None = None
        while not self._ended.wait(1):
            reason = self._why_nobody_works()
            if reason is None:
                alone_since = None
                continue
            alone_since = time.monotonic() if alone_since is None else alone_since
            if time.monotonic() - alone_since >= SECONDS_WITHOUT_WORKERS:
                self._fail(reason)
                return

    def _why_nobody_works(self) -> NotRenderedError | None:
        try:
            threads = self._client.sync(
                self._client.scheduler.ncores, asynchronous=False, callback_timeout=5
            )
        except Exception:  # Whatever stands between us and the scheduler.
            return self._lost()
        if threads:
            return None
        return NotRenderedError(
            {
                "en": f"the Dask scheduler at {self._address} has had no worker for "
                f"{SECONDS_WITHOUT_WORKERS} seconds",
                "zh": f"{self._address} 的 Dask 调度器在 {SECONDS_WITHOUT_WORKERS} 秒内"
                "没有任何工作进程",
            }
        )

    def _fail(self, reason: NotRenderedError) -> None:
        with self._lock:
            self._failure = reason
            waiting = tuple(self._waiting)
        for future in waiting:
            with suppress(InvalidStateError):
                future.set_exception(reason)

    def _lost(self) -> NotRenderedError:
        return NotRenderedError(
            {
                "en": f"the Dask scheduler at {self._address} is gone",
                "zh": f"{self._address} 的 Dask 调度器已经断开",
            }
        )

    def _explain(self, error: Exception) -> Exception:
        """Return ``error`` in words for people, where it is one that Dask has its own for."""
        if isinstance(error, NotRenderedError | OtherReleaseError):
            return error
        if type(error).__name__ == "KilledWorker":
            return NotRenderedError(
                {
                    "en": "several workers died over the same pages; they may lack memory",
                    "zh": "几个工作进程处理同一批页面时都意外结束，可能是内存不足",
                }
            )
        if isinstance(error, ImportError | AttributeError) or "deseriali" in str(error):
            return NotRenderedError(
                {
                    "en": f"the Dask scheduler at {self._address} or a worker cannot load "
                    "planbook, or has another version of it",
                    "zh": f"{self._address} 的 Dask 调度器或工作进程无法加载 planbook，"
                    "或装的是另一个版本",
                }
            )
        if isinstance(error, CancelledError | OSError) or "Cancelled" in type(error).__name__:
            return self._lost()
        return error
