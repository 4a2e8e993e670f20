"""The way to a scheduler of Dask: its address, who may listen on the way, and what goes wrong on it."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clausecheck.errors import UsageProblem
from clausecheck.patterns import pattern
from clausecheck.record import record

if TYPE_CHECKING:
    from distributed import Client, Security

__all__ = ["SILENT", "Wire", "connected", "elsewhere", "is_open", "quiet"]

_ADDRESS = pattern(r"(tcp|tls)://(\[[0-9a-fA-F:]+\]|[^\[\]:/@?#\s]+):(\d{1,5})")
_MISSING = "--cluster needs packages that are not installed: pip install 'clausecheck[cluster]'"
SILENT = (OSError, CancelledError, RuntimeError)
"""What calls of a client raise when nobody answers."""
_LARGE = "1GB"
"""Of what is sent at once, before Dask warns; a document may have 100 MB."""


@record
class Wire:
    """How to reach a scheduler."""

    address: str
    tls: tuple[Path, Path, Path] | None = None
    """Files of the authority's certificate, of ours and its key."""
    patience: float = 10.0
    """Seconds to connect in."""


def connected(wire: Wire) -> Client:
    """A client; UsageProblem where there can be none."""
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise UsageProblem(_MISSING) from error
    security = _security(wire)
    try:
        with dask.config.set({"distributed.comm.timeouts.connect": f"{wire.patience}s"}):
            client = Client(
                wire.address, security=security, timeout=wire.patience, set_as_default=False, name="clausecheck"
            )
    except SILENT as error:
        raise UsageProblem(
            f"--cluster {wire.address}: no scheduler answers there{_hint(wire)}. Start one with dask scheduler, and "
            "give the address it tells."
        ) from error
    dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGE})
    return client


def is_open(address: str) -> bool:
    """What is sent there is not encrypted."""
    return not address.startswith("tls:")


def elsewhere(addresses: Iterable[str]) -> list[str]:
    """Those of other machines."""
    return [each for each in addresses if not _is_here(_host(each))]


def quiet() -> Callable[[], None]:
    """Have Dask tell nothing on standard error by itself; gives what undoes it."""
    logger = logging.getLogger("distributed")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    return lambda: logger.setLevel(before)


def _security(wire: Wire) -> Security | None:
    """How to encrypt; UsageProblem for an address that is none, and for files that are missing or wrong."""
    from distributed import Security

    if _ADDRESS.fullmatch(wire.address) is None:
        raise UsageProblem(
            f"--cluster {wire.address}: give the address of a scheduler as tcp://host:8786 or tls://host:8786."
        )
    if is_open(wire.address):
        if wire.tls is not None:
            raise UsageProblem("--cluster-tls is for tls:// addresses; nothing is encrypted on tcp://.")
        return None
    if wire.tls is None:
        security = Security(require_encryption=True)  # from the configuration files of Dask
        if not (security.tls_ca_file and security.tls_client_cert):
            raise UsageProblem(f"--cluster {wire.address}: add --cluster-tls CA.pem CERT.pem KEY.pem.")
    else:
        for path in wire.tls:
            if not path.is_file():
                raise UsageProblem(f"--cluster-tls {path}: there is no such file. Check the name and the folder.")
        authority, certificate, key = map(str, wire.tls)
        security = Security(
            tls_ca_file=authority, tls_client_cert=certificate, tls_client_key=key, require_encryption=True
        )
    try:
        security.get_connection_args("client")
    except (OSError, ValueError) as error:  # ssl.SSLError is the first
        raise UsageProblem(
            "--cluster-tls: these files make no certificate, in the order authority, certificate, key (PEM)."
        ) from error
    return security


def _hint(wire: Wire) -> str:
    return " by TLS with this certificate" if not is_open(wire.address) else " (one with TLS has a tls:// address)"


def _host(address: str) -> str:
    found: Any = _ADDRESS.fullmatch(address)
    return found[2].strip("[]") if found else ""


def _is_here(host: str) -> bool:
    """All addresses of the host are ours: only then may a socket be bound to them."""
    try:
        found = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)
        for family, kind, protocol, _, place in found:
            with socket.socket(family, kind, protocol) as one:
                one.bind(place)
    except OSError:
        return False
    return bool(found)
