"""Rich Text (.rtf) to Document: what Word or another word processor would print of it.

Automatic numbers stand in the file as text. Tracked insertions count as text and deletions do not, hidden text is left
out; both are told.
"""

from copy import copy
from hashlib import sha256

from clausecheck.document import BlockKind, Coverage, Document, Notice
from clausecheck.errors import UnreadableInput
from clausecheck.extract.assembly import Found, around, assemble, ledger, notices_of, numbered_notes
from clausecheck.extract.limits import broken_file
from clausecheck.extract.rows import Paragraph
from clausecheck.extract.rtf_state import State
from clausecheck.extract.rtf_story import Story
from clausecheck.extract.rtf_tables import Authors, Fonts, Styles
from clausecheck.extract.rtf_tokens import Token, char_of, decoded, tokens
from clausecheck.extract.rtf_words import CHARACTERS, SIGNS, SILENT, SPOKEN, STORIES
from clausecheck.record import replaced

__all__ = ["read_rich_text", "rich_paragraphs"]

_MAX_DEPTH = 5_000
_WHAT = "Rich Text file"


def read_rich_text(name: str, data: bytes, digest: str = "") -> Document:
    """Read a Rich Text file; raises UnreadableInput when it is damaged or holds no text."""
    reader = _Reader(name)
    reader.read(data)
    body = reader.body.finish()
    if not any(paragraph.text.strip() for paragraph in body):
        what = "holds pictures and no text" if reader.found.pictures else "holds no text"
        raise UnreadableInput(name, f"the Rich Text file {what}", "Ask for a file with text in it.")
    header, footer = around(reader.headers), around(reader.footers)
    notes = [*numbered_notes(reader.footnotes), *numbered_notes(reader.endnotes)]
    parts = ledger(reader.found, body=body, headers=header, footers=footer, footnotes=notes)
    if reader.broken_off:
        parts = (replaced(parts[0], read=False, why="the file breaks off before its end"), *parts[1:])
    text, blocks = assemble([*header, *body, *notes, *footer])
    return Document(
        name=name,
        format="rtf",
        sha256=digest or sha256(data).hexdigest(),
        text=text,
        blocks=blocks,
        coverage=Coverage(parts),
        notices=(*notices_of(reader.found), *reader.lost()),
    )


def rich_paragraphs(name: str, data: bytes) -> tuple[list[Paragraph], Found]:
    """The body of a Rich Text file alone, as an e-mail holds it."""
    reader = _Reader(name)
    reader.read(data)
    return reader.body.finish(), reader.found


