"""Parts of a contract over which it says that another part prevails: their figures on the same subject do not speak.

Only what is certain is silenced: a passage all of whose figures the prevailing part sets itself, and the one sentence
under a heading that is also the label of a row in the prevailing part.
"""

from clausecheck.document import Span
from clausecheck.patterns import pattern
from clausecheck.reading.clausetree import Tree
from clausecheck.reading.contract import PassageKind
from clausecheck.reading.nonbinding import below, numbered
from clausecheck.reading.numbers import NUMBER_WORDS
from clausecheck.reading.passages import Draft, holding

__all__ = ["prevail"]

_STEMS = ("prevail", "precedence", "override")
_MOST_STATEMENTS = 8
"""A contract that ranks more parts than this is no contract; the rest are left alone."""
_LONGEST = 600
"""Characters of a sentence that ranks parts."""
_VERB = pattern(r"\b(?:shall |will |is to |are to |must )?(?:prevails?|takes? precedence|overrides?)\b(?: over| to)?")
_HEDGED = pattern(r"\b(?:not|never|nothing|unless|except|save|neither|nor)\b")
_PLACE = pattern(
    r"\b(schedules?|annex(?:es|e)?|appendi(?:x|ces)|part)\s+(\d+|[a-z]\b|[ivx]+\b)|"
    r"\b(?:the|this|its)\s+(schedule|annexe?|appendix|booking form|booking confirmation|confirmation form|order form|"
    r"particulars|statement of work)\b"
)
_BODY = pattern(
    r"\b(?:the|these|this|our|main|general|standard)\s+(?:main |general |standard )?"
    r"(?:terms|agreement|contract|conditions|clauses|body|provisions)\b"
)
_AMOUNT = r"(?P<n>\d[\d,]*(?:\.\d+)?|" + "|".join(sorted(NUMBER_WORDS)) + ")"
_UNIT = "patient|appointment|contact|consultation|visit|call"
_FIGURES = (
    pattern(rf"\b{_AMOUNT}(?:\s[a-z-]+){{0,2}}?\s(?P<unit>{_UNIT})s?\b"),
    pattern(rf"\b{_AMOUNT}[\s-](?P<unit>minute)s?\s(?:for|per|each|appointment|slot|interval|consultation)"),
    pattern(
        r"£\s?(?P<n>\d[\d,]*(?:\.\d+)?)\s(?:for\s)?(?:a|per|each|every)\s(?P<unit>session|hour|shift|day|visit|mile)\b"
    ),
)
"""What a figure is of: patients, minutes for each, pounds a session."""
_LABEL = pattern(
    rf"(?:the |number of |most |maximum |max\.? |booked )*({_UNIT})s(?: booked| seen)?"
    r"(?: (?:in|for|per|a|each)(?: a| each)? session)?"
)
"""The whole label of a row whose value is a number of these: `Patients | 24 booked in a session`."""
_LABELLED = pattern(
    rf"[\s:|]*(?:up to |at most |not more than |max(?:imum)?(?: of)? )?{_AMOUNT}\b(?![%:.]|\s*(?:pence|per cent))"
)
_BESIDE = pattern(r"(?:fewer than|less than|telephone|urgent|extra|additional|triage|remote|video|every|first)\W*$")
"""Before a figure these make it another subject's."""
_NUMBER = pattern(r"\d|£|\b(?:" + "|".join(sorted(NUMBER_WORDS - {"one"})) + r")\b")
_ELSEWHERE = pattern(r"\W*(?:see|as per|as set out|as above|refer|n/a|none stated)\b")


def prevail(low: str, tree: Tree, drafts: list[Draft]) -> None:
    """Silence the figures of every part where another part that prevails over it sets its own.

    `low` is the text in small letters, every character in its place.
    """
    done: set[int] = set()
    for index, _ in holding(low, drafts, _STEMS):
        draft = drafts[index]
        if draft.silenced or index in done or len(done) >= _MOST_STATEMENTS:
            continue
        done.add(index)
        found = _ranked(low, tree, draft)
        if found:
            _override(low, tree, drafts, *found)


