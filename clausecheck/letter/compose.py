"""The message itself, before it has a form: greeting, sections of numbered points, closing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clausecheck.letter.points import Point
from clausecheck.record import record, replaced
from clausecheck.render.plain import visible

__all__ = ["Again", "Item", "Letter", "Section", "compose", "one_page", "person", "recipient"]

_NAME_LONGEST = 80


@record
class Item:
    """One numbered point: what it is about, then the ready wording."""

    head: str
    wording: str
    point: Point


@record
class Section:
    """An introducing sentence, then plain lines or numbered points."""

    lead: str
    items: tuple[Item, ...] = ()
    lines: tuple[str, ...] = ()


@record
class Letter:
    """A message; every text is one visible line."""

    subject: str
    greeting: str
    opening: str
    sections: tuple[Section, ...]
    closing: str
    name: str
    """Who signs; a gap to fill in where the locum's name is not known."""
    left_out: int = 0
    """Points that one page has no room for."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Every numbered point, in order."""
        return tuple(item for section in self.sections for item in section.items)


@record
class Again:
    """What became of the points of the message before."""

    conceded: tuple[Point, ...] = ()
    open: tuple[Point, ...] = ()
    new: tuple[Point, ...] = ()


def person(names: Sequence[str]) -> str:
    """The locum's own name: a doctor's before a company's, a gap to fill in where there is none."""
    clean = [_name(name) for name in names]
    doctor = next((name for name in clean if name.lower().startswith(("dr ", "doctor "))), "")
    return doctor or next((name for name in clean if name), "") or "[your name]"


def recipient(names: Sequence[str]) -> str:
    """Whom to greet: `all at Elm Surgery`, `colleagues` where no name was found."""
    name = next((clean for name in names if (clean := _name(name))), "")
    return f"all at {name}" if name else "colleagues"


def _name(name: str) -> str:
    name = visible(name).strip(" ,;:")
    return name if len(name) <= _NAME_LONGEST else ""


def compose(
    points: Sequence[Point],
    *,
    to: str,
    name: str,
    agreed: Sequence[str] = (),
    again: Again | None = None,
) -> Letter:
    """A message with every point; `again` makes it an answer to an answer.

    `to` and `name` are whom it greets and who signs; `agreed` are sentences on what the paper has otherwise.
    """
    if again is not None:
        return _second(points, again, to=to, name=name, agreed=agreed)
    must, like = [p for p in points if p.must], [p for p in points if not p.must]
    sections = [*_agreed(agreed)]
    if must:
        sections.append(_asked("Before I sign, I would need these changed, and suggest these words:", must))
    if like:
        lead = "I would also be glad if you could look at these:" if sections else "Could you look at these?"
        sections.append(_asked(lead, like))
    if sections:
        opening = "Thank you for sending me the contract. I look forward to working with you. I have read it through, "
        opening += "and there are a few points I would like to settle first."
        closing = "If something here is difficult, do ring or write: I am sure we can find words that suit us both."
    else:
        opening = "Thank you for sending me the contract. I have read it through and have no changes to ask for."
        closing = "I look forward to working with you."
    return _letter("The contract: a few points before I sign", opening, sections, closing, to=to, name=name)


def _second(points: Sequence[Point], again: Again, *, to: str, name: str, agreed: Sequence[str]) -> Letter:
    known = {point.topic for point in (*again.open, *again.new)}
    later = [point for point in points if point.topic not in known]
    sections = []
    if again.conceded:
        titles = _listed([_small(point.title) for point in again.conceded])
        sections.append(Section(f"Thank you for what you changed: {titles}. That helps a great deal."))
    sections += _agreed(agreed)
    if again.open:
        sections.append(_asked("These are still open, and I would ask you to look at them once more:", again.open))
    if again.new:
        sections.append(_asked("These are new in this version, and I would ask for these words instead:", again.new))
    if later:
        sections.append(_asked("If you are changing the text anyway, these would help too:", later))
    left = bool(agreed or again.open or again.new)
    opening = "Thank you for sending me the new version of the contract. I have read it through."
    if again.conceded:
        opening = "I have read the new version of the contract, and I am grateful that you looked at my points."
    closing = (
        "I hope we can settle these quickly. Do ring or write if something is difficult."
        if left
        else "With that I have nothing more to ask for that matters to me. I look forward to working with you."
    )
    subject = "The contract: the points still open" if left else "The contract: thank you"
    return _letter(subject, opening, sections, closing, to=to, name=name)


def _letter(subject: str, opening: str, sections: Sequence[Section], closing: str, *, to: str, name: str) -> Letter:
    return Letter(subject, f"Dear {to},", opening, tuple(sections), closing, name)


def _agreed(sentences: Sequence[str]) -> list[Section]:
    lead = "Some things stand differently from what we agreed. Could the contract say what we agreed?"
    return [Section(lead, lines=tuple(sentences))] if sentences else []


def _asked(lead: str, points: Sequence[Point]) -> Section:
    return Section(lead, tuple(Item(f"{point.where}: {_small(point.title)}", point.ask, point) for point in points))


def _small(title: str) -> str:
    """A title inside a sentence; one that begins with an abbreviation keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def one_page(letter: Letter, fits: Callable[[Letter], bool]) -> Letter:
    """The letter without its last, least important points, as many as `fits` will not have on its page."""
    while not fits(letter):
        shorter = _without_last(letter)
        if shorter is None:
            break
        letter = shorter
    return letter


def _without_last(letter: Letter) -> Letter | None:
    """One point less: the last of all; None when one is left."""
    if len(letter.items) + sum(len(section.lines) for section in letter.sections) <= 1:
        return None
    sections = list(letter.sections)
    for at in range(len(sections) - 1, -1, -1):
        section = sections[at]
        if section.items or section.lines:
            cut = replaced(
                section, items=section.items[:-1], lines=section.lines if section.items else section.lines[:-1]
            )
            sections[at : at + 1] = [cut] if cut.items or cut.lines else []
            break
    return replaced(letter, sections=tuple(sections), left_out=letter.left_out + 1)
