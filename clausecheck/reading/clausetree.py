"""The clause tree: which labels at the beginning of a line number a clause, and what stands under what.

A label counts only where it plausibly follows the path that is open: the next of its kind, the first
below it, or a new beginning under a new heading. So `see clause\\n4.2 above` and `30 days` number nothing.
"""

import re

from clausecheck.document import Span
from clausecheck.patterns import pattern
from clausecheck.record import draft

__all__ = ["LABEL", "Node", "Tree", "unfinished"]

LABEL = pattern(
    r"""(?:
      (?P<big>(?i:schedule|annexe?|annexure|appendix|exhibit|part|article|section|clause))[ ]+
          (?P<bign>\d{1,3}(?:\.\d{1,3})*|[A-Z]|[IVXL]{1,6}|(?i:one|two|three|four|five|six))\b[.:)]?
    | (?P<sole>(?:SCHEDULE|ANNEXE?|APPENDIX|Schedule|Annexe?|Appendix)(?=$|:|[ ][-–—]))[:]?
    | (?P<dec>\d{1,3}(?:\.\d{1,3}){0,4})(?P<dot>[.):]?)(?=\s|$|["“A-Z](?!\w*\d))
    | \((?P<par>[a-z]{1,2}|[ivxl]{1,6}|[A-Z]|\d{1,2})\)
    | (?P<q>Q(?:uestion)?\.?[ ]?(?P<qn>\d{0,3}))[.:)]
    | (?P<alp>[a-z]|[ivx]{1,5}|[A-Z])[.)](?=\s)
    | (?P<bul>(?:[•▪◦·●○■➢➤*–—-]\s+)?(?:\[\s?[xX✓✔*]?\s?\]|\([xX✓✔ ]\)|[☐☑☒✓✔✗✘])(?=[\s\w])
        |[•▪◦·●○■➢➤*–—-](?=\s)|o(?=\s+[A-Z]))
    | (?P<note>\[\d{1,2}\]|\*{1,3}(?=[\w ])|[†‡§](?=\s?[A-Za-z])|[¹²³⁴⁵])
    )\s*""",
    re.VERBOSE,
)
_HANGING = (
    "clause clauses section sections paragraph paragraphs article articles schedule schedules annex part parts and "
    "or of in to by at than least within under with the a an for from exceed is are be rule no regulation "
    "regulations version until between about around only up every each next last first per these those all any"
)
_UNFINISHED = frozenset(_HANGING.split())
"""A line that ends with one of these goes on; the figure that begins the next numbers nothing."""
_UNIT = pattern(
    r"(?:%|[a-z]|st\b|nd\b|rd\b|th\b|(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b(?!.*[a-z]{4}.*[.;]$))"
)
_TERMINAL = (".", ";", ":", "!", "?", '"', "”", ")", " and", " or", "and/or", "—", "–", "-", ",")
_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ROMAN = {numeral: place for place, numeral in enumerate(_NUMERALS.split(), 1)}
_DEEPEST = 12
"""Deeper nesting than this is read as if it were no deeper."""
_PARTS = ("schedule", "annex", "annexe", "annexure", "appendix", "exhibit", "part")


@draft
class Node:
    """One clause while the tree grows."""

    kind: str
    """root, part, message, head, article, decimal, letter, roman, capital, Roman, figure, question, paragraph."""
    ordinal: tuple[int, ...]
    parent: int
    start: int
    number: str = ""
    heading: Span | None = None
    depth: int = 0
    rank: int = 0
    """Of a head: 1 for capitals, 2 for a title."""
    end: int = 0
    lead: tuple[Span, ...] = ()
    """The lead-in that its text completes."""
    quiet: bool = False
    """Its heading is the document's title or says nothing of the subject."""


def unfinished(line: str) -> bool:
    """The line cannot be the end of a sentence."""
    return line[-1] in ",(£$–-" or line[line.rfind(" ") + 1 :].lower() in _UNFINISHED


def _readings(value: str) -> list[tuple[str, int]]:
    """What a label in brackets may be: `i` is a letter or a Roman number."""
    if value.isdigit():
        return [("figure", int(value))]
    found: list[tuple[str, int]] = []
    if value.lower() in _ROMAN:
        found.append(("roman" if value.islower() else "Roman", _ROMAN[value.lower()]))
    if len(value) == 1:
        found.append(("letter" if value.islower() else "capital", ord(value.lower()) - 96))
    elif value[0] == value[-1] and value.islower():
        found.append(("letter", 26 + ord(value[0]) - 96))
    return found


