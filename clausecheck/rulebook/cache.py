"""Keeps the parsed rules between runs: plain data, by content, for the user alone.

Reading 600 KB of YAML takes longer than checking a contract. What is kept is what a check needs: no conditions,
concepts or examples, but the matcher's compiled form. A cache that cannot be read or written is as good as none.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import stat
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from clausecheck.report import Confidence, SourceNote
from clausecheck.rulebook.model import (
    Condition,
    Effect,
    EffectKind,
    Op,
    Rulebook,
    SignalRule,
    Stance,
    Topic,
    TopicQuantity,
)

__all__ = ["fetch", "folder", "keep", "key", "lean"]

_FORMAT = b"clausecheck rules 1\n"
_KEPT = 4
"""Older files beyond this many are removed: each change of a rule file makes a new one."""

_NOTHING = Condition(Op.any)
_SIGNAL = tuple(f.name for f in fields(SignalRule))
_STANCE_AT, _CONFIDENCE_AT, _WHEN_AT, _EFFECTS_AT = map(_SIGNAL.index, ("stance", "confidence", "when", "effects"))
_TOPIC = tuple(f.name for f in fields(Topic))
_SOURCE = tuple(f.name for f in fields(SourceNote))


def folder() -> Path | None:
    """Where the cache stands, None when `CLAUSECHECK_CACHE=off`."""
    if os.environ.get("CLAUSECHECK_CACHE", "").lower() == "off":
        return None
    place = _user_cache()
    return place / "clausecheck" if place.is_absolute() else None


def _user_cache() -> Path:
    """The user's folder for caches; a relative path where the user has no home."""
    if sys.platform == "linux":
        # What platformdirs would say; importing it takes longer than reading the cache.
        named = os.environ.get("XDG_CACHE_HOME", "")
        return Path(named if os.path.isabs(named) else os.path.expanduser("~/.cache"))
    import platformdirs

    return Path(platformdirs.user_cache_dir())


def key(sha256: str, shown: Sequence[str]) -> str:
    """Name of the entry: the rule files, how their folders are named in messages, and who wrote the data."""
    parts = "\0".join([sha256, *shown, sys.version, str(marshal.version), *_SIGNAL, *_TOPIC, *_engine()])
    return hashlib.sha256(parts.encode()).hexdigest()


def _engine() -> list[str]:
    """Our own files as they stand: what an older one of them made is not to be used while working on them."""
    try:
        with os.scandir(Path(__file__).parent) as entries:
            files = [(e.name, e.stat()) for e in entries if e.name.endswith(".py")]
    except OSError:
        return []
    return sorted(f"{name} {status.st_size} {status.st_mtime_ns}" for name, status in files)


def lean(rulebook: Rulebook) -> Rulebook:
    """The rulebook as a check needs it, with the matcher's compiled form in `plain`."""
    from clausecheck.rulebook.compile import compiled_plain

    def bare(rule: SignalRule) -> SignalRule:
        return replace(
            rule, when=_NOTHING, unless=None, unless_clause=None, unless_contract=None, under=None, examples=()
        )

    topics = tuple(replace(topic, signals=tuple(map(bare, topic.signals))) for topic in rulebook.topics)
    return replace(rulebook, topics=topics, concepts=(), plain=compiled_plain(rulebook))


def fetch(entry: str) -> Rulebook | None:
    """The rulebook kept under this key, None if there is none that is whole and the user's own."""
    place = folder()
    if place is None:
        return None
    try:
        with (place / f"rules-{entry}.bin").open("rb") as file:
            if not _ours(os.fstat(file.fileno())):
                return None
            data = file.read()
    except OSError:
        return None
    head = len(_FORMAT) + 32
    # The digest keeps a file cut short by a crash away from marshal, which trusts its input.
    if data[: len(_FORMAT)] != _FORMAT or hashlib.sha256(data[head:]).digest() != data[len(_FORMAT) : head]:
        return None
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand new tuples and none to free: collecting takes three times the reading
    try:
        return _thaw(marshal.loads(data[head:]))  # noqa: S302 (a file of our own, mode 0600, whole by its digest)
    except (EOFError, TypeError, ValueError, KeyError):
        return None
    finally:
        if collecting:
            gc.enable()


