"""An HTML page as tests look at it: its elements, and its words as a reader without styles would read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "rect", "path", "link", "img", "input", "hr"}
BREAKS = {"p", "li", "h1", "h2", "h3", "tr", "div", "section", "article", "blockquote", "dt", "dd", "summary", "ul"}
BREAKS |= {"header", "footer", "nav", "figure", "figcaption", "table", "button", "ol", "dl", "details", "text"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Element]:
        """This element and all within it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    def all(self, tag: str = "", cls: str = "") -> list[Element]:
        return [e for e in self if tag in ("", e.tag) and (not cls or cls in (e.attributes.get("class") or "").split())]

    def by_id(self, name: str) -> Element:
        found = [e for e in self if e.attributes.get("id") == name]
        assert len(found) == 1, (name, len(found))
        return found[0]

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {tag}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")


def parsed(html: str) -> Element:
    """The page; AssertionError where elements are not closed in order."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root]
    return builder.root


def words(element: Element) -> str:
    """What is read, a line for each block, without style and script."""
    return "\n".join(line for line in (" ".join(part.split()) for part in _parts(element).split("\n")) if line) + "\n"


def _parts(element: Element) -> str:
    if element.tag in ("style", "script", "head"):
        return ""
    inner = "".join(" ".join(c.split("\n")) if isinstance(c, str) else _parts(c) for c in element.children)
    if element.tag in ("del", "ins", "mark", "s"):
        signs = {"del": "-", "ins": "+", "mark": "_", "s": "~"}[element.tag]
        return f"[{signs}{inner}{signs}]"
    if element.tag == "a" and "ref" in element.attributes.get("class", ""):
        return f"[{inner}]"
    if element.tag == "svg" and "aria-label" in element.attributes:
        return f"\n({element.attributes['aria-label']})\n"
    if element.tag == "q":
        return f"“{inner}”"
    if element.tag in ("td", "th"):
        return f"{inner} | "
    return f"\n{inner}\n" if element.tag in BREAKS else inner
