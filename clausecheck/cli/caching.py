"""The table `[cache]` of the configuration file, and the cache as it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from clausecheck.bulk.cache_limits import CacheLimits
from clausecheck.cli.limiting import LimitKind, Unit, value_of
from clausecheck.cli.unknown import unknown
from clausecheck.record import replaced

if TYPE_CHECKING:
    from clausecheck.bulk.keeper import Keeper

__all__ = ["cache_limits_of", "keeper_of", "open_keeper", "size_text"]

_SIZE = LimitKind("size", Unit.bytes, "of the file")
_NAMES = ("size", "days")
_MOST_DAYS = 36_500
_UNITS = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB"))


def cache_limits_of(table: Mapping[str, object], problems: list[str]) -> CacheLimits:
    """The limits in the table; what is wrong goes to `problems`."""
    limits = CacheLimits()
    for name, value in table.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if name == "days":
            if not number or not 0 < value <= _MOST_DAYS:  # type: ignore[operator]
                problems.append("cache.days: write a number of days above 0")
            else:
                limits = replaced(limits, days=float(value))  # type: ignore[arg-type]
        elif name == "size":
            try:
                limits = replaced(limits, size=int(value_of(_SIZE, str(value))))
            except ValueError as error:
                problems.append(f"cache.size: {error}".removesuffix("."))
        else:
            problems.append(f"cache.{name}: {unknown(name, _NAMES)}")
    return limits


def open_keeper(limits: CacheLimits, *, wanted: bool = True) -> Keeper:
    """The cache of a batch; one that keeps nothing where it is not `wanted`, or switched off."""
    from clausecheck.bulk.cache_file import default_path
    from clausecheck.bulk.keeper import Keeper

    return Keeper(default_path() if wanted else None, limits)


def keeper_of(limits: CacheLimits | None) -> Callable[[], Keeper] | None:
    """What opens the cache of a batch, here and in its workers; None where nothing is to be kept, or can be."""
    from clausecheck.bulk.cache_file import default_path

    return None if limits is None or default_path() is None else partial(open_keeper, limits)


def size_text(size: int) -> str:
    """`1.5 GB`; `0 bytes`."""
    for factor, unit in _UNITS:
        if size >= factor:
            return f"{size / factor:.3g} {unit}" if size < 1000 * factor else f"{size // factor} {unit}"
    return "1 byte" if size == 1 else f"{size} bytes"
