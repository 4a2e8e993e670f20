"""The server's life: a socket on 127.0.0.1, a private folder, the browser, and a clean end."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.errors import UsageProblem
from clausecheck.web.bounds import Bounds

if TYPE_CHECKING:
    from types import FrameType

    from clausecheck.web.order import Defaults

__all__ = ["ADDRESS", "serve"]

ADDRESS = "127.0.0.1"
"""The only one that is ever listened on: no other machine can reach it."""
_BACKLOG = 64
_MISSING = "the local page needs the extra `web`. Install it with: pip install 'clausecheck[web]'"


def serve(
    port: int,
    defaults: Defaults,
    *,
    browser: bool,
    say: Callable[[str], None],
    bounds: Bounds | None = None,
) -> None:
    """Serve until Ctrl-C or another request to end; `port` 0 takes a free one, `say` tells the user.

    Raises UsageProblem for a port that is taken, or without the extra `web`.
    """
    try:
        import python_multipart  # noqa: F401 - asked for now, and not when the first file comes
        import starlette  # noqa: F401
        import uvicorn
    except ImportError as error:
        raise UsageProblem(_MISSING) from error
    from clausecheck.web.app import application
    from clausecheck.web.guard import Pass

    with (
        _listening(port) as sock,
        tempfile.TemporaryDirectory(prefix="clausecheck-", ignore_cleanup_errors=True) as own,
    ):
        number = sock.getsockname()[1]
        passes = Pass()
        app = application(
            port=number,
            folder=Path(own),
            passes=passes,
            defaults=defaults,
            bounds=bounds or Bounds(),
            fault=lambda place: say(f"a fault of clausecheck itself, not of your contract: {place}. Please report it."),
        )
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="on",
            timeout_keep_alive=5,
            timeout_graceful_shutdown=2,
        )
        server = uvicorn.Server(config)
        _silence()
        root = f"http://{ADDRESS}:{number}"
        say(f"open {root}{passes.address}")
        say("contracts are read on this machine and kept in memory alone; Ctrl-C ends it and forgets them")
        if browser:
            _open(root + passes.address_once())
        with _Ending(lambda: setattr(server, "should_exit", True)), suppress(KeyboardInterrupt):
            server.run(sockets=[sock])
    say("ended; everything is forgotten")


def _listening(port: int) -> socket.socket:
    """A socket that accepts already: the browser may be quicker than the server."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There the other option would let another program listen on the same port.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((ADDRESS, port))
        sock.listen(_BACKLOG)
    except OSError as error:
        sock.close()
        why = error.strerror or type(error).__name__
        raise UsageProblem(f"port {port} cannot be used ({why}). Choose another, or leave --port out.") from error
    return sock


def _silence() -> None:
    """No log at all: one of requests would say when contracts were looked at, one of errors could quote them."""
    import logging

    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False


class _Ending:
    """While it lasts, the signals that would end this process at once end the server instead, so that it cleans up."""

    def __init__(self, end: Callable[[], None]) -> None:
        self._end = end
        self._before: dict[int, object] = {}

    def __enter__(self) -> None:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and threading.current_thread() is threading.main_thread():
                self._before[number] = signal.signal(number, self._asked)

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _asked(self, number: int, frame: FrameType | None) -> None:
        self._end()


def _open(address: str) -> None:
    """Open the browser without waiting for it; where there is no screen the address alone must do."""
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))):
        return  # a browser for terminals would take this one over
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
