"""Near-identical clauses across templates: one fix that mends many.

Findings of one topic and rule whose words are the same but for numbers, dates and names are one wording; wordings that
are nearly the same (`clausecheck.bulk.views.alike`) make a group.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from clausecheck.bulk.views.alike import clusters, skeleton, sketch
from clausecheck.record import draft, record
from clausecheck.render.telling import cut

__all__ = ["Gatherer", "Group"]

_QUOTE = 600
"""Characters of the quote that stands for a group."""

_VALUES = 20
"""Different values of a quantity that are counted; of more it is only told that there are many."""


@record
class Group:
    """A clause that stands, in nearly the same words, in several templates."""

    number: int
    """From 1; the one in most templates first."""
    topic: str
    rule: str
    severity: int
    """The worst of its sure findings; of all of them where none is sure."""
    doubtful: bool
    """All its findings are of low confidence."""
    quote: str
    """Of the wording that most templates have, cut at 600 characters."""
    plain: str
    ask: str
    members: array[int]
    """Numbers of the entries it stands in, ascending."""
    findings: int
    wordings: int
    """Different wordings, apart from numbers, dates and names."""
    values: tuple[str, ...]
    """What differs: `patients_per_session 12 to 24 (5 different)`."""


@draft
class _Form:
    """One wording; numbers, dates and names apart."""

    rank: bytes
    """Orders wordings in as many templates, whatever the order they came in."""
    sketch: bytes
    quote: str
    plain: str
    ask: str
    severity: int
    """The worst of its sure findings, 0 where none is sure."""
    look: int
    """The worst of those that are only worth a look, 0 for none."""
    members: array[int]
    findings: int
    values: dict[str, set[float]]


class Gatherer:
    """Takes one finding after the other; `groups` then says which belong together."""

    def __init__(self) -> None:
        self._forms: dict[bytes, int] = {}
        self._all: list[_Form] = []
        self._kinds: dict[tuple[str, str], list[int]] = {}
        self._order = array("I")
        """Of each finding in the order added, one more than the number of its wording; 0 for one left out."""

    def add(self, entry: int, finding: dict[str, Any]) -> None:
        """A finding of the entry of this number; entries come in ascending order."""
        kind = (finding["topic"], finding["rule"])
        words = skeleton(finding["quote"])
        key = _digest("\n".join((*kind, " ".join(words))))
        number = self._forms.get(key)
        if number is None:
            number = self._forms[key] = len(self._all)
            self._all.append(_form(key, finding, sketch(words)))
            self._kinds.setdefault(kind, []).append(number)
        form = self._all[number]
        _join(form, entry, finding)
        self._order.append(number + 1)

    def leave_out(self) -> None:
        """Pass over a finding that belongs to no group: of a document that is no template."""
        self._order.append(0)

    def groups(self) -> tuple[tuple[Group, ...], array[int]]:
        """The groups of two templates and more, and each finding's group in the order added, 0 for none."""
        found: list[tuple[tuple[str, str], list[_Form], list[int]]] = []
        for kind, numbers in self._kinds.items():
            numbers.sort(key=lambda n: (-len(self._all[n].members), self._all[n].rank))
            together: dict[int, list[int]] = {}
            for number, leader in zip(numbers, clusters([self._all[n].sketch for n in numbers]), strict=True):
                together.setdefault(leader, []).append(number)
            found += [(kind, [self._all[n] for n in one], one) for one in together.values()]
        made = []
        for kind, forms, numbers in found:
            members = forms[0].members if len(forms) == 1 else _union(forms)
            if len(members) > 1:
                made.append((_group(kind, forms, members), numbers, forms[0].rank))
        made.sort(key=lambda one: (one[0].doubtful, -len(one[0].members), -one[0].severity, one[0].topic, one[2]))
        group_of = array("I", bytes(4 * (1 + len(self._all))))
        for number, (_, forms_in, _) in enumerate(made, 1):
            for form in forms_in:
                group_of[form + 1] = number
        order = array("I", (group_of[form] for form in self._order))
        return tuple(_numbered(group, number) for number, (group, _, _) in enumerate(made, 1)), order


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=16).digest()


def _form(rank: bytes, finding: dict[str, Any], sketched: bytes) -> _Form:
    quote = cut(finding["quote"], _QUOTE)
    return _Form(rank, sketched, quote, finding["plain"], finding["ask"], 0, 0, array("I"), 0, {})


def _join(form: _Form, entry: int, finding: dict[str, Any]) -> None:
    """Count the finding in; of several quotes, plain words and asks the least stays, whatever came first."""
    if not form.members or form.members[-1] != entry:
        form.members.append(entry)
    form.findings += 1
    form.quote = min(form.quote, cut(finding["quote"], _QUOTE))
    form.plain = min(form.plain, finding["plain"])
    form.ask = min(form.ask, finding["ask"])
    if finding["confidence"] == "low":
        form.look = max(form.look, finding["severity"])
    else:
        form.severity = max(form.severity, finding["severity"])
    for name, value in finding["values"].items():
        if isinstance(value, int | float):
            held = form.values.setdefault(name, set())
            held.add(value)
            if len(held) > _VALUES + 2:  # the least and the greatest must stay, and enough to tell that there are many
                held.remove(sorted(held)[1])


def _union(forms: Sequence[_Form]) -> array[int]:
    return array("I", sorted({member for form in forms for member in form.members}))


def _group(kind: tuple[str, str], forms: Sequence[_Form], members: array[int]) -> Group:
    values: dict[str, set[float]] = {}
    for form in forms:
        for name, held in form.values.items():
            values.setdefault(name, set()).update(held)
    severity = max(form.severity for form in forms)
    return Group(
        number=0,
        topic=kind[0],
        rule=kind[1],
        severity=severity or max(form.look for form in forms),
        doubtful=not severity,
        quote=forms[0].quote,
        plain=forms[0].plain,
        ask=forms[0].ask,
        members=members,
        findings=sum(form.findings for form in forms),
        wordings=len(forms),
        values=tuple(_spread(name, values[name]) for name in sorted(values)),
    )


def _spread(name: str, values: set[float]) -> str:
    least, most = min(values), max(values)
    if least == most:
        return f"{name} {least:.12g}"
    count = f"{len(values)}" if len(values) <= _VALUES else f"more than {_VALUES}"
    return f"{name} {least:.12g} to {most:.12g} ({count} different)"


def _numbered(group: Group, number: int) -> Group:
    from clausecheck.record import replaced

    return replaced(group, number=number)
