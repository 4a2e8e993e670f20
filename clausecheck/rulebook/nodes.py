"""YAML read strictly, each fault with its line: unknown keys, wrong types, words outside the closed sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, cast

from clausecheck.errors import RuleProblem
from clausecheck.rulebook.model import Phrase

__all__ = ["FileReader", "Node", "meant", "nested_beyond"]

_STR = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"
_INT = "tag:yaml.org,2002:int"

_TRUE_FALSE = {"true": True, "false": False}

_DEEPEST = 60
"""Lists and mappings within each other: libyaml crashes on some thousands; our own files have eleven at most."""

_SYNTAX_HINT = "; text holding { } [ ] * : # or starting with one of them needs quotes, or a block after |"


def meant(word: str, accepted: Iterable[str]) -> str:
    """The tail of a message on a wrong word: the nearest accepted one, and the accepted ones if they are few."""
    import difflib

    names = list(accepted)
    folded = {name.lower(): name for name in names}
    near = difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    parts = []
    if near:
        parts.append(f"did you mean {folded[near[0]]!r}?")
    if len(names) <= 30:
        parts.append("accepted: " + ", ".join(names))
    return "; ".join(parts)


def nested_beyond(data: bytes, most: int) -> int:
    """The line where lists and mappings stand in each other more than `most` deep, 0 for none.

    To be asked before a stranger's file is read: parsers crash on thousands of brackets.
    """
    import yaml

    depth = 0
    try:
        for token in yaml.scan(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            name = type(token).__name__
            # A list that is not indented has an end of its own all the same, and one without a start is none.
            depth += name.endswith(("SequenceStartToken", "MappingStartToken"))
            depth -= name.endswith(("SequenceEndToken", "MappingEndToken", "BlockEndToken"))
            if depth > most:
                return int(token.start_mark.line) + 1
    except (yaml.YAMLError, UnicodeError):
        return 0  # the reader says what is wrong with it
    return 0


class Node(Protocol):
    """What is used of a YAML node; `yaml` itself is only imported to read one."""

    id: str
    """`scalar`, `sequence`, `mapping`."""
    tag: str
    value: Any
    """Text, a list of nodes, or a list of pairs of nodes."""
    start_mark: Any
    style: str | None
    """Of a scalar: `|`, `>`, a quotation mark, or empty."""


class FileReader:
    """Reads the nodes of one rule file and collects what is wrong with it."""

    def __init__(self, path: str, problems: list[RuleProblem]) -> None:
        """`path` as shown in messages; `problems` is shared by all files and grows."""
        self.path = path
        self.problems = problems

    def root(self, data: bytes) -> Node | None:
        """The file's top node, None (and a problem) if it is not one readable YAML document."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as fault:
            line = data.count(b"\n", 0, fault.start) + 1
            self.problems.append(RuleProblem(self.path, line, "the file is not UTF-8 text; save it as UTF-8"))
            return None
        try:
            deep = _too_deep(yaml.parse(text, Loader=loader))
            if deep:
                said = f"lists within lists (or mappings), more than {_DEEPEST} deep; write them flat"
                self.problems.append(RuleProblem(self.path, deep, said))
                return None
            node = cast("Node | None", yaml.compose(text, Loader=loader))
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            said = fault.problem or fault.context or "not readable"
            line = mark.line + 1 if mark else 0
            self.problems.append(RuleProblem(self.path, line, f"not readable as YAML: {said}{_SYNTAX_HINT}"))
            return None
        except yaml.YAMLError as fault:
            said = str(fault).split("\n", 1)[0]
            self.problems.append(RuleProblem(self.path, 0, f"not readable as YAML: {said}"))
            return None
        if node is None:
            self.problems.append(RuleProblem(self.path, 1, "the file is empty"))
            return None
        return node if self._no_aliases(node) else None

    def _no_aliases(self, root: Node) -> bool:
        """Every node stands in one place: anchors could grow a small file without end."""
        seen: set[int] = set()
        open_nodes: list[Node] = [root]
        while open_nodes:
            node = open_nodes.pop()
            if id(node) in seen:
                self.fail(node, "anchors and aliases (& and *) are not used in these files; write the words again")
                return False
            seen.add(id(node))
            if node.id == "sequence":
                open_nodes.extend(node.value)
            elif node.id == "mapping":
                for key, value in node.value:
                    open_nodes += (key, value)
        return True

    def fail(self, node: Node, message: str) -> None:
        """Note a problem at the line of `node`."""
        self.problems.append(RuleProblem(self.path, node.start_mark.line + 1, message))

    def line(self, node: Node) -> int:
        """1-based line on which `node` begins."""
        return int(node.start_mark.line) + 1

    def pairs(self, node: Node, what: str) -> dict[str, Node]:
        """A mapping with any keys, each once; empty (and a problem) if it is something else."""
        if node.id != "mapping":
            self.fail(node, f"{what} must be a mapping of key: value lines, not {_kind(node)}")
            return {}
        out: dict[str, Node] = {}
        first: dict[str, int] = {}
        for key, value in node.value:
            # Keys count as written: YAML takes the words on, no and yes for truth values.
            if key.id != "scalar" or not key.value:
                hint = "; text holding { } or [ ] needs quotes" if _flow(key) else ""
                self.fail(key, f"{what}: a key must be text, not {_shown(key)}{hint}")
            elif key.value in out:
                self.fail(key, f"{what}: {key.value!r} stands twice, first on line {first[key.value]}")
            else:
                out[key.value] = value
                first[key.value] = self.line(key)
        return out

    def mapping(
        self, node: Node, what: str, accepted: Sequence[str], required: Sequence[str] = (), *, hint: str = ""
    ) -> dict[str, Node]:
        """A mapping whose keys are all among `accepted`; unknown ones are reported and dropped.

        `hint` says where the names stand, for a word that is near none of them.
        """
        found = self.pairs(node, what)
        if node.id != "mapping":
            return {}
        lines = {key.value: key for key, _ in node.value if key.id == "scalar"}
        for key in [k for k in found if k not in accepted]:
            tail = meant(key, accepted) or hint
            self.fail(lines[key], f"{what}: unknown key {key!r}{'; ' if tail else ''}{tail}")
            del found[key]
        for key in required:
            if key not in found:
                self.fail(node, f"{what}: {key!r} is missing")
        return found

    def string(self, node: Node, what: str) -> str:
        """Text on one line (line ends become spaces); empty (and a problem) if it is no text or holds none."""
        return " ".join(self.raw(node, what).split())

    def raw(self, node: Node, what: str) -> str:
        """Text as it stands, line ends kept."""
        if node.id != "scalar":
            hint = " (text holding { } or [ ] needs quotes)" if _flow(node) else ""
            self.fail(node, f"{what} must be text, not {_kind(node)}{hint}")
            return ""
        if node.tag == _NULL or not node.value.strip():
            self.fail(node, f"{what} is empty")
            return ""
        if node.tag != _STR:
            self.fail(node, f"{what} must be text; YAML reads {_shown(node)} as {_kind(node)}: put it in quotes")
            return ""
        return str(node.value)

    def items(self, node: Node, what: str) -> list[Node]:
        """The items of a list; empty (and a problem) if it is none."""
        if node.id != "sequence":
            hint = f"; write [{node.value}]" if node.id == "scalar" and node.value and "\n" not in node.value else ""
            self.fail(node, f"{what} must be a list, not {_kind(node)}{hint}")
            return []
        return list(node.value)

    def strings(self, node: Node, what: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(s for n in self.items(node, what) if (s := self.string(n, what)))

    def choice(self, node: Node, what: str, accepted: Iterable[str]) -> str:
        """One of a closed set; empty (and a problem) if it is not."""
        word = self.string(node, what)
        names = list(accepted)
        if word and word not in names:
            self.fail(node, f"{what}: unknown {word!r}; {meant(word, names)}")
            return ""
        return word

    def choices(self, node: Node, what: str, accepted: Iterable[str]) -> tuple[str, ...]:
        """A list of words of a closed set, each once."""
        names = list(accepted)
        out: list[str] = []
        for item in self.items(node, what):
            word = self.choice(item, what, names)
            if word in out:
                self.fail(item, f"{what}: {word!r} stands twice")
            elif word:
                out.append(word)
        return tuple(out)

    def integer(self, node: Node, what: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`; `low` (and a problem) if it is none."""
        if node.id == "scalar" and node.tag == _INT and node.value.isdecimal() and low <= int(node.value) <= high:
            return int(node.value)
        self.fail(node, f"{what} must be a whole number from {low} to {high}, not {_shown(node)}")
        return low

    def flag(self, node: Node, what: str) -> bool:
        """`true` or `false`."""
        if node.id == "scalar" and node.tag == _BOOL and node.value in _TRUE_FALSE:
            return _TRUE_FALSE[node.value]
        self.fail(node, f"{what} must be true or false, not {_shown(node)}")
        return False

    def phrases(self, node: Node, what: str) -> tuple[Phrase, ...]:
        """One phrase a line, `#` lines left out; each knows the line it stands on."""
        text = self.raw(node, what)
        if not text:
            return ()
        # A block after | begins on the line below its mark; any other text is one line of the file.
        block = node.style == "|"
        first = self.line(node) + (1 if block else 0)
        out = []
        for offset, line in enumerate(text.split("\n")):
            phrase = " ".join(line.split())
            if phrase and not phrase.startswith("#"):
                out.append(Phrase(phrase, self.path, first + (offset if block else 0)))
        if not out:
            self.fail(node, f"{what} holds no phrase, only comments")
        return tuple(out)

    def plain_value(self, node: Node) -> object:
        """The node as dicts, lists, numbers, truth values and text; dates stay text."""
        if node.id == "mapping":
            return {key: self.plain_value(value) for key, value in self.pairs(node, "this part").items()}
        if node.id == "sequence":
            return [self.plain_value(item) for item in node.value]
        value = str(node.value)
        tags: Mapping[str, object] = {_NULL: None, _BOOL: value.lower() in ("true", "yes", "on")}
        if node.tag in tags:
            return tags[node.tag]
        try:
            if node.tag == _INT:
                return int(value)
            if node.tag == "tag:yaml.org,2002:float":
                return float(value)
        except ValueError:
            self.fail(node, f"{value!r} is not a number as this file needs one; put text in quotes")
        return value


def _too_deep(events: Iterable[Any]) -> int:
    """The line at which too many lists and mappings are open at once, 0 for none; events are read one by one."""
    depth = 0
    for event in events:
        name = type(event).__name__
        if name in ("SequenceStartEvent", "MappingStartEvent"):
            depth += 1
            if depth > _DEEPEST:
                return int(event.start_mark.line) + 1
        elif name in ("SequenceEndEvent", "MappingEndEvent"):
            depth -= 1
    return 0


def _flow(node: Node) -> bool:
    return bool(getattr(node, "flow_style", False))


def _shown(node: Node) -> str:
    return repr(node.value) if node.id == "scalar" else _kind(node)


def _kind(node: Node) -> str:
    if node.id == "mapping":
        return "a mapping"
    if node.id == "sequence":
        return "a list"
    names = {_STR: "text", _NULL: "nothing", _BOOL: "true/false", _INT: "a number"}
    return names.get(str(node.tag), str(node.tag).rsplit(":", 1)[-1])
