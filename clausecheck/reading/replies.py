"""Threads of e-mails: which messages a newer one replaces, and what is only quoted."""

from itertools import pairwise

from clausecheck.patterns import pattern
from clausecheck.reading.passages import Draft
from clausecheck.reading.threads import Thread

__all__ = ["settle"]

_WHOLE = (
    r"(?:e-?mails?|messages?|notes?|letters?|terms|offers?|proposals?|version|arrangements?|correspondence|everything|"
    r"anything|all|what|the\s(?:one|lot)|that)"
)
_REPLACES = pattern(
    rf"""(?ix)
    \b(?:ignore|disregard|forget|scrap|bin|delete|tear\s+up|cancel)\b[^.;!?]{{0,50}}?\b(?:{_WHOLE}|below|earlier|previous)\b
    | \b(?:supersed\w+|replac(?:e|es|ed|ing)|overrid\w+|takes?\s+the\s+place\s+of|in\s+place\s+of)\b[^.;!?]{{0,60}}?
        \b(?:{_WHOLE}|below)\b
    | \bwithdr(?:aw|awn|ew|awing)\b[^.;!?]{{0,40}}?\b(?:{_WHOLE}|below)\b
    | \b(?:{_WHOLE}|earlier|previous|below)\b[^.;!?]{{0,50}}?
        \b(?:(?:is|are|has\s+been|have\s+been|was)\s+(?:now\s+|hereby\s+)?(?:withdrawn|superseded|replaced|void)
          |no\s+longer\s+(?:appl\w+|stands?|holds?|on\s+offer))
    | \b(?:new|revised|updated|amended|corrected|final)\s+(?:terms|offer|version|details|arrangements?|proposal)\b
        [^.;!?]{{0,30}}?\b(?:below|follows?|here|as\s+follows|set\s+out|instead|attached)\b
    """
)
_ONE_POINT = pattern(
    r"(?i)\b(?:fee|rate|price|figure|time|times|number|date|dates|hours|paragraph|sentence|line|bit|point|part|"
    r"item)s?\s+(?:in|about|on|from)\b"
)
_ABOUT = pattern(r"(?i)[^.;!?]{0,40}?\b(?:about|regarding|concerning|as to|on the subject of|when it comes to)\b")
"""What follows `ignore what I put`: one point is withdrawn, not the message."""
_REST_STANDS = pattern(
    r"""(?ix)\b(?:rest|everything\s+else|all\s+else|remainder|other\s+(?:terms|points|things|bits)|otherwise)\b[^.;!?]{0,60}?
    \b(?:stands?|carr(?:y|ies)\s+on|remains?|unchanged|the\s+same|as\s+(?:before|below|agreed|we\s+said)|holds?|applies|apply|stays?)\b"""
)
_FIGURE = pattern(r"£\d[\d,.]*\d|£\d|\b\d{1,2}[:.]\d{2}\b")
_MINE = pattern(r"(?i)\b(?:my|our)\b")
_YES = pattern(
    r"(?i)\W*(?:yes|agreed|agree|fine|ok|okay|happy|that['’]?s? (?:fine|ok|agreed)|sure|of course|no problem|"
    r"will do|confirmed|accepted|absolutely|correct)\b"
)
_NO = pattern(
    r"(?i)\W*(?:no\b(?! problem| worries)|not\b|sorry|afraid|i['’]?m afraid|we['’]?re afraid|unfortunately|"
    r"we (?:can['’]?t|cannot|don['’]?t|won['’]?t|do not)|"
    r"i (?:can['’]?t|cannot|don['’]?t|won['’]?t|do not)|can['’]?t|declined|rejected)"
)


_MOST_MESSAGES = 60
"""Messages of a thread that are held against one another, the newest."""


def settle(text: str, drafts: list[Draft], thread: Thread) -> None:
    """Silence the messages that a newer one replaces, and quotations answered with no."""
    if any(thread.depth):
        _quotations(text, drafts)
    order = _by_age(drafts, thread)
    if len(order) < 2:
        return
    age = {message: place for place, message in enumerate(order)}
    bodies: dict[int, list[Draft]] = {message: [] for message in order}
    for draft in drafts:
        if not draft.silenced and draft.source.message in bodies:
            bodies[draft.source.message].append(draft)
    for newer in reversed(order[1:][-_MOST_MESSAGES:]):
        stands = any(_REST_STANDS.search(text, draft.start, draft.end) for draft in bodies[newer])
        for draft in bodies[newer]:
            if draft.silenced or not _REPLACES.search(text, draft.start, draft.end):
                continue
            if stands or not _replaces(text, draft):
                before = order[: age[newer]][-_MOST_MESSAGES:]
                _withdraw_point(text, draft, [passage for older in before for passage in bodies[older]])
                continue
            for older in order[max(age[newer] - _MOST_MESSAGES, 0) : age[newer]]:
                if not _spared(text, draft, newer, older, thread):
                    name = thread.messages[newer].name if newer >= 0 else "the newest message"
                    for passage in bodies[older]:
                        passage.silenced = passage.silenced or f"Replaced by {name}."


def _by_age(drafts: list[Draft], thread: Thread) -> list[int]:
    """Messages that say something, oldest first; -1 is the text above the first header."""
    present = dict.fromkeys(draft.source.message for draft in drafts if draft.source.shape != "mail")
    dated = {message: thread.messages[message].when for message in present if message >= 0}
    if dated and all(dated.values()):
        # A reply above the headers is newer than all of them.
        known = sorted(dated, key=lambda message: (dated[message] or (), -message))
        return [*known, *([-1] if -1 in present else [])]
    return sorted(present, reverse=True)


def _replaces(text: str, draft: Draft) -> bool:
    """The sentence takes back whole messages, not one point of them."""
    match = _REPLACES.search(text, draft.start, draft.end)
    if match is None or _ONE_POINT.search(text, draft.start, match.end() + 20):
        return False
    return not _ABOUT.match(text, match.end(), draft.end)


def _withdraw_point(text: str, draft: Draft, older: list[Draft]) -> None:
    """One point is taken back: the older passages that state the figure it names."""
    for figure in _FIGURE.findall(text, draft.start, draft.end):
        for passage in older:
            if not passage.silenced and figure in text[passage.start : passage.end]:
                passage.silenced = "A newer message takes it back."


def _spared(text: str, draft: Draft, newer: int, older: int, thread: Thread) -> bool:
    """The replacement speaks of its writer's own messages, and the older one is another's."""
    if newer < 0 or older < 0 or not _MINE.search(text, draft.start, draft.end):
        return False
    ours, theirs = (thread.messages[message].name.partition(" from ")[2] for message in (newer, older))
    return bool(ours and theirs) and ours.split()[-1].lower() != theirs.split()[-1].lower()


def _quotations(text: str, drafts: list[Draft]) -> None:
    """A quoted paragraph answered below it leads the answer; answered with no, or found again below, it is silent."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        if (
            groups
            and groups[-1][0].source.quoted == draft.source.quoted
            and (groups[-1][0].source is draft.source or draft.source.quoted)
        ):
            groups[-1].append(draft)
        else:
            groups.append([draft])
    for group, answer in pairwise(groups):
        asked, reply = group[0].source, answer[0].source
        if asked.quoted <= reply.quoted or reply.shape == "mail":
            continue
        last = [draft for draft in group if draft.source is group[-1].source]
        if _NO.match(text, answer[0].start, answer[0].end):
            for draft in last:
                draft.silenced = draft.silenced or "It is quoted and answered with no."
        lead = (last[-1].start, last[-1].end)
        for draft in answer:
            draft.leads = (lead, *draft.leads)
