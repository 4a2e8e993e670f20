"""Web pages and HTML messages to paragraphs, as a browser shows them; nothing is fetched."""

from hashlib import sha256

from clausecheck.document import Coverage, Document
from clausecheck.errors import UnreadableInput
from clausecheck.extract.assembly import Found, assemble, ledger, notices_of
from clausecheck.extract.html_css import Element, Sheet, Told, declarations, hides, strikes
from clausecheck.extract.html_flow import Flow
from clausecheck.extract.html_markup import MarkupParser
from clausecheck.extract.html_numbers import Counters, List, marker
from clausecheck.extract.plain import decode
from clausecheck.extract.rows import Paragraph
from clausecheck.patterns import pattern
from clausecheck.record import draft

__all__ = ["paragraphs_of", "read_html", "web_text"]

_MAX_DEPTH = 1_000
"""Elements within elements; a saved page seldom has 60."""
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "base", "col", "wbr", "area", "source", "track", "embed")
)
_SILENT = frozenset(("script", "style", "title", "template", "noscript", "svg", "audio", "video", "datalist", "map"))
_PARAGRAPHS = frozenset(
    (
        "p", "ul", "ol", "dl", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "li", "dt", "dd",
        "section", "article", "fieldset", "form", "address", "figure", "details", "header", "footer", "hr", "caption",
    )
)  # fmt: skip
_LINES = frozenset(("div", "main", "nav", "aside", "center", "legend", "summary", "figcaption", "body", "tr"))
_ENDED_BY = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "tr": (frozenset(("tr",)), frozenset(("table",))),
    "tbody": (frozenset(("tr", "tbody", "thead")), frozenset(("table",))),
    "tfoot": (frozenset(("tr", "tbody", "thead")), frozenset(("table",))),
    "option": (frozenset(("option",)), frozenset(("select",))),
}
"""Elements that a start tag closes, and those it does not look beyond."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CUT = frozenset(("td", "th", "table", "body"))
_BLANK = pattern(r"[ \t\r\n\f\xa0]+")
_CHARSET = pattern(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""")
_DECLARED = pattern(rb"""(?i)^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.-]{2,40})""")


def read_html(name: str, data: bytes, digest: str = "") -> Document:
    """Read a web page; raises UnreadableInput when nothing in it shows."""
    paragraphs, found = paragraphs_of(name, web_text(name, data))
    if not paragraphs:
        raise UnreadableInput(
            name, "the web page shows no text", "Open it in a browser, print it to PDF, and check that."
        )
    text, blocks = assemble(paragraphs)
    return Document(
        name=name,
        format="html",
        sha256=digest or sha256(data).hexdigest(),
        text=text,
        blocks=blocks,
        coverage=Coverage(ledger(found, body=paragraphs)),
        notices=notices_of(found),
    )


def web_text(name: str, data: bytes, charset: str | None = None) -> str:
    """The source of a page, by the character set it or its envelope declares, else as text files are read."""
    declared = _CHARSET.search(data[:4096]) or _DECLARED.match(data[:200])
    wanted = charset or (declared[1].decode("ascii") if declared else "")
    if wanted and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) and b"\x00" not in data[:64]:
        # A browser takes Latin-1 for Windows-1252 too.
        known = "cp1252" if wanted.lower() in ("iso-8859-1", "latin1", "us-ascii", "ascii") else wanted
        try:
            return data.decode(known)
        except (ValueError, LookupError):
            pass
    return decode(name, data)


def paragraphs_of(name: str, html: str, *, quotes: bool = False) -> tuple[list[Paragraph], Found]:
    """What a page shows, and what it hides; with `quotes`, quoted messages get their `>` back.

    Raises UnreadableInput for a page nested beyond reason.
    """
    builder = _Builder(name, quotes=quotes)
    builder.feed(html)
    builder.close()
    builder.finish()
    return builder.flow.out, builder.found


@draft
class _Open:
    """An element whose end has not come."""

    element: Element
    hidden: bool
    struck: bool
    mute: bool
    """Neither shown nor hidden from anybody: scripts, styles, choices not taken."""
    pre: bool = False
    quoted: int = 0
    list: List | None = None
    heading: int | None = None
    """Level of the heading it is, or stands in."""