def _ranked(low: str, tree: Tree, draft: Draft) -> tuple[int, set[int]] | None:
    """The part that prevails and the clauses that it prevails over."""
    words = " ".join(low[draft.start : min(draft.end, draft.start + _LONGEST)].split())
    verb = _VERB.search(words)
    if not verb or _HEDGED.search(words):
        return None
    before, after = words[: verb.start()], words[verb.end() :]
    cut = max(before.rfind(mark) for mark in (",", ";", ":"))
    winners = _parts(low, tree, before[cut + 1 :])
    if len(winners) != 1 or _BODY.search(before[cut + 1 :]):
        return None
    winner = winners.pop()
    over = _parts(low, tree, after) | _parts(low, tree, before[: cut + 1])
    body = not over or _BODY.search(after) or _BODY.search(before[: cut + 1])
    losers = below(tree, over)
    if body:
        losers |= {index for index in range(len(tree.nodes)) if tree.part_of(index) == "body"}
    return winner, losers - below(tree, {winner})


def _parts(low: str, tree: Tree, words: str) -> set[int]:
    """Schedules, annexes and forms that words name."""
    found: set[int] = set()
    for place in _PLACE.finditer(words):
        if place[1]:
            found |= numbered(tree, place[1], place[2])
            continue
        name = place[3]
        meant = [
            index
            for index, node in enumerate(tree.nodes)
            if node.kind == "part" and node.number.lower().startswith(name[:6])
        ] or [
            index
            for index, node in enumerate(tree.nodes)
            if node.kind in ("part", "head") and node.heading and low[slice(*node.heading)].startswith(name)
        ]
        if len(meant) == 1:
            found.add(meant[0])
    return found


def _override(low: str, tree: Tree, drafts: list[Draft], winner: int, losers: set[int]) -> None:
    inside = below(tree, {winner})
    units: set[str] = set()
    labels: set[str] = set()
    for draft in drafts:
        if draft.node not in inside or draft.silenced:
            continue
        units |= {unit for unit, _, _ in _figures(low, draft)}
        cells = draft.source.cells if draft.kind is PassageKind.row else ()
        if len(cells) > 1 and not _ELSEWHERE.match(low[slice(*cells[1])]):
            labels.add(low[slice(*cells[0])].strip(" :.*"))
    node = tree.nodes[winner]
    name = node.number if node.kind == "part" or not node.heading else low[slice(*node.heading)].partition(":")[0]
    reason = f"It is overridden by {'' if ' ' in node.number else 'the '}{name}."
    speaking: dict[tuple[Span, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.node in losers and not draft.silenced:
            speaking.setdefault(draft.headings[-1:], []).append(draft)
    for heading, passages in speaking.items():
        alone = len(passages) == 1 and bool(heading) and low[slice(*heading[0])].strip(" :.*") in labels
        for draft in passages:
            if alone or _replaced(low, draft, units):
                draft.silenced = reason


def _figures(low: str, draft: Draft) -> list[tuple[str, int, int]]:
    """Units of the figures of a passage with where each figure stands."""
    words = low[draft.start : draft.end]
    found = [
        (match["unit"] + pattern.pattern[0], match.start(), match.end("n"))
        for pattern in _FIGURES
        for match in pattern.finditer(words)
        if not _BESIDE.search(words[max(0, match.start() - 24) : match.start()])
    ]
    cells = draft.source.cells if draft.kind is PassageKind.row else ()
    if len(cells) > 1:
        label = _LABEL.fullmatch(low[slice(*cells[0])].strip(" :.*"))
        value = _LABELLED.match(low, *cells[1])
        if label and value:
            found.append((label[1] + _FIGURES[0].pattern[0], value.start("n") - draft.start, value.end() - draft.start))
    return found


def _replaced(low: str, draft: Draft, units: set[str]) -> bool:
    """Every figure of the passage is of a unit that the prevailing part sets, and there is one."""
    figures = _figures(low, draft)
    if not figures or any(unit not in units for unit, _, _ in figures):
        return False
    words = list(low[draft.start : draft.end])
    for _, first, last in figures:
        words[first:last] = " " * (last - first)
    return not _NUMBER.search("".join(words))
