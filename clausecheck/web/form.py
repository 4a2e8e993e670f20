"""What the page sends: one multipart form, counted while it comes in and kept in memory alone."""

from __future__ import annotations

import math
import sys
from collections.abc import AsyncGenerator

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from clausecheck.judging.amounts import AMOUNTS
from clausecheck.judging.deal import FIGURES
from clausecheck.render.wording import ENGAGEMENTS, NATIONS
from clausecheck.web.bounds import Bounds
from clausecheck.web.order import Defaults, File, Order

__all__ = ["AGREED", "PASTED", "Refused", "read_order"]

PASTED = "pasted text"
"""What a contract is called that came without a file."""

AGREED = ("session_fee_gbp", "dates", "start", "finish", "patients_per_session", "payment_days")
"""What the page asks about the deal; a deal sheet may say more."""

_FORM = 1 << 20
"""Bytes of a form beside its files."""
_FIELDS = 40
_SHORT = 200
"""Characters of a field that is not the contract."""
_BYTES_A_CHARACTER = 4


class Refused(Exception):
    """The form is not taken; `status` is that of HTTP, the text is for the page."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class _InMemory(MultiPartParser):
    """Nothing of an upload goes to the disk: the whole of it is smaller than the limit on size."""

    spool_max_size = sys.maxsize


async def read_order(request: Request, defaults: Defaults, bounds: Bounds) -> Order:
    """The order in a form; raises Refused."""
    most = defaults.limits.size + _FORM
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise Refused(415, "Send a form, as the page does.")
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise _too_large(defaults)
    parser = _InMemory(
        request.headers,
        _counted(request, most, defaults),
        max_files=bounds.files + 2,
        max_fields=_FIELDS,
        max_part_size=_BYTES_A_CHARACTER * defaults.limits.characters,
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise Refused(400, "The upload did not arrive whole, or holds too many files. Try again.") from error
    try:
        return await _order(form, defaults, bounds)
    finally:
        await form.close()


def _too_large(defaults: Defaults) -> Refused:
    size = defaults.limits.size
    shown = f"{size >> 20} MB" if size >= 1 << 20 else f"{size} bytes"
    return Refused(413, f"This is larger than {shown} in all. Send the contract alone, without what belongs to it.")


async def _counted(request: Request, most: int, defaults: Defaults) -> AsyncGenerator[bytes, None]:
    taken = 0
    async for chunk in request.stream():
        taken += len(chunk)
        if taken > most:
            raise _too_large(defaults)
        yield chunk


async def _order(form: FormData, defaults: Defaults, bounds: Bounds) -> Order:
    files = [file for value in form.getlist("contract") if (file := await _file(value)) is not None]
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        files.append(File(PASTED, text.encode("utf-8", "replace")))
    if not files:
        raise Refused(400, "Choose a file, drop one on the page, or paste the contract's text.")
    if len(files) > bounds.files:
        raise Refused(400, f"These are more than {bounds.files} files. One contract has fewer.")
    sheet, agreed = await _file(form.get("sheet")), _typed(form, "agreed.", AGREED)
    if sheet is not None and agreed:
        raise Refused(400, "Give either the deal sheet or what was agreed, not both.")
    return Order(
        files=tuple(files),
        together=form.get("together") == "yes",
        model=await _file(form.get("model")),
        engagement=_one_of(form, "engagement", tuple(ENGAGEMENTS)),
        nation=_one_of(form, "nation", tuple(NATIONS)),
        password=_short(form, "password"),
        sheet=sheet,
        agreed=agreed,
        figures=_typed(form, "figures.", FIGURES),
        defaults=defaults,
    )


async def _file(value: object) -> File | None:
    """A file that was chosen; an input left alone sends one without a name and bytes."""
    if not isinstance(value, UploadFile) or not (value.filename or value.size):
        return None
    # Some browsers send a path: only its last part is a name.
    name = (value.filename or "").replace("\\", "/").rpartition("/")[2]
    return File(name[:_SHORT] or "contract", await value.read())


def _short(form: FormData, name: str) -> str | None:
    value = form.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > _SHORT:
        raise Refused(400, f"{name}: longer than it can be.")
    return value


def _one_of(form: FormData, name: str, known: tuple[str, ...]) -> str | None:
    value = _short(form, name)
    if value is not None and value not in known:
        raise Refused(400, f"{name}: choose one of those on the page.")
    return value


def _typed(form: FormData, prefix: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Fields that were filled in, in the order of `names`; a figure must be a number."""
    found: list[tuple[str, str]] = []
    for name in names:
        value = _short(form, prefix + name)
        if value is None or not value.strip():
            continue
        if (name in AMOUNTS or name in FIGURES) and not _is_number(value):
            raise Refused(400, f"{name.replace('_', ' ')}: write a number, 0 or more.")
        found.append((name, value.strip()))
    return tuple(found)


def _is_number(text: str) -> bool:
    try:
        value = float(text.strip().removeprefix("£").replace(",", ""))
    except ValueError:
        return False
    return math.isfinite(value) and value >= 0