class _Builder(MarkupParser):
    """Follows the tags; text gathers in a line of pieces that becomes a paragraph at the next break."""

    def __init__(self, name: str, *, quotes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._quotes = quotes
        self.flow = Flow()
        self.found = Found()
        self._sheet = Sheet()
        self._css: list[str] = []
        self._counters = Counters()
        self._stack: list[_Open] = []
        self._within: list[Element] = []
        """The elements of the stack."""
        self._lists: list[List] = []
        self._counts: dict[str, int] = {}
        self._hidden: list[str] = []

    # ---- tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, after closing what it closes."""
        attributes = {key: value or "" for key, value in reversed(attrs)}
        if tag in _VOID:
            self._void(tag, attributes)
            return
        self._end_implied(tag)
        parent = self._stack[-1] if self._stack else None
        element = Element(tag, attributes.get("id", ""), frozenset(attributes.get("class", "").split()[:50]))
        told = {**self._sheet.told(element, self._within), **declarations(attributes.get("style", ""))}
        opened = _Open(
            element,
            hidden=(parent is not None and parent.hidden)
            or hides(told)
            or "hidden" in attributes
            or (tag == "dialog" and "open" not in attributes),
            struck=_struck(tag, told, parent),
            mute=(parent is not None and parent.mute)
            or tag in _SILENT
            or "sdfootnoteanc" in element.classes
            or (tag == "option" and "selected" not in attributes),
            pre=tag in ("pre", "textarea") or (parent is not None and parent.pre),
            quoted=(parent.quoted if parent else 0) + (self._quotes and _is_quote(tag, attributes)),
            heading=int(tag[1]) - 1 if tag in _HEADINGS else parent.heading if parent else None,
        )
        if len(self._stack) >= _MAX_DEPTH:
            raise UnreadableInput(
                self._name, "the web page is nested beyond reason", "Copy its text from a browser and paste that."
            )
        self._stack.append(opened)
        self._within.append(element)
        self._counts[tag] = self._counts.get(tag, 0) + 1
        if opened.hidden or opened.mute:
            return
        self._counters.enter(told, len(self._stack))
        self._open_block(tag, opened, attributes, told)

    def _open_block(self, tag: str, opened: _Open, attributes: dict[str, str], told: Told) -> None:
        if tag in _PARAGRAPHS:
            if not (tag == "p" and self.flow.waits):
                self.flow.flush(forget=tag == "li")
        elif tag in _LINES:
            self.flow.line()
        self._enter(opened)
        if tag in ("ul", "ol"):
            opened.list = List.of(tag, attributes, told)
            self._lists.append(opened.list)
        elif tag == "table":
            self.flow.open_table()
        elif tag in ("td", "th"):
            self.flow.open_cell()
        elif tag in ("iframe", "object", "frame") and (attributes.get("src") or attributes.get("data")):
            self.found.unread.append("page shown in a frame")
        self._number(tag, opened, attributes, told)

    def _number(self, tag: str, opened: _Open, attributes: dict[str, str], told: Told) -> None:
        """The number before a list item, or what a style sheet writes before a block."""
        index = max(0, len(self._lists) - 1)
        if tag == "li":
            holder = self._lists[-1] if self._lists else None
            if label := marker(holder, attributes, told):
                self.flow.item(label, index)
        before = self._sheet.told(opened.element, self._within[:-1], before=True)
        if before.get("content"):
            self._counters.enter(before, len(self._stack))
            generated, several = self._counters.content(before)
            if generated and (tag in _PARAGRAPHS or tag in _LINES):
                self.flow.number(generated, index, compound=several)

    def _enter(self, opened: _Open | None) -> None:
        """Text that follows stands in this element."""
        self.flow.heading = opened.heading if opened else None
        self.flow.quoted = opened.quoted if opened else 0

    def _void(self, tag: str, attributes: dict[str, str]) -> None:
        if self._stack and (self._stack[-1].hidden or self._stack[-1].mute):
            return
        if tag == "br":
            self.flow.line_break()
        elif tag == "hr":
            self.flow.flush()
        elif tag == "img":
            self.found.pictures += 1
        elif tag == "embed":
            self.found.unread.append("page shown in a frame")
        elif tag == "input":
            kind = attributes.get("type", "text").lower()
            if kind in ("checkbox", "radio"):
                self._write("☒ " if "checked" in attributes else "☐ ")
            elif kind not in ("hidden", "submit", "button", "reset", "image", "password"):
                self._write(attributes.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and what was left open in it."""
        if tag == "br":
            self._void("br", {})
        if not self._counts.get(tag):
            return
        if tag not in _CUT:
            for each in reversed(self._stack):  # `</p>` in a cell closes no paragraph outside of it
                if each.element.tag == tag:
                    break
                if each.element.tag in ("td", "th", "table"):
                    return
        while self._stack[-1].element.tag != tag:
            self._close(self._stack[-1])
        self._close(self._stack[-1])

    def _end_implied(self, tag: str) -> None:
        if tag in _PARAGRAPHS and self._counts.get("p"):
            self._end_open(frozenset(("p",)), frozenset(("td", "th", "table", "li", "div")))
        if tag in _ENDED_BY:
            self._end_open(*_ENDED_BY[tag])

    def _end_open(self, ended: frozenset[str], barrier: frozenset[str]) -> None:
        for at in range(len(self._stack) - 1, -1, -1):
            if not any(self._counts.get(each) for each in ended):
                return
            tag = self._stack[at].element.tag
            if tag in barrier:
                return
            if tag in ended:
                while len(self._stack) > at:
                    self._close(self._stack[-1])

    def _close(self, opened: _Open) -> None:
        tag = opened.element.tag
        if tag == "style" and self._css:
            self._sheet.add("".join(self._css))
            self._css.clear()
        if not (opened.hidden or opened.mute):
            self._leave(tag)
        self._stack.pop()
        self._within.pop()
        if opened.list is not None:
            self._lists.pop()
        self._counts[tag] -= 1
        self._counters.leave(len(self._stack) + 1)
        self._enter(self._stack[-1] if self._stack else None)
        if self._hidden and not (self._stack and self._stack[-1].hidden):
            said = " ".join("".join(self._hidden).split())
            if said:
                self.found.hidden.append(said)
            self._hidden.clear()

    def _leave(self, tag: str) -> None:
        """End what a visible element held together."""
        if tag in _PARAGRAPHS or tag in ("td", "th"):
            self.flow.flush(forget=tag == "li")
        elif tag in _LINES:
            self.flow.line()
        if tag in ("td", "th"):
            self.flow.close_cell()
        elif tag == "tr":
            self.flow.close_row()
        elif tag == "table":
            self.flow.close_table()

    # ---- text

    def handle_data(self, data: str) -> None:
        """Take text, its white space as HTML shows it."""
        opened = self._stack[-1] if self._stack else None
        if opened is None:
            self._write(_BLANK.sub(" ", data))
        elif opened.mute:
            if opened.element.tag == "style":
                self._css.append(data)
        elif opened.hidden:
            self._hidden.append(data)
        elif opened.pre:
            for number, line in enumerate(data.replace("\r\n", "\n").split("\n")):
                if number:
                    self.flow.line_break()
                self._write(line)
        else:
            self._write(_noted(opened.element, _BLANK.sub(" ", data)))

    def _write(self, text: str) -> None:
        self.flow.write(text, struck=bool(self._stack) and self._stack[-1].struck)

    def finish(self) -> None:
        """Close whatever the page left open."""
        while self._stack:
            self._close(self._stack[-1])
        self.flow.flush()


def _struck(tag: str, told: Told, parent: _Open | None) -> bool:
    said = strikes(told)
    if said is not None and tag not in ("s", "strike", "del"):
        return said or (parent is not None and parent.struck)
    return tag in ("s", "strike", "del") or (parent is not None and parent.struck)


def _noted(element: Element, text: str) -> str:
    """The number of a note is set apart, so that it is no part of the word or the amount before it."""
    if text.strip().isdigit() and (element.tag == "sup" or "sdfootnotesym" in element.classes):
        return f"[{text.strip()}] " if element.tag != "sup" else f"[{text.strip()}]"
    return text


def _is_quote(tag: str, attributes: dict[str, str]) -> bool:
    """A quoted message as mail programs mark it, not a set-off paragraph."""
    return tag == "blockquote" and (
        attributes.get("type", "").lower() == "cite" or "quote" in attributes.get("class", "").lower()
    )
