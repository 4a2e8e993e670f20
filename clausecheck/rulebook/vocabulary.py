"""Reads vocabulary files and checks that phrases name concepts that exist and do not go round in circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clausecheck.errors import RuleProblem
from clausecheck.patterns import pattern
from clausecheck.rulebook.model import Concept, Phrase
from clausecheck.rulebook.nodes import FileReader, Node, meant
from clausecheck.rulebook.phrases import BUILTINS, KINDS, PhraseError, parse

__all__ = ["check_phrases", "read_vocabulary", "references"]

_NAME = pattern(r"[a-z][a-z0-9'-]*( [a-z0-9'-]+)*")


def read_vocabulary(reader: FileReader, root: Node) -> dict[str, tuple[Concept, int]]:
    """The concepts of one file with the lines of their names."""
    found = reader.mapping(root, "the vocabulary", ("concepts",), ("concepts",))
    if "concepts" not in found:
        return {}
    out: dict[str, tuple[Concept, int]] = {}
    for name, node in reader.pairs(found["concepts"], "concepts").items():
        what = f"concept {name!r}"
        if not _NAME.fullmatch(name):
            reader.fail(node, f"{what}: a name is lower-case words, letters, digits, - and '")
        elif name in BUILTINS or name in KINDS:
            reader.fail(node, f"{what}: this name is taken by the phrase language")
        concept = _read_concept(reader, node, name, what)
        if concept is not None:
            out[name] = (concept, reader.line(node))
    return out


def _read_concept(reader: FileReader, node: Node, name: str, what: str) -> Concept | None:
    if node.id == "scalar":
        phrases = reader.phrases(node, what)
        return Concept(name, phrases) if phrases else None
    parts = reader.mapping(node, what, ("phrases", "except"), ("phrases",))
    if "phrases" not in parts:
        return None
    phrases = reader.phrases(parts["phrases"], f"{what}: phrases")
    exceptions = reader.phrases(parts["except"], f"{what}: except") if "except" in parts else ()
    return Concept(name, phrases, exceptions) if phrases else None


def references(phrase: Phrase) -> tuple[str, ...]:
    """The concepts a phrase names; none if it cannot be read."""
    try:
        return parse(phrase.text).concepts
    except PhraseError:
        return ()


def check_phrases(concepts: Mapping[str, Concept], phrases: Iterable[Phrase], problems: list[RuleProblem]) -> None:
    """Every phrase parses, every concept it names exists, no concept holds itself."""
    known = sorted(concepts)
    graph: dict[str, list[tuple[str, Phrase]]] = {}
    for name, concept in concepts.items():
        graph[name] = [
            (reference, phrase)
            for phrase in (*concept.phrases, *concept.exceptions)
            for reference in _checked(phrase, concepts, known, problems)
        ]
    for phrase in phrases:
        _checked(phrase, concepts, known, problems)
    _check_cycles(graph, problems)


def _checked(
    phrase: Phrase, concepts: Mapping[str, Concept], known: Iterable[str], problems: list[RuleProblem]
) -> tuple[str, ...]:
    """The concepts a phrase names that exist; what is wrong with it goes to `problems`."""
    try:
        names = parse(phrase.text).concepts
    except PhraseError as fault:
        problems.append(RuleProblem(phrase.path, phrase.line, f"phrase {phrase.text!r}: {fault}"))
        return ()
    for name in names:
        if name not in concepts:
            hint = meant(name, known)
            message = f"unknown concept {name!r}{'; ' + hint if hint else ''}"
            problems.append(RuleProblem(phrase.path, phrase.line, message))
    return tuple(name for name in names if name in concepts)


def _check_cycles(graph: Mapping[str, list[tuple[str, Phrase]]], problems: list[RuleProblem]) -> None:
    """Report each circle once, at the phrase that closes it; the stack is our own, chains may be long."""
    done: set[str] = set()
    for start in graph:
        if start in done:
            continue
        path = [start]
        on_path = {start}
        walkers = [iter(graph[start])]
        while walkers:
            step = next(walkers[-1], None)
            if step is None:
                walkers.pop()
                name = path.pop()
                on_path.discard(name)
                done.add(name)
                continue
            name, phrase = step
            if name in on_path:
                circle = " -> ".join([*path[path.index(name) :], name])
                problems.append(RuleProblem(phrase.path, phrase.line, f"concept in a circle: {circle}"))
            elif name not in done and name in graph:
                path.append(name)
                on_path.add(name)
                walkers.append(iter(graph[name]))
