"""Contracts at addresses (`s3://…`, `gs://…`, `az://…`, `file://…`): listed in order, named without secrets, read.

Each kind of address has a driver of its own, which the user installs. Only kinds that give files and nothing else are
let in unasked: others run code, unpack or chain (`::`), or ask servers on the internet.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from clausecheck.errors import UnreadableInput, UsageProblem
from clausecheck.extract.limits import Limits, applying, check_size
from clausecheck.patterns import pattern
from clausecheck.record import record

if TYPE_CHECKING:
    from clausecheck.bulk.job import Item

__all__ = ["KINDS", "Entry", "check_address", "entries", "fetch", "is_address", "open_files", "shown", "trouble_of"]

KINDS = frozenset(["file", "local", "memory", "s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl"])
"""Kinds of addresses let in unasked."""

_DRIVERS = {
    **dict.fromkeys(("s3", "s3a"), "s3fs"),
    **dict.fromkeys(("gs", "gcs"), "gcsfs"),
    **dict.fromkeys(("az", "abfs", "abfss", "adl"), "adlfs"),
    **dict.fromkeys(("http", "https"), "aiohttp"),
    **dict.fromkeys(("sftp", "ssh"), "paramiko"),
    "smb": "smbprotocol",
}
"""Packages that bring what fsspec itself does not."""
_CONTAINERS = frozenset(["az", "abfs", "abfss"])
"""What stands before @ in these is a container."""
_ON_MACHINE = frozenset(["file", "local", "memory"])
"""These have neither users nor queries."""
_SCHEME = pattern(r"[a-zA-Z][a-zA-Z0-9+.:-]+://")
"""At least two letters: one is a drive of Windows."""
_ACCESS = "Check the address, and that the credentials of its driver are set where it is read."
_SECRETS = pattern(r"[^/]*@")
_WILD, _WILD_IN_QUERIES = pattern(r"[*?\[]"), pattern(r"[*\[]")


@record
class Entry:
    """One file found at an address."""

    inner: str
    """Its path within what was named; empty where that is the file itself."""
    address: str


def is_address(word: str) -> bool:
    """It is no path of this machine."""
    return _SCHEME.match(word) is not None


def shown(address: str) -> str:
    """The address as it may be told and written down: without user, password, query and fragment."""
    scheme, rest = _split(address)
    if scheme in _ON_MACHINE:
        return f"{scheme}://{rest}"
    secret = _SECRETS.match(rest)
    if secret is not None and not (scheme in _CONTAINERS and ":" not in secret[0]):
        rest = rest[secret.end() :]
    return f"{scheme}://{re.split(r'[?#]', rest, maxsplit=1)[0]}"


def check_address(address: str, allowed: Collection[str] = ()) -> None:
    """Raise UsageProblem for an address of a kind that is not let in; `allowed` names kinds beside the usual ones."""
    scheme, rest = _split(address)
    if "::" in address.partition("://")[0] or "::" in rest:
        raise UsageProblem(f"{shown(address.rpartition('::')[2])}: chained addresses (::) are not read. Name the last.")
    if scheme not in KINDS and scheme not in allowed:
        raise UsageProblem(
            f"{shown(address)}: {scheme}:// is not among the kinds of addresses that are read unasked "
            f"({', '.join(sorted(KINDS))}). If you trust it, add --allow-protocol {scheme}."
        )


def entries(address: str) -> tuple[bool, list[Entry]]:
    """Whether it is a single file, and all files in this folder or matching this pattern, in the order of addresses.

    Hidden files and folders are left out. Raises UsageProblem where nothing is there, or it cannot be listed.
    """
    files, path = open_files(address)
    wild = _wild(address)
    try:
        if wild is not None:
            base, root = _before(path, wild), _before(address, wild)
            single, found = False, files.glob(path, detail=True)
        else:
            base, root, single = path.rstrip("/"), address.rstrip("/"), files.isfile(path)
            found = {path: files.info(path)} if single else files.find(path, detail=True)
        if not found and wild is None and not files.isdir(path):
            raise FileNotFoundError
    except FileNotFoundError as error:
        raise UsageProblem(f"there is nothing at {shown(address)}. Check the address.") from error
    except Exception as error:  # each driver has errors of its own
        raise UsageProblem(f"{shown(address)}: cannot be listed ({trouble_of(error)}). {_ACCESS}") from error
    if single:
        return True, [Entry("", address)]
    inside = [each[len(base) :].lstrip("/") for each, about in sorted(found.items()) if about.get("type") == "file"]
    return False, [Entry(inner, f"{root}/{inner}") for inner in inside if not _hidden(inner)]


def fetch(item: Item, limits: Limits) -> bytes:
    """The bytes at the address of an item; UnreadableInput where they cannot be had, or are too many."""
    address = item.place or ""
    try:
        files, path = open_files(address)
    except UsageProblem as error:
        raise UnreadableInput(item.name, str(error), "It is needed wherever addresses are read.") from error
    with applying(limits):
        try:
            check_size(item.name, int(files.info(path).get("size") or 1))
            with files.open(path, "rb") as stream:
                data = bytes(stream.read(limits.size + 1))
        except UnreadableInput:
            raise
        except FileNotFoundError as error:
            raise UnreadableInput(item.name, "there is no such file", "Check the address.") from error
        except Exception as error:  # each driver has errors of its own
            raise UnreadableInput(item.name, f"it cannot be fetched ({trouble_of(error)})", _ACCESS) from error
        check_size(item.name, len(data))
    return data


def open_files(address: str) -> tuple[Any, str]:
    """The file system (of fsspec) that an address belongs to, and the path in it; UsageProblem without its driver."""
    scheme, _ = _split(address)
    try:
        import fsspec
    except ImportError as error:
        raise UsageProblem(
            f"{shown(address)}: addresses need packages that are not installed: pip install 'clausecheck[cluster]'"
        ) from error
    try:
        files, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        driver = _DRIVERS.get(scheme, f"the driver of fsspec for {scheme}")
        raise UsageProblem(f"{shown(address)}: {scheme}:// needs the package {driver}: pip install {driver}") from error
    except Exception as error:  # each driver has errors of its own
        raise UsageProblem(f"{shown(address)}: cannot be reached ({trouble_of(error)}). {_ACCESS}") from error
    return files, str(path)


def trouble_of(error: Exception) -> str:
    """What kind of failure it is; never its own words, which may hold a signed address."""
    if isinstance(error, OSError) and isinstance(error.errno, int):
        return os.strerror(error.errno)
    return type(error).__name__


def _split(address: str) -> tuple[str, str]:
    scheme, _, rest = address.partition("://")
    return scheme.rpartition("::")[2].lower(), rest


def _wild(address: str) -> str | None:
    """The first sign of a pattern in it."""
    found = (_WILD_IN_QUERIES if _split(address)[0] in ("http", "https") else _WILD).search(address)
    return found and found[0]


def _before(path: str, sign: str) -> str:
    """The folder that all matches are in."""
    return path.partition(sign)[0].rpartition("/")[0]


def _hidden(inner: str) -> bool:
    return any(part.startswith((".", "~$")) for part in inner.split("/"))