class Tree:
    """Clauses in text order; `current` is the one that new text belongs to."""

    def __init__(self) -> None:
        self.nodes = [Node("root", (), -1, 0)]
        self.current = 0
        self._decimal = -1
        """The last decimal label, -1 before the first."""
        self._fresh = True
        """A heading or part was opened since."""

    def add(self, kind: str, ordinal: tuple[int, ...], parent: int, start: int, number: str) -> int:
        """Open a clause; it becomes the current one."""
        nodes = self.nodes
        while nodes[parent].depth >= _DEEPEST:
            parent = nodes[parent].parent
        nodes.append(Node(kind, ordinal, parent, start, number, depth=nodes[parent].depth + 1))
        self.current = len(self.nodes) - 1
        return self.current

    def _above(self, index: int, *kinds: str) -> int:
        """The nearest of these kinds at or above `index`; the root if none."""
        while index > 0 and self.nodes[index].kind not in kinds:
            index = self.nodes[index].parent
        return max(index, 0)

    def head(self, start: int, heading: Span, rank: int) -> int:
        """Open an unnumbered heading."""
        nodes = self.nodes
        at = self.current
        while at > 0:
            node = nodes[at]
            if node.kind in ("part", "message", "article") or (node.kind == "head" and node.rank < rank):
                break
            if rank > 1 and node.kind == "capital" and node.heading:
                break
            at = node.parent
        index = self.add("head", (), at, start, "")
        nodes[index].heading, nodes[index].rank = heading, rank
        self._fresh = True
        return index

    def message(self, start: int, name: str) -> int:
        """Open an e-mail of a thread."""
        self._fresh = True
        return self.add("message", (), 0, start, name)

    def label(self, match: "re.Match[str]", text: str, before: str, gap: int, start: int) -> int | None:
        """Open the clause that a label at the beginning of a line numbers; None where it numbers nothing.

        `before` is the line before (empty at the beginning), `gap` the empty lines between.
        """
        group = match.lastgroup or ""
        rest = text[match.end() :]
        hangs = bool(before) and unfinished(before) and not (gap and before[-1] in ".;:-–,")
        if match["big"] or match["sole"]:
            return None if hangs else self._part(match, text, before, gap=gap, start=start)
        if match["q"]:
            number = f"Q{match['qn']}" if match["qn"] else "Q"
            return self.add("question", (), self._above(self.current, "head", "part", "message"), start, number)
        if group in ("dec", "dot"):
            return None if hangs else self._figure(match, rest, before, gap, start)
        value = match["par"] or match["alp"]
        if hangs and before[-1:] not in ",;:-–" and not before.endswith((" and", " or")):
            return None
        return self._bracket(value, before, gap=gap, start=start, dotted=bool(match["alp"]), rest=rest)

    def _part(self, match: "re.Match[str]", text: str, before: str, *, gap: int, start: int) -> int | None:
        rest = text[match.end() :]
        named = not rest[:1].islower() or text[match.end() - 2] == ":"
        short = len(text) < 90 and named and text[-1] not in ",;" and rest[:1] not in (")", ",")
        printed = match["big"] or match["sole"]
        long_but_labelled = gap and len(rest) > 20 and text[match.end() - 2] in ".:" and rest[:1].isupper()
        if not (short or long_but_labelled) or not (gap or text.isupper()) or not printed[0].isupper():
            return None
        if text.endswith(".") and not long_but_labelled and rest:
            return None
        word = printed.lower()
        kind = "part" if word in _PARTS else "article"
        if kind == "article" and not (gap or not before):
            return None
        value = (match["bign"] or "").lower()
        ordinal = (int(value),) if value.isdigit() else (_ROMAN[value],) if value in _ROMAN else ()
        above = "part" if word == "part" else "message"
        parent = self._above(self.current, above, "message") if kind == "part" else self._above(self.current, "part")
        if word == "part":
            while parent and self.nodes[parent].number.lower().startswith("part"):
                parent = self.nodes[parent].parent
        number = f"{printed} {match['bign']}" if match["bign"] else printed
        index = self.add(kind, ordinal, parent, start, number)
        self._fresh = True
        return index

    def _figure(self, match: "re.Match[str]", rest: str, before: str, gap: int, start: int) -> int | None:
        path = tuple(map(int, match["dec"].split(".")))
        if len(path) > 1 and path[-1] == 0:
            path = path[:-1]
        if 0 in path or max(path) > 199 or (match["dec"][0] == "0"):
            return None
        dotted = bool(match["dot"]) or len(path) > 1
        if (len(path) == 1 or not gap or rest[:1] == "%") and not (gap and match["dot"]) and _UNIT.match(rest[:200]):
            return None
        if not dotted and (not gap or not rest or rest[:1].isdigit() or "," in rest[:24]):
            return None
        parent = self._follows(path, before, gap, rest)
        if parent is None:
            return None
        nodes = self.nodes
        above = nodes[parent]
        number = match["dec"]
        if above.kind in ("decimal", "letter", "roman", "figure") and path[:-1] != above.ordinal:
            number = f"{above.number}({number})"
        elif above.kind == "capital" and above.number:
            number = f"{above.number}.{number}"
        self._decimal = self.add("decimal", path, parent, start, number)
        self._fresh = False
        return self._decimal

    def _follows(self, path: tuple[int, ...], before: str, gap: int, rest: str) -> int | None:
        """The parent of a decimal label, None where it follows nothing that is open."""
        nodes = self.nodes
        at = self._decimal
        restart = path in ((1,), (1, 1))
        if restart and self._fresh:
            return self._above(self.current, "head", "part", "article", "message", "capital")
        if restart and at >= 0 and before.endswith(":"):
            return self.current
        while at > 0:
            node = nodes[at]
            if node.kind == "decimal":
                have = node.ordinal
                size = len(path)
                if size == len(have) + 1 and path[:-1] == have and path[-1] <= 2:
                    return at
                if size <= len(have) and path[:-1] == have[: size - 1] and 0 < path[-1] - have[size - 1] <= 3:
                    return self._sibling(at, path)
                if size == 2 and path[1] == 1 and 0 < path[0] - have[0] <= 2:
                    return self._sibling(at, path[:1])
            elif node.kind == "article" and len(path) == 2 and path[:1] == node.ordinal:
                return at
            at = node.parent
        article = self._above(self.current, "article")
        if article and len(path) == 2 and path[:1] == nodes[article].ordinal:
            return article
        early = len(path) <= 2 and path[0] <= 3 and (len(path) == 1 or path[1] <= 2)
        if self._decimal < 0 and early and (gap or not before):
            return self._above(self.current, "head", "part", "article", "message", "capital")
        return None

    def _sibling(self, at: int, path: tuple[int, ...]) -> int:
        """Parent of the next sibling of the ancestor of `at` that has the same depth as `path`."""
        nodes = self.nodes
        while nodes[at].kind != "decimal" or len(nodes[at].ordinal) > len(path):
            at = nodes[at].parent
            if at <= 0:
                return 0
        elder = nodes[at]
        if len(elder.ordinal) < len(path):
            return at
        if not self._fresh or len(path) > 1:
            return elder.parent
        # A heading stands between the two: it heads the younger one, unless the elder is itself a headed section.
        head = self._above(self.current, "head", "part", "article", "message")
        if nodes[head].kind == "head" and nodes[head].rank > 1 and elder.heading:
            return elder.parent
        return head or elder.parent

    def _bracket(self, value: str, before: str, *, gap: int, start: int, dotted: bool, rest: str) -> int | None:
        nodes = self.nodes
        readings = _readings(value)
        found: tuple[int, str, int] | None = None
        if before.endswith((":", ":-", ":—", ":–")):
            found = next(((self.current, kind, place) for kind, place in readings if place == 1), None)
        at = self.current
        while found is None and at > 0 and nodes[at].kind not in ("part", "message"):
            node = nodes[at]
            for kind, place in readings:
                if node.kind == kind and 0 < place - node.ordinal[0] <= 2:
                    found = (node.parent, kind, place)
                    break
            at = node.parent
        if found is None:
            ended = not before or gap or before.endswith(_TERMINAL)
            first = sorted(readings, key=lambda reading: reading[0] not in ("letter", "capital"))
            found = next(((self.current, kind, place) for kind, place in first if place == 1 and ended), None)
        if found is None or (dotted and not rest[:1].isupper() and found[1] in ("capital", "Roman")):
            return None
        parent, kind, place = found
        if kind == "capital" and dotted:
            parent = self._above(parent, "part", "message", "head")
        above = nodes[parent]
        outer = above.number if above.kind in ("decimal", "letter", "roman", "figure", "capital", "Roman") else ""
        own = value if dotted and kind in ("capital", "Roman") else f"({value})"
        if kind == "capital" and dotted:
            self._fresh = True
        return self.add(kind, (place,), parent, start, outer + own)

    def part_of(self, index: int) -> str:
        """`body`, or the schedule, annex or message that a clause stands in, as printed."""
        node = self.nodes[self._above(index, "part", "message")]
        return node.number if node.kind in ("part", "message") else "body"

    def headings(self, index: int) -> tuple[Span, ...]:
        """The two nearest headings over a clause's text, outermost first."""
        found: list[Span] = []
        while index >= 0 and len(found) < 2:
            node = self.nodes[index]
            if node.heading and not node.quiet:
                found.append(node.heading)
            index = node.parent
        return tuple(reversed(found))
