"""Where the work of a batch is done, and where its results go: this machine, or others that the user names."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.bulk.addresses import is_address, shown
from clausecheck.bulk.inputs import LIST
from clausecheck.bulk.job import Item, Job, default_workers
from clausecheck.bulk.outputs import Outlet, local_folder
from clausecheck.cli.faults import say
from clausecheck.errors import UsageProblem
from clausecheck.record import record

if TYPE_CHECKING:
    from clausecheck.bulk.arriving import Source
    from clausecheck.bulk.cluster import Cluster

__all__ = ["Place", "place_of", "told_inputs", "working"]

_MOST_TOLD = 3

Tls = tuple[Path, Path, Path]


@record
class Place:
    """Who judges."""

    workers: int | None = None
    """Processes on this machine."""
    cluster: str | None = None
    """Address of a scheduler."""
    tls: Tls | None = None
    """Files of authority, certificate and key."""

    def checked(self) -> Place:
        """Itself; raises UsageProblem for options that do not go together."""
        if self.cluster is None and self.tls is not None:
            raise UsageProblem("--cluster-tls is for --cluster tls://host:8786.")
        if self.cluster is not None and self.workers is not None:
            raise UsageProblem("--workers is for this machine; a cluster has as many as were started for it.")
        return self


@contextmanager
def working(place: Place, job: Job, items: Sequence[Item]) -> Iterator[Source]:
    """What judges these items; nothing of it is left afterwards."""
    if place.cluster is not None:
        from clausecheck.bulk.cluster import Cluster

        with Cluster(place.cluster, tls=place.tls) as cluster:
            _tell(cluster)
            yield cluster.source(job, len(items))
        return
    from clausecheck.bulk.arriving import arriving, at_address
    from clausecheck.bulk.pool import Pool  # which loads all that judges
    from clausecheck.isolation import Method

    away = any(map(at_address, items))
    workers = min(place.workers or default_workers(), len(items))
    # Fetching takes threads, and a process with threads must not be forked.
    with Pool(job, workers, method=Method.spawn if away else None) as pool:
        yield arriving(pool.run, job.limits) if away else pool.run


def place_of(output: str, allowed: Collection[str] = ()) -> tuple[Path, Outlet | None]:
    """The folder for results, and where they go from there when `output` is an address.

    Raises UsageProblem for what is no folder.
    """
    folder = local_folder(output)
    if folder is not None:
        if folder.exists() and not folder.is_dir():
            raise UsageProblem(f"-o {folder} is a file. Name a folder for the results, which need not be there yet.")
        return folder, None
    outlet = Outlet(output, allowed)
    return outlet.folder, outlet


def told_inputs(words: Sequence[str], items: Sequence[Item]) -> str:
    """What was named to be looked at, as it may be written down; the same words elsewhere are something else.

    `items` are what was found: paths of a list lead from this folder unless all of them are whole.
    """
    here = "" if all(_is_whole(item.place or "/") for item in items) else os.path.realpath(".")
    places = [here if word == LIST else shown(word) if is_address(word) else os.path.realpath(word) for word in words]
    named = [shown(word) if is_address(word) else word for word in words]
    return json.dumps({"named": named, "sha256": hashlib.sha256(json.dumps(places).encode("ascii")).hexdigest()})


def _is_whole(place: str) -> bool:
    return is_address(place) or os.path.isabs(place)


def _tell(cluster: Cluster) -> None:
    from clausecheck.bulk.connecting import elsewhere, is_open

    threads = cluster.threads
    say(f"{_count(len(threads), 'worker')} with {_count(sum(threads.values()), 'thread')} at {cluster.address}.")
    away = elsewhere([cluster.address, *threads]) if is_open(cluster.address) else []
    if away:
        say(
            f"contracts travel unencrypted to {_some(sorted({each.partition('://')[2] for each in away}))}: whoever is "
            "on the way can read them. On a network that is not yours alone use tls:// and --cluster-tls."
        )
    if cluster.differences:
        say(
            f"workers have other versions of what reads contracts ({_some(list(cluster.differences))}): what they find "
            "may differ from what this machine would."
        )


def _some(words: Sequence[str]) -> str:
    more = f" and {len(words) - _MOST_TOLD} more" if len(words) > _MOST_TOLD else ""
    return f"{', '.join(words[:_MOST_TOLD])}{more}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
