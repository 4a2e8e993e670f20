"""A batch in a screenful of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from clausecheck.beside import Standing
from clausecheck.bulk.result import Outcome
from clausecheck.bulk.views.changes import Changes, Kind
from clausecheck.bulk.views.entries import Entry, title
from clausecheck.bulk.views.survey import Survey
from clausecheck.render.plain import columns, visible
from clausecheck.render.telling import cut
from clausecheck.render.wording import counted

__all__ = ["hurting", "summary", "worst_first"]

_WIDTH = 80
_MOST = 10
"""Lines of a list; the workbook has all."""
_GROUPS = 6
_BAR = 40
_LETTERS = "ABCDE"
_STANDINGS = {
    Standing.beyond: 10,
    Standing.walk_away: 11,
    Standing.unknown: 9,
    Standing.fallback: 10,
    Standing.preferred: 11,
}
# The worst first, what cannot be told before what is well, with the width of its column.


def summary(survey: Survey, told: Changes | None = None, *, titles: Mapping[str, str] | None = None) -> str:
    """The text, 80 columns wide, without colour; ends in a newline. `told` is None where there was no run before."""
    named = titles or {}
    blocks = [
        _read(survey),
        _grades(survey),
        _topics(survey, named),
        _worst(survey, named),
        _groups(survey, named),
        _positions(survey, named),
        *(_duties(survey, pack, named) for pack in range(len(survey.packs))),
        _unread(survey),
        _changed(survey, told),
    ]
    return "\n\n".join("\n".join(lines) for lines in map(list, blocks) if lines) + "\n"


def worst_first(entry: Entry) -> tuple[object, ...]:
    """Orders templates: the worst grade, then the most of the most severe findings, first."""
    return (-ord(entry.letter[:1] or " "), tuple(-count for count in reversed(entry.severities)), entry.name)


def hurting(survey: Survey) -> list[tuple[int, int, int]]:
    """Topic, templates that it hurts and its worst severity; those that hurt most templates first."""
    counts: Counter[int] = Counter()
    worst: dict[int, int] = {}
    for entry in survey.entries:
        for topic, severity in enumerate(entry.hurts):
            if severity and entry.template:
                counts[topic] += 1
                worst[topic] = max(severity, worst.get(topic, 0))
    order = sorted(counts, key=lambda t: (-counts[t], -worst[t], survey.topics[t]))
    return [(topic, counts[topic], worst[topic]) for topic in order]


def _head(text: str) -> Iterator[str]:
    yield text
    yield "-" * columns(text)


def _read(survey: Survey) -> Iterator[str]:
    yield from _head(f"BATCH OF {counted(survey.files, 'file').upper()}")
    if not survey.files:
        yield "No file was in it."
        return
    words = {Outcome.judged: "read whole", Outcome.partial: "read in part", Outcome.failed: "not read"}
    yield ", ".join(f"{survey.outcomes[outcome]:,} {said}" for outcome, said in words.items()) + "."
    within = len(survey.entries) - survey.files
    if within:
        yield f"{counted(within, 'document')} more within them (attachments, archives)."


def _grades(survey: Survey) -> Iterator[str]:
    letters = Counter(entry.letter for entry in survey.entries)
    if not survey.entries:
        return
    yield from _head("GRADES")
    most = max(letters.values())
    for letter in [*_LETTERS, ""]:
        if letter or letters[letter]:
            bar = "#" * -(-_BAR * letters[letter] // most)
            yield f"{letter or 'none':5}{letters[letter]:>8,}  {bar}".rstrip()


def _topics(survey: Survey, titles: Mapping[str, str]) -> Iterator[str]:
    found = hurting(survey)
    if not found:
        return
    yield from _head("WHAT HURTS MOST TEMPLATES")
    for topic, count, severity in found[:_MOST]:
        share = f"{count:,} of {survey.templates:,}"
        yield f"{share:>16}  {_line(title(survey.topics[topic], titles), 44)} (up to {severity} of 5)"
    yield from _more(len(found), "topic")


def _worst(survey: Survey, titles: Mapping[str, str]) -> Iterator[str]:
    graded = sorted((one for one in survey.entries if one.letter), key=worst_first)
    if not graded:
        return
    yield from _head("THE WORST TEMPLATES")
    for one in graded[:_MOST]:
        five, four, three = one.severities[4], one.severities[3], one.severities[2]
        yield f"  {one.letter}  {_line(one.name, _WIDTH - 5)}"
        topics = sorted((-one.severity(t), slug) for t, slug in enumerate(survey.topics) if one.severity(t))
        says = "; ".join(title(slug, titles) for _, slug in topics[:3])
        yield "     " + _line(f"severity 5: {five}, 4: {four}, 3: {three}" + (f" - {says}" if says else ""), _WIDTH - 5)
    yield from _more(len(graded), "template")


def _groups(survey: Survey, titles: Mapping[str, str]) -> Iterator[str]:
    if not survey.groups:
        return
    yield from _head("CLAUSES THAT STAND IN SEVERAL TEMPLATES")
    for group in survey.groups[:_GROUPS]:
        where = f"{len(group.members):,} of {survey.templates:,}"
        doubt = ", worth a look" if group.doubtful else f", severity {group.severity}"
        yield f"{where:>16}  {_line(title(group.topic, titles), 44)}{doubt}"
        yield " " * 18 + f"“{_line(group.quote, _WIDTH - 20)}”"
    yield from _more(len(survey.groups), "clause", _GROUPS)


def _positions(survey: Survey, titles: Mapping[str, str]) -> Iterator[str]:
    """How many templates stand where on each position, where most stand worst first."""
    asked = [one.beside for one in survey.entries if one.template and one.beside.met]
    if not asked:
        return
    yield from _head("YOUR POSITIONS")
    yield "".join(f"{standing:>{width}}" for standing, width in _STANDINGS.items()) + "  (templates)"
    told = []
    for number, position in enumerate(survey.positions):
        counts = Counter(one.standing(number) for one in asked)
        told.append(([counts[standing] for standing in _STANDINGS], position.title(titles)))
    told.sort(key=lambda one: ([-count for count in one[0][:4]], one[1]))
    for every, said in told[:_MOST]:
        figures = "".join(f"{count:>{width},}" for count, width in zip(every, _STANDINGS.values(), strict=True))
        yield f"{figures}  {_line(said, _WIDTH - 2 - len(figures))}"
    yield from _more(len(told), "position")


def _duties(survey: Survey, pack: int, titles: Mapping[str, str]) -> Iterator[str]:
    """What a pack found, topic by topic, in how many of the documents that it is for."""
    looked = [one.beside for one in survey.entries if one.beside.looked_at(pack)]
    others = sum(one.template and one.beside.looked_at(pack) is False for one in survey.entries)
    yield from _head(_line(survey.packs[pack].title.upper(), _WIDTH))
    found: list[tuple[int, int, str]] = []
    absent: list[tuple[int, str]] = []
    for number, duty in enumerate(survey.duties):
        if duty.pack != pack:
            continue
        severities = [one.severity(number) for one in looked if one.severity(number)]
        missing = sum(one.absent(number) for one in looked)
        if severities:
            found.append((-len(severities), -max(severities), duty.title(titles)))
        if missing:
            absent.append((-missing, duty.title(titles)))
    for count, worst, said in sorted(found)[:_MOST]:
        share = f"{-count:,} of {len(looked):,}"
        yield f"{share:>16}  {_line(said, 44)} (up to {-worst} of 5)"
    yield from _more(len(found), "topic")
    for count, said in sorted(absent)[:_MOST]:
        share = f"{-count:,} of {len(looked):,}"
        yield f"{share:>16}  {_line(said, 44)} (not found)"
    yield from _more(len(absent), "topic")
    if looked and not found and not absent:
        yield f"Nothing found in {counted(len(looked), 'document')}."
    if others:
        yield f"Not looked at, as it is not for such a contract: {counted(others, 'template')}."


def _unread(survey: Survey) -> Iterator[str]:
    missing = [one for one in survey.entries if one.unread]
    if not missing:
        return
    yield from _head("NOT READ, OR ONLY IN PART")
    for one in missing[:_MOST]:
        part, why = one.unread[0]
        extent = "" if one.outcome is Outcome.failed else f"{part}: "
        more = f" (and {len(one.unread) - 1:,} more parts)" if len(one.unread) > 1 else ""
        said = why.removeprefix(f"{one.name}: ")
        yield f"  {_line(one.name, _WIDTH - 2)}"
        yield "     " + _line(f"{extent}{said}{more}", _WIDTH - 5)
    yield from _more(len(missing), "document")


def _changed(survey: Survey, told: Changes | None) -> Iterator[str]:
    if told is None:
        return
    yield from _head("SINCE THE RUN BEFORE")
    if not told:
        yield "Nothing changed."
    for kind in Kind:
        if told.count(kind):
            yield f"{told.count(kind):>8,}  {kind}"
    if told.new or told.gone:
        yield f"{told.new:>8,}  new findings in documents of both runs"
        yield f"{told.gone:>8,}  findings gone from them"
    yield from _moved(told)
    for change in [c for c in told.documents if c.kind in (Kind.worse, Kind.ungraded, Kind.unread)][:_MOST]:
        way = f"{change.before} to {change.after}"
        yield f"{way:>14}: {_line(change.name, _WIDTH - 16)}"
    if told.others_made_it:
        yield "The rules or the version are not those of the run before: what changed may come from them."


def _moved(told: Changes) -> Iterator[str]:
    worse, better = sum(one.worse for one in told.positions), sum(one.better for one in told.positions)
    if worse or better:
        said = "position" if worse == 1 else "positions"
        yield f"{worse:>8,}  {said} worse, {better:,} better in documents of both runs"
    if lost := len(told.positions) - worse - better:
        yield f"{lost:>8,}  {'position' if lost == 1 else 'positions'} that cannot be told any more"
    if told.other_limits:
        yield "The playbook is another: only positions with the same limits are held against each other."


def _more(count: int, one: str, shown: int = _MOST) -> Iterator[str]:
    if count > shown:
        yield f"  ... and {counted(count - shown, f'more {one}')}"


def _line(text: str, width: int) -> str:
    """`text` on one line of at most `width` columns."""
    shown = cut(visible(text[: 4 * width]), width - 2) if len(text) > width else visible(text)
    while columns(shown) > width:
        shown = shown[:-3].rstrip() + "…"
    return shown
