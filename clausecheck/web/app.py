"""The pages and what they ask for: a form in, progress, results out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route

from clausecheck import __version__
from clausecheck.render.html import content_security_policy
from clausecheck.render.wording import ENGAGEMENTS, NATIONS, NOT_ADVICE
from clausecheck.web.bounds import Bounds
from clausecheck.web.form import Refused, read_order
from clausecheck.web.guard import Guard, Pass
from clausecheck.web.jobs import Busy, Jobs
from clausecheck.web.order import Defaults
from clausecheck.web.products import PRODUCTS, disposition, download_name
from clausecheck.web.shelf import Result, Shelf

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["application"]

_TEMPLATES = Path(__file__).parent / "templates"

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_SANDBOX = "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'"
# The report copies, filters and opens its sources in another tab; it is of no origin, so it can ask us for nothing.

_STATIC = {
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


def application(
    *, port: int, folder: Path, passes: Pass, defaults: Defaults, bounds: Bounds, fault: Callable[[str], None]
) -> ASGIApp:
    """The whole server behind its guard; `folder` is private to it, `fault` hears where a fault of our own lies."""
    shelf = Shelf(bounds.results, bounds.kept)
    jobs = Jobs(bounds, shelf, folder, fault)
    pages = _Pages(jobs, shelf, defaults, bounds)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await jobs.stop_all()
        shelf.forget_all()

    routes = [
        Route("/", pages.page),
        Route("/jobs", pages.begin, methods=["POST"]),
        Route("/jobs/{job}", pages.progress, methods=["GET"]),
        Route("/jobs/{job}", pages.stop, methods=["DELETE"]),
        Route("/results", pages.results, methods=["GET"]),
        Route("/results", pages.forget_all, methods=["DELETE"]),
        Route("/results/{result}", pages.forget, methods=["DELETE"]),
        Route("/results/{result}/report", pages.report),
        Route("/results/{result}/{kind}", pages.download),
        Route("/{name}", pages.static),
    ]
    inner = Starlette(
        routes=[Mount(passes.folder, routes=routes)],
        lifespan=lifespan,
        exception_handlers={HTTPException: _told, Refused: _told, Busy: _told, ClientDisconnect: _told},
    )
    return Guard(inner, port, passes, fault)


async def _told(_: Request, error: Exception) -> Response:
    """A refusal in the words of the page."""
    if isinstance(error, Refused):
        return _message(error.status, str(error))
    if isinstance(error, Busy):
        return _message(503, "Several contracts are being worked on. Try again when one of them is done.")
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _message(status, "There is no such page." if status == 404 else "This cannot be done here.")


def _message(status: int, text: str) -> JSONResponse:
    return JSONResponse({"message": text}, status)


class _Pages:
    """Each route's answer."""

    def __init__(self, jobs: Jobs, shelf: Shelf, defaults: Defaults, bounds: Bounds) -> None:
        self._jobs = jobs
        self._shelf = shelf
        self._defaults = defaults
        self._bounds = bounds

    async def page(self, _: Request) -> Response:
        # No other window may hold on to this one; not on every answer, for no browser takes it on a sandboxed one.
        own = {"content-security-policy": _PAGE_POLICY, "cross-origin-opener-policy": "same-origin"}
        return HTMLResponse(self._page(), headers=own)

    def _page(self) -> str:
        own = self._defaults.model
        page: str = _template("page.html").render(
            version=__version__,
            not_advice=NOT_ADVICE,
            engagements=ENGAGEMENTS,
            nations=NATIONS,
            own_model=Path(own).name if own else "",
            engagement=self._defaults.engagement or "",
            nation=self._defaults.nation or "",
            figures=dict(self._defaults.figures),
            largest=self._defaults.limits.size,
            most_files=self._bounds.files,
        )
        return page

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC:
            raise HTTPException(404)
        return Response(_asset(name), media_type=_STATIC[name])

    async def begin(self, request: Request) -> Response:
        self._jobs.reserve()
        try:
            async with asyncio.timeout(self._bounds.upload_seconds):
                order = await read_order(request, self._defaults, self._bounds)
        except TimeoutError as error:
            self._jobs.release()
            raise Refused(408, "The file took too long to arrive. Try again.") from error
        except BaseException:
            self._jobs.release()
            raise
        return JSONResponse({"job": self._jobs.start(order)}, 202)

    async def progress(self, request: Request) -> Response:
        job = self._jobs.get(request.path_params["job"])
        if job is None:
            return _message(404, "This is no longer known. Begin again.")
        state = {"state": str(job.state), "stage": job.stage, "pages": job.pages, "message": job.message}
        result = self._shelf.get(job.result)
        return JSONResponse(state | ({"result": _shown(job.result, result)} if result else {}))

    async def stop(self, request: Request) -> Response:
        await self._jobs.stop(request.path_params["job"])
        return Response(status_code=204)

    async def results(self, _: Request) -> Response:
        return JSONResponse({"results": [_shown(name, result) for name, result in self._shelf.all()]})

    async def forget(self, request: Request) -> Response:
        self._shelf.forget(request.path_params["result"])
        return Response(status_code=204)

    async def forget_all(self, _: Request) -> Response:
        await self._jobs.stop_all()
        self._shelf.forget_all()
        return Response(status_code=204)

    async def report(self, request: Request) -> Response:
        page = self._result(request).files["html"]
        policy = f"{content_security_policy()}; {_SANDBOX}"
        return HTMLResponse(page, headers={"content-security-policy": policy, "x-frame-options": "SAMEORIGIN"})

    async def download(self, request: Request) -> Response:
        result, kind = self._result(request), request.path_params["kind"]
        if kind not in result.files:
            raise HTTPException(404)
        product = PRODUCTS[kind]
        headers = {"content-disposition": disposition(download_name(result.name, product))}
        return Response(result.files[kind], media_type=product.media, headers=headers)

    def _result(self, request: Request) -> Result:
        result = self._shelf.get(request.path_params["result"])
        if result is None:
            raise HTTPException(404)
        return result


def _shown(name: str, result: Result) -> dict[str, Any]:
    """A result as the page's script takes it."""
    files = [
        {"kind": kind, "label": product.label, "name": download_name(result.name, product)}
        for kind, product in PRODUCTS.items()
        if kind in result.files
    ]
    told = {"name": result.name, "grade": result.grade, "verdict": result.verdict, "found": result.found}
    return {"id": name, **told, "notes": result.notes, "files": files}


@cache
def _asset(name: str) -> bytes:
    return (_TEMPLATES / name).read_bytes()


@cache
def _template(name: str) -> Any:  # noqa: ANN401 - Jinja2's
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template(name)
