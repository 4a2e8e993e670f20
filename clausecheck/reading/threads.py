"""E-mail threads: where each message begins, what in it is quoted from an older one, and which is newest."""

import re

from clausecheck.document import BlockKind, Document
from clausecheck.patterns import pattern
from clausecheck.reading.lines import Line
from clausecheck.record import draft, record

__all__ = ["Message", "Thread", "read_thread"]

_HEADER = pattern(
    r"\*{0,2}(From|Sent|Date|To|Cc|Bcc|Subject|Re|Reply-To|Attachments?|Importance)\*{0,2}\s*:\*{0,2}\s*(.*)",
    re.IGNORECASE,
)
_CUT = pattern(
    r"(?i)(?:[-_=]{2,} ?(?:original message|forwarded message|forwarded by .{1,80}|reply (?:above|"
    r"below) .{1,80}) ?[-_=]{2,}|"
    r"begin forwarded message:?|forwarded message:?)"
)
_WROTE = pattern(r"(?i)(?:on\b.{6,160}|.{3,80}(?:\d{4}|\d{1,2}:\d{2}).{0,60})\b(?:wrote|writes|said):?")
_ON = pattern(r"(?i)on\b.{6,120}\d")
_WRITER = pattern(
    r"([A-Z][^\W\d_]*\.?(?:[ '’-][A-Z][^\W\d_]*\.?){0,3}),?\s?(?:<[^>]*>|\([^)]*\))?,?\s?(?:wrote|writes|said)\b"
)
_QUOTED = pattern(r"(?:>\s?)+")
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_MONTH = {name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)}
_NAME = rf"({'|'.join(_MONTH)})[a-z]*\.?"
_DAY_MONTH = pattern(rf"(?i)\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_NAME},?(?:[ -](\d{{4}}))?")
_MONTH_DAY = pattern(rf"(?i)\b{_NAME} (\d{{1,2}})(?:st|nd|rd|th)?\b,?(?: (\d{{4}}))?")
_FIGURES = pattern(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
_CLOCK = pattern(r"(?i)\b(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap]m)?")


@record
class Message:
    """One e-mail of a thread."""

    start: int
    name: str
    """How to call it: `the message of 3 March from Jo Bell`."""
    when: tuple[int, ...] | None
    """Year (0 where not given), month, day, minute; None where its header has no date."""


@draft
class Thread:
    """The lines of a document with what is known of its messages."""

    lines: list[Line]
    """Quotation marks `>` taken off."""
    depth: list[int]
    """How deep each line is quoted."""
    headers: set[int]
    """Indexes of the lines that are mail headers."""
    begins: dict[int, int]
    """Line that a message's header begins with, to the message's index."""
    messages: list[Message]

    def depth_after(self, at: int) -> int:
        """How deep the text is quoted that the header at a line introduces."""
        if not self.lines[at].text.endswith(("rote:", "rites:", "said:")) and not self.lines[at].text.startswith("On "):
            return self.depth[at]
        after = at
        while after < len(self.lines) and after in self.headers and after - at < _LONGEST_HEADER:
            after += 1
        return self.depth[after] if after < len(self.lines) else self.depth[at]


def read_thread(document: Document, lines: list[Line]) -> Thread:
    """Find the messages; a document without any has none."""
    thread = Thread(lines, [0] * len(lines), set(), {}, [])
    if any(line.text[0] == ">" for line in lines):
        _unquote(thread)
    at = 0
    while at < len(thread.lines):
        size = _header_size(thread.lines, at)
        if size:
            thread.begins[at] = len(thread.messages)
            thread.headers.update(range(at, at + size))
            thread.messages.append(_message(thread.lines[at : at + size]))
            at += size
        else:
            at += 1
    return thread


def _unquote(thread: Thread) -> None:
    """Take the `>` off quoted lines and remember how deep they were."""
    kept: list[Line] = []
    depth: list[int] = []
    gap = 0
    for line in thread.lines:
        match = _QUOTED.match(line.text)
        if not match:
            deeper = bool(depth) and depth[-1] > 0
            kept.append(line._replace(gap=max(line.gap, gap, int(deeper))))
            depth.append(0)
            gap = 0
            continue
        text = line.text[match.end() :].strip()
        if not text:
            gap = 1
            continue
        level = match[0].count(">")
        start = line.start + line.text.index(text, match.end())
        changed = not depth or depth[-1] != level
        kept.append(line._replace(start=start, end=start + len(text), text=text, gap=max(line.gap, gap, int(changed))))
        depth.append(level)
        gap = 0
    thread.lines, thread.depth = kept, depth


def _header_size(lines: list[Line], at: int) -> int:
    """How many lines from `at` on are the header of a message; 0 when it is none."""
    first = lines[at].text
    size = 0
    if lines[at].kind is BlockKind.mail_header:
        while at + size < len(lines) and lines[at + size].kind is BlockKind.mail_header:
            size += 1
        return size
    if first[0] in "-_=BbFf " and _CUT.fullmatch(first):
        size = 1
        more = _names(lines, at + 1)
        return size + (len(more) if len(more) > 1 else 0)
    if first.endswith(("rote:", "rites:", "said:")) and _WROTE.fullmatch(first):
        return 1
    if first[:2] in ("On", "on") and at + 1 < len(lines) and lines[at + 1].text.endswith("wrote:") and _ON.match(first):
        return 2
    if ":" not in first[:14] or not _HEADER.match(first):
        return 0
    names = _names(lines, at)
    distinct = set(names)
    if not distinct & {"from", "sent", "date"} or not distinct & {"subject", "to"} or len(distinct) < 3:
        return 0
    return len(names)


_LONGEST_HEADER = 14
"""Lines that a message's header may have."""


def _names(lines: list[Line], at: int) -> list[str]:
    """Names of the header lines from `at` on; a folded line counts under the name before."""
    found: list[str] = []
    while at < len(lines) and len(found) < _LONGEST_HEADER and (not found or not lines[at].gap):
        match = _HEADER.match(lines[at].text)
        if match:
            found.append(match[1].lower())
        elif found and lines[at].indent > lines[at - 1].indent:
            found.append(found[-1])
        else:
            break
        at += 1
    return found


def _message(lines: list[Line]) -> Message:
    text = " ".join(line.text for line in lines)[:600]
    sender = ""
    for line in lines:
        match = _HEADER.match(line.text)
        if match and match[1].lower() == "from":
            sender = re.sub(r"\s*[<\[(].*", "", match[2]).strip(" \"'*")
    wrote = _WRITER.search(text)
    if not sender and wrote:
        sender = wrote[1]
    when = _when(text)
    name = "the message"
    if when:
        name += f" of {when[2]} {_MONTHS[when[1] - 1]}"
    if sender:
        name += f" from {sender}"
    return Message(lines[0].start, name, when)


def _when(text: str) -> tuple[int, ...] | None:
    match = _DAY_MONTH.search(text)
    if match:
        year, month, day = match[3], _MONTH[match[2].lower()[:3]], match[1]
    elif match := _MONTH_DAY.search(text):
        year, month, day = match[3], _MONTH[match[1].lower()[:3]], match[2]
    elif match := _FIGURES.search(text):
        if match[4]:
            year, month, day = match[4], int(match[5]), match[6]
        else:
            year, month, day = match[3], int(match[2]), match[1]
    else:
        return None
    if not 1 <= month <= 12:
        return None
    minute = 0
    clock = _CLOCK.search(text, match.end())
    if clock:
        hour = int(clock[1]) % 12 + 12 * ((clock[3] or "").lower() == "pm") if clock[3] else int(clock[1])
        minute = hour * 60 + int(clock[2])
    number = int(year) if year else 0
    return (number + 2000 if 0 < number < 100 else number, month, int(day), minute)