def keep(entry: str, rulebook: Rulebook) -> None:
    """Store a lean rulebook; does nothing where that is not possible."""
    place = folder()
    if place is None:
        return
    try:
        payload = marshal.dumps(_freeze(rulebook))
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _ours(place.stat()):
            return
        place.chmod(0o700)
        # Made new with mode 0600, never opened where something stands; the rename makes it whole at once.
        new = place / f"writing-{os.getpid()}-{entry}"
        new.unlink(missing_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_FORMAT + hashlib.sha256(payload).digest() + payload)
        new.replace(place / f"rules-{entry}.bin")
        _sweep(place)
    except (OSError, ValueError):
        return


def _sweep(place: Path) -> None:
    """Remove the oldest entries beyond those kept."""
    entries = sorted(place.glob("rules-*.bin"), key=lambda p: (p.stat().st_mtime, p.name))
    for path in entries[:-_KEPT]:
        path.unlink(missing_ok=True)


def _ours(status: os.stat_result) -> bool:
    """Owned by this user and writable by nobody else; elsewhere than on POSIX the folder's own rights decide."""
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _freeze(rulebook: Rulebook) -> tuple[Any, ...]:
    topics = tuple(
        tuple(_FREEZE_TOPIC[n](v) if n in _FREEZE_TOPIC else v for n in _TOPIC for v in (getattr(topic, n),))
        for topic in rulebook.topics
    )
    return (topics, rulebook.sha256, rulebook.grading, rulebook.axes, rulebook.slugs, rulebook.plain)


def _freeze_signal(rule: SignalRule) -> tuple[object, ...]:
    return tuple(_FREEZE_SIGNAL[n](v) if n in _FREEZE_SIGNAL else v for n in _SIGNAL for v in (getattr(rule, n),))


def _thaw(plain: tuple[Any, ...]) -> Rulebook:
    topics, sha256, grading, axes, slugs, compiled = plain
    return Rulebook(tuple(map(_thaw_topic, topics)), (), sha256, grading, axes, slugs, compiled)


def _thaw_topic(values: tuple[Any, ...]) -> Topic:
    row = dict(zip(_TOPIC, values, strict=True))
    row["sources"] = tuple(SourceNote(*source) for source in row["sources"])
    row["quantity"] = TopicQuantity(*row["quantity"]) if row["quantity"] else None
    row["signals"] = tuple(map(_thaw_signal, row["signals"]))
    return Topic(**row)


def _thaw_signal(values: tuple[Any, ...]) -> SignalRule:
    # By position: four hundred of these stand between the user and the first finding.
    row = list(values)
    row[_STANCE_AT] = Stance(row[_STANCE_AT])
    row[_CONFIDENCE_AT] = Confidence(row[_CONFIDENCE_AT])
    row[_WHEN_AT] = _NOTHING
    if row[_EFFECTS_AT]:
        row[_EFFECTS_AT] = tuple(Effect(EffectKind(kind), on, scope, say) for kind, on, scope, say in row[_EFFECTS_AT])
    return SignalRule(*row)


_FREEZE_SIGNAL: dict[str, Any] = {
    "stance": lambda stance: stance.value,
    "confidence": lambda confidence: confidence.value,
    "when": lambda _: None,
    "effects": lambda effects: tuple((e.kind.value, e.on, e.scope, e.say) for e in effects),
}
_FREEZE_TOPIC: dict[str, Any] = {
    "sources": lambda sources: tuple(tuple(getattr(s, n) for n in _SOURCE) for s in sources),
    "quantity": lambda quantity: (quantity.name, quantity.better) if quantity else None,
    "signals": lambda signals: tuple(map(_freeze_signal, signals)),
}
