"""Reads the conditions of a signal: a block of phrases, a list of conditions, or near / order / all / any."""

from __future__ import annotations

from clausecheck.rulebook.model import Condition, Op
from clausecheck.rulebook.nodes import FileReader, Node

__all__ = ["read_condition"]

_WITHIN_DEFAULT = 25
_WITHIN_MOST = 200
"""Further apart than this, words are of different clauses: `all` says it better."""


def read_condition(reader: FileReader, node: Node, what: str) -> Condition | None:
    """The condition at `node`, None (and a problem) if there is none to read."""
    if node.id == "scalar":
        phrases = reader.phrases(node, what)
        return Condition(Op.any, phrases) if phrases else None
    if node.id == "sequence":
        return _combine(reader, node, what, Op.any, _WITHIN_DEFAULT)
    if any(value.tag == "tag:yaml.org,2002:null" for _, value in node.value):
        reader.fail(node, f"{what} is not readable: a phrase that begins with {{ needs quotes, or a block after |")
        return None
    found = reader.mapping(node, what, (*(op.value for op in Op), "within"))
    within = found.pop("within", None)
    if len(found) != 1:
        if found or not node.value:
            reader.fail(node, f"{what} needs exactly one of near, order, all, any")
        elif within is not None:
            reader.fail(node, f"{what} has only 'within'; it needs near or order beside it")
        return None
    (name, parts), *_ = found.items()
    op = Op(name)
    distance = _WITHIN_DEFAULT
    if within is not None:
        distance = reader.integer(within, f"{what}: within", 1, _WITHIN_MOST)
        if op not in (Op.near, Op.order):
            reader.fail(within, f"{what}: 'within' goes with near or order, not with {name}")
    return _combine(reader, parts, f"{what}: {name}", op, distance)


def _combine(reader: FileReader, node: Node, what: str, op: Op, within: int) -> Condition | None:
    """The parts under one operator; a single block of phrases may stand for a list of one."""
    nodes = [node] if node.id == "scalar" and op is Op.any else reader.items(node, what)
    parts = [part for n in nodes if (part := read_condition(reader, n, what)) is not None]
    if op in (Op.near, Op.order) and node.id == "sequence" and len(nodes) < 2:
        reader.fail(node, f"{what} needs two parts or more")
    if not parts:
        if not nodes and node.id == "sequence":
            reader.fail(node, f"{what} is an empty list")
        return None
    if op is Op.any:
        # Plain alternatives of one `any` are one set of phrases; only nested conditions stay parts.
        leaves = tuple(p for part in parts if _leaf(part) for p in part.phrases)
        return Condition(op, leaves, tuple(part for part in parts if not _leaf(part)))
    return Condition(op, (), tuple(parts), within)


def _leaf(condition: Condition) -> bool:
    return condition.op is Op.any and not condition.parts
