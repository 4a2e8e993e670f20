"""The parsed rules as kept between runs.

Reading 600 KB of YAML takes longer than checking a contract. What is kept is what a check needs: no conditions,
concepts or examples, but the matcher's compiled form.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clausecheck.record import replaced
from clausecheck.report import Confidence, SourceNote
from clausecheck.rulebook import store
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

__all__ = ["fetch", "keep", "key", "lean"]

_KIND = "rules"

_NOTHING = Condition(Op.any)
_SIGNAL = SignalRule.__match_args__
_STANCE_AT, _CONFIDENCE_AT, _WHEN_AT, _EFFECTS_AT = map(_SIGNAL.index, ("stance", "confidence", "when", "effects"))
_TOPIC = Topic.__match_args__
_SOURCE = SourceNote.__match_args__


def key(sha256: str, shown: Sequence[str]) -> str:
    """Name of the entry: the rule files, how their folders are named in messages, and who wrote the data."""
    engine = store.stamps(Path(__file__).parent)
    parts = [sha256, *shown, sys.version, str(marshal.version), *_SIGNAL, *_TOPIC, *engine]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def lean(rulebook: Rulebook) -> Rulebook:
    """The rulebook as a check needs it, with the matcher's compiled form in `plain`."""
    from clausecheck.rulebook.compile import compiled_plain

    def bare(rule: SignalRule) -> SignalRule:
        return replaced(
            rule, when=_NOTHING, unless=None, unless_clause=None, unless_contract=None, under=None, examples=()
        )

    topics = tuple(replaced(topic, signals=tuple(map(bare, topic.signals))) for topic in rulebook.topics)
    return replaced(rulebook, topics=topics, concepts=(), plain=compiled_plain(rulebook))


def fetch(entry: str) -> Rulebook | None:
    """The rulebook kept under this key, None if there is none that is whole and the user's own."""
    with store.uncollected():
        kept = store.fetch(_KIND, entry)
        try:
            return None if kept is None else _thaw(kept)
        except (TypeError, ValueError, KeyError):
            return None


def keep(entry: str, rulebook: Rulebook) -> None:
    """Store a lean rulebook; does nothing where that is not possible."""
    store.keep(_KIND, entry, _freeze(rulebook))


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
