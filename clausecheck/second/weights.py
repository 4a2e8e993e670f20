"""The second reader's data file: what it learned, as plain numbers.

One file of less than a megabyte: eight bytes that name the format, then deflated: a line of JSON, the lexicon (a word a
line), and for every feature its number and the classes it speaks for or against with a weight of one byte each.
"""

import json
import zlib
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from clausecheck.errors import RuleError, RuleProblem
from clausecheck.record import record
from clausecheck.second.features import FEATURES

__all__ = ["LARGEST", "MAGIC", "Weights", "pack", "read_weights", "unpack"]

MAGIC = b"clsecnd1"
LARGEST = 1_000_000
"""Bytes of the file."""
_MOST_UNPACKED = 16 * 1024 * 1024


@record
class Weights:
    """A linear model over the features of limbs, one class a topic and stance."""

    classes: tuple[tuple[str, str], ...]
    """Topic and stance."""
    scales: tuple[float, ...]
    """By class, what one unit of a weight is worth."""
    biases: tuple[float, ...]
    severities: tuple[int, ...]
    """By class, the usual severity of a clause; 0 for protections."""
    joined: Mapping[str, float]
    """Weights with which the reader's opinion and the rules' are joined, by name."""
    again: Mapping[str, float]
    """Those of the second look, at the same opinions and what the first chances add to them."""
    limits: Mapping[str, float]
    """Chances from which on a finding counts, by name."""
    lexicon: Mapping[str, int]
    """Stem or trait to number, from 1."""
    places: Mapping[int, int]
    """Feature to its place in `starts`."""
    starts: Sequence[int]
    """How many weights stand in `entries` before those of each feature, and how many in all."""
    entries: bytes
    """Class and weight + 128, a byte each, in turn."""
    learned: Mapping[str, Any]
    """What it was trained on, for people."""


def pack(
    head: Mapping[str, Any], lexicon: Sequence[str], features: Sequence[tuple[int, Sequence[tuple[int, int]]]]
) -> bytes:
    """The bytes of a data file; `features` by number, each with its (class, weight from -127 to 127)."""
    ordered = sorted(features)
    steps = array("Q", [key - before for (key, _), before in zip(ordered, [0, *[k for k, _ in ordered]], strict=False)])
    counts = bytes(len(rows) for _, rows in ordered)
    entries = bytes(value for _, rows in ordered for one, weight in rows for value in (one, weight + 128))
    words = "\n".join(lexicon).encode()
    top = json.dumps({**head, "features": FEATURES, "words": len(words), "rows": len(ordered)}, sort_keys=True).encode()
    if steps.itemsize != 8:
        raise ValueError("this machine has no numbers of eight bytes")
    return MAGIC + zlib.compress(b"\n".join([top, words]) + b"\n" + _little(steps) + counts + entries, 9)


def read_weights(path: Path, shown: str) -> Weights | None:
    """What a data file holds, None where there is no file; RuleError for one that is damaged or of another version."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return unpack(data)
    except (ValueError, KeyError, TypeError, IndexError, zlib.error) as fault:
        raise RuleError([RuleProblem(shown, 0, f"the second reader's data cannot be used: {fault}")]) from fault


def unpack(data: bytes) -> Weights:
    """What `pack` made; ValueError, KeyError, TypeError, IndexError or zlib.error for anything else."""
    if data[: len(MAGIC)] != MAGIC:
        raise ValueError("it is of another format")
    opened = zlib.decompressobj()
    body = opened.decompress(data[len(MAGIC) :], _MOST_UNPACKED)
    if not opened.eof:
        raise ValueError("it is cut short or too large")
    line, _, rest = body.partition(b"\n")
    head = json.loads(line)
    if head["features"] != FEATURES:
        raise ValueError("it was made for another version")
    size, rows = head["words"], head["rows"]
    words = rest[:size].decode().split("\n")
    steps = array("Q")
    at = size + 1
    steps.frombytes(rest[at : at + 8 * rows])
    steps = _little_array(steps)
    counts = rest[at + 8 * rows : at + 9 * rows]
    entries = rest[at + 9 * rows :]
    if len(counts) != rows or len(entries) != 2 * sum(counts):
        raise ValueError("its parts do not fit together")
    keys = accumulate(steps)
    starts = [0, *accumulate(counts)]
    classes = tuple((str(topic), str(stance)) for topic, stance in head["classes"])
    if not len(classes) == len(head["scales"]) == len(head["biases"]) == len(head["severities"]):
        raise ValueError("its classes do not fit together")
    return Weights(
        classes,
        tuple(head["scales"]),
        tuple(head["biases"]),
        tuple(head["severities"]),
        head["joined"],
        head["again"],
        head["limits"],
        {word: number for number, word in enumerate(words, 1)},
        dict(zip(keys, range(rows), strict=True)),
        starts,
        entries,
        head["learned"],
    )


def _little(numbers: "array[int]") -> bytes:
    return _little_array(array(numbers.typecode, numbers)).tobytes()


def _little_array(numbers: "array[int]") -> "array[int]":
    import sys

    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
