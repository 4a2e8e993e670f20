"""Hostile text read back through two independent readers of Markdown, GitHub's own among them."""

from html.parser import HTMLParser

import cmarkgfm
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clausecheck.render.markdown_text import link, literal
from clausecheck.render.plain import visible

HOSTILE = [
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "![x](http://evil.com/p.png)",
    "see http://evil.com or www.evil.com, or evil.com",
    "write to a.b@evil.com, @somebody, #12 and GH#3",
    "a | b \\| c \\\\| d |",
    "`code` ``more`` \\`",
    "a@b|`c` \\|x@y",
    "1. one",
    "12) twelve",
    "a. alpha",
    "(iv) four",
    "- item",
    "+ item",
    "* * *",
    "---",
    "===",
    "# heading #",
    "> quote",
    "    code",
    "&lt;b&gt; &#64; &copy;",
    "**bold** _it_ ~~gone~~ ^up^",
    "[^1]: note",
    "[a]: http://evil.com",
    "{{ 7*7 }} {% include x %} ${x} $$x$$",
    ":smile: :+1:",
    "line\nbreak\r\n| a | b |\n|---|---|\n",
    "\u202egnp.exe\u202c \x1b[31m \x00",
    "<!-- -->",
    "trailing \\",
    "",
]
PIECES = st.sampled_from([*HOSTILE, *"\\`*_{}[]<>()#+-.!|~&=:^$@%\"' \n\tab1", "http://x.y", "``", "](", "\\|", "1."])
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join)
TABLE = ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]
GITHUB = cmarkgfm.github_flavored_markdown_to_html
COMMON = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"]).render


class Reading(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.parts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")

    def text(self) -> str:
        return "".join(self.parts).strip()


@pytest.mark.parametrize("reader", [GITHUB, COMMON], ids=["github", "commonmark"])
@given(text=TEXTS)
def test_nothing_in_a_paragraph_is_obeyed_and_every_character_is_read(reader, text):
    read = Reading(reader(literal(text, opening=True)))
    assert set(read.tags) <= {"p", "code"}
    assert read.text() == visible(text)


@pytest.mark.parametrize("reader", [GITHUB, COMMON], ids=["github", "commonmark"])
@given(text=TEXTS)
@example(text="a@b \\| c\\|d@e")
def test_nothing_in_a_table_breaks_its_cells(reader, text):
    said = literal(text)
    read = Reading(reader(f"| a | b |\n| --- | --- |\n| {said} | last |\n"))
    assert [tag for tag in read.tags if tag != "code"] == TABLE
    assert "".join(read.text().split()) == "".join(f"ab{visible(text)}last".split())


@pytest.mark.parametrize("reader", [GITHUB, COMMON], ids=["github", "commonmark"])
@pytest.mark.parametrize(
    ("before", "after", "tags"), [("- ", "", "ul li"), ("# ", "", "h1"), ("> ", "", "blockquote p")]
)
@given(text=TEXTS)
def test_nothing_in_a_list_a_heading_or_a_quote_is_obeyed(reader, before, after, tags, text):
    read = Reading(reader(f"{before}{literal(text, opening=True)}{after}\n"))
    assert [tag for tag in read.tags if tag != "code"] in (tags.split(), tags.split()[:1])
    assert read.text() == visible(text)


@pytest.mark.parametrize("reader", [GITHUB, COMMON], ids=["github", "commonmark"])
@given(text=TEXTS.filter(visible))
def test_nothing_in_a_lead_ends_its_bold_type(reader, text):
    read = Reading(reader(f"**{literal(text)}:** after\n"))
    assert [tag for tag in read.tags if tag != "code"] == ["p", "strong"]
    assert read.text() == f"{visible(text)}: after"


@pytest.mark.parametrize("text", HOSTILE)
def test_each_known_attack_stays_text(text):
    for reader in (GITHUB, COMMON):
        assert not {"a", "script", "img", "table", "hr", "em"} & set(Reading(reader(literal(text, opening=True))).tags)


def test_ordinary_words_stay_readable_as_they_are():
    said = "Clause 3.2(b): the Locum's fee is £480.50 (net), paid within 14 days - e.g. by BACS; see clause 4."
    assert literal(said, opening=True) == said


def test_an_address_of_a_source_is_a_link_and_anything_else_is_not():
    assert link("https://example.org/a_b?c=d#e") == "<https://example.org/a_b?c=d#e>"
    for odd in ("javascript:alert(1)", "https://example.org/> <b>", "ftp://example.org", ""):
        assert "<" not in link(odd).replace("\\<", "")
