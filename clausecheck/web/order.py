"""What is wanted of one contract, and as bytes for the process that does it."""

from __future__ import annotations

import json

from clausecheck.extract.limits import Limits
from clausecheck.record import record

__all__ = ["Defaults", "File", "Order", "pack", "unpack"]


@record
class File:
    """A file as it was handed in."""

    name: str
    data: bytes


@record
class Defaults:
    """What holds for every contract: command line and configuration file."""

    limits: Limits = Limits()
    rules: tuple[str, ...] = ()
    """Folders that add to the built-in rules."""
    model: str | None = None
    """Path of the contract to compare with where the page gives none; None for the built-in model."""
    engagement: str | None = None
    nation: str | None = None
    engine: str = "pdfium"
    ocr: str = "auto"
    figures: tuple[tuple[str, float], ...] = ()
    """The locum's own, from the configuration file."""


@record
class Order:
    """One contract and how it is to be read and judged."""

    files: tuple[File, ...]
    """One, or several that are one contract."""
    together: bool = False
    """Read one file and all within it (an e-mail, an archive) as one contract."""
    model: File | None = None
    engagement: str | None = None
    nation: str | None = None
    password: str | None = None
    sheet: File | None = None
    """A deal sheet, as YAML."""
    agreed: tuple[tuple[str, str], ...] = ()
    """What was agreed, as typed: names of a deal sheet and their values."""
    figures: tuple[tuple[str, str], ...] = ()
    """The locum's own figures, as typed."""
    defaults: Defaults = Defaults()


def pack(order: Order) -> bytes:
    """The order as one line of JSON, then its files."""
    defaults = order.defaults
    files = [*order.files, *(file for file in (order.model, order.sheet) if file is not None)]
    head = {
        "files": [[file.name, len(file.data)] for file in files],
        "model": order.model is not None,
        "sheet": order.sheet is not None,
        "together": order.together,
        "engagement": order.engagement,
        "nation": order.nation,
        "password": order.password,
        "agreed": order.agreed,
        "figures": order.figures,
        "limits": {name: getattr(defaults.limits, name) for name in Limits.__match_args__},
        "rules": defaults.rules,
        "own_model": defaults.model,
        "engine": defaults.engine,
        "ocr": defaults.ocr,
        "own_figures": defaults.figures,
    }
    return b"".join([json.dumps(head).encode("ascii"), b"\n", *(file.data for file in files)])


def unpack(packed: bytes) -> Order:
    """The order in bytes from `pack`; they come from our own process."""
    head, _, data = packed.partition(b"\n")
    fields = json.loads(head)
    files: list[File] = []
    start = 0
    for name, size in fields["files"]:
        files.append(File(name, data[start : start + size]))
        start += size
    sheet = files.pop() if fields["sheet"] else None
    model = files.pop() if fields["model"] else None
    return Order(
        files=tuple(files),
        together=fields["together"],
        model=model,
        engagement=fields["engagement"],
        nation=fields["nation"],
        password=fields["password"],
        sheet=sheet,
        agreed=tuple((name, value) for name, value in fields["agreed"]),
        figures=tuple((name, value) for name, value in fields["figures"]),
        defaults=Defaults(
            limits=Limits(**fields["limits"]),
            rules=tuple(fields["rules"]),
            model=fields["own_model"],
            engine=fields["engine"],
            ocr=fields["ocr"],
            figures=tuple((name, value) for name, value in fields["own_figures"]),
        ),
    )