class _Reader:
    """Follows groups and control words through a file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.found = Found()
        self.body = Story()
        self.headers: list[Paragraph] = []
        self.footers: list[Paragraph] = []
        self.footnotes: list[list[Paragraph]] = []
        self.endnotes: list[list[Paragraph]] = []
        self._fonts = Fonts()
        self._styles = Styles()
        self._authors = Authors()
        self._state = State(self.body)
        self._stack: list[State] = []
        self._raw: list[str] = []
        self._skip = 0
        self._surrogate = ""
        self._noting: list[str] | None = None
        self._endnote = False
        self._comment_author = ""
        self._field: list[str] = []
        self._ticked: dict[str, int] = {}
        self._unnumbered = 0
        self.broken_off = False
        """The file ends within a group: something of it is missing."""

    def read(self, data: bytes) -> None:
        """Take in the whole file; raises UnreadableInput for one nested beyond reason."""
        for token in tokens(data.decode("latin-1")):
            if token.kind in ("text", "byte"):
                self._characters(token)
                continue
            if token.kind == "sign" and token.text in SIGNS:
                self._flush()
                if token.text in "\r\n":
                    self._paragraph()
                elif self._skip:
                    self._skip -= 1
                else:
                    self._say(SIGNS[token.text])
                continue
            self._flush()
            if token.kind == "{":
                self._skip = 0
                self._stack.append(self._state)
                self._state = copy(self._state)
                self._state.starred = False
                if len(self._stack) > _MAX_DEPTH:
                    raise broken_file(self._name, _WHAT)
            elif token.kind == "}":
                self._skip = 0
                self._close()
            elif token.kind == "sign":
                self._state.starred = self._state.starred or token.text == "*"
            else:
                self._word(token)
        self._flush()
        self.broken_off = bool(self._stack)
        while self._stack:
            self._close()

    def lost(self) -> tuple[Notice, ...]:
        """What the file does not say though it should."""
        if not self._unnumbered:
            return ()
        message = f"The automatic numbers of {self._unnumbered} paragraphs are not in the file and are missing here."
        return (Notice("lost", message),)

    # ---- groups

    def _close(self) -> None:
        if not self._stack:
            return
        state, outer = self._state, self._stack.pop()
        self._state = outer
        if state.mode == "field" and outer.mode != "field":
            self._end_field()
        if state.story is not outer.story:
            self._end_story(state.story)

    def _end_story(self, story: Story) -> None:
        paragraphs = story.finish()
        if story.kind is BlockKind.header:
            self.headers += paragraphs
        elif story.kind is BlockKind.footer:
            self.footers += paragraphs
        elif story.kind is BlockKind.footnote:
            (self.endnotes if self._endnote else self.footnotes).append(paragraphs)
            self._endnote = False
        elif story.kind is BlockKind.comment:
            said = " ".join(" ".join(paragraph.text.split()) for paragraph in paragraphs)
            if said:
                self.found.comments.append((self._comment_author.strip(), said))
            self._comment_author = ""
        else:
            self._state.story.boxes(paragraphs)

    def _end_field(self) -> None:
        code = "".join(self._field).upper()
        if "FORMCHECKBOX" in code:
            result = self._ticked.get("ffres", 25)
            ticked = self._ticked.get("ffdefres", 0) if result == 25 else result
            self._say("☒" if ticked else "☐")
        self._field.clear()
        self._ticked.clear()

    def _open(self, word: str) -> bool:
        """The word says what its group holds: whether it did."""
        state = self._state
        starred, state.starred = state.starred, False
        if state.mode == "silent":
            if word == "ud" and len(self._stack) > 1:
                state.mode = self._stack[-2].mode  # the half of `\\upr` in Unicode; the other one repeats it
            return True
        if word in STORIES:
            kind = STORIES[word]
            if kind == "number":
                state.mode = "number" if state.mode == "text" else state.mode
            else:
                state.story = Story(BlockKind(kind))
                state.plain()
                state.new_paragraph()
                state.mode = "text"
        elif word in ("fonttbl", "stylesheet", "revtbl", "atnauthor", "fldinst"):
            modes = {"fonttbl": "fonts", "stylesheet": "styles", "revtbl": "authors", "atnauthor": "comment-author"}
            state.mode = modes.get(word, "field")
        elif word == "formfield" and state.mode == "field":
            return True
        elif word in SILENT or (starred and word not in SPOKEN and state.mode in ("text", "number")):
            if word == "pict":
                self.found.pictures += 1
            state.mode = "silent"
        elif word == "object":
            self.found.unread.append("embedded object")
        else:
            return False
        return True

    # ---- words

    def _word(self, token: Token) -> None:
        word, number = token.text, token.number
        state = self._state
        if word == "u":
            self._unicode(number or 0)
            return
        if self._skip:
            self._skip -= 1
            return
        if word == "uc":
            state.fallback = max(0, min(number or 0, 20))
        elif state.mode == "fonts":
            self._fonts.word(word, number)
        elif state.mode == "styles":
            self._styles.word(word, number)
        elif state.mode == "field" and word in ("ffres", "ffdefres"):
            self._ticked[word] = number or 0
        elif word in CHARACTERS:
            self._say(CHARACTERS[word])
        elif not self._open(word) and not self._state.format(word, number) and not self._structure(word, number):
            self._fonts.document(word, number)

    def _structure(self, word: str, number: int | None) -> bool:
        """Ends of paragraphs, cells and rows: whether the word is one."""
        story, table = self._state.story, self._state.table
        if word in ("par", "sect"):
            self._paragraph()
        elif word in ("cell", "nestcell"):
            depth = 1 if word == "cell" else max(2, table)
            self._paragraph(depth)
            story.cell(depth)
        elif word in ("row", "nestrow"):
            story.row(1 if word == "row" else max(2, table))
        elif word == "ftnalt":
            self._endnote = True
        elif word in ("revauth", "revauthdel"):
            self.found.authors.append(self._authors.name(number or 0))
        else:
            return False
        return True

    def _paragraph(self, depth: int | None = None) -> None:
        state = self._state
        if state.mode != "text":
            return
        if state.deleted and depth is None:
            return  # a deleted paragraph mark: the text runs on
        self._noting = None
        style = self._styles.name(state.style)
        heading = self._styles.heading(state.style) if state.heading is None else state.heading
        if state.in_list and not state.story.numbered:
            self._unnumbered += 1
        state.story.paragraph(
            state.table if depth is None else depth,
            heading=heading,
            level=state.level,
            silent=style.startswith("toc "),
        )

    # ---- characters

    def _characters(self, token: Token) -> None:
        text = token.text
        if self._skip:
            dropped = min(self._skip, len(text))
            self._skip -= dropped
            text = text[dropped:]
        if text:
            self._raw.append(text)

    def _flush(self) -> None:
        """Decode the bytes that have gathered: in some scripts two of them make a character."""
        if self._raw:
            raw = "".join(self._raw)
            self._raw.clear()
            self._say(decoded(raw, self._fonts.code_page(self._state.font)))

    def _unicode(self, number: int) -> None:
        char = char_of(number)
        self._skip = self._state.fallback
        if "\ud800" <= char <= "\udbff":
            self._surrogate = char
            return
        if "\udc00" <= char <= "\udfff":
            pair = self._surrogate + char
            char = pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if self._surrogate else ""
        self._surrogate = ""
        self._say(char)

    def _say(self, text: str) -> None:
        """Text goes where the group says it belongs."""
        state = self._state
        if not text or state.mode == "silent":
            return
        match state.mode:
            case "text":
                self._speak(text)
            case "number":
                if not (state.hidden or state.deleted):
                    state.story.number(text)
            case "field":
                self._field.append(text)
            case "fonts":
                return
            case "styles":
                self._styles.text(text)
            case "authors":
                self._authors.text(text)
            case "comment-author":
                self._comment_author += text

    def _speak(self, text: str) -> None:
        state = self._state
        if state.hidden or state.deleted:
            self._note(self.found.hidden if state.hidden else self.found.deleted, text)
            return
        if state.revised:
            self._note(self.found.inserted, text)
        else:
            self._noting = None
        state.story.write(text, struck=state.struck)

    def _note(self, where: list[str], text: str) -> None:
        """Add to what is told; pieces of one passage stay together."""
        if self._noting is where and where:
            where[-1] += text
        elif text.strip():
            where.append(text)
            self._noting = where
