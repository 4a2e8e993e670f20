"""Who may ask: only a page that this very run has opened, in a browser on this machine.

A page of another site must not read a result, nor have a file checked, even where it makes its own name lead to
127.0.0.1 (DNS rebinding): the Host must be ours, what changes anything must come from our own page, and everything
needs a cookie that only the address printed at the start gives. The cookie holds for a path nobody can guess, because
browsers send cookies to every port of a machine.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hmac import compare_digest
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clausecheck.errors import place_of

__all__ = ["Guard", "Pass"]

_COOKIE = "clausecheck"
_SAFE = ("GET", "HEAD")
_OWN_SITES = ("same-origin", "none")
"""What `Sec-Fetch-Site` may say: our own page, or the user who typed the address."""

_ONLY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": f"{_ONLY}; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""On every answer that does not set its own."""

_WELCOME = (
    "<!DOCTYPE html><html lang='en-GB'><meta charset='utf-8'><title>clausecheck</title>"
    "<meta http-equiv='refresh' content='0; url=./'><p><a href='./'>To the page</a></p></html>\n"
)
# A page of our own and not a redirect: a browser gives no strict cookie to a redirect that another program began.

_STRANGER = (
    "This page is open only to the browser that clausecheck opened.\n"
    "Open the address that `clausecheck serve` shows in the terminal.\n"
)


class Pass:
    """The secrets of one run, which end with it."""

    def __init__(self) -> None:
        self.folder = f"/{secrets.token_urlsafe(12)}"
        """Everything lies below it."""
        self._key = secrets.token_urlsafe(24)
        self._cookie = secrets.token_urlsafe(24)
        self._once: str | None = None

    @property
    def address(self) -> str:
        """Path that opens the page, as often as it is used."""
        return f"{self.folder}/?key={self._key}"

    def address_once(self) -> str:
        """Path that opens it one time: it goes to the browser as an argument, which others on the machine may see."""
        self._once = secrets.token_urlsafe(24)
        return f"{self.folder}/?key={self._once}"

    def opens(self, key: str) -> bool:
        """Whether a key is good; one that is good once is not afterwards."""
        if compare_digest(key.encode(), self._key.encode()):
            return True
        once, good = self._once, False
        if once is not None and compare_digest(key.encode(), once.encode()):
            self._once, good = None, True
        return good

    def knows(self, cookies: str) -> bool:
        """Whether a Cookie header holds the cookie of this run."""
        given = cookie_parser(cookies).get(_COOKIE, "")
        return compare_digest(given.encode("utf-8", "replace"), self._cookie.encode())

    @property
    def cookie(self) -> str:
        """The Set-Cookie header."""
        return f"{_COOKIE}={self._cookie}; Path={self.folder}/; HttpOnly; SameSite=Strict"


class Guard:
    """Stands before the application: refuses strangers, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, port: int, passes: Pass, fault: Callable[[str], None]) -> None:
        """`fault` hears the place of a fault of our own, and nothing else."""
        self._app = app
        self._hosts = [f"{name}{suffix}" for name in ("127.0.0.1", "localhost") for suffix in _ports(port)]
        self._pass = passes
        self._fault = fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        begun = False

        async def covered(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(raw=message["headers"])
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                message["headers"] = headers.raw
            await send(message)

        refusal = self._answer(scope)
        if refusal is not None:
            await refusal(scope, receive, covered)
            return
        try:
            await self._app(scope, receive, covered)
        except Exception as error:  # noqa: BLE001 - a trace may quote a contract: only its place is told
            self._fault(f"{type(error).__name__} in {place_of(error)}")
            if not begun:
                await PlainTextResponse("Something in clausecheck itself went wrong.\n", 500)(scope, receive, covered)

    def _answer(self, scope: Scope) -> Response | None:
        """The guard's own answer, None where the request may pass."""
        headers = Headers(scope=scope)
        if headers.getlist("host") not in [[host] for host in self._hosts]:
            return PlainTextResponse("This page answers to 127.0.0.1 and localhost alone.\n", 421)
        path: str = scope["path"]
        if not path.startswith(f"{self._pass.folder}/"):
            return PlainTextResponse(_STRANGER, 403)
        method = scope["method"]
        if method == "GET" and path == f"{self._pass.folder}/":
            keys = parse_qs(scope["query_string"].decode("latin-1")).get("key", [])
            if keys and self._pass.opens(keys[0]):
                return HTMLResponse(
                    _WELCOME, headers={"set-cookie": self._pass.cookie, "content-security-policy": _ONLY}
                )
        site = headers.get("sec-fetch-site")
        if site is not None and site not in _OWN_SITES:
            return PlainTextResponse("Another site may not ask for this.\n", 403)
        if method not in _SAFE and (
            headers.getlist("origin") != [f"http://{headers['host']}"] or site not in (None, "same-origin")
        ):
            return PlainTextResponse("Another site may not do this.\n", 403)
        if not self._pass.knows(headers.get("cookie", "")):
            return PlainTextResponse(_STRANGER, 403)
        return None


def _ports(port: int) -> tuple[str, ...]:
    """How a Host header may end; browsers leave out the usual port."""
    return (f":{port}", "") if port == 80 else (f":{port}",)
